"""The scales that marks are given on, as data.

Councils' scales and labels differ: one council's "good" is another's "satisfactory".
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from attrs import field

from commissioning.values.bounds import MOST_MARKS
from commissioning.values.checking import Checked, asks, exact, exact_or_none
from commissioning.values.frozen import frozen

HUNDRED: Final = Decimal(100)
ZERO: Final = Decimal(0)


def plain(number: Decimal | Fraction) -> str:
    """A number as people write it: 60, 12.5, 100/3, without trailing zeros or exponents."""
    if isinstance(number, Fraction):
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _steps(lowest: Decimal, mark: Decimal, step: Decimal) -> int | None:
    """The number of steps from one mark up to another; None where they do not lead there."""
    if step <= 0:
        return None
    steps = (Fraction(mark) - Fraction(lowest)) / Fraction(step)
    return int(steps) if steps.denominator == 1 else None


def _between(table: tuple[tuple[Decimal, Decimal], ...], place: Fraction) -> Fraction:
    """The value at a place, on the straight lines between the rows of a table; without rows the place."""
    if not table:
        return place
    (below, low), (above, high) = next(two for two in pairwise(table) if place <= two[1][0])
    slope = Fraction(high - low) / Fraction(above - below)
    return Fraction(low) + (place - Fraction(below)) * slope


@frozen(kw_only=True)
class Level(Checked):
    """One mark of a scale that has a label, a descriptor, or points of its own."""

    mark: Decimal = field(converter=exact)
    label: str = ""
    """The name of the mark: "good". One council's "good" is another's "satisfactory"."""
    descriptor: str = ""
    """The qualities that an answer must show to earn it."""
    points: Decimal | None = field(default=None, converter=exact_or_none)
    """The points that the mark earns on a scale that is not a straight line; None if they equal the mark."""


@frozen(kw_only=True)
class Scale(Checked):
    """The marks that may be given, from the lowest to the highest, in equal steps.

    A mark earns its share of the weight: its points divided by the points of the highest mark.
    Where levels have points of their own, a mark between two levels (a half mark) earns points
    on the straight line between them.
    """

    name: str
    highest: Decimal = field(converter=exact)
    lowest: Decimal = field(default=ZERO, converter=exact)
    step: Decimal = field(default=Decimal(1), converter=exact)
    """The distance between neighbouring marks: 1, 0.5 where half marks are given, 2 for even marks."""
    levels: tuple[Level, ...] = ()

    never_empty = asks(name="is empty; name the scale, so that messages can say which is meant")

    def problems(self) -> Iterator[str]:
        if self.lowest < 0 or self.highest <= self.lowest:
            yield (
                f"highest: the scale goes from {plain(self.lowest)} to {plain(self.highest)}; let it "
                "begin at 0 or more and end higher"
            )
            return
        steps = _steps(self.lowest, self.highest, self.step)
        if steps is None:
            yield (
                f"step: steps of {plain(self.step)} do not lead from {plain(self.lowest)} to "
                f"{plain(self.highest)}; give a step that divides the distance"
            )
        elif steps >= MOST_MARKS:
            yield (
                f"step: steps of {plain(self.step)} from {plain(self.lowest)} to {plain(self.highest)} "
                f"make more than {MOST_MARKS:,} marks; take longer steps"
            )
        else:
            yield from self._level_problems()

    def _level_problems(self) -> Iterator[str]:
        marks = [level.mark for level in self.levels]
        if marks != sorted(set(marks)):
            yield "levels: a mark is described twice or out of order; go from the lowest to the highest"
        for mark in marks:
            if not self.holds(mark):
                yield f"levels: {plain(mark)} is not a mark; the scale has {self._marks_in_words()}"
        points = [level.points for level in self.levels if level.points is not None]
        if not points:
            return
        if len(points) < len(marks) or {self.lowest, self.highest} - set(marks):
            yield (
                "levels: only some marks have points; give every level points, the lowest and the "
                "highest mark included"
            )
        elif points != sorted(set(points)) or points[0] < 0:
            yield "levels: points must rise with the marks, from 0 or more"

    @classmethod
    def labelled(cls, name: str, *labels: str, half_marks: bool = False) -> Scale:
        """A scale from 0 upwards by whole marks, with a label for each mark in order."""
        levels = (Level(mark=mark, label=label) for mark, label in enumerate(labels))
        return cls._from_zero(name, tuple(levels), half_marks)

    @classmethod
    def tabled(cls, name: str, *points: Decimal | int | str, half_marks: bool = False) -> Scale:
        """A scale from 0 upwards by whole marks, with the points each mark earns in order."""
        levels = (Level(mark=mark, points=earned) for mark, earned in enumerate(points))
        return cls._from_zero(name, tuple(levels), half_marks)

    @classmethod
    def _from_zero(cls, name: str, levels: tuple[Level, ...], half_marks: bool) -> Scale:
        step = Decimal("0.5") if half_marks else Decimal(1)
        return cls(name=name, highest=len(levels) - 1, step=step, levels=levels)

    def holds(self, mark: Decimal) -> bool:
        """Whether the mark is one that may be given."""
        return (
            self.lowest <= mark <= self.highest and _steps(self.lowest, mark, self.step) is not None
        )

    @property
    def marks(self) -> tuple[Decimal, ...]:
        """Every mark that may be given, from the lowest."""
        count = _steps(self.lowest, self.highest, self.step) or 0
        return tuple(self.lowest + number * self.step for number in range(count + 1))

    @property
    def table(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """The levels that have points of their own, as (mark, points); empty for a straight scale."""
        return tuple(
            (level.mark, level.points) for level in self.levels if level.points is not None
        )

    def points(self, mark: Decimal) -> Fraction:
        """The points of a mark: itself, or by the table of the scale, linear between two levels."""
        return _between(self.table, Fraction(mark))

    def share(self, mark: Decimal) -> Fraction:
        """The part of the weight that a mark earns, from 0 to 1."""
        return self.points(mark) / self.points(self.highest)

    def mark_at(self, share: Fraction) -> Fraction:
        """The mark that earns a share of the weight, between two marks of the scale if need be."""
        by_points = tuple((points, mark) for mark, points in self.table)
        return _between(by_points, share * self.points(self.highest))

    def __str__(self) -> str:
        reach = f"{plain(self.lowest)} to {plain(self.highest)}"
        return self.name if reach in self.name else f"{self.name} ({self._marks_in_words()})"

    def _marks_in_words(self) -> str:
        steps = "" if self.step == 1 else f" in steps of {plain(self.step)}"
        return f"{plain(self.lowest)} to {plain(self.highest)}{steps}"


ZERO_TO_FIVE: Final = Scale.labelled(
    "0 to 5", "inadequate", "poor", "less than satisfactory", "satisfactory", "good", "excellent"
)
"""Labels as Salford City Council has published them; other councils' differ."""
ZERO_TO_FOUR: Final = Scale.labelled(
    "0 to 4", "unacceptable", "poor", "acceptable", "good", "excellent"
)
"""Labels of the Scottish Government's guidance for bid evaluation."""
ZERO_TO_TEN: Final = Scale(name="0 to 10", highest=Decimal(10))
EVEN_TO_TEN: Final = Scale(name="0 to 10, even marks", highest=Decimal(10), step=Decimal(2))
OUT_OF_100: Final = Scale(name="out of 100", highest=HUNDRED)
PASS_OR_FAIL: Final = Scale.labelled("pass or fail", "fail", "pass")
