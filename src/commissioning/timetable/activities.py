"""The work of a cycle one by one, each with the rule that says when it can end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from commissioning.dates.day_counts import DayCount
from commissioning.dates.rhythms import Rhythm
from commissioning.dates.working_days import WorkingDays
from commissioning.errors import RecordError, written
from commissioning.law.law import Law, Parameter, Row
from commissioning.law.questions import (
    EMPLOYEE_INFORMATION,
    PARTICIPATION_PERIOD,
    STANDSTILL,
    STANDSTILL_DUTY,
    STANDSTILL_DUTY_OF_DIRECT_AWARD,
    TENDER_PERIOD,
    TENDER_PERIOD_AFTER_SELECTION,
    WAIT_AFTER_INTENDED_APPROACH,
    StandstillDuty,
)
from commissioning.stages import Route, Stage
from commissioning.timetable.council_calendar import USUAL
from commissioning.timetable.milestones import BY_TAG
from commissioning.values.frozen import frozen

ONE_DAY: Final = timedelta(days=1)
_LONGEST: Final = 800
_ORDER: Final = (
    "needs-assessment",
    "market-engagement",
    "approval-to-procure",
    "specification",
    "ssq",
    "selection-response",
    "selection-assessment",
    "shortlist",
    "itt",
    "tender",
    "provider-assessment",
    "tender-opening",
    "score-sheet",
    "moderation",
    "interview-invitation",
    "interview",
    "award-recommendation",
    "approval-to-award",
    "call-in",
    "intention-to-award",
    "standstill",
    "contract-signed",
    "mobilisation-plan",
    "go-live",
)
_OF_TENDERS: Final = frozenset({"tender-opening", "score-sheet", "moderation"})
_IN_TERM: Final = frozenset({"market-engagement", "interview"})


class Run(NamedTuple):
    """One piece of work set on days: its first and last, and the first day for what follows."""

    starts: date
    ends: date
    then: date
    because: str


@frozen
class Activity:
    """One piece of work, and when it would run if what it waits for were done by a given day."""

    tag: str
    run: Callable[[date], Run]
    """Given the first day on which it could begin. Later days never give earlier ends."""
    waits: bool = False
    """Whether it is time that only passes, counted from the step before."""

    def latest(self, needed_by: date) -> date:
        """The last day on which it can still begin if what follows is to begin on `needed_by`.

        Raises `RecordError` where no day within two years and more before would do.
        """
        late, early = 0, 1
        while not self._ends_in_time(needed_by, early):
            late, early = early, early * 2
            if late > _LONGEST:
                words = BY_TAG[self.tag].words
                raise RecordError("plan", (f"{words} cannot end before {written(needed_by)}",))
        while early - late > 1:  # between a day that is too late and one that is early enough
            middle = (early + late) // 2
            in_time = self._ends_in_time(needed_by, middle)
            late, early = (late, middle) if in_time else (middle, early)
        return needed_by - timedelta(days=early)

    def _ends_in_time(self, needed_by: date, days_before: int) -> bool:
        return self.run(needed_by - timedelta(days=days_before)).then <= needed_by


def duty_of_standstill(law: Law, route: Route, on: date) -> StandstillDuty:
    """Whether a standstill is kept. Raises `NoRuleError` where the law does not say."""
    direct = not {Stage.ITT, Stage.EVALUATION} & set(route.stages)
    return law.value(STANDSTILL_DUTY_OF_DIRECT_AWARD if direct else STANDSTILL_DUTY, on)


def tender_period(route: Route) -> Parameter[DayCount | None]:
    """The question of the least time for tenders, which differs after a selection stage."""
    return TENDER_PERIOD_AFTER_SELECTION if Stage.SSQ in route else TENDER_PERIOD


def least_time(
    law: Law, asked: Parameter[DayCount | None], on: date
) -> Row[DayCount | None] | None:
    """The row that sets a least time to answer; None where the regime has no such rule at all.

    Raises `NoRuleError` where it has some and none is for that day and the stated facts.
    """
    if not any(row.parameter is asked for row in law.rows):
        return None
    return law.row(asked, on)


def activities(
    route: Route, law: Law, rhythm: Rhythm, durations: Mapping[str, int], on: date
) -> tuple[Activity, ...]:
    """The work of a route in order. `durations` are working days that replace the usual ones.

    Raises `NoRuleError` where the law has no answer for that day, and `RecordError` for durations
    that are none or of steps unknown.
    """
    unknown = sorted(set(durations) - {usual.tag for usual in USUAL})
    short = sorted(tag for tag, days in durations.items() if days < 1)
    if unknown or short:
        told = [f"durations: {tag!r} is no step whose length can be given" for tag in unknown]
        told += [f"durations: {tag} takes {durations[tag]} days; give at least 1" for tag in short]
        raise RecordError("plan", tuple(told))
    apart = _OF_TENDERS if Stage.ITT not in route else {"provider-assessment"}
    tags = [tag for tag in _ORDER if BY_TAG[tag].stage in route and tag not in apart]
    if duty_of_standstill(law, route, on) is StandstillDuty.NONE:
        tags.remove("standstill")
    if rhythm.call_in is None:
        tags.remove("call-in")
    setting = _Setting(route, law, rhythm, durations, on)
    return tuple(_activity(tag, setting) for tag in tags)


@frozen
class _Setting:
    """What all the activities of one plan share."""

    route: Route
    law: Law
    rhythm: Rhythm
    durations: Mapping[str, int]
    on: date

    def length(self, tag: str) -> tuple[int, str]:
        """How many working days a step takes, and why."""
        if tag in self.durations:
            return self.durations[tag], f"{self.durations[tag]} working days, as given"
        return next((usual.days, usual.because) for usual in USUAL if usual.tag == tag)


def _activity(tag: str, setting: _Setting) -> Activity:
    rhythm, law = setting.rhythm, setting.law
    if tag in {"approval-to-procure", "approval-to-award"}:
        return Activity(tag, _meeting(rhythm, and_call_in=tag == "approval-to-procure"))
    if tag == "call-in" and rhythm.call_in is not None:
        return Activity(tag, _wait(rhythm.call_in, f"call-in: {rhythm.call_in}"), waits=True)
    if tag == "standstill":
        row = law.row(STANDSTILL, setting.on)
        told = f"standstill: {row.value} ({row.citation})"
        return Activity(tag, _wait(row.value, told), waits=True)
    return Activity(tag, _lasting(tag, setting))


def _lasting(tag: str, setting: _Setting) -> Callable[[date], Run]:
    """The work whose length is practice, with what the law adds to it."""
    if tag in {"selection-response", "tender"}:
        return _deadline(tag, setting)
    if tag == "provider-assessment" and setting.law.has(WAIT_AFTER_INTENDED_APPROACH, setting.on):
        return _assessment_after_notice(setting)
    if tag == "mobilisation-plan" and setting.law.has(EMPLOYEE_INFORMATION, setting.on):
        return _mobilisation(setting)
    days, because = setting.length(tag)
    calendar = setting.rhythm.term_days if tag in _IN_TERM else setting.rhythm.working_days
    return _work(days, because, calendar)


def _work(days: int, because: str, calendar: WorkingDays) -> Callable[[date], Run]:
    def run(ready: date) -> Run:
        starts = calendar.rolled(ready)
        ends = calendar.beginning_with(starts, days)
        return Run(starts, ends, ends + ONE_DAY, because)

    return run


def _wait(count: DayCount, because: str) -> Callable[[date], Run]:
    """Days that only pass, counted from the day before the first of them."""

    def run(ready: date) -> Run:
        ends = count.last_day(ready - ONE_DAY)
        return Run(ready, ends, ends + ONE_DAY, because)

    return run


def _deadline(tag: str, setting: _Setting) -> Callable[[date], Run]:
    """A last day for answers: no sooner than the law allows and practice needs."""
    asked = PARTICIPATION_PERIOD if tag == "selection-response" else tender_period(setting.route)
    row = least_time(setting.law, asked, setting.on)
    days, because = setting.length(tag)
    calendar = setting.rhythm.working_days
    law_says = "no law fixes a number"
    if row is not None:
        asks = f"the law asks at least {row.value}" if row.value else "the law fixes no number"
        law_says = f"{asks} ({row.citation})"

    def run(ready: date) -> Run:
        issued = ready - ONE_DAY
        usual = calendar.after(issued, days)
        least = row.value.last_day(issued) if row and row.value else usual
        ends = calendar.rolled(max(usual, least))
        return Run(ends, ends, ends + ONE_DAY, f"{because}; {law_says}")

    return run


def _assessment_after_notice(setting: _Setting) -> Callable[[date], Run]:
    """The assessment of providers, which waits for the notice of the intended approach."""
    row = setting.law.row(WAIT_AFTER_INTENDED_APPROACH, setting.on)
    days, because = setting.length("provider-assessment")
    calendar = setting.rhythm.working_days

    def run(ready: date) -> Run:
        published = calendar.rolled(ready)
        starts = calendar.rolled(row.value.first_day_after(published))
        ends = calendar.beginning_with(starts, days)
        told = f"{because}; the intended approach is published on {written(published)} ({row.citation})"
        return Run(starts, ends, ends + ONE_DAY, told)

    return run


def _mobilisation(setting: _Setting) -> Callable[[date], Run]:
    """Long enough for the work, and for staff information to be had before a transfer."""
    row = setting.law.row(EMPLOYEE_INFORMATION, setting.on)
    days, because = setting.length("mobilisation-plan")
    calendar = setting.rhythm.working_days

    def run(ready: date) -> Run:
        starts = calendar.rolled(ready)
        ends = max(calendar.beginning_with(starts, days), row.value.last_day(starts))
        told = f"{because}; staff information is due {row.value} before a transfer ({row.citation})"
        return Run(starts, ends, ends + ONE_DAY, told)

    return run


def _meeting(rhythm: Rhythm, *, and_call_in: bool) -> Callable[[date], Run]:
    def run(ready: date) -> Run:
        papers = rhythm.working_days.rolled(ready)
        day = rhythm.meeting_for(papers)
        latest = rhythm.papers.notice_by(day)
        known = "the first meeting" if rhythm.knows_meetings else "no meetings were given; any day"
        because = f"{known} for papers published by {written(latest)} ({rhythm.papers})"
        if rhythm.key_decision is not None:
            announced = rhythm.key_decision.notice_by(day)
            because += f"; as a key decision it is announced by {written(announced)}"
        if and_call_in and rhythm.call_in is not None:
            free = rhythm.call_in.first_day_after(day)
            told = f"{because}; nothing follows before {written(free)}, when call-in is over"
            return Run(day, day, free, told)
        return Run(day, day, day + ONE_DAY, because)

    return run
