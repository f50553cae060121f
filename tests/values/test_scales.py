"""Scales of marks as data."""

from decimal import Decimal

import pytest

from commissioning.errors import RecordError
from commissioning.values.scales import (
    EVEN_TO_TEN,
    OUT_OF_100,
    PASS_OR_FAIL,
    ZERO_TO_FIVE,
    ZERO_TO_FOUR,
    ZERO_TO_TEN,
    Level,
    Scale,
    plain,
)

HALVES = Scale.labelled("halves", "poor", "fair", "good", half_marks=True)
SCOTTISH = Scale.tabled("as percentages", 0, 25, 50, 75, 100)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"name": "", "highest": 5},
            "name: is empty; name the scale, so that messages can say which is meant",
        ),
        (
            {"name": "s", "highest": 0},
            "highest: the scale goes from 0 to 0; let it begin at 0 or more and end higher",
        ),
        (
            {"name": "s", "lowest": -1, "highest": 5},
            "highest: the scale goes from -1 to 5; let it begin at 0 or more and end higher",
        ),
        (
            {"name": "s", "highest": 5, "step": 2},
            "step: steps of 2 do not lead from 0 to 5; give a step that divides the distance",
        ),
        (
            {"name": "s", "highest": 5, "step": 0},
            "step: steps of 0 do not lead from 0 to 5; give a step that divides the distance",
        ),
        (
            {"name": "s", "highest": 1, "levels": (Level(mark=1), Level(mark=0))},
            "levels: a mark is described twice or out of order; go from the lowest to the highest",
        ),
        (
            {"name": "s", "highest": 1, "levels": (Level(mark="0.5"),)},
            "levels: 0.5 is not a mark; the scale has 0 to 1",
        ),
        (
            {"name": "s", "highest": 1, "levels": (Level(mark=0, points=0), Level(mark=1))},
            (
                "levels: only some marks have points; give every level points, the lowest and "
                "the highest mark included"
            ),
        ),
        (
            {
                "name": "s",
                "highest": 1,
                "levels": (Level(mark=0, points=5), Level(mark=1, points=1)),
            },
            "levels: points must rise with the marks, from 0 or more",
        ),
    ],
)
def test_scale_that_cannot_be_marked_on_is_refused(fields, message):
    """A scale with a hole in it is found when a mark falls through."""
    with pytest.raises(RecordError) as refused:
        Scale(**fields)
    assert message in refused.value.problems


@pytest.mark.parametrize(
    ("scale", "marks"),
    [
        (ZERO_TO_FIVE, "0 1 2 3 4 5"),
        (ZERO_TO_FOUR, "0 1 2 3 4"),
        (ZERO_TO_TEN, "0 1 2 3 4 5 6 7 8 9 10"),
        (EVEN_TO_TEN, "0 2 4 6 8 10"),
        (PASS_OR_FAIL, "0 1"),
        (HALVES, "0 0.5 1 1.5 2"),
    ],
)
def test_scale_knows_its_marks(scale, marks):
    """The first mark beyond a tie point, and the mark off the scale, are both read from here."""
    assert [plain(mark) for mark in scale.marks] == marks.split()
    assert all(scale.holds(mark) for mark in scale.marks)
    assert not scale.holds(scale.highest + scale.step)


def test_labels_are_data_and_differ_between_councils():
    """3 is "satisfactory" in one council and "good" in another; nothing is hard-coded."""
    assert ZERO_TO_FIVE.levels[3].label == "satisfactory"
    assert ZERO_TO_FOUR.levels[3].label == "good"


def test_table_of_points_is_kept_as_given():
    """Some councils turn marks into percentages that are no straight line."""
    assert SCOTTISH.table[1] == (Decimal(1), Decimal(25))
    assert ZERO_TO_FIVE.table == ()
    assert Scale.tabled("t", 0, 20, 100, half_marks=True).step == Decimal("0.5")


@pytest.mark.parametrize(
    ("scale", "told"),
    [
        (ZERO_TO_FIVE, "0 to 5"),
        (HALVES, "halves (0 to 2 in steps of 0.5)"),
        (OUT_OF_100, "out of 100 (0 to 100)"),
        (EVEN_TO_TEN, "0 to 10, even marks"),
    ],
)
def test_scale_prints_its_name_and_reach(scale, told):
    """A message about a mark off the scale shows the scale."""
    assert str(scale) == told


@pytest.mark.parametrize(("number", "told"), [("60.0", "60"), ("12.50", "12.5"), ("1E+2", "100")])
def test_numbers_are_shown_as_people_write_them(number, told):
    """1E+2% in a letter to bidders would be laughed at."""
    assert plain(Decimal(number)) == told
