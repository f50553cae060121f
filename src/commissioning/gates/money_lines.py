"""Gates on the money lines of the law, with or without VAT."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.findings.codes import law as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case
from commissioning.gates.unknown_law import asks_the_law, checks_by_law
from commissioning.law.conditions import Condition
from commissioning.law.questions import KPIS_AT_LEAST, KPIS_OVER, THRESHOLD
from commissioning.law.thresholds import Side, side_of
from commissioning.records import contract, specification, strategy
from commissioning.values.text import counted


@asks_the_law(Condition.THRESHOLD_SIDE_IS_RIGHT, codes.ABOVE_THRESHOLD_AFTER_ALL)
def stated_side_agrees_with_the_value(case: Case) -> Iterator[Finding]:
    """A procurement stated to be below the threshold has an estimated value below it."""
    decided = case.find(strategy.ProcurementStrategy, case.lots[0])
    value = decided.estimated_value if decided else None
    if value is not None and side_of(value, THRESHOLD, case.law, case.on) is Side.BEYOND:
        row = case.law.row(THRESHOLD, case.on)
        yield codes.ABOVE_THRESHOLD_AFTER_ALL(
            f"The strategy states that the procurement is below the threshold of {row.value.figure}, but "
            f"its estimated value is {value}",
            source=row.citation,
            remedy="Correct the estimate, or state in the strategy that it is at or above the threshold",
        )


@checks_by_law(contract.ContractSigned, Condition.KPIS_ARE_SET, codes.KPIS_NOT_SET)
def kpis_are_set(case: Case, signed: contract.ContractSigned) -> Iterator[Finding]:
    """A contract above the line has the key performance indicators that the law requires."""
    value = signed.value_with_options or signed.value
    if value is None or side_of(value, KPIS_OVER, case.law, case.on) is Side.WITHIN:
        return
    row = case.law.row(KPIS_AT_LEAST, case.on)
    specified = case.find(specification.ServiceSpecification, about=case.lots[0])
    number = sum(kpi.statutory for kpi in specified.kpis) if specified else 0
    if number < row.value:
        yield codes.KPIS_NOT_SET(
            f"Contract {signed.reference} is worth {value} and has "
            f"{counted(number, 'statutory key performance indicator')}; the law requires at least "
            f"{row.value}",
            source=row.citation,
            remedy=(
                "Set them in the specification; where they could not measure performance, record a "
                "waiver and give the reason in the contract details notice"
            ),
            about=signed.reference,
        )
