"""A contract in its course: extended in time, varied within its cap, ended once, and of a plausible term."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Final

from attrs import evolve

from commissioning.contracts.history import ContractHistory, histories, history
from commissioning.contracts.options import last_day_of, options_of
from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.findings.codes import contracts as codes
from commissioning.findings.finding import Finding, FindingCode
from commissioning.gates.case import Case, Check, Found, check, gate
from commissioning.records import ending, mobilisation
from commissioning.records.contract import (
    ContractExtended,
    ContractNovated,
    ContractSigned,
    ContractVaried,
    ExtensionLapsed,
    PriceUplifted,
)
from commissioning.records.record import R, Record, of_lots
from commissioning.values.checking import stated
from commissioning.values.text import article, capital, did_you_mean, grouped, numbered

_ANEW: Final = "Commission the service anew, or bridge the gap with a separate contract"


def checks_contract(
    kind: type[R], *codes: FindingCode
) -> Callable[[Callable[[Case, R, ContractHistory], Found]], Check]:
    """Like `check`, of each contract on record that the record names, with its history.

    The findings are about that contract.
    """

    def made(ask: Callable[[Case, R, ContractHistory], Found]) -> Check:
        @wraps(ask)
        def asked(case: Case, record: R) -> Found:
            for name in dict.fromkeys(record.references("contract")):
                found = history(case.ledger, name)
                for finding in ask(case, record, found) if found else ():
                    yield evolve(finding, about=name)

        return check(kind, *codes)(asked)

    return made


@checks_contract(Record, codes.CONTRACT_OVER)
def contract_is_not_over(case: Case, _: Record, found: ContractHistory) -> Found:
    """A contract that has ended is no longer changed, suspended or handed on."""
    return contract_over(case, found)


def contract_over(case: Case, found: ContractHistory) -> Found:
    """The finding that a contract has ended or run out by the day of the attempt."""
    last = found.last_day_on(case.on)
    if last is not None and (found.of(ending.ContractEnded, case.on) or case.on > last):
        yield codes.CONTRACT_OVER(
            f"You cannot record this on {written(case.on)}: contract {found.contract.reference} "
            f"ended on {written(last)}",
            remedy="Correct the day, or record the extension that was agreed in time",
            about=found.contract.reference,
        )


@checks_contract(
    ContractExtended, codes.EXTENSION_LATE, codes.EXTENSION_NOT_OPEN, codes.EXTENSION_OTHER_PERIOD
)
def extension_takes_up_an_open_option(
    case: Case, extension: ContractExtended, found: ContractHistory
) -> Found:
    """An extension takes up the next option, in time for its notice, for its own length."""
    contract, number, last = extension.contract, extension.option, found.last_day_on(case.on)
    if last is not None and case.on > last:
        yield codes.EXTENSION_LATE(
            f"You cannot take up an option on {written(case.on)}: contract {contract} ended "
            f"on {written(last)}",
            remedy=_ANEW,
        )
    # An option taken up on a later day but entered before is spent all the same.
    left = found.options_left_on(date.max)
    due = left[0][1].prolongs(found.term_on(case.on)) if left else None
    if due is None or left[0][0] != number:
        yield codes.EXTENSION_NOT_OPEN(
            f"Option {number} of contract {contract} cannot be taken up: "
            + (f"the next is option {left[0][0]}" if left else "no option is left"),
            remedy="Name the next option, or record those before it as lapsed" if left else _ANEW,
        )
        return
    option, term = left[0][1], found.term_on(case.on)
    notice_by = option.notice_by(term)
    if notice_by < case.on <= term.ends_on:
        yield codes.EXTENSION_LATE.warns(
            f"The option is taken up on {written(case.on)}. The last day to give notice to extend "
            f"contract {contract} was {written(notice_by)}, {option.notice} before {written(term.ends_on)}",
            remedy="Record in the reason that the provider agrees to the late notice, or commission "
            "the service anew",
        )
    if extension.period != due:
        yield codes.EXTENSION_OTHER_PERIOD(
            f"Option {number} of contract {contract} covers {due}, not {extension.period}",
            remedy=f"Extend for {due}, or vary the contract",
        )


@checks_contract(ExtensionLapsed, codes.EXTENSION_NOT_OPEN)
def lapsed_option_was_open(_: Case, lapse: ExtensionLapsed, found: ContractHistory) -> Found:
    """Only an option that has been neither taken up nor recorded as lapsed can lapse."""
    left = [number for number, _ in found.options_left_on(date.max)]
    if lapse.other:
        yield from _other_option_not_open(found, lapse.other)
    elif lapse.option not in left:
        still = numbered("option", map(str, left))
        yield codes.EXTENSION_NOT_OPEN(
            f"Option {lapse.option} of contract {lapse.contract} cannot lapse: "
            f"{f'only {still} can' if left else 'no option is left'}",
            remedy="Name an option that is open, or leave this record out",
        )


@checks_contract(ContractVaried, codes.EXTENSION_NOT_OPEN, codes.EXTENSION_LATE)
def variation_takes_up_an_open_option(
    case: Case, change: ContractVaried, found: ContractHistory
) -> Found:
    """A change that takes up an option other than time names one that is open, in time."""
    if not change.takes_up:
        return
    yield from _other_option_not_open(found, change.takes_up)
    for option in found.contract.other_options:
        last = last_day_of(found, option, case.on)
        if option.reference == change.takes_up and last is not None and case.on > last:
            yield codes.EXTENSION_LATE(
                f"You cannot take up option {change.takes_up} of contract {change.contract} on "
                f"{written(case.on)}: it was open until {written(last)}",
                remedy="Vary the contract on another ground, without naming the option",
            )


def _other_option_not_open(found: ContractHistory, name: str) -> Found:
    known = {option.name: option for option in options_of(found, date.max)}
    others = [option.reference for option in found.contract.other_options]
    if name in others and known[name].record is None:
        return
    record = known[name].record if name in others else None
    why = f"the {record.described()} decided it" if record else "the contract has no such option"
    hint = "" if record else did_you_mean(name, others)
    yield codes.EXTENSION_NOT_OPEN(
        f"Option {name} of contract {found.contract.reference} is not open: {why}",
        remedy=f"Name an option that is open{hint}",
    )


@checks_contract(
    ContractVaried, codes.VARIATION_PAST_CAP, codes.OTHER_MONEY_BASIS, codes.END_BEFORE_START
)
def variation_keeps_within_the_contract(
    _: Case, change: ContractVaried, found: ContractHistory
) -> Found:
    """Variations together add no more than the contract's cap, in its own money, and end after start."""
    starts_on, value, added = found.contract.first_day, found.contract.value, change.value_change
    if change.new_end is not None and change.new_end < starts_on:
        yield codes.END_BEFORE_START(
            f"The change moves the end of contract {change.contract} to "
            f"{written(change.new_end)}, before its start on {written(starts_on)}",
            remedy="Correct the day, or record that the contract ended before it started",
        )
    if added is None or value is None:
        return
    if not added.is_on_the_basis_of(value):
        yield codes.OTHER_MONEY_BASIS(
            f"The change adds {added} to contract {change.contract}, whose "
            f"value is {value}; amounts on different bases cannot be added",
            remedy=f"State the change in {value.basis}",
        )
        return
    cap = found.variation_cap
    if cap is None or change.takes_up:
        return
    events = tuple(sorted((*found.events, change), key=lambda event: event.on))
    after = evolve(found, events=events).value_lines(date.max)
    total = max(line.varied_so_far for line in after if line.on >= change.on)
    if total > cap:
        yield codes.VARIATION_PAST_CAP(
            f"The changes to contract {change.contract} come to {total}; its cap of "
            f"{found.contract.variation_cap}% of {value} allows {cap}, of which "
            f"{max(cap - (total - added), cap * 0)} is left",
            remedy="Vary by no more than is left, or commission the rest anew",
        )


@checks_contract(ContractNovated, codes.NOT_THE_HOLDER)
def contract_passes_from_its_holder(
    case: Case, passing: ContractNovated, found: ContractHistory
) -> Found:
    """A contract is handed on by the provider who holds it."""
    holder = found.holder_on(case.on)
    if holder != passing.from_provider:
        yield codes.NOT_THE_HOLDER(
            f"Contract {passing.contract} is held by {holder}, not by {passing.from_provider}",
            remedy=f"Name {holder} as the provider it passes from",
        )


_CHANGES: Final = (ContractVaried, PriceUplifted, ContractExtended, ContractNovated)
"""The kinds of record that only a contract in force can have."""


@checks_contract(ending.ContractEnded, codes.ENDED_TWICE, codes.EXPIRED_EARLY, codes.CONTRACT_OVER)
def contract_ends_once(case: Case, end: ending.ContractEnded, found: ContractHistory) -> Found:
    """A contract ends once, and expires only on the last day of its term."""
    before, expired = found.of(ending.ContractEnded, date.max), end.how is ending.HowEnded.EXPIRED
    last = None if found.contract.rolling else found.term_on(case.on).ends_on
    if before:
        yield codes.ENDED_TWICE(
            f"Contract {end.contract} already ended on {written(before[-1].on)}",
            remedy="Leave this record out",
        )
    elif expired and last is None:
        yield codes.EXPIRED_EARLY(
            f"Contract {end.contract} runs on until somebody ends it, so it does not expire",
            remedy="Say how else it ended",
        )
    elif expired and last is not None and end.on != last:
        yield codes.EXPIRED_EARLY(
            f"Contract {end.contract} expires on {written(last)}, not on {written(end.on)}",
            remedy="Correct the day, or say how else it ended",
            earliest=last if end.on < last else None,
        )
    for act in found.events:
        if isinstance(act, _CHANGES) and act.on > end.on:
            yield codes.CONTRACT_OVER(
                f"Contract {end.contract} cannot have ended on {written(end.on)}: "
                f"{article(act.described())} is recorded under it",
                remedy="Correct one of the two days",
            )


@gate(codes.CONTRACT_NOT_ENDED)
def every_contract_has_ended(case: Case) -> Found:
    """A cycle, or a lot, is closed once every contract of it has ended."""
    running = grouped(
        (found.last_day_on(case.on), found.contract.reference)
        for found in histories(case.ledger)
        if case.concerns(found.contract) and not found.of(ending.ContractEnded, case.on)
    )
    for last, contracts in running.items():
        due = f"due to end on {written(last)}" if last else "which runs on until somebody ends it"
        yield codes.CONTRACT_NOT_ENDED(
            f"No end is recorded yet for {numbered('contract', contracts)}, {due}",
            remedy=f"Record how {'it' if len(contracts) == 1 else 'each of them'} ended",
            about=contracts,
        )


@gate(codes.LOT_CONTRACTED)
def no_lot_is_under_contract(case: Case) -> Found:
    """A lot with a signed contract cannot be abandoned; its contract is ended instead."""
    signed = ((lot, contract) for lot in case.lots for contract in case.every(ContractSigned, lot))
    for lot, contract in signed:
        found = history(case.ledger, contract.reference)
        if found is not None and not found.of(ending.ContractEnded, case.on):
            yield codes.LOT_CONTRACTED(
                f"{capital(of_lots((lot,)))} cannot be abandoned: contract {contract.reference} with "
                f"{found.holder_on(case.on)} was signed on {written(contract.on)}",
                remedy="End the contract first, or leave the lot out",
                about=lot,
            )


LONGEST: Final = 99
"""Years. A lease of land may last longer, a contract for a service never does."""
SIGNED_AFTER: Final = 1
"""Years. Contracts are signed weeks or months after the service has started, but not years."""
SIGNED_AHEAD: Final = 10
"""Years from the signature to the start."""


@check(Record, codes.TERM_IMPLAUSIBLE)
def term_is_plausible(case: Case, record: Record) -> Found:
    """A contract lasts 99 years at most, and starts near the day on which it is signed."""
    if isinstance(record, ContractSigned):
        if record.term is not None or not record.rolling:
            yield from _lasts_too_long(record.reference, record.longest_term)
        yield from _starts_too_far(record.reference, record.on, record.first_day)
    elif isinstance(record, mobilisation.BridgingContract):
        if record.period is not None or not record.rolling:
            yield from _lasts_too_long(record.reference, stated(record.period, record, "period"))
        if record.first_day is not None:
            yield from _starts_too_far(record.reference, record.on, record.first_day)
    elif isinstance(record, ContractVaried) and record.new_end is not None:
        found = history(case.ledger, record.contract)
        starts_on = found.contract.first_day if found else record.new_end
        if starts_on <= record.new_end:
            yield from _lasts_too_long(record.contract, Period(starts_on, record.new_end))


def _lasts_too_long(contract: str, term: Period) -> Found:
    if _parts(term.ends_on) >= _parts(term.starts_on, LONGEST):  # the last day is counted in
        yield _implausible(
            contract,
            f"The longest term of contract {contract}, {term}, is more than {LONGEST} years",
        )


def _starts_too_far(contract: str, signed_on: date, starts_on: date) -> Found:
    day = f"The term of contract {contract} starts on {written(starts_on)}, more than"
    signature = f"the signature of {written(signed_on)}"
    if _parts(signed_on) > _parts(starts_on, SIGNED_AFTER):
        yield _implausible(contract, f"{day} one year before {signature}")
    elif _parts(starts_on) > _parts(signed_on, SIGNED_AHEAD):
        yield _implausible(contract, f"{day} {SIGNED_AHEAD} years after {signature}")


def _parts(day: date, years_on: int = 0) -> tuple[int, int, int]:
    """A day some years on, in parts to compare: the day itself may lie beyond the calendar."""
    return day.year + years_on, day.month, day.day


def _implausible(contract: str, message: str) -> Finding:
    return codes.TERM_IMPLAUSIBLE(
        message,
        remedy="Correct the day; if it is right, record a waiver that says why",
        about=contract,
    )
