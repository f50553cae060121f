"""The award: recommended for every lot, named alike by what follows it, and signed once unchallenged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from commissioning.errors import written
from commissioning.findings.codes.contracts import CONTRACT_WITHOUT_AWARD, NOT_RECOMMENDED
from commissioning.findings.codes.evaluation import LOT_WITHOUT_AWARD, SETS_ASIDE_EARLIER
from commissioning.findings.codes.process import (
    CALL_IN_RUNNING,
    OTHER_RECOMMENDATION,
    STAGE_ORDER,
    UNKNOWN_LOT,
    UNKNOWN_REFERENCE,
)
from commissioning.gates.case import Case, Found, check, gate
from commissioning.gates.decisions import called_in
from commissioning.gates.places import fell_through, has_joined, recommendations_named
from commissioning.ledger.awards import approvals_of, award_in_force, awards_in_force
from commissioning.ledger.superseded import NEVER_NAMED
from commissioning.records.approval import ApprovalToProcure
from commissioning.records.award import ApprovalToAward, AwardRecommendation, IntentionToAward
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import AwardFellThrough, ReturnToStage
from commissioning.records.record import WHOLE, lot_that_is_there, of_lots
from commissioning.stages import Returns
from commissioning.values.text import agreeing, did_you_mean, grouped, listed


@check(AwardRecommendation, LOT_WITHOUT_AWARD, STAGE_ORDER, UNKNOWN_LOT)
def every_lot_has_an_award(case: Case, recommendation: AwardRecommendation) -> Found:
    """Each lot the recommendation is about has a winner, and each winner a lot of the cycle."""
    awarded = {award.lot for award in recommendation.awards}
    for lot in sorted(awarded - set(case.ledger.stages) - {WHOLE}):
        yield UNKNOWN_LOT(
            f"An award is recommended for lot {lot}, which the procurement does not have",
            remedy=lot_that_is_there(lot, case.ledger.lots),
            about=lot,
        )
    for lot in sorted(awarded & set(case.ledger.stages) - {WHOLE, *case.lots}):
        yield STAGE_ORDER(
            f"An award is recommended for lot {lot}, which is {case.ledger.stages[lot].words}",
            remedy="Leave the lot out; buy it again in a new cycle that follows this one",
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
def approval_is_of_this_recommendation(case: Case, approval: ApprovalToAward) -> Found:
    """The approval names the recommendation in force for each of its lots."""
    return _names_another(case, "The approval", approval.recommendation)


@gate(CALL_IN_RUNNING)
def call_in_is_over(case: Case) -> Found:
    """A decision is acted on once members have had their time to call it in."""
    for procured in case.by_lot(ApprovalToProcure).values():
        yield from called_in(case, procured)
    for approval in _acted_on(case):
        yield from called_in(case, approval)


def _acted_on(case: Case) -> Iterator[ApprovalToAward]:
    """For each lot, the last approval of each recommendation acted on; of any, where none is named."""
    named = recommendations_named(case.record)
    for lot in case.lots:
        approvals = (a for a in case.every(ApprovalToAward, lot) if a.recommendation in named)
        if named:
            yield from {approval.recommendation: approval for approval in approvals}.values()
        elif approval := case.find(ApprovalToAward, lot):
            yield approval


@check(IntentionToAward, OTHER_RECOMMENDATION)
def letters_are_of_this_recommendation(case: Case, intention: IntentionToAward) -> Found:
    """The letters announce the recommendation that was approved for each of their lots."""
    yield from _names_another(case, "The intention to award", intention.recommendation)
    yield from _not_approved(case, "The intention to award", intention.recommendation)


@check(ContractSigned, NOT_RECOMMENDED, OTHER_RECOMMENDATION, CONTRACT_WITHOUT_AWARD)
def contract_follows_its_award(case: Case, contract: ContractSigned) -> Found:
    """The lots of a contract were awarded to its provider by the recommendation that it names."""
    if not contract.recommendations:
        joined = all(has_joined(case, contract.provider, lot) for lot in case.lots)
        if case.ledger.brought_forward is None and not joined:
            yield CONTRACT_WITHOUT_AWARD(
                f"Contract {contract.reference} does not name the recommendation it carries out",
                remedy="Name the recommendation that awarded its lots",
                about=contract.reference,
            )
        return
    yield from _names_another(case, f"Contract {contract.reference}", *contract.recommendations)
    yield from _not_approved(case, f"Contract {contract.reference}", *contract.recommendations)
    for lot in case.lots:
        if awards := _in_force(case, lot, contract.recommendations):
            yield from _follows_its_award(case, contract, lot, awards)


def _in_force(case: Case, lot: str, named: Iterable[str]) -> list[AwardRecommendation]:
    """Those of the named recommendations that are in force for a lot."""
    return [award for name in named if (award := award_in_force(case.ledger, name, lot))]


def _follows_its_award(
    case: Case, contract: ContractSigned, lot: str, awards: Sequence[AwardRecommendation]
) -> Found:
    winners = tuple(provider for award in awards for provider in award.winners(lot))
    references = listed(award.reference for award in awards)
    if contract.provider not in winners:
        yield NOT_RECOMMENDED(
            f"Contract {contract.reference} is with {contract.provider}, but recommendation "
            f"{references} awards {of_lots((lot,))} to {listed(winners) or 'no provider'}",
            remedy="Sign with the provider recommended, or record why the award fell through"
            f"{did_you_mean(contract.provider, winners)}",
            about=contract.provider,
        )
    fallen = [fell_through(case.ledger, award, contract.provider, lot) for award in awards]
    if (last := fallen[-1]) is not None and all(fallen):
        yield NOT_RECOMMENDED(
            f"Contract {contract.reference} is with {contract.provider}, but its award of "
            f"{of_lots((lot,))} (recommendation {references}) fell through on {written(last.on)}",
            remedy="Recommend the provider again, or sign with another that is recommended",
            about=contract.provider,
        )


def _names_another(case: Case, who: str, *named: str) -> Found:
    """The findings that others than the recommendations named are in force for some lots."""
    others = (lot for lot in case.lots if not _in_force(case, lot, named))
    found = ((tuple(awards_in_force(case.ledger, lot)), lot) for lot in others)
    for awards, lots in grouped(pair for pair in found if pair[0]).items():
        words = listed(f"{award.reference} of {written(award.on)}" for award in awards)
        yield OTHER_RECOMMENDATION(
            f"{who} names recommendation {listed(named)}, but {words} "
            f"{agreeing(len(awards), 'is', 'are')} in force for {of_lots(lots, case.ledger.lots)}",
            remedy=f"Name recommendation {listed((a.reference for a in awards), 'or')}",
            about=lots,
        )


def _not_approved(case: Case, who: str, *named: str) -> Found:
    """The findings that others than the recommendations named were approved for some lots."""
    found = (
        ((award.reference, last), lot)
        for lot in case.lots
        if (last := case.find(ApprovalToAward, lot)) is not None
        for award in _in_force(case, lot, named)
        if not any(approvals_of(case.ledger, award.reference, lot))
    )
    for (reference, last), lots in grouped(found).items():
        yield OTHER_RECOMMENDATION(
            f"{who} names recommendation {reference}, but {last.recommendation} was approved for "
            f"{of_lots(lots, case.ledger.lots)} on {written(last.on)}",
            remedy=f"Have recommendation {reference} approved first",
            about=lots,
        )


@check(ReturnToStage, SETS_ASIDE_EARLIER, UNKNOWN_REFERENCE)
def return_sets_aside_nothing_earlier(case: Case, record: ReturnToStage) -> Found:
    """A return supersedes no record of a stage before the one it leads to, whose rules stay."""
    if not isinstance(case.where, Returns):
        return
    goal = case.where.to
    for reference in record.sets_aside:
        entry = case.ledger.entry_named(reference)
        if entry and isinstance(entry.record, NEVER_NAMED):
            yield UNKNOWN_REFERENCE.warns(
                f"The reference {reference} belongs to the {entry.record.described()}, which no return "
                "takes away",
                remedy="Leave it out; record the end of a contract, or the answer to a challenge",
                about=reference,
            )
        places = zip(entry.lots, entry.stages, strict=False) if entry else ()
        earlier = [stage for lot, stage in places if lot in case.lots and stage.place < goal.place]
        if entry and earlier:
            yield SETS_ASIDE_EARLIER(
                f"This return would supersede the {entry.record.described()} ({reference}), which "
                f"belongs to the {earlier[0].words} stage, before the {goal.words} stage",
                remedy=f"Name only records of the {goal.words} stage, or return to the "
                f"{earlier[0].words} stage",
                about=reference,
            )


@check(AwardFellThrough, UNKNOWN_REFERENCE)
def fallen_award_was_recommended(case: Case, fallen: AwardFellThrough) -> Found:
    """An award that falls through was recommended, to the provider that is named."""
    named = case.ledger.named(AwardRecommendation, fallen.recommendation)
    if named and not any(fallen.provider in named.winners(lot) for lot in case.lots):
        yield UNKNOWN_REFERENCE(
            f"The {named.described()} ({fallen.recommendation}) does not recommend {fallen.provider} "
            f"for {of_lots(case.lots)}",
            remedy="Name the recommendation and the provider that it recommends",
            about=fallen.provider,
        )
