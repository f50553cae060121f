"""Tenders and criteria as numbers: the values that a contest is made of."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import cast

from attrs import evolve

from commissioning.records.figures import FigureFormula
from commissioning.values.frozen import frozen
from commissioning.values.rounding import shown
from commissioning.values.scales import Scale

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
    passes_in_words: str = ""
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

    def left(self, exclusions: tuple[str, ...]) -> tuple[str, ...]:
        """Why it has no rank: what excludes it, and that it has gone since."""
        return (*exclusions, self.gone) if self.gone else exclusions

    @cached_property
    def complete(self) -> bool:
        """Whether it has a mark on every criterion."""
        return None not in self.earned

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
        reached = self.percent + margin / sum(self.weights, Fraction(0))
        return f"{self.title} is {shown(reached)}%, below the floor of {shown(self.percent)}%"
