"""The award: a recommendation for every lot, and nothing signed over an open challenge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from commissioning.errors import written
from commissioning.findings.codes.evaluation import (
    CHALLENGE_OPEN,
    LOT_WITHOUT_AWARD,
    SETS_ASIDE_EARLIER,
    WINNER_WITHDREW,
)
from commissioning.findings.codes.process import UNKNOWN_LOT, UNKNOWN_REFERENCE
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check, gate
from commissioning.records.award import AwardRecommendation, Challenge, ChallengeResolved
from commissioning.records.contract import ContractSigned
from commissioning.records.record import WHOLE, Record, of_lots
from commissioning.records.returns import (
    AwardFellThrough,
    EvaluationReopened,
    InvitationReissued,
    ReturnToStage,
    SelectionReopened,
)
from commissioning.records.tender import TenderReceived, TenderWithdrawn
from commissioning.stages import Stage


@check(AwardRecommendation, LOT_WITHOUT_AWARD, UNKNOWN_LOT)
def every_lot_has_an_award(case: Case, recommendation: AwardRecommendation) -> Iterator[Finding]:
    """Each lot the recommendation is about has a winner, and each winner a lot of the cycle."""
    awarded = {award.lot for award in recommendation.awards}
    for lot in sorted(awarded - set(case.ledger.stages) - {WHOLE}):
        yield UNKNOWN_LOT(
            f"there is no lot {lot}, for which an award is recommended",
            remedy="name a lot that the specification defines",
            about=lot,
        )
    missing = tuple(lot for lot in case.lots if not recommendation.winners(lot))
    if missing:
        yield LOT_WITHOUT_AWARD(
            f"nobody is recommended for {of_lots(missing)}",
            remedy="recommend somebody, or name in `lots` only those that are to be awarded",
            about=missing[0] if len(missing) == 1 else None,
        )


@check(Record, WINNER_WITHDREW)
def winner_still_stands(case: Case, record: Record) -> Iterator[Finding]:
    """Nobody is approved, announced or signed with who has taken its tender back."""
    found: dict[str, Finding] = {}
    for lot in case.lots:
        recommendation = case.find(AwardRecommendation, lot)
        winners = recommendation.winners(lot) if recommendation else ()
        signing = [record.provider] if isinstance(record, ContractSigned) else winners
        for provider in signing:
            left = _left(case, provider, lot)
            if left is not None:
                found[provider] = WINNER_WITHDREW(
                    f"{provider} took its tender for {of_lots((lot,))} back on {written(left.on)}",
                    remedy="record that the award fell through (AwardFellThrough) and recommend "
                    "who is next",
                    about=provider,
                )
    yield from found.values()


def _left(case: Case, provider: str, lot: str) -> TenderWithdrawn | None:
    """The withdrawal that left a provider without any tender for a lot, if there is one."""
    tenders = [t for t in case.every(TenderReceived, lot) if t.provider == provider]
    withdrawals = [
        withdrawal
        for withdrawal in case.every(TenderWithdrawn, lot)
        if withdrawal.on <= case.on
        and all(withdrawal.takes_back(tender, lot) for tender in tenders)
    ]
    return withdrawals[-1] if tenders and withdrawals else None


RETURNS_TO: Final[Mapping[type[ReturnToStage], Stage]] = {
    SelectionReopened: Stage.SSQ,
    InvitationReissued: Stage.ITT,
    EvaluationReopened: Stage.EVALUATION,
    AwardFellThrough: Stage.AWARD,
}
"""The stage that each return leads back to."""


@check(ReturnToStage, SETS_ASIDE_EARLIER)
def return_sets_aside_nothing_earlier(case: Case, record: ReturnToStage) -> Iterator[Finding]:
    """What was done before the stage returned to stands: else the rules could be lost on the way."""
    goal = RETURNS_TO[type(record)]
    for reference in record.sets_aside:
        entry = case.ledger.entry_named(reference)
        if entry is None:
            continue
        earlier = [
            stage
            for lot, stage in zip(entry.lots, entry.stages, strict=True)
            if lot in case.lots and stage.place < goal.place
        ]
        if earlier:
            yield SETS_ASIDE_EARLIER(
                f"the {entry.record.described()} ({reference}) belongs to "
                f"{earlier[0].words}, before {goal.words}, and would be set aside",
                remedy="name only what belongs to the stage returned to, or return further",
                about=reference,
            )


@check(AwardFellThrough, UNKNOWN_REFERENCE)
def fallen_award_was_recommended(case: Case, fallen: AwardFellThrough) -> Iterator[Finding]:
    """What falls through is the award of somebody who was recommended."""
    entry = case.ledger.entry_named(fallen.recommendation)
    if entry is None:
        return
    named = entry.record
    recommended = isinstance(named, AwardRecommendation) and any(
        fallen.provider in named.winners(lot) for lot in case.lots
    )
    if not recommended:
        yield UNKNOWN_REFERENCE(
            f"the {named.described()} ({fallen.recommendation}) recommends no award to "
            f"{fallen.provider} for {of_lots(case.lots)}",
            remedy="name the recommendation and who was recommended in it",
            about=fallen.provider,
        )


@gate(CHALLENGE_OPEN)
def no_challenge_is_open(case: Case) -> Iterator[Finding]:
    """Nothing is signed while a bidder who has written in waits for an answer.

    A claim issued in court holds the signature by law, and the law's own gate says so and for how
    long; here it counts only where no law can be told.
    """
    resolved = {r.challenge for r in case.every(ChallengeResolved) if r.on <= case.on}
    asked = {c.reference: c for lot in case.lots for c in case.every(Challenge, about=lot)}
    for challenge in asked.values():
        if challenge.on > case.on or challenge.reference in resolved:
            continue
        if challenge.claim_issued and not case.law.unknown_because:
            continue
        kind = "claim" if challenge.claim_issued else "challenge"
        yield CHALLENGE_OPEN(
            f"the {kind} of {challenge.provider} of {written(challenge.on)} "
            f"({challenge.about_what}) has not been resolved",
            remedy="record how it was resolved",
            about=challenge.reference,
        )
