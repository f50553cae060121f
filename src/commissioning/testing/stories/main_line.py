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
Turns: TypeAlias = Callable[[Scenario, Contracts], Iterator[dict[str, str]]]


def _once(_: Scenario, __: Contracts) -> Iterator[dict[str, str]]:
    yield {}


def _each(*names: str) -> Turns:
    """A record for each of the scenario's providers, members or lots, or each pair of them."""
    several = {"provider": "providers", "member": "members", "lot": "all_lots"}

    def turns(scenario: Scenario, _: Contracts) -> Iterator[dict[str, str]]:
        choices = (getattr(scenario, several[name]) for name in names)
        return (dict(zip(names, chosen, strict=True)) for chosen in product(*choices))

    return turns


def _each_contract(_: Scenario, contracts: Contracts) -> Iterator[dict[str, str]]:
    return ({"contract": contract.reference} for contract in contracts)


def _always(_: Scenario) -> bool:
    return True


def _under_the_act(scenario: Scenario) -> bool:
    return scenario.regime.name == PROCUREMENT_ACT_2023.name


def _competed(scenario: Scenario) -> bool:
    return Stage.ITT in scenario.route


def _not_competed(scenario: Scenario) -> bool:
    return Stage.ITT not in scenario.route


def _until_start(contracts: Contracts) -> date:
    return contracts[0].on + timedelta(days=UNTIL_START)


def _until_end(contracts: Contracts) -> date:
    return max(contract.term.ends_on for contract in contracts)


@frozen
class Line:
    """One record of the main line, or one for each of several."""

    kind: type[Record]
    wait: int = 0
    """The days since the record before; the others of `each` come on the same day."""
    each: Turns = _once
    when: Callable[[Scenario], bool] = _always
    notice: str = ""
    """For a notice: which of the regime set-up; the line is left out where the set-up has none."""
    criterion: str = WRITTEN
    until: Callable[[Contracts], date] | None = None
    """The day it comes on, where it is not so many days after the record before."""


# fmt: off
_PROVIDER, _MEMBER, _LOT = _each("provider"), _each("member"), _each("lot")
LINES: Final[Mapping[Stage, tuple[Line, ...]]] = {
    Stage.NEEDS: (
        Line(needs.NeedsAssessment),
        Line(strategy.ProcurementStrategy, wait=60),
        Line(approval.ApprovalToProcure, wait=7),
    ),
    Stage.SPECIFICATION: (
        Line(specification.ServiceSpecification, wait=30),
        Line(conflicts.ConflictsAssessed, when=_under_the_act),
        Line(notices.NoticePublished, wait=14, notice="competition_notice", when=_competed),
        Line(notices.NoticePublished, wait=14, notice="direct_notice", when=_not_competed),
    ),
    Stage.SSQ: (
        Line(selection.SelectionQuestionnaire),
        Line(selection.SelectionResponse, wait=28, each=_PROVIDER),
        Line(selection.SelectionAssessment, wait=7, each=_PROVIDER),
        Line(selection.ExclusionsDecided, when=_under_the_act),
        Line(selection.Shortlist, wait=1),
    ),
    Stage.ITT: (
        Line(tender.InvitationToTender, wait=7),
        Line(panel.Panel, wait=7),
        Line(panel.DeclarationOfInterest, each=_MEMBER),
        Line(tender.TenderReceived, wait=27, each=_PROVIDER),
        Line(selection.SupplierInformationConfirmed, when=_under_the_act),
    ),
    Stage.EVALUATION: (
        Line(selection.ProviderAssessment, wait=30, when=_not_competed),
        Line(tender.TenderOpening, wait=7, when=_competed),
        Line(panel.ScoreSheet, wait=7, each=_each("provider", "member"), when=_competed),
        Line(panel.Moderation, wait=7, each=_PROVIDER, when=_competed),
    ),
    Stage.INTERVIEWS: (
        Line(interviews.InterviewInvitation, wait=2),
        Line(interviews.Interview, wait=10, each=_PROVIDER),
        Line(panel.ScoreSheet, wait=7, each=_each("provider", "member"), criterion=SPOKEN),
        Line(panel.Moderation, wait=7, each=_PROVIDER, criterion=SPOKEN),
    ),
    Stage.AWARD: (
        Line(selection.ExclusionsDecided, when=lambda s: _under_the_act(s) and Stage.SSQ not in s.route),
        Line(award.AwardRecommendation, wait=7),
        Line(award.ApprovalToAward, wait=14),
        Line(award.IntentionToAward, wait=2),
        Line(notices.NoticePublished, wait=1, notice="decision_notice"),
        Line(ContractSigned, wait=STANDSTILL, each=_LOT),
    ),
    Stage.MOBILISATION: (
        Line(mobilisation.MobilisationPlan, wait=7),
        Line(mobilisation.TaskDone, wait=30),
        Line(mobilisation.ReadinessReview, wait=7),
    ),
    Stage.GO_LIVE: (
        Line(live.GoLive, until=_until_start),
        Line(live.KpiReport, wait=100),
    ),
    Stage.ENDED: (
        Line(ending.ContractEnded, until=_until_end, each=_each_contract),
        Line(ending.Closure, wait=30),
    ),
}
# fmt: on


def main_line(scenario: Scenario) -> Iterator[Record]:
    """The records of a story from the needs assessment to the closure, each written when asked for."""
    day = scenario.day
    contracts: Contracts = []
    for line in (line for stage in scenario.route.stages for line in LINES[stage]):
        fields = _fields(line, scenario)
        if fields is None:
            continue
        wait = line.wait * scenario.pace // 100 if line.kind in PACED else line.wait
        day = line.until(contracts) if line.until else day + timedelta(days=wait)
        for turn in line.each(scenario, contracts):
            turned: Any = {"day": day, "criterion": line.criterion, **turn}
            record = make(line.kind, evolve(scenario, **turned), basis=MADE_UP, **fields)
            if isinstance(record, ContractSigned):
                contracts.append(record)
            yield record


def _fields(line: Line, scenario: Scenario) -> dict[str, str] | None:
    """What the line gives of its record's fields; None where the scenario has no such record."""
    notice = getattr(scenario.set_up, line.notice) if line.notice else ""
    if not line.when(scenario) or bool(line.notice) != bool(notice):
        return None
    return {"notice": notice} if notice else {}
