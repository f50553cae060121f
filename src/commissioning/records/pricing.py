"""How a price earns its share of the weight: each formula by name, with its range and its trap.

A formula gives a share of the price weight between 0 and 1, as an exact fraction; `worked` is that
share as a sum. Relative formulas
look at the other prices, so that a hopeless bid can change who wins; the evaluation warns of it.
`base` says whether tenders that are excluded still set the lowest, highest or mean price.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Final

from attrs import field

from commissioning.values.checking import Checked, exact, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import as_decimal, shown
from commissioning.values.scales import plain

ONE: Final = Fraction(1)
NOUGHT: Final = Fraction(0)


class PriceBase(StrEnum):
    """Whose prices set the lowest, the highest and the mean of a relative formula."""

    REMAINING = "tenders that are not excluded"
    ALL = "all tenders, excluded ones too"


class PriceField(tuple[Fraction, ...]):
    """The prices that a relative formula looks at; what it asks of them is worked out once."""

    @classmethod
    def of(cls, prices: Sequence[Fraction]) -> PriceField:
        """The same prices as a field; one that is a field already stays itself."""
        return prices if isinstance(prices, PriceField) else cls(prices)

    @cached_property
    def lowest(self) -> Fraction:
        return min(self)

    @cached_property
    def highest(self) -> Fraction:
        return max(self)

    @cached_property
    def mean(self) -> Fraction:
        return sum(self, NOUGHT) / len(self)


def clamped(share: Fraction) -> Fraction:
    """A share kept between nought and one."""
    return min(ONE, max(NOUGHT, share))


def in_figures(price: Fraction) -> str:
    """A price without its currency: two decimal places, or up to four where it has more."""
    return shown(price, 4) if (price * 100).denominator > 1 else f"{as_decimal(price, 2):f}"


def _kept(sum_: str, value: Fraction) -> str:
    """A sum in figures, and what it is kept at where it leaves the range from nought to one."""
    if value < 0:
        return f"{sum_} is below nought, so 0"
    return f"{sum_} is above 1, so 1" if value > 1 else sum_


@frozen(kw_only=True)
class LowestPriceProportional(Checked):
    """share = lowest price / price. From 1 for the lowest towards 0, never reaching it.

    Equal gaps in pounds earn unequal points, a dear bid still scores well, and the lowest bid sets
    everybody's points: a third, hopeless bid can reverse the order of two others. A price of nought
    earns all, and every other price then nothing.
    """

    base: PriceBase = PriceBase.REMAINING

    relative = True

    def share(self, price: Fraction, field_: Sequence[Fraction]) -> Fraction:
        if price == 0:
            return ONE
        return clamped(PriceField.of(field_).lowest / price)

    def worked(self, price: Fraction, field_: Sequence[Fraction]) -> str:
        if price == 0:
            return "a price of nought earns all: 1"
        return f"{in_figures(PriceField.of(field_).lowest)} / {in_figures(price)}"

    def turns(self, others: Sequence[Fraction]) -> Iterator[Fraction]:
        yield from _extremes(others)


@frozen(kw_only=True)
class LinearDeviation(Checked):
    """share = 1 - (price - lowest) / lowest, not below 0. Nought at twice the lowest price.

    One very low bid leaves the rest of the field without points. With a lowest price of nought,
    a price of nought earns all and every other nothing.
    """

    base: PriceBase = PriceBase.REMAINING

    relative = True

    def share(self, price: Fraction, field_: Sequence[Fraction]) -> Fraction:
        lowest = PriceField.of(field_).lowest
        if lowest == 0:
            return ONE if price == 0 else NOUGHT
        return clamped(2 - price / lowest)

    def worked(self, price: Fraction, field_: Sequence[Fraction]) -> str:
        lowest = PriceField.of(field_).lowest
        if lowest == 0:
            earned = "all: 1" if price == 0 else "nothing: 0"
            return f"with a lowest price of nought, {in_figures(price)} earns {earned}"
        low = in_figures(lowest)
        return _kept(f"(1 - ({in_figures(price)} - {low}) / {low})", 2 - price / lowest)

    def turns(self, others: Sequence[Fraction]) -> Iterator[Fraction]:
        yield from _extremes(others)
        for other in others:
            yield other / 2
        if others:
            yield min(others) * 2


@frozen(kw_only=True)
class MeanBased(Checked):
    """share = 1/2 - (price - mean) / mean, between 0 and 1. One half at the mean price.

    The lowest bid gets little more than half, so price counts for less than its weight says; one
    outlier moves everybody. Where every price is nought all earn one half.
    """

    base: PriceBase = PriceBase.REMAINING

    relative = True

    def share(self, price: Fraction, field_: Sequence[Fraction]) -> Fraction:
        mean = PriceField.of(field_).mean
        if mean == 0:
            return Fraction(1, 2)
        return clamped(Fraction(3, 2) - price / mean)

    def worked(self, price: Fraction, field_: Sequence[Fraction]) -> str:
        mean = PriceField.of(field_).mean
        if mean == 0:
            return "every price is nought: 1/2"
        middle = in_figures(mean)
        sum_ = f"(1/2 - ({in_figures(price)} - {middle}) / {middle})"
        return _kept(sum_, Fraction(3, 2) - price / mean)

    def turns(self, others: Sequence[Fraction]) -> Iterator[Fraction]:
        count, together = len(others) + 1, sum(others, NOUGHT)
        for times in (Fraction(3, 2), Fraction(1, 2)):
            for other in others:  # where another's price is that many times the mean
                yield other * count / times - together
            yield times * together / (count - times)  # where this price is itself


@frozen(kw_only=True)
class PriceRange(Checked):
    """share = (highest - price) / (highest - lowest). From 1 for the lowest to 0 for the highest.

    Two close bids become all and nothing; one silly high bid presses the rest together. Where all
    prices are equal, a single bid among them, each earns all.
    """

    base: PriceBase = PriceBase.REMAINING

    relative = True

    def share(self, price: Fraction, field_: Sequence[Fraction]) -> Fraction:
        prices = PriceField.of(field_)
        lowest, highest = prices.lowest, prices.highest
        if lowest == highest:
            return ONE
        return clamped((highest - price) / (highest - lowest))

    def worked(self, price: Fraction, field_: Sequence[Fraction]) -> str:
        prices = PriceField.of(field_)
        low, high = in_figures(prices.lowest), in_figures(prices.highest)
        if low == high:
            return "all prices are equal: 1"
        return f"({high} - {in_figures(price)}) / ({high} - {low})"

    def turns(self, others: Sequence[Fraction]) -> Iterator[Fraction]:
        yield from _extremes(others)


@frozen(kw_only=True)
class FloorAndCeiling(Checked):
    """share = (ceiling - price) / (ceiling - floor), between 0 and 1, from published prices.

    No other bid matters, so no order can be reversed. It needs a good benchmark: below the floor
    nothing more is earned, and at the ceiling nothing at all. Above the ceiling a tender is excluded
    only where `above_is_refused`.
    """

    floor: Decimal = field(converter=exact)
    ceiling: Decimal = field(converter=exact)
    above_is_refused: bool = False

    relative = False

    def problems(self) -> Iterator[str]:
        if not 0 <= self.floor < self.ceiling:
            yield f"ceiling: {self.ceiling} is not above a floor of {self.floor} that is nought or more"

    def share(self, price: Fraction, field_: Sequence[Fraction]) -> Fraction:  # noqa: ARG002
        floor, ceiling = Fraction(self.floor), Fraction(self.ceiling)
        return clamped((ceiling - price) / (ceiling - floor))

    def worked(self, price: Fraction, field_: Sequence[Fraction]) -> str:  # noqa: ARG002
        floor, ceiling = Fraction(self.floor), Fraction(self.ceiling)
        low, high = in_figures(floor), in_figures(ceiling)
        sum_ = f"({high} - {in_figures(price)}) / ({high} - {low})"
        return _kept(sum_, (ceiling - price) / (ceiling - floor))

    def refusal(self, price: Fraction) -> str:
        """Why a price keeps a tender out, or nothing."""
        if self.above_is_refused and price > self.ceiling:
            return f"the price is above the ceiling of {self.ceiling}"
        return ""

    def turns(self, others: Sequence[Fraction]) -> Iterator[Fraction]:  # noqa: ARG002
        yield Fraction(self.floor)
        yield Fraction(self.ceiling)


@frozen(kw_only=True)
class FixedPrice(Checked):
    """share = 1 for every price within the published limits; any other price excludes the tender.

    The price is fixed, or tenders are within a financial envelope, and only quality competes. With
    `lowest` and `highest` the same the price is one fixed rate. A bid just outside is lost whole.
    """

    lowest: Decimal | None = field(default=None, converter=exact_or_none)
    highest: Decimal | None = field(default=None, converter=exact_or_none)

    relative = False

    def problems(self) -> Iterator[str]:
        if self.lowest is None and self.highest is None:
            yield "highest: give the fixed price, or the lowest and highest that are accepted"
        if self.lowest is not None and self.lowest < 0:
            yield f"lowest: {self.lowest} is a negative price"
        if self.highest is not None and self.highest < (self.lowest or 0):
            yield f"highest: {self.highest} is below the lowest accepted price"

    def share(self, price: Fraction, field_: Sequence[Fraction]) -> Fraction:  # noqa: ARG002
        return NOUGHT if self.refusal(price) else ONE

    def worked(self, price: Fraction, field_: Sequence[Fraction]) -> str:  # noqa: ARG002
        limits = (("not below", self.lowest), ("not above", self.highest))
        held = [f"{how} {in_figures(Fraction(at))}" for how, at in limits if at is not None]
        return self.refusal(price) or f"{in_figures(price)} is {' and '.join(held)}: 1"

    def refusal(self, price: Fraction) -> str:
        """Why a price keeps a tender out, or nothing."""
        if self.lowest is not None and price < self.lowest:
            return f"the price is below {self.lowest}, the lowest accepted"
        if self.highest is not None and price > self.highest:
            return f"the price is above {self.highest}, the highest accepted"
        return ""

    def turns(self, others: Sequence[Fraction]) -> Iterator[Fraction]:  # noqa: ARG002
        for limit in (self.lowest, self.highest):
            if limit is not None:
                yield Fraction(limit)


@frozen(kw_only=True)
class PriceBand(Checked):
    """The share of the weight, in per cent, for prices up to and including a limit."""

    up_to: Decimal = field(converter=exact)
    percent: Decimal = field(converter=exact)

    def problems(self) -> Iterator[str]:
        if self.up_to < 0:
            yield f"up_to: {self.up_to} is a negative price"
        if not 0 <= self.percent <= 100:
            yield f"percent: {self.percent}% is not between 0% and 100%"


@frozen(kw_only=True)
class BandedPrices(Checked):
    """share = the published share of the price's band; above the last band, nothing.

    Independent of other bids, but a penny at the edge of a band can cost many points.
    """

    bands: tuple[PriceBand, ...]

    relative = False

    def problems(self) -> Iterator[str]:
        limits = [band.up_to for band in self.bands]
        shares = [band.percent for band in self.bands]
        if not limits:
            yield "bands: give at least one band"
        if limits != sorted(set(limits)):
            yield "bands: each band reaches further than the one before it"
        if shares != sorted(shares, reverse=True):
            yield "bands: a dearer band does not earn more"

    def share(self, price: Fraction, field_: Sequence[Fraction]) -> Fraction:  # noqa: ARG002
        for band in self.bands:
            if price <= band.up_to:
                return Fraction(band.percent) / 100
        return NOUGHT

    def worked(self, price: Fraction, field_: Sequence[Fraction]) -> str:  # noqa: ARG002
        for band in self.bands:
            if price <= band.up_to:
                limit = in_figures(Fraction(band.up_to))
                return (
                    f"{in_figures(price)} is in the band up to {limit}: {plain(band.percent)} / 100"
                )
        last = in_figures(Fraction(self.bands[-1].up_to))
        return f"{in_figures(price)} is above the last band, up to {last}: 0"

    def turns(self, others: Sequence[Fraction]) -> Iterator[Fraction]:  # noqa: ARG002
        for band in self.bands:
            yield Fraction(band.up_to)


PriceFormula = (
    LowestPriceProportional
    | LinearDeviation
    | MeanBased
    | PriceRange
    | FloorAndCeiling
    | FixedPrice
    | BandedPrices
)
"""A declared way from prices to points. There is no default."""


def _extremes(others: Sequence[Fraction]) -> Iterator[Fraction]:
    if others:
        yield min(others)
        yield max(others)


@frozen(kw_only=True)
class BelowMean(Checked):
    """A price is looked into when it is more than this far below the mean of all prices."""

    percent: Decimal = field(converter=exact)

    def problems(self) -> Iterator[str]:
        yield from _percent_problems(self.percent)


@frozen(kw_only=True)
class BelowNext(Checked):
    """A price is looked into when it is more than this far below the next lowest."""

    percent: Decimal = field(converter=exact)

    def problems(self) -> Iterator[str]:
        yield from _percent_problems(self.percent)


@frozen(kw_only=True)
class BelowAmount(Checked):
    """A price is looked into when it is below what the work must cost.

    In home care: the wage floor with travel time and on-costs.
    """

    amount: Money
    because: str
    per: str = ""
    """What the amount is for, such as "hour"; left out, it is for whatever the prices are for."""

    def problems(self) -> Iterator[str]:
        if not self.because:
            yield "because: say how the amount is made up"


LowPriceTrigger = BelowMean | BelowNext | BelowAmount
"""When a price calls for a question to the bidder. The law sets no number; the invitation does."""


def _percent_problems(percent: Decimal) -> Iterator[str]:
    if not 0 < percent < 100:
        yield f"percent: {percent}% is not between 0% and 100%"
