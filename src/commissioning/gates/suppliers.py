"""What has to be known before suppliers go on: who is left out, who may sway, who confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.errors import written
from commissioning.findings.codes.law import (
    CONFLICTS_UNASSESSED,
    EXCLUDED_GOES_ON,
    EXCLUDED_KEPT_IN,
    EXCLUDED_UNHEARD,
    EXCLUDED_WITHOUT_GROUND,
    EXCLUSION_UNDECIDED,
    SUPPLIER_UNCONFIRMED,
)
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, gate
from commissioning.gates.selection_law import (
    ExclusionJudgement,
    SupplierStanding,
    judge_exclusion,
)
from commissioning.gates.tenders import due_by
from commissioning.gates.unknown_law import asks_the_law
from commissioning.law.conditions import Condition
from commissioning.law.questions import (
    CONFLICTS_ASSESSED_BEFORE,
    EXCLUSIONS_DECIDED_FIRST,
    SUPPLIER_INFORMATION_CONFIRMED,
)
from commissioning.records import award, conflicts, notices, selection
from commissioning.records.tender import InvitationToTender, TenderReceived, TenderWithdrawn
from commissioning.values.text import listed


def _tenderers(case: Case, lot: str) -> Iterator[str]:
    for tender in case.every(TenderReceived, about=lot):
        withdrawn = case.every(TenderWithdrawn, about=tender.provider)
        if tender.is_for(lot) and not any(
            each.lots is None or lot in each.lots for each in withdrawn
        ):
            yield tender.provider


def _going_on(case: Case) -> tuple[str, ...]:
    """Who would take a further part: the shortlisted, or those a tender or an award is about."""
    record = case.record
    if isinstance(record, award.AwardRecommendation):
        return tuple(dict.fromkeys(each.provider for each in record.awards))
    if isinstance(record, selection.Shortlist):
        return record.invited
    lists = (case.find(selection.Shortlist, about=lot) for lot in case.lots)
    return tuple(dict.fromkeys(p for each in lists if each for p in each.invited))


def _weighed(case: Case) -> tuple[str, ...]:
    """Those whose exclusion has to have been decided."""
    if case.kind is InvitationToTender:
        return _going_on(case)
    tendered = (p for lot in case.lots for p in _tenderers(case, lot))
    return tuple(dict.fromkeys((*tendered, *_going_on(case))))


@gate(EXCLUDED_GOES_ON)
def excluded_go_no_further(case: Case) -> Iterator[Finding]:
    """Nobody goes on who was left out on a ground for exclusion."""
    for provider in _going_on(case):
        decided = case.find(selection.ExclusionsDecided, provider)
        if decided is not None and provider in decided.left_out:
            yield EXCLUDED_GOES_ON(
                f"{provider} was excluded on {written(decided.on)}, and would go on",
                remedy="leave them out, or record a new decision with its reasons",
                about=provider,
            )


@asks_the_law(Condition.EXCLUSIONS_ARE_DECIDED, EXCLUSION_UNDECIDED)
def exclusions_are_decided(case: Case) -> Iterator[Finding]:
    """Every supplier that goes on has first been held against the grounds for exclusion."""
    row = case.law.row(EXCLUSIONS_DECIDED_FIRST, case.on)
    if case.ledger.brought_forward is not None:
        return  # the papers of the competition are kept elsewhere
    waiting = tuple(p for p in _weighed(case) if case.find(selection.ExclusionsDecided, p) is None)
    if waiting:
        yield EXCLUSION_UNDECIDED(
            f"whether {listed(waiting)} is to be excluded has not been decided",
            source=row.citation,
            remedy="hold each supplier against the grounds and record what was decided",
            about=waiting[0] if len(waiting) == 1 else None,
        )


@asks_the_law(Condition.EXCLUSIONS_HAVE_A_GROUND, EXCLUDED_UNHEARD, EXCLUDED_WITHOUT_GROUND)
def suppliers_are_excluded_on_a_ground(case: Case) -> Iterator[Finding]:
    """Whoever is left out was heard first, on a ground that holds and is not too long ago."""
    for found in _found(case):
        judged = _judged(case, found)
        if found.left_out:
            yield from judged.findings
        if found.left_out and judged.standing is SupplierStanding.NEITHER:
            yield EXCLUDED_WITHOUT_GROUND(
                f"{found.provider} is left out ({found.ground}), but {judged.because}",
                source=judged.rule.citation,
                remedy="keep them in, or record the ground that does hold",
                about=found.provider,
            )


@asks_the_law(Condition.EXCLUDED_ARE_LEFT_OUT, EXCLUDED_KEPT_IN)
def excluded_suppliers_are_left_out(case: Case) -> Iterator[Finding]:
    """A supplier that the law makes an excluded supplier is left out; there is no choice in it."""
    for found in _found(case):
        if found.left_out:
            continue
        judged = _judged(case, found)
        if judged.standing is SupplierStanding.EXCLUDED:
            yield EXCLUDED_KEPT_IN(
                f"{found.provider} is an excluded supplier ({judged.because}), "
                "and would be kept in",
                source=judged.rule.citation,
                remedy="leave them out, or record that it is not likely to occur again, and why",
                about=found.provider,
            )


def _found(case: Case) -> tuple[selection.GroundFound, ...]:
    return case.record.found if isinstance(case.record, selection.ExclusionsDecided) else ()


def _judged(case: Case, found: selection.GroundFound) -> ExclusionJudgement:
    return judge_exclusion(
        case.law,
        case.on,
        found.ground,
        provider=found.provider,
        event_on=found.event_on,
        happened_on=found.happened_on,
        likely_again=found.likely_again,
        heard=found.heard_on is not None,
    )


@asks_the_law(Condition.CONFLICTS_ARE_ASSESSED, CONFLICTS_UNASSESSED)
def conflicts_are_assessed(case: Case) -> Iterator[Finding]:
    """Conflicts of interest have been assessed before the procurement is announced."""
    notice = case.record
    if not isinstance(notice, notices.NoticePublished) or case.ledger.brought_forward is not None:
        return
    row = case.law.row(CONFLICTS_ASSESSED_BEFORE, case.on)
    assessed = any(each.on <= case.on for each in case.every(conflicts.ConflictsAssessed))
    if row.value.is_met_by(notice) and not assessed:
        yield CONFLICTS_UNASSESSED(
            f"no conflicts assessment has been prepared; the {notice.notice} confirms one",
            source=row.citation,
            remedy="prepare and record the assessment, then publish",
        )


@asks_the_law(Condition.SUPPLIER_INFORMATION_IS_CONFIRMED, SUPPLIER_UNCONFIRMED)
def supplier_information_is_confirmed(case: Case) -> Iterator[Finding]:
    """Every tenderer confirmed, before tenders were due, that its information is on the platform."""
    row = case.law.row(SUPPLIER_INFORMATION_CONFIRMED, case.on)
    if case.ledger.brought_forward is not None:
        return
    late = tuple(
        dict.fromkeys(
            provider
            for lot in case.lots
            for provider in _tenderers(case, lot)
            if not _confirmed(case, lot, provider)
        )
    )
    if late:
        yield SUPPLIER_UNCONFIRMED(
            f"{listed(late)} did not confirm in time that their information is up to date "
            "on the platform",
            source=row.citation,
            remedy="obtain it before tenders are due: extend the deadline for all, if need be",
            about=late[0] if len(late) == 1 else None,
        )


def _confirmed(case: Case, lot: str, provider: str) -> bool:
    due = due_by(case, lot)
    return any(
        due is None or confirmed.on <= due.day
        for confirmed in case.every(selection.SupplierInformationConfirmed, about=provider)
    )
