"""Trouble and endings: a contract not performed, notice, exit, the end of a contract, of a cycle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field

from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.records.contract import OfContract
from commissioning.records.mobilisation import HandoverKind
from commissioning.records.record import PROVIDER, RECORD, Record
from commissioning.values.checking import Checked, asks, minimum
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word


@frozen(kw_only=True)
class BreachRecorded(OfContract, called="breach"):
    """A failure to do what the contract obliges, put on record."""

    what: str
    obligation: str = ""
    """The obligation not met, by its reference."""
    kpis: tuple[str, ...] = ()
    """The KPIs whose missed targets are the failure, by reference."""
    material: bool = False
    """Whether it is serious enough that the contract may be ended for it."""
    remedy_by: date | None = None

    never_empty = asks(
        reference="missing; the remedy and any notice refer to it", what="say what was not done"
    )
    never_before = asks(remedy_by="the breach was recorded")


class BreachClosed(Word):
    """The way in which a breach is closed."""

    PUT_RIGHT = "put right"
    PARTLY_TERMINATED = "part of the contract was ended for it"
    DAMAGES = "damages were awarded for it"
    SETTLEMENT = "settled by agreement"


@frozen(kw_only=True)
class BreachRemedied(OfContract, called="remedy of a breach"):
    """A breach put right or closed in another way, with what shows it.

    One for which the whole contract is ended is closed by that end.
    """

    breach: str = field(metadata=RECORD)
    how: BreachClosed = BreachClosed.PUT_RIGHT
    evidence: str = ""

    never_empty = asks(breach="say which breach is remedied")

    @property
    def had_consequences(self) -> bool:
        """Whether it was closed by more than being put right."""
        return self.how is not BreachClosed.PUT_RIGHT


@frozen(kw_only=True)
class ImprovementNotice(OfContract):
    """A formal notice to improve by a day, short of ending the contract."""

    breach: str = field(default="", metadata=RECORD)
    """The breach that led to it, where there was one."""
    requires: tuple[str, ...]
    improve_by: date

    never_empty = asks(
        reference="missing; the record that closes the notice refers to it",
        requires="say what has to improve",
    )
    never_before = asks(improve_by="the notice")


@frozen(kw_only=True)
class ImprovementNoticeClosed(OfContract, called="closing of an improvement notice"):
    """The end of an improvement notice: met or not."""

    notice: str = field(metadata=RECORD)
    met: bool
    evidence: str = ""

    never_empty = asks(notice="say which improvement notice is closed")


@frozen(kw_only=True)
class PlacementsSuspended(OfContract, called="suspension of placements"):
    """No new people are placed with the provider for the time being; those placed stay."""

    because: str
    review_on: date | None = None

    never_empty = asks(because="say why placements are suspended")
    never_before = asks(review_on="the suspension")


@frozen(kw_only=True)
class PlacementsResumed(OfContract, called="resumption of placements"):
    """The suspension of placements is lifted."""

    because: str = ""


@frozen(kw_only=True)
class ServiceCreditApplied(OfContract, called="service credit"):
    """Money kept back for poor performance, or another penalty the contract declares."""

    amount: Money
    because: str
    period: Period | None = None

    never_empty = asks(because="say which failing it is for")
    above_zero = asks(amount="; give the sum kept back")


@frozen(kw_only=True)
class Escalated(OfContract, called="escalation"):
    """A step of the contract's escalation ladder, taken."""

    step: str
    """The step by the name that the ladder has for it."""
    kpis: tuple[str, ...] = ()
    """The KPIs that led to it, by reference."""
    periods: tuple[Period, ...] = ()
    because: str = ""
    answer_by: date | None = None

    never_empty = asks(step="say which step of the ladder is taken")
    never_before = asks(answer_by="the step was taken")


class Terminator(Word):
    """The party that ends a contract early."""

    AUTHORITY = "the authority"
    PROVIDER = "the provider"
    BOTH = "both, by agreement"


@frozen(kw_only=True)
class TerminationNotice(OfContract):
    """Notice that a contract is to end before its time."""

    given_by: Terminator
    ends_on: date | None = None
    """The last day of the contract under the notice."""
    because: str
    breach: str = field(default="", metadata=RECORD)
    """The breach for which it is ended, where there is one."""

    never_empty = asks(because="say under which clause or for what reason notice is given")
    asked_for = asks(ends_on="the last day of the contract")
    never_before = asks(ends_on="the notice was given")


@frozen(kw_only=True)
class ExitStep(Checked):
    """One task before a contract ends, so that no person is left without care."""

    what: str
    owner: str = ""
    due_on: date | None = None
    reference: str = ""
    """Its reference, if a record is to say that it is done; the agenda then holds it open until then."""
    kind: HandoverKind | None = None
    """The kind of thing that is handed over; None for a step that hands nothing over."""
    to: str = ""
    """The party that receives it, where it is known."""

    never_empty = asks(what="say what is to be done")


@frozen(kw_only=True)
class ExitPlan(OfContract):
    """The plan for winding up a contract: people, staff, records and money handed on."""

    ends_on: date
    steps: tuple[ExitStep, ...]
    to_providers: tuple[str, ...] = field(default=(), metadata=PROVIDER)
    """The party that takes the service on; empty if not known."""

    never_empty = asks(steps="give at least one step")
    distinct = ("steps",)

    def problems(self) -> Iterator[str]:
        for step in self.steps:
            if step.due_on is not None and step.due_on > self.ends_on:
                yield (
                    f"steps: {step.what!r} is due on {written(step.due_on)}, "
                    f"after the end on {written(self.ends_on)}"
                )


class HowEnded(Word):
    """The way a contract ended."""

    EXPIRED = "expired"
    TERMINATED = "terminated"
    DISCHARGED = "discharged by performance"
    RESCINDED = "rescinded"
    SET_ASIDE = "set aside by a court"
    NOT_STARTED = "ended before the service started"


@frozen(kw_only=True)
class ContractEnded(OfContract, called="end of a contract"):
    """The end of one contract. Its day is the last on which the contract was in force."""

    how: HowEnded = HowEnded.EXPIRED
    because: str = ""
    final_cost: Money | None = None
    """The total paid; None until it is known."""

    minimums = minimum(final_cost=0)

    def problems(self) -> Iterator[str]:
        if self.how is not HowEnded.EXPIRED and not self.because:
            yield f"because: say why the contract was {self.how.value}"


@frozen(kw_only=True)
class Closure(Record):
    """The end of a cycle, or of some lots of it, once every contract has ended."""

    learned_lessons: tuple[str, ...] = ()
    """Lessons for the next cycle, each as a sentence."""
    followed_by: str = ""
    """The reference of the cycle that follows this one, where there is one."""


class AbandonmentReason(Word):
    """Why a procurement stops without an award."""

    NO_TENDERS = "no tenders came"
    NONE_SUITABLE = "no tender was suitable"
    WITHDRAWN = "the buyer no longer wants it"
    QUASHED = "a court or review set the decision aside"
    OTHER = "another reason, given in words"


@frozen(kw_only=True)
class Abandonment(Record):
    """The decision not to go on: with the lots it names, or with all that are not finished."""

    because: str
    reason: AbandonmentReason | None = None
    decided_by: str = ""
    """The body or office that decided, never a person's name."""
    followed_by: str = ""
    """The reference of the cycle that re-tenders the lots; empty if none is intended."""
    because_of: str = field(default="", metadata=RECORD)
    """The challenge, judgment or advice that it answers, where it answers one."""

    never_empty = asks(because="say why there will be no award; bidders are owed the reason")
