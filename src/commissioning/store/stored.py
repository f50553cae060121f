"""A cycle as a store holds it, and what was found of its chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.findings.finding import Finding
from commissioning.records.record import Record
from commissioning.values.checking import Checked, asks
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import counted, display_name


@frozen(kw_only=True)
class Command(Checked):
    """When something is entered, and by whom."""

    never_empty = asks(by="say who enters it, as a role or a reference")

    entered: date
    by: str


@frozen(repr=False)
class Stored:
    """A cycle out of a store, with what it held then; record on it and save it again."""

    cycle: Cycle
    kept: tuple[Record, ...] = ()
    """The records that the store held when this was loaded or saved."""
    head: str = ""
    """The hash of the last of them; empty for a cycle that has not been saved."""
    findings: tuple[Finding, ...] = ()
    """`chain-broken`, where an entry is not as it was entered; with `audit` everything else too."""

    @property
    def key(self) -> str:
        """The reference of the cycle, by which the store keeps it."""
        return self.cycle.reference

    @property
    def version(self) -> int:
        """The number of records that the store held."""
        return len(self.kept)

    @property
    def added(self) -> tuple[Record, ...]:
        """The records that are not in the store yet."""
        return self.cycle.records[self.version :]

    def record(self, *records: Record) -> Stored:
        """The same with records added, all or none. Raises like `Cycle.record`."""
        return evolve(self, cycle=self.cycle.record(*records))

    def check(self) -> None:
        """Raise `RecordError` unless it can be saved: it has a key and begins with what is kept."""
        problems = tuple(self._problems())
        if problems:
            raise RecordError(self.cycle.title, problems)

    def _problems(self) -> Iterator[str]:
        if not self.key:
            yield "reference: is empty; a store keeps each cycle by its reference"
        if self.cycle.records[: self.version] != self.kept:
            yield "it lacks records that the store holds; load it whole, without a day, to record on it"
        yield from (f"{finding}" for finding in self.findings if finding.blocks)

    def __repr__(self) -> str:
        return f"<Stored {self.key}: {counted(self.version, 'record')}, {len(self.added)} to save>"


@frozen
class ChainCheck:
    """Whether the entries of a cycle are as they were entered."""

    key: str
    records: int
    head: str
    """The hash of the last entry, to be kept elsewhere."""
    broken_at: int | None
    """The number of the first entry that is not as it was entered; None where all are."""
    findings: tuple[Finding, ...]

    def __str__(self) -> str:
        whole = f"{self.key}: {counted(self.records, 'record')}, the chain is whole ({self.head})"
        lines = self.findings if self.broken_at is not None else (whole, *self.findings)
        return "\n".join(map(str, lines))


def difference(one: Cycle, other: Cycle) -> Table:
    """The records that only one of two cycles holds, or holds more often."""
    columns = (Column("only in"), Column("record"), Column("on", Kind.DAY), Column("reference"))
    rows = (
        (side, display_name(type(record)), record.on, record.reference)
        for side, has, has_not in (("first", one, other), ("second", other, one))
        for record in (Counter(has.records) - Counter(has_not.records)).elements()
    )
    return Table(columns, tuple(rows))
