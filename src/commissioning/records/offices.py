"""Offices held: which person, by reference, holds which office from which day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.errors import written
from commissioning.records.record import Record
from commissioning.values.checking import Checked, asks
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class OfficeHolder(Checked):
    """One person by reference, and the offices held from a day on."""

    reference: str
    """The reference by which panels and approvals know the person, never a name."""
    offices: tuple[str, ...]
    from_on: date
    until: date | None = None
    """The last day, included; None while the offices are held."""

    never_empty = asks(reference="say who, by reference", offices="give at least one office")
    distinct = ("offices",)

    def problems(self) -> Iterator[str]:
        if self.until is not None and self.until < self.from_on:
            yield f"until: {written(self.until)} is before the first day, {written(self.from_on)}"


@frozen(kw_only=True)
class OfficesHeld(Record, called="list of offices held"):
    """The holders of offices. A later record about the same person and office takes the place of it."""

    holders: tuple[OfficeHolder, ...]

    never_empty = asks(holders="give at least one person with an office")
