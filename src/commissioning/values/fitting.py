"""Whether a value fits the shape of its field, and the words for what does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final, TypeAlias

from commissioning.values.shapes import Either, Fixed, OfClass, OneOf, OrNone, Plain, Row, Shape
from commissioning.values.text import spoken

Test: TypeAlias = Callable[[Any], bool]

_EXACTLY: Final = (date, int)  # a datetime is a date to Python, and True is an int


@cache
def fits(shape: Shape) -> Test:
    """The test of a shape, put together once so that making a value stays quick."""
    match shape:
        case Plain(kind) | OneOf(kind) | OfClass(kind):
            return _STRICTER.get(kind) or _is_of(kind)
        case Row(part):
            return _is_row(fits(part))
        case Fixed(parts):
            return _is_fixed(tuple(map(fits, parts)))
        case OrNone(value):
            inner = fits(value)
            return lambda given: given is None or inner(given)
        case Either(options):
            tests = tuple(map(fits, options))
            return lambda given: any(test(given) for test in tests)


def _is_of(kind: type) -> Test:
    if kind in _EXACTLY:
        return lambda value: type(value) is kind
    return lambda value: type(value) is kind or isinstance(value, kind)


def _is_plain_text(value: Any) -> bool:
    return isinstance(value, str) and (
        not value or (value.strip() == value and value.replace("\n", "").isprintable())
    )


def _is_exact(value: Any) -> bool:
    return type(value) is Decimal and value.is_finite()


_STRICTER: Final[dict[type, Test]] = {str: _is_plain_text, Decimal: _is_exact}


def _is_row(part: Test) -> Test:
    return lambda value: isinstance(value, tuple) and all(map(part, value))


def _is_fixed(parts: tuple[Test, ...]) -> Test:
    return lambda value: (
        isinstance(value, tuple)
        and len(value) == len(parts)
        and all(part(item) for part, item in zip(parts, value, strict=True))
    )


def misfits(shape: Shape, value: Any, where: str) -> Iterator[str]:
    """The problems of a value that does not fit, each with its place in the record."""
    shown = described_value(value)
    match shape:
        case Plain(kind) if kind is str and isinstance(value, str):
            yield f"{where}: {shown} has spaces at an end or characters that do not print"
        case Plain(kind) if kind is str:
            yield f"{where}: {shown} is not text"
        case Plain(kind) if kind is Decimal and type(value) is Decimal:
            yield f"{where}: {value} is not a number that can be reckoned with"
        case OfClass(kind) if hasattr(kind, "stranger"):  # an open family says how to join it
            yield f"{where}: {kind.stranger(value)}"
        case Plain(kind) | OneOf(kind) | OfClass(kind):
            yield f"{where}: {shown} is not {wanted(kind)}"
        case Row() if not isinstance(value, tuple):
            example = f"({value!r},)" if isinstance(value, str) else "(first, second)"
            yield f"{where}: {shown} is not a tuple; write {example}"
        case Row(part):
            yield from _misfits_of_parts((part,) * len(value), value, where)
        case Fixed(parts) if not isinstance(value, tuple) or len(value) != len(parts):
            yield f"{where}: {shown} is not a tuple of {len(parts)}"
        case Fixed(parts):
            yield from _misfits_of_parts(parts, value, where)
        case OrNone(inner):
            yield from misfits(inner, value, where)
        case Either(options):
            yield from min((list(misfits(option, value, where)) for option in options), key=len)


def _misfits_of_parts(
    parts: tuple[Shape, ...], value: tuple[Any, ...], where: str
) -> Iterator[str]:
    for number, (part, item) in enumerate(zip(parts, value, strict=True)):
        if not fits(part)(item):
            yield from misfits(part, item, f"{where}[{number}]")


def wanted(kind: type) -> str:
    """What belongs in a field of this type, in words: "a day; give a datetime.date"."""
    if issubclass(kind, Enum):
        return "one of " + ", ".join(f"{kind.__name__}.{member.name}" for member in kind)
    plain = {
        date: "a day; give a datetime.date",
        Decimal: "an exact number; give a Decimal, a whole number or text such as '10.50'",
        int: "a whole number",
        bool: "True or False",
        time: "a time of day",
    }
    return plain.get(kind, f"a value of the kind {spoken(kind)}")


def described_value(value: Any) -> str:
    """A value that does not fit, cut short so that it can stand in a message."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} with a time of day"
    if isinstance(value, float):
        return f"{value!r}, a binary float,"
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
