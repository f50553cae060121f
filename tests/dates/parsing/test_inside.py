"""Times that stand among other words, as in a sentence, a status or a remark of a council paper."""

from __future__ import annotations

from datetime import date, time

import pytest
from attrs import evolve

from commissioning.dates.parsing.readings import Precision
from commissioning.dates.periods import Period
from commissioning.dates.windows import Window
from commissioning.dates.working_days import HolidaysOf, WorkingDays
from commissioning.errors import FormatError, NoRuleError

P = Precision
PAPER = date(2025, 5, 20)

# The words, the first day, the last day (None: open), the remark. Years left out are near PAPER.
AMONG_WORDS = [
    ("9 June 2025 (Executive)", "2025-06-09", "2025-06-09", "Executive"),
    ("Executive - 9 June 2025", "2025-06-09", "2025-06-09", "Executive"),
    ("Decision by Executive on 9 June 2025", "2025-06-09", "2025-06-09", "Decision by Executive"),
    ("9 June 2025 (Item 7)", "2025-06-09", "2025-06-09", "Item 7"),
    ("Lot 2: 9 June 2025", "2025-06-09", "2025-06-09", "Lot 2"),
    ("Members may decide on 9 June 2025", "2025-06-09", "2025-06-09", "Members may decide"),
    ("Second reading 9 June 2025", "2025-06-09", "2025-06-09", "Second reading"),
    ("9 June 2025 if approved", "2025-06-09", "2025-06-09", "if approved"),
    ("June 2025, subject to approval", "2025-06-01", "2025-06-30", "subject to approval"),
    ("Panel in June", "2025-06-01", "2025-06-30", "Panel"),
    # bounded by a word before the time
    ("Due by 9 June 2025", None, "2025-06-09", "Due"),
    ("due 9 June 2025", None, "2025-06-09", ""),
    ("To be issued by 9 June 2025", None, "2025-06-09", "To be issued"),
    ("Ongoing until 31 March 2026", None, "2026-03-31", "Ongoing"),
    ("Ongoing to March 2026", None, "2026-03-31", "Ongoing"),
    ("Extended to 31 March 2027", None, "2027-03-31", "Extended"),
    ("Completed - May 2025", None, "2025-05-31", ""),
    ("Complete (9 May 2025)", None, "2025-05-09", ""),
    ("Bids close on 9 June 2025", None, "2025-06-09", "Bids"),
    ("Closing date for expressions of interest 9 June 2025", None, "2025-06-09",
     "for expressions of interest"),
    ("Survey opens 9 June 2025", "2025-06-09", None, "Survey"),
    ("No sooner than 9 June 2025", "2025-06-09", None, ""),
    ("After Executive on 9 June 2025", "2025-06-09", None, "Executive"),
    ("prior to Full Council on 9 June 2025", None, "2025-06-09", "Full Council"),
    ("before the 9 June 2025 Executive", None, "2025-06-09", "Executive"),
    ("after the June 2025 Executive", "2025-06-01", None, "Executive"),
    ("9 June 2025 or as soon as possible thereafter", "2025-06-09", None, ""),
    ("Panel 9 June 2025 onwards", "2025-06-09", None, "Panel"),
    # one time opens what another closes
    ("Opens 9 June 2025 - closes 4 July 2025", "2025-06-09", "2025-07-04", ""),
    ("Start 9 June, end 4 July 2025", "2025-06-09", "2025-07-04", "Start"),
    ("Issued 9 June 2025, returned by 4 July", "2025-06-09", "2025-07-04", "Issued; returned"),
    ("ITT live from 9 June 2025 to 4 July 2025", "2025-06-09", "2025-07-04", "ITT live"),
    # said again in brackets
    ("Q2 (July to September 2025)", "2025-07-01", "2025-09-30", ""),
    ("Q4 (January to March 2026)", "2026-01-01", "2026-03-31", ""),
    ("Q2 (April to June 2025)", "2025-04-01", "2025-06-30", ""),
    ("Autumn 2025 (October)", "2025-10-01", "2025-10-31", ""),
    ("w/c 9 June 2025 (9 - 13 June)", "2025-06-09", "2025-06-13", ""),
    ("9 June 2025 (Q1 2025/26)", "2025-06-09", "2025-06-09", ""),
    ("by 9 June 2025 (by 9 June)", None, "2025-06-09", ""),
    ("9 - 20 June 2025 (2 weeks)", "2025-06-09", "2025-06-20", "2 weeks"),
    # not firm
    ("TBC (likely June 2025)", "2025-06-01", "2025-06-30", ""),
    ("June 2025 - exact date TBC", "2025-06-01", "2025-06-30", "exact date"),
    ("on or around 9 June 2025", "2025-06-09", "2025-06-09", ""),
    # years, quarters and seasons
    ("During financial year 2026/27", "2026-04-01", "2027-03-31", ""),
    ("FY25/26", "2025-04-01", "2026-03-31", ""),
    ("2025/26 Quarter 3", "2025-10-01", "2025-12-31", ""),
    ("quarter three of 2025/26", "2025-10-01", "2025-12-31", ""),
    ("3rd quarter of the 2025/26 financial year", "2025-10-01", "2025-12-31", ""),
    ("over the winter 2025/26", "2025-12-01", "2026-02-28", ""),
    ("throughout 2025", "2025-01-01", "2025-12-31", ""),
    ("consulted in 2019", "2019-01-01", "2019-12-31", "consulted"),
    ("Q4 (January to March 2024)", "2024-01-01", "2024-03-31", ""),
    # as spreadsheets write them
    ("24-Jun", "2025-06-24", "2025-06-24", ""),
    ("24-Jun 2025", "2025-06-24", "2025-06-24", ""),
    ("2025-06-09T00:00:00", "2025-06-09", "2025-06-09", ""),
    ("09/06/2025 00:00:00", "2025-06-09", "2025-06-09", ""),
    # a weekday fixes the year
    ("Friday 9 May", "2025-05-09", "2025-05-09", ""),
    ("Monday 9 June", "2025-06-09", "2025-06-09", ""),
    ("Wednesday 20 May", "2026-05-20", "2026-05-20", ""),
]  # fmt: skip


@pytest.mark.parametrize(("words", "first", "last", "remark"), AMONG_WORDS)
def test_time_among_words_is_read_and_the_rest_kept(words, first, last, remark):
    """Officers write sentences; a date in one is no less a date, and no word of it may vanish."""
    window = Window.parse(words, near=PAPER)
    days = tuple(day.isoformat() if day else None for day in (window.earliest, window.latest))
    assert (*days, window.remark) == (first, last, remark)


# What could mean another day is refused with the word that leaves it open.
LEFT_OPEN = [
    ("last fortnight of May 2026",
     "'last fortnight' may change which day holds; write the day that holds, alone"),
    ("1 April 2026 + 2 + 1", "the figure 2 follows a whole date; write it like '2nd week July 2022', "
     "'4 July 2022' or 'by 15/02/2022'"),
    ("9 June 2025 (cancelled)", "'cancelled' may change which day holds; write the day that holds, alone"),
    ("Postponed from 2 June 2025 to 9 June 2025",
     "'postponed' may change which day holds; write the day that holds, alone"),
    ("Extended from 2 June 2025 to 9 June 2025",
     "'extended from' leaves open which day holds; write the day that holds, alone"),
    ("9 June 2025 (was 2 June 2025)",
     "the words in brackets name another time; write the one that holds, alone"),
    ("Q2 (October 2025)", "the words in brackets name another time; write the one that holds, alone"),
    ("Survey 9 June 2025, decision 4 July 2025",
     "it names 2 times of different things; give each its own row"),
    ("9 June 2025, 4 people", "'4' may belong to another time; write one time alone"),
    ("2nd Executive meeting in June 2025", "'2nd' may belong to another time; write one time alone"),
    ("w/c panel 9 June 2025", "'w/c' may belong to another time; write one time alone"),
    ("Panel, Frday 9 June 2025", "'frday' does not belong in a date; did you mean 'friday'?"),
    ("June 2025 or next working day", "only one day is carried to the next working day; name that day"),
    ("June 2025 or the previous working day",
     "only one day is carried to the previous working day; name that day"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "why"), LEFT_OPEN)
def test_words_that_leave_open_which_day_holds_are_refused(words, why):
    """A day that was moved must not come out as the day that holds."""
    with pytest.raises(FormatError) as refused:
        Window.parse(words, near=PAPER)
    assert refused.value.problems == (f"{words!r} could not be read: {why}",)


def test_weekday_that_no_year_close_by_has_is_refused():
    """A slip in the day is likelier than a paper about another decade."""
    with pytest.raises(FormatError, match="12 May 2026 is a Tuesday, not a Saturday"):
        Window.parse("Saturday 12 May", near=PAPER)
    assert Window.parse("Friday 9 May", near=PAPER).inferred == (
        "the year 2025, in which 9 May is a Friday",
    )


UNFINISHED = [
    "Monthly from June 2025 until award", "July 2025 -", "to July 2025", "25:70 9 June 2025",
    "third half of May 2025", "last July 2025", "June 4 - 5pm", "Budget 2025/26", "by Easter 2025",
    "twice a year", "9 June 20255", "9/6/20255", "1O June 2025", "l0 June 2025", "009/06/2025", "Q4 FY25",
    "FY25 Q4", "17h00 9 June 2025", "June 2025+", "13am 9 June 2025",
    "0pm 9 June 2025", "9th June/2025", "June-'25", "17.06, 2025", "9/6/5", "2025-0626",
    "by209 June 2025", "the 29t of June 2025", "during June 20255", "before June 9, 20I5",
    "9 June 2025, Board at 10am",
]  # fmt: skip


@pytest.mark.parametrize("words", UNFINISHED)
def test_part_of_a_time_is_not_taken_for_the_whole(words):
    """A range that lost an end in the print would be read as one day."""
    with pytest.raises(FormatError, match="could not be read"):
        Window.parse(words, near=PAPER)


@pytest.mark.parametrize(
    "words", ["after the contract starts", "before the summer recess", "by the spring, once agreed"]
)
def test_words_that_name_no_day_stay_relative(words):
    """A season without a year inside a sentence may be any year's."""
    assert Window.parse(words, near=PAPER).precision is P.RELATIVE


EITHER = [
    ("9 or 10 June 2025", [Period(date(2025, 6, 9), date(2025, 6, 9)),
                           Period(date(2025, 6, 10), date(2025, 6, 10))]),
    ("w/c 2 or 16 June 2025", [Period(date(2025, 6, 2), date(2025, 6, 8)),
                               Period(date(2025, 6, 16), date(2025, 6, 22))]),
    ("June, or September 2025", [Period(date(2025, 6, 1), date(2025, 6, 30)),
                                 Period(date(2025, 9, 1), date(2025, 9, 30))]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "periods"), EITHER)
def test_choice_of_days_spans_them_and_keeps_each_as_a_reading(words, periods):
    """Which of the two days it will be is for the council to choose, not for the reader."""
    window = Window.parse(words)
    assert [Period(r.earliest, r.latest) for r in window.readings] == periods
    assert (window.earliest, window.latest) == (periods[0].starts_on, periods[-1].ends_on)
    assert window.unresolved
    assert window.chosen(window.readings[0]).latest == periods[0].ends_on


CLOCKS = [
    ("9 June 2025 at 17.00", time(17)),
    ("17.00 on 9 June 2025", time(17)),
    ("9 June 2025 9.30", time(9, 30)),
    ("9 June 2025, 10am-12pm", time(12)),
    ("9 June 2025, 2-4pm", time(16)),
    ("9 June 2025, 10am to noon", time(12)),
    ("between 10am and 4pm on 9 June 2025", time(16)),
    ("9 June 2025, 9.30 - 16.30", time(16, 30)),
    ("5pm BST 9 June 2025", time(17)),
    ("5pm (GMT), 9 December 2025", time(17)),
    ("noon UK time 9 June 2025", time(12)),
    ("5pm (17:00) 9 June 2025", time(17)),
    ("Close of business Monday 9 June 2025", None),
    ("COB 9 June 2025", None),
    ("Bids close 12 noon 9 June 2025", time(12)),
]  # fmt: skip


@pytest.mark.parametrize(("words", "at"), CLOCKS)
def test_clock_time_beside_a_day_is_kept(words, at):
    """The hour of a deadline decides whether a tender is in time."""
    window = Window.parse(words)
    assert (window.at, window.latest and window.latest.day) == (at, 9)


def test_hours_and_the_close_of_business_say_how_they_are_read():
    """Only one time is kept, so the note must show the other."""
    assert Window.parse("9 June 2025, 2-4pm").inferred == ("of the hours 2-4pm, the last is kept",)
    assert Window.parse("by close of play on 9 June 2025").inferred == (
        "close of play is read as the end of the day",
    )


def test_zone_that_london_does_not_keep_on_the_day_is_refused():
    """Five o'clock GMT in June is six in London; an hour decides about a late tender."""
    with pytest.raises(FormatError) as refused:
        Window.parse("5pm GMT 9 June 2025")
    assert refused.value.problems == (
        "'5pm GMT 9 June 2025' cannot be dated: on 9 June 2025 London keeps BST, not GMT; "
        "leave GMT out",
    )


# Counted from a written day: the words, the first and the last day.
COUNTED = [
    ("14 days from Monday 9 June 2025", "2025-06-09", "2025-06-23"),
    ("within 14 days of Monday 9 June 2025", None, "2025-06-23"),
    ("six weeks after 7 April 2025", "2025-05-19", "2025-05-19"),
    ("10 working days after 9 June 2025", "2025-06-23", "2025-06-23"),
    ("next working day after 24 December 2025", "2025-12-29", "2025-12-29"),
    ("10 working days before 9 June 2025", "2025-05-23", "2025-05-23"),
    ("2 weeks before 9 June 2025", "2025-05-26", "2025-05-26"),
    ("3 months prior to 9 June 2025", "2025-03-09", "2025-03-09"),
    ("within a week before 9 June 2025", "2025-06-02", "2025-06-09"),
    ("at least 28 days before 9 June 2025", None, "2025-05-12"),
    ("5 clear days before 9 June 2025", "2025-06-03", "2025-06-03"),
    ("5 clear working days before 9 June 2025", "2025-05-30", "2025-05-30"),
    ("no later than 5 working days before 9 June 2025", None, "2025-06-02"),
    ("by 5 days before 9 June 2025", None, "2025-06-04"),
    ("within 5 days before 9 June 2025", "2025-06-04", "2025-06-09"),
    ("at least 5 days before 9 June 2025", None, "2025-06-04"),
    ("no earlier than 5 days before 9 June 2025", "2025-06-04", None),
    ("not earlier than 30 days after 9 June 2025", "2025-07-09", None),
    ("8 working days beginning with the day after 9 June 2025", "2025-06-10", "2025-06-19"),
    ("5 clear days after 9 June 2025", "2025-06-15", "2025-06-15"),
    ("28 days beginning with 9 June 2025", "2025-06-09", "2025-07-06"),
    ("8 working days beginning with 9 June 2025", "2025-06-09", "2025-06-18"),
    ("2 weeks beginning with 9 June 2025", "2025-06-09", "2025-06-22"),
    ("at least 30 days after 9 June 2025", "2025-07-09", None),
    ("no later than 30 days after 9 June 2025", None, "2025-07-09"),
    ("at least 3 weeks after 9 June", "2025-06-30", None),
    ("first day after 9 June 2025", "2025-06-10", "2025-06-10"),
    ("a year from 9 June 2025", "2025-06-09", "2026-06-09"),
    ("two weeks after publication of the notice on 9 June 2025", "2025-06-23", "2025-06-23"),
    # how long something lasts from its first day
    ("from 1 April 2026 for at least two years", "2026-04-01", None),
    ("from 1 April 2026 for up to 4 years", "2026-04-01", "2030-03-31"),
    ("1 April 2026 for an initial term of 3 years", "2026-04-01", "2029-03-31"),
    ("1 April 2026 for 3 years with the option to extend for 2 years", "2026-04-01", "2029-03-31"),
    ("Survey commencing 9 June 2025 for 6 weeks", "2025-06-09", "2025-07-20"),
    ("9 June 2025 or the next working day", "2025-06-09", "2025-06-09"),
    ("7 June 2025, or the next working day if a weekend", "2025-06-09", "2025-06-09"),
    ("3 April 2026 or the next working day", "2026-04-07", "2026-04-07"),
    ("6 April 2026 or the preceding working day", "2026-04-02", "2026-04-02"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "first", "last"), COUNTED)
def test_time_counted_from_a_written_day_is_worked_out(words, first, last):
    """A text that holds a whole date says when; left relative, no check could see it."""
    window = Window.parse(words, near=PAPER)
    days = tuple(day.isoformat() if day else None for day in (window.earliest, window.latest))
    assert days == (first, last)


def test_count_says_from_which_day_and_how():
    """Ways of counting differ by a day or two, so the one that was used is shown."""
    assert Window.parse("10 working days after 9 June 2025").inferred == (
        "from 9 June 2025: 10 working days, counted from the day after, by the bank holidays of "
        "England and Wales",
    )


UNCOUNTED = [
    ("0 days after 9 June 2025", "cannot be dated: it counts 0 days; the minimum is 1"),
    ("10 working days after 9 June 2045",
     "cannot be dated: the calendar runs from 1 January 2010 to 31 December 2030, and the day 10 working "
     "days later is outside it"),
    ("3 working weeks after 9 June 2025", "could not be read"),
    ("next month after 9 June 2025", "could not be read"),
    ("5 clear days beginning with 9 June 2025", "could not be read"),
    ("early 9 June 2025", "could not be read"),
    ("14 days after June 2025 or 2026", "could not be read"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "why"), UNCOUNTED)
def test_count_that_no_rule_gives_is_refused(words, why):
    """A working week has no calendar of its own, and holidays beyond 2030 are not known."""
    with pytest.raises(FormatError) as refused:
        Window.parse(words)
    assert why in str(refused.value)


REPEATED = [
    ("Fortnightly on Thursdays from 12 June 2025", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", ""),
    ("every 3 weeks on Tuesday", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", ""),
    ("every two months", "FREQ=MONTHLY;INTERVAL=2", ""),
    ("six-monthly", "FREQ=MONTHLY;INTERVAL=6", ""),
    ("Monthly (first Tuesday)", "FREQ=MONTHLY;BYDAY=1TU", ""),
    ("First working day of each month", "FREQ=MONTHLY;BYMONTHDAY=1", ""),
    ("last working day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1", ""),
    ("Board meets first working day of each month", "FREQ=MONTHLY;BYMONTHDAY=1", "Board meets"),
    ("15th of each month or the next working day", "FREQ=MONTHLY;BYMONTHDAY=15", ""),
    ("monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15", ""),
    ("15th of each month (or next working day) until March 2026", "FREQ=MONTHLY;BYMONTHDAY=15", ""),
    ("2nd Tuesday of the month or the next working day", "FREQ=MONTHLY;BYDAY=2TU", ""),
    ("9 June 2025 and then monthly", "FREQ=MONTHLY", ""),
    ("Annually in March", "FREQ=YEARLY", "in March"),
    ("Weekly until contract award", "FREQ=WEEKLY", "until contract award"),
    ("Board meets every other Tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Board meets"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "rule", "remark"), REPEATED)
def test_days_that_repeat_among_words_give_a_rule(words, rule, remark):
    """A forum every other Tuesday is a series, whatever else the cell says."""
    window = Window.parse(words, near=PAPER)
    assert (window.precision, window.recurrence, window.remark) == (P.RECURRING, rule, remark)


SCOTLAND_TOO = HolidaysOf.ANY_PART_OF_THE_UK
CARRIED = [
    # words, holidays, from, to, the days
    ("15th of each month or the next working day", None, "2025-06-01", "2025-06-30", "2025-06-16"),
    ("25th of each month or the next working day", None, "2026-12-01", "2026-12-31", "2026-12-29"),
    ("on the 3rd of every month or, if that is not a working day, the next working day",
     None, "2026-04-01", "2026-04-30", "2026-04-07"),
    ("3rd of each month or next working day", None, "2026-04-01", "2026-04-30", "2026-04-07"),
    ("27th of each month or the next working day", None, "2027-12-01", "2027-12-31", "2027-12-29"),
    ("31st of each month or the next working day", None, "2026-01-01", "2026-03-01", "2026-02-02"),
    ("31st of each month or the next working day", None, "2026-01-01", "2026-01-31", ""),
    ("31st of each month or the next working day", None, "2026-02-01", "2026-02-02", "2026-02-02"),
    ("every Monday or the next working day", None, "2026-03-30", "2026-04-12", "2026-03-30 2026-04-07"),
    ("every Monday or the previous working day", None, "2026-04-01", "2026-04-10", "2026-04-02"),
    ("daily or the next working day", None, "2026-04-02", "2026-04-08",
     "2026-04-02 2026-04-07 2026-04-08"),
    ("First working day of each month", None, "2027-01-01", "2027-02-28", "2027-01-04 2027-02-01"),
    ("last working day of the month", None, "2026-05-01", "2026-05-31", "2026-05-29"),
    ("30th of each month or the next working day", None, "2026-11-01", "2026-11-30", "2026-11-30"),
    ("30th of each month or the next working day", SCOTLAND_TOO, "2026-11-01", "2026-12-31",
     "2026-12-01 2026-12-30"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "holidays", "first", "last", "days"), CARRIED)
def test_days_that_recur_are_carried_over_weekends_and_bank_holidays(
    words, holidays, first, last, days
):
    """A return due on Good Friday is due on the Tuesday, and on Christmas Day after the substitute days."""
    window = Window.parse(words, near=PAPER, holidays=holidays or HolidaysOf.ENGLAND_AND_WALES)
    within = Period(date.fromisoformat(first), date.fromisoformat(last))
    if words.startswith("daily"):
        window = evolve(window, earliest=within.starts_on)
    found = list(window.days(within))
    assert " ".join(map(str, found)) == days
    assert all(day in window for day in found)


def test_days_that_recur_say_how_far_their_bank_holidays_are_known():
    """Beyond the list of bank holidays a day is not guessed, and a caller's calendar takes its place."""
    window = Window.parse("1st of each month or the next working day")
    assert window.inferred == (
        "a day that is not a working day moves to the next one, by the bank holidays of England and Wales; "
        "bank holidays after 2028 are not announced yet and may change, and after 2030 they are not known",
    )
    january = Period(date(2031, 1, 1), date(2031, 1, 31))
    with pytest.raises(NoRuleError, match="the day 1 working day later is outside it"):
        list(window.days(january))
    own = WorkingDays({date(2031, 1, 1)}, title="a council", last=date(2031, 12, 31))
    assert list(window.days(january, own)) == [date(2031, 1, 2)]
    bare = Window.parse("1st of each month")
    assert bare.carries(date(2031, 1, 1)) == date(2031, 1, 1)
    assert Window.parse("25 December 2029 or the next working day").inferred == (
        "25 December 2029 or the next working day, by the bank holidays of England and Wales; bank holidays "
        "after 2028 are not announced yet and may change",
    )
    with pytest.raises(FormatError, match="1 January 2010 to 31 December 2030"):
        Window.parse("1 January 2031 or the next working day")


def test_holidays_of_another_part_count_in_a_count_of_days_too():
    """A Scottish bank holiday stops the clock of the 2023 Act in England."""
    words = "2 working days after 27 November 2026"
    for holidays, day in (
        (HolidaysOf.ENGLAND, date(2026, 12, 1)),
        (SCOTLAND_TOO, date(2026, 12, 2)),
    ):
        assert Window.parse(words, holidays=holidays).earliest == day
    back = Window.parse("2 working days before 2 December 2026", holidays=SCOTLAND_TOO)
    assert back.earliest == date(2026, 11, 27)


def test_series_begins_on_the_day_that_it_follows():
    """A first meeting on 9 June fixes the day of the month of the next ones."""
    window = Window.parse("9 June 2025 and then monthly")
    summer = Period(date(2025, 6, 1), date(2025, 8, 31))
    assert [day.isoformat() for day in window.days(summer)] == [
        "2025-06-09",
        "2025-07-09",
        "2025-08-09",
    ]


@pytest.mark.parametrize("words", ["monthly on Tuesdays", "daily on Mondays"])
def test_rhythm_that_does_not_name_its_days_is_refused(words):
    """Some Tuesday of each month is no day."""
    with pytest.raises(FormatError):
        Window.parse(words)
