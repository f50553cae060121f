"""The protocol of all that finds the records in force: a ledger, the case of an attempt, a cycle."""

from __future__ import annotations

from typing import Protocol

from commissioning.records.record import R, Record


class RecordFinder(Protocol):
    """Anything that finds the records in force, such as a ledger."""

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record as entered, superseded or not."""
        ...

    def find(self, kind: type[R], about: str | None = None) -> R | None:
        """The latest record of a kind, about a lot if one is given."""
        ...

    def every(
        self, kind: type[R], about: str | None = None, *, superseded: bool = False
    ) -> tuple[R, ...]:
        """All records of a kind in force, in the order entered; with superseded ones, if asked."""
        ...
