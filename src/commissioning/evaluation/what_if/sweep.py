"""Who is first as one number moves: exact, without sampling.

The way of the number is parted at every place where the winner may change, so that in each part a
single look is enough. Between two turns (where a formula changes its form, or a tender falls below
a floor) the gap between two tenders is a quotient of two straight lines in the number that moves.
Three values fix such a function: its root is found in closed form, whatever the formula. Where
rounding is declared, the way is also parted where a figure rounds to the next, as far as two
tenders are close enough for that to matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, pairwise

from commissioning.errors import RecordError
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.standings import ScoredBid
from commissioning.evaluation.what_if.linear_fraction import (
    NOUGHT,
    Quotient,
    inner_places,
    strictly_between,
)
from commissioning.evaluation.what_if.rounding_edges import edges
from commissioning.records.methods import Scored
from commissioning.values.frozen import frozen
from commissioning.values.rounding import RoundingOf

ContestAt = Callable[[Fraction], Contest]
"""The contest for every value of the number that moves."""


@frozen
class Span:
    """All places strictly between two, or one place alone, with the tenders that are first there."""

    start: Fraction
    end: Fraction
    winners: tuple[str, ...]

    def holds(self, place: Fraction) -> bool:
        alone = self.start == self.end
        return place == self.start if alone else strictly_between(place, self.start, self.end)


def along(
    contest_at: ContestAt, now: Fraction, limit: Fraction, turns: Iterable[Fraction]
) -> Iterator[Span]:
    """Who is first on the way from `now` (itself left out) to `limit`, span by span.

    Within a span the tender that is first at `now` is first alone, first with the same others, or
    behind; once it is behind, who leads may change within a span. `turns` are the places where
    figures change their form; more than needed do no harm.
    """
    contest = contest_at(now)
    if not contest.method.has_merit:
        why = f"results by {contest.measure} have no closed form; give the method a `merit`"
        raise RecordError("what-if", (why,))
    leader = contest.winners[0]
    if now == limit:
        return
    low, high = min(now, limit), max(now, limit)
    inner = sorted({turn for turn in turns if low < turn < high}, reverse=limit < now)
    for start, end in pairwise([now, *inner, limit]):
        here = start
        for there in chain(_borders(contest_at, leader, start, end), (end,)):
            yield Span(here, there, contest_at((here + there) / 2).winners)
            yield Span(there, there, contest_at(there).winners)
            here = there


def first_beyond(contest_at: ContestAt, span: Span) -> tuple[str, ...]:
    """Who is first just beyond the start of a span without turns: as near to it as one likes."""
    middle = (span.start + span.end) / 2
    winners = contest_at(middle).winners
    if not winners:
        return ()
    back = along(contest_at, middle, span.start, ())
    other = next((nearer for nearer in back if nearer.winners != winners), None)
    if other is None or other.start == span.start:
        return winners
    return first_beyond(contest_at, Span(span.start, other.start, other.winners))


def _borders(
    contest_at: ContestAt, leader: str, start: Fraction, end: Fraction
) -> Iterator[Fraction]:
    """The places strictly between two turns where the leader may be caught up, in order."""
    here = start
    for edge in edges(contest_at, leader, start, end):
        yield from _roots(contest_at, leader, here, edge)
        yield edge
        here = edge
    yield from _roots(contest_at, leader, here, end)


def _roots(contest_at: ContestAt, leader: str, start: Fraction, end: Fraction) -> list[Fraction]:
    """Where others are level with the leader, by what is compared first and does not stay level."""
    at = inner_places(start, end)
    figures = [_figures(contest_at(place)) for place in at]
    rivals = set(figures[0]).intersection(*figures[1:]) - {leader}
    found: set[Fraction] = set()
    for rival in rivals if all(leader in there for there in figures) else ():
        ours, theirs = ([there[name] for there in figures] for name in (leader, rival))
        for one, two, three in zip(*map(_gaps, ours, theirs), strict=True):
            gap = Quotient(at, (one, two, three))
            root = gap.root()
            if root is not None and strictly_between(root, start, end):
                found.add(root)
            if not gap.constant or one:
                break
    return sorted(found, reverse=end < start)


def _gaps(ours: Sequence[Fraction], theirs: Sequence[Fraction]) -> list[Fraction]:
    return [one - other for one, other in zip(ours, theirs, strict=True)]


def _figures(contest: Contest) -> dict[str, tuple[Fraction, ...]]:
    """What ranked tenders are compared by, in turn: the result, and the declared tie-breaks."""
    keys = [contest.tie_key(tie_break)[1] for tie_break in contest.tie_breaks]
    bids = {bid.provider: bid for bid in contest.bids}
    figures: dict[str, tuple[Fraction, ...]] = {}
    for standing in contest.standings():
        total = standing.total
        if total is not None:
            bid = bids[standing.provider]
            if contest.rounding is None or contest.rounding.of is RoundingOf.LINE:
                scored = Scored(
                    standing.quality or NOUGHT, standing.price_points or NOUGHT, bid.price
                )
                total = contest.method.merit(scored) or NOUGHT
            row = ScoredBid(bid, (), standing.quality, standing.price_points, standing.total)
            figures[bid.provider] = (total, *(key(row) for key in keys))
    return figures
