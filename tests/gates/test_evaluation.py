"""Marks: by those who may give them, on what was published, agreed with reasons."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.dates.periods import Deadline
from commissioning.findings.finding import Severity
from commissioning.gates.evaluation import (
    correction_fits_a_sheet,
    every_tender_is_scored_and_moderated,
    interests_are_declared,
    interview_changes_only_what_was_announced,
    interviews_are_marked_when_held,
    marks_fit_the_invitation,
    marks_have_reasons,
    marks_were_given_where_they_say,
    moderation_fits_the_marks,
    moderation_stands_after_the_interview,
    written_answers_are_marked_before_the_interview,
)
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.criteria import Consensus, Criterion, CriterionKind, PanelMean
from commissioning.records.methods import DescribedCriteria, WeightedSum
from commissioning.records.panel import (
    ChangedMark,
    DeclarationOfInterest,
    Interview,
    InterviewInvitation,
    Mark,
    MarkCorrected,
    Moderation,
    Panel,
    PanelMeeting,
    ScoreSheet,
)
from commissioning.records.parties import Constituency, Member
from commissioning.records.pricing import LowestPriceProportional
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.tender import (
    InterviewUse,
    InvitationToTender,
    LotPrice,
    TenderReceived,
)
from commissioning.stages import During, Stage
from commissioning.values.money import pounds
from commissioning.values.scales import ZERO_TO_FIVE

ANY_TIME = During(tuple(Stage))
DAY = date(2022, 10, 7)


def marked(reference="q", weight=60, **more):
    return Criterion(
        **{
            "reference": reference, "title": {"q": "quality", "t": "talk"}[reference],
            "weight": weight, "scale": ZERO_TO_FIVE, "panel": "p", **more,
        }
    )  # fmt: skip


PRICE = Criterion(reference="price", title="price", weight=40, kind=CriterionKind.PRICE)


def invitation(*criteria, **more):
    return InvitationToTender(
        **{
            "on": date(2022, 8, 22),
            "method": WeightedSum(criteria=(*(criteria or (marked(),)), PRICE)),
            "price_formula": LowestPriceProportional(),
            "tenders_due_by": Deadline(date(2022, 9, 30)),
            **more,
        }
    )


ITT = invitation()
PANEL = Panel(
    on=DAY,
    reference="p",
    members=tuple(Member(reference=r, constituency=Constituency.OFFICER) for r in ("O1", "O2")),
)


def tender(provider="Alder", price=100, lot="N1"):
    offer = LotPrice(lot=lot, price=pounds(price))
    return TenderReceived(on=date(2022, 9, 29), provider=provider, lots=(lot,), prices=(offer,))


def sheet(assessor="O1", provider="Alder", mark=4, criterion="q", **more):
    one = Mark(criterion=criterion, mark=mark, because="as written")
    return ScoreSheet(
        **{
            "on": DAY,
            "panel": "p",
            "assessor": assessor,
            "provider": provider,
            "marks": (one,),
            **more,
        }
    )


def moderation(**more):
    return Moderation(
        **{
            "on": date(2022, 10, 10), "panel": "p", "provider": "Alder", "criterion": "q",
            "agreed": 4, "because": "both found the rota", "present": ("O1", "O2"), **more,
        }
    )  # fmt: skip


HELD = (ITT, PANEL, tender())


class TestSheets:
    """A sheet as it is entered."""

    @pytest.mark.parametrize(
        ("record", "expected"),
        [
            (sheet(), []),
            (
                sheet(mark=6),
                [
                    (
                        "O1 gives Alder 6 on quality, which is not a mark of the scale 0 to 5. "
                        "Give a mark of the published scale."
                    )
                ],
            ),
            (
                sheet(criterion="charm"),
                [
                    (
                        'O1 marks Alder on "charm", which is not a criterion in the '
                        "invitation. Use a published criterion: q."
                    )
                ],
            ),
            (
                sheet(criterion="price"),
                [
                    (
                        'O1 marks Alder on "price", but a published formula scores it. Leave '
                        "that mark out."
                    )
                ],
            ),
            (
                sheet(panel="other"),
                [
                    (
                        "Panel other marks quality, but the invitation names panel p. Have "
                        "panel p mark it."
                    ),
                    (
                        "Panel other marks Alder, but is not recorded. Record the panel with its "
                        "members, or correct its reference."
                    ),
                ],
            ),
            (
                sheet(assessor="O9"),
                [
                    (
                        "O9 marks quality but is not a marking member of panel p. Record that "
                        "O9 joined the panel, or leave the sheet out."
                    )
                ],
            ),
            (
                sheet(provider="Larch"),
                ["O1 marks Larch, who has no tender. Correct the provider."],
            ),
            (
                sheet(provider="Larch", lots=("N1",)),
                [
                    (
                        "O1 marks Larch, who has no tender for lot N1. Correct the provider "
                        "or the lots that the record names."
                    )
                ],
            ),
        ],
    )
    def test_sheet_that_does_not_fit_the_invitation_is_refused(self, record, expected, texts):
        """Each is caught when the sheet is entered, while the assessor still remembers."""
        assert texts(marks_fit_the_invitation, record, *HELD) == expected

    def test_all_faults_of_a_sheet_are_reported_together(self, texts):
        """An officer who mends one slip must not meet the next on the second try."""
        marks = tuple(
            Mark(criterion=name, mark=9, because="as written") for name in ("q", "charm", "price")
        )
        wrong = sheet("O9", provider="Larch", marks=marks)
        for lots in (("N1",), ("N1", "N2")):
            assert texts(marks_fit_the_invitation, wrong, *HELD, lots=lots) == [
                (
                    "O9 marks quality but is not a marking member of panel p. Record that O9 "
                    "joined the panel, or leave the sheet out."
                ),
                (
                    "O9 gives Larch 9 on quality, which is not a mark of the scale 0 to 5. Give a "
                    "mark of the published scale."
                ),
                (
                    'O9 marks Larch on "charm", which is not a criterion in the invitation. '
                    "Use a published criterion: q."
                ),
                (
                    'O9 marks Larch on "price", but a published formula scores it. Leave that mark out.'
                ),
                "O9 marks Larch, who has no tender. Correct the provider.",
            ]
        off = moderation(provider="Larch", agreed=9, panel="q")
        assert texts(moderation_fits_the_marks, off, *HELD) == [
            (
                "The moderation gives Larch 9 on quality, which is not a mark of the scale 0 to "
                "5. Give a mark of the published scale."
            ),
            (
                "Panel q agrees the mark for Larch on quality, but the invitation names panel "
                "p. Have panel p agree it."
            ),
            "A moderation marks Larch, who has no tender. Correct the provider.",
            (
                "Panel q moderates Larch, but is not recorded. Record the panel with its members, "
                "or correct its reference."
            ),
        ]
        nobody = evolve(TestCorrections.WRONG, provider="Larch", corrected=marks[0])
        assert texts(correction_fits_a_sheet, nobody, *HELD) == [
            (
                "O1's correction marks Larch, who has no tender for lot N1. Correct the "
                "provider or the lots that the record names."
            ),
            (
                "O1's correction gives Larch 9 on quality, which is not a mark of the scale 0 "
                "to 5. Give a mark of the published scale."
            ),
        ]

    def test_sheet_for_a_provider_without_a_tender_is_refused_under_any_method(self, texts):
        """Criteria that are only described are marked for tenderers all the same."""
        described = invitation(
            method=DescribedCriteria(criteria=(marked(),), importance="in order"),
            price_formula=None,
        )
        assert texts(marks_fit_the_invitation, sheet(provider="Larch"), described, tender()) == [
            "O1 marks Larch, who has no tender. Correct the provider."
        ]

    def test_moderation_for_every_lot_is_read_where_the_provider_tendered(self, texts):
        """What a panel agrees about Alder says nothing of a lot that Alder left out."""
        held = (*HELD, tender("Birch", lot="N2"), sheet())
        assert texts(moderation_fits_the_marks, moderation(), *held, lots=("N1", "N2")) == []

    def test_lot_that_the_provider_left_out_does_not_hide_the_next(self, texts):
        """Alder tenders for the south alone; a mark agreed off the scale there is reported."""
        held = (ITT, PANEL, tender("Birch"), tender(lot="N2"), sheet("O1"), sheet("O2"))
        found_there = texts(
            moderation_fits_the_marks, moderation(agreed=6), *held, lots=("N1", "N2")
        )
        assert found_there[0].startswith("The moderation gives Alder 6 on quality, which is not")

    def test_second_sheet_with_the_same_criterion_is_refused(self, texts):
        """Two marks of one person for one answer: nobody could say which counts."""
        assert texts(marks_fit_the_invitation, sheet(mark=3), *HELD, sheet()) == [
            (
                "O1 has marked Alder twice on quality. Keep one sheet; if a mark on it is "
                "wrong, record a corrected mark with its reason."
            )
        ]
        assert texts(marks_fit_the_invitation, sheet("O2"), *HELD, sheet()) == []

    def test_sheet_of_a_conflicted_assessor_is_refused(self, texts):
        """The interest was declared; marking all the same undoes the declaration."""
        interest = DeclarationOfInterest(on=DAY, panel="p", member="O1", conflicts_with=("Alder",))
        assert texts(marks_fit_the_invitation, sheet(), *HELD, interest) == [
            (
                "O1 marks Alder but has declared an interest in it. Leave the sheet out; the "
                "other members mark this provider."
            )
        ]
        assert (
            texts(
                marks_fit_the_invitation, sheet(provider="Birch"), *HELD, tender("Birch"), interest
            )
            == []
        )

    def test_sheet_for_every_lot_is_read_where_the_provider_tendered(self, texts):
        """A panel's sheet about Alder says nothing of a lot that Alder left out."""
        held = (*HELD, tender("Birch", lot="N2"))
        assert texts(marks_fit_the_invitation, sheet(), *held, lots=("N1", "N2")) == []

    def test_lot_without_an_invitation_does_not_hide_faults_in_the_next(self, texts):
        """The north is awarded directly; a mark off the scale in the south is off the scale."""
        south = (evolve(ITT, lots=("N2",)), PANEL, tender(lot="N2"))
        assert texts(marks_fit_the_invitation, sheet(mark=6), *south, lots=("N1", "N2")) == [
            (
                "O1 gives Alder 6 on quality, which is not a mark of the scale 0 to 5. Give a "
                "mark of the published scale."
            )
        ]

    def test_faults_of_another_sheet_are_not_reported(self, texts):
        """A slip on the sheet of O2 is no fault of O1; that sheet was refused by itself."""
        assert texts(marks_fit_the_invitation, sheet(), *HELD, sheet("O2", mark=6)) == []

    def test_sheet_without_an_invitation_or_a_method_is_not_compared(self, texts):
        """What is missing is reported once, elsewhere."""
        assert texts(marks_fit_the_invitation, sheet()) == []
        described = invitation(
            method=DescribedCriteria(criteria=(marked(),), importance="in order"),
            price_formula=None,
        )
        assert texts(marks_fit_the_invitation, sheet(), described, tender()) == []

    def test_marks_without_reasons_are_warned_of(self, found):
        """The reasons are what the letter to the bidder is made of."""
        bare = sheet(marks=(Mark(criterion="q", mark=4),))
        (finding,) = found(marks_have_reasons, bare)
        assert str(finding) == (
            "O1 gave no reason for 1 of 1 mark of Alder. Ask the assessor for the reasons before "
            "the panel meets."
        )
        assert finding.severity is Severity.WARNS
        assert found(marks_have_reasons, sheet()) == []

    HEARD_THERE = PanelMeeting(
        on=DAY, reference="M1", panel="p", present=("O1",), providers=("Alder",)
    )

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"meeting": "M1"}, []),
            ({}, []),
            (
                {"meeting": "M9"},
                [
                    (
                        "No panel meeting M9 is recorded. Record the meeting first, or correct "
                        "the reference."
                    )
                ],
            ),
            (
                {"meeting": "I1"},
                [
                    (
                        "No panel meeting I1 is recorded. Record the meeting first, or correct "
                        "the reference."
                    )
                ],
            ),
            (
                {"meeting": "M1", "assessor": "O2"},
                [
                    (
                        "O2 marks Alder at meeting M1 of 7 October 2022, but O2 was not present. "
                        "Name the meeting at which the marks were given."
                    )
                ],
            ),
            (
                {"meeting": "M1", "provider": "Birch"},
                [
                    (
                        "O1 marks Birch at meeting M1 of 7 October 2022, but Birch was not heard "
                        "there. Name the meeting at which the marks were given."
                    )
                ],
            ),
            (
                {"meeting": "M1", "panel": "q"},
                [
                    (
                        "O1 marks Alder at meeting M1 of 7 October 2022, which was a meeting of "
                        "panel p. Name the meeting at which the marks were given."
                    )
                ],
            ),
        ],
    )
    def test_marks_of_a_meeting_without_the_member_or_provider_are_refused(
        self, fields, expected, texts
    ):
        """Over several evenings not everybody hears everybody; the sheet says what was heard."""
        other = Interview(on=DAY, reference="I1", provider="Alder")
        held = (*HELD, self.HEARD_THERE, other)
        assert texts(marks_were_given_where_they_say, sheet(**fields), *held) == expected

    def test_meeting_without_providers_counts_as_hearing_all(self, texts):
        """Only what is recorded can be held against a sheet."""
        nobody = evolve(self.HEARD_THERE, providers=())
        assert texts(marks_were_given_where_they_say, sheet(meeting="M1"), *HELD, nobody) == []

    def test_marks_before_a_declaration_of_interest_are_refused(self, texts):
        """Declaring nothing is not the same as declaring that there is nothing."""
        declared = DeclarationOfInterest(on=DAY, panel="p", member="O1")
        assert texts(interests_are_declared, sheet(), *HELD, declared) == []
        late = evolve(declared, on=date(2022, 10, 8))
        other = evolve(declared, member="O2")
        assert texts(interests_are_declared, sheet(), *HELD, late, other) == [
            (
                "O1 marks for panel p on 7 October 2022 without a declaration of "
                "interests. Record the declaration first, also where there are no interests to declare."
            )
        ]


class TestModeration:
    """A mark as it is agreed."""

    BOTH = (sheet("O1"), sheet("O2", mark=3))

    @pytest.mark.parametrize(
        ("record", "expected"),
        [
            (moderation(), []),
            (
                moderation(agreed=6),
                [
                    (
                        "The moderation gives Alder 6 on quality, which is not a mark of the "
                        "scale 0 to 5. Give a mark of the published scale."
                    ),
                    (
                        "The agreed mark of 6 for Alder on quality is outside the members' "
                        "marks (3 to 4). Make sure the reason says what changed every member's "
                        "mind."
                    ),
                ],
            ),
            (
                moderation(agreed=5),
                [
                    (
                        "The agreed mark of 5 for Alder on quality is outside the members' "
                        "marks (3 to 4). Make sure the reason says what changed every member's "
                        "mind."
                    )
                ],
            ),
            (
                moderation(criterion="charm"),
                [
                    (
                        'A moderation marks Alder on "charm", which is not a criterion in the '
                        "invitation. Use a published criterion: q."
                    )
                ],
            ),
            (
                moderation(provider="Larch"),
                ["A moderation marks Larch, who has no tender. Correct the provider."],
            ),
            (
                moderation(provider="Larch", lots=("N1",)),
                [
                    (
                        "A moderation marks Larch, who has no tender for lot N1. Correct the "
                        "provider or the lots that the record names."
                    )
                ],
            ),
        ],
    )
    def test_moderation_that_does_not_fit_the_marks_is_reported(self, record, expected, texts):
        """An agreed mark off the scale, or on nothing published, could not be counted."""
        assert texts(moderation_fits_the_marks, record, *HELD, *self.BOTH) == expected

    def test_moderation_before_any_marks_is_refused(self, texts):
        """A consensus that nobody's own mark stands behind is somebody's wish."""
        assert texts(moderation_fits_the_marks, moderation(), *HELD) == [
            (
                "Quality of Alder is moderated, but no member of the panel has marked it yet. "
                "Record each member's score sheet first."
            )
        ]

    def test_second_moderation_without_a_reason_is_refused(self, texts):
        """The second must say why it replaces the first."""
        assert texts(
            moderation_fits_the_marks, moderation(agreed=3), *HELD, *self.BOTH, moderation()
        ) == [
            (
                "The mark for Alder on quality was agreed twice. Keep one moderation, or give "
                "in the later one the reason it replaces the first."
            )
        ]

    def test_quorum_counts_the_members_of_the_panel(self, texts):
        """The moderator and the note-taker do not make a panel."""
        itt = invitation(marked(one_mark=Consensus(quorum=2)))
        alone = moderation(present=("O1", "moderator"))
        assert texts(moderation_fits_the_marks, alone, itt, PANEL, tender(), *self.BOTH) == [
            (
                "Only 1 marking member of panel p was present when the mark for Alder on "
                "quality was agreed; the minimum is 2. Moderate it again with enough members, "
                "and name those present."
            )
        ]
        unsaid = moderation(present=())
        assert texts(moderation_fits_the_marks, unsaid, itt, PANEL, tender(), *self.BOTH) == [
            (
                "No marking member of panel p is named as present when the mark for Alder on "
                "quality was agreed; the minimum is 2. Moderate it again with enough members, "
                "and name those present."
            )
        ]
        none = moderation(present=("moderator", "clerk"))
        assert texts(moderation_fits_the_marks, none, *HELD, *self.BOTH) == [
            (
                "No marking member of panel p is named as present when the mark for Alder on "
                "quality was agreed; the minimum is 1. Moderate it again with enough members, "
                "and name those present."
            )
        ]
        assert texts(moderation_fits_the_marks, unsaid, *HELD, *self.BOTH) == []

    def test_moderation_with_a_conflicted_member_present_is_refused(self, texts):
        """One voice at the table is enough to undo the recusal."""
        interest = DeclarationOfInterest(on=DAY, panel="p", member="O2", conflicts_with=("Alder",))
        assert texts(moderation_fits_the_marks, moderation(), *HELD, sheet(), interest) == [
            (
                "O2 has declared an interest in Alder but was present when the mark for Alder "
                "on quality was agreed. Let the other members agree it again, and give the "
                "reason it replaces the first."
            )
        ]
        alone = moderation(present=("O1",))
        assert texts(moderation_fits_the_marks, alone, *HELD, sheet(), interest) == []

    def test_marks_and_moderation_of_an_unrecorded_panel_are_refused(self, texts):
        """Criteria may name a panel before it is recruited; its marks wait until it is."""
        open_to_any = invitation(marked(panel=""))
        held = (open_to_any, PANEL, tender(), *self.BOTH)
        assert texts(marks_fit_the_invitation, sheet("U1", panel="users"), *held) == [
            (
                "Panel users marks Alder, but is not recorded. Record the panel with its members, "
                "or correct its reference."
            )
        ]
        assert texts(moderation_fits_the_marks, moderation(panel="users"), *held) == [
            (
                "Panel users moderates Alder, but is not recorded. Record the panel with its "
                "members, or correct its reference."
            )
        ]

    def test_moderation_of_a_mean_is_refused(self, texts):
        """The published way to one mark is the only one."""
        itt = invitation(marked(one_mark=PanelMean()))
        assert texts(moderation_fits_the_marks, moderation(), itt, PANEL, tender(), *self.BOTH) == [
            (
                "A mark is agreed for Alder on quality, but the invitation declares the mean "
                "of the members' marks. Leave the moderation out, or reissue the invitation."
            )
        ]


class TestCorrections:
    """A wrong mark put right."""

    WRONG = MarkCorrected(
        on=date(2022, 10, 9),
        panel="p",
        assessor="O1",
        provider="Alder",
        corrected=Mark(criterion="q", mark=3),
        because="read off the wrong row",
    )

    def test_correction_of_a_mark_that_was_not_given_is_refused(self, texts):
        """Else it would be a new mark by another name."""
        assert texts(correction_fits_a_sheet, self.WRONG, *HELD, sheet()) == []
        assert texts(correction_fits_a_sheet, self.WRONG, *HELD) == [
            (
                "O1 corrects a mark for Alder on quality, but no sheet of O1 has that mark. Record "
                "the score sheet first."
            )
        ]
        assert texts(correction_fits_a_sheet, self.WRONG) == []

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            (
                {"panel": "q"},
                (
                    "O1 corrects a mark for Alder on quality for panel q on 9 "
                    "October 2022, but the sheet is for panel p and dated 7 "
                    "October 2022. Name the panel of the sheet, and a day on or "
                    "after it."
                ),
            ),
            (
                {"on": date(2022, 10, 6)},
                (
                    "O1 corrects a mark for Alder on quality for panel "
                    "p on 6 October 2022, but the sheet is for panel p "
                    "and dated 7 October 2022. Name the panel of the "
                    "sheet, and a day on or after it."
                ),
            ),
            (
                {"provider": "Larch"},
                (
                    "O1's correction marks Larch, who has no tender for "
                    "lot N1. Correct the provider or the lots that the "
                    "record names."
                ),
            ),
            (
                {"corrected": Mark(criterion="charm", mark=3)},
                (
                    "O1's correction marks Alder "
                    'on "charm", which is not a '
                    "criterion in the invitation. "
                    "Use a published criterion: q."
                ),
            ),
            (
                {"corrected": Mark(criterion="price", mark=3)},
                (
                    "O1's correction marks Alder "
                    'on "price", but a published '
                    "formula scores it. Leave "
                    "that mark out."
                ),
            ),
        ],
    )
    def test_correction_that_does_not_fit_the_sheet_is_refused(self, fields, expected, texts):
        """Each slip in a correction is reported; none makes it fall away unseen."""
        wrong = evolve(self.WRONG, **fields)
        assert texts(correction_fits_a_sheet, wrong, *HELD, sheet()) == [expected]

    def test_correction_of_a_sheet_for_one_of_several_lots_is_accepted(self, found, texts):
        """It names no lot; the mark it corrects was given for N1 alone."""
        held = (*HELD, tender(lot="N2"), sheet(lots=("N1",)))
        both = ("N1", "N2")
        assert texts(correction_fits_a_sheet, self.WRONG, *held, lots=both) == []
        (finding,) = found(correction_fits_a_sheet, self.WRONG, *held[:-1], lots=both)[:1]
        assert finding.blocks

    def test_correction_off_the_scale_is_refused(self, texts):
        """The scale binds the second mark as it bound the first."""
        off = evolve(self.WRONG, corrected=Mark(criterion="q", mark=9))
        assert texts(correction_fits_a_sheet, off, *HELD, sheet()) == [
            (
                "O1's correction gives Alder 9 on quality, which is not a mark of the scale 0 "
                "to 5. Give a mark of the published scale."
            )
        ]


HEARD = Interview(on=date(2022, 10, 17), provider="Alder")


class TestInterviews:
    """What interviews may change."""

    CHANGED = evolve(
        HEARD, changes=(ChangedMark(criterion="q", agreed=5, because="the rota was shown"),)
    )

    def test_interview_that_changes_marks_without_verification_is_refused(self, texts):
        """An interview without a published weight that moves marks is a hidden criterion."""
        assert texts(interview_changes_only_what_was_announced, self.CHANGED, *HELD) == [
            (
                "The interview of Alder changes the mark on quality, but the invitation does "
                "not declare interviews as verification. Leave the mark as agreed; an "
                "interview has its own published weight."
            )
        ]
        verifying = (invitation(interviews=InterviewUse.VERIFICATION), PANEL, tender())
        assert texts(interview_changes_only_what_was_announced, self.CHANGED, *verifying) == []
        assert texts(interview_changes_only_what_was_announced, HEARD, ITT) == []

    @pytest.mark.parametrize(
        ("criterion", "more", "expected"),
        [
            (
                "charm",
                {},
                (
                    'An interview marks Alder on "charm", which is not a criterion '
                    "in the invitation. Use a published criterion: q."
                ),
            ),
            (
                "price",
                {},
                (
                    'An interview marks Alder on "price", but a published formula '
                    "scores it. Leave that mark out."
                ),
            ),
            (
                "q",
                {"provider": "Larch"},
                (
                    "An interview marks Larch, who has no tender "
                    "for lot N1. Correct the provider or the lots "
                    "that the record names."
                ),
            ),
        ],
    )
    def test_interview_that_changes_an_unknown_mark_is_refused(
        self, criterion, more, expected, texts
    ):
        """A change that falls on nothing would be lost without a word."""
        verifying = (invitation(interviews=InterviewUse.VERIFICATION), PANEL, tender())
        change = ChangedMark(criterion=criterion, agreed=5, because="it was said")
        heard = evolve(HEARD, changes=(change,), **more)
        assert texts(interview_changes_only_what_was_announced, heard, *verifying) == [expected]

    def test_interview_that_changes_a_mean_is_refused(self, texts):
        """Nobody agreed the mark, so no agreed mark can take its place."""
        verifying = invitation(marked(one_mark=PanelMean()), interviews=InterviewUse.VERIFICATION)
        held = (verifying, PANEL, tender())
        assert texts(interview_changes_only_what_was_announced, self.CHANGED, *held) == [
            (
                "The interview of Alder changes the mark on quality, but the panel agrees no "
                "mark there: the invitation declares the mean of the members' marks. Let each "
                "member correct their own mark, with the reason."
            )
        ]

    def test_interview_without_an_invitation_is_refused(self, texts):
        """Hearing one bidder more than the rule allows is unequal treatment."""
        invited = InterviewInvitation(on=date(2022, 10, 12), providers=("Birch",))
        assert texts(interview_changes_only_what_was_announced, HEARD, ITT, invited) == [
            (
                "Alder is interviewed but was not invited to interview. Record an interview invitation "
                "to everyone whom the published rule invites."
            )
        ]

    def test_invitation_for_another_lot_does_not_let_a_bidder_be_heard(self, found):
        """One that comes first for one lot may not be among the best for the next."""
        invited = InterviewInvitation(on=date(2022, 10, 12), providers=("Birch",), lots=("N1",))
        other = evolve(invited, providers=("Alder",), lots=("N2",))
        both = ServiceSpecification(
            on=date(2022, 6, 1),
            divided_into=(Lot(reference="N1", title="1"), Lot(reference="N2", title="2")),
        )
        gate, held = interview_changes_only_what_was_announced, (both, ITT, invited, other)
        assert [finding.message for finding in found(gate, HEARD, *held, lots=("N1",))] == [
            "Alder is interviewed but was not invited to interview for lot N1"
        ]
        assert not found(gate, HEARD, *held, lots=("N2",))

    AFTER = moderation(on=date(2022, 10, 18), agreed=5, replaces_because="they were convincing")

    def test_moderation_of_a_written_answer_after_the_interview_is_refused(self, found, texts):
        """That would be the same thing by a side door."""
        held = (*HELD, HEARD)
        assert texts(moderation_stands_after_the_interview, self.AFTER, *held) == [
            (
                "The mark of Alder for quality is changed after the interview of 17 October 2022, "
                "but the invitation does not use interviews to verify written answers. Keep the mark as it "
                "was; an interview counts by its own published weight."
            )
        ]
        correction = evolve(TestCorrections.WRONG, on=date(2022, 10, 18))
        assert len(found(correction_fits_a_sheet, correction, *held, sheet())) == 1

    def test_written_answer_first_marked_after_the_interview_is_warned_of(self, found, texts):
        """Marks held back until the bidder has spoken are the interview counted twice."""
        late = sheet(on=date(2022, 10, 18))
        (finding,) = found(written_answers_are_marked_before_the_interview, late, *HELD, HEARD)
        assert str(finding) == (
            "The mark of Alder for quality is given after the interview of 17 October 2022, but "
            "the invitation does not use interviews to verify written answers. Mark written answers before "
            "the interview."
        )
        assert finding.severity is Severity.WARNS
        early = sheet(on=date(2022, 10, 16))
        assert texts(written_answers_are_marked_before_the_interview, early, *HELD, HEARD) == []
        spoken = invitation(
            marked(weight=50),
            marked("t", 10, at_interview=True),
            interviews=InterviewUse.SCORED,
        )
        at_interview = sheet(on=date(2022, 10, 18), criterion="t")
        held = (spoken, PANEL, tender(), HEARD)
        assert texts(written_answers_are_marked_before_the_interview, at_interview, *held) == []

    def test_interview_for_another_lot_does_not_count(self, texts):
        """What Alder said about N1 changes nothing that is asked for N2."""
        heard = evolve(HEARD, lots=("N1",))
        held = (*HELD, tender(lot="N2"), heard)
        again = evolve(self.AFTER, lots=("N2",))
        assert texts(moderation_stands_after_the_interview, again, *held, lots=("N2",)) == []
        other = evolve(HEARD, provider="Birch")
        assert texts(moderation_stands_after_the_interview, self.AFTER, *HELD, other) == []

    @pytest.mark.parametrize(
        ("record", "itt", "heard"),
        [
            (AFTER, invitation(interviews=InterviewUse.VERIFICATION), (HEARD,)),
            (AFTER, ITT, ()),
            (evolve(AFTER, replaces_because=""), ITT, (HEARD,)),
            (
                evolve(AFTER, criterion="t"),
                invitation(
                    marked(weight=50),
                    marked("t", 10, at_interview=True),
                    interviews=InterviewUse.SCORED,
                ),
                (HEARD,),
            ),
            (evolve(AFTER, criterion="z"), ITT, (HEARD,)),
        ],
    )
    def test_moderation_after_an_interview_that_may_change_it_is_accepted(
        self, record, itt, heard, texts
    ):
        """Verification, marks for the interview itself, a first agreement: none is refused here."""
        assert texts(moderation_stands_after_the_interview, record, itt, *heard) == []

    def test_moderation_on_the_day_of_the_interview_counts_as_after(self, texts):
        """The panel that heard Alder in the morning agrees the mark anew in the afternoon."""
        same_day = evolve(self.AFTER, on=HEARD.on)
        assert len(texts(moderation_stands_after_the_interview, same_day, *HELD, HEARD)) == 1

    def test_interview_of_another_provider_does_not_count(self, texts):
        """That Birch was heard says nothing of what the panel thinks of Alder."""
        other = evolve(HEARD, provider="Birch")
        assert texts(moderation_stands_after_the_interview, self.AFTER, *HELD, other) == []
        later = evolve(HEARD, on=date(2022, 10, 19))
        assert texts(moderation_stands_after_the_interview, self.AFTER, *HELD, later) == []

    def test_interview_for_any_of_the_lots_counts(self, texts):
        """The north has no invitation; the interview was about the south."""
        south = (evolve(ITT, lots=("N2",)), PANEL, tender(lot="N2"), evolve(HEARD, lots=("N2",)))
        assert len(
            texts(moderation_stands_after_the_interview, self.AFTER, *south, lots=("N1", "N2"))
        ) == 1  # fmt: skip

    def test_interview_without_an_invitation_or_weights_is_not_compared(self, texts):
        """There is nothing to hold the interview to."""
        assert texts(moderation_stands_after_the_interview, self.AFTER, HEARD) == []
        assert texts(interview_changes_only_what_was_announced, self.CHANGED) == []


AWARD = AwardRecommendation(
    on=date(2022, 10, 28), reference="R1", awards=(LotAward(lot="N1", provider="Alder"),)
)


class TestSpoken:
    """What is marked at an interview."""

    SPOKEN = invitation(
        marked("q", 50), marked("t", 10, at_interview=True), interviews=InterviewUse.SCORED
    )

    def test_mark_for_an_interview_before_it_was_held_is_refused(self, texts):
        """A mark for an interview that nobody held is a mark for something else."""
        talk = sheet(on=date(2022, 10, 18), criterion="t")
        later = Interview(on=date(2022, 10, 19), provider="Alder")
        others = Interview(on=date(2022, 10, 17), provider="Larch")
        wrong = (
            "O1 marks talk of Alder on 18 October 2022, but no interview of Alder by that day is "
            "recorded. Record the interview first, or name the meeting at which the provider was "
            "heard."
        )
        held = (self.SPOKEN, PANEL, tender())
        assert texts(interviews_are_marked_when_held, talk, *held, later, others) == [wrong]
        assert texts(interviews_are_marked_when_held, talk, *held, later, lots=("N1", "N2")) == [
            wrong
        ]
        same_day = evolve(later, on=talk.on)
        assert texts(interviews_are_marked_when_held, talk, *held, same_day) == []
        at_a_meeting = evolve(talk, meeting="evening-1")
        assert texts(interviews_are_marked_when_held, at_a_meeting, *held) == []

    def test_written_answer_needs_no_interview(self, texts):
        """Most marks are for paper; neither they nor a criterion nobody knows wait for anybody."""
        for criterion in ("q", "charm"):
            written = sheet(on=date(2022, 10, 18), criterion=criterion)
            assert texts(interviews_are_marked_when_held, written, self.SPOKEN, PANEL) == []
        assert texts(interviews_are_marked_when_held, sheet(criterion="t"), PANEL) == []

    def test_interview_for_one_lot_is_none_for_another(self, texts):
        """Heard for the south, marked for the north."""
        talk = sheet(on=date(2022, 10, 18), criterion="t")
        south = Interview(on=date(2022, 10, 17), provider="Alder", lots=("N2",))
        held = (self.SPOKEN, PANEL, tender(), south)
        assert len(texts(interviews_are_marked_when_held, talk, *held, lots=("N1",))) == 1
        assert texts(interviews_are_marked_when_held, talk, *held, lots=("N2",)) == []
        assert len(texts(interviews_are_marked_when_held, talk, *held, lots=("N2", "N1"))) == 1


class TestBeforeTheRecommendation:
    """What must be there before anybody is recommended."""

    def test_missing_marks_and_moderations_are_reported(self, texts):
        """One missing mark, and the total is an opinion."""
        held = (*HELD, sheet("O1"))
        assert texts(every_tender_is_scored_and_moderated, AWARD, *held) == [
            (
                "O2 has given no mark for Alder on quality (rule: every member marks every "
                "provider). Record the missing score sheet."
            ),
            (
                "No agreed mark has been recorded for Alder on quality. Record the moderation: "
                "the agreed mark, its reason and who was present."
            ),
        ]
        assert (
            texts(every_tender_is_scored_and_moderated, AWARD, *held, sheet("O2"), moderation())
            == []
        )

    def test_mark_missing_for_several_tenders_is_reported_once(self, found, texts):
        """A hundred lines of the same would hide the one that differs."""
        itt = invitation(marked(panel=""))
        messages = texts(
            every_tender_is_scored_and_moderated, AWARD, itt, tender(), tender("Birch")
        )
        assert messages == [
            "No marks have been recorded for Alder and Birch on quality. Record the score sheets."
        ]
        both = found(every_tender_is_scored_and_moderated, AWARD, itt, tender(), tender("Birch"))
        alone = found(every_tender_is_scored_and_moderated, AWARD, itt, tender("Birch"))
        assert ([f.about for f in both], [f.about for f in alone]) == ([None], ["Birch"])

    def test_lot_without_tenders_is_reported_by_itself(self, texts):
        """An empty lot is one fault, reported in its own words."""
        assert texts(every_tender_is_scored_and_moderated, AWARD, ITT) == [
            "No tender has been recorded for lot N1. Record the tenders received, or abandon the lot."
        ]

    def test_route_without_tenders_is_not_compared(self, texts):
        """A direct award has no marks to be complete."""
        assert texts(every_tender_is_scored_and_moderated, AWARD) == []
        described = invitation(
            method=DescribedCriteria(criteria=(marked(),), importance="in order"),
            price_formula=None,
        )
        assert texts(every_tender_is_scored_and_moderated, AWARD, described, tender()) == []
