"""Frameworks and markets in their course: who may join, what may be called off, and in which order."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import Final

from commissioning.contracts.frameworks import (
    Opened,
    last_day,
    list_on,
    member_on,
    members_on,
    opened_of,
    terms_of,
)
from commissioning.errors import written
from commissioning.findings.codes import frameworks as codes
from commissioning.findings.codes.contracts import OTHER_MONEY_BASIS
from commissioning.findings.codes.process import MISSING_RECORD, UNKNOWN_LOT
from commissioning.findings.finding import Finding, FindingCode
from commissioning.gates.case import Case, Found, check, gate
from commissioning.gates.parties import lacking
from commissioning.gates.places import contracts_in_force
from commissioning.law import questions as q
from commissioning.ledger.record_finder import newest
from commissioning.records.framework_terms import (
    FrameworkKind,
    FrameworkTerms,
    LotCeiling,
    LotRule,
    Membership,
)
from commissioning.records.frameworks import (
    CallOffNoted,
    FrameworkOpened,
    MarketOpened,
    MembershipChanged,
    MembershipMove,
    PackagePlaced,
    RankedListIssued,
)
from commissioning.records.live import SpendReported
from commissioning.records.record import WHOLE, lots_there, of_lots
from commissioning.records.selection import SelectionAssessment
from commissioning.records.tender import InvitationToTender
from commissioning.values.text import did_you_mean, listed

_TERMS: Final = {
    "kind": "its kind",
    "term": "its term",
    "ceiling": "its ceiling",
    "ceiling_is": "what its ceiling is",
    "by_lot": "the ceilings of its lots",
    "users": "who may use it",
    "call_offs": "its rules of call-off",
    "rounds": "its rounds",
    "round_day": "its rounds",
    "call_offs_run_until": "how long call-offs may run",
}


def tool_of(case: Case) -> str:
    """The word for what was opened: "framework" or "market"."""
    return "market" if isinstance(opened_of(case.ledger), MarketOpened) else "framework"


@gate(MISSING_RECORD)
def framework_or_market_is_open(case: Case) -> Found:
    """A framework or market has been opened."""
    if opened_of(case.ledger) is None and case.ledger.brought_forward is None:
        yield MISSING_RECORD(
            "There is no opened framework or market yet",
            remedy="Record an opened framework or an opened market first",
        )


# The day it opens


@check(FrameworkOpened, codes.MEMBER_WITHOUT_CONTRACT)
def members_have_signed(case: Case, opened: FrameworkOpened) -> Found:
    """Every member of a framework has a framework contract in force."""
    if case.ledger.brought_forward is not None:
        return
    signed = {c.provider for lot in case.lots for c in contracts_in_force(case, lot)}
    for name in dict.fromkeys(each.provider for each in opened.members):
        if name not in signed:
            yield codes.MEMBER_WITHOUT_CONTRACT(
                f"{name} is named as a member, but no framework contract with it is in force",
                remedy=f"Record the signed contract first, or leave it out{did_you_mean(name, signed)}",
                about=name,
            )


@check(FrameworkOpened, codes.FRAMEWORK_TERMS_CHANGED)
def terms_are_as_announced(case: Case, opened: FrameworkOpened) -> Found:
    """A framework opens once for a lot, on the terms that its invitation or its first lots had."""
    for invitation in case.by_lot(InvitationToTender).values():
        changed = _changed(invitation.framework, opened.terms)
        if changed:
            yield codes.FRAMEWORK_TERMS_CHANGED(
                f"The framework opens on other terms than the invitation of {written(invitation.on)} "
                f"announced: {listed(changed)}",
                remedy="Open it on the terms announced, or invite tenders anew",
            )
    is_open = all(part.law.has(q.OPEN_FRAMEWORK_TERM, case.on) for part in case.parts)
    if opened.terms.kind is FrameworkKind.OPEN and not is_open:
        yield codes.FRAMEWORK_TERMS_CHANGED.warns(
            "The framework opens as an open framework, but by the facts of its strategy it is not one",
            remedy="State in the strategy that it is an open framework, or open it as closed or flexible",
        )
    before = next(iter(case.by_lot(FrameworkOpened).values()), None)
    # Lots that were tendered on terms of their own open on those.
    announced = any(each.framework for each in case.by_lot(InvitationToTender).values())
    earlier = before or (None if announced else case.find(FrameworkOpened))
    changed = _changed(earlier.terms if earlier else None, opened.terms)
    if earlier and (changed or before):
        terms = f", and on other terms: {listed(changed)}" if changed else ""
        yield codes.FRAMEWORK_TERMS_CHANGED(
            f"The framework has been open since {written(earlier.on)}{terms}",
            remedy="Record who joins or leaves it as a change of a membership, and keep its terms",
        )


def _changed(was: FrameworkTerms | None, now: FrameworkTerms) -> tuple[str, ...]:
    if was is None or was == now:
        return ()
    changed = (words for name, words in _TERMS.items() if getattr(was, name) != getattr(now, name))
    return tuple(dict.fromkeys(changed))


@gate(UNKNOWN_LOT)
def terms_are_of_its_lots(case: Case) -> Found:
    """The lots that the terms and the members name are lots of the framework or market."""
    opened = case.record
    if not isinstance(opened, FrameworkOpened | MarketOpened):
        return
    known, terms = case.ledger.stages, opened.terms
    parts: tuple[LotCeiling | LotRule | Membership, ...] = terms.by_lot
    for lot in dict.fromkeys(each.lot for each in (*parts, *terms.call_offs, *opened.members)):
        if lot != WHOLE and lot not in known:
            yield UNKNOWN_LOT(
                f'The terms or the members name lot "{lot}", but {lots_there(known)}',
                remedy=f"Correct the reference of the lot{did_you_mean(lot, known)}",
                about=lot,
            )


# Members


def _no_member(case: Case, code: FindingCode, name: str, lot: str, remedy: str) -> Finding:
    of = "" if lot == WHOLE else f" for {of_lots((lot,))}"
    members = [each.provider for each in members_on(case.ledger, case.on, lot)]
    return code(
        f"{name} is not a member of the {tool_of(case)}{of} on {written(case.on)}",
        remedy=f"{remedy}{did_you_mean(name, members)}",
        about=name,
    )


@check(
    MembershipChanged, codes.MEMBER_UNKNOWN, codes.JOINED_CLOSED_FRAMEWORK, codes.JOINED_BETWEEN_ROUNDS,
    codes.JOINED_UNASSESSED, OTHER_MONEY_BASIS, codes.MEMBERSHIP_UNCHANGED, codes.MEMBER_SUSPENDED_CALLED,
)  # fmt: skip
def membership_may_change(case: Case, change: MembershipChanged) -> Found:
    """Members join only where new ones are admitted, and only a member is suspended or leaves."""
    opened = opened_of(case.ledger, case.lots[0]) or opened_of(case.ledger)
    if opened is None:
        return
    name, how = change.provider, change.how
    found = {lot: member_on(case.ledger, case.on, lot, name) for lot in change.lots or case.lots}
    missing = next((lot for lot, member in found.items() if member is None), None)
    members = [member for member in found.values() if member is not None]
    if how is MembershipMove.JOINED:
        yield from _joins(case, change, opened)
        if missing is None:
            since = f"already a member (since {written(members[0].since)})"
            yield _unchanged(name, since, "Leave it out, or correct the lots that it joins")
    elif missing is not None:
        remedy = "Correct the lots, or the provider's reference"
        yield _no_member(case, codes.MEMBER_UNKNOWN, name, missing, remedy)
    elif how is MembershipMove.REINSTATED and not any(m.suspended_because for m in members):
        yield _unchanged(name, f"not suspended on {written(case.on)}", "Leave it out")
    elif how is MembershipMove.SUSPENDED and _called_since(case, change):
        yield codes.MEMBER_SUSPENDED_CALLED.warns(
            f"{name} is suspended from {written(change.on)}, but work was called off from it after that day",
            remedy="Correct the day, or say in a note what becomes of what was called off",
            about=name,
        )


def _unchanged(name: str, what: str, remedy: str) -> Finding:
    return codes.MEMBERSHIP_UNCHANGED(f"{name} is {what}", remedy=remedy, about=name)


def _called_since(case: Case, change: MembershipChanged) -> bool:
    """Whether a suspension reaches back over call-offs and packages already recorded."""
    until = change.until or date.max
    every = chain[CallOffNoted | PackagePlaced](case.every(CallOffNoted), case.every(PackagePlaced))
    called = (c for c in every if c.provider == change.provider and change.on < c.on <= until)
    return any(change.lots is None or each.lot in change.lots for each in called)


def _joins(case: Case, change: MembershipChanged, opened: Opened) -> Found:
    terms, name = opened.terms, change.provider
    rates = [each.rate for each in opened.members if each.rate]
    if change.rate and rates and not change.rate.is_on_the_basis_of(rates[0]):
        yield OTHER_MONEY_BASIS(
            f"The rate of {change.rate} cannot be compared with the {rates[0]} of another member",
            remedy=f"State its rate on the basis of the others: {rates[0].basis}",
            about=name,
        )
    if isinstance(opened, MarketOpened):
        ended = filter(case.concerns, case.every(MembershipChanged, name))
        left = [c.on for c in ended if c.provider == name and c.how.ends]
        since = max(left, default=date.min)
        again = f" since it left on {written(since)}" if left else ""
        own = filter(case.concerns, case.every(SelectionAssessment, name))
        last = newest([a for a in own if since <= a.on <= case.on])
        if last is None or not last.outcome.passed:
            of = lacking(case, name, SelectionAssessment) or ""
            yield codes.JOINED_UNASSESSED(
                f"{name} has not yet passed an assessment{of}{again}",
                remedy="Record the selection response and its assessment first",
                about=name,
            )
    elif terms.kind is not FrameworkKind.FLEXIBLE:
        ends = (f"ends on {written(terms.term.ends_on)}",) if terms.term else ()
        anew = () if terms.kind is FrameworkKind.CLOSED else ("is reopened by a new competition",)
        until = f" until it {listed((*ends, *anew), 'or')}" if ends or anew else ""
        yield codes.JOINED_CLOSED_FRAMEWORK(
            f"{name} cannot join: the framework admits no new members{until}",
            remedy="Leave it out; a contract that passes to another provider is a novation",
            about=name,
        )
    if not terms.is_round(case.on):
        days = f"on the {_nth(terms.round_day)} of each month" if terms.round_day else ""
        rounds = days or f"on {listed(map(written, terms.rounds), 'or')}"
        yield codes.JOINED_BETWEEN_ROUNDS.warns(
            f"{name} joins on {written(case.on)}, outside the rounds: members join {rounds}",
            remedy="Let it join in the next round, or say in a note why it does not wait",
            about=name,
        )


def _nth(day: int) -> str:
    ending = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


@check(RankedListIssued, codes.MEMBER_UNKNOWN, codes.LIST_WITHOUT_FIGURES)
def list_is_of_members(case: Case, ranked: RankedListIssued) -> Found:
    """A ranked list names members of its lots, and the records that its scores rest on."""
    for lot in ranked.lots or case.lots:
        tiers = {each.provider: each.tier for each in members_on(case.ledger, case.on, lot)}
        for place in ranked.places:
            tier = tiers.get(place.provider)
            if tier is None:
                remedy = "Leave it out of the list, or correct the provider's reference"
                yield _no_member(case, codes.MEMBER_UNKNOWN, place.provider, lot, remedy)
            elif tier != ranked.tier:
                yield codes.MEMBER_UNKNOWN(
                    f"{place.provider} is a member of tier {tier}, but the list is of tier {ranked.tier}",
                    remedy="Leave it out of the list, or correct the tier",
                    about=place.provider,
                )
    before = (list_on(case.ledger, case.on, lot, ranked.tier) for lot in case.lots)
    if any(p.score is not None for p in ranked.places) and not ranked.figures and any(before):
        yield codes.LIST_WITHOUT_FIGURES.warns(
            f"The ranked list from {written(ranked.from_on)} does not name the records its scores rest on",
            remedy="Name the KPI reports and other records that it was made from",
        )


@check(SpendReported, codes.MEMBER_UNKNOWN)
def spend_is_of_a_member(case: Case, report: SpendReported) -> Found:
    """Spend reported by provider is of one that has been a member."""
    opened = (*chain[Opened](case.every(FrameworkOpened), case.every(MarketOpened)),)
    if not opened or not report.provider:
        return
    joined = {each.provider for each in case.every(MembershipChanged)}
    joined |= {each.provider for one in opened for each in one.members}
    if report.provider not in joined:
        yield codes.MEMBER_UNKNOWN(
            f"{report.provider} has never been a member of the {tool_of(case)}",
            remedy="Correct the provider's reference, or name the contract"
            f"{did_you_mean(report.provider, joined)}",
            about=report.provider,
        )


# What is called off


def called_from_a_member(case: Case, called: CallOffNoted | PackagePlaced) -> Found:
    """A contract or package is called off from a member that is not suspended, for one of the lots."""
    name, lot = called.provider, called.lot
    if lot not in case.ledger.stages:
        if not called.lots:
            package = f"The {called.described()}"
            what = f"Call-off {called.cycle}" if isinstance(called, CallOffNoted) else package
            yield UNKNOWN_LOT(
                f"{what} names no lot; {lots_there(case.ledger.lots)}",
                remedy="Name the one lot it is for",
            )
        return
    member = member_on(case.ledger, case.on, lot, name)
    if member is None:
        remedy = "Record it outside the framework, or correct the lot or the provider"
        yield _no_member(case, codes.CALLED_OFF_FROM_STRANGER, name, lot, remedy)
    elif member.suspended_because:
        yield codes.MEMBER_SUSPENDED_CALLED(
            f"{name} is suspended on {written(case.on)}: {member.suspended_because}",
            remedy="Choose another member, or record that it is reinstated",
            about=name,
        )


def made_in_time(
    what: str, begun: date, ended: date | None, tool: str, about: str | None = None
) -> Found:
    """A call-off is begun by the last day of the framework; one begun before may be finished."""
    if ended is not None and begun > ended:
        yield codes.CALL_OFF_AFTER_END(
            f"{what} on {written(begun)}, after the {tool} ended on {written(ended)}",
            remedy="Buy it outside the framework, or correct the day",
            about=about,
        )


def runs_no_longer(
    what: str,
    day: date | None,
    last: date | None,
    tool: str,
    *,
    about: str,
    remedy: str = "Shorten it, or buy the rest outside the framework",
) -> Found:
    """A call-off runs no longer than the framework lets call-offs run."""
    if last is not None and day is not None and day > last:
        yield codes.CALL_OFF_TOO_LONG(
            f"{what} {written(day)}; the {tool} lets call-offs run only to {written(last)}",
            remedy=remedy,
            about=about,
        )


@check(
    CallOffNoted,
    codes.CALLED_OFF_FROM_STRANGER,
    codes.MEMBER_SUSPENDED_CALLED,
    codes.CALL_OFF_AFTER_END,
    codes.CALL_OFF_TOO_LONG,
    codes.CALL_OFF_NOT_FOR_BUYER,
    UNKNOWN_LOT,
)
def call_off_is_within_the_terms(case: Case, noted: CallOffNoted) -> Found:
    """A call-off is made by a named buyer, from a member, in time, and runs no longer than it may."""
    terms = terms_of(case.ledger, noted.lot)
    if terms is None:
        return
    what, tool = f"Call-off {noted.cycle}", tool_of(case)
    yield from called_from_a_member(case, noted)
    begun, ended = noted.begun_on or noted.on, last_day(case.ledger, case.on, noted.lot)
    yield from made_in_time(f"{what} began", begun, ended, tool)
    ends = noted.period.ends_on if noted.period else None
    last, what = terms.call_offs_run_until, f"{what} would run to"
    yield from runs_no_longer(what, ends, last, tool, about=noted.provider)
    if terms.users and noted.buyer not in terms.users:
        yield codes.CALL_OFF_NOT_FOR_BUYER(
            f'The buyer "{noted.buyer}" may not call off: the framework names {listed(terms.users)}',
            remedy="Buy it outside the framework, or correct the buyer's reference"
            f"{did_you_mean(noted.buyer, terms.users)}",
            about=noted.buyer,
        )
