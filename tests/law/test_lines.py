"""Lines of the law: whether the figure of a line is itself beyond it, asked where each line is drawn."""

from datetime import date
from decimal import Decimal

import pytest

from commissioning.law.law import Bound, Line
from commissioning.law.questions import KPIS_OVER, MINOR_CHANGE
from commissioning.law.regimes.held import REGIMES
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.law.thresholds import Side, side_of
from commissioning.records.strategy import ProcurementFacts
from commissioning.values.money import Money, VatBasis

DAY = date(2026, 6, 15)
FACTS = ProcurementFacts(light_touch=False, above_threshold=True)


@pytest.mark.parametrize(
    ("bound", "below", "on", "above"),
    [
        (Bound.FROM, False, True, True),
        (Bound.OVER, False, False, True),
        (Bound.UP_TO, False, False, True),
        (Bound.BELOW, False, True, True),
    ],
    ids=str,
)
def test_each_bound_puts_the_figure_itself_on_its_side(bound, below, on, above):
    """A penny decides whether KPIs, a notice or a new competition are owed."""
    line = Line(bound, Decimal(10))
    passed = [line.is_passed_by(Decimal(x)) for x in ("9.99", "10", "10.01")]
    assert passed == [below, on, above]
    assert str(line) == f"{bound} 10"


@pytest.mark.parametrize(
    ("amount", "side"),
    [("5000000.00", Side.WITHIN), ("5000000.01", Side.BEYOND)],
    ids=("five million", "a penny more"),
)
def test_five_million_pounds_exactly_owes_no_kpis(amount, side):
    """Section 52(1): *more than* 5 million pounds."""
    law = PROCUREMENT_ACT_2023.law(FACTS, DAY)
    assert side_of(Money(amount, vat=VatBasis.INCLUDING), KPIS_OVER, law, DAY) is side


@pytest.mark.parametrize(
    ("regime", "day", "share", "passed"),
    [
        (PROCUREMENT_ACT_2023, DAY, "10", False),
        (PROCUREMENT_ACT_2023, DAY, "10.0001", True),
        (PUBLIC_CONTRACTS_2015, date(2022, 7, 11), "9.9999", False),
        (PUBLIC_CONTRACTS_2015, date(2022, 7, 11), "10", True),
    ],
    ids=("Act, ten", "Act, over ten", "2015, under ten", "2015, ten"),
)
def test_ten_per_cent_is_small_under_the_act_and_not_under_the_regulations(
    regime, day, share, passed
):
    """Section 74(4) says 10 per cent or less; regulation 72(5) says below 10 per cent."""
    line = regime.law(FACTS, day).value(MINOR_CHANGE, day)
    assert line.is_passed_by(Decimal(share)) is passed


def test_every_line_of_money_or_share_says_on_which_side_its_figure_lies():
    """A bare amount would leave the penny to whoever reads it."""
    rows = [row for regime in REGIMES for row in regime.rows]
    bare = {row.parameter.name for row in rows if isinstance(row.value, (Money, Decimal))}
    assert bare == {"standard rate of VAT"}
