"""Influence, other weights, the map of weights, and losing bids that decide."""

# ruff: noqa: E501 (messages are asserted in full, one case a line)

from decimal import Decimal as D
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.evaluation import evaluate
from commissioning.evaluation.what_if.influence import reversal_by_newcomer, reversals
from commissioning.evaluation.what_if.weights import names, winners_under
from commissioning.records.criteria import Section
from commissioning.records.methods import PricePerQualityPoint, WeightedSum
from commissioning.records.pricing import FloorAndCeiling, LowestPriceProportional, PriceRange
from commissioning.values.rounding import Rounding, RoundingOf, shown

BIDS = {
    "A": {"quality": 76, "users": 60, "price": 115},
    "B": {"quality": 72, "users": 80, "price": 100},
    "C": {"quality": 20, "users": 100, "price": 80},
}


@pytest.fixture
def close(make):
    """A close call with a panel of service users at 5%."""
    method = WeightedSum(
        sections=(Section(reference="written", title="written answers", weight=60),),
        criteria=(
            make.criterion("quality", 60, section="written"),
            make.criterion("users", 5, panel="service-users"),
            make.criterion("price", 35),
        ),
    )

    def made(bids=BIDS, **more):
        invitation = make.invitation(method, **more)
        tenders = [make.tender(name, bid["price"]) for name, bid in bids.items()]
        sheets = [make.sheet(n, quality=b["quality"]) for n, b in bids.items()]
        sheets += [make.sheet(n, "U1", "service-users", users=b["users"]) for n, b in bids.items()]
        return evaluate(invitation, tenders, sheets)

    return made


def test_panel_a_section_and_a_criterion_can_be_asked_about(close):
    """ "service-users" is the panel's name, and everybody asks about the panel."""
    assert names(close().contest) == ("price", "service-users", "written")


def test_influence_of_a_panel_reads_as_sentences(close):
    """How much did it matter that residents marked? This is the answer in one sentence."""
    found = close().influence("service-users")
    assert (found.weight, found.spread, found.changes_winner) == (5, 2, False)
    assert found.points == {"A": 3, "B": 4, "C": 5}
    assert str(found) == (
        "service-users: a weight of 5%, and a difference of up to 2 points between tenders. "
        "Without it B would still be first. The winner changes at a weight of 56.0185%."
    )
    price = close().influence("price")
    assert price.points["B"] == 28
    assert price.changes_winner
    assert "Without it A would be first" in str(price)


def test_influence_without_a_ranked_tender_is_zero(make):
    """Where all are excluded nothing moved anything."""
    method = WeightedSum(criteria=(make.criterion("a", 60, minimum=50), make.criterion("b", 40)))
    found = make.evaluation({"A": {"a": 1, "b": 1}}, method=method).influence("a")
    assert (found.spread, found.winners, found.flips_at) == (0, (), ())


def test_other_weights_keep_the_proportions_of_what_is_not_named(close):
    """60 and 35 stay 12 to 7, whatever the panel weighs."""
    result = close()
    assert result.reweighed({"service-users": 10}).contest.weights == {
        "quality": F(1080, 19), "users": 10, "price": F(630, 19),
    }  # fmt: skip
    assert result.reweighed({"service-users": 0}).contest.weights["quality"] == F(1200, 19)
    assert (
        result.reweighed({"written": 50, "service-users": 25, "price": 25}).total("B")
        == 36 + 20 + 20
    )
    assert result.contest.weights["users"] == 5


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"charm": 5}, 'there is no criterion, section or panel "charm"; choose from price, service-users, written, quality and users'),
        ({"quality": 5, "written": 6}, "written and quality have a criterion in common; give one of the two"),
        ({"quality": 101}, "quality 101% is given; the maximum is 100%"),
        ({"quality": 60, "price": 60}, "quality 60% and price 60% add up to 120%; the maximum is 100%"),
        ({"quality": -1}, "quality: -1% is below zero; the minimum is 0%"),
        ({"quality": 0.1}, 'quality: 0.1 is a float; write Decimal("0.1")'),
        ({"quality": 30.5}, 'quality: 30.5 is a float; write Decimal("30.5")'),
        ({"quality": float("inf")}, 'quality: inf is not an exact number; write it as Decimal("10.50") or Fraction(100, 3)'),
        ({"quality": "10"}, "quality: '10' is not an exact number; write it as Decimal(\"10.50\") or Fraction(100, 3)"),
        ({"quality": None}, 'quality: None is not an exact number; write it as Decimal("10.50") or Fraction(100, 3)'),
        ({"quality": True}, 'quality: True is not an exact number; write it as Decimal("10.50") or Fraction(100, 3)'),
        ({"quality": D("NaN")}, "quality: NaN is not a finite number"),
        ({"quality": 50, "users": 5, "price": 40}, "quality 50%, users 5% and price 40% add up to 95%; no other criterion has a weight, so give 100%"),
    ],
)  # fmt: skip
def test_weights_that_leave_no_whole_are_refused(close, weights, message):
    """A what-if that does not add up would answer another question."""
    with pytest.raises(RecordError) as refused:
        close().reweighed(weights)
    assert str(refused.value) == f"weights: {message}"


def test_weights_without_names_are_refused(close):
    """A list of pairs is a mapping to some libraries."""
    with pytest.raises(
        RecordError, match=r'reweighed: weights: .* is not a mapping; write \{"name"'
    ):
        close().reweighed([("quality", 10)])


def test_weight_out_of_a_frame_is_taken(close):
    """A column of weights holds whole numbers as floats, or as numbers of numpy."""
    numpy = pytest.importorskip("numpy")
    assert close().reweighed({"quality": 30.0}).contest.weights["quality"] == 30
    assert str(close().reweighed({"quality": numpy.int64(30)})) == str(
        close().reweighed({"quality": 30})
    )


def test_every_name_is_compared_with_all_that_came_before(close):
    """Three names of which the third repeats the first."""
    with pytest.raises(RecordError) as refused:
        close().reweighed({"quality": 5, "price": 6, "written": 7})
    assert refused.value.problems == (
        "written and quality have a criterion in common; give one of the two",
    )


def test_weights_of_exactly_100_leave_zero_for_the_others(close):
    """All the weight on one criterion is a split too; a fraction above it is none."""
    assert close().reweighed({"quality": 100}).contest.weights["users"] == 0
    with pytest.raises(RecordError) as refused:
        close().reweighed({"quality": D("100.5")})
    assert str(refused.value) == "weights: quality 100.5% is given; the maximum is 100%"
    with pytest.raises(RecordError) as refused:
        close().reweighed({"quality": D("59.5"), "users": 5, "price": 35})
    assert str(refused.value) == (
        "weights: quality 59.5%, users 5% and price 35% add up to 99.5%; no other criterion "
        "has a weight, so give 100%"
    )


def test_criteria_without_weight_share_the_rest_equally(make):
    """From nothing there are no proportions to keep; equal parts are the convention."""
    method = make.method(a=100, b=0, c=0)
    result = make.evaluation({"A": {"a": 0, "b": 100, "c": 50}}, method=method)
    assert result.reweighed({"a": 40}).contest.weights == {"a": 40, "b": 30, "c": 30}
    assert all(f.about != "a" for f in result.flips())


def test_map_of_weights_has_exact_break_points(close):
    """Who would win for every split between price and quality, without sampling."""
    assert [str(stretch) for stretch in close().weights_map()] == [
        "With price at 0% to 17.11%, A is first",
        "With price at 17.11% to 69.91%, B is first",
        "With price at 69.91% to 100%, C is first",
    ]
    assert close().weights_map()[0].ends_at == F(16100, 941)


def test_map_shows_a_tie_over_a_whole_stretch(make):
    """Two alike in everything share every split."""
    bids = {"A": {"quality": 50, "price": 5}, "B": {"quality": 50, "price": 5}}
    (stretch,) = make.evaluation(bids).weights_map()
    assert (stretch.starts_at, stretch.ends_at, stretch.winners) == (0, 100, ("A", "B"))
    assert str(stretch) == "With price at 0% to 100%, A and B are first"


def test_method_without_a_weighted_price_has_no_map(make):
    """There is nothing to vary, and the error says so."""
    method = make.method(PricePerQualityPoint, quality=100, price=None)
    result = make.evaluation(
        {"A": {"quality": 5, "price": 5}}, invitation=make.invitation(method, price_formula=None)
    )
    with pytest.raises(RecordError) as refused:
        result.weights_map()
    assert str(refused.value) == "weights: price has no weight that can be changed"


marks = st.integers(0, 100)
drawn = st.dictionaries(
    st.sampled_from("ABCDE"), st.tuples(marks, marks, st.integers(1, 300)), min_size=1, max_size=5
)


@given(drawn, st.fractions(0, 100, max_denominator=50))
def test_map_agrees_with_any_split_tried(make, bids, weight):
    """A point taken anywhere has the winner of its stretch."""
    method = make.method(quality=60, users=5, price=35)
    rows = {n: {"quality": q, "users": u, "price": p} for n, (q, u, p) in bids.items()}
    result = make.evaluation(rows, method=method)
    winners = result.reweighed({"price": weight}).winners
    whole = result.weights_map()
    assert (whole[0].starts_at, whole[-1].ends_at) == (0, 100)
    stretches = [s for s in whole if s.starts_at < weight < s.ends_at]
    if stretches:
        assert set(winners) == set(stretches[0].winners)


weightings = st.lists(
    st.fixed_dictionaries({n: st.integers(1, 100) for n in ("quality", "users", "price")}),
    max_size=6,
)


@given(drawn, weightings)
def test_winners_under_many_weightings_agree_with_one_at_a_time(make, bids, tried):
    """Leaving out the bids that cannot win is quick, and changes nothing."""
    method = make.method(quality=60, users=5, price=35)
    rows = {n: {"quality": q, "users": u, "price": p} for n, (q, u, p) in bids.items()}
    result = make.evaluation(rows, method=method)
    expected = []
    for weights in tried:
        whole = sum(weights.values())
        percent = {n: F(100 * w, whole) for n, w in weights.items()}
        expected.append(set(result.reweighed(percent).winners))
    assert [set(w) for w in winners_under(result.contest, tried)] == expected


def test_winners_under_weightings_read_the_price_before_lines_are_rounded(make):
    """In whole points A and B both earn 5 for price; under another weight the cheaper one still wins."""
    method = WeightedSum(
        criteria=(make.criterion("q", 95), make.criterion("price", 5)),
        rounding=Rounding(places=0, of=RoundingOf.LINE),
    )
    prices = {"A": 102, "B": 101, "C": 100}
    bids = {n: {"q": 0 if n == "C" else 50, "price": price} for n, price in prices.items()}
    contest = make.evaluation(bids, method=method).contest
    assert contest.winners == ("A", "B")
    assert winners_under(contest, [{"q": 1, "price": 1}]) == (("B",),)


def test_weightings_without_price_or_without_anybody(make):
    """Quality alone, and a field where all are out."""
    method = WeightedSum(criteria=(make.criterion("a", 60, minimum=50), make.criterion("b", 40)))
    out = make.evaluation({"A": {"a": 1, "b": 1}}, method=method)
    assert winners_under(out.contest, [{"a": 1, "b": 1}]) == ((),)
    result = make.evaluation({"A": {"a": 50, "b": 1}, "B": {"a": 60, "b": 0}}, method=method)
    assert winners_under(result.contest, [{"a": 1, "b": 90}, {"a": 9, "b": 1}]) == (("A",), ("B",))


def refusal(contest, weightings):
    with pytest.raises(RecordError) as refused:
        winners_under(contest, weightings)
    return str(refused.value)


def test_weighting_that_leaves_a_criterion_out_is_refused(make):
    """Nought must be said, not meant."""
    contest = make.evaluation({"A": {"quality": 5, "price": 5}}).contest
    assert refusal(contest, [{"quality": 5}]) == (
        "weightings: a weighting has no weight for price; give one"
    )
    assert refusal(contest, [{}]) == (
        "weightings: a weighting has no weight for quality and price; give one"
    )
    method = make.method(PricePerQualityPoint, quality=100, price=None)
    invitation = make.invitation(method, price_formula=None)
    other = make.evaluation({"A": {"quality": 5, "price": 5}}, invitation=invitation)
    assert refusal(other.contest, []) == (
        "weightings: tenders are ranked by price per quality point, in which criteria have no weights"
    )


def test_weight_below_zero_is_refused(make):
    """Marks that count against a tender are no weighting of an invitation; nought is one."""
    contest = make.evaluation({"A": {"quality": 5, "price": 5}}).contest
    tried = [{"quality": 0, "price": 1}, {"quality": 0, "price": -1}]
    assert (
        refusal(contest, tried)
        == "weightings: price is below zero in a weighting; the minimum is 0"
    )
    assert winners_under(contest, tried[:1]) == (("A",),)


def test_no_points_for_price_are_none_under_any_weights(make):
    """The dearest by the range formula earns nothing, and 1.96 of quality is less than 2."""
    bids = {"A": {"quality": 2, "price": 200}, "B": {"quality": 0, "price": 100}}
    contest = make.evaluation(bids, price_formula=PriceRange()).contest
    tried = [{"quality": 98, "price": 2}, {"quality": 102, "price": 2}]
    assert winners_under(contest, tried) == (("B",), ("A",))


def test_excluded_tender_hides_none_of_those_behind_it(make):
    """The first to be received is out; the next two are still weighed against each other."""
    method = WeightedSum(criteria=(make.criterion("a", 60, minimum=50), make.criterion("b", 40)))
    bids = {"A": {"a": 1, "b": 99}, "B": {"a": 50, "b": 9}, "C": {"a": 60, "b": 0}}
    result = make.evaluation(bids, method=method)
    assert winners_under(result.contest, [{"a": 1, "b": 9}, {"a": 9, "b": 1}]) == (("B",), ("C",))


def test_broken_weights_and_marks_of_any_size_are_exact(make):
    """Weights by the hundredth or the third, beside whole ones, lose nothing; nor does nought."""
    bids = {"A": {"quality": 70, "price": 100}, "B": {"quality": 60, "price": 90}}
    contest = make.evaluation(bids).contest
    level = {"quality": F(1), "price": F(1)}  # 70/100 + 90/100 against 60/100 + 1
    huge = {"quality": 10**40 + 1, "price": 10**40}
    less = {"quality": D("0.3333"), "price": F(1, 3)}
    none = {"quality": 0, "price": 0}
    tried = [level, huge, less, none]
    assert winners_under(contest, tried) == (("A", "B"), ("A",), ("B",), ("A", "B"))


REVERSED = {
    "A": {"quality": 76, "price": 115},
    "B": {"quality": 70, "price": 100},
    "C": {"quality": 10, "price": 60},
}


class TestReversal:
    """Relative prices let a losing bid decide; the result says when."""

    def test_losing_bid_that_decides_is_named(self, make):
        """The classic: without C, who has no hope, B would have won."""
        result = make.evaluation(REVERSED)
        assert reversals(result.contest) == (("C", ("B",)),)
        assert [str(w) for w in result.warnings()] == [
            (
                "Price is scored against the other bids, so a losing bid can change who wins. "
                "Next time, use a formula with published limits, such as a floor and a ceiling."
            ),
            "Without C (a losing bid), B would be first instead of A.",
        ]

    def test_further_bid_that_would_decide_is_priced(self, make):
        """At which price a hopeless newcomer turns the result: exactly, and tried."""
        two = {name: REVERSED[name] for name in "AB"}
        result = make.evaluation(two)
        (found,) = reversal_by_newcomer(result.contest)
        assert found.tie == 69
        joined = {**two, "Z": {"quality": 0, "price": found.beyond}}
        assert make.evaluation(joined).winner == "A"
        assert str(result.warnings()[1]) == (
            "One more bid, with a price of £68.99 and zero quality, would make A first instead of B."
        )

    def test_further_bid_is_never_below_zero(self, make):
        """A price below nothing is impossible, so a warning of one would be absurd."""
        bids = {"A": {"quality": 70, "price": 100}, "B": {"quality": 70, "price": 105}}
        result = make.evaluation(bids)
        (found,) = reversal_by_newcomer(result.contest)
        assert found.tie == found.beyond == 0
        joined = {**bids, "Z": {"quality": 0, "price": 0}}
        assert set(make.evaluation(joined).contest.winners) == {"A", "B"}
        assert str(result.warnings()[1]) == (
            "One more bid, with a price of £0 and zero quality, would make A and B first instead of A."
        )

    def test_dear_bid_may_decide_too(self, make):
        """Under the range formula a silly high bid presses the others together."""
        two = {name: REVERSED[name] for name in "AB"}
        result = make.evaluation(two, price_formula=PriceRange())
        above = [f for f in reversal_by_newcomer(result.contest) if f.tie > 115]
        assert above
        joined = {**two, "Z": {"quality": 0, "price": above[0].beyond}}
        assert make.evaluation(joined, price_formula=PriceRange()).winner == "A"
        assert f"One more bid, with a price of £{shown(above[0].beyond)} and zero quality," in str(
            result.warnings()[-1]
        )

    def test_absolute_price_formula_has_no_warnings(self, make):
        """No bid can reverse the others, and no warning cries wolf."""
        formula = FloorAndCeiling(floor=50, ceiling=200)
        assert make.evaluation(REVERSED, price_formula=formula).warnings() == ()

    def test_newcomer_that_would_win_is_no_reversal(self, make):
        """A bid that wins on price alone is competition, not a reversal."""
        bids = {"A": {"quality": 5, "price": 100}, "B": {"quality": 4, "price": 100}}
        found = reversal_by_newcomer(make.evaluation(bids).contest)
        assert all("a further bid" not in f.winners for f in found)

    def test_without_prices_or_a_single_winner_there_is_no_newcomer(self, make):
        """Nothing to set a price against, and nobody to be overtaken."""
        method = make.method(quality=100)
        assert (
            reversal_by_newcomer(make.evaluation({"A": {"quality": 5}}, method=method).contest)
            == ()
        )
        tie = {"A": {"quality": 5, "price": 5}, "B": {"quality": 5, "price": 5}}
        assert reversal_by_newcomer(make.evaluation(tie).contest) == ()
        only = {"A": {"quality": 0, "price": 5}}
        formula = LowestPriceProportional()
        assert reversal_by_newcomer(make.evaluation(only, price_formula=formula).contest) == ()


def test_influence_is_one_sentence_whatever_it_says(make, close):
    """Two weights at which somebody comes level, none, and nobody left at all."""
    result = close()
    assert str(result.influence("price")) == (
        "price: a weight of 35%, and a difference of up to 10.65 points between tenders. Without it "
        "A would be first. The winner changes at a weight of 17.1095% or 69.9074%."
    )
    alone = make.evaluation({"A": {"quality": 5, "price": 1}})
    assert str(alone.influence("quality")) == (
        "quality: a weight of 60%, and a difference of up to 0 points between tenders. Without "
        "it A would still be first."
    )
    method = PricePerQualityPoint(
        criteria=(
            make.criterion("quality", 50),
            make.criterion("users", 50),
            make.criterion("price"),
        )
    )
    result = make.evaluation(
        {"A": {"quality": 50, "users": 0, "price": 5}},
        invitation=make.invitation(method, price_formula=None),
    )
    assert "Without it no tender would be first" in str(result.influence("quality"))
