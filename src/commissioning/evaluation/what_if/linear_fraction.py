"""Linear fractions: the functions (a + bx) / (c + dx), which every figure of a what-if is made of."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from math import lcm

from commissioning.records.pricing import ZERO
from commissioning.values.frozen import frozen

Three = tuple[Fraction, Fraction, Fraction]
"""Three arguments."""
Interval = tuple[Fraction, Fraction]
"""The two ends of an interval, in the order in which they are passed."""


def inner_points(start: Fraction, end: Fraction) -> Three:
    """Three points strictly between two, at equal distances."""
    # Not the ends: a tender may be excluded, or a formula change its form, at a breakpoint itself.
    quarter = (end - start) / 4
    return start + quarter, start + 2 * quarter, start + 3 * quarter


def strictly_between(point: Fraction, start: Fraction, end: Fraction) -> bool:
    """Whether a point lies between two others, whichever comes first, and is neither."""
    return min(start, end) < point < max(start, end)


@frozen
class LinearFraction:
    """A quotient of two linear functions (a Möbius transformation), determined by its values at three points.

    Between poles it is constant, only rises, or only falls, so it has at most one root there.
    """

    at: Three
    values: tuple[Fraction, ...]

    @property
    def constant(self) -> bool:
        # One that is not constant takes no value twice, so two of the three settle it.
        return self.values[0] == self.values[1]

    @cached_property
    def _inverse(self) -> tuple[int, int, int, int]:
        """Whole numbers a, b, c, d with x = (a + b y) / (c + d y), by the cross-ratio of the points."""
        (x1, x2, x3), (y1, y2, y3) = self.at, self.values
        one, other = (x2 - x3) * (y2 - y1), (x2 - x1) * (y2 - y3)
        exact = (
            x1 * one * y3 - x3 * other * y1,
            x3 * other - x1 * one,
            one * y3 - other * y1,
            other - one,
        )
        # Whole numbers multiply several times faster than fractions, and one is asked many times.
        scale = lcm(*(number.denominator for number in exact))
        a, b, c, d = (number.numerator * (scale // number.denominator) for number in exact)
        return a, b, c, d

    def root(self, level: Fraction = ZERO) -> Fraction | None:
        """The point where it is zero, or at another level; None if there is none, or it is constant."""
        a, b, c, d = self._inverse
        number, part = level.as_integer_ratio()
        below = c * part + d * number  # zero too for a constant, whose four numbers all are
        return Fraction(a * part + b * number, below) if below else None

    def value(self, point: Fraction) -> Fraction | None:
        """Its value anywhere, outside the three points too; None at a pole."""
        if self.constant:
            return self.values[0]
        a, b, c, d = self._inverse
        number, part = point.as_integer_ratio()
        below = d * number - b * part
        return Fraction(a * part - c * number, below) if below else None

    def reciprocal(self) -> LinearFraction:
        """One divided by it. Assumes no root at its three points."""
        return LinearFraction(self.at, tuple(1 / value for value in self.values))

    def negative(self, start: Fraction, end: Fraction) -> Interval | None:
        """The subinterval of (start, end) where it is negative, or None. Assumes no pole inside."""
        root = self.root()
        if root is None or not strictly_between(root, start, end):
            # Without a root inside, all three samples have one sign, or are all zero.
            return (start, end) if min(self.values) < 0 else None
        point, value = next((p, v) for p, v in zip(self.at, self.values, strict=True) if v)
        # The sign at any one point settles both parts, since it changes at the root and only there.
        in_first_part = abs(point - start) < abs(root - start)
        return (start, root) if (value < 0) == in_first_part else (root, end)
