"""Service credits: what a provider gives back for missed KPIs, as contracts write it.

A new scheme is a class here or in `credit_terms`. Every amount is exact; it is rounded to the penny
where the contract says, each line or the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import ClassVar, Final

from attrs import field

from commissioning.dates.periods import Period
from commissioning.values.checking import (
    Checked,
    FromOne,
    FromZero,
    PerCent,
    asks,
    exact,
    exact_all,
    exact_or_none,
)
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import shown
from commissioning.values.text import Word, grouped, repeated

ZERO: Final = Fraction(0)


@frozen
class KpiResult:
    """One KPI in one period, as far as a scheme needs to know it."""

    value: Fraction | None
    band: str
    """The name of its band; empty where it has none."""
    target: Decimal | None
    higher_is_better: bool


@frozen
class CreditPeriod:
    """One period that was charged for, with the KPIs that were rated in it."""

    period: Period
    year: int
    charge: Fraction
    results: Mapping[str, KpiResult]
    """By the reference of the KPI. One that was not rated, or is in its time of grace, is not there."""
    spared: frozenset[str] = frozenset()
    """Those in their time of grace, out of too few to rate, or with nothing to measure."""


@frozen
class CreditLine:
    """One amount of a credit and how it comes about. Lines that take something off are negative."""

    kpi: str
    because: str
    amount: Fraction


Lines = tuple[CreditLine, ...]
_ONE_OF_TWO: Final = (
    "per_point: give a per cent of the charge for each point, or a sum of money in money_per_point"
)


@frozen(kw_only=True)
class CreditScheme(Family):
    """A declared way from the ratings of each period to the money that a provider gives back."""

    page: ClassVar[str] = "service credits of your own"
    to_write: ClassVar[tuple[str, ...]] = ("lines",)

    @property
    def watched(self) -> Mapping[str, tuple[str, ...]]:
        """The KPIs it looks at by reference, each with the names of the bands that it speaks of."""
        return {}

    @property
    def sums(self) -> tuple[Money, ...]:
        """The sums of money it declares, which must be on the basis of the charges."""
        return ()

    def lines(self, periods: Sequence[CreditPeriod], /) -> Sequence[Lines]:
        """The lines of each period, oldest first, as many as the periods."""
        raise NotImplementedError


@frozen(kw_only=True)
class CreditLadder(CreditScheme):
    """Service credits for a KPI in certain bands, which may rise with each period in a row.

    A period in which the KPI was not rated neither climbs the ladder nor starts it again.
    """

    kpi: str
    bands: tuple[str, ...]
    """The names of the bands that cost something."""
    steps: tuple[PerCent, ...] = field(converter=exact_all)
    """Per cent of the period's charge: the first time, the second in a row, and so on; the last stays."""

    never_empty = asks(
        bands="say which bands of {self.kpi} cost something", steps="say how much at each step"
    )

    def problems(self) -> Iterator[str]:
        if list(self.steps) != sorted(self.steps):
            yield f"steps: they may not go down; here {', '.join(map(str, self.steps))}"

    @property
    def watched(self) -> Mapping[str, tuple[str, ...]]:
        return {self.kpi: self.bands}

    def lines(self, periods: Sequence[CreditPeriod], /) -> Sequence[Lines]:
        made: list[Lines] = []
        times = 0
        for each in periods:
            result = each.results.get(self.kpi)
            line: Lines = ()
            if result is not None and result.band:
                times = times + 1 if result.band in self.bands else 0
                if times:
                    step = self.steps[min(times, len(self.steps)) - 1]
                    because = f"{self.kpi} {result.band}, {times} in a row: {step}%"
                    line = (CreditLine(self.kpi, because, each.charge * Fraction(step) / 100),)
            made.append(line)
        return made


@frozen(kw_only=True)
class BandRate(Checked):
    """The rate of one band."""

    band: str
    per_cent: PerCent = field(converter=exact)


@frozen(kw_only=True)
class RateByBand(CreditScheme):
    """Each band costs its own rate of the period's charge, every time."""

    kpi: str
    rates: tuple[BandRate, ...]

    never_empty = asks(rates="say which bands cost something")
    distinct = ("rates.band",)

    @property
    def watched(self) -> Mapping[str, tuple[str, ...]]:
        return {self.kpi: tuple(rate.band for rate in self.rates)}

    def lines(self, periods: Sequence[CreditPeriod], /) -> Sequence[Lines]:
        rates = {rate.band: rate.per_cent for rate in self.rates}
        return [self._of(each, rates) for each in periods]

    def _of(self, each: CreditPeriod, rates: Mapping[str, Decimal]) -> Lines:
        result = each.results.get(self.kpi)
        rate = rates.get(result.band) if result else None
        if result is None or not rate:
            return ()
        amount = each.charge * Fraction(rate) / 100
        return (CreditLine(self.kpi, f"{self.kpi} {result.band}: {rate}%", amount),)


class PartPoints(Word):
    """The treatment of a part of a percentage point."""

    COUNT = "counts in part"
    DROPPED = "counts as zero"
    WHOLE = "counts as one"


@frozen(kw_only=True)
class Slope(CreditScheme):
    """Credits that grow with the shortfall: so much for each point that a KPI is worse than its level."""

    kpi: str
    level: Decimal | None = field(default=None, converter=exact_or_none)
    """The level from which nothing is due; None for the target of the year."""
    per_point: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    """Per cent of the period's charge for each point. Give it, or a sum of money."""
    money_per_point: FromZero[Money] | None = None
    part_points: PartPoints = PartPoints.COUNT
    maximum: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    """The maximum in per cent of the period's charge."""

    def problems(self) -> Iterator[str]:
        if (self.per_point is None) is (self.money_per_point is None):
            yield _ONE_OF_TWO

    @property
    def watched(self) -> Mapping[str, tuple[str, ...]]:
        return {self.kpi: ()}

    @property
    def sums(self) -> tuple[Money, ...]:
        return () if self.money_per_point is None else (self.money_per_point,)

    def lines(self, periods: Sequence[CreditPeriod], /) -> Sequence[Lines]:
        return [self._of(each) for each in periods]

    def _of(self, each: CreditPeriod) -> Lines:
        result = each.results.get(self.kpi)
        level = None if result is None else result.target if self.level is None else self.level
        if result is None or result.value is None or level is None:
            return ()
        short = Fraction(level) - result.value
        short = short if result.higher_is_better else -short
        points = self._points(max(short, ZERO))
        if not points:
            return ()
        amount, rate = self._amount(each.charge, points)
        worse = "below" if result.higher_is_better else "above"
        because = (
            f"{self.kpi} {shown(result.value)} is {shown(max(short, ZERO))} {worse} {level}: {rate}"
        )
        if self.maximum is not None and amount > (
            most := each.charge * Fraction(self.maximum) / 100
        ):
            amount, because = most, f"{because}, at most {self.maximum}%"
        return (CreditLine(self.kpi, because, amount),)

    def _points(self, short: Fraction) -> Fraction:
        if self.part_points is PartPoints.COUNT:
            return short
        return Fraction(floor(short) if self.part_points is PartPoints.DROPPED else ceil(short))

    def _amount(self, charge: Fraction, points: Fraction) -> tuple[Fraction, str]:
        if self.money_per_point is not None:
            each = self.money_per_point
            return Fraction(each.amount) * points, f"{shown(points)} × {each}"
        per_cent = Fraction(self.per_point or 0) * points
        return charge * per_cent / 100, f"{shown(per_cent)}%"


@frozen(kw_only=True)
class BandPoints(Checked):
    """The points of one band of one KPI: minor 1, severe 3."""

    kpi: str
    band: str
    points: FromZero[Decimal] = field(converter=exact)


@frozen(kw_only=True)
class PointsBySeverity(CreditScheme):
    """Points for each failure by its severity, more for a repeat, and a sum or a rate for each point."""

    points: tuple[BandPoints, ...]
    repeat_times: FromOne[Decimal] = field(default=Decimal(2), converter=exact)
    """The multiplier of a failure of the same KPI that follows another."""
    repeat_within: FromZero[int] = 1
    """How many periods back a failure makes the next one a repeat."""
    free_points: FromZero[Decimal] = field(default=Decimal(0), converter=exact)
    money_per_point: FromZero[Money] | None = None
    per_point: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    """Per cent of the period's charge for each point. Give it, or a sum of money."""

    never_empty = asks(points="say which bands earn points")

    def problems(self) -> Iterator[str]:
        if (self.per_point is None) is (self.money_per_point is None):
            yield _ONE_OF_TWO
        yield from repeated("points", (f"{each.kpi} {each.band}" for each in self.points))

    @property
    def watched(self) -> Mapping[str, tuple[str, ...]]:
        return grouped((each.kpi, each.band) for each in self.points)

    @property
    def sums(self) -> tuple[Money, ...]:
        return () if self.money_per_point is None else (self.money_per_point,)

    def lines(self, periods: Sequence[CreditPeriod], /) -> Sequence[Lines]:
        points = {(each.kpi, each.band): each.points for each in self.points}
        failed: dict[str, int] = {}
        return [tuple(self._of(n, each, points, failed)) for n, each in enumerate(periods)]

    def _of(
        self,
        number: int,
        each: CreditPeriod,
        points: Mapping[tuple[str, str], Decimal],
        failed: dict[str, int],
    ) -> Iterator[CreditLine]:
        worth, total = self._worth(each.charge), ZERO
        for kpi in self.watched:
            result = each.results.get(kpi)
            earned = points.get((kpi, result.band)) if result else None
            if result is None or not earned:
                continue
            repeat = kpi in failed and number - failed[kpi] <= self.repeat_within
            count = Fraction(earned) * Fraction(self.repeat_times if repeat else 1)
            failed[kpi], total = number, total + count
            times = f", a repeat: {earned} × {self.repeat_times}" if repeat else ""
            because = f"{kpi} {result.band}{times}: {shown(count)} point{'' if count == 1 else 's'}"
            yield CreditLine(kpi, because, count * worth)
        free = min(Fraction(self.free_points), total)
        if free:
            yield CreditLine("", f"{shown(free)} points are free", -free * worth)

    def _worth(self, charge: Fraction) -> Fraction:
        if self.money_per_point is not None:
            return Fraction(self.money_per_point.amount)
        return charge * Fraction(self.per_point or 0) / 100
