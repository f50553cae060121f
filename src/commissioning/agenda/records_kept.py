"""How long the records of a procurement are to be kept."""

from __future__ import annotations

from commissioning.agenda.items import AgendaItem, Asked, Found, ItemKind, lawful
from commissioning.contracts.history import ContractHistory, histories
from commissioning.errors import written
from commissioning.law.governing import law_for
from commissioning.law.questions import RECORDS_KEPT


def records_kept(asked: Asked) -> Found:
    """The last day for which the law has the records of each award kept; other law may go further."""
    for history in histories(asked.ledger):
        yield from lawful(_kept(asked, history), "how long records are kept")


def _kept(asked: Asked, history: ContractHistory) -> Found:
    signed = history.contract
    law = law_for(asked.ledger, asked.today, asked.ledger.lots_of(signed)[0])
    for row in law.every(RECORDS_KEPT, signed.on):
        yield AgendaItem(
            key=f"records/{signed.reference}",
            kind=ItemKind.RECORDS,
            what=f"Keep the records of how contract {signed.reference} was awarded, to this day at least",
            day=row.value.last_day(signed.on),
            because=f"it was entered into on {written(signed.on)}",
            source=row.citation,
            about=signed.reference,
            passes=True,
        )
