"""On which side of a money line an amount lies, with or without VAT, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from commissioning.gates.attached import asks_the_law
from commissioning.gates.case import Case, gate
from commissioning.law import Law, Parameter
from commissioning.law.terms import KPIS_AT_LEAST, KPIS_OVER, THRESHOLD, VAT_RATE
from commissioning.records.contract import ContractSigned
from commissioning.records.specification import ServiceSpecification
from commissioning.records.strategy import ProcurementStrategy
from commissioning.values.findings import Finding
from commissioning.values.money import Money, VatBasis


class Side(StrEnum):
    """Where an amount lies."""

    AT_OR_OVER = "at or over the line"
    UNDER = "under the line"


def side_of(amount: Money, line: Parameter[Money], law: Law, on: date) -> Side:
    """Whether an amount reaches a line of the law.

    An amount on another VAT basis than the line's is compared as far as the standard rate lets it be.
    Raises `NoRuleError` where the law has no such line, or VAT would decide and is not stated.
    """
    drawn = law.value(line, on)
    if amount.currency != drawn.currency:
        raise law.no_rule(line, on, f"the line is in {drawn.currency}; give the amount so")
    least, most = bounds(amount, drawn.vat, law.value(VAT_RATE, on))
    if least >= drawn.amount:
        return Side.AT_OR_OVER
    if most < drawn.amount:
        return Side.UNDER
    why = f"{amount} is on one side of {drawn} with VAT and on the other without; state its basis"
    raise law.no_rule(line, on, why)


def bounds(amount: Money, basis: VatBasis, rate: Decimal) -> tuple[Decimal, Decimal]:
    """The least and the most that an amount may come to on a VAT basis; some supplies bear none.

    `rate` is the standard rate in per cent.
    """
    factor = 1 + rate / 100
    if amount.vat is basis or basis is VatBasis.UNSTATED:
        return amount.amount, amount.amount
    if basis is VatBasis.INCLUDING:
        return amount.amount, amount.amount * factor
    return amount.amount / factor, amount.amount


def is_above_threshold(estimated: Money | None, law: Law, on: date) -> bool:
    """Whether a procurement of that estimated value is above the threshold that applies to its facts.

    The value is the most that may be paid, with every option and extension. One that cannot be
    estimated counts as above (Procurement Act 2023, section 4 and Schedule 3). Raises `NoRuleError`
    where no line applies or VAT would decide.
    """
    if estimated is None:
        return True
    return side_of(estimated, THRESHOLD, law, on) is Side.AT_OR_OVER


@gate("above-threshold-after-all", "law-unknown")
@asks_the_law
def stated_side_agrees_with_the_value(case: Case) -> Iterator[Finding]:
    """A procurement said to be below the threshold is estimated below it."""
    strategy = case.find(ProcurementStrategy)
    if strategy is None or strategy.estimated_value is None:
        return
    if side_of(strategy.estimated_value, THRESHOLD, case.law, case.on) is Side.AT_OR_OVER:
        row = case.law.row(THRESHOLD, case.on)
        yield Finding(
            code="above-threshold-after-all",
            message=(
                f"the strategy says below the threshold; its estimated value is "
                f"{strategy.estimated_value} and the threshold {row.value}"
            ),
            source=row.citation,
            remedy="state above_threshold=True in the strategy's facts, or correct the estimate",
        )


@gate("kpis-not-set", "law-unknown")
@asks_the_law
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
        yield Finding(
            code="kpis-not-set",
            message=(
                f"contract {signed.reference} is worth {value}, and {number} key performance "
                f"indicators are set as statutory; at least {row.value} are to be"
            ),
            source=row.citation,
            remedy=(
                "set them in the specification; where performance cannot be judged by them, waive "
                "this and say why in the contract details notice"
            ),
            about=signed.reference,
        )
