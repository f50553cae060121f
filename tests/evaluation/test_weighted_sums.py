"""Sums of many rows at once are the sums of each."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.evaluation.bids import Bid
from commissioning.evaluation.weighted_sums import weighted_sums


def summed(coefficients, rows):
    return weighted_sums(coefficients, [Bid(provider="A", earned=tuple(row)) for row in rows])


marks = st.one_of(st.integers(0, 255), st.integers(0, 10**30))


@given(st.data(), st.integers(0, 6))
def test_the_quick_sums_are_the_plain_ones(data, columns):
    """However many tenders and criteria, however large the marks: not a unit is carried astray."""
    coefficients = data.draw(st.lists(st.integers(0, 10**6), min_size=columns, max_size=columns))
    figures = data.draw(st.sampled_from([st.integers(0, 255), marks, st.fractions(0, 255)]))
    rows = data.draw(st.lists(st.tuples(*[figures] * columns), max_size=8))
    plain = [sum(c * f for c, f in zip(coefficients, row, strict=True)) for row in rows]
    assert summed(coefficients, rows) == plain


@pytest.mark.parametrize("most", [2**32, 2**64])
@pytest.mark.parametrize("over", [-1, 0, 1])
def test_rooms_for_a_sum_are_wide_enough(most, over):
    """At the very edge of four and of eight bytes."""
    coefficients = (most // 255 + over,)
    rows = [(255,), (0,), (255,), (1,)]
    assert summed(coefficients, rows) == [row[0] * coefficients[0] for row in rows]


def test_fractions_of_a_mark_stay_fractions():
    """What-ifs move marks to anywhere between two of the scale."""
    assert summed((3, 4), [(Fraction(1, 3), 1), (2, 1)]) == [5, 10]


def test_who_lacks_a_mark_has_no_sum():
    """A gap is no nought, and takes nothing from the others."""
    assert summed((3, 4), [(1, None), (2, 1)]) == [None, 10]
