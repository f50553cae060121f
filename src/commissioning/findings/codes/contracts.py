"""The kinds of finding about contracts, their performance and their reviews."""

from __future__ import annotations

from typing import Final

from commissioning.findings.finding import LibraryCode

# fmt: off

# Contracts

NOT_RECOMMENDED: Final = LibraryCode("not-recommended", waivable=False,
    meaning="A contract is with a provider to whom its lot was not awarded.",
    example="Contract C1 is with Alder, but recommendation R1 awards lot N1 to Birch")
CONTRACT_WITHOUT_AWARD: Final = LibraryCode("contract-without-award", waivable=False,
    meaning="A contract does not name the recommendation it carries out.",
    example="Contract C1 does not name the recommendation it carries out")
TERM_IMPLAUSIBLE: Final = LibraryCode("term-implausible", waivable=True,
    meaning="A term is longer than 99 years, or starts too far from the day of signature to be meant.",
    example="The term of contract C1 starts on 1 January 1900, more than one year before the signature of 1 December 2022")
CONTRACT_OVER: Final = LibraryCode("contract-over", waivable=False,
    meaning="Something is recorded under a contract that had ended or run out by then.",
    example="You cannot record this on 4 April 2028: contract C1 ended on 31 March 2028")
EXTENSION_LATE: Final = LibraryCode("extension-late", waivable=False,
    meaning="An option to extend is taken up after the contract has ended, or after the last day for notice (a warning).",
    example="You cannot take up an option on 4 April 2028: contract C1 ended on 31 March 2028")
EXTENSION_NOT_OPEN: Final = LibraryCode("extension-not-open", waivable=False,
    meaning="An option does not exist, is spent, or is not the next.",
    example="Option 2 of contract C1 cannot be taken up: the next is option 1")
EXTENSION_OTHER_PERIOD: Final = LibraryCode("extension-other-period", waivable=False,
    meaning="An extension is for other days than the option gives.",
    example="Option 1 of contract C1 covers 1 April 2028 to 31 March 2030, not 1 April 2028 to 31 March 2029")
VARIATION_PAST_CAP: Final = LibraryCode("variation-past-cap", waivable=False,
    meaning="Changes to a contract together add more than its own clause allows.",
    example="The changes to contract C1 come to £120,000; its cap of 10% of £1,000,000 allows £100,000, of which £40,000 is left")
OTHER_MONEY_BASIS: Final = LibraryCode("other-money-basis", waivable=False,
    meaning="A sum is stated in another currency, or on another VAT basis, than the one it is measured against.",
    example="The change adds £1,000 including VAT to contract C1, whose value is £1,000,000; amounts on different bases cannot be added")
ESTIMATE_EXCEEDED: Final = LibraryCode("estimate-exceeded", waivable=True,
    meaning="A sum is above the estimate of the procurement, and no larger sum was approved.",
    example="Contract C1 is signed for £1,200,000 for the initial term, above the £1,000,000 estimated in the strategy of 3 March 2022")
ENVELOPE_EXCEEDED: Final = LibraryCode("envelope-exceeded", waivable=True,
    meaning="A sum is above the money within which the procurement was planned.",
    example="Contract C1 is signed for £1,200,000 for the initial term, above the financial envelope of £1,000,000 for the initial term")
APPROVAL_EXCEEDED: Final = LibraryCode("approval-exceeded", waivable=True,
    meaning="A sum is above what the council approved, with the tolerance it gave.",
    example="With contract C1, contract C2 comes to £1,200,000 for the initial term, above the £1,000,000 approved to be procured on 3 March 2022")
PRICE_NOT_AS_TENDERED: Final = LibraryCode("price-not-as-tendered", waivable=True,
    meaning="A contract or recommendation is for more than was tendered or recommended.",
    example="Contract C1 is signed for £99,000,000 for the initial term, above the £200,000 for the initial term (£100,000 a year for 2 years) that alder tendered on 4 May 2022")
CHANGE_BEYOND_APPROVED: Final = LibraryCode("change-beyond-approved", waivable=True,
    meaning="A change takes a contract above what was approved for it, or an extension above its option.",
    example="This change of £60,000 brings contract C1 to £1,060,000, above the £1,000,000 approved to be awarded on 3 May 2022")
UPLIFT_DIFFERS: Final = LibraryCode("uplift-differs-from-clause", waivable=True,
    meaning="Prices move by another per cent than the contract's clause gives, and no variation says why.",
    example="Prices under contract C1 move by 5%, but its clause gives 3% (CPI for September 2025: 5%, held to the cap of 3%)")
UPLIFT_TOO_EARLY: Final = LibraryCode("uplift-too-early", waivable=False,
    meaning="Prices move before the first day on which the contract lets them.",
    example="Prices under contract C1 move from 1 April 2026, but its clause lets them move only from 1 April 2027")
INDEX_NOT_PUBLISHED: Final = LibraryCode("index-not-published", waivable=False,
    meaning="An uplift rests on a reading that was not published yet.",
    example="The uplift of 1 October 2025 rests on CPI for September 2025, which was published only on 22 October 2025")
INDEX_DISCONTINUED: Final = LibraryCode("index-discontinued", waivable=False,
    meaning="An uplift rests on a figure of an index that the clause has replaced by another.",
    example="The uplift of 1 April 2027 rests on RPI for September 2026; the clause of contract C1 takes CPIH for that month")
END_BEFORE_START: Final = LibraryCode("end-before-start", waivable=False,
    meaning="A change moves the end of a contract to a day before its start.",
    example="The change moves the end of contract C1 to 1 March 2023, before its start on 1 April 2023")
NOT_THE_HOLDER: Final = LibraryCode("not-the-holder", waivable=False,
    meaning="A contract is handed on by a provider who does not hold it.",
    example="Contract C1 is held by Alder, not by Birch")
ENDED_TWICE: Final = LibraryCode("ended-twice", waivable=False,
    meaning="A contract is recorded as ended that has ended already.",
    example="Contract C1 already ended on 31 March 2028")
EXPIRED_EARLY: Final = LibraryCode("expired-early", waivable=False,
    meaning="A contract is recorded as expired on another day than the last of its term.",
    example="Contract C1 expires on 31 March 2028, not on 30 March 2028")
CONTRACT_NOT_ENDED: Final = LibraryCode("contract-not-ended", waivable=False,
    meaning="A cycle or lot is to be closed while one of its contracts runs.",
    example="No end is recorded yet for contract C1, due to end on 31 March 2028")
LOT_CONTRACTED: Final = LibraryCode("lot-contracted", waivable=False,
    meaning="A lot is to be abandoned, or to go back to an earlier stage, while a contract for it is in force.",
    example="Lot N1 cannot be abandoned: contract C1 with Alder was signed on 1 December 2022")
PLACE_TAKEN: Final = LibraryCode("place-taken", waivable=False,
    meaning="A contract is to be signed for a place that another contract in force has.",
    example="You cannot sign contract C2 with Birch for lot N1: its only place is filled by Alder (contract C1)")
CONTRACT_OVERRUN: Final = LibraryCode("contract-overrun", waivable=False,
    meaning="A contract has run past its last day, and how it ended is not recorded.",
    example="Contract C1 ran to 31 March 2028 and is not recorded as ended; option 1 was never decided")
OPTION_NOT_DECIDED: Final = LibraryCode("option-not-decided", waivable=False,
    meaning="The last day to take up an option has passed, and whether it was taken up is not recorded.",
    example="The last day to take up option 1 of contract C1 (2 years) was 30 December 2027, and no decision is recorded")
RUNS_AFTER_END: Final = LibraryCode("runs-after-end", waivable=False,
    meaning="A contract is past its last day, and returns or payments show that the service goes on under it.",
    example="Contract C1 ended on 31 March 2028 and still runs: £12,000 was paid for periods after it")
EXIT_PLAN_MISSING: Final = LibraryCode("exit-plan-missing", waivable=False,
    meaning="A contract is under notice and has no plan to hand on people, staff and records.",
    example="Contract C1 ends on 30 June 2025 and has no exit plan")
CHANGE_UNANSWERED: Final = LibraryCode("change-unanswered", waivable=False,
    meaning="A change that was asked for has been neither agreed nor refused.",
    example="Change CR1 (two more visits a day), requested on 1 June 2024, has no answer yet")
BREACH_UNREMEDIED: Final = LibraryCode("breach-unremedied", waivable=False,
    meaning="The day by which a breach was to be remedied has passed.",
    example="Breach B1 of contract C1 (no electronic call monitoring) was to be remedied by 1 June 2024 and is still open")
IMPROVEMENT_OVERDUE: Final = LibraryCode("improvement-overdue", waivable=False,
    meaning="The day by which an improvement notice was to be met has passed.",
    example="Improvement notice IN1 under contract C1 ran to 1 September 2024 and is still open")
SUSPENSION_REVIEW_DUE: Final = LibraryCode("suspension-review-due", waivable=False,
    meaning="The day on which a suspension of placements was to be reviewed has passed.",
    example="Placements under contract C1 have been suspended since 1 May 2024; the review was due on 1 June 2024")

# Performance

RETURN_LATE: Final = LibraryCode("return-late", waivable=True,
    meaning="A provider's return arrived after the day it was due.",
    example="The return for 1 April 2023 to 30 June 2023 came on 20 July 2023, 5 days after it was due on 15 July 2023")
RETURN_MISSING: Final = LibraryCode("return-missing", waivable=True,
    meaning="A period has passed without a return.",
    example="There is no return for 1 April 2023 to 30 June 2023")
MEASUREMENT_MISSING: Final = LibraryCode("measurement-missing", waivable=True,
    meaning="A return has no figure for a KPI that was due.",
    example="The return for 1 April 2023 to 30 June 2023 has no figure for k1 (punctual visits)")
MEASUREMENT_OF_UNKNOWN_KPI: Final = LibraryCode("measurement-of-unknown-kpi", waivable=True,
    meaning="A return measures something that is not a KPI of the contract.",
    example="The return for 1 April 2023 to 30 June 2023 measures k9, which is not a KPI of the contract")
NOTHING_TO_MEASURE: Final = LibraryCode("nothing-to-measure", waivable=True,
    meaning="A KPI is a share of a total that is zero, so that it has no value.",
    example="k1 (punctual visits) has no value for 1 April 2023 to 30 June 2023: there were no visits planned")
RATING_WITHOUT_MARGINS: Final = LibraryCode("rating-without-margins", waivable=True,
    meaning="A statutory KPI missed its target, and the contract does not say how far is still close.",
    example="k1 (punctual visits) missed its target for 1 April 2023 to 30 June 2023 with 92.5%, but the contract declares no margins for \"close\" and \"significantly below\"")
TOO_FEW_TO_RATE: Final = LibraryCode("too-few-to-rate", waivable=True,
    meaning="A figure rests on fewer cases than the contract rates.",
    example="k1 (punctual visits) is not rated for 1 March 2026 to 31 March 2026: it is counted out of 10; the contract's minimum is 20")
COUNTS_SUPPRESSED: Final = LibraryCode("counts-suppressed", waivable=True,
    meaning="A small count is suppressed, and the values it leaves open lie in several bands.",
    example="k1 (falls) cannot be rated for 1 March 2026 to 31 March 2026: a count below 5 is suppressed, so the value is from 0 to 8%")
WINDOW_SHORT: Final = LibraryCode("rolling-window-short", waivable=True,
    meaning="A figure over a window of several returns lacks some of them.",
    example="k1 (punctual visits) for 1 March 2026 to 31 March 2026 is worked out from less than its window: 2 of 3 periods have a figure")
FIGURE_NOT_AS_COUNTED: Final = LibraryCode("figure-not-as-counted", waivable=True,
    meaning="A return states another value than its own counts make.",
    example="k1 (punctual visits) is stated as 97% for 1 March 2026 to 31 March 2026, but 90 of 100 is 90%")
JUDGEMENT_NOT_A_BAND: Final = LibraryCode("judgement-not-a-band", waivable=True,
    meaning="A KPI that is rated by judgement is given a rating that it does not have, or a figure.",
    example="k4 (partnership) is given as \"Fair\" for 1 March 2026 to 31 March 2026; it is rated by judgement, as Good or Poor")
KPI_SET_CHANGED_WITHIN_PERIOD: Final = LibraryCode("kpi-set-changed-within-period", waivable=True,
    meaning="The KPIs changed within the period of a return, which is judged by the set of its last day.",
    example="The return for 16 March 2026 to 15 April 2026 is judged by the KPIs that apply from 1 April 2026, a day within its period")
KPI_SET_CHANGED_BACK: Final = LibraryCode("kpi-set-changed-back", waivable=True,
    meaning="KPIs are to apply to a period whose return is already in, so that it is rated anew.",
    example="The KPIs of contract C1 are to apply from 1 March 2026, but the return for 1 March 2026 to 31 March 2026 has already been rated by the KPIs before them")
KPI_WEIGHTS_NOT_100: Final = LibraryCode("kpi-weights-not-100", waivable=True,
    meaning="The weights of the KPIs do not add up to 100, so that a scorecard cannot reach its full mark.",
    example="The weights of the KPIs add up to 90, not to 100")
KPI_DROPPED: Final = LibraryCode("kpi-dropped", waivable=True,
    meaning="A KPI is missing from a new set, and none of the set continues it.",
    example="The KPIs from 1 April 2026 leave out k2 (missed visits), and none of them continues it")
KPI_CONTINUES_UNKNOWN: Final = LibraryCode("kpi-continues-unknown", waivable=False,
    meaning="A KPI is to continue one that no set before has.",
    example="KPI k7 continues k9, but contract C1 never had that KPI")
TARGET_FALLS: Final = LibraryCode("target-falls", waivable=True,
    meaning="A KPI goes on with a target that is easier to meet.",
    example="The target of k1 (punctual visits) for year 2 goes from 97 to 95")
CREDIT_NOT_APPLIED: Final = LibraryCode("credit-not-applied", waivable=True,
    meaning="A service credit is due and was not kept back by the end of the next period.",
    example="A service credit of £400 under contract C1 for 1 January 2026 to 31 January 2026 is due and has not been kept back")
CREDIT_DIFFERS: Final = LibraryCode("credit-differs", waivable=True,
    meaning="Another sum was kept back than the contract's terms make due.",
    example="£500 was kept back under contract C1 for 1 January 2026 to 31 January 2026; by its terms £400 is due")
SPEND_OVER_VALUE: Final = LibraryCode("spend-over-value", waivable=True,
    meaning="More has been paid under a contract than it is worth.",
    example="£1,100,000 has been paid under contract C1, £100,000 more than its value of £1,000,000")
SPEND_AFTER_END: Final = LibraryCode("spend-after-end", waivable=True,
    meaning="Money was paid under a contract after its last day.",
    example="Payments of £10,000 for 1 May 2028 to 31 May 2028 come after contract C1 ended on 31 March 2028")
SPEND_COUNTED_TWICE: Final = LibraryCode("spend-counted-twice", waivable=True,
    meaning="Two reports of spend cover the same days, so that payments may be counted twice.",
    example="The spend under contract C1 is reported for 1 June 2026 to 30 June 2026 and, for some of the same days, for 1 April 2026 to 30 June 2026")
TOTALS_DIFFER: Final = LibraryCode("page-totals-differ", waivable=True,
    meaning="A paper states other totals of greens, ambers and reds than the returns give, or totals that do not add up.",
    example="The totals for 1 January 2026 to 31 January 2026 differ: the paper says 7 green, but the returns give 6")
SOLE_REMEDY_AND_BREACH: Final = LibraryCode("sole-remedy-and-breach", waivable=True,
    meaning="A breach is recorded for a missed KPI, though the contract says that credits are all that is due for it.",
    example="Breach B1 under contract C1 is for missing k1 (punctual visits), for which the contract makes service credits the only remedy")
ESCALATION_DUE: Final = LibraryCode("escalation-due", waivable=True,
    meaning="Returns have made a step of the contract's ladder due, and it is not recorded as taken.",
    example="The step \"remedial notice\" under contract C1 has been due since 15 August 2026: k1 failed in 3 periods in a row (1 May 2026 to 31 May 2026, 1 June 2026 to 30 June 2026 and 1 July 2026 to 31 July 2026)")
ESCALATION_WITHOUT_TRIGGER: Final = LibraryCode("escalation-without-trigger", waivable=True,
    meaning="A step of escalation is taken that nothing has made due, or that the ladder does not have.",
    example="The step \"remedial notice\" is taken under contract C1, but no trigger has made it due")
ACTION_OVERDUE: Final = LibraryCode("action-overdue", waivable=True,
    meaning="An action by which a provider was to improve was not done by its day.",
    example="Action a1 (train night staff) is 13 days overdue (was due 1 June 2023)")
ACTION_NOT_PLANNED: Final = LibraryCode("action-not-planned", waivable=True,
    meaning="An action is recorded as done that its plan does not have.",
    example="Action a9 is recorded as done on 1 June 2023, but plan p1 has no such action")
SOURCE_NOT_USED: Final = LibraryCode("source-not-used", waivable=True,
    meaning="A quality review leaves out a source that the framework draws on.",
    example="The review of Alder of 1 June 2023 lacks evidence that the quality framework asks for: training records and views of families")
RATING_NOT_IN_FRAMEWORK: Final = LibraryCode("rating-not-in-framework", waivable=True,
    meaning="A quality review gives a rating that the framework does not have.",
    example="Alder is rated \"Satisfactory\", which is not a rating of the framework")

# Reviews

COMMITMENT_BROKEN: Final = LibraryCode("commitment-broken", waivable=False,
    meaning="A promise made when the service was bought has not been kept.",
    example="The promise \"no reduction in the care commissioned\" was found broken on 1 July 2016 (from 80000 to 78500 hours a week)")
COMMITMENT_MISJUDGED: Final = LibraryCode("commitment-misjudged", waivable=False,
    meaning="A promise was judged otherwise than its own figures show.",
    example="The promise \"no reduction in the care commissioned\" was judged kept, but at 78500 its own figure says it is broken")
REVIEW_DUE: Final = LibraryCode("review-due", waivable=False,
    meaning="The day of a contract's review has passed.",
    example="The review of contract C1 was due on 1 April 2025")
EARLY_CHECK_DUE: Final = LibraryCode("early-check-due", waivable=False,
    meaning="The day on which a new service was to be checked has passed.",
    example="The next early check of contract C1 was due on 17 April 2023")
