"""The middle of the golden thread: questions, answers, marks, and the obligations that keep the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commissioning.planning.thread_points import PointKind, Strands, latest, point_of
from commissioning.records.answers import (
    AmountGiven,
    Answer,
    AnswerClarified,
    AnswerValue,
    FigureGiven,
    OnDay,
)
from commissioning.records.award import AwardRecommendation
from commissioning.records.contract import ContractSigned, Obligation
from commissioning.records.criteria import Criterion
from commissioning.records.panel import Moderation
from commissioning.records.questions import BidQuestion, QuestionKind
from commissioning.records.record import Record
from commissioning.records.selection import SelectionQuestionnaire, SelectionResponse
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.scales import plain
from commissioning.values.text import cut

_LENGTH = 80


def add_questions(
    strands: Strands,
    records: tuple[Record, ...],
    criteria: Iterable[Criterion],
    of: str,
    *,
    marks: bool,
) -> None:
    """Take up the questions that are scored, test a requirement or are judged, and what follows from them."""
    asked_by = {name: c.reference for c in criteria for name in c.asks}
    questions = [q for q in _questions(records) if _is_on_thread(q, asked_by)]
    for question in questions:
        scored = question.kind is QuestionKind.SCORED
        point = point_of(
            PointKind.QUESTION, question.reference, cut(question.words, _LENGTH), binding=scored
        )
        strands.add(point, requirement=question.tests)
    bidders = {of} if of else _winners(records)
    known = {question.reference for question in questions}
    answers = [(p, a, may) for p, a, may in _answers(records, bidders) if a.question in known]
    for provider, answer, may_promise in answers:
        promises = may_promise and _is_promise(answer.value)
        point = point_of(
            PointKind.ANSWER,
            f"{provider}/{answer.question}",
            cut(str(answer.value), _LENGTH),
            binding=promises,
        )
        strands.add(point, question=(answer.question,))
    if marks:
        _add_marks(strands, records, [(p, a.question) for p, a, _ in answers], asked_by)
    _add_obligations(strands, records)


def _questions(records: tuple[Record, ...]) -> Iterator[BidQuestion]:
    for form in latest(records, SelectionQuestionnaire):
        yield from form.questions
    for invitation in latest(records, InvitationToTender):
        yield from invitation.questions


def _is_on_thread(question: BidQuestion, asked_by: dict[str, str]) -> bool:
    scored = question.kind is QuestionKind.SCORED
    return scored or bool(question.tests) or question.reference in asked_by


def _winners(records: tuple[Record, ...]) -> set[str]:
    """The providers under contract; before that, those recommended last."""
    signed = {each.provider for each in records if isinstance(each, ContractSigned)}
    recommended = latest(records, AwardRecommendation)
    return signed or {a.provider for each in recommended for a in each.awards if a.provider}


def _answers(records: tuple[Record, ...], bidders: set[str]) -> Iterator[tuple[str, Answer, bool]]:
    """The bidders' own answers, each with whether it can be a promise: in a tender, under a contract."""
    signed = {each.provider for each in records if isinstance(each, ContractSigned)}
    clarified = [each for each in records if isinstance(each, AnswerClarified)]
    for each in records:
        if isinstance(each, SelectionResponse | TenderReceived) and each.provider in bidders:
            since = [c.answer for c in clarified if c.provider == each.provider and c.on >= each.on]
            promising = isinstance(each, TenderReceived) and each.provider in signed
            own = (a for a in (*each.answers, *since) if a.by in {"", each.provider})
            for answer in {answer.question: answer for answer in own}.values():
                yield each.provider, answer, promising


def _is_promise(value: AnswerValue) -> bool:
    """Whether an answer in a tender is a figure, an amount or a day that somebody can be held to."""
    return isinstance(value, FigureGiven | AmountGiven | OnDay)


def _add_marks(
    strands: Strands,
    records: tuple[Record, ...],
    answered: list[tuple[str, str]],
    asked_by: dict[str, str],
) -> None:
    """Take up the agreed mark of each criterion that judges an answer."""
    for each in records:
        if isinstance(each, Moderation):
            behind = tuple(
                f"{provider}/{question}"
                for provider, question in answered
                if provider == each.provider and asked_by.get(question) == each.criterion
            )
            if behind:
                reference = f"{each.provider}/{each.criterion}"
                point = point_of(PointKind.MARK, reference, plain(each.agreed))
                strands.add(point, answer=behind, criterion=(each.criterion,))


def _add_obligations(strands: Strands, records: tuple[Record, ...]) -> None:
    """Take up the obligations that keep a promise or carry a requirement into a contract."""
    for each in records:
        for duty in each.obligations if isinstance(each, ContractSigned) else ():
            if duty.promised_in or duty.meets:
                _add_obligation(strands, duty)


def _add_obligation(strands: Strands, duty: Obligation) -> None:
    strands.add(
        point_of(PointKind.OBLIGATION, duty.reference, cut(duty.text, _LENGTH)),
        answer=(duty.promised_in,) if duty.promised_in else (),
        requirement=(duty.meets,) if duty.meets else (),
    )
