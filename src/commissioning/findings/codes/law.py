"""The kinds of finding about what the law requires."""

from __future__ import annotations

from typing import Final

from commissioning.findings.finding import LibraryCode

# fmt: off

LAW_UNKNOWN: Final = LibraryCode("law-unknown", waivable=False,
    meaning="No row of law covers the day and the facts, so it is not known whether this is lawful.",
    example="It is not known whether a signed contract is lawful. The law depends on whether the value is at or above the threshold")

# Standstill and signature

STANDSTILL_NOT_STARTED: Final = LibraryCode("standstill-not-started", waivable=False,
    meaning="Bidders have not been told the outcome, so the days they have to object have not begun.",
    example="The standstill has not started: no intention to award is recorded")
STANDSTILL_RUNNING: Final = LibraryCode("standstill-running", waivable=False,
    meaning="The days that bidders have to object are not over; a contract signed now may be set aside.",
    example="You cannot sign on 14 September 2015: the standstill runs to 24 September 2015")
STANDSTILL_TOO_SHORT: Final = LibraryCode("standstill-too-short", waivable=False,
    meaning="Bidders are promised a shorter standstill than the law gives them.",
    example="Bidders are promised that you will not sign before 18 September 2015, but the standstill runs to 24 September 2015")
SIGNING_SUSPENDED: Final = LibraryCode("signing-suspended", waivable=False,
    meaning="A claim in court, or an order of the court, suspends the signature by law.",
    example="The claim of Alder of 20 September 2015 suspends the signature by law")
SUSPENSION_STATE_UNKNOWN: Final = LibraryCode("suspension-state-unknown", waivable=False,
    meaning="A claim is recorded, but not whether the council was notified of it in time, on which the suspension depends.",
    example="It is not known whether the claim of Alder of 20 January 2026 suspends the signature. It does if you were notified of the claim within the standstill, but the records do not state how it became known")
REPRESENTATION_UNANSWERED: Final = LibraryCode("representation-unanswered", waivable=False,
    meaning="A written representation made within the standstill has no answer yet, which keeps the standstill open.",
    example="The representation of Alder of 28 March 2024 has not been answered, so the standstill stays open; the answer is due by 4 April 2024")

# Challenges

CLAIM_OUT_OF_TIME: Final = LibraryCode("claim-out-of-time", waivable=False,
    meaning="A claim was issued after the last day that the law gives; it counts until a court strikes it out.",
    example="The claim of Alder was issued on 11 March 2020; the last day was 9 March 2020, counted from 7 February 2020, when its grounds were known")
CHALLENGE_UPHELD_UNANSWERED: Final = LibraryCode("challenge-upheld-unanswered", waivable=False,
    meaning="A challenge was upheld, and no return or abandonment that names it has made the decision again.",
    example="You cannot sign on 4 September 2023: the claim of Alder of 12 June 2023 was upheld on 1 September 2023, and the decision has not been made again")
JUDGMENT_CHANGES_WINNER: Final = LibraryCode("judgment-changes-winner", waivable=False,
    meaning="With the marks that a judgment finds right, another tender comes first.",
    example="By the marks that the judgment finds right, Alder is first with 80.50 (points out of 100); by the marks agreed, Birch is first with 80.10 (points out of 100)")
POINT_NAMES_NOTHING: Final = LibraryCode("point-names-nothing", waivable=False,
    meaning="A challenge, or a point of one, names a winner, criterion, bidder or record that is not there, or a point is decided that was not raised.",
    example="Point P2 names the criterion qualty, which is not recorded")

# Selection

ABOVE_THRESHOLD_AFTER_ALL: Final = LibraryCode("above-threshold-after-all", waivable=False,
    meaning="The strategy states that the procurement is below the threshold, but its estimated value is not.",
    example="The strategy states that the procurement is below the threshold of £663,540 including VAT, but its estimated value is £800,000 including VAT")
SELECTION_NOT_ALLOWED: Final = LibraryCode("selection-not-allowed", waivable=False,
    meaning="Below the threshold you may not select tenderers by an assessment of suitability.",
    example="The contract is below the threshold, where you may not select tenderers by an assessment of suitability")
SHORTLIST_TOO_SHORT: Final = LibraryCode("shortlist-too-short", waivable=False,
    meaning="Fewer providers are invited than the law requires, although more have passed.",
    example="Only 3 of the 6 who passed are invited; the law requires at least 5")
TIME_TOO_SHORT: Final = LibraryCode("time-too-short", waivable=False,
    meaning="Responses or tenders are due sooner than the law allows.",
    example="Responses are due by 1 July 2026, which allows 16 days; the minimum is 25 calendar days, counted from the day after")
APPROACH_TOO_RECENT: Final = LibraryCode("approach-too-recent", waivable=False,
    meaning="Providers have not had the time that the law gives them to answer the intended approach.",
    example="You cannot choose a provider on 8 June 2026: the intended approach was published on 1 June 2026, and providers still have time to answer")
CONDITION_NOT_ALLOWED: Final = LibraryCode("condition-not-allowed", waivable=False,
    meaning="Bidders are required to meet a condition that the law does not allow.",
    example="You may not require bidders to hold the contract's insurance before the award")
TURNOVER_OVER_CAP: Final = LibraryCode("turnover-over-cap", waivable=False,
    meaning="A higher yearly turnover is asked for than the law allows without a special risk.",
    example="You ask for a yearly turnover of £8,000,000; the maximum is £6,000,000")

# Exclusion, conflicts and supplier information

EXCLUDED_UNHEARD: Final = LibraryCode("excluded-unheard", waivable=False,
    meaning="A supplier is to be left out before it could answer and provide evidence.",
    example="Alder has not had the chance to answer and to provide evidence")
EXCLUDED_WITHOUT_GROUND: Final = LibraryCode("excluded-without-ground", waivable=False,
    meaning="A supplier is left out on a ground that does not hold, or on an event too long ago to count.",
    example="Alder is left out (theft), but it happened on 3 June 2024, and events before 24 February 2025 do not count")
EXCLUDED_KEPT_IN: Final = LibraryCode("excluded-kept-in", waivable=False,
    meaning="A supplier that the law requires to be left out is kept in.",
    example="Alder is an excluded supplier (bribery) and must be left out")
EXCLUSION_UNDECIDED: Final = LibraryCode("exclusion-undecided", waivable=False,
    meaning="A supplier continues before it has been checked against the grounds for exclusion.",
    example="You have not decided whether to exclude Alder")
SUB_CONTRACTORS_UNSEARCHED: Final = LibraryCode("sub-contractors-unsearched", waivable=False,
    meaning="Suppliers are checked against the grounds, but their intended sub-contractors were not asked for and searched for.",
    example="It is not recorded that you asked suppliers whom they mean to sub-contract to and searched the debarment list for these")
EXCLUDED_GOES_ON: Final = LibraryCode("excluded-goes-on", waivable=False,
    meaning="An excluded supplier would go on to the next step towards a contract.",
    example="Alder was excluded on 12 August 2026 and cannot continue")
EXCLUDED_UNREPLACED: Final = LibraryCode("excluded-unreplaced", waivable=False,
    meaning="A supplier is left out for an associated person or a sub-contractor that it had no chance to replace.",
    example="Alder is left out because of a sub-contractor (bribery) and has not had the chance to replace it")
CONFLICTS_UNASSESSED: Final = LibraryCode("conflicts-unassessed", waivable=False,
    meaning="A procurement is announced before a conflicts assessment has been prepared.",
    example="No conflicts assessment is recorded, but the UK4 notice must confirm one")
CONFLICTS_NOT_REVIEWED: Final = LibraryCode("conflicts-not-reviewed", waivable=False,
    meaning="A notice confirms that the conflicts assessment was reviewed, but no review is recorded since the notice before it.",
    example="The conflicts assessment was last recorded on 6 July 2026, before the UK4 notice of 13 July 2026; the UK7 notice confirms that it was reviewed since")
SUMMARIES_MISSING: Final = LibraryCode("summaries-missing", waivable=False,
    meaning="An award is announced before each supplier with an assessed tender has its letter or summary.",
    example="No letters or assessment summaries to bidders are recorded yet for lot 1; they must come before the UK6 notice")
SUPPLIER_UNCONFIRMED: Final = LibraryCode("supplier-unconfirmed", waivable=False,
    meaning="A tenderer did not confirm in time that its information on the platform is up to date.",
    example="Alder did not confirm in time that their information on the platform is up to date")

# Notices and the contract

NOTICE_MISSING: Final = LibraryCode("notice-missing", waivable=False,
    meaning="A notice that must come before the act has not been published.",
    example="The tender notice (UK4) has not been published")
TERMS_CHANGED_LATE: Final = LibraryCode("terms-changed-late", waivable=False,
    meaning="A tender notice is amended after the last day on which the law lets its terms change, or change so far.",
    example="The UK4 notice is amended on 6 July 2026, but tenders were due by 3 July 2026")
HEALTH_PROCESS_CLOSED: Final = LibraryCode("health-process-closed", waivable=False,
    meaning="A framework, or a contract called off from one, is awarded by a process for health care that does not lead there.",
    example="A framework for health care must be concluded by the competitive process, not by the direct award process C")
KPIS_NOT_SET: Final = LibraryCode("kpis-not-set", waivable=True,
    meaning="A contract above the line has fewer statutory performance indicators than the law requires.",
    example="Contract C1 is worth £6,000,000 including VAT and has 1 statutory key performance indicator; the law requires at least 3")
FRAMEWORK_TOO_LONG: Final = LibraryCode("framework-too-long", waivable=False,
    meaning="A framework runs longer than the law allows, and no reason that the law accepts is stated.",
    example="Framework F1 would run to 1 April 2030; it may run for at most 4 years, to 31 March 2030")
CHANGE_NOT_ALLOWED: Final = LibraryCode("change-not-allowed", waivable=False,
    meaning="A contract is changed further than the law allows without a new competition.",
    example="Change V-2 moves the value by 12.5%; the law allows only up to 10% without a ground")
CHANGES_ADD_UP: Final = LibraryCode("changes-add-up", waivable=False,
    meaning="A change is small by itself, but not with those before it; they may be judged as one.",
    example="Change V-2 is small by itself, but with the changes before it the value moves by 14.0%")
CHANGE_GROUND_UNSTATED: Final = LibraryCode("change-ground-unstated", waivable=False,
    meaning="The notice of a change does not state the ground in law that the change rests on.",
    example='Change V-2 rests on the ground "circumstances that could not be foreseen", but the notice of 1 March 2027 does not state it')
HOLDER_MAY_NOT_CHANGE: Final = LibraryCode("holder-may-not-change", waivable=False,
    meaning="A contract passes to another provider, which the law allows only where the business is restructured.",
    example="Contract C1 passes from Alder to Birch (a merger); the law allows this only where the business is restructured")

RESERVED_TOO_LONG: Final = LibraryCode("reserved-too-long", waivable=False,
    meaning="A contract whose competition was reserved to public service mutuals runs longer than the law allows.",
    example="Contract C1 would run to 31 March 2032; as it is reserved to mutuals, it may run for at most 5 years, to 31 March 2031")
SUPPLIER_UNIDENTIFIED: Final = LibraryCode("supplier-unidentified", waivable=False,
    meaning="The supplier of a contract below the threshold has no identifier on the central platform on record.",
    example="No identifier of Alder on the central platform is recorded; the details of contract C1 cannot be published without it")
MATTER_UNRECORDED: Final = LibraryCode("matter-unrecorded", waivable=False,
    meaning="A matter that the law has you consider, and keep a record of, is not recorded.",
    example="The award recommendation of 15 June 2026 does not record the reasons for the decision")
WITHHELD_WITHOUT_REASON: Final = LibraryCode("withheld-without-reason", waivable=False,
    meaning="A notice withholds commercial information, and no overriding public interest is stated.",
    example="The UK7 notice withholds the price of each visit as sensitive commercial information, but no overriding public interest in withholding it is stated")
RESERVATION_NOT_ALLOWED: Final = LibraryCode("reservation-not-allowed", waivable=False,
    meaning="A competition is reserved to suppliers to whom the law does not let it be reserved.",
    example="The UK4 notice reserves the competition to suppliers in the local area, which the law does not allow here")
NOTICE_UNKNOWN: Final = LibraryCode("notice-unknown", waivable=False,
    meaning="A notice has a code that no law's catalogue of notices knows, so that it meets no duty.",
    example="No law asks for a notice UK66")
NOTICE_TWICE: Final = LibraryCode("notice-twice", waivable=False,
    meaning="A notice is published a second time without saying that it amends the first.",
    example="The notice UK6 was already published on 4 June 2025")
DIRECT_AWARD_WITHOUT_GROUND: Final = LibraryCode("direct-award-without-ground", waivable=False,
    meaning="A contract is to be awarded without a competition, and no ground in law is stated.",
    example="The contract is to be awarded directly, but no ground for that is stated")
TRANSPARENCY_TOO_RECENT: Final = LibraryCode("transparency-too-recent", waivable=False,
    meaning="A direct award is signed before its voluntary transparency notice protects it from being set aside.",
    example="The transparency notice of 1 September 2021 does not protect a contract signed on 11 September 2021: the 10 days after it run to 11 September 2021")
DIRECT_AWARD_GROUND_NOT_IN_LAW: Final = LibraryCode("direct-award-ground-not-in-law", waivable=False,
    meaning="A direct award rests on a ground that the law of the procurement does not have.",
    example='"the person supported chooses the provider" is not a ground of the Public Contracts Regulations 2015 for services')
DIRECT_AWARD_TEST_FAILS: Final = LibraryCode("direct-award-test-fails", waivable=False,
    meaning="The ground of a direct award does not hold, because of what the strategy itself states.",
    example='The ground "extreme and unavoidable urgency" holds only if the authority could not have foreseen it; the strategy states otherwise')
DIRECT_AWARD_TEST_UNSTATED: Final = LibraryCode("direct-award-test-unstated", waivable=False,
    meaning="The ground of a direct award has a test of which the strategy says nothing.",
    example='The ground "extreme and unavoidable urgency" holds only if the authority could not have foreseen it; the strategy does not say so')
