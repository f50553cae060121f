"""The recommendation: it follows the marks, within the published limits, or says why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve

from commissioning.errors import RecordError, written
from commissioning.evaluation.from_ledger import source_of
from commissioning.evaluation.inputs import Source
from commissioning.evaluation.lots.lots import Allocation, allocate
from commissioning.evaluation.ranking import assess
from commissioning.evaluation.result import Result
from commissioning.findings.codes.evaluation import (
    AWARDED_EXCLUDED,
    AWARDED_WITHOUT_TENDER,
    DEPARTS_FROM_RANKING,
    LOT_LIMIT_EXCEEDED,
    MARKED_AFTER_AWARD,
    METHOD_NOT_COMPUTABLE,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, check
from commissioning.records import interviews, methods, panel, returns
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.record import WHOLE, Record, of_lots
from commissioning.records.tender import (
    InvitationToTender,
    LotLimits,
    LotMechanism,
    PriceDecision,
    TenderReceived,
)
from commissioning.stages import Stage
from commissioning.values.text import listed


@check(
    AwardRecommendation,
    METHOD_NOT_COMPUTABLE,
    AWARDED_WITHOUT_TENDER,
    AWARDED_EXCLUDED,
    DEPARTS_FROM_RANKING,
    LOT_LIMIT_EXCEEDED,
)
def recommendation_follows_the_ranking(
    case: Case, recommendation: AwardRecommendation
) -> Iterator[Finding]:
    """Those recommended rank first by the marks and the published method, or it is said why not."""
    results: dict[str, Result] = {}
    for lot in case.lots:
        source = source_of(case, lot)
        if source is None:
            continue
        result, found = assess(source)
        if not isinstance(source.invitation.method, methods.Method):
            yield from (_softened(finding, recommendation) for finding in found)
        elif result is not None:
            results[lot] = result
            yield from _eligible(result, recommendation)
            yield from _not_fallen_through(case, recommendation, lot)
    yield from _within_limits(case, recommendation)
    yield from _in_order(case, recommendation, results)


MADE_OF: Final = (
    TenderReceived,
    panel.DeclarationOfInterest,
    panel.ScoreSheet,
    panel.MarkCorrected,
    panel.Moderation,
    interviews.Interview,
    PriceDecision,
)
"""What an evaluation is made of, and what takes marks out of it."""


@check(AwardRecommendation, MARKED_AFTER_AWARD)
def marks_stand_since_the_last_recommendation(
    case: Case, _: AwardRecommendation
) -> Iterator[Finding]:
    """Marks learned of after an award was recommended count once the evaluation is reopened."""
    found: dict[Finding, None] = {}
    for lot in case.lots:
        recommended: AwardRecommendation | None = None
        late: list[Finding] = []
        for entry in case.ledger.entries:
            record = entry.record
            if lot not in entry.lots:
                continue
            if isinstance(record, returns.ReturnToStage) and not isinstance(
                record, returns.AwardFellThrough
            ):
                recommended = None
                late.clear()
            elif isinstance(record, AwardRecommendation):
                recommended = record
            elif recommended is not None and isinstance(record, MADE_OF) and _counts(record):
                late.append(_marked_after(record, recommended))
        found.update(dict.fromkeys(late))
    yield from found


def _counts(record: Record) -> bool:
    """Whether a record can change a result: a declaration that there is no interest cannot."""
    return not isinstance(record, panel.DeclarationOfInterest) or bool(record.conflicts_with)


def _marked_after(record: Record, recommended: AwardRecommendation) -> Finding:
    return MARKED_AFTER_AWARD(
        f"the {record.described()} became known on {written(record.known_on)}, after the "
        f"award was recommended on {written(recommended.on)}",
        remedy="reopen the evaluation first (EvaluationReopened), so that everybody is told",
    )


def _softened(finding: Finding, recommendation: AwardRecommendation) -> Finding:
    """The finding, which only warns where the recommendation gives its reasons."""
    because = recommendation.departs_from_ranking_because
    if not because:
        return finding
    said = f"{finding.message}; the reason given is: {because}"
    return evolve(
        finding, message=said, severity=Severity.WARNS, source=None, remedy="", earliest=None
    )


def _awards(recommendation: AwardRecommendation, lot: str) -> tuple[LotAward, ...]:
    return tuple(award for award in recommendation.awards if award.lot in {lot, WHOLE})


def _eligible(result: Result, recommendation: AwardRecommendation) -> Iterator[Finding]:
    for award in _awards(recommendation, result.lot):
        for provider in (award.provider, *award.reserves):
            if provider not in result.providers:
                yield AWARDED_WITHOUT_TENDER(
                    f"{provider} is recommended for lot {result.lot} and has no tender there",
                    remedy="recommend one of " + listed(result.providers, "or"),
                    about=provider,
                )
            elif result.standing(provider).exclusions:
                why = "; ".join(result.standing(provider).exclusions)
                yield AWARDED_EXCLUDED(
                    f"{provider} is recommended for lot {result.lot} and is excluded: {why}",
                    remedy="recommend a tender that is not excluded",
                    about=provider,
                )


def _not_fallen_through(
    case: Case, recommendation: AwardRecommendation, lot: str
) -> Iterator[Finding]:
    fallen = {record.provider: record for record in case.every(returns.AwardFellThrough, lot)}
    for provider in recommendation.winners(lot):
        if provider in fallen:
            before = fallen[provider]
            message = (
                f"lot {lot} is recommended for {provider}, whose award fell through on "
                f"{written(before.on)}: {before.because}"
            )
            yield _softened(_departure(message, lot), recommendation)


def _within_limits(case: Case, recommendation: AwardRecommendation) -> Iterator[Finding]:
    for limits, lots in _lots_by_limits(case).items():
        announced = f"award by the published rule: {limits.mechanism}" if limits.mechanism else ""
        for lot in lots:
            winners = recommendation.winners(lot)
            if limits.places is not None and len(winners) > limits.places:
                yield LOT_LIMIT_EXCEEDED(
                    f"{len(winners)} providers are recommended for lot {lot} "
                    f"({', '.join(winners)}); it was announced for {limits.places}",
                    remedy="recommend as many as were announced, by their rank",
                    about=lot,
                )
        awarded = _awarded_elsewhere(case, limits)
        for lot in lots:
            for provider in recommendation.winners(lot):
                awarded.setdefault(provider, []).append(lot)
        for provider, theirs in awarded.items():
            if limits.most_awarded is not None and len(theirs) > limits.most_awarded:
                yield LOT_LIMIT_EXCEEDED(
                    f"{provider} is recommended for {len(theirs)} lots "
                    f"({', '.join(theirs)}); at most {limits.most_awarded} were announced",
                    remedy=announced,
                    about=provider,
                )


def _lots_by_limits(case: Case) -> dict[LotLimits, tuple[str, ...]]:
    """The lots concerned, by the limits that were announced for them together."""
    limits = {lot: _limits(case, lot) for lot in case.lots}
    return {
        shared: tuple(lot for lot in limits if limits[lot] == shared)
        for shared in limits.values()
        if shared is not None
    }


def _limits(case: Case, lot: str) -> LotLimits | None:
    invitation = case.find(InvitationToTender, lot)
    return invitation.lot_limits if invitation else None


def _other_lots(case: Case, limits: LotLimits) -> tuple[str, ...]:
    """The other lots that were announced under the same limits and have not been abandoned."""
    return tuple(
        lot
        for lot, stage in case.ledger.stages.items()
        if lot not in case.lots and stage is not Stage.ABANDONED and _limits(case, lot) == limits
    )


def _awarded_elsewhere(case: Case, limits: LotLimits) -> dict[str, list[str]]:
    """The other lots that providers are recommended for already."""
    awarded: dict[str, list[str]] = {}
    for lot in _other_lots(case, limits):
        earlier = case.find(AwardRecommendation, lot)
        for provider in earlier.winners(lot) if earlier else ():
            awarded.setdefault(provider, []).append(lot)
    return awarded


def _in_order(
    case: Case, recommendation: AwardRecommendation, results: Mapping[str, Result]
) -> Iterator[Finding]:
    capped = {
        limits: together
        for limits, lots in _lots_by_limits(case).items()
        if limits.most_awarded is not None
        and (together := [results[lot] for lot in lots if lot in results])
    }
    for limits, together in capped.items():
        yield from _as_allocated(case, recommendation, limits, together)
    for lot, result in results.items():
        if result.source.invitation.lot_limits not in capped:
            gone = _fallen(case, lot)
            standing = [[p for p in group if p not in gone] for group in result.ranking]
            yield from _by_rank(recommendation, result, standing)


def _fallen(case: Case, lot: str) -> tuple[str, ...]:
    """Those whose award of the lot fell through."""
    return tuple(fallen.provider for fallen in case.every(returns.AwardFellThrough, lot))


def _by_rank(
    recommendation: AwardRecommendation, result: Result, standing: list[list[str]]
) -> Iterator[Finding]:
    awards = _awards(recommendation, result.lot)
    ranks = {provider: place for place, group in enumerate(standing) for provider in group}
    chosen = [a.provider for a in awards if a.provider in ranks]
    reserves = list(dict.fromkeys(p for a in awards for p in a.reserves if p in ranks))
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
    case: Case,
    recommendation: AwardRecommendation,
    limits: LotLimits,
    results: Sequence[Result],
) -> Iterator[Finding]:
    """Under a limit lots are awarded together: those still to be awarded count as well."""
    waiting, without = _waiting(case, limits)
    if without:
        message = (
            f"under the limit ({limits.mechanism}) lots are awarded together, and there is no "
            f"result yet for {of_lots(without)}"
        )
        yield _softened(_departure(message, results[0].lot), recommendation)
    recommended = {result.lot: recommendation.winners(result.lot) for result in results}
    try:
        allocation = allocate(
            (*results, *waiting),
            limits,
            places={lot: max(1, len(winners)) for lot, winners in recommended.items()},
            held=_awarded_elsewhere(case, limits),
            withdrawn={lot: _fallen(case, lot) for lot in case.ledger.stages},
            choosing=recommended,
        )
    except RecordError as no_sum:
        for problem in no_sum.problems:
            message = f"the limit ({limits.mechanism}) decides nothing: {problem}"
            yield _softened(_departure(message, results[0].lot), recommendation)
        return
    for lot, winners in recommended.items():
        yield from _as_due(recommendation, lot, winners, allocation, limits)


def _waiting(case: Case, limits: LotLimits) -> tuple[list[Result], tuple[str, ...]]:
    """The results of the other lots still to be awarded, and which of them have none yet."""
    order = limits.order if limits.mechanism is LotMechanism.LOT_ORDER else ()
    # Lots that come later in a declared order take nothing from those that come before.
    last = max((order.index(lot) for lot in case.lots if lot in order), default=len(order))
    results: list[Result] = []
    without: list[str] = []
    for lot in _other_lots(case, limits):
        source = source_of(case, lot)
        if source is None or case.find(AwardRecommendation, lot):
            continue
        result = assess(source)[0]
        if result is not None:
            results.append(result)
        elif _may_count(case, source) and (not order or lot in order[:last]):
            without.append(lot)
    return results, tuple(without)


def _may_count(case: Case, source: Source) -> bool:
    """Whether a lot without a result has tenders, or may still get some."""
    still_open = case.ledger.stages[source.lot].place <= Stage.ITT.place
    return still_open or any(tender.is_for(source.lot) for tender in source.tenders)


def _as_due(
    recommendation: AwardRecommendation,
    lot: str,
    winners: tuple[str, ...],
    allocation: Allocation,
    limits: LotLimits,
) -> Iterator[Finding]:
    open_to = dict(allocation.undecided).get(lot, ())
    due = allocation.awards[lot]
    missed = tuple(provider for provider in due if provider not in winners)
    wrong = tuple(provider for provider in winners if provider not in (*due, *open_to))
    if winners and (missed or wrong):
        goes = listed(due) if due else " or ".join(open_to) or "nobody"
        message = (
            f"lot {lot} is recommended for {listed(winners)}; under the limit "
            f"({limits.mechanism}) it goes to {goes}"
        )
        yield _softened(_departure(message, lot), recommendation)
    reserves = tuple(dict.fromkeys(p for a in _awards(recommendation, lot) for p in a.reserves))
    spent = tuple(p for p in reserves if p not in (*allocation.reserves[lot], *open_to, *missed))
    if spent:
        message = f"{listed(spent)} may have no more lots and cannot be in reserve for lot {lot}"
        yield _softened(_departure(message, lot), recommendation)


def _departure(message: str, lot: str) -> Finding:
    return DEPARTS_FROM_RANKING(
        message,
        remedy="follow the ranking, or say why not (departs_from_ranking_because)",
        about=lot,
    )
