"""Differences too small to see, and what is level or nought: told apart or together as they are."""

from datetime import timedelta
from fractions import Fraction as F

import pytest

from commissioning.evaluation import evaluate
from commissioning.evaluation.bids import Bid, MarkedCriterion
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.what_if.agreement import agreement
from commissioning.records.criteria import Criterion, CriterionKind, PanelMean, TieBreak, TieBreakBy
from commissioning.records.methods import PricePerQualityPoint, WeightedSum
from commissioning.records.panel import Mark, MarkCorrected
from commissioning.records.pricing import LowestPriceProportional, PriceBase, PriceRange
from commissioning.values.scales import ZERO_TO_FIVE

FINE = 2**200
POINTS = WeightedSum(
    criteria=(Criterion(reference="q", title="q", weight=100, scale=ZERO_TO_FIVE),)
)


def contest_of(**earned):
    column = MarkedCriterion(reference="q", title="q", weight=F(100), out_of=FINE)
    bids = tuple(Bid(provider=name, earned=(mark,)) for name, mark in earned.items())
    return Contest(method=POINTS, columns=(column,), bids=bids)


@pytest.mark.parametrize("least", [0, FINE // 2])
def test_totals_that_agree_to_many_places_are_not_level(least):
    """Sixty decimal places are no tie: whoever is ahead by less is ahead."""
    two = contest_of(A=least, B=least + 1).standings()
    assert [(s.provider, s.rank, s.level_with) for s in two] == [("B", 1, ()), ("A", 2, ())]
    three = contest_of(A=least, B=least + 1, C=least).standings()
    assert [(s.provider, s.rank, s.level_with) for s in three] == [
        ("B", 1, ()), ("A", 2, ("C",)), ("C", 2, ("A",)),
    ]  # fmt: skip


def test_equal_totals_of_different_marks_are_level():
    """A tie is of totals, however they came about."""
    columns = tuple(
        MarkedCriterion(reference=r, title=r, weight=w, out_of=10)
        for r, w in (("a", F(60)), ("b", F(40)))
    )
    bids = (Bid(provider="A", earned=(4, 0)), Bid(provider="B", earned=(0, 6)))
    contest = Contest(method=POINTS, columns=columns, bids=bids)
    assert contest.winners == ("A", "B")


def test_no_points_for_price_win_no_tie_break_on_price(make):
    """Level on the total, the one with half a point for price is ahead of the one with none."""
    method = WeightedSum(
        criteria=(make.criterion("quality", 50), make.criterion("price", 50)),
        tie_breaks=(TieBreak(by=TieBreakBy.CRITERION, criterion="price"),),
    )
    bids = {
        "A": {"quality": 51, "price": 200},
        "B": {"quality": 50, "price": 199},
        "C": {"quality": 0, "price": 100},
    }
    result = make.evaluation(bids, method=method, price_formula=PriceRange())
    assert result.total("A") == result.total("B")
    assert result.ranking == (("C",), ("B",), ("A",))


def test_pass_mark_of_its_own_is_named(make):
    """ "Below a pass" says nothing where the pass was published as a mark."""
    method = WeightedSum(
        criteria=(
            make.criterion("care", 100),
            Criterion(
                reference="safe", title="safeguarding", kind=CriterionKind.PASS_FAIL,
                scale=ZERO_TO_FIVE, minimum=3, one_mark=PanelMean(),
            ),
        )
    )  # fmt: skip
    result = make.evaluation({"A": {"care": 50, "safe": 2}}, method=method)
    assert result.standing("A").exclusions == ("safeguarding is below the minimum mark of 3",)


def panel_of_four(make, **more):
    method = WeightedSum(criteria=(make.criterion("care", 100, panel="p"),))
    marks = {"W": 40, "X": 50, "Y": 50, "Z": 60}
    return evaluate(
        make.invitation(method, price_formula=None),
        [make.tender("A")],
        [make.sheet("A", who, care=mark) for who, mark in marks.items()],
        panels=(make.panel("p", *marks),),
        **more,
    )


def test_outlier_is_that_far_or_further(make):
    """Ten from the others' median, where ten was asked about, is an outlier; nine is none."""
    result = panel_of_four(make)
    assert agreement(result, outlier_at=10).cells[0].outliers == ("W", "Z")
    assert agreement(result, outlier_at=11).cells[0].outliers == ()


def test_leaving_one_out_keeps_what_the_others_corrected(make):
    """Z's corrected mark stays corrected without W; without Z it goes with the rest of Z's."""
    correction = MarkCorrected(
        on=make.on + timedelta(days=1), panel="p", assessor="Z", provider="A",
        corrected=Mark(criterion="care", mark=80), because="misread",
    )  # fmt: skip
    result = panel_of_four(make, corrections=(correction,))
    assert result.without_assessor("W").totals == {"A": 60}
    assert result.without_assessor("Z").totals == {"A": F(140, 3)}
    with pytest.raises(LookupError) as missing:
        result.without_assessor("V")
    assert str(missing.value) == 'There is no score sheet by "V"; choose from W, X, Y and Z.'


def flip_of(result, moved, provider):
    (found,) = [
        f for f in result.flips() if (f.moved, f.provider) == (moved, provider) and f.change != 0
    ][:1]
    return found


def test_marks_flip_whatever_the_prices_are_counted_in(make):
    """Under price per quality point the gap is in pounds, the mark in points; one bounds not the other."""
    method = make.method(PricePerQualityPoint, quality=100, price=None)
    bids = {"A": {"quality": 60, "price": 600_000}, "B": {"quality": 59, "price": 600_000}}
    result = make.evaluation(bids, invitation=make.invitation(method, price_formula=None))
    found = flip_of(result, "mark", "B")
    assert (found.tie, found.beyond, found.winners) == (60, 61, ("B",))


@pytest.mark.parametrize(("base", "tie"), [(PriceBase.ALL, 40), (PriceBase.REMAINING, 40)])
def test_excluded_price_may_be_the_one_to_get_below(make, base, tie):
    """X is out and was cheapest at 50. Down to there B gains by it; below, A begins to lose."""
    method = WeightedSum(
        criteria=(make.criterion("quality", 60, minimum=20), make.criterion("price", 40))
    )
    bids = {
        "A": {"quality": 90, "price": 100},
        "B": {"quality": 50, "price": 100},
        "X": {"quality": 1, "price": 50},
    }
    result = make.evaluation(bids, method=method, price_formula=LowestPriceProportional(base=base))
    assert result.total("A") == (74 if base is PriceBase.ALL else 94)
    found = flip_of(result, "price", "B")
    assert (found.tie, found.beyond, found.winners) == (tie, tie - F(1, 100), ("B",))
