"""Which records no longer count, because a return went back to before them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from commissioning.ledger.entries import Entry
from commissioning.records.contract import ContractSigned
from commissioning.records.record import Record
from commissioning.records.returns import AwardFellThrough, ReturnToStage
from commissioning.stages import Stage


class Return(NamedTuple):
    """A return that has taken effect, kept for late entries about the time before it."""

    record: ReturnToStage
    to: Stage
    lots: frozenset[str]
    """The lots that went back: those that had reached the stage returned to."""
    named: frozenset[str]
    """The references that it supersedes by name, and those of the records that rest on these."""

    @classmethod
    def of(cls, record: ReturnToStage, to: Stage, lots: Iterable[str]) -> Return:
        """The effect of a return on the lots that go back, before what rests on it is known."""
        fallen = (record.recommendation,) if isinstance(record, AwardFellThrough) else ()
        return cls(record, to, frozenset(lots), frozenset((*record.sets_aside, *fallen)))

    def lots_of(self, entry: Entry, named: set[str]) -> frozenset[str]:
        """The lots for which it supersedes an entry: one of a later stage, or that it names.

        `named` grows by the reference of an entry that is named or rests on one that is, so that
        the entries are to be asked about in order.
        """
        record = entry.record
        if record.reference in named or not named.isdisjoint(
            record.references("record", "contract")
        ):
            if self._spares(record):
                return frozenset()
            if record.reference:
                named.add(record.reference)
            return self.lots.intersection(entry.lots)
        if entry.survives:
            return frozenset()
        later = (
            lot
            for lot, at in zip(entry.lots, entry.stages, strict=True)
            if at.place > self.to.place
        )
        return self.lots.intersection(later)

    def _spares(self, record: Record) -> bool:
        """Whether a contract is with another provider than the one whose award fell through."""
        fallen = self.record
        return (
            isinstance(fallen, AwardFellThrough)
            and isinstance(record, ContractSigned)
            and record.provider != fallen.provider
        )


class Superseded(NamedTuple):
    """The entries that returns have superseded. A further return makes a new value."""

    lots: Mapping[int, frozenset[str]]
    """By the number of the entry, the lots for which it no longer counts."""
    returns: tuple[Return, ...]

    def includes(self, entry: Entry, lot: str | None = None) -> bool:
        """Whether an entry no longer counts: for one lot, or for every lot it is about."""
        lots = self.lots.get(entry.number)
        if lots is None:
            return False
        return lot in lots if lot is not None else lots.issuperset(entry.lots)

    def returning(self, back: Return, entries: Iterable[Entry]) -> Superseded:
        """With all that one more return supersedes of the entries so far."""
        named = set(back.named)
        more = {entry.number: back.lots_of(entry, named) for entry in entries}
        return Superseded(
            self._joined(more), (*self.returns, back._replace(named=frozenset(named)))
        )

    def with_late(self, entry: Entry) -> Superseded:
        """With a late entry, if a return that is known already came after its day."""
        after = (back for back in self.returns if back.record.on > entry.record.on)
        lots = (back.lots_of(entry, set(back.named)) for back in after)
        return self._replace(lots=self._joined({entry.number: frozenset().union(*lots)}))

    def _joined(self, more: Mapping[int, frozenset[str]]) -> dict[int, frozenset[str]]:
        lots = dict(self.lots)
        for number, superseded in more.items():
            if superseded:
                lots[number] = lots.get(number, frozenset()) | superseded
        return lots


NONE_SUPERSEDED = Superseded({}, ())
