"""The recommendations that are in force: those that no return, refusal or other recommendation took back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from datetime import date
from operator import attrgetter
from typing import Final

from commissioning.ledger.ledger import Ledger
from commissioning.ledger.record_finder import RecordFinder
from commissioning.records.approval import HowNotApproved, NotApproved
from commissioning.records.award import ApprovalToAward, AwardRecommendation
from commissioning.records.record import Record


def awards_in_force(ledger: Ledger, lot: str) -> Iterator[AwardRecommendation]:
    """The recommendations for a lot that no return, refusal or other recommendation took back."""
    every = ledger.every(AwardRecommendation, lot)
    replaced = {reference for award in every for reference in award.replaces}
    answers = ledger.every(NotApproved, lot)
    meant = _meant(ledger, lot).refused if any(map(_names_none, answers)) else {}
    for award in every:
        refused = meant.get(award, ()) if meant else ()  # most cycles refuse none, and hash none
        if award.reference not in replaced and not _was_refused(ledger, award, lot, refused):
            yield award


def recommended_for(records: RecordFinder, lot: str) -> tuple[str, ...]:
    """The providers recommended for a lot, each once, in the order of the recommendations."""
    found = records.every(AwardRecommendation, lot)
    return tuple(dict.fromkeys(name for each in found for name in each.winners(lot)))


def award_in_force(ledger: Ledger, reference: str, lot: str) -> AwardRecommendation | None:
    """The recommendation of that reference, if it is in force for a lot."""
    return next((a for a in awards_in_force(ledger, lot) if a.reference == reference), None)


def last_in_force(ledger: Ledger, lot: str) -> AwardRecommendation | None:
    """The recommendation in force for a lot that was recorded last."""
    return next(iter(tuple(awards_in_force(ledger, lot))[::-1]), None)


def _was_refused(
    ledger: Ledger, award: AwardRecommendation, lot: str, unnamed: Collection[date]
) -> bool:
    """Whether the last decision on a recommendation refused it, or returned it for more work.

    `unnamed` are the days of the answers that do not name it.
    """
    named = (n for n in ledger.every(NotApproved, award.reference) if n.about == award.reference)
    refused = [*unnamed, *(answer.on for answer in named if _takes_back(answer))]
    if not refused:
        return False
    approved = [approval.on for approval in approvals_of(ledger, award.reference, lot)]
    # Of two decisions of one day the approval counts as the later.
    return not approved or max(refused) > max(approved)


def meant_by(ledger: Ledger, answer: NotApproved, lot: str) -> tuple[AwardRecommendation, ...]:
    """The recommendations for a lot that an answer without a reference may be about, the likeliest last.

    These are all that waited for one, as a reserve recommended later that day did not, or else the latest.
    """
    return _meant(ledger, lot).by(answer) if _names_none(answer) else ()


def _names_none(answer: NotApproved) -> bool:
    """Whether it is an answer on an award that does not say which one it is about."""
    return not answer.about and answer.asked == "approval-to-award"


def _takes_back(answer: NotApproved) -> bool:
    # To defer asks for time and takes nothing back: an approval given before it holds.
    return answer.how is not HowNotApproved.DEFERRED


def _meant(ledger: Ledger, lot: str) -> _Meant:
    return ledger.worked_out(_STEPS, (lot,), lambda: _Meant(ledger, lot))


class _Meant:
    """The recommendations for a lot that waited for a decision at each step, from one walk through them."""

    def __init__(self, ledger: Ledger, lot: str) -> None:
        self.made = ledger.every(AwardRecommendation, lot)
        ours = {each for kind in _STEPS for each in ledger.every(kind, lot)}
        held = (each for each in ledger.records if isinstance(each, _STEPS) and each in ours)
        steps = sorted(held, key=attrgetter("on"))  # those of one day stay in the order entered
        self.days = [step.on for step in steps]
        self.places: dict[Record, int] = {}
        made, waiting = tuple[AwardRecommendation, ...](), tuple[AwardRecommendation, ...]()
        self.before = [waiting]
        """Those that waited before each step and after the last, or else the latest."""
        for place, step in enumerate(steps):
            self.places.setdefault(step, place)
            if decided := _decided(step, waiting):
                waiting = tuple(award for award in waiting if award.reference not in decided)
            if isinstance(step, AwardRecommendation):
                made, waiting = (step,), (*waiting, step)
            self.before.append(waiting or made)
        self.refused: dict[AwardRecommendation, list[date]] = {}
        """The days of the answers that take each back and do not name it."""
        for answer in filter(_names_none, ledger.every(NotApproved, lot)):
            for award in self.by(answer)[-1:] if _takes_back(answer) else ():
                self.refused.setdefault(award, []).append(answer.on)

    def by(self, answer: NotApproved) -> tuple[AwardRecommendation, ...]:
        """The recommendations that an answer may be about, the likeliest last."""
        before = self.before[self.places.get(answer, bisect_right(self.days, answer.on))]
        # A report entered after the answer of its day was before the body all the same, if no other was.
        return before or tuple(award for award in self.made if award.on == answer.on)[:1]


_STEPS: Final = (AwardRecommendation, ApprovalToAward, NotApproved)
"""The kinds of record by which recommendations come to wait for a decision, and wait no more."""


def _decided(step: Record, waiting: tuple[AwardRecommendation, ...]) -> tuple[str, ...]:
    """The recommendations that no longer wait for a decision after a step, by reference."""
    if isinstance(step, AwardRecommendation):
        return step.replaces
    if isinstance(step, ApprovalToAward):
        return (step.recommendation,)
    if not isinstance(step, NotApproved) or not _takes_back(step):
        return ()
    return tuple(award.reference for award in waiting[-1:]) if _names_none(step) else (step.about,)


def approvals_of(ledger: Ledger, reference: str, lot: str) -> Iterator[ApprovalToAward]:
    """The approvals in force of one recommendation for a lot."""
    return (a for a in ledger.every(ApprovalToAward, lot) if a.recommendation == reference)
