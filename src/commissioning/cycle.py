"""The face of the library: one commissioning cycle, from needs to review.

A cycle is a value. `record` returns a new one, or refuses with every reason; nothing else changes it.
It only delegates: position is the ledger's, order and gates are the process's, numbers are the law's.
Other rooms are loaded when a question first leads there, so that recording is quick to start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, overload

from attrs import field

from commissioning.errors import RecordError, written
from commissioning.findings.finding import Finding, Findings, blocking
from commissioning.law.regimes.council import CouncilRules
from commissioning.ledger.ledger import Ledger, settled
from commissioning.ledger.lots import known_lot
from commissioning.ledger.ways import common_route, routes
from commissioning.process import NextSteps, Process
from commissioning.records.parties import Authority
from commissioning.records.record import WHOLE, R, Record, Records, a_kind, of_lots
from commissioning.stages import Route, Stage
from commissioning.values.checking import Checked, asks
from commissioning.values.constructor_repr import Printer, instance_only
from commissioning.values.frozen import frozen
from commissioning.values.listings import Listing, OneLine, Tabled
from commissioning.values.notebook import Drawn
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import counted, did_you_mean, display_name, grouped, sentence

if TYPE_CHECKING:
    from commissioning.agenda.agenda import Agenda
    from commissioning.agenda.contract_file import ContractFile
    from commissioning.agenda.duties import Duties
    from commissioning.contracts.money import MoneyChain
    from commissioning.dates.rhythms import Rhythm
    from commissioning.evaluation.evaluation import Evaluation
    from commissioning.evaluation.verdicts import SelectionVerdict
    from commissioning.judging import Judge
    from commissioning.law.law import Law
    from commissioning.mobilisation.mobilisation import Mobilisation
    from commissioning.planning.golden_thread import GoldenThread


@frozen(repr=False)
class Cycle(Checked, Drawn):
    """One commissioning cycle: a title, the authorities that buy, and a ledger of dated records."""

    never_empty = asks(title="it is empty; say what is commissioned")
    title: str
    buyers: tuple[Authority, ...] = ()
    reference: str = ""
    process: Process = field(factory=Process.standard, hash=False)
    follows: str = ""
    """The reference of the cycle that this one follows; empty for a first one."""
    rules: CouncilRules | None = field(default=None, eq=False)
    """The council's own rules, if it asks for them to be kept. A file of the cycle does not hold them."""
    ledger: Ledger = field(init=False, factory=Ledger)
    """The records so far, to read: gates, displays and reckonings take it. Change only a copy."""

    def record(self, *records: Record) -> Cycle:
        """The cycle with these records added, all or none of them. The cycle itself never changes.

        Raises `BlockedError` with everything in the way of the first record that may not come
        (`StageOrderError` if a stage has not been reached), and `RecordError` for what is no record.
        """
        return _with(self, _grown(self, records))

    @classmethod
    def audit(
        cls, title: str, records: Iterable[Record], *, buyers: tuple[Authority, ...] = (),
        reference: str = "", process: Process | None = None, follows: str = "",
        rules: CouncilRules | None = None,
    ) -> Audit:  # fmt: skip
        """A real history with every finding; what is out of order takes effect. May raise `RecordError`."""
        empty = cls(title, buyers, reference, process or Process.standard(), follows, rules)
        return audited(empty, records)

    @property
    def stage(self) -> Stage:
        """The earliest stage of any unfinished lot."""
        return self.ledger.stage

    @property
    def stages(self) -> Mapping[str, Stage]:
        """The stage of each lot; a cycle that is not divided has the one key "whole"."""
        return dict(self.ledger.stages)

    @property
    def lots(self) -> tuple[str, ...]:
        """The references of its lots; ("whole",) where it is not divided."""
        return self.ledger.lots

    @property
    def route(self) -> Route | None:
        """The stages that all its lots take; None while undecided, and where they take different ones."""
        return common_route(self.ledger, self.lots)

    @property
    def routes(self) -> Mapping[str, Route | None]:
        """The stages that each lot takes; None for one whose strategy has not decided."""
        return routes(self.ledger)

    @property
    def records(self) -> Records[Record]:
        """Every record in the order entered, superseded ones included."""
        return Records(self.ledger.records)

    def buyers_on(self, day: date, lot: str = WHOLE) -> tuple[Authority, ...]:
        """The authorities that buy, all or those of a lot, on a day. `LookupError` for no such lot."""
        from commissioning.planning.joint_procurement import buyers_on

        lots = () if lot == WHOLE else (known_lot(self.ledger.lots, lot),)
        return buyers_on(self.buyers, self.ledger, day, lots)

    @property
    def last_on(self) -> date | None:
        """The latest day of any record; None for an empty cycle."""
        return max((record.on for record in self.records), default=None)

    def find(self, kind: type[R], about: str | None = None) -> R | None:
        """The latest record of a kind in force; of those about a lot or other reference, if given."""
        a_kind(kind)
        return self.ledger.find(kind, about)

    def expect(self, kind: type[R], about: str | None = None) -> R:
        """Like `find`, but raises `LookupError` naming what is missing."""
        return _expected(self, kind, about)

    def every(
        self, kind: type[R], about: str | None = None, *, superseded: bool = False
    ) -> Records[R]:
        """All records of a kind in force, in the order entered; with superseded ones, if asked."""
        a_kind(kind)
        return Records(self.ledger.every(kind, about, superseded=superseded))

    @overload
    def findings(self, what: Record) -> Findings: ...
    @overload
    def findings(self, what: type[Record], on: date, about: str | None = None) -> Findings: ...
    def findings(
        self, what: Record | type[Record], on: date | None = None, about: str | None = None
    ) -> Findings:
        """Every finding about recording this record, or one of a kind on a day. An unknown law is one."""
        return Findings(_judge(self).findings_about(self.ledger, what, on, about))

    @overload
    def blockers(self, what: Record) -> Findings: ...
    @overload
    def blockers(self, what: type[Record], on: date, about: str | None = None) -> Findings: ...
    def blockers(
        self, what: Record | type[Record], on: date | None = None, about: str | None = None
    ) -> Findings:
        """The findings that stop this from being recorded; empty when it may come. See `findings`."""
        return Findings(blocking(_judge(self).findings_about(self.ledger, what, on, about)))

    def next_steps(self, on: date, about: str | None = None) -> NextSteps:
        """The kinds of record that may come next by order, with findings. `LookupError` about no record."""
        return NextSteps(_judge(self).next_steps(self.ledger, on, about))

    def standing(self) -> Findings:
        """Warnings that hold whatever is recorded next, such as a history that is not held."""
        return Findings(_judge(self).standing(self.ledger, self.buyers))

    def law(self, on: date, lot: str | None = None) -> Law:
        """The law of the procurement or of one lot; before it commences, that of the day asked."""
        from commissioning.law.of_ledger import law_of_lots

        return law_of_lots(self.ledger, on, lot)

    def as_of(self, day: date, *, known: bool = False) -> Cycle:
        """The cycle as it was at the end of a day; with `known`, as it was then known to be."""
        return _with(self, self.ledger.as_of(day, known=known))

    def evaluation(self, lot: str = WHOLE) -> Evaluation:
        """The exact result of a lot. `LookupError` without it or its invitation, `RecordError` too soon."""
        from commissioning.evaluation.evaluation import evaluation_of

        return evaluation_of(self.ledger, known_lot(self.ledger.lots, lot))

    def verdict(self, provider: str, lot: str | None = None) -> SelectionVerdict:
        """A bidder's answers judged by the rules: all, or for a lot. `LookupError` without answers."""
        from commissioning.evaluation.bids_judged import verdict_of

        return verdict_of(self.ledger, provider, lot)

    def thread(self, of: str = "", *, marks: bool = False) -> GoldenThread:
        """The thread from objective to measurement, with a provider's or the winners' answers, and marks."""
        from commissioning.planning.golden_thread import thread, threaded

        return thread(threaded(self.ledger), of, marks=marks)

    def obligations(self, today: date) -> Duties:
        """The notices the law asks for, by when, and what met each. Without a law: `law-unknown`."""
        from commissioning.agenda.duties_of_lots import duties_of

        return duties_of(self.ledger, today)

    def agenda(
        self, today: date, ahead: timedelta | None = None, *, rhythm: Rhythm | None = None
    ) -> Agenda:
        """All that is overdue on a day, and due up to `ahead` after it, from every source, soonest first."""
        from commissioning.agenda.agenda import agenda_of

        named, rules = (self.title, self.reference, self.follows), self.rules
        held = self.ledger, self.process
        return agenda_of(*held, today, named, ahead=ahead, rhythm=rhythm, rules=rules)

    def contract(self, reference: str) -> ContractFile:
        """A contract: history, performance, credits, duties. Raises `LookupError` if not in force."""
        from commissioning.agenda.contract_file import ContractFile

        return ContractFile.of(self.ledger, reference, self.buyers)

    def money(self, lot: str = WHOLE) -> MoneyChain:
        """The sums from estimate to last change, each with its limit. Raises `LookupError`."""
        from commissioning.contracts.money import MoneyChain

        return MoneyChain.of(self.ledger, lot)

    def mobilisation(self, contract: str) -> Mobilisation:
        """The start of one contract's service: its tasks, staff and people. Raises `LookupError`."""
        from commissioning.mobilisation.mobilisation import Mobilisation

        return Mobilisation.of(self.ledger, contract)

    def register(self, on: date) -> Table:
        """The contracts register of a day: one row for each contract signed by then and not over."""
        from commissioning.contracts.register import contracts_register

        return contracts_register(self.ledger, on, buyers=self.buyers)

    def digest(self) -> str:
        """The SHA-256 of its canonical text; equal cycles have equal ones wherever they are kept."""
        from commissioning.values.canonical import digest

        return digest((self.title, self.buyers, self.reference, self.follows, self.records))

    def __repr__(self) -> str:
        return _summary(self)

    @instance_only
    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: ARG002
        """Its form in IPython, and in hypothesis for a failing example: the records, one to a line."""
        printer.text("\n  ".join((repr(self), *(record.described() for record in self.records))))


@frozen
class Remark(OneLine):
    """One finding of an audit about one record, as it would have been on that record's own day."""

    record: Record
    finding: Finding

    def __str__(self) -> str:
        return f"{self.record.described()}: {self.finding}"


class Remarks(Listing[Remark]):
    """The findings of an audit, each about a record, in the order of the history."""

    __slots__ = ()

    noun = "remark"
    columns = ColumnsOf[Remark](
        (Column("record"), lambda one: display_name(type(one.record))),
        (Column("on", Kind.DAY), lambda one: one.record.on),
        (Column("reference"), lambda one: one.record.reference or None),
        *Findings.columns.of_part(attrgetter("finding")),
    )


@frozen(repr=False)
class Audit(Tabled):
    """A history as it was, with every finding about its order and its gates."""

    cycle: Cycle
    remarks: Remarks

    @property
    def findings(self) -> Findings:
        """The findings alone, the standing warnings of the cycle last."""
        return Findings((*(each.finding for each in self.remarks), *self.cycle.standing()))

    @property
    def blocks(self) -> bool:
        """Whether any of it would have been refused."""
        return any(finding.blocks for finding in self.findings)

    def table(self) -> Table:
        """One row for each remark: the record, its day, and the finding about it."""
        return self.remarks.table()

    def _repr_html_(self) -> str:
        return self.remarks._repr_html_()

    def __repr__(self) -> str:
        blocking = sum(finding.blocks for finding in self.findings)
        found = counted(len(self.findings), "finding")
        return f"<Audit of {self.cycle.title!r}: {found}, {blocking} blocking>"


def _expected(cycle: Cycle, kind: type[R], about: str | None) -> R:
    if (found := cycle.find(kind, about)) is not None:
        return found
    of = f" about {about}" if about else ""
    hint = did_you_mean(about or "", (*cycle.ledger.references, *cycle.lots))
    raise LookupError(sentence(f"{cycle.title} has no {display_name(kind)}{of} in force{hint}"))


def _with(cycle: Cycle, ledger: Ledger) -> Cycle:
    """The same cycle with another ledger."""
    made = copy(cycle)
    object.__setattr__(made, "ledger", settled(ledger))
    return made


def _judge(cycle: Cycle) -> Judge:
    from commissioning.judging import Judge

    return Judge(cycle.process, cycle.rules)


def _grown(cycle: Cycle, records: Iterable[Record]) -> Ledger:
    """The ledger with records added. Raises `BlockedError` at the first that something blocks."""
    draft = cycle.ledger.copy()
    judge = _judge(cycle)
    for record, findings in judge.walk(draft, records):
        if findings and (in_the_way := blocking(findings)):
            raise judge.refusal(draft, record, in_the_way)
    return draft


def audited(cycle: Cycle, records: Iterable[Record]) -> Audit:
    """The cycle with records added, however imperfect, and every finding about them."""
    if not isinstance(records, Iterable):
        words = f"{records!r} is not a list of records; of a cycle give its `records`"
        raise RecordError("history", (words,))
    draft = cycle.ledger.copy()
    walked = _judge(cycle).walk(draft, records)
    remarks = tuple(Remark(record, each) for record, findings in walked for each in findings)
    return Audit(_with(cycle, draft), Remarks(remarks))


def replayed(cycle: Cycle, records: Iterable[Record]) -> Cycle:
    """The cycle with records that were judged when they were first recorded, and are not judged again."""
    from commissioning.judging import replay

    draft = cycle.ledger.copy()
    replay(cycle.process, draft, records)
    return _with(cycle, draft)


def _summary(cycle: Cycle) -> str:
    by_stage = grouped((stage, lot) for lot, stage in cycle.ledger.stages.items())
    at = "; ".join(
        f"{of_lots(lots, cycle.lots)} {stage.position}" for stage, lots in by_stage.items()
    )
    last = f", last on {written(cycle.last_on)}" if cycle.last_on else ""
    count = len(cycle.ledger)
    return f"<Cycle {cycle.title!r}: {at}; {count} record{'' if count == 1 else 's'}{last}>"
