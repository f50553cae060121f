"""Before the market: consultations reported on before approval, and partners decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from commissioning.errors import written
from commissioning.findings.codes.planning import (
    CONSULTATION_OPEN,
    CONSULTATION_UNREPORTED,
    LEAD_WITHDREW,
    PARTNER_NOT_NAMED,
    PARTNER_UNDECIDED,
)
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check, gate
from commissioning.planning.consultation import TIME, unreported
from commissioning.planning.joint_procurement import joint_procurement
from commissioning.records.engagement import Consultation, ConsultationReport
from commissioning.records.specification import ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import PartnerDecision, ProcurementStrategy
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
            earliest = last + timedelta(days=1)
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


@gate(PARTNER_UNDECIDED, LEAD_WITHDREW)
def every_partner_has_decided(case: Case) -> Iterator[Finding]:
    """A joint procurement goes to the market once it is settled who buys and who leads."""
    strategy = case.find(ProcurementStrategy)
    if strategy is not None:
        decisions = [d for d in case.every(PartnerDecision) if d.on >= strategy.on]
        joint = joint_procurement((strategy, *decisions))
        yield from (finding for finding in (joint.findings() if joint else ()) if finding.blocks)


@check(PartnerDecision, PARTNER_NOT_NAMED)
def partner_was_asked(case: Case, decision: PartnerDecision) -> Iterator[Finding]:
    """A partner decides on a joint procurement whose strategy names it."""
    strategy = case.find(ProcurementStrategy)
    named = [buyer.authority for buyer in strategy.joint_buyers] if strategy else []
    if strategy is not None and decision.authority not in named:
        yield PARTNER_NOT_NAMED(
            f"The strategy of {written(strategy.on)} does not name {decision.authority}; it names "
            f"{listed(named) or 'no joint buyers'}",
            remedy="Record a procurement strategy that names it",
            about=decision.authority,
        )
