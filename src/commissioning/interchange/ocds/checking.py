"""Whether data is OCDS: each release held against the table of fields, without a network or a validator."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from functools import cache
from typing import Final

from commissioning.findings.codes import publishing as codes
from commissioning.findings.finding import Findings
from commissioning.interchange.ocds.by_schema import Faults, by_schema
from commissioning.interchange.ocds.documents import releases_in
from commissioning.interchange.ocds.fields import CODES, NOT_EMPTY, OBJECTS
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean

_MOMENT: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
)
_STAMP: Final = re.compile(
    r"\d{4}-[01]\d-[0-3]\d(T[0-2]\d:[0-5]\d:[0-5]\d([+-][0-2]\d:?[0-5]\d|Z))?"
)
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_CODE: Final = {"currency": re.compile("[A-Z]{3}"), "country": re.compile("[A-Z0-9]{2}")}


@frozen
class Field:
    """One field of an object, as its row of the table says."""

    name: str
    type: str
    needed: bool
    many: bool
    filled: bool
    """Whether a list must hold something."""
    distinct: bool
    may_be_null: bool


@cache
def fields_of(name: str) -> Mapping[str, Field]:
    """The fields of an object of the table, by their names."""
    return {field.name: field for field in map(_field, OBJECTS[name].split())}


def _field(text: str) -> Field:
    name, _, kind = text.partition(":")
    may_be_null = kind.endswith("?")
    inner, _, marks = kind.removesuffix("?").removeprefix("[").partition("]")
    return Field(
        name=name.removesuffix("!"),
        type=inner,
        needed=name.endswith("!"),
        many=kind.startswith("["),
        filled="+" in marks,
        distinct="*" in marks,
        may_be_null=may_be_null,
    )


def check(
    source: str | Mapping[str, object] | list[object], schema: Mapping[str, object] | None = None
) -> Findings:
    """The faults that keep a text, or data from a JSON parser, from being OCDS 1.1; empty where it is.

    With a JSON Schema of a release, such as one patched with a publisher's own extensions, releases are held
    against that instead; it needs the package jsonschema-rs, and raises `ImportError` without it.

    Every release of it is checked by itself: its fields, types, closed codes and what must be there.
    Fields that the standard does not know are allowed, as it says. Raises `FormatError` where there is no
    release.
    """
    found = []
    releases = releases_in(source)
    faults = _by_table if schema is None else by_schema(schema)
    for number, release in enumerate(releases):
        before = f"releases[{number}]." if len(releases) > 1 else ""
        for path, wrong, right in faults(release):
            found.append(
                codes.NOT_VALID_OCDS.warns(
                    f"Field {before}{path} {wrong}", remedy=right, about=path
                )
            )
    return Findings(found)


def _by_table(release: Mapping[str, object]) -> Faults:
    return _object(release, "Release", "")


def _object(value: Mapping[str, object], name: str, path: str) -> Faults:
    known = fields_of(name)
    for field in known.values():
        if field.needed and field.name not in value:
            yield f"{path}{field.name}", "is missing", f"Give {field.name}"
    if name in NOT_EMPTY and not value:
        yield path.removesuffix("."), "is an empty object", "Fill it, or leave it out"
    for key, inner in value.items():
        if key in known:
            yield from _value(inner, known[key], f"{path}{key}")


def _value(value: object, field: Field, path: str) -> Faults:
    if value is None:
        if not field.may_be_null and field.type != "any":
            yield path, "is null", "Leave it out"
    elif not field.many:
        yield from _one(value, field.type, path)
    elif not isinstance(value, list):
        yield path, f"is {_shown(value)}, which is not a list", "Write it in square brackets"
    else:
        if field.filled and not value:
            yield path, "is an empty list", "Leave it out"
        if field.distinct and _repeats(value):
            yield path, "has the same item twice", "Keep one of them"
        for number, item in enumerate(value):
            yield from _one(item, field.type, f"{path}[{number}]")


def _repeats(items: list[object]) -> bool:
    return len({_plain(item) for item in items}) < len(items)


def _plain(value: object) -> Hashable:
    """A value to compare: 1 and true are equal to Python, and not in JSON."""
    if isinstance(value, Mapping):
        return frozenset((name, _plain(inner)) for name, inner in value.items())
    if isinstance(value, list):
        return tuple(map(_plain, value))
    return type(value) is bool, value if isinstance(value, Hashable) else str(value)


def _one(value: object, kind: str, path: str) -> Faults:
    if kind.startswith("{"):
        if isinstance(value, Mapping):
            yield from _object(value, kind[1:-1], f"{path}.")
        else:
            yield path, f"is {_shown(value)}, which is not an object", "Write it in curly brackets"
    elif kind.startswith("@"):
        yield from _code(value, kind[1:], path)
    elif not _KINDS[kind][0](value):
        yield (
            path,
            f"is {_shown(value)}, which is not {_KINDS[kind][1]}",
            f"Write {_KINDS[kind][1]}",
        )


def _code(value: object, name: str, path: str) -> Faults:
    if pattern := _CODE.get(name):
        if not (isinstance(value, str) and pattern.fullmatch(value)):
            what = {"currency": "a currency such as GBP", "country": "a country such as GB"}[name]
            yield path, f"is {_shown(value)}, which is not {what}", f"Write {what}"
        return
    known = CODES[name].split()
    if value not in known:
        hint = did_you_mean(str(value), known)
        listing = known[0] if len(known) == 1 else f"one of {', '.join(known[:-1])} or {known[-1]}"
        yield path, f"is {_shown(value)}, which is not {listing}{hint}", "Write one of them"


def _shown(value: object) -> str:
    text = (
        f'"{value}"'
        if isinstance(value, str)
        else "an object"
        if isinstance(value, Mapping)
        else str(value)
    )
    return text if len(text) <= 60 else f"{text[:57]}..."


def _is_moment(value: object) -> bool:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value.upper())
    except ValueError:
        return False
    return True


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _between(low: float, high: float) -> Callable[[object], bool]:
    return lambda value: (
        isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high
    )


_ENDLESS: Final = float("inf")
_KINDS: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = {
    "any": (lambda _: True, "anything"),
    "text": (lambda value: isinstance(value, str), "text"),
    "word": (lambda value: isinstance(value, str) and value != "", "text that is not empty"),
    "moment": (_is_moment, "a date and time such as 2025-03-31T23:59:59Z"),
    "stamp": (
        lambda value: isinstance(value, str) and _STAMP.fullmatch(value) is not None,
        "a date such as 2025-03-31",
    ),
    "address": (
        lambda value: isinstance(value, str) and _ADDRESS.fullmatch(value) is not None,
        "an address such as https://example.org/1",
    ),
    "id": (
        lambda value: (isinstance(value, str) and value != "") or _is_whole(value),
        "an identifier: text or a whole number",
    ),
    "label": (lambda value: isinstance(value, str) or _is_whole(value), "text or a whole number"),
    "flag": (lambda value: isinstance(value, bool), "true or false"),
    "whole": (_is_whole, "a whole number"),
    "number": (_number, "a number"),
    "count": (_between(0, _ENDLESS), "a number from 0 up"),
    "share": (_between(0, 1), "a number between 0 and 1"),
    "figure": (
        lambda value: _number(value) or (isinstance(value, str) and value != ""),
        "text or a number",
    ),
    "value": (
        lambda value: (
            isinstance(value, (bool, int, float)) or (isinstance(value, str) and value != "")
        ),
        "text, a number, or true or false",
    ),
    "object": (lambda value: isinstance(value, Mapping), "an object"),
    "full": (
        lambda value: isinstance(value, Mapping) and bool(value),
        "an object that is not empty",
    ),
}
