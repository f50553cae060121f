"""The entries of a ledger by the kind of their record, and by its reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from commissioning.ledger.entries import Entry, Run
from commissioning.records.record import Record

Kinds: TypeAlias = tuple[type[Record], ...]
Counts: TypeAlias = Callable[[Entry], bool]
Search: TypeAlias = Callable[[Run | list[Entry], Counts | None], object]


def every(entries: Run | list[Entry], counts: Counts | None) -> tuple[Record, ...]:
    """The records of the entries that count, or all of them, in the order entered."""
    if counts is None:
        return tuple([entry.record for entry in entries])
    return tuple([entry.record for entry in entries if counts(entry)])


def latest(entries: Run | list[Entry], counts: Counts | None) -> Record | None:
    """The record last entered that counts; a late entry gives way to a record of a later day."""
    found: Record | None = None
    for entry in reversed(entries):
        if counts is None or counts(entry):
            if found is None or entry.record.on > found.on:
                found = entry.record
            # The last timely record is in force; only late ones entered after it are compared by day.
            if entry.record.learned is None:
                break
    return found


class Index:
    """The places of entries, so that a question about one kind never walks the whole ledger."""

    __slots__ = (
        "_joined", "answers", "by_kind", "by_reference", "carried", "spans",
    )  # fmt: skip

    def __init__(self) -> None:
        self.by_kind: dict[type[Record], Run] = {}
        """The entries of each kind of which there are any."""
        self.by_reference: dict[str, Entry] = {}
        """The references that records bear, in the order entered, each with its first entry."""
        self.carried: tuple[Entry, ...] = ()
        """The entries that a history brought forward carries."""
        self.spans: Run | None = None
        """The entries whose day is known only to a span; most ledgers know every day."""
        self.answers: defaultdict[object, dict[object, Any]] = defaultdict(dict)
        """The answers to questions about each kind, or several, by what they were about.

        They hold until one more of the kind is in, a return takes some out of force, or lots are defined.
        """
        self._joined: dict[type[Record], set[Kinds]] = {}
        """Of each kind, the several that were asked about together with it."""

    def copy(self) -> Index:
        """An index that can grow without this one changing."""
        # Answers are kept in place, so a draft that shared them would answer for the ledger it came from.
        made = self.seen()
        made.by_reference = self.by_reference.copy()
        return made

    def replacing(self, entries: Mapping[int, Entry]) -> Index:
        """An index with other entries in the place of those with these numbers."""
        made = self.copy()
        made.answers = self.answers.copy()
        made._joined = self._joined
        for kind in {type(entry.record) for entry in entries.values()}:
            made.by_kind[kind] = self.by_kind[kind].replacing(entries)
            for kinds in (kind, *self._joined.get(kind, ())):
                made.answers.pop(kinds, None)
        for entry in entries.values():
            held = self.by_reference.get(entry.record.reference)
            # The reference may be that of another record, which bore it first and keeps it.
            if held is not None and held.number == entry.number:
                made.by_reference[entry.record.reference] = entry
        return made

    def seen(self) -> Index:
        """This index as it is now, to read only: references that are put in later may be in it."""
        made = Index()
        made.by_kind = self.by_kind.copy()
        # Shared: whoever reads asks of each entry whether it had happened by then.
        made.by_reference = self.by_reference
        made.carried = self.carried
        made.spans = self.spans
        return made

    def put(self, entry: Entry) -> None:
        """Add an entry. The first record of a reference keeps it."""
        record = entry.record
        kind = type(record)
        run = self.by_kind.get(kind)
        self.by_kind[kind] = run.grown(entry) if run is not None else Run.of([entry])
        self.answers.pop(kind, None)
        for kinds in self._joined.get(kind, ()):
            self.answers.pop(kinds, None)
        if entry.carried_by is not None:
            self.carried = (*self.carried, entry)
        if record.reference:
            self.by_reference.setdefault(record.reference, entry)
        if record.is_span:
            self.spans = self.spans.grown(entry) if self.spans is not None else Run.of([entry])

    def entries(self) -> Iterator[Entry]:
        """Every entry, those brought forward included, kind by kind and so not in the order entered."""
        return (entry for run in self.by_kind.values() for entry in run)

    def let_go(self) -> None:
        """Let all answers go, and what is known of the questions."""
        self.answers.clear()
        self._joined.clear()

    def room_for(self, kinds: Kinds) -> dict[object, Any]:
        """Room for the answers to questions about several kinds, kept as those about one are."""
        for kind in kinds:
            self._joined.setdefault(kind, set()).add(kinds)
        return self.answers[kinds]
