"""The handover from one provider to another: each step of the exit plans, with who, to whom and by when."""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.errors import written
from commissioning.findings.codes.mobilisation import NOT_HANDED_OVER
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.records.ending import ExitPlan, ExitStep
from commissioning.records.mobilisation import RecordsHandedOver
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.listings import Tabled
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import counted


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
    plans = {plan.contract: plan for plan in ledger.every(ExitPlan) if plan.on <= on}
    given = [record for record in ledger.every(RecordsHandedOver) if record.on <= on]
    items = list[HandoverItem]()
    for plan in plans.values():
        lots = {*ledger.lots_of(plan)}
        own = {step: r for r in given if lots & {*ledger.lots_of(r)} for step in r.steps}
        items += (_item(plan, step, own.get(step.reference), on) for step in plan.steps)
    items.sort(key=lambda item: (item.step.due_on or date.max, item.key))
    return Handover(on=on, items=tuple(items))


def _item(plan: ExitPlan, step: ExitStep, done: RecordsHandedOver | None, on: date) -> HandoverItem:
    open_ = step.reference and done is None
    late = max((on - step.due_on).days, 0) if open_ and step.due_on else 0
    return HandoverItem(contract=plan.contract, step=step, done=done, days_overdue=late)


def _overdue(item: HandoverItem) -> Finding:
    step = item.step
    to = f" to {step.to}" if step.to else ""
    return NOT_HANDED_OVER.warns(
        f'{step.owner or "The outgoing provider"} has not handed over "{step.what}"{to}, '
        f"{counted(item.days_overdue, 'day')} overdue (was due {written(step.due_on or date.max)})",
        remedy=f"Have it handed over, then record step {step.reference} as done",
        about=item.contract,
    )
