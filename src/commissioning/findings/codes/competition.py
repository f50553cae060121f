"""The kinds of finding about selection and tenders."""

from __future__ import annotations

from typing import Final

from commissioning.findings.finding import LibraryCode

# fmt: off

# Selection

RESPONSES_STILL_DUE: Final = LibraryCode("responses-still-due", waivable=False,
    meaning="The deadline for selection responses has not passed.",
    example="You cannot choose providers on 1 August 2022: responses may arrive until the end of 5 August 2022")
RESPONSE_UNASSESSED: Final = LibraryCode("response-unassessed", waivable=False,
    meaning="A response has not been assessed, so that its provider could be passed over unheard.",
    example="No assessment is recorded yet for the response of Alder")
RESPONSE_LATE: Final = LibraryCode("response-late", waivable=True,
    meaning="A response arrived after the deadline, and no reason for considering it is recorded.",
    example="The response of Alder arrived on 6 August 2022, 1 day after the deadline of 5 August 2022")
ASSESSED_WITHOUT_RESPONSE: Final = LibraryCode("assessed-without-response", waivable=False,
    meaning="An assessment names a provider from whom no response was received.",
    example="Alder is assessed, but no response of theirs is recorded")
SHORTLISTED_WITHOUT_RESPONSE: Final = LibraryCode("shortlisted-without-response", waivable=False,
    meaning="A shortlist names a provider who did not respond.",
    example="Alder is on the shortlist, but no response of theirs is recorded")
SHORTLIST_TOO_LONG: Final = LibraryCode("shortlist-too-long", waivable=False,
    meaning="A shortlist is longer than the questionnaire announced.",
    example="7 providers are on the shortlist; the maximum announced is 5")

# Answers

ANSWER_MISSING: Final = LibraryCode("answer-missing", waivable=False,
    meaning="A question that was asked has no answer, so that a bid may fail for a slip.",
    example="Alder has not answered question T1")
ANSWER_NOT_ASKED: Final = LibraryCode("answer-not-asked", waivable=False,
    meaning="An answer is to a question that does not exist, or was not asked of this bidder; it must not count.",
    example="Alder answered question 2.1, which it was not asked")
ANSWER_OF_OTHER_KIND: Final = LibraryCode("answer-of-other-kind", waivable=False,
    meaning="An answer is not of the kind that its question asks for, so that no rule can judge it.",
    example="The answer of Alder to question 3.1 cannot be judged: it is yes, but has to be a figure")
ANSWER_CHANGED_LATE: Final = LibraryCode("answer-changed-late", waivable=True,
    meaning="An answer was changed after the deadline, and nothing says why the rules announced allow it.",
    example="Alder changed its answer to T1 on 9 August 2022, after the deadline of the end of 5 August 2022")
ASSESSMENT_DEPARTS_FROM_RULES: Final = LibraryCode("assessment-departs-from-rules", waivable=False,
    meaning="An assessment is not what the announced rules make of the answers, or decides what they leave to a person without saying so.",
    example="Alder is assessed as passed. The rules propose: failed on T1")
SHORTLIST_DEPARTS_FROM_POINTS: Final = LibraryCode("shortlist-departs-from-points", waivable=False,
    meaning="A shortlist is not the one that the points and the announced way to reduce the number give.",
    example="Elder has 70 points and is left out, although Cedar is invited with 70")
STANDARD_QUESTION_CHANGED: Final = LibraryCode("standard-question-changed", waivable=False,
    meaning="A question of a standard form has other words, and that was not reported or may not be.",
    example="Question 3.1 differs from the form PPN 03/24 SQ, and the change is not reported")
GROUND_UNKNOWN: Final = LibraryCode("ground-unknown", waivable=False,
    meaning="A question asks about a ground for exclusion that the governing law does not have, so that its answer can lead to no decision.",
    example='Question 2.1 asks about the exclusion ground "bribary", which is not a ground of the Procurement Act 2023')
EVIDENCE_NOT_SEEN: Final = LibraryCode("evidence-not-seen", waivable=True,
    meaning="Evidence that was asked for by now has not been seen, so that an answer is taken on trust.",
    example="Alder has not shown evidence of public-liability (question 3.2), which was asked for before the award")
EVIDENCE_LAPSED: Final = LibraryCode("evidence-lapsed", waivable=False,
    meaning="Evidence that is needed throughout has lapsed and was not renewed.",
    example="The evidence of public liability of Alder expired on 31 March 2027; contract C1 needs it")
EVIDENCE_LAPSES_IN_TERM: Final = LibraryCode("evidence-lapses-in-term", waivable=False,
    meaning="Evidence that is needed to the end of the contract holds for a part of it only.",
    example="The evidence of public liability of Alder expires on 31 March 2027; contract C1 needs it until 31 March 2031")

# Standing: why a provider cannot go on, at whatever door

DEBARRED_GOES_ON: Final = LibraryCode("debarred-goes-on", waivable=False,
    meaning="A supplier on the debarment list would go on to the next step towards a contract.",
    example="Alder was found on the debarment list on 12 August 2026 and cannot continue")
CONFLICTED_GOES_ON: Final = LibraryCode("conflicted-goes-on", waivable=False,
    meaning="A provider left out for a conflict of interest would go on to the next step towards a contract.",
    example="Alder was left out for a conflict of interest on 12 August 2026 and cannot continue")
FAILED_GOES_ON: Final = LibraryCode("failed-goes-on", waivable=False,
    meaning="A provider that failed selection would be shortlisted, invited, opened, recommended or signed with.",
    example="Alder failed selection on 12 August 2022 (no registration for personal care) and cannot continue")
WITHDRAWN_GOES_ON: Final = LibraryCode("withdrawn-goes-on", waivable=False,
    meaning="A provider that has withdrawn its tender would be opened, interviewed, recommended, approved or signed with.",
    example="Alder withdrew its tender for the procurement on 14 November 2022 and cannot continue")
REJECTED_GOES_ON: Final = LibraryCode("rejected-goes-on", waivable=False,
    meaning="A provider whose tender was rejected would be opened, interviewed, recommended, approved or signed with.",
    example="Alder had its tender for the procurement rejected on 14 November 2022 (no method statement) and cannot continue")
DISREGARDED_GOES_ON: Final = LibraryCode("disregarded-goes-on", waivable=False,
    meaning="A provider whose tender was disregarded for its price would go on to an interview, award or contract.",
    example="Alder had its tender disregarded for its price on 14 November 2022 (unpaid travel time) and cannot continue")

# Lists of parties

INVITED_WITHOUT_SHORTLIST: Final = LibraryCode("invited-without-shortlist", waivable=False,
    meaning="A provider is invited to tender who is not on the shortlist.",
    example="Larch is invited to tender, but is not on the shortlist")
SHORTLISTED_NOT_INVITED: Final = LibraryCode("shortlisted-not-invited", waivable=False,
    meaning="A provider on the shortlist is left out of the invitation to tender.",
    example="Birch is on the shortlist, but is not invited to tender")
TENDER_UNOPENED: Final = LibraryCode("tender-unopened", waivable=False,
    meaning="A tender that was received is left out when the tenders are opened.",
    example="The tender of Birch was received, but is not among those opened")
INTERVIEWED_WITHOUT_TENDER: Final = LibraryCode("interviewed-without-tender", waivable=False,
    meaning="A provider is invited to interview who did not tender.",
    example="Larch is invited to interview, but no tender of theirs is recorded")
BIDDER_NOT_TOLD: Final = LibraryCode("bidder-not-told", waivable=False,
    meaning="The letters about the award leave out a tenderer, so that no standstill begins.",
    example="No letter goes to Birch, who tendered for the procurement")
TOLD_WITHOUT_TENDER: Final = LibraryCode("told-without-tender", waivable=False,
    meaning="A letter about the award goes to somebody who took no part in the competition.",
    example="The letters go to Larch, who took no part in the competition")
CHALLENGER_TOOK_NO_PART: Final = LibraryCode("challenger-took-no-part", waivable=False,
    meaning="A challenge comes from somebody who took no part in the competition, and is not stated to be an outsider.",
    example="Larch challenges the procurement, but took no part in it")
CLARIFICATION_NOT_SHARED: Final = LibraryCode("clarification-not-shared", waivable=True,
    meaning="An answer about the invitation was given to some bidders and not to all.",
    example="The answer of 14 September 2022 did not go to every bidder")

# Tenders

TENDERS_STILL_DUE: Final = LibraryCode("tenders-still-due", waivable=False,
    meaning="The deadline for tenders has not passed, so that none may be opened.",
    example="You cannot open tenders on 28 September 2022: they may arrive until 12:00 on 30 September 2022 (Europe/London)")
TENDER_LATE: Final = LibraryCode("tender-late", waivable=True,
    meaning="A tender arrived after the deadline, and no reason for accepting it is recorded.",
    example="The tender of Alder arrived at 12:00:01 on 30 September 2022 (Europe/London), 1 second after the deadline of 12:00:00")
TENDER_AFTER_OPENING: Final = LibraryCode("tender-after-opening", waivable=False,
    meaning="A tender first turns up after the others were opened, when their prices may be known.",
    example="The tender of Birch of 29 September 2022 turned up on 12 October 2022, after tenders were opened on 3 October 2022")
ONE_OPENER: Final = LibraryCode("one-opener", waivable=True,
    meaning="One person opened the tenders alone, so that no one can vouch that none was altered.",
    example="Only one person opened the tenders (procurement officer); the minimum is two")
OPENED_WITHOUT_TENDER: Final = LibraryCode("opened-without-tender", waivable=False,
    meaning="A tender is recorded as opened that was never received.",
    example="The tender of Alder was opened, but is not recorded as received")
TENDER_NOT_INVITED: Final = LibraryCode("tender-not-invited", waivable=False,
    meaning="A provider tenders who is not on the shortlist, or was not invited.",
    example="Larch tenders, but is not named in the shortlist of 12 August 2022")
TOO_MANY_LOTS_TENDERED: Final = LibraryCode("too-many-lots-tendered", waivable=False,
    meaning="A provider tenders for more lots than the invitation allows.",
    example="Elder tenders for 4 lots (N1, N2, N3 and N4); the maximum is 2")
OFFER_ABOVE_ENVELOPE: Final = LibraryCode("offer-above-envelope", waivable=True,
    meaning="An offer is above the money within which tenders were invited.",
    example="Alder asks £130 for lot N1, above the financial envelope of £120")
WITHDRAWN_WITHOUT_TENDER: Final = LibraryCode("withdrawn-without-tender", waivable=False,
    meaning="A provider withdraws a tender that was never received.",
    example="Alder withdraws, but no tender of theirs is recorded")
DEADLINE_NOT_LATER: Final = LibraryCode("deadline-not-later", waivable=False,
    meaning="An announced deadline would become earlier, or stay the same.",
    example="The new deadline, the end of 28 September 2022, is not later than the one in force, the end of 30 September 2022")
DEADLINE_PASSED: Final = LibraryCode("deadline-passed", waivable=False,
    meaning="A deadline is moved after it has passed, when the other tenders are already in.",
    example="The deadline, the end of 30 September 2022, had passed by 3 October 2022")
WEIGHTS_CHANGED: Final = LibraryCode("weights-changed", waivable=False,
    meaning="The rules that tenders are judged by change after the invitation was issued.",
    example="This invitation changes the criteria or weights announced on 22 August 2022")
TENDER_UNDER_OTHER_RULES: Final = LibraryCode("tender-under-other-rules", waivable=False,
    meaning="A tender is opened under rules that were announced after it came in.",
    example="Alder tendered on 29 September 2022, before the invitation of 1 November 2022 changed the criteria or weights")
