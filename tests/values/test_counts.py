"""Numbers of people to bounds: added, compared and shown without making one up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.records.people import Cohort, Headcount, PeopleMoved
from commissioning.values.counts import ZERO, Count


@pytest.mark.parametrize(
    ("count", "words", "known"),
    [
        (Count.of(12), "12", 12),
        (Count.of(0), "0", 0),
        (Count.of(None, 5), "fewer than 5", None),
        (Count.of(None, 1), "0", 0),
        (Count.of(None), "an unknown number of", None),
        (Count.of(3) + Count.of(None), "at least 3", None),
        (Count.of(3) + Count.of(None, 5), "3 to 7", None),
        (Count.of(10) - Count.of(None, 5), "6 to 10", None),
        (Count.of(10) - Count.of(None), "fewer than 11", None),
        (Count.of(None) - Count.of(None), "an unknown number of", None),
    ],
)
def test_count_is_shown_as_far_as_it_is_known(count: Count, words: str, known: int | None):
    """ "Fewer than 5" protects the people counted; turning it into 4, or into 0, is a lie."""
    assert (str(count), count.known) == (words, known)


NUMBERS = st.integers(-5, 20)


@st.composite
def bounded(draw: st.DrawFn) -> tuple[Count, int]:
    """A count, and a number that it may be."""
    number, below, above = draw(NUMBERS), draw(st.integers(0, 4)), draw(st.integers(0, 4))
    open_below, open_above = draw(st.booleans()), draw(st.booleans())
    count = Count(None if open_below else number - below, None if open_above else number + above)
    return count, number


def holds(count: Count, number: int) -> bool:
    low = count.least is None or count.least <= number
    return low and (count.most is None or number <= count.most)


@given(bounded(), bounded())
def test_bounds_hold_whatever_the_numbers_are(one: tuple[Count, int], other: tuple[Count, int]):
    """A finding is certain only if it holds for every number that the papers allow."""
    (a, x), (b, y) = one, other
    assert holds(a + b, x + y)
    assert holds(a - b, x - y)
    assert holds(Count.total((a, b)), x + y)
    assert not a.exceeds(b) or x > y
    assert Count.total(()) == ZERO


def test_number_and_bound_are_not_both_given():
    """One of the two would be wrong, and no reader could say which."""
    with pytest.raises(RecordError, match="fewer_than: the number of people is stated; give one"):
        Headcount(people=3, fewer_than=5)
    with pytest.raises(RecordError, match="fewer_than: 0 is below the minimum of 1"):
        Cohort(reference="N", fewer_than=0)
    assert not Cohort(reference="N", fewer_than=5).lacks("people")
    assert Cohort(reference="N").lacks("people")
    assert not PeopleMoved(
        on=__import__("datetime").date(2024, 1, 1), cohort="N", fewer_than=5, to_provider="Elm"
    ).lacks("people")
