"""The arithmetic of one lot: whole numbers for the marks, one exact fraction for each total.

A `Contest` holds no records, only numbers, so that a what-if is another contest with one number
changed. Points are out of 100. Nothing is divided mark by mark: rounding on the way breaks ties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Final

from attrs import evolve

from commissioning.evaluation.bids import (
    Bid,
    Floor,
    MarkedCriterion,
    Measure,
    Row,
    Standing,
    in_groups,
)
from commissioning.evaluation.weighted_sums import weighted_sums
from commissioning.records.criteria import (
    PricePerQualityPoint,
    QualityFloorThenPrice,
    TieBreak,
    TieBreakBy,
    WeightedSum,
)
from commissioning.records.pricing import (
    FixedPrice,
    FloorAndCeiling,
    PriceBase,
    PriceField,
    PriceFormula,
)
from commissioning.values.frozen import frozen
from commissioning.values.rounding import Rounding, RoundingOf, rounded, shown

ComputableMethod = WeightedSum | PricePerQualityPoint | QualityFloorThenPrice
HUNDRED: Final = Fraction(100)
NO_PRICE_PER_POINT: Final = "a quality score of nought gives no price per quality point"


@frozen(kw_only=True)
class Contest:
    """One lot as numbers, by the declared method."""

    measure: Measure
    columns: tuple[MarkedCriterion, ...]
    bids: tuple[Bid, ...]
    price_reference: str = ""
    price_weight: Fraction = Fraction(0)
    price_sections: tuple[str, ...] = ()
    """The sections that price is in, innermost first."""
    formula: PriceFormula | None = None
    envelope: Fraction | None = None
    """The price above which a tender is excluded."""
    floors: tuple[Floor, ...] = ()
    rounding: Rounding | None = None
    tie_breaks: tuple[TieBreak, ...] = ()

    def standings(self) -> tuple[Standing, ...]:
        """Every tender, the best first, excluded ones last; within equals in the order received."""
        rows = self._rows()
        standings: list[Standing] = []
        for group in in_groups(rows, self.lower_wins):
            rank = len(standings) + 1
            equals = tuple([row.bid.provider for row in group]) if len(group) > 1 else ()
            parts = self._parted(group, self.tie_breaks, "") if self.tie_breaks else ((group, ""),)
            for part, decided_by in parts:
                standings += [row.standing(rank, equals, decided_by) for row in part]
                rank += len(part)
        if len(standings) < len(rows):
            standings += [row.standing(None) for row in rows if row.exclusions or row.total is None]
        return tuple(standings)

    def _rows(self) -> tuple[Row, ...]:
        reasons = [bid.exclusions for bid in self.bids]
        if self._excludes:
            reasons = [self.exclusions(bid) for bid in self.bids]
        shares = self.price_shares([not why for why in reasons])
        quality = self.quality_points()
        price_points = [None if share is None else self._price_points(share) for share in shares]
        totals = self._totals(quality, price_points)
        if self.measure is Measure.PRICE_PER_POINT:
            reasons = [
                (*why, NO_PRICE_PER_POINT) if points == 0 else why
                for why, points in zip(reasons, quality, strict=True)
            ]
        return tuple(map(Row, self.bids, reasons, quality, price_points, totals))

    @cached_property
    def lower_wins(self) -> bool:
        """Whether the lowest figure is first, as with prices."""
        return self.measure is not Measure.POINTS

    def _totals(
        self, quality: Sequence[Fraction | None], price_points: Sequence[Fraction | None]
    ) -> Sequence[Fraction | None]:
        """What tenders are compared by; None for one that lacks a mark or a price it needs."""
        totals = quality
        if self.lower_wins or self.price_weight:
            totals = list(map(self._total, self.bids, quality, price_points))
        if self.rounding and self.rounding.of is RoundingOf.TOTAL:
            places = self.rounding.places
            return [None if total is None else rounded(total, places) for total in totals]
        return totals

    def _total(
        self, bid: Bid, quality: Fraction | None, price_points: Fraction | None
    ) -> Fraction | None:
        if quality is None or bid.price is None:
            return None
        if self.measure is Measure.POINTS:
            return quality + price_points if price_points else quality
        if self.measure is Measure.PRICE:
            return bid.price
        return bid.price / quality if quality else None

    def _price_points(self, share: Fraction) -> Fraction:
        points = self.price_weight * share
        if self.rounding and self.rounding.of is RoundingOf.LINE:
            return rounded(points, self.rounding.places)
        return points

    def quality_points(self) -> list[Fraction | None]:
        """The points of each tender on everything but price; None where a mark is missing."""
        if self.rounding and self.rounding.of is RoundingOf.LINE:
            return [self._rounded_lines(bid, self.rounding.places) for bid in self.bids]
        scale, coefficients = self._coefficients
        sums = weighted_sums(coefficients, self.bids)
        points = {
            whole: None if whole is None else Fraction(whole, scale)
            for whole in dict.fromkeys(sums)
        }
        return [points[whole] for whole in sums]

    def _rounded_lines(self, bid: Bid, places: int) -> Fraction | None:
        """Each line rounded half up, in whole numbers of the last place."""
        lines = 0
        for column, earned in zip(self.columns, bid.earned, strict=True):
            if earned is None:
                return None
            twice = 2 * column.weight.denominator * column.out_of
            lines += (2 * 10**places * column.weight.numerator * earned + twice // 2) // twice
        return Fraction(lines, 10**places)

    @cached_property
    def _coefficients(self) -> tuple[int, tuple[int, ...]]:
        """Whole numbers in the proportion of weight to marks, and what their sum is divided by."""
        parts = [column.weight / column.out_of for column in self.columns]
        scale = lcm(*(part.denominator for part in parts))
        return scale, tuple(part.numerator * (scale // part.denominator) for part in parts)

    def share_of(self, bid: Bid, number: int) -> Fraction | None:
        """The part of a column's weight that a tender earns."""
        earned = bid.earned[number]
        return None if earned is None else Fraction(earned, self.columns[number].out_of)

    def line_points(self, bid: Bid, number: int) -> Fraction | None:
        """The points of a tender on one column, before any rounding."""
        share = self.share_of(bid, number)
        return None if share is None else share * self.columns[number].weight

    def published_points(self, bid: Bid, number: int) -> Fraction | None:
        """The points of a tender on one column, after any rounding declared for lines."""
        points = self.line_points(bid, number)
        if points is not None and self.rounding and self.rounding.of is RoundingOf.LINE:
            return rounded(points, self.rounding.places)
        return points

    def exclusions(self, bid: Bid) -> tuple[str, ...]:
        """Why a tender is out, by the published minimums, floors and price limits."""
        return (*bid.exclusions, *self._minimums(bid), *self._floors(bid), *self._price_limits(bid))

    @cached_property
    def _excludes(self) -> bool:
        """Whether anything published here can exclude a tender."""
        limited = isinstance(self.formula, FixedPrice | FloorAndCeiling)
        return bool(self._least or self.floors or limited or self.envelope is not None)

    def _minimums(self, bid: Bid) -> Iterator[str]:
        for number, least in self._least:
            earned, column = bid.earned[number], self.columns[number]
            if earned is not None and (
                earned * least.denominator < least.numerator * column.out_of
            ):
                yield f"{column.title} is below {column.passes_in_words}"

    @cached_property
    def _least(self) -> tuple[tuple[int, Fraction], ...]:
        """The criteria that have a minimum, which are few."""
        return tuple(
            (number, column.passes_at)
            for number, column in enumerate(self.columns)
            if column.passes_at is not None
        )

    def _floors(self, bid: Bid) -> Iterator[str]:
        for floor in self.floors:
            most = sum(floor.weights, Fraction(0))
            whole = all(bid.earned[number] is not None for number in floor.columns)
            above = self.above_floor(bid, floor)
            if whole and above < 0:
                percent = floor.percent + above / most
                least = shown(floor.percent)
                yield f"{floor.title} is {shown(percent)}%, below the floor of {least}%"

    def above_floor(self, bid: Bid, floor: Floor) -> Fraction:
        """How far a tender is above a floor: share in per cent less the floor, times the weight."""
        distances = (
            weight * (100 * (self.share_of(bid, number) or 0) - floor.percent)
            for number, weight in zip(floor.columns, floor.weights, strict=True)
        )
        return sum(distances, Fraction(0))

    def _price_limits(self, bid: Bid) -> Iterator[str]:
        if self.envelope is not None and bid.price is not None and bid.price > self.envelope:
            yield f"the price of {shown(bid.price)} is above the envelope of {shown(self.envelope)}"
        if isinstance(self.formula, FixedPrice | FloorAndCeiling) and bid.price is not None:
            refusal = self.formula.refusal(bid.price)
            if refusal:
                yield refusal

    def price_shares(self, remaining: Sequence[bool]) -> list[Fraction | None]:
        """The part of the price weight that each tender earns, by the declared formula."""
        formula = self.formula
        if formula is None:
            return [None for _ in self.bids]
        everybody = getattr(formula, "base", None) is PriceBase.ALL
        prices = self.price_field(remaining)
        return [
            None
            if bid.price is None or not (stays or everybody)
            else formula.share(bid.price, prices)
            for bid, stays in zip(self.bids, remaining, strict=True)
        ]

    def price_field(self, remaining: Sequence[bool]) -> PriceField:
        """The prices that set the lowest, the highest and the mean."""
        everybody = getattr(self.formula, "base", None) is PriceBase.ALL
        return PriceField(
            bid.price
            for bid, stays in zip(self.bids, remaining, strict=True)
            if bid.price is not None and (stays or everybody)
        )

    def _parted(
        self, group: list[Row], tie_breaks: Sequence[TieBreak], decided_by: str
    ) -> Iterator[tuple[list[Row], str]]:
        """Equal tenders by the tie-breaks, the best first, with the words of the one that decided."""
        if len(group) == 1 or not tie_breaks:
            yield group, decided_by
            return
        first, *rest = tie_breaks
        key = self.tie_key(first)
        keyed = [(key(row), row) for row in group]
        values = sorted({value for value, _ in keyed}, reverse=True)
        words = first.by.value + (f" ({first.criterion})" if first.criterion else "")
        for value in values:
            part = [row for other, row in keyed if other == value]
            yield from self._parted(part, rest, words if len(values) > 1 else decided_by)

    def tie_key(self, tie_break: TieBreak) -> Callable[[Row], Fraction]:
        """What a tie-break compares; the highest wins."""
        if tie_break.by is TieBreakBy.QUALITY:
            return lambda row: row.quality or Fraction(0)
        if tie_break.by is TieBreakBy.PRICE:
            return lambda row: -(row.bid.price or Fraction(0))
        name, numbers = tie_break.criterion, self.numbers(tie_break.criterion)
        priced = name == self.price_reference or name in self.price_sections
        return lambda row: sum(
            (self.line_points(row.bid, number) or Fraction(0) for number in numbers),
            (row.price_points or Fraction(0)) if priced else Fraction(0),
        )

    def numbers(self, name: str) -> tuple[int, ...]:
        """The columns that a criterion, a section or a panel stands for."""
        for names in (
            lambda column: (column.reference,),
            lambda column: column.sections,
            lambda column: (column.panel,),
        ):
            found = tuple(n for n, column in enumerate(self.columns) if name in names(column))
            if found:
                return found
        return ()

    def bid(self, provider: str) -> Bid:
        """The tender of a provider. Raises `LookupError` for one who has none."""
        for bid in self.bids:
            if bid.provider == provider:
                return bid
        known = ", ".join(bid.provider for bid in self.bids)
        raise LookupError(f"{provider} has no tender here; {known} have")

    def with_bid(self, changed: Bid) -> Contest:
        """The same contest with one tender changed."""
        bids = tuple(changed if bid.provider == changed.provider else bid for bid in self.bids)
        return evolve(self, bids=bids)

    def without(self, provider: str) -> Contest:
        """The same contest as if a provider had not tendered."""
        return evolve(self, bids=tuple(b for b in self.bids if b.provider != provider))

    def with_weights(self, weights: Mapping[str, Fraction]) -> Contest:
        """The same contest with other weights, by the reference of each criterion.

        Minimum marks and floors stay; a floor whose criteria all lose their weight keeps the
        proportions that they had.
        """
        columns = tuple(evolve(c, weight=weights[c.reference]) for c in self.columns)
        price = weights.get(self.price_reference, self.price_weight)
        floors = tuple(floor.under([column.weight for column in columns]) for floor in self.floors)
        return evolve(self, columns=columns, price_weight=price, floors=floors)

    @property
    def weights(self) -> dict[str, Fraction]:
        """The weight of each criterion in per cent, price included where it has one."""
        weights = {column.reference: column.weight for column in self.columns}
        if self.price_weight:
            weights[self.price_reference] = self.price_weight
        return weights

    @property
    def winners(self) -> tuple[str, ...]:
        """The tenders that rank first; more than one where a tie stays a tie."""
        return tuple(s.provider for s in self.standings() if s.rank == 1)
