"""Rows of the catalogue: what a look at a whole cycle, or at a timetable, finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from attrs import evolve

from commissioning.contracts.history import histories
from commissioning.contracts.performance import performance_of
from commissioning.contracts.quality import quality_findings
from commissioning.contracts.register import attention
from commissioning.contracts.reviews import commitments, reviews_due
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.evaluation.reporting.letters import Duty
from commissioning.evaluation.reporting.summary import summaries
from commissioning.findings.finding import Finding
from commissioning.gates.selection_law import (
    forbidden_conditions,
    turnover_within_cap,
)
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.mobilisation.readiness import readiness, staff_unaccounted
from commissioning.mobilisation.reconciliation import reconcile
from commissioning.planning.co_production import co_production_findings
from commissioning.planning.consultation import consultation_findings, equality_findings
from commissioning.planning.joint_procurement import joint_procurement
from commissioning.records import (
    award,
    breach,
    contract,
    ending,
    engagement,
    history,
    kpis,
    live,
    mobilisation,
    needs,
    panel,
    parties,
    quality,
    specification,
    strategy,
    tender,
)
from commissioning.records.people import (
    ChoicesMade,
    Headcount,
    PeopleAffected,
    PeopleCounted,
    PeopleMoved,
    PeopleTold,
    TransferPlan,
    TransferWave,
)
from commissioning.records.record import Record
from commissioning.testing.broken.mutation import OPEN, Mutation, View
from commissioning.testing.broken.recording import FAR, NEEDS, TWO
from commissioning.values.money import pounds

MONTH: Final = timedelta(days=30)


def _last(cycle: Cycle) -> date:
    return cycle.records[-1].on


def standing(cycle: Cycle) -> Iterator[Finding]:
    """What holds whatever is recorded next."""
    yield from cycle.standing()


def contracts(cycle: Cycle) -> Iterator[Finding]:
    """What about the contracts asks for attention a month after the last record."""
    for held in histories(cycle.ledger):
        yield from attention(held, _last(cycle) + MONTH)


def looked_back_on(cycle: Cycle) -> Iterator[Finding]:
    """Reviews and early checks that are due, and promises that were looked at."""
    yield from reviews_due(cycle.ledger, _last(cycle) + MONTH)
    for each in commitments(cycle.ledger, _last(cycle) + MONTH):
        yield from each.findings()


def mobilised(cycle: Cycle) -> Iterator[Finding]:
    """How the plan stands a month after the last record, and whether all staff are accounted for."""
    on = _last(cycle) + MONTH
    found = readiness(cycle.ledger, "C1", on)
    if found is not None:
        yield from found.findings()
    yield from staff_unaccounted(cycle.ledger, on)


def people(cycle: Cycle) -> Iterator[Finding]:
    """Whether everybody who had to move is accounted for, a month after the last record."""
    yield from reconcile(cycle.ledger, _last(cycle) + MONTH).findings()


def consulted(cycle: Cycle) -> Iterator[Finding]:
    """Whether people were heard in time and with reasons, and whom an assessment forgot."""
    yield from consultation_findings(cycle.records, usual_days=28)
    for assessment in cycle.every(needs.EqualityImpactAssessment):
        yield from equality_findings(assessment)


def produced_together(cycle: Cycle) -> Iterator[Finding]:
    """Whether those named as equals were there and were helped, a month after the last record."""
    yield from co_production_findings(cycle.records, _last(cycle) + MONTH)


def joined(cycle: Cycle) -> Iterator[Finding]:
    """How a joint procurement stands."""
    joint = joint_procurement(cycle.records)
    if joint is not None:
        yield from joint.findings()


def threaded(cycle: Cycle) -> Iterator[Finding]:
    """What hangs loose in the golden thread."""
    yield from cycle.thread().findings()


def performed(cycle: Cycle) -> Iterator[Finding]:
    """What is late, missing or cannot be rated, on the day of the last record."""
    yield from performance_of(cycle.ledger, "C1").findings(_last(cycle), allowed_days=15)


def assured(cycle: Cycle) -> Iterator[Finding]:
    """What a quality framework's reviews and plans leave open a year after the last record."""
    yield from quality_findings(cycle.records, _last(cycle) + 12 * MONTH)


def evaluated(cycle: Cycle) -> Iterator[Finding]:
    """What a reader of the evaluation should know."""
    yield from cycle.evaluation().warnings()


def summarised(cycle: Cycle) -> Iterator[Finding]:
    """What the summaries for the bidders lack."""
    result = cycle.evaluation()
    for summary in summaries(result, "alder", Duty.REGULATION_86, no_signing_before=FAR):
        yield from summary.missing()


def conditions(cycle: Cycle) -> Iterator[Finding]:
    """Whether it may be asked that insurance is held before the award."""
    yield from forbidden_conditions(
        cycle.law(_last(cycle)), _last(cycle), ("insurance-before-award",)
    )


def turnover(cycle: Cycle) -> Iterator[Finding]:
    """Whether a turnover of nine times the contract may be asked."""
    law = cycle.law(_last(cycle))
    yield from turnover_within_cap(law, _last(cycle), pounds(9_000_000), pounds(1_000_000))


def _seen(by: str, view: View) -> Callable[..., Mutation]:
    def row(code: str, sentence: str, **given: object) -> Mutation:
        return Mutation(code=code, sentence=sentence, seen_by=by, view=view, **given)  # type: ignore[arg-type]

    return row


_history = _seen("the cycle's standing warnings", standing)
_contract = _seen("the contracts register", contracts)
_review = _seen("reviews due", looked_back_on)
_plan = _seen("mobilisation", mobilised)
_people = _seen("the count of people who move", people)
_heard = _seen("the consultation", consulted)
_together = _seen("co-production", produced_together)
_joint = _seen("the joint procurement", joined)
_thread = _seen("the golden thread", threaded)
_kpis = _seen("performance", performed)
_quality = _seen("quality assurance", assured)
_marks = _seen("the evaluation", evaluated)
_summary = _seen("the summaries for bidders", summarised)

_BOTH: Final = (
    strategy.JointBuyer(authority="anyborough", lead=True, share=pounds(10)),
    strategy.JointBuyer(authority="otherborough", share=pounds(10)),
)


_GROUP: Final = parties.ReferenceGroup(
    reference="RG1",
    name="Carers' group",
    constituencies=(parties.Constituency.UNPAID_CARER, parties.Constituency.OFFICER),
    equal_members=(parties.Constituency.UNPAID_CARER,),
)
_FORMED: Final = {"group": _GROUP, "support": ("travel is paid",)}
_BIDS: Final = {"alder": (200_000, 5), "birch": (100_000, 4), "cedar": (50_000, 1)}
"""Without cedar, whose price is the lowest and whose marks are too, birch would be before alder."""


def _on(days: int) -> Callable[[Record], date]:
    return lambda record: record.on + timedelta(days=days)


VIEWS: Final = (
    _history("history-not-held", "a register begins with a contract that is running",
             first=(), kind=history.BroughtForward),
    _contract("contract-overrun", "a contract ran out and nobody recorded its end",
              after=live.GoLive, kind=live.KpiReport, fields={"on": FAR}),
    _contract("exit-plan-missing", "a contract is under notice and has no exit plan",
              after=live.GoLive, kind=ending.TerminationNotice),
    _contract("change-unanswered", "a change was asked for and not answered",
              after=live.GoLive, kind=contract.ChangeRequested),
    _contract("breach-unremedied", "a breach was not remedied in time",
              after=live.GoLive, kind=breach.BreachRecorded, fields={"remedy_by": _on(5)}),
    _contract("improvement-overdue", "an improvement notice ran out and is open",
              after=live.GoLive, kind=breach.ImprovementNotice, fields={"improve_by": _on(5)}),
    _contract("suspension-review-due", "a suspension was not looked at again",
              after=live.GoLive, kind=breach.PlacementsSuspended, fields={"review_on": _on(5)}),
    _review("review-due", "a review is due that was not held",
            earlier={contract.ContractSigned: {"review_on": lambda c: c.term.starts_on}}, kind=live.GoLive),
    _review("early-check-due", "a second early check is due",
            after=live.GoLive, kind=live.EarlyLifeCheck, fields={"next_check_on": _on(5)}),
    _review("commitment-broken", "a promise was not kept",
            after=live.GoLive, kind=live.CommitmentChecked, fields={"kept": False}),
    _review("commitment-misjudged", "a promise is called kept against its own figure",
            after=live.GoLive, kind=live.CommitmentChecked,
            earlier={specification.ServiceSpecification: {"commitments": (
                specification.Commitment(reference="P1", words="at least 950 hours a week", at_least=950),)}}),
    _plan("task-overdue", "a task is not done by its day",
          kind=mobilisation.MobilisationPlan, fields={"tasks": lambda plan: (
              mobilisation.MobilisationTask(reference="M1", what="recruit", due_on=plan.on),)}),
    _plan("task-out-of-order", "a task is done before the one it waits for",
          after=mobilisation.MobilisationPlan, earlier={mobilisation.MobilisationPlan: {"tasks": (
              mobilisation.MobilisationTask(reference="M0", what="advertise"),
              mobilisation.MobilisationTask(reference="M1", what="recruit", after=("M0",)))}},
          kind=mobilisation.TaskDone, fields={"task": "M1"}),
    _plan("staff-unaccounted", "two of twenty staff are not accounted for",
          after=mobilisation.MobilisationPlan, extra=((mobilisation.EmployeeLiabilityInformation, {}), (mobilisation.TaskDone, {})),
          kind=mobilisation.StaffTransferred, fields={"transferred": 18}),
    _people("moved-untold", "somebody moved who was not told",
            after=live.GoLive, extra=((PeopleAffected, {}), (ChoicesMade, {})), kind=PeopleMoved),
    _people("people-waiting", "the last wave is over and people still wait",
            after=live.GoLive, extra=((PeopleAffected, {}), (PeopleTold, {})), kind=TransferPlan,
            fields={"waves": lambda plan: (
                TransferWave(reference="W1", cohort="H1", to_provider="alder", people=1,
                             period=Period(plan.on, plan.on)),)}),
    _people("people-elsewhere", "people are found with a provider they did not move to",
            after=live.GoLive, extra=((PeopleAffected, {}), (PeopleTold, {})), kind=PeopleCounted,
            fields={"found": (Headcount(people=40, provider="cedar"),)}),
    _heard("consultation-after-decision", "people are asked once the specification is approved",
           after=specification.ServiceSpecification, extra=((engagement.Consultation, {
               "later": 1, "reasons": "it costs less",
               "period": lambda c: Period.of(c.on + timedelta(days=1), days=30)}),),
           kind=engagement.ConsultationReport, fields={"later": 40}),
    _heard("consultation-without-reasons", "nobody was told why",
           after=engagement.Consultation, kind=engagement.ConsultationReport, fields={"later": 40},
           earlier={engagement.Consultation: {"period": lambda c: Period.of(c.on, days=30)}}),
    _heard("consultation-short", "people had a fortnight",
           after=engagement.Consultation, kind=engagement.ConsultationReport, fields={"later": 40},
           earlier={engagement.Consultation: {"reasons": "it costs less",
                                   "period": lambda c: Period.of(c.on, days=14)}}),
    _heard("characteristic-not-considered", "an assessment looks at age and nothing else",
           first=(NEEDS,), kind=needs.EqualityImpactAssessment),
    _heard("harm-without-mitigation", "a harm is found and nothing proposed",
           first=(NEEDS,), kind=needs.EqualityImpactAssessment, fields={"impacts": tuple(
               needs.Impact(characteristic=each,
                      effect=needs.Effect.NEGATIVE if number == 0 else needs.Effect.NEUTRAL)
               for number, each in enumerate(needs.ProtectedCharacteristic))}),
    _together("support-not-recorded", "unpaid carers sit as equals, and nobody helps them",
              first=(NEEDS,), kind=engagement.ReferenceGroupFormed, fields={"group": _GROUP}),
    _together("equal-member-absent", "a group meets without the carers who are its equals",
              first=(NEEDS,), extra=((engagement.ReferenceGroupFormed, _FORMED),), kind=engagement.EngagementMeeting,
              fields={"group": "RG1", "attended": (
                  engagement.Attendance(constituency=parties.Constituency.OFFICER, people=2),)}),
    _together("meeting-not-recorded", "a weekly group has one meeting on record",
              first=(NEEDS,), kind=engagement.EngagementMeeting, fields={"group": "RG1"},
              extra=((engagement.ReferenceGroupFormed, {**_FORMED, "meetings": lambda formed: engagement.Meetings(
                  first_on=formed.on, rule="FREQ=WEEKLY")}),)),
    _joint("shares-differ-from-envelope", "two shares of ten pounds make no envelope of fifty",
           first=(NEEDS,), kind=strategy.ProcurementStrategy, fields={
               "joint_buyers": _BOTH, "envelope": strategy.FinancialEnvelope(amount=pounds(50))}),
    _thread("link-leads-nowhere", "a requirement answers a theme that nobody raised",
            kind=specification.ServiceSpecification, fields={"requirements": (
                specification.Requirement(reference="Q1", words="visits come when agreed", outcomes=("U1",),
                            themes=("T9",)),)}),
    _thread("nothing-behind", "a KPI watches no requirement",
            kind=specification.ServiceSpecification, fields={"kpis": (
                kpis.Kpi(reference="K1", title="visits", numerator="visits"),)}, also=("nothing-ahead",)),
    _thread("nothing-ahead", "a need is met by no outcome",
            kind=specification.ServiceSpecification, earlier={needs.NeedsAssessment: {
                "needs": lambda n: (*n.needs, evolve(n.needs[0], reference="N2"))}}),
    _thread("theme-unanswered", "people raised a theme and heard nothing of it",
            after=engagement.Consultation, extra=((engagement.ConsultationReport, {}),), kind=specification.ServiceSpecification),
    _thread("theme-not-carried-out", "people are told of a requirement that is not there",
            after=engagement.Consultation, extra=((engagement.ConsultationReport, {}), (engagement.YouSaidWeDid, {})),
            kind=specification.ServiceSpecification),
    _kpis("return-late", "a return comes five days late",
          kind=live.KpiReport, fields={"due_on": _on(-5)}),
    _kpis("return-missing", "there is no return for the first quarter",
          after=live.GoLive, kind=contract.ChangeRequested, fields={"later": 120}),
    _kpis("measurement-missing", "a return has no figure",
          kind=live.KpiReport, fields={"measurements": (
              kpis.Measurement(kpi="K1", missing_because="the system was down"),)}),
    _kpis("measurement-of-unknown-kpi", "a return measures what nobody defined",
          kind=live.KpiReport, fields={"measurements": lambda r: (
              *r.measurements, kpis.Measurement(kpi="K9", value=1))}),
    _kpis("nothing-to-measure", "there were no visits to be on time for",
          kind=live.KpiReport, fields={"measurements": (
              kpis.Measurement(kpi="K1", numerator=0, denominator=0),)}),
    _kpis("rating-without-margins", "a statutory KPI is missed and no margins are set",
          kind=live.KpiReport, earlier={specification.ServiceSpecification: {"kpis": lambda s: (
              evolve(s.kpis[0], statutory=True),)}},
          fields={"measurements": (kpis.Measurement(kpi="K1", numerator=80, denominator=100),)}),
    _quality("action-overdue", "an action is not done a year later",
             after=live.GoLive, kind=quality.ActionPlan),
    _quality("action-not-planned", "an action is done that no plan has",
             after=quality.ActionDone, earlier={}, kind=quality.ActionDone, fields={"action": "A9"}),
    _quality("source-not-used", "a review uses no source of the framework",
             after=quality.QualityFramework, kind=quality.QualityReview, fields={"evidence": lambda q: (
                 evolve(q.evidence[0], source=quality.QualitySource.COMPLAINTS),)}),
    _quality("rating-not-in-framework", "a review rates in words of its own",
             after=quality.QualityFramework, kind=quality.QualityReview, fields={"rating": "splendid"}),
    _marks("relative-price-formula", "prices are scored against one another",
           kind=award.AwardRecommendation),
    _marks("rank-reversal", "a losing bid decides who wins",
           scenario=evolve(OPEN, providers=tuple(_BIDS)), kind=award.AwardRecommendation,
           also=("relative-price-formula",), earlier={
               tender.TenderReceived: {"prices": lambda t: (tender.LotPrice(price=pounds(_BIDS[t.provider][0])),)},
               panel.ScoreSheet: {"marks": lambda s: (evolve(s.marks[0], mark=_BIDS[s.provider][1]),)},
               panel.Moderation: {"agreed": lambda m: Decimal(_BIDS[m.provider][1])}}),
    _summary("summary-item-missing", "the summaries lack what the law asks",
             scenario=TWO, kind=award.AwardRecommendation),
    _summary("summary-names-person", "a letter says which of the panel found what",
             kind=award.AwardRecommendation,
             earlier={panel.Moderation: {"because": "officer-1 found no rota"}}),
    Mutation(code="condition-not-allowed", sentence="insurance is asked for before the award",
          scenario=evolve(OPEN, regime=PROCUREMENT_ACT_2023, day=date(2025, 3, 3)),
          kind=award.AwardRecommendation, seen_by="the conditions of taking part", view=conditions),
    Mutation(code="turnover-over-cap", sentence="a turnover of nine times the contract is asked",
          earlier={strategy.ProcurementStrategy: {"facts": evolve(OPEN.facts, light_touch=False)}},
          kind=tender.InvitationToTender, seen_by="the conditions of taking part", view=turnover),
)  # fmt: skip

ROWS: Final = VIEWS
