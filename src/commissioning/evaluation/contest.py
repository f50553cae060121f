"""The arithmetic of one lot: whole numbers for the marks, one exact fraction for each total.

A `Contest` holds no records, only numbers, so that a what-if is another contest with one number
changed. Points are out of 100. Nothing is divided mark by mark: rounding on the way breaks ties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul
from typing import Final

from attrs import evolve, frozen

from commissioning.evaluation.bids import (
    Bid,
    Floor,
    MarkedCriterion,
    Measure,
    Row,
    Standing,
    in_groups,
)
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
    formula: PriceFormula | None = None
    envelope: Fraction | None = None
    """The price above which a tender is excluded."""
    floors: tuple[Floor, ...] = ()
    rounding: Rounding | None = None
    tie_breaks: tuple[TieBreak, ...] = ()

    def standings(self) -> tuple[Standing, ...]:
        """Every tender, the best first, excluded ones last; within equals in the order received."""
        exclusions = [self.exclusions(bid) for bid in self.bids]
        shares = self.price_shares(tuple(not reasons for reasons in exclusions))
        quality = self.quality_points()
        rows = []
        per_point = self.measure is Measure.PRICE_PER_POINT
        for bid, reasons, share, points in zip(self.bids, exclusions, shares, quality, strict=True):
            price_points = None if share is None else self._price_points(share)
            total = self._total(bid, points, price_points)
            nought = per_point and points == 0
            why = (*reasons, NO_PRICE_PER_POINT) if nought else reasons
            rows.append(Row(bid, why, points, price_points, total))
        return self._ranked(rows)

    @cached_property
    def lower_wins(self) -> bool:
        """Whether the lowest figure is first, as with prices."""
        return self.measure is not Measure.POINTS

    def _total(
        self, bid: Bid, quality: Fraction | None, price_points: Fraction | None
    ) -> Fraction | None:
        if quality is None or (bid.price is None and (self.lower_wins or self.price_weight)):
            return None
        if self.measure is Measure.POINTS:
            total = quality + price_points if price_points else quality
        elif self.measure is Measure.PRICE:
            total = bid.price or Fraction(0)
        elif quality:
            total = (bid.price or Fraction(0)) / quality
        else:
            return None
        if self.rounding and self.rounding.of is RoundingOf.TOTAL:
            return rounded(total, self.rounding.places)
        return total

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
        sums = [
            sum(map(mul, coefficients, bid.earned)) if bid.complete else None  # pyright: ignore
            for bid in self.bids
        ]
        points = {whole: Fraction(whole, scale) for whole in {*sums} if whole is not None}
        return [points.get(whole) for whole in sums]

    def _rounded_lines(self, bid: Bid, places: int) -> Fraction | None:
        lines = [self.line_points(bid, number) for number in range(len(self.columns))]
        whole = [rounded(line, places) for line in lines if line is not None]
        return sum(whole, Fraction(0)) if len(whole) == len(lines) else None

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

    def exclusions(self, bid: Bid) -> tuple[str, ...]:
        """Why a tender is out, by the published minimums, floors and price limits."""
        if not self._excludes:
            return bid.exclusions
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
            most = sum((self.columns[number].weight for number in floor.columns), Fraction(0))
            whole = all(bid.earned[number] is not None for number in floor.columns)
            above = self.above_floor(bid, floor)
            if whole and above < 0:
                percent = floor.percent + above / most
                least = shown(floor.percent)
                yield f"{floor.title} is {shown(percent)}%, below the floor of {least}%"

    def above_floor(self, bid: Bid, floor: Floor) -> Fraction:
        """How far a tender is above a floor: share in per cent less the floor, times the weight."""
        distances = (
            self.columns[number].weight * (100 * (self.share_of(bid, number) or 0) - floor.percent)
            for number in floor.columns
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
        prices = PriceField(
            bid.price
            for bid, stays in zip(self.bids, remaining, strict=True)
            if bid.price is not None and (stays or everybody)
        )
        return [
            None
            if bid.price is None or not (stays or everybody)
            else formula.share(bid.price, prices)
            for bid, stays in zip(self.bids, remaining, strict=True)
        ]

    def _ranked(self, rows: list[Row]) -> tuple[Standing, ...]:
        ranked = [row for row in rows if not row.exclusions and row.total is not None]
        standings: list[Standing] = []
        for group in in_groups(ranked, self.lower_wins):
            if len(group) == 1:
                standings.append(group[0].standing(len(standings) + 1))
            else:
                standings.extend(self._broken(group, len(standings) + 1))
        standings.extend(row.standing(None) for row in rows if row.exclusions or row.total is None)
        return tuple(standings)

    def _broken(self, group: list[Row], rank: int) -> Iterator[Standing]:
        """Equal tenders in the order of the declared tie-breaks; the same rank where none decides."""
        level = {row.bid.provider: n for n, row in enumerate(group)}
        names = tuple(level)
        for part, decided_by in self._parted(group, self.tie_breaks, ""):
            for row in part:
                n = level[row.bid.provider]
                yield row.standing(rank, names[:n] + names[n + 1 :], decided_by)
            rank += len(part)

    def _parted(
        self, group: list[Row], tie_breaks: Sequence[TieBreak], decided_by: str
    ) -> Iterator[tuple[list[Row], str]]:
        if len(group) == 1 or not tie_breaks:
            yield group, decided_by
            return
        first, *rest = tie_breaks
        key = self._tie_key(first)
        keyed = [(key(row), row) for row in group]
        values = sorted({value for value, _ in keyed}, reverse=True)
        words = first.by.value + (f" ({first.criterion})" if first.criterion else "")
        for value in values:
            part = [row for other, row in keyed if other == value]
            yield from self._parted(part, rest, words if len(values) > 1 else decided_by)

    def _tie_key(self, tie_break: TieBreak) -> Callable[[Row], Fraction]:
        """What a tie-break compares; the highest wins."""
        if tie_break.by is TieBreakBy.QUALITY:
            return lambda row: row.quality or Fraction(0)
        if tie_break.by is TieBreakBy.PRICE:
            return lambda row: -(row.bid.price or Fraction(0))
        numbers = self.numbers(tie_break.criterion)
        if not numbers:
            return lambda row: row.price_points or Fraction(0)
        return lambda row: sum(
            (self.line_points(row.bid, number) or Fraction(0) for number in numbers), Fraction(0)
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
        """The same contest with other weights, by the reference of each criterion."""
        columns = tuple(evolve(c, weight=weights[c.reference]) for c in self.columns)
        price = weights.get(self.price_reference, self.price_weight)
        return evolve(self, columns=columns, price_weight=price)

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
