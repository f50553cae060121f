"""Lists of parties, compared with those who took part: told, opened, invited and interviewed."""

from __future__ import annotations

from commissioning.errors import written
from commissioning.evaluation.eligibility import no_longer_standing
from commissioning.findings.codes import competition as codes
from commissioning.gates.case import Case, Found, check
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.record_finder import RecordFinder
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.challenge import Challenge
from commissioning.records.ending import InvitationReissued
from commissioning.records.panel import InterviewInvitation
from commissioning.records.record import Record, of_lots
from commissioning.records.selection import ProviderAssessment, SelectionResponse, Shortlist
from commissioning.records.tender import (
    Clarification,
    InvitationToTender,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.records.tender_faults import ends_tender
from commissioning.values.text import did_you_mean, grouped, listed


def tenderers(records: RecordFinder, lot: str) -> tuple[str, ...]:
    """Everyone who tendered for a lot, in the order received, those who withdrew included."""
    tenders = (each for each in records.every(TenderReceived, lot) if each.is_for(lot))
    return tuple(dict.fromkeys(tender.provider for tender in tenders))


def tenders_held(records: RecordFinder, lot: str) -> dict[str, TenderReceived]:
    """The tenders for a lot by provider, without those taken back."""
    tenders = {
        each.provider: each for each in records.every(TenderReceived, lot) if each.is_for(lot)
    }
    for withdrawn in records.every(TenderWithdrawn, lot):
        tender = tenders.get(withdrawn.provider)
        if tender is not None and ends_tender(withdrawn, tender, lot):
            del tenders[withdrawn.provider]
    return tenders


def meant(case: Case, provider: str, *kinds: type[Record]) -> str:
    """The end of a remedy for an unknown provider: the nearest that records of some kinds name."""
    known = (
        name for kind in kinds for each in case.every(kind) for name in each.references("provider")
    )
    return did_you_mean(provider, set(known))


def lacking(case: Case, provider: str, *kinds: type[Record]) -> str | None:
    """None if a provider has such a record for the lots; " for lot N2" if only for others; else ""."""
    held = [each for kind in kinds for each in case.every(kind, provider)]
    if any(map(case.concerns, held)):
        return None
    return f" for {of_lots(case.lots)}" if held else ""


def took_part(case: Case) -> set[str]:
    """Everyone who had a part in the competition for the lots of an attempt, or was offered one."""
    found: set[str] = set()
    for lot in case.lots:
        found.update(tenderers(case, lot))
        for kind in (SelectionResponse, Shortlist, InvitationToTender, ProviderAssessment):
            for named in case.every(kind, lot):
                found.update(named.references("provider"))
        for recommendation in case.every(AwardRecommendation, lot):
            for award in recommendation.awards:
                found.update((award.provider, *award.reserves))
    return found


def left_untold(ledger: Ledger, lot: str, started_by: Record) -> tuple[str, ...]:
    """The tenderers for a lot to whom the outcome is owed and no letter went by the day of one.

    Earlier letters of the same recommendation count, and letters that name no bidder are taken to have
    gone to all. A tenderer that withdrew, was excluded or failed selection is owed none.
    """
    if not isinstance(started_by, IntentionToAward) or not started_by.told:
        return ()
    gone = no_longer_standing(ledger, lot, started_by.on)
    told = set(started_by.told)
    for earlier in ledger.every(IntentionToAward, lot):
        if earlier.recommendation == started_by.recommendation and earlier.on <= started_by.on:
            told.update(earlier.told)
    return tuple(
        provider
        for provider in tenderers(ledger, lot)
        if provider not in told and not (provider in gone and gone[provider].reason.ends_concern)
    )


@check(IntentionToAward, codes.BIDDER_NOT_TOLD, codes.TOLD_WITHOUT_TENDER)
def letters_go_to_those_who_tendered(case: Case, letters: IntentionToAward) -> Found:
    """The outcome goes to every tenderer, those who lost too, and to no one else."""
    missed = grouped(
        (provider, lot) for lot in case.lots for provider in left_untold(case.ledger, lot, letters)
    )
    if missed:
        lots = tuple(dict.fromkeys(lot for theirs in missed.values() for lot in theirs))
        yield codes.BIDDER_NOT_TOLD(
            f"No letter goes to {listed(missed)}, who tendered for {of_lots(lots)}",
            remedy="Write to every tenderer, and date the letters the day the last was sent",
            about=tuple(missed),
        )
    known = took_part(case)
    strangers = tuple(provider for provider in letters.told if provider not in known)
    if strangers and case.ledger.brought_forward is None:
        yield codes.TOLD_WITHOUT_TENDER(
            f"The letters go to {listed(strangers)}, who took no part in the competition",
            remedy=f"Leave them out, or correct the reference{did_you_mean(strangers[0], known)}",
            about=strangers,
        )


@check(TenderOpening, codes.TENDER_UNOPENED)
def every_tender_is_opened(case: Case, opening: TenderOpening) -> Found:
    """An opening that names the tenders names all that are held, or one could appear later."""
    if not opening.tenders:
        return
    shut: dict[str, None] = {}
    for lot in case.lots:
        gone = no_longer_standing(case.ledger, lot, case.on)
        openings = (*case.every(TenderOpening, lot), opening)
        opened = {provider for each in openings for provider in each.tenders}
        held = tenderers(case, lot)
        shut |= {name: None for name in held if name not in opened and name not in gone}
    if shut:
        yield codes.TENDER_UNOPENED(
            f"The tender of {listed(shut)} was received, but is not among those opened"
            if len(shut) == 1
            else f"The tenders of {listed(shut)} were received, but are not among those opened",
            remedy="Open every tender together, or record why one is rejected",
            about=tuple(shut),
        )


@check(InvitationToTender, codes.INVITED_WITHOUT_SHORTLIST, codes.SHORTLISTED_NOT_INVITED)
def invited_are_the_shortlisted(case: Case, invitation: InvitationToTender) -> Found:
    """An invitation that names providers names those on the shortlist, if there is one."""
    shortlists = case.by_lot(Shortlist)
    listed_before = {p for each in shortlists.values() for p in each.invited}
    if not invitation.invited or not shortlists:
        return
    for provider in invitation.invited:
        if provider not in listed_before:
            yield codes.INVITED_WITHOUT_SHORTLIST(
                f"{provider} is invited to tender, but is not on the shortlist",
                remedy="Leave them out, or correct the provider's reference"
                f"{did_you_mean(provider, listed_before)}",
                about=provider,
            )
    fewer = any(case.ledger.every(InvitationReissued, lot, superseded=True) for lot in shortlists)
    gone = {p for lot in case.lots for p in no_longer_standing(case.ledger, lot, case.on)}
    passed_over = sorted(listed_before - set(invitation.invited) - gone)
    if passed_over and not fewer:  # a later round, such as best and final offers, may have fewer
        yield codes.SHORTLISTED_NOT_INVITED(
            f"{listed(passed_over)} is on the shortlist, but is not invited to tender"
            if len(passed_over) == 1
            else f"{listed(passed_over)} are on the shortlist, but are not invited to tender",
            remedy="Invite everyone on the shortlist",
            about=tuple(passed_over),
        )


@check(InterviewInvitation, codes.INTERVIEWED_WITHOUT_TENDER)
def interviewed_have_tendered(case: Case, invitation: InterviewInvitation) -> Found:
    """Only those who tendered are interviewed about their tender."""
    known = {provider for lot in case.lots for provider in tenderers(case, lot)}
    for provider in invitation.providers if known else ():
        if provider not in known:
            yield codes.INTERVIEWED_WITHOUT_TENDER(
                f"{provider} is invited to interview, but no tender of theirs is recorded",
                remedy="Record the tender received, or correct the provider's reference"
                f"{did_you_mean(provider, known)}",
                about=provider,
            )


@check(Challenge, codes.CHALLENGER_TOOK_NO_PART)
def challenger_took_part(case: Case, challenge: Challenge) -> Found:
    """A challenger took part in the competition, or is stated to be an outsider."""
    if not challenge.provider or not challenge.took_part:
        return
    known = took_part(case)
    if known and challenge.provider not in known and case.ledger.brought_forward is None:
        yield codes.CHALLENGER_TOOK_NO_PART.warns(
            f"{challenge.provider} challenges the procurement, but took no part in it",
            remedy="Correct the reference, or state that the challenger is an outsider"
            f"{did_you_mean(challenge.provider, known)}",
            about=challenge.provider,
        )


@check(Clarification, codes.CLARIFICATION_NOT_SHARED)
def answers_go_to_everyone(_: Case, clarification: Clarification) -> Found:
    """A question about the invitation and its answer go to every bidder."""
    if not clarification.sent_to_all:
        yield codes.CLARIFICATION_NOT_SHARED(
            f"The answer of {written(clarification.on)} did not go to every bidder",
            remedy="Send the question and the answer to all, or record a waiver that says why it is "
            "confidential to one",
            about=clarification.reference or None,
        )
