"""Drafts from mobilisation to closure: plans, people who move, returns, reviews and the end."""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.dates.periods import Period
from commissioning.records import ending, kpis, live, mobilisation, people, quality
from commissioning.testing.drafts.kinds import Drafts
from commissioning.testing.stories.scenario import Scene

TASK: Final = "M1"


def _all_contracts(scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scene.contracts.values()))


def _start(scene: Scene) -> date:
    return scene.signed.term.starts_on if scene.signed else scene.after(30)


def mobilisation_plan(scene: Scene) -> mobilisation.MobilisationPlan:
    task = mobilisation.MobilisationTask(
        reference=TASK, what="recruit care workers", owner=scene.winner
    )
    return mobilisation.MobilisationPlan(
        on=scene.day, contracts=_all_contracts(scene), tasks=(task,)
    )


def task_done(scene: Scene) -> mobilisation.TaskDone:
    plan = scene.cycle.find(mobilisation.MobilisationPlan) if scene.cycle else None
    task = plan.tasks[0].reference if plan and plan.tasks else TASK
    return mobilisation.TaskDone(on=scene.day, task=task, evidence="rota of the first week")


def staff_information(scene: Scene) -> mobilisation.EmployeeLiabilityInformation:
    return mobilisation.EmployeeLiabilityInformation(
        on=scene.day,
        from_provider=scene.other,
        to_provider=scene.winner,
        transfer_on=_start(scene),
        staff=(mobilisation.StaffCount(role="care worker", people=20),),
    )


def staff_transferred(scene: Scene) -> mobilisation.StaffTransferred:
    return mobilisation.StaffTransferred(
        on=scene.day, from_provider=scene.other, to_provider=scene.winner, transferred=20
    )


def records_handed_over(scene: Scene) -> mobilisation.RecordsHandedOver:
    return mobilisation.RecordsHandedOver(
        on=scene.day, from_provider=scene.other, to_provider=scene.winner, what="care plans"
    )


def bridging_contract(scene: Scene) -> mobilisation.BridgingContract:
    return mobilisation.BridgingContract(
        on=scene.day,
        reference=scene.free("BC"),
        provider=scene.other,
        period=Period.of(scene.day, months=3),
        because="the new service cannot start yet",
    )


def people_affected(scene: Scene) -> people.PeopleAffected:
    cohort = people.Cohort(reference="H1", people=40, provider=scene.other)
    return people.PeopleAffected(on=scene.day, cohorts=(cohort,))


def _cohort(scene: Scene) -> people.Cohort:
    counted = scene.cycle.find(people.PeopleAffected) if scene.cycle else None
    return counted.cohorts[0] if counted else people.Cohort(reference="H1", people=40)


def cohort_changed(scene: Scene) -> people.CohortChanged:
    return people.CohortChanged(on=scene.day, cohort=_cohort(scene).reference, joined=1)


def people_told(scene: Scene) -> people.PeopleTold:
    cohort = _cohort(scene)
    return people.PeopleTold(
        on=scene.day, cohort=cohort.reference, people=cohort.people, how="letter"
    )


def choices_made(scene: Scene) -> people.ChoicesMade:
    chosen = people.ChoiceCount(choice=people.Choice.NEW_PROVIDER, people=1)
    return people.ChoicesMade(on=scene.day, cohort=_cohort(scene).reference, choices=(chosen,))


def transfer_plan(scene: Scene) -> people.TransferPlan:
    wave = people.TransferWave(
        reference="W1",
        cohort=_cohort(scene).reference,
        to_provider=scene.winner,
        people=1,
        period=Period.of(scene.day, days=14),
    )
    return people.TransferPlan(on=scene.day, waves=(wave,))


def people_moved(scene: Scene) -> people.PeopleMoved:
    return people.PeopleMoved(
        on=scene.day, cohort=_cohort(scene).reference, people=1, to_provider=scene.winner
    )


def people_counted(scene: Scene) -> people.PeopleCounted:
    cohort = _cohort(scene)
    found = people.Headcount(people=cohort.people, provider=cohort.provider)
    return people.PeopleCounted(on=scene.day, cohort=cohort.reference, found=(found,))


def readiness_review(scene: Scene) -> mobilisation.ReadinessReview:
    staffed = mobilisation.ReadinessCriterion(what="enough care workers", met=True)
    return mobilisation.ReadinessReview(
        on=scene.day,
        contracts=_all_contracts(scene),
        decision=mobilisation.GoDecision.GO,
        criteria=(staffed,),
        decided_by="mobilisation board",
    )


def go_live(scene: Scene) -> live.GoLive:
    return live.GoLive(on=scene.day, contracts=_all_contracts(scene))


def early_life_check(scene: Scene) -> live.EarlyLifeCheck:
    point = live.CheckPoint(what="everyone was visited", ok=True)
    return live.EarlyLifeCheck(on=scene.day, contract=scene.contract_named, points=(point,))


def kpi_report(scene: Scene) -> live.KpiReport:
    return live.KpiReport(
        on=scene.day,
        contract=scene.contract_named,
        period=Period(scene.after(-90), scene.after(-1)),
        measurements=(kpis.Measurement(kpi="K1", numerator=970, denominator=1000),),
    )


def commitment_checked(scene: Scene) -> live.CommitmentChecked:
    return live.CommitmentChecked(
        on=scene.day, commitment="P1", kept=True, before=900, after=910, unit="hours a week"
    )


def review(scene: Scene) -> live.Review:
    return live.Review(on=scene.day, contracts=_all_contracts(scene), found=("It runs as agreed.",))


def termination_notice(scene: Scene) -> ending.TerminationNotice:
    return ending.TerminationNotice(
        on=scene.day,
        contract=scene.contract_named,
        given_by=ending.Terminator.BOTH,
        ends_on=scene.after(90),
        because="clause 30",
    )


def exit_plan(scene: Scene) -> ending.ExitPlan:
    last = scene.signed.term.ends_on if scene.signed else scene.after(90)
    return ending.ExitPlan(
        on=scene.day,
        contract=scene.contract_named,
        ends_on=last,
        steps=(ending.ExitStep(what="hand the care plans on"),),
    )


def contract_ended(scene: Scene) -> ending.ContractEnded:
    return ending.ContractEnded(on=scene.day, contract=scene.contract_named)


def quality_review(scene: Scene) -> quality.QualityReview:
    seen = quality.Evidence(
        source=quality.QualitySource.VISIT, finding="staff know the people they visit"
    )
    return quality.QualityReview(
        on=scene.day, reference=scene.free("QR"), provider=scene.winner, evidence=(seen,)
    )


def action_plan(scene: Scene) -> quality.ActionPlan:
    action = quality.PlannedAction(
        reference="A1", what="train every worker", due_by=scene.after(60)
    )
    return quality.ActionPlan(
        on=scene.day, reference=scene.free("AP"), provider=scene.winner, actions=(action,)
    )


def action_done(scene: Scene) -> quality.ActionDone:
    return quality.ActionDone(
        on=scene.day,
        plan=scene.named(quality.ActionPlan, "AP"),
        action="A1",
        evidence="training records",
    )


def closure(scene: Scene) -> ending.Closure:
    return ending.Closure(on=scene.day, learned_lessons=("Begin to recruit before signature.",))


DRAFTS: Final[Drafts] = {
    mobilisation.MobilisationPlan: mobilisation_plan,
    mobilisation.TaskDone: task_done,
    mobilisation.EmployeeLiabilityInformation: staff_information,
    mobilisation.StaffTransferred: staff_transferred,
    mobilisation.RecordsHandedOver: records_handed_over,
    mobilisation.BridgingContract: bridging_contract,
    people.PeopleAffected: people_affected,
    people.CohortChanged: cohort_changed,
    people.PeopleTold: people_told,
    people.ChoicesMade: choices_made,
    people.TransferPlan: transfer_plan,
    people.PeopleMoved: people_moved,
    people.PeopleCounted: people_counted,
    mobilisation.ReadinessReview: readiness_review,
    live.GoLive: go_live,
    live.EarlyLifeCheck: early_life_check,
    live.KpiReport: kpi_report,
    live.CommitmentChecked: commitment_checked,
    live.Review: review,
    ending.TerminationNotice: termination_notice,
    ending.ExitPlan: exit_plan,
    ending.ContractEnded: contract_ended,
    quality.QualityReview: quality_review,
    quality.ActionPlan: action_plan,
    quality.ActionDone: action_done,
    ending.Closure: closure,
}
