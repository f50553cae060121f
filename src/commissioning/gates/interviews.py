"""Marks and interviews: spoken answers are marked once heard, and written answers stay as marked."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from commissioning.errors import written
from commissioning.findings.codes.evaluation import (
    INTERVIEW_CHANGES_MARKS,
    MARKED_WITHOUT_INTERVIEW,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, check
from commissioning.records.criteria import Criterion
from commissioning.records.interviews import Interview
from commissioning.records.methods import Method
from commissioning.records.panel import MarkCorrected, Moderation, ScoreSheet
from commissioning.records.tender import InterviewUse, InvitationToTender


@check(ScoreSheet, MARKED_WITHOUT_INTERVIEW)
def interviews_are_marked_when_held(case: Case, sheet: ScoreSheet) -> Iterator[Finding]:
    """A criterion for interviews is marked after an interview, or at a meeting of the panel."""
    if sheet.meeting:
        return  # `marks_were_given_where_they_say` asks whether the provider was heard there
    for lot, invitation in case.by_lot(InvitationToTender).items():
        for mark in sheet.marks:
            criterion = _criterion(invitation, mark.criterion)
            if criterion and criterion.at_interview and not _interviews(case, lot, sheet):
                yield MARKED_WITHOUT_INTERVIEW(
                    f"{sheet.assessor} marks {criterion.title} of {sheet.provider} on "
                    f"{written(sheet.on)}, but no interview of {sheet.provider} by that day is "
                    "recorded",
                    remedy="Record the interview first, or name the meeting at which the provider "
                    "was heard",
                    about=sheet.provider,
                )


def _criterion(invitation: InvitationToTender, reference: str) -> Criterion | None:
    method = invitation.method
    return method.criterion(reference) if isinstance(method, Method) else None


def _interviews(
    case: Case, lot: str, record: Moderation | MarkCorrected | ScoreSheet
) -> list[Interview]:
    """The interviews of the same provider for a lot by the day of a record."""
    return [
        interview
        for interview in case.every(Interview, lot)
        if interview.provider == record.provider and interview.on <= record.on
    ]


@check(ScoreSheet, INTERVIEW_CHANGES_MARKS)
def written_answers_are_marked_before_the_interview(
    case: Case, sheet: ScoreSheet
) -> Iterator[Finding]:
    """Written answers are marked before an interview that is not to count for them."""
    for mark in sheet.marks:
        for finding in after_interview(case, sheet, mark.criterion):
            yield evolve(finding, severity=Severity.WARNS)


@check(Moderation, INTERVIEW_CHANGES_MARKS)
def moderation_stands_after_the_interview(case: Case, moderation: Moderation) -> Iterator[Finding]:
    """A mark agreed on a written answer is not agreed anew after the interview."""
    if moderation.replaces_because:
        yield from after_interview(case, moderation, moderation.criterion)


def after_interview(
    case: Case, record: Moderation | MarkCorrected | ScoreSheet, reference: str
) -> Iterator[Finding]:
    """The finding that a written answer was marked after an interview that does not verify it."""
    given = isinstance(record, ScoreSheet)
    for lot, invitation in case.by_lot(InvitationToTender).items():
        criterion, held = _criterion(invitation, reference), _interviews(case, lot, record)
        verifies = invitation.interviews is InterviewUse.VERIFICATION
        if held and criterion and not criterion.at_interview and not verifies:
            yield INTERVIEW_CHANGES_MARKS(
                f"The mark of {record.provider} for {criterion.title} is "
                f"{'given' if given else 'changed'} after the interview of "
                f"{written(held[-1].on)}, which the invitation does not use to verify written "
                "answers",
                remedy="Mark written answers before the interview"
                if given
                else "Keep the mark as it was; an interview counts by its own published weight",
                about=record.provider,
            )
            return
