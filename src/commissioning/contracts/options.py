"""The options of a contract on a day: open and until when, taken up, let go, or never decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.contracts.history import ContractHistory
from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.findings.codes.contracts import OPTION_NOT_DECIDED
from commissioning.findings.finding import Finding
from commissioning.records.contract import ContractExtended, ContractVaried, ExtensionLapsed
from commissioning.records.contract_options import OtherOption
from commissioning.records.ending import ContractEnded, TerminationNotice
from commissioning.records.record import Record
from commissioning.values.frozen import frozen
from commissioning.values.listings import Listing
from commissioning.values.money import Money
from commissioning.values.tables import Column, ColumnsOf, Kind
from commissioning.values.text import Word


class OptionState(Word):
    """The state of one option on a day."""

    OPEN = "open"
    TAKEN_UP = "taken up"
    LAPSED = "let go"
    NEVER_TAKEN = "never taken up or decided"


@frozen(kw_only=True)
class OptionOnDay:
    """One option of the authority, as it is on a day."""

    name: str
    """The number of an extension option, counted from 1; the reference of another one."""
    what: str
    value: Money | None
    last_day: date | None
    """The last day to take it up, or to give notice of it; None where no day can be said."""
    state: OptionState
    record: Record | None = None
    """The record that takes it up or lets it go."""


class Options(Listing[OptionOnDay]):
    """The options of a contract on a day: the extensions in their order, then the others."""

    __slots__ = ()

    noun = "option"
    columns = ColumnsOf[OptionOnDay](
        (Column("option", Kind.TEXT, "its number, or its reference"), lambda option: option.name),
        (Column("what", Kind.TEXT, "what it adds or changes"), lambda option: option.what),
        (Column("value", Kind.TEXT, "what taking it up would add"),
            lambda option: str(option.value) if option.value else None),
        (Column("last day", Kind.DAY, "to take it up, or to give notice of it", "no day stated"),
            lambda option: option.last_day),
        (Column("state", Kind.TEXT, "where it is on that day"), lambda option: option.state.value),
        (Column("since", Kind.DAY, "the day it was taken up or let go"),
            lambda option: option.record.on if option.record else None),
    )  # fmt: skip

    def line(self, one: OptionOnDay) -> str:
        day = f", until {written(one.last_day)}" if one.last_day else ""
        return f"option {one.name} ({one.what}): {one.state.value}{day}"


def options_of(found: ContractHistory, on: date) -> Options:
    """Every option of a contract at the end of a day.

    The last day of an extension counts on those before it being taken up; after one that was let slip there
    is none.
    """
    return Options((*_extensions(found, on), *_others(found, on)))


def _extensions(found: ContractHistory, on: date) -> Iterator[OptionOnDay]:
    decided: dict[int, Record] = {e.option: e for e in found.of(ExtensionLapsed, on)}
    decided |= {e.option: e for e in found.of(ContractExtended, on)}
    term = found.term_on(on) if found.contract.term else None
    slipped = False
    for number, option in enumerate(found.contract.extension_options, start=1):
        record, last_day = decided.get(number), None
        if record is None and term is not None and not slipped:
            last_day = option.notice_by(term)
            term = Period(term.starts_on, option.prolongs(term).ends_on)
        lost = slipped and record is None
        state = OptionState.NEVER_TAKEN if lost else _state(found, on, record, last_day)
        slipped = slipped or state is OptionState.NEVER_TAKEN
        yield OptionOnDay(
            name=str(number),
            what=str(option),
            value=option.value,
            last_day=last_day,
            state=state,
            record=record,
        )


def _others(found: ContractHistory, on: date) -> Iterator[OptionOnDay]:
    decided: dict[str, Record] = {e.other: e for e in found.of(ExtensionLapsed, on)}
    decided |= {e.takes_up: e for e in found.of(ContractVaried, on)}
    for option in found.contract.other_options:
        record = decided.get(option.reference)
        last_day = last_day_of(found, option, on)
        yield OptionOnDay(
            name=option.reference,
            what=option.what,
            value=option.value,
            last_day=None if record else last_day,
            state=_state(found, on, record, last_day),
            record=record,
        )


def last_day_of(found: ContractHistory, option: OtherOption, on: date) -> date | None:
    """The last day to take up an option other than time: its own, or that of the contract."""
    days = (option.open_until, found.known_last_day_on(on))
    return min((day for day in days if day), default=None)


def _state(
    found: ContractHistory, on: date, record: Record | None, last_day: date | None
) -> OptionState:
    if record is not None:
        return OptionState.LAPSED if isinstance(record, ExtensionLapsed) else OptionState.TAKEN_UP
    over = bool(found.of(ContractEnded, on)) or bool(found.of(TerminationNotice, on))
    past = last_day is not None and last_day < on
    return OptionState.NEVER_TAKEN if over or past else OptionState.OPEN


def undecided(found: ContractHistory, on: date) -> Iterator[Finding]:
    """A warning for each option whose last day has passed without a decision."""
    for option in options_of(found, on):
        if option.state is OptionState.NEVER_TAKEN and option.last_day and option.last_day < on:
            name = found.contract.reference
            yield OPTION_NOT_DECIDED.warns(
                f"The last day to take up option {option.name} of contract {name} ({option.what}) was "
                f"{written(option.last_day)}, and no decision is recorded",
                remedy="Record that it was taken up in time, or that it lapsed and why",
                about=name,
            )
