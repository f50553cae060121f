"""The figures of each picture in long form, one a row, as altair, seaborn and ggplot take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from commissioning.contracts.performance import Performance
from commissioning.dates.periods import Period
from commissioning.display.charts import Line, price_lines, weight_lines
from commissioning.display.moves import moves
from commissioning.evaluation.comparison import Comparison
from commissioning.evaluation.evaluation import Evaluation
from commissioning.evaluation.what_if.weights import WeightsMap
from commissioning.mobilisation.reconciliation import Reconciliation
from commissioning.planning.golden_thread import GoldenThread
from commissioning.process import Process
from commissioning.records.pricing import GivesShare
from commissioning.records.timetable import Timetable
from commissioning.stages import Route
from commissioning.timetable.comparing import TimetableComparison
from commissioning.timetable.side_by_side import WhatIf, spans
from commissioning.values.rounding import as_decimal
from commissioning.values.tables import Cell, Column, Kind, Table

_PLACES: Final = 4
_KINDS: Final = {
    **dict.fromkeys(("rank", "row", "people"), Kind.WHOLE),
    **dict.fromkeys(("on", "first day", "last day"), Kind.DAY),
    **dict.fromkeys(("points", "weight", "total", "price", "value", "target"), Kind.NUMBER),
    **dict.fromkeys(("price from", "price to"), Kind.NUMBER),
}
"""The columns that do not hold text."""


def _long(heads: str, rows: Iterable[Iterable[Cell | Fraction]]) -> Table:
    """Rows under heads; fractions are rounded to four places."""
    columns = (Column(name, _KINDS.get(name, Kind.TEXT)) for name in heads.split(", "))
    cells = (
        tuple(as_decimal(c, _PLACES) if isinstance(c, Fraction) else c for c in row) for row in rows
    )
    return Table(tuple(columns), tuple(cells))


def points_long(result: Evaluation) -> Table:
    """The points of each tender on each criterion, price included."""
    return _long("provider, criterion, points, rank", (
        (standing.provider, line.title, line.points, standing.rank)
        for standing in result.standings
        for line in result.lines(standing.provider)
    ))  # fmt: skip


def comparison_long(comparison: Comparison, lot: str = "") -> Table:
    """The same with the lot in front, of one lot or of every lot."""
    return _long("lot, provider, criterion, points, rank", (
        (name, *row)
        for name in ((lot,) if lot else comparison.lots)
        for row in points_long(comparison.evaluation(name)).rows
    ))  # fmt: skip


def weight_long(result: Evaluation, name: str, up_to: int = 100) -> Table:
    """The total of each tender where the weight is zero and where it is highest: straight lines."""
    return _lines("provider, weight, total", weight_lines(result, name, up_to))


def prices_long(
    formulas: Mapping[str, GivesShare], others: Sequence[int | Fraction], weight: int, **ends: int
) -> Table:
    """The points at each price drawn, by formula."""
    return _lines("formula, price, points", price_lines(formulas, others, weight, **ends))


def _lines(heads: str, lines: Mapping[str, Line]) -> Table:
    return _long(heads, ((name, *place) for name, line in lines.items() for place in line))


def weights_map_long(found: WeightsMap) -> Table:
    """A row for each range of the weight of price and each tender that is first in it."""
    rows = ((each.starts_at, each.ends_at, name) for each in found for name in each.winners)
    return _long("price from, price to, first", rows)


def gantt_long(
    timetable: Timetable,
    compared: TimetableComparison | None = None,
    before: Timetable | None = None,
    today: date | None = None,  # noqa: ARG001 (the picture alone marks it)
) -> Table:
    """A row for what is planned, for what was planned before, and for what happened."""
    days = [
        (n, row, state, row.window.earliest, row.window.latest)
        for state, each in (("planned", timetable), ("was planned", before))
        for n, row in enumerate(each.rows if each else (), 1)
        if not row.window.recurrence
    ]
    for n, done in enumerate(compared.rows if compared else (), 1):
        if done.happened_on:
            days.append((n, done.row, "happened", done.happened_on, done.happened_on))
    return _long(
        "row, what, step, state, first day, last day",
        ((n, row.what, row.step, *rest) for n, row, *rest in days),
    )


def plans_long(found: WhatIf) -> Table:
    """A row for each stage of each plan."""
    rows = ((name, *span) for name, plan in found.plans for span in spans(plan))
    return _long("plan, stage, first day, last day", rows)


def people_long(found: Reconciliation) -> Table:
    """A row for each flow of people recorded; the number is empty where it is not known exactly."""
    return _long("cohort, on, flow, from, to, people", (
        (of.cohort.reference, p.on, p.flow.name, p.source and p.source.value, p.to and p.to.value,
         p.people.known)
        for of in found.balances
        for p in of.passages
    ))  # fmt: skip


def route_long(process: Process | None = None, route: Route | None = None) -> Table:
    """A row for each way from a stage to another, with the records that make it."""
    found = moves(process or Process.standard(), route)
    rows = ((m.source.words, m.target.words, m.direction.value, m.words) for m in found)
    return _long("from, to, way, records", rows)


def run_long(
    performance: Performance, kpi: str, notes: Mapping[Period, str] = MappingProxyType({})
) -> Table:
    """A row for each return: its period, the value, the target of its year and the rating."""
    return _long("first day, last day, value, target, rating, note", (
        (one.period.starts_on, one.period.ends_on, one.value, one.kpi.target_in(one.year),
         one.band.name if one.band else None, notes.get(one.period))
        for one in performance.of(kpi)
    ))  # fmt: skip


def thread_long(thread: GoldenThread) -> Table:
    """A row for each link: the earlier point and the later one that refers to it."""
    return _long("from kind, from, to kind, to", (
        (early.kind.value, early.reference, late.kind.value, late.reference)
        for early, late in thread.pairs
    ))  # fmt: skip
