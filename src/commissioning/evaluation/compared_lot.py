"""One lot of a comparison in whole numbers: its ranking at once, its contest when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Final, NamedTuple

from commissioning.evaluation.bids import Bid, MarkedCriterion, PriceCriterion, earned_share
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.standings import by_value
from commissioning.records.criteria import Criterion, CriterionKind, PanelMean
from commissioning.records.methods import WeightedSum
from commissioning.records.pricing import LowestPriceProportional, PriceField, PriceFormula
from commissioning.values.scales import Scale

PRICE: Final = "price"
PANEL: Final = "panel"


class ComparedLot(NamedTuple):
    """The numbers of one lot: for each tender its marks in whole points, and its price."""

    providers: tuple[str, ...]
    earned: tuple[Sequence[int], ...]
    """For each marked criterion the points of every tender, out of the number in `out_of`."""
    out_of: tuple[int, ...]
    prices: Sequence[int | Fraction]
    """Empty where price has no weight."""

    def ranking(
        self, weights: Mapping[str, Fraction], formula: PriceFormula | None
    ) -> tuple[tuple[str, ...], ...]:
        """The providers, the best first, equal ones together: the order in which the contest has them.

        Each total is a quotient of two whole numbers and is never reduced, which is what makes fractions
        slow. A property of the tests holds it to `Contest.standings`. The formula refuses no price.
        """
        names = self.providers
        return tuple(
            tuple([names[n] for n in group]) for group in by_value(self._totals(weights, formula))
        )

    def _totals(
        self, weights: Mapping[str, Fraction], formula: PriceFormula | None
    ) -> Iterator[tuple[int, int]]:
        """The total of each tender as numerator and denominator."""
        own = [weight for name, weight in weights.items() if name != PRICE]
        below = [
            weight.denominator * out_of for weight, out_of in zip(own, self.out_of, strict=True)
        ]
        scale = lcm(*below)
        points = [0] * len(self.providers)
        for weight, part, earned in zip(own, below, self.earned, strict=True):
            times = weight.numerator * (scale // part)
            points = [sum_ + times * each for sum_, each in zip(points, earned, strict=True)]
        if formula is None or not self.prices:
            return ((sum_, scale) for sum_ in points)
        top, bottom = weights[PRICE].as_integer_ratio()
        top, whole = top * scale, bottom * scale
        shares = _shares(formula, self.prices)
        return (
            (sum_ * bottom * den + top * num, whole * den)
            for sum_, (num, den) in zip(points, shares, strict=True)
        )

    def contest(
        self,
        method: WeightedSum,
        weights: Mapping[str, Fraction],
        scales: Mapping[str, Scale],
        formula: PriceFormula | None,
    ) -> Contest:
        """The contest of the lot, which explains, tries other weights and looks for flips."""
        columns = (
            MarkedCriterion(
                reference=name,
                title=name,
                weight=weights[name],
                out_of=out_of,
                panel=PANEL,
                scale=scale,
            )
            for (name, scale), out_of in zip(scales.items(), self.out_of, strict=True)
        )
        rows = zip(*self.earned, strict=True) if self.earned else ((),) * len(self.providers)
        asked = map(Fraction, self.prices) if formula else [None] * len(self.providers)
        price = PriceCriterion()
        if formula:
            price = PriceCriterion(
                reference=PRICE, title=PRICE, weight=weights[PRICE], formula=formula
            )
        return Contest(
            method=method,
            columns=tuple(columns),
            bids=tuple(
                Bid(provider=provider, earned=earned, price=amount)
                for provider, earned, amount in zip(self.providers, rows, asked, strict=True)
            ),
            price=price,
        )


def declared(weights: Mapping[str, Fraction], scales: Mapping[str, Scale]) -> WeightedSum:
    """The criteria as an invitation declares them. Raises `RecordError` for a name or weight that is none."""
    marked = (
        Criterion(
            reference=name,
            title=name,
            weight=weights[name],
            scale=scale,
            panel=PANEL,
            one_mark=PanelMean(),
        )
        for name, scale in scales.items()
    )
    priced = (
        Criterion(reference=name, title=name, weight=weight, kind=CriterionKind.PRICE)
        for name, weight in weights.items()
        if name == PRICE
    )
    return WeightedSum(criteria=(*marked, *priced))


def _shares(formula: PriceFormula, prices: Sequence[int | Fraction]) -> list[tuple[int, int]]:
    """The share of each price as numerator and denominator; of the usual formula in whole numbers."""
    if type(formula) is not LowestPriceProportional:
        field = PriceField(map(Fraction, prices))
        return [earned_share(formula, price, field).as_integer_ratio() for price in field]
    per = lcm(*{price.denominator for price in prices})
    whole = [price.numerator * (per // price.denominator) for price in prices]
    lowest = min(whole)
    return [(lowest, price) if price else (1, 1) for price in whole]
