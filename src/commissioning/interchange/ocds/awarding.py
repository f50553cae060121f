"""From the award to the signature: what the awards of a state, and its contracts, say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from operator import itemgetter
from typing import Final

from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.findings.codes import publishing as codes
from commissioning.interchange.ocds.hand import Hand, because
from commissioning.interchange.ocds.seen import Seen
from commissioning.records import contract_options, ending, frameworks, record
from commissioning.records.award import AwardRecommendation, IntentionToAward, LotAward
from commissioning.records.contract import ContractSigned, SupplierStanding
from commissioning.values import money, text

_CONTRACTS_FINDER: Final = "ocds-b5fd17"
_FALLEN: Final = ("cancelled", "unsuccessful")


def awards(hand: Hand, state: Seen) -> None:
    """The changes of the awards since the state before.

    The awards of one day and notice are one recommendation, unless each is for lots of its own: two
    recommendations for the same lots would set each other aside.
    """
    fresh: dict[tuple[date, str], list[Seen]] = {}
    changed = state.changed("awards")
    for award in changed:
        identity, providers = award.text("id"), hand.providers(award.each("suppliers"))
        if award.text("status") in _FALLEN:
            _fallen(hand, award)
        elif providers:
            day, before = award.day("date"), hand.recommendations.get(identity, "")
            said = {
                "day": day, "value": award.money("value"), "lots": hand.lots_of(award),
                "term": award.period("contractPeriod"),
            }  # fmt: skip
            hand.once(f"The award {identity} to {text.listed(providers)}", said)
            if _is_fresh(hand, identity, before, providers):
                on = day if day and not before else hand.told.on
                fresh.setdefault((on, before), []).append(award)
    for (day, before), every in sorted(fresh.items(), key=itemgetter(0)):
        group = [award for award in every if before or not _joined(hand, state, award, day)]
        for award in every:
            for lot in hand.covered(award):
                hand.members[lot].update(hand.providers(award.each("suppliers")))
        # The awards that were announced with one that changes are in force with it.
        others = [
            award
            for award in (state.each("awards") if before else ())
            if hand.recommendations.get(award.text("id")) == before
            and award.text("status") not in _FALLEN
            and award.place not in {each.place for each in group}
        ]
        if group:
            _recommended(hand, [*others, *group], day, before)
    alone = hand.ocid.startswith(_CONTRACTS_FINDER) and not state.has("contracts")
    for award in changed:
        _letters(hand, state, award)
        identity, day = award.text("id"), award.day("date") or hand.told.on
        if alone and award.text("status") in {"active", ""} and identity in hand.recommendations:
            # It publishes an award once it is signed, and enters one day for both.
            _signed(hand, award, award, identity, day=day, term=award.period("contractPeriod"))


def _is_fresh(hand: Hand, identity: str, before: str, providers: tuple[str, ...]) -> bool:
    """Whether an award is a recommendation: a first one, or with other suppliers until it is signed."""
    about, fell = ("award", identity), ("fallen", identity) in hand.said
    known, earlier = hand.said.get(about, ()), hand.said_by.get(about, "")
    other = hand.is_new(about, providers)
    signed = ("signed under", before) in hand.said
    if other and before:
        end = (
            "after its contract was signed; the change is left out"
            if signed
            else "which takes its place"
        )
        both = f"to {text.listed(known)} in release {earlier}, and to {text.listed(providers)} in release"
        hand.warn(
            f"The award {identity} is {both} {hand.told.release}, {end}",
            "Compare the two notices, and correct the record by hand if a supplier has gone: the rules "
            "of OCDS keep each one until its award is cancelled",
        )
    return (other or fell) and not signed


def _joined(hand: Hand, state: Seen, award: Seen, day: date) -> bool:
    """Whether an award only takes suppliers into a framework or market that has its members by then."""
    known = [hand.members[lot] for lot in hand.covered(award)]
    every = hand.providers(award.each("suppliers"))
    new = [name for name in every if not all(name in each for each in known)]
    facts, identity = hand.facts.stated, award.text("id")
    if not ((facts.framework or facts.dynamic_market) and all(known) and new):
        return False
    # An award without a day is known from its notice, which may come after the contract.
    own = (each for each in state.each("contracts") if each.text("awardID") == identity)
    on = min((day, *filter(None, (each.day("dateSigned") for each in own))))
    hand.recommendations[identity] = ""
    hand.joined[identity] = (*hand.joined.get(identity, ()), *new)
    for number, name in enumerate(new, 1):
        hand.add(
            frameworks.MembershipChanged, () if award.day("date") == on else ("on",), on=on, provider=name,
            how=frameworks.MembershipMove.JOINED, lots=hand.lots_of(award),
            reference=hand.reference("award", f"{identity}/{number}" if number > 1 else identity),
        )  # fmt: skip
    return True


def _recommended(hand: Hand, group: list[Seen], day: date, before: str) -> None:
    """The recommendation of some awards, in the place of one before if that has a reference."""
    lots = [lot for award in group for lot in hand.lots_of(award) or (record.WHOLE,)]
    apart = len(set(lots)) == len(lots) and (record.WHOLE not in lots or len(group) == 1)
    for part in [[award] for award in group] if apart else [group]:
        identities = [award.text("id") for award in part]
        reference = hand.reference("award", identities[0], hand.told.release if before else "")
        hand.recommendations |= dict.fromkeys(identities, reference)
        held = [each for each in identities if hand.said.pop(("fallen", each), None) is None]
        # The letters of the one that it replaces hold for it too.
        hand.said["letters", reference] = hand.said.get(("letters", before))
        made = tuple(lot_award for award in part for lot_award in _lot_awards(hand, award))
        once = {(award.lot, award.provider): award for award in reversed(made)}
        named = [hand.lots_of(award) for award in part]
        hand.add(
            AwardRecommendation, () if part[0].has("date") and not before else ("on",), on=day,
            reference=reference, replaces=(before,) if before and held else (),
            awards=tuple(reversed(once.values())),
            lots=None if None in named else tuple(dict.fromkeys(chain(*filter(None, named)))),
        )  # fmt: skip


def _lot_awards(hand: Hand, award: Seen) -> Iterator[LotAward]:
    providers, lots = hand.providers(award.each("suppliers")), hand.lots_of(award)
    value = award.money("value")
    if hand.lots and lots is None:
        hand.warn(
            f"The award {award.text('id')} does not say which of the {len(hand.lots)} lots it is for",
            "Ask the buyer, or read the notice itself",
            codes.LOTS_NOT_TOLD_APART,
        )
    identity = award.text("id")
    if _is_shared(
        hand, f"The award {identity}", identity, value, provider=providers, lot=lots or ()
    ):
        value = None
    for lot in lots or (record.WHOLE,):
        for provider in providers:
            yield LotAward(lot=lot, provider=provider, value=value)


def _is_shared(
    hand: Hand, what: str, awarded: str, value: money.Money | None, **of: tuple[str, ...]
) -> bool:
    """Whether one value is for several of a kind, which is reported once for an award and its contract."""
    noun, several = next((pair for pair in of.items() if len(pair[1]) > 1), ("", ()))
    if several and value and hand.is_new(("one value", awarded), (value, several)):
        hand.warn(
            f"{what} has one value, {value}, for {text.counted(len(several), noun)}: {text.listed(several)}",
            "Record the value of each by hand, if it is known",
            codes.ONE_VALUE_FOR_SEVERAL,
        )
    return bool(several)


def _fallen(hand: Hand, award: Seen) -> None:
    """An award that is cancelled after it was announced; one that never had a supplier is reported."""
    identity, status = award.text("id"), award.text("status")
    new = hand.is_new(("fallen", identity))
    if new and identity not in hand.recommendations:
        hand.warn(
            f"The award {identity} is {status}, and no notice before gives it to a supplier; it is left out",
            "Record the abandonment of its lots, if nothing else is awarded for them",
        )
    for provider in hand.said.get(("award", identity), ()) if new else ():
        said = {
            "on": award.day("finalStatusDate"), "lots": hand.lots_of(award), "provider": provider,
            "because": because(award.text("statusDetails"), award.text("description")),
        }  # fmt: skip
        for lot in hand.covered(award):
            hand.members[lot].discard(provider)
        if provider in hand.joined.get(identity, ()):
            hand.add(frameworks.MembershipChanged, how=frameworks.MembershipMove.REMOVED, **said)
        elif recommendation := hand.recommendations[identity]:
            hand.add(ending.AwardFellThrough, recommendation=recommendation, **said)


def _letters(hand: Hand, state: Seen, award: Seen) -> None:
    """The assessment summaries, on the day they were sent. Those told are the tenderers, if published."""
    recommendation = hand.recommendations.get(award.text("id"))
    sent = award.day("assessmentSummariesDateSent") if recommendation else None
    if sent is None or not hand.is_new(("letters", recommendation), sent):
        return
    tenderers = tuple(each for each in state.each("parties") if "tenderer" in each.texts("roles"))
    hand.add(
        IntentionToAward, on=sent, recommendation=recommendation, lots=hand.lots_of(award),
        told=hand.providers(tenderers), no_signing_before=standstill(award),
    )  # fmt: skip


def standstill(award: Seen) -> date | None:
    """The first day on which, by its notice, a contract may be signed."""
    ends = award.at("standstillPeriod").day("endDate")
    return ends + timedelta(days=1) if ends else None


def changed_contracts(state: Seen) -> tuple[Seen, ...]:
    """The contracts that have changed since the state before, or whose award has."""
    awards = {str(award.data.get("id")) for award in state.changed("awards", "contracts")}
    changed = {contract.place for contract in state.changed("contracts")}
    return tuple(
        contract
        for contract in state.each("contracts")
        if contract.place in changed or str(contract.data.get("awardID")) in awards
    )


def signatures(hand: Hand, state: Seen, contracts: tuple[Seen, ...]) -> None:
    """Contracts with a day of signature. No tag says that anything was signed; the day does."""
    by_award = {award.text("id"): award for award in state.each("awards") if contracts}
    for contract in contracts:
        award = by_award.get(contract.text("awardID"))
        day = contract.day("dateSigned")
        if day is not None:
            term = contract.period("period") or _from_months(contract, day)
            _signed(hand, contract, award or contract, contract.text("awardID"), day=day, term=term)


def _from_months(contract: Seen, signed_on: date) -> Period | None:
    """A term given by its length alone, from its first day or else from the signature."""
    span = contract.at("period")
    months, days = span.limit("durationInMonths"), span.limit("durationInDays")
    start = span.day("startDate") or signed_on
    try:
        return Period.of(start, months=months or 0, days=0 if months else days or 0)
    except RecordError:
        return None


def _options(contract: Seen) -> tuple[contract_options.ExtensionOption, ...]:
    """The options to extend a contract, where their number and length are given as numbers."""
    renewal = contract.at("renewal")
    number = renewal.limit("maximumRenewals")
    months = renewal.at("period").limit("durationInMonths")
    return (contract_options.ExtensionOption(months=months),) * number if number and months else ()


def _signed(
    hand: Hand, thing: Seen, source: Seen, awarded: str, *, day: date, term: Period | None
) -> None:
    """The contracts of a contract, or of an award that stands for one; `source` says who and which lots."""
    identity, recommendation = thing.text("id"), hand.recommendations.get(awarded)
    joined, alike = hand.joined.get(awarded, ()), hand.unnamed.get(awarded, ())
    providers = hand.providers(thing.each("suppliers") or source.each("suppliers"))
    if joined and not recommendation:
        providers = tuple(name for name in providers if name in joined)
    one_each = len(alike) == len(providers) > 1 and thing.data.get("id") in alike
    if one_each:
        if hand.is_new(("one each", awarded)):
            hand.warn(
                f"Contracts {text.listed(alike)} of award {awarded} name no supplier; they are read as one "
                f"each, in order, with {text.listed(providers)}",
                "Compare the contracts, and correct the record by hand where another supplier signed",
            )
        providers = (providers[alike.index(str(thing.data["id"]))],)
    value, stated = thing.money("value"), thing.at("period")
    if value:
        hand.totals.setdefault(identity, value)
    if not providers:
        return
    status = thing.text("status")
    gone = status if status == "cancelled" else ""
    if gone and identity not in hand.signed:
        return
    # A change of the value or the term that an amendment states is read from there.
    amended = any(each.has("value") or each.has("period") for each in thing.each("amendments"))
    if thing is not source and status != "terminated" and not amended:
        said = {"day of signature": day, "value": value, "term": term, "status": gone}
        hand.once(f"The contract {identity}", said)
    if not hand.is_new(("signed", identity)):
        return
    shared = _is_shared(hand, f"The contract {identity}", awarded, value, provider=providers)
    if recommendation:
        hand.said["signed under", recommendation] = True
    reckoned = ("term",) if term and not stated.has("endDate") else ()
    inferred = (*(reckoned if thing.has("dateSigned") else ("on",)), *["provider"] * one_each)
    for number, provider in enumerate(providers, 1):
        reference = hand.reference("contract", f"{identity}/{number}" if shared else identity)
        hand.signed.setdefault(identity, []).append(reference)
        options = _options(thing)
        hand.options[identity] = list(range(1, len(options) + 1))
        if term is not None:
            hand.ends[identity] = term.ends_on
        hand.add(
            ContractSigned, inferred, on=day, reference=reference, provider=provider, term=term,
            recommendations=(recommendation,) if recommendation else (), extension_options=options,
            starts_on=stated.day("startDate") if term is None else None,
            value=None if shared else value, supplier=hand.standings.get(provider),
            title=thing.text("title") or source.text("title") or hand.title,
            description=thing.text("description"),
            lots=hand.lots_of(thing) or hand.lots_of(source),
        )  # fmt: skip


def without_supplier(hand: Hand, last: Seen) -> None:
    """Report the contracts that no record holds, as no notice names who they are with."""
    for contract in last.each("contracts"):
        identity, status = contract.text("id"), contract.text("status")
        if contract.has("dateSigned") and status != "cancelled" and identity not in hand.signed:
            hand.warn(
                f"The contract {identity} is signed, but no notice names its supplier; it is left out",
                "Correct the published notice, or record the contract by hand",
            )


def standings(hand: Hand, last: Seen) -> None:
    """Remember what the parties say of each supplier: small or medium, voluntary or community."""
    for party in last.each("parties"):
        details = party.at("details")
        scale = details.text("scale")
        if (scale or details.has("vcse")) and "supplier" in party.texts("roles"):
            hand.standings[hand.provider(party)] = SupplierStanding(
                small_or_medium=scale in {"sme", "micro", "small", "medium"} if scale else None,
                voluntary_or_community=details.flag("vcse"),
            )
