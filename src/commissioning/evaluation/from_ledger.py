"""The records of one lot's evaluation, taken from whatever holds them: a ledger, a cycle or a case."""

from __future__ import annotations

from datetime import date

from commissioning.evaluation.eligibility import left_out
from commissioning.evaluation.inputs import MarkingEvidence, Source
from commissioning.ledger.awards import awards_in_force
from commissioning.ledger.record_finder import RecordFinder
from commissioning.records import challenge, interviews, panel, tender, tender_faults
from commissioning.records.award import AwardRecommendation
from commissioning.records.record import Record
from commissioning.records.returns import AwardFellThrough
from commissioning.records.tender import AfterWithdrawal


def source_of(records: RecordFinder, lot: str) -> Source | None:
    """The records of one lot's evaluation; None while there is no invitation to tender for it."""
    invitation = records.find(tender.InvitationToTender, lot)
    if invitation is None:
        return None
    tenders = records.every(tender.TenderReceived, lot)
    held = set(map(id, tenders))
    withdrawn = records.every(tender.TenderWithdrawn, lot)
    left = _left_after_award(records, invitation, lot, withdrawn)
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
        withdrawn=tuple(back for back in withdrawn if back not in left),
        left_after_award=left,
        rejected=records.every(tender_faults.TenderRejected, lot),
        price_corrections=records.every(tender_faults.PriceCorrected, lot),
        price_decisions=records.every(tender.PriceDecision, lot),
        left_out=left_out(records, lot, date.max),
        challenges=(
            *records.every(challenge.Challenge, lot),
            *records.every(challenge.ClaimIssued, lot),
        ),
    )


def _left_after_award(
    records: RecordFinder,
    invitation: tender.InvitationToTender,
    lot: str,
    withdrawn: tuple[tender.TenderWithdrawn, ...],
) -> tuple[tender.TenderWithdrawn, ...]:
    """The withdrawals that leave the points of the others: those since an award was recommended.

    An award that fell through was recommended on these marks; after a return to marking they are new, and
    one that was refused, returned or replaced is no reason to keep them.
    """
    if not withdrawn or invitation.after_withdrawal is AfterWithdrawal.POINTS_ANEW:
        return ()
    fallen = {gone.recommendation for gone in records.every(AwardFellThrough, lot)}
    standing = tuple(awards_in_force(records, lot))
    first = next(
        (
            recommended
            for recommended in records.every(AwardRecommendation, lot, superseded=True)
            if recommended in standing or recommended.reference in fallen
        ),
        None,
    )
    if first is None:
        return ()
    return tuple(back for back in withdrawn if _comes_after(records, back, first))


def _comes_after(records: RecordFinder, record: Record, earlier: Record) -> bool:
    """Whether a record is of a later day than another, or was entered after it on the same day."""
    if record.on != earlier.on:
        return record.on > earlier.on
    return (
        next((each for each in records.records if each is record or each is earlier), None)
        is earlier
    )
