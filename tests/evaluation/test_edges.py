"""What an evaluation says, word for word, and what it does at the very edge of a rule."""

from fractions import Fraction

import pytest
from attrs import evolve

from commissioning.errors import RecordError
from commissioning.evaluation import evaluate
from commissioning.evaluation.lots.assignment import best_assignment, best_assignments
from commissioning.evaluation.lots.lots import allocate
from commissioning.evaluation.what_if.flips import Flip, FlipKind, flips
from commissioning.records.criteria import TieBreak, TieBreakBy
from commissioning.records.methods import QualityFloorThenPrice
from commissioning.records.strategy import FinancialEnvelope
from commissioning.records.tender import LotLimits, LotMechanism, PriceDecision, PriceOutcome
from commissioning.values.money import pounds
from commissioning.values.rounding import Rounding, RoundingOf
from commissioning.values.scales import Level, Scale

MARKS = {
    "N1": {"A": 90, "B": 80, "C": 80, "D": 10},
    "N2": {"A": 90, "B": 80, "C": 80},
    "N3": {"A": 70, "D": 70},
}


@pytest.fixture
def results(make):
    """Evaluations of some lots, from the quality marks of each bidder."""

    def made(marks):
        method = make.method(quality=100)
        invitation = make.invitation(method, lots=tuple(marks), price_formula=None)
        return [
            evaluate(
                invitation,
                [make.tender(provider, lots=(lot,)) for provider in bids],
                [make.sheet(p, quality=mark, lots=(lot,)) for p, mark in bids.items()],
                lot=lot,
            )
            for lot, bids in marks.items()
        ]

    return made


def one_lot_each(mechanism, **fields):
    return LotLimits(most_awarded=1, mechanism=mechanism, **fields)


class TestLots:
    """The page on which a committee reads who gets which lot."""

    @pytest.mark.parametrize(
        ("limits", "page"),
        [
            (
                None,
                """\
lot  awarded to  reserves
---  ----------  --------
N1   A           B, C, D
N2   A           B, C
N3   A or D""",
            ),
            (
                one_lot_each(LotMechanism.LOT_ORDER, order=("N2", "N1", "N3")),
                (
                    "lot  awarded to  reserves\n"
                    "---  ----------  --------\n"
                    "N1   B or C\n"
                    "N2   A           B, C\n"
                    "N3   D\n"
                    "- A ranks first for N1 but keeps N2; N1 is undecided between B and C\n"
                    "- A is level with D for N3 but keeps N2; N3 goes to D"
                ),
            ),
            (
                one_lot_each(LotMechanism.PREFERENCE),
                (
                    "lot  awarded to  reserves\n"
                    "---  ----------  --------\n"
                    "N1   A           B, C\n"
                    "N2   B or C\n"
                    "N3   D\n"
                    "- A ranks first for N2 but keeps N1; N2 is undecided between B and C\n"
                    "- A is level with D for N3 but keeps N1; N3 goes to D\n"
                    "- A states no preference between N1, N2 and N3, so the order of lots decides"
                ),
            ),
            (
                one_lot_each(LotMechanism.BEST_OVERALL),
                (
                    "lot  awarded to  reserves\n"
                    "---  ----------  --------\n"
                    "N1   A           C\n"
                    "N2   B           C\n"
                    "N3   D\n"
                    "- A ranks first for N2 but keeps N1; N2 goes to B\n"
                    "- A is level with D for N3 but keeps N1; N3 goes to D\n"
                    "- Another outcome is equally good: N1 to B, N2 to A, N3 to D\n"
                    "- Another outcome is equally good: N1 to A, N2 to C, N3 to D\n"
                    "- Another outcome is equally good: N1 to C, N2 to A, N3 to D"
                ),
            ),
            (
                one_lot_each(LotMechanism.LOT_ORDER, places=2, order=("N1", "N2", "N3")),
                (
                    "lot  awarded to  reserves\n"
                    "---  ----------  --------\n"
                    "N1   A, B or C\n"
                    "N2   B or C\n"
                    "N3   D\n"
                    "- A ranks first for N2 but keeps N1; N2 is undecided between B and C\n"
                    "- A ranks first for N3 but keeps N1; no other provider can take N3"
                ),
            ),
        ],
        ids=("no limit", "in order", "by preference", "best overall", "two places"),
    )
    def test_page_says_who_gets_what_and_why(self, results, limits, page):
        """It is read aloud in a meeting: every word of it is somebody's contract."""
        assert str(allocate(results(MARKS), limits)) == page

    def test_several_winners_of_a_lot_are_named(self, results):
        """Two providers share a lot; an equally good outcome shares it otherwise."""
        limits = one_lot_each(LotMechanism.BEST_OVERALL, places=2)
        told = str(allocate(results(MARKS), limits)).splitlines()
        assert "- C is level with B for N1 but keeps N2; N1 goes to A and B" in told
        assert "- Another outcome is equally good: N1 to B and C, N2 to A, N3 to D" in told

    def test_lots_that_the_declared_order_leaves_out_are_named(self, results):
        """Whoever published half an order is told what became of the other half."""
        allocation = allocate(results(MARKS), one_lot_each(LotMechanism.LOT_ORDER, order=("N2",)))
        assert allocation.remarks == (
            "The declared order leaves out lots N1 and N3, so they come last",
        )

    @pytest.mark.parametrize(
        ("north", "awards"),
        [
            ({"A": (80, 81), "B": (80, 80)}, {"N1": ("A",), "N2": ("B",)}),
            ({"A": (0, 0), "B": (0, 1)}, {"N1": ("B",), "N2": ("A",)}),
        ],
        ids=("a half more", "a half and nothing"),
    )
    def test_half_a_mark_decides_between_whole_outcomes(self, make, north, awards):
        """Means of two assessors are halves; in whole marks, or with one for none, they would differ."""
        invitation = make.invitation(
            make.method(quality=100), lots=("N1", "N2"), price_formula=None
        )
        given = {"N1": north, "N2": {"A": (80, 80), "B": (80, 80)}}
        evaluations = [
            evaluate(
                invitation,
                [make.tender(p, lots=(lot,)) for p in bids],
                [
                    make.sheet(p, who, quality=mark, lots=(lot,))
                    for p, pair in bids.items()
                    for who, mark in zip(("O1", "O2"), pair, strict=True)
                ],
                lot=lot,
            )
            for lot, bids in given.items()
        ]
        allocation = allocate(evaluations, one_lot_each(LotMechanism.BEST_OVERALL))
        assert allocation.awards == awards
        assert allocation.other_best == ()

    def test_level_tenders_and_the_lots_they_keep_are_named(self, results):
        """C could have had the north, with two others; with two lots in hand it may have no third."""
        marks = {"N1": {"A": 5, "B": 5, "C": 5}, "N2": {"C": 9}, "N3": {"C": 9}}
        limits = LotLimits(most_awarded=2, mechanism=LotMechanism.BEST_OVERALL)
        assert [str(lost) for lost in allocate(results(marks), limits).lost] == [
            "C is level with A and B for N1 but keeps N2 and N3; N1 goes to A"
        ]

    def test_tender_after_the_last_place_is_not_passed_over_by_the_limit(self, results):
        """C is third for a lot of two: with or without the limit it would not have had it."""
        marks = {"N1": {"A": 9, "B": 8, "C": 7}, "N2": {"C": 9}}
        limits = one_lot_each(LotMechanism.LOT_ORDER, places=2, order=("N2", "N1"))
        assert allocate(results(marks), limits).lost == ()

    def test_every_lot_evaluated_twice_is_named(self, results):
        """Whoever gathered the results twice did so for all of them."""
        twice = [*results({"N1": {"A": 5}, "N2": {"A": 5}})] * 2
        with pytest.raises(RecordError) as refused:
            allocate(twice, None)
        assert refused.value.problems == (
            "there are several evaluations of lots N1 and N2; give one for each lot",
        )

    def test_ten_equally_good_outcomes_are_all_given(self, results):
        """One lot between ten alike: the first and nine others, and no more than that."""
        allocation = allocate(
            results({"N1": dict.fromkeys("ABCDEFGHIJ", 5)}), one_lot_each(LotMechanism.BEST_OVERALL)
        )
        assert len(allocation.other_best) == 9
        assert not allocation.more_as_good

    def test_marks_and_prices_have_no_sum(self, make, results):
        """Ninety points for the north and ten pounds for the south add up to nothing."""
        method = QualityFloorThenPrice(
            criteria=(make.criterion("quality", 100), make.criterion("price")), quality_floor=10
        )
        cheap = evaluate(
            make.invitation(method, lots=("N2",), price_formula=None),
            [make.tender("A", 10, "N2")],
            [make.sheet("A", quality=50)],
            lot="N2",
        )
        with pytest.raises(RecordError) as refused:
            allocate([*results({"N1": {"A": 90}}), cheap], one_lot_each(LotMechanism.BEST_OVERALL))
        assert str(refused.value) == (
            "award of lots: results by points out of 100 and price cannot be added up over lots; "
            "choose another way to award them"
        )

    def test_limit_of_two_is_a_limit(self, results):
        """Three lots in a row: the third goes to the next, whatever was refused before."""
        marks = {lot: {"A": 9, "B": 8} for lot in ("N1", "N2", "N3")}
        order = ("N1", "N2", "N3")
        limits = LotLimits(most_awarded=2, mechanism=LotMechanism.LOT_ORDER, order=order)
        awards = allocate(results(marks), limits).awards
        assert awards == {"N1": ("A",), "N2": ("A",), "N3": ("B",)}

    def test_stated_preference_decides_without_a_word(self, make):
        """A asked for N1 and keeps it; that N2 was not on its list decided nothing."""
        invitation = make.invitation(
            make.method(quality=100), lots=("N1", "N2"), price_formula=None
        )
        evaluations = [
            evaluate(
                invitation,
                [make.tender(p, lots=(lot,), preferences=("N1",)) for p in "AB"],
                [make.sheet(p, quality=mark, lots=(lot,)) for p, mark in (("A", 9), ("B", 8))],
                lot=lot,
            )
            for lot in ("N1", "N2")
        ]
        allocation = allocate(evaluations, one_lot_each(LotMechanism.PREFERENCE))
        assert allocation.awards == {"N1": ("A",), "N2": ("B",)}
        assert allocation.remarks == ()

    def test_lot_is_filled_before_it_is_filled_well(self):
        """Two lots with a provider each are better than one with the best and one with nobody."""
        filled = best_assignment([{"A": 9, "B": -1}, {"A": 0}], 1)
        assert filled.taken_by == (("B",), ("A",))

    def test_lot_is_for_one_provider_where_nothing_is_said(self):
        """A second provider for the lot would be a framework that nobody announced."""
        (only,) = best_assignments([{"A": 2, "B": 1}], 1)
        assert only.taken_by == (("A",),)

    def test_allocation_can_be_kept_in_a_set(self, results):
        """A dashboard remembers which outcomes it has shown."""
        first, again = (allocate(results(MARKS), None) for _ in range(2))
        assert {first} == {again}

    def test_without_a_limit_what_is_held_already_limits_nothing(self, results):
        """Somebody with nine lots of last year's may win them all again."""
        held = {"A": tuple(f"L{n}" for n in range(9))}
        allocation = allocate(results(MARKS), None, held=held)
        assert allocation.awards["N1"] == allocation.awards["N2"] == ("A",)
        assert allocation.lost == ()


class TestRanking:
    """From marks and prices to who is out."""

    @pytest.mark.parametrize(("lots", "out"), [(("N2",), False), (("N1",), True), (None, True)])
    def test_price_is_disregarded_in_the_lots_it_was_decided_for(self, make, lots, out):
        """A price too low for the south says nothing of the north."""
        decision = PriceDecision(
            on=make.on,
            provider="A",
            outcome=PriceOutcome.DISREGARDED,
            because="no wages",
            lots=lots,
        )
        invitation = make.invitation(lots=("N1", "N2"))
        result = evaluate(
            invitation,
            [make.tender("A", 10, "N1"), make.tender("B", 20, "N1")],
            [make.sheet(p, quality=50) for p in "AB"],
            lot="N1",
            price_decisions=(decision,),
        )
        assert result.standing("A").exclusions == (
            ("disregarded as abnormally low: no wages",) if out else ()
        )

    def test_problem_of_a_lot_names_the_lot(self, make):
        """Nine lots are evaluated in a loop; the message has to say which of them it was."""
        invitation = make.invitation(lots=("N1", "N2"))
        with pytest.raises(RecordError) as refused:
            evaluate(invitation, [make.tender("A", 10, "N2")], lot="N1")
        assert str(refused.value) == (
            "evaluation of lot N1: No tender has been recorded for lot N1. Record the tenders "
            "received, or abandon the lot."
        )

    def test_each_line_is_rounded_to_the_declared_places_before_the_sum(self, make):
        """25.41 and 33.5 are published as 25.4 and 33.5, and the total has to be what they add up to."""
        method = make.method(a=33, b=67)
        for rounding, total, line in (
            (Rounding(of=RoundingOf.LINE, places=1), Fraction("58.9"), Fraction("25.4")),
            (Rounding(of=RoundingOf.LINE, places=0), Fraction(59), Fraction(25)),
            (Rounding(of=RoundingOf.TOTAL, places=1), Fraction("58.9"), Fraction("25.41")),
            (None, Fraction("58.91"), Fraction("25.41")),
        ):
            declared = evolve(method, rounding=rounding)
            result = make.evaluation(
                {"A": {"a": 77, "b": 50}},
                invitation=make.invitation(declared, price_formula=None),
            )
            assert result.total("A") == total
            assert result.contest.published_points(result.contest.bid("A"), 0) == line

    def test_tender_that_is_level_with_nobody_equals_nobody(self, make):
        """The page lists who came out equal; a list of one would ask with whom."""
        result = make.evaluation(
            {"A": {"quality": 50, "price": 10}, "B": {"quality": 40, "price": 10}}
        )
        assert result.standing("A").equals == ()

    def test_price_above_the_envelope_is_told_beside_it(self, make):
        """The two figures side by side are the whole reason."""
        result = make.evaluation(
            {"A": {"quality": 50, "price": 120}, "B": {"quality": 40, "price": 100}},
            envelope=FinancialEnvelope(amount=pounds(100)),
        )
        assert result.standing("A").exclusions == (
            "the price of £120 is above the envelope of £100",
        )
        assert result.standing("B").exclusions == ()

    @pytest.mark.parametrize(
        ("by", "weights", "bids"),
        [
            (
                TieBreak(by=TieBreakBy.QUALITY),
                {"a": 50, "price": 50},
                {"A": {"a": 0, "price": 99}, "B": {"a": 1, "price": 100}},
            ),
            (
                TieBreak(by=TieBreakBy.CRITERION, criterion="b"),
                {"a": 50, "b": 50},
                {"A": {"a": 51, "b": 0}, "B": {"a": 50, "b": 1}},
            ),
            (
                TieBreak(by=TieBreakBy.PRICE),
                {"a": 100},
                {"A": {"a": 50, "price": "0.50"}, "B": {"a": 50, "price": 0}},
            ),
        ],
        ids=("quality", "a criterion", "the price"),
    )
    def test_nothing_is_less_than_a_half_in_a_tie_break_too(self, make, by, weights, bids):
        """Half a point beats none, and no charge at all beats fifty pence."""
        method = evolve(make.method(**weights), tie_breaks=(by,))
        result = make.evaluation(bids, invitation=make.invitation(method))
        assert result.standing("A").total == result.standing("B").total
        assert result.winner == "B"

    def test_provider_without_a_tender_is_told_who_has_one(self, make):
        """A typing slip in a what-if is put right at once."""
        result = make.evaluation({"A": {"quality": 5, "price": 1}, "B": {"quality": 4, "price": 1}})
        with pytest.raises(LookupError) as refused:
            result.contest.bid("Z")
        assert str(refused.value) == 'There is no tender from "Z"; choose from A and B.'


def flip(**fields):
    return Flip(
        **{
            "moved": FlipKind.MARK, "provider": "B", "about": "quality", "now": Fraction(1, 3),
            "tie": Fraction("1.2345"), "jumps": False, "beyond": Fraction(7, 3),
            "winners": ("B",), **fields,
        }
    )  # fmt: skip


class TestFlips:
    """What would have had to be otherwise, as a sentence."""

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({}, "Mark of B on quality: 0.3333 now. At 2.3333 B would be first (tie at 1.2345)."),
            (
                {"tie": Fraction("1.23456"), "jumps": True, "winners": ("B", "C")},
                (
                    "Mark of B on quality: 0.3333 now. At 2.3333 B and C would tie for first (a "
                    "jump at 1.2346, exactly 3858/3125, without a tie)."
                ),
            ),
            (
                {"moved": FlipKind.PRICE, "about": "price", "winners": ()},
                "Price of B: 0.3333 now. At 2.3333 every tender would be excluded (tie at 1.2345).",
            ),
            (
                {"moved": FlipKind.WEIGHT, "provider": "", "beyond": None},
                "Weight of quality: 0.3333% now. Above 1.2345% B would be first.",
            ),
            (
                {"moved": FlipKind.WEIGHT, "provider": "", "beyond": None, "winners": ()},
                "Weight of quality: 0.3333% now. At 1.2345% the winner would no longer be first alone.",
            ),
        ],
        ids=("a mark", "an edge", "a price", "a weight", "as far as it goes"),
    )
    def test_flip_reads_as_a_sentence(self, fields, sentence):
        """Four places are enough to read; where they are not the whole truth, the fraction is."""
        assert str(flip(**fields)) == sentence

    def test_flip_says_by_how_much(self):
        """Three tenths of a mark is close; three marks is not."""
        assert flip(now=Fraction(1), tie=Fraction(3, 4)).change == Fraction(-1, 4)

    def test_criterion_too_light_to_matter_does_not_hide_a_heavy_one(self, make):
        """Five points on the first line cannot make up nineteen; ninety-five on the second can."""
        invitation = make.invitation(make.method(a=5, b=95), price_formula=None)
        result = make.evaluation(
            {"A": {"a": 50, "b": 70}, "B": {"a": 50, "b": 50}}, invitation=invitation
        )
        marks = {(f.provider, f.about) for f in flips(result.contest) if f.moved is FlipKind.MARK}
        assert marks == {("A", "b"), ("B", "b")}

    def test_weight_is_nobodys(self, make):
        """Marks and prices are a provider's; a weight is the council's own."""
        invitation = make.invitation(make.method(a=60, b=40), price_formula=None)
        result = make.evaluation(
            {"A": {"a": 50, "b": 40}, "B": {"a": 40, "b": 50}}, invitation=invitation
        )
        weights = [f for f in flips(result.contest) if f.moved is FlipKind.WEIGHT]
        assert {f.provider for f in weights} == {""}
        assert {f.about for f in weights} == {"a", "b"}

    def test_mark_between_two_of_a_table_lies_as_far_along_as_its_points(self):
        """The table names the marks 0, 2 and 5; sixty points are half way from the second to the third."""
        worth = ((0, 0), (2, 20), (5, 100))
        levels = tuple(Level(mark=mark, points=earned) for mark, earned in worth)
        scale = Scale(name="three marks named", highest=5, levels=levels)
        assert scale.mark_at(Fraction(60, 100)) == Fraction(7, 2)
        assert scale.mark_at(Fraction(20, 100)) == 2
        assert scale.mark_at(Fraction(1)) == 5


def test_mean_is_shown_as_the_mark_between_two(make):
    """Eighty and eighty-one are read as eighty and a half, on the scale and not out of its points."""
    invitation = make.invitation(make.method(quality=100), price_formula=None)
    sheets = [make.sheet("A", "O1", quality=80), make.sheet("A", "O2", quality=81)]
    result = evaluate(invitation, [make.tender("A")], sheets)
    mark = result.book.of("A", "quality")
    assert mark is not None
    assert mark.mark == Fraction(161, 2)
