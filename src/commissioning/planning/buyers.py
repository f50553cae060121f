"""The buyers on a day: the authorities a cycle was begun by, or those that have taken their place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.errors import written
from commissioning.findings.codes.planning import BUYER_NOT_KNOWN
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.planning.joint_procurement import joint_procurement
from commissioning.records.contract import ContractSigned
from commissioning.records.parties import Authority
from commissioning.records.record import WHOLE
from commissioning.records.strategy import BuyerSucceeded, PartnerDecision, ProcurementStrategy
from commissioning.values.text import did_you_mean, listed


def successions(ledger: Ledger, on: date) -> tuple[BuyerSucceeded, ...]:
    """The successions that have taken effect by a day, in order of days."""
    every = (each for each in ledger.every(BuyerSucceeded) if each.on <= on)
    return tuple(sorted(every, key=lambda each: each.on))


def buyers_on(
    buyers: tuple[Authority, ...], ledger: Ledger, on: date, lots: tuple[str, ...] = ()
) -> tuple[Authority, ...]:
    """The authorities that buy some lots on a day, or any of them, in their order; each once.

    A succession for some lots leaves the others with the authority that had them. A partner that stays
    out of a joint procurement, or leaves it before a contract is signed, does not buy.
    """
    found: dict[str, Authority] = {}
    for lot in lots if lots not in {(), (WHOLE,)} else ledger.lots:
        left = _left(ledger, on, lot)
        held = _in_place_of(buyers, ledger, on, lot)
        found |= {buyer.reference: buyer for buyer in held if buyer.reference not in left}
    return tuple(found.values())


def _left(ledger: Ledger, on: date, lot: str) -> set[str]:
    """The partners that have left the joint procurement of a lot by a day, and before its contract."""
    if not ledger.every(PartnerDecision):
        return set()
    last = min((signed.on for signed in ledger.every(ContractSigned, lot)), default=on)
    kinds = (ProcurementStrategy, PartnerDecision, BuyerSucceeded)
    events = (
        each for kind in kinds for each in ledger.every(kind, lot) if each.on <= min(on, last)
    )
    joint = joint_procurement(sorted(events, key=lambda event: event.on))
    return {each.authority for each in joint.partners if not each.counts} if joint else set()


def _in_place_of(
    buyers: tuple[Authority, ...], ledger: Ledger, on: date, lot: str
) -> tuple[Authority, ...]:
    for succession in successions(ledger, on):
        buyers = _after(buyers, succession, lot)
    return buyers


def _after(
    buyers: tuple[Authority, ...], succession: BuyerSucceeded, lot: str
) -> tuple[Authority, ...]:
    """The buyers of a lot after a succession; two that become one stand once, where the first stood."""
    if succession.lots is not None and lot != WHOLE and lot not in succession.lots:
        return buyers
    after: dict[str, Authority] = {}
    for buyer in buyers:
        heirs = succession.becomes if buyer.reference in succession.was else (buyer,)
        after |= {each.reference: after.get(each.reference, each) for each in heirs}
    return tuple(after.values())


def successors(ledger: Ledger, authority: str, on: date) -> tuple[str, ...]:
    """The references of those that act in the place of an authority on a day: itself, or its heirs."""
    named = (Authority(reference=authority, name=authority),)
    of_lots = (_in_place_of(named, ledger, on, lot) for lot in ledger.lots)
    return tuple(dict.fromkeys(buyer.reference for held in of_lots for buyer in held))


def unknown_buyers(buyers: tuple[Authority, ...], ledger: Ledger) -> Iterator[Finding]:
    """Successions of an authority that did not buy on the day before; silent where no buyer is stated."""
    held = {buyer.reference for buyer in buyers}
    done: dict[str, BuyerSucceeded] = {}
    for succession in successions(ledger, date.max) if buyers else ():
        for name in (each for each in succession.was if each not in held):
            yield _unknown(name, succession, done.get(name), held)
        if succession.lots is None:  # of a part that passes on, the rest stays where it was
            held -= {*succession.was}
            done |= dict.fromkeys(succession.was, succession)
        held |= {heir.reference for heir in succession.becomes}


def _unknown(
    name: str, succession: BuyerSucceeded, before: BuyerSucceeded | None, held: set[str]
) -> Finding:
    if before is None:
        do = "does" if len(held) == 1 else "do"
        near = did_you_mean(name, sorted(held)) or f"; {listed(sorted(held))} {do}"
        why = f"does not buy here{near}"
    else:
        heirs = listed([heir.reference for heir in before.becomes])
        why = f"{heirs} took its place on {written(before.on)}"
    return BUYER_NOT_KNOWN.warns(
        f"{name} is recorded as succeeded on {written(succession.on)}, but {why}",
        remedy="Correct the reference, or record first how it became a buyer",
        about=name,
    )
