"""Kinds of finding. Of contracts in their course, performance and reviews."""

from __future__ import annotations

from typing import Final

from commissioning.findings.code import FindingCode

# Contracts

NOT_RECOMMENDED: Final = FindingCode(
    "not-recommended",
    "A contract is with a provider to whom its lot was not awarded.",
    waivable=False,
    example="contract C1 is with Alder, and recommendation R1 awards lot N1 to Birch",
)

CONTRACT_WITHOUT_AWARD: Final = FindingCode(
    "contract-without-award",
    "A contract names no recommendation that it carries out.",
    waivable=False,
    example="contract C1 names no recommendation that it carries out",
)

CONTRACT_OVER: Final = FindingCode(
    "contract-over",
    "Something is recorded under a contract that had ended or run out by then.",
    waivable=False,
    example="contract C1 ran to 31 March 2028; this is 4 April 2028",
)

EXTENSION_LATE: Final = FindingCode(
    "extension-late",
    "An option to extend is taken up after the contract has run out.",
    waivable=False,
    example="contract C1 ran out on 31 March 2028; an option cannot be taken up on 4 April 2028",
)

EXTENSION_NOT_OPEN: Final = FindingCode(
    "extension-not-open",
    "An option to extend does not exist, is spent, or is not the next.",
    waivable=False,
    example="option 2 of contract C1 is not the next to be taken up; the next open is option 1",
)

EXTENSION_OTHER_PERIOD: Final = FindingCode(
    "extension-other-period",
    "An extension is for other days than the option gives.",
    waivable=False,
    example="option 1 of contract C1 adds 1 April 2028 to 31 March 2030, not 1 April 2028 to 31 March 2029",
)

VARIATION_PAST_CAP: Final = FindingCode(
    "variation-past-cap",
    "Changes to a contract together add more than its own clause allows.",
    waivable=False,
    example="the changes to contract C1 would come to £120,000, past the 10% of £1,000,000 that it allows (£100,000); £40,000 is left",
)

OTHER_MONEY_BASIS: Final = FindingCode(
    "other-money-basis",
    "A change is stated in a currency, or with or without VAT, other than the contract's value.",
    waivable=False,
    example="the change adds £1,000 including VAT to contract C1, whose value is £1,000,000: the two cannot be added",
)

END_BEFORE_START: Final = FindingCode(
    "end-before-start",
    "A change moves the end of a contract to a day before its start.",
    waivable=False,
    example="the change moves the end of contract C1 to 1 March 2023, before it starts on 1 April 2023",
)

NOT_THE_HOLDER: Final = FindingCode(
    "not-the-holder",
    "A contract is handed on by a provider who does not hold it.",
    waivable=False,
    example="contract C1 is held by Alder, not by Birch",
)

ENDED_TWICE: Final = FindingCode(
    "ended-twice",
    "A contract is recorded as ended that has ended already.",
    waivable=False,
    example="contract C1 already ended on 31 March 2028",
)

EXPIRED_EARLY: Final = FindingCode(
    "expired-early",
    "A contract is recorded as expired on a day that is not the last of its term.",
    waivable=False,
    example="contract C1 expires on 31 March 2028, not on 30 March 2028",
)

CONTRACT_NOT_ENDED: Final = FindingCode(
    "contract-not-ended",
    "A cycle or lot is to be closed while a contract of it runs.",
    waivable=False,
    example="contract C1 runs to 31 March 2028 and has not ended",
)

LOT_CONTRACTED: Final = FindingCode(
    "lot-contracted",
    "A lot is to be abandoned for which a contract has been signed.",
    waivable=False,
    example="lot N1 cannot be abandoned: contract C1 with Alder was signed on 1 December 2022",
)

CONTRACT_OVERRUN: Final = FindingCode(
    "contract-overrun",
    "A contract has run past its last day and nobody has recorded how it ended.",
    waivable=False,
    example="contract C1 ran to 31 March 2028 and is not recorded as ended; never decided: option 1",
)

EXIT_PLAN_MISSING: Final = FindingCode(
    "exit-plan-missing",
    "A contract is under notice and there is no plan to hand on people, staff and records.",
    waivable=False,
    example="contract C1 ends on 30 June 2025 and has no exit plan",
)

CHANGE_UNANSWERED: Final = FindingCode(
    "change-unanswered",
    "A change that was asked for has been neither agreed nor refused.",
    waivable=False,
    example="the change CR1 asked for on 1 June 2024 (two more visits a day) has no answer",
)

BREACH_UNREMEDIED: Final = FindingCode(
    "breach-unremedied",
    "The day by which a breach was to be remedied has passed.",
    waivable=False,
    example="breach B1 of contract C1 (no electronic call monitoring) was to be remedied by 1 June 2024",
)

IMPROVEMENT_OVERDUE: Final = FindingCode(
    "improvement-overdue",
    "The day by which an improvement notice was to be met has passed.",
    waivable=False,
    example="improvement notice IN1 under contract C1 ran to 1 September 2024 and is open",
)

SUSPENSION_REVIEW_DUE: Final = FindingCode(
    "suspension-review-due",
    "The day has passed on which a suspension of placements was to be looked at again.",
    waivable=False,
    example="placements under contract C1 have been suspended since 1 May 2024; the review was due on 1 June 2024",
)

# Performance

RETURN_LATE: Final = FindingCode(
    "return-late",
    "A provider's return came after the day it was due.",
    waivable=True,
    example=(
        "the return for 1 April 2023 to 30 June 2023 came on 20 July 2023, 5 days after "
        "15 July 2023"
    ),
)

RETURN_MISSING: Final = FindingCode(
    "return-missing",
    "A period has passed without a return.",
    waivable=True,
    example="there is no return for 1 April 2023 to 30 June 2023",
)

MEASUREMENT_MISSING: Final = FindingCode(
    "measurement-missing",
    "A return is there, and has no figure for a KPI that was due.",
    waivable=True,
    example="the return for 1 April 2023 to 30 June 2023 says nothing of k1 (punctual visits)",
)

MEASUREMENT_OF_UNKNOWN_KPI: Final = FindingCode(
    "measurement-of-unknown-kpi",
    "A return measures something that is no KPI of the contract.",
    waivable=True,
    example=(
        "the return for 1 April 2023 to 30 June 2023 measures k9, which is not a KPI of the contract"
    ),
)

NOTHING_TO_MEASURE: Final = FindingCode(
    "nothing-to-measure",
    "A KPI is a share of something of which there was none, so it has no value.",
    waivable=True,
    example=(
        "k1 (punctual visits) is a share of nothing for 1 April 2023 to 30 June 2023: there were no "
        "visits planned"
    ),
)

RATING_WITHOUT_MARGINS: Final = FindingCode(
    "rating-without-margins",
    "A statutory KPI missed its target and the contract does not say how far is close.",
    waivable=True,
    example=(
        "k1 (punctual visits) missed its target for 1 April 2023 to 30 June 2023 with 92.5%, and the "
        "contract does not say how far is close and how far significantly below"
    ),
)

ACTION_OVERDUE: Final = FindingCode(
    "action-overdue",
    "Something a provider was to put right has not been done by its day.",
    waivable=True,
    example="a1 (train night staff) was due by 1 June 2023; this is 14 June 2023",
)

ACTION_NOT_PLANNED: Final = FindingCode(
    "action-not-planned",
    "An action is said to be done that its plan does not have.",
    waivable=True,
    example="a9 was done on 1 June 2023, but plan p1 has no such action",
)

SOURCE_NOT_USED: Final = FindingCode(
    "source-not-used",
    "A quality review leaves out a source that the framework draws on.",
    waivable=True,
    example="the review of Alder of 1 June 2023 does not draw on training records, views of families",
)

RATING_NOT_IN_FRAMEWORK: Final = FindingCode(
    "rating-not-in-framework",
    "A quality review gives a rating that the framework does not have.",
    waivable=True,
    example="Alder is rated 'Satisfactory'; the framework has Excellent, Good, Poor",
)

# Reviews

COMMITMENT_BROKEN: Final = FindingCode(
    "commitment-broken",
    "A promise made when the service was bought was found not to be kept.",
    waivable=False,
    example="promised: no reduction in the care commissioned; found otherwise on 1 July 2016 (from 80000 to 78500 hours a week)",
)

COMMITMENT_MISJUDGED: Final = FindingCode(
    "commitment-misjudged",
    "A promise was judged otherwise than the figures it is held to say.",
    waivable=False,
    example="promised: no reduction in the care commissioned; it was judged kept at 78500, and by its own figures that is wrong",
)

REVIEW_DUE: Final = FindingCode(
    "review-due",
    "The day of a contract's review has passed.",
    waivable=False,
    example="the review of contract C1 was due on 1 April 2025",
)

EARLY_CHECK_DUE: Final = FindingCode(
    "early-check-due",
    "The day has passed on which a new service was to be looked at again.",
    waivable=False,
    example="the next early check of contract C1 was due on 17 April 2023",
)
