"""The classes of the library are registered with hypothesis."""

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.law.regimes.council import CouncilRules
from commissioning.law.regimes.regime import Regime
from commissioning.planning.thread_points import ThreadLink
from commissioning.process import Process
from commissioning.testing import REGIMES, Scenario
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen


@pytest.mark.parametrize(
    "order",
    [
        "import hypothesis.strategies as st; from commissioning import Money",
        "from commissioning import Money; import hypothesis.strategies as st",
    ],
    ids=["hypothesis first", "the library first"],
)
def test_from_type_draws_a_class_whichever_was_imported_first(order):
    """The order of imports in a test module is the formatter's, not the author's."""
    code = f"{order}; print(type(st.from_type(Money).example()).__name__)"
    run = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "Money"


def test_no_import_hook_is_left_in_a_session():
    """Somebody else's process is not ours to change."""
    code = "import sys; before = list(sys.meta_path); import hypothesis; print(sys.meta_path == before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_class_made_in_a_session_with_hypothesis_is_drawn_from_its_type():
    """A test module may define a record of its own after everything has been imported."""

    @frozen
    class Postcode(Checked):
        letters: str

    assert isinstance(find(st.from_type(Postcode), lambda _: True), Postcode)


def test_class_that_is_no_value_is_not_registered():
    """Machinery is for its own tests to draw."""

    @frozen
    class Machine:
        wheels: int

    assert find(st.from_type(Machine), lambda machine: machine.wheels > 5).wheels > 5


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(st.from_type(Cycle), st.from_type(Scenario), st.from_type(Regime), st.from_type(Process))
def test_from_type_draws_whole_cycles_and_their_settings(cycle, scenario, regime, process):
    """Put together from its fields a cycle would be a title without a history."""
    assert cycle.records
    assert not Cycle.audit(cycle.title, cycle.records).blocks
    assert scenario.regime in REGIMES
    assert regime in REGIMES
    assert process is Process.standard()


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(st.from_type(CouncilRules), st.from_type(ThreadLink))
def test_from_type_draws_values_that_no_record_holds(rules, link):
    """Somebody's own rules and reports are values like any other."""
    assert isinstance(rules, CouncilRules)
    assert isinstance(link, ThreadLink)
