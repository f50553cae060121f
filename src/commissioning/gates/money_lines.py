"""On which side of a money line an amount lies, with or without VAT, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.findings.codes.law import ABOVE_THRESHOLD_AFTER_ALL, KPIS_NOT_SET
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case
from commissioning.gates.unknown_law import asks_the_law
from commissioning.law.conditions import Condition
from commissioning.law.questions import KPIS_AT_LEAST, KPIS_OVER, THRESHOLD
from commissioning.law.thresholds import Side, side_of
from commissioning.records.contract import ContractSigned
from commissioning.records.specification import ServiceSpecification
from commissioning.records.strategy import ProcurementStrategy


@asks_the_law(Condition.THRESHOLD_SIDE_IS_RIGHT, ABOVE_THRESHOLD_AFTER_ALL)
def stated_side_agrees_with_the_value(case: Case) -> Iterator[Finding]:
    """A procurement said to be below the threshold is estimated below it."""
    strategy = case.find(ProcurementStrategy)
    if strategy is None or strategy.estimated_value is None:
        return
    if side_of(strategy.estimated_value, THRESHOLD, case.law, case.on) is Side.AT_OR_OVER:
        row = case.law.row(THRESHOLD, case.on)
        yield ABOVE_THRESHOLD_AFTER_ALL(
            f"the strategy says below the threshold; its estimated value is "
            f"{strategy.estimated_value} and the threshold {row.value}",
            source=row.citation,
            remedy="state above_threshold=True in the strategy's facts, or correct the estimate",
        )


@asks_the_law(Condition.KPIS_ARE_SET, KPIS_NOT_SET)
def kpis_are_set(case: Case) -> Iterator[Finding]:
    """A contract over the line has the key performance indicators that the law asks for."""
    signed = case.record
    if not isinstance(signed, ContractSigned):
        return
    value = signed.value_with_options or signed.value
    if value is None or side_of(value, KPIS_OVER, case.law, case.on) is Side.UNDER:
        return
    row = case.law.row(KPIS_AT_LEAST, case.on)
    specification = case.find(ServiceSpecification, about=case.lots[0])
    kpis = specification.kpis if specification else ()
    number = sum(kpi.statutory for kpi in kpis)
    if number < row.value:
        yield KPIS_NOT_SET(
            f"contract {signed.reference} is worth {value}, and {number} key performance "
            f"indicators are set as statutory; at least {row.value} are to be",
            source=row.citation,
            remedy=(
                "set them in the specification; where performance cannot be judged by them, waive "
                "this and say why in the contract details notice"
            ),
            about=signed.reference,
        )
