"""How two cycles, or two lists of findings, differ."""

import pytest

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.records.live import GoLive
from commissioning.stages import Stage
from commissioning.testing import FrozenClock, story
from commissioning.testing.differences import differing_cycles, listed_findings


def test_findings_are_listed_with_their_codes():
    """A person looks for the code first and reads the sentence then."""
    cycle = story(at=Stage.AWARD)
    blockers = cycle.blockers(GoLive, cycle.last_on)
    lines = listed_findings(list(blockers), ())
    assert lines[:2] == ["the findings differ", "left: 3"]
    assert lines[2].startswith("  blocks [stage-order] You cannot go live yet")
    assert lines[-1] == "right: 0"


def test_comparison_without_findings_or_cycles_has_no_lines():
    """Two lists of numbers are pytest's own business."""
    assert listed_findings((1,), (2,)) == []
    assert differing_cycles(1, 2) is None


def test_cycles_are_compared_to_the_first_record_that_differs():
    """Of forty records one is to be looked at."""
    early, late = story(at=Stage.SSQ), story(at=Stage.ITT)
    lines = differing_cycles(early, late)
    assert lines[2:] == [
        "record 7 is the first that differs:",
        "  left:  no record 7",
        "  right: <SelectionResponse of 18 January 2022: alder>",
    ]
    assert differing_cycles(late, early)[3:] == [
        "  left:  <SelectionResponse of 18 January 2022: alder>",
        "  right: no record 7",
    ]


def test_cycles_with_equal_records_are_said_to_differ_otherwise():
    """An empty difference would leave the reader with nothing."""
    assert differing_cycles(Cycle("a"), Cycle("b"))[-1] == (
        "the records are the same; the titles, buyers, references or processes differ"
    )


def test_repr_of_a_frozen_clock_shows_its_day():
    """A failing test prints its arguments."""
    clock = FrozenClock()
    clock.advance(2)
    assert repr(clock) == "FrozenClock(datetime.date(2022, 9, 16))"


@pytest.mark.parametrize(
    ("moved", "message"),
    [
        (
            lambda: FrozenClock().advance("3"),
            "FrozenClock.advance: days: '3' is not a whole number",
        ),
        (
            lambda: FrozenClock().advance(1.5),
            "FrozenClock.advance: days: 1.5 is a float; write a whole number",
        ),
        (
            lambda: FrozenClock("2022-09-14"),
            "FrozenClock: day: '2022-09-14' is not a day; write date(2022, 9, 14)",
        ),
    ],
)
def test_frozen_clock_refuses_what_is_no_day_or_number_of_days(moved, message):
    """A clock that stands on half a day, or on a text, fails far from the test that set it."""
    with pytest.raises(RecordError) as refused:
        moved()
    assert str(refused.value) == message
