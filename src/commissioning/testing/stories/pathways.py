"""Every path through the process as data, and which of them a suite's cycles have walked.

A path is read from the process table: a route, the records that open its stages, the returns that lead
back and the way it ends. So it grows by itself with a council's own rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from commissioning.cycle import Cycle
from commissioning.process import Process
from commissioning.records.record import WHOLE
from commissioning.stages import Ends, Opens, Returns, Route, Stage
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table

EVERY_ROUTE: Final = (
    Route.restricted(),
    Route.restricted(interviews=False),
    Route.open(interviews=True),
    Route.open(),
    Route.call_off(competed=True),
    Route.call_off(competed=False),
    Route.direct_award(),
    Route.most_suitable_provider(),
)
"""The routes of the library; a council's own is given to `paths`."""


@frozen
class Move:
    """One step along a route, or back, or off it."""

    route: Route
    leaves: Stage
    tag: str
    """The record that makes it, by its tag."""
    enters: Stage

    def __str__(self) -> str:
        return f"{self.leaves.words} > {self.enters.words} by {self.tag}"


@frozen
class Path:
    """One way through a procurement from the first stage to its end."""

    moves: tuple[Move, ...]

    @property
    def route(self) -> Route:
        return self.moves[0].route

    @property
    def ending(self) -> Stage:
        """ENDED, or ABANDONED."""
        return self.moves[-1].enters

    def __str__(self) -> str:
        line = " > ".join(move.enters.words for move in self.moves)
        return f"{self.route.name}: {self.moves[0].leaves.words} > {line}"


def moves_from(process: Process, route: Route, stage: Stage) -> Iterator[Move]:
    """What may be done next for a lot that stands in a stage, as far as order goes."""
    for step in process.steps:
        where = step.where
        if isinstance(where, Opens) and route.after(stage) is where.stage:
            if _may_open(process, route, step.tag):
                yield Move(route, stage, step.tag, where.stage)
        elif isinstance(where, Returns) and stage in where.stages and where.to in route:
            yield Move(route, stage, step.tag, where.to)
        elif isinstance(where, Ends) and stage in where.stages and not stage.finished:
            yield Move(route, stage, step.tag, where.stage)


def _may_open(process: Process, route: Route, tag: str) -> bool:
    """Tenders are opened where some were invited, and providers assessed where none were."""
    invited = Stage.ITT in route
    opening = process.tagged(tag)
    words = opening.words if opening else ""
    return not (words == "provider assessment" and invited) and not (
        words == "tender opening" and not invited
    )


def paths(
    process: Process | None = None,
    routes: Iterable[Route] = EVERY_ROUTE,
    *,
    returns: int = 1,
) -> Iterator[Path]:
    """Every path with at most so many returns, route by route. Raises `ValueError` for fewer than none."""
    if returns < 0:
        raise ValueError(f"returns: {returns} is fewer than none; give 0 or more")
    known = process or Process.standard()
    return (path for route in routes for path in _onward(known, route, Stage.NEEDS, (), returns))


def _onward(
    process: Process, route: Route, stage: Stage, so_far: tuple[Move, ...], returns: int
) -> Iterator[Path]:
    if stage.finished:
        yield Path(so_far)
        return
    for move in moves_from(process, route, stage):
        back = move.enters.place <= stage.place
        if back and not returns:
            continue
        yield from _onward(process, route, move.enters, (*so_far, move), returns - back)


@frozen
class Walked:
    """Which moves some cycles have made, of all that there are."""

    made: frozenset[Move]
    possible: frozenset[Move]

    @property
    def missing(self) -> tuple[Move, ...]:
        """The moves that no cycle made, route by route in the order of the stages."""
        left = self.possible - self.made
        places = {route.name + str(len(route.stages)): n for n, route in enumerate(EVERY_ROUTE)}
        return tuple(
            sorted(
                left,
                key=lambda move: (
                    places.get(move.route.name + str(len(move.route.stages)), len(places)),
                    move.leaves.place,
                    move.tag,
                ),
            )
        )

    def table(self) -> Table:
        """One row for each route: how many moves it has, and how many were made."""
        return Table(
            (
                Column("route"),
                Column("moves", Kind.WHOLE, "that the process allows on the route"),
                Column("walked", Kind.WHOLE, "of them that some cycle made"),
            ),
            tuple(
                (
                    str(route),
                    sum(move.route == route for move in self.possible),
                    sum(move.route == route for move in self.possible & self.made),
                )
                for route in dict.fromkeys(move.route for move in self.possible)
            ),
        )

    def __str__(self) -> str:
        walked = len(self.possible & self.made)
        lines = [f"{walked} of {len(self.possible)} moves walked"]
        lines += [f"  not: {move.route.name}: {move}" for move in self.missing]
        return "\n".join(lines)


def walked(
    cycles: Iterable[Cycle],
    process: Process | None = None,
    routes: Iterable[Route] = EVERY_ROUTE,
) -> Walked:
    """How much of the process a suite's cycles cover: give it every cycle that the suite made."""
    process = process or Process.standard()
    possible = {
        move
        for route in routes
        for stage in route.stages
        for move in moves_from(process, route, stage)
    }
    made = {move for cycle in cycles for move in _made_in(cycle)}
    return Walked(frozenset(made), frozenset(possible))


def _made_in(cycle: Cycle) -> Iterator[Move]:
    if cycle.route is None:
        return
    stood: dict[str, Stage] = {}
    for entry in cycle.ledger.entries:
        step = cycle.process.step(type(entry.record))
        for lot, stage in zip(entry.lots, entry.stages, strict=True):
            before = stood.get(lot, stood.get(WHOLE, Stage.NEEDS))
            if stage is not before or isinstance(step.where, Returns):
                yield Move(cycle.route, before, step.tag, stage)
            stood[lot] = stage
