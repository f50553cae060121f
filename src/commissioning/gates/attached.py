"""The one table that joins each condition of the law to its gate, and what it attaches to an attempt."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from commissioning.gates import (
    modification,
    money_lines,
    notices,
    selection_law,
    standstill,
    suppliers,
)
from commissioning.gates.case import Case, Gate
from commissioning.gates.unknown_law import LawGate, facts_are_stated, law_is_known
from commissioning.law.conditions import CONDITION, Attachment
from commissioning.law.governing import REGIMES

LAW_GATES: Final = tuple(
    gate
    for subject in (money_lines, selection_law, suppliers, notices, standstill, modification)
    for gate in vars(subject).values()
    if isinstance(gate, LawGate)
)
GATES: Final = MappingProxyType({gate.condition: gate for gate in LAW_GATES})
"""The gate of each condition; each gate names its own."""

_CONDITIONED: Final = frozenset(
    row.value.record
    for regime in REGIMES
    for row in regime.rows
    if isinstance(row.value, Attachment)
)


def law_gates(case: Case) -> tuple[Gate, ...]:
    """The gates that the law of the procurement sets before the kind of record attempted.

    Where the law is unknown, a record that some regime sets conditions to gets the gate that says so,
    and so does one for which an unstated fact decides whether a gate is asked.
    """
    if case.kind not in _CONDITIONED:
        return ()
    law = case.law
    if law.unknown_because:
        return (law_is_known,)
    rows = law.every(CONDITION, case.on)
    gates = dict.fromkeys(
        GATES[row.value.condition] for row in rows if row.value.record is case.kind
    )
    if any(row.value.record is case.kind for row in law.undecided(CONDITION, case.on)):
        return (facts_are_stated, *gates)
    return tuple(gates)
