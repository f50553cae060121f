"""The main line of a made-up cycle, from the needs assessment to the closure, written from a scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from attrs import evolve

from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.records import (
    approval,
    award,
    conflicts,
    ending,
    interviews,
    live,
    mobilisation,
    needs,
    notices,
    panel,
    selection,
    specification,
    strategy,
    tender,
)
from commissioning.records.contract import ContractSigned
from commissioning.records.record import Basis, Grounds, Record
from commissioning.stages import Stage
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.drafts.fields import UNTIL_START
from commissioning.testing.stories.scenario import SPOKEN, WRITTEN, Scenario

MADE_UP: Final = (Basis(grounds=Grounds.CONSTRUCTED),)
STANDSTILL: Final = 21
"""Days left between the letters and the signature; no regime asks more, holidays included."""


PACED: Final = frozenset(
    {
        strategy.ProcurementStrategy,
        approval.ApprovalToProcure,
        specification.ServiceSpecification,
        panel.ScoreSheet,
        panel.Moderation,
        award.AwardRecommendation,
        award.ApprovalToAward,
    }
)
"""What takes a council longer or shorter; the other waits follow from deadlines and law."""


class _Pen:
    """Writes a story down, record by record, moving the day on."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.day = scenario.day
        self.contracts: list[ContractSigned] = []

    def write(self, kind: type[Record], wait: int = 0, notice: str = "", **turn: str) -> Record:
        """A record so many days on; `turn` says whose it is: a provider's, a member's, a lot's."""
        if kind in PACED:
            wait = wait * self.scenario.pace // 100
        self.day += timedelta(days=wait)
        scenario = evolve(self.scenario, day=self.day, **turn)  # type: ignore[arg-type]
        particular: dict[str, Any] = {"notice": notice} if notice else {}
        record = make(kind, scenario, basis=MADE_UP, **particular)
        if isinstance(record, ContractSigned):
            self.contracts.append(record)
        return record

    def wait_until(self, day: date) -> None:
        self.day = day


def _needs(pen: _Pen) -> Iterator[Record]:
    yield pen.write(needs.NeedsAssessment)
    yield pen.write(strategy.ProcurementStrategy, wait=60)
    yield pen.write(approval.ApprovalToProcure, wait=7)


def _specification(pen: _Pen) -> Iterator[Record]:
    yield pen.write(specification.ServiceSpecification, wait=30)
    route, set_up = pen.scenario.route, pen.scenario.set_up
    if _under_the_act(pen):
        yield pen.write(conflicts.ConflictsAssessed)
    if Stage.ITT in route:
        yield pen.write(notices.NoticePublished, wait=14, notice=set_up.competition_notice)
    elif set_up.direct_notice:
        yield pen.write(notices.NoticePublished, wait=14, notice=set_up.direct_notice)


def _under_the_act(pen: _Pen) -> bool:
    return pen.scenario.regime.name == PROCUREMENT_ACT_2023.name


def _ssq(pen: _Pen) -> Iterator[Record]:
    yield pen.write(selection.SelectionQuestionnaire)
    for number, provider in enumerate(pen.scenario.providers):
        yield pen.write(selection.SelectionResponse, wait=0 if number else 28, provider=provider)
    for number, provider in enumerate(pen.scenario.providers):
        yield pen.write(selection.SelectionAssessment, wait=0 if number else 7, provider=provider)
    if _under_the_act(pen):
        yield pen.write(selection.ExclusionsDecided)
    yield pen.write(selection.Shortlist, wait=1)


def _itt(pen: _Pen) -> Iterator[Record]:
    yield pen.write(tender.InvitationToTender, wait=7)
    yield pen.write(panel.Panel, wait=7)
    for member in pen.scenario.members:
        yield pen.write(panel.DeclarationOfInterest, member=member)
    for number, provider in enumerate(pen.scenario.providers):
        yield pen.write(tender.TenderReceived, wait=0 if number else 27, provider=provider)
    if _under_the_act(pen):
        yield pen.write(selection.SupplierInformationConfirmed)


def _evaluation(pen: _Pen) -> Iterator[Record]:
    if Stage.ITT not in pen.scenario.route:
        yield pen.write(selection.ProviderAssessment, wait=30)
        return
    yield pen.write(tender.TenderOpening, wait=7)
    yield from _marks(pen, WRITTEN)


def _marks(pen: _Pen, criterion: str) -> Iterator[Record]:
    for number, provider in enumerate(pen.scenario.providers):
        for member in pen.scenario.members:
            wait = 7 if not number and member == pen.scenario.members[0] else 0
            turn = {"provider": provider, "member": member, "criterion": criterion}
            yield pen.write(panel.ScoreSheet, wait=wait, **turn)
    for number, provider in enumerate(pen.scenario.providers):
        turn = {"provider": provider, "criterion": criterion}
        yield pen.write(panel.Moderation, wait=0 if number else 7, **turn)


def _interviews(pen: _Pen) -> Iterator[Record]:
    yield pen.write(interviews.InterviewInvitation, wait=2)
    for number, provider in enumerate(pen.scenario.providers):
        yield pen.write(interviews.Interview, wait=0 if number else 10, provider=provider)
    yield from _marks(pen, SPOKEN)


def _award(pen: _Pen) -> Iterator[Record]:
    if _under_the_act(pen) and Stage.SSQ not in pen.scenario.route:
        yield pen.write(selection.ExclusionsDecided)
    yield pen.write(award.AwardRecommendation, wait=7)
    yield pen.write(award.ApprovalToAward, wait=14)
    yield pen.write(award.IntentionToAward, wait=2)
    if pen.scenario.set_up.decision_notice:
        yield pen.write(notices.NoticePublished, wait=1, notice=pen.scenario.set_up.decision_notice)
    for number, lot in enumerate(pen.scenario.all_lots):
        yield pen.write(ContractSigned, wait=0 if number else STANDSTILL, lot=lot)


def _mobilisation(pen: _Pen) -> Iterator[Record]:
    yield pen.write(mobilisation.MobilisationPlan, wait=7)
    yield pen.write(mobilisation.TaskDone, wait=30)
    yield pen.write(mobilisation.ReadinessReview, wait=7)


def _go_live(pen: _Pen) -> Iterator[Record]:
    pen.wait_until(pen.contracts[0].on + timedelta(days=UNTIL_START))
    yield pen.write(live.GoLive)
    yield pen.write(live.KpiReport, wait=100)


def _ended(pen: _Pen) -> Iterator[Record]:
    pen.wait_until(max(contract.term.ends_on for contract in pen.contracts))
    for contract in pen.contracts:
        yield pen.write(ending.ContractEnded, contract=contract.reference)
    yield pen.write(ending.Closure, wait=30)


_CHAPTERS: Final[dict[Stage, Callable[[_Pen], Iterator[Record]]]] = {
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


def main_line(scenario: Scenario) -> Iterator[Record]:
    """The records of a whole story, from the needs assessment to the closure, each written when asked for."""
    pen = _Pen(scenario)
    for stage in scenario.route.stages:
        yield from _CHAPTERS[stage](pen)
