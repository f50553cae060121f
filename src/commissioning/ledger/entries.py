"""Entries of a ledger, in runs that the versions of one ledger share, and the days lots commenced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from operator import length_hint
from typing import Final, NamedTuple, TypeAlias

from attrs import frozen

from commissioning.records.history import BroughtForward
from commissioning.records.record import WHOLE, Record
from commissioning.records.strategy import ProcurementStrategy
from commissioning.stages import Begins, During, Placement, Stage


class Commences(NamedTuple):
    """The start in law of a procurement, as a record shows it."""

    day: date
    """Its own day, or for a history brought forward that of what it carries."""
    lots: tuple[str, ...] = ()
    """The lots of which it starts the procurement; empty for all that the record is about."""

    def of(self, lots: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the lots a record is about of which it starts the procurement."""
        # Before a division the record was about the whole, and what starts a lot starts that.
        return tuple(lot for lot in lots if lot in self.lots) or lots


class Entry(NamedTuple):
    """One record in the ledger, with the lots it is about and the effect it had."""

    number: int
    record: Record
    lots: tuple[str, ...]
    stages: tuple[Stage, ...]
    """The stage of each of the lots once the record was in; for a late entry, on its day."""
    placement: Placement
    commences: Commences | None = None
    """The procurements it commences under the law of their day; None for what commences none."""
    carried_by: Record | None = None
    """The history brought forward that holds it, of whose day it counts; most are held by none."""

    @property
    def survives(self) -> bool:
        """Whether the record still counts after a return to an earlier stage."""
        where = self.placement
        return isinstance(where, Begins) or (isinstance(where, During) and where.survives)

    def refers_to(self, reference: str) -> bool:
        """Whether the record has a reference or makes it."""
        record = self.record
        return reference in (record.reference, *record.references("record", "contract"))

    @property
    def moves(self) -> bool:
        """Whether the record may have moved lots, divided them, or decided the route."""
        if not isinstance(self.placement, During):
            return True
        return isinstance(self.record, ProcurementStrategy) or bool(self.record.defines_lots)

    def commences_before(self, other: Entry, lots: tuple[str, ...]) -> bool:
        """Whether, on whatever day one looks back at, it commences lots before another does."""
        if self.commences is None or other.commences is None:
            return False
        own = self.commences.of(self.lots)
        covers = WHOLE in own or {*lots} <= {*own}
        # What was known on a day leaves out a notice that was learned of after it, so that must precede too.
        known = self.record.known_on <= other.record.known_on
        return covers and known and self.commences.day <= other.commences.day


class Past(NamedTuple):
    """The entries of a ledger up to a day, looked at without making another ledger."""

    day: date
    known: bool
    """Whether the day is that on which a record was known, rather than its own."""
    length: int
    """How many entries there were."""

    def holds(self, entry: Entry) -> bool:
        """Whether an entry belongs to it."""
        # Until the history came, the ledger held none of what it carries, however old that is.
        record = entry.carried_by or entry.record
        return (
            # The entries are shared with the ledger of today, which may have grown since.
            entry.number < self.length
            and (record.known_on if self.known else record.on) <= self.day
        )


Places: TypeAlias = dict[object, list[int]]
"""The places of entries in a run, by what one looks for."""
# Places, and how many entries are noted in them: in one, for a thread to see neither without the other.
Noted: TypeAlias = tuple[Places, int] | None


class SharedEntries:
    """The growing list of entries that the versions of a run share, and where in it to look.

    The places are noted when somebody looks, as far as the run of whoever looks; nothing until then. Two
    threads that look at once may note a place twice, which changes no answer.
    """

    __slots__ = ("by_record", "by_reference", "items")

    def __init__(self, items: list[Entry], by_reference: Noted = None) -> None:
        self.items = items
        self.by_reference = by_reference
        self.by_record: Noted = None

    def referring(self, length: int) -> Places:
        """The places by each reference that a record makes, as far as a run of that length."""
        places, noted = self.by_reference or ({}, 0)
        for place in range(noted, length):
            record = self.items[place].record
            # Once each: one that names a paper as report and as what it is about is still one refusal.
            for reference in dict.fromkeys((record.reference, *record.references())):
                places.setdefault(reference, []).append(place)
        self.by_reference = places, max(noted, length)
        return places

    def recorded(self, length: int) -> Places:
        """The places by the record, equal ones together, as far as a run of that length."""
        places, noted = self.by_record or ({}, 0)
        for place in range(noted, length):
            places.setdefault(self.items[place].record, []).append(place)
        self.by_record = places, max(noted, length)
        return places


class Run:
    """An append-only run of entries that versions of a ledger share.

    Each version sees a length of one growing list, so keeping the version before costs nothing. Two
    versions that grow apart, or two threads that append at once, part company by copying.
    """

    __slots__ = ("_length", "_shared")

    def __init__(self, shared: SharedEntries, length: int) -> None:
        self._shared = shared
        self._length = length

    @classmethod
    def of(cls, entries: list[Entry]) -> Run:
        """A run of its own."""
        return cls(SharedEntries(entries), len(entries))

    def grown(self, entry: Entry) -> Run:
        """The run with one entry more. This one keeps its length."""
        shared, length = self._shared, self._length
        items = shared.items
        if len(items) == length:
            items.append(entry)
            # Another thread may have appended first: then its entry has the place, and this version copies.
            if items[length] is entry:
                return Run(shared, length + 1)
        return Run.of([*items[:length], entry])

    def replacing(self, entries: Mapping[int, Entry]) -> Run:
        """The run with other entries in the place of those with these numbers, of other days.

        What makes a reference is found as in this run. A record of another day is not looked for.
        """
        kept = [entries.get(entry.number, entry) for entry in self]
        places = self._shared.referring(self._length), self._length
        return Run(SharedEntries(kept, places), self._length)

    def naming(self, reference: str) -> list[Entry]:
        """The entries whose records make a reference, oldest first, without looking at the others."""
        items, length = self._shared.items, self._length
        places = dict.fromkeys(self._shared.referring(length).get(reference, ()))
        # The places are shared too, and may be of a version that has grown beyond this one.
        return [items[place] for place in places if place < length]

    def same_as(self, record: Record) -> list[Entry]:
        """The entries with an equal record, without comparing it with every other."""
        items, length = self._shared.items, self._length
        found = self._shared.recorded(length).get(record, ())
        return [items[place] for place in found if place < length]

    def __iter__(self) -> Iterator[Entry]:
        return islice(self._shared.items, self._length)

    def __reversed__(self) -> Iterator[Entry]:
        items, length = self._shared.items, self._length
        newest_first = reversed(items)
        if length_hint(newest_first) == length:  # no other version has grown beyond this one
            return newest_first
        return (items[number] for number in range(length - 1, -1, -1))

    def __len__(self) -> int:
        return self._length

    def __reduce__(self) -> tuple[Callable[[list[Entry]], Run], tuple[list[Entry]]]:
        # Without the places: the hash of a text is another one in the process that reads it. And without
        # the entries of versions that have grown beyond this one.
        return Run.of, (self._shared.items[: self._length],)


@frozen
class Commencement:
    """The days by the lot, or the whole, that commenced; a lot that has none has not commenced."""

    days: Mapping[str, date]

    @property
    def first(self) -> date | None:
        """The day on which the first lot commenced; None while none has."""
        return min(self.days.values(), default=None)

    def of(self, lot: str | None) -> date | None:
        """The day of one lot; without a lot, of the first."""
        if lot is None or lot == WHOLE:
            return self.first
        # A lot defined after the whole was advertised commenced with it.
        return self.days.get(lot) or self.days.get(WHOLE)

    def at(self, day: date, lots: Iterable[str]) -> Commencement:
        """With lots that commenced on a day, unless they did on an earlier one."""
        # A record entered late may show an earlier day; a second notice never makes it a later one.
        return Commencement({**self.days, **{lot: min(day, self.of(lot) or day) for lot in lots}})


NOT_COMMENCED: Final = Commencement({})


def is_settled(begun: Iterable[Entry], entry: Entry, unseen: bool) -> bool:
    """Whether a history brought forward before an entry settles the day of commencement instead of it.

    It states the day, or the day is not held.
    """
    # Notices entered before the history commence as in any cycle; it vouches for what is not held.
    before = [each.record for each in begun if each.number < entry.number]
    stated = any(isinstance(each, BroughtForward) and each.commenced_on for each in before)
    return bool(before) and (unseen or stated)
