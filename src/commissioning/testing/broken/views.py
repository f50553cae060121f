"""Rows of the catalogue: what a look at a whole cycle, or at a timetable, finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from typing import Any, Final, TypeAlias

from attrs import evolve

from commissioning.contracts.escalation import escalation_findings
from commissioning.contracts.history import histories
from commissioning.contracts.performance import performance_of
from commissioning.contracts.period_page import period_page
from commissioning.contracts.quality import quality_findings
from commissioning.contracts.reviews import commitments, reviews_due
from commissioning.contracts.service_credits import credit_findings
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.display.reports.award import award_findings
from commissioning.evaluation.reporting.summary import SummaryDuty, summaries
from commissioning.findings.citation import Citation
from commissioning.findings.finding import Finding
from commissioning.law.regimes.council import USUAL_RULES, Reorganisation
from commissioning.mobilisation.handover import handover
from commissioning.mobilisation.readiness import readiness, staff_unaccounted
from commissioning.mobilisation.reconciliation import reconcile
from commissioning.planning.co_production import co_production_findings
from commissioning.planning.consultation import consultation_findings, equality_findings
from commissioning.planning.joint_procurement import joint_procurement
from commissioning.records import (
    answers,
    award,
    bands,
    breach,
    contract,
    contract_options,
    credit_terms,
    credits,
    ending,
    engagement,
    escalation,
    history,
    indexation,
    kpi_sets,
    kpis,
    live,
    measured_over,
    mobilisation,
    needs,
    panel,
    parties,
    people,
    quality,
    questions,
    specification,
    strategy,
    tender,
)
from commissioning.records.record import Record
from commissioning.testing.broken.mutation import OPEN, Mutation
from commissioning.testing.broken.recording import FAR, NEEDS, TWO
from commissioning.values.money import pounds

Look: TypeAlias = Callable[[Cycle, date], Iterable[Finding]]
"""A look at a whole cycle on a day."""


def _seen(by: str, look: Look, later: int = 30) -> Callable[..., Mutation]:
    """Rows that are seen by a look at the cycle so many days after its last record."""

    def view(cycle: Cycle) -> Iterable[Finding]:
        return look(cycle, cycle.records[-1].on + timedelta(days=later))

    def row(code: str, sentence: str, **given: Any) -> Mutation:  # noqa: ANN401
        return Mutation(code, sentence, seen_by=by, view=view, **given)

    return row


def _mobilised(cycle: Cycle, on: date) -> Iterable[Finding]:
    found = readiness(cycle.ledger, "C1", on)
    handed = handover(cycle.ledger, on).findings()
    return (*(found.findings() if found else ()), *staff_unaccounted(cycle.ledger, on), *handed)


def _consulted(cycle: Cycle, _: date) -> Iterable[Finding]:
    assessed = map(equality_findings, cycle.every(needs.EqualityImpactAssessment))
    return chain(consultation_findings(cycle.records, usual_days=28), *assessed)


def _summarised(cycle: Cycle, _: date) -> Iterable[Finding]:
    told = summaries(cycle.evaluation(), "alder", SummaryDuty.REGULATION_86, no_signing_before=FAR)
    return chain.from_iterable(summary.missing() for summary in told)


def _credited(cycle: Cycle, on: date) -> Iterable[Finding]:
    """The credits of every quarter returned on, each charged £1,000."""
    charges = {report.period: pounds(1_000) for report in cycle.every(live.KpiReport)}
    due = cycle.contract("C1").credits(charges)
    return credit_findings(due, cycle.every(breach.ServiceCreditApplied), "C1", on)


_DIRECTED: Final = evolve(
    USUAL_RULES,
    reorganisation=Reorganisation(
        direction=Citation("a direction on the reorganisation", "as published"),
        applies_from=date(2015, 2, 26),
        runs_past=date(2015, 2, 26),
        consents="the new authority",
    ),
)


# fmt: off
_history = _seen("the cycle's standing warnings", lambda c, _: c.standing())
_contract = _seen("the contracts register", lambda c, on: chain(*(c.contract(held.contract.reference).attention(on) for held in histories(c.ledger))))
_review = _seen("reviews due", lambda c, on: chain(reviews_due(c.ledger, on), *(each.findings() for each in commitments(c.ledger, on))))
_plan = _seen("mobilisation", _mobilised)
_people = _seen("the count of people who move", lambda c, on: reconcile(c.ledger, on).findings())
_heard = _seen("the consultation", _consulted)
_together = _seen("co-production", lambda c, on: co_production_findings(c.records, on))
_joint = _seen("the joint procurement", lambda c, _: chain(*(joint.findings() for joint in (joint_procurement(c.records),) if joint)))
_thread = _seen("the golden thread", lambda c, _: c.thread().findings())
_kpis = _seen("performance", lambda c, on: performance_of(c.ledger, "C1").findings(on, allowed_days=15), later=0)
_credits = _seen("service credits", _credited, later=200)
_steps = _seen("escalation", lambda c, on: escalation_findings("C1", c.contract("C1").escalation(on)), later=0)
_page = _seen("the page of a period", lambda c, _: period_page(
    performance_of(c.ledger, "C1"), c.every(live.KpiReport)[-1].period).findings({"green": 1}))
_quality = _seen("quality assurance", lambda c, on: quality_findings(c.records, on), later=360)
_marks = _seen("the evaluation", lambda c, _: c.evaluation().warnings())
def _reported(cycle: Cycle, on: date) -> Iterable[Finding]:
    words = {"reasons": "Birch was dearer by £95,123"} if len(cycle.every(tender.TenderReceived)) > 1 else {}
    return award_findings(cycle, on, words)


_report = _seen("the award report", _reported)
_summary = _seen("the summaries for bidders", _summarised)
# fmt: on

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


_LADDER: Final = escalation.EscalationLadder(
    steps=(escalation.EscalationStep(name="notice of concern", when=escalation.InARow(times=1)),)
)
_BANDS: Final = (bands.Band(name="Good", low=98), bands.Band(name="Poor", high=98))


def _defined(**fields: Any) -> dict[type[Record], dict[str, Any]]:  # noqa: ANN401
    """A specification whose first KPI has these fields."""
    return {specification.ServiceSpecification: {"kpis": lambda s: (evolve(s.kpis[0], **fields),)}}


_CPIH: Final = indexation.SingleIndex(
    index="RPI",
    month=9,
    replaced=indexation.IndexReplaced(by="CPIH", from_month=date(2015, 1, 1)),
)
_SOLE: Final = credit_terms.ServiceCredits(
    schemes=(credits.Slope(kpi="K1", level=95, per_point=1),), sole_remedy=True
)
_MISSED: Final = {
    specification.ServiceSpecification: {
        "kpis": lambda s: (evolve(s.kpis[0], bands=_BANDS),),
        "service_credits": credit_terms.ServiceCredits(
            ladders=(credits.CreditLadder(kpi="K1", bands=("Poor",), steps=(10,)),)
        ),
    }
}


ROWS: Final = (
    _history("history-not-held", "A register begins with a contract that is already running",
             first=(), kind=history.BroughtForward),
    Mutation("consent-missing", "A council to be reorganised signs a contract without the consent it needs",
             kind=contract.ContractSigned, rules=_DIRECTED),
    _contract("contract-overrun", "A contract is past its last day and its end is not recorded",
              after=live.GoLive, kind=live.KpiReport, fields={"on": FAR}),
    _contract("option-not-decided", "The day to take up an option has passed and no decision is recorded",
              after=live.GoLive, kind=live.SpendReported, earlier={contract.ContractSigned: {
                  "other_options": lambda s: (contract_options.OtherOption(
                      reference="nights", what="night visits", open_until=s.on),)}}),
    _contract("runs-after-end", "Money is paid for a day long after the contract has ended",
              after=live.GoLive, kind=live.SpendReported, also=("contract-overrun",),
              fields={"on": FAR, "period": Period(FAR - timedelta(days=1), FAR - timedelta(days=1))}),
    _contract("exit-plan-missing", "A contract is under notice and has no exit plan",
              after=live.GoLive, kind=ending.TerminationNotice),
    _contract("change-unanswered", "A change request has not been answered",
              after=live.GoLive, kind=contract.ChangeRequested),
    _contract("breach-unremedied", "A breach was not remedied in time",
              after=live.GoLive, kind=breach.BreachRecorded, fields={"remedy_by": _on(5)}),
    _contract("improvement-overdue", "An improvement notice is past its day and still open",
              after=live.GoLive, kind=breach.ImprovementNotice, fields={"improve_by": _on(5)}),
    _contract("suspension-review-due", "A suspension of placements is due for review",
              after=live.GoLive, kind=breach.PlacementsSuspended, fields={"review_on": _on(5)}),
    _review("review-due", "A planned review has not been held",
            earlier={contract.ContractSigned: {"review_on": lambda c: c.initial_term.starts_on}}, kind=live.GoLive),
    _review("early-check-due", "A second early life check has not been held",
            after=live.GoLive, kind=live.EarlyLifeCheck, fields={"next_check_on": _on(5)}),
    _review("commitment-broken", "A commitment was not kept",
            after=live.GoLive, kind=live.CommitmentChecked, fields={"kept": False}),
    _review("commitment-misjudged", "A commitment is recorded as kept against its own figure",
            after=live.GoLive, kind=live.CommitmentChecked,
            earlier={specification.ServiceSpecification: {"commitments": (
                specification.Commitment(reference="P1", words="at least 950 hours a week", at_least=950),)}}),
    _plan("task-overdue", "A task is not done by its day",
          kind=mobilisation.MobilisationPlan, fields={"tasks": lambda plan: (
              mobilisation.MobilisationTask(reference="M1", what="recruit", due_on=plan.on),)}),
    _plan("not-handed-over", "The keys were not handed over by their day",
          after=live.GoLive, kind=ending.ExitPlan, fields={"steps": lambda plan: (
              ending.ExitStep(reference="E1", what="keys of the flats", due_on=plan.on),)}),
    _plan("task-out-of-order", "A task is done before the task it waits for",
          after=mobilisation.MobilisationPlan, earlier={mobilisation.MobilisationPlan: {"tasks": (
              mobilisation.MobilisationTask(reference="M0", what="advertise"),
              mobilisation.MobilisationTask(reference="M1", what="recruit", after=("M0",)))}},
          kind=mobilisation.TaskDone, fields={"task": "M1"}),
    _plan("staff-unaccounted", "Two of twenty staff are not accounted for",
          after=mobilisation.MobilisationPlan, extra=((mobilisation.EmployeeLiabilityInformation, {}), (mobilisation.TaskDone, {})),
          kind=mobilisation.StaffTransferred, fields={"transferred": 18}),
    _people("moved-untold", "A person has moved who was not told",
            after=live.GoLive, extra=((people.PeopleAffected, {}), (people.ChoicesMade, {})), kind=people.PeopleMoved),
    _people("people-waiting", "The last wave is over and people are still waiting",
            after=live.GoLive, extra=((people.PeopleAffected, {}), (people.PeopleTold, {})), kind=people.TransferPlan,
            fields={"waves": lambda plan: (
                people.TransferWave(reference="W1", cohort="H1", to_provider="alder", people=1,
                             period=Period(plan.on, plan.on)),)}),
    _people("people-elsewhere", "People are counted with a provider they did not move to",
            after=live.GoLive, extra=((people.PeopleAffected, {}), (people.PeopleTold, {})), kind=people.PeopleCounted,
            fields={"found": (people.Headcount(people=40, provider="cedar"),)}),
    _heard("consultation-after-decision", "A consultation begins after the specification was approved",
           after=specification.ServiceSpecification, extra=((engagement.Consultation, {
               "later": 1, "reasons": "it costs less",
               "period": lambda c: Period.of(c.on + timedelta(days=1), days=30)}),),
           kind=engagement.ConsultationReport, fields={"later": 40}),
    _heard("consultation-without-reasons", "A consultation gives no reasons",
           after=engagement.Consultation, kind=engagement.ConsultationReport, fields={"later": 40},
           earlier={engagement.Consultation: {"period": lambda c: Period.of(c.on, days=30)}}),
    _heard("consultation-short", "A consultation is open for a fortnight",
           after=engagement.Consultation, kind=engagement.ConsultationReport, fields={"later": 40},
           earlier={engagement.Consultation: {"reasons": "it costs less",
                                   "period": lambda c: Period.of(c.on, days=14)}}),
    _heard("characteristic-not-considered", "An impact assessment considers age alone",
           first=(NEEDS,), kind=needs.EqualityImpactAssessment),
    _heard("harm-without-mitigation", "An impact assessment finds a harm and no mitigation",
           first=(NEEDS,), kind=needs.EqualityImpactAssessment, fields={"impacts": tuple(
               needs.Impact(characteristic=each,
                      effect=needs.Effect.NEGATIVE if number == 0 else needs.Effect.NEUTRAL)
               for number, each in enumerate(needs.ProtectedCharacteristic))}),
    _together("support-not-recorded", "Unpaid carers are equal members and their support is not recorded",
              first=(NEEDS,), kind=engagement.ReferenceGroupFormed, fields={"group": _GROUP}),
    _together("equal-member-absent", "A reference group meets without its equal members",
              first=(NEEDS,), extra=((engagement.ReferenceGroupFormed, _FORMED),), kind=engagement.EngagementMeeting,
              fields={"group": "RG1", "attended": (
                  engagement.Attendance(constituency=parties.Constituency.OFFICER, people=2),)}),
    _together("meeting-not-recorded", "A weekly reference group has one recorded meeting",
              first=(NEEDS,), kind=engagement.EngagementMeeting, fields={"group": "RG1"},
              extra=((engagement.ReferenceGroupFormed, {**_FORMED, "meetings": lambda formed: engagement.Meetings(
                  first_on=formed.on, rule="FREQ=WEEKLY")}),)),
    _history("buyer-not-known", "An authority is succeeded that never bought",
             first=(NEEDS,), kind=strategy.BuyerSucceeded, fields={"was": ("rutland",)}),
    _joint("shares-differ-from-envelope", "Two shares of £10 do not add up to an envelope of £50",
           first=(NEEDS,), kind=strategy.ProcurementStrategy, fields={
               "joint_buyers": _BOTH, "envelope": strategy.FinancialEnvelope(amount=pounds(50))}),
    _thread("link-leads-nowhere", "A requirement answers a theme that no report has",
            kind=specification.ServiceSpecification, fields={"requirements": (
                specification.Requirement(reference="Q1", words="visits come when agreed", outcomes=("U1",),
                            themes=("T9",)),)}),
    _thread("nothing-behind", "A KPI measures no requirement",
            kind=specification.ServiceSpecification, fields={"kpis": (
                kpis.Kpi(reference="K1", title="visits", numerator="visits"),)}, also=("nothing-ahead",)),
    _thread("nothing-ahead", "A need has no outcome",
            kind=specification.ServiceSpecification, earlier={needs.NeedsAssessment: {
                "needs": lambda n: (*n.needs, evolve(n.needs[0], reference="N2"))}}),
    _thread("theme-unanswered", "A theme of a consultation was not answered",
            after=engagement.Consultation, extra=((engagement.ConsultationReport, {}),), kind=specification.ServiceSpecification),
    _thread("theme-not-carried-out", "A theme is answered with a requirement that is not in the specification",
            after=engagement.Consultation, extra=((engagement.ConsultationReport, {}), (engagement.YouSaidWeDid, {})),
            kind=specification.ServiceSpecification),
    _kpis("return-late", "A KPI return arrives five days late",
          kind=live.KpiReport, fields={"due_on": _on(-5)}),
    _kpis("return-missing", "The KPI return for the first quarter is missing",
          after=live.GoLive, kind=contract.ChangeRequested, fields={"later": 120}),
    _kpis("measurement-missing", "A KPI return leaves a measurement out",
          kind=live.KpiReport, fields={"measurements": (
              kpis.Measurement(kpi="K1", missing_because="the system was down"),)}),
    _kpis("measurement-of-unknown-kpi", "A KPI return measures a KPI that is not defined",
          kind=live.KpiReport, fields={"measurements": lambda r: (
              *r.measurements, kpis.Measurement(kpi="K9", value=1))}),
    _kpis("nothing-to-measure", "A KPI of planned visits is measured when none were planned",
          kind=live.KpiReport, fields={"measurements": (
              kpis.Measurement(kpi="K1", numerator=0, denominator=0),)}),
    _kpis("rating-without-margins", "A statutory KPI is missed and has no margins to rate it by",
          kind=live.KpiReport, earlier={specification.ServiceSpecification: {"kpis": lambda s: (
              evolve(s.kpis[0], statutory=True),)}},
          fields={"measurements": (kpis.Measurement(kpi="K1", numerator=80, denominator=100),)}),
    _kpis("too-few-to-rate", "A KPI that is rated from 20 visits is returned out of 10",
          kind=live.KpiReport, earlier=_defined(minimum_denominator=20),
          fields={"measurements": (kpis.Measurement(kpi="K1", numerator=9, denominator=10),)}),
    _kpis("counts-suppressed", "A count below five is suppressed, which leaves both bands open",
          kind=live.KpiReport, earlier=_defined(bands=(
              bands.Band(name="Good", low=20), bands.Band(name="Poor", high=20))),
          fields={"measurements": (kpis.Measurement(kpi="K1", numerator_below=5, denominator=10),)}),
    _kpis("rolling-window-short", "A figure over three quarters is worked out from one",
          kind=live.KpiReport, earlier=_defined(measured_over=measured_over.Rolling(periods=3))),
    _kpis("figure-not-as-counted", "A return states 97% and counts 90 of 100",
          kind=live.KpiReport, fields={"measurements": (
              kpis.Measurement(kpi="K1", numerator=90, denominator=100, value=97),)}),
    _kpis("judgement-not-a-band", "A KPI rated by judgement is given a word that is not one of its bands",
          kind=live.KpiReport, earlier=_defined(targets=(), banded_by=bands.BandedBy.JUDGEMENT,
              bands=(bands.Band(name="Good"), bands.Band(name="Poor"))),
          fields={"measurements": (kpis.Measurement(kpi="K1", judged="Fair"),)}),
    _kpis("kpi-set-changed-within-period", "The KPIs change twenty days before a quarter ends",
          kind=live.KpiReport, extra=((kpi_sets.KpisAgreed, {"applies_from": _on(40)}),)),
    Mutation("index-discontinued", "An uplift rests on an index that the clause has replaced",
             after=live.GoLive, kind=contract.PriceUplifted, also=("uplift-differs-from-clause",),
             earlier={contract.ContractSigned: {"indexation": lambda c: evolve(c.indexation, clause=_CPIH)}},
             fields={"readings": lambda u: (indexation.IndexReading(index="RPI", month=u.on, rate=2),)}),
    Mutation("sole-remedy-and-breach", "A breach is recorded for a missed KPI for which credits are all that is due",
             after=live.GoLive, kind=breach.BreachRecorded, fields={"kpis": ("K1",)},
             earlier={specification.ServiceSpecification: {"service_credits": _SOLE}}),
    _credits("credit-not-applied", "A credit of 10% is due and nothing was kept back",
             kind=live.KpiReport, earlier=_MISSED),
    _credits("credit-differs", "A credit of £500 is kept back where £100 is due",
             after=live.KpiReport, earlier=_MISSED, kind=breach.ServiceCreditApplied,
             fields={"period": lambda credit: Period(credit.on - timedelta(days=90), credit.on - timedelta(days=1))}),
    _page("page-totals-differ", "A paper says that one KPI is green, and it is red",
          kind=live.KpiReport, earlier=_MISSED),
    _steps("escalation-due", "A missed target makes the first step due, and it is not taken",
           kind=live.KpiReport, earlier={specification.ServiceSpecification: {"escalation": _LADDER}},
           fields={"measurements": (kpis.Measurement(kpi="K1", numerator=80, denominator=100),)}),
    _quality("action-overdue", "An action of a plan is not done a year later",
             after=live.GoLive, kind=quality.ActionPlan),
    _quality("action-not-planned", "An action is done that is not in the plan",
             after=quality.ActionDone, earlier={}, kind=quality.ActionDone, fields={"action": "A9"}),
    _quality("source-not-used", "A quality review uses none of the framework's sources",
             after=quality.QualityFramework, kind=quality.QualityReview, fields={"evidence": lambda q: (
                 evolve(q.evidence[0], source=quality.QualitySource.COMPLAINTS),)}),
    _quality("rating-not-in-framework", "A quality review gives a rating the framework does not have",
             after=quality.QualityFramework, kind=quality.QualityReview, fields={"rating": "splendid"}),
    _marks("relative-price-formula", "Prices are scored against each other",
           kind=award.AwardRecommendation),
    _marks("rank-reversal", "A losing tender decides which tender wins",
           scenario=evolve(OPEN, providers=tuple(_BIDS)), kind=award.AwardRecommendation,
           also=("relative-price-formula",), earlier={
               tender.TenderReceived: {"prices": lambda t: (tender.LotPrice(price=pounds(_BIDS[t.provider][0])),)},
               panel.ScoreSheet: {"marks": lambda s: (evolve(s.marks[0], mark=_BIDS[s.provider][1]),)},
               panel.Moderation: {"agreed": lambda m: Decimal(_BIDS[m.provider][1])}}),
    _report("report-section-missing", "An award report has no equality impact assessment to draw from",
            kind=award.AwardRecommendation),
    _report("exempt-in-public", "An officer's words in the public part name a tenderer who did not win",
            scenario=TWO, kind=award.AwardRecommendation, also=("report-section-missing", "figure-not-from-record")),
    _report("figure-not-from-record", "An officer's words give a figure that no record has",
            scenario=TWO, kind=award.AwardRecommendation, also=("report-section-missing", "exempt-in-public")),
    _report("reason-repeats-criterion", "The reason for a mark is the words of the criterion",
            kind=award.AwardRecommendation, also=("report-section-missing",),
            earlier={panel.Moderation: {"because": "The tender is of good quality"}}),
    _report("reason-without-tender", "The reason for a mark says nothing of the answer",
            kind=award.AwardRecommendation, also=("report-section-missing",), earlier={
                tender.InvitationToTender: {
                    "questions": (questions.BidQuestion(reference="Q1", words="How will visits be covered?"),),
                    "method": lambda i: evolve(i.method, criteria=tuple(
                        evolve(c, asks=("Q1",)) if c.is_marked else c for c in i.method.criteria))},
                tender.TenderReceived: {"answers": (answers.Answer(question="Q1", value=answers.InWords(words="Rotas are made weekly")),)}}),
    _summary("summary-item-missing", "The assessment summaries leave out what the law requires",
             scenario=TWO, kind=award.AwardRecommendation),
    _summary("summary-names-person", "A letter says which panel member found what",
             kind=award.AwardRecommendation,
             earlier={panel.Moderation: {"because": "officer-1 found no rota"}}),
)  # fmt: skip
