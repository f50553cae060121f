"""The smallest change of a mark, a price or a weight that changes the winner.

Everything else stays as it was; a changed weight keeps the proportions of the others. Tie points are
exact. Where the invitation declares rounding they are those of the exact figures, and the step
beyond is the first that changes the winner with the rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Final

from attrs import evolve, frozen

from commissioning.evaluation.bids import Bid, Measure
from commissioning.evaluation.contest import HUNDRED, Contest
from commissioning.evaluation.crossing import Crossing, first_change
from commissioning.evaluation.shares import points
from commissioning.evaluation.weights import members_of, names, new_weights
from commissioning.values.rounding import shown
from commissioning.values.scales import Scale

PENNY: Final = Fraction(1, 100)
FURTHEST: Final = 10
"""Prices are followed up to this many times the highest tendered."""


class Moved(StrEnum):
    """What a flip moves."""

    MARK = "mark"
    PRICE = "price"
    WEIGHT = "weight"


@frozen(kw_only=True)
class Flip:
    """The smallest change of one number that changes the winner, everything else as it is."""

    moved: Moved
    provider: str
    """Whose mark or price moves; empty for a weight."""
    about: str
    """The criterion, section or panel."""
    now: Fraction
    tie: Fraction
    """Where the two are exactly level; or the edge at which the winner changes at once."""
    jumps: bool
    beyond: Fraction | None
    """The first mark of the scale, or the first penny, with another winner. None where there is
    none, and for weights, which have no steps."""
    winners: tuple[str, ...]
    """Who is first there."""

    @property
    def change(self) -> Fraction:
        return self.tie - self.now

    def __str__(self) -> str:
        exact = f"{shown(self.tie, 4)}" + (f" (exactly {self.tie})" if _long(self.tie) else "")
        what = f"{self.moved} of {self.provider} on {self.about}"
        if self.moved is Moved.PRICE:
            what = f"price of {self.provider}"
        elif self.moved is Moved.WEIGHT:
            what = f"weight of {self.about}"
        unit = "%" if self.moved is Moved.WEIGHT else ""
        beyond = "beyond it" if self.beyond is None else f"at {shown(self.beyond, 4)}"
        edge = "the edge is" if self.jumps else "level at"
        sentence = f"{what}: now {shown(self.now, 4)}{unit}, {edge} {exact}{unit}"
        if not self.winners:
            return sentence
        verb = "is" if len(self.winners) == 1 else "are"
        return f"{sentence}; {beyond} {' and '.join(self.winners)} {verb} first"


def _long(value: Fraction) -> bool:
    return (value * 10**4).denominator != 1


def flips(contest: Contest) -> tuple[Flip, ...]:
    """For each mark, price and weight: the smallest change that changes the winner, nearest first.

    Empty where nobody wins alone: then any change decides.
    """
    if len(contest.winners) != 1:
        return ()
    found: list[Flip] = []
    for bid in contest.bids:
        found.extend(mark_flips(contest, bid))
    for bid in contest.bids:
        found.extend(price_flips(contest, bid))
    for name in names(contest):
        found.extend(weight_flips(contest, name))
    order = list(Moved)
    return tuple(sorted(found, key=lambda flip: (order.index(flip.moved), abs(flip.change))))


def mark_flips(contest: Contest, bid: Bid) -> Iterator[Flip]:
    """The changes of one tender's marks, one by one, that change the winner."""
    exact = evolve(contest, rounding=None)
    up = bid.provider not in contest.winners
    for number, column in enumerate(contest.columns):
        share = contest.share_of(bid, number)
        if share is None or column.scale is None or not _matters(exact, bid, number, up=up):
            continue
        at = _with_share(exact, bid, number)
        limit = (
            Fraction(1)
            if up
            else points(column.scale, column.scale.lowest)
            / points(column.scale, column.scale.highest)
        )
        turns = [*_floor_turns(at, exact), *([column.passes_at] if column.passes_at else [])]
        crossing = first_change(at, share, limit, turns)
        if crossing is None:
            continue
        tie = mark_at(column.scale, crossing.at)
        rounded_at = _with_share(contest, bid, number)
        beyond, winners = _first_mark(column.scale, tie, contest.winners, rounded_at, up=up)
        yield Flip(
            moved=Moved.MARK,
            provider=bid.provider,
            about=column.reference,
            now=mark_at(column.scale, share),
            tie=tie,
            jumps=crossing.jumps,
            beyond=beyond,
            winners=winners,
        )


def _matters(contest: Contest, bid: Bid, number: int, *, up: bool) -> bool:
    """Whether the whole of a mark could close the gap; spares the search where it plainly cannot."""
    excluded = contest.floors or any(c.passes_at is not None for c in contest.columns)
    if contest.measure is not Measure.POINTS or excluded:
        return contest.columns[number].weight > 0 or bool(excluded)
    standings = contest.standings()
    ranked = {s.provider: s.total for s in standings if s.total is not None}
    if bid.provider not in ranked or len(ranked) < 2:
        return False
    first, second = sorted(ranked.values(), reverse=True)[:2]
    gap = first - (ranked[bid.provider] if up else second)
    share = contest.share_of(bid, number) or Fraction(0)
    return contest.columns[number].weight * (1 - share if up else share) >= gap


def _with_share(contest: Contest, bid: Bid, number: int) -> Callable[[Fraction], Contest]:
    out_of = contest.columns[number].out_of

    def at(share: Fraction) -> Contest:
        earned = (*bid.earned[:number], share * out_of, *bid.earned[number + 1 :])
        return contest.with_bid(evolve(bid, earned=earned))

    return at


def mark_at(scale: Scale, share: Fraction) -> Fraction:
    """The mark that earns a share of the weight, between two marks where it must be."""
    earned = share * points(scale, scale.highest)
    table = scale.table
    if not table:
        return earned
    (below, low), (above, high) = next(pair for pair in pairwise(table) if earned <= pair[1][1])
    along = (earned - Fraction(low)) / Fraction(high - low)
    return Fraction(below) + along * Fraction(above - below)


def _first_mark(
    scale: Scale,
    tie: Fraction,
    winners: tuple[str, ...],
    at: Callable[[Fraction], Contest],
    *,
    up: bool,
) -> tuple[Fraction | None, tuple[str, ...]]:
    """The first mark of the scale, at or beyond the tie point, that has another winner alone."""
    marks = scale.marks if up else tuple(reversed(scale.marks))
    highest = points(scale, scale.highest)
    for mark in marks:
        if mark >= tie if up else mark <= tie:
            there = at(points(scale, mark) / highest).winners
            if there != winners and not set(there) & set(winners):
                return Fraction(mark), there
    return None, at(Fraction(1) if up else Fraction(0)).winners


def price_flips(contest: Contest, bid: Bid) -> Iterator[Flip]:
    """The changes of one tender's price, down and up, that change the winner."""
    if bid.price is None or (not contest.price_reference and not contest.lower_wins):
        return
    exact = evolve(contest, rounding=None)
    others = [b.price for b in contest.bids if b.price is not None and b is not bid]
    highest = FURTHEST * max([bid.price, *others])
    turns = [*others, *(exact.formula.turns(others) if exact.formula else ())]
    if contest.envelope is not None:
        turns.append(contest.envelope)
    for limit, step in ((Fraction(0), -PENNY), (highest, PENNY)):
        crossing = first_change(with_price(exact, bid), bid.price, limit, turns)
        if crossing is None:
            continue
        beyond = _first_price(contest, bid, crossing, step)
        winners = with_price(contest, bid)(beyond).winners
        yield Flip(
            moved=Moved.PRICE,
            provider=bid.provider,
            about=contest.price_reference,
            now=bid.price,
            tie=crossing.at,
            jumps=crossing.jumps,
            beyond=beyond,
            winners=winners,
        )


def _first_price(contest: Contest, bid: Bid, crossing: Crossing, step: Fraction) -> Fraction:
    """The first whole penny with another winner: the edge itself, where it already has one."""
    at_edge = with_price(contest, bid)(crossing.at)
    if crossing.jumps and crossing.at % PENNY == 0 and at_edge.winners != contest.winners:
        return crossing.at
    return beyond_by_a_penny(crossing, step)


def beyond_by_a_penny(crossing: Crossing, step: Fraction) -> Fraction:
    """The first whole penny strictly beyond a place, downwards for a negative step."""
    pennies = crossing.at / PENNY
    whole = pennies.__ceil__() - 1 if step < 0 else pennies.__floor__() + 1
    return max(Fraction(0), whole * PENNY)


def with_price(contest: Contest, bid: Bid) -> Callable[[Fraction], Contest]:
    """The contest for every price that one tender might have."""
    return lambda price: contest.with_bid(evolve(bid, price=price))


def weight_flips(contest: Contest, name: str) -> Iterator[Flip]:
    """The weights of a criterion, section or panel, below and above, that change the winner."""
    exact = evolve(contest, rounding=None)
    members = members_of(exact, name)
    now = sum((exact.weights[m] for m in members), Fraction(0))
    if now == HUNDRED:
        return

    def at(weight: Fraction) -> Contest:
        return exact.with_weights(new_weights(exact, {name: weight}))

    turns = list(_floor_turns(at, exact))
    for limit in (Fraction(0), HUNDRED):
        crossing = first_change(at, now, limit, turns)
        if crossing is None:
            continue
        yield Flip(
            moved=Moved.WEIGHT,
            provider="",
            about=name,
            now=now,
            tie=crossing.at,
            jumps=crossing.jumps,
            beyond=None,
            winners=_beyond_weight(at, crossing, limit, turns),
        )


def _beyond_weight(
    at: Callable[[Fraction], Contest], crossing: Crossing, limit: Fraction, turns: list[Fraction]
) -> tuple[str, ...]:
    """Who is first just beyond a weight; nobody where there is no weight beyond it."""
    room = abs(limit - crossing.at)
    nearest = min((abs(turn - crossing.at) for turn in turns if turn != crossing.at), default=room)
    step = min(nearest, room) / 1000
    return at(crossing.at + (step if limit > crossing.at else -step)).winners if room else ()


def _floor_turns(at: Callable[[Fraction], Contest], contest: Contest) -> Iterator[Fraction]:
    """Where a tender falls below a floor or rises above it: its distance is a straight line."""
    if not contest.floors:
        return
    low, high = at(Fraction(0)), at(Fraction(1))
    for number, floor in enumerate(contest.floors):
        for one, two in zip(low.bids, high.bids, strict=True):
            start = low.above_floor(one, low.floors[number])
            slope = high.above_floor(two, floor) - start
            if slope:
                yield -start / slope
