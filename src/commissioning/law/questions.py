"""The questions that the law answers, one `Parameter` each. The answers are rows of a regime."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from commissioning.dates.day_counts import ClearDays, DayCount, DaysAfter, MonthsAfter
from commissioning.errors import written
from commissioning.law.law import Line, Parameter
from commissioning.law.notices import NamedRecord
from commissioning.records import notices, strategy
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.money import Money, VatBasis
from commissioning.values.text import Word


class StandstillDuty(Word):
    """Whether a standstill must be kept before a contract is signed."""

    MANDATORY = "mandatory"
    VOLUNTARY = "voluntary: binding if the notice offers one"  # section 51(3) to (5)
    NONE = "none"


class HoldOnSigning(Word):
    """The effect on the signature of a claim, a representation or a letter."""

    # In turn: regulation 95 of 2015, section 101 of the Act, and regulation 12 of the Regime of 2023.
    ANY_CLAIM = "a claim known to be issued before the signature suspends it, whenever it comes"
    CLAIM_IN_STANDSTILL = "a claim issued and notified within the standstill suspends the signature"
    REPRESENTATIONS = "written representations within the standstill keep it open until answered"
    ORDER_ONLY = "suspends nothing by itself; an order of the court can"
    OWN_PRACTICE = "suspends nothing in law; to wait is the council's own practice"


class ExclusionEffect(Word):
    """The effect of a ground for exclusion."""

    MANDATORY = "mandatory: an excluded supplier must be left out"
    DISCRETIONARY = "discretionary: an excludable supplier may be left out"


FIRST_KNOWLEDGE: Final = "the authority's first knowledge"
"""The day a look-back is counted from where it is not the event's: Schedule 7, paragraph 15."""


@frozen
class ExclusionGround(Checked):
    """One ground on which a supplier must or may be left out of a procurement."""

    code: str
    what: str
    effect: ExclusionEffect
    reach: MonthsAfter | None = None
    """How long it counts, to the decision; None where another rule limits it."""
    counted_from: str = ""
    """The event that it is counted from, in words."""
    not_before: date | None = None
    """Events before this day are ignored, where the law spares them."""
    stands: bool = False
    """Whether it holds by itself, without weighing whether it is likely to occur again."""
    heard: bool = False
    """Whether the supplier is heard on it although nothing is weighed."""

    def __str__(self) -> str:
        reach = f", within {self.reach} of {self.counted_from}" if self.reach else ""
        since = f", for events from {written(self.not_before)} on" if self.not_before else ""
        return f"{self.what} ({self.effect}{reach}{since})"


@frozen
class ForbiddenCondition(Checked):
    """Something that bidders may not be required to have, as a condition of taking part."""

    code: str
    what: str

    def __str__(self) -> str:
        return self.what


@frozen
class GroundForChange:
    """One ground on which a contract may be changed, and how far."""

    ground: notices.ChangeGround
    cap: Line[Decimal] | None = None
    """The limit of one change on it, in per cent of the value; None where the law sets none."""
    keeps_nature: bool = False
    """Whether it reaches only a change that leaves the overall nature of the contract as it is."""

    def __str__(self) -> str:
        cap = f", {self.cap} per cent of the value" if self.cap else ""
        return f"{self.ground}{cap}{', which keeps its nature' if self.keeps_nature else ''}"


@frozen
class LimitOfUndoing:
    """How long a contract can be undone by a court after it is entered into."""

    count: DayCount
    # Regulation 93(2) of 2015 has a limit of its own; section 106(1) of the Act adds one to the other.
    instead: bool
    """Whether it takes the place of the limit that runs from knowing the grounds, or is added to it."""
    unless: str = ""
    """The code of the notice of the contract that, once published, ends it."""
    of_change: bool = False
    """Whether it is for a change of the contract, and runs from that."""

    def __str__(self) -> str:
        unless = f", unless a {self.unless} notice is published" if self.unless else ""
        return f"{self.count}{', from a change of it' if self.of_change else ''}{unless}"


class DirectAwardTest(Word):
    """Something that must be so for a ground for a direct award to hold."""

    # Urgency, in both laws: Schedule 5, paragraphs 13 and 14, and regulation 32(2)(c) and (4).
    NOT_OWN_ACT = "no act or omission of the authority brought it about"
    UNFORESEEABLE = "the authority could not have foreseen it"
    STRICTLY_NECESSARY = "what is bought is strictly necessary and cannot wait for a competition"
    # Section 43 asks that the competition can lead to no award, regulation 32(2)(a) that its terms stay.
    AFTER_COMPETITION = "an earlier competition brought no suitable tender or request"
    AWARD_IMPOSSIBLE = "no award can be made in that competition any more"
    SAME_TERMS = "the terms of that competition are not substantially altered"
    # A repetition: within five years by Schedule 5, paragraph 8, and three by regulation 32(9) to (12).
    RECENT = "the earlier contract was awarded after a competition, and lately enough"
    FORETOLD = "the papers of the earlier competition announced it"
    NO_ALTERNATIVE = "there is no reasonable alternative to what that supplier can supply"
    # Regulation 32(2)(b) of 2015 alone.
    NOT_NARROWED = "the requirements were not drawn artificially narrow"
    INCOMPATIBLE = (
        "another's supplies would differ or not fit, with disproportionate technical difficulties"
    )
    UNDER_REGULATIONS = "regulations of a Minister allow it for such contracts"
    # A user choice contract has to pass both (Schedule 5, paragraphs 15 to 17).
    CHOSEN = "the person supported prefers the provider, or no other can meet the need"
    NOT_IN_THEIR_INTERESTS = "a competition would be against that person's best interests"


@frozen
class GroundForDirectAward:
    """One ground on which a contract may be awarded without a competition, and its tests."""

    ground: strategy.DirectAwardGround
    tests: tuple[DirectAwardTest, ...] = ()
    within: DayCount | None = None
    """How long after the earlier contract it reaches, for a repetition."""

    def __str__(self) -> str:
        tests = f" ({'; '.join(self.tests)})" if self.tests else ""
        return f"{self.ground}{tests}{f', within {self.within}' if self.within else ''}"


class FrameworkContent(Word):
    """Something that a framework must state, as far as its terms are recorded here."""

    VALUE = "its estimated value"
    TERM = "its term"
    USERS = "the authorities that may use it"
    KIND = "that it is an open framework"


# fmt: off

# Commencement
COMMENCED_BY: Final = Parameter[NamedRecord]("record that commences the procurement",
    "The record that fixes the regime: the first of these in the ledger is the commencement.", many=True)

FOLLOWS_PARENT: Final = Parameter[bool]("call-off under the law of its framework or market",
    "Whether a call-off stays under the law by which its framework or market was procured.")

GOVERNS_CHANGES: Final = Parameter[bool]("changes governed whatever the contract's own law",
    "Whether changes of any contract within this law are under it, however the contract was procured.")

# Standstill
STANDSTILL_STARTED_BY: Final = Parameter[NamedRecord]("record that starts the standstill",
    "The record from whose day the standstill is counted.")
STANDSTILL_DUTY: Final = Parameter[StandstillDuty]("standstill duty",
    "Whether the contract must wait after bidders are told the outcome.")
STANDSTILL_DUTY_OF_DIRECT_AWARD: Final = Parameter[StandstillDuty]("standstill duty of a direct award",
    "Whether a contract awarded without a competition must wait.")
STANDSTILL: Final = Parameter[DayCount]("standstill",
    "How long the contract must wait, from the record that starts the standstill.")
STANDSTILL_BY_OTHER_MEANS: Final = Parameter[DayCount]("standstill after letters not sent electronically",
    "How long the contract must wait after the last letter was sent by post or hand.")
STANDSTILL_FROM_RECEIPT: Final = Parameter[DayCount]("standstill from receipt of the last letter",
    "How long after the last letter not sent electronically was received, if that ends sooner.")
STANDSTILL_AFTER_DECISION: Final = Parameter[DayCount]("standstill after representations are answered",
    "How long the standstill stays open once the authority has sent its further decision.")
SINGLE_TENDERER_EXEMPT: Final = Parameter[bool]("standstill not required for a single tenderer",
    "Whether the contract may be signed at once where the only bidder is the only one to be answered.")
HOLD_ON_SIGNING: Final = Parameter[HoldOnSigning]("effect of a claim",
    "The effect of a claim in court on the signature.")
HOLD_OF_REPRESENTATION: Final = Parameter[HoldOnSigning]("effect of a representation",
    "The effect of a written representation within the standstill on the signature.")
HOLD_OF_LETTER: Final = Parameter[HoldOnSigning]("effect of a complaint or letter before claim",
    "The effect on the signature of a complaint or a letter that announces a claim.")
CLAIM_LIMIT: Final = Parameter[DayCount]("limit for claims",
    "How long a bidder has to start a claim, from knowing of its grounds.")
CLAIM_LIMIT_AT_LEAST: Final = Parameter[DayCount]("minimum limit for claims after the letters",
    "How long after the letters with the reasons a claim is in time, whenever its grounds were known.")
CLAIM_CEILING: Final = Parameter[MonthsAfter]("longest limit for claims that a court may give",
    "How far a court may extend the limit, from the bidder's knowing of its grounds.")
UNDOING_LIMIT: Final = Parameter[LimitOfUndoing]("limit for claims to undo a contract",
    "How long after it is made or changed a court may still be asked to undo that.", many=True)

# Money lines
THRESHOLD: Final = Parameter[Line[Money]]("threshold", "The estimated value from which the full rules apply.")
THRESHOLD_VAT: Final = Parameter[VatBasis]("threshold VAT basis",
    "Whether the estimated value is taken with VAT or without.")
VAT_RATE: Final = Parameter[Decimal]("standard rate of VAT",  # the highest of the rates
    "The rate used to tell whether an amount on one VAT basis reaches a line on the other.", "per cent")
BELOW_THRESHOLD_NOTICE_FROM: Final = Parameter[Line[Money]](
    "smallest contract below the threshold to be notified",
    "The value from which a contract below the threshold has notices of its own.")
BELOW_THRESHOLD_SELECTION_FROM: Final = Parameter[Line[Money]](
    "contracts below the threshold that may have a selection stage",
    "The value from which works, or light touch services, below their threshold may be shortlisted.")
BELOW_THRESHOLD_RULES_FROM: Final = Parameter[Line[Money]]("smallest contract with rules below the threshold",
    "The value from which the rules for contracts below the threshold bind at all.")
SELECTION_STAGE_ALLOWED: Final = Parameter[bool]("selection stage allowed",
    "Whether the right to tender may depend on an assessment of suitability.")

# Minimum periods. None is a stated answer: no number is fixed, and the time must be reasonable.
PARTICIPATION_PERIOD: Final = Parameter[DayCount | None]("minimum time for requests to take part",
    "From the notice to the deadline for requests or selection responses.")
TENDER_PERIOD: Final = Parameter[DayCount | None]("minimum time for tenders, all documents with the notice",
    "From the notice or invitation to the deadline for tenders.")
TENDER_PERIOD_DOCUMENTS_LATER: Final = Parameter[DayCount | None](
    "minimum time for tenders, documents not all with the notice",
    "From the notice to the deadline for tenders, where some documents came after the notice.")
TENDER_PERIOD_AFTER_PLANNED_NOTICE: Final = Parameter[DayCount | None](
    "minimum time for tenders after an early notice of the plan",
    "From the notice to the deadline, where a planning notice was published long enough before.")
TENDER_PERIOD_AFTER_SELECTION: Final = Parameter[DayCount | None](
    "minimum time for tenders from bidders selected before",
    "Where only selected bidders may tender; an authority and all of them may agree on less.")
TENDER_PERIOD_AFTER_SELECTION_AND_NOTICE: Final = Parameter[DayCount | None](
    "minimum time for tenders from bidders selected before, after an early notice of the plan",
    "Where only selected bidders may tender and a planning notice was published long enough before.")
PLANNED_NOTICE_AT_LEAST: Final = Parameter[DayCount]("planning notice, minimum time before",
    "How long before the tender notice a planning notice must be published to shorten the time.")
PLANNED_NOTICE_AT_MOST: Final = Parameter[MonthsAfter]("planning notice, maximum time before",
    "How long before the tender notice a planning notice may be published to shorten the time.")
ANSWERS_BEFORE_DEADLINE: Final = Parameter[DaysAfter]("answers to bidders' questions before the deadline",
    "How long before the deadline you must answer questions that were asked in time.")
TENDER_PERIOD_AFTER_SELECTION_DOCUMENTS_LATER: Final = Parameter[DayCount | None](
    "minimum time for tenders from bidders selected before, documents not all with the invitation",
    "Where only selected bidders may tender and some documents come after the invitation.")
TERMS_CHANGE_AFTER_SELECTION: Final = Parameter[bool](
    "terms of a competition changed freely after requests are in",
    "Whether terms may change in substance between the requests to take part and the tenders.")
HEALTH_PROCESS: Final = Parameter[strategy.HealthProcess]("process that may be followed for health care",
    "A process by which a health care contract or framework may be awarded.", many=True)
WAIT_AFTER_INTENDED_APPROACH: Final = Parameter[DayCount]("wait after the intended approach is published",
    "How long after that notice you may first assess providers as most suitable.")

# Selection and award
SHORTLIST_AT_LEAST: Final = Parameter[int]("minimum shortlist",
    "The minimum number to invite, if that many qualify.", "candidates")
TURNOVER_CAP: Final = Parameter[Line[Decimal]]("maximum turnover requirement",
    "The maximum yearly turnover you may ask for unless you justify a special risk.",
    "times the contract value")
EXCLUSION_GROUND: Final = Parameter[ExclusionGround]("ground for exclusion",
    "A reason for which a supplier must or may be left out.", many=True)
SELF_CLEANING_HEARD: Final = Parameter[bool]("supplier heard before exclusion",
    "Whether a supplier may show that it has put things right before it is left out.")
REPLACEMENT_OFFERED: Final = Parameter[bool]("another replaced before exclusion",
    "Whether a supplier may first replace an associated person or sub-contractor that it is left out for.")
EXCLUSIONS_DECIDED_FIRST: Final = Parameter[bool]("exclusion decided before a supplier goes on",
    "Whether you must check each supplier against the grounds before it goes beyond its first submission.")
SUB_CONTRACTORS_SEARCHED: Final = Parameter[bool]("intended sub-contractors asked for and searched for",
    "Whether you must ask whom suppliers mean to sub-contract to, and search the debarment list.")
KEPT_IN_PUBLIC_INTEREST: Final = Parameter[bool]("excluded supplier kept in the public interest",
    "Whether an excluded supplier may stay in where an overriding public interest requires it.")
RESERVATION: Final = Parameter[notices.Reservation]("competition that may be reserved",
    "The suppliers to whom a competition may be reserved.", many=True)
WITHHOLDING: Final = Parameter[notices.WithheldBecause]("information withheld",
    "A ground on which information may be withheld from a notice that has to have it.", many=True)
SUPPLIER_IDENTIFIED: Final = Parameter[Line[Money]](
    "contracts below the threshold whose supplier is identified",
    "The value from which the supplier must have a unique identifier on the platform when it is awarded.")
CONSIDERED: Final = Parameter[strategy.Matter]("matter to be considered and recorded",
    "A matter that you must consider when you buy, and keep a record of.", many=True)
DIRECT_AWARD_GROUND: Final = Parameter[GroundForDirectAward]("ground for a direct award",
    "A ground on which a contract may be awarded without a competition.", many=True)
TRANSPARENCY_WAIT: Final = Parameter[DayCount]("wait after a voluntary transparency notice",
    "How long a direct award must wait after such a notice to be protected by it.")
CONFLICTS_ASSESSED_BEFORE: Final = Parameter[NamedRecord]("record before which conflicts are assessed",
    "The notice that may be published only once a conflicts assessment has been prepared.")
SUPPLIER_INFORMATION_CONFIRMED: Final = Parameter[bool](
    "supplier information confirmed before tenders are due",
    "Whether tenderers must confirm in time that their information on the platform is up to date.")
FORBIDDEN_CONDITION: Final = Parameter[ForbiddenCondition]("condition that may not be set",
    "A condition you may not set for taking part.", many=True)
LOW_PRICE_ASKED: Final = Parameter[bool]("bidder asked about a price that looks too low",
    "Whether you must ask a bidder to explain a price that looks abnormally low.")
LOW_PRICE_HEARD: Final = Parameter[bool]("bidder heard on a price that looks too low",
    "Whether you may reject a tender as abnormally low only after asking the bidder.")

# The life of a contract
KPIS_OVER: Final = Parameter[Line[Money]]("contracts that need key performance indicators",
    "The value above which you must set them.")
KPIS_AT_LEAST: Final = Parameter[int]("minimum number of key performance indicators",
    "The minimum number to set before the contract is entered into.")
KPI_ASSESSMENT: Final = Parameter[MonthsAfter]("assessment of key performance indicators",
    "The maximum time between assessments that you publish.")
MINOR_CHANGE: Final = Parameter[Line[Decimal]]("maximum change without a ground",
    "The maximum without a new procurement, while all such changes stay below the threshold.",
    "per cent of the value")
MINOR_CHANGES_TOGETHER: Final = Parameter[bool]("small changes counted together",  # 72(6), and not 74(4)
    "Whether that share is of all such changes together, or of each by itself.")
CHANGE_NOTICE_VALUE: Final = Parameter[Line[Decimal]]("change of value that needs no notice",
    "The maximum change of value that needs no notice.", "per cent")
CHANGE_NOTICE_TERM: Final = Parameter[Line[Decimal]]("change of term that needs no notice",
    "The maximum change of term that needs no notice.", "per cent")
SUBSTANTIAL_TERM: Final = Parameter[Line[Decimal] | None]("change of term that is substantial",
    "The maximum change of the term that may still be said not to be substantial.",
    "per cent of the longest term at award")
CHANGE_GROUND: Final = Parameter[GroundForChange]("ground for a change",
    "A ground on which a contract may be changed without a new competition.", many=True)
CHANGE_KEEPS_SCOPE: Final = Parameter[bool]("change without a ground keeps the scope",
    "Whether a change that rests on no ground must leave the scope and nature of the contract as they are.")
CHANGES_OF_ONE_DAY: Final = Parameter[bool]("changes that could have been one",
    "Whether changes that could reasonably have been made together are judged as one change.")
CHANGE_NOTICE_GROUND: Final = Parameter[notices.ChangeGround]("ground stated in a notice of a change",
    "A ground that the notice of a change states where the change rests on it.", many=True)
CHANGE_BASE_INDEXED: Final = Parameter[bool]("change measured by the indexed value",
    "Whether a change is measured by the value as moved by the contract's own indexation clause.")
CHANGE_STANDSTILL: Final = Parameter[DayCount]("standstill offered in a notice of a change",
    "How long at least a change must wait where its notice offers a standstill.")
HOLDER_CHANGE_GROUND: Final = Parameter[GroundForChange]("ground for another holder",
    "A ground on which a contract may pass to another provider.", many=True)
FREE_MODIFICATION: Final = Parameter[bool]("contract may be changed freely",
    "Whether every change is allowed except a change of supplier.")
CONSIDERABLE_CHANGE_VALUE: Final = Parameter[Line[Money]]("considerable change, value",  # and share, 6(10)
    "The change of lifetime value from which it may be considerable.")
CONSIDERABLE_CHANGE_SHARE: Final = Parameter[Line[Decimal]]("considerable change, share",
    "The share that, together with the value, makes a change considerable.", "per cent of the lifetime value")
FRAMEWORK_TERM: Final = Parameter[MonthsAfter | None]("maximum length of a framework",
    "How long a framework may run, unless a longer term is justified.")
OPEN_FRAMEWORK_TERM: Final = Parameter[MonthsAfter]("maximum length of an open framework",
    "How long all frameworks of an open framework may run together.")
OPEN_FRAMEWORK_TERM_ALONE: Final = Parameter[MonthsAfter](
    "maximum length of an open framework with one supplier",
    "How long an open framework may run while it has a single supplier.")
MARKET_END: Final = Parameter[date]("last day of a dynamic market",
    "The last day that a dynamic market may run to, whatever its own term says.")
OPEN_FRAMEWORK_FIRST: Final = Parameter[MonthsAfter]("first reopening of an open framework",
    "How long after its award the first framework of an open one is reopened at the latest.")
OPEN_FRAMEWORK_NEXT: Final = Parameter[MonthsAfter]("next reopening of an open framework",
    "How long after its award a later framework of an open one is reopened at the latest.")
FRAMEWORK_STATES: Final = Parameter[FrameworkContent]("contents of a framework",
    "Something that a framework must state.", many=True)
IMPLIED_TERM: Final = Parameter[str]("term implied in every contract",
    "A term that binds whether or not the contract has it.", many=True)
OPEN_FRAMEWORK_DIRECT: Final = Parameter[bool]("open framework awarded directly",
    "Whether an open framework may be awarded without a competition.")
MUTUAL_TERM: Final = Parameter[MonthsAfter]("maximum length of a contract reserved to mutuals",
    "How long a contract reserved to mutuals may run.")
RECORDS_KEPT: Final = Parameter[MonthsAfter]("records kept",
    "How long you must keep the records of a procurement, from the day the contract is entered into.")
PIPELINE_SPEND: Final = Parameter[Line[Money]]("yearly spend that needs a pipeline notice",
    "The expected spend above which you must publish your plans.")
PIPELINE_CONTRACT: Final = Parameter[Line[Money]]("contracts listed in a pipeline notice",
    "The value above which a planned contract is listed.")
PIPELINE_WINDOW: Final = Parameter[MonthsAfter]("time a pipeline notice looks ahead",
    "How far ahead it lists contracts, from 1 April.")
LISTED_OVER: Final = Parameter[Line[Money]]("tenders and contracts in the council's own lists",
    "The value above which a council lists its tenders and contracts each quarter.")
PAYMENTS_OVER: Final = Parameter[Line[Money]]("payments to be published",
    "The amount above which you must publish a single payment.")
CONTRACT_COPY_OVER: Final = Parameter[Line[Money]]("contracts to be published",
    "The value above which you must publish a copy of the contract.")

# A council's own rules
KEY_DECISION_NOTICE: Final = Parameter[ClearDays]("notice of a key decision",
    "How long before a key decision its notice must be published.")
GENERAL_EXCEPTION: Final = Parameter[ClearDays]("general exception",
    "How long after notifying the chair of scrutiny, where 28 days cannot be had.")
AGENDA: Final = Parameter[ClearDays]("agenda of a public meeting",
    "How long before the meeting the agenda and reports must be open to see.")
CALL_IN: Final = Parameter[DayCount]("call-in",
    "How long members may call a decision in, from its publication.")
KEY_DECISION_OVER: Final = Parameter[Line[Money]]("key decision",
    "The amount above which a decision is a key decision.")
EMPLOYEE_INFORMATION: Final = Parameter[DaysAfter]("employee liability information",
    "How long before a transfer the outgoing employer must hand it over.")
