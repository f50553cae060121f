"""Flips: the exact tie point, the first step beyond, and the proof by doing it."""

from fractions import Fraction as F

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.evaluation.what_if.flips import (
    FURTHEST,
    FlipKind,
    first_penny,
    price_flips,
)
from commissioning.evaluation.what_if.linear_fraction import LinearFraction
from commissioning.evaluation.what_if.sweep import SweepInterval, sweep
from commissioning.evaluation.what_if.weights import new_weights
from commissioning.records.criteria import Section
from commissioning.records.methods import PricePerQualityPoint, QualityFloorThenPrice, WeightedSum
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
from commissioning.records.strategy import FinancialEnvelope
from commissioning.values.money import pounds
from commissioning.values.rounding import Rounding, RoundingOf
from commissioning.values.scales import ZERO_TO_FIVE, Scale

CLOSE = {
    "A": {"quality": 76, "users": 60, "price": 115},
    "B": {"quality": 72, "users": 80, "price": 100},
    "C": {"quality": 20, "users": 100, "price": 80},
}
BANDS = BandedPrices(
    bands=tuple(PriceBand(up_to=u, percent=p) for u, p in ((90, 100), (110, 70), (200, 20)))
)
FORMULAS = (
    LowestPriceProportional(),
    LinearDeviation(),
    MeanBased(),
    PriceRange(),
    FloorAndCeiling(floor=50, ceiling=400),
    BANDS,
)


def close(make, bids=None, **more):
    method = make.method(quality=60, users=5, price=35)
    return make.evaluation(bids or CLOSE, method=method, **more)


def flip(result, moved, provider, about):
    return next(
        f for f in result.flips() if (f.moved, f.provider, f.about) == (moved, provider, about)
    )


def test_flips_of_a_close_call(make):
    """One page of sentences that says how firm the result is."""
    told = [str(f) for f in close(make).flips()]
    assert (
        "Mark of A on quality: 76 now. At 80 A would be first (tie at 79.7536, exactly 5503/69)."
    ) in told
    assert (
        "Price of A: £115 now. At £105.26 A would be first (tie at £105.2632, exactly 2000/19)."
    ) in told
    assert (
        "Weight of price: 35% now. Below 17.1095% (exactly 16100/941) A would be first."
    ) in told


def test_at_the_tie_point_the_two_are_exactly_level(make):
    """Exact means that the sum comes out equal, digit for digit."""
    result = close(make)
    price = flip(result, FlipKind.PRICE, "A", "price")
    bid = evolve(result.contest.bid("A"), price=price.tie)
    assert result.contest.with_bid(bid).winners == ("A", "B")
    weight = next(f for f in result.flips() if f.about == "price" and f.moved is FlipKind.WEIGHT)
    weights = new_weights(result.contest, {"price": weight.tie})
    assert set(result.contest.with_weights(weights).winners) == {"A", "B"}


marks = st.integers(0, 100)
bids_drawn = st.dictionaries(
    st.sampled_from("ABCDE"), st.tuples(marks, marks, st.integers(1, 300)), min_size=2, max_size=4
)


@settings(max_examples=12)
@given(bids_drawn, st.sampled_from(FORMULAS))
def test_every_flip_is_true_when_done(make, drawn, formula):
    """Each claim is tried: at the step beyond, the named tender is first, and before it was not."""
    bids = {n: {"quality": q, "users": u, "price": p} for n, (q, u, p) in drawn.items()}
    result = close(make, bids, price_formula=formula)
    for found in result.flips():
        assert done(result, found, found.beyond) == found.winners
        if found.moved is not FlipKind.WEIGHT:
            assert found.beyond is None or found.winners != result.winners
            halfway = (found.now + found.tie) / 2
            assert done(result, found, halfway) == result.winners


@settings(max_examples=25)
@given(bids_drawn, st.sampled_from(FORMULAS), st.integers(1, 600))
def test_no_price_short_of_the_flip_changes_the_winner(make, drawn, formula, price):
    """The smallest change is the smallest: nothing nearer, tried at random, does it."""
    bids = {n: {"quality": q, "users": u, "price": p} for n, (q, u, p) in drawn.items()}
    result = close(make, bids, price_formula=formula)
    furthest = FURTHEST * max(bid.price for bid in result.contest.bids)
    for bid in result.contest.bids if result.winner else ():
        found = list(price_flips(result.contest, bid))
        low = max((f.tie for f in found if f.beyond < bid.price), default=F(0))
        high = min((f.tie for f in found if f.beyond > bid.price), default=furthest)
        if low < price < high:
            changed = result.contest.with_bid(evolve(bid, price=F(price)))
            assert changed.winners == result.winners


def done(result, found, value):
    """Who is first when a flip is carried out."""
    contest = result.contest
    if found.moved is FlipKind.WEIGHT or value is None:
        return found.winners
    bid = contest.bid(found.provider)
    if found.moved is FlipKind.PRICE:
        return contest.with_bid(evolve(bid, price=value)).winners
    number = next(n for n, c in enumerate(contest.columns) if c.reference == found.about)
    earned = value * contest.columns[number].out_of / 100
    return contest.with_bid(
        evolve(bid, earned=(*bid.earned[:number], earned, *bid.earned[number + 1 :]))
    ).winners


def test_tie_for_first_has_no_flips(make):
    """In a tie any change decides; a list of them would mislead."""
    level = {"A": {"quality": 50, "users": 50, "price": 10}}
    level["B"] = level["A"]
    assert close(make, level).flips() == ()


def test_mark_that_drops_below_its_minimum_flips_at_the_edge(make):
    """Losing one mark on safeguarding loses the contract, whatever the lead."""
    method = WeightedSum(
        criteria=(
            make.criterion("quality", 60, scale=ZERO_TO_FIVE, minimum=3),
            make.criterion("price", 40),
        )
    )
    bids = {"A": {"quality": 5, "price": 10}, "B": {"quality": 3, "price": 30}}
    result = make.evaluation(bids, method=method)
    found = flip(result, FlipKind.MARK, "A", "quality")
    assert (found.tie, found.jumps, found.beyond, found.winners) == (3, True, 2, ("B",))
    assert str(found) == (
        "Mark of A on quality: 5 now. At 2 B would be first (a jump at 3, without a tie)."
    )


def test_excluded_tender_may_win_by_reaching_the_floor(make):
    """One more mark would have let the cheapest in: worth knowing before the letters go."""
    method = WeightedSum(
        sections=(Section(reference="care", title="care", weight=60, floor=60),),
        criteria=(
            make.criterion("a", 60, scale=ZERO_TO_FIVE, section="care"),
            make.criterion("price", 40),
        ),
    )
    bids = {"A": {"a": 2, "price": 5}, "B": {"a": 3, "price": 30}}
    result = make.evaluation(bids, method=method)
    assert result.winner == "B"
    found = flip(result, FlipKind.MARK, "A", "a")
    assert (found.jumps, found.beyond, found.winners) == (True, 3, ("A",))


def test_weight_can_lift_a_tender_over_a_floor(make):
    """The overall floor shifts with the weights inside quality; the edge is found."""
    method = WeightedSum(
        criteria=(
            make.criterion("a", 30),
            make.criterion("b", 30),
            make.criterion("price", 40),
        ),
        quality_floor=60,
    )
    bids = {"A": {"a": 90, "b": 20, "price": 5}, "B": {"a": 60, "b": 60, "price": 30}}
    result = make.evaluation(bids, method=method)
    assert result.winner == "B"
    found = next(f for f in result.flips() if f.moved is FlipKind.WEIGHT and f.about == "a")
    edge = new_weights(result.contest, {"a": found.tie})
    assert found.jumps
    assert found.winners == ("A",)
    assert result.contest.with_weights(edge).winners == ("A",)


def test_edge_of_a_band_and_of_the_envelope(make):
    """A penny at an edge decides; the flip names the penny."""
    banded = close(make, price_formula=BANDS)
    cheaper = flip(banded, FlipKind.PRICE, "A", "price")
    assert (cheaper.tie, cheaper.jumps, cheaper.beyond) == (110, True, 110)
    fixed = close(make, price_formula=FixedPrice(highest=120))
    assert fixed.winner == "A"
    found = flip(fixed, FlipKind.PRICE, "A", "price")
    assert (found.tie, found.beyond, found.winners) == (120, F("120.01"), ("B",))
    inside = close(
        make, price_formula=FixedPrice(highest=500), envelope=FinancialEnvelope(amount=pounds(130))
    )
    assert flip(inside, FlipKind.PRICE, "A", "price").beyond == F("130.01")


def test_price_that_drops_into_the_winners_band_makes_a_tie(make):
    """Level by a jump, and level ever after: neither a root nor a lead, and still a change."""
    bids = {name: {"quality": 0, "users": 0, "price": p} for name, p in (("A", 1), ("B", 91))}
    found = flip(close(make, bids, price_formula=BANDS), FlipKind.PRICE, "B", "price")
    assert (found.tie, found.jumps, found.winners) == (90, False, ("A", "B"))
    assert str(found).endswith("£91 now. At £90 A and B would tie for first.")


def test_weight_flip_at_100_has_no_winners_beyond(make):
    """At 100% for a price that all share, all are level, and there is no beyond."""
    fixed = close(make, price_formula=FixedPrice(highest=120))
    found = next(f for f in fixed.flips() if f.moved is FlipKind.WEIGHT and f.about == "price")
    assert (found.tie, found.winners) == (100, ())
    assert (
        str(found) == "Weight of price: 35% now. At 100% the winner would no longer be first alone."
    )


def test_tie_at_the_top_of_the_scale_is_as_far_as_it_goes(make):
    """Level at exactly full marks: the scale has nothing beyond, and the flip names the tie."""
    method = make.method(quality=50, other=50)
    bids = {"A": {"quality": 100, "other": 50}, "B": {"quality": 50, "other": 100}}
    bids["A"]["other"] = 60
    result = make.evaluation(bids, method=method)
    found = flip(result, FlipKind.MARK, "B", "quality")
    assert (found.tie, found.beyond) == (60, 61)
    level = {"A": {"quality": 100, "other": 0}, "B": {"quality": 0, "other": 60}}
    found = flip(make.evaluation(level, method=method), FlipKind.MARK, "B", "other")
    assert (found.tie, found.beyond, found.winners) == (100, 100, ("A", "B"))
    assert str(found) == "Mark of B on other: 60 now. At 100 A and B would tie for first."


def test_with_declared_rounding_the_flip_is_where_the_published_result_changes(make):
    """Whole points a line: 69.1666 marks already round to the winner's 42 points, and 70.8333 to 43."""
    method = WeightedSum(
        criteria=(make.criterion("quality", 60), make.criterion("price", 40)),
        rounding=Rounding(places=0, of=RoundingOf.LINE),
    )
    bids = {"A": {"quality": 70, "price": 10}, "B": {"quality": 68, "price": 10}}
    result = make.evaluation(bids, method=method)
    found = flip(result, FlipKind.MARK, "B", "quality")
    assert (found.tie, found.jumps, found.beyond) == (F(415, 6), False, 71)
    assert str(found) == (
        "Mark of B on quality: 68 now. At 71 B would be first (tie at 69.1667, exactly 415/6)."
    )
    falls = flip(result, FlipKind.MARK, "A", "quality")
    assert (falls.tie, falls.jumps, falls.beyond, falls.winners) == (F(415, 6), True, 67, ("B",))
    assert str(falls) == (
        "Mark of A on quality: 70 now. At 67 B would be first (a jump at 69.1667, exactly "
        "415/6, without a tie)."
    )


def test_flips_under_price_per_quality_point_and_price_alone(make):
    """The other methods turn on other numbers, found the same way."""
    per_point = make.method(PricePerQualityPoint, quality=100, price=None)
    bids = {"A": {"quality": 50, "price": 100}, "B": {"quality": 80, "price": 120}}
    result = make.evaluation(bids, invitation=make.invitation(per_point, price_formula=None))
    assert flip(result, FlipKind.PRICE, "A", "price").tie == 75
    assert flip(result, FlipKind.MARK, "B", "quality").tie == 60
    floor = QualityFloorThenPrice(
        criteria=(make.criterion("quality", 100), make.criterion("price")), quality_floor=50
    )
    result = make.evaluation(bids, invitation=make.invitation(floor, price_formula=None))
    assert result.winner == "A"
    assert flip(result, FlipKind.PRICE, "B", "price").tie == 100
    assert flip(result, FlipKind.MARK, "A", "quality").beyond == 49


def test_free_offer_has_no_price_per_point_to_compare(make):
    """A price of nought beats all; only another free offer comes level with it."""
    per_point = make.method(PricePerQualityPoint, quality=100, price=None)
    bids = {"A": {"quality": 50, "price": 0}, "B": {"quality": 80, "price": 120}}
    result = make.evaluation(bids, invitation=make.invitation(per_point, price_formula=None))
    assert result.winner == "A"
    found = [(f.about, f.tie, set(f.winners)) for f in result.flips() if f.provider == "B"]
    assert found == [("price", 0, {"A", "B"})]


def test_one_tender_alone_can_only_lose_itself(make):
    """Without a rival nothing but an exclusion changes the result."""
    assert close(make, {"A": CLOSE["A"]}).flips() == ()


class TestLinearFraction:
    """The closed form under it all."""

    @given(*[st.fractions(-9, 9, max_denominator=9)] * 4, st.fractions(-20, 20, max_denominator=7))
    def test_three_values_fix_a_quotient_of_lines(self, a, b, c, d, place):
        """Root and value agree with the formula that was never shown to it."""

        def value(x):
            return (a * x + b) / (c * x + d)

        places = (F(31), F(37), F(41))
        if any(c * x + d == 0 for x in (*places, place)):
            return
        fit = LinearFraction(places, tuple(value(x) for x in places))
        assert fit.value(place) == value(place)
        root = fit.root()
        if root is not None:
            assert value(root) == 0 if c * root + d else True

    def test_constant_has_no_root(self):
        """Two tenders whose gap never moves never cross."""
        fit = LinearFraction((F(1), F(2), F(3)), (F(5), F(5), F(5)))
        assert fit.root() is None
        assert fit.value(F(9)) == 5

    def test_root_may_lie_on_a_place_asked(self):
        """The third place itself may be the answer."""
        fit = LinearFraction((F(1), F(2), F(3)), (F(-2), F(-1), F(0)))
        assert fit.root() == 3

    def test_pole_has_no_value_and_infinity_no_place(self):
        """1/x has no value at nought and no root anywhere."""
        fit = LinearFraction((F(1), F(2), F(3)), (F(1), F(1, 2), F(1, 3)))
        assert fit.value(F(0)) is None
        assert fit.root() is None


def test_sweep_of_zero_length_has_no_intervals(make):
    """From a place to itself there is nowhere to cross."""
    contest = close(make).contest
    assert list(sweep(lambda _: contest, F(1), F(1), ())) == []


def test_first_penny_on_the_way(make):
    """Prices are in pennies: a change between two of them can happen to nobody."""
    assert first_penny(SweepInterval(F("1.005"), F("1.009"), ())) is None
    assert first_penny(SweepInterval(F("1.005"), F("1.005"), ())) is None
    assert first_penny(SweepInterval(F("1.01"), F("1.01"), ())) == F("1.01")
    assert first_penny(SweepInterval(F("1.01"), F("1.03"), ())) == F("1.02")
    assert first_penny(SweepInterval(F("1.01"), F("0.5"), ())) == 1


def test_mark_between_two_of_the_scale_is_found_back(make):
    """Points turn into marks by the same table, backwards."""
    steep = Scale.tabled("steep", 0, 10, 100)
    assert steep.mark_at(F(55, 100)) == F(3, 2)
    assert ZERO_TO_FIVE.mark_at(F(1, 2)) == F(5, 2)


def test_price_of_zero_may_change_the_winner_at_that_price_alone(make):
    """Under the proportional formula any price above nought keeps the order; no charge takes all."""
    bids = {"A": {"quality": 90, "price": 0}, "B": {"quality": 100, "price": 100}}
    found = [
        flip
        for flip in make.evaluation(bids).flips()
        if flip.moved is FlipKind.PRICE and flip.provider == "B"
    ]
    assert [(f.tie, f.jumps, f.beyond, f.winners) for f in found] == [(0, True, 0, ("B",))]
