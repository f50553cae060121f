"""Working days of a part of the United Kingdom, and the working day a number of them on or back.

Counting is a table look-up: each calendar holds the rank of every day among its working days, so the
eighth working day on costs the same as the first. The ways in which laws count are in `day_counts`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from functools import cache
from itertools import accumulate, compress
from typing import Final

from commissioning.dates import bank_holidays
from commissioning.errors import NoRuleError, written
from commissioning.values.asked import Askable
from commissioning.values.text import Word, counted

_SATURDAY: Final = 5


class WorkingDays(Askable):
    """A calendar of working days: every day but Saturday, Sunday and the holidays given."""

    __slots__ = ("_days", "_first", "_ranks", "first", "last", "title", "version")

    def __init__(
        self,
        holidays: Container[date],
        *,
        title: str,
        first: date = bank_holidays.FIRST_DAY,
        last: date = bank_holidays.LAST_DAY,
        version: str = "",
    ) -> None:
        """A calendar from any container of dates; `title` says whose holidays they are.

        `first` and `last` are the days between which the container is complete.
        """
        self.title = title
        self.first = first
        self.last = last
        self.version = version
        self._first = first.toordinal()
        span = [date.fromordinal(n) for n in range(self._first, last.toordinal() + 1)]
        works = [day.weekday() < _SATURDAY and day not in holidays for day in span]
        self._days = list(compress(span, works))
        self._ranks = list(accumulate(works, initial=0))

    def __contains__(self, day: date) -> bool:
        """Whether that is a working day. Raises `NoRuleError` outside the calendar's years."""
        place = self._place(day)
        return self._ranks[place + 1] > self._ranks[place]

    def after(self, day: date, count: int) -> date:
        """The working day that is `count` on, the day itself not counted.

        Raises `NoRuleError` outside the calendar's years.
        """
        return self._number(day, count, skip=1)

    def beginning_with(self, day: date, count: int) -> date:
        """The working day number `count`, the day itself being the first if it is a working day.

        Raises `NoRuleError` outside the calendar's years.
        """
        return self._number(day, count, skip=0)

    def before(self, day: date, count: int) -> date:
        """The working day that is `count` back, the day itself not counted.

        Raises `NoRuleError` outside the calendar's years.
        """
        rank = self._ranks[self._place(day)] - count
        if count > 0 and rank >= 0:
            return self._days[rank]
        raise self._outside(day, f"the day {counted(count, 'working day')} earlier")

    def rolled(self, day: date) -> date:
        """The day itself if it is a working day, otherwise the next one."""
        return self.beginning_with(day, 1)

    def rolled_back(self, day: date) -> date:
        """The day itself if it is a working day, otherwise the one before."""
        return day if day in self else self.before(day, 1)

    def skipped(self, first: date, last: date) -> Iterator[date]:
        """The weekdays from the first to the last that are holidays here."""
        for place in range(self._place(first), self._place(last) + 1):
            day = date.fromordinal(self._first + place)
            if day.weekday() < _SATURDAY and day not in self:
                yield day

    def _number(self, day: date, count: int, *, skip: int) -> date:
        """The working day number `count` from a day on, so many days at the beginning not counted."""
        place = day.toordinal() - self._first
        if place >= 0 and count > 0:
            try:
                return self._days[self._ranks[place + skip] + count - 1]
            except IndexError:
                pass
        raise self._outside(day, f"the day {counted(count, 'working day')} later")

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._first
        if 0 <= place < len(self._ranks) - 1:
            return place
        raise self._outside(day, "that day")

    def _outside(self, day: date, asked: str) -> NoRuleError:
        reach = f"{written(self.first)} to {written(self.last)}"
        why = f"the calendar runs from {reach}, and {asked} is outside it"
        remedy = "Give a calendar that reaches further"
        return NoRuleError(f"the calendar of {self.title}", "working days", day, why, remedy)

    def __repr__(self) -> str:
        return f"WorkingDays({self.title}, {self.first:%Y} to {self.last:%Y})"


class HolidaysOf(Word):
    """The bank holidays that a law leaves out when it counts working days."""

    ANY_PART_OF_THE_UK = "any part of the United Kingdom"
    """Procurement Act 2023, section 123(1): a holiday in Scotland alone stops an English clock."""
    ENGLAND_AND_WALES = "England and Wales"
    """Public Contracts Regulations 2015, regulation 2(1), which adds Christmas Day and Good Friday.

    The regulation names no part of the United Kingdom; that England's days are meant is practice.
    """
    ENGLAND = "England"
    """Provider Selection Regime, regulation 12(12), which adds those two and the first Monday in May."""


_PARTS: Final = {
    HolidaysOf.ANY_PART_OF_THE_UK: bank_holidays.UNITED_KINGDOM,
    HolidaysOf.ENGLAND_AND_WALES: (bank_holidays.Part.ENGLAND_AND_WALES,),
    HolidaysOf.ENGLAND: (bank_holidays.Part.ENGLAND_AND_WALES,),
}
# The bank holiday of 2020 was moved to the Friday; regulation 12(12) names the Monday itself.
_MONDAYS_IN_MAY: Final = frozenset({date(2020, 5, 4)})
"""The first Mondays in May that were no bank holiday."""


@cache
def working_days(holidays: HolidaysOf) -> WorkingDays:
    """The calendar of a law's working days, from 2010 to 2030."""
    days = bank_holidays.bank_holidays(*_PARTS[holidays])
    if holidays is HolidaysOf.ENGLAND:
        days |= _MONDAYS_IN_MAY
    return WorkingDays(days, title=holidays.value, version=bank_holidays.VERSION)
