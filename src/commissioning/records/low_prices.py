"""Tests for abnormally low prices: when a price calls for a question to the bidder.

The law sets no number; the invitation does. A new test is a class here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Protocol

from attrs import field

from commissioning.values.checking import FromZero, asks, exact, exact_or_none
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import shown


class TenderedPrice(Protocol):
    """A price as tendered, such as a `LotPrice`."""

    @property
    def price(self) -> Money: ...
    @property
    def per(self) -> str: ...


class JudgesPrice(Protocol):
    """The behaviour of a low-price test: an object with this method can be tried in `low_prices`."""

    def reason(self, offer: TenderedPrice, others: Sequence[TenderedPrice], /) -> str:
        """Why an offer beside the others calls for a question: "23% below the mean"; or nothing."""
        ...


@frozen(kw_only=True)
class LowPriceTrigger(Family):
    """A declared test that a price must pass, or the bidder is asked to explain it."""

    to_write: ClassVar[tuple[str, ...]] = ("reason",)

    def reason(self, offer: TenderedPrice, others: Sequence[TenderedPrice], /) -> str:
        """Why an offer beside the others calls for a question: "23% below the mean"; or nothing."""
        raise NotImplementedError


@frozen(kw_only=True)
class BelowPercent(LowPriceTrigger):
    """The base of tests by a percentage below a figure that the tenders themselves give."""

    to_write: ClassVar[tuple[str, ...]] = ("reference",)

    percent: Decimal = field(converter=exact)

    words: ClassVar[str]

    def shared_problems(self) -> Iterator[str]:
        yield from Family.shared_problems(self)
        if not 0 < self.percent < 100:
            yield f"percent: {self.percent}% is not between 0% and 100%"

    def reference(self, price: Fraction, others: Sequence[Fraction], /) -> Fraction:
        """The figure that a price is compared with."""
        raise NotImplementedError

    def margin(self, reference: Fraction) -> Fraction:
        """The distance below the figure that is still accepted."""
        return reference * Fraction(self.percent) / 100

    def reason(self, offer: TenderedPrice, others: Sequence[TenderedPrice], /) -> str:
        if not others:
            return ""
        price, *rest = (Fraction(each.price.amount) for each in (offer, *others))
        line = self.reference(price, rest)
        if not line or price >= line - self.margin(line):
            return ""
        return f"{shown(100 * (1 - price / line))}% below {self.words}"


@frozen(kw_only=True)
class BelowMean(BelowPercent):
    """A price is looked into when it is more than a percentage below the mean of all prices."""

    words: ClassVar[str] = "the mean of all tenders"

    def reference(self, price: Fraction, others: Sequence[Fraction], /) -> Fraction:
        return sum(others, price) / (len(others) + 1)


@frozen(kw_only=True)
class BelowAdjustedMean(BelowPercent):
    """A price is looked into when it is more than a percentage below the mean of all but the highest.

    One very high price then does not make the others look low (Scottish Government, Construction
    Procurement Handbook, chapter 8).
    """

    words: ClassVar[str] = "the mean of all tenders but the highest"

    def reference(self, price: Fraction, others: Sequence[Fraction], /) -> Fraction:
        return (sum(others, price) - max(price, *others)) / len(others)


@frozen(kw_only=True)
class BelowNext(BelowPercent):
    """A price is looked into when it is more than a percentage below the next lowest."""

    minimum: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    """The smallest distance in money that matters, however small the percentage of it."""
    maximum: Decimal | None = field(default=None, converter=exact_or_none)
    """The largest distance in money that is accepted, however small the percentage of it."""

    words: ClassVar[str] = "the next lowest"

    def problems(self) -> Iterator[str]:
        if self.maximum is not None and self.maximum < (self.minimum or 0):
            yield f"maximum: {self.maximum} is below the minimum distance; give that or more"

    def reference(self, price: Fraction, others: Sequence[Fraction], /) -> Fraction:  # noqa: ARG002
        return min(others)

    def margin(self, reference: Fraction) -> Fraction:
        margin = super().margin(reference)
        if self.minimum is not None:
            margin = max(margin, Fraction(self.minimum))
        return margin if self.maximum is None else min(margin, Fraction(self.maximum))


@frozen(kw_only=True)
class BelowAmount(LowPriceTrigger):
    """A price is looked into when it is below the cost of the work.

    In home care: the wage floor with travel time and on-costs.
    """

    amount: Money
    because: str
    """The make-up of the amount."""
    per: str = ""
    """The unit of the amount, such as "hour"; empty for the unit of the prices, whatever it is."""

    never_empty = asks(because="missing; say how the amount is made up")

    def reason(self, offer: TenderedPrice, others: Sequence[TenderedPrice], /) -> str:  # noqa: ARG002
        amount, per, asked = self.amount, self.per or offer.per, offer.price
        if (asked.currency, asked.vat, offer.per) != (amount.currency, amount.vat, per):
            return (
                f"{asked} per {offer.per}, which is on another basis than {amount} per {per} "
                f"({self.because}) and cannot be compared with it"
            )
        return f"below {amount} ({self.because})" if asked < amount else ""


@frozen(kw_only=True)
class AllOf(LowPriceTrigger):
    """A price is looked into when every one of these tests says so.

    Tests listed in an invitation are joined by "or"; those in here by "and".
    """

    tests: tuple[LowPriceTrigger, ...]

    def problems(self) -> Iterator[str]:
        if len(self.tests) < 2:
            yield f"tests: {len(self.tests)} given; give the two or more that must agree"

    def reason(self, offer: TenderedPrice, others: Sequence[TenderedPrice], /) -> str:
        reasons = [test.reason(offer, others) for test in self.tests]
        return " and ".join(reasons) if all(reasons) else ""
