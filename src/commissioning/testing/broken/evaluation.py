"""Rows of the catalogue: tenders, marks and what the law asks, when a record is recorded."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Final

from attrs import evolve

from commissioning.dates.deadlines import Deadline
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.records import (
    award,
    contract,
    criteria,
    interviews,
    live,
    notices,
    panel,
    pricing,
    returns,
    selection,
    strategy,
    tender,
)
from commissioning.records.record import Learned, Record
from commissioning.stages import Route, Stage
from commissioning.testing.broken.mutation import OPEN, Mutation
from commissioning.testing.broken.recording import (
    BROUGHT,
    FAR,
    LOTS,
    RESTRICTED,
    RESTRICTED_TWO,
    TWO,
)
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.scenario import PRICE, SET_UPS, SPOKEN, WRITTEN
from commissioning.values.money import Money, VatBasis, pounds

HEARD: Final = evolve(OPEN, route=Route.open(interviews=True))
TWO_MARK: Final = evolve(OPEN, members=("officer-1", "carer-1"))
ACT: Final = evolve(
    OPEN, regime=PROCUREMENT_ACT_2023, day=SET_UPS[PROCUREMENT_ACT_2023.name].starts_on
)
HEALTH: Final = evolve(
    OPEN,
    regime=PROVIDER_SELECTION_2023,
    day=SET_UPS[PROVIDER_SELECTION_2023.name].starts_on,
    route=Route.most_suitable_provider(),
)
_BELOW: Final = evolve(OPEN.facts, above_threshold=False)
_FULL: Final = evolve(OPEN.facts, light_touch=False)
_QUALITY, _PRICE = make(criteria.WeightedSum, OPEN).criteria
_SPOKEN: Final = make(criteria.WeightedSum, HEARD)


def _judged_by(**quality: object) -> dict[type[Record], dict[str, object]]:
    """The invitation with its one marked criterion changed."""
    return {tender.InvitationToTender: {"method": evolve(
        make(criteria.WeightedSum, OPEN), criteria=(evolve(_QUALITY, **quality), _PRICE))}}  # type: ignore[arg-type]  # fmt: skip


TENDERS: Final = (
    Mutation(code="tenders-still-due", sentence="tenders are opened before they are due",
          kind=tender.TenderOpening, earlier={tender.InvitationToTender: {"tenders_due_by": Deadline(FAR)}}),
    Mutation(code="tender-late", sentence="a tender comes an hour late",
          kind=tender.TenderReceived, fields={"later": 1, "at": time(13)}),
    Mutation(code="one-opener", sentence="one person opens the tenders alone",
          kind=tender.TenderOpening, fields={"opened_by": ("procurement officer",)}),
    Mutation(code="opened-without-tender", sentence="a tender is opened that was never received",
          kind=tender.TenderOpening, fields={"tenders": ("alder", "cedar")}),
    Mutation(code="tender-not-invited", sentence="somebody tenders who was not shortlisted",
          scenario=RESTRICTED, kind=tender.TenderReceived,
          fields={"provider": "cedar", "particulars": None}),
    Mutation(code="too-many-lots-tendered", sentence="two lots are tendered for where one is allowed",
          scenario=LOTS, kind=tender.TenderReceived,
          earlier={tender.InvitationToTender: {"lot_limits": tender.LotLimits(most_tendered=1)}}),
    Mutation(code="offer-above-envelope", sentence="a bidder asks more than there is",
          kind=tender.TenderReceived, earlier={tender.InvitationToTender: {
              "envelope": strategy.FinancialEnvelope(amount=pounds(1_000))}}),
    Mutation(code="withdrawn-without-tender", sentence="somebody withdraws who did not tender",
          after=tender.TenderReceived, kind=tender.TenderWithdrawn, fields={"provider": "cedar"}),
    Mutation(code="deadline-not-later", sentence="a deadline is moved to the day it is on",
          after=tender.InvitationToTender, kind=tender.DeadlineExtended,
          earlier={tender.InvitationToTender: {"tenders_due_by": Deadline(FAR)}}),
    Mutation(code="deadline-passed", sentence="a deadline is moved after it has passed",
          after=tender.InvitationToTender, kind=tender.DeadlineExtended,
          fields={"on": date(2039, 1, 1), "tenders_due_by": Deadline(FAR)}),
    Mutation(code="weights-changed", sentence="the invitation goes out again with another formula",
          after=tender.InvitationToTender, kind=tender.InvitationToTender,
          fields={"price_formula": pricing.LowestPriceProportional(), "interviews": None},
          earlier={tender.InvitationToTender: {"envelope": strategy.FinancialEnvelope(amount=pounds(900_000))}}),
    Mutation(code="tender-under-other-rules", sentence="the formula changes, and the old tender is opened",
          after=tender.TenderOpening, kind=tender.TenderOpening, fields={"later": 60}, extra=(
              (returns.InvitationReissued, {}), (tender.InvitationToTender, {"price_formula": pricing.PriceRange()}))),
)  # fmt: skip

MARKS: Final = (
    Mutation(code="unknown-criterion", sentence="a mark is for a criterion that was not published",
          kind=panel.ScoreSheet,
          fields={"marks": (panel.Mark(criterion="charm", mark=3, because="it has some"),)}),
    Mutation(code="price-marked", sentence="somebody marks the price",
          kind=panel.ScoreSheet, fields={"marks": (panel.Mark(criterion=PRICE, mark=3, because="cheap"),)}),
    Mutation(code="wrong-panel", sentence="another panel marks than the one that was named",
          kind=panel.ScoreSheet, fields={"panel": "residents"},
          extra=((panel.Panel, {"reference": "residents"}),
                 (panel.DeclarationOfInterest, {"panel": "residents"}))),
    Mutation(code="assessor-not-on-panel", sentence="somebody marks who is not on the panel",
          kind=panel.ScoreSheet, fields={"assessor": "officer-9"},
          extra=((panel.DeclarationOfInterest, {"member": "officer-9"}),)),
    Mutation(code="panel-change-does-not-fit", sentence="somebody leaves a panel who does not sit on it",
          after=panel.ScoreSheet, kind=panel.PanelChanged, fields={"left": ("officer-9",), "joined": ()}),
    Mutation(code="conflicted-assessor", sentence="somebody marks a provider they have an interest in",
          kind=panel.ScoreSheet, earlier={panel.DeclarationOfInterest: {"conflicts_with": ("alder",)}}),
    Mutation(code="interest-undeclared", sentence="somebody marks who has declared nothing",
          kind=panel.ScoreSheet, without=(panel.DeclarationOfInterest,)),
    Mutation(code="mark-off-scale", sentence="six is given out of five",
          kind=panel.ScoreSheet, fields={"marks": (panel.Mark(criterion=WRITTEN, mark=6, because="super"),)}),
    Mutation(code="marked-twice", sentence="one person marks one answer twice",
          after=panel.ScoreSheet, kind=panel.ScoreSheet),
    Mutation(code="marked-without-tender", sentence="somebody is marked who did not tender",
          kind=panel.ScoreSheet, fields={"provider": "cedar"}),
    Mutation(code="mark-without-reason", sentence="a mark has no reason",
          kind=panel.ScoreSheet, fields={"marks": (panel.Mark(criterion=WRITTEN, mark=4),)}),
    Mutation(code="marked-in-absence", sentence="marks are of a meeting that the member was not at",
          kind=panel.ScoreSheet, fields={"meeting": "evening-1"}, extra=((panel.PanelMeeting, {
              "reference": "evening-1", "panel": "officers", "present": ("officer-2",)}),)),
    Mutation(code="agreed-too-soon", sentence="a mark is corrected after the panel agreed on it",
          kind=award.AwardRecommendation, extra=((panel.MarkCorrected, {"later": 1}),)),
    Mutation(code="corrects-nothing", sentence="a mark is corrected that nobody gave",
          after=tender.TenderOpening, kind=panel.MarkCorrected, extra=((panel.ScoreSheet, {
              "marks": (panel.Mark(criterion=WRITTEN, mark=4, because="good"),)}),),
          scenario=TWO, fields={"provider": "birch"}),
    Mutation(code="moderated-twice", sentence="a mark is agreed twice, and nobody says why",
          after=panel.Moderation, kind=panel.Moderation, fields={"replaces_because": ""}),
    Mutation(code="moderation-undeclared", sentence="a mark is agreed where an average was announced",
          kind=panel.Moderation, earlier=_judged_by(one_mark=criteria.PanelMean())),
    Mutation(code="moderated-without-marks", sentence="a mark is agreed before anybody gave one",
          scenario=TWO, after=panel.ScoreSheet, kind=panel.Moderation,
          fields={"provider": "birch", "replaces_because": ""}),
    Mutation(code="moderation-outside-marks", sentence="the agreed mark is above everybody's",
          kind=panel.Moderation, earlier={panel.ScoreSheet: {
              "marks": (panel.Mark(criterion=WRITTEN, mark=3, because="fair"),)}}),
    Mutation(code="moderation-missing", sentence="marks were never agreed on",
          kind=award.AwardRecommendation, without=(panel.Moderation,)),
    Mutation(code="mark-missing", sentence="one of two members gave no marks",
          scenario=TWO_MARK, after=panel.ScoreSheet, kind=award.AwardRecommendation,
          extra=((panel.Moderation, {"replaces_because": ""}),)),
    Mutation(code="quorum-missed", sentence="one member agrees where two are needed",
          scenario=TWO_MARK, kind=panel.Moderation, fields={"present": ("officer-1",)},
          earlier=_judged_by(one_mark=criteria.Consensus(quorum=2))),
    Mutation(code="members-left-out", sentence="one of two members gave no marks, as the rules allow",
          scenario=TWO_MARK, after=panel.ScoreSheet, kind=award.AwardRecommendation,
          earlier=_judged_by(one_mark=criteria.Consensus(absent=criteria.MissingMarks.THOSE_WHO_MARKED)),
          extra=((panel.Moderation, {"replaces_because": ""}),)),
    Mutation(code="interview-changes-marks", sentence="an interview changes a written mark unannounced",
          scenario=HEARD, kind=interviews.Interview, fields={"changes": (
              interviews.ChangedMark(criterion=WRITTEN, agreed=2, because="it was contradicted"),)}),
    Mutation(code="marked-without-interview", sentence="an interview is marked that nobody has held",
          scenario=HEARD, after=panel.ScoreSheet, kind=panel.ScoreSheet,
          fields={"marks": (panel.Mark(criterion=SPOKEN, mark=4, because="said well"),)}),
    Mutation(code="interview-not-invited", sentence="somebody is heard who was not invited",
          scenario=evolve(HEARD, providers=("alder", "birch")), kind=interviews.Interview,
          earlier={interviews.InterviewInvitation: {"providers": ("birch",)}}),
)  # fmt: skip

RESULT: Final = (
    Mutation(code="no-tenders", sentence="the only tender for the second of two lots was withdrawn",
          scenario=LOTS, kind=award.AwardRecommendation, also=("marked-without-tender",),
          extra=((tender.TenderWithdrawn, {"lots": ("N2",)}),)),
    Mutation(code="tendered-twice", sentence="one bidder has two tenders",
          kind=award.AwardRecommendation, twice=(tender.TenderReceived,)),
    Mutation(code="price-missing", sentence="a tender has no price",
          kind=award.AwardRecommendation, earlier={tender.TenderReceived: {"prices": ()}}),
    Mutation(code="prices-not-comparable", sentence="one price has VAT in it and another has not",
          scenario=TWO, kind=award.AwardRecommendation, latest={tender.TenderReceived: {"prices": (
              tender.LotPrice(price=Money(105_000, "GBP", VatBasis.INCLUDING)),)}}),
    Mutation(code="price-query-open", sentence="a low price was questioned and nothing decided",
          kind=award.AwardRecommendation, extra=((tender.PriceQueried, {}),)),
    Mutation(code="low-price-unasked", sentence="a price below cost was not asked about",
          kind=award.AwardRecommendation, earlier={tender.InvitationToTender: {"low_price_triggers": (
              pricing.BelowAmount(amount=pounds(200_000), because="the wage floor"),)}}),
    Mutation(code="disregarded-unheard", sentence="a tender is disregarded before it could explain",
          after=tender.PriceQueried, kind=tender.PriceDecision,
          fields={"outcome": tender.PriceOutcome.DISREGARDED}),
    Mutation(code="method-not-computable", sentence="criteria are only described, and a winner named",
          kind=award.AwardRecommendation, without=(panel.ScoreSheet, panel.Moderation),
          earlier={tender.InvitationToTender: {"price_formula": None, "method": criteria.DescribedCriteria(
              criteria=(_QUALITY,), importance="in descending order of importance")}}),
    Mutation(code="departs-from-ranking", sentence="the second is recommended and nobody says why",
          scenario=TWO, kind=award.AwardRecommendation,
          fields={"awards": (award.LotAward(lot="whole", provider="birch"),)}),
    Mutation(code="awarded-without-tender", sentence="somebody is recommended who did not tender",
          kind=award.AwardRecommendation,
          fields={"awards": (award.LotAward(lot="whole", provider="cedar"),)}),
    Mutation(code="awarded-excluded", sentence="somebody is recommended who is below the minimum",
          kind=award.AwardRecommendation, earlier={
              **_judged_by(minimum=4),
              panel.ScoreSheet: {"marks": (panel.Mark(criterion=WRITTEN, mark=2, because="poor"),)},
              panel.Moderation: {"agreed": 2}}),
    Mutation(code="marked-after-award", sentence="a mark is corrected behind the award's back",
          after=award.AwardRecommendation, kind=award.AwardRecommendation, fields={"reference": "R2"},
          extra=((panel.MarkCorrected, {
              "later": -7,
              "learned": lambda mark: Learned(on=mark.on, because="found in the notes")}),)),
    Mutation(code="sets-aside-earlier", sentence="the invitation is set aside when marks are looked at",
          after=award.AwardRecommendation, kind=returns.EvaluationReopened, fields={"sets_aside": ("itt-1",)},
          earlier={tender.InvitationToTender: {"reference": "itt-1"}}),
    Mutation(code="winner-withdrew", sentence="a contract is signed with one who has withdrawn",
          scenario=TWO, kind=contract.ContractSigned, extra=((tender.TenderWithdrawn, {"provider": "alder"}),)),
    Mutation(code="lot-limit-exceeded", sentence="one provider gets two lots where one is the most",
          scenario=LOTS, kind=award.AwardRecommendation,
          fields={"departs_from_ranking_because": "nobody else tendered"},
          also=("departs-from-ranking",),
          earlier={tender.InvitationToTender: {"lot_limits": tender.LotLimits(
              most_awarded=1, mechanism=tender.LotMechanism.BEST_OVERALL)}}),
)  # fmt: skip

LAW: Final = (
    Mutation(code="law-unknown", sentence="a contract is signed, and nobody knows when its procurement began",
          first=(evolve(BROUGHT, stage=Stage.MOBILISATION),), kind=contract.ContractSigned,
          fields={"recommendation": ""}),
    Mutation(code="standstill-not-started", sentence="a contract is signed without letters",
          scenario=TWO, kind=contract.ContractSigned, without=(award.IntentionToAward,)),
    Mutation(code="standstill-running", sentence="a contract is signed within the standstill",
          kind=contract.ContractSigned, fields={"later": -18}),
    Mutation(code="standstill-too-short", sentence="letters promise less than the law gives",
          scenario=TWO, kind=award.IntentionToAward, fields={
              "no_signing_before": lambda letters: letters.on + timedelta(days=2)}),
    Mutation(code="signing-suspended", sentence="a contract is signed over a claim in court",
          kind=contract.ContractSigned, extra=((award.Challenge, {"claim_issued": True}),)),
    Mutation(code="above-threshold-after-all", sentence="a strategy says below, and its value is above",
          kind=tender.InvitationToTender, earlier={strategy.ProcurementStrategy: {"facts": _BELOW}}),
    Mutation(code="selection-not-allowed", sentence="a shortlist is planned below the threshold",
          scenario=RESTRICTED, kind=selection.SelectionQuestionnaire, earlier={strategy.ProcurementStrategy: {
              "facts": evolve(_BELOW, light_touch=False), "estimated_value": pounds(100_000)}}),
    Mutation(code="shortlist-too-short", sentence="fewer are invited than the law asks",
          scenario=RESTRICTED_TWO, kind=selection.Shortlist, fields={"invited": ("alder",)},
          earlier={strategy.ProcurementStrategy: {"facts": _FULL}}),
    Mutation(code="time-too-short", sentence="bidders get three days",
          scenario=ACT, kind=tender.InvitationToTender, earlier={strategy.ProcurementStrategy: {"facts": _FULL}},
          fields={"tenders_due_by": lambda itt: Deadline(itt.on + timedelta(days=3))}),
    Mutation(code="approach-too-recent", sentence="a provider is chosen before others could answer",
          scenario=HEALTH, kind=award.AwardRecommendation, earlier={notices.NoticePublished: {"later": 28}}),
    Mutation(code="notice-missing", sentence="tenders are invited and no notice is published",
          scenario=ACT, kind=tender.InvitationToTender, without=(notices.NoticePublished,)),
    Mutation(code="kpis-not-set", sentence="a large contract is signed without indicators",
          scenario=ACT, kind=contract.ContractSigned, fields={"value": pounds(6_000_000)},
          earlier={strategy.ProcurementStrategy: {"facts": _FULL}}),
    Mutation(code="change-not-allowed", sentence="a change is half the contract, with no ground",
          after=live.GoLive, kind=contract.ContractVaried, fields={"value_change": pounds(150_000)}),
    Mutation(code="changes-add-up", sentence="small changes together are a large one",
          scenario=ACT, after=live.GoLive, kind=contract.ContractVaried, fields={"value_change": pounds(15_000)},
          earlier={strategy.ProcurementStrategy: {"facts": _FULL}},
          extra=((contract.ContractVaried, {"value_change": pounds(15_000)}),)),
    Mutation(code="holder-may-not-change", sentence="a contract passes on and no restructuring is named",
          after=live.GoLive, kind=contract.ContractNovated),
)  # fmt: skip

ROWS: Final = (*TENDERS, *MARKS, *RESULT, *LAW)
