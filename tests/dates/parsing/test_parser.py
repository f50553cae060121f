"""The words of council papers about time, and the days they give."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from dateutil import parser as dateutil_parser
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.dates.parsing.readings import Precision, WeekOfMonth
from commissioning.dates.parsing.tokens import VOCABULARY
from commissioning.dates.windows import Window
from commissioning.errors import MONTHS, FormatError, written

P = Precision
PAPER = date(2022, 3, 1)

# The words, the first day, the last day (None: open), the precision. Years left out are near PAPER.
FORMS = [
    # weeks of a month
    ("2nd week July 2022", "2022-07-11", "2022-07-17", P.WEEK),
    ("4 th week Aug. 2022", "2022-08-22", "2022-08-28", P.WEEK),
    ("1 st week Feb. 2022", "2022-01-31", "2022-02-06", P.WEEK),
    ("1\u02e2\u1d57 week March 2022", "2022-02-28", "2022-03-06", P.WEEK),
    ("second week of July 2022", "2022-07-11", "2022-07-17", P.WEEK),
    ("week 2, July 2022", "2022-07-11", "2022-07-17", P.WEEK),
    ("last week of June 2022", "2022-06-27", "2022-07-03", P.WEEK),
    ("2 nd week April \u2013 2 nd week June 2022", "2022-04-11", "2022-06-12", P.SPAN),
    ("1st/2nd week of June 2022", "2022-05-30", "2022-06-12", P.SPAN),
    # whole dates
    ("01 April 2023", "2023-04-01", "2023-04-01", P.DAY),
    ("2nd November, 2015", "2015-11-02", "2015-11-02", P.DAY),
    ("22<sup>nd</sup> September, 2015", "2015-09-22", "2015-09-22", P.DAY),
    ("1\u00a0April\u00a02022", "2022-04-01", "2022-04-01", P.DAY),
    ("15/02/2022", "2022-02-15", "2022-02-15", P.DAY),
    ("01/02/2022", "2022-02-01", "2022-02-01", P.DAY),
    ("5/01/22", "2022-01-05", "2022-01-05", P.DAY),
    ("1.4.22", "2022-04-01", "2022-04-01", P.DAY),
    ("1stJune2022", "2022-06-01", "2022-06-01", P.DAY),
    ("29 February", "2024-02-29", "2024-02-29", P.DAY),
    ("Thursday 29 February", "2024-02-29", "2024-02-29", P.DAY),
    ("nineteen days from 1 April 2022", "2022-04-01", "2022-04-20", P.SPAN),
    ("15-02-2022", "2022-02-15", "2022-02-15", P.DAY),
    ("01-Apr-22", "2022-04-01", "2022-04-01", P.DAY),
    ("2022-07-11", "2022-07-11", "2022-07-11", P.DAY),
    ("September 14th, 2015", "2015-09-14", "2015-09-14", P.DAY),
    ("4 July 22", "2022-07-04", "2022-07-04", P.DAY),
    ("Wed 5 Jan 2022", "2022-01-05", "2022-01-05", P.DAY),
    ("5 January 2022 (Wednesday)", "2022-01-05", "2022-01-05", P.DAY),
    ("2nd Thursday of July 2022", "2022-07-14", "2022-07-14", P.DAY),
    ("last Friday in May 2023", "2023-05-26", "2023-05-26", P.DAY),
    # days with the time of day
    ("12noon Wednesday 5/01/2022", "2022-01-05", "2022-01-05", P.DAY),
    ("2pm on Tuesday 19th December 2023", "2023-12-19", "2023-12-19", P.DAY),
    ("17:00 on 1 April 2022", "2022-04-01", "2022-04-01", P.DAY),
    ("1700 hours 1 April 2022", "2022-04-01", "2022-04-01", P.DAY),
    ("midnight on 3 Feb 2022", "2022-02-03", "2022-02-03", P.DAY),
    # weeks by a day
    ("w/c 4 April", "2022-04-04", "2022-04-10", P.WEEK),
    ("Week commencing 17/01/2022", "2022-01-17", "2022-01-23", P.WEEK),
    ("w.c. 17/01/2022", "2022-01-17", "2022-01-23", P.WEEK),
    ("wk comm: 17/01/2022", "2022-01-17", "2022-01-23", P.WEEK),
    ("week beginning 4 April 2022", "2022-04-04", "2022-04-10", P.WEEK),
    ("w/c Tuesday 30 August 2022", "2022-08-30", "2022-09-04", P.WEEK),
    ("week of 6 July 2022", "2022-07-04", "2022-07-10", P.WEEK),
    ("week ending 8 April 2022", "2022-04-04", "2022-04-08", P.WEEK),
    ("w/e Sunday 10 April 2022", "2022-04-04", "2022-04-10", P.WEEK),
    ("W/C 28th February & W/C 7th March", "2022-02-28", "2022-03-13", P.SPAN),
    ("w/c 4 and 18 April 2022", "2022-04-04", "2022-04-24", P.WEEK),
    # months and parts of them
    ("November 2015", "2015-11-01", "2015-11-30", P.MONTH),
    ("September, 2014", "2014-09-01", "2014-09-30", P.MONTH),
    ("July '22", "2022-07-01", "2022-07-31", P.MONTH),
    ("July 22", "2022-07-01", "2022-07-31", P.MONTH),
    ("Feb-22", "2022-02-01", "2022-02-28", P.MONTH),
    ("6/2022", "2022-06-01", "2022-06-30", P.MONTH),
    ("2022-07", "2022-07-01", "2022-07-31", P.MONTH),
    ("early November", "2022-11-01", "2022-11-10", P.PART_OF_MONTH),
    ("beginning of May 2022", "2022-05-01", "2022-05-10", P.PART_OF_MONTH),
    ("mid-July 2022", "2022-07-11", "2022-07-20", P.PART_OF_MONTH),
    ("late June 2022", "2022-06-21", "2022-06-30", P.PART_OF_MONTH),
    ("end of June 2022", "2022-06-24", "2022-06-30", P.PART_OF_MONTH),
    ("first half of July 2022", "2022-07-01", "2022-07-15", P.PART_OF_MONTH),
    ("2nd half of February 2024", "2024-02-16", "2024-02-29", P.PART_OF_MONTH),
    ("early to mid June 2022", "2022-06-01", "2022-06-20", P.PART_OF_MONTH),
    ("early-to-mid June 2022", "2022-06-01", "2022-06-20", P.PART_OF_MONTH),
    ("first two weeks of June 2022", "2022-05-30", "2022-06-12", P.SPAN),
    ("1st fortnight in June 2022", "2022-05-30", "2022-06-12", P.SPAN),
    # ranges and lists
    ("Dec. \u2013 Mar 2023", "2022-12-01", "2023-03-31", P.SPAN),
    ("between January and June, 2016", "2016-01-01", "2016-06-30", P.SPAN),
    ("from 2 May to 9 June 2022", "2022-05-02", "2022-06-09", P.SPAN),
    ("June/July 2024", "2024-06-01", "2024-07-31", P.SPAN),
    ("Mid May \u2013 September 2022", "2022-05-11", "2022-09-30", P.SPAN),
    ("24th December/early Jan", "2022-12-24", "2023-01-10", P.SPAN),
    ("3rd \u2013 7th October 2022", "2022-10-03", "2022-10-07", P.SPAN),
    ("March 3 - 7 2022", "2022-03-03", "2022-03-07", P.SPAN),
    ("March 3 - 7", "2022-03-03", "2022-03-07", P.SPAN),
    ("March 3rd-7th, 2022", "2022-03-03", "2022-03-07", P.SPAN),
    ("March 3 and 10, 2022", "2022-03-03", "2022-03-10", P.SPAN),
    ("1st week of July - 3rd week", "2022-07-04", "2022-07-24", P.SPAN),
    ("week 2 - week 3, July 2022", "2022-07-11", "2022-07-24", P.SPAN),
    ("w/c 5/9 & 19/9", "2022-09-05", "2022-09-25", P.WEEK),
    ("Dec 2022, Feb", "2022-12-01", "2023-02-28", P.SPAN),
    ("March 2022 & May", "2022-03-01", "2022-05-31", P.SPAN),
    ("Q4 2023 - December 2023", "2023-10-01", "2023-12-31", P.SPAN),
    ("7 April 2025 - 25 April 2025", "2025-04-07", "2025-04-25", P.SPAN),
    ("3rd June 2024 – 14th of June 2024", "2024-06-03", "2024-06-14", P.SPAN),
    ("April 2025 - 26 May 2025", "2025-04-01", "2025-05-26", P.SPAN),
    ("2025 - 26", "2025-04-01", "2026-03-31", P.YEAR),
    ("28 Feb - 4 March 2022", "2022-02-28", "2022-03-04", P.SPAN),
    ("Dec 2022 - Mar", "2022-12-01", "2023-03-31", P.SPAN),
    ("9 May 2022 - 11-Mar-23", "2022-05-09", "2023-03-11", P.SPAN),
    ("09/09/2016 - 10/10/2016", "2016-09-09", "2016-10-10", P.SPAN),
    ("Monday 4 to Friday 8 April 2022", "2022-04-04", "2022-04-08", P.SPAN),
    ("July \u2013 September", "2022-07-01", "2022-09-30", P.SPAN),
    ("4, 5 and 9 May 2022", "2022-05-04", "2022-05-09", P.SPAN),
    ("June, July, and August 2022", "2022-06-01", "2022-08-31", P.SPAN),
    ("1st April 2022 \u2013 31st March 2023", "2022-04-01", "2023-03-31", P.SPAN),
    # quarters, seasons, years
    ("Q3 2023/24", "2023-10-01", "2023-12-31", P.QUARTER),
    ("Q4 2023-24", "2024-01-01", "2024-03-31", P.QUARTER),
    ("Q3 23/24", "2023-10-01", "2023-12-31", P.QUARTER),
    ("Q3 2023", "2023-07-01", "2023-09-30", P.QUARTER),
    ("third quarter of 2024", "2024-07-01", "2024-09-30", P.QUARTER),
    ("quarter 2 2024/25", "2024-07-01", "2024-09-30", P.QUARTER),
    ("late Q1 2024/25", "2024-06-01", "2024-06-30", P.QUARTER),
    ("Q1 - Q2 2024/25", "2024-04-01", "2024-09-30", P.SPAN),
    ("Q3 - Q4 2023/24", "2023-10-01", "2024-03-31", P.SPAN),
    ("Spring 2024", "2024-03-01", "2024-05-31", P.SEASON),
    ("Winter 2023/24", "2023-12-01", "2024-02-29", P.SEASON),
    ("early Summer 2024", "2024-06-01", "2024-06-30", P.SEASON),
    ("2024", "2024-01-01", "2024-12-31", P.YEAR),
    ("2023/24", "2023-04-01", "2024-03-31", P.YEAR),
    ("financial year 2024/25", "2024-04-01", "2025-03-31", P.YEAR),
    ("early 2024", "2024-01-01", "2024-04-30", P.YEAR),
    ("end of 2024", "2024-12-01", "2024-12-31", P.YEAR),
    ("second half of 2024", "2024-07-01", "2024-12-31", P.YEAR),
    # bounds
    ("by no later than 15/02/2022", None, "2022-02-15", P.OPEN),
    ("By end of June 2022", None, "2022-06-30", P.OPEN),
    ("before 3 March 2022", None, "2022-03-02", P.OPEN),
    ("until end March 2023", None, "2023-03-31", P.OPEN),
    ("15 February 2022 at the latest", None, "2022-02-15", P.OPEN),
    ("Decision due: Not before 17th Aug 2017", "2017-08-17", None, P.OPEN),
    ("from 2nd November, 2015", "2015-11-02", None, P.OPEN),
    ("2 November 2015 onwards", "2015-11-02", None, P.OPEN),
    ("No earlier than June 2022", "2022-06-01", None, P.OPEN),
    ("after 3 March 2022", "2022-03-04", None, P.OPEN),
    ("from 1 April 2026 onwards", "2026-04-01", None, P.OPEN),
    ("before the end of June 2026", None, "2026-06-30", P.OPEN),
    # a first day and a length
    ("from 6 April 2026 for two weeks", "2026-04-06", "2026-04-19", P.SPAN),
    ("6 April for a period of 10 days", "2022-04-06", "2022-04-15", P.SPAN),
    ("for 6 weeks from Monday 1 June 2026", "2026-06-01", "2026-07-12", P.SPAN),
    ("1 June 2026 (6 weeks)", "2026-06-01", "2026-07-12", P.SPAN),
    ("1 June 2026 \u2013 2 weeks", "2026-06-01", "2026-06-14", P.SPAN),
    ("fortnight commencing 6 April 2026", "2026-04-06", "2026-04-19", P.SPAN),
    ("31 January 2026 for a month", "2026-01-31", "2026-02-27", P.SPAN),
    ("from 4 July 2022 for 2weeks", "2022-07-04", "2022-07-17", P.SPAN),
    ("4 July 2022 - 10 months", "2022-07-04", "2023-05-03", P.SPAN),
    # figures that belong to a range, a list or another order of the date
    ("1 - 5/06/2026", "2026-06-01", "2026-06-05", P.SPAN),
    ("1-5/06/2026", "2026-06-01", "2026-06-05", P.SPAN),
    ("2026/06/01", "2026-06-01", "2026-06-01", P.DAY),
    ("weeks 1-2 June 2026", "2026-06-01", "2026-06-14", P.SPAN),
    ("28 June, 30 and 31 July 2026", "2026-06-28", "2026-07-31", P.SPAN),
    ("Dec/Jan 2025/26", "2025-12-01", "2026-01-31", P.SPAN),
    ("January 2025/26", "2026-01-01", "2026-01-31", P.MONTH),
    # what print and PDF leave
    ("1st June2026", "2026-06-01", "2026-06-01", P.DAY),
    ("1\u200bJune 2026", "2026-06-01", "2026-06-01", P.DAY),
    ("1\u00b9 June 2026", "2026-06-01", "2026-06-01", P.DAY),
    ("1 June 2026<sup>2</sup>", "2026-06-01", "2026-06-01", P.DAY),
    ("*June 2026 [1]", "2026-06-01", "2026-06-30", P.MONTH),
    ("17.00 hrs 5 January 2022", "2022-01-05", "2022-01-05", P.DAY),
    # what is said of the words and does not change the days
    ("TBC \u2013 Spring 2026", "2026-03-01", "2026-05-31", P.SEASON),
    ("March 2022 (provisional)", "2022-03-01", "2022-03-31", P.MONTH),
    ("approx. 4 July 2022", "2022-07-04", "2022-07-04", P.DAY),
    ("Oct 2022 (TBC)", "2022-10-01", "2022-10-31", P.MONTH),
    # no days
    ("TBC", None, None, P.NONE),
    ("w/c TBC", None, None, P.NONE),
    ("to be confirmed", None, None, P.NONE),
    ("ASAP", None, None, P.NONE),
    ("six weeks after award", None, None, P.RELATIVE),
    ("6 weeks", None, None, P.RELATIVE),
    ("within 30 days of contract award", None, None, P.RELATIVE),
    ("on contract award", None, None, P.RELATIVE),
    ("subject to Cabinet approval", None, None, P.RELATIVE),
]  # fmt: skip


@pytest.mark.parametrize(("words", "first", "last", "precision"), FORMS)
def test_words_of_papers_give_their_days_and_precision(words, first, last, precision):
    """A council's timetable is prose; a day too early or late here is one in every check below."""
    window = Window.parse(words, near=PAPER)
    found = tuple(day.isoformat() if day else None for day in (window.earliest, window.latest))

    assert (*found, window.precision) == (first, last, precision)


RECURRENCES = [
    ("2 nd Thursday of the month", "FREQ=MONTHLY;BYDAY=2TH"),
    ("second and fourth Tuesday of each month", "FREQ=MONTHLY;BYDAY=2TU,4TU"),
    ("last Friday of every month", "FREQ=MONTHLY;BYDAY=-1FR"),
    ("15th of each month", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("weekly", "FREQ=WEEKLY"),
    ("weekly on Thursdays", "FREQ=WEEKLY;BYDAY=TH"),
    ("Thursdays", "FREQ=WEEKLY;BYDAY=TH"),
    ("every Monday", "FREQ=WEEKLY;BYDAY=MO"),
    ("every other Monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
    ("on alternate Mondays", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
    ("each Monday and Thursday", "FREQ=WEEKLY;BYDAY=MO,TH"),
    ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"),
    ("every six months", "FREQ=MONTHLY;INTERVAL=6"),
    ("each quarter", "FREQ=MONTHLY;INTERVAL=3"),
    ("monthly", "FREQ=MONTHLY"),
    ("monthly meetings", "FREQ=MONTHLY"),
    ("annually", "FREQ=YEARLY"),
    ("monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("monthly on the first working day of the month", "FREQ=MONTHLY;BYMONTHDAY=1"),
    ("last day of every month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
]


@pytest.mark.parametrize(("words", "rule"), RECURRENCES)
def test_words_that_recur_give_a_rule(words, rule):
    """A forum on 2nd Thursdays belongs in a calendar as a series, not as one lost day."""
    window = Window.parse(words)
    assert (window.recurrence, window.precision) == (rule, P.RECURRING)


@pytest.mark.parametrize(
    ("words", "day", "at"),
    [
        ("2024-05-01T00:00:00Z", date(2024, 5, 1), None),
        ("2024-04-30T23:00:00.000Z", date(2024, 5, 1), None),
        ("2024-05-01 00:00:00+01:00", date(2024, 5, 1), None),
        ("2024-04-30T23:59:59Z", date(2024, 5, 1), time(0, 59)),
        ("2024-01-31T23:30Z", date(2024, 1, 31), time(23, 30)),
        ("2024-05-01T12:00+0530", date(2024, 5, 1), time(7, 30)),
    ],
)
def test_moment_with_a_zone_is_read_by_the_clock_in_london(words, day, at):
    """Programs write midnight in London as 23:00 of the day before, and a contract began a day early."""
    found = Window.parse(words)
    assert (found.words, found.earliest, found.latest, found.at) == (words, day, day, at)


def test_moment_that_a_database_writes_for_no_day_is_refused():
    """The year 9999 is no last day of a contract."""
    with pytest.raises(FormatError, match="could not be read"):
        Window.parse("9999-12-31T00:00:00Z")


def test_months_of_a_rule_that_comes_a_few_times_a_year_are_no_bounds():
    """ "Half-yearly in April and October" does not end in this October."""
    window = Window.parse("half-yearly in April and October", near=date(2026, 1, 5))
    assert (window.earliest, window.latest, window.remark) == (None, None, "in April and October")


def test_recurrence_takes_its_first_and_last_day():
    """Meetings until contract start stop there."""
    window = Window.parse("monthly from May 2022 to March 2023")
    assert (window.earliest, window.latest) == (date(2022, 5, 1), date(2023, 3, 31))
    assert Window.parse("every other Monday from 4 April 2022").earliest == date(2022, 4, 4)


TIMES = [
    ("12noon Wednesday 5/01/2022", time(12)),
    ("4 July 2025 - 17.00", time(17)),
    ("4 July 2025 – 5pm", time(17)),
    ("Friday 25th March 2022 at 12:00 noon", time(12)),
    ("2pm on Tuesday 19th December 2023", time(14)),
    ("5.30pm, 4 July 2022", time(17, 30)),
    ("12am on 4 July 2022", time(0)),
    ("10:00 hrs 4 July 2022", time(10)),
    ("1400 hours, 4 July 2022", time(14)),
    ("midnight on 3 Feb 2022", None),
    ("by 12 noon on 15/02/2022", time(12)),
]


@pytest.mark.parametrize(("words", "at"), TIMES)
def test_words_with_a_time_of_day_keep_it(words, at):
    """A tender that came at one o'clock for noon is late."""
    assert Window.parse(words).at == at


def test_midnight_is_the_end_of_its_day():
    """A standstill to midnight on 3 February holds on the 3rd."""
    window = Window.parse("midnight on 3 Feb 2022")
    assert window.inferred == ("midnight is read as the end of the day",)
    assert (window.latest, window.at) == (date(2022, 2, 3), None)


def test_words_are_kept_as_printed():
    """The paper is the evidence; what was read out of it is not."""
    assert Window.parse("2 nd week April \u2013 2 nd week June 2022").words == (
        "2 nd week April \u2013 2 nd week June 2022"
    )
    assert Window.parse("4\u00a0July\u200b 2022").words == "4 July 2022"


READINGS = {
    WeekOfMonth.THURSDAY: (date(2022, 7, 11), date(2022, 7, 17)),
    WeekOfMonth.CALENDAR_ROW: (date(2022, 7, 4), date(2022, 7, 10)),
    WeekOfMonth.SEVEN_DAYS: (date(2022, 7, 8), date(2022, 7, 14)),
}


@pytest.mark.parametrize("rule", WeekOfMonth)
def test_week_of_a_month_follows_the_chosen_rule(rule):
    """No standard says what the 2nd week is, so a council's own rule must be followed."""
    window = Window.parse("2nd week July 2022", weeks=rule)

    assert (window.earliest, window.latest) == READINGS[rule]
    assert window.inferred == (rule.value,)
    assert {(r.earliest, r.latest) for r in window.readings} == set(READINGS.values()) - {
        READINGS[rule]
    }


@pytest.mark.parametrize(
    ("words", "held_on"),
    [("1 st week Feb. 2022", date(2022, 2, 4)), ("2 nd week March 2022", date(2022, 3, 9))],
)
def test_default_rule_of_weeks_fits_the_days_of_lewisham(words, held_on):
    """The group met on 4 February, the cabinet on 9 March 2022."""
    assert held_on in Window.parse(words)


LAST_WEEKS = [
    (WeekOfMonth.THURSDAY, date(2022, 6, 27), date(2022, 7, 3)),
    (WeekOfMonth.CALENDAR_ROW, date(2022, 6, 27), date(2022, 7, 3)),
    (WeekOfMonth.SEVEN_DAYS, date(2022, 6, 29), date(2022, 6, 30)),
]


@pytest.mark.parametrize(("rule", "first", "last"), LAST_WEEKS)
def test_last_week_of_a_month_follows_the_rule(rule, first, last):
    """The last week may be a short one, or reach into the next month."""
    window = Window.parse("last week of June 2022", weeks=rule)
    assert (window.earliest, window.latest) == (first, last)


def test_bare_ordinal_under_a_heading_of_weeks_keeps_both_readings():
    """Lewisham's row 12 may be a day or a week; guessing would settle a law's deadline by chance."""
    window = Window.parse("2 nd Nov. 2022", heading="Week commencing")

    assert (window.earliest, window.latest) == (date(2022, 11, 2), date(2022, 11, 13))
    assert [reading.because for reading in window.readings] == [
        "the day, a Wednesday",
        "week 2 of November 2022, where weeks belong to the month that holds their Thursday",
    ]
    assert window.inferred == (
        "the words may mean 2 November 2022 or week 2 of November 2022, where weeks belong to the "
        "month that holds their Thursday; the window spans both",
    )


HEADED = [
    ("4 April 2022", "Week commencing", date(2022, 4, 4), date(2022, 4, 10)),
    ("4th April 2022", "W/C", date(2022, 4, 4), date(2022, 4, 10)),
    ("8 April 2022", "Week ending", date(2022, 4, 4), date(2022, 4, 8)),
    ("01 April 2023", "Week commencing", date(2023, 4, 1), date(2023, 4, 1)),
    ("22nd Nov 2022", "Week commencing", date(2022, 11, 22), date(2022, 11, 22)),
    ("5th July 2022", "w/e", date(2022, 7, 5), date(2022, 7, 5)),
    ("5th February 2022", "Week commencing", date(2022, 2, 5), date(2022, 2, 5)),
    ("July 2022", "Week commencing", date(2022, 7, 1), date(2022, 7, 31)),
    ("4 April 2022", "Date", date(2022, 4, 4), date(2022, 4, 4)),
]


@pytest.mark.parametrize(("words", "heading", "first", "last"), HEADED)
def test_day_under_a_heading_of_weeks_becomes_its_week(words, heading, first, last):
    """Under "Week commencing" a Monday names its week; a Saturday such as 1 April 2023 does not."""
    window = Window.parse(words, heading=heading)
    assert (window.earliest, window.latest) == (first, last)


NOTES = [
    ("Dec. - Mar 2023", "the year 2022, so that it comes before March 2023"),
    ("Dec 2022 - Mar", "the year 2023, so that it comes after December 2022"),
    ("w/c 4 April", "the year 2022, the first in which it is not before 1 March 2022"),
    ("4 February", "the year 2023, the first in which it is not before 1 March 2022"),
    ("3rd Thursday of June", "the year 2022, the first in which it is not before 1 March 2022"),
    ("July 22", "22 is read as the year 2022, not as a day"),
    ("early November 2022", "early is read as the days 1 to 10"),
    ("Spring 2024", "spring is read as March to May"),
    ("Q3 2023", "a quarter of the calendar year"),
    ("TBC (Spring 2026)", "the time is not firm: the paper says 'tbc'"),
    ("6 April 2026 for 2 weeks", "2 weeks counted from the first day, which is one of them"),
    ("January 2025/26", "the financial year 2025/26, which begins in April"),
    ("second half of 2024", "the second half is read in whole months"),
    (
        "w/c Tuesday 30 August 2022",
        "30 August 2022 is a Tuesday; its week is read to the Sunday",
    ),
]


@pytest.mark.parametrize(("words", "note"), NOTES)
def test_inferred_parts_of_a_date_are_noted(words, note):
    """An inferred year must be told apart from one that the paper states."""
    assert note in Window.parse(words, near=PAPER).inferred


def test_quarter_and_winter_keep_their_other_readings():
    """The words "Q3 2023" in a council paper may well mean October to December."""
    quarter = Window.parse("Q3 2023").readings[0]
    winter = Window.parse("Winter 2024").readings[0]

    assert (quarter.earliest, quarter.latest) == (date(2023, 10, 1), date(2023, 12, 31))
    assert (winter.earliest, winter.latest) == (date(2023, 12, 1), date(2024, 2, 29))
    assert Window.parse("Q3 2023/24").readings == ()


def test_year_with_two_figures_that_may_be_a_month_keeps_both_readings():
    """In "2008-09" a programmer reads September, and an accountant the year from April."""
    window = Window.parse("2008-09")
    assert (window.earliest, window.latest) == (date(2008, 4, 1), date(2009, 3, 31))
    (month,) = window.readings
    assert (month.earliest, month.latest) == (date(2008, 9, 1), date(2008, 9, 30))


@pytest.mark.parametrize("bound", ["by", "before", "from", "after"])
def test_bound_by_a_year_that_may_be_a_month_notes_the_other_reading(bound):
    """A deadline read six months later than it was meant is missed without a word."""
    window = Window.parse(f"{bound} 2008-09")
    assert window.inferred == (
        "as a year and its month it would be 1 September 2008 to 30 September 2008",
    )


@pytest.mark.parametrize(
    "words", ["2008/09", "FY 2008-09", "2008-09 financial year", "Q3 2008-09", "2024-25"]
)
def test_year_that_can_only_be_a_financial_one_has_one_reading(words):
    """A question that answers itself is not asked."""
    assert Window.parse(words).readings == ()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            "by Easter 2025",
            "'easter' is not looked up; write the day itself, such as '4 July 2022'",
        ),
        ("week before Christmas 2024", "'christmas' is not looked up; write the day itself"),
        ("Good Friday 2025", "'good friday' is not looked up; write the day itself"),
        ("afer 3 June 2024", "'afer' does not belong in a date; did you mean 'after'?"),
        (
            "Cabinet befroe 3 June 2024",
            "'befroe' does not belong in a date; did you mean 'before'?",
        ),
        ("ealry June 2024", "'ealry' does not belong in a date; did you mean 'early'?"),
        ("untill 3 June 2024", "'untill' does not belong in a date; did you mean 'until'?"),
    ],
)
def test_feasts_and_mistyped_words_are_refused_with_what_to_write(words, why):
    """A bound that is mistyped would pass for a remark, and the day for the day itself."""
    with pytest.raises(FormatError) as refused:
        Window.parse(words)
    assert f"could not be read: {why}" in str(refused.value)


def test_remark_that_is_a_word_of_its_own_is_kept():
    """A unit is not a mistyped until, and yearly is not a mistyped early."""
    assert Window.parse("procurement unit 3 June 2024").remark == "procurement unit"
    assert Window.parse("Review yearly June 2024").remark == "Review yearly"
    assert Window.parse("Aster 3 June 2024").remark == "Aster"


def test_range_keeps_the_other_readings_of_its_ends():
    """If weeks are counted another way, both ends of the range shift together."""
    window = Window.parse("2nd week April - 2nd week June 2022")
    assert [(r.earliest.isoformat(), r.latest.isoformat()) for r in window.readings] == [
        ("2022-04-04", "2022-06-12"),
        ("2022-04-08", "2022-06-14"),
    ]


IMPOSSIBLE = [
    ("99/2022", "there is no month 99; write the day before the month"),
    ("2022-13-01 to May 2023", "there is no month 13; write the day before the month"),
    ("2022-00", "there is no month 0; write the day before the month"),
    ("1/1/0022", "the year 22 is not between 1900 and 2199; write it in four figures"),
    ("1/4/98", "the year 98 is not between 1900 and 2199; write it in four figures"),
    ("April '70", "the year 70 is not between 1900 and 2199; write it in four figures"),
    ("by 31/12/9999", "the year 9999 is not between 1900 and 2199"),
    ("0th week of May 2022", "weeks and weekdays are counted from 1, not 0"),
    ("last quarter of 2022", "quarters are numbered 1 to 4, not last"),
    ("5th quarter of 2022", "quarters are numbered 1 to 4, not 5"),
    (
        "31 April 2022",
        "April 2022 has 30 days, not 31",
    ),
    (
        "30 Feb - 2 March 2022",
        "February 2022 has 28 days, not 30",
    ),
    (
        "Tuesday 5 January 2022",
        "5 January 2022 is a Wednesday, not a Tuesday",
    ),
    (
        "Tuesday 5 January 2022 at 2pm",
        "5 January 2022 is a Wednesday, not a Tuesday",
    ),
    (
        "02/15/2022",
        "there is no month 15; write the day before the month",
    ),
    (
        "5th week of July 2022",
        "July 2022 has no week 5 if weeks belong to the month that holds their Thursday",
    ),
    (
        "5th Thursday of July 2022",
        "July 2022 has 4 Thursdays, not 5",
    ),
    (
        "4 July 2022 to 1 July 2022",
        "it ends on 1 July 2022, before it starts on 4 July 2022",
    ),
    (
        "1 June 2026 for 0 weeks",
        "it lasts 0 weeks; the minimum is 1",
    ),
    (
        "late to early June 2022",
        "early comes before late; exchange the two",
    ),
    (
        "first half of Q3 2023",
        "half of 3 months is not whole months; name the months",
    ),
    (
        "w/c 4 April",
        "it has no year; write the year, or give `near`, the day of the paper",
    ),
]
LIKE = "write it like '2nd week July 2022', '4 July 2022' or 'by 15/02/2022'"
UNREADABLE = [
    ("third half of May 2022", f"'half' does not fit after 'third'; {LIKE}"),
    ("blah", f"'blah' does not belong in a date; {LIKE}"),
    ("date", f"'date' does not belong in a date; {LIKE}"),
    ("to July 2022", f"'to' does not fit at the beginning; {LIKE}"),
    ("7", f"the figure 7 has no month; {LIKE}"),
    ("2nd week", f"the week has no month; {LIKE}"),
    ("July 2022 -", f"it ends too early; {LIKE}"),
    ("25:70 4 July 2022", f"'25:70' is not a time of day; {LIKE}"),
    ("last July 2022", f"'july' does not fit after 'last'; {LIKE}"),
    ("by Frday 5 June 2026", "'frday' does not belong in a date; did you mean 'friday'?"),
    ("from 1 Jume 2026", "'jume' does not belong in a date; did you mean 'june'?"),
    (
        "first Tuesday of each month except August",
        "'except' leaves out some of the days; write those that hold, each in its own row",
    ),
    ("weekly, every other Monday", "it repeats in two ways; write one of them alone"),
    ("every Monday, board meets weekly", "it repeats in two ways; write one of them alone"),
    (
        "June 2026 (4 weeks)",
        "'4 weeks' is counted from one day, and 'june 2026' is not one; "
        "write it like '1 June 2026 (6 weeks)'",
    ),
]


@pytest.mark.parametrize(("words", "why"), IMPOSSIBLE)
def test_time_that_does_not_exist_is_refused_with_the_reason(words, why):
    """A date made up from an impossible one would be believed."""
    with pytest.raises(FormatError) as refused:
        Window.parse(words)
    assert str(refused.value) == f"window: {words!r} cannot be dated: {why}"


@pytest.mark.parametrize(("words", "why"), UNREADABLE)
def test_unreadable_words_are_refused_with_the_word_that_stopped_it(words, why):
    """An officer who sees the one word that was not understood can mend it."""
    with pytest.raises(FormatError) as refused:
        Window.parse(words)
    assert str(refused.value) == (f"window: {words!r} could not be read: {why}")


WORDS = [
    *VOCABULARY, "2nd", "31", "0", "99", "29", "2022", "2023/24", "23/24", "5/13", "5/01/22",
    "1/1/0000", "2022-13-01", "2022-02", "-", "/", "&", ",", "(", ":", "w/c", "w/e", "q3", "noon",
    "25:00", "12pm", "tbc", "by", "not before", "after", "onwards", "other", "31-feb-2022", "'22",
    "0th", "half", "1900/01", "31/12/9999", "opens", "closes", "due", "extended", "was", "17.00", "29.30",
    "10am-12pm", "bst", "gmt", "(", ")", "days", "working", "clear", "weeks", "before", "for", "at least",
    "from", "monthly", "or the next working day", "lot 2", "cabinet", "and then", "two", "quarter",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join),
    st.sampled_from(["", "Week commencing", "w/e"]),
)
@settings(max_examples=500, deadline=None)
def test_any_words_give_a_window_or_a_reason(words, heading):
    """The reader of a file gets days or a message from any cell, never a crash."""
    try:
        told = (Window.parse(words, near=PAPER, heading=heading).words,)
    except FormatError as refused:
        told = refused.problems
    assert told == (words,) or all(words in problem for problem in told)


def test_empty_words_are_refused():
    """A blank may be a mistake; TBC is an answer."""
    with pytest.raises(FormatError) as refused:
        Window.parse(" ")
    assert refused.value.problems == ("the words are empty; write TBC if the day is not set yet",)


def test_29_february_of_another_weekday_is_refused_by_its_weekday():
    """The years beside a leap year have no such day, which is no reason that helps an officer."""
    with pytest.raises(FormatError, match="29 February 2024 is a Thursday, not a Friday"):
        Window.parse("Friday 29 February", near=PAPER)


def test_missing_year_of_a_range_over_new_year_differs_at_its_ends():
    """A plan of late December to early January spans two years though neither is named."""
    window = Window.parse("24 December - 10 January", near=PAPER)
    assert (window.earliest, window.latest) == (date(2022, 12, 24), date(2023, 1, 10))


days = st.dates(date(2000, 1, 1), date(2069, 12, 31))
ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
STYLES = (
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year % 100:02}",
    lambda d: f"{d.day}{ORDINALS.get(d.day, 'th')} {MONTHS[d.month - 1][:3]}. {d.year}",
    lambda d: f"{d:%A} {d.day} {ORDINALS.get(d.day, 'th')} {MONTHS[d.month - 1]}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}{ORDINALS.get(d.day, 'th')}, {d.year}",
    lambda d: f"12 noon on {d.day}-{MONTHS[d.month - 1][:3]}-{d.year}",
    lambda d: d.isoformat(),
)


@given(days, st.sampled_from(STYLES))
@settings(max_examples=150, deadline=None)
def test_day_in_eight_styles_is_read_as_the_same_day(day, style):
    """Eight ways of writing one day must come to that day."""
    window = Window.parse(style(day))
    assert (window.earliest, window.latest, window.precision) == (day, day, P.DAY)


windows = st.one_of(
    days.map(Window.day),
    st.tuples(days, st.integers(1, 500)).map(lambda t: Window.span(t[0], t[0] + timedelta(t[1]))),
    days.map(lambda d: Window.parse(f"w/c {written(d)}")),
    days.map(lambda d: Window.parse(f"{MONTHS[d.month - 1]} {d.year}")),
    days.map(lambda d: Window.parse(f"by {written(d)}")),
    days.map(lambda d: Window.parse(f"10:30 on {written(d)}")),
    days.map(lambda d: Window.parse(f"not before {written(d)}")),
    days.map(lambda d: Window.parse(f"w/c {written(d)} & w/c {written(d + timedelta(21))}")),
    st.tuples(days, st.integers(1, 4)).map(
        lambda t: Window.parse(f"week {t[1]} of {MONTHS[t[0].month - 1]} {t[0].year}")
    ),
    st.sampled_from(["TBC", "six weeks after award", "2nd Thursday of the month"]).map(
        Window.parse
    ),
)


@given(windows)
@settings(max_examples=150, deadline=None)
def test_words_of_a_window_read_back_as_the_same_days(window):
    """The library must understand what it prints, and so must the next officer."""
    again = Window.parse(str(window))

    assert (again.earliest, again.latest, again.parts) == (
        window.earliest,
        window.latest,
        window.parts,
    )
    assert (again.recurrence, again.at) == (window.recurrence, window.at)
    assert again.known is window.known


@given(
    st.dates(date(2000, 1, 1), date(2080, 12, 1)), st.sampled_from(WeekOfMonth), st.integers(1, 4)
)
@settings(max_examples=100, deadline=None)
def test_weeks_of_a_month_follow_one_another_under_every_rule(day, rule, n):
    """Whichever rule a council keeps, its weeks must neither overlap nor leave a gap."""
    month = f"{MONTHS[day.month - 1]} {day.year}"
    week = Window.parse(f"week {n} of {month}", weeks=rule).period
    assert week
    assert week.length == 7
    if n > 1:
        before = Window.parse(f"week {n - 1} of {month}", weeks=rule).period
        assert before
        assert week.starts_on - before.ends_on == timedelta(days=1)


TRAPS = [
    # words, what dateutil's parser makes of them, what they mean
    ("4 th week Aug. 2022", date(2022, 8, 4), (date(2022, 8, 22), date(2022, 8, 28))),
    ("01/02/2022", date(2022, 1, 2), (date(2022, 2, 1), date(2022, 2, 1))),
]


@pytest.mark.parametrize(("words", "theirs", "ours"), TRAPS)
def test_words_that_dateutil_misreads_are_read_rightly(words, theirs, ours):
    """A parser that ignores "week", or puts months first, is wrong without a sound."""
    assert dateutil_parser.parse(words, fuzzy=True).date() == theirs
    window = Window.parse(words)
    assert (window.earliest, window.latest) == ours


@given(days, st.sampled_from(STYLES[:1] + STYLES[3:4]))
@settings(max_examples=50, deadline=None)
def test_plain_dates_agree_with_dateutil(day, style):
    """Two parsers that can both read the words must give the same day."""
    assert Window.parse(style(day)).earliest == dateutil_parser.parse(style(day)).date()
