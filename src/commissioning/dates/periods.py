"""Spans of days, both ends included: a consultation, a contract's term, a reporting quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from commissioning.errors import written
from commissioning.values.bounds import SPANS_END_BY
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen


def later(day: date, *, months: int = 0, days: int = 0) -> date:
    """The day so much later, or earlier where the numbers are negative.

    Months are counted before days. Beyond the calendar it is the last or the first day that there is.
    """
    from dateutil.relativedelta import relativedelta  # 4 ms, and some runs count no months

    try:
        return day + relativedelta(months=months) + timedelta(days=days)
    except (OverflowError, ValueError):
        return date.max if months * 30 + days > 0 else date.min


def ahead(day: date, days: int) -> Period:
    """A day and so many after it, as far as a span may reach."""
    return Period(min(day, SPANS_END_BY), min(later(day, days=days), SPANS_END_BY))


@frozen
class Period(Checked):
    """A run of days from the first to the last, both included."""

    starts_on: date
    ends_on: date

    def problems(self) -> Iterator[str]:
        if self.ends_on < self.starts_on:
            yield f"it ends on {written(self.ends_on)}, before it starts on {written(self.starts_on)}"
        if self.ends_on > SPANS_END_BY:
            yield (
                f"it ends on {written(self.ends_on)}; the last day that a span may have is "
                f"{written(SPANS_END_BY)}"
            )

    @classmethod
    def of(cls, starts_on: date, *, years: int = 0, months: int = 0, days: int = 0) -> Period:
        """The period that runs this long from a first day: one year from 1 April ends 31 March.

        Months are counted before days; a month that lacks the day uses its last one.
        """
        after = later(starts_on, months=12 * years + months, days=days)
        return cls(starts_on, later(after, days=-1))

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def overlaps(self, other: Period) -> bool:
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    @property
    def length(self) -> int:
        """The number of days, both ends included."""
        return (self.ends_on - self.starts_on).days + 1

    def days(self) -> Iterator[date]:
        for number in range(self.length):
            yield self.starts_on + timedelta(days=number)

    def __str__(self) -> str:
        return " to ".join(dict.fromkeys((written(self.starts_on), written(self.ends_on))))
