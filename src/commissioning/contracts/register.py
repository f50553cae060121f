"""The contracts register: the state of each contract, what needs attention, and what is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from commissioning.contracts.history import ContractHistory, histories
from commissioning.contracts.options import undecided
from commissioning.contracts.uncertain import agreed, agreed_findings, possible
from commissioning.errors import written
from commissioning.findings.codes import contracts as codes
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.planning.buyers import buyers_on
from commissioning.records import breach, contract, ending, mobilisation, selection
from commissioning.records.days import day_in_words
from commissioning.records.parties import Authority
from commissioning.records.record import Record
from commissioning.records.tender import TenderReceived
from commissioning.values.tables import Cell, Column, Kind, Table
from commissioning.values.text import display_name, listed
from commissioning.values.words import Word


class ContractState(Word):
    """The state of one contract on a day."""

    NOT_SIGNED = "not signed yet"
    SIGNED = "signed, not started"
    IN_TERM = "in its initial term"
    ROLLING = "running on until somebody ends it"
    EXTENDED = "extended"
    UNDER_NOTICE = "under notice to end"
    OVERRUN = "past its end, not recorded as ended"
    ENDED = "ended"
    NOT_KNOWN = "not known"
    """It depends on a day that is known only to a span."""


def state_of(history: ContractHistory, on: date) -> ContractState:
    """The state of a contract at the end of a day."""
    return agreed(history, lambda each: _state_of(each, on)) or ContractState.NOT_KNOWN


def _state_of(history: ContractHistory, on: date) -> ContractState:
    if on < history.contract.on:
        return ContractState.NOT_SIGNED
    if history.of(ending.ContractEnded, on):
        return ContractState.ENDED
    last = history.known_last_day_on(on)
    if last is not None and on > last:
        return ContractState.OVERRUN
    if history.of(ending.TerminationNotice, on):
        return ContractState.UNDER_NOTICE
    return _state_in_course(history, on)


def _state_in_course(history: ContractHistory, on: date) -> ContractState:
    """The state of a contract that has been signed, and neither ended nor been given notice."""
    signed, first = history.contract, history.contract.known_first_day
    if first is not None and on < first:
        return ContractState.SIGNED
    if signed.rolling and (signed.term is None or on > history.term_on(on).ends_on):
        return ContractState.ROLLING
    extended = history.of(contract.ContractExtended, on)
    return ContractState.EXTENDED if extended else ContractState.IN_TERM


def placements_are_open(history: ContractHistory, on: date) -> bool | None:
    """Whether new people may be placed under the contract: in force, and not suspended.

    None where that depends on a day known only to a span.
    """
    return agreed(history, lambda e: e.in_force_on(on) and suspension(e, on) is None)


def suspension(history: ContractHistory, on: date) -> breach.PlacementsSuspended | None:
    """The suspension of placements that holds at the end of a day, if there is one."""
    suspended = history.of(breach.PlacementsSuspended, on)
    resumed = history.of(breach.PlacementsResumed, on)
    if not suspended or (resumed and resumed[-1].on >= suspended[-1].on):
        return None
    return suspended[-1]


def attention(history: ContractHistory, on: date) -> tuple[Finding, ...]:
    """Everything about a contract that needs attention on a day: overdue, unanswered, past its end.

    What depends on a day known only to a span is one finding, `day-not-known`.
    """
    return tuple(agreed_findings(history, lambda each: _attention(each, on)))


def _attention(history: ContractHistory, on: date) -> tuple[Finding, ...]:
    return (
        *_about_its_end(history, on),
        *_unanswered(history, on),
        *_unremedied(history, on),
        *_overdue_notices(history, on),
        *_suspension_to_review(history, on),
    )


def _about_its_end(history: ContractHistory, on: date) -> Iterator[Finding]:
    state, name = state_of(history, on), history.contract.reference
    if state not in {ContractState.OVERRUN, ContractState.ENDED}:
        yield from undecided(history, on)
    last = history.known_last_day_on(on)
    if state is ContractState.OVERRUN and last is not None:
        left = ", ".join(str(number) for number, _ in history.options_left_on(on))
        options = f"; option {left} was never decided" if left else ""
        yield codes.CONTRACT_OVERRUN.warns(
            f"Contract {name} ran to {written(last)} and is not recorded as ended{options}",
            remedy="Record how it ended, or the extension that was agreed in time",
            about=name,
        )
    if state is ContractState.UNDER_NOTICE and not history.of(ending.ExitPlan, on):
        day = f"on {written(last)}" if last else "under a notice"
        yield codes.EXIT_PLAN_MISSING.warns(
            f"Contract {name} ends {day} and has no exit plan",
            remedy="Record the plan for handing on people, staff and records",
            about=name,
        )


def _unanswered(history: ContractHistory, on: date) -> Iterator[Finding]:
    answered = {change.request for change in history.of(contract.ContractVaried, on)}
    answered |= {refusal.request for refusal in history.of(contract.ChangeRefused, on)}
    for request in history.of(contract.ChangeRequested, on):
        if request.reference not in answered:
            yield codes.CHANGE_UNANSWERED.warns(
                f"Change {request.reference} ({request.what}), requested on {written(request.on)}, "
                "has no answer yet",
                remedy="Record the variation that grants it, or the refusal",
                about=history.contract.reference,
            )


def _unremedied(history: ContractHistory, on: date) -> Iterator[Finding]:
    remedied = {remedy.breach for remedy in history.of(breach.BreachRemedied, on)}
    for each in history.of(breach.BreachRecorded, on):
        due = each.remedy_by
        if each.reference not in remedied and due is not None and due < on:
            yield codes.BREACH_UNREMEDIED.warns(
                f"Breach {each.reference} of contract {history.contract.reference} "
                f"({each.what}) was to be remedied by {written(due)} and is still open",
                remedy="Record the remedy, or serve an improvement notice",
                about=history.contract.reference,
            )


def _overdue_notices(history: ContractHistory, on: date) -> Iterator[Finding]:
    closed = {closing.notice for closing in history.of(breach.ImprovementNoticeClosed, on)}
    for notice in history.of(breach.ImprovementNotice, on):
        if notice.reference not in closed and notice.improve_by < on:
            yield codes.IMPROVEMENT_OVERDUE.warns(
                f"Improvement notice {notice.reference} under contract "
                f"{history.contract.reference} ran to {written(notice.improve_by)} and is still open",
                remedy="Record whether it was met",
                about=history.contract.reference,
            )


def _suspension_to_review(history: ContractHistory, on: date) -> Iterator[Finding]:
    suspended = suspension(history, on)
    if suspended and suspended.review_on is not None and suspended.review_on < on:
        yield codes.SUSPENSION_REVIEW_DUE.warns(
            f"Placements under contract {history.contract.reference} have been suspended since "
            f"{written(suspended.on)}; the review was due on {written(suspended.review_on)}",
            remedy="Resume placements, or record the suspension again with its next review",
            about=history.contract.reference,
        )


_UNSTATED: Final = "not stated"
# fmt: off
REGISTER_COLUMNS: Final = (
    Column("Reference number", Kind.TEXT, "the contract's reference"),
    Column("Title of agreement", Kind.TEXT, "what the contract is called", _UNSTATED),
    Column("Department responsible", Kind.TEXT, "the local authority department responsible", _UNSTATED),
    Column("Description", Kind.TEXT, "the goods or services being provided", _UNSTATED),
    Column("Supplier name", Kind.TEXT, "who provides them now", _UNSTATED),
    Column("Supplier details", Kind.TEXT, "address or other details", _UNSTATED),
    Column("Sum to be paid", Kind.NUMBER, "over the length of the contract as it stands", _UNSTATED),
    Column("Currency and VAT basis", Kind.TEXT, "what the sum is stated in", _UNSTATED),
    Column("VAT that cannot be recovered", Kind.NUMBER, "which the council bears", _UNSTATED),
    Column("Start date", Kind.DAY, "the first day", _UNSTATED),
    Column("End date", Kind.DAY, "the last day as it stands, with extensions taken up", "no day stated"),
    Column("Review date", Kind.DAY, "when it is to be reviewed", _UNSTATED),
    Column("Invitation", Kind.TEXT, "whether it came from an invitation to quote or to tender", _UNSTATED),
    Column("Small or medium-sized", Kind.YES_NO, "a small or medium sized enterprise", _UNSTATED),
    Column("Voluntary or community", Kind.YES_NO, "a voluntary or community sector organisation", _UNSTATED),
    Column("Registration number", Kind.TEXT, "the company or charity number", _UNSTATED),
)
# fmt: on
"""The facts of each contract that the Local Government Transparency Code 2015 asks councils to publish."""


BUYER: Final = Column("Buyer", Kind.TEXT, "the authorities that buy on the day of the register")
SPANS: Final = Column("Days known to a span", Kind.TEXT, "in the words of the papers")


def contracts_register(
    ledger: Ledger, on: date, *, ended_too: bool = False, buyers: tuple[Authority, ...] = ()
) -> Table:
    """The contracts register of a day, one row for each contract signed by then and not over.

    With the buyers by which a cycle was begun, it names those of the day, or their successors.

    A fact that was never stated is an empty cell, and so is a day known only to a span; a column at the
    end gives the words of such days, if there are any. Bridging contracts are listed too. A change on
    another basis than its contract is not in the sum.
    """
    names = _supplier_names(ledger)
    left_out = {ContractState.NOT_SIGNED, *(() if ended_too else (ContractState.ENDED,))}
    held = [each for each in histories(ledger) if state_of(each, on) not in left_out]
    bridging = [
        bridge
        for bridge in ledger.every(mobilisation.BridgingContract)
        if bridge.on <= on and (ended_too or not _is_over(ledger, bridge, on))
    ]
    rows: list[tuple[Record, dict[str, Cell], str]] = [
        *((each.contract, _register_row(each, on, names), _spans(each)) for each in held),
        *((bridge, _bridging_row(bridge, names), _words(bridge)) for bridge in bridging),
    ]
    for record, row, spans in rows:
        now = buyers_on(buyers, ledger, on, ledger.lots_of(record)) if buyers else ()
        row |= {BUYER.name: ", ".join(each.name for each in now) or None, SPANS.name: spans or None}
    words = (SPANS,) if any(spans for *_, spans in rows) else ()
    columns = (*REGISTER_COLUMNS, *((BUYER,) if buyers else ()), *words)
    cells = (tuple(row.get(column.name) for column in columns) for _, row, _ in rows)
    return Table(columns, tuple(cells))


def _spans(history: ContractHistory) -> str:
    return "; ".join(filter(None, map(_words, (history.contract, *history.events))))


def _words(record: Record) -> str:
    name = f"{display_name(type(record))} {record.reference}".rstrip()
    return "; ".join(
        f"{day_in_words(path) or 'day'} of {name}: {window.words}"
        for path, window in record.spans.items()
    )


def _register_row(history: ContractHistory, on: date, names: dict[str, str]) -> dict[str, Cell]:
    signed = history.contract
    holder = _holders(history, on)
    value = agreed(history, lambda each: each.value_on(on))
    # What was said of the first supplier is not true of the one who took the contract over.
    known = signed.supplier if holder == signed.provider else None
    supplier = known or contract.SupplierStanding()
    vat = signed.irrecoverable_vat
    return {
        "Reference number": signed.reference,
        "Title of agreement": signed.title or None,
        "Department responsible": signed.department or None,
        "Description": signed.description or None,
        "Supplier name": names.get(holder, holder),
        "Supplier details": supplier.details or None,
        "Sum to be paid": value.amount if value else None,
        "Currency and VAT basis": value.basis if value else None,
        "VAT that cannot be recovered": vat.amount if vat else None,
        "Start date": agreed(history, lambda each: each.contract.known_first_day),
        "End date": _last_day(history, on),
        "Review date": signed.review_on,
        "Invitation": signed.came_from.value if signed.came_from else None,
        "Small or medium-sized": supplier.small_or_medium,
        "Voluntary or community": supplier.voluntary_or_community,
        "Registration number": supplier.registration_number or None,
    }


def _bridging_row(bridge: mobilisation.BridgingContract, names: dict[str, str]) -> dict[str, Cell]:
    value, last = bridge.value, bridge.period
    return {
        "Reference number": bridge.reference,
        "Title of agreement": "Bridging contract",
        "Description": bridge.because,
        "Supplier name": names.get(bridge.provider or "", bridge.provider),
        "Sum to be paid": value.amount if value else None,
        "Currency and VAT basis": value.basis if value else None,
        "Start date": None
        if {"period.starts_on", "starts_on"} & {*bridge.spans}
        else bridge.first_day,
        "End date": None if not last or "period.ends_on" in bridge.spans else last.ends_on,
    }


def end_of(
    ledger: Ledger, bridge: mobilisation.BridgingContract, on: date
) -> ending.ContractEnded | None:
    """The recorded end of a bridging contract by a day, where there is one."""
    ends = ledger.every(ending.ContractEnded, bridge.reference)
    return next((end for end in ends if end.contract == bridge.reference and end.on <= on), None)


def _is_over(ledger: Ledger, bridge: mobilisation.BridgingContract, on: date) -> bool:
    ran_out = bridge.period is not None and bridge.period.ends_on < on
    return ran_out or end_of(ledger, bridge, on) is not None


def _supplier_names(ledger: Ledger) -> dict[str, str]:
    """The providers' names as far as they introduced themselves to this procurement."""
    met = [
        *(response.particulars for response in ledger.every(selection.SelectionResponse)),
        *(tender.particulars for tender in ledger.every(TenderReceived)),
    ]
    return {provider.reference: provider.name for provider in met if provider}


def _holders(history: ContractHistory, on: date) -> str:
    return listed(dict.fromkeys(each.holder_on(on) for each in possible(history)), "or")


def _last_day(history: ContractHistory, on: date) -> date | None:
    return agreed(history, lambda each: each.known_last_day_on(on))
