"""From the first day of a service: go-live, early checks, KPIs, returns, reviews, commitments kept or not.

With what answers a contract not performed: breaches, notices to improve, suspensions, money kept back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import field

from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.records.contract import OfContract, OfContracts
from commissioning.records.credit_terms import ServiceCredits, kpi_problems
from commissioning.records.escalation import EscalationLadder
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.record import CONTRACT, PROVIDER, RECORD, Record
from commissioning.records.reporting import ReportingCalendar
from commissioning.values.checking import AboveZero, Checked, FromZero, asks, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word

COMMITMENT: Final = {"refers": "commitment"}
"""Metadata of a field that refers to commitments of a specification."""
NEED: Final = {"refers": "need"}
"""Metadata of a field that refers to needs, or to points that follow from them."""


@frozen(kw_only=True)
class GoLive(OfContracts, called="go-live"):
    """The day a service starts under the contracts it names."""

    distinct = ("contracts",)


@frozen(kw_only=True)
class CheckPoint(Checked):
    """One question looked at in the first weeks of a service, and the answer."""

    what: str
    ok: bool
    evidence: str = ""

    never_empty = asks(what="say what was looked at")


@frozen(kw_only=True)
class EarlyLifeCheck(OfContract):
    """A look at a service in its first days or weeks: is everyone visited, is anything missing?"""

    points: tuple[CheckPoint, ...]
    next_check_on: date | None = None

    never_empty = asks(points="say what was looked at, and what was found")

    def problems(self) -> Iterator[str]:
        if self.next_check_on is not None and self.next_check_on <= self.on:
            yield f"next_check_on: {written(self.next_check_on)} is not after this check"


@frozen(kw_only=True)
class KpiReport(OfContract, called="KPI report"):
    """One return of measurements under a contract, dated the day it was received."""

    period: Period
    measurements: tuple[Measurement, ...]
    due_on: date | None = None

    never_empty = asks(measurements="give at least one, or leave the return out")

    def problems(self) -> Iterator[str]:
        if self.due_on is not None and self.due_on < self.period.starts_on:
            yield f"due_on: {written(self.due_on)} is before the period it reports on"
        if self.on < self.period.ends_on:
            yield (
                f"on: received on {written(self.on)}, before its period ended on "
                f"{written(self.period.ends_on)}"
            )


@frozen(kw_only=True)
class SpendReported(Record, called="spend report"):
    """Money paid under a contract in a period, from the ledger of payments. A later report replaces it.

    Of a framework or market it may name the provider instead: what all call-offs from it were paid.
    """

    contract: str = field(default="", metadata=CONTRACT)
    provider: str = field(default="", metadata=PROVIDER)
    """The member of a framework or market, where no one contract is named."""
    period: Period
    amount: FromZero[Money]
    source: str = ""

    def problems(self) -> Iterator[str]:
        if not self.contract and not self.provider:
            yield "contract: say which contract, by its reference, or name the provider of a framework"


@frozen(kw_only=True)
class CommitmentChecked(Record, called="check of a commitment"):
    """A promise made when the service was bought, looked at afterwards.

    "No reduction in the amount of care commissioned" is such a promise: the figure before and the
    figure after decide whether it was kept, and where there are none somebody has to judge.
    """

    commitment: str = field(metadata=COMMITMENT)
    """The commitment by its reference in the specification."""
    kept: bool
    before: Decimal | None = field(default=None, converter=exact_or_none)
    after: Decimal | None = field(default=None, converter=exact_or_none)
    unit: str = ""
    """The unit of the two figures: "hours of care a week", "care workers employed"."""
    because: str = ""
    """On what the judgement rests, where figures do not settle it."""

    never_empty = asks(commitment="say which commitment was looked at")

    def problems(self) -> Iterator[str]:
        if (self.before is None) is not (self.after is None):
            yield "before and after: give both figures, or neither"
        if self.before is not None and not self.unit:
            yield "unit: say what the figures count"
        if self.before is None and not self.because:
            yield "because: without figures, say on what the judgement rests"

    @property
    def change(self) -> Decimal | None:
        """By how much the figure moved; negative for a reduction."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


class ReviewAdvice(Word):
    """The recommendation of a review for its contracts."""

    CONTINUE = "continue"
    EXTEND = "take up the extension option"
    VARY = "vary the contract"
    RECOMMISSION = "commission anew"
    END = "end the contract"


@frozen(kw_only=True)
class Review(OfContracts):
    """A formal look back at contracts in their course or at their end."""

    period: Period | None = None
    found: tuple[str, ...] = ()
    """Its findings, each as a sentence."""
    advice: ReviewAdvice = ReviewAdvice.CONTINUE
    next_review_on: date | None = None
    carries: tuple[str, ...] = field(default=(), metadata=NEED)
    """The references the next cycle carries over: needs, outcomes and loose ends."""

    def problems(self) -> Iterator[str]:
        if self.next_review_on is not None and self.next_review_on <= self.on:
            yield f"next_review_on: {written(self.next_review_on)} is not after this review"
        if self.advice is not ReviewAdvice.CONTINUE and not self.found:
            yield f"found: say what led to the advice to {self.advice.value}"


@frozen(kw_only=True)
class RenewalDecided(OfContracts, called="decision on buying again"):
    """The decision whether what some contracts provide is bought again when they end."""

    again: bool
    """False where it was decided not to."""
    because: str = ""
    decided_by: str = ""
    """The body or office that decided, never a person's name."""
    followed_by: str = ""
    """The reference of the cycle in which it is bought again, once there is one."""

    def problems(self) -> Iterator[str]:
        if not self.again and not self.because:
            yield "because: say why it is not bought again"
        if not self.again and self.followed_by:
            yield "followed_by: the service is not bought again, so no cycle follows; leave this out"


@frozen(kw_only=True)
class KpisAgreed(OfContract, called="set of KPIs"):
    """The whole set of KPIs that holds from a day, in place of the one before.

    A return is judged by the set in force on the last day of its period, whenever it comes. The first set is
    that of the specification by which the contract was signed, and needs no record.
    """

    kpis: tuple[Kpi, ...]
    """Every KPI that holds from then on, those that stay the same included."""
    applies_from: date
    service_credits: ServiceCredits | None = None
    """The credits that hold with it; None where there are none from then on."""
    escalation: EscalationLadder | None = None
    """The ladder that holds with it; None where there is none from then on."""
    calendar: ReportingCalendar | None = None
    """The calendar of its returns; None for regular periods from the first day of the contract."""
    variation: str = field(default="", metadata=RECORD | {"called": "contract variation"})
    """The variation that changed the set, where it was one."""
    because: str = ""

    never_empty = asks(kpis="give the whole set, or leave the record out")

    def problems(self) -> Iterator[str]:
        yield from kpi_problems(self.kpis, self.service_credits)


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
