"""Questions that bidders answer: in a selection questionnaire, and in an invitation to tender."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import field

from commissioning.records import answers
from commissioning.records.answer_rules import AnswerRule, Cover, HeldBy, PassIfIn, PointsTable
from commissioning.records.record import LOT
from commissioning.values.checking import Checked, FromZero, Worded, asks, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.scales import plain
from commissioning.values.text import Word, did_you_mean, listed, more_than_once


class QuestionKind(Word):
    """The way an answer to a question counts."""

    INFORMATION = "information"
    PASS_OR_FAIL = "pass or fail"
    SCORED = "scored"


class AnswerKind(Word):
    """The kind of answer that a question asks for."""

    WORDS = "words"
    YES_NO = "yes or no"
    OPTION = "one of several options"
    OPTIONS = "any of several options"
    FIGURE = "a figure"
    AMOUNT = "an amount of money"
    DAY = "a day"
    YEARLY = "an amount for each of several years"
    DOCUMENT = "a document"
    WORKED_OUT = "worked out from other answers"

    @property
    def value_type(self) -> type[answers.AnswerValue] | None:
        """The kind of answer value; None for a question that has no answer of its own."""
        return _VALUES.get(self)

    def takes(self, value: answers.AnswerValue) -> bool:
        """Whether a value is an answer of this kind. Met by another firm, or not applicable, always is."""
        wanted = self.value_type
        if wanted is None:
            return False
        if self is AnswerKind.OPTION and isinstance(value, answers.Chosen):
            return len(value.options) == 1
        own = type(value).__module__ == answers.AnswerValue.__module__
        return isinstance(value, (wanted, answers.MetBy, answers.NotApplicable)) or not own


_VALUES: Final = {
    AnswerKind.WORDS: answers.InWords,
    AnswerKind.YES_NO: answers.YesNo,
    AnswerKind.OPTION: answers.Chosen,
    AnswerKind.OPTIONS: answers.Chosen,
    AnswerKind.FIGURE: answers.FigureGiven,
    AnswerKind.AMOUNT: answers.AmountGiven,
    AnswerKind.DAY: answers.OnDay,
    AnswerKind.YEARLY: answers.Yearly,
    AnswerKind.DOCUMENT: answers.Attached,
}


class WhoAnswers(Word):
    """The parties to a bid that answer a question, each for itself."""

    BIDDER = "the bidder"
    EACH_MEMBER = "each member of the group"
    EACH_RELIED_ON = "each member of the group, and each firm relied on"


class IfMissed(Word):
    """The consequence of an answer that does not meet the rule."""

    FAILS = "the bid fails"
    IS_CONSIDERED = "a person decides"
    IS_NOTED = "it is noted, without a consequence"


class EvidenceWhen(Word):
    """The time at which evidence is to be given."""

    WITH_ANSWER = "with the answer"
    BEFORE_AWARD = "before the award"
    BEFORE_START = "before the service starts"
    ON_REQUEST = "on request"


class EvidenceThrough(Word):
    """The time through which evidence is to hold."""

    DEADLINE = "the deadline for answers"
    AWARD = "the award"
    START = "the start of the service"
    END = "the end of the contract"


@frozen(kw_only=True)
class EvidenceAsked(Checked):
    """Evidence that proves an answer, and when it is needed."""

    kind: str
    """The code of the kind of evidence: "public-liability", "cqc-registration", "accounts"."""
    when: EvidenceWhen = EvidenceWhen.BEFORE_AWARD
    through: EvidenceThrough = EvidenceThrough.AWARD

    never_empty = asks(kind="say what evidence, by its code")


@frozen(kw_only=True)
class AnswerOption(Worded):
    """One option of a question. Rules and answers name its reference, so its words may be edited."""


@frozen(kw_only=True)
class AskedIf(Checked):
    """A question is asked only if an earlier one was answered so."""

    question: str
    """The reference of the earlier question."""
    is_in: tuple[str, ...]
    """The answers on which it is asked: "yes", "no", or references of options; any of them."""

    never_empty = asks(question="name the question", is_in="name at least one answer")
    distinct = ("is_in",)


@frozen(kw_only=True)
class BidQuestion(Worded):
    """One question that bidders answer, with the rule by which the answer is judged."""

    kind: QuestionKind = QuestionKind.PASS_OR_FAIL
    most_points: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    """The maximum points of a scored answer; None for the other kinds."""
    part: str = ""
    """The part or heading of the form that it stands under: "Part 2"."""
    help: str = ""
    """Guidance to the bidder."""
    asks_for: AnswerKind = AnswerKind.WORDS
    options: tuple[AnswerOption, ...] = ()
    unit: str = ""
    """The unit of a figure, in words."""
    asked_if: tuple[AskedIf, ...] = ()
    """The conditions on which it is asked, all of which hold; none means always."""
    lots: tuple[str, ...] | None = field(default=None, metadata=LOT)
    """The lots whose bidders are asked it; None means every bidder."""
    of: WhoAnswers = WhoAnswers.BIDDER
    rule: AnswerRule | None = None
    """The rule by which the answer is judged; None where a person judges it."""
    if_missed: IfMissed | None = None
    """The consequence of a miss; where it is None, `when_missed` gives the usual one."""
    minimum: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    """The lowest points of a scored answer that meet the question."""
    evidence: tuple[EvidenceAsked, ...] = ()
    ground: str = ""
    """The code of the exclusion ground that it asks about; it can lead to a decision, never to a failure."""
    tests: tuple[str, ...] = ()
    """The references of the requirements of the specification that it tests."""
    fixed: bool = False
    """Whether its words are those of a standard form, which may not be changed."""

    distinct = ("options", "asked_if.question", "evidence.kind", "tests")

    def problems(self) -> Iterator[str]:
        scored = self.kind is QuestionKind.SCORED
        if scored != (self.most_points is not None):
            yield f"most_points: give points for a scored question, and for no other ({self.reference})"
        if self.minimum is not None and not scored:
            yield f"minimum: {self.reference} is not scored, so it has no minimum; leave it out"
        if self.most_points is not None and self.minimum and self.minimum > self.most_points:
            yield (
                f"minimum: {plain(self.minimum)} is above the maximum of {plain(self.most_points)}"
            )
        if self.lots == ():
            yield "lots: an empty list; leave lots out to ask every bidder"
        if self.ground and self.if_missed is IfMissed.FAILS:
            yield (
                f"if_missed: {self.reference} asks about the exclusion ground {self.ground!r}, which a "
                "person decides; take FAILS out"
            )
        if scored and self.of is not WhoAnswers.BIDDER:
            yield f"of: {self.reference} is scored, so the whole bid has one answer; ask the bidder"
        yield from self._option_problems()

    def _option_problems(self) -> Iterator[str]:
        if (self.asks_for in {AnswerKind.OPTION, AnswerKind.OPTIONS}) != bool(self.options):
            yield f"options: give options for a question of options, and for no other ({self.reference})"
        yield from self._rule_problems()
        if self.asks_for is AnswerKind.WORKED_OUT and not (self.rule and self.rule.looks_at):
            yield f"rule: {self.reference} is worked out; give a rule that reads other answers"

    def _rule_problems(self) -> Iterator[str]:
        rule, value_type = self.rule, self.asks_for.value_type
        if rule is None or value_type is None:
            return
        if rule.reads and value_type not in rule.reads:
            fitting = listed((kind for kind in AnswerKind if kind.value_type in rule.reads), "or")
            yield (
                f"rule: {self.reference} asks for {self.asks_for}, which the rule {rule.tag} cannot read; "
                f"ask for {fitting}"
            )
            return
        named = rule.values if isinstance(rule, PassIfIn) else ()
        if isinstance(rule, PointsTable):
            named = tuple(row.option for row in rule.rows if row.option)
        for value in (each for each in named if each not in self.choices):
            has = (
                f"it has {listed(self.choices)}" if self.choices else f"it asks for {self.asks_for}"
            )
            hint = did_you_mean(value, self.choices) or f"; {has}"
            yield f"rule: {self.reference} has no option {value!r}{hint}"

    @property
    def choices(self) -> tuple[str, ...]:
        """The references that an answer may choose from; none where the answer is no choice."""
        if self.asks_for is AnswerKind.YES_NO:
            return ("yes", "no")
        return tuple(option.reference for option in self.options)

    @property
    def when_missed(self) -> IfMissed:
        """The consequence of a miss: as declared, or the usual one.

        A person decides about exclusion grounds and a firm's means; other questions fail the bid.
        """
        if self.if_missed is not None:
            return self.if_missed
        if self.kind is QuestionKind.INFORMATION:
            return IfMissed.IS_NOTED
        considered = self.ground or (self.rule is not None and self.rule.is_of_money)
        return IfMissed.IS_CONSIDERED if considered else IfMissed.FAILS

    @property
    def evidence_wanted(self) -> tuple[EvidenceAsked, ...]:
        """The evidence asked for, and that of the cover its rule asks for, which is needed to the end."""
        rule = self.rule
        if not isinstance(rule, Cover) or any(each.kind == rule.kind for each in self.evidence):
            return self.evidence
        start = rule.held_by is HeldBy.START
        when = EvidenceWhen.BEFORE_START if start else EvidenceWhen.BEFORE_AWARD
        return (
            *self.evidence,
            EvidenceAsked(kind=rule.kind, when=when, through=EvidenceThrough.END),
        )

    def is_proved_by(self, asked: EvidenceAsked, evidence: answers.EvidenceReceived) -> bool:
        """Whether some evidence is what was asked for, and covers the sum if one was."""
        rule, covers = self.rule, evidence.covers
        if evidence.kind != asked.kind:
            return False
        return not isinstance(rule, Cover) or rule.kind != asked.kind or rule.is_enough(covers)

    def is_for(self, lots: tuple[str, ...]) -> bool:
        """Whether a bid for these lots is asked it."""
        return self.lots is None or not set(self.lots).isdisjoint(lots)

    def misfit(self, answer: answers.Answer) -> str:
        """The reason why an answer is not of the kind asked for; empty where it is."""
        value = answer.value
        if not self.asks_for.takes(value):
            return f"it is {value}, but has to be {self.asks_for}"
        chosen = value.options if isinstance(value, answers.Chosen) else ()
        strange = [option for option in chosen if option not in self.choices]
        return f"the question does not offer {listed(strange, 'or')}" if strange else ""


def problems_of_questions(questions: tuple[BidQuestion, ...]) -> Iterator[str]:
    """The problems of the questions of one form together."""
    for twice in sorted(more_than_once(question.reference for question in questions)):
        yield f"questions: {twice} is asked twice"
    every = {question.reference: question for question in questions}
    earlier: dict[str, BidQuestion] = {}
    needs: dict[str, _Needs] = {}
    for question in questions:
        for condition in question.asked_if:
            yield from _problems_of_condition(question, condition, earlier)
        needs[question.reference] = _needs_of(question, earlier, needs)
        for name, allowed in needs[question.reference].items():
            if not allowed:
                yield f"questions: {question.reference} is never asked: its conditions on {name} conflict"
        yield from _problems_of_reading(question, every)
        earlier[question.reference] = question


_Needs = dict[str, frozenset[str]]
"""The answers to earlier questions on which one is asked, by the reference of each."""


def _problems_of_condition(
    question: BidQuestion, condition: AskedIf, earlier: Mapping[str, BidQuestion]
) -> Iterator[str]:
    name = condition.question
    depends = f"questions: {question.reference} depends on"
    if name == question.reference:
        yield f"{depends} itself; take the condition out"
    elif name not in earlier:
        yield f"{depends} {name!r}{did_you_mean(name, earlier) or '; put that question before it'}"
    elif not earlier[name].choices:
        yield f"{depends} {name}, which asks for {earlier[name].asks_for}; only a choice can be a condition"
    else:
        choices = earlier[name].choices
        for answer in (each for each in condition.is_in if each not in choices):
            hint = did_you_mean(answer, choices) or f"; its answers are {listed(choices)}"
            yield f"{depends} the answer {answer!r} to {name}, which cannot be given{hint}"


def _needs_of(
    question: BidQuestion, earlier: Mapping[str, BidQuestion], needs: Mapping[str, _Needs]
) -> _Needs:
    """The answers that a question needs, with those that the questions it depends on need themselves.

    Several options can be chosen together, and other parties answer for themselves, so those exclude nothing.
    """
    found: _Needs = {}
    for condition in question.asked_if:
        asked = earlier.get(condition.question)
        if asked is None or asked.of is not question.of or asked.asks_for is AnswerKind.OPTIONS:
            continue
        own = (asked.reference, frozenset(condition.is_in))
        for name, allowed in (*needs[asked.reference].items(), own):
            found[name] = found.get(name, allowed) & allowed
    return found


def _problems_of_reading(question: BidQuestion, every: Mapping[str, BidQuestion]) -> Iterator[str]:
    for name in question.rule.looks_at if question.rule else ():
        read = f"questions: the rule of {question.reference} reads {name!r}, which"
        if name not in every:
            yield f"{read} is not asked{did_you_mean(name, every)}"
        elif every[name].asks_for is AnswerKind.WORKED_OUT:
            yield f"{read} is worked out itself; read the answers that it reads"


@frozen(kw_only=True)
class FormUsed(Checked):
    """The standard form that a questionnaire follows, and where its words differ."""

    form: str
    """Its name: "PPN 03/24 SQ", "PSQ"."""
    changed: tuple[str, ...] = ()
    """The references of the questions whose words differ from the form's."""
    reported_on: date | None = None
    """The day the changes were reported, where the form's rules ask for that; None if they were not."""

    never_empty = asks(form="name the form")
    distinct = ("changed",)
