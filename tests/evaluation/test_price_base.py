"""Whether the price of an excluded tender counts, in every place that looks at the others' prices."""

from fractions import Fraction as F

import pytest

from commissioning.evaluation.what_if.flips import price_breakpoints
from commissioning.records.methods import WeightedSum
from commissioning.records.pricing import LowestPriceProportional, PriceBase


@pytest.mark.parametrize("base", PriceBase)
def test_excluded_price_counts_only_under_the_base_that_says_so(make, base):
    """X is out and was cheapest. The award of A or B, and the price that would change it, hang on X."""
    method = WeightedSum(
        criteria=(make.criterion("quality", 60, minimum=20), make.criterion("price", 40))
    )
    bids = {
        "A": {"quality": 90, "price": 100},
        "B": {"quality": 50, "price": 120},
        "X": {"quality": 1, "price": 50},
    }
    result = make.evaluation(bids, method=method, price_formula=LowestPriceProportional(base=base))
    counts = base is PriceBase.ALL
    assert result.standing("X").rank is None
    assert result.standing("A").price_points == (20 if counts else 40)
    assert result.standing("B").price_points == (F(50, 3) if counts else F(100, 3))
    contest = result.contest
    assert contest.price.of_all is counts
    assert list(contest.price.field(contest.bids, [True, True, False])) == (
        [100, 120, 50] if counts else [100, 120]
    )
    others = [bid for bid in contest.bids if bid.provider != "B"]
    assert set(price_breakpoints(contest, others)) == ({100, 50} if counts else {100})
