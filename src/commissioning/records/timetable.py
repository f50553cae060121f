"""The timetable of a cycle, as a council prints it or as a plan gives it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.dates.windows import Window
from commissioning.errors import written
from commissioning.records.record import Record
from commissioning.values.checking import Checked, FromZero, asks
from commissioning.values.frozen import frozen
from commissioning.values.notebook import Picture, Shown


@frozen(kw_only=True)
class TimetableRow(Checked):
    """One row of a timetable: an action and its time."""

    what: str
    """The action in the words of the paper: "Issue Invitation to Tender to shortlisted providers"."""
    window: Window
    summary: str = ""
    """The paper's remark on it."""
    step: str | None = None
    """The tag of the step that it is for, such as "itt" or "standstill"; None if unknown."""
    because: str = ""
    """In a plan, the reason for the day."""
    slack: FromZero[int] | None = None
    """In a plan, the days by which it can slip before the last row moves or a rule is broken."""
    latest_safe: date | None = None
    """In a plan, the last day on which it can end without moving the last row."""

    never_empty = asks(what="the row has no action; write what is to happen")

    def problems(self) -> Iterator[str]:
        if self.latest_safe and self.window.latest and self.latest_safe < self.window.latest:
            yield (
                f"latest_safe: {written(self.latest_safe)} is before the row's own last day; give "
                f"{written(self.window.latest)} or later"
            )


@frozen(kw_only=True)
class Timetable(Shown, Record):
    """The intentions of the day it was written. The ledger holds what then happened."""

    rows: tuple[TimetableRow, ...]
    title: str = ""

    never_empty = asks(rows="the timetable has no rows; give at least one")

    def row(self, step: str) -> TimetableRow | None:
        """The first row for this step; None if it has none."""
        return next((row for row in self.rows if row.step == step), None)

    def plot(self, *, before: Timetable | None = None, today: date | None = None) -> Picture:
        """The rows on a calendar; with `before`, the outlines of those that moved since then."""
        return Picture(self, about={"before": before, "today": today})

    def steps(self) -> tuple[str, ...]:
        """The steps that its rows are for, in the order printed."""
        return tuple(row.step for row in self.rows if row.step)
