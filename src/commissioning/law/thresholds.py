"""The side of a money line of the law on which an amount lies, whatever its VAT basis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from commissioning.errors import VatDecidesError
from commissioning.law.law import Law, Line, Parameter
from commissioning.law.questions import THRESHOLD, VAT_RATE
from commissioning.ledger.ways import Estimates
from commissioning.values.money import Money, VatBasis
from commissioning.values.text import Word


class Side(Word):
    """The side of a line on which a figure lies; the line says where its own figure does."""

    BEYOND = "beyond the line"
    WITHIN = "within the line"


def side_of(
    amount: Money, line: Parameter[Line[Money]], law: Law, on: date, others: Sequence[Money] = ()
) -> Side:
    """Whether an amount, with others, passes a line, which says whether its own figure is "from" or "over".

    An amount on another VAT basis than the line's is compared as far as the standard rate lets it be.
    Raises `NoRuleError` where the law has no such line, or VAT would decide and is not stated.
    """
    stated = law.value(line, on)
    drawn = stated.figure
    if any(each.currency != drawn.currency for each in (amount, *others)):
        raise law.no_rule(
            line, on, f"the line is in {drawn.currency}", f"Give the amount in {drawn.currency}"
        )
    # A paper often leaves the VAT basis open. Most sums lie on one side of the line whichever it is; only
    # of the others is the basis asked.
    rate = law.value(VAT_RATE, on)
    ranges = (bounds(each, drawn.vat, rate) for each in (amount, *others))
    minimum, maximum = (sum(ends, Decimal(0)) for ends in zip(*ranges, strict=True))
    if stated.is_passed_by(minimum):
        return Side.BEYOND
    if not stated.is_passed_by(maximum):
        return Side.WITHIN
    low, high = (
        Money(figure.quantize(Decimal("0.01")), amount.currency) for figure in (minimum, maximum)
    )
    charged, free = (high, low) if drawn.vat is VatBasis.INCLUDING else (low, high)
    why = (
        f"VAT decides on which side of a line {amount}{' with the other lots' if others else ''} lies "
        f"({line.name}: {stated}). The amount {drawn.vat} is {charged} if VAT at {rate}% is charged and "
        f"{free} if none is"
    )
    raise VatDecidesError(
        law.regime, line.name, on, why,
        f"Give the amount {drawn.vat} (the same amount if none is charged)",
    )  # fmt: skip


def bounds(amount: Money, basis: VatBasis, rate: Decimal) -> tuple[Decimal, Decimal]:
    """The minimum and maximum of an amount on a VAT basis; some supplies bear no VAT.

    `rate` is the standard rate in per cent.
    """
    # Rounding cannot cross a line: at 20% an amount in pence that misses it does so by £0.002 at least, and
    # a quotient has 28 figures.
    factor = 1 + rate / 100
    if amount.vat is basis or basis is VatBasis.UNSTATED:
        return amount.amount, amount.amount
    # An amount of no stated basis has the bounds of one on the other basis, which may bear no VAT either.
    if basis is VatBasis.INCLUDING:
        return amount.amount, amount.amount * factor
    return amount.amount / factor, amount.amount


def is_above_threshold(estimates: Estimates, law: Law, on: date) -> bool:
    """Whether a procurement is, by any of its estimates, above the threshold that applies to its facts.

    The value is the most that may be paid, with every option and extension. One that cannot be
    estimated counts as above (Procurement Act 2023, section 4 and Schedule 3). Raises `NoRuleError`
    where no line applies or VAT would decide.
    """
    sides = (side_of(own, THRESHOLD, law, on, others) for own, *others in estimates)
    return not estimates or Side.BEYOND in sides
