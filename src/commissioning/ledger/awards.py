"""The recommendations that are in force: those that no return, refusal or other recommendation took back."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.ledger.record_finder import RecordFinder
from commissioning.records.approval import HowNotApproved, NotApproved
from commissioning.records.award import ApprovalToAward, AwardRecommendation


def awards_in_force(records: RecordFinder, lot: str) -> Iterator[AwardRecommendation]:
    """The recommendations for a lot that no return, refusal or other recommendation took back."""
    every = records.every(AwardRecommendation, lot)
    replaced = {reference for award in every for reference in award.replaces}
    for award in every:
        if award.reference not in replaced and not was_refused(records, award, lot):
            yield award


def award_in_force(records: RecordFinder, reference: str, lot: str) -> AwardRecommendation | None:
    """The recommendation of that reference, if it is in force for a lot."""
    awards = awards_in_force(records, lot)
    return next((award for award in awards if award.reference == reference), None)


def last_in_force(records: RecordFinder, lot: str) -> AwardRecommendation | None:
    """The recommendation in force for a lot that was recorded last."""
    return next(iter(tuple(awards_in_force(records, lot))[::-1]), None)


def was_refused(records: RecordFinder, award: AwardRecommendation, lot: str) -> bool:
    """Whether the last decision on a recommendation refused it, or returned it for more work."""
    named = (n for n in records.every(NotApproved, award.reference) if n.about == award.reference)
    unnamed = (n for n in records.every(NotApproved, lot) if _is_of_latest(records, n, award, lot))
    # To defer asks for time and takes nothing back: an approval given before it holds.
    refused = [n.on for n in (*named, *unnamed) if n.how is not HowNotApproved.DEFERRED]
    if not refused:
        return False
    approved = [approval.on for approval in approvals_of(records, award.reference, lot)]
    # Of two decisions of one day the approval counts as the later.
    return not approved or max(refused) > max(approved)


def _is_of_latest(
    records: RecordFinder, answer: NotApproved, award: AwardRecommendation, lot: str
) -> bool:
    """Whether an answer that names no recommendation is about this one, the latest of its day."""
    return meant_by(records, answer, (lot,)) == award


def meant_by(
    records: RecordFinder, answer: NotApproved, lots: tuple[str, ...]
) -> AwardRecommendation | None:
    """The recommendation that a refusal without its reference is about: the latest of its day."""
    if answer.about or answer.asked != "approval-to-award":
        return None
    every = (each for lot in lots for each in records.every(AwardRecommendation, lot))
    # The reserve recommended after a refusal is not what was refused.
    made = [each for each in every if each.on <= answer.on]
    return made[-1] if made else None


def approvals_of(records: RecordFinder, reference: str, lot: str) -> Iterator[ApprovalToAward]:
    """The approvals in force of one recommendation for a lot."""
    approvals = records.every(ApprovalToAward, lot)
    return (each for each in approvals if each.recommendation == reference)
