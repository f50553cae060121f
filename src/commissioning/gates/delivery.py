"""From signature to the end: contracts that follow their award, readiness, go-live, changes, closure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.contracts.history import histories, history
from commissioning.errors import NoRuleError, written
from commissioning.findings.codes.contracts import (
    CONTRACT_NOT_ENDED,
    CONTRACT_OVER,
    CONTRACT_WITHOUT_AWARD,
    LOT_CONTRACTED,
    NOT_RECOMMENDED,
)
from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.findings.codes.mobilisation import (
    CONTRACT_UNSIGNED,
    LIVE_BEFORE_START,
    NOT_READY,
    STAFF_INFORMATION_LATE,
    STAFF_INFORMATION_MISSING,
    TASK_OPEN,
)
from commissioning.findings.codes.process import OTHER_RECOMMENDATION
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, check, gate
from commissioning.gates.contract_course import over
from commissioning.gates.unknown_law import law_unknown
from commissioning.law.questions import EMPLOYEE_INFORMATION
from commissioning.mobilisation.readiness import readiness
from commissioning.records import award, ending, live, mobilisation
from commissioning.records.contract import ContractSigned
from commissioning.records.record import of_lots
from commissioning.values.text import listed

# Signing


@check(ContractSigned, NOT_RECOMMENDED, OTHER_RECOMMENDATION, CONTRACT_WITHOUT_AWARD)
def contract_follows_its_award(case: Case, contract: ContractSigned) -> Iterator[Finding]:
    """The lots of a contract were awarded to its provider by the recommendation that it names."""
    if not contract.recommendation:
        if case.ledger.brought_forward is None:
            yield CONTRACT_WITHOUT_AWARD(
                f"contract {contract.reference} names no recommendation that it carries out",
                remedy="name the recommendation by which its lots were awarded",
                about=contract.reference,
            )
        return
    for lot in case.lots:
        latest = case.find(award.AwardRecommendation, about=lot)
        approval = case.find(award.ApprovalToAward, about=lot)
        if latest is None:
            continue
        if latest.reference != contract.recommendation:
            yield _other(contract, lot, "in force", latest.reference)
        elif approval is not None and approval.recommendation != contract.recommendation:
            yield _other(contract, lot, "approved", approval.recommendation)
        elif contract.provider not in latest.winners(lot):
            winners = listed(latest.winners(lot)) or "nobody"
            yield NOT_RECOMMENDED(
                f"contract {contract.reference} is with {contract.provider}, and "
                f"recommendation {latest.reference} awards {of_lots((lot,))} to {winners}",
                remedy="sign with the provider recommended, or record why the award fell through",
                about=contract.provider,
            )


def _other(contract: ContractSigned, lot: str, how: str, theirs: str) -> Finding:
    return OTHER_RECOMMENDATION(
        f"contract {contract.reference} names recommendation {contract.recommendation}, but the "
        f"one {how} for {of_lots((lot,))} is {theirs}",
        remedy=f"name {theirs}, or have {contract.recommendation} approved",
        about=lot,
    )


# Mobilisation


@check(mobilisation.MobilisationPlan, CONTRACT_UNSIGNED)
def contracts_are_signed_before_mobilisation(
    case: Case, plan: mobilisation.MobilisationPlan
) -> Iterator[Finding]:
    """Nobody is asked to mobilise before the contract that obliges them is signed."""
    for reference in plan.contracts:
        found = history(case.ledger, reference)
        if found is None or found.contract.on > case.on:
            day = f" until {written(found.contract.on)}" if found else ""
            yield CONTRACT_UNSIGNED(
                f"contract {reference} is to be mobilised and is not signed{day}",
                remedy="record its signature first",
                about=reference,
            )


@gate(CONTRACT_UNSIGNED)
def lots_are_under_contract(case: Case) -> Iterator[Finding]:
    """A lot has a signed contract before it is mobilised; a plan at hand is asked by its contracts."""
    if case.record is not None:
        return
    bare = tuple(lot for lot in case.lots if case.find(ContractSigned, about=lot) is None)
    if bare:
        yield CONTRACT_UNSIGNED(
            f"no contract is signed for {of_lots(bare, case.ledger.lots)}",
            remedy="record its signature first",
            about=bare[0] if len(bare) == 1 else None,
        )


@check(mobilisation.EmployeeLiabilityInformation, STAFF_INFORMATION_LATE, LAW_UNKNOWN)
def staff_information_is_in_time(
    case: Case, told: mobilisation.EmployeeLiabilityInformation
) -> Iterator[Finding]:
    """The new employer is told of the staff long enough before they transfer."""
    try:
        rule = case.law.row(EMPLOYEE_INFORMATION, case.on)
    except NoRuleError as none:
        yield law_unknown(case, str(none))
        return
    earliest = rule.value.last_day(told.on)
    if told.transfer_on < earliest:
        days = (told.transfer_on - told.on).days
        yield STAFF_INFORMATION_LATE(
            f"{told.to_provider} was told of the staff on {written(told.on)}, {days} days before "
            f"they transfer on {written(told.transfer_on)}; the law asks {rule.value.count}",
            severity=Severity.WARNS,
            source=rule.citation,
            remedy=(
                f"transfer on or after {written(earliest)}, or note why it could not be given sooner"
            ),
            about=told.to_provider,
        )


@check(mobilisation.StaffTransferred, STAFF_INFORMATION_MISSING)
def transferred_staff_were_listed(
    case: Case, move: mobilisation.StaffTransferred
) -> Iterator[Finding]:
    """Staff transfer from a list that the old employer has given to the new one."""
    listings = case.every(mobilisation.EmployeeLiabilityInformation, about=move.to_provider)
    pair = (move.from_provider, move.to_provider)
    if not any((told.from_provider, told.to_provider) == pair for told in listings):
        yield STAFF_INFORMATION_MISSING(
            f"staff transferred from {pair[0]} to {pair[1]}, and no employee liability "
            "information between them is recorded",
            remedy="record when the information was given, and for how many people",
            about=move.to_provider,
        )


@check(mobilisation.ReadinessReview, TASK_OPEN)
def essential_tasks_are_done(case: Case, review: mobilisation.ReadinessReview) -> Iterator[Finding]:
    """A decision to go rests on a plan whose essential tasks are done, or says why it goes without."""
    if review.decision is mobilisation.GoDecision.NO_GO:
        return
    told: set[str] = set()
    for reference in review.contracts:
        found = readiness(case.ledger, reference, case.on)
        for task in found.open_essentials if found else ():
            if task.reference not in told:
                told.add(task.reference)
                yield TASK_OPEN(
                    f"it is go, and {task.what} ({task.reference}) is not done",
                    severity=Severity.WARNS if review.because else Severity.BLOCKS,
                    remedy="record that it is done, or say in the review why it goes without",
                    about=task.reference,
                )


# Go-live


def _going_live(case: Case) -> tuple[str, ...]:
    """The contracts that the attempt is to bring live, or could: those named, else those of its lots."""
    if isinstance(case.record, live.GoLive):
        return case.record.contracts
    signed = (c for lot in case.lots for c in case.every(ContractSigned, about=lot))
    references = tuple(dict.fromkeys(contract.reference for contract in signed))
    return (case.about,) if case.about in references else references


@gate(NOT_READY)
def readiness_says_go(case: Case) -> Iterator[Finding]:
    """The latest readiness review of each contract says go."""
    if not case.every(mobilisation.ReadinessReview):
        return
    unreviewed: list[str] = []
    for reference in _going_live(case):
        reviews = [
            r for r in case.every(mobilisation.ReadinessReview, about=reference) if r.on <= case.on
        ]
        if not reviews:
            unreviewed.append(reference)
        elif reviews[-1].decision is mobilisation.GoDecision.NO_GO:
            latest = reviews[-1]
            told = f"was no go on {written(latest.on)}: {latest.because}"
            yield _not_ready((reference,), told)
    if unreviewed:
        have = "has" if len(unreviewed) == 1 else "have"
        yield _not_ready(tuple(unreviewed), f"{have} not been reviewed for readiness")


def _not_ready(contracts: tuple[str, ...], told: str) -> Finding:
    return NOT_READY(
        f"{_named(contracts)} {told}",
        remedy="record a readiness review that says go",
        about=_single(contracts),
    )


def _named(contracts: tuple[str, ...]) -> str:
    """Contracts of which the same is true, in one sentence."""
    return f"contract{'' if len(contracts) == 1 else 's'} {listed(contracts)}"


def _single(contracts: tuple[str, ...]) -> str | None:
    return contracts[0] if len(contracts) == 1 else None


@gate(LIVE_BEFORE_START, CONTRACT_OVER)
def service_starts_within_the_term(case: Case) -> Iterator[Finding]:
    """A service starts no earlier than its contract, and no later than its end."""
    going = {reference: history(case.ledger, reference) for reference in _going_live(case)}
    early: dict[date, list[str]] = {}
    for reference, found in going.items():
        if found is not None and case.on < found.contract.term.starts_on:
            early.setdefault(found.contract.term.starts_on, []).append(reference)
    for starts_on, contracts in early.items():
        names = tuple(contracts)
        starts = "starts" if len(names) == 1 else "start"
        yield LIVE_BEFORE_START(
            f"{_named(names)} {starts} on {written(starts_on)}; this is {written(case.on)}",
            remedy=f"go live on or after {written(starts_on)}, or vary the contract",
            earliest=starts_on,
            about=_single(names),
        )
    for found in going.values():
        if found is not None:
            yield from over(case, found)


@gate(STAFF_INFORMATION_MISSING)
def transferring_staff_are_known(case: Case) -> Iterator[Finding]:
    """Where staff transfer with a service, the new employer has been told of them before it starts."""
    told = {
        reference
        for listing in case.every(mobilisation.EmployeeLiabilityInformation)
        for reference in listing.contracts
    }
    plans = (
        (name, case.find(mobilisation.MobilisationPlan, about=name)) for name in _going_live(case)
    )
    untold = tuple(
        name
        for name, plan in plans
        if plan is not None and plan.staff_transfer and name not in told
    )
    if untold:
        them = "it" if len(untold) == 1 else "them"
        yield STAFF_INFORMATION_MISSING(
            f"staff transfer under {_named(untold)}, and no employee liability information for "
            f"{them} is recorded",
            remedy="record when the information was given, and for how many people",
            about=_single(untold),
        )


# Closing


@gate(CONTRACT_NOT_ENDED)
def every_contract_has_ended(case: Case) -> Iterator[Finding]:
    """A cycle, or a lot, is closed once no contract of it runs."""
    lots = set(case.lots)
    running: dict[date, list[str]] = {}
    for found in histories(case.ledger):
        entry = case.ledger.entry_named(found.contract.reference)
        concerned = entry is None or bool(lots.intersection(entry.lots))
        if concerned and not found.of(ending.ContractEnded, case.on):
            running.setdefault(found.last_day_on(case.on), []).append(found.contract.reference)
    for last, contracts in running.items():
        names = tuple(contracts)
        run, have = ("runs", "has") if len(names) == 1 else ("run", "have")
        yield CONTRACT_NOT_ENDED(
            f"{_named(names)} {run} to {written(last)} and {have} not ended",
            remedy="record how it ended" if len(names) == 1 else "record how each of them ended",
            about=_single(names),
        )


@gate(LOT_CONTRACTED)
def no_lot_is_under_contract(case: Case) -> Iterator[Finding]:
    """What has been signed cannot be abandoned; it can only be ended."""
    for lot in case.lots:
        for contract in case.every(ContractSigned, about=lot):
            found = history(case.ledger, contract.reference)
            if found is not None and not found.of(ending.ContractEnded, case.on):
                yield LOT_CONTRACTED(
                    f"{of_lots((lot,))} cannot be abandoned: contract {contract.reference} with "
                    f"{found.holder_on(case.on)} was signed on {written(contract.on)}",
                    remedy="end the contract first, or leave the lot out",
                    about=lot,
                )
