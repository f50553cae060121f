"""Lengths of time and their first day: "from 6 April 2026 for two weeks", "14 days from 3 June 2024"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from commissioning.dates.day_counts import (
    ClearDays,
    ClearWorkingDays,
    DayCount,
    DaysAfter,
    DaysBeginningWith,
    MonthsAfter,
    WorkingDaysAfter,
    WorkingDaysBeginningWith,
)
from commissioning.dates.parsing.resolve import Impossible
from commissioning.dates.periods import later
from commissioning.dates.working_days import HolidaysOf, working_days

_COUNT: Final = r"(?P<n>\d{1,3}|a|an)[ -](?:calendar )?(?P<unit>day|week|fortnight|month|year)s?"
_LEAST: Final = r"(?P<least>at least |a minimum of |not less than |no less than )?"
_TERM: Final = r"(?:up to |a maximum of )?(?:(?:a|an) )?(?:initial )?(?:(?:period|term) of )?"
_FORMS: Final = (
    re.compile(rf"^(?:from |starting |commencing )?(?P<day>.+?),? for {_TERM}{_LEAST}{_COUNT}$"),
    re.compile(rf"^(?P<day>[^()]+?) ?\({_COUNT}\)$"),
    re.compile(rf"^(?P<day>[^()]+?) ?[-,] ?{_COUNT}$"),
    re.compile(
        rf"^for {_TERM}{_LEAST}{_COUNT},? (?:from|commencing|starting|beginning)(?: on)? (?P<day>.+)$"
    ),
    re.compile(rf"^{_COUNT}(?: period)? (?:commencing|starting|beginning)(?: on)? (?P<day>.+)$"),
    re.compile(r"^(?P<unit>fortnight) (?:from|commencing|starting|beginning)(?: on)? (?P<day>.+)$"),
)
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS: Final = {"month": 1, "year": 12}


class Duration(NamedTuple):
    """How long something lasts, and the words for its first day."""

    first_day: str
    number: int
    unit: str
    """day, week, fortnight, month or year; never working days, whose calendar would be a guess."""
    least: bool = False
    """Whether it lasts at least so long, so that its end is open."""

    def last_day(self, first: date) -> date | None:
        """The last day, included, if it begins on `first`; None if that is open.

        Raises `Impossible` for a length of 0.
        """
        if self.number < 1:
            raise Impossible(f"it lasts {self}; the minimum is 1")
        if self.least:
            return None
        if self.unit in _DAYS:
            return later(first, days=self.number * _DAYS[self.unit] - 1)
        # A month from 31 January has no 31st to end before: it ends on 27 February, a day short of the 28th.
        return later(later(first, months=self.number * _MONTHS[self.unit]), days=-1)

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


def duration(text: str) -> Duration | None:
    """The duration that plain words give to what begins on a day; None if they give none."""
    match = next((match for form in _FORMS if (match := form.match(text))), None)
    if match is None:
        return None
    named = match.groupdict()
    # "An" before "a", which it begins with.
    number = (named.get("n") or "1").replace("an", "1").replace("a", "1")
    return Duration(named["day"], int(number), named["unit"], bool(named.get("least")))


_COUNTED: Final = re.compile(
    r"^(?:(?P<within>within |up to )|(?P<latest>(?:by )?no later than |not later than |by )"
    r"|(?P<least>at least |a minimum of |not less than )"
    r"|(?P<earliest>no earlier than |not earlier than |not before ))?"
    r"(?:the )?(?P<n>\d{1,3}|a|an|next|1st|first) (?P<clear>clear )?(?:calendar )?"
    r"(?P<working>working |business )?"
    r"(?P<unit>day|week|fortnight|month|year)s?'? "
    r"(?:(?P<after>after|following|of)|(?P<span>from)|(?P<before>before|prior to|in advance of|ahead of)"
    r"|(?P<first>beginning with|beginning on|starting on|starting with)) (?P<next>the day after )?"
    r"(?:(?:[a-z']+ ){1,6}on )?(?P<day>.*\d.*)$"
)


class Counted(NamedTuple):
    """A length of time counted from a day that the words name, and the way of counting."""

    day: str
    way: str
    """after, span (from the day on), before or first (the day itself is the first)."""
    bound: str
    """within, latest, least or earliest; empty for the very day that the count leads to."""
    days: DayCount
    next_day: bool = False
    """Whether the count begins on the day after the one that the words name."""

    def reach(self, event: date) -> tuple[date | None, date | None]:
        """The first and the last day that the words allow, given the day they count from.

        Raises `NoRuleError` where the calendar of working days does not reach.
        """
        if self.way == "before":
            # Counted back, "within" ends with the day itself, and "at least" is open to the past.
            end = self._back(event)
            last = {"within": event, "earliest": None}.get(self.bound, end)
            return None if self.bound in {"latest", "least"} else end, last
        event = later(event, days=int(self.next_day))
        clear = isinstance(self.days, ClearDays)
        # Clear days lie wholly between the two, so what they lead to is the day after the last.
        end = self.days.first_day_after(event) if clear else self.days.last_day(event)
        if self.bound:
            return (None, end) if self.bound in {"within", "latest"} else (end, None)
        # "14 days from" is a stretch that begins with the day, "14 days after" the one day at its end.
        return (event if self.way in {"span", "first"} else end), end

    def _back(self, event: date) -> date:
        if isinstance(self.days, ClearDays):
            return self.days.notice_by(event)
        if isinstance(self.days, WorkingDaysAfter):
            return working_days(self.days.holidays).before(event, self.days.count)
        months = isinstance(self.days, MonthsAfter)
        return later(event, **{"months" if months else "days": -self.days.count})


def counted_from(text: str, holidays: HolidaysOf) -> Counted | None:
    """The count that plain words make from a day they name; None if they make none."""
    match = _COUNTED.match(text)
    # "The first week after" a day may begin at once or on the next Monday; the first day after it is one day.
    if match is None or (match["n"] in {"next", "1st", "first"} and match["unit"] != "day"):
        return None
    number = int(match["n"]) if match["n"].isdigit() else 1
    way = next(way for way in ("after", "span", "before", "first") if match[way])
    bound = next((bound for bound in ("within", "latest", "least", "earliest") if match[bound]), "")
    if number < 1:
        raise Impossible("it counts 0 days; the minimum is 1")
    days = _way_of_counting(match, number, holidays, begins=way == "first")
    return Counted(match["day"], way, bound, days, bool(match["next"])) if days else None


def _way_of_counting(
    match: re.Match[str], number: int, holidays: HolidaysOf, *, begins: bool
) -> DayCount | None:
    """The way of counting of the library that fits the words; None for working weeks and the like."""
    unit, working, clear = match["unit"], match["working"], match["clear"]
    if unit != "day":
        # Working weeks, clear months and months that begin with a day have no settled meaning.
        if working or clear or (begins and unit in _MONTHS):
            return None
        if unit in _MONTHS:
            return MonthsAfter(number * _MONTHS[unit])
        return (DaysBeginningWith if begins else DaysAfter)(number * _DAYS[unit])
    if begins:
        whole = None if clear else DaysBeginningWith(number)
        return WorkingDaysBeginningWith(number, holidays) if working else whole
    if clear:
        return ClearWorkingDays(number, holidays) if working else ClearDays(number)
    return WorkingDaysAfter(number, holidays) if working else DaysAfter(number)
