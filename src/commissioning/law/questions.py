"""The questions that the law answers, one `Parameter` each. The answers are rows of a regime."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from commissioning.dates.day_counts import ClearDays, DayCount, DaysAfter, MonthsAfter
from commissioning.errors import written
from commissioning.law.law import Parameter, Trigger
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.money import Money, VatBasis

# Commencement

COMMENCED_BY: Final = Parameter[Trigger](
    "record that commences the procurement",
    "",
    "Which record fixes the regime: the first of its kind in the ledger is the commencement.",
    many=True,
)

# Standstill


class StandstillDuty(StrEnum):
    """Whether a standstill is to be kept before a contract is signed."""

    MANDATORY = "mandatory"
    VOLUNTARY = "voluntary: binding if the notice offers one"
    NONE = "none"


class HoldOnSigning(StrEnum):
    """What a challenge does to the signature."""

    ANY_CLAIM = "a claim known to be issued before the signature suspends it, whenever it comes"
    CLAIM_IN_STANDSTILL = "a claim issued and notified within the standstill suspends the signature"
    REPRESENTATIONS = "written representations within the standstill keep it open until answered"


STANDSTILL_STARTED_BY: Final = Parameter[Trigger](
    "record that starts the standstill",
    "",
    "The record from whose day the standstill is counted.",
)
STANDSTILL_DUTY: Final = Parameter[StandstillDuty](
    "standstill duty", "", "Whether the contract has to wait after the outcome has been told."
)
STANDSTILL_DUTY_OF_DIRECT_AWARD: Final = Parameter[StandstillDuty](
    "standstill duty of a direct award",
    "",
    "The same for a contract awarded without a competition.",
)
STANDSTILL: Final = Parameter[DayCount](
    "standstill", "", "How long the contract has to wait, from the record that starts it."
)
STANDSTILL_BY_OTHER_MEANS: Final = Parameter[DayCount](
    "standstill after letters not sent electronically",
    "",
    "How long the contract waits after the last letter was sent by post or hand.",
)
STANDSTILL_FROM_RECEIPT: Final = Parameter[DayCount](
    "standstill from receipt of the last letter",
    "",
    "For letters not sent electronically: how long after the last was received, if that ends sooner.",
)
STANDSTILL_AFTER_DECISION: Final = Parameter[DayCount](
    "standstill after representations are answered",
    "",
    "How long the standstill stays open once the authority has told its further decision.",
)
SINGLE_TENDERER_EXEMPT: Final = Parameter[bool](
    "standstill not required for a single tenderer",
    "",
    "Whether nothing need wait where one bidder tendered and nobody else awaits an answer.",
)
HOLD_ON_SIGNING: Final = Parameter[HoldOnSigning](
    "effect of a challenge", "", "What a challenge to the award does to the signature."
)
CLAIM_LIMIT: Final = Parameter[DayCount](
    "limit for claims", "", "How long a bidder has to start a claim, from knowing of its grounds."
)

# Money lines

THRESHOLD: Final = Parameter[Money](
    "threshold", "", "The estimated value from which the full rules apply."
)
THRESHOLD_VAT: Final = Parameter[VatBasis](
    "threshold VAT basis", "", "Whether the estimated value is taken with VAT or without."
)
VAT_RATE: Final = Parameter[Decimal](
    "standard rate of VAT", "per cent", "For telling whether an amount on one basis reaches a line."
)
BELOW_THRESHOLD_NOTICE_FROM: Final = Parameter[Money](
    "smallest contract below the threshold to be notified",
    "",
    "The value from which a contract below the threshold has notices of its own.",
)
BELOW_THRESHOLD_WORKS_SELECTION_FROM: Final = Parameter[Money](
    "works below the threshold that may have a selection stage",
    "",
    "The value from which works below the threshold may be shortlisted on suitability.",
)
SELECTION_STAGE_ALLOWED: Final = Parameter[bool](
    "selection stage allowed",
    "",
    "Whether the right to tender may depend on an assessment of suitability.",
)

# Minimum periods. None is a stated answer: no number is fixed, and the time must be reasonable.

PARTICIPATION_PERIOD: Final = Parameter[DayCount | None](
    "least time for requests to take part",
    "",
    "From the notice to the deadline for requests or selection responses.",
)
TENDER_PERIOD: Final = Parameter[DayCount | None](
    "least time for tenders, all documents with the notice",
    "",
    "From the notice or invitation to the deadline for tenders.",
)
TENDER_PERIOD_DOCUMENTS_LATER: Final = Parameter[DayCount | None](
    "least time for tenders, documents not all with the notice",
    "",
    "The same where not everything could be had with the notice.",
)
TENDER_PERIOD_AFTER_PLANNED_NOTICE: Final = Parameter[DayCount | None](
    "least time for tenders after an early notice of the plan",
    "",
    "The same where a planning notice was published long enough before.",
)
TENDER_PERIOD_AFTER_SELECTION: Final = Parameter[DayCount | None](
    "least time for tenders from bidders selected before",
    "",
    "The same where only those selected may tender; an authority and all of them may agree another.",
)
PLANNED_NOTICE_AT_LEAST: Final = Parameter[DayCount](
    "early notice, at least before the tender notice", "", "How early a planning notice must be."
)
PLANNED_NOTICE_AT_MOST: Final = Parameter[MonthsAfter](
    "early notice, at most before the tender notice", "", "How early a planning notice may be."
)
ANSWERS_BEFORE_DEADLINE: Final = Parameter[DaysAfter](
    "answers to bidders' questions before the deadline",
    "",
    "How long before the deadline further information asked for in time is to be given.",
)
WAIT_AFTER_INTENDED_APPROACH: Final = Parameter[DayCount](
    "wait after the intended approach is published",
    "",
    "How long after that notice providers may not yet be assessed as most suitable.",
)

# Selection and award

SHORTLIST_AT_LEAST: Final = Parameter[int](
    "smallest shortlist", "candidates", "How many are invited at least, if so many qualify."
)
TURNOVER_CAP: Final = Parameter[Decimal](
    "highest minimum turnover",
    "times the contract value",
    "The most yearly turnover that may be asked of a bidder, unless a special risk is justified.",
)


class Effect(StrEnum):
    """What a ground for exclusion does."""

    MANDATORY = "mandatory: an excluded supplier must be left out"
    DISCRETIONARY = "discretionary: an excludable supplier may be left out"


FIRST_KNOWLEDGE: Final = "the authority's first knowledge"
"""What a look-back is counted from where it is not counted from the event itself."""


@frozen
class ExclusionGround(Checked):
    """One ground on which a supplier must or may be left out of a procurement."""

    code: str
    what: str
    effect: Effect
    years: int | None = None
    """How far back it reaches from the decision, in years; None where another rule limits it."""
    counted_from: str = ""
    """The event the years are counted from, in words."""
    not_before: date | None = None
    """Events before this day are ignored, where the law spares what came before it."""
    stands: bool = False
    """Whether it holds as it stands, so that nobody weighs whether it is likely to occur again."""

    def problems(self) -> Iterator[str]:
        if not self.code or not self.what:
            yield "a ground has a code and says what it is"

    def __str__(self) -> str:
        reach = f", within {self.years} years of {self.counted_from}" if self.years else ""
        since = f", for events from {written(self.not_before)} on" if self.not_before else ""
        return f"{self.what} ({self.effect}{reach}{since})"


EXCLUSION_GROUND: Final = Parameter[ExclusionGround](
    "ground for exclusion", "", "What a supplier must or may be left out for.", many=True
)
SELF_CLEANING_HEARD: Final = Parameter[bool](
    "supplier heard before exclusion",
    "",
    "Whether a supplier may show that it has put things right before it is left out.",
)
EXCLUSIONS_DECIDED_FIRST: Final = Parameter[bool](
    "exclusion decided before a supplier goes on",
    "",
    "Whether each supplier is held against the grounds before it goes beyond its first submission.",
)
CONFLICTS_ASSESSED_BEFORE: Final = Parameter[Trigger](
    "record before which conflicts are assessed",
    "",
    "The notice that may be published only once a conflicts assessment has been prepared.",
)
SUPPLIER_INFORMATION_CONFIRMED: Final = Parameter[bool](
    "supplier information confirmed before tenders are due",
    "",
    "Whether tenderers confirm in time that the platform holds their information up to date.",
)
EXCLUSION_NOTIFICATION: Final = Parameter[DayCount](
    "exclusion told to the minister", "", "How soon an exclusion is to be notified."
)


@frozen
class ForbiddenCondition(Checked):
    """Something that bidders may not be required to have, as a condition of taking part."""

    code: str
    what: str

    def problems(self) -> Iterator[str]:
        if not self.code or not self.what:
            yield "a condition has a code and says what it is"

    def __str__(self) -> str:
        return self.what


FORBIDDEN_CONDITION: Final = Parameter[ForbiddenCondition](
    "condition that may not be set",
    "",
    "What may not be asked of those who want to bid.",
    many=True,
)
LOW_PRICE_ASKED: Final = Parameter[bool](
    "bidder asked about a price that looks too low",
    "",
    "Whether a bidder whose price looks abnormally low must be asked to explain it.",
)
LOW_PRICE_HEARD: Final = Parameter[bool](
    "bidder heard on a price that looks too low",
    "",
    "Whether a tender may be set aside as abnormally low only after the bidder was asked.",
)

# The life of a contract

KPIS_OVER: Final = Parameter[Money](
    "contracts that need key performance indicators", "", "The value over which they are to be set."
)
KPIS_AT_LEAST: Final = Parameter[int](
    "key performance indicators",
    "at least",
    "How many are set before the contract is entered into.",
)
KPI_ASSESSMENT: Final = Parameter[MonthsAfter](
    "assessment of key performance indicators", "", "How often at least they are assessed and told."
)
MINOR_CHANGE: Final = Parameter[Decimal](
    "change below the line",
    "per cent of the value",
    "How much one change may add without a new procurement, while all such stay below the threshold.",
)
MINOR_CHANGES_TOGETHER: Final = Parameter[bool](
    "small changes counted together",
    "",
    "Whether that share is of all such changes together, or of each by itself.",
)
CHANGE_NOTICE_VALUE: Final = Parameter[Decimal](
    "change of value that needs no notice",
    "per cent",
    "Up to here a change of value is not notified.",
)
CHANGE_NOTICE_TERM: Final = Parameter[Decimal](
    "change of term that needs no notice",
    "per cent",
    "Up to here a change of term is not notified.",
)
SUBSTANTIAL_TERM: Final = Parameter[Decimal](
    "change of term that is substantial",
    "per cent of the longest term at award",
    "Beyond this a change of term is substantial.",
)
GROUNDED_CHANGE: Final = Parameter[Decimal](
    "most that a change on a named ground may add",
    "per cent of the value",
    "For the grounds that are capped, such as additional services or the unforeseen.",
)
FREE_MODIFICATION: Final = Parameter[bool](
    "contract may be changed freely", "", "Whether any change is allowed but a change of supplier."
)
SUPPLIER_MAY_CHANGE_ON_RESTRUCTURING: Final = Parameter[bool](
    "another holder only on restructuring",
    "",
    "Whether a contract may pass to another provider only where the business is restructured.",
)
CONSIDERABLE_CHANGE_VALUE: Final = Parameter[Money](
    "considerable change, value",
    "",
    "The change of lifetime value from which it may be considerable.",
)
CONSIDERABLE_CHANGE_SHARE: Final = Parameter[Decimal](
    "considerable change, share",
    "per cent of the lifetime value",
    "The share that, together with the value, makes a change considerable.",
)
FRAMEWORK_TERM: Final = Parameter[MonthsAfter | None](
    "longest framework", "", "How long a framework may run, unless longer is justified."
)
OPEN_FRAMEWORK_TERM: Final = Parameter[MonthsAfter](
    "open framework in all", "", "How long all frameworks of an open framework may run together."
)
OPEN_FRAMEWORK_FIRST: Final = Parameter[MonthsAfter](
    "first reopening of an open framework",
    "",
    "When it is to be opened to new suppliers at the latest.",
)
OPEN_FRAMEWORK_NEXT: Final = Parameter[MonthsAfter](
    "later reopenings of an open framework", "", "How far apart the later ones may be."
)
MUTUAL_TERM: Final = Parameter[MonthsAfter](
    "longest contract reserved to mutuals", "", "How long a contract reserved to mutuals may run."
)
RECORDS_KEPT: Final = Parameter[MonthsAfter](
    "records kept", "", "How long the records of a procurement are kept."
)
PIPELINE_SPEND: Final = Parameter[Money](
    "yearly spend that needs a pipeline notice",
    "",
    "Expected spend over which plans are published.",
)
PIPELINE_CONTRACT: Final = Parameter[Money](
    "contracts listed in a pipeline notice",
    "",
    "The value over which a planned contract is listed.",
)
PIPELINE_WINDOW: Final = Parameter[MonthsAfter](
    "time a pipeline notice looks ahead", "", "From 1 April, how far ahead it lists contracts."
)
PAYMENTS_OVER: Final = Parameter[Money](
    "payments to be published", "", "The amount over which a single payment is published."
)
CONTRACT_COPY_OVER: Final = Parameter[Money](
    "contracts to be published", "", "The value over which a copy of the contract is published."
)

# A council's own rules

KEY_DECISION_NOTICE: Final = Parameter[ClearDays](
    "notice of a key decision", "", "How long before a key decision its notice is published."
)
GENERAL_EXCEPTION: Final = Parameter[ClearDays](
    "general exception",
    "",
    "How long after telling the chair of scrutiny, where 28 days cannot be had.",
)
AGENDA: Final = Parameter[ClearDays](
    "agenda of a public meeting",
    "",
    "How long before the meeting agenda and reports are open to see.",
)
CALL_IN: Final = Parameter[DayCount](
    "call-in", "", "How long members may call a decision in, from its publication."
)
KEY_DECISION_OVER: Final = Parameter[Money](
    "key decision", "", "The amount over which a decision is a key decision."
)
EMPLOYEE_INFORMATION: Final = Parameter[DaysAfter](
    "employee liability information",
    "",
    "How long before a transfer the outgoing employer hands it over.",
)
