"""What hypothesis runs when it starts."""

import subprocess
import sys
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.law.regimes.council import CouncilRules
from commissioning.law.regimes.regime import Regime
from commissioning.planning.thread_links import Link
from commissioning.process import Process
from commissioning.testing import REGIMES, Scenario
from commissioning.testing.strategies import hypothesis_hook


@pytest.mark.parametrize(
    "order",
    [
        "import hypothesis.strategies as st; from commissioning import Money",
        "from commissioning import Money; import hypothesis.strategies as st",
    ],
    ids=["hypothesis first", "the library first"],
)
def test_a_type_can_be_drawn_whichever_was_imported_first(order):
    """The order of imports in a test module is the formatter's, not the author's."""
    code = f"{order}; print(type(st.from_type(Money).example()).__name__)"
    run = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "Money"


def test_other_modules_are_found_as_ever():
    """The hook looks at the library's own modules and at no others."""
    finder = hypothesis_hook._RegistersOnImport
    assert finder.find_spec("json") is None
    assert finder.find_spec("commissioning.records.no_such_module", []) is None


def test_running_the_hook_again_adds_nothing():
    """A second session in one process must not stack finders upon finders."""
    hypothesis_hook._hypothesis_setup_hook()
    hypothesis_hook._hypothesis_setup_hook()
    assert sys.meta_path.count(hypothesis_hook._RegistersOnImport) == 1


def test_a_module_without_values_registers_nothing():
    """Modules of functions alone are no concern of hypothesis."""
    hypothesis_hook.register(ModuleType("commissioning.values.nothing"))


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(st.from_type(Cycle), st.from_type(Scenario), st.from_type(Regime), st.from_type(Process))
def test_whole_cycles_are_drawn_from_their_type(cycle, scenario, regime, process):
    """Put together from its fields a cycle would be a title without a history."""
    assert cycle.records
    assert not Cycle.audit(cycle.title, cycle.records).blocks
    assert scenario.regime in REGIMES
    assert regime in REGIMES
    assert process is Process.standard()


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(st.from_type(CouncilRules), st.from_type(Link))
def test_values_outside_records_are_drawn_too(rules, link):
    """Somebody's own rules and reports are values like any other."""
    assert isinstance(rules, CouncilRules)
    assert isinstance(link, Link)
