"""A contract in its course: extensions in time, variations within the cap, an end that comes once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import evolve

from commissioning.contracts.history import ContractHistory, history
from commissioning.errors import written
from commissioning.findings.code import FindingCode
from commissioning.findings.codes.contracts import (
    CONTRACT_OVER,
    END_BEFORE_START,
    ENDED_TWICE,
    EXPIRED_EARLY,
    EXTENSION_LATE,
    EXTENSION_NOT_OPEN,
    EXTENSION_OTHER_PERIOD,
    NOT_THE_HOLDER,
    OTHER_MONEY_BASIS,
    VARIATION_PAST_CAP,
)
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.records.contract import (
    ContractExtended,
    ContractNovated,
    ContractVaried,
    ExtensionLapsed,
    PriceUplifted,
)
from commissioning.records.ending import ContractEnded, HowEnded
from commissioning.records.record import Record
from commissioning.values.money import Money


@check(Record, CONTRACT_OVER)
def contract_is_not_over(case: Case, record: Record) -> Iterator[Finding]:
    """Nothing is changed, suspended or handed on under a contract that has ended."""
    for reference in dict.fromkeys(record.references("contract")):
        found = history(case.ledger, reference)
        if found is not None:
            yield from over(case, found)


def over(case: Case, found: ContractHistory) -> Iterator[Finding]:
    """The finding that a contract has ended or run out, where it has by the day of the attempt."""
    ended = found.of(ContractEnded, case.on)
    last = found.last_day_on(case.on)
    if ended or case.on > last:
        yield CONTRACT_OVER(
            f"contract {found.contract.reference} ran to {written(last)}; "
            f"this is {written(case.on)}",
            remedy="correct the day, or record the extension that was agreed in time",
            about=found.contract.reference,
        )


@check(ContractExtended, EXTENSION_LATE, EXTENSION_NOT_OPEN, EXTENSION_OTHER_PERIOD)
def extension_takes_up_an_open_option(case: Case, extension: ContractExtended) -> Iterator[Finding]:
    """An extension takes up the next option, before the contract runs out, for its own length."""
    found = history(case.ledger, extension.contract)
    if found is None:
        return
    # An option taken up on a later day, but entered before, is spent all the same.
    term, left = found.term_on(case.on), found.options_left_on(date.max)
    if case.on > found.last_day_on(case.on):
        yield _extension(
            extension,
            EXTENSION_LATE,
            f"contract {extension.contract} ran out on {written(found.last_day_on(case.on))}; "
            f"an option cannot be taken up on {written(case.on)}",
            "commission anew, or bridge with a contract of its own",
        )
    if not left or left[0][0] != extension.option:
        following = f"the next open is option {left[0][0]}" if left else "none is open"
        yield _extension(
            extension,
            EXTENSION_NOT_OPEN,
            f"option {extension.option} of contract {extension.contract} is not the next to be "
            f"taken up; {following}",
            "name the option that is next, or record those before it as lapsed",
        )
        return
    due = left[0][1].prolongs(term)
    if extension.period != due:
        yield _extension(
            extension,
            EXTENSION_OTHER_PERIOD,
            f"option {extension.option} of contract {extension.contract} adds {due}, "
            f"not {extension.period}",
            f"extend for {due}, or vary the contract",
        )


@check(ExtensionLapsed, EXTENSION_NOT_OPEN)
def lapsed_option_was_open(case: Case, lapse: ExtensionLapsed) -> Iterator[Finding]:
    """Only an option that is neither taken up nor lapsed can lapse."""
    found = history(case.ledger, lapse.contract)
    if found is None:
        return
    left = [str(number) for number, _ in found.options_left_on(date.max)]
    if str(lapse.option) not in left:
        told = f"open: option {', '.join(left)}" if left else "none is open"
        yield EXTENSION_NOT_OPEN(
            f"option {lapse.option} of contract {lapse.contract} cannot lapse; {told}",
            remedy="name an option that is open, or leave this record out",
            about=lapse.contract,
        )


def _extension(
    extension: ContractExtended, code: FindingCode, message: str, remedy: str
) -> Finding:
    return code(message, remedy=remedy, about=extension.contract)


@check(ContractVaried, VARIATION_PAST_CAP, OTHER_MONEY_BASIS, END_BEFORE_START)
def variation_keeps_within_the_contract(case: Case, change: ContractVaried) -> Iterator[Finding]:
    """Variations together add no more than the contract's cap, in its own money, and end after start."""
    found = history(case.ledger, change.contract)
    if found is None:
        return
    term, value = found.contract.term, found.contract.value
    if change.new_end is not None and change.new_end < term.starts_on:
        yield END_BEFORE_START(
            f"the change moves the end of contract {change.contract} to "
            f"{written(change.new_end)}, before it starts on {written(term.starts_on)}",
            remedy="correct the day, or record that the contract ended before it started",
            about=change.contract,
        )
    if change.value_change is None or value is None:
        return
    if (change.value_change.currency, change.value_change.vat) != (value.currency, value.vat):
        yield OTHER_MONEY_BASIS(
            f"the change adds {change.value_change} to contract {change.contract}, whose value "
            f"is {value}: the two cannot be added",
            remedy=f"state the change in {value.currency}, {value.vat.value}",
            about=change.contract,
        )
        return
    yield from _past_cap(found, change, value)


def _past_cap(found: ContractHistory, change: ContractVaried, value: Money) -> Iterator[Finding]:
    most = found.variation_cap
    if most is None:
        return
    events = tuple(sorted((*found.events, change), key=lambda event: event.on))
    after = evolve(found, events=events)
    totals = [line for line in after.value_lines(date.max) if line.on >= change.on]
    highest = max(line.varied_so_far for line in totals)
    if change.value_change is not None and highest > most:
        left = most - (highest - change.value_change)
        yield VARIATION_PAST_CAP(
            f"the changes to contract {change.contract} would come to {highest}, past the "
            f"{found.contract.variation_cap}% of {value} that it allows ({most}); {left} is left",
            remedy="vary by no more than is left, or commission the rest anew",
            about=change.contract,
        )


@check(ContractNovated, NOT_THE_HOLDER)
def contract_passes_from_its_holder(case: Case, passing: ContractNovated) -> Iterator[Finding]:
    """A contract is handed on by the provider who holds it."""
    found = history(case.ledger, passing.contract)
    if found is not None and found.holder_on(case.on) != passing.from_provider:
        yield NOT_THE_HOLDER(
            f"contract {passing.contract} is held by {found.holder_on(case.on)}, "
            f"not by {passing.from_provider}",
            remedy=f"name {found.holder_on(case.on)} as the provider it passes from",
            about=passing.contract,
        )


_ACTS: Final = (ContractVaried, PriceUplifted, ContractExtended, ContractNovated)
"""What is only done under a contract that runs."""


@check(ContractEnded, ENDED_TWICE, EXPIRED_EARLY, CONTRACT_OVER)
def contract_ends_once(case: Case, end: ContractEnded) -> Iterator[Finding]:
    """A contract ends once, and expires only on the last day of its term."""
    found = history(case.ledger, end.contract)
    if found is None:
        return
    before = found.of(ContractEnded, date.max)
    if before:
        yield ENDED_TWICE(
            f"contract {end.contract} already ended on {written(before[-1].on)}",
            remedy="leave this record out",
            about=end.contract,
        )
    elif end.how is HowEnded.EXPIRED and end.on != found.term_on(case.on).ends_on:
        last = found.term_on(case.on).ends_on
        yield EXPIRED_EARLY(
            f"contract {end.contract} expires on {written(last)}, not on {written(end.on)}",
            remedy="correct the day, or say how else it ended",
            earliest=last if end.on < last else None,
            about=end.contract,
        )
    for act in found.events:
        if isinstance(act, _ACTS) and act.on > end.on:
            yield CONTRACT_OVER(
                f"contract {end.contract} cannot have ended on {written(end.on)}: there is a "
                f"{act.described()}",
                remedy="correct one of the two days",
                about=end.contract,
            )
