"""A case made from a few records, for gates that are asked by themselves."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, Check, Gate
from commissioning.law.law import Law
from commissioning.ledger.ledger import Ledger
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementStrategy
from commissioning.stages import During, Route, Stage


@pytest.fixture(autouse=True)
def no_code_that_was_not_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding whose code its condition does not declare could not be looked up, nor be waived."""

    def looked_over(ask: Callable[..., Iterator[Finding]]) -> Callable[..., Iterator[Finding]]:
        def asked(condition: Gate | Check, *about: object) -> Iterator[Finding]:
            for finding in ask(condition, *about):
                assert finding.code in {c.code for c in condition.codes}, (
                    f"{condition.name} does not declare it"
                )
                yield finding

        return asked

    for kind in (Gate, Check):
        monkeypatch.setattr(kind, "__call__", looked_over(kind.__call__))


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
            ledger.decided = {"whole": route}
        elif ledger.find(ProcurementStrategy) is None:
            ledger.decided = {"whole": Route.restricted()}
        record = asked if isinstance(asked, Record) else None
        return Case(
            ledger=ledger,
            on=on or asked.on,
            lots=lots,
            kind=type(asked) if isinstance(asked, Record) else asked,
            record=record,
            law=law,
        )

    return made
