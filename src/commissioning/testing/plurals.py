"""A strategy for every kind of record, by the plural of the officer's word: `tenders()`, `panels()`.

@given(tenders(provider="birch"))
def test_a_tender(tender): ...
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from hypothesis import strategies as st

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
from commissioning.testing.strategies.values import values
from commissioning.values.frozen import frozen

_R = TypeVar("_R", bound=Record)


@frozen
class Plural(Generic[_R]):
    """Draws records of one kind."""

    kind: type[_R]

    def __call__(self, **fields: object) -> st.SearchStrategy[_R]:
        """Valid records, with these fields given: each a value, or a strategy to draw it from.

        What is drawn besides never contradicts them. Raises `RecordError`, when drawn, where the fields
        given make no valid record.
        """
        return values(self.kind, **fields)


histories_brought_forward: Final = Plural(BroughtForward)
needs_assessments: Final = Plural(NeedsAssessment)
equality_impact_assessments: Final = Plural(EqualityImpactAssessment)
reference_groups: Final = Plural(ReferenceGroupFormed)
engagement_meetings: Final = Plural(EngagementMeeting)
consultations: Final = Plural(Consultation)
consultation_reports: Final = Plural(ConsultationReport)
you_said_we_did_answers: Final = Plural(YouSaidWeDid)
rounds_of_market_engagement: Final = Plural(MarketEngagement)
options_appraisals: Final = Plural(OptionsAppraisal)
procurement_strategies: Final = Plural(ProcurementStrategy)
approvals_to_procure: Final = Plural(ApprovalToProcure)
partner_decisions: Final = Plural(PartnerDecision)
conflicts_assessments: Final = Plural(ConflictsAssessed)
timetables: Final = Plural(Timetable)
scrutiny_notes: Final = Plural(ScrutinyNote)
notices: Final = Plural(NoticePublished)
waivers: Final = Plural(Waiver)
service_specifications: Final = Plural(ServiceSpecification)
quality_frameworks: Final = Plural(QualityFramework)
panels: Final = Plural(Panel)
changes_of_panels: Final = Plural(PanelChanged)
sets_of_panel_questions: Final = Plural(PanelQuestions)
declarations_of_interest: Final = Plural(DeclarationOfInterest)
selection_questionnaires: Final = Plural(SelectionQuestionnaire)
selection_responses: Final = Plural(SelectionResponse)
selection_assessments: Final = Plural(SelectionAssessment)
decisions_on_exclusion: Final = Plural(ExclusionsDecided)
confirmations_of_supplier_information: Final = Plural(SupplierInformationConfirmed)
shortlists: Final = Plural(Shortlist)
invitations_to_tender: Final = Plural(InvitationToTender)
clarifications: Final = Plural(Clarification)
deadline_extensions: Final = Plural(DeadlineExtended)
tenders: Final = Plural(TenderReceived)
withdrawals_of_a_tender: Final = Plural(TenderWithdrawn)
tender_openings: Final = Plural(TenderOpening)
provider_assessments: Final = Plural(ProviderAssessment)
price_queries: Final = Plural(PriceQueried)
price_explanations: Final = Plural(PriceExplained)
price_decisions: Final = Plural(PriceDecision)
panel_meetings: Final = Plural(PanelMeeting)
score_sheets: Final = Plural(ScoreSheet)
corrected_marks: Final = Plural(MarkCorrected)
moderations: Final = Plural(Moderation)
interview_invitations: Final = Plural(InterviewInvitation)
interviews: Final = Plural(Interview)
award_recommendations: Final = Plural(AwardRecommendation)
approvals_to_award: Final = Plural(ApprovalToAward)
intentions_to_award: Final = Plural(IntentionToAward)
challenges: Final = Plural(Challenge)
resolutions_of_a_challenge: Final = Plural(ChallengeResolved)
signed_contracts: Final = Plural(ContractSigned)
mobilisation_plans: Final = Plural(MobilisationPlan)
finished_tasks: Final = Plural(TaskDone)
notices_of_employee_liability_information: Final = Plural(EmployeeLiabilityInformation)
transfers_of_staff: Final = Plural(StaffTransferred)
handovers_of_records: Final = Plural(RecordsHandedOver)
bridging_contracts: Final = Plural(BridgingContract)
counts_of_the_people_affected: Final = Plural(PeopleAffected)
changes_of_a_cohort: Final = Plural(CohortChanged)
letters_to_the_people_affected: Final = Plural(PeopleTold)
counts_of_choices: Final = Plural(ChoicesMade)
transfer_plans: Final = Plural(TransferPlan)
moves_of_people: Final = Plural(PeopleMoved)
counts_of_people: Final = Plural(PeopleCounted)
readiness_reviews: Final = Plural(ReadinessReview)
go_lives: Final = Plural(GoLive)
early_life_checks: Final = Plural(EarlyLifeCheck)
kpi_reports: Final = Plural(KpiReport)
checks_of_a_commitment: Final = Plural(CommitmentChecked)
change_requests: Final = Plural(ChangeRequested)
refusals_of_a_change: Final = Plural(ChangeRefused)
contract_variations: Final = Plural(ContractVaried)
price_uplifts: Final = Plural(PriceUplifted)
contract_extensions: Final = Plural(ContractExtended)
lapses_of_an_extension: Final = Plural(ExtensionLapsed)
breaches: Final = Plural(BreachRecorded)
remedies_of_a_breach: Final = Plural(BreachRemedied)
improvement_notices: Final = Plural(ImprovementNotice)
closings_of_an_improvement_notice: Final = Plural(ImprovementNoticeClosed)
suspensions_of_placements: Final = Plural(PlacementsSuspended)
resumptions_of_placements: Final = Plural(PlacementsResumed)
service_credits: Final = Plural(ServiceCreditApplied)
novations: Final = Plural(ContractNovated)
reviews: Final = Plural(Review)
termination_notices: Final = Plural(TerminationNotice)
exit_plans: Final = Plural(ExitPlan)
ends_of_a_contract: Final = Plural(ContractEnded)
quality_reviews: Final = Plural(QualityReview)
action_plans: Final = Plural(ActionPlan)
finished_actions: Final = Plural(ActionDone)
closures: Final = Plural(Closure)
abandonments: Final = Plural(Abandonment)
reopenings_of_selection: Final = Plural(SelectionReopened)
reissued_invitations: Final = Plural(InvitationReissued)
reopenings_of_evaluation: Final = Plural(EvaluationReopened)
awards_that_fell_through: Final = Plural(AwardFellThrough)
