"""The ledger: what has been recorded, what of it is in force, and which stage each lot is in.

It keeps position and knows no gates: `add` puts a record in and moves its lots, whether or not it
should have come. Whether it may come is asked before, by `gates`, with the table in `process`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TypeVar, cast

from commissioning.ledger.brought_forward import placed
from commissioning.ledger.entries import (
    NOT_COMMENCED,
    Commencement,
    Commences,
    Entry,
    Past,
    Run,
    is_settled,
)
from commissioning.ledger.entry_index import Index, Kinds, Search, every, latest
from commissioning.ledger.lots import linked_lots, lots_kept, won_lots
from commissioning.ledger.positions import Positions
from commissioning.ledger.superseded import NONE_SUPERSEDED, Superseded
from commissioning.records.history import BroughtForward
from commissioning.records.record import LINKS, WHOLE, R, Record
from commissioning.records.strategy import ProcurementStrategy
from commissioning.stages import Begins, Ends, Opens, Placement, Returns, Route, Stage

T = TypeVar("T")


class Ledger:
    """Records as they were entered, by kind, and the position of each lot.

    It is grown with `add` only while it is a draft (`copy`); a cycle never changes the one it holds.
    """

    __slots__ = (
        "_entries", "_index", "_past", "_superseded", "_turns", "commenced", "decided", "positions",
    )  # fmt: skip

    def __init__(self) -> None:
        self._entries = Run.of([])
        self._index = Index()
        self._turns = Run.of([])
        self._past: Past | None = None
        """The days this ledger looks back at, where it shares the entries of a later one."""
        self._superseded: Superseded = NONE_SUPERSEDED
        self.positions = Positions({WHOLE: Stage.NEEDS}, {})
        """The stage of each lot, and since when."""
        self.decided: Mapping[str, Route] = {}
        """The route by the lot, or the whole, for which it was decided."""
        self.commenced: Commencement = NOT_COMMENCED
        """The day on which the procurement of each lot commenced in law, and the first of all."""

    def copy(self) -> Ledger:
        """A draft that can grow without this ledger changing."""
        if self._past is not None:
            return _grown_anew(self)
        # Only the index grows in place. Every other part is replaced when it changes, so it can be shared.
        draft = Ledger.__new__(Ledger)
        for name in Ledger.__slots__:
            setattr(draft, name, getattr(self, name))
        draft._index = self._index.copy()
        return draft

    def __eq__(self, other: object) -> bool:
        return self.records == other.records if isinstance(other, Ledger) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.records)

    def __len__(self) -> int:
        return len(self._entries) if self._past is None else sum(1 for _ in self.entries)

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record as entered, superseded or not."""
        return tuple(entry.record for entry in self.entries)

    @property
    def entries(self) -> Iterator[Entry]:
        """Every record with its lots and its effect, as entered."""
        return filter(self._past.holds, self._entries) if self._past else iter(self._entries)

    @property
    def newest_first(self) -> Iterator[Entry]:
        """The same from the last entered to the first."""
        entries = reversed(self._entries)
        return filter(self._past.holds, entries) if self._past else entries

    @property
    def references(self) -> tuple[str, ...]:
        """The references that records bear, in the order entered."""
        return tuple(name for name, entry in self._index.by_reference.items() if _held(self, entry))

    @property
    def stages(self) -> Mapping[str, Stage]:
        """The stage of each lot, by its reference."""
        return self.positions.stages

    @property
    def lots(self) -> tuple[str, ...]:
        """The references of all lots, or only WHOLE."""
        return self.positions.lots

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The lots that have neither ended nor been abandoned; all of them once none is left."""
        return self.positions.unfinished

    @property
    def stage(self) -> Stage:
        """The earliest stage of any unfinished lot."""
        return min((self.stages[lot] for lot in self.unfinished), key=lambda stage: stage.place)

    @property
    def brought_forward(self) -> BroughtForward | None:
        """The record this ledger begins with, where its earlier history is not held."""
        return self.find(BroughtForward)

    def route_of(self, lot: str) -> Route | None:
        """The stages that a lot takes; None until that has been decided."""
        return self.decided.get(lot) or self.decided.get(WHOLE)

    def opened_on(self, lot: str, stage: Stage) -> date | None:
        """The day a lot entered a stage, or None if it has not."""
        return self.positions.opened.get((lot, stage))

    def find(self, kind: type[R], about: str | None = None) -> R | None:
        """The record of a kind last entered that is in force; a late entry gives way to a later day."""
        if kind not in self._index.by_kind:  # most gates ask about what was never recorded
            return None
        answers: dict[object, R | None] = self._index.answers[kind]
        if about not in answers:
            answers[about] = cast("R | None", _answer(self, latest, kind, about))
        return answers[about]

    def every(
        self, kind: type[R], about: str | None = None, *, superseded: bool = False
    ) -> tuple[R, ...]:
        """All records of a kind in force, in the order entered; with `superseded`, the others too."""
        if kind not in self._index.by_kind:
            return ()
        answers: dict[object, tuple[R, ...]] = self._index.answers[kind]
        key = about, superseded
        if key not in answers:
            answers[key] = cast("tuple[R, ...]", _answer(self, every, kind, about, superseded))
        return answers[key]

    def naming(self, kind: type[R], reference: str) -> tuple[R, ...]:
        """Those about a contract or a record by its reference, which a lot may have too."""
        every = self.every(kind, None if reference in self.stages else reference)
        return tuple(each for each in every if reference in each.references(*LINKS))

    def worked_out(self, kinds: Kinds, lots: tuple[str, ...], make: Callable[[], T]) -> T:
        """The one value of lots that depends on these kinds of record alone, kept until one more is in."""
        answers: dict[object, T] = self._index.answers.get(kinds) or self._index.room_for(kinds)
        if lots not in answers:
            answers[lots] = make()
        return answers[lots]

    def knows(self, reference: str) -> bool:
        """Whether any record bears a reference or names it, those brought forward included."""
        return any(e.record.names(reference) and _held(self, e) for e in self._index.entries())

    def entry_named(self, reference: str) -> Entry | None:
        """The entry of the first record with that reference, superseded or not."""
        first = self._index.by_reference.get(reference)
        if first is None or _held(self, first):
            return first
        entries = filter(self._past.holds, self._index.entries()) if self._past else ()
        return next((each for each in entries if each.record.reference == reference), None)

    def named(self, kind: type[R], reference: str) -> R | None:
        """The first record with that reference, superseded or not; None where it is of another kind."""
        entry = self.entry_named(reference)
        return entry.record if entry and isinstance(entry.record, kind) else None

    def is_recorded(self, record: Record) -> bool:
        """Whether an equal record is in force."""
        # Equal records have the same reference, which most bear alone.
        known = not record.reference or record.reference in self._index.by_reference
        run = self._index.by_kind.get(type(record)) if known else None
        return run is not None and any(_counts(self, None, False, e) for e in run.same_as(record))

    def is_superseded(self, entry: Entry, lot: str | None = None) -> bool:
        """Whether a return has superseded a record: for one lot, or for every lot it is about."""
        return self._superseded.includes(entry, lot)

    def as_of(self, day: date, *, known: bool = False) -> Ledger:
        """The ledger of what had happened by the end of a day; with `known`, of what was known then."""
        held = self if self._past is None else _grown_anew(self)
        seen = Ledger()
        seen._past = Past(day, known, len(held._entries))
        seen._entries, seen._index = held._entries, held._index.seen()
        # Entries are shared, and only these gone through again: a thousand late ones are quickly judged.
        for entry in filter(seen._past.holds, held._turns):
            _turn(seen, entry, lots_kept(entry, seen.stages))
        return seen

    def lots_of(self, record: Record) -> tuple[str, ...]:
        """The lots a record names or defines, or a contract, record or people do; else all unfinished."""
        if record.lots is not None:
            defined = record.defines_lots
            return tuple(dict.fromkeys((*record.lots, *defined))) if defined else record.lots
        if WHOLE in self.stages:
            return self.lots
        return linked_lots(record, self.entry_named, self, self.stages) or self.unfinished

    def add(
        self,
        record: Record,
        placement: Placement,
        *,
        commences: Commences | None = None,
        lots: tuple[str, ...] = (),
        stages: Mapping[str, Stage] | None = None,
    ) -> None:
        """Put a record in, with its effect on the position of its lots; a late entry moves nothing.

        `commences` is the procurement that it commences; the earliest day of a lot is its own.
        `lots` are those it is about and `stages` those of its day, where they are known already.
        """
        where = self.positions.of(lots)
        entry = Entry(len(self._entries), record, lots, where, placement, commences)
        # Most are timely, belong to known lots, and move none.
        if not lots or commences or stages is not None or record.learned is not None or entry.moves:
            entry = _taking_effect(self, entry, stages)
        self._entries = self._entries.grown(entry)
        self._index.put(entry)


def _taking_effect(ledger: Ledger, entry: Entry, stages: Mapping[str, Stage] | None) -> Entry:
    """Give an entry its effect; returns it with the lots it is about, and their stages on its day."""
    record, lots, turns = entry.record, entry.lots, entry.moves
    # A late entry belongs to the stage of its own day; the lot may be several stages on by now.
    if record.learned is not None and stages is None:
        stages = ledger.as_of(record.on).stages
    if record.defines_lots and record.learned is None:
        lots = ()  # the record itself may make them, so they are asked for once it has
    # Looking back goes through every turn again, so a commencement that another precedes is kept out.
    if entry.commences and not turns:
        about = entry.commences.of(lots or ledger.lots_of(record))
        turns = not any(turn.commences_before(entry, about) for turn in ledger._turns)
    lots = _turn(ledger, entry, lots) if turns else lots or ledger.lots_of(record)
    then = ledger.positions if stages is None else Positions(stages, {})
    entry = entry._replace(lots=lots, stages=then.of(lots))
    if turns:
        ledger._turns = ledger._turns.grown(entry)
    return entry


def commenced_unseen(ledger: Ledger) -> bool:
    """Whether the procurement commenced in a history brought forward, on a day not held."""
    begun = ledger.brought_forward if ledger.commenced.first is None else None
    return begun is not None and begun.stage.place > Stage.SPECIFICATION.place


def _held(ledger: Ledger, entry: Entry) -> bool:
    """Whether an entry is not of a day after those that a ledger looks back at."""
    return ledger._past is None or ledger._past.holds(entry)


def _grown_anew(past: Ledger) -> Ledger:
    """A ledger of its own with the entries that one looks back at."""
    made = Ledger()
    for entry in past.entries:
        stages = dict(zip(entry.lots, entry.stages, strict=True))
        lots = lots_kept(entry, made.stages)
        made.add(entry.record, entry.placement, commences=entry.commences, stages=stages, lots=lots)
    return made


def _answer(
    ledger: Ledger, look: Search, kind: type[Record], about: str | None, superseded: bool = False
) -> object:
    """The answer of a search among the records of a kind of which there are some."""
    index = ledger._index
    entries: Run | list[Entry] = index.by_kind[kind]
    whole = about is None or about == WHOLE
    # A lot is no reference: a record is about one by its entry, whatever it names.
    if about is not None and about not in ledger.positions.stages:
        whole = False
        # A kind that says for itself what it names or refers to may name more, or less, than it refers to.
        if about and kind.names is Record.names and kind.references is Record.references:
            entries, about, whole = index.by_kind[kind].naming(about), None, True
    none_gone = ledger._superseded is NONE_SUPERSEDED and ledger._past is None
    counts = None if whole and none_gone else partial(_counts, ledger, about, superseded)
    return look(entries, counts)


def settled(draft: Ledger) -> Ledger:
    """A finished draft, without the answers kept while it grew: they are a quarter of its memory."""
    draft._index.let_go()
    return draft


def _supersede(ledger: Ledger, superseded: Superseded) -> None:
    """Take records out of force; what was answered before may have counted them."""
    ledger._superseded = superseded
    ledger._index.answers.clear()


def _counts(ledger: Ledger, about: str | None, superseded: bool, entry: Entry) -> bool:
    """Whether an entry is in force, or superseded ones are wanted too, and is about something."""
    if not _held(ledger, entry):
        return False
    lot = None
    if about is not None:
        if about in ledger.positions.stages:
            lot = about if about in entry.lots else WHOLE
            # Lots that were defined after the days looked back at make up the whole.
            if lot not in entry.lots and about != WHOLE:
                return False
        elif not entry.record.names(about):
            return False
    return superseded or not ledger._superseded.includes(entry, lot)


def _turn(ledger: Ledger, entry: Entry, lots: tuple[str, ...]) -> tuple[str, ...]:
    """Give a record its effect on positions, force, route and commencement; returns its lots."""
    record, late = entry.record, entry.record.learned is not None
    if record.defines_lots and not late:
        ledger.positions = ledger.positions.divided(record.defines_lots)
        ledger._index.answers.clear()  # what was asked about the whole meant another thing before
    lots = lots or ledger.lots_of(record)
    if not late:
        _move(ledger, entry, lots)
    if isinstance(record, ProcurementStrategy):
        # A late entry leaves alone those whose route is settled.
        open_to = (lot for lot in lots if not (late and _is_settled(ledger, record, lot)))
        ledger.decided = {**ledger.decided, **dict.fromkeys(open_to, record.route)}
    if entry.commences:
        begun = ledger._index.by_kind.get(BroughtForward) or ()  # perhaps entered later than this
        if not is_settled(begun, entry, commenced_unseen(ledger)):
            ledger.commenced = ledger.commenced.at(entry.commences.day, entry.commences.of(lots))
    return lots


def _is_settled(ledger: Ledger, late: ProcurementStrategy, lot: str) -> bool:
    """Whether a lot took its route to the market, or a strategy of a later day decides about it."""
    latest = ledger.find(ProcurementStrategy, lot)
    gone = ledger.stages.get(lot, Stage.NEEDS).place > Stage.SPECIFICATION.place
    decided = ledger.route_of(lot) is not None
    return decided and (gone or (latest is not None and latest.on > late.on))


def _move(ledger: Ledger, entry: Entry, lots: tuple[str, ...]) -> None:
    """Give a record its effect on the position of its lots and on what is in force."""
    record, placement = entry.record, entry.placement
    if isinstance(placement, Opens):
        ledger.positions = ledger.positions.entered(placement.stage, lots, record.on)
    elif isinstance(placement, Returns):
        _return(ledger, entry, placement.to, lots)
    elif isinstance(placement, Ends):
        ledger.positions = ledger.positions.ended(placement.stage, lots)
        _supersede(ledger, ledger._superseded.abandoning(entry, lots))
    elif isinstance(placement, Begins):
        _begin(ledger, cast("BroughtForward", record), placement)


def _return(ledger: Ledger, entry: Entry, to: Stage, lots: tuple[str, ...]) -> None:
    # A return takes no lot forward: one that has not reached the stage stays where it is.
    back = [lot for lot in lots if ledger.stages.get(lot, to).place >= to.place]
    won = won_lots(entry.record, ledger.entry_named)
    back = [lot for lot in back if lot in won] if won else back  # lots of others keep their award
    ledger.positions = ledger.positions.returned(to, back)

    def naming(reference: str) -> list[Entry]:
        carried = (e for e in ledger._index.carried if e.refers_to(reference))
        # Looking back, the shared entries hold some that were entered after this return: those it left alone.
        named = (e for e in ledger._entries.naming(reference) if e.number < entry.number)
        return [*carried, *(e for e in named if _held(ledger, e))]

    _supersede(ledger, ledger._superseded.returning(entry, to, back, naming, won))


def _begin(ledger: Ledger, record: BroughtForward, placement: Begins) -> None:
    ledger.positions = ledger.positions.entered(record.stage, ledger.lots, record.on)
    stated = record.commenced_on
    ledger.commenced = NOT_COMMENCED.at(stated, ledger.lots) if stated else NOT_COMMENCED
    # A view shares the index, which holds them already.
    for entry in placed(record, placement, ledger.lots_of) if ledger._past is None else ():
        ledger._index.put(entry)
    # The route that the history itself states goes before those of the strategies it carries.
    strategies = ((lot, ledger.find(ProcurementStrategy, lot)) for lot in ledger.lots)
    ledger.decided = {lot: strategy.route for lot, strategy in strategies if strategy}
    if record.route is not None:
        ledger.decided = dict.fromkeys(ledger.lots, record.route)
