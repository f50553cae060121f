"""Co-production: whether equal members of a reference group were there, and were supported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.findings.codes import planning as codes
from commissioning.findings.finding import Finding
from commissioning.records.engagement import EngagementMeeting, ReferenceGroupFormed
from commissioning.records.parties import Constituency
from commissioning.records.record import Record
from commissioning.values.grouping import of_kind
from commissioning.values.text import agreeing, counted

_PAID_TO_BE_THERE: Final = frozenset(
    {Constituency.OFFICER, Constituency.CLINICIAN, Constituency.ELECTED_MEMBER}
)


def co_production_findings(records: Iterable[Record], today: date) -> Iterator[Finding]:
    """Equal members who were absent or not supported, and meetings without a record."""
    held = tuple(records)
    for formed in of_kind(held, ReferenceGroupFormed):
        yield from _unsupported(formed)
        every = of_kind(held, EngagementMeeting)
        meetings = [each for each in every if each.group == formed.group.reference]
        for meeting in meetings:
            yield from _absent(formed, meeting)
        yield from _unrecorded(formed, meetings, today)


def _unsupported(formed: ReferenceGroupFormed) -> Iterator[Finding]:
    unpaid = [each for each in formed.group.equal_members if each not in _PAID_TO_BE_THERE]
    if unpaid and not formed.support and not formed.supported_by:
        members = " and ".join(f"{each.value}s" for each in unpaid)
        yield codes.SUPPORT_NOT_RECORDED.warns(
            f"No support is recorded for the {formed.group.name}, whose equal members include {members}",
            remedy="Record the support: training, expenses, an interpreter, a supporting body",
            about=formed.group.reference,
        )


def _absent(formed: ReferenceGroupFormed, meeting: EngagementMeeting) -> Iterator[Finding]:
    there = {each.constituency for each in meeting.attended if each.people}
    missing = [each.value for each in formed.group.equal_members if each not in there]
    if meeting.attended and missing:
        yield codes.EQUAL_MEMBER_ABSENT.warns(
            f"The {formed.group.name} met on {written(meeting.on)} without any "
            f"{' or '.join(missing)}, although they are equal members",
            remedy="Ask what kept them away, and discuss the matters with them",
            about=formed.group.reference,
        )


def _unrecorded(
    formed: ReferenceGroupFormed, meetings: list[EngagementMeeting], today: date
) -> Iterator[Finding]:
    plan = formed.meetings
    begun = plan is not None and plan.first_on <= today
    planned = plan.during(Period(plan.first_on, today)) if plan and begun else ()
    # A group of which no meeting at all is recorded keeps its minutes elsewhere.
    if meetings and len(meetings) < len(planned):
        held = f"{counted(len(meetings), 'meeting')} {agreeing(len(meetings), 'is', 'are')}"
        yield codes.MEETING_NOT_RECORDED.warns(
            f"The {formed.group.name} was to meet {counted(len(planned), 'time')} by {written(today)}, but "
            f"only {held} recorded",
            remedy="Record the meetings that are missing, or that they did not take place",
            about=formed.group.reference,
        )
