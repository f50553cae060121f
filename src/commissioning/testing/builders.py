"""A builder for every kind of record: valid by default, with the fields you name put in.

    make_tender(provider="birch", on=date(2022, 9, 30))

The builders need no other library. Each takes a `Scene` first, if you want the records of one cycle to
agree with one another; days and references are always the same for the same arguments.
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from commissioning.records.approval import ApprovalToProcure, ScrutinyNote, Waiver
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    Challenge,
    ChallengeResolved,
    IntentionToAward,
)
from commissioning.records.breach import (
    BreachRecorded,
    BreachRemedied,
    ImprovementNotice,
    ImprovementNoticeClosed,
    PlacementsResumed,
    PlacementsSuspended,
    ServiceCreditApplied,
)
from commissioning.records.conflicts import ConflictsAssessed
from commissioning.records.contract import (
    ChangeRefused,
    ChangeRequested,
    ContractExtended,
    ContractNovated,
    ContractSigned,
    ContractVaried,
    ExtensionLapsed,
    PriceUplifted,
)
from commissioning.records.ending import (
    Abandonment,
    Closure,
    ContractEnded,
    ExitPlan,
    TerminationNotice,
)
from commissioning.records.engagement import (
    Consultation,
    ConsultationReport,
    EngagementMeeting,
    MarketEngagement,
    ReferenceGroupFormed,
    YouSaidWeDid,
)
from commissioning.records.history import BroughtForward
from commissioning.records.interviews import Interview, InterviewInvitation
from commissioning.records.live import CommitmentChecked, EarlyLifeCheck, GoLive, KpiReport, Review
from commissioning.records.mobilisation import (
    BridgingContract,
    EmployeeLiabilityInformation,
    MobilisationPlan,
    ReadinessReview,
    RecordsHandedOver,
    StaffTransferred,
    TaskDone,
)
from commissioning.records.needs import EqualityImpactAssessment, NeedsAssessment
from commissioning.records.notices import NoticePublished
from commissioning.records.options import OptionsAppraisal
from commissioning.records.panel import (
    DeclarationOfInterest,
    MarkCorrected,
    Moderation,
    Panel,
    PanelChanged,
    PanelMeeting,
    PanelQuestions,
    ScoreSheet,
)
from commissioning.records.people import (
    ChoicesMade,
    CohortChanged,
    PeopleAffected,
    PeopleCounted,
    PeopleMoved,
    PeopleTold,
    TransferPlan,
)
from commissioning.records.quality import ActionDone, ActionPlan, QualityFramework, QualityReview
from commissioning.records.record import Record
from commissioning.records.returns import (
    AwardFellThrough,
    EvaluationReopened,
    InvitationReissued,
    SelectionReopened,
)
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
from commissioning.records.tender import (
    Clarification,
    DeadlineExtended,
    InvitationToTender,
    PriceDecision,
    PriceExplained,
    PriceQueried,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.records.timetable import Timetable
from commissioning.testing.drafts.any_kind import draft
from commissioning.testing.stories.scenario import Scene
from commissioning.values.frozen import frozen

_R = TypeVar("_R", bound=Record)


@frozen
class Builder(Generic[_R]):
    """Makes records of one kind."""

    kind: type[_R]

    def __call__(self, scene: Scene | None = None, /, **fields: object) -> _R:
        """A valid record, with these fields given.

        Days that depend on the record's own, such as deadlines, move with `on`, and prices and the
        like with `lots`. Raises `RecordError` where the fields given make no valid record, and
        `TypeError` for a field it does not have.
        """
        return draft(self.kind, scene or Scene(), **fields)


make_brought_forward: Final = Builder(BroughtForward)
make_needs_assessment: Final = Builder(NeedsAssessment)
make_equality_impact: Final = Builder(EqualityImpactAssessment)
make_reference_group: Final = Builder(ReferenceGroupFormed)
make_engagement_meeting: Final = Builder(EngagementMeeting)
make_consultation: Final = Builder(Consultation)
make_consultation_report: Final = Builder(ConsultationReport)
make_you_said_we_did: Final = Builder(YouSaidWeDid)
make_market_engagement: Final = Builder(MarketEngagement)
make_options_appraisal: Final = Builder(OptionsAppraisal)
make_procurement_strategy: Final = Builder(ProcurementStrategy)
make_approval_to_procure: Final = Builder(ApprovalToProcure)
make_partner_decision: Final = Builder(PartnerDecision)
make_conflicts_assessed: Final = Builder(ConflictsAssessed)
make_timetable: Final = Builder(Timetable)
make_scrutiny_note: Final = Builder(ScrutinyNote)
make_notice: Final = Builder(NoticePublished)
make_waiver: Final = Builder(Waiver)
make_specification: Final = Builder(ServiceSpecification)
make_quality_framework: Final = Builder(QualityFramework)
make_panel: Final = Builder(Panel)
make_panel_changed: Final = Builder(PanelChanged)
make_panel_questions: Final = Builder(PanelQuestions)
make_declaration_of_interest: Final = Builder(DeclarationOfInterest)
make_ssq: Final = Builder(SelectionQuestionnaire)
make_selection_response: Final = Builder(SelectionResponse)
make_selection_assessment: Final = Builder(SelectionAssessment)
make_exclusions_decided: Final = Builder(ExclusionsDecided)
make_supplier_information: Final = Builder(SupplierInformationConfirmed)
make_shortlist: Final = Builder(Shortlist)
make_itt: Final = Builder(InvitationToTender)
make_clarification: Final = Builder(Clarification)
make_deadline_extended: Final = Builder(DeadlineExtended)
make_tender: Final = Builder(TenderReceived)
make_tender_withdrawn: Final = Builder(TenderWithdrawn)
make_tender_opening: Final = Builder(TenderOpening)
make_provider_assessment: Final = Builder(ProviderAssessment)
make_price_queried: Final = Builder(PriceQueried)
make_price_explained: Final = Builder(PriceExplained)
make_price_decision: Final = Builder(PriceDecision)
make_panel_meeting: Final = Builder(PanelMeeting)
make_score_sheet: Final = Builder(ScoreSheet)
make_mark_corrected: Final = Builder(MarkCorrected)
make_moderation: Final = Builder(Moderation)
make_interview_invitation: Final = Builder(InterviewInvitation)
make_interview: Final = Builder(Interview)
make_award_recommendation: Final = Builder(AwardRecommendation)
make_approval_to_award: Final = Builder(ApprovalToAward)
make_intention_to_award: Final = Builder(IntentionToAward)
make_challenge: Final = Builder(Challenge)
make_challenge_resolved: Final = Builder(ChallengeResolved)
make_contract_signed: Final = Builder(ContractSigned)
make_mobilisation_plan: Final = Builder(MobilisationPlan)
make_task_done: Final = Builder(TaskDone)
make_staff_information: Final = Builder(EmployeeLiabilityInformation)
make_staff_transferred: Final = Builder(StaffTransferred)
make_records_handed_over: Final = Builder(RecordsHandedOver)
make_bridging_contract: Final = Builder(BridgingContract)
make_people_affected: Final = Builder(PeopleAffected)
make_cohort_changed: Final = Builder(CohortChanged)
make_people_told: Final = Builder(PeopleTold)
make_choices_made: Final = Builder(ChoicesMade)
make_transfer_plan: Final = Builder(TransferPlan)
make_people_moved: Final = Builder(PeopleMoved)
make_people_counted: Final = Builder(PeopleCounted)
make_readiness_review: Final = Builder(ReadinessReview)
make_go_live: Final = Builder(GoLive)
make_early_life_check: Final = Builder(EarlyLifeCheck)
make_kpi_report: Final = Builder(KpiReport)
make_commitment_checked: Final = Builder(CommitmentChecked)
make_change_requested: Final = Builder(ChangeRequested)
make_change_refused: Final = Builder(ChangeRefused)
make_contract_varied: Final = Builder(ContractVaried)
make_price_uplifted: Final = Builder(PriceUplifted)
make_contract_extended: Final = Builder(ContractExtended)
make_extension_lapsed: Final = Builder(ExtensionLapsed)
make_breach: Final = Builder(BreachRecorded)
make_breach_remedied: Final = Builder(BreachRemedied)
make_improvement_notice: Final = Builder(ImprovementNotice)
make_improvement_notice_closed: Final = Builder(ImprovementNoticeClosed)
make_placements_suspended: Final = Builder(PlacementsSuspended)
make_placements_resumed: Final = Builder(PlacementsResumed)
make_service_credit: Final = Builder(ServiceCreditApplied)
make_contract_novated: Final = Builder(ContractNovated)
make_review: Final = Builder(Review)
make_termination_notice: Final = Builder(TerminationNotice)
make_exit_plan: Final = Builder(ExitPlan)
make_contract_ended: Final = Builder(ContractEnded)
make_quality_review: Final = Builder(QualityReview)
make_action_plan: Final = Builder(ActionPlan)
make_action_done: Final = Builder(ActionDone)
make_closure: Final = Builder(Closure)
make_abandonment: Final = Builder(Abandonment)
make_selection_reopened: Final = Builder(SelectionReopened)
make_invitation_reissued: Final = Builder(InvitationReissued)
make_evaluation_reopened: Final = Builder(EvaluationReopened)
make_award_fell_through: Final = Builder(AwardFellThrough)
