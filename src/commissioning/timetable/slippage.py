"""The rows that move, the new findings and the cost in days if one row of a timetable slips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

import attrs

from commissioning.dates.rhythms import Rhythm
from commissioning.dates.windows import Window
from commissioning.errors import RecordError, written
from commissioning.findings.finding import Finding
from commissioning.law.law import Law
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Route
from commissioning.timetable.activities import ONE_DAY, free_after
from commissioning.timetable.checking import check
from commissioning.timetable.planning import NONE_GIVEN, forwards
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine, Tabled
from commissioning.values.notebook import Picture
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import counted, no_such


@frozen(kw_only=True)
class RowMove:
    """One row that moves, with its window before and after."""

    number: int
    """Its place in the timetable, counted from 1."""
    what: str
    step: str | None
    before: Window
    after: Window
    days: int


@frozen(kw_only=True)
class Slippage(OneLine, Tabled):
    """A timetable before and after one of its rows slipped, and the difference."""

    before: Timetable
    after: Timetable
    moved: tuple[RowMove, ...]
    breaks: tuple[Finding, ...] = ()
    """The findings that are new."""

    @property
    def cost(self) -> int:
        """The days by which the last day of the whole timetable moves; negative if it is earlier."""
        before, after = last_named_day(self.before), last_named_day(self.after)
        return (after - before).days if before and after else 0

    def table(self) -> Table:
        """A row for each move: what, from when to when, and by how many days."""
        return _MOVES.table(self.moved)

    def plot(self) -> Picture:
        """The new timetable on a calendar, with the outlines of the rows that moved."""
        return self.after.plot(before=self.before)

    def _repr_html_(self) -> str:
        return self.table().to_html(str(self))

    def __str__(self) -> str:
        if not self.moved:
            return "no row moves"
        first, rows, breaks = self.moved[0], len(self.moved), len(self.breaks)
        return (
            f"{first.what} {counted(abs(first.days), 'day')} {'later' if first.days > 0 else 'earlier'}: "
            f"{counted(rows, 'row')} {'moves' if rows == 1 else 'move'}, the end moves by "
            f"{counted(self.cost, 'day')}, {counted(breaks, 'new finding')}"
        )


_MOVES: Final = ColumnsOf[RowMove](
    (Column("row", Kind.WHOLE, "its place in the timetable"), lambda move: move.number),
    (Column("what"), lambda move: move.what),
    (Column("was to end", Kind.DAY), lambda move: _end(move.before)),
    (Column("now ends", Kind.DAY), lambda move: _end(move.after)),
    (Column("days later", Kind.WHOLE), lambda move: move.days),
)


def slip(
    timetable: Timetable,
    step: str | int,
    days: int,
    *,
    hold: tuple[str, ...] = (),
    route: Route | None = None,
    law: Law | None = None,
    rhythm: Rhythm | None = None,
) -> Slippage:
    """The timetable with one row moved by some days, and with it every row that begins no earlier.

    `step` is the tag of the row or its number from 1; negative `days` bring it forward. Steps in
    `hold` stay where they are, such as a go-live fixed by the end of the old contract; so do rows
    that recur or have no day. With a route and a law, the result lists the findings that are new.
    Raises `RecordError` for a step without a row or a row without a day.
    """
    place, from_day = _place(timetable, step, _first)

    def moves(n: int, row: TimetableRow) -> bool:
        starts = _first(row.window)
        if n == place or starts is None:
            return n == place
        return (starts, n) > (from_day, place) and row.step not in hold

    rows = tuple(
        _moved_row(row, days) if moves(n, row) else row for n, row in enumerate(timetable.rows)
    )
    return _slippage(timetable, attrs.evolve(timetable, rows=rows), route, law, rhythm)


def slip_to_meeting(
    timetable: Timetable,
    step: str,
    rhythm: Rhythm,
    *,
    hold: tuple[str, ...] = (),
    route: Route | None = None,
    law: Law | None = None,
) -> Slippage:
    """The timetable with a decision put off to the next meeting after the one planned, as by `slip`.

    Raises `RecordError` for a step without a dated row, `NoRuleError` if no later meeting is known.
    """
    _, planned = _place(timetable, step, _end)
    days = (rhythm.next_meeting(planned + ONE_DAY) - planned).days
    return slip(timetable, step, days, hold=hold, route=route, law=law, rhythm=rhythm)


def put_off(
    plan: Timetable,
    step: str,
    to: date,
    *,
    route: Route,
    law: Law,
    rhythm: Rhythm | None = None,
    durations: Mapping[str, int] = NONE_GIVEN,
) -> Slippage:
    """A plan with one step that ends only on a later day, and all the steps after it planned anew.

    Unlike `slip`, slack is used up first: a row moves only if it has to. Give the route, law, rhythm
    and durations that the plan was made with. Raises `RecordError` for a step that is not in the
    plan, has no day, or would not come later; `NoRuleError` as planning does.
    """
    place, planned = _place(plan, step, lambda window: window.latest)
    row, council = plan.rows[place], rhythm or Rhythm()
    if to <= planned:
        why = f"{written(to)} is not after {written(planned)}, the day planned for {row.what}"
        raise RecordError("slippage", (f"{why}; give a later day",))
    rows = [*plan.rows[:place], _moved_row(row, (to - planned).days)]
    if after := plan.rows[place + 1 :]:
        again = forwards(
            free_after(step, to, council),
            on=plan.on,
            route=route,
            law=law,
            rhythm=council,
            durations=durations,
            first=after[0].step or "",
        )
        rows.extend(map(_later, after, again.rows))
    title = f"{plan.title}; {row.what.lower()} put off to {written(to)}".removeprefix("; ")
    return _slippage(plan, attrs.evolve(plan, rows=tuple(rows), title=title), route, law, rhythm)


def _later(planned: TimetableRow, earliest: TimetableRow) -> TimetableRow:
    """The planned row if it can still be kept, else the row at its earliest."""
    if (planned.window.latest or date.min) >= (earliest.window.latest or date.min):
        return planned
    return attrs.evolve(earliest, slack=None, latest_safe=None)


def _slippage(
    before: Timetable, after: Timetable, route: Route | None, law: Law | None, rhythm: Rhythm | None
) -> Slippage:
    moved = tuple(
        RowMove(
            number=n,
            what=new.what,
            step=new.step,
            before=old.window,
            after=new.window,
            days=((_end(new.window) or date.min) - (_end(old.window) or date.min)).days,
        )
        for n, (old, new) in enumerate(zip(before.rows, after.rows, strict=True), 1)
        if old.window != new.window
    )
    if route is None or law is None:
        return Slippage(before=before, after=after, moved=moved)
    old, new = (check(timetable, route, law, rhythm) for timetable in (before, after))
    return Slippage(before=before, after=after, moved=moved, breaks=_beyond(new, old))


def _place(
    timetable: Timetable, step: str | int, day_of: Callable[[Window], date | None]
) -> tuple[int, date]:
    """The place of a row, from 0, and one of its days. Raises `RecordError` without either."""
    rows = timetable.rows
    numbered = isinstance(step, int)
    places = [n for n, row in enumerate(rows) if (n + 1 if numbered else row.step) == step]
    if not places and numbered:
        raise RecordError("slippage", (f"there is no row {step}; rows are 1 to {len(rows)}",))
    if not places:
        known = tuple(dict.fromkeys(timetable.steps()))
        raise RecordError("slippage", (no_such("row for the step", step, known),))
    day = day_of(rows[places[0]].window)
    if day is None:
        row = f"row {places[0] + 1} ({rows[places[0]].what})"
        raise RecordError("slippage", (f"{row} has no day to move from; give it one",))
    return places[0], day


def _moved_row(row: TimetableRow, days: int) -> TimetableRow:
    if days == 0:
        return row
    return attrs.evolve(row, window=row.window.moved(days), slack=None, latest_safe=None)


def _first(window: Window) -> date | None:
    return None if window.recurrence else window.earliest or window.latest


def _end(window: Window) -> date | None:
    return window.latest or window.earliest


def last_named_day(timetable: Timetable) -> date | None:
    """The last day that its rows name, those that recur left out; None where they name none."""
    ends = (_end(row.window) for row in timetable.rows if not row.window.recurrence)
    return max((end for end in ends if end), default=None)


def _beyond(found: tuple[Finding, ...], known: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings of a code and about a step that the others do not have, whatever days they name."""
    before = {(finding.code, finding.about) for finding in known}
    return tuple(f for f in found if (f.code, f.about) not in before)
