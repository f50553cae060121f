"""The one kind of function that figures are of a number that moves: a quotient of straight lines."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from attrs import frozen

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

    @classmethod
    def of(cls, at: Places, value: Callable[[int], Fraction]) -> Quotient:
        """By the value at the first, the second and the third place."""
        return cls(at, (value(0), value(1), value(2)))

    @property
    def constant(self) -> bool:
        return self.values[0] == self.values[1]

    def root(self, level: Fraction = NOUGHT) -> Fraction | None:
        """Where it is nought, or at another level; None where it never is, or always."""
        x1, x2, x3 = self.at
        y1, y2, y3 = (value - level for value in self.values)
        if self.constant:
            return None
        if y3 == 0:
            return x3
        ratio = y1 * (y2 - y3) / (y3 * (y2 - y1))
        below = (x2 - x3) - ratio * (x2 - x1)
        return None if below == 0 else (x1 * (x2 - x3) - ratio * x3 * (x2 - x1)) / below

    def value(self, place: Fraction) -> Fraction | None:
        """Its value anywhere, also where it cannot be asked directly; None at a pole."""
        (x1, x2, x3), (y1, y2, y3) = self.at, self.values
        if self.constant or place == x3:
            return y3
        ratio = (place - x1) * (x2 - x3) / ((place - x3) * (x2 - x1))
        below = (y2 - y3) - ratio * (y2 - y1)
        return None if below == 0 else (y1 * (y2 - y3) - ratio * y3 * (y2 - y1)) / below

    def inverse(self) -> Quotient:
        """One by it; it has no root at its three places."""
        return Quotient.of(self.at, lambda number: 1 / self.values[number])

    def negative(self, start: Fraction, end: Fraction) -> Ends | None:
        """The part of a stretch around its places, without a pole inside, where it is below nought."""
        root = self.root()
        if root is None or not strictly_between(root, start, end):
            return (start, end) if min(self.values) < 0 else None
        place, value = next((p, v) for p, v in zip(self.at, self.values, strict=True) if v)
        first_part = abs(place - start) < abs(root - start)
        return (start, root) if (value < 0) == first_part else (root, end)
