"""The smallest change of a mark, a price or a weight that changes the winner.

Everything else stays as it was; a changed weight keeps the proportions of the others. The result is
followed as it would be published, with the declared rounding and tie-breaks, under every method and
price formula, and the points where it changes are exact: see `sweep` for the algorithm. Marks are
followed to the ends of their scale, weights from 0 to 100, and prices from zero to `FURTHEST` times the
highest tendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from math import ceil, floor
from typing import Final, cast

from attrs import evolve, field

from commissioning.evaluation.bids import Bid, as_money
from commissioning.evaluation.contest import HUNDRED, Contest
from commissioning.evaluation.what_if.sweep import (
    ContestAt,
    SweepInterval,
    sweep,
    winners_just_beyond,
)
from commissioning.evaluation.what_if.weights import members_of, names, weights_of, with_together
from commissioning.records.pricing import ONE, ZERO
from commissioning.values.frozen import frozen
from commissioning.values.listings import Listing, OneLine
from commissioning.values.money import Money
from commissioning.values.rounding import to_four_places
from commissioning.values.scales import Scale
from commissioning.values.tables import Column, ColumnsOf, Kind
from commissioning.values.text import Word, listed

PENNY: Final = Fraction(1, 100)
# Under some formulas points for price approach zero and never reach it; a sweep needs an end all the same.
FURTHEST: Final = 10
"""Prices are followed up to this many times the highest tendered; up to 10 where all are zero."""


class FlipKind(Word):
    """The kind of number that a flip moves."""

    MARK = "mark"
    PRICE = "price"
    WEIGHT = "weight"


@frozen(kw_only=True, repr=False)
class Flip(OneLine):
    """The smallest change of one number that changes the winner, everything else as it is."""

    moved: FlipKind
    provider: str
    """The tenderer whose mark or price moves; empty for a weight."""
    about: str
    """The criterion, section or panel."""
    now: Fraction
    """For a mark, the one that earns what is earned now; it may lie between two of the scale."""
    tie: Fraction
    """The point at which the winner is first caught up; there or just beyond, it is not first alone."""
    jumps: bool
    """Whether no tender is level there: an edge of a band, a floor or a rounding."""
    beyond: Fraction | None
    """The first mark of the scale, or penny, at which the winner of now is no longer among the
    first; where it stays among them, the first at which it is not alone. None for weights, which
    have no steps."""
    winners: tuple[str, ...]
    """The tenders that are first at `beyond`; for a weight, just beyond the tie point. Empty if all are
    excluded there, if a weight cannot go further, and if the winner of now is first again at once."""
    lot: str = ""
    """The lot, where several are looked at together."""
    money: Money | None = field(default=None, eq=False)
    """One of the prices, for the currency and VAT basis of one that moves."""

    @property
    def change(self) -> Fraction:
        return self.tie - self.now

    def __str__(self) -> str:
        now, tie = as_money(self.now, self.money, 4), as_money(self.tie, self.money, 4)
        first = "tie for first" if len(self.winners) > 1 else "be first"
        outcome = f"{listed(self.winners) or 'every tender'} would {first if self.winners else 'be excluded'}"
        exactly = self.tie if (self.tie * 10**4).denominator != 1 else ""
        if self.moved is FlipKind.WEIGHT:
            at = f"{tie}%" + (f" (exactly {exactly})" if exactly else "")
            side = "Below" if self.tie < self.now else "Above" if self.tie > self.now else "Past"
            jump = ", by a jump without a tie" if self.jumps else ""
            change = f"{side} {at} {outcome}{jump}"
            if not self.winners:
                change = f"At {at} the winner would no longer be first alone"
            return f"Weight of {self.about}: {now}% now. {change}."
        at = tie + (f", exactly {exactly}" if exactly else "")
        edge = f" (a jump at {at}, without a tie)" if self.jumps else f" (tie at {at})"
        on = f" on {self.about}" if self.moved is FlipKind.MARK else ""
        step = cast("Fraction", self.beyond)
        return (
            f"{str(self.moved).capitalize()} of {self.provider}{on}: {now} now. "
            f"At {as_money(step, self.money, 4)} {outcome}{edge if self.jumps or self.tie != step else ''}."
        )


class Flips(Listing[Flip]):
    """The smallest changes that change the winner: first marks, then prices, then weights."""

    __slots__ = ()

    noun = "flip"
    columns = ColumnsOf[Flip](
        (Column("lot"), lambda one: one.lot or None),
        (Column("moved"), lambda one: str(one.moved)),
        (Column("provider"), lambda one: one.provider or None),
        (Column("about", Kind.TEXT, "the criterion, section or panel"), lambda one: one.about or None),
        (Column("now", Kind.NUMBER), lambda one: to_four_places(one.now)),
        (Column("tie", Kind.NUMBER, "the point at which the winner is first caught up, to four places"),
            lambda one: to_four_places(one.tie)),
        (Column("change", Kind.NUMBER, "from now to the tie"), lambda one: to_four_places(one.change)),
        (Column("first then"), lambda one: ", ".join(one.winners) or None),
    )  # fmt: skip

    def line(self, one: Flip) -> str:
        return f"Lot {one.lot}: {one}" if one.lot else str(one)


def flips(contest: Contest) -> Flips:
    """For each mark, price and weight: the smallest changes, up and down, that change the winner.

    First marks, then prices, then weights; of each kind the nearest first. Empty where no tender wins
    alone: then any change decides. Prices are left out where the price formula states no breakpoints.
    Raises `RecordError` where the award method states no `merit`.
    """
    every = chain(
        *(mark_flips(contest, bid) for bid in contest.bids),
        *(price_flips(contest, bid) for bid in contest.bids),
        *(weight_flips(contest, name) for name in names(contest)),
    )
    order = list(FlipKind)
    return Flips(sorted(every, key=lambda flip: (order.index(flip.moved), abs(flip.change))))


def unmoved(
    moved: FlipKind, provider: str, about: str, now: Fraction, money: Money | None = None
) -> Flip:
    """A number before its flip is found: the tie point is where it is now."""
    return Flip(
        moved=moved,
        provider=provider,
        about=about,
        now=now,
        tie=now,
        jumps=False,
        beyond=now,
        winners=(),
        money=money,
    )


def overtaking(
    contest_at: ContestAt,
    flip: Flip,
    limit: Fraction,
    breakpoints: Sequence[Fraction],
    step_in: Callable[[SweepInterval], Fraction | None],
) -> Flip | None:
    """The change of the winner nearest to `flip.now` that a step shows, on the way to `limit`.

    `step_in` gives the first step in an interval, or None. A change that lies wholly between two steps
    cannot happen.
    """
    now = flip.now
    before = contest_at(now).winners
    tie: Fraction | None = None
    level: Flip | None = None
    for interval in sweep(contest_at, now, limit, breakpoints):
        if interval.winners == before:
            if level:
                break
            # A change that came and went between two marks or pence: no tender can make it.
            tie = None
            continue
        tie = interval.start if tie is None else tie
        step = step_in(interval)
        if step is None:
            continue
        there = evolve(
            flip,
            tie=tie,
            jumps=_jumps(contest_at(tie), before[0]),
            beyond=step,
            winners=contest_at(step).winners,
        )
        if before[0] not in there.winners:
            return there
        # The winner is only level here. A later step may show it behind; if none does, this one counts.
        level = level or there
    return level


def _jumps(contest: Contest, winner: str) -> bool:
    """Whether no tender is level with the winner at the point where it is caught up."""
    standings = {standing.provider: standing for standing in contest.standings()}
    level_with = standings[winner].level_with
    # A tie-break may put the other one first there, so the rank of each is asked.
    return not any(standings[name].rank == 1 for name in (winner, *level_with) if level_with)


def mark_flips(contest: Contest, bid: Bid) -> Iterator[Flip]:
    """The changes of one tender's marks, one by one, that change the winner.

    Better marks for a loser and worse ones for the winner; worse ones for a loser too, where a minimum
    or a floor would take its price or its figures out of the others' points, or rounding may turn on it.
    """
    if len(contest.winners) != 1:
        return
    wins = bid.provider in contest.winners
    excluding = bool(contest.floors) or any(c.passes_at is not None for c in contest.columns)
    formulas = (contest.price.formula, *(column.formula for column in contest.columns))
    relative = any(formula is not None and formula.relative for formula in formulas)
    for number, column in enumerate(contest.columns):
        share = column.share(bid.earned[number])
        if share is None or column.scale is None:
            continue
        if not wins:
            yield from _mark_flip(contest, bid, number, share, up=True)
        # Excluding a loser moves no points of the others unless they are measured by its offer.
        if wins or (excluding and relative) or _rescales(contest):
            yield from _mark_flip(contest, bid, number, share, up=False)


def _mark_flip(
    contest: Contest, bid: Bid, number: int, share: Fraction, *, up: bool
) -> Iterator[Flip]:
    column = contest.columns[number]
    scale = cast("Scale", column.scale)
    marks = {scale.share(mark): mark for mark in scale.marks}
    steps = sorted(marks, reverse=not up)

    def at(moved: Fraction) -> Contest:
        return contest.with_earned(bid, number, moved * column.out_of)

    # The further a mark moves the more it does: if its end changes nothing, no mark does.
    if not _rescales(contest) and at(steps[-1]).winners == contest.winners:
        return
    minimum = [column.passes_at] if column.passes_at else []
    flip = overtaking(
        at,
        unmoved(FlipKind.MARK, bid.provider, column.reference, share),
        steps[-1],
        [*_floor_breakpoints(at, ONE), *minimum],
        lambda interval: next(filter(interval.holds, steps), None),
    )
    if flip is not None:
        beyond = Fraction(marks[cast("Fraction", flip.beyond)])
        now, tie = scale.mark_at(share), scale.mark_at(flip.tie)
        yield evolve(flip, now=now, tie=tie, beyond=beyond)


def _rescales(contest: Contest) -> bool:
    """Whether totals are measured by the lowest score and then rounded: any mark may make two alike."""
    return contest.method.relative and contest.rounding is not None


def price_flips(contest: Contest, bid: Bid) -> Iterator[Flip]:
    """The changes of one tender's price, down and up, that change the winner."""
    if bid.price is None or len(contest.winners) != 1:
        return
    others = [b for b in contest.bids if b.price is not None and b.provider != bid.provider]
    breakpoints = price_breakpoints(contest, others)
    if breakpoints is None:
        return
    highest = FURTHEST * (max([bid.price, *(b.price or ZERO for b in others)]) or ONE)
    about = contest.price.reference
    flip = unmoved(FlipKind.PRICE, bid.provider, about, bid.price, contest.price.money)
    at = with_price(contest, bid)
    yield from filter(
        None, (overtaking(at, flip, end, breakpoints, first_penny) for end in (ZERO, highest))
    )


def price_breakpoints(contest: Contest, others: Sequence[Bid]) -> list[Fraction] | None:
    """The prices at which one tender's points change their form; None if the formula states none."""
    formula = contest.price.formula
    envelope = [] if contest.price.envelope is None else [contest.price.envelope]
    if formula is None:
        return envelope
    # Some formulas measure by every price that was tendered, others only by those still in.
    counted = [b for b in others if formula.counts_excluded or not contest.exclusions(b)]
    known = formula.breakpoints([bid.price for bid in counted if bid.price is not None])
    return None if known is None else [*envelope, *known]


def first_penny(interval: SweepInterval) -> Fraction | None:
    """The first whole penny in an interval of prices, on the way from its start."""
    start, end = interval.start, interval.end
    if start == end:
        return start if start % PENNY == 0 else None
    # Intervals are open: the start itself belongs to the point before.
    whole = floor(start / PENNY) + 1 if end > start else ceil(start / PENNY) - 1
    return whole * PENNY if interval.holds(whole * PENNY) else None


def with_price(contest: Contest, bid: Bid) -> ContestAt:
    """The contest for every price that one tender might have."""
    return lambda price: contest.with_bid(evolve(bid, price=price))


def weight_flips(contest: Contest, name: str) -> Iterator[Flip]:
    """The weights of a criterion, section or panel, below and above, that change the winner."""
    weights, members = weights_of(contest), members_of(contest, name)
    if len(contest.winners) != 1 or len(members) == len(weights):
        return
    now = sum((weights[member] for member in members), ZERO)

    def at(weight: Fraction) -> Contest:
        return contest.with_weights(with_together(weights, members, weight))

    # No price formula looks at weights; but a floor may let a tender in or out, and its price with it.
    breakpoints = list(_floor_breakpoints(at, HUNDRED))
    for limit in (ZERO, HUNDRED):
        intervals = sweep(at, now, limit, breakpoints)
        caught = next((each for each in intervals if each.winners != contest.winners), None)
        if caught is None:
            continue
        # A lone point is a tie; what is beyond it is in the next interval, if the weight can go on.
        after = next(intervals, None) if caught.start == caught.end else caught
        past = after is not None and after.winners != contest.winners
        yield Flip(
            moved=FlipKind.WEIGHT,
            provider="",
            about=name,
            now=now,
            tie=caught.start,
            jumps=_jumps(at(caught.start), contest.winners[0]),
            beyond=None,
            winners=winners_just_beyond(at, after) if after is not None and past else (),
        )


def _floor_breakpoints(contest_at: ContestAt, limit: Fraction) -> Iterator[Fraction]:
    """The points where a tender reaches a floor: its margin is linear, so two samples determine it.

    As a percentage of the floor's criteria it would be a quotient; `Floor.margin` leaves out the division,
    which does not move its zero.
    """
    # Not at the ends: a floor whose criteria all lose their weight keeps their former proportions.
    low, high = contest_at(limit / 3), contest_at(2 * limit / 3)
    for one, other in zip(low.floors, high.floors, strict=True):
        for before, after in zip(low.bids, high.bids, strict=True):
            start = low.margin(before, one)
            slope = high.margin(after, other) - start
            if slope:
                yield limit / 3 * (1 - start / slope)
