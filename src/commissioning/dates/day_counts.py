"""The ways in which the law counts days. They look alike and differ by a day or two.

Each is a value of its own, with the law that asks for it; none is an option of another. A way of
counting knows how many days, and answers with the last of them: what may not happen within the period
may happen on the day after.
"""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import ClassVar, Final

from commissioning.dates.bank_holidays import LAST_DAY, PUBLISHED_TO
from commissioning.dates.periods import later
from commissioning.dates.working_days import HolidaysOf, WorkingDays, working_days
from commissioning.values.checking import Checked, FromOne
from commissioning.values.frozen import frozen

COURT_DAYS: Final = HolidaysOf.ENGLAND_AND_WALES
"""The holidays on which court offices are closed, beside weekends; their own few days are not held."""


def _end_of_quarter(day: date) -> date:
    return date(day.year, *((3, 31), (6, 30), (9, 30), (12, 31))[(day.month - 1) // 3])


@frozen
class DayCount(Checked):
    """A number of days and the way in which a law counts them."""

    count: FromOne[int]
    in_words: ClassVar[str] = "{count} days"
    """The way in words, with `{count}` and `{holidays}` in the places of the two."""

    @abstractmethod
    def last_day(self, event: date) -> date:
        """The last day of the period that the event sets off.

        A way that leaves out holidays also takes a `calendar` in the place of the law's own, for years
        that the library does not hold, and raises `NoRuleError` where the calendar does not reach.
        """

    def first_day(self, event: date) -> date:
        """The first day of the period: the day after the event, unless the way of counting says otherwise."""
        return later(event, days=1)

    def latest_event(self, first_day: date) -> date:
        """The latest event whose period begins on a day: the day before it, or that day itself."""
        return first_day if self.first_day(first_day) == first_day else later(first_day, days=-1)

    def first_day_after(self, event: date) -> date:
        """The first day on which what had to wait may happen."""
        return later(self.last_day(event), days=1)

    def __str__(self) -> str:
        return self.in_words.format(count=self.count, holidays=getattr(self, "holidays", ""))


@frozen
class WorkingDaysBeginningWith(DayCount):
    """So many working days, the day of the event counting as the first if it is a working day.

    Procurement Act 2023, section 51(2): the standstill from the contract award notice.
    """

    in_words: ClassVar[str] = (
        "{count} working days, counting the day of the notice as the first, "
        "by the bank holidays of {holidays}"
    )
    holidays: HolidaysOf = HolidaysOf.ANY_PART_OF_THE_UK

    def first_day(self, event: date, calendar: WorkingDays | None = None) -> date:
        return (calendar or working_days(self.holidays)).rolled(event)

    def last_day(self, event: date, calendar: WorkingDays | None = None) -> date:
        return (calendar or working_days(self.holidays)).beginning_with(event, self.count)


@frozen
class WorkingDaysAfterTheStart(DayCount):
    """So many working days after the day on which the period starts, which is the day after the event.

    Provider Selection Regime, regulation 12(2) and (9): the start day itself is not one of the eight.
    """

    in_words: ClassVar[str] = (
        "{count} working days after its first day, which is the day after the notice is published, "
        "by the bank holidays of {holidays}"
    )
    holidays: HolidaysOf = HolidaysOf.ENGLAND

    def last_day(self, event: date, calendar: WorkingDays | None = None) -> date:
        return (calendar or working_days(self.holidays)).after(later(event, days=1), self.count)


@frozen
class WorkingDaysAfter(DayCount):
    """So many working days, the day of the event not counted.

    Provider Selection Regime, regulation 12(10), and the usual call-in of a council's constitution.
    """

    in_words: ClassVar[str] = (
        "{count} working days, counted from the day after, by the bank holidays of {holidays}"
    )
    holidays: HolidaysOf = HolidaysOf.ENGLAND_AND_WALES

    def last_day(self, event: date, calendar: WorkingDays | None = None) -> date:
        return (calendar or working_days(self.holidays)).after(event, self.count)


@frozen
class DaysAfterRolledForward(DayCount):
    """So many days, that of the event not counted; an end on no working day rolls to the next one.

    Public Contracts Regulations 2015, regulation 2(3) and (4), which also give every period at least
    two working days; the standstill of regulation 87 is counted so.
    """

    in_words: ClassVar[str] = (
        "{count} calendar days, counted from the day after and rolled forward to a working day by "
        "the bank holidays of {holidays}"
    )
    holidays: HolidaysOf = HolidaysOf.ENGLAND_AND_WALES

    def last_day(self, event: date, calendar: WorkingDays | None = None) -> date:
        calendar = calendar or working_days(self.holidays)
        return max(calendar.rolled(later(event, days=self.count)), calendar.after(event, 2))


@frozen
class DaysAfterTheQuarter(DaysAfterRolledForward):
    """So many days from the end of the calendar quarter of the event, rolled forward.

    Public Contracts Regulations 2015, regulation 75(4): light touch award notices grouped by quarter.
    """

    in_words: ClassVar[str] = (
        "{count} calendar days from the end of the quarter, rolled forward to a working day "
        "by the bank holidays of {holidays}"
    )

    def last_day(self, event: date, calendar: WorkingDays | None = None) -> date:
        return super().last_day(_end_of_quarter(event), calendar)


def _carried(day: date, to: HolidaysOf | None, calendar: WorkingDays | None) -> date:
    return day if to is None else (calendar or working_days(to)).rolled(day)


@frozen
class DaysBeginningWith(DayCount):
    """So many days, that of the event counting as the first, weekends and holidays too.

    Procurement Act 2023, as in section 53(1): "30 days beginning with the day". The Act has no rule
    that rolls an end on a Sunday forward.
    """

    in_words: ClassVar[str] = "{count} calendar days, counting the day itself as the first"
    carried: HolidaysOf | None = None
    """The calendar by which an end on a day when offices are closed is carried to the next open one."""

    def first_day(self, event: date) -> date:
        return event

    def last_day(self, event: date, calendar: WorkingDays | None = None) -> date:
        return _carried(later(event, days=self.count - 1), self.carried, calendar)

    def __str__(self) -> str:
        over = "; an end on a day when courts are closed is carried to the next open one"
        return DayCount.__str__(self) + (over if self.carried else "")


@frozen
class DaysAfter(DayCount):
    """So many days, that of the event not counted, weekends and holidays too, with no roll forward.

    Procurement Act 2023, section 54: the minimum periods for requests to take part and for tenders.
    """

    in_words: ClassVar[str] = "{count} calendar days, counted from the day after"

    def last_day(self, event: date) -> date:
        return later(event, days=self.count)


@frozen
class MonthsAfter(DayCount):
    """So many calendar months, to the same day of the month or to the last that the month has."""

    carried: HolidaysOf | None = None
    """As of `DaysBeginningWith`."""

    def last_day(self, event: date, calendar: WorkingDays | None = None) -> date:
        return _carried(later(event, months=self.count), self.carried, calendar)

    def __str__(self) -> str:
        years, months = divmod(self.count, 12)
        if months == 0:
            return f"{years} year{'s' * (years != 1)}"
        return f"{self.count} month{'s' * (self.count != 1)}"


@frozen
class MonthsAfterTheQuarter(MonthsAfter):
    """So many calendar months from the end of the calendar quarter of the event.

    Local Government Transparency Code 2015: lists of each quarter, not later than a month after it.
    """

    def last_day(self, event: date, calendar: WorkingDays | None = None) -> date:
        return MonthsAfter.last_day(self, _end_of_quarter(event), calendar)

    def __str__(self) -> str:
        return f"{MonthsAfter.__str__(self)} from the end of the quarter"


@frozen
class MonthsBeginningWith(MonthsAfter):
    """So many calendar months, the day of the event counting as their first.

    They end on the day before the same day of a later month or, where that month is too short, on its
    last day.
    """

    def last_day(self, event: date, calendar: WorkingDays | None = None) -> date:
        same = later(event, months=self.count)
        counted = same if same.day < event.day else later(same, days=-1)
        return _carried(counted, self.carried, calendar)


@frozen
class MonthsEndingBefore(MonthsBeginningWith):
    """So many calendar months without their last day: "must expire before the end of the period"."""

    def last_day(self, event: date, calendar: WorkingDays | None = None) -> date:
        return later(super().last_day(event, calendar), days=-1)

    def __str__(self) -> str:
        return f"{super().__str__()} less a day"


@frozen
class ClearDays(DayCount):
    """So many days between a notice and a meeting, neither of the two counted.

    The Executive Arrangements Regulations 2012, regulation 9, for the 28 days before a key decision,
    are read so with weekends counted.
    """

    in_words: ClassVar[str] = "{count} clear days, weekends included"

    def last_day(self, event: date) -> date:
        return later(event, days=self.count)

    def notice_by(self, meeting: date) -> date:
        """The last day on which notice can be given of a meeting."""
        return later(meeting, days=-self.count - 1)


@frozen
class ClearWorkingDays(ClearDays):
    """So many working days between a notice and a meeting, neither of the two counted.

    Whether weekends count is unsettled for the five days of the same Regulations; many councils read
    them so.
    """

    in_words: ClassVar[str] = "{count} clear working days, by the bank holidays of {holidays}"
    holidays: HolidaysOf = HolidaysOf.ENGLAND_AND_WALES

    def last_day(self, event: date, calendar: WorkingDays | None = None) -> date:
        return (calendar or working_days(self.holidays)).after(event, self.count)

    def notice_by(self, meeting: date, calendar: WorkingDays | None = None) -> date:
        days = calendar or working_days(self.holidays)
        return days.before(days.before(meeting, self.count), 1)


def certainty(last: date) -> str:
    """The caution beside a day that was worked out from bank holidays; empty if they are announced.

    The holidays of years that the government has not published follow the rule, and a proclamation
    may still change them.
    """
    if last <= PUBLISHED_TO or last > LAST_DAY:
        return ""
    return f"bank holidays after {PUBLISHED_TO.year} are not announced yet and may change"
