"""The one table that joins each condition of the law to its gate, and what it attaches to an attempt."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from commissioning.gates import (
    challenges,
    direct_awards,
    modification,
    money_lines,
    notices,
    selection_law,
    standstill,
    suppliers,
)
from commissioning.gates.case import Case, Gate
from commissioning.gates.unknown_law import LawGate, facts_are_stated, law_is_known
from commissioning.law.conditions import Attachment, Condition
from commissioning.law.governing import REGIMES
from commissioning.law.law import Row
from commissioning.law.regimes.regime import Regime
from commissioning.records.record import Record

LAW_GATES: Final = tuple(
    gate
    for subject in (
        money_lines,
        selection_law,
        suppliers,
        notices,
        direct_awards,
        standstill,
        challenges,
        modification,
    )
    for gate in vars(subject).values()
    if isinstance(gate, LawGate)
)
GATES: Final = MappingProxyType({gate.condition: gate for gate in LAW_GATES})
"""The gate of each condition; each gate names its own."""


def _by_kind(regime: Regime) -> dict[type[Record], list[tuple[Row[object], Condition]]]:
    rows: dict[type[Record], list[tuple[Row[object], Condition]]] = {}
    for row in regime.rows:
        if isinstance(row.value, Attachment):
            rows.setdefault(row.value.record, []).append((row, row.value.condition))
    return rows


_ROWS: Final = {regime.name: _by_kind(regime) for regime in REGIMES}
"""Of each regime, the rows that attach a condition to a kind of record."""
_CONDITIONED: Final = frozenset(kind for rows in _ROWS.values() for kind in rows)


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
    conditions: dict[Condition, None] = {}
    undecided = False
    for row, condition in _ROWS[law.regime].get(case.kind, ()):
        if row.in_force(law.commenced_on, case.on):
            if row.facts.fits(law.facts):
                conditions[condition] = None
            elif not row.facts.against(law.facts):
                undecided = True
    gates = tuple([GATES[condition] for condition in conditions])
    return (facts_are_stated, *gates) if undecided else gates
