"""Rows of the catalogue: answers, the rules that judge them, and the evidence for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from commissioning.contracts.evidence_register import evidence_register
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.findings.finding import Finding
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.records import (
    answer_rules,
    answers,
    contract,
    live,
    means_rules,
    narrowing,
    questions,
    selection,
    strategy,
    tender,
)
from commissioning.records.record import Record
from commissioning.stages import Route
from commissioning.testing.broken.mutation import OPEN, Mutation
from commissioning.values.money import pounds

_RESTRICTED: Final = evolve(OPEN, route=Route.restricted(interviews=False))
_TWO: Final = evolve(_RESTRICTED, providers=("alder", "birch"))
_ACT: Final = evolve(OPEN, regime=PROCUREMENT_ACT_2023, day=date(2025, 3, 3))
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


def _asked(*asked: questions.BidQuestion, **fields: object) -> dict[type[Record], Any]:
    """Changes that put questions into the questionnaire."""
    return {selection.SelectionQuestionnaire: {"questions": asked, **fields}}


def _insured(asked: int) -> dict[type[Record], Any]:
    """Changes that ask tenderers for insurance."""
    rule = answer_rules.Cover(kind="public-liability", at_least=pounds(asked))
    return {tender.InvitationToTender: {"questions": (evolve(_COVER, rule=rule),)}}


def _lapsing(signed: date, *, days: int) -> dict[str, object]:
    """Evidence that holds so many days from a day."""
    return {
        "provider": "alder",
        "kind": "public-liability",
        "covers": pounds(10_000_000),
        "valid": Period(signed - timedelta(days=400), signed + timedelta(days=days)),
    }


def _registered(cycle: Cycle, later: int) -> Iterable[Finding]:
    return evidence_register(cycle.ledger, cycle.records[-1].on + timedelta(days=later)).findings()


_BY_POINTS: Final = _asked(
    evolve(_TERMS, kind=questions.QuestionKind.SCORED, most_points=Decimal(10)),
    narrowing=(narrowing.Narrowing(steps=(narrowing.BestOf(most=1),)),),
)

ROWS: Final = (
    Mutation("answer-missing", "A response leaves out the answer to a question",
             scenario=_RESTRICTED, kind=selection.SelectionResponse,
             earlier=_asked(_TERMS, evolve(_TERMS, reference="T9")), fields={"answers": (_YES,)}),
    Mutation("answer-not-asked", "A response answers a question that was not asked",
             scenario=_RESTRICTED, kind=selection.SelectionResponse, earlier=_asked(_TERMS),
             fields={"answers": (_YES, evolve(_YES, question="T9"))}),
    Mutation("answer-of-other-kind", "A question of yes or no is answered by a figure",
             scenario=_RESTRICTED, kind=selection.SelectionResponse, earlier=_asked(_TERMS),
             fields={"answers": (evolve(_YES, value=answers.FigureGiven(value=Decimal(3))),)}),
    Mutation("answer-changed-late", "An answer is changed long after the deadline, for no reason given",
             scenario=_RESTRICTED, after=selection.SelectionResponse, kind=answers.AnswerClarified,
             earlier={**_asked(_TERMS), selection.SelectionResponse: {"answers": (_YES,)}},
             fields={"answer": _YES, "later": 60, "provider": "alder"}),
    Mutation("assessment-departs-from-rules", "A bidder that refuses the terms is assessed as passed",
             scenario=_RESTRICTED, kind=selection.SelectionAssessment,
             earlier={**_asked(_TERMS), selection.SelectionResponse: {
                 "answers": (evolve(_YES, value=answers.YesNo(yes=False)),)}}),
    Mutation("shortlist-departs-from-points", "The second of two by points is invited, and the first is not",
             scenario=_TWO, kind=selection.Shortlist,
             earlier={**_BY_POINTS, selection.SelectionAssessment: {
                 "points": lambda a: Decimal(7 if a.provider == "alder" else 5)}},
             fields={"invited": ("birch",)}),
    Mutation("standard-question-changed", "The fixed words of a standard form are changed",
             scenario=_RESTRICTED, kind=selection.SelectionQuestionnaire,
             fields={"questions": (evolve(_TERMS, fixed=True),),
                     "form": questions.FormUsed(form="PPN 03/24 SQ", changed=("T1",))}),
    Mutation("ground-unknown", "A question names a ground for exclusion by a misspelt code",
             scenario=_ACT, kind=tender.InvitationToTender,
             fields={"questions": (evolve(_TERMS, ground="bribary"),)}),
    Mutation("evidence-not-seen", "A contract is signed before the insurance has been seen",
             kind=contract.ContractSigned, earlier=_insured(10_000_000)),
    Mutation("evidence-lapsed", "The insurance of a contract has lapsed",
             kind=live.GoLive, earlier=_insured(10_000_000), seen_by="the evidence register",
             view=lambda c: _registered(c, 600), extra=((answers.EvidenceReceived, {
                 **_lapsing(OPEN.day, days=800)}),)),
    Mutation("evidence-lapses-in-term", "The insurance of a contract holds for its first months only",
             kind=live.GoLive, earlier=_insured(10_000_000), seen_by="the evidence register",
             view=lambda c: _registered(c, 0), extra=((answers.EvidenceReceived, {
                 **_lapsing(OPEN.day, days=900)}),)),
    Mutation("promise-not-carried", "The contract leaves out a figure that the winner promised",
             kind=live.GoLive, seen_by="the golden thread", view=lambda c: (
                 f for f in c.thread().findings() if f.about and "/" in f.about),
             earlier={tender.InvitationToTender: {"questions": (_VISITS,)},
                      tender.TenderReceived: {"answers": (answers.Answer(
                          question="Q3", value=answers.FigureGiven(value=Decimal(95))),)}}),
    Mutation("condition-not-allowed", "Insurance is required before the award",
             scenario=_ACT, kind=tender.InvitationToTender,
             fields={"questions": (evolve(_COVER, rule=answer_rules.Cover(
                 kind="public-liability", at_least=pounds(10_000_000), held_by=answer_rules.HeldBy.NOW)),)}),
    Mutation("turnover-over-cap", "A turnover of thousands of times the contract is required",
             kind=tender.InvitationToTender, fields={"questions": (_TURNOVER,)},
             earlier={strategy.ProcurementStrategy: {"facts": evolve(OPEN.facts, light_touch=False)}}),
)  # fmt: skip
