"""The performance of a contract: returns rated by its own bands, trends, and the scorecard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import islice, pairwise
from types import MappingProxyType
from typing import Final

from attrs import evolve

from commissioning.contracts.history import day_not_known, history_of, possible
from commissioning.contracts.kpi_sets import KpiSet, KpiSets, sets_of
from commissioning.contracts.ratings import (
    RatedMeasurement,
    best_first,
    contract_year,
    exact_sum,
    lacks_its_whole,
)
from commissioning.contracts.returns import RatedReturns, return_findings
from commissioning.dates.periods import Period
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.record_finder import by_day
from commissioning.records import bands, live
from commissioning.records.kpis import Kpi, Measurement
from commissioning.values.frozen import frozen
from commissioning.values.notebook import Picture
from commissioning.values.rounding import as_decimal
from commissioning.values.tables import Cell, Column, ColumnsOf, Kind, Table
from commissioning.values.text import Word


class Trend(Word):
    """The trend of a KPI, over its last three values."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    STEADY = "steady"
    MIXED = "mixed"
    TOO_FEW = "too few values"


@frozen
class ScorecardLine:
    """One KPI in a scorecard."""

    rated: RatedMeasurement
    weight: Fraction
    earned: Fraction
    """Points of its band; 0 if the figure is missing."""
    possible: Fraction
    """Points of the best band; 0 if there was nothing to measure."""


@frozen
class Scorecard:
    """The KPIs of one period weighed together by the contract's weights and points.

    A missing figure earns nothing and stays in what was possible, so that no provider gains by not
    reporting. Where there was nothing to measure the KPI is left out of both.
    """

    period: Period
    lines: tuple[ScorecardLine, ...]

    @property
    def earned(self) -> Fraction:
        return sum((line.weight * line.earned for line in self.lines), Fraction(0))

    @property
    def possible(self) -> Fraction:
        return sum((line.weight * line.possible for line in self.lines), Fraction(0))

    @property
    def share(self) -> Fraction | None:
        """The exact share of what was possible; None where nothing was."""
        return self.earned / self.possible if self.possible else None


@frozen(repr=False)
class Performance(RatedReturns):
    """The returns of one contract, rated, with what they add up to."""

    unsure: tuple[Performance, ...] = ()
    """The same by other first and last days, where the papers give only spans of them."""
    day_not_known: Finding | None = None
    """The warning that its figures or returns differ between those days."""

    def trend(self, kpi: str) -> Trend:
        """The trend of a KPI. Raises `LookupError` for one the contract lacks."""
        newest_first = (rated.value for rated in reversed(self.of(kpi)))
        values = list(islice((value for value in newest_first if value is not None), 3))
        if len(values) < 3:
            return Trend.TOO_FEW
        better = 1 if self.of(kpi)[0].kpi.direction is bands.Direction.HIGHER else -1
        steps = [(late - early) * better for late, early in pairwise(values)]
        if not any(steps):
            return Trend.STEADY
        if all(step >= 0 for step in steps):
            return Trend.IMPROVING
        return Trend.WORSENING if all(step <= 0 for step in steps) else Trend.MIXED

    def plot(self, kpi: str, notes: Mapping[Period, str] = MappingProxyType({})) -> Picture:
        """The run chart of a KPI, with notes on periods if given. Raises `LookupError` for one it lacks."""
        self.of(kpi)
        return Picture(self, about={"kpi": kpi, "notes": notes})

    def scorecard(self, period: Period) -> Scorecard:
        """The weighted scorecard of one period. KPIs without a weight or points are left out."""
        found = {rated.kpi.reference: rated for rated in self.rated if rated.period == period}
        year = contract_year(self.starts_on, period.ends_on)
        lines = (
            _weighed(
                found.get(kpi.reference) or RatedMeasurement(kpi, period, year, None, None),
                Fraction(kpi.weight),
            )
            for kpi in self.sets.on(period.ends_on).kpis
            if kpi.weight and any(band.points for band in kpi.bands)
        )
        return Scorecard(period, tuple(lines))

    def pooled(self, kpi: str) -> Fraction | None:
        """One value over all the returns: their counts added up, never an average of shares.

        What was counted without saying out of how many stays out, or a share could pass the whole, and so
        does a return whose days a later one covers too. None where a return gives a bare value or a
        suppressed count, which cannot be added up, or nothing at all. Raises `LookupError` for a KPI the
        contract lacks.
        """
        rated = self.of(kpi)
        counts = [each.measurement for each in _apart(rated) if each.measurement]
        if not counts or any(_bare(count) for count in counts):
            return None
        definition = rated[0].kpi
        counts = [count for count in counts if not lacks_its_whole(definition, count)]
        counted = exact_sum(count.numerator for count in counts if count.numerator is not None)
        if not definition.denominator:
            return counted if any(count.numerator is not None for count in counts) else None
        whole = exact_sum(count.denominator for count in counts if count.denominator is not None)
        return counted * Fraction(definition.per) / whole if whole else None

    def findings(self, today: date) -> Iterator[Finding]:
        """Returns that are missing or late, and figures that cannot be rated, on a day."""
        own = tuple(evolve(f, about=self.contract) for f in return_findings(self, today))
        yield from own
        if self.day_not_known is not None and any(
            other.rated != self.rated or tuple(other.findings(today)) != own
            for other in self.unsure
        ):
            yield self.day_not_known

    def table(self) -> Table:
        """One row for each measurement, rated."""
        return _measurements(self.contract).table(self.rated)

    def _repr_html_(self) -> str:
        return self.table().to_html(f"Performance of {self.contract}")

    def __repr__(self) -> str:
        return f"<Performance of {self.contract}: {len(self.rated)} measurements>"


def performance(
    contract: str,
    kpis: Iterable[Kpi],
    reports: Iterable[live.KpiReport],
    *,
    starts_on: date,
    ends_on: date | None = None,
    agreed: Iterable[live.KpisAgreed] = (),
) -> Performance:
    """The returns of one contract rated, each by the set in force on the last day of its period.

    `kpis` is the first set and `agreed` what was agreed after it. Of two returns for a period the one
    received later counts.
    """
    return _performance(
        contract, KpiSets.of(KpiSet(tuple(kpis)), agreed), reports, starts_on, ends_on
    )


def _performance(
    contract: str,
    sets: KpiSets,
    reports: Iterable[live.KpiReport],
    starts_on: date,
    ends_on: date | None,
) -> Performance:
    latest = {report.period: report for report in by_day(reports) if report.contract == contract}
    in_order = sorted(latest.values(), key=lambda r: (r.period.ends_on, r.period.starts_on))
    return Performance(contract, sets, starts_on, tuple(in_order), ends_on)


def performance_of(ledger: Ledger, contract: str) -> Performance:
    """The returns a ledger holds under a contract, each rated by the set of KPIs in force on its last day.

    The first set is that of the specification when the contract was signed. Years are counted from the
    first day of the contract's term, and returns are due until its last, with every extension and early
    end recorded so far. Where these days are known only to a span, they are counted by the last, and a
    finding warns where other days make a difference. Raises `LookupError` for a contract that is not
    signed or whose term is not stated.
    """
    course = history_of(ledger, contract)
    sets = sets_of(ledger, course)
    made, *others = (
        _performance(
            contract,
            sets,
            ledger.every(live.KpiReport),
            each.contract.first_day,
            each.last_day_on(date.max),
        )
        for each in possible(course)
    )
    if not others:
        return made
    differs = day_not_known(course, "other returns would be due, or other targets would apply")
    return evolve(made, unsure=tuple(others), day_not_known=differs)


def rolled_up(performances: Iterable[Performance]) -> Table:
    """One row for each KPI of each contract: its pooled value, its bands counted, its trend."""
    return Table(
        _ROLLED_UP, tuple(_roll_up(each, kpi) for each in performances for kpi in each.kpis)
    )


def _roll_up(performance: Performance, kpi: Kpi) -> tuple[Cell, ...]:
    rated, pooled = performance.of(kpi.reference), performance.pooled(kpi.reference)
    return (
        performance.contract,
        kpi.reference,
        len(rated),
        None if pooled is None else as_decimal(pooled, 2),
        _bands_counted(kpi, rated),
        performance.trend(kpi.reference).value,
    )


def _measurements(contract: str) -> ColumnsOf[RatedMeasurement]:
    return ColumnsOf(
        (Column("contract"), lambda _: contract),
        (Column("KPI"), lambda rated: rated.kpi.reference),
        (Column("from", Kind.DAY), lambda rated: rated.period.starts_on),
        (Column("to", Kind.DAY), lambda rated: rated.period.ends_on),
        (Column("value", Kind.NUMBER, "rounded half up to two places, in the KPI's unit"),
            lambda rated: None if rated.value is None else as_decimal(rated.value, 2)),
        (Column("target", Kind.NUMBER, "the target of that year of the contract"),
            lambda rated: rated.kpi.target_in(rated.year)),
        (Column("met", Kind.YES_NO), lambda rated: rated.target_met),
        (Column("rating", meaning="by the contract's own bands"),
            lambda rated: rated.band.name if rated.band else None),
        (Column("statutory rating", meaning="Procurement Regulations 2024, regulation 39(5)"),
            lambda rated: rated.statutory.value if rated.statutory else None),
        (Column("missing because"), lambda rated: rated.missing_because or None),
    )  # fmt: skip


_ROLLED_UP: Final = (
    Column("contract"),
    Column("KPI"),
    Column("returns", Kind.WHOLE),
    Column("value", Kind.NUMBER, "all counts added up, rounded half up to two places"),
    Column("ratings", meaning="how many returns earned each band"),
    Column("trend", meaning="over the last three values"),
)


def _weighed(rated: RatedMeasurement, weight: Fraction) -> ScorecardLine:
    best = max((Fraction(band.points or 0) for band in rated.kpi.bands), default=Fraction(0))
    earned = Fraction(rated.band.points or 0) if rated.band else Fraction(0)
    return ScorecardLine(rated, weight, earned, Fraction(0) if rated.share_of_nothing else best)


def _bare(count: Measurement) -> bool:
    """Whether a figure cannot be added to others: a bare value, or a count that is suppressed."""
    bare = count.value is not None and count.numerator is None
    return bare or bool(count.numerator_below or count.denominator_below)


def _apart(rated: Sequence[RatedMeasurement]) -> Iterator[RatedMeasurement]:
    """The returns whose days no later one covers, the newest first."""
    begun = date.max
    for each in reversed(rated):
        over = each.kpi.measured_over
        covered = over.covers(each.period) if over else each.period
        if covered.ends_on < begun:
            begun = covered.starts_on
            yield each


def _bands_counted(kpi: Kpi, rated: tuple[RatedMeasurement, ...]) -> str:
    counted = Counter(each.band.name for each in rated if each.band)
    names = dict.fromkeys((*(band.name for band in best_first(kpi)), *counted))
    return ", ".join(f"{name} {counted[name]}" for name in names if counted[name])
