"""Reducing the number of those who passed: thresholds, the best so many, and ties."""

from decimal import Decimal

import attrs
import pytest

from commissioning.evaluation.bids_judged import narrowed
from commissioning.records.narrowing import BestOf, Narrowing, PointsAtLeast


@attrs.frozen
class Bidder:
    """A bidder with points, of 100."""

    provider: str
    points: Decimal | None
    ties: Decimal = Decimal(0)
    most_points: Decimal = Decimal(100)

    def points_of(self, question):
        """The points of the one question that decides ties."""
        return self.ties


def bidders(*points, ties=()):
    """Bidders a, b, c … with these points."""
    return [
        Bidder("abcdefgh"[place], None if each is None else Decimal(each), Decimal(tie))
        for place, (each, tie) in enumerate(zip(points, ties or (0,) * len(points), strict=True))
    ]


SIX = (90, 84, 80, 75, 70, 70)
CASES = [
    (SIX, (), (BestOf(most=5),), "abcdef",
     "the best 5 of 6 by points; e and f have 70 points each, so all of them stay"),
    (SIX, (0, 0, 0, 0, 3, 3), (BestOf(most=5, broken_by="Q7"),), "abcdef",
     "the best 5 of 6 by points; e and f have 70 points each and are equal on Q7, so all of them stay"),
    (SIX, (0, 0, 0, 0, 3, 4), (BestOf(most=5, broken_by="Q7"),), "abcdf", "the best 5 of 6 by points"),
    (SIX, (), (BestOf(most=6),), "abcdef", "6 bidders, of whom up to 6 are kept"),
    (SIX, (), (PointsAtLeast(points=75),), "abcd", "4 of 6 have at least 75 points"),
    (SIX, (), (PointsAtLeast(points=80, is_share=True), BestOf(most=2)), "ab",
     "3 of 6 have at least 80% of the points; the best 2 of 3 by points"),
    ((None, 1), (), (PointsAtLeast(points=1),), "b", "1 of 2 have at least 1 point"),
    ((5, 90), (), (BestOf(most=1),), "b", "the best 1 of 2 by points"),
]  # fmt: skip


@pytest.mark.parametrize(("points", "ties", "steps", "invited", "because"), CASES)
def test_announced_steps_are_taken_one_after_another(points, ties, steps, invited, because):
    """Equals at the last place stay together unless the announced rule can tell them apart."""
    found = narrowed(bidders(*points, ties=ties), Narrowing(steps=steps))
    assert "".join(found.invited) == invited
    assert set(found.left_out) == set("abcdefgh"[: len(points)]) - set(invited)
    assert found.because == because


def test_only_a_step_that_decides_ties_reads_a_question():
    """The questionnaire checks that the question it names is asked."""
    assert BestOf(most=1).looks_at == PointsAtLeast(points=1).looks_at == ()
    assert BestOf(most=1, broken_by="Q7").looks_at == ("Q7",)
