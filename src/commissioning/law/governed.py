"""The law of one ledger: which regime its procurement fell under, and the gates that regime sets."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from commissioning.errors import NoRuleError
from commissioning.gates.case import Case, Gate
from commissioning.law.governing import REGIMES, commences, gates_without_law, governing
from commissioning.law.law import Law
from commissioning.ledger.ledger import Ledger
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import Stage


def law_for(ledger: Ledger, on: date) -> Law:
    """The law of the procurement: of the day it commenced or, before that, of the day asked.

    Never raises: where no law can be told, it is unknown and says why. That is tolerated of a history
    brought forward, whose papers are not held, and of no other.
    """
    begun = ledger.brought_forward
    if commenced_unseen(ledger):
        why = "the history brought forward does not say when the procurement commenced"
        return Law.unknown(why, tolerated=True)
    commenced = ledger.commenced_on
    return _law(commenced or on, commenced, ledger.facts, tolerated=begun is not None)


@lru_cache(maxsize=256)
def _law(
    on: date, commenced_on: date | None, facts: ProcurementFacts | None, *, tolerated: bool
) -> Law:
    """One law for all procurements that agree in what decides it: the same few are asked for often."""
    try:
        return governing(on, facts).law(facts, commenced_on)
    except NoRuleError as none:
        return Law.unknown(none.why, tolerated=tolerated)


def commenced_unseen(ledger: Ledger) -> bool:
    """Whether the procurement commenced in a history brought forward, on a day that is not held."""
    begun = ledger.brought_forward
    if begun is None or ledger.commenced_on is not None:
        return False
    return begun.stage.place > Stage.SPECIFICATION.place


def law_gates(case: Case) -> tuple[Gate, ...]:
    """The gates that the law of the procurement sets before the kind of record attempted."""
    unknown = gates_without_law(case.kind)
    if not unknown:
        return ()
    law = case.law
    if law.unknown_because:
        return unknown
    regime = next(regime for regime in REGIMES if regime.name == law.regime)
    return regime.gates_for(case.kind, law, case.on)


def commencing(record: Record, facts: ProcurementFacts | None) -> bool:
    """Whether a record commences the procurement, under whatever law governs its day.

    Where that law cannot be told, a record that commences under any law is taken to do so: the
    procurement then stays under a law unknown, and is not moved to a later one.
    """
    try:
        return commences(record, facts)
    except NoRuleError:
        return True
