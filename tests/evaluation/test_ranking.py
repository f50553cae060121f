"""Ranking: the published vectors, exactly, and one clear error for every fault."""

# ruff: noqa: E501 (messages are asserted in full, one case a line)

from datetime import date
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.evaluation import evaluate
from commissioning.evaluation.bids import Floor, PriceCriterion
from commissioning.records.criteria import (
    Criterion,
    CriterionKind,
    Section,
    TieBreak,
    TieBreakBy,
    WeightsOf,
)
from commissioning.records.methods import (
    ComparisonFigure,
    DescribedCriteria,
    PricePerQualityPoint,
    QualityFloorThenPrice,
    WeightedSum,
)
from commissioning.records.pricing import (
    FixedPrice,
    FloorAndCeiling,
    LinearDeviation,
    LowestPriceProportional,
    MeanBased,
    PriceBase,
    PriceRange,
)
from commissioning.records.strategy import FinancialEnvelope
from commissioning.records.tender import (
    LotPrice,
    PriceDecision,
    PriceOutcome,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.values.money import Money, VatBasis, pounds
from commissioning.values.rounding import Rounding, RoundingOf, shown
from commissioning.values.scales import ZERO_TO_FIVE


def three(make, *rows):
    """Weights of 60, 35 and 5 with marks out of 100, as in the guides."""
    method = WeightedSum(
        criteria=(
            make.criterion("quality", 60),
            make.criterion("delivery", 35),
            make.criterion("users", 5),
        )
    )
    bids = {
        name: {"quality": q, "delivery": d, "users": u}
        for name, (q, d, u) in zip("AB", rows, strict=True)
    }
    return make.evaluation(bids, method=method)


@pytest.mark.parametrize(
    ("rows", "level"),
    [(((70, 80, 50), (66, 80, 98)), F("72.5")), (((0, 80, 70), (0, 90, 0)), F("31.5"))],
)
def test_exact_ties_stay_ties(make, rows, level):
    """Binary floats name a winner here; nobody should lose a contract to a rounding error."""
    result = three(make, *rows)
    assert (result.total("A"), result.total("B")) == (level, level)
    assert result.winners == ("A", "B")
    assert result.winner is None
    assert result.ranking == (("A", "B"),)
    assert [s.rank for s in result.standings] == [1, 1]
    assert result.heading() == f"A and B are level at {shown(level)}0 (points out of 100)"


def test_rank_reversal_of_the_guides(make):
    """A hopeless third bid makes A the winner: the classic argument against relative prices."""
    two = {"A": {"quality": 76, "price": 115}, "B": {"quality": 70, "price": 100}}
    three_bids = {**two, "C": {"quality": 10, "price": 60}}
    before, after = make.evaluation(two), make.evaluation(three_bids)
    assert [shown(before.total(p)) for p in "AB"] == ["80.38", "82"]
    assert before.winner == "B"
    assert [shown(after.total(p)) for p in "ABC"] == ["66.47", "66", "46"]
    assert after.winner == "A"


@pytest.mark.parametrize(
    ("formula", "winners", "totals"),
    [
        (MeanBased(), ("B", "B"), None),
        (LinearDeviation(), ("B", "B"), None),
        (PriceRange(), ("B", "B"), ["45.6", "82", "45.6", "52.91"]),
    ],
)
def test_same_bids_under_other_formulas(make, formula, winners, totals):
    """The formula, not the bids, decides whether the third bid matters."""
    two = {"A": {"quality": 76, "price": 115}, "B": {"quality": 70, "price": 100}}
    first = make.evaluation(two, price_formula=formula)
    then = make.evaluation({**two, "C": {"quality": 10, "price": 60}}, price_formula=formula)
    assert (first.winner, then.winner) == winners
    if totals:
        found = [shown(r.total(p)) for r in (first, then) for p in "AB"]
        assert found == totals


def hazard(make, rounding):
    weights = {"a": "7.5", "b": "7.5", "c": "12.5", "d": "12.5", "e": 20}
    method = WeightedSum(
        criteria=(
            *(make.criterion(n, w, scale=ZERO_TO_FIVE) for n, w in weights.items()),
            make.criterion("price", 40),
        ),
        rounding=rounding,
    )
    bids = {
        "X": {**dict(zip("abcde", (1, 5, 3, 3, 5), strict=True)), "price": "19.70"},
        "Y": {**dict(zip("abcde", (4, 4, 2, 5, 5), strict=True)), "price": "22.70"},
    }
    return make.evaluation(bids, method=method)


@pytest.mark.parametrize(
    ("rounding", "totals", "winner"),
    [
        (None, ["84", "84.2137"], "Y"),
        (Rounding(places=0, of=RoundingOf.LINE), ["86", "85"], "X"),
        (Rounding(places=2), ["84", "84.21"], "Y"),
    ],
)
def test_rounding_each_line_turns_the_winner_round(make, rounding, totals, winner):
    """Whole points a line look harmless and reverse this award; so rounding is declared, or none."""
    result = hazard(make, rounding)
    assert [shown(result.total(p), 4) for p in "XY"] == totals
    assert result.winner == winner


def test_declared_rounding_of_the_total_can_make_a_tie(make):
    """Where published totals decide, two that print the same are the same."""
    method = WeightedSum(
        criteria=(make.criterion("quality", 100, scale=ZERO_TO_FIVE),), rounding=Rounding(places=0)
    )
    bids = {"A": {"quality": 4}, "B": {"quality": 4}}
    assert make.evaluation(bids, method=method).winner is None


@pytest.mark.parametrize(
    ("tie_breaks", "order", "decided_by"),
    [
        ((TieBreak(by=TieBreakBy.QUALITY),), ["A", "B"], "the higher quality score"),
        ((TieBreak(by=TieBreakBy.PRICE),), ["B", "A"], "the lower price"),
        ((TieBreak(by=TieBreakBy.CRITERION, criterion="quality"),), ["A", "B"], "the higher score on a named criterion (quality)"),
        ((TieBreak(by=TieBreakBy.CRITERION, criterion="price"),), ["B", "A"], "the higher score on a named criterion (price)"),
        ((TieBreak(by=TieBreakBy.CRITERION, criterion="even"), TieBreak(by=TieBreakBy.PRICE)), ["B", "A"], "the lower price"),
    ],
)  # fmt: skip
def test_declared_tie_break_decides_and_says_which(make, tie_breaks, order, decided_by):
    """A tie broken by what nobody published is an award that falls at the first challenge."""
    method = WeightedSum(
        criteria=(
            make.criterion("quality", 50),
            make.criterion("even", 10),
            make.criterion("price", 40),
        ),
        tie_breaks=tie_breaks,
    )
    formula = FloorAndCeiling(floor=0, ceiling=100)
    bids = {
        "A": {"quality": 80, "even": 50, "price": 50},
        "B": {"quality": 72, "even": 50, "price": 40},
    }
    result = make.evaluation(bids, method=method, price_formula=formula)
    assert list(result.providers) == order
    assert [s.rank for s in result.standings] == [1, 2]
    assert result.standings[0].decided_by == decided_by
    assert result.note(result.standings[0]) == f"level with {order[1]}; decided by {decided_by}"


def test_tie_that_no_tie_break_decides_stays(make):
    """Three alike stay alike; the next after them is fourth."""
    method = WeightedSum(
        criteria=(make.criterion("quality", 100),), tie_breaks=(TieBreak(by=TieBreakBy.QUALITY),)
    )
    bids = {name: {"quality": mark} for name, mark in zip("ABCD", (70, 70, 70, 60), strict=True)}
    result = make.evaluation(bids, method=method)
    assert [s.rank for s in result.standings] == [1, 1, 1, 4]
    assert result.note(result.standing("A")) == "level with B and C; no tie-break decides"


def test_tie_break_compares_the_points_that_are_published(make):
    """23.5 and 24 are both 24 on the page; a winner by the half that was rounded off is no winner."""
    method = WeightedSum(
        criteria=(make.criterion("care", 50), make.criterion("rota", 50)),
        tie_breaks=(TieBreak(by=TieBreakBy.CRITERION, criterion="care"),),
        rounding=Rounding(places=0, of=RoundingOf.LINE),
    )
    bids = {"A": {"care": 47, "rota": 50}, "B": {"care": 48, "rota": 49}}
    result = make.evaluation(bids, method=method)
    assert [str(line.points) for line in result.lines("A")] == ["24", "25"]
    assert [str(line.points) for line in result.lines("B")] == ["24", "25"]
    assert result.ranking == (("A", "B"),)


def test_tie_break_orders_three_where_two_stay_level(make):
    """One of three is set apart; the other two still share second place."""
    method = WeightedSum(
        criteria=(make.criterion("quality", 50), make.criterion("price", 50)),
        tie_breaks=(TieBreak(by=TieBreakBy.PRICE),),
    )
    bids = {
        "A": {"quality": 50, "price": 50},
        "B": {"quality": 50, "price": 50},
        "C": {"quality": 40, "price": 40},
    }
    result = make.evaluation(
        bids, method=method, price_formula=FloorAndCeiling(floor=0, ceiling=100)
    )
    assert result.ranking == (("C",), ("A", "B"))


class TestExclusions:
    """Minimums, floors, price limits: who is out, and why."""

    def test_mark_below_its_minimum_excludes(self, make):
        """Nothing makes up for failing on safeguarding."""
        method = WeightedSum(
            criteria=(
                make.criterion("quality", 60, minimum=50, title="safeguarding"),
                make.criterion("price", 40),
            )
        )
        result = make.evaluation(
            {"A": {"quality": 49, "price": 1}, "B": {"quality": 50, "price": 100}}, method=method
        )
        assert result.winner == "B"
        assert result.standing("A").exclusions == ("safeguarding is below the minimum mark of 50",)
        assert result.standing("A").rank is result.total("A") is None
        assert result.total("B") == 70

    def test_failed_pass_or_fail_question_excludes(self, make):
        """The gate stands outside the weights."""
        gate = Criterion(
            reference="gate", title="registration", kind=CriterionKind.PASS_FAIL,
            one_mark=make.criterion("x", 1).one_mark,
        )  # fmt: skip
        method = WeightedSum(criteria=(gate, make.criterion("quality", 100)))
        result = make.evaluation(
            {"A": {"gate": 0, "quality": 99}, "B": {"gate": 1, "quality": 1}}, method=method
        )
        assert result.standing("A").exclusions == ("registration is not a pass",)
        assert result.winner == "B"

    def test_floors_of_a_section_and_of_quality_exclude(self, make):
        """Wiltshire's 60% of quality, and a section that must stand by itself."""
        method = WeightedSum(
            sections=(Section(reference="care", title="care", weight=40, floor=50),),
            criteria=(
                make.criterion("a", 40, section="care"),
                make.criterion("b", 20),
                make.criterion("price", 40),
            ),
            quality_floor=60,
        )
        bids = {
            "A": {"a": 49, "b": 100, "price": 10},
            "B": {"a": 60, "b": 60, "price": 20},
            "C": {"a": 50, "b": 50, "price": 5},
        }
        result = make.evaluation(bids, method=method)
        assert result.standing("A").exclusions == ("care is 49%, below the floor of 50%",)
        assert result.standing("C").exclusions == ("quality is 50%, below the floor of 60%",)
        assert result.winner == "B"
        assert result.total("B") == 36 + 40

    def test_figure_just_beyond_a_limit_is_not_shown_as_the_limit(self):
        """Rounded, 49.996% would be the 50% that it is below, and £20.004 the £20 that it is above."""
        floor = Floor(title="quality", percent=F(50), columns=(0,), weights=(F(1),))
        assert floor.refusal([F("0.49996")]) == "quality is 49.99%, below the floor of 50%"
        assert floor.refusal([None]) == ""  # a mark that is missing may still lift it
        price = PriceCriterion(
            formula=FloorAndCeiling(floor=5, ceiling=20, above_is_refused=True),
            envelope=F(20),
            money=pounds(20),
        )
        assert list(price.refusals(F("20.004"))) == [
            "the price of £20.004 is above the envelope of £20",
            "the price of £20.004 is above the ceiling of £20",
        ]

    def test_refusal_of_a_formula_of_a_council_is_given_in_its_own_words(self, make):
        """The library's own limits are shown as money; a council's formula says what it says."""

        class RoundPounds(LowestPriceProportional):
            def refusal(self, price, /):
                return "the price is not in whole pounds" if price.denominator > 1 else ""

        bids = {"A": {"quality": 90, "price": F(41, 2)}, "B": {"quality": 50, "price": 20}}
        result = make.evaluation(bids, price_formula=RoundPounds())
        assert result.standing("A").exclusions == ("the price is not in whole pounds",)

    def test_excluded_tender_need_not_be_marked_to_the_end(self, make):
        """Panels stop marking what is out; that is no missing mark."""
        method = WeightedSum(
            criteria=(make.criterion("gate", 50, minimum=50), make.criterion("rest", 50))
        )
        result = make.evaluation({"A": {"gate": 10}, "B": {"gate": 60, "rest": 50}}, method=method)
        assert result.winner == "B"
        assert result.line("A", "rest").points is None

    def test_price_outside_the_limits_excludes(self, make):
        """A fixed price is a condition, not a criterion."""
        bids = {"A": {"quality": 90, "price": 21}, "B": {"quality": 50, "price": 20}}
        result = make.evaluation(bids, price_formula=FixedPrice(highest=20))
        assert result.standing("A").exclusions == (
            "the price of £21 is above £20, the highest accepted",
        )

    @pytest.mark.parametrize(
        ("envelope", "winner"),
        [
            (FinancialEnvelope(amount=pounds(20)), "B"),
            (FinancialEnvelope(amount=pounds(20), above_is_refused=False), "A"),
            (FinancialEnvelope(amount=pounds(20), per="whole term"), "A"),
        ],
    )
    def test_offer_above_the_envelope_is_refused_if_declared(self, make, envelope, winner):
        """The envelope is per year here; an envelope for the whole term says nothing about a year."""
        bids = {"A": {"quality": 90, "price": 21}, "B": {"quality": 50, "price": 20}}
        result = make.evaluation(bids, envelope=envelope)
        assert result.winner == winner

    def test_excluded_prices_count_only_where_declared(self, make):
        """Whether a disqualified bid still sets the lowest price must be settled beforehand."""
        method = WeightedSum(
            criteria=(make.criterion("quality", 60, minimum=50), make.criterion("price", 40))
        )
        bids = {
            "A": {"quality": 10, "price": 50},
            "B": {"quality": 60, "price": 100},
        }
        for base, points in ((PriceBase.REMAINING, 40), (PriceBase.ALL, 20)):
            result = make.evaluation(
                bids, method=method, price_formula=LowestPriceProportional(base=base)
            )
            assert result.standing("B").price_points == points

    def test_disregarded_tender_is_out(self, make):
        """An abnormally low tender that was not explained takes no part."""
        decision = PriceDecision(
            on=make.on,
            provider="A",
            outcome=PriceOutcome.DISREGARDED,
            because="below the wage floor",
        )
        accepted = PriceDecision(
            on=make.on, provider="B", outcome=PriceOutcome.ACCEPTED, because="explained"
        )
        bids = {"A": {"quality": 60, "price": 1}, "B": {"quality": 60, "price": 2}}
        result = make.evaluation(bids, price_decisions=(decision, accepted))
        assert result.standing("A").exclusions == (
            "disregarded as abnormally low: below the wage floor",
        )
        assert result.winner == "B"

    def test_ranking_of_excluded_tenders_alone_has_no_winner(self, make):
        """An empty field is an answer too, and not an error."""
        result = make.evaluation(
            {"A": {"quality": 1, "price": 30}}, price_formula=FixedPrice(highest=20)
        )
        assert (result.winner, result.winners) == (None, ())
        assert result.heading() == "Every tender is excluded"


class TestOtherMethods:
    """Price per quality point, and a quality floor then price."""

    def test_price_per_quality_point_ranks_the_lowest_first(self, make):
        """Quality 50 for £100 is £2 a point; quality 80 for £120 is £1.50."""
        method = make.method(PricePerQualityPoint, quality=100, price=None)
        bids = {
            "A": {"quality": 50, "price": 100},
            "B": {"quality": 80, "price": 120},
            "C": {"quality": 0, "price": 1},
        }
        result = make.evaluation(bids, invitation=make.invitation(method, price_formula=None))
        assert result.measure == ComparisonFigure.PRICE_PER_POINT
        assert [result.total(p) for p in "AB"] == [2, F(3, 2)]
        assert result.ranking == (("B",), ("A",))
        assert result.standing("C").exclusions == (
            "a quality score of zero has no price per quality point",
        )

    def test_above_the_floor_the_price_alone_decides(self, make):
        """Devon's list: good enough, then cheapest."""
        method = QualityFloorThenPrice(
            criteria=(make.criterion("quality", 100), make.criterion("price")), quality_floor=60
        )
        bids = {
            "A": {"quality": 95, "price": 100},
            "B": {"quality": 60, "price": 90},
            "C": {"quality": 59, "price": 10},
        }
        result = make.evaluation(bids, invitation=make.invitation(method, price_formula=None))
        assert result.ranking == (("B",), ("A",))
        assert result.total("B") == 90
        assert "quality: 60, which lets it compete; price decides" in result.explain("B")

    def test_described_criteria_cannot_be_ranked(self, make):
        """The law allows them; arithmetic does not, and says so."""
        method = DescribedCriteria(
            criteria=(make.criterion("quality"),), importance="in descending order of importance"
        )
        with pytest.raises(RecordError) as refused:
            make.evaluation({"A": {"quality": 5}}, method=method)
        assert str(refused.value) == (
            "evaluation: The criteria have no weights (in descending order of importance), so the "
            "marks give no ranking. Recommend with the reasons for your choice, or declare weights."
        )

    def test_weights_of_the_section_are_multiplied_out(self, make):
        """25% of a section of 60% is 15% of the whole."""
        method = WeightedSum(
            weights=WeightsOf.PARENT,
            sections=(Section(reference="q", title="quality", weight=60),),
            criteria=(
                make.criterion("a", 25, section="q"),
                make.criterion("b", 75, section="q"),
                make.criterion("price", 40),
            ),
        )
        result = make.evaluation({"A": {"a": 100, "b": 0, "price": 1}}, method=method)
        assert result.contest.weights == {"a": 15, "b": 45, "price": 40}
        assert result.subtotals("A") == {"q": 15, "price": 40}


class TestLots:
    """Which tenders count for which lot."""

    def test_each_lot_is_evaluated_by_itself(self, make):
        """A criterion and a price of one lot have no place in another."""
        method = WeightedSum(
            criteria=(
                make.criterion("quality", 60),
                make.criterion("rural", 10, lots=("N1",)),
                make.criterion("town", 10, lots=("N2",)),
                make.criterion("price", 30),
            )
        )
        invitation = make.invitation(method, lots=("N1", "N2"))
        tenders = [make.tender("A", 10, "N1"), make.tender("B", 20, "N2")]
        sheets = [make.sheet("A", quality=50, rural=50), make.sheet("B", quality=80, town=10)]
        one = evaluate(invitation, tenders, [sheets[0]], lot="N1")
        assert one.providers == ("A",)
        assert [line.criterion for line in one.lines("A")] == ["quality", "rural", "price"]
        both = {"A": (LotPrice(lot="N1", price=pounds(1)), LotPrice(lot="N2", price=pounds(2)))}
        everywhere = TenderReceived(on=make.on, provider="A", prices=both["A"])
        sheet = make.sheet("A", quality=50, rural=50, town=50)
        assert evaluate(invitation, [everywhere], [sheet], lot="N2").total("A") == 65

    def test_with_several_lots_one_is_named(self, make):
        """A total over lots that were never meant to be added would be nonsense."""
        invitation = make.invitation(lots=("N1", "N2"))
        with pytest.raises(RecordError) as refused:
            evaluate(
                invitation, [make.tender("A", 1, "N1"), make.tender("A", 1, "N2", lots=("N2",))]
            )
        assert str(refused.value) == (
            'evaluation: lot: there are several; name one of N1 and N2: lot="N1"'
        )

    def test_single_lot_need_not_be_named(self, make):
        """A procurement in one lot is evaluated without ceremony."""
        invitation = make.invitation(lots=("N1",))
        result = evaluate(invitation, [make.tender("A", 1, "N1")], [make.sheet("A", quality=50)])
        assert result.lot == "N1"
        assert result.heading() == "Lot N1: A is first with 70.00 (points out of 100)"

    def test_withdrawn_tender_takes_no_part(self, make):
        """Marks that were given for it are then marks for nobody, and are said to be."""
        gone = TenderWithdrawn(on=date(2022, 10, 1), provider="A")
        elsewhere = TenderWithdrawn(on=date(2022, 10, 1), provider="B", lots=("N9",))
        tenders = [make.tender("A", 1), make.tender("B", 2)]
        result = evaluate(
            make.invitation(), tenders, [make.sheet("B", quality=5)], withdrawn=(gone, elsewhere)
        )
        assert result.providers == ("B",)

    def test_second_tender_stands_once_the_first_is_withdrawn(self, make):
        """A bidder may correct itself before the deadline, in the open."""
        first = make.tender("A", 100)
        gone = TenderWithdrawn(on=date(2022, 9, 29), provider="A")
        second = make.tender("A", 90, on=date(2022, 9, 30))
        result = evaluate(
            make.invitation(), [first, second], [make.sheet("A", quality=5)], withdrawn=[gone]
        )
        assert result.price("A").price == pounds(90)


BAD = [
    ("no tenders", {}, (), (
                               "No tender has been recorded. Record the tenders received, or "
                               "abandon the lot."
                           )),
    ("price missing", {"A": None}, ({"quality": 5},), (
                                                          "The tender of A has no price. "
                                                          "Record the price, or that the "
                                                          "tender is withdrawn."
                                                      )),
    ("off the scale", {"A": 5}, ({"quality": 101},), (
                                                         "O1 gives A 101 on quality, which is not "
                                                         "a mark of the scale out of 100 (0 to "
                                                         "100). Give a mark of the published scale."
                                                     )),
    ("unknown criterion", {"A": 5}, ({"quality": 1, "charm": 5},), (
                                                                       'O1 marks A on "charm", '
                                                                       "which is not a "
                                                                       "criterion in the "
                                                                       "invitation. Use a "
                                                                       "published criterion: "
                                                                       "quality."
                                                                   )),
    ("price marked", {"A": 5}, ({"quality": 1, "price": 5},), (
                                                                  'O1 marks A on "price", but '
                                                                  "a published formula scores "
                                                                  "it. Leave that mark out."
                                                              )),
    ("missing sheet", {"A": 5, "B": 6}, ({"quality": 1},), (
                                                               "No marks have been recorded "
                                                               "for B on quality. Record the "
                                                               "score sheets."
                                                           )),
    ("duplicate sheet", {"A": 5}, ({"quality": 1}, {"quality": 2}), (
                                                                        "O1 has marked A twice "
                                                                        "on quality. Keep one "
                                                                        "sheet; if a mark on "
                                                                        "it is wrong, record a "
                                                                        "corrected mark with "
                                                                        "its reason."
                                                                    )),
]  # fmt: skip


@pytest.mark.parametrize(("name", "tenders", "sheets", "message"), BAD, ids=[b[0] for b in BAD])
def test_each_fault_gets_one_clear_error(make, name, tenders, sheets, message):
    """What, where, and what to do: an officer at six in the evening needs no traceback."""
    received = [make.tender(provider, price) for provider, price in tenders.items()]
    with pytest.raises(RecordError) as refused:
        evaluate(make.invitation(), received, [make.sheet("A", **marks) for marks in sheets])
    assert message in refused.value.problems


def test_prices_on_different_bases_are_not_compared(make):
    """20% of VAT is more than most winning margins."""
    excluding = Money("100", "GBP", VatBasis.EXCLUDING)
    tenders = [
        make.tender("A", prices=(LotPrice(price=pounds(120)),)),
        make.tender("B", prices=(LotPrice(price=excluding),)),
    ]
    sheets = [make.sheet(p, quality=5) for p in "AB"]
    with pytest.raises(RecordError) as refused:
        evaluate(make.invitation(), tenders, sheets)
    assert refused.value.problems == (
        "The prices are on different bases (B: GBP, excluding VAT, per year; A: GBP, VAT not "
        "stated, per year). Give every price in one currency, on one VAT basis and for the "
        "same unit.",
    )


def test_envelope_on_another_basis_is_not_compared_either(make):
    """An envelope with VAT in it lets in what an envelope without would refuse."""
    envelope = FinancialEnvelope(amount=Money("100", "GBP", VatBasis.INCLUDING))
    with pytest.raises(RecordError) as refused:
        make.evaluation({"A": {"quality": 5, "price": 5}}, envelope=envelope)
    assert "the envelope: GBP, including VAT, per year" in str(refused.value)


def test_two_tenders_of_one_provider_are_a_fault(make):
    """Picking the better one silently would favour whoever sends two."""
    tenders = [make.tender("A", 5), make.tender("A", 6)]
    with pytest.raises(RecordError) as refused:
        evaluate(make.invitation(), tenders, [make.sheet("A", quality=5)])
    assert refused.value.problems == ("A has two tenders. Record that the first is withdrawn.",)


marks = st.integers(0, 100)
field = st.dictionaries(
    st.sampled_from("ABCDEFGH"), st.tuples(marks, marks, st.integers(1, 500)), min_size=2
)


def bids_of(drawn):
    return {n: {"quality": q, "users": u, "price": p} for n, (q, u, p) in drawn.items()}


def method_of(make):
    return make.method(quality=55, users=5, price=40)


@given(field)
def test_order_in_which_bids_arrive_changes_nothing(make, drawn):
    """A ranking that depends on the order of rows is a ranking of rows."""
    there = make.evaluation(bids_of(drawn), method=method_of(make))
    back = make.evaluation(dict(reversed(bids_of(drawn).items())), method=method_of(make))
    assert {s.provider: (s.rank, s.total) for s in there.standings} == {
        s.provider: (s.rank, s.total) for s in back.standings
    }
    assert set(there.winners) == set(back.winners)


@given(field)
def test_line_points_add_up_to_the_total(make, drawn):
    """A total that the lines do not explain cannot be defended."""
    result = make.evaluation(bids_of(drawn), method=method_of(make))
    for provider in result.providers:
        assert sum(line.points for line in result.lines(provider)) == result.total(provider)
        assert sum(result.subtotals(provider).values()) == result.total(provider)


@given(field)
def test_tie_is_symmetric(make, drawn):
    """If A is level with B, B is level with A; and level tenders share a rank."""
    result = make.evaluation(bids_of(drawn), method=method_of(make))
    for one in result.standings:
        for other in one.level_with:
            assert one.provider in result.standing(other).level_with
            assert result.standing(other).rank == one.rank


@given(field, st.integers(1, 40))
def test_raising_everybody_alike_changes_no_rank_under_an_absolute_formula(make, drawn, more):
    """Generous panels and strict panels give the same order; only relative prices would not."""
    low = {n: (q // 2, u, p) for n, (q, u, p) in drawn.items()}
    high = {n: (q + more, u, p) for n, (q, u, p) in low.items()}
    formula = FloorAndCeiling(floor=0, ceiling=500)
    before, after = (
        make.evaluation(bids_of(d), method=method_of(make), price_formula=formula)
        for d in (low, high)
    )
    assert before.ranking == after.ranking


@given(field)
def test_winner_has_the_highest_total(make, drawn):
    """The quick sort by leading digits must agree with comparing whole fractions."""
    result = make.evaluation(bids_of(drawn), method=method_of(make))
    totals = [result.total(p) for p in result.providers]
    assert totals == sorted(totals, reverse=True)
    assert result.total(result.winners[0]) == max(totals)


def test_totals_that_differ_beyond_ninety_six_places_are_told_apart(make):
    """Two totals that agree in their first thirty digits are still not a tie."""
    dearer = "50." + "0" * 40 + "1"
    bids = {
        "A": {"quality": 51, "price": dearer},
        "B": {"quality": 51, "price": 50},
        "C": {"quality": 51, "price": dearer},
    }
    result = make.evaluation(bids, price_formula=FloorAndCeiling(floor=0, ceiling=100))
    assert result.ranking == (("B",), ("A", "C"))
