"""The result of reading the words of a paper: how exactly they name days, and the other readings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import NamedTuple

from commissioning.dates.periods import Period
from commissioning.dates.working_days import HolidaysOf
from commissioning.errors import written
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.text import Word


class Precision(Word):
    """How closely the words fix the time."""

    DAY = "day"
    WEEK = "week"
    PART_OF_MONTH = "part of a month"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    SPAN = "span"
    OPEN = "open at one end"
    RECURRING = "recurring"
    RELATIVE = "relative to something else"
    NONE = "no date given"
    UNREAD = "could not be read"


class WeekOfMonth(Word):
    """The meaning of "the 2nd week of July". No law or standard gives one; councils differ."""

    THURSDAY = "weeks belong to the month that holds their Thursday"
    CALENDAR_ROW = (
        "weeks are the Monday to Sunday rows of a calendar page; the 1st week holds the 1st"
    )
    SEVEN_DAYS = "the 1st week is the days 1 to 7, the 2nd the days 8 to 14"


@frozen(kw_only=True)
class Reading(Checked):
    """One way of understanding the words, where there is more than one."""

    because: str
    """The convention that gives this reading: "weeks belong to the month of their Thursday"."""
    earliest: date
    latest: date

    def problems(self) -> Iterator[str]:
        if self.latest < self.earliest:
            yield (
                f"latest: {written(self.latest)} is before the earliest day, "
                f"{written(self.earliest)}; exchange the two"
            )


class WindowFields(NamedTuple):
    """The fields of a `Window` but its words."""

    precision: Precision
    earliest: date | None = None
    latest: date | None = None
    readings: tuple[Reading, ...] = ()
    inferred: tuple[str, ...] = ()
    at: time | None = None
    parts: tuple[Period, ...] = ()
    recurrence: str = ""
    carried: HolidaysOf | None = None
    carried_back: HolidaysOf | None = None
    remark: str = ""

    def noting(self, *notes: str) -> WindowFields:
        """The same with more notes on what was inferred."""
        return self._replace(inferred=(*self.inferred, *notes))
