"""What must be refused in a cycle as it stands, with the code that must be given as the reason.

The reasons are worked out here from the process table and the position of the lots, apart from the
machine, so that the one can be held against the other.
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
from commissioning.stages import Begins, During, Opens, Returns, Route, Stage
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.main_line import MADE_UP
from commissioning.testing.stories.scenario import Scenario
from commissioning.values.frozen import frozen

NO_SUCH_LOT = "no-such-lot"


@frozen
class Refusal:
    """A record that may not come, and the code of a finding that must say so."""

    record: Record
    code: str


@frozen
class Reason:
    """Why a kind of record may not come; the record itself is drafted only when it is asked for."""

    code: str
    kind: type[Record]
    scenario: Scenario
    fields: Mapping[str, object] = field(factory=dict)

    def refusal(self) -> Refusal | None:
        """The record that shows it; None for a kind whose rules ask more than its annotations tell."""
        try:
            record = make(self.kind, self.scenario, basis=MADE_UP, **self.fields)
        except RecordError:
            return None
        return Refusal(record, self.code)


def refusals(cycle: Cycle) -> Iterator[Refusal]:
    """Everything of these sorts that a cycle must refuse; at least one, whatever the cycle.

    A record of a stage not reached or already left, one that has to be the first, of a lot that is not
    there, with a reference that is taken, dated before its stage opened, resting on what is missing,
    moving a lot though learned of later, and a waiver of order.
    """
    return (refusal for reason in reasons(cycle) if (refusal := reason.refusal()) is not None)


def reasons(cycle: Cycle) -> Iterator[Reason]:
    """The same without the records, which is quick."""
    scenario = Scenario.of(cycle)
    yield Reason("not-waivable", Waiver, scenario, {"code": "stage-order"})
    yield Reason("unknown-lot", EngagementMeeting, scenario, {"lots": (NO_SUCH_LOT,)})
    taken = next((record.reference for record in cycle.records if record.reference), "")
    if taken:
        yield Reason("duplicate-reference", EngagementMeeting, scenario, {"reference": taken})
    opened = cycle.ledger.opened_on(cycle.lots[0], cycle.stage)
    together = opened is not None and len(set(cycle.stages.values())) == 1
    eve = scenario.on(opened - timedelta(days=1)) if opened and together else None
    for step in cycle.process.steps:
        for code in _reasons(cycle, step):
            yield Reason(code, step.record, scenario)
        if eve is not None:
            yield from _out_of_time(cycle, step, scenario, eve)


def may_come(cycle: Cycle, step: Step) -> bool:
    """Whether the process table has nothing against a row's kind of record coming next."""
    return not any(_reasons(cycle, step))


def _reasons(cycle: Cycle, step: Step) -> Iterator[str]:
    where = step.where
    stages = set(cycle.stages.values())
    if isinstance(where, Begins):
        if len(cycle.ledger):
            yield "only-first"
        return
    unfinished = {stage for stage in stages if not stage.finished} or stages
    if not any(_fits(cycle, step, stage) for stage in unfinished):
        undecided = cycle.route is None and any(
            Stage.NEEDS.place < stage.place < Stage.AWARD.place
            and max(s.place for s in where.stages) > stage.place
            for stage in unfinished
        )
        yield "route-undecided" if undecided else "stage-order"
        return
    if cycle.ledger.brought_forward is None:
        for needed in step.rests_on:
            there = cycle.process.step(needed).where.stages
            on_route = cycle.route is None or any(stage in cycle.route for stage in there)
            if on_route and not cycle.every(needed, superseded=True):
                yield "missing-record"


def _fits(cycle: Cycle, step: Step, stage: Stage) -> bool:
    if stage in step.where.stages:
        return not (
            isinstance(step.where, Returns)
            and cycle.route is not None
            and step.where.to not in cycle.route
        )
    if not isinstance(step.where, Opens):
        return False
    decided = cycle.route is not None or stage is Stage.NEEDS or stage.place >= Stage.AWARD.place
    route = cycle.route or Route.direct_award()  # what every route has: its beginning and its end
    return decided and route.after(stage) is step.where.stage


def _out_of_time(cycle: Cycle, step: Step, scenario: Scenario, eve: Scenario) -> Iterator[Reason]:
    stood = cycle.stage
    opens_it = isinstance(step.where, Opens) and step.where.stage is stood
    if opens_it or (isinstance(step.where, During) and step.where.stages == (stood,)):
        yield Reason("before-stage", step.record, eve)
    if isinstance(step.where, Opens) and _fits(cycle, step, stood):
        later = Learned(on=scenario.day, because="the file was found later")
        yield Reason("learned-opens-nothing", step.record, scenario, {"learned": later})
