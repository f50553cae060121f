"""How a file holds days, numbers, words and the fields of a class: to read, write and describe them.

A value that does not fit raises `Misread`, which names it and says what to write instead. The library
does not guess: a day such as 01/02/2022 has two readings, and a bare 10.10 is a binary float to most
programs, so both are refused with the text to put in their place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Final

from commissioning.dates import day_counts, windows
from commissioning.dates.parsing.readings import Precision
from commissioning.errors import FormatError, RecordError
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.values import bounds, families, shapes
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean, display_name, shortened

_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]{1,4})?")
_THIRD: Final = re.compile(r"[0-9]{1,30}/[1-9][0-9]{0,29}")
_TIME: Final = re.compile(r"\d\d:\d\d(:\d\d(\.\d{6})?)?", re.ASCII)
_YEAR: Final = re.compile(r"\b\d{4}\b")
_SLASHED: Final = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", re.ASCII)
_LONGEST: Final = 60
_PLAIN_KEY: Final = re.compile(r"\w+")


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
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, (dict, list, tuple)):
        return "an object {...}" if isinstance(value, dict) else "a list [...]"
    if isinstance(value, int):  # Python refuses to write out more than 4,300 digits of one
        value = Decimal(value)
    plain = isinstance(value, Decimal | Unquoted)
    quoted = isinstance(value, str) and value.isprintable()
    return shortened(str(value) if plain else f'"{value}"' if quoted else repr(value))


def _exactly(kind: type, problem: str) -> Callable[[object], Any]:
    """Takes a value of the type as it is. Of another, the problem is said."""

    def read(value: object) -> object:
        if type(value) is kind:
            return value
        raise Misread(f"{shown(value)} is {problem}")

    return read


def _read_number(value: object) -> Decimal:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        number = Decimal(value)
        if not bounds.within_bounds(number):
            raise Misread(f"{shown(value)} {bounds.out_of_bounds(number)}")
        return number
    if isinstance(value, float):
        raise Misread(f'{shown(value)} is a binary float; write the exact figure, such as "10.50"')
    if isinstance(value, Decimal | Unquoted) or type(value) is int:
        exact = str(Decimal(value) if isinstance(value, int) else value).upper()
        if _NUMBER.fullmatch(exact) and len(exact) <= _LONGEST:
            raise Misread(f'{value} has no quotes; write "{exact}", so that it stays exact')
    raise Misread(f'{shown(value)} is not an exact number; write it as text, such as "10.50"')


def _read_any_number(value: object) -> Decimal | Fraction:
    if isinstance(value, str) and _THIRD.fullmatch(value):
        return Fraction(value)
    return _read_number(value)


def _read_day(value: Any) -> date:  # noqa: ANN401
    try:
        return date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except (TypeError, ValueError):
        words = value if isinstance(value, str) else ""
        raise Misread(f"{shown(value)} {_no_day(words)}") from None


def _no_day(words: str) -> str:
    """Why a text is no day of a file, and the text to put in its place: 01/02/2022 may be two days."""
    days: set[str] = set()
    why = 'is not a day; write it as "2015-09-14"'
    for text in (_SLASHED.sub(r"\2/\1/\3", words), words):
        try:
            window = windows.Window.parse(text)
        except FormatError as error:
            _, wrong, reason = error.problems[0].partition("' cannot be dated: ")
            why = f"is not on the calendar: {reason}" if wrong and _YEAR.search(text) else why
        else:
            days |= {f"{window.latest}"} if window.precision is Precision.DAY else set()
    if days:
        why = "may be two different days" if len(days) > 1 else "is not how a file writes a day"
        why += "; write " + " or ".join(f'"{day}"' for day in sorted(days, reverse=True))
    return why


def _read_time(value: object) -> time:
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass
    raise Misread(f'{shown(value)} is not a time of day; write it as "12:00", without a zone')


_TEXT: Final = ("type", "string")

# fmt: off
SCALARS: Final = {row.kind: row for row in (
    Scalar(str, "text in quotes", _exactly(str, "not text; write it in quotes"), str, (_TEXT,)),
    Scalar(int, "a whole number",
           _exactly(int, f"not a whole number; write up to {bounds.WHOLE_DIGITS} digits, without quotes"),
           int, (("type", "integer"),)),
    Scalar(bool, "true or false",
           _exactly(bool, "neither true nor false; write one of them, without quotes"),
           bool, (("type", "boolean"),)),
    Scalar(Decimal, 'an exact number as text, such as "10.50"', _read_number,
           str, (_TEXT, ("pattern", f"^{_NUMBER.pattern}$"))),
    Scalar(Fraction, 'an exact number as text, such as "12.50" or "100/3"', _read_any_number,
           str, (_TEXT, ("pattern", f"^({_NUMBER.pattern}|{_THIRD.pattern})$"))),
    Scalar(date, 'a day, such as "2015-09-14"', _read_day, date.isoformat,
           (_TEXT, ("format", "date"), ("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))),
    Scalar(time, 'a time of day, such as "12:00"', _read_time,
           lambda it: it.isoformat("auto" if it.second or it.microsecond else "minutes"),
           (_TEXT, ("pattern", "^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{6})?)?$"))),
)}
# fmt: on
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


TAG: Final = "type"
"""The key that says which of several classes an object is."""
# fmt: off
DAY_COUNTS: Final = (
    day_counts.WorkingDaysBeginningWith, day_counts.WorkingDaysAfterTheStart, day_counts.WorkingDaysAfter,
    day_counts.DaysAfterRolledForward, day_counts.DaysAfterTheQuarter, day_counts.DaysBeginningWith,
    day_counts.DaysAfter, day_counts.MonthsAfter, day_counts.MonthsBeginningWith, day_counts.ClearDays,
    day_counts.ClearWorkingDays, day_counts.MonthsEndingBefore, day_counts.MonthsAfterTheQuarter,
)
"""The ways of counting days that a field may choose from."""
# fmt: on


def fields_of(cls: type) -> dict[str, shapes.Shape]:
    """The fields of a class with their shapes. Raises `RecordError` naming those that no file can hold."""
    fields = shapes.shapes(cls)
    problems = [
        f"{name}: a file cannot hold {kind}"
        for name, shape in fields.items()
        for kind in _unfit(shape)
    ]
    if TAG in fields:
        problems.append(f"{TAG}: files use this name for the kind of record; choose another")
    if problems:
        raise RecordError(display_name(cls), tuple(problems))
    return fields


def choices(shape: shapes.Shape, process: Process) -> Mapping[str, type]:
    """The classes that a field may hold, by their tags; empty for a field of one kind of value."""
    match shape:
        case shapes.OfClass(kind) if kind is Record:
            return {step.tag: step.record for step in process.steps}
        case shapes.OfClass(kind) if families.is_family(kind):
            return families.kinds_of(kind, process.kinds)
        case shapes.OfClass(kind) if kind in {day_counts.DayCount, day_counts.ClearDays}:
            return {families.tag_of(each): each for each in DAY_COUNTS if issubclass(each, kind)}
        case shapes.Either(options):
            return {
                families.tag_of(each.of): each.of
                for each in options
                if isinstance(each, shapes.OfClass)
            }
        case _:
            return {}


def wanted(shape: shapes.Shape) -> str:
    """The words for what belongs in a field: "a list [...]"."""
    match shape:
        case shapes.Plain(kind):
            return SCALARS[kind].wanted
        case shapes.OneOf(kind):
            return "one of " + ", ".join(f'"{member.value}"' for member in kind)
        case shapes.OrNone(inner):
            return wanted(inner)
        case shapes.ManyOf() | shapes.Fixed():
            return "a list [...]"
        case shapes.OfClass() | shapes.Either():
            return "an object {...}"


def _unfit(shape: shapes.Shape) -> Iterator[str]:
    match shape:
        case shapes.Plain(kind) if kind not in SCALARS:
            yield f"a value of the type {getattr(kind, '__name__', kind)}"
        case shapes.ManyOf(inner) | shapes.OrNone(inner):
            yield from _unfit(inner)
        case shapes.Fixed(parts):
            for part in parts:
                yield from _unfit(part)
        case shapes.Either(options):
            for option in options:
                if not isinstance(option, shapes.OfClass):
                    name = getattr(getattr(option, "of", None), "__name__", option)
                    yield f"a choice with a value of the type {name} in it"
