"""What an evaluation needs, taken from whatever holds the records: a ledger, a cycle, a case."""

from __future__ import annotations

from typing import Protocol, TypeVar

from commissioning.evaluation.inputs import Evidence, Source
from commissioning.records.interviews import Interview
from commissioning.records.panel import (
    DeclarationOfInterest,
    MarkCorrected,
    Moderation,
    Panel,
    PanelChanged,
    ScoreSheet,
)
from commissioning.records.record import Record
from commissioning.records.tender import (
    InvitationToTender,
    PriceDecision,
    TenderReceived,
    TenderWithdrawn,
)

R = TypeVar("R", bound=Record)


class Records(Protocol):
    """Anything that finds records in force."""

    def find(self, kind: type[R], about: str | None = None) -> R | None:
        """The latest record of a kind, about a lot if one is given."""
        ...

    def every(self, kind: type[R], about: str | None = None) -> tuple[R, ...]:
        """All records of a kind, oldest first."""
        ...


def source_of(records: Records, lot: str) -> Source | None:
    """What is recorded for one lot's evaluation; None where nobody was invited to tender for it."""
    invitation = records.find(InvitationToTender, lot)
    if invitation is None:
        return None
    tenders = records.every(TenderReceived, lot)
    held = set(map(id, tenders))
    of_other_lots = (t for t in records.every(TenderReceived) if not t.is_for(lot))
    return Source(
        invitation=invitation,
        tenders=(*tenders, *(tender for tender in of_other_lots if id(tender) not in held)),
        lot=lot,
        evidence=Evidence(
            sheets=records.every(ScoreSheet, lot),
            moderations=records.every(Moderation, lot),
            corrections=records.every(MarkCorrected, lot),
            panels=records.every(Panel),
            panel_changes=records.every(PanelChanged),
            interests=records.every(DeclarationOfInterest),
            interviews=records.every(Interview, lot),
        ),
        withdrawn=records.every(TenderWithdrawn, lot),
        price_decisions=records.every(PriceDecision, lot),
    )
