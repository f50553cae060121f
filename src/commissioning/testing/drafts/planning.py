"""Drafts of what is written down before the competition: needs, people's views, options, papers."""

from __future__ import annotations

from typing import Final

from commissioning.dates.windows import Window
from commissioning.records.approval import ApprovalToProcure, ScrutinyNote, Waiver
from commissioning.records.conflicts import ConflictOfInterest, ConflictsAssessed
from commissioning.records.engagement import (
    Attendance,
    Consultation,
    ConsultationReport,
    EngagementMeeting,
    MarketEngagement,
    ReferenceGroupFormed,
    Theme,
    ThemeAnswer,
    YouSaidWeDid,
)
from commissioning.records.history import BroughtForward
from commissioning.records.kpis import Kpi, Target
from commissioning.records.needs import (
    Effect,
    EqualityImpactAssessment,
    Impact,
    Need,
    NeedsAssessment,
    Objective,
    ProtectedCharacteristic,
)
from commissioning.records.notices import NoticePublished
from commissioning.records.options import Option, OptionsAppraisal
from commissioning.records.parties import Constituency, ReferenceGroup
from commissioning.records.specification import (
    Commitment,
    Lot,
    Outcome,
    Requirement,
    ServiceSpecification,
    SpecificationStatus,
)
from commissioning.records.strategy import (
    JointBuyer,
    PartnerAnswer,
    PartnerDecision,
    ProcurementStrategy,
)
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Stage
from commissioning.testing.drafts.kinds import Drafts
from commissioning.testing.stories.scenario import Scene
from commissioning.values.money import pounds


def brought_forward(scene: Scene) -> BroughtForward:
    return BroughtForward(
        on=scene.day,
        stage=Stage.GO_LIVE,
        because="the register was begun when the contract was already running",
        divided_into=tuple(Lot(reference=lot, title=f"Lot {lot}") for lot in scene.lots),
        route=scene.route,
        facts=scene.facts,
    )


def needs_assessment(scene: Scene) -> NeedsAssessment:
    return NeedsAssessment(
        on=scene.day,
        objectives=(Objective(reference="O1", words="people live at home for longer"),),
        needs=(Need(reference="N1", words="help with washing and dressing", objectives=("O1",)),),
    )


def equality_impact(scene: Scene) -> EqualityImpactAssessment:
    age = Impact(characteristic=ProtectedCharacteristic.AGE, effect=Effect.POSITIVE)
    return EqualityImpactAssessment(on=scene.day, impacts=(age,))


def reference_group(scene: Scene) -> ReferenceGroupFormed:
    group = ReferenceGroup(
        reference=scene.free("RG"),
        name="Carers' group",
        constituencies=(Constituency.UNPAID_CARER,),
    )
    return ReferenceGroupFormed(on=scene.day, reference=group.reference, group=group)


def engagement_meeting(scene: Scene) -> EngagementMeeting:
    came = Attendance(constituency=Constituency.UNPAID_CARER, people=6)
    return EngagementMeeting(on=scene.day, attended=(came,), matters=("the times of visits",))


def consultation(scene: Scene) -> Consultation:
    return Consultation(
        on=scene.day,
        reference=scene.free("CON"),
        method="online questionnaire",
        audience=("people who use the service",),
    )


def consultation_report(scene: Scene) -> ConsultationReport:
    return ConsultationReport(
        on=scene.day,
        reference=scene.free("REP"),
        consultation=scene.named(Consultation, "CON"),
        invited=200,
        responded=50,
        themes=(Theme(reference="T1", words="the same carer each day", count=30),),
    )


def you_said_we_did(scene: Scene) -> YouSaidWeDid:
    answer = ThemeAnswer(theme="T1", taken_up=True, because="continuity is now a requirement")
    return YouSaidWeDid(
        on=scene.day, report=scene.named(ConsultationReport, "REP"), answers=(answer,)
    )


def market_engagement(scene: Scene) -> MarketEngagement:
    return MarketEngagement(on=scene.day, method="provider forum", invited=12, attended=8)


def options_appraisal(scene: Scene) -> OptionsAppraisal:
    return OptionsAppraisal(
        on=scene.day,
        options=(
            Option(reference="now", words="go on as now", yearly_costs=(pounds(200_000),)),
            Option(reference="new", words="buy anew", yearly_costs=(pounds(180_000),)),
        ),
        baseline="now",
        preferred="new",
        because="it costs less and people asked for it",
    )


def procurement_strategy(scene: Scene) -> ProcurementStrategy:
    joining = tuple(JointBuyer(authority=partner) for partner in scene.partners)
    worth = scene.yearly_price * scene.years * len(scene.all_lots)
    return ProcurementStrategy(
        on=scene.day,
        route=scene.route,
        facts=scene.facts,
        estimated_value=pounds(max(worth, 1_000_000)),
        joint_buyers=(JointBuyer(authority="anyborough", lead=True), *joining) if joining else (),
    )


def partner_decision(scene: Scene) -> PartnerDecision:
    partner = scene.partners[0] if scene.partners else "otherborough"
    return PartnerDecision(on=scene.day, authority=partner, answer=PartnerAnswer.JOINS)


def approval_to_procure(scene: Scene) -> ApprovalToProcure:
    return ApprovalToProcure(on=scene.day, decided_by="Cabinet")


def timetable(scene: Scene) -> Timetable:
    row = TimetableRow(what="Go-live", window=Window.day(scene.after(365)), step="go-live")
    return Timetable(on=scene.day, rows=(row,))


def scrutiny_note(scene: Scene) -> ScrutinyNote:
    return ScrutinyNote(on=scene.day, body="Health and Care Scrutiny Committee")


def notice(scene: Scene) -> NoticePublished:
    return NoticePublished(on=scene.day, notice=scene.ground.competition_notice)


def conflicts_assessed(scene: Scene) -> ConflictsAssessed:
    officer = ConflictOfInterest(
        whose="commissioning officer",
        interest="once worked for a provider that may bid",
        steps=("marks no tender of that provider",),
    )
    return ConflictsAssessed(on=scene.day, conflicts=(officer,))


def waiver(scene: Scene) -> Waiver:
    return Waiver(
        on=scene.day,
        code="specification-draft",
        because="the last wording changes nothing that is priced",
        by="director of adult services",
    )


PUNCTUAL: Final = Kpi(
    reference="K1",
    title="visits on time",
    numerator="visits begun within 30 minutes of the planned time",
    denominator="visits planned",
    targets=(Target(value=95),),
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
    BroughtForward: brought_forward,
    NeedsAssessment: needs_assessment,
    EqualityImpactAssessment: equality_impact,
    ReferenceGroupFormed: reference_group,
    EngagementMeeting: engagement_meeting,
    Consultation: consultation,
    ConsultationReport: consultation_report,
    YouSaidWeDid: you_said_we_did,
    MarketEngagement: market_engagement,
    OptionsAppraisal: options_appraisal,
    ProcurementStrategy: procurement_strategy,
    PartnerDecision: partner_decision,
    ApprovalToProcure: approval_to_procure,
    Timetable: timetable,
    ScrutinyNote: scrutiny_note,
    NoticePublished: notice,
    Waiver: waiver,
    ConflictsAssessed: conflicts_assessed,
    ServiceSpecification: specification,
}
