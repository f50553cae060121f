"""The figures of each picture in long form, one a row, as altair, seaborn and ggplot take them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
_FIRST, _LAST = Column("first day", Kind.DAY), Column("last day", Kind.DAY, "included")


def points_long(result: Evaluation) -> Table:
    """The points of each tender on each criterion, price included."""
    columns = (
        Column("provider"),
        Column("criterion"),
        _number("points"),
        Column("rank", Kind.WHOLE),
    )
    return Table(columns, tuple(_points(result)))


def comparison_long(comparison: Comparison, lot: str = "") -> Table:
    """The same with the lot in front, of one lot or of every lot."""
    lots = (lot,) if lot else comparison.lots
    tables = {name: points_long(comparison.evaluation(name)) for name in lots}
    rows = ((name, *row) for name, table in tables.items() for row in table.rows)
    return Table((Column("lot"), *next(iter(tables.values())).columns), tuple(rows))


def _points(result: Evaluation) -> Iterator[tuple[Cell, ...]]:
    for standing in result.standings:
        for line in result.lines(standing.provider):
            yield standing.provider, line.title, _rounded(line.points), standing.rank


def weight_long(result: Evaluation, name: str, up_to: int = 100) -> Table:
    """The total of each tender where the weight is zero and where it is highest: straight lines."""
    return _lines("provider", "weight", "total", weight_lines(result, name, up_to))


def prices_long(
    formulas: Mapping[str, GivesShare],
    others: Sequence[int | Fraction],
    weight: int,
    lowest: int,
    highest: int,
) -> Table:
    """The points at each price drawn, by formula."""
    lines = price_lines(formulas, others, weight, lowest=lowest, highest=highest)
    return _lines("formula", "price", "points", lines)


def _lines(name: str, across: str, up: str, lines: Mapping[str, Line]) -> Table:
    rows = ((of, _rounded(x), _rounded(y)) for of, line in lines.items() for x, y in line)
    return Table((Column(name), _number(across), _number(up)), tuple(rows))


def gantt_long(
    timetable: Timetable,
    compared: TimetableComparison | None = None,
    before: Timetable | None = None,
    today: date | None = None,  # noqa: ARG001 (the picture alone marks it)
) -> Table:
    """A row for what is planned, for what was planned before, and for what happened."""
    columns = (
        Column("row", Kind.WHOLE),
        Column("what"),
        Column("step"),
        Column("state"),
        _FIRST,
        _LAST,
    )
    planned = [("planned", timetable), *([("was planned", before)] if before else [])]
    rows: list[tuple[Cell, ...]] = [
        (n, row.what, row.step, state, row.window.earliest, row.window.latest)
        for state, each in planned
        for n, row in enumerate(each.rows, 1)
        if not row.window.recurrence
    ]
    for n, done in enumerate(compared.rows if compared else (), 1):
        if done.happened_on:
            row, day = done.row, done.happened_on
            rows.append((n, row.what, row.step, "happened", day, day))
    return Table(columns, tuple(rows))


def plans_long(found: WhatIf) -> Table:
    """A row for each stage of each plan."""
    rows = ((name, *span) for name, plan in found.plans for span in spans(plan))
    return Table((Column("plan"), Column("stage"), _FIRST, _LAST), tuple(rows))


def people_long(found: Reconciliation) -> Table:
    """A row for each flow of people recorded; the number is empty where it is not known exactly."""
    columns = (
        Column("cohort"),
        Column("on", Kind.DAY),
        Column("flow"),
        Column("from"),
        Column("to"),
        Column("people", Kind.WHOLE),
    )
    rows = (
        (
            of.cohort.reference,
            each.on,
            each.flow.name,
            each.source and each.source.value,
            each.to and each.to.value,
            each.people.known,
        )
        for of in found.balances
        for each in of.passages
    )
    return Table(columns, tuple(rows))


def route_long(process: Process | None = None, route: Route | None = None) -> Table:
    """A row for each way from a stage to another, with the records that make it."""
    columns = (Column("from"), Column("to"), Column("way"), Column("records"))
    found = moves(process or Process.standard(), route)
    rows = ((m.source.words, m.target.words, m.direction.value, m.words) for m in found)
    return Table(columns, tuple(rows))


def run_long(
    performance: Performance,
    kpi: str,
    notes: Mapping[Period, str] = MappingProxyType({}),
) -> Table:
    """A row for each return: its period, the value, the target of its year and the rating."""
    columns = (
        _FIRST,
        _LAST,
        _number("value"),
        Column("target", Kind.NUMBER),
        Column("rating"),
        Column("note"),
    )
    rows = (
        (
            each.period.starts_on,
            each.period.ends_on,
            _rounded(each.value),
            each.kpi.target_in(each.year),
            each.band.name if each.band else None,
            notes.get(each.period),
        )
        for each in performance.of(kpi)
    )
    return Table(columns, tuple(rows))


def thread_long(thread: GoldenThread) -> Table:
    """A row for each link: the earlier point and the later one that refers to it."""
    columns = (Column("from kind"), Column("from"), Column("to kind"), Column("to"))
    rows = (
        (early.kind.value, early.reference, late.kind.value, late.reference)
        for early, late in thread.pairs
    )
    return Table(columns, tuple(rows))


def weights_map_long(found: WeightsMap) -> Table:
    """A row for each range of the weight of price and each tender that is first in it."""
    rows = (
        (_rounded(each.starts_at), _rounded(each.ends_at), name)
        for each in found
        for name in each.winners
    )
    return Table((_number("price from"), _number("price to"), Column("first")), tuple(rows))


def _number(name: str) -> Column:
    return Column(name, Kind.NUMBER, f"to {_PLACES} places")


def _rounded(number: Fraction | None) -> Cell:
    return None if number is None else as_decimal(number, _PLACES)
