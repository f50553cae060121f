"""The offices that a person holds on a day, and the person who holds an office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.ledger.record_finder import RecordFinder
from commissioning.records.approval import OfficeHolder, OfficesHeld


def offices_of(records: RecordFinder, person: str, on: date) -> frozenset[str] | None:
    """The offices of a person on a day, in small letters; None where no record speaks of the person."""
    latest = {office: holder for office, holder in _entries(records) if holder.reference == person}
    if not latest:
        return None
    return frozenset(office for office, holder in latest.items() if _holds_on(holder, on))


def holder_of(records: RecordFinder, office: str, on: date) -> str:
    """The one person who holds an office on a day; the words themselves where that is not known."""
    # By person too: the office of a successor begins without ending the predecessor's, and then two hold it.
    latest = {(h.reference, name): h for name, h in _entries(records) if name == office.casefold()}
    persons = [holder.reference for holder in latest.values() if _holds_on(holder, on)]
    return persons[0] if len(persons) == 1 else office


def _entries(records: RecordFinder) -> Iterator[tuple[str, OfficeHolder]]:
    holders = (holder for record in records.every(OfficesHeld) for holder in record.holders)
    return ((office.casefold(), holder) for holder in holders for office in holder.offices)


def _holds_on(holder: OfficeHolder, on: date) -> bool:
    return holder.from_on <= on and (holder.until is None or on <= holder.until)
