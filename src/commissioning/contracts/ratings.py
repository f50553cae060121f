"""One measurement rated by the contract's own bands, and the calendar by which returns come."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, localcontext
from fractions import Fraction
from itertools import count
from typing import Final

from attrs import Factory, field

from commissioning.dates.periods import Period, later
from commissioning.records.kpis import (
    Band,
    BandedBy,
    Direction,
    Frequency,
    Kpi,
    Measurement,
    StatutoryRating,
)
from commissioning.values.bounds import SPANS_END_BY
from commissioning.values.frozen import frozen
from commissioning.values.rounding import as_decimal

_EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Sums and products of decimals keep every digit in it, as fractions do, in a tenth of the time."""
_ONE: Final = Decimal(1)
_MONTHS: Final = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.SIX_MONTHLY: 6,
    Frequency.YEARLY: 12,
}


@frozen
class RatedMeasurement:
    """The value of one KPI over one period, with its ratings."""

    kpi: Kpi
    period: Period
    year: int
    """The year of the contract, the first being 1, that decides which target holds."""
    measurement: Measurement | None
    """The figures as returned; None where the return says nothing of the KPI."""
    band: Band | None
    """The contract's own rating."""

    @property
    def value(self) -> Fraction | None:
        """Exact; None where there is no figure, or the figure is a share of nothing."""
        return None if self.measurement is None else self.kpi.value_of(self.measurement)

    @property
    def missing_because(self) -> str:
        """Why there is no figure; empty where there is one."""
        if self.measurement is None:
            return "not in the return"
        if lacks_its_whole(self.kpi, self.measurement):
            return f"the return does not say how many {self.kpi.denominator} there were"
        return self.measurement.missing_because

    @property
    def target_met(self) -> bool | None:
        """Whether the value meets the target of its year; None without a value or a target."""
        return None if self.value is None else self.kpi.meets_target(self.value, self.year)

    @property
    def statutory(self) -> StatutoryRating | None:
        """The rating of the Procurement Regulations 2024, apart from the contract's own.

        None without a value, or where the KPI declares no margins to size a miss by.
        """
        return None if self.value is None else self.kpi.statutory_rating(self.value, self.year)

    @property
    def share_of_nothing(self) -> bool:
        """Whether figures came but there was nothing to take a share of."""
        return self.value is None and not self.missing_because

    @property
    def colour(self) -> str:
        """The rating shown as red, amber or green: the best band green, the worst red."""
        if self.band is None:
            return ""
        ranked = best_first(self.kpi)
        place = ranked.index(self.band)
        return "green" if place == 0 else "red" if place == len(ranked) - 1 else "amber"

    def shown(self, places: int = 1) -> str:
        """The value with its unit, rounded half up: "92.5%"; a dash where there is none."""
        if self.value is None:
            return "–"
        unit = self.kpi.unit
        return f"{as_decimal(self.value, places):,f}{unit if unit == '%' else f' {unit}'}".rstrip()


def lacks_its_whole(kpi: Kpi, measurement: Measurement) -> bool:
    """Whether a numerator was counted without its denominator, so that the share has no value."""
    counted = measurement.numerator is not None
    return bool(kpi.denominator) and counted and measurement.denominator is None


def rate(kpi: Kpi, measurement: Measurement, period: Period, year: int = 1) -> RatedMeasurement:
    """One measurement by the contract's own bands, in a year of the contract."""
    band = Ladder(kpi).band_of(measurement, year)
    return RatedMeasurement(kpi, period, year, measurement, band)


@frozen
class Ladder:
    """The bands of one KPI from the lowest up, to rate many measurements by.

    A share is never worked out: what was counted is compared with the bound's part of the whole, which
    comes to the same and needs no fraction.
    """

    kpi: Kpi
    _rungs: tuple[tuple[Band, Decimal | None, bool], ...] = field(
        init=False, default=Factory(lambda self: tuple(self._each_rung()), takes_self=True)
    )

    def band_of(self, measurement: Measurement, year: int = 1) -> Band | None:
        """The contract's own rating of a measurement; None without a value or without bands."""
        kpi = self.kpi
        whole = _ONE
        if measurement.value is not None:
            counted = measurement.value
        elif measurement.numerator is None:
            return None
        elif not kpi.denominator:
            counted = measurement.numerator
        elif not measurement.denominator:
            return None
        else:
            counted = _EXACT.multiply(measurement.numerator, kpi.per)
            whole = measurement.denominator
        if kpi.banded_by is BandedBy.SHARE_OF_TARGET:
            counted = _EXACT.multiply(counted, Decimal(100))
            whole = _EXACT.multiply(whole, kpi.target_in(year) or _ONE)
        for band, high, included in self._rungs:
            if high is None:
                return band
            bound = _EXACT.multiply(high, whole)
            if counted < bound or (included and counted == bound):
                return band
        return None

    def _each_rung(self) -> Iterator[tuple[Band, Decimal | None, bool]]:
        for band in _lowest_first(self.kpi):
            yield band, band.high, band.high_included


def exact_sum(amounts: Iterable[Decimal]) -> Fraction:
    """A sum that keeps every digit."""
    with localcontext(_EXACT):
        return Fraction(sum(amounts, Decimal(0)))


def contract_year(starts_on: date, day: date) -> int:
    """Which year of a contract a day lies in, the first being 1; days before count as the first."""
    # A contract that began on 29 February has its year on the 28th where there is no 29th.
    turns_on = min(starts_on.day, monthrange(day.year, starts_on.month)[1])
    early = (day.month, day.day) < (starts_on.month, turns_on)
    return max(day.year - starts_on.year - early, 0) + 1


def reporting_periods(
    frequency: Frequency,
    starts_on: date,
    until: date,
    allowed_days: int = 0,
    ends_on: date | None = None,
) -> Iterator[Period]:
    """The periods from the start of a contract whose returns should be in by a day.

    The last one is cut short where the contract ends on `ends_on` in the midst of it.
    """
    for number in count():
        first, last = _reporting_period(frequency, starts_on, number)
        last = min(last, ends_on or SPANS_END_BY)
        if last < first or later(last, days=allowed_days) >= until:
            return
        yield Period(first, last)


def runs(periods: Iterable[Period]) -> tuple[tuple[Period, int], ...]:
    """Periods that follow one another told as one span each, with how many they are."""
    found: list[tuple[Period, int]] = []
    for period in periods:
        if found and later(found[-1][0].ends_on, days=1) == period.starts_on:
            span, count = found[-1]
            found[-1] = Period(span.starts_on, period.ends_on), count + 1
        else:
            found.append((period, 1))
    return tuple(found)


def covered(due: Period, periods: Iterable[Period]) -> bool:
    """Whether some period reaches to the end of one that is due."""
    return any(due.ends_on in period for period in periods)


def returns_in_words(which: str, span: Period, count: int, frequency: Frequency) -> str:
    """One return or several in words: "no return for ...", "the 4 weekly returns for ..."."""
    if count == 1:
        return f"{which} return for {span}"
    if which == "no":
        return f"no {frequency.value} returns for {span}, {count} in a row"
    return f"{which} {count} {frequency.value} returns for {span}"


def _reporting_period(frequency: Frequency, starts_on: date, number: int) -> tuple[date, date]:
    """The first and the last day of a period, counted from 0."""
    if frequency is Frequency.WEEKLY:
        return later(starts_on, days=7 * number), later(starts_on, days=7 * number + 6)
    # Counted from the first day each time, or a start on the 31st would drift to the 28th.
    months = _MONTHS[frequency]
    after = later(starts_on, months=months * (number + 1))
    return later(starts_on, months=months * number), later(after, days=-1)


def best_first(kpi: Kpi) -> tuple[Band, ...]:
    """The bands of a KPI from the best to the worst, as its direction says."""
    upwards = _lowest_first(kpi)
    return tuple(reversed(upwards)) if kpi.direction is Direction.HIGHER else upwards


def _lowest_first(kpi: Kpi) -> tuple[Band, ...]:
    return tuple(
        sorted(
            kpi.bands, key=lambda band: (band.low is not None, band.low or 0, not band.low_included)
        )
    )
