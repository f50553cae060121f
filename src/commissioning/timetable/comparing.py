"""The plan beside what happened: what is done, what is late, and when it will end at this pace."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from commissioning.cycle import Cycle
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table


class Progress(StrEnum):
    """Where one planned step stands on a day."""

    DONE = "done"
    DONE_EARLY = "done early"
    DONE_LATE = "done late"
    OVERDUE = "overdue"
    DUE = "due now"
    AHEAD = "still ahead"
    UNKNOWN = "cannot be told"


@frozen(kw_only=True)
class Compared:
    """One planned row and the record that did it."""

    row: TimetableRow
    progress: Progress
    happened_on: date | None = None
    """The day of the record of that step that lies nearest to the plan."""
    late_by: int = 0
    """Days after the last planned day, of the record or of today; before the first if negative."""


@frozen(kw_only=True)
class Comparison:
    """A timetable beside a cycle's ledger, as it stood on a day."""

    timetable: Timetable
    today: date
    rows: tuple[Compared, ...]

    @property
    def delay(self) -> int:
        """How late the work is: that of the last step done, or of what is overdue if that is more."""
        done = [row for row in self.rows if row.happened_on]
        last = max(done, key=lambda row: row.happened_on or self.today, default=None)
        overdue = (row.late_by for row in self.rows if row.progress is Progress.OVERDUE)
        return max(last.late_by if last else 0, *overdue, 0)

    @property
    def planned_end(self) -> date | None:
        """The last day that the timetable names."""
        ends = [row.window.latest for row in self.timetable.rows if not row.window.recurrence]
        return max((end for end in ends if end), default=None)

    @property
    def forecast_end(self) -> date | None:
        """When the last row ends if no time is made up: the planned end and the delay."""
        return self.planned_end + timedelta(days=self.delay) if self.planned_end else None

    def to_table(self) -> Table:
        """A row for each planned step: planned, happened, progress and days late."""
        columns = (
            Column("what"),
            Column("planned", meaning="in the words of the timetable"),
            Column("happened", Kind.DAY, "the day of the record of that step"),
            Column("progress"),
            Column(
                "days late", Kind.WHOLE, "after the last planned day; before the first if negative"
            ),
        )
        rows = tuple(
            (c.row.what, str(c.row.window), c.happened_on, c.progress.value, c.late_by or None)
            for c in self.rows
        )
        return Table(columns, rows)

    def _repr_html_(self) -> str:
        return self.to_table().to_html(self.timetable.title)

    def __str__(self) -> str:
        return self.to_table().to_text()


def compare(timetable: Timetable, cycle: Cycle, today: date) -> Comparison:
    """The timetable beside what the cycle's ledger says had happened by the end of a day."""
    rows = tuple(_compared(row, cycle, today) for row in timetable.rows)
    return Comparison(timetable=timetable, today=today, rows=rows)


def _compared(row: TimetableRow, cycle: Cycle, today: date) -> Compared:
    happened = _happened(row, cycle, today)
    first, last = row.window.earliest, row.window.latest
    if row.window.recurrence or not row.window.known:
        known = Progress.DONE if happened and not row.window.recurrence else Progress.UNKNOWN
        return Compared(row=row, progress=known, happened_on=happened)
    day = happened or today
    late = (day - last).days if last and day > last else 0
    early = (day - first).days if happened and first and day < first else 0
    return Compared(
        row=row,
        progress=_progress(row, happened, today, late or early),
        happened_on=happened,
        late_by=late or early,
    )


def _progress(row: TimetableRow, happened: date | None, today: date, late_by: int) -> Progress:
    if happened:
        return (
            Progress.DONE_LATE if late_by > 0 else Progress.DONE_EARLY if late_by else Progress.DONE
        )
    if late_by:
        return Progress.OVERDUE
    return Progress.DUE if row.window.earliest and row.window.earliest <= today else Progress.AHEAD


def _happened(row: TimetableRow, cycle: Cycle, today: date) -> date | None:
    """The day of the record of the step that is nearest to the plan; several rows may share a step."""
    step = cycle.process.tagged(row.step or "")
    if step is None:
        return None
    days = [record.on for record in cycle.every(step.record) if record.on <= today]
    aimed = row.window.latest or row.window.earliest
    if aimed is None:
        return min(days, default=None)
    return min(days, key=lambda day: abs((day - aimed).days), default=None)
