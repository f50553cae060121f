"""A builder for every kind of record: valid by default, with the fields you name put in.

    make_tender(provider="birch", on=date(2022, 9, 30))

The builders need no other library. Each takes a `Scene` first, if you want the records of one cycle to
agree with one another; days and references are always the same for the same arguments.
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from commissioning.records import (
    approval,
    award,
    breach,
    conflicts,
    contract,
    ending,
    engagement,
    history,
    interviews,
    live,
    mobilisation,
    needs,
    notices,
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
from commissioning.records.record import Record
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


make_brought_forward: Final = Builder(history.BroughtForward)
make_needs_assessment: Final = Builder(needs.NeedsAssessment)
make_equality_impact: Final = Builder(needs.EqualityImpactAssessment)
make_reference_group: Final = Builder(engagement.ReferenceGroupFormed)
make_engagement_meeting: Final = Builder(engagement.EngagementMeeting)
make_consultation: Final = Builder(engagement.Consultation)
make_consultation_report: Final = Builder(engagement.ConsultationReport)
make_you_said_we_did: Final = Builder(engagement.YouSaidWeDid)
make_market_engagement: Final = Builder(engagement.MarketEngagement)
make_options_appraisal: Final = Builder(options.OptionsAppraisal)
make_procurement_strategy: Final = Builder(strategy.ProcurementStrategy)
make_approval_to_procure: Final = Builder(approval.ApprovalToProcure)
make_partner_decision: Final = Builder(strategy.PartnerDecision)
make_conflicts_assessed: Final = Builder(conflicts.ConflictsAssessed)
make_timetable: Final = Builder(timetable.Timetable)
make_scrutiny_note: Final = Builder(approval.ScrutinyNote)
make_notice: Final = Builder(notices.NoticePublished)
make_waiver: Final = Builder(approval.Waiver)
make_specification: Final = Builder(specification.ServiceSpecification)
make_quality_framework: Final = Builder(quality.QualityFramework)
make_panel: Final = Builder(panel.Panel)
make_panel_changed: Final = Builder(panel.PanelChanged)
make_panel_questions: Final = Builder(panel.PanelQuestions)
make_declaration_of_interest: Final = Builder(panel.DeclarationOfInterest)
make_ssq: Final = Builder(selection.SelectionQuestionnaire)
make_selection_response: Final = Builder(selection.SelectionResponse)
make_selection_assessment: Final = Builder(selection.SelectionAssessment)
make_exclusions_decided: Final = Builder(selection.ExclusionsDecided)
make_supplier_information: Final = Builder(selection.SupplierInformationConfirmed)
make_shortlist: Final = Builder(selection.Shortlist)
make_itt: Final = Builder(tender.InvitationToTender)
make_clarification: Final = Builder(tender.Clarification)
make_deadline_extended: Final = Builder(tender.DeadlineExtended)
make_tender: Final = Builder(tender.TenderReceived)
make_tender_withdrawn: Final = Builder(tender.TenderWithdrawn)
make_tender_opening: Final = Builder(tender.TenderOpening)
make_provider_assessment: Final = Builder(selection.ProviderAssessment)
make_price_queried: Final = Builder(tender.PriceQueried)
make_price_explained: Final = Builder(tender.PriceExplained)
make_price_decision: Final = Builder(tender.PriceDecision)
make_panel_meeting: Final = Builder(panel.PanelMeeting)
make_score_sheet: Final = Builder(panel.ScoreSheet)
make_mark_corrected: Final = Builder(panel.MarkCorrected)
make_moderation: Final = Builder(panel.Moderation)
make_interview_invitation: Final = Builder(interviews.InterviewInvitation)
make_interview: Final = Builder(interviews.Interview)
make_award_recommendation: Final = Builder(award.AwardRecommendation)
make_approval_to_award: Final = Builder(award.ApprovalToAward)
make_intention_to_award: Final = Builder(award.IntentionToAward)
make_challenge: Final = Builder(award.Challenge)
make_challenge_resolved: Final = Builder(award.ChallengeResolved)
make_contract_signed: Final = Builder(contract.ContractSigned)
make_mobilisation_plan: Final = Builder(mobilisation.MobilisationPlan)
make_task_done: Final = Builder(mobilisation.TaskDone)
make_staff_information: Final = Builder(mobilisation.EmployeeLiabilityInformation)
make_staff_transferred: Final = Builder(mobilisation.StaffTransferred)
make_records_handed_over: Final = Builder(mobilisation.RecordsHandedOver)
make_bridging_contract: Final = Builder(mobilisation.BridgingContract)
make_people_affected: Final = Builder(people.PeopleAffected)
make_cohort_changed: Final = Builder(people.CohortChanged)
make_people_told: Final = Builder(people.PeopleTold)
make_choices_made: Final = Builder(people.ChoicesMade)
make_transfer_plan: Final = Builder(people.TransferPlan)
make_people_moved: Final = Builder(people.PeopleMoved)
make_people_counted: Final = Builder(people.PeopleCounted)
make_readiness_review: Final = Builder(mobilisation.ReadinessReview)
make_go_live: Final = Builder(live.GoLive)
make_early_life_check: Final = Builder(live.EarlyLifeCheck)
make_kpi_report: Final = Builder(live.KpiReport)
make_commitment_checked: Final = Builder(live.CommitmentChecked)
make_change_requested: Final = Builder(contract.ChangeRequested)
make_change_refused: Final = Builder(contract.ChangeRefused)
make_contract_varied: Final = Builder(contract.ContractVaried)
make_price_uplifted: Final = Builder(contract.PriceUplifted)
make_contract_extended: Final = Builder(contract.ContractExtended)
make_extension_lapsed: Final = Builder(contract.ExtensionLapsed)
make_breach: Final = Builder(breach.BreachRecorded)
make_breach_remedied: Final = Builder(breach.BreachRemedied)
make_improvement_notice: Final = Builder(breach.ImprovementNotice)
make_improvement_notice_closed: Final = Builder(breach.ImprovementNoticeClosed)
make_placements_suspended: Final = Builder(breach.PlacementsSuspended)
make_placements_resumed: Final = Builder(breach.PlacementsResumed)
make_service_credit: Final = Builder(breach.ServiceCreditApplied)
make_contract_novated: Final = Builder(contract.ContractNovated)
make_review: Final = Builder(live.Review)
make_termination_notice: Final = Builder(ending.TerminationNotice)
make_exit_plan: Final = Builder(ending.ExitPlan)
make_contract_ended: Final = Builder(ending.ContractEnded)
make_quality_review: Final = Builder(quality.QualityReview)
make_action_plan: Final = Builder(quality.ActionPlan)
make_action_done: Final = Builder(quality.ActionDone)
make_closure: Final = Builder(ending.Closure)
make_abandonment: Final = Builder(ending.Abandonment)
make_selection_reopened: Final = Builder(returns.SelectionReopened)
make_invitation_reissued: Final = Builder(returns.InvitationReissued)
make_evaluation_reopened: Final = Builder(returns.EvaluationReopened)
make_award_fell_through: Final = Builder(returns.AwardFellThrough)
