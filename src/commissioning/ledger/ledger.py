"""The ledger: what has been recorded, what of it is in force, and where each lot stands.

It keeps position and knows no gates: `add` puts a record in and moves its lots, whether or not it
should have come. Whether it may come is asked before, by `gates`, with the table in `process`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple, TypeVar, cast

from commissioning.ledger.entries import Entry, Run
from commissioning.records import contract, history, people, returns
from commissioning.records.record import WHOLE, Record
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.stages import Begins, During, Ends, Opens, Placement, Returns, Route, Stage

_ONLY_WHOLE: Final = (WHOLE,)
_ALONE: Final[dict[Stage, tuple[Stage, ...]]] = {
    stage: (stage,) for stage in Stage
}  # shared by the entries about a single lot

R = TypeVar("R", bound=Record)


class _Gone(NamedTuple):
    """A return that has taken effect, kept for what is learned later of the time before it."""

    record: returns.ReturnToStage
    to: Stage
    lots: frozenset[str]
    named: set[str]
    """The references of what it sets aside by name, and of what rests on that."""


class Ledger:
    """Records as they were entered, by type, and the position of each lot.

    It is grown with `add` only while it is a draft (`copy`); a cycle never changes the one it holds.
    """

    __slots__ = (
        "_aside",
        "_by_reference",
        "_by_type",
        "_entries",
        "_opened",
        "_returns",
        "commenced_on",
        "route",
        "stages",
    )

    def __init__(self) -> None:
        self._entries = Run([], 0)
        self._by_type: dict[type[Record], Run] = {}
        self._by_reference: dict[str, Entry] = {}
        self._aside: dict[int, frozenset[str]] = {}
        self._opened: dict[tuple[str, Stage], date] = {}
        self._returns: tuple[_Gone, ...] = ()
        self.stages: dict[str, Stage] = {WHOLE: Stage.NEEDS}
        """Where each lot stands, by its reference."""
        self.route: Route | None = None
        """The way this procurement takes; None until it has been decided."""
        self.commenced_on: date | None = None
        """The day the procurement commenced in law; None while it has not."""

    def copy(self) -> Ledger:
        """A draft that can grow without this ledger changing."""
        draft = Ledger.__new__(Ledger)
        draft._entries = self._entries
        draft._by_type = self._by_type.copy()
        draft._by_reference = self._by_reference.copy()
        draft._aside = self._aside
        draft._opened = self._opened
        draft._returns = self._returns
        draft.stages = self.stages
        draft.route = self.route
        draft.commenced_on = self.commenced_on
        return draft

    # What is in it

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record as entered, set aside or not."""
        return tuple(entry.record for entry in self._entries)

    @property
    def entries(self) -> Iterator[Entry]:
        return iter(self._entries)

    @property
    def lots(self) -> tuple[str, ...]:
        """The references of all lots, or only WHOLE."""
        return tuple(self.stages)

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The lots that have neither ended nor been abandoned; all of them once none is left."""
        if WHOLE in self.stages:
            return _ONLY_WHOLE
        return tuple(lot for lot, stage in self.stages.items() if not stage.finished) or self.lots

    @property
    def stage(self) -> Stage:
        """The earliest stage in which an unfinished lot stands."""
        return min((self.stages[lot] for lot in self.unfinished), key=lambda stage: stage.place)

    @property
    def brought_forward(self) -> history.BroughtForward | None:
        """The record this ledger begins with, where its earlier history is not held."""
        return self.find(history.BroughtForward)

    @property
    def facts(self) -> ProcurementFacts | None:
        """The facts on which the law turns, as the strategy in force states them."""
        strategy = self.find(ProcurementStrategy)
        if strategy is not None:
            return strategy.facts
        begun = self.brought_forward
        return begun.facts if begun else None

    def opened_on(self, lot: str, stage: Stage) -> date | None:
        """The day a lot entered a stage, or None if it has not."""
        return self._opened.get((lot, stage))

    def find(self, kind: type[R], about: str | None = None) -> R | None:
        """The record of a kind last entered that is in force, of those about something if asked.

        One learned of later gives way to one of a later day.
        """
        latest: Record | None = None
        run = self._by_type.get(kind)
        for entry in reversed(self._candidates(run, kind, about) if run is not None else ()):
            if self._counts(entry, about):
                if latest is None or entry.record.on > latest.on:
                    latest = entry.record
                if entry.record.learned is None:
                    break
        return cast("R | None", latest)

    def knows(self, reference: str) -> bool:
        """Whether any record bears a reference or names it."""
        return any(entry.record.names(reference) for entry in self._entries)

    def every(
        self, kind: type[R], about: str | None = None, *, set_aside: bool = False
    ) -> tuple[R, ...]:
        """All records of a kind that are in force, oldest first; or those set aside as well."""
        run = self._by_type.get(kind)
        if run is None:
            return ()
        return tuple(
            cast("R", entry.record)
            for entry in self._candidates(run, kind, about)
            if self._counts(entry, about, despite_aside=set_aside)
        )

    def _candidates(self, run: Run, kind: type[Record], about: str | None) -> Run | list[Entry]:
        """The entries among which to look: all of the kind, or only those that make a reference."""
        # A kind that says for itself what it names may name more than it makes references to.
        if not about or about in self.stages or kind.names is not Record.names:
            return run
        return run.naming(about)

    def entry_named(self, reference: str) -> Entry | None:
        """The entry of the record with that reference, set aside or not."""
        return self._by_reference.get(reference)

    def is_set_aside(self, entry: Entry, lot: str | None = None) -> bool:
        """Whether a return has set a record aside: for one lot, or for every lot it is about."""
        aside = self._aside.get(entry.number)
        if aside is None:
            return False
        return lot in aside if lot is not None else aside.issuperset(entry.lots)

    def _counts(self, entry: Entry, about: str | None, *, despite_aside: bool = False) -> bool:
        if not self._aside:
            despite_aside = True
        if about is None:
            return despite_aside or not self.is_set_aside(entry)
        if about in self.stages:
            lot = about if about in entry.lots else WHOLE
            return lot in entry.lots and (despite_aside or not self.is_set_aside(entry, lot))
        return entry.record.names(about) and (despite_aside or not self.is_set_aside(entry))

    # What a record is about

    def lots_of(self, record: Record) -> tuple[str, ...]:
        """The lots a record names, itself or by a contract, record or people; else all unfinished."""
        if record.lots is not None:
            return record.lots
        named: dict[str, None] = {}
        for reference in record.references("contract", "record"):
            entry = self._by_reference.get(reference)
            if entry is not None:
                named.update((lot, None) for lot in entry.lots if lot in self.stages)
        named.update(dict.fromkeys(self._lots_of_people(record)))
        return tuple(named) or self.unfinished

    def _lots_of_people(self, record: Record) -> tuple[str, ...]:
        """The lots whose people a record counts or moves; none where one of the groups names no lot."""
        if isinstance(record, people.PeopleAffected):
            lots = [cohort.lot for cohort in record.cohorts]
        else:
            cohorts = set(record.references("cohort"))
            if isinstance(record, people.TransferPlan):
                cohorts |= {wave.cohort for wave in record.waves}
            counts = self.every(people.PeopleAffected) if cohorts else ()
            known = {cohort.reference: cohort.lot for count in counts for cohort in count.cohorts}
            lots = [known.get(cohort, "") for cohort in sorted(cohorts)]
        return tuple(lots) if all(lot in self.stages for lot in lots) else ()

    # Putting a record in

    def add(
        self, record: Record, placement: Placement, *, stood: Mapping[str, Stage] | None = None
    ) -> None:
        """Put a record in and give it its effect on the position of its lots.

        `stood` is where the lots stood on the record's day, for one learned of later.
        """
        new_lots = tuple(lot for lot in record.defines_lots if lot not in self.stages)
        if new_lots and record.learned is None:
            self._divide(new_lots)
        lots = self.lots_of(record)
        if record.learned is None:
            self._move(record, placement, lots)
        survives = isinstance(placement, During) and placement.survives
        where = self.stages if stood is None else stood
        if len(lots) == 1:
            stages = _ALONE[where.get(lots[0], Stage.NEEDS)]
        else:
            stages = tuple(where.get(lot, Stage.NEEDS) for lot in lots)
        entry = Entry(len(self._entries), record, lots, stages, survives)
        self._entries = self._entries.grown(entry)
        kind = type(record)
        run = self._by_type.get(kind)
        self._by_type[kind] = run.grown(entry) if run is not None else Run([entry], 1)
        if record.reference and record.reference not in self._by_reference:
            self._by_reference[record.reference] = entry
        if isinstance(record, ProcurementStrategy):
            self.route = record.route
        if record.learned is not None:
            for gone in self._returns:
                if gone.record.on > record.on:
                    # Its names belong to the ledger that this draft was copied from, too.
                    self._set_aside(gone._replace(named=set(gone.named)), (entry,))

    def _divide(self, new_lots: Iterable[str]) -> None:
        whole = self.stages.get(WHOLE)
        if whole is None:
            self.stages = {**self.stages, **dict.fromkeys(new_lots, Stage.SPECIFICATION)}
            return
        self.stages = dict.fromkeys(new_lots, whole)
        opened = {stage: day for (_, stage), day in self._opened.items()}
        self._opened = {(lot, stage): day for lot in self.stages for stage, day in opened.items()}

    def _move(self, record: Record, placement: Placement, lots: tuple[str, ...]) -> None:
        if isinstance(placement, Opens):
            self._open(placement.stage, lots, record.on)
        elif isinstance(placement, Returns):
            self._return(cast("returns.ReturnToStage", record), placement, lots)
        elif isinstance(placement, Ends):
            self.stages = {**self.stages, **dict.fromkeys(lots, placement.stage)}
        elif isinstance(placement, Begins):
            self._begin(cast("history.BroughtForward", record))

    def _open(self, stage: Stage, lots: tuple[str, ...], on: date) -> None:
        moved = [lot for lot in lots if self.stages.get(lot, stage).place < stage.place]
        if moved:
            self.stages = {**self.stages, **dict.fromkeys(moved, stage)}
            self._opened = {**self._opened, **{(lot, stage): on for lot in moved}}

    def _begin(self, record: history.BroughtForward) -> None:
        self._open(record.stage, self.lots, record.on)
        self.route = record.route
        self.commenced_on = record.commenced_on
        for number, carried in enumerate(record.carries):
            entry = Entry(-1 - number, carried, self.lots_of(carried), (), survives=True)
            kind = type(carried)
            run = self._by_type.get(kind)
            self._by_type[kind] = run.grown(entry) if run is not None else Run([entry], 1)
            if carried.reference:
                self._by_reference[carried.reference] = entry
            if isinstance(carried, ProcurementStrategy):
                self.route = self.route or carried.route

    def _return(
        self, record: returns.ReturnToStage, placement: Returns, lots: tuple[str, ...]
    ) -> None:
        back = [
            lot for lot in lots if self.stages.get(lot, placement.to).place >= placement.to.place
        ]
        self.stages = {**self.stages, **dict.fromkeys(back, placement.to)}
        self._opened = {
            (lot, stage): day
            for (lot, stage), day in self._opened.items()
            if lot not in back or stage.place <= placement.to.place
        }
        named = set(record.sets_aside)
        if isinstance(record, returns.AwardFellThrough):
            named.add(record.recommendation)
        gone = _Gone(record, placement.to, frozenset(back), named)
        self._set_aside(gone, self._entries)
        self._returns = (*self._returns, gone)

    def _set_aside(self, gone: _Gone, entries: Iterable[Entry]) -> None:
        aside = dict(self._aside)
        for entry, lot in _left_behind(gone, entries):
            aside[entry.number] = aside.get(entry.number, frozenset()) | {lot}
        self._aside = aside


def _left_behind(gone: _Gone, entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """What a return sets aside: all of later stages, what it names, and what names that."""
    fallen = gone.record if isinstance(gone.record, returns.AwardFellThrough) else None
    for entry in entries:
        rests_on_named = not gone.named.isdisjoint(entry.record.references("record", "contract"))
        if entry.record.reference in gone.named or rests_on_named:
            if fallen and _of_another(entry.record, fallen.provider):
                continue
            if entry.record.reference:
                gone.named.add(entry.record.reference)
            yield from ((entry, lot) for lot in entry.lots if lot in gone.lots)
        elif not entry.survives:
            yield from (
                (entry, lot)
                for lot, stage in zip(entry.lots, entry.stages, strict=True)
                if lot in gone.lots and stage.place > gone.to.place
            )


def _of_another(record: Record, provider: str) -> bool:
    """Whether a contract is with somebody else than the provider whose award fell through."""
    return isinstance(record, contract.ContractSigned) and record.provider != provider
