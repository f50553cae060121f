"""How a file holds days, numbers and words: one row for each kind, to read, write and describe it.

A value that does not fit raises `Misread`, which names it and says what to write instead. The library
does not guess: a day such as 01/02/2022 has two readings, and a bare 10.10 is a binary float to most
programs, so both are refused with the text to put in their place.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from commissioning.errors import MONTHS
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean

_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]{1,4})?")
_TIME: Final = re.compile(r"\d\d:\d\d(:\d\d(\.\d{6})?)?", re.ASCII)
_SLASHED: Final = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", re.ASCII)
_WRITTEN: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+) (\d{4})", re.ASCII)
_LAST_MONTH: Final = 12
_LONGEST: Final = 60
_PLAIN_KEY: Final = re.compile(r"\w+")
MOST_DIGITS: Final = 600
"""Whole numbers of more digits are not read: Python takes quadratic time for them."""


class Misread(ValueError):
    """Something in a file that does not belong there: each problem with the rest of its path."""

    def __init__(
        self, problem: str = "", at: str = "", *, lines: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__(problem, at)
        self.lines = tuple(lines) or ((at, problem),)


def step(name: str) -> str:
    """The step of a path to a key of an object."""
    return f".{name}" if len(name) < _LONGEST and _PLAIN_KEY.fullmatch(name) else f"[{shown(name)}]"


@frozen
class Unquoted:
    """A number as the file writes it, where Python has no exact type for it: 10.50, NaN."""

    text: str

    def __str__(self) -> str:
        return self.text


@frozen
class Scalar:
    """One plain kind of value: how a file holds it."""

    kind: type
    wanted: str
    read: Callable[[object], Any]
    write: Callable[[Any], str | int | bool]
    schema: tuple[tuple[str, str], ...]
    """The JSON Schema keywords that say the same as `read`, as far as a schema can."""


def shown(value: object) -> str:
    """A value as the file writes it, cut short where it is long."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "an object {...}"
    if isinstance(value, (list, tuple)):
        return "a list [...]"
    words = f'"{value}"' if isinstance(value, str) and value.isprintable() else repr(value)
    words = str(value) if isinstance(value, Decimal | Unquoted) else words
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 3]}..."


def _exactly(kind: type, problem: str) -> Callable[[object], Any]:
    """Takes a value of the type as it is. Of another, the problem is said."""

    def read(value: object) -> object:
        if type(value) is kind:
            return value
        raise Misread(f"{shown(value)} is {problem}")

    return read


def _read_number(value: object) -> Decimal:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    if isinstance(value, float):
        raise Misread(f'{shown(value)} is a binary float; write the exact figure, such as "10.50"')
    if isinstance(value, Decimal | Unquoted) or type(value) is int:
        exact = str(value).upper()
        if _NUMBER.fullmatch(exact) and len(exact) <= _LONGEST:
            raise Misread(f'{value} has no quotes; write "{exact}", so that it stays exact')
    raise Misread(f'{shown(value)} is not an exact number; write it as text, such as "10.50"')


def _read_day(value: object) -> date:
    if isinstance(value, str):
        if _DAY.fullmatch(value):
            return _on_the_calendar(value)
        if found := _SLASHED.fullmatch(value):
            raise _either_way(value, *map(int, found.groups()))
        if _DAY.match(value):
            raise Misread(
                f'{shown(value)} has more than a day; write the day alone, "{value[:10]}"'
            )
        if found := _WRITTEN.fullmatch(value):
            raise _in_words(value, found)
    raise Misread(f'{shown(value)} is not a day; write it as "2015-09-14"')


def _on_the_calendar(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        year, month, _ = value.split("-")
        raise Misread(_off_the_calendar(value, int(year), int(month))) from None


def _off_the_calendar(value: str, year: int, month: int) -> str:
    if year and 1 <= month <= _LAST_MONTH:
        days = monthrange(year, month)[1]
        return f'"{value}" is not on the calendar: {MONTHS[month - 1]} {year} has {days} days'
    return f'"{value}" is not on the calendar: write year, month and day, such as "2015-09-14"'


def _either_way(value: str, first: int, second: int, year: int) -> Misread:
    """What to say of 01/02/2022 and its kind: every day it may mean, as a file writes it."""
    meant = {_iso(year, second, first), _iso(year, first, second)} - {""}
    if not meant:
        return Misread(_off_the_calendar(value, year, second))
    options = " or ".join(f'"{day}"' for day in sorted(meant, reverse=True))
    if len(meant) > 1:
        return Misread(f'"{value}" may be two different days; write {options}')
    return Misread(f'"{value}" is not how a file writes a day; write {options}')


def _in_words(value: str, found: re.Match[str]) -> Misread:
    day, name, year = found.groups()
    month = next(
        (at for at, known in enumerate(MONTHS, 1) if known.lower().startswith(name.lower()[:3])), 0
    )
    meant = _iso(int(year), month, int(day))
    if meant:
        return Misread(f'"{value}" is not how a file writes a day; write "{meant}"')
    return Misread(_off_the_calendar(value, int(year), month))


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _read_time(value: object) -> time:
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass
    raise Misread(f'{shown(value)} is not a time of day; write it as "12:00", without a zone')


def _write_time(value: time) -> str:
    exact = value.second or value.microsecond
    return value.isoformat() if exact else value.isoformat("minutes")


_TEXT: Final = ("type", "string")

SCALARS: Final = {
    row.kind: row
    for row in (
        Scalar(str, "text in quotes", _exactly(str, "not text; write it in quotes"), str, (_TEXT,)),
        Scalar(
            int,
            "a whole number",
            _exactly(int, f"not a whole number; write up to {MOST_DIGITS} digits, without quotes"),
            int,
            (("type", "integer"),),
        ),
        Scalar(
            bool,
            "true or false",
            _exactly(bool, "neither true nor false; write one of them, without quotes"),
            bool,
            (("type", "boolean"),),
        ),
        Scalar(
            Decimal,
            'an exact number as text, such as "10.50"',
            _read_number,
            str,
            (_TEXT, ("pattern", f"^{_NUMBER.pattern}$")),
        ),
        Scalar(
            date,
            'a day, such as "2015-09-14"',
            _read_day,
            date.isoformat,
            (_TEXT, ("format", "date"), ("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
        ),
        Scalar(
            time,
            'a time of day, such as "12:00"',
            _read_time,
            _write_time,
            (_TEXT, ("pattern", "^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{6})?)?$")),
        ),
    )
}
"""The plain kinds by their Python type."""


def member_reader(kind: type[Enum]) -> Callable[[object], Enum]:
    """Reads one of an enum's members by its value. It raises `Misread`, which lists them all."""
    members = {member.value: member for member in kind}

    def read(value: object) -> Enum:
        try:
            return members[value]
        except (KeyError, TypeError):
            near = did_you_mean(value, members) if isinstance(value, str) else ""
            listed = ", ".join(f'"{word}"' for word in members)
            raise Misread(f"{shown(value)} is not one of {listed}{near}") from None

    return read
