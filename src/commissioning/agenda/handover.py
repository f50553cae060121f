"""Due while one provider hands over to another: its staff, disputes about them, and the exit plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from commissioning.agenda import items
from commissioning.mobilisation.handover import handover
from commissioning.records.ending import ExitPlan
from commissioning.records.mobilisation import EmployeeLiabilityInformation, StaffTransferred
from commissioning.records.staff import StaffConsulted, StaffDisputed, StaffDisputeSettled

_Transfer = TypeVar("_Transfer", StaffTransferred, StaffConsulted)


def staff(asked: items.Asked) -> items.Found:
    """The transfer of the staff of each outgoing employer, those to be informed before it, and disputes."""
    for listing in asked.ledger.every(EmployeeLiabilityInformation):
        pair = (listing.from_provider, listing.to_provider)
        moved = _between(asked.ledger.every(StaffTransferred), pair)
        informed = _between(asked.ledger.every(StaffConsulted), pair)
        name = f"{pair[0]}/{pair[1]}"
        yield items.due(listing, items.ItemKind.PEOPLE, "staff", name)(
            what=f"Staff of {pair[0]} transfer to {pair[1]}",
            day=listing.transfer_on,
            because="the outgoing employer gave this day",
            who=listing.to_provider,
            about=listing.to_provider,
            met_by=items.first_after(moved, date.min),
        )
        for employer in pair:
            own = (each for each in informed if each.employer == employer)
            yield items.due(listing, items.ItemKind.TASK, "staff-consulted", name, employer)(
                what=f"Inform the staff representatives of {employer}, and consult them on planned measures",
                day=listing.transfer_on,
                because=f"staff transfer from {pair[0]} to {pair[1]}",
                who=employer,
                about=employer,
                met_by=items.first_after(own, date.min),
                passes=True,
            )
    yield from _disputes(asked)


def _between(records: Iterable[_Transfer], pair: tuple[str, str]) -> list[_Transfer]:
    return [each for each in records if (each.from_provider, each.to_provider) == pair]


def _disputes(asked: items.Asked) -> Iterator[items.AgendaItem]:
    """The disputes about staff; they have no day by which they must be settled."""
    for dispute in asked.ledger.every(StaffDisputed):
        settled = asked.ledger.every(StaffDisputeSettled, about=dispute.reference)
        yield items.due(dispute, items.ItemKind.TASK, "staff-dispute", dispute.reference)(
            what=f"Settle dispute {dispute.reference} about {dispute.matter.value}",
            day=None,
            because=f"staff transfer from {dispute.from_provider} to {dispute.to_provider}",
            met_by=items.first_after(settled, date.min),
        )


def exits(asked: items.Asked) -> items.Found:
    """The steps of the exit plan of each contract, open until done where they have a reference."""
    done = {item.key: item.done for item in handover(asked.ledger, asked.today).items}
    for history in asked.contracts:
        for plan in history.of(ExitPlan, asked.today)[-1:]:
            for number, step in enumerate(plan.steps, 1):
                to = f" to {step.to}" if step.to else ""
                yield items.due(plan, items.ItemKind.TASK, "exit", plan.contract, number)(
                    what=f"{step.what}{to}",
                    day=step.due_on,
                    because=f"the exit plan of contract {plan.contract} has it",
                    who=step.owner or items.AUTHORITY,
                    how_sure=items.HowSure.PLANNED,
                    met_by=done.get((plan.contract, step.reference)),
                    passes=not step.reference,
                )
