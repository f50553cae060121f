"""Rows of the catalogue: what is refused, or warned of, when a record is recorded."""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import evolve

from commissioning.dates.deadlines import Deadline
from commissioning.dates.periods import Period
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.records.approval import Waiver
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    Challenge,
    IntentionToAward,
    LotAward,
)
from commissioning.records.conflicts import ConflictsAssessed
from commissioning.records.contract import (
    ChangeRequested,
    ContractExtended,
    ContractNovated,
    ContractSigned,
    ContractVaried,
    HandOn,
)
from commissioning.records.ending import Abandonment, Closure, ContractEnded
from commissioning.records.engagement import Consultation, ConsultationReport, EngagementMeeting
from commissioning.records.history import BroughtForward
from commissioning.records.live import GoLive
from commissioning.records.mobilisation import (
    EmployeeLiabilityInformation,
    GoDecision,
    MobilisationPlan,
    ReadinessReview,
    StaffTransferred,
    TaskDone,
)
from commissioning.records.needs import NeedsAssessment
from commissioning.records.notices import ChangeGround, NoticePublished
from commissioning.records.people import (
    Choice,
    ChoiceCount,
    ChoicesMade,
    CohortChanged,
    PeopleAffected,
    PeopleMoved,
    PeopleTold,
    ProviderCapacity,
    TransferPlan,
    TransferWave,
)
from commissioning.records.record import Learned, Record
from commissioning.records.returns import AwardFellThrough
from commissioning.records.selection import (
    ExclusionsDecided,
    GroundFound,
    SelectionAssessment,
    SelectionOutcome,
    SelectionQuestionnaire,
    SelectionResponse,
    Shortlist,
    SupplierInformationConfirmed,
)
from commissioning.records.specification import ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import (
    JointBuyer,
    PartnerAnswer,
    PartnerDecision,
    ProcurementStrategy,
)
from commissioning.records.tender import Clarification, InvitationToTender, TenderOpening
from commissioning.stages import Route, Stage
from commissioning.testing.broken.breakage import OPEN, Break, Fields
from commissioning.testing.drafts.planning import needs_assessment
from commissioning.testing.stories.main_line import MADE_UP
from commissioning.values.money import Money, VatBasis, pounds

TWO: Final = evolve(OPEN, providers=("alder", "birch"))
RESTRICTED: Final = evolve(OPEN, route=Route.restricted(interviews=False))
RESTRICTED_TWO: Final = evolve(RESTRICTED, providers=("alder", "birch"))
UNDER_THE_ACT: Final = evolve(RESTRICTED, regime=PROCUREMENT_ACT_2023, day=date(2025, 3, 3))
LOTS: Final = evolve(OPEN, lots=("N1", "N2"))
NEEDS: Final = evolve(needs_assessment(OPEN), basis=MADE_UP)
FAR: Final = date(2040, 1, 1)

ORDER: Final = (
    Break(code="stage-order", sentence="needs are assessed once the specification is written",
          after=ServiceSpecification, kind=NeedsAssessment),
    Break(code="route-undecided", sentence="a challenge comes before a route has been decided",
          after=ServiceSpecification, without=(ProcurementStrategy,), kind=Challenge),
    Break(code="only-first", sentence="a history is brought forward into one that has begun",
          first=(NEEDS,), kind=BroughtForward),
    Break(code="missing-record", sentence="a specification rests on no needs assessment",
          first=(), kind=ServiceSpecification),
    Break(code="unknown-lot", sentence="a meeting is about a lot that is not there",
          first=(NEEDS,), kind=EngagementMeeting, fields={"lots": ("N9",)}),
    Break(code="duplicate-reference", sentence="two records bear the reference N1",
          first=(evolve(NEEDS, reference="N1"),), kind=EngagementMeeting,
          fields={"reference": "N1"}),
    Break(code="unknown-reference", sentence="a group meets that was never formed",
          first=(NEEDS,), kind=EngagementMeeting, fields={"group": "RG9"}),
    Break(code="set-aside", sentence="a notice is of a recommendation that fell through",
          after=AwardFellThrough, kind=NoticePublished, fields={"about": "R1"}),
    Break(code="before-stage", sentence="a question is answered the day before the invitation",
          after=InvitationToTender, kind=Clarification, fields={"later": -1}),
    Break(code="dated-before", sentence="a consultation is reported on before it was held",
          after=Consultation, kind=ConsultationReport, fields={"later": -1}),
    Break(code="learned-opens-nothing", sentence="a specification that was found later is to open its stage",
          first=(NEEDS,), kind=ServiceSpecification,
          fields={"learned": Learned(on=FAR, because="it was found in a drawer")}),
)  # fmt: skip

PLANNING: Final = (
    Break(code="consultation-open", sentence="a specification is approved while people still reply",
          after=Consultation, kind=ServiceSpecification,
          earlier={Consultation: {"period": Period(OPEN.day, FAR)}}),
    Break(code="consultation-unreported", sentence="nothing says what came of a consultation",
          after=Consultation, kind=ServiceSpecification, fields={"later": 30}),
    Break(code="partner-undecided", sentence="a partner has still to decide when tenders are invited",
          kind=InvitationToTender, earlier={ProcurementStrategy: {"joint_buyers": (
              JointBuyer(authority="anyborough", lead=True),
              JointBuyer(authority="otherborough", decision_pending=True))}}),
    Break(code="partner-not-named", sentence="an authority joins that nobody asked",
          after=ProcurementStrategy, kind=PartnerDecision),
    Break(code="lead-withdrew", sentence="the lead has withdrawn when tenders are invited",
          scene=evolve(OPEN, partners=("otherborough",)), kind=InvitationToTender,
          extra=((PartnerDecision, {"authority": "anyborough", "answer": PartnerAnswer.WITHDRAWS,
                                    "because": "its budget was cut"}),)),
    Break(code="specification-draft", sentence="tenders are invited on a draft",
          kind=InvitationToTender,
          earlier={ServiceSpecification: {"status": SpecificationStatus.DRAFT}}),
    Break(code="strategy-settled", sentence="the route changes while one of two lots is at market",
          scene=LOTS, after=InvitationToTender, earlier={InvitationToTender: {"lots": ("N1",)}},
          kind=ProcurementStrategy, fields={"lots": ("N2",), "route": Route.direct_award()}),
    Break(code="not-waivable", sentence="somebody waives the order of stages",
          first=(NEEDS,), kind=Waiver, fields={"code": "stage-order"}),
)  # fmt: skip


def _found(event_on: date, *, left_out: bool = True, heard: bool = True) -> Fields:
    """What makes a decision say that alder has a conviction for bribery or, before the Act, theft."""

    def found(decided: ExclusionsDecided) -> tuple[GroundFound, ...]:
        in_force = event_on >= date(2025, 2, 24)
        return (
            GroundFound(
                provider="alder",
                ground="bribery" if in_force else "theft",
                event_on=event_on,
                heard_on=decided.on if heard else None,
                left_out=left_out,
                because="a conviction that it did not explain",
            ),
        )

    return {"found": found}


SUPPLIERS: Final = (
    Break(code="excluded-unheard", sentence="a bidder is excluded without a hearing",
          scene=UNDER_THE_ACT, kind=ExclusionsDecided,
          fields=_found(date(2025, 3, 3), heard=False)),
    Break(code="excluded-without-ground", sentence="a bidder is excluded for a theft of long ago",
          scene=UNDER_THE_ACT, kind=ExclusionsDecided, fields=_found(date(2024, 6, 3))),
    Break(code="excluded-kept-in", sentence="a bidder convicted of bribery is kept in",
          scene=UNDER_THE_ACT, kind=ExclusionsDecided,
          fields=_found(date(2025, 3, 3), left_out=False)),
    Break(code="exclusion-undecided", sentence="nobody asked whether a bidder is to be excluded",
          scene=UNDER_THE_ACT, kind=InvitationToTender, without=(ExclusionsDecided,)),
    Break(code="excluded-goes-on", sentence="a bidder is shortlisted although it was excluded",
          scene=UNDER_THE_ACT, kind=Shortlist,
          earlier={ExclusionsDecided: _found(date(2025, 3, 3))}),
    Break(code="conflicts-unassessed", sentence="a tender notice has no conflicts assessment",
          scene=UNDER_THE_ACT, kind=NoticePublished, without=(ConflictsAssessed,)),
    Break(code="supplier-unconfirmed", sentence="a bidder has confirmed nothing when tenders are opened",
          scene=UNDER_THE_ACT, kind=TenderOpening, without=(SupplierInformationConfirmed,)),
)  # fmt: skip

SELECTION: Final = (
    Break(code="responses-still-due", sentence="a shortlist is drawn up before responses are due",
          scene=RESTRICTED, kind=Shortlist,
          earlier={SelectionQuestionnaire: {"responses_due_by": Deadline(FAR)}}),
    Break(code="response-unassessed", sentence="one of two responses was not assessed",
          scene=RESTRICTED_TWO, after=SelectionAssessment, kind=Shortlist,
          fields={"invited": ("alder",)}),
    Break(code="response-late", sentence="a response comes ten days after the others were due",
          scene=RESTRICTED, kind=SelectionResponse, fields={"later": 10}),
    Break(code="assessed-without-response", sentence="somebody is assessed who did not respond",
          scene=RESTRICTED, kind=SelectionAssessment, fields={"provider": "cedar"}),
    Break(code="shortlisted-without-response", sentence="somebody is shortlisted who did not respond",
          scene=RESTRICTED, kind=Shortlist, fields={"invited": ("alder", "cedar")}),
    Break(code="shortlisted-without-pass", sentence="somebody is shortlisted who failed",
          scene=RESTRICTED, kind=Shortlist,
          earlier={SelectionAssessment: {"outcome": SelectionOutcome.FAILED,
                                         "because": "it is not registered"}}),
    Break(code="shortlist-too-long", sentence="two are shortlisted where one was announced",
          scene=RESTRICTED_TWO, kind=Shortlist,
          earlier={SelectionQuestionnaire: {"most_shortlisted": 1}}),
)  # fmt: skip

AWARD: Final = (
    Break(code="call-in-running", sentence="letters go out while members may call the decision in",
          kind=IntentionToAward, earlier={ApprovalToAward: {"call_in_ends": FAR}}),
    Break(code="other-recommendation", sentence="the approval is of another paper than the recommendation",
          earlier={ServiceSpecification: {"reference": "S1"}}, kind=ApprovalToAward,
          fields={"recommendation": "S1"}),
    Break(code="lot-without-award", sentence="nobody is recommended for the second of two lots",
          scene=LOTS, kind=AwardRecommendation,
          fields={"awards": (LotAward(lot="N1", provider="alder"),)}),
    Break(code="challenge-open", sentence="a contract is signed over an unanswered challenge",
          kind=ContractSigned, extra=((Challenge, {}),)),
    Break(code="not-recommended", sentence="a contract is signed with somebody else",
          kind=ContractSigned, fields={"provider": "cedar"}),
    Break(code="contract-without-award", sentence="a contract names no recommendation",
          kind=ContractSigned, fields={"recommendation": ""}),
)  # fmt: skip

CONTRACTS: Final = (
    Break(code="contract-over", sentence="a change is asked for long after the contract's end",
          after=GoLive, kind=ChangeRequested, fields={"on": FAR}),
    Break(code="extension-late", sentence="an option is taken up long after the contract's end",
          after=GoLive, kind=ContractExtended, fields={"on": FAR}),
    Break(code="extension-not-open", sentence="a second option is taken up where there is one",
          after=GoLive, kind=ContractExtended, fields={"option": 2}),
    Break(code="extension-other-period", sentence="an option of a year adds ten years",
          after=GoLive, kind=ContractExtended, fields={"period": Period(date(2024, 1, 1), FAR)}),
    Break(code="variation-past-cap", sentence="a change goes past the contract's own cap",
          after=GoLive, kind=ContractVaried, earlier={ContractSigned: {"variation_cap": 5}},
          fields={"value_change": pounds(14_000)}),
    Break(code="other-money-basis", sentence="a change is priced with VAT and the contract without",
          after=GoLive, kind=ContractVaried,
          fields={"value_change": Money(1_000, "GBP", VatBasis.INCLUDING),
                  "ground": ChangeGround.PROVIDED_FOR}),
    Break(code="end-before-start", sentence="a change ends a contract before it starts",
          after=GoLive, kind=ContractVaried, fields={"new_end": date(2020, 1, 1)}),
    Break(code="not-the-holder", sentence="a contract is passed on by somebody who does not hold it",
          after=GoLive, kind=ContractNovated,
          fields={"from_provider": "cedar", "how": HandOn.ASSIGNMENT}),
    Break(code="ended-twice", sentence="a contract ends that has ended",
          after=ContractEnded, kind=ContractEnded),
    Break(code="expired-early", sentence="a contract is said to expire before its last day",
          kind=ContractEnded, fields={"later": -10}),
    Break(code="contract-not-ended", sentence="a cycle is closed while its contract runs",
          kind=Closure, without=(ContractEnded,)),
    Break(code="lot-contracted", sentence="a procurement is abandoned after the signature",
          after=ContractSigned, kind=Abandonment),
)  # fmt: skip

BROUGHT: Final = BroughtForward(
    on=OPEN.day, stage=Stage.AWARD, because="the papers are with another council", basis=MADE_UP
)

MOBILISATION: Final = (
    Break(code="contract-unsigned", sentence="a contract is mobilised before it is signed",
          first=(BROUGHT,), kind=MobilisationPlan),
    Break(code="staff-information-late", sentence="the new employer learns of its staff too late",
          after=MobilisationPlan, kind=EmployeeLiabilityInformation, fields={"later": 50}),
    Break(code="staff-information-missing", sentence="staff transfer from no list",
          after=MobilisationPlan, kind=StaffTransferred),
    Break(code="task-open", sentence="it is go although an essential task is not done",
          kind=ReadinessReview, without=(TaskDone,)),
    Break(code="not-ready", sentence="a service starts though the review said no",
          kind=GoLive, earlier={ReadinessReview: {"decision": GoDecision.NO_GO,
                                                  "because": "rotas are not filled"}}),
    Break(code="live-before-start", sentence="a service starts before its contract",
          kind=GoLive, fields={"later": -5}),
)  # fmt: skip

_ALL_CHOSE: Final[tuple[tuple[type[Record], Fields], ...]] = (
    (PeopleAffected, {}),
    (ChoicesMade, {"choices": (ChoiceCount(choice=Choice.NEW_PROVIDER, people=40),)}),
)

PEOPLE: Final = (
    Break(code="unknown-cohort", sentence="people are told who were never counted",
          after=GoLive, kind=PeopleTold, extra=((PeopleAffected, {}),), fields={"cohort": "H9"}),
    Break(code="people-twice", sentence="everybody has moved, and then somebody was never there",
          after=GoLive, kind=CohortChanged, fields={"joined": 0, "left": 1},
          extra=((PeopleAffected, {}),
                 (Waiver, {"code": "moved-without-choice", "because": "they moved in one night"}),
                 (PeopleMoved, {"people": 40}))),
    Break(code="people-lost", sentence="more people leave a cohort than it holds",
          after=GoLive, kind=CohortChanged, extra=((PeopleAffected, {}),),
          fields={"joined": 0, "left": 41}),
    Break(code="told-twice", sentence="41 people of 40 are told",
          after=GoLive, kind=PeopleTold, extra=((PeopleAffected, {}),), fields={"people": 41}),
    Break(code="chosen-twice", sentence="41 people of 40 choose",
          after=GoLive, kind=ChoicesMade, extra=((PeopleAffected, {}),),
          fields={"choices": (ChoiceCount(choice=Choice.OTHER, people=41),)}),
    Break(code="moved-without-choice", sentence="somebody is moved who was not asked",
          after=GoLive, kind=PeopleMoved, extra=((PeopleAffected, {}),)),
    Break(code="moved-without-contract", sentence="people move to a provider without a contract",
          after=GoLive, kind=PeopleMoved, extra=_ALL_CHOSE, fields={"to_provider": "cedar"}),
    Break(code="wave-beyond-cohort", sentence="waves move 41 people of 40",
          after=GoLive, kind=TransferPlan, extra=((PeopleAffected, {}),),
          fields={"waves": (TransferWave(reference="W1", cohort="H1", to_provider="alder", people=41,
                                         period=Period(OPEN.day, FAR)),)}),
    Break(code="wave-beyond-capacity", sentence="a wave brings more people than a provider can take",
          after=GoLive, kind=TransferPlan, extra=((PeopleAffected, {}),),
          fields={"capacities": (ProviderCapacity(provider="alder", people=0),)}),
)  # fmt: skip

ROWS: Final = (
    *ORDER,
    *PLANNING,
    *SUPPLIERS,
    *SELECTION,
    *AWARD,
    *CONTRACTS,
    *MOBILISATION,
    *PEOPLE,
)
