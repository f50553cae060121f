"""Where the winner changes as one number moves: exact, without sampling.

Between the prices or weights at which a formula changes its form, the gap between two tenders is a
quotient of two straight lines in the number that moves. Three values fix such a function, so that
its root is found in closed form and no formula has to be turned round by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from commissioning.evaluation.bids import Measure, Standing
from commissioning.evaluation.contest import Contest


@frozen
class Crossing:
    """The first place where somebody else comes level or ahead."""

    at: Fraction
    jumps: bool
    """Whether the figures jump there (an edge of a band, a floor), so that nobody is ever level."""


@frozen
class Quotient:
    """A quotient of two straight lines, by three of its values at three places."""

    at: tuple[Fraction, Fraction, Fraction]
    values: tuple[Fraction, Fraction, Fraction]

    @property
    def constant(self) -> bool:
        return self.values[0] == self.values[1]

    def root(self) -> Fraction | None:
        """Where it is nought, or None."""
        (x1, x2, x3), (y1, y2, y3) = self.at, self.values
        if self.constant:
            return None
        if y3 == 0:
            return x3
        ratio = y1 * (y2 - y3) / (y3 * (y2 - y1))
        below = (x2 - x3) - ratio * (x2 - x1)
        return None if below == 0 else (x1 * (x2 - x3) - ratio * x3 * (x2 - x1)) / below

    def value(self, place: Fraction) -> Fraction | None:
        """Its value anywhere, also where it cannot be asked directly; None where it has none."""
        (x1, x2, x3), (y1, y2, y3) = self.at, self.values
        if self.constant or place == x3:
            return y3
        ratio = (place - x1) * (x2 - x3) / ((place - x3) * (x2 - x1))
        below = (y2 - y3) - ratio * (y2 - y1)
        return None if below == 0 else (y1 * (y2 - y3) - ratio * y3 * (y2 - y1)) / below


def merit(standing: Standing, contest: Contest) -> Fraction | None:
    """What a tender is compared by, turned so that more is better; None where it is not ranked."""
    if standing.rank is None or standing.total is None:
        return None
    if contest.measure is Measure.POINTS:
        return standing.total
    if contest.measure is Measure.PRICE:
        return -standing.total
    return None if standing.total == 0 else 1 / standing.total


def first_change(
    contest_at: Callable[[Fraction], Contest],
    now: Fraction,
    limit: Fraction,
    turns: Iterable[Fraction],
) -> Crossing | None:
    """The place nearest to `now`, on the way to `limit`, where the one winner is caught up.

    `turns` are the places where figures change their form; more than needed do no harm. None where
    nobody catches up, or nobody wins alone to begin with.
    """
    winners = contest_at(now).winners
    if len(winners) != 1 or now == limit:
        return None
    low, high = min(now, limit), max(now, limit)
    inner = sorted({turn for turn in turns if low < turn < high}, reverse=limit < now)
    for start, end in pairwise([now, *inner, limit]):
        crossings = list(_in_piece(contest_at, winners[0], start, end))
        if crossings:
            return min(crossings, key=lambda crossing: (abs(crossing.at - now), crossing.jumps))
        if contest_at(end).winners != winners:  # at that one place alone: a price of nought, say
            return Crossing(end, jumps=True)
    return None


def _in_piece(
    contest_at: Callable[[Fraction], Contest], winner: str, start: Fraction, end: Fraction
) -> Iterator[Crossing]:
    places = (
        start + (end - start) / 4,
        start + (end - start) / 2,
        start + 3 * (end - start) / 4,
    )
    merits = [_merits(contest_at(place)) for place in places]
    if any(winner not in found for found in merits):
        # Excluded, or free of charge: a price per quality point of nought is ahead of all others.
        if any(contest_at(place).winners != (winner,) for place in places):
            yield Crossing(start, jumps=True)
        return
    for rival in merits[0].keys() & merits[1].keys() & merits[2].keys() - {winner}:
        gaps = tuple(found[winner] - found[rival] for found in merits)
        gap = Quotient(places, (gaps[0], gaps[1], gaps[2]))
        at_start = gap.value(start)
        level_throughout = gap.constant and at_start == 0
        if level_throughout or (at_start is not None and at_start < 0):
            yield Crossing(start, jumps=True)
        root = gap.root()
        if root is not None and min(start, end) <= root <= max(start, end):
            yield Crossing(root, jumps=False)


def _merits(contest: Contest) -> dict[str, Fraction]:
    merits = ((s.provider, merit(s, contest)) for s in contest.standings())
    return {provider: value for provider, value in merits if value is not None}
