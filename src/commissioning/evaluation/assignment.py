"""The best outcome over all lots when nobody may have more than so many: exact, on whole numbers.

Lots are added one at a time. Each takes the best way to be awarded, which may move lots already
awarded from one bidder to another (a shortest augmenting path with capacities on bidders). No
solver is needed and no tie is broken by chance: among equal ways the first in order is taken, and
`other_best` finds one that is just as good, if there is one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from attrs import frozen

Bidder = TypeVar("Bidder", bound=Hashable)


@frozen
class Best(Generic[Bidder]):
    """Who takes each lot, and what that is worth together. None is a lot that nobody can take."""

    taken_by: tuple[Bidder | None, ...]
    worth: int


def best_assignment(worth: Sequence[Mapping[Bidder, int]], most: int) -> Best[Bidder]:
    """Award as many lots as can be, and of all ways to do so the one worth most together.

    `worth` gives, for each lot, what each bidder for it is worth; `most` is how many lots a bidder
    may have.
    """
    return _Assignment(worth, most).solved()


def other_best(
    worth: Sequence[Mapping[Bidder, int]], most: int, best: Best[Bidder]
) -> Best[Bidder] | None:
    """Another outcome that is worth exactly as much, or None where the best is the only one."""
    for number, bidder in enumerate(best.taken_by):
        if bidder is None:
            continue
        barred = [dict(values) for values in worth]
        del barred[number][bidder]
        other = best_assignment(barred, most)
        if other.worth == best.worth and other.taken_by.count(None) == best.taken_by.count(None):
            return other
    return None


class _Assignment(Generic[Bidder]):
    """The state between two lots: who has what, and who can take no more."""

    def __init__(self, worth: Sequence[Mapping[Bidder, int]], most: int) -> None:
        self.worth = worth
        self.most = most
        self.taken_by: list[Bidder | None] = [None] * len(worth)
        self.lots_of: dict[Bidder, list[int]] = {}
        self.full: set[Bidder] = set()
        self.by_worth = [sorted(values, key=values.__getitem__, reverse=True) for values in worth]
        self.next_free = [0] * len(worth)
        # What leaving a lot without anybody costs: more than any choice between bidders can win.
        spread = sum(max(values.values()) - min(values.values()) for values in worth if values)
        self.empty = min((min(v.values()) for v in worth if v), default=0) - spread - 1

    def solved(self) -> Best[Bidder]:
        for number in range(len(self.worth)):
            if self.worth[number]:
                self._add(number)
        total = sum(
            values[bidder]
            for values, bidder in zip(self.worth, self.taken_by, strict=True)
            if bidder is not None
        )
        return Best(tuple(self.taken_by), total)

    def _free(self, lot: int) -> Bidder | None:
        """The bidder worth most for a lot of those that can take one more; full ones stay full."""
        order, place = self.by_worth[lot], self.next_free[lot]
        while place < len(order) and order[place] in self.full:
            place += 1
        self.next_free[lot] = place
        return order[place] if place < len(order) else None

    def _add(self, start: int) -> None:
        """Find the best chain of moves that ends with a free bidder or an empty lot; make it."""
        gained = {start: 0}
        before: dict[int, int] = {}
        waiting = deque([start])
        while waiting:
            lot = waiting.popleft()
            self._free(lot)
            # Only bidders worth more than the best free one can start a chain that is worth it:
            # what has been awarded so far cannot be bettered by moving it.
            for bidder in self.by_worth[lot][: self.next_free[lot]]:
                if self.taken_by[lot] == bidder:
                    continue
                with_bidder = gained[lot] + self.worth[lot][bidder]
                for other in self.lots_of[bidder]:
                    gain = with_bidder - self.worth[other][bidder]
                    if other not in gained or gain > gained[other]:
                        gained[other], before[other] = gain, lot
                        waiting.append(other)
        ends = {lot: gain + self._worth_of_free(lot) for lot, gain in gained.items()}
        end = max(ends, key=ends.__getitem__)
        self._move(start, end, before)

    def _worth_of_free(self, lot: int) -> int:
        bidder = self._free(lot)
        return self.empty if bidder is None else self.worth[lot][bidder]

    def _move(self, start: int, end: int, before: dict[int, int]) -> None:
        lot, bidder = end, self._free(end)
        while True:
            left = self.taken_by[lot]
            self._give(lot, bidder)
            if lot == start:
                return
            lot, bidder = before[lot], left

    def _give(self, lot: int, bidder: Bidder | None) -> None:
        left = self.taken_by[lot]
        if left is not None:
            self.lots_of[left].remove(lot)
        self.taken_by[lot] = bidder
        if bidder is not None:
            held = self.lots_of.setdefault(bidder, [])
            held.append(lot)
            if len(held) >= self.most:
                self.full.add(bidder)
