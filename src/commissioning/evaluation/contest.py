"""The arithmetic of one lot: whole numbers for the marks, one exact fraction for each total.

A `Contest` holds numbers and no records, so a what-if is another contest with one number changed.
Points are out of 100. Marks stay whole numbers until the end: dividing each one is slow, and rounding
on the way would make or break ties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Final

from attrs import evolve

from commissioning.errors import RecordError
from commissioning.evaluation.bids import (
    Bid,
    Floor,
    MarkedCriterion,
    PriceCriterion,
    judged,
    weighted_sums,
)
from commissioning.evaluation.standings import ScoredBid, Standings, TieKey, in_order
from commissioning.records import criteria, methods, pricing
from commissioning.values.frozen import frozen
from commissioning.values.rounding import Rounding, RoundingOf, rounded
from commissioning.values.text import display_name, no_such, sentence

HUNDRED: Final = Fraction(100)


@frozen(kw_only=True)
class Contest:
    """One lot as numbers, by the declared method."""

    method: methods.Method
    columns: tuple[MarkedCriterion, ...]
    bids: tuple[Bid, ...]
    price: PriceCriterion = PriceCriterion()
    floors: tuple[Floor, ...] = ()
    rounding: Rounding | None = None
    tie_breaks: tuple[criteria.TieBreak, ...] = ()

    def __attrs_post_init__(self) -> None:
        if any(column.formula for column in self.columns):
            remaining = [not self.exclusions(bid) for bid in self.bids]
            object.__setattr__(self, "bids", judged(self.columns, self.bids, remaining))

    @property
    def measure(self) -> methods.ComparisonFigure:
        """The figure that tenders are ranked by."""
        return self.method.measure

    def standings(self) -> Standings:
        """Every tender, the best first, excluded ones last; within equals in the order received."""
        ties = [tie_key(self, tie_break) for tie_break in self.tie_breaks]
        return in_order(self.scored_bids(), self.measure.lower_wins, ties)

    def scored_bids(self) -> tuple[ScoredBid, ...]:
        """Every tender with its figures, in the order received."""
        reasons = [bid.exclusions for bid in self.bids]
        if self._minimums or self.floors or self.price.limited:
            reasons = [self.exclusions(bid) for bid in self.bids]
        shares = self.price.shares(self.bids, [not why for why in reasons])
        quality = self.quality_points()
        price_points = [
            None if share is None else self._published(self.price.weight * share)
            for share in shares
        ]
        if self.measure.lower_wins:
            reasons = [
                why
                if points is None or not (refusal := self.method.refusal(points))
                else (*why, refusal)
                for why, points in zip(reasons, quality, strict=True)
            ]
        totals = self._totals(reasons, quality, price_points)
        if any(bid.gone for bid in self.bids):
            # Only now, since a tender that has gone still counts in what the others are measured by.
            reasons = [
                (*why, bid.gone) if bid.gone else why
                for bid, why in zip(self.bids, reasons, strict=True)
            ]
        return tuple(map(ScoredBid, self.bids, reasons, quality, price_points, totals))

    def _totals(
        self,
        reasons: Sequence[tuple[str, ...]],
        quality: Sequence[Fraction | None],
        price_points: Sequence[Fraction | None],
    ) -> Sequence[Fraction | None]:
        """The figure each tender is ranked by; None if it is excluded or lacks a mark or its price."""
        scored = [
            None
            if why or points is None or (earned is None and self.price.weight)
            else methods.Scored(points, earned or pricing.ZERO, bid.price)
            for why, points, earned, bid in zip(
                reasons, quality, price_points, self.bids, strict=True
            )
        ]
        field = [each for each in scored if each is not None]
        totals = [None if each is None else _total(self.method, each, field) for each in scored]
        if self.rounding and self.rounding.of is RoundingOf.TOTAL:
            places = self.rounding.places
            return [None if total is None else rounded(total, places) for total in totals]
        return totals

    def _published(self, points: Fraction) -> Fraction:
        if self.rounding and self.rounding.of is RoundingOf.LINE:
            return rounded(points, self.rounding.places)
        return points

    def quality_points(self) -> list[Fraction | None]:
        """The points of each tender on everything but price; None where a mark is missing."""
        if self.rounding and self.rounding.of is RoundingOf.LINE:
            return [_rounded_lines(self, bid, self.rounding.places) for bid in self.bids]
        scale, coefficients = self._coefficients
        sums = weighted_sums(coefficients, self.bids)
        points = {
            whole: None if whole is None else Fraction(whole, scale)
            for whole in dict.fromkeys(sums)
        }
        return [points[whole] for whole in sums]

    @cached_property
    def _coefficients(self) -> tuple[int, tuple[int, ...]]:
        """Whole numbers in the proportion of weight to marks, and what their sum is divided by."""
        parts = [column.weight / column.out_of for column in self.columns]
        scale = lcm(*(part.denominator for part in parts))
        return scale, tuple(part.numerator * (scale // part.denominator) for part in parts)

    def line_points(self, bid: Bid, number: int) -> Fraction | None:
        """The points of a tender on one criterion, before any rounding."""
        column = self.columns[number]
        share = column.share(bid.earned[number])
        return None if share is None else share * column.weight

    def published_points(self, bid: Bid, number: int) -> Fraction | None:
        """The points of a tender on one criterion, after any rounding declared for lines."""
        points = self.line_points(bid, number)
        return None if points is None else self._published(points)

    def exclusions(self, bid: Bid) -> tuple[str, ...]:
        """Why a tender is excluded, by the published minimums, floors and price limits."""
        return (*bid.exclusions, *self._below(bid), *self.price.refusals(bid.price))

    def margin(self, bid: Bid, floor: Floor) -> Fraction:
        """How far a tender is above a floor; below zero excludes it."""
        return floor.margin(self._shares(bid))

    def _shares(self, bid: Bid) -> list[Fraction | None]:
        return [c.share(earned) for c, earned in zip(self.columns, bid.earned, strict=True)]

    def _below(self, bid: Bid) -> Iterator[str]:
        for number in self._minimums:
            column = self.columns[number]
            if column.fails(bid.earned[number]):
                yield f"{column.title} is {column.fails_in_words}"
        if self.floors:
            shares = self._shares(bid)
            yield from filter(None, (floor.refusal(shares) for floor in self.floors))

    @cached_property
    def _minimums(self) -> tuple[int, ...]:
        return tuple(n for n, column in enumerate(self.columns) if column.passes_at is not None)

    def numbers(self, name: str) -> tuple[int, ...]:
        """The columns that a criterion, a section or a panel stands for; in that order of precedence."""
        names = [((c.reference,), c.sections, (c.panel,)) for c in self.columns]
        by_kind = (
            tuple(n for n, own in enumerate(names) if name in own[kind]) for kind in range(3)
        )
        return next(filter(None, by_kind), ())

    @cached_property
    def _by_provider(self) -> dict[str, Bid]:
        return {bid.provider: bid for bid in self.bids}

    def bid(self, provider: str) -> Bid:
        """The tender of a provider. Raises `LookupError` for one who has none."""
        bid = self._by_provider.get(provider)
        if bid is None:
            raise LookupError(sentence(no_such("tender from", provider, self._by_provider)))
        return bid

    def with_bid(self, changed: Bid) -> Contest:
        """The same contest with one tender changed."""
        bids = tuple(changed if bid.provider == changed.provider else bid for bid in self.bids)
        return evolve(self, bids=bids)

    def with_earned(self, bid: Bid, number: int, earned: Fraction) -> Contest:
        """The same contest with other points of a tender on one criterion."""
        every = (*bid.earned[:number], earned, *bid.earned[number + 1 :])
        return self.with_bid(evolve(bid, earned=every))

    def without(self, provider: str) -> Contest:
        """The same contest as if a provider had not tendered."""
        return evolve(self, bids=tuple(b for b in self.bids if b.provider != provider))

    def with_weights(self, weights: Mapping[str, Fraction]) -> Contest:
        """The same contest with other weights, by the reference of each criterion.

        Minimum marks and floors stay; a floor whose criteria all lose their weight keeps the
        proportions that they had.
        """
        columns = tuple(evolve(c, weight=weights[c.reference]) for c in self.columns)
        price = evolve(self.price, weight=weights.get(self.price.reference, self.price.weight))
        floors = tuple(floor.under([column.weight for column in columns]) for floor in self.floors)
        return evolve(self, columns=columns, price=price, floors=floors)

    @property
    def weights(self) -> dict[str, Fraction]:
        """The weight of each criterion in per cent, price included where it has one."""
        weights = {column.reference: column.weight for column in self.columns}
        if self.price.weight:
            weights[self.price.reference] = self.price.weight
        return weights

    @property
    def winners(self) -> tuple[str, ...]:
        """The tenders that rank first; more than one where a tie stays a tie."""
        return self.standings().winners


def _total(
    method: methods.Method, tender: methods.Scored, field: Sequence[methods.Scored]
) -> Fraction | None:
    """The figure that a method ranks a tender by, or a refusal: a council's own method may divide by zero."""
    try:
        total: object = method.total(tender, field)
    except ZeroDivisionError:
        total = "a division by zero"
    if total is None or type(total) is Fraction:
        return total
    problem = f"total: {total!r} is no Fraction; give None for a tender without a result"
    raise RecordError(display_name(type(method)), (problem,))


def _rounded_lines(contest: Contest, bid: Bid, places: int) -> Fraction | None:
    """The sum of a tender's lines, each rounded half up, in whole numbers of the last place."""
    lines = 0
    for column, earned in zip(contest.columns, bid.earned, strict=True):
        if earned is None:
            return None
        twice = 2 * column.weight.denominator * column.out_of
        lines += (2 * 10**places * column.weight.numerator * earned + twice // 2) // twice
    return Fraction(lines, 10**places)


def tie_key(contest: Contest, tie_break: criteria.TieBreak) -> TieKey:
    """A declared tie-break in words, and the figure it compares; the highest wins."""
    words = str(tie_break.by)
    if tie_break.by is criteria.TieBreakBy.QUALITY:
        return words, lambda row: row.quality or pricing.ZERO
    if tie_break.by is criteria.TieBreakBy.PRICE:
        return words, lambda row: -(row.bid.price or pricing.ZERO)
    name, numbers = tie_break.criterion, contest.numbers(tie_break.criterion)
    priced = name == contest.price.reference or name in contest.price.sections
    return f"{words} ({name})", lambda row: sum(
        (contest.published_points(row.bid, number) or pricing.ZERO for number in numbers),
        (row.price_points or pricing.ZERO) if priced else pricing.ZERO,
    )
