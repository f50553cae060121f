"""Canonical text: one form of a value for digests, whatever the order or the way it was written.

It is JSON with the keys of each object in the order of their characters, no white space between the parts,
and every character as itself but for quotes, backslashes and control characters. Equal values have equal
text. Fields that have their default are left out, so that a field added later changes no digest; numbers
are written without needless zeros. A digest is the SHA-256 of the text in UTF-8.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from json import JSONEncoder
from typing import Final

import attrs

from commissioning.errors import RecordError
from commissioning.values.scales import plain

canonical_json: Final = JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
).encode
"""The canonical text of what JSON holds as it is: objects, lists, text, whole numbers, true and false."""


def canonical(value: object) -> str:
    """The canonical text of a value made of frozen classes, tuples and plain values.

    Raises `RecordError` for a value of any other type.
    """
    return canonical_json(_plain(value))


def digest(value: object) -> str:
    """The SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return sha256(canonical(value).encode()).hexdigest()


def _plain(value: object) -> object:
    """The value as JSON can hold it. A number and the text of its digits stay apart."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, (Decimal, Fraction)):
        return {"number": plain(value) if value else "0"}
    if isinstance(value, (date, time)):
        return {"when": value.isoformat()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if attrs.has(type(value)):
        return {"a": type(value).__name__, **_fields(value)}
    raise RecordError(
        "canonical text", (f"{value!r} has no such text; give a record or a value of one",)
    )


def _fields(value: object) -> dict[str, object]:
    """The fields of an object that are not as they would be anyhow, below names of their own."""
    cls: type = type(value)
    given = ((field, getattr(value, field.name)) for field in attrs.fields(cls) if field.eq)
    return {f".{field.name}": _plain(own) for field, own in given if own != field.default}
