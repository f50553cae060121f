"""The value of a KPI that is measured over more than one return, and the returns that it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from attrs import evolve

from commissioning.contracts.kpi_sets import KpiSet, KpiSets
from commissioning.contracts.ratings import Ladder, RatedMeasurement, Worked, contract_year
from commissioning.dates.periods import Period
from commissioning.records.bands import Direction
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport
from commissioning.records.measured_over import Figure, Figures, MeasuredOver


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
    value = kpi.value_of(measurement)
    if measurement.numerator is None or measurement.denominator_below is not None:
        return Figure(period, None, None, value)
    counted = Fraction(measurement.numerator)
    if not kpi.denominator:
        return Figure(period, counted, None, value)
    if measurement.denominator is None:
        return Figure(period, None, None, value)
    return Figure(period, counted * Fraction(kpi.per), Fraction(measurement.denominator), value)


def _worked(
    kpi: Kpi, over: MeasuredOver, figures: Sequence[Figure], starts_on: date, in_force: KpiSet
) -> Worked:
    """The value for the last of the figures, by the KPI's own window. The figures are oldest first."""
    held = Figures(
        each=_apart(figures, over),
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


def _apart(figures: Sequence[Figure], over: MeasuredOver) -> tuple[Figure, ...]:
    """The figures whose days do not overlap, the last one kept and then each before it that fits."""
    kept: list[Figure] = []
    for figure in reversed(figures):
        if not kept or over.covers(figure.period).ends_on < over.covers(kept[-1].period).starts_on:
            kept.append(figure)
    return tuple(reversed(kept))
