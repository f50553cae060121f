"""Several plans side by side: when each step ends in each of them, and what that does to go-live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from commissioning.errors import RecordError, written
from commissioning.records.timetable import Timetable
from commissioning.timetable.milestones import BY_TAG, MILESTONES
from commissioning.timetable.planning import last_day
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.notebook import Drawn
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import counted


@frozen
class WhatIf(Checked, Drawn):
    """Plans by their names; the first is the one that the others are set against."""

    plans: tuple[tuple[str, Timetable], ...]

    def problems(self) -> Iterator[str]:
        names = [name for name, _ in self.plans]
        if not names or "" in names:
            yield "plans: give at least one plan, and each a name"
        if len(set(names)) < len(names):
            yield "plans: two have the same name; give each its own"

    @property
    def days_gained(self) -> Mapping[str, int]:
        """The days by which each plan goes live earlier than the first; negative if later."""
        first = last_day(self.plans[0][1])
        return {name: (first - last_day(plan)).days for name, plan in self.plans}

    def table(self) -> Table:
        """A row for each step that some plan has, with the last day of it in each plan."""
        ends = [
            {row.step: row.window.latest for row in plan.rows if row.step} for _, plan in self.plans
        ]
        rows = tuple(
            (BY_TAG[step.tag].words, *(each.get(step.tag) for each in ends))
            for step in MILESTONES
            if any(step.tag in each for each in ends)
        )
        columns = (Column("step"), *(Column(name, Kind.DAY, _LAST) for name, _ in self.plans))
        return Table(columns, rows)

    def __str__(self) -> str:
        return "\n".join(
            f"{name}: go-live on {written(last_day(plan))}{_against(self.days_gained[name])}"
            for name, plan in self.plans
        )


_LAST = "the last day of the step in this plan; empty where the plan does without it"


def _against(gained: int) -> str:
    if gained == 0:
        return ""
    return f", {counted(abs(gained), 'day')} {'earlier' if gained > 0 else 'later'}"


def what_if(plans: Mapping[str, Timetable]) -> WhatIf:
    """Several plans as one answer: one table, one picture. The first is what the others are set against.

    Raises `RecordError` without a plan, or for one whose rows are not those of a plan.
    """
    problems = tuple(
        f"{name}: row {number} ({row.what}) has no step or no day; give plans made by `forwards` or "
        "`backwards`"
        for name, plan in plans.items()
        for number, row in enumerate(plan.rows, 1)
        if row.step not in BY_TAG or row.window.period is None
    )
    if problems:
        raise RecordError("what-if", problems)
    return WhatIf(tuple(plans.items()))


def spans(plan: Timetable) -> Iterator[tuple[str, date, date]]:
    """Each stage of a plan with its first and its last day."""
    found: dict[str, tuple[date, date]] = {}
    for row in plan.rows:
        period = row.window.period
        if period is not None and row.step in BY_TAG:
            stage = BY_TAG[row.step].stage.words
            first, last = found.get(stage, (period.starts_on, period.ends_on))
            found[stage] = min(first, period.starts_on), max(last, period.ends_on)
    for stage, (first, last) in found.items():
        yield stage, first, last
