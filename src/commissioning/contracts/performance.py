"""The performance of a contract: returns rated by its own bands, trends, and the scorecard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import islice, pairwise
from typing import Final

from attrs import Factory, evolve, field

from commissioning.contracts.history import history_of
from commissioning.contracts.ratings import (
    Ladder,
    RatedMeasurement,
    best_first,
    contract_year,
    covered,
    exact_sum,
    lacks_its_whole,
    reporting_periods,
    returns_in_words,
    runs,
)
from commissioning.contracts.scorecards import Scorecard, weighed
from commissioning.contracts.uncertain import day_not_known, possible
from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.findings.codes.contracts import (
    MEASUREMENT_MISSING,
    MEASUREMENT_OF_UNKNOWN_KPI,
    NOTHING_TO_MEASURE,
    RATING_WITHOUT_MARGINS,
    RETURN_LATE,
    RETURN_MISSING,
)
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.records.kpis import Direction, Kpi
from commissioning.records.live import KpiReport
from commissioning.records.specification import ServiceSpecification
from commissioning.values.frozen import frozen
from commissioning.values.rounding import as_decimal
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import counted, did_you_mean


class Trend(StrEnum):
    """The trend of a KPI, over its last three values."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    STEADY = "steady"
    MIXED = "mixed"
    TOO_FEW = "too few values"


@frozen(repr=False)
class Performance:
    """The returns of one contract, rated."""

    contract: str
    kpis: tuple[Kpi, ...]
    starts_on: date
    """The first day of the contract, from which its years and returns are counted."""
    reports: tuple[KpiReport, ...]
    """In the order of their periods; a correction has taken the place of what it corrects."""
    ends_on: date | None = None
    """The last day of the contract, after which no return is due; None while it is not known."""
    unsure: tuple[Performance, ...] = ()
    """The same by other first and last days, where the papers give only spans of them."""
    day_not_known: Finding | None = None
    """The warning that its figures or returns differ between those days."""
    rated: tuple[RatedMeasurement, ...] = field(
        init=False, default=Factory(lambda self: tuple(self._each_rated()), takes_self=True)
    )
    _of: dict[str, tuple[RatedMeasurement, ...]] = field(
        init=False, eq=False, default=Factory(lambda self: self._by_kpi(), takes_self=True)
    )

    def of(self, kpi: str) -> tuple[RatedMeasurement, ...]:
        """The ratings of one KPI, oldest first. Raises `LookupError` for one the contract lacks."""
        found = self._of.get(kpi)
        if found is None:
            known = tuple(each.reference for each in self.kpis)
            has = f"it has {', '.join(known)}" if known else "it has no KPIs"
            raise LookupError(
                f"Contract {self.contract} has no KPI {kpi!r}; {has}{did_you_mean(kpi, known)}"
            )
        return found

    def trend(self, kpi: str) -> Trend:
        """The trend of a KPI. Raises `LookupError` for one the contract lacks."""
        newest_first = (rated.value for rated in reversed(self.of(kpi)))
        known = (value for value in newest_first if value is not None)
        values = list(islice(known, 3))
        if len(values) < 3:
            return Trend.TOO_FEW
        better = 1 if self.of(kpi)[0].kpi.direction is Direction.HIGHER else -1
        steps = [(late - early) * better for late, early in pairwise(values)]
        if not any(steps):
            return Trend.STEADY
        if all(step >= 0 for step in steps):
            return Trend.IMPROVING
        return Trend.WORSENING if all(step <= 0 for step in steps) else Trend.MIXED

    def scorecard(self, period: Period) -> Scorecard:
        """The weighted scorecard of one period. KPIs without a weight or points are left out."""
        found = {rated.kpi.reference: rated for rated in self.rated if rated.period == period}
        year = contract_year(self.starts_on, period.ends_on)
        lines = []
        for kpi in self.kpis:
            if kpi.weight and any(band.points for band in kpi.bands):
                rated = found.get(kpi.reference) or _not_reported(kpi, period, year)
                lines.append(weighed(rated, Fraction(kpi.weight)))
        return Scorecard(period, tuple(lines))

    def pooled(self, kpi: str) -> Fraction | None:
        """One value over all the returns: their counts added up, never an average of shares.

        What was counted without saying out of how many stays out, or a share could pass the whole. None
        where a return gives a bare value, which cannot be added to counts, or nothing at all. Raises
        `LookupError` for a KPI the contract lacks.
        """
        counts = [rated.measurement for rated in self.of(kpi) if rated.measurement]
        if not counts or any(count.value is not None for count in counts):
            return None
        definition = self.of(kpi)[0].kpi
        counts = [count for count in counts if not lacks_its_whole(definition, count)]
        counted = exact_sum(count.numerator for count in counts if count.numerator is not None)
        if not definition.denominator:
            return counted if any(count.numerator is not None for count in counts) else None
        whole = exact_sum(count.denominator for count in counts if count.denominator is not None)
        return counted * Fraction(definition.per) / whole if whole else None

    def findings(self, today: date, *, allowed_days: int = 0) -> Iterator[Finding]:
        """Returns that are missing or late, and figures that cannot be rated, on a day.

        `allowed_days` is how long after its period the contract lets a return come.
        """
        own = (*self._late(), *self._missing(today, allowed_days), *self._unrated())
        yield from own
        if self.day_not_known is not None and any(
            other.rated != self.rated
            or tuple(other.findings(today, allowed_days=allowed_days)) != own
            for other in self.unsure
        ):
            yield self.day_not_known

    def table(self) -> Table:
        """One row for each measurement, rated."""
        return Table(_COLUMNS, tuple(_row(self.contract, rated) for rated in self.rated))

    def _repr_html_(self) -> str:
        return self.table().to_html(f"Performance of {self.contract}")

    def __repr__(self) -> str:
        return f"<Performance of {self.contract}: {len(self.rated)} measurements>"

    def _each_rated(self) -> Iterator[RatedMeasurement]:
        known = {kpi.reference: Ladder(kpi) for kpi in self.kpis}
        for report in self.reports:
            period = report.period
            year = contract_year(self.starts_on, period.ends_on)
            for measurement in report.measurements:
                ladder = known.get(measurement.kpi)
                if ladder is not None:
                    band = ladder.band_of(measurement, year)
                    yield RatedMeasurement(ladder.kpi, period, year, measurement, band)

    def _by_kpi(self) -> dict[str, tuple[RatedMeasurement, ...]]:
        found: dict[str, list[RatedMeasurement]] = {kpi.reference: [] for kpi in self.kpis}
        for each in self.rated:
            found[each.kpi.reference].append(each)
        return {kpi: tuple(rated) for kpi, rated in found.items()}

    def _late(self) -> Iterator[Finding]:
        for report in self.reports:
            if report.due_on and report.days_late:
                yield RETURN_LATE.warns(
                    f"The return for {report.period} came on {written(report.on)}, "
                    f"{counted(report.days_late, 'day')} after it was due on {written(report.due_on)}",
                    remedy="Ask the provider why, and apply the contract's clause on late returns",
                    about=self.contract,
                )

    def _missing(self, today: date, allowed_days: int) -> Iterator[Finding]:
        periods = [report.period for report in self.reports]
        reported: set[Period] = set()
        for kpi in self.kpis:
            measured = {rated.period for rated in self._of[kpi.reference]}
            due = reporting_periods(
                kpi.frequency, self.starts_on, today, allowed_days, self.ends_on
            )
            lacking = [each for each in due if not covered(each, measured) and each not in reported]
            silent = [each for each in lacking if covered(each, periods)]
            absent = [each for each in lacking if each not in silent]
            reported.update(absent)
            for span, count in runs(silent):
                yield MEASUREMENT_MISSING.warns(
                    f"{returns_in_words('The', span, count, kpi.frequency)} "
                    f"{'has' if count == 1 else 'have'} no figure for {kpi.reference} ({kpi.title})",
                    remedy=f"Ask for the {kpi.frequency.value} figure",
                    about=self.contract,
                )
            for span, count in runs(absent):
                yield RETURN_MISSING.warns(
                    f"There {'is' if count == 1 else 'are'} "
                    f"{returns_in_words('no', span, count, kpi.frequency)}",
                    remedy=f"Ask for the return{'' if count == 1 else 's'}",
                    about=self.contract,
                )

    def _unrated(self) -> Iterator[Finding]:
        known = {kpi.reference for kpi in self.kpis}
        for report in self.reports:
            for measurement in report.measurements:
                if measurement.kpi not in known:
                    yield MEASUREMENT_OF_UNKNOWN_KPI.warns(
                        f"The return for {report.period} measures {measurement.kpi}, which is not a KPI "
                        f"of the contract{did_you_mean(measurement.kpi, known)}",
                        remedy="Correct the reference, or add the KPI by a variation",
                        about=self.contract,
                    )
        for rated in self.rated:
            yield from self._without_value(rated)

    def _without_value(self, rated: RatedMeasurement) -> Iterator[Finding]:
        named = f"{rated.kpi.reference} ({rated.kpi.title})"
        if rated.share_of_nothing:
            yield NOTHING_TO_MEASURE.warns(
                f"{named} has no value for {rated.period}: there were no {rated.kpi.denominator}",
                remedy="Leave the KPI out of that period's scorecard",
                about=self.contract,
            )
        elif rated.missing_because:
            yield MEASUREMENT_MISSING.warns(
                f"{named} has no figure for {rated.period}: {rated.missing_because}",
                remedy="Ask for the figure",
                about=self.contract,
            )
        elif rated.kpi.statutory and rated.statutory is None:
            yield RATING_WITHOUT_MARGINS.warns(
                f"{named} missed its target for {rated.period} with {rated.shown()}, but the contract "
                'declares no margins for "close" and "significantly below"',
                remedy="Declare margins for the KPI",
                about=self.contract,
            )


def performance(
    contract: str,
    kpis: Iterable[Kpi],
    reports: Iterable[KpiReport],
    *,
    starts_on: date,
    ends_on: date | None = None,
) -> Performance:
    """The returns of one contract rated. Of two returns for a period the one received later counts."""
    ours = (report for report in reports if report.contract == contract)
    latest = {report.period: report for report in sorted(ours, key=lambda each: each.on)}
    in_order = sorted(latest.values(), key=lambda r: (r.period.ends_on, r.period.starts_on))
    return Performance(contract, tuple(kpis), starts_on, tuple(in_order), ends_on)


def performance_of(ledger: Ledger, contract: str) -> Performance:
    """The returns a ledger holds under a contract, rated by the KPIs of its specification.

    Years are counted from the first day of the contract's term, and returns are due until its last, with
    every extension and early end recorded so far. Where these days are known only to a span, they are
    counted by the last, and a finding warns where other days make a difference. Raises `LookupError`
    for a contract that is not signed or whose term is not stated.
    """
    course = history_of(ledger, contract)
    kpis: dict[str, Kpi] = {}
    for lot in ledger.lots_of(course.contract):
        specification = ledger.find(ServiceSpecification, lot)
        if specification is not None:
            kpis |= {kpi.reference: kpi for kpi in specification.kpis}
    made, *others = (
        performance(
            contract,
            kpis.values(),
            ledger.every(KpiReport),
            starts_on=each.contract.first_day,
            ends_on=each.last_day_on(date.max),
        )
        for each in possible(course)
    )
    if not others:
        return made
    differs = day_not_known(course, "other returns would be due, or by the targets of another year")
    return evolve(made, unsure=tuple(others), day_not_known=differs)


def rolled_up(performances: Iterable[Performance]) -> Table:
    """One row for each KPI of each contract: its pooled value, its bands counted, its trend."""
    rows = []
    for each in performances:
        for kpi in each.kpis:
            rated = each.of(kpi.reference)
            pooled = each.pooled(kpi.reference)
            rows.append(
                (
                    each.contract,
                    kpi.reference,
                    len(rated),
                    None if pooled is None else as_decimal(pooled, 2),
                    _bands_counted(kpi, rated),
                    each.trend(kpi.reference).value,
                )
            )
    return Table(_ROLLED_UP, tuple(rows))


_COLUMNS: Final = (
    Column("contract"),
    Column("KPI"),
    Column("from", Kind.DAY),
    Column("to", Kind.DAY),
    Column("value", Kind.NUMBER, "rounded half up to two places, in the KPI's unit"),
    Column("target", Kind.NUMBER, "the target of that year of the contract"),
    Column("met", Kind.YES_NO),
    Column("rating", meaning="by the contract's own bands"),
    Column("statutory rating", meaning="Procurement Regulations 2024, regulation 39(5)"),
    Column("missing because"),
)
_ROLLED_UP: Final = (
    Column("contract"),
    Column("KPI"),
    Column("returns", Kind.WHOLE),
    Column("value", Kind.NUMBER, "all counts added up, rounded half up to two places"),
    Column("ratings", meaning="how many returns earned each band"),
    Column("trend", meaning="over the last three values"),
)


def _bands_counted(kpi: Kpi, rated: tuple[RatedMeasurement, ...]) -> str:
    counted = Counter(each.band.name for each in rated if each.band)
    names = (band.name for band in best_first(kpi))
    return ", ".join(f"{name} {counted[name]}" for name in names if counted[name])


def _row(contract: str, rated: RatedMeasurement) -> tuple[str | date | Decimal | bool | None, ...]:
    return (
        contract,
        rated.kpi.reference,
        rated.period.starts_on,
        rated.period.ends_on,
        None if rated.value is None else as_decimal(rated.value, 2),
        rated.kpi.target_in(rated.year),
        rated.target_met,
        rated.band.name if rated.band else None,
        rated.statutory.value if rated.statutory else None,
        rated.missing_because or None,
    )


def _not_reported(kpi: Kpi, period: Period, year: int) -> RatedMeasurement:
    return RatedMeasurement(kpi, period, year, None, None)
