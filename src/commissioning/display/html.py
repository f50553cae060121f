"""A cycle as a piece of HTML, for a notebook or for a page.

It stands alone: nothing is loaded, and all text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Final

from commissioning.cycle import Cycle
from commissioning.display import text
from commissioning.display.diagrams import diagram_svg
from commissioning.display.drawing import bullets, card
from commissioning.display.moves import line_of
from commissioning.errors import written
from commissioning.records.record import of_lots
from commissioning.stages import LINE, Stage

_CELL: Final = "border:1px solid #b1b4b6;padding:4px 8px;text-align:center"
_SHADES: Final = {
    "passed": "background:#cce2d8;color:#0b0c0c",
    "here": "background:#1d70b8;color:#ffffff;font-weight:bold",
    "ahead": "",
    "off its route": "background:#f3f2f1;color:#505a5f",
}


def cycle_html(cycle: Cycle, on: date | None = None) -> str:
    """The stage of each lot on its route, what may come next on a day, and what blocks it.

    Without a day it is the day last recorded: nothing here reads the clock.
    """
    return card(*_parts(text.outlook(cycle, on)))


def _parts(view: text.Outlook) -> Iterator[str]:
    cycle = view.cycle
    yield f"<h3>{escape(cycle.title)}</h3>"
    yield f"<p>{'<br>'.join(escape(line) for line in text.heading(cycle))}</p>"
    yield from _position(cycle)
    for title, found, by_name in view.parts():
        names = ", ".join(escape(prospect.step.words) for prospect in found)
        yield f"<h4>{title}</h4>{f'<p>{names}</p>' if by_name else '<ul>'}"
        if not by_name:
            yield from map(_prospect, found)
            yield "</ul>"
    if standing := cycle.standing():
        yield f"<h4>To bear in mind</h4>{bullets(standing)}"
    yield "<details><summary>The stages and the ways between them</summary>"
    yield from _diagrams(cycle)
    yield "</details>"


def _diagrams(cycle: Cycle) -> Iterator[str]:
    found = text.lots_by_route(cycle)
    for route, lots in found.items():
        if len(found) > 1:
            yield f"<h4>{escape(of_lots(lots))}</h4>"
        yield diagram_svg(cycle.process, route, {lot: cycle.stages[lot] for lot in lots})


def _position(cycle: Cycle) -> Iterator[str]:
    beside = Stage.ABANDONED in cycle.stages.values()
    lines = {stage for route in cycle.routes.values() for stage in line_of(route)}
    line = (*(s for s in LINE if s in lines), *((Stage.ABANDONED,) if beside else ()))
    heads = "".join(f'<th scope="col" style="{_CELL}">{stage.words}</th>' for stage in line)
    yield '<table style="border-collapse:collapse;font-size:90%;color:inherit">'
    yield f'<thead><tr><th scope="col" style="{_CELL}">lot</th>{heads}</tr></thead><tbody>'
    for lot, stands in cycle.stages.items():
        name = f'<th scope="row" style="{_CELL}">{escape(text.lot_words(lot))}</th>'
        cells = "".join(_cell(cycle, lot, stands, stage) for stage in line)
        yield f'<tr style="background:none">{name}{cells}</tr>'
    yield "</tbody></table>"


def _cell(cycle: Cycle, lot: str, stands: Stage, stage: Stage) -> str:
    opened = cycle.ledger.opened_on(lot, stage)
    if stage is stands:
        state, mark = "here", "here"
    elif not opened and stage not in (*line_of(cycle.ledger.route_of(lot)), Stage.ABANDONED):
        state, mark = "off its route", ""
    elif opened or stage.place < _reached(cycle, lot, stands):
        state, mark = "passed", "✓"
    else:
        state, mark = "ahead", "–"
    since = f", opened {written(opened)}" if opened else ""
    told = f'title="{state}{since}" aria-label="{state}{since}"'
    return f'<td {told} style="{_CELL};{_SHADES[state]}">{mark}</td>'


def _reached(cycle: Cycle, lot: str, stands: Stage) -> int:
    """The furthest place on the line that a lot reached, also if it has been abandoned since."""
    if stands is not Stage.ABANDONED:
        return stands.place
    return max((s.place for s in Stage if cycle.ledger.opened_on(lot, s)), default=0)


def _prospect(prospect: text.Prospect) -> str:
    mark = "blocked" if prospect.blockers else "ready"
    words = escape(text.prospect_words(prospect))
    return f'<li><span class="{mark}">{mark}</span> {words}{bullets(prospect.findings)}</li>'
