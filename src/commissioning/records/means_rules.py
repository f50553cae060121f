"""Rules about a firm's means over its financial years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from attrs import evolve, field

from commissioning.errors import written
from commissioning.records.answer_rules import AnswerRule, BidFacts, Judged, LotValue, misfit
from commissioning.records.answers import AmountGiven, AnswerValue, FigureGiven, Yearly
from commissioning.records.record import WHOLE
from commissioning.values.checking import FromOne, exact
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import as_decimal
from commissioning.values.text import Word, counted, numbered


def amounts_apart(one: Fraction, other: Fraction, places: int = 2) -> tuple[Decimal, Decimal]:
    """Two figures with as many decimal places, from the number given, as it takes to tell them apart."""
    while one != other and as_decimal(one, places) == as_decimal(other, places):
        places += 1
    return as_decimal(one, places), as_decimal(other, places)


class YearsTaken(Word):
    """The years of a yearly answer that count."""

    LATEST = "the latest year"
    MEAN = "the mean of the latest years"
    EACH = "each of the latest years"


@frozen(kw_only=True)
class OverYears(AnswerRule):
    """The base of the rules about a firm's means over its latest financial years."""

    is_of_money: ClassVar[bool] = True
    reads: ClassVar[tuple[type[AnswerValue], ...]] = (AmountGiven, Yearly)
    years: YearsTaken = YearsTaken.LATEST
    count: FromOne[int] = 1
    """The number of years that the mean or each of them is taken over."""

    def shared_problems(self) -> Iterator[str]:
        yield from AnswerRule.shared_problems(self)
        if self.years is YearsTaken.LATEST and self.count != 1:
            yield f"count: the latest year is one, not {self.count}; take the mean or each of them"

    def taken(self, answer: AnswerValue | None) -> tuple[Fraction, str, Money] | None:
        """The amount that counts, its name, and a sum on its basis; None where years are missing."""
        if isinstance(answer, AmountGiven):
            return Fraction(answer.money.amount), "", answer.money
        if not isinstance(answer, Yearly) or len(answer.years) < self.count:
            return None
        years = answer.latest(self.count)
        amounts = [Fraction(year.money.amount) for year in years]
        if self.years is YearsTaken.MEAN:
            name = f"mean of the last {counted(self.count, 'year')} "
            return sum(amounts, Fraction(0)) / self.count, name, years[0].money
        lowest = min(years, key=lambda year: year.money.amount)
        return min(amounts), f"year to {written(lowest.ends_on)} ", lowest.money

    def compared(self, answer: AnswerValue | None, asked: Money, because: str = "") -> Judged:
        """The judgement of an answer against a sum. Another basis is left to a person."""
        found = self.taken(answer)
        if found is None:
            short = isinstance(answer, Yearly)
            words = f"only {answer} is given, of the last {self.count} years" if short else ""
            return Judged(met=None, because=words) if short else misfit(answer)
        amount, name, like = found
        if not like.is_on_the_basis_of(asked):
            words = f"{name}{like} and {asked} are on different bases, so they cannot be compared"
            return Judged(met=None, because=words)
        one, other = amounts_apart(amount, Fraction(asked.amount))
        shown = evolve(like, amount=one), evolve(asked, amount=other)
        words = f"{name}{shown[0]}, asked {shown[1]}{because}"
        return Judged(met=amount >= asked.amount, because=words)


@frozen(kw_only=True)
class AmountAtLeast(OverYears):
    """The amount is at least a sum, the sum included; of a yearly answer, in the years that count."""

    money: Money

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:  # noqa: ARG002
        return self.compared(answer, self.money)


class ValueOf(Word):
    """The time whose estimated value is multiplied."""

    YEAR = "year"
    WHOLE = "whole term"


class OfLots(Word):
    """The value that counts where several lots are bid for."""

    SUM = "the sum of the lots bid for"
    LARGEST = "the largest lot bid for"


@frozen(kw_only=True)
class TimesValue(OverYears):
    """The amount is at least so many times the estimated value of the lots bid for."""

    times: Decimal = field(default=Decimal(1), converter=exact)
    of: ValueOf = ValueOf.YEAR
    lots: OfLots = OfLots.SUM

    def asked_of(self, lots: Sequence[LotValue]) -> Money | None:
        """The sum asked for of a bid for some lots; None where a value is missing, or on another basis."""
        values = [lot.year if self.of is ValueOf.YEAR else lot.whole for lot in lots]
        counts = Money.total_or_none(values)
        if counts is not None and self.lots is OfLots.LARGEST:
            counts = max(filter(None, values))
        return None if counts is None else counts * self.times

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:
        names = [lot.lot for lot in facts.lots]
        of_lots = "the contract" if names == [WHOLE] else numbered("lot", names)
        when = "a year" if self.of is ValueOf.YEAR else "the whole term"
        asked = self.asked_of(facts.lots)
        if asked is None:
            why = "is not stated on one basis" if len(names) > 1 else "is not stated"
            return Judged(met=None, because=f"the value of {when} of {of_lots} {why}")
        largest = self.lots is OfLots.LARGEST and len(names) > 1
        among = "the largest of " if largest else ""
        return self.compared(answer, asked, f" ({self.times} times {when} of {among}{of_lots})")


@frozen(kw_only=True)
class RatioAtLeast(OverYears):
    """One figure divided by another, from two questions, is at least so much: exact, never rounded first."""

    above: str
    """The question whose figure is divided."""
    below: str
    """The question whose figure divides it."""
    at_least: Decimal = field(converter=exact)

    reads = ()

    @property
    def looks_at(self) -> tuple[str, ...]:
        return (self.above, self.below)

    def judge(self, answer: AnswerValue | None, facts: BidFacts, /) -> Judged:  # noqa: ARG002
        given = [facts.answers.get(name) for name in self.looks_at]
        found = [self._figure(value) for value in given]
        for name, figure in zip(self.looks_at, found, strict=True):
            if figure is None:
                return Judged(met=None, because=f"{name} has no figure to divide")
        (above, shown), (below, by) = (each for each in found if each is not None)
        if below <= 0:
            return Judged(met=None, because=f"{self.below} is {by}, so the ratio says nothing")
        ratio, asked = amounts_apart(above / below, Fraction(self.at_least))
        words = f"{shown} / {by} = {ratio}, asked {asked}"
        return Judged(met=above >= Fraction(self.at_least) * below, because=words)

    def _figure(self, value: AnswerValue | None) -> tuple[Fraction, str] | None:
        if isinstance(value, FigureGiven):
            return Fraction(value.value), str(value)
        found = self.taken(value)
        if found is None:
            return None
        amount, _, like = found
        return amount, str(evolve(like, amount=as_decimal(amount, 2)))
