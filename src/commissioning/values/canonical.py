"""Canonical text: one form of a value for digests, whatever the order or the way it was written.

Equal values have equal text. Fields that have their default are left out, so that a field added later
changes no digest; numbers are written without needless zeros. Nothing reads it back.
"""

from __future__ import annotations

import json
from datetime import date, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import sha256

import attrs

from commissioning.errors import RecordError


def canonical(value: object) -> str:
    """The canonical text of a value made of frozen classes, tuples and plain values.

    Raises `RecordError` for a value of any other type.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: object) -> str:
    """The SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return sha256(canonical(value).encode()).hexdigest()


def _plain(value: object) -> object:  # noqa: PLR0911  (one a type)
    """The value as JSON can hold it. A number and the text of its digits stay apart."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Decimal):
        return {"number": _number(value)}
    if isinstance(value, Fraction):
        return {"number": str(value)}
    if isinstance(value, (date, time)):
        return {"when": value.isoformat()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if attrs.has(type(value)):
        return {"a": type(value).__name__, **_fields(value)}
    raise RecordError("canonical text", (f"{value!r} has none; give a record or a value of one",))


def _fields(value: object) -> dict[str, object]:
    """The fields of an object that are not as they would be anyhow, below names of their own."""
    cls: type = type(value)
    given = ((field, getattr(value, field.name)) for field in attrs.fields(cls) if field.eq)
    return {f".{field.name}": _plain(own) for field, own in given if own != field.default}


def _number(value: Decimal) -> str:
    """The number without an exponent and without zeros at the end of its decimals."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text
