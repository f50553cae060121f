"""The winner as one number moves: a parametric sweep, exact, without sampling.

The algorithm is an event-point sweep, as in parametric analysis of a linear programme. Assumption: between
two breakpoints (where a price formula changes its form, or a tender reaches a floor) each tender's merit
is a linear fraction in the number that moves, and so is the gap between two tenders. Three samples determine
a linear fraction, so its root is found in closed form, for every formula and method. Declared rounding
adds the edges of `rounding_edges`, only where two tenders are close enough for rounding to matter.

A rounded figure is a step function of the number. Where the exact figures are linear fractions, each step
edge is the root of one of them at a half of the last place, so edges are found in closed form. There
can be thousands; only those within reach of the leader count: where the exact gap between two tenders is
smaller than rounding can move it (`leeway`).

Cost for n tenders and k breakpoints: three rankings and n roots an interval, O(k n log n) in all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from heapq import merge
from itertools import chain, combinations, groupby, pairwise
from math import ceil, floor
from typing import Final

from attrs import evolve

from commissioning.errors import RecordError
from commissioning.evaluation.contest import Contest, tie_key
from commissioning.evaluation.standings import ScoredBid
from commissioning.evaluation.what_if.linear_fraction import (
    Interval,
    LinearFraction,
    Three,
    inner_points,
    strictly_between,
)
from commissioning.records.methods import DividedPrice, Method, QualityFloorThenPrice, WeightedSum
from commissioning.records.pricing import ONE, ZERO
from commissioning.values.frozen import frozen
from commissioning.values.rounding import Rounding, RoundingOf

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
        return strictly_between(point, self.start, self.end)


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
    inner = {point for point in breakpoints if strictly_between(point, now, limit)}
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
    at = inner_points(start, end)
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
            gap = LinearFraction(at, gaps)
            root = gap.root()
            if root is not None and strictly_between(root, start, end):
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


HALF: Final = Fraction(1, 2)
ALMOST_NOTHING: Final = Fraction(1, 10**9)
"""The leeway of a price, or of none: rounded lines do not move it, but may decide between equals."""


@frozen
class TenderFigures:
    """The exact figures of a ranked tender between two breakpoints, before rounding."""

    compared_by: LinearFraction
    rounded: tuple[LinearFraction, ...]
    """Those of its figures that are rounded."""
    fixed: Fraction = ZERO
    """The part of `compared_by` that no rounded figure moves."""
    worth: Fraction = ZERO
    """How far one unit of a rounded figure moves `compared_by`; zero where every edge counts."""
    leeway: Fraction | None = ZERO
    """How far rounding may move `compared_by`; None where there is no bound."""
    inverted: bool = False
    """Whether `compared_by` is a price per point, which has a pole and a linear reciprocal."""


def rounding_edges(
    contest_at: Callable[[Fraction], Contest], leader: str, start: Fraction, end: Fraction
) -> Iterator[Fraction]:
    """The points strictly between two breakpoints where rounding may change who is first, in order.

    At such a point a figure rounds to the next value, and the leader and another tender come level or
    part. None where no rounding is declared.
    """
    at = inner_points(start, end)
    contests = [contest_at(point) for point in at]
    rounding = contests[0].rounding
    if rounding is None:
        return
    # Rounded lines are compared by a merit, which looks at no other tender.
    relative = contests[0].method.relative and rounding.of is RoundingOf.TOTAL
    if relative and (crossings := _crossings(contests, at, start, end)):
        yield from _in_parts(contest_at, leader, (start, *crossings, end))
        return
    figures = dict(_figures(contests, at, rounding))
    ours = figures.pop(leader, None)
    # Excluded here, the leader is behind in the whole interval, and the sweep asks no more than that.
    if ours is None:
        return
    # Tenders with the same figures round alike everywhere, so rounding never parts them.
    contested = [
        (theirs, interval)
        for theirs in figures.values()
        if theirs.rounded != ours.rounded and (interval := _contested(ours, theirs, start, end))
    ]
    if any(to == end for _, (_, to) in contested) and any(
        f.value(end) is None for f in ours.rounded
    ):
        # A figure has its pole at the end: edges crowd there, while rounding matters less and less.
        # The halves are taken in turn, so a caller that stops early never reaches the crowd.
        yield from _in_parts(contest_at, leader, (start, (start + end) / 2, end))
        return
    step, last = Fraction(1, 10**rounding.places), start
    decisive = [_decisive(ours, theirs, step, interval) for theirs, interval in contested]
    # Merged, not sorted: each stream is in order, and a caller that stops early leaves the rest unmade.
    for point in merge(*decisive, key=lambda point: abs(point - start)):
        if point not in {last, end}:
            yield point
            last = point


def _in_parts(
    contest_at: Callable[[Fraction], Contest], leader: str, points: Sequence[Fraction]
) -> Iterator[Fraction]:
    """The edges of each part between the points, and the inner points themselves."""
    for one, other in pairwise(points):
        yield from rounding_edges(contest_at, leader, one, other)
        if other != points[-1]:
            yield other


def _crossings(
    contests: Sequence[Contest], at: Three, start: Fraction, end: Fraction
) -> list[Fraction]:
    """The points on the way where two quality scores cross, so another may be the lowest.

    Assumes exact scores: their gaps are linear, so none has a second root in a part between these.
    """
    scores = [
        {r.bid.provider: r.quality for r in c.scored_bids() if r.quality is not None}
        for c in contests
    ]
    pairs = combinations(scores[0].keys() & scores[1].keys() & scores[2].keys(), 2)
    gaps = (LinearFraction(at, tuple(s[a] - s[b] for s in scores)) for a, b in pairs)
    roots = (gap.root() for gap in gaps)
    inside = {root for root in roots if root is not None and strictly_between(root, start, end)}
    return sorted(inside, reverse=end < start)


def _figures(
    contests: Sequence[Contest], at: Three, rounding: Rounding
) -> Iterator[tuple[str, TenderFigures]]:
    """The tenders that are ranked at all three points, each with its exact figures there."""
    exact = [evolve(contest, rounding=None) for contest in contests]
    ranked = [{r.bid.provider: r for r in c.scored_bids() if r.ranks} for c in exact]
    method, of_lines = contests[0].method, rounding.of is RoundingOf.LINE
    inverted = isinstance(method, DividedPrice) and not of_lines
    if of_lines and method.refusal(ZERO):
        # A stand-in for no tender: one is excluded when all of its lines round to zero.
        yield "", TenderFigures(LinearFraction(at, (ZERO, ZERO, ZERO)), ())
    for name in ranked[0].keys() & ranked[1].keys() & ranked[2].keys():
        rows = [_row(c, there[name], rounding) for c, there in zip(exact, ranked, strict=True)]
        compared_by, *rounded = (LinearFraction(at, values) for values in zip(*rows, strict=True))
        fixed, worth, leeway = _counting(method, contests[0].bid(name).price, rounding)
        # For each rounded figure, since in the worst case all err the same way.
        bound = None if leeway is None else len(rounded) * leeway
        yield name, TenderFigures(compared_by, tuple(rounded), fixed, worth, bound, inverted)


def _counting(
    method: Method, price: Fraction | None, rounding: Rounding
) -> tuple[Fraction, Fraction, Fraction | None]:
    """The fixed part of the figure compared, the worth of a rounded one, and how far one may err."""
    half, merit = Fraction(1, 2 * 10**rounding.places), type(method).merit
    if rounding.of is RoundingOf.TOTAL or merit is WeightedSum.merit:
        return ZERO, ONE, half
    if isinstance(method, DividedPrice) and price:
        # Lines are points of quality, which count along the line that divides the price.
        fixed = method.divisor(ZERO) / price
        worth = method.divisor(ONE) / price - fixed
        return fixed, worth, worth * half
    # Every edge counts in a method of a council's own, and for a free offer that lines may exclude.
    free = merit is DividedPrice.merit and not method.refusal(ZERO)
    known = free or merit is QualityFloorThenPrice.merit
    return ZERO, ZERO, ALMOST_NOTHING if known else None


def _row(contest: Contest, row: ScoredBid, rounding: Rounding) -> tuple[Fraction, ...]:
    """The figure a tender is compared by at one point, and then the figures that are rounded."""
    total = row.total or ZERO
    if rounding.of is RoundingOf.TOTAL:
        return total, total
    lines = (contest.line_points(row.bid, number) or ZERO for number in range(len(row.bid.earned)))
    merit = contest.method.merit(row.scored) or ZERO
    return merit, *lines, row.price_points or ZERO


def _contested(
    ours: TenderFigures, theirs: TenderFigures, start: Fraction, end: Fraction
) -> Interval | None:
    """The subinterval in which rounding may decide between two tenders."""
    if ours.leeway is None or theirs.leeway is None:
        return start, end
    slack = ours.leeway + theirs.leeway
    ahead = _margin(ours, theirs, (start, end), slack).negative(start, end)
    behind = _margin(theirs, ours, (start, end), slack).negative(start, end)
    if ahead is None or behind is None:
        return None
    # The way may lead down, so the later of two points is the one further from the start.
    after = max(ahead[0], behind[0], key=lambda point: abs(point - start))
    before = min(ahead[1], behind[1], key=lambda point: abs(point - start))
    return (after, before) if abs(after - start) < abs(before - start) else None


def _margin(
    one: TenderFigures, other: TenderFigures, ends: Interval, slack: Fraction
) -> LinearFraction:
    """At least 0 where rounding cannot change that the first figure is the higher one."""
    mine, theirs = one.compared_by, other.compared_by
    if one.inverted and other.inverted and not (mine.constant or theirs.constant):
        # Reciprocals are linear. The slack of 1/m is at most slack times m squared, so the bound
        # takes the largest m on the interval.
        mine, theirs = mine.reciprocal(), theirs.reciprocal()
        slack *= max(mine.value(end) or ZERO for end in ends)
        margins = (m - t * (1 + slack) for m, t in zip(mine.values, theirs.values, strict=True))
    else:
        margins = (m - t - slack for m, t in zip(mine.values, theirs.values, strict=True))
    return LinearFraction(mine.at, tuple(margins))


def _decisive(
    ours: TenderFigures, theirs: TenderFigures, step: Fraction, interval: Interval
) -> Iterator[Fraction]:
    """The ends of an interval, and the points inside where the two come level or part, or stay level."""
    start, end = interval
    unbounded = ours.leeway is None or theirs.leeway is None
    lead = (ours.fixed - theirs.fixed) / step
    jumps: list[Iterator[tuple[Fraction, Fraction, Fraction]]] = []
    for tender, worth in ((ours, ours.worth), (theirs, -theirs.worth)):
        for figure in tender.rounded:
            lead += worth * _rounded_after(figure, step, start)
            jumps.append(_jumps(figure, step, interval, worth))
    yield start
    in_order = merge(*jumps, key=lambda jump: abs(jump[0] - start))
    for point, group in groupby(in_order, key=lambda jump: jump[0]):
        moves = list(group)
        there = lead + sum(at for _, at, _ in moves)
        after = there + sum(beyond for _, _, beyond in moves)
        # Level counts as well as passing: there the declared tie-breaks decide.
        if unbounded or min(lead, there, after) <= 0 <= max(lead, there, after):
            yield point
        lead = after
    yield end


def _rounded_after(figure: LinearFraction, step: Fraction, point: Fraction) -> int:
    """A figure in units of the last place, rounded half up, just after a point on the way."""
    steps = (figure.value(point) or ZERO) / step
    # Just after a half, a falling figure is below it and a rising one above.
    falls = figure.values[2] < figure.values[0]
    return ceil(steps - HALF) if falls else floor(steps + HALF)


def _jumps(
    figure: LinearFraction, step: Fraction, interval: Interval, worth: Fraction
) -> Iterator[tuple[Fraction, Fraction, Fraction]]:
    """The points of an interval where a figure rounds to the next, with the change there and just after.

    A half rounds up, so a falling figure keeps its higher value at the very point.
    """
    rises = figure.values[2] > figure.values[0]
    whole = _rounded_after(figure, step, interval[0])
    bound = step * (whole + HALF if rises else whole - HALF)
    point = figure.root(bound)
    while point is not None and strictly_between(point, *interval):
        yield (point, worth, ZERO) if rises else (point, ZERO, -worth)
        bound += step if rises else -step
        point = figure.root(bound)
