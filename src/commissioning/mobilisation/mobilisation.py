"""From signature to the first day of service: tasks done, open or overdue, staff, and handing over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from graphlib import TopologicalSorter
from typing import Final

from commissioning.errors import written
from commissioning.findings.codes import mobilisation as codes
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.record_finder import by_day, newest
from commissioning.mobilisation.reconciliation import Reconciliation, reconcile
from commissioning.records.contract import ContractNovated, ContractSigned
from commissioning.records.ending import ExitPlan, ExitStep
from commissioning.records.mobilisation import (
    EmployeeLiabilityInformation,
    MobilisationPlan,
    MobilisationTask,
    RecordsHandedOver,
    StaffTransferred,
    TaskDone,
)
from commissioning.values.checking import Checked
from commissioning.values.counts import Count
from commissioning.values.frozen import frozen
from commissioning.values.listings import Tabled
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import (
    Word,
    counted,
    did_you_mean,
    grouped,
    numbered,
    of_people,
    sentence,
)


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
    plan = newest([p for p in ledger.naming(MobilisationPlan, contract) if p.on <= on])
    if plan is None:
        return None
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


@frozen(kw_only=True)
class HandoverItem(Checked):
    """One step of an exit plan, and whether it is done by a day."""

    contract: str
    step: ExitStep
    done: RecordsHandedOver | None = None
    days_overdue: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """The contract and the reference of the step."""
        return self.contract, self.step.reference


@frozen(kw_only=True)
class Handover(Checked, Tabled):
    """Everything that the exit plans have handed over, by a day."""

    on: date
    items: tuple[HandoverItem, ...]

    def findings(self) -> tuple[Finding, ...]:
        """The steps that are overdue. One without a reference cannot be recorded, so it is left out."""
        return tuple(_overdue(item) for item in self.items if item.days_overdue)

    def table(self) -> Table:
        """One row for each step, those due first at the top."""
        return _STEPS.table(self.items)


_STEPS: Final = ColumnsOf[HandoverItem](
    (Column("contract", Kind.TEXT, "the contract that ends"), lambda item: item.contract),
    (Column("what", Kind.TEXT, "what is handed over or done"), lambda item: item.step.what),
    (Column("kind", Kind.TEXT, "care records, data, equipment, keys and codes, and so on"),
        lambda item: item.step.kind.value if item.step.kind else None),
    (Column("who", Kind.TEXT, "who does it"), lambda item: item.step.owner or None),
    (Column("to", Kind.TEXT, "who receives it"), lambda item: item.step.to or None),
    (Column("due", Kind.DAY, "the day by which it is due"), lambda item: item.step.due_on),
    (Column("done", Kind.DAY, "the day on which it was handed over"),
        lambda item: item.done.on if item.done else None),
    (Column("checked", Kind.YES_NO, "whether the receiver checked that it is whole"),
        lambda item: item.done.checked if item.done else None),
    (Column("days overdue", Kind.WHOLE, "since the day it was due; 0 if it is done or not yet due"),
        lambda item: item.days_overdue),
)  # fmt: skip


def handover(ledger: Ledger, on: date) -> Handover:
    """The steps of the latest exit plan of each contract by a day, and what was handed over of them."""
    plans = {plan.contract: plan for plan in by_day(ledger.every(ExitPlan)) if plan.on <= on}
    done = {
        (plan.contract, step): given
        for given in by_day(ledger.every(RecordsHandedOver))
        if given.on <= on
        for step in given.steps
        for plan in _carried_out(ledger, given, step, plans.values())
    }
    items = [
        _item(plan, step, done.get((plan.contract, step.reference)), on)
        for plan in plans.values()
        for step in plan.steps
    ]
    items.sort(key=lambda item: (item.step.due_on or date.max, item.key))
    return Handover(on=on, items=tuple(items))


def _carried_out(
    ledger: Ledger, given: RecordsHandedOver, step: str, plans: Iterable[ExitPlan]
) -> list[ExitPlan]:
    """The plans whose step a handover carries out.

    Where several of its lots have such a step: those of the contracts that it names, or that its provider
    holds or held, if there are any.
    """
    lots = {*ledger.lots_of(given)}
    alike = [
        p for p in plans if step in {s.reference for s in p.steps} and lots & {*ledger.lots_of(p)}
    ]
    named = [plan for plan in alike if plan.contract in given.contracts]
    return (
        named or [p for p in alike if given.from_provider in _holders(ledger, p.contract)] or alike
    )


def _holders(ledger: Ledger, contract: str) -> set[str]:
    signed = ledger.named(ContractSigned, contract)
    passed = {novated.to_provider for novated in ledger.naming(ContractNovated, contract)}
    return passed | ({signed.provider} if signed else set())


def _item(plan: ExitPlan, step: ExitStep, done: RecordsHandedOver | None, on: date) -> HandoverItem:
    open_ = step.reference and done is None
    late = max((on - step.due_on).days, 0) if open_ and step.due_on else 0
    return HandoverItem(contract=plan.contract, step=step, done=done, days_overdue=late)


def _overdue(item: HandoverItem) -> Finding:
    step = item.step
    to = f" to {step.to}" if step.to else ""
    return codes.NOT_HANDED_OVER.warns(
        f'{step.owner or "The outgoing provider"} has not handed over "{step.what}"{to}, '
        f"{counted(item.days_overdue, 'day')} overdue (was due {written(step.due_on or date.max)})",
        remedy=f"Have it handed over, then record step {step.reference} as done",
        about=item.contract,
    )


@frozen(repr=False)
class Mobilisation:
    """From signature to the first day of service under one contract: tasks, staff and people."""

    ledger: Ledger
    contract: str
    """The reference of the contract."""

    @classmethod
    def of(cls, ledger: Ledger, contract: str) -> Mobilisation:
        """The mobilisation of a contract. Raises `LookupError` for one that no record mentions."""
        if not ledger.knows(contract):
            hint = did_you_mean(contract, ledger.references)
            raise LookupError(sentence(f'no record mentions the contract "{contract}"{hint}'))
        return cls(ledger, contract)

    def readiness(self, on: date) -> Readiness | None:
        """Its plan against the tasks done by a day; None if it has no plan by then."""
        return readiness(self.ledger, self.contract, on)

    def staff(self, on: date) -> tuple[StaffBalance, ...]:
        """The staff of each outgoing employer who transfer, over the whole procurement."""
        return staff_balances(self.ledger, on)

    def handover(self, on: date) -> Handover:
        """The handover by the exit plans, by whom and by when, over the whole procurement."""
        return handover(self.ledger, on)

    def people_on(self, on: date) -> Reconciliation:
        """The people who have to move, cohort by cohort, over the whole procurement."""
        return reconcile(self.ledger, on)

    def __repr__(self) -> str:
        plan = newest(self.ledger.naming(MobilisationPlan, self.contract))
        planned = f"plan of {counted(len(plan.tasks), 'task')}" if plan else "no plan yet"
        return f"<Mobilisation of {self.contract}: {planned}>"
