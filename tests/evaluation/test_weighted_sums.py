"""Sums of many rows at once are the sums of each."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.evaluation.bids import PACKED_FROM, Bid, weighted_sums


def summed(coefficients, rows):
    """The sums of a few rows; asked together with many others, they are the same."""
    more = [*rows, *[(0,) * len(coefficients)] * PACKED_FROM]
    few, many = (
        weighted_sums(coefficients, [Bid(provider="A", earned=tuple(row)) for row in some])
        for some in (rows, more)
    )
    assert many[: len(rows)] == few
    return few


marks = st.one_of(st.integers(0, 255), st.integers(0, 10**30))


@given(st.data(), st.integers(0, 6))
def test_packed_sums_equal_plain_sums(data, columns):
    """However many tenders and criteria, however large the marks: not a unit is carried astray."""
    coefficients = data.draw(st.lists(st.integers(0, 10**6), min_size=columns, max_size=columns))
    figures = data.draw(st.sampled_from([st.integers(0, 255), marks, st.fractions(0, 255)]))
    rows = data.draw(st.lists(st.tuples(*[figures] * columns), max_size=8))
    plain = [sum(c * f for c, f in zip(coefficients, row, strict=True)) for row in rows]
    assert summed(coefficients, rows) == plain


@pytest.mark.parametrize("most", [2**32, 2**64])
@pytest.mark.parametrize("over", [-1, 0, 1])
def test_sum_at_the_edge_of_its_bytes_is_kept(most, over):
    """At the very edge of four and of eight bytes."""
    coefficients = (most // 255 + over,)
    rows = [(255,), (0,), (255,), (1,)]
    assert summed(coefficients, rows) == [row[0] * coefficients[0] for row in rows]


def test_fraction_of_a_mark_is_summed_exactly():
    """What-ifs move marks to anywhere between two of the scale."""
    assert summed((3, 4), [(Fraction(1, 3), 1), (2, 1)]) == [5, 10]


def test_tender_without_a_mark_has_no_sum():
    """A gap is not zero, and takes nothing from the others."""
    assert summed((3, 4), [(1, None), (2, 1)]) == [None, 10]
