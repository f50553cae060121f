"""The kinds of finding about frameworks and dynamic markets, and what is called off from them."""

from __future__ import annotations

from typing import Final

from commissioning.findings.finding import LibraryCode

# fmt: off

# Members

MEMBER_UNKNOWN: Final = LibraryCode("member-unknown", waivable=True,
    meaning="A record of a framework or market names a provider that is not a member of it.",
    example="Alder is not a member of the framework on 14 September 2026")
MEMBER_WITHOUT_CONTRACT: Final = LibraryCode("member-without-contract", waivable=False,
    meaning="A framework opens with a member that has signed no framework contract.",
    example="Alder is named as a member, but no framework contract with it is in force")
MEMBERSHIP_UNCHANGED: Final = LibraryCode("membership-unchanged", waivable=True,
    meaning="A change of a membership changes nothing: the provider is a member already, or is not suspended.",
    example="Dunlin is already a member (since 1 April 2026)")
JOINED_CLOSED_FRAMEWORK: Final = LibraryCode("joined-closed-framework", waivable=False,
    meaning="A provider joins a framework that admits no new members before it is awarded anew.",
    example="Dunlin cannot join: the framework admits no new members until it ends on 31 March 2030")
JOINED_BETWEEN_ROUNDS: Final = LibraryCode("joined-between-rounds", waivable=True,
    meaning="A provider joins on a day outside the rounds announced.",
    example="Dunlin joins on 3 February 2026, outside the rounds: members join on the 20th of each month")
JOINED_UNASSESSED: Final = LibraryCode("joined-unassessed", waivable=True,
    meaning="A provider joins a market before its application has passed.",
    example="Gorse has not yet passed an assessment")
MARKET_CAPPED: Final = LibraryCode("market-capped", waivable=False,
    meaning="The number of members of a dynamic market is limited, which the law does not allow.",
    example="The questionnaire admits at most 10 members; a market takes every supplier that meets its conditions")
MARKET_CONDITIONS_CHANGED: Final = LibraryCode("market-conditions-changed", waivable=False,
    meaning="The conditions of membership of a dynamic market change while it runs.",
    example="The questionnaire of 3 May 2026 differs from that of 3 February 2026 (question S1)")

# Terms

FRAMEWORK_TERMS_CHANGED: Final = LibraryCode("framework-terms-changed", waivable=False,
    meaning="A framework opens on other terms than its invitation announced.",
    example="The framework opens on other terms than the invitation of 3 March 2026 announced: its ceiling")
FRAMEWORK_OVER_CEILING: Final = LibraryCode("framework-over-ceiling", waivable=False,
    meaning="The call-offs from a framework come to more than the maximum it was announced with.",
    example="With this call-off the total called off comes to £10,100,000, £100,000 above the ceiling of £10,000,000")
FRAMEWORK_NEARLY_SPENT: Final = LibraryCode("framework-nearly-spent", waivable=True,
    meaning="The call-offs from a framework reach the share of its ceiling that its terms watch.",
    example="With this call-off 81% of the ceiling of £10,000,000 is committed; £1,900,000 is left")
REOPENING_OVERDUE: Final = LibraryCode("reopening-overdue", waivable=False,
    meaning="An open framework was not reopened by the last day that the law gives.",
    example="The open framework was to be reopened by 30 April 2028")
REOPENED_IN_PART: Final = LibraryCode("reopened-in-part", waivable=False,
    meaning="An open framework is reopened for some of its lots only.",
    example="The reopening leaves out lot N3; an open framework is reopened as a whole")

# Call-offs

MEMBERS_NOT_INVITED: Final = LibraryCode("members-not-invited", waivable=True,
    meaning="A competition under a framework leaves out members that are able to perform.",
    example="2 of the 3 members able to perform are not invited: alder and cedar")
CRITERIA_NOT_OF_FRAMEWORK: Final = LibraryCode("criteria-not-of-framework", waivable=False,
    meaning="A competition under a framework is judged by a criterion that the framework does not have.",
    example="local-office is not among the criteria of the framework (price and quality)")
TENDER_FROM_NON_MEMBER: Final = LibraryCode("tender-from-non-member", waivable=True,
    meaning="A provider that is not a member tenders for a call-off.",
    example="Gorse is not a member of the market M1, so you must disregard its tender")
CALLED_OFF_FROM_STRANGER: Final = LibraryCode("called-off-from-stranger", waivable=False,
    meaning="A contract or package is called off from a provider that is not a member for its lot.",
    example="Gorse is not a member of the framework for lot N1 on 14 September 2026")
MEMBER_SUSPENDED_CALLED: Final = LibraryCode("member-suspended-called", waivable=True,
    meaning="A contract or package is called off from a member that is suspended.",
    example="Birch is suspended on 14 September 2026: an enquiry into two missed visits")
CALL_OFF_UNCOMPETED: Final = LibraryCode("call-off-uncompeted", waivable=False,
    meaning="A contract is called off without a competition, and its framework is not known to allow that.",
    example="The call-off from framework F1 is not competed. The framework may allow that only if it has one supplier, or sets out the core terms and an objective way to choose. The strategy does not say whether it does")
FRAMEWORK_SILENT: Final = LibraryCode("framework-silent", waivable=False,
    meaning="A framework leaves out something that the law has it state.",
    example="The framework does not state its estimated value and the authorities that may use it")
CALL_OFF_AFTER_END: Final = LibraryCode("call-off-after-end", waivable=False,
    meaning="A call-off is made after the framework has ended. One begun before may be finished.",
    example="Call-off K7 began on 4 April 2030, after the framework ended on 31 March 2030")
CALL_OFF_TOO_LONG: Final = LibraryCode("call-off-too-long", waivable=True,
    meaning="A call-off runs beyond the last day that the terms of its framework allow.",
    example="Call-off K7 would run to 31 March 2026; the framework lets call-offs run only to 31 March 2025")
CALL_OFF_NOT_FOR_BUYER: Final = LibraryCode("call-off-not-for-buyer", waivable=False,
    meaning="An authority calls off from a framework that it is not named to use.",
    example='The buyer "otherborough" may not call off: the framework names anyborough')
CALL_OFF_DIFFERS: Final = LibraryCode("call-off-differs", waivable=True,
    meaning="A call-off's own cycle says otherwise than the note of it in the framework's cycle.",
    example="Call-off K7 is noted with a value of £4,200,000; its own cycle has £4,300,000")

# Lists and placements

LIST_WITHOUT_FIGURES: Final = LibraryCode("list-without-figures", waivable=True,
    meaning="A ranked list names no KPI report or other record that it was made from.",
    example="The ranked list from 13 September 2026 does not name the records its scores rest on")
LIST_OUT_OF_DATE: Final = LibraryCode("list-out-of-date", waivable=True,
    meaning="A package is placed by a ranked list whose span is over.",
    example="The list of tier 1 ran only to 27 March 2027; this package is placed on 28 March 2027")
OUT_OF_RANK: Final = LibraryCode("out-of-rank", waivable=False,
    meaning="A package is placed with another member than the rule of the framework gives.",
    example="Cedar has the package, but birch comes first: number 2 on the list; alder refused (no capacity)")
REFUSAL_UNRECORDED: Final = LibraryCode("refusal-unrecorded", waivable=True,
    meaning="A member is passed over without the reason that it gave.",
    example="Alder refused the package, and no reason is recorded")
PLACEMENT_ABOVE_RATE: Final = LibraryCode("placement-above-rate", waivable=True,
    meaning="A package is placed at a higher rate than the member may charge.",
    example="The rate of £21.60 an hour is above the £21.40 that cedar may charge")
PACKAGE_PLACED_ALREADY: Final = LibraryCode("package-placed-already", waivable=False,
    meaning="A package is placed that is placed already, and has not ended there.",
    example="The package has been with alder since 14 September 2026")
PACKAGE_NOT_PLACED: Final = LibraryCode("package-not-placed", waivable=False,
    meaning="A package ends that is not placed.",
    example="No package with this reference is placed on 14 September 2026")
