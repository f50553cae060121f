"""The places of tenders: in order, equal ones together, ties decided by what was declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from commissioning.evaluation.bids import Bid
from commissioning.records.methods import Scored
from commissioning.records.pricing import ZERO
from commissioning.values.frozen import frozen
from commissioning.values.listings import Listing
from commissioning.values.rounding import as_decimal, to_four_places
from commissioning.values.tables import Column, ColumnsOf, Kind
from commissioning.values.text import grouped


@frozen(slots=False)  # without slots a frozen instance is made twice as quickly
class Standing:
    """The place of one tender in the result."""

    provider: str
    rank: int | None
    """1 is best; equal tenders share a rank; None for a tender that is excluded."""
    total: Fraction | None
    """The figure it is ranked by (see `ComparisonFigure`), after declared rounding; None where excluded."""
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


class Standings(Listing[Standing]):
    """The places of the tenders of one lot, the best first and excluded ones last."""

    __slots__ = ()

    noun = "standing"
    columns = ColumnsOf[Standing](
        (Column("provider"), lambda one: one.provider),
        (Column("rank", Kind.WHOLE), lambda one: one.rank),
        (Column("total", Kind.NUMBER, "the figure it is ranked by, to four places"),
            lambda one: to_four_places(one.total)),
        (Column("quality", Kind.NUMBER, "points on all but price, to four places"),
            lambda one: to_four_places(one.quality)),
        (Column("price points", Kind.NUMBER, "to four places"), lambda one: to_four_places(one.price_points)),
        (Column("excluded"), lambda one: "; ".join(one.exclusions) or None),
    )  # fmt: skip

    @property
    def winners(self) -> tuple[str, ...]:
        """The tenders that rank first: several where a tie stays a tie, none if all are excluded."""
        return tuple([one.provider for one in self if one.rank == 1])

    @property
    def ranking(self) -> tuple[tuple[str, ...], ...]:
        """The tenders that are not excluded, in order, equal ones together."""
        ranks = grouped((one.rank, one.provider) for one in self if one.rank is not None)
        return tuple(ranks.values())

    def line(self, one: Standing) -> str:
        if one.rank is None or one.total is None:
            return f"{one.provider}: excluded ({'; '.join(one.exclusions)})"
        return f"{one.rank}. {one.provider}: {as_decimal(one.total, 2):f}"


class ScoredBid(NamedTuple):
    """A tender with its figures, before it has a rank: short-lived, so the lightest thing with names."""

    bid: Bid
    exclusions: tuple[str, ...]
    quality: Fraction | None
    price_points: Fraction | None
    total: Fraction | None

    @property
    def ranks(self) -> bool:
        return self.total is not None and not self.exclusions

    @property
    def scored(self) -> Scored:
        """The figures that the method makes one result of."""
        return Scored(self.quality or ZERO, self.price_points or ZERO, self.bid.price)

    def standing(
        self, rank: int | None, equals: tuple[str, ...] = (), decided_by: str = ""
    ) -> Standing:
        bid, exclusions, quality, price_points, total = self
        compared = total if rank else None
        return Standing(
            bid.provider, rank, compared, quality, price_points, exclusions, equals, decided_by
        )


TieKey = tuple[str, Callable[[ScoredBid], Fraction]]
"""A tie-break in words, and the figure it compares: the highest wins."""


def in_order(scored: Sequence[ScoredBid], lower_wins: bool, ties: Sequence[TieKey]) -> Standings:
    """Every tender, the best first, excluded ones last; equal ones in the order received."""
    standings: list[Standing] = []
    ranked = [row for row in scored if row.ranks]
    ratios = [row.total.as_integer_ratio() for row in ranked if row.total is not None]
    for places in by_value(ratios, lower_first=lower_wins):
        group = [ranked[place] for place in places]
        rank = len(standings) + 1
        equals = tuple([row.bid.provider for row in group]) if len(group) > 1 else ()
        for part, decided_by in _tie_broken(group, ties) if ties else ((group, ""),):
            standings += [row.standing(rank, equals, decided_by) for row in part]
            rank += len(part)
    if len(standings) < len(scored):
        standings += [row.standing(None) for row in scored if not row.ranks]
    return Standings(standings)


def by_value(
    ratios: Iterable[tuple[int, int]], *, lower_first: bool = False
) -> Iterator[Sequence[int]]:
    """The places of quotients in the order of their values, the highest first, equal ones together.

    A bucket sort: each goes by its whole part and first 64 binary places, one whole number, which sorts
    about five times as quickly as a fraction; what shares a bucket is compared exactly. O(n log n).
    """
    alike: dict[int, list[tuple[int, int, int]]] = {}
    for place, (top, bottom) in enumerate(ratios):
        alike.setdefault((top << 64) // bottom, []).append((place, top, bottom))
    for key in sorted(alike, reverse=not lower_first):
        group = alike[key]
        if len(group) == 1:
            yield [group[0][0]]
            continue
        exactly = grouped((Fraction(top, bottom), place) for place, top, bottom in group)
        for value in sorted(exactly, reverse=not lower_first):
            yield exactly[value]


def _tie_broken(
    group: Sequence[ScoredBid], ties: Sequence[TieKey], decided_by: str = ""
) -> Iterator[tuple[Sequence[ScoredBid], str]]:
    """Equal tenders parted by the tie-breaks, the best first, with the words of the one that decided."""
    if len(group) == 1 or not ties:
        yield group, decided_by
        return
    (words, figure), *rest = ties
    parts = grouped((figure(row), row) for row in group)
    for value in sorted(parts, reverse=True):
        yield from _tie_broken(parts[value], rest, words if len(parts) > 1 else decided_by)
