"""Answers and what follows from them: in a cycle, from the questionnaire to the signature."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.errors import written
from commissioning.evaluation.bids_judged import passed_for, value_of
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.records.answer_rules import (
    Cover,
    HeldBy,
    LotValue,
    PassIfIn,
    PointsRow,
    PointsTable,
)
from commissioning.records.answers import (
    AmountGiven,
    Answer,
    AnswerClarified,
    BidParty,
    Chosen,
    EvidenceReceived,
    FigureGiven,
    InWords,
    PartyRole,
    YearAmount,
    Yearly,
    YesNo,
)
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import Abandonment
from commissioning.records.live import GoLive
from commissioning.records.means_rules import AmountAtLeast, TimesValue, ValueOf
from commissioning.records.narrowing import BestOf, Narrowing, PointsAtLeast
from commissioning.records.questions import (
    AnswerKind,
    AnswerOption,
    AskedIf,
    BidQuestion,
    EvidenceAsked,
    EvidenceThrough,
    EvidenceWhen,
    FormUsed,
    IfMissed,
    QuestionKind,
)
from commissioning.records.selection import (
    QuestionDecided,
    SelectionAssessment,
    SelectionOutcome,
    SelectionQuestionnaire,
    SelectionResponse,
    Shortlist,
)
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.strategy import FinancialEnvelope, ProcurementStrategy
from commissioning.records.tender import DeadlineExtended, InvitationToTender, TenderReceived
from commissioning.stages import Route
from commissioning.testing import Scenario, story
from commissioning.values.money import pounds

YES, NO = YesNo(yes=True), YesNo(yes=False)
ANSWERS = {"T1": YES, "T2": NO}
FAILED, PASSED = SelectionOutcome.FAILED, SelectionOutcome.PASSED
TEN_MILLION = pounds(10_000_000)
BIDDERS = ("alder", "birch", "cedar")
RESTRICTED = Scenario(route=Route.restricted(interviews=False), providers=BIDDERS)
LOTS = evolve(RESTRICTED, lots=("N1", "N2"))
ACT = evolve(RESTRICTED, regime=PROCUREMENT_ACT_2023, day=date(2025, 3, 3))
OPEN = Scenario(route=Route.open(), providers=("alder",))
T1 = BidQuestion(reference="T1", words="Terms?", asks_for=AnswerKind.YES_NO,
                 rule=PassIfIn(values=("yes",)))  # fmt: skip
T2 = BidQuestion(reference="T2", words="Insolvent?", asks_for=AnswerKind.YES_NO,
                 rule=PassIfIn(values=("no",)), ground="insolvency")  # fmt: skip
SCORED = BidQuestion(reference="Q7", words="Visits?", asks_for=AnswerKind.FIGURE, kind=QuestionKind.SCORED,
                     most_points=100, rule=PointsTable(rows=tuple(
                         PointsRow(from_figure=n, points=n) for n in range(0, 101, 5))))  # fmt: skip


def cover(held_by=HeldBy.AWARD, **fields):
    """A question about public liability insurance of ten million."""
    return BidQuestion(
        reference="T4",
        words="Insured?",
        asks_for=AnswerKind.OPTION,
        options=(
            AnswerOption(reference="holds", words="yes"),
            AnswerOption(reference="will-hold", words="will"),
        ),
        rule=Cover(kind="public-liability", at_least=TEN_MILLION, held_by=held_by),
        **fields,
    )


def answered(values):
    """Answers by the reference of their question."""
    return tuple(Answer(question=name, value=value) for name, value in values.items())


def cycle(after, changes=(), scenario=RESTRICTED, *extra):
    """The cycle of a story up to a kind of record, with changes by the kind of record."""
    changes = dict(changes)
    line = story(scenario, after=GoLive).records
    last = max(place for place, each in enumerate(line) if type(each) is after)
    records = [
        evolve(each, **(found(each) if callable(found) else found))
        if (found := changes.get(type(each)))
        else each
        for each in line[: last + 1]
    ]
    return Cycle.audit("Home care", (*records, *extra)).cycle


def selected(questions, answers, after=SelectionResponse, **form):
    """The cycle of a competition with selection questions, and the answers of each bidder."""
    given = {name: answered(values) for name, values in answers.items()}
    return cycle(after, {
        SelectionQuestionnaire: {"questions": tuple(questions), **form},
        SelectionResponse: lambda r: {"answers": given.get(r.provider, ())},
    })  # fmt: skip


def assessed(provider, on, outcome=PASSED, **fields):
    """An assessment, with a reason where it fails."""
    because = "" if outcome.passed else "it refuses the terms"
    return SelectionAssessment(on=on, provider=provider, outcome=outcome, because=because, **fields)


def only(found, code):
    """The findings of one code, as text."""
    return [str(each) for each in found if each.code == code]


# Responses


def test_response_that_answers_what_it_was_asked_says_nothing():
    """The usual response must come in without a word."""
    held = selected([T1, T2], {"alder": ANSWERS})
    found = held.findings(evolve(held.expect(SelectionResponse, "alder"), late_because="x"))
    assert not [each for each in found if each.code.startswith("answer")]


def test_response_without_answers_is_not_judged():
    """A council that keeps the answers elsewhere records the response as it always did."""
    held = selected([T1], {})
    assert not only(held.findings(held.expect(SelectionResponse, "alder")), "answer-missing")
    with pytest.raises(LookupError) as refused:
        held.verdict("alder")
    assert str(refused.value) == "No answers of alder are recorded."


def test_bidder_without_answers_is_not_taken_for_another_of_a_like_name():
    """Alder of Lewisham was met with "did you mean Elder?", though both had responded."""
    scenario = evolve(RESTRICTED, providers=("alder", "elder"))
    held = story(scenario, after=SelectionAssessment)
    with pytest.raises(LookupError) as refused:
        held.verdict("alder")
    assert str(refused.value) == "No answers of alder are recorded."


def test_tender_is_held_against_the_questions_of_its_invitation():
    """In an open procedure the tender itself answers."""
    held = cycle(InvitationToTender, {InvitationToTender: {"questions": (T1, T2)}}, OPEN)
    tender = TenderReceived(on=held.last_on, provider="alder", answers=answered({"T1": YES}))
    assert only(held.findings(tender), "answer-missing") == [
        "Alder has not answered question T2. Ask once, where the rules announced allow it, and record "
        "the clarification."
    ]


# The verdict of a cycle


def test_cycle_judges_a_bidder_by_what_is_recorded():
    """Questions, answers, clarifications and decisions are in the ledger; the verdict only reads them."""
    held = selected([T1, T2], {"alder": {"T1": NO, "T2": YES}, "birch": ANSWERS})
    assert held.verdict("birch").proposes is PASSED
    assert held.verdict("alder").failed_questions == ("T1",)
    slip = clarified(held, held.last_on + timedelta(days=1), allowed_because="rule 4")
    held = held.record(slip)
    assert held.verdict("alder").proposes is None
    assert held.as_of(slip.on - timedelta(days=1)).verdict("alder").proposes is FAILED
    decided = QuestionDecided(question="T2", met=True, because="it ended")
    held = held.record(assessed("alder", held.last_on, decided=(decided,)))
    assert held.verdict("alder").proposes is PASSED


def test_verdict_for_a_lot_leaves_out_the_questions_of_other_lots():
    """A bidder may pass for one lot and fail for another."""
    both = (T1, evolve(T1, reference="T3", lots=("N2",)))
    held = cycle(SelectionResponse, {
        SelectionQuestionnaire: {"questions": both},
        SelectionResponse: {"answers": answered({"T1": YES, "T3": NO}), "lots": ("N1", "N2")},
    }, LOTS)  # fmt: skip
    assert held.verdict("alder", "N1").proposes is PASSED
    assert held.verdict("alder", "N2").failed_questions == ("T3",)
    assert held.verdict("alder").failed_questions == ("T3",)
    with pytest.raises(
        LookupError, match='No answers of aldre are recorded for lot N1; did you mean "alder"'
    ):
        held.verdict("aldre", "N1")


def test_verdict_for_a_lot_that_was_not_bid_for_is_refused():
    """Silence would read as a pass."""
    held = cycle(SelectionResponse, {
        SelectionQuestionnaire: {"questions": (T1,)},
        SelectionResponse: {"answers": answered({"T1": YES}), "lots": ("N1",)},
    }, LOTS)  # fmt: skip
    with pytest.raises(LookupError, match="No answers of alder are recorded for lot N2"):
        held.verdict("alder", "N2")


VALUES = [
    (RESTRICTED, ProcurementStrategy, {"estimated_value": pounds(15_000_000)}, "asked £30,000,000"),
    (LOTS, ServiceSpecification,
     {"divided_into": (Lot(reference="N1", title="a", total_value=pounds(9)),
                       Lot(reference="N2", title="b"))},
     "the value of the whole term of lots N1 and N2 is not stated on one basis"),
    (LOTS, ServiceSpecification, {}, "the value of the whole term of lots N1 and N2 is not stated"),
]  # fmt: skip


@pytest.mark.parametrize(("scenario", "kind", "fields", "words"), VALUES)
def test_turnover_is_held_against_the_values_that_the_papers_state(scenario, kind, fields, words):
    """The estimate of the strategy, or of the lots in the specification; nothing is guessed."""
    question = BidQuestion(reference="T3", words="Turnover", asks_for=AnswerKind.YEARLY,
                           rule=TimesValue(times=2, of=ValueOf.WHOLE))  # fmt: skip
    accounts = Yearly(years=(YearAmount(ends_on=date(2021, 3, 31), money=pounds(1)),))
    held = cycle(SelectionResponse, {
        kind: fields,
        SelectionQuestionnaire: {"questions": (question,)},
        SelectionResponse: {"answers": answered({"T3": accounts})},
    }, scenario)  # fmt: skip
    assert words in held.verdict("alder").questions[0].because


def test_yearly_value_of_an_undivided_contract_is_its_yearly_envelope():
    """A strategy gives the whole value, and the envelope may give that of a year."""
    question = BidQuestion(
        reference="T3", words="Turnover", asks_for=AnswerKind.YEARLY, rule=TimesValue()
    )
    accounts = Yearly(years=(YearAmount(ends_on=date(2021, 3, 31), money=pounds(3)),))
    changes = {
        ProcurementStrategy: {"envelope": FinancialEnvelope(amount=pounds(2))},
        SelectionQuestionnaire: {"questions": (question,)},
        SelectionResponse: {"answers": answered({"T3": accounts})},
    }
    assert "£3, asked £2" in cycle(SelectionResponse, changes).verdict("alder").questions[0].because
    changes[ProcurementStrategy] = {
        "envelope": FinancialEnvelope(amount=pounds(2), per="whole term")
    }
    assert "not stated" in cycle(SelectionResponse, changes).verdict("alder").questions[0].because


def test_value_that_no_paper_states_is_left_open():
    """A history may begin with the questionnaire; nothing is guessed in its place."""
    held = cycle(SelectionResponse, {}, LOTS)
    assert value_of(Cycle("x").ledger, "whole") == LotValue()
    assert value_of(Cycle("x").ledger, "N1") == LotValue(lot="N1")
    assert value_of(held.ledger, "N9") == LotValue(lot="N9")


# Clarifications


def clarified(held, on, **fields):
    """A clarification of alder's answer to T1."""
    return AnswerClarified(on=on, provider="alder", asked_because="left empty",
                           answer=Answer(question="T1", value=YES), **fields)  # fmt: skip


def test_answer_may_change_until_the_deadline_and_then_only_as_announced():
    """A late change is the oldest way to mend a bid; the first answer stays on record beside it."""
    due = Deadline(date(2022, 3, 1))
    held = selected([T1], {"alder": {"T1": NO}}, responses_due_by=due)
    assert not held.blockers(clarified(held, date(2022, 3, 1)))
    (late,) = held.blockers(clarified(held, date(2022, 3, 2)))
    assert str(late) == (
        "Alder changed its answer to T1 on 2 March 2022, after the deadline of the end of 1 March 2022. "
        "Say why the rules announced allow it, or leave the first answer as it is."
    )
    assert not held.blockers(clarified(held, date(2022, 3, 2), allowed_because="rule 4"))


def test_clarification_of_answers_that_are_not_there_is_refused():
    """A correction of nothing is a slip in the provider's reference."""
    held = selected([T1], {})
    slip = evolve(clarified(held, held.last_on, allowed_because="rule 4"), provider="aldar")
    assert [each.code for each in held.blockers(slip)] == ["missing-record"]


def test_clarification_of_answers_that_the_papers_leave_out_warns():
    """A response is often held without its answers, and what was clarified is known all the same."""
    held = selected([T1], {})
    given = clarified(held, held.last_on, allowed_because="rule 4")
    assert not held.blockers(given)
    (missing,) = [each for each in held.findings(given) if each.code == "missing-record"]
    assert str(missing) == (
        "An answer of alder is clarified, but no answers of theirs are recorded. Record the response or "
        "tender with its answers, or correct the reference."
    )


@pytest.mark.parametrize(("extended", "blocked"), [(False, True), (True, False)])
def test_deadline_for_answers_in_a_tender_is_that_of_tenders(extended, blocked):
    """An extension for everybody is one for the answers too."""
    held = cycle(TenderReceived, {
        InvitationToTender: {"questions": (T1,)},
        TenderReceived: {"answers": answered({"T1": NO})},
    }, OPEN)  # fmt: skip
    due = held.expect(InvitationToTender).tenders_due_by.day
    longer = DeadlineExtended(on=held.last_on, because="snow",
                              tenders_due_by=Deadline(due + timedelta(days=9)))  # fmt: skip
    held = Cycle.audit("x", (*held.records, longer) if extended else held.records).cycle
    found = held.blockers(clarified(held, due + timedelta(days=2)))
    assert bool(only(found, "answer-changed-late")) is blocked


def test_answers_without_a_stated_deadline_are_not_late():
    """A history may not give the deadline, and then nothing can be late."""
    held = selected([T1], {"alder": {"T1": NO}}, responses_due_by=None)
    assert not only(held.findings(clarified(held, held.last_on)), "answer-changed-late")


def test_clarification_of_one_of_several_missing_answers_says_nothing_of_the_others():
    """That they are missing is said with the response, and once for all of them."""
    three = [evolve(T1, reference=name) for name in ("T1", "T3", "T5")]
    held = selected(three, {"alder": {"T5": YES}})
    late = evolve(held.expect(SelectionResponse, "alder"), late_because="x")
    assert only(held.findings(late), "answer-missing") == [
        "Alder has not answered questions T1 and T3. Ask once, where the rules announced allow it, and "
        "record the clarification."
    ]
    given = clarified(held, held.last_on, allowed_because="rule 4")
    assert not [each for each in held.findings(given) if each.code.startswith("answer")]


ABOUT = [
    ({"question": "T11"}, "answer-not-asked",
     "Alder answered question T11, which it was not asked. Leave the answer out of account; did you mean "
     '"T1"?'),
    ({"by": "elm"}, "answer-not-asked",
     "Alder answered question T1, which it was not asked. Leave the answer out of account."),
    ({"value": FigureGiven(value=3)}, "answer-of-other-kind",
     "The answer of alder to question T1 cannot be judged: it is 3, but has to be yes or no. Correct "
     "the answer as it was entered, or ask the bidder to clarify it."),
    ({"by": "alder"}, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "code", "words"), ABOUT)
def test_clarification_that_clarifies_no_answer_is_named(fields, code, words):
    """A slip in the reference would leave the first answer as it was, and no person would notice."""
    held = selected([T1], {"alder": {"T1": NO}})
    slip = clarified(held, held.last_on, allowed_because="rule 4")
    given = evolve(slip, answer=evolve(slip.answer, **fields))
    found = [each for each in held.findings(given) if each.code.startswith("answer")]
    assert [(each.code, str(each)) for each in found] == ([(code, words)] if code else [])


def both_forms(*extra):
    """The cycle of a bidder that answers T1 at selection, and Q3 in its tender."""
    question = evolve(T1, reference="Q3")
    return cycle(TenderReceived, {
        SelectionQuestionnaire: {"questions": (T1,), "responses_due_by": Deadline(date(2022, 1, 20))},
        SelectionResponse: {"answers": answered({"T1": YES})},
        InvitationToTender: {"questions": (question,)},
        TenderReceived: {"answers": answered({"Q3": NO})},
    }, RESTRICTED, *extra)  # fmt: skip


def test_answer_in_a_tender_may_be_clarified_until_the_deadline_of_tenders():
    """The deadline for selection is long past, and the tender is what is clarified."""
    held = both_forms()
    due = held.expect(InvitationToTender).tenders_due_by.day
    about = Answer(question="Q3", value=YES)
    given = evolve(clarified(held, held.last_on), answer=about)
    found = [each.code for each in held.findings(given) if each.code.startswith("answer")]
    assert found == (["answer-changed-late"] if held.last_on > due else [])
    late = evolve(given, on=max(held.last_on, due) + timedelta(days=1))
    assert only(held.blockers(late), "answer-changed-late")
    assert held.record(evolve(late, allowed_because="rule 4")).verdict("alder").strays == ()
    selection = clarified(held, held.last_on)
    assert only(held.blockers(selection), "answer-changed-late") == [
        f"Alder changed its answer to T1 on {written(held.last_on)}, after the deadline of the end of 20 "
        "January 2022. Say why the rules announced allow it, or leave the first answer as it is."
    ]


def test_clarification_of_an_earlier_response_says_nothing_of_a_later_one():
    """A bidder that sends its response anew has answered again."""
    held = selected([T1], {"alder": {"T1": NO}}, responses_due_by=None)
    held = held.record(clarified(held, held.last_on))
    assert held.verdict("alder").proposes is PASSED
    again = evolve(held.expect(SelectionResponse, "alder"), on=held.last_on + timedelta(days=1))
    renewed = Cycle.audit("x", (*held.records, again)).cycle
    assert renewed.verdict("alder").proposes is FAILED


# Assessments

WRITTEN = BidQuestion(reference="Q8", words="How?", kind=QuestionKind.SCORED, most_points=5)
DECISIONS = [
    (
        {"question": "Q88", "points": 3},
        'decides about question Q88, which was not asked; did you mean "Q8"?',
    ),
    ({"question": "Q8", "points": 7}, "gives question Q8 7 of at most 5 points"),
    ({"question": "T1", "points": 1}, "gives question T1 1 of at most 0 points"),
    ({"question": "Q8", "points": 5}, ""),
]


@pytest.mark.parametrize(("fields", "words"), DECISIONS)
def test_decision_that_cannot_be_is_named(fields, words):
    """Points beyond the maximum that was announced would decide the shortlist."""
    held = selected([T1, WRITTEN], {"alder": {"T1": YES, "Q8": InWords(words="so")}})
    usual = QuestionDecided(question="Q8", met=True, because="clear", points=2)
    other = evolve(usual, **fields)
    decided = (other,) if other.question == "Q8" else (usual, other)
    found = only(held.blockers(assessed("alder", held.last_on, decided=decided)),
                 "assessment-departs-from-rules")  # fmt: skip
    end = " " if words.endswith("?") else ". "
    whole = f"The assessment of alder {words}{end}Correct the decision, or give the reason."
    assert found == ([whole] if words else [])


def test_failure_on_a_question_that_was_not_failed_is_a_departure():
    """The letter to the bidder gives the questions it failed, and a challenge begins there."""
    held = selected([T1, evolve(T1, reference="T3")], {"alder": {"T1": NO, "T3": YES}})
    failed = assessed("alder", held.last_on, FAILED, failed_questions=("T1", "T3"))
    assert only(held.blockers(failed), "assessment-departs-from-rules") == [
        "Alder is assessed as failed on T3. The rules propose: failed on T1. Follow the rules, record the "
        "decisions they leave to a person, or give the reason."
    ]
    assert not held.blockers(evolve(failed, failed_questions=("T1",)))
    assert not held.blockers(evolve(failed, failed_questions=()))


DEPARTS = [
    ("alder", PASSED, {}, "alder is assessed as passed. The rules propose: failed on T1"),
    ("birch", FAILED, {}, "birch is assessed as failed. The rules propose: passed"),
    ("cedar", PASSED, {}, "cedar is assessed as passed. The rules propose no outcome yet: a person has to "
     "decide about T2"),
    ("birch", PASSED, {"points": 3}, "birch is assessed as passed with 3 points. The rules propose: passed"),
]  # fmt: skip


@pytest.mark.parametrize(("provider", "outcome", "fields", "words"), DEPARTS)
def test_assessment_that_departs_from_the_rules_needs_its_reason(provider, outcome, fields, words):
    """Rules that were announced bind; a person may still depart from them, and says why."""
    held = selected([T1, T2], {
        "alder": {"T1": NO, "T2": NO}, "birch": ANSWERS, "cedar": {"T1": YES, "T2": YES}})  # fmt: skip
    record = assessed(provider, held.last_on, outcome, **fields)
    (finding,) = held.blockers(record)
    assert (finding.code, finding.message) == ("assessment-departs-from-rules", words)
    explained = evolve(record, departs_because="the panel heard it")
    assert not held.blockers(explained)
    assert only(held.findings(explained), "assessment-departs-from-rules")


def test_assessment_as_the_rules_propose_passes():
    """The usual assessment gives no reason for a departure, for there is none."""
    held = selected([T1, SCORED], {"alder": {"T1": YES, "Q7": FigureGiven(value=70)}})
    assert not held.findings(assessed("alder", held.last_on))
    assert not held.findings(assessed("alder", held.last_on, points=70))


def test_assessment_of_one_lot_is_held_against_that_lot():
    """A fault in one lot must not bar another."""
    held = cycle(SelectionResponse, {
        SelectionQuestionnaire: {"questions": (evolve(T1, lots=("N2",)),)},
        SelectionResponse: {"answers": answered({"T1": NO}), "lots": ("N1", "N2")},
    }, LOTS)  # fmt: skip
    assert not held.findings(assessed("alder", held.last_on, lots=("N1",)))
    assert held.blockers(assessed("alder", held.last_on, lots=("N2",)))


def test_assessment_without_lots_is_of_the_whole_bid_or_of_the_lot_that_is_left():
    """Points given once for both lots are their sum; an abandoned lot fails no bidder for the other."""
    asked = (evolve(SCORED, lots=("N1",)), evolve(SCORED, reference="Q8", lots=("N2",)))
    given = answered({"Q7": FigureGiven(value=70), "Q8": FigureGiven(value=60)})
    changes = {
        SelectionQuestionnaire: {"questions": asked},
        SelectionResponse: {"answers": given, "lots": ("N1", "N2")},
    }
    held = cycle(SelectionResponse, changes, LOTS)
    record = assessed("alder", held.last_on, points=130)
    assert not only(held.findings(record), "assessment-departs-from-rules")
    gone = Abandonment(on=held.last_on, because="no money", lots=("N1",))
    left = cycle(SelectionResponse, changes, LOTS, gone)
    record = assessed("alder", held.last_on, points=60)
    assert not only(left.findings(record), "assessment-departs-from-rules")


def test_assessment_of_several_lots_is_held_against_each_of_them_and_no_other():
    """A bidder that fails for one of three lots goes on for the other two."""
    three = evolve(LOTS, lots=("N1", "N2", "N3"))
    held = cycle(SelectionResponse, {
        SelectionQuestionnaire: {"questions": (evolve(T1, lots=("N3",)), evolve(T2, lots=("N1",)))},
        SelectionResponse: {"answers": answered({"T1": NO, "T2": YES}), "lots": three.lots},
    }, three)  # fmt: skip
    decided = (QuestionDecided(question="T2", met=True, because="it ended"),)
    both = assessed("alder", held.last_on, lots=("N1", "N2"), decided=decided)
    assert not held.blockers(both)
    assert only(
        held.blockers(evolve(both, lots=("N2", "N3"))), "assessment-departs-from-rules"
    ) == [
        "For lot N3: alder is assessed as passed. The rules propose: failed on T1. Follow the rules, record "
        "the decisions they leave to a person, or give the reason."
    ]


# Shortlists


def ranked(points, narrowing=None, scenario=RESTRICTED):
    """The cycle of bidders that were assessed with so many points."""
    form = {"questions": (SCORED,), "narrowing": (narrowing,) if narrowing else ()}
    given = {name: answered({"Q7": FigureGiven(value=n)}) for name, n in points.items()}
    return cycle(SelectionAssessment, {
        SelectionQuestionnaire: form,
        SelectionResponse: lambda r: {"answers": given.get(r.provider, ())},
        SelectionAssessment: lambda a: {"points": points.get(a.provider)},
    }, scenario)  # fmt: skip


def shortlist(held, *invited, **fields):
    """What a shortlist of those bidders departs by."""
    return held.findings(Shortlist(on=held.last_on, invited=invited, **fields))


def test_shortlist_that_leaves_out_more_points_than_it_takes_in_is_refused():
    """The simplest slip of a spreadsheet: the wrong row is left out."""
    held = ranked({"alder": 90, "birch": 70, "cedar": 80})
    (finding,) = shortlist(held, "alder", "birch")
    assert str(finding) == (
        "Cedar has 80 points and is left out, although birch is invited with 70. Invite those with the most "
        "points as announced, or give the reason."
    )
    assert finding.blocks
    (reasoned,) = shortlist(held, "alder", "birch", because="cedar withdrew by telephone")
    assert not reasoned.blocks
    assert not shortlist(held, "alder", "cedar")
    assert not shortlist(held, *BIDDERS)
    assert not shortlist(ranked({"alder": 90, "birch": 70, "cedar": 70}), "alder", "birch")


@pytest.mark.parametrize(
    ("invited", "words"),
    [
        (("alder", "birch"), "leaves out cedar"),
        (("alder",), "leaves out birch and cedar"),
        (BIDDERS, ""),
    ],
)
def test_equals_at_the_last_place_are_all_invited_or_none_is(invited, words):
    """Two bidders with 70 points each cannot be told apart by the announced rule."""
    held = ranked({"alder": 90, "birch": 70, "cedar": 70},
                  Narrowing(steps=(BestOf(most=2, broken_by="Q7"),)))  # fmt: skip
    found = only(shortlist(held, *invited), "shortlist-departs-from-points")
    assert found == ([
        f"The shortlist {words}, unlike the announced rule: the best 2 of 3 by points; birch and cedar have "
        "70 points each and are equal on Q7, so all of them stay. Invite those with the most points as "
        "announced, or give the reason."
    ] if words else [])  # fmt: skip


def test_bidder_beyond_the_announced_number_is_named():
    """An extra place is as unequal as one too few."""
    held = ranked({"alder": 90, "birch": 80, "cedar": 70}, Narrowing(steps=(BestOf(most=1),)))
    (finding,) = only(shortlist(held, "alder", "birch"), "shortlist-departs-from-points")
    assert "The shortlist invites birch, unlike the announced rule: the best 1 of 3" in finding


def test_shortlist_of_bidders_without_points_is_not_judged_by_them():
    """Most selections are passed or failed, and leave out no more than they say."""
    held = ranked({})
    assert not only(shortlist(held, "alder"), "shortlist-departs-from-points")


def test_departure_in_one_of_two_lots_names_the_lot():
    """An officer looks for the fault where it is."""
    held = ranked({"alder": 90, "birch": 80, "cedar": 70},
                  Narrowing(steps=(BestOf(most=1),), lots=("N1",)), LOTS)  # fmt: skip
    (finding,) = only(shortlist(held, "alder", "birch"), "shortlist-departs-from-points")
    assert finding.startswith("For lot N1: The shortlist invites birch, unlike")


def test_points_worked_out_from_answers_stand_in_for_points_not_recorded():
    """The assessment need not repeat what the announced table of points gives."""
    points = {"alder": 90, "birch": 70, "cedar": 80}
    held = selected([SCORED], {n: {"Q7": FigureGiven(value=p)} for n, p in points.items()},
                    after=SelectionAssessment,
                    narrowing=(Narrowing(steps=(BestOf(most=2),)),))  # fmt: skip
    assert not shortlist(held, "alder", "cedar")
    assert only(shortlist(held, "alder", "birch"), "shortlist-departs-from-points")


def test_threshold_reads_points_that_were_recorded_without_answers():
    """A council that keeps the answers elsewhere still announced how it would reduce the number."""
    steps = (PointsAtLeast(points=75), BestOf(most=3, broken_by="Q7"))
    held = cycle(SelectionAssessment, {
        SelectionQuestionnaire: {"questions": (SCORED,), "narrowing": (Narrowing(steps=steps),)},
        SelectionAssessment: lambda a: {"points": {"alder": 90, "birch": 80, "cedar": 70}[a.provider]},
    })  # fmt: skip
    assert not only(shortlist(held, "alder", "birch"), "shortlist-departs-from-points")
    (found,) = only(shortlist(held, *BIDDERS), "shortlist-departs-from-points")
    assert found.startswith(
        "The shortlist invites cedar, unlike the announced rule: 2 of 3 have at least 75 points"
    )
    standing = passed_for(held.ledger, "whole")[0]
    assert (standing.most_points, standing.points_of("Q7")) == (100, 0)


@pytest.mark.parametrize(("share", "invited"), [(70, BIDDERS), (75, ("alder", "birch"))])
def test_share_of_the_points_is_of_what_the_form_gives_where_answers_are_elsewhere(share, invited):
    """Half of the points is half of something; without the form everybody would pass."""
    steps = (PointsAtLeast(points=share, is_share=True),)
    held = cycle(SelectionAssessment, {
        SelectionQuestionnaire: {"questions": (SCORED, T1), "narrowing": (Narrowing(steps=steps),)},
        SelectionAssessment: lambda a: {"points": {"alder": 90, "birch": 80, "cedar": 70}[a.provider]},
    })  # fmt: skip
    assert not only(shortlist(held, *invited), "shortlist-departs-from-points")
    assert bool(only(shortlist(held, *BIDDERS), "shortlist-departs-from-points")) is (
        invited != BIDDERS
    )


# Grounds

GROUNDS = [
    (RESTRICTED, "corruption", []),
    (RESTRICTED, "coruption", [
        'Question T2 asks about the exclusion ground "coruption", which is not a ground of the Public '
        'Contracts Regulations 2015. Correct the code; did you mean "corruption"?'
    ]),
    (ACT, "corruption", [
        'Question T2 asks about the exclusion ground "corruption", which is not a ground of the Procurement '
        "Act 2023. Correct the code."
    ]),
    (ACT, "bribery", []),
]  # fmt: skip


@pytest.mark.parametrize(("scenario", "ground", "expected"), GROUNDS)
@pytest.mark.parametrize("kind", [SelectionQuestionnaire, InvitationToTender])
def test_ground_that_a_question_asks_about_is_one_of_the_law(kind, scenario, ground, expected):
    """Each law has codes of its own, and a decision on exclusion can only be on one of them."""
    held = cycle(kind, {}, scenario)
    form = evolve(held.records[-1], questions=(evolve(T2, ground=ground),))
    found = Cycle.audit("x", held.records[:-1]).cycle.findings(form)
    assert only(found, "ground-unknown") == expected


# Standard forms

CHANGED = [
    (True, date(2022, 1, 1), "the wording may not be changed. Restore the words."),
    (False, None, "the change is not reported. Report the change, or restore the words."),
    (False, date(2022, 1, 1), ""),
]


@pytest.mark.parametrize(("fixed", "reported_on", "words"), CHANGED)
def test_change_to_a_standard_form_is_reported_where_it_may_be_made(fixed, reported_on, words):
    """Suppliers answer the standard questions once for every buyer, so their words are kept."""
    form = FormUsed(form="PSQ", changed=("T1",), reported_on=reported_on)
    held = cycle(SelectionQuestionnaire)
    record = evolve(held.records[-1], questions=(evolve(T1, fixed=fixed),), form=form)
    before = Cycle.audit("x", held.records[:-1]).cycle
    found = only(before.findings(record), "standard-question-changed")
    assert found == ([f"Question T1 differs from the form PSQ, and {words}"] if words else [])
    assert not before.blockers(record)


# Evidence


def signing(question, answers=None, *extra, parties=()):
    """The cycle before a signature, with a question in the invitation, and the contract."""
    given = answered(answers or {})
    changes = {
        InvitationToTender: {"questions": (T1, question)},
        TenderReceived: {"answers": given, "parties": parties},
    }
    held = cycle(ContractSigned, changes, OPEN)
    before = Cycle.audit("x", (*held.records[:-1], *extra)).cycle
    return before, held.records[-1]


SEEN = EvidenceReceived(
    on=date(2022, 3, 1), provider="alder", kind="public-liability", covers=TEN_MILLION
)
WILL = {"T1": YES, "T4": Chosen(options=("will-hold",))}
CEDAR = (BidParty(provider="cedar", role=PartyRole.GUARANTOR),)
PROOFS = [
    ((), (), True),
    ((SEEN,), (), False),
    ((evolve(SEEN, covers=pounds(9_999_999)),), (), True),
    ((evolve(SEEN, valid=Period(date(2021, 1, 1), date(2021, 12, 31))),), (), True),
    ((evolve(SEEN, provider="birch"),), (), True),
    ((evolve(SEEN, provider="cedar"),), CEDAR, False),
]


@pytest.mark.parametrize(("extra", "parties", "blocked"), PROOFS)
def test_cover_promised_by_the_award_is_seen_before_signing(extra, parties, blocked):
    """A promise of insurance is worth the certificate that follows, of the bidder or a firm in its bid."""
    held, contract = signing(cover(), WILL, *extra, parties=parties)
    found = only(held.blockers(contract), "evidence-not-seen")
    assert found == ([
        "Alder has not shown evidence of public-liability (question T4), which was asked for before the "
        "award. Ask for it, and record it once you have seen it."
    ] if blocked else [])  # fmt: skip


TIMES = [
    (EvidenceWhen.WITH_ANSWER, True, False),
    (EvidenceWhen.BEFORE_AWARD, True, False),
    (EvidenceWhen.BEFORE_START, False, True),
    (EvidenceWhen.ON_REQUEST, False, False),
]


@pytest.mark.parametrize(("when", "at_signing", "at_start"), TIMES)
def test_evidence_is_wanted_at_the_time_that_was_announced(when, at_signing, at_start):
    """Evidence is asked of the winner, and not before it was said to be."""
    wanted = EvidenceAsked(kind="accounts", when=when, through=EvidenceThrough.AWARD)
    question = evolve(T1, reference="T3", evidence=(wanted,))
    held, contract = signing(question)
    assert bool(only(held.blockers(contract), "evidence-not-seen")) is at_signing
    live = cycle(GoLive, {InvitationToTender: {"questions": (question,)}}, OPEN)
    before, start = Cycle.audit("x", live.records[:-1]).cycle, live.records[-1]
    assert bool(only(before.blockers(start), "evidence-not-seen")) is at_start


def test_evidence_for_a_question_that_was_not_asked_is_not_wanted():
    """A bidder without a subcontractor has no subcontractor's accounts."""
    hidden = cover(asked_if=(AskedIf(question="T1", is_in=("no",)),))
    held, contract = signing(hidden, {"T1": YES})
    assert not only(held.blockers(contract), "evidence-not-seen")


def test_start_asks_for_evidence_only_of_contracts_for_its_lots():
    """A lot may go live while another's provider still looks for its papers."""
    scenario = evolve(OPEN, lots=("N1", "N2"))
    question = cover(HeldBy.START, lots=("N2",))
    live = cycle(GoLive, {InvitationToTender: {"questions": (question,)}}, scenario)
    before = Cycle.audit("x", [r for r in live.records if not isinstance(r, GoLive)]).cycle
    starts = {lot: evolve(live.expect(GoLive, lot), lots=(lot,)) for lot in scenario.lots}
    found = {
        lot: only(before.findings(start), "evidence-not-seen") for lot, start in starts.items()
    }
    assert found["N1"] == []
    assert len(found["N2"]) >= 1


# What may be asked

FULL = evolve(RESTRICTED.facts, light_touch=False)
MONEY = {"estimated_value": pounds(15_000_000)}
TURNOVER = BidQuestion(reference="T5", words="Turnover", asks_for=AnswerKind.YEARLY,
                       rule=AmountAtLeast(money=pounds(31_000_000)))  # fmt: skip
OVER = (
    "You ask for a yearly turnover of £31,000,000; the maximum is £30,000,000 (Public Contracts Regulations "
    "2015, regulation 58(9)). Ask for less, or justify the special risk in the documents."
)
NOW = (
    "You may not require bidders to hold the contract's insurance before the award (Procurement Act 2023, "
    "section 22(3)(b)). Remove the condition."
)
ASKED = [
    (RESTRICTED, TURNOVER, "turnover-over-cap", [OVER]),
    (RESTRICTED, evolve(TURNOVER, rule=AmountAtLeast(money=pounds(30_000_000))), "turnover-over-cap", []),
    (RESTRICTED, evolve(TURNOVER, rule=TimesValue(times="31", of=ValueOf.WHOLE)), "turnover-over-cap",
     [OVER.replace("£31,000,000", "£465,000,000")]),
    (RESTRICTED, evolve(TURNOVER, rule=TimesValue(times="31")), "turnover-over-cap", []),
    (RESTRICTED, evolve(TURNOVER, asks_for=AnswerKind.AMOUNT), "turnover-over-cap", []),
    (ACT, TURNOVER, "turnover-over-cap", []),
    (ACT, cover(HeldBy.NOW), "condition-not-allowed", [NOW]),
    (ACT, cover(HeldBy.NOW, if_missed=IfMissed.IS_CONSIDERED), "condition-not-allowed", []),
    (ACT, cover(HeldBy.AWARD), "condition-not-allowed", []),
    (RESTRICTED, cover(HeldBy.NOW), "condition-not-allowed", []),
]  # fmt: skip


@pytest.mark.parametrize(("scenario", "question", "code", "expected"), ASKED)
def test_questionnaire_asks_for_no_more_than_the_law_lets_it(scenario, question, code, expected):
    """A condition that may not be set keeps small providers out before they have begun."""
    facts = {"facts": evolve(scenario.facts, light_touch=False), **MONEY}
    held = cycle(SelectionQuestionnaire, {ProcurementStrategy: facts}, scenario)
    form = evolve(held.records[-1], questions=(question,))
    before = Cycle.audit("x", held.records[:-1]).cycle
    assert only(before.findings(form), code) == expected
    assert not only(before.findings(SelectionQuestionnaire, held.last_on), code)


OF_LOTS = [(7_000_000, None, "£28,000,000"), (None, 15_000_000, "£30,000,000"), (None, None, "")]


@pytest.mark.parametrize(("of_lot", "of_all", "cap"), OF_LOTS)
def test_turnover_asked_of_lots_is_held_against_their_values_or_the_estimate(of_lot, of_all, cap):
    """Regulation 58(9) compares with the contract that is bid for, as far as a paper states its value."""
    value, estimate = of_lot and pounds(of_lot), of_all and pounds(of_all)
    lots = tuple(Lot(reference=n, title=n, total_value=value) for n in ("N1", "N2"))
    facts = {"facts": evolve(LOTS.facts, light_touch=False), "estimated_value": estimate}
    changes = {ProcurementStrategy: facts, ServiceSpecification: {"divided_into": lots}}
    held = cycle(SelectionQuestionnaire, changes, LOTS)
    before = Cycle.audit("x", held.records[:-1]).cycle
    found = only(
        before.findings(evolve(held.records[-1], questions=(TURNOVER,))), "turnover-over-cap"
    )
    assert [cap in each for each in found] == ([True] if cap else [])
    of_one = evolve(held.records[-1], questions=(evolve(TURNOVER, lots=("N1",)),))
    capped = only(before.findings(of_one), "turnover-over-cap") if of_lot else [""]
    assert ["£14,000,000" in each for each in capped] == [bool(of_lot)]


def test_amount_given_for_a_turnover_question_is_of_another_kind():
    """One figure does not say which year it is of."""
    held = selected([TURNOVER], {"alder": {"T5": AmountGiven(money=pounds(5))}})
    assert held.verdict("alder").questions[0].is_misfit
