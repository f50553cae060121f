"""The best outcome over all lots when nobody may have more than so many: exact, on whole numbers.

Places in lots are filled one at a time. Each takes the best way to be filled, which may move places
already filled from one bidder to another (a shortest augmenting path with capacities on bidders). No
solver is needed and no tie is broken by chance: among equal ways the first in order is taken, and
`best_assignments` goes on to every other outcome that is just as good.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from commissioning.values.frozen import frozen

Bidder = TypeVar("Bidder", bound=Hashable)


@frozen
class Best(Generic[Bidder]):
    """Who takes each lot, and what that is worth together; fewer than its places where few can."""

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
) -> Best[Bidder]:
    """Fill as many places as can be, and of all ways to do so take the one worth most together.

    `worth` gives, for each lot, what each bidder for it is worth; `most` is how many lots a bidder
    may have, those it holds already (`held`) among them; `places` is how many bidders each lot is
    for, one where none are given.
    """
    return _Assignment(worth, most, places or [1] * len(worth), held or {}).solved()


def best_assignments(
    worth: Sequence[Mapping[Bidder, int]],
    most: int,
    *,
    places: Sequence[int] = (),
    held: Mapping[Bidder, int] | None = None,
) -> Iterator[Best[Bidder]]:
    """The best outcome, then every other that fills as many places and is worth exactly as much.

    What is left to look through is split by the pairs of the outcome found: those that keep the
    pairs before one, and do without that one. So none comes twice and none is missed.
    """
    places = places or [1] * len(worth)
    best = best_assignment(worth, most, places=places, held=held)
    yield best
    # More than all other pairs together can make up for: a pair that must be kept is kept.
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
            if other.filled == best.filled and value == best.worth and kept.issubset(other.pairs):
                equal = Best(other.taken_by, value)
                yield equal
                waiting.append((equal, kept, without))
            kept = kept | {pair}


class _Assignment(Generic[Bidder]):
    """The state between two places: who has what, and who can take no more."""

    def __init__(
        self,
        worth: Sequence[Mapping[Bidder, int]],
        most: int,
        places: Sequence[int],
        held: Mapping[Bidder, int],
    ) -> None:
        self.worth = worth
        self.places = places
        self.room = {b: most - held.get(b, 0) for values in worth for b in values}
        self.taken_by: list[list[Bidder]] = [[] for _ in worth]
        self.lots_of: dict[Bidder, list[int]] = {bidder: [] for bidder in self.room}
        self.full = {bidder for bidder, room in self.room.items() if room < 1}
        self.by_worth = [sorted(values, key=values.__getitem__, reverse=True) for values in worth]
        self.next_free = [0] * len(worth)
        # What leaving a place empty costs: more than any choice between bidders can win.
        spread = sum(max(values.values()) - min(values.values()) for values in worth if values)
        self.empty = min((min(v.values()) for v in worth if v), default=0) - spread - 1

    def solved(self) -> Best[Bidder]:
        for number, count in enumerate(self.places):
            for _ in range(min(count, len(self.worth[number]))):
                self._add(number)
        total = sum(
            values[bidder]
            for values, group in zip(self.worth, self.taken_by, strict=True)
            for bidder in group
        )
        in_order = (
            tuple(sorted(group, key=order.index))
            for order, group in zip(self.by_worth, self.taken_by, strict=True)
        )
        return Best(tuple(in_order), total)

    def _free(self, lot: int) -> int:
        """Where the bidder stands who is worth most for a lot of those that can still take it."""
        order, place = self.by_worth[lot], self.next_free[lot]
        while place < len(order) and order[place] in self.full:
            place += 1
        self.next_free[lot] = place  # full ones stay full; those who have this lot may lose it
        while place < len(order) and (
            order[place] in self.full or order[place] in self.taken_by[lot]
        ):
            place += 1
        return place

    def _add(self, start: int) -> None:
        """Find the best chain of moves that ends with a free bidder or an empty place; make it."""
        gained = {start: 0}
        before: dict[int, tuple[int, Bidder]] = {}
        waiting = deque([start])
        while waiting:
            lot = waiting.popleft()
            # Only bidders worth more than the best free one can start a chain that is worth it:
            # what has been awarded so far cannot be bettered by moving it.
            for bidder in self.by_worth[lot][: self._free(lot)]:
                if bidder in self.taken_by[lot]:
                    continue
                with_bidder = gained[lot] + self.worth[lot][bidder]
                for other in self.lots_of[bidder]:
                    gain = with_bidder - self.worth[other][bidder]
                    if other not in gained or gain > gained[other]:
                        gained[other], before[other] = gain, (lot, bidder)
                        waiting.append(other)
        ends = {lot: gain + self._worth_of_free(lot) for lot, gain in gained.items()}
        end = max(ends, key=ends.__getitem__)
        self._move(start, end, before)

    def _worth_of_free(self, lot: int) -> int:
        place, order = self._free(lot), self.by_worth[lot]
        return self.worth[lot][order[place]] if place < len(order) else self.empty

    def _move(self, start: int, end: int, before: Mapping[int, tuple[int, Bidder]]) -> None:
        place, order = self._free(end), self.by_worth[end]
        if place < len(order):
            bidder = order[place]
            self._give(end, bidder)
            if len(self.lots_of[bidder]) >= self.room[bidder]:
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
