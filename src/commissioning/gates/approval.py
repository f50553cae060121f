"""Permission: the approved specification, the settled strategy and call-in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from commissioning.errors import written
from commissioning.findings.codes.process import (
    CALL_IN_RUNNING,
    SPECIFICATION_DRAFT,
    STRATEGY_SETTLED,
)
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check, gate
from commissioning.records.award import ApprovalToAward
from commissioning.records.record import of_lots
from commissioning.records.specification import ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import ProcurementStrategy
from commissioning.stages import Stage
from commissioning.values.grouping import grouped


@gate(SPECIFICATION_DRAFT)
def specification_is_approved(case: Case) -> Iterator[Finding]:
    """The competition is about an approved version of the specification, not a draft."""
    drafts = grouped(
        (latest.version, lot)
        for lot, latest in case.by_lot(ServiceSpecification).items()
        if latest.status is not SpecificationStatus.APPROVED
    )
    for version, lots in drafts.items():
        yield SPECIFICATION_DRAFT(
            f"Version {version} of the specification for {of_lots(lots)} is a draft",
            remedy="Record the approved version of the service specification",
            about=lots,
        )


@check(ProcurementStrategy, STRATEGY_SETTLED)
def strategy_is_settled_before_the_competition(
    case: Case, strategy: ProcurementStrategy
) -> Iterator[Finding]:
    """Once a lot has gone to market, neither the route nor the facts change for any lot.

    A later strategy for a lot that waits would otherwise let one that is under way skip a stage, or
    move it under other rules of law.
    """
    gone = tuple(
        lot
        for lot, stage in case.ledger.stages.items()
        if stage.place > Stage.SPECIFICATION.place and not stage.finished
    )
    compared = {
        "the route": (case.route, strategy.route),
        "the facts that decide the law": (case.ledger.facts, strategy.facts),
    }
    changed = [what for what, (now, new) in compared.items() if now is not None and now != new]
    if gone and changed:
        yield STRATEGY_SETTLED(
            f"This strategy changes {' and '.join(changed)}, but {of_lots(gone, case.ledger.lots)} "
            "went to market on the strategy in force",
            remedy="Keep the strategy, or begin another cycle for the lots that go another way",
        )


@gate(CALL_IN_RUNNING)
def call_in_is_over(case: Case) -> Iterator[Finding]:
    """A decision is acted on once members have had their time to call it in."""
    for approval in case.by_lot(ApprovalToAward).values():
        if approval.call_in_ends and case.on <= approval.call_in_ends:
            earliest = approval.call_in_ends + timedelta(days=1)
            yield CALL_IN_RUNNING(
                f"You cannot act on the decision of {written(approval.on)} on {written(case.on)}: "
                f"members may call it in until {written(approval.call_in_ends)}",
                remedy=f"Wait until {written(earliest)}",
                earliest=earliest,
            )
