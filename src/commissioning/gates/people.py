"""People who change provider: nobody told, chosen for or moved twice, and nobody moved to nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.contracts.history import ContractHistory, history
from commissioning.errors import written
from commissioning.findings.codes.mobilisation import (
    CHOSEN_TWICE,
    MOVED_WITHOUT_CHOICE,
    MOVED_WITHOUT_CONTRACT,
    PEOPLE_LOST,
    PEOPLE_TWICE,
    TOLD_TWICE,
    UNKNOWN_COHORT,
    WAVE_BEYOND_CAPACITY,
    WAVE_BEYOND_COHORT,
)
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.mobilisation.cohorts import MOVES, CohortBalance, PeopleRecord
from commissioning.mobilisation.reconciliation import balances_through, people_records, reconcile
from commissioning.records.contract import ContractNovated, ContractSigned
from commissioning.records.people import (
    PeopleAffected,
    PeopleMoved,
    ProviderCapacity,
    TransferPlan,
    TransferWave,
)
from commissioning.records.record import Record


@check(Record, UNKNOWN_COHORT)
def cohort_has_been_counted(case: Case, record: Record) -> Iterator[Finding]:
    """People are told, asked and moved from a cohort that somebody has counted."""
    named = (
        {wave.cohort for wave in record.waves}
        if isinstance(record, TransferPlan)
        else set(record.references("cohort"))
    )
    counted = {c.reference for r in case.every(PeopleAffected) for c in r.cohorts}
    if not counted:
        return
    for cohort in sorted(named - counted):
        known = ", ".join(sorted(counted))
        yield UNKNOWN_COHORT(
            f"no cohort {cohort} has been counted; there is {known}",
            remedy="record who is affected first, or correct the reference",
            about=cohort,
        )


@check(Record, PEOPLE_TWICE, PEOPLE_LOST, TOLD_TWICE, CHOSEN_TWICE)
def people_stay_within_their_cohort(case: Case, record: Record) -> Iterator[Finding]:
    """At no date are more people told, decided or moved than a cohort holds."""
    for cohort in record.references("cohort"):
        for balance in _balances_with(case, record, cohort):
            found = tuple(balance.overdrawn())
            if found:
                yield from found
                break


@check(PeopleMoved, MOVED_WITHOUT_CHOICE)
def people_move_as_they_chose(case: Case, move: PeopleMoved) -> Iterator[Finding]:
    """No more people move under a choice than have made it."""
    for balance in _balances_with(case, move, move.cohort):
        found = tuple(balance.beyond_choice())
        if found:
            yield from found
            break


def _balances_with(case: Case, record: Record, cohort: str) -> Iterator[CohortBalance]:
    """The balances of a cohort once the record is in, from its day on."""
    records: list[PeopleRecord] = list(people_records(case.ledger, cohort))
    if isinstance(record, MOVES):
        records.append(record)
    return balances_through(records, cohort, since=record.on)


@check(PeopleMoved, MOVED_WITHOUT_CONTRACT)
def people_move_to_a_contracted_provider(case: Case, move: PeopleMoved) -> Iterator[Finding]:
    """Care that the council arranges passes to a provider with a contract in force on that day."""
    if not move.to_provider or not move.choice.arranged or case.find(ContractSigned) is None:
        return
    theirs = tuple(_held_by(case, move.to_provider))
    if not any(found.in_force_on(case.on) for found in theirs):
        starts = min((found.contract.term.starts_on for found in theirs), default=None)
        waits = starts is not None and starts > case.on
        told = f"; theirs starts on {written(starts)}" if starts and waits else ""
        yield MOVED_WITHOUT_CONTRACT(
            f"people moved to {move.to_provider} on {written(case.on)}, who holds no contract in "
            f"force on that day{told}",
            remedy="record the contract, or move them to a provider who holds one",
            earliest=starts if waits else None,
            about=move.to_provider,
        )


def _held_by(case: Case, provider: str) -> Iterator[ContractHistory]:
    """The contracts that a provider holds on the day: those it signed, and those it took over."""
    signed = (contract.reference for contract in case.every(ContractSigned, about=provider))
    passed = (passing.contract for passing in case.every(ContractNovated, about=provider))
    for reference in dict.fromkeys((*signed, *passed)):
        found = history(case.ledger, reference)
        if found is not None and found.holder_on(case.on) == provider:
            yield found


@check(TransferPlan, WAVE_BEYOND_COHORT, WAVE_BEYOND_CAPACITY)
def waves_fit_cohorts_and_capacity(case: Case, plan: TransferPlan) -> Iterator[Finding]:
    """The waves of a plan move no more people than a cohort holds or a provider can take."""
    now = reconcile(case.ledger, case.on)
    for cohort in dict.fromkeys(wave.cohort for wave in plan.waves):
        balance = now.balance(cohort)
        planned = sum(wave.people for wave in plan.waves if wave.cohort == cohort)
        if balance is not None and planned > balance.waiting:
            yield WAVE_BEYOND_COHORT(
                f"the waves move {planned} people of cohort {cohort}, in which "
                f"{balance.waiting} wait",
                remedy="plan for those who wait and no more",
                about=cohort,
            )
    for capacity in plan.capacities:
        taken = sum(wave.people for wave in plan.waves if _draws_on(wave, capacity))
        if taken > capacity.people:
            span = f" in {capacity.period}" if capacity.period else ""
            yield WAVE_BEYOND_CAPACITY(
                f"the waves bring {taken} people to {capacity.provider}{span}, who can take "
                f"{capacity.people}",
                remedy="move the wave, or agree more capacity",
                about=capacity.provider,
            )


def _draws_on(wave: TransferWave, capacity: ProviderCapacity) -> bool:
    if wave.to_provider != capacity.provider:
        return False
    return capacity.period is None or wave.period.overlaps(capacity.period)
