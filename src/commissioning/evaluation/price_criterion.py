"""How price counts in a contest: its weight, the formula that scores it, and the published limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from commissioning.evaluation.bids import Bid
from commissioning.evaluation.figures import earned_share
from commissioning.records.pricing import PriceField, PriceFormula
from commissioning.values.frozen import frozen
from commissioning.values.rounding import shown


@frozen(kw_only=True)
class PriceCriterion:
    """The price of a lot as it is judged; the defaults are a contest without one."""

    reference: str = ""
    weight: Fraction = Fraction(0)
    """Per cent of the whole; zero where price has none, or decides in another way."""
    sections: tuple[str, ...] = ()
    """The sections it is in, innermost first."""
    formula: PriceFormula | None = None
    envelope: Fraction | None = None
    """The price above which a tender is excluded."""

    @property
    def limited(self) -> bool:
        """Whether a price can exclude a tender."""
        return self.envelope is not None or self.formula is not None

    def refusals(self, price: Fraction | None) -> Iterator[str]:
        """Why a price excludes a tender."""
        if price is None:
            return
        if self.envelope is not None and price > self.envelope:
            yield f"the price of {shown(price)} is above the envelope of {shown(self.envelope)}"
        if self.formula is not None:
            yield from filter(None, (self.formula.refusal(price),))

    def shares(self, bids: Sequence[Bid], remaining: Sequence[bool]) -> list[Fraction | None]:
        """The part of the weight that each tender earns, by the declared formula."""
        formula = self.formula
        if formula is None:
            return [None for _ in bids]
        prices = self.field(bids, remaining)
        return [
            earned_share(formula, bid.price, prices) if bid.price is not None and counts else None
            for bid, counts in zip(bids, self._counts(remaining), strict=True)
        ]

    def field(self, bids: Sequence[Bid], remaining: Sequence[bool]) -> PriceField:
        """The prices that set the lowest, the highest and the mean."""
        return PriceField(
            bid.price
            for bid, counts in zip(bids, self._counts(remaining), strict=True)
            if bid.price is not None and counts
        )

    @property
    def of_all(self) -> bool:
        """Whether excluded tenders still set the lowest, highest and mean price."""
        return self.formula is not None and self.formula.counts_excluded

    def _counts(self, remaining: Sequence[bool]) -> Sequence[bool]:
        return [True] * len(remaining) if self.of_all else remaining
