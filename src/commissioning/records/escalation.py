"""Escalation as contracts write it: what triggers a step, and the ladder of steps.

A new trigger is a class here. "In a row" and "out of" look at the periods that were due, whether or not
a return came, and count each of them once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from attrs import field

from commissioning.dates.periods import Period
from commissioning.values.checking import Checked, FromOne, FromZero, asks, exact
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.text import Word, counted, listed


class MissingReturn(Word):
    """The treatment of a period in which a KPI was due and has no rating."""

    FAILS = "counts as a failure"
    SKIPPED = "is passed over"
    STOPS = "ends a run, and counts as no failure"


class TriggerScope(Word):
    """The KPIs whose failures are counted together."""

    SAME_KPI = "the failures of one KPI"
    ANY_KPI = "the periods in which any KPI failed"


@frozen
class KpiMark:
    """One KPI in one period that was due."""

    band: str
    """The name of its band; empty where it has no rating."""
    target_met: bool | None
    points: Decimal | None = None

    @property
    def missing(self) -> bool:
        """Whether it has neither a band nor a target that it met or missed."""
        return not self.band and self.target_met is None


@frozen
class DuePeriod:
    """One period whose returns were due, with the KPIs that were due in it."""

    period: Period
    known_on: date
    """The day the return came, or by which it was due where none did."""
    marks: Mapping[str, KpiMark]
    """By the reference of the KPI. One in its time of grace, or with too few cases, is not there."""


@frozen(kw_only=True)
class Trigger(Family):
    """A declared test of the periods so far that makes a step of the ladder due."""

    page: ClassVar[str] = "triggers and ladders"
    to_write: ClassVar[tuple[str, ...]] = ("fires",)

    def fires(self, periods: Sequence[DuePeriod], /) -> str:
        """Why the last of these periods makes the step due; empty where it does not."""
        raise NotImplementedError

    def failed(self, each: DuePeriod, /) -> bool | None:
        """Whether a period is not a return to normal; None where it says nothing of what is watched."""
        met = [m.target_met for m in each.marks.values() if m.target_met is not None]
        return not all(met) if met else None


@frozen(kw_only=True)
class _Counted(Trigger):
    """Failures that are counted."""

    times: FromOne[int]
    bands: tuple[str, ...] = ()
    """The names of the bands that are a failure; empty for a missed target."""
    kpis: tuple[str, ...] = ()
    """The KPIs it looks at; empty for all."""
    scope: TriggerScope = TriggerScope.SAME_KPI
    missing: MissingReturn = MissingReturn.FAILS

    def fires(self, periods: Sequence[DuePeriod], /) -> str:
        known = dict.fromkeys(kpi for each in periods for kpi in each.marks)
        watched = [kpi for kpi in known if not self.kpis or kpi in self.kpis]
        groups = [watched] if self.scope is TriggerScope.ANY_KPI else [[kpi] for kpi in watched]
        return "; ".join(filter(None, (self._of(group, periods) for group in groups)))

    def failed(self, each: DuePeriod, /) -> bool | None:
        return self._failed([kpi for kpi in each.marks if not self.kpis or kpi in self.kpis], each)

    def _of(self, kpis: Sequence[str], periods: Sequence[DuePeriod]) -> str:
        """The same for the failures of some KPIs taken together."""
        results = [(each, self._failed(kpis, each)) for each in periods]
        seen = [(each, failed) for each, failed in results if failed is not None]
        if not seen or seen[-1][0] is not periods[-1] or not seen[-1][1]:
            return ""
        return self._reached(listed(kpis), seen)

    def _failed(self, kpis: Sequence[str], each: DuePeriod) -> bool | None:
        """Whether a period is a failure; None where it is not looked at."""
        marks = [each.marks[kpi] for kpi in kpis if kpi in each.marks]
        failed = [self._bad(mark) for mark in marks]
        if any(failed):
            return True
        return False if False in failed else None

    def _bad(self, mark: KpiMark) -> bool | None:
        if mark.missing:
            return {MissingReturn.FAILS: True, MissingReturn.STOPS: False}.get(self.missing)
        return mark.band in self.bands if self.bands else mark.target_met is False

    def _reached(self, kpis: str, seen: Sequence[tuple[DuePeriod, bool]]) -> str:
        raise NotImplementedError


@frozen(kw_only=True)
class InARow(_Counted):
    """So many failures one after the other; with one, any failure."""

    def _reached(self, kpis: str, seen: Sequence[tuple[DuePeriod, bool]]) -> str:
        last = seen[-self.times :]
        if len(last) < self.times or not all(failed for _, failed in last):
            return ""
        run = f"{self.times} periods in a row" if self.times > 1 else "1 period"
        return f"{kpis} failed in {run} ({_listed(each for each, _ in last)})"


@frozen(kw_only=True)
class OutOf(_Counted):
    """So many failures within the last so many periods that were due, or as many as there have been."""

    of: FromOne[int]

    def problems(self) -> Iterator[str]:
        if self.times > self.of:
            yield f"of: there cannot be {self.times} failures in {self.of} periods"

    def _reached(self, kpis: str, seen: Sequence[tuple[DuePeriod, bool]]) -> str:
        failed = [each for each, bad in seen[-self.of :] if bad]
        if len(failed) < self.times:
            return ""
        return f"{kpis} failed in {len(failed)} of the last {self.of} periods ({_listed(failed)})"


@frozen(kw_only=True)
class PointsOver(Trigger):
    """More points than a limit within the last so many periods; the points are those of the bands."""

    points: Decimal = field(converter=exact)
    of: FromOne[int] = 1
    kpis: tuple[str, ...] = ()
    """The KPIs whose points count; empty for all."""

    def failed(self, each: DuePeriod, /) -> bool | None:
        return bool(self._points(each)) if each.marks else None

    def _points(self, each: DuePeriod) -> Decimal:
        marks = (m for kpi, m in each.marks.items() if not self.kpis or kpi in self.kpis)
        return sum((mark.points or Decimal(0) for mark in marks), Decimal(0))

    def fires(self, periods: Sequence[DuePeriod], /) -> str:
        if not periods or not self._points(periods[-1]):
            return ""
        total = sum(map(self._points, periods[-self.of :]), Decimal(0))
        if total <= self.points:
            return ""
        return f"{total} points in {counted(self.of, 'period')}, more than {self.points}"


@frozen(kw_only=True)
class _Together(Trigger):
    """Triggers that are looked at together."""

    triggers: tuple[Trigger, ...]

    never_empty = asks(triggers="give the triggers")

    def failed(self, each: DuePeriod, /) -> bool | None:
        found = [trigger.failed(each) for trigger in self.triggers]
        return True if True in found else False if False in found else None


@frozen(kw_only=True)
class AnyTrigger(_Together):
    """One of several triggers is enough."""

    def fires(self, periods: Sequence[DuePeriod], /) -> str:
        return next(filter(None, (each.fires(periods) for each in self.triggers)), "")


@frozen(kw_only=True)
class AllTriggers(_Together):
    """Several triggers have to be met by the same period."""

    def fires(self, periods: Sequence[DuePeriod], /) -> str:
        found = [each.fires(periods) for each in self.triggers]
        return "; ".join(found) if all(found) else ""


class CountsAgain(Word):
    """The periods that a step counts after it was due once."""

    AFTER_STEP = "only those after it"
    NEVER = "none; a step is due once"


@frozen(kw_only=True)
class EscalationStep(Checked):
    """One step of a ladder: what makes it due, and by when it is to be taken."""

    name: str
    """The contract's word: "remedial notice"."""
    when: Trigger
    within_working_days: FromOne[int] | None = None
    """Working days from the day it is due, holidays of England and Wales left out."""
    within_days: FromZero[int] | None = None
    """Calendar days, where the contract counts those."""
    back_after: FromOne[int] | None = None
    """The periods in a row without a failure, of any KPI that it looks at, after which things are back to
    normal; None where the contract does not say. A period that is not rated is passed over."""

    never_empty = asks(name="give the step a name")

    def problems(self) -> Iterator[str]:
        if self.within_working_days is not None and self.within_days is not None:
            yield "within_days: give working days or calendar days, not both"


@frozen(kw_only=True)
class EscalationLadder(Checked):
    """The steps by which a contract answers failure, the mildest first."""

    steps: tuple[EscalationStep, ...]
    counts_again: CountsAgain = CountsAgain.AFTER_STEP

    never_empty = asks(steps="give the steps, or leave the ladder out")
    distinct = ("steps.name",)


def _listed(periods: Iterator[DuePeriod] | Sequence[DuePeriod]) -> str:
    return listed([f"{each.period}" for each in periods])
