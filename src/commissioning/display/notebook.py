"""The views of a cycle, a timetable, an evaluation, a comparison and a picture in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from commissioning.agenda.agenda import Agenda
from commissioning.contracts.performance import Performance
from commissioning.cycle import Cycle
from commissioning.display.agenda import agenda_html
from commissioning.display.charts import weight_svg
from commissioning.display.comparison import comparison_html, comparison_svg
from commissioning.display.evaluation import evaluation_html, points_svg
from commissioning.display.html import cycle_html
from commissioning.display.kpis import run_svg
from commissioning.display.mermaid import diagram_mermaid
from commissioning.display.people import people_svg
from commissioning.display.plans import what_if_svg
from commissioning.display.svg import diagram_svg
from commissioning.display.text import cycle_text
from commissioning.display.timetables import timetable_html
from commissioning.evaluation.comparison import Comparison
from commissioning.evaluation.evaluation import Evaluation
from commissioning.mobilisation.reconciliation import Reconciliation
from commissioning.records.timetable import Timetable
from commissioning.timetable.reading import PrintedTimetable
from commissioning.timetable.side_by_side import WhatIf
from commissioning.values.notebook import Picture


def _cycle(cycle: Cycle) -> dict[str, str]:
    drawn = (cycle.process, cycle.route, cycle.stages)
    return {
        "text/plain": cycle_text(cycle),
        "text/html": cycle_html(cycle),
        "image/svg+xml": diagram_svg(*drawn),
        "text/vnd.mermaid": diagram_mermaid(*drawn),
    }


def _evaluation(evaluation: Evaluation) -> dict[str, str]:
    return {"text/plain": str(evaluation), "text/html": evaluation_html(evaluation)}


def _comparison(comparison: Comparison) -> dict[str, str]:
    return {"text/plain": str(comparison), "text/html": comparison_html(comparison)}


def _picture(picture: Picture) -> dict[str, str]:
    drawn = _DRAWINGS[type(picture.of), picture.kind](picture.of, picture.about)
    return {"text/plain": repr(picture), "text/html": drawn, "image/svg+xml": drawn}


def _timetable(timetable: Timetable | PrintedTimetable) -> dict[str, str]:
    rows = timetable if isinstance(timetable, Timetable) else timetable.timetable
    return {"text/plain": repr(timetable), "text/html": timetable_html(rows)}


def _agenda(agenda: Agenda) -> dict[str, str]:
    return {"text/plain": str(agenda), "text/html": agenda_html(agenda)}


def _what_if(found: WhatIf) -> dict[str, str]:
    picture = what_if_svg(found)
    table = found.table().to_html()
    return {
        "text/plain": str(found),
        "text/html": f"<div>{picture}{table}</div>",
        "image/svg+xml": picture,
    }


_VIEWS: Final = dict[type, Callable[..., dict[str, str]]](
    {
        Agenda: _agenda,
        Cycle: _cycle,
        Comparison: _comparison,
        Evaluation: _evaluation,
        Picture: _picture,
        PrintedTimetable: _timetable,
        Timetable: _timetable,
        WhatIf: _what_if,
    }
)
_DRAWINGS: Final[Mapping[tuple[type, str], Callable[..., str]]] = {
    (Comparison, "points"): comparison_svg,
    (Reconciliation, "flows"): lambda found, _: people_svg(found),
    (Evaluation, "points"): lambda result, _: points_svg(result),
    (Evaluation, "weight"): weight_svg,
    (Performance, "run"): run_svg,
}
"""The drawing for each kind of value and of picture, given the value and what it is about."""


def bundle(value: object) -> dict[str, str]:
    """A value in every form a front end may choose from, by media type.

    A notebook takes the HTML, which holds the picture; a terminal takes the text. Raises `LookupError`
    for a value whose class and bases have no view.
    """
    for kind in type(value).__mro__:
        if kind in _VIEWS:
            return _VIEWS[kind](value)
    raise LookupError(f"there is no view for {type(value).__name__}")
