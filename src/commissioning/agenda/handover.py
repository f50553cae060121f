"""Due while one provider hands over to another: its staff, disputes about them, and the exit plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from commissioning.agenda.items import (
    AUTHORITY,
    AgendaItem,
    Asked,
    Found,
    HowSure,
    ItemKind,
    first_after,
    paper,
)
from commissioning.mobilisation.handover import handover
from commissioning.records.ending import ExitPlan
from commissioning.records.mobilisation import EmployeeLiabilityInformation, StaffTransferred
from commissioning.records.staff import StaffConsulted, StaffDisputed, StaffDisputeSettled

_Transfer = TypeVar("_Transfer", StaffTransferred, StaffConsulted)


def staff(asked: Asked) -> Found:
    """The transfer of the staff of each outgoing employer, those to be informed before it, and disputes."""
    for listing in asked.ledger.every(EmployeeLiabilityInformation):
        pair = (listing.from_provider, listing.to_provider)
        moved = _between(asked.ledger.every(StaffTransferred), pair)
        informed = _between(asked.ledger.every(StaffConsulted), pair)
        name = f"{pair[0]}/{pair[1]}"
        yield AgendaItem(
            key=f"staff/{name}",
            kind=ItemKind.PEOPLE,
            what=f"Staff of {pair[0]} transfer to {pair[1]}",
            day=listing.transfer_on,
            because="the outgoing employer gave this day",
            source=paper(listing),
            who=listing.to_provider,
            about=listing.to_provider,
            met_by=first_after(moved, date.min),
        )
        for employer in pair:
            own = (each for each in informed if each.employer == employer)
            yield AgendaItem(
                key=f"staff-consulted/{name}/{employer}",
                kind=ItemKind.TASK,
                what=f"Inform the staff representatives of {employer}, and consult them on planned measures",
                day=listing.transfer_on,
                because=f"staff transfer from {pair[0]} to {pair[1]}",
                source=paper(listing),
                who=employer,
                about=employer,
                met_by=first_after(own, date.min),
                passes=True,
            )
    yield from _disputes(asked)


def _between(records: Iterable[_Transfer], pair: tuple[str, str]) -> list[_Transfer]:
    """The records about a transfer from one provider to another."""
    return [each for each in records if (each.from_provider, each.to_provider) == pair]


def _disputes(asked: Asked) -> Iterator[AgendaItem]:
    """The disputes about staff; they have no day by which they must be settled."""
    for dispute in asked.ledger.every(StaffDisputed):
        settled = asked.ledger.every(StaffDisputeSettled, about=dispute.reference)
        yield AgendaItem(
            key=f"staff-dispute/{dispute.reference}",
            kind=ItemKind.TASK,
            what=f"Settle dispute {dispute.reference} about {dispute.matter.value}",
            day=None,
            because=f"staff transfer from {dispute.from_provider} to {dispute.to_provider}",
            source=paper(dispute),
            about=dispute.reference,
            met_by=first_after(settled, date.min),
        )


def exits(asked: Asked) -> Found:
    """The steps of the exit plan of each contract, open until done where they have a reference."""
    done = {item.key: item.done for item in handover(asked.ledger, asked.today).items}
    for history in asked.contracts:
        for plan in history.of(ExitPlan, asked.today)[-1:]:
            for number, step in enumerate(plan.steps, 1):
                to = f" to {step.to}" if step.to else ""
                yield AgendaItem(
                    key=f"exit/{plan.contract}/{number}",
                    kind=ItemKind.TASK,
                    what=f"{step.what}{to}",
                    day=step.due_on,
                    because=f"the exit plan of contract {plan.contract} has it",
                    source=paper(plan),
                    who=step.owner or AUTHORITY,
                    how_sure=HowSure.PLANNED,
                    about=plan.contract,
                    met_by=done.get((plan.contract, step.reference)),
                    passes=not step.reference,
                )
