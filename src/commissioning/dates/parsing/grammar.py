"""The named times of a phrase, in order, with the months and years they share.

A recursive-descent parser: each function reads one thing from a `Cursor` and steps past it. It takes
time in proportion to the number of words, and never goes back more than three of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from attrs import define

from commissioning.dates.parsing.resolve import NamedTime, check_month
from commissioning.dates.parsing.tokens import (
    NO_TOKEN,
    VOCABULARY,
    YEAR_AND_MONTH,
    Cursor,
    Token,
    Unreadable,
    clock_time,
    full_year,
    spans,
    tokens,
)

_PARTS: Final = frozenset({"early", "mid", "late", "end"})
_WITH_MONTH: Final = frozenset({"day", "week", "weekday"})
_LEADS: Final = frozenset({"of", "from", "between", "range"})
_LEADING: Final = frozenset({"by", "before", "after", "since", "following", "until", "due"})
"""The kinds of token and the words that show a month or a year after them to be a time."""
_SHORT_YEAR_FROM: Final = 20
"""The first two-figure number that is a year: "May 19" is a day, "May 20" the month of 2020."""


@define
class Phrase:
    """Named times in the order of the words, and how each is joined to the one before it."""

    times: list[NamedTime]
    joins: list[str]
    """range, list or either, one fewer than the times."""


def phrase(text: str) -> Phrase:
    """The named times of a text that `cleaning.plain` has cleaned, completed from one another.

    Raises `Unreadable`, naming the word that was not understood.
    """
    cursor = Cursor(tokens(text))
    cursor.skip("of", "comma")
    between = cursor.take("between", "from") is not None
    found = Phrase([_named_time(cursor)], [])
    while cursor.place < len(cursor.row):
        _next_time(cursor, found, between)
    return completed(found)


def phrases(text: str) -> Iterator[tuple[Phrase, int, int]]:
    """The times named inside other words: each as long as it can be, and the characters it takes up.

    A figure, a bare year, or a month such as "may" is a time only where a word such as "in" says so.
    """
    cursor, places = Cursor(tokens(text)), spans(text)
    while cursor.place < len(cursor.row):
        start = cursor.place
        found = _phrase_here(cursor)
        if found and _is_clear(found, cursor.row[start - 1] if start else NO_TOKEN):
            yield found, places[start][0], places[cursor.place - 1][1]
        else:
            # A phrase that is not clear may hide one that begins with its second word.
            cursor.place = start + 1 if found else max(cursor.place, start + 1)


def _phrase_here(cursor: Cursor) -> Phrase | None:
    """The longest phrase from the cursor on; None if there is none. The cursor then stands after it."""
    if cursor.peek().kind in {"commencing", "ending"} and cursor.peek().text in VOCABULARY:
        return None  # "consultation commencing 3 June" bounds it, and names no week
    between = cursor.place > 0 and cursor.peek(-1).kind in {"between", "from"}
    found, kept, end = Phrase([], []), 0, cursor.place
    with suppress(Unreadable):
        found.times.append(_named_time(cursor))
        kept, end = 1, cursor.place
        while cursor.place < len(cursor.row):
            _next_time(cursor, found, between)
            if found.times[-1].kind == "bare" and cursor.peek().kind == "unknown":
                break  # the 4 of "3 June 2024, 4 people"
            # The words may break off after a join; the phrase then ends with the last whole time.
            kept, end = len(found.times), cursor.place
    cursor.place = end
    if kept:
        with suppress(Unreadable):
            return completed(Phrase(found.times[:kept], found.joins[: kept - 1]))
    return None


def _is_clear(found: Phrase, before: Token) -> bool:
    time = found.times[0]
    led = before.kind in _LEADS or before.text in _LEADING
    if time.kind == "year":
        return (led and len(found.times) == 1) or any(one.month for one in found.times)
    if time.kind == "season":  # "before the summer recess"
        return bool(time.year)
    return led or bool(time.year or time.parts) or time.kind != "month"


def _next_time(cursor: Cursor, found: Phrase, between: bool) -> None:
    found.joins.append(_join(cursor, between))
    cursor.skip("from", "of")
    found.times.append(_named_time(cursor))


def completed(found: Phrase) -> Phrase:
    """The phrase with the months and years that its times share."""
    _continue_weeks(found)
    # From the right first: English writes the month and the year once, at the end.
    _complete_from_right(found)
    _complete_from_left(found)
    for time in found.times:
        if time.kind == "bare":
            raise Unreadable(f"the figure {time.n} has no month")
        if time.kind in _WITH_MONTH and not time.month:
            raise Unreadable(f"the {time.kind} has no month")
    return found


def _join(cursor: Cursor, between: bool) -> str:
    token = cursor.take("dash", "range", "slash", "and", "comma", "either")
    if token is None:
        raise cursor.lost()
    also = cursor.take("and", "range", "dash", "either") if token.kind == "comma" else None
    kind = (also or token).kind
    # "Between May and June" is a range; "May and June" a list.
    ranged = kind in {"dash", "range"} or (token.kind == "and" and between)
    return "range" if ranged else "either" if kind == "either" else "list"


def _named_time(cursor: Cursor) -> NamedTime:
    found = NamedTime()
    _clock(cursor, found)
    _parts(cursor, found)
    _week_prefix(cursor, found)
    if weekday := cursor.take("weekday"):
        found.weekday = weekday.number
        cursor.skip("comma", "of")
    _CORES.get(cursor.peek().kind, _long)(cursor, found)
    if found.parts and found.kind in {"day", "bare"}:
        raise Unreadable(f"a day has no part {found.parts[0]!r}")
    if found.weekday is None and (weekday := cursor.take("weekday")):
        found.weekday = weekday.number
    _clock(cursor, found)
    if found.at and found.kind in {"month", "quarter", "season", "year"}:  # "17.12, 2024"
        raise Unreadable(f"a {found.kind} has no time of day")
    return found


def _clock(cursor: Cursor, found: NamedTime) -> None:
    ahead = 0
    while cursor.peek(ahead).kind in {"of", "comma"}:
        ahead += 1
    token = cursor.peek(ahead)
    beside_a_day = found.kind or cursor.peek(ahead + 1).kind not in {"", "dash", "range"}
    if token.kind != "clock" and not (token.kind == "dotted" and beside_a_day):
        return
    try:
        found.at = clock_time(token)
    except ValueError:
        raise Unreadable(f"{token.text!r} is not a time of day") from None
    if found.at is None:
        found.notes += (f"{token.text} is read as the end of the day",)
    elif len(token.numbers) == 4:
        found.notes += (f"of the hours {token.text}, the last is kept",)
    # "12 noon on 4 July", "5.30pm, 4 July": the fillers go with the time.
    cursor.place += ahead + 1
    if zone := cursor.take("zone"):
        found.zone = zone.text
    if cursor.peek().kind == "clock" and cursor.peek().numbers == token.numbers:
        cursor.place += 1  # "5pm (17:00)"
    cursor.skip("of", "comma")


def _parts(cursor: Cursor, found: NamedTime) -> None:
    while part := cursor.take(*_PARTS):
        found.parts += (part.kind,)
        joins, after = cursor.peek().kind, cursor.peek(1).kind
        # "Early to mid June", "mid-July"; but "mid May - September" is a range of two times.
        joined = joins in {"dash", "range", "slash"} and after in _PARTS
        if joined or (joins == "dash" and after in {"month", "season", "calendar year"}):
            cursor.place += 1
    if cursor.peek().numbers in {(1,), (2,)} and cursor.peek(1).kind == "half":
        found.parts += (f"half {cursor.peek().number}",)
        cursor.place += 2
    if found.parts:
        cursor.skip("of")


def _week_prefix(cursor: Cursor, found: NamedTime) -> None:
    after = "commencing" if cursor.peek(1).text == "beginning" else cursor.peek(1).kind
    if cursor.peek().kind == "week" and after in {"commencing", "ending", "of"}:
        found.week = after
        cursor.place += 2
    elif token := cursor.take("commencing", "ending"):
        found.week = token.kind
    if found.week:
        cursor.skip("of", "comma")
        cursor.place += cursor.peek().text == ":"  # "wk comm: 17/01/2022"


def _figures(cursor: Cursor, found: NamedTime) -> None:
    """A date or a part of one, in figures: 15/02/2022, 6/2022, 5/9."""
    token = cursor.next()
    numbers = token.numbers
    found.kind = "day"
    if len(numbers) == 3:
        found.n, found.month, found.year = numbers
    elif token.kind == "date" or numbers[1] > 99:  # Feb-22, 6/2022
        found.kind, (found.month, found.year) = "month", numbers
    else:
        found.n, found.month = numbers
        _year(cursor, found)
    check_month(found.month)


def _counted(cursor: Cursor, found: NamedTime) -> None:
    """A time that begins with a figure: a day, the nth week, the nth Thursday, the nth quarter."""
    token = cursor.next()
    unit = cursor.take("week", "weekday", "quarter")
    if unit is None and token.kind == "last":
        raise cursor.lost()
    found.kind, found.n = unit.kind if unit else "bare", token.number
    found.suffixed = token.kind == "ordinal"
    if unit and unit.kind == "weekday":
        found.weekday = unit.number
    start = cursor.place
    cursor.skip("of")
    if found.kind == "quarter":
        cursor.skip("of", "comma")
        _year(cursor, found)
    elif cursor.peek().kind == "month":
        found.kind = unit.kind if unit else "day"
        _month_of(cursor, found)
    else:
        cursor.place = start
        # The "7, 2022" of "March 3 - 7, 2022"; any other figure waits for its neighbours.
        if cursor.peek(cursor.peek().kind == "comma").kind == "calendar year":
            _year(cursor, found)


def _numbered_week(cursor: Cursor, found: NamedTime) -> None:
    if cursor.peek(1).kind != "number":
        raise cursor.lost()
    cursor.place += 1
    found.kind, found.n = "week", cursor.next().number
    cursor.skip("of", "comma")
    _month_of(cursor, found)


def _month_of(cursor: Cursor, found: NamedTime) -> None:
    """The month of a day or week and perhaps its year, if they stand here."""
    if month := cursor.take("month"):
        found.month = month.number
        _year(cursor, found)


def _month_first(cursor: Cursor, found: NamedTime) -> None:
    found.kind, found.month = "month", cursor.next().number
    day = cursor.peek()
    if len(day.numbers) == 4:  # "June 4 - 5pm", where 4 may be the day
        raise cursor.lost()
    # "May 22" is May 2022; "May 4" and "May 22, 2022" are days.
    if day.kind == "ordinal" or (day.kind == "number" and not _short_year_here(cursor)):
        found.kind, found.n, found.suffixed = "day", day.number, day.kind == "ordinal"
        cursor.place += 1
    elif day.kind == "number":
        found.notes += (f"{day.text} is read as the year 20{day.text}, not as a day",)
    _year(cursor, found)


def _short_year_here(cursor: Cursor) -> bool:
    followed = cursor.peek(1 + (cursor.peek(1).kind == "comma")).kind == "calendar year"
    return cursor.peek().number >= _SHORT_YEAR_FROM and not followed


def _year(cursor: Cursor, found: NamedTime) -> bool:
    """Whether a year stands here, perhaps after a comma or "of"; it is taken if so."""
    start = cursor.place
    cursor.skip("comma", "of", "year", "financial")
    year = cursor.peek()
    if year.kind == "calendar year":
        found.year = year.number
    elif year.kind in {"years", "slashed"} and year.paired:
        found.year, found.financial = full_year(year.numbers[0]), True
        if found.month and found.kind != "season":
            # January 2025/26 lies in the second of the two years.
            found.year, found.financial = found.year + (found.month < 4), False
            found.notes += (f"the financial year {year.text}, which begins in April",)
    elif _is_short_year(cursor, start):
        found.year = full_year(year.number)
    else:
        cursor.place = start
        return False
    cursor.place += 1
    if found.financial:
        cursor.skip("year", "financial")
    return True


def _is_short_year(cursor: Cursor, start: int) -> bool:
    """Whether a figure is a year of two digits and not the second of a list: "28 June, 30 June"."""
    year, after = cursor.peek(), cursor.peek(1).kind
    # After a filler a figure is a year only at the end: the 30 of "28 June, 30 and 31 July" is a day.
    listed = after == "month" or (cursor.place > start and after)
    two_figures = year.kind == "number" and len(year.text) == 2
    return two_figures and year.number >= _SHORT_YEAR_FROM and not listed


def _long(cursor: Cursor, found: NamedTime) -> None:
    """A quarter, a season, a year, or a month after its year."""
    if token := cursor.take("numbered"):
        found.kind, found.n = "quarter", token.number
        _year(cursor, found)
    elif token := cursor.take("season"):
        found.kind, found.month = "season", token.number
        _year(cursor, found)
    elif not _iso_month(cursor, found):
        found.kind, found.financial = "year", bool(cursor.take("financial"))
        cursor.skip("year")
        token, kinds = cursor.peek(), {each.kind for each in cursor.row}
        if token.kind not in {"calendar year", "years"} or not _year(cursor, found):
            raise cursor.lost()
        if YEAR_AND_MONTH.fullmatch(token.text) and {"financial", "year"}.isdisjoint(kinds):
            found.n = token.numbers[1]  # "2008-09" may be September 2008
        if quarter := cursor.take("numbered"):  # "2025/26 Quarter 4"
            found.kind, found.n = "quarter", quarter.number


def _iso_month(cursor: Cursor, found: NamedTime) -> bool:
    """Whether a month stands here as 2022-07, which 2022-23 is not; it is taken if so."""
    token = cursor.peek()
    if token.kind != "years" or "-" not in token.text or token.paired or token.numbers[1] > 12:
        return False
    found.kind, (found.year, found.month) = "month", cursor.next().numbers
    check_month(found.month)
    return True


_CORES: Final[dict[str, Callable[[Cursor, NamedTime], None]]] = {
    "date": _figures, "slashed": _figures, "ordinal": _counted, "number": _counted,
    "last": _counted, "week": _numbered_week, "month": _month_first,
}  # fmt: skip
"""How to read the core of a named time, by the kind of its first token; any other is `_long`."""


def _continue_weeks(found: Phrase) -> None:
    """Count figures after "weeks 1" as weeks too: "weeks 1-2 June 2022", "weeks 1, 2 & 3 July"."""
    for earlier, time in zip(found.times, found.times[1:], strict=False):
        figure = time.kind in {"bare", "day"} and not time.suffixed and not time.week
        if figure and earlier.kind == "week" and not earlier.month:
            time.kind = "week"


def _complete_from_right(found: Phrase) -> None:
    """Take month and year from the time that comes after: "3 - 7 October 2022", "Dec. - Mar 2023"."""
    for time, later in zip(found.times[-2::-1], found.times[:0:-1], strict=True):
        if time.kind == "bare" and later.kind in {"week", "day", "weekday", "quarter"}:
            time.kind = later.kind
            time.weekday = later.weekday if later.kind == "weekday" else time.weekday
        if not time.month and time.kind in _WITH_MONTH:
            time.month = later.month
        if not time.year and later.year:
            # December before a January is of the year before.
            _take_year(time, later, -(time.place > later.place > 0), "before")


def _complete_from_left(found: Phrase) -> None:
    """Take the rest from the time that comes first: "March 3 - 7", "w/c 4 & 11 April", "Dec 2022 - Mar"."""
    for earlier, time, joined in zip(found.times, found.times[1:], found.joins, strict=False):
        if time.kind == "bare" and earlier.kind == "day":
            if earlier.year and not time.year:  # "1 April 2026 + 2"
                raise Unreadable(f"the figure {time.n} follows a whole date")
            time.kind, time.month = "day", earlier.month
        if not time.month and time.kind in _WITH_MONTH:
            time.month = earlier.month
        if joined != "range" and time.kind == "day" and not time.week:
            time.week = earlier.week
        if not time.year and earlier.year:
            _take_year(time, earlier, 0 < time.place < earlier.place, "after")


def _take_year(time: NamedTime, neighbour: NamedTime, shift: int, side: str) -> None:
    """Give a time the year of its neighbour, or the one before or after it, which a note then says."""
    if neighbour.kind == "year":  # "14 August/2023"
        raise Unreadable(f"the year {neighbour.year} stands apart from its day or month")
    time.year, time.financial = neighbour.year + shift, neighbour.financial
    if shift:
        note = f"the year {time.year}, so that it comes {side} {neighbour.month_and_year}"
        time.notes += (note,)
