"""Criteria, weights, tie-breaks and methods as an invitation declares them."""

# ruff: noqa: E501 (messages are asserted in full, one case a line)

from decimal import Decimal

import pytest
from attrs import evolve

from commissioning.errors import RecordError
from commissioning.records.criteria import (
    Consensus,
    Criterion,
    CriterionKind,
    PanelMean,
    Section,
    TieBreak,
    TieBreakBy,
    WeightsOf,
)
from commissioning.records.methods import (
    DescribedCriteria,
    Method,
    PricePerQualityPoint,
    QualityFloorThenPrice,
    WeightedSum,
)
from commissioning.values.scales import OUT_OF_100, PASS_OR_FAIL, ZERO_TO_FIVE

PRICE = CriterionKind.PRICE


def marked(reference, weight, title="", **more):
    more = {"scale": ZERO_TO_FIVE, **more}
    return Criterion(reference=reference, title=title or reference, weight=weight, **more)


def price(weight=None):
    return Criterion(reference="price", title="price", weight=weight, kind=PRICE)


def problems(make, **fields):
    with pytest.raises(RecordError) as refused:
        make(**fields)
    return refused.value.problems


def test_weights_that_make_95_are_refused_with_each_part():
    """A weight lost in a late edit is the commonest fault of all; the message shows where it was."""
    with pytest.raises(RecordError) as refused:
        WeightedSum(
            criteria=(
                marked("q", 60, "quality"),
                price(30),
                marked("u", 5, "service users' panel"),
            )
        )
    assert str(refused.value) == (
        "weighted sum: award criteria add up to 95%, not 100%: "
        "quality 60%, price 30%, service users' panel 5%"
    )


def test_section_is_listed_where_its_first_criterion_is():
    """The message follows the invitation's order, not the order of the code."""
    found = problems(
        WeightedSum,
        sections=(Section(reference="q", title="quality", weight=60),),
        criteria=(price(30), marked("q1", 60, section="q"), marked("u", 5, "panel")),
    )
    assert found == ("award criteria add up to 95%, not 100%: price 30%, quality 60%, panel 5%",)


@pytest.mark.parametrize(
    ("weights", "inside", "message"),
    [
        (
            WeightsOf.WHOLE,
            (40, 10),
            "the weights within quality add up to 50%, not 60%: a 40%, b 10%",
        ),
        (
            WeightsOf.PARENT,
            (60, 30),
            "the weights within quality add up to 90%, not 100%: a 60%, b 30%",
        ),
    ],
)
def test_weights_within_a_section_add_up_as_stated(weights, inside, message):
    """60% of the whole and 60% of the section are different promises; both are checked."""
    found = problems(
        WeightedSum,
        weights=weights,
        sections=(Section(reference="q", title="quality", weight=60),),
        criteria=(
            marked("a", inside[0], section="q"),
            marked("b", inside[1], section="q"),
            price(40),
        ),
    )
    assert found == (message,)


def test_weights_add_up_for_each_lot_that_criteria_name():
    """A criterion for one lot alone must be made up elsewhere in that lot."""
    criteria = (
        marked("q", 60),
        marked("rural", 10, lots=("N1",)),
        price(40),
    )
    assert problems(WeightedSum, criteria=criteria) == (
        "award criteria add up to 110%, not 100%: q 60%, rural 10%, price 40% (lot N1)",
    )


@pytest.mark.parametrize(
    ("make", "fields", "message"),
    [
        (Criterion, {"reference": "", "title": "x", "kind": PRICE}, "reference: missing; give one"),
        (WeightedSum, {"criteria": (Criterion(reference="a", title="a", weight=101, scale=ZERO_TO_FIVE),)}, "award criteria add up to 101%, not 100%: a 101%"),
        (Criterion, {"reference": "a", "title": "a", "kind": PRICE, "lots": ()}, "lots: an empty list; leave lots out to mean all of them"),
        (Criterion, {"reference": "a", "title": "a", "kind": PRICE, "panel": "p"}, "scale, panel and minimum: 'a' earns its points by a formula; take out what is for marks"),
        (WeightedSum, {"criteria": (Criterion(reference="a", title="a", weight=100),)}, "scale: missing for 'a'; give one, such as scales.ZERO_TO_FIVE"),
        (Criterion, {"reference": "a", "title": "a", "weight": 5, "scale": ZERO_TO_FIVE, "minimum": "2.5"}, "minimum: 2.5 is not a mark of the scale 0 to 5"),
        (Criterion, {"reference": "a", "title": "a", "weight": 5, "kind": CriterionKind.PASS_FAIL}, "weight: 'a' is passed or failed and earns no points; take out the 5%"),
        (Criterion, {"reference": "a", "title": "a", "scale": ZERO_TO_FIVE, "kind": CriterionKind.PASS_FAIL}, "minimum: missing; say which mark of the scale 0 to 5 is a pass"),
        (Section, {"reference": "", "title": "", "weight": 5}, "reference: missing; give one"),
        (Section, {"reference": "a", "title": "a", "weight": -1}, "weight: -1 is below the minimum of 0"),
        (Section, {"reference": "a", "title": "a", "weight": 1, "floor": 0}, "floor: 0% is out of range; give above 0%, up to 100%"),
        (TieBreak, {"by": TieBreakBy.PRICE, "criterion": "a"}, "criterion: a tie-break by the lower price takes no criterion; leave it out"),
        (TieBreak, {"by": TieBreakBy.CRITERION}, "criterion: a tie-break by the higher score on a named criterion needs one; name it"),
        (PanelMean, {"quorum": 0}, "quorum: 0 is below the minimum of 1"),
        (WeightedSum, {"criteria": ()}, "criteria: an empty list; give at least one"),
        (WeightedSum, {"criteria": (marked("a", 50), marked("a", 50))}, 'criteria: "a" is the reference of 2 of them; give each its own'),
        (WeightedSum, {"criteria": (price(50), evolve(price(50), reference="p2"))}, "criteria: several are the price; keep one"),
        (WeightedSum, {"criteria": (marked("a", 100),), "quality_floor": 101}, "quality_floor: 101% is out of range; give above 0%, up to 100%"),
        (WeightedSum, {"criteria": (marked("a", 100),), "tie_breaks": (TieBreak(by=TieBreakBy.CRITERION, criterion="b"),)}, 'tie_breaks: there is no criterion or section "b"'),
        (WeightedSum, {"criteria": (marked("a", 100, section="s"),)}, 'section: \'a\' is in the section "s", which is missing'),
        (WeightedSum, {"criteria": (marked("a", 100),), "sections": (Section(reference="s", title="S", weight=0),)}, "sections: 'S' is empty; take it out"),
        (WeightedSum, {"criteria": (marked("a", 100), marked("b", None))}, "weight: 'b' earns points, but has no weight; give it one"),
        (PricePerQualityPoint, {"criteria": (marked("a", 100), price(40))}, "weight: price has no weight under this method; take out 40%"),
        (QualityFloorThenPrice, {"criteria": (marked("a", 100), price())}, "quality_floor: missing; give the quality score from which price decides"),
        (DescribedCriteria, {"criteria": (), "importance": ""}, "importance: missing; say how they compare"),
        (DescribedCriteria, {"criteria": (marked("a", None), marked("a", None)), "importance": "in order"}, "criteria: a is listed twice; name each once"),
    ],
)  # fmt: skip
def test_invalid_criterion_or_method_is_refused_with_the_remedy(make, fields, message):
    """Each slip is told when the invitation is written, not when bids are in."""
    assert message in problems(make, **fields)


def test_section_inside_itself_is_refused():
    """A ring of sections would send every later walk up the tree round for ever."""
    found = problems(
        WeightedSum,
        criteria=(marked("a", 100, section="s"),),
        sections=(
            Section(reference="s", title="S", weight=100, section="t"),
            Section(reference="t", title="T", weight=100, section="s"),
        ),
    )
    assert "sections: 'S' is inside itself" in found


def test_passing_mark_is_a_pass_or_the_declared_minimum():
    """Pass is the only mark above fail; a marked criterion excludes only where a minimum is set."""
    gate = Criterion(reference="g", title="gate", kind=CriterionKind.PASS_FAIL)
    assert (gate.passes_at, gate.marked_on) == (Decimal(1), PASS_OR_FAIL)
    assert marked("a", 10).passes_at is None
    assert marked("a", 10, minimum=3).passes_at == 3


def test_method_finds_its_criteria_sections_and_panels():
    """Everything downstream asks the method, so that nothing else walks the criteria."""
    method = WeightedSum(
        weights=WeightsOf.PARENT,
        sections=(
            Section(reference="q", title="quality", weight=60),
            Section(reference="care", title="care", weight=100, section="q"),
        ),
        criteria=(
            marked("a", 100, section="care", panel="officers"),
            price(40),
            Criterion(reference="g", title="g", kind=CriterionKind.PASS_FAIL, panel="officers"),
        ),
    )
    assert method.above("care") == ("care", "q")
    assert method.above("nowhere") == ("nowhere",)
    assert method.panels == ("officers",)
    assert method.price is not None
    assert method.criterion("a") is method.criteria[0]
    assert method.criterion("z") is method.section("z") is None
    assert [c.reference for c in method.applying_to("N1")] == ["a", "price", "g"]
    assert method.named_lots() == ()


def test_method_without_a_price_criterion_has_no_price():
    """Quality alone may decide, where the price is fixed."""
    assert WeightedSum(criteria=(marked("a", 100),)).price is None


def test_described_criteria_name_their_panels():
    """Panels sit and mark also where no sum is made of it."""
    described = DescribedCriteria(
        criteria=(marked("a", None, panel="p"), marked("b", None, panel="p")),
        importance="in descending order of importance",
    )
    assert described.panels == ("p",)


def test_described_criteria_are_no_computable_method():
    """Gates and evaluation tell what can be computed by this one question."""
    assert issubclass(WeightedSum, Method)
    assert not issubclass(DescribedCriteria, Method)
    assert QualityFloorThenPrice(criteria=(marked("a", 100), price()), quality_floor=60)
    section = Section(reference="s", title="S", weight=100, floor=50)
    assert QualityFloorThenPrice(
        criteria=(marked("a", 100, section="s"), price()), sections=(section,)
    )
    assert PricePerQualityPoint(criteria=(marked("a", 100, scale=OUT_OF_100), price()))


def test_one_mark_is_a_consensus_by_default():
    """Averaging is never the default: a court has set aside an award over it."""
    assert marked("a", 10).one_mark == Consensus()
