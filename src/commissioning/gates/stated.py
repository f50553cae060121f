"""The check that a record states what the process asks for, asked of every record."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.findings.codes.process import NOT_STATED
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.records.record import Record
from commissioning.values.stated import unstated
from commissioning.values.text import listed


@check(Record, NOT_STATED)
def all_that_is_asked_for_is_stated(_: Case, record: Record) -> Iterator[Finding]:
    """The record states everything by which later records are judged."""
    absent = tuple(dict.fromkeys(unstated(record)))
    if absent:
        yield NOT_STATED(
            f"The {record.described()} does not state {listed(absent)}",
            remedy="Add what is missing",
            about=record.reference or None,
        )
