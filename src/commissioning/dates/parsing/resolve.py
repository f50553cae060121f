"""What one named time comes to in days: a day, a week of a month, early June, a quarter, a season."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Final, NamedTuple

from attrs import define

from commissioning.dates.parsing.readings import Precision, Reading, WeekOfMonth
from commissioning.dates.parsing.tokens import WEEKDAYS
from commissioning.errors import MONTHS, written

WEEK: Final = timedelta(days=6)
DAY: Final = timedelta(days=1)
FIRST_READINGS: Final = (WeekOfMonth.THURSDAY, WeekOfMonth.CALENDAR_ROW, WeekOfMonth.SEVEN_DAYS)
"""The readings that both datable rows of Lewisham's schedule of 1 March 2022 fit."""


_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_QUARTERS: Final = 4
_COUNTED: Final = frozenset({"week", "weekday", "quarter"})


class Impossible(ValueError):
    """Words that name a time which does not exist."""


class Span(NamedTuple):
    """The days that some words come to, with what had to be supplied."""

    earliest: date
    latest: date
    precision: Precision
    readings: tuple[Reading, ...] = ()
    inferred: tuple[str, ...] = ()


@define
class Point:
    """One named time as it was read; what it leaves out is filled in from its neighbours."""

    kind: str
    """day, bare (a figure alone), week, weekday, month, quarter, season, year."""
    n: int = 0
    month: int = 0
    year: int = 0
    financial: bool = False
    parts: tuple[str, ...] = ()
    weekday: int | None = None
    week: str = ""
    """The prefix that makes a day stand for its week: commencing, ending or of."""
    suffixed: bool = False
    at: time | None = None
    midnight: bool = False
    notes: tuple[str, ...] = ()

    @property
    def place(self) -> int:
        """Where in its year it lies, as a month of it; 0 for a year itself."""
        return self.n * 3 - 2 if self.kind == "quarter" else self.month


def span(point: Point, weeks: WeekOfMonth) -> Span:
    """The days of a point whose year is known. Raises `Impossible` where there are none."""
    check_year(point.year)
    if point.kind in _COUNTED and (point.n == 0 or (point.kind == "quarter" and point.n < 0)):
        raise Impossible(f"weeks, weekdays and quarters are counted from 1, not {point.n}")
    if point.kind == "quarter" and point.n > _QUARTERS:
        raise Impossible(f"a year has four quarters, not {point.n}")
    found = _KINDS[point.kind](point, weeks)
    return found._replace(inferred=(*point.notes, *found.inferred)) if point.notes else found


def check_year(year: int) -> None:
    """Raise `Impossible` for a year in which no council plans, which is a slip of the pen."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Impossible(f"the year {year} is not between {_FIRST_YEAR} and {_LAST_YEAR}")


def check_month(month: int) -> None:
    """Raise `Impossible` for a month beyond the twelfth; most often the day was written second."""
    if not 1 <= month <= 12:
        raise Impossible(f"there is no month {month}; days come before months")


def the_day(year: int, month: int, day: int) -> date:
    """A day of the calendar. Raises `Impossible`, saying why, where it has none such."""
    check_month(month)
    check_year(year)
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise Impossible(f"{MONTHS[month - 1]} {year} has {length} days, not {day}")
    return date(year, month, day)


def check_weekday(day: date, weekday: int) -> None:
    """Raise `Impossible` for a day that is said to be another day of the week than it is."""
    if day.weekday() != weekday:
        raise Impossible(
            f"{written(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}"
        )


def week_of_month(rule: WeekOfMonth, n: int, year: int, month: int) -> tuple[date, date] | None:
    """The first and last day of the nth week of a month (-1 the last); None where it has none."""
    first, length = date(year, month, 1), monthrange(year, month)[1]
    if rule is WeekOfMonth.SEVEN_DAYS:
        count = -(-length // 7)
        number = count if n == -1 else n
        begins = first + timedelta(days=7 * (number - 1))
        return (begins, min(begins + WEEK, date(year, month, length))) if number <= count else None
    if rule is WeekOfMonth.CALENDAR_ROW:
        begins, count = first - timedelta(days=first.weekday()), -(-(first.weekday() + length) // 7)
    else:
        mark = first + timedelta(days=(_MARKS[rule] - first.weekday()) % 7)
        begins, count = mark - timedelta(days=mark.weekday()), (length - mark.day) // 7 + 1
    number = count if n == -1 else n
    monday = begins + timedelta(days=7 * (number - 1))
    return (monday, monday + WEEK) if number <= count else None


_MARKS: Final = {WeekOfMonth.THURSDAY: 3, WeekOfMonth.NTH_MONDAY: 0}


def _day(point: Point, _: WeekOfMonth) -> Span:
    day = the_day(point.year, point.month, point.n)
    if point.weekday is not None:
        check_weekday(day, point.weekday)
    if point.week:
        return _whole_week(point, day)
    return Span(day, day, Precision.DAY)


def _whole_week(point: Point, day: date) -> Span:
    monday = day - timedelta(days=day.weekday())
    if point.week == "of":
        return Span(monday, monday + WEEK, Precision.WEEK)
    if point.week == "ending":
        return Span(monday, day, Precision.WEEK)
    if day == monday:
        return Span(monday, monday + WEEK, Precision.WEEK)
    told = f"{written(day)} is a {WEEKDAYS[day.weekday()]}; its week is read to the Sunday"
    return Span(day, monday + WEEK, Precision.WEEK, inferred=(told,))


def _week(point: Point, weeks: WeekOfMonth) -> Span:
    year, month = point.year, point.month
    chosen = week_of_month(weeks, point.n, year, month)
    if chosen is None:
        raise Impossible(f"{MONTHS[month - 1]} {year} has no week {point.n} where {weeks}")
    readings = tuple(
        Reading(because=rule.value, earliest=other[0], latest=other[1])
        for rule in FIRST_READINGS
        if (other := week_of_month(rule, point.n, year, month)) and other != chosen
    )
    return Span(*chosen, Precision.WEEK, _distinct(readings), (weeks.value,))


def _distinct(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple({(r.earliest, r.latest): r for r in reversed(readings)}.values())[::-1]


def _weekday(point: Point, _: WeekOfMonth) -> Span:
    length = monthrange(point.year, point.month)[1]
    days = [date(point.year, point.month, d) for d in range(1, length + 1)]
    fitting = [day for day in days if day.weekday() == point.weekday]
    if point.n > len(fitting):
        month = f"{MONTHS[point.month - 1]} {point.year}"
        raise Impossible(
            f"{month} has {len(fitting)} {WEEKDAYS[point.weekday or 0]}s, not {point.n}"
        )
    day = fitting[point.n - 1 if point.n > 0 else -1]
    return Span(day, day, Precision.DAY)


_PARTS_OF_MONTH: Final = {
    "early": (1, 10, "early is read as the days 1 to 10"),
    "mid": (11, 20, "mid is read as the days 11 to 20"),
    "late": (21, 0, "late is read as the days from 21"),
    "half 1": (1, 15, "the first half is read as the days 1 to 15"),
    "half 2": (16, 0, "the second half is read as the days from 16"),
    "end": (-6, 0, "the end of a month is read as its last seven days"),
}
_PARTS_OF_SEVERAL: Final = {
    "early": (0, 3),
    "mid": (1, 3),
    "late": (2, 3),
    "half 1": (0, 2),
    "half 2": (1, 2),
}


_PART_WORDS: Final = {"half 1": "the first half", "half 2": "the second half"}


def _month(point: Point, _: WeekOfMonth) -> Span:
    length = monthrange(point.year, point.month)[1]
    first, last = date(point.year, point.month, 1), date(point.year, point.month, length)
    if not point.parts:
        return Span(first, last, Precision.MONTH)
    rows = [_PARTS_OF_MONTH[part] for part in point.parts]
    begins, ends = rows[0][0], rows[-1][1]
    earliest = first.replace(day=begins if begins > 0 else length + begins)
    latest = first.replace(day=ends or length)
    if latest < earliest:
        raise Impossible(f"{' to '.join(point.parts)} runs backwards")
    return Span(earliest, latest, Precision.PART_OF_MONTH, inferred=tuple(row[2] for row in rows))


def _months(point: Point, first: date, count: int, precision: Precision) -> Span:
    """Whole months from a first day on, or a part of them in thirds or halves."""
    begins, ends = 0, count
    for part in point.parts:
        if part == "end":
            begins, ends = count - 1, count
        else:
            place, of = _PARTS_OF_SEVERAL[part]
            if count % of:
                raise Impossible(f"{count} months have no half in whole months; name the months")
            begins, ends = place * count // of, (place + 1) * count // of
    told = tuple(f"{_PART_WORDS.get(part, part)} is read in whole months" for part in point.parts)
    return Span(_later(first, begins), _later(first, ends) - DAY, precision, inferred=told)


def _later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _quarter(point: Point, _: WeekOfMonth) -> Span:
    calendar = date(point.year, point.n * 3 - 2, 1)
    financial = _later(date(point.year, 4, 1), 3 * (point.n - 1))
    if point.financial:
        return _months(point, financial, 3, Precision.QUARTER)
    found = _months(point, calendar, 3, Precision.QUARTER)
    other = _months(point, financial, 3, Precision.QUARTER)
    told = "a quarter of the financial year that begins in April"
    reading = Reading(because=told, earliest=other.earliest, latest=other.latest)
    return found._replace(
        readings=(reading,), inferred=(*found.inferred, "a quarter of the calendar year")
    )


_SEASONS: Final = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


def _season(point: Point, _: WeekOfMonth) -> Span:
    first = date(point.year, point.month, 1)
    found = _months(point, first, 3, Precision.SEASON)
    last = MONTHS[_later(first, 2).month - 1]
    told = f"{_SEASONS[point.month]} is read as {MONTHS[point.month - 1]} to {last}"
    readings: tuple[Reading, ...] = ()
    if point.month == 12 and not point.financial:
        other = _months(point, first.replace(year=point.year - 1), 3, Precision.SEASON)
        because = f"the winter that ends in {point.year}"
        readings = (Reading(because=because, earliest=other.earliest, latest=other.latest),)
    return found._replace(readings=readings, inferred=(*found.inferred, told))


def _year(point: Point, _: WeekOfMonth) -> Span:
    first = date(point.year, 4 if point.financial else 1, 1)
    return _months(point, first, 12, Precision.YEAR)


_KINDS: Final[dict[str, Callable[[Point, WeekOfMonth], Span]]] = {
    "day": _day,
    "week": _week,
    "weekday": _weekday,
    "month": _month,
    "quarter": _quarter,
    "season": _season,
    "year": _year,
}
