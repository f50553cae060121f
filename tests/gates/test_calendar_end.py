"""The first and last day of the calendar: a slip of the keyboard is a finding and never a crash."""

from contextlib import suppress
from datetime import date

import pytest
from attrs import evolve

from commissioning import (
    ApprovalToAward,
    AwardRecommendation,
    ContractSigned,
    Cycle,
    IntentionToAward,
    Route,
)
from commissioning.errors import RecordError
from commissioning.law.regimes.held import REGIMES
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.process import STEPS
from commissioning.stages import During
from commissioning.testing import Scenario, make, story
from commissioning.testing.stories.story import COUNCIL

ENDS = (date.min, date.max)


def audited(*records):
    return Cycle.audit("The end of the calendar", records, buyers=(COUNCIL,)).cycle


def test_letters_of_the_last_day_of_the_calendar_leave_the_next_steps_answerable():
    """No calendar of bank holidays reaches so far: it is not known when the standstill ends."""
    cycle = story(Scenario(route=Route.open()), after=ApprovalToAward)
    recommended = cycle.expect(AwardRecommendation).reference
    letters = IntentionToAward(
        on=date.max, recommendation=recommended, told=("alder", "birch", "cedar")
    )
    steps = audited(*cycle.records, letters).next_steps(date.max)
    (signature,) = [step for step in steps if step.kind is ContractSigned]
    assert "law-unknown" in [finding.code for finding in signature.findings]


def of_that_day(cycle, day):
    """A record of each kind on a day, where one can be made that is not wrong by itself."""
    for step in STEPS:
        if isinstance(step.where, During):
            with suppress(RecordError):
                yield evolve(make(step.record, Scenario.of(cycle)), on=day, within=None)


@pytest.mark.parametrize("day", ENDS, ids=str)
def test_no_record_of_the_ends_of_the_calendar_is_a_crash(day):
    """Whatever is dated so, and whenever it is asked about: findings, and no error of arithmetic."""
    cycle = story(Scenario(route=Route.restricted(interviews=True)), after=ContractSigned)
    records = tuple(of_that_day(cycle, day))
    held = audited(*cycle.records, *records)
    assert len(records) > 40
    for record in records:
        cycle.findings(record)
    for asked in (*ENDS, date(2023, 1, 2)):
        assert held.next_steps(asked)
        held.obligations(asked)


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.name)
@pytest.mark.parametrize("day", ENDS, ids=str)
def test_duties_of_the_ends_of_the_calendar_can_be_asked_for(regime, day):
    """Rounds that recur are counted up to the last day of the calendar, and not for ever."""
    route = Route.direct_award() if regime.name != PROCUREMENT_ACT_2023.name else Route.open()
    cycle = story(Scenario(route=route, regime=regime), after=ContractSigned)
    assert cycle.obligations(day) is not None
