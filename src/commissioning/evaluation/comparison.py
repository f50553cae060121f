"""Prices and marks compared at once: a first answer in a notebook, exact and explained.

A `Comparison` states what it assumed and gives the invitation to tender that it stands for, so that what
was tried in a notebook becomes a procurement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any, Final, NamedTuple

from attrs import evolve, field

from commissioning.evaluation.bids import Bid, MarkedCriterion, PriceCriterion, earned_share
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.evaluation import Evaluation, evaluate
from commissioning.evaluation.frames import DataFrame, Marks, Prices, exact_number, rows_of
from commissioning.evaluation.standings import Standing, Standings, by_value
from commissioning.evaluation.what_if.flips import Flips, flips
from commissioning.evaluation.what_if.weights import Weight, new_weights
from commissioning.ledger.lots import known_lot
from commissioning.records.criteria import Criterion, CriterionKind, PanelMean
from commissioning.records.methods import WeightedSum
from commissioning.records.panel import Mark, ScoreSheet
from commissioning.records.pricing import LowestPriceProportional, PriceField, PriceFormula
from commissioning.records.record import WHOLE
from commissioning.records.tender import InvitationToTender, LotPrice, TenderReceived
from commissioning.values.fitting import python_value
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.notebook import Picture, Shown
from commissioning.values.rounding import as_decimal, shown
from commissioning.values.scales import Scale
from commissioning.values.tables import Cell, Column, Kind, Table
from commissioning.values.text import counted, grouped, listed

PRICE: Final = "price"
PANEL: Final = "panel"
_ANY_DAY: Final = date(2000, 1, 1)
"""The day of records that are made only to be evaluated, where no rule looks at the day."""


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

    def contest(self, of: Comparison, lot: str) -> Contest:
        """The contest of the lot, without the records that its evaluation is made from, for its speed."""
        columns = (
            MarkedCriterion(
                reference=name,
                title=name,
                weight=of.weights[name],
                out_of=out_of,
                panel=PANEL,
                scale=scale,
            )
            for (name, scale), out_of in zip(of.scales.items(), self.out_of, strict=True)
        )
        rows = zip(*self.earned, strict=True) if self.earned else ((),) * len(self.providers)
        asked = map(Fraction, self.prices) if of.formula else [None] * len(self.providers)
        bids = (
            Bid(provider=provider, earned=earned, price=amount)
            for provider, earned, amount in zip(self.providers, rows, asked, strict=True)
        )
        return Contest(
            method=of.method,
            columns=tuple(columns),
            bids=tuple(bids),
            price=PriceCriterion(
                reference=PRICE,
                title=PRICE,
                weight=of.weights[PRICE],
                formula=of.formula,
                money=_money(next(iter(of.prices[lot].values()))),
            )
            if of.formula
            else PriceCriterion(),
        )


@frozen(kw_only=True, repr=False)
class Comparison(Shown):
    """Tenders compared in every lot: who is first, what would change it, and what was assumed."""

    figures: Mapping[str, ComparedLot] = field(hash=False)
    """The numbers of each lot; the lot is "whole" where there are none."""
    prices: Prices = field(hash=False)
    """The prices as given, by lot and provider; empty where price has no weight."""
    marks: Marks = field(hash=False)
    """The marks as given, by lot, provider and criterion."""
    weights: Mapping[str, Fraction] = field(hash=False)
    """The weight of each criterion in per cent."""
    scales: Mapping[str, Scale] = field(hash=False)
    """The scale of each marked criterion."""
    formula: PriceFormula | None
    assumed: tuple[str, ...]
    """The things not given and taken so, each as a sentence."""

    @property
    def lots(self) -> tuple[str, ...]:
        return tuple(self.figures)

    @cached_property
    def method(self) -> WeightedSum:
        """The method of award that was compared by, as an invitation declares it.

        Raises `RecordError` for a name or weight that is none.
        """
        return _declared(self.weights, self.scales)

    @cached_property
    def contests(self) -> Mapping[str, Contest]:
        """The arithmetic of each lot."""
        return {lot: figures.contest(self, lot) for lot, figures in self.figures.items()}

    @property
    def ranking(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """For each lot the providers, the best first, equal ones together."""
        unlimited = {PriceFormula.refusal, PriceFormula.passed}
        if self.formula and {type(self.formula).refusal, type(self.formula).passed} != unlimited:
            return {lot: standings.ranking for lot, standings in self._standings.items()}
        return {
            lot: figures.ranking(self.weights, self.formula)
            for lot, figures in self.figures.items()
        }

    @property
    def winners(self) -> dict[str, tuple[str, ...]]:
        """For each lot the providers that rank first; several in a tie, none if all are excluded."""
        return {lot: groups[0] if groups else () for lot, groups in self.ranking.items()}

    def table(self) -> Table:
        """One row for each lot and tender, the best first: points by criterion, total and rank."""
        divided = self.lots != (WHOLE,)
        names = (criterion.reference for criterion in self.method.criteria)
        columns = (
            *([Column("lot")] if divided else []),
            Column("rank", Kind.WHOLE, "1 is the best; empty for a tender that is excluded"),
            Column("provider"),
            *(Column(f"{name} points", Kind.NUMBER, "to two places") for name in names),
            Column("total", Kind.NUMBER, "points out of 100, to two places"),
        )
        return Table(columns, tuple(self._rows(divided)))

    def _rows(self, divided: bool) -> Iterator[tuple[Cell, ...]]:
        for lot, contest in self.contests.items():
            for standing in self._standings[lot]:
                bid = contest.bid(standing.provider)
                points = [contest.published_points(bid, n) for n in range(len(contest.columns))]
                if contest.price.reference:
                    points.append(standing.price_points)
                figures = (*points, standing.total)
                cells = (None if each is None else as_decimal(each, 2) for each in figures)
                yield (*([lot] if divided else []), standing.rank, standing.provider, *cells)

    @cached_property
    def _standings(self) -> Mapping[str, Standings]:
        return {lot: contest.standings() for lot, contest in self.contests.items()}

    def try_weights(
        self,
        weightings: Iterable[Mapping[str, Weight]] | Mapping[str, Mapping[str, Weight]] | DataFrame,
    ) -> Table:
        """The tenders first in each lot under other weights in per cent: one row for each weighting.

        Criteria that are not named keep their proportions. A mapping gives each weighting a name; a data
        frame has a row for each, and a column for each criterion. Raises `RecordError` as `new_weights` does.
        """
        if isinstance(weightings, DataFrame):
            weightings = rows_of(weightings, "weightings")
        named: Iterable[tuple[Any, Mapping[str, Weight]]] = (
            weightings.items()
            if isinstance(weightings, Mapping)
            else ((None, each) for each in weightings)
        )
        first = "first" if self.lots == (WHOLE,) else ""
        columns = (
            Column("weights", Kind.TEXT, "per cent; the others keep their proportions"),
            *(
                Column(first or lot, Kind.TEXT, "who is first; several are level")
                for lot in self.lots
            ),
            Column("changes", Kind.WHOLE, "the lots in which that is not who is first now"),
        )
        rows = []
        for name, weights in named:
            won = [
                contest.with_weights(new_weights(contest, weights)).winners
                for contest in self.contests.values()
            ]
            changed = sum(new != old for new, old in zip(won, self.winners.values(), strict=True))
            if name is None:
                exact = ((one, python_value(weight)) for one, weight in weights.items())
                name = ", ".join(f"{one} {shown(Fraction(weight), 4)}" for one, weight in exact)  # noqa: PLW2901
            rows.append((name, *(" = ".join(winners) or None for winners in won), changed))
        return Table(columns, tuple(rows))

    def flips(self, lot: str | None = None) -> Flips:
        """The smallest changes of a mark, price or weight that change who is first, of one lot or all."""
        lots = self.lots if lot is None else (known_lot(self.lots, lot),)
        return Flips(
            evolve(flip, lot="" if one == WHOLE else one)
            for one in lots
            for flip in flips(self.contests[one])
        )

    def evaluation(self, lot: str | None = None) -> Evaluation:
        """One lot in full, with its explanations, influence and charts. Name it where there are several.

        Raises `LookupError` for a lot that is not compared, or for none where there are several.
        """
        only = self.lots[0] if len(self.lots) == 1 else WHOLE
        lot = known_lot(self.lots, only if lot is None else lot)
        return evaluate(
            self.invitation(_ANY_DAY), self.tenders(_ANY_DAY), self.sheets(_ANY_DAY), lot=lot
        )

    def plot(self, lot: str | None = None) -> Picture:
        """The points of every tender as bars, for one lot or for all of them."""
        return Picture(self, about={"lot": "" if lot is None else known_lot(self.lots, lot)})

    def invitation(self, on: date) -> InvitationToTender:
        """The invitation to tender that declares, on a day, what was compared here."""
        lots = None if self.lots == (WHOLE,) else self.lots
        return InvitationToTender(on=on, lots=lots, method=self.method, price_formula=self.formula)

    def tenders(self, on: date) -> tuple[TenderReceived, ...]:
        """The tenders as records of a day, each with its price for every lot it is for."""
        lots = grouped(
            (provider, lot)
            for lot, figures in self.figures.items()
            for provider in figures.providers
        )
        return tuple(
            TenderReceived(
                on=on,
                provider=provider,
                lots=None if self.lots == (WHOLE,) else own,
                prices=tuple(
                    LotPrice(lot=lot, price=_money(self.prices[lot][provider]))
                    for lot in own
                    if provider in self.prices[lot]
                ),
            )
            for provider, own in lots.items()
        )

    def sheets(self, on: date) -> tuple[ScoreSheet, ...]:
        """The marks as score sheets of a day, one for each assessor, tender and lot."""
        return tuple(
            ScoreSheet(
                on=on,
                lots=None if lot == WHOLE else (lot,),
                panel=PANEL,
                assessor=assessor,
                provider=provider,
                marks=tuple(Mark(criterion=name, mark=marks[name]) for name in marks),
            )
            for lot, figures in self.figures.items()
            for provider in figures.providers
            for assessor, marks in _by_assessor(self.marks[lot][provider]).items()
        )

    def headings(self) -> tuple[str, ...]:
        """The tenders first in each lot, as a clause for each."""
        return tuple(
            f"{'' if lot == WHOLE else f'Lot {lot}: '}{_first(winners, self._standings[lot])}"
            for lot, winners in self.winners.items()
        )

    def __str__(self) -> str:
        notes = (f"- {note}" for note in self.assumed)
        return "\n".join((*self.headings(), "", self.table().to_text(), "", "Assumed:", *notes))

    def __repr__(self) -> str:
        providers = {name for figures in self.figures.values() for name in figures.providers}
        return f"<Comparison of {counted(len(providers), 'tender')}: {'; '.join(self.headings())}>"


def _declared(weights: Mapping[str, Fraction], scales: Mapping[str, Scale]) -> WeightedSum:
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


def _first(winners: tuple[str, ...], standings: Sequence[Standing]) -> str:
    if not winners:
        return "every tender is excluded"
    total = f"{as_decimal(standings[0].total or Fraction(0), 2):f}"
    verb = "is first with" if len(winners) == 1 else "are level at"
    return f"{listed(winners)} {verb} {total} points"


def _money(cell: Any) -> Money:
    return cell if isinstance(cell, Money) else Money(exact_number(cell))


def _by_assessor(cells: Mapping[str, Any]) -> dict[str, dict[str, Decimal]]:
    sheets: dict[str, dict[str, Decimal]] = {}
    for criterion, cell in cells.items():
        for assessor, mark in (cell if isinstance(cell, dict) else {PANEL: cell}).items():
            sheets.setdefault(assessor, {})[criterion] = exact_number(mark)
    return sheets
