"""Drafts of the award, the contract and the ways back along the line."""

from __future__ import annotations

from typing import Final

from commissioning.dates.periods import Period
from commissioning.records import award, contract, ending, returns
from commissioning.records.breach import (
    BreachRecorded,
    BreachRemedied,
    ImprovementNotice,
    ImprovementNoticeClosed,
    PlacementsResumed,
    PlacementsSuspended,
    ServiceCreditApplied,
)
from commissioning.records.record import WHOLE
from commissioning.testing.drafts.kinds import Drafts
from commissioning.testing.stories.scenario import Scene
from commissioning.values.money import pounds

UNTIL_START: Final = 60
"""The days from signature to the first day of a contract."""


def recommendation(scene: Scene) -> award.AwardRecommendation:
    first, *reserves = scene.providers
    awards = tuple(
        award.LotAward(lot=lot, provider=first, reserves=tuple(reserves)) for lot in scene.all_lots
    )
    return award.AwardRecommendation(on=scene.day, reference=scene.free("R"), awards=awards)


def approval(scene: Scene) -> award.ApprovalToAward:
    return award.ApprovalToAward(
        on=scene.day, recommendation=scene.recommendation, decided_by="Cabinet"
    )


def intention(scene: Scene) -> award.IntentionToAward:
    return award.IntentionToAward(
        on=scene.day, recommendation=scene.recommendation, told=scene.providers
    )


def challenge(scene: Scene) -> award.Challenge:
    return award.Challenge(
        on=scene.day,
        reference=scene.free("CH"),
        provider=scene.other,
        about_what="the marks for quality",
    )


def challenge_resolved(scene: Scene) -> award.ChallengeResolved:
    return award.ChallengeResolved(
        on=scene.day,
        challenge=scene.named(award.Challenge, "CH"),
        outcome=award.ChallengeOutcome.WITHDRAWN,
    )


def contract_signed(scene: Scene) -> contract.ContractSigned:
    lot = scene.lot or scene.all_lots[0]
    reference = "C1" if lot == WHOLE else f"C-{lot}"
    if scene.cycle is not None and scene.cycle.ledger.entry_named(reference):
        reference = scene.free(f"{reference}-")
    return contract.ContractSigned(
        on=scene.day,
        reference=reference,
        lots=None if lot == WHOLE else (lot,),
        provider=scene.winner,
        recommendation=scene.recommendation,
        term=Period.of(scene.after(UNTIL_START), years=scene.years),
        extension_options=(contract.ExtensionOption(years=1),),
        value=scene.price * scene.years,
        indexation=contract.Indexation(
            basis=contract.UpliftBasis.INDEX, index="CPI for September", cap=10
        ),
        title="Care at home",
    )


def change_requested(scene: Scene) -> contract.ChangeRequested:
    return contract.ChangeRequested(
        on=scene.day,
        reference=scene.free("CR"),
        contract=scene.contract_named,
        what="a night visit is added",
        asked_by="the authority",
    )


def change_refused(scene: Scene) -> contract.ChangeRefused:
    return contract.ChangeRefused(
        on=scene.day,
        contract=scene.contract_named,
        request=scene.named(contract.ChangeRequested, "CR"),
        because="there is no money for it",
    )


def contract_varied(scene: Scene) -> contract.ContractVaried:
    return contract.ContractVaried(
        on=scene.day,
        reference=scene.free("V"),
        contract=scene.contract_named,
        what="a night visit is added",
        because="clause 12 foresees it",
        value_change=pounds(1_000),
    )


def price_uplifted(scene: Scene) -> contract.PriceUplifted:
    return contract.PriceUplifted(
        on=scene.day, contract=scene.contract_named, takes_effect_on=scene.day, per_cent=2
    )


def contract_extended(scene: Scene) -> contract.ContractExtended:
    term = scene.signed.term if scene.signed else Period.of(scene.after(UNTIL_START), years=2)
    adds = contract.ExtensionOption(years=1).prolongs(term)
    return contract.ContractExtended(
        on=scene.day, contract=scene.contract_named, option=1, period=adds, because="it goes well"
    )


def extension_lapsed(scene: Scene) -> contract.ExtensionLapsed:
    return contract.ExtensionLapsed(on=scene.day, contract=scene.contract_named, option=1)


def breach(scene: Scene) -> BreachRecorded:
    return BreachRecorded(
        on=scene.day,
        reference=scene.free("B"),
        contract=scene.contract_named,
        what="visits were missed",
    )


def breach_remedied(scene: Scene) -> BreachRemedied:
    return BreachRemedied(
        on=scene.day,
        contract=scene.contract_named,
        breach=scene.named(BreachRecorded, "B"),
        evidence="four weeks without a missed visit",
    )


def improvement_notice(scene: Scene) -> ImprovementNotice:
    return ImprovementNotice(
        on=scene.day,
        reference=scene.free("IN"),
        contract=scene.contract_named,
        requires=("visits come when agreed",),
        improve_by=scene.after(60),
    )


def improvement_notice_closed(scene: Scene) -> ImprovementNoticeClosed:
    return ImprovementNoticeClosed(
        on=scene.day,
        contract=scene.contract_named,
        notice=scene.named(ImprovementNotice, "IN"),
        met=True,
    )


def placements_suspended(scene: Scene) -> PlacementsSuspended:
    return PlacementsSuspended(
        on=scene.day, contract=scene.contract_named, because="an enquiry into two missed visits"
    )


def placements_resumed(scene: Scene) -> PlacementsResumed:
    return PlacementsResumed(on=scene.day, contract=scene.contract_named)


def service_credit(scene: Scene) -> ServiceCreditApplied:
    return ServiceCreditApplied(
        on=scene.day,
        contract=scene.contract_named,
        amount=pounds(500),
        because="visits on time fell below 90%",
    )


def contract_novated(scene: Scene) -> contract.ContractNovated:
    holder = scene.signed.provider if scene.signed else scene.winner
    return contract.ContractNovated(
        on=scene.day,
        contract=scene.contract_named,
        from_provider=holder,
        to_provider=scene.other if scene.other != holder else scene.winner,
        because="the business was sold as a going concern",
    )


def abandonment(scene: Scene) -> ending.Abandonment:
    return ending.Abandonment(
        on=scene.day, because="the money for it is needed elsewhere", decided_by="Cabinet"
    )


def selection_reopened(scene: Scene) -> returns.SelectionReopened:
    return returns.SelectionReopened(on=scene.day, because="a response was overlooked")


def invitation_reissued(scene: Scene) -> returns.InvitationReissued:
    return returns.InvitationReissued(on=scene.day, because="the price schedule had a mistake")


def evaluation_reopened(scene: Scene) -> returns.EvaluationReopened:
    return returns.EvaluationReopened(
        on=scene.day, because="one answer was marked on the wrong scale"
    )


def award_fell_through(scene: Scene) -> returns.AwardFellThrough:
    return returns.AwardFellThrough(
        on=scene.day,
        because="it will not sign",
        recommendation=scene.recommendation,
        provider=scene.winner,
    )


DRAFTS: Final[Drafts] = {
    award.AwardRecommendation: recommendation,
    award.ApprovalToAward: approval,
    award.IntentionToAward: intention,
    award.Challenge: challenge,
    award.ChallengeResolved: challenge_resolved,
    contract.ContractSigned: contract_signed,
    contract.ChangeRequested: change_requested,
    contract.ChangeRefused: change_refused,
    contract.ContractVaried: contract_varied,
    contract.PriceUplifted: price_uplifted,
    contract.ContractExtended: contract_extended,
    contract.ExtensionLapsed: extension_lapsed,
    BreachRecorded: breach,
    BreachRemedied: breach_remedied,
    ImprovementNotice: improvement_notice,
    ImprovementNoticeClosed: improvement_notice_closed,
    PlacementsSuspended: placements_suspended,
    PlacementsResumed: placements_resumed,
    ServiceCreditApplied: service_credit,
    contract.ContractNovated: contract_novated,
    ending.Abandonment: abandonment,
    returns.SelectionReopened: selection_reopened,
    returns.InvitationReissued: invitation_reissued,
    returns.EvaluationReopened: evaluation_reopened,
    returns.AwardFellThrough: award_fell_through,
}
