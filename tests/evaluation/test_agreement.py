"""What the result would be without one of those who marked, where marks were agreed."""

from commissioning.evaluation import evaluate
from commissioning.records.criteria import Consensus, MissingMarks


def test_agreed_marks_stay_when_somebody_who_agreed_them_is_left_out(make):
    """The question is what the marks would be, not whether enough would have met without X."""
    rule = Consensus(quorum=2, absent=MissingMarks.THOSE_WHO_MARKED)
    method = make.method(care=100)
    method = type(method)(
        criteria=(make.criterion("care", 100, one_mark=rule, panel="p"),),
    )
    assessors = ("X", "Y", "Z")
    result = evaluate(
        make.invitation(method, price_formula=None),
        [make.tender(p) for p in "AB"],
        [make.sheet(p, who, care=50) for p in "AB" for who in assessors],
        [
            make.moderation(p, "care", mark, present=("X", "Y"))
            for p, mark in (("A", 60), ("B", 50))
        ],
        panels=[make.panel("p", *assessors)],
    )
    without = result.without_assessor("X")
    assert without.cannot_be == ""
    assert (without.winners, without.agreed) == (("A",), ("care",))
