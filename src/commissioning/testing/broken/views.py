"""Rows of the catalogue: what a look at a whole cycle, or at a timetable, finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any, Final

from attrs import evolve

from commissioning.contracts.escalation import escalation_findings
from commissioning.contracts.history import histories
from commissioning.contracts.performance import performance_of
from commissioning.contracts.period_page import period_page
from commissioning.contracts.reviews import commitments, quality_findings, reviews_due
from commissioning.contracts.service_credits import credit_findings
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.display.reports.award import award_findings
from commissioning.evaluation.reporting.summary import SummaryDuty, summaries
from commissioning.findings.citation import Citation
from commissioning.findings.finding import Finding
from commissioning.law.regimes.council import USUAL_RULES, Reorganisation
from commissioning.mobilisation.mobilisation import handover, readiness, staff_unaccounted
from commissioning.mobilisation.reconciliation import reconcile
from commissioning.planning.consultation import (
    co_production_findings,
    consultation_findings,
    equality_findings,
)
from commissioning.planning.joint_procurement import joint_procurement
from commissioning.records import (
    answers,
    award,
    bands,
    contract,
    contract_options,
    credit_terms,
    credits,
    ending,
    engagement,
    escalation,
    history,
    indexation,
    kpis,
    live,
    mobilisation,
    needs,
    panel,
    parties,
    people,
    quality,
    questions,
    reporting,
    specification,
    strategy,
    tender,
)
from commissioning.records.record import Record
from commissioning.testing.broken.mutation import FAR, NEEDS, OPEN, TWO, Draft, Mutation, a, days_on
from commissioning.values.money import pounds


def _seen(
    by: str,
    look: Callable[[Cycle, date], Iterable[Finding]],
    later: int = 30,
    **usual: Any,  # noqa: ANN401
) -> partial[Mutation]:
    """Rows that are seen by a look at the cycle so many days after its last record."""
    return partial(Mutation, seen_by=by, view=days_on(later, look), **usual)


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
    return credit_findings(due, cycle.every(live.ServiceCreditApplied), "C1", on)


def _reported(cycle: Cycle, on: date) -> Iterable[Finding]:
    words = (
        {"reasons": "Birch was dearer by £95,123"}
        if len(cycle.every(tender.TenderReceived)) > 1
        else {}
    )
    return award_findings(cycle, on, words)


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
_contract = _seen("the contracts register", lambda c, on: chain(*(c.contract(held.contract.reference).attention(on) for held in histories(c.ledger))), after=live.GoLive)
_review = _seen("reviews due", lambda c, on: chain(reviews_due(c.ledger, on), *(each.findings() for each in commitments(c.ledger, on))))
_plan = _seen("mobilisation", _mobilised)
_people = _seen("the count of people who move", lambda c, on: reconcile(c.ledger, on).findings(), after=live.GoLive)
_heard = _seen("the consultation", _consulted)
_together = _seen("co-production", lambda c, on: co_production_findings(c.records, on))
_joint = _seen("the joint procurement", lambda c, _: chain(*(joint.findings() for joint in (joint_procurement(c.records),) if joint)))
_thread = _seen("the golden thread", lambda c, _: c.thread().findings())
_kpis = _seen("performance", lambda c, on: performance_of(c.ledger, "C1").findings(on), later=0)
_credits = _seen("service credits", _credited, later=200)
_steps = _seen("escalation", lambda c, on: escalation_findings("C1", c.contract("C1").escalation(on)), later=0)
_page = _seen("the page of a period", lambda c, _: period_page(
    performance_of(c.ledger, "C1"), c.every(live.KpiReport)[-1].period).findings({"green": 1}))
_quality = _seen("quality assurance", lambda c, on: quality_findings(c.records, on), later=360)
_marks = _seen("the evaluation", lambda c, _: c.evaluation().warnings())
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
_FORMED: Final = partial(
    a, engagement.ReferenceGroupFormed, group=_GROUP, support=("travel is paid",)
)
_BIDS: Final = {"alder": (200_000, 5), "birch": (100_000, 4), "cedar": (50_000, 1)}
"""Without cedar, whose price is the lowest and whose marks are too, birch would be before alder."""


def _on(days: int) -> Callable[[Record], date]:
    return lambda record: record.on + timedelta(days=days)


_LADDER: Final = escalation.EscalationLadder(
    steps=(escalation.EscalationStep(name="notice of concern", when=escalation.InARow(times=1)),)
)
_BANDS: Final = (bands.Band(name="Good", low=98), bands.Band(name="Poor", high=98))


def _specified(**fields: Any) -> Draft:  # noqa: ANN401
    return a(specification.ServiceSpecification, **fields)


def _defined(**fields: Any) -> Draft:  # noqa: ANN401
    """A specification whose first KPI has these fields."""
    return _specified(kpis=lambda s: (evolve(s.kpis[0], **fields),))


def _measured(**figures: Any) -> Draft:  # noqa: ANN401
    return a(live.KpiReport, measurements=(kpis.Measurement(kpi="K1", **figures),))


_CPIH: Final = indexation.SingleIndex(
    index="RPI", month=9, replaced=indexation.IndexReplaced(by="CPIH", from_month=date(2015, 1, 1))
)
_SOLE: Final = credit_terms.ServiceCredits(
    schemes=(credits.Slope(kpi="K1", level=95, per_point=1),), sole_remedy=True
)
_MISSED: Final = (
    _defined(bands=_BANDS),
    _specified(
        service_credits=credit_terms.ServiceCredits(
            ladders=(credits.CreditLadder(kpi="K1", bands=("Poor",), steps=(10,)),)
        )
    ),
)


ROWS: Final = (
    _history("history-not-held", "A register begins with a contract that is already running",
        a(history.BroughtForward), first=()),
    Mutation("consent-missing", "A council to be reorganised signs a contract without the consent it needs",
        a(contract.ContractSigned), rules=_DIRECTED),
    _contract("contract-overrun", "A contract is past its last day and its end is not recorded",
        a(live.KpiReport, on=FAR)),
    _contract("option-not-decided", "The day to take up an option has passed and no decision is recorded",
        a(live.SpendReported), earlier=a(contract.ContractSigned,
            other_options=lambda s: (
                contract_options.OtherOption(reference="nights", what="night visits", open_until=s.on),))),
    _contract("runs-after-end", "Money is paid for a day long after the contract has ended",
        a(live.SpendReported, on=FAR,
            period=Period(FAR - timedelta(days=1), FAR - timedelta(days=1))),
        also=("contract-overrun",)),
    _contract("exit-plan-missing", "A contract is under notice and has no exit plan",
        a(ending.TerminationNotice)),
    _contract("change-unanswered", "A change request has not been answered", a(contract.ChangeRequested)),
    _contract("breach-unremedied", "A breach was not remedied in time",
        a(live.BreachRecorded, remedy_by=_on(5))),
    _contract("improvement-overdue", "An improvement notice is past its day and still open",
        a(live.ImprovementNotice, improve_by=_on(5))),
    _contract("suspension-review-due", "A suspension of placements is due for review",
        a(live.PlacementsSuspended, review_on=_on(5))),
    _review("review-due", "A planned review has not been held", a(live.GoLive),
        earlier=a(contract.ContractSigned, review_on=lambda c: c.initial_term.starts_on)),
    _review("early-check-due", "A second early life check has not been held",
        a(live.EarlyLifeCheck, next_check_on=_on(5)), after=live.GoLive),
    _review("commitment-broken", "A commitment was not kept", a(live.CommitmentChecked, kept=False),
        after=live.GoLive),
    _review("commitment-misjudged", "A commitment is recorded as kept against its own figure",
        a(live.CommitmentChecked), after=live.GoLive,
        earlier=_specified(
            commitments=(
                specification.Commitment(reference="P1", words="at least 950 hours a week", at_least=950),))),
    _plan("task-overdue", "A task is not done by its day", a(mobilisation.MobilisationPlan,
            tasks=lambda plan: (
                mobilisation.MobilisationTask(reference="M1", what="recruit", due_on=plan.on),))),
    _plan("not-handed-over", "The keys were not handed over by their day", a(ending.ExitPlan,
            steps=lambda plan: (ending.ExitStep(reference="E1", what="keys of the flats", due_on=plan.on),)),
        after=live.GoLive),
    _plan("task-out-of-order", "A task is done before the task it waits for",
        a(mobilisation.TaskDone, task="M1"), after=mobilisation.MobilisationPlan,
        earlier=a(mobilisation.MobilisationPlan,
            tasks=(mobilisation.MobilisationTask(reference="M0", what="advertise"),
                mobilisation.MobilisationTask(reference="M1", what="recruit", after=("M0",))))),
    _plan("staff-unaccounted", "Two of twenty staff are not accounted for",
        a(mobilisation.StaffTransferred, transferred=18), after=mobilisation.MobilisationPlan,
        extra=(a(mobilisation.EmployeeLiabilityInformation), a(mobilisation.TaskDone))),
    _people("moved-untold", "A person has moved who was not told", a(people.PeopleMoved),
        extra=(a(people.PeopleAffected), a(people.ChoicesMade))),
    _people("people-waiting", "The last wave is over and people are still waiting", a(people.TransferPlan,
            waves=lambda plan: (people.TransferWave(reference="W1", cohort="H1", to_provider="alder", people=1,
                    period=Period(plan.on, plan.on)),)), extra=(a(people.PeopleAffected), a(people.PeopleTold))),
    _people("people-elsewhere", "People are counted with a provider they did not move to",
        a(people.PeopleCounted, found=(people.Headcount(people=40, provider="cedar"),)),
        extra=(a(people.PeopleAffected), a(people.PeopleTold))),
    _heard("consultation-after-decision", "A consultation begins after the specification was approved",
        a(engagement.ConsultationReport, later=40), after=specification.ServiceSpecification,
        extra=a(engagement.Consultation, later=1, reasons="it costs less",
            period=lambda c: Period.of(c.on + timedelta(days=1), days=30))),
    _heard("consultation-without-reasons", "A consultation gives no reasons",
        a(engagement.ConsultationReport, later=40), after=engagement.Consultation,
        earlier=a(engagement.Consultation, period=lambda c: Period.of(c.on, days=30))),
    _heard("consultation-short", "A consultation is open for a fortnight",
        a(engagement.ConsultationReport, later=40), after=engagement.Consultation,
        earlier=a(engagement.Consultation, reasons="it costs less", period=lambda c: Period.of(c.on, days=14))),
    _heard("characteristic-not-considered", "An impact assessment considers age alone",
        a(needs.EqualityImpactAssessment), first=(NEEDS,)),
    _heard("harm-without-mitigation", "An impact assessment finds a harm and no mitigation",
        a(needs.EqualityImpactAssessment,
            impacts=tuple(
                needs.Impact(characteristic=each, effect=needs.Effect.NEUTRAL if number else needs.Effect.NEGATIVE) for number,
                each in enumerate(needs.ProtectedCharacteristic))), first=(NEEDS,)),
    _together("support-not-recorded", "Unpaid carers are equal members and their support is not recorded",
        a(engagement.ReferenceGroupFormed, group=_GROUP), first=(NEEDS,)),
    _together("equal-member-absent", "A reference group meets without its equal members",
        a(engagement.EngagementMeeting, group="RG1",
            attended=(engagement.Attendance(constituency=parties.Constituency.OFFICER, people=2),)),
        first=(NEEDS,), extra=_FORMED()),
    _together("meeting-not-recorded", "A weekly reference group has one recorded meeting",
        a(engagement.EngagementMeeting, group="RG1"), first=(NEEDS,),
        extra=_FORMED(meetings=lambda formed: engagement.Meetings(first_on=formed.on, rule="FREQ=WEEKLY"))),
    _history("buyer-not-known", "An authority is succeeded that never bought",
        a(strategy.BuyerSucceeded, was=("rutland",)), first=(NEEDS,)),
    _joint("shares-differ-from-envelope", "Two shares of £10 do not add up to an envelope of £50",
        a(strategy.ProcurementStrategy, joint_buyers=_BOTH,
            envelope=strategy.FinancialEnvelope(amount=pounds(50))), first=(NEEDS,)),
    _thread("link-leads-nowhere", "A requirement answers a theme that no report has",
        a(specification.ServiceSpecification,
            requirements=(specification.Requirement(reference="Q1", words="visits come when agreed",
                    outcomes=("U1",), themes=("T9",)),))),
    _thread("nothing-behind", "A KPI measures no requirement", a(specification.ServiceSpecification,
            kpis=(kpis.Kpi(reference="K1", title="visits", numerator="visits"),)), also=("nothing-ahead",)),
    _thread("nothing-ahead", "A need has no outcome", a(specification.ServiceSpecification),
        earlier=a(needs.NeedsAssessment, needs=lambda n: (*n.needs, evolve(n.needs[0], reference="N2")))),
    _thread("theme-unanswered", "A theme of a consultation was not answered",
        a(specification.ServiceSpecification), after=engagement.Consultation,
        extra=a(engagement.ConsultationReport)),
    _thread("theme-not-carried-out", "A theme is answered with a requirement that is not in the specification",
        a(specification.ServiceSpecification), after=engagement.Consultation,
        extra=(a(engagement.ConsultationReport), a(engagement.YouSaidWeDid))),
    _kpis("return-late", "A KPI return arrives five days late", a(live.KpiReport, due_on=_on(-5))),
    _kpis("return-missing", "The KPI return for the first quarter is missing",
        a(contract.ChangeRequested, later=120), after=live.GoLive),
    _kpis("measurement-missing", "A KPI return leaves a measurement out",
        _measured(missing_because="the system was down")),
    _kpis("measurement-of-unknown-kpi", "A KPI return measures a KPI that is not defined",
        a(live.KpiReport, measurements=lambda r: (*r.measurements, kpis.Measurement(kpi="K9", value=1)))),
    _kpis("nothing-to-measure", "A KPI of planned visits is measured when none were planned",
        _measured(numerator=0, denominator=0)),
    _kpis("rating-without-margins", "A statutory KPI is missed and has no margins to rate it by",
        _measured(numerator=80, denominator=100), earlier=_defined(statutory=True)),
    _kpis("too-few-to-rate", "A KPI that is rated from 20 visits is returned out of 10",
        _measured(numerator=9, denominator=10), earlier=_defined(minimum_denominator=20)),
    _kpis("counts-suppressed", "A count below five is suppressed, which leaves both bands open",
        _measured(numerator_below=5, denominator=10),
        earlier=_defined(bands=(bands.Band(name="Good", low=20), bands.Band(name="Poor", high=20)))),
    _kpis("rolling-window-short", "A figure over three quarters is worked out from one", a(live.KpiReport),
        earlier=_defined(measured_over=reporting.Rolling(periods=3))),
    _kpis("figure-not-as-counted", "A return states 97% and counts 90 of 100",
        _measured(numerator=90, denominator=100, value=97)),
    _kpis("judgement-not-a-band", "A KPI rated by judgement is given a word that is not one of its bands",
        _measured(judged="Fair"), earlier=_defined(targets=(), banded_by=bands.BandedBy.JUDGEMENT,
            bands=(bands.Band(name="Good"), bands.Band(name="Poor")))),
    _kpis("kpi-set-changed-within-period", "The KPIs change twenty days before a quarter ends",
        a(live.KpiReport), extra=a(live.KpisAgreed, applies_from=_on(40))),
    Mutation("index-discontinued", "An uplift rests on an index that the clause has replaced",
        a(contract.PriceUplifted,
            readings=lambda u: (indexation.IndexReading(index="RPI", month=u.on, rate=2),)), after=live.GoLive,
        also=("uplift-differs-from-clause",),
        earlier=a(contract.ContractSigned, indexation=lambda c: evolve(c.indexation, clause=_CPIH))),
    Mutation("sole-remedy-and-breach",
        "A breach is recorded for a missed KPI for which credits are all that is due",
        a(live.BreachRecorded, kpis=("K1",)), after=live.GoLive, earlier=_specified(service_credits=_SOLE)),
    _credits("credit-not-applied", "A credit of 10% is due and nothing was kept back", a(live.KpiReport),
        earlier=_MISSED),
    _credits("credit-differs", "A credit of £500 is kept back where £100 is due", a(live.ServiceCreditApplied,
            period=lambda credit: Period(credit.on - timedelta(days=90), credit.on - timedelta(days=1))),
        after=live.KpiReport, earlier=_MISSED),
    _page("page-totals-differ", "A paper says that one KPI is green, and it is red", a(live.KpiReport),
        earlier=_MISSED),
    _steps("escalation-due", "A missed target makes the first step due, and it is not taken",
        _measured(numerator=80, denominator=100), earlier=_specified(escalation=_LADDER)),
    _quality("action-overdue", "An action of a plan is not done a year later", a(quality.ActionPlan),
        after=live.GoLive),
    _quality("action-not-planned", "An action is done that is not in the plan",
        a(quality.ActionDone, action="A9"), after=quality.ActionDone),
    _quality("source-not-used", "A quality review uses none of the framework's sources", a(
            quality.QualityReview,
            evidence=lambda q: (evolve(q.evidence[0], source=quality.QualitySource.COMPLAINTS),)),
        after=quality.QualityFramework),
    _quality("rating-not-in-framework", "A quality review gives a rating the framework does not have",
        a(quality.QualityReview, rating="splendid"), after=quality.QualityFramework),
    _marks("relative-price-formula", "Prices are scored against each other", a(award.AwardRecommendation)),
    _marks("rank-reversal", "A losing tender decides which tender wins", a(award.AwardRecommendation),
        scenario=evolve(OPEN, providers=tuple(_BIDS)), also=("relative-price-formula",),
        earlier=(
            a(tender.TenderReceived, prices=lambda t: (tender.LotPrice(price=pounds(_BIDS[t.provider][0])),)),
            a(panel.ScoreSheet, marks=lambda s: (evolve(s.marks[0], mark=_BIDS[s.provider][1]),)),
            a(panel.Moderation, agreed=lambda m: Decimal(_BIDS[m.provider][1])))),
    _report("report-section-missing", "An award report has no equality impact assessment to draw from",
        a(award.AwardRecommendation)),
    _report("exempt-in-public", "An officer's words in the public part name a tenderer who did not win",
        a(award.AwardRecommendation), scenario=TWO,
        also=("report-section-missing", "figure-not-from-record")),
    _report("figure-not-from-record", "An officer's words give a figure that no record has",
        a(award.AwardRecommendation), scenario=TWO, also=("report-section-missing", "exempt-in-public")),
    _report("reason-repeats-criterion", "The reason for a mark is the words of the criterion",
        a(award.AwardRecommendation), also=("report-section-missing",),
        earlier=a(panel.Moderation, because="The tender is of good quality")),
    _report("reason-without-tender", "The reason for a mark says nothing of the answer",
        a(award.AwardRecommendation), also=("report-section-missing",),
        earlier=(a(tender.InvitationToTender,
                questions=(questions.BidQuestion(reference="Q1", words="How will visits be covered?"),),
                method=lambda i: evolve(i.method,
                    criteria=tuple(evolve(c, asks=("Q1",)) if c.is_marked else c for c in i.method.criteria))),
            a(tender.TenderReceived,
                answers=(
                    answers.Answer(question="Q1", value=answers.InWords(words="Rotas are made weekly")),)))),
    _summary("summary-item-missing", "The assessment summaries leave out what the law requires",
        a(award.AwardRecommendation), scenario=TWO),
    _summary("summary-names-person", "A letter says which panel member found what",
        a(award.AwardRecommendation), earlier=a(panel.Moderation, because="officer-1 found no rota")),
)  # fmt: skip
