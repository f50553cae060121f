"""The days of one named time: a day, a week of a month, early June, a quarter, a season."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Final, NamedTuple

from attrs import define

from commissioning.dates.parsing.readings import Precision, Reading, WeekOfMonth
from commissioning.dates.parsing.tokens import WEEKDAYS
from commissioning.dates.periods import LONDON, Deadline, later
from commissioning.errors import MONTHS, written

_SIX_DAYS: Final = timedelta(days=6)
DAY: Final = timedelta(days=1)
_OFFERED: Final = (WeekOfMonth.THURSDAY, WeekOfMonth.CALENDAR_ROW, WeekOfMonth.SEVEN_DAYS)
"""The readings that both datable rows of Lewisham's schedule of 1 March 2022 fit."""
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199


class Impossible(ValueError):
    """Words that name a time which does not exist."""


class DaySpan(NamedTuple):
    """The days of a named time, both ends included, with the notes on what was inferred."""

    precision: Precision
    earliest: date
    latest: date
    readings: tuple[Reading, ...] = ()
    inferred: tuple[str, ...] = ()

    def reading(self, because: str) -> Reading:
        """These days as one way of understanding words."""
        return Reading(because=because, earliest=self.earliest, latest=self.latest)


@define
class NamedTime:
    """One time as the words name it. Its neighbours fill in the month and the year it leaves out."""

    kind: str = ""
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
    zone: str = ""
    """The zone written after the time of day: bst, gmt, uk time."""
    notes: tuple[str, ...] = ()

    @property
    def place(self) -> int:
        """Its month within the year, 1 to 12; 0 for a whole year."""
        return self.n * 3 - 2 if self.kind == "quarter" else self.month

    @property
    def month_and_year(self) -> str:
        """As officers write it: "July 2022", or the year alone."""
        return f"{MONTHS[self.month - 1]} {self.year}" if self.month else str(self.year)


def days_of(named: NamedTime, weeks: WeekOfMonth) -> DaySpan:
    """The days of a named time whose year is known. Raises `Impossible` if it does not exist."""
    _check_year(named.year)
    if named.kind == "quarter" and not 1 <= named.n <= 4:
        raise Impossible(f"quarters are numbered 1 to 4, not {named.n if named.n >= 0 else 'last'}")
    if named.kind in {"week", "weekday"} and named.n == 0:
        raise Impossible("weeks and weekdays are counted from 1, not 0")
    found = _KINDS[named.kind](named, weeks)
    return found._replace(inferred=(*named.notes, *found.inferred)) if named.notes else found


def _check_year(year: int) -> None:
    """Raise `Impossible` for a year outside 1900 to 2199, which is a slip of the pen."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        way = "; write it in four figures" * (year < 100)
        raise Impossible(f"the year {year} is not between {_FIRST_YEAR} and {_LAST_YEAR}{way}")


def check_month(month: int) -> None:
    """Raise `Impossible` for a month beyond 12; most often the month was written first."""
    if not 1 <= month <= 12:
        raise Impossible(f"there is no month {month}; write the day before the month")


def the_day(year: int, month: int, day: int) -> date:
    """A day of the calendar. Raises `Impossible`, with the reason, for a day that there is not."""
    check_month(month)
    _check_year(year)
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise Impossible(f"{MONTHS[month - 1]} {year} has {length} days, not {day}")
    return date(year, month, day)


def check_weekday(day: date, weekday: int) -> None:
    """Raise `Impossible` for a day with the name of another day of the week."""
    if day.weekday() != weekday:
        raise Impossible(
            f"{written(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}"
        )


def _check_zone(deadline: Deadline, zone: str) -> None:
    """Raise `Impossible` for a time by a clock that London does not keep on that day."""
    if (kept := deadline.moment().tzname()) != zone:
        raise Impossible(
            f"on {written(deadline.day)} London keeps {kept}, not {zone}; leave {zone} out"
        )


def week_of_month(rule: WeekOfMonth, n: int, year: int, month: int) -> tuple[date, date] | None:
    """The first and last day of the nth week of a month (-1: the last); None if it has fewer."""
    first, length = date(year, month, 1), monthrange(year, month)[1]
    if rule is WeekOfMonth.SEVEN_DAYS:
        begins, count = first, -(-length // 7)
    elif rule is WeekOfMonth.CALENDAR_ROW:
        begins, count = first - timedelta(first.weekday()), -(-(first.weekday() + length) // 7)
    else:
        # The month has as many weeks as it has Thursdays.
        mark = first + timedelta((_THURSDAY - first.weekday()) % 7)
        begins, count = mark - timedelta(_THURSDAY), (length - mark.day) // 7 + 1
    number = count if n == -1 else n
    if number > count:
        return None
    begins += timedelta(7 * (number - 1))
    last = begins + _SIX_DAYS
    # Days counted in sevens stop with the month; all other weeks run to their Sunday.
    return begins, min(last, first.replace(day=length)) if rule is WeekOfMonth.SEVEN_DAYS else last


_THURSDAY: Final = 3


def _day(named: NamedTime, _: WeekOfMonth) -> DaySpan:
    day = the_day(named.year, named.month, named.n)
    if named.weekday is not None:
        check_weekday(day, named.weekday)
    if named.zone in {"bst", "gmt"} and named.at:
        _check_zone(Deadline(day, named.at, LONDON), named.zone.upper())
    if not named.week:
        return DaySpan(Precision.DAY, day, day)
    monday = day - timedelta(day.weekday())
    if named.week == "ending":
        # It ends on the day named, be that the Friday or the Sunday.
        return DaySpan(Precision.WEEK, monday, day)
    # "Week of 6 July" is any week with that day; "w/c 30 August", a Tuesday, may follow a bank holiday.
    if named.week == "of" or day == monday:
        return DaySpan(Precision.WEEK, monday, monday + _SIX_DAYS)
    note = f"{written(day)} is a {WEEKDAYS[day.weekday()]}; its week is read to the Sunday"
    return DaySpan(Precision.WEEK, day, monday + _SIX_DAYS, inferred=(note,))


def _week(named: NamedTime, weeks: WeekOfMonth) -> DaySpan:
    chosen = week_of_month(weeks, named.n, named.year, named.month)
    if chosen is None:
        raise Impossible(f"{named.month_and_year} has no week {named.n} if {weeks}")
    others = {
        week: Reading(because=rule.value, earliest=week[0], latest=week[1])
        for rule in reversed(_OFFERED)  # of rules that give the same days, the first names them
        if (week := week_of_month(rule, named.n, named.year, named.month)) and week != chosen
    }
    return DaySpan(Precision.WEEK, *chosen, tuple(others.values())[::-1], (weeks.value,))


def _weekday(named: NamedTime, _: WeekOfMonth) -> DaySpan:
    length = monthrange(named.year, named.month)[1]
    days = (date(named.year, named.month, day + 1) for day in range(length))
    fitting = [day for day in days if day.weekday() == named.weekday]
    if named.n > len(fitting):
        name = WEEKDAYS[named.weekday or 0]
        raise Impossible(f"{named.month_and_year} has {len(fitting)} {name}s, not {named.n}")
    day = fitting[named.n - 1 if named.n > 0 else -1]
    return DaySpan(Precision.DAY, day, day)


_PARTS_OF_MONTH: Final = {
    "early": (1, 10, "early is read as the days 1 to 10"),
    "mid": (11, 20, "mid is read as the days 11 to 20"),
    "late": (21, 0, "late is read as the days from 21"),
    "half 1": (1, 15, "the first half is read as the days 1 to 15"),
    "half 2": (16, 0, "the second half is read as the days from 16"),
    "end": (-6, 0, "the end of a month is read as its last seven days"),
}
"""The first and last day of each part; 0 or less is counted back from the last day of the month."""
_PARTS_OF_SEVERAL: Final = {
    "early": (0, 3), "mid": (1, 3), "late": (2, 3), "half 1": (0, 2), "half 2": (1, 2),
}  # fmt: skip
"""Each part of several months: its number from 0, and the number of such parts."""
_PART_WORDS: Final = {"half 1": "the first half", "half 2": "the second half"}


def _month(named: NamedTime, _: WeekOfMonth) -> DaySpan:
    length = monthrange(named.year, named.month)[1]
    first, last = date(named.year, named.month, 1), date(named.year, named.month, length)
    if not named.parts:
        return DaySpan(Precision.MONTH, first, last)
    rows = [_PARTS_OF_MONTH[part] for part in named.parts]
    begins, ends = rows[0][0], rows[-1][1]
    earliest = first.replace(day=begins if begins > 0 else length + begins)
    latest = first.replace(day=ends or length)
    if latest < earliest:
        raise Impossible(f"{named.parts[-1]} comes before {named.parts[0]}; exchange the two")
    notes = tuple(row[2] for row in rows)
    return DaySpan(Precision.PART_OF_MONTH, earliest, latest, inferred=notes)


def _months(named: NamedTime, first: date, count: int, precision: Precision) -> DaySpan:
    """The whole months from a first day on, or a part of them in thirds or halves."""
    begins, ends = 0, count
    for part in named.parts:
        if part == "end":
            begins, ends = count - 1, count
        else:
            place, of = _PARTS_OF_SEVERAL[part]
            if count % of:
                raise Impossible(f"half of {count} months is not whole months; name the months")
            begins, ends = place * count // of, (place + 1) * count // of
    notes = tuple(f"{_PART_WORDS.get(part, part)} is read in whole months" for part in named.parts)
    return DaySpan(
        precision, later(first, months=begins), later(first, months=ends) - DAY, inferred=notes
    )


def _quarter(named: NamedTime, _: WeekOfMonth) -> DaySpan:
    """A quarter. It is one of the calendar year unless the words name a financial year: "Q3 2023/24"."""
    calendar = later(date(named.year, 1, 1), months=3 * (named.n - 1))
    financial = _months(named, later(calendar, months=3), 3, Precision.QUARTER)
    if named.financial:
        return financial
    found = _months(named, calendar, 3, Precision.QUARTER)
    # "Q3 2023" is October to December in the papers of a finance team.
    reading = financial.reading("a quarter of the financial year that begins in April")
    inferred = (*found.inferred, "a quarter of the calendar year")
    return found._replace(readings=(reading,), inferred=inferred)


_SEASONS: Final = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


def _season(named: NamedTime, _: WeekOfMonth) -> DaySpan:
    first = date(named.year, named.month, 1)
    found = _months(named, first, 3, Precision.SEASON)
    last = MONTHS[later(first, months=2).month - 1]
    note = f"{_SEASONS[named.month]} is read as {MONTHS[named.month - 1]} to {last}"
    readings: tuple[Reading, ...] = ()
    if named.month == 12 and not named.financial:
        # "Winter 2024" may begin in December 2024 or end in February 2024.
        other = _months(named, first.replace(year=named.year - 1), 3, Precision.SEASON)
        readings = (other.reading(f"the winter that ends in {named.year}"),)
    return found._replace(readings=readings, inferred=(*found.inferred, note))


def _year(named: NamedTime, _: WeekOfMonth) -> DaySpan:
    found = _months(named, date(named.year, 4 if named.financial else 1, 1), 12, Precision.YEAR)
    if named.n and not named.parts:
        month = _months(named, date(named.year, named.n, 1), 1, Precision.MONTH)
        return found._replace(readings=(month.reading("a year and its month"),))
    return found


_KINDS: Final[dict[str, Callable[[NamedTime, WeekOfMonth], DaySpan]]] = {
    "day": _day, "week": _week, "weekday": _weekday, "month": _month,
    "quarter": _quarter, "season": _season, "year": _year,
}  # fmt: skip
