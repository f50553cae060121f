"""The points that a mark earns, as a share of those of the highest mark of its scale."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import lcm

from commissioning.values.scales import Scale


def points(scale: Scale, mark: Decimal) -> Fraction:
    """The points of a mark: itself, or by the table of the scale, linear between two levels."""
    table = scale.table
    if not table:
        return Fraction(mark)
    (below, low), (above, high) = next(pair for pair in pairwise(table) if mark <= pair[1][0])
    along = Fraction(mark - below) / Fraction(above - below)
    return Fraction(low) + along * Fraction(high - low)


def share(scale: Scale, mark: Decimal) -> Fraction:
    """The part of the weight that a mark earns, from 0 to 1."""
    return points(scale, mark) / points(scale, scale.highest)


class ScaledScale:
    """A scale in whole numbers: the points of each mark, out of one common denominator."""

    def __init__(self, scale: Scale) -> None:
        shares = {mark: share(scale, mark) for mark in scale.marks}
        self.out_of = lcm(*(part.denominator for part in shares.values()))
        self.whole = {mark: int(part * self.out_of) for mark, part in shares.items()}
        self.cells: Mapping[Decimal | int | float, int] = {
            int(mark) if mark == int(mark) else mark: points for mark, points in self.whole.items()
        }
        """The same for the cells of a sheet: by whole numbers where marks are whole, so found quickly."""


@cache
def scaled(scale: Scale) -> ScaledScale:
    """The scale in whole numbers, worked out once for all criteria that are marked on it."""
    return ScaledScale(scale)
