"""People who change provider: each told, chosen for and moved once, and only to a provider in place."""

from __future__ import annotations

from commissioning.contracts.history import ContractHistory, history
from commissioning.errors import written
from commissioning.findings.codes import mobilisation as codes
from commissioning.gates.case import Case, Found, check
from commissioning.mobilisation import reconciliation
from commissioning.mobilisation.flows import MOVES
from commissioning.records import people
from commissioning.records.contract import ContractNovated, ContractSigned
from commissioning.records.record import Record, of_lots
from commissioning.values.counts import Count, count_of
from commissioning.values.text import agreeing, did_you_mean, numbered, of_people


@check(Record, codes.UNKNOWN_COHORT)
def cohort_has_been_counted(case: Case, record: Record) -> Found:
    """People are told, asked and moved from a cohort that has been counted."""
    waves = record.waves if isinstance(record, people.TransferPlan) else ()
    named = {wave.cohort for wave in waves} or set(record.references("cohort"))
    counted = {c.reference for r in case.every(people.PeopleAffected) for c in r.cohorts}
    for cohort in sorted(named - counted) if counted else ():
        hint = did_you_mean(cohort, counted) or f"; counted: {numbered('cohort', sorted(counted))}"
        yield codes.UNKNOWN_COHORT(
            f"Cohort {cohort} has not been counted{hint}",
            remedy="Record who is affected first, or correct the reference",
            about=cohort,
        )


@check(
    Record, codes.PEOPLE_TWICE, codes.PEOPLE_LOST, codes.TOLD_TWICE, codes.CHOSEN_TWICE,
    codes.MORE_THAN_THERE, codes.MOVED_WITHOUT_CHOICE,
)  # fmt: skip
def people_stay_within_their_cohort(case: Case, record: Record) -> Found:
    """On no day do more people pass from a state to another than are there, each once and as they chose.

    A late entry may bring that to a later day. In an emergency there is no choice to make.
    """
    for cohort in record.references("cohort"):
        if isinstance(record, MOVES):  # as all kinds of the library that name a cohort are
            # Kept until a return takes records out of force; what does not follow them starts anew.
            known = case.ledger.worked_out((), (cohort,), list[reconciliation.CountSoFar])
            before = reconciliation.people_records(case.ledger, cohort)
            own = reconciliation.bridged(case.ledger, record)
            brought, known[:] = reconciliation.findings_brought(own, before, cohort, known)
            # The first finding of each sort will do: put right, it often puts right those after it.
            first = {each.code == codes.MOVED_WITHOUT_CHOICE.code: each for each in brought[::-1]}
            yield from (first[beyond_choice] for beyond_choice in sorted(first))


@check(people.PeopleMoved, codes.MOVED_WITHOUT_CONTRACT)
def people_move_to_a_contracted_provider(case: Case, move: people.PeopleMoved) -> Found:
    """Care that the council arranges passes to a provider with a contract in force on that day.

    A bridging contract is one.
    """
    if not move.to_provider or not move.choice.arranged or case.find(ContractSigned) is None:
        return
    if reconciliation.under_bridge(case.ledger, move):
        return
    every = _held_by(case, move.to_provider)
    held = [found for found in every if case.concerns(found.contract)]
    if not any(found.in_force_on(case.on) for found in held):
        starts = min((found.contract.first_day for found in held), default=None)
        earliest = starts if starts and starts > case.on else None
        of = f" for {of_lots(case.lots)}" if len(held) < len(every) else ""
        later = f"; its first one starts on {written(earliest)}" if earliest else ""
        yield codes.MOVED_WITHOUT_CONTRACT(
            f"People moved to {move.to_provider} on {written(case.on)}, but the provider has no "
            f"contract in force{of} on that day{later}",
            remedy="Record the contract, or move them to a provider who holds one",
            earliest=earliest,
            about=move.to_provider,
        )


def _held_by(case: Case, provider: str) -> tuple[ContractHistory, ...]:
    """The contracts that a provider holds on the day: those it signed and those it took over."""
    signed = (contract.reference for contract in case.every(ContractSigned, about=provider))
    passed = (passing.contract for passing in case.every(ContractNovated, about=provider))
    named = (history(case.ledger, reference) for reference in dict.fromkeys((*signed, *passed)))
    return tuple(found for found in named if found and found.holder_on(case.on) == provider)


@check(people.TransferPlan, codes.WAVE_BEYOND_COHORT, codes.WAVE_BEYOND_CAPACITY)
def waves_fit_cohorts_and_capacity(case: Case, plan: people.TransferPlan) -> Found:
    """The waves of a plan move no more people than a cohort holds or a provider can take."""
    now = reconciliation.reconcile(case.ledger, case.on)
    for cohort in dict.fromkeys(wave.cohort for wave in plan.waves):
        balance = now.balance(cohort)
        planned = Count.total(count_of(wave) for wave in plan.waves if wave.cohort == cohort)
        waiting = balance.still_waiting if balance is not None else planned
        if planned.exceeds(waiting):
            yield codes.WAVE_BEYOND_COHORT(
                f"The waves move {of_people(planned)}, but only {waiting} "
                f"{agreeing(waiting, 'is', 'are')} waiting in cohort {cohort}",
                remedy="Plan for no more than those who wait",
                about=cohort,
            )
    for capacity in plan.capacities:
        drawing = (
            wave
            for wave in plan.waves
            if wave.to_provider == capacity.provider
            and (capacity.period is None or wave.period.overlaps(capacity.period))
        )
        taken, room = Count.total(map(count_of, drawing)), count_of(capacity)
        if taken.exceeds(room):
            span = f" from {capacity.period}" if capacity.period else ""
            yield codes.WAVE_BEYOND_CAPACITY(
                f"The waves bring {of_people(taken)} to {capacity.provider}{span}; its maximum is "
                f"{room}",
                remedy="Move the wave, or agree more capacity",
                about=capacity.provider,
            )
