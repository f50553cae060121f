"""A window is some days and the words that named them."""

from __future__ import annotations

import re
from datetime import date, time, timezone

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.dates.parsing.readings import Precision, Reading, WeekOfMonth
from commissioning.dates.periods import Period
from commissioning.dates.windows import Window, one_day
from commissioning.dates.working_days import HolidaysOf
from commissioning.errors import RecordError

DAY = date(2022, 7, 14)
JULY = Period(date(2022, 7, 1), date(2022, 7, 31))


def test_window_of_a_day_holds_that_day_only():
    """Most dates in papers are whole days."""
    window = Window.day(DAY)

    assert str(window) == "14 July 2022"
    assert window.period == Period(DAY, DAY)
    assert DAY in window
    assert date(2022, 7, 15) not in window


def test_window_open_at_one_end_has_no_period():
    """The words "by 15 February" set a limit and no length."""
    window = Window.parse("by 15 February 2022")

    assert window.period is None
    assert date(1999, 1, 1) in window
    assert date(2022, 2, 16) not in window
    assert window.known


def test_separate_spans_leave_out_the_days_between():
    """Two weeks named in one cell do not cover the week between them."""
    window = Window.parse("w/c 4 & 18 April 2022")

    assert date(2022, 4, 10) in window
    assert date(2022, 4, 12) not in window
    assert list(window.days(Period(date(2022, 4, 9), date(2022, 4, 19)))) == [
        date(2022, 4, 9),
        date(2022, 4, 10),
        date(2022, 4, 18),
        date(2022, 4, 19),
    ]


def test_recurring_window_holds_its_occurrences_only():
    """A forum on 2nd Thursdays is not held on other days; 13 January 2022 was one."""
    window = Window.parse("2 nd Thursday of the month")

    assert date(2022, 1, 13) in window
    assert date(2022, 1, 14) not in window
    assert list(window.days(JULY)) == [DAY]


def test_recurrence_without_a_day_has_no_occurrences():
    """The word "monthly" alone names no day, and none is made up."""
    assert list(Window.parse("monthly").days(JULY)) == []
    assert date(2022, 7, 4) not in Window.parse("weekly")


def test_recurrence_stays_within_its_bounds():
    """A series that ends in March has no meeting in April."""
    window = Window.parse("every Thursday from 7 July 2022 to 14 July 2022")

    assert list(window.days(JULY)) == [date(2022, 7, 7), DAY]
    assert list(window.days(Period(date(2023, 1, 1), date(2023, 2, 1)))) == []


def test_chosen_reading_replaces_the_others():
    """An officer who knows how the council counts weeks settles it once."""
    window = Window.parse("2nd week July 2022")
    rows = next(r for r in window.readings if r.because == WeekOfMonth.CALENDAR_ROW)
    chosen = window.chosen(rows)

    assert window.ambiguous
    assert not window.unresolved
    assert chosen.period == Period(date(2022, 7, 4), date(2022, 7, 10))
    assert chosen.inferred == (WeekOfMonth.CALENDAR_ROW.value,)
    assert chosen.precision is Precision.WEEK
    assert not chosen.ambiguous


def test_chosen_day_or_week_has_its_own_precision():
    """The words "2 nd Nov. 2022" among weeks become a day, or a week, once settled."""
    window = Window.parse("2 nd Nov. 2022", heading="Week commencing")
    day, week = window.readings

    assert window.unresolved
    assert window.chosen(day).precision is Precision.DAY
    assert window.chosen(week).period == Period(date(2022, 11, 7), date(2022, 11, 13))


def test_reading_of_another_window_is_refused():
    """A choice from some other window would put foreign days into this one."""
    other = Reading(because="whim", earliest=DAY, latest=DAY)
    with pytest.raises(RecordError) as refused:
        Window.day(DAY).chosen(other)
    assert (
        str(refused.value)
        == "window: '14 July 2022' has no reading 'whim'; its words have only one"
    )


def test_day_with_a_longer_chosen_reading_becomes_a_span():
    """A day that was meant as a fortnight is no longer precise to the day."""
    fortnight = Reading(because="a fortnight", earliest=DAY, latest=date(2022, 7, 27))
    window = Window(
        words="14 July 2022",
        earliest=DAY,
        latest=DAY,
        precision=Precision.DAY,
        readings=(fortnight,),
    )
    assert window.chosen(fortnight).precision is Precision.SPAN


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("14 July 2022", "21 July 2022"),
        ("2nd week July 2022", "18 July 2022 to 24 July 2022"),
        ("by 14 July 2022", "by 21 July 2022"),
        ("from 14 July 2022", "from 21 July 2022"),
        ("TBC", "TBC"),
        ("2nd Thursday of the month", "2nd Thursday of the month"),
    ],
)
def test_moved_window_has_words_for_its_new_days(words, moved):
    """The old words would be untrue of the new days; what has no days stays."""
    assert str(Window.parse(words).moved(7)) == moved


def test_separate_spans_move_together():
    """The gap between two weeks stays as wide as it was."""
    window = Window.parse("w/c 4 & 18 April 2022").moved(7)
    assert [part.starts_on for part in window.parts] == [date(2022, 4, 11), date(2022, 4, 25)]


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(0, 90),
    st.integers(-400, 400),
)
@settings(max_examples=60, deadline=None)
def test_window_moved_there_and_back_keeps_its_days(first, length, days):
    """A slip that is made good costs nothing."""
    window = Window.span(first, date.fromordinal(first.toordinal() + length))
    assert window.moved(days).moved(-days).period == window.period
    assert window.moved(0) is window


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (
            lambda: Window.span(DAY, date(2022, 7, 1), "July"),
            (
                "latest: 'July' ends on 1 July 2022, before it starts on 14 July 2022; exchange "
                "the two days"
            ),
        ),
        (
            lambda: Window(words="July", earliest=DAY, precision=Precision.DAY),
            "precision: 'July' is marked as one day but spans several; mark it as a span",
        ),
        (
            lambda: Window(words="weekly", precision=Precision.RECURRING),
            "recurrence: 'weekly' recurs without a rule; give one: FREQ=MONTHLY;BYDAY=2TH",
        ),
        (
            lambda: evolve(Window.day(DAY, "14 July"), carried=HolidaysOf.ENGLAND),
            "carried: '14 July' does not recur; give the working day itself",
        ),
        (
            lambda: evolve(
                Window.parse("last working day of the month"), carried=HolidaysOf.ENGLAND
            ),
            (
                "carried: 'last working day of the month' moves to the working day after and to "
                "the one before; give one"
            ),
        ),
        (
            lambda: Window(
                words="noon",
                earliest=DAY,
                latest=DAY,
                precision=Precision.DAY,
                at=time(12, tzinfo=timezone.utc),  # noqa: UP017
            ),
            "at: 'noon' has a time with a zone; give the time by the clock in London alone",
        ),
        (
            lambda: Window(
                words="July", earliest=DAY, latest=DAY, precision=Precision.SPAN, parts=(JULY,)
            ),
            (
                "parts: the separate spans of 'July' begin or end on other days than the whole; "
                "let the first begin on its earliest day and the last end on its latest"
            ),
        ),
        (
            lambda: Reading(because="x", earliest=DAY, latest=date(2022, 7, 1)),
            "latest: 1 July 2022 is before the earliest day, 14 July 2022; exchange the two",
        ),
    ],
)
def test_window_that_contradicts_itself_is_refused(make, problem):
    """A window is evidence; it must not say two things at once."""
    with pytest.raises(RecordError) as refused:
        make()
    assert refused.value.problems == (problem,)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Window.span(date(2024, 5, 3), "2024-05-03"),
        lambda: Period.of("2024-05-03", years=1),
    ],
    ids=("span", "period"),
)
def test_text_in_the_place_of_a_day_is_answered_in_words(make):
    """It ended in an AttributeError, or in a TypeError about a relativedelta."""
    with pytest.raises(RecordError, match=r"'2024-05-03' is not a day; write date\(2024, 5, 3\)"):
        make()


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-03-31", date(2024, 3, 31)),
        (" 31/03/2024 ", date(2024, 3, 31)),
        ("31 March 2024", date(2024, 3, 31)),
        ("Sunday 31 March 2024", date(2024, 3, 31)),
        ("9999-12-31", date(9999, 12, 31)),
    ],
)
def test_cell_gives_a_day_in_figures_or_in_words(cell, day):
    """A sheet that a provider fills in has days as text, in whatever form people write them."""
    assert one_day(cell) == day


@pytest.mark.parametrize(
    "cell",
    ["Friday 31 March 2024", "about 31 March 2024", "31 March 2024 (draft)", "31 March 2024 at noon",
     "March 2024", "by 31 March 2024", "soon"],
)  # fmt: skip
def test_cell_that_leaves_a_doubt_of_the_day_gives_none(cell):
    """A figure would be rated for a period that was guessed."""
    with pytest.raises(ValueError, match=re.escape(cell)):
        one_day(cell)
