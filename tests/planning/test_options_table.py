"""The options of an appraisal side by side."""

from datetime import date
from decimal import Decimal

from attrs import evolve

from commissioning.casebook import lewisham
from commissioning.planning.options_table import options_table
from commissioning.records.options import (
    AppraisalCriterion,
    DiscountRate,
    Option,
    OptionMark,
    OptionsAppraisal,
)
from commissioning.values.money import pounds


def test_lewishams_options_are_compared_with_today():
    """£142m and £118m against £91m: the paper prints the costs, the table adds 56.0% and 29.7%."""
    appraisal = lewisham.cycle(after=OptionsAppraisal).expect(OptionsAppraisal)
    rows = options_table(appraisal).to_dicts()
    assert sorted((row["cost"], row["per cent more"]) for row in rows) == [
        (91_000_000, Decimal("0.0")),
        (118_000_000, Decimal("29.7")),
        (142_000_000, Decimal("56.0")),
    ]
    assert [row["years"] for row in rows] == [5, 5, 5]
    assert {row["present value"] for row in rows} == {None}


def profile(reference, *amounts, **parts):
    return Option(
        reference=reference, words=reference, yearly_costs=tuple(map(pounds, amounts)), **parts
    )


FULL = OptionsAppraisal(
    on=date(2022, 1, 1),
    options=(
        profile("new", 100, 50, marks=(OptionMark(criterion="choice", mark=3),)),
        profile("now", 80, 80, marks=(OptionMark(criterion="choice", mark=2),)),
    ),
    baseline="now",
    preferred="new",
    because="it costs less from the second year",
    criteria=(AppraisalCriterion(reference="choice", words="choice", weight=50),),
    discount=DiscountRate(per_cent="3.5", source="HM Treasury, The Green Book"),
)


def test_everything_that_can_be_reckoned_is_in_the_row():
    """One line answers what a member asks: how much, how much more, and is it the one you want?"""
    assert options_table(FULL).to_dicts()[0] == {
        "option": "new",
        "what": "new",
        "years": 2,
        "cost": Decimal(150),
        "more than now": Decimal(-10),
        "per cent more": Decimal("-6.3"),
        "present value": Decimal("148.31"),
        "score": Decimal("150.00"),
        "preferred": True,
    }


def test_cell_that_cannot_be_worked_out_is_left_empty():
    """A nought in its place would be read as "no difference"."""
    open_choice = evolve(FULL, baseline="", preferred="", because="", discount=None, criteria=(),
                         options=(profile("a", 1), profile("b", 2)))  # fmt: skip
    row = options_table(open_choice).to_dicts()[0]
    empty = ("more than now", "per cent more", "present value", "score", "preferred")
    assert {row[name] for name in empty} == {None}
    free = evolve(open_choice, baseline="a", options=(profile("a", 0), profile("b", 2)))
    assert options_table(free).to_dicts()[1]["per cent more"] is None
    assert options_table(free).to_dicts()[1]["more than now"] == 2
