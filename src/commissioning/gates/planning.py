"""Before the market: views heard, the specification approved, the strategy and the partners settled."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.dates.periods import later
from commissioning.errors import written
from commissioning.findings.codes.planning import (
    CONSULTATION_OPEN,
    CONSULTATION_UNREPORTED,
    LEAD_WITHDREW,
    PARTNER_NOT_NAMED,
    PARTNER_SUCCEEDED,
    PARTNER_UNDECIDED,
)
from commissioning.findings.codes.process import SPECIFICATION_DRAFT, STRATEGY_SETTLED
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check, gate
from commissioning.planning.buyers import successors
from commissioning.planning.consultation import TIME, unreported
from commissioning.planning.joint_procurement import joint_procurement
from commissioning.records.engagement import Consultation, ConsultationReport
from commissioning.records.record import of_lots
from commissioning.records.specification import ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import BuyerSucceeded, PartnerDecision, ProcurementStrategy
from commissioning.stages import Stage
from commissioning.values.grouping import grouped
from commissioning.values.text import listed


@check(ServiceSpecification, CONSULTATION_OPEN, CONSULTATION_UNREPORTED)
def views_were_heard_before_approval(
    case: Case, specification: ServiceSpecification
) -> Iterator[Finding]:
    """A version is approved only after each consultation has closed and been reported on."""
    if specification.status is not SpecificationStatus.APPROVED:
        return
    reported = {report.consultation for report in case.every(ConsultationReport)}
    for consultation in case.every(Consultation):
        last = consultation.period.ends_on if consultation.period else consultation.on
        if case.on <= last:
            earliest = later(last, days=1)
            yield CONSULTATION_OPEN(
                f"You cannot approve the specification on {written(case.on)}: the consultation "
                f"{consultation.reference} runs until {written(last)}",
                source=TIME,
                remedy=f"Approve the specification on or after {written(earliest)}",
                earliest=earliest,
                about=consultation.reference,
            )
        elif consultation.reference not in reported:
            yield unreported(consultation)


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


@gate(PARTNER_UNDECIDED, LEAD_WITHDREW)
def every_partner_has_decided(case: Case) -> Iterator[Finding]:
    """A joint procurement goes to the market once it is settled who buys and who leads."""
    strategy = case.find(ProcurementStrategy)
    if strategy is not None:
        later = (*case.every(PartnerDecision), *case.every(BuyerSucceeded))
        events = sorted((e for e in later if e.on >= strategy.on), key=lambda event: event.on)
        joint = joint_procurement((strategy, *events))
        yield from (finding for finding in (joint.findings() if joint else ()) if finding.blocks)


@check(PartnerDecision, PARTNER_NOT_NAMED, PARTNER_SUCCEEDED)
def partner_was_asked(case: Case, decision: PartnerDecision) -> Iterator[Finding]:
    """A partner decides on a joint procurement whose strategy names it, or one whose place it took."""
    strategy = case.find(ProcurementStrategy)
    named = [buyer.authority for buyer in strategy.joint_buyers] if strategy else []
    acting = {name: successors(case.ledger, name, case.on) for name in named}
    now = [heir for heirs in acting.values() for heir in heirs]
    heirs = () if decision.authority in now else acting.get(decision.authority, ())
    if heirs:
        yield PARTNER_SUCCEEDED.warns(
            f"{decision.authority} decides on {written(case.on)}, but {listed(heirs)} "
            f"{'has' if len(heirs) == 1 else 'have'} taken its place",
            remedy="Record the decision of the successor, or correct the day",
            about=decision.authority,
        )
    elif strategy is not None and decision.authority not in now:
        yield PARTNER_NOT_NAMED(
            f"The strategy of {written(strategy.on)} does not name {decision.authority}; it names "
            f"{listed(named) or 'no joint buyers'}",
            remedy="Record a procurement strategy that names it",
            about=decision.authority,
        )
