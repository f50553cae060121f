"""The line of stages, and the routes along it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.stages import LINE, Route, Stage

stages = st.sampled_from(Stage)
ALWAYS = (
    Stage.NEEDS, Stage.SPECIFICATION, Stage.AWARD, Stage.MOBILISATION, Stage.GO_LIVE, Stage.ENDED,
)  # fmt: skip

ROUTES = [
    (Route.restricted(), "restricted: needs > specification > SSQ > ITT > evaluation > "
     "interviews > award > mobilisation > go-live > ended"),
    (Route.restricted(interviews=False), "restricted: needs > specification > SSQ > ITT > "
     "evaluation > award > mobilisation > go-live > ended"),
    (Route.open(), "open: needs > specification > ITT > evaluation > award > mobilisation > "
     "go-live > ended"),
    (Route.open(interviews=True), "open: needs > specification > ITT > evaluation > interviews > "
     "award > mobilisation > go-live > ended"),
    (Route.direct_award(), "direct award: needs > specification > award > mobilisation > "
     "go-live > ended"),
    (Route.call_off(), "call-off by competition: needs > specification > ITT > evaluation > "
     "award > mobilisation > go-live > ended"),
    (Route.call_off(competed=False), "call-off: needs > specification > award > mobilisation > "
     "go-live > ended"),
    (Route.most_suitable_provider(), "most suitable provider: needs > specification > "
     "evaluation > award > mobilisation > go-live > ended"),
    (Route.framework(), "framework: needs > specification > ITT > evaluation > award > go-live > ended"),
    (Route.framework(restricted=True, interviews=True), "restricted framework: needs > specification > "
     "SSQ > ITT > evaluation > interviews > award > go-live > ended"),
    (Route.market(), "dynamic market: needs > specification > SSQ > go-live > ended"),
    (Route.of(*LINE, name="council's own"), "council's own: needs > specification > SSQ > ITT > "
     "evaluation > interviews > award > mobilisation > go-live > ended"),
]  # fmt: skip
routes = st.sampled_from([route for route, _ in ROUTES])


@pytest.mark.parametrize(("route", "line"), ROUTES)
def test_each_named_route_passes_its_stages(route, line):
    """The ways to buy that the law and the councils know, each with the stages it takes."""
    assert str(route) == line


REFUSED = [
    ((*ALWAYS, Stage.NEEDS),
     "stages: each stage comes once, in the order needs, specification, ssq, itt, evaluation, "
     "interviews, award, mobilisation, go-live, ended"),
    (tuple(reversed(ALWAYS)),
     "stages: each stage comes once, in the order needs, specification, ssq, itt, evaluation, "
     "interviews, award, mobilisation, go-live, ended"),
    ((*ALWAYS, Stage.ABANDONED),
     "stages: abandonment lies beside every route, it is not a stage of one"),
    (ALWAYS[1:-1], "stages: every route passes needs, ended"),
    ((Stage.NEEDS, Stage.SPECIFICATION, Stage.GO_LIVE, Stage.ENDED),
     "stages: a route has an award, or a selection stage for the members of a market"),
    ((Stage.NEEDS, Stage.SPECIFICATION, Stage.SSQ, Stage.MOBILISATION, Stage.GO_LIVE, Stage.ENDED),
     "stages: mobilisation without award: the service that is mobilised is awarded first"),
    ((*ALWAYS[:2], Stage.SSQ, *ALWAYS[2:]),
     "stages: ssq without itt: a selection stage chooses whom to invite to tender"),
    ((*ALWAYS[:2], Stage.ITT, *ALWAYS[2:]),
     "stages: itt without evaluation: tenders that are invited are evaluated"),
    ((*ALWAYS[:2], Stage.INTERVIEWS, *ALWAYS[2:]),
     "stages: interviews without evaluation: interviews are part of an evaluation"),
]  # fmt: skip


@pytest.mark.parametrize(("passed", "problem"), REFUSED)
def test_route_that_makes_no_sense_is_refused(passed, problem):
    """A council's own route is welcome; one that skips the award is a slip."""
    with pytest.raises(RecordError) as refusal:
        Route.of(*passed)
    assert str(refusal.value) == f"route: {problem}"


@given(routes, stages)
def test_next_stage_is_the_first_later_one_on_the_route(route, stage):
    """No caller can skip a stage: what is next is read from the route."""
    later = route.after(stage)
    if stage.finished:
        assert later is None
    else:
        assert later in route
        assert later.place > stage.place
        assert route.between(stage, later) == ()


@given(routes, stages, stages)
def test_stages_between_are_those_on_the_route(route, here, goal):
    """What must come first is told in order, and only what this route asks for."""
    between = route.between(here, goal)
    assert list(between) == [s for s in LINE if s in route and here.place < s.place < goal.place]


@given(routes)
def test_walking_a_route_passes_every_stage_once(route):
    """From needs to the end there is one way, whatever the route."""
    walked = [Stage.NEEDS]
    while (following := route.after(walked[-1])) is not None:
        walked.append(following)
    assert tuple(walked) == route.stages


def test_stages_are_in_the_order_of_the_cycle():
    """Stages are compared by their place on the line."""
    assert [stage.place for stage in Stage] == list(range(len(Stage)))
    assert tuple(Stage)[:-1] == LINE
    assert [stage for stage in Stage if stage.finished] == [Stage.ENDED, Stage.ABANDONED]


@pytest.mark.parametrize(
    ("stage", "words"), [(Stage.SSQ, "SSQ"), (Stage.ITT, "ITT"), (Stage.GO_LIVE, "go-live")]
)
def test_stage_is_written_as_people_say_it(stage, words):
    """SSQ and ITT are letters to everybody; the others are words."""
    assert stage.words == words
