"""Measurements rated by the contract's own bands, alone or over the returns of a window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from typing import Final

from attrs import evolve

from commissioning.contracts.kpi_sets import KpiSet, KpiSets
from commissioning.dates.periods import Period, later
from commissioning.records.bands import Band, BandedBy, Direction, StatutoryRating
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport
from commissioning.records.reporting import Figure, Figures, Frequency, MeasuredOver
from commissioning.values.frozen import frozen
from commissioning.values.rounding import as_decimal

_EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Sums and products of decimals keep every digit in it, as fractions do, in a tenth of the time."""
_ONE: Final = Decimal(1)
_MORE_PLACES: Final = 6


@frozen
class Worked:
    """The value of a KPI that is measured over more than the return's own period."""

    value: Fraction | None
    out_of: Fraction | None
    """All the denominators together; None where there are none."""
    because: str = ""
    """Why there is no value, where there is none."""
    short: str = ""
    """The periods that its window lacks, in words."""


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
    worked: Worked | None = None
    """The value over its window, for a KPI measured over more than this return."""

    @property
    def value(self) -> Fraction | None:
        """Exact; None where there is no figure, or the figure is a share of nothing."""
        if self.worked is not None:
            return self.worked.value
        return None if self.measurement is None else self.kpi.value_of(self.measurement)

    @property
    def missing_because(self) -> str:
        """Why there is no figure; empty where there is one."""
        if self.measurement is None:
            return "not in the return"
        if lacks_its_whole(self.kpi, self.measurement):
            return f"the return does not give the number of {self.kpi.denominator}"
        return self.measurement.missing_because or (self.worked.because if self.worked else "")

    @property
    def out_of(self) -> Fraction | Decimal | None:
        """The denominator that the value rests on; None where there is none."""
        if self.worked is not None:
            return self.worked.out_of
        return self.measurement.denominator if self.measurement else None

    @property
    def too_few(self) -> bool:
        """Whether its denominator is above zero and below the smallest that the contract rates."""
        least, out_of = self.kpi.minimum_denominator, self.out_of
        return least is not None and out_of is not None and 0 < out_of < least

    @property
    def open_range(self) -> tuple[Fraction, Fraction] | None:
        """The lowest and the highest value that a suppressed count leaves open; None where none is."""
        return None if self.measurement is None else self.kpi.range_of(self.measurement)

    @property
    def in_grace(self) -> bool:
        """Whether its period ended within the time of grace, in which a failure costs nothing."""
        until = self.kpi.grace_until
        return until is not None and self.period.ends_on <= until

    @property
    def spared(self) -> bool:
        """Whether it counts for nothing: in the time of grace, out of too few, or with nothing to measure."""
        return self.in_grace or self.too_few or self.share_of_nothing

    @property
    def target_met(self) -> bool | None:
        """Whether the value meets the target of its year; None without a value or a target.

        A suppressed count meets or misses it where every value it leaves open does. Too small a
        denominator does neither.
        """
        if self.too_few:
            return None
        if self.value is not None:
            return self.kpi.meets_target(self.value, self.year)
        ends = {self.kpi.meets_target(value, self.year) for value in self.open_range or ()}
        return ends.pop() if len(ends) == 1 else None

    @property
    def statutory(self) -> StatutoryRating | None:
        """The rating of the Procurement Regulations 2024, apart from the contract's own.

        It is worked out where there are a value and a target, else as a notice states it. None without
        either, or where the KPI declares no margins to size a miss by.
        """
        stated = self.measurement.rating if self.measurement else None
        if self.value is None or self.too_few or (stated and self.kpi.target_in(self.year) is None):
            return stated
        return self.kpi.statutory_rating(self.value, self.year)

    @property
    def share_of_nothing(self) -> bool:
        """Whether figures came but there was nothing to take a share of."""
        nothing = self.out_of is not None and self.out_of == 0
        return nothing and self.value is None and not self.missing_because

    @property
    def colour(self) -> str:
        """The rating shown as red, amber or green: the best band green, the worst red."""
        if self.band is None:
            return ""
        ranked = best_first(self.kpi)
        place = ranked.index(self.band)
        return "green" if place == 0 else "red" if place == len(ranked) - 1 else "amber"

    def _judged(self, value: Fraction) -> tuple[Band | None, bool | None]:
        return self.kpi.band_of(value, self.year), self.kpi.meets_target(value, self.year)

    def shown(self, places: int = 1) -> str:
        """The value with its unit, rounded half up: "92.5%"; a dash where there is none.

        It has more places where rounding would show another rating than it has: 94.96 is not 95.0.
        """
        if self.value is None:
            return "–"
        unit, as_it_is = self.kpi.unit, self._judged(self.value)
        enough = (n for n in range(places, places + _MORE_PLACES) if as_it_is == self._judged(
            Fraction(as_decimal(self.value, n))))  # fmt: skip
        places = next(enough, places)
        return f"{as_decimal(self.value, places):,f}{unit if unit == '%' else f' {unit}'}".rstrip()


def lacks_its_whole(kpi: Kpi, measurement: Measurement) -> bool:
    """Whether a numerator was counted without its denominator, so that the share has no value."""
    if not kpi.denominator or measurement.numerator is None or measurement.denominator is not None:
        return False
    return measurement.value is None and measurement.denominator_below is None


@frozen
class Ladder:
    """The bands of one KPI from the lowest up, to rate many measurements by.

    A share is never worked out: what was counted is compared with the bound's part of the whole, which
    comes to the same and needs no fraction.
    """

    kpi: Kpi

    @cached_property
    def _rungs(self) -> tuple[tuple[Band, Decimal | None, bool], ...]:
        return tuple((band, band.high, band.high_included) for band in _lowest_first(self.kpi))

    def band_of(self, measurement: Measurement, year: int) -> Band | None:
        """The contract's own rating of a measurement; None without a value or without bands."""
        kpi = self.kpi
        whole, counted = measurement.denominator or _ONE, measurement.numerator
        if counted is None or (kpi.denominator and not measurement.denominator):
            return self._without_counts(measurement, year)
        if kpi.denominator:
            if kpi.minimum_denominator is not None and whole < kpi.minimum_denominator:
                return None
            counted = _EXACT.multiply(counted, kpi.per)
        else:
            whole = _ONE
        return self._reached(counted, whole, year)

    def _without_counts(self, measurement: Measurement, year: int) -> Band | None:
        """The rating of a bare value, of a judgement, or of a count that is suppressed."""
        kpi = self.kpi
        if kpi.banded_by is BandedBy.JUDGEMENT:
            return next((band for band in kpi.bands if band.name == measurement.judged), None)
        value = kpi.value_of(measurement)
        if value is not None:
            return self._reached(_EXACT.create_decimal(measurement.value or 0), _ONE, year)
        ends = {kpi.band_of(value, year) for value in kpi.range_of(measurement) or ()}
        return ends.pop() if len(ends) == 1 else None

    def _reached(self, counted: Decimal, whole: Decimal, year: int) -> Band | None:
        """The band of a figure as a share of a whole above 0."""
        kpi = self.kpi
        if kpi.banded_by is BandedBy.SHARE_OF_TARGET:
            counted = _EXACT.multiply(counted, Decimal(100))
            whole = _EXACT.multiply(whole, kpi.target_in(year) or _ONE)
        elif kpi.banded_by is BandedBy.DISTANCE:
            target = _EXACT.multiply(whole, kpi.target_in(year) or Decimal(0))
            counted = _EXACT.subtract(counted, target)
        for band, high, included in self._rungs:
            if high is None:
                return band
            bound = _EXACT.multiply(high, whole)
            if counted < bound or (included and counted == bound):
                return band
        return None


def each_rated(
    sets: KpiSets, reports: Iterable[KpiReport], starts_on: date
) -> Iterator[RatedMeasurement]:
    """Every measurement rated by the set in force on the last day of its period, in the order given."""
    ladders = {
        each.applies_from: {kpi.reference: Ladder(kpi) for kpi in each.kpis} for each in sets.each
    }
    figures: dict[str, list[Figure]] = {
        sets.line(kpi.reference): [] for each in sets.each for kpi in each.kpis if kpi.measured_over
    }
    for report in reports:
        period = report.period
        year = contract_year(starts_on, period.ends_on)
        in_force = sets.on(period.ends_on)
        known = ladders[in_force.applies_from]
        for measurement in report.measurements:
            ladder = known.get(measurement.kpi)
            if ladder is None:
                continue
            kpi, over = ladder.kpi, None
            before = figures.get(sets.line(kpi.reference)) if figures else None
            if before is not None and (figure := _figure(kpi, measurement, period)):
                before.append(figure)
                over = kpi.measured_over
            if over is None or before is None:
                band = ladder.band_of(measurement, year)
                yield RatedMeasurement(kpi, period, year, measurement, band)
            else:
                value = _worked(kpi, over, before, starts_on, in_force)
                yield _over_window(kpi, period, year, measurement, value)


def _over_window(
    kpi: Kpi, period: Period, year: int, measurement: Measurement, value: Worked
) -> RatedMeasurement:
    rated = RatedMeasurement(kpi, period, year, measurement, None, value)
    if value.value is None or rated.too_few:
        return rated
    return evolve(rated, band=kpi.band_of(value.value, year))


def _figure(kpi: Kpi, measurement: Measurement, period: Period) -> Figure | None:
    """The figure of one return; None where it gives none. A suppressed count has neither count nor value."""
    if not measurement.figure or measurement.judged:
        return None
    value, counted, whole = (
        kpi.value_of(measurement),
        measurement.numerator,
        measurement.denominator,
    )
    if counted is None or (kpi.denominator and whole is None):
        return Figure(period, None, None, value)
    if not kpi.denominator or whole is None:
        return Figure(period, Fraction(counted), None, value)
    return Figure(period, Fraction(counted) * Fraction(kpi.per), Fraction(whole), value)


def _worked(
    kpi: Kpi, over: MeasuredOver, figures: Sequence[Figure], starts_on: date, in_force: KpiSet
) -> Worked:
    """The value for the last of the figures, by the KPI's own window. The figures are oldest first."""
    held = Figures(
        each=_not_overlapping(figures, over),
        starts_on=starts_on,
        frequency=kpi.frequency,
        calendar=in_force.calendar,
        higher_is_better=kpi.direction is Direction.HIGHER,
    )
    value, taken = over.value(held), over.taken(held)
    wholes = [figure.out_of for figure in taken if figure.out_of is not None]
    out_of = sum(wholes, Fraction(0)) if wholes else None
    short = over.short(held)
    if value is not None or out_of == 0:
        return Worked(value, out_of, short=short)
    return Worked(
        None, out_of, short or "not every return of its window gives counts to add up", short
    )


def _not_overlapping(figures: Sequence[Figure], over: MeasuredOver) -> tuple[Figure, ...]:
    """The figures whose days do not overlap, the last one kept and then each before it that fits."""
    kept: list[Figure] = []
    for figure in reversed(figures):
        if not kept or over.covers(figure.period).ends_on < over.covers(kept[-1].period).starts_on:
            kept.append(figure)
    return tuple(reversed(kept))


def exact_sum(amounts: Iterable[Decimal]) -> Fraction:
    """A sum that keeps every digit."""
    with localcontext(_EXACT):
        return Fraction(sum(amounts, Decimal(0)))


def contract_year(starts_on: date, day: date) -> int:
    """The year of a contract that a day lies in, the first being 1; days before count as the first."""
    # A contract that began on 29 February has its year on the 28th where there is no 29th.
    years = day.year - starts_on.year
    return max(years - (day < later(starts_on, months=12 * years)), 0) + 1


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


def best_first(kpi: Kpi) -> tuple[Band, ...]:
    """The bands of a KPI from the best to the worst, as its direction says."""
    if kpi.banded_by is BandedBy.JUDGEMENT:
        return kpi.bands
    upwards = _lowest_first(kpi)
    return tuple(reversed(upwards)) if kpi.direction is Direction.HIGHER else upwards


def _lowest_first(kpi: Kpi) -> tuple[Band, ...]:
    def place(band: Band) -> tuple[bool, Decimal | int, bool]:
        return band.low is not None, band.low or 0, not band.low_included

    return tuple(sorted(kpi.bands, key=place))
