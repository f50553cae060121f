"""A timetable as the checks look at it: its dated rows, under the numbers they are printed with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from commissioning.dates.rhythms import Rhythm
from commissioning.dates.working_days import HolidaysOf, WorkingDays, working_days
from commissioning.findings.citation import Citation
from commissioning.law.law import Law
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Route
from commissioning.timetable.milestones import BY_TAG
from commissioning.values.frozen import frozen

PRACTICE: Final = Citation("council practice")


@frozen
class Dated:
    """A row with both ends known, and the number it is printed under."""

    number: int
    row: TimetableRow
    tag: str
    first: date
    last: date

    def __str__(self) -> str:
        return f"row {self.number} ({self.row.what})"


@frozen
class Subject:
    """A timetable as the checks look at it."""

    timetable: Timetable
    route: Route
    law: Law
    rhythm: Rhythm | None
    rows: tuple[Dated, ...]

    def row(self, *tags: str) -> Dated | None:
        """The first row of one of these steps; the steps in order of preference."""
        found = (row for tag in tags for row in self.rows if row.tag == tag)
        return next(found, None)


def dated(timetable: Timetable) -> Iterator[Dated]:
    """The rows that stand for a known step and name a day; a row with one end is judged by it."""
    for number, row in enumerate(timetable.rows, 1):
        window = row.window
        first, last = window.earliest or window.latest, window.latest or window.earliest
        if row.step in BY_TAG and not window.recurrence and first and last:
            yield Dated(number, row, row.step, first, last)


def calendar(subject: Subject) -> WorkingDays:
    """The council's working days; those of England and Wales where its rhythm is not given."""
    rhythm = subject.rhythm
    return rhythm.working_days if rhythm else working_days(HolidaysOf.ENGLAND_AND_WALES)


def days_told(count: int) -> str:
    """A number of days in words: "1 day"."""
    return "1 day" if count == 1 else f"{count} days"
