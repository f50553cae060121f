"""What a mark earns: its points over those of the highest mark of its scale."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import lcm

from commissioning.values.scales import Scale


def points(scale: Scale, mark: Decimal) -> Fraction:
    """What a mark earns: itself, or by the table of the scale, straight between two levels."""
    table = scale.table
    if not table:
        return Fraction(mark)
    (below, low), (above, high) = next(pair for pair in pairwise(table) if mark <= pair[1][0])
    along = Fraction(mark - below) / Fraction(above - below)
    return Fraction(low) + along * Fraction(high - low)


def share(scale: Scale, mark: Decimal) -> Fraction:
    """The part of the weight that a mark earns: its points over those of the highest mark."""
    return points(scale, mark) / points(scale, scale.highest)


class ScaledScale:
    """A scale whose points are whole numbers out of one whole number, worked out once a mark."""

    def __init__(self, scale: Scale) -> None:
        shares = [share(scale, mark) for mark in scale.marks]
        self.out_of = lcm(*(part.denominator for part in shares))
        self.whole = {
            mark: int(part * self.out_of) for mark, part in zip(scale.marks, shares, strict=True)
        }


@cache
def scaled(scale: Scale) -> ScaledScale:
    """The scale with its points worked out, once for all who mark on one like it."""
    return ScaledScale(scale)
