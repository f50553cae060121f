"""The protocol of all that finds the records in force, and those of each lot among several of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Protocol

from commissioning.records.record import R, Record


class RecordFinder(Protocol):
    """Anything that finds the records in force, such as a ledger."""

    def find(self, kind: type[R], about: str | None = None) -> R | None:
        """The latest record of a kind, about a lot if one is given."""
        ...

    def every(
        self, kind: type[R], about: str | None = None, *, superseded: bool = False
    ) -> tuple[R, ...]:
        """All records of a kind in force, in the order entered; with superseded ones, if asked."""
        ...


def by_day(records: Iterable[R]) -> list[R]:
    """Records in the order of their days, whenever they were entered; those of one day as entered."""
    return sorted(records, key=attrgetter("on"))


def newest(records: Sequence[R]) -> R | None:
    """The record of the latest day, whenever it was entered; of those of one day the last entered."""
    return max(reversed(records), key=attrgetter("on"), default=None)


def latest(records: Iterable[R]) -> tuple[R, ...]:
    """The records of one kind that a later one about the same lots has not replaced, oldest first."""
    standing: list[R] = []
    for record in records:
        standing = [other for other in standing if not _replaces(record, other)]
        standing.append(record)
    return tuple(standing)


def _replaces(later: Record, earlier: Record) -> bool:
    if later.lots is None:
        return True
    return earlier.lots is not None and set(earlier.lots) <= set(later.lots)
