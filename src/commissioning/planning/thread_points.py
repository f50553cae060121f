"""The points of the golden thread and the links between them, as they are gathered from the records.

And those of them that people said, with the answers and what changed in the specification.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from commissioning.ledger.record_finder import latest
from commissioning.planning.specification_changes import changes_between
from commissioning.records import (
    answers,
    award,
    contract,
    criteria,
    engagement,
    live,
    needs,
    panel,
    questions,
    selection,
    tender,
)
from commissioning.records.record import Record
from commissioning.records.specification import ServiceSpecification, Strength
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine
from commissioning.values.scales import plain
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import Word, counted, cut, of_kind


class PointKind(Word):
    """The kinds of point on the thread, in the order in which it runs."""

    OBJECTIVE = "objective"
    NEED = "need"
    THEME = "theme"
    OUTCOME = "outcome"
    STANDARD = "standard"
    REQUIREMENT = "requirement"
    QUESTION = "question"
    CRITERION = "criterion"
    ANSWER = "answer"
    MARK = "mark"
    OBLIGATION = "obligation"
    KPI = "KPI"
    MEASUREMENT = "measurement"


@frozen(kw_only=True)
class Point(OneLine, Checked):
    """One thing that the thread passes through."""

    kind: PointKind
    reference: str
    words: str
    binding: bool = True
    """Whether something has to follow from it, or be behind it.

    False for a requirement that only guides, a criterion that is the price, a question that is not scored,
    and an answer that promises no figure under a contract.
    """

    @property
    def named(self) -> str:
        """The point in a sentence: `need "loneliness"`."""
        return f'{self.kind.value} "{self.reference}"'

    def __str__(self) -> str:
        return f"{self.kind.value} {self.reference}"


@frozen(kw_only=True)
class ThreadLink(Checked):
    """The reference of a later thing to an earlier one, which may not be there."""

    later: Point
    kind: PointKind
    """The kind of the earlier thing."""
    reference: str
    """The reference of the earlier thing."""


class Strands:
    """Points and links as they are gathered. A thing recorded again takes the place of the first."""

    def __init__(self) -> None:
        self._points: dict[tuple[PointKind, str], Point] = {}
        self._links: dict[tuple[PointKind, str], list[ThreadLink]] = {}

    def add(
        self,
        kind: PointKind,
        reference: str,
        words: str,
        *,
        binding: bool = True,
        **earlier: tuple[str, ...],
    ) -> None:
        """Take up a point with the references it makes, by kind: `need=("n1",)`."""
        key = (kind, reference)
        point = Point(kind=kind, reference=reference, words=words, binding=binding)
        self._points[key] = point
        self._links[key] = [
            ThreadLink(later=point, kind=PointKind[name.upper()], reference=reference)
            for name, references in earlier.items()
            for reference in references
        ]

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, kind by kind as the thread runs."""
        order = list(PointKind).index
        return tuple(sorted(self._points.values(), key=lambda point: order(point.kind)))

    @property
    def links(self) -> tuple[ThreadLink, ...]:
        return tuple(link for links in self._links.values() for link in links)


_K = PointKind
_LENGTH: Final = 80
_PROMISES: Final = (answers.FigureGiven, answers.AmountGiven, answers.OnDay)
"""The answers in a tender that somebody can be held to: a figure, an amount or a day."""


def gathered(records: Iterable[Record], of: str = "", *, marks: bool = False) -> Strands:
    """The points and links of some records, oldest first.

    The answers are those of a provider, or of the winners where none is named; `marks` adds their marks.
    """
    held = tuple(records)
    strands = Strands()
    for record in held:
        if isinstance(record, needs.NeedsAssessment):
            for objective in record.objectives:
                strands.add(_K.OBJECTIVE, objective.reference, objective.words)
            for need in record.needs:
                strands.add(_K.NEED, need.reference, need.words, objective=need.objectives)
        elif isinstance(
            record,
            engagement.ConsultationReport
            | engagement.EngagementMeeting
            | engagement.MarketEngagement,
        ):
            for theme in record.themes:
                strands.add(_K.THEME, theme.reference, theme.words)
    invitations = latest(of_kind(held, tender.InvitationToTender))
    judged_by = [c for each in invitations if each.method for c in each.method.criteria]
    _add_questions(strands, held, judged_by, of, marks=marks)
    for specification in latest(of_kind(held, ServiceSpecification)):
        _add_specification(strands, specification)
    for criterion in judged_by:
        strands.add(
            _K.CRITERION,
            criterion.reference,
            criterion.title,
            binding=criterion.kind is not criteria.CriterionKind.PRICE,
            requirement=criterion.tests,
            question=criterion.asks,
        )
    _add_measurements(strands, of_kind(held, live.KpiReport))
    return strands


def _add_specification(strands: Strands, specification: ServiceSpecification) -> None:
    for outcome in specification.outcomes:
        strands.add(_K.OUTCOME, outcome.reference, outcome.words, need=outcome.needs)
    for standard in specification.standards:
        strands.add(_K.STANDARD, standard.reference, standard.title)
    for requirement in specification.requirements:
        strands.add(
            _K.REQUIREMENT,
            requirement.reference,
            requirement.words,
            binding=requirement.strength is Strength.MUST,
            outcome=requirement.outcomes,
            theme=requirement.themes,
            standard=requirement.standards,
        )
    for kpi in specification.kpis:
        strands.add(
            _K.KPI,
            kpi.reference,
            kpi.title,
            requirement=kpi.requirements,
            obligation=kpi.obligations,
        )


def _add_measurements(strands: Strands, reports: Iterable[live.KpiReport]) -> None:
    """One point for each KPI of each contract: a year of weekly returns is one thread, not fifty."""
    counts: Counter[str] = Counter()
    for report in sorted(reports, key=lambda each: each.period.ends_on):
        for measurement in report.measurements:
            name = f"{report.contract}/{measurement.kpi}"
            counts[name] += 1
            words = f"{counted(counts[name], 'return')}, the last for {report.period}"
            strands.add(_K.MEASUREMENT, name, words, kpi=(measurement.kpi,))


def _add_questions(
    strands: Strands,
    records: tuple[Record, ...],
    judged_by: Iterable[criteria.Criterion],
    of: str,
    *,
    marks: bool,
) -> None:
    """Take up the questions that are scored, test a requirement or are judged, and what follows from them."""
    asked_by = {name: c.reference for c in judged_by for name in c.asks}
    on_thread: set[str] = set()
    for question in _questions(records):
        scored = question.kind is questions.QuestionKind.SCORED
        if scored or question.tests or question.reference in asked_by:
            on_thread.add(question.reference)
            words = cut(question.words, _LENGTH)
            tests = question.tests
            strands.add(_K.QUESTION, question.reference, words, binding=scored, requirement=tests)
    bidders = {of} if of else _winners(records)
    answered = [(p, a, may) for p, a, may in _answers(records, bidders) if a.question in on_thread]
    for provider, answer, may_promise in answered:
        strands.add(
            _K.ANSWER,
            f"{provider}/{answer.question}",
            cut(str(answer.value), _LENGTH),
            binding=may_promise and isinstance(answer.value, _PROMISES),
            question=(answer.question,),
        )
    if marks:
        _add_marks(strands, records, [(p, a.question) for p, a, _ in answered], asked_by)
    _add_obligations(strands, records)


def _questions(records: tuple[Record, ...]) -> Iterator[questions.BidQuestion]:
    for form in latest(of_kind(records, selection.SelectionQuestionnaire)):
        yield from form.questions
    for invitation in latest(of_kind(records, tender.InvitationToTender)):
        yield from invitation.questions


def _winners(records: tuple[Record, ...]) -> set[str]:
    """The providers under contract; before that, those recommended last."""
    signed = {each.provider for each in of_kind(records, contract.ContractSigned)}
    recommended = latest(of_kind(records, award.AwardRecommendation))
    return signed or {a.provider for each in recommended for a in each.awards if a.provider}


def _answers(
    records: tuple[Record, ...], bidders: set[str]
) -> Iterator[tuple[str, answers.Answer, bool]]:
    """The bidders' own answers, each with whether it can be a promise: in a tender, under a contract."""
    signed = {each.provider for each in of_kind(records, contract.ContractSigned)}
    clarified = of_kind(records, answers.AnswerClarified)
    for each in records:
        if (
            isinstance(each, selection.SelectionResponse | tender.TenderReceived)
            and each.provider in bidders
        ):
            since = [c.answer for c in clarified if c.provider == each.provider and c.on >= each.on]
            promising = isinstance(each, tender.TenderReceived) and each.provider in signed
            own = (a for a in (*each.answers, *since) if a.by in {"", each.provider})
            for answer in {answer.question: answer for answer in own}.values():
                yield each.provider, answer, promising


def _add_marks(
    strands: Strands,
    records: tuple[Record, ...],
    answered: list[tuple[str, str]],
    asked_by: dict[str, str],
) -> None:
    for each in of_kind(records, panel.Moderation):
        behind = tuple(
            f"{provider}/{question}"
            for provider, question in answered
            if provider == each.provider and asked_by.get(question) == each.criterion
        )
        if behind:
            reference, agreed = f"{each.provider}/{each.criterion}", plain(each.agreed)
            strands.add(_K.MARK, reference, agreed, answer=behind, criterion=(each.criterion,))


def _add_obligations(strands: Strands, records: tuple[Record, ...]) -> None:
    """Take up the obligations that keep a promise or carry a requirement into a contract."""
    for each in of_kind(records, contract.ContractSigned):
        for duty in each.obligations:
            if duty.promised_in or duty.meets:
                strands.add(
                    _K.OBLIGATION,
                    duty.reference,
                    cut(duty.text, _LENGTH),
                    answer=(duty.promised_in,) if duty.promised_in else (),
                    requirement=(duty.meets,) if duty.meets else (),
                )


# You said, we did


def you_said_we_did(records: Iterable[Record]) -> Table:
    """A table of people's views, the answers to them, and the changes in the specification."""
    held = tuple(records)
    versions = of_kind(held, ServiceSpecification)
    answers = answers_to(held)
    rows = []
    for point in gathered(held).points:
        if point.kind is PointKind.THEME:
            every = (each for version in versions for each in version.requirements)
            asked = {each.reference: each for each in every if point.reference in each.themes}
            answer = answers.get(point.reference)
            rows.append(
                (
                    point.reference,
                    point.words,
                    answer.taken_up if answer else (True if asked else None),
                    answer.because if answer else "; ".join(each.words for each in asked.values()),
                    ", ".join(asked),
                    "\n".join(
                        f"version {later.version}: {change}"
                        for earlier, later in pairwise(versions)
                        for change in changes_between(earlier, later).changes
                        if change.reference in asked
                    ),
                )
            )
    return Table(_SAID_AND_DID, tuple(rows))


_SAID_AND_DID: Final = (
    Column("theme"),
    Column("you said"),
    Column("taken up", Kind.YES_NO, "empty where there is no answer yet"),
    Column("we did"),
    Column("requirements", meaning="the requirements that answer the theme"),
    Column(
        "changed", meaning="what that changed from one version of the specification to the next"
    ),
)


def answers_to(records: Iterable[Record]) -> dict[str, engagement.ThemeAnswer]:
    """The answers that people were given, by theme; a later one takes the place of an earlier."""
    return {
        answer.theme: answer
        for record in of_kind(records, engagement.YouSaidWeDid)
        for answer in record.answers
    }
