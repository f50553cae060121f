"""What the result would be without one of those who marked, where marks were agreed."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from commissioning.evaluation import evaluate
from commissioning.evaluation.what_if.agreement import _from_others
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


def spread_of(make, marks, **criteria):
    """Marks by assessor on criteria of panels, for one tender each, as a mean."""
    method = type(make.method(care=100))(
        criteria=tuple(make.criterion(name, weight) for name, weight in criteria.items()),
    )
    return evaluate(
        make.invitation(method, price_formula=None),
        [make.tender(p) for p in marks],
        [
            make.sheet(p, who, **dict.fromkeys(criteria, mark))
            for p, given in marks.items()
            for who, mark in given.items()
        ],
    )


def test_page_for_the_moderator_is_held_word_for_word(make):
    """Widest first, two outliers on one line, and nobody leans who does not."""
    result = spread_of(
        make,
        {"A": {"W": 50, "X": 50, "Y": 50}, "B": {"W": 20, "X": 50, "Y": 80}},
        care=100,
    )
    page = result.agreement()
    assert str(page).splitlines() == [
        "criterion  provider  marks       spread  outliers",
        "---------  --------  ----------  ------  --------",
        "care       B         20, 50, 80      60  W, Y",
        "care       A         50, 50, 50       0",
        "",
        "Average distance from the others' median: W -15, Y +15",
    ]
    assert page.table().rows[0][2] == "W 20, X 50, Y 80"
    assert page.table().columns[3].meaning == "highest mark less lowest"


def test_without_an_assessor_every_tender_may_be_excluded(make):
    """Only X lifted anybody over the minimum: without X all are out, and that is said."""
    method = type(make.method(care=100))(criteria=(make.criterion("care", 100, minimum=50),))
    result = evaluate(
        make.invitation(method, price_formula=None),
        [make.tender("A")],
        [make.sheet("A", who, care=mark) for who, mark in (("X", 90), ("Y", 40))],
    )
    assert str(result.without_assessor("X")) == "Without X, no tender would be first."


def test_without_the_only_one_there_is_no_result_and_nothing_has_changed(make):
    """Two criteria that only X marked: both are told, and no other winner is claimed."""
    result = spread_of(make, {"A": {"X": 50}}, care=60, rota=40)
    without = result.without_assessor("X")
    assert not without.changes_winner
    assert str(without) == (
        "Without X there is no result. No marks have been recorded for A on care. Record the "
        "score sheets. No marks have been recorded for A on rota. Record the score sheets."
    )


def test_agreed_marks_kept_are_those_the_assessor_marked(make):
    """X sat on the panels for care and rota, not on the users': theirs is not X's agreed mark."""
    rule = Consensus()
    method = type(make.method(care=100))(
        criteria=tuple(
            make.criterion(name, weight, one_mark=rule, panel=panel)
            for name, weight, panel in (("care", 50, "p"), ("rota", 40, "p"), ("users", 10, "u"))
        ),
    )
    result = evaluate(
        make.invitation(method, price_formula=None),
        [make.tender("A")],
        [
            *(make.sheet("A", who, care=50, rota=60) for who in ("X", "Y")),
            *(make.sheet("A", who, "u", users=70) for who in ("V", "W")),
        ],
        [
            make.moderation("A", name, mark, panel=panel, present=present)
            for name, mark, panel, present in (
                ("care", 50, "p", ("X", "Y")),
                ("rota", 60, "p", ("X", "Y")),
                ("users", 70, "u", ("V", "W")),
            )
        ],
        panels=[make.panel("p", "X", "Y"), make.panel("u", "V", "W")],
    )
    without = result.without_assessor("X")
    assert str(without) == (
        "Without X, A would still be first. Agreed marks stay as they are: care and rota."
    )


def test_marks_of_5_5_and_0_have_one_outlier_the_0(make):
    """A moderator who is sent to three members hears two of them for nothing."""
    page = spread_of(make, {"A": {"O1": 5, "O2": 5, "O3": 0}}, care=100).agreement()
    assert page.cells[0].outliers == ("O3",)
    assert "O3 -5" in str(page)
    assert "O1" not in str(page)
    assert "O2" not in str(page)


def test_members_who_all_agree_lean_nowhere(make):
    """An empty list of names would read as a fault of the page."""
    page = spread_of(make, {"A": {"X": 50, "Y": 50}}, care=100).agreement()
    assert str(page).endswith("Average distance from the others' median: 0 for everyone")


@given(
    marks=st.lists(st.integers(0, 5), min_size=3, max_size=9),
    far=st.integers(1, 5),
)
def test_mark_equal_to_most_others_is_not_an_outlier(marks, far):
    """Whoever agrees with the majority is never the one to be asked why."""
    most = [3] * (len(marks) + 2)
    apart = dict(_from_others({f"M{n}": Decimal(mark) for n, mark in enumerate((*most, *marks))}))
    assert all(abs(apart[f"M{n}"]) < far for n in range(len(most)))
