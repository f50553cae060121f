"""Named times as they follow one another in a phrase, and the years and months they share."""

from __future__ import annotations

from typing import Final

from attrs import define

from commissioning.dates.parsing.resolve import Point, check_month
from commissioning.dates.parsing.tokens import Token, clock_time, full_year, tokens
from commissioning.errors import MONTHS

_PARTS: Final = frozenset({"early", "mid", "late", "end"})
_NO_TOKEN: Final = Token("", "", "")
_SHORT_YEAR_FROM: Final = 20


class Unreadable(ValueError):
    """Words in which no time could be read."""


@define
class Phrase:
    """Points in the order named, and how each is joined to the one before it."""

    points: list[Point]
    joins: list[str]
    """range or list, one fewer than the points."""


def phrase(plain: str) -> Phrase:
    """The points of a text that `noise.plain` has cleaned, their gaps filled from one another.

    Raises `Unreadable`, naming what was not understood.
    """
    reader = Reader(tokens(plain))
    found = reader.phrase()
    _weeks_go_on(found)
    _complete_from_right(found)
    _complete_from_left(found)
    for point in found.points:
        if point.kind == "bare":
            raise Unreadable(f"the figure {point.n} stands alone, without a month")
        if point.kind in {"day", "week", "weekday"} and not point.month:
            raise Unreadable(f"it names a {point.kind} without a month")
    return found


class Reader:
    """A place in a row of tokens, and what may come next from there."""

    def __init__(self, row: list[Token]) -> None:
        self.row = row
        self.place = 0

    def peek(self, ahead: int = 0) -> Token:
        place = self.place + ahead
        return self.row[place] if place < len(self.row) else _NO_TOKEN

    def take(self, *kinds: str) -> Token | None:
        """The next token if it is of one of these kinds, and step past it."""
        token = self.peek()
        if token.kind not in kinds:
            return None
        self.place += 1
        return token

    def skip(self, *kinds: str) -> None:
        while self.peek().kind in kinds:
            self.place += 1

    def phrase(self) -> Phrase:
        self.skip("of", "comma")
        between = self.take("between", "from")
        found = Phrase([self.point()], [])
        while self.place < len(self.row):
            joined = self._join(bool(between))
            self.skip("from", "of")
            found.points.append(self.point())
            found.joins.append(joined)
        return found

    def _join(self, between: bool) -> str:
        token = self.take("dash", "range", "slash", "and", "comma")
        if token is None:
            raise Unreadable(f"{self.peek().text!r} is not understood there")
        also = self.take("and", "range", "dash") if token.kind == "comma" else None
        ranged = (also or token).kind in {"dash", "range"} or (token.kind == "and" and between)
        return "range" if ranged else "list"

    def point(self) -> Point:
        """One named time with the time of day around it."""
        found = Point("")
        self._clock(found)
        self._parts(found)
        self._prefix(found)
        if weekday := self.take("weekday"):
            found.weekday = weekday.number
            self.skip("comma", "of")
        if not self._core(found):
            told = self.peek().text
            raise Unreadable(f"{told!r} is not understood there" if told else "it breaks off")
        if found.weekday is None and self.peek().kind == "weekday":
            found.weekday = self.peek().number
            self.place += 1
        self._clock(found)
        return found

    def _clock(self, found: Point) -> None:
        ahead = 0
        while self.peek(ahead).kind in {"of", "comma"}:
            ahead += 1
        if self.peek(ahead).kind == "clock":
            token = self.peek(ahead)
            try:
                found.at = clock_time(token)
            except ValueError:
                raise Unreadable(f"{token.text!r} is not a time of day") from None
            if found.at is None:
                found.notes = ("midnight is read as the end of the day",)
            self.place += ahead + 1
            self.skip("of", "comma")

    def _parts(self, found: Point) -> None:
        while self.peek().kind in _PARTS:
            found.parts += (self.peek().kind,)
            self.place += 1
            joins, after = self.peek().kind, self.peek(1).kind
            joined = joins in {"dash", "range", "slash"} and after in _PARTS
            if joined or (joins == "dash" and after in {"month", "season", "calendar year"}):
                self.place += 1
        if self.peek().value in {1, 2} and self.peek(1).kind == "half":
            found.parts += (f"half {self.peek().number}",)
            self.place += 2
        if found.parts:
            self.skip("of")

    def _prefix(self, found: Point) -> None:
        week = self.peek().kind == "week"
        after = "commencing" if self.peek(1).text == "beginning" else self.peek(1).kind
        if week and after in {"commencing", "ending", "of"}:
            found.week = after
            self.place += 2
        elif token := self.take("commencing", "ending"):
            found.week = token.kind
        if found.week:
            self.skip("of", "comma")
            if self.peek().text == ":":
                self.place += 1

    def _core(self, found: Point) -> bool:
        kind = self.peek().kind
        if kind in {"date", "slashed"}:
            return self._figures(found)
        if kind in {"ordinal", "number", "last"}:
            return self._counted(found)
        if kind == "week" and self.peek(1).kind == "number":
            self.place += 1
            found.kind, found.n = "week", self.peek().number
            self.place += 1
            self.skip("of", "comma")
            return self._month_of(found)
        if kind == "month":
            return self._month_first(found)
        return self._long(found)

    def _figures(self, found: Point) -> bool:
        token = self.peek()
        self.place += 1
        numbers = token.numbers
        found.kind = "day"
        if len(numbers) == 3:
            found.n, found.month, found.year = numbers
        elif token.kind == "date" or numbers[1] > 99:
            found.kind, (found.month, found.year) = "month", numbers
        else:
            found.n, found.month = numbers
        check_month(found.month)
        return True

    def _counted(self, found: Point) -> bool:
        """What begins with a figure: a day, the nth week, the nth Thursday, the nth quarter."""
        token = self.peek()
        self.place += 1
        found.n, found.suffixed = token.number, token.kind == "ordinal"
        if self.take("week"):
            found.kind = "week"
        elif weekday := self.take("weekday"):
            found.kind, found.weekday = "weekday", weekday.number
        elif self.take("quarter"):
            found.kind = "quarter"
            self.skip("of", "comma")
            return self._year(found, needed=False)
        elif token.kind == "last":
            return False
        else:
            found.kind = "bare"
        ahead = self.place
        self.skip("of")
        if self.peek().kind == "month":
            found.kind = "day" if found.kind == "bare" else found.kind
            return self._month_of(found)
        self.place = ahead
        # The "7 2022" of "March 3 - 7 2022"; any other figure waits for its neighbours.
        return self._year(found, needed=False) if self.peek().kind == "calendar year" else True

    def _month_of(self, found: Point) -> bool:
        """The month and perhaps the year of what was counted, where they stand here."""
        if month := self.take("month"):
            found.month = month.number
            return self._year(found, needed=False)
        return True

    def _month_first(self, found: Point) -> bool:
        found.month = self.peek().number
        self.place += 1
        found.kind = "month"
        day = self.peek()
        # "May 22" is May 2022; "May 4" and "May 22, 2022" are days.
        if day.kind == "ordinal" or (day.kind == "number" and not self._short_year_here()):
            found.kind, found.n, found.suffixed = "day", day.number, day.kind == "ordinal"
            self.place += 1
        elif day.kind == "number":
            found.notes += (f"{day.text} is read as the year 20{day.text}, not as a day",)
        return self._year(found, needed=False)

    def _short_year_here(self) -> bool:
        ahead = 2 if self.peek(1).kind == "comma" else 1
        followed = self.peek(ahead).kind == "calendar year"
        return self.peek().number >= _SHORT_YEAR_FROM and not followed

    def _iso_month(self, found: Point) -> bool:
        """2022-07, which is not 2022-23."""
        year, month = self.peek().numbers
        if "-" not in self.peek().text or _financial(self.peek()) or month > 12:
            return False
        found.kind, found.year, found.month = "month", year, month
        self.place += 1
        return True

    def _year(self, found: Point, *, needed: bool) -> bool:
        start = self.place
        self.skip("comma", "of")
        year = self.peek()
        if year.kind == "calendar year":
            found.year = year.number
        elif year.kind in {"years", "slashed"} and _financial(year):
            found.year, found.financial = full_year(year.numbers[0]), True
            if found.month and found.kind != "season":
                # January 2025/26 lies in the second of the two years.
                found.year, found.financial = found.year + (found.month < 4), False
                found.notes += (f"the financial year {year.text}, which begins in April",)
        elif self._short_year(start):
            found.year = full_year(year.number)
        else:
            self.place = start
            return not needed
        self.place += 1
        return True

    def _short_year(self, start: int) -> bool:
        """Whether a figure is a year of two digits, and not the second of a list: "28 June, 30 June"."""
        year, after = self.peek(), self.peek(1).kind
        listed = after == "month" or (self.place > start and after)
        return (
            year.kind == "number"
            and len(year.text) == 2
            and year.number >= _SHORT_YEAR_FROM
            and not listed
        )

    def _long(self, found: Point) -> bool:
        """A quarter, a season or a year."""
        if token := self.take("numbered"):
            found.kind, found.n = "quarter", token.number
            return self._year(found, needed=False)
        if token := self.take("season"):
            found.kind, found.month = "season", token.number
            return self._year(found, needed=False)
        if self.peek().kind == "years" and self._iso_month(found):
            return True
        financial = bool(self.take("financial"))
        self.skip("year")
        if self.peek().kind not in {"calendar year", "years"}:
            return False
        found.kind, found.financial = "year", financial
        return self._year(found, needed=True)


def _financial(token: Token) -> bool:
    first, second = token.numbers
    return (first + 1) % 100 == second % 100


def _weeks_go_on(found: Phrase) -> None:
    """What is counted after "weeks 1" is weeks too: "weeks 1-2 June 2022", "weeks 1, 2 & 3 July"."""
    for earlier, point in zip(found.points, found.points[1:], strict=False):
        figure = point.kind in {"bare", "day"} and not point.suffixed and not point.week
        if figure and earlier.kind == "week" and not earlier.month:
            point.kind = "week"


def _complete_from_right(found: Phrase) -> None:
    """What comes last says the month and the year: "3 - 7 October 2022", "Dec. - Mar 2023"."""
    for point, later in zip(found.points[-2::-1], found.points[:0:-1], strict=True):
        if point.kind == "bare" and later.kind in {"week", "day", "weekday", "quarter"}:
            point.kind = later.kind
            point.weekday = later.weekday if later.kind == "weekday" else point.weekday
        if not point.month and point.kind in {"day", "week", "weekday"}:
            point.month = later.month
        if not point.year and later.year:
            crosses = point.place > later.place > 0
            point.financial = later.financial
            point.year = later.year - crosses
            if crosses:
                point.notes += (f"the year {point.year}, so that it comes before {_told(later)}",)


def _complete_from_left(found: Phrase) -> None:
    """What comes first says the rest: "March 3 - 7", "w/c 4 & 11 April", "Dec 2022 - Mar"."""
    for earlier, point, joined in zip(found.points, found.points[1:], found.joins, strict=False):
        if point.kind == "bare" and earlier.kind == "day":
            point.kind, point.month = "day", earlier.month
        if not point.month and point.kind in {"day", "week", "weekday"}:
            point.month = earlier.month
        if joined == "list" and point.kind == "day" and not point.week:
            point.week = earlier.week
        if not point.year and earlier.year:
            crosses = 0 < point.place < earlier.place
            point.financial = earlier.financial
            point.year = earlier.year + crosses
            if crosses:
                point.notes += (f"the year {point.year}, so that it comes after {_told(earlier)}",)


def _told(point: Point) -> str:
    month = f"{MONTHS[point.month - 1]} " if point.month else ""
    return f"{month}{point.year}"
