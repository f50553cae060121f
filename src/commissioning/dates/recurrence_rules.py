"""Days that follow a rule of RFC 5545, such as FREQ=MONTHLY;BYDAY=2TH."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from commissioning.dates.periods import Period

if TYPE_CHECKING:
    from dateutil.rrule import rrule, rruleset


def first_day(rule: str, began: date) -> date | None:
    """The first day of the rule from a day on. Raises `ValueError` or `TypeError` if it is no rule."""
    moment = next(iter(_read(rule, began)), None)
    return moment and moment.date()


def recurring_days(rule: str, began: date, within: Period) -> Iterator[date]:
    """The days of the rule in a period, in order; its steps are counted from the day it began."""
    first, last = _midnight(within.starts_on), _midnight(within.ends_on)
    return (moment.date() for moment in _read(rule, began).between(first, last, inc=True))


def _read(rule: str, began: date) -> rrule | rruleset:
    from dateutil.rrule import rrulestr  # 4 ms, and most runs meet no rule

    return rrulestr(rule, dtstart=_midnight(began))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
