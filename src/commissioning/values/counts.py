"""Numbers of people as sources give them: exact, "fewer than 5", or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen


class Counted(Protocol):
    """A part of a record that states a number of people."""

    @property
    def people(self) -> int | None: ...
    @property
    def fewer_than(self) -> int | None: ...


@frozen
class Count(Checked):
    """A whole number known to bounds, both included; a bound of None is not known."""

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


def count_of(part: Counted) -> Count:
    """The number of people that a part of a record states."""
    return Count.of(part.people, part.fewer_than)


def problems_of_count(part: Counted) -> Iterator[str]:
    """The problems with the number of people of a part of a record."""
    if part.fewer_than is not None and part.people is not None:
        yield "fewer_than: the number of people is stated; give one of the two"
    if part.fewer_than is not None and part.fewer_than < 1:
        yield f"fewer_than: {part.fewer_than}; there are never fewer than 0 people"


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _minus(number: int | None) -> int | None:
    return None if number is None else -number
