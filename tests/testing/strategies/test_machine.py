"""The machine that walks cycles, for other people's suites."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from commissioning.cycle import Cycle
from commissioning.records.ending import ReturnToStage
from commissioning.stages import Route, Stage
from commissioning.testing import CycleMachine, cycles

FEW = settings(
    max_examples=5,
    stateful_step_count=6,
    derandomize=True,  # in so few walks one of the rules may be left out by chance
    database=None,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Counting(CycleMachine):
    """Counts what it is told."""

    told: dict[str, int]

    def begun(self):
        self.told.update(begun=self.told["begun"] + 1)

    def recorded(self, before, record):
        assert self.cycle.records == (*before.records, record)
        self.told.update(recorded=self.told["recorded"] + 1)

    def refused(self, record, refusal):
        assert refusal.findings
        self.told.update(refused=self.told["refused"] + 1)


def test_machine_calls_begun_recorded_and_refused():
    """A hook that is never called would compare nothing."""
    Counting.told = {"begun": 0, "recorded": 0, "refused": 0}
    run_state_machine_as_test(Counting, settings=FEW)
    assert all(Counting.told.values()), Counting.told


def test_machine_fails_where_a_refusal_does_not_come(monkeypatch):
    """If the library let through what it must refuse, the walk has to stop there."""
    monkeypatch.setattr(CycleMachine, "_attempt", lambda self, record: None)
    until_found = settings(FEW, max_examples=100)
    with pytest.raises(AssertionError, match=r"a record was taken that must raise"):
        run_state_machine_as_test(CycleMachine, settings=until_found)


def test_machine_fails_where_the_other_system_differs():
    """The point of walking beside is to part at the first difference."""

    class Wrong(CycleMachine):
        def recorded(self, before, record):
            assert isinstance(before, Cycle)
            raise AssertionError("our tracker has lost it")

    with pytest.raises(AssertionError, match="our tracker has lost it"):
        run_state_machine_as_test(Wrong, settings=FEW)


class Misled(CycleMachine):
    """A system that takes every return for the end."""

    steps = 0
    seen = 0

    def beginnings(self):
        return cycles(at=Stage.AWARD, route=Route.open(), lots=(), providers=("alder",))

    def begun(self):
        assert self.cycle.stage is Stage.AWARD
        self.steps = 0

    def recorded(self, before, record):
        self.steps += 1
        type(self).seen = self.steps
        assert not isinstance(record, ReturnToStage), "our tracker has closed it"


def test_failing_walk_shrinks_to_the_steps_that_matter():
    """A walk of fifty steps that ends in a failure tells nobody what went wrong."""
    looking = settings(
        max_examples=200,
        stateful_step_count=6,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    with pytest.raises(AssertionError, match="our tracker has closed it") as failure:
        run_state_machine_as_test(Misled, settings=looking)
    assert Misled.seen <= 2
    notes = "\n".join(failure.value.__notes__)
    assert "Draw 1 (begun): <Cycle 'Care at home" in notes
    assert notes.count("Draw ") <= 4
    assert len(notes.splitlines()) < 60
