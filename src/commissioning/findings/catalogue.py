"""Every kind of finding the library can yield, one row each: what `commissioning explain` prints.

A gate declares the codes it may yield, and a test compares the gates, this table and the catalogue of
broken cycles. Order and statute are never waivable; a council's own practice may be.
"""

from __future__ import annotations

from typing import Final

from commissioning.findings.code import FindingCode

ORDER: Final = (
    FindingCode(
        "stage-order",
        "The record belongs to a stage that a lot has not reached, or has already left.",
        waivable=False,
        example="an interview invitation opens interviews; the procurement stands in SSQ, and ITT and evaluation must come first",
    ),
    FindingCode(
        "route-undecided",
        "The stages that follow depend on how to go to market, which no strategy has decided yet.",
        waivable=False,
        example="an ITT opens ITT; the procurement stands in specification, and how to go to market has not been decided",
    ),
    FindingCode(
        "only-first",
        "A history can be brought forward only as the first record of a cycle.",
        waivable=False,
        example="a history is brought forward as the first record of a cycle",
    ),
    FindingCode(
        "missing-record",
        "Something this record rests on has not been recorded, or no longer counts.",
        waivable=False,
        example="there is no shortlist for lot N1",
    ),
    FindingCode(
        "unknown-lot",
        "A lot is named that the procurement does not have.",
        waivable=False,
        example="there is no lot N9; the procurement has N1 and N2",
    ),
    FindingCode(
        "duplicate-reference",
        "Two records would bear the same reference, and others could not tell which they name.",
        waivable=False,
        example="the reference C1 is already that of another record",
    ),
    FindingCode(
        "unknown-reference",
        "A record or contract is named that has not been recorded.",
        waivable=False,
        example="no contract with the reference C7 has been recorded",
    ),
    FindingCode(
        "set-aside",
        "A record is named that a return to an earlier stage has set aside: it no longer counts.",
        waivable=False,
        example="the award recommendation of 4 November 2022 (R1) was set aside and no longer counts",
    ),
)

TIME: Final = (
    FindingCode(
        "before-stage",
        "The day is before the stage it belongs to had opened.",
        waivable=False,
        example="1 July 2022 is before 11 July 2022, when lot N1 entered the stage it belongs to",
    ),
    FindingCode(
        "dated-before",
        "The day is before that of something the record rests on.",
        waivable=False,
        example="1 July 2022 is before the shortlist of 12 August 2022 that it rests on",
    ),
    FindingCode(
        "learned-opens-nothing",
        "A record of something learned later cannot move a lot: the stages were lived in their own order.",
        waivable=False,
        example="an ITT moves its lots, and was learned of only later",
    ),
    FindingCode(
        "history-not-held",
        "The cycle begins with a history brought forward: what went before cannot be checked here.",
        waivable=False,
        example="the history before 14 September 2015 is not held here (brought forward in award: the source tells only part)",
    ),
)

APPROVAL: Final = (
    FindingCode(
        "strategy-settled",
        "A lot has gone to market on a strategy; its route and the facts the law turns on now stand.",
        waivable=False,
        example="lot N went to market on the strategy in force; this one changes the route",
    ),
    FindingCode(
        "specification-draft",
        "The specification that the competition is about is still a draft.",
        waivable=True,
        example="version 1 of the specification for the procurement is a draft",
    ),
    FindingCode(
        "call-in-running",
        "Members may still call the decision in, so it is not yet to be acted on.",
        waivable=True,
        example="the decision of 9 November 2022 may be called in until 16 November 2022; this is 10 November 2022",
    ),
    FindingCode(
        "other-recommendation",
        "Approval, letters and contract name different recommendations.",
        waivable=False,
        example="the approval names recommendation R1, but the one in force for lot N1 is R2 of 4 November 2022",
    ),
    FindingCode(
        "not-waivable",
        "A waiver was recorded for a finding that nobody can waive: order and statute.",
        waivable=False,
        example="stage-order cannot be waived: it is not a rule of the council's own practice",
    ),
)

SELECTION: Final = (
    FindingCode(
        "responses-still-due",
        "The deadline for selection responses has not passed.",
        waivable=False,
        example="responses may still come in until the end of 5 August 2022; this is 1 August 2022",
    ),
    FindingCode(
        "response-unassessed",
        "A response was received and has not been assessed, so its provider could be passed over unheard.",
        waivable=False,
        example="no assessment is recorded for the response of Alder",
    ),
    FindingCode(
        "response-late",
        "A response came after the deadline and no reason for considering it is recorded.",
        waivable=True,
        example="the response of Alder came at the end of 6 August 2022, after the end of 5 August 2022",
    ),
    FindingCode(
        "assessed-without-response",
        "An assessment names a provider from whom nothing was received.",
        waivable=False,
        example="Alder is assessed, but no response of theirs is recorded",
    ),
    FindingCode(
        "shortlisted-without-response",
        "A shortlist names a provider who did not respond.",
        waivable=False,
        example="Alder is on the shortlist, but no response of theirs is recorded",
    ),
    FindingCode(
        "shortlisted-without-pass",
        "A shortlist names a provider who failed selection.",
        waivable=False,
        example="Alder is on the shortlist, but failed selection: no registration for personal care",
    ),
    FindingCode(
        "shortlist-too-long",
        "A shortlist is longer than the questionnaire announced.",
        waivable=False,
        example="7 are on the shortlist; at most 5 were announced",
    ),
)

AWARD: Final = (
    FindingCode(
        "lot-without-award",
        "A recommendation is about a lot for which it recommends nobody.",
        waivable=False,
        example="nobody is recommended for lot N4",
    ),
    FindingCode(
        "challenge-open",
        "A bidder has challenged the award and waits for an answer; a claim in court is the law's own "
        "matter.",
        waivable=True,
        example="the claim of Alder of 20 November 2022 (the marks for question 3) has not been resolved",
    ),
)

CONTRACTS: Final = (
    FindingCode(
        "not-recommended",
        "A contract is with a provider to whom its lot was not awarded.",
        waivable=False,
        example="contract C1 is with Alder, and recommendation R1 awards lot N1 to Birch",
    ),
    FindingCode(
        "contract-without-award",
        "A contract names no recommendation that it carries out.",
        waivable=False,
        example="contract C1 names no recommendation that it carries out",
    ),
    FindingCode(
        "contract-over",
        "Something is recorded under a contract that had ended or run out by then.",
        waivable=False,
        example="contract C1 ran to 31 March 2028; this is 4 April 2028",
    ),
    FindingCode(
        "extension-late",
        "An option to extend is taken up after the contract has run out.",
        waivable=False,
        example="contract C1 ran out on 31 March 2028; an option cannot be taken up on 4 April 2028",
    ),
    FindingCode(
        "extension-not-open",
        "An option to extend does not exist, is spent, or is not the next.",
        waivable=False,
        example="option 2 of contract C1 is not the next to be taken up; the next open is option 1",
    ),
    FindingCode(
        "extension-other-period",
        "An extension is for other days than the option gives.",
        waivable=False,
        example="option 1 of contract C1 adds 1 April 2028 to 31 March 2030, not 1 April 2028 to 31 March 2029",
    ),
    FindingCode(
        "variation-past-cap",
        "Changes to a contract together add more than its own clause allows.",
        waivable=False,
        example="the changes to contract C1 would come to £120,000, past the 10% of £1,000,000 that it allows (£100,000); £40,000 is left",
    ),
    FindingCode(
        "other-money-basis",
        "A change is stated in a currency, or with or without VAT, other than the contract's value.",
        waivable=False,
        example="the change adds £1,000 including VAT to contract C1, whose value is £1,000,000: the two cannot be added",
    ),
    FindingCode(
        "end-before-start",
        "A change moves the end of a contract to a day before its start.",
        waivable=False,
        example="the change moves the end of contract C1 to 1 March 2023, before it starts on 1 April 2023",
    ),
    FindingCode(
        "not-the-holder",
        "A contract is handed on by a provider who does not hold it.",
        waivable=False,
        example="contract C1 is held by Alder, not by Birch",
    ),
    FindingCode(
        "ended-twice",
        "A contract is recorded as ended that has ended already.",
        waivable=False,
        example="contract C1 already ended on 31 March 2028",
    ),
    FindingCode(
        "expired-early",
        "A contract is recorded as expired on a day that is not the last of its term.",
        waivable=False,
        example="contract C1 expires on 31 March 2028, not on 30 March 2028",
    ),
    FindingCode(
        "contract-not-ended",
        "A cycle or lot is to be closed while a contract of it runs.",
        waivable=False,
        example="contract C1 runs to 31 March 2028 and has not ended",
    ),
    FindingCode(
        "lot-contracted",
        "A lot is to be abandoned for which a contract has been signed.",
        waivable=False,
        example="lot N1 cannot be abandoned: contract C1 with Alder was signed on 1 December 2022",
    ),
    FindingCode(
        "contract-overrun",
        "A contract has run past its last day and nobody has recorded how it ended.",
        waivable=False,
        example="contract C1 ran to 31 March 2028 and is not recorded as ended; never decided: option 1",
    ),
    FindingCode(
        "exit-plan-missing",
        "A contract is under notice and there is no plan to hand on people, staff and records.",
        waivable=False,
        example="contract C1 ends on 30 June 2025 and has no exit plan",
    ),
    FindingCode(
        "change-unanswered",
        "A change that was asked for has been neither agreed nor refused.",
        waivable=False,
        example="the change CR1 asked for on 1 June 2024 (two more visits a day) has no answer",
    ),
    FindingCode(
        "breach-unremedied",
        "The day by which a breach was to be remedied has passed.",
        waivable=False,
        example="breach B1 of contract C1 (no electronic call monitoring) was to be remedied by 1 June 2024",
    ),
    FindingCode(
        "improvement-overdue",
        "The day by which an improvement notice was to be met has passed.",
        waivable=False,
        example="improvement notice IN1 under contract C1 ran to 1 September 2024 and is open",
    ),
    FindingCode(
        "suspension-review-due",
        "The day has passed on which a suspension of placements was to be looked at again.",
        waivable=False,
        example="placements under contract C1 have been suspended since 1 May 2024; the review was due on 1 June 2024",
    ),
)

MOBILISATION: Final = (
    FindingCode(
        "contract-unsigned",
        "A provider is to mobilise under a contract that has not been signed.",
        waivable=True,
        example="contract C1 is to be mobilised and is not signed",
    ),
    FindingCode(
        "staff-information-late",
        "The new employer was told of the transferring staff later than the law asks.",
        waivable=False,
        example="Birch was told of the staff on 10 March 2023, 22 days before they transfer on 1 April 2023; the law asks 28",
    ),
    FindingCode(
        "staff-information-missing",
        "Staff transfer, and the new employer has not been told of them.",
        waivable=False,
        example="staff transfer under contract C1, and no employee liability information for it is recorded",
    ),
    FindingCode(
        "staff-unaccounted",
        "A transfer of staff does not account for everyone on the list.",
        waivable=False,
        example="of the transfer from Alder to Birch, 3 of 40 staff listed are not accounted for",
    ),
    FindingCode(
        "task-open",
        "It is decided to go while an essential task is not done.",
        waivable=True,
        example="it is go, and data sharing agreement signed (T2) is not done",
    ),
    FindingCode(
        "task-overdue",
        "A task of a mobilisation plan is past its day.",
        waivable=False,
        example="data sharing agreement signed (Birch) was due on 1 March 2023 and is not done",
    ),
    FindingCode(
        "task-out-of-order",
        "A task is recorded as done, and one that it waits for is not.",
        waivable=False,
        example="T3 is recorded as done, and waits for T2",
    ),
    FindingCode(
        "not-ready",
        "A service is to start, and no readiness review of its contract says go.",
        waivable=False,
        example="contract C1 was no go on 20 March 2023: rotas are not filled",
    ),
    FindingCode(
        "live-before-start",
        "A service is to start before its contract does.",
        waivable=False,
        example="contract C1 starts on 1 April 2023; this is 28 March 2023",
    ),
)

PEOPLE: Final = (
    FindingCode(
        "unknown-cohort",
        "People are told, asked or moved from a cohort that nobody has counted.",
        waivable=False,
        example="no cohort East has been counted; there is Central, North",
    ),
    FindingCode(
        "people-twice",
        "More people have moved, or were found, than a cohort holds: somebody is counted twice.",
        waivable=False,
        example="61 people of cohort North have moved, and it holds 60",
    ),
    FindingCode(
        "people-lost",
        "Fewer people were found than a cohort holds, or more left it than it held.",
        waivable=False,
        example="2 of the 60 people of cohort North were not found on 30 June 2016",
    ),
    FindingCode(
        "told-twice",
        "More people were told than a cohort holds.",
        waivable=False,
        example="61 people of cohort North have been told, and it holds 60",
    ),
    FindingCode(
        "chosen-twice",
        "More choices were made than a cohort holds people.",
        waivable=False,
        example="61 people of cohort North have chosen, and it holds 60",
    ),
    FindingCode(
        "moved-without-choice",
        "More people moved under a choice than have made it.",
        waivable=True,
        example="20 people of cohort North moved under 'care arranged by the council with a new provider', and 18 chose it",
    ),
    FindingCode(
        "moved-without-contract",
        "People moved to a provider who holds no contract in force on that day.",
        waivable=True,
        example="people moved to Birch on 30 October 2015, who holds no contract in force on that day; theirs starts on 2 November 2015",
    ),
    FindingCode(
        "moved-untold",
        "More people have moved than were told of the change.",
        waivable=False,
        example="20 people of cohort North have moved and 15 were told",
    ),
    FindingCode(
        "people-waiting",
        "The last wave has ended and people are still with their former provider.",
        waivable=False,
        example="4 people of cohort North still wait, and the last wave ended on 30 June 2016",
    ),
    FindingCode(
        "people-elsewhere",
        "A count finds people in other places than the moves say.",
        waivable=False,
        example="12 people of cohort North were found with Birch on 30 June 2016, and by the moves 14 are there",
    ),
    FindingCode(
        "wave-beyond-cohort",
        "The waves of a plan move more people than wait.",
        waivable=False,
        example="the waves move 70 people of cohort North, in which 60 wait",
    ),
    FindingCode(
        "wave-beyond-capacity",
        "The waves of a plan bring a provider more people than it can take.",
        waivable=True,
        example="the waves bring 70 people to Birch in 1 January 2016 to 31 March 2016, who can take 50",
    ),
)

LAW: Final = (
    FindingCode(
        "law-unknown",
        "No row of law covers the day and the facts, so it cannot be told whether this is lawful.",
        waivable=False,
        example=(
            "whether a signed contract is lawful cannot be told: what the Public Contracts Regulations "
            "2015 asks of it: it turns on above_threshold, not stated; give it in the strategy's facts"
        ),
    ),
    FindingCode(
        "standstill-not-started",
        "Bidders have not been told the outcome, so the days they have to object have not begun.",
        waivable=False,
        example="no intention to award has started the standstill",
    ),
    FindingCode(
        "standstill-running",
        "The days that bidders have to object are not over; a contract signed now may be set aside.",
        waivable=False,
        example="the standstill runs to 24 September 2015; this is 14 September 2015",
    ),
    FindingCode(
        "standstill-too-short",
        "Bidders are told of a shorter standstill than the law gives them.",
        waivable=False,
        example=(
            "bidders are told that signing may follow on 18 September 2015; the standstill runs to "
            "24 September 2015"
        ),
    ),
    FindingCode(
        "signing-suspended",
        "A claim, or a representation made in time, suspends the signature by law.",
        waivable=False,
        example="the claim of Alder of 20 September 2015 suspends the signature by law",
    ),
    FindingCode(
        "above-threshold-after-all",
        "The strategy says below the threshold, and the estimated value reaches it.",
        waivable=False,
        example=(
            "the strategy says below the threshold; its estimated value is £800,000 including VAT "
            "and the threshold £663,540 including VAT"
        ),
    ),
    FindingCode(
        "selection-not-allowed",
        "Below the threshold, who may tender must not depend on an assessment of suitability.",
        waivable=False,
        example=(
            "the contract is below the threshold, where who may tender must not depend on an "
            "assessment of suitability"
        ),
    ),
    FindingCode(
        "shortlist-too-short",
        "Fewer are invited than the law asks, though more have passed.",
        waivable=False,
        example="3 are invited of 6 who passed; the least is 5",
    ),
    FindingCode(
        "time-too-short",
        "Responses or tenders are due sooner than the law allows.",
        waivable=False,
        example=(
            "responses are due by 1 July 2026, 16 days on; the least is 25 days from the day "
            "after, weekends included"
        ),
    ),
    FindingCode(
        "approach-too-recent",
        "Providers have not had the time the law gives them to answer the intended approach.",
        waivable=False,
        example="the intended approach was published on 1 June 2026; this is 8 June 2026",
    ),
    FindingCode(
        "excluded-unheard",
        "A supplier is to be left out without having been heard on what it has put right.",
        waivable=False,
        example="Alder has not been heard on what it has done to put things right",
    ),
    FindingCode(
        "excluded-without-ground",
        "A supplier is left out on a ground that does not hold, or lies too far back to count.",
        waivable=False,
        example=(
            "alder is left out (theft), but it happened on 3 June 2024, and what came before "
            "24 February 2025 is ignored"
        ),
    ),
    FindingCode(
        "excluded-kept-in",
        "A supplier that the law leaves no choice about is kept in.",
        waivable=False,
        example="alder is an excluded supplier (bribery), and would be kept in",
    ),
    FindingCode(
        "exclusion-undecided",
        "A supplier goes on that has not been held against the grounds for exclusion.",
        waivable=False,
        example="whether alder is to be excluded has not been decided",
    ),
    FindingCode(
        "excluded-goes-on",
        "A supplier that was excluded would be shortlisted, invited or recommended.",
        waivable=False,
        example="alder was excluded on 12 August 2026, and would go on",
    ),
    FindingCode(
        "conflicts-unassessed",
        "A procurement is announced, and no conflicts assessment has been prepared.",
        waivable=False,
        example="no conflicts assessment has been prepared; the UK4 confirms one",
    ),
    FindingCode(
        "supplier-unconfirmed",
        "A tenderer did not confirm in time that the platform holds its information up to date.",
        waivable=False,
        example=(
            "alder did not confirm in time that their information is up to date on the platform"
        ),
    ),
    FindingCode(
        "condition-not-allowed",
        "Something is asked of those who want to bid that may not be asked.",
        waivable=False,
        example=(
            "it may not be a condition of taking part to hold the contract's insurance before the "
            "award"
        ),
    ),
    FindingCode(
        "turnover-over-cap",
        "A higher yearly turnover is asked than the law allows without a special risk.",
        waivable=False,
        example="a yearly turnover of £8,000,000 is asked; the most is £6,000,000",
    ),
    FindingCode(
        "notice-missing",
        "A notice has to be published before the act, and has not been.",
        waivable=False,
        example="no tender notice (UK4) has been published",
    ),
    FindingCode(
        "kpis-not-set",
        "A contract over the line has fewer statutory performance indicators than the law asks for.",
        waivable=True,
        example=(
            "contract C-1 is worth £6,000,000 including VAT, and 1 key performance indicators are "
            "set as statutory; at least 3 are to be"
        ),
    ),
    FindingCode(
        "change-not-allowed",
        "A contract is changed further than the law allows without a new competition.",
        waivable=False,
        example="change V-2 moves the value by 12.5%; without a ground the most is 10%",
    ),
    FindingCode(
        "changes-add-up",
        "A change is small by itself, and not with those before it; they may be judged as one.",
        waivable=False,
        example="change V-2 is small by itself; with those before it the value moves by 14.0%",
    ),
    FindingCode(
        "holder-may-not-change",
        "A contract passes to another provider, which only a restructuring of the business allows.",
        waivable=False,
        example=(
            "contract C-1 passes from alder to birch (a merger), which only a restructuring of the "
            "business allows"
        ),
    ),
)

PLANNING: Final = (
    FindingCode(
        "consultation-open",
        "A specification is approved while people may still answer the consultation about it.",
        waivable=True,
        example=(
            "the consultation supported-housing runs to 10 October 2016; this is 3 October 2016"
        ),
    ),
    FindingCode(
        "consultation-unreported",
        "Nothing shows what people said, so nobody can show that it was considered.",
        waivable=True,
        example="no report says what came of the consultation of 9 September 2016 (supported-housing)",
    ),
    FindingCode(
        "consultation-after-decision",
        "People were asked when the matter was already decided.",
        waivable=True,
        example=(
            "version 2 of the specification was approved on 1 September 2016, before the consultation "
            "opened on 9 September 2016"
        ),
    ),
    FindingCode(
        "consultation-without-reasons",
        "People can only judge a proposal if they are told what it is and why it is made.",
        waivable=True,
        example="nothing shows what people were told of the proposal in supported-housing",
    ),
    FindingCode(
        "consultation-short",
        "A consultation was open for less than the council's usual time, or for nobody knows how long.",
        waivable=True,
        example="supported-housing was open for 14 days; the usual is 28",
    ),
    FindingCode(
        "characteristic-not-considered",
        "An equality impact assessment is silent about a protected characteristic.",
        waivable=True,
        example="the assessment of 1 March 2022 is silent about age, sex",
    ),
    FindingCode(
        "harm-without-mitigation",
        "An assessment sees a harm to people who share a characteristic and proposes nothing against it.",
        waivable=True,
        example="people would be harmed by reason of disability, and nothing is proposed against it",
    ),
    FindingCode(
        "support-not-recorded",
        "People sit in a group as equals of those paid to be there, and nothing shows how they are helped.",
        waivable=True,
        example=(
            "nothing shows how the Carer Reference Group is supported; its equal members are unpaid carer"
        ),
    ),
    FindingCode(
        "equal-member-absent",
        "A group met without those who sit in it as equals.",
        waivable=True,
        example=(
            "the Procurement Reference Group met on 11 March 2022 without any unpaid carer, who sit in it "
            "as equals"
        ),
    ),
    FindingCode(
        "meeting-not-recorded",
        "A group was to meet more often than its meetings are recorded.",
        waivable=True,
        example=(
            "the Carer Reference Group was to meet 5 times by 4 March 2022, and 3 meetings are recorded"
        ),
    ),
    FindingCode(
        "partner-undecided",
        "A partner of a joint procurement has still to decide whether it joins.",
        waivable=True,
        example="leicester-ccg has still to decide whether it buys with the others",
    ),
    FindingCode(
        "partner-not-named",
        "An authority decides on a joint procurement whose strategy does not name it.",
        waivable=False,
        example="the strategy of 1 June 2016 does not name rutland; it names leicester, leicester-ccg",
    ),
    FindingCode(
        "lead-withdrew",
        "The authority that led a joint procurement is no longer part of it.",
        waivable=False,
        example="leicester led the joint procurement and withdrew",
    ),
    FindingCode(
        "shares-differ-from-envelope",
        "What the partners put in does not make the financial envelope.",
        waivable=True,
        example="the shares come to £10,000,000, £500,000 less than the envelope of £10,500,000",
    ),
)

THREAD: Final = (
    FindingCode(
        "link-leads-nowhere",
        "Something refers to an earlier thing that nobody recorded.",
        waivable=True,
        example="requirement R9 refers to theme T7, which is not recorded",
    ),
    FindingCode(
        "nothing-behind",
        "Something rests on nothing: no need, theme or requirement says why it is there.",
        waivable=True,
        example="KPI k4 watches no requirement",
    ),
    FindingCode(
        "nothing-ahead",
        "Something was found or promised, and nothing later takes it up.",
        waivable=True,
        example="need loneliness is met by no outcome",
    ),
    FindingCode(
        "theme-not-carried-out",
        "People were told that something they said is taken up, and the specification does not show it.",
        waivable=True,
        example=(
            "people were told that theme team (a regular team) is taken up, and no requirement answers it"
        ),
    ),
    FindingCode(
        "theme-unanswered",
        "People said something that changed nothing, and were not told why.",
        waivable=True,
        example=(
            "theme continuity (a regular team) changed no requirement and was given no answer"
        ),
    ),
)

PERFORMANCE: Final = (
    FindingCode(
        "return-late",
        "A provider's return came after the day it was due.",
        waivable=True,
        example=(
            "the return for 1 April 2023 to 30 June 2023 came on 20 July 2023, 5 days after "
            "15 July 2023"
        ),
    ),
    FindingCode(
        "return-missing",
        "A period has passed without a return.",
        waivable=True,
        example="there is no return for 1 April 2023 to 30 June 2023",
    ),
    FindingCode(
        "measurement-missing",
        "A return is there, and has no figure for a KPI that was due.",
        waivable=True,
        example="the return for 1 April 2023 to 30 June 2023 says nothing of k1 (punctual visits)",
    ),
    FindingCode(
        "measurement-of-unknown-kpi",
        "A return measures something that is no KPI of the contract.",
        waivable=True,
        example=(
            "the return for 1 April 2023 to 30 June 2023 measures k9, which is not a KPI of the contract"
        ),
    ),
    FindingCode(
        "nothing-to-measure",
        "A KPI is a share of something of which there was none, so it has no value.",
        waivable=True,
        example=(
            "k1 (punctual visits) is a share of nothing for 1 April 2023 to 30 June 2023: there were no "
            "visits planned"
        ),
    ),
    FindingCode(
        "rating-without-margins",
        "A statutory KPI missed its target and the contract does not say how far is close.",
        waivable=True,
        example=(
            "k1 (punctual visits) missed its target for 1 April 2023 to 30 June 2023 with 92.5%, and the "
            "contract does not say how far is close and how far significantly below"
        ),
    ),
    FindingCode(
        "action-overdue",
        "Something a provider was to put right has not been done by its day.",
        waivable=True,
        example="a1 (train night staff) was due by 1 June 2023; this is 14 June 2023",
    ),
    FindingCode(
        "action-not-planned",
        "An action is said to be done that its plan does not have.",
        waivable=True,
        example="a9 was done on 1 June 2023, but plan p1 has no such action",
    ),
    FindingCode(
        "source-not-used",
        "A quality review leaves out a source that the framework draws on.",
        waivable=True,
        example="the review of Alder of 1 June 2023 does not draw on training records, views of families",
    ),
    FindingCode(
        "rating-not-in-framework",
        "A quality review gives a rating that the framework does not have.",
        waivable=True,
        example="Alder is rated 'Satisfactory'; the framework has Excellent, Good, Poor",
    ),
)

TENDERS: Final = (
    FindingCode(
        "tenders-still-due",
        "The deadline for tenders has not passed, so none may be opened.",
        waivable=False,
        example="tenders may still come in until 12:00 on 30 September 2022 (Europe/London); this is 28 September 2022",
    ),
    FindingCode(
        "tender-late",
        "A tender came after the deadline and no reason for accepting it is recorded.",
        waivable=True,
        example="the tender of Alder came on 1 October 2022, after the end of 30 September 2022",
    ),
    FindingCode(
        "one-opener",
        "Tenders were opened by one person alone, so nobody can vouch that none was altered.",
        waivable=True,
        example="the tenders were opened by procurement officer alone",
    ),
    FindingCode(
        "opened-without-tender",
        "A tender is said to be opened that was never received.",
        waivable=False,
        example="the tender of Alder was opened, but none is recorded as received",
    ),
    FindingCode(
        "tender-not-invited",
        "A provider tenders who is not on the shortlist, or was not invited.",
        waivable=False,
        example="Larch tenders and is not on the shortlist of 12 August 2022",
    ),
    FindingCode(
        "too-many-lots-tendered",
        "A provider tenders for more lots than the invitation allows.",
        waivable=False,
        example="Elder tenders for 4 lots; at most 2 are allowed",
    ),
    FindingCode(
        "offer-above-envelope",
        "An offer is above the money that tenders were invited within.",
        waivable=True,
        example="Alder asks £130 for lot N1, above the envelope of £120",
    ),
    FindingCode(
        "withdrawn-without-tender",
        "A provider withdraws a tender that was never received.",
        waivable=False,
        example="Alder withdraws, but no tender of theirs is recorded",
    ),
    FindingCode(
        "deadline-not-later",
        "An announced deadline would become earlier, or stay as it is.",
        waivable=False,
        example="the end of 28 September 2022 is not later than the end of 30 September 2022",
    ),
    FindingCode(
        "deadline-passed",
        "A deadline is moved after it has passed, when the others' tenders are already in.",
        waivable=False,
        example="the deadline of the end of 30 September 2022 had passed by 3 October 2022",
    ),
    FindingCode(
        "weights-changed",
        "What tenders are judged by is changed after the invitation was issued.",
        waivable=False,
        example="the invitation of 22 August 2022 is changed in its criteria or weights",
    ),
    FindingCode(
        "tender-under-other-rules",
        "A tender is opened under rules that were announced after it came in.",
        waivable=False,
        example="the tender of Alder of 29 September 2022 came before the invitation of 1 November "
        "2022, which changes its criteria or weights",
    ),
)

EVALUATION: Final = (
    FindingCode(
        "unknown-criterion",
        "Something is marked that the invitation does not name as a criterion.",
        waivable=False,
        example="O1 marks Alder on 'charm', which the invitation does not name",
    ),
    FindingCode(
        "price-marked",
        "The price is marked by an assessor, although a formula gives its points.",
        waivable=False,
        example="O1 marks Alder on 'p', which is the price",
    ),
    FindingCode(
        "wrong-panel",
        "A criterion is marked or moderated by another panel than the invitation names.",
        waivable=False,
        example="quality is marked by the panel residents; the invitation names the panel officers",
    ),
    FindingCode(
        "assessor-not-on-panel",
        "Somebody gives marks for a panel on which they do not sit, or do not score.",
        waivable=False,
        example="O9 marks quality, but gives no marks on the panel officers",
    ),
    FindingCode(
        "panel-change-does-not-fit",
        "A panel changes that is not on record, or somebody leaves it who does not sit there or gave "
        "marks later, joins who sits there, or leaves it with nobody who marks or with two chairs.",
        waivable=False,
        example="O9 leaves the panel officers and does not sit on it",
    ),
    FindingCode(
        "conflicted-assessor",
        "Somebody marks a provider in which they have declared an interest.",
        waivable=False,
        example="O1 has declared an interest in Alder and marks it",
    ),
    FindingCode(
        "interest-undeclared",
        "Somebody marks before declaring interests, or that there are none.",
        waivable=True,
        example="O1 marks for the panel officers on 7 October 2022 and has declared no interests, nor that there are none",
    ),
    FindingCode(
        "mark-off-scale",
        "A mark is not one of the published scale.",
        waivable=False,
        example="O1 gives Alder 6 on quality, which is not a mark of the scale 0 to 5",
    ),
    FindingCode(
        "marked-twice",
        "One assessor has marked one provider twice on the same criterion.",
        waivable=False,
        example="O1 has marked Alder twice on quality",
    ),
    FindingCode(
        "marked-without-tender",
        "A provider is marked who has no tender there.",
        waivable=False,
        example="O1 marks Larch, who has no tender",
    ),
    FindingCode(
        "mark-without-reason",
        "Marks are given without a reason, and could not be explained.",
        waivable=True,
        example="1 of 2 marks of O1 for Alder have no reason",
    ),
    FindingCode(
        "marked-in-absence",
        "Marks are said to be of a panel meeting at which the member or the provider was not.",
        waivable=False,
        example="O2 marks Alder at the meeting M1 of 7 October 2022, at which O2 was not present",
    ),
    FindingCode(
        "agreed-too-soon",
        "A panel agreed a mark before one of its members had given or corrected theirs.",
        waivable=True,
        example="quality of Alder was agreed on 10 October 2022, before the mark of O1 was "
        "corrected on 12 October 2022",
    ),
    FindingCode(
        "corrects-nothing",
        "A correction names a mark that no score sheet holds.",
        waivable=False,
        example="O1 corrects a mark of Alder on 'q' that no sheet holds",
    ),
    FindingCode(
        "moderated-twice",
        "A mark is agreed twice, and the second does not say why it replaces the first.",
        waivable=False,
        example="quality of Alder is moderated twice",
    ),
    FindingCode(
        "moderation-undeclared",
        "A mark is agreed where the invitation declares a mean, a median or a sum.",
        waivable=False,
        example="quality of Alder is moderated; the invitation declares another way to one mark",
    ),
    FindingCode(
        "moderated-without-marks",
        "A mark is agreed on a criterion before anybody has marked it.",
        waivable=False,
        example="quality of Alder is moderated before anybody has marked it",
    ),
    FindingCode(
        "moderation-outside-marks",
        "The agreed mark is higher or lower than every member's own mark.",
        waivable=True,
        example="the agreed 5 on quality of Alder lies outside the members' marks (3 to 4)",
    ),
    FindingCode(
        "moderation-missing",
        "A criterion was marked and no mark has been agreed.",
        waivable=False,
        example="no agreed mark is recorded for quality of Alder",
    ),
    FindingCode(
        "mark-missing",
        "A mark is missing that the invitation's rules ask for.",
        waivable=False,
        example="U1 has given no mark on quality of Alder; every member marks every provider",
    ),
    FindingCode(
        "quorum-missed",
        "Fewer members marked or agreed than may speak for the panel.",
        waivable=False,
        example="quality of Alder is marked by 1; 2 are needed",
    ),
    FindingCode(
        "members-left-out",
        "A member's marks do not count, or are not needed, by a rule the invitation declares.",
        waivable=True,
        example="U1 has given no mark on quality of Alder; the members who marked this provider stand for the panel",
    ),
    FindingCode(
        "interview-changes-marks",
        "An interview changes marks on written answers, and was not announced as verification.",
        waivable=False,
        example="the interview of Alder changes the mark on q, and the invitation does not declare interviews as verification",
    ),
    FindingCode(
        "marked-without-interview",
        "Somebody marks what is to be heard at an interview before one is recorded.",
        waivable=True,
        example="O1 marks presentation of Alder on 7 October 2022, and no interview of Alder by then is recorded",
    ),
    FindingCode(
        "interview-not-invited",
        "A provider is interviewed who was not invited to interview.",
        waivable=False,
        example="Larch is interviewed and was not invited to interview",
    ),
    FindingCode(
        "no-tenders",
        "There is nothing to evaluate for a lot.",
        waivable=False,
        example="there is no tender for lot N4",
    ),
    FindingCode(
        "tendered-twice",
        "A provider has two tenders for one lot, and has withdrawn neither.",
        waivable=False,
        example="Alder has two tenders for lot N1",
    ),
    FindingCode(
        "price-missing",
        "A tender has no price for a lot where price counts.",
        waivable=False,
        example="Alder gives no price for lot N1",
    ),
    FindingCode(
        "prices-not-comparable",
        "Prices for one lot are in different currencies, on different VAT bases or for different units.",
        waivable=False,
        example="prices for lot N1 are on different bases (Alder: GBP, including VAT, per year; Birch: GBP, excluding VAT, per year)",
    ),
    FindingCode(
        "price-query-open",
        "A price was questioned as abnormally low and nothing has been decided.",
        waivable=False,
        example="the price of Alder was questioned on 7 October 2022 (20% below the next) and nothing is decided",
    ),
    FindingCode(
        "low-price-unasked",
        "A price meets a published trigger for abnormally low tenders and nobody has asked about it.",
        waivable=True,
        example="the price of Alder is 30% below the mean of all tenders, and the bidder has not been asked",
    ),
    FindingCode(
        "disregarded-unheard",
        "A tender is disregarded for its price before the bidder could explain it.",
        waivable=False,
        example="the tender of Alder is disregarded for its price before it has answered",
    ),
    FindingCode(
        "method-not-computable",
        "The criteria are ranked or described, not weighed, so no ranking follows from marks.",
        waivable=False,
        example="the criteria are described (in descending order of importance), not weighed, so no ranking follows from marks",
    ),
    FindingCode(
        "relative-price-formula",
        "Points for price depend on the other bids, so that a losing bid can decide who wins.",
        waivable=True,
        example="price is scored against the other bids: a losing bid can change who wins",
    ),
    FindingCode(
        "rank-reversal",
        "Without a losing bid, or with one more, somebody else would win.",
        waivable=True,
        example="without C, who does not win, B would be first instead of A",
    ),
    FindingCode(
        "summary-item-missing",
        "A letter or summary to a bidder lacks something that the law asks for.",
        waivable=False,
        example="the summary for Birch lacks the reason for the mark on quality",
    ),
    FindingCode(
        "summary-names-person",
        "A letter or summary to a bidder names somebody who sat on a panel.",
        waivable=False,
        example="the assessment summary for Birch names somebody of the panel in the reason for the "
        "mark on quality of Alder",
    ),
    FindingCode(
        "marked-after-award",
        "An award is recommended anew on marks that became known after the last recommendation.",
        waivable=False,
        example="the corrected mark of 10 October 2022 became known on 3 November 2022, after the "
        "award was recommended on 28 October 2022",
    ),
    FindingCode(
        "sets-aside-earlier",
        "A return would set aside a record of a stage before the one it leads back to.",
        waivable=False,
        example="the invitation to tender of 22 August 2022 (ITT1) belongs to ITT, before "
        "evaluation, and would be set aside",
    ),
    FindingCode(
        "winner-withdrew",
        "An award is approved, announced or signed for a provider who has taken its tender back.",
        waivable=False,
        example="Alder took its tender for the procurement back on 14 November 2022",
    ),
    FindingCode(
        "departs-from-ranking",
        "The recommendation differs from the ranking the marks give, and does not say why.",
        waivable=False,
        example="lot N1 is recommended for Birch; by the marks the order is Alder, Birch",
    ),
    FindingCode(
        "awarded-without-tender",
        "A provider is recommended for a lot for which it has no tender.",
        waivable=False,
        example="Larch is recommended for lot N1 and has no tender there",
    ),
    FindingCode(
        "awarded-excluded",
        "A provider is recommended that the published rules exclude.",
        waivable=False,
        example="Elder is recommended for lot N1 and is excluded: quality is 58%, below the floor of 60%",
    ),
    FindingCode(
        "lot-limit-exceeded",
        "A provider is recommended for more lots than was announced.",
        waivable=False,
        example="Elder is recommended for 3 lots (N1, N2, N3); at most 2 were announced",
    ),
)

TIMETABLES: Final = (
    FindingCode(
        "timetable-ambiguous",
        "The words of a row may mean quite different days, and its neighbours cannot settle which.",
        waivable=True,
        example="row 12 (Seek approval): '2 nd Nov. 2022' may mean the day, a Wednesday or week 2 of November 2022",
    ),
    FindingCode(
        "timetable-undated",
        "A step has a row and no day, so what hangs on it cannot be checked.",
        waivable=True,
        example="row 5 (Moderation) has no day: 'TBC'",
    ),
    FindingCode(
        "timetable-stage-missing",
        "The route passes a stage for which the timetable has no row.",
        waivable=True,
        example="no row is recognised as interviews, a stage of the restricted route",
    ),
    FindingCode(
        "timetable-order",
        "A step is planned to end before one that comes first has begun.",
        waivable=False,
        example="row 3 (Panel interviews) ends before row 5 (Evaluation of tenders), which comes first",
    ),
    FindingCode(
        "timetable-overlap",
        "A step is planned to begin while one that comes first is still under way.",
        waivable=True,
        example="row 6 (Issue ITT) begins before the end of row 5 (Shortlist), which comes first",
    ),
    FindingCode(
        "timetable-period-short",
        "Bidders have less time to answer than the law asks, however the row is read.",
        waivable=False,
        example="from row 9 (Issue ITT) to row 10 (Tenders due) there are at most 7 days; the law asks 10 days",
    ),
    FindingCode(
        "timetable-no-intention",
        "No row plans to tell the bidders the outcome, which is what starts the standstill.",
        waivable=False,
        example="no row for telling the bidders the intended award between row 12 and row 13",
    ),
    FindingCode(
        "timetable-no-standstill",
        "No row plans the standstill that the law asks between telling the bidders and signing.",
        waivable=False,
        example="no row for the standstill between row 12 and row 13",
    ),
    FindingCode(
        "timetable-no-signature",
        "No row plans the signing of the contract, so nothing shows that it waits for the standstill.",
        waivable=True,
        example="no row for signing the contract between row 12 and row 13",
    ),
    FindingCode(
        "timetable-signed-in-standstill",
        "The signature is planned for a day on which bidders may still object.",
        waivable=False,
        example="row 14 (Contract signed) falls in the standstill, which runs to 24 November 2022",
    ),
    FindingCode(
        "timetable-standstill-short",
        "The standstill has a row that ends sooner than the law allows.",
        waivable=False,
        example="row 13 (Standstill) ends on 21 November 2022; the law asks 10 days",
    ),
    FindingCode(
        "timetable-no-meeting",
        "An approval is planned for a day on which those who approve do not meet.",
        waivable=True,
        example="row 12 (Approval to award) is planned for 2 November 2022, when no meeting is held",
    ),
    FindingCode(
        "timetable-mobilisation-short",
        "There is less time before the service starts than staff information needs where staff transfer.",
        waivable=True,
        example="from row 13 (Mobilise) to row 14 (Go live) there are 20 days; 28 are needed where staff transfer",
    ),
    FindingCode(
        "timetable-go-live-day-off",
        "The service is planned to start on a weekend or bank holiday, when nobody is there to help.",
        waivable=True,
        example="row 14 (Go live) is on 1 April 2023, a Saturday",
    ),
)

REVIEWS: Final = (
    FindingCode(
        "commitment-broken",
        "A promise made when the service was bought was found not to be kept.",
        waivable=False,
        example="promised: no reduction in the care commissioned; found otherwise on 1 July 2016 (from 80000 to 78500 hours a week)",
    ),
    FindingCode(
        "commitment-misjudged",
        "A promise was judged otherwise than the figures it is held to say.",
        waivable=False,
        example="promised: no reduction in the care commissioned; it was judged kept at 78500, and by its own figures that is wrong",
    ),
    FindingCode(
        "review-due",
        "The day of a contract's review has passed.",
        waivable=False,
        example="the review of contract C1 was due on 1 April 2025",
    ),
    FindingCode(
        "early-check-due",
        "The day has passed on which a new service was to be looked at again.",
        waivable=False,
        example="the next early check of contract C1 was due on 17 April 2023",
    ),
)

FINDING_CODES: Final[tuple[FindingCode, ...]] = (
    *ORDER,
    *TIMETABLES,
    *PLANNING,
    *TIME,
    *APPROVAL,
    *SELECTION,
    *TENDERS,
    *EVALUATION,
    *AWARD,
    *CONTRACTS,
    *MOBILISATION,
    *PEOPLE,
    *REVIEWS,
    *LAW,
    *THREAD,
    *PERFORMANCE,
)
"""All the rows. Each part of the library keeps its own section above."""

WAIVABLE_CODES: Final = frozenset(row.code for row in FINDING_CODES if row.waivable)
