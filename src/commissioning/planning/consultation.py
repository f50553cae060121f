"""Whether people were consulted fairly, and whether every protected group was considered.

The law fixes no length for a consultation. Courts ask for the four Gunning principles: views are sought
while proposals can still change, with reasons, with enough time, and are then considered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from commissioning.errors import written
from commissioning.findings.citation import Citation, Verification
from commissioning.findings.codes import planning as codes
from commissioning.findings.finding import Finding, Severity
from commissioning.records import engagement, needs, specification
from commissioning.records.record import Record
from commissioning.values.rounding import as_decimal
from commissioning.values.tables import Column, Kind, Table


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
    reports = {
        record.consultation for record in held if isinstance(record, engagement.ConsultationReport)
    }
    approved = [
        record
        for record in held
        if isinstance(record, specification.ServiceSpecification)
        and record.status is specification.SpecificationStatus.APPROVED
    ]
    for consultation in held:
        if isinstance(consultation, engagement.Consultation):
            yield from _formative(consultation, approved)
            yield from _reasoned(consultation)
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
        missing = ", ".join(each.value for each in assessment.not_considered)
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
    reports = {r.consultation: r for r in held if isinstance(r, engagement.ConsultationReport)}
    rows = []
    for consultation in held:
        if isinstance(consultation, engagement.Consultation):
            period, report = consultation.period, reports.get(consultation.reference)
            rate = report.response_rate if report else None
            rows.append(
                (
                    consultation.reference,
                    consultation.method,
                    ", ".join(consultation.audience),
                    period.starts_on if period else None,
                    period.ends_on if period else None,
                    period.length if period else None,
                    report.invited if report else None,
                    report.responded if report else None,
                    None if rate is None else as_decimal(rate * 100, 1),
                    len(report.themes) if report else None,
                )
            )
    return Table(_COLUMNS, tuple(rows))


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


def _reasoned(consultation: engagement.Consultation) -> Iterator[Finding]:
    if not consultation.reasons:
        yield codes.CONSULTATION_WITHOUT_REASONS.warns(
            f"The consultation {consultation.reference} gives no reasons for the proposal",
            source=REASONS,
            remedy="Record the reasons that were published with it",
            about=consultation.reference,
        )


def _long_enough(
    consultation: engagement.Consultation, usual_days: int | None
) -> Iterator[Finding]:
    period = consultation.period
    if period is None or (usual_days is not None and period.length < usual_days):
        words = (
            f"The days of the consultation {consultation.reference} are not recorded"
            if period is None
            else f"The consultation {consultation.reference} was open for {period.length} days; "
            f"the council's usual minimum is {usual_days}"
        )
        yield codes.CONSULTATION_SHORT.warns(
            words,
            source=TIME,
            remedy="Record its first and last day"
            if period is None
            else "Say why fewer days were enough",
            about=consultation.reference,
        )
