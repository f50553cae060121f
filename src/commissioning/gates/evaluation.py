"""Marks: by those who may give them, on what was published, agreed with reasons, and followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from commissioning.errors import written
from commissioning.evaluation.abnormal import LowPrice, low_prices
from commissioning.evaluation.gathering import source_of
from commissioning.evaluation.ranking import assess
from commissioning.evaluation.sheets import Evidence, SheetReader, without_reasons
from commissioning.gates.case import Case, check, gate
from commissioning.gates.order import listed
from commissioning.law.terms import LOW_PRICE_HEARD
from commissioning.records.criteria import Consensus, Criterion, Method
from commissioning.records.interviews import Interview, InterviewInvitation
from commissioning.records.panel import (
    DeclarationOfInterest,
    MarkCorrected,
    Moderation,
    Panel,
    ScoreSheet,
)
from commissioning.records.tender import (
    InterviewUse,
    InvitationToTender,
    PriceDecision,
    PriceExplained,
    PriceQueried,
    TenderReceived,
)
from commissioning.values.findings import Finding, Severity

SHEET_CODES: Final = (
    "unknown-criterion",
    "price-marked",
    "wrong-panel",
    "assessor-not-on-panel",
    "conflicted-assessor",
    "mark-off-scale",
    "marked-twice",
    "marked-without-tender",
)
RESULT_CODES: Final = (
    *SHEET_CODES,
    "corrects-nothing",
    "moderated-twice",
    "moderation-undeclared",
    "interview-changes-marks",
    "mark-missing",
    "quorum-missed",
    "moderation-missing",
    "members-left-out",
    "moderation-outside-marks",
    "no-tenders",
    "tendered-twice",
    "price-missing",
    "prices-not-comparable",
)


def _readers(case: Case, evidence: Evidence) -> Iterator[SheetReader]:
    """The evidence read against the invitation of each lot concerned."""
    for lot in case.lots:
        invitation = case.find(InvitationToTender, lot)
        if invitation is None or not isinstance(invitation.method, Method):
            continue
        tenders = case.every(TenderReceived, lot)
        bidders = tuple(dict.fromkeys(t.provider for t in tenders if t.is_for(lot)))
        panels, interests = case.every(Panel), case.every(DeclarationOfInterest)
        whole = evolve(evidence, panels=panels, interests=interests)
        yield SheetReader(invitation, invitation.method, lot, bidders, whole)


@check(ScoreSheet, *SHEET_CODES)
def marks_fit_the_invitation(case: Case, sheet: ScoreSheet) -> Iterator[Finding]:
    """Marks are on the published scale, for published criteria, by the panel named for them."""
    found: dict[Finding, None] = {}
    lots_marked = 0
    for reader in _readers(case, Evidence(sheets=(*_others(case, sheet), sheet))):
        if sheet.provider in reader.bidders or sheet.lots is not None:
            reader.given()
            found.update(dict.fromkeys(reader.findings))
            lots_marked += 1
    yield from found
    if not lots_marked and case.find(InvitationToTender) and not _tendered(case, sheet.provider):
        yield Finding(
            code="marked-without-tender",
            message=f"{sheet.assessor} marks {sheet.provider}, who has no tender",
            remedy="correct the provider on the sheet",
            about=sheet.provider,
        )


def _others(case: Case, sheet: ScoreSheet) -> tuple[ScoreSheet, ...]:
    """The other sheets of the same assessor for the same provider."""
    return tuple(
        other
        for other in case.every(ScoreSheet, sheet.provider)
        if other.assessor == sheet.assessor and other is not sheet
    )


def _tendered(case: Case, provider: str) -> bool:
    return any(tender.provider == provider for tender in case.every(TenderReceived))


@check(ScoreSheet, "mark-without-reason")
def marks_have_reasons(_: Case, sheet: ScoreSheet) -> Iterator[Finding]:
    """Each mark says why, or it cannot be explained to the bidder or to a court."""
    for _sheet, bare in without_reasons((sheet,)):
        yield Finding(
            code="mark-without-reason",
            message=f"{bare} of {len(sheet.marks)} marks of {sheet.assessor} for {sheet.provider} "
            "have no reason",
            severity=Severity.WARNS,
            remedy="ask the assessor for the reasons before the panel meets",
            about=sheet.provider,
        )


@check(ScoreSheet, "interest-undeclared")
def interests_are_declared(case: Case, sheet: ScoreSheet) -> Iterator[Finding]:
    """Whoever marks has declared interests, or that there are none, before marking."""
    declared = (
        d.on
        for d in case.every(DeclarationOfInterest, sheet.panel)
        if d.member == sheet.assessor and d.panel == sheet.panel
    )
    if not any(day <= sheet.on for day in declared):
        yield Finding(
            code="interest-undeclared",
            message=f"{sheet.assessor} marks for the panel {sheet.panel} on {written(sheet.on)} "
            "and has declared no interests, nor that there are none",
            remedy="record the declaration of interest first",
            about=sheet.assessor,
        )


@check(
    Moderation,
    *SHEET_CODES,
    "moderated-twice",
    "moderation-undeclared",
    "moderated-without-marks",
    "moderation-outside-marks",
    "quorum-missed",
)
def moderation_fits_the_marks(case: Case, moderation: Moderation) -> Iterator[Finding]:
    """A mark is agreed on what was marked, by enough of the panel, for a published criterion."""
    earlier = tuple(m for m in case.every(Moderation, moderation.provider) if m is not moderation)
    sheets = tuple(
        s for s in case.every(ScoreSheet, moderation.provider) if s.provider == moderation.provider
    )
    evidence = Evidence(sheets=sheets, moderations=(*earlier, moderation))
    found: dict[Finding, None] = {}
    for reader in _readers(case, evidence):
        if moderation.provider not in reader.bidders:
            continue
        marks = reader.given().get(moderation.criterion, {}).get(moderation.provider, {})
        reader.findings.clear()
        reader.agreed()
        found.update(dict.fromkeys(reader.findings))
        criterion = reader.by_reference.get(moderation.criterion)
        if criterion is not None and isinstance(criterion.one_mark, Consensus):
            found.update(dict.fromkeys(_agreement(case, moderation, criterion, len(marks))))
            given = [mark.mark for mark in marks.values()]
            if given and not min(given) <= moderation.agreed <= max(given):
                found[reader.outside(criterion, moderation, given)] = None
    yield from found


def _agreement(
    case: Case, moderation: Moderation, criterion: Criterion, marks: int
) -> Iterator[Finding]:
    where = f"{criterion.title} of {moderation.provider}"
    if not marks:
        yield Finding(
            code="moderated-without-marks",
            message=f"{where} is moderated before anybody has marked it",
            remedy="record each member's score sheet first",
            about=moderation.provider,
        )
    panel = case.find(Panel, moderation.panel)
    if panel is None or not moderation.present:
        return
    present = [member for member in moderation.present if member in panel.assessors]
    if len(present) < criterion.one_mark.quorum:
        yield Finding(
            code="quorum-missed",
            message=f"{len(present)} of the panel {moderation.panel} were present when {where} was "
            f"agreed; {criterion.one_mark.quorum} are needed",
            remedy="moderate it again with enough members",
            about=moderation.provider,
        )


@check(MarkCorrected, "corrects-nothing", "mark-off-scale", "interview-changes-marks")
def correction_fits_a_sheet(case: Case, correction: MarkCorrected) -> Iterator[Finding]:
    """Only a mark that was given can be corrected, and to one of the scale."""
    provider = correction.provider
    sheets = tuple(s for s in case.every(ScoreSheet, provider) if s.assessor == correction.assessor)
    found: dict[Finding, None] = {}
    held = False
    for reader in _readers(case, Evidence(sheets=sheets, corrections=(correction,))):
        cell = reader.given().get(correction.corrected.criterion, {}).get(provider, {})
        held = held or correction.assessor in cell
        wrong = (f for f in reader.findings if f.code == "mark-off-scale")
        found.update(dict.fromkeys(wrong))
    yield from found
    if not held and case.find(InvitationToTender):
        yield Finding(
            code="corrects-nothing",
            message=f"{correction.assessor} corrects a mark of {provider} on "
            f"{correction.corrected.criterion!r} that no sheet holds",
            remedy="record the sheet first",
            about=provider,
        )
    yield from _after_interview(case, correction, correction.corrected.criterion)


@check(Moderation, "interview-changes-marks")
def moderation_stands_after_the_interview(case: Case, moderation: Moderation) -> Iterator[Finding]:
    """A mark agreed on a written answer is not agreed anew after the interview."""
    if moderation.replaces_because:
        yield from _after_interview(case, moderation, moderation.criterion)


def _after_interview(
    case: Case, record: Moderation | MarkCorrected, criterion: str
) -> Iterator[Finding]:
    invitation = case.find(InvitationToTender, case.lots[0])
    if invitation is None or not isinstance(invitation.method, Method):
        return
    named = invitation.method.criterion(criterion)
    heard = [i for i in case.every(Interview, record.provider) if i.on <= record.on]
    if (
        heard
        and named is not None
        and not named.at_interview
        and invitation.interviews is not InterviewUse.VERIFICATION
    ):
        yield Finding(
            code="interview-changes-marks",
            message=f"the mark on {named.title} of {record.provider} is changed after the "
            f"interview of {written(heard[-1].on)}, and the invitation does not declare interviews "
            "as verification",
            remedy="leave the mark as it was; an interview counts by its own published weight",
            about=record.provider,
        )


@check(Interview, "interview-changes-marks", "interview-not-invited")
def interview_changes_only_what_was_announced(
    case: Case, interview: Interview
) -> Iterator[Finding]:
    """An interview changes written marks only where it was announced as their verification."""
    invitation = case.find(InvitationToTender, case.lots[0])
    declared = invitation.interviews if invitation else None
    if interview.changes and invitation and declared is not InterviewUse.VERIFICATION:
        changed = listed(tuple(change.criterion for change in interview.changes))
        yield Finding(
            code="interview-changes-marks",
            message=f"the interview of {interview.provider} changes the mark on {changed}, and the "
            "invitation does not declare interviews as verification",
            remedy="leave the marks as moderated; an interview counts by its own published weight",
            about=interview.provider,
        )
    invited = {p for i in case.every(InterviewInvitation) for p in i.providers}
    if invited and interview.provider not in invited:
        yield Finding(
            code="interview-not-invited",
            message=f"{interview.provider} is interviewed and was not invited to interview",
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


@gate("price-query-open", "low-price-unasked")
def low_prices_are_settled(case: Case) -> Iterator[Finding]:
    """A price that was questioned has been decided on, and one that calls for it was questioned."""
    found: dict[Finding, None] = {}
    for lot in case.lots:
        queries = case.every(PriceQueried, lot)
        decided = {d.provider for d in case.every(PriceDecision, lot)}
        for query in queries:
            if query.provider not in decided:
                found[_open(query)] = None
        source = source_of(case, lot)
        asked = {query.provider for query in queries}
        for low in low_prices(source) if source else ():
            if low.provider not in asked:
                found[_unasked(low)] = None
    yield from found


def _open(query: PriceQueried) -> Finding:
    return Finding(
        code="price-query-open",
        message=f"the price of {query.provider} was questioned on {written(query.on)} "
        f"({query.because}) and nothing is decided",
        remedy="record the answer and the decision",
        about=query.provider,
    )


def _unasked(low: LowPrice) -> Finding:
    return Finding(
        code="low-price-unasked",
        message=f"{low}, and the bidder has not been asked",
        severity=Severity.WARNS,
        remedy="ask the bidder to show that the price is workable (PriceQueried)",
        about=low.provider,
    )


@check(PriceDecision, "disregarded-unheard")
def bidder_was_heard(case: Case, decision: PriceDecision) -> Iterator[Finding]:
    """A low price is not disregarded before the bidder has had a fair chance to explain it."""
    if not decision.excludes or _had_its_say(case, decision):
        return
    rows = case.law.every(LOW_PRICE_HEARD, case.on)
    required = next((row for row in rows if row.value), None)
    yield Finding(
        code="disregarded-unheard",
        message=f"the tender of {decision.provider} is disregarded for its price before "
        "it has answered",
        severity=Severity.BLOCKS if required else Severity.WARNS,
        source=required.citation if required else None,
        remedy="record the answer, or wait until the day it was to answer by has passed",
        about=decision.provider,
    )


def _had_its_say(case: Case, decision: PriceDecision) -> bool:
    if case.find(PriceExplained, decision.provider) is not None:
        return True
    queries = case.every(PriceQueried, decision.provider)
    return any(q.answer_by is not None and q.answer_by.day < decision.on for q in queries)
