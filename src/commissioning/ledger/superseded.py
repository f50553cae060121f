"""The records that no longer count, because a return or an abandonment took them away.

A return takes away the stages after the one it leads to, and records by their reference. Only the last to
take each is kept, so the question takes the same time after a thousand returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import product
from typing import Final, NamedTuple, TypeAlias, cast

from commissioning.ledger.entries import Entry
from commissioning.records.award import ApprovalToAward, AwardRecommendation
from commissioning.records.challenge import Challenge, StepOfChallenge
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import AwardFellThrough, ReturnToStage
from commissioning.records.record import LINKS, WHOLE, Record
from commissioning.stages import LINE, Stage


class TakenAway(NamedTuple):
    """The last time that something was taken away from a lot."""

    number: int
    """The number of the entry that did: what was entered before it is superseded."""
    on: date
    """The latest day of any that did: what is learned late and happened before it is superseded."""

    def follows(self, entry: Entry) -> bool:
        """Whether it came after a record: entered after it, or of a later day than a late entry."""
        late = entry.record.learned is not None
        return entry.number < self.number or (late and entry.record.on < self.on)


Thing: TypeAlias = int | str | type[Record]
"""A thing to take away: a stage by its place in the line, a record by its reference, or a kind."""
Naming: TypeAlias = Callable[[str], Iterable[Entry]]
"""The entries that have a reference or make it."""
NEVER_NAMED: Final = (ContractSigned, Challenge, StepOfChallenge)
"""Kinds that a return never takes away: a contract is ended, a challenge answered."""


class Superseded(NamedTuple):
    """The things that were taken away, each from one lot. One more return makes a new value."""

    taken: Mapping[tuple[Thing, str], TakenAway]

    def includes(self, entry: Entry, lot: str | None = None) -> bool:
        """Whether an entry no longer counts: for one lot, or for every lot it is about."""
        if not self.taken:  # most cycles go back nowhere, and every gate asks
            return False
        return all(self._includes(entry, each) for each in (entry.lots if lot is None else (lot,)))

    def _includes(self, entry: Entry, lot: str) -> bool:
        taken = (self.taken.get((thing, lot)) for thing in _goes_with(entry, lot))
        return any(each is not None and each.follows(entry) for each in taken)

    def abandoning(self, entry: Entry, lots: Iterable[str]) -> Superseded:
        """With the approvals of an award taken back for lots that are abandoned."""
        return self._taking(entry, product([ApprovalToAward], lots))

    def returned_to(self, lot: str) -> Stage | None:
        """The earliest stage to which a lot, or the whole before it was divided, has gone back."""
        # A lot defined after the whole went back has gone back with it.
        back = (to for of in (lot, WHOLE) for to in LINE if (to.place + 1, of) in self.taken)
        return next(back, None)

    def returning(
        self, entry: Entry, to: Stage, lots: Iterable[str], naming: Naming, won: Mapping[str, bool]
    ) -> Superseded:
        """With all that one more return supersedes; `naming` finds the entries before it.

        For an award that fell through, `won` has its lots, and whether no other provider was recommended
        there: one of several leaves the recommendation in force for the others.
        """
        record, back = cast("ReturnToStage", entry.record), tuple(lots)
        later: list[Thing] = [stage.place for stage in Stage if stage.place > to.place]
        gone = [*product([*later, *_resting_on(record.sets_aside, naming)], back)]
        if isinstance(record, AwardFellThrough):
            # A recommendation that is not held tells no other winner, so the lot is taken to be its alone.
            alone = (lot for lot in back if won.get(lot, True))
            gone += product(_resting_on((record.recommendation,), naming), alone)
        return self._taking(entry, gone)

    def _taking(self, by: Entry, things: Iterable[tuple[Thing, str]]) -> Superseded:
        taken, on = dict(self.taken), by.record.on
        for each in things:
            before = taken.get(each)
            # The latest day of all: returns need not be entered in the order of their days.
            taken[each] = TakenAway(by.number, max(before.on, on) if before else on)
        return Superseded(taken)


def _goes_with(entry: Entry, lot: str) -> Iterator[Thing]:
    """The things with which an entry is taken away from a lot."""
    if entry.carried_by is not None and any(entry.record.references("contract")):
        return  # a contract that a history carries goes on, with all that is about it
    if isinstance(entry.record, ApprovalToAward):
        yield ApprovalToAward
    if lot in entry.lots and not entry.survives:
        yield entry.stages[entry.lots.index(lot)].place
    yield from _names(entry.record)


def _names(record: Record) -> Iterator[str]:
    """The reference of a record and of those it rests on; none for one that no return takes away."""
    if isinstance(record, NEVER_NAMED):
        return
    yield record.reference
    if not isinstance(record, AwardRecommendation):  # it does not rest on one that it replaces
        yield from record.references(*LINKS)


def _resting_on(references: Iterable[str], naming: Naming) -> set[str]:
    """Some references, and those of the records that rest on them.

    The transitive closure by depth-first search. Each reference is looked up once, so a circle of records
    that name one another ends.
    """
    # A record without a reference cannot be named, so it takes no others with it.
    waiting, seen = [*references], {""}
    while waiting:
        reference = waiting.pop()
        if reference not in seen:
            seen.add(reference)
            resting = (each.record for each in naming(reference))
            waiting += [each.reference for each in resting if reference in _names(each)]
    return seen - {""}


NONE_SUPERSEDED: Final = Superseded({})
