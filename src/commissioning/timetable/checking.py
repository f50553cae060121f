"""What is wrong with a timetable before anything has happened, and the smallest change that mends it.

A printed window is judged kindly: a period is too short only if it is so on the best reading of both
of its ends. Rows are counted as printed, from 1, without the heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from attrs import frozen

from commissioning.errors import NoRuleError, written
from commissioning.law import Law, Parameter
from commissioning.law.terms import (
    EMPLOYEE_INFORMATION,
    PARTICIPATION_PERIOD,
    STANDSTILL,
    StandstillDuty,
)
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.regimes import governing
from commissioning.stages import LINE, Route
from commissioning.timetable.activities import ONE_DAY, duty_of_standstill, tender_period
from commissioning.timetable.milestones import BY_TAG, PLACES, on_route
from commissioning.timetable.rhythms import Rhythm
from commissioning.timetable.tokens import WEEKDAYS
from commissioning.values.citations import Citation
from commissioning.values.day_counts import DayCount
from commissioning.values.findings import Finding, Severity
from commissioning.values.periods import Period
from commissioning.values.windows import Precision
from commissioning.values.working_days import HolidaysOf, WorkingDays, working_days

PRACTICE: Final = Citation("council practice")
_COMMENCING: Final = ("ssq", "itt", "intention-to-award", "contract-signed")


@frozen
class _Dated:
    """A row with both ends known, and the number it is printed under."""

    number: int
    row: TimetableRow
    tag: str
    first: date
    last: date

    def __str__(self) -> str:
        return f"row {self.number} ({self.row.what})"


@frozen
class _Subject:
    """A timetable as the checks look at it."""

    timetable: Timetable
    route: Route
    law: Law
    rhythm: Rhythm | None
    rows: tuple[_Dated, ...]

    def row(self, *tags: str) -> _Dated | None:
        """The first row of one of these steps; the steps in order of preference."""
        found = (row for tag in tags for row in self.rows if row.tag == tag)
        return next(found, None)


def check(
    timetable: Timetable, route: Route, law: Law, rhythm: Rhythm | None = None
) -> tuple[Finding, ...]:
    """All that is wrong with a timetable against its route, the law and a council's rhythm.

    `law_of` gives the law. A rule that the law has no answer for yields `law-unknown`. `about` of a
    finding is the tag of the step concerned; `earliest` the first day that would do.
    """
    subject = _Subject(timetable, route, law, rhythm, tuple(_dated(timetable)))
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


def _dated(timetable: Timetable) -> Iterator[_Dated]:
    for number, row in enumerate(timetable.rows, 1):
        window = row.window
        first, last = window.earliest or window.latest, window.latest or window.earliest
        if row.step in BY_TAG and not window.recurrence and first and last:
            yield _Dated(number, row, row.step, first, last)


def _law_unknown(unknown: NoRuleError) -> Finding:
    return Finding(
        code="law-unknown",
        message=str(unknown),
        severity=Severity.WARNS,
        remedy="state the facts of the procurement, and check this by hand meanwhile",
    )


def _words_are_plain(subject: _Subject) -> Iterator[Finding]:
    """No row whose words may mean quite different days, and none without a day."""
    for number, row in enumerate(subject.timetable.rows, 1):
        window = row.window
        if window.unresolved:
            ways = " or ".join(dict.fromkeys(reading.because for reading in window.readings))
            yield Finding(
                code="timetable-ambiguous",
                message=f"row {number} ({row.what}): {window.words!r} may mean {ways}",
                severity=Severity.WARNS,
                source=PRACTICE,
                remedy="write the day in full, such as " + written(window.readings[0].earliest),
                about=row.step,
            )
        elif window.precision in {Precision.NONE, Precision.RELATIVE} and row.step:
            yield Finding(
                code="timetable-undated",
                message=f"row {number} ({row.what}) has no day: {window.words!r}",
                severity=Severity.WARNS,
                source=PRACTICE,
                remedy="give it a day or a week, so that what follows can be checked",
                about=row.step,
            )


def _stages_are_planned(subject: _Subject) -> Iterator[Finding]:
    """Every stage of the route between the first and the last planned has a row."""
    tags = {row.step for row in subject.timetable.rows}
    stages = {BY_TAG[tag].stage for tag in tags if tag in BY_TAG}
    if not stages:
        return
    places = sorted(stage.place for stage in stages)
    for stage in LINE:
        if places[0] < stage.place < places[-1] and stage in subject.route and stage not in stages:
            opener = next(m for m in on_route(subject.route) if m.stage is stage and m.ordered)
            yield Finding(
                code="timetable-stage-missing",
                message=f"no row is recognised as {stage.words}, a stage of the {subject.route.name} route",
                severity=Severity.WARNS,
                source=PRACTICE,
                remedy=f"add a row for it: {opener.words}",
                about=opener.tag,
            )


def _rows_are_in_order(subject: _Subject) -> Iterator[Finding]:
    """No step ends before one that it follows begins, and stages do not run into one another."""
    rows = [row for row in subject.rows if BY_TAG[row.tag].ordered]
    rows.sort(key=lambda row: (PLACES[row.tag], row.number))
    for before, after in pairwise(rows):
        if before.tag == after.tag:
            continue
        if after.last < before.first:
            code, how, clear = "timetable-order", "ends before", before.last + ONE_DAY
        elif after.first < before.last and not _may_share(before, after):
            code, how, clear = "timetable-overlap", "begins before the end of", before.last
        else:
            continue
        later = (clear - after.first).days
        yield Finding(
            code=code,
            message=f"{after} {how} {before}, which comes first ({after.row.window.words} "
            f"against {before.row.window.words})",
            severity=Severity.BLOCKS if code == "timetable-order" else Severity.WARNS,
            source=Citation("the process table", f"row {after.tag}"),
            remedy=f"move {BY_TAG[after.tag].words.lower()} to {written(clear)} or later, {_days(later)} on",
            earliest=clear,
            about=after.tag,
        )


def _may_share(before: _Dated, after: _Dated) -> bool:
    """A row of a span may take in the single day that ends it, such as a period and its deadline."""
    return BY_TAG[before.tag].stage is BY_TAG[after.tag].stage and after.last >= before.last


def _periods_are_long_enough(subject: _Subject) -> Iterator[Finding]:
    """The times to answer are not below what the law asks."""
    periods: tuple[tuple[str, tuple[str, ...], Parameter[DayCount | None]], ...] = (
        ("ssq", ("selection-response", "selection-assessment"), PARTICIPATION_PERIOD),
        ("itt", ("tender", "tender-opening", "score-sheet"), tender_period(subject.route)),
    )
    for start, ends, asked in periods:
        begun, ended = subject.row(start), subject.row(*ends)
        if begun is None or ended is None:
            continue
        law = subject.law.row(asked, begun.first)
        if law.value is None:
            continue
        last = law.value.last_day(begun.first)
        # What follows the deadline may begin on the day after; the deadline itself falls on the day.
        needed = last if ended.tag in {"selection-response", "tender"} else last + ONE_DAY
        if ended.last < needed:
            short = (needed - ended.last).days
            yield Finding(
                code="timetable-period-short",
                message=f"from {begun} to {ended} there are at most {(ended.last - begun.first).days} days; "
                f"the law asks {law.value}",
                source=law.citation,
                remedy=f"move row {ended.number} to {written(needed)} or later, {_days(short)} on",
                earliest=needed,
                about=ended.tag,
            )


def _standstill_is_planned(subject: _Subject) -> Iterator[Finding]:
    """Telling the bidders, the standstill and the signature each have a row where the law asks them."""
    approval = subject.row("approval-to-award", "award-recommendation")
    after = subject.row("contract-signed", "mobilisation-plan", "go-live")
    if approval is None or after is None:
        return
    tags = {row.step for row in subject.timetable.rows}
    waits = (
        duty_of_standstill(subject.law, subject.route, approval.first) is StandstillDuty.MANDATORY
    )
    told = _first_day_to_tell(subject, approval)
    intention = subject.row("intention-to-award")
    told = intention.first if intention else told
    row = subject.law.row(STANDSTILL, told) if waits else None
    last = row.value.last_day(told) if row else told
    where = f"between row {approval.number} ({approval.row.what}) and row {after.number} ({after.row.what})"
    missing = {
        "intention-to-award": f"add a row: tell every bidder the outcome on {written(told)}",
        "standstill": f"add a row: standstill to {written(last)}, {row.value}" if row else "",
        "contract-signed": f"add a row: sign the contract on or after {written(last + ONE_DAY)}",
    }
    for tag, remedy in missing.items():
        if (
            tag not in tags
            and remedy
            and not (tag == "standstill" and "contract-signed" in tags and intention)
        ):
            yield Finding(
                code=f"timetable-no-{_SHORT[tag]}",
                message=f"no row for {_SAID[tag]} {where}",
                severity=Severity.BLOCKS if row else Severity.WARNS,
                source=row.citation if row else PRACTICE,
                remedy=_with_room(remedy, last + ONE_DAY, after),
                earliest=last + ONE_DAY if tag == "contract-signed" else None,
                about=tag,
            )


_SHORT: Final = {
    "intention-to-award": "intention",
    "standstill": "standstill",
    "contract-signed": "signature",
}
_SAID: Final = {
    "intention-to-award": "telling the bidders the intended award",
    "standstill": "the standstill",
    "contract-signed": "signing the contract",
}


def _with_room(remedy: str, sign_on: date, after: _Dated) -> str:
    if after.tag == "contract-signed" or sign_on <= after.first:
        return remedy
    return f"{remedy}; row {after.number} then moves by {_days((sign_on - after.first).days)}"


def _first_day_to_tell(subject: _Subject, approval: _Dated) -> date:
    call_in = subject.rhythm.call_in if subject.rhythm else None
    stated = subject.row("call-in")
    free = approval.last + ONE_DAY
    if stated:
        free = max(free, stated.last + ONE_DAY)
    elif call_in:
        free = max(free, call_in.first_day_after(approval.last))
    return _calendar(subject).rolled(free)


def _nothing_is_signed_early(subject: _Subject) -> Iterator[Finding]:
    """The signature is not planned for a day within the standstill."""
    told, signed = subject.row("intention-to-award"), subject.row("contract-signed")
    if told is None or signed is None:
        return
    if duty_of_standstill(subject.law, subject.route, told.first) is not StandstillDuty.MANDATORY:
        return
    row = subject.law.row(STANDSTILL, told.first)
    free = row.value.first_day_after(told.first)
    if signed.last < free:
        yield Finding(
            code="timetable-signed-in-standstill",
            message=f"{signed} falls in the standstill, which runs to {written(free - ONE_DAY)} if bidders "
            f"are told on {written(told.first)}",
            source=row.citation,
            remedy=f"sign on or after {written(free)}, {_days((free - signed.last).days)} later",
            earliest=free,
            about="contract-signed",
        )
    stated = subject.row("standstill")
    if stated and stated.last < free - ONE_DAY:
        yield Finding(
            code="timetable-standstill-short",
            message=f"{stated} ends on {written(stated.last)}; "
            f"from {written(told.first)} the law asks {row.value}",
            source=row.citation,
            remedy=f"let the standstill run to {written(free - ONE_DAY)}",
            earliest=free,
            about="standstill",
        )


def _decisions_are_at_meetings(subject: _Subject) -> Iterator[Finding]:
    """An approval is planned for a day on which those who approve meet."""
    if subject.rhythm is None or not subject.rhythm.knows_meetings:
        return
    for row in subject.rows:
        if row.tag not in {"approval-to-procure", "approval-to-award"}:
            continue
        if any(subject.rhythm.meets_on(day) for day in Period(row.first, row.last).days()):
            continue
        meeting = subject.rhythm.next_meeting(row.first)
        yield Finding(
            code="timetable-no-meeting",
            message=f"{row} is planned for {row.row.window.words}, when no meeting is held",
            source=Citation("the council's calendar of meetings"),
            remedy=f"move it to {written(meeting)}, {_days((meeting - row.first).days)} on",
            earliest=meeting,
            about=row.tag,
        )


def _mobilisation_is_long_enough(subject: _Subject) -> Iterator[Finding]:
    """Between the start of mobilisation and the first day of service staff information can be had."""
    starts = subject.row("mobilisation-plan", "contract-signed")
    live = subject.row("go-live")
    if starts is None or live is None or not subject.law.has(EMPLOYEE_INFORMATION, live.first):
        return
    law = subject.law.row(EMPLOYEE_INFORMATION, live.first)
    needed = law.value.first_day_after(starts.first)
    if live.last < needed:
        yield Finding(
            code="timetable-mobilisation-short",
            message=f"from {starts} to {live} there are {(live.last - starts.first).days} days; where staff "
            f"transfer, their old employer has to give information {law.value.count} days before",
            severity=Severity.WARNS,
            source=law.citation,
            remedy=f"go live on {written(needed)} or later, {_days((needed - live.last).days)} on",
            earliest=needed,
            about="go-live",
        )


def _go_live_is_a_working_day(subject: _Subject) -> Iterator[Finding]:
    """The service starts on a day on which the council's officers are at work."""
    live = subject.row("go-live")
    if live is None or live.first != live.last or live.first in _calendar(subject):
        return
    day = live.first
    better = _calendar(subject).rolled(day)
    what = f"a {WEEKDAYS[day.weekday()]}" if day.weekday() > 4 else "a bank holiday"
    yield Finding(
        code="timetable-go-live-day-off",
        message=f"{live} is on {written(day)}, {what}: nobody is at work to help if something fails",
        severity=Severity.WARNS,
        source=PRACTICE,
        remedy=f"start on {written(better)}, or have somebody on call",
        earliest=better,
        about="go-live",
    )


def _calendar(subject: _Subject) -> WorkingDays:
    rhythm = subject.rhythm
    return rhythm.working_days if rhythm else working_days(HolidaysOf.ENGLAND_AND_WALES)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


_RULES: Final = (
    _words_are_plain,
    _stages_are_planned,
    _rows_are_in_order,
    _periods_are_long_enough,
    _standstill_is_planned,
    _nothing_is_signed_early,
    _decisions_are_at_meetings,
    _mobilisation_is_long_enough,
    _go_live_is_a_working_day,
)
