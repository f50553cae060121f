"""Numbers of people as sources give them: exact, "fewer than 5", or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from commissioning.values.asked import Askable
from commissioning.values.checking import Checked, FromOne, FromZero
from commissioning.values.frozen import frozen


@frozen
class Count(Askable):
    """A whole number known to bounds, both included; a bound of None is not known.

    It makes no check of itself: one balance of people makes thousands.
    """

    least: int | None = 0
    most: int | None = None

    @classmethod
    def of(cls, people: int | None, fewer_than: int | None = None) -> Count:
        """The count that a source gives: a number, "fewer than" one, or nothing."""
        if people is not None:
            return cls(people, people)
        return cls(0, None if fewer_than is None else fewer_than - 1)

    @classmethod
    def total(cls, counts: Iterable[Count]) -> Count:
        """All counts together; 0 for none."""
        return sum(counts, ZERO)

    @property
    def known(self) -> int | None:
        """The number, where it is exact."""
        return self.least if self.least == self.most else None

    def __add__(self, other: Count) -> Count:
        return Count(_sum(self.least, other.least), _sum(self.most, other.most))

    def __sub__(self, other: Count) -> Count:
        return self + Count(_minus(other.most), _minus(other.least))

    def less(self, other: Count) -> Count:
        """How many are left when others are taken away, never fewer than 0."""
        left = self - other
        return Count(max(left.least or 0, 0), None if left.most is None else max(left.most, 0))

    def narrowed(self, other: Count) -> Count:
        """The numbers that both allow; itself where no number is left."""
        low = _tighter(self.least, other.least, max)
        high = _tighter(self.most, other.most, min)
        return self if low is not None and high is not None and low > high else Count(low, high)

    def at_most(self, other: Count) -> Count:
        """The smaller of two numbers of people, both to bounds."""
        return Count(min(self.least or 0, other.least or 0), _tighter(self.most, other.most, min))

    def within(self, other: Count) -> Count:
        """The number, capped at the most that another may be."""
        return Count(_tighter(self.least, other.most, min), _tighter(self.most, other.most, min))

    def exceeds(self, other: Count) -> bool:
        """Whether it is more than another, whatever the two numbers are."""
        return self.least is not None and other.most is not None and self.least > other.most

    def __str__(self) -> str:
        if self.known is not None:
            return str(self.known)
        if self.most is None:
            return "an unknown number of" if not self.least else f"at least {self.least}"
        if not self.least:
            return f"fewer than {self.most + 1}"
        return f"{self.least} to {self.most}"


ZERO: Final = Count(0, 0)
"""No people at all, which is not the same as a number that is not known."""
ANY: Final = Count(0, None)
"""A number of people of which nothing is known."""


class StatesCount(Checked):
    """A part of a record that states a number of people as its source does: exact, or "fewer than" one."""

    __slots__ = ()
    people: FromZero[int] | None
    fewer_than: FromOne[int] | None
    """The source says only that they are fewer than so many, as it may of small numbers."""

    def lacks(self, name: str) -> bool:
        return super().lacks(name) and self.fewer_than is None

    def shared_problems(self) -> Iterator[str]:
        yield from super().shared_problems()
        if self.fewer_than is not None and self.people is not None:
            yield "fewer_than: the number of people is stated; give one of the two"


def count_of(part: StatesCount) -> Count:
    """The number of people that a part of a record states."""
    return Count.of(part.people, part.fewer_than)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _tighter(one: int | None, other: int | None, of: Callable[[int, int], int]) -> int | None:
    """The tighter of two bounds; the one that there is where the other is not known."""
    if one is None or other is None:
        return other if one is None else one
    return of(one, other)


def _minus(number: int | None) -> int | None:
    return None if number is None else -number
