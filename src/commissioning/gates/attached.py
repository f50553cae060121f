"""The one table that joins each condition of the law to its gate, and what it attaches to an attempt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import evolve

from commissioning.findings.finding import Finding
from commissioning.gates import (
    challenges,
    direct_awards,
    frameworks_law,
    modification,
    notices,
    selection_law,
    standstill,
    suppliers,
)
from commissioning.gates.case import Case, Gate, gate
from commissioning.gates.unknown_law import LawGate, facts_are_stated, law_is_known
from commissioning.law import regimes
from commissioning.law.conditions import Attachment, Condition
from commissioning.law.law import Law, Row
from commissioning.law.regimes.regime import Regime
from commissioning.records.record import Record, of_lots
from commissioning.values.text import grouped

LAW_GATES: Final = tuple(
    gate
    for subject in (
        selection_law,
        suppliers,
        notices,
        direct_awards,
        frameworks_law,
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


@cache
def _attaching() -> dict[str, dict[type[Record], list[tuple[Row[object], Condition]]]]:
    """Of each regime, the rows that attach a condition to a kind of record."""
    return {regime.name: _by_kind(regime) for regime in regimes.REGIMES}


@cache
def _conditioned() -> frozenset[type[Record]]:
    return frozenset(kind for rows in _attaching().values() for kind in rows)


def gates_by_law(case: Case) -> tuple[Gate, ...]:
    """The gates that the law sets, or one that asks those of each where lots are under several laws."""
    if case.kind not in _conditioned():
        return ()
    return law_gates(case) if len(case.parts) == 1 else (law_of_each_part,)


@gate(*dict.fromkeys(code for each in LAW_GATES for code in each.codes))
def law_of_each_part(case: Case) -> Iterator[Finding]:
    """The lots of each route and law meet what that law asks of them."""
    found = grouped(
        (finding, lot)
        for part in case.parts
        for finding in dict.fromkeys(each for asked in law_gates(part) for each in asked(part))
        for lot in part.lots
    )
    for finding, lots in found.items():
        yield finding if len(lots) == len(case.lots) else _of_some(finding, lots)


def _of_some(finding: Finding, lots: tuple[str, ...]) -> Finding:
    """A finding that concerns some of the lots of a record, and says which."""
    if finding.about in lots:
        return finding
    about = finding.about or (lots[0] if len(lots) == 1 else None)
    return evolve(finding, message=f"For {of_lots(lots)}: {finding.message}", about=about)


def law_gates(case: Case) -> tuple[Gate, ...]:
    """The gates that the law of the procurement sets before the kind of record attempted.

    Where the law is unknown, a record that some regime sets conditions to gets the gate that says so,
    and so does one for which an unstated fact decides whether a gate is asked.
    """
    if case.kind not in _conditioned():
        return ()
    law, kind = case.law, case.kind
    key: type = kind
    if law.unknown_because:
        return (law_is_known,)
    rows = law.worked_out(key, lambda: _may_attach(law, kind))
    since, on = law.commenced_on, case.on
    return tuple(dict.fromkeys(attached for row, attached in rows if row.in_force(since, on)))


def _may_attach(law: Law, kind: type[Record]) -> tuple[tuple[Row[object], Gate], ...]:
    """The rows of a law that attach a gate to a kind of record on some day, those first that want a fact."""
    rows = _attaching()[law.regime].get(kind, ())
    undecided = [
        (row, facts_are_stated)
        for row, _ in rows
        if not row.facts.fits(law.facts) and not row.facts.against(law.facts)
    ]
    fitting = [(row, GATES[condition]) for row, condition in rows if row.facts.fits(law.facts)]
    return (*undecided, *fitting)
