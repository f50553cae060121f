"""Gates given by their names: the table of the process names what is loaded only once it is asked."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from commissioning.gates import by_name
from commissioning.gates import standstill as loaded_standstill
from commissioning.gates.case import Check, Gate
from commissioning.gates.named import Named, found, not_named
from commissioning.process import STEPS


def test_name_stands_for_the_gate_of_its_module():
    """The row of a table and the module must mean the same condition."""
    named = by_name.standstill.standstill_is_over
    assert isinstance(named, Named)
    assert found((named,)) == (loaded_standstill.standstill_is_over,)
    assert not_named((named, loaded_standstill.standstill_is_over)) == (
        loaded_standstill.standstill_is_over,
    )


def test_every_name_of_the_table_is_that_of_a_condition():
    """A slip in a name would be met only by the officer whose record is judged first."""
    conditions = [condition for step in STEPS for condition in step.conditions]
    assert all(isinstance(condition, (Gate, Check)) for condition in conditions)


def test_stub_lists_the_modules_that_tables_take_gates_from_and_no_other():
    """A line left behind for a module that is gone would mislead whoever adds the next gate."""
    source = Path(by_name.__file__).parents[1]
    stub = Path(by_name.__file__).with_suffix(".pyi").read_text("utf-8").splitlines()
    listed = {line.split()[-1] for line in stub if line.startswith("from")}
    taken = {
        name.name
        for table in (source / "process.py", source / "gates" / "published.py")
        for node in ast.parse(table.read_text("utf-8")).body
        if isinstance(node, ast.ImportFrom) and node.module == by_name.__name__
        for name in node.names
    }
    assert listed == taken


@pytest.mark.parametrize("module", [by_name, by_name.award])
def test_private_name_is_no_gate(module: object):
    """Tools look for such names on whatever they are handed, and expect to be told there is none."""
    with pytest.raises(AttributeError):
        module.__wrapped__  # noqa: B018


def test_first_cycle_loads_no_gate():
    """It is what makes a first `Cycle` quick; one import in the wrong place would undo it unseen."""
    code = (
        "import sys; from commissioning import Cycle; Cycle('x'); "
        "print([m for m in sys.modules if m.startswith('commissioning.gates.')])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [
        "['commissioning.gates.named',",
        "'commissioning.gates.by_name',",
        "'commissioning.gates.order_rules']",
    ]
