"""From sheets to one mark: declared rules, nobody left out silently, nothing altered."""

# ruff: noqa: E501 (messages are asserted in full, one case a line)

from datetime import date, timedelta
from fractions import Fraction as F

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.evaluation import evaluate
from commissioning.evaluation.marking.rules import ScaledScale
from commissioning.records.criteria import Consensus, MissingMarks, PanelMean, PanelMedian, PanelSum
from commissioning.records.methods import WeightedSum
from commissioning.records.panel import (
    ChangedMark,
    DeclarationOfInterest,
    Interview,
    Mark,
    MarkCorrected,
)
from commissioning.records.tender import (
    InterviewUse,
    PriceDecision,
    PriceOutcome,
    TenderWithdrawn,
)
from commissioning.values.scales import ZERO_TO_FIVE, Scale

PERCENTAGES = Scale.tabled("percentages", 0, 20, 40, 60, 80, 100)
STEEP = Scale.tabled("steep", 0, 10, 100, half_marks=True)
ALL = MissingMarks.THOSE_WHO_MARKED_ALL
THOSE = MissingMarks.THOSE_WHO_MARKED
REFUSED = MissingMarks.REFUSED


def one(make, rule, marks, scale=ZERO_TO_FIVE, providers="AB", **more):
    """An evaluation of one criterion by a panel of three, marks by provider and assessor."""
    method = WeightedSum(
        criteria=(make.criterion("care", 100, scale=scale, one_mark=rule, panel="p"),)
    )
    sheets = [
        make.sheet(provider, assessor, care=mark)
        for provider, given_ in marks.items()
        for assessor, mark in given_.items()
    ]
    more = {"panels": (make.panel("p", "X", "Y", "Z"),), **more}
    invitation = more.pop("invitation", None) or make.invitation(method, price_formula=None)
    tenders = [make.tender(provider) for provider in providers]
    return evaluate(invitation, tenders, sheets, more.pop("moderations", ()), **more)


FULL = {"A": {"X": 1, "Y": 3, "Z": 5}, "B": {"X": 4, "Y": 4, "Z": 2}}


@given(st.lists(st.integers(0, 100), min_size=1, max_size=9))
def test_median_has_as_many_marks_above_it_as_below(make, marks):
    """Any number of members, odd or even: no single mark, however wild, decides."""
    sheets = [make.sheet("A", f"M{n}", care=mark) for n, mark in enumerate(marks)]
    method = WeightedSum(criteria=(make.criterion("care", 100, one_mark=PanelMedian()),))
    result = evaluate(make.invitation(method, price_formula=None), [make.tender("A")], sheets)
    low, high = sorted(marks)[(len(marks) - 1) // 2], sorted(marks)[len(marks) // 2]
    assert result.total("A") == F(low + high, 2)


@pytest.mark.parametrize(
    ("rule", "a", "b"),
    [
        (PanelMean(), 60, F(200, 3)),
        (PanelSum(), 60, F(200, 3)),
        (PanelMedian(), 60, 80),
    ],
)
def test_declared_mean_median_or_sum_is_exact(make, rule, a, b):
    """Thirds stay thirds: a mean rounded on the way breaks nearly half of all exact ties."""
    result = one(make, rule, FULL)
    assert (result.total("A"), result.total("B")) == (a, b)
    assert result.book.of("B", "care").members[0][0] == "X"


def test_mark_of_a_median_is_the_middle_by_size(make):
    """The order in which members sat down is no order of their marks, and 5, 1 and 2 have no mean of 2."""
    result = one(
        make, PanelMedian(), {"A": {"X": 5, "Y": 1, "Z": 2}, "B": {"X": 4, "Y": 4, "Z": 2}}
    )
    assert [result.book.of(name, "care").mark for name in "AB"] == [2, 4]


def test_median_of_two_lies_between_them(make):
    """With an even number of members there is no middle one."""
    two = {"A": {"X": 1, "Y": 4}, "B": {"X": 2, "Y": 2}}
    result = one(make, PanelMedian(), two, panels=(make.panel("p", "X", "Y"),))
    assert result.total("A") == 50
    assert result.book.of("A", "care").mark == F(5, 2)


def test_points_follow_the_table_of_the_scale(make):
    """A mark of 1 of 2 that earns a tenth is no straight line; half marks lie between."""
    half = Scale.tabled("steep", 0, 10, 100, half_marks=True)
    assert [half.points(mark) for mark in half.marks] == [0, 5, 10, 55, 100]
    assert PERCENTAGES.share(3) == F(3, 5)
    assert ZERO_TO_FIVE.points(3) == 3
    result = one(make, PanelMean(), {"A": {"X": 1}, "B": {"X": 2}}, half,
                 panels=(make.panel("p", "X"),))  # fmt: skip
    assert (result.total("A"), result.total("B")) == (10, 100)


@given(st.integers(0, 5), st.integers(1, 6))
def test_scaled_points_are_the_share_in_whole_numbers(mark, scale_by):
    """The quick whole numbers and the plain fractions are two ways to one answer."""
    scale = Scale.tabled("s", *(n * n * scale_by for n in range(6)))
    scaled = ScaledScale(scale)
    assert F(scaled.whole[mark], scaled.out_of) == scale.share(mark)


class TestConsensus:
    """One agreed mark with a reason, beside the sheets."""

    def test_agreed_mark_counts_and_keeps_the_members_marks_beside_it(self, make):
        """Both are disclosed: what each gave, and what they agreed and why."""
        moderations = [make.moderation("A", "care", 4), make.moderation("B", "care", 3)]
        result = one(make, Consensus(), FULL, moderations=moderations)
        assert (result.total("A"), result.total("B")) == (80, 60)
        line = result.line("A", "care")
        assert line.because == "the members agreed"
        assert [(who, mark.mark) for who, mark in line.members] == [("X", 1), ("Y", 3), ("Z", 5)]

    def test_without_an_agreed_mark_there_is_no_result(self, make):
        """An average in its place would be a method that nobody published."""
        with pytest.raises(RecordError) as refused:
            one(make, Consensus(), FULL, moderations=[make.moderation("A", "care", 4)])
        assert refused.value.problems == (
            "No agreed mark has been recorded for B on care. Record the moderation: the agreed "
            "mark, its reason and who was present.",
        )

    def test_criterion_without_marks_needs_no_moderation(self, make):
        """One fault is told once: the sheets are missing, so of course the moderation is too."""
        with pytest.raises(RecordError) as refused:
            one(make, Consensus(), {}, providers="A", panels=())
        assert refused.value.problems == (
            "No marks have been recorded for A on care. Record the score sheets of panel p.",
        )

    def test_agreed_mark_outside_the_members_marks_is_warned_of(self, make):
        """It may be right, where something was overlooked; it must then be explained."""
        moderations = [make.moderation("A", "care", 4), make.moderation("B", "care", 5)]
        result = one(make, Consensus(), FULL, moderations=moderations)
        (remark,) = result.remarks
        assert str(remark) == (
            "The agreed mark of 5 for B on care is outside the members' marks (2 to 4). Make "
            "sure the reason says what changed every member's mind."
        )
        ends = [make.moderation("A", "care", 1), make.moderation("B", "care", 4)]
        assert one(make, Consensus(), FULL, moderations=ends).remarks == ()

    @given(st.integers(0, 5), st.integers(0, 5))
    def test_moderation_never_alters_a_sheet(self, make, agreed, given_):
        """The members' own marks are evidence, whatever the panel agrees later."""
        marks = {"A": {"X": given_}}
        result = one(make, Consensus(), marks, providers="A", panels=(make.panel("p", "X"),),
                     moderations=[make.moderation("A", "care", agreed)])  # fmt: skip
        assert result.source.evidence.sheets == (make.sheet("A", "X", care=given_),)
        assert result.book.of("A", "care").members[0][1].mark == given_

    @pytest.mark.parametrize(
        ("second", "message"),
        [
            ({}, (
                     "The mark for A on care was agreed twice. Keep one moderation, or give in "
                     "the later one the reason it replaces the first."
                 )),
            ({"agreed": 6, "replaces_because": "misread"}, (
                                                               "The moderation gives A 6 on care, "
                                                               "which is not a mark of the scale 0 "
                                                               "to 5. Give a mark of the published "
                                                               "scale."
                                                           )),
            ({"criterion": "charm"}, (
                                         'A moderation marks A on "charm", which is not a '
                                         "criterion in the invitation. Use a published "
                                         "criterion: care."
                                     )),
            ({"panel": "q", "replaces_because": "r"}, (
                                                          "Panel q agrees the mark for A on "
                                                          "care, but the invitation names "
                                                          "panel p. Have panel p agree it."
                                                      )),
        ],
    )  # fmt: skip
    def test_moderation_that_does_not_fit_is_a_finding(self, make, second, message):
        """Of two agreed marks, nobody could say which was."""
        moderations = [make.moderation("A", "care", 4), make.moderation("B", "care", 3)]
        moderations.append(
            make.moderation(**{"provider": "A", "criterion": "care", "agreed": 3, **second})
        )
        with pytest.raises(RecordError) as refused:
            one(make, Consensus(), FULL, moderations=moderations)
        assert message in refused.value.problems

    def test_moderation_may_replace_an_earlier_one_with_its_reason(self, make):
        """A panel that meets again says why; both records stay."""
        moderations = [
            make.moderation("A", "care", 4),
            make.moderation("B", "care", 3),
            make.moderation("A", "care", 5, replaces_because="the annex had been overlooked"),
        ]
        assert one(make, Consensus(), FULL, moderations=moderations).total("A") == 100

    def test_moderation_where_a_mean_is_declared_is_refused(self, make):
        """The published way to one mark is the only one."""
        with pytest.raises(RecordError, match="declares the mean of the members' marks"):
            one(make, PanelMean(), FULL, moderations=[make.moderation("A", "care", 4)])

    def test_moderation_of_another_lot_is_passed_over(self, make):
        """The same panel agrees lot by lot."""
        moderations = [
            make.moderation("A", "care", 4),
            make.moderation("B", "care", 3),
            make.moderation("A", "care", 1, lots=("N9",)),
        ]
        assert one(make, Consensus(), FULL, moderations=moderations).total("A") == 80

    @pytest.mark.parametrize(
        ("use", "total"), [(InterviewUse.VERIFICATION, 100), (InterviewUse.CLARIFICATION, None)]
    )
    def test_interview_changes_a_mark_only_as_declared_verification(self, make, use, total):
        """Marks that move after an interview nobody announced are the commonest challenge."""
        method = WeightedSum(
            criteria=(make.criterion("care", 100, scale=ZERO_TO_FIVE, one_mark=Consensus()),)
        )
        change = ChangedMark(criterion="care", agreed=5, because="the rota was shown")
        heard = (
            Interview(on=make.on, provider="A", changes=(change,)),
            Interview(on=make.on, provider="B"),
        )
        more = {
            "invitation": make.invitation(method, price_formula=None, interviews=use),
            "moderations": [make.moderation(p, "care", 4) for p in "AB"],
            "interviews": heard,
            "panels": (),
        }
        if total is None:
            with pytest.raises(RecordError, match="does not declare interviews as verification"):
                one(make, Consensus(), FULL, **more)
        else:
            result = one(make, Consensus(), FULL, **more)
            assert result.total("A") == total
            assert result.line("A", "care").because == "the rota was shown"

    def test_interview_cannot_give_a_mark_off_the_scale(self, make):
        """Verification moves a mark along the scale, not off it."""
        method = WeightedSum(
            criteria=(make.criterion("care", 100, scale=ZERO_TO_FIVE, one_mark=Consensus()),)
        )
        change = ChangedMark(criterion="care", agreed=9, because="enthusiasm")
        with pytest.raises(RecordError, match="The interview gives A 9 on care"):
            one(make, Consensus(), FULL, panels=(),
                invitation=make.invitation(method, price_formula=None, interviews=InterviewUse.VERIFICATION),
                moderations=[make.moderation(p, "care", 4) for p in "AB"],
                interviews=(Interview(on=make.on, provider="A", changes=(change,)),))  # fmt: skip


PART = {"A": {"X": 1, "Y": 3}, "B": {"X": 4, "Y": 4, "Z": 2}}


class TestMissing:
    """Absent members, recusals, and those who saw only some providers: by declared rules."""

    @pytest.mark.parametrize(
        ("rule", "a", "b"),
        [
            (PanelMean(absent=THOSE), 40, F(200, 3)),
            (PanelMean(absent=ALL), 40, 80),
        ],
    )
    def test_absent_member_is_handled_as_declared_and_told(self, make, rule, a, b):
        """The two fair rules give different results; the invitation must choose."""
        result = one(make, rule, PART)
        assert (result.total("A"), result.total("B")) == (a, b)
        assert {finding.code for finding in result.remarks} == {"members-left-out"}
        assert all(not finding.blocks for finding in result.remarks)

    def test_by_default_every_member_marks_every_provider(self, make):
        """A missing sheet is a fault unless the invitation provides for it."""
        with pytest.raises(RecordError) as refused:
            one(make, PanelMean(), PART)
        assert refused.value.problems == (
            "Z has given no mark for A on care (rule: every member marks every provider). "
            "Record the missing score sheet.",
        )

    @pytest.mark.parametrize(
        ("recused", "message"),
        [
            (
                THOSE,
                (
                    "Z is recused and has given no mark for A on care (rule: the members who "
                    "marked this provider stand for the panel)"
                ),
            ),
            (
                ALL,
                (
                    "Z did not mark every provider on care, so their marks on it do not count "
                    "(declared rule)"
                ),
            ),
        ],
    )
    def test_recusal_is_told_with_its_rule(self, make, recused, message):
        """Who stood aside, and what was done about it, is part of the record."""
        interest = DeclarationOfInterest(
            on=make.on,
            panel="p",
            member="Z",
            conflicts_with=("A",),
            interest="a cousin works there",
        )
        result = one(make, PanelMean(recused=recused), PART, interests=(interest,))
        assert message in {finding.message for finding in result.remarks}

    def test_member_without_any_mark_is_missed_for_every_provider(self, make):
        """The empty chair at every meeting is the easiest one to forget."""
        two = {p: {who: m for who, m in row.items() if who != "Z"} for p, row in FULL.items()}
        with pytest.raises(RecordError) as refused:
            one(make, PanelMean(), two)
        assert refused.value.problems == tuple(
            f"Z has given no mark for {provider} on care (rule: every member marks every provider). "
            "Record the missing score sheet."
            for provider in "AB"
        )

    def test_members_dropped_for_all_providers_share_one_remark(self, make):
        """Two who missed a provider each: one sentence, and nothing that the reader could do."""
        result = one(make, PanelMean(absent=ALL), {"A": {"X": 1, "Y": 3}, "B": {"X": 4, "Z": 2}})
        assert [str(remark) for remark in result.remarks] == [
            (
                "Y and Z did not mark every provider on care, so their marks on it do not "
                "count (declared rule)."
            )
        ]
        assert (result.total("A"), result.total("B")) == (20, 80)

    def test_one_absence_is_one_remark_however_many_marks_it_is_about(self, make):
        """Four lines that say nearly the same are read as one, or not at all."""
        method = WeightedSum(
            criteria=tuple(
                make.criterion(
                    name, 25, scale=ZERO_TO_FIVE, one_mark=PanelMean(absent=THOSE), panel="p"
                )
                for name in ("care", "rota", "staff", "views")
            )
        )
        marks = dict.fromkeys(("care", "rota", "staff", "views"), 3)
        sheets = [
            *(make.sheet(p, "X", **marks) for p in "ABC"),
            make.sheet("A", "Y", **marks),
            make.sheet("B", "Y", staff=3),
        ]
        tenders = [make.tender(p) for p in "ABC"]
        invitation = make.invitation(method, price_formula=None)
        panel = make.panel("p", "X", "Y")
        (remark,) = evaluate(invitation, tenders, sheets, panels=(panel,)).remarks
        assert str(remark) == (
            "Y has given no mark for B and C on care, rota and views; for C on staff (rule for "
            "each provider: the members who marked this provider stand for the panel)."
        )
        assert remark.about == ""
        (alone,) = evaluate(
            invitation, tenders[:2], [s for s in sheets if s.provider != "C"], panels=(panel,)
        ).remarks
        assert str(alone) == (
            "Y has given no mark for B on care, rota and views (rule: the members who marked "
            "this provider stand for the panel)."
        )
        assert alone.about == "B"

    def test_recusal_that_the_rules_do_not_provide_for_is_a_fault(self, make):
        """Then somebody else has to sit."""
        interest = DeclarationOfInterest(on=make.on, panel="p", member="Z", conflicts_with=("A",))
        with pytest.raises(RecordError) as refused:
            one(make, PanelMean(recused=REFUSED), PART, interests=(interest,))
        assert refused.value.problems == (
            "Z is recused and has given no mark for A on care (rule: every member marks every "
            "provider). Put another member on the panel.",
        )

    def test_recused_member_who_marks_all_the_same_is_a_fault(self, make):
        """A declared interest with a mark beside it is worse than none declared."""
        interest = DeclarationOfInterest(on=make.on, panel="p", member="Z", conflicts_with=("A",))
        with pytest.raises(RecordError) as refused:
            one(make, PanelMean(), FULL, interests=(interest,))
        assert (
            "Z marks A but has declared an interest in it. Leave the sheet out; the other "
            "members mark this provider."
        ) in refused.value.problems

    def test_marks_below_the_quorum_are_refused(self, make):
        """One member is no panel where the invitation says two."""
        with pytest.raises(RecordError) as refused:
            one(make, PanelMean(absent=THOSE, quorum=3), PART)
        assert (
            "Only 2 members have given marks for A on care; the minimum is 3. Record the score "
            "sheets of panel p."
        ) in refused.value.problems

    def test_criterion_without_marks_is_a_finding(self, make):
        """A criterion that fell between two panels shows up here."""
        with pytest.raises(RecordError) as refused:
            one(make, PanelMean(absent=THOSE), {"A": {"X": 1}})
        assert (
            "No marks have been recorded for B on care. Record the score sheets of panel p."
        ) in refused.value.problems


class TestSheets:
    """What is wrong with a sheet is found, never mended."""

    @pytest.mark.parametrize(
        ("sheet", "message"),
        [
            ({"panel": "q"}, (
                                 "Panel q marks care, but the invitation names panel p. Have "
                                 "panel p mark it."
                             )),
            ({"assessor": "W"}, (
                                    "W marks care but is not a marking member of panel p. "
                                    "Record that W joined the panel, or leave the sheet out."
                                )),
            ({"provider": "C"}, (
                                    "Z marks C, who has no tender. Correct the provider or "
                                    "the lots that the record names."
                                )),
        ],
    )  # fmt: skip
    def test_sheet_of_the_wrong_panel_assessor_or_provider_is_a_finding(self, make, sheet, message):
        """A mark is worth what its giver may give."""
        extra = make.sheet(**{"provider": "A", "assessor": "Z", "care": 3, **sheet})
        method = WeightedSum(
            criteria=(
                make.criterion("care", 100, scale=ZERO_TO_FIVE, one_mark=PanelMean(), panel="p"),
            )
        )
        full = [make.sheet(p, who, care=m) for p, row in FULL.items() for who, m in row.items()]
        sheets = [s for s in full if (s.provider, s.assessor) != ("A", "Z")] + [extra]
        with pytest.raises(RecordError) as refused:
            evaluate(
                make.invitation(method, price_formula=None),
                [make.tender(p) for p in "AB"],
                sheets,
                panels=(make.panel("p", "X", "Y", "Z"), make.panel("q", "Z")),
            )
        assert message in refused.value.problems

    def test_sheet_of_another_lot_is_passed_over(self, make):
        """Panels mark lot by lot on sheets that look alike."""
        other = make.sheet("A", "O1", quality=100, lots=("N9",))
        tenders = [make.tender("A", 5)]
        own = make.sheet("A", quality=50)
        for sheets in ([own, other], [other, own]):
            assert evaluate(make.invitation(), tenders, sheets).total("A") == 70

    def test_all_faults_of_a_sheet_are_reported_at_once(self, make):
        """Marks off the scale, of no criterion, and given twice: whoever mends one reads of all."""
        method = make.method(care=50, rota=50)
        sheets = [
            make.sheet("A", care=101, charm=1, rota=102, style=1),
            make.sheet("A", "O2", care=1, rota=2),
            make.sheet("A", "O2", care=3, rota=4),
        ]
        with pytest.raises(RecordError) as refused:
            evaluate(make.invitation(method, price_formula=None), [make.tender("A")], sheets)
        off = "which is not a mark of the scale out of 100 (0 to 100). Give a mark of the published scale."
        unknown = (
            "which is not a criterion in the invitation. Use a published criterion: care and rota."
        )
        twice = "Keep one sheet; if a mark on it is wrong, record a corrected mark with its reason."
        assert set(refused.value.problems) >= {
            f"O1 gives A 101 on care, {off}",
            f"O1 gives A 102 on rota, {off}",
            f'O1 marks A on "charm", {unknown}',
            f'O1 marks A on "style", {unknown}',
            f"O2 has marked A twice on care. {twice}",
            f"O2 has marked A twice on rota. {twice}",
        }

    def test_assessor_outside_the_sheets_panel_is_a_finding(self, make):
        """The panel on the sheet is on record, and the one who signs is not on it."""
        with pytest.raises(RecordError) as refused:
            evaluate(
                make.invitation(), [make.tender("A", 5)], [make.sheet("A", "W", quality=50)],
                panels=(make.panel("p", "X"),),
            )  # fmt: skip
        assert refused.value.problems == (
            "W marks quality but is not a marking member of panel p. Record that W joined the "
            "panel, or leave the sheet out.",
        )

    def test_correction_replaces_the_mark_and_leaves_the_sheet(self, make):
        """The wrong mark stays to be seen, with the reason why it was wrong."""
        corrected = MarkCorrected(
            on=make.on, panel="p", assessor="O1", provider="A",
            corrected=Mark(criterion="quality", mark=60), because="read off the wrong row",
        )  # fmt: skip
        elsewhere = MarkCorrected(
            on=make.on, panel="p", assessor="O1", provider="A", lots=("N9",),
            corrected=Mark(criterion="quality", mark=1), because="another lot",
        )  # fmt: skip
        bids = {"A": {"quality": 50, "price": 5}}
        for both in ((corrected, elsewhere), (elsewhere, corrected)):
            result = make.evaluation(bids, corrections=both)
            assert result.total("A") == 76
            assert result.source.evidence.sheets[0].marks[0].mark == 50

    @pytest.mark.parametrize(
        ("fields", "mark", "message"),
        [
            ({"provider": "C"}, 5, (
                                       "O1's correction marks C, who has no tender. Correct "
                                       "the provider or the lots that the record names."
                                   )),
            ({"assessor": "O9"}, 5, (
                                        "O9 corrects a mark for A on quality, but no sheet of O9 has "
                                        "that mark. Record the score sheet first."
                                    )),
            ({}, 101, (
                          "O1's correction gives A 101 on quality, which is not a mark of the "
                          "scale out of 100 (0 to 100). Give a mark of the published scale."
                      )),
        ],
    )  # fmt: skip
    def test_correction_without_a_sheet_is_a_finding(self, make, fields, mark, message):
        """It would be a new mark by another name."""
        wrong = MarkCorrected(
            **{"on": make.on, "panel": "p", "assessor": "O1", "provider": "A", **fields},
            corrected=Mark(criterion="quality", mark=mark), because="a slip",
        )  # fmt: skip
        with pytest.raises(RecordError) as refused:
            make.evaluation({"A": {"quality": 50, "price": 5}}, corrections=(wrong,))
        assert message in refused.value.problems

    def test_several_meetings_make_one_sheet_of_marks(self, make):
        """A panel of residents hears answers on several evenings; each has its own sheet."""
        method = make.method(first=50, second=50)
        sheets = [
            make.sheet("A", first=80, meeting="one"),
            make.sheet("A", second=60, meeting="two"),
        ]
        result = evaluate(make.invitation(method, price_formula=None), [make.tender("A")], sheets)
        assert result.total("A") == 70

    def test_tender_that_was_taken_back_takes_its_marks_along(self, make):
        """The others must still be ranked; the sheets cannot be, and need not be, unwritten."""
        back = TenderWithdrawn(on=make.on, provider="A")
        moderations = [make.moderation(p, "care", 4) for p in "AB"]
        correction = MarkCorrected(
            on=make.on, panel="p", assessor="X", provider="A",
            corrected=Mark(criterion="care", mark=5), because="a slip",
        )  # fmt: skip
        result = one(make, Consensus(), FULL, moderations=moderations, withdrawn=(back,),
                     corrections=(correction,))  # fmt: skip
        assert result.winners == ("B",)
        assert [(str(remark), remark.blocks) for remark in result.remarks] == [
            ("A withdrew its tender, so its marks no longer count.", False)
        ]

    def test_sheet_for_all_lots_counts_where_its_provider_tendered(self, make):
        """A tenders for N1 alone; that a sheet of A's is for every lot is no fault of N2."""
        invitation = make.invitation(
            make.method(quality=100), lots=("N1", "N2"), price_formula=None
        )
        tenders = [make.tender("A", lots=("N1",)), make.tender("B", lots=("N2",))]
        sheets = [make.sheet(p, quality=50) for p in "AB"]
        for lot, winner in (("N1", "A"), ("N2", "B")):
            result = evaluate(invitation, tenders, sheets, lot=lot)
            assert (result.winner, result.remarks) == (winner, ())
        named = [*sheets, make.sheet("A", "O2", quality=50, lots=("N2",))]
        with pytest.raises(RecordError) as refused:
            evaluate(invitation, tenders, named, lot="N2")
        assert refused.value.problems == (
            "O2 marks A, who has no tender for lot N2. Correct the provider or the lots that "
            "the record names.",
        )

    def test_sheet_for_a_lot_marks_what_is_asked_there(self, make):
        """A mark on a question of another lot would be lost without a word."""
        method = WeightedSum(
            criteria=(make.criterion("care", 100, lots=("N1",)), make.criterion("rota", 100, lots=("N2",)))
        )  # fmt: skip
        invitation = make.invitation(method, lots=("N1", "N2"), price_formula=None)
        tenders = [make.tender("A")]
        both = make.sheet("A", care=50, rota=50)
        assert evaluate(invitation, tenders, [both], lot="N1").remarks == ()
        with pytest.raises(RecordError) as refused:
            evaluate(
                invitation, tenders, [make.sheet("A", care=50, rota=50, lots=("N1",))], lot="N1"
            )
        assert refused.value.problems == (
            'O1 marks A on "rota", which is not a criterion for lot N1 in the invitation. Use '
            "a published criterion: care.",
        )


class TestAfterwards:
    """What comes after a mark was given: corrections, later interests, later agreements."""

    def corrected(self, make, mark, on=None, **fields):
        return MarkCorrected(
            **{
                "on": on or make.on, "panel": "p", "assessor": "X", "provider": "A",
                "corrected": Mark(criterion="care", mark=mark), "because": "a slip", **fields,
            }
        )  # fmt: skip

    def test_last_of_several_corrections_counts(self, make):
        """A correction of a correction is a correction; the days say which is last."""
        first = self.corrected(make, 2, make.on + timedelta(days=1))
        second = self.corrected(make, 5, make.on + timedelta(days=2))
        for both in ((first, second), (second, first)):
            result = one(make, PanelMean(), FULL, corrections=both)
            assert result.book.of("A", "care").given["X"].mark == 5
            assert result.source.evidence.sheets[0].marks[0].mark == 1

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"panel": "q"}, "for panel q on 7 October 2022"),
            ({"on": date(2022, 1, 1)}, "for panel p on 1 January 2022"),
        ],
    )
    def test_correction_names_the_panel_and_follows_the_sheet(self, make, fields, told):
        """Else it would be of another mark than the one it changes."""
        with pytest.raises(RecordError) as refused:
            one(make, PanelMean(), FULL, corrections=(self.corrected(make, 2, **fields),))
        assert refused.value.problems == (
            f"X corrects a mark for A on care {told}, but the sheet is for panel p and dated 7 October 2022. "
            "Name the panel of the sheet, and a day on or after it.",
        )

    def test_correction_of_an_unknown_criterion_is_one_finding(self, make):
        """Whoever mistypes the criterion looks for a correction, not for a sheet."""
        slip = self.corrected(make, 2, corrected=Mark(criterion="charm", mark=2))
        with pytest.raises(RecordError) as refused:
            one(make, PanelMean(), FULL, corrections=(slip,))
        assert refused.value.problems == (
            'X\'s correction marks A on "charm", which is not a criterion in the invitation. '
            "Use a published criterion: care.",
        )

    def test_interest_counts_from_its_first_declaration(self, make):
        """Declaring it again after marking does not make the marks of before fair."""
        first = DeclarationOfInterest(
            on=make.on - timedelta(days=1), panel="p", member="Z", conflicts_with=("A",)
        )
        again = evolve(first, on=make.on + timedelta(days=2))
        for both in ((first, again), (again, first)):
            with pytest.raises(RecordError) as refused:
                one(make, PanelMean(recused=THOSE), FULL, interests=both)
            assert (
                "Z marks A but has declared an interest in it. Leave the sheet out; the other "
                "members mark this provider."
            ) in refused.value.problems

    @pytest.mark.parametrize("day", [1, 3])
    def test_correction_of_a_mark_that_does_not_count_is_no_fault(self, make, day):
        """Nothing could be done about it: the sheet, the correction and the interest all stay."""
        late = DeclarationOfInterest(
            on=make.on + timedelta(days=2), panel="p", member="Z", conflicts_with=("A",)
        )
        correction = self.corrected(make, 4, make.on + timedelta(days=day), assessor="Z")
        result = one(
            make, PanelMean(recused=THOSE), FULL, interests=(late,), corrections=(correction,)
        )
        assert result.total("A") == 40
        assert [remark.message for remark in result.remarks] == [
            (
                "Z is recused and has given no mark for A on care (rule: the members who "
                "marked this provider stand for the panel)"
            )
        ]

    def test_correction_on_the_day_of_the_agreement_counts_as_before_it(self, make):
        """The panel met that day with the right marks before it; only what came later is told."""
        moderations = [make.moderation(p, "care", 4) for p in "AB"]
        corrections = (
            self.corrected(make, 2),
            self.corrected(make, 4, make.on + timedelta(days=1), assessor="Y"),
        )
        result = one(make, Consensus(), FULL, moderations=moderations, corrections=corrections)
        told = [str(remark) for remark in result.remarks if remark.code == "agreed-too-soon"]
        assert len(told) == 1
        assert (
            "The mark for A on care was agreed on 7 October 2022, before Y's mark was "
            "corrected on 8 October 2022"
        ) in told[0]

    def test_correction_in_one_of_several_lots_is_not_a_fault_of_another(self, make):
        """X marked A's care for N1; for N2 the correction is told and changes nothing."""
        invitation = make.invitation(make.method(care=100), lots=("N1", "N2"), price_formula=None)
        sheets = [
            make.sheet("A", "X", care=5, lots=("N1",)),
            make.sheet("A", "Y", care=7, lots=("N2",)),
        ]
        correction = self.corrected(make, 9)
        found = {
            lot: evaluate(
                invitation, [make.tender("A")], sheets, lot=lot, corrections=(correction,)
            )
            for lot in ("N1", "N2")
        }
        assert (found["N1"].total("A"), found["N2"].total("A")) == (9, 7)
        assert found["N1"].remarks == ()
        assert [str(remark) for remark in found["N2"].remarks] == [
            "X corrects a mark for A on care, but no sheet of X has that mark. Record the score "
            "sheet first."
        ]

    @pytest.mark.parametrize("word", ["given", "corrected"])
    def test_mark_changed_after_the_agreement_is_a_warning(self, make, word):
        """The panel agreed on a mark that was not there, or was another."""
        agreed_on = make.on - timedelta(days=1) if word == "given" else make.on
        moderations = [make.moderation(p, "care", 4, on=agreed_on) for p in "AB"]
        day = make.on if word == "given" else make.on + timedelta(days=2)
        more = {} if word == "given" else {"corrections": (self.corrected(make, 4, day),)}
        result = one(make, Consensus(), FULL, moderations=moderations, **more)
        told = [str(remark) for remark in result.remarks if remark.code == "agreed-too-soon"]
        assert told[0] == (
            f"The mark for A on care was agreed on {agreed_on.day} October 2022, before X's mark was {word} on {day.day} October 2022. Let the panel agree it again, and give the reason it replaces the first."
        )
        assert len(told) == (6 if word == "given" else 1)

    def test_interest_declared_after_marking_takes_the_mark_out_by_the_rule(self, make):
        """The sheet stays; the mark stands aside with the member, and the result says so."""
        late = DeclarationOfInterest(
            on=make.on + timedelta(days=1), panel="p", member="Z", conflicts_with=("A",)
        )
        again = evolve(late, on=make.on + timedelta(days=2))
        result = one(make, PanelMean(recused=THOSE), FULL, interests=(late, again))
        assert result.total("A") == 40
        assert [remark.message for remark in result.remarks] == [
            (
                "Z is recused and has given no mark for A on care (rule: the members who "
                "marked this provider stand for the panel)"
            )
        ]

    def test_mark_agreed_after_the_interview_counts_before_what_the_interview_changed(self, make):
        """Under verification the panel may meet once more; its last word is the last."""
        method = WeightedSum(
            criteria=(make.criterion("care", 100, scale=ZERO_TO_FIVE, one_mark=Consensus()),)
        )
        days = [make.on + timedelta(days=n) for n in range(3)]
        change = ChangedMark(criterion="care", agreed=5, because="the rota was shown")
        last = make.moderation(
            "A", "care", 3, on=days[2], replaces_because="the rota was another's"
        )
        for moderations, total in (((), 100), ((last,), 60)):
            result = one(
                make,
                Consensus(),
                FULL,
                panels=(),
                invitation=make.invitation(
                    method, price_formula=None, interviews=InterviewUse.VERIFICATION
                ),
                moderations=[*moderations, *(make.moderation(p, "care", 4) for p in "AB")],
                interviews=(
                    Interview(on=days[1], provider="A", changes=(change,)),
                    Interview(on=days[1], provider="A", lots=("N9",), changes=(evolve(change, agreed=0),)),
                ),
            )  # fmt: skip
            assert result.total("A") == total

    def test_provider_that_nobody_marked_leaves_no_member_out(self, make):
        """C is out for its price and was never marked: that is no absence of anybody's."""
        out = PriceDecision(
            on=make.on, provider="C", outcome=PriceOutcome.DISREGARDED, because="no answer"
        )
        result = one(make, PanelMean(absent=ALL), FULL, providers="ABC", price_decisions=(out,))
        assert (result.total("A"), result.total("B"), result.total("C")) == (60, F(200, 3), None)
        assert result.remarks == ()


class TestOtherLotsAndStrangers:
    """What is of another lot, or of nobody who tendered, does not hide what comes after it."""

    def verified(self, make, *interviews, **more):
        """An evaluation of A and B, agreed at 4 of 5, whose interviews verify."""
        rule = Consensus()
        method = WeightedSum(
            criteria=(make.criterion("care", 100, scale=ZERO_TO_FIVE, one_mark=rule, panel="p"),)
        )
        invitation = make.invitation(
            method, price_formula=None, interviews=InterviewUse.VERIFICATION
        )
        agreed = [make.moderation(p, "care", 4) for p in "AB"]
        more = {"invitation": invitation, "interviews": interviews, "moderations": agreed, **more}
        return one(make, rule, FULL, **more)

    def heard(self, make, provider, criterion="care", agreed=5, **more):
        change = ChangedMark(criterion=criterion, agreed=agreed, because="as heard")
        return Interview(on=make.on, provider=provider, changes=(change,), **more)

    def test_moderation_of_another_lot_hides_none_of_this_one(self, make):
        """The record of one afternoon: the south first, then the north."""
        moderations = [
            make.moderation("A", "care", 1, lots=("N9",)),
            *(make.moderation(p, "care", 4) for p in "AB"),
        ]
        assert one(make, Consensus(), FULL, moderations=moderations).total("A") == 80

    def test_moderation_of_a_stranger_hides_no_other_fault(self, make):
        """Two slips in one afternoon are told together, though one is of a tender taken back."""
        back = TenderWithdrawn(on=make.on, provider="B")
        moderations = [
            make.moderation("B", "care", 9),
            make.moderation("Q", "care", 4, lots=("whole",)),
            make.moderation("A", "charm", 4),
            make.moderation("A", "care", 9),
        ]
        with pytest.raises(RecordError) as refused:
            one(make, Consensus(), FULL, moderations=moderations, withdrawn=(back,))
        assert [p.split(";")[0] for p in refused.value.problems] == [
            (
                "A moderation marks Q, who has no tender. Correct the provider or the lots "
                "that the record names."
            ),
            (
                'A moderation marks A on "charm", which is not a criterion in the invitation. '
                "Use a published criterion: care."
            ),
            (
                "The moderation gives A 9 on care, which is not a mark of the scale 0 to 5. Give a "
                "mark of the published scale."
            ),
            (
                "No agreed mark has been recorded for A on care. Record the moderation: the "
                "agreed mark, its reason and who was present."
            ),
        ]

    def test_moderation_of_an_undeclared_consensus_is_one_finding(self, make):
        """That too few were there to agree what nobody had to agree is no second one."""
        with pytest.raises(RecordError) as refused:
            one(make, PanelMean(quorum=2), FULL, moderations=[make.moderation("A", "care", 4)])
        assert refused.value.problems == (
            "A mark is agreed for A on care, but the invitation declares the mean of the "
            "members' marks. Leave the moderation out, or reissue the invitation.",
        )

    def test_interview_for_another_lot_hides_none_for_this_one(self, make):
        """Heard for the south in the morning and for the whole in the afternoon."""
        south = self.heard(make, "A", agreed=1, lots=("N9",))
        assert self.verified(make, south, self.heard(make, "A")).total("A") == 100

    def test_interview_of_a_provider_without_tender_hides_no_other_fault(self, make):
        """Somebody heard who has no tender here: one fault if it changes marks, none if it does not."""
        silent = Interview(on=make.on, provider="Q")
        assert self.verified(make, silent, self.heard(make, "A")).total("A") == 100
        with pytest.raises(RecordError) as refused:
            self.verified(
                make,
                self.heard(make, "Q", agreed=9, lots=("whole",)),
                self.heard(make, "A", criterion="charm"),
            )
        assert [p.split(";")[0] for p in refused.value.problems] == [
            (
                "An interview marks Q, who has no tender. Correct the provider or the lots "
                "that the record names."
            ),
            (
                "The interview gives Q 9 on care, which is not a mark of the scale 0 to 5. Give a "
                "mark of the published scale."
            ),
            (
                'An interview marks A on "charm", which is not a criterion in the invitation. '
                "Use a published criterion: care."
            ),
        ]

    def test_interview_of_one_who_took_its_tender_back_is_passed_over(self, make):
        """Its marks no longer count, so what is wrong with them is nobody's concern."""
        back = TenderWithdrawn(on=make.on, provider="B")
        interviews = (self.heard(make, "B", agreed=9), self.heard(make, "A"))
        assert self.verified(make, *interviews, withdrawn=(back,)).total("A") == 100

    def test_interest_declared_since_hides_no_other_fault_of_the_sheet(self, make):
        """The marks no longer count; that one of them was for no criterion is a fault still."""
        interest = DeclarationOfInterest(
            on=make.on + timedelta(days=1), panel="p", member="X", conflicts_with=("A",)
        )
        sheet = make.sheet("A", "X", care=50, charm=50)
        method = WeightedSum(
            criteria=(make.criterion("care", 100, panel="p", one_mark=PanelMean(recused=THOSE)),)
        )
        with pytest.raises(RecordError) as refused:
            evaluate(
                make.invitation(method, price_formula=None),
                [make.tender("A")],
                [sheet, make.sheet("A", "Y", care=50)],
                panels=(make.panel("p", "X", "Y"),),
                interests=(interest,),
            )
        assert refused.value.problems == (
            'X marks A on "charm", which is not a criterion in the invitation. Use a published '
            "criterion: care.",
        )
