"""A case made from a few records, for gates that are asked by themselves."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, Check, Gate
from commissioning.law.law import Law
from commissioning.ledger.ledger import Ledger
from commissioning.records.history import BroughtForward
from commissioning.records.record import Record
from commissioning.records.specification import Lot
from commissioning.records.strategy import ProcurementStrategy
from commissioning.stages import Begins, During, Route, Stage


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


@pytest.fixture(scope="module")
def begun() -> BroughtForward:
    """The start of a cycle of two lots, only a part of it given. A module may begin at another stage."""
    lots = (Lot(reference="N1", title="one"), Lot(reference="N2", title="two"))
    return BroughtForward(
        on=date(2022, 8, 1), stage=Stage.EVALUATION, because="only the evaluation is given",
        divided_into=lots,
    )  # fmt: skip


@pytest.fixture(scope="module")
def case(begun: BroughtForward) -> Callable[..., Case]:
    """The attempt to add a record to what was begun and the records held, for the first lot if no other."""
    start = begun

    def made(
        record: Record,
        *held: Record,
        lots: tuple[str, ...] = ("N1",),
        begun: BroughtForward = start,
        **more: Law | None,
    ) -> Case:
        ledger = Ledger()
        ledger.add(begun, Begins())
        for entry in held:
            ledger.add(entry, During(tuple(Stage)))
        return Case(ledger, record.on, lots, type(record), record, **more)

    return made


@pytest.fixture(scope="module")
def found(case: Callable[..., Case]) -> Callable[..., list[Finding]]:
    """The findings of a gate or check about a record; the rest is that of `case`."""

    def asked(gate: Gate | Check, record: Record, *held: Record, **more: object) -> list[Finding]:
        attempt = case(record, *held, **more)
        return list(gate(attempt, record) if isinstance(gate, Check) else gate(attempt))

    return asked


@pytest.fixture(scope="module")
def texts(found: Callable[..., list[Finding]]) -> Callable[..., list[str]]:
    """The same findings as texts."""
    return lambda *asked, **more: [str(finding) for finding in found(*asked, **more)]


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
