"""Every path through the process as data, and which of them a suite's cycles have walked.

A path is read from the process table: a route, the records that open its stages, the returns, and how it
ends. A council's own rows add paths of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from commissioning.cycle import Cycle
from commissioning.display.diagrams import moves
from commissioning.process import Process
from commissioning.records.record import WHOLE
from commissioning.stages import Returns, Route, Stage
from commissioning.testing.stories.scenario import ROUTE_CALLS
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine, Tabled
from commissioning.values.tables import Column, Kind, Table

EVERY_ROUTE: Final = tuple(ROUTE_CALLS)
"""The routes of the library; a council's own is given to `paths`."""


@frozen
class Leg(OneLine):
    """One step along a route, back along it, or off it."""

    route: Route
    leaves: Stage
    tag: str
    """The tag of the record that makes the move."""
    enters: Stage

    def __str__(self) -> str:
        return f"{self.leaves.words} > {self.enters.words} by {self.tag}"


@frozen
class Path(OneLine):
    """One way through a procurement from the first stage to its end."""

    moves: tuple[Leg, ...]

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


def legs(process: Process, route: Route) -> tuple[Leg, ...]:
    """The steps that the order of stages allows a lot on a route."""
    return tuple(
        Leg(route, move.source, step.tag, move.target)
        for move in moves(process, route)
        for step in move.steps
    )


def paths(
    process: Process | None = None, routes: Iterable[Route] = EVERY_ROUTE, *, returns: int = 1
) -> Iterator[Path]:
    """Every path with at most so many returns, route by route.

    Raises `ValueError` for a negative number of returns.
    """
    if returns < 0:
        raise ValueError(f"returns: {returns} is below the minimum of 0")
    possible = [legs(process or Process.standard(), route) for route in routes]
    return (path for each in possible for path in _onward(each, Stage.NEEDS, (), returns))


def _onward(
    possible: tuple[Leg, ...], stage: Stage, so_far: tuple[Leg, ...], returns: int
) -> Iterator[Path]:
    if stage.finished:
        yield Path(so_far)
        return
    for leg in possible:
        back = leg.enters.place <= leg.leaves.place
        if leg.leaves is stage and (returns or not back):
            yield from _onward(possible, leg.enters, (*so_far, leg), returns - back)


@frozen
class Walked(OneLine, Tabled):
    """The moves that some cycles have made, of all that are possible."""

    made: frozenset[Leg]
    possible: frozenset[Leg]

    @property
    def missing(self) -> tuple[Leg, ...]:
        """The possible moves that no cycle made, by route and then in the order of the stages."""
        places = {route: place for place, route in enumerate(EVERY_ROUTE)}

        def place(move: Leg) -> tuple[int, int, str]:
            return places.get(move.route, len(places)), move.leaves.place, move.tag

        return tuple(sorted(self.possible - self.made, key=place))

    def table(self) -> Table:
        """One row for each route: how many moves it has, and how many were made."""
        columns = (
            Column("route"),
            Column("moves", Kind.WHOLE, "that the process allows on the route"),
            Column("walked", Kind.WHOLE, "of them that some cycle made"),
        )
        routes = dict.fromkeys(move.route for move in self.possible)
        moves = {route: {m for m in self.possible if m.route == route} for route in routes}
        rows = ((str(route), len(own), len(own & self.made)) for route, own in moves.items())
        return Table(columns, tuple(rows))

    def __str__(self) -> str:
        lines = [f"{len(self.possible & self.made)} of {len(self.possible)} moves walked"]
        lines += [f"  not: {move.route.name}: {move}" for move in self.missing]
        return "\n".join(lines)


def walked(
    cycles: Iterable[Cycle], process: Process | None = None, routes: Iterable[Route] = EVERY_ROUTE
) -> Walked:
    """How much of the process a suite's cycles cover: give it every cycle that the suite made."""
    process = process or Process.standard()
    possible = frozenset(leg for route in routes for leg in legs(process, route))
    return Walked(frozenset(move for cycle in cycles for move in _made_in(cycle)), possible)


def _made_in(cycle: Cycle) -> Iterator[Leg]:
    stood: dict[str, Stage] = {}
    for entry in cycle.ledger.entries:
        step = cycle.process.step(type(entry.record))
        for lot, stage in zip(entry.lots, entry.stages, strict=True):
            before = stood.get(lot, stood.get(WHOLE, Stage.NEEDS))
            route = cycle.ledger.route_of(lot)
            if route is not None and (stage is not before or isinstance(step.where, Returns)):
                yield Leg(route, before, step.tag, stage)
            stood[lot] = stage
