"""What is wrong with a timetable before anything has happened, and the smallest change that mends it.

A printed window is judged kindly: a period is too short only if it is so on the best reading of both
of its ends. Rows are counted as printed, from 1, without the heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from commissioning.dates.day_counts import DayCount
from commissioning.dates.parsing.readings import Precision
from commissioning.dates.parsing.tokens import WEEKDAYS
from commissioning.dates.periods import Period
from commissioning.dates.rhythms import Rhythm
from commissioning.errors import NoRuleError, written
from commissioning.findings.citation import Citation
from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.findings.codes.planning import (
    TIMETABLE_AMBIGUOUS,
    TIMETABLE_GO_LIVE_DAY_OFF,
    TIMETABLE_MOBILISATION_SHORT,
    TIMETABLE_NO_MEETING,
    TIMETABLE_ORDER,
    TIMETABLE_OVERLAP,
    TIMETABLE_PERIOD_SHORT,
    TIMETABLE_STAGE_MISSING,
    TIMETABLE_UNDATED,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.law.governing import governing
from commissioning.law.law import Law, Parameter
from commissioning.law.questions import EMPLOYEE_INFORMATION, PARTICIPATION_PERIOD
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.timetable import Timetable
from commissioning.stages import LINE, Route
from commissioning.timetable.activities import ONE_DAY, least_time, tender_period
from commissioning.timetable.award_checks import nothing_is_signed_early, standstill_is_planned
from commissioning.timetable.dated_rows import PRACTICE, Dated, Subject, calendar, dated, days_told
from commissioning.timetable.milestones import BY_TAG, PLACES, on_route

_COMMENCING: Final = ("ssq", "itt", "intention-to-award", "contract-signed")


def check(
    timetable: Timetable, route: Route, law: Law, rhythm: Rhythm | None = None
) -> tuple[Finding, ...]:
    """All that is wrong with a timetable against its route, the law and a council's rhythm.

    `law_of` gives the law. A rule that the law has no answer for yields `law-unknown`. `about` of a
    finding is the tag of the step concerned; `earliest` the first day that would do.
    """
    subject = Subject(timetable, route, law, rhythm, tuple(dated(timetable)))
    found: list[Finding] = []
    for rule in _RULES:
        try:
            found.extend(rule(subject))
        except NoRuleError as unknown:
            found.append(_law_unknown(unknown))
    return tuple(dict.fromkeys(found))


def law_of(timetable: Timetable, facts: ProcurementFacts | None) -> Law:
    """The law of the procurement a timetable plans: that in force when it commences.

    Raises `NoRuleError` where no regime held here covers that day or the facts decide and are unstated.
    """
    starts = (timetable.row(tag) for tag in _COMMENCING)
    days = [row.window.earliest for row in starts if row and row.window.earliest]
    commences = min(days, default=timetable.on)
    return governing(commences, facts).law(facts, commences)


def route_of(timetable: Timetable) -> Route:
    """The route that a timetable's own rows imply, where no strategy has decided one."""
    steps = set(timetable.steps())
    if steps & {"ssq", "selection-response", "selection-assessment", "shortlist"}:
        return Route.restricted(interviews="interview" in steps)
    if steps & {"itt", "tender", "score-sheet"}:
        return Route.open(interviews="interview" in steps)
    return Route.direct_award()


def _law_unknown(unknown: NoRuleError) -> Finding:
    return LAW_UNKNOWN(
        str(unknown),
        severity=Severity.WARNS,
        remedy="state the facts of the procurement, and check this by hand meanwhile",
    )


def _words_are_plain(subject: Subject) -> Iterator[Finding]:
    """No row whose words may mean quite different days, and none without a day."""
    for number, row in enumerate(subject.timetable.rows, 1):
        window = row.window
        if window.unresolved:
            ways = " or ".join(dict.fromkeys(reading.because for reading in window.readings))
            yield TIMETABLE_AMBIGUOUS(
                f"row {number} ({row.what}): {window.words!r} may mean {ways}",
                severity=Severity.WARNS,
                source=PRACTICE,
                remedy="write the day in full, such as " + written(window.readings[0].earliest),
                about=row.step,
            )
        elif window.precision in {Precision.NONE, Precision.RELATIVE} and row.step:
            yield TIMETABLE_UNDATED(
                f"row {number} ({row.what}) has no day: {window.words!r}",
                severity=Severity.WARNS,
                source=PRACTICE,
                remedy="give it a day or a week, so that what follows can be checked",
                about=row.step,
            )


def _stages_are_planned(subject: Subject) -> Iterator[Finding]:
    """Every stage of the route between the first and the last planned has a row."""
    tags = {row.step for row in subject.timetable.rows}
    stages = {BY_TAG[tag].stage for tag in tags if tag in BY_TAG}
    if not stages:
        return
    places = sorted(stage.place for stage in stages)
    for stage in LINE:
        if places[0] < stage.place < places[-1] and stage in subject.route and stage not in stages:
            opener = next(m for m in on_route(subject.route) if m.stage is stage and m.ordered)
            yield TIMETABLE_STAGE_MISSING(
                f"no row is recognised as {stage.words}, a stage of the {subject.route.name} route",
                severity=Severity.WARNS,
                source=PRACTICE,
                remedy=f"add a row for it: {opener.words}",
                about=opener.tag,
            )


def _rows_are_in_order(subject: Subject) -> Iterator[Finding]:
    """No step ends before one that it follows begins, and stages do not run into one another."""
    rows = [row for row in subject.rows if BY_TAG[row.tag].ordered]
    rows.sort(key=lambda row: (PLACES[row.tag], row.number))
    for before, after in pairwise(rows):
        if before.tag == after.tag:
            continue
        if after.last < before.first:
            code, how, clear = TIMETABLE_ORDER, "ends before", before.last + ONE_DAY
        elif after.first < before.last and not _may_share(before, after):
            code, how, clear = TIMETABLE_OVERLAP, "begins before the end of", before.last
        else:
            continue
        later = (clear - after.first).days
        yield code(
            f"{after} {how} {before}, which comes first ({after.row.window.words} "
            f"against {before.row.window.words})",
            severity=Severity.BLOCKS if code is TIMETABLE_ORDER else Severity.WARNS,
            source=Citation("the process table", f"row {after.tag}"),
            remedy=f"move {BY_TAG[after.tag].words.lower()} to {written(clear)} or later, "
            f"{days_told(later)} on",
            earliest=clear,
            about=after.tag,
        )


def _may_share(before: Dated, after: Dated) -> bool:
    """A row of a span may take in the single day that ends it, such as a period and its deadline."""
    return BY_TAG[before.tag].stage is BY_TAG[after.tag].stage and after.last >= before.last


def _periods_are_long_enough(subject: Subject) -> Iterator[Finding]:
    """The times to answer are not below what the law asks."""
    periods: tuple[tuple[str, tuple[str, ...], Parameter[DayCount | None]], ...] = (
        ("ssq", ("selection-response", "selection-assessment"), PARTICIPATION_PERIOD),
        ("itt", ("tender", "tender-opening", "score-sheet"), tender_period(subject.route)),
    )
    for start, ends, asked in periods:
        begun, ended = subject.row(start), subject.row(*ends)
        if begun is None or ended is None:
            continue
        law = least_time(subject.law, asked, begun.first)
        if law is None or law.value is None:
            continue
        last = law.value.last_day(begun.first)
        # What follows the deadline may begin on the day after; the deadline itself falls on the day.
        needed = last if ended.tag in {"selection-response", "tender"} else last + ONE_DAY
        if ended.last < needed:
            short = (needed - ended.last).days
            yield TIMETABLE_PERIOD_SHORT(
                f"from {begun} to {ended} there are at most {(ended.last - begun.first).days} days; "
                f"the law asks {law.value}",
                source=law.citation,
                remedy=f"move row {ended.number} to {written(needed)} or later, {days_told(short)} on",
                earliest=needed,
                about=ended.tag,
            )


def _decisions_are_at_meetings(subject: Subject) -> Iterator[Finding]:
    """An approval is planned for a day on which those who approve meet."""
    if subject.rhythm is None or not subject.rhythm.knows_meetings:
        return
    for row in subject.rows:
        if row.tag not in {"approval-to-procure", "approval-to-award"}:
            continue
        if any(subject.rhythm.meets_on(day) for day in Period(row.first, row.last).days()):
            continue
        meeting = subject.rhythm.next_meeting(row.first)
        yield TIMETABLE_NO_MEETING(
            f"{row} is planned for {row.row.window.words}, when no meeting is held",
            source=Citation("the council's calendar of meetings"),
            remedy=f"move it to {written(meeting)}, {days_told((meeting - row.first).days)} on",
            earliest=meeting,
            about=row.tag,
        )


def _mobilisation_is_long_enough(subject: Subject) -> Iterator[Finding]:
    """Between the start of mobilisation and the first day of service staff information can be had."""
    starts = subject.row("mobilisation-plan", "contract-signed")
    live = subject.row("go-live")
    if starts is None or live is None or not subject.law.has(EMPLOYEE_INFORMATION, live.first):
        return
    law = subject.law.row(EMPLOYEE_INFORMATION, live.first)
    needed = law.value.first_day_after(starts.first)
    if live.last < needed:
        yield TIMETABLE_MOBILISATION_SHORT(
            f"from {starts} to {live} there are {(live.last - starts.first).days} days; where staff "
            f"transfer, their old employer has to give information {law.value.count} days before",
            severity=Severity.WARNS,
            source=law.citation,
            remedy=f"go live on {written(needed)} or later, {days_told((needed - live.last).days)} on",
            earliest=needed,
            about="go-live",
        )


def _go_live_is_a_working_day(subject: Subject) -> Iterator[Finding]:
    """The service starts on a day on which the council's officers are at work."""
    live = subject.row("go-live")
    if live is None or live.first != live.last or live.first in calendar(subject):
        return
    day = live.first
    better = calendar(subject).rolled(day)
    what = f"a {WEEKDAYS[day.weekday()]}" if day.weekday() > 4 else "a bank holiday"
    yield TIMETABLE_GO_LIVE_DAY_OFF(
        f"{live} is on {written(day)}, {what}: nobody is at work to help if something fails",
        severity=Severity.WARNS,
        source=PRACTICE,
        remedy=f"start on {written(better)}, or have somebody on call",
        earliest=better,
        about="go-live",
    )


_RULES: Final = (
    _words_are_plain,
    _stages_are_planned,
    _rows_are_in_order,
    _periods_are_long_enough,
    standstill_is_planned,
    nothing_is_signed_early,
    _decisions_are_at_meetings,
    _mobilisation_is_long_enough,
    _go_live_is_a_working_day,
)
