"""Go-live: reviewed as ready, within the term of the contract, with transferring staff known."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.contracts.history import history
from commissioning.errors import written
from commissioning.findings.codes.contracts import CONTRACT_OVER
from commissioning.findings.codes.mobilisation import (
    LIVE_BEFORE_START,
    NOT_READY,
    STAFF_INFORMATION_MISSING,
)
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, gate
from commissioning.gates.contract_course import contract_over
from commissioning.gates.mobilisation import staff_information_missing
from commissioning.gates.places import contracts_in_force
from commissioning.records.live import GoLive
from commissioning.records.mobilisation import (
    EmployeeLiabilityInformation,
    GoDecision,
    MobilisationPlan,
    ReadinessReview,
)
from commissioning.values.grouping import grouped
from commissioning.values.text import numbered


def _going_live(case: Case) -> tuple[str, ...]:
    """The contracts that the attempt is to bring live, or could: those named, else those of its lots."""
    if isinstance(case.record, GoLive):
        return case.record.contracts
    signed = (c.reference for lot in case.lots for c in contracts_in_force(case, lot))
    references = tuple(dict.fromkeys(signed))
    return (case.about,) if case.about in references else references


@gate(NOT_READY)
def readiness_says_go(case: Case) -> Iterator[Finding]:
    """The latest readiness review of each contract says go."""
    if not case.every(ReadinessReview):
        return
    by_review = grouped((_latest_review(case, name), name) for name in _going_live(case))
    for review, contracts in by_review.items():
        named = numbered("contract", contracts)
        if review is None:
            message = f"No readiness review is recorded yet for {named}"
        elif review.decision is GoDecision.NO_GO:
            day = written(review.on)
            message = f"The readiness review of {named} on {day} said no go: {review.because}"
        else:
            continue
        yield NOT_READY(message, remedy="Record a readiness review that says go", about=contracts)


def _latest_review(case: Case, contract: str) -> ReadinessReview | None:
    reviews = [r for r in case.every(ReadinessReview, about=contract) if r.on <= case.on]
    return reviews[-1] if reviews else None


@gate(LIVE_BEFORE_START, CONTRACT_OVER)
def service_starts_within_the_term(case: Case) -> Iterator[Finding]:
    """A service starts no earlier than its contract, and no later than its end."""
    going = [found for name in _going_live(case) if (found := history(case.ledger, name))]
    early = grouped(
        (found.contract.first_day, found.contract.reference)
        for found in going
        if case.on < found.contract.first_day
    )
    for starts_on, contracts in early.items():
        yield LIVE_BEFORE_START(
            f"You cannot go live on {written(case.on)}: the term of "
            f"{numbered('contract', contracts)} starts on {written(starts_on)}",
            remedy=f"Go live on or after {written(starts_on)}, or vary the contract",
            earliest=starts_on,
            about=contracts,
        )
    for found in going:
        yield from contract_over(case, found)


@gate(STAFF_INFORMATION_MISSING)
def transferring_staff_are_known(case: Case) -> Iterator[Finding]:
    """The new employer has been told of staff who transfer with a service before it starts.

    The duty is the outgoing employer's, so its breach does not stop the service.
    """
    plans = {name: case.find(MobilisationPlan, about=name) for name in _going_live(case)}
    transferring = [name for name, plan in plans.items() if plan and plan.staff_transfer]
    listings = {name: case.every(EmployeeLiabilityInformation, about=name) for name in transferring}
    missing = grouped(
        (_last_asked(given), name)
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


def _last_asked(
    listings: tuple[EmployeeLiabilityInformation, ...],
) -> EmployeeLiabilityInformation | None:
    return listings[-1] if listings else None
