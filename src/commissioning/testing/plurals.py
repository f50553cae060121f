"""A strategy for every kind of record, by the plural of the officer's word: `tenders()`, `panels()`.

@given(tenders(provider="birch"))
def test_a_tender(tender): ...
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from hypothesis import strategies as st

from commissioning.records import (
    approval,
    award,
    breach,
    conflicts,
    contract,
    ending,
    engagement,
    history,
    live,
    mobilisation,
    needs,
    options,
    panel,
    people,
    quality,
    returns,
    selection,
    specification,
    strategy,
    tender,
    timetable,
)
from commissioning.records.interviews import Interview, InterviewInvitation
from commissioning.records.notices import NoticePublished
from commissioning.records.record import Record
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


histories_brought_forward: Final = Plural(history.BroughtForward)
needs_assessments: Final = Plural(needs.NeedsAssessment)
equality_impact_assessments: Final = Plural(needs.EqualityImpactAssessment)
reference_groups: Final = Plural(engagement.ReferenceGroupFormed)
engagement_meetings: Final = Plural(engagement.EngagementMeeting)
consultations: Final = Plural(engagement.Consultation)
consultation_reports: Final = Plural(engagement.ConsultationReport)
you_said_we_did_answers: Final = Plural(engagement.YouSaidWeDid)
rounds_of_market_engagement: Final = Plural(engagement.MarketEngagement)
options_appraisals: Final = Plural(options.OptionsAppraisal)
procurement_strategies: Final = Plural(strategy.ProcurementStrategy)
approvals_to_procure: Final = Plural(approval.ApprovalToProcure)
partner_decisions: Final = Plural(strategy.PartnerDecision)
conflicts_assessments: Final = Plural(conflicts.ConflictsAssessed)
timetables: Final = Plural(timetable.Timetable)
scrutiny_notes: Final = Plural(approval.ScrutinyNote)
notices: Final = Plural(NoticePublished)
waivers: Final = Plural(approval.Waiver)
service_specifications: Final = Plural(specification.ServiceSpecification)
quality_frameworks: Final = Plural(quality.QualityFramework)
panels: Final = Plural(panel.Panel)
changes_of_panels: Final = Plural(panel.PanelChanged)
sets_of_panel_questions: Final = Plural(panel.PanelQuestions)
declarations_of_interest: Final = Plural(panel.DeclarationOfInterest)
selection_questionnaires: Final = Plural(selection.SelectionQuestionnaire)
selection_responses: Final = Plural(selection.SelectionResponse)
selection_assessments: Final = Plural(selection.SelectionAssessment)
decisions_on_exclusion: Final = Plural(selection.ExclusionsDecided)
confirmations_of_supplier_information: Final = Plural(selection.SupplierInformationConfirmed)
shortlists: Final = Plural(selection.Shortlist)
invitations_to_tender: Final = Plural(tender.InvitationToTender)
clarifications: Final = Plural(tender.Clarification)
deadline_extensions: Final = Plural(tender.DeadlineExtended)
tenders: Final = Plural(tender.TenderReceived)
withdrawals_of_a_tender: Final = Plural(tender.TenderWithdrawn)
tender_openings: Final = Plural(tender.TenderOpening)
provider_assessments: Final = Plural(selection.ProviderAssessment)
price_queries: Final = Plural(tender.PriceQueried)
price_explanations: Final = Plural(tender.PriceExplained)
price_decisions: Final = Plural(tender.PriceDecision)
panel_meetings: Final = Plural(panel.PanelMeeting)
score_sheets: Final = Plural(panel.ScoreSheet)
corrected_marks: Final = Plural(panel.MarkCorrected)
moderations: Final = Plural(panel.Moderation)
interview_invitations: Final = Plural(InterviewInvitation)
interviews: Final = Plural(Interview)
award_recommendations: Final = Plural(award.AwardRecommendation)
approvals_to_award: Final = Plural(award.ApprovalToAward)
intentions_to_award: Final = Plural(award.IntentionToAward)
challenges: Final = Plural(award.Challenge)
resolutions_of_a_challenge: Final = Plural(award.ChallengeResolved)
signed_contracts: Final = Plural(contract.ContractSigned)
mobilisation_plans: Final = Plural(mobilisation.MobilisationPlan)
finished_tasks: Final = Plural(mobilisation.TaskDone)
notices_of_employee_liability_information: Final = Plural(mobilisation.EmployeeLiabilityInformation)
transfers_of_staff: Final = Plural(mobilisation.StaffTransferred)
handovers_of_records: Final = Plural(mobilisation.RecordsHandedOver)
bridging_contracts: Final = Plural(mobilisation.BridgingContract)
counts_of_the_people_affected: Final = Plural(people.PeopleAffected)
changes_of_a_cohort: Final = Plural(people.CohortChanged)
letters_to_the_people_affected: Final = Plural(people.PeopleTold)
counts_of_choices: Final = Plural(people.ChoicesMade)
transfer_plans: Final = Plural(people.TransferPlan)
moves_of_people: Final = Plural(people.PeopleMoved)
counts_of_people: Final = Plural(people.PeopleCounted)
readiness_reviews: Final = Plural(mobilisation.ReadinessReview)
go_lives: Final = Plural(live.GoLive)
early_life_checks: Final = Plural(live.EarlyLifeCheck)
kpi_reports: Final = Plural(live.KpiReport)
checks_of_a_commitment: Final = Plural(live.CommitmentChecked)
change_requests: Final = Plural(contract.ChangeRequested)
refusals_of_a_change: Final = Plural(contract.ChangeRefused)
contract_variations: Final = Plural(contract.ContractVaried)
price_uplifts: Final = Plural(contract.PriceUplifted)
contract_extensions: Final = Plural(contract.ContractExtended)
lapses_of_an_extension: Final = Plural(contract.ExtensionLapsed)
breaches: Final = Plural(breach.BreachRecorded)
remedies_of_a_breach: Final = Plural(breach.BreachRemedied)
improvement_notices: Final = Plural(breach.ImprovementNotice)
closings_of_an_improvement_notice: Final = Plural(breach.ImprovementNoticeClosed)
suspensions_of_placements: Final = Plural(breach.PlacementsSuspended)
resumptions_of_placements: Final = Plural(breach.PlacementsResumed)
service_credits: Final = Plural(breach.ServiceCreditApplied)
novations: Final = Plural(contract.ContractNovated)
reviews: Final = Plural(live.Review)
termination_notices: Final = Plural(ending.TerminationNotice)
exit_plans: Final = Plural(ending.ExitPlan)
ends_of_a_contract: Final = Plural(ending.ContractEnded)
quality_reviews: Final = Plural(quality.QualityReview)
action_plans: Final = Plural(quality.ActionPlan)
finished_actions: Final = Plural(quality.ActionDone)
closures: Final = Plural(ending.Closure)
abandonments: Final = Plural(ending.Abandonment)
reopenings_of_selection: Final = Plural(returns.SelectionReopened)
reissued_invitations: Final = Plural(returns.InvitationReissued)
reopenings_of_evaluation: Final = Plural(returns.EvaluationReopened)
awards_that_fell_through: Final = Plural(returns.AwardFellThrough)
