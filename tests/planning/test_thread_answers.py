"""The golden thread through the tender: from a requirement to a promise that the contract keeps."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.planning.thread_points import PointKind
from commissioning.records.answers import (
    AmountGiven,
    Answer,
    AnswerClarified,
    BidParty,
    FigureGiven,
    InWords,
    OnDay,
    PartyRole,
)
from commissioning.records.award import AwardRecommendation
from commissioning.records.contract import ContractSigned, Obligation
from commissioning.records.live import KpiReport
from commissioning.records.panel import Moderation
from commissioning.records.questions import AnswerKind, BidQuestion, QuestionKind
from commissioning.records.selection import SelectionQuestionnaire, SelectionResponse
from commissioning.records.specification import ServiceSpecification
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.stages import Route
from commissioning.testing import Scenario, story
from commissioning.values.money import pounds

LATE = BidQuestion(
    reference="B1",
    words="What share of visits will you begin on time?",
    kind=QuestionKind.SCORED,
    most_points=5,
    asks_for=AnswerKind.FIGURE,
    tests=("Q1",),
)
KEPT = Obligation(reference="O1", text="Begin 95% of visits on time", promised_in="alder/B1")
NINETY_FIVE = FigureGiven(value=95)


def held(value=NINETY_FIVE, question=LATE, obligations=(), after=KpiReport, watched=False):
    """The cycle of two bidders that answer one question, and the contract with the first of them."""

    def invited(invitation):
        first, *others = invitation.method.criteria
        asking = evolve(
            invitation.method, criteria=(evolve(first, asks=(question.reference,)), *others)
        )
        return {"questions": (question,), "method": asking}

    def tendered(tender):
        other = BidParty(provider="elm", role=PartyRole.MEMBER)
        given = Answer(question=question.reference, value=value)
        theirs = Answer(question=question.reference, value=FigureGiven(value=1), by="elm")
        return {"answers": (given, theirs), "parties": (other,)}

    def specified(specification):
        kpi = evolve(specification.kpis[0], requirements=(), obligations=("O1",))
        return {"kpis": (kpi,)} if watched else {}

    changes = {
        InvitationToTender: invited,
        TenderReceived: tendered,
        ServiceSpecification: specified,
        ContractSigned: lambda _: {"obligations": obligations},
    }
    scenario = Scenario(route=Route.open(), providers=("alder", "birch"))
    line = story(scenario, after=after).records
    records = [evolve(each, **changes.get(type(each), lambda _: {})(each)) for each in line]
    return Cycle.audit("Home care", records).cycle


def references(thread, kind):
    """The references of the points of one kind."""
    return [point.reference for point in thread.points if point.kind is kind]


def about(cycle, reference):
    """The findings of the thread about one point."""
    return [str(each) for each in cycle.thread().findings() if each.about == reference]


def test_thread_runs_from_a_requirement_to_the_measurement_of_a_promise():
    """An auditor asks of one requirement: who was asked, what was promised, and is it kept?"""
    thread = held(obligations=(KEPT,), watched=True).thread(marks=True)
    kinds = [point.kind.value for point in thread.trace("Q1")]
    assert kinds[kinds.index("requirement"):] == [
        "requirement", "question", "criterion", "answer", "mark", "obligation", "KPI", "measurement",
    ]  # fmt: skip


def test_only_the_winners_answers_are_on_the_thread_unless_another_is_asked_for():
    """What a losing bidder answered is not published with the contract."""
    cycle = held()
    assert references(cycle.thread(), PointKind.ANSWER) == ["alder/B1"]
    assert references(cycle.thread(), PointKind.MARK) == []
    losing = cycle.thread("birch", marks=True)
    assert references(losing, PointKind.ANSWER) == ["birch/B1"]
    assert references(losing, PointKind.MARK) == ["birch/" + cycle.every(Moderation)[0].criterion]
    assert not [each for each in losing.findings() if each.code == "promise-not-carried"]


def test_before_a_contract_the_answers_are_those_of_the_recommended():
    """The thread of an award report ends at the answers that won."""
    cycle = held(after=AwardRecommendation)
    assert references(cycle.thread(), PointKind.ANSWER) == ["alder/B1"]
    assert about(cycle, "alder/B1") == []
    assert references(held(after=TenderReceived).thread(), PointKind.ANSWER) == []


PROMISES = [
    (NINETY_FIVE, (), "95"),
    (AmountGiven(money=pounds(5_000)), (), "£5,000"),
    (OnDay(day=date(2026, 4, 1)), (), "1 April 2026"),
    (InWords(words="We visit on time."), (), ""),
    (NINETY_FIVE, (KEPT,), ""),
    (NINETY_FIVE, (evolve(KEPT, promised_in=""),), "95"),
]


@pytest.mark.parametrize(("value", "obligations", "promised"), PROMISES)
def test_figure_that_the_winner_promised_is_carried_by_an_obligation(value, obligations, promised):
    """A promise that won the contract and is not in it cannot be enforced."""
    kinds = {FigureGiven: AnswerKind.FIGURE, AmountGiven: AnswerKind.AMOUNT, OnDay: AnswerKind.DAY}
    question = evolve(LATE, asks_for=kinds.get(type(value), AnswerKind.WORDS))
    assert about(held(value, question, obligations), "alder/B1") == ([
        f"Alder promised {promised} in its answer to question B1, but no obligation of the contract carries "
        "it. Make it an obligation that names the answer, or record why it is not one."
    ] if promised else [])  # fmt: skip


@pytest.mark.parametrize(
    ("left_out", "later", "promised"), [(False, 0, "90"), (True, 0, "90"), (False, -99, "95")]
)
def test_promise_is_the_answer_as_it_was_clarified(left_out, later, promised):
    """The bidder meant 90 and said so when asked; a contract that carries 95 would be wrong."""
    cycle = held()
    tender = cycle.expect(TenderReceived, "alder")
    slip = evolve(tender, answers=() if left_out else tender.answers, parties=tender.parties)
    said = AnswerClarified(
        on=tender.on + timedelta(days=later), provider="alder", asked_because="left empty",
        answer=Answer(question="B1", value=FigureGiven(value=90)),
    )  # fmt: skip
    records = [slip if each is tender else each for each in cycle.records]
    clarified = Cycle.audit("x", (*records, said)).cycle
    (finding,) = about(clarified, "alder/B1")
    assert f"Alder promised {promised} in its answer to question B1" in finding


def test_scored_question_that_tests_nothing_is_a_loose_end():
    """Points for something the specification does not ask for buy nothing."""
    loose = held(question=evolve(LATE, tests=()))
    assert about(loose, "B1") == [
        'The question "B1" is scored and names no requirement. Name the requirements it tests.'
    ]
    unscored = evolve(LATE, tests=(), kind=QuestionKind.INFORMATION, most_points=None)
    assert about(held(question=unscored), "B1") == []


def test_question_that_is_not_scored_judged_or_testing_is_not_on_the_thread():
    """A question about registration is for selection, not for the purpose of the service."""
    plain = BidQuestion(reference="B9", words="Are you registered?")
    cycle = held()
    records = [
        evolve(each, questions=(*each.questions, plain))
        if isinstance(each, InvitationToTender)
        else each
        for each in cycle.records
    ]
    assert references(Cycle.audit("x", records).cycle.thread(), PointKind.QUESTION) == ["B1"]


def test_scored_question_of_the_selection_is_on_the_thread():
    """Experience asked for at selection can test a requirement as well as a method statement does."""
    restricted = Scenario(route=Route.restricted(interviews=False), providers=("alder",))
    line = story(restricted, after=ContractSigned).records
    answer = Answer(question="B1", value=NINETY_FIVE)
    changes = {
        SelectionQuestionnaire: {"questions": (LATE,)},
        SelectionResponse: {"answers": (answer,)},
    }
    records = [evolve(each, **changes.get(type(each), {})) for each in line]
    cycle = Cycle.audit("x", records).cycle
    assert references(cycle.thread(), PointKind.ANSWER) == ["alder/B1"]
    assert about(cycle, "alder/B1") == []


def test_requirement_that_is_watched_and_asked_by_no_question_is_a_loose_end():
    """A KPI watches what the bidder never said it could do."""
    cycle = held()
    requirement = cycle.expect(ServiceSpecification).requirements[0]
    second = evolve(requirement, reference="Q2")

    def changed(each):
        if not isinstance(each, ServiceSpecification):
            return each
        kpi = evolve(each.kpis[0], reference="K2", requirements=("Q2",))
        return evolve(each, requirements=(*each.requirements, second), kpis=(*each.kpis, kpi))

    wider = Cycle.audit("x", map(changed, cycle.records)).cycle
    assert about(wider, "Q2") == [
        'No question asks about the requirement "Q2", although it binds the provider. Ask about it in the '
        "invitation, or make it guidance."
    ]
    assert about(wider, "Q1") == []


def test_matrix_has_the_columns_between_only_where_they_are_filled():
    """A procurement without recorded questions keeps the matrix that it always had."""
    plain = story(Scenario(route=Route.open()), after=KpiReport).thread()
    assert "question" not in [column.name for column in plain.table().columns]
    columns = [column.name for column in held(obligations=(KEPT,)).thread().table().columns]
    first = columns.index("question")
    assert columns[first : first + 4] == ["question", "criterion", "answer", "obligation"]


def test_obligation_that_carries_a_requirement_is_on_the_thread():
    """Not every obligation comes from an answer; some carry the specification into the contract."""
    duty = Obligation(reference="O2", text="Register", meets="Q1")
    free = Obligation(reference="O3", text="Keep records")
    thread = held(obligations=(duty, free)).thread()
    assert references(thread, PointKind.OBLIGATION) == ["O2"]
