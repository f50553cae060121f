"""Weights as thirds, and as points out of a total that is not 100."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.dates.periods import Deadline
from commissioning.errors import FormatError, RecordError
from commissioning.evaluation import evaluate
from commissioning.evaluation.ranking import weight_of
from commissioning.interchange import dump_record, load_record
from commissioning.records.criteria import Criterion, PanelMean, Section, WeightsOf
from commissioning.records.methods import WeightedSum
from commissioning.records.panel import Mark, ScoreSheet
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.rounding import Rounding
from commissioning.values.scales import ZERO_TO_FIVE

THIRD = Fraction(100, 3)


def criteria(*weights, **more):
    return tuple(
        Criterion(reference=f"c{n}", title=f"c{n}", weight=weight, scale=ZERO_TO_FIVE, **more)
        for n, weight in enumerate(weights)
    )


def invitation(method):
    return InvitationToTender(
        on=date(2023, 3, 1), method=method, tenders_due_by=Deadline(date(2023, 4, 1))
    )


def test_weights_may_be_thirds():
    """Three equal criteria are common, and 33.33 three times is not a whole."""
    method = WeightedSum(criteria=criteria(THIRD, "100/3", THIRD))
    assert [c.weight for c in method.criteria] == [THIRD] * 3


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (40, Decimal(40)),
        ("12.50", Decimal("12.50")),
        (Fraction(25, 2), Decimal("12.5")),
        ("25/2", Decimal("12.5")),
        ("100/3", THIRD),
        (Fraction(1, 3**40), Fraction(1, 3**40)),
        (Fraction(1, 2**200), Fraction(1, 2**200)),
        (None, None),
    ],
)
def test_weight_that_ends_is_kept_as_a_decimal(given, kept):
    """Files written before read and compare as they did."""
    weight = Criterion(reference="a", title="a", weight=given, scale=ZERO_TO_FIVE).weight
    assert weight == kept
    assert type(weight) is type(kept)


@pytest.mark.parametrize(
    ("weight", "problem"),
    [
        (33.3, 'weight: 33.3 is a float; write Decimal("33.3")'),
        ("a/b", "weight: 'a/b' is not an exact number"),
        ("1/0", "weight: '1/0' is not an exact number"),
        (Decimal("NaN"), "weight: NaN is not a finite number"),
        (-1, "weight: -1 is below the minimum of 0"),
        (Fraction(-1, 3), "weight: -1/3 is below the minimum of 0"),
    ],
)
def test_value_that_is_not_a_weight_is_refused_with_the_right_form(weight, problem):
    """A weight nobody can add up would make a ranking that nobody can defend."""
    with pytest.raises(RecordError) as refused:
        Criterion(reference="a", title="a", weight=weight, scale=ZERO_TO_FIVE)
    assert problem in str(refused.value)


def test_weights_that_do_not_add_up_are_written_as_they_were_given():
    """Figures that differ look different: thirds as thirds, points as points."""
    with pytest.raises(RecordError) as thirds:
        WeightedSum(criteria=criteria("100/3", "100/3", "33.33"))
    assert str(thirds.value) == (
        "weighted sum: award criteria add up to 29999/300%, not 100%: c0 100/3%, c1 100/3%, c2 33.33%"
    )
    with pytest.raises(RecordError) as points:
        WeightedSum(criteria=criteria(400, 500), out_of=1000)
    assert str(points.value) == (
        "weighted sum: award criteria add up to 900 points, not 1000 points: c0 400 points, c1 500 points"
    )


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"out_of": 0}, "out_of: 0 is not above 0; the usual number is 100"),
        (
            {"out_of": 1000, "rounding": Rounding(places=2)},
            "rounding: results are rounded out of 100; give the weights in per cent too",
        ),
    ],
)
def test_total_that_cannot_be_used_is_refused(fields, problem):
    """A result rounded on another scale than the published one could turn an order."""
    with pytest.raises(RecordError, match=problem):
        WeightedSum(criteria=criteria(400, 600), **fields)


def result_of(method, marks):
    sheets = [
        ScoreSheet(
            on=date(2023, 4, 3), assessor="ann", provider=provider, panel="p",
            marks=tuple(
                Mark(criterion=criterion.reference, mark=mark, because="as read")
                for criterion, mark in zip(method.criteria, given, strict=True)
            ),
        )
        for provider, given in marks.items()
    ]  # fmt: skip
    tenders = [TenderReceived(on=date(2023, 3, 20), provider=provider) for provider in marks]
    return evaluate(invitation(method), tenders, sheets)


MARKS = st.lists(st.integers(0, 5), min_size=3, max_size=3)


@given(elm=MARKS, oak=MARKS, weights=st.permutations([200, 300, 500]))
def test_points_out_of_a_thousand_rank_as_the_same_per_cent(elm, oak, weights):
    """A council that publishes points has the result of the same weights in per cent."""
    marks = {"elm": elm, "oak": oak}
    more = {"panel": "p", "one_mark": PanelMean()}
    points = WeightedSum(criteria=criteria(*weights, **more), out_of=1000)
    per_cent = WeightedSum(criteria=criteria(*(w // 10 for w in weights), **more))

    given, same = result_of(points, marks), result_of(per_cent, marks)

    assert [(s.provider, s.total, s.rank) for s in given.standings] == [
        (s.provider, s.total, s.rank) for s in same.standings
    ]


def test_points_within_sections_are_shares_of_their_section():
    """Sections carry the points of the whole, and criteria per cent of their section."""
    sections = (
        Section(reference="q", title="Quality", weight=600),
        Section(reference="s", title="Social value", weight=400),
    )
    within = (
        Criterion(reference="a", title="a", weight="100/3", scale=ZERO_TO_FIVE, section="q"),
        Criterion(reference="b", title="b", weight="200/3", scale=ZERO_TO_FIVE, section="q"),
        Criterion(reference="c", title="c", weight=100, scale=ZERO_TO_FIVE, section="s"),
    )
    method = WeightedSum(criteria=within, sections=sections, weights=WeightsOf.PARENT, out_of=1000)
    assert [weight_of(method, c) for c in within] == [20, 40, 40]


def test_third_is_written_and_read_as_it_is():
    """A file keeps the weight exactly; old files with decimals read as before."""
    record = invitation(WeightedSum(criteria=criteria("100/3", "100/3", "100/3")))
    text = dump_record(record)
    assert '"100/3"' in text
    assert load_record(text) == record
    with pytest.raises(FormatError, match="not an exact number"):
        load_record(text.replace('"100/3"', '"100/0"', 1))
