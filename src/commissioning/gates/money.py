"""Money is carried through: no sum goes up beyond what was tendered or approved unnoticed."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.contracts.money import MONEY_CODES, money_findings
from commissioning.contracts.money_chain import chain_steps
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.records.record import Record


@check(Record, *MONEY_CODES)
def money_is_carried_through(case: Case, record: Record) -> Iterator[Finding]:
    """A sum is no higher than what was tendered, approved or planned before it."""
    for step in chain_steps(case.ledger, record):
        yield from money_findings(step)
