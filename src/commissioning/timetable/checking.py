"""The findings about a timetable before anything has happened, each with the smallest change that mends it.

A printed window is judged kindly: a period is too short only if it is so on the best reading of both
of its ends. Rows are counted as printed, from 1, without the heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from commissioning.dates.day_counts import DayCount
from commissioning.dates.parsing.tokens import WEEKDAYS
from commissioning.dates.periods import Period
from commissioning.dates.rhythms import Rhythm
from commissioning.errors import NoRuleError, written
from commissioning.findings.citation import Citation, Verification
from commissioning.findings.codes import planning as codes
from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.findings.finding import Finding, Severity
from commissioning.law.governing import governing
from commissioning.law.law import Law, Parameter
from commissioning.law.questions import (
    EMPLOYEE_INFORMATION,
    PARTICIPATION_PERIOD,
    STANDSTILL,
    StandstillDuty,
)
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.timetable import Timetable
from commissioning.stages import LINE, Route
from commissioning.timetable.activities import (
    ONE_DAY,
    duty_of_standstill,
    least_time,
    tender_period,
)
from commissioning.timetable.dated_rows import PRACTICE, CheckedTimetable, DatedRow, dated_rows
from commissioning.timetable.milestones import BY_TAG, PLACES, on_route
from commissioning.values.text import counted, listed

_COMMENCING: Final = ("ssq", "itt", "intention-to-award", "contract-signed")
_APPROVALS: Final = frozenset({"approval-to-procure", "approval-to-award"})
_SATURDAY: Final = 5


def check(
    timetable: Timetable, route: Route, law: Law, rhythm: Rhythm | None = None
) -> tuple[Finding, ...]:
    """All findings about a timetable, given its route, the law and a council's calendar.

    `law_of` gives the law. A question that the law does not answer yields `law-unknown`. `about` of
    a finding is the tag of the step concerned; `earliest` the first day that would do.
    """
    checked = CheckedTimetable(timetable, route, law, rhythm, tuple(dated_rows(timetable)))
    found: list[Finding] = []
    for rule in _RULES:
        try:
            found.extend(rule(checked))
        except NoRuleError as unknown:
            remedy = "State the facts in the procurement strategy; until then check this by hand"
            found.append(LAW_UNKNOWN(unknown.message, severity=Severity.WARNS, remedy=remedy))
    return tuple(dict.fromkeys(found))


def law_of(timetable: Timetable, facts: ProcurementFacts | None) -> Law:
    """The law of the procurement a timetable plans: that in force on the day it commences.

    Raises `NoRuleError` if no regime of the library covers that day, or it depends on unstated facts.
    """
    starts = (timetable.row(tag) for tag in _COMMENCING)
    days = [row.window.earliest for row in starts if row and row.window.earliest]
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


def _words_are_plain(checked: CheckedTimetable) -> Iterator[Finding]:
    """No row has words that may mean quite different days, and each row for a step has a day."""
    for number, row in enumerate(checked.timetable.rows, 1):
        window, subject = row.window, f"Row {number} ({row.what})"
        if window.unresolved:
            ways = tuple(dict.fromkeys(reading.because for reading in window.readings))
            yield codes.TIMETABLE_AMBIGUOUS(
                f"{subject} says {window.words!r}, which may mean {listed(ways, 'or')}",
                severity=Severity.WARNS,
                source=PRACTICE,
                remedy=f"Write the day in full, such as {written(window.readings[0].earliest)}",
                about=row.step,
            )
        elif not window.known and not window.recurrence and row.step:
            yield codes.TIMETABLE_UNDATED(
                f"{subject} has no day: {window.words!r}",
                severity=Severity.WARNS,
                source=PRACTICE,
                remedy="Give it a day or a week, so that the rows after it can be checked",
                about=row.step,
            )


def _stages_are_planned(checked: CheckedTimetable) -> Iterator[Finding]:
    """Every stage of the route between the first and the last planned has a row."""
    planned = {BY_TAG[tag].stage for tag in checked.timetable.steps() if tag in BY_TAG}
    places = [stage.place for stage in planned]
    for stage in LINE:
        if stage in planned or stage not in checked.route or not places:
            continue
        if min(places) < stage.place < max(places):
            opener = next(m for m in on_route(checked.route) if m.stage is stage and m.ordered)
            yield codes.TIMETABLE_STAGE_MISSING(
                f"No row plans {stage.words}, a stage of the {checked.route.name} route",
                severity=Severity.WARNS,
                source=PRACTICE,
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
        elif after.first < before.last and not _may_share(before, after):
            code, clear = codes.TIMETABLE_OVERLAP, before.last
            how = f"begins before {before} ends"
        else:
            continue
        days = f"{after.row.window.words} against {before.row.window.words}"
        yield code(
            f"{after.subject} {how}, but row {before.number} comes first ({days})",
            severity=Severity.BLOCKS if code is codes.TIMETABLE_ORDER else Severity.WARNS,
            source=Citation.of_step(after.tag),
            remedy=after.moved_to(clear, after.first),
            earliest=clear,
            about=after.tag,
        )


def _may_share(before: DatedRow, after: DatedRow) -> bool:
    """Whether a row may span the single day that ends it, as a tender period its deadline."""
    return BY_TAG[before.tag].stage is BY_TAG[after.tag].stage and after.last >= before.last


def _periods_are_long_enough(checked: CheckedTimetable) -> Iterator[Finding]:
    """The times to answer are not below the minimum in law."""
    periods: tuple[tuple[str, tuple[str, ...], Parameter[DayCount | None]], ...] = (
        ("ssq", ("selection-response", "selection-assessment"), PARTICIPATION_PERIOD),
        ("itt", ("tender", "tender-opening", "score-sheet"), tender_period(checked.route)),
    )
    for start, ends, asked in periods:
        begun, ended = checked.row(start), checked.row(*ends)
        if begun is None or ended is None:
            continue
        law = least_time(checked.law, asked, begun.first)
        if law is None or law.value is None:
            continue
        last = law.value.last_day(begun.first)
        # The next step may begin on the day after; the deadline itself falls on the day.
        needed = last if ended.tag in {"selection-response", "tender"} else last + ONE_DAY
        if ended.last < needed:
            yield codes.TIMETABLE_PERIOD_SHORT(
                f"From {begun} to {ended} there are at most {(ended.last - begun.first).days} days; "
                f"the minimum is {law.value}",
                source=law.citation,
                remedy=ended.moved_to(needed),
                earliest=needed,
                about=ended.tag,
            )


def _standstill_is_planned(checked: CheckedTimetable) -> Iterator[Finding]:
    """Telling the bidders, the standstill and the signature each have a row if the law asks for one."""
    approval = checked.row("approval-to-award", "award-recommendation")
    after = checked.row("contract-signed", "mobilisation-plan", "go-live")
    if approval is None or after is None:
        return
    planned = {row.step for row in checked.timetable.rows}
    intention = checked.row("intention-to-award")
    tell_on = intention.first if intention else _first_day_to_tell(checked, approval)
    duty = duty_of_standstill(checked.law, checked.route, approval.first)
    row = checked.law.row(STANDSTILL, tell_on) if duty is StandstillDuty.MANDATORY else None
    last = row.value.last_day(tell_on) if row else tell_on
    sign_on = last + ONE_DAY
    standstill = f"standstill to {written(last)}, {row.value}" if row else ""
    if intention and "contract-signed" in planned:
        standstill = ""  # two days far enough apart show it by themselves
    missing = (
        (codes.TIMETABLE_NO_INTENTION, "intention-to-award", "telling bidders the intended award",
         f"tell every bidder the outcome on {written(tell_on)}"),
        (codes.TIMETABLE_NO_STANDSTILL, "standstill", "the standstill", standstill),
        (codes.TIMETABLE_NO_SIGNATURE, "contract-signed", "signing the contract",
         f"sign the contract on {written(sign_on)} or later"),
    )  # fmt: skip
    late = (sign_on - after.first).days if after.tag != "contract-signed" else 0
    push = f". Row {after.number} then moves by {counted(late, 'day')}" if late > 0 else ""
    for code, tag, what, remedy in missing:
        if tag not in planned and remedy:
            yield code(
                f"There is no row for {what} between {approval} and {after}",
                severity=Severity.BLOCKS if row else Severity.WARNS,
                source=row.citation if row else PRACTICE,
                remedy=f"Add a row: {remedy}{push}",
                earliest=sign_on if tag == "contract-signed" else None,
                about=tag,
            )


def _first_day_to_tell(checked: CheckedTimetable, approval: DatedRow) -> date:
    """The first working day after the approval and any call-in, printed or usual for the council."""
    usual = checked.rhythm.call_in if checked.rhythm else None
    printed = checked.row("call-in")
    free = approval.last + ONE_DAY
    if printed:
        free = max(free, printed.last + ONE_DAY)
    elif usual:
        free = max(free, usual.first_day_after(approval.last))
    return checked.working_days.rolled(free)


def _signature_waits_for_the_standstill(checked: CheckedTimetable) -> Iterator[Finding]:
    """The signature is not planned for a day within the standstill."""
    told, signed = checked.row("intention-to-award"), checked.row("contract-signed")
    if told is None or signed is None:
        return
    if duty_of_standstill(checked.law, checked.route, told.first) is not StandstillDuty.MANDATORY:
        return
    row = checked.law.row(STANDSTILL, told.first)
    last, stated = row.value.last_day(told.first), checked.row("standstill")
    if signed.last <= last:
        yield codes.TIMETABLE_SIGNED_IN_STANDSTILL(
            f"{signed.subject} falls in the standstill, which runs to {written(last)} if bidders "
            f"are told on {written(told.first)}",
            source=row.citation,
            remedy=signed.moved_to(last + ONE_DAY),
            earliest=last + ONE_DAY,
            about="contract-signed",
        )
    if stated and stated.last < last:
        yield codes.TIMETABLE_STANDSTILL_SHORT(
            f"{stated.subject} ends on {written(stated.last)}; the minimum from "
            f"{written(told.first)} is {row.value}",
            source=row.citation,
            remedy=f"Let the standstill run to {written(last)}",
            earliest=last + ONE_DAY,
            about="standstill",
        )


def _decisions_are_at_meetings(checked: CheckedTimetable) -> Iterator[Finding]:
    """An approval is planned for a day on which those who approve meet."""
    rhythm = checked.rhythm
    if rhythm is None or not rhythm.knows_meetings:
        return
    for row in checked.rows:
        days = Period(row.first, row.last).days()
        if row.tag in _APPROVALS and not any(map(rhythm.meets_on, days)):
            meeting = rhythm.next_meeting(row.first)
            yield codes.TIMETABLE_NO_MEETING(
                f"{row.subject} is planned for {row.row.window.words}, a time without a meeting",
                source=Citation(
                    "the council's calendar of meetings", verification=Verification.PRACTICE
                ),
                remedy=f"Move it to the next meeting, on {written(meeting)}",
                earliest=meeting,
                about=row.tag,
            )


def _mobilisation_is_long_enough(checked: CheckedTimetable) -> Iterator[Finding]:
    """Between the start of mobilisation and the first day of service staff information can be had."""
    starts = checked.row("mobilisation-plan", "contract-signed")
    live = checked.row("go-live")
    if starts is None or live is None or not checked.law.has(EMPLOYEE_INFORMATION, live.first):
        return
    law = checked.law.row(EMPLOYEE_INFORMATION, live.first)
    needed = law.value.first_day_after(starts.first)
    if live.last < needed:
        yield codes.TIMETABLE_MOBILISATION_SHORT(
            f"From {starts} to {live} there are {(live.last - starts.first).days} days; if staff "
            f"transfer, their old employer must give information {law.value.count} days before",
            severity=Severity.WARNS,
            source=law.citation,
            remedy=live.moved_to(needed),
            earliest=needed,
            about="go-live",
        )


def _go_live_is_a_working_day(checked: CheckedTimetable) -> Iterator[Finding]:
    """The service starts on a day on which the council's officers are at work."""
    live = checked.row("go-live")
    if live is None or live.first != live.last or live.first in checked.working_days:
        return
    day = live.first
    better = checked.working_days.rolled(day)
    what = f"a {WEEKDAYS[day.weekday()]}" if day.weekday() >= _SATURDAY else "a bank holiday"
    yield codes.TIMETABLE_GO_LIVE_DAY_OFF(
        f"{live.subject} is on {written(day)}, {what}, when officers are not at work to help",
        severity=Severity.WARNS,
        source=PRACTICE,
        remedy=f"Start on {written(better)}, or have officers on call",
        earliest=better,
        about="go-live",
    )


_RULES: Final = (
    _words_are_plain,
    _stages_are_planned,
    _rows_are_in_order,
    _periods_are_long_enough,
    _standstill_is_planned,
    _signature_waits_for_the_standstill,
    _decisions_are_at_meetings,
    _mobilisation_is_long_enough,
    _go_live_is_a_working_day,
)
