"""Awarding lots under a limit: exact, by the declared mechanism, nobody picked silently."""

from collections import Counter
from fractions import Fraction as F
from itertools import chain, combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.evaluation import evaluate
from commissioning.evaluation.lots.assignment import best_assignment, best_assignments
from commissioning.evaluation.lots.deferred_acceptance import DeferredAcceptance, Terms
from commissioning.evaluation.lots.lots import allocate
from commissioning.records.criteria import TieBreak, TieBreakBy
from commissioning.records.methods import PricePerQualityPoint, QualityFloorThenPrice, WeightedSum
from commissioning.records.tender import LotLimits, LotMechanism, LotPrice
from commissioning.values.money import pounds


def limits(mechanism, most=1, order=()):
    return LotLimits(most_awarded=most, mechanism=mechanism, order=order)


IN_ORDER = limits(LotMechanism.LOT_ORDER, order=("N2", "N1"))
PREFERRED = limits(LotMechanism.PREFERENCE)
BEST = limits(LotMechanism.BEST_OVERALL)


@pytest.fixture
def lots(make):
    """Evaluations of some lots, from the quality marks of each bidder."""

    def made(marks, preferences=None):
        wanted = preferences or {}
        method = make.method(quality=100)
        invitation = make.invitation(method, lots=tuple(marks), price_formula=None)
        return [
            evaluate(
                invitation,
                [make.tender(p, lots=(lot,), preferences=wanted.get(p, ())) for p in bids],
                [make.sheet(p, quality=mark, lots=(lot,)) for p, mark in bids.items()],
                lot=lot,
            )
            for lot, bids in marks.items()
        ]

    return made


TWO = {"N1": {"A": 90, "B": 80, "C": 70}, "N2": {"A": 85, "B": 50, "C": 84}}


def test_without_a_limit_each_lot_goes_to_its_first(lots):
    """A cap is a choice; none is made here."""
    allocation = allocate(lots(TWO), None)
    assert allocation.awards == {"N1": ("A",), "N2": ("A",)}
    assert allocation.reserves == {"N1": ("B", "C"), "N2": ("C", "B")}
    assert allocation.lost == ()


def test_lots_in_the_declared_order(lots):
    """The order on the page decides what the best bidder keeps."""
    allocation = allocate(lots(TWO), IN_ORDER)
    assert allocation.awards == {"N1": ("B",), "N2": ("A",)}
    assert [str(lost) for lost in allocation.lost] == [
        "A ranks first for N1 but keeps N2; N1 goes to B"
    ]
    assert allocation.reserves == {"N1": ("C",), "N2": ("C",)}


def test_each_bidder_keeps_what_it_prefers(lots):
    """A asked for N1 first, so N1 it keeps, and the next takes N2."""
    allocation = allocate(lots(TWO, {"A": ("N1", "N2")}), PREFERRED)
    assert allocation.awards == {"N1": ("A",), "N2": ("C",)}
    assert allocation.remarks == ()


def test_unstated_preference_that_decided_is_a_remark(lots):
    """The order of lots then decides, and the result says that it did."""
    allocation = allocate(lots(TWO), PREFERRED)
    assert allocation.awards == {"N1": ("A",), "N2": ("C",)}
    assert allocation.remarks == (
        "A states no preference between N1 and N2, so the order of lots decides",
    )


def test_only_lot_that_is_named_is_kept_by_preference(lots):
    """A names N2 alone and gives up N1: its own preference decided, not the order of lots."""
    allocation = allocate(lots(TWO, {"A": ("N2",)}), PREFERRED)
    assert (allocation.awards, allocation.remarks) == ({"N1": ("B",), "N2": ("A",)}, ())


def test_lot_given_up_can_push_on_the_next_bidder(lots):
    """What A gives up goes to B, who then gives up another."""
    marks = {"N1": {"A": 9, "B": 8}, "N2": {"A": 9, "B": 8}, "N3": {"B": 9, "C": 1}}
    allocation = allocate(lots(marks, {"A": ("N1",), "B": ("N2", "N3")}), PREFERRED)
    assert allocation.awards == {"N1": ("A",), "N2": ("B",), "N3": ("C",)}


def test_best_outcome_overall(lots):
    """80 + 85 beats 90 + 84... by hand: A N1 and C N2 is 174, B N1 and A N2 is 165."""
    allocation = allocate(lots(TWO), BEST)
    assert allocation.awards == {"N1": ("A",), "N2": ("C",)}
    assert allocation.total == 174
    assert allocation.other_best == ()


def test_equally_good_outcome_is_reported(lots):
    """Two ways to the same total are a decision for people, not for the order of rows."""
    marks = {"N1": {"A": 90, "B": 80}, "N2": {"A": 90, "B": 80}}
    allocation = allocate(lots(marks), BEST)
    assert allocation.awards == {"N1": ("A",), "N2": ("B",)}
    assert allocation.other_best == ({"N1": ("B",), "N2": ("A",)},)
    assert "Another outcome is equally good: N1 to B, N2 to A" in str(allocation)
    assert "more equally good" not in str(allocation)


def test_tie_is_left_undecided(lots):
    """Nobody is picked silently; the table says between whom."""
    allocation = allocate(lots({"N1": {"A": 5, "B": 5, "C": 1}}), None)
    assert allocation.awards == {"N1": ()}
    assert allocation.reserves == {"N1": ("C",)}
    assert allocation.undecided == (("N1", ("A", "B")),)
    assert "A or B" in str(allocation)
    assert allocate(lots({"N1": {"A": 5, "B": 5}}), PREFERRED).undecided == (("N1", ("A", "B")),)


def test_lot_beyond_every_limit_stays_empty(lots):
    """The cap can leave a lot without a provider; that is said, not hidden."""
    marks = {"N1": {"A": 5}, "N2": {"A": 6}}
    allocation = allocate(lots(marks), IN_ORDER)
    assert allocation.awards == {"N1": (), "N2": ("A",)}
    assert str(allocation.lost[0]) == (
        "A ranks first for N1 but keeps N2; no other provider can take N1"
    )
    assert allocate(lots(marks), BEST).awards["N2"] == ("A",)


def test_reserve_follows_when_a_winner_withdraws(lots):
    """The marks stand; the next in order steps up."""
    allocation = allocate(lots(TWO), BEST, withdrawn=("A",))
    assert allocation.awards == {"N1": ("B",), "N2": ("C",)}


def test_provider_that_loses_everything_by_the_limit_keeps_none(lots):
    """The best outcome overall may pass over a bidder who is first for a lot."""
    marks = {"N1": {"A": 90, "B": 89}, "N2": {"A": 90, "B": 10}}
    allocation = allocate(lots(marks), BEST)
    assert allocation.awards == {"N1": ("B",), "N2": ("A",)}
    marks = {"N1": {"A": 5, "B": 4}, "N2": {"A": 4, "C": 4, "B": 4}}
    assert allocate(lots(marks), BEST).total == 9


def test_prices_add_up_downwards_over_lots(make):
    """Where price decides, the best outcome is the cheapest for all lots together."""
    method = QualityFloorThenPrice(
        criteria=(make.criterion("quality", 100), make.criterion("price")), quality_floor=10
    )
    invitation = make.invitation(method, lots=("N1", "N2"), price_formula=None)
    asked = {"N1": {"A": 10, "B": 12}, "N2": {"A": 10, "B": 20}}
    results = [
        evaluate(
            invitation,
            [make.tender(p, price, lot) for p, price in bids.items()],
            [make.sheet(p, quality=50) for p in bids],
            lot=lot,
        )
        for lot, bids in asked.items()
    ]
    allocation = allocate(results, BEST)
    assert allocation.awards == {"N1": ("B",), "N2": ("A",)}
    assert allocation.total == 22


def test_prices_per_point_cannot_be_added_up(make):
    """£2 a point here and £3 a point there have no sum that means anything."""
    method = make.method(PricePerQualityPoint, quality=100, price=None)
    result = make.evaluation(
        {"A": {"quality": 5, "price": 5}}, invitation=make.invitation(method, price_formula=None)
    )
    with pytest.raises(RecordError) as refused:
        allocate([result], BEST)
    assert str(refused.value) == (
        "award of lots: results by price per quality point cannot be added up over lots; choose "
        "another way to award them"
    )


worths = st.lists(
    st.dictionaries(st.sampled_from("ABCD"), st.integers(-5, 9), max_size=4), max_size=4
)


def by_hand(worth, most, places, held):
    """Every outcome that fills the most places, and of those is worth the most."""
    ways = [
        [group for size in range(count + 1) for group in combinations(sorted(values), size)]
        for values, count in zip(worth, places, strict=True)
    ]
    outcomes = {}
    for way in product(*ways):
        taken = Counter(chain(*way))
        if all(taken[bidder] + held.get(bidder, 0) <= most for bidder in taken):
            total = sum(v[b] for v, group in zip(worth, way, strict=True) for b in group)
            outcome = tuple(map(frozenset, way))
            outcomes.setdefault((sum(map(len, way)), total), set()).add(outcome)
    best = max(outcomes)
    return best, outcomes[best]


@given(worths, st.integers(1, 3), st.lists(st.integers(1, 2), min_size=4, max_size=4), st.data())
def test_best_assignments_are_the_best_of_all(worth, most, places, data):
    """Against every possibility counted out: none better, none as good left out, none twice."""
    places = places[: len(worth)]
    held = data.draw(st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 2), max_size=2))
    found = list(best_assignments(worth, most, places=places, held=held))
    best, outcomes = by_hand(worth, most, places, held)
    assert (found[0].filled, found[0].worth) == best
    assert {(one.filled, one.worth) for one in found} == {best}
    assert len(found) == len(outcomes)
    assert {tuple(map(frozenset, one.taken_by)) for one in found} == outcomes


def test_worse_way_round_is_not_taken():
    """A chain of moves that comes back to a lot with less in hand is left alone."""
    worth = [{"A": 9, "B": 8}, {"A": 9, "B": 2}, {"A": 9, "B": 9, "C": 1}, {"A": 5, "C": 4, "B": 5}]
    for most in (1, 2):
        found = best_assignment(worth, most)
        assert (found.filled, found.worth) == by_hand(worth, most, [1] * 4, {})[0]
    crowded = [{"A": 10, "B": 9, "C": 8}] * 4
    assert best_assignment(crowded, 1).filled == 3
    assert best_assignment(crowded, 2).worth == 10 + 10 + 9 + 9


def test_best_assignment_agrees_with_a_well_kept_optimiser():
    """Forty lots and two hundred bidders, against the assignment solver of scipy."""
    optimize = pytest.importorskip("scipy.optimize")
    numpy = pytest.importorskip("numpy")
    generator = numpy.random.default_rng(7)
    matrix = generator.integers(0, 10_000, size=(40, 200))
    for most in (1, 3):
        worth = [{b: int(value) for b, value in enumerate(row)} for row in matrix]
        wide = numpy.repeat(matrix, most, axis=1)
        rows, columns = optimize.linear_sum_assignment(wide, maximize=True)
        assert best_assignment(worth, most).worth == int(wide[rows, columns].sum())


def test_shares_of_a_total_are_exact(lots):
    """A total over lots is a fraction like any other figure here."""
    assert allocate(lots({"N1": {"A": 33}}), BEST).total == F(33)


# Ties, places and what is held already

TIED = {"N1": {"A": 9, "B": 9}, "N2": {"A": 8, "C": 7}}


@pytest.mark.parametrize("mechanism", [LotMechanism.LOT_ORDER, LotMechanism.PREFERENCE])
def test_lot_that_rests_on_a_tie_elsewhere_is_undecided_too(lots, mechanism):
    """If A wins the tie for N1 it has no room for N2: to award it N2 would settle the tie unseen."""
    by = limits(mechanism, order=("N1", "N2"))
    allocation = allocate(lots(TIED, {"A": ("N1", "N2")}), by)
    assert allocation.awards == {"N1": (), "N2": ()}
    assert allocation.undecided == (("N1", ("A", "B")), ("N2", ("A", "C")))
    settled = allocate(lots(TIED, {"A": ("N1", "N2")}), by, choosing={"N1": ("A",)})
    assert settled.awards == {"N1": ("A",), "N2": ("C",)}
    settled = allocate(lots(TIED, {"A": ("N1", "N2")}), by, choosing={"N1": ("B",)})
    assert settled.awards == {"N1": ("B",), "N2": ("A",)}


def test_provider_at_its_limit_is_not_among_those_a_lot_is_open_to(lots):
    """C has its lot already: if A wins the tie for N1, N2 goes past C to D."""
    marks = {"N1": {"A": 9, "B": 9}, "N2": {"A": 8, "C": 7, "D": 6}}
    made = lots(marks, {"A": ("N1", "N2")})
    allocation = allocate(made, PREFERRED, held={"C": ("N3",)})
    assert allocation.undecided == (("N1", ("A", "B")), ("N2", ("A", "D")))


def test_tie_for_a_lot_it_likes_less_does_not_unsettle_the_one_it_keeps(lots):
    """A keeps N2 whatever the tie for N1, and so has no part in that tie."""
    allocation = allocate(lots(TIED, {"A": ("N2", "N1")}), PREFERRED)
    assert allocation.awards == {"N1": ("B",), "N2": ("A",)}
    assert allocation.undecided == ()
    assert [str(lost) for lost in allocation.lost] == [
        "A is level with B for N1 but keeps N2; N1 goes to B"
    ]


def test_lot_lost_to_a_tie_is_shown_as_undecided(lots):
    """Nobody else can take it would be untrue of a lot that two may get."""
    marks = {"N1": {"A": 9, "B": 5, "C": 5}, "N2": {"A": 9}}
    (lost,) = allocate(lots(marks), IN_ORDER).lost
    assert str(lost) == "A ranks first for N1 but keeps N2; N1 is undecided between B and C"


def test_loser_of_a_tie_is_not_lost_by_the_limit(lots):
    """The best outcome overall takes one of two who are level; the other is told as as good."""
    allocation = allocate(lots({"N1": {"A": 5, "B": 5}}), BEST)
    assert allocation.lost == ()
    assert allocation.other_best == ({"N1": ("B",)},)


def test_settled_tie_weighs_less_than_the_smallest_difference_of_totals(make):
    """A is ahead of B in both lots by a tie-break or by a mark; the higher sum wins all the same."""
    method = WeightedSum(
        criteria=(make.criterion("a", 50), make.criterion("b", 50)),
        tie_breaks=(TieBreak(by=TieBreakBy.CRITERION, criterion="b"),),
    )
    marks = {"N1": {"A": (10, 20), "B": (20, 10)}, "N2": {"A": (6, 6), "B": (5, 6)}}
    invitation = make.invitation(method, lots=tuple(marks), price_formula=None)
    results = [
        evaluate(
            invitation,
            [make.tender(p, lots=(lot,)) for p in bids],
            [make.sheet(p, a=a, b=b, lots=(lot,)) for p, (a, b) in bids.items()],
            lot=lot,
        )
        for lot, bids in marks.items()
    ]
    allocation = allocate(results, BEST)
    assert allocation.awards == {"N1": ("B",), "N2": ("A",)}
    assert allocation.other_best == ()


def test_declared_tie_break_holds_in_the_best_outcome_overall(make):
    """Equal totals that a published tie-break has put in order are not equally good."""
    method = make.method(a=50, b=50)
    method = type(method)(
        criteria=method.criteria,
        tie_breaks=(TieBreak(by=TieBreakBy.CRITERION, criterion="b"),),
    )
    result = make.evaluation(
        {"A": {"a": 90, "b": 10}, "B": {"a": 10, "b": 90}},
        invitation=make.invitation(method, price_formula=None),
    )
    allocation = allocate([result], BEST)
    assert allocation.awards == {"whole": ("B",)}
    assert allocation.other_best == ()


def test_many_equally_good_outcomes_are_not_all_written_out(lots):
    """Six lots between six alike have 720 ways; nine beside the first show that there is a choice."""
    alike = {f"N{n}": dict.fromkeys("ABCDEF", 5) for n in range(6)}
    allocation = allocate(lots(alike), BEST)
    assert len(allocation.other_best) == 9
    assert allocation.more_as_good
    assert str(allocation).endswith("There are more equally good outcomes")
    chosen = {f"N{n}": (who,) for n, who in enumerate("FEDCBA")}
    assert allocate(lots(alike), BEST, choosing=chosen).awards == chosen


FRAMEWORK = {"N1": {"A": 90, "B": 80, "C": 70}, "N2": {"A": 90, "B": 60, "C": 50}}


@pytest.mark.parametrize(
    ("limited", "awards"),
    [
        (LotLimits(places=2), {"N1": ("A", "B"), "N2": ("A", "B")}),
        (
            LotLimits(places=2, most_awarded=1, mechanism=LotMechanism.LOT_ORDER, order=("N2",)),
            {"N1": ("C",), "N2": ("A", "B")},
        ),
        (
            LotLimits(places=2, most_awarded=1, mechanism=LotMechanism.PREFERENCE),
            {"N1": ("B", "C"), "N2": ("A",)},
        ),
        (
            LotLimits(places=2, most_awarded=1, mechanism=LotMechanism.BEST_OVERALL),
            {"N1": ("B", "C"), "N2": ("A",)},
        ),
    ],
)
def test_framework_lot_is_for_several(lots, limited, awards):
    """Up to so many providers a lot, each for no more lots than the limit, by every mechanism."""
    allocation = allocate(lots(FRAMEWORK, {"A": ("N2", "N1"), "B": ("N1",)}), limited)
    assert allocation.awards == awards


def test_framework_lot_names_who_lost_a_place(lots):
    """B is second of two for N2; with N1 in hand its place goes to C."""
    by = LotLimits(places=2, most_awarded=1, mechanism=LotMechanism.LOT_ORDER, order=("N1", "N2"))
    marks = {"N1": {"B": 9}, "N2": {"A": 9, "B": 8, "C": 7}}
    allocation = allocate(lots(marks), by)
    assert allocation.awards == {"N1": ("B",), "N2": ("A", "C")}
    assert [str(lost) for lost in allocation.lost] == [
        "B ranks first for N2 but keeps N1; N2 goes to C"
    ]
    assert allocation.table().to_dicts()[1]["awarded to"] == "A, C"


def test_lots_held_already_count_towards_the_limit(lots):
    """A reserve that has its lot already cannot step up to a second one."""
    for by in (IN_ORDER, PREFERRED, BEST):
        allocation = allocate(lots({"N1": TWO["N1"]}), by, held={"A": ("N2",)})
        assert allocation.awards == {"N1": ("B",)}
        assert str(allocation.lost[0]) == "A ranks first for N1 but keeps N2; N1 goes to B"


def test_withdrawal_from_one_lot_leaves_the_other_open(lots):
    """A will not sign N2; N1, where it is first, it may have."""
    allocation = allocate(lots(TWO), PREFERRED, withdrawn={"N2": ("A",)})
    assert allocation.awards == {"N1": ("A",), "N2": ("C",)}
    second = allocate(lots(TWO), PREFERRED, withdrawn={"N2": ("A", "C")})
    assert second.awards == {"N1": ("A",), "N2": ("B",)}


def test_order_that_leaves_lots_out_says_so(lots):
    """Where a lot comes is who gets it."""
    allocation = allocate(lots({**TWO, "N3": {"B": 5}}), IN_ORDER)
    assert allocation.remarks == ("The declared order leaves out lot N3, so it comes last",)


def test_preferences_that_differ_between_tenders_are_told(make):
    """Two tenders of one bidder with two orders: which counts is said, not assumed."""
    invitation = make.invitation(make.method(quality=100), lots=("N1", "N2"), price_formula=None)
    results = [
        evaluate(
            invitation,
            [make.tender("A", lots=(lot,), preferences=order)],
            [make.sheet("A", quality=5, lots=(lot,))],
            lot=lot,
        )
        for lot, order in (("N1", ("N1", "N2")), ("N2", ("N2", "N1")))
    ]
    allocation = allocate(results, PREFERRED)
    assert allocation.awards == {"N1": (), "N2": ("A",)}
    assert allocation.remarks == (
        "The tenders of A state different preferences (N1, N2; N2, N1); the last counts",
    )


def test_one_lot_evaluated_twice_is_refused(lots):
    """Two results for one lot: which is the lot's nobody could say."""
    with pytest.raises(RecordError) as refused:
        allocate([*lots(TWO), *lots({"N2": {"B": 5}})], BEST)
    assert (
        str(refused.value)
        == "award of lots: there are several evaluations of lot N2; give one for each lot"
    )


def test_prices_by_the_hour_and_by_the_year_have_no_total(make):
    """The lowest of £18 an hour and £400,000 a year together is the lowest of nothing."""
    method = QualityFloorThenPrice(
        criteria=(make.criterion("quality", 100), make.criterion("price")), quality_floor=10
    )
    invitation = make.invitation(method, lots=("N1", "N2"), price_formula=None)
    results = [
        evaluate(
            invitation,
            [make.tender("A", lots=(lot,), prices=(LotPrice(lot=lot, price=pounds(18), per=per),))],
            [make.sheet("A", quality=50)],
            lot=lot,
        )
        for lot, per in (("N1", "hour"), ("N2", "year"))
    ]
    with pytest.raises(RecordError) as refused:
        allocate(results, BEST)
    assert str(refused.value) == (
        "award of lots: prices on different bases cannot be added up over lots "
        "(lot N1: GBP, VAT not stated, per hour; lot N2: GBP, VAT not stated, per year)"
    )


def in_turn(ranked, orders, places, most):
    """Lots offered in rounds to strict rankings; each keeps what it likes best. By hand."""
    refused = {lot: set() for lot in ranked}
    while True:
        offers = {
            lot: [p for p in who if p not in refused[lot]][: places[lot]]
            for lot, who in ranked.items()
        }
        beyond = [
            (lot, provider)
            for provider, order in orders.items()
            for lot in [lot for lot in order if provider in offers[lot]][most:]
        ]
        if not beyond:
            return offers
        for lot, provider in beyond:
            refused[lot].add(provider)


groups = st.permutations("ABC").flatmap(
    lambda who: st.sampled_from(
        [
            tuple((p,) for p in who),
            (tuple(who[:2]), (who[2],)),
            ((who[0],), tuple(who[1:])),
            (tuple(who),),
            ((who[0],),),
        ]
    )
)


@settings(max_examples=60)
@given(
    st.fixed_dictionaries(dict.fromkeys(("N1", "N2", "N3"), groups)),
    st.fixed_dictionaries({p: st.permutations(("N1", "N2", "N3")).map(tuple) for p in "ABC"}),
    st.integers(1, 2),
    st.integers(1, 2),
)
def test_ties_are_followed_every_way(ranked, orders, most, places):
    """What is awarded is awarded however ties fall, and nobody who may get a lot is left out."""
    each = dict.fromkeys(ranked, places)
    acceptance = DeferredAcceptance(Terms(ranked=ranked, most=most, places=each, held={}), orders)
    strict = [
        [tuple(chain(*way)) for way in product(*map(permutations, ranked[lot]))] for lot in ranked
    ]
    outcomes = [
        in_turn(dict(zip(ranked, way, strict=True)), orders, each, most) for way in product(*strict)
    ]
    for lot in ranked:
        always = set.intersection(*(set(outcome[lot]) for outcome in outcomes))
        ever = set().union(*(outcome[lot] for outcome in outcomes))
        assert set(acceptance.certain(lot)) <= always
        assert ever <= set(chain(*acceptance.candidates[lot]))
        if len(outcomes) == 1:
            assert set(acceptance.certain(lot)) == always == set(chain(*acceptance.candidates[lot]))


def test_lot_that_is_not_judged_by_price_needs_none(make):
    """Price is a criterion of N1 alone; a tender for N2 without one is whole."""
    method = WeightedSum(
        criteria=(
            make.criterion("quality", 60, lots=("N1",)),
            make.criterion("price", 40, lots=("N1",)),
            make.criterion("care", 100, lots=("N2",)),
        )
    )
    invitation = make.invitation(method, lots=("N1", "N2"))
    sheets = [make.sheet("A", quality=5, care=50)]
    assert evaluate(invitation, [make.tender("A")], sheets, lot="N2").total("A") == 50
    with pytest.raises(RecordError, match="The tender of A has no price for lot N1"):
        evaluate(invitation, [make.tender("A")], sheets, lot="N1")


def test_lot_kept_by_a_tie_is_named(lots):
    """A will have one of two lots however their ties are settled: it gave up a third for that."""
    marks = {
        "N1": {"A": 90, "C": 90, "D": 10},
        "N2": {"A": 90},
        "N3": {"A": 90, "D": 90, "C": 10},
        "N4": {"C": 90, "B": 50},
    }
    preferences = {"A": ("N3", "N1"), "C": ("N4",), "D": ("N3", "N1")}
    allocation = allocate(lots(marks, preferences), PREFERRED)
    assert dict(allocation.undecided) == {"N1": ("A", "D"), "N3": ("A", "D")}
    assert [str(lost) for lost in allocation.lost] == [
        "C is level with A for N1 but keeps N4; N1 is undecided between A and D",
        (
            "A ranks first for N2 but keeps enough of N1 and N3 (undecided); no other provider can "
            "take N2"
        ),
    ]


def test_lot_that_was_never_offered_is_not_given_up(lots):
    """A is second for N2 and has N1: it has chosen nothing, so no order of lots decided for it."""
    marks = {"N1": {"A": 90}, "N2": {"B": 90, "A": 80}}
    allocation = allocate(lots(marks), PREFERRED)
    assert allocation.awards == {"N1": ("A",), "N2": ("B",)}
    assert (allocation.lost, allocation.remarks) == ((), ())


def test_penny_decides_between_quadrillions(make):
    """Outcomes are compared in whole numbers: floats would call these two equal."""
    method = QualityFloorThenPrice(
        criteria=(make.criterion("quality", 100), make.criterion("price")), quality_floor=10
    )
    invitation = make.invitation(method, lots=("N1", "N2"), price_formula=None)
    many = 10**17
    offers = {"N1": {"A": many, "B": many + 1}, "N2": {"A": many, "B": many + 2}}
    evaluations = [
        evaluate(
            invitation,
            [make.tender(p, F(pence, 100), lot) for p, pence in prices.items()],
            [make.sheet(p, quality=50, lots=(lot,)) for p in prices],
            lot=lot,
        )
        for lot, prices in offers.items()
    ]
    allocation = allocate(evaluations, BEST)
    assert (allocation.awards, allocation.other_best) == ({"N1": ("B",), "N2": ("A",)}, ())


def test_lots_won_for_certain_come_before_lots_that_rest_on_a_tie(lots):
    """A may have two: N4 is its own, N1 perhaps, and N5 is between others, so it is not A's to keep."""
    marks = {
        "N1": {"A": 90, "D": 80},
        "N2": {"A": 90},
        "N3": {"A": 90, "D": 90},
        "N4": {"A": 90},
        "N5": {"B": 90, "C": 90},
    }
    preferences = {"A": ("N4", "N3", "N1"), "D": ("N3", "N1")}
    allocation = allocate(lots(marks, preferences), limits(LotMechanism.PREFERENCE, most=2))
    assert [str(lost) for lost in allocation.lost] == [
        (
            "A ranks first for N2 but keeps N4 and enough of N1 and N3 (undecided); no other "
            "provider can take N2"
        )
    ]
