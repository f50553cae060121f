"""The one kind of function that figures are of a number that moves: a quotient of straight lines."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Final

from commissioning.values.frozen import frozen

NOUGHT: Final = Fraction(0)
Places = tuple[Fraction, Fraction, Fraction]
Ends = tuple[Fraction, Fraction]
"""Two places, in the order in which they are passed."""


def inner_places(start: Fraction, end: Fraction) -> Places:
    """Three places strictly between two."""
    quarter = (end - start) / 4
    return start + quarter, start + 2 * quarter, start + 3 * quarter


def strictly_between(place: Fraction, start: Fraction, end: Fraction) -> bool:
    """Whether a place lies between two others, whichever comes first, and is neither."""
    return min(start, end) < place < max(start, end)


@frozen
class Quotient:
    """A quotient of two straight lines, by three of its values at three places.

    Where it has no pole it is constant, or only rises, or only falls.
    """

    at: Places
    values: Places

    @property
    def constant(self) -> bool:
        return self.values[0] == self.values[1]

    @cached_property
    def _solved(self) -> tuple[int, int, int, int]:
        """Whole numbers a, b, c, d: it has a value y at the place (a + b y) / (c + d y)."""
        (x1, x2, x3), (y1, y2, y3) = self.at, self.values
        one, other = (x2 - x3) * (y2 - y1), (x2 - x1) * (y2 - y3)
        exact = (
            x1 * one * y3 - x3 * other * y1,
            x3 * other - x1 * one,
            one * y3 - other * y1,
            other - one,
        )
        scale = lcm(*(number.denominator for number in exact))
        a, b, c, d = (number.numerator * (scale // number.denominator) for number in exact)
        return a, b, c, d

    def root(self, level: Fraction = NOUGHT) -> Fraction | None:
        """Where it is nought, or at another level; None where it never is, or always."""
        a, b, c, d = self._solved
        number, part = level.as_integer_ratio()
        below = c * part + d * number
        return Fraction(a * part + b * number, below) if below and not self.constant else None

    def value(self, place: Fraction) -> Fraction | None:
        """Its value anywhere, also where it cannot be asked directly; None at a pole."""
        if self.constant:
            return self.values[0]
        a, b, c, d = self._solved
        number, part = place.as_integer_ratio()
        below = d * number - b * part
        return Fraction(a * part - c * number, below) if below else None

    def inverse(self) -> Quotient:
        """One by it; for one that has no root at its three places."""
        one, two, three = self.values
        return Quotient(self.at, (1 / one, 1 / two, 1 / three))

    def negative(self, start: Fraction, end: Fraction) -> Ends | None:
        """The part of a stretch around its places, without a pole inside, where it is below nought."""
        root = self.root()
        if root is None or not strictly_between(root, start, end):
            return (start, end) if min(self.values) < 0 else None
        place, value = next((p, v) for p, v in zip(self.at, self.values, strict=True) if v)
        first_part = abs(place - start) < abs(root - start)
        return (start, root) if (value < 0) == first_part else (root, end)
