# The everyday names of the library, one a line, in the order of the cycle.
# Type checkers read this file as the stub of the package; `__init__.py` reads it for where each
# name lives. Each line is `from MODULE import NAME as NAME` and nothing else.

__version__: str

# One cycle, from needs to review
from commissioning.cycle import Cycle as Cycle

# Where a lot stands, and the ways along the line
from commissioning.stages import Stage as Stage
from commissioning.stages import Route as Route

# What every record in the ledger has in common
from commissioning.records.days import DayWithin as DayWithin
from commissioning.records.record import Grounds as Grounds
from commissioning.records.record import Basis as Basis
from commissioning.records.record import Learned as Learned
from commissioning.records.record import Record as Record

# Who takes part: authorities, providers, the bodies that support people, and reference groups
from commissioning.records.parties import CqcRating as CqcRating
from commissioning.records.parties import Authority as Authority
from commissioning.records.parties import Provider as Provider
from commissioning.records.parties import SupportingBody as SupportingBody
from commissioning.records.parties import Constituency as Constituency
from commissioning.records.parties import Member as Member
from commissioning.records.parties import ReferenceGroup as ReferenceGroup

# What bidders answer, the rules by which answers are judged, and the questions of a form
from commissioning.records.answers import AnswerValue as AnswerValue
from commissioning.records.answers import YesNo as YesNo
from commissioning.records.answers import Chosen as Chosen
from commissioning.records.answers import FigureGiven as FigureGiven
from commissioning.records.answers import AmountGiven as AmountGiven
from commissioning.records.answers import OnDay as OnDay
from commissioning.records.answers import YearAmount as YearAmount
from commissioning.records.answers import Yearly as Yearly
from commissioning.records.answers import InWords as InWords
from commissioning.records.answers import Attached as Attached
from commissioning.records.answers import MetBy as MetBy
from commissioning.records.answers import NotApplicable as NotApplicable
from commissioning.records.answers import Answer as Answer
from commissioning.records.answers import PartyRole as PartyRole
from commissioning.records.answers import BidParty as BidParty
from commissioning.records.answers import AnswerClarified as AnswerClarified
from commissioning.records.answers import EvidenceReceived as EvidenceReceived
from commissioning.records.answer_rules import LotValue as LotValue
from commissioning.records.answer_rules import BidFacts as BidFacts
from commissioning.records.answer_rules import Judged as Judged
from commissioning.records.answer_rules import AnswerRule as AnswerRule
from commissioning.records.answer_rules import PassIfIn as PassIfIn
from commissioning.records.answer_rules import AtLeast as AtLeast
from commissioning.records.answer_rules import AtMost as AtMost
from commissioning.records.answer_rules import HeldBy as HeldBy
from commissioning.records.answer_rules import Cover as Cover
from commissioning.records.answer_rules import Unrated as Unrated
from commissioning.records.answer_rules import RatingAtLeast as RatingAtLeast
from commissioning.records.answer_rules import OfQuestion as OfQuestion
from commissioning.records.answer_rules import AllRules as AllRules
from commissioning.records.answer_rules import AnyRule as AnyRule
from commissioning.records.answer_rules import PointsRow as PointsRow
from commissioning.records.answer_rules import PointsTable as PointsTable
from commissioning.records.answer_rules import ByPerson as ByPerson
from commissioning.records.means_rules import YearsTaken as YearsTaken
from commissioning.records.means_rules import OverYears as OverYears
from commissioning.records.means_rules import AmountAtLeast as AmountAtLeast
from commissioning.records.means_rules import ValueOf as ValueOf
from commissioning.records.means_rules import OfLots as OfLots
from commissioning.records.means_rules import TimesValue as TimesValue
from commissioning.records.means_rules import RatioAtLeast as RatioAtLeast
from commissioning.records.questions import QuestionKind as QuestionKind
from commissioning.records.questions import AnswerKind as AnswerKind
from commissioning.records.questions import WhoAnswers as WhoAnswers
from commissioning.records.questions import IfMissed as IfMissed
from commissioning.records.questions import EvidenceWhen as EvidenceWhen
from commissioning.records.questions import EvidenceThrough as EvidenceThrough
from commissioning.records.questions import EvidenceAsked as EvidenceAsked
from commissioning.records.questions import AnswerOption as AnswerOption
from commissioning.records.questions import AskedIf as AskedIf
from commissioning.records.questions import BidQuestion as BidQuestion
from commissioning.records.questions import FormUsed as FormUsed
from commissioning.law.standard_forms import StandardForm as StandardForm
from commissioning.law.standard_forms import standard_form as standard_form
from commissioning.records.narrowing import NarrowStep as NarrowStep
from commissioning.records.narrowing import PointsAtLeast as PointsAtLeast
from commissioning.records.narrowing import BestOf as BestOf
from commissioning.records.narrowing import Narrowing as Narrowing

# Notices as they were published. Which are due, and by when, is a matter of the regime's rows
from commissioning.records.notices import ChangeGround as ChangeGround
from commissioning.records.notices import Reservation as Reservation
from commissioning.records.notices import Withheld as Withheld
from commissioning.records.notices import WithheldBecause as WithheldBecause
from commissioning.records.notices import NoticePublished as NoticePublished

# Why anything is commissioned at all: objectives, what people need, and who may be affected
from commissioning.records.needs import Priority as Priority
from commissioning.records.needs import Objective as Objective
from commissioning.records.needs import Need as Need
from commissioning.records.needs import NeedsAssessment as NeedsAssessment
from commissioning.records.needs import ProtectedCharacteristic as ProtectedCharacteristic
from commissioning.records.needs import Effect as Effect
from commissioning.records.needs import Impact as Impact
from commissioning.records.needs import EqualityImpactAssessment as EqualityImpactAssessment

# How people and the market were heard: groups, meetings, consultations and what was said
from commissioning.records.engagement import Meetings as Meetings
from commissioning.records.engagement import ReferenceGroupFormed as ReferenceGroupFormed
from commissioning.records.engagement import Attendance as Attendance
from commissioning.records.engagement import Theme as Theme
from commissioning.records.engagement import EngagementMeeting as EngagementMeeting
from commissioning.records.engagement import Question as Question
from commissioning.records.engagement import ConsultationPart as ConsultationPart
from commissioning.records.engagement import Consultation as Consultation
from commissioning.records.engagement import QuestionAnswered as QuestionAnswered
from commissioning.records.engagement import ConsultationReport as ConsultationReport
from commissioning.records.engagement import ThemeAnswer as ThemeAnswer
from commissioning.records.engagement import YouSaidWeDid as YouSaidWeDid
from commissioning.records.engagement import MarketEngagement as MarketEngagement

# The choice between ways of providing a service: what each would cost and bring
from commissioning.records.options import AppraisalCriterion as AppraisalCriterion
from commissioning.records.options import OptionMark as OptionMark
from commissioning.records.options import Option as Option
from commissioning.records.options import DiscountRate as DiscountRate
from commissioning.records.options import OptionsAppraisal as OptionsAppraisal

# What a contract is watched by: how each measure is banded, returned, defined, rated and charged for
from commissioning.records.bands import Direction as Direction
from commissioning.records.bands import StatutoryRating as StatutoryRating
from commissioning.records.bands import BandedBy as BandedBy
from commissioning.records.bands import Target as Target
from commissioning.records.bands import Band as Band
from commissioning.records.bands import Margins as Margins
from commissioning.records.bands import targets_rising as targets_rising
from commissioning.records.bands import SharedBound as SharedBound
from commissioning.records.bands import read_bands as read_bands
from commissioning.records.reporting import Frequency as Frequency
from commissioning.records.reporting import ReportingCalendar as ReportingCalendar
from commissioning.records.reporting import Pooling as Pooling
from commissioning.records.reporting import YearBegins as YearBegins
from commissioning.records.reporting import Figure as Figure
from commissioning.records.reporting import Figures as Figures
from commissioning.records.reporting import MeasuredOver as MeasuredOver
from commissioning.records.reporting import Rolling as Rolling
from commissioning.records.reporting import YearToDate as YearToDate
from commissioning.records.reporting import SinceStart as SinceStart
from commissioning.records.reporting import MonthsAsReturned as MonthsAsReturned
from commissioning.records.reporting import ChangeOnPeriodBefore as ChangeOnPeriodBefore
from commissioning.records.kpis import Kpi as Kpi
from commissioning.records.kpis import Measurement as Measurement
from commissioning.records.escalation import MissingReturn as MissingReturn
from commissioning.records.escalation import TriggerScope as TriggerScope
from commissioning.records.escalation import KpiMark as KpiMark
from commissioning.records.escalation import DuePeriod as DuePeriod
from commissioning.records.escalation import Trigger as Trigger
from commissioning.records.escalation import InARow as InARow
from commissioning.records.escalation import OutOf as OutOf
from commissioning.records.escalation import PointsOver as PointsOver
from commissioning.records.escalation import AnyTrigger as AnyTrigger
from commissioning.records.escalation import AllTriggers as AllTriggers
from commissioning.records.escalation import CountsAgain as CountsAgain
from commissioning.records.escalation import EscalationStep as EscalationStep
from commissioning.records.escalation import EscalationLadder as EscalationLadder
from commissioning.records.credits import KpiResult as KpiResult
from commissioning.records.credits import CreditPeriod as CreditPeriod
from commissioning.records.credits import CreditLine as CreditLine
from commissioning.records.credits import CreditScheme as CreditScheme
from commissioning.records.credits import CreditLadder as CreditLadder
from commissioning.records.credits import BandRate as BandRate
from commissioning.records.credits import RateByBand as RateByBand
from commissioning.records.credits import PartPoints as PartPoints
from commissioning.records.credits import Slope as Slope
from commissioning.records.credits import BandPoints as BandPoints
from commissioning.records.credits import PointsBySeverity as PointsBySeverity
from commissioning.records.credit_terms import Capped as Capped
from commissioning.records.credit_terms import EarnBack as EarnBack
from commissioning.records.credit_terms import AfterGrace as AfterGrace
from commissioning.records.credit_terms import MissingAsBand as MissingAsBand
from commissioning.records.credit_terms import ServiceCredits as ServiceCredits

# What the service is to be: versions from draft to approved, with everything they promise
from commissioning.records.specification import SpecificationStatus as SpecificationStatus
from commissioning.records.specification import Strength as Strength
from commissioning.records.specification import Lot as Lot
from commissioning.records.specification import Outcome as Outcome
from commissioning.records.specification import Requirement as Requirement
from commissioning.records.specification import StandardKind as StandardKind
from commissioning.records.specification import Standard as Standard
from commissioning.records.specification import Volume as Volume
from commissioning.records.specification import Commitment as Commitment
from commissioning.records.specification import ServiceSpecification as ServiceSpecification

# How a service is to be bought: the facts the law turns on, the route, the money, the buyers
from commissioning.records.strategy import Subject as Subject
from commissioning.records.strategy import HealthProcess as HealthProcess
from commissioning.records.strategy import DirectAwardGround as DirectAwardGround
from commissioning.records.strategy import ProcurementFacts as ProcurementFacts
from commissioning.records.strategy import Nation as Nation
from commissioning.records.strategy import OtherRules as OtherRules
from commissioning.records.strategy import Justification as Justification
from commissioning.records.strategy import Matter as Matter
from commissioning.records.strategy import Consideration as Consideration
from commissioning.records.strategy import Parent as Parent
from commissioning.records.strategy import ParentKind as ParentKind
from commissioning.records.strategy import FinancialEnvelope as FinancialEnvelope
from commissioning.records.strategy import JointBuyer as JointBuyer
from commissioning.records.strategy import ProcurementStrategy as ProcurementStrategy
from commissioning.records.strategy import PartnerAnswer as PartnerAnswer
from commissioning.records.strategy import PartnerDecision as PartnerDecision
from commissioning.records.strategy import BuyerSucceeded as BuyerSucceeded

# Decisions of the council about a procurement: permission to begin, scrutiny, waivers of practice
from commissioning.records.approval import Vote as Vote
from commissioning.records.approval import Approver as Approver
from commissioning.records.approval import Act as Act
from commissioning.records.approval import Delegated as Delegated
from commissioning.records.approval import ApprovalCondition as ApprovalCondition
from commissioning.records.approval import Approval as Approval
from commissioning.records.approval import ApprovalToProcure as ApprovalToProcure
from commissioning.records.approval import ApprovalToContinue as ApprovalToContinue
from commissioning.records.approval import HowNotApproved as HowNotApproved
from commissioning.records.approval import NotApproved as NotApproved
from commissioning.records.approval import ConditionMet as ConditionMet
from commissioning.records.approval import ScrutinyNote as ScrutinyNote
from commissioning.records.approval import Waiver as Waiver

# Offices held, and the reports that are decided on: versions, signatures, opinions
from commissioning.records.approval import OfficeHolder as OfficeHolder
from commissioning.records.approval import OfficesHeld as OfficesHeld
from commissioning.records.report_issued import ReportKind as ReportKind
from commissioning.records.report_issued import ManifestMade as ManifestMade
from commissioning.records.report_issued import ReportIssued as ReportIssued
from commissioning.records.report_issued import ReportSigned as ReportSigned
from commissioning.records.report_issued import Stance as Stance
from commissioning.records.report_issued import OpinionGiven as OpinionGiven

# Interests of those who can sway a decision
from commissioning.records.conflicts import ConflictKind as ConflictKind
from commissioning.records.conflicts import ConflictOfInterest as ConflictOfInterest
from commissioning.records.conflicts import ConflictsAssessed as ConflictsAssessed

# What was intended: the timetable of a cycle, as a council prints it or as a plan works it out
from commissioning.records.timetable import TimetableRow as TimetableRow
from commissioning.records.timetable import Timetable as Timetable

# The selection stage: who may go on to tender, by what they are and have done
from commissioning.records.selection import SelectionQuestionnaire as SelectionQuestionnaire
from commissioning.records.selection import SelectionResponse as SelectionResponse
from commissioning.records.selection import SelectionOutcome as SelectionOutcome
from commissioning.records.selection import QuestionDecided as QuestionDecided
from commissioning.records.selection import SelectionAssessment as SelectionAssessment
from commissioning.records.selection import GroundFound as GroundFound
from commissioning.records.selection import ExclusionsDecided as ExclusionsDecided
from commissioning.records.selection import SupplierInformationConfirmed as SupplierInformationConfirmed
from commissioning.records.selection import Through as Through
from commissioning.records.selection import Shortlist as Shortlist
from commissioning.records.selection import ProviderAssessment as ProviderAssessment

# The terms of a framework or market, and its rules of call-off
from commissioning.records.call_off_rules import OfferAnswer as OfferAnswer
from commissioning.records.call_off_rules import Offer as Offer
from commissioning.records.call_off_rules import Candidate as Candidate
from commissioning.records.call_off_rules import NextOffer as NextOffer
from commissioning.records.call_off_rules import CallOffRule as CallOffRule
from commissioning.records.call_off_rules import RankedFirstRefusal as RankedFirstRefusal
from commissioning.records.call_off_rules import LowestRateAvailable as LowestRateAvailable
from commissioning.records.call_off_rules import TierRule as TierRule
from commissioning.records.call_off_rules import Tiers as Tiers
from commissioning.records.call_off_rules import Share as Share
from commissioning.records.call_off_rules import Rotation as Rotation
from commissioning.records.call_off_rules import Competition as Competition
from commissioning.records.call_off_rules import UsersChoice as UsersChoice
from commissioning.records.call_off_rules import Direct as Direct
from commissioning.records.framework_terms import FrameworkKind as FrameworkKind
from commissioning.records.framework_terms import CeilingIs as CeilingIs
from commissioning.records.framework_terms import LotCeiling as LotCeiling
from commissioning.records.framework_terms import LotRule as LotRule
from commissioning.records.framework_terms import FrameworkTerms as FrameworkTerms
from commissioning.records.framework_terms import Membership as Membership

# How a price earns its share of the weight: each formula by name, with its range and its trap
from commissioning.records.pricing import PriceFormula as PriceFormula
from commissioning.records.pricing import PriceBase as PriceBase
from commissioning.records.pricing import PriceField as PriceField
from commissioning.records.pricing import LowestPriceProportional as LowestPriceProportional
from commissioning.records.pricing import LinearDeviation as LinearDeviation
from commissioning.records.pricing import MeanBased as MeanBased
from commissioning.records.pricing import PriceRange as PriceRange
from commissioning.records.pricing import FloorAndCeiling as FloorAndCeiling
from commissioning.records.pricing import FixedPrice as FixedPrice
from commissioning.records.pricing import PriceBand as PriceBand
from commissioning.records.pricing import BandedPrices as BandedPrices

# How a figure in the tender, such as a pledge, earns its share of the weight
from commissioning.records.figures import FigureFormula as FigureFormula
from commissioning.records.figures import AgainstHighest as AgainstHighest
from commissioning.records.figures import AgainstLowest as AgainstLowest
from commissioning.records.figures import OnDeclaredScale as OnDeclaredScale

# When a price is so low that the bidder is asked about it
from commissioning.records.low_prices import LowPriceTrigger as LowPriceTrigger
from commissioning.records.low_prices import BelowMean as BelowMean
from commissioning.records.low_prices import BelowAdjustedMean as BelowAdjustedMean
from commissioning.records.low_prices import BelowNext as BelowNext
from commissioning.records.low_prices import BelowAmount as BelowAmount
from commissioning.records.low_prices import AllOf as AllOf

# What tenders are judged on: criteria, their weights and scales
from commissioning.records.criteria import MissingMarks as MissingMarks
from commissioning.records.criteria import FromMembers as FromMembers
from commissioning.records.criteria import Consensus as Consensus
from commissioning.records.criteria import PanelMean as PanelMean
from commissioning.records.criteria import PanelMedian as PanelMedian
from commissioning.records.criteria import PanelSum as PanelSum
from commissioning.records.criteria import CriterionKind as CriterionKind
from commissioning.records.criteria import Criterion as Criterion
from commissioning.records.criteria import Section as Section
from commissioning.records.criteria import WeightsOf as WeightsOf
from commissioning.records.criteria import TieBreakBy as TieBreakBy
from commissioning.records.criteria import TieBreak as TieBreak

# How the criteria make one result
from commissioning.records.methods import ComparisonFigure as ComparisonFigure
from commissioning.records.methods import AwardMethod as AwardMethod
from commissioning.records.methods import Method as Method
from commissioning.records.methods import WeightedSum as WeightedSum
from commissioning.records.methods import PricePerQualityPoint as PricePerQualityPoint
from commissioning.records.methods import PricePerScoreIndex as PricePerScoreIndex
from commissioning.records.methods import QualityFloorThenPrice as QualityFloorThenPrice
from commissioning.records.methods import DescribedCriteria as DescribedCriteria

# From the invitation to the opening of tenders, and questions about prices that look too low
from commissioning.records.tender import LotMechanism as LotMechanism
from commissioning.records.tender import LotLimits as LotLimits
from commissioning.records.tender import InterviewUse as InterviewUse
from commissioning.records.tender import AfterWithdrawal as AfterWithdrawal
from commissioning.records.tender import InvitationToTender as InvitationToTender
from commissioning.records.tender import Clarification as Clarification
from commissioning.records.tender import DeadlineExtended as DeadlineExtended
from commissioning.records.tender import LotPrice as LotPrice
from commissioning.records.tender import TenderFigure as TenderFigure
from commissioning.records.tender import TenderReceived as TenderReceived
from commissioning.records.tender import TenderWithdrawn as TenderWithdrawn
from commissioning.records.tender import TenderOpening as TenderOpening
from commissioning.records.tender import PriceQueried as PriceQueried
from commissioning.records.tender import PriceExplained as PriceExplained
from commissioning.records.tender import PriceOutcome as PriceOutcome
from commissioning.records.tender import PriceDecision as PriceDecision

# What goes wrong with a tender: it is rejected, its price is corrected, its meaning is asked
from commissioning.records.tender_faults import RejectionGround as RejectionGround
from commissioning.records.tender_faults import TenderRejected as TenderRejected
from commissioning.records.tender_faults import PriceCorrected as PriceCorrected
from commissioning.records.tender_faults import TenderClarified as TenderClarified

# Panels and their marks: who sits, what they declare, what each gave, what they agreed
from commissioning.records.panel import Panel as Panel
from commissioning.records.panel import DeclarationOfInterest as DeclarationOfInterest
from commissioning.records.panel import PanelQuestion as PanelQuestion
from commissioning.records.panel import PanelQuestions as PanelQuestions
from commissioning.records.panel import PanelChanged as PanelChanged
from commissioning.records.panel import PanelMeeting as PanelMeeting
from commissioning.records.panel import Mark as Mark
from commissioning.records.panel import ScoreSheet as ScoreSheet
from commissioning.records.panel import MarkCorrected as MarkCorrected
from commissioning.records.panel import Moderation as Moderation

# Interviews and presentations: who is invited, what was heard, and what it changed
from commissioning.records.panel import InterviewInvitation as InterviewInvitation
from commissioning.records.panel import ChangedMark as ChangedMark
from commissioning.records.panel import Interview as Interview

# From the recommendation to the letters: three things the word "award" is used for
from commissioning.records.award import LotAward as LotAward
from commissioning.records.award import AwardRecommendation as AwardRecommendation
from commissioning.records.award import ApprovalToAward as ApprovalToAward
from commissioning.records.award import IntentionToAward as IntentionToAward

# Challenges: what is objected to, point by point, and the course it takes until it is over
from commissioning.records.challenge import ChallengeKind as ChallengeKind
from commissioning.records.challenge import ChallengePoint as ChallengePoint
from commissioning.records.challenge import Challenge as Challenge
from commissioning.records.challenge import RemedyKind as RemedyKind
from commissioning.records.challenge import Remedy as Remedy
from commissioning.records.challenge import HowKnown as HowKnown
from commissioning.records.challenge import ClaimIssued as ClaimIssued
from commissioning.records.challenge import SuspensionOutcome as SuspensionOutcome
from commissioning.records.challenge import SuspensionDecided as SuspensionDecided
from commissioning.records.challenge import PointOutcome as PointOutcome
from commissioning.records.challenge import PointDecided as PointDecided
from commissioning.records.challenge import Costs as Costs
from commissioning.records.challenge import JudgmentStage as JudgmentStage
from commissioning.records.challenge import JudgmentGiven as JudgmentGiven
from commissioning.records.challenge import Advice as Advice
from commissioning.records.challenge import PanelAdvice as PanelAdvice
from commissioning.records.challenge import ChallengeOutcome as ChallengeOutcome
from commissioning.records.challenge import ChallengeResolved as ChallengeResolved

# How prices move from year to year
from commissioning.records.indexation import IndexReading as IndexReading
from commissioning.records.indexation import Moved as Moved
from commissioning.records.indexation import IndexClause as IndexClause
from commissioning.records.indexation import Measure as Measure
from commissioning.records.indexation import SingleIndex as SingleIndex
from commissioning.records.indexation import FixedPart as FixedPart
from commissioning.records.indexation import WeightedPart as WeightedPart
from commissioning.records.indexation import WeightedIndex as WeightedIndex
from commissioning.records.indexation import GreaterOf as GreaterOf
from commissioning.records.indexation import IndexReplaced as IndexReplaced
from commissioning.records.indexation import UpliftBasis as UpliftBasis
from commissioning.records.indexation import Indexation as Indexation

# The contract as signed, and how it changes: variations, uplifts, extensions, a new holder
from commissioning.records.contract_options import ExtensionOption as ExtensionOption
from commissioning.records.contract_options import OtherOption as OtherOption
from commissioning.records.contract import CameFrom as CameFrom
from commissioning.records.contract import SupplierStanding as SupplierStanding
from commissioning.records.contract import ValueOfYear as ValueOfYear
from commissioning.records.contract import Obligation as Obligation
from commissioning.records.contract import Consent as Consent
from commissioning.records.contract import ContractSigned as ContractSigned
from commissioning.records.contract import ChangeRequested as ChangeRequested
from commissioning.records.contract import ChangeRefused as ChangeRefused
from commissioning.records.contract import ContractVaried as ContractVaried
from commissioning.records.contract import PriceUplifted as PriceUplifted
from commissioning.records.contract import ContractExtended as ContractExtended
from commissioning.records.contract import ExtensionLapsed as ExtensionLapsed
from commissioning.records.contract import HandOn as HandOn
from commissioning.records.contract import ContractNovated as ContractNovated

# Between signature and go-live: the plan, the tasks done, staff and records handed over, readiness
from commissioning.records.mobilisation import MobilisationTask as MobilisationTask
from commissioning.records.mobilisation import MobilisationPlan as MobilisationPlan
from commissioning.records.mobilisation import TaskDone as TaskDone
from commissioning.records.mobilisation import StaffCount as StaffCount
from commissioning.records.mobilisation import EmployeeLiabilityInformation as EmployeeLiabilityInformation
from commissioning.records.mobilisation import StaffTransferred as StaffTransferred
from commissioning.records.mobilisation import Pensions as Pensions
from commissioning.records.mobilisation import HandoverKind as HandoverKind
from commissioning.records.mobilisation import RecordsHandedOver as RecordsHandedOver
from commissioning.records.mobilisation import BridgingContract as BridgingContract
from commissioning.records.mobilisation import GoDecision as GoDecision
from commissioning.records.mobilisation import ReadinessCriterion as ReadinessCriterion
from commissioning.records.mobilisation import ReadinessReview as ReadinessReview

# Staff who may transfer with a service
from commissioning.records.staff import StaffListIssued as StaffListIssued
from commissioning.records.staff import StaffConsulted as StaffConsulted
from commissioning.records.staff import DisputeMatter as DisputeMatter
from commissioning.records.staff import StaffDisputed as StaffDisputed
from commissioning.records.staff import StaffDisputeSettled as StaffDisputeSettled

# People who receive a service and have to move when it is bought anew. Counts, never names
from commissioning.records.people import Choice as Choice
from commissioning.records.people import Cohort as Cohort
from commissioning.records.people import PeopleAffected as PeopleAffected
from commissioning.records.people import CohortChanged as CohortChanged
from commissioning.records.people import PeopleTold as PeopleTold
from commissioning.records.people import ChoiceCount as ChoiceCount
from commissioning.records.people import ChoicesMade as ChoicesMade
from commissioning.records.people import ProviderCapacity as ProviderCapacity
from commissioning.records.people import TransferWave as TransferWave
from commissioning.records.people import TransferPlan as TransferPlan
from commissioning.records.people import PeopleMoved as PeopleMoved
from commissioning.records.people import PeopleSettled as PeopleSettled
from commissioning.records.people import PeopleState as PeopleState
from commissioning.records.people import Headcount as Headcount
from commissioning.records.people import PeopleCounted as PeopleCounted

# How the quality of a provider's care is assured while a contract runs
from commissioning.records.quality import QualitySource as QualitySource
from commissioning.records.quality import SourceOfEvidence as SourceOfEvidence
from commissioning.records.quality import QualityFramework as QualityFramework
from commissioning.records.quality import Evidence as Evidence
from commissioning.records.quality import CharterStage as CharterStage
from commissioning.records.quality import QualityReview as QualityReview
from commissioning.records.quality import PlannedAction as PlannedAction
from commissioning.records.quality import ActionPlan as ActionPlan
from commissioning.records.quality import ActionDone as ActionDone

# From the first day of a service: go-live, early checks, returns, reviews, commitments kept or not
from commissioning.records.live import GoLive as GoLive
from commissioning.records.live import CheckPoint as CheckPoint
from commissioning.records.live import EarlyLifeCheck as EarlyLifeCheck
from commissioning.records.live import KpisAgreed as KpisAgreed
from commissioning.records.live import KpiReport as KpiReport
from commissioning.records.live import SpendReported as SpendReported
from commissioning.records.live import CommitmentChecked as CommitmentChecked
from commissioning.records.live import ReviewAdvice as ReviewAdvice
from commissioning.records.live import Review as Review
from commissioning.records.live import RenewalDecided as RenewalDecided

# A contract that is not performed: breaches, notices to improve, suspensions, money kept back
from commissioning.records.live import BreachRecorded as BreachRecorded
from commissioning.records.live import BreachClosed as BreachClosed
from commissioning.records.live import BreachRemedied as BreachRemedied
from commissioning.records.live import ImprovementNotice as ImprovementNotice
from commissioning.records.live import ImprovementNoticeClosed as ImprovementNoticeClosed
from commissioning.records.live import PlacementsSuspended as PlacementsSuspended
from commissioning.records.live import PlacementsResumed as PlacementsResumed
from commissioning.records.live import ServiceCreditApplied as ServiceCreditApplied
from commissioning.records.live import Escalated as Escalated

# Frameworks and dynamic markets in their course: members, lists, and what is called off from them
from commissioning.records.frameworks import FrameworkOpened as FrameworkOpened
from commissioning.records.frameworks import MarketOpened as MarketOpened
from commissioning.records.frameworks import MembershipMove as MembershipMove
from commissioning.records.frameworks import MembershipChanged as MembershipChanged
from commissioning.records.frameworks import RankedPlace as RankedPlace
from commissioning.records.frameworks import RankedListIssued as RankedListIssued
from commissioning.records.frameworks import CalledOff as CalledOff
from commissioning.records.frameworks import CallOffNoted as CallOffNoted
from commissioning.records.frameworks import PackagePlaced as PackagePlaced
from commissioning.records.frameworks import PackageEnded as PackageEnded

# How it ends: notice, exit, the end of each contract, the closure of a cycle, or abandonment
from commissioning.records.ending import Terminator as Terminator
from commissioning.records.ending import TerminationNotice as TerminationNotice
from commissioning.records.ending import ExitStep as ExitStep
from commissioning.records.ending import ExitPlan as ExitPlan
from commissioning.records.ending import HowEnded as HowEnded
from commissioning.records.ending import ContractEnded as ContractEnded
from commissioning.records.ending import Closure as Closure
from commissioning.records.ending import AbandonmentReason as AbandonmentReason
from commissioning.records.ending import Abandonment as Abandonment

# Going back: a procurement that returns to an earlier stage, and why
from commissioning.records.ending import ReturnToStage as ReturnToStage
from commissioning.records.ending import EvaluationReopened as EvaluationReopened
from commissioning.records.ending import InvitationReissued as InvitationReissued
from commissioning.records.ending import SelectionReopened as SelectionReopened
from commissioning.records.ending import AwardFellThrough as AwardFellThrough

# Where a ledger begins, when it does not begin at the beginning
from commissioning.records.history import BroughtForward as BroughtForward

# Plain values: money, days, scales
from commissioning.values.money import VatBasis as VatBasis
from commissioning.values.money import Money as Money
from commissioning.values.money import pounds as pounds
from commissioning.dates.periods import Period as Period
from commissioning.dates.parsing.readings import Precision as Precision
from commissioning.dates.parsing.readings import WeekOfMonth as WeekOfMonth
from commissioning.dates.parsing.readings import Reading as Reading
from commissioning.dates.windows import Window as Window
from commissioning.dates.periods import Deadline as Deadline
from commissioning.dates.working_days import WorkingDays as WorkingDays
from commissioning.dates.working_days import HolidaysOf as HolidaysOf
from commissioning.dates.bank_holidays import Part as Part
from commissioning.dates.day_counts import DayCount as DayCount
from commissioning.dates.day_counts import WorkingDaysBeginningWith as WorkingDaysBeginningWith
from commissioning.dates.day_counts import WorkingDaysAfterTheStart as WorkingDaysAfterTheStart
from commissioning.dates.day_counts import WorkingDaysAfter as WorkingDaysAfter
from commissioning.dates.day_counts import DaysAfterRolledForward as DaysAfterRolledForward
from commissioning.dates.day_counts import DaysAfterTheQuarter as DaysAfterTheQuarter
from commissioning.dates.day_counts import DaysBeginningWith as DaysBeginningWith
from commissioning.dates.day_counts import DaysAfter as DaysAfter
from commissioning.dates.day_counts import MonthsAfter as MonthsAfter
from commissioning.dates.day_counts import ClearDays as ClearDays
from commissioning.dates.day_counts import ClearWorkingDays as ClearWorkingDays
from commissioning.values.counts import Count as Count
from commissioning.values.rounding import RoundingOf as RoundingOf
from commissioning.values.rounding import Rounding as Rounding
from commissioning.values.scales import Level as Level
from commissioning.values.scales import Scale as Scale

# A ranking from marks and prices, without a cycle
from commissioning.evaluation.comparing import compare as compare
from commissioning.evaluation.comparison import Comparison as Comparison
from commissioning.evaluation.evaluation import evaluate as evaluate

# The table of steps, which a council may extend with rows of its own
from commissioning.process import Process as Process

# A council's own rules: who may decide, call-in, key decisions, duties kept apart
from commissioning.law.regimes.council import CouncilRules as CouncilRules
from commissioning.law.delegation import DelegationRow as DelegationRow
from commissioning.law.delegation import Quorum as Quorum
from commissioning.law.delegation import SeparationRule as SeparationRule

# What the library refuses, and why
from commissioning.errors import CommissioningError as CommissioningError
from commissioning.errors import RecordError as RecordError
from commissioning.findings.errors import BlockedError as BlockedError
from commissioning.findings.errors import StageOrderError as StageOrderError
from commissioning.errors import NoRuleError as NoRuleError
from commissioning.errors import NotStatedError as NotStatedError
from commissioning.errors import FormatError as FormatError

# The rooms behind the front door
from commissioning import evaluation as evaluation
from commissioning import agenda as agenda
from commissioning import contracts as contracts
from commissioning import dates as dates
from commissioning import findings as findings
from commissioning import mobilisation as mobilisation
from commissioning import planning as planning
from commissioning import timetable as timetable
from commissioning import law as law
from commissioning import gates as gates
from commissioning import interchange as interchange
from commissioning import display as display
from commissioning import portfolio as portfolio
from commissioning import store as store
from commissioning import casebook as casebook
from commissioning import testing as testing
