"""The call that tells a drawn story again."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

import commissioning
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.process import Process
from commissioning.records.engagement import EngagementMeeting
from commissioning.stages import Route, Stage
from commissioning.testing import Scene, cycles, scenes, story
from commissioning.testing.stories.story import asked_for
from commissioning.testing.strategies.reproduction import Retold

PASTED = {
    "date": date,
    "story": story,
    "Scene": Scene,
    "PUBLIC_CONTRACTS_2015": PUBLIC_CONTRACTS_2015,
    "PROCUREMENT_ACT_2023": PROCUREMENT_ACT_2023,
    "PROVIDER_SELECTION_2023": PROVIDER_SELECTION_2023,
    **{name: getattr(commissioning, name) for name in commissioning.__all__},
}


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=20)
@given(scenes(), st.sampled_from([None, EngagementMeeting]))
def test_the_call_tells_the_same_story(scene, kind):
    """A failing example that cannot be run again is only an anecdote."""
    asked = asked_for(scene, Stage.AWARD, kind, None, ((2, EngagementMeeting),))
    if asked.after and asked.at not in scene.route:
        return
    told = story(scene, at=asked.at, after=kind, beside=asked.beside)
    assert eval(str(Retold(asked)), dict(PASTED)) == told


def test_the_call_leaves_out_what_a_plain_story_has():
    """What is left is what the failure is about."""
    scene = Scene(route=Route.open(), lots=("N1",))
    assert str(Retold(asked_for(scene, Stage.ITT, None, None))) == (
        "story(Scene(route=Route.open(), lots=('N1',)), at=Stage.ITT)"
    )
    own = Process.standard().with_steps()
    asked = asked_for(Scene(regime=PROCUREMENT_ACT_2023), None, None, own)
    assert str(Retold(asked)) == "story(Scene(regime=PROCUREMENT_ACT_2023), process=process)"
    assert pretty(Retold(asked)).startswith("told again by story(")


def test_a_route_of_ones_own_is_written_out():
    """Not every route has a name to ask for it by."""
    stages = [stage for stage in Route.direct_award().stages if stage is not Stage.AWARD]
    scene = Scene(
        route=Route.of(*stages[:-3], Stage.ITT, Stage.EVALUATION, Stage.AWARD, *stages[-3:])
    )
    retold = eval(str(Retold(asked_for(scene, Stage.ITT, None, None))), dict(PASTED))
    assert retold == story(scene, at=Stage.ITT)


def test_a_failure_notes_the_call():
    """It has to be in the output that people see."""

    @settings(database=None, max_examples=5)
    @given(cycles(at=Stage.NEEDS))
    def fails(cycle):
        raise AssertionError

    with pytest.raises(AssertionError) as failure:
        fails()
    notes = "\n".join(failure.value.__notes__)
    assert "told again by story(Scene(providers=('alder',), " in notes
    assert "at=Stage.NEEDS)" in notes
