"""Prices that look too low, by the tests that the invitation declares. The law sets no number."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from commissioning.evaluation.inputs import Source
from commissioning.records.low_prices import JudgesPrice
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class LowPrice:
    """A price that calls for a question to the bidder, and why."""

    provider: str
    price: Fraction
    because: str

    def __str__(self) -> str:
        return f"The price of {self.provider} is {self.because}"


def low_prices(source: Source, tests: Iterable[JudgesPrice] | None = None) -> tuple[LowPrice, ...]:
    """The prices for a lot that fail a low-price test, in the order tendered.

    The tests are those the invitation declares, unless others are given to try them out. Tenders
    withdrawn before an award was recommended, or rejected, are neither tested nor part of any mean.
    """
    tests = source.invitation.low_price_triggers if tests is None else tuple(tests)
    offers = {
        tender.provider: offer
        for tender in source.tenders
        if tender.is_for(source.lot)
        and not source.taken_back(tender)
        and source.rejection(tender) is None
        and (offer := source.price(tender)) is not None
    }
    return tuple(
        LowPrice(provider=provider, price=Fraction(offer.price.amount), because=because)
        for provider, offer in offers.items()
        for test in tests
        if (because := test.reason(offer, [o for who, o in offers.items() if who != provider]))
    )
