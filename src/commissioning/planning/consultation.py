"""Whether people were consulted fairly, heard as equal members of a group, and every group considered.

The law fixes no length for a consultation. Courts ask for the four Gunning principles: views are sought
while proposals can still change, with reasons, with enough time, and are then considered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.findings.citation import Citation, Verification
from commissioning.findings.codes import planning as codes
from commissioning.findings.finding import Finding, Severity
from commissioning.records import engagement, needs, specification
from commissioning.records.parties import Constituency
from commissioning.records.record import Record
from commissioning.values.rounding import as_decimal
from commissioning.values.tables import Cell, Column, Kind, Table
from commissioning.values.text import agreeing, counted, listed, of_kind


def gunning(principle: str) -> Citation:
    """The citation of one of the four principles, for a finding."""
    return Citation(
        "Gunning principles of consultation", principle, verification=Verification.REPORTED
    )


FORMATIVE: Final = gunning("proposals at a formative stage")
REASONS: Final = gunning("sufficient reasons")
TIME: Final = gunning("adequate time")
CONSIDERATION: Final = gunning("conscientious consideration")
EQUALITY_DUTY: Final = Citation(
    "Equality Act 2010", "section 149", verification=Verification.UNVERIFIED
)


def consultation_findings(
    records: Iterable[Record], *, usual_days: int | None = None
) -> Iterator[Finding]:
    """Every weakness of each consultation, by the four principles in their order.

    `usual_days` is the council's own practice for how long a consultation runs.
    """
    held = tuple(records)
    reports = {report.consultation for report in of_kind(held, engagement.ConsultationReport)}
    approved = [
        version
        for version in of_kind(held, specification.ServiceSpecification)
        if version.status is specification.SpecificationStatus.APPROVED
    ]
    for consultation in of_kind(held, engagement.Consultation):
        yield from _formative(consultation, approved)
        if not consultation.reasons:
            yield codes.CONSULTATION_WITHOUT_REASONS.warns(
                f"The consultation {consultation.reference} gives no reasons for the proposal",
                source=REASONS,
                remedy="Record the reasons that were published with it",
                about=consultation.reference,
            )
        yield from _long_enough(consultation, usual_days)
        if consultation.reference not in reports:
            yield unreported(consultation, Severity.WARNS)


def unreported(
    consultation: engagement.Consultation, severity: Severity = Severity.BLOCKS
) -> Finding:
    """The finding that a consultation has no report."""
    return codes.CONSULTATION_UNREPORTED(
        f"There is no report of the consultation of {written(consultation.on)} "
        f"({consultation.reference})",
        severity=severity,
        source=CONSIDERATION,
        remedy="Record the consultation report",
        about=consultation.reference,
    )


def equality_findings(assessment: needs.EqualityImpactAssessment) -> Iterator[Finding]:
    """Protected characteristics that an assessment leaves out, and harms without a mitigation."""
    if assessment.not_considered:
        missing = listed(each.value for each in assessment.not_considered)
        yield codes.CHARACTERISTIC_NOT_CONSIDERED.warns(
            f"The equality impact assessment of {written(assessment.on)} does not consider {missing}",
            source=EQUALITY_DUTY,
            remedy="State the likely effect, or that it is not known",
        )
    for characteristic in assessment.harms_without_mitigation:
        yield codes.HARM_WITHOUT_MITIGATION.warns(
            f"Harm is expected for people by reason of {characteristic.value}, and no mitigation is "
            "proposed",
            source=EQUALITY_DUTY,
            remedy="Propose a mitigation, or say why none is possible",
        )


def consultation_table(records: Iterable[Record]) -> Table:
    """One row for each consultation, with what came back where a report says."""
    held = tuple(records)
    reports = {
        report.consultation: report for report in of_kind(held, engagement.ConsultationReport)
    }
    consultations = of_kind(held, engagement.Consultation)
    return Table(_COLUMNS, tuple(_row(each, reports.get(each.reference)) for each in consultations))


def _row(
    consultation: engagement.Consultation, report: engagement.ConsultationReport | None
) -> tuple[Cell, ...]:
    period, rate = consultation.period, report.response_rate if report else None
    return (
        consultation.reference,
        consultation.method,
        ", ".join(consultation.audience),
        *((period.starts_on, period.ends_on, period.length) if period else (None, None, None)),
        *((report.invited, report.responded) if report else (None, None)),
        None if rate is None else as_decimal(rate * 100, 1),
        len(report.themes) if report else None,
    )


_COLUMNS: Final = (
    Column("consultation"),
    Column("method", empty="not stated"),
    Column("audience", empty="not stated"),
    Column("opened", Kind.DAY, empty="not stated"),
    Column("closed", Kind.DAY, empty="not stated"),
    Column("days", Kind.WHOLE, "counting the first and the last", empty="not stated"),
    Column("invited", Kind.WHOLE, empty="not stated"),
    Column("responded", Kind.WHOLE, empty="not stated"),
    Column(
        "rate",
        Kind.NUMBER,
        "per cent of those invited, rounded half up to one place",
        empty="not stated",
    ),
    Column("themes", Kind.WHOLE, empty="no report yet"),
)


def _formative(
    consultation: engagement.Consultation, approved: list[specification.ServiceSpecification]
) -> Iterator[Finding]:
    # A consultation known only to a span may have opened on any day of it.
    before = [version for version in approved if version.on < consultation.on]
    if before and not consultation.within:
        yield codes.CONSULTATION_AFTER_DECISION.warns(
            f"Version {before[-1].version} of the specification was approved on "
            f"{written(before[-1].on)}, before the consultation opened on {written(consultation.on)}",
            source=FORMATIVE,
            remedy="Consult on a draft, and approve the version that has considered the views",
            about=consultation.reference,
        )


def _long_enough(
    consultation: engagement.Consultation, usual_days: int | None
) -> Iterator[Finding]:
    period, name = consultation.period, consultation.reference
    if period is None:
        why = f"The days of the consultation {name} are not recorded"
        remedy = "Record its first and last day"
    elif usual_days is not None and period.length < usual_days:
        why = (
            f"The consultation {name} was open for {period.length} days; "
            f"the council's usual minimum is {usual_days}"
        )
        remedy = "Say why fewer days were enough"
    else:
        return
    yield codes.CONSULTATION_SHORT.warns(why, source=TIME, remedy=remedy, about=name)


# Co-production: whether equal members of a reference group were there, and were supported

_PAID_TO_BE_THERE: Final = frozenset(
    {Constituency.OFFICER, Constituency.CLINICIAN, Constituency.ELECTED_MEMBER}
)


def co_production_findings(records: Iterable[Record], today: date) -> Iterator[Finding]:
    """Equal members who were absent or not supported, and meetings without a record."""
    held = tuple(records)
    for formed in of_kind(held, engagement.ReferenceGroupFormed):
        yield from _unsupported(formed)
        every = of_kind(held, engagement.EngagementMeeting)
        meetings = [each for each in every if each.group == formed.group.reference]
        for meeting in meetings:
            yield from _absent(formed, meeting)
        yield from _unrecorded(formed, meetings, today)


def _unsupported(formed: engagement.ReferenceGroupFormed) -> Iterator[Finding]:
    unpaid = [each for each in formed.group.equal_members if each not in _PAID_TO_BE_THERE]
    if unpaid and not formed.support and not formed.supported_by:
        members = " and ".join(f"{each.value}s" for each in unpaid)
        yield codes.SUPPORT_NOT_RECORDED.warns(
            f"No support is recorded for the {formed.group.name}, whose equal members include {members}",
            remedy="Record the support: training, expenses, an interpreter, a supporting body",
            about=formed.group.reference,
        )


def _absent(
    formed: engagement.ReferenceGroupFormed, meeting: engagement.EngagementMeeting
) -> Iterator[Finding]:
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
    formed: engagement.ReferenceGroupFormed,
    meetings: list[engagement.EngagementMeeting],
    today: date,
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
