"""Values out of data frames, taken as their field declares them where nothing is lost.

A frame holds a whole number as `numpy.int64` or 4.0, a day as a moment at midnight and an empty cell as
NaN. None of that is another value, so it is taken; 0.1, which is not a tenth, is refused. The types are
told by what they can do: nothing is imported to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from math import isnan
from typing import Any, Final

from commissioning.values.fitting import fits
from commissioning.values.shapes import Either, Fixed, ManyOf, OrNone, Plain, Shape

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
