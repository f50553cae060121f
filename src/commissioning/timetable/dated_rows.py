"""A timetable as the checks see it: its dated rows, under the numbers they are printed with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from commissioning.dates.rhythms import Rhythm
from commissioning.dates.working_days import HolidaysOf, WorkingDays, working_days
from commissioning.errors import written
from commissioning.law.law import Law
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Route
from commissioning.timetable.milestones import BY_TAG
from commissioning.values.frozen import frozen
from commissioning.values.text import counted


@frozen
class DatedRow:
    """A row for a known step that names a day, and the number it is printed under."""

    number: int
    row: TimetableRow
    tag: str
    first: date
    last: date

    def __str__(self) -> str:
        return f"row {self.number} ({self.row.what})"

    @property
    def subject(self) -> str:
        """The row at the beginning of a sentence."""
        return f"Row {self.number} ({self.row.what})"

    def moved_to(self, day: date, from_day: date | None = None) -> str:
        """The instruction to move it so that its last day, or another of its days, is at least `day`."""
        days = counted((day - (from_day or self.last)).days, "day")
        return f"Move row {self.number} by {days}, to {written(day)} or later"


@frozen
class CheckedTimetable:
    """A timetable with what it is checked against: a route, the law and a council's calendar."""

    timetable: Timetable
    route: Route
    law: Law
    rhythm: Rhythm | None
    rows: tuple[DatedRow, ...]
    durations: Mapping[str, int]
    """The working days of single steps, where a plan was made with others than the usual ones."""

    def row(self, *tags: str) -> DatedRow | None:
        """The first row of one of these steps, which are given in order of preference."""
        return next((row for tag in tags for row in self.rows if row.tag == tag), None)

    @property
    def working_days(self) -> WorkingDays:
        """The council's working days; those of England and Wales if its calendar is not given."""
        known = self.rhythm
        return known.working_days if known else working_days(HolidaysOf.ENGLAND_AND_WALES)


def dated_rows(timetable: Timetable) -> Iterator[DatedRow]:
    """The rows for a known step that name a day; a row with one end is judged by that end."""
    for number, row in enumerate(timetable.rows, 1):
        window = row.window
        first, last = window.earliest or window.latest, window.latest or window.earliest
        if row.step in BY_TAG and not window.recurrence and first and last:
            yield DatedRow(number, row, row.step, first, last)
