"""Before the market: views heard before a specification is approved, partners decided, money kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from commissioning.delivery.consultation import TIME, unreported
from commissioning.delivery.partners import joint_procurement
from commissioning.errors import written
from commissioning.gates.case import Case, check, gate
from commissioning.records.award import AwardRecommendation
from commissioning.records.engagement import Consultation, ConsultationReport
from commissioning.records.specification import ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import PartnerDecision, ProcurementStrategy
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.findings import Finding, Severity


@check(ServiceSpecification, "consultation-open", "consultation-unreported")
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
            yield Finding(
                code="consultation-open",
                message=f"the consultation {consultation.reference} runs to {written(last)}; "
                f"this is {written(case.on)}",
                source=TIME,
                remedy=f"approve the specification on or after {written(earliest)}",
                earliest=earliest,
                about=consultation.reference,
            )
        elif consultation.reference not in reported:
            yield unreported(consultation)


@gate("partner-undecided", "lead-withdrew")
def every_partner_has_decided(case: Case) -> Iterator[Finding]:
    """A joint procurement goes to the market when it is settled who buys, and who leads."""
    strategy = case.find(ProcurementStrategy)
    if strategy is None:
        return
    decisions = [d for d in case.every(PartnerDecision) if d.on >= strategy.on]
    joint = joint_procurement((strategy, *decisions))
    if joint is not None:
        yield from (finding for finding in joint.findings() if finding.blocks)


@check(PartnerDecision, "partner-not-named")
def partner_was_asked(case: Case, decision: PartnerDecision) -> Iterator[Finding]:
    """A partner decides on a joint procurement whose strategy names it."""
    strategy = case.find(ProcurementStrategy)
    if strategy is None:
        return
    named = [buyer.authority for buyer in strategy.joint_buyers]
    if decision.authority not in named:
        told = ", ".join(named) or "no joint buyers"
        yield Finding(
            code="partner-not-named",
            message=f"the strategy of {written(strategy.on)} does not name {decision.authority}; "
            f"it names {told}",
            remedy="record a procurement strategy that names it",
            about=decision.authority,
        )


@check(AwardRecommendation, "offer-above-envelope", "offer-not-comparable")
def offers_are_within_the_envelope(
    case: Case, recommendation: AwardRecommendation
) -> Iterator[Finding]:
    """No offer above the financial envelope is recommended where the invitation refuses it.

    Where the invitation only reports such offers, it is a warning.
    """
    for award in recommendation.awards:
        invitation = case.find(InvitationToTender, about=award.lot) or case.find(InvitationToTender)
        tenders = [
            t for t in case.every(TenderReceived, about=award.provider) if t.is_for(award.lot)
        ]
        if invitation is not None and tenders:
            yield from _above(invitation, tenders[-1], award.lot)


def _above(invitation: InvitationToTender, tender: TenderReceived, lot: str) -> Iterator[Finding]:
    envelope, offer = invitation.envelope, tender.price(lot)
    if envelope is None or offer is None:
        return
    same_basis = (offer.price.currency, offer.price.vat) == (
        envelope.amount.currency,
        envelope.amount.vat,
    )
    if offer.per != envelope.per or not same_basis:
        yield Finding(
            code="offer-not-comparable",
            message=f"the offer of {tender.provider} is {offer.price} for a {offer.per}; the "
            f"envelope is {envelope.amount} for a {envelope.per}",
            severity=Severity.WARNS,
            remedy="ask for the price on the basis of the envelope",
            about=tender.provider,
        )
    elif offer.price > envelope.amount:
        over = offer.price - envelope.amount
        yield Finding(
            code="offer-above-envelope",
            message=f"the offer of {tender.provider} is {offer.price} for a {offer.per}, {over} "
            f"above the financial envelope of {envelope.amount}",
            severity=Severity.BLOCKS if envelope.above_is_refused else Severity.WARNS,
            remedy="recommend an offer within the envelope, or invite anew with another one",
            about=tender.provider,
        )
