"""Corners of the what-ifs: what has no weight, what is excluded, what is free, and wrong questions."""

import re
from decimal import Decimal as D
from fractions import Fraction as F

import pytest
from attrs import evolve

from commissioning.errors import RecordError
from commissioning.evaluation import evaluate
from commissioning.evaluation.bids import Bid, MarkedCriterion
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.what_if.flips import FlipKind, flips
from commissioning.evaluation.what_if.influence import reversal_by_newcomer
from commissioning.evaluation.what_if.weights import names
from commissioning.records.criteria import (
    Criterion,
    CriterionKind,
    Section,
    TieBreak,
    TieBreakBy,
)
from commissioning.records.figures import AgainstHighest
from commissioning.records.methods import (
    PricePerQualityPoint,
    PricePerScoreIndex,
    QualityFloorThenPrice,
    WeightedSum,
)
from commissioning.records.pricing import FixedPrice, FloorAndCeiling, MeanBased
from commissioning.records.tender import TenderFigure
from commissioning.values.rounding import Rounding, RoundingOf
from commissioning.values.scales import OUT_OF_100, ZERO_TO_FIVE, Scale

TWO = {"A": {"quality": 70, "price": 100}, "B": {"quality": 60, "price": 90}}


def flip(result, moved, about, provider="", *, up):
    return next(
        f
        for f in result.flips()
        if (f.moved, f.provider, f.about) == (moved, provider, about)
        and ((f.tie if f.beyond is None else f.beyond) > f.now) == up
    )


def per_point(make, bids, rounding=None, **weights):
    method = PricePerQualityPoint(
        criteria=(
            *(make.criterion(name, weight) for name, weight in weights.items()),
            make.criterion("price"),
        ),
        rounding=rounding,
    )
    return make.evaluation(bids, invitation=make.invitation(method, price_formula=None))


@pytest.fixture
def priced_section(make):
    """A section that holds the price and the users' marks together."""
    method = WeightedSum(
        sections=(Section(reference="value", title="value", weight=50),),
        criteria=(
            make.criterion("quality", 50),
            make.criterion("users", 10, section="value"),
            make.criterion("price", 40, section="value"),
        ),
        tie_breaks=(TieBreak(by=TieBreakBy.CRITERION, criterion="value"),),
    )
    bids = {n: {**bid, "users": 50} for n, bid in TWO.items()}
    return make.evaluation(bids, method=method)


class TestWeights:
    """Every name stands for all that it holds, also the price, also at nought."""

    def test_section_may_hold_the_price(self, priced_section):
        """ "Value" weighs what the price in it weighs, too."""
        assert names(priced_section.contest) == ("price", "value", "quality", "users")
        found = priced_section.influence("value")
        assert (found.weight, found.points) == (50, {"A": 41, "B": 45})
        assert priced_section.subtotals("B") == {"quality": 30, "value": 45}
        assert priced_section.reweighed({"value": 75}).contest.weights == {
            "quality": 25,
            "users": 15,
            "price": 60,
        }

    def test_price_without_weight_can_be_given_one(self, make):
        """What if price had counted: the formula is declared, so the answer is there."""
        result = make.evaluation(TWO, method=make.method(quality=100, price=0))
        assert (result.winner, result.reweighed({"price": 60}).winner) == ("A", "B")
        back = make.evaluation(TWO).reweighed({"price": 0}).reweighed({"price": 40})
        assert back.standings == make.evaluation(TWO).standings

    def test_price_that_no_method_weighs_is_refused(self, make):
        """Price divided by quality has no weight; the message does not deny that there is a price."""
        result = per_point(make, TWO, quality=100)
        with pytest.raises(RecordError) as refused:
            result.influence("price")
        assert refused.value.problems == (
            "price has no weight under this method; name another criterion",
        )

    def test_price_alone_has_no_map(self, make):
        """With nothing beside it the weight of price cannot vary."""
        bids = {name: {"price": bid["price"]} for name, bid in TWO.items()}
        result = make.evaluation(bids, method=make.method(price=100))
        with pytest.raises(RecordError, match="price has no weight that can be changed"):
            result.weights_map()

    def test_mark_in_a_price_only_method_is_a_finding(self, make):
        """There is no list of criteria to give, and the message still is one."""
        with pytest.raises(RecordError, match="Leave the mark out: only the price counts"):
            make.evaluation(TWO, method=make.method(price=100))

    def test_all_faults_of_weights_are_reported_at_once(self, make):
        """Three slips, three sentences, one try."""
        with pytest.raises(RecordError) as refused:
            make.evaluation(TWO).reweighed({"qualty": 50, None: 5, "price": 0.5})
        assert len(refused.value.problems) == 3
        none = 'there is no criterion, section or panel "None"; choose from price and quality'
        assert none in refused.value.problems

    @pytest.mark.parametrize(
        ("name", "answer"),
        [
            ("", "choose from price and quality"),
            ("qualty", 'did you mean "quality"?'),
            (None, "choose from price and quality"),
            (5, "choose from price and quality"),
            (["quality"], 'did you mean "quality"?'),
        ],
    )
    def test_unknown_name_is_answered_with_the_nearest_or_the_list(self, make, name, answer):
        """A misspelt panel gets the right name, not a traceback from inside."""
        with pytest.raises(RecordError) as refused:
            make.evaluation(TWO).influence(name)
        said = f'there is no criterion, section or panel "{name}"'
        if name == "":
            said = "no criterion, section or panel is given"
        assert refused.value.problems == (f"{said}; {answer}",)
        assert str(refused.value) == f"weights: {refused.value.problems[0]}"

    def test_without_the_only_criterion_all_are_level(self, make):
        """Everything is a strange thing to leave out; the answer is still an answer."""
        method = make.method(quality=100)
        bids = {name: {"quality": bid["quality"]} for name, bid in TWO.items()}
        found = make.evaluation(bids, method=method).influence("quality")
        assert (found.winners, found.winners_without, found.flips_at) == (("A",), ("A", "B"), ())

    def test_criterion_with_all_the_weight_can_give_some_away(self, make):
        """The others start from nothing, so they share equally in what is let go."""
        method = make.method(a=100, b=0, c=0)
        bids = {"A": {"a": 60, "b": 0, "c": 0}, "B": {"a": 50, "b": 100, "c": 0}}
        found = flip(make.evaluation(bids, method=method), FlipKind.WEIGHT, "a", up=False)
        assert (found.now, found.tie) == (100, F(250, 3))

    def test_floor_stays_when_its_criteria_lose_their_weight(self, make):
        """A tender that failed the quality floor is not let in by asking about price alone."""
        method = WeightedSum(
            criteria=(make.criterion("quality", 60), make.criterion("price", 40)),
            quality_floor=50,
        )
        bids = {**TWO, "C": {"quality": 40, "price": 10}}
        result = make.evaluation(bids, method=method)
        assert result.reweighed({"price": 100}).winner == "B"
        assert [s.winners for s in result.weights_map()] == [("A",), ("B",)]
        (first, last) = result.weights_map().table().rows
        assert (first[0], first[2], last[1:]) == (0, "A", (100, "B"))
        assert result.influence("quality").winners_without == ("B",)

    def test_declared_tie_breaks_decide_on_the_map(self, make):
        """Two that are level at every split are told apart as the invitation says."""
        method = WeightedSum(
            criteria=(make.criterion("quality", 60), make.criterion("price", 40)),
            tie_breaks=(TieBreak(by=TieBreakBy.PRICE),),
        )
        bids = {"A": {"quality": 50, "price": 9}, "B": {"quality": 50, "price": 5}}
        result = make.evaluation(bids, method=method, price_formula=FixedPrice(highest=10))
        (stretch,) = result.weights_map()
        assert stretch.winners == ("B",)


class TestFlips:
    """Where a flip is an edge, a tie, or nobody at all."""

    def test_tie_break_flips_where_its_own_figure_does(self, make):
        """Level on points at any price within the limits: the lower price decides, to the penny."""
        method = WeightedSum(
            criteria=(make.criterion("quality", 60), make.criterion("price", 40)),
            tie_breaks=(TieBreak(by=TieBreakBy.PRICE),),
        )
        bids = {"A": {"quality": 50, "price": 9}, "B": {"quality": 50, "price": 5}}
        result = make.evaluation(bids, method=method, price_formula=FixedPrice(highest=10))
        found = flip(result, FlipKind.PRICE, "price", "B", up=True)
        assert (found.tie, found.jumps, found.beyond, found.winners) == (
            9,
            False,
            F("9.01"),
            ("A",),
        )

    def test_price_within_the_limits_makes_a_tie_and_below_them_none(self, make):
        """Level from 20 down to 10 and excluded below: the tie is the flip."""
        bids = {"A": {"quality": 50, "price": 11}, "B": {"quality": 50, "price": 31}}
        result = make.evaluation(bids, price_formula=FixedPrice(lowest=10, highest=20))
        found = flip(result, FlipKind.PRICE, "price", "B", up=False)
        assert (found.tie, found.beyond, found.winners) == (20, 20, ("A", "B"))
        falls = flip(result, FlipKind.PRICE, "price", "A", up=False)
        assert str(falls) == (
            "Price of A: £11 now. At £9.99 every tender would be excluded (a jump at £10, without a "
            "tie)."
        )

    def test_loser_that_falls_out_takes_its_price_with_it(self, make):
        """Marked below its minimum, the cheapest bid no longer sets everybody's price points."""
        method = WeightedSum(
            criteria=(make.criterion("quality", 60, minimum=10), make.criterion("price", 40))
        )
        bids = {
            "A": {"quality": 76, "price": 115},
            "B": {"quality": 70, "price": 100},
            "C": {"quality": 10, "price": 60},
        }
        result = make.evaluation(bids, method=method)
        assert result.winner == "A"
        found = flip(result, FlipKind.MARK, "quality", "C", up=False)
        assert (found.tie, found.jumps, found.beyond, found.winners) == (10, True, 9, ("B",))

    def test_free_offers_may_become_dear(self, make):
        """Where every price is nought, ten times the highest is still a price to try."""
        bids = {"A": {"quality": 70, "price": 0}, "B": {"quality": 60, "price": 0}}
        found = flip(make.evaluation(bids), FlipKind.PRICE, "price", "A", up=True)
        assert (found.tie, found.beyond, found.winners) == (0, F("0.01"), ("B",))

    def test_just_beyond_an_edge_is_not_halfway_along(self, make):
        """A falls out at 21%; C is first there, and B only from 13% down."""
        method = WeightedSum(
            criteria=(
                make.criterion("a", 50),
                make.criterion("b", 10),
                make.criterion("price", 40),
            ),
            quality_floor=60,
        )
        bids = {
            "A": {"a": 90, "b": 20, "price": 5},
            "B": {"a": 60, "b": 60, "price": 30},
            "C": {"a": 61, "b": 90, "price": D("32.5")},
        }
        result = make.evaluation(bids, method=method)
        found = flip(result, FlipKind.WEIGHT, "a", up=False)
        assert (found.tie, found.jumps, found.winners) == (F(400, 19), True, ("C",))
        assert result.reweighed({"a": 10}).winner == "B"

    @pytest.mark.parametrize("of", RoundingOf)
    def test_tender_that_is_out_and_half_marked_is_no_obstacle(self, make, of):
        """What is excluded need not be marked to the end, and nothing is asked of the missing mark."""
        method = WeightedSum(
            criteria=(make.criterion("a", 50, minimum=20), make.criterion("b", 50)),
            rounding=Rounding(places=1, of=of),
        )
        bids = {"A": {"a": 60, "b": 50}, "B": {"a": 50, "b": 50}, "C": {"a": 10}}
        result = make.evaluation(bids, method=method)
        assert {f.provider for f in result.flips() if f.moved is FlipKind.MARK} == {"A", "B"}

    def test_search_ends_where_the_winner_is_first_alone_again(self, make):
        """A and B round alike for a while as C's price falls; that is the nearest change, not C's turn."""
        method = WeightedSum(
            criteria=(
                make.criterion("quality", 30),
                make.criterion("users", 30),
                make.criterion("price", 40),
            ),
            rounding=Rounding(places=0),
        )
        bids = {
            "A": {"quality": 71, "users": 71, "price": 100},
            "B": {"quality": 70, "users": 71, "price": 100},
            "C": {"quality": 60, "users": 60, "price": 100},
        }
        result = make.evaluation(bids, method=method)
        assert result.winner == "A"
        found = flip(result, FlipKind.PRICE, "price", "C", up=False)
        assert (found.tie, found.jumps, found.beyond) == (F("99.75"), True, F("99.74"))
        assert found.winners == ("A", "B")

    def test_mark_may_do_more_than_it_earns_where_totals_are_rounded(self, make):
        """52.9439 is shown as 52.9 and 53.8489 as 53.8: half a step less would not be level."""
        method = WeightedSum(
            criteria=(make.criterion("a", D("98.19")), make.criterion("b", D("1.81"))),
            rounding=Rounding(places=1),
        )
        bids = {"A": {"a": 53, "b": 100}, "B": {"a": 53, "b": 50}}
        invitation = make.invitation(method, price_formula=None)
        result = make.evaluation(bids, invitation=invitation)
        assert (result.total("A"), result.total("B")) == (F("53.9"), F("52.9"))
        found = flip(result, FlipKind.MARK, "b", "B", up=True)
        assert (found.beyond, found.winners) == (100, ("A", "B"))

    def test_free_offers_are_followed_to_ten_and_no_further(self, make):
        """A would lose at 15: that is further than prices are followed where all are nought."""
        bids = {"A": {"quality": 100, "price": 0}, "B": {"quality": 50, "price": 0}}
        formula = FloorAndCeiling(floor=0, ceiling=20)
        result = make.evaluation(bids, price_formula=formula)
        assert [f for f in result.flips() if f.moved is FlipKind.PRICE] == []
        nearer = {**bids, "B": {"quality": 75, "price": 0}}
        found = flip(
            make.evaluation(nearer, price_formula=formula), FlipKind.PRICE, "price", "A", up=True
        )
        assert found.tie == F("7.5")

    def test_level_at_one_weight_and_out_beyond_it(self, make):
        """B comes level where it falls below the floor of its section: A is first before and after."""
        method = WeightedSum(
            sections=(Section(reference="care", title="care", weight=60, floor=60),),
            criteria=(
                make.criterion("c1", 20, section="care"),
                make.criterion("c2", 40, section="care"),
                make.criterion("c3", 40),
            ),
        )
        bids = {"A": {"c1": 45, "c2": 100, "c3": 50}, "B": {"c1": 50, "c2": 80, "c3": 60}}
        result = make.evaluation(bids, invitation=make.invitation(method, price_formula=None))
        found = flip(result, FlipKind.WEIGHT, "c1", up=True)
        assert (found.tie, found.jumps, found.winners) == (50, False, ())
        assert (
            str(found) == "Weight of c1: 20% now. At 50% the winner would no longer be first alone."
        )
        assert [result.reweighed({"c1": w}).winners for w in (49, 50, 51)] == [
            ("A",), ("A", "B"), ("A",),
        ]  # fmt: skip

    def test_two_prices_per_point_are_level_where_their_inverses_are(self, make):
        """Both qualities change with the weight: 110 x (80 - 40w) = 100 x (50 + 30w)."""
        bids = {
            "A": {"quality": 80, "users": 40, "price": 100},
            "B": {"quality": 50, "users": 80, "price": 110},
        }
        result = per_point(make, bids, quality=90, users=10)
        found = flip(result, FlipKind.WEIGHT, "users", up=True)
        assert (found.tie, found.jumps, found.winners) == (F(1900, 37), False, ("B",))

    def test_marks_without_a_scale_have_no_steps(self, make):
        """A criterion whose marks are a matter of figures alone is passed over; the next is not."""
        columns = tuple(
            MarkedCriterion(reference=r, title=r, weight=F(50), out_of=100, scale=scale)
            for r, scale in (("figures", None), ("care", OUT_OF_100))
        )
        bids = (Bid(provider="A", earned=(50, 60)), Bid(provider="B", earned=(50, 50)))
        method = make.method(quality=100)
        contest = Contest(method=method, columns=columns, bids=bids)
        assert {(f.provider, f.about) for f in flips(contest) if f.moved is FlipKind.MARK} == {
            ("A", "care"), ("B", "care"),
        }  # fmt: skip


class Tripled(WeightedSum):
    """A council's own method, in which a point of quality counts three times."""

    def total(self, tender, field_, /):
        return self.merit(tender)

    def merit(self, tender, /):
        return 3 * tender.quality + tender.price_points


def contest_of_three(method, rounding=None, **bids):
    """Two criteria of 60 and 40 points; for each bid its marks and its price."""
    columns = tuple(
        MarkedCriterion(reference=n, title=n, weight=F(w), out_of=5, scale=ZERO_TO_FIVE)
        for n, w in (("care", 60), ("rota", 40))
    )
    made = tuple(Bid(provider=n, earned=b[:2], price=F(b[2])) for n, b in bids.items())
    return Contest(method=method.example(), columns=columns, bids=made, rounding=rounding)


def test_marks_are_followed_in_a_method_that_multiplies_quality():
    """B is 120 behind, twice the weight of care; but each mark of care is worth 36 in this method."""
    contest = contest_of_three(Tripled, A=(5, 2, 100), B=(1, 3, 100))
    assert contest.standings()[0].total - contest.standings()[1].total == 120
    (found,) = (
        f for f in flips(contest) if (f.moved, f.provider, f.about) == (FlipKind.MARK, "B", "care")
    )
    assert (found.beyond, found.winners) == (5, ("B",))


def test_loser_that_sets_the_lowest_score_makes_others_round_alike():
    """Relative costs are measured by the lowest score; C's better mark lifts the two above it together."""
    contest = contest_of_three(
        PricePerScoreIndex, Rounding(places=0), A=(4, 5, 104), B=(5, 5, 110), C=(0, 3, 102)
    )
    lowest = contest.bid("C")
    winners = [contest.with_earned(lowest, 0, F(mark)).winners for mark in range(6)]
    assert winners == [("B",), ("A", "B"), ("B",), ("B",), ("A", "B"), ("B",)]
    found = {f.about: f for f in flips(contest) if (f.moved, f.provider) == (FlipKind.MARK, "C")}
    assert (found["care"].beyond, found["care"].winners) == (1, ("A", "B"))
    assert set(found) == {"care", "rota"}


def test_worse_mark_of_a_loser_may_make_others_round_alike():
    """B has the lowest score: with less, the relative costs of A and C both round to 1."""
    contest = contest_of_three(
        PricePerScoreIndex, Rounding(places=0), A=(4, 4, 1), B=(4, 4, 9), C=(5, 4, 2)
    )
    assert contest.winners == ("A",)
    lowest = contest.bid("B")
    winners = [contest.with_earned(lowest, 0, F(mark)).winners for mark in range(4)]
    assert winners == [("A", "C"), ("A",), ("A",), ("A",)]
    found = {f.about: f for f in flips(contest) if (f.moved, f.provider) == (FlipKind.MARK, "B")}
    assert (found["care"].beyond, found["care"].winners) == (0, ("A", "C"))


def test_worse_mark_of_a_loser_may_take_its_figure_from_the_others(make):
    """C pledges ten times what A does. Below the minimum its pledge counts no more, and B is first."""
    method = WeightedSum(
        criteria=(
            make.criterion("care", 60, minimum=10),
            Criterion(
                reference="hours",
                title="hours",
                weight=40,
                kind=CriterionKind.FIGURE,
                formula=AgainstHighest(),
            ),
        )
    )
    marks = {"A": (100, 10), "B": (70, 40), "C": (10, 100)}
    result = evaluate(
        make.invitation(method),
        [
            make.tender(name, figures=(TenderFigure(criterion="hours", value=pledged),))
            for name, (_, pledged) in marks.items()
        ],
        [make.sheet(name, care=care) for name, (care, _) in marks.items()],
    )
    found = flip(result, FlipKind.MARK, "care", "C", up=False)
    assert (result.winner, found.beyond, found.winners) == ("A", 9, ("B",))


def test_change_between_two_marks_of_the_scale_is_none():
    """Between the marks A and B round alike and apart again; the flip is where they next do so."""
    three = Scale.tabled("three steps", 0, 4, 5)
    contest = contest_of_three(
        PricePerScoreIndex, Rounding(places=0), A=(4, 5, 104), B=(5, 5, 110), C=(0, 3, 102)
    )
    contest = evolve(contest, columns=tuple(evolve(c, scale=three) for c in contest.columns))
    found = next(f for f in flips(contest) if (f.provider, f.about) == ("C", "care"))
    assert (found.beyond, found.winners) == (1, ("A", "B"))
    assert contest.with_earned(contest.bid("C"), 0, F(1)).winners == ("A", "B")
    assert found.tie > F(1, 2)


def test_tie_that_a_tie_break_gives_to_the_other_is_no_jump(make):
    """At the tie point B is level with A and first by the users' marks: a tie, which was decided."""
    method = WeightedSum(
        criteria=(make.criterion("quality", 60), make.criterion("users", 40)),
        tie_breaks=(TieBreak(by=TieBreakBy.CRITERION, criterion="users"),),
    )
    bids = {"A": {"quality": 100, "users": 0}, "B": {"quality": 50, "users": 50}}
    found = flip(make.evaluation(bids, method=method), FlipKind.MARK, "quality", "B", up=True)
    assert (found.tie, found.jumps, found.winners) == (F(200, 3), False, ("B",))


class TestRoundedPricePerPoint:
    """A price per point grows beyond bounds as quality goes to nought; rounding is followed there too."""

    def test_flip_is_found_as_quality_goes_to_zero_for_both(self, make):
        """Nobody has users' marks: as their weight grows prices per point do, and round alike once."""
        bids = {
            "A": {"quality": 100, "users": 0, "price": 1100},
            "B": {"quality": 100, "users": 0, "price": 1104},
        }
        result = per_point(make, bids, Rounding(places=1), quality=50, users=50)
        assert result.winner == "A"
        found = flip(result, FlipKind.WEIGHT, "users", up=True)
        assert found.tie == 100 - F(110000, 2205)
        assert result.reweighed({"users": found.tie}).winners == ("A", "B")
        assert result.reweighed({"users": found.tie - F(1, 10**9)}).winner == "A"

    def test_flip_is_found_after_figures_drift_apart_before_they_round_alike(self, make):
        """A step of rounding apart at first, and ever further as the users' weight grows, to the end."""
        bids = {
            "A": {"quality": 100, "users": 0, "price": D("97.55")},
            "B": {"quality": 100, "users": 0, "price": D("102.52")},
        }
        result = per_point(make, bids, Rounding(places=1), quality=50, users=50)
        found = flip(result, FlipKind.WEIGHT, "users", up=True)
        assert (found.tie, found.jumps, found.winners) == (100, True, ())
        weights = [F(50 * 8 + n, 8) for n in range(400)]
        assert {result.reweighed({"users": weight}).winner for weight in weights} == {"A"}

    @pytest.mark.parametrize("price", [0, 10])
    def test_quality_that_rounds_to_zero_is_excluded(self, make, price):
        """Half a mark still rounds to a point; below it there is no price per point, even free."""
        bids = {"A": {"quality": 3, "price": price}}
        result = per_point(make, bids, Rounding(places=0, of=RoundingOf.LINE), quality=100)
        (found,) = (f for f in result.flips() if f.moved is FlipKind.MARK)
        assert (found.tie, found.jumps, found.beyond) == (F(1, 2), True, 0)
        assert str(found) == (
            "Mark of A on quality: 3 now. At 0 every tender would be excluded "
            "(a jump at 0.5, without a tie)."
        )

    def test_free_offer_is_first_once_its_quality_rounds_to_a_point(self, make):
        """While all its lines round to zero it is excluded; a merit knows no price per point of nothing."""
        bids = {"A": {"quality": 50, "price": 10}, "B": {"quality": 0, "price": 0}}
        result = per_point(make, bids, Rounding(places=0, of=RoundingOf.LINE), quality=100)
        found = flip(result, FlipKind.MARK, "quality", "B", up=True)
        assert (found.tie, found.jumps, found.beyond) == (F(1, 2), True, 1)
        assert found.winners == ("B",)

    def test_lines_decide_between_equal_prices_only(self, make):
        """Where price alone ranks, rounded quality breaks a tie and moves nothing else."""
        method = QualityFloorThenPrice(
            criteria=(make.criterion("quality", 100), make.criterion("price")),
            quality_floor=50,
            rounding=Rounding(places=0, of=RoundingOf.LINE),
            tie_breaks=(TieBreak(by=TieBreakBy.QUALITY),),
        )
        bids = {"A": {"quality": 70, "price": 9}, "B": {"quality": 60, "price": 9}}
        invitation = make.invitation(method, price_formula=None)
        found = flip(
            make.evaluation(bids, invitation=invitation), FlipKind.MARK, "quality", "B", up=True
        )
        assert (found.tie, found.beyond) == (F(139, 2), 71)


class TestNewcomer:
    """The further bid is one that could be there."""

    def test_newcomer_meets_the_minimum_marks_and_floors(self, make):
        """A bid below the quality floor would be excluded and turn nothing."""
        method = WeightedSum(
            criteria=(make.criterion("quality", 60, minimum=5), make.criterion("price", 40)),
            quality_floor=10,
        )
        bids = {"A": {"quality": 76, "price": 115}, "B": {"quality": 70, "price": 100}}
        result = make.evaluation(bids, method=method)
        (found,) = reversal_by_newcomer(result.contest)
        joined = {**bids, "Z": {"quality": 10, "price": found.beyond}}
        assert make.evaluation(joined, method=method).winner == "A"
        assert str(result.warnings()[1]) == (
            "One more bid, with a price of £68.99 and the minimum quality, would make A first "
            "instead of B."
        )

    def test_further_bid_may_turn_the_result_at_the_highest_price_there_is(self, make):
        """Under the mean a further bid at a price already asked moves the mean, and so the winner."""
        bids = {"A": {"quality": 96, "price": 150}, "B": {"quality": 70, "price": 100}}
        result = make.evaluation(bids, price_formula=MeanBased())
        found = [f for f in reversal_by_newcomer(result.contest) if f.beyond == f.now]
        for flip_ in found:
            joined = {**bids, "Z": {"quality": 0, "price": flip_.beyond}}
            there = make.evaluation(joined, price_formula=MeanBased())
            assert there.winners == flip_.winners != result.winners
        assert found
        assert not any(flip_.jumps for flip_ in found), "it is no edge: the bid itself turns it"


class TestWithoutAssessor:
    """One assessor left out, of the result as it stands."""

    def test_unknown_assessor_is_refused(self, make):
        """A misspelt name would else change nothing, and seem to prove it."""
        for name, answer in (("O9", "choose from O1."), (None, "choose from O1."), (["O1"], "")):
            with pytest.raises(LookupError, match=re.escape(f'score sheet by "{name}"; {answer}')):
                make.evaluation(TWO).without_assessor(name)

    def test_other_weights_stay(self, make):
        """With price at 60% B is first; that O1 marked or not has to be asked of the same weights."""
        sheets = []
        for name, first, second in (("A", 70, 72), ("B", 60, 60)):
            sheets += [
                make.sheet(name, "O1", quality=first),
                make.sheet(name, "O2", quality=second),
            ]
        tenders = [make.tender(name, bid["price"]) for name, bid in TWO.items()]
        result = evaluate(make.invitation(), tenders, sheets).reweighed({"price": 60})
        found = result.without_assessor("O1")
        assert (found.winners, found.changes_winner) == (("B",), False)
        assert found.totals["A"] == F(72 * 40, 100) + 54


def test_prices_are_followed_to_ten_times_the_highest(make):
    """A would lose at 99.25, or at 100.75: more than ten times what anybody asked is no news."""
    bids = {"A": {"quality": 100, "price": 10}, "B": {"quality": 50, "price": 10}}
    for ceiling, found in ((129, True), (131, False)):
        result = make.evaluation(bids, price_formula=FloorAndCeiling(floor=10, ceiling=ceiling))
        assert any(f.moved is FlipKind.PRICE for f in result.flips()) == found
