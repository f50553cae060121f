"""The case that a gate is asked about, and the decorators that make a function a gate or a check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from attrs import define, evolve, field

from commissioning.errors import NotStatedError, RecordError
from commissioning.findings.finding import Finding, FindingCode
from commissioning.law.law import Law
from commissioning.law.of_ledger import law_of_act
from commissioning.law.regimes.council import CouncilRules
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.ways import common_route, vouched_for, ways
from commissioning.records.record import R, Record, not_a_record
from commissioning.stages import Placement, Route, Stage
from commissioning.values.frozen import frozen
from commissioning.values.text import listed

if TYPE_CHECKING:
    from commissioning.evaluation.inputs import Source
    from commissioning.evaluation.result import Result

Assessed: TypeAlias = "tuple[Source | None, Result | None, tuple[Finding, ...]]"
Found: TypeAlias = Iterator[Finding]
"""The findings of a gate or check, as it makes them; none where its claim is true."""


@define(eq=False)
class Case:
    """An attempt to record something on a day, with the ledger as it was before.

    Nothing changes one; it is not frozen, for one is made of every record, and keeps what it has worked out.
    """

    ledger: Ledger
    on: date
    lots: tuple[str, ...]
    """The lots concerned; ("whole",) where the cycle is not divided."""
    kind: type[Record]
    record: Record | None = None
    """The record itself; None when the question is whether one of its kind could come."""
    about: str | None = None
    """The provider, contract or other reference asked about, if it is not a lot."""
    _law: Law | None = None
    _entered: Ledger | None = None
    where: Placement | None = None
    """The place of the kind in the table of the process; None before it is judged by one."""
    rules: CouncilRules | None = None
    """The council's own rules; None where the cycle is given none, and then no gate asks about them."""
    _assessed: dict[str, Assessed] = field(init=False, factory=dict)

    @classmethod
    def of(
        cls,
        ledger: Ledger,
        record: Record,
        rules: CouncilRules | None = None,
        where: Placement | None = None,
    ) -> Case:
        """The attempt to add a record to a ledger. A late entry meets the ledger of its own day.

        Raises `RecordError` for an object that is not a record.
        """
        if not isinstance(record, Record):
            raise RecordError("cycle", (not_a_record(record),))
        entered = ledger
        if record.learned is not None:
            ledger = ledger.as_of(record.on)
        lots = ledger.lots_of(record)
        return cls(ledger, record.on, lots, type(record), record, None, None, entered, where, rules)

    @classmethod
    def asking(
        cls,
        ledger: Ledger,
        kind: type[Record],
        on: date,
        about: str | None = None,
        rules: CouncilRules | None = None,
    ) -> Case:
        """The question whether a record of a kind could come on a day, about a lot or reference."""
        entry = ledger.entry_named(about) if about else None
        lots = ledger.unfinished
        if about is not None and about in ledger.stages:
            lots = (about,)
        elif entry is not None:
            lots = entry.lots
        return cls(ledger, on, lots, kind, None, about, rules=rules)

    @property
    def law(self) -> Law:
        """The law that governs the procurement, or would if it commenced on this day.

        Where the lots are under different facts it is that of the first; see `parts`.
        """
        if self._law is None:
            self._law = law_of_act(self.ledger, self.kind, self.on, self.lots[0])
        return self._law

    @property
    def parts(self) -> tuple[Case, ...]:
        """The attempt as it concerns the lots of each route and law: itself, where they share them.

        The gates of law are asked of each, so that one record about lots of two routes satisfies both.
        """
        groups = ways(self.ledger, self.lots)
        return (
            (self,)
            if len(groups) == 1
            else tuple(evolve(self, lots=lots, law=None) for lots in groups)
        )

    @property
    def entered(self) -> Ledger:
        """The whole ledger that a record is entered into; `ledger` is that of its own day if it is late."""
        return self._entered or self.ledger

    def assessed(self, lot: str) -> Assessed:
        """The records of a lot's evaluation, its result, and every finding; shared by all the gates.

        There is no result while the marks do not make one, and nothing without an invitation.
        """
        if lot not in self._assessed:
            from commissioning.evaluation.inputs import source_of
            from commissioning.evaluation.ranking import assess

            source = source_of(self.ledger, lot)
            result, findings = assess(source) if source else (None, ())
            self._assessed[lot] = source, result, findings
        return self._assessed[lot]

    @property
    def route(self) -> Route | None:
        """The route of the lots concerned; None while undecided, and where they take several."""
        return common_route(self.ledger, self.lots)

    def is_kept_elsewhere(self, stage: Stage, lot: str) -> bool:
        """Whether what was recorded of a lot during a stage is in papers declared not held."""
        held = vouched_for(self.ledger, lot)
        return held is not None and held.passed(stage)

    def find(self, kind: type[R], about: str | None = None) -> R | None:
        """The latest record of a kind in force, about a lot or other reference if one is given."""
        return self.ledger.find(kind, about)

    def every(
        self, kind: type[R], about: str | None = None, *, superseded: bool = False
    ) -> tuple[R, ...]:
        """All records of a kind in force, oldest first; with superseded ones, if asked."""
        return self.ledger.every(kind, about, superseded=superseded)

    def concerns(self, record: Record) -> bool:
        """Whether a record is about any of the lots concerned."""
        return not set(self.lots).isdisjoint(self.ledger.lots_of(record))

    def by_lot(self, kind: type[R]) -> dict[str, R]:
        """The latest record of a kind in force for each lot concerned that has one."""
        return {lot: found for lot in self.lots if (found := self.find(kind, lot)) is not None}


@frozen(eq=False)
class NamedCondition:
    """A condition by the name of the function that asks it, by which it is pickled too."""

    name: str
    codes: tuple[FindingCode, ...]
    """The kinds of finding it may yield."""
    ask: Callable[..., Iterator[Finding]]

    @property
    def meaning(self) -> str:
        """The claim as a sentence."""
        return (self.ask.__doc__ or "").strip()

    def __reduce__(self) -> tuple[Callable[[str, str], object], tuple[str, str]]:
        return _named, (self.ask.__module__, self.name)


@frozen(eq=False)
class Gate(NamedCondition):
    """A condition on whether a kind of record may come at all."""

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        return _as_far_as_stated(self, self.ask(case))

    asked_of = __call__
    """The findings about an attempt; the question that a gate and a check answer alike."""


@frozen(eq=False)
class Check(NamedCondition):
    """A condition on one record of a kind."""

    kind: type[Record]

    def __call__(self, case: Case, record: Record) -> tuple[Finding, ...]:
        return self.asked_of(evolve(case, record=record))

    def asked_of(self, case: Case) -> tuple[Finding, ...]:
        """The findings about the record of an attempt; none where only a kind is asked about."""
        record = case.record
        if record is None:
            return ()
        return _as_far_as_stated(self, self.ask(case, record))


def _as_far_as_stated(
    condition: NamedCondition, findings: Iterable[Finding] | None
) -> tuple[Finding, ...]:
    """Findings, each once, up to the first fact that is not stated, which is reported about its record.

    Raises `RecordError` for a council's own condition that answers with anything else.
    """
    if findings is None:
        why = "it returns None; let it `yield` its findings, or `return ()`"
        raise RecordError(condition.name, (why,))
    found: dict[Finding, None] = {}
    try:
        for finding in findings:
            found[finding] = None
    except NotStatedError:
        pass
    if found:
        _refuse_unknown(condition, found)
    return tuple(found)


def _refuse_unknown(condition: NamedCondition, found: Iterable[Finding]) -> None:
    """Raise `RecordError` for findings that are neither declared nor the library's, or are none."""
    declared = [code.code for code in condition.codes]
    strange = [code for each in found if (code := getattr(each, "code", each)) not in declared]
    if not strange:
        return
    from commissioning.findings.catalogue import BY_CODE  # few runs ask for every code

    if codes := listed(f"`{each}`" for each in strange if each not in BY_CODE):
        why = f"it yields {codes}, which it does not declare; name every code in its decorator"
        raise RecordError(condition.name, (why,))


def _named(module: str, name: str) -> object:
    """A gate or check found again by its name, so that a pickled cycle finds its own."""
    return getattr(import_module(module), name)


def gate(*codes: FindingCode) -> Callable[[Callable[[Case], Iterator[Finding]]], Gate]:
    """Make a function a gate that may yield findings of these kinds."""
    return lambda ask: Gate(ask.__name__, codes, ask)


def check(
    kind: type[R], *codes: FindingCode
) -> Callable[[Callable[[Case, R], Iterator[Finding]]], Check]:
    """Make a function a check of records of one kind that may yield findings of these codes."""
    return lambda ask: Check(ask.__name__, codes, ask, kind)
