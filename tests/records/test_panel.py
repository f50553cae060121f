"""Panels, declarations, sheets and moderations: immutable, with reasons, without names."""

from datetime import date

import pytest
from attrs.exceptions import FrozenInstanceError

from commissioning.errors import RecordError
from commissioning.records.panel import (
    DeclarationOfInterest,
    Mark,
    MarkCorrected,
    Moderation,
    Panel,
    PanelMeeting,
    PanelQuestion,
    PanelQuestions,
    ScoreSheet,
)
from commissioning.records.parties import Constituency, Member

DAY = date(2022, 10, 7)
USER = Member(reference="U1", constituency=Constituency.SERVICE_USER)
NOTES = Member(reference="N1", constituency=Constituency.SUPPORTER, scores=False)
MARK = Mark(criterion="q", mark=4, because="as written")
SHEET = {"panel": "p", "assessor": "U1", "provider": "A"}


@pytest.mark.parametrize(
    ("make", "fields", "message"),
    [
        (Panel, {"members": (USER,)}, "reference: missing; criteria and score sheets refer to it"),
        (
            Panel,
            {"reference": "p", "members": (NOTES,)},
            "members: give at least one member who marks",
        ),
        (
            Panel,
            {"reference": "p", "members": (USER, USER)},
            "members: U1 is listed twice; name each once",
        ),
        (
            Panel,
            {
                "reference": "p",
                "members": tuple(
                    Member(reference=r, constituency=Constituency.OFFICER, chair=True) for r in "ab"
                ),
            },
            "members: name only one chair",
        ),
        (
            DeclarationOfInterest,
            {"panel": "p", "member": ""},
            "member: say who declares",
        ),
        (PanelQuestions, {"panel": "p", "questions": ()}, "questions: give at least one"),
        (PanelMeeting, {"panel": "p", "present": ()}, "present: say which members were there"),
        (
            PanelMeeting,
            {"panel": "p", "present": ("U1", "U1")},
            ("present: U1 is listed twice; name each once"),
        ),
        (
            ScoreSheet,
            {**SHEET, "assessor": "", "marks": (MARK,)},
            "assessor: say who marks",
        ),
        (ScoreSheet, {**SHEET, "marks": ()}, "marks: give at least one mark"),
        (ScoreSheet, {**SHEET, "marks": (MARK, MARK)}, "marks: q is listed twice; name each once"),
        (
            MarkCorrected,
            {**SHEET, "provider": "", "corrected": MARK, "because": "a slip"},
            "provider: say whose tender the sheet marks",
        ),
        (
            Moderation,
            {"panel": "p", "provider": "A", "criterion": "", "agreed": 4, "because": "r"},
            "criterion: say on which criterion",
        ),
        (PanelMeeting, {"panel": "", "present": ("U1",)}, "panel: say which panel met"),
        (
            PanelQuestions,
            {"panel": "", "questions": (PanelQuestion(text="Who comes?"),)},
            "panel: say which panel drew them up",
        ),
        (
            MarkCorrected,
            {**SHEET, "corrected": MARK, "because": ""},
            "because: say why the first mark was wrong",
        ),
        (
            Moderation,
            {"panel": "p", "provider": "A", "criterion": "q", "agreed": 4, "because": ""},
            "because: give the reason for the agreed mark; without it an award can be set aside",
        ),
        (
            Moderation,
            {"panel": "p", "provider": "A", "criterion": "q", "agreed": -1, "because": "r"},
            "agreed: -1 is below the minimum of 0",
        ),
        (
            Moderation,
            {
                "panel": "p",
                "provider": "A",
                "criterion": "q",
                "agreed": 1,
                "because": "r",
                "present": ("U1", "U1"),
            },
            "present: U1 is listed twice; name each once",
        ),
    ],
)
def test_records_of_a_panel_are_complete(make, fields, message):
    """An award has been set aside because the record of moderation did not show its reasons."""
    with pytest.raises(RecordError) as refused:
        make(on=DAY, **fields)
    assert refused.value.problems == (message,)


@pytest.mark.parametrize(
    ("make", "fields", "message"),
    [
        (Mark, {"criterion": "", "mark": 1}, "mark: criterion: say what the mark is for"),
        (Mark, {"criterion": "q", "mark": -1}, "mark: mark: -1 is below the minimum of 0"),
        (
            Mark,
            {"criterion": "q", "mark": "NaN"},
            "mark: mark: NaN is not a finite number",
        ),
        (PanelQuestion, {"text": ""}, "panel question: text: give the question"),
    ],
)
def test_mark_or_question_says_something(make, fields, message):
    """A mark that is not a number would poison every sum it enters."""
    with pytest.raises(RecordError) as refused:
        make(**fields)
    assert str(refused.value) == message


def test_mark_that_is_a_float_is_refused():
    """0.1 three times is not 0.3 in binary; marks are exact or they are not marks."""
    with pytest.raises(RecordError, match="is a float; write Decimal"):
        Mark(criterion="q", mark=0.5)


def test_sheet_cannot_be_altered():
    """A mark that can be changed after the meeting proves nothing."""
    sheet = ScoreSheet(on=DAY, **SHEET, marks=(MARK,))
    with pytest.raises(FrozenInstanceError):
        sheet.marks = ()


def test_panel_knows_who_marks():
    """Moderators and note-takers are there too; their presence is not a missing mark."""
    panel = Panel(on=DAY, reference="p", members=(USER, NOTES))
    assert panel.assessors == ("U1",)


@pytest.mark.parametrize(
    ("make", "fields"),
    [
        (DeclarationOfInterest, {"panel": "p", "member": "U1"}),
        (PanelQuestion, {"text": "How will you tell me who is coming?"}),
        (PanelQuestions, {"panel": "p", "questions": (PanelQuestion(text="Who comes?"),)}),
        (MarkCorrected, {**SHEET, "corrected": MARK, "because": "read off the wrong row"}),
    ],
)
def test_whole_record_of_a_panel_is_taken(make, fields):
    """The rules above refuse what is wrong, and nothing else."""
    day = {} if make is PanelQuestion else {"on": DAY}
    assert make(**day, **fields) == make(**day, **fields)
