"""A case made from a few records, for gates that are asked by themselves."""

from collections.abc import Callable
from datetime import date

import pytest

from commissioning.gates.case import Case
from commissioning.law import Law
from commissioning.ledger import During, Ledger
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementStrategy
from commissioning.stages import Route, Stage


@pytest.fixture
def case_of() -> Callable[..., Case]:
    """Asks about a record, or a kind of record on a day, before a ledger of the records given."""

    def made(
        asked: Record | type[Record],
        *records: Record,
        law: Law,
        on: date | None = None,
        lots: tuple[str, ...] = ("whole",),
        route: Route | None = None,
    ) -> Case:
        ledger = Ledger()
        for record in records:
            ledger.add(record, During((Stage.AWARD,), survives=True))
        if route is not None:
            ledger.route = route
        elif ledger.find(ProcurementStrategy) is None:
            ledger.route = Route.restricted()
        record = asked if isinstance(asked, Record) else None
        return Case(
            ledger=ledger,
            on=on or asked.on,
            lots=lots,
            kind=type(asked) if isinstance(asked, Record) else asked,
            record=record,
            law_source=lambda: law,
        )

    return made
