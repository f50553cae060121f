"""A whole cycle as JSON text, and back: exact, versioned, and read with every problem at once.

    {"format": "commissioning/1",
     "title": "Home care", "reference": "home-care-2022", "buyers": [...],
     "records": [{"type": "needs-assessment", "on": "2021-09-01", ...}, ...]}

Days stand as "2015-09-14", exact numbers as text, tuples as lists, words of an enum by their value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, Literal, overload

from attrs import fields_dict

from commissioning.cycle import Audit, Cycle
from commissioning.errors import FormatError, RecordError
from commissioning.findings.errors import BlockedError
from commissioning.interchange.codec import Repeated, converter_for
from commissioning.interchange.problems import lines
from commissioning.interchange.quick import quick_reader_for
from commissioning.process import Process
from commissioning.records.parties import Authority
from commissioning.records.record import Record
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen

FORMAT: Final = "commissioning/1"
"""What a file says it is. The number goes up when an older library could misread a newer file."""

_WHAT: Final = "the file"


@frozen(kw_only=True)
class Document(Checked):
    """What a file of one cycle holds."""

    format: str
    title: str
    reference: str = ""
    follows: str = ""
    buyers: tuple[Authority, ...]
    records: tuple[Record, ...]


def dumps(cycle: Cycle) -> str:
    """The cycle as JSON text, laid out to be read and compared line by line.

    It holds what the records hold: references to people, never more.
    """
    return json.dumps(to_dict(cycle), ensure_ascii=False, indent=2) + "\n"


def to_dict(cycle: Cycle) -> dict[str, object]:
    """The cycle as plain dicts, lists and text, ready for `json.dumps` or a web framework."""
    document = Document(
        format=FORMAT,
        title=cycle.title,
        buyers=cycle.buyers,
        reference=cycle.reference,
        follows=cycle.follows,
        records=cycle.records,
    )
    made: dict[str, object] = converter_for(cycle.process).unstructure(document)
    return {name: made[name] for name in fields_dict(Document) if name in made}


@overload
def loads(text: str, process: Process | None = None, *, audit: Literal[False] = False) -> Cycle: ...
@overload
def loads(text: str, process: Process | None = None, *, audit: Literal[True]) -> Audit: ...
def loads(text: str, process: Process | None = None, *, audit: bool = False) -> Cycle | Audit:
    """The cycle that a text holds; with `audit`, the cycle however imperfect, and all findings.

    `process` is the council's own where it has added records to the standard one. Raises
    `FormatError` with every problem where the text cannot be read, and without `audit` the same
    `BlockedError` or `StageOrderError` that recording would have raised, with a note of the place.
    """
    return _made(_parsed(text), process or Process.standard(), audit=audit)


@overload
def from_dict(
    data: Mapping[str, object], process: Process | None = None, *, audit: Literal[False] = False
) -> Cycle: ...
@overload
def from_dict(
    data: Mapping[str, object], process: Process | None = None, *, audit: Literal[True]
) -> Audit: ...
def from_dict(
    data: Mapping[str, object], process: Process | None = None, *, audit: bool = False
) -> Cycle | Audit:
    """Like `loads`, for what `to_dict` made or a JSON parser already read."""
    return _made(data, process or Process.standard(), audit=audit)


def _made(data: object, process: Process, *, audit: bool) -> Cycle | Audit:
    document = _document(data, process)
    try:
        return _audited(document, process) if audit else _recorded(document, process)
    except RecordError as error:
        raise FormatError(_WHAT, tuple(lines(error))) from None


def _audited(document: Document, process: Process) -> Audit:
    return Cycle.audit(
        document.title,
        document.records,
        buyers=document.buyers,
        reference=document.reference,
        process=process,
        follows=document.follows,
    )


def _recorded(document: Document, process: Process) -> Cycle:
    cycle = Cycle(document.title, document.buyers, document.reference, process, document.follows)
    for number, record in enumerate(document.records):
        try:
            cycle = cycle.record(record)
        except BlockedError as refused:
            refused.add_note(f"It stands in the file at $.records[{number}].")
            raise
    return cycle


def _document(data: object, process: Process) -> Document:
    if isinstance(data, Mapping) and data.get("format", FORMAT) != FORMAT:
        raise FormatError(_WHAT, (_other_format(data["format"]),))
    try:
        made: Document = quick_reader_for(process).read(Document, data)
    except Exception:  # whatever it was, the converter reads it again and says all that is wrong
        made = _told(data, process)
    return made


def _told(data: object, process: Process) -> Document:
    try:
        return converter_for(process).structure(data, Document)
    except Exception as error:
        raise FormatError(_WHAT, tuple(lines(error))) from None


def _other_format(version: object) -> str:
    told = json.dumps(version, default=str)
    return (
        f"$.format: {told} is not a format that this version of the library reads; "
        f'it reads "{FORMAT}"'
    )


def _parsed(text: object) -> object:
    if not isinstance(text, str):
        way = "read the file as text, in UTF-8; what a JSON parser has read goes to from_dict"
        raise FormatError(_WHAT, (f"{type(text).__name__} is not text; {way}",))
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_float=_as_it_stands,
            parse_constant=_as_it_stands,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise FormatError(_WHAT, (_broken(error),)) from None
    except RecursionError:
        raise FormatError(_WHAT, ("lists within lists, too deep for any cycle",)) from None
    except ValueError:  # Python's own guard against numbers that take long to read
        raise FormatError(_WHAT, ("a whole number of thousands of digits",)) from None


def _as_it_stands(text: str) -> Decimal | float:
    """A number with a point, kept digit by digit, so that the remedy can quote it."""
    return Decimal(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    names = [name for name, _ in pairs]
    repeated = Repeated(made)
    repeated.twice = tuple(sorted({name for name in names if names.count(name) > 1}))
    return repeated


def _broken(error: json.JSONDecodeError) -> str:
    if not error.doc.strip():
        return "the text is empty"
    at = f"line {error.lineno}, column {error.colno}"
    if not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated"):
        return f"{at}: the text breaks off here; it may have been cut short on its way"
    there = error.doc[error.pos :].split("\n", 1)[0][:20].rstrip()
    return f"{at}: this is not JSON from {there!r} on ({error.msg[0].lower()}{error.msg[1:]})"
