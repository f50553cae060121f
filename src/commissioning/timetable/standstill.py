"""A timetable as the checks see it, by its dated rows, and the checks on the standstill.

They ask that it has its rows, is long enough, and is waited for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from commissioning.dates.rhythms import Rhythm
from commissioning.dates.working_days import HolidaysOf, WorkingDays, working_days
from commissioning.errors import written
from commissioning.findings.codes import planning as codes
from commissioning.findings.finding import Finding, Severity
from commissioning.law.law import Law
from commissioning.law.questions import STANDSTILL, StandstillDuty
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Route
from commissioning.timetable.activities import ONE_DAY, duty_of_standstill
from commissioning.timetable.milestones import BY_TAG
from commissioning.values.frozen import frozen
from commissioning.values.text import counted


@frozen
class DatedRow:
    """A row for a known step that names a day, and the number it is printed under."""

    number: int
    row: TimetableRow
    tag: str
    first: date
    last: date

    def __str__(self) -> str:
        return f"row {self.number} ({self.row.what})"

    @property
    def subject(self) -> str:
        """The row at the beginning of a sentence."""
        return f"Row {self.number} ({self.row.what})"

    def moved_to(self, day: date, from_day: date | None = None) -> str:
        """The instruction to move it so that its last day, or another of its days, is at least `day`."""
        days = counted((day - (from_day or self.last)).days, "day")
        return f"Move row {self.number} by {days}, to {written(day)} or later"


@frozen
class CheckedTimetable:
    """A timetable with what it is checked against: a route, the law and a council's calendar."""

    timetable: Timetable
    route: Route
    law: Law
    rhythm: Rhythm | None
    rows: tuple[DatedRow, ...]
    durations: Mapping[str, int]
    """The working days of single steps, where a plan was made with others than the usual ones."""

    def row(self, *tags: str) -> DatedRow | None:
        """The first row of one of these steps, which are given in order of preference."""
        return next((row for tag in tags for row in self.rows if row.tag == tag), None)

    @property
    def working_days(self) -> WorkingDays:
        """The council's working days; those of England and Wales if its calendar is not given."""
        known = self.rhythm
        return known.working_days if known else working_days(HolidaysOf.ENGLAND_AND_WALES)


def dated_rows(timetable: Timetable) -> Iterator[DatedRow]:
    """The rows for a known step that name a day; a row with one end is judged by that end."""
    for number, row in enumerate(timetable.rows, 1):
        window = row.window
        first, last = window.earliest or window.latest, window.latest or window.earliest
        if row.step in BY_TAG and not window.recurrence and first and last:
            yield DatedRow(number, row, row.step, first, last)


def standstill_is_planned(checked: CheckedTimetable) -> Iterator[Finding]:
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
                source=row.citation if row else None,
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


def signature_waits_for_the_standstill(checked: CheckedTimetable) -> Iterator[Finding]:
    """The signature is not planned for a day within the standstill."""
    told, signed = checked.row("intention-to-award"), checked.row("contract-signed")
    if told is None or signed is None or not _is_kept(checked, told.first):
        return
    row = checked.law.row(STANDSTILL, told.first)
    last = row.value.last_day(told.first)
    if signed.last <= last:
        yield codes.TIMETABLE_SIGNED_IN_STANDSTILL(
            f"{signed.subject} falls in the standstill, which runs to {written(last)} if bidders "
            f"are told on {written(told.first)}",
            source=row.citation,
            remedy=signed.moved_to(last + ONE_DAY),
            earliest=last + ONE_DAY,
            about="contract-signed",
        )


def standstill_is_long_enough(checked: CheckedTimetable) -> Iterator[Finding]:
    """A row for the standstill ends no earlier than the law counts, with or without a row for the letters."""
    stated = checked.row("standstill")
    told_on = _told_on(checked, stated) if stated else None
    if stated is None or told_on is None or not _is_kept(checked, told_on):
        return
    row = checked.law.row(STANDSTILL, told_on)
    last = row.value.last_day(told_on)
    if stated.last < last:
        if checked.row("intention-to-award"):
            assumed = ""
        elif stated.first == stated.last:
            assumed = ", the first day on which bidders can be told,"
        else:
            assumed = ", when bidders can be told at the latest,"
        yield codes.TIMETABLE_STANDSTILL_SHORT(
            f"{stated.subject} ends on {written(stated.last)}; the minimum from "
            f"{written(told_on)}{assumed} is {row.value}",
            source=row.citation,
            remedy=f"Let the standstill run to {written(last)}",
            earliest=last + ONE_DAY,
            about="standstill",
        )


def _is_kept(checked: CheckedTimetable, on: date) -> bool:
    """Whether a standstill has to be kept: the law requires one, or lets one be offered and it is planned."""
    duty = duty_of_standstill(checked.law, checked.route, on)
    offered = duty is StandstillDuty.VOLUNTARY and checked.row("standstill") is not None
    return duty is StandstillDuty.MANDATORY or offered


def _told_on(checked: CheckedTimetable, standstill: DatedRow) -> date | None:
    """The day on which bidders are told: printed, or the last that the row for the standstill allows.

    A row that gives only the end of the standstill is measured from the approval instead.
    """
    letters = checked.row("intention-to-award")
    if letters is not None:
        return letters.first
    if standstill.first < standstill.last:
        return checked.law.row(STANDSTILL, standstill.first).value.latest_event(standstill.first)
    approval = checked.row("approval-to-award", "award-recommendation")
    return None if approval is None else _first_day_to_tell(checked, approval)
