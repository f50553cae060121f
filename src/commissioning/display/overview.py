"""The overview of a cycle, its stages, what is next and what blocks: as text of 80 columns, and as HTML.

The HTML stands alone: nothing is loaded, and all text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from textwrap import indent, wrap
from typing import Final

from commissioning.cycle import Cycle
from commissioning.display.diagrams import diagram_svg, line_of, openers
from commissioning.display.drawing import bullets, card
from commissioning.errors import written
from commissioning.findings.codes.process import MISSING_RECORD
from commissioning.findings.finding import Finding, Findings
from commissioning.process import NextStep, Step
from commissioning.records.record import WHOLE, of_lots
from commissioning.stages import LINE, Opens, Route, Stage, next_stage
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import article, counted, grouped

_LACK: Final = (MISSING_RECORD.code,)
"""The codes that block a record, where all that it waits for is one that comes before it."""


@frozen
class Outlook:
    """The state of a cycle, and what a day would allow."""

    cycle: Cycle
    on: date | None
    """The day that next steps are asked for; None for a cycle without records, where none is given."""
    onward: tuple[NextStep, ...]
    """The records that open the next stage of some lot."""
    ready: tuple[NextStep, ...]
    """Everything else that may be recorded as things stand."""
    waiting: tuple[NextStep, ...]
    """Everything else whose stage it is, but which more than a missing record blocks."""
    following: tuple[NextStep, ...]
    """Everything else that only waits for an earlier record, such as a reply to a question."""

    def parts(self) -> Iterator[tuple[str, tuple[NextStep, ...], bool]]:
        """The records that may come, by heading, and whether their names alone are enough."""
        if self.on is None:
            return
        parts = (
            (f"Next, as of {written(self.on)}", self.onward, False),
            ("Not yet", self.waiting, False),
            ("May be recorded now", self.ready, True),
            ("Only after an earlier record", self.following, True),
        )
        yield from (part for part in parts if part[1])


def outlook(cycle: Cycle, on: date | None = None) -> Outlook:
    """The overview of a cycle. Without a day, what comes next is asked for the day last recorded."""
    on = on or cycle.last_on
    every = cycle.next_steps(on) if on else ()
    during = [each for each in every if not isinstance(each.step.where, Opens)]
    blocked = [each for each in during if not each.ready]
    return Outlook(
        cycle,
        on,
        onward=tuple(_onward(cycle, on)) if on else (),
        ready=tuple(each for each in during if each.ready),
        waiting=tuple(each for each in blocked if each.blocked_by != _LACK),
        following=tuple(each for each in blocked if each.blocked_by == _LACK),
    )


def lots_by_route(cycle: Cycle) -> Mapping[Route | None, tuple[str, ...]]:
    """The lots that take each route; under None those for which it has not been decided."""
    return grouped((route, lot) for lot, route in cycle.routes.items())


def position_table(cycle: Cycle) -> Table:
    """The stage of each lot, since when, and the stage that comes next."""
    columns = (
        Column("lot", Kind.TEXT, "the lot's reference"),
        Column("stage", Kind.TEXT, "where it stands"),
        Column("since", Kind.DAY, "the day the stage was opened"),
        Column("next", Kind.TEXT, "the stage that follows on the route"),
    )
    rows = (
        (lot_words(lot), stage.words, cycle.ledger.opened_on(lot, stage), _ahead(cycle, lot, stage))
        for lot, stage in cycle.stages.items()
    )
    return Table(columns, tuple(rows))


def lot_words(lot: str) -> str:
    """The reference of a lot, or words for what is not divided."""
    return "the whole" if lot == WHOLE else lot


def _ahead(cycle: Cycle, lot: str, stage: Stage) -> str | None:
    if stage.finished:
        return None
    following = next_stage(cycle.ledger.route_of(lot), stage)
    return following.words if following else "the route is not decided"


def _onward(cycle: Cycle, on: date) -> Iterator[NextStep]:
    """The record that would open each lot's next stage; lots with the same answer come together."""
    unfinished = {lot: stage for lot, stage in cycle.stages.items() if not stage.finished}
    abreast = len({(stage, cycle.ledger.route_of(lot)) for lot, stage in unfinished.items()}) == 1
    found: list[tuple[tuple[Step, Findings], str]] = []
    for lot, stage in list(unfinished.items())[: 1 if abreast else None]:
        route = cycle.ledger.route_of(lot)
        following = next_stage(route, stage)
        if following is not None:
            for step in openers(cycle.process, following, route):
                findings = cycle.findings(step.record, on, None if abreast else lot)
                found.append(((step, findings), lot))
    for (step, findings), lots in grouped(found).items():
        yield NextStep(step, findings, () if abreast else lots)


_WIDTH: Final = 80


def cycle_text(cycle: Cycle, on: date | None = None) -> str:
    """The stage of each lot, what may come next on a day, and what blocks it, as plain text.

    Without a day it is the day last recorded: nothing here reads the clock.
    """
    return "\n".join(_lines(outlook(cycle, on))) + "\n"


def heading(cycle: Cycle) -> tuple[str, ...]:
    """The buyers, the reference, the route and the number of records, one line each."""
    now = cycle.buyers_on(cycle.last_on) if cycle.last_on else cycle.buyers
    buyers = ", ".join(buyer.name for buyer in now)
    last = f", the last on {written(cycle.last_on)}" if cycle.last_on else ""
    told = (
        f"Bought by {buyers}" if buyers else "",
        f"Reference {cycle.reference}" if cycle.reference else "",
        f"Follows {cycle.follows}" if cycle.follows else "",
        *_routes(cycle),
        f"{counted(len(cycle.records), 'record')}{last}",
    )
    return tuple(line for line in told if line)


def _routes(cycle: Cycle) -> Iterator[str]:
    found = lots_by_route(cycle)
    for route, lots in found.items():
        of = "" if len(found) == 1 else f" of {of_lots(lots)}"
        yield f"Route{of}: {route or 'not decided yet'}"


def step_words(step: NextStep) -> str:
    """One thing that may come, with the stage it opens and its lots where there are several."""
    words, where = article(step.step.words), step.step.where
    if isinstance(where, Opens):
        ends = ", which ends it" if where.stage.finished else ""
        words += ends or f", which opens the {where.stage.words} stage"
    return _with_lots(words, step)


def _with_lots(words: str, step: NextStep) -> str:
    return f"{words} ({', '.join(step.lots)})" if step.lots else words


def _lines(view: Outlook) -> Iterator[str]:
    yield view.cycle.title
    yield "=" * min(len(view.cycle.title), _WIDTH)
    for line in heading(view.cycle):
        yield from wrap(line, _WIDTH, subsequent_indent="  ")
    yield from ("", "Where it stands", indent(position_table(view.cycle).to_text(_WIDTH - 2), "  "))
    for title, found, by_name in view.parts():
        names = ", ".join(_with_lots(each.step.words, each) for each in found)
        yield from ("", title, *(_wrapped(names, "  ") if by_name else _steps(found)))
    standing = view.cycle.standing()
    if standing:
        yield from ("", "To bear in mind", *_findings(standing))


def _steps(found: Iterable[NextStep]) -> Iterator[str]:
    for step in found:
        mark = "ready" if step.ready else "blocked"
        yield from _wrapped(f"{mark:8}{step_words(step)}", "  ", " " * 8)
        yield from _findings(step.findings, " " * 10)


def _findings(found: Iterable[Finding], margin: str = "  ") -> Iterator[str]:
    for finding in found:
        yield from _wrapped(f"- {finding}", margin, "  ")


def _wrapped(text: str, margin: str, hang: str = "") -> list[str]:
    return wrap(
        text, _WIDTH, initial_indent=margin, subsequent_indent=margin + hang, break_on_hyphens=False
    )


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
    return card(*_parts(outlook(cycle, on)))


def _parts(view: Outlook) -> Iterator[str]:
    cycle = view.cycle
    yield f"<h3>{escape(cycle.title)}</h3>"
    yield f"<p>{'<br>'.join(escape(line) for line in heading(cycle))}</p>"
    yield from _position(cycle)
    for title, found, by_name in view.parts():
        names = ", ".join(escape(each.step.words) for each in found)
        yield f"<h4>{title}</h4>{f'<p>{names}</p>' if by_name else '<ul>'}"
        if not by_name:
            yield from map(_step, found)
            yield "</ul>"
    if standing := cycle.standing():
        yield f"<h4>To bear in mind</h4>{bullets(standing)}"
    yield "<details><summary>The stages and the ways between them</summary>"
    yield from _diagrams(cycle)
    yield "</details>"


def _diagrams(cycle: Cycle) -> Iterator[str]:
    found = lots_by_route(cycle)
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
        name = f'<th scope="row" style="{_CELL}">{escape(lot_words(lot))}</th>'
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


def _step(step: NextStep) -> str:
    mark = "ready" if step.ready else "blocked"
    return f'<li><span class="{mark}">{mark}</span> {escape(step_words(step))}{bullets(step.findings)}</li>'
