"""Where declared rounding may change who is first as one number moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from heapq import merge
from itertools import combinations, groupby, pairwise
from math import ceil, floor
from typing import Final

from attrs import evolve

from commissioning.evaluation.contest import Contest
from commissioning.evaluation.standings import Standing
from commissioning.evaluation.what_if.linear_fraction import (
    NOUGHT,
    Ends,
    Places,
    Quotient,
    inner_places,
    strictly_between,
)
from commissioning.records.methods import DividedPrice, Measure, Scored
from commissioning.values.frozen import frozen
from commissioning.values.rounding import Rounding, RoundingOf

HALF: Final = Fraction(1, 2)
ALMOST_NOTHING: Final = Fraction(1, 10**9)
"""Rounded lines do not move a price: between equal prices they may decide a tie, no further."""


@frozen(kw_only=True)
class Figures:
    """A ranked tender between two turns, before rounding."""

    compared_by: Quotient
    rounded: tuple[Quotient, ...]
    """The figures of it that are rounded."""
    worth: Fraction = NOUGHT
    """What one of the last place of those is worth of what it is compared by; nought where they
    decide ties only."""
    leeway: Fraction | None = NOUGHT
    """How far rounding may move what it is compared by; None where there is no saying."""
    inverted: bool = False
    """Whether it is a price per point, which grows beyond bounds: its inverse is a straight line."""


def edges(
    contest_at: Callable[[Fraction], Contest], leader: str, start: Fraction, end: Fraction
) -> Iterator[Fraction]:
    """The places strictly between two turns where rounding may change who is first, in order.

    Those are where a figure rounds to the next, so that the leader and another tender come level or
    part. None where no rounding is declared.
    """
    at = inner_places(start, end)
    contests = [contest_at(place) for place in at]
    rounding = contests[0].rounding
    if rounding is None:
        return
    kinks = sorted(_kinks(contests, at, start, end), reverse=end < start)
    if kinks:
        for one, other in pairwise([start, *kinks, end]):
            yield from edges(contest_at, leader, one, other)
            yield from (other,) if other != end else ()
        return
    tenders = dict(_figures(contests, at, rounding))
    ours = tenders.pop(leader, None)
    if ours is None:
        return
    near = [
        (theirs, stretch)
        for theirs in tenders.values()
        if theirs.rounded != ours.rounded and (stretch := _near(ours, theirs, start, end))
    ]
    if any(to == end for _, (_, to) in near) and any(f.value(end) is None for f in ours.rounded):
        # Towards its end the figure grows beyond bounds, and rounding matters less and less.
        half = (start + end) / 2
        yield from edges(contest_at, leader, start, half)
        yield half
        yield from edges(contest_at, leader, half, end)
        return
    step = Fraction(1, 10**rounding.places)
    last = start
    for place in merge(
        *(_decisive(ours, theirs, step, stretch) for theirs, stretch in near),
        key=lambda place: abs(place - start),
    ):
        if place not in {last, end}:
            yield place
            last = place


def _kinks(
    contests: Sequence[Contest], at: Places, start: Fraction, end: Fraction
) -> set[Fraction]:
    """Where quality scores cross, and so another may be the lowest that all results depend on."""
    if not contests[0].method.relative:
        return set()
    scores = [
        {s.provider: s.quality for s in c.standings() if s.quality is not None} for c in contests
    ]
    pairs = combinations(scores[0].keys() & scores[1].keys() & scores[2].keys(), 2)
    gaps = (Quotient(at, _three(there[a] - there[b] for there in scores)) for a, b in pairs)
    roots = (gap.root() for gap in gaps)
    return {root for root in roots if root is not None and strictly_between(root, start, end)}


def _three(values: Iterable[Fraction]) -> Places:
    one, two, three = values
    return one, two, three


def _figures(
    contests: Sequence[Contest], at: Places, rounding: Rounding
) -> Iterator[tuple[str, Figures]]:
    """The tenders that are ranked at three places, each with its exact figures there."""
    exact = [evolve(contest, rounding=None) for contest in contests]
    ranked = [{s.provider: s for s in contest.standings() if s.rank} for contest in exact]
    method, of_lines = contests[0].method, rounding.of is RoundingOf.LINE
    half = Fraction(1, 2 * 10**rounding.places)
    if of_lines and method.refusal(NOUGHT):
        # No tender: one is excluded when all of its lines round to zero.
        yield "", Figures(compared_by=Quotient(at, (NOUGHT, NOUGHT, NOUGHT)), rounded=())
    for name in ranked[0].keys() & ranked[1].keys() & ranked[2].keys():
        rows = [
            _row(contest, there[name], rounding)
            for contest, there in zip(exact, ranked, strict=True)
        ]
        compared_by, *rounded = (Quotient(at, values) for values in zip(*rows, strict=True))
        worth: Fraction = Fraction(1)
        leeway: Fraction | None = len(rounded) * half
        if of_lines and method.measure == Measure.PRICE:
            worth, leeway = NOUGHT, ALMOST_NOTHING
        elif of_lines and isinstance(method, DividedPrice):
            price = contests[0].bid(name).price
            worth, leeway = (1 / price, len(rounded) * half / price) if price else (NOUGHT, None)
        yield (
            name,
            Figures(
                compared_by=compared_by,
                rounded=tuple(rounded),
                worth=worth,
                leeway=leeway,
                inverted=isinstance(method, DividedPrice) and not of_lines,
            ),
        )


def _row(contest: Contest, standing: Standing, rounding: Rounding) -> tuple[Fraction, ...]:
    """What a tender is compared by at one place, and then the figures that are rounded."""
    total = standing.total or NOUGHT
    if rounding.of is RoundingOf.TOTAL:
        return total, total
    bid = contest.bid(standing.provider)
    lines = [contest.line_points(bid, number) or NOUGHT for number in range(len(bid.earned))]
    parts = Scored(standing.quality or NOUGHT, standing.price_points or NOUGHT, bid.price)
    return contest.method.merit(parts) or NOUGHT, *lines, standing.price_points or NOUGHT


def _near(ours: Figures, theirs: Figures, start: Fraction, end: Fraction) -> Ends | None:
    """Where rounding may decide between two tenders."""
    if ours.leeway is None or theirs.leeway is None:
        return start, end
    slack = ours.leeway + theirs.leeway
    ahead = _margin(ours, theirs, (start, end), slack).negative(start, end)
    behind = _margin(theirs, ours, (start, end), slack).negative(start, end)
    if ahead is None or behind is None:
        return None
    after = max(ahead[0], behind[0], key=lambda place: abs(place - start))
    before = min(ahead[1], behind[1], key=lambda place: abs(place - start))
    return (after, before) if abs(after - start) < abs(before - start) else None


def _margin(one: Figures, other: Figures, ends: Ends, slack: Fraction) -> Quotient:
    """At nought or more where rounding cannot undo that the one has the higher figure."""
    mine, theirs = one.compared_by, other.compared_by
    if one.inverted and other.inverted and not (mine.constant or theirs.constant):
        mine, theirs = mine.inverse(), theirs.inverse()  # straight lines, without poles
        slack *= max(mine.value(end) or NOUGHT for end in ends)
        margins = [m - t * (1 + slack) for m, t in zip(mine.values, theirs.values, strict=True)]
    else:
        margins = [m - t - slack for m, t in zip(mine.values, theirs.values, strict=True)]
    return Quotient(mine.at, (margins[0], margins[1], margins[2]))


def _decisive(ours: Figures, theirs: Figures, step: Fraction, stretch: Ends) -> Iterator[Fraction]:
    """The ends of a stretch, and where inside it the two come level or part, or stay level."""
    start, end = stretch
    lead = NOUGHT
    passes: list[Iterator[tuple[Fraction, Fraction, Fraction]]] = []
    for tender, worth in ((ours, ours.worth), (theirs, -theirs.worth)):
        for figure in tender.rounded:
            lead += worth * _rounded_after(figure, step, start)
            passes.append(_passed(figure, step, stretch, worth))
    yield start
    in_order = merge(*passes, key=lambda passed: abs(passed[0] - start))
    for place, group in groupby(in_order, key=lambda passed: passed[0]):
        moves = list(group)
        there = lead + sum(at for _, at, _ in moves)
        after = there + sum(beyond for _, _, beyond in moves)
        if min(lead, there, after) <= 0 <= max(lead, there, after):
            yield place
        lead = after
    yield end


def _rounded_after(figure: Quotient, step: Fraction, place: Fraction) -> int:
    """A figure in steps, rounded half up, just after a place on the way."""
    steps = (figure.value(place) or NOUGHT) / step
    falls = figure.values[2] < figure.values[0]
    return ceil(steps - HALF) if falls else floor(steps + HALF)


def _passed(
    figure: Quotient, step: Fraction, stretch: Ends, worth: Fraction
) -> Iterator[tuple[Fraction, Fraction, Fraction]]:
    """Where in a stretch a figure rounds to the next: what that changes there, and just after.

    A half rounds up, so that a figure that falls keeps its higher value at the very place.
    """
    rises = figure.values[2] > figure.values[0]
    whole = _rounded_after(figure, step, stretch[0])
    bound = step * (whole + HALF if rises else whole - HALF)
    place = figure.root(bound)
    while place is not None and strictly_between(place, *stretch):
        yield (place, worth, NOUGHT) if rises else (place, NOUGHT, -worth)
        bound += step if rises else -step
        place = figure.root(bound)
