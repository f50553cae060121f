"""The award: recommended for every lot, named alike by what follows it, and signed once unchallenged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from commissioning.errors import written
from commissioning.findings.codes.contracts import CONTRACT_WITHOUT_AWARD, NOT_RECOMMENDED
from commissioning.findings.codes.evaluation import (
    LOT_WITHOUT_AWARD,
    SETS_ASIDE_EARLIER,
)
from commissioning.findings.codes.process import (
    CALL_IN_RUNNING,
    OTHER_RECOMMENDATION,
    UNKNOWN_LOT,
    UNKNOWN_REFERENCE,
)
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check, gate
from commissioning.gates.decisions import called_in
from commissioning.records.approval import ApprovalToProcure
from commissioning.records.award import ApprovalToAward, AwardRecommendation, IntentionToAward
from commissioning.records.contract import ContractSigned
from commissioning.records.record import WHOLE, of_lots
from commissioning.records.returns import (
    AwardFellThrough,
    EvaluationReopened,
    InvitationReissued,
    ReturnToStage,
    SelectionReopened,
)
from commissioning.stages import Stage
from commissioning.values.text import listed


@check(AwardRecommendation, LOT_WITHOUT_AWARD, UNKNOWN_LOT)
def every_lot_has_an_award(case: Case, recommendation: AwardRecommendation) -> Iterator[Finding]:
    """Each lot the recommendation is about has a winner, and each winner a lot of the cycle."""
    awarded = {award.lot for award in recommendation.awards}
    for lot in sorted(awarded - set(case.ledger.stages) - {WHOLE}):
        yield UNKNOWN_LOT(
            f"An award is recommended for lot {lot}, which the procurement does not have",
            remedy="Name a lot that the specification defines",
            about=lot,
        )
    missing = tuple(lot for lot in case.lots if not recommendation.winners(lot))
    if missing:
        yield LOT_WITHOUT_AWARD(
            f"The recommendation names no provider for {of_lots(missing)}",
            remedy="Recommend a provider, or limit the recommendation to the lots that it awards",
            about=missing,
        )


@check(ApprovalToAward, OTHER_RECOMMENDATION)
def approval_is_of_this_recommendation(case: Case, approval: ApprovalToAward) -> Iterator[Finding]:
    """The approval names the recommendation in force for each of its lots."""
    for lot in case.lots:
        yield from _names_another(case, lot, "The approval", approval.recommendation)


@gate(CALL_IN_RUNNING)
def call_in_is_over(case: Case) -> Iterator[Finding]:
    """A decision is acted on once members have had their time to call it in."""
    for kind in (ApprovalToProcure, ApprovalToAward):
        for approval in case.by_lot(kind).values():
            yield from called_in(case, approval)


@check(IntentionToAward, OTHER_RECOMMENDATION)
def letters_are_of_this_recommendation(
    case: Case, intention: IntentionToAward
) -> Iterator[Finding]:
    """The letters announce the recommendation that was approved for each of their lots."""
    for lot in case.lots:
        yield from _names_another(
            case, lot, "The intention to award", intention.recommendation, approved=True
        )


@check(ContractSigned, NOT_RECOMMENDED, OTHER_RECOMMENDATION, CONTRACT_WITHOUT_AWARD)
def contract_follows_its_award(case: Case, contract: ContractSigned) -> Iterator[Finding]:
    """The lots of a contract were awarded to its provider by the recommendation that it names."""
    if not contract.recommendation:
        if case.ledger.brought_forward is None:
            yield CONTRACT_WITHOUT_AWARD(
                f"Contract {contract.reference} does not name the recommendation it carries out",
                remedy="Name the recommendation that awarded its lots",
                about=contract.reference,
            )
        return
    for lot, latest in case.by_lot(AwardRecommendation).items():
        named = f"Contract {contract.reference}"
        others = tuple(_names_another(case, lot, named, contract.recommendation, approved=True))
        yield from others
        winners = latest.winners(lot)
        if not others and contract.provider not in winners:
            yield NOT_RECOMMENDED(
                f"Contract {contract.reference} is with {contract.provider}, but recommendation "
                f"{latest.reference} awards {of_lots((lot,))} to {listed(winners) or 'no provider'}",
                remedy="Sign with the provider recommended, or record why the award fell through",
                about=contract.provider,
            )


def _names_another(
    case: Case, lot: str, who: str, named: str, *, approved: bool = False
) -> Iterator[Finding]:
    """The finding that another recommendation is in force for a lot, or another was approved."""
    latest, approval = case.find(AwardRecommendation, lot), case.find(ApprovalToAward, lot)
    names = f"{who} names recommendation {named}, but"
    if latest is not None and latest.reference != named:
        yield OTHER_RECOMMENDATION(
            f"{names} {latest.reference} of {written(latest.on)} is in force for {of_lots((lot,))}",
            remedy=f"Name recommendation {latest.reference}",
            about=lot,
        )
    elif approved and approval is not None and approval.recommendation != named:
        yield OTHER_RECOMMENDATION(
            f"{names} {approval.recommendation} was approved for {of_lots((lot,))} on "
            f"{written(approval.on)}",
            remedy=f"Have recommendation {named} approved first",
            about=lot,
        )


RETURNS_TO: Final[Mapping[type[ReturnToStage], Stage]] = {
    SelectionReopened: Stage.SSQ,
    InvitationReissued: Stage.ITT,
    EvaluationReopened: Stage.EVALUATION,
    AwardFellThrough: Stage.AWARD,
}
"""The stage that each return leads back to."""


@check(ReturnToStage, SETS_ASIDE_EARLIER)
def return_sets_aside_nothing_earlier(case: Case, record: ReturnToStage) -> Iterator[Finding]:
    """A return supersedes no record of a stage before the one it leads to, whose rules stay."""
    goal = RETURNS_TO[type(record)]
    for reference in record.sets_aside:
        entry = case.ledger.entry_named(reference)
        places = zip(entry.lots, entry.stages, strict=False) if entry else ()
        earlier = [stage for lot, stage in places if lot in case.lots and stage.place < goal.place]
        if entry and earlier:
            yield SETS_ASIDE_EARLIER(
                f"This return would supersede the {entry.record.described()} ({reference}), which "
                f"belongs to {earlier[0].words}, before {goal.words}",
                remedy=f"Name only records of {goal.words}, or return to {earlier[0].words}",
                about=reference,
            )


@check(AwardFellThrough, UNKNOWN_REFERENCE)
def fallen_award_was_recommended(case: Case, fallen: AwardFellThrough) -> Iterator[Finding]:
    """An award that falls through was recommended, to the provider that is named."""
    entry = case.ledger.entry_named(fallen.recommendation)
    named = entry.record if entry else None
    if named is None or (
        isinstance(named, AwardRecommendation)
        and any(fallen.provider in named.winners(lot) for lot in case.lots)
    ):
        return
    yield UNKNOWN_REFERENCE(
        f"The {named.described()} ({fallen.recommendation}) does not recommend {fallen.provider} "
        f"for {of_lots(case.lots)}",
        remedy="Name the recommendation and the provider that it recommends",
        about=fallen.provider,
    )
