"""Marks: by those who may give them, on what was published, agreed with reasons, and followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from commissioning.errors import written
from commissioning.evaluation.from_ledger import source_of
from commissioning.evaluation.inputs import MarkingEvidence
from commissioning.evaluation.marking.evidence import EvidenceReader
from commissioning.evaluation.marking.sheets import without_reasons
from commissioning.evaluation.ranking import assess
from commissioning.findings.codes.evaluation import (
    AGREED_TOO_SOON,
    ASSESSOR_NOT_ON_PANEL,
    CONFLICTED_ASSESSOR,
    CORRECTS_NOTHING,
    INTEREST_UNDECLARED,
    INTERVIEW_CHANGES_MARKS,
    INTERVIEW_NOT_INVITED,
    MARK_MISSING,
    MARK_OFF_SCALE,
    MARK_WITHOUT_REASON,
    MARKED_IN_ABSENCE,
    MARKED_TWICE,
    MARKED_WITHOUT_TENDER,
    MEMBERS_LEFT_OUT,
    MODERATED_TWICE,
    MODERATED_WITHOUT_MARKS,
    MODERATION_MISSING,
    MODERATION_OUTSIDE_MARKS,
    MODERATION_UNDECLARED,
    NO_TENDERS,
    PRICE_MARKED,
    PRICE_MISSING,
    PRICES_NOT_COMPARABLE,
    QUORUM_MISSED,
    TENDERED_TWICE,
    UNKNOWN_CRITERION,
    WRONG_PANEL,
)
from commissioning.findings.codes.process import UNKNOWN_REFERENCE
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, check, gate
from commissioning.gates.interviews import after_interview
from commissioning.records.criteria import Consensus, Criterion, Method
from commissioning.records.interviews import Interview, InterviewInvitation
from commissioning.records.panel import (
    DeclarationOfInterest,
    MarkCorrected,
    Moderation,
    Panel,
    PanelChanged,
    PanelMeeting,
    ScoreSheet,
)
from commissioning.records.tender import (
    InvitationToTender,
    TenderReceived,
)
from commissioning.values.text import listed

SHEET_CODES: Final = (
    UNKNOWN_CRITERION,
    PRICE_MARKED,
    WRONG_PANEL,
    ASSESSOR_NOT_ON_PANEL,
    CONFLICTED_ASSESSOR,
    MARK_OFF_SCALE,
    MARKED_TWICE,
    MARKED_WITHOUT_TENDER,
)
RESULT_CODES: Final = (
    *SHEET_CODES,
    CORRECTS_NOTHING,
    MODERATED_TWICE,
    MODERATION_UNDECLARED,
    INTERVIEW_CHANGES_MARKS,
    MARK_MISSING,
    QUORUM_MISSED,
    MODERATION_MISSING,
    MEMBERS_LEFT_OUT,
    AGREED_TOO_SOON,
    MODERATION_OUTSIDE_MARKS,
    NO_TENDERS,
    TENDERED_TWICE,
    PRICE_MISSING,
    PRICES_NOT_COMPARABLE,
)


def _readers(case: Case, evidence: MarkingEvidence) -> Iterator[EvidenceReader]:
    """The evidence read against the invitation of each lot concerned."""
    for lot in case.lots:
        invitation = case.find(InvitationToTender, lot)
        if invitation is None or not isinstance(invitation.method, Method):
            continue
        tenders = case.every(TenderReceived, lot)
        bidders = tuple(dict.fromkeys(t.provider for t in tenders if t.is_for(lot)))
        panels, interests = case.every(Panel), case.every(DeclarationOfInterest)
        whole = evolve(
            evidence,
            panels=panels,
            panel_changes=case.every(PanelChanged),
            interests=interests,
        )
        every = case.every(TenderReceived)
        yield EvidenceReader(
            invitation, invitation.method, lot, bidders, evidence=whole, tenders=every
        )


@check(ScoreSheet, *SHEET_CODES)
def marks_fit_the_invitation(case: Case, sheet: ScoreSheet) -> Iterator[Finding]:
    """Marks are on the published scale, for published criteria, by the panel named for them."""
    found: dict[Finding, None] = {}
    nowhere = sheet.lots is None and not _tendered(case, sheet.provider)
    for reader in _readers(case, MarkingEvidence(sheets=(*_others(case, sheet), sheet))):
        if sheet.provider in reader.bidders or sheet.lots is not None or nowhere:
            reader.given()
            found.update(dict.fromkeys(reader.findings))
    yield from _once(case, found, nowhere, sheet.assessor, sheet)
    yield from _of_a_panel_on_record(case, sheet)


def _others(case: Case, sheet: ScoreSheet) -> tuple[ScoreSheet, ...]:
    """The other sheets of the same assessor for the same provider."""
    return tuple(
        other
        for other in case.every(ScoreSheet, sheet.provider)
        if other.assessor == sheet.assessor and other is not sheet
    )


def _tendered(case: Case, provider: str) -> bool:
    return any(tender.provider == provider for tender in case.every(TenderReceived))


@check(ScoreSheet, MARK_WITHOUT_REASON)
def marks_have_reasons(_: Case, sheet: ScoreSheet) -> Iterator[Finding]:
    """Each mark says why, or it cannot be explained to the bidder or to a court."""
    for _sheet, bare in without_reasons((sheet,)):
        yield MARK_WITHOUT_REASON(
            f"{bare} of {len(sheet.marks)} marks of {sheet.assessor} for {sheet.provider} "
            "have no reason",
            severity=Severity.WARNS,
            remedy="ask the assessor for the reasons before the panel meets",
            about=sheet.provider,
        )


@check(ScoreSheet, UNKNOWN_REFERENCE, MARKED_IN_ABSENCE)
def marks_were_given_where_they_say(case: Case, sheet: ScoreSheet) -> Iterator[Finding]:
    """Marks of a meeting are of a member who was there, for a provider who was heard."""
    entry = case.ledger.entry_named(sheet.meeting) if sheet.meeting else None
    meeting = entry.record if entry else None
    if not isinstance(meeting, PanelMeeting):
        if sheet.meeting:
            yield UNKNOWN_REFERENCE(
                f"no panel meeting with the reference {sheet.meeting} has been recorded",
                remedy="record the meeting first, or correct the reference",
                about=sheet.meeting,
            )
        return
    if meeting.panel != sheet.panel:
        why = f"which was of the panel {meeting.panel}"
    elif sheet.assessor not in meeting.present:
        why = f"at which {sheet.assessor} was not present"
    elif meeting.providers and sheet.provider not in meeting.providers:
        why = f"at which {sheet.provider} was not heard"
    else:
        return
    yield MARKED_IN_ABSENCE(
        f"{sheet.assessor} marks {sheet.provider} at the meeting {sheet.meeting} of "
        f"{written(meeting.on)}, {why}",
        remedy="name the meeting the marks were given at",
        about=sheet.provider,
    )


@check(ScoreSheet, INTEREST_UNDECLARED)
def interests_are_declared(case: Case, sheet: ScoreSheet) -> Iterator[Finding]:
    """Whoever marks has declared interests, or that there are none, before marking."""
    declared = (
        d.on
        for d in case.every(DeclarationOfInterest, sheet.panel)
        if d.member == sheet.assessor and d.panel == sheet.panel
    )
    if not any(day <= sheet.on for day in declared):
        yield INTEREST_UNDECLARED(
            f"{sheet.assessor} marks for the panel {sheet.panel} on {written(sheet.on)} "
            "and has declared no interests, nor that there are none",
            remedy="record the declaration of interest first",
            about=sheet.assessor,
        )


@check(
    Moderation,
    *SHEET_CODES,
    MODERATED_TWICE,
    MODERATION_UNDECLARED,
    MODERATED_WITHOUT_MARKS,
    MODERATION_OUTSIDE_MARKS,
    QUORUM_MISSED,
)
def moderation_fits_the_marks(case: Case, moderation: Moderation) -> Iterator[Finding]:
    """A mark is agreed on what was marked, by enough of the panel, for a published criterion."""
    earlier = tuple(m for m in case.every(Moderation, moderation.provider) if m is not moderation)
    sheets = tuple(
        s for s in case.every(ScoreSheet, moderation.provider) if s.provider == moderation.provider
    )
    evidence = MarkingEvidence(sheets=sheets, moderations=(*earlier, moderation))
    found: dict[Finding, None] = {}
    nowhere = moderation.lots is None and not _tendered(case, moderation.provider)
    for reader in _readers(case, evidence):
        here = moderation.provider in reader.bidders
        if not here and moderation.lots is None and not nowhere:
            continue
        marks = reader.given().get(moderation.criterion, {}).get(moderation.provider, {})
        reader.findings.clear()
        reader.agreed()
        found.update(dict.fromkeys(reader.findings))
        criterion = reader.by_reference.get(moderation.criterion)
        if criterion is not None and isinstance(criterion.one_mark, Consensus):
            if not marks and here:
                found[_without_marks(moderation, criterion)] = None
            given = [mark.mark for mark in marks.values()]
            if given and not min(given) <= moderation.agreed <= max(given):
                found[reader.outside(criterion, moderation, given)] = None
    yield from _once(case, found, nowhere, "a moderation", moderation)
    yield from _of_a_panel_on_record(case, moderation)


def _once(
    case: Case, found: Iterable[Finding], nowhere: bool, who: str, record: ScoreSheet | Moderation
) -> Iterator[Finding]:
    """What was found; that a provider has no tender anywhere is said once, not lot by lot."""
    for finding in found:
        if not nowhere or finding.code != MARKED_WITHOUT_TENDER.code:
            yield finding
    if nowhere and case.find(InvitationToTender):
        yield MARKED_WITHOUT_TENDER(
            f"{who} marks {record.provider}, who has no tender",
            remedy="correct the provider on the sheet",
            about=record.provider,
        )


def _of_a_panel_on_record(case: Case, record: ScoreSheet | Moderation) -> Iterator[Finding]:
    """Criteria may name a panel before it is recruited; its marks wait until it is."""
    panels = {panel.reference for panel in case.every(Panel)}
    if panels and record.panel not in panels:
        what = "moderates" if isinstance(record, Moderation) else "marks"
        yield ASSESSOR_NOT_ON_PANEL(
            f"the panel {record.panel} {what} {record.provider}, and nobody is recorded as "
            "sitting on it",
            remedy="record the panel and who sits on it",
            about=record.provider,
        )


def _without_marks(moderation: Moderation, criterion: Criterion) -> Finding:
    return MODERATED_WITHOUT_MARKS(
        f"{criterion.title} of {moderation.provider} is moderated before anybody has marked it",
        remedy="record each member's score sheet first",
        about=moderation.provider,
    )


@check(
    MarkCorrected,
    CORRECTS_NOTHING,
    MARK_OFF_SCALE,
    UNKNOWN_CRITERION,
    PRICE_MARKED,
    MARKED_WITHOUT_TENDER,
    INTERVIEW_CHANGES_MARKS,
)
def correction_fits_a_sheet(case: Case, correction: MarkCorrected) -> Iterator[Finding]:
    """Only a mark that was given can be corrected, and to one of the scale."""
    provider = correction.provider
    sheets = tuple(s for s in case.every(ScoreSheet, provider) if s.assessor == correction.assessor)
    before = _readers(case, MarkingEvidence(sheets=sheets))
    found: dict[Finding, None] = {}
    fits_somewhere = False
    for reader in _readers(case, MarkingEvidence(sheets=sheets, corrections=(correction,))):
        without = next(before)
        without.given()
        cell = reader.given().get(correction.corrected.criterion, {}).get(provider, {})
        fits_somewhere = fits_somewhere or correction.corrected in cell.values()
        found.update((f, None) for f in reader.findings if f not in without.findings)
    for finding in found:
        if finding.code != CORRECTS_NOTHING.code:
            yield finding
        elif not fits_somewhere:
            yield evolve(finding, severity=Severity.BLOCKS)
    yield from after_interview(case, correction, correction.corrected.criterion)


@check(
    Interview,
    INTERVIEW_CHANGES_MARKS,
    INTERVIEW_NOT_INVITED,
    UNKNOWN_CRITERION,
    PRICE_MARKED,
    MARK_OFF_SCALE,
    MARKED_WITHOUT_TENDER,
)
def interview_changes_only_what_was_announced(
    case: Case, interview: Interview
) -> Iterator[Finding]:
    """An interview changes written marks only where it was announced as their verification."""
    found: dict[Finding, None] = {}
    for reader in _readers(case, MarkingEvidence(interviews=(interview,))):
        reader.changed()
        found.update(dict.fromkeys(reader.findings))
    yield from found
    invited = {p for i in case.every(InterviewInvitation) for p in i.providers}
    if invited and interview.provider not in invited:
        yield INTERVIEW_NOT_INVITED(
            f"{interview.provider} is interviewed and was not invited to interview",
            remedy="invite everybody who is to be heard, by the published rule",
            about=interview.provider,
        )


@gate(*RESULT_CODES)
def every_tender_is_scored_and_moderated(case: Case) -> Iterator[Finding]:
    """Every criterion of every tender that is not excluded has the mark that counts."""
    found: dict[Finding, None] = {}
    for lot in case.lots:
        source = source_of(case, lot)
        if source is not None and isinstance(source.invitation.method, Method):
            found.update(dict.fromkeys(assess(source)[1]))
    yield from _together(found)


def _together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that say the same of several providers as one: a hundred lines would hide the rest."""
    alike: dict[Finding, list[str]] = {}
    for finding in findings:
        of = f" of {finding.about} "
        if finding.about is not None and of in finding.message:
            pattern = evolve(finding, message=finding.message.replace(of, " of {} "), about=None)
            alike.setdefault(pattern, []).append(finding.about)
        else:
            alike[finding] = []
    for pattern, providers in alike.items():
        if providers:
            about = providers[0] if len(providers) == 1 else None
            message = pattern.message.replace("{}", listed(tuple(providers)))
            yield evolve(pattern, message=message, about=about)
        else:
            yield pattern
