"""Rules by which answers are judged: each says whether an answer meets it, and why, in exact figures.

A rule proposes; the assessment is a person's. A new rule is a class here or in
`records.means_rules`, or a council's own in its process.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, Final

from attrs import evolve, field

from commissioning.records.answers import (
    HOLDS,
    NOT_RATED,
    WILL_HOLD,
    AmountGiven,
    AnswerValue,
    Chosen,
    EvidenceReceived,
    FigureGiven,
    YesNo,
)
from commissioning.records.record import WHOLE
from commissioning.values.checking import Checked, FromZero, asks, exact, exact_or_none
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.scales import plain
from commissioning.values.text import Word, did_you_mean, listed


@frozen(kw_only=True)
class LotValue(Checked):
    """The estimated value of a lot that is bid for; "whole" for a procurement without lots."""

    lot: str = WHOLE
    year: Money | None = None
    whole: Money | None = None
    """The value of the whole term."""


@frozen(kw_only=True)
class BidFacts:
    """The facts of a bid that a rule may look at, apart from the answer itself."""

    on: date
    lots: tuple[LotValue, ...] = ()
    """The lots bid for that the question is about."""
    answers: Mapping[str, AnswerValue] = MappingProxyType({})
    """The other answers of the same party, by the reference of the question."""
    evidence: tuple[EvidenceReceived, ...] = ()
    """The evidence of the same party that holds on the day, oldest first."""


@frozen(kw_only=True)
class Judged:
    """The judgement of one answer by one rule."""

    met: bool | None
    """None where a person has to decide."""
    because: str
    """The answer and the rule in figures, as a clause: "mean of the last 2 years £3m, asked £2m"."""
    undertaken: bool = False
    """Whether it is met by an undertaking that is still to be kept."""
    points: Decimal | None = None
    """The points it earns, where the rule gives points."""


@frozen(kw_only=True)
class AnswerRule(Family):
    """A declared way to judge an answer. Stored with its question, so bidders can see it beforehand."""

    page: ClassVar[str] = "judge selection answers"
    to_write: ClassVar[tuple[str, ...]] = ("judge",)
    is_of_money: ClassVar[bool] = False
    """Whether it is about a firm's means, where a miss is by default considered and not failed."""
    reads: ClassVar[tuple[type[AnswerValue], ...]] = ()
    """The kinds of answer that it can judge; none named means any."""

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:
        """The judgement of an answer; None is given only where the question has no answer of its own."""
        raise NotImplementedError

    @property
    def looks_at(self) -> tuple[str, ...]:
        """The references of other questions whose answers it reads."""
        return ()


def misfit(answer: AnswerValue | None) -> Judged:
    """The judgement of an answer of a kind that a rule cannot read."""
    given = "there is no answer" if answer is None else f"{answer} cannot be compared"
    return Judged(met=None, because=given)


@frozen(kw_only=True)
class PassIfIn(AnswerRule):
    """Every option chosen is among those that pass; yes and no are "yes" and "no"."""

    values: tuple[str, ...]

    reads = (YesNo, Chosen)
    never_empty = asks(values="name at least one answer that passes")
    distinct = ("values",)

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:  # noqa: ARG002
        if answer is None or not answer.references:
            return misfit(answer)
        asked = listed(self.values, "or")
        met = set(answer.references) <= set(self.values)
        return Judged(met=met, because=f"answered {answer}, asked {asked}")


@frozen(kw_only=True)
class _Bound(AnswerRule):
    """The base of the rules that hold a figure to a bound, which is itself allowed."""

    figure: Decimal = field(converter=exact)
    unit: str = ""
    """The unit of the figure, in words."""
    words: ClassVar[str]
    is_lowest: ClassVar[bool]
    """Whether the bound is the lowest figure that is allowed, and not the highest."""
    reads = (FigureGiven,)

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:  # noqa: ARG002
        if not isinstance(answer, FigureGiven):
            return misfit(answer)
        unit = f" {self.unit}" if self.unit else ""
        words = f"{answer}{unit}, asked {self.words} {plain(self.figure)}{unit}"
        met = answer.value >= self.figure if self.is_lowest else answer.value <= self.figure
        return Judged(met=met, because=words)


@frozen(kw_only=True)
class AtLeast(_Bound):
    """The figure is at least so much, the bound included."""

    words = "at least"
    is_lowest = True


@frozen(kw_only=True)
class AtMost(_Bound):
    """The figure is at most so much, the bound included."""

    words = "at most"
    is_lowest = False


class HeldBy(Word):
    """The time by which cover is to be held."""

    NOW = "the answer"
    AWARD = "the award"
    START = "the start of the service"


@frozen(kw_only=True)
class Cover(AnswerRule):
    """Insurance or a guarantee of at least a sum is held, or will be in time.

    The answer is "holds" or "will-hold" of the options, yes, or the amount held; evidence of the kind that
    covers the sum is enough by itself.
    """

    kind: str
    """The code of the evidence that proves it: "public-liability"."""
    at_least: FromZero[Money]
    held_by: HeldBy = HeldBy.AWARD

    never_empty = asks(kind="give the code of the evidence that proves it")

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:
        asked = f"asked {self.at_least} by {self.held_by}"
        for each in facts.evidence:
            if each.kind == self.kind and self.is_enough(each.covers):
                return Judged(met=True, because=f"evidence of {each.covers} is held, {asked}")
        if isinstance(answer, AmountGiven):
            if not answer.money.is_on_the_basis_of(self.at_least):
                return Judged(met=None, because=f"{answer} is on another basis, {asked}")
            return Judged(met=self.is_enough(answer.money), because=f"{answer}, {asked}")
        if answer is None or not answer.references:
            return misfit(answer)
        holds = answer.references in ((HOLDS,), ("yes",))
        will = answer.references == (WILL_HOLD,) and self.held_by is not HeldBy.NOW
        return Judged(met=holds or will, because=f"answered {answer}, {asked}", undertaken=will)

    def is_enough(self, money: Money | None) -> bool:
        """Whether a sum, on the same basis, is at least the one asked for."""
        return (
            money is not None
            and money.is_on_the_basis_of(self.at_least)
            and (money >= self.at_least)
        )


class Unrated(Word):
    """The treatment of a service that its inspectorate has not rated yet."""

    IS_MET = "meets the rule"
    IS_CONSIDERED = "is decided by a person"
    FAILS = "does not meet the rule"


CQC_RATINGS: Final = ("inadequate", "requires-improvement", "good", "outstanding")
"""The overall ratings of the Care Quality Commission by reference, the lowest first."""


@frozen(kw_only=True)
class RatingAtLeast(AnswerRule):
    """An inspectorate's rating is at least as good as one of its scale; not yet rated is an answer too."""

    at_least: str
    """The reference of the lowest rating that passes."""
    scheme: str = "CQC"
    ratings: tuple[str, ...] = CQC_RATINGS
    """The references of all its ratings, the lowest first."""
    unrated: Unrated = Unrated.IS_CONSIDERED

    reads = (Chosen,)
    distinct = ("ratings",)

    def problems(self) -> Iterator[str]:
        if self.at_least not in self.ratings:
            known = did_you_mean(self.at_least, self.ratings) or f"; it has {listed(self.ratings)}"
            yield f"at_least: {self.at_least!r} is not a rating of {self.scheme}{known}"

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:  # noqa: ARG002
        if not isinstance(answer, Chosen) or len(answer.options) != 1:
            return misfit(answer)
        rating = answer.options[0]
        because = f"{self.scheme} rating {rating}, asked {self.at_least} or better"
        if rating == NOT_RATED:
            met = {Unrated.IS_MET: True, Unrated.FAILS: False}.get(self.unrated)
        elif rating in self.ratings:
            met = self.ratings.index(rating) >= self.ratings.index(self.at_least)
        else:
            return misfit(answer)
        return Judged(met=met, because=because)


@frozen(kw_only=True)
class OfQuestion(AnswerRule):
    """A rule for the answer to another question, for use within all-of and any-of."""

    question: str
    rule: AnswerRule

    @property
    def looks_at(self) -> tuple[str, ...]:
        return (self.question, *self.rule.looks_at)

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:
        answer = facts.answers.get(self.question)
        if answer is None and not self.rule.looks_at:
            return Judged(met=False, because=f"{self.question} is not answered")
        judged = self.rule.judge(answer, facts)
        return evolve(judged, because=f"{self.question} {judged.because}")


@frozen(kw_only=True)
class _Several(AnswerRule):
    """The base of the rules made of several others."""

    rules: tuple[AnswerRule, ...]

    never_empty = asks(rules="give at least one rule")

    @property
    def looks_at(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for rule in self.rules for name in rule.looks_at))

    def _each(self, answer: AnswerValue | None, facts: BidFacts) -> tuple[Judged, ...]:
        return tuple(rule.judge(answer, facts) for rule in self.rules)


@frozen(kw_only=True)
class AllRules(_Several):
    """Every one of several rules is met."""

    tag = "all-of"

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:
        each = self._each(answer, facts)
        missed = [one for one in each if one.met is False]
        shown = missed or [one for one in each if one.met is None] or each
        met = False if missed else None if any(one.met is None for one in each) else True
        undertaken = bool(met) and any(one.undertaken for one in each)
        return Judged(met=met, because="; ".join(o.because for o in shown), undertaken=undertaken)


@frozen(kw_only=True)
class AnyRule(_Several):
    """At least one of several rules is met."""

    tag = "any-of"

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:
        each = self._each(answer, facts)
        met = sorted((one for one in each if one.met), key=lambda one: one.undertaken)
        if met:
            return met[0]
        waiting = any(one.met is None for one in each)
        because = f"0 of {len(each)} are met: " + "; ".join(one.because for one in each)
        return Judged(met=None if waiting else False, because=because)


@frozen(kw_only=True)
class PointsRow(Checked):
    """One row of a table of points: for an option, or for figures from a bound upwards."""

    points: FromZero[Decimal] = field(converter=exact)
    option: str = ""
    """The reference of the option that earns the points."""
    from_figure: Decimal | None = field(default=None, converter=exact_or_none)
    """The lowest figure that earns them, included; the next row's bound is no longer included."""

    def problems(self) -> Iterator[str]:
        if bool(self.option) == (self.from_figure is not None):
            yield "option: give an option or the lowest figure, and not both"


@frozen(kw_only=True)
class PointsTable(AnswerRule):
    """Points for the options chosen, added up, or for the range that the figure lies in."""

    rows: tuple[PointsRow, ...]

    reads = (YesNo, Chosen, FigureGiven)
    never_empty = asks(rows="give at least one row")

    def problems(self) -> Iterator[str]:
        keys = [row.option or row.from_figure for row in self.rows]
        if len(set(keys)) < len(keys):
            yield "rows: an option or figure has two rows; keep one"

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:  # noqa: ARG002
        if isinstance(answer, FigureGiven):
            rows = [row for row in self.rows if row.from_figure is not None]
            reached = [row for row in rows if row.from_figure <= answer.value]  # type: ignore[operator]
            points = max(reached, key=lambda row: row.from_figure).points if reached else Decimal(0)  # type: ignore[return-value,arg-type]
        elif isinstance(answer, YesNo | Chosen):
            chosen = [row.points for row in self.rows if row.option in answer.references]
            points = sum(chosen, Decimal(0))
        else:
            return misfit(answer)
        return Judged(met=True, because=f"{answer} earns {plain(points)}", points=points)


@frozen(kw_only=True)
class ByPerson(AnswerRule):
    """A person decides, and gives the reason."""

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:  # noqa: ARG002
        return Judged(met=None, because="a person decides")
