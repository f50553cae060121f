"""The recommendations that are in force: those that no return, refusal or other recommendation took back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from operator import attrgetter

from commissioning.ledger.record_finder import RecordFinder
from commissioning.records.approval import HowNotApproved, NotApproved
from commissioning.records.award import ApprovalToAward, AwardRecommendation
from commissioning.records.record import Record


def awards_in_force(records: RecordFinder, lot: str) -> Iterator[AwardRecommendation]:
    """The recommendations for a lot that no return, refusal or other recommendation took back."""
    every = records.every(AwardRecommendation, lot)
    replaced = {reference for award in every for reference in award.replaces}
    for award in every:
        if award.reference not in replaced and not was_refused(records, award, lot):
            yield award


def recommended_for(records: RecordFinder, lot: str) -> tuple[str, ...]:
    """The providers recommended for a lot, each once, in the order of the recommendations."""
    found = records.every(AwardRecommendation, lot)
    return tuple(dict.fromkeys(name for each in found for name in each.winners(lot)))


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
    meant = (n for n in records.every(NotApproved, lot) if award in meant_by(records, n, lot)[-1:])
    # To defer asks for time and takes nothing back: an approval given before it holds.
    refused = [n.on for n in (*named, *meant) if n.how is not HowNotApproved.DEFERRED]
    if not refused:
        return False
    approved = [approval.on for approval in approvals_of(records, award.reference, lot)]
    # Of two decisions of one day the approval counts as the later.
    return not approved or max(refused) > max(approved)


def meant_by(
    records: RecordFinder, answer: NotApproved, lot: str
) -> tuple[AwardRecommendation, ...]:
    """The recommendations for a lot that an answer without a reference may be about, the likeliest last.

    These are all that waited for one, as a reserve recommended later that day did not, or else the latest.
    """
    if answer.about or answer.asked != "approval-to-award":
        return ()
    made, waiting = list[AwardRecommendation](), list[AwardRecommendation]()
    for each in takewhile(lambda step: step != answer, _steps_to(records, answer.on, lot)):
        decided = _decided(each, waiting)
        waiting = [award for award in waiting if award.reference not in decided]
        if isinstance(each, AwardRecommendation):
            made, waiting = [each], [*waiting, each]
    # A report that is entered after the answer of its day was before the body all the same, if no other was.
    every = records.every(AwardRecommendation, lot)
    return tuple(waiting) or tuple(made) or tuple(r for r in every if r.on == answer.on)[:1]


def _steps_to(records: RecordFinder, day: date, lot: str) -> list[Record]:
    """The recommendations for a lot and decisions on them by a day, those of one day in the order entered."""
    kinds = AwardRecommendation, ApprovalToAward, NotApproved
    ours = [each for kind in kinds for each in records.every(kind, lot) if each.on <= day]
    return sorted((each for each in records.records if each in ours), key=attrgetter("on"))


def _decided(step: Record, waiting: list[AwardRecommendation]) -> tuple[str, ...]:
    """The recommendations that no longer wait for a decision after a step, by reference."""
    if isinstance(step, AwardRecommendation):
        return step.replaces
    if isinstance(step, ApprovalToAward):
        return (step.recommendation,)
    if not isinstance(step, NotApproved) or step.how is HowNotApproved.DEFERRED:
        return ()
    if step.about or step.asked != "approval-to-award":
        return (step.about,)
    return tuple(award.reference for award in waiting[-1:])


def approvals_of(records: RecordFinder, reference: str, lot: str) -> Iterator[ApprovalToAward]:
    """The approvals in force of one recommendation for a lot."""
    approvals = records.every(ApprovalToAward, lot)
    return (each for each in approvals if each.recommendation == reference)
