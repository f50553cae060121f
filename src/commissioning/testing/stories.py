"""Whole cycles that are valid from the first record to the last, told from a scene.

A story is the plainest believable course of one procurement. It is the single source from which the
strategies draw, the fixtures are made and the portfolios are filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from attrs import evolve, field, frozen

from commissioning.cycle import Cycle
from commissioning.ledger import Begins, Opens
from commissioning.process import Process, Step
from commissioning.records.approval import ApprovalToProcure
from commissioning.records.award import ApprovalToAward, AwardRecommendation, IntentionToAward
from commissioning.records.conflicts import ConflictsAssessed
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import Abandonment, Closure, ContractEnded
from commissioning.records.interviews import Interview, InterviewInvitation
from commissioning.records.live import GoLive, KpiReport
from commissioning.records.mobilisation import (
    EmployeeLiabilityInformation,
    MobilisationPlan,
    ReadinessReview,
    StaffTransferred,
    TaskDone,
)
from commissioning.records.needs import NeedsAssessment
from commissioning.records.notices import NoticePublished
from commissioning.records.panel import DeclarationOfInterest, Moderation, Panel, ScoreSheet
from commissioning.records.parties import Authority
from commissioning.records.people import ChoicesMade, PeopleMoved
from commissioning.records.record import Basis, Grounds, Record
from commissioning.records.selection import (
    ExclusionsDecided,
    ProviderAssessment,
    SelectionAssessment,
    SelectionQuestionnaire,
    SelectionResponse,
    Shortlist,
    SupplierInformationConfirmed,
)
from commissioning.records.specification import ServiceSpecification
from commissioning.records.strategy import PartnerDecision, ProcurementStrategy
from commissioning.records.tender import InvitationToTender, TenderOpening, TenderReceived
from commissioning.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.stages import Stage
from commissioning.testing.drafts.any_kind import DRAFTS, draft
from commissioning.testing.drafts.awarding import UNTIL_START
from commissioning.testing.scene import SPOKEN, WRITTEN, Scene

COUNCIL: Final = Authority(reference="anyborough", name="Anyborough Council")
"""The buyer of every made-up cycle."""
MADE_UP: Final = (Basis(grounds=Grounds.CONSTRUCTED),)
STANDSTILL: Final = 21
"""Days left between the letters and the signature; no regime asks more, holidays included."""


ALSO_NEEDED: Final[Mapping[type[Record], tuple[type[Record], ...]]] = {
    StaffTransferred: (EmployeeLiabilityInformation,),
    PeopleMoved: (ChoicesMade,),
}
"""What a check asks for before a kind of record, beyond what its row rests on."""


PACED: Final = frozenset(
    {
        ProcurementStrategy,
        ApprovalToProcure,
        ServiceSpecification,
        ScoreSheet,
        Moderation,
        AwardRecommendation,
        ApprovalToAward,
    }
)
"""What takes a council longer or shorter; the other waits follow from deadlines and law."""


class _Pen:
    """Writes a story down, record by record, moving the day on."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.records: list[Record] = []

    def write(self, kind: type[Record], wait: int = 0, **turn: str) -> None:
        """A record so many days on; `turn` says whose it is: a provider's, a member's, a lot's."""
        if kind in PACED:
            wait = wait * self.scene.pace // 100
        self.scene = evolve(self.scene, day=self.scene.after(wait))
        scene = evolve(self.scene, **turn) if turn else self.scene  # type: ignore[arg-type]
        self.records.append(evolve(DRAFTS[kind](scene), basis=MADE_UP))

    def wait_until(self, day: date) -> None:
        self.scene = self.scene.on(day)


def _needs(pen: _Pen) -> None:
    pen.write(NeedsAssessment)
    pen.write(ProcurementStrategy, wait=60)
    pen.write(ApprovalToProcure, wait=7)


def _specification(pen: _Pen) -> None:
    pen.write(ServiceSpecification, wait=30)
    route, ground = pen.scene.route, pen.scene.ground
    if _under_the_act(pen):
        pen.write(ConflictsAssessed)
    if Stage.ITT in route:
        _notice(pen, ground.competition_notice, wait=14)
    elif ground.direct_notice:
        _notice(pen, ground.direct_notice, wait=14)


def _under_the_act(pen: _Pen) -> bool:
    return pen.scene.regime.name == PROCUREMENT_ACT_2023.name


def _notice(pen: _Pen, code: str, wait: int) -> None:
    pen.write(NoticePublished, wait=wait)
    pen.records[-1] = evolve(pen.records[-1], notice=code)  # type: ignore[call-arg]


def _ssq(pen: _Pen) -> None:
    pen.write(SelectionQuestionnaire)
    for number, provider in enumerate(pen.scene.providers):
        pen.write(SelectionResponse, wait=0 if number else 28, provider=provider)
    for number, provider in enumerate(pen.scene.providers):
        pen.write(SelectionAssessment, wait=0 if number else 7, provider=provider)
    if _under_the_act(pen):
        pen.write(ExclusionsDecided)
    pen.write(Shortlist, wait=1)


def _itt(pen: _Pen) -> None:
    pen.write(InvitationToTender, wait=7)
    pen.write(Panel, wait=7)
    for member in pen.scene.members:
        pen.write(DeclarationOfInterest, member=member)
    for number, provider in enumerate(pen.scene.providers):
        pen.write(TenderReceived, wait=0 if number else 27, provider=provider)
    if _under_the_act(pen):
        pen.write(SupplierInformationConfirmed)


def _evaluation(pen: _Pen) -> None:
    if Stage.ITT not in pen.scene.route:
        pen.write(ProviderAssessment, wait=30)
        return
    pen.write(TenderOpening, wait=7)
    _marks(pen, WRITTEN)


def _marks(pen: _Pen, criterion: str) -> None:
    for number, provider in enumerate(pen.scene.providers):
        for member in pen.scene.members:
            wait = 7 if not number and member == pen.scene.members[0] else 0
            turn = {"provider": provider, "member": member, "criterion": criterion}
            pen.write(ScoreSheet, wait=wait, **turn)
    for number, provider in enumerate(pen.scene.providers):
        turn = {"provider": provider, "criterion": criterion}
        pen.write(Moderation, wait=0 if number else 7, **turn)


def _interviews(pen: _Pen) -> None:
    pen.write(InterviewInvitation, wait=2)
    for number, provider in enumerate(pen.scene.providers):
        pen.write(Interview, wait=0 if number else 10, provider=provider)
    _marks(pen, SPOKEN)


def _award(pen: _Pen) -> None:
    if _under_the_act(pen) and Stage.SSQ not in pen.scene.route:
        pen.write(ExclusionsDecided)
    pen.write(AwardRecommendation, wait=7)
    pen.write(ApprovalToAward, wait=14)
    pen.write(IntentionToAward, wait=2)
    if pen.scene.ground.decision_notice:
        _notice(pen, pen.scene.ground.decision_notice, wait=1)
    for number, lot in enumerate(pen.scene.all_lots):
        pen.write(ContractSigned, wait=0 if number else STANDSTILL, lot=lot)


def _mobilisation(pen: _Pen) -> None:
    pen.write(MobilisationPlan, wait=7)
    pen.write(TaskDone, wait=30)
    pen.write(ReadinessReview, wait=7)


def _go_live(pen: _Pen) -> None:
    signed = next(r for r in pen.records if isinstance(r, ContractSigned))
    pen.wait_until(signed.on + timedelta(days=UNTIL_START))
    pen.write(GoLive)
    pen.write(KpiReport, wait=100)


def _ended(pen: _Pen) -> None:
    contracts = [record for record in pen.records if isinstance(record, ContractSigned)]
    pen.wait_until(max(contract.term.ends_on for contract in contracts))
    for contract in contracts:
        pen.write(ContractEnded, contract=contract.reference)
    pen.write(Closure, wait=30)


_CHAPTERS: Final[dict[Stage, Callable[[_Pen], None]]] = {
    Stage.NEEDS: _needs,
    Stage.SPECIFICATION: _specification,
    Stage.SSQ: _ssq,
    Stage.ITT: _itt,
    Stage.EVALUATION: _evaluation,
    Stage.INTERVIEWS: _interviews,
    Stage.AWARD: _award,
    Stage.MOBILISATION: _mobilisation,
    Stage.GO_LIVE: _go_live,
    Stage.ENDED: _ended,
}


@lru_cache(maxsize=256)
def main_line(scene: Scene, through: Stage = Stage.ENDED) -> tuple[Record, ...]:
    """The records of a whole story, from the needs assessment to the closure, or through a stage."""
    pen = _Pen(scene)
    for stage in scene.route.stages:
        if stage.place <= through.place:
            _CHAPTERS[stage](pen)
    return tuple(pen.records)


def story(
    scene: Scene | None = None,
    *,
    at: Stage | None = None,
    after: type[Record] | None = None,
    process: Process | None = None,
    kept: bool = True,
) -> Cycle:
    """A valid cycle that has just opened a stage, or that ends on the first record of a kind.

    Without either it is told to its end. `at=Stage.NEEDS` ends on the needs assessment. Stories are
    kept for the next time they are asked for, unless `kept` is False.

    Raises `LookupError` for a stage that is not on the route, and for a kind of record that cannot come
    on it.
    """
    scene = scene or Scene()
    if after is PartnerDecision and not scene.partners:
        scene = evolve(scene, partners=("otherborough",))
    asked = _Asked(scene, at, after, process or Process.standard())
    return (_told if kept else _tell)(asked)


@frozen
class _Asked:
    """What story is asked for; two are the same when their process is the very same."""

    scene: Scene
    at: Stage | None
    after: type[Record] | None
    process: Process = field(eq=id)


@lru_cache(maxsize=1024)
def _told(asked: _Asked) -> Cycle:
    return _tell(asked)


def _tell(asked: _Asked) -> Cycle:
    scene, at, process = asked.scene, asked.at, asked.process
    if at is Stage.ABANDONED:
        return _ending_on(scene, Abandonment, process)
    if asked.after is not None:
        return _ending_on(scene, asked.after, process)
    return _blank(scene, process).record(*_opening(scene, at, process))


def _opening(scene: Scene, at: Stage | None, process: Process) -> tuple[Record, ...]:
    """The records of the main line until a stage has just opened, or all of them."""
    if at is None:
        return main_line(scene)
    return main_line(scene, at)[: _opens_at(scene, at, process)]


def _blank(scene: Scene, process: Process) -> Cycle:
    title = scene.title or f"Care at home, on the route {scene.route.name}"
    return Cycle(title, buyers=(COUNCIL,), reference=scene.reference, process=process)


def _opens_at(scene: Scene, stage: Stage, process: Process) -> int:
    """How many records of the main line it takes until a stage has just opened."""
    if stage is Stage.NEEDS:
        return 1
    openers = {step.record for step in process.opening(stage)}
    for number, record in enumerate(main_line(scene, stage), start=1):
        if type(record) in openers:
            return number
    raise LookupError(f"{stage.words} is not a stage of the route taken ({scene.route})")


def _ending_on(scene: Scene, kind: type[Record], process: Process) -> Cycle:
    records = main_line(scene)
    for number, record in enumerate(records, start=1):
        if type(record) is kind:
            return _blank(scene, process).record(*records[:number])
    if isinstance(process.step(kind).where, Begins):
        return _blank(scene, process).record(draft(kind, scene, basis=MADE_UP))
    for cycle in _chapters_of(scene, process.step(kind), process):
        found = _with_aside(cycle, kind, process)
        if found is not None:
            return found
    raise LookupError(f"no {process.step(kind).words} can come on the route taken ({scene.route})")


def _chapters_of(scene: Scene, step: Step, process: Process) -> Iterator[Cycle]:
    """The story cut off after each record that leaves a lot where the step may come."""
    cycle = _blank(scene, process)
    stages = step.where.stages
    waiting: list[Record] = []
    stage = Stage.NEEDS
    for record in main_line(scene):
        where = process.step(type(record)).where
        stage = where.stage if isinstance(where, Opens) else stage
        waiting.append(record)
        opens = isinstance(step.where, Opens) and scene.route.after(stage) in stages
        if stage in stages or opens:
            cycle = cycle.record(*waiting)
            waiting.clear()
            yield cycle


def _with_aside(
    cycle: Cycle, kind: type[Record], process: Process, seen: tuple[type[Record], ...] = ()
) -> Cycle | None:
    """The cycle with a record of a kind beside the main line, and what that rests on before it."""
    for needed in (*process.step(kind).rests_on, *ALSO_NEEDED.get(kind, ())):
        off_route = cycle.route is not None and not any(
            stage in cycle.route for stage in process.step(needed).where.stages
        )
        if off_route or cycle.find(needed) is not None or needed in seen:
            continue
        with_needed = _with_aside(cycle, needed, process, (*seen, kind))
        if with_needed is None:
            return None
        cycle = with_needed
    record = fitting(kind, cycle)
    return None if record is None else cycle.record(record)


def fitting(kind: type[Record], cycle: Cycle) -> Record | None:
    """A record of a kind that may be recorded next, on the last day or the first later one allowed.

    None where something other than time is in its way, or where no such record could be drafted.
    """
    scene = Scene.of(cycle)
    record = draft(kind, scene, basis=MADE_UP)
    blocking = cycle.blockers(record)
    days = [finding.earliest for finding in blocking if finding.earliest]
    if blocking and len(days) == len(blocking):
        record = draft(kind, scene.on(max(days)), basis=MADE_UP)
        blocking = cycle.blockers(record)
    return None if blocking else record
