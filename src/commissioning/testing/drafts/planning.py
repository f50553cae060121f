"""Drafts of what is written down before the competition: needs, people's views, options, papers."""

from __future__ import annotations

from typing import Final

from commissioning.dates.windows import Window
from commissioning.records import (
    approval,
    conflicts,
    engagement,
    history,
    kpis,
    needs,
    notices,
    options,
    parties,
    strategy,
)
from commissioning.records.specification import (
    Commitment,
    Lot,
    Outcome,
    Requirement,
    ServiceSpecification,
    SpecificationStatus,
)
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Stage
from commissioning.testing.drafts.kinds import Drafts
from commissioning.testing.stories.scenario import Scene
from commissioning.values.money import pounds


def brought_forward(scene: Scene) -> history.BroughtForward:
    return history.BroughtForward(
        on=scene.day,
        stage=Stage.GO_LIVE,
        because="the register was begun when the contract was already running",
        divided_into=tuple(Lot(reference=lot, title=f"Lot {lot}") for lot in scene.lots),
        route=scene.route,
        facts=scene.facts,
    )


def needs_assessment(scene: Scene) -> needs.NeedsAssessment:
    return needs.NeedsAssessment(
        on=scene.day,
        objectives=(needs.Objective(reference="O1", words="people live at home for longer"),),
        needs=(
            needs.Need(reference="N1", words="help with washing and dressing", objectives=("O1",)),
        ),
    )


def equality_impact(scene: Scene) -> needs.EqualityImpactAssessment:
    age = needs.Impact(
        characteristic=needs.ProtectedCharacteristic.AGE, effect=needs.Effect.POSITIVE
    )
    return needs.EqualityImpactAssessment(on=scene.day, impacts=(age,))


def reference_group(scene: Scene) -> engagement.ReferenceGroupFormed:
    group = parties.ReferenceGroup(
        reference=scene.free("RG"),
        name="Carers' group",
        constituencies=(parties.Constituency.UNPAID_CARER,),
    )
    return engagement.ReferenceGroupFormed(on=scene.day, reference=group.reference, group=group)


def engagement_meeting(scene: Scene) -> engagement.EngagementMeeting:
    came = engagement.Attendance(constituency=parties.Constituency.UNPAID_CARER, people=6)
    return engagement.EngagementMeeting(
        on=scene.day, attended=(came,), matters=("the times of visits",)
    )


def consultation(scene: Scene) -> engagement.Consultation:
    return engagement.Consultation(
        on=scene.day,
        reference=scene.free("CON"),
        method="online questionnaire",
        audience=("people who use the service",),
    )


def consultation_report(scene: Scene) -> engagement.ConsultationReport:
    return engagement.ConsultationReport(
        on=scene.day,
        reference=scene.free("REP"),
        consultation=scene.named(engagement.Consultation, "CON"),
        invited=200,
        responded=50,
        themes=(engagement.Theme(reference="T1", words="the same carer each day", count=30),),
    )


def you_said_we_did(scene: Scene) -> engagement.YouSaidWeDid:
    answer = engagement.ThemeAnswer(
        theme="T1", taken_up=True, because="continuity is now a requirement"
    )
    return engagement.YouSaidWeDid(
        on=scene.day, report=scene.named(engagement.ConsultationReport, "REP"), answers=(answer,)
    )


def market_engagement(scene: Scene) -> engagement.MarketEngagement:
    return engagement.MarketEngagement(
        on=scene.day, method="provider forum", invited=12, attended=8
    )


def options_appraisal(scene: Scene) -> options.OptionsAppraisal:
    return options.OptionsAppraisal(
        on=scene.day,
        options=(
            options.Option(reference="now", words="go on as now", yearly_costs=(pounds(200_000),)),
            options.Option(reference="new", words="buy anew", yearly_costs=(pounds(180_000),)),
        ),
        baseline="now",
        preferred="new",
        because="it costs less and people asked for it",
    )


def procurement_strategy(scene: Scene) -> strategy.ProcurementStrategy:
    joining = tuple(strategy.JointBuyer(authority=partner) for partner in scene.partners)
    worth = scene.yearly_price * scene.years * len(scene.all_lots)
    return strategy.ProcurementStrategy(
        on=scene.day,
        route=scene.route,
        facts=scene.facts,
        estimated_value=pounds(max(worth, 1_000_000)),
        joint_buyers=(strategy.JointBuyer(authority="anyborough", lead=True), *joining)
        if joining
        else (),
    )


def partner_decision(scene: Scene) -> strategy.PartnerDecision:
    partner = scene.partners[0] if scene.partners else "otherborough"
    return strategy.PartnerDecision(
        on=scene.day, authority=partner, answer=strategy.PartnerAnswer.JOINS
    )


def approval_to_procure(scene: Scene) -> approval.ApprovalToProcure:
    return approval.ApprovalToProcure(on=scene.day, decided_by="Cabinet")


def timetable(scene: Scene) -> Timetable:
    row = TimetableRow(what="Go-live", window=Window.day(scene.after(365)), step="go-live")
    return Timetable(on=scene.day, rows=(row,))


def scrutiny_note(scene: Scene) -> approval.ScrutinyNote:
    return approval.ScrutinyNote(on=scene.day, body="Health and Care Scrutiny Committee")


def notice(scene: Scene) -> notices.NoticePublished:
    return notices.NoticePublished(on=scene.day, notice=scene.ground.competition_notice)


def conflicts_assessed(scene: Scene) -> conflicts.ConflictsAssessed:
    officer = conflicts.ConflictOfInterest(
        whose="commissioning officer",
        interest="once worked for a provider that may bid",
        steps=("marks no tender of that provider",),
    )
    return conflicts.ConflictsAssessed(on=scene.day, conflicts=(officer,))


def waiver(scene: Scene) -> approval.Waiver:
    return approval.Waiver(
        on=scene.day,
        code="specification-draft",
        because="the last wording changes nothing that is priced",
        by="director of adult services",
    )


PUNCTUAL: Final = kpis.Kpi(
    reference="K1",
    title="visits on time",
    numerator="visits begun within 30 minutes of the planned time",
    denominator="visits planned",
    targets=(kpis.Target(value=95),),
    requirements=("Q1",),
)
OUTCOME: Final = Outcome(reference="U1", words="people keep their routines", needs=("N1",))
REQUIREMENT: Final = Requirement(reference="Q1", words="visits come when agreed", outcomes=("U1",))
PROMISE: Final = Commitment(reference="P1", words="nobody's hours of care are cut")


def specification(scene: Scene) -> ServiceSpecification:
    before = scene.cycle.find(ServiceSpecification) if scene.cycle else None
    fresh = before is None or not before.divided_into
    return ServiceSpecification(
        on=scene.day,
        version=before.version + 1 if before else 1,
        status=SpecificationStatus.APPROVED,
        title="Care at home",
        divided_into=tuple(Lot(reference=lot, title=f"Lot {lot}") for lot in scene.lots)
        if fresh
        else before.divided_into
        if before
        else (),
        outcomes=(OUTCOME,),
        requirements=(REQUIREMENT,),
        kpis=(PUNCTUAL,),
        commitments=(PROMISE,),
    )


DRAFTS: Final[Drafts] = {
    history.BroughtForward: brought_forward,
    needs.NeedsAssessment: needs_assessment,
    needs.EqualityImpactAssessment: equality_impact,
    engagement.ReferenceGroupFormed: reference_group,
    engagement.EngagementMeeting: engagement_meeting,
    engagement.Consultation: consultation,
    engagement.ConsultationReport: consultation_report,
    engagement.YouSaidWeDid: you_said_we_did,
    engagement.MarketEngagement: market_engagement,
    options.OptionsAppraisal: options_appraisal,
    strategy.ProcurementStrategy: procurement_strategy,
    strategy.PartnerDecision: partner_decision,
    approval.ApprovalToProcure: approval_to_procure,
    Timetable: timetable,
    approval.ScrutinyNote: scrutiny_note,
    notices.NoticePublished: notice,
    approval.Waiver: waiver,
    conflicts.ConflictsAssessed: conflicts_assessed,
    ServiceSpecification: specification,
}
