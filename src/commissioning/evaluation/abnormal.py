"""Prices that look too low, by the triggers the invitation declares. The law sets no number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from commissioning.evaluation.result import Source
from commissioning.records.pricing import BelowAmount, BelowMean, LowPriceTrigger
from commissioning.values.rounding import shown


@frozen(kw_only=True)
class LowPrice:
    """A price that calls for a question to the bidder, and why."""

    provider: str
    price: Fraction
    because: str

    def __str__(self) -> str:
        return f"the price of {self.provider} is {self.because}"


def low_prices(source: Source) -> tuple[LowPrice, ...]:
    """The prices for a lot that meet a declared trigger, in the order tendered."""
    prices = {
        tender.provider: Fraction(offer.price.amount)
        for tender in source.tenders
        if tender.is_for(source.lot) and (offer := tender.price(source.lot)) is not None
    }
    return tuple(
        LowPrice(provider=provider, price=price, because=because)
        for provider, price in prices.items()
        for trigger in source.invitation.low_price_triggers
        for because in _because(trigger, provider, prices)
    )


def _because(trigger: LowPriceTrigger, provider: str, prices: dict[str, Fraction]) -> Iterator[str]:
    price = prices[provider]
    if isinstance(trigger, BelowAmount):
        if price < trigger.amount.amount:
            yield f"below {trigger.amount} ({trigger.because})"
        return
    others = [other for name, other in prices.items() if name != provider]
    if not others:
        return
    if isinstance(trigger, BelowMean):
        line, words = sum(prices.values(), Fraction(0)) / len(prices), "the mean of all tenders"
    else:
        line, words = min(others), "the next lowest"
    if line and price < line * (1 - Fraction(trigger.percent) / 100):
        yield f"{shown(100 * (1 - price / line))}% below {words}"
