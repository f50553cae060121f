"""The process's table as the moves of a lot from stage to stage, for diagrams, and as a table to read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from commissioning.process import Process, Step
from commissioning.records.record import Record
from commissioning.stages import LINE, Begins, During, Ends, Opens, Placement, Returns, Route, Stage
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, ColumnsOf, Table
from commissioning.values.text import Word, display_name


class MoveDirection(Word):
    """The start and end of an arrow of the diagram."""

    ON = "on along the line"
    BACK = "back to an earlier stage"
    OFF = "off the line"


@frozen
class Move:
    """One way from a stage to another, and the kinds of record that take a lot along it."""

    source: Stage
    target: Stage
    direction: MoveDirection
    steps: tuple[Step, ...]

    @property
    def words(self) -> str:
        """The records that make the move: "tender opening or provider assessment"."""
        return " or ".join(step.words for step in self.steps)


def line_of(route: Route | None) -> tuple[Stage, ...]:
    """The stages of a route; the whole line where none is given."""
    return route.stages if route else LINE


def moves(process: Process, route: Route | None = None) -> tuple[Move, ...]:
    """Every way along a route: first onward in order, then back, then off the line."""
    line = line_of(route)
    onward = (Move(a, b, MoveDirection.ON, openers(process, b, route)) for a, b in pairwise(line))
    return (*onward, *_away(process, line))


def openers(process: Process, stage: Stage, route: Route | None) -> tuple[Step, ...]:
    """The records that open a stage; on a route, without those that are made for another."""
    found = process.opening(stage)
    if route is None:
        return found
    return tuple(step for step in found if _fits(step, process, route)) or found


def _away(process: Process, line: tuple[Stage, ...]) -> Iterator[Move]:
    """The ways back to a stage of the line, then those off it."""
    places = [(step, step.where) for step in process.steps]
    ways = [
        (step, where.stages, where.to, MoveDirection.BACK)
        for step, where in places
        if isinstance(where, Returns) and where.to in line
    ]
    ways += [
        (step, where.stages, where.stage, MoveDirection.OFF)
        for step, where in places
        if isinstance(where, Ends)
    ]
    for step, sources, target, direction in ways:
        for source in sources:
            if source in line:
                yield Move(source, target, direction, (step,))


def _fits(step: Step, process: Process, route: Route) -> bool:
    fits = not isinstance(step.where, Opens) or step.where.fits(route)
    return fits and all(_can_come(kind, process, route) for kind in step.rests_on)


def _can_come(kind: type[Record], process: Process, route: Route) -> bool:
    where = process.step(kind).where
    return not isinstance(where, Opens | During) or any(stage in route for stage in where.stages)


def stage_table(process: Process | None = None) -> Table:
    """One row for each kind of record: where it comes, what it rests on and what it must pass."""
    return ColumnsOf[Step](
        (Column("record", meaning="what is written down, by the officer's word"), lambda step: step.words),
        (Column("tag", meaning="its name in files"), lambda step: step.tag),
        (Column("where", meaning="the stage it opens, or those it belongs to"),
            lambda step: _where(step.where)),
        (Column("rests on", meaning="what must be there first, whatever the law"),
            lambda step: ", ".join(display_name(kind) for kind in step.rests_on)),
        (Column("gates and checks", meaning="the named conditions; the law of the day adds its own"),
            lambda step: ", ".join(each.name.replace("_", " ") for each in step.conditions)),
    ).table((process or Process.standard()).steps)  # fmt: skip


def _where(where: Placement) -> str:
    if isinstance(where, Opens):
        again = f", again in {_listed(where.again)}" if where.again else ""
        return f"opens {where.stage.words}{again}"
    if isinstance(where, Returns):
        return f"returns from {_listed(where.stages)} to {where.to.words}"
    if isinstance(where, Ends):
        return f"ends the line up to {where.until.words}"
    if isinstance(where, Begins):
        return "only as the first record"
    return _span(where.stages)


def _span(stages: tuple[Stage, ...]) -> str:
    if set(LINE) <= set(stages):
        return "at any time"
    first, last = LINE.index(stages[0]), LINE.index(stages[-1])
    if len(stages) > 2 and LINE[first : last + 1] == stages:
        return f"from {stages[0].words} to {stages[-1].words}"
    return f"during {_listed(stages)}"


def _listed(stages: tuple[Stage, ...]) -> str:
    return ", ".join(stage.words for stage in stages)
