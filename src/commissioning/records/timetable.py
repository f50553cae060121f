"""What was intended: the timetable of a cycle, as a council prints it or as a plan works it out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.dates.windows import Window
from commissioning.errors import written
from commissioning.records.record import Record
from commissioning.values.checking import Checked, asks, minimum
from commissioning.values.frozen import frozen
from commissioning.values.notebook import Shown


@frozen(kw_only=True)
class TimetableRow(Checked):
    """One line of a timetable: what is to happen, and when."""

    what: str
    """The action in the words of the paper: "Issue Invitation to Tender to shortlisted providers"."""
    window: Window
    summary: str = ""
    """The paper's remark on it."""
    step: str | None = None
    """The tag of the step it was recognised as, such as "itt" or "standstill"; None where unknown."""
    because: str = ""
    """In a plan, why the date is where it is."""
    slack: int | None = None
    """In a plan, by how many days it can slip before the last row moves or a rule is broken."""
    latest_safe: date | None = None
    """In a plan, the last day on which it can end without moving the last row."""

    never_empty = asks(what="a row says what is to happen")
    minimums = minimum(slack=0)

    def problems(self) -> Iterator[str]:
        if self.latest_safe and self.window.latest and self.latest_safe < self.window.latest:
            yield (
                f"latest_safe: {written(self.latest_safe)} is before the row's own last day, "
                f"{written(self.window.latest)}"
            )


@frozen(kw_only=True)
class Timetable(Shown, Record):
    """What was intended on the day it was written. What then happened is in the ledger."""

    rows: tuple[TimetableRow, ...]
    title: str = ""

    never_empty = asks(rows="a timetable without rows plans nothing")

    def row(self, step: str) -> TimetableRow | None:
        """The first row recognised as this step."""
        return next((row for row in self.rows if row.step == step), None)

    def steps(self) -> tuple[str, ...]:
        """The steps its rows were recognised as, in the order printed."""
        return tuple(row.step for row in self.rows if row.step)

    @property
    def unrecognised(self) -> tuple[TimetableRow, ...]:
        """The rows that match no step of the process."""
        return tuple(row for row in self.rows if row.step is None)
