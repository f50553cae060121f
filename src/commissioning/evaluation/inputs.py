"""What one evaluation is made from: the invitation, the tenders, and what assessors wrote down."""

from __future__ import annotations

from commissioning.records.interviews import Interview
from commissioning.records.panel import (
    DeclarationOfInterest,
    MarkCorrected,
    Moderation,
    Panel,
    PanelChanged,
    ScoreSheet,
)
from commissioning.records.tender import (
    InvitationToTender,
    PriceDecision,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class Evidence:
    """What assessors and panels have written down, as far as one evaluation needs it."""

    sheets: tuple[ScoreSheet, ...] = ()
    moderations: tuple[Moderation, ...] = ()
    corrections: tuple[MarkCorrected, ...] = ()
    panels: tuple[Panel, ...] = ()
    panel_changes: tuple[PanelChanged, ...] = ()
    interests: tuple[DeclarationOfInterest, ...] = ()
    interviews: tuple[Interview, ...] = ()
    without: str = ""
    """An assessor left out in a what-if. Agreed marks stay as they are: whether enough agreed them
    is not asked."""


@frozen(kw_only=True)
class Source:
    """Everything that one lot's evaluation is made from."""

    invitation: InvitationToTender
    tenders: tuple[TenderReceived, ...]
    lot: str
    evidence: Evidence
    withdrawn: tuple[TenderWithdrawn, ...] = ()
    price_decisions: tuple[PriceDecision, ...] = ()

    def taken_back(self, tender: TenderReceived) -> bool:
        """Whether a tender no longer stands for the lot."""
        return any(withdrawal.takes_back(tender, self.lot) for withdrawal in self.withdrawn)
