"""Planning a cycle: forwards from a first day, or backwards from the day a service is to start."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from commissioning.dates.rhythms import Rhythm
from commissioning.dates.windows import Window
from commissioning.errors import RecordError, written
from commissioning.law.law import Law
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Route
from commissioning.timetable.activities import ONE_DAY, Activity, Run, activities
from commissioning.timetable.milestones import BY_TAG

NONE_GIVEN: Final[Mapping[str, int]] = MappingProxyType({})


def forwards(
    starts_on: date,
    *,
    on: date,
    route: Route,
    law: Law,
    rhythm: Rhythm | None = None,
    durations: Mapping[str, int] = NONE_GIVEN,
    first: str = "",
) -> Timetable:
    """The plan that begins on a day and takes every step as soon as it can.

    `on` is the day of planning; `first` the tag of the step to begin with; `durations` are working
    days for single steps. Each row says why it is where it is, how many days it can slip before the
    last row moves, and the last safe day. Raises `NoRuleError` where the law has no answer.
    """
    work = _from(activities(route, law, rhythm or Rhythm(), durations, starts_on), first)
    soonest = _soonest(work, starts_on)
    latest = _latest(work, soonest[-1].then)
    rows = tuple(map(_row, work, soonest, latest))
    return Timetable(on=on, title=f"Plan from {written(starts_on)}", rows=rows)


def backwards(
    goes_live_on: date,
    *,
    on: date,
    route: Route,
    law: Law,
    rhythm: Rhythm | None = None,
    durations: Mapping[str, int] = NONE_GIVEN,
    first: str = "",
) -> Timetable:
    """The latest plan that still has the service start on a day.

    Every row is on its last safe day, so none has slack but what meetings and holidays leave. A day
    on which nobody works is taken back to the working day before. Raises as `forwards` does.
    """
    work = _from(activities(route, law, rhythm or Rhythm(), durations, goes_live_on), first)
    latest = _latest(work, goes_live_on + ONE_DAY)
    rows = [*map(_row, work, _as_it_would_run(work, latest), latest)]
    if rows[-1].window.latest != goes_live_on:
        because = f"{written(goes_live_on)} is no working day; this is the one before"
        rows[-1] = attrs.evolve(rows[-1], because=because)
    return Timetable(on=on, title=f"Plan back from {written(goes_live_on)}", rows=tuple(rows))


def _from(work: tuple[Activity, ...], first: str) -> tuple[Activity, ...]:
    if not first:
        return work
    place = next((n for n, activity in enumerate(work) if activity.tag == first), None)
    if place is None:
        tags = ", ".join(activity.tag for activity in work)
        raise RecordError("plan", (f"first: {first!r} is no step of this route; it has {tags}",))
    return work[place:]


def _soonest(work: tuple[Activity, ...], ready: date) -> list[Run]:
    runs: list[Run] = []
    for activity in work:
        runs.append(activity.run(ready))
        ready = runs[-1].then
    return runs


def _latest(work: tuple[Activity, ...], needed_by: date) -> list[Run]:
    """Each step as late as the ones after it allow."""
    runs: list[Run] = []
    for activity in reversed(work):
        needed_by = activity.latest(needed_by)
        runs.append(activity.run(needed_by))
    return runs[::-1]


def _as_it_would_run(work: tuple[Activity, ...], latest: list[Run]) -> list[Run]:
    """The latest plan with its waits counted from the day that really sets them off."""
    shown = [latest[0]]
    for activity, run in zip(work[1:], latest[1:], strict=True):
        shown.append(activity.run(shown[-1].then) if activity.waits else run)
    return shown


def _row(activity: Activity, run: Run, latest: Run) -> TimetableRow:
    one_day = run.starts == run.ends
    window = Window.day(run.ends) if one_day else Window.span(run.starts, run.ends)
    return TimetableRow(
        what=BY_TAG[activity.tag].words,
        window=window,
        step=activity.tag,
        because=run.because,
        slack=(latest.ends - run.ends).days,
        latest_safe=latest.ends,
    )
