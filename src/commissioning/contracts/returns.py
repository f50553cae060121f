"""Faults of a provider's returns: late, missing, not as counted, or without a rating."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property

from commissioning.contracts.kpi_sets import KpiSets
from commissioning.contracts.ratings import (
    RatedMeasurement,
    covered,
    each_rated,
    returns_in_words,
    runs,
)
from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.findings.codes import contracts as codes
from commissioning.findings.finding import Finding
from commissioning.records import bands, live
from commissioning.records.kpis import Kpi
from commissioning.values.asked import Askable
from commissioning.values.frozen import frozen
from commissioning.values.rounding import places_of, rounded, shown
from commissioning.values.text import counted, did_you_mean, grouped, listed, no_such, sentence


@frozen(repr=False)
class RatedReturns(Askable):
    """The returns of one contract, rated."""

    contract: str
    sets: KpiSets
    """The sets of KPIs that hold over its term, each from a day."""
    starts_on: date
    """The first day of the contract, from which its years and returns are counted."""
    reports: tuple[live.KpiReport, ...]
    """In the order of their periods; a correction has taken the place of what it corrects."""
    ends_on: date | None = None
    """The last day of the contract, after which no return is due; None while it is not known."""

    @cached_property
    def rated(self) -> tuple[RatedMeasurement, ...]:
        """Every measurement of the returns by its own set, in their order."""
        return tuple(each_rated(self.sets, self.reports, self.starts_on))

    @cached_property
    def _by_line(self) -> dict[str, tuple[RatedMeasurement, ...]]:
        lines = {self.sets.line(kpi.reference): () for each in self.sets.each for kpi in each.kpis}
        return lines | grouped((self.sets.line(each.kpi.reference), each) for each in self.rated)

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        """Every KPI the contract has had, as last defined."""
        return self.sets.kpis

    def of(self, kpi: str) -> tuple[RatedMeasurement, ...]:
        """The ratings of one KPI through every set it goes on in, oldest first.

        Raises `LookupError` for one the contract lacks.
        """
        found = self._by_line.get(self.sets.line(kpi))
        if found is None:
            known = (each.reference for each in self.kpis)
            raise LookupError(sentence(f"contract {self.contract}: {no_such('KPI', kpi, known)}"))
        return found


def return_findings(made: RatedReturns, today: date) -> Iterator[Finding]:
    """Everything amiss on a day: late, missing, and then what cannot be rated."""
    yield from _late(made)
    yield from _missing(made, today)
    yield from _unknown(made)
    for rated in made.rated:
        yield from _without_rating(rated)
        yield from _not_as_counted(rated)
    yield from _between_sets(made)


def _late(made: RatedReturns) -> Iterator[Finding]:
    for report in made.reports:
        due_on = made.sets.due_day(report)
        if due_on and due_on < report.on:
            days = (report.on - due_on).days
            yield codes.RETURN_LATE.warns(
                f"The return for {report.period} came on {written(report.on)}, "
                f"{counted(days, 'day')} after it was due on {written(due_on)}",
                remedy="Ask the provider why, and apply the contract's clause on late returns",
            )


def _missing(made: RatedReturns, today: date) -> Iterator[Finding]:
    periods = [report.period for report in made.reports]
    reported: set[Period] = set()
    for kpi, due in made.sets.due((made.starts_on, made.ends_on), today):
        figures = [rated.period for rated in made.of(kpi.reference)]
        lacking = [p for p in due if not covered(p, figures) and p not in reported]
        silent = [each for each in lacking if covered(each, periods)]
        absent = [each for each in lacking if each not in silent]
        reported.update(absent)
        yield from _lacking(kpi, silent, absent)


def _lacking(kpi: Kpi, silent: list[Period], absent: list[Period]) -> Iterator[Finding]:
    for span, count in runs(silent):
        yield codes.MEASUREMENT_MISSING.warns(
            f"{returns_in_words('The', span, count, kpi.frequency)} "
            f"{'has' if count == 1 else 'have'} no figure for {kpi.reference} ({kpi.title})",
            remedy=f"Ask for the {kpi.frequency.value} figure",
        )
    for span, count in runs(absent):
        yield codes.RETURN_MISSING.warns(
            f"There {'is' if count == 1 else 'are'} "
            f"{returns_in_words('no', span, count, kpi.frequency)}",
            remedy=f"Ask for the return{'' if count == 1 else 's'}",
        )


def _unknown(made: RatedReturns) -> Iterator[Finding]:
    for report in made.reports:
        known = made.sets.on(report.period.ends_on).by_reference
        for measurement in report.measurements:
            if measurement.kpi not in known:
                yield codes.MEASUREMENT_OF_UNKNOWN_KPI.warns(
                    f"The return for {report.period} measures {measurement.kpi}, which is not a KPI "
                    f"of the contract{did_you_mean(measurement.kpi, known)}",
                    remedy="Correct the reference, or add the KPI by a variation",
                )


def _without_rating(rated: RatedMeasurement) -> Iterator[Finding]:
    kpi, period = rated.kpi, rated.period
    named = f"{kpi.reference} ({kpi.title})"
    measurement = rated.measurement
    if measurement is None:
        return
    if kpi.banded_by is bands.BandedBy.JUDGEMENT and not measurement.missing_because:
        yield from _judged(rated, named)
    elif rated.share_of_nothing:
        yield codes.NOTHING_TO_MEASURE.warns(
            f"{named} has no value for {period}: there were no {kpi.denominator}",
            remedy="Leave the KPI out of that period's scorecard",
        )
    elif rated.too_few:
        yield codes.TOO_FEW_TO_RATE.warns(
            f"{named} is not rated for {period}: it is counted out of {rated.out_of}; the contract's "
            f"minimum is {kpi.minimum_denominator}",
            remedy="Look at the cases themselves; the counts still count in longer windows",
        )
    elif (ends := rated.open_range) is not None:
        if rated.band is None:
            low, high = (shown(end, 1) for end in ends)
            yield codes.COUNTS_SUPPRESSED.warns(
                f"{named} cannot be rated for {period}: a count below "
                f"{measurement.numerator_below or measurement.denominator_below} is suppressed, so "
                f"the value is from {low} to {high}{'' if kpi.unit == '%' else ' '}{kpi.unit}",
                remedy="Ask for the count itself, or pool it over a longer window",
            )
    elif rated.missing_because:
        yield codes.MEASUREMENT_MISSING.warns(
            f"{named} has no figure for {period}: {rated.missing_because}",
            remedy="Ask for the figure",
        )
    elif kpi.statutory and rated.statutory is None:
        yield codes.RATING_WITHOUT_MARGINS.warns(
            f"{named} missed its target for {period} with {rated.shown()}, but the contract "
            'declares no margins for "close" and "significantly below"',
            remedy="Declare margins for the KPI",
        )
    if rated.worked is not None and rated.worked.short and rated.value is not None:
        yield codes.WINDOW_SHORT.warns(
            f"{named} for {period} is worked out from less than its window: {rated.worked.short}",
            remedy="Ask for the returns that are missing, or read the figure with care",
        )


def _judged(rated: RatedMeasurement, named: str) -> Iterator[Finding]:
    if rated.band is None and rated.measurement is not None:
        names = listed([band.name for band in rated.kpi.bands], "or")
        yield codes.JUDGEMENT_NOT_A_BAND.warns(
            f'{named} is given as "{rated.measurement.figure}" for {rated.period}; it is rated by '
            f"judgement, as {names}",
            remedy="Give one of its bands",
        )


def _not_as_counted(rated: RatedMeasurement) -> Iterator[Finding]:
    """The finding that a stated value is not what its counts make, to the places it is stated with."""
    measurement = rated.measurement
    if measurement is None or measurement.value is None or measurement.numerator is None:
        return
    value = rated.kpi.value_of(measurement)
    if value is None:
        return
    places = places_of(measurement.value)
    if rounded(value, places) != Fraction(measurement.value):
        kpi, unit = rated.kpi, rated.kpi.unit if rated.kpi.unit == "%" else f" {rated.kpi.unit}"
        pair = f"{measurement.numerator} of {measurement.denominator}"
        stated = f"{pair if kpi.denominator else 'the count'} is {shown(value, places)}{unit}"
        yield codes.FIGURE_NOT_AS_COUNTED.warns(
            f"{kpi.reference} ({kpi.title}) is stated as {measurement.value}{unit} for "
            f"{rated.period}, but {stated}",
            remedy="Ask which is right; the counts are used until then",
        )


def _between_sets(made: RatedReturns) -> Iterator[Finding]:
    for report in made.reports:
        in_force = made.sets.on(report.period.ends_on)
        if report.period.starts_on < in_force.applies_from:
            yield codes.KPI_SET_CHANGED_WITHIN_PERIOD.warns(
                f"The return for {report.period} is judged by the KPIs that apply from "
                f"{written(in_force.applies_from)}, a day within its period",
                remedy="Agree with the provider that the set on the last day counts",
            )
