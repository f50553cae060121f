"""Price formulas: how a price earns its share of the weight, each with its range and its trap.

A formula gives a share of the price weight between 0 and 1, as an exact fraction, and writes the same
share out as a sum. A relative formula looks at the other prices, so that a tender with no hope can change
who wins; the evaluation warns of it. A new formula is a class here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import ClassVar, Final, Protocol

from attrs import field

from commissioning.values.checking import Checked, FromZero, PerCent, asks, exact, exact_or_none
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.notebook import Picture
from commissioning.values.rounding import as_decimal, shown
from commissioning.values.scales import plain
from commissioning.values.text import Word

ONE: Final = Fraction(1)
ZERO: Final = Fraction(0)


class PriceBase(Word):
    """The tenders whose prices set the lowest, the highest and the mean of a relative formula."""

    REMAINING = "tenders that are not excluded"
    ALL = "all tenders, excluded ones too"


class PriceField(tuple[Fraction, ...]):
    """The figures that a relative formula looks at; its lowest, highest and mean are kept."""

    @classmethod
    def of(cls, figures: Sequence[Fraction]) -> PriceField:
        """The same figures as a field; a field stays itself."""
        return figures if isinstance(figures, PriceField) else cls(figures)

    @cached_property
    def lowest(self) -> Fraction:
        return min(self)

    @cached_property
    def highest(self) -> Fraction:
        return max(self)

    @cached_property
    def mean(self) -> Fraction:
        return sum(self, ZERO) / len(self)


class GivesShare(Protocol):
    """The behaviour of a formula: an object with these two methods can be charted and compared."""

    def share(self, figure: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        """The share of the weight, from 0 to 1, that a figure earns among those of the field."""
        ...

    def worked(self, figure: Fraction, field_: Sequence[Fraction], /) -> str:
        """The same share as a sum: "80 / 100"."""
        ...


@frozen(kw_only=True)
class PriceFormula(Family):
    """A declared way from prices to points. There is no default."""

    to_write: ClassVar[tuple[str, ...]] = ("share",)
    relative: ClassVar[bool] = True
    """Whether the share of one price depends on the other prices."""

    def share(self, price: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        """The share of the weight, from 0 to 1, that a price earns among those of the field."""
        raise NotImplementedError

    def worked(self, price: Fraction, field_: Sequence[Fraction], /) -> str:
        """The same share as a sum; by default as a plain figure."""
        return shown(self.share(price, field_), 4)

    def plot(
        self, others: Sequence[int | Fraction], *, weight: int, lowest: int, highest: int,
        beside: Mapping[str, GivesShare] = MappingProxyType({}),
    ) -> Picture:  # fmt: skip
        """The points of one bid as its price moves from `lowest` to `highest`, the other bids unchanged.

        `beside` are other formulas by name, drawn in the same frame.
        """
        about = {"others": others, "weight": weight, "lowest": lowest, "highest": highest}
        return Picture(self, about={**about, "beside": beside})

    @property
    def counts_excluded(self) -> bool:
        """Whether excluded tenders are part of the field and earn points too."""
        return False

    def passed(self, price: Fraction, /) -> tuple[str, Decimal] | None:  # noqa: ARG002
        """The words around a published limit that a price is beyond, and that limit; None within all."""
        return None

    def refusal(self, price: Fraction, /) -> str:
        """The reason for which a price excludes the tender, or nothing."""
        words, limit = self.passed(price) or ("", ZERO)
        return words and f"the price is {words.format(plain(limit))}"

    def breakpoints(self, others: Sequence[Fraction], /) -> Iterator[Fraction] | None:  # noqa: ARG002
        """The prices of one tender, beside the others', at which the formula changes its form.

        Between them every share must be a ratio of linear functions of that price, (a + bx) / (c + dx):
        then price changes that change the winner are found exactly. None, the default, leaves them out.
        """
        return None


@frozen(kw_only=True)
class RelativeFormula(PriceFormula):
    """The base of formulas that look at the lowest, the highest or the mean price."""

    base: PriceBase = PriceBase.REMAINING

    @property
    def counts_excluded(self) -> bool:
        return self.base is PriceBase.ALL

    def breakpoints(self, others: Sequence[Fraction], /) -> Iterator[Fraction]:
        """The prices at which this tender becomes the lowest or the highest."""
        return iter({min(others), max(others)} if others else ())


def clamped(share: Fraction) -> Fraction:
    """A share kept between 0 and 1."""
    if 0 <= share.numerator <= share.denominator:  # whole numbers compare ten times as quickly
        return share
    return ONE if share > 0 else ZERO


def in_figures(price: Fraction) -> str:
    """A price without its currency: two decimal places, or up to four where it has more."""
    return shown(price, 4) if (price * 100).denominator > 1 else f"{as_decimal(price, 2):f}"


def kept(sum_: str, value: Fraction) -> str:
    """A sum in figures, and its limit where it leaves the range from 0 to 1."""
    if value < 0:
        return f"{sum_} is below 0, so 0"
    return f"{sum_} is above 1, so 1" if value > 1 else sum_


@frozen(kw_only=True)
class LowestPriceProportional(RelativeFormula):
    """share = lowest price / price. From 1 for the lowest towards 0, never reaching it.

    Equal gaps in pounds earn unequal points, an expensive bid still scores well, and the lowest bid sets
    everybody's points: a third, hopeless bid can reverse the order of two others. A price of zero earns
    all, and every other price then earns none.
    """

    def share(self, price: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        return clamped(PriceField.of(field_).lowest / price) if price else ONE

    def worked(self, price: Fraction, field_: Sequence[Fraction], /) -> str:
        lowest = in_figures(PriceField.of(field_).lowest)
        return f"{lowest} / {in_figures(price)}" if price else "a price of zero earns all: 1"


@frozen(kw_only=True)
class LinearDeviation(RelativeFormula):
    """share = 1 - (price - lowest) / lowest, not below 0. Zero at twice the lowest price.

    One very low bid leaves the other bids without points. With a lowest price of zero, a price of zero
    earns all and every other price none.
    """

    def share(self, price: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        lowest = PriceField.of(field_).lowest
        if lowest == 0:
            return ZERO if price else ONE
        return clamped(2 - price / lowest)

    def worked(self, price: Fraction, field_: Sequence[Fraction], /) -> str:
        lowest = PriceField.of(field_).lowest
        if lowest == 0:
            earned = "none: 0" if price else "all: 1"
            return f"with a lowest price of zero, {in_figures(price)} earns {earned}"
        low = in_figures(lowest)
        return kept(f"(1 - ({in_figures(price)} - {low}) / {low})", 2 - price / lowest)

    def breakpoints(self, others: Sequence[Fraction], /) -> Iterator[Fraction]:
        yield from super().breakpoints(others)
        yield from (other / 2 for other in others)
        yield from (2 * min(others),) if others else ()


@frozen(kw_only=True)
class MeanBased(RelativeFormula):
    """share = 1/2 - (price - mean) / mean, between 0 and 1. One half at the mean price.

    The lowest bid gets little more than half, so price counts for less than its weight says; one
    outlier moves everybody. Where every price is zero all earn one half.
    """

    def share(self, price: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        mean = PriceField.of(field_).mean
        return clamped(Fraction(3, 2) - price / mean) if mean else Fraction(1, 2)

    def worked(self, price: Fraction, field_: Sequence[Fraction], /) -> str:
        mean = PriceField.of(field_).mean
        if mean == 0:
            return "every price is zero: 1/2"
        middle = in_figures(mean)
        sum_ = f"(1/2 - ({in_figures(price)} - {middle}) / {middle})"
        return kept(sum_, Fraction(3, 2) - price / mean)

    def breakpoints(self, others: Sequence[Fraction], /) -> Iterator[Fraction]:
        count, together = len(others) + 1, sum(others, ZERO)
        for times in (Fraction(3, 2), Fraction(1, 2)):
            for other in others:  # where another's price is that many times the mean
                yield other * count / times - together
            yield times * together / (count - times)  # where this price is itself


@frozen(kw_only=True)
class PriceRange(RelativeFormula):
    """share = (highest - price) / (highest - lowest). From 1 for the lowest to 0 for the highest.

    Two close bids become all and nothing; one absurdly high bid presses the others together. Where all
    prices are equal, a single bid among them, each earns all.
    """

    def share(self, price: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        prices = PriceField.of(field_)
        span = prices.highest - prices.lowest
        return clamped((prices.highest - price) / span) if span else ONE

    def worked(self, price: Fraction, field_: Sequence[Fraction], /) -> str:
        prices = PriceField.of(field_)
        low, high = in_figures(prices.lowest), in_figures(prices.highest)
        if low == high:
            return "all prices are equal: 1"
        return f"({high} - {in_figures(price)}) / ({high} - {low})"


@frozen(kw_only=True)
class FloorAndCeiling(PriceFormula):
    """share = (ceiling - price) / (ceiling - floor), between 0 and 1, from published prices.

    No other bid matters, so no order can be reversed. It needs a good benchmark: below the floor no
    more is earned, and at the ceiling zero. Above the ceiling a tender is excluded only where
    `above_is_refused`.
    """

    floor: FromZero[Decimal] = field(converter=exact)
    ceiling: Decimal = field(converter=exact)
    above_is_refused: bool = False

    relative: ClassVar[bool] = False

    def problems(self) -> Iterator[str]:
        if self.ceiling <= self.floor:
            yield f"ceiling: {plain(self.ceiling)} is not above the floor, {plain(self.floor)}; give more"

    def _unclamped(self, price: Fraction) -> Fraction:
        return (Fraction(self.ceiling) - price) / Fraction(self.ceiling - self.floor)

    def share(self, price: Fraction, field_: Sequence[Fraction], /) -> Fraction:  # noqa: ARG002
        return clamped(self._unclamped(price))

    def worked(self, price: Fraction, field_: Sequence[Fraction], /) -> str:  # noqa: ARG002
        low, high = in_figures(Fraction(self.floor)), in_figures(Fraction(self.ceiling))
        sum_ = f"({high} - {in_figures(price)}) / ({high} - {low})"
        return kept(sum_, self._unclamped(price))

    def passed(self, price: Fraction, /) -> tuple[str, Decimal] | None:
        beyond = self.above_is_refused and price > self.ceiling
        return ("above the ceiling of {}", self.ceiling) if beyond else None

    def breakpoints(self, others: Sequence[Fraction], /) -> Iterator[Fraction]:  # noqa: ARG002
        return map(Fraction, (self.floor, self.ceiling))


@frozen(kw_only=True)
class FixedPrice(PriceFormula):
    """share = 1 for every price within the published limits; any other price excludes the tender.

    The price is fixed, or tenders are within a financial envelope, and only quality competes. With
    `lowest` and `highest` the same the price is one fixed rate. A bid just outside is lost whole.
    """

    lowest: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    highest: Decimal | None = field(default=None, converter=exact_or_none)

    relative: ClassVar[bool] = False

    def problems(self) -> Iterator[str]:
        if self.lowest is None and self.highest is None:
            yield "highest: missing; give the fixed price, or the lowest and highest accepted"
        elif self.highest is not None and self.highest < (self.lowest or 0):
            yield f"highest: {plain(self.highest)} is below the lowest accepted price; give that or more"

    def share(self, price: Fraction, field_: Sequence[Fraction], /) -> Fraction:  # noqa: ARG002
        return ZERO if self.refusal(price) else ONE

    def worked(self, price: Fraction, field_: Sequence[Fraction], /) -> str:  # noqa: ARG002
        limits = (("not below", self.lowest), ("not above", self.highest))
        held = [f"{how} {in_figures(Fraction(at))}" for how, at in limits if at is not None]
        return self.refusal(price) or f"{in_figures(price)} is {' and '.join(held)}: 1"

    def passed(self, price: Fraction, /) -> tuple[str, Decimal] | None:
        if self.lowest is not None and price < self.lowest:
            return "below {}, the lowest accepted", self.lowest
        if self.highest is not None and price > self.highest:
            return "above {}, the highest accepted", self.highest
        return None

    def breakpoints(self, others: Sequence[Fraction], /) -> Iterator[Fraction]:  # noqa: ARG002
        return (Fraction(limit) for limit in (self.lowest, self.highest) if limit is not None)


@frozen(kw_only=True)
class PriceBand(Checked):
    """The share of the weight, in per cent, for prices up to and including a limit."""

    up_to: FromZero[Decimal] = field(converter=exact)
    percent: PerCent = field(converter=exact)

    def __str__(self) -> str:
        return f"up to {plain(self.up_to)}: {plain(self.percent)}%"


@frozen(kw_only=True)
class BandedPrices(PriceFormula):
    """share = the published share of the price's band; above the last band, zero.

    Independent of other bids, but a penny at the edge of a band can cost many points.
    """

    bands: tuple[PriceBand, ...]

    relative: ClassVar[bool] = False
    never_empty = asks(bands="an empty list; give at least one band")

    def problems(self) -> Iterator[str]:
        limits = [band.up_to for band in self.bands]
        shares = [band.percent for band in self.bands]
        if limits != sorted(set(limits)):
            yield "bands: the limits do not rise; give each band a higher limit than the one before"
        if shares != sorted(shares, reverse=True):
            yield "bands: a band of higher prices earns more; give shares that fall or stay level"

    def _band(self, price: Fraction) -> PriceBand | None:
        return next((band for band in self.bands if price <= band.up_to), None)

    def share(self, price: Fraction, field_: Sequence[Fraction], /) -> Fraction:  # noqa: ARG002
        band = self._band(price)
        return Fraction(band.percent) / 100 if band else ZERO

    def worked(self, price: Fraction, field_: Sequence[Fraction], /) -> str:  # noqa: ARG002
        band = self._band(price)
        limit = in_figures(Fraction((band or self.bands[-1]).up_to))
        if band is None:
            return f"{in_figures(price)} is above the last band, up to {limit}: 0"
        return f"{in_figures(price)} is in the band up to {limit}: {plain(band.percent)} / 100"

    def breakpoints(self, others: Sequence[Fraction], /) -> Iterator[Fraction]:  # noqa: ARG002
        return (Fraction(band.up_to) for band in self.bands)
