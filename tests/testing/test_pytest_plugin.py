"""The pytest plugin, run in sessions of its own."""

import subprocess
import sys
from inspect import isfunction
from pathlib import Path

import pytest

from commissioning.stages import Stage
from commissioning.testing import pytest_plugin
from commissioning.testing.strategies import cycles as cycle_strategies

pytest_plugins = ["pytester"]

AT_EVERY_STAGE = "\n".join(
    f"def test_{stage.name.lower()}(commissioning_at_{stage.name.lower()}):\n"
    f"    assert commissioning_at_{stage.name.lower()}.stage.name == {stage.name!r}\n"
    for stage in Stage
)
PASSING = """
import pytest
from datetime import date

@pytest.mark.commissioning_at_every_stage
def test_stage(commissioning_cycle):
    assert commissioning_cycle.records

@pytest.mark.commissioning_under_every_regime
@pytest.mark.commissioning_on_every_route
def test_route(commissioning_cycle):
    assert commissioning_cycle.route

def test_whole(commissioning_cycle):
    assert commissioning_cycle.stage.finished

def test_small_things(commissioning_provider, commissioning_panel, commissioning_clock):
    assert commissioning_provider.reference == "alder"
    assert commissioning_panel.assessors
    assert commissioning_clock() == date(2022, 9, 14)

def test_stories(
    commissioning_lewisham, commissioning_greenwich, commissioning_leicester,
    commissioning_lancashire_homecare, commissioning_lancashire_supported_housing,
):
    assert len({commissioning_lewisham.title, commissioning_greenwich.title,
        commissioning_leicester.title, commissioning_lancashire_homecare.title,
        commissioning_lancashire_supported_housing.title}) == 5
"""
FAILING = """
from datetime import date
from commissioning import GoLive

def test_findings(commissioning_at_award):
    assert commissioning_at_award.blockers(GoLive, date(2023, 1, 1)) == ()

def test_cycles(commissioning_at_ssq, commissioning_at_itt):
    assert commissioning_at_ssq == commissioning_at_itt

def test_numbers(commissioning_at_ssq):
    assert 1 == 2
"""


@pytest.fixture
def run(pytester):
    def outcome(text):
        pytester.makepyfile(text)
        return pytester.runpytest_subprocess("-q", "--strict-markers", "-p", "no:cacheprovider")

    return outcome


def test_fixtures_and_marks_give_the_cycles_they_name(run):
    """A test says what it needs in its arguments and a mark, and nowhere else."""
    result = run(AT_EVERY_STAGE + PASSING)
    result.assert_outcomes(passed=11 + (11 + 27 + 1) + 2)


def test_failure_lists_findings_and_the_first_record_that_differs(run):
    """The reason for a refusal belongs in the failure; other comparisons are left alone."""
    result = run(FAILING)
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(
        [
            "*left: 3",
            "*blocks [[]stage-order] You cannot go live yet*",
            "*record 7 is the first that differs:*",
            "*assert 1 == 2*",
        ]
    )


def test_misspelt_name_in_a_test_ends_at_its_call(run):
    """The value that was not made stood half done in the failure, as an error of its `repr`."""
    result = run("""
        from commissioning import GoLive
        from commissioning.testing import story

        def test_field():
            GoLive(contract="C1")

        def test_argument():
            story(stage="award")
    """)
    result.stdout.fnmatch_lines(
        [
            "E *TypeError: GoLive has no field `contract`; did you mean `contracts`? GoLive needs `on`.",
            "E *TypeError: story has no argument `stage`; it has `scenario`, `at`, `after`, *",
        ]
    )
    result.stdout.no_fnmatch_line("*raised in repr*")
    result.stdout.no_fnmatch_line("*frozen.py*")


def test_mark_on_a_test_without_the_fixture_is_refused(run):
    """A mark that does nothing would make a suite look wider than it is."""
    result = run("""
        import pytest

        @pytest.mark.commissioning_at_every_stage
        def test_stage():
            pass
    """)
    result.stdout.fnmatch_lines(
        ["*is marked commissioning_at_every_stage and does not take `commissioning_cycle`*"]
    )


def test_comparisons_of_other_things_are_left_to_pytest():
    """A plugin that is always there must keep out of what is not its own."""
    assert pytest_plugin.pytest_assertrepr_compare("<", (), ()) is None
    assert pytest_plugin.pytest_assertrepr_compare("==", 1, 2) is None


@pytest.mark.parametrize(
    "module",
    ["commissioning.testing.pytest_plugin", "commissioning.testing.strategies.hypothesis_hook"],
)
def test_plugins_load_no_other_module_of_the_library(module):
    """Suites that do not use the library must not pay for it, nor lose coverage by it."""
    code = (
        "import pytest, sys; before = set(sys.modules); "
        f"import {module}; "
        "print(*sorted(m for m in set(sys.modules) - before if m.startswith('commissioning')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    packages = {"commissioning", "commissioning.front_door", "commissioning.testing"}
    packages |= {"commissioning.testing.strategies"}
    assert set(done.stdout.split()) - packages == {module}


HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "test-your-own-system.md"


def test_every_fixture_mark_and_strategy_is_documented():
    """A name that is only in the source is found by nobody who needs it."""
    page = HOW_TO.read_text(encoding="utf-8")
    named = [name for name in vars(pytest_plugin) if name.startswith("commissioning_")]
    named += [pytest_plugin.EVERY_STAGE, pytest_plugin.EVERY_REGIME, pytest_plugin.EVERY_ROUTE]
    strategies = [
        name
        for name, part in vars(cycle_strategies).items()
        if isfunction(part) and part.__module__ == cycle_strategies.__name__ and name[0] != "_"
    ]
    assert len(named) == 11 + 5 + 4 + 3
    assert [name for name in named if f"`{name}`" not in page] == []
    missing = [name for name in strategies if f"`{name}(" not in page]
    assert missing == ["next_kinds"]  # what `next_records` draws from, and no strategy itself
