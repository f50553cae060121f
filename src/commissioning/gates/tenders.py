"""Tenders: the same rules for every bidder, in time, opened by two, and no low price left unasked."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from commissioning import evaluation
from commissioning.dates.periods import LONDON, Deadline
from commissioning.errors import written
from commissioning.findings.codes import competition as codes
from commissioning.findings.codes.decisions import REASON_CONTRADICTED
from commissioning.findings.codes.evaluation import (
    CORRECTION_MISFITS,
    DISREGARDED_UNHEARD,
    LOW_PRICE_UNASKED,
    PRICE_QUERY_OPEN,
)
from commissioning.findings.finding import Severity
from commissioning.gates.case import Case, Found, check, gate
from commissioning.gates.parties import lacking, meant
from commissioning.law.law import Parameter, Row
from commissioning.law.questions import LOW_PRICE_ASKED, LOW_PRICE_HEARD
from commissioning.ledger.record_finder import newest
from commissioning.records.ending import Abandonment, AbandonmentReason, InvitationReissued
from commissioning.records.record import of_lots
from commissioning.records.selection import Shortlist
from commissioning.records.tender import (
    DeadlineExtended,
    InvitationToTender,
    PriceDecision,
    PriceExplained,
    PriceQueried,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.records.tender_faults import PriceCorrected, TenderRejected, ends_tender
from commissioning.values.checking import stated
from commissioning.values.text import capital, did_you_mean, listed


def due_by(case: Case, lot: str) -> Deadline | None:
    """The deadline for tenders in force for a lot, extensions included."""
    invitation = case.find(InvitationToTender, lot)
    if invitation is None:
        return None
    extended = newest([e for e in case.every(DeadlineExtended, lot) if e.on >= invitation.on])
    return (extended or invitation).tenders_due_by


def _deadlines(case: Case, lots: tuple[str, ...]) -> tuple[Deadline, ...]:
    deadlines = (due_by(case, lot) for lot in lots)
    return tuple(dict.fromkeys(due for due in deadlines if due is not None))


@gate(codes.TENDERS_STILL_DUE)
def tenders_are_all_in(case: Case) -> Found:
    """The deadline for tenders has passed before any is opened."""
    for due in _deadlines(case, case.lots):
        if case.on < due.passes_on:
            yield codes.TENDERS_STILL_DUE(
                f"You cannot open tenders on {written(case.on)}: they may arrive until {due}",
                remedy=f"Open them on or after {written(due.passes_on)}",
                earliest=due.passes_on,
            )


@check(TenderOpening, codes.ONE_OPENER)
def two_people_open(case: Case, opening: TenderOpening) -> Found:
    """Two people are present when tenders are opened, so that none can be altered unseen."""
    openers = stated(opening.opened_by, opening, "opened_by")
    asked = any(invitation.two_openers for invitation in case.by_lot(InvitationToTender).values())
    if asked and len(openers) < 2:
        yield codes.ONE_OPENER(
            f"Only one person opened the tenders ({listed(openers)}); the minimum is two",
            remedy="Have two people open them, or say in the invitation that one is enough",
        )


@check(TenderOpening, codes.OPENED_WITHOUT_TENDER)
def opened_tenders_were_received(case: Case, opening: TenderOpening) -> Found:
    """A tender that is opened was received."""
    for provider in opening.tenders:
        if (of := lacking(case, provider, TenderReceived)) is not None:
            yield codes.OPENED_WITHOUT_TENDER(
                f"The tender of {provider}{of} was opened, but is not recorded as received",
                remedy="Record the tender received, or correct the provider's reference"
                f"{meant(case, provider, TenderReceived)}",
                about=provider,
            )


@check(TenderReceived, codes.TENDER_LATE)
def tender_is_in_time(case: Case, tender: TenderReceived) -> Found:
    """A tender after the deadline is accepted only for a recorded reason."""
    lots = tuple(lot for lot in case.lots if tender.is_for(lot) and not tender.late_because)
    for due in _deadlines(case, lots):
        lateness = due.lateness_of(Deadline(tender.on, tender.at, due.zone or LONDON))
        if lateness:
            yield codes.TENDER_LATE(
                f"The tender of {tender.provider} arrived {lateness}",
                remedy="Leave it out, or record the reason for accepting it late",
                about=tender.provider,
            )


@check(TenderReceived, codes.TENDER_NOT_INVITED)
def tenderer_was_invited(case: Case, tender: TenderReceived) -> Found:
    """Only those on the shortlist or the list of invited providers tender, if there is one."""
    kinds: tuple[type[InvitationToTender] | type[Shortlist], ...] = (InvitationToTender, Shortlist)
    for record in (case.find(kind, lot) for lot in case.lots for kind in kinds):
        if record is not None and record.invited and tender.provider not in record.invited:
            yield codes.TENDER_NOT_INVITED(
                f"{tender.provider} tenders, but is not named in the {record.described()}",
                remedy="Send the tender back, or correct the provider's reference"
                f"{did_you_mean(tender.provider, record.invited)}",
                about=tender.provider,
            )
            return


@check(TenderReceived, codes.TOO_MANY_LOTS_TENDERED)
def lots_tendered_are_within_the_limit(case: Case, tender: TenderReceived) -> Found:
    """A provider tenders for no more of the lots of an invitation than it allows."""
    theirs = (*case.every(TenderReceived, tender.provider), tender)
    for invitation in dict.fromkeys(case.by_lot(InvitationToTender).values()):
        most = invitation.lot_limits.most_tendered if invitation.lot_limits else None
        lots = [
            lot
            for lot in case.ledger.lots
            if case.find(InvitationToTender, lot) == invitation
            and any(one.is_for(lot) and not _gone(case, one, lot) for one in theirs)
        ]
        if most is not None and len(lots) > most:
            yield codes.TOO_MANY_LOTS_TENDERED(
                f"{tender.provider} tenders for {len(lots)} lots ({listed(lots)}); the maximum is {most}",
                remedy="Ask which lots the tender is for, as the invitation says",
                about=tender.provider,
            )


def _gone(case: Case, tender: TenderReceived, lot: str) -> bool:
    return any(ends_tender(end, tender, lot) for end in case.every(TenderWithdrawn, lot)) or any(
        ends_tender(end, tender, lot) for end in case.every(TenderRejected, lot)
    )


@check(TenderWithdrawn, codes.WITHDRAWN_WITHOUT_TENDER)
def withdrawn_tender_was_received(case: Case, withdrawal: TenderWithdrawn) -> Found:
    """Only a tender that was received can be withdrawn."""
    if (of := lacking(case, withdrawal.provider, TenderReceived)) is not None:
        yield codes.WITHDRAWN_WITHOUT_TENDER(
            f"{withdrawal.provider} withdraws, but no tender of theirs{of} is recorded",
            remedy="Record the tender received, or correct the provider's reference"
            f"{meant(case, withdrawal.provider, TenderReceived)}",
            about=withdrawal.provider,
        )


@check(DeadlineExtended, codes.DEADLINE_NOT_LATER, codes.DEADLINE_PASSED)
def deadline_only_moves_later(case: Case, extension: DeadlineExtended) -> Found:
    """A deadline is moved before it passes, and only to a later one."""
    new = extension.tenders_due_by
    for due in _deadlines(case, case.lots):
        if new.moment() <= due.moment():
            yield codes.DEADLINE_NOT_LATER(
                f"The new deadline, {new}, is not later than the one in force, {due}",
                remedy="Give a later deadline; one that was announced is never shortened",
            )
        if extension.on > due.day:
            yield codes.DEADLINE_PASSED(
                f"The deadline, {due}, had passed by {written(extension.on)}",
                remedy="Reissue the invitation to the same bidders instead",
            )


@check(InvitationToTender, codes.WEIGHTS_CHANGED)
def method_stays_as_issued(case: Case, invitation: InvitationToTender) -> Found:
    """The rules that tenders are judged by stay as issued."""
    for lot, before in case.by_lot(InvitationToTender).items():
        changes = _changes(before, invitation)
        if changes and not _reissued(case, lot, before):
            yield codes.WEIGHTS_CHANGED(
                f"This invitation changes {listed(changes)} announced on {written(before.on)}",
                remedy="Judge by what was issued, or reissue the invitation to every bidder and "
                "take new tenders",
            )


def _reissued(case: Case, lot: str, before: InvitationToTender) -> bool:
    since = takewhile(lambda entry: entry.record != before, case.ledger.newest_first)
    return any(
        isinstance(entry.record, InvitationReissued)
        and lot in entry.lots
        and entry.record.on >= before.on
        for entry in since
    )


@gate(codes.TENDER_UNDER_OTHER_RULES)
def tenders_answer_this_invitation(case: Case) -> Found:
    """No tender is judged by rules that were announced after it came in."""
    # One that the reissue superseded is still the one that its tenders answered.
    every = {lot: case.every(InvitationToTender, lot, superseded=True) for lot in case.lots}
    if all(len(issued) < 2 for issued in every.values()):
        return
    entered = {entry.record: entry.number for entry in case.ledger.entries}
    for lot, latest in case.by_lot(InvitationToTender).items():
        issued = every[lot]
        for tender in case.every(TenderReceived, lot):
            answered = [
                itt
                for itt in issued
                if itt.on <= tender.on and entered.get(itt, -1) < entered.get(tender, 0)
            ]
            changes = _changes(answered[-1], latest) if answered else ()
            if changes and tender.is_for(lot) and not _gone(case, tender, lot):
                yield codes.TENDER_UNDER_OTHER_RULES(
                    f"{tender.provider} tendered on {written(tender.on)}, before the invitation "
                    f"of {written(latest.on)} changed {listed(changes)}",
                    remedy="Take a new tender; name the old one in the reissue as superseded, or "
                    "record it as withdrawn",
                    about=tender.provider,
                )


_JUDGED_BY: Final = {
    "method": "the criteria or weights",
    "price_formula": "the price formula",
    "lot_limits": "the limits on lots",
    "interviews": "the use of interviews",
    "envelope": "the financial envelope",
    "low_price_triggers": "the tests for low prices",
    "after_withdrawal": "the rule for withdrawals",
}
"""The fields of an invitation that tenders are judged by, in words."""


def _changes(before: InvitationToTender, after: InvitationToTender) -> tuple[str, ...]:
    return tuple(
        words
        for field, words in _JUDGED_BY.items()
        if getattr(before, field) != getattr(after, field)
    )


@check(PriceCorrected, CORRECTION_MISFITS)
def correction_is_of_a_price_tendered(case: Case, correction: PriceCorrected) -> Found:
    """A price that is corrected is the one tendered, or as corrected before."""
    lot, provider = correction.lot, correction.provider
    tenders = [t for t in case.every(TenderReceived, lot) if t.provider == provider]
    offer = tenders[-1].price(lot) if tenders else None
    earlier = [c for c in case.every(PriceCorrected, lot) if (c.provider, c.lot) == (provider, lot)]
    yield from evaluation.misfit(offer, earlier, correction)


@gate(PRICE_QUERY_OPEN, LOW_PRICE_UNASKED)
def low_prices_are_settled(case: Case) -> Found:
    """A price that was questioned has been decided on, and one that calls for it was questioned."""
    for lot in case.lots:
        source, _, _ = case.assessed(lot)
        if source is None:
            continue
        bidders = {t.provider for t in source.tenders if source.competes(t)}
        queries = [query for query in case.every(PriceQueried, lot) if query.provider in bidders]
        decisions = case.every(PriceDecision, lot)
        for query in queries:
            if not any(d.provider == query.provider and d.on >= query.on for d in decisions):
                yield PRICE_QUERY_OPEN(
                    f"The price of {query.provider} was questioned on {written(query.on)} "
                    f"({query.because}), but no decision is recorded yet",
                    remedy="Record the answer and the decision",
                    about=query.provider,
                )
        duty = _commanded(case, LOW_PRICE_ASKED, [lot])
        waiver = ", or record a waiver that says why it does not look too low" if duty else ""
        unasked = bidders - {query.provider for query in queries}
        for low in evaluation.low_prices(source):
            if low.provider in unasked:
                yield LOW_PRICE_UNASKED(
                    f"{low}, but the bidder has not been asked about it",
                    severity=Severity.BLOCKS if duty else Severity.WARNS,
                    source=duty.citation if duty else None,
                    remedy=f"Ask the bidder to show that the price is workable{waiver}",
                    about=low.provider,
                )


def _commanded(case: Case, parameter: Parameter[bool], lots: list[str]) -> Row[bool] | None:
    """The row that commands it of some of the lots, which may be under several laws."""
    laws = (part.law for part in case.parts if not set(lots).isdisjoint(part.lots))
    return next((row for law in laws for row in law.every(parameter, case.on) if row.value), None)


@check(PriceDecision, DISREGARDED_UNHEARD)
def bidder_was_heard(case: Case, decision: PriceDecision) -> Found:
    """A low price is not disregarded before the bidder has had a fair chance to explain it."""
    asked = ((lot, _last_query(case, decision, lot)) for lot in case.lots)
    unheard = {lot: query for lot, query in asked if not _was_heard(case, decision, lot, query)}
    if not decision.excludes or not unheard:
        return
    duty = _commanded(case, LOW_PRICE_HEARD, [*unheard])
    # A bidder that never answers must not hold the decision back for ever.
    endless = any(query is not None and query.answer_by is None for query in unheard.values())
    otherwise = (
        "ask again and set a day for it"
        if endless
        else "wait until the day by which it was due has passed"
    )
    yield DISREGARDED_UNHEARD(
        f"The tender of {decision.provider} is disregarded for its price before the bidder has "
        "answered",
        severity=Severity.BLOCKS if duty else Severity.WARNS,
        source=duty.citation if duty else None,
        remedy=f"Record the answer, or {otherwise}",
        about=decision.provider,
    )


def _last_query(case: Case, decision: PriceDecision, lot: str) -> PriceQueried | None:
    own = (q for q in case.every(PriceQueried, lot) if q.provider == decision.provider)
    return newest([query for query in own if query.on <= decision.on])


def _was_heard(case: Case, decision: PriceDecision, lot: str, last: PriceQueried | None) -> bool:
    """Whether the last question about the lot was answered, or the day for an answer has passed."""
    provider, day = decision.provider, decision.on
    if last is None:
        return False
    answers = case.every(PriceExplained, lot)
    answered = any(each.provider == provider and last.on <= each.on <= day for each in answers)
    return answered or (last.answer_by is not None and last.answer_by.day < day)


@check(Abandonment, REASON_CONTRADICTED)
def reason_is_what_the_records_show(case: Case, abandonment: Abandonment) -> Found:
    """No tenders came where that is the reason, and some came where none was suitable."""
    came = [(lot, t) for lot in case.lots for t in case.every(TenderReceived, lot) if t.is_for(lot)]
    standing = dict.fromkeys(t.provider for lot, t in came if not _gone(case, t, lot))
    lots = of_lots(case.lots, case.ledger.lots)
    abandoned = f"{capital(lots)} {'are' if len(case.lots) > 1 else 'is'} abandoned"
    if abandonment.reason is AbandonmentReason.NO_TENDERS and standing:
        one = len(standing) == 1
        yield REASON_CONTRADICTED(
            f"{abandoned} because no tenders came, but the {'tender' if one else 'tenders'} of "
            f"{listed(standing)} {'is' if one else 'are'} recorded",
            remedy="Give another reason, or record that they were withdrawn or rejected",
        )
    none_suitable = abandonment.reason is AbandonmentReason.NONE_SUITABLE
    if none_suitable and not came and case.ledger.brought_forward is None:
        yield REASON_CONTRADICTED(
            f"{abandoned} because no tender was suitable, but no tender is recorded",
            remedy="Give as the reason that no tenders came, or record those that came",
        )
