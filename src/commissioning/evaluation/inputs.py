"""The records that one lot's evaluation is made from: invitation, tenders, sheets and what was agreed."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from commissioning.records import challenge, interviews, panel, tender, tender_faults
from commissioning.records.record import WHOLE
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class MarkingEvidence:
    """The marks that assessors gave and panels agreed, and the panels and interests behind them."""

    sheets: tuple[panel.ScoreSheet, ...] = ()
    moderations: tuple[panel.Moderation, ...] = ()
    corrections: tuple[panel.MarkCorrected, ...] = ()
    panels: tuple[panel.Panel, ...] = ()
    panel_changes: tuple[panel.PanelChanged, ...] = ()
    interests: tuple[panel.DeclarationOfInterest, ...] = ()
    interviews: tuple[interviews.Interview, ...] = ()
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
    rejected: tuple[tender_faults.TenderRejected, ...] = ()
    price_corrections: tuple[tender_faults.PriceCorrected, ...] = ()
    price_decisions: tuple[tender.PriceDecision, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """Providers that no longer stand, each with the reason: excluded, conflicted or failed."""
    challenges: tuple[challenge.Challenge | challenge.ClaimIssued, ...] = ()
    """The challenges whose points a judgment decides, for `as_judged`."""

    def taken_back(self, received: tender.TenderReceived) -> bool:
        """Whether a tender was withdrawn from the lot before an award was recommended."""
        return any(withdrawal.takes_back(received, self.lot) for withdrawal in self.withdrawn)

    def withdrawal_since(self, received: tender.TenderReceived) -> tender.TenderWithdrawn | None:
        """The withdrawal of a tender from the lot since an award was recommended, if there is one."""
        later = (back for back in self.left_after_award if back.takes_back(received, self.lot))
        return next(later, None)

    def rejection(self, received: tender.TenderReceived) -> tender_faults.TenderRejected | None:
        """The rejection of a tender for the lot, if there is one."""
        return next((no for no in self.rejected if no.rejects(received, self.lot)), None)

    def competes(self, received: tender.TenderReceived) -> bool:
        """Whether it is a tender for the lot, neither withdrawn nor rejected."""
        return (
            received.is_for(self.lot)
            and not self.taken_back(received)
            and self.withdrawal_since(received) is None
            and self.rejection(received) is None
        )

    def corrections(
        self, received: tender.TenderReceived
    ) -> tuple[tender_faults.PriceCorrected, ...]:
        """The corrections of a tender's price for the lot, in the order recorded."""
        return tuple(c for c in self.price_corrections if c.corrects(received, self.lot))

    def price(self, received: tender.TenderReceived) -> tender.LotPrice | None:
        """A tender's price for the lot, as corrected."""
        return corrected(received.price(self.lot), self.corrections(received))


def corrected(
    offer: tender.LotPrice | None, corrections: Iterable[tender_faults.PriceCorrected]
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
