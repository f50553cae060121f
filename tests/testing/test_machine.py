"""The machine that walks cycles, for other people's suites."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from commissioning.cycle import Cycle
from commissioning.testing import CycleMachine

FEW = settings(
    max_examples=5,
    stateful_step_count=6,
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


def test_a_subclass_hears_of_every_beginning_step_and_refusal():
    """A hook that is never called would compare nothing."""
    Counting.told = {"begun": 0, "recorded": 0, "refused": 0}
    run_state_machine_as_test(Counting, settings=FEW)
    assert all(Counting.told.values()), Counting.told


def test_a_refusal_that_does_not_come_is_a_failure(monkeypatch):
    """If the library let through what it must refuse, the walk has to stop there."""
    monkeypatch.setattr(CycleMachine, "_attempt", lambda self, record: None)
    until_found = settings(FEW, max_examples=100)
    with pytest.raises(AssertionError, match=r"recorded what .* forbids"):
        run_state_machine_as_test(CycleMachine, settings=until_found)


def test_a_system_that_disagrees_is_caught():
    """The point of walking beside is to part at the first difference."""

    class Wrong(CycleMachine):
        def recorded(self, before, record):
            assert isinstance(before, Cycle)
            raise AssertionError("our tracker has lost it")

    with pytest.raises(AssertionError, match="our tracker has lost it"):
        run_state_machine_as_test(Wrong, settings=FEW)
