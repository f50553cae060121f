"""The recommendation: it follows the marks, within the published limits, or says why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commissioning.evaluation.gathering import source_of
from commissioning.evaluation.lots import allocate
from commissioning.evaluation.ranking import assess
from commissioning.evaluation.result import Evaluation
from commissioning.gates.case import Case, check
from commissioning.gates.order import listed
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.criteria import DescribedCriteria
from commissioning.records.record import WHOLE
from commissioning.records.returns import AwardFellThrough
from commissioning.records.tender import InvitationToTender
from commissioning.values.findings import Finding, Severity


@check(
    AwardRecommendation,
    "method-not-computable",
    "awarded-without-tender",
    "awarded-excluded",
    "departs-from-ranking",
    "lot-limit-exceeded",
)
def recommendation_follows_the_ranking(
    case: Case, recommendation: AwardRecommendation
) -> Iterator[Finding]:
    """Those recommended rank first by the marks and the published method, or it is said why not."""
    results: list[Evaluation] = []
    for lot in case.lots:
        source = source_of(case, lot)
        if source is None:
            continue
        result, found = assess(source)
        if isinstance(source.invitation.method, DescribedCriteria):
            yield from (_softened(finding, recommendation) for finding in found)
        elif result is not None:
            results.append(result)
            yield from _eligible(result, recommendation)
    yield from _within_limits(case, recommendation)
    yield from _in_order(case, recommendation, results)


def _softened(finding: Finding, recommendation: AwardRecommendation) -> Finding:
    """The finding, which only warns where the recommendation gives its reasons."""
    because = recommendation.departs_from_ranking_because
    if not because:
        return finding
    return Finding(
        code=finding.code,
        message=f"{finding.message}; the reason given is: {because}",
        severity=Severity.WARNS,
        about=finding.about,
    )


def _awards(recommendation: AwardRecommendation, lot: str) -> tuple[LotAward, ...]:
    return tuple(award for award in recommendation.awards if award.lot in {lot, WHOLE})


def _eligible(result: Evaluation, recommendation: AwardRecommendation) -> Iterator[Finding]:
    for award in _awards(recommendation, result.lot):
        for provider in (award.provider, *award.reserves):
            if provider not in result.providers:
                yield Finding(
                    code="awarded-without-tender",
                    message=f"{provider} is recommended for lot {result.lot} and has no tender there",
                    remedy="recommend one of " + listed(result.providers, "or"),
                    about=provider,
                )
            elif result.standing(provider).exclusions:
                why = "; ".join(result.standing(provider).exclusions)
                yield Finding(
                    code="awarded-excluded",
                    message=f"{provider} is recommended for lot {result.lot} and is excluded: {why}",
                    remedy="recommend a tender that is not excluded",
                    about=provider,
                )


def _within_limits(case: Case, recommendation: AwardRecommendation) -> Iterator[Finding]:
    invitation = case.find(InvitationToTender, case.lots[0])
    limits = invitation.lot_limits if invitation else None
    if limits is None or limits.most_awarded is None:
        return
    awarded: dict[str, list[str]] = {}
    for award in recommendation.awards:
        awarded.setdefault(award.provider, []).append(award.lot)
    for provider, lots in awarded.items():
        if len(lots) > limits.most_awarded:
            yield Finding(
                code="lot-limit-exceeded",
                message=f"{provider} is recommended for {len(lots)} lots ({', '.join(lots)}); "
                f"at most {limits.most_awarded} were announced",
                remedy=f"award by the published rule: {limits.mechanism}",
                about=provider,
            )


def _in_order(
    case: Case, recommendation: AwardRecommendation, results: Sequence[Evaluation]
) -> Iterator[Finding]:
    limits = results[0].source.invitation.lot_limits if results else None
    capped = limits is not None and limits.most_awarded is not None
    fallen = {
        result.lot: {f.provider for f in case.every(AwardFellThrough, result.lot)}
        for result in results
    }
    if capped and all(len(_awards(recommendation, r.lot)) <= 1 for r in results):
        yield from _as_allocated(recommendation, results, set().union(*fallen.values()))
        return
    for result in results:
        awards = _awards(recommendation, result.lot)
        ranks = {
            provider: place
            for place, group in enumerate(result.ranking)
            for provider in group
            if provider not in fallen[result.lot]
        }
        chosen = [a.provider for a in awards if a.provider in ranks]
        reserves = [p for a in awards[:1] for p in a.reserves if p in ranks]
        told = ", ".join(" = ".join(g) for g in result.ranking)
        if chosen and _out_of_order(chosen, reserves, ranks):
            message = (
                f"lot {result.lot} is recommended for {listed(tuple(chosen))}"
                + (f" with {listed(tuple(reserves))} in reserve" if reserves else "")
                + f"; by the marks the order is {told}"
            )
            yield _softened(_departure(message, result.lot), recommendation)


def _out_of_order(chosen: list[str], reserves: list[str], ranks: dict[str, int]) -> bool:
    """Whether somebody better than one chosen, or than one in reserve, is passed over."""
    left = {provider: rank for provider, rank in ranks.items() if provider not in chosen}
    if left and min(left.values()) < max(ranks[provider] for provider in chosen):
        return True
    for reserve in reserves:
        if reserve in left and ranks[reserve] > min(left.values()):
            return True
        left.pop(reserve, None)
    return False


def _as_allocated(
    recommendation: AwardRecommendation, results: Sequence[Evaluation], fallen: set[str]
) -> Iterator[Finding]:
    limits = results[0].source.invitation.lot_limits
    allocation = allocate(results, limits, withdrawn=fallen)
    level = dict(allocation.undecided)
    recommended = {
        result.lot: award.provider
        for result in results
        for award in _awards(recommendation, result.lot)
    }
    if recommended == allocation.other_best:
        return
    for lot, provider in recommended.items():
        due = level.get(lot) or (allocation.awards[lot],)
        if provider not in due:
            mechanism = limits.mechanism if limits else ""
            message = (
                f"lot {lot} is recommended for {provider}; under the limit ({mechanism}) it goes "
                f"to {' or '.join(str(who) for who in due)}"
            )
            yield _softened(_departure(message, lot), recommendation)


def _departure(message: str, lot: str) -> Finding:
    return Finding(
        code="departs-from-ranking",
        message=message,
        remedy="follow the ranking, or say why not (departs_from_ranking_because)",
        about=lot,
    )
