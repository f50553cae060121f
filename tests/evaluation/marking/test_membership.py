"""Panels that change while they sit: who counts, who is not waited for, and whose marks stay."""

from datetime import date, timedelta
from fractions import Fraction as F

import pytest

from commissioning.errors import RecordError
from commissioning.evaluation import evaluate
from commissioning.evaluation.marking.rules import PanelMembers
from commissioning.evaluation.reporting.summary import SummaryDuty, summaries
from commissioning.records.criteria import Consensus, MissingMarks, PanelMean
from commissioning.records.methods import WeightedSum
from commissioning.records.panel import DeclarationOfInterest, PanelChanged
from commissioning.records.parties import Constituency, Member
from commissioning.values.scales import ZERO_TO_FIVE

THOSE = MissingMarks.THOSE_WHO_MARKED
ALL = MissingMarks.THOSE_WHO_MARKED_ALL
REFUSED = MissingMarks.REFUSED


def member(reference, **more):
    return Member(reference=reference, constituency=Constituency.OFFICER, **more)


def change(on, left=(), joined=(), panel="p"):
    return PanelChanged(
        on=on,
        panel=panel,
        left=tuple(left),
        joined=tuple(who if isinstance(who, Member) else member(who) for who in joined),
        because="a new post",
    )


def marked(make, marks, *changes, rule=None, moderations=(), **more):
    """A and B on one criterion by the panel of X, Y and Z; marks by provider and assessor."""
    rule = rule or PanelMean()
    method = WeightedSum(
        criteria=(make.criterion("care", 100, scale=ZERO_TO_FIVE, one_mark=rule, panel="p"),)
    )
    return evaluate(
        make.invitation(method, price_formula=None),
        [make.tender(provider) for provider in "AB"],
        [make.sheet(p, who, care=m) for p, row in marks.items() for who, m in row.items()],
        moderations,
        panels=(make.panel("p", "X", "Y", "Z"),),
        panel_changes=changes,
        **more,
    )


class TestPanelMembers:
    """Who sits there on a day."""

    def test_seat_has_a_first_and_a_last_day(self, make):
        """Whoever leaves on the 7th may still mark on the 7th; so may whoever joins."""
        day = make.on
        members = PanelMembers.of(
            make.panel("p", "X", "Y"),
            # Given out of order, as records learned later are; another panel's is none of ours.
            [
                change(day + timedelta(days=9), left=["W"], joined=["X"]),
                change(day, left=["X"], joined=["W", member("N", scores=False)]),
                change(day, left=["Y"], panel="q"),
            ],
        )
        on = [
            "".join(who for who in "NWXY" if members.marks(who, day + timedelta(days=n)))
            for n in (-1, 0, 1, 9, 10)
        ]
        assert on == ["XY", "WXY", "WY", "WXY", "XY"]
        assert members.assessors == ("Y", "X")
        assert [m.reference for m in members.current] == ["Y", "N", "X"]
        assert members.former == ("W",), "X is back"
        assert members.newcomers == (("X", day + timedelta(days=9)),)
        assert members.without("Y").assessors == ("X",)


class TestMarks:
    """What a change does to the marks."""

    ONE_GAVE_ALL = {"A": {"X": 5, "Y": 3, "Z": 4}, "B": {"X": 2, "Y": 3, "Z": 4}}  # noqa: RUF012
    X_SAW_ONE = {"A": {"X": 5, "Y": 3, "Z": 4}, "B": {"Y": 3, "Z": 4}}  # noqa: RUF012

    def test_member_who_left_before_marking_is_not_needed(self, make):
        """Without the record of it, the marks of one who changed posts would be missing for ever."""
        marks = {"A": {"Y": 3, "Z": 4}, "B": {"Y": 3, "Z": 5}}
        with pytest.raises(RecordError, match="X has given no mark for A on care"):
            marked(make, marks)
        result = marked(make, marks, change(make.on, left=["X"]))
        assert (result.total("A"), result.total("B")) == (70, 80)
        assert result.remarks == ()

    def test_member_who_left_after_marking_every_provider_counts(self, make):
        """The marks were given to all alike; nothing is taken back."""
        after = change(make.on + timedelta(days=1), left=["X"])
        assert marked(make, self.ONE_GAVE_ALL, after).total("A") == 80
        assert marked(make, self.ONE_GAVE_ALL, after).remarks == ()

    @pytest.mark.parametrize(
        ("absent", "a"),
        [(REFUSED, 70), (ALL, 70), (THOSE, 80)],
        ids=("no result without all", "only who marked all", "who marked stands for the panel"),
    )
    def test_member_who_left_while_marking_counts_by_the_declared_rule(self, make, absent, a):
        """X saw A only. To count X for A alone is done where it was declared, and nowhere else."""
        after = change(make.on, left=["X"])
        result = marked(make, self.X_SAW_ONE, after, rule=PanelMean(absent=absent))
        assert (result.total("A"), result.total("B")) == (a, 70)
        if absent is THOSE:
            assert [f.message.split(";")[0] for f in result.remarks] == [
                (
                    "X has given no mark for B on care (rule: the members who marked this "
                    "provider stand for the panel)"
                )
            ]
        else:
            assert [f.message for f in result.remarks] == [
                (
                    "X left the panel before marking every provider on care, so their marks on "
                    "it do not count"
                )
            ]

    def test_two_members_who_left_share_one_remark(self, make):
        """A plural where there are two."""
        marks = {"A": {"X": 5, "Y": 3, "Z": 4}, "B": {"Z": 4}}
        result = marked(make, marks, change(make.on, left=["Y", "X"]))
        assert (result.total("A"), result.total("B")) == (80, 80)
        assert [f.message for f in result.remarks] == [
            (
                "X and Y left the panel before marking every provider on care, so their marks "
                "on it do not count"
            )
        ]

    def test_member_who_joined_must_mark_every_provider(self, make):
        """W took X's place: W's marks count, and are missing where they are missing."""
        swap = change(make.on, left=["X"], joined=["W"])
        marks = {"A": {"W": 5, "Y": 3, "Z": 4}, "B": {"W": 3, "Y": 3, "Z": 3}}
        assert marked(make, marks, swap).total("A") == 80
        del marks["B"]["W"]
        with pytest.raises(RecordError) as refused:
            marked(make, marks, swap)
        assert [p.split(";")[0] for p in refused.value.problems] == [
            (
                "W has given no mark for B on care (rule: every member marks every provider). "
                "Record the missing score sheet."
            )
        ]

    def test_mark_of_a_member_who_left_does_not_stand_for_the_one_who_came(self, make):
        """Three marks each look complete, but X's on A are gone with X, and W has yet to mark A."""
        swap = change(make.on, left=["X"], joined=["W"])
        marks = {"A": {"X": 5, "Y": 3, "Z": 4}, "B": {"W": 3, "Y": 3, "Z": 3}}
        with pytest.raises(RecordError, match="W has given no mark for A on care"):
            marked(make, marks, swap)

    def test_member_who_joined_between_two_sheets_need_not_mark_the_first(self, make):
        """Marking began on the first day, so W, who came on the second, is not waited for on the third."""
        days = {"A": make.on, "B": make.on + timedelta(days=2)}
        criterion = make.criterion("care", 100, scale=ZERO_TO_FIVE, one_mark=PanelMean(), panel="p")
        result = evaluate(
            make.invitation(WeightedSum(criteria=(criterion,)), price_formula=None),
            [make.tender(provider) for provider in "AB"],
            [make.sheet(name, who, care=4, on=day) for name, day in days.items() for who in "XYZ"],
            panels=(make.panel("p", "X", "Y", "Z"),),
            panel_changes=(change(make.on + timedelta(days=1), joined=["W"]),),
        )
        assert [f.message for f in result.remarks] == [
            "W joined the panel after marking of care began, so they need not mark it"
        ]

    def test_member_who_joined_for_interviews_need_not_mark_written_answers(self, make):
        """The answers were marked in May; W came in June to hear people, and could not go back."""
        june = make.on + timedelta(days=1)
        swap = change(june, left=["X"], joined=["W", "V", member("N", scores=False)])
        result = marked(make, self.ONE_GAVE_ALL, swap)
        assert (result.total("A"), result.total("B")) == (80, 60)
        assert [f.message for f in result.remarks] == [
            "V and W joined the panel after marking of care began, so they need not mark it"
        ]
        on_the_day = change(make.on, joined=["W"])
        with pytest.raises(RecordError, match="W has given no mark for A on care"):
            marked(make, self.ONE_GAVE_ALL, on_the_day)

    def test_late_member_who_marks_one_provider_must_mark_all(self, make):
        """One mark for A makes W one of those who mark: B must have one too."""
        june = make.on + timedelta(days=1)
        sheets = [make.sheet(p, who, care=3) for p in "AB" for who in "XYZ"]
        late = [make.sheet(p, "W", care=5, on=june) for p in "AB"]
        method = WeightedSum(
            criteria=(
                make.criterion("care", 100, scale=ZERO_TO_FIVE, one_mark=PanelMean(), panel="p"),
            )
        )

        def with_(given):
            return evaluate(
                make.invitation(method, price_formula=None),
                [make.tender(provider) for provider in "AB"],
                [*sheets, *given],
                panels=(make.panel("p", "X", "Y", "Z"),),
                panel_changes=(change(june, joined=["W"]),),
            )

        assert with_(late).total("A") == 70
        with pytest.raises(RecordError, match="W has given no mark for B on care"):
            with_(late[:1])

    def test_recused_member_who_left_needs_no_replacement(self, make):
        """ "Put another member on the panel" has been done: the others have marked."""
        rule = PanelMean(recused=REFUSED)
        interest = DeclarationOfInterest(
            on=make.on - timedelta(days=1), panel="p", member="X", conflicts_with=("B",)
        )
        with pytest.raises(RecordError, match="Put another member on the panel"):
            marked(make, self.X_SAW_ONE, rule=rule, interests=(interest,))
        gone = change(make.on, left=["X"])
        result = marked(make, self.X_SAW_ONE, gone, rule=rule, interests=(interest,))
        assert (result.total("A"), result.total("B")) == (70, 70)

    def test_mark_is_given_while_sitting(self, make):
        """The day before joining, and the day after leaving, there is no seat to mark from."""
        marks = {"A": {"X": 5, "Y": 3, "Z": 4, "W": 5}, "B": {"X": 5, "Y": 3, "Z": 4, "W": 5}}
        early, late = (make.on + timedelta(days=n) for n in (-1, 1))
        with pytest.raises(RecordError) as refused:
            marked(make, marks, change(early, left=["X"]), change(late, joined=["W"]))
        assert {p.split("; ")[0] for p in refused.value.problems} == {
            (
                "X marks care but is not a marking member of panel p on 7 October 2022. Record "
                "that X joined the panel, or leave the sheet out."
            ),
            (
                "W marks care but is not a marking member of panel p on 7 October 2022. Record "
                "that W joined the panel, or leave the sheet out."
            ),
        }

    def test_quorum_counts_members_of_that_day(self, make):
        """X had left when the mark was agreed: one of two who were needed."""
        rule = Consensus(quorum=2)
        agreed = [
            make.moderation(p, "care", 3, present=("X", "Y"), on=make.on + timedelta(days=2))
            for p in "AB"
        ]
        gone = change(make.on, left=["X"])
        both = {"A": {"X": 3, "Y": 3, "Z": 3}, "B": {"X": 3, "Y": 3, "Z": 3}}
        assert marked(make, both, rule=rule, moderations=agreed).total("A") == 60
        with pytest.raises(RecordError) as refused:
            marked(make, both, gone, rule=rule, moderations=agreed)
        assert refused.value.problems[0].startswith(
            "Only 1 marking member of panel p was present when the mark for A on care was agreed; "
            "the minimum is 2"
        )

    def test_one_who_joined_can_be_left_out_of_a_what_if(self, make):
        """What if W had never come: not what if W were missing."""
        marks = {"A": {"W": 5, "Y": 2, "Z": 2}, "B": {"W": 3, "Y": 3, "Z": 3}}
        result = marked(make, marks, change(make.on, left=["X"], joined=["W"]))
        assert str(result.without_assessor("W")) == "Without W, B would be first."
        assert result.without_assessor("W").totals == {"B": 60, "A": 40}

    def test_member_who_joined_is_not_named_in_a_letter(self, make):
        """People on panels are never named, whenever they came."""
        marks = {"A": {"X": 5, "Y": 3, "Z": 4}, "B": {"X": 2, "Y": 3, "Z": 4}}
        moderations = [make.moderation(p, "care", 4, because="W-1 took the notes") for p in "AB"]
        joined = change(make.on, joined=[member("W-1", scores=False)])
        result = marked(make, marks, joined, rule=Consensus(), moderations=moderations)
        told = [f.code for f in summaries(result, "A", SummaryDuty.REGULATION_31)[0].missing()]
        assert "summary-names-person" in told

    def test_whole_panel_may_be_exchanged(self, make):
        """Three new members mark everybody again; the old marks of all are there and count too."""
        swap = change(make.on, left="XYZ", joined="UVW")
        marks = {p: dict.fromkeys("XYZUVW", 3) for p in "AB"}
        assert marked(make, marks, swap).total("A") == 60
        fresh = {p: dict.fromkeys("UVW", 4) for p in "AB"}
        assert marked(make, fresh, swap).total("A") == F(80)


def test_change_of_a_panel_is_of_somebody_and_says_why():
    """An empty change, or one that turns somebody round in the door, is a slip."""
    with pytest.raises(RecordError) as refused:
        PanelChanged(on=date(2022, 10, 7), panel="", because="")
    assert refused.value.problems == (
        "panel: say which panel changes",
        "because: say why the panel changes",
        "left and joined: say who leaves or who joins",
    )
    with pytest.raises(RecordError) as refused:
        change(date(2022, 10, 7), left=["X"], joined=["X"])
    assert refused.value.problems == ("left and joined: a member is named twice",)
