"""The files that OCDS comes in: packages of releases, records, single releases, lists, a line for each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from commissioning.errors import FormatError
from commissioning.interchange.json import broken
from commissioning.interchange.ocds.seen import Json
from commissioning.values.bounds import whole_number

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


def releases_in(source: object) -> tuple[Json, ...]:
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
