"""Whether people with lived experience and unpaid carers really took part as the equals they were named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.findings.code import FindingCode
from commissioning.findings.codes.planning import (
    EQUAL_MEMBER_ABSENT,
    MEETING_NOT_RECORDED,
    SUPPORT_NOT_RECORDED,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.records.engagement import EngagementMeeting, ReferenceGroupFormed
from commissioning.records.parties import Constituency
from commissioning.records.record import Record
from commissioning.values.tables import Column, Kind, Table

_PAID_TO_BE_THERE: Final = frozenset(
    {Constituency.OFFICER, Constituency.CLINICIAN, Constituency.ELECTED_MEMBER}
)


def co_production_findings(records: Iterable[Record], today: date) -> Iterator[Finding]:
    """Equal members who were not there or not supported, and meetings of which nothing is recorded."""
    held = tuple(records)
    for formed in held:
        if isinstance(formed, ReferenceGroupFormed):
            yield from _unsupported(formed)
            for meeting in _meetings(held, formed):
                yield from _absent(formed, meeting)
            yield from _unrecorded(formed, _meetings(held, formed), today)


def group_table(records: Iterable[Record], today: date) -> Table:
    """One row for each reference group: how often it was to meet, did meet, and who came."""
    held = tuple(records)
    return Table(
        (
            Column("group"),
            Column("equal members"),
            Column("support"),
            Column("planned", Kind.WHOLE, "meetings by its rule, up to and with the day asked"),
            Column("held", Kind.WHOLE, "meetings recorded"),
            Column("attendances", Kind.WHOLE, "people counted once for each meeting"),
        ),
        tuple(
            (
                formed.group.name,
                ", ".join(each.value for each in formed.group.equal_members),
                ", ".join(formed.support),
                len(planned) if (planned := _planned(formed, today)) is not None else None,
                len(meetings),
                sum(there.people for meeting in meetings for there in meeting.attended),
            )
            for formed in held
            if isinstance(formed, ReferenceGroupFormed)
            for meetings in (_meetings(held, formed),)
        ),
    )


def _meetings(
    held: tuple[Record, ...], formed: ReferenceGroupFormed
) -> tuple[EngagementMeeting, ...]:
    return tuple(
        record
        for record in held
        if isinstance(record, EngagementMeeting) and record.group == formed.group.reference
    )


def _planned(formed: ReferenceGroupFormed, today: date) -> tuple[date, ...] | None:
    if formed.meetings is None:
        return None
    first = formed.meetings.first_on
    return formed.meetings.during(Period(first, today)) if first <= today else ()


def _unsupported(formed: ReferenceGroupFormed) -> Iterator[Finding]:
    unpaid = [each for each in formed.group.equal_members if each not in _PAID_TO_BE_THERE]
    if unpaid and not formed.support and not formed.supported_by:
        told = " and ".join(each.value for each in unpaid)
        yield _finding(
            SUPPORT_NOT_RECORDED,
            f"nothing shows how the {formed.group.name} is supported; its equal members are {told}",
            "record the support: training, expenses, an interpreter, a body that helps",
            formed,
        )


def _absent(formed: ReferenceGroupFormed, meeting: EngagementMeeting) -> Iterator[Finding]:
    there = {each.constituency for each in meeting.attended if each.people}
    missing = [each.value for each in formed.group.equal_members if each not in there]
    if meeting.attended and missing:
        yield _finding(
            EQUAL_MEMBER_ABSENT,
            f"the {formed.group.name} met on {written(meeting.on)} without any "
            f"{' or '.join(missing)}, who sit in it as equals",
            "ask what kept them away, and take the matters up with them",
            formed,
        )


def _unrecorded(
    formed: ReferenceGroupFormed, meetings: tuple[EngagementMeeting, ...], today: date
) -> Iterator[Finding]:
    planned = _planned(formed, today) or ()
    # A group of which no meeting at all is recorded keeps its minutes elsewhere.
    if meetings and len(meetings) < len(planned):
        told = "1 meeting is" if len(meetings) == 1 else f"{len(meetings)} meetings are"
        yield _finding(
            MEETING_NOT_RECORDED,
            f"the {formed.group.name} was to meet {len(planned)} times by {written(today)}, and "
            f"{told} recorded",
            "record the meetings, or that they did not take place",
            formed,
        )


def _finding(code: FindingCode, message: str, remedy: str, formed: ReferenceGroupFormed) -> Finding:
    return code(
        message,
        severity=Severity.WARNS,
        remedy=remedy,
        about=formed.group.reference,
    )
