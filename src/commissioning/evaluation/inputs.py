"""The records that one lot's evaluation is made from: invitation, tenders, sheets and what was agreed."""

from __future__ import annotations

from commissioning.records import interviews, panel, tender
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
    price_decisions: tuple[tender.PriceDecision, ...] = ()

    def taken_back(self, received: tender.TenderReceived) -> bool:
        """Whether a tender has been withdrawn from the lot."""
        return any(withdrawal.takes_back(received, self.lot) for withdrawal in self.withdrawn)


def for_lot(lot: str) -> str:
    """A lot at the end of a clause: ` for lot N1`, or nothing where a procurement has no lots."""
    return "" if lot == WHOLE else f" for lot {lot}"
