"""The moves of the process that some cycles have made."""

from commissioning.cycle import Cycle
from commissioning.records.returns import EvaluationReopened
from commissioning.stages import Route, Stage
from commissioning.testing import Scenario, story, walked
from commissioning.testing.stories.pathways import EVERY_ROUTE


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


def test_the_stories_walk_every_move_but_returns():
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
