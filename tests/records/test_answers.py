"""Questions, answers and evidence: what each says of itself when it is wrong."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.dates.periods import Deadline, Period
from commissioning.records.answer_rules import (
    AtLeast,
    Cover,
    HeldBy,
    OfQuestion,
    PassIfIn,
    PointsRow,
    PointsTable,
    RatingAtLeast,
)
from commissioning.records.answers import (
    AmountGiven,
    Answer,
    AnswerValue,
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
from commissioning.records.criteria import Criterion
from commissioning.records.means_rules import AmountAtLeast, YearsTaken
from commissioning.records.methods import WeightedSum
from commissioning.records.narrowing import BestOf, Narrowing
from commissioning.records.questions import (
    AnswerKind,
    AnswerOption,
    AskedIf,
    BidQuestion,
    EvidenceAsked,
    FormUsed,
    IfMissed,
    QuestionKind,
    WhoAnswers,
)
from commissioning.records.selection import SelectionQuestionnaire, SelectionResponse
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.money import VatBasis, pounds
from commissioning.values.scales import ZERO_TO_FIVE

DAY = date(2026, 1, 20)
YES = YesNo(yes=True)
WANTS_YES = PassIfIn(values=("yes",))
Q1 = BidQuestion(reference="Q1", words="?", asks_for=AnswerKind.YES_NO, rule=WANTS_YES)
OPTIONS = tuple(AnswerOption(reference=name, words=name) for name in ("holds", "insures"))


def question(**fields):
    """A question of yes or no, with some fields."""
    return BidQuestion(**{"reference": "Q2", "words": "?", "asks_for": AnswerKind.YES_NO, **fields})


def asked(*questions, **fields):
    """A questionnaire with questions."""
    return SelectionQuestionnaire(on=DAY, questions=questions, **fields)


def money_year(year, amount, vat=VatBasis.UNSTATED):
    """The amount of a year to 31 March."""
    return YearAmount(ends_on=date(year, 3, 31), money=pounds(amount, vat))


def if_yes(reference, earlier, **fields):
    """A question that is asked after a yes to an earlier one."""
    return question(
        reference=reference, asked_if=(AskedIf(question=earlier, is_in=("yes",)),), **fields
    )


def worked_out(reference, other):
    """A question whose rule reads another."""
    return question(reference=reference, asks_for=AnswerKind.WORKED_OUT,
                    rule=OfQuestion(question=other, rule=WANTS_YES))  # fmt: skip


SLIPS = [
    (lambda: question(kind=QuestionKind.SCORED, most_points=5, minimum=6),
     ("minimum: 6 is above the maximum of 5",)),
    (lambda: question(minimum=6), ("minimum: Q2 is not scored, so it has no minimum; leave it out",)),
    (lambda: question(lots=()), ("lots: an empty list; leave lots out to ask every bidder",)),
    (lambda: question(ground="bribery", if_missed=IfMissed.FAILS),
     ("if_missed: Q2 asks about the exclusion ground 'bribery', which a person decides; take FAILS out",)),
    (lambda: question(options=OPTIONS),
     ("options: give options for a question of options, and for no other (Q2)",)),
    (lambda: question(asks_for=AnswerKind.OPTION),
     ("options: give options for a question of options, and for no other (Q2)",)),
    (lambda: question(asks_for=AnswerKind.OPTION, options=OPTIONS, rule=PassIfIn(values=("hold",))),
     ("rule: Q2 has no option 'hold'; did you mean \"holds\"?",)),
    (lambda: question(rule=PassIfIn(values=("agreed",))),
     ("rule: Q2 has no option 'agreed'; it has yes and no",)),
    (lambda: question(asks_for=AnswerKind.WORKED_OUT, rule=WANTS_YES),
     ("rule: Q2 is worked out; give a rule that reads other answers",)),
    (lambda: question(asks_for=AnswerKind.WORKED_OUT, rule=None),
     ("rule: Q2 is worked out; give a rule that reads other answers",)),
    (lambda: asked(Q1, question(asked_if=(AskedIf(question="Q11", is_in=("yes",)),))),
     ("questions: Q2 depends on 'Q11'; did you mean \"Q1\"?",)),
    (lambda: asked(question(asked_if=(AskedIf(question="Q1", is_in=("yes",)),)), Q1),
     ("questions: Q2 depends on 'Q1'; put that question before it",)),
    (lambda: asked(Q1, question(rule=OfQuestion(question="Q11", rule=WANTS_YES))),
     ("questions: the rule of Q2 reads 'Q11', which is not asked; did you mean \"Q1\"?",)),
    (lambda: asked(Q1, form=FormUsed(form="PSQ", changed=("Q11",))),
     ("form: Q11 is changed, but is not asked; did you mean \"Q1\"?",)),
    (lambda: asked(Q1, narrowing=(Narrowing(steps=(BestOf(most=1, broken_by="Q11"),)),)),
     ("narrowing: ties are decided by Q11, which is not asked; did you mean \"Q1\"?",)),
    (lambda: asked(narrowing=(Narrowing(steps=(BestOf(most=1),)),) * 2),
     ("narrowing: a lot has two ways to narrow it; give one for all lots, or one for each",)),
    (lambda: asked(narrowing=tuple(
        Narrowing(steps=(BestOf(most=1),), lots=lots) for lots in (None, ("N1",)))),
     ("narrowing: a lot has two ways to narrow it; give one for all lots, or one for each",)),
    (lambda: SelectionResponse(on=DAY, provider="alder", answers=(
        Answer(question="Q1", value=YES), Answer(question="Q1", value=YES, by="alder"))),
     ("answers: Q1 is answered twice; keep one",)),
    (lambda: SelectionResponse(on=DAY, provider="alder", answers=(
        Answer(question="Q1", value=YES, by="birch"),)),
     ("answers: Q1 is answered by birch, who is not a party to the bid",)),
    (lambda: TenderReceived(on=DAY, provider="alder",
        parties=(BidParty(provider="birch", role=PartyRole.LEAD),),
        answers=(Answer(question="Q1", value=YES, by="birch"),) * 2),
     ("answers: Q1 is answered twice by birch; keep one",
      "parties: the lead is birch; it must be alder, whose bid it is")),
    (lambda: SelectionResponse(on=DAY, provider="alder", parties=(
        BidParty(provider="birch", role=PartyRole.RELIED_ON, for_questions=("Q1",)),
        BidParty(provider="birch", role=PartyRole.GUARANTOR))),
     ("parties: birch is named twice; give one role, and all that it is relied on for",)),
    (lambda: question(kind=QuestionKind.SCORED, most_points=5, of=WhoAnswers.EACH_MEMBER),
     ("of: Q2 is scored, so the whole bid has one answer; ask the bidder",)),
    (lambda: question(rule=AtLeast(figure=5)),
     ("rule: Q2 asks for yes or no, which the rule at-least cannot read; ask for a figure",)),
    (lambda: question(asks_for=AnswerKind.WORDS, rule=WANTS_YES),
     ("rule: Q2 asks for words, which the rule pass-if-in cannot read; ask for yes or no, one of several "
      "options or any of several options",)),
    (lambda: question(rule=PointsTable(rows=(PointsRow(points=1, option="yess"),))),
     ("rule: Q2 has no option 'yess'; did you mean \"yes\"?",)),
    (lambda: question(asks_for=AnswerKind.FIGURE, rule=PointsTable(rows=(PointsRow(points=1, option="a"),))),
     ("rule: Q2 has no option 'a'; it asks for a figure",)),
    (lambda: Cover(kind="", at_least=pounds(1)), ("kind: give the code of the evidence that proves it",)),
    (lambda: Cover(kind="x", at_least=pounds(-1)), ("at_least: -£1 is below the minimum of 0",)),
    (lambda: asked(Q1, Q1), ("questions: Q1 is asked twice",)),
    (lambda: asked(question(asked_if=(AskedIf(question="Q2", is_in=("yes",)),))),
     ("questions: Q2 depends on itself; take the condition out",)),
    (lambda: asked(Q1, question(asked_if=(AskedIf(question="Q1", is_in=("yes", "maybe")),))),
     ("questions: Q2 depends on the answer 'maybe' to Q1, which cannot be given; its answers are yes and "
      "no",)),
    (lambda: asked(evolve(Q1, asks_for=AnswerKind.FIGURE, rule=None),
                   question(asked_if=(AskedIf(question="Q1", is_in=("5",)),))),
     ("questions: Q2 depends on Q1, which asks for a figure; only a choice can be a condition",)),
    (lambda: asked(Q1, if_yes("Q2", "Q1"), question(reference="Q3", asked_if=(
        AskedIf(question="Q1", is_in=("no",)), AskedIf(question="Q2", is_in=("yes",))))),
     ("questions: Q3 is never asked: its conditions on Q1 conflict",)),
    (lambda: asked(worked_out("A", "B"), worked_out("B", "A")),
     ("questions: the rule of A reads 'B', which is worked out itself; read the answers that it reads",
      "questions: the rule of B reads 'A', which is worked out itself; read the answers that it reads")),
    (lambda: Yearly(years=(money_year(2024, 1), money_year(2025, 1, VatBasis.EXCLUDING))),
     ("years: the amounts are on different bases; give all with or all without VAT",)),
    (lambda: EvidenceReceived(on=DAY, provider="alder", kind="accounts", seen_on=date(2026, 1, 19)),
     ("seen_on: 19 January 2026 is before the day it came, 20 January 2026",)),
    (lambda: AmountAtLeast(money=pounds(1), count=2),
     ("count: the latest year is one, not 2; take the mean or each of them",)),
    (lambda: RatingAtLeast(at_least="splendid"),
     ("at_least: 'splendid' is not a rating of CQC; it has "
      "inadequate, requires-improvement, good and outstanding",)),
    (lambda: PointsRow(points=1), ("option: give an option or the lowest figure, and not both",)),
    (lambda: PointsTable(rows=(PointsRow(points=1, option="a"), PointsRow(points=2, option="a"))),
     ("rows: an option or figure has two rows; keep one",)),
    (AnswerValue, ("this is a family; use one of its kinds, such as YesNo",)),
]  # fmt: skip


@pytest.mark.parametrize(("make", "problems"), SLIPS)
def test_slip_in_a_question_or_answer_is_named(problems_of, make, problems):
    """A form goes out to every bidder, so a slip in it must be found before."""
    assert problems_of(make) == problems


BOTH = tuple(AskedIf(question=name, is_in=("yes",)) for name in ("Q1", "Q2"))
POSSIBLE = [
    (Q1, if_yes("Q2", "Q1"), if_yes("Q3", "Q2"), question(reference="Q4", asked_if=BOTH)),
    # Each member answers for itself, so one may say no where the bidder said yes.
    (evolve(Q1, of=WhoAnswers.EACH_MEMBER), if_yes("Q2", "Q1"),
     question(reference="Q3", of=WhoAnswers.EACH_MEMBER, asked_if=(
         AskedIf(question="Q1", is_in=("no",)), AskedIf(question="Q2", is_in=("yes",))))),
    # Several options can be chosen together.
    (question(reference="Q1", asks_for=AnswerKind.OPTIONS, options=OPTIONS),
     question(asked_if=(AskedIf(question="Q1", is_in=(OPTIONS[0].reference,)),)),
     question(reference="Q3", asked_if=(
         AskedIf(question="Q1", is_in=(OPTIONS[1].reference,)), AskedIf(question="Q2", is_in=("yes",))))),
]  # fmt: skip


@pytest.mark.parametrize("questions", POSSIBLE, ids=("a chain", "members", "several options"))
def test_conditions_that_can_hold_together_are_taken(questions):
    """Only a question that can never be asked is a slip."""
    assert asked(*questions).questions == questions


def test_criterion_asks_a_question_of_its_own_invitation(problems_of):
    """Marks for an answer that was never asked for could not be defended."""
    criterion = Criterion(
        reference="q", title="Quality", weight=100, scale=ZERO_TO_FIVE, asks=("Q11",)
    )
    method = WeightedSum(criteria=(criterion,))
    made = {"on": DAY, "method": method, "tenders_due_by": Deadline(DAY), "questions": (Q1,)}
    assert problems_of(lambda: InvitationToTender(**made)) == (
        "criteria: 'Quality' asks Q11, which is not one of the questions; did you mean \"Q1\"?",
    )


WORDS = [
    (YES, "yes"), (Chosen(options=("a", "b")), "a and b"), (FigureGiven(value="1.50"), "1.5"),
    (AmountGiven(money=pounds(5)), "£5"), (OnDay(day=DAY), "20 January 2026"),
    (Yearly(years=(money_year(2025, 2), money_year(2024, 1))), "£1 to 31 March 2024; £2 to 31 March 2025"),
    (InWords(words="We visit."), "We visit."), (Attached(), "attached"),
    (MetBy(party="cedar"), "met by cedar"), (NotApplicable(because="new"), "not applicable (new)"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "words"), WORDS)
def test_answer_reads_as_the_bidder_would_say_it(value, words):
    """Reasons quote answers, so each kind has its words."""
    assert str(value) == words


def test_narrowing_of_a_lot_is_its_own_or_the_one_for_all():
    """Lots of one competition may be narrowed differently."""
    steps = (BestOf(most=1),)
    own = asked(narrowing=(Narrowing(steps=steps, lots=("N1",)),))
    assert own.narrowing_of("N1") is own.narrowing[0]
    assert own.narrowing_of("N2") is None
    assert asked(narrowing=(Narrowing(steps=steps),)).narrowing_of("N2") is not None


WANTED = [
    (HeldBy.NOW, "before the award"),
    (HeldBy.AWARD, "before the award"),
    (HeldBy.START, "before the service starts"),
]


@pytest.mark.parametrize(("held_by", "when"), WANTED)
def test_cover_that_a_rule_asks_for_has_to_be_proved(held_by, when):
    """An undertaking to insure is worth what is done to see the certificate."""
    rule = Cover(kind="public-liability", at_least=pounds(5), held_by=held_by)
    (wanted,) = question(rule=rule).evidence_wanted
    assert (wanted.kind, wanted.when.value) == ("public-liability", when)
    assert wanted.through.value == "the end of the contract"
    own = EvidenceAsked(kind="public-liability")
    assert question(rule=rule, evidence=(own,)).evidence_wanted == (own,)


def test_evidence_proves_the_kind_and_the_sum_it_was_asked_for():
    """A certificate of another kind, or for less, proves something else."""
    rule = Cover(kind="public-liability", at_least=pounds(5))
    asked_for, accounts = EvidenceAsked(kind="public-liability"), EvidenceAsked(kind="accounts")
    insured = question(rule=rule, evidence=(asked_for, accounts))

    def shown(kind, covers=None):
        return EvidenceReceived(on=DAY, provider="alder", kind=kind, covers=covers)

    assert insured.is_proved_by(asked_for, shown("public-liability", pounds(5)))
    assert not insured.is_proved_by(asked_for, shown("public-liability", pounds(4)))
    assert not insured.is_proved_by(asked_for, shown("accounts"))
    assert insured.is_proved_by(accounts, shown("accounts"))
    assert question().is_proved_by(accounts, shown("accounts"))


def test_evidence_holds_on_its_days_or_without_an_end():
    """The last day of a certificate is included."""
    lapsing = EvidenceReceived(on=DAY, provider="a", kind="b", valid=Period(DAY, DAY))
    assert lapsing.holds_on(DAY)
    assert not lapsing.holds_on(date(2026, 1, 21))
    assert EvidenceReceived(on=DAY, provider="a", kind="b").holds_on(date(2099, 1, 1))


def test_usual_consequence_of_a_miss_follows_from_the_question():
    """Money and exclusion grounds are for a person; other misses fail, and information is noted."""
    money = AmountAtLeast(money=pounds(1), years=YearsTaken.LATEST)
    assert question(asks_for=AnswerKind.YEARLY, rule=money).when_missed is IfMissed.IS_CONSIDERED
    assert question(ground="bribery").when_missed is IfMissed.IS_CONSIDERED
    assert question(kind=QuestionKind.INFORMATION).when_missed is IfMissed.IS_NOTED
    assert question().when_missed is IfMissed.FAILS
    assert question(if_missed=IfMissed.IS_NOTED).when_missed is IfMissed.IS_NOTED
