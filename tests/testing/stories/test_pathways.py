"""Every path through the process, and which were walked."""

import pytest

from commissioning.cycle import Cycle
from commissioning.records.ending import EvaluationReopened
from commissioning.stages import Route, Stage
from commissioning.testing import Scenario, paths, story, walked
from commissioning.testing.stories.pathways import EVERY_ROUTE


@pytest.mark.parametrize("route", EVERY_ROUTE, ids=str)
def test_every_route_has_one_path_straight_to_its_end(route):
    """The plainest way through is one of them, and opens the route's stages in order."""
    straight = [path for path in paths(routes=(route,), returns=0) if path.ending is Stage.ENDED]
    assert len(straight) == 1
    assert [move.enters for move in straight[0].moves] == list(route.stages[1:])
    assert straight[0].route == route


def test_paths_of_the_open_route_are_abandoned_at_every_stage_up_to_the_award():
    """Most procurements that stop, stop early; each of those ends is a path."""
    abandoned = [p for p in paths(routes=(Route.open(),), returns=0) if p.ending is Stage.ABANDONED]
    left = [path.moves[-1].leaves for path in abandoned]
    assert sorted(left, key=lambda stage: stage.place) == [
        Stage.NEEDS,
        Stage.SPECIFICATION,
        Stage.ITT,
        Stage.EVALUATION,
        Stage.AWARD,
    ]


def test_paths_with_more_returns_are_more():
    """Without a limit there would be no end of paths."""
    none, one, two = (
        sum(1 for _ in paths(routes=(Route.open(),), returns=returns)) for returns in (0, 1, 2)
    )
    assert none < one < two


def test_path_prints_its_stages_in_one_line():
    """A list of paths is for people too."""
    straight = next(paths(routes=(Route.direct_award(),), returns=0))
    assert str(straight) == (
        "direct award: needs > specification > award > mobilisation > go-live > ended"
    )


def test_walked_reports_the_moves_of_a_cycle():
    """The report tells a suite what it has and has not tried."""
    cycle = story(Scenario(route=Route.open()), after=EvaluationReopened)
    report = walked([cycle], routes=(Route.open(),))
    made = {(move.leaves, move.tag, move.enters) for move in report.made}
    assert (Stage.AWARD, "evaluation-reopened", Stage.EVALUATION) in made
    assert (Stage.NEEDS, "specification", Stage.SPECIFICATION) in made
    assert "5 of 17 moves walked" in str(report)
    assert "  not: open: specification > abandoned by abandonment" in str(report)
    assert report.table().rows == ((str(Route.open()), 17, 5),)


def test_walked_of_a_cycle_without_a_route_is_empty():
    """Until the route is decided no move of any route was made."""
    assert walked([Cycle("Home care")]).made == frozenset()


def test_stories_walk_every_move_but_returns():
    """The fixture model's own cycles leave out no stage of any route they can tell."""
    told = [story(Scenario(route=route)) for route in EVERY_ROUTE[:-1]]
    missing = {move.tag for move in walked(told, routes=EVERY_ROUTE[:-1]).missing}
    returns = {
        "abandonment",
        "award-fell-through",
        "evaluation-reopened",
        "invitation-reissued",
        "selection-reopened",
    }
    assert missing == returns


def test_paths_with_a_negative_number_of_returns_are_refused():
    """Counting down from below zero would never end."""
    with pytest.raises(ValueError, match="returns: -1 is below the minimum of 0"):
        paths(returns=-1)
