"""The records that no longer count, because a return went back to before them.

A lot can only go back to a stage, so the last return to before each stage is enough to tell whether a
record of that stage still counts: the question takes the same time after a thousand returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple, TypeAlias, cast

from commissioning.ledger.brought_forward import goes_on
from commissioning.ledger.entries import Entry
from commissioning.records.award import ApprovalToAward, AwardRecommendation
from commissioning.records.challenge import Challenge, StepOfChallenge
from commissioning.records.contract import ContractSigned
from commissioning.records.record import WHOLE
from commissioning.records.returns import AwardFellThrough, ReturnToStage
from commissioning.stages import LINE, Stage


class LastReturn(NamedTuple):
    """The last of the returns of a lot that went back to before a stage."""

    number: int
    """The number of its entry, or -1: everything entered before it is superseded."""
    on: date
    """The latest day of any of them: what is learned late and happened before it is superseded."""


class NamedReturn(NamedTuple):
    """A return that superseded a record by its name, kept for late entries that rest on the record."""

    record: ReturnToStage
    lots: frozenset[str]


LastReturns: TypeAlias = tuple[LastReturn, ...]
"""By the place of a stage in the line, the last return to before that stage."""
Naming: TypeAlias = Callable[[str], Iterable[Entry]]
"""The entries that have a reference or make it."""
_NEVER_NAMED: Final = (ContractSigned, Challenge, StepOfChallenge)
"""Kinds that a return never takes away: a contract is ended, a challenge answered."""
_NO_RETURN: Final[LastReturns] = (LastReturn(-1, date.min),) * (len(LINE) + 1)


class Superseded(NamedTuple):
    """The entries that returns have superseded. A further return makes a new value."""

    last: Mapping[str, LastReturns]
    """By lot, the last return to before each stage."""
    by_name: Mapping[int, frozenset[str]]
    """By the number of an entry that is named, or rests on one, the lots for which it is superseded."""
    named: Mapping[str, tuple[NamedReturn, ...]]
    """By the reference of each such record, the returns."""
    abandoned: Mapping[str, LastReturn]
    """By lot, its abandonment, which takes back the approval of an award."""

    def includes(self, entry: Entry, lot: str | None = None) -> bool:
        """Whether an entry no longer counts: for one lot, or for every lot it is about."""
        if not self.last and not self.abandoned:  # most cycles go back nowhere, and every gate asks
            return False
        by_name = self.by_name.get(entry.number, frozenset())
        lots = entry.lots if lot is None else (lot,)
        return all(
            each in by_name or self._goes_back_before(entry, each) or self._taken_back(entry, each)
            for each in lots
        )

    def _taken_back(self, entry: Entry, lot: str) -> bool:
        """Whether an entry approved the award of a lot that has been abandoned since."""
        ended = self.abandoned.get(lot)
        if ended is None or not isinstance(entry.record, ApprovalToAward) or lot not in entry.lots:
            return False
        late = entry.record.learned is not None
        return entry.number < ended.number or (late and entry.record.on < ended.on)

    def abandoning(self, entry: Entry, lots: Iterable[str]) -> Superseded:
        """With the approvals of an award taken back for lots that are abandoned."""
        ended = LastReturn(entry.number, entry.record.on)
        return self._replace(abandoned={**self.abandoned, **dict.fromkeys(lots, ended)})

    def returned_to(self, lot: str) -> Stage | None:
        """The earliest stage to which a lot, or the whole before it was divided, has gone back."""
        # A lot defined after the whole went back has gone back with it.
        last = self.last.get(lot) or self.last.get(WHOLE, _NO_RETURN)
        places = (place for place, each in enumerate(last) if each.number >= 0)
        return next((LINE[place - 1] for place in places), None)

    def _goes_back_before(self, entry: Entry, lot: str) -> bool:
        """Whether the lot went back to before the stage of an entry, after it was made."""
        last = self.last.get(lot)
        if last is None or entry.survives or lot not in entry.lots or goes_on(entry):
            return False
        back = last[entry.stages[entry.lots.index(lot)].place]
        late = entry.record.learned is not None
        # A late entry is entered after the return and is of a day before it. Entries that a history carries
        # are numbered from -1 down, and -1 stands for no return, so that there was one is asked as well.
        return entry.number < back.number >= 0 or (late and entry.record.on < back.on)

    def returning(
        self, entry: Entry, to: Stage, lots: Iterable[str], naming: Naming, won: Mapping[str, bool]
    ) -> Superseded:
        """With all that one more return supersedes; `naming` finds the entries before it.

        For an award that fell through, `won` has its lots, and whether no other provider was recommended
        there: one of several leaves the recommendation in force for the others.
        """
        record, back = cast("ReturnToStage", entry.record), frozenset(lots)
        on, number = record.on, entry.number
        last = {**self.last, **{lot: self._gone_back(lot, to, on, number) for lot in back}}
        found = self._replace(last=last)._named(record.sets_aside, record, back, naming)
        if isinstance(record, AwardFellThrough):
            # A recommendation that is not held tells no other winner, so the lot is taken to be its alone.
            alone = frozenset(lot for lot in back if won.get(lot, True))
            found = found._named((record.recommendation,), record, alone, naming)
        return found

    def _named(
        self, first: tuple[str, ...], by: ReturnToStage, lots: frozenset[str], naming: Naming
    ) -> Superseded:
        """With the records of some references superseded for some lots, and all that rest on them."""
        if not first or not lots:
            return self
        resting = {each.number: each for each in _resting_on(first, naming)}
        # A record without a reference cannot be named, so it takes no others with it.
        references = {*first, *(each.record.reference for each in resting.values())} - {""}
        gone = NamedReturn(by, lots)
        named = {name: (*self.named.get(name, ()), gone) for name in references}
        more = {
            of: self.by_name.get(of, frozenset()) | lots.intersection(each.lots)
            for of, each in resting.items()
        }
        return self._replace(by_name={**self.by_name, **more}, named={**self.named, **named})

    def _gone_back(self, lot: str, to: Stage, on: date, number: int) -> LastReturns:
        before = self.last.get(lot, _NO_RETURN)
        return tuple(
            # The latest day of all: returns need not be entered in the order of their days.
            LastReturn(number, max(each.on, on)) if place > to.place else each
            for place, each in enumerate(before)
        )

    def with_late(self, entry: Entry) -> Superseded:
        """With a late entry that rests on what a known return of a later day superseded by name."""
        record = entry.record
        if isinstance(record, _NEVER_NAMED):
            return self
        references = (record.reference, *record.references("record", "contract"))
        lots = frozenset(
            lot
            for reference in references
            for back in self.named.get(reference, ())
            if back.record.on > record.on  # what came after a return rests on what it left
            for lot in back.lots.intersection(entry.lots)
        )
        return self._replace(by_name={**self.by_name, entry.number: lots}) if lots else self


def _resting_on(references: Iterable[str], naming: Naming) -> Iterator[Entry]:
    """The entries of some references, and those that rest on them, except what no return takes away.

    The transitive closure by depth-first search. Each reference is looked up once, so a circle of records
    that name one another ends.
    """
    waiting, seen = [*references], {""}
    while waiting:
        reference = waiting.pop()
        if reference in seen:
            continue
        seen.add(reference)
        for entry in naming(reference):
            record = entry.record
            # A recommendation that replaces another does not rest on it.
            rests = not isinstance(record, AwardRecommendation) and reference in record.references(
                "record", "contract"
            )
            if (record.reference == reference or rests) and not isinstance(record, _NEVER_NAMED):
                waiting.append(record.reference)
                yield entry


NONE_SUPERSEDED: Final = Superseded({}, {}, {}, {})
