"""Periods: runs of days with both ends in them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.dates.periods import Period
from commissioning.errors import RecordError

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
periods = st.builds(lambda first, length: Period(first, first + timedelta(length)), days,
                    st.integers(0, 4000))  # fmt: skip


TERMS = [
    # first day, how long, last day
    (date(2023, 4, 1), {"years": 1}, date(2024, 3, 31)),
    (date(2023, 4, 1), {"years": 5}, date(2028, 3, 31)),
    (date(2023, 4, 1), {"years": 5, "months": 24}, date(2030, 3, 31)),
    (date(2015, 9, 14), {"days": 10}, date(2015, 9, 23)),
    (date(2023, 1, 31), {"months": 1}, date(2023, 2, 27)),
    (date(2024, 2, 29), {"years": 1}, date(2025, 2, 27)),
    (date(2023, 1, 31), {"months": 1, "days": 1}, date(2023, 2, 28)),
    (date(2023, 4, 1), {"days": 1}, date(2023, 4, 1)),
]


@pytest.mark.parametrize(("starts_on", "term", "ends_on"), TERMS)
def test_term_ends_the_day_before_its_anniversary(starts_on, term, ends_on):
    """A year from 1 April ends on 31 March; a day more is a day without a contract's price."""
    assert Period.of(starts_on, **term) == Period(starts_on, ends_on)


def test_period_that_ends_before_it_starts_is_refused():
    """Two days swapped is the commonest slip in a form with two dates."""
    with pytest.raises(RecordError) as refusal:
        Period(date(2023, 4, 1), date(2023, 3, 31))
    assert str(refusal.value) == (
        "period: it ends on 31 March 2023, before it starts on 1 April 2023"
    )


@given(periods, days)
def test_day_is_within_exactly_when_both_ends_allow_it(period, day):
    """Both ends count: a response on the last day of a consultation is in time."""
    assert (day in period) == (period.starts_on <= day <= period.ends_on)
    assert period.starts_on in period
    assert period.ends_on in period
    assert period.ends_on + timedelta(1) not in period


@given(st.builds(lambda first, n: Period(first, first + timedelta(n)), days, st.integers(0, 60)))
def test_length_is_the_number_of_days(period):
    """A consultation of thirty days has thirty days on which one can answer."""
    listed = list(period.days())
    assert len(listed) == len(set(listed)) == period.length
    assert (listed[0], listed[-1]) == (period.starts_on, period.ends_on)


@given(periods, periods)
def test_two_periods_overlap_when_they_share_a_day(one, two):
    """Two contracts for one service on one day is what the question is asked for."""
    share = max(one.starts_on, two.starts_on) <= min(one.ends_on, two.ends_on)
    assert one.overlaps(two) == two.overlaps(one) == share


@given(periods)
def test_next_period_does_not_overlap(period):
    """A contract that ends on 31 March and one that starts on 1 April follow without a gap."""
    after = Period.of(period.ends_on + timedelta(1), years=1)
    assert not period.overlaps(after)
    assert period.overlaps(Period(period.ends_on, after.ends_on))


def test_period_is_written_with_both_its_days():
    """Messages name the days in full, so that nobody has to count."""
    assert str(Period.of(date(2023, 4, 1), years=1)) == "1 April 2023 to 31 March 2024"
    assert str(Period(date(2023, 4, 1), date(2023, 4, 1))) == "1 April 2023"
