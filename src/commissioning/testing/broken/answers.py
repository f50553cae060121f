"""Rows of the catalogue: answers, the rules that judge them, and the evidence for them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Final

from attrs import evolve

from commissioning.contracts.evidence_register import evidence_register
from commissioning.dates.periods import Period
from commissioning.records import (
    answer_rules,
    answers,
    contract,
    live,
    means_rules,
    narrowing,
    questions,
    selection,
    tender,
)
from commissioning.testing.broken import given
from commissioning.testing.broken.mutation import FULL_LAW, Draft, Mutation, a, days_on
from commissioning.values.money import pounds

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
    valid = Period(given.OPEN.day - timedelta(days=400), given.OPEN.day + timedelta(days))
    held = a(answers.EvidenceReceived, provider="alder", kind="public-liability",
             covers=pounds(10_000_000), valid=valid)  # fmt: skip
    return Mutation(code, sentence, a(live.GoLive), earlier=_INSURED, extra=held,
                    seen_by="the evidence register", view=view)  # fmt: skip


_BY_POINTS: Final = _asked(
    evolve(_TERMS, kind=questions.QuestionKind.SCORED, most_points=Decimal(10)),
    narrowing=(narrowing.Narrowing(steps=(narrowing.BestOf(most=1),)),),
)

ROWS: Final = (
    Mutation("answer-missing", "A response leaves out the answer to a question",
        a(selection.SelectionResponse, answers=(_YES,)), scenario=given.RESTRICTED,
        earlier=_asked(_TERMS, evolve(_TERMS, reference="T9"))),
    Mutation("answer-not-asked", "A response answers a question that was not asked",
        a(selection.SelectionResponse, answers=(_YES, evolve(_YES, question="T9"))), scenario=given.RESTRICTED,
        earlier=_asked(_TERMS)),
    Mutation("answer-of-other-kind", "A question of yes or no is answered by a figure",
        a(selection.SelectionResponse, answers=(evolve(_YES, value=answers.FigureGiven(value=Decimal(3))),)),
        scenario=given.RESTRICTED, earlier=_asked(_TERMS)),
    Mutation("answer-changed-late", "An answer is changed long after the deadline, for no reason given",
        a(answers.AnswerClarified, answer=_YES, later=60, provider="alder"), scenario=given.RESTRICTED,
        after=selection.SelectionResponse,
        earlier=(_asked(_TERMS), a(selection.SelectionResponse, answers=(_YES,)))),
    Mutation("assessment-departs-from-rules", "A bidder that refuses the terms is assessed as passed",
        a(selection.SelectionAssessment), scenario=given.RESTRICTED, earlier=(_asked(_TERMS),
            a(selection.SelectionResponse, answers=(evolve(_YES, value=answers.YesNo(yes=False)),)))),
    Mutation("shortlist-departs-from-points", "The second of two by points is invited, and the first is not",
        a(selection.Shortlist, invited=("birch",)), scenario=given.RESTRICTED_TWO, earlier=(_BY_POINTS,
            a(selection.SelectionAssessment, points=lambda a: Decimal(7 if a.provider == "alder" else 5)))),
    Mutation("standard-question-changed", "The fixed words of a standard form are changed",
        a(selection.SelectionQuestionnaire, questions=(evolve(_TERMS, fixed=True),),
            form=questions.FormUsed(form="PPN 03/24 SQ", changed=("T1",))), scenario=given.RESTRICTED),
    Mutation("ground-unknown", "A question names a ground for exclusion by a misspelt code",
        a(tender.InvitationToTender, questions=(evolve(_TERMS, ground="bribary"),)), scenario=given.ACT),
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
                        at_least=pounds(10_000_000), held_by=answer_rules.HeldBy.NOW)),)), scenario=given.ACT),
    Mutation("turnover-over-cap", "A turnover of thousands of times the contract is required",
        a(tender.InvitationToTender, questions=(_TURNOVER,)), earlier=FULL_LAW),
)  # fmt: skip
