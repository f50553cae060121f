"""The fields that the types of a record do not settle: believable words, and values that must agree.

`FIELDS` has a row for a class of records or values that needs one; most fields of most records need
none. A value is put in as it is, a function is asked for it with the scenario, and `...` asks for the
plain value of the type, for a field that has a default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from types import EllipsisType
from typing import Final, TypeAlias

from attrs import evolve

from commissioning.dates.parsing.readings import Precision
from commissioning.dates.periods import LONDON, Deadline, Period
from commissioning.dates.windows import Window
from commissioning.law.notices import Notice
from commissioning.records import (
    answer_rules,
    approval,
    award,
    bands,
    challenge,
    conflicts,
    contract,
    contract_options,
    criteria,
    ending,
    engagement,
    history,
    indexation,
    kpis,
    live,
    methods,
    mobilisation,
    needs,
    notices,
    options,
    panel,
    parties,
    people,
    pricing,
    quality,
    questions,
    report_issued,
    selection,
    specification,
    staff,
    strategy,
    tender,
    tender_faults,
    timetable,
)
from commissioning.records.record import WHOLE, Basis, Grounds
from commissioning.stages import Route, Stage
from commissioning.testing.drafts import rows
from commissioning.testing.stories.scenario import PRICE, SPOKEN, WRITTEN, Scenario, justification
from commissioning.values.checking import Checked
from commissioning.values.money import Money, pounds
from commissioning.values.scales import ZERO_TO_FIVE

From: TypeAlias = Callable[[Scenario], object]
Field: TypeAlias = (
    From | str | int | Decimal | date | time | Enum | tuple[object, ...] | Checked | EllipsisType
)

UNTIL_START: Final = 60
"""The days from signature to the first day of a contract."""


_OFFICER: Final = parties.Constituency.OFFICER
_CONSTITUENCIES: Final = {
    "carer": parties.Constituency.UNPAID_CARER,
    "user": parties.Constituency.SERVICE_USER,
    "clinician": parties.Constituency.CLINICIAN,
}
_GO_ON: Final = options.Option(
    reference="now", words="go on as now", yearly_costs=(pounds(200_000),)
)
_BUY_ANEW: Final = options.Option(
    reference="new", words="buy anew", yearly_costs=(pounds(180_000),)
)
_QUALITY: Final = criteria.Criterion(
    reference=WRITTEN, title="Quality", weight=100, scale=ZERO_TO_FIVE, panel="panel"
)
_PRICE: Final = criteria.Criterion(
    reference=PRICE, title="Price", kind=criteria.CriterionKind.PRICE
)


def _free(stem: str) -> From:
    """The first reference with this stem that no record bears yet: "B1", "B2"."""
    return lambda s: s.free(stem)


def _within(days: int) -> From:
    return lambda s: Deadline(s.after(days), time(12), LONDON)


def _tendered(s: Scenario) -> Money:
    """The price that the bidder whose turn it is tendered."""
    received = s.latest(tender.TenderReceived, s.who)
    offer = received.price(s.lot_now) if received else None
    return offer.price if offer else s.price


def _conditional(s: Scenario) -> str:
    """The reference of the latest approval that was given on a condition."""
    approved = s.latest(approval.ApprovalToContinue)
    return approved.reference if approved else "A1"


def _lots(s: Scenario) -> tuple[specification.Lot, ...]:
    return tuple(specification.Lot(reference=lot, title=f"Lot {lot}") for lot in s.lots)


def _joint_buyers(s: Scenario) -> tuple[strategy.JointBuyer, ...]:
    others = tuple(strategy.JointBuyer(authority=partner) for partner in s.partners)
    return (strategy.JointBuyer(authority="anyborough", lead=True), *others) if others else ()


@cache
def _criteria(panel: str, interviewed: bool, price: int) -> tuple[criteria.Criterion, ...]:
    """Price and quality; where there are interviews, ten of the points for quality are earned there."""
    spoken = evolve(
        _QUALITY, reference=SPOKEN, title="Interview", weight=10, panel=panel, at_interview=True
    )
    marked = evolve(_QUALITY, weight=100 - price - 10 * interviewed, panel=panel, tests=("Q1",))
    return (marked, *((spoken,) if interviewed else ()), evolve(_PRICE, weight=price))


def _constituency(member: str) -> parties.Constituency:
    return _CONSTITUENCIES.get(member.rpartition("-")[0], _OFFICER)


def _members(s: Scenario) -> tuple[parties.Member, ...]:
    return tuple(
        parties.Member(reference=member, constituency=_constituency(member), chair=number == 0)
        for number, member in enumerate(s.members)
    )


def _note_taker(s: Scenario) -> tuple[parties.Member, ...]:
    number = 1 + (len(s.cycle.every(panel.PanelChanged)) if s.cycle else 0)
    return (parties.Member(reference=f"note-taker-{number}", constituency=_OFFICER, scores=False),)


def _term(s: Scenario) -> Period:
    """The term of the contract that is spoken of, or of the one to be signed."""
    return s.signed.initial_term if s.signed else Period.of(s.after(UNTIL_START), years=s.years)


def _holder(s: Scenario) -> str:
    return s.signed.provider if s.signed else s.winner


def _cohort(s: Scenario) -> people.Cohort:
    counted = s.latest(people.PeopleAffected)
    return counted.cohorts[0] if counted else people.Cohort(reference="H1", people=40)


def _task(s: Scenario) -> str:
    plan = s.latest(mobilisation.MobilisationPlan)
    return plan.tasks[0].reference if plan and plan.tasks else "M1"


ONE: Final[Mapping[str, From]] = {
    "provider": lambda s: s.who,
    "lot": lambda s: s.lot_now,
    "panel": lambda s: s.panel,
    "criterion": lambda s: s.criterion,
    "contract": lambda s: s.contract_named,
    "cohort": lambda s: _cohort(s).reference,
    "task": _task,
    "commitment": lambda _: "P1",
}
"""The value of a field that refers to one thing, by the sort of thing."""
SEVERAL: Final[Mapping[str, From]] = {
    "provider": lambda s: s.providers,
    "lot": lambda s: s.all_lots,
    "contract": lambda s: tuple(dict.fromkeys(s.contracts.values())),
}
"""The value of a field that refers to several things; for another sort it is the one."""

ANYWHERE: Final[Mapping[str, Field]] = {
    "action": "A1",
    "digest": "4f" * 32,
    "assessor": lambda s: s.marker,
    "decided_by": "Cabinet",
    "due_by": lambda s: s.after(60),
    "facts": lambda s: s.facts,
    "from_provider": lambda s: s.other,
    "kpi": "K1",
    "mark": lambda s: s.mark,
    "member": lambda s: s.marker,
    "option": 1,
    "opened_by": ("procurement officer", "democratic services officer"),
    "present": lambda s: s.members,
    "route": lambda s: s.route,
    "theme": "T1",
    "to_provider": lambda s: s.winner,
}
"""The value of a field of this name in any class, where it has to be given."""

# One row a class, in the order of the cycle.
# fmt: off
_VALUES: Final[Mapping[type, Mapping[str, Field]]] = {
    Basis: {"grounds": Grounds.CONSTRUCTED},
    Period: {"ends_on": lambda s: s.after(13)},
    Route: {"name": lambda s: s.route.name, "stages": lambda s: s.route.stages},
    Window: {"words": "to be decided", "precision": Precision.NONE},
    parties.Authority: {"reference": "anyborough", "name": "Anyborough Council"},
    parties.Provider: {"reference": lambda s: s.who, "name": lambda s: f"{s.who.capitalize()} Care",
        "cqc_rating": parties.CqcRating.GOOD},
    parties.ReferenceGroup: {"reference": _free("RG"), "name": "Carers' group",
        "constituencies": (parties.Constituency.UNPAID_CARER,)},
    parties.Member: {"reference": lambda s: s.marker, "constituency": lambda s: _constituency(s.marker)},
    Notice: {"code": "UK4", "title": "tender notice", "trigger": "inviting tenders", "beyond": "made up for a test"},
    needs.Objective: {"reference": "O1", "words": "people live at home for longer"},
    needs.Need: {"reference": "N1", "words": "help with washing and dressing", "objectives": ("O1",)},
    engagement.Attendance: {"constituency": parties.Constituency.UNPAID_CARER, "people": 6},
    engagement.Meetings: {"rule": "FREQ=WEEKLY"},
    engagement.Theme: {"reference": "T1", "words": "the same carer each day", "count": 30},
    engagement.ThemeAnswer: {"taken_up": True, "because": "continuity is now a requirement"},
    options.Option: {"reference": "now", "words": "go on as now", "yearly_costs": (pounds(200_000),)},
    options.OptionMark: {"criterion": "choice", "because": "people could choose among three providers"},
    strategy.JointBuyer: {"authority": "otherborough"},
    timetable.TimetableRow: {"what": "Go-live", "window": lambda s: Window.day(s.after(365)), "step": "go-live"},
    conflicts.ConflictOfInterest: {"whose": "commissioning officer",
        "interest": "once worked for a provider that may bid", "steps": ("marks no tender of that provider",)},
    specification.Outcome: {"reference": "U1", "words": "people keep their routines", "needs": ("N1",)},
    specification.Requirement: {"reference": "Q1", "words": "visits come when agreed", "outcomes": ("U1",)},
    specification.Commitment: {"reference": "P1", "words": "nobody's hours of care are cut"},
    bands.Target: {"value": 95},
    kpis.Kpi: {"reference": "K1", "title": "visits on time",
        "numerator": "visits begun within 30 minutes of the planned time", "denominator": "visits planned",
        "targets": ..., "requirements": ("Q1",)},
    kpis.Measurement: {"numerator": 970, "denominator": 1000},
    quality.SourceOfEvidence: {"source": quality.QualitySource.VISIT},
    quality.Evidence: {"source": quality.QualitySource.VISIT, "finding": "staff know the people they visit"},
    quality.PlannedAction: {"reference": "A1", "what": "train every worker"},
    criteria.Criterion: {"reference": WRITTEN, "title": "Quality", "weight": 100, "scale": ZERO_TO_FIVE, "panel": lambda s: s.panel},
    tender.LotLimits: {"mechanism": tender.LotMechanism.PREFERENCE},
    methods.WeightedSum: {"criteria": lambda s: _criteria(s.panel, s.interviewed, s.price_weight)},
    panel.PanelQuestion: {"text": "Who comes when my usual carer is ill?", "criterion": lambda s: s.criterion},
    panel.Mark: {"because": "clear and complete"},
    questions.BidQuestion: {"reference": "S1", "words": "Are you registered for personal care?"},
    answer_rules.PointsRow: {"option": "yes"},
    tender.LotPrice: {"price": lambda s: s.price},
    contract_options.ExtensionOption: {"years": 1}, contract_options.OtherOption: {"reference": "nights", "what": "night visits"},
    indexation.IndexReading: {"index": "CPI", "rate": 2}, indexation.IndexReplaced: {"by": "CPIH"},
    indexation.Indexation: {"basis": indexation.UpliftBasis.INDEX, "index": "CPI for September", "cap": 10},
    mobilisation.MobilisationTask: {"reference": "M1", "what": "recruit care workers", "owner": lambda s: s.winner},
    mobilisation.StaffCount: {"role": "care worker", "people": 20}, mobilisation.ReadinessCriterion: {"what": "enough care workers", "met": True},
    people.Cohort: {"reference": "H1", "people": 40, "provider": lambda s: s.other},
    people.ChoiceCount: {"choice": people.Choice.NEW_PROVIDER},
    people.TransferWave: {"reference": "W1", "people": 1, "cohort": lambda s: _cohort(s).reference},
    people.Headcount: {"people": lambda s: _cohort(s).people, "provider": lambda s: _cohort(s).provider},
    live.CheckPoint: {"what": "everyone was visited", "ok": True},
    ending.ExitStep: {"what": "hand the care plans on"},
}
_RECORDS: Final[Mapping[type, Mapping[str, Field]]] = {
    history.BroughtForward: {"stage": Stage.GO_LIVE,
        "because": "the register was begun when the contract was already running", "divided_into": _lots,
        "route": ..., "facts": ...},
    needs.NeedsAssessment: {"objectives": ...},
    engagement.ReferenceGroupFormed: {"reference": _free("RG")},
    engagement.EngagementMeeting: {"attended": ..., "matters": ("the times of visits",)},
    engagement.Consultation: {"reference": _free("CON"), "method": "online questionnaire", "audience": ("people who use the service",)},
    engagement.ConsultationReport: {"reference": _free("REP"), "invited": 200, "responded": 50, "themes": ...},
    engagement.MarketEngagement: {"method": "provider forum", "invited": 12, "attended": 8},
    options.OptionsAppraisal: {"options": (_GO_ON, _BUY_ANEW),
        "baseline": "now", "preferred": "new", "because": "it costs less and people asked for it"},
    strategy.ProcurementStrategy: {"estimated_value": lambda s: pounds(max(s.yearly_price * s.years * len(s.all_lots), 1_000_000)), "joint_buyers": _joint_buyers, "justification": justification, "considered": rows.considered_in_plan,
        "places": lambda s: len(s.providers) if s.route.is_framework else None, "under": rows.parent},
    strategy.BuyerSucceeded: {"was": ("anyborough",),
        "becomes": (parties.Authority(reference="newborough", name="Newborough Council"),),
        "because": "the two councils became one"},
    strategy.PartnerDecision: {"authority": lambda s: s.partners[0] if s.partners else "otherborough"},
    approval.ApprovalToContinue: {"reference": _free("A"), "permits": "shortlist", "conditions": (approval.ApprovalCondition(reference="1", words="the report goes to scrutiny"),)},
    approval.NotApproved: {"asked": "approval-to-award", "how": approval.HowNotApproved.DEFERRED},
    approval.ConditionMet: {"approval": _conditional, "condition": "1", "evidence": "minutes of the scrutiny committee"},
    report_issued.ReportIssued: {"reference": _free("EV")},
    approval.ScrutinyNote: {"body": "Health and Care Scrutiny Committee"},
    notices.NoticePublished: {"notice": lambda s: s.set_up.competition_notice},
    selection.ExclusionsDecided: {"sub_contractors_searched": True},
    conflicts.ConflictsAssessed: {"conflicts": ...},
    approval.Waiver: {"code": "specification-draft", "because": "the last wording changes nothing that is priced",
        "by": "director of adult services"},
    specification.ServiceSpecification: {"version": lambda s: 1 + (before.version if (before := s.latest(specification.ServiceSpecification)) else 0), "status": specification.SpecificationStatus.APPROVED,
        "title": lambda s: s.title or "Care at home", "divided_into": lambda s: (before.divided_into if (before := s.latest(specification.ServiceSpecification)) else ()) or _lots(s), "outcomes": ..., "requirements": ...,
        "kpis": ..., "commitments": ...},
    quality.QualityFramework: {"ratings": ("good", "poor")},
    panel.Panel: {"reference": lambda s: s.panel if s.cycle is None else s.free("panel"), "members": _members},
    panel.PanelChanged: {"joined": _note_taker, "because": "the panel asked for a note-taker"},
    panel.MarkCorrected: {"because": "the sheet had the mark of another question"},
    panel.Moderation: {"agreed": lambda s: s.mark, "because": "the members agree on what the answer shows",
        "present": ..., "replaces_because": lambda s: "" if s.cycle is None else "the panel met again"},
    selection.SelectionQuestionnaire: {"questions": ..., "responses_due_by": lambda s: None if s.route.is_market else _within(30)(s),
        "always_open": lambda s: s.route.is_market},
    selection.SelectionResponse: {"particulars": ...},
    tender.InvitationToTender: {"tenders_due_by": _within(35), "price_formula": pricing.LowestPriceProportional(),
        "interviews": lambda s: tender.InterviewUse.SCORED if s.interviewed else None},
    tender.Clarification: {"question": "Are visits of 15 minutes planned?", "answer": "No, none are planned."},
    tender.DeadlineExtended: {"tenders_due_by": _within(42), "because": "a late clarification"},
    tender.TenderReceived: {"at": time(11), "particulars": ...,
        "prices": lambda s: tuple(tender.LotPrice(lot=lot, price=s.price) for lot in s.all_lots)},
    tender.TenderWithdrawn: {"provider": lambda s: s.provider or s.providers[-1],
        "because": "it has no staff to spare"},
    tender_faults.TenderRejected: {"provider": lambda s: s.provider or s.providers[-1],
        "ground": tender_faults.RejectionGround.INCOMPLETE, "because": "it has no method statement"},
    tender_faults.PriceCorrected: {"lots": lambda s: None if s.lot_now == WHOLE else (s.lot_now,), "was": _tendered,
        "becomes": lambda s: s.price + pounds(500), "because": "a misplaced decimal point",
        "confirmed_by_provider": True},
    tender_faults.TenderClarified: {"question": "Does the rota cover Sundays?", "answer": "Yes, every Sunday."},
    selection.ProviderAssessment: {"most_suitable": lambda s: s.providers[0],
        "because": "it does best on the five key criteria"},
    tender.PriceQueried: {"reference": _free("PQ"), "because": "it is a tenth below the next price"},
    tender.PriceExplained: {"explanation": "short travel times"},
    tender.PriceDecision: {"because": "the hourly rate covers the wage floor and travel", "query": ...},
    panel.InterviewInvitation: {"panel": ...},
    panel.Interview: {"panel": ..., "present": ...},
    award.AwardRecommendation: {"reference": _free("R"), "awards": rows.awards, "considered": rows.considered},
    award.IntentionToAward: {"told": ...},
    challenge.StepOfChallenge: {"challenge": "CH1"},
    challenge.Challenge: {"reference": _free("CH"), "provider": lambda s: s.other, "about_what": "the marks for quality"},
    contract.ContractSigned: {"reference": rows.contract_reference, "lots": lambda s: None if s.lot_now == WHOLE else (s.lot_now,),
        "provider": lambda s: s.who if s.route.is_framework else s.winner, "recommendations": lambda s: (s.recommendation,), "term": lambda s: Period.of(s.after(UNTIL_START), years=s.years),
        "extension_options": lambda s: () if s.route.is_framework else (contract_options.ExtensionOption(years=1),),
        "value": lambda s: None if s.route.is_framework else s.price * s.years, "indexation": ..., "title": lambda s: s.title or "Care at home"},
    contract.ChangeRequested: {"reference": _free("CR"), "what": "a night visit is added", "asked_by": "the authority"},
    contract.ChangeRefused: {"because": "there is no money for it"},
    contract.ContractVaried: {"reference": _free("V"), "what": "a night visit is added",
        "because": "clause 12 foresees it", "value_change": pounds(1_000)},
    contract.PriceUplifted: {"per_cent": 2}, contract.ExtensionLapsed: {"option": 1},
    contract.ContractExtended: {"period": lambda s: contract_options.ExtensionOption(years=1).prolongs(_term(s)), "because": "it goes well"},
    contract.ContractNovated: {"from_provider": _holder, "to_provider": lambda s: s.other if s.other != _holder(s) else s.winner,
        "because": "the business was sold as a going concern"},
    live.BreachRecorded: {"reference": _free("B"), "what": "visits were missed"},
    live.BreachRemedied: {"evidence": "four weeks without a missed visit"},
    live.ImprovementNotice: {"reference": _free("IN"), "requires": ("visits come when agreed",),
        "improve_by": lambda s: s.after(60)},
    live.ImprovementNoticeClosed: {"met": True},
    live.PlacementsSuspended: {"because": "an enquiry into two missed visits"},
    live.ServiceCreditApplied: {"amount": pounds(500), "because": "visits on time fell below 90%"},
    live.Escalated: {"step": "notice of concern", "because": "visits on time fell below 90%"},
    mobilisation.MobilisationPlan: {"tasks": ...},
    mobilisation.TaskDone: {"evidence": "rota of the first week"}, mobilisation.StaffTransferred: {"transferred": 20},
    mobilisation.EmployeeLiabilityInformation: {"transfer_on": lambda s: s.signed.initial_term.starts_on if s.signed else s.after(30), "staff": ...},
    staff.StaffListIssued: {"from_provider": lambda s: s.other, "staff": ...}, staff.StaffConsulted: {"employer": lambda s: s.other},
    staff.StaffDisputed: {"reference": _free("SD"), "raised_by": "a union"}, staff.StaffDisputeSettled: {"outcome": "agreed"},
    mobilisation.BridgingContract: {"reference": _free("BC"), "provider": lambda s: s.other,
        "period": lambda s: Period.of(s.day, months=3), "because": "the new service cannot start yet"},
    mobilisation.ReadinessReview: {"criteria": ..., "decided_by": "mobilisation board"}, mobilisation.RecordsHandedOver: {"to_provider": ..., "what": "care plans"},
    people.CohortChanged: {"joined": 1}, people.PeopleSettled: {"people": 1, "provider": lambda s: s.winner, "how": "visit"},
    people.PeopleTold: {"people": lambda s: _cohort(s).people, "how": "letter"},
    people.PeopleMoved: {"to_provider": ...},
    live.KpisAgreed: {"kpis": ..., "because": "agreed at the yearly review"},
    live.KpiReport: {"period": lambda s: Period(s.after(-90), s.after(-1))},
    live.SpendReported: {"contract": lambda s: "" if s.route.is_market else s.contract_named,
        "provider": lambda s: s.who if s.route.is_market else "", "period": lambda s: Period(s.after(-90), s.after(-1)), "amount": pounds(500)},
    live.CommitmentChecked: {"kept": True, "before": 900, "after": 910, "unit": "hours a week"},
    live.Review: {"found": ("It runs as agreed.",)}, live.RenewalDecided: {"again": True, "because": "people still need it"},
    quality.QualityReview: {"reference": _free("QR"), "evidence": ...},
    quality.ActionPlan: {"reference": _free("AP")},
    quality.ActionDone: {"evidence": "training records"},
    ending.TerminationNotice: {"given_by": ending.Terminator.BOTH, "ends_on": lambda s: s.after(90),
        "because": "clause 30"},
    ending.ExitPlan: {"ends_on": lambda s: s.signed.initial_term.ends_on if s.signed else s.after(90)},
    ending.Closure: {"learned_lessons": ("Begin to recruit before signature.",)},
    ending.Abandonment: {"because": "the money for it is needed elsewhere", "decided_by": ...},
    ending.SelectionReopened: {"because": "a response was overlooked"},
    ending.InvitationReissued: {"because": "the price schedule had a mistake"},
    ending.EvaluationReopened: {"because": "one answer was marked on the wrong scale"},
    ending.AwardFellThrough: {"because": "it will not sign", "provider": lambda s: s.winner},
}
# fmt: on
FIELDS: Final = {**_VALUES, **_RECORDS, **rows.FRAMEWORKS, **rows.KINDS}
