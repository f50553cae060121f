"""The overview of a cycle before it becomes text or a page: its stages, what is next, what blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from commissioning.cycle import Cycle
from commissioning.display.moves import openers
from commissioning.findings.finding import Finding, Findings
from commissioning.process import Step
from commissioning.records.record import WHOLE
from commissioning.stages import Opens, Route, Stage, next_stage
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table

_MISSING: Final = "missing-record"


@frozen
class Prospect:
    """One kind of record that may come next, for which lots, and what there is to say about it."""

    step: Step
    opens: Stage | None
    """The stage it would open; None for a record that moves nothing."""
    lots: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def blockers(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.blocks)

    @property
    def follows(self) -> bool:
        """Whether all it lacks is a record that comes before it."""
        blockers = self.blockers
        return bool(blockers) and all(finding.code == _MISSING for finding in blockers)

    @property
    def of_all(self) -> bool:
        """Whether it concerns every unfinished lot, so that naming lots says nothing."""
        return not self.lots


@frozen
class Outlook:
    """The state of a cycle, and what a day would allow."""

    cycle: Cycle
    on: date | None
    """The day that next steps are asked for; None for a cycle without records, where none is given."""
    prospects: tuple[Prospect, ...]

    @property
    def onward(self) -> tuple[Prospect, ...]:
        """The records that open the next stage of some lot."""
        return tuple(prospect for prospect in self.prospects if prospect.opens)

    @property
    def ready(self) -> tuple[Prospect, ...]:
        """Everything else that may be recorded as things stand."""
        return tuple(p for p in self.prospects if not p.opens and not p.blockers)

    @property
    def waiting(self) -> tuple[Prospect, ...]:
        """Everything else whose stage it is, but which more than a missing record blocks."""
        return tuple(p for p in self.prospects if not p.opens and p.blockers and not p.follows)

    @property
    def following(self) -> tuple[Prospect, ...]:
        """Everything else that only waits for an earlier record, such as a reply to a question."""
        return tuple(p for p in self.prospects if not p.opens and p.follows)


def outlook(cycle: Cycle, on: date | None = None) -> Outlook:
    """The overview of a cycle. Without a day, what comes next is asked for the day last recorded."""
    on = on or cycle.last_on
    found = (*_onward(cycle, on), *_during(cycle, on)) if on else ()
    return Outlook(cycle, on, found)


def lots_by_route(cycle: Cycle) -> Mapping[Route | None, tuple[str, ...]]:
    """The lots that take each route; under None those for which it has not been decided."""
    found: dict[Route | None, list[str]] = {}
    for lot, route in cycle.routes.items():
        found.setdefault(route, []).append(lot)
    return {route: tuple(lots) for route, lots in found.items()}


def position_table(cycle: Cycle) -> Table:
    """The stage of each lot, since when, and the stage that comes next."""
    rows = tuple(
        (
            "the whole" if lot == WHOLE else lot,
            stage.words,
            cycle.ledger.opened_on(lot, stage),
            _ahead(cycle, lot, stage),
        )
        for lot, stage in cycle.stages.items()
    )
    columns = (
        Column("lot", Kind.TEXT, "the lot's reference"),
        Column("stage", Kind.TEXT, "where it stands"),
        Column("since", Kind.DAY, "the day the stage was opened"),
        Column("next", Kind.TEXT, "the stage that follows on the route"),
    )
    return Table(columns, rows)


def _ahead(cycle: Cycle, lot: str, stage: Stage) -> str | None:
    if stage.finished:
        return None
    following = next_stage(cycle.ledger.route_of(lot), stage)
    return following.words if following else "the route is not decided"


def _onward(cycle: Cycle, on: date) -> Iterator[Prospect]:
    """The record that would open each lot's next stage; lots with the same answer come together."""
    unfinished = {lot: stage for lot, stage in cycle.stages.items() if not stage.finished}
    abreast = len({(stage, cycle.ledger.route_of(lot)) for lot, stage in unfinished.items()}) == 1
    grouped: dict[tuple[Step, Stage, Findings], list[str]] = {}
    for lot, stage in list(unfinished.items())[: 1 if abreast else None]:
        route = cycle.ledger.route_of(lot)
        following = next_stage(route, stage)
        if following is not None:
            for step in openers(cycle.process, following, route):
                findings = cycle.findings(step.record, on, None if abreast else lot)
                grouped.setdefault((step, following, findings), []).append(lot)
    for (step, opens, findings), lots in grouped.items():
        yield Prospect(step, opens, () if abreast else tuple(lots), findings)


def _during(cycle: Cycle, on: date) -> Iterator[Prospect]:
    for coming in cycle.next_steps(on):
        if not isinstance(coming.step.where, Opens):
            yield Prospect(coming.step, None, coming.lots, coming.findings)
