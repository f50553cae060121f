"""Between signature and go-live: the plan, the tasks done, staff and records handed over, readiness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Final

from attrs import field

from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.records.contract import OfContracts
from commissioning.records.record import CONTRACT, PROVIDER, RECORD, Record
from commissioning.values.checking import Checked, FromOne, FromZero, Referenced, asks
from commissioning.values.counts import Count, StatesCount, count_of
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word, did_you_mean

TASK: Final = {"refers": "task"}
"""Metadata of a field that refers to tasks of a plan."""


@frozen(kw_only=True)
class MobilisationTask(Referenced):
    """One thing to be done before a service can start."""

    what: str
    owner: str = ""
    """The role or organisation that does it, never a private person's name."""
    due_on: date | None = None
    after: tuple[str, ...] = ()
    """The tasks that have to be done first, by reference."""
    evidence: str = ""
    """The evidence that it is done: "signed data sharing agreement"."""
    essential: bool = True
    """Whether the service cannot start without it."""

    never_empty = asks(what="say what is to be done")

    def problems(self) -> Iterator[str]:
        if self.reference in self.after:
            yield f"after: {self.reference} cannot wait for itself"


@frozen(kw_only=True)
class MobilisationPlan(OfContracts):
    """The plan by which one or more contracts are made ready to start."""

    tasks: tuple[MobilisationTask, ...] = ()
    go_live_on: date | None = None
    staff_transfer: bool | None = None
    """Whether staff transfer under TUPE; None if not yet known."""

    distinct = ("contracts", "tasks")

    def problems(self) -> Iterator[str]:
        known = {task.reference: task for task in self.tasks}
        for task in self.tasks:
            for before in task.after:
                if before not in known:
                    near = did_you_mean(before, known)
                    yield f"tasks: {task.reference} waits for {before}, not a task of the plan{near}"
                elif task.due_on and (first := known[before].due_on) and task.due_on < first:
                    yield f"tasks: {task.reference} is due before {before}, for which it waits"
            if task.due_on and self.go_live_on and task.essential and task.due_on > self.go_live_on:
                yield (
                    f"tasks: {task.reference} is essential and due on {written(task.due_on)}, "
                    f"after go-live on {written(self.go_live_on)}"
                )
        yield from _circle(known)

    def names(self, reference: str) -> bool:
        return Record.names(self, reference) or any(t.reference == reference for t in self.tasks)

    @property
    def reserves(self) -> tuple[str, ...]:
        return self.contracts


@frozen(kw_only=True)
class TaskDone(Record, called="finished task"):
    """One task of a mobilisation plan, done."""

    task: str = field(metadata=TASK)
    plan: str = field(default="", metadata=RECORD | {"called": "mobilisation plan"})
    """The plan it is a task of, by reference; needed where several plans run side by side."""
    evidence: str = ""
    """The evidence, or where it is kept."""

    never_empty = asks(task="say which task is done")


@frozen(kw_only=True)
class StaffCount(StatesCount):
    """The number of people in one kind of job. Counts only: no list of staff belongs in a ledger."""

    role: str
    people: FromZero[int] | None = None
    fewer_than: FromOne[int] | None = None

    never_empty = asks(role="say what work they do")
    asked_for = asks(people="the number of staff")


@frozen(kw_only=True)
class OfTransfer(Record):
    """The base of the records about staff who transfer from one provider to another."""

    from_provider: str = field(metadata=PROVIDER)
    to_provider: str = field(metadata=PROVIDER)

    def shared_problems(self) -> Iterator[str]:
        yield from Record.shared_problems(self)
        if not self.from_provider or not self.to_provider:
            yield "say from which provider the staff come, and to which they go"
        elif self.from_provider == self.to_provider:
            yield f"to_provider: the staff already work for {self.to_provider}"

    @property
    def employers(self) -> tuple[str, str]:
        """The old employer of the staff and the new one."""
        return self.from_provider, self.to_provider


@frozen(kw_only=True)
class EmployeeLiabilityInformation(OfTransfer, called="notice of employee liability information"):
    """The employee information that an outgoing employer gives under TUPE, as counts.

    Regulation 11 of the Transfer of Undertakings (Protection of Employment) Regulations 2006 asks for
    it a number of days before the transfer; the rows of law say how many.
    """

    contracts: tuple[str, ...] = field(default=(), metadata=CONTRACT)
    """The contracts under which the staff will work."""
    transfer_on: date
    staff: tuple[StaffCount, ...] = ()
    withheld: bool = False
    """Whether the outgoing employer was asked for it and had not given it by this day."""

    distinct = ("staff.role",)
    asks_within = ("staff",)

    def problems(self) -> Iterator[str]:
        if self.withheld and self.staff:
            yield "staff: the information is withheld; give counts in the record of when it comes"
        if not self.withheld and not self.staff:
            yield "staff: give the counts, with 0 for a role from which no one transfers"

    @property
    def reserves(self) -> tuple[str, ...]:
        return self.contracts

    @property
    def people(self) -> int | None:
        """The number of people due to transfer in all; None where it is not known."""
        return Count.total(map(count_of, self.staff)).known


class Pensions(Word):
    """The provision a new employer makes for the pensions of staff who transfer."""

    ADMITTED = "stays in the scheme: the new employer is admitted to it"
    COMPARABLE = "a broadly comparable scheme of the new employer"
    MINIMUM = "the new employer's scheme, matched as the law asks at the least"
    NONE = "no one who transfers has pension rights to protect"


@frozen(kw_only=True)
class StaffTransferred(OfTransfer, called="transfer of staff"):
    """The outcome for staff due to transfer, dated the day of the transfer."""

    contracts: tuple[str, ...] = field(default=(), metadata=CONTRACT)
    transferred: FromZero[int] | None = None
    objected: FromZero[int] = 0
    """Those who refused to transfer, whose employment thereby ended."""
    left_before: FromZero[int] = 0
    """Those who were on the list and left, or stayed with the old employer in other work."""
    pensions: Pensions | None = None
    """The new employer's provision for their pensions; None where it is not known."""

    asked_for = asks(transferred="the number of staff who transferred")


class HandoverKind(Word):
    """The things that one provider hands over to another, or to the authority."""

    RECORDS = "care records"
    DATA = "data"
    EQUIPMENT = "equipment"
    KEYS = "keys and codes"
    PREMISES = "premises"
    STAFF = "staff"
    PENSIONS = "pensions"
    MONEY = "money"
    OTHER = "other"


@frozen(kw_only=True)
class RecordsHandedOver(Record, called="handover of records"):
    """Care records, data, equipment or keys passed from one provider to another, or to the authority."""

    contracts: tuple[str, ...] = field(default=(), metadata=CONTRACT)
    """The contracts concerned: those whose exit plans it carries out, where several have such a step."""
    from_provider: str = field(metadata=PROVIDER)
    to_provider: str = field(default="", metadata=PROVIDER)
    """The party that received them; empty for the authority itself."""
    what: str
    kind: HandoverKind | None = None
    steps: tuple[str, ...] = ()
    """The steps of the exit plan that this carries out, by their references."""
    count: FromZero[int] | None = None
    """The number of people whose records they are; None if not counted."""
    agreement: str = ""
    """The data sharing agreement under which they passed."""
    checked: bool = False
    """Whether the receiver has checked that they are whole."""

    never_empty = asks(from_provider="say who handed them over", what="say what was handed over")


@frozen(kw_only=True)
class BridgingContract(Record):
    """A short contract that keeps a service going until the new one is ready."""

    provider: str | None = field(default=None, metadata=PROVIDER)
    contracts: tuple[str, ...] = field(default=(), metadata=CONTRACT)
    """The contracts whose start it bridges."""
    period: Period | None = None
    starts_on: date | None = None
    """The first day, where its last day is not known and there is no `period`."""
    rolling: bool = False
    """Whether it runs until somebody ends it, by a `ContractEnded` that names it."""
    because: str
    value: FromZero[Money] | None = None

    never_empty = asks(
        reference="missing; the contracts register refers to it",
        provider="say who keeps the service going",
        because="say why the service has to be bridged",
    )
    asked_for = asks(provider="who keeps the service going", period="its period")

    def lacks(self, name: str) -> bool:
        runs_on = name == "period" and self.rolling and self.starts_on is not None
        return Record.lacks(self, name) and not runs_on

    def problems(self) -> Iterator[str]:
        if self.period is not None and (self.starts_on is not None or self.rolling):
            yield "period: give the whole term here, or `starts_on` and `rolling`, not both"

    @property
    def reserves(self) -> tuple[str, ...]:
        return self.contracts

    @property
    def first_day(self) -> date | None:
        """Its first day; None where it is not stated."""
        return self.period.starts_on if self.period else self.starts_on

    def runs_on(self, day: date) -> bool:
        """Whether it runs on a day, as far as its own days are known."""
        first, last = self.first_day, self.period.ends_on if self.period else None
        return (first is None or first <= day) and (last is None or day <= last)


class GoDecision(Word):
    """Whether a service may start."""

    GO = "go"
    NO_GO = "no go"


@frozen(kw_only=True)
class ReadinessCriterion(Checked):
    """One thing looked at before a service starts, and what was found."""

    what: str
    met: bool
    essential: bool = True
    evidence: str = ""

    never_empty = asks(what="say what was looked at")


@frozen(kw_only=True)
class ReadinessReview(OfContracts):
    """The decision whether the contracts it names may go live."""

    decision: GoDecision
    criteria: tuple[ReadinessCriterion, ...] = ()
    decided_by: str = ""
    """The board or office that decided, never a person's name."""
    because: str = ""
    """Why it is no go, or why it is go although something essential is not met."""

    distinct = ("contracts",)

    def problems(self) -> Iterator[str]:
        if self.decision is GoDecision.NO_GO and not self.because:
            yield "because: say why the decision is no go"
        if self.decision is GoDecision.GO and self.unmet and not self.because:
            missing = ", ".join(criterion.what for criterion in self.unmet)
            yield f"because: say why it is go although this is not met: {missing}"

    @property
    def reserves(self) -> tuple[str, ...]:
        return self.contracts

    @property
    def unmet(self) -> tuple[ReadinessCriterion, ...]:
        """The essential criteria that are not met."""
        return tuple(c for c in self.criteria if c.essential and not c.met)


def _circle(tasks: dict[str, MobilisationTask]) -> Iterator[str]:
    """Tasks that wait for one another in a ring can never be started."""
    waits = {name: [w for w in task.after if w in tasks] for name, task in tasks.items()}
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as ring:
        yield f"tasks: these wait for one another: {' > '.join(reversed(ring.args[1]))}"
