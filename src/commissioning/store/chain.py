"""The chain of a cycle's entries: each is hashed with the one before, so that none can be changed unseen.

The hash of an entry is the digest of six values in this order: the hash of the entry before (empty for the
first), the key of the cycle, the number of the entry, the day it was entered, who entered it, and the text of
its document as it is stored (`values/canonical.py`). Entry 0 holds the title and the buyers. A whole chain
goes out as text, to be kept elsewhere or put in another store. `Stored` is a cycle with its chain's head.

Where the chain was found whole and today's format wrote every document, they are read without asking each
value whether it is right, and no gate is asked again. Documents of an older format, or of kinds that the
process does not know, are read as files are.
Where the chain is broken the gates are asked too: whatever was put in must not pass for a record.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from hashlib import sha256
from itertools import groupby
from typing import Any, Final

from attrs import evolve

from commissioning.cycle import Cycle, audited, replayed
from commissioning.errors import FormatError, RecordError, written
from commissioning.findings.codes.store import BACK_DATED, CHAIN_BROKEN
from commissioning.findings.finding import Finding
from commissioning.interchange import scalars, trusted
from commissioning.interchange.codec import Codec
from commissioning.interchange.json import FORMAT, document_of, from_dict, of_today, parsed, to_dict
from commissioning.law.regimes.council import CouncilRules
from commissioning.process import Process
from commissioning.records.parties import Authority
from commissioning.records.record import Record
from commissioning.values.canonical import canonical_json
from commissioning.values.checking import Checked, asks
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine
from commissioning.values.shapes import OfClass
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import counted, display_name, listed

HEAD: Final = "cycle"
"""The kind of entry 0."""
COLUMNS: Final = ("seq", "kind", "happened", "known", "entered", "by", "doc", "hash")
EXPORT: Final = "commissioning-store/1"
"""The name by which an export says that it is one."""


@frozen
class ChainEntry(OneLine):
    """One row of the table `record`: a document, when it was entered and by whom, and its hash."""

    seq: int
    kind: str
    """The tag of the record; "cycle" for entry 0."""
    happened: str
    """The day of the record, as 2015-09-14."""
    known: str
    """The day from which it was known: the day it was learned, else its own."""
    entered: str
    by: str
    doc: str
    hash: str

    @classmethod
    def after(
        cls, before: str, key: str, seq: int, *, entered: str, by: str, doc: str
    ) -> ChainEntry:
        """The entry of a document that follows the one with the hash `before`."""
        data = json.loads(doc)
        happened = data.get("on", entered)
        known = data["learned"]["on"] if "learned" in data else happened
        linked = link(before, key, seq, entered=entered, by=by, doc=doc)
        return cls(seq, data.get("type", HEAD), happened, known, entered, by, doc, linked)

    @property
    def is_back_dated(self) -> bool:
        """Whether it was entered after its day and does not say when it was learned."""
        return (
            self.kind != HEAD
            and self.known < self.entered
            and "learned" not in json.loads(self.doc)
        )

    @property
    def words(self) -> str:
        """Its kind and day: "approval to award of 9 November 2022"."""
        if self.kind == HEAD:
            return "title and buyers"
        return f"{self.kind.replace('-', ' ')} of {written(date.fromisoformat(self.happened))}"

    def __str__(self) -> str:
        return f"{self.words}, entered on {written(date.fromisoformat(self.entered))} by {self.by}"


def link(before: str, key: str, seq: int, *, entered: str, by: str, doc: str) -> str:
    """The hash of an entry: the `digest` of these six, which JSON holds as they are."""
    return sha256(canonical_json((before, key, seq, entered, by, doc)).encode()).hexdigest()


def chained(
    before: str, key: str, first: int, docs: Iterable[dict[str, Any]], *, entered: str, by: str
) -> Iterator[ChainEntry]:
    """The entries of documents, one after the other."""
    for seq, doc in enumerate(docs, first):
        entry = ChainEntry.after(before, key, seq, entered=entered, by=by, doc=canonical_json(doc))
        before = entry.hash
        yield entry


def first_broken(
    key: str, entries: Sequence[ChainEntry], *, columns: bool = False
) -> Finding | None:
    """The first entry that is not as it was entered; None for a chain that is whole.

    With `columns` the kind and the days beside each document are compared with it too.
    """
    before, last = "", ""
    for place, entry in enumerate(entries):
        given = {"entered": entry.entered, "by": entry.by, "doc": entry.doc}
        if entry.seq != place:
            return broken(key, place, "is missing")
        if entry.hash != link(before, key, place, **given):
            return broken(key, place, "is not what was entered")
        if columns and entry != ChainEntry.after(before, key, place, **given):
            return broken(key, place, "is listed with another kind or day than its record states")
        if entry.entered < last:
            return broken(key, place, "was entered on an earlier day than the entry before it")
        before, last = entry.hash, entry.entered
    return None


def broken(key: str, place: int, words: str) -> Finding:
    """The finding about an entry at which a chain is broken; `about` is its number."""
    return CHAIN_BROKEN(
        f"Entry {place} of {key} {words}",
        remedy="Export the cycle as it is, and compare it with a copy kept elsewhere",
        about=f"{place}",
    )


def back_dated(key: str, entries: Iterable[ChainEntry]) -> Iterator[Finding]:
    """A finding for each time that somebody entered records after their day."""
    late = [entry for entry in entries if entry.is_back_dated]
    for (entered, by), group in groupby(late, key=lambda entry: (entry.entered, entry.by)):
        names = [entry.words for entry in group]
        one = len(names) == 1
        yield BACK_DATED.warns(
            f"{'One record' if one else f'{len(names)} records'} that {by} entered on "
            f"{written(date.fromisoformat(entered))} {'is' if one else 'are'} dated earlier and "
            f"{'does' if one else 'do'} not say when {'it was' if one else 'they were'} learned: "
            f"{listed(names)}",
            remedy="Keep the papers that show the days; say from now on when a fact was learned late",
            about=key,
        )


def exported(key: str, entries: Sequence[ChainEntry]) -> str:
    """The entries as JSON text, laid out to be read; their hashes are of the documents' canonical text."""
    rows = [
        {"entered": e.entered, "by": e.by, "doc": _as_json(e.doc), "hash": e.hash} for e in entries
    ]
    made = {"format": EXPORT, "key": key, "entries": rows}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _as_json(doc: str) -> object:
    """A document to be read; its text, where somebody changed it into what is no JSON."""
    try:
        return json.loads(doc)
    except ValueError:
        return doc


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
        words = f'it is not an export of a store; one says "{EXPORT}" and has a key and entries'
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


@frozen(kw_only=True)
class Command(Checked):
    """When something is entered, and by whom."""

    never_empty = asks(by="say who enters it, as a role or a reference")

    entered: date
    by: str


@frozen(repr=False)
class Stored:
    """A cycle out of a store, with what it held then; record on it and save it again."""

    cycle: Cycle
    kept: tuple[Record, ...] = ()
    """The records that the store held when this was loaded or saved."""
    head: str = ""
    """The hash of the last of them; empty for a cycle that has not been saved."""
    findings: tuple[Finding, ...] = ()
    """`chain-broken`, where an entry is not as it was entered; with `audit` everything else too."""

    @property
    def key(self) -> str:
        """The reference of the cycle, by which the store keeps it."""
        return self.cycle.reference

    @property
    def version(self) -> int:
        """The number of records that the store held."""
        return len(self.kept)

    @property
    def added(self) -> tuple[Record, ...]:
        """The records that are not in the store yet."""
        return self.cycle.records[self.version :]

    def record(self, *records: Record) -> Stored:
        """The same with records added, all or none. Raises like `Cycle.record`."""
        return evolve(self, cycle=self.cycle.record(*records))

    def check(self) -> None:
        """Raise `RecordError` unless it can be saved: it has a key and begins with what is kept."""
        problems = tuple(self._problems())
        if problems:
            raise RecordError(self.cycle.title, problems)

    def _problems(self) -> Iterator[str]:
        if not self.key:
            yield "reference: is empty; a store keeps each cycle by its reference"
        if self.cycle.records[: self.version] != self.kept:
            yield "it lacks records that the store holds; load it whole, without a day, to record on it"
        yield from (f"{finding}" for finding in self.findings if finding.blocks)

    def __repr__(self) -> str:
        return f"<Stored {self.key}: {counted(self.version, 'record')}, {len(self.added)} to save>"


@frozen
class ChainCheck(OneLine):
    """Whether the entries of a cycle are as they were entered."""

    key: str
    records: int
    head: str
    """The hash of the last entry, to be kept elsewhere."""
    broken_at: int | None
    """The number of the first entry that is not as it was entered; None where all are."""
    findings: tuple[Finding, ...]

    def __str__(self) -> str:
        whole = f"{self.key}: {counted(self.records, 'record')}, the chain is whole ({self.head})"
        lines = self.findings if self.broken_at is not None else (whole, *self.findings)
        return "\n".join(map(str, lines))


def difference(one: Cycle, other: Cycle) -> Table:
    """The records that only one of two cycles holds, or holds more often."""
    columns = (Column("only in"), Column("record"), Column("on", Kind.DAY), Column("reference"))
    rows = (
        (side, display_name(type(record)), record.on, record.reference)
        for side, has, has_not in (("first", one, other), ("second", other, one))
        for record in (Counter(has.records) - Counter(has_not.records)).elements()
    )
    return Table(columns, tuple(rows))


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
    entries: Sequence[ChainEntry], process: Process, rules: CouncilRules | None, *, whole: bool, audit: bool,
) -> tuple[Cycle, tuple[Finding, ...]]:  # fmt: skip
    """The cycle that entries hold, with every finding about it where it is audited.

    `whole` says that their chain was found whole. Raises `FormatError` for what cannot be read.
    """
    if whole:
        head, *data = json.loads(f"[{','.join([entry.doc for entry in entries])}]")
        if {each.pop("format", "") for each in (head, *data)} == {FORMAT}:
            codec = trusted.trusted_codec(process)
            with suppress(scalars.Misread, LookupError):  # of a kind that another process has
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
    head: dict[str, Any], buyers: tuple[Authority, ...], process: Process, rules: CouncilRules | None,
) -> Cycle:  # fmt: skip
    named = {name: head.get(name, "") for name in ("reference", "follows")}
    return Cycle(head["title"], buyers, process=process, rules=rules, **named)


def _made(
    empty: Cycle, records: Sequence[Record], audit: bool
) -> tuple[Cycle, tuple[Finding, ...]]:
    if not audit:
        return replayed(empty, records), ()
    found = audited(empty, records)
    return found.cycle, found.findings
