"""Permission: the approved specification, the decision to award, and call-in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from commissioning.errors import written
from commissioning.findings.codes.process import (
    CALL_IN_RUNNING,
    OTHER_RECOMMENDATION,
    SPECIFICATION_DRAFT,
    STRATEGY_SETTLED,
)
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check, gate
from commissioning.records.award import ApprovalToAward, AwardRecommendation, IntentionToAward
from commissioning.records.record import of_lots
from commissioning.records.specification import ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import ProcurementStrategy
from commissioning.stages import Stage


@gate(SPECIFICATION_DRAFT)
def specification_is_approved(case: Case) -> Iterator[Finding]:
    """The competition is about an approved version of the specification, not a draft."""
    drafts: dict[int, list[str]] = {}
    for lot in case.lots:
        latest = case.find(ServiceSpecification, about=lot)
        if latest is not None and latest.status is not SpecificationStatus.APPROVED:
            drafts.setdefault(latest.version, []).append(lot)
    for version, lots in drafts.items():
        yield SPECIFICATION_DRAFT(
            f"version {version} of the specification for {of_lots(tuple(lots))} is a draft",
            remedy="record the approved version of the service specification",
            about=lots[0] if len(lots) == 1 else None,
        )


@check(ProcurementStrategy, STRATEGY_SETTLED)
def strategy_is_settled_before_the_competition(
    case: Case, strategy: ProcurementStrategy
) -> Iterator[Finding]:
    """Once a lot has gone to market, neither the route nor the facts change for any of them.

    A later strategy for a lot that waits would otherwise let one that is under way skip a stage, or
    move it under other rules of law.
    """
    gone = tuple(
        lot
        for lot, stage in case.ledger.stages.items()
        if stage.place > Stage.SPECIFICATION.place and not stage.finished
    )
    changed = [
        what
        for what, before, after in (
            ("route", case.route, strategy.route),
            ("facts", case.ledger.facts, strategy.facts),
        )
        if before is not None and before != after
    ]
    if gone and changed:
        yield STRATEGY_SETTLED(
            f"{of_lots(gone, case.ledger.lots)} went to market on the strategy in force; "
            f"this one changes the {' and the '.join(changed)}",
            remedy="keep the strategy, or begin another cycle for the lots that go another way",
        )


@gate(CALL_IN_RUNNING)
def call_in_is_over(case: Case) -> Iterator[Finding]:
    """Members have had their time to call the decision in before it is acted on."""
    for approval in dict.fromkeys(case.find(ApprovalToAward, about=lot) for lot in case.lots):
        if approval and approval.call_in_ends and case.on <= approval.call_in_ends:
            earliest = approval.call_in_ends + timedelta(days=1)
            yield CALL_IN_RUNNING(
                f"the decision of {written(approval.on)} may be called in until "
                f"{written(approval.call_in_ends)}; this is {written(case.on)}",
                remedy=f"wait until {written(earliest)}",
                earliest=earliest,
            )


@check(ApprovalToAward, OTHER_RECOMMENDATION)
def approval_is_of_this_recommendation(case: Case, approval: ApprovalToAward) -> Iterator[Finding]:
    """The approval names the recommendation in force for each of its lots."""
    yield from _names_recommendation_in_force(case, approval.recommendation, "the approval")


@check(IntentionToAward, OTHER_RECOMMENDATION)
def letters_are_of_this_recommendation(
    case: Case, intention: IntentionToAward
) -> Iterator[Finding]:
    """The letters announce the recommendation that was approved for each of their lots."""
    yield from _names_recommendation_in_force(
        case, intention.recommendation, "the intention to award"
    )
    for lot in case.lots:
        approval = case.find(ApprovalToAward, about=lot)
        if approval is not None and approval.recommendation != intention.recommendation:
            yield _other(lot, "the approval", approval.recommendation, intention.recommendation)


def _names_recommendation_in_force(case: Case, named: str, what: str) -> Iterator[Finding]:
    for lot in case.lots:
        latest = case.find(AwardRecommendation, about=lot)
        if latest is not None and latest.reference != named:
            yield OTHER_RECOMMENDATION(
                f"{what} names recommendation {named}, but the one in force for "
                f"{of_lots((lot,))} is {latest.reference} of {written(latest.on)}",
                remedy=f"name {latest.reference}",
                about=lot,
            )


def _other(lot: str, what: str, theirs: str, ours: str) -> Finding:
    return OTHER_RECOMMENDATION(
        f"{what} for {of_lots((lot,))} is of recommendation {theirs}, not of {ours}",
        remedy=f"have recommendation {ours} approved first",
        about=lot,
    )
