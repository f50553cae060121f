"""The authorities that buy together: their shares, those still to decide, and the buyers on a day.

A cycle is begun by its buyers; those on a day are they, or those that have taken their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import evolve

from commissioning.errors import RecordError, written
from commissioning.findings.codes import planning as codes
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.record_finder import by_day
from commissioning.records import strategy
from commissioning.records.contract import ContractSigned
from commissioning.records.parties import Authority
from commissioning.records.record import WHOLE, Record
from commissioning.values.frozen import frozen
from commissioning.values.listings import Tabled
from commissioning.values.money import Money
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import Word, did_you_mean, listed


class PartnerState(Word):
    """Whether an authority buys with the others."""

    TAKES_PART = "takes part"
    UNDECIDED = "has still to decide"
    DECLINED = "declined"
    WITHDREW = "withdrew"


_AFTER: Final = {
    strategy.PartnerAnswer.JOINS: PartnerState.TAKES_PART,
    strategy.PartnerAnswer.DECLINES: PartnerState.DECLINED,
    strategy.PartnerAnswer.WITHDRAWS: PartnerState.WITHDREW,
}


@frozen
class Partner:
    """One authority of a joint procurement, and its state."""

    authority: str
    state: PartnerState
    lead: bool = False
    share: Money | None = None
    decides: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether its share is still reckoned with: it takes part, or may."""
        return self.state in {PartnerState.TAKES_PART, PartnerState.UNDECIDED}


_PARTNERS: Final = ColumnsOf[Partner](
    (Column("authority"), lambda partner: partner.authority),
    (Column("leads", Kind.YES_NO), lambda partner: partner.lead),
    (Column("state"), lambda partner: partner.state.value),
    (Column("share", Kind.NUMBER, "in the currency and for the time of the envelope", "not stated"),
        lambda partner: partner.share.amount if partner.share else None),
    (Column("decides", empty="not stated"), lambda partner: ", ".join(partner.decides)),
)  # fmt: skip


@frozen(repr=False)
class JointProcurement(Tabled):
    """The authorities that buy together, after every decision so far."""

    partners: tuple[Partner, ...]
    envelope: strategy.FinancialEnvelope | None = None

    def findings(self) -> Iterator[Finding]:
        """Undecided partners, a lead that left, and shares that differ from the envelope."""
        for partner in self.partners:
            if partner.state is PartnerState.UNDECIDED:
                yield codes.PARTNER_UNDECIDED(
                    f"{partner.authority} has not yet decided whether to take part in the joint "
                    "procurement",
                    remedy=f"Record the decision of {partner.authority}, or a strategy without it",
                    about=partner.authority,
                )
            if partner.lead and not partner.counts:
                yield codes.LEAD_WITHDREW(
                    f"{partner.authority}, the lead of the joint procurement, {partner.state.value}",
                    remedy="Record a new procurement strategy that names another lead",
                    about=partner.authority,
                )
        shares = _stated(partner.share for partner in self.partners if partner.counts)
        if self.envelope is not None and shares:
            difference = _shares_against(shares, self.envelope.amount)
            if difference:
                yield codes.SHARES_DIFFER_FROM_ENVELOPE.warns(
                    difference, remedy="Agree the shares again, or change the envelope"
                )

    def table(self) -> Table:
        """One row for each authority."""
        return _PARTNERS.table(self.partners)

    def __repr__(self) -> str:
        each_state = ", ".join(f"{each.authority} {each.state.value}" for each in self.partners)
        return f"<JointProcurement: {each_state}>"


def _stated(shares: Iterable[Money | None]) -> list[Money]:
    """The shares; none at all where any of them is not stated."""
    every = list(shares)
    stated = [share for share in every if share is not None]
    return stated if len(stated) == len(every) else []


def _shares_against(shares: list[Money], envelope: Money) -> str:
    """The difference between the shares and the envelope, in words; empty if they agree."""
    try:
        total = Money.total(shares)
        difference = total - envelope
    except RecordError as reason:
        return f"The shares cannot be compared with the envelope: {reason.problems[0]}"
    if not difference.amount:
        return ""
    size = f"{difference} more" if difference.amount > 0 else f"{-difference} less"
    return f"The shares come to {total}, {size} than the envelope of {envelope}"


def joint_procurement(records: Iterable[Record]) -> JointProcurement | None:
    """The state of a joint procurement by its latest strategy and the decisions on it.

    None where the strategy names no joint buyers, or there is none. A new strategy starts afresh: a
    partner that left and is named again has been won back.
    """
    latest: strategy.ProcurementStrategy | None = None
    partners: tuple[Partner, ...] = ()
    decided: dict[str, strategy.PartnerDecision] = {}
    for record in records:
        if isinstance(record, strategy.ProcurementStrategy):
            latest, decided = record, {}
            partners = tuple(map(_partner, latest.joint_buyers))
        elif isinstance(record, strategy.PartnerDecision):
            decided[record.authority] = record
        elif isinstance(record, strategy.BuyerSucceeded):
            partners, decided = tuple(_succeeded(_settled(partners, decided), record)), {}
    if latest is None or not latest.joint_buyers:
        return None
    return JointProcurement(_settled(partners, decided), latest.envelope)


def _partner(buyer: strategy.JointBuyer) -> Partner:
    state = PartnerState.UNDECIDED if buyer.decision_pending else PartnerState.TAKES_PART
    return Partner(buyer.authority, state, buyer.lead, buyer.share, buyer.decides)


def _settled(
    partners: tuple[Partner, ...], decided: dict[str, strategy.PartnerDecision]
) -> tuple[Partner, ...]:
    """The partners after their latest decisions; one that no strategy names comes last."""
    known = {partner.authority for partner in partners}
    late = (Partner(name, PartnerState.UNDECIDED) for name in decided if name not in known)
    return tuple(_after(partner, decided.get(partner.authority)) for partner in (*partners, *late))


def _after(partner: Partner, decision: strategy.PartnerDecision | None) -> Partner:
    if decision is None:
        return partner
    share = partner.share if decision.share is None else decision.share
    return evolve(partner, state=_AFTER[decision.answer], share=share)


def _succeeded(
    partners: tuple[Partner, ...], succession: strategy.BuyerSucceeded
) -> Iterator[Partner]:
    """The partners after a succession. Heirs of a part come beside the old partner, without a share."""
    heirs = [authority.reference for authority in succession.becomes]
    gone = [partner for partner in partners if partner.authority in succession.was]
    for partner in partners:
        stays = partner not in gone or succession.lots is not None
        if stays and not (gone and partner.authority in heirs):
            yield partner
        if gone and partner is gone[0]:
            for name in heirs:
                own = [each for each in partners if each.authority == name]
                yield _heir(name, [*gone, *own], succession)


def _heir(name: str, before: list[Partner], succession: strategy.BuyerSucceeded) -> Partner:
    """An authority in the place of others: it takes part if any did, and has their shares together."""
    whole = succession.lots is None
    alone = whole and len(succession.becomes) == 1
    return Partner(
        name,
        min((partner.state for partner in before), key=list(PartnerState).index),
        whole and name == succession.becomes[0].reference and any(p.lead for p in before),
        Money.total_or_none(partner.share for partner in before) if alone else None,
        tuple(dict.fromkeys(each for partner in before for each in partner.decides)),
    )


def successions(ledger: Ledger, on: date) -> tuple[strategy.BuyerSucceeded, ...]:
    """The successions that have taken effect by a day, in order of days."""
    return tuple(by_day(e for e in ledger.every(strategy.BuyerSucceeded) if e.on <= on))


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
    if not ledger.every(strategy.PartnerDecision):
        return set()
    last = min((signed.on for signed in ledger.every(ContractSigned, lot)), default=on)
    kinds = (strategy.ProcurementStrategy, strategy.PartnerDecision, strategy.BuyerSucceeded)
    events = (
        each for kind in kinds for each in ledger.every(kind, lot) if each.on <= min(on, last)
    )
    joint = joint_procurement(sorted(events, key=lambda event: event.on))
    return {each.authority for each in joint.partners if not each.counts} if joint else set()


def _in_place_of(
    buyers: tuple[Authority, ...], ledger: Ledger, on: date, lot: str
) -> tuple[Authority, ...]:
    for succession in successions(ledger, on):
        buyers = _with_heirs(buyers, succession, lot)
    return buyers


def _with_heirs(
    buyers: tuple[Authority, ...], succession: strategy.BuyerSucceeded, lot: str
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
    done: dict[str, strategy.BuyerSucceeded] = {}
    for succession in successions(ledger, date.max) if buyers else ():
        for name in (each for each in succession.was if each not in held):
            yield _unknown(name, succession, done.get(name), held)
        if succession.lots is None:  # of a part that passes on, the rest stays where it was
            held -= {*succession.was}
            done |= dict.fromkeys(succession.was, succession)
        held |= {heir.reference for heir in succession.becomes}


def _unknown(
    name: str,
    succession: strategy.BuyerSucceeded,
    before: strategy.BuyerSucceeded | None,
    held: set[str],
) -> Finding:
    if before is None:
        do = "does" if len(held) == 1 else "do"
        near = did_you_mean(name, sorted(held)) or f"; {listed(sorted(held))} {do}"
        why = f"does not buy here{near}"
    else:
        heirs = listed([heir.reference for heir in before.becomes])
        why = f"{heirs} took its place on {written(before.on)}"
    return codes.BUYER_NOT_KNOWN.warns(
        f"{name} is recorded as succeeded on {written(succession.on)}, but {why}",
        remedy="Correct the reference, or record first how it became a buyer",
        about=name,
    )
