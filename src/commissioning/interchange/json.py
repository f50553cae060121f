"""A cycle, or one record, as JSON text and back: exact, versioned, and read with every problem at once.

    {"format": "commissioning/1",
     "title": "Home care", "reference": "home-care-2022", "buyers": [...],
     "records": [{"type": "needs-assessment", "on": "2021-09-01", ...}, ...]}

Days are written "2015-09-14", exact numbers as text, tuples as lists, words of an enum by their value.

A document says by number which format wrote it, and each format has a way to the next: what was written
once loads for ever. A file of one cycle is a document that holds its records; a store keeps the head of a
cycle and each of its records as a document of its own. `write_whole` puts a text in its file at once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, TypeVar, overload

from attrs import evolve, fields_dict

from commissioning.cycle import Audit, Cycle, audited
from commissioning.errors import FormatError, RecordError
from commissioning.findings.errors import BlockedError
from commissioning.interchange import codec, scalars
from commissioning.judging import Judge
from commissioning.law.regimes.council import CouncilRules
from commissioning.process import Process
from commissioning.records.parties import Authority
from commissioning.records.record import Record
from commissioning.values import bounds, checking
from commissioning.values.frozen import frozen
from commissioning.values.text import listed, more_than_once

_WHAT: Final = "the file"
Upcaster: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: Final[tuple[Upcaster, ...]] = ()
"""The first gives a head or a record of format 1 as format 2 writes it, the second that of 2 as 3 does."""

FORMAT: Final = f"commissioning/{len(UPCASTERS) + 1}"
"""The name that a file gives itself. The number goes up when an older library could misread a newer file."""

T = TypeVar("T")


@frozen(kw_only=True)
class Document(checking.Checked):
    """The contents of a file of one cycle."""

    format: str
    title: str
    reference: str = ""
    follows: str = ""
    buyers: tuple[Authority, ...]
    records: tuple[Record, ...]


def dumps(cycle: Cycle, *, notes: bool = True) -> str:
    """The cycle as JSON text, laid out to be read and compared line by line.

    It holds all that the records hold, reasons and references to people included. With `notes=False`
    the note of each record is left out, for a file that goes to others.
    """
    return json.dumps(to_dict(cycle, notes=notes), ensure_ascii=False, indent=2) + "\n"


def to_dict(cycle: Cycle, *, notes: bool = True) -> dict[str, object]:
    """The cycle as plain dicts, lists and text, ready for `json.dumps` or a web framework.

    With `notes=False` the note of each record is left out. Raises `RecordError` for anything but a cycle,
    and for a kind that its process does not know.
    """
    if not isinstance(cycle, Cycle):
        one = "; write one record with dump_record" if isinstance(cycle, Record) else ""
        raise RecordError("file", (f"{type(cycle).__name__} is not a Cycle{one}",))
    document = Document(
        format=FORMAT,
        title=cycle.title,
        buyers=cycle.buyers,
        reference=cycle.reference,
        follows=cycle.follows,
        records=cycle.records if notes else tuple(evolve(r, note="") for r in cycle.records),
    )
    made: dict[str, object] = codec.codec_for(cycle.process).write(Document, document)
    return {name: made[name] for name in fields_dict(Document) if name in made}


@overload
def loads(
    text: str, process: Process | None = None, *, audit: Literal[False] = False,
    rules: CouncilRules | None = None,
) -> Cycle: ...  # fmt: skip
@overload
def loads(
    text: str, process: Process | None = None, *, audit: Literal[True],
    rules: CouncilRules | None = None,
) -> Audit: ...  # fmt: skip
def loads(
    text: str, process: Process | None = None, *, audit: bool = False,
    rules: CouncilRules | None = None,
) -> Cycle | Audit:  # fmt: skip
    """The cycle that a text holds; with `audit`, the cycle however imperfect, and all findings.

    `process` is the council's own where it has added records to the standard one, `rules` are those of its
    constitution, which a file does not hold. Raises `FormatError` with every problem where the text cannot
    be read, and without `audit` the same `BlockedError` or `StageOrderError` that recording would have
    raised, with a note of the place.
    """
    return _made(parsed(text), Judge(process or Process.standard(), rules), audit=audit)


def dump_record(record: Record, process: Process | None = None) -> str:
    """One record as JSON text, such as for a queue: the object that it is in a cycle's file.

    Raises `RecordError` for a kind that the process does not know.
    """
    made = codec.codec_for(process or Process.standard()).write(Record, record)
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def load_record(text: str, process: Process | None = None) -> Record:
    """The record that a text holds. Raises `FormatError` with every problem."""
    return _read(Record, parsed(text, "the record"), process or Process.standard(), "the record")


def dump_rules(rules: CouncilRules) -> str:
    """A council's own rules as JSON text, for `load_rules` and for `--rules FILE` at the prompt.

    Raises `RecordError` for anything but rules.
    """
    made = codec.codec_for(Process.standard()).write(CouncilRules, rules)
    return json.dumps({"format": FORMAT, **made}, ensure_ascii=False, indent=2) + "\n"


def load_rules(text: str) -> CouncilRules:
    """The rules that a text holds, to be given as `rules=`. Raises `FormatError` with every problem."""
    data: Any = parsed(text)
    if isinstance(data, dict):
        if "records" in data:
            raise FormatError(_WHAT, ("it holds a cycle; give a file of a council's rules",))
        data = of_today(data, _WHAT)
        data.pop("format", None)
    return _read(CouncilRules, data, Process.standard(), _WHAT)


@overload
def from_dict(
    data: Mapping[str, object], process: Process | None = None, *, audit: Literal[False] = False,
    rules: CouncilRules | None = None,
) -> Cycle: ...  # fmt: skip
@overload
def from_dict(
    data: Mapping[str, object], process: Process | None = None, *, audit: Literal[True],
    rules: CouncilRules | None = None,
) -> Audit: ...  # fmt: skip
def from_dict(
    data: Mapping[str, object], process: Process | None = None, *, audit: bool = False,
    rules: CouncilRules | None = None,
) -> Cycle | Audit:  # fmt: skip
    """Like `loads`, for what `to_dict` made or a JSON parser already read."""
    return _made(data, Judge(process or Process.standard(), rules), audit=audit)


def _made(data: object, judge: Judge, *, audit: bool) -> Cycle | Audit:
    held = document_of(data, judge.process)
    at = ["$"]
    try:
        empty = Cycle(
            held.title, held.buyers, held.reference, judge.process, held.follows, judge.rules
        )
        records = _followed(held.records, at)
        return audited(empty, records) if audit else _recorded(empty, records, at)
    except RecordError as error:
        lines = (f"{at[0]}: {error.what}: {problem}" for problem in error.problems)
        raise FormatError(_WHAT, tuple(lines)) from None


def _followed(records: Iterable[Record], at: list[str]) -> Iterator[Record]:
    """The records; `at` holds the place in the file of the one that is judged."""
    for number, record in enumerate(records):
        at[0] = f"$.records[{number}]"
        yield record


def _recorded(cycle: Cycle, records: Iterable[Record], at: list[str]) -> Cycle:
    for record in records:
        try:
            cycle = cycle.record(record)
        except BlockedError as refused:
            refused.add_note(f"It is at {at[0]} of the file.")
            raise
    return cycle


def document_of(data: object, process: Process) -> Document:
    """The contents of a file from its data. Raises `FormatError` with every problem."""
    if isinstance(data, Mapping):
        if "constitution" in data:
            raise FormatError(_WHAT, ("it holds a council's rules; give a file of a cycle",))
        data = of_today(data, _WHAT)
    return _read(Document, data, process, _WHAT)


def _read(cls: type[T], data: object, process: Process, what: str) -> T:
    try:
        return codec.codec_for(process).read(cls, data)
    except scalars.Misread as error:
        raise FormatError(what, tuple(f"${at}: {why}" for at, why in error.lines)) from None


def parsed(text: object, what: str = _WHAT) -> object:
    """The data in a JSON text, with what JSON blurs still to be seen. Raises `FormatError`."""
    if not isinstance(text, str):
        way = "read the file as UTF-8 text, or give data from a JSON parser to `from_dict`"
        raise FormatError(what, (f"{type(text).__name__} is not text; {way}",))
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_float=scalars.Unquoted,
            parse_constant=scalars.Unquoted,
            parse_int=partial(bounds.whole_number, otherwise=scalars.Unquoted),
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise FormatError(what, (broken(error),)) from None
    except RecursionError:
        words = "lists within lists, deeper than any cycle has; check the brackets"
        raise FormatError(what, (words,)) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    repeated = codec.Repeated(made)
    repeated.twice = tuple(sorted(more_than_once(name for name, _ in pairs)))
    return repeated


def broken(error: json.JSONDecodeError) -> str:
    """The place where a text stops being JSON, and how."""
    if not error.doc.strip():
        return "the text is empty"
    if error.doc.endswith(".json") and "\n" not in error.doc:
        return f"{error.doc} is the name of a file; read the file, and give its text"
    at = f"line {error.lineno}, column {error.colno}"
    if not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated"):
        return f"{at}: the text breaks off here; it may have been cut short on its way"
    there = error.doc[error.pos :].split("\n", 1)[0][:20].rstrip()
    return f"{at}: this is not JSON from {there!r} on ({error.msg[0].lower()}{error.msg[1:]})"


def of_today(
    data: Mapping[str, Any], what: str, upcasters: tuple[Upcaster, ...] = UPCASTERS
) -> Mapping[str, Any]:
    """A document as the format of today writes it, the records that it holds included.

    Raises `FormatError` for a format that this library does not read.
    """
    names = [f"commissioning/{number + 1}" for number in range(len(upcasters) + 1)]
    given = data.get("format", names[-1])
    if given not in names:
        known = listed((f'"{name}"' for name in names), "and")
        words = f"{scalars.shown(given)} is not a format that this library reads; it reads {known}"
        raise FormatError(what, (f"$.format: {words}",))
    made = data if given == names[-1] else {**data, "format": names[-1]}
    for upcast in upcasters[names.index(given) :]:
        head = upcast({name: part for name, part in made.items() if name != "records"})
        records = [upcast(record) for record in made.get("records", ())]
        made = {**head, "records": records} if "records" in made else head
    return made


def write_whole(path: Path, text: str | bytes) -> Path:
    """Write bytes, or a text as UTF-8, beside the place and then move it there: no reader finds half of it.

    A symbolic link at the place is replaced, not followed; a device or a pipe is written to. Raises
    `OSError` with the name of the file.
    """
    held = text.encode() if isinstance(text, str) else text
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            path.write_bytes(held)
            return path
        try:
            with beside.open("xb") as file:
                file.write(held)
            beside.replace(path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    return path
