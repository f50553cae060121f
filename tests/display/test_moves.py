"""The arrows of the diagram are the process's table, read."""

from __future__ import annotations

import pytest

from commissioning.display.diagrams import MoveDirection, moves, openers
from commissioning.process import STANDARD
from commissioning.stages import LINE, Ends, Opens, Returns, Route, Stage

ROUTES = (
    Route.restricted(),
    Route.restricted(interviews=False),
    Route.open(),
    Route.direct_award(),
    Route.call_off(),
    Route.framework(),
    Route.framework(restricted=True),
    Route.market(),
    Route.most_suitable_provider(),
)
by_route = pytest.mark.parametrize("route", ROUTES, ids=str)


def test_without_a_route_every_way_of_the_table_is_there() -> None:
    """A diagram that leaves out a way would teach the wrong process."""
    found = {(m.source, m.target, step) for m in moves(STANDARD) for step in m.steps}
    for step in STANDARD.steps:
        where = step.where
        if isinstance(where, Opens):
            before = LINE[where.stage.place - 1]
            assert (before, where.stage, step) in found
        elif isinstance(where, Returns):
            assert {(source, where.to, step) for source in where.stages} <= found
        elif isinstance(where, Ends):
            assert {(source, where.stage, step) for source in where.stages} <= found


@by_route
def test_route_shows_only_its_own_stages(route: Route) -> None:
    """An open procedure has no selection stage to go to, or to go back to."""
    for move in moves(STANDARD, route):
        assert move.source in route
        assert move.target in route or move.direction is MoveDirection.OFF
        assert move.steps


@by_route
def test_every_stage_of_a_route_is_reached(route: Route) -> None:
    """The line has no gap."""
    onward = [move for move in moves(STANDARD, route) if move.direction is MoveDirection.ON]
    assert [(move.source, move.target) for move in onward] == [
        *zip(route.stages, route.stages[1:], strict=False)
    ]


@pytest.mark.parametrize(
    ("route", "told"),
    [
        (None, ["tender opening", "provider assessment"]),
        (Route.restricted(), ["tender opening"]),
        (Route.open(), ["tender opening"]),
        (Route.most_suitable_provider(), ["provider assessment"]),
    ],
)
def test_opener_of_the_evaluation_depends_on_the_route(
    route: Route | None, told: list[str]
) -> None:
    """Where tenders are invited they are opened; where nobody is invited, providers are assessed."""
    assert [step.words for step in openers(STANDARD, Stage.EVALUATION, route)] == told


def test_opener_that_rests_on_nothing_of_the_route_still_opens() -> None:
    """Under a direct award nothing is tendered, and an award is recommended all the same."""
    found = openers(STANDARD, Stage.AWARD, Route.direct_award())
    assert [step.words for step in found] == ["award recommendation"]
