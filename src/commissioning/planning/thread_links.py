"""The golden thread gathered from the records, from objectives to measurements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from commissioning.planning.thread_answers import add_questions
from commissioning.planning.thread_points import PointKind, Strands, latest, point_of
from commissioning.records import criteria, engagement, live, needs, tender
from commissioning.records.record import Record
from commissioning.records.specification import Requirement, ServiceSpecification, Strength

R = TypeVar("R", bound=Record)


def gathered(records: Iterable[Record], of: str = "", *, marks: bool = False) -> Strands:
    """The points and links of some records, oldest first.

    The answers are those of a provider, or of the winners where none is named; `marks` adds their marks.
    """
    held = tuple(records)
    strands = Strands()
    for record in held:
        if isinstance(record, needs.NeedsAssessment):
            _add_needs(strands, record)
        elif isinstance(
            record,
            engagement.ConsultationReport
            | engagement.EngagementMeeting
            | engagement.MarketEngagement,
        ):
            for theme in record.themes:
                strands.add(point_of(PointKind.THEME, theme.reference, theme.words))
    invitations = latest(held, tender.InvitationToTender)
    criteria_ = [c for each in invitations if each.method for c in each.method.criteria]
    add_questions(strands, held, criteria_, of, marks=marks)
    for specification in latest(held, ServiceSpecification):
        _add_specification(strands, specification)
    for criterion in criteria_:
        _add_criterion(strands, criterion)
    _add_measurements(strands, [record for record in held if isinstance(record, live.KpiReport)])
    return strands


def _add_needs(strands: Strands, assessment: needs.NeedsAssessment) -> None:
    for objective in assessment.objectives:
        strands.add(point_of(PointKind.OBJECTIVE, objective.reference, objective.words))
    for need in assessment.needs:
        strands.add(point_of(PointKind.NEED, need.reference, need.words), objective=need.objectives)


def _add_specification(strands: Strands, specification: ServiceSpecification) -> None:
    for outcome in specification.outcomes:
        strands.add(
            point_of(PointKind.OUTCOME, outcome.reference, outcome.words), need=outcome.needs
        )
    for standard in specification.standards:
        strands.add(point_of(PointKind.STANDARD, standard.reference, standard.title))
    for requirement in specification.requirements:
        _add_requirement(strands, requirement)
    for kpi in specification.kpis:
        strands.add(
            point_of(PointKind.KPI, kpi.reference, kpi.title),
            requirement=kpi.requirements,
            obligation=kpi.obligations,
        )


def _add_requirement(strands: Strands, requirement: Requirement) -> None:
    must = requirement.strength is Strength.MUST
    strands.add(
        point_of(PointKind.REQUIREMENT, requirement.reference, requirement.words, binding=must),
        outcome=requirement.outcomes,
        theme=requirement.themes,
        standard=requirement.standards,
    )


def _add_criterion(strands: Strands, criterion: criteria.Criterion) -> None:
    judged = criterion.kind is not criteria.CriterionKind.PRICE
    strands.add(
        point_of(PointKind.CRITERION, criterion.reference, criterion.title, binding=judged),
        requirement=criterion.tests,
        question=criterion.asks,
    )


def _add_measurements(strands: Strands, reports: list[live.KpiReport]) -> None:
    """One point for each KPI of each contract: a year of weekly returns is one thread, not fifty."""
    counts: dict[tuple[str, str], int] = {}
    for report in sorted(reports, key=lambda each: each.period.ends_on):
        for measurement in report.measurements:
            key = (report.contract, measurement.kpi)
            counts[key] = counts.get(key, 0) + 1
            returns = "1 return" if counts[key] == 1 else f"{counts[key]} returns"
            strands.add(
                point_of(
                    PointKind.MEASUREMENT,
                    f"{report.contract}/{measurement.kpi}",
                    f"{returns}, the last for {report.period}",
                ),
                kpi=(measurement.kpi,),
            )
