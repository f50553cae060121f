"""From mobilisation to go-live: contracts signed, staff known and consulted, and reviewed as ready."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from commissioning.contracts.history import history
from commissioning.errors import NoRuleError, written
from commissioning.findings.codes import mobilisation as codes
from commissioning.findings.codes.contracts import CONTRACT_OVER
from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.findings.codes.process import UNKNOWN_REFERENCE
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, Found, check, gate
from commissioning.gates.contract_course import contract_over
from commissioning.gates.places import contracts_in_force
from commissioning.gates.unknown_law import law_unknown
from commissioning.law.questions import EMPLOYEE_INFORMATION
from commissioning.ledger.record_finder import by_day, latest, newest
from commissioning.mobilisation.mobilisation import readiness
from commissioning.records import live, mobilisation, staff
from commissioning.records.record import of_lots
from commissioning.stages import Stage
from commissioning.values.counts import Count, count_of
from commissioning.values.text import agreeing, counted, did_you_mean, grouped, listed, numbered

_ASK: Final = "Ask the outgoing employer for it in writing"
_ASK_AGAIN: Final = (
    f"{_ASK} again. Plan the first weeks from the rotas that you hold; staff who transfer do so "
    "without a list, and the new employer can complain to an employment tribunal"
)


@check(mobilisation.MobilisationPlan, codes.CONTRACT_UNSIGNED)
def contracts_are_signed_before_mobilisation(
    case: Case, plan: mobilisation.MobilisationPlan
) -> Found:
    """A provider is asked to mobilise only once the contract that obliges it is signed."""
    for reference in plan.contracts:
        found = history(case.ledger, reference)
        if found is None or found.contract.on > case.on:
            day = f"until {written(found.contract.on)}" if found else "yet"
            yield codes.CONTRACT_UNSIGNED(
                f"Contract {reference} is to be mobilised, but is not signed {day}",
                remedy="Record the signature first",
                about=reference,
            )


@gate(codes.CONTRACT_UNSIGNED)
def lots_are_under_contract(case: Case) -> Found:
    """A lot has a signed contract before it is mobilised; a plan is asked about the contracts it names."""
    unsigned = tuple(
        lot
        for lot in (case.lots if case.record is None else ())
        if not contracts_in_force(case, lot) and not case.is_kept_elsewhere(Stage.AWARD, lot)
    )
    if unsigned:
        yield codes.CONTRACT_UNSIGNED(
            f"No contract is signed yet for {of_lots(unsigned, case.ledger.lots)}",
            remedy="Record the signature first",
            about=unsigned,
        )


@check(mobilisation.TaskDone, UNKNOWN_REFERENCE)
def task_is_in_the_plan(case: Case, done: mobilisation.TaskDone) -> Found:
    """A task that is done is one of a plan; a slip would leave the task that was meant open."""
    plans = tuple(
        filter(case.concerns, case.every(mobilisation.MobilisationPlan, done.plan or None))
    )
    tasks = dict.fromkeys(task.reference for plan in plans for task in plan.tasks)
    if tasks and done.task not in tasks:
        near = did_you_mean(done.task, tasks)
        yield UNKNOWN_REFERENCE.warns(
            f'Task "{done.task}" is done, but {"the plan has" if len(plans) == 1 else "the plans have"} '
            "no such task",
            remedy=f"Correct the reference of the task{near or f'; choose from {listed(tasks)}'}",
            about=done.task,
        )


@check(
    mobilisation.EmployeeLiabilityInformation,
    codes.STAFF_INFORMATION_LATE,
    codes.STAFF_INFORMATION_MISSING,
    LAW_UNKNOWN,
)
def staff_information_is_in_time(
    case: Case, information: mobilisation.EmployeeLiabilityInformation
) -> Found:
    """The new employer is told of the staff long enough before they transfer."""
    rows = [r for part in case.parts for r in part.law.every(EMPLOYEE_INFORMATION, case.on)]
    if information.withheld:
        yield codes.STAFF_INFORMATION_MISSING.warns(
            f"{information.from_provider} had not given {information.to_provider} the employee liability "
            f"information by {written(case.on)}; staff transfer on {written(information.transfer_on)}",
            source=rows[0].citation if rows else None,
            remedy=_ASK_AGAIN,
            about=information.to_provider,
        )
        return
    try:
        rule = rows[0] if rows else case.law.row(EMPLOYEE_INFORMATION, case.on)
    except NoRuleError as none:
        # What the old employer gave is a fact: it can be recorded under any law.
        yield evolve(law_unknown(case, none.message, none.remedy), severity=Severity.WARNS)
        return
    given_on, transfer_on = information.on, information.transfer_on
    earliest = rule.value.last_day(given_on)
    if transfer_on < earliest:
        yield codes.STAFF_INFORMATION_LATE.warns(
            f"{information.to_provider} was told of the staff on {written(given_on)}, "
            f"{counted((transfer_on - given_on).days, 'day')} before they transfer on "
            f"{written(transfer_on)}; the minimum is {rule.value.count} days",
            source=rule.citation,
            remedy=f"Transfer on or after {written(earliest)}, or note why the information could "
            "not be given sooner",
            about=information.to_provider,
        )


@check(mobilisation.StaffTransferred, codes.STAFF_INFORMATION_MISSING)
def transferred_staff_were_listed(case: Case, move: mobilisation.StaffTransferred) -> Found:
    """Staff transfer from a list that the old employer has given to the new one."""
    every = filter(
        case.concerns, case.every(mobilisation.EmployeeLiabilityInformation, about=move.to_provider)
    )
    between = [listing for listing in every if listing.employers == move.employers]
    if all(listing.withheld for listing in between):
        yield staff_information_missing(
            f"Staff transferred from {move.from_provider} to {move.to_provider}, but no employee "
            "liability information between them is recorded",
            between[-1] if between else None,
            (move.to_provider,),
        )


def staff_information_missing(
    message: str, asked: mobilisation.EmployeeLiabilityInformation | None, about: tuple[str, ...]
) -> Finding:
    """The warning that staff transfer unlisted: the staff transfer all the same, and so does the service."""
    if asked is not None:
        message += f"; {asked.from_provider} had not given it by {written(asked.on)}"
    return codes.STAFF_INFORMATION_MISSING.warns(
        message,
        remedy=_ASK_AGAIN if asked else f"{_ASK}. Record when it was given, or that it is withheld",
        about=about,
    )


@check(mobilisation.ReadinessReview, codes.TASK_OPEN)
def essential_tasks_are_done(case: Case, review: mobilisation.ReadinessReview) -> Found:
    """A decision to go follows the last essential task, or says why it goes without."""
    contracts = review.contracts if review.decision is not mobilisation.GoDecision.NO_GO else ()
    for reference in contracts:
        found = readiness(case.ledger, reference, case.on)
        for task in found.open_essentials if found else ():
            yield codes.TASK_OPEN(
                f'The decision is to go, but the essential task "{task.what}" '
                f"({task.reference}) is not done",
                severity=Severity.WARNS if review.because else Severity.BLOCKS,
                remedy="Record that it is done, or say in the review why the service starts without it",
                about=task.reference,
            )


@check(mobilisation.EmployeeLiabilityInformation, codes.STAFF_LIST_CHANGED)
def staff_are_as_many_as_tendered_for(
    case: Case, information: mobilisation.EmployeeLiabilityInformation
) -> Found:
    """The staff listed before the transfer are as many as on the list that the tenderers priced."""
    employer = information.from_provider
    every = filter(case.concerns, case.every(staff.StaffListIssued))
    lists = latest(one for one in every if one.from_provider == employer)
    if information.withheld or not lists or any(one.withheld for one in lists):
        return
    tendered = Count.total(one.people for one in lists)
    now = Count.total(map(count_of, information.staff))
    days = dict.fromkeys(f"of {written(one.on)}" for one in lists)
    if now.exceeds(tendered) or tendered.exceeds(now):
        yield codes.STAFF_LIST_CHANGED.warns(
            f"The tenderers' {numbered('list', days)} {agreeing(len(days), 'has', 'have')} {tendered} "
            f"staff of {employer}; the "
            f"information of {written(information.on)} has {now}",
            remedy="Ask the outgoing employer why, and whether the contract lets the price follow",
            about=employer,
        )


@check(mobilisation.StaffTransferred, codes.STAFF_NOT_CONSULTED)
def staff_were_informed_and_consulted(case: Case, move: mobilisation.StaffTransferred) -> Found:
    """Each employer informed the representatives of its staff, and consulted them on planned measures."""
    every = filter(case.concerns, case.every(staff.StaffConsulted))
    informed = {one.employer: one for one in by_day(every) if one.employers == move.employers}
    if not informed:
        return
    for employer in move.employers:
        one = informed.get(employer)
        if one is None or (one.measures and not one.consulted):
            lacking = (
                f"that {employer} informed their representatives"
                if one is None
                else f"that {employer} consulted on the measures it plans"
            )
            yield codes.STAFF_NOT_CONSULTED.warns(
                f"Staff transferred from {move.from_provider} to {move.to_provider}, but it is not "
                f"recorded {lacking}",
                remedy="Ask the employer, and record when it was done",
                about=employer,
            )


@check(mobilisation.StaffTransferred, codes.STAFF_DISPUTE_OPEN)
def disputes_are_settled(case: Case, move: mobilisation.StaffTransferred) -> Found:
    """No dispute about the transfer is open on its day."""
    settled = {one.dispute for one in case.every(staff.StaffDisputeSettled)}
    for dispute in filter(case.concerns, case.every(staff.StaffDisputed)):
        if dispute.employers == move.employers and dispute.reference not in settled:
            yield codes.STAFF_DISPUTE_OPEN.warns(
                f"Dispute {dispute.reference} about {dispute.matter.value} from {move.from_provider} "
                f"to {move.to_provider} is not settled",
                remedy="Settle it and record how, or keep the money in dispute apart",
                about=dispute.reference,
            )


def _going_live(case: Case) -> tuple[str, ...]:
    """The contracts that the attempt is to bring live, or could: those named, else those of its lots."""
    if isinstance(case.record, live.GoLive):
        return case.record.contracts
    signed = (c.reference for lot in case.lots for c in contracts_in_force(case, lot))
    return (case.about,) if case.about in (names := tuple(dict.fromkeys(signed))) else names


@gate(codes.NOT_READY)
def readiness_says_go(case: Case) -> Found:
    """The latest readiness review of each contract says go."""
    if not case.by_lot(mobilisation.ReadinessReview):
        return
    reviewed = {
        contract: review
        for review in by_day(case.every(mobilisation.ReadinessReview))
        for contract in review.contracts
        if review.on <= case.on
    }
    by_review = grouped((reviewed.get(name), name) for name in _going_live(case))
    for review, contracts in by_review.items():
        named = numbered("contract", contracts)
        if review is None:
            message = f"No readiness review is recorded yet for {named}"
        elif review.decision is mobilisation.GoDecision.NO_GO:
            day = written(review.on)
            message = f"The readiness review of {named} on {day} said no go: {review.because}"
        else:
            continue
        yield codes.NOT_READY(
            message, remedy="Record a readiness review that says go", about=contracts
        )


@gate(codes.LIVE_BEFORE_START, CONTRACT_OVER)
def service_starts_within_the_term(case: Case) -> Found:
    """A service starts no earlier than its contract, and no later than its end."""
    going = [found for name in _going_live(case) if (found := history(case.ledger, name))]
    early = grouped(
        (found.contract.first_day, found.contract.reference)
        for found in going
        if case.on < found.contract.first_day
    )
    for starts_on, contracts in early.items():
        yield codes.LIVE_BEFORE_START(
            f"You cannot go live on {written(case.on)}: the term of "
            f"{numbered('contract', contracts)} starts on {written(starts_on)}",
            remedy=f"Go live on or after {written(starts_on)}, or vary the contract",
            earliest=starts_on,
            about=contracts,
        )
    for found in going:
        yield from contract_over(case, found)


@gate(codes.STAFF_INFORMATION_MISSING)
def transferring_staff_are_known(case: Case) -> Found:
    """The new employer has been told of staff who transfer with a service before it starts.

    The duty is the outgoing employer's, so its breach does not stop the service.
    """
    naming = case.ledger.naming
    plans = {n: newest(naming(mobilisation.MobilisationPlan, n)) for n in _going_live(case)}
    transferring = [name for name, plan in plans.items() if plan and plan.staff_transfer]
    listings = {n: naming(mobilisation.EmployeeLiabilityInformation, n) for n in transferring}
    missing = grouped(
        (given[-1] if given else None, name)
        for name, given in listings.items()
        if all(listing.withheld for listing in given)
    )
    for asked, contracts in missing.items():
        yield staff_information_missing(
            "No employee liability information is recorded yet for "
            f"{numbered('contract', contracts)}, under which staff transfer",
            asked,
            contracts,
        )
