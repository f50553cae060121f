"""The records that one lot's evaluation is made from: invitation, tenders, sheets and what was agreed.

`source_of` takes them from a ledger.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from attrs import evolve

from commissioning.evaluation.eligibility import left_out
from commissioning.ledger.awards import awards_in_force
from commissioning.ledger.ledger import Ledger
from commissioning.records import challenge, panel, tender
from commissioning.records.award import AwardRecommendation
from commissioning.records.ending import AwardFellThrough
from commissioning.records.low_prices import JudgesPrice
from commissioning.records.record import WHOLE, Record
from commissioning.records.tender_faults import PriceCorrected, TenderRejected, ends_tender
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine


@frozen(kw_only=True)
class MarkingEvidence:
    """The marks that assessors gave and panels agreed, and the panels and interests behind them."""

    sheets: tuple[panel.ScoreSheet, ...] = ()
    moderations: tuple[panel.Moderation, ...] = ()
    corrections: tuple[panel.MarkCorrected, ...] = ()
    panels: tuple[panel.Panel, ...] = ()
    panel_changes: tuple[panel.PanelChanged, ...] = ()
    interests: tuple[panel.DeclarationOfInterest, ...] = ()
    interviews: tuple[panel.Interview, ...] = ()
    without: str = ""
    """An assessor left out in a what-if. Agreed marks then stay as they are, without the check that
    enough members agreed them."""


@frozen(kw_only=True)
class Source:
    """Everything that one lot's evaluation is made from."""

    invitation: tender.InvitationToTender
    tenders: tuple[tender.TenderReceived, ...]
    """All that came in, those for other lots and those taken back included."""
    lot: str
    evidence: MarkingEvidence
    withdrawn: tuple[tender.TenderWithdrawn, ...] = ()
    """The withdrawals after which the points of the others are reckoned anew."""
    left_after_award: tuple[tender.TenderWithdrawn, ...] = ()
    """The withdrawals since an award was recommended, which leave the points of the others."""
    rejected: tuple[TenderRejected, ...] = ()
    price_corrections: tuple[PriceCorrected, ...] = ()
    price_decisions: tuple[tender.PriceDecision, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """Providers that no longer stand, each with the reason: excluded, conflicted or failed."""
    challenges: tuple[challenge.Challenge | challenge.ClaimIssued, ...] = ()
    """The challenges whose points a judgment decides, for `as_judged`."""

    def taken_back(self, received: tender.TenderReceived) -> bool:
        """Whether a tender was withdrawn from the lot before an award was recommended."""
        return any(ends_tender(each, received, self.lot) for each in self.withdrawn)

    def withdrawal_since(self, received: tender.TenderReceived) -> tender.TenderWithdrawn | None:
        """The withdrawal of a tender from the lot since an award was recommended, if there is one."""
        return next((b for b in self.left_after_award if ends_tender(b, received, self.lot)), None)

    def rejection(self, received: tender.TenderReceived) -> TenderRejected | None:
        """The rejection of a tender for the lot, if there is one."""
        return next((no for no in self.rejected if ends_tender(no, received, self.lot)), None)

    def competes(self, received: tender.TenderReceived) -> bool:
        """Whether it is a tender for the lot, neither withdrawn nor rejected."""
        return (
            received.is_for(self.lot)
            and not self.taken_back(received)
            and self.withdrawal_since(received) is None
            and self.rejection(received) is None
        )

    def corrections(self, received: tender.TenderReceived) -> tuple[PriceCorrected, ...]:
        """The corrections of a tender's price for the lot, in the order recorded."""
        return tuple(c for c in self.price_corrections if c.corrects(received, self.lot))

    def price(self, received: tender.TenderReceived) -> tender.LotPrice | None:
        """A tender's price for the lot, as corrected."""
        return corrected(received.price(self.lot), self.corrections(received))


def corrected(
    offer: tender.LotPrice | None, corrections: Iterable[PriceCorrected]
) -> tender.LotPrice | None:
    """A price as corrected. A correction by which the provider does not stand leaves what was tendered."""
    if offer is None:
        return None
    price = offer.price
    for correction in corrections:
        if correction.was in {price, offer.price}:
            stands = correction.confirmed_by_provider is not False
            price = correction.becomes if stands else offer.price
    return offer if price == offer.price else evolve(offer, price=price)


def for_lot(lot: str) -> str:
    """A lot at the end of a clause: ` for lot N1`, or nothing where a procurement has no lots."""
    return "" if lot == WHOLE else f" for lot {lot}"


def source_of(ledger: Ledger, lot: str) -> Source | None:
    """The records of one lot's evaluation; None while there is no invitation to tender for it."""
    invitation = ledger.find(tender.InvitationToTender, lot)
    if invitation is None:
        return None
    tenders = ledger.every(tender.TenderReceived, lot)
    held = set(map(id, tenders))
    withdrawn = ledger.every(tender.TenderWithdrawn, lot)
    left = _left_after_award(ledger, invitation, lot, withdrawn)
    of_other_lots = (t for t in ledger.every(tender.TenderReceived) if not t.is_for(lot))
    return Source(
        invitation=invitation,
        tenders=(*tenders, *(other for other in of_other_lots if id(other) not in held)),
        lot=lot,
        evidence=MarkingEvidence(
            sheets=ledger.every(panel.ScoreSheet, lot),
            moderations=ledger.every(panel.Moderation, lot),
            corrections=ledger.every(panel.MarkCorrected, lot),
            panels=ledger.every(panel.Panel),
            panel_changes=ledger.every(panel.PanelChanged),
            interests=ledger.every(panel.DeclarationOfInterest),
            interviews=ledger.every(panel.Interview, lot),
        ),
        withdrawn=tuple(back for back in withdrawn if back not in left),
        left_after_award=left,
        rejected=ledger.every(TenderRejected, lot),
        price_corrections=ledger.every(PriceCorrected, lot),
        price_decisions=ledger.every(tender.PriceDecision, lot),
        left_out=left_out(ledger, lot, date.max),
        challenges=(
            *ledger.every(challenge.Challenge, lot),
            *ledger.every(challenge.ClaimIssued, lot),
        ),
    )


def _left_after_award(
    ledger: Ledger,
    invitation: tender.InvitationToTender,
    lot: str,
    withdrawn: tuple[tender.TenderWithdrawn, ...],
) -> tuple[tender.TenderWithdrawn, ...]:
    """The withdrawals that leave the points of the others: those since an award was recommended.

    An award that fell through was recommended on these marks; after a return to marking they are new, and
    one that was refused, returned or replaced is no reason to keep them.
    """
    if not withdrawn or invitation.after_withdrawal is tender.AfterWithdrawal.POINTS_ANEW:
        return ()
    fallen = {gone.recommendation for gone in ledger.every(AwardFellThrough, lot)}
    standing = tuple(awards_in_force(ledger, lot))
    first = next(
        (
            recommended
            for recommended in ledger.every(AwardRecommendation, lot, superseded=True)
            if recommended in standing or recommended.reference in fallen
        ),
        None,
    )
    if first is None:
        return ()
    return tuple(back for back in withdrawn if _comes_after(ledger, back, first))


def _comes_after(ledger: Ledger, record: Record, earlier: Record) -> bool:
    if record.on != earlier.on:
        return record.on > earlier.on
    either = (each for each in ledger.records if each in (record, earlier))
    return next(either, None) == earlier


@frozen(kw_only=True)
class LowPrice(OneLine):
    """A price that calls for a question to the bidder, and why."""

    provider: str
    price: Fraction
    because: str

    def __str__(self) -> str:
        return f"The price of {self.provider} is {self.because}"


def low_prices(source: Source, tests: Iterable[JudgesPrice] | None = None) -> tuple[LowPrice, ...]:
    """The prices for a lot that fail a low-price test, in the order tendered.

    The tests are those the invitation declares, unless others are given to try them out. Tenders
    withdrawn before an award was recommended, or rejected, are neither tested nor part of any mean.
    """
    tests = source.invitation.low_price_triggers if tests is None else tuple(tests)
    offers = {
        received.provider: offer
        for received in source.tenders
        if received.is_for(source.lot)
        and not source.taken_back(received)
        and source.rejection(received) is None
        and (offer := source.price(received)) is not None
    }
    return tuple(
        LowPrice(provider=provider, price=Fraction(offer.price.amount), because=because)
        for provider, offer in offers.items()
        for test in tests
        if (because := test.reason(offer, [o for who, o in offers.items() if who != provider]))
    )
