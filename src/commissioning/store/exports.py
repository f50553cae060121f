"""A cycle with its whole chain as text, to be kept elsewhere or put in another store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from attrs import evolve

from commissioning.errors import FormatError
from commissioning.interchange.json import parsed
from commissioning.store.chain import ChainEntry, first_broken
from commissioning.store.stored import Command
from commissioning.values.canonical import canonical_json

EXPORT: Final = "commissioning-store/1"
"""The name by which an export says that it is one."""


def exported(key: str, entries: Sequence[ChainEntry]) -> str:
    """The entries as JSON text, laid out to be read; their hashes are of the documents' canonical text."""
    rows = [
        {"entered": e.entered, "by": e.by, "doc": json.loads(e.doc), "hash": e.hash}
        for e in entries
    ]
    made = {"format": EXPORT, "key": key, "entries": rows}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def imported(text: str) -> tuple[ChainEntry, ...]:
    """The entries of an export. Raises `FormatError` for anything else, and for a broken chain."""
    data: Any = parsed(text, "the export")
    try:
        if data["format"] != EXPORT:
            raise KeyError
        key, entries = data["key"], tuple(_rows(data["key"], data["entries"]))
        if json.loads(entries[0].doc)["reference"] != key:
            raise KeyError
    except (AttributeError, LookupError, TypeError, ValueError):
        words = f'this is no export of a store; one says "{EXPORT}" and has a key and entries'
        raise FormatError("the export", (words,)) from None
    fault = first_broken(key, entries)
    if fault:
        raise FormatError("the export", (f"$.entries[{fault.about}]: {fault.message}",))
    return entries


def _rows(key: str, rows: Sequence[dict[str, Any]]) -> Iterator[ChainEntry]:
    before = ""
    for seq, row in enumerate(rows):
        day = Command(entered=date.fromisoformat(row["entered"]), by=row["by"]).entered.isoformat()
        doc = canonical_json(row["doc"])
        entry = ChainEntry.after(before, key, seq, entered=day, by=row["by"], doc=doc)
        yield evolve(entry, hash=row["hash"])
        before = row["hash"]
