"""The steps of a plan, each with the rule that says when it can end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple, cast

from commissioning.dates.day_counts import DayCount
from commissioning.dates.periods import later
from commissioning.dates.rhythms import Rhythm
from commissioning.errors import RecordError, written
from commissioning.law import questions as q
from commissioning.law.law import Law, Parameter, Row
from commissioning.stages import Route, Stage
from commissioning.timetable.milestones import BY_TAG, USUAL_LENGTHS, UsualLength, on_route
from commissioning.values.fitting import unfit
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean, listed

ONE_DAY: Final = timedelta(days=1)
_LONGEST: Final = 800
_IN_TERM: Final = frozenset({"market-engagement", "interview"})
_WAITS: Final = frozenset({"call-in", "standstill"})


class Slot(NamedTuple):
    """The days of one step of a plan: the first, the last, and why they are these."""

    starts: date
    ends: date
    because: str
    free: date | None = None
    """The first day for the next step, if it is not the day after the last."""

    @property
    def then(self) -> date:
        """The first day on which the next step may begin."""
        return self.free or self.ends + ONE_DAY


Rule = Callable[[date], Slot]
"""The days of a step, given the first day on which it could begin. Later days never end earlier."""


@frozen
class Activity:
    """One step of a plan, with the rule that gives its days."""

    tag: str
    run: Rule
    waits: bool = False
    """Whether it is time that only passes, counted from the step before."""

    def latest(self, needed_by: date) -> date:
        """The last day on which it can still begin if the next step is to begin on `needed_by`.

        Doubling and then binary search: about 20 runs of the rule, which assumes that a later start
        never ends earlier. Raises `RecordError` if no day in the two years before is early enough.
        """

        def ends_in_time(days_before: int) -> bool:
            return self.run(later(needed_by, days=-days_before)).then <= needed_by

        late, early = 0, 1
        while not ends_in_time(early):
            late, early = early, early * 2
            if late > _LONGEST:
                words = BY_TAG[self.tag].words
                raise RecordError("plan", (f"{words} cannot end before {written(needed_by)}",))
        first = bisect_left(range(early), True, lo=late + 1, key=ends_in_time)
        return later(needed_by, days=-first)


def duty_of_standstill(law: Law, route: Route, on: date) -> q.StandstillDuty:
    """Whether there is to be a standstill. Raises `NoRuleError` if the law does not say."""
    direct = not {Stage.ITT, Stage.EVALUATION} & set(route.stages)
    return law.value(q.STANDSTILL_DUTY_OF_DIRECT_AWARD if direct else q.STANDSTILL_DUTY, on)


def tender_period(route: Route) -> Parameter[DayCount | None]:
    """The question of the minimum time for tenders, which differs after a selection stage."""
    return q.TENDER_PERIOD_AFTER_SELECTION if Stage.SSQ in route else q.TENDER_PERIOD


def least_time(
    law: Law, asked: Parameter[DayCount | None], on: date
) -> Row[DayCount | None] | None:
    """The row with the minimum time to answer; None if the regime has no such rule at all.

    Raises `NoRuleError` if it has some and none is for that day and the stated facts.
    """
    return law.row(asked, on) if any(row.parameter == asked for row in law.rows) else None


def activities(
    route: Route, law: Law, rhythm: Rhythm, durations: Mapping[str, int], on: date
) -> tuple[Activity, ...]:
    """The steps of a route in order. `durations` are working days that replace the usual ones.

    Raises `NoRuleError` if the law has no answer for that day, and `RecordError` for durations
    below 1 or of unknown steps, and for what is no law.
    """
    problems = [
        f"durations: {tag!r} is not a step with a usual length"
        + (did_you_mean(tag, USUAL_LENGTHS) or f"; it may be {listed(USUAL_LENGTHS, 'or')}")
        for tag in sorted(set(durations) - set(USUAL_LENGTHS))
    ] + [
        f"durations: {tag} takes {days} working days; give at least 1"
        for tag, days in sorted(durations.items())
        if days < 1
    ]
    if not isinstance(law, Law):
        problems.append(f"law: {law!r} is not a law; give that of the cycle or of `governing_law`")
    for name, kind, value in (("route", Route, route), ("rhythm", Rhythm, rhythm)):
        if not isinstance(value, kind):
            problems.append(f"{name}: {unfit(kind, value)}")
    if problems:
        raise RecordError("plan", tuple(problems))
    without = {
        "standstill": duty_of_standstill(law, route, on) is q.StandstillDuty.NONE,
        "call-in": rhythm.call_in is None,
    }
    given = {
        tag: UsualLength(tag, days, f"{days} working days, as given")
        for tag, days in durations.items()
    }
    setting = _Setting(route, law, rhythm, USUAL_LENGTHS | given, on)
    return tuple(
        Activity(step.tag, _RULES.get(step.tag, _work)(step.tag, setting), step.tag in _WAITS)
        for step in on_route(route)
        if not without.get(step.tag) and (step.tag in USUAL_LENGTHS or step.tag in _RULES)
    )


@frozen
class _Setting:
    route: Route
    law: Law
    rhythm: Rhythm
    lengths: Mapping[str, UsualLength]
    on: date


def _work(tag: str, setting: _Setting, minimum: DayCount | None = None, why: str = "") -> Rule:
    """The usual or given working days, and a minimum; where people have to meet, those in term."""
    length = setting.lengths[tag]
    calendar = setting.rhythm.term_days if tag in _IN_TERM else setting.rhythm.working_days

    def run(ready: date) -> Slot:
        starts = calendar.rolled(ready)
        ends = calendar.beginning_with(starts, length.days)
        ends = max(ends, minimum.last_day(starts)) if minimum else ends
        return Slot(starts, ends, length.because + why)

    return run


def _wait(count: DayCount, because: str) -> Rule:
    """Days that only pass from the day the law counts first. The step before ended a day before `ready`."""

    def run(ready: date) -> Slot:
        event = ready - ONE_DAY
        return Slot(count.first_day(event), count.last_day(event), because)

    return run


def _call_in(_: str, setting: _Setting) -> Rule:
    count = cast("DayCount", setting.rhythm.call_in)  # without call-in the step is left out
    return _wait(count, f"call-in: {count}")


def _standstill(_: str, setting: _Setting) -> Rule:
    row = setting.law.row(q.STANDSTILL, setting.on)
    duty = duty_of_standstill(setting.law, setting.route, setting.on)
    offered = ", if the notice offers one" if duty is q.StandstillDuty.VOLUNTARY else ""
    return _wait(row.value, f"standstill{offered}: {row.value} ({row.citation})")


def _deadline(tag: str, setting: _Setting) -> Rule:
    asked = q.PARTICIPATION_PERIOD if tag == "selection-response" else tender_period(setting.route)
    row = least_time(setting.law, asked, setting.on)
    length = setting.lengths[tag]
    calendar = setting.rhythm.working_days
    says = f"requires at least {row.value}" if row and row.value else "sets no minimum"
    because = f"{length.because}; the law {says}{f' ({row.citation})' if row else ''}"

    def run(ready: date) -> Slot:
        issued = ready - ONE_DAY
        usual = calendar.after(issued, length.days)
        minimum = row.value.last_day(issued) if row and row.value else usual
        ends = calendar.rolled(max(usual, minimum))
        return Slot(ends, ends, because)

    return run


def _assessment(tag: str, setting: _Setting) -> Rule:
    """The assessment of providers; under some law it waits for the notice of the intended approach."""
    assess = _work(tag, setting)
    if not setting.law.has(q.WAIT_AFTER_INTENDED_APPROACH, setting.on):
        return assess
    row = setting.law.row(q.WAIT_AFTER_INTENDED_APPROACH, setting.on)

    def run(ready: date) -> Slot:
        published = setting.rhythm.working_days.rolled(ready)
        slot = assess(row.value.first_day_after(published))
        notice = f"the intended approach is published on {written(published)} ({row.citation})"
        return slot._replace(because=f"{slot.because}; {notice}")

    return run


def _mobilisation(tag: str, setting: _Setting) -> Rule:
    """Long enough for the work, and for staff information to arrive before a transfer."""
    if not setting.law.has(q.EMPLOYEE_INFORMATION, setting.on):
        return _work(tag, setting)
    row = setting.law.row(q.EMPLOYEE_INFORMATION, setting.on)
    why = f"; staff information is due {row.value.count} days before a transfer ({row.citation})"
    return _work(tag, setting, row.value, why)


def _meeting(tag: str, setting: _Setting) -> Rule:
    """The first meeting for which the papers lie open long enough, and call-in after a first decision."""
    rhythm = setting.rhythm
    usual = "any working day, as no meetings are given,"
    found = "the first meeting" if rhythm.knows_meetings else usual

    def run(ready: date) -> Slot:
        day = rhythm.meeting_for(rhythm.working_days.rolled(ready))
        because = f"{found} for papers published by {written(rhythm.papers.notice_by(day))} ({rhythm.papers})"
        if rhythm.key_decision is not None:
            announced = rhythm.key_decision.notice_by(day)
            because += f"; as a key decision it is announced by {written(announced)}"
        free = free_after(tag, day, rhythm)
        if free > day + ONE_DAY:
            because += f"; the next step waits for the end of call-in, until {written(free)}"
        return Slot(day, day, because, free)

    return run


def free_after(tag: str, day: date, rhythm: Rhythm) -> date:
    """The first day for the next step if this one ends on `day`; later where call-in follows it.

    Call-in after the award is a step of its own.
    """
    if tag == "approval-to-procure" and rhythm.call_in is not None:
        return rhythm.call_in.first_day_after(day)
    return day + ONE_DAY


_RULES: Final[Mapping[str, Callable[[str, _Setting], Rule]]] = {
    "selection-response": _deadline,
    "tender": _deadline,
    "provider-assessment": _assessment,
    "approval-to-procure": _meeting,
    "approval-to-award": _meeting,
    "call-in": _call_in,
    "standstill": _standstill,
    "mobilisation-plan": _mobilisation,
}
"""The steps that more than their length decides; the rest is `_work`."""
