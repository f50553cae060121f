"""The points of the golden thread and the links between them, gathered from the records."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, TypeVar

from commissioning.records import criteria, engagement, live, needs, tender
from commissioning.records.record import Record
from commissioning.records.specification import Requirement, ServiceSpecification, Strength
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen

R = TypeVar("R", bound=Record)


class PointKind(StrEnum):
    """The kinds of point on the thread, in the order in which it runs."""

    OBJECTIVE = "objective"
    NEED = "need"
    THEME = "theme"
    OUTCOME = "outcome"
    STANDARD = "standard"
    REQUIREMENT = "requirement"
    CRITERION = "criterion"
    KPI = "KPI"
    MEASUREMENT = "measurement"


@frozen(kw_only=True)
class Point(Checked):
    """One thing that the thread passes through."""

    kind: PointKind
    reference: str
    words: str
    binding: bool = True
    """False for a requirement that only guides, and for a criterion that is the price."""

    @property
    def named(self) -> str:
        """The point in a sentence: `need "loneliness"`."""
        return f'{self.kind.value} "{self.reference}"'

    def __str__(self) -> str:
        return f"{self.kind.value} {self.reference}"


@frozen(kw_only=True)
class Link(Checked):
    """That a later thing refers to an earlier one, which may not be there."""

    later: Point
    kind: PointKind
    """The kind of the earlier thing."""
    reference: str
    """The reference of the earlier thing."""


class Strands:
    """Points and links as they are gathered. A thing recorded again takes the place of the first."""

    def __init__(self) -> None:
        self._points: dict[tuple[PointKind, str], Point] = {}
        self._links: dict[tuple[PointKind, str], list[Link]] = {}

    def add(self, point: Point, **earlier: tuple[str, ...]) -> None:
        """Take up a point with the references it makes, by kind: `need=("n1",)`."""
        key = (point.kind, point.reference)
        self._points[key] = point
        self._links[key] = [
            Link(later=point, kind=_BY_NAME[name], reference=reference)
            for name, references in earlier.items()
            for reference in references
        ]

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, kind by kind as the thread runs."""
        return tuple(sorted(self._points.values(), key=lambda point: _ORDER[point.kind]))

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(link for links in self._links.values() for link in links)


_BY_NAME: Final = {kind.name.lower(): kind for kind in PointKind}
_ORDER: Final = {kind: place for place, kind in enumerate(PointKind)}


def gathered(records: Iterable[Record]) -> Strands:
    """The points and links of some records, oldest first."""
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
                strands.add(_point(PointKind.THEME, theme.reference, theme.words))
    for specification in latest(held, ServiceSpecification):
        _add_specification(strands, specification)
    for invitation in latest(held, tender.InvitationToTender):
        for criterion in invitation.method.criteria if invitation.method else ():
            _add_criterion(strands, criterion)
    _add_measurements(strands, [record for record in held if isinstance(record, live.KpiReport)])
    return strands


def latest(records: Iterable[Record], kind: type[R]) -> tuple[R, ...]:
    """The records of a kind that a later one about the same lots has not replaced, oldest first."""
    standing: list[R] = []
    for record in records:
        if isinstance(record, kind):
            standing = [other for other in standing if not _replaces(record, other)]
            standing.append(record)
    return tuple(standing)


def _replaces(later: Record, earlier: Record) -> bool:
    if later.lots is None:
        return True
    return earlier.lots is not None and set(earlier.lots) <= set(later.lots)


def _point(kind: PointKind, reference: str, words: str, *, binding: bool = True) -> Point:
    return Point(kind=kind, reference=reference, words=words, binding=binding)


def _add_needs(strands: Strands, assessment: needs.NeedsAssessment) -> None:
    for objective in assessment.objectives:
        strands.add(_point(PointKind.OBJECTIVE, objective.reference, objective.words))
    for need in assessment.needs:
        strands.add(_point(PointKind.NEED, need.reference, need.words), objective=need.objectives)


def _add_specification(strands: Strands, specification: ServiceSpecification) -> None:
    for outcome in specification.outcomes:
        strands.add(_point(PointKind.OUTCOME, outcome.reference, outcome.words), need=outcome.needs)
    for standard in specification.standards:
        strands.add(_point(PointKind.STANDARD, standard.reference, standard.title))
    for requirement in specification.requirements:
        _add_requirement(strands, requirement)
    for kpi in specification.kpis:
        strands.add(_point(PointKind.KPI, kpi.reference, kpi.title), requirement=kpi.requirements)


def _add_requirement(strands: Strands, requirement: Requirement) -> None:
    must = requirement.strength is Strength.MUST
    strands.add(
        _point(PointKind.REQUIREMENT, requirement.reference, requirement.words, binding=must),
        outcome=requirement.outcomes,
        theme=requirement.themes,
        standard=requirement.standards,
    )


def _add_criterion(strands: Strands, criterion: criteria.Criterion) -> None:
    judged = criterion.kind is not criteria.CriterionKind.PRICE
    strands.add(
        _point(PointKind.CRITERION, criterion.reference, criterion.title, binding=judged),
        requirement=criterion.tests,
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
                _point(
                    PointKind.MEASUREMENT,
                    f"{report.contract}/{measurement.kpi}",
                    f"{returns}, the last for {report.period}",
                ),
                kpi=(measurement.kpi,),
            )
