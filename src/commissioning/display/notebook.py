"""The view of each value in a notebook, and its chart with the figures in long form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from commissioning.agenda.agenda import Agenda
from commissioning.contracts.performance import Performance
from commissioning.cycle import Cycle
from commissioning.display import long
from commissioning.display.agenda import agenda_html
from commissioning.display.charts import formulas_svg, weight_svg, weights_map_svg
from commissioning.display.comparison import comparison_html, comparison_svg
from commissioning.display.drawing import card
from commissioning.display.evaluation import evaluation_html, points_svg
from commissioning.display.gantt import gantt_svg
from commissioning.display.html import cycle_html
from commissioning.display.kpis import run_svg
from commissioning.display.mermaid import diagram_mermaid
from commissioning.display.people import people_svg
from commissioning.display.plans import what_if_svg
from commissioning.display.svg import diagram_svg
from commissioning.display.text import cycle_text
from commissioning.display.thread import thread_svg
from commissioning.display.timetables import timetable_html
from commissioning.evaluation.comparison import Comparison
from commissioning.evaluation.evaluation import Evaluation
from commissioning.evaluation.what_if.weights import WeightsMap
from commissioning.mobilisation.reconciliation import Reconciliation
from commissioning.planning.golden_thread import GoldenThread
from commissioning.records.pricing import PriceFormula
from commissioning.records.timetable import Timetable
from commissioning.stages import Route
from commissioning.timetable.reading import PrintedTimetable
from commissioning.timetable.side_by_side import WhatIf
from commissioning.values.notebook import Picture
from commissioning.values.tables import Table
from commissioning.values.text import display_name


def _cycle(cycle: Cycle) -> dict[str, str]:
    return {
        "text/plain": cycle_text(cycle),
        "text/html": cycle_html(cycle),
        "image/svg+xml": _cycle_svg(cycle),
        "text/vnd.mermaid": diagram_mermaid(cycle.process, cycle.route, cycle.stages),
    }


def _picture(picture: Picture) -> dict[str, str]:
    drawn = _chart(picture).draw(picture.of, **picture.about)
    return {"text/plain": repr(picture), "text/html": drawn, "image/svg+xml": drawn}


def _timetable(timetable: Timetable | PrintedTimetable) -> dict[str, str]:
    rows = timetable if isinstance(timetable, Timetable) else timetable.timetable
    return {"text/plain": repr(timetable), "text/html": timetable_html(rows)}


def _route(route: Route) -> dict[str, str]:
    return {"text/plain": repr(route), **_drawn(diagram_svg(route=route))}


def _thread(thread: GoldenThread) -> dict[str, str]:
    return {"text/plain": str(thread), **_drawn(thread_svg(thread), thread.to_html())}


def _pictured(found: WhatIf | WeightsMap | Reconciliation) -> dict[str, str]:
    """A value that is one picture and one table."""
    return {"text/plain": str(found), **_drawn(found.plot().svg, found.table().to_html())}


def _as(html: Callable[..., str]) -> Callable[..., dict[str, str]]:
    """A value as its text, and as a page of its own."""
    return lambda value: {"text/plain": str(value), "text/html": html(value)}


def _drawn(svg: str, below: str = "") -> dict[str, str]:
    wide = f'<div style="overflow-x:auto">{below}</div>' if below else ""
    return {"text/html": card(svg, wide), "image/svg+xml": svg}


class Chart(NamedTuple):
    """A picture of a kind of value: how it is drawn, and its figures in long form."""

    draw: Callable[..., str]
    long: Callable[..., Table]


def _cycle_svg(cycle: Cycle) -> str:
    return diagram_svg(cycle.process, cycle.route, cycle.stages)


def _of_formula(on: Callable[..., str | Table]) -> Callable[..., Any]:
    """A chart of price formulas, for the one that it is asked of and those beside it."""
    return lambda own, beside, **about: on({display_name(type(own)): own, **beside}, **about)


_VIEWS: Final = dict[type, Callable[..., dict[str, str]]](
    {
        Agenda: _as(agenda_html),
        Cycle: _cycle,
        Comparison: _as(comparison_html),
        Evaluation: _as(evaluation_html),
        GoldenThread: _thread,
        Picture: _picture,
        PrintedTimetable: _timetable,
        Reconciliation: _pictured,
        Route: _route,
        Timetable: _timetable,
        WeightsMap: _pictured,
        WhatIf: _pictured,
    }
)
_CHARTS: Final[Mapping[tuple[type, str], Chart]] = {
    (Comparison, ""): Chart(comparison_svg, long.comparison_long),
    (Cycle, ""): Chart(_cycle_svg, lambda cycle: long.route_long(cycle.process, cycle.route)),
    (Evaluation, ""): Chart(points_svg, long.points_long),
    (Evaluation, "weight"): Chart(weight_svg, long.weight_long),
    (GoldenThread, ""): Chart(thread_svg, long.thread_long),
    (Performance, ""): Chart(run_svg, long.run_long),
    (PriceFormula, ""): Chart(_of_formula(formulas_svg), _of_formula(long.prices_long)),
    (Reconciliation, ""): Chart(people_svg, long.people_long),
    (Route, ""): Chart(
        lambda route: diagram_svg(route=route), lambda route: long.route_long(route=route)
    ),
    (Timetable, ""): Chart(gantt_svg, long.gantt_long),
    (WeightsMap, ""): Chart(weights_map_svg, long.weights_map_long),
    (WhatIf, ""): Chart(what_if_svg, long.plans_long),
}
"""The chart for each kind of value and of picture, given the value and what it is asked for."""


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
    """The figures of a picture, one a row."""
    return _chart(picture).long(picture.of, **picture.about)


def _chart(picture: Picture) -> Chart:
    for kind in type(picture.of).__mro__:
        if (kind, picture.kind) in _CHARTS:
            return _CHARTS[kind, picture.kind]
    raise LookupError(f"there is no picture of {type(picture.of).__name__}")
