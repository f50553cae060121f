"""A new set of KPIs against those before it: what it drops, eases or would rate anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from commissioning.contracts.escalation import escalation
from commissioning.contracts.history import ContractHistory
from commissioning.contracts.kpi_sets import sets_of
from commissioning.contracts.performance import performance_of
from commissioning.errors import written
from commissioning.findings.codes import contracts as codes
from commissioning.gates.case import Case, Found, check
from commissioning.gates.contract_course import checks_contract
from commissioning.records.bands import Direction
from commissioning.records.kpis import Kpi
from commissioning.records.live import BreachRecorded, Escalated, KpiReport, KpisAgreed
from commissioning.records.record import Record
from commissioning.records.specification import ServiceSpecification
from commissioning.values.text import did_you_mean, listed


@check(Record, codes.KPI_WEIGHTS_NOT_100)
def weights_add_up_to_100(_: Case, record: Record) -> Found:
    """The weights of a scorecard add up to 100, leaving out KPIs that are watched but not weighed."""
    kpis = record.kpis if isinstance(record, ServiceSpecification | KpisAgreed) else ()
    weights = [kpi.weight for kpi in kpis if kpi.weight is not None]
    if weights and sum(weights) != 100:
        yield codes.KPI_WEIGHTS_NOT_100.warns(
            f"The weights of the KPIs add up to {sum(weights)}, not to 100",
            remedy="Correct the weights; leave out the weight of a KPI that is only watched",
            about=record.reference or None,
        )


@check(KpisAgreed, codes.KPI_SET_CHANGED_BACK)
def kpis_apply_to_what_is_to_come(case: Case, agreed: KpisAgreed) -> Found:
    """A period whose return is in keeps the rating that it had."""
    rated = [
        report.period
        for report in case.every(KpiReport)
        if report.contract == agreed.contract and report.period.ends_on >= agreed.applies_from
    ]
    if rated:
        first = min(rated, key=lambda period: period.ends_on)
        yield codes.KPI_SET_CHANGED_BACK.warns(
            f"The KPIs of contract {agreed.contract} are to apply from {written(agreed.applies_from)}, "
            f"but the return for {first} has already been rated by the KPIs before them",
            remedy=f"Let them apply from a day after {written(max(p.ends_on for p in rated))}",
            about=agreed.contract,
        )


@checks_contract(KpisAgreed, codes.KPI_DROPPED, codes.KPI_CONTINUES_UNKNOWN)
def kpis_go_on_or_end_knowingly(case: Case, agreed: KpisAgreed, found: ContractHistory) -> Found:
    """A KPI that was there before stays, or is continued by another; what is continued was there."""
    sets = sets_of(case.ledger, found)
    now = {name for kpi in agreed.kpis for name in (kpi.reference, kpi.continues)}
    for kpi in sets.on(agreed.applies_from).kpis:
        if kpi.reference not in now:
            yield codes.KPI_DROPPED.warns(
                f"The KPIs from {written(agreed.applies_from)} leave out {kpi.reference} ({kpi.title}), "
                "and none of them continues it",
                remedy="Name it in the KPI that continues it, or say why it ends",
            )
    known = tuple(dict.fromkeys(kpi.reference for each in sets.each for kpi in each.kpis))
    for kpi in agreed.kpis:
        if kpi.continues and kpi.continues not in known:
            yield codes.KPI_CONTINUES_UNKNOWN(
                f"KPI {kpi.reference} continues {kpi.continues}, but contract {agreed.contract} never had "
                f"that KPI{did_you_mean(kpi.continues, known)}",
                remedy="Correct the reference, or leave it out for a new KPI",
            )


@checks_contract(KpisAgreed, codes.TARGET_FALLS)
def targets_do_not_fall(case: Case, agreed: KpisAgreed, found: ContractHistory) -> Found:
    """A target that becomes easier is seen by whoever agrees it."""
    before = sets_of(case.ledger, found).on(agreed.applies_from)
    for kpi in agreed.kpis:
        was = before.by_reference.get(kpi.continues or kpi.reference)
        fallen = next(_easier(was, kpi), None) if was else None
        if fallen:
            yield codes.TARGET_FALLS.warns(
                f"The target of {kpi.reference} ({kpi.title}) {fallen}",
                remedy="Keep the target, or record why it is lower",
            )


def _easier(was: Kpi, now: Kpi) -> Iterator[str]:
    for year in sorted({target.from_year for target in chain(was.targets, now.targets)}):
        old, new = was.target_in(year), now.target_in(year)
        if old is None or new is None:
            continue
        if new < old if now.direction is Direction.HIGHER else new > old:
            yield f"for year {year} goes from {old} to {new}"


@checks_contract(Escalated, codes.ESCALATION_WITHOUT_TRIGGER)
def step_was_due(case: Case, step: Escalated, _: ContractHistory) -> Found:
    """A step is on the ladder of the contract, and something made it due."""
    made = performance_of(case.ledger, step.contract)
    ladder = made.sets.on(case.on).escalation
    names = [each.name for each in ladder.steps] if ladder else []
    taken = [each for each in case.every(Escalated) if each.contract == step.contract]
    due = escalation(made, taken, case.on)
    if any(each.step == step.step and each.taken is None for each in due):
        return
    why = "no trigger has made it due" if step.step in names else "the contract has no ladder"
    if names and step.step not in names:
        hint = did_you_mean(step.step, names) or f"; it has {listed(names)}"
        why = f"its ladder has no such step{hint}"
    yield codes.ESCALATION_WITHOUT_TRIGGER.warns(
        f'The step "{step.step}" is taken under contract {step.contract}, but {why}',
        remedy="Say in the record why it is taken, or correct the step",
    )


@checks_contract(BreachRecorded, codes.SOLE_REMEDY_AND_BREACH)
def breach_is_not_paid_for_already(
    case: Case, breach: BreachRecorded, found: ContractHistory
) -> Found:
    """A failure for which credits are the only remedy is not claimed again as a breach."""
    if not breach.kpis:
        return
    in_force = sets_of(case.ledger, found).on(case.on)
    terms = in_force.service_credits
    claimed = [kpi for kpi in breach.kpis if terms and kpi in terms.kpis]
    if claimed and terms is not None and terms.sole_remedy is not False:
        titles = {kpi.reference: f"{kpi.reference} ({kpi.title})" for kpi in in_force.kpis}
        known = terms.sole_remedy
        why = (
            "for which the contract makes service credits the only remedy"
            if known
            else "for which credits are due; whether they are the only remedy is not stated"
        )
        yield codes.SOLE_REMEDY_AND_BREACH.warns(
            f"Breach {breach.reference} under contract {breach.contract} is for missing "
            f"{listed(titles.get(kpi, kpi) for kpi in claimed)}, {why}",
            remedy="Rest it on another obligation, such as persistent failure, or rely on the credits alone"
            if known
            else "Look it up in the contract, and state it with the service credits",
        )
