"""The smallest change of a mark, a price or a weight that changes the winner.

Everything else stays as it was; a changed weight keeps the proportions of the others. The result is
followed as it would be published, with the declared rounding and tie-breaks, under every method and
price formula, and the places where it changes are exact: they come from closed forms, not samples.
Marks are followed to the ends of their scale, weights from 0 to 100, and prices from nought to
`FURTHEST` times the highest tendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Final, cast

from attrs import evolve

from commissioning.evaluation.bids import Bid
from commissioning.evaluation.contest import HUNDRED, Contest
from commissioning.evaluation.marking.points import points
from commissioning.evaluation.what_if.linear_fraction import NOUGHT
from commissioning.evaluation.what_if.sweep import ContestAt, Span, along, first_beyond
from commissioning.evaluation.what_if.weights import members_of, names, weights_of, with_together
from commissioning.records.methods import Measure
from commissioning.values.frozen import frozen
from commissioning.values.rounding import shown
from commissioning.values.scales import Scale

PENNY: Final = Fraction(1, 100)
FURTHEST: Final = 10
"""Prices are followed up to this many times the highest tendered; up to this where all are nought."""


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
    """For a mark, the one that earns what is earned now; it may lie between two of the scale."""
    tie: Fraction
    """Where the winner is first caught up: beyond it, if not there, it is no longer first alone."""
    jumps: bool
    """Whether nobody is level there: an edge of a band, a floor or a rounding."""
    beyond: Fraction | None
    """The first mark of the scale, or penny, at which the winner of now is no longer among the
    first; where it stays among them, the first at which it is not alone. None for weights, which
    have no steps."""
    winners: tuple[str, ...]
    """Who is first there; for a weight, who is first just beyond the tie point. Empty where nobody
    is, where a weight cannot go further, and where the winner of now is first again at once."""

    @property
    def change(self) -> Fraction:
        return self.tie - self.now

    def __str__(self) -> str:
        what = f"{self.moved} of {self.provider} on {self.about}"
        if self.moved is Moved.PRICE:
            what = f"price of {self.provider}"
        elif self.moved is Moved.WEIGHT:
            what = f"weight of {self.about}"
        unit = "%" if self.moved is Moved.WEIGHT else ""
        tie = f"{shown(self.tie, 4)}{unit}" + (f" (exactly {self.tie})" if _long(self.tie) else "")
        beyond = "beyond it" if self.beyond is None else f"at {shown(self.beyond, 4)}"
        edge = "the edge is" if self.jumps else "level at"
        sentence = f"{what}: now {shown(self.now, 4)}{unit}, {edge} {tie}"
        if self.beyond is None and not self.winners:
            return sentence
        verb = "are" if len(self.winners) > 1 else "is"
        return f"{sentence}; {beyond} {' and '.join(self.winners) or 'nobody'} {verb} first"


def _long(value: Fraction) -> bool:
    return (value * 10**4).denominator != 1


def flips(contest: Contest) -> tuple[Flip, ...]:
    """For each mark, price and weight: the smallest changes, up and down, that change the winner.

    First marks, then prices, then weights; of each kind the nearest first. Empty where no tender wins
    alone: then any change decides. Prices are left out where the price formula states no breakpoints.
    Raises `RecordError` where the award method states no `merit`.
    """
    found: list[Flip] = []
    for bid in contest.bids:
        found.extend(mark_flips(contest, bid))
    for bid in contest.bids:
        found.extend(price_flips(contest, bid))
    for name in names(contest):
        found.extend(weight_flips(contest, name))
    order = list(Moved)
    return tuple(sorted(found, key=lambda flip: (order.index(flip.moved), abs(flip.change))))


@frozen(kw_only=True)
class Overtaking:
    """Where a single winner is caught up first, and the first step at which that shows."""

    tie: Fraction
    jumps: bool
    beyond: Fraction
    winners: tuple[str, ...]


def overtaking(
    contest_at: ContestAt,
    now: Fraction,
    limit: Fraction,
    turns: list[Fraction],
    step_in: Callable[[Span], Fraction | None],
) -> Overtaking | None:
    """The change of the winner nearest to `now` that a step shows, on the way to `limit`.

    `step_in` gives the first step in a span, or None. A change that lies wholly between two steps
    cannot happen.
    """
    before = contest_at(now).winners
    tie: Fraction | None = None
    level: Overtaking | None = None
    for span in along(contest_at, now, limit, turns):
        if span.winners == before:
            if level:
                break
            tie = None
            continue
        tie = span.start if tie is None else tie
        step = step_in(span)
        if step is None:
            continue
        there = Overtaking(
            tie=tie,
            jumps=_jumps(contest_at(tie), before[0]),
            beyond=step,
            winners=contest_at(step).winners,
        )
        if before[0] not in there.winners:
            return there
        level = level or there
    return level


def _jumps(contest: Contest, winner: str) -> bool:
    """Whether nobody is level with the winner at the place where it is caught up."""
    standings = {standing.provider: standing for standing in contest.standings()}
    level_with = standings[winner].level_with
    return not any(standings[name].rank == 1 for name in (winner, *level_with) if level_with)


def mark_flips(contest: Contest, bid: Bid) -> Iterator[Flip]:
    """The changes of one tender's marks, one by one, that change the winner.

    Better marks for a loser and worse ones for the winner; worse ones for a loser too, where a
    minimum or a floor would take its price out of the others' points.
    """
    if len(contest.winners) != 1:
        return
    wins = bid.provider in contest.winners
    excluding = bool(contest.floors) or any(c.passes_at is not None for c in contest.columns)
    relative = contest.price.formula is not None and contest.price.formula.relative
    gap = None if excluding else _gap(contest, bid)
    for number, column in enumerate(contest.columns):
        share = contest.columns[number].share(bid.earned[number])
        if share is None or column.scale is None:
            continue
        if gap is not None and column.weight * (share if wins else 1 - share) < gap:
            continue
        if not wins:
            yield from _mark_flip(contest, bid, number, share, up=True)
        if wins or (excluding and relative):
            yield from _mark_flip(contest, bid, number, share, up=False)


def _gap(contest: Contest, bid: Bid) -> Fraction | None:
    """The points that a mark must move at least; None where there is more to it than points."""
    totals = {s.provider: s.total for s in contest.standings() if s.total is not None}
    own = totals.pop(bid.provider, None)
    if contest.measure != Measure.POINTS or own is None or not totals:
        return None
    by_rounding = Fraction(1, 10**contest.rounding.places) if contest.rounding else NOUGHT
    return abs(max(totals.values()) - own) - by_rounding


def _mark_flip(
    contest: Contest, bid: Bid, number: int, share: Fraction, *, up: bool
) -> Iterator[Flip]:
    column = contest.columns[number]
    scale = cast("Scale", column.scale)
    highest = points(scale, scale.highest)
    marks = {points(scale, mark) / highest: mark for mark in scale.marks}
    steps = sorted(marks, reverse=not up)
    at = _with_share(contest, bid, number)
    turns = [*_floor_turns(at, Fraction(1)), *([column.passes_at] if column.passes_at else [])]
    found: Overtaking | None = None
    # The further a mark moves the more it does: where its end changes nothing, no mark does.
    if at(steps[-1]).winners != contest.winners:
        found = overtaking(
            at, share, steps[-1], turns, lambda span: next(filter(span.holds, steps), None)
        )
    if found is not None:
        yield Flip(
            moved=Moved.MARK,
            provider=bid.provider,
            about=column.reference,
            now=mark_at(scale, share),
            tie=mark_at(scale, found.tie),
            jumps=found.jumps,
            beyond=Fraction(marks[found.beyond]),
            winners=found.winners,
        )


def _with_share(contest: Contest, bid: Bid, number: int) -> ContestAt:
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


def price_flips(contest: Contest, bid: Bid) -> Iterator[Flip]:
    """The changes of one tender's price, down and up, that change the winner."""
    if bid.price is None or len(contest.winners) != 1:
        return
    others = [b for b in contest.bids if b.price is not None and b.provider != bid.provider]
    highest = FURTHEST * (max([bid.price, *(b.price or NOUGHT for b in others)]) or Fraction(1))
    places = price_breakpoints(contest, others)
    for limit in (NOUGHT, highest) if places is not None else ():
        found = overtaking(with_price(contest, bid), bid.price, limit, places or [], first_penny)
        if found is not None:
            yield Flip(
                moved=Moved.PRICE,
                provider=bid.provider,
                about=contest.price.reference,
                now=bid.price,
                tie=found.tie,
                jumps=found.jumps,
                beyond=found.beyond,
                winners=found.winners,
            )


def price_breakpoints(contest: Contest, others: Sequence[Bid]) -> list[Fraction] | None:
    """The prices at which one tender's points change their form; None if the formula states none."""
    formula = contest.price.formula
    places = [] if contest.price.envelope is None else [contest.price.envelope]
    if formula is not None:
        counted = [b for b in others if formula.counts_excluded or not contest.exclusions(b)]
        known = formula.breakpoints([bid.price for bid in counted if bid.price is not None])
        if known is None:
            return None
        places.extend(known)
    return places


def first_penny(span: Span) -> Fraction | None:
    """The first whole penny in a span of prices, on the way from its start."""
    if span.start == span.end:
        return span.start if span.start % PENNY == 0 else None
    pennies = span.start / PENNY
    whole = floor(pennies) + 1 if span.end > span.start else ceil(pennies) - 1
    return whole * PENNY if span.holds(whole * PENNY) else None


def with_price(contest: Contest, bid: Bid) -> ContestAt:
    """The contest for every price that one tender might have."""
    return lambda price: contest.with_bid(evolve(bid, price=price))


def weight_flips(contest: Contest, name: str) -> Iterator[Flip]:
    """The weights of a criterion, section or panel, below and above, that change the winner."""
    weights, members = weights_of(contest), members_of(contest, name)
    if len(contest.winners) != 1 or len(members) == len(weights):
        return
    now = sum((weights[member] for member in members), NOUGHT)

    def at(weight: Fraction) -> Contest:
        return contest.with_weights(with_together(weights, members, weight))

    turns = list(_floor_turns(at, HUNDRED))
    for limit in (NOUGHT, HUNDRED):
        spans = along(at, now, limit, turns)
        caught = next((span for span in spans if span.winners != contest.winners), None)
        if caught is None:
            continue
        after = next(spans, None) if caught.start == caught.end else caught
        past = after is not None and after.winners != contest.winners
        yield Flip(
            moved=Moved.WEIGHT,
            provider="",
            about=name,
            now=now,
            tie=caught.start,
            jumps=_jumps(at(caught.start), contest.winners[0]),
            beyond=None,
            winners=first_beyond(at, after) if after is not None and past else (),
        )


def _floor_turns(contest_at: ContestAt, limit: Fraction) -> Iterator[Fraction]:
    """Where a tender falls below a floor or rises above it: its distance is a straight line."""
    low, high = contest_at(limit / 3), contest_at(2 * limit / 3)
    for one, other in zip(low.floors, high.floors, strict=True):
        for before, after in zip(low.bids, high.bids, strict=True):
            start = low.margin(before, one)
            slope = high.margin(after, other) - start
            if slope:
                yield limit / 3 * (1 - start / slope)
