"""What hypothesis runs when it starts."""

import subprocess
import sys
from types import ModuleType

import pytest

from commissioning.testing import hypothesis_hook


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
