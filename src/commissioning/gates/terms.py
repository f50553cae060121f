"""Implausible terms: a wrong century, a wrong year, a life sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from commissioning.contracts.history import history
from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.findings.codes.contracts import TERM_IMPLAUSIBLE
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.records.contract import ContractSigned, ContractVaried
from commissioning.records.mobilisation import BridgingContract
from commissioning.records.record import Record
from commissioning.values.stated import stated

LONGEST: Final = 99
"""Years. A lease of land may last longer, a contract for a service never does."""
SIGNED_AFTER: Final = 1
"""Years. Contracts are signed weeks or months after the service has started, but not years."""
SIGNED_AHEAD: Final = 10
"""Years from the signature to the start."""


@check(Record, TERM_IMPLAUSIBLE)
def term_is_plausible(case: Case, record: Record) -> Iterator[Finding]:
    """A contract lasts 99 years at most, and starts near the day on which it is signed."""
    if isinstance(record, ContractSigned):
        if record.term is not None or not record.rolling:
            yield from _lasts_too_long(record.reference, record.longest_term)
        yield from _starts_too_far(record.reference, record.on, record.first_day)
    elif isinstance(record, BridgingContract):
        if record.period is not None or not record.rolling:
            yield from _lasts_too_long(record.reference, stated(record.period, record, "period"))
        if record.first_day is not None:
            yield from _starts_too_far(record.reference, record.on, record.first_day)
    elif isinstance(record, ContractVaried) and record.new_end is not None:
        found = history(case.ledger, record.contract)
        starts_on = found.contract.first_day if found else record.new_end
        if starts_on <= record.new_end:
            yield from _lasts_too_long(record.contract, Period(starts_on, record.new_end))


def _lasts_too_long(contract: str, term: Period) -> Iterator[Finding]:
    if _parts(term.ends_on) >= _parts(term.starts_on, LONGEST):  # the last day is counted in
        yield _implausible(
            contract,
            f"The longest term of contract {contract}, {term}, is more than {LONGEST} years",
        )


def _starts_too_far(contract: str, signed_on: date, starts_on: date) -> Iterator[Finding]:
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
    return TERM_IMPLAUSIBLE(
        message,
        remedy="Correct the day; if it is right, record a waiver that says why",
        about=contract,
    )
