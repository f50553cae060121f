"""Call-offs from a framework or market: contracts and packages, within its terms and its ceilings."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from commissioning.contracts import frameworks
from commissioning.errors import written
from commissioning.findings.codes import frameworks as codes
from commissioning.findings.codes.contracts import OTHER_MONEY_BASIS
from commissioning.findings.codes.process import UNKNOWN_LOT
from commissioning.gates.case import Case, Found, check
from commissioning.gates.frameworks import (
    called_from_a_member,
    made_in_time,
    runs_no_longer,
    tool_of,
)
from commissioning.ledger.record_finder import RecordFinder
from commissioning.records import call_off_rules, contract, framework_terms
from commissioning.records.frameworks import CallOffNoted, PackageEnded, PackagePlaced
from commissioning.records.record import WHOLE, of_lots
from commissioning.records.strategy import Parent, ProcurementFacts, ProcurementStrategy
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import capital, did_you_mean, listed


def parent_of(records: RecordFinder, lot: str) -> Parent | None:
    """The framework or market that a lot is called off from, as the strategy states it."""
    strategy = records.find(ProcurementStrategy, lot)
    return strategy.under if strategy else None


@check(TenderReceived, codes.TENDER_FROM_NON_MEMBER)
def tender_is_of_a_member(case: Case, tender: TenderReceived) -> Found:
    """A tender for a call-off comes from a member of the framework or market."""
    for lot in case.lots:
        parent = parent_of(case, lot)
        if parent is not None and parent.members and tender.provider not in parent.members:
            yield codes.TENDER_FROM_NON_MEMBER.warns(
                f"{tender.provider} is not a member of the {parent.kind} {parent.reference}, so you must "
                "disregard its tender",
                remedy="Record that the tender is rejected, or that the provider has joined"
                f"{did_you_mean(tender.provider, parent.members)}",
                about=tender.provider,
            )


@check(
    contract.ContractSigned,
    codes.CALLED_OFF_FROM_STRANGER,
    codes.CALL_OFF_AFTER_END,
    codes.CALL_OFF_TOO_LONG,
)
def contract_is_called_off_within_the_terms(case: Case, signed: contract.ContractSigned) -> Found:
    """A contract is called off from a member, begun before the framework ends, and not too long."""
    for lot in case.lots:
        parent = parent_of(case, lot)
        if parent is not None:
            yield from _within(case, signed, parent, lot)


def _within(case: Case, signed: contract.ContractSigned, parent: Parent, lot: str) -> Found:
    tool = f"{parent.kind} {parent.reference}"
    if parent.members and signed.provider not in parent.members:
        yield codes.CALLED_OFF_FROM_STRANGER(
            f"{signed.provider} is not a member of the {tool}",
            remedy="Sign with a member, or buy it outside the framework"
            f"{did_you_mean(signed.provider, parent.members)}",
            about=signed.provider,
        )
    invited = case.every(InvitationToTender, lot)
    begun = invited[0].on if invited else signed.on
    name = signed.reference
    yield from made_in_time(
        f"The call-off of contract {name} began", begun, parent.ends_on, tool, name
    )
    ends, last = signed.longest_term.ends_on if signed.term else None, parent.call_offs_run_until
    yield from runs_no_longer(f"Contract {name} would run to", ends, last, tool, about=name)


@check(CallOffNoted, codes.FRAMEWORK_OVER_CEILING, codes.FRAMEWORK_NEARLY_SPENT, OTHER_MONEY_BASIS)
def call_offs_are_within_the_ceiling(case: Case, noted: CallOffNoted) -> Found:
    """All call-offs together come to no more than the ceiling, of the whole and of the lot."""
    terms = frameworks.terms_of(case.ledger, noted.lot)
    if terms is None or noted.value is None:
        return
    every = {**frameworks.noted_on(case.ledger, case.on), noted.cycle: noted}.values()
    for ceiling in ceilings(terms, case.law.facts):
        if ceiling.lot in {WHOLE, noted.lot}:
            yield from against_ceiling(ceiling, every, "With this call-off ")


@frozen
class Ceiling:
    """The maximum value of the call-offs of a lot, or of the whole."""

    lot: str
    limit: Money
    binds: bool
    """Whether it stops a call-off: a maximum does, outside the light touch."""
    warn_at: Decimal | None


def ceilings(
    terms: framework_terms.FrameworkTerms, facts: ProcurementFacts | None
) -> tuple[Ceiling, ...]:
    """The ceilings of a framework, of the whole first."""
    light = facts is not None and facts.light_touch
    binds = terms.ceiling_is is framework_terms.CeilingIs.MOST and not light
    whole = ((WHOLE, terms.ceiling),) if terms.ceiling is not None else ()
    limits = (*whole, *((each.lot, each.ceiling) for each in terms.by_lot))
    return tuple(Ceiling(lot, limit, binds, terms.warn_at) for lot, limit in limits)


def against_ceiling(ceiling: Ceiling, call_offs: Iterable[CallOffNoted], start: str = "") -> Found:
    """Whether call-offs come to more than a ceiling, or to the share of it that the terms watch.

    Beyond the ceiling with their options alone they warn: an option need not be taken up.
    """
    own = [each for each in call_offs if ceiling.lot in {WHOLE, each.lot}]
    values = [each.value for each in own if each.value is not None]
    options = [each.options_value for each in own if each.options_value is not None]
    given, limit = (*values, *options), ceiling.limit
    other = next((each for each in given if not each.is_on_the_basis_of(limit)), None)
    if other is not None:
        yield OTHER_MONEY_BASIS(
            f"A call-off of {other} is noted under a ceiling of {limit}; amounts on different bases "
            "cannot be added",
            remedy=f"State its value on the basis of the ceiling: {limit.basis}",
        )
    elif values:
        yield from _within_ceiling(ceiling, Money.total(values), Money.total(given), start)


def _within_ceiling(ceiling: Ceiling, committed: Money, with_options: Money, start: str) -> Found:
    limit, about = ceiling.limit, None if ceiling.lot == WHOLE else ceiling.lot
    lot = "" if about is None else f" for {of_lots((about,))}"
    if with_options > limit:
        over = codes.FRAMEWORK_OVER_CEILING
        sum_ = committed if committed > limit else with_options
        made = over if ceiling.binds and committed > limit else over.warns
        options = "" if committed > limit else " with every option taken up"
        yield made(
            capital(
                f"{start}the total called off{lot} comes to {sum_}{options}, {sum_ - limit} above the "
                f"ceiling of {limit}"
            ),
            remedy="Buy it outside the framework, or call off less",
            about=about,
        )
    elif ceiling.warn_at is not None and committed.amount * 100 >= limit.amount * ceiling.warn_at:
        share = committed.amount * 100 // limit.amount if limit.amount else 100
        yield codes.FRAMEWORK_NEARLY_SPENT.warns(
            capital(
                f"{start}{share}% of the ceiling of {limit}{lot} is committed; {limit - committed} is left"
            ),
            remedy="Plan what follows the framework",
            about=about,
        )


# A finding names no package: it leaves the officer's own file in reports and tables.


@check(PackagePlaced, codes.PACKAGE_PLACED_ALREADY)
def package_is_placed_once(case: Case, placed: PackagePlaced) -> Found:
    """A package is with one member at a time: it ends before it is placed again."""
    before = frameworks.placed_on(case.ledger, case.on, placed.package).get(placed.package)
    if before is not None:
        yield codes.PACKAGE_PLACED_ALREADY(
            f"The package has been with {before.provider} since {written(before.on)}",
            remedy="Record that it ended there first, or give this package a reference of its own",
            about=before.provider,
        )


@check(PackageEnded, codes.PACKAGE_NOT_PLACED)
def package_that_ends_was_placed(case: Case, ended: PackageEnded) -> Found:
    """Only a package that is placed ends."""
    before = case.ledger.brought_forward is not None and not case.every(
        PackagePlaced, ended.package
    )
    if not before and ended.package not in frameworks.placed_on(
        case.ledger, case.on, ended.package
    ):
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
def placement_is_within_the_terms(case: Case, placed: PackagePlaced) -> Found:
    """A package is placed with a member, while the framework runs, at no more than its rate."""
    terms = frameworks.terms_of(case.ledger, placed.lot)
    if terms is None:
        return
    yield from called_from_a_member(case, placed)
    ended, tool = frameworks.last_day(case.ledger, case.on, placed.lot), tool_of(case)
    yield from made_in_time("The package was placed", placed.on, ended, tool)
    last, remedy = terms.call_offs_run_until, "Buy it outside the framework, or correct the day"
    what, about = "The package would begin on", placed.provider
    yield from runs_no_longer(what, placed.from_on, last, tool, about=about, remedy=remedy)
    member = frameworks.member_on(case.ledger, case.on, placed.lot, placed.provider)
    most = frameworks.rate_of(case.ledger, member, case.on, placed.lot) if member else None
    if most is None or placed.per != "hour":
        return
    if not most.is_on_the_basis_of(placed.rate):
        yield OTHER_MONEY_BASIS(
            f"The rate of {placed.rate} cannot be compared with the {most} that {placed.provider} may "
            "charge",
            remedy=f"State the rate on the basis of the member's: {most.basis}",
            about=placed.provider,
        )
    elif placed.rate > most:
        yield codes.PLACEMENT_ABOVE_RATE(
            f"The rate of {placed.rate} an hour is above the {most} that {placed.provider} may charge",
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
def placement_follows_the_rule(case: Case, placed: PackagePlaced) -> Found:
    """A package goes to the member that the rule gives, by a list in force, for reasons recorded."""
    terms, lot = frameworks.terms_of(case.ledger, placed.lot), placed.lot
    rule = terms.rule_of(lot) if terms else None
    if rule is None or placed.is_choice or lot not in case.ledger.stages:
        return
    line = frameworks.candidates(case.ledger, case.on, lot, rule)
    known = {each.provider: each for each in line}
    for offer in placed.offers:
        if offer.provider not in known:
            yield codes.MEMBER_UNKNOWN.warns(
                f"The package was offered to {offer.provider}, which is not a member for its lot",
                remedy=f"Correct the provider's reference{did_you_mean(offer.provider, known)}",
                about=offer.provider,
            )
        if offer.answer is call_off_rules.OfferAnswer.REFUSED and not offer.because:
            yield codes.REFUSAL_UNRECORDED.warns(
                f"{offer.provider} refused the package, and no reason is recorded",
                remedy="Ask for the reason, and record it with the offer",
                about=offer.provider,
            )
    if placed.provider not in known or known[placed.provider].suspended_because:
        return  # which is reported by itself
    tier = known[placed.provider].tier
    ranked = frameworks.list_on(case.ledger, case.on, placed.lot, tier)
    if ranked is not None and ranked.until is not None and ranked.until < case.on:
        yield codes.LIST_OUT_OF_DATE(
            f"The list of tier {tier} ran only to {written(ranked.until)}; this package is placed on "
            f"{written(case.on)}",
            remedy="Issue the next list first",
            about=placed.provider,
        )
    yield from _in_rank(case, placed, rule.order(line, placed.answered(), case.on))


def _in_rank(case: Case, placed: PackagePlaced, found: call_off_rules.NextOffer) -> Found:
    """Under the light touch a departure goes ahead with its reason; elsewhere the rule binds."""
    if placed.provider in found.providers:
        return
    first = listed(found.providers, "or")
    says = f"{first} comes first" if first else "the rule gives it to no member"
    departs = f". Reason given: {placed.departs_because}" if placed.departs_because else ""
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
