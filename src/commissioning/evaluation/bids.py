"""Tenders as numbers, and where they come out: the plain values of a contest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, cast

from attrs import evolve

from commissioning.values.frozen import frozen
from commissioning.values.scales import Scale


class Measure(StrEnum):
    """What tenders are compared by."""

    POINTS = "points out of 100"
    PRICE_PER_POINT = "price per quality point"
    PRICE = "price"


@frozen(kw_only=True)
class MarkedCriterion:
    """One marked criterion: what it weighs of the whole, and what its marks are counted out of."""

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


@frozen(kw_only=True)
class Bid:
    """One tender as numbers."""

    provider: str
    earned: tuple[int | Fraction | None, ...]
    """For each criterion, out of what it counts; None where there is no mark. Whole, but in what-ifs."""
    price: Fraction | None = None
    exclusions: tuple[str, ...] = ()
    """Why it is out before any mark is looked at."""

    @cached_property
    def complete(self) -> bool:
        """Whether it has a mark on every criterion."""
        return None not in self.earned

    @cached_property
    def packed(self) -> bytes | None:
        """What it earned, a byte each; None where something is missing, broken or above 255."""
        try:
            return bytes(cast("tuple[int, ...]", self.earned))
        except (TypeError, ValueError):
            return None


@frozen(slots=False)  # without slots a frozen instance is made twice as quickly
class Standing:
    """Where one tender comes out."""

    provider: str
    rank: int | None
    """1 is best; equal tenders share a rank; None for a tender that is excluded."""
    total: Fraction | None
    """What it is compared by (see `Measure`), after declared rounding; None where excluded."""
    quality: Fraction | None
    """Points on everything but price; None where a mark is missing."""
    price_points: Fraction | None
    exclusions: tuple[str, ...] = ()
    equals: tuple[str, ...] = ()
    """The tenders that came out exactly equal before any tie-break, this one among them."""
    decided_by: str = ""
    """The tie-break that decided between equal tenders, where one did."""

    @property
    def level_with(self) -> tuple[str, ...]:
        """The other tenders that came out exactly equal before any tie-break."""
        return tuple(name for name in self.equals if name != self.provider)


@frozen(kw_only=True)
class Floor:
    """The least share of the points of some columns that keeps a tender in."""

    title: str
    percent: Fraction
    columns: tuple[int, ...]
    weights: tuple[Fraction, ...]
    """What each of them weighs of the points."""

    def under(self, weights: Sequence[Fraction]) -> Floor:
        """The floor under other weights of all columns; as it is where its own all lose theirs."""
        own = tuple(weights[number] for number in self.columns)
        return evolve(self, weights=own) if any(own) else self


class Row(NamedTuple):
    """A tender on its way to a standing; short-lived, so the lightest thing that has names."""

    bid: Bid
    exclusions: tuple[str, ...]
    quality: Fraction | None
    price_points: Fraction | None
    total: Fraction | None

    def standing(
        self, rank: int | None, equals: tuple[str, ...] = (), decided_by: str = ""
    ) -> Standing:
        bid, exclusions, quality, price_points, total = self
        compared = total if rank else None
        return Standing(
            bid.provider, rank, compared, quality, price_points, exclusions, equals, decided_by
        )


def in_groups(rows: Iterable[Row], lower_wins: bool) -> Iterator[list[Row]]:
    """Rows that have a total and no exclusion, in order, equal ones together.

    Sorting goes by the first 96 binary places, which is quick; what agrees so far is compared
    exactly.
    """
    alike: dict[int, list[Row]] = {}
    for row in rows:
        total = row.total
        if total is not None and not row.exclusions:
            numerator, denominator = total.as_integer_ratio()
            alike.setdefault((numerator << 96) // denominator, []).append(row)
    for key in sorted(alike, reverse=not lower_wins):
        group = alike[key]
        first = group[0].total
        if len(group) == 1 or all(row.total is first or row.total == first for row in group):
            yield group
            continue
        exactly: dict[Fraction, list[Row]] = {}
        for row in group:
            exactly.setdefault(row.total or Fraction(0), []).append(row)
        for total in sorted(exactly, reverse=not lower_wins):
            yield exactly[total]
