"""The best outcome over all lots with a limit on the lots of a bidder: an exact assignment.

A maximum-weight assignment with capacities, by shortest augmenting paths (in the manner of Jonker and
Volgenant, 1987): places are filled one at a time, each by the best chain of moves from lot to lot that
ends with a free bidder or an empty place. Assumption: values are whole numbers, so the optimum is exact.
No tie is broken by chance: among equal ways the first in order is taken, and `best_assignments` goes on to
every other optimum.

Cost: for each place one label-correcting search over the lots (Bellman-Ford with a queue), at most
lots squared x the bidders ahead of the best free one, who are few.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from commissioning.values.frozen import frozen

Bidder = TypeVar("Bidder", bound=Hashable)


@frozen
class Assignment(Generic[Bidder]):
    """The bidders of each lot, and the sum of their values; fewer than its places if too few can."""

    taken_by: tuple[tuple[Bidder, ...], ...]
    worth: int

    @property
    def filled(self) -> int:
        """How many places are taken."""
        return sum(map(len, self.taken_by))

    @property
    def pairs(self) -> tuple[tuple[int, Bidder], ...]:
        """Each lot by its number, with each bidder that takes it."""
        return tuple((lot, bidder) for lot, group in enumerate(self.taken_by) for bidder in group)


def best_assignment(
    worth: Sequence[Mapping[Bidder, int]],
    most: int,
    *,
    places: Sequence[int] = (),
    held: Mapping[Bidder, int] | None = None,
) -> Assignment[Bidder]:
    """Fill as many places as possible, and of all ways to do so take the one with the highest sum.

    `worth` gives, for each lot, the value of each bidder for it; `most` is the maximum number of lots of
    a bidder, those it holds already (`held`) included; `places` is how many bidders each lot is for, one
    where none are given.
    """
    return _Augmenting(worth, most, places or [1] * len(worth), held or {}).solved()


def best_assignments(
    worth: Sequence[Mapping[Bidder, int]],
    most: int,
    *,
    places: Sequence[int] = (),
    held: Mapping[Bidder, int] | None = None,
) -> Iterator[Assignment[Bidder]]:
    """The best outcome, then every other that fills as many places with the same sum.

    Murty's partition (1968): the other outcomes are split by the pairs of the one found, into those that
    keep the pairs before one and do without that one. So none comes twice and none is missed. Cost: for
    each outcome, one assignment per pair.
    """
    places = places or [1] * len(worth)
    best = best_assignment(worth, most, places=places, held=held)
    yield best
    # A bonus larger than all other pairs can make up for: a pair that must be kept is kept.
    keeping = 1 + sum(
        count * (max(values.values()) - min(values.values()))
        for values, count in zip(worth, places, strict=True)
        if values
    )
    kept: frozenset[tuple[int, Bidder]] = frozenset()
    waiting = deque([(best, kept, kept)])
    while waiting:
        found, kept, barred = waiting.popleft()
        for pair in found.pairs:
            if pair in kept:
                continue
            without = barred | {pair}
            values = [
                {
                    bidder: value + keeping * ((lot, bidder) in kept)
                    for bidder, value in row.items()
                    if (lot, bidder) not in without
                }
                for lot, row in enumerate(worth)
            ]
            other = best_assignment(values, most, places=places, held=held)
            value = sum(worth[lot][bidder] for lot, bidder in other.pairs)
            # Without the pair a place may stay empty, or a kept pair give way to fill one: no other optimum.
            if other.filled == best.filled and value == best.worth and kept.issubset(other.pairs):
                equal = Assignment(other.taken_by, value)
                yield equal
                waiting.append((equal, kept, without))
            kept = kept | {pair}


class _Augmenting(Generic[Bidder]):
    """The state of the search between two places: who has what, and who can take no more."""

    def __init__(
        self,
        worth: Sequence[Mapping[Bidder, int]],
        most: int,
        places: Sequence[int],
        held: Mapping[Bidder, int],
    ) -> None:
        self.worth = worth
        self.places = places
        self.capacity = {b: most - held.get(b, 0) for values in worth for b in values}
        self.taken_by: list[list[Bidder]] = [[] for _ in worth]
        self.lots_of: dict[Bidder, list[int]] = {bidder: [] for bidder in self.capacity}
        self.full = {bidder for bidder, capacity in self.capacity.items() if capacity < 1}
        # A stable sort: bidders of one value stay in the order given, so the first optimum never varies.
        self.by_worth = [sorted(values, key=values.__getitem__, reverse=True) for values in worth]
        self.next_free = [0] * len(worth)
        # The cost of leaving a place empty: more than any choice between bidders can win.
        spread = sum(max(values.values()) - min(values.values()) for values in worth if values)
        self.empty = min((min(v.values()) for v in worth if v), default=0) - spread - 1

    def solved(self) -> Assignment[Bidder]:
        for number, count in enumerate(self.places):
            for _ in range(min(count, len(self.worth[number]))):
                self._augment(number)
        total = sum(
            values[bidder]
            for values, group in zip(self.worth, self.taken_by, strict=True)
            for bidder in group
        )
        in_order = (
            tuple(sorted(group, key=order.index))
            for order, group in zip(self.by_worth, self.taken_by, strict=True)
        )
        return Assignment(tuple(in_order), total)

    def _best_free(self, lot: int) -> int:
        """The place, in the order of value for a lot, of the best bidder that can still take it."""
        order, place = self.by_worth[lot], self.next_free[lot]
        while place < len(order) and order[place] in self.full:
            place += 1
        self.next_free[lot] = place  # full ones stay full; those who have this lot may lose it
        while place < len(order) and (
            order[place] in self.full or order[place] in self.taken_by[lot]
        ):
            place += 1
        return place

    def _augment(self, start: int) -> None:
        """Find the augmenting path of the highest gain from a lot with an empty place; follow it."""
        gained = {start: 0}
        before: dict[int, tuple[int, Bidder]] = {}
        waiting = deque([start])
        while waiting:
            lot = waiting.popleft()
            # Only bidders worth more than the best free one can begin a path that gains:
            # moving what has been awarded so far cannot improve it by itself.
            for bidder in self.by_worth[lot][: self._best_free(lot)]:
                if bidder in self.taken_by[lot]:
                    continue
                with_bidder = gained[lot] + self.worth[lot][bidder]
                for other in self.lots_of[bidder]:
                    gain = with_bidder - self.worth[other][bidder]
                    # A better way to a lot makes it be looked at again. That ends: what is awarded so
                    # far is the best for its places, so no circle of moves gains.
                    if other not in gained or gain > gained[other]:
                        gained[other], before[other] = gain, (lot, bidder)
                        waiting.append(other)
        ends = {lot: gain + self._worth_of_free(lot) for lot, gain in gained.items()}
        self._follow(start, max(ends, key=ends.__getitem__), before)

    def _worth_of_free(self, lot: int) -> int:
        place, order = self._best_free(lot), self.by_worth[lot]
        return self.worth[lot][order[place]] if place < len(order) else self.empty

    def _follow(self, start: int, end: int, before: Mapping[int, tuple[int, Bidder]]) -> None:
        place, order = self._best_free(end), self.by_worth[end]
        if place < len(order):
            bidder = order[place]
            self._give(end, bidder)
            if len(self.lots_of[bidder]) >= self.capacity[bidder]:
                self.full.add(bidder)
        while end != start:
            lot, bidder = before[end]
            self.taken_by[end].remove(bidder)
            self.lots_of[bidder].remove(end)
            self._give(lot, bidder)
            end = lot

    def _give(self, lot: int, bidder: Bidder) -> None:
        self.taken_by[lot].append(bidder)
        self.lots_of[bidder].append(lot)
