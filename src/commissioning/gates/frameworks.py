"""Frameworks and markets in their course: who may join, what may be called off, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from commissioning.contracts.frameworks import (
    Opened,
    candidates,
    list_on,
    members_on,
    opened_of,
    rate_of,
    terms_of,
)
from commissioning.errors import written
from commissioning.findings.codes import frameworks as codes
from commissioning.findings.codes.process import MISSING_RECORD
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check, gate
from commissioning.gates.places import contracts_in_force
from commissioning.records.call_off_rules import OfferAnswer
from commissioning.records.framework_terms import FrameworkKind, FrameworkTerms
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
from commissioning.records.record import WHOLE, of_lots
from commissioning.records.selection import SelectionAssessment
from commissioning.records.tender import InvitationToTender
from commissioning.values.text import listed

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


def _tool(opened: Opened | None) -> str:
    return "market" if isinstance(opened, MarketOpened) else "framework"


@gate(MISSING_RECORD)
def framework_or_market_is_open(case: Case) -> Iterator[Finding]:
    """A framework or market has been opened."""
    if opened_of(case.ledger) is None and case.ledger.brought_forward is None:
        yield MISSING_RECORD(
            "There is no opened framework or market yet",
            remedy="Record an opened framework or an opened market first",
        )


# The day it opens


@check(FrameworkOpened, codes.MEMBER_WITHOUT_CONTRACT)
def members_have_signed(case: Case, opened: FrameworkOpened) -> Iterator[Finding]:
    """Every member of a framework has a framework contract in force."""
    if case.ledger.brought_forward is not None:
        return
    signed = {c.provider for lot in case.lots for c in contracts_in_force(case, lot)}
    for name in dict.fromkeys(each.provider for each in opened.members):
        if name not in signed:
            yield codes.MEMBER_WITHOUT_CONTRACT(
                f"{name} is named as a member, but no framework contract with it is in force",
                remedy="Record the signed contract first, or leave the member out",
                about=name,
            )


@check(FrameworkOpened, codes.FRAMEWORK_TERMS_CHANGED)
def terms_are_as_announced(case: Case, opened: FrameworkOpened) -> Iterator[Finding]:
    """A framework opens on the terms that its invitation announced."""
    for invitation in case.by_lot(InvitationToTender).values():
        announced = invitation.framework
        if announced is None or announced == opened.terms:
            continue
        changed = dict.fromkeys(
            words
            for name, words in _TERMS.items()
            if getattr(announced, name) != getattr(opened.terms, name)
        )
        if changed:
            yield codes.FRAMEWORK_TERMS_CHANGED(
                f"The framework opens on other terms than the invitation of {written(invitation.on)} "
                f"announced: {listed(changed)}",
                remedy="Open it on the terms announced, or invite tenders anew",
            )


# Members


def _not_a_member(case: Case, name: str, lot: str) -> str:
    of = "" if lot == WHOLE else f" for {of_lots((lot,))}"
    return f"{name} is no member of the {_tool(opened_of(case.ledger))}{of} on {written(case.on)}"


@check(
    MembershipChanged,
    codes.MEMBER_UNKNOWN,
    codes.JOINED_CLOSED_FRAMEWORK,
    codes.JOINED_BETWEEN_ROUNDS,
    codes.JOINED_UNASSESSED,
)
def membership_may_change(case: Case, change: MembershipChanged) -> Iterator[Finding]:
    """Members join only where new ones are admitted, and only a member is suspended or leaves."""
    opened = opened_of(case.ledger)
    if opened is None:
        return
    if change.how is MembershipMove.JOINED:
        yield from _joins(case, change, opened)
        return
    for lot in change.lots or case.lots:
        if change.provider not in {each.provider for each in members_on(case.ledger, case.on, lot)}:
            yield codes.MEMBER_UNKNOWN(
                _not_a_member(case, change.provider, lot),
                remedy="Correct the provider's reference, or the lots",
                about=change.provider,
            )
            return


def _joins(case: Case, change: MembershipChanged, opened: Opened) -> Iterator[Finding]:
    terms, name = opened.terms, change.provider
    if isinstance(opened, MarketOpened):
        passed = [a for a in case.every(SelectionAssessment, name) if a.on <= case.on]
        if not passed or not passed[-1].outcome.passed:
            yield codes.JOINED_UNASSESSED(
                f"No assessment that {name} has passed is recorded yet",
                remedy="Record the selection response and its assessment first",
                about=name,
            )
    elif terms.kind is not FrameworkKind.FLEXIBLE:
        ends = f" until it ends on {written(terms.term.ends_on)}" if terms.term else ""
        again = "" if terms.kind is FrameworkKind.CLOSED else " or reopened by a new competition"
        yield codes.JOINED_CLOSED_FRAMEWORK(
            f"{name} cannot join: the framework admits no new members{ends}{again}",
            remedy="Leave it out; a contract that passes to another provider is a novation",
            about=name,
        )
    if not terms.is_round(case.on):
        days = f"on the {terms.round_day}th of each month" if terms.round_day else ""
        rounds = days or f"on {listed(map(written, terms.rounds), 'or')}"
        yield codes.JOINED_BETWEEN_ROUNDS.warns(
            f"{name} joins on {written(case.on)}, which is no round: members join {rounds}",
            remedy="Let it join in the next round, or say in a note why it does not wait",
            about=name,
        )


@check(RankedListIssued, codes.MEMBER_UNKNOWN, codes.LIST_WITHOUT_FIGURES)
def list_is_of_members(case: Case, ranked: RankedListIssued) -> Iterator[Finding]:
    """A ranked list names members of its lots, and the records that its scores rest on."""
    for lot in ranked.lots or case.lots:
        known = {each.provider for each in members_on(case.ledger, case.on, lot)}
        for place in ranked.places:
            if place.provider not in known:
                yield codes.MEMBER_UNKNOWN(
                    _not_a_member(case, place.provider, lot),
                    remedy="Correct the provider's reference, or leave it out of the list",
                    about=place.provider,
                )
    scored = any(place.score is not None for place in ranked.places)
    if scored and not ranked.figures and list_on(case.ledger, case.on, case.lots[0], ranked.tier):
        yield codes.LIST_WITHOUT_FIGURES.warns(
            f"The ranked list from {written(ranked.from_on)} names no record that its scores rest on",
            remedy="Name the KPI reports and other records that it was made from",
        )


@check(SpendReported, codes.MEMBER_UNKNOWN)
def spend_is_of_a_member(case: Case, report: SpendReported) -> Iterator[Finding]:
    """Spend reported by provider is of one that has been a member."""
    opened = opened_of(case.ledger)
    if opened is None or not report.provider:
        return
    joined = {each.provider for each in case.every(MembershipChanged)}
    if report.provider not in joined | {each.provider for each in opened.members}:
        yield codes.MEMBER_UNKNOWN(
            f"{report.provider} has never been a member of the {_tool(opened)}",
            remedy="Correct the provider's reference, or name the contract",
            about=report.provider,
        )


# What is called off


def _called(case: Case, called: CallOffNoted | PackagePlaced) -> Iterator[Finding]:
    """A contract or package is called off from a member that is not suspended."""
    name, lot = called.provider, called.lot
    member = next((m for m in members_on(case.ledger, case.on, lot) if m.provider == name), None)
    if member is None:
        yield codes.CALLED_OFF_FROM_STRANGER(
            _not_a_member(case, name, lot),
            remedy="Correct the provider or the lot, or record it outside the framework",
            about=name,
        )
    elif member.suspended_because:
        yield codes.MEMBER_SUSPENDED_CALLED(
            f"{name} is suspended on {written(case.on)}: {member.suspended_because}",
            remedy="Choose another member, or record that it is reinstated",
            about=name,
        )


def _made_in_time(
    what: str, begun: date, terms: FrameworkTerms, tool: str = "framework"
) -> Iterator[Finding]:
    if terms.term is not None and begun > terms.term.ends_on:
        yield codes.CALL_OFF_AFTER_END(
            f"{what} was begun on {written(begun)}, after the {tool} ended on "
            f"{written(terms.term.ends_on)}",
            remedy="Buy it outside the framework, or correct the day",
        )


@check(
    CallOffNoted,
    codes.CALLED_OFF_FROM_STRANGER,
    codes.MEMBER_SUSPENDED_CALLED,
    codes.CALL_OFF_AFTER_END,
    codes.CALL_OFF_TOO_LONG,
    codes.CALL_OFF_NOT_FOR_BUYER,
)
def call_off_is_within_the_terms(case: Case, noted: CallOffNoted) -> Iterator[Finding]:
    """A call-off is made by a named buyer, from a member, in time, and runs no longer than it may."""
    terms = terms_of(case.ledger)
    if terms is None:
        return
    what = f"Call-off {noted.cycle}"
    yield from _called(case, noted)
    yield from _made_in_time(what, noted.begun_on or noted.on, terms)
    last = terms.call_offs_run_until
    if last is not None and noted.period is not None and noted.period.ends_on > last:
        yield codes.CALL_OFF_TOO_LONG(
            f"{what} would run to {written(noted.period.ends_on)}; the framework lets call-offs run to "
            f"{written(last)}",
            remedy="Shorten it, or buy the rest outside the framework",
            about=noted.provider,
        )
    if terms.users and noted.buyer not in terms.users:
        yield codes.CALL_OFF_NOT_FOR_BUYER(
            f"{noted.buyer} may not call off: the framework names {listed(terms.users)}",
            remedy="Buy it outside the framework, or correct the buyer's reference",
            about=noted.buyer,
        )


@check(
    PackagePlaced,
    codes.CALLED_OFF_FROM_STRANGER,
    codes.MEMBER_SUSPENDED_CALLED,
    codes.CALL_OFF_AFTER_END,
    codes.PLACEMENT_ABOVE_RATE,
)
def placement_is_within_the_terms(case: Case, placed: PackagePlaced) -> Iterator[Finding]:
    """A package is placed with a member, while the framework runs, at no more than its rate."""
    terms = terms_of(case.ledger)
    if terms is None:
        return
    yield from _called(case, placed)
    yield from _made_in_time("The placement", placed.on, terms)
    members = members_on(case.ledger, case.on, placed.lot)
    member = next((each for each in members if each.provider == placed.provider), None)
    most = rate_of(case.ledger, member, case.on, placed.lot) if member else None
    if most is None or not most.is_on_the_basis_of(placed.rate):
        return
    if placed.rate > most:
        yield codes.PLACEMENT_ABOVE_RATE(
            f"The rate of {placed.rate} for each {placed.per} is above the {most} that "
            f"{placed.provider} may charge",
            remedy="Place it at the member's rate, or record the list or uplift that allows more",
            about=placed.provider,
        )


@check(PackagePlaced, codes.OUT_OF_RANK, codes.LIST_OUT_OF_DATE, codes.REFUSAL_UNRECORDED)
def placement_follows_the_rule(case: Case, placed: PackagePlaced) -> Iterator[Finding]:
    """A package goes to the member that the rule gives, by a list in force, for reasons recorded."""
    terms, lot = terms_of(case.ledger), placed.lot
    rule = terms.rule_of(lot) if terms else None
    if rule is None or placed.chosen_by_person:
        return
    line = candidates(case.ledger, case.on, lot, rule)
    known = {each.provider: each for each in line}
    if placed.provider not in known or known[placed.provider].suspended_because:
        return  # which is reported by itself
    yield from _list_in_force(case, placed, known[placed.provider].tier)
    found = rule.order(line, placed.answered(), case.on)
    if placed.provider not in found.providers:
        first = listed(found.providers, "or") if found.providers else "no member"
        departs = f". It departs because {placed.departs_because}" if placed.departs_because else ""
        made = codes.OUT_OF_RANK.warns if departs else codes.OUT_OF_RANK
        yield made(
            f"{placed.provider} has the package, but {first} comes first: {found.because}{departs}",
            remedy=f"Offer it to {first}, or say why it goes to another",
            about=placed.provider,
        )
    for offer in placed.offers:
        if offer.answer is OfferAnswer.REFUSED and not offer.because:
            yield codes.REFUSAL_UNRECORDED.warns(
                f"{offer.provider} refused the package, and no reason is recorded",
                remedy="Ask for the reason, and record it with the offer",
                about=offer.provider,
            )


def _list_in_force(case: Case, placed: PackagePlaced, tier: int) -> Iterator[Finding]:
    ranked = list_on(case.ledger, case.on, placed.lot, tier)
    if ranked is not None and ranked.until is not None and ranked.until < case.on:
        yield codes.LIST_OUT_OF_DATE(
            f"The list of tier {tier} ran to {written(ranked.until)}; this package is placed on "
            f"{written(case.on)}",
            remedy="Issue the next list first",
            about=placed.provider,
        )
