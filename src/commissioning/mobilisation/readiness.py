"""Readiness of a service to start: its tasks done, open, waiting or overdue, and its staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from graphlib import TopologicalSorter
from typing import Final

from commissioning.errors import written
from commissioning.findings.codes import mobilisation as codes
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.records.mobilisation import (
    EmployeeLiabilityInformation,
    MobilisationPlan,
    MobilisationTask,
    StaffTransferred,
    TaskDone,
)
from commissioning.values.checking import Checked
from commissioning.values.counts import Count
from commissioning.values.frozen import frozen
from commissioning.values.grouping import grouped
from commissioning.values.listings import Tabled
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import Word, counted, numbered, of_people


class TaskState(Word):
    """The state of one task of a plan on a day."""

    DONE = "done"
    OPEN = "open"
    WAITING = "waiting for another"


@frozen(kw_only=True)
class TaskProgress(Checked):
    """One task of a plan, and its progress by a day."""

    task: MobilisationTask
    state: TaskState
    done_on: date | None = None
    evidence: str = ""
    waits_for: tuple[str, ...] = ()
    """The tasks that must be done first and are still open."""
    days_overdue: int = 0


@frozen(kw_only=True)
class Readiness(Checked, Tabled):
    """A mobilisation plan and its progress by a day."""

    on: date
    plan: MobilisationPlan
    tasks: tuple[TaskProgress, ...]
    """In an order in which they can be done."""

    @property
    def open_essentials(self) -> tuple[MobilisationTask, ...]:
        """The tasks without which the service cannot start, not done yet."""
        return tuple(
            s.task for s in self.tasks if s.task.essential and s.state is not TaskState.DONE
        )

    def findings(self) -> tuple[Finding, ...]:
        """Overdue tasks, and tasks recorded as done before those they wait for."""
        return (*self._overdue(), *self._out_of_order())

    def _overdue(self) -> Iterator[Finding]:
        for progress in self.tasks:
            if progress.days_overdue and progress.task.due_on:
                owner = f" ({progress.task.owner})" if progress.task.owner else ""
                late = counted(progress.days_overdue, "day")
                yield codes.TASK_OVERDUE.warns(
                    f'Task "{progress.task.what}"{owner} is {late} overdue (was '
                    f"due {written(progress.task.due_on)})",
                    remedy="Do it, or give it a new day in the plan",
                    about=progress.task.reference,
                )

    def _out_of_order(self) -> Iterator[Finding]:
        for progress in self.tasks:
            if progress.state is TaskState.DONE and progress.waits_for:
                yield codes.TASK_OUT_OF_ORDER.warns(
                    f"Task {progress.task.reference} is recorded as done, but "
                    f"{numbered('task', progress.waits_for)} must be done first",
                    remedy="Record that too as done, or correct the plan",
                    about=progress.task.reference,
                )

    def _repr_html_(self) -> str:
        return self.table().to_html(f"Mobilisation on {written(self.on)}")

    def table(self) -> Table:
        """One row for each task, in an order in which they can be done."""
        return _TASKS.table(self.tasks)


_TASKS: Final = ColumnsOf[TaskProgress](
    (Column("task", Kind.TEXT, "its reference"), lambda progress: progress.task.reference),
    (Column("what", Kind.TEXT, "what is to be done"), lambda progress: progress.task.what),
    (Column("owner", Kind.TEXT, "who does it"), lambda progress: progress.task.owner or None),
    (Column("due", Kind.DAY, "the day by which it is to be done"), lambda progress: progress.task.due_on),
    (Column("essential", Kind.YES_NO, "whether the service cannot start without it"),
        lambda progress: progress.task.essential),
    (Column("state", Kind.TEXT, "done, open, or waiting for another"), lambda progress: progress.state.value),
    (Column("done", Kind.DAY, "the day it was done"), lambda progress: progress.done_on),
    (Column("days overdue", Kind.WHOLE, "since the day it was due; 0 if it is done or not yet due"),
        lambda progress: progress.days_overdue),
)  # fmt: skip


def readiness(ledger: Ledger, contract: str, on: date) -> Readiness | None:
    """The progress of a contract's mobilisation by a day; None if it has no plan by then.

    The latest plan counts; tasks done under an earlier plan count if the latest keeps them.
    """
    plans = [p for p in ledger.every(MobilisationPlan, about=contract) if p.on <= on]
    if not plans:
        return None
    plan = plans[-1]
    done = tasks_done(ledger, plan, on)
    tasks = {task.reference: task for task in plan.tasks}
    order = TopologicalSorter({name: task.after for name, task in tasks.items()}).static_order()
    return Readiness(
        on=on, plan=plan, tasks=tuple(_standing(tasks[name], done, on) for name in order)
    )


def tasks_done(ledger: Ledger, plan: MobilisationPlan, on: date) -> dict[str, TaskDone]:
    """The tasks done by a day under a plan, or an earlier one of its contracts, by their reference."""
    plans = (p for name in plan.contracts for p in ledger.every(MobilisationPlan, name))
    named = {"", *(p.reference for p in plans)}
    every = (t for lot in ledger.lots_of(plan) for t in ledger.every(TaskDone, lot))
    return {t.task: t for t in every if t.on <= on and t.plan in named}


def _standing(task: MobilisationTask, done: dict[str, TaskDone], on: date) -> TaskProgress:
    waits_for = tuple(before for before in task.after if before not in done)
    record = done.get(task.reference)
    to_do = TaskState.WAITING if waits_for else TaskState.OPEN
    overdue = max((on - task.due_on).days, 0) if record is None and task.due_on else 0
    return TaskProgress(
        task=task,
        state=TaskState.DONE if record else to_do,
        done_on=record.on if record else None,
        evidence=record.evidence if record else "",
        waits_for=waits_for,
        days_overdue=overdue,
    )


@frozen(kw_only=True)
class StaffBalance(Checked):
    """Staff who transfer between two providers: the number listed, and the outcome for them."""

    from_provider: str
    to_provider: str
    listed: int | None
    """By the latest list of each lot whose staff moved, or of all before any did; None if not known."""
    transferred: int | None
    """None where the number is not known."""
    objected: int
    left_before: int

    @property
    def unaccounted(self) -> int | None:
        """The number listed but not accounted for; negative if more are accounted for than listed.

        None where there is no list to hold the transfer against, or a number is not known.
        """
        if self.listed is None or self.transferred is None:
            return None
        return self.listed - self.transferred - self.objected - self.left_before


def staff_balances(ledger: Ledger, on: date) -> tuple[StaffBalance, ...]:
    """The staff transfers recorded by a day, one for each pair of providers."""
    moves = _staff_moves(ledger, on)
    listed: dict[tuple[str, str], dict[object, Count]] = {}
    for listing in ledger.every(EmployeeLiabilityInformation):
        # Those of a lot whose staff are still to move are of a later transfer between the two.
        lots = ledger.lots_of(listing)
        moved = {lot for move in moves.get(listing.employers, ()) for lot in ledger.lots_of(move)}
        if listing.on <= on and not listing.withheld and (not moved or moved.intersection(lots)):
            listed.setdefault(listing.employers, {})[lots] = Count.of(listing.people)
    return tuple(
        StaffBalance(
            from_provider=pair[0],
            to_provider=pair[1],
            listed=Count.total(listed[pair].values()).known if pair in listed else None,
            transferred=Count.total(Count.of(move.transferred) for move in made).known,
            objected=sum(move.objected for move in made),
            left_before=sum(move.left_before for move in made),
        )
        for pair in {**listed, **moves}
        for made in (moves.get(pair, ()),)
    )


def _staff_moves(ledger: Ledger, on: date) -> dict[tuple[str, str], tuple[StaffTransferred, ...]]:
    """The transfers recorded by a day, by the two providers."""
    moves = (move for move in ledger.every(StaffTransferred) if move.on <= on)
    return grouped((move.employers, move) for move in moves)


def staff_unaccounted(ledger: Ledger, on: date) -> Iterator[Finding]:
    """Transfers recorded by a day that do not account for everyone on the list."""
    moved = _staff_moves(ledger, on)
    for balance in staff_balances(ledger, on):
        pair, left = (balance.from_provider, balance.to_provider), balance.unaccounted
        if pair in moved and left:
            number = abs(left)
            count = (
                f"{number} of the {balance.listed} staff listed are not accounted for"
                if left > 0
                else "the records account for "
                f"{of_people(number)} more than the {balance.listed} staff listed"
            )
            yield codes.STAFF_UNACCOUNTED.warns(
                f"In the transfer from {balance.from_provider} to {balance.to_provider}, {count}",
                remedy="Ask both providers, and record how many transferred, objected or left",
                about=balance.to_provider,
            )
