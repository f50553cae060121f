"""What a timetable plans between the decision and the signature, held against the law's standstill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from commissioning.errors import written
from commissioning.findings.codes.planning import (
    TIMETABLE_NO_INTENTION,
    TIMETABLE_NO_SIGNATURE,
    TIMETABLE_NO_STANDSTILL,
    TIMETABLE_SIGNED_IN_STANDSTILL,
    TIMETABLE_STANDSTILL_SHORT,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.law.questions import STANDSTILL, StandstillDuty
from commissioning.timetable.activities import ONE_DAY, duty_of_standstill
from commissioning.timetable.dated_rows import PRACTICE, Dated, Subject, calendar, days_told


def standstill_is_planned(subject: Subject) -> Iterator[Finding]:
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
            code, said = _MISSING[tag]
            yield code(
                f"no row for {said} {where}",
                severity=Severity.BLOCKS if row else Severity.WARNS,
                source=row.citation if row else PRACTICE,
                remedy=_with_room(remedy, last + ONE_DAY, after),
                earliest=last + ONE_DAY if tag == "contract-signed" else None,
                about=tag,
            )


_MISSING: Final = {
    "intention-to-award": (TIMETABLE_NO_INTENTION, "telling the bidders the intended award"),
    "standstill": (TIMETABLE_NO_STANDSTILL, "the standstill"),
    "contract-signed": (TIMETABLE_NO_SIGNATURE, "signing the contract"),
}


def _with_room(remedy: str, sign_on: date, after: Dated) -> str:
    if after.tag == "contract-signed" or sign_on <= after.first:
        return remedy
    return f"{remedy}; row {after.number} then moves by {days_told((sign_on - after.first).days)}"


def _first_day_to_tell(subject: Subject, approval: Dated) -> date:
    call_in = subject.rhythm.call_in if subject.rhythm else None
    stated = subject.row("call-in")
    free = approval.last + ONE_DAY
    if stated:
        free = max(free, stated.last + ONE_DAY)
    elif call_in:
        free = max(free, call_in.first_day_after(approval.last))
    return calendar(subject).rolled(free)


def nothing_is_signed_early(subject: Subject) -> Iterator[Finding]:
    """The signature is not planned for a day within the standstill."""
    told, signed = subject.row("intention-to-award"), subject.row("contract-signed")
    if told is None or signed is None:
        return
    if duty_of_standstill(subject.law, subject.route, told.first) is not StandstillDuty.MANDATORY:
        return
    row = subject.law.row(STANDSTILL, told.first)
    free = row.value.first_day_after(told.first)
    if signed.last < free:
        yield TIMETABLE_SIGNED_IN_STANDSTILL(
            f"{signed} falls in the standstill, which runs to {written(free - ONE_DAY)} if bidders "
            f"are told on {written(told.first)}",
            source=row.citation,
            remedy=f"sign on or after {written(free)}, {days_told((free - signed.last).days)} later",
            earliest=free,
            about="contract-signed",
        )
    stated = subject.row("standstill")
    if stated and stated.last < free - ONE_DAY:
        yield TIMETABLE_STANDSTILL_SHORT(
            f"{stated} ends on {written(stated.last)}; "
            f"from {written(told.first)} the law asks {row.value}",
            source=row.citation,
            remedy=f"let the standstill run to {written(free - ONE_DAY)}",
            earliest=free,
            about="standstill",
        )
