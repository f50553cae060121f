"""Tenders: the same rules for everybody, in time, opened by two, and judged as announced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from commissioning.dates.deadlines import Deadline
from commissioning.errors import written
from commissioning.findings.codes.competition import (
    DEADLINE_NOT_LATER,
    DEADLINE_PASSED,
    OFFER_ABOVE_ENVELOPE,
    ONE_OPENER,
    OPENED_WITHOUT_TENDER,
    TENDER_LATE,
    TENDER_NOT_INVITED,
    TENDER_UNDER_OTHER_RULES,
    TENDERS_STILL_DUE,
    TOO_MANY_LOTS_TENDERED,
    WEIGHTS_CHANGED,
    WITHDRAWN_WITHOUT_TENDER,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, check, gate
from commissioning.records.returns import InvitationReissued
from commissioning.records.selection import Shortlist
from commissioning.records.tender import (
    DeadlineExtended,
    InvitationToTender,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
)


def due_by(case: Case, lot: str) -> Deadline | None:
    """The deadline for tenders as it stands for a lot, extensions included."""
    invitation = case.find(InvitationToTender, lot)
    if invitation is None:
        return None
    later = [e for e in case.every(DeadlineExtended, lot) if e.on >= invitation.on]
    return later[-1].tenders_due_by if later else invitation.tenders_due_by


@gate(TENDERS_STILL_DUE)
def tenders_are_all_in(case: Case) -> Iterator[Finding]:
    """The deadline for tenders has passed before any is opened."""
    for due in dict.fromkeys(due_by(case, lot) for lot in case.lots):
        if due is None:
            continue
        opens_on = due.day if due.at else due.day + timedelta(days=1)
        if case.on < opens_on:
            yield TENDERS_STILL_DUE(
                f"tenders may still come in until {due}; this is {written(case.on)}",
                remedy=f"open them on or after {written(opens_on)}",
                earliest=opens_on,
            )


@check(TenderOpening, ONE_OPENER)
def two_people_open(case: Case, opening: TenderOpening) -> Iterator[Finding]:
    """Two people are present when tenders are opened, so that none can be altered unseen."""
    invitation = case.find(InvitationToTender, about=case.lots[0])
    if invitation is not None and invitation.two_openers and len(opening.opened_by) < 2:
        yield ONE_OPENER(
            f"the tenders were opened by {' and '.join(opening.opened_by)} alone",
            remedy="have two people open them, or issue invitations with two_openers=False",
        )


@check(TenderOpening, OPENED_WITHOUT_TENDER)
def opened_tenders_were_received(case: Case, opening: TenderOpening) -> Iterator[Finding]:
    """A tender that is opened was received."""
    for provider in opening.tenders:
        if case.find(TenderReceived, provider) is None:
            yield OPENED_WITHOUT_TENDER(
                f"the tender of {provider} was opened, but none is recorded as received",
                remedy="record the tender received, or correct the provider's reference",
                about=provider,
            )


@check(TenderReceived, TENDER_LATE)
def tender_is_in_time(case: Case, tender: TenderReceived) -> Iterator[Finding]:
    """A tender after the deadline is accepted only for a recorded reason."""
    if tender.late_because:
        return
    dues = (due_by(case, lot) for lot in case.lots if tender.is_for(lot))
    for due in dict.fromkeys(due for due in dues if due is not None):
        received = Deadline(tender.on, tender.at, due.zone if due.zone else "Europe/London")
        late = received.moment() > due.moment() if tender.at else tender.on > due.day
        if late:
            when = received if tender.at else written(tender.on)
            yield TENDER_LATE(
                f"the tender of {tender.provider} came at {when}, after {due}"
                if tender.at
                else f"the tender of {tender.provider} came on {when}, after {due}",
                remedy="leave it out, or record why it is accepted all the same (late_because)",
                about=tender.provider,
            )


@check(TenderReceived, TENDER_NOT_INVITED)
def tenderer_was_invited(case: Case, tender: TenderReceived) -> Iterator[Finding]:
    """Where there is a shortlist or a list of invited providers, only they tender."""
    for lot in case.lots:
        invitation, shortlist = case.find(InvitationToTender, lot), case.find(Shortlist, lot)
        for record, invited in (
            (invitation, invitation.invited if invitation else ()),
            (shortlist, shortlist.invited if shortlist else ()),
        ):
            if record is not None and invited and tender.provider not in invited:
                yield TENDER_NOT_INVITED(
                    f"{tender.provider} tenders and is not on the {record.described()}",
                    remedy="send the tender back; only those invited may tender",
                    about=tender.provider,
                )
                return


@check(TenderReceived, TOO_MANY_LOTS_TENDERED)
def lots_tendered_are_within_the_limit(case: Case, tender: TenderReceived) -> Iterator[Finding]:
    """Nobody tenders for more lots than the invitation allows."""
    invitation = case.find(InvitationToTender, about=case.lots[0])
    limit = invitation.lot_limits.most_tendered if invitation and invitation.lot_limits else None
    theirs = (*case.every(TenderReceived, tender.provider), tender)
    lots = [
        lot
        for lot in case.ledger.lots
        if any(one.is_for(lot) and _stands(case, one, lot) for one in theirs)
    ]
    if limit is not None and len(lots) > limit:
        yield TOO_MANY_LOTS_TENDERED(
            f"{tender.provider} tenders for {len(lots)} lots; at most {limit} are allowed",
            remedy="ask which lots the tender stands for, as the invitation says",
            about=tender.provider,
        )


def _stands(case: Case, tender: TenderReceived, lot: str) -> bool:
    """Whether a tender has not been taken back for a lot."""
    return not any(back.takes_back(tender, lot) for back in case.every(TenderWithdrawn, lot))


@check(TenderReceived, OFFER_ABOVE_ENVELOPE)
def offer_is_within_the_envelope(case: Case, tender: TenderReceived) -> Iterator[Finding]:
    """An offer above the financial envelope is said at once; the evaluation excludes it if it must."""
    for lot in case.lots:
        invitation, offer = case.find(InvitationToTender, lot), tender.price(lot)
        envelope = invitation.envelope if invitation else None
        if envelope is None or offer is None or offer.per != envelope.per:
            continue
        same = (offer.price.currency, offer.price.vat) == (
            envelope.amount.currency,
            envelope.amount.vat,
        )
        if same and offer.price > envelope.amount:
            yield OFFER_ABOVE_ENVELOPE(
                f"{tender.provider} asks {offer.price} for lot {lot}, "
                f"above the envelope of {envelope.amount}",
                severity=Severity.WARNS,
                remedy="it will be excluded" if envelope.above_is_refused else "",
                about=tender.provider,
            )


@check(TenderWithdrawn, WITHDRAWN_WITHOUT_TENDER)
def withdrawn_tender_was_received(case: Case, withdrawal: TenderWithdrawn) -> Iterator[Finding]:
    """Only a tender that was received can be taken back."""
    if case.find(TenderReceived, withdrawal.provider) is None:
        yield WITHDRAWN_WITHOUT_TENDER(
            f"{withdrawal.provider} withdraws, but no tender of theirs is recorded",
            remedy="record the tender received, or correct the provider's reference",
            about=withdrawal.provider,
        )


@check(DeadlineExtended, DEADLINE_NOT_LATER, DEADLINE_PASSED)
def deadline_only_moves_later(case: Case, extension: DeadlineExtended) -> Iterator[Finding]:
    """A deadline is moved before it passes, and only to a later day."""
    for due in dict.fromkeys(due_by(case, lot) for lot in case.lots):
        if due is None:
            continue
        if extension.tenders_due_by.moment() <= due.moment():
            yield DEADLINE_NOT_LATER(
                f"{extension.tenders_due_by} is not later than {due}",
                remedy="give a later deadline; one that was announced is not shortened",
            )
        if extension.on > due.day:
            yield DEADLINE_PASSED(
                f"the deadline of {due} had passed by {written(extension.on)}",
                remedy="reissue the invitation to the same bidders instead (InvitationReissued)",
            )


@check(InvitationToTender, WEIGHTS_CHANGED)
def method_stays_as_issued(case: Case, invitation: InvitationToTender) -> Iterator[Finding]:
    """What tenders are judged by is not changed once the invitation is out."""
    changed: dict[InvitationToTender, dict[str, None]] = {}
    for lot in case.lots:
        before = case.find(InvitationToTender, lot)
        if before is not None and before is not invitation and not _reissued(case, lot, before):
            changed.setdefault(before, {}).update(dict.fromkeys(_changes(before, invitation)))
    for before, changes in changed.items():
        if changes:
            yield WEIGHTS_CHANGED(
                f"the invitation of {written(before.on)} is changed in " + ", ".join(changes),
                remedy="judge by what was issued, or reissue the invitation to everybody "
                "(InvitationReissued) and take new tenders",
            )


def _reissued(case: Case, lot: str, before: InvitationToTender) -> bool:
    """Whether tenders for the lot have been invited again since an invitation was entered."""
    for entry in reversed(tuple(case.ledger.entries)):
        if entry.record is before:
            return False
        again = entry.record
        if isinstance(again, InvitationReissued) and lot in entry.lots and again.on >= before.on:
            return True
    return False


@gate(TENDER_UNDER_OTHER_RULES)
def tenders_answer_this_invitation(case: Case) -> Iterator[Finding]:
    """No tender is judged by rules that were announced after it came in."""
    found: dict[str, Finding] = {}
    entered = {id(entry.record): entry.number for entry in case.ledger.entries}
    for lot in case.lots:
        latest = case.find(InvitationToTender, lot)
        if latest is None:
            continue
        # One that the reissue set aside is still the one that its tenders answered.
        issued = case.ledger.every(InvitationToTender, lot, superseded=True)
        for tender in case.every(TenderReceived, lot):
            answered = [
                itt
                for itt in issued
                if itt.on <= tender.on and entered.get(id(itt), -1) < entered.get(id(tender), 0)
            ]
            if not answered or not tender.is_for(lot) or not _stands(case, tender, lot):
                continue
            changes = tuple(_changes(answered[-1], latest))
            if changes:
                found[tender.provider] = TENDER_UNDER_OTHER_RULES(
                    f"the tender of {tender.provider} of {written(tender.on)} came before "
                    f"the invitation of {written(latest.on)}, which changes " + ", ".join(changes),
                    remedy="take a new tender; name the old one in the reissue (sets_aside), or "
                    "record it as withdrawn",
                    about=tender.provider,
                )
    yield from found.values()


def _changes(before: InvitationToTender, after: InvitationToTender) -> Iterator[str]:
    """What bidders were told and is now otherwise, in words."""
    if before.method != after.method:
        yield "its criteria or weights"
    if before.price_formula != after.price_formula:
        yield "its price formula"
    if before.lot_limits != after.lot_limits:
        yield "its limits on lots"
    if before.interviews != after.interviews:
        yield "what interviews may do"
    if before.envelope != after.envelope:
        yield "its financial envelope"
    if before.low_price_triggers != after.low_price_triggers:
        yield "what makes a price look too low"
