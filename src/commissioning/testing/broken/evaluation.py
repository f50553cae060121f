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
from commissioning.testing.broken.breakage import OPEN, Break
from commissioning.testing.broken.recording import (
    BROUGHT,
    FAR,
    LOTS,
    RESTRICTED,
    RESTRICTED_TWO,
    TWO,
)
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.scenario import GROUNDS, PRICE, SPOKEN, WRITTEN
from commissioning.values.money import Money, VatBasis, pounds

HEARD: Final = evolve(OPEN, route=Route.open(interviews=True))
TWO_MARK: Final = evolve(OPEN, members=("officer-1", "carer-1"))
ACT: Final = evolve(
    OPEN, regime=PROCUREMENT_ACT_2023, day=GROUNDS[PROCUREMENT_ACT_2023.name].starts_on
)
HEALTH: Final = evolve(
    OPEN,
    regime=PROVIDER_SELECTION_2023,
    day=GROUNDS[PROVIDER_SELECTION_2023.name].starts_on,
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
    Break(code="tenders-still-due", sentence="tenders are opened before they are due",
          kind=tender.TenderOpening, earlier={tender.InvitationToTender: {"tenders_due_by": Deadline(FAR)}}),
    Break(code="tender-late", sentence="a tender comes an hour late",
          kind=tender.TenderReceived, fields={"later": 1, "at": time(13)}),
    Break(code="one-opener", sentence="one person opens the tenders alone",
          kind=tender.TenderOpening, fields={"opened_by": ("procurement officer",)}),
    Break(code="opened-without-tender", sentence="a tender is opened that was never received",
          kind=tender.TenderOpening, fields={"tenders": ("alder", "cedar")}),
    Break(code="tender-not-invited", sentence="somebody tenders who was not shortlisted",
          scene=RESTRICTED, kind=tender.TenderReceived,
          fields={"provider": "cedar", "particulars": None}),
    Break(code="too-many-lots-tendered", sentence="two lots are tendered for where one is allowed",
          scene=LOTS, kind=tender.TenderReceived,
          earlier={tender.InvitationToTender: {"lot_limits": tender.LotLimits(most_tendered=1)}}),
    Break(code="offer-above-envelope", sentence="a bidder asks more than there is",
          kind=tender.TenderReceived, earlier={tender.InvitationToTender: {
              "envelope": strategy.FinancialEnvelope(amount=pounds(1_000))}}),
    Break(code="withdrawn-without-tender", sentence="somebody withdraws who did not tender",
          after=tender.TenderReceived, kind=tender.TenderWithdrawn, fields={"provider": "cedar"}),
    Break(code="deadline-not-later", sentence="a deadline is moved to the day it is on",
          after=tender.InvitationToTender, kind=tender.DeadlineExtended,
          earlier={tender.InvitationToTender: {"tenders_due_by": Deadline(FAR)}}),
    Break(code="deadline-passed", sentence="a deadline is moved after it has passed",
          after=tender.InvitationToTender, kind=tender.DeadlineExtended,
          fields={"on": date(2039, 1, 1), "tenders_due_by": Deadline(FAR)}),
    Break(code="weights-changed", sentence="the invitation goes out again with another formula",
          after=tender.InvitationToTender, kind=tender.InvitationToTender,
          fields={"price_formula": pricing.LowestPriceProportional(), "interviews": None},
          earlier={tender.InvitationToTender: {"envelope": strategy.FinancialEnvelope(amount=pounds(900_000))}}),
    Break(code="tender-under-other-rules", sentence="the formula changes, and the old tender is opened",
          after=tender.TenderOpening, kind=tender.TenderOpening, fields={"later": 60}, extra=(
              (returns.InvitationReissued, {}), (tender.InvitationToTender, {"price_formula": pricing.PriceRange()}))),
)  # fmt: skip

MARKS: Final = (
    Break(code="unknown-criterion", sentence="a mark is for a criterion that was not published",
          kind=panel.ScoreSheet,
          fields={"marks": (panel.Mark(criterion="charm", mark=3, because="it has some"),)}),
    Break(code="price-marked", sentence="somebody marks the price",
          kind=panel.ScoreSheet, fields={"marks": (panel.Mark(criterion=PRICE, mark=3, because="cheap"),)}),
    Break(code="wrong-panel", sentence="another panel marks than the one that was named",
          kind=panel.ScoreSheet, fields={"panel": "residents"},
          extra=((panel.Panel, {"reference": "residents"}),
                 (panel.DeclarationOfInterest, {"panel": "residents"}))),
    Break(code="assessor-not-on-panel", sentence="somebody marks who is not on the panel",
          kind=panel.ScoreSheet, fields={"assessor": "officer-9"},
          extra=((panel.DeclarationOfInterest, {"member": "officer-9"}),)),
    Break(code="panel-change-does-not-fit", sentence="somebody leaves a panel who does not sit on it",
          after=panel.ScoreSheet, kind=panel.PanelChanged, fields={"left": ("officer-9",), "joined": ()}),
    Break(code="conflicted-assessor", sentence="somebody marks a provider they have an interest in",
          kind=panel.ScoreSheet, earlier={panel.DeclarationOfInterest: {"conflicts_with": ("alder",)}}),
    Break(code="interest-undeclared", sentence="somebody marks who has declared nothing",
          kind=panel.ScoreSheet, without=(panel.DeclarationOfInterest,)),
    Break(code="mark-off-scale", sentence="six is given out of five",
          kind=panel.ScoreSheet, fields={"marks": (panel.Mark(criterion=WRITTEN, mark=6, because="super"),)}),
    Break(code="marked-twice", sentence="one person marks one answer twice",
          after=panel.ScoreSheet, kind=panel.ScoreSheet),
    Break(code="marked-without-tender", sentence="somebody is marked who did not tender",
          kind=panel.ScoreSheet, fields={"provider": "cedar"}),
    Break(code="mark-without-reason", sentence="a mark has no reason",
          kind=panel.ScoreSheet, fields={"marks": (panel.Mark(criterion=WRITTEN, mark=4),)}),
    Break(code="marked-in-absence", sentence="marks are of a meeting that the member was not at",
          kind=panel.ScoreSheet, fields={"meeting": "evening-1"}, extra=((panel.PanelMeeting, {
              "reference": "evening-1", "panel": "officers", "present": ("officer-2",)}),)),
    Break(code="agreed-too-soon", sentence="a mark is corrected after the panel agreed on it",
          kind=award.AwardRecommendation, extra=((panel.MarkCorrected, {"later": 1}),)),
    Break(code="corrects-nothing", sentence="a mark is corrected that nobody gave",
          after=tender.TenderOpening, kind=panel.MarkCorrected, extra=((panel.ScoreSheet, {
              "marks": (panel.Mark(criterion=WRITTEN, mark=4, because="good"),)}),),
          scene=TWO, fields={"provider": "birch"}),
    Break(code="moderated-twice", sentence="a mark is agreed twice, and nobody says why",
          after=panel.Moderation, kind=panel.Moderation, fields={"replaces_because": ""}),
    Break(code="moderation-undeclared", sentence="a mark is agreed where an average was announced",
          kind=panel.Moderation, earlier=_judged_by(one_mark=criteria.PanelMean())),
    Break(code="moderated-without-marks", sentence="a mark is agreed before anybody gave one",
          scene=TWO, after=panel.ScoreSheet, kind=panel.Moderation,
          fields={"provider": "birch", "replaces_because": ""}),
    Break(code="moderation-outside-marks", sentence="the agreed mark is above everybody's",
          kind=panel.Moderation, earlier={panel.ScoreSheet: {
              "marks": (panel.Mark(criterion=WRITTEN, mark=3, because="fair"),)}}),
    Break(code="moderation-missing", sentence="marks were never agreed on",
          kind=award.AwardRecommendation, without=(panel.Moderation,)),
    Break(code="mark-missing", sentence="one of two members gave no marks",
          scene=TWO_MARK, after=panel.ScoreSheet, kind=award.AwardRecommendation,
          extra=((panel.Moderation, {"replaces_because": ""}),)),
    Break(code="quorum-missed", sentence="one member agrees where two are needed",
          scene=TWO_MARK, kind=panel.Moderation, fields={"present": ("officer-1",)},
          earlier=_judged_by(one_mark=criteria.Consensus(quorum=2))),
    Break(code="members-left-out", sentence="one of two members gave no marks, as the rules allow",
          scene=TWO_MARK, after=panel.ScoreSheet, kind=award.AwardRecommendation,
          earlier=_judged_by(one_mark=criteria.Consensus(absent=criteria.MissingMarks.THOSE_WHO_MARKED)),
          extra=((panel.Moderation, {"replaces_because": ""}),)),
    Break(code="interview-changes-marks", sentence="an interview changes a written mark unannounced",
          scene=HEARD, kind=interviews.Interview, fields={"changes": (
              interviews.ChangedMark(criterion=WRITTEN, agreed=2, because="it was contradicted"),)}),
    Break(code="marked-without-interview", sentence="an interview is marked that nobody has held",
          scene=HEARD, after=panel.ScoreSheet, kind=panel.ScoreSheet,
          fields={"marks": (panel.Mark(criterion=SPOKEN, mark=4, because="said well"),)}),
    Break(code="interview-not-invited", sentence="somebody is heard who was not invited",
          scene=evolve(HEARD, providers=("alder", "birch")), kind=interviews.Interview,
          earlier={interviews.InterviewInvitation: {"providers": ("birch",)}}),
)  # fmt: skip

RESULT: Final = (
    Break(code="no-tenders", sentence="the only tender for the second of two lots was withdrawn",
          scene=LOTS, kind=award.AwardRecommendation, also=("marked-without-tender",),
          extra=((tender.TenderWithdrawn, {"lots": ("N2",)}),)),
    Break(code="tendered-twice", sentence="one bidder has two tenders",
          kind=award.AwardRecommendation, twice=(tender.TenderReceived,)),
    Break(code="price-missing", sentence="a tender has no price",
          kind=award.AwardRecommendation, earlier={tender.TenderReceived: {"prices": ()}}),
    Break(code="prices-not-comparable", sentence="one price has VAT in it and another has not",
          scene=TWO, kind=award.AwardRecommendation, latest={tender.TenderReceived: {"prices": (
              tender.LotPrice(price=Money(105_000, "GBP", VatBasis.INCLUDING)),)}}),
    Break(code="price-query-open", sentence="a low price was questioned and nothing decided",
          kind=award.AwardRecommendation, extra=((tender.PriceQueried, {}),)),
    Break(code="low-price-unasked", sentence="a price below cost was not asked about",
          kind=award.AwardRecommendation, earlier={tender.InvitationToTender: {"low_price_triggers": (
              pricing.BelowAmount(amount=pounds(200_000), because="the wage floor"),)}}),
    Break(code="disregarded-unheard", sentence="a tender is disregarded before it could explain",
          after=tender.PriceQueried, kind=tender.PriceDecision,
          fields={"outcome": tender.PriceOutcome.DISREGARDED}),
    Break(code="method-not-computable", sentence="criteria are only described, and a winner named",
          kind=award.AwardRecommendation, without=(panel.ScoreSheet, panel.Moderation),
          earlier={tender.InvitationToTender: {"price_formula": None, "method": criteria.DescribedCriteria(
              criteria=(_QUALITY,), importance="in descending order of importance")}}),
    Break(code="departs-from-ranking", sentence="the second is recommended and nobody says why",
          scene=TWO, kind=award.AwardRecommendation,
          fields={"awards": (award.LotAward(lot="whole", provider="birch"),)}),
    Break(code="awarded-without-tender", sentence="somebody is recommended who did not tender",
          kind=award.AwardRecommendation,
          fields={"awards": (award.LotAward(lot="whole", provider="cedar"),)}),
    Break(code="awarded-excluded", sentence="somebody is recommended who is below the minimum",
          kind=award.AwardRecommendation, earlier={
              **_judged_by(minimum=4),
              panel.ScoreSheet: {"marks": (panel.Mark(criterion=WRITTEN, mark=2, because="poor"),)},
              panel.Moderation: {"agreed": 2}}),
    Break(code="marked-after-award", sentence="a mark is corrected behind the award's back",
          after=award.AwardRecommendation, kind=award.AwardRecommendation, fields={"reference": "R2"},
          extra=((panel.MarkCorrected, {
              "later": -7,
              "learned": lambda mark: Learned(on=mark.on, because="found in the notes")}),)),
    Break(code="sets-aside-earlier", sentence="the invitation is set aside when marks are looked at",
          after=award.AwardRecommendation, kind=returns.EvaluationReopened, fields={"sets_aside": ("itt-1",)},
          earlier={tender.InvitationToTender: {"reference": "itt-1"}}),
    Break(code="winner-withdrew", sentence="a contract is signed with one who has withdrawn",
          scene=TWO, kind=contract.ContractSigned, extra=((tender.TenderWithdrawn, {"provider": "alder"}),)),
    Break(code="lot-limit-exceeded", sentence="one provider gets two lots where one is the most",
          scene=LOTS, kind=award.AwardRecommendation,
          fields={"departs_from_ranking_because": "nobody else tendered"},
          also=("departs-from-ranking",),
          earlier={tender.InvitationToTender: {"lot_limits": tender.LotLimits(
              most_awarded=1, mechanism=tender.LotMechanism.BEST_OVERALL)}}),
)  # fmt: skip

LAW: Final = (
    Break(code="law-unknown", sentence="a contract is signed, and nobody knows when its procurement began",
          first=(evolve(BROUGHT, stage=Stage.MOBILISATION),), kind=contract.ContractSigned,
          fields={"recommendation": ""}),
    Break(code="standstill-not-started", sentence="a contract is signed without letters",
          scene=TWO, kind=contract.ContractSigned, without=(award.IntentionToAward,)),
    Break(code="standstill-running", sentence="a contract is signed within the standstill",
          kind=contract.ContractSigned, fields={"later": -18}),
    Break(code="standstill-too-short", sentence="letters promise less than the law gives",
          scene=TWO, kind=award.IntentionToAward, fields={
              "no_signing_before": lambda letters: letters.on + timedelta(days=2)}),
    Break(code="signing-suspended", sentence="a contract is signed over a claim in court",
          kind=contract.ContractSigned, extra=((award.Challenge, {"claim_issued": True}),)),
    Break(code="above-threshold-after-all", sentence="a strategy says below, and its value is above",
          kind=tender.InvitationToTender, earlier={strategy.ProcurementStrategy: {"facts": _BELOW}}),
    Break(code="selection-not-allowed", sentence="a shortlist is planned below the threshold",
          scene=RESTRICTED, kind=selection.SelectionQuestionnaire, earlier={strategy.ProcurementStrategy: {
              "facts": evolve(_BELOW, light_touch=False), "estimated_value": pounds(100_000)}}),
    Break(code="shortlist-too-short", sentence="fewer are invited than the law asks",
          scene=RESTRICTED_TWO, kind=selection.Shortlist, fields={"invited": ("alder",)},
          earlier={strategy.ProcurementStrategy: {"facts": _FULL}}),
    Break(code="time-too-short", sentence="bidders get three days",
          scene=ACT, kind=tender.InvitationToTender, earlier={strategy.ProcurementStrategy: {"facts": _FULL}},
          fields={"tenders_due_by": lambda itt: Deadline(itt.on + timedelta(days=3))}),
    Break(code="approach-too-recent", sentence="a provider is chosen before others could answer",
          scene=HEALTH, kind=award.AwardRecommendation, earlier={notices.NoticePublished: {"later": 28}}),
    Break(code="notice-missing", sentence="tenders are invited and no notice is published",
          scene=ACT, kind=tender.InvitationToTender, without=(notices.NoticePublished,)),
    Break(code="kpis-not-set", sentence="a large contract is signed without indicators",
          scene=ACT, kind=contract.ContractSigned, fields={"value": pounds(6_000_000)},
          earlier={strategy.ProcurementStrategy: {"facts": _FULL}}),
    Break(code="change-not-allowed", sentence="a change is half the contract, with no ground",
          after=live.GoLive, kind=contract.ContractVaried, fields={"value_change": pounds(150_000)}),
    Break(code="changes-add-up", sentence="small changes together are a large one",
          scene=ACT, after=live.GoLive, kind=contract.ContractVaried, fields={"value_change": pounds(15_000)},
          earlier={strategy.ProcurementStrategy: {"facts": _FULL}},
          extra=((contract.ContractVaried, {"value_change": pounds(15_000)}),)),
    Break(code="holder-may-not-change", sentence="a contract passes on and no restructuring is named",
          after=live.GoLive, kind=contract.ContractNovated),
)  # fmt: skip

ROWS: Final = (*TENDERS, *MARKS, *RESULT, *LAW)
