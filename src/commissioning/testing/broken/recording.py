"""Rows of the catalogue: what is refused, or warned of, when a record is recorded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from attrs import evolve

from commissioning.dates.deadlines import Deadline
from commissioning.dates.periods import Period
from commissioning.dates.windows import Window
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.records import (
    approval,
    award,
    bands,
    breach,
    challenge,
    conflicts,
    contract,
    ending,
    engagement,
    history,
    indexation,
    interviews,
    kpi_sets,
    live,
    mobilisation,
    needs,
    notices,
    returns,
    selection,
    specification,
    strategy,
    tender,
)
from commissioning.records.record import Learned
from commissioning.stages import Route, Stage
from commissioning.testing.broken.mutation import OPEN, Fields, Mutation
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.main_line import MADE_UP
from commissioning.values.money import Money, VatBasis, pounds

TWO: Final = evolve(OPEN, providers=("alder", "birch"))
RESTRICTED: Final = evolve(OPEN, route=Route.restricted(interviews=False))
RESTRICTED_TWO: Final = evolve(RESTRICTED, providers=("alder", "birch"))
UNDER_THE_ACT: Final = evolve(RESTRICTED, regime=PROCUREMENT_ACT_2023, day=date(2025, 3, 3))
LOTS: Final = evolve(OPEN, lots=("N1", "N2"))
NEEDS: Final = make(needs.NeedsAssessment, OPEN, basis=MADE_UP)
FAR: Final = date(2040, 1, 1)

ORDER: Final = (
    Mutation("stage-order", "Needs are assessed after the specification has been written",
             after=specification.ServiceSpecification, kind=needs.NeedsAssessment),
    Mutation("route-undecided", "Records are handed over before the route has been decided",
             after=specification.ServiceSpecification, without=(strategy.ProcurementStrategy,),
             kind=mobilisation.RecordsHandedOver),
    Mutation("only-first", "A history is brought forward into a cycle that already has records",
             first=(NEEDS,), kind=history.BroughtForward),
    Mutation("private-words", "A note gives the e-mail address of somebody who spoke",
             first=(NEEDS,), kind=engagement.EngagementMeeting,
             fields={"note": "ask a.carer@example.org"}),
    Mutation("missing-record", "A specification comes without a needs assessment",
             first=(), kind=specification.ServiceSpecification),
    Mutation("not-stated", "An invitation does not say by when tenders are due",
             kind=tender.InvitationToTender, fields={"tenders_due_by": None}),
    Mutation("unknown-lot", "A meeting names a lot that the procurement does not have",
             first=(NEEDS,), kind=engagement.EngagementMeeting, fields={"lots": ("N9",)}),
    Mutation("duplicate-reference", "Two records have the reference N1",
             first=(evolve(NEEDS, reference="N1"),), kind=engagement.EngagementMeeting,
             fields={"reference": "N1"}),
    Mutation("unknown-reference", "A meeting names a reference group that was never formed",
             first=(NEEDS,), kind=engagement.EngagementMeeting, fields={"group": "RG9"}),
    Mutation("superseded", "A notice is about a recommendation that fell through",
             after=returns.AwardFellThrough, kind=notices.NoticePublished, fields={"about": "R1"}),
    Mutation("before-stage", "A question is answered the day before the invitation to tender",
             after=tender.InvitationToTender, kind=tender.Clarification, fields={"later": -1}),
    Mutation("dated-before", "A consultation report is dated before the consultation",
             after=engagement.Consultation, kind=engagement.ConsultationReport, fields={"later": -1}),
    Mutation("approval-not-known", "Letters go out on an approval that turned up years later",
             kind=award.IntentionToAward, earlier={award.ApprovalToAward: {"learned": Learned(
              on=FAR, because="the minutes were mislaid")}}),
    Mutation("entered-out-of-order", "A withdrawal from before the opening is entered at the award",
             scenario=TWO, after=award.AwardRecommendation, kind=tender.TenderWithdrawn,
             fields={"provider": "birch", "later": -20}),
    Mutation("day-not-known", "A consultation report of a day in the span of the consultation",
             after=engagement.Consultation, kind=engagement.ConsultationReport, fields={"later": -1},
             earlier={engagement.Consultation: {
                 "within": lambda c: Window.span(c.on - timedelta(days=10), c.on)}}),
    Mutation("learned-opens-nothing", "A specification learned of later is meant to open its stage",
             first=(NEEDS,), kind=specification.ServiceSpecification,
             fields={"learned": Learned(on=FAR, because="it was found in a drawer")}),
)  # fmt: skip

PLANNING: Final = (
    Mutation("consultation-open", "A specification is approved while the consultation is open",
             after=engagement.Consultation, kind=specification.ServiceSpecification,
             earlier={engagement.Consultation: {"period": Period(OPEN.day, FAR)}}),
    Mutation("consultation-unreported", "A specification follows a consultation that has no report",
             after=engagement.Consultation, kind=specification.ServiceSpecification, fields={"later": 30}),
    Mutation("partner-undecided", "Tenders are invited before a partner has decided",
             kind=tender.InvitationToTender, earlier={strategy.ProcurementStrategy: {"joint_buyers": (
              strategy.JointBuyer(authority="anyborough", lead=True),
              strategy.JointBuyer(authority="otherborough", decision_pending=True))}}),
    Mutation("partner-succeeded", "A partner decides after another body has taken its place",
             scenario=evolve(OPEN, partners=("otherborough",)), kind=strategy.PartnerDecision,
             after=strategy.ProcurementStrategy, extra=((strategy.BuyerSucceeded, {"was": ("otherborough",)}),)),
    Mutation("partner-not-named", "An authority joins that the strategy does not name",
             after=strategy.ProcurementStrategy, kind=strategy.PartnerDecision),
    Mutation("lead-withdrew", "Tenders are invited after the lead authority has withdrawn",
             scenario=evolve(OPEN, partners=("otherborough",)), kind=tender.InvitationToTender,
             extra=((strategy.PartnerDecision, {"authority": "anyborough", "answer": strategy.PartnerAnswer.WITHDRAWS,
                                    "because": "its budget was cut"}),)),
    Mutation("specification-draft", "Tenders are invited on a draft specification",
             kind=tender.InvitationToTender,
             earlier={specification.ServiceSpecification: {"status": specification.SpecificationStatus.DRAFT}}),
    Mutation("strategy-settled", "The route changes while one of two lots is out to tender",
             scenario=LOTS, after=tender.InvitationToTender, earlier={tender.InvitationToTender: {"lots": ("N1",)}},
             kind=strategy.ProcurementStrategy, fields={"lots": None, "route": Route.direct_award()},
             also=("stage-order",)),
    Mutation("not-waivable", "The order of stages is waived",
             first=(NEEDS,), kind=approval.Waiver, fields={"code": "stage-order"}),
)  # fmt: skip


def _found(
    event_on: date,
    *,
    left_out: bool = True,
    heard: bool = True,
    ground: str = "",
    through: selection.Through | None = None,
) -> Fields:
    """Fields by which a decision says that alder has a conviction for bribery or, before the Act, theft."""

    def found(decided: selection.ExclusionsDecided) -> tuple[selection.GroundFound, ...]:
        in_force = event_on >= date(2025, 2, 24)
        return (
            selection.GroundFound(
                provider="alder",
                ground=ground or ("bribery" if in_force else "theft"),
                through=through,
                event_on=event_on,
                heard_on=decided.on if heard else None,
                left_out=left_out,
                because="a conviction that it did not explain",
            ),
        )

    return {"found": found}


SUPPLIERS: Final = (
    Mutation("excluded-unheard", "A bidder is excluded without a hearing",
             scenario=UNDER_THE_ACT, kind=selection.ExclusionsDecided,
             fields=_found(date(2025, 3, 3), heard=False)),
    Mutation("excluded-unreplaced", "A bidder is excluded for a sub-contractor that it was not asked to replace",
             scenario=UNDER_THE_ACT, kind=selection.ExclusionsDecided,
             fields=_found(date(2025, 3, 3), through=selection.Through.SUB_CONTRACTOR)),
    Mutation("sub-contractors-unsearched", "Bidders are checked, and were not asked for their sub-contractors",
             scenario=UNDER_THE_ACT, kind=selection.ExclusionsDecided, fields={"sub_contractors_searched": None}),
    Mutation("terms-changed-late", "A tender notice is amended after tenders were due",
             scenario=UNDER_THE_ACT, kind=notices.NoticePublished, after=tender.TenderOpening,
             earlier={notices.NoticePublished: {"reference": "UK4-1"}},
             fields={"notice": "UK4", "amends": "UK4-1"}, also=("conflicts-not-reviewed",)),
    Mutation("excluded-without-ground", "A bidder is excluded for a theft before the Act was in force",
             scenario=UNDER_THE_ACT, kind=selection.ExclusionsDecided, fields=_found(date(2024, 6, 3))),
    Mutation("excluded-kept-in", "A bidder convicted of bribery is not excluded",
             scenario=UNDER_THE_ACT, kind=selection.ExclusionsDecided,
             fields=_found(date(2025, 3, 3), left_out=False)),
    Mutation("exclusion-undecided", "Tenders are invited before exclusions have been considered",
             scenario=UNDER_THE_ACT, kind=tender.InvitationToTender, without=(selection.ExclusionsDecided,)),
    Mutation("excluded-goes-on", "An excluded bidder is shortlisted",
             scenario=UNDER_THE_ACT, kind=selection.Shortlist,
             earlier={selection.ExclusionsDecided: _found(date(2025, 3, 3))}),
    Mutation("debarred-goes-on", "A supplier on the debarment list is shortlisted",
             scenario=UNDER_THE_ACT, kind=selection.Shortlist,
             earlier={selection.ExclusionsDecided: _found(date(2025, 3, 3), ground="debarred")}),
    Mutation("conflicted-goes-on", "A bidder left out for a conflict of interest is shortlisted",
             scenario=UNDER_THE_ACT, kind=selection.Shortlist,
             earlier={conflicts.ConflictsAssessed: {"conflicts": (conflicts.ConflictOfInterest(
              whose="officer-1", interest="wrote the specification with alder",
              steps=("alder keeps what it learned and is left out",), leaves_out=("alder",)),)}}),
    Mutation("conflicts-unassessed", "A tender notice is published without a conflicts assessment",
             scenario=UNDER_THE_ACT, kind=notices.NoticePublished, without=(conflicts.ConflictsAssessed,)),
    Mutation("summaries-missing", "An award is announced before the tenderers have their assessment summaries",
             scenario=UNDER_THE_ACT, kind=notices.NoticePublished, after=award.ApprovalToAward,
             fields={"notice": "UK6"}),
    Mutation("supplier-unconfirmed", "Tenders are opened before a bidder has confirmed its information",
             scenario=UNDER_THE_ACT, kind=tender.TenderOpening, without=(selection.SupplierInformationConfirmed,)),
)  # fmt: skip

SELECTION: Final = (
    Mutation("responses-still-due", "A shortlist is drawn up before responses are due",
             scenario=RESTRICTED, kind=selection.Shortlist,
             earlier={selection.SelectionQuestionnaire: {"responses_due_by": Deadline(FAR)}}),
    Mutation("response-unassessed", "A shortlist is drawn up with one of two responses unassessed",
             scenario=RESTRICTED_TWO, after=selection.SelectionAssessment, kind=selection.Shortlist,
             fields={"invited": ("alder",)}),
    Mutation("response-late", "A response arrives ten days after the deadline",
             scenario=RESTRICTED, kind=selection.SelectionResponse, fields={"later": 10}),
    Mutation("assessed-without-response", "A provider that did not respond is assessed",
             scenario=RESTRICTED, kind=selection.SelectionAssessment, fields={"provider": "cedar"}),
    Mutation("shortlisted-without-response", "A provider that did not respond is shortlisted",
             scenario=RESTRICTED, kind=selection.Shortlist, fields={"invited": ("alder", "cedar")}),
    Mutation("failed-goes-on", "A provider that failed the assessment is shortlisted",
             scenario=RESTRICTED, kind=selection.Shortlist,
             earlier={selection.SelectionAssessment: {"outcome": selection.SelectionOutcome.FAILED,
                                         "because": "it is not registered"}}),
    Mutation("invited-without-shortlist", "A provider that is not on the shortlist is invited to tender",
             scenario=RESTRICTED, kind=tender.InvitationToTender, fields={"invited": ("alder", "cedar")}),
    Mutation("shortlisted-not-invited", "One of two on the shortlist is not invited to tender",
             scenario=RESTRICTED_TWO, kind=tender.InvitationToTender, fields={"invited": ("alder",)}),
    Mutation("clarification-not-shared", "A question is answered to one bidder alone",
             after=tender.InvitationToTender, kind=tender.Clarification, fields={"sent_to_all": False}),
    Mutation("tender-after-opening", "A tender is found after the others were opened",
             after=tender.TenderOpening, kind=tender.TenderReceived, fields={
              "provider": "birch", "particulars": None, "later": -7, "learned": Learned(on=FAR, because="it was found in a drawer")}),
    Mutation("challenger-took-no-part", "A challenge names a provider that took no part",
             after=award.IntentionToAward, kind=challenge.Challenge, fields={"provider": "larch"}),
    Mutation("tender-unopened", "One of two tenders is left out of the opening",
             scenario=TWO, kind=tender.TenderOpening, fields={"tenders": ("alder",)}),
    Mutation("interviewed-without-tender", "A provider that did not tender is invited to interview",
             scenario=evolve(OPEN, route=Route.open(interviews=True)), kind=interviews.InterviewInvitation,
             fields={"providers": ("alder", "larch")}),
    Mutation("bidder-not-told", "The letters go to the winner alone",
             scenario=TWO, kind=award.IntentionToAward, fields={"told": ("alder",)}),
    Mutation("told-without-tender", "A letter goes to a provider that took no part",
             scenario=TWO, kind=award.IntentionToAward, fields={"told": ("alder", "birch", "larch")}),
    Mutation("shortlist-too-long", "Two providers are shortlisted where one was announced",
             scenario=RESTRICTED_TWO, kind=selection.Shortlist,
             earlier={selection.SelectionQuestionnaire: {"most_shortlisted": 1}}),
)  # fmt: skip

AWARD: Final = (
    Mutation("recorded-twice", "One approval is entered twice",
             after=award.ApprovalToAward, kind=award.ApprovalToAward),
    Mutation("call-in-running", "Letters go out while the decision can still be called in",
             kind=award.IntentionToAward, earlier={award.ApprovalToAward: {"call_in_ends": FAR}}),
    Mutation("other-recommendation", "The approval names another paper than the recommendation",
             earlier={specification.ServiceSpecification: {"reference": "S1"}}, kind=award.ApprovalToAward,
             fields={"recommendation": "S1"}),
    Mutation("lot-without-award", "The recommendation leaves out the second of two lots",
             scenario=LOTS, kind=award.AwardRecommendation,
             fields={"awards": (award.LotAward(lot="N1", provider="alder"),)}),
    Mutation("challenge-open", "A contract is signed while a challenge is unanswered",
             kind=contract.ContractSigned, extra=((challenge.Challenge, {}),)),
    Mutation("not-recommended", "A contract is signed with a provider that was not recommended",
             kind=contract.ContractSigned, fields={"provider": "cedar"}),
    Mutation("contract-without-award", "A contract names no recommendation",
             kind=contract.ContractSigned, fields={"recommendations": ()}),
)  # fmt: skip

CONTRACTS: Final = (
    Mutation("term-implausible", "A contract signed today started in 1900",
             kind=contract.ContractSigned, fields={"term": Period(date(1900, 1, 1), date(1901, 12, 31))}),
    Mutation("contract-over", "A change is requested long after the contract has ended",
             after=live.GoLive, kind=contract.ChangeRequested, fields={"on": FAR}),
    Mutation("kpi-set-changed-back", "A new set of KPIs applies from a day for which a return is in",
             after=live.KpiReport, kind=kpi_sets.KpisAgreed,
             fields={"applies_from": lambda a: a.on - timedelta(days=30)}),
    Mutation("kpi-dropped", "A new set of KPIs leaves the old one out",
             after=live.GoLive, kind=kpi_sets.KpisAgreed,
             fields={"kpis": lambda a: (evolve(a.kpis[0], reference="K2"),)}),
    Mutation("kpi-weights-not-100", "The weights of a specification's KPIs add up to 90",
             kind=specification.ServiceSpecification,
             fields={"kpis": lambda s: tuple(evolve(kpi, weight=90) for kpi in s.kpis[:1])}),
    Mutation("kpi-continues-unknown", "A KPI continues one that there never was",
             after=live.GoLive, kind=kpi_sets.KpisAgreed,
             fields={"kpis": lambda a: (*a.kpis, evolve(a.kpis[0], reference="K2", continues="K9"))}),
    Mutation("target-falls", "A new set of KPIs asks for 90% where 95% was asked",
             after=live.GoLive, kind=kpi_sets.KpisAgreed,
             fields={"kpis": lambda a: (evolve(a.kpis[0], targets=(bands.Target(value=90),)),)}),
    Mutation("uplift-differs-from-clause", "Prices move by 12% under a clause with a cap of 10%",
             after=live.GoLive, kind=contract.PriceUplifted, fields={"per_cent": 12}),
    Mutation("uplift-too-early", "Prices move years before the contract lets them",
             after=live.GoLive, kind=contract.PriceUplifted,
             earlier={contract.ContractSigned: {"indexation": lambda c: evolve(
                 c.indexation, first_on=date(2040, 1, 1))}}),
    Mutation("index-not-published", "An uplift rests on a figure that comes out a month later",
             after=live.GoLive, kind=contract.PriceUplifted, fields={"readings": lambda u: (
                 indexation.IndexReading(index="CPI", month=u.on, rate=2, published_on=u.on + timedelta(days=30)),)}),
    Mutation("escalation-without-trigger", "A step of escalation is taken under a contract without a ladder",
             after=live.GoLive, kind=breach.Escalated),
    Mutation("spend-over-value", "More is paid than the contract is worth",
             after=live.GoLive, kind=live.SpendReported, fields={"amount": pounds(90_000_000)}),
    Mutation("spend-after-end", "Money is paid long after the contract has ended",
             after=live.GoLive, kind=live.SpendReported, fields={"period": Period(FAR, FAR)}),
    Mutation("spend-counted-twice", "Two reports of spend cover the same days",
             after=live.GoLive, extra=((live.SpendReported, {}),), kind=live.SpendReported,
             fields={"period": lambda r: Period(r.period.starts_on + timedelta(days=1), r.period.ends_on)}),
    Mutation("extension-late", "An extension option is taken up long after the contract has ended",
             after=live.GoLive, kind=contract.ContractExtended, fields={"on": FAR}),
    Mutation("extension-not-open", "A second extension option is taken up of a contract with one",
             after=live.GoLive, kind=contract.ContractExtended, fields={"option": 2}),
    Mutation("extension-other-period", "An extension option of one year adds ten years",
             after=live.GoLive, kind=contract.ContractExtended, fields={"period": Period(date(2024, 1, 1), FAR)}),
    Mutation("variation-past-cap", "A change goes over the contract's own cap",
             after=live.GoLive, kind=contract.ContractVaried, earlier={contract.ContractSigned: {"variation_cap": 5}},
             fields={"value_change": pounds(14_000)}),
    Mutation("other-money-basis", "A change is priced including VAT, unlike its contract",
             after=live.GoLive, kind=contract.ContractVaried,
             fields={"value_change": Money(1_000, "GBP", VatBasis.INCLUDING),
                  "ground": notices.ChangeGround.PROVIDED_FOR}),
    Mutation("estimate-exceeded", "More is approved than was estimated",
             kind=approval.ApprovalToProcure, fields={"value": pounds(2_000_000)}),
    Mutation("envelope-exceeded", "Tenders are invited within more money than the strategy has",
             kind=tender.InvitationToTender, earlier={strategy.ProcurementStrategy: {
                 "envelope": strategy.FinancialEnvelope(amount=pounds(120_000))}},
             fields={"envelope": strategy.FinancialEnvelope(amount=pounds(130_000))}),
    Mutation("approval-exceeded", "A contract of £200,000 is signed where £150,000 was approved",
             kind=contract.ContractSigned, earlier={approval.ApprovalToProcure: {"value": pounds(150_000)}}),
    Mutation("price-not-as-tendered", "A contract is signed for more than was tendered",
             kind=contract.ContractSigned, fields={"value": pounds(300_000)}),
    Mutation("change-beyond-approved", "A change takes a contract above what was approved for it",
             after=live.GoLive, kind=contract.ContractVaried,
             earlier={award.ApprovalToAward: {"value": pounds(200_000)}}),
    Mutation("end-before-start", "A change ends a contract before it starts",
             after=live.GoLive, kind=contract.ContractVaried, fields={"new_end": date(2020, 1, 1)}),
    Mutation("not-the-holder", "A contract is handed on by a provider that does not hold it",
             after=live.GoLive, kind=contract.ContractNovated,
             fields={"from_provider": "cedar", "how": contract.HandOn.ASSIGNMENT}),
    Mutation("ended-twice", "A contract ends a second time",
             after=ending.ContractEnded, kind=ending.ContractEnded, fields={"note": "from the finance team"}),
    Mutation("expired-early", "A contract is said to expire before its last day",
             kind=ending.ContractEnded, fields={"later": -10}),
    Mutation("contract-not-ended", "A cycle is closed while its contract is running",
             kind=ending.Closure, without=(ending.ContractEnded,)),
    Mutation("place-taken", "A second contract is signed for the same award",
             after=contract.ContractSigned, kind=contract.ContractSigned, fields={"reference": "C2"}),
    Mutation("lot-contracted", "A procurement is abandoned after its contract was signed",
             after=contract.ContractSigned, kind=ending.Abandonment),
)  # fmt: skip

BROUGHT: Final = history.BroughtForward(
    on=OPEN.day, stage=Stage.AWARD, because="the papers are with another council", basis=MADE_UP
)

ROWS: Final = (
    *ORDER,
    *PLANNING,
    *SUPPLIERS,
    *SELECTION,
    *AWARD,
    *CONTRACTS,
)
