"""What must be refused in a cycle as it stands, with the code that must be given as the reason.

The reasons are worked out here from the process table and the position of the lots, apart from the
machine, so that the one can be held against the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from attrs import evolve, frozen

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.ledger import Begins, During, Opens, Returns
from commissioning.process import Step
from commissioning.records.approval import Waiver
from commissioning.records.engagement import EngagementMeeting
from commissioning.records.record import Learned, Record
from commissioning.stages import Route, Stage
from commissioning.testing.drafts.any_kind import draft
from commissioning.testing.scene import Scene
from commissioning.testing.stories import MADE_UP

NO_SUCH_LOT = "no-such-lot"


@frozen
class Refusal:
    """A record that may not come, and the code of a finding that must say so."""

    record: Record
    code: str


def refusals(cycle: Cycle) -> Iterator[Refusal]:
    """Everything of these sorts that a cycle must refuse; at least one, whatever the cycle.

    A record of a stage not reached or already left, one that has to be the first, of a lot that is not
    there, with a reference that is taken, dated before its stage opened, resting on what is missing,
    moving a lot though learned of later, and a waiver of order.
    """
    scene = Scene.of(cycle)
    yield Refusal(
        draft(Waiver, scene, code="stage-order", basis=MADE_UP, lots=None), "not-waivable"
    )
    yield Refusal(
        draft(EngagementMeeting, scene, lots=(NO_SUCH_LOT,), basis=MADE_UP), "unknown-lot"
    )
    taken = next((record.reference for record in cycle.records if record.reference), "")
    if taken:
        meeting = draft(EngagementMeeting, scene, reference=taken, basis=MADE_UP)
        yield Refusal(meeting, "duplicate-reference")
    for step in cycle.process.steps:
        try:
            record = draft(step.record, scene, basis=MADE_UP)
        except RecordError:
            continue
        for code in _reasons(cycle, step):
            yield Refusal(record, code)
        yield from _out_of_time(cycle, step, record)


def _reasons(cycle: Cycle, step: Step) -> Iterator[str]:
    where = step.where
    stages = set(cycle.stages.values())
    if isinstance(where, Begins):
        if cycle.records:
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
    if not _brought_forward(cycle):
        for needed in step.rests_on:
            there = cycle.process.step(needed).where.stages
            on_route = cycle.route is None or any(stage in cycle.route for stage in there)
            if on_route and not cycle.every(needed, set_aside=True):
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


def _brought_forward(cycle: Cycle) -> bool:
    return bool(cycle.records) and isinstance(
        cycle.process.step(type(cycle.records[0])).where, Begins
    )


def _out_of_time(cycle: Cycle, step: Step, record: Record) -> Iterator[Refusal]:
    stood = cycle.stage
    opened = cycle.ledger.opened_on(cycle.lots[0], stood)
    if opened is None or len(set(cycle.stages.values())) > 1:
        return
    if isinstance(step.where, Opens) and step.where.stage is stood:
        yield Refusal(evolve(record, on=opened - timedelta(days=1)), "before-stage")
    if isinstance(step.where, During) and step.where.stages == (stood,):
        early = draft(step.record, Scene.of(cycle).on(opened - timedelta(days=1)))
        yield Refusal(early, "before-stage")
    if isinstance(step.where, Opens) and _fits(cycle, step, stood):
        later = Learned(on=record.on, because="the file was found later")
        yield Refusal(evolve(record, learned=later), "learned-opens-nothing")
