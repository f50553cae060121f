"""Working days: the table of ranks against counting on one's fingers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.dates.working_days import HolidaysOf, WorkingDays, working_days
from commissioning.errors import NoRuleError

ALL = pytest.mark.parametrize("holidays", list(HolidaysOf))
days = st.dates(date(2012, 1, 1), date(2027, 12, 31))
counts = st.integers(1, 300)
DAY = timedelta(days=1)


def counted(calendar, day, count, step):
    """The plain way: one day after the other."""
    while count:
        day += step
        count -= day in calendar
    return day


@ALL
@given(day=days, count=counts)
def test_counting_on_is_counting_day_by_day(holidays, day, count):
    """The table is only a faster way of doing what a person would."""
    calendar = working_days(holidays)
    assert calendar.after(day, count) == counted(calendar, day, count, DAY)
    assert calendar.before(day, count) == counted(calendar, day, count, -DAY)
    assert calendar.beginning_with(day, count) == counted(calendar, day - DAY, count, DAY)


@ALL
@given(day=days, count=counts)
def test_counting_back_undoes_counting_on(holidays, day, count):
    """Plans are made backwards from a day and checked forwards to it."""
    calendar = working_days(holidays)
    start = calendar.rolled(day)
    assert calendar.before(calendar.after(start, count), count) == start


@ALL
@given(first=days, length=st.integers(0, 60))
def test_days_between_are_those_that_work(holidays, first, length):
    """How much time is left is asked as often as when it ends."""
    calendar = working_days(holidays)
    last = first + timedelta(days=length)
    span = [first + timedelta(days=number) for number in range(length + 1)]
    weekdays = {day for day in span if day.weekday() < 5}
    assert {*calendar.skipped(first, last)} == {day for day in weekdays if day not in calendar}


@given(day=days)
def test_day_rolls_to_itself_or_the_next_that_works(day):
    """Under the 2015 Regulations a period that ends on a Sunday ends on Monday."""
    calendar = working_days(HolidaysOf.ENGLAND_AND_WALES)
    rolled = calendar.rolled(day)
    assert rolled == day if day in calendar else rolled == calendar.after(day, 1)


def test_holiday_in_scotland_stops_only_the_clock_of_the_act():
    """15 June 2026 is a holiday in Scotland alone; the 2023 Act looks at the whole kingdom."""
    day = date(2026, 6, 15)
    assert day not in working_days(HolidaysOf.ANY_PART_OF_THE_UK)
    assert day in working_days(HolidaysOf.ENGLAND_AND_WALES)
    assert day in working_days(HolidaysOf.ENGLAND)


def test_first_monday_in_may_is_a_holiday_of_the_health_regulations():
    """In 2020 the bank holiday moved to the Friday; regulation 12(12) still names the Monday."""
    monday = date(2020, 5, 4)
    assert monday in working_days(HolidaysOf.ENGLAND_AND_WALES)
    assert monday not in working_days(HolidaysOf.ENGLAND)
    of_may = [date(year, 5, number) for year in range(2010, 2031) for number in range(1, 8)]
    for day in of_may:
        if day.weekday() == 0:
            assert day not in working_days(HolidaysOf.ENGLAND)


def test_england_differs_from_england_and_wales_by_one_monday():
    """Anything else that told the two calendars apart would be a slip of the table."""
    span = [date(2010, 1, 1) + timedelta(days=number) for number in range(21 * 365 + 5)]
    assert span[-1] == date(2030, 12, 31)
    health, usual = (
        working_days(HolidaysOf.ENGLAND),
        working_days(HolidaysOf.ENGLAND_AND_WALES),
    )
    assert [day for day in span if (day in health) != (day in usual)] == [date(2020, 5, 4)]


def test_holidays_left_out_of_a_count_are_listed():
    """A person who counts nine days on the wall wants to see which two did not count."""
    calendar = working_days(HolidaysOf.ANY_PART_OF_THE_UK)
    assert list(calendar.skipped(date(2025, 12, 19), date(2026, 1, 5))) == [
        date(2025, 12, 25),
        date(2025, 12, 26),
        date(2026, 1, 1),
        date(2026, 1, 2),
    ]


def test_caller_may_bring_any_container_of_dates():
    """Later years, or a council's own closure days, need no new version of the library."""
    closure = {date(2032, 12, 29)}
    calendar = WorkingDays(
        closure, title="the town hall", first=date(2032, 1, 1), last=date(2032, 12, 31)
    )
    assert calendar.after(date(2032, 12, 28), 1) == date(2032, 12, 30)
    assert repr(calendar) == "WorkingDays(the town hall, 2032 to 2032)"


def test_calendar_says_which_announcement_it_takes_in():
    """Proclamations come late: whoever checks a day next year asks what was known when it was counted."""
    assert working_days(HolidaysOf.ENGLAND).version == "5 February 2026"
    brought = WorkingDays((), title="the town hall")
    assert brought.version == ""


@ALL
def test_calendar_is_made_once(holidays):
    """It holds every day of twenty-one years; each question would otherwise build it again."""
    assert working_days(holidays) is working_days(holidays)


def test_first_and_the_last_day_of_a_calendar_belong_to_it():
    """A calendar that lost its edges would refuse the very days its message names."""
    calendar = WorkingDays((), title="a week", first=date(2032, 3, 1), last=date(2032, 3, 5))
    monday, tuesday = date(2032, 3, 1), date(2032, 3, 2)
    thursday, friday = date(2032, 3, 4), date(2032, 3, 5)
    assert monday in calendar
    assert friday in calendar
    assert calendar.after(monday, 1) == tuesday
    assert calendar.after(thursday, 1) == friday
    assert calendar.beginning_with(monday, 1) == monday
    assert calendar.beginning_with(friday, 1) == friday
    assert calendar.before(tuesday, 1) == monday


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda c: c.after(date(2030, 12, 30), 2), "the day 2 working days later"),
        (lambda c: c.after(date(2009, 12, 31), 1), "the day 1 working day later"),
        (lambda c: c.beginning_with(date(2031, 1, 1), 1), "the day 1 working day later"),
        (lambda c: c.before(date(2010, 1, 4), 1), "the day 1 working day earlier"),
        (lambda c: date(2031, 1, 1) in c, "that day"),
    ],
    ids=("past the end", "before the start", "from outside", "back", "member"),
)
def test_calendar_that_ends_too_soon_says_so(ask, told):
    """A silent answer past the end of the calendar would count every holiday as a working day."""
    with pytest.raises(NoRuleError) as refused:
        ask(working_days(HolidaysOf.ENGLAND))
    assert str(refused.value).endswith(
        f", and {told} is outside it. Give a calendar that reaches further."
    )


def test_refusal_states_the_reach_of_the_calendar():
    """The reader learns what to give instead."""
    with pytest.raises(NoRuleError) as refused:
        working_days(HolidaysOf.ENGLAND).after(date(2030, 12, 30), 2)
    assert str(refused.value) == (
        "The calendar of England has no rule for working days on 30 December 2030: the calendar "
        "runs from 1 January 2010 to 31 December 2030, and the day 2 working days later is outside it. "
        "Give a calendar that reaches further."
    )


@pytest.mark.parametrize("count", [0, -1])
def test_count_of_zero_working_days_is_refused(count):
    """Zero days on is the day itself or the next: the caller has to say which is meant."""
    calendar = working_days(HolidaysOf.ENGLAND)
    for ask in (calendar.after, calendar.beginning_with, calendar.before):
        with pytest.raises(NoRuleError):
            ask(date(2026, 6, 1), count)
