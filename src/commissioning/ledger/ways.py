"""The ways that lots go: the route of each, and the facts that decide its law."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from commissioning.ledger.brought_forward import Vouched, vouched
from commissioning.ledger.ledger import Ledger
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.stages import Route
from commissioning.values.grouping import grouped


def routes(ledger: Ledger) -> Mapping[str, Route | None]:
    """The route of each lot; None for one whose route has not been decided."""
    return {lot: ledger.route_of(lot) for lot in ledger.lots}


def common_route(ledger: Ledger, lots: tuple[str, ...]) -> Route | None:
    """The route that lots share; None while undecided, and where they take different routes."""
    found = {ledger.route_of(lot) for lot in lots}
    return next(iter(found)) if len(found) == 1 else None


def facts_of(ledger: Ledger, lot: str | None = None) -> ProcurementFacts | None:
    """The facts that decide the law of a lot, by its strategy or else a history brought forward.

    Without a lot, by the strategy last entered.
    """
    strategy, begun = ledger.find(ProcurementStrategy, lot), ledger.brought_forward
    before = begun.facts if begun else None
    return strategy.facts.completed_by(before) if strategy else before


def with_facts(ledger: Ledger, lots: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some lots whose facts are stated; all where none are."""
    return tuple(lot for lot in lots if facts_of(ledger, lot) is not None) or lots


def ways(ledger: Ledger, lots: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Lots in groups that take one route under the same facts, value, framework and commencement."""
    if len(lots) == 1:  # no facts need be looked up to tell one lot from itself
        return (lots,)
    return tuple(grouped((_way(ledger, lot), lot) for lot in lots).values())


def _way(ledger: Ledger, lot: str) -> Hashable:
    strategy = ledger.find(ProcurementStrategy, lot)
    # Value and parent decide facts that no strategy states: the side of the threshold, a call-off's law.
    planned = None if strategy is None else (strategy.estimated_value, strategy.under)
    return ledger.route_of(lot), facts_of(ledger, lot), planned, ledger.commenced.of(lot)


def vouched_for(ledger: Ledger, lot: str) -> Vouched | None:
    """How far a history brought forward vouches for records of a lot; None if there is none."""
    begun = ledger.brought_forward
    return vouched(begun, ledger._superseded.returned_to(lot)) if begun else None
