"""The laws of the what-ifs, tried by evaluating again with other marks, prices and weights."""

from decimal import Decimal as D
from fractions import Fraction as F
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commissioning.evaluation.what_if.flips import FlipKind
from commissioning.evaluation.what_if.influence import NEWCOMER, reversal_by_newcomer
from commissioning.evaluation.what_if.weights import members_of, names
from commissioning.records.criteria import Section, TieBreak, TieBreakBy
from commissioning.records.methods import (
    PricePerQualityPoint,
    PricePerScoreIndex,
    QualityFloorThenPrice,
    WeightedSum,
)
from commissioning.records.pricing import (
    BandedPrices,
    FixedPrice,
    FloorAndCeiling,
    LinearDeviation,
    LowestPriceProportional,
    MeanBased,
    PriceBand,
    PriceBase,
    PriceRange,
)
from commissioning.values.rounding import Rounding, RoundingOf
from commissioning.values.scales import Scale

STEEP = Scale.tabled("steep", 0, 10, 30, 60, 100, half_marks=True)
FORMULAS = (
    *(
        formula(base=base)
        for formula in (LowestPriceProportional, LinearDeviation, MeanBased, PriceRange)
        for base in PriceBase
    ),
    FloorAndCeiling(floor="0.05", ceiling="0.3", above_is_refused=True),
    FixedPrice(lowest="0.02", highest="0.2"),
    BandedPrices(
        bands=tuple(PriceBand(up_to=u, percent=p) for u, p in (("0.06", 100), ("0.15", 40)))
    ),
)
PENCE = F(1, 100)
OTHERS = (PricePerQualityPoint, QualityFloorThenPrice, PricePerScoreIndex)

marks = st.sampled_from(STEEP.marks)
bids_drawn = st.dictionaries(
    st.sampled_from("ABCD"),
    st.fixed_dictionaries({"quality": marks, "users": marks, "price": st.integers(1, 24)}),
    min_size=1,
    max_size=3,
)
methods = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([*[WeightedSum] * 4, *OTHERS]),
        "minimum": st.sampled_from([None, None, D(1), D("2.5")]),
        "floor": st.sampled_from([None, None, D(30)]),
        "quality_floor": st.sampled_from([None, None, D(45)]),
        "rounding": st.none()
        | st.builds(Rounding, places=st.integers(0, 1), of=st.sampled_from(RoundingOf)),
        "tie_breaks": st.sampled_from(
            [
                (),
                (TieBreak(by=TieBreakBy.QUALITY), TieBreak(by=TieBreakBy.PRICE)),
                (TieBreak(by=TieBreakBy.CRITERION, criterion="users"),),
                (TieBreak(by=TieBreakBy.CRITERION, criterion="money"),),
            ]
        ),
        "formula": st.sampled_from(FORMULAS),
    }
)


@pytest.fixture(scope="session")
def evaluated(make):
    """An evaluation by a drawn method: a quality section, and another that holds the price."""

    def made(drawn, bids):
        summed = drawn["kind"] is WeightedSum
        quality, users, price = (50, 15, 35) if summed else (80, 20, None)
        method = drawn["kind"](
            sections=(
                Section(reference="care", title="care", weight=quality, floor=drawn["floor"]),
                Section(reference="money", title="money", weight=users + (price or 0)),
            ),
            criteria=(
                make.criterion(
                    "quality", quality, scale=STEEP, section="care", minimum=drawn["minimum"]
                ),
                make.criterion("users", users, scale=STEEP, section="money"),
                make.criterion("price", price, section="money"),
            ),
            quality_floor=drawn["quality_floor"] or (None if summed else D(20)),
            rounding=drawn["rounding"],
            tie_breaks=drawn["tie_breaks"],
        )
        invitation = make.invitation(method, price_formula=drawn["formula"] if summed else None)
        priced = {name: {**bid, "price": D(bid["price"]) / 100} for name, bid in bids.items()}
        return make.evaluation(priced, invitation=invitation)

    return made


def first_change(winner, steps, winners_at):
    """The first step past which somebody else wins; where nobody ever does, the first that is level.

    A return of the winner in between ends the search: the first change counts.
    """
    level = None
    for step in steps:
        winners = winners_at(step)
        if winners == (winner,):
            if level is not None:
                break
        elif winner not in winners:
            return step
        elif level is None:
            level = step
    return level


@settings(max_examples=12)
@given(methods, bids_drawn)
def test_no_nearer_mark_changes_the_winner(evaluated, drawn, bids):
    """Every mark of the scale, given instead of the one that was, in every tender."""
    result = evaluated(drawn, bids)
    flips = {
        (f.provider, f.about, f.beyond > f.now): f
        for f in result.flips()
        if f.moved is FlipKind.MARK
    }
    for name, bid in bids.items() if result.winner else ():
        for about in ("quality", "users"):

            def winners_at(mark, name=name, bid=bid, about=about):
                return evaluated(drawn, {**bids, name: {**bid, about: mark}}).winners

            for up in (True, False):
                steps = [m for m in STEEP.marks if (m > bid[about] if up else m < bid[about])]
                found = flips.pop((name, about, up), None)
                step = first_change(result.winner, steps if up else steps[::-1], winners_at)
                assert step == (None if found is None else found.beyond)
                assert found is None or found.winners == winners_at(step)
    assert not flips


@settings(max_examples=12)
@given(methods, bids_drawn)
def test_no_nearer_penny_changes_the_winner(evaluated, drawn, bids):
    """Every penny asked instead of the price that was, in every tender, as far as ten times over."""
    result = evaluated(drawn, bids)
    flips = {(f.provider, f.beyond > f.now): f for f in result.flips() if f.moved is FlipKind.PRICE}
    dearest = max(bid["price"] for bid in bids.values())
    for name, bid in bids.items() if result.winner else ():

        def winners_at(pence, name=name, bid=bid):
            return evaluated(drawn, {**bids, name: {**bid, "price": pence}}).winners

        for up in (True, False):
            found = flips.pop((name, up), None)
            steps = (
                range(bid["price"] + 1, 10 * dearest + 1) if up else range(bid["price"] - 1, -1, -1)
            )
            step = first_change(result.winner, steps if found else steps[:30], winners_at)
            assert step == (None if found is None else found.beyond / PENCE)
            assert found is None or found.winners == winners_at(step)
    assert not flips


ROUNDED_INDEX = {
    "kind": PricePerScoreIndex, "minimum": None, "floor": None, "quality_floor": None, "tie_breaks": (),
    "rounding": Rounding(places=0, of=RoundingOf.LINE), "formula": LowestPriceProportional(),
}  # fmt: skip
"""A merit is (score + base) / price; without the base, edges between two tenders would be missed."""


def of_a_third(price):
    """Three bids of which the first has the lowest score."""
    return {
        "A": {"quality": D(0), "users": D(0), "price": 1},
        "B": {"quality": D(0), "users": D(3), "price": price},
        "C": {"quality": D("2.5"), "users": D(0), "price": 19},
    }


@settings(max_examples=25)
@example(drawn=ROUNDED_INDEX, bids=of_a_third(20), tried=[])
@example(drawn=ROUNDED_INDEX, bids=of_a_third(18), tried=[])
@given(
    drawn=methods,
    bids=bids_drawn,
    tried=st.lists(st.fractions(0, 1, max_denominator=10**6), max_size=6),
)
def test_no_nearer_weight_changes_the_winner(evaluated, drawn, bids, tried):
    """Between the weight that was and the flip nothing changes; just beyond it, what is said."""
    result = evaluated(drawn, bids)
    flips = [f for f in result.flips() if f.moved is FlipKind.WEIGHT]
    for name in names(result.contest) if result.winner else ():
        now = result.influence(name).weight
        if any(f.about == name and f.tie == now for f in flips):
            continue  # it stands on the very edge, and a flip does not say to which side
        for end in (F(0), F(100)):
            found = [f for f in flips if f.about == name and (f.tie < now) == (end < now)]
            reach = found[0].tie if found else end
            for part in (F(1, 2), F(10**6 - 1, 10**6), *tried):
                weight = now + part * (reach - now)
                if weight != reach:
                    assert result.reweighed({name: weight}).winner == result.winner
            if found and reach != end:
                beyond = reach + (end - reach) / 10**12
                there = result.reweighed({name: beyond}).winners
                assert there == found[0].winners or (
                    there == result.winners and not found[0].winners
                )


@settings(max_examples=25)
@given(methods, bids_drawn)
def test_influence_is_what_another_weighting_shows(evaluated, drawn, bids):
    """Without a criterion is with a weight of nought; and the points of all are all the points."""
    result = evaluated(drawn, bids)
    for name in names(result.contest):
        found = result.influence(name)
        without = result.reweighed({name: 0})
        assert found.winners_without == without.winners
        assert found.changes_winner == (without.winners != result.winners)
    rounded_total = drawn["rounding"] and drawn["rounding"].of is RoundingOf.TOTAL
    if drawn["kind"] is WeightedSum and not rounded_total:
        parts = [result.influence(name).points for name in ("quality", "users", "price")]
        assert {p: sum(part[p] for part in parts) for p in parts[0]} == {
            p: result.total(p) for p in parts[0]
        }


@settings(max_examples=15)
@given(methods, bids_drawn, st.fractions(0, 100, max_denominator=50))
def test_other_weights_keep_proportions_and_come_back(evaluated, drawn, bids, weight):
    """What is not named keeps its proportions exactly, from nought to 100 and back again."""
    result = evaluated(drawn, bids)
    for name in names(result.contest):
        other = result.reweighed({name: weight})
        members = members_of(result.contest, name)
        before = {m: result.influence(m).weight for m in ("quality", "users")}
        after = {m: other.influence(m).weight for m in before}
        assert other.influence(name).weight == weight
        if set(before) <= set(members) or not set(before) & set(members):
            assert after["quality"] * before["users"] == after["users"] * before["quality"]
        if "price" in names(result.contest):
            before["price"] = result.influence("price").weight
        assert other.reweighed(before).standings == result.standings


@settings(max_examples=25)
@given(methods, bids_drawn, st.fractions(0, 100, max_denominator=50))
def test_map_says_who_wins_at_any_weight_of_price(evaluated, drawn, bids, weight):
    """Also with floors, minimums and tie-breaks; and where it breaks, two are level."""
    drawn = {**drawn, "kind": WeightedSum, "rounding": None}
    result = evaluated(drawn, bids)
    stretches = result.weights_map()
    assert bool(stretches) == bool(result.winners)
    for stretch in stretches:
        if stretch.starts_at < weight < stretch.ends_at:
            assert result.reweighed({"price": weight}).winners == stretch.winners
    for one, other in pairwise(stretches):
        assert one.ends_at == other.starts_at
        there = evaluated({**drawn, "tie_breaks": ()}, bids).reweighed({"price": one.ends_at})
        assert {*one.winners, *other.winners} <= set(there.winners)


@settings(max_examples=30)
@given(methods, bids_drawn)
def test_further_bid_does_what_the_warning_says(evaluated, drawn, bids):
    """A hopeless newcomer is made and evaluated: it turns the result, and does not win itself."""
    drawn = {**drawn, "kind": WeightedSum, "minimum": None, "floor": None, "quality_floor": None}
    result = evaluated(drawn, bids)
    for flip in reversal_by_newcomer(result.contest):
        newcomer = {"quality": D(0), "users": D(0), "price": flip.beyond / PENCE}
        winners = evaluated(
            drawn, {**bids, NEWCOMER: {**newcomer, "price": int(newcomer["price"])}}
        )
        assert winners.winners == flip.winners != result.winners
        assert NEWCOMER not in winners.winners
