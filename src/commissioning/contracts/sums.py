"""Sums of money with the time they are for, so that a price a year meets a sum for the whole term."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor
from typing import Final

from commissioning.dates.periods import Period, later
from commissioning.records.contract import ContractSigned
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import shown
from commissioning.values.text import Word


class Span(Word):
    """The time that a sum of money is for."""

    YEAR = "a year"
    TERM = "for the initial term"
    WHOLE = "in all"
    """The initial term and every extension that is taken up."""


_SPANS: Final = frozenset(span.value for span in Span)
_PER: Final[dict[str, str]] = {
    "year": Span.YEAR,
    "annum": Span.YEAR,
    "term": Span.TERM,
    "initial term": Span.TERM,
    "whole term": Span.TERM,
    "whole term with extensions": Span.WHOLE,
    "whole term with options": Span.WHOLE,
}


def span_of(per: str) -> str:
    """The span that a price or an envelope is for; for a unit price the unit itself, such as "hour"."""
    return _PER.get(per, per)


@frozen
class Lengths:
    """How many years a contract lasts: its initial term, and with every option. None: not known."""

    term: Fraction | None = None
    whole: Fraction | None = None

    @classmethod
    def of(cls, contract: ContractSigned) -> Lengths:
        """The lengths of a signed contract, as far as its term is stated."""
        if contract.term is None:
            return cls()
        whole = None if contract.rolling else years_of(contract.longest_term)
        return cls(years_of(contract.term), whole)

    @classmethod
    def read(cls, words: str) -> Lengths:
        """The lengths in the usual short form: "5 + 2", "18 months"; unknown in any other."""
        found = re.fullmatch(r"(\d{1,3}(?:\s*\+\s*\d{1,3})*)\s*(years?|months?)?", words.strip())
        if found is None:
            return cls()
        unit = 12 if (found[2] or "").startswith("month") else 1
        parts = [Fraction(int(number), unit) for number in found[1].split("+")]
        return cls(parts[0], sum(parts, Fraction(0)))

    def years(self, span: str) -> Fraction | None:
        """The years of the initial or the whole term; None where not known, and for a unit."""
        known: dict[str, Fraction | None] = {Span.TERM: self.term, Span.WHOLE: self.whole}
        return known.get(span)


def years_of(period: Period) -> Fraction:
    """The length in years: whole months count a twelfth each, days left over their part of a month."""
    start, end = period.starts_on, later(period.ends_on, days=1)
    months = (end.year - start.year) * 12 + end.month - start.month
    if later(start, months=months) > end:
        months -= 1
    last, following = later(start, months=months), later(start, months=months + 1)
    return (months + Fraction((end - last).days, (following - last).days)) / 12


@frozen
class Sum:
    """An amount of money and the span it is for."""

    amount: Money
    span: str
    """A `Span`, or the unit of a unit price."""

    def __str__(self) -> str:
        if self.span == Span.WHOLE:
            return f"{self.amount}"
        return f"{self.amount} {self.time}"

    @property
    def time(self) -> str:
        """The time or the unit that it is for, in words."""
        return self.span if self.span in _SPANS else f"per {self.span}"

    def over(self, years: Fraction, span: str, *, up: bool) -> tuple[Money, str]:
        """A yearly sum over some years, to the penny above or below, and how it came about."""
        exact = Fraction(self.amount.amount) * years * 100
        total = self.amount.of_pennies(ceil(exact) if up else floor(exact))
        counted = f"{shown(years)} year{'' if years == 1 else 's'}"
        return total, f"{Sum(total, span)} ({self} for {counted})"


@frozen
class Meeting:
    """Two sums brought to one span, to the penny in favour of the one that is measured."""

    measured: Money
    limit: Money
    measured_text: str
    limit_text: str

    @property
    def is_beyond(self) -> bool:
        """Whether the measured sum is above its limit."""
        return self.measured > self.limit


def meet(measured: Sum, limit: Sum, lengths: Lengths) -> Meeting | None:
    """Two sums of one basis on the same span; None where the lengths of the contract do not say how.

    A sum for the initial term meets a limit in all as it is: what it is for is part of the whole.
    """
    mine, most = (measured.amount, str(measured)), (limit.amount, str(limit))
    if measured.span != limit.span:
        if limit.span in _SPANS and measured.span == Span.YEAR and lengths.term is not None:
            mine = measured.over(lengths.term, Span.TERM, up=False)
        elif limit.span == Span.YEAR and (years := lengths.years(measured.span)) is not None:
            most = limit.over(years, measured.span, up=True)
        elif (measured.span, limit.span) != (Span.TERM, Span.WHOLE):
            return None
    return Meeting(mine[0], most[0], mine[1], most[1])
