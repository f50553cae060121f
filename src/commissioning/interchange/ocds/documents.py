"""The files that OCDS comes in: packages of releases, records, single releases, lists, a line for each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from commissioning.errors import FormatError
from commissioning.interchange.json import broken
from commissioning.interchange.ocds.seen import Json
from commissioning.values.bounds import WHOLE_DIGITS

_WHAT: Final = "the OCDS file"
_TOO_DEEP: Final = "lists within lists, deeper than any release has; check the brackets"


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
    json.loads,
    parse_float=Number,
    parse_int=lambda text: int(text) if len(text) <= WHOLE_DIGITS else Number(text),
)


def releases_in(source: object) -> tuple[Json, ...]:
    """Every release of a text, or of what a JSON parser has read, in the order of the file.

    A record gives its releases or, where it only links to them, its compiled release. Raises
    `FormatError` where there is no release at all.
    """
    values = tuple(_parsed(source)) if isinstance(source, str) else (source,)
    found = tuple(release for value in values for release in _of(value))
    if not found:
        words = (
            "no release found; give a release (it has `ocid` and `tag`), a list of them, a release "
            "package (`releases`) or a record package (`records`)"
        )
        raise FormatError(_WHAT, (words,))
    return found


def _of(value: object) -> Iterator[Json]:
    if isinstance(value, list):
        for item in value:
            yield from _of(item)
    elif isinstance(value, Mapping):
        if isinstance(value.get("records"), list) or isinstance(value.get("releases"), list):
            yield from _of(value.get("records"))
            whole = [each for each in _of(value.get("releases")) if "url" not in each]
            yield from whole
            if not whole and isinstance(value.get("compiledRelease"), Mapping):
                yield dict(value["compiledRelease"])
        elif isinstance(value.get("compiledRelease"), Mapping):
            yield dict(value["compiledRelease"])
        elif "ocid" in value or "tag" in value:
            yield dict(value)


def _parsed(text: str) -> Iterator[object]:
    text = text.removeprefix("\ufeff")
    try:
        yield _loaded(text)
        return
    except json.JSONDecodeError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2 or not lines[0].rstrip().endswith("}"):
            raise FormatError(_WHAT, (broken(error),)) from None
    except RecursionError:
        raise FormatError(_WHAT, (_TOO_DEEP,)) from None
    yield from _of_lines(text)


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
                problems.append(f"line {number}: {_TOO_DEEP}")
    if problems:
        raise FormatError(_WHAT, tuple(problems))
