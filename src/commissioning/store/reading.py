"""Cycles out of the documents of a store, and the documents of a cycle.

Where the chain was found whole and today's format wrote every document, they are read without asking each
value whether it is right, and no gate is asked again. Documents of an older format, or of kinds that the
process does not know, are read as files are.
Where the chain is broken the gates are asked too: whatever was put in must not pass for a record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from commissioning.cycle import Cycle, audited, replayed
from commissioning.errors import FormatError
from commissioning.findings.finding import Finding
from commissioning.interchange.codec import Codec
from commissioning.interchange.json import FORMAT, document_of, from_dict, of_today, parsed, to_dict
from commissioning.interchange.scalars import Misread
from commissioning.interchange.trusted import trusted_codec
from commissioning.law.regimes.council import CouncilRules
from commissioning.process import Process
from commissioning.records.parties import Authority
from commissioning.records.record import Record
from commissioning.store.chain import ChainEntry
from commissioning.values.shapes import OfClass


def documents(cycle: Cycle, first: int, codec: Codec) -> Iterator[dict[str, Any]]:
    """The documents of a cycle from a number on; number 0 is its head, without the records.

    Raises `RecordError` for a record of a kind that the process of the codec does not know.
    """
    if first == 0:
        head = to_dict(Cycle(cycle.title, cycle.buyers, cycle.reference, follows=cycle.follows))
        del head["records"]
        yield head
    for record in cycle.records[max(first - 1, 0) :]:
        yield {"format": FORMAT, **codec.write(Record, record)}


def cycle_of(
    entries: Sequence[ChainEntry],
    process: Process,
    rules: CouncilRules | None,
    *,
    whole: bool,
    audit: bool,
) -> tuple[Cycle, tuple[Finding, ...]]:
    """The cycle that entries hold, with every finding about it where it is audited.

    `whole` says that their chain was found whole. Raises `FormatError` for what cannot be read.
    """
    if whole:
        head, *data = json.loads(f"[{','.join([entry.doc for entry in entries])}]")
        if {each.pop("format", "") for each in (head, *data)} == {FORMAT}:
            codec = trusted_codec(process)
            with suppress(Misread, LookupError):  # of a kind that another process has
                buyers = tuple([codec.read(Authority, each) for each in head["buyers"]])
                records = list(map(codec.reader(OfClass(Record)), data))
                return _made(_cycle(head, buyers, process, rules), records, audit)
    file = file_of(entries)
    if not whole:
        found = from_dict(file, process, audit=True, rules=rules)
        return found.cycle, found.findings
    read = document_of(file, process)
    return _made(_cycle(file, read.buyers, process, rules), read.records, audit)


def file_of(entries: Sequence[ChainEntry]) -> dict[str, Any]:
    """The contents of a file of the cycle. Raises `FormatError` for a document that is not JSON."""
    head, *data = (_document(entry) for entry in entries)
    for each in data:
        each.pop("format", None)
    return {**head, "format": FORMAT, "records": data}


def _document(entry: ChainEntry) -> dict[str, Any]:
    what = f"entry {entry.seq}"
    data = parsed(entry.doc, what)
    if not isinstance(data, dict):
        raise FormatError(what, ("it holds no document",))
    return dict(of_today(data, what))


def _cycle(
    head: dict[str, Any],
    buyers: tuple[Authority, ...],
    process: Process,
    rules: CouncilRules | None,
) -> Cycle:
    named = {name: head.get(name, "") for name in ("reference", "follows")}
    return Cycle(head["title"], buyers, process=process, rules=rules, **named)


def _made(
    empty: Cycle, records: Sequence[Record], audit: bool
) -> tuple[Cycle, tuple[Finding, ...]]:
    if not audit:
        return replayed(empty, records), ()
    found = audited(empty, records)
    return found.cycle, found.findings
