"""Rounding half up, from exact figures."""

from decimal import Decimal
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.values.rounding import Rounding, as_decimal, places_of, rounded, shown


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (F(5, 2), 0, 3),
        (F(-5, 2), 0, -3),
        (F("2.675"), 2, F("2.68")),
        (F("0.125"), 2, F("0.13")),
        (F(1, 3), 2, F("0.33")),
        (F(2, 3), 0, 1),
    ],
)
def test_halves_are_rounded_up(value, places, expected):
    """Python's own round gives 2 for 2.5 and 2.67 for 2.675; published scores do not."""
    assert rounded(value, places) == expected


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 4))
def test_rounding_moves_by_half_a_unit_at_most(value, places):
    """Nobody loses more than half a hundredth of a point to the printed page."""
    assert abs(rounded(value, places) - value) <= F(1, 2 * 10**places)
    assert F(as_decimal(value, places)) == rounded(value, places)


def test_figures_are_shown_without_trailing_zeros():
    """38.10 and 38.1 are one figure; a letter says it the short way."""
    assert [shown(F(v)) for v in ("38.10", "40", "1/3")] == ["38.1", "40", "0.33"]
    assert as_decimal(F(1, 3), 2) == Decimal("0.33")
    assert shown(F(7), 0) == "7"


@pytest.mark.parametrize(("number", "places"), [("2.50", 2), ("3", 0), ("1E+2", 0), ("0.005", 3)])
def test_decimal_places_are_those_that_a_number_is_written_with(number, places):
    """2.50 was stated to the penny, although its last figure says nothing."""
    assert places_of(Decimal(number)) == places


def test_negative_decimal_places_are_refused():
    """Rounding to tens would decide tenders by the toss of a coin."""
    with pytest.raises(RecordError) as refused:
        Rounding(places=-1)
    assert str(refused.value) == (
        "rounding: places: -1 is negative; give the number of decimal places, 0 or more"
    )


def test_zero_decimal_places_round_to_whole_points():
    """Some invitations round each line to whole points, with all that follows."""
    assert Rounding(places=0).places == 0
