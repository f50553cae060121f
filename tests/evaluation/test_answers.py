"""Verdicts on answers: each rule, the outcomes, the parties to a bid, and what is left to a person."""

from datetime import date
from decimal import Decimal

import pytest

from commissioning.dates.periods import Period
from commissioning.evaluation.answers import verdict
from commissioning.evaluation.verdicts import QuestionOutcome
from commissioning.records.answer_rules import (
    AllRules,
    AnyRule,
    AtLeast,
    AtMost,
    BidFacts,
    ByPerson,
    Cover,
    HeldBy,
    LotValue,
    OfQuestion,
    PassIfIn,
    PointsRow,
    PointsTable,
    RatingAtLeast,
    Unrated,
)
from commissioning.records.answers import (
    HOLDS,
    NOT_RATED,
    WILL_HOLD,
    AmountGiven,
    Answer,
    AnswerClarified,
    Attached,
    BidParty,
    Chosen,
    EvidenceReceived,
    FigureGiven,
    InWords,
    MetBy,
    NotApplicable,
    OnDay,
    PartyRole,
    YearAmount,
    Yearly,
    YesNo,
)
from commissioning.records.means_rules import (
    AmountAtLeast,
    OfLots,
    RatioAtLeast,
    TimesValue,
    ValueOf,
    YearsTaken,
)
from commissioning.records.questions import (
    AnswerKind,
    AnswerOption,
    AskedIf,
    BidQuestion,
    IfMissed,
    QuestionKind,
    WhoAnswers,
)
from commissioning.records.selection import (
    QuestionDecided,
    SelectionOutcome,
    SelectionQuestionnaire,
    SelectionResponse,
)
from commissioning.values.money import VatBasis, pounds

DAY = date(2026, 1, 20)
YES, NO = YesNo(yes=True), YesNo(yes=False)
FAILED, PASSED = SelectionOutcome.FAILED, SelectionOutcome.PASSED
WANTS_YES = PassIfIn(values=("yes",))
EXCLUDING = VatBasis.EXCLUDING


def asked(reference, rule=WANTS_YES, *, words="…", asks_for=AnswerKind.YES_NO, **fields):
    """A question, of yes or no unless it says otherwise."""
    return BidQuestion(reference=reference, words=words, asks_for=asks_for, rule=rule, **fields)


def judged(questions, answers, *, facts=None, parties=(), evidence=(), **more):
    """The verdict on some answers, by the reference of their question."""
    given = tuple(
        each if isinstance(each, Answer) else Answer(question=each[0], value=each[1])
        for each in (answers.items() if isinstance(answers, dict) else answers)
    )
    form = SelectionQuestionnaire(on=date(2026, 1, 5), questions=tuple(questions))
    response = SelectionResponse(on=DAY, provider="alder", answers=given, parties=parties)
    return verdict(form, response, facts or BidFacts(on=DAY), evidence, **more)


def of(found, question="Q1", party=""):
    """The outcome and the reason of one question."""
    (one,) = (
        each
        for each in found.questions
        if (each.question.reference, each.party) == (question, party)
    )
    return one.outcome.value, one.because


GROUP = (
    BidParty(provider="alder", role=PartyRole.LEAD),
    BidParty(provider="birch", role=PartyRole.MEMBER),
    BidParty(provider="cedar", role=PartyRole.RELIED_ON, for_questions=("Q1",)),
    BidParty(provider="elm", role=PartyRole.SUBCONTRACTOR),
)


# The declaration of a framework: terms, insolvency, and hosting or support

DECLARATION = (
    asked("T1", words="Do you accept the terms?"),
    asked("T2", PassIfIn(values=("no",)), words="Are you insolvent?", if_missed=IfMissed.IS_CONSIDERED),
    asked("T3a", None, words="Do you offer hosting?", kind=QuestionKind.INFORMATION),
    asked("T3b", None, words="Do you offer support?", kind=QuestionKind.INFORMATION),
    asked("T3", AnyRule(rules=(
        OfQuestion(question="T3a", rule=WANTS_YES), OfQuestion(question="T3b", rule=WANTS_YES))),
        words="Hosting or support", asks_for=AnswerKind.WORKED_OUT),
)  # fmt: skip


def declared(answers):
    """The verdict on the declaration answered "y" or "n" for each question, "-" for no answer."""
    said = zip(("T1", "T2", "T3a", "T3b"), answers, strict=True)
    return judged(DECLARATION, {q: YesNo(yes=a == "y") for q, a in said if a != "-"})


@pytest.mark.parametrize(
    ("answers", "proposes", "waits_for", "failed"),
    [
        ("yyny", None, ["T2"], ()),
        ("ynnn", FAILED, [], ("T3",)),
        ("ynny", PASSED, [], ()),
        ("-nny", FAILED, [], ("T1",)),
    ],
    ids=("a person decides", "the cross-question rule fails", "passes", "an answer is missing"),
)
def test_declaration_is_judged_as_its_rules_say(answers, proposes, waits_for, failed):
    """A framework's declaration: pass, fail, or a person decides; never an automatic exclusion."""
    found = declared(answers)
    assert found.proposes is proposes
    assert [each.question.reference for each in found.waits_for] == waits_for
    assert found.failed_questions == failed


def test_verdict_explains_each_question_in_one_line():
    """A bidder that fails is owed the reasons, and an officer the sum that a challenge would ask for."""
    assert declared("yyny").explain() == (
        "T1 Do you accept the terms?: answered yes, asked yes: met\n"
        "T2 Are you insolvent?: answered yes, asked no: to consider\n"
        "T3a Do you offer hosting?: answered no: met\n"
        "T3b Do you offer support?: answered yes: met\n"
        "T3 Hosting or support: T3b answered yes, asked yes: met\n"
        "The rules propose no outcome yet: a person has to decide about T2"
    )
    assert repr(declared("ynnn")) == "<SelectionVerdict of alder: The rules propose: failed on T3>"


def test_missing_answer_is_a_warning_with_a_remedy_that_works():
    """A slip in a form should be asked about once, where the rules announced allow it."""
    (finding,) = declared("-nny").findings()
    assert finding.code == "answer-missing"
    assert str(finding) == (
        "Alder has not answered question T1. Ask once, where the rules announced allow it, and record "
        "the clarification."
    )


def test_decision_of_a_person_settles_what_the_rules_leave_open():
    """The rules never decide about insolvency; an officer does, and says why."""
    kept = QuestionDecided(question="T2", met=True, because="the arrangement ended in May")
    out = QuestionDecided(question="T2", met=False, because="the arrangement still runs")
    answers = {"T1": YES, "T2": YES, "T3a": YES, "T3b": NO}
    found = judged(DECLARATION, answers, decided=(kept,))
    assert found.proposes is PASSED
    assert of(found, "T2") == ("met", "decided: the arrangement ended in May")
    assert judged(DECLARATION, answers, decided=(out,)).failed_questions == ("T2",)


def test_decision_about_a_settled_question_changes_nothing():
    """A failure by an announced rule is departed from in the assessment, with a reason, or not at all."""
    kept = QuestionDecided(question="T1", met=True, because="they are good people")
    answers = {"T1": NO, "T2": NO, "T3a": YES, "T3b": YES}
    assert judged(DECLARATION, answers, decided=(kept,)).proposes is FAILED


# Turnover against the value of the lots bid for

TURNOVER = Yearly(years=(
    YearAmount(ends_on=date(2023, 3, 31), money=pounds(3_300_000)),
    YearAmount(ends_on=date(2024, 3, 31), money=pounds(2_900_000)),
))  # fmt: skip
N1 = LotValue(lot="N1", year=pounds(3_000_000), whole=pounds(15_000_000))
N2 = LotValue(lot="N2", year=pounds(2_000_000))
MEAN = {"years": YearsTaken.MEAN, "count": 2}
TIMES = [
    (TimesValue(), (N1,), False,
     "year to 31 March 2024 £2,900,000, asked £3,000,000 (1 times a year of lot N1)"),
    (TimesValue(times="1.0", **MEAN), (N1,), True,
     "mean of the last 2 years £3,100,000, asked £3,000,000 (1.0 times a year of lot N1)"),
    (TimesValue(years=YearsTaken.EACH, count=2), (N1,), False,
     "year to 31 March 2024 £2,900,000, asked £3,000,000 (1 times a year of lot N1)"),
    (TimesValue(**MEAN), (N1, N2), False,
     "mean of the last 2 years £3,100,000, asked £5,000,000 (1 times a year of lots N1 and N2)"),
    (TimesValue(lots=OfLots.LARGEST, **MEAN), (N1, N2), True,
     "mean of the last 2 years £3,100,000, asked £3,000,000 "
     "(1 times a year of the largest of lots N1 and N2)"),
    (TimesValue(of=ValueOf.WHOLE), (N1,), False,
     "year to 31 March 2024 £2,900,000, asked £15,000,000 (1 times the whole term of lot N1)"),
    (TimesValue(of=ValueOf.WHOLE), (N1, N2), None,
     "the value of the whole term of lots N1 and N2 is not stated on one basis"),
    (TimesValue(), (LotValue(),), None, "the value of a year of the contract is not stated"),
    (TimesValue(), (N1, LotValue(lot="N3", year=pounds(1, EXCLUDING))), None,
     "the value of a year of lots N1 and N3 is not stated on one basis"),
    (TimesValue(years=YearsTaken.MEAN, count=3), (N1,), None,
     "only £3,300,000 to 31 March 2023; £2,900,000 to 31 March 2024 is given, of the last 3 years"),
    (TimesValue(), (LotValue(lot="N4", year=pounds(1, EXCLUDING)),), None,
     "year to 31 March 2024 £2,900,000 and £1 excluding VAT are on different bases, "
     "so they cannot be compared"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "lots", "met", "because"), TIMES)
def test_turnover_is_held_against_the_lots_bid_for(rule, lots, met, because):
    """The same accounts pass or fail by the years and lots that count, so the rule must say which."""
    found = rule.judge(TURNOVER, BidFacts(on=DAY, lots=lots))
    assert (found.met, found.because) == (met, because)


def test_turnover_of_a_question_about_one_lot_is_held_against_that_lot_alone():
    """A bid for two lots must not be asked for both turnovers in a question about one."""
    question = asked("Q1", TimesValue(**MEAN), asks_for=AnswerKind.YEARLY, lots=("N1",),
                     if_missed=IfMissed.FAILS)  # fmt: skip
    facts = BidFacts(on=DAY, lots=(N1, N2))
    found = judged([question], {"Q1": TURNOVER}, facts=facts)
    assert of(found)[0] == "met"
    assert found.questions[0].lots == ("N1",)
    assert judged([question], {"Q1": TURNOVER}, facts=facts, lot="N2").questions == ()


def test_miss_of_a_rule_about_means_is_considered_unless_it_is_said_to_fail():
    """Turnover alone should not turn away a firm that can plainly deliver."""
    question = asked("Q1", TimesValue(), asks_for=AnswerKind.YEARLY)
    found = judged([question], {"Q1": TURNOVER}, facts=BidFacts(on=DAY, lots=(N1,)))
    assert of(found)[0] == "to consider"
    assert found.proposes is None


# The other rules

RATIO = RatioAtLeast(above="A", below="B", at_least="1.10")
COVER = Cover(kind="public-liability", at_least=pounds(10_000_000))
CQC = RatingAtLeast(at_least="good")
POINTS = PointsTable(rows=(PointsRow(option="yes", points=5), PointsRow(option="a", points=2),
    PointsRow(from_figure=10, points=1), PointsRow(from_figure=20, points=3)))  # fmt: skip
FIGURE = FigureGiven(value=95)
RULES = [
    (WANTS_YES, Chosen(options=("yes", "x")), False, "answered yes and x, asked yes"),
    (WANTS_YES, FIGURE, None, "95 cannot be compared"),
    (WANTS_YES, None, None, "there is no answer"),
    (AtLeast(figure=95, unit="hours"), FIGURE, True, "95 hours, asked at least 95 hours"),
    (AtLeast(figure="95.01"), FIGURE, False, "95, asked at least 95.01"),
    (AtMost(figure=95), FIGURE, True, "95, asked at most 95"),
    (AtMost(figure=94), YES, None, "yes cannot be compared"),
    (AmountAtLeast(money=pounds(5)), AmountGiven(money=pounds(5)), True, "£5, asked £5"),
    (AmountAtLeast(money=pounds(5)), AmountGiven(money=pounds("4.999")), False, "£4.999, asked £5"),
    (AmountAtLeast(money=pounds(5)), AmountGiven(money=pounds(9, EXCLUDING)), None,
     "£9 excluding VAT and £5 are on different bases, so they cannot be compared"),
    (AmountAtLeast(money=pounds(5)), YES, None, "yes cannot be compared"),
    (COVER, Chosen(options=(HOLDS,)), True, "answered holds, asked £10,000,000 by the award"),
    (COVER, YES, True, "answered yes, asked £10,000,000 by the award"),
    (COVER, Chosen(options=(WILL_HOLD,)), True, "answered will-hold, asked £10,000,000 by the award"),
    (Cover(kind="x", at_least=pounds(1), held_by=HeldBy.NOW), Chosen(options=(WILL_HOLD,)), False,
     "answered will-hold, asked £1 by the answer"),
    (COVER, NO, False, "answered no, asked £10,000,000 by the award"),
    (COVER, AmountGiven(money=pounds(9_999_999)), False, "£9,999,999, asked £10,000,000 by the award"),
    (COVER, AmountGiven(money=pounds(9, EXCLUDING)), None,
     "£9 excluding VAT is on another basis, asked £10,000,000 by the award"),
    (COVER, FIGURE, None, "95 cannot be compared"),
    (COVER, None, None, "there is no answer"),
    (CQC, Chosen(options=("good",)), True, "CQC rating good, asked good or better"),
    (CQC, Chosen(options=("inadequate",)), False, "CQC rating inadequate, asked good or better"),
    (CQC, Chosen(options=(NOT_RATED,)), None, "CQC rating not-rated, asked good or better"),
    (RatingAtLeast(at_least="good", unrated=Unrated.FAILS), Chosen(options=(NOT_RATED,)), False,
     "CQC rating not-rated, asked good or better"),
    (RatingAtLeast(at_least="good", unrated=Unrated.IS_MET), Chosen(options=(NOT_RATED,)), True,
     "CQC rating not-rated, asked good or better"),
    (CQC, Chosen(options=("splendid",)), None, "splendid cannot be compared"),
    (CQC, YES, None, "yes cannot be compared"),
    (AllRules(rules=(WANTS_YES, ByPerson())), YES, None, "a person decides"),
    (AllRules(rules=(WANTS_YES, ByPerson())), NO, False, "answered no, asked yes"),
    (AllRules(rules=(WANTS_YES, WANTS_YES)), YES, True, "answered yes, asked yes; answered yes, asked yes"),
    (AnyRule(rules=(WANTS_YES, ByPerson())), NO, None,
     "0 of 2 are met: answered no, asked yes; a person decides"),
    (AnyRule(rules=(OfQuestion(question="A", rule=WANTS_YES),)), None, False,
     "0 of 1 are met: A is not answered"),
    (POINTS, YES, True, "yes earns 5"),
    (POINTS, Chosen(options=("a", "b")), True, "a and b earns 2"),
    (POINTS, FigureGiven(value=20), True, "20 earns 3"),
    (POINTS, FigureGiven(value="19.99"), True, "19.99 earns 1"),
    (POINTS, FigureGiven(value=9), True, "9 earns 0"),
    (POINTS, InWords(words="much"), None, "much cannot be compared"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "answer", "met", "because"), RULES)
def test_rule_judges_an_answer_in_figures(rule, answer, met, because):
    """Bounds are included, nothing is rounded, and what cannot be compared is for a person."""
    found = rule.judge(answer, BidFacts(on=DAY))
    assert (found.met, found.because) == (met, because)


RATIOS = [
    (AmountGiven(money=pounds(412_000)), AmountGiven(money=pounds(375_000)), False,
     "£412,000 / £375,000 = 1.099, asked 1.100"),
    (FigureGiven(value=11), FigureGiven(value=10), True, "11 / 10 = 1.10, asked 1.10"),
    (FigureGiven(value=11), FigureGiven(value=0), None, "B is 0, so the ratio says nothing"),
    (FigureGiven(value=11), YES, None, "B has no figure to divide"),
    (None, FigureGiven(value=1), None, "A has no figure to divide"),
]  # fmt: skip


@pytest.mark.parametrize(("above", "below", "met", "because"), RATIOS)
def test_ratio_is_exact_although_it_prints_as_the_bound(above, below, met, because):
    """412,000 / 375,000 prints as 1.10 and is less: a firm must not pass or fail by rounding."""
    answers = {"A": above, "B": below}
    facts = BidFacts(on=DAY, answers={k: v for k, v in answers.items() if v is not None})
    found = RATIO.judge(None, facts)
    assert (found.met, found.because) == (met, because)


# Cover, undertakings and evidence


def cover_question(rule=COVER, **fields):
    """A question about insurance, with the two options."""
    options = tuple(AnswerOption(reference=r, words=r) for r in (HOLDS, WILL_HOLD))
    return asked("Q1", rule, asks_for=AnswerKind.OPTION, options=options, **fields)


WILL = Chosen(options=(WILL_HOLD,))


TEN_MILLION = pounds(10_000_000)


def insured(covers=TEN_MILLION, valid=None, provider="alder"):
    """Evidence of public liability insurance."""
    return EvidenceReceived(
        on=DAY, provider=provider, kind="public-liability", covers=covers, valid=valid
    )


def test_undertaking_to_hold_cover_by_the_award_passes_with_assurance():
    """A small provider need not buy cover for a contract it may not win."""
    found = judged([cover_question()], {"Q1": WILL})
    assert of(found)[0] == "met by an undertaking"
    assert found.proposes is SelectionOutcome.PASSED_WITH_ASSURANCE


EVIDENCE = [
    (insured(), "met"),
    (insured(pounds(9_999_999)), "met by an undertaking"),
    (insured(pounds(10_000_000, EXCLUDING)), "met by an undertaking"),
    (insured(None), "met by an undertaking"),
    (insured(valid=Period(DAY, DAY)), "met"),
    (insured(valid=Period(date(2025, 1, 1), date(2026, 1, 19))), "met by an undertaking"),
    (insured(provider="birch"), "met by an undertaking"),
]


@pytest.mark.parametrize(("evidence", "outcome"), EVIDENCE)
def test_evidence_of_enough_cover_takes_the_place_of_an_undertaking(evidence, outcome):
    """A certificate proves only its own sum, firm and days."""
    assert of(judged([cover_question()], {"Q1": WILL}, evidence=(evidence,)))[0] == outcome


def test_undertaking_within_several_rules_stays_one():
    """A compound rule must not turn a promise into a proof."""
    both = AllRules(rules=(COVER, COVER))
    assert both.judge(WILL, BidFacts(on=DAY)).undertaken
    either = AnyRule(rules=(COVER, OfQuestion(question="A", rule=COVER)))
    facts = BidFacts(on=DAY, answers={"A": YES})
    assert not either.judge(WILL, facts).undertaken
    assert set(AllRules(rules=(either, RATIO)).looks_at) == {"A", "B"}


ASKS_BOTH = AllRules(rules=(OfQuestion(question="Q1", rule=WANTS_YES), WANTS_YES))


def test_rule_for_each_member_reads_what_the_bidder_answered_for_all():
    """A question that is asked once for the group is answered for every member of it."""
    questions = [asked("Q1"), asked("Q2", ASKS_BOTH, of=WhoAnswers.EACH_MEMBER)]
    given = [Answer(question="Q1", value=YES), Answer(question="Q2", value=YES),
             Answer(question="Q2", value=YES, by="birch")]  # fmt: skip
    found = judged(questions, given, parties=GROUP)
    assert of(found, "Q2", "birch") == (
        "met",
        "Q1 answered yes, asked yes; answered yes, asked yes",
    )
    each = [asked("Q1", of=WhoAnswers.EACH_MEMBER), questions[1]]
    alone = judged(each, given, parties=GROUP)
    assert of(alone, "Q2", "birch") == ("not met", "Q1 is not answered")


def test_rule_does_not_read_an_answer_to_a_question_that_was_not_asked():
    """What a bidder volunteers counts neither for it nor against it, in whatever rule."""
    hidden = asked("Q2", asked_if=(AskedIf(question="Q1", is_in=("yes",)),))
    either = asked("Q3", OfQuestion(question="Q2", rule=WANTS_YES), asks_for=AnswerKind.WORKED_OUT)
    found = judged([asked("Q1"), hidden, either], {"Q1": NO, "Q2": YES})
    assert of(found, "Q3") == ("not met", "Q2 is not answered")
    assert found.strays == ("Q2",)


# Conditions, kinds and strays

FOLLOW_UPS = (
    asked("Q1"),
    asked("Q2", asked_if=(AskedIf(question="Q1", is_in=("yes",)),)),
    asked("Q3", asked_if=(AskedIf(question="Q2", is_in=("no",)),)),
)


@pytest.mark.parametrize(
    ("answers", "outcomes"),
    [
        ({"Q1": NO, "Q2": YES}, ["not met", "not asked", "not asked"]),
        ({"Q1": YES, "Q2": NO}, ["met", "not met", "not answered"]),
        ({}, ["not answered", "not asked", "not asked"]),
        ({"Q1": NO, "Q2": NO, "Q3": YES}, ["not met", "not asked", "not asked"]),
    ],
)
def test_question_is_asked_only_if_every_earlier_answer_says_so(answers, outcomes):
    """An answer to a question that was not asked must open no other."""
    found = judged(FOLLOW_UPS, answers)
    assert [each.outcome.value for each in found.questions] == outcomes
    assert QuestionOutcome.NOT_ASKED.value not in found.explain()


def test_answer_to_a_question_that_was_not_asked_is_a_finding():
    """What a bidder volunteers must not count for it or against it."""
    found = judged(FOLLOW_UPS, {"Q1": NO, "Q2": YES, "Q11": YES})
    assert found.strays == ("Q2", "Q11")
    assert [str(each) for each in found.findings()] == [
        "Alder answered question Q2, which it was not asked. Leave the answer out of account.",
        "Alder answered question Q11, which it was not asked. Leave the answer out of account; "
        'did you mean "Q1"?',
    ]


KINDS = [
    (AnswerKind.YES_NO, FIGURE, "it is 95, but has to be yes or no"),
    (AnswerKind.FIGURE, FIGURE, ""),
    (AnswerKind.WORDS, Attached(), "it is attached, but has to be words"),
    (AnswerKind.DAY, OnDay(day=DAY), ""),
    (AnswerKind.OPTION, Chosen(options=("a", "b")),
     "it is a and b, but has to be one of several options"),
    (AnswerKind.OPTIONS, Chosen(options=("a", "b")), ""),
    (AnswerKind.OPTIONS, Chosen(options=("a", "c")), "the question does not offer c"),
    (AnswerKind.WORKED_OUT, YES, "it is yes, but has to be worked out from other answers"),
    (AnswerKind.WORDS, NotApplicable(because="new firm"), ""),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "problem"), KINDS)
def test_answer_of_another_kind_is_for_a_person(kind, value, problem):
    """An answer in the wrong box may still be a good answer; no rule can tell."""
    chooses = kind in {AnswerKind.OPTION, AnswerKind.OPTIONS}
    options = tuple(AnswerOption(reference=r, words=r) for r in "ab") if chooses else ()
    rule = RATIO if kind is AnswerKind.WORKED_OUT else ByPerson()
    questions = [asked("Q1", rule, asks_for=kind, options=options)]
    if kind is AnswerKind.WORKED_OUT:
        questions += [asked(name, None) for name in "AB"]
    found = judged(questions, {"Q1": value})
    if problem:
        assert of(found) == ("by a person", problem)
        (one,) = [each for each in found.findings() if each.code == "answer-of-other-kind"]
        assert one.message == f"The answer of alder to question Q1 cannot be judged: {problem}"
    else:
        assert of(found)[0] == "by a person"
        assert not found.findings()


def test_not_applicable_is_for_a_person_with_its_reason():
    """Whether a question applies is a judgement, and the bidder's reason is its beginning."""
    found = judged([asked("Q1")], {"Q1": NotApplicable(because="no staff yet")})
    assert of(found) == ("by a person", "not applicable (no staff yet)")


def test_noted_question_never_fails_nor_waits():
    """Information that is only noted must not hold up an assessment."""
    noted = asked("Q1", if_missed=IfMissed.IS_NOTED)
    assert judged([noted], {"Q1": NO}).proposes is PASSED
    assert judged([noted], {"Q1": FIGURE}).proposes is PASSED
    assert judged([noted], {}).proposes is PASSED
    considered = asked("Q1", ground="insolvency")
    assert judged([considered], {}).proposes is None


# Points

EARNS = PointsTable(rows=(PointsRow(option="yes", points=5),))
SCORED = asked("Q1", EARNS, kind=QuestionKind.SCORED, most_points=4, minimum=2)


def test_points_are_kept_to_the_maximum_and_to_the_minimum():
    """A table of points cannot give more than was announced, and a low score can fail a bid."""
    found = judged([SCORED], {"Q1": YES})
    assert (found.points, found.most_points, found.points_of("Q1")) == (4, 4, 4)
    assert found.proposal == "The rules propose: passed, with 4 points"
    low = judged([SCORED], {"Q1": NO})
    assert of(low) == ("not met", "no earns 0, asked at least 2")
    assert low.points_of("Q9") == 0


def test_question_scored_by_a_person_takes_the_points_decided():
    """A written answer is marked by people; the verdict only adds the marks up."""
    written = asked("Q1", None, asks_for=AnswerKind.WORDS, kind=QuestionKind.SCORED, most_points=5)
    open_ = judged([written], {"Q1": InWords(words="We ...")})
    assert of(open_) == ("by a person", "answered We ...")
    assert open_.points is None
    marked = QuestionDecided(question="Q1", met=True, because="clear", points=3)
    assert judged([written], {"Q1": InWords(words="We ...")}, decided=(marked,)).points == 3


# Parties


@pytest.mark.parametrize(
    ("who", "parties"),
    [
        (WhoAnswers.BIDDER, [""]),
        (WhoAnswers.EACH_MEMBER, ["", "birch"]),
        (WhoAnswers.EACH_RELIED_ON, ["", "birch", "cedar"]),
    ],
)
def test_question_is_asked_of_the_parties_that_it_names(who, parties):
    """Members and firms relied on answer the exclusion questions for themselves; subcontractors do not."""
    found = judged([asked("Q1", of=who)], [Answer(question="Q1", value=YES)], parties=GROUP)
    assert [each.party for each in found.questions] == parties
    missing = [each.message for each in found.findings()]
    assert missing == [f"alder has not answered question Q1 for {name}" for name in parties[1:]]


def test_each_party_is_judged_by_its_own_answers():
    """A clean lead does not make up for a member that is not."""
    given = [
        Answer(question="Q1", value=YES),
        Answer(question="Q1", value=NO, by="birch", evidence=("E1",)),
    ]
    found = judged([asked("Q1", of=WhoAnswers.EACH_MEMBER)], given, parties=GROUP)
    assert of(found)[0] == "met"
    assert of(found, party="birch")[0] == "not met"
    assert found.questions[1].evidence == ("E1",)
    assert "Q1 … (birch): answered no, asked yes: not met" in found.explain()
    assert found.table().to_dicts()[1]["party"] == "birch"


BY_OTHERS = [
    ("cedar", [Answer(question="Q1", value=YES, by="cedar")], ("met", "cedar: answered yes, asked yes")),
    ("cedar", [Answer(question="Q1", value=NO, by="cedar")], ("not met", "cedar: answered no, asked yes")),
    ("cedar", [], ("by a person", "cedar has not answered it itself")),
    ("cedar", [Answer(question="Q1", value=MetBy(party="elm"), by="cedar")],
     ("by a person", "cedar has not answered it itself")),
    ("elm", [], ("by a person", "elm is not named as a firm relied on")),
    ("oak", [], ("by a person", "oak is not named as a firm relied on")),
    ("birch", [Answer(question="Q1", value=YES, by="birch")], ("met", "birch: answered yes, asked yes")),
]  # fmt: skip


@pytest.mark.parametrize(("firm", "theirs", "expected"), BY_OTHERS)
def test_question_met_by_another_firm_is_judged_by_that_firms_answer(firm, theirs, expected):
    """ "No, but this firm does it for us" is an answer, if the firm is in the bid and says so itself."""
    given = [Answer(question="Q1", value=MetBy(party=firm)), *theirs]
    found = judged([asked("Q1")], given, parties=GROUP)
    assert of(found) == expected
    assert found.strays == ()


def test_firm_is_relied_on_only_for_the_questions_named():
    """A firm that lends its insurance does not lend its experience."""
    found = judged(
        [asked("Q1"), asked("Q2")], {"Q1": YES, "Q2": MetBy(party="cedar")}, parties=GROUP
    )
    assert of(found, "Q2") == ("by a person", "cedar is not relied on for this question")


def test_clarified_answer_takes_the_place_of_the_first():
    """A bidder asked about a slip is judged by what it meant; the first answer stays on record."""
    clarified = AnswerClarified(
        on=DAY, provider="alder", answer=Answer(question="Q1", value=YES, by="alder"),
        asked_because="left empty",
    )  # fmt: skip
    assert judged([asked("Q1")], {"Q1": NO}, clarified=(clarified,)).proposes is PASSED


def test_decision_may_be_about_one_party_alone():
    """Two members can have the same ground found against them and different answers to it."""
    question = asked("Q1", PassIfIn(values=("no",)), of=WhoAnswers.EACH_MEMBER, ground="insolvency")
    given = [Answer(question="Q1", value=YES), Answer(question="Q1", value=YES, by="birch")]
    decided = (
        QuestionDecided(question="Q1", met=False, because="it still runs", by="birch"),
        QuestionDecided(question="Q1", met=True, because="it ended"),
    )
    found = judged([question], given, parties=GROUP, decided=decided)
    assert of(found) == ("met", "decided: it ended")
    assert of(found, party="birch") == ("not met", "decided: it still runs")


def test_verdict_is_exact_over_many_thirds():
    """A mean of three years is a third, which no decimal holds."""
    years = tuple(
        YearAmount(ends_on=date(2020 + n, 3, 31), money=pounds(amount))
        for n, amount in enumerate((1, 1, 2))
    )
    rule = AmountAtLeast(money=pounds(Decimal("1.3334")), years=YearsTaken.MEAN, count=3)
    found = rule.judge(Yearly(years=years), BidFacts(on=DAY))
    assert not found.met
    assert found.because == "mean of the last 3 years £1.3333, asked £1.3334"
