"""The recommendation: it follows the marks within the published limits, or says why it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from attrs import evolve

from commissioning import evaluation
from commissioning.errors import RecordError, written
from commissioning.evaluation.eligibility import no_longer_standing
from commissioning.findings.codes import evaluation as codes
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, Found, check
from commissioning.gates.places import places_filled
from commissioning.ledger.awards import awards_in_force
from commissioning.records import ending, methods, panel, tender_faults
from commissioning.records.award import AwardRecommendation
from commissioning.records.record import Record, of_lots
from commissioning.records.tender import (
    InvitationToTender,
    LotLimits,
    LotMechanism,
    PriceDecision,
    TenderReceived,
)
from commissioning.stages import Returns, Stage
from commissioning.values.text import grouped, listed

_departs: Final = partial(
    codes.DEPARTS_FROM_RANKING,
    remedy="Follow the ranking, or give the reason for departing from it",
)


@check(
    AwardRecommendation, codes.METHOD_NOT_COMPUTABLE, codes.AWARDED_WITHOUT_TENDER,
    codes.AWARDED_EXCLUDED, codes.DEPARTS_FROM_RANKING, codes.LOT_LIMIT_EXCEEDED,
)  # fmt: skip
def recommendation_follows_the_ranking(case: Case, recommendation: AwardRecommendation) -> Found:
    """Those recommended rank first by the marks and the published method, or a reason is given."""
    results: dict[str, evaluation.Result] = {}
    for lot in case.lots:
        source, result, found = case.assessed(lot)
        if source and not isinstance(source.invitation.method, methods.Method):
            yield from (_softened(finding, recommendation) for finding in found)
        elif result is not None:
            results[lot] = result
            yield from _ineligible(case, result, recommendation)
    yield from _over_limits(case, recommendation)
    departures = _departures(case, recommendation, results)
    yield from (_softened(finding, recommendation) for finding in departures)


def _softened(finding: Finding, recommendation: AwardRecommendation) -> Finding:
    """The finding, which only warns where the recommendation gives its reasons."""
    because = recommendation.departs_from_ranking_because
    if not because:
        return finding
    message = f"{finding.message}. Reason given: {because}"
    return evolve(
        finding, message=message, severity=Severity.WARNS, source=None, remedy="", earliest=None
    )


def _reserves(recommendation: AwardRecommendation, lot: str) -> tuple[str, ...]:
    awards = recommendation.awards_of(lot)
    return tuple(dict.fromkeys(reserve for award in awards for reserve in award.reserves))


def _ineligible(
    case: Case, result: evaluation.Result, recommendation: AwardRecommendation
) -> Found:
    gone = no_longer_standing(case.ledger, result.lot, case.on)  # which `gates.doors` reports
    for award in recommendation.awards_of(result.lot):
        for provider in (p for p in (award.provider, *award.reserves) if p not in gone):
            recommended = f"{provider} is recommended for {of_lots((result.lot,))}, but"
            if provider not in result.providers:
                yield codes.AWARDED_WITHOUT_TENDER(
                    f"{recommended} has no tender there",
                    remedy=f"Recommend {listed(result.providers, 'or')}",
                    about=provider,
                )
            elif exclusions := result.standing(provider).exclusions:
                yield codes.AWARDED_EXCLUDED(
                    f"{recommended} is excluded: {'; '.join(exclusions)}",
                    remedy="Recommend a tender that is not excluded",
                    about=provider,
                )


def _over_limits(case: Case, recommendation: AwardRecommendation) -> Found:
    for limits, lots in _lots_by_limits(case).items():
        for lot in lots:
            winners = recommendation.winners(lot)
            if limits.places is not None and len(winners) > limits.places:
                yield codes.LOT_LIMIT_EXCEEDED(
                    f"{len(winners)} providers are recommended for {of_lots((lot,))} "
                    f"({listed(winners)}); the maximum announced is {limits.places}",
                    remedy="Recommend as many as were announced, by their rank",
                    about=lot,
                )
        here = ((provider, lot) for lot in lots for provider in recommendation.winners(lot))
        for provider, theirs in grouped([*_awarded_elsewhere(case, limits), *here]).items():
            if limits.most_awarded is not None and len(theirs) > limits.most_awarded:
                yield codes.LOT_LIMIT_EXCEEDED(
                    f"{provider} is recommended for {len(theirs)} lots ({listed(theirs)}); the "
                    f"maximum announced is {limits.most_awarded}",
                    remedy=f"Award by the published rule: {limits.mechanism}"
                    if limits.mechanism
                    else "",
                    about=provider,
                )


def _lots_by_limits(case: Case) -> dict[LotLimits, tuple[str, ...]]:
    limits = ((lot, _limits(case, lot)) for lot in case.lots)
    return grouped((shared, lot) for lot, shared in limits if shared is not None)


def _limits(case: Case, lot: str) -> LotLimits | None:
    invitation = case.find(InvitationToTender, lot)
    return invitation.lot_limits if invitation else None


def _other_lots(case: Case, limits: LotLimits) -> tuple[str, ...]:
    return tuple(
        lot
        for lot, stage in case.ledger.stages.items()
        if lot not in case.lots and stage is not Stage.ABANDONED and _limits(case, lot) == limits
    )


def _awarded_elsewhere(case: Case, limits: LotLimits) -> Iterator[tuple[str, str]]:
    for lot in _other_lots(case, limits):
        yield from ((place.provider, lot) for place in places_filled(case, lot))


def _awarded_here(case: Case, recommendation: AwardRecommendation, lot: str) -> set[str]:
    """Those with a place in a lot already: a further tranche is ranked without them."""
    if lot not in case.lots:
        return set()
    return {place.provider for place in places_filled(case, lot, recommendation.replaces)}


def _departures(
    case: Case, recommendation: AwardRecommendation, results: Mapping[str, evaluation.Result]
) -> Found:
    for lot, result in results.items():
        fallen = {record.provider: record for record in case.every(ending.AwardFellThrough, lot)}
        awarded = _awarded_here(case, recommendation, lot)
        for provider in recommendation.winners(lot):
            if before := fallen.get(provider):
                yield _departs(
                    f"{provider} is recommended for {of_lots((lot,))}, but its award there fell "
                    f"through on {written(before.on)}: {before.because}",
                    about=lot,
                )
        limits = _limits(case, lot)
        if limits is None or limits.most_awarded is None:
            standing = [
                [p for p in group if p not in fallen and p not in awarded]
                for group in result.ranking
            ]
            yield from _by_rank(recommendation, result, standing)
    for limits, lots in _lots_by_limits(case).items():
        together = [results[lot] for lot in lots if lot in results]
        if limits.most_awarded is not None and together:
            yield from _as_allocated(case, recommendation, limits, together)


def _by_rank(
    recommendation: AwardRecommendation, result: evaluation.Result, standing: list[list[str]]
) -> Found:
    ranks = {provider: place for place, group in enumerate(standing) for provider in group}
    awards = recommendation.awards_of(result.lot)
    chosen = [award.provider for award in awards if award.provider in ranks]
    reserves = [reserve for reserve in _reserves(recommendation, result.lot) if reserve in ranks]
    if chosen and _out_of_order(chosen, reserves, ranks):
        in_reserve = f" with {listed(reserves)} in reserve" if reserves else ""
        yield _departs(
            f"The recommendation for {of_lots((result.lot,))} is {listed(chosen)}{in_reserve}, but "
            f"by the marks the order is {', '.join(' = '.join(group) for group in result.ranking)}",
            about=result.lot,
        )


def _out_of_order(chosen: list[str], reserves: list[str], ranks: dict[str, int]) -> bool:
    """Whether a provider ranked above one chosen, or above one in reserve, is passed over."""
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
    results: Sequence[evaluation.Result],
) -> Found:
    """The departures where a limit binds lots together, those still to be awarded included."""
    waiting, without = _waiting(case, limits)
    first = results[0].lot
    if without:
        yield _departs(
            f"Lots are awarded together under the limit ({limits.mechanism}), but no result is "
            f"known yet for {of_lots(without)}",
            about=first,
        )
    recommended = {result.lot: recommendation.winners(result.lot) for result in results}
    fallen = {
        lot: [
            *(record.provider for record in case.every(ending.AwardFellThrough, lot)),
            *_awarded_here(case, recommendation, lot),
        ]
        for lot in case.ledger.stages
    }
    try:
        allocation = evaluation.allocate(
            (*results, *waiting),
            limits,
            places={lot: max(1, len(winners)) for lot, winners in recommended.items()},
            held=grouped(_awarded_elsewhere(case, limits)),
            withdrawn=fallen,
            choosing=recommended,
        )
    except RecordError as no_total:
        for problem in no_total.problems:
            message = f"The limit ({limits.mechanism}) cannot be applied: {problem}"
            yield _departs(message, about=first)
        return
    for lot in recommended:
        yield from _as_due(recommendation, lot, allocation, limits)


def _waiting(case: Case, limits: LotLimits) -> tuple[list[evaluation.Result], tuple[str, ...]]:
    """The results of the other lots still to be awarded, and the lots of them that have none yet."""
    order = limits.order if limits.mechanism is LotMechanism.LOT_ORDER else ()
    # Lots that come later in a declared order take nothing from those that come before.
    last = max((order.index(lot) for lot in case.lots if lot in order), default=len(order))
    results: list[evaluation.Result] = []
    without: list[str] = []
    for lot in _other_lots(case, limits):
        source, result, _ = case.assessed(lot)
        if source is None or any(awards_in_force(case.ledger, lot)):
            continue
        if result is not None:
            results.append(result)
        elif not order or lot in order[:last]:
            # A lot without tenders takes part only while some may still arrive.
            still_open = case.ledger.stages[lot].place <= Stage.ITT.place
            if still_open or any(tender.is_for(lot) for tender in source.tenders):
                without.append(lot)
    return results, tuple(without)


def _as_due(
    recommendation: AwardRecommendation,
    lot: str,
    allocation: evaluation.Allocation,
    limits: LotLimits,
) -> Found:
    winners, due = recommendation.winners(lot), allocation.awards[lot]
    open_to = dict(allocation.undecided).get(lot, ())
    missed = tuple(provider for provider in due if provider not in winners)
    if winners and (missed or not set(winners) <= {*due, *open_to}):
        yield _departs(
            f"The recommendation for {of_lots((lot,))} is {listed(winners)}, but under the limit "
            f"({limits.mechanism}) it goes to "
            f"{listed(due) or listed(open_to, 'or') or 'no provider'}",
            about=lot,
        )
    with_room = (*allocation.reserves[lot], *open_to, *missed)
    spent = [p for p in _reserves(recommendation, lot) if p not in with_room]
    if spent:
        yield _departs(
            f"{listed(spent)} cannot be in reserve for {of_lots((lot,))}: the limit "
            f"({limits.mechanism}) allows no more lots",
            about=lot,
        )


_MADE_OF: Final = (
    TenderReceived,
    panel.ScoreSheet,
    panel.MarkCorrected,
    panel.Moderation,
    panel.Interview,
    PriceDecision,
    tender_faults.PriceCorrected,
)
"""The kinds of record that an evaluation is computed from, interests that exclude marks apart."""


@check(AwardRecommendation, codes.MARKED_AFTER_AWARD)
def marks_stand_since_the_last_recommendation(case: Case, _: AwardRecommendation) -> Found:
    """Marks that became known after a recommendation count once the evaluation is reopened."""
    for lot in case.lots:
        before = case.every(AwardRecommendation, lot, superseded=True)
        recommended: AwardRecommendation | None = None
        for record in _since_the_last_return(case, lot) if before else ():
            if isinstance(record, AwardRecommendation):
                recommended = record
            elif recommended is not None and _may_change_a_result(record):
                yield codes.MARKED_AFTER_AWARD(
                    f"The {record.described()} became known on {written(record.known_on)}, after "
                    f"the award was recommended on {written(recommended.on)}",
                    remedy="Reopen the evaluation first, so that every bidder has the outcome",
                )


def _since_the_last_return(case: Case, lot: str) -> list[Record]:
    """The records about a lot since it last went back to before the award, oldest first."""
    since: list[Record] = []
    for entry in case.ledger.newest_first:
        if lot in entry.lots:
            if isinstance(entry.placement, Returns) and entry.placement.to is not Stage.AWARD:
                break
            since.append(entry.record)
    return since[::-1]


def _may_change_a_result(record: Record) -> bool:
    """Whether a record can change a result: a declaration that there is no interest cannot."""
    if isinstance(record, panel.DeclarationOfInterest):
        return bool(record.conflicts_with)
    return isinstance(record, _MADE_OF)
