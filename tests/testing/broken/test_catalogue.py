"""The catalogue of broken cycles, held against the table of finding codes."""

import re

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.findings.catalogue import FINDING_CODES
from commissioning.findings.finding import FindingCode
from commissioning.gates.case import check
from commissioning.process import Process
from commissioning.records.engagement import EngagementMeeting
from commissioning.stages import Stage
from commissioning.testing import BrokenCycle, Scenario, make, story
from commissioning.testing.broken.catalogue import ROWS, broken_cycles

BROKEN = [pytest.param(row, id=row.code) for row in ROWS]


def test_every_code_has_a_broken_cycle():
    """A kind of finding that nothing shows cannot be relied upon, here or by anybody else."""
    assert {row.code for row in ROWS} == {code.code for code in FINDING_CODES}


@pytest.mark.parametrize("row", BROKEN)
def test_broken_cycle_raises_its_finding_and_no_other(row):
    """A fixture that breaks two things does not say which of them a system noticed."""
    broken = row.made()
    codes = {finding.code for finding in broken.findings}
    assert row.code in codes
    assert codes == {row.code, *row.also}


@pytest.mark.parametrize("row", [row for row in BROKEN if row.values[0].view is None])
def test_records_before_the_last_of_a_broken_cycle_are_valid(row):
    """The one thing wrong is the last thing recorded, so the fixture has one place to look at."""
    before = row.made().before
    assert not Cycle.audit("again", before.records).blocks


@pytest.mark.parametrize("row", BROKEN)
def test_sentence_of_a_broken_cycle_begins_with_a_capital_and_has_no_full_stop(row):
    """The sentence is what a stranger's failing test will show."""
    assert len(row.sentence) > 10
    assert row.sentence[0].isupper()
    assert not row.sentence.endswith(".")


def test_broken_cycles_of_some_codes_are_only_those():
    """A suite about the standstill wants the standstill's fixtures."""
    found = list(broken_cycles("standstill-running", "standstill-too-short"))
    assert [broken.code for broken in found] == ["standstill-running", "standstill-too-short"]
    assert found[0].attempt.on < found[0].findings[0].earliest
    assert found[0].seen_by == "recording"


def test_broken_cycles_of_an_unknown_code_are_refused_with_the_nearest():
    """A slip in a code would otherwise be a test that tests nothing."""
    with pytest.raises(LookupError) as slip:
        broken_cycles("standstil-runing")
    assert str(slip.value) == (
        'There is no broken cycle for "standstil-runing"; did you mean "standstill-running"?'
    )


NOT_VISITED = FindingCode(
    "home-not-visited", "No home was visited.", waivable=True, example="No home was visited"
)


@check(EngagementMeeting, NOT_VISITED)
def home_is_visited(case, meeting):
    """A home is visited before people meet."""
    yield NOT_VISITED("No home was visited", remedy="Visit one")


def test_broken_cycles_of_an_own_code_are_answered_with_how_to_make_one():
    """The catalogue cannot have the codes of a council's gates, and its suite wants them all the same."""
    with pytest.raises(LookupError) as unknown:
        broken_cycles("home-not-visited")
    assert str(unknown.value) == (
        'There is no broken cycle for "home-not-visited"; `commissioning explain` lists the codes; for '
        "one of your own, make a `BrokenCycle` with your `process`."
    )


def test_broken_cycle_of_a_councils_own_process_has_the_finding_of_its_gate():
    """The same fixture, for the code that a council's own gate declares."""

    row = Process.standard().step(EngagementMeeting)
    ours = Process.standard().with_steps(evolve(row, checks=(home_is_visited,)))
    before = story(at=Stage.AWARD)
    broken = BrokenCycle(
        code="home-not-visited",
        sentence="A meeting before any home was visited",
        records=(*before.records, make(EngagementMeeting, Scenario.of(before))),
        process=ours,
    )
    assert [finding.code for finding in broken.findings] == ["home-not-visited"]


def test_broken_cycles_are_equal_each_time():
    """Fixtures that change between two runs cannot be compared."""
    assert list(broken_cycles()) == list(broken_cycles())


CODES = {code.code: code for code in FINDING_CODES}
SEVERAL_SENTENCES = {"membership-unchanged", "shortlist-departs-from-points"}
"""Codes whose example is another of their sentences than that of the broken cycle."""


@pytest.mark.parametrize("row", BROKEN)
def test_example_of_a_code_begins_as_its_findings_do(row):
    """An example of words that are no longer printed sends an officer looking for them."""
    example = CODES[row.code].example
    (message, *_) = (found.message for found in row.made().findings if found.code == row.code)
    words = set(re.findall(r"[a-z]{2,}", example.lower()))
    shared = words & set(re.findall(r"[a-z]{2,}", message.lower()))
    assert len(shared) * 3 >= len(words) or row.code in SEVERAL_SENTENCES, (example, message)
    assert example[0].isupper() or not example.split()[0].isalpha(), example
    assert not example.endswith(".")
