"""Records that a cycle must refuse now, each with the code of the finding that must say so.

The reasons are worked out from the process table and the stages of the lots, apart from the gates of
order, so that tests can compare the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from attrs import field

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.process import Step
from commissioning.records.approval import Waiver
from commissioning.records.engagement import EngagementMeeting
from commissioning.records.record import Learned, Record
from commissioning.stages import Begins, During, Opens, Returns, Route, Stage, on_route
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.main_line import MADE_UP
from commissioning.testing.stories.scenario import Scenario
from commissioning.values.frozen import frozen

NO_SUCH_LOT = "no-such-lot"


@frozen
class Refusal:
    """A record that must be refused, and the code of a finding that must be among the reasons."""

    record: Record
    code: str


@frozen
class RefusalReason:
    """A reason to refuse a kind of record; `refusal` drafts the record."""

    code: str
    kind: type[Record]
    scenario: Scenario
    fields: Mapping[str, object] = field(factory=dict)

    def refusal(self) -> Refusal | None:
        """A record that must be refused for it, or None where the kind makes no valid record."""
        try:
            record = make(self.kind, self.scenario, basis=MADE_UP, **self.fields)
        except RecordError:
            return None
        return Refusal(record, self.code)


def refusals(cycle: Cycle) -> Iterator[Refusal]:
    """Records that a cycle must refuse, at least one whatever the cycle.

    They belong to a stage that is not reached or already left, must be the first record, name an unknown
    lot or a taken reference, are dated before their stage opened, rest on a missing record, would move a
    lot although learned of later, or waive the order of stages.
    """
    for reason in reasons(cycle):
        if (refusal := reason.refusal()) is not None:
            yield refusal


def reasons(cycle: Cycle) -> Iterator[RefusalReason]:
    """The same reasons without their records, which is quick."""
    scenario = Scenario.of(cycle)
    yield RefusalReason("not-waivable", Waiver, scenario, {"code": "stage-order"})
    yield RefusalReason("unknown-lot", EngagementMeeting, scenario, {"lots": (NO_SUCH_LOT,)})
    taken = next((record.reference for record in cycle.records if record.reference), "")
    if taken:
        yield RefusalReason(
            "duplicate-reference", EngagementMeeting, scenario, {"reference": taken}
        )
    opened = cycle.ledger.opened_on(cycle.lots[0], cycle.stage)
    together = opened is not None and len(set(cycle.stages.values())) == 1
    eve = scenario.on(opened - timedelta(days=1)) if opened and together else None
    for step in cycle.process.steps:
        for code in _reasons(cycle, step):
            yield RefusalReason(code, step.record, scenario)
        if eve is not None:
            yield from _out_of_time(cycle, step, scenario, eve)


def may_come(cycle: Cycle, step: Step) -> bool:
    """Whether the process table lets a kind of record come next; a gate can still refuse it."""
    return not any(_reasons(cycle, step))


def _reasons(cycle: Cycle, step: Step) -> Iterator[str]:
    where = step.where
    if isinstance(where, Begins):
        if len(cycle.ledger):
            yield "only-first"
        return
    unfinished = {lot: cycle.stages[lot] for lot in cycle.ledger.unfinished}
    if not any(_fits(cycle, step, lot, stage) for lot, stage in unfinished.items()):
        undecided = any(
            Stage.NEEDS.place < stage.place < Stage.AWARD.place
            and max(s.place for s in where.stages) > stage.place
            and cycle.ledger.route_of(lot) is None
            for lot, stage in unfinished.items()
        )
        yield "route-undecided" if undecided else "stage-order"
        return
    if cycle.ledger.brought_forward is None:
        for needed in step.rests_on:
            there = cycle.process.step(needed).where.stages
            routes = (cycle.ledger.route_of(lot) for lot in unfinished)
            on_route = all(route is None or {*there} & {*route.stages} for route in routes)
            if on_route and not cycle.every(needed, superseded=True):
                yield "missing-record"


def _fits(cycle: Cycle, step: Step, lot: str, stage: Stage) -> bool:
    decided = cycle.ledger.route_of(lot)
    where = on_route(step.where, decided)
    if isinstance(where, Opens) and not where.fits(decided):
        return False
    if stage in where.stages:
        return not (isinstance(where, Returns) and decided is not None and where.to not in decided)
    if not isinstance(where, Opens):
        return False
    known = decided is not None or stage is Stage.NEEDS or stage.place >= Stage.AWARD.place
    # Every route has its first and last stages.
    return known and (decided or Route.direct_award()).after(stage) is where.stage


def _out_of_time(
    cycle: Cycle, step: Step, scenario: Scenario, eve: Scenario
) -> Iterator[RefusalReason]:
    stood = cycle.stage
    opens_it = isinstance(step.where, Opens) and step.where.stage is stood
    if opens_it or (isinstance(step.where, During) and step.where.stages == (stood,)):
        yield RefusalReason("before-stage", step.record, eve)
    if isinstance(step.where, Opens) and _fits(cycle, step, cycle.lots[0], stood):
        later = Learned(on=scenario.day, because="the file was found later")
        yield RefusalReason("learned-opens-nothing", step.record, scenario, {"learned": later})
