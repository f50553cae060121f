"""Packages of care placed with the members of a framework or market: with whom, at which rate, and once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commissioning.contracts.frameworks import candidates, list_on, member_on, rate_of, terms_of
from commissioning.contracts.packages import placed_on
from commissioning.errors import written
from commissioning.findings.codes import frameworks as codes
from commissioning.findings.codes.contracts import OTHER_MONEY_BASIS
from commissioning.findings.codes.process import UNKNOWN_LOT
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.gates.frameworks import called_from_a_member, made_in_time
from commissioning.records.call_off_rules import Candidate, NextOffer, OfferAnswer
from commissioning.records.frameworks import PackageEnded, PackagePlaced
from commissioning.values.money import Money
from commissioning.values.text import did_you_mean, listed

# A finding names no package: it leaves the officer's own file in reports and tables.


@check(PackagePlaced, codes.PACKAGE_PLACED_ALREADY)
def package_is_placed_once(case: Case, placed: PackagePlaced) -> Iterator[Finding]:
    """A package is with one member at a time: it ends before it is placed again."""
    before = placed_on(case.ledger, case.on, placed.package).get(placed.package)
    if before is not None:
        yield codes.PACKAGE_PLACED_ALREADY(
            f"The package is with {before.provider} already, since {written(before.on)}",
            remedy="Record that it ended there first, or give this package a reference of its own",
            about=before.provider,
        )


@check(PackageEnded, codes.PACKAGE_NOT_PLACED)
def package_that_ends_was_placed(case: Case, ended: PackageEnded) -> Iterator[Finding]:
    """Only a package that is placed ends."""
    before = case.ledger.brought_forward is not None and not case.every(
        PackagePlaced, ended.package
    )
    if not before and ended.package not in placed_on(case.ledger, case.on, ended.package):
        yield codes.PACKAGE_NOT_PLACED(
            f"No package with this reference is placed on {written(case.on)}",
            remedy="Correct the reference of the package, or the day",
        )


@check(
    PackagePlaced,
    codes.CALLED_OFF_FROM_STRANGER,
    codes.MEMBER_SUSPENDED_CALLED,
    codes.CALL_OFF_AFTER_END,
    codes.CALL_OFF_TOO_LONG,
    codes.PLACEMENT_ABOVE_RATE,
    OTHER_MONEY_BASIS,
    UNKNOWN_LOT,
)
def placement_is_within_the_terms(case: Case, placed: PackagePlaced) -> Iterator[Finding]:
    """A package is placed with a member, while the framework runs, at no more than its rate."""
    terms = terms_of(case.ledger)
    if terms is None:
        return
    yield from called_from_a_member(case, placed)
    yield from made_in_time(case, "The package was placed", placed.on, terms)
    last = terms.call_offs_run_until
    if last is not None and placed.from_on > last:
        yield codes.CALL_OFF_TOO_LONG(
            f"The package would begin on {written(placed.from_on)}; the framework lets call-offs run to "
            f"{written(last)}",
            remedy="Buy it outside the framework, or correct the day",
            about=placed.provider,
        )
    member = member_on(case.ledger, case.on, placed.lot, placed.provider)
    most = rate_of(case.ledger, member, case.on, placed.lot) if member else None
    if most is not None and placed.per == "hour":
        yield from _within_rate(placed, most)


def _within_rate(placed: PackagePlaced, most: Money) -> Iterator[Finding]:
    if not most.is_on_the_basis_of(placed.rate):
        yield OTHER_MONEY_BASIS(
            f"The rate of {placed.rate} cannot be compared with the {most} that {placed.provider} may "
            "charge",
            remedy=f"State the rate on the basis of the member's: {most.basis}",
            about=placed.provider,
        )
    elif placed.rate > most:
        yield codes.PLACEMENT_ABOVE_RATE(
            f"The rate of {placed.rate} for each {placed.per} is above the {most} that "
            f"{placed.provider} may charge",
            remedy="Place it at the member's rate, or issue the ranked list that allows more",
            about=placed.provider,
        )


@check(
    PackagePlaced,
    codes.OUT_OF_RANK,
    codes.LIST_OUT_OF_DATE,
    codes.REFUSAL_UNRECORDED,
    codes.MEMBER_UNKNOWN,
)
def placement_follows_the_rule(case: Case, placed: PackagePlaced) -> Iterator[Finding]:
    """A package goes to the member that the rule gives, by a list in force, for reasons recorded."""
    terms, lot = terms_of(case.ledger), placed.lot
    rule = terms.rule_of(lot) if terms else None
    if rule is None or placed.is_choice or lot not in case.ledger.stages:
        return
    line = candidates(case.ledger, case.on, lot, rule)
    known = {each.provider: each for each in line}
    yield from _offers_are_whole(placed, known)
    if placed.provider not in known or known[placed.provider].suspended_because:
        return  # which is reported by itself
    yield from _list_in_force(case, placed, known[placed.provider].tier)
    yield from _in_rank(case, placed, rule.order(line, placed.answered(), case.on))


def _in_rank(case: Case, placed: PackagePlaced, found: NextOffer) -> Iterator[Finding]:
    """Under the light touch a departure goes ahead with its reason; elsewhere the rule binds."""
    if placed.provider in found.providers:
        return
    first = listed(found.providers, "or")
    says = f"{first} comes first" if first else "the rule gives it to no member"
    departs = f". It departs because {placed.departs_because}" if placed.departs_because else ""
    light = case.law.facts is not None and case.law.facts.light_touch
    made = codes.OUT_OF_RANK.warns if departs and light else codes.OUT_OF_RANK
    otherwise = "say why it goes to another" if light else "buy it outside the framework"
    yield made(
        f"{placed.provider} has the package, but {says}: {found.because}{departs}",
        remedy=f"Offer it to {first}, or {otherwise}"
        if first
        else f"Issue the list or record the rate that is missing, or {otherwise}",
        about=placed.provider,
    )


def _offers_are_whole(placed: PackagePlaced, known: Mapping[str, Candidate]) -> Iterator[Finding]:
    """The offers are of members, and who refused gave a reason."""
    for offer in placed.offers:
        if offer.provider not in known:
            yield codes.MEMBER_UNKNOWN.warns(
                f"An offer of the package is recorded to {offer.provider}, which is no member for its lot",
                remedy=f"Correct the provider's reference{did_you_mean(offer.provider, known)}",
                about=offer.provider,
            )
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
