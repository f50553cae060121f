"""What the annotation of a field allows: one tree of shapes for whoever checks or draws values."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from commissioning.values.frozen import frozen
from commissioning.values.text import spoken


@frozen
class Shape:
    """What one annotation allows: a quick test, and the words for what fails it."""

    fits: Callable[[Any], bool]
    misfits: Callable[[Any, str], Iterator[str]]


_SHAPES: Final[dict[type, tuple[tuple[str, Shape], ...]]] = {}


def shapes(cls: type) -> tuple[tuple[str, Shape], ...]:
    """The shape of each field of a class, worked out from its annotations at its first use."""
    known = _SHAPES.get(cls)
    if known is None:
        hints = get_type_hints(cls)
        known = tuple((field.name, _shape(hints[field.name])) for field in attrs.fields(cls))
        _SHAPES[cls] = known
    return known


def _shape(hint: Any) -> Shape:
    origin = get_origin(hint)
    if origin is tuple:
        args = get_args(hint)
        if len(args) == 2 and args[1] is Ellipsis:
            return _row_shape(_shape(args[0]))
        return _fixed_shape(tuple(_shape(arg) for arg in args))
    if origin is Union or origin is types.UnionType:
        return _union_shape(get_args(hint))
    if hint is str:
        return Shape(_is_plain_text, _not_plain_text)
    if hint is Decimal:
        return Shape(_is_exact, _not_exact)
    return _class_shape(hint)


def _class_shape(hint: type) -> Shape:
    exactly = hint in {date, int}  # a datetime is a date to Python, and True is an int

    def fits(value: Any) -> bool:
        return type(value) is hint or (not exactly and isinstance(value, hint))

    def misfits(value: Any, where: str) -> Iterator[str]:
        yield f"{where}: {described_value(value)} is not {wanted(hint)}"

    return Shape(fits, misfits)


def _is_plain_text(value: Any) -> bool:
    return isinstance(value, str) and (
        not value or (value.strip() == value and value.replace("\n", "").isprintable())
    )


def _not_plain_text(value: Any, where: str) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{where}: {described_value(value)} has spaces at an end or characters that do not print"
    else:
        yield f"{where}: {described_value(value)} is not text"


def _is_exact(value: Any) -> bool:
    return type(value) is Decimal and value.is_finite()


def _not_exact(value: Any, where: str) -> Iterator[str]:
    if type(value) is Decimal:
        yield f"{where}: {value} is not a number that can be reckoned with"
    else:
        yield f"{where}: {described_value(value)} is not {wanted(Decimal)}"


def _row_shape(inner: Shape) -> Shape:
    def fits(value: Any) -> bool:
        return isinstance(value, tuple) and all(map(inner.fits, value))

    def misfits(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, tuple):
            example = f"({value!r},)" if isinstance(value, str) else "(first, second)"
            yield f"{where}: {described_value(value)} is not a tuple; write {example}"
            return
        for number, item in enumerate(value):
            if not inner.fits(item):
                yield from inner.misfits(item, f"{where}[{number}]")

    return Shape(fits, misfits)


def _fixed_shape(parts: tuple[Shape, ...]) -> Shape:
    def fits(value: Any) -> bool:
        return (
            isinstance(value, tuple)
            and len(value) == len(parts)
            and all(part.fits(item) for part, item in zip(parts, value, strict=True))
        )

    def misfits(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, tuple) or len(value) != len(parts):
            yield f"{where}: {described_value(value)} is not a tuple of {len(parts)}"
            return
        for number, (part, item) in enumerate(zip(parts, value, strict=True)):
            if not part.fits(item):
                yield from part.misfits(item, f"{where}[{number}]")

    return Shape(fits, misfits)


def _union_shape(args: tuple[Any, ...]) -> Shape:
    options = tuple(_shape(arg) for arg in args if arg is not type(None))
    optional = type(None) in args
    only = options[0].fits

    def fits(value: Any) -> bool:
        return (optional and value is None) or any(option.fits(value) for option in options)

    def fits_or_absent(value: Any) -> bool:
        return value is None or only(value)

    def misfits(value: Any, where: str) -> Iterator[str]:
        yield from min((list(option.misfits(value, where)) for option in options), key=len)

    return Shape(fits_or_absent if optional and len(options) == 1 else fits, misfits)


def wanted(hint: type) -> str:
    """What an annotation asks for, in words: "a day; give a datetime.date"."""
    if issubclass(hint, Enum):
        return "one of " + ", ".join(f"{hint.__name__}.{member.name}" for member in hint)
    plain = {
        date: "a day; give a datetime.date",
        Decimal: "an exact number; give a Decimal, a whole number or text such as '10.50'",
        int: "a whole number",
        bool: "True or False",
        time: "a time of day",
    }
    return plain.get(hint, f"a value of the kind {spoken(hint)}")


def described_value(value: Any) -> str:
    """A value that does not fit, cut short so that it can stand in a message."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} with a time of day"
    if isinstance(value, float):
        return f"{value!r}, a binary float,"
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
