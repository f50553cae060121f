"""Planning a cycle: forwards from a first day, backwards from a go-live, and whether that can still be made.

Also the law and the route that a timetable's own rows imply, before a strategy has decided either, and
several plans side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from commissioning.dates.rhythms import Rhythm
from commissioning.dates.windows import Window
from commissioning.errors import RecordError, written
from commissioning.law.governing import governing
from commissioning.law.law import Law
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Route
from commissioning.timetable.activities import ONE_DAY, Activity, Slot, activities
from commissioning.timetable.milestones import BY_TAG, MILESTONES, USUAL_LENGTHS
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine, Tabled
from commissioning.values.notebook import Drawn
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import counted, grouped, listed, no_such

NONE_GIVEN: Final[Mapping[str, int]] = MappingProxyType({})
_CALL: Final = r"(?i)\b(tender|contract) notice|\badvert|\bUK4\b"
"""The words of a notice that calls for competition, and not of one of a plan or an award."""


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
    """The plan that begins on a day and takes every step as early as it can.

    `on` is the day of planning, `first` the tag of the step to begin with; `durations` are working
    days for single steps. Each row says why it is where it is, by how many days it can slip before
    the last row moves, and its last safe day: a forward and a backward pass of the critical path
    method (Kelley and Walker, 1959) over one chain of steps. Raises `NoRuleError` if the law has no
    answer, and `RecordError` for durations or a first step that the route does not have.
    """
    work = _from(activities(route, law, rhythm or Rhythm(), durations, starts_on), first)
    earliest = _earliest(work, starts_on)
    rows = tuple(map(_row, work, earliest, _latest(work, earliest[-1].then)))
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
    """The latest plan by which the service still starts on a day.

    Every row is on its last safe day, so the only slack is what meetings and holidays leave. A
    go-live on a day off is moved to the working day before. Raises as `forwards` does.
    """
    work = _from(activities(route, law, rhythm or Rhythm(), durations, goes_live_on), first)
    latest = _latest(work, goes_live_on + ONE_DAY)
    rows = [*map(_row, work, _with_waits_from_their_cause(work, latest), latest)]
    if rows[-1].window.latest != goes_live_on:
        because = f"{written(goes_live_on)} is not a working day; this is the one before"
        rows[-1] = attrs.evolve(rows[-1], because=because)
    return Timetable(on=on, title=f"Plan back from {written(goes_live_on)}", rows=tuple(rows))


def last_day(plan: Timetable) -> date:
    """The last day of a plan, its go-live."""
    return plan.rows[-1].window.latest or plan.on


def _from(work: tuple[Activity, ...], first: str) -> tuple[Activity, ...]:
    if not first:
        return work
    tags = [activity.tag for activity in work]
    if first not in tags:
        raise RecordError("plan", (f"first: {no_such('step of this route', first, tags)}",))
    return work[tags.index(first) :]


def _earliest(work: tuple[Activity, ...], ready: date) -> list[Slot]:
    slots: list[Slot] = []
    for activity in work:
        slots.append(activity.run(slots[-1].then if slots else ready))
    return slots


def _latest(work: tuple[Activity, ...], needed_by: date) -> list[Slot]:
    """Each step as late as the ones after it allow."""
    slots: list[Slot] = []
    for activity in reversed(work):
        needed_by = activity.latest(needed_by)
        slots.append(activity.run(needed_by))
    return slots[::-1]


def _with_waits_from_their_cause(work: tuple[Activity, ...], latest: list[Slot]) -> list[Slot]:
    """The latest plan, its waits counted from the step that really sets them off."""
    shown = latest[:1]
    for activity, slot in zip(work[1:], latest[1:], strict=True):
        shown.append(activity.run(shown[-1].then) if activity.waits else slot)
    return shown


def _row(activity: Activity, slot: Slot, latest: Slot) -> TimetableRow:
    one_day = slot.starts == slot.ends
    return TimetableRow(
        what=BY_TAG[activity.tag].words,
        window=Window.day(slot.ends) if one_day else Window.span(slot.starts, slot.ends),
        step=activity.tag,
        because=slot.because,
        slack=(latest.ends - slot.ends).days,
        latest_safe=latest.ends,
    )


def law_of(timetable: Timetable, facts: ProcurementFacts | None) -> Law:
    """The law of the procurement a timetable plans: that in force on the day it commences.

    Raises `NoRuleError` if no regime of the library covers that day, or it depends on unstated facts.
    """
    calls = (row for row in timetable.rows if row.step == "notice" and re.search(_CALL, row.what))
    starts = map(timetable.row, ("ssq", "itt", "intention-to-award", "contract-signed"))
    days = [row.window.earliest for row in (*calls, *starts) if row and row.window.earliest]
    commences = min(days, default=timetable.on)
    return governing(commences, facts).law(facts, commences)


def route_of(timetable: Timetable) -> Route:
    """The route that a timetable's own rows imply, for use before a strategy has decided one."""
    steps = set(timetable.steps())
    if steps & {"ssq", "selection-response", "selection-assessment", "shortlist"}:
        return Route.restricted(interviews="interview" in steps)
    if steps & {"itt", "tender", "score-sheet"}:
        return Route.open(interviews="interview" in steps)
    return Route.direct_award()


def with_law(
    plan: Callable[[Law], Timetable], day: date, facts: ProcurementFacts | None
) -> Timetable:
    """A plan under the law of the day on which it commences, which may not be that of the day given.

    Raises `NoRuleError` if no regime of the library covers that day, or it depends on unstated facts.
    """
    law = governing(day, facts).law(facts, None)
    made = plan(law)
    commenced = law_of(made, facts)
    return made if law.regime == commenced.regime else plan(commenced)


@frozen
class WhatIf(OneLine, Checked, Drawn):
    """Plans by their names; the first is the one that the others are set against."""

    plans: tuple[tuple[str, Timetable], ...]

    def problems(self) -> Iterator[str]:
        names = [name for name, _ in self.plans]
        if not names or "" in names:
            yield "plans: give at least one plan, and each a name"
        if len(set(names)) < len(names):
            yield "plans: two have the same name; give each its own"
        for name, plan in self.plans:
            for number, row in enumerate(plan.rows, 1):
                if row.step not in BY_TAG or row.window.period is None:
                    yield (
                        f"{name}: row {number} ({row.what}) has no step or no day; give plans made by "
                        "`forwards` or `backwards`"
                    )

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
        last = "the last day of the step in this plan; empty where the plan does without it"
        columns = (Column("step"), *(Column(name, Kind.DAY, last) for name, _ in self.plans))
        return Table(columns, rows)

    def __str__(self) -> str:
        return "\n".join(
            f"{name}: go-live on {written(last_day(plan))}{_against(self.days_gained[name])}"
            for name, plan in self.plans
        )


def _against(gained: int) -> str:
    if gained == 0:
        return ""
    return f", {counted(abs(gained), 'day')} {'earlier' if gained > 0 else 'later'}"


def what_if(plans: Mapping[str, Timetable]) -> WhatIf:
    """Several plans as one answer: one table, one picture. The first is what the others are set against.

    Raises `RecordError` without a plan, or for one whose rows are not those of a plan.
    """
    return WhatIf(tuple(plans.items()))


def spans(plan: Timetable) -> Iterator[tuple[str, date, date]]:
    """Each stage of a plan with its first and its last day."""
    periods = grouped(
        (BY_TAG[row.step].stage.words, row.window.period)
        for row in plan.rows
        if row.window.period is not None and row.step in BY_TAG
    )
    for stage, own in periods.items():
        yield stage, min(each.starts_on for each in own), max(each.ends_on for each in own)


_WHOLE = 100


@frozen
class Shorter(OneLine):
    """One step that would have to take less time, in working days."""

    step: str
    usual: int
    needed: int

    def __str__(self) -> str:
        words = BY_TAG[self.step].words
        return f"{words[:1].lower()}{words[1:]} ({counted(self.needed, 'working day')}, not {self.usual})"


@frozen(kw_only=True, repr=False)
class Reach(Tabled):
    """A go-live that is wanted, and the earliest one that work begun on a day can reach."""

    wanted: date
    on: date
    """The day on which the work begins."""
    plan: Timetable
    """The plan from that day on, every step as early as it can be."""
    shortest: date
    """The earliest go-live if every step took one working day: law, meetings and call-in alone."""
    shorter: tuple[Shorter, ...] = ()
    """The steps to shorten, all by the same share, so that the day is reached; none where it is, or
    where the law and the meetings alone take too long."""

    @property
    def earliest(self) -> date:
        """The earliest go-live at the lengths given."""
        return last_day(self.plan)

    @property
    def days_to_spare(self) -> int:
        """The days between the earliest go-live and the one wanted; negative if it is too late."""
        return (self.wanted - self.earliest).days

    def __bool__(self) -> bool:
        return self.days_to_spare >= 0

    def __str__(self) -> str:
        if self:
            spare = counted(self.days_to_spare, "day")
            return f"Yes: the earliest go-live is {written(self.earliest)}, {spare} to spare."
        late = f"{counted(-self.days_to_spare, 'day')} after {written(self.wanted)}"
        return f"No: the earliest go-live is {written(self.earliest)}, {late}. {self.remedy}."

    @property
    def remedy(self) -> str:
        """An instruction for a day that cannot be made, without its full stop."""
        go = f"Go live on {written(self.earliest)} or later"
        if self.shorter:
            return f"{go}, or shorten {listed(map(str, self.shorter))}"
        least = f"with one working day for each step it would be {written(self.shortest)}"
        return f"{go}; {least}, because the law, meetings and call-in take their time"

    def __repr__(self) -> str:
        return f"<{self}>"

    def table(self) -> Table:
        """The steps that would have to be shorter, with their usual and their needed lengths."""
        return _COLUMNS.table(self.shorter)


_COLUMNS: Final = ColumnsOf[Shorter](
    (Column("step"), lambda shorter: BY_TAG[shorter.step].words),
    (Column("usual", Kind.WHOLE, "working days"), lambda shorter: shorter.usual),
    (Column("needed", Kind.WHOLE, "working days, so that the wanted go-live is reached"),
        lambda shorter: shorter.needed),
)  # fmt: skip


def earliest(
    *,
    on: date,
    route: Route,
    law: Law,
    rhythm: Rhythm | None = None,
    durations: Mapping[str, int] = NONE_GIVEN,
    first: str = "",
) -> date:
    """The first day on which the service could start if the work begins on a day.

    `first` is the tag of the step that comes next, where some are done. Raises as `forwards` does.
    """
    return last_day(
        forwards(on, on=on, route=route, law=law, rhythm=rhythm, durations=durations, first=first)
    )


def can_make(
    go_live: date,
    *,
    on: date,
    route: Route,
    law: Law,
    rhythm: Rhythm | None = None,
    durations: Mapping[str, int] = NONE_GIVEN,
    first: str = "",
) -> Reach:
    """Whether a go-live can still be reached by work that begins on a day, and if not, what would help.

    All lengths are cut by one share, the smallest in whole per cent that will do: binary search over
    plans, some seven of them. Raises as `forwards` does.
    """

    def planned(lengths: Mapping[str, int]) -> Timetable:
        return forwards(
            on, on=on, route=route, law=law, rhythm=rhythm, durations=lengths, first=first
        )

    plan = planned(durations)
    steps = [row.step for row in plan.rows if row.step in USUAL_LENGTHS]
    usual = {tag: durations.get(tag, USUAL_LENGTHS[tag].days) for tag in steps if tag}
    shortest = last_day(planned(dict.fromkeys(usual, 1)))
    shorter: tuple[Shorter, ...] = ()
    if shortest <= go_live < last_day(plan):
        needed = _cut(usual, lambda lengths: last_day(planned(lengths)) <= go_live)
        shorter = tuple(
            Shorter(tag, days, needed[tag]) for tag, days in usual.items() if needed[tag] < days
        )
    return Reach(wanted=go_live, on=on, plan=plan, shortest=shortest, shorter=shorter)


def _cut(usual: Mapping[str, int], will_do: Callable[[dict[str, int]], bool]) -> dict[str, int]:
    """The lengths at the highest per cent of the usual that will do; one day each at the least."""

    def at(per_cent: int) -> dict[str, int]:
        return {tag: max(days * per_cent // _WHOLE, 1) for tag, days in usual.items()}

    return at(bisect_left(range(_WHOLE), True, lo=1, key=lambda share: not will_do(at(share))) - 1)
