"""The contracts register: the state of each contract, what needs attention, and what is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from attrs import evolve, field

from commissioning.contracts.history import (
    ContractHistory,
    agreed,
    agreed_findings,
    histories,
    possible,
)
from commissioning.contracts.options import undecided
from commissioning.dates.windows import Window
from commissioning.errors import written
from commissioning.findings.codes import contracts as codes
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.planning.joint_procurement import buyers_on
from commissioning.records import contract, ending, live, mobilisation, parties, selection
from commissioning.records.days import day_in_words
from commissioning.records.record import Record
from commissioning.records.tender import TenderReceived
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import Word, display_name, listed


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


def suspension(history: ContractHistory, on: date) -> live.PlacementsSuspended | None:
    """The suspension of placements that holds at the end of a day, if there is one."""
    kinds = live.PlacementsSuspended, live.PlacementsResumed
    last = next((e for e in reversed(history.events) if isinstance(e, kinds) and e.on <= on), None)
    return last if isinstance(last, live.PlacementsSuspended) else None


def attention(history: ContractHistory, on: date) -> tuple[Finding, ...]:
    """Everything about a contract that needs attention on a day: overdue, unanswered, past its end.

    What depends on a day known only to a span is one finding, `day-not-known`.
    """
    return tuple(agreed_findings(history, lambda each: _attention(each, on)))


def _attention(history: ContractHistory, on: date) -> tuple[Finding, ...]:
    found = (
        *_about_its_end(history, on),
        *_unanswered(history, on),
        *_unremedied(history, on),
        *_overdue_notices(history, on),
        *_suspension_to_review(history, on),
    )
    return tuple(evolve(finding, about=history.contract.reference) for finding in found)


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
        )
    if state is ContractState.UNDER_NOTICE and not history.of(ending.ExitPlan, on):
        day = f"on {written(last)}" if last else "under a notice"
        yield codes.EXIT_PLAN_MISSING.warns(
            f"Contract {name} ends {day} and has no exit plan",
            remedy="Record the plan for handing on people, staff and records",
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
            )


def _unremedied(history: ContractHistory, on: date) -> Iterator[Finding]:
    remedied = {remedy.breach for remedy in history.of(live.BreachRemedied, on)}
    for each in history.of(live.BreachRecorded, on):
        due = each.remedy_by
        if each.reference not in remedied and due is not None and due < on:
            yield codes.BREACH_UNREMEDIED.warns(
                f"Breach {each.reference} of contract {history.contract.reference} "
                f"({each.what}) was to be remedied by {written(due)} and is still open",
                remedy="Record the remedy, or serve an improvement notice",
            )


def _overdue_notices(history: ContractHistory, on: date) -> Iterator[Finding]:
    closed = {closing.notice for closing in history.of(live.ImprovementNoticeClosed, on)}
    for notice in history.of(live.ImprovementNotice, on):
        if notice.reference not in closed and notice.improve_by < on:
            yield codes.IMPROVEMENT_OVERDUE.warns(
                f"Improvement notice {notice.reference} under contract "
                f"{history.contract.reference} ran to {written(notice.improve_by)} and is still open",
                remedy="Record whether it was met",
            )


def _suspension_to_review(history: ContractHistory, on: date) -> Iterator[Finding]:
    suspended = suspension(history, on)
    if suspended and suspended.review_on is not None and suspended.review_on < on:
        yield codes.SUSPENSION_REVIEW_DUE.warns(
            f"Placements under contract {history.contract.reference} have been suspended since "
            f"{written(suspended.on)}; the review was due on {written(suspended.review_on)}",
            remedy="Resume placements, or record the suspension again with its next review",
        )


@frozen(kw_only=True)
class RegisterRow:
    """One row of a contracts register. What is not stated is None, or empty text."""

    reference: str = ""
    title: str = ""
    department: str = ""
    description: str = ""
    supplier: str = ""
    value: Money | None = None
    """The sum over the whole term, as stated or worked out from a yearly one."""
    irrecoverable_vat: Money | None = None
    starts: Window | None = None
    ends: Window | None = None
    review_on: date | None = None
    came_from: contract.CameFrom | None = None
    standing: contract.SupplierStanding = field(factory=contract.SupplierStanding)
    buyers: str = ""
    """The authorities that buy on the day of the register, by name."""
    spans: str = ""
    """The days that are known only to a span, in the words of the papers."""


def known_day(window: Window | None) -> date | None:
    """The day of a window; None where it is a span."""
    return window.latest if window and window.earliest == window.latest else None


_UNSTATED: Final = "not stated"
_PUBLISHED: Final = ColumnsOf[RegisterRow](
    (Column("Reference number", Kind.TEXT, "the contract's reference"), lambda row: row.reference or None),
    (Column("Title of agreement", Kind.TEXT, "what the contract is called", _UNSTATED),
        lambda row: row.title or None),
    (Column("Department responsible", Kind.TEXT, "the local authority department responsible", _UNSTATED),
        lambda row: row.department or None),
    (Column("Description", Kind.TEXT, "the goods or services being provided", _UNSTATED),
        lambda row: row.description or None),
    (Column("Supplier name", Kind.TEXT, "who provides them now", _UNSTATED),
        lambda row: row.supplier or None),
    (Column("Supplier details", Kind.TEXT, "address or other details", _UNSTATED),
        lambda row: row.standing.details or None),
    (Column("Sum to be paid", Kind.NUMBER, "over the length of the contract as it stands", _UNSTATED),
        lambda row: row.value.shown if row.value else None),
    (Column("Currency and VAT basis", Kind.TEXT, "what the sum is stated in", _UNSTATED),
        lambda row: row.value.basis if row.value else None),
    (Column("VAT that cannot be recovered", Kind.NUMBER, "which the council bears", _UNSTATED),
        lambda row: row.irrecoverable_vat.shown if row.irrecoverable_vat else None),
    (Column("Start date", Kind.DAY, "the first day", _UNSTATED), lambda row: known_day(row.starts)),
    (Column("End date", Kind.DAY, "the last day as it stands, with extensions taken up", "no day stated"),
        lambda row: known_day(row.ends)),
    (Column("Review date", Kind.DAY, "when it is to be reviewed", _UNSTATED), lambda row: row.review_on),
    (Column("Invitation", Kind.TEXT, "whether it came from an invitation to quote or to tender", _UNSTATED),
        lambda row: row.came_from.value if row.came_from else None),
    (Column("Small or medium-sized", Kind.YES_NO, "a small or medium sized enterprise", _UNSTATED),
        lambda row: row.standing.small_or_medium),
    (Column("Voluntary or community", Kind.YES_NO, "a voluntary or community sector organisation", _UNSTATED),
        lambda row: row.standing.voluntary_or_community),
    (Column("Registration number", Kind.TEXT, "the company or charity number", _UNSTATED),
        lambda row: row.standing.registration_number or None),
)  # fmt: skip
REGISTER_COLUMNS: Final = _PUBLISHED.columns
"""The facts of each contract that the Local Government Transparency Code 2015 asks councils to publish."""


def register_table(rows: Sequence[RegisterRow], *, with_buyers: bool = False) -> Table:
    """The register as published; a column at the end gives the days known to a span, if there are any."""
    readers = [*_PUBLISHED.readers]
    if with_buyers:
        buyer = Column("Buyer", Kind.TEXT, "the authorities that buy on the day of the register")
        readers.append((buyer, lambda row: row.buyers or None))
    if any(row.spans for row in rows):
        days = Column("Days not known exactly", Kind.TEXT, "in the words of the papers")
        readers.append((days, lambda row: row.spans or None))
    return ColumnsOf(*readers).table(rows)


def contracts_register(
    ledger: Ledger, on: date, *, ended_too: bool = False, buyers: tuple[parties.Authority, ...] = ()
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

    def buying(record: Record) -> str:
        now = buyers_on(buyers, ledger, on, ledger.lots_of(record)) if buyers else ()
        return ", ".join(each.name for each in now)

    rows = [
        *(_register_row(each, on, names, buying(each.contract)) for each in held),
        *(_bridging_row(bridge, names, buying(bridge)) for bridge in bridging),
    ]
    return register_table(rows, with_buyers=bool(buyers))


def _words(record: Record) -> str:
    name = f"{display_name(type(record))} {record.reference}".rstrip()
    return "; ".join(
        f"{day_in_words(path) or 'day'} of {name}: {window.words}"
        for path, window in record.spans.items()
    )


def _register_row(
    history: ContractHistory, on: date, names: dict[str, str], buyers: str
) -> RegisterRow:
    signed = history.contract
    holder = listed(dict.fromkeys(each.holder_on(on) for each in possible(history)), "or")
    # What was said of the first supplier is not true of the one who took the contract over.
    known = signed.supplier if holder == signed.provider else None
    return RegisterRow(
        reference=signed.reference,
        title=signed.title,
        department=signed.department,
        description=signed.description,
        supplier=names.get(holder, holder),
        value=agreed(history, lambda each: each.value_on(on)),
        irrecoverable_vat=signed.irrecoverable_vat,
        starts=_window(agreed(history, lambda each: each.contract.known_first_day)),
        ends=_window(agreed(history, lambda each: each.known_last_day_on(on))),
        review_on=signed.review_on,
        came_from=signed.came_from,
        standing=known or contract.SupplierStanding(),
        buyers=buyers,
        spans="; ".join(filter(None, map(_words, (signed, *history.events)))),
    )


def _bridging_row(
    bridge: mobilisation.BridgingContract, names: dict[str, str], buyers: str
) -> RegisterRow:
    first, last, spans = bridge.first_day, bridge.period, {*bridge.spans}
    return RegisterRow(
        reference=bridge.reference,
        title="Bridging contract",
        description=bridge.because,
        supplier=names.get(bridge.provider or "", bridge.provider or ""),
        value=bridge.value,
        starts=None if spans & {"period.starts_on", "starts_on"} else _window(first),
        ends=_window(last.ends_on) if last and "period.ends_on" not in spans else None,
        buyers=buyers,
        spans=_words(bridge),
    )


def _window(day: date | None) -> Window | None:
    return Window.day(day) if day else None


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
