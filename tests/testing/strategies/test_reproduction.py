"""The call that tells a drawn story again."""

from datetime import date
from decimal import Decimal

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
from commissioning.testing import (
    Scenario,
    cycles,
    parted_cycles,
    refused_records,
    scenarios,
    story,
)
from commissioning.testing.stories.story import requested

PASTED = {
    "date": date,
    "Decimal": Decimal,
    "story": story,
    "Scenario": Scenario,
    "PUBLIC_CONTRACTS_2015": PUBLIC_CONTRACTS_2015,
    "PROCUREMENT_ACT_2023": PROCUREMENT_ACT_2023,
    "PROVIDER_SELECTION_2023": PROVIDER_SELECTION_2023,
    **{name: getattr(commissioning, name) for name in commissioning.__all__},
}


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=20)
@given(scenarios(), st.sampled_from([None, EngagementMeeting]))
def test_call_of_a_reproduction_gives_the_same_cycle(scenario, kind):
    """A failing example that cannot be run again is only an anecdote."""
    # A market is opened to suppliers, not awarded to one: its route ends without an award.
    at = Stage.AWARD if Stage.AWARD in scenario.route else Stage.GO_LIVE
    request = requested(scenario, at, kind, None, ((2, EngagementMeeting),))
    if request.after and request.at not in scenario.route:
        return
    told = story(scenario, at=request.at, after=kind, extras=request.extras)
    assert eval(str(request), dict(PASTED)) == told


def test_call_of_a_reproduction_leaves_out_defaults():
    """What is left is what the failure is about."""
    scenario = Scenario(route=Route.open(), lots=("N1",))
    assert str(requested(scenario, Stage.ITT, None, None)) == (
        "story(Scenario(route=Route.open(), lots=('N1',)), at=Stage.ITT)"
    )
    own = Process.standard().with_steps()
    request = requested(Scenario(regime=PROCUREMENT_ACT_2023), None, None, own)
    assert str(request) == "story(Scenario(regime=PROCUREMENT_ACT_2023), process=process)"
    assert pretty(request).startswith("reproduced by story(")


def test_call_of_a_reproduction_writes_out_an_own_route():
    """Not every route has a name to ask for it by."""
    stages = [stage for stage in Route.direct_award().stages if stage is not Stage.AWARD]
    scenario = Scenario(
        route=Route.of(*stages[:-3], Stage.ITT, Stage.EVALUATION, Stage.AWARD, *stages[-3:])
    )
    retold = eval(str(requested(scenario, Stage.ITT, None, None)), dict(PASTED))
    assert retold == story(scenario, at=Stage.ITT)


def test_failing_draw_notes_the_call():
    """It has to be in the output that people see."""

    @settings(database=None, max_examples=5)
    @given(cycles(at=Stage.NEEDS))
    def fails(cycle):
        raise AssertionError

    with pytest.raises(AssertionError) as failure:
        fails()
    notes = "\n".join(failure.value.__notes__)
    assert "reproduced by story(Scenario(providers=('alder',), " in notes
    assert "at=Stage.NEEDS)" in notes


def notes_of(strategy):
    """The notes of a test that fails on the first thing drawn, and that thing."""
    drawn = []

    @settings(database=None, max_examples=5, deadline=None)
    @given(strategy)
    def fails(thing):
        drawn.append(thing)
        raise AssertionError

    with pytest.raises(AssertionError) as failure:
        fails()
    return "\n".join(failure.value.__notes__), drawn[-1]


def test_failing_draw_of_a_parted_cycle_notes_the_call_with_its_records():
    """The story is one route; what parts the lots was recorded after it."""
    notes, drawn = notes_of(parted_cycles())
    call = notes.partition("Failing test case")[0].partition("reproduced by ")[2]
    assert call.startswith("story(Scenario(")
    assert ".record(ProcurementStrategy(" in call
    assert eval(call, dict(PASTED)) == drawn


def test_refused_record_of_a_failing_draw_is_shown_with_its_fields():
    """It was shown as `given[0].refusal()`, which says nothing of the record that failed."""
    notes, _ = notes_of(refused_records(story(at=Stage.AWARD)))
    assert "given[" not in notes
    assert "Refusal(record=Waiver(" in notes
    assert "code='not-waivable'" in notes
