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
    challenge,
    contract,
    criteria,
    figures,
    interviews,
    live,
    low_prices,
    methods,
    notices,
    panel,
    pricing,
    returns,
    selection,
    strategy,
    tender,
    tender_faults,
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
_QUALITY, _PRICE = make(methods.WeightedSum, OPEN).criteria
_PLEDGE: Final = criteria.Criterion(
    reference="pledge", title="Social value", weight=20,
    kind=criteria.CriterionKind.FIGURE, formula=figures.AgainstHighest(),
)  # fmt: skip
_POINT: Final = challenge.ChallengePoint(
    reference="P1", words="the mark is too high", criterion=WRITTEN, provider="alder"
)


def _judged_by(**quality: object) -> dict[type[Record], dict[str, object]]:
    """The invitation with its one marked criterion changed."""
    return {tender.InvitationToTender: {"method": evolve(
        make(methods.WeightedSum, OPEN), criteria=(evolve(_QUALITY, **quality), _PRICE))}}  # type: ignore[arg-type]  # fmt: skip


TENDERS: Final = (
    Mutation("tenders-still-due", "Tenders are opened before they are due",
             kind=tender.TenderOpening, earlier={tender.InvitationToTender: {"tenders_due_by": Deadline(FAR)}}),
    Mutation("tender-late", "A tender arrives an hour late",
             kind=tender.TenderReceived, fields={"later": 1, "at": time(13)}),
    Mutation("one-opener", "One person opens the tenders alone",
             kind=tender.TenderOpening, fields={"opened_by": ("procurement officer",)}),
    Mutation("opened-without-tender", "A tender is opened that was never received",
             kind=tender.TenderOpening, fields={"tenders": ("alder", "cedar")}),
    Mutation("tender-not-invited", "A provider tenders that was not shortlisted",
             scenario=RESTRICTED, kind=tender.TenderReceived,
             fields={"provider": "cedar", "particulars": None}),
    Mutation("too-many-lots-tendered", "A provider tenders for two lots where one is allowed",
             scenario=LOTS, kind=tender.TenderReceived,
             earlier={tender.InvitationToTender: {"lot_limits": tender.LotLimits(most_tendered=1)}}),
    Mutation("offer-above-envelope", "A tender is above the financial envelope",
             kind=tender.TenderReceived, earlier={tender.InvitationToTender: {
              "envelope": strategy.FinancialEnvelope(amount=pounds(1_000))}}),
    Mutation("withdrawn-without-tender", "A provider withdraws that did not tender",
             after=tender.TenderReceived, kind=tender.TenderWithdrawn, fields={"provider": "cedar"}),
    Mutation("deadline-not-later", "A deadline is extended to the day it already had",
             after=tender.InvitationToTender, kind=tender.DeadlineExtended,
             earlier={tender.InvitationToTender: {"tenders_due_by": Deadline(FAR)}}),
    Mutation("deadline-passed", "A deadline is extended after it has passed",
             after=tender.InvitationToTender, kind=tender.DeadlineExtended,
             fields={"on": date(2039, 1, 1), "tenders_due_by": Deadline(FAR)}),
    Mutation("weights-changed", "The invitation is issued again with another price formula",
             after=tender.InvitationToTender, kind=tender.InvitationToTender,
             fields={"price_formula": pricing.LowestPriceProportional(), "interviews": None},
             earlier={tender.InvitationToTender: {"envelope": strategy.FinancialEnvelope(amount=pounds(900_000))}}),
    Mutation("tender-under-other-rules", "A tender made before the price formula changed is opened",
             after=tender.TenderOpening, kind=tender.TenderOpening, fields={"later": 60}, extra=(
              (returns.InvitationReissued, {}), (tender.InvitationToTender, {"price_formula": pricing.PriceRange()}))),
)  # fmt: skip

MARKS: Final = (
    Mutation("unknown-criterion", "A mark is for a criterion that was not published",
             kind=panel.ScoreSheet,
             fields={"marks": (panel.Mark(criterion="charm", mark=3, because="it has some"),)}),
    Mutation("price-marked", "An assessor marks the price",
             kind=panel.ScoreSheet, fields={"marks": (panel.Mark(criterion=PRICE, mark=3, because="cheap"),)}),
    Mutation("wrong-panel", "A panel marks a criterion that another panel was named for",
             kind=panel.ScoreSheet, fields={"panel": "residents"},
             extra=((panel.Panel, {"reference": "residents"}),
                 (panel.DeclarationOfInterest, {"panel": "residents"}))),
    Mutation("assessor-not-on-panel", "A person marks who is not on the panel",
             kind=panel.ScoreSheet, fields={"assessor": "officer-9"},
             extra=((panel.DeclarationOfInterest, {"member": "officer-9"}),)),
    Mutation("panel-change-does-not-fit", "A person leaves a panel they are not on",
             after=panel.ScoreSheet, kind=panel.PanelChanged, fields={"left": ("officer-9",), "joined": ()}),
    Mutation("conflicted-assessor", "An assessor marks a provider they have an interest in",
             kind=panel.ScoreSheet, earlier={panel.DeclarationOfInterest: {"conflicts_with": ("alder",)}}),
    Mutation("interest-undeclared", "An assessor marks without a declaration of interest",
             kind=panel.ScoreSheet, without=(panel.DeclarationOfInterest,)),
    Mutation("mark-off-scale", "A mark of six is given on a scale of five",
             kind=panel.ScoreSheet, fields={"marks": (panel.Mark(criterion=WRITTEN, mark=6, because="super"),)}),
    Mutation("marked-twice", "One assessor marks one answer twice",
             after=panel.ScoreSheet, kind=panel.ScoreSheet, fields={"note": "from the second bundle"}),
    Mutation("marked-without-tender", "A provider is marked that did not tender",
             kind=panel.ScoreSheet, fields={"provider": "cedar"}),
    Mutation("mark-without-reason", "A mark has no reason",
             kind=panel.ScoreSheet, fields={"marks": (panel.Mark(criterion=WRITTEN, mark=4),)}),
    Mutation("marked-in-absence", "An assessor marks at a meeting they did not attend",
             kind=panel.ScoreSheet, fields={"meeting": "evening-1"}, extra=((panel.PanelMeeting, {
              "reference": "evening-1", "panel": "officers", "present": ("officer-2",)}),)),
    Mutation("agreed-too-soon", "A mark is corrected after the panel has agreed on it",
             kind=award.AwardRecommendation, extra=((panel.MarkCorrected, {"later": 1}),)),
    Mutation("corrects-nothing", "A correction is of a mark that was never given",
             after=tender.TenderOpening, kind=panel.MarkCorrected, extra=((panel.ScoreSheet, {
              "marks": (panel.Mark(criterion=WRITTEN, mark=4, because="good"),)}),),
             scenario=TWO, fields={"provider": "birch"}),
    Mutation("moderated-twice", "A mark is agreed a second time without a reason",
             after=panel.Moderation, kind=panel.Moderation,
             fields={"replaces_because": "", "note": "from the second meeting"}),
    Mutation("moderation-undeclared", "A mark is agreed where the invitation announced an average",
             kind=panel.Moderation, earlier=_judged_by(one_mark=criteria.PanelMean())),
    Mutation("moderated-without-marks", "A mark is agreed before any assessor has given one",
             scenario=TWO, after=panel.ScoreSheet, kind=panel.Moderation,
             fields={"provider": "birch", "replaces_because": ""}),
    Mutation("moderation-outside-marks", "The agreed mark is above every assessor's mark",
             kind=panel.Moderation, earlier={panel.ScoreSheet: {
              "marks": (panel.Mark(criterion=WRITTEN, mark=3, because="fair"),)}}),
    Mutation("moderation-missing", "An award is recommended before the marks were agreed",
             kind=award.AwardRecommendation, without=(panel.Moderation,)),
    Mutation("mark-missing", "One of two assessors has given no marks",
             scenario=TWO_MARK, after=panel.ScoreSheet, kind=award.AwardRecommendation,
             extra=((panel.Moderation, {"replaces_because": ""}),)),
    Mutation("quorum-missed", "One member agrees a mark where two are needed",
             scenario=TWO_MARK, kind=panel.Moderation, fields={"present": ("officer-1",)},
             earlier=_judged_by(one_mark=criteria.Consensus(quorum=2))),
    Mutation("members-left-out", "One of two assessors gave no marks, as the rules allow",
             scenario=TWO_MARK, after=panel.ScoreSheet, kind=award.AwardRecommendation,
             earlier=_judged_by(one_mark=criteria.Consensus(absent=criteria.MissingMarks.THOSE_WHO_MARKED)),
             extra=((panel.Moderation, {"replaces_because": ""}),)),
    Mutation("interview-changes-marks", "An interview changes a written mark, which was not announced",
             scenario=HEARD, kind=interviews.Interview, fields={"changes": (
              interviews.ChangedMark(criterion=WRITTEN, agreed=2, because="it was contradicted"),)}),
    Mutation("marked-without-interview", "An interview is marked that was not held",
             scenario=HEARD, after=panel.ScoreSheet, kind=panel.ScoreSheet,
             fields={"marks": (panel.Mark(criterion=SPOKEN, mark=4, because="said well"),)}),
    Mutation("interview-not-invited", "A provider is interviewed that was not invited",
             scenario=evolve(HEARD, providers=("alder", "birch")), kind=interviews.Interview,
             earlier={interviews.InterviewInvitation: {"providers": ("birch",)}}),
)  # fmt: skip

RESULT: Final = (
    Mutation("no-tenders", "The only tender for the second of two lots was withdrawn",
             scenario=LOTS, kind=award.AwardRecommendation, also=("marked-without-tender", "withdrawn-goes-on"),
             extra=((tender.TenderWithdrawn, {"lots": ("N2",)}),)),
    Mutation("tendered-twice", "One provider has two tenders",
             kind=award.AwardRecommendation, twice=(tender.TenderReceived,)),
    Mutation("price-missing", "A tender has no price",
             kind=award.AwardRecommendation, earlier={tender.TenderReceived: {"prices": ()}}),
    Mutation("figure-missing", "A tender makes no pledge where pledges earn points",
             kind=award.AwardRecommendation, earlier={tender.InvitationToTender: {"method": evolve(
                 make(methods.WeightedSum, OPEN), criteria=(_QUALITY, _PLEDGE, evolve(_PRICE, weight=20)))}}),
    Mutation("prices-not-comparable", "One price includes VAT and the other does not say",
             scenario=TWO, kind=award.AwardRecommendation, latest={tender.TenderReceived: {"prices": (
              tender.LotPrice(price=Money(105_000, "GBP", VatBasis.INCLUDING)),)}}),
    Mutation("price-query-open", "A low price was queried and the query is not decided",
             kind=award.AwardRecommendation, extra=((tender.PriceQueried, {}),)),
    Mutation("low-price-unasked", "A price below the wage floor was not queried",
             kind=award.AwardRecommendation, earlier={tender.InvitationToTender: {"low_price_triggers": (
              low_prices.BelowAmount(amount=pounds(200_000), because="the wage floor"),)}}),
    Mutation("disregarded-unheard", "A tender is disregarded before its price could be explained",
             after=tender.PriceQueried, kind=tender.PriceDecision,
             fields={"outcome": tender.PriceOutcome.DISREGARDED}),
    Mutation("method-not-computable", "A winner is named on criteria that are only described",
             kind=award.AwardRecommendation, without=(panel.ScoreSheet, panel.Moderation),
             earlier={tender.InvitationToTender: {"price_formula": None, "method": methods.DescribedCriteria(
              criteria=(_QUALITY,), importance="in descending order of importance")}}),
    Mutation("departs-from-ranking", "The second-ranked provider is recommended without a reason",
             scenario=TWO, kind=award.AwardRecommendation,
             fields={"awards": (award.LotAward(lot="whole", provider="birch"),)}),
    Mutation("awarded-without-tender", "A provider is recommended that did not tender",
             kind=award.AwardRecommendation,
             fields={"awards": (award.LotAward(lot="whole", provider="cedar"),)}),
    Mutation("awarded-excluded", "A provider below the minimum mark is recommended",
             kind=award.AwardRecommendation, earlier={
              **_judged_by(minimum=4),
              panel.ScoreSheet: {"marks": (panel.Mark(criterion=WRITTEN, mark=2, because="poor"),)},
              panel.Moderation: {"agreed": 2}}),
    Mutation("marked-after-award", "A mark is corrected after the award was recommended",
             after=award.AwardRecommendation, kind=award.AwardRecommendation,
             fields={"reference": "R2", "replaces": ("R1",)},
             extra=((panel.MarkCorrected, {
              "later": -7,
              "learned": lambda mark: Learned(on=mark.on, because="found in the notes")}),)),
    Mutation("sets-aside-earlier", "Reopening the evaluation sets the invitation aside",
             after=award.AwardRecommendation, kind=returns.EvaluationReopened, fields={"sets_aside": ("itt-1",)},
             earlier={tender.InvitationToTender: {"reference": "itt-1"}}),
    Mutation("award-in-force", "A lot for one provider is awarded a second time",
             after=award.AwardRecommendation, kind=award.AwardRecommendation, fields={"reference": "R2"}),
    Mutation("withdrawn-goes-on", "A contract is signed with a provider that has withdrawn",
             scenario=TWO, kind=contract.ContractSigned, extra=((tender.TenderWithdrawn, {"provider": "alder"}),)),
    Mutation("rejected-goes-on", "A contract is signed with a provider whose tender was rejected",
             scenario=TWO, kind=contract.ContractSigned, extra=((tender_faults.TenderRejected, {
              "provider": "alder", "because": "it rests on a false reference"}),)),
    Mutation("disregarded-goes-on", "A bidder whose price was not accepted is invited to interview",
             scenario=evolve(TWO, route=Route.open(interviews=True)), after=tender.PriceExplained,
             kind=interviews.InterviewInvitation, extra=((tender.PriceDecision, {
              "provider": "alder", "outcome": tender.PriceOutcome.UNLAWFUL,
              "because": "it leaves no time for travel between visits"}),)),
    Mutation("lot-limit-exceeded", "One provider is recommended for two lots where the limit is one",
             scenario=LOTS, kind=award.AwardRecommendation,
             fields={"departs_from_ranking_because": "nobody else tendered"},
             also=("departs-from-ranking",),
             earlier={tender.InvitationToTender: {"lot_limits": tender.LotLimits(
              most_awarded=1, mechanism=tender.LotMechanism.BEST_OVERALL)}}),
)  # fmt: skip

LAW: Final = (
    Mutation("law-unknown", "A contract is signed for a procurement of unknown date",
             first=(evolve(BROUGHT, stage=Stage.MOBILISATION),), kind=contract.ContractSigned,
             fields={"recommendations": ()}),
    Mutation("standstill-not-started", "A contract is signed before letters were sent",
             scenario=TWO, kind=contract.ContractSigned, without=(award.IntentionToAward,)),
    Mutation("standstill-running", "A contract is signed within the standstill",
             kind=contract.ContractSigned, fields={"later": -18}),
    Mutation("standstill-too-short", "The letters promise a standstill shorter than the law requires",
             scenario=TWO, kind=award.IntentionToAward, fields={
              "no_signing_before": lambda letters: letters.on + timedelta(days=2)}),
    Mutation("signing-suspended", "A contract is signed while a claim is in court",
             kind=contract.ContractSigned, extra=((challenge.Challenge, {"claim_issued": True}),)),
    Mutation("suspension-state-unknown", "A claim is recorded without saying how it became known",
             scenario=ACT, kind=contract.ContractSigned, earlier={strategy.ProcurementStrategy: {"facts": _FULL}},
             extra=((challenge.Challenge, {}), (challenge.ClaimIssued, {"how_known": None}))),
    Mutation("representation-unanswered", "A contract is signed while a representation is unanswered",
             scenario=HEALTH, kind=contract.ContractSigned,
             extra=((challenge.Challenge, {"kind": challenge.ChallengeKind.REPRESENTATION}),)),
    Mutation("claim-out-of-time", "A claim is issued two months after its grounds were known",
             after=award.IntentionToAward, kind=challenge.ClaimIssued, fields={"later": 60},
             extra=((challenge.Challenge, {"knew_on": lambda letter: letter.on}),)),
    Mutation("challenge-upheld-unanswered", "A contract is signed although a challenge was upheld",
             kind=contract.ContractSigned, extra=((challenge.Challenge, {}),
              (challenge.ChallengeResolved, {"outcome": challenge.ChallengeOutcome.UPHELD}))),
    Mutation("judgment-changes-winner", "A judgment finds that the winner's answer deserves no mark",
             scenario=TWO, after=award.AwardRecommendation, kind=challenge.JudgmentGiven,
             extra=((challenge.Challenge, {"points": (_POINT,)}),),
             fields={"points": (challenge.PointDecided(
              point="P1", outcome=challenge.PointOutcome.UPHELD, mark_should_be="0"),)}),
    Mutation("point-names-nothing", "A point of a challenge names a bidder that is not recorded",
             after=award.IntentionToAward, kind=challenge.Challenge,
             fields={"provider": "alder", "points": (evolve(_POINT, provider="larch"),)}),
    Mutation("above-threshold-after-all", "A strategy says below the threshold and its value is above",
             kind=tender.InvitationToTender, earlier={strategy.ProcurementStrategy: {"facts": _BELOW}}),
    Mutation("selection-not-allowed", "A selection stage is planned below the threshold",
             scenario=RESTRICTED, kind=selection.SelectionQuestionnaire, earlier={strategy.ProcurementStrategy: {
              "facts": evolve(_BELOW, light_touch=False), "estimated_value": pounds(100_000)}}),
    Mutation("shortlist-too-short", "Fewer providers are shortlisted than the law requires",
             scenario=RESTRICTED_TWO, kind=selection.Shortlist, fields={"invited": ("alder",)},
             earlier={strategy.ProcurementStrategy: {"facts": _FULL}}),
    Mutation("time-too-short", "Bidders get three days to tender",
             scenario=ACT, kind=tender.InvitationToTender, earlier={strategy.ProcurementStrategy: {"facts": _FULL}},
             fields={"tenders_due_by": lambda itt: Deadline(itt.on + timedelta(days=3))}),
    Mutation("approach-too-recent", "A provider is chosen before others had time to answer",
             scenario=HEALTH, kind=award.AwardRecommendation, earlier={notices.NoticePublished: {"later": 28}}),
    Mutation("matter-unrecorded", "A decision on health care records none of what it has to",
             scenario=HEALTH, kind=award.AwardRecommendation, fields={"considered": ()}),
    Mutation("notice-missing", "Tenders are invited without a tender notice",
             scenario=ACT, kind=tender.InvitationToTender, without=(notices.NoticePublished,)),
    Mutation("kpis-not-set", "A large contract is signed without KPIs",
             scenario=ACT, kind=contract.ContractSigned, fields={"value": pounds(6_000_000)},
             earlier={strategy.ProcurementStrategy: {"facts": _FULL}},
             also=("estimate-exceeded", "price-not-as-tendered")),
    Mutation("change-not-allowed", "A change adds half the contract's value and states no ground",
             after=live.GoLive, kind=contract.ContractVaried, fields={"value_change": pounds(150_000)}),
    Mutation("changes-add-up", "Small changes add up to a large one",
             scenario=ACT, after=live.GoLive, kind=contract.ContractVaried,
             fields={"value_change": pounds(15_000), "apart_because": "another home opened"},
             earlier={strategy.ProcurementStrategy: {"facts": _FULL}},
             extra=((contract.ContractVaried, {"value_change": pounds(15_000)}),)),
    Mutation("change-ground-unstated", "The notice of a change does not state the ground of the change",
             scenario=ACT, after=live.GoLive, kind=contract.ContractVaried,
             fields={"value_change": pounds(40_000), "ground": notices.ChangeGround.ADDITIONAL},
             earlier={strategy.ProcurementStrategy: {"facts": _FULL}},
             extra=((notices.NoticePublished, {"notice": "UK10", "contract": "C1"}),)),
    Mutation("holder-may-not-change", "A contract is handed on without a ground in law",
             after=live.GoLive, kind=contract.ContractNovated),
)  # fmt: skip

ROWS: Final = (*TENDERS, *MARKS, *RESULT, *LAW)
