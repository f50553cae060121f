"""Tenders, criteria and prices as numbers: the values that a contest is made of."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import compress
from operator import mul
from typing import Final, cast

from attrs import evolve, field

from commissioning.errors import RecordError
from commissioning.records.figures import FigureFormula
from commissioning.records.pricing import PriceField, PriceFormula
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import shown
from commissioning.values.scales import Scale
from commissioning.values.text import display_name

Earned = int | Fraction | None
"""Points that a tender earns on one criterion, out of `out_of`; None where it has no mark."""


@frozen(kw_only=True)
class MarkedCriterion:
    """One marked criterion: its weight, and what its marks are counted out of."""

    reference: str
    title: str
    weight: Fraction
    """Per cent of the whole, or of quality where price carries no weight."""
    out_of: int
    sections: tuple[str, ...] = ()
    """The sections it is in, innermost first."""
    panel: str = ""
    scale: Scale | None = None
    passes_at: Fraction | None = None
    """The lowest share that does not exclude."""
    fails_in_words: str = ""
    formula: FigureFormula | None = None
    """How the figures of the tenders earn points, where the criterion is judged from one."""

    def share(self, earned: Earned) -> Fraction | None:
        """The part of the weight that is earned, from 0 to 1."""
        return None if earned is None else Fraction(earned, self.out_of)

    def fails(self, earned: Earned) -> bool:
        """Whether a mark is below the minimum; a missing mark is not."""
        least = self.passes_at
        return (
            least is not None
            and earned is not None
            and earned * least.denominator < least.numerator * self.out_of
        )


@frozen(kw_only=True)
class Bid:
    """One tender as numbers."""

    provider: str
    earned: tuple[Earned, ...]
    """For each criterion. Whole numbers, except in what-ifs and where a figure is judged."""
    figures: tuple[Fraction | None, ...] = ()
    """For each criterion the figure of the tender, if it is judged from one; empty if none is."""
    price: Fraction | None = None
    exclusions: tuple[str, ...] = ()
    """Why it is excluded before any mark is read."""
    gone: str = ""
    """Why it has no rank although its price and figures still count for the points of the others."""

    @cached_property
    def packed(self) -> bytes | None:
        """The marks it earned, a byte each; None where one is missing, a fraction or above 255."""
        try:
            return bytes(cast("tuple[int, ...]", self.earned))
        except (TypeError, ValueError):
            return None


@frozen(kw_only=True)
class Floor:
    """The minimum share of the points of some criteria that keeps a tender in."""

    title: str
    percent: Fraction
    columns: tuple[int, ...]
    """The criteria, by their number in the contest."""
    weights: tuple[Fraction, ...]
    """The weight of each of them."""

    def under(self, weights: Sequence[Fraction]) -> Floor:
        """The floor under other weights of all criteria; unchanged where its own all become zero."""
        own = tuple(weights[number] for number in self.columns)
        return evolve(self, weights=own) if any(own) else self

    def margin(self, shares: Sequence[Fraction | None]) -> Fraction:
        """How far a tender is above the floor, in per cent times weight; below zero excludes it."""
        distances = (
            weight * (100 * (shares[number] or 0) - self.percent)
            for number, weight in zip(self.columns, self.weights, strict=True)
        )
        return sum(distances, Fraction(0))

    def refusal(self, shares: Sequence[Fraction | None]) -> str:
        """Why the floor excludes a tender, or nothing; one that lacks a mark there is not judged."""
        margin = self.margin(shares)
        if margin >= 0 or any(shares[number] is None for number in self.columns):
            return ""
        # Rounded down, since 49.996% of a floor of 50% would be shown as the 50% that it is below.
        reached = Fraction((self.percent + margin / sum(self.weights)) * 100 // 1, 100)
        return f"{self.title} is {shown(reached)}%, below the floor of {shown(self.percent)}%"


def as_money(figure: Fraction, like: Money | None, places: int = 2) -> str:
    """A price as money on the basis of another; a plain number where there is none."""
    number = shown(figure, places)
    return str(evolve(like, amount=Decimal(number))) if like else number


@frozen(kw_only=True)
class PriceCriterion:
    """The price of a lot as it is judged; the defaults are a contest without one."""

    reference: str = ""
    title: str = ""
    weight: Fraction = Fraction(0)
    """Per cent of the whole; zero where price has none, or decides in another way."""
    sections: tuple[str, ...] = ()
    """The sections it is in, innermost first."""
    formula: PriceFormula | None = None
    envelope: Fraction | None = None
    """The price above which a tender is excluded."""
    money: Money | None = field(default=None, eq=False)
    """One of the prices, for its currency and VAT basis; None where prices are plain numbers."""

    @property
    def limited(self) -> bool:
        """Whether a price can exclude a tender."""
        return self.envelope is not None or self.formula is not None

    def refusals(self, price: Fraction | None) -> Iterator[str]:
        """Why a price excludes a tender."""
        if price is None:
            return
        if self.envelope is not None and price > self.envelope:
            most = as_money(self.envelope, self.money)
            yield f"the price of {as_money(price, self.money, 4)} is above the envelope of {most}"
        if self.formula is not None and (passed := self.formula.passed(price)):
            limit = passed[0].format(as_money(Fraction(passed[1]), self.money, 4))
            yield f"the price of {as_money(price, self.money, 4)} is {limit}"
        elif self.formula is not None:
            yield from filter(None, (self.formula.refusal(price),))

    def shares(self, bids: Sequence[Bid], remaining: Sequence[bool]) -> list[Fraction | None]:
        """The part of the weight that each tender earns, by the declared formula."""
        formula = self.formula
        if formula is None:
            return [None for _ in bids]
        prices = self.field(bids, remaining)
        return [
            earned_share(formula, bid.price, prices)
            if bid.price is not None and (self.of_all or counts)
            else None
            for bid, counts in zip(bids, remaining, strict=True)
        ]

    def field(self, bids: Sequence[Bid], remaining: Sequence[bool]) -> PriceField:
        """The prices that set the lowest, the highest and the mean."""
        counted = bids if self.of_all else compress(bids, remaining)
        return PriceField(bid.price for bid in counted if bid.price is not None)

    @property
    def of_all(self) -> bool:
        """Whether excluded tenders still set the lowest, highest and mean price."""
        return self.formula is not None and self.formula.counts_excluded


def figure_field(number: int, bids: Sequence[Bid], remaining: Sequence[bool]) -> PriceField:
    """The figures that set the highest and lowest: of tenders not excluded, or of all if none is left."""
    stated = [bid.figures[number] for bid in compress(bids, remaining) if bid.figures]
    every = stated or [bid.figures[number] for bid in bids if bid.figures]
    return PriceField(figure for figure in every if figure is not None)


def earned_share(
    formula: PriceFormula | FigureFormula, figure: Fraction, field: PriceField
) -> Fraction:
    """The share that a formula gives a figure, or a refusal if it is no exact number from 0 to 1.

    A council's own formula is code of its own: one slip in it would add points to a published result.
    """
    try:
        share: object = formula.share(figure, field)
    except ZeroDivisionError:
        share = "a division by zero"
    except TypeError as error:
        raise RecordError(
            display_name(type(formula)),
            (f"{error}; it is called as share(price, field), here for {shown(figure)}",),
        ) from error
    if isinstance(share, Fraction | int) and 0 <= share.numerator <= share.denominator:
        return share if type(share) is Fraction else Fraction(share)
    problem = f"share: {share!r} for {shown(figure)} is not a Fraction from 0 to 1"
    raise RecordError(display_name(type(formula)), (problem,))


def judged(
    columns: Sequence[MarkedCriterion], bids: Sequence[Bid], remaining: Sequence[bool]
) -> tuple[Bid, ...]:
    """The tenders with the shares that their figures earn, out of what each criterion counts."""
    fields = {
        number: (column, column.formula, figure_field(number, bids, remaining))
        for number, column in enumerate(columns)
        if column.formula is not None
    }

    def with_shares(bid: Bid) -> Bid:
        earned = list(bid.earned)
        for number, (column, formula, every) in fields.items() if bid.figures else ():
            figure = bid.figures[number]
            if figure is not None:
                earned[number] = earned_share(formula, figure, every) * column.out_of
        return evolve(bid, earned=tuple(earned))

    return tuple(map(with_shares, bids))


PACKED_FROM: Final = 32
"""The number of tenders from which packed sums are quicker than plain ones."""


def weighted_sums(coefficients: Sequence[int], bids: Sequence[Bid]) -> list[int | Fraction | None]:
    """For each tender the sum of its points times the coefficients; None where a mark is missing.

    Coefficients are at least zero. Whole marks up to 255, which nearly all are, are packed: each
    criterion is one long whole number with room for every tender's sum, and so is the total.
    """
    # For 200 tenders by 60 criteria the packed sums take 0.08 ms and the plain ones 0.18, of 0.5 ms for
    # the whole ranking (bench_evaluation.py): without them ranking would take a fifth longer.
    rows = [bid.packed for bid in bids] if len(bids) >= PACKED_FROM else [None]
    bound = 255 * sum(coefficients)
    if None in rows or not 0 < bound < 2**64:
        return [
            sum(map(mul, coefficients, bid.earned)) if None not in bid.earned else None  # pyright: ignore
            for bid in bids
        ]
    marks = b"".join(rows)  # type: ignore[arg-type]
    width, kind = (4, "I") if bound < 2**32 else (8, "Q")
    room, total = width * len(bids), 0
    for number, coefficient in enumerate(coefficients):
        spread = bytearray(room)
        spread[::width] = marks[number :: len(coefficients)]
        total += coefficient * int.from_bytes(spread, "little")
    return list(struct.unpack(f"<{len(bids)}{kind}", total.to_bytes(room, "little")))
