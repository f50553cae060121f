"""The plan compared with the ledger: what is done, what is late, and the forecast end."""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.dates.periods import later
from commissioning.dates.windows import Window
from commissioning.errors import written
from commissioning.ledger.ledger import Ledger
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.timetable.slippage import last_named_day
from commissioning.values.frozen import frozen
from commissioning.values.listings import Tabled
from commissioning.values.notebook import Picture
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import Word


class Progress(Word):
    """The progress of one planned step on a day."""

    DONE = "done"
    DONE_EARLY = "done early"
    DONE_LATE = "done late"
    OVERDUE = "overdue"
    DUE = "due now"
    AHEAD = "still ahead"
    UNKNOWN = "not known"


@frozen(kw_only=True)
class ComparedRow:
    """One planned row, and the day of the record of its step."""

    row: TimetableRow
    progress: Progress
    happened_on: date | None = None
    """The day of the record of that step that is nearest to the plan; of a span of days, the last."""
    known_to: Window | None = None
    """The span of days, where that day is known only to it. It is then measured by its last day."""
    late_by: int = 0
    """Days from the last planned day to the record, or to today; negative before the first day."""

    @property
    def happened(self) -> str:
        """The day of the record in words; empty while there is none."""
        if self.known_to is not None:
            return f"{self.known_to}, measured by its last day"
        return written(self.happened_on) if self.happened_on else ""


@frozen(kw_only=True)
class TimetableComparison(Tabled):
    """A timetable compared with a ledger on a day."""

    timetable: Timetable
    today: date
    rows: tuple[ComparedRow, ...]

    @property
    def delay(self) -> int:
        """The days by which the work is late: the last step done, or an overdue one if that is more."""
        done = [row for row in self.rows if row.happened_on]
        last = max(done, key=lambda row: row.happened_on or self.today, default=None)
        overdue = (row.late_by for row in self.rows if row.progress is Progress.OVERDUE)
        return max(last.late_by if last else 0, *overdue, 0)

    @property
    def forecast_end(self) -> date | None:
        """The last day that the timetable names, and the delay: the end if no time is made up."""
        end = last_named_day(self.timetable)
        return later(end, days=self.delay) if end else None

    def plot(self) -> Picture:
        """The timetable on a calendar, with the days on which each step happened."""
        return Picture(self.timetable, about={"compared": self})

    def table(self) -> Table:
        """A row for each planned step: planned, recorded, progress and days late."""
        return (_WITH_SPANS if any(row.known_to for row in self.rows) else _ROWS).table(self.rows)

    def _repr_html_(self) -> str:
        return self.table().to_html(self.timetable.title)

    def __str__(self) -> str:
        return self.table().to_text()


_ROWS: Final = ColumnsOf[ComparedRow](
    (Column("what"), lambda c: c.row.what),
    (Column("planned", meaning="in the words of the timetable"), lambda c: str(c.row.window)),
    (Column("happened", Kind.DAY, "the day of the record of that step", empty="not yet"),
        lambda c: c.happened_on),
    (Column("progress"), lambda c: c.progress.value),
    (Column("days late", Kind.WHOLE, "after the last planned day; negative before the first"),
        lambda c: c.late_by or None),
)  # fmt: skip
_WITH_SPANS: Final = ColumnsOf[ComparedRow](
    *_ROWS.readers,
    (Column("day lies within", Kind.TEXT, "the days that the source gives; progress is measured by the last"),
        lambda c: str(c.known_to) if c.known_to else None),
)  # fmt: skip


def compare(
    timetable: Timetable, ledger: Ledger, process: Process, today: date
) -> TimetableComparison:
    """The timetable compared with the records of a ledger up to a day, that day included.

    The process says which kind of record belongs to the step of a row:
    `compare(timetable, cycle.ledger, cycle.process, today)`.
    """
    rows = tuple(
        _compared(row, _records(row, timetable.lots, ledger, process, today), today)
        for row in timetable.rows
    )
    return TimetableComparison(timetable=timetable, today=today, rows=rows)


def _records(
    row: TimetableRow, lots: tuple[str, ...] | None, ledger: Ledger, process: Process, today: date
) -> list[Record]:
    step = process.tagged(row.step or "")
    found = (r for lot in lots or (None,) for r in ledger.every(step.record, lot)) if step else ()
    return [r for r in found if r.on <= today]


def _compared(row: TimetableRow, records: list[Record], today: date) -> ComparedRow:
    first, last = row.window.earliest, row.window.latest
    aimed = last or first
    # Several rows may share a step, so the nearest record is taken to be the one of this row.
    found = min(
        records, key=lambda r: abs((r.on - aimed).days) if aimed else r.on.toordinal(), default=None
    )
    happened, known_to = (found.on, found.within) if found else (None, None)
    if row.window.recurrence or not row.window.known:
        known = Progress.DONE if happened and not row.window.recurrence else Progress.UNKNOWN
        return ComparedRow(row=row, progress=known, happened_on=happened, known_to=known_to)
    day = happened or today
    late = (day - last).days if last and day > last else 0
    if happened and first and day < first:
        late = (day - first).days
    if not late:
        due = Progress.DUE if first and first <= today else Progress.AHEAD
        progress = Progress.DONE if happened else due
    elif not happened:
        progress = Progress.OVERDUE
    else:
        progress = Progress.DONE_LATE if late > 0 else Progress.DONE_EARLY
    return ComparedRow(
        row=row, progress=progress, happened_on=happened, known_to=known_to, late_by=late
    )
