# The everyday names of the library, one a line, in the order of the cycle.
# Type checkers read this file as the stub of the package; `__init__.py` reads it for where each
# name lives. Each line is `from MODULE import NAME as NAME` and nothing else.

__version__: str

# Where a lot stands, and the ways along the line
from commissioning.stages import Route as Route
from commissioning.stages import Stage as Stage

# Plain values: money, days, findings
from commissioning.values.money import VatBasis as VatBasis
from commissioning.values.money import Money as Money
from commissioning.values.money import pounds as pounds
from commissioning.values.periods import Period as Period
from commissioning.values.windows import Window as Window
from commissioning.values.windows import Reading as Reading
from commissioning.values.windows import Precision as Precision
from commissioning.values.deadlines import Deadline as Deadline
from commissioning.values.citations import Citation as Citation
from commissioning.values.citations import Standing as Standing
from commissioning.values.findings import Finding as Finding
from commissioning.values.findings import Severity as Severity
from commissioning.values.finding_codes import FindingCode as FindingCode
from commissioning.values.finding_codes import FINDING_CODES as FINDING_CODES
from commissioning.values.tables import Table as Table
from commissioning.values.tables import Column as Column

# What every record has in common
from commissioning.records.record import Record as Record
from commissioning.records.record import Basis as Basis
from commissioning.records.record import Grounds as Grounds
from commissioning.records.record import Learned as Learned

# Who takes part: authorities, providers, the bodies that support people, and reference groups.
from commissioning.records.parties import CqcRating as CqcRating
from commissioning.records.parties import Authority as Authority
from commissioning.records.parties import Provider as Provider
from commissioning.records.parties import SupportingBody as SupportingBody
from commissioning.records.parties import Constituency as Constituency
from commissioning.records.parties import Member as Member
from commissioning.records.parties import ReferenceGroup as ReferenceGroup

# Notices as they were published. Which are due, and by when, is a matter of the regime's rows.
from commissioning.records.notices import NoticePublished as NoticePublished

# How a service is to be bought: the facts the law turns on, the route, the money, the buyers.
from commissioning.records.strategy import Subject as Subject
from commissioning.records.strategy import HealthProcess as HealthProcess
from commissioning.records.strategy import ProcurementFacts as ProcurementFacts
from commissioning.records.strategy import FinancialEnvelope as FinancialEnvelope
from commissioning.records.strategy import JointBuyer as JointBuyer
from commissioning.records.strategy import ProcurementStrategy as ProcurementStrategy

# Decisions of the council about a procurement: permission to begin, scrutiny, waivers of practice.
from commissioning.records.approval import ApprovalToProcure as ApprovalToProcure
from commissioning.records.approval import ScrutinyNote as ScrutinyNote
from commissioning.records.approval import Waiver as Waiver

# What was intended: the timetable of a cycle, as a council prints it or as a plan works it out.
from commissioning.records.timetable import TimetableRow as TimetableRow
from commissioning.records.timetable import Timetable as Timetable

# The selection stage: who may go on to tender, by what they are and have done.
from commissioning.records.selection import QuestionKind as QuestionKind
from commissioning.records.selection import SelectionQuestion as SelectionQuestion
from commissioning.records.selection import SelectionQuestionnaire as SelectionQuestionnaire
from commissioning.records.selection import SelectionResponse as SelectionResponse
from commissioning.records.selection import SelectionOutcome as SelectionOutcome
from commissioning.records.selection import SelectionAssessment as SelectionAssessment
from commissioning.records.selection import Shortlist as Shortlist

# From the recommendation to the end of any challenge: four things the word "award" is used for.
from commissioning.records.award import LotAward as LotAward
from commissioning.records.award import AwardRecommendation as AwardRecommendation
from commissioning.records.award import ApprovalToAward as ApprovalToAward
from commissioning.records.award import IntentionToAward as IntentionToAward
from commissioning.records.award import Challenge as Challenge
from commissioning.records.award import ChallengeOutcome as ChallengeOutcome
from commissioning.records.award import ChallengeResolved as ChallengeResolved

# Going back: a procurement that returns to an earlier stage, and why.
from commissioning.records.returns import ReturnToStage as ReturnToStage
from commissioning.records.returns import EvaluationReopened as EvaluationReopened
from commissioning.records.returns import InvitationReissued as InvitationReissued
from commissioning.records.returns import SelectionReopened as SelectionReopened
from commissioning.records.returns import AwardFellThrough as AwardFellThrough

# Where a ledger begins, when it does not begin at the beginning.
from commissioning.records.history import BroughtForward as BroughtForward

# What the library refuses, and why
from commissioning.errors import BlockedError as BlockedError
from commissioning.errors import CommissioningError as CommissioningError
from commissioning.errors import FormatError as FormatError
from commissioning.errors import NoRuleError as NoRuleError
from commissioning.errors import RecordError as RecordError
from commissioning.errors import StageOrderError as StageOrderError
