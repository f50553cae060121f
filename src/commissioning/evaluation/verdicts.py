"""A verdict: what the rules make of one bid, question by question, each explained in one line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from commissioning.findings.codes import competition as codes
from commissioning.findings.finding import Finding, Findings
from commissioning.records.questions import BidQuestion, IfMissed
from commissioning.records.selection import SelectionOutcome
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine, Tabled
from commissioning.values.scales import plain
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import Word, cut, did_you_mean, grouped, listed, numbered


class QuestionOutcome(Word):
    """The result of one question for one party to a bid."""

    MET = "met"
    MET_BY_UNDERTAKING = "met by an undertaking"
    NOT_MET = "not met"
    TO_CONSIDER = "to consider"
    NOT_ANSWERED = "not answered"
    NOT_ASKED = "not asked"
    BY_PERSON = "by a person"


_Q: Final = QuestionOutcome
_OPEN: Final = {_Q.TO_CONSIDER, _Q.BY_PERSON, _Q.NOT_ANSWERED}
_WIDTH: Final = 60


@frozen(kw_only=True)
class QuestionVerdict(OneLine):
    """The judgement of one question for one party to a bid."""

    question: BidQuestion
    party: str = ""
    """The firm whose answer it is; empty for the bidder itself."""
    outcome: QuestionOutcome
    because: str
    points: Decimal | None = None
    evidence: tuple[str, ...] = ()
    """The references of the evidence that the answer rests on."""
    lots: tuple[str, ...] = ()
    """The lots bid for that the question names; empty for a question of the whole bid."""
    is_misfit: bool = False
    """Whether the answer is not of the kind that the question asks for."""

    @property
    def is_open(self) -> bool:
        """Whether a person has still to decide."""
        considered = self.question.when_missed is IfMissed.IS_CONSIDERED
        waits = self.outcome is not _Q.NOT_ANSWERED or considered
        noted = self.question.when_missed is IfMissed.IS_NOTED
        return self.outcome in _OPEN and waits and not noted

    @property
    def fails(self) -> bool:
        """Whether the bid fails by it."""
        if self.outcome is _Q.NOT_MET:
            return self.question.when_missed is not IfMissed.IS_NOTED
        return self.outcome is _Q.NOT_ANSWERED and self.question.when_missed is IfMissed.FAILS

    def __str__(self) -> str:
        of = f" ({self.party})" if self.party else ""
        because = f"{self.because}: " if self.because else ""
        return f"{self.question.reference} {cut(self.question.words, _WIDTH)}{of}: {because}{self.outcome}"


@frozen(kw_only=True, repr=False)
class SelectionVerdict(Tabled):
    """The judgement of one bid by the rules: of each question, and the outcome they propose."""

    provider: str
    questions: tuple[QuestionVerdict, ...]
    strays: tuple[str, ...] = ()
    """The questions that were answered although they were not asked, or do not exist."""

    @property
    def asked(self) -> tuple[QuestionVerdict, ...]:
        """The questions that were asked, as opposed to those that other answers leave out."""
        return tuple(each for each in self.questions if each.outcome is not _Q.NOT_ASKED)

    @property
    def waits_for(self) -> tuple[QuestionVerdict, ...]:
        """The questions that a person has still to decide."""
        return tuple(each for each in self.questions if each.is_open)

    @property
    def failed_questions(self) -> tuple[str, ...]:
        """The references of the questions by which the bid fails."""
        return tuple(
            dict.fromkeys(each.question.reference for each in self.questions if each.fails)
        )

    @property
    def proposes(self) -> SelectionOutcome | None:
        """The outcome that the rules propose; None while a person has to decide about an answer."""
        if self.failed_questions:
            return SelectionOutcome.FAILED
        if self.waits_for:
            return None
        assured = any(each.outcome is _Q.MET_BY_UNDERTAKING for each in self.questions)
        return SelectionOutcome.PASSED_WITH_ASSURANCE if assured else SelectionOutcome.PASSED

    @property
    def points(self) -> Decimal | None:
        """The points of the scored questions together; None where none has points."""
        earned = [each.points for each in self.questions if each.points is not None]
        return sum(earned, Decimal(0)) if earned else None

    @property
    def most_points(self) -> Decimal:
        """The maximum points of the questions that were asked."""
        return sum((each.question.most_points or Decimal(0) for each in self.asked), Decimal(0))

    def points_of(self, question: str) -> Decimal:
        """The points of one question; 0 where it has none."""
        of = (each.points for each in self.questions if each.question.reference == question)
        return sum((points for points in of if points is not None), Decimal(0))

    @property
    def proposal(self) -> str:
        """The outcome proposed and its reason, in a sentence."""
        if self.proposes is None:
            open_ = listed(dict.fromkeys(each.question.reference for each in self.waits_for))
            return f"The rules propose no outcome yet: a person has to decide about {open_}"
        by = f" on {listed(self.failed_questions)}" if self.failed_questions else ""
        points = "" if self.points is None else f", with {plain(self.points)} points"
        return f"The rules propose: {self.proposes}{by}{points}"

    def explain(self) -> str:
        """One line for each question that was asked, and the outcome proposed."""
        return "\n".join((*map(str, self.asked), self.proposal))

    def findings(self) -> Findings:
        """Warnings about answers that are missing, not asked for, or of another kind."""
        return Findings((*self._missing(), *self._strays(), *self._misfits()))

    def _missing(self) -> Iterator[Finding]:
        missing = (each for each in self.questions if each.outcome is _Q.NOT_ANSWERED)
        by_party = grouped((each.party, each.question.reference) for each in missing)
        for party, names in by_party.items():
            of = f" for {party}" if party else ""
            yield codes.ANSWER_MISSING.warns(
                f"{self.provider} has not answered {numbered('question', names)}{of}",
                remedy="Ask once, where the rules announced allow it, and record the clarification",
                about=self.provider,
            )

    def _strays(self) -> Iterator[Finding]:
        known = {each.question.reference for each in self.questions}
        for name in self.strays:
            hint = "" if name in known else did_you_mean(name, known)
            yield codes.ANSWER_NOT_ASKED.warns(
                f"{self.provider} answered question {name}, which it was not asked",
                remedy=f"Leave the answer out of account{hint}",
                about=self.provider,
            )

    def _misfits(self) -> Iterator[Finding]:
        for each in self.questions:
            if each.is_misfit:
                yield codes.ANSWER_OF_OTHER_KIND.warns(
                    f"The answer of {each.party or self.provider} to question "
                    f"{each.question.reference} cannot be judged: {each.because}",
                    remedy="Correct the answer as it was entered, or ask the bidder to clarify it",
                    about=self.provider,
                )

    def table(self) -> Table:
        """One row for each question and party."""
        return _QUESTIONS.table(self.questions).filled()

    def __repr__(self) -> str:
        return f"<SelectionVerdict of {self.provider}: {self.proposal}>"


# fmt: off
_QUESTIONS: Final = ColumnsOf[QuestionVerdict](
    (Column("question"), lambda each: each.question.reference),
    (Column("words"), lambda each: each.question.words),
    (Column("party", Kind.TEXT, "the firm whose answer it is; empty for the bidder itself"),
     lambda each: each.party or None),
    (Column("outcome"), lambda each: each.outcome.value),
    (Column("because", Kind.TEXT, "the answer and the rule, in figures"), lambda each: each.because or None),
    (Column("points", Kind.NUMBER), lambda each: each.points),
)
# fmt: on
