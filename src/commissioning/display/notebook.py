"""The view of each value in a notebook, and its chart with the figures in long form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from commissioning.agenda.agenda import Agenda
from commissioning.contracts.performance import Performance
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.display import (
    agenda,
    charts,
    diagrams,
    drawing,
    evaluation,
    gantt,
    overview,
    people,
    thread,
)
from commissioning.evaluation.comparison import Comparison
from commissioning.evaluation.evaluation import Evaluation
from commissioning.evaluation.what_if.weights import WeightsMap
from commissioning.mobilisation.reconciliation import Reconciliation
from commissioning.planning.golden_thread import GoldenThread
from commissioning.process import Process
from commissioning.records.pricing import PriceFormula
from commissioning.records.timetable import Timetable
from commissioning.stages import Route
from commissioning.timetable import comparing, planning, reading
from commissioning.values.notebook import Picture
from commissioning.values.rounding import as_decimal
from commissioning.values.tables import Cell, Column, Kind, Table
from commissioning.values.text import display_name

_KINDS: Final = {
    **dict.fromkeys(("rank", "row", "people"), Kind.WHOLE),
    **dict.fromkeys(("on", "first day", "last day"), Kind.DAY),
    **dict.fromkeys(("points", "weight", "total", "price", "value", "target"), Kind.NUMBER),
    **dict.fromkeys(("price from", "price to"), Kind.NUMBER),
}
"""The columns that do not hold text."""


Rows: TypeAlias = Iterator[tuple[Cell | Fraction, ...]]


def _points(result: Evaluation) -> Rows:
    for standing in result.standings:
        for line in result.lines(standing.provider):
            yield standing.provider, line.title, line.points, standing.rank


def _points_by_lot(comparison: Comparison, lot: str = "") -> Rows:
    for name in (lot,) if lot else comparison.lots:
        for row in _points(comparison.evaluation(name)):
            yield name, *row


def _along(drawn: Callable[..., Mapping[str, charts.Line]]) -> Callable[..., Rows]:
    """The places of lines that are drawn, each with the name of its line."""

    def rows(*of: Any, **about: Any) -> Rows:  # noqa: ANN401
        for name, line in drawn(*of, **about).items():
            for at, height in line:
                yield name, at, height

    return rows


def _ranges(found: WeightsMap) -> Rows:
    for each in found:
        for name in each.winners:
            yield each.starts_at, each.ends_at, name


def _days(
    timetable: Timetable,
    compared: comparing.TimetableComparison | None = None,
    before: Timetable | None = None,
    today: date | None = None,  # noqa: ARG001 (the picture alone marks it)
) -> Rows:
    """The rows planned, those planned before, and what happened."""
    for state, each in (("planned", timetable), ("was planned", before)):
        for n, row in enumerate(each.rows if each else (), 1):
            if not row.window.recurrence:
                yield n, row.what, row.step, state, row.window.earliest, row.window.latest
    for n, done in enumerate(compared.rows if compared else (), 1):
        if done.happened_on:
            row = done.row
            yield n, row.what, row.step, "happened", done.happened_on, done.happened_on


def _spans(found: planning.WhatIf) -> Rows:
    for name, plan in found.plans:
        for stage, first, last in planning.spans(plan):
            yield name, stage, first, last


def _flows(found: Reconciliation) -> Rows:
    """Each flow of people; the number is empty where it is not known exactly."""
    for of in found.balances:
        for each in of.passages:
            states = each.source and each.source.value, each.to and each.to.value
            yield of.cohort.reference, each.on, each.flow.name, *states, each.people.known


def _ways(process: Process | None = None, route: Route | None = None) -> Rows:
    for move in diagrams.moves(process or Process.standard(), route):
        yield move.source.words, move.target.words, move.direction.value, move.words


def _returns(
    performance: Performance, kpi: str, notes: Mapping[Period, str] = MappingProxyType({})
) -> Rows:
    for one in performance.of(kpi):
        period, band = one.period, one.band.name if one.band else None
        target, note = one.kpi.target_in(one.year), notes.get(period)
        yield period.starts_on, period.ends_on, one.value, target, band, note


def _links(found: GoldenThread) -> Rows:
    for early, late in found.pairs:
        yield early.kind.value, early.reference, late.kind.value, late.reference


def _cycle(cycle: Cycle) -> dict[str, str]:
    return {
        "text/plain": overview.cycle_text(cycle),
        "text/html": overview.cycle_html(cycle),
        "image/svg+xml": _cycle_svg(cycle),
        "text/vnd.mermaid": diagrams.diagram_mermaid(cycle.process, cycle.route, cycle.stages),
    }


def _picture(picture: Picture) -> dict[str, str]:
    drawn = _chart(picture).draw(picture.of, **picture.about)
    return {"text/plain": repr(picture), "text/html": drawn, "image/svg+xml": drawn}


def _timetable(timetable: Timetable | reading.PrintedTimetable) -> dict[str, str]:
    rows = timetable if isinstance(timetable, Timetable) else timetable.timetable
    return {"text/plain": repr(timetable), "text/html": gantt.timetable_html(rows)}


def _pictured(found: planning.WhatIf | WeightsMap | Reconciliation) -> dict[str, str]:
    return {"text/plain": str(found), **_drawn(found.plot().svg, found.table().to_html())}


def _as(html: Callable[..., str]) -> Callable[..., dict[str, str]]:
    return lambda value: {"text/plain": str(value), "text/html": html(value)}


def _drawn(svg: str, below: str = "") -> dict[str, str]:
    wide = f'<div style="overflow-x:auto">{below}</div>' if below else ""
    return {"text/html": drawing.card(svg, wide), "image/svg+xml": svg}


class Chart(NamedTuple):
    """A picture of a kind of value: how it is drawn, and its figures in rows under their heads."""

    draw: Callable[..., str]
    heads: str
    rows: Callable[..., Rows]


def _cycle_svg(cycle: Cycle) -> str:
    return diagrams.diagram_svg(cycle.process, cycle.route, cycle.stages)


def _of_formula(on: Callable[..., str | Rows]) -> Callable[..., Any]:
    """A chart of price formulas, for the one that it is asked of and those beside it."""
    return lambda own, beside, **about: on({display_name(type(own)): own, **beside}, **about)


_VIEWS: Final = dict[type, Callable[..., dict[str, str]]](
    {
        Agenda: _as(agenda.agenda_html),
        Cycle: _cycle,
        Comparison: _as(evaluation.comparison_html),
        Evaluation: _as(evaluation.evaluation_html),
        GoldenThread: lambda of: {
            "text/plain": str(of),
            **_drawn(thread.thread_svg(of), of.to_html()),
        },
        Picture: _picture,
        reading.PrintedTimetable: _timetable,
        Reconciliation: _pictured,
        Route: lambda of: {"text/plain": repr(of), **_drawn(diagrams.diagram_svg(route=of))},
        Timetable: _timetable,
        WeightsMap: _pictured,
        planning.WhatIf: _pictured,
    }
)
# fmt: off
_CHARTS: Final[Mapping[tuple[type, str], Chart]] = {
    (Comparison, ""): Chart(evaluation.comparison_svg, "lot, provider, criterion, points, rank",
                            _points_by_lot),
    (Cycle, ""): Chart(_cycle_svg, "from, to, way, records", lambda cycle: _ways(cycle.process, cycle.route)),
    (Evaluation, ""): Chart(evaluation.points_svg, "provider, criterion, points, rank", _points),
    (Evaluation, "weight"): Chart(charts.weight_svg, "provider, weight, total", _along(charts.weight_lines)),
    (GoldenThread, ""): Chart(thread.thread_svg, "from kind, from, to kind, to", _links),
    (Performance, ""): Chart(charts.run_svg, "first day, last day, value, target, rating, note", _returns),
    (PriceFormula, ""): Chart(_of_formula(charts.formulas_svg), "formula, price, points",
                              _of_formula(_along(charts.price_lines))),
    (Reconciliation, ""): Chart(people.people_svg, "cohort, on, flow, from, to, people", _flows),
    (Route, ""): Chart(partial(diagrams.diagram_svg, None), "from, to, way, records", partial(_ways, None)),
    (Timetable, ""): Chart(gantt.gantt_svg, "row, what, step, state, first day, last day", _days),
    (WeightsMap, ""): Chart(charts.weights_map_svg, "price from, price to, first", _ranges),
    (planning.WhatIf, ""): Chart(gantt.what_if_svg, "plan, stage, first day, last day", _spans),
}
"""The chart for each kind of value and of picture, given the value and what it is asked for."""
# fmt: on


def bundle(value: object) -> dict[str, str]:
    """A value in every form a front end may choose from, by media type.

    A notebook takes the HTML, which holds the picture; a terminal takes the text. Raises `LookupError`
    for a value whose class and bases have no view.
    """
    for kind in type(value).__mro__:
        if kind in _VIEWS:
            return _VIEWS[kind](value)
    raise LookupError(f"there is no view for {type(value).__name__}")


def long_form(picture: Picture) -> Table:
    """The figures of a picture, one a row; fractions are rounded to four places."""
    chart = _chart(picture)
    columns = (Column(name, _KINDS.get(name, Kind.TEXT)) for name in chart.heads.split(", "))
    rows = (
        tuple(as_decimal(cell, 4) if isinstance(cell, Fraction) else cell for cell in row)
        for row in chart.rows(picture.of, **picture.about)
    )
    return Table(tuple(columns), tuple(rows))


def _chart(picture: Picture) -> Chart:
    for kind in type(picture.of).__mro__:
        if (kind, picture.kind) in _CHARTS:
            return _CHARTS[kind, picture.kind]
    raise LookupError(f"there is no picture of {type(picture.of).__name__}")
