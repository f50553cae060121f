"""The rule of order and the decisions of each kind of record, worked out from the table of a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from commissioning.records.approval import Approval, NotApproved
from commissioning.records.record import Record
from commissioning.stages import (
    During,
    Opens,
    Placement,
    Returns,
    Route,
    Stage,
    next_stage,
    on_route,
)
from commissioning.values.frozen import frozen


@frozen
class Needed:
    """A kind of record that must be there first, and when it would have come."""

    kind: type[Record]
    where: Placement


@frozen
class Opener:
    """A kind of record that opens a stage, and what it needs."""

    where: Opens
    words: str
    needed: tuple[Needed, ...]


@frozen
class OrderRule:
    """The rule of order for one kind of record, and the records that open a way to it."""

    where: Placement
    needed: tuple[Needed, ...]
    openers: Mapping[Stage, tuple[Opener, ...]]
    """By the stage that it opens, each kind of record that does, the usual one first."""
    returns: tuple[tuple[Returns, str], ...]
    """The kinds of record that lead back, in words."""

    @cached_property
    def settled(self) -> tuple[Stage, ...]:
        """The stages in which such a record may come whatever the route, so that no more need be asked."""
        return (
            self.where.stages if isinstance(self.where, During) and not self.where.in_market else ()
        )

    def stages_on(self, route: Route | None) -> tuple[Stage, ...]:
        """The stages in which such a record may come on a route; None while it is not decided."""
        found = self._on_routes.get(route)
        if found is None:
            found = tuple(at for at in Stage if _may_come(route, self.where, at))
            self._on_routes[route] = found
        return found

    @cached_property
    def _on_routes(self) -> dict[Route | None, tuple[Stage, ...]]:
        return {}

    @cached_property
    def approvals(self) -> tuple[type[Approval], ...]:
        """The approvals among what must be there first."""
        return tuple(need.kind for need in self.needed if issubclass(need.kind, Approval))


def _may_come(route: Route | None, where: Placement, at: Stage) -> bool:
    where = on_route(where, route)
    if isinstance(where, Opens) and not where.fits(route):
        return False
    if at in where.stages:
        # A return to a stage that the route does not pass would strand its lots there.
        return not isinstance(where, Returns) or route is None or where.to in route
    if isinstance(where, Opens) and where.passes_over and (route is None or where.stage in route):
        return at.place < where.stage.place
    return isinstance(where, Opens) and next_stage(route, at) is where.stage


@frozen
class Deciding:
    """The decisions of a process: the tag of one kind of record, and all approvals by their tag."""

    tag: str
    rests_on: tuple[type[Record], ...]
    approvals: Mapping[str, type[Approval]]
    tags: tuple[str, ...]

    @cached_property
    def kinds(self) -> tuple[type[Record], ...]:
        """The kinds of record that decide: approvals, and answers of no or not yet."""
        return (NotApproved, *self.approvals.values())
