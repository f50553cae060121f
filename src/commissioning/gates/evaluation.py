"""Marks: who may give them, what for, where, and how they are agreed, corrected and completed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from attrs import evolve

from commissioning import evaluation
from commissioning.errors import written
from commissioning.findings.codes import evaluation as codes
from commissioning.findings.codes.process import UNKNOWN_REFERENCE
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, Found, check, gate
from commissioning.gates.parties import meant
from commissioning.records import panel
from commissioning.records.criteria import Consensus, Criterion
from commissioning.records.methods import Method
from commissioning.records.panel import Interview, InterviewInvitation
from commissioning.records.record import of_lots
from commissioning.records.tender import InterviewUse, InvitationToTender, TenderReceived
from commissioning.values.text import counted, did_you_mean, grouped, listed

SHEET_CODES: Final = (
    codes.UNKNOWN_CRITERION, codes.PRICE_MARKED, codes.WRONG_PANEL, codes.ASSESSOR_NOT_ON_PANEL,
    codes.CONFLICTED_ASSESSOR, codes.MARK_OFF_SCALE, codes.MARKED_TWICE, codes.MARKED_WITHOUT_TENDER,
)  # fmt: skip
RESULT_CODES: Final = (
    *SHEET_CODES, codes.CORRECTS_NOTHING, codes.MODERATED_TWICE, codes.MODERATION_UNDECLARED,
    codes.INTERVIEW_CHANGES_MARKS, codes.MARK_MISSING, codes.QUORUM_MISSED, codes.MODERATION_MISSING,
    codes.MEMBERS_LEFT_OUT, codes.AGREED_TOO_SOON, codes.MODERATION_OUTSIDE_MARKS, codes.NO_TENDERS,
    codes.TENDERED_TWICE, codes.FIGURE_MISSING, codes.PRICE_MISSING, codes.PRICES_NOT_COMPARABLE,
    codes.CORRECTION_MISFITS, codes.PRICE_CORRECTED, codes.ORDER_TURNED,
)  # fmt: skip


def _readers(
    case: Case, evidence: evaluation.MarkingEvidence
) -> Iterator[evaluation.EvidenceReader]:
    # Made once for all sheets: to make them for each took a sixth of the time of a procurement.
    rules = case.ledger.worked_out(RULES_FROM, case.lots, lambda: tuple(_rules(case)))
    return (evaluation.EvidenceReader(each, evidence) for each in rules)


RULES_FROM: Final = (
    InvitationToTender, TenderReceived, panel.Panel, panel.PanelChanged, panel.DeclarationOfInterest,
)  # fmt: skip


def _rules(case: Case) -> Iterator[evaluation.MarkingRules]:
    evidence = evaluation.MarkingEvidence(
        panels=case.every(panel.Panel),
        panel_changes=case.every(panel.PanelChanged),
        interests=case.every(panel.DeclarationOfInterest),
    )
    for lot, invitation in case.by_lot(InvitationToTender).items():
        if isinstance(invitation.method, Method):
            tenders = case.every(TenderReceived)
            here = (t.provider for t in case.every(TenderReceived, lot) if t.is_for(lot))
            bidders = tuple(dict.fromkeys(here))
            yield evaluation.MarkingRules(
                invitation, invitation.method, lot, bidders, evidence=evidence, tenders=tenders
            )


def _findings(
    case: Case,
    record: panel.ScoreSheet | panel.Moderation,
    who: str,
    evidence: evaluation.MarkingEvidence,
    read: Callable[[evaluation.EvidenceReader], Iterable[Finding]],
) -> Found:
    """The findings about a record where its provider tendered; without any tender, only that."""
    without, all_lots = codes.MARKED_WITHOUT_TENDER, record.lots is None
    nowhere = all_lots and all(t.provider != record.provider for t in case.every(TenderReceived))
    for reader in _readers(case, evidence):
        if record.provider in reader.rules.bidders or nowhere or not all_lots:
            yield from (f for f in read(reader) if not (nowhere and f.code == without.code))
    if nowhere and case.find(InvitationToTender):
        yield without(
            f"{who} marks {record.provider}, who has no tender",
            remedy=f"Correct the provider{meant(case, record.provider, TenderReceived)}",
            about=record.provider,
        )
    # Criteria may name a panel before it is recruited; its marks wait until it is.
    panels = [each.reference for each in case.every(panel.Panel)]
    if panels and record.panel not in panels:
        verb = "moderates" if isinstance(record, panel.Moderation) else "marks"
        hint = did_you_mean(record.panel, panels)
        yield codes.ASSESSOR_NOT_ON_PANEL(
            f"Panel {record.panel} {verb} {record.provider}, but is not recorded{hint}",
            remedy="Record the panel with its members, or correct its reference",
            about=record.provider,
        )


@check(panel.ScoreSheet, *SHEET_CODES)
def marks_fit_the_invitation(case: Case, sheet: panel.ScoreSheet) -> Found:
    """Marks are on the published scale, for published criteria, by the panel named for them."""
    others = (
        other
        for other in case.every(panel.ScoreSheet, sheet.provider)
        if other.assessor == sheet.assessor and other != sheet
    )
    evidence = evaluation.MarkingEvidence(sheets=(*others, sheet))
    return _findings(case, sheet, sheet.assessor, evidence, _of_sheets)


def _of_sheets(reader: evaluation.EvidenceReader) -> Iterable[Finding]:
    reader.sheets.given()
    return reader.findings


@check(panel.ScoreSheet, codes.MARK_WITHOUT_REASON)
def marks_have_reasons(_: Case, sheet: panel.ScoreSheet) -> Found:
    """Each mark has a reason, so that it can be explained to the bidder and to a court."""
    bare = sum(not mark.because for mark in sheet.marks)
    if bare:
        yield codes.MARK_WITHOUT_REASON.warns(
            f"{sheet.assessor} gave no reason for {bare} of {counted(len(sheet.marks), 'mark')} of "
            f"{sheet.provider}",
            remedy="Ask the assessor for the reasons before the panel meets",
            about=sheet.provider,
        )


@check(panel.ScoreSheet, UNKNOWN_REFERENCE, codes.MARKED_IN_ABSENCE)
def marks_were_given_where_they_say(case: Case, sheet: panel.ScoreSheet) -> Found:
    """Marks of a meeting are by a member who was present, for a provider who was heard."""
    if not sheet.meeting:
        return
    meeting = case.ledger.named(panel.PanelMeeting, sheet.meeting)
    if meeting is None:
        known = [meeting.reference for meeting in case.every(panel.PanelMeeting)]
        yield UNKNOWN_REFERENCE(
            f"No panel meeting {sheet.meeting} is recorded{did_you_mean(sheet.meeting, known)}",
            remedy="Record the meeting first, or correct the reference",
            about=sheet.meeting,
        )
        return
    if meeting.panel != sheet.panel:
        why = f"which was a meeting of panel {meeting.panel}"
    elif sheet.assessor not in meeting.present:
        why = f"but {sheet.assessor} was not present"
    elif meeting.providers and sheet.provider not in meeting.providers:
        why = f"but {sheet.provider} was not heard there"
    else:
        return
    yield codes.MARKED_IN_ABSENCE(
        f"{sheet.assessor} marks {sheet.provider} at meeting {sheet.meeting} of "
        f"{written(meeting.on)}, {why}",
        remedy="Name the meeting at which the marks were given",
        about=sheet.provider,
    )


@check(panel.ScoreSheet, codes.INTEREST_UNDECLARED)
def interests_are_declared(case: Case, sheet: panel.ScoreSheet) -> Found:
    """An assessor declares interests, or that there are none, before marking."""
    if not any(
        (declared.panel, declared.member) == (sheet.panel, sheet.assessor)
        and declared.on <= sheet.on
        for declared in case.every(panel.DeclarationOfInterest, sheet.panel)
    ):
        yield codes.INTEREST_UNDECLARED(
            f"{sheet.assessor} marks for panel {sheet.panel} on {written(sheet.on)} without a "
            "declaration of interests",
            remedy="Record the declaration first, also where there are no interests to declare",
            about=sheet.assessor,
        )


@check(
    panel.Moderation, *SHEET_CODES, codes.MODERATED_TWICE, codes.MODERATION_UNDECLARED,
    codes.MODERATED_WITHOUT_MARKS, codes.MODERATION_OUTSIDE_MARKS, codes.QUORUM_MISSED,
)  # fmt: skip
def moderation_fits_the_marks(case: Case, moderation: panel.Moderation) -> Found:
    """A mark is agreed on a published criterion that was marked, by enough of the panel."""
    provider = moderation.provider
    earlier = (other for other in case.every(panel.Moderation, provider) if other != moderation)
    sheets = tuple(s for s in case.every(panel.ScoreSheet, provider) if s.provider == provider)
    evidence = evaluation.MarkingEvidence(sheets=sheets, moderations=(*earlier, moderation))
    read = partial(_of_moderation, moderation)
    return _findings(case, moderation, "A moderation", evidence, read)


def _of_moderation(moderation: panel.Moderation, reader: evaluation.EvidenceReader) -> Found:
    """The findings about one moderation in one lot; those about the sheets were theirs."""
    provider = moderation.provider
    given = reader.sheets.given().get(moderation.criterion, {}).get(provider, {})
    marks = [mark.mark for mark in given.values()]
    reader.findings.clear()
    reader.agreed()
    yield from reader.findings
    criterion = reader.rules.by_reference.get(moderation.criterion)
    if criterion is None or not isinstance(criterion.one_mark, Consensus):
        return
    if not marks and provider in reader.rules.bidders:
        yield codes.MODERATED_WITHOUT_MARKS(
            f"{criterion.title} of {provider} is moderated, but no member of the panel has marked "
            "it yet",
            remedy="Record each member's score sheet first",
            about=provider,
        )
    warning = evaluation.outside(criterion, moderation, marks)
    if warning is not None:
        yield warning


@check(
    panel.MarkCorrected, codes.CORRECTS_NOTHING, codes.MARK_OFF_SCALE, codes.UNKNOWN_CRITERION,
    codes.PRICE_MARKED, codes.MARKED_WITHOUT_TENDER, codes.INTERVIEW_CHANGES_MARKS,
)  # fmt: skip
def correction_fits_a_sheet(case: Case, correction: panel.MarkCorrected) -> Found:
    """Only a mark that was given can be corrected, and to one of the scale."""
    provider, corrected = correction.provider, correction.corrected
    sheets = tuple(
        s for s in case.every(panel.ScoreSheet, provider) if s.assessor == correction.assessor
    )
    before = _readers(case, evaluation.MarkingEvidence(sheets=sheets))
    found: list[Finding] = []
    fits_somewhere = False
    for reader in _readers(
        case, evaluation.MarkingEvidence(sheets=sheets, corrections=(correction,))
    ):
        without = next(before)
        without.sheets.given()
        marks = reader.sheets.given().get(corrected.criterion, {}).get(provider, {})
        fits_somewhere = fits_somewhere or corrected in marks.values()
        found += (finding for finding in reader.findings if finding not in without.findings)
    for finding in found:
        if finding.code != codes.CORRECTS_NOTHING.code:
            yield finding
        elif not fits_somewhere:
            yield evolve(finding, severity=Severity.BLOCKS)
    yield from after_interview(case, correction, corrected.criterion)


@check(
    Interview, codes.INTERVIEW_CHANGES_MARKS, codes.INTERVIEW_NOT_INVITED, codes.UNKNOWN_CRITERION,
    codes.PRICE_MARKED, codes.MARK_OFF_SCALE, codes.MARKED_WITHOUT_TENDER,
)  # fmt: skip
def interview_changes_only_what_was_announced(case: Case, interview: Interview) -> Found:
    """An interview changes written marks only where it was announced as their verification."""
    for reader in _readers(case, evaluation.MarkingEvidence(interviews=(interview,))):
        reader.changed()
        yield from reader.findings
    invited = {
        p for lot in case.lots for i in case.every(InterviewInvitation, lot) for p in i.providers
    }
    if invited and interview.provider not in invited:
        elsewhere = any(interview.provider in i.providers for i in case.every(InterviewInvitation))
        of = f" for {of_lots(case.lots)}" if elsewhere else ""
        yield codes.INTERVIEW_NOT_INVITED(
            f"{interview.provider} is interviewed but was not invited to interview{of}",
            remedy="Record an interview invitation to everyone whom the published rule invites"
            f"{did_you_mean(interview.provider, invited)}",
            about=interview.provider,
        )


@gate(*RESULT_CODES)
def every_tender_is_scored_and_moderated(case: Case) -> Found:
    """Every criterion of every tender that is not excluded has the mark that counts."""
    found = dict.fromkeys(
        finding
        for source, _, findings in map(case.assessed, case.lots)
        if source is not None and isinstance(source.invitation.method, Method)
        for finding in findings
    )
    yield from _together(found)


def _together(findings: Iterable[Finding]) -> Found:
    """Findings with the same words about several providers as one: a hundred would hide the rest."""
    alike = grouped((_of_any_provider(finding), finding.about or "") for finding in findings)
    for pattern, providers in alike.items():
        if _ANY in pattern.message:
            about = providers[0] if len(providers) == 1 else None
            message = pattern.message.replace(_ANY, listed(providers))
            yield evolve(pattern, message=message, about=about)
        else:
            yield pattern


_ANY: Final = "□"
"""Holds the place of the provider in a message about any provider."""


def _of_any_provider(finding: Finding) -> Finding:
    """A finding without its provider, if its message says "of" or "for" that provider."""
    named = re.compile(rf"\b(of|for) {re.escape(finding.about or _ANY)}(?!\w)")
    message, times = named.subn(rf"\g<1> {_ANY}", finding.message)
    return evolve(finding, message=message, about=None) if times else finding


@check(panel.ScoreSheet, codes.MARKED_WITHOUT_INTERVIEW)
def interviews_are_marked_when_held(case: Case, sheet: panel.ScoreSheet) -> Found:
    """A criterion for interviews is marked after an interview, or at a meeting of the panel."""
    if sheet.meeting:
        return  # `marks_were_given_where_they_say` asks whether the provider was heard there
    for lot, invitation in case.by_lot(InvitationToTender).items():
        for mark in sheet.marks:
            criterion = _criterion(invitation, mark.criterion)
            if criterion and criterion.at_interview and not _interviews(case, lot, sheet):
                yield codes.MARKED_WITHOUT_INTERVIEW(
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
    case: Case, lot: str, record: panel.Moderation | panel.MarkCorrected | panel.ScoreSheet
) -> list[Interview]:
    return [
        interview
        for interview in case.every(Interview, lot)
        if interview.provider == record.provider and interview.on <= record.on
    ]


@check(panel.ScoreSheet, codes.INTERVIEW_CHANGES_MARKS)
def written_answers_are_marked_before_the_interview(case: Case, sheet: panel.ScoreSheet) -> Found:
    """Written answers are marked before an interview that is not to count for them."""
    for mark in sheet.marks:
        for finding in after_interview(case, sheet, mark.criterion):
            yield evolve(finding, severity=Severity.WARNS)


@check(panel.Moderation, codes.INTERVIEW_CHANGES_MARKS)
def moderation_stands_after_the_interview(case: Case, moderation: panel.Moderation) -> Found:
    """A mark agreed on a written answer is not agreed anew after the interview."""
    if moderation.replaces_because:
        yield from after_interview(case, moderation, moderation.criterion)


def after_interview(
    case: Case, record: panel.Moderation | panel.MarkCorrected | panel.ScoreSheet, reference: str
) -> Found:
    """The finding that a written answer was marked after an interview that does not verify it."""
    if not case.every(Interview):
        return
    given = isinstance(record, panel.ScoreSheet)
    for lot, invitation in case.by_lot(InvitationToTender).items():
        criterion, held = _criterion(invitation, reference), _interviews(case, lot, record)
        verifies = invitation.interviews is InterviewUse.VERIFICATION
        if held and criterion and not criterion.at_interview and not verifies:
            yield codes.INTERVIEW_CHANGES_MARKS(
                f"The mark of {record.provider} for {criterion.title} is "
                f"{'given' if given else 'changed'} after the interview of "
                f"{written(held[-1].on)}, but the invitation does not use interviews to verify "
                "written answers",
                remedy="Mark written answers before the interview"
                if given
                else "Keep the mark as it was; an interview counts by its own published weight",
                about=record.provider,
            )
            return
