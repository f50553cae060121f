"""The findings about a timetable before anything has happened, each with the smallest change that mends it.

A printed window is judged kindly: a period is too short only if it is so on the best reading of both
of its ends. Rows are counted as printed, from 1, without the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Final

from attrs import evolve

from commissioning.dates.day_counts import DayCount
from commissioning.dates.parsing.readings import Precision
from commissioning.dates.parsing.tokens import WEEKDAYS
from commissioning.dates.periods import Period
from commissioning.dates.rhythms import Rhythm
from commissioning.errors import NoRuleError, written
from commissioning.findings.citation import Citation, Verification
from commissioning.findings.codes import planning as codes
from commissioning.findings.codes.law import LAW_UNKNOWN, SELECTION_NOT_ALLOWED
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.selection_law import may_be_agreed
from commissioning.law import questions as q
from commissioning.law.law import Law, Parameter, Row
from commissioning.records.timetable import Timetable
from commissioning.stages import LINE, Route, Stage
from commissioning.timetable.activities import ONE_DAY, least_time, tender_period
from commissioning.timetable.milestones import BY_TAG, PLACES, on_route
from commissioning.timetable.planning import NONE_GIVEN, can_make
from commissioning.timetable.standstill import (
    CheckedTimetable,
    DatedRow,
    dated_rows,
    signature_waits_for_the_standstill,
    standstill_is_long_enough,
    standstill_is_planned,
)
from commissioning.values.text import counted, listed

_APPROVALS: Final = frozenset({"approval-to-procure", "approval-to-award"})
_NOT_ENDED_BY_WORK: Final = frozenset({"standstill", "call-in", "go-live"})
"""Time that only passes; and go-live, which has a finding of its own."""
_SATURDAY: Final = 5
_UNLESS_AGREED: Final = ", unless all the selected bidders agree to less"
_PRACTICE: Final = Citation("council practice", verification=Verification.PRACTICE)
"""The source of a finding that has no other."""
_DIARY: Final = Citation("the council's calendar of meetings", verification=Verification.PRACTICE)


def check(
    timetable: Timetable,
    route: Route,
    law: Law,
    rhythm: Rhythm | None = None,
    durations: Mapping[str, int] = NONE_GIVEN,
) -> tuple[Finding, ...]:
    """All findings about a timetable, given its route, the law and a council's calendar.

    Give the durations that a plan was made with, so that its earliest go-live is worked out by them.
    `law_of` gives the law. A question that the law does not answer yields `law-unknown`. `about` of
    a finding is the tag of the step concerned; `earliest` the first day that would do.
    """
    checked = CheckedTimetable(
        timetable, route, law, rhythm, tuple(dated_rows(timetable)), durations
    )
    found: list[Finding] = []
    for rule in _RULES:
        try:
            found += (f if f.source else evolve(f, source=_PRACTICE) for f in rule(checked))
        except NoRuleError as unknown:
            remedy = "State the facts in the procurement strategy; until then check this by hand"
            found.append(LAW_UNKNOWN.warns(unknown.message, remedy=remedy))
    return tuple(dict.fromkeys(found))


def _plan_begins_in_time(checked: CheckedTimetable) -> Iterator[Finding]:
    """A plan does not begin before the day on which it is made. A printed timetable may: it looks back."""
    made, rows = checked.timetable.on, checked.rows
    if not rows or rows[0].row.latest_safe is None or rows[0].first >= made:
        return
    try:
        reach = can_make(
            rows[-1].last,
            on=made,
            route=checked.route,
            law=checked.law,
            rhythm=checked.rhythm,
            durations=checked.durations,
            first=rows[0].tag,
        )
        remedy, reached = reach.remedy, reach.earliest
    except NoRuleError as none:
        again = f"Plan again from {written(made)}"
        remedy, reached = f"{again}; the earliest go-live is not known, as {none.why}", None
    yield codes.TIMETABLE_BEGUN_TOO_LATE(
        f"The plan begins with {rows[0]} on {written(rows[0].first)}, "
        f"{counted((made - rows[0].first).days, 'day')} before it was made on {written(made)}",
        remedy=remedy,
        earliest=reached,
        about=rows[0].tag,
    )


def _words_are_plain(checked: CheckedTimetable) -> Iterator[Finding]:
    for number, row in enumerate(checked.timetable.rows, 1):
        window, subject = row.window, f"Row {number} ({row.what})"
        if window.unresolved:
            ways = dict.fromkeys(f'"{reading.because}"' for reading in window.readings)
            yield codes.TIMETABLE_AMBIGUOUS.warns(
                f"{subject} says {window.words!r}, which may mean {listed(ways, 'or')}",
                remedy=f"Write the day in full, such as {written(window.readings[0].earliest)}",
                about=row.step,
            )
        elif not window.known and not window.recurrence and row.step:
            yield codes.TIMETABLE_UNDATED.warns(
                f"{subject} has no day: {window.words!r}",
                remedy="Give it a day or a week, so that the rows after it can be checked",
                about=row.step,
            )


def _stages_are_planned(checked: CheckedTimetable) -> Iterator[Finding]:
    planned = {BY_TAG[tag].stage for tag in checked.timetable.steps() if tag in BY_TAG}
    places = [stage.place for stage in planned]
    for stage in LINE:
        if stage in planned or stage not in checked.route or not places:
            continue
        if min(places) < stage.place < max(places):
            opener = next(m for m in on_route(checked.route) if m.stage is stage and m.ordered)
            yield codes.TIMETABLE_STAGE_MISSING.warns(
                f"No row plans {stage.words}, a stage of the {checked.route.name} route",
                remedy=f'Add a row for it, such as "{opener.words}"',
                about=opener.tag,
            )


def _rows_are_in_order(checked: CheckedTimetable) -> Iterator[Finding]:
    """No step ends before one that it follows begins, and stages do not run into one another."""
    rows = [row for row in checked.rows if BY_TAG[row.tag].ordered]
    rows.sort(key=lambda row: (PLACES[row.tag], row.number))
    for before, after in pairwise(rows):
        if before.tag == after.tag:
            continue
        if after.last < before.first:
            code, clear = codes.TIMETABLE_ORDER, before.last + ONE_DAY
            how = f"ends before {before} begins"
        # A row may span the single day that ends it, as a tender period its deadline.
        elif after.first < before.last and (
            after.last < before.last or BY_TAG[before.tag].stage is not BY_TAG[after.tag].stage
        ):
            code, clear = codes.TIMETABLE_OVERLAP, before.last
            how = f"begins before {before} ends"
        else:
            continue
        days = f"{after.row.window.words} against {before.row.window.words}"
        yield code(
            f"{after.subject} {how}, but row {before.number} must come first ({days})",
            severity=Severity.BLOCKS if code is codes.TIMETABLE_ORDER else Severity.WARNS,
            source=Citation.of_step(after.tag),
            remedy=after.moved_to(clear, after.first),
            earliest=clear,
            about=after.tag,
        )


def _periods_are_long_enough(checked: CheckedTimetable) -> Iterator[Finding]:
    periods: tuple[tuple[str, tuple[str, ...], Parameter[DayCount | None]], ...] = (
        ("ssq", ("selection-response", "selection-assessment"), q.PARTICIPATION_PERIOD),
        ("itt", ("tender", "tender-opening", "score-sheet"), tender_period(checked.route)),
    )
    for start, ends, asked in periods:
        begun, ended = checked.row(start), checked.row(*ends)
        if begun and ended and (law := least_time(checked.law, asked, begun.first)):
            yield from _too_short(begun, ended, law, agreed=may_be_agreed(checked.law, asked))


def _approach_has_stood(checked: CheckedTimetable) -> Iterator[Finding]:
    """No provider of health care is chosen before the notice of the intended approach has stood."""
    begun = checked.row("notice")
    ended = checked.row("provider-assessment", "award-recommendation")
    # Of the processes for health care only one has such a wait.
    if begun and ended:
        for row in checked.law.every(q.WAIT_AFTER_INTENDED_APPROACH, begun.first):
            yield from _too_short(begun, ended, row, agreed=False)


def _too_short(
    begun: DatedRow, ended: DatedRow, law: Row[DayCount | None], *, agreed: bool
) -> Iterator[Finding]:
    if law.value is None:
        return
    last = law.value.last_day(begun.first)
    # The next step may begin on the day after; the deadline itself falls on the day.
    needed = last if ended.tag in {"selection-response", "tender"} else last + ONE_DAY
    if ended.last < needed:
        yield codes.TIMETABLE_PERIOD_SHORT(
            f"From {begun} to {ended} there are at most {(ended.last - begun.first).days} days; "
            f"the minimum is {law.value}",
            severity=Severity.WARNS if agreed else Severity.BLOCKS,
            source=law.citation,
            remedy=ended.moved_to(needed) + (_UNLESS_AGREED if agreed else ""),
            earliest=needed,
            about=ended.tag,
        )


def _selection_is_allowed(checked: CheckedTimetable) -> Iterator[Finding]:
    """Below the threshold no stage selects who may tender, save of a value that no timetable states."""
    ssq = checked.row("ssq", "selection-response", "selection-assessment", "shortlist")
    if ssq is None:
        return
    for row in checked.law.every(q.SELECTION_STAGE_ALLOWED, ssq.first):
        if not row.value:
            yield SELECTION_NOT_ALLOWED.warns(
                f"{ssq.subject} begins a selection stage, and the contract is below the threshold, where "
                "you may not select tenderers by an assessment of suitability",
                source=row.citation,
                remedy="Take a route without it, unless the value of the contract allows one",
                about=ssq.tag,
            )


def _decisions_are_at_meetings(checked: CheckedTimetable) -> Iterator[Finding]:
    rhythm = checked.rhythm
    if rhythm is None or not rhythm.knows_meetings:
        return
    for row in checked.rows:
        days = Period(row.first, row.last).days()
        if row.tag in _APPROVALS and not any(map(rhythm.meets_on, days)):
            meeting = rhythm.next_meeting(row.first)
            yield codes.TIMETABLE_NO_MEETING(
                f"{row.subject} is planned for {row.row.window.words}, a time without a meeting",
                source=_DIARY,
                remedy=f"Move it to the next meeting, on {written(meeting)}",
                earliest=meeting,
                about=row.tag,
            )


def _mobilisation_is_long_enough(checked: CheckedTimetable) -> Iterator[Finding]:
    starts, live = checked.row("mobilisation-plan", "contract-signed"), checked.row("go-live")
    if starts is None or live is None or Stage.MOBILISATION not in checked.route:
        return  # a framework takes over no service
    for law in checked.law.every(q.EMPLOYEE_INFORMATION, live.first):
        needed = law.value.last_day(starts.first)
        if starts.first <= live.last < needed:
            yield codes.TIMETABLE_MOBILISATION_SHORT.warns(
                f"From {starts} to {live} there are {(live.last - starts.first).days} days; if staff "
                f"transfer, their employer must give information about them {law.value.count} days before",
                source=law.citation,
                remedy=live.moved_to(needed),
                earliest=needed,
                about="go-live",
            )


def _go_live_is_a_working_day(checked: CheckedTimetable) -> Iterator[Finding]:
    live = checked.row("go-live")
    if live is None or live.first != live.last or live.first in checked.working_days:
        return
    day = live.first
    better = checked.working_days.rolled(day)
    yield codes.TIMETABLE_GO_LIVE_DAY_OFF.warns(
        f"{live.subject} is on {written(day)}, {_day_off(day)}, when officers are not at work to help",
        remedy=f"Start on {written(better)}, or have officers on call",
        earliest=better,
        about="go-live",
    )


def _ends_are_working_days(checked: CheckedTimetable) -> Iterator[Finding]:
    for row in checked.rows:
        day = row.last
        if row.tag in _NOT_ENDED_BY_WORK or day in checked.working_days or not _names(row, day):
            continue
        better = checked.working_days.rolled(day)
        yield codes.TIMETABLE_END_DAY_OFF.warns(
            f"{row.subject} ends on {written(day)}, {_day_off(day)}, when officers are not at work",
            remedy=f"End it on {written(better)}, the next working day",
            earliest=better,
            about=row.tag,
        )


def _names(row: DatedRow, day: date) -> bool:
    """Whether the words of a row give a day by its number, and not by a week or a month that ends on it."""
    window = row.row.window
    if window.precision is Precision.DAY:
        return not window.unresolved
    spelt = re.search(rf"(?<!\d)0?{day.day}(?!\d)", window.words)
    return window.precision is Precision.SPAN and not window.readings and spelt is not None


def _day_off(day: date) -> str:
    return f"a {WEEKDAYS[day.weekday()]}" if day.weekday() >= _SATURDAY else "a bank holiday"


_RULES: Final = (
    _plan_begins_in_time,
    _words_are_plain,
    _stages_are_planned,
    _rows_are_in_order,
    _selection_is_allowed,
    _periods_are_long_enough,
    _approach_has_stood,
    standstill_is_planned,
    signature_waits_for_the_standstill,
    standstill_is_long_enough,
    _decisions_are_at_meetings,
    _mobilisation_is_long_enough,
    _go_live_is_a_working_day,
    _ends_are_working_days,
)
