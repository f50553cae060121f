"""What moves, what breaks and what it costs in days when one milestone slips."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from commissioning.dates.rhythms import Rhythm
from commissioning.dates.windows import Window
from commissioning.errors import RecordError, written
from commissioning.findings.finding import Finding
from commissioning.law.law import Law
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Route
from commissioning.timetable.activities import ONE_DAY
from commissioning.timetable.checking import check
from commissioning.timetable.planning import NONE_GIVEN, forwards
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table


@frozen(kw_only=True)
class Moved:
    """One row that moves."""

    number: int
    """Its place in the timetable, counted from 1."""
    what: str
    step: str | None
    before: Window
    after: Window
    days: int


@frozen(kw_only=True)
class Slippage:
    """A timetable before and after one of its rows slipped."""

    before: Timetable
    after: Timetable
    moved: tuple[Moved, ...]
    breaks: tuple[Finding, ...] = ()
    """What is wrong now and was not."""
    mends: tuple[Finding, ...] = ()
    """What was wrong and is no longer."""

    @property
    def cost(self) -> int:
        """By how many days the last day of the whole timetable moves."""
        ends = [_last_day(timetable) for timetable in (self.before, self.after)]
        return (ends[1] - ends[0]).days if ends[0] and ends[1] else 0

    def to_table(self) -> Table:
        """A row for each move: what, from when to when, and by how many days."""
        columns = (
            Column("row", Kind.WHOLE, "its place in the timetable"),
            Column("what"),
            Column("was to end", Kind.DAY),
            Column("now ends", Kind.DAY),
            Column("days later", Kind.WHOLE),
        )
        rows = tuple((m.number, m.what, _end(m.before), _end(m.after), m.days) for m in self.moved)
        return Table(columns, rows)

    def _repr_html_(self) -> str:
        return self.to_table().to_html(str(self))

    def __str__(self) -> str:
        if not self.moved:
            return "nothing moves"
        first, breaks = self.moved[0], len(self.breaks)
        later = f"{abs(first.days)} days {'later' if first.days > 0 else 'earlier'}"
        broken = "1 thing breaks" if breaks == 1 else f"{breaks or 'no'} things break"
        count = len(self.moved)
        rows = "1 row moves" if count == 1 else f"{count} rows move"
        return f"{first.what} {later}: {rows}, the end moves by {self.cost} days, {broken}"


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
    `hold` stay where they are, such as a go-live fixed by the end of the old contract. Rows that
    recur or have no day stay. With a route and a law it is said what breaks and what is mended.
    Raises `RecordError` for a step without a row or a row without a day.
    """
    place = _place(timetable, step)
    from_day = _first(timetable.rows[place].window)
    if from_day is None:
        raise RecordError("slippage", (f"row {place + 1} has no day to move from",))
    rows = tuple(
        _moved_row(row, days) if _goes_along(row, n, place, from_day, hold) else row
        for n, row in enumerate(timetable.rows)
    )
    after = attrs.evolve(timetable, rows=rows)
    return _slippage(timetable, after, route, law, rhythm)


def slip_to_meeting(
    timetable: Timetable,
    step: str,
    rhythm: Rhythm,
    *,
    hold: tuple[str, ...] = (),
    route: Route | None = None,
    law: Law | None = None,
) -> Slippage:
    """What follows if a decision is put off to the next meeting after the one planned.

    Raises `RecordError` for a step without a dated row, `NoRuleError` where no later meeting is known.
    """
    row = timetable.rows[_place(timetable, step)]
    planned = row.window.latest or row.window.earliest
    if planned is None:
        raise RecordError("slippage", (f"{row.what} has no day to move from",))
    meeting = rhythm.next_meeting(date.fromordinal(planned.toordinal() + 1))
    days = (meeting - planned).days
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
    """What follows if one step of a plan ends only on a later day and all the rest is planned anew.

    Unlike `slip`, slack is used up first: a row moves only if it has to. Give the route, law, rhythm
    and durations that the plan was made with. Raises `RecordError` for a step that is not in the
    plan, has no day, or would not come later; `NoRuleError` as planning does.
    """
    place = _place(plan, step)
    row = plan.rows[place]
    planned = row.window.latest
    if planned is None or to <= planned:
        told = f"not after {written(planned)}" if planned else "and the row has no day"
        raise RecordError("slippage", (f"{row.what} is put off to {written(to)}, {told}",))
    council = rhythm or Rhythm()
    rows = [*plan.rows[:place], _moved_row(row, (to - planned).days)]
    if plan.rows[place + 1 :]:
        again = forwards(
            _free_after(step, to, council),
            on=plan.on,
            route=route,
            law=law,
            rhythm=council,
            durations=durations,
            first=plan.rows[place + 1].step or "",
        )
        rows.extend(map(_later, plan.rows[place + 1 :], again.rows))
    title = f"{plan.title}; {row.what.lower()} put off to {written(to)}".removeprefix("; ")
    return _slippage(plan, attrs.evolve(plan, rows=tuple(rows), title=title), route, law, rhythm)


def _free_after(step: str, day: date, rhythm: Rhythm) -> date:
    if step == "approval-to-procure" and rhythm.call_in is not None:
        return rhythm.call_in.first_day_after(day)
    return day + ONE_DAY


def _later(planned: TimetableRow, soonest: TimetableRow) -> TimetableRow:
    """The planned row if it still can be kept, or the row at its soonest."""
    if (planned.window.latest or date.min) >= (soonest.window.latest or date.min):
        return planned
    return attrs.evolve(soonest, slack=None, latest_safe=None)


def _slippage(
    before: Timetable, after: Timetable, route: Route | None, law: Law | None, rhythm: Rhythm | None
) -> Slippage:
    moved = tuple(
        Moved(
            number=n,
            what=new.what,
            step=new.step,
            before=old.window,
            after=new.window,
            days=_days_between(old.window, new.window),
        )
        for n, (old, new) in enumerate(zip(before.rows, after.rows, strict=True), 1)
        if old.window != new.window
    )
    if route is None or law is None:
        return Slippage(before=before, after=after, moved=moved)
    wrong, now_wrong = (check(timetable, route, law, rhythm) for timetable in (before, after))
    return Slippage(
        before=before,
        after=after,
        moved=moved,
        breaks=_new(now_wrong, wrong),
        mends=_new(wrong, now_wrong),
    )


def _days_between(before: Window, after: Window) -> int:
    return ((_end(after) or date.min) - (_end(before) or date.min)).days


def _place(timetable: Timetable, step: str | int) -> int:
    if isinstance(step, int):
        if 1 <= step <= len(timetable.rows):
            return step - 1
        raise RecordError(
            "slippage", (f"there is no row {step}; rows are 1 to {len(timetable.rows)}",)
        )
    found = next((n for n, row in enumerate(timetable.rows) if row.step == step), None)
    if found is None:
        known = ", ".join(dict.fromkeys(timetable.steps()))
        raise RecordError("slippage", (f"no row is recognised as {step!r}; there are {known}",))
    return found


def _goes_along(
    row: TimetableRow, n: int, place: int, from_day: date, hold: tuple[str, ...]
) -> bool:
    if n == place:
        return True
    starts = _first(row.window)
    follows = starts is not None and (starts > from_day or (starts == from_day and n > place))
    return follows and row.step not in hold


def _moved_row(row: TimetableRow, days: int) -> TimetableRow:
    """The row later by some days; what the plan said of its slack is no longer so."""
    if days == 0:
        return row
    return attrs.evolve(row, window=row.window.moved(days), slack=None, latest_safe=None)


def _first(window: Window) -> date | None:
    return None if window.recurrence else window.earliest or window.latest


def _end(window: Window) -> date | None:
    return window.latest or window.earliest


def _last_day(timetable: Timetable) -> date | None:
    ends = [_end(row.window) for row in timetable.rows if not row.window.recurrence]
    return max((end for end in ends if end), default=None)


def _new(found: tuple[Finding, ...], known: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings of a kind and about a step that were not there before, whatever days they name."""
    before = {(finding.code, finding.about) for finding in known}
    return tuple(f for f in found if (f.code, f.about) not in before)
