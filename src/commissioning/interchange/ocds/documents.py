"""The files that OCDS comes in, and whether their data is OCDS.

Packages of releases, records, single releases, lists and a line for each are read; each release is held
against the table of fields, without a network or a validator.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import datetime
from functools import cache, partial
from pathlib import PurePath
from typing import Any, Final, NamedTuple, TypeAlias, TypeGuard

from commissioning.dates.parsing.cleaning import as_printed
from commissioning.errors import FormatError
from commissioning.findings.codes.publishing import NOT_VALID_OCDS
from commissioning.findings.finding import Findings
from commissioning.interchange.json import broken
from commissioning.interchange.ocds import fields, seen
from commissioning.values.bounds import whole_number
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean, shortened

_WHAT: Final = "the OCDS file"
_COMPILED: Final = "compiledRelease"
TOO_DEEP: Final = "lists within lists, deeper than any release has; check the brackets"


class Number(float):
    """A number of the file, equal to any other float, that remembers how it was written."""

    __slots__ = ("written",)
    written: str

    def __new__(cls, written: str) -> Number:
        made = super().__new__(cls, written)
        made.written = written
        return made

    def __str__(self) -> str:
        return self.written

    def __reduce__(self) -> tuple[type[Number], tuple[str]]:
        return Number, (self.written,)


_loaded: Final = partial(
    json.loads, parse_float=Number, parse_int=partial(whole_number, otherwise=Number)
)


def releases_in(source: object) -> tuple[seen.Json, ...]:
    """Every release of a text, or of what a JSON parser has read, in the order of the file.

    A record gives its releases or, where it only links to them, its compiled release. Raises
    `FormatError` where there is no release at all.
    """
    found = [part for part in parts_in(source) if part.kind == "Release"]
    given = {part.path.rpartition("releases[")[0] for part in found}
    if not found:
        raise FormatError(_WHAT, (
            "it only links to its releases; fetch them from the addresses it gives, and give those",
        ))  # fmt: skip
    return tuple(
        dict(part.value)
        for part in found
        if not part.path.endswith(_COMPILED) or part.path.removesuffix(_COMPILED) not in given
    )


class OcdsPart(NamedTuple):
    """A package, a record, a release or a link to one, and where it is in its file."""

    path: str
    kind: str
    """Its name in the table of fields; "" for what stands in the place of one and is none."""
    value: Any


def parts_in(source: object) -> tuple[OcdsPart, ...]:
    """Every part of a text, or of what a JSON parser has read.

    Raises `FormatError` where there is neither a release nor a link to one.
    """
    value = _data_of(source)
    found = tuple(_parts(value, "releases" if isinstance(value, list) else ""))
    kinds = {part.kind for part in found}
    if kinds.isdisjoint({"Release", "LinkedRelease"}):
        raise _without_release(value, kinds)
    return found


def _parts(value: object, path: str) -> Iterator[OcdsPart]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _parts(item, f"{path}[{number}]")
        return
    yield OcdsPart(path, _kind_of(value), value)
    for name in ("records", "releases", _COMPILED):
        if isinstance(value, Mapping) and name in value:
            yield from _parts(value[name], f"{path}.{name}".removeprefix("."))


def _kind_of(value: object) -> str:
    if not isinstance(value, Mapping):
        return ""
    if "records" in value:
        return "RecordPackage"
    if "releases" in value or "compiledRelease" in value:
        return "Record" if "ocid" in value else "ReleasePackage"
    if "url" in value and "id" not in value:
        return "LinkedRelease"
    return "Release" if "ocid" in value or "tag" in value else ""


def _without_release(value: object, kinds: set[str]) -> FormatError:
    words = (
        "no release found; give a release (it has `ocid` and `tag`), a list of them, a release "
        "package (`releases`) or a record package (`records`)"
    )
    if kinds <= {"ReleasePackage", "RecordPackage", "Record"}:
        words = "no release found: its list is empty"
    elif isinstance(value, (bytes, PurePath)):
        words = "read the file as UTF-8 text, and give that"
    elif isinstance(value, Mapping) and "format" in value:
        words = "no release found; of a cycle, write the releases first: `commissioning ocds write FILE`"
    return FormatError(_WHAT, (words,))


def _data_of(source: object) -> object:
    """The data of a text, of several lines a list; or what a JSON parser has read, as it is."""
    if not isinstance(source, str):
        return source
    text = source.removeprefix("\ufeff")
    try:
        return _loaded(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2 or not lines[0].rstrip().endswith("}"):
            raise FormatError(_WHAT, (broken(error),)) from None
    except RecursionError:
        raise FormatError(_WHAT, (TOO_DEEP,)) from None
    return list(_of_lines(text))


def _of_lines(text: str) -> Iterator[object]:
    """The values of a file with one to a line. Raises `FormatError` naming every line that is none."""
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield _loaded(line)
            except json.JSONDecodeError as error:
                problems.append(f"line {number}, column {error.colno}: this is not JSON")
            except RecursionError:
                problems.append(f"line {number}: {TOO_DEEP}")
    if problems:
        raise FormatError(_WHAT, tuple(problems))


_MOMENT: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
)
_STAMP: Final = re.compile(
    r"\d{4}-[01]\d-[0-3]\d(T[0-2]\d:[0-5]\d:[0-5]\d([+-][0-2]\d:?[0-5]\d|Z))?"
)
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_SIGNS: Final = frozenset("![+*?")
"""The signs of the table: it must be there, a list, that is not empty, that repeats nothing, or null."""

Faults: TypeAlias = Iterator[tuple[str, str, str]]
"""For each fault its path, what is wrong, and what to write."""


@frozen
class Field:
    """One field of an object, as its row of the table says."""

    name: str
    type: str
    marks: frozenset[str]
    """The signs that the table gives it."""


@cache
def fields_of(name: str) -> Mapping[str, Field]:
    """The fields of an object of the table, by their names."""
    return {field.name: field for field in map(_field, fields.OBJECTS[name].split())}


def _field(text: str) -> Field:
    name, _, kind = text.partition(":")
    return Field(name.removesuffix("!"), kind.strip("[]+*=?"), _SIGNS & {*text})


def check(
    source: str | Mapping[str, object] | list[object], schema: Mapping[str, object] | None = None
) -> Findings:
    """The faults that keep a text, or data from a JSON parser, from being OCDS 1.1; empty where it is.

    With a JSON Schema of a release, such as one patched with a publisher's own extensions, releases are held
    against that instead; it needs the package jsonschema-rs, and raises `ImportError` without it.

    Every package, record, release and link to one is checked by itself: its fields, types, closed codes and
    what must be there. Fields that the standard does not know are allowed, as it says. Raises `FormatError`
    where there is no release, nor a link to one.
    """
    faults = _of_part if schema is None else _by_schema(schema)
    try:
        return Findings(
            NOT_VALID_OCDS.warns(as_printed(f"Field {place} {wrong}"), remedy=right, about=place)
            for part in parts_in(source)
            for path, wrong, right in faults(part)
            for place in (as_printed(f"{part.path}.{path}").strip(".") or "of the release",)
        )
    except RecursionError:
        raise FormatError(_WHAT, (TOO_DEEP,)) from None


def _of_part(part: OcdsPart) -> Faults:
    if isinstance(part.value, Mapping) and part.kind:
        yield from _object(part.value, part.kind, "")
    else:
        words = "a release, a record or a package"
        yield "", f"is {_shown(part.value)}, which is not {words}", f"Write {words}"


def _object(value: Mapping[str, object], name: str, path: str) -> Faults:
    known = fields_of(name)
    for field in known.values():
        if "!" in field.marks and field.name not in value:
            yield f"{path}{field.name}", "is missing", f"Give {field.name}"
    if name in fields.NOT_EMPTY and not value:
        yield path.removesuffix("."), "is an empty object", "Fill it, or leave it out"
    for key, inner in value.items():
        if key in known:
            yield from _value(inner, known[key], f"{path}{key}")


def _value(value: object, field: Field, path: str) -> Faults:
    if value is None:
        if "?" not in field.marks and field.type != "any":
            yield path, "is null", "Leave it out"
    elif "[" not in field.marks:
        yield from _one(value, field.type, path)
    elif not isinstance(value, list):
        yield path, f"is {_shown(value)}, which is not a list", "Write it in square brackets"
    else:
        if "+" in field.marks and not value:
            yield path, "is an empty list", "Leave it out"
        if "*" in field.marks and len({*map(_plain, value)}) < len(value):
            yield path, "has the same item twice", "Keep one of them"
        for number, item in enumerate(value):
            yield from _one(item, field.type, f"{path}[{number}]")


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
    else:
        fits, what = _KINDS[kind]
        if not fits(value):
            yield path, f"is {_shown(value)}, which is not {what}", f"Write {what}"


def _code(value: object, name: str, path: str) -> Faults:
    known = fields.CODES[name].split()
    if value not in known:
        hint = did_you_mean(str(value), known)
        listing = (
            f'"{known[0]}"' if len(known) == 1 else f"one of {', '.join(known[:-1])} or {known[-1]}"
        )
        yield path, f"is {_shown(value)}, which is not {listing}{hint}", "Write one of them"


def _shown(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return "an object" if isinstance(value, Mapping) else shortened(text)


def is_moment(value: object) -> bool:
    """Whether something is a moment as OCDS writes one, a text such as "2026-01-31T09:00:00Z"."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value.upper())
    except ValueError:
        return False
    return True


def _is_filled(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _written_like(form: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


_KINDS: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = {
    "any": (lambda _: True, "anything"),
    "text": (lambda it: isinstance(it, str), "text"),
    "word": (_is_filled, "text that is not empty"),
    "moment": (is_moment, "a date and time such as 2025-03-31T23:59:59Z"),
    "stamp": (_written_like(_STAMP), "a date such as 2025-03-31"),
    "edition": (_written_like(re.compile(r"\d+\.\d+")), 'text such as "1.1"'),
    "address": (_written_like(_ADDRESS), "an address such as https://example.org/1"),
    "currency": (_written_like(re.compile("[A-Z]{3}")), "a currency such as GBP"),
    "country": (_written_like(re.compile("[A-Z0-9]{2}")), "a country such as GB"),
    "id": (lambda it: _is_filled(it) or _is_whole(it), "an identifier: text or a whole number"),
    "label": (lambda it: isinstance(it, str) or _is_whole(it), "text or a whole number"),
    "flag": (lambda it: isinstance(it, bool), "true or false"),
    "whole": (_is_whole, "a whole number"),
    "number": (_is_number, "a number"),
    "count": (lambda it: _is_number(it) and it >= 0, "a number from 0 up"),
    "share": (lambda it: _is_number(it) and 0 <= it <= 1, "a number between 0 and 1"),
    "figure": (lambda it: _is_number(it) or _is_filled(it), "text or a number"),
    "value": (
        lambda it: isinstance(it, bool) or _is_number(it) or _is_filled(it),
        "text, a number, or true or false",
    ),
    "object": (lambda it: isinstance(it, Mapping), "an object"),
    "full": (lambda it: isinstance(it, Mapping) and bool(it), "an object that is not empty"),
}


def _no_network(address: str) -> dict[str, object]:
    raise ValueError(f"{address} lies elsewhere; give a schema that holds all it refers to")


def _by_schema(schema: Mapping[str, object]) -> Callable[[OcdsPart], Faults]:
    """A checker that holds each release against a schema.

    Raises `FormatError` for a schema that is none, and `ImportError` where jsonschema-rs is not installed.
    """
    try:
        from jsonschema_rs import ReferencingError, ValidationError, validator_for
    except ImportError:
        raise ImportError(
            "To check against a schema, install the package jsonschema-rs; without one nothing is needed"
        ) from None
    try:
        validator = validator_for(dict(schema), retriever=_no_network)
    except (ReferencingError, ValidationError, ValueError) as error:
        raise FormatError("the schema", (str(error).splitlines()[0],)) from None

    def faults(part: OcdsPart) -> Faults:
        for error in validator.iter_errors(part.value) if part.kind == "Release" else ():
            steps = (f"[{at}]" if isinstance(at, int) else f".{at}" for at in error.instance_path)
            yield "".join(steps).removeprefix("."), f"breaks the schema: {error.message}", ""

    return faults
