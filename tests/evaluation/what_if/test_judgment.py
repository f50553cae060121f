"""The result with the marks that a judgment finds right."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commissioning.dates.periods import Deadline
from commissioning.errors import RecordError
from commissioning.evaluation import evaluate
from commissioning.evaluation.evaluation import Evaluation
from commissioning.evaluation.what_if.agreement import agreement
from commissioning.records.challenge import (
    Challenge,
    ChallengePoint,
    ClaimIssued,
    JudgmentGiven,
    JudgmentStage,
    PointDecided,
    PointOutcome,
)
from commissioning.records.criteria import Criterion, CriterionKind, PanelMean
from commissioning.records.methods import WeightedSum
from commissioning.records.panel import Mark, ScoreSheet
from commissioning.records.pricing import LowestPriceProportional
from commissioning.records.tender import InvitationToTender, LotPrice, TenderReceived
from commissioning.values.money import pounds
from commissioning.values.scales import ZERO_TO_FIVE, Scale

DAY = date(2023, 6, 12)
TABLED = Scale.tabled("0 to 3 by table", 0, 1, 6, 10)


def contest(scale: Scale = ZERO_TO_FIVE, **points: Any) -> Evaluation:
    """Elm leads Oak by one mark of quality; Oak challenges with point P1, and P2 in its claim."""
    method = WeightedSum(
        criteria=(
            Criterion(
                reference="quality", title="Quality", weight=60, scale=scale, one_mark=PanelMean()
            ),
            Criterion(reference="price", title="Price", weight=40, kind=CriterionKind.PRICE),
        )
    )
    itt = InvitationToTender(
        on=DAY, tenders_due_by=Deadline(DAY), method=method, price_formula=LowestPriceProportional()
    )
    marks = {"Elm": 3, "Oak": 2}
    point = {"reference": "P1", "words": "the annex was not read", "criterion": "quality", **points}
    return evaluate(
        itt,
        [TenderReceived(on=DAY, provider=p, prices=(LotPrice(price=pounds(100)),)) for p in marks],
        [
            ScoreSheet(
                on=DAY, panel="panel", assessor="1", provider=p,
                marks=(Mark(criterion="quality", mark=m, because="as written"),),
            )
            for p, m in marks.items()
        ],
        challenges=[
            Challenge(on=DAY, reference="X", provider="Oak", about_what="the marks",
                      points=(ChallengePoint(**point),)),
            ClaimIssued(on=DAY, challenge="X", points=(
                ChallengePoint(reference="P2", words="too high", criterion="quality", provider="Elm"),)),
            Challenge(on=DAY, reference="Y", provider="Ash", about_what="something else",
                      points=(ChallengePoint(reference="P3", words="another", criterion="quality"),)),
        ],
    )  # fmt: skip


def judgment(challenge: str = "X", **marks: str | None) -> JudgmentGiven:
    decided = tuple(
        PointDecided(point=point, outcome=PointOutcome.UPHELD, mark_should_be=mark)  # type: ignore[arg-type]
        for point, mark in marks.items()
    )
    return JudgmentGiven(on=DAY, challenge=challenge, stage=JudgmentStage.LIABILITY, points=decided)


@pytest.mark.parametrize(
    ("scale", "marks", "totals"),
    [
        (ZERO_TO_FIVE, {"P1": "4"}, {"Oak": 88, "Elm": 76}),
        (ZERO_TO_FIVE, {"P1": "3.5"}, {"Oak": 82, "Elm": 76}),
        (ZERO_TO_FIVE, {"P2": "1"}, {"Oak": 64, "Elm": 52}),
        (ZERO_TO_FIVE, {"P1": "3", "P2": "3"}, {"Oak": 76, "Elm": 76}),
        (ZERO_TO_FIVE, {"P1": None}, {"Oak": 64, "Elm": 76}),
        (TABLED, {"P1": "3"}, {"Oak": 100, "Elm": 100}),
        (TABLED, {"P2": "1"}, {"Oak": 76, "Elm": 46}),
    ],
)
def test_judged_marks_earn_points_as_any_mark_does(
    scale: Scale, marks: dict[str, str | None], totals: dict[str, int]
):
    """One mark on one criterion moves one line; a scale with a table is read by its table."""
    before = contest(scale)
    after = before.as_judged(judgment(**marks))

    assert {provider: after.total(provider) for provider in totals} == totals
    assert after.source == before.source
    assert contest(scale) == before


def test_judged_mark_explains_itself():
    """Who reads the sum must see that the mark is the court's and not the panel's."""
    after = contest().as_judged(judgment(P1="4"))

    assert after.line("Oak", "quality").mark == 4
    for end in (0, 5):
        judged = contest().as_judged(judgment(P1=f"{end}"))
        assert judged.line("Oak", "quality").mark == end
    assert after.line("Oak", "quality").because == "the mark that the judgment finds right"
    assert after.line("Elm", "quality").mark == 3


def test_agreement_after_a_judgment_leaves_out_the_mark_that_no_member_gave():
    """The court's mark is nobody's opinion of the tender, so nobody can be far from it."""
    cells = agreement(contest().as_judged(judgment(P1="4")), Decimal(2)).cells

    assert [cell.provider for cell in cells] == ["Elm"]


@pytest.mark.parametrize(
    ("points", "asked", "problem"),
    [
        ({}, judgment(P9="4"), 'points: there is no point of the challenge "P9"; choose from P1 and '
                               "P2"),
        ({}, judgment("Z", P1="4"), 'points: there is no point of the challenge "P1"'),
        ({"criterion": ""}, judgment(P1="4"),
         "points: point P1 does not name a marked criterion, such as quality"),
        ({"criterion": "price"}, judgment(P1="4"),
         "points: point P1 does not name a marked criterion, such as quality"),
        ({"provider": "Ash"}, judgment(P1="4"), "points: point P1: Ash has no tender in this contest"),
        ({}, judgment(P1="6"), "points: point P1: 6 is not a mark from 0 to 5"),
        ({}, judgment(P1="-1"), "points: point P1: -1 is not a mark from 0 to 5"),
    ],
)  # fmt: skip
def test_judged_mark_that_cannot_be_applied_is_refused_in_words(
    points: dict[str, str], asked: JudgmentGiven, problem: str
):
    """A what-if that quietly left out a point would answer another question."""
    with pytest.raises(RecordError) as refusal:
        contest(**points).as_judged(asked)
    assert refusal.value.problems == (problem,)
