"""The announced ways to reduce the number of those who passed: thresholds, the best so many, and ties."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar, Protocol

from attrs import field

from commissioning.records.record import LOT
from commissioning.values.checking import Checked, FromOne, FromZero, asks, exact
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.scales import plain
from commissioning.values.text import counted, listed


class WithPoints(Protocol):
    """A bidder with points, as a verdict is."""

    @property
    def provider(self) -> str:
        """The bidder."""
        ...

    @property
    def points(self) -> Decimal | None:
        """Its points together; None where it has none, which counts as 0."""
        ...

    @property
    def most_points(self) -> Decimal:
        """The maximum it could have had."""
        ...

    def points_of(self, question: str, /) -> Decimal:
        """Its points for one question."""
        ...


Kept = tuple[Sequence[WithPoints], str]
"""Those whom a step keeps, in order, and the reason as a clause."""


def points_of(each: WithPoints) -> Decimal:
    """The points of a bidder."""
    return each.points or Decimal(0)


@frozen(kw_only=True)
class NarrowStep(Family):
    """A declared way to reduce the number of those who passed."""

    page: ClassVar[str] = "judge selection answers"
    to_write: ClassVar[tuple[str, ...]] = ("take",)

    def take(self, ranked: Sequence[WithPoints], /) -> Kept:
        """Those who are kept of bidders with the highest points first, and the reason."""
        raise NotImplementedError

    @property
    def looks_at(self) -> tuple[str, ...]:
        """The references of the questions whose points it reads."""
        return ()


@frozen(kw_only=True)
class PointsAtLeast(NarrowStep):
    """Those with at least so many points are kept, or such a share of the maximum."""

    points: FromZero[Decimal] = field(converter=exact)
    """Points, or per cent of the maximum of the scored questions where `is_share`."""
    is_share: bool = False

    def take(self, ranked: Sequence[WithPoints], /) -> Kept:
        kept = [each for each in ranked if self._is_reached_by(each)]
        unit = "% of the points" if self.is_share else " point" if self.points == 1 else " points"
        return kept, f"{len(kept)} of {len(ranked)} have at least {plain(self.points)}{unit}"

    def _is_reached_by(self, each: WithPoints) -> bool:
        if self.is_share:
            return 100 * points_of(each) >= self.points * each.most_points
        return points_of(each) >= self.points


@frozen(kw_only=True)
class BestOf(NarrowStep):
    """The best so many are kept. Equals at the last place all stay, unless a question decides."""

    most: FromOne[int]
    broken_by: str = ""
    """The question whose points decide between equals at the last place; those still equal all stay."""

    @property
    def looks_at(self) -> tuple[str, ...]:
        return (self.broken_by,) if self.broken_by else ()

    def take(self, ranked: Sequence[WithPoints], /) -> Kept:
        if len(ranked) <= self.most:
            return ranked, f"{counted(len(ranked), 'bidder')}, of whom up to {self.most} are kept"
        ordered = sorted(ranked, key=self._place, reverse=True)
        last = self._place(ordered[self.most - 1])
        kept = [each for each in ordered if self._place(each) >= last]
        words = f"the best {self.most} of {len(ranked)} by points"
        if len(kept) > self.most:
            equal = listed(each.provider for each in kept if self._place(each) == last)
            also = f" and are equal on {self.broken_by}" if self.broken_by else ""
            words += f"; {equal} have {plain(last[0])} points each{also}, so all of them stay"
        return kept, words

    def _place(self, each: WithPoints) -> tuple[Decimal, Decimal]:
        mark = self.broken_by
        return points_of(each), each.points_of(mark) if mark else Decimal(0)


@frozen(kw_only=True)
class Narrowing(Checked):
    """The announced way from those who passed to those invited: steps taken one after another."""

    steps: tuple[NarrowStep, ...]
    lots: tuple[str, ...] | None = field(default=None, metadata=LOT)
    """The lots it is for; None means all."""

    never_empty = asks(steps="give at least one step")
