"""A contract that is not performed: breaches, notices to improve, suspensions, money kept back."""

from __future__ import annotations

from datetime import date

from attrs import field

from commissioning.dates.periods import Period
from commissioning.records.contract import OfContract
from commissioning.records.record import RECORD
from commissioning.values.checking import AboveZero, asks
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

    breach: str = field(metadata=RECORD | {"called": "breach"})
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

    breach: str = field(default="", metadata=RECORD | {"called": "breach"})
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

    notice: str = field(metadata=RECORD | {"called": "improvement notice"})
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

    amount: AboveZero[Money]
    because: str
    period: Period | None = None

    never_empty = asks(because="say which failing it is for")


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
