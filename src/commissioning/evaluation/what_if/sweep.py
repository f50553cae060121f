"""The winner as one number moves: a parametric sweep, exact, without sampling.

The algorithm is an event-point sweep, as in parametric analysis of a linear programme. Assumption: between
two breakpoints (where a price formula changes its form, or a tender reaches a floor) each tender's merit
is a linear fraction in the number that moves, and so is the gap between two tenders. Three samples determine
a linear fraction, so its root is found in closed form, for every formula and method. Declared rounding
adds the edges of `rounding_edges`, only where two tenders are close enough for rounding to matter.

Cost for n tenders and k breakpoints: three rankings and n roots an interval, O(k n log n) in all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import chain, pairwise

from commissioning.errors import RecordError
from commissioning.evaluation.contest import Contest, tie_key
from commissioning.evaluation.what_if import linear_fraction
from commissioning.evaluation.what_if.rounding_edges import rounding_edges
from commissioning.records.pricing import ZERO
from commissioning.values.frozen import frozen
from commissioning.values.rounding import RoundingOf

ContestAt = Callable[[Fraction], Contest]
"""The contest for every value of the number that moves."""


@frozen
class SweepInterval:
    """All points strictly between two, or one point alone, with the tenders that are first there."""

    start: Fraction
    end: Fraction
    winners: tuple[str, ...]

    def holds(self, point: Fraction) -> bool:
        if self.start == self.end:
            return point == self.start
        return linear_fraction.strictly_between(point, self.start, self.end)


def sweep(
    contest_at: ContestAt, now: Fraction, limit: Fraction, breakpoints: Iterable[Fraction]
) -> Iterator[SweepInterval]:
    """The winners on the way from `now` (itself left out) to `limit`, in open intervals and points.

    Within an interval the tender that is first at `now` is first alone, first with the same others, or
    behind; once it is behind, who leads may change within an interval. Points that are no breakpoints do no
    harm. Raises `RecordError` where the award method states no `merit`.
    """
    contest = contest_at(now)
    if not contest.method.has_merit:
        raise RecordError(
            "what-if",
            (f"results by {contest.measure} have no closed form; give the method a `merit`",),
        )
    leader = contest.winners[0]
    # The weight of what has none cannot go down: there is no interval, and no middle to look at.
    if now == limit:
        return
    # A set, for two tenders may reach a floor at one point, and between the two there is nothing.
    inner = {point for point in breakpoints if linear_fraction.strictly_between(point, now, limit)}
    for start, end in pairwise([now, *sorted(inner, reverse=limit < now), limit]):
        here = start
        for there in chain(_events(contest_at, leader, start, end), (end,)):
            # No event lies inside, so the middle speaks for every point between the two.
            yield SweepInterval(here, there, contest_at((here + there) / 2).winners)
            yield SweepInterval(there, there, contest_at(there).winners)
            here = there


def winners_just_beyond(contest_at: ContestAt, interval: SweepInterval) -> tuple[str, ...]:
    """The winners just beyond the start of an interval without breakpoints, however near to it."""
    middle = (interval.start + interval.end) / 2
    winners = contest_at(middle).winners
    if not winners:
        return ()
    # Sweep back to the start: if the lead changes on the way, look again in the nearer part. That ends,
    # because the lead changes finitely often between two breakpoints.
    back = sweep(contest_at, middle, interval.start, ())
    other = next((nearer for nearer in back if nearer.winners != winners), None)
    if other is None or other.start == interval.start:
        return winners
    nearer = SweepInterval(interval.start, other.start, other.winners)
    return winners_just_beyond(contest_at, nearer)


def _events(
    contest_at: ContestAt, leader: str, start: Fraction, end: Fraction
) -> Iterator[Fraction]:
    """The points strictly between two breakpoints where the leader may be caught up, in order."""
    here = start
    # From edge to edge each rounded figure is constant, so a root there is a root of exact figures.
    for edge in rounding_edges(contest_at, leader, start, end):
        yield from _roots(contest_at, leader, here, edge)
        yield edge
        here = edge
    yield from _roots(contest_at, leader, here, end)


def _roots(contest_at: ContestAt, leader: str, start: Fraction, end: Fraction) -> list[Fraction]:
    """The points where another tender is level with the leader, on the first figure that differs."""
    at = linear_fraction.inner_points(start, end)
    figures = [_compared(contest_at(point)) for point in at]
    # Who is excluded at one of the three points is so in all of the interval: limits are breakpoints.
    rivals = set(figures[0]).intersection(*figures[1:]) - {leader}
    roots: set[Fraction] = set()
    # A leader that is excluded here is level with no tender; who leads instead is not asked.
    for rival in rivals if all(leader in there for there in figures) else ():
        # The figures in turn: the merit, then the tie-breaks. One decides unless it is always level.
        for ours, theirs in zip(
            zip(*(there[leader] for there in figures), strict=True),
            zip(*(there[rival] for there in figures), strict=True),
            strict=True,
        ):
            gaps = tuple(a - b for a, b in zip(ours, theirs, strict=True))
            gap = linear_fraction.LinearFraction(at, gaps)
            root = gap.root()
            if root is not None and linear_fraction.strictly_between(root, start, end):
                roots.add(root)
            if not gap.constant or gaps[0]:
                break
    return sorted(roots, reverse=end < start)


def _compared(contest: Contest) -> dict[str, tuple[Fraction, ...]]:
    """The figures that ranked tenders are compared by, in turn: the merit, then the tie-breaks."""
    keys = [tie_key(contest, tie_break)[1] for tie_break in contest.tie_breaks]
    # A rounded total is constant between its edges, where the exact merit may cross without any effect.
    # A total that wins by being low has the other sign than a merit; roots do not depend on it.
    exact = contest.rounding is None or contest.rounding.of is RoundingOf.LINE
    compared: dict[str, tuple[Fraction, ...]] = {}
    for row in contest.scored_bids():
        if row.ranks:
            total = contest.method.merit(row.scored) if exact else row.total
            compared[row.bid.provider] = (total or ZERO, *(key(row) for key in keys))
    return compared
