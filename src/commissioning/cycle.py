"""The face of the library: one commissioning cycle, from needs to review.

A cycle is a value. `record` returns a new one, or refuses with every reason; nothing else changes it.
It only delegates: position is the ledger's, order and gates are the process's, numbers are the law's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol, TypeVar, overload

from attrs import field

from commissioning.agenda.obligations import Duty, obligations
from commissioning.errors import RecordError, written
from commissioning.evaluation.evaluation import Evaluation, evaluation_of
from commissioning.findings.errors import BlockedError, StageOrderError
from commissioning.findings.finding import Finding
from commissioning.gates.attached import law_gates
from commissioning.gates.case import Case
from commissioning.gates.order import (
    ORDER_CODES,
    asked_about_what_is_known,
    comes_first,
    standing_warnings,
)
from commissioning.law.governing import commencing, law_for
from commissioning.law.law import Law
from commissioning.ledger.ledger import Ledger
from commissioning.planning.golden_thread import GoldenThread, thread, threaded
from commissioning.process import NextStep, Process, Step
from commissioning.records.parties import Authority
from commissioning.records.record import WHOLE, Record, a_kind, not_a_record, of_lots
from commissioning.stages import Begins, Route, Stage
from commissioning.values.checking import a_day
from commissioning.values.constructor_repr import OfInstances
from commissioning.values.frozen import frozen
from commissioning.values.notebook import Shown
from commissioning.values.text import article, spoken

R = TypeVar("R", bound=Record)


class _Printer(Protocol):
    def text(self, text: str) -> None: ...


@frozen(eq=False, repr=False)
class Cycle(Shown):
    """One commissioning cycle: a title, the authorities that buy, and a ledger of dated records."""

    title: str
    buyers: tuple[Authority, ...] = ()
    reference: str = ""
    process: Process = field(factory=Process.standard)
    follows: str = ""
    """The reference of the cycle that this one follows; empty for a first one."""
    _ledger: Ledger = field(init=False, factory=Ledger)

    def __attrs_post_init__(self) -> None:
        problems = tuple(_problems(self))
        if problems:
            raise RecordError("cycle", problems)

    # Recording

    def record(self, *records: Record) -> Cycle:
        """The cycle with these records added, all or none of them.

        Raises `BlockedError` with everything in the way of the first record that may not come
        (`StageOrderError` where a stage has not been earned), and `RecordError` for an object that is
        no record of this process. The cycle itself never changes.
        """
        draft = self._ledger.copy()
        for record in records:
            findings = self._judged(draft, record)
            blocking = tuple(finding for finding in findings if finding.blocks)
            if blocking:
                raise _refusal(self._case(draft, record), self.process.step(type(record)), blocking)
            self._enter(draft, record)
        return self._with(draft)

    @classmethod
    def audit(
        cls,
        title: str,
        records: Iterable[Record],
        *,
        buyers: tuple[Authority, ...] = (),
        reference: str = "",
        process: Process | None = None,
        follows: str = "",
    ) -> Audit:
        """A real, imperfect history with everything there is to say about it, instead of a refusal.

        What is out of order still takes effect. Raises `RecordError` for an object that is no record
        of the process.
        """
        cycle = cls(title, buyers, reference, process or Process.standard(), follows)
        draft = cycle._ledger.copy()
        remarks: list[Remark] = []
        for record in records:
            remarks.extend(Remark(record, finding) for finding in cycle._judged(draft, record))
            cycle._enter(draft, record)
        return Audit(cycle._with(draft), tuple(remarks))

    # Where it stands

    @property
    def stage(self) -> Stage:
        """The earliest stage in which an unfinished lot stands."""
        return self._ledger.stage

    @property
    def stages(self) -> Mapping[str, Stage]:
        """Where each lot stands; a cycle that is not divided has the one key "whole"."""
        return dict(self._ledger.stages)

    @property
    def lots(self) -> tuple[str, ...]:
        """The references of its lots; ("whole",) where it is not divided."""
        return self._ledger.lots

    @property
    def route(self) -> Route | None:
        """The stages it takes; None until the procurement strategy has decided."""
        return self._ledger.route

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record in the order entered, superseded ones included."""
        return self._ledger.records

    @property
    def last_on(self) -> date | None:
        """The latest day of any record; None for an empty cycle."""
        return max((record.on for record in self._ledger.records), default=None)

    @property
    def ledger(self) -> Ledger:
        """The ledger, to read: gates, displays and reckonings take it. Change a copy, never this."""
        return self._ledger

    # Asking

    def find(self, kind: type[R], about: str | None = None) -> R | None:
        """The latest record of a kind in force; of those about a lot or other reference, if given."""
        a_kind(kind)
        return self._ledger.find(kind, about)

    def expect(self, kind: type[R], about: str | None = None) -> R:
        """Like `find`, but raises `LookupError` naming what is missing."""
        found = self.find(kind, about)
        if found is None:
            of = f" about {about}" if about else ""
            raise LookupError(f"{self.title} has no {spoken(kind)}{of} in force")
        return found

    def every(
        self, kind: type[R], about: str | None = None, *, superseded: bool = False
    ) -> tuple[R, ...]:
        """All records of a kind in force, oldest first; with superseded ones too, if asked."""
        a_kind(kind)
        return self._ledger.every(kind, about, superseded=superseded)

    @overload
    def findings(self, what: Record) -> tuple[Finding, ...]: ...
    @overload
    def findings(
        self, what: type[Record], on: date, about: str | None = None
    ) -> tuple[Finding, ...]: ...
    def findings(
        self, what: Record | type[Record], on: date | None = None, about: str | None = None
    ) -> tuple[Finding, ...]:
        """Everything to be said about recording this, blocking or not, without recording it.

        Give a record, or a kind of record with the day (and the lot, provider or contract) asked
        about. Never raises for want of law: it yields `law-unknown`.
        """
        if isinstance(what, Record):
            return self._judged(self._ledger, what)
        case = self._case_of_kind(what, a_day(on, a_kind(what)), about)
        return (*asked_about_what_is_known(case), *self.process.judge(case, law_gates(case)))

    @overload
    def blockers(self, what: Record) -> tuple[Finding, ...]: ...
    @overload
    def blockers(
        self, what: type[Record], on: date, about: str | None = None
    ) -> tuple[Finding, ...]: ...
    def blockers(
        self, what: Record | type[Record], on: date | None = None, about: str | None = None
    ) -> tuple[Finding, ...]:
        """What stands in the way of recording this; empty when it may come. See `findings`."""
        if isinstance(what, Record):
            found = self.findings(what)
        else:
            found = self.findings(what, a_day(on, a_kind(what)), about)
        return tuple(finding for finding in found if finding.blocks)

    def next_steps(self, on: date, about: str | None = None) -> tuple[NextStep, ...]:
        """The kinds of record that the order of stages lets come next, each with its findings."""
        return tuple(self._next_steps(on, about))

    def standing(self) -> tuple[Finding, ...]:
        """Warnings that hold whatever is recorded next, such as a history that is not held."""
        return tuple(standing_warnings(self._ledger.brought_forward))

    def law(self, on: date) -> Law:
        """The law of the procurement or, before it commences, of the day; unknown if none is held."""
        return law_for(self._ledger, a_day(on, "law"))

    def evaluation(self, lot: str = WHOLE) -> Evaluation:
        """What the marks and prices of one lot come to, by the invitation's own method, exactly.

        Raises `LookupError` where nobody was invited, `RecordError` while marks make no result yet.
        """
        return evaluation_of(self._ledger, lot)

    def thread(self) -> GoldenThread:
        """The golden thread from objective to measurement, and what hangs loose at either end."""
        return thread(threaded(self._ledger))

    def obligations(self, today: date) -> tuple[Duty, ...]:
        """What the law has published, by when, and what met it. Raises `NoRuleError` without a law."""
        return obligations(self._ledger, self.law(today), today)

    def as_of(self, day: date, *, known: bool = False) -> Cycle:
        """The cycle as it stood at the end of a day; with `known`, as it was then known to stand."""
        return self._with(self._ledger.as_of(a_day(day, "cycle as of a day"), known=known))

    # How it is done

    def _with(self, ledger: Ledger) -> Cycle:
        made = object.__new__(Cycle)
        for name in ("title", "buyers", "reference", "process", "follows"):
            object.__setattr__(made, name, getattr(self, name))
        object.__setattr__(made, "_ledger", ledger)
        return made

    def _judged(self, ledger: Ledger, record: Record) -> tuple[Finding, ...]:
        case = self._case(ledger, record)
        return self.process.judge(case, law_gates(case))

    def _case(self, ledger: Ledger, record: Record) -> Case:
        if not isinstance(record, Record):
            raise RecordError("cycle", (not_a_record(record),))
        if record.learned is not None:
            ledger = ledger.as_of(record.on)
        return Case(
            ledger,
            record.on,
            ledger.lots_of(record),
            type(record),
            record,
            None,
            self.process.codes,
            lambda: law_for(ledger, record.on),
        )

    def _case_of_kind(self, kind: type[Record], on: date, about: str | None) -> Case:
        ledger = self._ledger
        entry = ledger.entry_named(about) if about else None
        if about is not None and about in ledger.stages:
            lots: tuple[str, ...] = (about,)
        else:
            lots = entry.lots if entry else ledger.unfinished
        return Case(
            ledger,
            on,
            lots,
            kind,
            None,
            about,
            self.process.codes,
            lambda: law_for(ledger, on),
        )

    def _enter(self, draft: Ledger, record: Record) -> None:
        placement = self.process.step(type(record)).where
        draft.add(record, placement, commences=commencing(record, draft.facts))

    def _next_steps(self, on: date, about: str | None) -> Iterator[NextStep]:
        for step in self.process.steps:
            if isinstance(step.where, Begins) and len(self._ledger):
                continue
            findings = self.findings(step.record, on, about)
            if not any(finding.code in ORDER_CODES for finding in findings):
                yield NextStep(step, findings)

    # As a value

    def _parts(self) -> tuple[object, ...]:
        return (self.title, self.buyers, self.reference, self.process, self.follows, self.records)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cycle):
            return NotImplemented
        return self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((self.title, self.buyers, self.reference, self.follows, self.records))

    @OfInstances
    def _repr_pretty_(self, printer: _Printer, cycle: bool) -> None:  # noqa: ARG002
        """What IPython shows and hypothesis prints of a failing example: the records, one to a line."""
        printer.text(repr(self))
        for record in self._ledger.records:
            printer.text(f"\n  {record.described()}")

    def __repr__(self) -> str:
        by_stage: dict[Stage, list[str]] = {}
        for lot, stage in self._ledger.stages.items():
            by_stage.setdefault(stage, []).append(lot)
        stand = "; ".join(
            f"{of_lots(tuple(lots), self.lots)} in {s.words}" for s, lots in by_stage.items()
        )
        last = f", last on {written(self.last_on)}" if self.last_on else ""
        count = len(self._ledger)
        return f"<Cycle {self.title!r}: {stand}; {count} record{'' if count == 1 else 's'}{last}>"


@frozen
class Remark:
    """One thing an audit has to say about one record."""

    record: Record
    finding: Finding

    def __str__(self) -> str:
        return f"{self.record.described()}: {self.finding}"


@frozen
class Audit:
    """A history as it was, and everything there is to say about its order and its gates."""

    cycle: Cycle
    remarks: tuple[Remark, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone, the standing warnings of the cycle last."""
        return (*(remark.finding for remark in self.remarks), *self.cycle.standing())

    @property
    def blocks(self) -> bool:
        """Whether any of it would have been refused."""
        return any(finding.blocks for finding in self.findings)


def _problems(cycle: Cycle) -> Iterator[str]:
    if not isinstance(cycle.title, str) or not cycle.title.strip():
        yield "title: say what is commissioned"
    if not isinstance(cycle.buyers, tuple) or not all(
        isinstance(buyer, Authority) for buyer in cycle.buyers
    ):
        yield "buyers: give a tuple of authorities, such as (Authority(...),)"
    for name in ("reference", "follows"):
        if not isinstance(getattr(cycle, name), str):
            yield f"{name}: give the reference of a cycle as text"
    if not isinstance(cycle.process, Process):
        yield "process: give a Process, such as Process.standard()"


def _refusal(case: Case, step: Step, blocking: tuple[Finding, ...]) -> BlockedError:
    attempted = article(step.words)
    if any(finding.code in ORDER_CODES for finding in blocking):
        stands, before = comes_first(case, step.where)
        return StageOrderError(
            attempted, case.on, blocking, stands.value, tuple(stage.value for stage in before)
        )
    return BlockedError(attempted, case.on, blocking)
