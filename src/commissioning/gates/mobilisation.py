"""Mobilisation: under a signed contract, with staff information in time and essential tasks done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import evolve

from commissioning.contracts.history import history
from commissioning.errors import NoRuleError, written
from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.findings.codes.mobilisation import (
    CONTRACT_UNSIGNED,
    STAFF_INFORMATION_LATE,
    STAFF_INFORMATION_MISSING,
    TASK_OPEN,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, check, gate
from commissioning.gates.places import contracts_in_force
from commissioning.gates.unknown_law import law_unknown
from commissioning.law.questions import EMPLOYEE_INFORMATION
from commissioning.mobilisation.readiness import readiness
from commissioning.records.mobilisation import (
    EmployeeLiabilityInformation,
    GoDecision,
    MobilisationPlan,
    ReadinessReview,
    StaffTransferred,
)
from commissioning.records.record import of_lots
from commissioning.stages import Stage

_ASK: Final = "Ask the outgoing employer for it in writing"
_ASK_AGAIN: Final = (
    f"{_ASK} again. Plan the first weeks from the rotas that you hold; staff who transfer do so "
    "without a list, and the new employer can complain to an employment tribunal"
)


@check(MobilisationPlan, CONTRACT_UNSIGNED)
def contracts_are_signed_before_mobilisation(
    case: Case, plan: MobilisationPlan
) -> Iterator[Finding]:
    """A provider is asked to mobilise only once the contract that obliges it is signed."""
    for reference in plan.contracts:
        found = history(case.ledger, reference)
        if found is None or found.contract.on > case.on:
            day = f"until {written(found.contract.on)}" if found else "yet"
            yield CONTRACT_UNSIGNED(
                f"Contract {reference} is to be mobilised, but is not signed {day}",
                remedy="Record the signature first",
                about=reference,
            )


@gate(CONTRACT_UNSIGNED)
def lots_are_under_contract(case: Case) -> Iterator[Finding]:
    """A lot has a signed contract before it is mobilised; a plan is asked about the contracts it names."""
    unsigned = (
        ()
        if case.record
        else tuple(
            lot
            for lot in case.lots
            if not contracts_in_force(case, lot) and not case.is_kept_elsewhere(Stage.AWARD, lot)
        )
    )
    if unsigned:
        yield CONTRACT_UNSIGNED(
            f"No contract is signed yet for {of_lots(unsigned, case.ledger.lots)}",
            remedy="Record the signature first",
            about=unsigned,
        )


@check(EmployeeLiabilityInformation, STAFF_INFORMATION_LATE, STAFF_INFORMATION_MISSING, LAW_UNKNOWN)
def staff_information_is_in_time(
    case: Case, information: EmployeeLiabilityInformation
) -> Iterator[Finding]:
    """The new employer is told of the staff long enough before they transfer."""
    if information.withheld:
        yield _withheld(case, information)
        return
    try:
        rule = case.law.row(EMPLOYEE_INFORMATION, case.on)
    except NoRuleError as none:
        # What the old employer gave is a fact: it can be recorded under any law.
        yield evolve(law_unknown(case, none.message, none.remedy), severity=Severity.WARNS)
        return
    given_on, transfer_on = information.on, information.transfer_on
    earliest = rule.value.last_day(given_on)
    if transfer_on < earliest:
        yield STAFF_INFORMATION_LATE(
            f"{information.to_provider} was told of the staff on {written(given_on)}, "
            f"{(transfer_on - given_on).days} days before they transfer on {written(transfer_on)}; "
            f"the minimum is {rule.value.count} days",
            severity=Severity.WARNS,
            source=rule.citation,
            remedy=f"Transfer on or after {written(earliest)}, or note why the information could "
            "not be given sooner",
            about=information.to_provider,
        )


@check(StaffTransferred, STAFF_INFORMATION_MISSING)
def transferred_staff_were_listed(case: Case, move: StaffTransferred) -> Iterator[Finding]:
    """Staff transfer from a list that the old employer has given to the new one."""
    pair = (move.from_provider, move.to_provider)
    between = [
        listing
        for listing in case.every(EmployeeLiabilityInformation, about=move.to_provider)
        if (listing.from_provider, listing.to_provider) == pair
    ]
    if all(listing.withheld for listing in between):
        yield staff_information_missing(
            f"Staff transferred from {pair[0]} to {pair[1]}, but no employee liability "
            "information between them is recorded",
            between[-1] if between else None,
            (move.to_provider,),
        )


def staff_information_missing(
    message: str, asked: EmployeeLiabilityInformation | None, about: tuple[str, ...]
) -> Finding:
    """The warning that staff transfer unlisted: the staff transfer all the same, and so does the service."""
    if asked is not None:
        message += f"; {asked.from_provider} had not given it by {written(asked.on)}"
    return STAFF_INFORMATION_MISSING(
        message,
        severity=Severity.WARNS,
        remedy=_ASK_AGAIN if asked else f"{_ASK}. Record when it was given, or that it is withheld",
        about=about,
    )


def _withheld(case: Case, information: EmployeeLiabilityInformation) -> Finding:
    """The warning that the outgoing employer keeps back what the law asks it to give."""
    rows = case.law.every(EMPLOYEE_INFORMATION, case.on)
    return STAFF_INFORMATION_MISSING(
        f"{information.from_provider} had not given {information.to_provider} the employee liability "
        f"information by {written(case.on)}; staff transfer on {written(information.transfer_on)}",
        severity=Severity.WARNS,
        source=rows[0].citation if rows else None,
        remedy=_ASK_AGAIN,
        about=information.to_provider,
    )


@check(ReadinessReview, TASK_OPEN)
def essential_tasks_are_done(case: Case, review: ReadinessReview) -> Iterator[Finding]:
    """A decision to go follows the last essential task, or says why it goes without."""
    contracts = review.contracts if review.decision is not GoDecision.NO_GO else ()
    for reference in contracts:
        found = readiness(case.ledger, reference, case.on)
        for task in found.open_essentials if found else ():
            yield TASK_OPEN(
                f'The decision is to go, but the essential task "{task.what}" '
                f"({task.reference}) is not done",
                severity=Severity.WARNS if review.because else Severity.BLOCKS,
                remedy="Record that it is done, or say in the review why it goes without",
                about=task.reference,
            )
