"""The main line of a made-up cycle, from the needs assessment to the closure: a table, and its writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any, Final, TypeAlias

from attrs import evolve

from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.records import (
    approval,
    award,
    conflicts,
    ending,
    frameworks,
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
from commissioning.values.frozen import frozen

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
"""The records that take a council longer or shorter; the other waits follow from deadlines and law."""

Contracts: TypeAlias = list[ContractSigned]


@frozen
class StoryRow:
    """One record of the main line, or one for each of several."""

    kind: type[Record]
    wait: int = 0
    """The days since the record before; the others of `each` come on the same day."""
    each: tuple[str, ...] = ()
    """The things for each of which there is a record: "provider", "member", "lot", "contract"."""
    competed: bool | None = None
    """True for a line that only a competition has, False for one that only a direct award has."""
    within: Stage | None = None
    """A stage; the line is left out where it is not on the route."""
    only_act: bool = False
    """Whether the line belongs to the Procurement Act 2023 alone."""
    without: Stage | None = None
    """A stage; the line is left out where it is on the route."""
    notice: str = ""
    """For a notice: which of the regime set-up; the line is left out where the set-up has none."""
    criterion: str = WRITTEN
    until: Callable[[Contracts], date] | None = None
    """The day it comes on, where it is not so many days after the record before."""

    def fields(self, scenario: Scenario) -> dict[str, str] | None:
        """The fields that the line gives, or None where the scenario has no such record."""
        notice = getattr(scenario.set_up, self.notice) if self.notice else ""
        route, ground = scenario.route, scenario.facts.direct_award_ground
        left_out = (
            # A market awards nothing, by competition or without one.
            self.competed not in {None, None if route.is_market else Stage.ITT in route}
            or (self.within is not None and self.within not in route)
            or (self.only_act and scenario.regime.name != PROCUREMENT_ACT_2023.name)
            or self.without in route.stages
            or bool(self.notice) != bool(notice)
            # Where the person supported chose the provider, there are no notices about the award.
            or (bool(notice) and ground is strategy.DirectAwardGround.USER_CHOICE)
        )
        return None if left_out else {"notice": notice} if notice else {}

    def turns(self, scenario: Scenario, contracts: Contracts) -> Iterator[dict[str, Any]]:
        """Whose turn it is in each of the records."""
        choices = {
            "provider": scenario.providers,
            "member": scenario.members,
            "lot": scenario.all_lots,
            "contract": tuple(contract.reference for contract in contracts),
        }
        for chosen in product(*(choices[name] for name in self.each)):
            yield dict(zip(self.each, chosen, strict=True))


# fmt: off
LINES: Final[Mapping[Stage, tuple[StoryRow, ...]]] = {
    Stage.NEEDS: (
        StoryRow(needs.NeedsAssessment),
        StoryRow(strategy.ProcurementStrategy, wait=60),
        StoryRow(approval.ApprovalToProcure, wait=7),
    ),
    Stage.SPECIFICATION: (
        StoryRow(specification.ServiceSpecification, wait=30),
        StoryRow(conflicts.ConflictsAssessed, only_act=True),
        StoryRow(notices.NoticePublished, wait=14, notice="competition_notice", competed=True),
        StoryRow(notices.NoticePublished, wait=14, notice="direct_notice", competed=False),
        StoryRow(notices.NoticePublished, wait=14, notice="market_notice", without=Stage.AWARD),
    ),
    Stage.SSQ: (
        StoryRow(selection.SelectionQuestionnaire),
        StoryRow(selection.SelectionResponse, wait=28, each=("provider",)),
        StoryRow(selection.SelectionAssessment, wait=7, each=("provider",)),
        StoryRow(selection.ExclusionsDecided, only_act=True),
        StoryRow(selection.Shortlist, wait=1, within=Stage.ITT),
    ),
    Stage.ITT: (
        StoryRow(tender.InvitationToTender, wait=7),
        StoryRow(panel.Panel, wait=7),
        StoryRow(panel.DeclarationOfInterest, each=("member",)),
        StoryRow(tender.TenderReceived, wait=27, each=("provider",)),
        StoryRow(selection.SupplierInformationConfirmed, only_act=True),
    ),
    Stage.EVALUATION: (
        StoryRow(selection.ProviderAssessment, wait=30, competed=False),
        StoryRow(tender.TenderOpening, wait=7, competed=True),
        StoryRow(panel.ScoreSheet, wait=7, each=("provider", "member"), competed=True),
        StoryRow(panel.Moderation, wait=7, each=("provider",), competed=True),
    ),
    Stage.INTERVIEWS: (
        StoryRow(panel.InterviewInvitation, wait=2),
        StoryRow(panel.Interview, wait=10, each=("provider",)),
        StoryRow(panel.ScoreSheet, wait=7, each=("provider", "member"), criterion=SPOKEN),
        StoryRow(panel.Moderation, wait=7, each=("provider",), criterion=SPOKEN),
    ),
    Stage.AWARD: (
        StoryRow(selection.ExclusionsDecided, only_act=True, without=Stage.SSQ),
        StoryRow(award.AwardRecommendation, wait=7),
        StoryRow(award.ApprovalToAward, wait=14),
        StoryRow(award.IntentionToAward, wait=2),
        StoryRow(notices.NoticePublished, wait=1, notice="decision_notice"),
        StoryRow(ContractSigned, wait=STANDSTILL, each=("lot",), within=Stage.MOBILISATION),
        StoryRow(ContractSigned, wait=STANDSTILL, each=("lot", "provider"), without=Stage.MOBILISATION),
    ),
    Stage.MOBILISATION: (
        StoryRow(mobilisation.MobilisationPlan, wait=7),
        StoryRow(mobilisation.TaskDone, wait=30),
        StoryRow(mobilisation.ReadinessReview, wait=7),
    ),
    Stage.GO_LIVE: (
        StoryRow(live.GoLive, within=Stage.MOBILISATION,
             until=lambda signed: signed[0].on + timedelta(days=UNTIL_START)),
        StoryRow(frameworks.FrameworkOpened, within=Stage.AWARD, without=Stage.MOBILISATION,
             until=lambda signed: signed[0].on + timedelta(days=UNTIL_START)),
        StoryRow(frameworks.MarketOpened, wait=14, without=Stage.AWARD),
        StoryRow(live.KpiReport, wait=100, within=Stage.AWARD),
    ),
    Stage.ENDED: (
        StoryRow(ending.ContractEnded, each=("contract",), within=Stage.AWARD,
             until=lambda signed: max(each.initial_term.ends_on for each in signed)),
        StoryRow(ending.Closure, wait=30),
    ),
}
# fmt: on


def main_line(scenario: Scenario) -> Iterator[Record]:
    """The records of a story from the needs assessment to the closure, each written when asked for."""
    day = scenario.day
    contracts: Contracts = []
    for line in (line for stage in scenario.route.stages for line in LINES[stage]):
        fields = line.fields(scenario)
        if fields is None:
            continue
        wait = line.wait * scenario.pace // 100 if line.kind in PACED else line.wait
        day = line.until(contracts) if line.until else day + timedelta(days=wait)
        for turn in line.turns(scenario, contracts):
            turned = evolve(scenario, day=day, criterion=line.criterion, **turn)
            record = make(line.kind, turned, basis=MADE_UP, **fields)
            if isinstance(record, ContractSigned):
                contracts.append(record)
            yield record
