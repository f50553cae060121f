"""Verdicts: the answers of a bid judged by the rules of their questions, each explained in one line.

Rules propose and people decide. A verdict is worked out each time it is asked for; what is recorded is the
assessment, which may depart from it for a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import evolve, field

from commissioning.evaluation.verdicts import QuestionOutcome as _Q
from commissioning.evaluation.verdicts import QuestionVerdict, SelectionVerdict
from commissioning.records import selection
from commissioning.records.answer_rules import BidFacts, Judged
from commissioning.records.answers import (
    Answer,
    AnswerClarified,
    AnswerValue,
    BidParty,
    EvidenceReceived,
    MetBy,
    NotApplicable,
)
from commissioning.records.questions import (
    AnswerKind,
    BidQuestion,
    IfMissed,
    QuestionKind,
    WhoAnswers,
)
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.frozen import frozen
from commissioning.values.scales import plain
from commissioning.values.text import cut

Form = selection.SelectionQuestionnaire | InvitationToTender
Response = selection.SelectionResponse | TenderReceived


def verdict(
    form: Form,
    response: Response,
    facts: BidFacts,
    evidence: Iterable[EvidenceReceived] = (),
    *,
    lot: str | None = None,
    clarified: Iterable[AnswerClarified] = (),
    decided: Iterable[selection.QuestionDecided] = (),
) -> SelectionVerdict:
    """The verdict of the rules on one bid.

    `facts` has the day and the values of the lots bid for; with `lot`, only the questions that are asked
    of its bidders count. `decided` are the decisions of a person on
    answers that the rules leave open. A clarification takes the place of the answer it corrects.
    """
    lots = tuple(each.lot for each in facts.lots) if lot is None else (lot,)
    judge = _Judge(form, response, facts, tuple(evidence), tuple(clarified), tuple(decided))
    found = [
        judge.judged(question, party)
        for question in form.questions
        if question.is_for(lots)
        for party in _parties(question, response)
    ]
    return SelectionVerdict(
        provider=response.provider, questions=tuple(found), strays=judge.strays(found)
    )


def _parties(question: BidQuestion, response: Response) -> tuple[str, ...]:
    """The parties that answer a question, the bidder itself first, as ""."""
    wanted = question.of
    others = (
        party.provider
        for party in response.parties
        if (wanted is not WhoAnswers.BIDDER and party.role.is_member)
        or (wanted is WhoAnswers.EACH_RELIED_ON and party.role.is_relied_on)
    )
    return tuple(dict.fromkeys(("", *(one for one in others if one != response.provider))))


@frozen(eq=False)
class _Judge:
    form: Form
    response: Response
    facts: BidFacts
    evidence: tuple[EvidenceReceived, ...]
    clarified: tuple[AnswerClarified, ...]
    given: tuple[selection.QuestionDecided, ...]
    _facts: dict[str, BidFacts] = field(factory=dict, init=False)

    @cached_property
    def questions(self) -> dict[str, BidQuestion]:
        """The questions of the form by reference."""
        return {question.reference: question for question in self.form.questions}

    @cached_property
    def parties(self) -> dict[str, BidParty]:
        """The firms in the bid by reference."""
        return {party.provider: party for party in self.response.parties}

    @cached_property
    def answers(self) -> dict[tuple[str, str], Answer]:
        """The latest answer of each party to each question."""
        given = (*self.response.answers, *(each.answer for each in self.clarified))
        return {(self._own(answer.by), answer.question): answer for answer in given}

    @cached_property
    def decided(self) -> dict[tuple[str, str], selection.QuestionDecided]:
        """The decision of a person about each party and question."""
        return {(self._own(each.by), each.question): each for each in self.given}

    def _own(self, party: str) -> str:
        return "" if party == self.response.provider else party

    def judged(self, question: BidQuestion, party: str) -> QuestionVerdict:
        """The verdict on one question for one party."""
        answer = self.answers.get((party, question.reference))
        named = tuple(each.lot for each in self.facts.lots if each.lot in (question.lots or ()))
        made = QuestionVerdict(
            question=question, party=party, outcome=_Q.NOT_ASKED, because="", lots=named,
            evidence=answer.evidence if answer else (),
        )  # fmt: skip
        if not self._is_asked(question, party):
            return made
        if answer is None and question.asks_for is not AnswerKind.WORKED_OUT:
            return self._with_decision(evolve(made, outcome=_Q.NOT_ANSWERED))
        misfit = question.misfit(answer) if answer else ""
        judged = (
            Judged(met=None, because=misfit) if misfit else self._by_rule(question, party, answer)
        )
        return self._with_decision(_outcome(made, judged, is_misfit=bool(misfit)))

    def _is_asked(self, question: BidQuestion, party: str) -> bool:
        """Whether all the conditions hold; the answer to a question that was not asked counts for none."""
        for condition in question.asked_if:
            earlier = self.questions[condition.question]
            by = party if (party, condition.question) in self.answers else ""
            answer = self.answers.get((by, condition.question))
            chosen = set(answer.value.references) if answer else set()
            if chosen.isdisjoint(condition.is_in) or not self._is_asked(earlier, by):
                return False
        return True

    def _by_rule(self, question: BidQuestion, party: str, answer: Answer | None) -> Judged:
        value = answer.value if answer else None
        if isinstance(value, NotApplicable):
            return Judged(met=None, because=str(value))
        if isinstance(value, MetBy):
            return self._by_other(question, value.party)
        return self._by_own(question, party, value)

    def _by_own(self, question: BidQuestion, party: str, value: AnswerValue | None) -> Judged:
        if question.rule is not None:
            return question.rule.judge(value, self._facts_of(question, party))
        answered = f"answered {cut(str(value), 40)}"
        return Judged(
            met=True if question.kind is QuestionKind.INFORMATION else None, because=answered
        )

    def _by_other(self, question: BidQuestion, name: str) -> Judged:
        """The judgement of the answer of the firm that meets a question for the bidder."""
        party = self.parties.get(name)
        if party is None or not (party.role.is_relied_on or party.role.is_member):
            return Judged(met=None, because=f"{name} is not named as a firm relied on")
        if party.for_questions and question.reference not in party.for_questions:
            return Judged(met=None, because=f"{name} is not relied on for this question")
        theirs = self.answers.get((name, question.reference))
        if theirs is None or isinstance(theirs.value, MetBy | NotApplicable):
            return Judged(met=None, because=f"{name} has not answered it itself")
        judged = self._by_own(question, name, theirs.value)
        return evolve(judged, because=f"{name}: {judged.because}")

    def _facts_of(self, question: BidQuestion, party: str) -> BidFacts:
        """The facts that the rule of a question may look at, for one party."""
        if party not in self._facts:
            name = party or self.response.provider
            own = dict(self._read_for(party))
            held = (e for e in self.evidence if e.provider == name and e.holds_on(self.facts.on))
            self._facts[party] = evolve(self.facts, answers=own, evidence=tuple(held))
        facts = self._facts[party]
        if question.lots is None:
            return facts
        return evolve(facts, lots=tuple(lot for lot in facts.lots if lot.lot in question.lots))

    def _read_for(self, party: str) -> Iterator[tuple[str, AnswerValue]]:
        """The answers that a rule may read for a party: its own, and those given once for the bid.

        An answer to a question that was not asked is none.
        """
        for by in dict.fromkeys(("", party)):
            for name, question in self.questions.items():
                answer = self.answers.get((by, name))
                read = by == party or question.of is WhoAnswers.BIDDER
                if answer is not None and read and self._is_asked(question, by):
                    yield name, answer.value

    def _with_decision(self, found: QuestionVerdict) -> QuestionVerdict:
        """The verdict with a person's decision, where one was left to a person and is recorded."""
        name = found.question.reference
        decision = self.decided.get((found.party, name)) or self.decided.get(("", name))
        if decision is None or not found.is_open:
            return found
        outcome = _Q.MET if decision.met else _Q.NOT_MET
        points = found.points if decision.points is None else decision.points
        return evolve(found, outcome=outcome, because=f"decided: {decision.because}", points=points)

    def strays(self, found: Iterable[QuestionVerdict]) -> tuple[str, ...]:
        """The questions answered that were not asked, by whichever party."""
        asked = {(v.party, v.question.reference) for v in found if v.outcome is not _Q.NOT_ASKED}
        known = {question for _, question in asked}
        # A firm outside the group answers what it is relied on for, whoever is asked.
        stray = (
            (party, name)
            for party, name in self.answers
            if (party, name) not in asked and not (party in self.parties and name in known)
        )
        return tuple(dict.fromkeys(name for _, name in stray))


def _outcome(made: QuestionVerdict, judged: Judged, *, is_misfit: bool) -> QuestionVerdict:
    question, points, met = made.question, judged.points, judged.met
    because = judged.because
    if points is not None and question.most_points is not None:
        points = min(points, question.most_points)
    if points is not None and question.minimum is not None and points < question.minimum:
        met, because = False, f"{because}, asked at least {plain(question.minimum)}"
    if met is None:
        outcome = _Q.BY_PERSON
    elif met:
        outcome = _Q.MET_BY_UNDERTAKING if judged.undertaken else _Q.MET
    else:
        outcome = _Q.TO_CONSIDER if question.when_missed is IfMissed.IS_CONSIDERED else _Q.NOT_MET
    return evolve(made, outcome=outcome, because=because, points=points, is_misfit=is_misfit)
