"""Whether a service is ready to start: tasks done, open, waiting and overdue, and staff accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from graphlib import TopologicalSorter
from typing import Final

from commissioning.errors import written
from commissioning.findings.code import FindingCode
from commissioning.findings.codes.mobilisation import (
    STAFF_UNACCOUNTED,
    TASK_OUT_OF_ORDER,
    TASK_OVERDUE,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.ledger.ledger import Ledger
from commissioning.records.mobilisation import (
    EmployeeLiabilityInformation,
    MobilisationPlan,
    MobilisationTask,
    StaffTransferred,
    TaskDone,
)
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table


class TaskState(StrEnum):
    """Where one task of a plan stands on a day."""

    DONE = "done"
    OPEN = "open"
    WAITING = "waiting for another"


@frozen(kw_only=True)
class TaskStanding(Checked):
    """One task of a plan, and what has become of it by a day."""

    task: MobilisationTask
    state: TaskState
    done_on: date | None = None
    evidence: str = ""
    waits_for: tuple[str, ...] = ()
    """The tasks that have to be done first and are not."""
    days_overdue: int = 0


@frozen(kw_only=True)
class Readiness(Checked):
    """A mobilisation plan set against what has been done by a day."""

    on: date
    plan: MobilisationPlan
    tasks: tuple[TaskStanding, ...]
    """In an order in which they can be done."""

    def in_state(self, state: TaskState) -> tuple[TaskStanding, ...]:
        """The tasks in one state."""
        return tuple(standing for standing in self.tasks if standing.state is state)

    @property
    def open_essentials(self) -> tuple[MobilisationTask, ...]:
        """The tasks without which the service cannot start, not done yet."""
        return tuple(
            s.task for s in self.tasks if s.task.essential and s.state is not TaskState.DONE
        )

    def findings(self) -> tuple[Finding, ...]:
        """What is overdue, and what was done before what it waits for."""
        return (*self._overdue(), *self._out_of_order())

    def _overdue(self) -> Iterator[Finding]:
        for standing in self.tasks:
            if standing.days_overdue and standing.task.due_on:
                owner = f" ({standing.task.owner})" if standing.task.owner else ""
                yield _warns(
                    TASK_OVERDUE,
                    f"{standing.task.what}{owner} was due on {written(standing.task.due_on)} "
                    "and is not done",
                    "do it, or plan it anew",
                    standing.task.reference,
                )

    def _out_of_order(self) -> Iterator[Finding]:
        for standing in self.tasks:
            if standing.state is TaskState.DONE and standing.waits_for:
                yield _warns(
                    TASK_OUT_OF_ORDER,
                    f"{standing.task.reference} is recorded as done, and waits for "
                    f"{', '.join(standing.waits_for)}",
                    "record those tasks as done, or correct the plan",
                    standing.task.reference,
                )

    def _repr_html_(self) -> str:
        return self.table().to_html(f"Mobilisation on {written(self.on)}")

    def table(self) -> Table:
        """One row for each task, in an order in which they can be done."""
        return Table(
            columns=_COLUMNS,
            rows=tuple(
                (
                    standing.task.reference,
                    standing.task.what,
                    standing.task.owner or None,
                    standing.task.due_on,
                    standing.task.essential,
                    standing.state.value,
                    standing.done_on,
                    standing.days_overdue,
                )
                for standing in self.tasks
            ),
        )


_COLUMNS: Final = (
    Column("task", Kind.TEXT, "its reference"),
    Column("what", Kind.TEXT, "what is to be done"),
    Column("owner", Kind.TEXT, "who does it"),
    Column("due", Kind.DAY, "the day by which it is to be done"),
    Column("essential", Kind.YES_NO, "whether the service cannot start without it"),
    Column("state", Kind.TEXT, "done, open, or waiting for another"),
    Column("done", Kind.DAY, "the day it was done"),
    Column("days overdue", Kind.WHOLE, "since the day it was due; 0 if it is done or not yet due"),
)


def readiness(ledger: Ledger, contract: str, on: date) -> Readiness | None:
    """How far the mobilisation of a contract has come by a day; None where it has no plan by then.

    The latest plan counts. What was done under an earlier plan counts for the tasks it kept.
    """
    plans = [p for p in ledger.every(MobilisationPlan, about=contract) if p.on <= on]
    if not plans:
        return None
    plan = plans[-1]
    named = {"", *(p.reference for p in plans)}
    done = {t.task: t for t in ledger.every(TaskDone) if t.on <= on and t.plan in named}
    tasks = {task.reference: task for task in plan.tasks}
    order = TopologicalSorter({name: task.after for name, task in tasks.items()}).static_order()
    return Readiness(
        on=on, plan=plan, tasks=tuple(_standing(tasks[name], done, on) for name in order)
    )


def _standing(task: MobilisationTask, done: dict[str, TaskDone], on: date) -> TaskStanding:
    waits_for = tuple(before for before in task.after if before not in done)
    record = done.get(task.reference)
    to_do = TaskState.WAITING if waits_for else TaskState.OPEN
    overdue = 0
    if record is None and task.due_on is not None:
        overdue = max((on - task.due_on).days, 0)
    return TaskStanding(
        task=task,
        state=TaskState.DONE if record else to_do,
        done_on=record.on if record else None,
        evidence=record.evidence if record else "",
        waits_for=waits_for,
        days_overdue=overdue,
    )


@frozen(kw_only=True)
class StaffBalance(Checked):
    """Staff who transfer from one provider to another: how many were listed, and what became of them."""

    from_provider: str
    to_provider: str
    listed: int
    """By the latest employee liability information."""
    transferred: int
    objected: int
    left_before: int

    @property
    def unaccounted(self) -> int:
        """How many on the list nobody has accounted for; below nothing when more came than listed."""
        return self.listed - self.transferred - self.objected - self.left_before


def staff_balances(ledger: Ledger, on: date) -> tuple[StaffBalance, ...]:
    """The staff transfers of a procurement by a day, one for each pair of providers."""
    listed = {
        (listing.from_provider, listing.to_provider): listing.people
        for listing in ledger.every(EmployeeLiabilityInformation)
        if listing.on <= on
    }
    moves: dict[tuple[str, str], list[StaffTransferred]] = {pair: [] for pair in listed}
    for move in ledger.every(StaffTransferred):
        if move.on <= on:
            moves.setdefault((move.from_provider, move.to_provider), []).append(move)
    return tuple(
        StaffBalance(
            from_provider=pair[0],
            to_provider=pair[1],
            listed=listed.get(pair, 0),
            transferred=sum(move.transferred for move in made),
            objected=sum(move.objected for move in made),
            left_before=sum(move.left_before for move in made),
        )
        for pair, made in moves.items()
    )


def staff_unaccounted(ledger: Ledger, on: date) -> Iterator[Finding]:
    """Transfers recorded by a day that do not account for everyone on the list."""
    moved = {
        (move.from_provider, move.to_provider)
        for move in ledger.every(StaffTransferred)
        if move.on <= on
    }
    for balance in staff_balances(ledger, on):
        pair = (balance.from_provider, balance.to_provider)
        if pair in moved and balance.unaccounted:
            number = abs(balance.unaccounted)
            told = (
                f"{number} of {balance.listed} staff listed are not accounted for"
                if balance.unaccounted > 0
                else f"{number} more staff are accounted for than the {balance.listed} listed"
            )
            yield _warns(
                STAFF_UNACCOUNTED,
                f"of the transfer from {balance.from_provider} to {balance.to_provider}, {told}",
                "ask both providers, and record who transferred, objected or left",
                balance.to_provider,
            )


def _warns(code: FindingCode, message: str, remedy: str, about: str) -> Finding:
    return code(message, severity=Severity.WARNS, remedy=remedy, about=about)
