"""The process: THE table of what may be recorded when. `judging.py` asks it about an attempt.

Read `STEPS` from top to bottom and you have read the product. Each row is one kind of record: its tag
in files, where it comes, what must be there first, and the named gates and checks it passes. The law of
the day adds gates of its own (`law.regimes`); a council adds rows with `Process.with_steps`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from attrs import evolve, field

from commissioning.errors import RecordError
from commissioning.findings.finding import Finding, FindingCode
from commissioning.gates.by_name import (
    award,
    by_rules,
    call_offs,
    challenges,
    claims_law,
    contract_course,
    decisions,
    doors,
    evaluation,
    every_record,
    frameworks,
    kpis,
    mobilisation,
    money,
    notices,
    panels,
    parties,
    people,
    places,
    planning,
    recommendation,
    selection,
    selection_law,
    signed_reports,
    tenders,
)
from commissioning.gates.named import found, not_named
from commissioning.gates.order_rules import Deciding, Needed, Opener, OrderRule
from commissioning.records import means_rules  # noqa: F401  (no record imports these rules)
from commissioning.records.answers import AnswerClarified, EvidenceReceived
from commissioning.records.approval import (
    Approval,
    ApprovalToContinue,
    ApprovalToProcure,
    ConditionMet,
    NotApproved,
    OfficesHeld,
    ScrutinyNote,
    Waiver,
)
from commissioning.records.award import ApprovalToAward, AwardRecommendation, IntentionToAward
from commissioning.records.challenge import (
    Challenge,
    ChallengeResolved,
    ClaimIssued,
    JudgmentGiven,
    PanelAdvice,
    SuspensionDecided,
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
    AwardFellThrough,
    Closure,
    ContractEnded,
    EvaluationReopened,
    ExitPlan,
    InvitationReissued,
    SelectionReopened,
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
from commissioning.records.frameworks import (
    CallOffNoted,
    FrameworkOpened,
    MarketOpened,
    MembershipChanged,
    PackageEnded,
    PackagePlaced,
    RankedListIssued,
)
from commissioning.records.history import BroughtForward
from commissioning.records.live import (
    BreachRecorded,
    BreachRemedied,
    CommitmentChecked,
    EarlyLifeCheck,
    Escalated,
    GoLive,
    ImprovementNotice,
    ImprovementNoticeClosed,
    KpiReport,
    KpisAgreed,
    PlacementsResumed,
    PlacementsSuspended,
    RenewalDecided,
    Review,
    ServiceCreditApplied,
    SpendReported,
)
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
    Interview,
    InterviewInvitation,
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
    PeopleSettled,
    PeopleTold,
    TransferPlan,
)
from commissioning.records.quality import ActionDone, ActionPlan, QualityFramework, QualityReview
from commissioning.records.record import Record, a_kind
from commissioning.records.report_issued import OpinionGiven, ReportIssued, ReportSigned
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
from commissioning.records.staff import (
    StaffConsulted,
    StaffDisputed,
    StaffDisputeSettled,
    StaffListIssued,
)
from commissioning.records.strategy import BuyerSucceeded, PartnerDecision, ProcurementStrategy
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
from commissioning.records.tender_faults import PriceCorrected, TenderClarified, TenderRejected
from commissioning.records.timetable import Timetable
from commissioning.stages import LINE, Begins, During, Ends, Opens, Placement, Returns, Stage
from commissioning.values.asked import asked
from commissioning.values.constructor_repr import Brief
from commissioning.values.families import Family, family_of, faults_of
from commissioning.values.fitting import unfit
from commissioning.values.frozen import frozen
from commissioning.values.listings import Listing
from commissioning.values.tables import Column, ColumnsOf, Kind
from commissioning.values.text import (
    article,
    did_you_mean,
    display_name,
    grouped,
    listed,
    more_than_once,
)

if TYPE_CHECKING:
    from commissioning.gates.case import Check, Gate

# By family whichever was loaded first, the last first: in schemas "all-of" is that of low-price tests.
KINDS: Final = tuple(sorted(Family.built_in(), key=lambda k: str(family_of(k)), reverse=True))
"""The library's own kinds of the open families."""


@frozen(repr=False)
class Step:
    """One row of the process: a kind of record and when it may come."""

    tag: str
    """Its name in files. It outlives any renaming of the class."""
    record: type[Record]
    where: Placement
    rests_on: tuple[type[Record], ...] = ()
    """The records that must come first, whatever the law; skipped where no stage of one is on the route."""
    _gates: tuple[Gate, ...] = field(default=(), alias="gates")
    _checks: tuple[Check, ...] = field(default=(), alias="checks")

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """Asked whether a record of the kind may come at all; loaded when first read."""
        return found(self._gates)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Asked whether a record fits the ledger; loaded when first read."""
        return found(self._checks)

    @property
    def words(self) -> str:
        """The record by the officer's word."""
        return display_name(self.record)

    @property
    def conditions(self) -> tuple[Gate | Check, ...]:
        """Its gates and its checks."""
        return (*self.gates, *self.checks)

    def __repr__(self) -> str:
        conditions: tuple[Gate | Check, ...] = (*self._gates, *self._checks)
        asked = listed(condition.name for condition in conditions)
        return f"<Step {self.tag!r}: {self.record.__name__}, asks {asked or 'nothing of its own'}>"

    @property
    def own_checks(self) -> tuple[Check, ...]:
        """The checks of a council's own; the library's are given by their names."""
        return not_named(self._checks)

    @property
    def own_conditions(self) -> tuple[Gate | Check, ...]:
        """The gates and checks of a council's own."""
        return (*not_named(self._gates), *self.own_checks)


@frozen(repr=False)
class NextStep:
    """One kind of record that the order of stages lets come next, and what else is in its way."""

    step: Step
    findings: tuple[Finding, ...]
    lots: tuple[str, ...] = ()
    """The lots for which it can come, where others take another route; empty where it can for all."""

    @property
    def kind(self) -> type[Record]:
        return self.step.record

    @property
    def ready(self) -> bool:
        """Whether nothing blocks it."""
        return not self.blocked_by

    @property
    def blockers(self) -> tuple[Finding, ...]:
        """The findings that block it."""
        return tuple(finding for finding in self.findings if finding.blocks)

    @property
    def blocked_by(self) -> tuple[str, ...]:
        """The codes of the findings that block it, each once."""
        return tuple(dict.fromkeys(each.code for each in self.blockers))

    @property
    def earliest(self) -> date | None:
        """The day from which nothing blocks it, where time alone is in the way; None otherwise."""
        days = [finding.earliest for finding in self.blockers if finding.earliest]
        return max(days) if days and len(days) == len(self.blockers) else None

    def __str__(self) -> str:
        lots = f" for {', '.join(self.lots)}" if self.lots else ""
        return f"{self.step.words}{lots}: {', '.join(self.blocked_by) or 'ready'}"

    def __repr__(self) -> str:
        return f"<NextStep {self}>"


class NextSteps(Listing[NextStep]):
    """The kinds of record that may come next, in the order of the table."""

    __slots__ = ()

    noun = "next step"
    columns = ColumnsOf[NextStep](
        (Column("record"), lambda one: one.step.words),
        (Column("ready", Kind.YES_NO, "whether nothing blocks it"), lambda one: one.ready),
        (Column("earliest", Kind.DAY, "the day from which nothing blocks it, by time alone"),
            lambda one: one.earliest),
        (Column("lots"), lambda one: ", ".join(one.lots) or None),
        (Column("in the way", Kind.TEXT, "the codes of the findings that block it"),
            lambda one: ", ".join(one.blocked_by) or None),
    )  # fmt: skip


@frozen(repr=False)
class Process(Brief):
    """A table of steps that has been checked: every stage can be reached, and left."""

    steps: tuple[Step, ...]
    kinds: tuple[type, ...] = field(default=KINDS, repr=False)
    """The kinds of the open families that files of this process may hold."""
    public: bool = False
    """Whether cycles are judged as the public sees them, by what notices show."""

    def __attrs_post_init__(self) -> None:
        problems = (*_faults(self), *faults_of(self.kinds))
        if problems:
            raise RecordError("process", problems)

    @cached_property
    def codes(self) -> Mapping[str, FindingCode]:
        """The kinds of finding by code: the library's, and those that a council's gates declare."""
        from commissioning.findings.catalogue import BY_CODE  # few runs ask for every code

        return {**BY_CODE, **{code.code: code for code in _own_codes(self.steps)}}

    @cached_property
    def _by_record(self) -> Mapping[type[Record], Step]:
        return {step.record: step for step in self.steps}

    @cached_property
    def order(self) -> Mapping[type[Record], OrderRule]:
        """The rule of order for each kind of record."""
        needed = {
            step.record: tuple(Needed(kind, self._by_record[kind].where) for kind in step.rests_on)
            for step in self.steps
        }
        openers = grouped(
            (step.where.stage, Opener(step.where, article(step.words), needed[step.record]))
            for step in self.steps
            if isinstance(step.where, Opens)
        )
        returns = tuple(
            (step.where, article(step.words))
            for step in self.steps
            if isinstance(step.where, Returns)
        )
        return {
            step.record: OrderRule(step.where, needed[step.record], openers, returns)
            for step in self.steps
        }

    @cached_property
    def deciding(self) -> Mapping[type[Record], Deciding]:
        """The decisions asked about each kind of record: by its tag, and by what it rests on."""
        kinds = {step.tag: step.record for step in self.steps}
        approvals = {tag: kind for tag, kind in kinds.items() if issubclass(kind, Approval)}
        return {
            step.record: Deciding(step.tag, step.rests_on, approvals, tuple(kinds))
            for step in self.steps
        }

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self.steps)} steps, {len(self.kinds)} kinds>"

    @classmethod
    def standard(cls) -> Process:
        """The commissioning cycle as English councils run it."""
        return STANDARD

    @asked
    def with_steps(self, *steps: Step) -> Process:
        """This process with a council's own records added, or its own row for one of the standard's.

        Raises `RecordError` naming every fault: a tag or record twice, a stage that no row opens.
        """
        own = {step.record for step in steps}
        kept = tuple(step for step in self.steps if step.record not in own)
        return evolve(self, steps=(*kept, *steps))

    def as_published(self) -> Process:
        """This process as the public sees it, for a cycle read from notices.

        What is never published is not asked for; order, time, notices, standstill and values still are.
        A cycle of it has the standing warning `not-published`.
        """
        return self._as_published

    @cached_property
    def _as_published(self) -> Process:
        from commissioning.gates.published import ALWAYS_TOLD, placed_as_published

        if self.public:
            return self
        seen = (
            evolve(
                step,
                where=placed_as_published(step.where),
                rests_on=tuple(kind for kind in step.rests_on if kind in ALWAYS_TOLD),
            )
            for step in self.steps
        )
        return evolve(self, steps=tuple(seen), public=True)

    def standing(self) -> tuple[Finding, ...]:
        """The warnings that every cycle of this process has."""
        if not self.public:
            return ()
        from commissioning.gates.published import ALWAYS_TOLD, not_published

        told = (step for step in STEPS if step.record in ALWAYS_TOLD)
        cut = {kind for step in told for kind in step.rests_on if kind not in ALWAYS_TOLD}
        return (not_published(tuple(cut)),)

    @asked
    def with_kinds(self, *kinds: type) -> Process:
        """This process with a council's own kinds of the open families, such as a price formula.

        Raises `RecordError` naming every fault: a kind of no family, a tag given twice, no description.
        """
        kept = tuple(kind for kind in self.kinds if kind not in kinds)
        return evolve(self, kinds=(*kept, *kinds))

    def step(self, kind: type[Record]) -> Step:
        """The row for a kind of record. Raises `RecordError` for one the process does not know."""
        found = self._by_record.get(kind) if isinstance(kind, type) else None
        if found is None:
            name = a_kind(kind)
            near = did_you_mean(kind.__name__, (each.__name__ for each in self._by_record), "`")
            hint = near or "; add a row for it with `Process.with_steps`"
            raise RecordError("cycle", (f"{article(name)} is not in this process{hint}",))
        return found

    def where(self, kind: type[Record]) -> Placement | None:
        """The place of a kind of record; None for one that the process does not know."""
        step = self._by_record.get(kind)
        return step.where if step is not None else None

    def placement(self, record: Record) -> Placement:
        """The place of a record; of a history brought forward, also those of what it carries.

        Raises `RecordError` for a kind that the process does not know.
        """
        where = self.step(type(record)).where
        if not isinstance(record, BroughtForward):
            return where
        known = (self._by_record.get(type(carried)) for carried in record.carries)
        return Begins(tuple(step.where if step else where for step in known))

    def tagged(self, tag: str) -> Step | None:
        """The row with that tag, or None."""
        return next((step for step in self.steps if step.tag == tag), None)

    def opening(self, stage: Stage) -> tuple[Step, ...]:
        """The rows that open a stage; several kinds of record may."""
        return tuple(
            step
            for step in self.steps
            if isinstance(step.where, Opens) and step.where.stage is stage
        )


def _faults(process: Process) -> Iterator[str]:
    """The faults of a table of steps, found when it is defined and not when it is used."""
    steps = process.steps
    where = {step.record: step.where for step in steps}
    for tag in more_than_once(step.tag for step in steps):
        yield f"tag: {tag} is the tag of two rows; give each row its own"
    for name in more_than_once(step.words for step in steps):
        yield f"record: {article(name)} has two rows; keep one of them"
    for step in steps:
        yield from _faults_of_step(step, where)
    yield from _faults_of_codes(_own_codes(steps))
    opened = {step.where.stage for step in steps if isinstance(step.where, Opens)}
    for stage in LINE[1:]:
        if stage not in opened:
            yield f"steps: no row opens the {stage.words} stage, so no lot can reach it; add one"


def _own_codes(steps: Iterable[Step]) -> tuple[FindingCode, ...]:
    """The codes that a council's own gates and checks declare; the library's are in the catalogue."""
    own = (condition for step in steps for condition in step.own_conditions)
    return tuple(dict.fromkeys(code for each in own for code in getattr(each, "codes", ())))


def _faults_of_codes(codes: tuple[FindingCode, ...]) -> Iterator[str]:
    if codes:
        from commissioning.findings.catalogue import BY_CODE

        for code in codes:
            known = BY_CODE.get(code.code, code)
            if known is not code and known != code:
                # Otherwise a council could declare a rule of order or statute waivable.
                yield f"the code {code.code} is the library's; give your own finding another"


def _faults_of_step(step: Step, where: Mapping[type[Record], Placement]) -> Iterator[str]:
    if not step.tag or step.tag != step.tag.lower() or " " in step.tag:
        right = "-".join((step.tag or step.words).lower().split())
        yield f"tag: {step.tag!r} is not small letters joined by hyphens; write {right!r}"
    if not issubclass(step.record, Record) or "__attrs_attrs__" not in vars(step.record):
        yield (
            f"record: {step.record.__name__} is not a frozen record; extend `Record`, with "
            "@frozen(kw_only=True)"
        )
    stages: tuple[object, ...] = () if isinstance(step.where, Begins) else step.where.stages
    strange = [f"where: {unfit(Stage, each)}" for each in stages if not isinstance(each, Stage)]
    if strange:
        yield from strange
        return
    if not isinstance(step.where, Begins) and not stages:
        yield f"where: {article(step.words)} comes in no stage; name at least one"
    plain = [each for each in step.own_conditions if not hasattr(each, "codes")]
    if plain:
        names = listed(getattr(each, "__name__", repr(each)) for each in plain)
        yield f"gates: {names} declares no codes; decorate it with `@gate(CODE)` or `@check(Kind, CODE)`"
        return
    for check in step.own_checks:
        if not issubclass(step.record, check.kind):
            kinds = f"{article(display_name(check.kind))}, not of {article(step.words)}"
            yield f"checks: {check.name} is a check of {kinds}"
    for kind in step.rests_on:
        needed = article(display_name(kind))
        if kind not in where:
            yield f"rests_on: {needed} has no row; add one, or leave it out of {step.tag}"
        elif _comes_only_later(where[kind], step.where):
            yield f"rests_on: {needed} comes only after {article(step.words)}; leave it out"


def _comes_only_later(needed: Placement, where: Placement) -> bool:
    """Whether every stage of what is needed lies after; what begins a history comes before them all."""
    return bool(needed.stages) and all(
        there.place > here.place for there in needed.stages for here in where.stages
    )


S = Stage
PLANNING: Final = (S.NEEDS, S.SPECIFICATION)
COMPETING: Final = (S.SSQ, S.ITT, S.EVALUATION, S.INTERVIEWS)
SCORING: Final = (S.EVALUATION, S.INTERVIEWS)
UNTIL_AWARD: Final = (*PLANNING, *COMPETING, S.AWARD)
SIGNED: Final = (S.AWARD, S.MOBILISATION, S.GO_LIVE)
ARRIVING: Final = (S.MOBILISATION, S.GO_LIVE)
RUNNING: Final = (S.GO_LIVE,)
AFTER_SELECTION: Final = (S.ITT, S.EVALUATION, S.INTERVIEWS, S.AWARD)
AFTER_TENDERS: Final = (S.EVALUATION, S.INTERVIEWS, S.AWARD)
AFTER_MARKING: Final = (S.INTERVIEWS, S.AWARD)
AFTERWARDS: Final = (S.GO_LIVE, S.ENDED)
ANY: Final = tuple(stage for stage in LINE if not stage.finished)
ALWAYS: Final = (*ANY, S.ENDED, S.ABANDONED)


def during(*stages: Stage) -> During:
    """The place of a record that comes in these stages and moves no lot to another."""
    return During(stages)


def in_market(*stages: Stage) -> During:
    """The place of a record that comes in these stages; in a market, as long as that runs."""
    return During((*stages, *RUNNING), in_market=RUNNING)


def lasting(*stages: Stage) -> During:
    """Like `during`, for a record that no return supersedes."""
    return During(stages, survives=True)


def throughout(*, survives: bool = False) -> During:
    """The place of a record that comes in every stage; `survives` if no return supersedes it."""
    return During(ALWAYS, survives)


DECIDED_ON_A_REPORT: Final = (
    signed_reports.report_is_ready_to_decide_on,
    signed_reports.objections_are_shown,
)
BEFORE_COMPETING: Final = (ServiceSpecification, ProcurementStrategy, ApprovalToProcure)

# fmt: off
STEPS: Final = (
    #    tag                       record                       where, rests on, gates, checks
    # A history that is not all here
    Step("brought-forward",        BroughtForward,              Begins()),
    # Needs
    Step("needs-assessment",       NeedsAssessment,             during(S.NEEDS)),
    Step("equality-impact",        EqualityImpactAssessment,    during(*UNTIL_AWARD)),
    Step("reference-group",        ReferenceGroupFormed,        throughout(survives=True)),
    Step("engagement-meeting",     EngagementMeeting,           throughout(survives=True)),
    Step("consultation",           Consultation,                during(*PLANNING)),
    Step("consultation-report",    ConsultationReport,          during(*PLANNING), (Consultation,)),
    Step("you-said-we-did",        YouSaidWeDid,                during(*PLANNING), (ConsultationReport,)),
    Step("market-engagement",      MarketEngagement,            during(*PLANNING)),
    Step("options-appraisal",      OptionsAppraisal,            during(*PLANNING)),
    Step("procurement-strategy",   ProcurementStrategy,         during(*PLANNING),
         checks=(planning.strategy_is_settled_before_the_competition, money.money_is_carried_through)),
    Step("approval-to-procure",    ApprovalToProcure,           during(*PLANNING),
         checks=(money.money_is_carried_through, *DECIDED_ON_A_REPORT)),
    Step("partner-decision",       PartnerDecision,             throughout(survives=True),
         (ProcurementStrategy,), checks=(planning.partner_was_asked,)),
    Step("buyer-succeeded",        BuyerSucceeded,              throughout(survives=True)),
    Step("conflicts-assessed",     ConflictsAssessed,           throughout(survives=True)),
    # Of any time
    Step("timetable",              Timetable,                   throughout(survives=True)),
    Step("scrutiny-note",          ScrutinyNote,                throughout(survives=True)),
    Step("approval-to-continue",   ApprovalToContinue,          throughout(), checks=DECIDED_ON_A_REPORT),
    Step("not-approved",           NotApproved,                 throughout(),
         checks=(decisions.answer_says_which_recommendation,)),
    Step("condition-met",          ConditionMet,                throughout(),
         checks=(decisions.condition_was_made,)),
    Step("offices-held",           OfficesHeld,                 throughout(survives=True)),
    Step("report-issued",          ReportIssued,                throughout(),
         checks=(signed_reports.manifest_is_of_these_records,)),
    Step("report-signed",          ReportSigned,                throughout(), (ReportIssued,),
         checks=(signed_reports.signature_is_of_this_version,)),
    Step("opinion",                OpinionGiven,                throughout(), (ReportIssued,),
         checks=(signed_reports.opinion_is_of_this_version,)),
    Step("notice",                 NoticePublished,             throughout(),
         checks=(notices.notice_is_known, notices.notice_is_published_once)),
    Step("waiver",                 Waiver,                      throughout()),
    # Specification
    Step("specification",          ServiceSpecification,        Opens(S.SPECIFICATION),
         (NeedsAssessment,), checks=(planning.views_were_heard_before_approval, kpis.weights_add_up_to_100)),
    Step("quality-framework",      QualityFramework,            during(*ANY)),
    Step("panel",                  Panel,                       during(*PLANNING, *COMPETING)),
    Step("panel-changed",          PanelChanged,                during(*PLANNING, *COMPETING),
         (Panel,), checks=(panels.change_fits_the_panel,)),
    Step("panel-questions",        PanelQuestions,              during(*PLANNING, *COMPETING), (Panel,)),
    Step("declaration-of-interest", DeclarationOfInterest,      during(*UNTIL_AWARD), (Panel,)),
    # Selection
    Step("ssq",                    SelectionQuestionnaire,      Opens(S.SSQ, in_market=RUNNING),
         BEFORE_COMPETING,
         gates=(planning.specification_is_approved, planning.every_partner_has_decided,
                award.call_in_is_over, selection_law.grounds_asked_are_of_the_law),
         checks=(selection.standard_questions_are_unchanged,)),
    Step("selection-response",     SelectionResponse,           in_market(S.SSQ, S.ITT),
         (SelectionQuestionnaire,),
         checks=(selection.response_is_in_time, selection.answers_fit_the_questionnaire)),
    Step("answer-clarified",       AnswerClarified,             lasting(S.SSQ, S.ITT, *SCORING),
         checks=(selection.clarification_is_allowed,)),
    Step("evidence",               EvidenceReceived,            throughout(survives=True)),
    Step("selection-assessment",   SelectionAssessment,         in_market(S.SSQ, S.ITT, S.EVALUATION),
         checks=(selection.assessed_have_responded, selection.assessment_follows_the_rules)),
    Step("exclusions-decided",     ExclusionsDecided,
         lasting(S.SPECIFICATION, *COMPETING, *SIGNED)),
    Step("supplier-information",   SupplierInformationConfirmed,
         during(S.SPECIFICATION, *COMPETING, S.AWARD)),
    Step("shortlist",              Shortlist,                   during(S.SSQ), (SelectionAssessment,),
         gates=(selection.responses_are_all_in, selection.every_response_assessed,
                doors.providers_still_stand),
         checks=(selection.shortlisted_have_responded, selection.shortlist_follows_the_points)),
    # Invitation to tender
    Step("itt",                    InvitationToTender,          Opens(S.ITT), (*BEFORE_COMPETING, Shortlist),
         gates=(planning.specification_is_approved, planning.every_partner_has_decided,
                award.call_in_is_over, doors.providers_still_stand,
                selection_law.grounds_asked_are_of_the_law),
         checks=(tenders.method_stays_as_issued, parties.invited_are_the_shortlisted,
                 money.money_is_carried_through)),
    Step("clarification",          Clarification,               during(S.SSQ, S.ITT),
         checks=(parties.answers_go_to_everyone,)),
    Step("deadline-extended",      DeadlineExtended,            during(S.ITT), (InvitationToTender,),
         checks=(tenders.deadline_only_moves_later,)),
    Step("tender",                 TenderReceived,              during(S.ITT), (InvitationToTender,),
         gates=(doors.providers_still_stand,),
         checks=(tenders.tender_is_in_time, tenders.tenderer_was_invited,
                 call_offs.tender_is_of_a_member,
                 tenders.lots_tendered_are_within_the_limit, money.money_is_carried_through,
                 selection.answers_fit_the_invitation,
                 every_record.tender_was_there_at_the_opening)),
    Step("tender-withdrawn",       TenderWithdrawn,             lasting(S.ITT, *SCORING, S.AWARD),
         (TenderReceived,), checks=(tenders.withdrawn_tender_was_received,)),
    Step("tender-rejected",        TenderRejected,              lasting(S.ITT, *SCORING, S.AWARD),
         (TenderReceived,)),
    # Evaluation
    Step("tender-opening",         TenderOpening,               Opens(S.EVALUATION, passing=S.ITT),
         (InvitationToTender, TenderReceived),
         gates=(tenders.tenders_are_all_in, tenders.tenders_answer_this_invitation,
                doors.providers_still_stand),
         checks=(tenders.two_people_open, tenders.opened_tenders_were_received,
                 parties.every_tender_is_opened)),
    Step("provider-assessment",    ProviderAssessment,          Opens(S.EVALUATION, without=S.ITT),
         BEFORE_COMPETING, gates=(award.call_in_is_over,)),
    Step("tender-clarified",       TenderClarified,             during(*SCORING, S.AWARD), (TenderOpening,),
         checks=(planning.what_is_taken_up_is_there,)),
    Step("price-corrected",        PriceCorrected,              during(*SCORING), (TenderOpening,),
         checks=(tenders.correction_is_of_a_price_tendered,)),
    Step("price-queried",          PriceQueried,                during(*SCORING), (TenderOpening,)),
    Step("price-explained",        PriceExplained,              during(*SCORING), (PriceQueried,)),
    Step("price-decision",         PriceDecision,               during(*SCORING), (PriceQueried,),
         checks=(tenders.bidder_was_heard,)),
    Step("panel-meeting",          PanelMeeting,                during(*PLANNING, *COMPETING), (Panel,)),
    Step("score-sheet",            ScoreSheet,                  during(*SCORING), (TenderOpening, Panel),
         checks=(evaluation.marks_fit_the_invitation, evaluation.marks_have_reasons,
                 evaluation.interests_are_declared, evaluation.marks_were_given_where_they_say,
                 evaluation.written_answers_are_marked_before_the_interview,
                 evaluation.interviews_are_marked_when_held,
                 every_record.marks_were_there_at_the_recommendation)),
    Step("mark-corrected",         MarkCorrected,               during(*SCORING), (ScoreSheet,),
         checks=(evaluation.correction_fits_a_sheet, every_record.marks_were_there_at_the_recommendation)),
    Step("moderation",             Moderation,                  during(*SCORING), (ScoreSheet,),
         checks=(evaluation.moderation_fits_the_marks,
                 evaluation.moderation_stands_after_the_interview,
                 every_record.marks_were_there_at_the_recommendation)),
    # Interviews
    Step("interview-invitation",   InterviewInvitation,         Opens(S.INTERVIEWS), (TenderOpening,),
         gates=(doors.providers_still_stand,), checks=(parties.interviewed_have_tendered,)),
    Step("interview",              Interview,                   during(S.INTERVIEWS), (InterviewInvitation,),
         checks=(evaluation.interview_changes_only_what_was_announced,)),
    # Award
    Step("award-recommendation",   AwardRecommendation,         Opens(S.AWARD),
         (*BEFORE_COMPETING, TenderReceived, Interview),
         gates=(evaluation.every_tender_is_scored_and_moderated, tenders.low_prices_are_settled,
                doors.providers_still_stand),
         checks=(award.every_lot_has_an_award, places.places_are_free,
                 recommendation.recommendation_follows_the_ranking,
                 recommendation.marks_stand_since_the_last_recommendation,
                 money.money_is_carried_through)),
    Step("approval-to-award",      ApprovalToAward,             during(S.AWARD), (AwardRecommendation,),
         gates=(doors.providers_still_stand, challenges.upheld_challenges_are_answered),
         checks=(award.approval_is_of_this_recommendation, money.money_is_carried_through,
                 *DECIDED_ON_A_REPORT)),
    Step("intention-to-award",     IntentionToAward,            during(S.AWARD),
         (AwardRecommendation, ApprovalToAward),
         gates=(award.call_in_is_over, doors.providers_still_stand,
                challenges.upheld_challenges_are_answered),
         checks=(award.letters_are_of_this_recommendation, parties.letters_go_to_those_who_tendered)),
    Step("contract-signed",        ContractSigned,              lasting(*SIGNED),
         (AwardRecommendation, ApprovalToAward),
         gates=(award.call_in_is_over, doors.providers_still_stand, challenges.no_challenge_is_open,
                challenges.upheld_challenges_are_answered, claims_law.late_claims_are_known),
         checks=(award.contract_follows_its_award, selection.evidence_is_seen_before_signing,
                 places.place_is_not_taken, contract_course.term_is_plausible,
                 call_offs.contract_is_called_off_within_the_terms,
                 money.money_is_carried_through, by_rules.consent_is_given)),
    # Challenges: from the first notice until long after the end
    Step("challenge",              Challenge,                   throughout(survives=True),
         checks=(parties.challenger_took_part, challenges.points_of_the_challenge_exist,
                 challenges.challenge_names_an_award_of_its_lots, claims_law.stated_claim_is_in_time)),
    Step("claim-issued",           ClaimIssued,                 throughout(survives=True), (Challenge,),
         checks=(challenges.points_of_the_claim_exist, challenges.claim_names_an_award_of_its_lots,
                 claims_law.claim_is_in_time)),
    Step("suspension-decided",     SuspensionDecided,           throughout(survives=True), (Challenge,)),
    Step("judgment-given",         JudgmentGiven,               throughout(survives=True), (Challenge,),
         checks=(challenges.points_judged_were_raised, challenges.judgment_leaves_the_winner)),
    Step("panel-advice",           PanelAdvice,                 throughout(survives=True),
         (Challenge,), checks=(challenges.points_advised_on_were_raised,)),
    Step("challenge-resolved",     ChallengeResolved,           throughout(survives=True), (Challenge,)),
    # Mobilisation
    Step("mobilisation-plan",      MobilisationPlan,            Opens(S.MOBILISATION, again=RUNNING),
         (AwardRecommendation,), gates=(mobilisation.lots_are_under_contract,),
         checks=(mobilisation.contracts_are_signed_before_mobilisation,)),
    Step("task-done",              TaskDone,                    during(*ARRIVING), (MobilisationPlan,),
         checks=(mobilisation.task_is_in_the_plan,)),
    Step("staff-information",      EmployeeLiabilityInformation, during(*ARRIVING), (MobilisationPlan,),
         checks=(mobilisation.staff_information_is_in_time, mobilisation.staff_are_as_many_as_tendered_for)),
    Step("staff-list-issued",      StaffListIssued,             during(*ANY)),
    Step("staff-consulted",        StaffConsulted,              during(*ARRIVING)),
    Step("staff-disputed",         StaffDisputed,               during(*SIGNED)),
    Step("staff-dispute-settled",  StaffDisputeSettled,         during(*SIGNED), (StaffDisputed,)),
    Step("staff-transferred",      StaffTransferred,            during(*ARRIVING),
         checks=(mobilisation.transferred_staff_were_listed, mobilisation.staff_were_informed_and_consulted,
                 mobilisation.disputes_are_settled)),
    Step("records-handed-over",    RecordsHandedOver,           during(*ARRIVING)),
    Step("bridging-contract",      BridgingContract,            throughout(survives=True),
         gates=(doors.providers_still_stand,), checks=(contract_course.term_is_plausible,)),
    Step("people-affected",        PeopleAffected,              during(*SIGNED)),
    Step("cohort-changed",         CohortChanged,               during(*SIGNED), (PeopleAffected,),
         checks=(people.cohort_has_been_counted, people.people_stay_within_their_cohort)),
    Step("people-told",            PeopleTold,                  during(*SIGNED), (PeopleAffected,),
         checks=(people.cohort_has_been_counted, people.people_stay_within_their_cohort)),
    Step("choices-made",           ChoicesMade,                 during(*SIGNED), (PeopleAffected,),
         checks=(people.cohort_has_been_counted, people.people_stay_within_their_cohort)),
    Step("transfer-plan",          TransferPlan,                during(*SIGNED), (PeopleAffected,),
         checks=(people.cohort_has_been_counted, people.waves_fit_cohorts_and_capacity)),
    Step("people-moved",           PeopleMoved,                 during(*ARRIVING), (PeopleAffected,),
         checks=(people.cohort_has_been_counted, people.people_stay_within_their_cohort,
                 people.people_move_to_a_contracted_provider)),
    Step("people-settled",         PeopleSettled,               during(*ARRIVING), (PeopleMoved,),
         checks=(people.cohort_has_been_counted, people.people_stay_within_their_cohort)),
    Step("people-counted",         PeopleCounted,               during(*SIGNED), (PeopleAffected,),
         checks=(people.cohort_has_been_counted, people.people_stay_within_their_cohort)),
    Step("readiness-review",       ReadinessReview,             during(*ARRIVING), (MobilisationPlan,),
         checks=(mobilisation.essential_tasks_are_done,)),
    # Go-live and the life of the contract
    Step("go-live",                GoLive,                      Opens(S.GO_LIVE, passing=S.MOBILISATION),
         (MobilisationPlan, ReadinessReview),
         gates=(mobilisation.readiness_says_go, mobilisation.service_starts_within_the_term,
                mobilisation.transferring_staff_are_known,
                selection.evidence_is_seen_before_the_start)),
    Step("early-life-check",       EarlyLifeCheck,              during(*RUNNING), (GoLive,)),
    Step("kpi-report",             KpiReport,                   during(*AFTERWARDS), (ContractSigned,)),
    Step("spend-reported",         SpendReported,               during(*AFTERWARDS),
         checks=(money.spend_is_within_the_contract, frameworks.spend_is_of_a_member)),
    Step("kpis-agreed",            KpisAgreed,                  lasting(*SIGNED), (ContractSigned,),
         checks=(contract_course.contract_is_not_over, kpis.kpis_apply_to_what_is_to_come,
                 kpis.kpis_go_on_or_end_knowingly, kpis.targets_do_not_fall,
                 kpis.weights_add_up_to_100)),
    Step("commitment-checked",     CommitmentChecked,           during(*AFTERWARDS),
         checks=(planning.what_is_taken_up_is_there,)),
    Step("change-requested",       ChangeRequested,             lasting(*SIGNED), (ContractSigned,),
         checks=(contract_course.contract_is_not_over,)),
    Step("change-refused",         ChangeRefused,               lasting(*SIGNED), (ChangeRequested,)),
    Step("contract-varied",        ContractVaried,              lasting(*SIGNED), (ContractSigned,),
         checks=(contract_course.contract_is_not_over,
                 contract_course.variation_keeps_within_the_contract,
                 contract_course.variation_takes_up_an_open_option,
                 contract_course.term_is_plausible, money.money_is_carried_through)),
    Step("price-uplifted",         PriceUplifted,               lasting(*RUNNING), (ContractSigned,),
         checks=(contract_course.contract_is_not_over, money.money_is_carried_through,
                 money.uplift_follows_its_clause, money.readings_were_published,
                 money.readings_are_of_the_index_that_counts)),
    Step("contract-extended",      ContractExtended,            lasting(*RUNNING), (ContractSigned,),
         checks=(contract_course.extension_takes_up_an_open_option, money.money_is_carried_through)),
    Step("extension-lapsed",       ExtensionLapsed,             lasting(*RUNNING), (ContractSigned,),
         checks=(contract_course.lapsed_option_was_open,)),
    Step("breach",                 BreachRecorded,              lasting(*ARRIVING),
         (ContractSigned,), checks=(kpis.breach_is_not_paid_for_already,)),
    Step("breach-remedied",        BreachRemedied,              lasting(*ARRIVING), (BreachRecorded,)),
    Step("improvement-notice",     ImprovementNotice,           lasting(*ARRIVING), (ContractSigned,)),
    Step("improvement-notice-closed", ImprovementNoticeClosed,  lasting(*ARRIVING), (ImprovementNotice,)),
    Step("placements-suspended",   PlacementsSuspended,         lasting(*RUNNING), (ContractSigned,),
         checks=(contract_course.contract_is_not_over,)),
    Step("placements-resumed",     PlacementsResumed,           lasting(*RUNNING), (PlacementsSuspended,),
         checks=(contract_course.contract_is_not_over,)),
    Step("service-credit",         ServiceCreditApplied,        lasting(*AFTERWARDS), (ContractSigned,)),
    Step("escalated",              Escalated,                   lasting(*ARRIVING), (ContractSigned,),
         checks=(kpis.step_was_due,)),
    Step("contract-novated",       ContractNovated,             lasting(*ARRIVING), (ContractSigned,),
         gates=(doors.providers_still_stand,),
         checks=(contract_course.contract_is_not_over, contract_course.contract_passes_from_its_holder)),
    Step("review",                 Review,                      during(*AFTERWARDS),
         checks=(planning.what_is_taken_up_is_there,)),
    Step("renewal-decided",        RenewalDecided,              during(*AFTERWARDS)),
    Step("termination-notice",     TerminationNotice,           lasting(*ARRIVING), (ContractSigned,),
         checks=(contract_course.contract_is_not_over,)),
    Step("exit-plan",              ExitPlan,                    lasting(*ARRIVING), (ContractSigned,)),
    Step("contract-ended",         ContractEnded,               lasting(*SIGNED), (ContractSigned,),
         checks=(contract_course.contract_ends_once,)),
    Step("quality-review",         QualityReview,               during(*ANY)),
    Step("action-plan",            ActionPlan,                  during(*ANY)),
    Step("action-done",            ActionDone,                  during(*ANY), (ActionPlan,)),
    Step("closure",                Closure,                     Opens(S.ENDED),
         gates=(contract_course.every_contract_has_ended,)),
    # Frameworks and dynamic markets: open from the first day, without a mobilisation
    Step("framework-opened",       FrameworkOpened,
         Opens(S.GO_LIVE, passing=S.AWARD, without=S.MOBILISATION), (ContractSigned,),
         gates=(frameworks.terms_are_of_its_lots,),
         checks=(frameworks.members_have_signed, frameworks.terms_are_as_announced)),
    Step("market-opened",          MarketOpened,                Opens(S.GO_LIVE, without=S.AWARD),
         (SelectionQuestionnaire,), gates=(frameworks.terms_are_of_its_lots,)),
    Step("membership-changed",     MembershipChanged,           during(*RUNNING),
         gates=(frameworks.framework_or_market_is_open,), checks=(frameworks.membership_may_change,)),
    Step("ranked-list",            RankedListIssued,            during(*RUNNING),
         gates=(frameworks.framework_or_market_is_open,), checks=(frameworks.list_is_of_members,)),
    Step("call-off-noted",         CallOffNoted,                during(*AFTERWARDS),
         gates=(frameworks.framework_or_market_is_open,),
         checks=(frameworks.call_off_is_within_the_terms, call_offs.call_offs_are_within_the_ceiling)),
    Step("package-placed",         PackagePlaced,               during(*AFTERWARDS),
         checks=(call_offs.package_is_placed_once, call_offs.placement_is_within_the_terms,
                 call_offs.placement_follows_the_rule)),
    Step("package-ended",          PackageEnded,                during(*AFTERWARDS),
         checks=(call_offs.package_that_ends_was_placed,)),
    # Off the line, and back along it
    Step("abandonment",            Abandonment,                 Ends(S.ABANDONED, until=S.AWARD),
         gates=(contract_course.no_lot_is_under_contract,),
         checks=(tenders.reason_is_what_the_records_show,)),
    Step("selection-reopened",     SelectionReopened,           Returns(AFTER_SELECTION, to=S.SSQ),
         checks=(award.return_sets_aside_nothing_earlier, places.return_removes_no_contract)),
    Step("invitation-reissued",    InvitationReissued,          Returns(AFTER_TENDERS, to=S.ITT),
         checks=(award.return_sets_aside_nothing_earlier, places.return_removes_no_contract)),
    Step("evaluation-reopened",    EvaluationReopened,
         Returns(AFTER_MARKING, to=S.EVALUATION),
         checks=(award.return_sets_aside_nothing_earlier, places.return_removes_no_contract)),
    Step("award-fell-through",     AwardFellThrough,
         Returns((S.AWARD, S.MOBILISATION), to=S.AWARD), (AwardRecommendation,),
         checks=(award.return_sets_aside_nothing_earlier, places.return_removes_no_contract,
                 award.fallen_award_was_recommended)),
)
# fmt: on

STANDARD: Final = Process(STEPS)
