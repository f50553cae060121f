"""The days of a phrase: its times in a range, a list or a choice, bounded, or under a heading of weeks."""

from __future__ import annotations

import re
from calendar import isleap
from contextlib import suppress
from datetime import date
from itertools import count
from typing import Final, NamedTuple

import attrs

from commissioning.dates.parsing.cleaning import plain
from commissioning.dates.parsing.grammar import Phrase
from commissioning.dates.parsing.readings import Precision, Reading, WeekOfMonth, WindowFields
from commissioning.dates.parsing.resolve import (
    DAY,
    DaySpan,
    Impossible,
    NamedTime,
    days_of,
    the_day,
    week_of_month,
)
from commissioning.dates.parsing.tokens import WEEKDAYS
from commissioning.dates.periods import Period
from commissioning.dates.working_days import HolidaysOf
from commissioning.errors import MONTHS, written

_WEEK_HEADING: Final = re.compile(r"\bw ?/ ?[cb]\b|\bweeks? (?:commencing|beginning|starting|of)\b")
_WEEK_END_HEADING: Final = re.compile(r"\bw ?/ ?e\b|\bweeks? ending\b")
_MOST_WEEKS: Final = 5


class Surroundings(NamedTuple):
    """The circumstances that settle what the words leave open."""

    near: date | None
    """A day close by, from which a missing year is taken."""
    heading: str
    """The heading of the column that the words stand in."""
    weeks: WeekOfMonth
    holidays: HolidaysOf
    """The bank holidays that are no working days."""


def dated(found: Phrase, around: Surroundings) -> WindowFields:
    """The fields of named times that no word bounds."""
    fill_years(found, around.near)
    if around.heading and len(found.times) == 1:
        either = _under_heading(found.times[0], plain(around.heading), around.weeks)
        if either:
            return either
    return _joined(found, around.weeks)


def fill_years(found: Phrase, near: date | None) -> None:
    """Give the times of a phrase without years the first years in which none is before `near`."""
    if all(time.year for time in found.times):
        return
    if near is None:
        raise Impossible("it has no year; write the year, or give `near`, the day of the paper")
    first = found.times[0]
    first.year = next(year for year in count(near.year) if _reaches(first, year, near))
    because = f"the first in which it is not before {written(near)}"
    if first.kind == "day" and first.weekday is not None:
        first.year, because = _fixed_by_weekday(first, because)
    first.notes += (f"the year {first.year}, {because}",)
    for earlier, time in zip(found.times, found.times[1:], strict=False):
        # A month before the one named last is of the next year: "November to February".
        time.year = earlier.year + (0 < time.place < earlier.place)


def _reaches(named: NamedTime, year: int, near: date) -> bool:
    """Whether a time exists in a year and does not end before a day."""
    # Any other day that is in no year is refused by its own message: "June has 30 days, not 31".
    if (named.kind, named.month, named.n) == ("day", 2, 29) and not isleap(year):
        return False
    # A weekday is checked once the year is known; here it would refuse the wrong year.
    weekday = named.weekday if named.kind == "weekday" else None
    bare = attrs.evolve(named, year=year, weekday=weekday, notes=())
    return days_of(bare, WeekOfMonth.THURSDAY).latest >= near


def _fixed_by_weekday(named: NamedTime, because: str) -> tuple[int, str]:
    """The year of a day whose weekday fits the year before or after better, and the reason for it."""
    if the_day(named.year, named.month, named.n).weekday() != named.weekday:
        for year in (named.year - 1, named.year + 1):
            with suppress(Impossible):  # 29 February has no neighbours
                day = the_day(year, named.month, named.n)
                if day.weekday() == named.weekday:
                    named_day = f"{day.day} {MONTHS[day.month - 1]}"
                    return year, f"in which {named_day} is a {WEEKDAYS[day.weekday()]}"
    return named.year, because


def bounded(bound: str, found: Phrase, around: Surroundings) -> WindowFields:
    """The fields of a window open at one end: "by", "before", "from" or "after" the times named."""
    fill_years(found, around.near)
    first, last = (days_of(found.times[place], around.weeks) for place in (0, -1))
    if bound in {"latest", "before"} and found.times[-1].parts == ("end",):
        # "By the end of June" means its last day, wherever the end of a month may begin.
        bound, last = "latest", last._replace(inferred=found.times[-1].notes)
        first = last if len(found.times) == 1 else first
    earliest, latest = {
        "latest": (None, last.latest),
        "before": (None, first.earliest - DAY),
        "earliest": (first.earliest, None),
        "after": (last.latest + DAY, None),
    }[bound]
    notes = first.inferred if first == last else (*first.inferred, *last.inferred)
    # A reading has both its ends, so those of the end that counts can only be noted.
    for other in (last if bound in {"latest", "after"} else first).readings:
        notes += (f"as {other.because} it would be {Period(other.earliest, other.latest)}",)
    return WindowFields(Precision.OPEN, earliest, latest, inferred=notes, at=found.times[-1].at)


def _under_heading(time: NamedTime, heading: str, weeks: WeekOfMonth) -> WindowFields | None:
    """Make a day under a heading of weeks its week, or return both readings if it may be either."""
    begins, ends = _WEEK_HEADING.search(heading), _WEEK_END_HEADING.search(heading)
    if time.kind != "day" or time.week or not (begins or ends):
        return None
    day = days_of(time, weeks).earliest
    weekday = day.weekday()
    if begins and weekday == 0:
        time.week = "commencing"
    # A week of work ends on its Friday, one of the calendar on its Sunday.
    elif ends and weekday >= WEEKDAYS.index("Friday"):
        time.week = "ending"
    # "2nd Nov." can be the 2nd week only where the figure could be the number of a week.
    elif begins and time.suffixed and time.n <= _MOST_WEEKS and time.weekday is None:
        return _unresolved(time, day, weeks)
    alone = f"the day alone, though under a heading of weeks: it is a {WEEKDAYS[weekday]}"
    time.notes += ("a week, as its heading says" if time.week else alone,)
    return None


def _unresolved(time: NamedTime, day: date, weeks: WeekOfMonth) -> WindowFields | None:
    """Both readings of "2 nd Nov." among weeks: the day and the 2nd week. The window spans the two."""
    week = week_of_month(weeks, time.n, time.year, time.month)
    if week is None:
        return None
    name = f"week {time.n} of {MONTHS[time.month - 1]} {time.year}, where {weeks}"
    note = f"the words may mean {written(day)} or {name}; the window spans both"
    readings = (
        Reading(because=f"the day, a {WEEKDAYS[day.weekday()]}", earliest=day, latest=day),
        Reading(because=name, earliest=week[0], latest=week[1]),
    )
    span = (Precision.SPAN, min(day, week[0]), max(day, week[1]))
    return WindowFields(*span, readings, (*time.notes, note))


def _joined(found: Phrase, weeks: WeekOfMonth) -> WindowFields:
    """The fields of named times in a range ("to"), a list ("and") or a choice ("or")."""
    spans = [days_of(time, weeks) for time in found.times]
    # A range ends at the time of its last day, and that is the one to keep.
    at = next((time.at for time in reversed(found.times) if time.at), None)
    if len(spans) == 1:
        return WindowFields(*spans[0], at)
    groups = [[spans[0]]]
    for joined, later in zip(found.joins, spans[1:], strict=True):
        if joined != "range":
            groups.append([])
        groups[-1].append(later)
    each = [_stretch(group) for group in groups]
    parts = _merged(each)
    notes = tuple(dict.fromkeys(note for span in spans for note in span.inferred))
    whole = WindowFields(Precision.SPAN, parts[0].starts_on, parts[-1].ends_on, (), notes, at)
    if "either" in found.joins:
        return whole._replace(
            readings=tuple(
                Reading(because=str(part), earliest=part.starts_on, latest=part.ends_on)
                for part in each
            )
        )
    if len(parts) > 1:
        weekly = all(span.precision is Precision.WEEK for span in spans)
        return whole._replace(precision=Precision.WEEK if weekly else Precision.SPAN, parts=parts)
    # Separate spans have gaps that a reading, which has none, could not show.
    return whole._replace(readings=() if len(groups) > 1 else _shared_readings(*groups[0]))


def _stretch(group: list[DaySpan]) -> Period:
    first, last = group[0].earliest, group[-1].latest
    if last < first:
        raise Impossible(f"it ends on {written(last)}, before it starts on {written(first)}")
    return Period(first, last)


def _merged(parts: list[Period]) -> tuple[Period, ...]:
    """The periods in order, those that touch or overlap made one."""
    merged: list[Period] = []
    for part in sorted(parts, key=lambda period: (period.starts_on, period.ends_on)):
        if merged and part.starts_on <= merged[-1].ends_on + DAY:
            before = merged.pop()
            part = Period(before.starts_on, max(before.ends_on, part.ends_on))  # noqa: PLW2901
        merged.append(part)
    return tuple(merged)


def _shared_readings(first: DaySpan, *rest: DaySpan) -> tuple[Reading, ...]:
    """The readings of a range, both of its ends read alike."""
    begins = {reading.because: reading.earliest for reading in first.readings}
    ends = {reading.because: reading.latest for reading in rest[-1].readings}
    # An end without a reading of that name keeps its usual days.
    both = (
        (name, begins.get(name, first.earliest), ends.get(name, rest[-1].latest))
        for name in {**begins, **ends}
    )
    return tuple(
        Reading(because=name, earliest=earliest, latest=latest)
        for name, earliest, latest in both
        if earliest <= latest
    )
