"""The ways of counting, each against days that somebody else has worked out or the law fixes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.dates.day_counts import (
    COURT_DAYS,
    ClearDays,
    ClearWorkingDays,
    DaysAfter,
    DaysAfterRolledForward,
    DaysAfterTheQuarter,
    DaysBeginningWith,
    MonthsAfter,
    MonthsAfterTheQuarter,
    MonthsBeginningWith,
    MonthsEndingBefore,
    WorkingDaysAfter,
    WorkingDaysAfterTheStart,
    WorkingDaysBeginningWith,
    certainty,
)
from commissioning.dates.working_days import HolidaysOf, WorkingDays, working_days
from commissioning.errors import RecordError

PCR = DaysAfterRolledForward(10)
ACT = WorkingDaysBeginningWith(8)
HEALTH = WorkingDaysAfterTheStart(8)
days = st.dates(date(2012, 1, 1), date(2027, 12, 31))

VECTORS = [
    # Letters under the Public Contracts Regulations; the first three are others' worked examples.
    (PCR, date(2010, 3, 23), date(2010, 4, 6)),
    (PCR, date(2022, 1, 24), date(2022, 2, 3)),
    (PCR, date(2022, 4, 27), date(2022, 5, 9)),
    (PCR, date(2021, 12, 17), date(2021, 12, 29)),
    (PCR, date(2022, 4, 5), date(2022, 4, 19)),
    (PCR, date(2022, 9, 9), date(2022, 9, 20)),  # the state funeral of 19 September
    (PCR, date(2015, 9, 14), date(2015, 9, 24)),  # Lancashire's home care letters
    # Contract award notices under the 2023 Act.
    (ACT, date(2025, 3, 3), date(2025, 3, 12)),
    (ACT, date(2025, 3, 10), date(2025, 3, 20)),  # 17 March, Northern Ireland alone
    (ACT, date(2025, 7, 4), date(2025, 7, 16)),  # 14 July, Northern Ireland alone
    (ACT, date(2025, 7, 31), date(2025, 8, 12)),  # 4 August, Scotland alone
    (ACT, date(2025, 12, 19), date(2026, 1, 5)),  # 2 January, Scotland alone
    (ACT, date(2025, 12, 18), date(2025, 12, 31)),
    (ACT, date(2026, 6, 8), date(2026, 6, 18)),  # 15 June, Scotland alone
    (ACT, date(2026, 11, 23), date(2026, 12, 3)),  # 30 November, Scotland alone
    (ACT, date(2026, 2, 7), date(2026, 2, 18)),  # a Saturday: Monday is the first
    (ACT, date(2026, 2, 8), date(2026, 2, 18)),  # a Sunday: the same Monday
    (ACT, date(2024, 12, 24), date(2025, 1, 8)),  # a law firm's article counted to 7 January
    # Intention notices under the Provider Selection Regime.
    (HEALTH, date(2025, 6, 2), date(2025, 6, 13)),
    (HEALTH, date(2026, 6, 8), date(2026, 6, 19)),  # 15 June counts in England
    (WorkingDaysAfter(5, HolidaysOf.ENGLAND), date(2025, 6, 13), date(2025, 6, 20)),
    # Notices and periods of the 2023 Act.
    (DaysBeginningWith(56), date(2026, 4, 1), date(2026, 5, 26)),
    (DaysBeginningWith(30), date(2026, 4, 1), date(2026, 4, 30)),
    (DaysBeginningWith(120), date(2026, 4, 1), date(2026, 7, 29)),
    (DaysBeginningWith(90), date(2026, 4, 1), date(2026, 6, 29)),
    (DaysBeginningWith(180), date(2026, 4, 1), date(2026, 9, 27)),
    (DaysBeginningWith(30), date(2026, 3, 31), date(2026, 4, 29)),
    (DaysBeginningWith(30), date(2026, 9, 30), date(2026, 10, 29)),
    (DaysAfter(25), date(2026, 6, 15), date(2026, 7, 10)),
    # A council's call-in.
    (WorkingDaysAfter(5), date(2021, 9, 30), date(2021, 10, 7)),
    (WorkingDaysAfter(5), date(2022, 10, 27), date(2022, 11, 3)),
    # Light touch award notices grouped by quarter: 30 April 2023 was a Sunday, 1 May a holiday.
    (DaysAfterTheQuarter(30), date(2023, 2, 14), date(2023, 5, 2)),
    (DaysAfterTheQuarter(30), date(2022, 11, 30), date(2023, 1, 30)),
    (DaysAfterTheQuarter(30), date(2023, 3, 31), date(2023, 5, 2)),
    # The lists of a council: not later than a month after the quarter.
    (MonthsAfterTheQuarter(1), date(2026, 2, 14), date(2026, 4, 30)),
    (MonthsAfterTheQuarter(1), date(2026, 6, 30), date(2026, 7, 30)),
    (MonthsAfterTheQuarter(1), date(2026, 10, 1), date(2027, 1, 31)),
    (MonthsAfter(12), date(2024, 2, 29), date(2025, 2, 28)),
    (MonthsBeginningWith(3), date(2026, 3, 1), date(2026, 5, 31)),
    (MonthsBeginningWith(3), date(2026, 8, 31), date(2026, 11, 30)),
    (MonthsBeginningWith(6), date(2026, 9, 1), date(2027, 2, 28)),
    (MonthsBeginningWith(6), date(2026, 8, 30), date(2027, 2, 28)),
    (MonthsEndingBefore(48), date(2026, 4, 1), date(2030, 3, 30)),
    # Carried past Good Friday to the Tuesday, and past the bank holiday of 31 August.
    (MonthsAfter(3, carried=COURT_DAYS), date(2020, 1, 10), date(2020, 4, 14)),
    (MonthsBeginningWith(6, carried=COURT_DAYS), date(2026, 3, 1), date(2026, 9, 1)),
    (ClearDays(28), date(2022, 10, 11), date(2022, 11, 8)),
    (ClearWorkingDays(5), date(2022, 10, 11), date(2022, 10, 18)),
]


@pytest.mark.parametrize(
    ("count", "event", "last"),
    VECTORS,
    ids=[f"{count} from {event}" for count, event, _ in VECTORS],
)
def test_last_days_match_examples_worked_out_elsewhere(count, event, last):
    """A day too few and a contract may be set aside; a day too many and a service starts late."""
    assert count.last_day(event) == last
    assert count.first_day_after(event) == last + timedelta(days=1)


@pytest.mark.parametrize(
    ("event", "english"),
    [
        (date(2025, 3, 10), date(2025, 3, 19)),
        (date(2025, 12, 19), date(2026, 1, 2)),
        (date(2026, 6, 8), date(2026, 6, 17)),
    ],
)
def test_english_calendar_would_end_the_standstill_too_soon(event, english):
    """This is the slip that the whole-kingdom rule is there to be got wrong by."""
    calendar = working_days(HolidaysOf.ENGLAND_AND_WALES)
    assert ACT.last_day(event, calendar) == english
    assert ACT.last_day(event) == english + timedelta(days=1 if english.month != 1 else 3)


@pytest.mark.parametrize(
    ("count", "meeting", "notice"),
    [
        (ClearDays(28), date(2022, 11, 9), date(2022, 10, 11)),
        (ClearWorkingDays(5), date(2022, 11, 9), date(2022, 11, 1)),
        (ClearDays(5), date(2022, 11, 9), date(2022, 11, 3)),
    ],
)
def test_notice_of_a_meeting_leaves_both_days_out(count, meeting, notice):
    """Neither the day of the notice nor that of the meeting is a clear day."""
    assert count.notice_by(meeting) == notice
    assert count.last_day(notice) < meeting


def test_every_period_of_the_2015_regulations_holds_two_working_days():
    """Regulation 2(3): four days over Easter would otherwise be none at all."""
    assert DaysAfterRolledForward(1).last_day(date(2022, 4, 14)) == date(2022, 4, 20)


@given(event=days, number=st.integers(1, 60))
def test_later_event_never_ends_a_period_sooner(event, number):
    """Sending letters a day later can only move the signature back."""
    for kind in (
        WorkingDaysBeginningWith,
        WorkingDaysAfterTheStart,
        WorkingDaysAfter,
        DaysAfterRolledForward,
        DaysBeginningWith,
        DaysAfter,
        ClearDays,
        ClearWorkingDays,
    ):
        count = kind(number)
        assert count.last_day(event) <= count.last_day(event + timedelta(days=1))


@given(event=days)
def test_health_count_is_never_shorter_than_the_acts_on_one_calendar(event):
    """It starts a day later and leaves that day out; they meet only from a day that does not work."""
    calendar = working_days(HolidaysOf.ENGLAND)
    assert HEALTH.last_day(event, calendar) >= ACT.last_day(event, calendar)


@given(event=days)
def test_2015_standstill_ends_on_a_working_day(event):
    """A standstill that ended on a Sunday would be a rule misread."""
    assert PCR.last_day(event) in working_days(HolidaysOf.ENGLAND_AND_WALES)


def test_callers_calendar_takes_the_place_of_the_laws():
    """For years that the library does not hold yet."""
    calendar = WorkingDays(
        {date(2032, 1, 1)}, title="2032", first=date(2031, 12, 1), last=date(2032, 12, 31)
    )
    assert ACT.last_day(date(2031, 12, 24), calendar) == date(2032, 1, 5)
    assert HEALTH.last_day(date(2031, 12, 24), calendar) == date(2032, 1, 7)
    assert PCR.last_day(date(2031, 12, 22), calendar) == date(2032, 1, 2)
    assert WorkingDaysAfter(1).last_day(date(2031, 12, 31), calendar) == date(2032, 1, 2)
    assert ClearWorkingDays(1).last_day(date(2031, 12, 31), calendar) == date(2032, 1, 2)
    assert ClearWorkingDays(1).notice_by(date(2032, 1, 5), calendar) == date(2031, 12, 31)
    assert DaysAfterTheQuarter(2).last_day(date(2031, 12, 5), calendar) == date(2032, 1, 5)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (
            ACT,
            "8 working days, counting the day of the notice as the first, by the bank holidays of any "
            "part of the United Kingdom",
        ),
        (
            HEALTH,
            "8 working days after its first day, which is the day after the notice is published, by "
            "the bank holidays of England",
        ),
        (
            PCR,
            "10 calendar days, counted from the day after and rolled forward to a working day by the "
            "bank holidays of England and Wales",
        ),
        (
            DaysAfterTheQuarter(30),
            "30 calendar days from the end of the quarter, rolled forward to a working day by the "
            "bank holidays of England and Wales",
        ),
        (
            WorkingDaysAfter(5),
            "5 working days, counted from the day after, by the bank holidays of England and Wales",
        ),
        (DaysBeginningWith(30), "30 calendar days, counting the day itself as the first"),
        (DaysAfter(25), "25 calendar days, counted from the day after"),
        (MonthsAfter(12), "1 year"),
        (MonthsAfter(48), "4 years"),
        (MonthsAfter(18), "18 months"),
        (MonthsAfter(1), "1 month"),
        (MonthsAfterTheQuarter(1), "1 month from the end of the quarter"),
        (ClearDays(28), "28 clear days, weekends included"),
        (ClearWorkingDays(5), "5 clear working days, by the bank holidays of England and Wales"),
    ],
)
def test_way_of_counting_reads_as_a_sentence(count, words):
    """A lawyer checks the words, not the code."""
    assert str(count) == words


@pytest.mark.parametrize(
    ("kind", "days", "event", "england", "kingdom"),
    [
        (WorkingDaysBeginningWith, 8, date(2026, 6, 8), date(2026, 6, 17), date(2026, 6, 18)),
        (WorkingDaysAfterTheStart, 8, date(2026, 6, 8), date(2026, 6, 19), date(2026, 6, 22)),
        (WorkingDaysAfter, 5, date(2026, 6, 8), date(2026, 6, 15), date(2026, 6, 16)),
        (DaysAfterRolledForward, 7, date(2026, 6, 8), date(2026, 6, 15), date(2026, 6, 16)),
        (DaysAfterTheQuarter, 2, date(2025, 12, 5), date(2026, 1, 5), date(2026, 1, 6)),
        (ClearWorkingDays, 5, date(2026, 6, 8), date(2026, 6, 15), date(2026, 6, 16)),
    ],
)
def test_holiday_in_scotland_matters_where_the_law_counts_it(kind, days, event, england, kingdom):
    """15 June and 2 January 2026 are holidays in Scotland alone; each way is told whose it leaves out."""
    of_england = kind(days, HolidaysOf.ENGLAND)
    of_the_kingdom = kind(days, HolidaysOf.ANY_PART_OF_THE_UK)
    assert of_england.last_day(event) == england
    assert of_the_kingdom.last_day(event) == kingdom
    assert of_england != of_the_kingdom


@pytest.mark.parametrize("kind", [DaysAfterTheQuarter, DaysBeginningWith, DaysAfter, MonthsAfter,
                                  ClearDays], ids=lambda kind: kind.__name__)  # fmt: skip
def test_way_of_counting_holds_its_days_and_nothing_more(kind):
    """Two ways that compare equal must count alike, so nothing can be hung on one beside its days."""
    assert kind(8) == kind(8)
    assert not hasattr(kind(8), "__dict__")


@pytest.mark.parametrize(
    ("event", "ends"),
    [
        (date(2023, 1, 1), date(2023, 5, 2)),
        (date(2023, 3, 31), date(2023, 5, 2)),
        (date(2023, 4, 1), date(2023, 7, 31)),
        (date(2023, 6, 30), date(2023, 7, 31)),
        (date(2023, 7, 1), date(2023, 10, 30)),
        (date(2023, 9, 30), date(2023, 10, 30)),
        (date(2023, 10, 1), date(2024, 1, 30)),
        (date(2023, 12, 31), date(2024, 1, 30)),
    ],
)
def test_thirty_days_run_from_the_end_of_the_quarter(event, ends):
    """An award of the first day of a quarter has four months, one of the last day has one."""
    assert DaysAfterTheQuarter(30).last_day(event) == ends


def test_count_below_one_day_is_refused():
    """A standstill of nothing is a slip of the pen."""
    with pytest.raises(RecordError) as refused:
        DaysAfter(0)
    assert refused.value.problems == ("count: 0 is below the minimum of 1",)
    assert DaysAfter(1).last_day(date(2026, 4, 1)) == date(2026, 4, 2)


def test_day_past_the_published_holidays_says_so():
    """A plan for 2029 is right only as long as nobody proclaims a holiday."""
    assert certainty(date(2028, 12, 31)) == ""
    for day in (date(2029, 1, 1), date(2030, 12, 31)):
        assert certainty(day) == "bank holidays after 2028 are not announced yet and may change"
    assert certainty(date(2031, 1, 1)) == ""


def test_limit_that_ends_on_a_day_when_courts_are_closed_is_carried_over():
    """Thirty days from 7 February 2020 end on a Saturday; the court office opens on Monday the 9th."""
    limit = DaysBeginningWith(30, carried=COURT_DAYS)
    assert DaysBeginningWith(30).last_day(date(2020, 2, 7)) == date(2020, 3, 7)
    assert limit.last_day(date(2020, 2, 7)) == date(2020, 3, 9)
    assert limit.last_day(date(2020, 2, 10)) == date(2020, 3, 10)
    assert str(limit) == (
        "30 calendar days, counting the day itself as the first; an end on a day when courts are "
        "closed is carried to the next open one"
    )
