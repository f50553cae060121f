"""The pytest plugin, run in a session of its own."""

import subprocess
import sys

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture
def run(pytester):
    def outcome(text):
        pytester.makepyfile(text)
        return pytester.runpytest_subprocess("-q", "--strict-markers", "-p", "no:cacheprovider")

    return outcome


def test_every_stage_has_a_fixture(run):
    """A test of what happens at the award says so in its arguments and nowhere else."""
    from commissioning.stages import Stage

    names = [stage.name.lower() for stage in Stage]
    tests = "\n".join(
        f"def test_{name}(commissioning_at_{name}):\n"
        f"    assert commissioning_at_{name}.stage.name == {name.upper()!r}\n"
        for name in names
    )
    run(tests).assert_outcomes(passed=len(names))


def test_the_marks_repeat_a_test_for_stages_regimes_and_routes(run):
    """One test that holds at every stage is worth eleven that were copied."""
    result = run("""
        import pytest

        @pytest.mark.commissioning_at_every_stage
        def test_stage(commissioning_cycle):
            assert commissioning_cycle.records

        @pytest.mark.commissioning_under_every_regime
        @pytest.mark.commissioning_on_every_route
        def test_route(commissioning_cycle):
            assert commissioning_cycle.route

        def test_whole(commissioning_cycle):
            assert commissioning_cycle.stage.finished
    """)
    result.assert_outcomes(passed=11 + 18 + 1)


def test_a_mark_without_its_fixture_is_a_mistake(run):
    """A mark that does nothing would make a suite look wider than it is."""
    result = run("""
        import pytest

        @pytest.mark.commissioning_at_every_stage
        def test_stage():
            pass
    """)
    result.stdout.fnmatch_lines(
        ["*is marked commissioning_at_every_stage, and does not take `commissioning_cycle`*"]
    )


def test_a_provider_a_panel_and_a_clock_come_ready(run):
    """The small things of a test should not need a paragraph each."""
    run("""
        from datetime import date

        def test_them(commissioning_provider, commissioning_panel, commissioning_clock):
            assert commissioning_provider.reference == "alder"
            assert commissioning_panel.assessors
            assert commissioning_clock() == date(2022, 9, 14)
            assert commissioning_clock.advance(2) == date(2022, 9, 16)
            assert repr(commissioning_clock) == "FrozenClock(datetime.date(2022, 9, 16))"
    """).assert_outcomes(passed=1)


def test_findings_that_differ_are_listed(run):
    """The reason for a refusal belongs in the failure, not in a debugger."""
    result = run("""
        from datetime import date
        from commissioning import GoLive

        def test_findings(commissioning_at_award):
            assert commissioning_at_award.blockers(GoLive, date(2023, 1, 1)) == ()
    """)
    result.stdout.fnmatch_lines(["*left: 3", "*blocks [[]stage-order] a go-live opens go-live*"])


def test_cycles_that_differ_show_the_first_record_that_does(run):
    """Two ledgers of forty records are not compared by eye."""
    result = run("""
        def test_cycles(commissioning_at_ssq, commissioning_at_itt):
            assert commissioning_at_ssq == commissioning_at_itt
    """)
    result.stdout.fnmatch_lines(["*record 7 is the first that differs:*"])


def test_other_comparisons_are_left_alone(run):
    """A plugin that is always there must keep out of what is not its own."""
    result = run("""
        def test_numbers(commissioning_at_ssq):
            assert 1 == 2
    """)
    result.stdout.fnmatch_lines(["*assert 1 == 2*"])


@pytest.mark.parametrize(
    "module", ["commissioning.testing.pytest_plugin", "commissioning.testing.hypothesis_hook"]
)
def test_what_loads_in_every_session_loads_nothing_else(module):
    """Suites that do not use the library must not pay for it, nor lose coverage by it."""
    code = (
        "import pytest, sys, hypothesis; before = set(sys.modules); "
        f"import {module}; "
        "print(sorted(m for m in set(sys.modules) - before if m.startswith('commissioning')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(eval(done.stdout))
    assert not [m for m in loaded if not m.startswith(("commissioning.testing",))]
    assert len(loaded) <= 3
