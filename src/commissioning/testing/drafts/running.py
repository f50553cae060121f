"""Drafts from mobilisation to closure: plans, people who move, returns, reviews and the end."""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.dates.periods import Period
from commissioning.records.ending import (
    Closure,
    ContractEnded,
    ExitPlan,
    ExitStep,
    TerminationNotice,
    Terminator,
)
from commissioning.records.kpis import Measurement
from commissioning.records.live import (
    CheckPoint,
    CommitmentChecked,
    EarlyLifeCheck,
    GoLive,
    KpiReport,
    Review,
)
from commissioning.records.mobilisation import (
    BridgingContract,
    EmployeeLiabilityInformation,
    GoDecision,
    MobilisationPlan,
    MobilisationTask,
    ReadinessCriterion,
    ReadinessReview,
    RecordsHandedOver,
    StaffCount,
    StaffTransferred,
    TaskDone,
)
from commissioning.records.people import (
    Choice,
    ChoiceCount,
    ChoicesMade,
    Cohort,
    CohortChanged,
    Headcount,
    PeopleAffected,
    PeopleCounted,
    PeopleMoved,
    PeopleTold,
    TransferPlan,
    TransferWave,
)
from commissioning.records.quality import (
    ActionDone,
    ActionPlan,
    Evidence,
    PlannedAction,
    QualityReview,
    QualitySource,
)
from commissioning.testing.drafts.kinds import Drafts
from commissioning.testing.stories.scenario import Scene

TASK: Final = "M1"


def _all_contracts(scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scene.contracts.values()))


def _start(scene: Scene) -> date:
    return scene.signed.term.starts_on if scene.signed else scene.after(30)


def mobilisation_plan(scene: Scene) -> MobilisationPlan:
    task = MobilisationTask(reference=TASK, what="recruit care workers", owner=scene.winner)
    return MobilisationPlan(on=scene.day, contracts=_all_contracts(scene), tasks=(task,))


def task_done(scene: Scene) -> TaskDone:
    plan = scene.cycle.find(MobilisationPlan) if scene.cycle else None
    task = plan.tasks[0].reference if plan and plan.tasks else TASK
    return TaskDone(on=scene.day, task=task, evidence="rota of the first week")


def staff_information(scene: Scene) -> EmployeeLiabilityInformation:
    return EmployeeLiabilityInformation(
        on=scene.day,
        from_provider=scene.other,
        to_provider=scene.winner,
        transfer_on=_start(scene),
        staff=(StaffCount(role="care worker", people=20),),
    )


def staff_transferred(scene: Scene) -> StaffTransferred:
    return StaffTransferred(
        on=scene.day, from_provider=scene.other, to_provider=scene.winner, transferred=20
    )


def records_handed_over(scene: Scene) -> RecordsHandedOver:
    return RecordsHandedOver(
        on=scene.day, from_provider=scene.other, to_provider=scene.winner, what="care plans"
    )


def bridging_contract(scene: Scene) -> BridgingContract:
    return BridgingContract(
        on=scene.day,
        reference=scene.free("BC"),
        provider=scene.other,
        period=Period.of(scene.day, months=3),
        because="the new service cannot start yet",
    )


def people_affected(scene: Scene) -> PeopleAffected:
    cohort = Cohort(reference="H1", people=40, provider=scene.other)
    return PeopleAffected(on=scene.day, cohorts=(cohort,))


def _cohort(scene: Scene) -> Cohort:
    counted = scene.cycle.find(PeopleAffected) if scene.cycle else None
    return counted.cohorts[0] if counted else Cohort(reference="H1", people=40)


def cohort_changed(scene: Scene) -> CohortChanged:
    return CohortChanged(on=scene.day, cohort=_cohort(scene).reference, joined=1)


def people_told(scene: Scene) -> PeopleTold:
    cohort = _cohort(scene)
    return PeopleTold(on=scene.day, cohort=cohort.reference, people=cohort.people, how="letter")


def choices_made(scene: Scene) -> ChoicesMade:
    chosen = ChoiceCount(choice=Choice.NEW_PROVIDER, people=1)
    return ChoicesMade(on=scene.day, cohort=_cohort(scene).reference, choices=(chosen,))


def transfer_plan(scene: Scene) -> TransferPlan:
    wave = TransferWave(
        reference="W1",
        cohort=_cohort(scene).reference,
        to_provider=scene.winner,
        people=1,
        period=Period.of(scene.day, days=14),
    )
    return TransferPlan(on=scene.day, waves=(wave,))


def people_moved(scene: Scene) -> PeopleMoved:
    return PeopleMoved(
        on=scene.day, cohort=_cohort(scene).reference, people=1, to_provider=scene.winner
    )


def people_counted(scene: Scene) -> PeopleCounted:
    cohort = _cohort(scene)
    found = Headcount(people=cohort.people, provider=cohort.provider)
    return PeopleCounted(on=scene.day, cohort=cohort.reference, found=(found,))


def readiness_review(scene: Scene) -> ReadinessReview:
    staffed = ReadinessCriterion(what="enough care workers", met=True)
    return ReadinessReview(
        on=scene.day,
        contracts=_all_contracts(scene),
        decision=GoDecision.GO,
        criteria=(staffed,),
        decided_by="mobilisation board",
    )


def go_live(scene: Scene) -> GoLive:
    return GoLive(on=scene.day, contracts=_all_contracts(scene))


def early_life_check(scene: Scene) -> EarlyLifeCheck:
    point = CheckPoint(what="everyone was visited", ok=True)
    return EarlyLifeCheck(on=scene.day, contract=scene.contract_named, points=(point,))


def kpi_report(scene: Scene) -> KpiReport:
    return KpiReport(
        on=scene.day,
        contract=scene.contract_named,
        period=Period(scene.after(-90), scene.after(-1)),
        measurements=(Measurement(kpi="K1", numerator=970, denominator=1000),),
    )


def commitment_checked(scene: Scene) -> CommitmentChecked:
    return CommitmentChecked(
        on=scene.day, commitment="P1", kept=True, before=900, after=910, unit="hours a week"
    )


def review(scene: Scene) -> Review:
    return Review(on=scene.day, contracts=_all_contracts(scene), found=("It runs as agreed.",))


def termination_notice(scene: Scene) -> TerminationNotice:
    return TerminationNotice(
        on=scene.day,
        contract=scene.contract_named,
        given_by=Terminator.BOTH,
        ends_on=scene.after(90),
        because="clause 30",
    )


def exit_plan(scene: Scene) -> ExitPlan:
    last = scene.signed.term.ends_on if scene.signed else scene.after(90)
    return ExitPlan(
        on=scene.day,
        contract=scene.contract_named,
        ends_on=last,
        steps=(ExitStep(what="hand the care plans on"),),
    )


def contract_ended(scene: Scene) -> ContractEnded:
    return ContractEnded(on=scene.day, contract=scene.contract_named)


def quality_review(scene: Scene) -> QualityReview:
    seen = Evidence(source=QualitySource.VISIT, finding="staff know the people they visit")
    return QualityReview(
        on=scene.day, reference=scene.free("QR"), provider=scene.winner, evidence=(seen,)
    )


def action_plan(scene: Scene) -> ActionPlan:
    action = PlannedAction(reference="A1", what="train every worker", due_by=scene.after(60))
    return ActionPlan(
        on=scene.day, reference=scene.free("AP"), provider=scene.winner, actions=(action,)
    )


def action_done(scene: Scene) -> ActionDone:
    return ActionDone(
        on=scene.day,
        plan=scene.named(ActionPlan, "AP"),
        action="A1",
        evidence="training records",
    )


def closure(scene: Scene) -> Closure:
    return Closure(on=scene.day, learned_lessons=("Begin to recruit before signature.",))


DRAFTS: Final[Drafts] = {
    MobilisationPlan: mobilisation_plan,
    TaskDone: task_done,
    EmployeeLiabilityInformation: staff_information,
    StaffTransferred: staff_transferred,
    RecordsHandedOver: records_handed_over,
    BridgingContract: bridging_contract,
    PeopleAffected: people_affected,
    CohortChanged: cohort_changed,
    PeopleTold: people_told,
    ChoicesMade: choices_made,
    TransferPlan: transfer_plan,
    PeopleMoved: people_moved,
    PeopleCounted: people_counted,
    ReadinessReview: readiness_review,
    GoLive: go_live,
    EarlyLifeCheck: early_life_check,
    KpiReport: kpi_report,
    CommitmentChecked: commitment_checked,
    Review: review,
    TerminationNotice: termination_notice,
    ExitPlan: exit_plan,
    ContractEnded: contract_ended,
    QualityReview: quality_review,
    ActionPlan: action_plan,
    ActionDone: action_done,
    Closure: closure,
}
