"""The records of one lot's evaluation, taken from whatever holds them: a ledger, a cycle or a case."""

from __future__ import annotations

from typing import Protocol, TypeVar

from commissioning.evaluation.inputs import MarkingEvidence, Source
from commissioning.records import interviews, panel, tender
from commissioning.records.record import Record

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
    """The records of one lot's evaluation; None while there is no invitation to tender for it."""
    invitation = records.find(tender.InvitationToTender, lot)
    if invitation is None:
        return None
    tenders = records.every(tender.TenderReceived, lot)
    held = set(map(id, tenders))
    of_other_lots = (t for t in records.every(tender.TenderReceived) if not t.is_for(lot))
    return Source(
        invitation=invitation,
        tenders=(*tenders, *(other for other in of_other_lots if id(other) not in held)),
        lot=lot,
        evidence=MarkingEvidence(
            sheets=records.every(panel.ScoreSheet, lot),
            moderations=records.every(panel.Moderation, lot),
            corrections=records.every(panel.MarkCorrected, lot),
            panels=records.every(panel.Panel),
            panel_changes=records.every(panel.PanelChanged),
            interests=records.every(panel.DeclarationOfInterest),
            interviews=records.every(interviews.Interview, lot),
        ),
        withdrawn=records.every(tender.TenderWithdrawn, lot),
        price_decisions=records.every(tender.PriceDecision, lot),
    )
