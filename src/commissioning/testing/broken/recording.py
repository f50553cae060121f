"""Rows of the catalogue: what is refused, or warned of, when a record is recorded."""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import evolve

from commissioning.dates.deadlines import Deadline
from commissioning.dates.periods import Period
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.records import (
    approval,
    award,
    conflicts,
    contract,
    ending,
    engagement,
    history,
    live,
    mobilisation,
    needs,
    notices,
    people,
    returns,
    selection,
    specification,
    strategy,
    tender,
)
from commissioning.records.record import Learned, Record
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
    Mutation(code="stage-order", sentence="needs are assessed once the specification is written",
          after=specification.ServiceSpecification, kind=needs.NeedsAssessment),
    Mutation(code="route-undecided", sentence="a challenge comes before a route has been decided",
          after=specification.ServiceSpecification, without=(strategy.ProcurementStrategy,), kind=award.Challenge),
    Mutation(code="only-first", sentence="a history is brought forward into one that has begun",
          first=(NEEDS,), kind=history.BroughtForward),
    Mutation(code="missing-record", sentence="a specification rests on no needs assessment",
          first=(), kind=specification.ServiceSpecification),
    Mutation(code="unknown-lot", sentence="a meeting is about a lot that is not there",
          first=(NEEDS,), kind=engagement.EngagementMeeting, fields={"lots": ("N9",)}),
    Mutation(code="duplicate-reference", sentence="two records bear the reference N1",
          first=(evolve(NEEDS, reference="N1"),), kind=engagement.EngagementMeeting,
          fields={"reference": "N1"}),
    Mutation(code="unknown-reference", sentence="a group meets that was never formed",
          first=(NEEDS,), kind=engagement.EngagementMeeting, fields={"group": "RG9"}),
    Mutation(code="set-aside", sentence="a notice is of a recommendation that fell through",
          after=returns.AwardFellThrough, kind=notices.NoticePublished, fields={"about": "R1"}),
    Mutation(code="before-stage", sentence="a question is answered the day before the invitation",
          after=tender.InvitationToTender, kind=tender.Clarification, fields={"later": -1}),
    Mutation(code="dated-before", sentence="a consultation is reported on before it was held",
          after=engagement.Consultation, kind=engagement.ConsultationReport, fields={"later": -1}),
    Mutation(code="learned-opens-nothing", sentence="a specification that was found later is to open its stage",
          first=(NEEDS,), kind=specification.ServiceSpecification,
          fields={"learned": Learned(on=FAR, because="it was found in a drawer")}),
)  # fmt: skip

PLANNING: Final = (
    Mutation(code="consultation-open", sentence="a specification is approved while people still reply",
          after=engagement.Consultation, kind=specification.ServiceSpecification,
          earlier={engagement.Consultation: {"period": Period(OPEN.day, FAR)}}),
    Mutation(code="consultation-unreported", sentence="nothing says what came of a consultation",
          after=engagement.Consultation, kind=specification.ServiceSpecification, fields={"later": 30}),
    Mutation(code="partner-undecided", sentence="a partner has still to decide when tenders are invited",
          kind=tender.InvitationToTender, earlier={strategy.ProcurementStrategy: {"joint_buyers": (
              strategy.JointBuyer(authority="anyborough", lead=True),
              strategy.JointBuyer(authority="otherborough", decision_pending=True))}}),
    Mutation(code="partner-not-named", sentence="an authority joins that nobody asked",
          after=strategy.ProcurementStrategy, kind=strategy.PartnerDecision),
    Mutation(code="lead-withdrew", sentence="the lead has withdrawn when tenders are invited",
          scenario=evolve(OPEN, partners=("otherborough",)), kind=tender.InvitationToTender,
          extra=((strategy.PartnerDecision, {"authority": "anyborough", "answer": strategy.PartnerAnswer.WITHDRAWS,
                                    "because": "its budget was cut"}),)),
    Mutation(code="specification-draft", sentence="tenders are invited on a draft",
          kind=tender.InvitationToTender,
          earlier={specification.ServiceSpecification: {"status": specification.SpecificationStatus.DRAFT}}),
    Mutation(code="strategy-settled", sentence="the route changes while one of two lots is at market",
          scenario=LOTS, after=tender.InvitationToTender, earlier={tender.InvitationToTender: {"lots": ("N1",)}},
          kind=strategy.ProcurementStrategy, fields={"lots": ("N2",), "route": Route.direct_award()}),
    Mutation(code="not-waivable", sentence="somebody waives the order of stages",
          first=(NEEDS,), kind=approval.Waiver, fields={"code": "stage-order"}),
)  # fmt: skip


def _found(event_on: date, *, left_out: bool = True, heard: bool = True) -> Fields:
    """What makes a decision say that alder has a conviction for bribery or, before the Act, theft."""

    def found(decided: selection.ExclusionsDecided) -> tuple[selection.GroundFound, ...]:
        in_force = event_on >= date(2025, 2, 24)
        return (
            selection.GroundFound(
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
    Mutation(code="excluded-unheard", sentence="a bidder is excluded without a hearing",
          scenario=UNDER_THE_ACT, kind=selection.ExclusionsDecided,
          fields=_found(date(2025, 3, 3), heard=False)),
    Mutation(code="excluded-without-ground", sentence="a bidder is excluded for a theft of long ago",
          scenario=UNDER_THE_ACT, kind=selection.ExclusionsDecided, fields=_found(date(2024, 6, 3))),
    Mutation(code="excluded-kept-in", sentence="a bidder convicted of bribery is kept in",
          scenario=UNDER_THE_ACT, kind=selection.ExclusionsDecided,
          fields=_found(date(2025, 3, 3), left_out=False)),
    Mutation(code="exclusion-undecided", sentence="nobody asked whether a bidder is to be excluded",
          scenario=UNDER_THE_ACT, kind=tender.InvitationToTender, without=(selection.ExclusionsDecided,)),
    Mutation(code="excluded-goes-on", sentence="a bidder is shortlisted although it was excluded",
          scenario=UNDER_THE_ACT, kind=selection.Shortlist,
          earlier={selection.ExclusionsDecided: _found(date(2025, 3, 3))}),
    Mutation(code="conflicts-unassessed", sentence="a tender notice has no conflicts assessment",
          scenario=UNDER_THE_ACT, kind=notices.NoticePublished, without=(conflicts.ConflictsAssessed,)),
    Mutation(code="supplier-unconfirmed", sentence="a bidder has confirmed nothing when tenders are opened",
          scenario=UNDER_THE_ACT, kind=tender.TenderOpening, without=(selection.SupplierInformationConfirmed,)),
)  # fmt: skip

SELECTION: Final = (
    Mutation(code="responses-still-due", sentence="a shortlist is drawn up before responses are due",
          scenario=RESTRICTED, kind=selection.Shortlist,
          earlier={selection.SelectionQuestionnaire: {"responses_due_by": Deadline(FAR)}}),
    Mutation(code="response-unassessed", sentence="one of two responses was not assessed",
          scenario=RESTRICTED_TWO, after=selection.SelectionAssessment, kind=selection.Shortlist,
          fields={"invited": ("alder",)}),
    Mutation(code="response-late", sentence="a response comes ten days after the others were due",
          scenario=RESTRICTED, kind=selection.SelectionResponse, fields={"later": 10}),
    Mutation(code="assessed-without-response", sentence="somebody is assessed who did not respond",
          scenario=RESTRICTED, kind=selection.SelectionAssessment, fields={"provider": "cedar"}),
    Mutation(code="shortlisted-without-response", sentence="somebody is shortlisted who did not respond",
          scenario=RESTRICTED, kind=selection.Shortlist, fields={"invited": ("alder", "cedar")}),
    Mutation(code="shortlisted-without-pass", sentence="somebody is shortlisted who failed",
          scenario=RESTRICTED, kind=selection.Shortlist,
          earlier={selection.SelectionAssessment: {"outcome": selection.SelectionOutcome.FAILED,
                                         "because": "it is not registered"}}),
    Mutation(code="shortlist-too-long", sentence="two are shortlisted where one was announced",
          scenario=RESTRICTED_TWO, kind=selection.Shortlist,
          earlier={selection.SelectionQuestionnaire: {"most_shortlisted": 1}}),
)  # fmt: skip

AWARD: Final = (
    Mutation(code="call-in-running", sentence="letters go out while members may call the decision in",
          kind=award.IntentionToAward, earlier={award.ApprovalToAward: {"call_in_ends": FAR}}),
    Mutation(code="other-recommendation", sentence="the approval is of another paper than the recommendation",
          earlier={specification.ServiceSpecification: {"reference": "S1"}}, kind=award.ApprovalToAward,
          fields={"recommendation": "S1"}),
    Mutation(code="lot-without-award", sentence="nobody is recommended for the second of two lots",
          scenario=LOTS, kind=award.AwardRecommendation,
          fields={"awards": (award.LotAward(lot="N1", provider="alder"),)}),
    Mutation(code="challenge-open", sentence="a contract is signed over an unanswered challenge",
          kind=contract.ContractSigned, extra=((award.Challenge, {}),)),
    Mutation(code="not-recommended", sentence="a contract is signed with somebody else",
          kind=contract.ContractSigned, fields={"provider": "cedar"}),
    Mutation(code="contract-without-award", sentence="a contract names no recommendation",
          kind=contract.ContractSigned, fields={"recommendation": ""}),
)  # fmt: skip

CONTRACTS: Final = (
    Mutation(code="contract-over", sentence="a change is asked for long after the contract's end",
          after=live.GoLive, kind=contract.ChangeRequested, fields={"on": FAR}),
    Mutation(code="extension-late", sentence="an option is taken up long after the contract's end",
          after=live.GoLive, kind=contract.ContractExtended, fields={"on": FAR}),
    Mutation(code="extension-not-open", sentence="a second option is taken up where there is one",
          after=live.GoLive, kind=contract.ContractExtended, fields={"option": 2}),
    Mutation(code="extension-other-period", sentence="an option of a year adds ten years",
          after=live.GoLive, kind=contract.ContractExtended, fields={"period": Period(date(2024, 1, 1), FAR)}),
    Mutation(code="variation-past-cap", sentence="a change goes past the contract's own cap",
          after=live.GoLive, kind=contract.ContractVaried, earlier={contract.ContractSigned: {"variation_cap": 5}},
          fields={"value_change": pounds(14_000)}),
    Mutation(code="other-money-basis", sentence="a change is priced with VAT and the contract without",
          after=live.GoLive, kind=contract.ContractVaried,
          fields={"value_change": Money(1_000, "GBP", VatBasis.INCLUDING),
                  "ground": notices.ChangeGround.PROVIDED_FOR}),
    Mutation(code="end-before-start", sentence="a change ends a contract before it starts",
          after=live.GoLive, kind=contract.ContractVaried, fields={"new_end": date(2020, 1, 1)}),
    Mutation(code="not-the-holder", sentence="a contract is passed on by somebody who does not hold it",
          after=live.GoLive, kind=contract.ContractNovated,
          fields={"from_provider": "cedar", "how": contract.HandOn.ASSIGNMENT}),
    Mutation(code="ended-twice", sentence="a contract ends that has ended",
          after=ending.ContractEnded, kind=ending.ContractEnded),
    Mutation(code="expired-early", sentence="a contract is said to expire before its last day",
          kind=ending.ContractEnded, fields={"later": -10}),
    Mutation(code="contract-not-ended", sentence="a cycle is closed while its contract runs",
          kind=ending.Closure, without=(ending.ContractEnded,)),
    Mutation(code="lot-contracted", sentence="a procurement is abandoned after the signature",
          after=contract.ContractSigned, kind=ending.Abandonment),
)  # fmt: skip

BROUGHT: Final = history.BroughtForward(
    on=OPEN.day, stage=Stage.AWARD, because="the papers are with another council", basis=MADE_UP
)

MOBILISATION: Final = (
    Mutation(code="contract-unsigned", sentence="a contract is mobilised before it is signed",
          first=(BROUGHT,), kind=mobilisation.MobilisationPlan),
    Mutation(code="staff-information-late", sentence="the new employer learns of its staff too late",
          after=mobilisation.MobilisationPlan, kind=mobilisation.EmployeeLiabilityInformation, fields={"later": 50}),
    Mutation(code="staff-information-missing", sentence="staff transfer from no list",
          after=mobilisation.MobilisationPlan, kind=mobilisation.StaffTransferred),
    Mutation(code="task-open", sentence="it is go although an essential task is not done",
          kind=mobilisation.ReadinessReview, without=(mobilisation.TaskDone,)),
    Mutation(code="not-ready", sentence="a service starts though the review said no",
          kind=live.GoLive, earlier={mobilisation.ReadinessReview: {"decision": mobilisation.GoDecision.NO_GO,
                                                  "because": "rotas are not filled"}}),
    Mutation(code="live-before-start", sentence="a service starts before its contract",
          kind=live.GoLive, fields={"later": -5}),
)  # fmt: skip

_ALL_CHOSE: Final[tuple[tuple[type[Record], Fields], ...]] = (
    (people.PeopleAffected, {}),
    (
        people.ChoicesMade,
        {"choices": (people.ChoiceCount(choice=people.Choice.NEW_PROVIDER, people=40),)},
    ),
)

PEOPLE: Final = (
    Mutation(code="unknown-cohort", sentence="people are told who were never counted",
          after=live.GoLive, kind=people.PeopleTold, extra=((people.PeopleAffected, {}),), fields={"cohort": "H9"}),
    Mutation(code="people-twice", sentence="everybody has moved, and then somebody was never there",
          after=live.GoLive, kind=people.CohortChanged, fields={"joined": 0, "left": 1},
          extra=((people.PeopleAffected, {}),
                 (approval.Waiver, {"code": "moved-without-choice", "because": "they moved in one night"}),
                 (people.PeopleMoved, {"people": 40}))),
    Mutation(code="people-lost", sentence="more people leave a cohort than it holds",
          after=live.GoLive, kind=people.CohortChanged, extra=((people.PeopleAffected, {}),),
          fields={"joined": 0, "left": 41}),
    Mutation(code="told-twice", sentence="41 people of 40 are told",
          after=live.GoLive, kind=people.PeopleTold, extra=((people.PeopleAffected, {}),), fields={"people": 41}),
    Mutation(code="chosen-twice", sentence="41 people of 40 choose",
          after=live.GoLive, kind=people.ChoicesMade, extra=((people.PeopleAffected, {}),),
          fields={"choices": (people.ChoiceCount(choice=people.Choice.OTHER, people=41),)}),
    Mutation(code="moved-without-choice", sentence="somebody is moved who was not asked",
          after=live.GoLive, kind=people.PeopleMoved, extra=((people.PeopleAffected, {}),)),
    Mutation(code="moved-without-contract", sentence="people move to a provider without a contract",
          after=live.GoLive, kind=people.PeopleMoved, extra=_ALL_CHOSE, fields={"to_provider": "cedar"}),
    Mutation(code="wave-beyond-cohort", sentence="waves move 41 people of 40",
          after=live.GoLive, kind=people.TransferPlan, extra=((people.PeopleAffected, {}),),
          fields={"waves": (people.TransferWave(reference="W1", cohort="H1", to_provider="alder", people=41,
                                         period=Period(OPEN.day, FAR)),)}),
    Mutation(code="wave-beyond-capacity", sentence="a wave brings more people than a provider can take",
          after=live.GoLive, kind=people.TransferPlan, extra=((people.PeopleAffected, {}),),
          fields={"capacities": (people.ProviderCapacity(provider="alder", people=0),)}),
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
