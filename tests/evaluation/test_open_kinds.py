"""Arithmetic that is open: three agreements' own rules, and kinds that a council adds itself."""

from __future__ import annotations

from fractions import Fraction as F
from typing import ClassVar

import pytest
from attrs import evolve
from hypothesis import find, settings

from commissioning.cycle import Cycle
from commissioning.errors import FormatError, RecordError
from commissioning.evaluation import evaluate
from commissioning.evaluation.inputs import low_prices
from commissioning.evaluation.what_if.flips import FlipKind
from commissioning.interchange import dump_record, dumps, json_schema, load_record, loads
from commissioning.process import Process
from commissioning.records.criteria import Criterion, CriterionKind, PanelMean, Section
from commissioning.records.figures import (
    AgainstHighest,
    AgainstLowest,
    FigureFormula,
    OnDeclaredScale,
)
from commissioning.records.low_prices import (
    AllOf,
    BelowAdjustedMean,
    BelowMean,
    BelowNext,
    BelowPercent,
    LowPriceTrigger,
)
from commissioning.records.methods import (
    ComparisonFigure,
    DividedPrice,
    Method,
    PricePerQualityPoint,
    PricePerScoreIndex,
    Scored,
    WeightedSum,
)
from commissioning.records.pricing import LowestPriceProportional, PriceFormula, PriceRange
from commissioning.records.tender import InvitationToTender, TenderFigure
from commissioning.testing import make as made
from commissioning.testing import values
from commissioning.values.frozen import frozen
from commissioning.values.rounding import Rounding, RoundingOf, shown
from commissioning.values.scales import ZERO_TO_FIVE

# Abnormally low tenders by the adjusted average (Scottish Construction Procurement Handbook, chapter 8)

ADJUSTED = AllOf(
    tests=(BelowAdjustedMean(percent=15), BelowNext(percent=1, minimum=1000, maximum=100_000))
)


def low(make, test, **prices):
    """The prices that a test calls too low, in words."""
    result = make.evaluation(
        {name: {"quality": 50, "price": price} for name, price in prices.items()},
        invitation=make.invitation(low_price_triggers=(test,)),
    )
    return result, [str(each) for each in low_prices(result.source)]


@pytest.mark.parametrize(
    ("price", "told"),
    [
        (80_000, []),
        (70_000, ["The price of D is 22.44% below the mean of all tenders but the highest "
                  "and 26.32% below the next lowest"]),
    ],
)  # fmt: skip
def test_adjusted_average_with_a_proximity_margin_finds_the_published_prices(make, price, told):
    """One very high price must not make the others look low, and both tests have to agree."""
    _, found = low(make, ADJUSTED, A=100_000, B=96_000, C=95_000, D=price, E=150_000)
    assert found == told


def test_mean_of_all_prices_calls_a_price_low_that_the_adjusted_mean_accepts(make):
    """Why the agreement leaves the highest price out."""
    prices = {"A": 100_000, "B": 96_000, "C": 95_000, "D": 80_000, "E": 150_000}
    assert low(make, BelowMean(percent=15), **prices)[1] == [
        "The price of D is 23.22% below the mean of all tenders"
    ]
    assert low(make, BelowAdjustedMean(percent=15), **prices)[1] == []


def test_low_price_is_explained_beside_the_price(make):
    """Whoever reads the sum of a tender sees that its price is to be asked about."""
    result, _ = low(make, ADJUSTED, A=100_000, B=96_000, C=95_000, D=70_000, E=150_000)
    assert result.explain("D", "price").splitlines()[-1] == (
        "    looks abnormally low: 22.44% below the mean of all tenders but the highest "
        "and 26.32% below the next lowest"
    )
    assert "abnormally low" not in result.explain("A", "price")


@pytest.mark.parametrize(
    ("margin", "price", "is_low"),
    [
        ({"minimum": 1000}, 9_001, False),
        ({"minimum": 1000}, 8_999, True),
        ({"maximum": 50}, 9_950, False),
        ({"maximum": 50}, 9_949, True),
        ({}, 9_900, False),
        ({}, 9_899, True),
    ],
)
def test_proximity_margin_is_kept_between_its_limits(make, margin, price, is_low):
    """One per cent of a small price is pennies, and of a large one a fortune."""
    _, found = low(make, BelowNext(percent=1, **margin), A=10_000, B=price)
    assert bool(found) == is_low


def test_single_tender_has_no_price_to_be_below(make):
    """A mean of one price, or the next of none, says nothing."""
    assert low(make, ADJUSTED, A=100)[1] == []


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (BelowNext, {"percent": 1, "minimum": -1}, "minimum: -1 is below the minimum of 0"),
        (BelowNext, {"percent": 1, "minimum": 5, "maximum": 4},
         "maximum: 4 is below the minimum distance; give that or more"),
        (AllOf, {"tests": (BelowMean(percent=1),)}, "tests: 1 given; give the two or more that must agree"),
        (OnDeclaredScale, {"none_at": 5, "all_at": 5},
         "all_at: 5 earns all and none; give two different figures"),
        (TenderFigure, {"criterion": "a", "value": -1}, "value: -1 is below the minimum of 0"),
    ],
)  # fmt: skip
def test_rule_that_cannot_work_is_refused(kind, fields, message):
    """It is told when the invitation is written, not when bids are in."""
    with pytest.raises(RecordError) as refused:
        kind(**fields)
    assert message in refused.value.problems


# Price over a score index (Local Government Procurement, New South Wales)


def indexed(make, kind=PricePerScoreIndex, **more):
    method = kind(criteria=(make.criterion("quality", 100), make.criterion("price")), **more)
    bids = {"A": (80, 105_000), "B": (60, 96_000), "C": (70, 99_000)}
    return make.evaluation(
        {name: {"quality": score, "price": price} for name, (score, price) in bids.items()},
        invitation=make.invitation(method, price_formula=None),
    )


def test_relative_cost_by_score_index_ranks_as_published(make):
    """93,176.47 before 93,333.33 before 96,000.00, each exactly."""
    result = indexed(make)
    assert result.providers == ("C", "A", "B")
    assert [result.total(name) for name in "ABC"] == [F(280_000, 3), 96_000, F(1_584_000, 17)]
    assert [shown(result.total(name)) for name in "ABC"] == ["93333.33", "96000", "93176.47"]
    assert result.heading() == "C is first with 93176.47 (relative cost)"


def test_relative_cost_is_explained_by_its_index(make):
    """The index of 17/16 can be checked by hand from the two scores."""
    assert indexed(make).explain("C").splitlines()[-3:] == [
        "quality: 70",
        "relative cost: 99000 / ((70 + 100) / (60 + 100)) = 93176.4706 (exactly 1584000/17)",
        "rank 1",
    ]


def test_lowest_score_of_the_index_is_that_of_tenders_that_are_not_excluded(make):
    """A tender below the minimum mark must not set what the others cost."""
    method = PricePerScoreIndex(
        criteria=(make.criterion("quality", 100, minimum=65), make.criterion("price"))
    )
    bids = {"A": (80, 105_000), "B": (60, 96_000), "C": (70, 99_000)}
    result = make.evaluation(
        {name: {"quality": score, "price": price} for name, (score, price) in bids.items()},
        invitation=make.invitation(method, price_formula=None),
    )
    assert result.total("C") == 99_000
    assert result.total("A") == F(105_000 * 170, 180)


def test_rounded_relative_cost_is_followed_where_the_lowest_score_changes(make):
    """The lowest score is part of every figure: as a mark passes it, all the others move."""
    result = indexed(make, rounding=Rounding(places=0, of=RoundingOf.TOTAL))
    (found,) = (f for f in result.flips() if f.moved is FlipKind.MARK and f.provider == "B")
    assert (found.beyond, found.winners) == (65, ("B",))


@pytest.mark.parametrize("base", [0, -1])
def test_index_needs_a_base_above_zero(make, base):
    """With a base of zero a score of zero has no index."""
    with pytest.raises(RecordError, match="is not above 0; the usual number is 100"):
        indexed(make, base=base)


def test_offer_free_of_charge_is_first_by_relative_cost(make):
    """A price of zero has no quotient by the price, and no tender can beat it."""
    method = PricePerScoreIndex(criteria=(make.criterion("quality", 100), make.criterion("price")))
    result = make.evaluation(
        {"A": {"quality": 10, "price": 0}, "B": {"quality": 90, "price": 5}},
        invitation=make.invitation(method, price_formula=None),
    )
    assert (result.winner, result.total("A")) == ("A", 0)
    assert {flip.moved for flip in result.flips()} == {FlipKind.PRICE}


# Pledges scored against the highest (Social Value Portal)

PLEDGE = Criterion(
    reference="social", title="social value", weight=20, kind=CriterionKind.FIGURE,
    formula=AgainstHighest(unit="pounds"),
)  # fmt: skip


def pledged(make, criterion=PLEDGE, quality=None, pledges=(250_000, 100_000), **more):
    """Two tenders with marks of 4 out of 5, prices of 110 and 100, and a pledge each."""
    four = {"scale": ZERO_TO_FIVE, "one_mark": PanelMean(), **(quality or {})}
    method = WeightedSum(
        criteria=(
            Criterion(reference="quality", title="quality", weight=30, **four),
            Criterion(reference="price", title="cost", weight=50, kind=CriterionKind.PRICE),
            criterion,
        ),
        **more,
    )
    tenders = [
        make.tender(
            name,
            price,
            figures=() if value is None else (TenderFigure(criterion="social", value=value),),
        )
        for name, price, value in zip("AB", (110, 100), pledges, strict=True)
    ]
    return make.invitation(method), tenders, [make.sheet(name, quality=4) for name in "AB"]


def test_pledges_against_the_highest_make_the_published_totals(make):
    """984/11 and 82: nothing is rounded on the way, and no scale was declared beforehand."""
    result = evaluate(*pledged(make))
    assert (result.total("A"), result.total("B"), result.winner) == (F(984, 11), 82, "A")


def test_pledge_is_explained_as_a_sum(make):
    """A bidder sees the highest pledge and its own share of it."""
    result = evaluate(*pledged(make))
    assert result.explain("B", "social").splitlines() == [
        "social value (20%): 100000 pounds; share = figure / highest figure",
        "    100000 / 250000 x 20 = 8",
    ]
    assert result.line("B", "social").figure == 100_000


def test_pledge_against_the_highest_is_scored_against_other_bids(make):
    """A losing bid with one absurd pledge presses all the others together."""
    told = [str(warning) for warning in evaluate(*pledged(make)).warnings()]
    assert told == [
        (
            "Price and social value are scored against the other bids, so a losing bid can change "
            "who wins. Next time, use a formula with published limits, such as a floor and a "
            "ceiling."
        )
    ]


def test_pledge_on_a_declared_scale_does_not_depend_on_other_bids(make):
    """Published ends make the points known before any bid is in."""
    declared = Criterion(
        reference="social", title="social value", weight=20, kind=CriterionKind.FIGURE,
        formula=OnDeclaredScale(none_at=50_000, all_at=250_000, unit="pounds"),
    )  # fmt: skip
    result = evaluate(*pledged(make, declared))
    assert [result.line(name, "social").points for name in "AB"] == [20, 5]
    assert result.explain("B", "social").splitlines()[1] == (
        "    (100000 - 50000) / (250000 - 50000) x 20 = 5"
    )


def test_figure_of_which_less_is_better_is_scored_against_the_lowest(make):
    """Days until the service starts, tonnes of carbon."""
    fewer = Criterion(
        reference="social", title="days", weight=20, kind=CriterionKind.FIGURE,
        formula=AgainstLowest(unit="days"),
    )  # fmt: skip
    result = evaluate(*pledged(make, fewer, pledges=(20, 10)))
    assert [result.line(name, "social").points for name in "AB"] == [10, 20]
    assert result.explain("A", "social").splitlines()[1] == "    10 / 20 x 20 = 10"


def test_highest_pledge_is_that_of_tenders_that_are_not_excluded(make):
    """A tender below the minimum mark must not set what the others earn."""
    invitation, tenders, _ = pledged(make, quality={"minimum": 4})
    sheets = [make.sheet("A", quality=3), make.sheet("B", quality=4)]
    result = evaluate(invitation, tenders, sheets)
    assert result.standing("A").exclusions == ("quality is below the minimum mark of 4",)
    assert result.line("B", "social").points == 20
    everyone_out = evaluate(invitation, tenders, [make.sheet(name, quality=3) for name in "AB"])
    assert everyone_out.line("B", "social").points == 8


def test_floor_of_quality_asks_about_marked_criteria_alone(make):
    """A floor decides who competes, and so must not depend on who competes."""
    result = evaluate(*pledged(make, pledges=(250_000, 0), quality_floor=80))
    assert result.standing("B").exclusions == ()
    section = Section(reference="s", title="social", weight=20, floor=50)
    inside = Criterion(
        reference="social", title="pledge", weight=20, kind=CriterionKind.FIGURE, section="s",
        formula=AgainstHighest(),
    )  # fmt: skip
    result = evaluate(*pledged(make, inside, pledges=(250_000, 0), sections=(section,)))
    assert result.standing("B").exclusions == ()


def test_tender_without_its_figure_is_not_ranked(make):
    """No pledge and a pledge of zero are different things; only the tender can say which it is."""
    with pytest.raises(RecordError) as refused:
        evaluate(*pledged(make, pledges=(250_000, None)))
    assert refused.value.problems == (
        "The tender of B gives no figure for social value. Record the figure in the tender: 0 where "
        "nothing is offered.",
    )


def test_pledges_of_zero_earn_no_points(make):
    """Nothing over nothing is not a share."""
    result = evaluate(*pledged(make, pledges=(0, 0)))
    assert [result.line(name, "social").points for name in "AB"] == [0, 0]
    assert result.explain("A", "social").splitlines()[1] == "    every figure is zero: 0 x 20 = 0"
    free = Criterion(
        reference="social", title="days", weight=20, kind=CriterionKind.FIGURE,
        formula=AgainstLowest(),
    )  # fmt: skip
    result = evaluate(*pledged(make, free, pledges=(0, 0)))
    assert result.explain("A", "social").splitlines() == [
        "days (20%): 0; share = lowest figure / figure",
        "    a figure of zero earns all: 1 x 20 = 20",
    ]


def test_figure_is_not_marked(make):
    """Its points come from the formula, and a mark beside them would be a second answer."""
    invitation, tenders, sheets = pledged(make)
    marked = make.sheet("A", assessor="O2", quality=4, social=5)
    with pytest.raises(RecordError, match='"social", but a published formula scores it'):
        evaluate(invitation, tenders, [*sheets, marked])


def test_bidder_is_told_the_rule_and_the_figure(make):
    """The letter to a losing bidder is where a wrong figure is noticed."""
    from commissioning.evaluation.reporting.summary import SummaryDuty, summaries

    result = evaluate(*pledged(make))
    (line,) = (
        line
        for line in summaries(result, "A", SummaryDuty.REGULATION_31)[1].own.lines
        if line.criterion == "social"
    )
    assert (line.scale, line.because, line.mark) == (
        "share = figure / highest figure; unit pounds", "the tender states 100000 pounds", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"formula": None},
         "formula: a criterion of the kind 'figure' needs one, such as AgainstHighest"),
        ({"kind": CriterionKind.PRICE},
         "formula: a criterion of the kind 'price' takes no formula; leave it out"),
        ({"scale": ZERO_TO_FIVE},
         "scale, panel and minimum: 'social value' earns its points by a formula; "
         "take out what is for marks"),
    ],
)  # fmt: skip
def test_criterion_and_its_formula_belong_together(fields, message):
    """A figure without a formula earns nothing, and a mark needs none."""
    given = {
        "reference": "social", "title": "social value", "kind": CriterionKind.FIGURE,
        "formula": AgainstHighest(), **fields,
    }  # fmt: skip
    with pytest.raises(RecordError) as refused:
        Criterion(**given)
    assert message in refused.value.problems


def test_two_figures_for_one_criterion_are_refused(make):
    """One of them is a slip."""
    figure = TenderFigure(criterion="social", value=1)
    with pytest.raises(RecordError, match="'social' has two figures for lot 'whole'; keep one"):
        make.tender("A", figures=(figure, figure))


# A council's own kinds


@frozen(kw_only=True)
class HalfAtTwice(PriceFormula):
    """share = (lowest price / price) squared. One quarter at twice the lowest price."""

    def share(self, price, field_, /):
        return (min(field_) / price) ** 2


@frozen(kw_only=True)
class UnderTwenty(LowPriceTrigger):
    """A price is looked into when it is below twenty pounds."""

    def reason(self, offer, others, /):
        return "below £20" if offer.price.amount < 20 else ""


@frozen(kw_only=True)
class OneEach(FigureFormula):
    """share = 1 where anything is offered."""

    def share(self, figure, field_, /):
        return F(bool(figure))


@frozen(kw_only=True)
class QualityAlone(Method):
    """The quality score decides; the highest is first, whatever the price."""

    measure = ComparisonFigure("quality score", lower_wins=False)

    def total(self, tender, field_, /):
        return tender.quality


OWN = (HalfAtTwice, UnderTwenty, OneEach, QualityAlone)
OURS = Process.standard().with_kinds(*OWN)


def own(make):
    """An evaluation in which price, pledge and low price are judged by a council's own kinds."""
    criterion = Criterion(
        reference="social", title="social value", weight=20, kind=CriterionKind.FIGURE,
        formula=OneEach(),
    )  # fmt: skip
    invitation, tenders, sheets = pledged(make, criterion, pledges=(1, 0))
    changed = {"price_formula": HalfAtTwice(), "low_price_triggers": (UnderTwenty(),)}
    return evolve(invitation, **changed), tenders, sheets


def test_own_kinds_are_evaluated_and_explained(make):
    """A formula of one class and one method is as good as the library's."""
    result = evaluate(*own(make))
    assert result.total("A") == 24 + 50 * F(100, 121) * F(100, 100) + 20
    assert result.explain("A").splitlines()[3:7] == [
        "social value (20%): 1; share = 1 where anything is offered",
        "    1 x 20 = 20",
        "cost (50%): £110 per year; share = (lowest price / price) squared",
        "    0.8264 x 50 = 41.3223 (exactly 5000/121)",
    ]


def test_own_formula_without_breakpoints_leaves_price_changes_out(make):
    """Its form between prices is unknown, so that no exact price can be named; marks can."""
    result = evaluate(*own(make))
    assert {flip.moved for flip in result.flips()} == {FlipKind.MARK, FlipKind.WEIGHT}
    assert "Without B" not in str(result)


def test_own_method_without_a_merit_says_that_it_cannot_be_followed(make):
    """An answer that is exact or none: a sampled one would be believed as well."""
    result = indexed(make, QualityAlone)
    assert result.heading() == "A is first with 80.00 (quality score)"
    assert result.explain("A").splitlines()[-2] == "quality score: quality 80, price 105000 = 80"
    with pytest.raises(RecordError, match="results by quality score have no closed form"):
        result.flips()


def test_low_price_tests_can_be_tried_without_being_declared(make):
    """A notebook asks what another test would have found, with any object that has its one method."""
    result, _ = low(make, ADJUSTED, A=100, B=19)

    class Trial:
        def reason(self, offer, others, /):
            return f"one of {len(others) + 1}"

    assert [str(each) for each in low_prices(result.source, (Trial(),))] == [
        "The price of A is one of 2", "The price of B is one of 2",
    ]  # fmt: skip


def test_own_kinds_are_saved_and_read_back(make):
    """A file that only its own writer can read is no file."""
    invitation, *_ = own(make)
    text = dumps(Cycle.audit("Own", (invitation,), process=OURS).cycle)
    assert all(f'"{kind.tag}"' in text for kind in (HalfAtTwice, UnderTwenty, OneEach))
    (read,) = loads(text, OURS, audit=True).cycle.records
    assert read == invitation


def test_own_kinds_are_drawn_and_made_in_fixtures():
    """A council tests its own tools with its own arithmetic."""
    found = find(
        values(InvitationToTender, process=OURS),
        lambda invitation: isinstance(invitation.price_formula, HalfAtTwice),
        settings=settings(max_examples=5_000),
    )
    assert load_record(dump_record(found, OURS), OURS) == found
    assert made(InvitationToTender, price_formula=HalfAtTwice()).price_formula == HalfAtTwice()
    assert type(made(QualityAlone)) is QualityAlone


def test_file_with_a_kind_the_process_does_not_know_names_the_nearest(make):
    """Whoever gets such a file learns which kinds there are, and never a wrong sum."""
    invitation, *_ = own(make)
    text = dumps(Cycle.audit("Own", (invitation,), process=OURS).cycle)
    with pytest.raises(FormatError) as refused:
        loads(text.replace("half-at-twice", "lowest-price"), audit=True)
    assert any('"lowest-price" is not' in problem for problem in refused.value.problems)


def test_schema_lists_own_kinds():
    """Another tool is held to them too."""
    schema = json_schema(OURS)["$defs"]
    assert {kind.tag for kind in OWN} <= schema.keys()
    assert not {kind.tag for kind in OWN} & json_schema()["$defs"].keys()
    assert schema["half-at-twice"]["description"].startswith(
        "share = (lowest price / price) squared"
    )


def test_object_of_no_family_is_refused_with_the_way_in(make):
    """It is refused in the invitation, before a tender is judged by it."""
    with pytest.raises(RecordError) as refused:
        make.invitation(price_formula="half at twice")
    (problem,) = refused.value.problems
    assert problem.startswith(
        "price_formula: 'half at twice' is not a price formula the library knows. Built in: "
        "LowestPriceProportional, "
    )
    assert problem.endswith('To add your own, see "price formulas of your own"')


def test_kind_without_its_arithmetic_says_so():
    """What a kind must define is the one thing that it cannot inherit."""
    for base, kind in ((PriceFormula, HalfAtTwice()), (FigureFormula, OneEach())):
        with pytest.raises(NotImplementedError):
            base.share(kind, F(1), (F(1),))
    with pytest.raises(NotImplementedError):
        LowPriceTrigger.reason(UnderTwenty(), None, ())


def test_family_itself_is_no_kind():
    """A base that is used by mistake is told at once what to use."""
    with pytest.raises(RecordError) as refused:
        PriceFormula()
    assert refused.value.problems == (
        "this is a family; use one of its kinds, such as LowestPriceProportional",
    )


def test_bases_have_no_arithmetic_of_their_own(make):
    """A base that is used by mistake stops at once."""
    for base, method in ((Method, "total"), (DividedPrice, "total")):
        with pytest.raises(RecordError, match=f'has no method "{method}"; write it'):
            base(criteria=(make.criterion("quality", 100),))
    with pytest.raises(RecordError, match='BelowPercent has no method "reference"; write it'):
        BelowPercent(percent=5)
    assert Method.merit(WeightedSum.example(), Scored(F(1), F(0), None)) is None
    assert (LowestPriceProportional().counts_excluded, PriceRange().refusal(F(1))) == (False, "")
    assert PricePerQualityPoint.example().has_merit


@frozen(kw_only=True)
class Slipped(PriceFormula):
    """Gives what a slip in a council's own formula would give."""

    gives: ClassVar[object] = 2

    def share(self, price, field_, /):
        return self.gives


@pytest.mark.parametrize("gives", [2, -1, 0.5, None], ids=repr)
def test_share_that_is_not_exact_from_0_to_1_is_refused(make, monkeypatch, gives):
    """A share of 2 would publish 200 points out of 100; a float would not be the sum that was published."""
    monkeypatch.setattr(Slipped, "gives", gives)
    with pytest.raises(RecordError) as refused:
        make.evaluation({"A": {"quality": 50, "price": 10}}, price_formula=Slipped())
    assert str(refused.value) == f"slipped: share: {gives!r} for 10 is not a Fraction from 0 to 1"


class LowestOver(PriceFormula):
    """The lowest price over the price, as a council might write it, with a free offer forgotten."""

    def share(self, price, field_, /):
        return min(field_) / price


def test_share_that_divides_by_zero_is_refused_with_the_price(make):
    """A free offer, or a what-if that follows a price down to zero, would end in a traceback."""
    bids = {"A": {"quality": 50, "price": 10}, "B": {"quality": 50, "price": 0}}
    with pytest.raises(RecordError) as refused:
        make.evaluation(bids, price_formula=LowestOver())
    assert str(refused.value) == (
        "lowest over: share: 'a division by zero' for 0 is not a Fraction from 0 to 1"
    )


@frozen(kw_only=True)
class Alone(PriceFormula):
    """A formula that forgets the field."""

    def share(self, price, /):  # type: ignore[override]
        return 1 / price


def test_formula_with_the_wrong_number_of_arguments_is_named_with_its_call(make):
    """The error of Python names neither the formula nor the figure that it was asked for."""
    with pytest.raises(RecordError) as refused:
        make.evaluation({"A": {"quality": 50, "price": 10}}, price_formula=Alone())
    assert str(refused.value) == (
        "alone: Alone.share() takes 2 positional arguments but 3 were given; it is called as "
        "share(price, field), here for 10"
    )


@frozen(kw_only=True)
class PerPound(Method):
    """Points for each pound; a free offer was forgotten, and a float came of it."""

    measure = ComparisonFigure("points a pound", lower_wins=False)

    def total(self, tender, field_, /):
        return tender.quality / tender.price if tender.price != 5 else 0.5


@pytest.mark.parametrize(("price", "total"), [(0, "'a division by zero'"), (5, "0.5")])
def test_total_that_is_no_exact_number_is_refused_by_the_name_of_the_method(make, price, total):
    """A float would decide a tie by its last binary place, and a free offer would end in a traceback."""
    bids = {"A": {"quality": 50, "price": 10}, "B": {"quality": 50, "price": price}}
    method = PerPound(criteria=make.invitation().method.criteria)
    with pytest.raises(RecordError) as refused:
        make.evaluation(bids, method=method)
    assert str(refused.value) == (
        f"per pound: total: {total} is no Fraction; give None for a tender without a result"
    )
