"""Before the market: views heard, the specification approved, the strategy and the partners settled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from commissioning.dates.periods import later
from commissioning.errors import written
from commissioning.findings.codes import planning as codes
from commissioning.findings.codes.process import (
    SPECIFICATION_DRAFT,
    STRATEGY_SETTLED,
    UNKNOWN_REFERENCE,
)
from commissioning.gates.case import Case, Found, check, gate
from commissioning.ledger.ways import facts_of
from commissioning.planning.consultation import TIME, unreported
from commissioning.planning.golden_thread import thread, threaded
from commissioning.planning.joint_procurement import joint_procurement, successors
from commissioning.records import engagement, live, tender, tender_faults
from commissioning.records.record import Record, of_lots
from commissioning.records.specification import ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import BuyerSucceeded, PartnerDecision, ProcurementStrategy
from commissioning.stages import Stage
from commissioning.values.text import did_you_mean, grouped, listed


@check(ServiceSpecification, codes.CONSULTATION_OPEN, codes.CONSULTATION_UNREPORTED)
def views_were_heard_before_approval(case: Case, specification: ServiceSpecification) -> Found:
    """A version is approved only after each consultation has closed and been reported on."""
    if specification.status is not SpecificationStatus.APPROVED:
        return
    reported = {report.consultation for report in case.every(engagement.ConsultationReport)}
    own = (each for lot in case.lots for each in case.every(engagement.Consultation, lot))
    for consultation in dict.fromkeys(own):
        last = consultation.period.ends_on if consultation.period else consultation.on
        if case.on <= last:
            earliest = later(last, days=1)
            yield codes.CONSULTATION_OPEN(
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
def specification_is_approved(case: Case) -> Found:
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
def strategy_is_settled_before_the_competition(case: Case, strategy: ProcurementStrategy) -> Found:
    """Once a lot has gone to market, neither its route nor its facts change.

    Lots that wait may still go another way, by a strategy that names them. One that turns up later is held
    against what has been entered since.
    """
    stages = case.entered.stages
    moved = {lot: at for lot in case.lots if (at := stages.get(lot)) and at.place > _LAST.place}
    gone = tuple(lot for lot, at in moved.items() if not at.finished)
    changed = dict.fromkeys(what for lot in gone for what in _changed(case, strategy, lot))
    if changed:
        waiting = [lot for lot in case.lots if lot not in moved]
        only = f"Name in it only the lots that wait: {listed(waiting)}"
        yield STRATEGY_SETTLED(
            f"This strategy changes {' and '.join(changed)}, but {of_lots(gone, case.ledger.lots)} "
            "went to market on the strategy in force",
            remedy=only if waiting else "Keep the strategy, or begin another cycle",
            about=gone,
        )


_LAST: Final = Stage.SPECIFICATION
"""The last stage before the market."""


def _changed(case: Case, strategy: ProcurementStrategy, lot: str) -> Iterator[str]:
    latest = case.entered.find(ProcurementStrategy, lot)
    if strategy.learned is not None and latest is not None and latest.on > strategy.on:
        return  # it decides nothing: a strategy of a later day does
    route, facts = case.entered.route_of(lot), facts_of(case.entered, lot)
    if route is not None and route != strategy.route:
        yield "the route"
    if facts is not None and facts != strategy.facts:
        yield "the facts that decide the law"


@gate(codes.PARTNER_UNDECIDED, codes.LEAD_WITHDREW)
def every_partner_has_decided(case: Case) -> Found:
    """A joint procurement goes to the market once it is settled who buys and who leads."""
    for lot, strategy in case.by_lot(ProcurementStrategy).items():
        later = (*case.every(PartnerDecision, lot), *case.every(BuyerSucceeded, lot))
        events = sorted((e for e in later if e.on >= strategy.on), key=lambda event: event.on)
        joint = joint_procurement((strategy, *events))
        yield from (finding for finding in (joint.findings() if joint else ()) if finding.blocks)


@check(PartnerDecision, codes.PARTNER_NOT_NAMED, codes.PARTNER_SUCCEEDED)
def partner_was_asked(case: Case, decision: PartnerDecision) -> Found:
    """A partner decides on a joint procurement whose strategy names it, or one whose place it took."""
    strategies = case.by_lot(ProcurementStrategy).values()
    strategy = max(strategies, key=lambda each: each.on, default=None)
    named = list(dict.fromkeys(b.authority for each in strategies for b in each.joint_buyers))
    acting = {name: successors(case.ledger, name, case.on) for name in named}
    now = [heir for heirs in acting.values() for heir in heirs]
    heirs = () if decision.authority in now else acting.get(decision.authority, ())
    if heirs:
        yield codes.PARTNER_SUCCEEDED.warns(
            f"{decision.authority} decides on {written(case.on)}, but {listed(heirs)} "
            f"{'has' if len(heirs) == 1 else 'have'} taken its place",
            remedy="Record the decision of the successor, or correct the day",
            about=decision.authority,
        )
    elif strategy is not None and decision.authority not in now:
        yield codes.PARTNER_NOT_NAMED(
            f"The strategy of {written(strategy.on)} does not name {decision.authority}; it names "
            f"{listed(named) or 'no joint buyers'}",
            remedy=f"Record a procurement strategy that names it{did_you_mean(decision.authority, named)}",
            about=decision.authority,
        )


@check(Record, UNKNOWN_REFERENCE)
def what_is_taken_up_is_there(case: Case, record: Record) -> Found:
    """A criterion, promise or need that is taken up again is on record; a slip would count for nothing."""
    kind, known = _taken_up(case, record)
    for reference in record.references(kind):
        if reference not in known and (known or case.ledger.brought_forward is None):
            yield UNKNOWN_REFERENCE.warns(
                f'No {kind} "{reference}" is on record',
                remedy=f"Correct the reference{did_you_mean(reference, known)}",
                about=reference,
            )


def _taken_up(case: Case, record: Record) -> tuple[str, set[str]]:
    """The kind of reference that a record takes up from earlier ones, and those on record."""
    if isinstance(record, tender_faults.TenderClarified):
        methods = (invitation.method for invitation in case.every(tender.InvitationToTender))
        return "criterion", {each.reference for one in methods if one for each in one.criteria}
    if isinstance(record, live.CommitmentChecked):
        made = (c for each in case.every(ServiceSpecification) for c in each.commitments)
        return "commitment", {each.reference for each in made}
    return "need", {point.reference for point in thread(threaded(case.ledger)).points}
