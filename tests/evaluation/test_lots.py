"""Awarding lots under a limit: exact, by the declared mechanism, nobody picked silently."""

from fractions import Fraction as F
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.evaluation import evaluate
from commissioning.evaluation.assignment import best_assignment, other_best
from commissioning.evaluation.lots import allocate
from commissioning.records.criteria import PricePerQualityPoint, QualityFloorThenPrice
from commissioning.records.tender import LotLimits, LotMechanism


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
    assert allocation.awards == {"N1": "A", "N2": "A"}
    assert allocation.reserves == {"N1": ("B", "C"), "N2": ("C", "B")}
    assert allocation.lost == ()


def test_lots_in_the_declared_order(lots):
    """The order on the page decides what the best bidder keeps."""
    allocation = allocate(lots(TWO), IN_ORDER)
    assert allocation.awards == {"N1": "B", "N2": "A"}
    assert [str(lost) for lost in allocation.lost] == [
        "A ranks first for N1 and keeps N2: it went to B"
    ]
    assert allocation.reserves == {"N1": ("C",), "N2": ("C",)}


def test_each_bidder_keeps_what_it_prefers(lots):
    """A asked for N1 first, so N1 it keeps, and the next takes N2."""
    allocation = allocate(lots(TWO, {"A": ("N1", "N2")}), PREFERRED)
    assert allocation.awards == {"N1": "A", "N2": "C"}
    assert allocation.remarks == ()


def test_a_preference_that_is_not_stated_is_told(lots):
    """The order of lots then decides, and the result says that it did."""
    allocation = allocate(lots(TWO), PREFERRED)
    assert allocation.awards == {"N1": "A", "N2": "C"}
    assert allocation.remarks == (
        "A states no preference between N1, N2; the order of lots decides",
    )


def test_a_lot_given_up_can_push_on_the_next_bidder(lots):
    """What A gives up goes to B, who then gives up another."""
    marks = {"N1": {"A": 9, "B": 8}, "N2": {"A": 9, "B": 8}, "N3": {"B": 9, "C": 1}}
    allocation = allocate(lots(marks, {"A": ("N1",), "B": ("N2", "N3")}), PREFERRED)
    assert allocation.awards == {"N1": "A", "N2": "B", "N3": "C"}


def test_the_best_outcome_overall(lots):
    """80 + 85 beats 90 + 84... by hand: A N1 and C N2 is 174, B N1 and A N2 is 165."""
    allocation = allocate(lots(TWO), BEST)
    assert allocation.awards == {"N1": "A", "N2": "C"}
    assert allocation.total == 174
    assert allocation.other_best is None


def test_an_equally_good_outcome_is_reported(lots):
    """Two ways to the same total are a decision for people, not for the order of rows."""
    marks = {"N1": {"A": 90, "B": 80}, "N2": {"A": 90, "B": 80}}
    allocation = allocate(lots(marks), BEST)
    assert {**allocation.awards} != allocation.other_best
    assert set(allocation.other_best.values()) == {"A", "B"}
    assert "another outcome is exactly as good: N1 to B, N2 to A" in str(allocation)


def test_a_tie_is_left_undecided(lots):
    """Nobody is picked silently; the table says between whom."""
    allocation = allocate(lots({"N1": {"A": 5, "B": 5, "C": 1}}), None)
    assert allocation.awards == {"N1": None}
    assert allocation.undecided == (("N1", ("A", "B")),)
    assert "A or B" in str(allocation)
    assert allocate(lots({"N1": {"A": 5, "B": 5}}), PREFERRED).undecided == (("N1", ("A", "B")),)


def test_a_lot_that_nobody_can_take_stays_empty(lots):
    """The cap can leave a lot without a provider; that is said, not hidden."""
    marks = {"N1": {"A": 5}, "N2": {"A": 6}}
    allocation = allocate(lots(marks), IN_ORDER)
    assert allocation.awards == {"N1": None, "N2": "A"}
    assert str(allocation.lost[0]) == ("A ranks first for N1 and keeps N2: nobody else can take it")
    assert allocate(lots(marks), BEST).awards["N2"] == "A"


def test_the_reserve_follows_when_a_winner_withdraws(lots):
    """The marks stand; the next in order steps up."""
    allocation = allocate(lots(TWO), BEST, withdrawn=("A",))
    assert allocation.awards == {"N1": "B", "N2": "C"}


def test_a_provider_that_loses_everything_by_the_limit_keeps_none(lots):
    """The best outcome overall may pass over a bidder who is first for a lot."""
    marks = {"N1": {"A": 90, "B": 89}, "N2": {"A": 90, "B": 10}}
    allocation = allocate(lots(marks), BEST)
    assert allocation.awards == {"N1": "B", "N2": "A"}
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
    assert allocation.awards == {"N1": "B", "N2": "A"}
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
        "award of lots: scores that are price per quality point cannot be added up over lots"
    )


worths = st.lists(
    st.dictionaries(st.sampled_from("ABCD"), st.integers(-5, 9), max_size=4), max_size=4
)


def by_hand(worth, most):
    """Every way to award, the best first: as many lots as can be, then the most worth."""
    best = None
    for ways in product(*[[*values, None] for values in worth]):
        if all(ways.count(bidder) <= most for bidder in ways if bidder is not None):
            total = sum(v[b] for v, b in zip(worth, ways, strict=True) if b is not None)
            best = max(best or (-99, 0), (-ways.count(None), total))
    return best


@given(worths, st.integers(1, 3))
def test_the_best_assignment_is_the_best_of_all(worth, most):
    """Against every possibility counted out: the chains of moves miss none."""
    found = best_assignment(worth, most)
    assert (-found.taken_by.count(None), found.worth) == by_hand(worth, most)
    assert all(found.taken_by.count(b) <= most for b in set(found.taken_by) - {None})


def test_a_worse_way_round_is_not_taken():
    """A chain of moves that comes back to a lot with less in hand is left alone."""
    worth = [{"A": 9, "B": 8}, {"A": 9, "B": 2}, {"A": 9, "B": 9, "C": 1}, {"A": 5, "C": 4, "B": 5}]
    for most in (1, 2):
        found = best_assignment(worth, most)
        assert (-found.taken_by.count(None), found.worth) == by_hand(worth, most)
    crowded = [{"A": 10, "B": 9, "C": 8}] * 4
    assert best_assignment(crowded, 1).taken_by.count(None) == 1
    assert best_assignment(crowded, 2).worth == 10 + 10 + 9 + 9


@given(worths, st.integers(1, 2))
def test_another_best_is_as_good_and_different(worth, most):
    """What is reported as equal must be equal; what is unique must have no rival."""
    best = best_assignment(worth, most)
    other = other_best(worth, most, best)
    if other is not None:
        assert other.worth == best.worth
        assert other.taken_by != best.taken_by


def test_the_best_assignment_agrees_with_a_well_kept_optimiser():
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
