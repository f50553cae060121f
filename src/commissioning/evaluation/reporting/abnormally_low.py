"""Prices that look too low, by the triggers the invitation declares. The law sets no number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from commissioning.evaluation.inputs import Source
from commissioning.records.pricing import BelowAmount, BelowMean, LowPriceTrigger
from commissioning.records.tender import LotPrice
from commissioning.values.frozen import frozen
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
    """The prices for a lot that meet a declared trigger, in the order tendered.

    Tenders that were taken back neither meet one nor count in the mean.
    """
    offers = {
        tender.provider: offer
        for tender in source.tenders
        if tender.is_for(source.lot)
        and not source.taken_back(tender)
        and (offer := tender.price(source.lot)) is not None
    }
    return tuple(
        LowPrice(provider=provider, price=Fraction(offer.price.amount), because=because)
        for provider, offer in offers.items()
        for trigger in source.invitation.low_price_triggers
        for because in _because(trigger, provider, offers)
    )


def _because(
    trigger: LowPriceTrigger, provider: str, offers: Mapping[str, LotPrice]
) -> Iterator[str]:
    if isinstance(trigger, BelowAmount):
        yield from _below_amount(trigger, offers[provider])
        return
    prices = {name: Fraction(offer.price.amount) for name, offer in offers.items()}
    price = prices[provider]
    others = [other for name, other in prices.items() if name != provider]
    if not others:
        return
    if isinstance(trigger, BelowMean):
        line, words = sum(prices.values(), Fraction(0)) / len(prices), "the mean of all tenders"
    else:
        line, words = min(others), "the next lowest"
    if line and price < line * (1 - Fraction(trigger.percent) / 100):
        yield f"{shown(100 * (1 - price / line))}% below {words}"


def _below_amount(trigger: BelowAmount, offer: LotPrice) -> Iterator[str]:
    amount, per = trigger.amount, trigger.per or offer.per
    asked = offer.price
    if (asked.currency, asked.vat, offer.per) != (amount.currency, amount.vat, per):
        yield (
            f"{asked} per {offer.per}, which is on another basis than {amount} per {per} "
            f"({trigger.because}) and cannot be held against it"
        )
    elif asked < amount:
        yield f"below {amount} ({trigger.because})"
