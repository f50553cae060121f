"""The test of a value against the shape of its field, and the words for one that fails.

A value out of a data frame is taken as its field declares it, where nothing is lost. A frame holds a whole
number as `numpy.int64` or 4.0, a day as a moment at midnight and an empty cell as NaN. None of that is
another value, so it is taken; 0.1, which is not a tenth, is refused. The types are told by what they can do:
nothing is imported to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import isfinite, isnan
from typing import Any, Final, TypeAlias, cast

import attrs

from commissioning.values.bounds import out_of_bounds, within_bounds
from commissioning.values.constructor_repr import constructor_repr
from commissioning.values.shapes import Either, Fixed, ManyOf, OfClass, OneOf, OrNone, Plain, Shape
from commissioning.values.text import article, did_you_mean, display_name, listed, shortened

Test: TypeAlias = Callable[[Any], bool]

_EXACTLY: Final = (date, int)  # a datetime is a date to Python, and True is an int


def fits(shape: Shape) -> Test:
    """The test of a shape. A class keeps those of its fields, so that making a value stays quick."""
    match shape:
        case Plain(kind) | OneOf(kind) | OfClass(kind):
            return _STRICTER.get(kind) or _is_of(kind)
        case ManyOf(part):
            one = _fits_in_a_row(part)
            return lambda given: isinstance(given, tuple) and (not given or all(map(one, given)))
        case Fixed(parts):
            each = tuple(map(fits, parts))
            return lambda given: (
                isinstance(given, tuple)
                and len(given) == len(each)
                and all(test(item) for test, item in zip(each, given, strict=True))
            )
        case OrNone(value):
            inner = fits(value)
            return lambda given: given is None or inner(given)
        case _:
            tests = tuple(map(fits, shape.of))
            return lambda given: any(test(given) for test in tests)


def _fits_in_a_row(part: Shape) -> Test:
    """The test of one item of several: one that says nothing is a slip, where a lone text may be empty."""
    test = fits(part)
    return (lambda value: test(value) and value != "") if _is_text(part) else test


def _is_text(part: Shape) -> bool:
    return isinstance(part, Plain) and part.of is str


def _is_of(kind: type) -> Test:
    if kind in _EXACTLY:
        return lambda value: type(value) is kind
    return lambda value: type(value) is kind or isinstance(value, kind)


def _is_plain_text(value: Any) -> bool:
    # Of the type first: a data frame compares its cells, and has no truth.
    return isinstance(value, str) and (
        not value
        or (
            value.strip() == value
            and (value.isprintable() or value.replace("\n", "").isprintable())
        )
    )


def _is_exact(value: Any) -> bool:
    return type(value) is Decimal and within_bounds(value)


_STRICTER: Final[dict[type, Test]] = {
    str: _is_plain_text,
    Decimal: _is_exact,
    Fraction: lambda value: type(value) is Fraction or _is_exact(value),
}


def misfits(shape: Shape, value: Any, where: str) -> Iterator[str]:
    """The problems of a value that does not fit, each with its place in the record."""
    match shape:
        case Plain(kind) | OneOf(kind) | OfClass(kind):
            yield f"{where}: {unfit(kind, value)}"
        case ManyOf(part) if not isinstance(value, tuple):
            alone = "(value,), with the comma" if fits(part)(value) else "(first, second)"
            example = f"({value!r},)" if isinstance(value, str) else alone
            yield f"{where}: {described_value(value)} is not a tuple; write {example}"
        case ManyOf(part):
            yield from _misfits_of_parts((part,) * len(value), value, where)
        case Fixed(parts) if not isinstance(value, tuple) or len(value) != len(parts):
            yield f"{where}: {described_value(value)} is not a tuple of {len(parts)}"
        case Fixed(parts):
            yield from _misfits_of_parts(parts, value, where)
        case OrNone(inner):
            yield from misfits(inner, value, where)
        case _ if isinstance(value, str) and any(map(_is_text, shape.of)):
            yield f"{where}: {unfit(str, value)}"
        case _:
            yield from min((list(misfits(option, value, where)) for option in shape.of), key=len)


def _misfits_of_parts(
    parts: tuple[Shape, ...], value: tuple[Any, ...], where: str
) -> Iterator[str]:
    for number, (part, item) in enumerate(zip(parts, value, strict=True)):
        if _is_text(part) and isinstance(item, str) and not item:
            yield f"{where}[{number}]: it is empty; take it out, or say what it is"
        elif not fits(part)(item):
            yield from misfits(part, item, f"{where}[{number}]")


def unfit(kind: type, value: Any) -> str:
    """The clause for a value that is not of a type: what it is, and what to write in its place."""
    shown = described_value(value)
    if kind is str:
        return _unfit_text(value, shown)
    if kind is date:
        return _unfit_day(value, shown)
    if isinstance(value, float) and isfinite(value) and kind in {Decimal, Fraction, int}:
        instead = "a whole number" if kind is int else f'Decimal("{value}")'
        return f"{shown} is a float; write {instead}"
    if kind in {Decimal, Fraction} and type(value) is Decimal:
        return f"{shortened(str(value))} {out_of_bounds(value)}"
    stranger = getattr(kind, "stranger", None)
    if stranger is not None:  # an open family says how to join it
        return str(stranger(value))
    return f"{shown} is not {_wanted(kind, value)}"


def _unfit_text(value: Any, shown: str) -> str:
    if isinstance(value, str):
        return f"{shown} has spaces at an end or characters that do not print; take them out"
    reference = getattr(value, "reference", None)
    meant = f"; give its reference, {reference!r}" if isinstance(reference, str) else ""
    return f"{shown} is not text{meant}"


_WANTED: Final = {
    Decimal: 'an exact number; write it as Decimal("10.50")',
    Fraction: 'an exact number; write it as Decimal("10.50") or Fraction(100, 3)',
    int: "a whole number",
    bool: "True or False",
    time: "a time of day; write one as time(12, 30)",
    timedelta: "a length of time; write timedelta(days=30)",
    Mapping: 'a mapping; write {"name": value}',
    Container: "a row of values; write (first, second)",
    Callable: "a function",
    type: "a class",
}


def _wanted(kind: type, value: object) -> str:
    if issubclass(kind, Enum):
        prefix, names = f"{kind.__name__}.", [member.name for member in kind]
        meant = str(value).upper().replace(" ", "_").replace("-", "_")
        near = did_you_mean(meant, names, quote="`", before=prefix)
        choice = listed((prefix + name for name in names), "or")
        return f"a {kind.__name__}{near}" if near else f"one of {choice}"
    return _WANTED.get(kind) or f"{article(display_name(kind))}; write {_call_of(kind, value)}"


def _call_of(kind: type, value: object) -> str:
    """The call that makes the value meant, or its form: `Money(100)`, `Scale(name=..., highest=...)`."""
    fields = [each for each in attrs.fields(kind) if each.init] if attrs.has(kind) else []
    needed = [each.alias for each in fields if each.default is attrs.NOTHING]
    made = cast("Callable[[object], object]", kind)
    with suppress(Exception):
        made(value)
        return f"{kind.__name__}({constructor_repr(value)})"
    return f"{kind.__name__}({', '.join(f'{name}=...' for name in needed) or '...'})"


def _unfit_day(value: object, shown: str) -> str:
    if isinstance(value, datetime):
        return f"{shown} has a time of day; write date({value.year}, {value.month}, {value.day})"
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return f"{shown} is not a day; write one as date(2024, 5, 3)"
    return f"{shown} is not a day; write date({day.year}, {day.month}, {day.day})"


def described_value(value: Any) -> str:
    """A value that does not fit, cut short so that it can stand in a message; of several lines, its type."""
    shown = f"{value}"[:16] if isinstance(value, datetime) else repr(value)
    return shortened(article(type(value).__name__) if "\n" in shown else shown)


_VAGUE: Final = {"datetime64[Y]", "datetime64[M]", "datetime64[W]"}
"""The types of numpy for a year, a month or a week, which would come out as its first day."""
_MISSING: Final = {"NaTType", "NAType"}
"""The types of the empty cells of pandas, by name."""


def taken(shape: Shape, value: Any) -> Any:
    """The value as its field declares it, where that is the same value; otherwise as it was given."""
    return value if fits(shape)(value) else _taken(shape, python_value(value))


def _taken(shape: Shape, value: Any) -> Any:
    match shape:
        case OrNone(inner):
            return None if is_missing(value) else taken(inner, value)
        case ManyOf(part) if isinstance(value, (list, tuple)):
            return tuple(taken(part, item) for item in value)
        case Fixed(parts) if isinstance(value, (list, tuple)) and len(value) == len(parts):
            return tuple(map(taken, parts, value))
        case Either(options):
            tried = ((option, taken(option, value)) for option in options)
            return next((found for option, found in tried if fits(option)(found)), value)
        case Plain(kind) if kind in _TAKEN:
            return _TAKEN[kind](value)
    return value


def python_value(value: Any) -> Any:
    """A number, day or text of numpy as Python's own, a row of numpy or pandas as a list."""
    dtype = getattr(value, "dtype", None)
    if dtype is None or getattr(dtype, "name", "") in _VAGUE:
        return value
    if getattr(value.dtype, "kind", "") == "M":  # in nanoseconds it would come out as a number
        value = value.astype("datetime64[us]")
    listing = getattr(value, "tolist", None) or getattr(value, "to_list", None)
    return value if listing is None else listing()


def is_missing(value: Any) -> bool:
    """Whether a value is an empty cell: None, NaN, or what pandas writes for one."""
    if value is None or type(value).__name__ in _MISSING:
        return True
    return isinstance(value, float) and isnan(value)


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _number(value: Any) -> Any:
    whole = _whole(value)
    return Decimal(whole) if type(whole) is int else value


def _day(value: Any) -> Any:
    if type(value).__name__ in _MISSING:
        return None  # pandas' empty day is a moment to Python, and cannot even be written out
    if not isinstance(value, datetime) or value.tzinfo is not None:
        return value
    return value.date() if value.time() == time() else value


_TAKEN: Final[Mapping[type, Callable[[Any], Any]]] = {
    int: _whole,
    Decimal: _number,
    Fraction: _number,
    date: _day,
}
