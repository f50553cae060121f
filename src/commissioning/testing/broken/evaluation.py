"""Rows of the catalogue: answers, tenders, marks and what the law asks, when a record is recorded."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from commissioning.contracts.evidence_register import evidence_register
from commissioning.dates.periods import Deadline, Period
from commissioning.records import (
    answer_rules,
    answers,
    award,
    challenge,
    contract,
    criteria,
    ending,
    figures,
    live,
    low_prices,
    means_rules,
    methods,
    narrowing,
    notices,
    panel,
    pricing,
    questions,
    selection,
    strategy,
    tender,
    tender_faults,
)
from commissioning.records.record import Learned
from commissioning.stages import Route, Stage
from commissioning.testing.broken.mutation import (
    ACT,
    BROUGHT,
    FAR,
    FULL_LAW,
    HEALTH,
    LOTS,
    OPEN,
    RESTRICTED,
    RESTRICTED_TWO,
    TWO,
    Draft,
    Mutation,
    a,
    days_on,
    planned,
)
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.scenario import PRICE, SPOKEN, WRITTEN
from commissioning.values.money import Money, VatBasis, pounds

_TERMS: Final = questions.BidQuestion(
    reference="T1",
    words="Do you accept the terms?",
    asks_for=questions.AnswerKind.YES_NO,
    rule=answer_rules.PassIfIn(values=("yes",)),
)
_VISITS: Final = questions.BidQuestion(
    reference="Q3",
    words="What share of visits will you begin on time?",
    asks_for=questions.AnswerKind.FIGURE,
    unit="per cent",
    tests=("Q1",),
)
_YES: Final = answers.Answer(question="T1", value=answers.YesNo(yes=True))
_COVER: Final = questions.BidQuestion(
    reference="T2",
    words="What public liability insurance do you hold?",
    asks_for=questions.AnswerKind.OPTION,
    options=(
        questions.AnswerOption(reference=answers.HOLDS, words="We hold it"),
        questions.AnswerOption(reference=answers.WILL_HOLD, words="We will hold it by the award"),
    ),
    rule=answer_rules.Cover(kind="public-liability", at_least=pounds(10_000_000)),
)
_TURNOVER: Final = questions.BidQuestion(
    reference="T3",
    words="What was your turnover in each of the last two years?",
    asks_for=questions.AnswerKind.YEARLY,
    rule=means_rules.AmountAtLeast(money=pounds(9_000_000_000)),
)


def _asked(*asked: questions.BidQuestion, **fields: object) -> Draft:
    return a(selection.SelectionQuestionnaire, questions=asked, **fields)


_INSURED: Final = a(tender.InvitationToTender, questions=(_COVER,))


def _lapsing(code: str, sentence: str, *, days: int, looked: int) -> Mutation:
    """Insurance that holds so many days, in the evidence register so many days after the service began."""
    view = days_on(looked, lambda cycle, on: evidence_register(cycle.ledger, on).findings())
    valid = Period(OPEN.day - timedelta(days=400), OPEN.day + timedelta(days))
    held = a(answers.EvidenceReceived, provider="alder", kind="public-liability",
             covers=pounds(10_000_000), valid=valid)  # fmt: skip
    return Mutation(code, sentence, a(live.GoLive), earlier=_INSURED, extra=held,
                    seen_by="the evidence register", view=view)  # fmt: skip


_BY_POINTS: Final = _asked(
    evolve(_TERMS, kind=questions.QuestionKind.SCORED, most_points=Decimal(10)),
    narrowing=(narrowing.Narrowing(steps=(narrowing.BestOf(most=1),)),),
)
HEARD: Final = evolve(OPEN, route=Route.open(interviews=True))
TWO_MARK: Final = evolve(OPEN, members=("officer-1", "carer-1"))
_METHOD: Final = make(methods.WeightedSum, OPEN)
_QUALITY, _PRICE = _METHOD.criteria
_PLEDGE: Final = criteria.Criterion(
    reference="pledge", title="Social value", weight=20,
    kind=criteria.CriterionKind.FIGURE, formula=figures.AgainstHighest(),
)  # fmt: skip
_POINT: Final = challenge.ChallengePoint(
    reference="P1", words="the mark is too high", criterion=WRITTEN, provider="alder"
)


def _judged_by(**quality: object) -> Draft:
    marked = evolve(_QUALITY, **quality)  # type: ignore[arg-type]
    return a(tender.InvitationToTender, method=evolve(_METHOD, criteria=(marked, _PRICE)))


def _gross_of_birch(received: tender.TenderReceived) -> tuple[tender.LotPrice, ...]:
    gross = tender.LotPrice(price=Money(105_000, "GBP", VatBasis.INCLUDING))
    return (gross,) if received.provider == "birch" else received.prices


def _marked(**mark: Any) -> Draft:  # noqa: ANN401
    """A score sheet with one mark, for the answers in writing if no other criterion is given."""
    return a(panel.ScoreSheet, marks=(panel.Mark(**{"criterion": WRITTEN, **mark}),))


ROWS: Final = (
    Mutation("answer-missing", "A response leaves out the answer to a question",
        a(selection.SelectionResponse, answers=(_YES,)), scenario=RESTRICTED,
        earlier=_asked(_TERMS, evolve(_TERMS, reference="T9"))),
    Mutation("answer-not-asked", "A response answers a question that was not asked",
        a(selection.SelectionResponse, answers=(_YES, evolve(_YES, question="T9"))), scenario=RESTRICTED,
        earlier=_asked(_TERMS)),
    Mutation("answer-of-other-kind", "A question of yes or no is answered by a figure",
        a(selection.SelectionResponse, answers=(evolve(_YES, value=answers.FigureGiven(value=Decimal(3))),)),
        scenario=RESTRICTED, earlier=_asked(_TERMS)),
    Mutation("answer-changed-late", "An answer is changed long after the deadline, for no reason given",
        a(answers.AnswerClarified, answer=_YES, later=60, provider="alder"), scenario=RESTRICTED,
        after=selection.SelectionResponse,
        earlier=(_asked(_TERMS), a(selection.SelectionResponse, answers=(_YES,)))),
    Mutation("assessment-departs-from-rules", "A bidder that refuses the terms is assessed as passed",
        a(selection.SelectionAssessment), scenario=RESTRICTED, earlier=(_asked(_TERMS),
            a(selection.SelectionResponse, answers=(evolve(_YES, value=answers.YesNo(yes=False)),)))),
    Mutation("shortlist-departs-from-points", "The second of two by points is invited, and the first is not",
        a(selection.Shortlist, invited=("birch",)), scenario=RESTRICTED_TWO, earlier=(_BY_POINTS,
            a(selection.SelectionAssessment, points=lambda a: Decimal(7 if a.provider == "alder" else 5)))),
    Mutation("standard-question-changed", "The fixed words of a standard form are changed",
        a(selection.SelectionQuestionnaire, questions=(evolve(_TERMS, fixed=True),),
            form=questions.FormUsed(form="PPN 03/24 SQ", changed=("T1",))), scenario=RESTRICTED),
    Mutation("ground-unknown", "A question names a ground for exclusion by a misspelt code",
        a(tender.InvitationToTender, questions=(evolve(_TERMS, ground="bribary"),)), scenario=ACT),
    Mutation("evidence-not-seen", "A contract is signed before the insurance has been seen",
        a(contract.ContractSigned), earlier=_INSURED),
    _lapsing("evidence-lapsed", "The insurance of a contract has lapsed", days=800, looked=600),
    _lapsing("evidence-lapses-in-term", "The insurance of a contract holds for its first months only", days=900,
        looked=0),
    Mutation("promise-not-carried", "The contract leaves out a figure that the winner promised", a(live.GoLive),
        seen_by="the golden thread",
        view=lambda c: (f for f in c.thread().findings() if f.about and "/" in f.about),
        earlier=(a(tender.InvitationToTender, questions=(_VISITS,)), a(tender.TenderReceived,
                answers=(answers.Answer(question="Q3", value=answers.FigureGiven(value=Decimal(95))),)))),
    Mutation("condition-not-allowed", "Insurance is required before the award", a(tender.InvitationToTender,
            questions=(evolve(_COVER, rule=answer_rules.Cover(kind="public-liability",
                        at_least=pounds(10_000_000), held_by=answer_rules.HeldBy.NOW)),)), scenario=ACT),
    Mutation("turnover-over-cap", "A turnover of thousands of times the contract is required",
        a(tender.InvitationToTender, questions=(_TURNOVER,)), earlier=FULL_LAW),
    # Tenders.
    Mutation("tenders-still-due", "Tenders are opened before they are due", a(tender.TenderOpening),
        earlier=a(tender.InvitationToTender, tenders_due_by=Deadline(FAR))),
    Mutation("tender-late", "A tender arrives an hour late", a(tender.TenderReceived, later=1, at=time(13))),
    Mutation("one-opener", "One person opens the tenders alone",
        a(tender.TenderOpening, opened_by=("procurement officer",))),
    Mutation("opened-without-tender", "A tender is opened that was never received",
        a(tender.TenderOpening, tenders=("alder", "cedar"))),
    Mutation("tender-not-invited", "A provider tenders that was not shortlisted",
        a(tender.TenderReceived, provider="cedar", particulars=None), scenario=RESTRICTED),
    Mutation("too-many-lots-tendered", "A provider tenders for two lots where one is allowed",
        a(tender.TenderReceived), scenario=LOTS,
        earlier=a(tender.InvitationToTender, lot_limits=tender.LotLimits(most_tendered=1))),
    Mutation("offer-above-envelope", "A tender is above the financial envelope", a(tender.TenderReceived),
        earlier=a(tender.InvitationToTender, envelope=strategy.FinancialEnvelope(amount=pounds(1_000)))),
    Mutation("withdrawn-without-tender", "A provider withdraws that did not tender",
        a(tender.TenderWithdrawn, provider="cedar"), after=tender.TenderReceived),
    Mutation("deadline-not-later", "A deadline is extended to the day it already had",
        a(tender.DeadlineExtended), after=tender.InvitationToTender,
        earlier=a(tender.InvitationToTender, tenders_due_by=Deadline(FAR))),
    Mutation("deadline-passed", "A deadline is extended after it has passed",
        a(tender.DeadlineExtended, on=date(2039, 1, 1), tenders_due_by=Deadline(FAR)),
        after=tender.InvitationToTender),
    Mutation("weights-changed", "The invitation is issued again with another price formula",
        a(tender.InvitationToTender, price_formula=pricing.LowestPriceProportional(), interviews=None),
        after=tender.InvitationToTender,
        earlier=a(tender.InvitationToTender, envelope=strategy.FinancialEnvelope(amount=pounds(900_000)))),
    Mutation("tender-under-other-rules", "A tender made before the price formula changed is opened",
        a(tender.TenderOpening, later=60), after=tender.TenderOpening,
        extra=(a(ending.InvitationReissued), a(tender.InvitationToTender, price_formula=pricing.PriceRange()))),
    # Marks.
    Mutation("unknown-criterion", "A mark is for a criterion that was not published",
        _marked(criterion="charm", mark=3, because="it has some")),
    Mutation("price-marked", "An assessor marks the price", _marked(criterion=PRICE, mark=3, because="cheap")),
    Mutation("wrong-panel", "A panel marks a criterion that another panel was named for",
        a(panel.ScoreSheet, panel="residents"),
        extra=(a(panel.Panel, reference="residents"), a(panel.DeclarationOfInterest, panel="residents"))),
    Mutation("assessor-not-on-panel", "A person marks who is not on the panel",
        a(panel.ScoreSheet, assessor="officer-9"), extra=a(panel.DeclarationOfInterest, member="officer-9")),
    Mutation("panel-change-does-not-fit", "A person leaves a panel they are not on",
        a(panel.PanelChanged, left=("officer-9",), joined=()), after=panel.ScoreSheet),
    Mutation("conflicted-assessor", "An assessor marks a provider they have an interest in",
        a(panel.ScoreSheet), earlier=a(panel.DeclarationOfInterest, conflicts_with=("alder",))),
    Mutation("interest-undeclared", "An assessor marks without a declaration of interest", a(panel.ScoreSheet),
        without=(panel.DeclarationOfInterest,)),
    Mutation("mark-off-scale", "A mark of six is given on a scale of five", _marked(mark=6, because="super")),
    Mutation("marked-twice", "One assessor marks one answer twice",
        a(panel.ScoreSheet, note="from the second bundle"), after=panel.ScoreSheet),
    Mutation("marked-without-tender", "A provider is marked that did not tender",
        a(panel.ScoreSheet, provider="cedar")),
    Mutation("mark-without-reason", "A mark has no reason", _marked(mark=4)),
    Mutation("marked-in-absence", "An assessor marks at a meeting they did not attend",
        a(panel.ScoreSheet, meeting="evening-1"),
        extra=a(panel.PanelMeeting, reference="evening-1", panel="officers", present=("officer-2",))),
    Mutation("agreed-too-soon", "A mark is corrected after the panel has agreed on it",
        a(award.AwardRecommendation), extra=a(panel.MarkCorrected, later=1)),
    Mutation("corrects-nothing", "A correction is of a mark that was never given",
        a(panel.MarkCorrected, provider="birch"), after=tender.TenderOpening,
        extra=_marked(mark=4, because="good"), scenario=TWO),
    Mutation("moderated-twice", "A mark is agreed a second time without a reason",
        a(panel.Moderation, replaces_because="", note="from the second meeting"), after=panel.Moderation),
    Mutation("moderation-undeclared", "A mark is agreed where the invitation announced an average",
        a(panel.Moderation), earlier=_judged_by(one_mark=criteria.PanelMean())),
    Mutation("moderated-without-marks", "A mark is agreed before any assessor has given one",
        a(panel.Moderation, provider="birch", replaces_because=""), scenario=TWO, after=panel.ScoreSheet),
    Mutation("moderation-outside-marks", "The agreed mark is above every assessor's mark", a(panel.Moderation),
        earlier=_marked(mark=3, because="fair")),
    Mutation("moderation-missing", "An award is recommended before the marks were agreed",
        a(award.AwardRecommendation), without=(panel.Moderation,)),
    Mutation("mark-missing", "One of two assessors has given no marks", a(award.AwardRecommendation),
        scenario=TWO_MARK, after=panel.ScoreSheet, extra=a(panel.Moderation, replaces_because="")),
    Mutation("quorum-missed", "One member agrees a mark where two are needed",
        a(panel.Moderation, present=("officer-1",)), scenario=TWO_MARK,
        earlier=_judged_by(one_mark=criteria.Consensus(quorum=2))),
    Mutation("members-left-out", "One of two assessors gave no marks, as the rules allow",
        a(award.AwardRecommendation), scenario=TWO_MARK, after=panel.ScoreSheet,
        earlier=_judged_by(one_mark=criteria.Consensus(absent=criteria.MissingMarks.THOSE_WHO_MARKED)),
        extra=a(panel.Moderation, replaces_because="")),
    Mutation("interview-changes-marks", "An interview changes a written mark, which was not announced",
        a(panel.Interview,
            changes=(panel.ChangedMark(criterion=WRITTEN, agreed=2, because="it was contradicted"),)),
        scenario=HEARD),
    Mutation("marked-without-interview", "An interview is marked that was not held",
        _marked(criterion=SPOKEN, mark=4, because="said well"), scenario=HEARD, after=panel.ScoreSheet),
    Mutation("interview-not-invited", "A provider is interviewed that was not invited", a(panel.Interview),
        scenario=evolve(HEARD, providers=("alder", "birch")),
        earlier=a(panel.InterviewInvitation, providers=("birch",))),
    # The result, and who may be awarded.
    Mutation("no-tenders", "The only tender for the second of two lots was withdrawn",
        a(award.AwardRecommendation), scenario=LOTS, also=("marked-without-tender", "withdrawn-goes-on"),
        extra=a(tender.TenderWithdrawn, lots=("N2",))),
    Mutation("tendered-twice", "One provider has two tenders", a(award.AwardRecommendation),
        twice=(tender.TenderReceived,)),
    Mutation("price-missing", "A tender has no price", a(award.AwardRecommendation),
        earlier=a(tender.TenderReceived, prices=())),
    Mutation("figure-missing", "A tender makes no pledge where pledges earn points",
        a(award.AwardRecommendation), earlier=a(tender.InvitationToTender,
            method=evolve(_METHOD, criteria=(_QUALITY, _PLEDGE, evolve(_PRICE, weight=20))))),
    Mutation("prices-not-comparable", "One price includes VAT and the other does not say",
        a(award.AwardRecommendation), scenario=TWO,
        earlier=a(tender.TenderReceived, prices=_gross_of_birch)),
    Mutation("price-query-open", "A low price was queried and the query is not decided",
        a(award.AwardRecommendation), extra=a(tender.PriceQueried)),
    Mutation("low-price-unasked", "A price below the wage floor was not queried", a(award.AwardRecommendation),
        earlier=a(tender.InvitationToTender,
            low_price_triggers=(low_prices.BelowAmount(amount=pounds(200_000), because="the wage floor"),))),
    Mutation("disregarded-unheard", "A tender is disregarded before its price could be explained",
        a(tender.PriceDecision, outcome=tender.PriceOutcome.DISREGARDED), after=tender.PriceQueried),
    Mutation("method-not-computable", "A winner is named on criteria that are only described",
        a(award.AwardRecommendation), without=(panel.ScoreSheet, panel.Moderation),
        earlier=a(tender.InvitationToTender, price_formula=None,
            method=methods.DescribedCriteria(criteria=(_QUALITY,),
                importance="in descending order of importance"))),
    Mutation("departs-from-ranking", "The second-ranked provider is recommended without a reason",
        a(award.AwardRecommendation, awards=(award.LotAward(lot="whole", provider="birch"),)),
        scenario=TWO),
    Mutation("awarded-without-tender", "A provider is recommended that did not tender",
        a(award.AwardRecommendation, awards=(award.LotAward(lot="whole", provider="cedar"),))),
    Mutation("awarded-excluded", "A provider below the minimum mark is recommended",
        a(award.AwardRecommendation),
        earlier=(_judged_by(minimum=4), _marked(mark=2, because="poor"), a(panel.Moderation, agreed=2))),
    Mutation("marked-after-award", "A mark is corrected after the award was recommended",
        a(award.AwardRecommendation, reference="R2", replaces=("R1",)), after=award.AwardRecommendation,
        extra=a(panel.MarkCorrected, later=-7,
            learned=lambda mark: Learned(on=mark.on, because="found in the notes"))),
    Mutation("sets-aside-earlier", "Reopening the evaluation sets the invitation aside",
        a(ending.EvaluationReopened, sets_aside=("itt-1",)), after=award.AwardRecommendation,
        earlier=a(tender.InvitationToTender, reference="itt-1")),
    Mutation("award-in-force", "A lot for one provider is awarded a second time",
        a(award.AwardRecommendation, reference="R2"), after=award.AwardRecommendation),
    Mutation("withdrawn-goes-on", "A contract is signed with a provider that has withdrawn",
        a(contract.ContractSigned), scenario=TWO, extra=a(tender.TenderWithdrawn, provider="alder")),
    Mutation("rejected-goes-on", "A contract is signed with a provider whose tender was rejected",
        a(contract.ContractSigned), scenario=TWO,
        extra=a(tender_faults.TenderRejected, provider="alder", because="it rests on a false reference")),
    Mutation("disregarded-goes-on", "A bidder whose price was not accepted is invited to interview",
        a(panel.InterviewInvitation), scenario=evolve(TWO, route=Route.open(interviews=True)),
        after=tender.PriceExplained, extra=a(tender.PriceDecision, provider="alder",
            outcome=tender.PriceOutcome.UNLAWFUL, because="it leaves no time for travel between visits")),
    Mutation("lot-limit-exceeded", "One provider is recommended for two lots where the limit is one",
        a(award.AwardRecommendation, departs_from_ranking_because="nobody else tendered"), scenario=LOTS,
        also=("departs-from-ranking",), earlier=a(tender.InvitationToTender,
            lot_limits=tender.LotLimits(most_awarded=1, mechanism=tender.LotMechanism.BEST_OVERALL))),
    # What the law asks.
    Mutation("law-unknown", "A contract is signed for a procurement of unknown date",
        a(contract.ContractSigned, recommendations=()),
        first=(evolve(BROUGHT, stage=Stage.MOBILISATION),)),
    Mutation("standstill-not-started", "A contract is signed before letters were sent",
        a(contract.ContractSigned), scenario=TWO, without=(award.IntentionToAward,)),
    Mutation("standstill-running", "A contract is signed within the standstill",
        a(contract.ContractSigned, later=-18)),
    Mutation("standstill-too-short", "The letters promise a standstill shorter than the law requires",
        a(award.IntentionToAward, no_signing_before=lambda letters: letters.on + timedelta(days=2)),
        scenario=TWO),
    Mutation("signing-suspended", "A contract is signed while a claim is in court", a(contract.ContractSigned),
        extra=a(challenge.Challenge, claim_issued=True)),
    Mutation("suspension-state-unknown", "A claim is recorded without saying how it became known",
        a(contract.ContractSigned), scenario=ACT, earlier=FULL_LAW,
        extra=(a(challenge.Challenge), a(challenge.ClaimIssued, how_known=None))),
    Mutation("representation-unanswered", "A contract is signed while a representation is unanswered",
        a(contract.ContractSigned), scenario=HEALTH,
        extra=a(challenge.Challenge, kind=challenge.ChallengeKind.REPRESENTATION)),
    Mutation("claim-out-of-time", "A claim is issued two months after its grounds were known",
        a(challenge.ClaimIssued, later=60), after=award.IntentionToAward,
        extra=a(challenge.Challenge, knew_on=lambda letter: letter.on)),
    Mutation("challenge-upheld-unanswered", "A contract is signed although a challenge was upheld",
        a(contract.ContractSigned), extra=(a(challenge.Challenge),
            a(challenge.ChallengeResolved, outcome=challenge.ChallengeOutcome.UPHELD))),
    Mutation("judgment-changes-winner", "A judgment finds that the winner's answer deserves no mark",
        a(challenge.JudgmentGiven,
            points=(challenge.PointDecided(point="P1", outcome=challenge.PointOutcome.UPHELD,
                    mark_should_be="0"),)), scenario=TWO, after=award.AwardRecommendation,
        extra=a(challenge.Challenge, points=(_POINT,))),
    Mutation("point-names-nothing", "A point of a challenge names a bidder that is not recorded",
        a(challenge.Challenge, provider="alder", points=(evolve(_POINT, provider="larch"),)),
        after=award.IntentionToAward),
    Mutation("above-threshold-after-all", "A strategy says below the threshold and its value is above",
        a(tender.InvitationToTender), earlier=planned(above_threshold=False)),
    Mutation("selection-not-allowed", "A selection stage is planned below the threshold",
        a(selection.SelectionQuestionnaire), scenario=RESTRICTED,
        earlier=(planned(above_threshold=False, light_touch=False),
            a(strategy.ProcurementStrategy, estimated_value=pounds(100_000)))),
    Mutation("shortlist-too-short", "Fewer providers are shortlisted than the law requires",
        a(selection.Shortlist, invited=("alder",)), scenario=RESTRICTED_TWO, earlier=FULL_LAW),
    Mutation("time-too-short", "Bidders get three days to tender",
        a(tender.InvitationToTender, tenders_due_by=lambda itt: Deadline(itt.on + timedelta(days=3))),
        scenario=ACT, earlier=FULL_LAW),
    Mutation("approach-too-recent", "A provider is chosen before others had time to answer",
        a(selection.ProviderAssessment), scenario=HEALTH, earlier=a(notices.NoticePublished, later=28)),
    Mutation("matter-unrecorded", "A decision on health care records none of what it has to",
        a(award.AwardRecommendation, considered=()), scenario=HEALTH),
    Mutation("notice-missing", "Tenders are invited without a tender notice", a(tender.InvitationToTender),
        scenario=ACT, without=(notices.NoticePublished,)),
    Mutation("kpis-not-set", "A large contract is signed without KPIs",
        a(contract.ContractSigned, value=pounds(6_000_000)), scenario=ACT, earlier=FULL_LAW,
        also=("estimate-exceeded", "price-not-as-tendered")),
    Mutation("change-not-allowed", "A change adds half the contract's value and states no ground",
        a(contract.ContractVaried, value_change=pounds(150_000)), after=live.GoLive),
    Mutation("changes-add-up", "Small changes add up to a large one",
        a(contract.ContractVaried, value_change=pounds(15_000), apart_because="another home opened"),
        scenario=ACT, after=live.GoLive, earlier=FULL_LAW,
        extra=a(contract.ContractVaried, value_change=pounds(15_000))),
    Mutation("change-ground-unstated", "The notice of a change does not state the ground of the change",
        a(contract.ContractVaried, value_change=pounds(40_000), ground=notices.ChangeGround.ADDITIONAL),
        scenario=ACT, after=live.GoLive, earlier=FULL_LAW,
        extra=a(notices.NoticePublished, notice="UK10", contract="C1")),
    Mutation("holder-may-not-change", "A contract is handed on without a ground in law",
        a(contract.ContractNovated), after=live.GoLive),
)  # fmt: skip
