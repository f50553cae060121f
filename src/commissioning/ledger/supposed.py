"""The ledger as it would be, had some of its records happened on other days of their spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from commissioning.errors import RecordError
from commissioning.ledger.entries import Entry
from commissioning.ledger.entry_index import Kinds
from commissioning.ledger.ledger import Ledger
from commissioning.records.days import first_days
from commissioning.records.record import R, Record
from commissioning.stages import Begins, Opens, Stage

T = TypeVar("T")


class SupposedLedger(Ledger):
    """A ledger in which days are chosen for some spans, and which notes the records looked at.

    Stages, what is in force and the day of commencement stay those of the ledger it was made of, which go
    by the last day of each span.
    """

    __slots__ = ("_chosen", "_numbers", "_seen")
    _chosen: Mapping[int, Entry]
    _numbers: Mapping[int, int]
    """The numbers of the entries with a span, by the identity of their records."""
    _seen: dict[int, Record]

    @classmethod
    def of(cls, ledger: Ledger) -> SupposedLedger:
        """A ledger as it is, every span at its last day."""
        made = cls.__new__(cls)
        for name in Ledger.__slots__:
            setattr(made, name, getattr(ledger, name))
        made._choose({entry.number: entry for entry in spans_of(ledger)})
        return made

    def supposing(self, records: Mapping[int, Record]) -> SupposedLedger:
        """This ledger, not looked at yet, with other records in the place of those of some entries."""
        made = SupposedLedger.__new__(SupposedLedger)
        for name in (*Ledger.__slots__, *SupposedLedger.__slots__):
            setattr(made, name, getattr(self, name))
        made._seen = {}
        if records:
            chosen = {n: self._chosen[n]._replace(record=each) for n, each in records.items()}
            made._index = self._index.replacing(chosen)
            made._choose({**self._chosen, **chosen})
        return made

    def _choose(self, entries: Mapping[int, Entry]) -> None:
        self._chosen = entries
        # By identity: two equal moves of people may both be spans, and one of them be supposed earlier.
        self._numbers = {id(entry.record): number for number, entry in entries.items()}
        self._seen = {}

    @property
    def seen(self) -> tuple[Record, ...]:
        """The records looked at so far."""
        return tuple(self._seen.values())

    @property
    def spans_seen(self) -> dict[int, Record]:
        """The records looked at that have a day known only to a span, by the number of the entry."""
        numbers = ((self._numbers.get(key), record) for key, record in self._seen.items())
        return {number: record for number, record in numbers if number is not None}

    def _note(self, *records: Record | None) -> None:
        self._seen |= {id(record): record for record in records if record is not None}

    @property
    def entries(self) -> Iterator[Entry]:
        return map(self._supposed, super().entries)

    @property
    def newest_first(self) -> Iterator[Entry]:
        return map(self._supposed, super().newest_first)

    def _supposed(self, entry: Entry) -> Entry:
        found = self._chosen.get(entry.number, entry)
        self._note(found.record)
        return found

    def opened_on(self, lot: str, stage: Stage) -> date | None:
        day = super().opened_on(lot, stage)
        for held, entry in ((each, self._chosen[each.number]) for each in spans_of(self)):
            # Positions know the last day of a span; the record that opened the stage tells the one supposed.
            if held.record.on == day and lot in entry.lots and _opened(entry, stage):
                self._note(entry.record)
                return entry.record.on
        return day

    def find(self, kind: type[R], about: str | None = None) -> R | None:
        found = super().find(kind, about)
        self._note(found)
        return found

    def every(
        self, kind: type[R], about: str | None = None, *, superseded: bool = False
    ) -> tuple[R, ...]:
        found = super().every(kind, about, superseded=superseded)
        self._note(*found)
        return found

    def worked_out(self, kinds: Kinds, lots: tuple[str, ...], make: Callable[[], T]) -> T:
        for kind in kinds:  # the value may be one that was made before anything was noted
            self.every(kind, superseded=True)
        return super().worked_out(kinds, lots, make)

    def entry_named(self, reference: str) -> Entry | None:
        entry = super().entry_named(reference)
        self._note(entry.record if entry else None)
        return entry


def on_first_days(ledger: Ledger) -> SupposedLedger | None:
    """The ledger as if every day known only to a span were its first; None where all days are known.

    A record that does not allow the first day keeps its last.
    """
    early: dict[int, Record] = {}
    for entry in spans_of(ledger):
        try:
            early[entry.number] = entry.record.on_days(first_days(entry.record.spans))
        except RecordError:  # the first day of one span may lie after another day of the record
            continue
    return SupposedLedger.of(ledger).supposing(early) if early else None


def spans_of(ledger: Ledger) -> list[Entry]:
    """The entries whose day is known only to a span, those brought forward included."""
    spans, past = ledger._index.spans, ledger._past
    if spans is None:
        return []
    return [entry for entry in spans if past is None or past.holds(entry)]


def _opened(entry: Entry, stage: Stage) -> bool:
    """Whether an entry opened a stage, or began the history there."""
    where = entry.placement
    if isinstance(where, Begins):
        return entry.number == 0
    return isinstance(where, Opens) and where.stage is stage
