"""The ways that lots go: the route of each, and the facts that decide its law."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from operator import attrgetter
from typing import Final, TypeAlias

from attrs import evolve

from commissioning.ledger.brought_forward import Vouched, vouched
from commissioning.ledger.ledger import Ledger
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.stages import Route
from commissioning.values.money import Money
from commissioning.values.text import grouped

Estimates: TypeAlias = tuple[tuple[Money, ...], ...]
"""Sums of money that may be the value of a procurement, each by its parts."""

_LINE_OF: Final = attrgetter("facts.subject", "facts.light_touch", "facts.health_service", "under")
"""The facts and the framework by which what is bought for some lots has another threshold."""


def routes(ledger: Ledger) -> Mapping[str, Route | None]:
    """The route of each lot; None for one whose route has not been decided."""
    return {lot: ledger.route_of(lot) for lot in ledger.lots}


def common_route(ledger: Ledger, lots: tuple[str, ...]) -> Route | None:
    """The route that lots share; None while undecided, and where they take different routes."""
    found = {ledger.route_of(lot) for lot in lots}
    return next(iter(found)) if len(found) == 1 else None


def facts_of(ledger: Ledger, lot: str | None = None) -> ProcurementFacts | None:
    """The facts that decide the law of a lot, by its strategy or else a history brought forward.

    Without a lot, by the strategy last entered. The route of a framework states that it is one.
    """
    strategy, begun = ledger.find(ProcurementStrategy, lot), ledger.brought_forward
    before, route = (begun.facts, begun.route) if begun else (None, None)
    facts = strategy.facts.completed_by(before) if strategy else before
    route = strategy.route if strategy else route
    return evolve(facts, framework=True) if facts and route and route.is_framework else facts


def with_facts(ledger: Ledger, lots: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some lots whose facts are stated; all where none are."""
    return tuple(lot for lot in lots if facts_of(ledger, lot) is not None) or lots


def ways(ledger: Ledger, lots: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Lots in groups that take one route, with the same strategy and commencement."""
    if len(lots) == 1:  # no facts need be looked up to tell one lot from itself
        return (lots,)
    return tuple(grouped((_way(ledger, lot), lot) for lot in lots).values())


def _way(ledger: Ledger, lot: str) -> Hashable:
    # The strategy whole: its value and parent decide facts too, and the law asks for reasons that it gives.
    return ledger.route_of(lot), ledger.find(ProcurementStrategy, lot), ledger.commenced.of(lot)


def estimates(ledger: Ledger, lot: str | None = None) -> Estimates:
    """The sums that may be the value of the procurement a lot is part of; none where its own is not stated.

    First its own estimate with those of the lots bought alike, by strategies of their own; then that of a
    strategy for all. One made after the lot commenced adds nothing to its value of that day.
    """
    own = ledger.find(ProcurementStrategy, lot)
    if own is None or own.estimated_value is None:
        return ()
    plans = {ledger.find(ProcurementStrategy, each): None for each in ledger.lots if own.lots}
    begun, alike = ledger.commenced.of(lot), _LINE_OF(own)
    others = [
        plan
        for plan in plans
        if plan and plan != own and _LINE_OF(plan) == alike and (begun is None or plan.on <= begun)
    ]
    parts = (plan.estimated_value for plan in others if plan.lots)
    whole = (plan.estimated_value for plan in others if not plan.lots)
    return (own.estimated_value, *filter(None, parts)), *((each,) for each in filter(None, whole))


def vouched_for(ledger: Ledger, lot: str) -> Vouched | None:
    """How far a history brought forward vouches for records of a lot; None if there is none."""
    begun = ledger.brought_forward
    return vouched(begun, ledger._superseded.returned_to(lot)) if begun else None
