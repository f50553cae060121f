"""Price formulas: the vectors of the guides, the answers at the edges, and the laws they keep."""

# ruff: noqa: E501 (messages are asserted in full, one case a line)

from decimal import Decimal
from fractions import Fraction as F
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.records.low_prices import BelowAmount, BelowMean, BelowNext
from commissioning.records.pricing import (
    BandedPrices,
    FixedPrice,
    FloorAndCeiling,
    LinearDeviation,
    LowestPriceProportional,
    MeanBased,
    PriceBand,
    PriceRange,
)
from commissioning.values.money import pounds
from commissioning.values.rounding import shown

BANDS = BandedPrices(bands=(PriceBand(up_to=19, percent=100), PriceBand(up_to=21, percent=50)))
FORMULAS = (
    LowestPriceProportional(),
    LinearDeviation(),
    MeanBased(),
    PriceRange(),
    FloorAndCeiling(floor=18, ceiling=24),
    FixedPrice(highest=20),
    BANDS,
)
HOURLY = ("18.50", "19.60", "21.00", "22.00")
prices = st.lists(st.integers(1, 10_000).map(F), min_size=1, max_size=8)


def points(formula, weight, asked):
    field = [F(price) for price in asked]
    return [shown(weight * formula.share(price, field)) for price in field]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (LowestPriceProportional(), ["40", "37.76", "35.24", "33.64"]),
        (LinearDeviation(), ["40", "37.62", "34.59", "32.43"]),
        (MeanBased(), ["23.5", "21.33", "18.57", "16.6"]),
        (PriceRange(), ["40", "27.43", "11.43", "0"]),
        (FloorAndCeiling(floor=18, ceiling=24), ["36.67", "29.33", "20", "13.33"]),
        (FixedPrice(highest=20), ["40", "40", "0", "0"]),
        (BANDS, ["40", "20", "20", "0"]),
    ],
)
def test_formulas_score_four_hourly_rates_at_40_per_cent(formula, expected):
    """One table of four rates shows how far the formulas are apart for the same bids."""
    assert points(formula, 40, HOURLY) == expected


def test_published_examples_come_out_exactly():
    """100, 105 and 108 at 40% and quotes of 15, 10 and 30 thousand are in the guides, rounded."""
    lowest = LowestPriceProportional()
    assert points(lowest, 40, (100, 105, 108)) == ["40", "38.1", "37.04"]
    assert [lowest.share(F(p), [F(15), F(10), F(30)]) for p in (15, 10, 30)] == [
        F(2, 3),
        1,
        F(1, 3),
    ]


@pytest.mark.parametrize(
    ("formula", "price", "field", "share"),
    [
        (LowestPriceProportional(), 0, (0, 5), 1),
        (LowestPriceProportional(), 5, (0, 5), 0),
        (LinearDeviation(), 0, (0, 5), 1),
        (LinearDeviation(), 5, (0, 5), 0),
        (LinearDeviation(), 10, (5, 10), 0),
        (MeanBased(), 0, (0, 0), F(1, 2)),
        (MeanBased(), 7, (7,), F(1, 2)),
        (MeanBased(), 30, (30, 1, 1), 0),
        (MeanBased(), 1, (1, 30, 30), 1),
        (PriceRange(), 7, (7, 7), 1),
        (PriceRange(), 7, (7,), 1),
        (FloorAndCeiling(floor=10, ceiling=20), 5, (5,), 1),
        (FloorAndCeiling(floor=10, ceiling=20), 25, (25,), 0),
        (FixedPrice(lowest=10, highest=10), 10, (10,), 1),
        (FixedPrice(lowest=10), 9, (9,), 0),
        (BANDS, 21, (21,), F(1, 2)),
        (BANDS, 22, (22,), 0),
    ],
)
def test_zero_equal_and_single_prices_have_defined_answers(formula, price, field, share):
    """A nought in a spreadsheet's divisor ends an evaluation; here it has a declared answer."""
    assert formula.share(F(price), [F(other) for other in field]) == share


@given(prices)
def test_every_share_is_between_0_and_1(asked):
    """More than the weight, or less than nothing, cannot be earned."""
    for formula in FORMULAS:
        assert all(0 <= formula.share(price, asked) <= 1 for price in asked)


@given(prices)
def test_lower_price_never_earns_less(asked):
    """Whatever its traps, a formula that punished cheapness would not be one for price."""
    for formula in FORMULAS:
        shares = [formula.share(price, asked) for price in sorted(asked)]
        assert shares == sorted(shares, reverse=True)


@given(prices, st.integers(1, 10_000).map(F))
def test_absolute_formulas_do_not_look_at_other_bids(asked, extra):
    """That is the whole point of them: no bid can reverse the order of two others."""
    for formula in FORMULAS:
        if not formula.relative:
            alone = [formula.share(price, [price]) for price in asked]
            assert alone == [formula.share(price, [*asked, extra]) for price in asked]


@given(prices)
def test_formula_is_a_linear_fraction_between_its_breakpoints(asked):
    """Between two breakpoints every share is a quotient of straight lines; flips rely on it."""
    others = asked[1:]
    for formula in FORMULAS:
        bends = sorted({place for place in (*formula.breakpoints(others), *others) if place > 0})
        for low, high in pairwise(bends):
            places = [low + (high - low) * F(n, 5) for n in range(1, 5)]
            for watched in (None, *others):
                shares = [
                    formula.share(place if watched is None else watched, [place, *others])
                    for place in places
                ]
                assert _cross_ratio_holds(places, shares)


def _cross_ratio_holds(x, y):
    """Four values of a quotient of straight lines keep the cross-ratio of their places."""
    left = (y[0] - y[2]) * (y[1] - y[3]) * (x[0] - x[3]) * (x[1] - x[2])
    right = (y[0] - y[3]) * (y[1] - y[2]) * (x[0] - x[2]) * (x[1] - x[3])
    return left == right


@pytest.mark.parametrize(
    ("formula", "price", "refusal"),
    [
        (FixedPrice(highest=20), 21, "the price is above 20, the highest accepted"),
        (FixedPrice(lowest=10), 9, "the price is below 10, the lowest accepted"),
        (FixedPrice(lowest=10, highest=20), 15, ""),
        (FloorAndCeiling(floor=1, ceiling=5, above_is_refused=True), 6, "the price is above the ceiling of 5"),
        (FloorAndCeiling(floor=1, ceiling=5, above_is_refused=True), 5, ""),
        (FloorAndCeiling(floor=1, ceiling=5), 6, ""),
    ],
)  # fmt: skip
def test_price_outside_the_limits_is_refused_with_the_limit(formula, price, refusal):
    """A bidder who is shut out for a penny is owed the sentence."""
    assert formula.refusal(F(price)) == refusal


@pytest.mark.parametrize(
    ("make", "fields", "message"),
    [
        (FloorAndCeiling, {"floor": 5, "ceiling": 5}, "ceiling: 5 is not above the floor, 5; give more"),
        (FixedPrice, {}, "highest: missing; give the fixed price, or the lowest and highest accepted"),
        (FixedPrice, {"lowest": -1}, "lowest: -1 is below the minimum of 0"),
        (FixedPrice, {"lowest": 5, "highest": 4}, "highest: 4 is below the lowest accepted price; give that or more"),
        (PriceBand, {"up_to": -1, "percent": 5}, "up_to: -1 is below the minimum of 0"),
        (PriceBand, {"up_to": 1, "percent": 101}, "percent: 101 is not between 0 and 100 per cent"),
        (BandedPrices, {"bands": ()}, "bands: an empty list; give at least one band"),
        (BandedPrices, {"bands": (PriceBand(up_to=2, percent=9), PriceBand(up_to=1, percent=5))}, "bands: the limits do not rise; give each band a higher limit than the one before"),
        (BandedPrices, {"bands": (PriceBand(up_to=1, percent=5), PriceBand(up_to=2, percent=9))}, "bands: a band of higher prices earns more; give shares that fall or stay level"),
        (BelowMean, {"percent": 0}, "percent: 0% is not between 0% and 100%"),
        (BelowNext, {"percent": 100}, "percent: 100% is not between 0% and 100%"),
        (BelowAmount, {"amount": pounds(20), "because": ""}, "because: missing; say how the amount is made up"),
    ],
)  # fmt: skip
def test_formula_that_cannot_work_is_refused(make, fields, message):
    """A ceiling below its floor would be found out only with the bids on the table."""
    with pytest.raises(RecordError) as refused:
        make(**fields)
    assert message in refused.value.problems


def test_float_is_refused_as_a_price():
    """19.6 as a binary float is another number; the last penny decides tenders."""
    with pytest.raises(RecordError, match="is a float; write Decimal"):
        FloorAndCeiling(floor=19.6, ceiling=Decimal(24))


def test_relative_formula_of_a_single_bid_has_no_breakpoints():
    """With one bid alone there is nothing to be relative to."""
    for formula in (LowestPriceProportional(), LinearDeviation(), PriceRange()):
        assert list(formula.breakpoints(())) == []


def test_low_price_tests_keep_their_figures():
    """Thresholds the council chose, and a wage floor it can show."""
    assert BelowMean(percent=20).percent == BelowNext(percent=20).percent == 20
    assert BelowAmount(amount=pounds("18.20"), because="living wage and on-costs").because


@pytest.mark.parametrize(
    ("formula", "price", "field", "worked"),
    [
        (LowestPriceProportional(), 105, (100, 105), "100.00 / 105.00"),
        (LowestPriceProportional(), 0, (0, 105), "a price of zero earns all: 1"),
        (LinearDeviation(), 105, (100, 105), "(1 - (105.00 - 100.00) / 100.00)"),
        (LinearDeviation(), 250, (100, 250), "(1 - (250.00 - 100.00) / 100.00) is below 0, so 0"),
        (LinearDeviation(), 0, (0, 5), "with a lowest price of zero, 0.00 earns all: 1"),
        (LinearDeviation(), 5, (0, 5), "with a lowest price of zero, 5.00 earns none: 0"),
        (MeanBased(), 105, (100, 105, 108), "(1/2 - (105.00 - 104.3333) / 104.3333)"),
        (MeanBased(), 1, (1, 99, 99), "(1/2 - (1.00 - 66.3333) / 66.3333) is above 1, so 1"),
        (MeanBased(), 0, (0, 0), "every price is zero: 1/2"),
        (PriceRange(), 105, (100, 105, 108), "(108.00 - 105.00) / (108.00 - 100.00)"),
        (PriceRange(), 5, (5, 5), "all prices are equal: 1"),
        (FloorAndCeiling(floor=18, ceiling=24), F("20.10"), (), "(24.00 - 20.10) / (24.00 - 18.00)"),
        (FloorAndCeiling(floor=18, ceiling=24), 25, (), "(24.00 - 25.00) / (24.00 - 18.00) is below 0, so 0"),
        (FloorAndCeiling(floor=18, ceiling=24), 17, (), "(24.00 - 17.00) / (24.00 - 18.00) is above 1, so 1"),
        (FixedPrice(lowest=90, highest=110), 105, (), "105.00 is not below 90.00 and not above 110.00: 1"),
        (FixedPrice(highest=110), 105, (), "105.00 is not above 110.00: 1"),
        (FixedPrice(highest=110), 111, (), "the price is above 110, the highest accepted"),
        (BandedPrices(bands=(PriceBand(up_to=100, percent=60),)), 99, (), "99.00 is in the band up to 100.00: 60 / 100"),
        (BandedPrices(bands=(PriceBand(up_to=100, percent=60),)), 101, (), "101.00 is above the last band, up to 100.00: 0"),
    ],
)  # fmt: skip
def test_share_of_a_price_is_written_out_as_a_sum(formula, price, field, worked):
    """A bidder checks the sum with the prices, not the formula with its letters."""
    assert formula.worked(F(price), [F(other) for other in field]) == worked


def test_prices_with_parts_of_a_penny_are_shown_whole():
    """A rate of 19.805 an hour is not 19.81."""
    worked = LowestPriceProportional().worked(F("19.805"), [F("19.805"), F("19.8")])
    assert worked == "19.80 / 19.805"
