"""Marks and interviews: what is heard is marked when it was heard, and changes nothing else."""

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
from commissioning.records import criteria, interviews, panel, tender


@check(panel.ScoreSheet, MARKED_WITHOUT_INTERVIEW)
def interviews_are_marked_when_held(case: Case, sheet: panel.ScoreSheet) -> Iterator[Finding]:
    """What is to be heard at an interview, or at a meeting of the panel, is marked when it was."""
    if sheet.meeting:
        return  # that the provider was heard there is another rule
    found: dict[Finding, None] = {}
    for invitation, lot in _invitations(case):
        if _held(case, lot, sheet):
            continue
        for mark in sheet.marks:
            named = _criterion(invitation, mark.criterion)
            if named is not None and named.at_interview:
                finding = MARKED_WITHOUT_INTERVIEW(
                    f"{sheet.assessor} marks {named.title} of {sheet.provider} on "
                    f"{written(sheet.on)}, and no interview of {sheet.provider} by then is recorded",
                    remedy="record the interview first, or name the meeting at which it was heard",
                    about=sheet.provider,
                )
                found[finding] = None
    yield from found


def _invitations(case: Case) -> Iterator[tuple[tender.InvitationToTender, str]]:
    for lot in case.lots:
        invitation = case.find(tender.InvitationToTender, lot)
        if invitation is not None:
            yield invitation, lot


def _criterion(invitation: tender.InvitationToTender, reference: str) -> criteria.Criterion | None:
    method = invitation.method
    return method.criterion(reference) if isinstance(method, criteria.Method) else None


def _held(
    case: Case, lot: str, record: panel.Moderation | panel.MarkCorrected | panel.ScoreSheet
) -> list[interviews.Interview]:
    """The interviews of the same provider for a lot by the day of a record."""
    return [
        interview
        for interview in case.every(interviews.Interview, lot)
        if interview.provider == record.provider and interview.on <= record.on
    ]


@check(panel.ScoreSheet, INTERVIEW_CHANGES_MARKS)
def written_answers_are_marked_before_the_interview(
    case: Case, sheet: panel.ScoreSheet
) -> Iterator[Finding]:
    """A mark on a written answer owes nothing to an interview that was not to count."""
    found: dict[Finding, None] = {}
    for mark in sheet.marks:
        for finding in after_interview(case, sheet, mark.criterion):
            found[evolve(finding, severity=Severity.WARNS)] = None
    yield from found


@check(panel.Moderation, INTERVIEW_CHANGES_MARKS)
def moderation_stands_after_the_interview(
    case: Case, moderation: panel.Moderation
) -> Iterator[Finding]:
    """A mark agreed on a written answer is not agreed anew after the interview."""
    if moderation.replaces_because:
        yield from after_interview(case, moderation, moderation.criterion)


def after_interview(
    case: Case, record: panel.Moderation | panel.MarkCorrected | panel.ScoreSheet, criterion: str
) -> Iterator[Finding]:
    """That a mark on a written answer is of after an interview that is no verification."""
    for invitation, lot in _invitations(case):
        named, held = _criterion(invitation, criterion), _held(case, lot, record)
        if (
            held
            and named is not None
            and not named.at_interview
            and invitation.interviews is not tender.InterviewUse.VERIFICATION
        ):
            given = isinstance(record, panel.ScoreSheet)
            yield INTERVIEW_CHANGES_MARKS(
                f"the mark on {named.title} of {record.provider} is "
                f"{'given' if given else 'changed'} after the interview of "
                f"{written(held[-1].on)}, and the invitation does not declare interviews as "
                "verification",
                remedy="mark written answers before anybody is heard"
                if given
                else "leave the mark as it was; an interview counts by its own published weight",
                about=record.provider,
            )
            return
