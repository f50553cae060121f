"""`compare`: from prices and marks as they lie in a notebook to an exact comparison of every lot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any, Final

from commissioning.errors import RecordError
from commissioning.evaluation.comparison import PANEL, PRICE, ComparedLot, Comparison
from commissioning.evaluation.contest import HUNDRED
from commissioning.evaluation.frames import Marks, Prices, exact_number, read_marks, read_prices
from commissioning.evaluation.inputs import for_lot
from commissioning.evaluation.marking.rules import scaled
from commissioning.records.pricing import LowestPriceProportional, PriceFormula
from commissioning.records.record import WHOLE
from commissioning.values.fitting import is_missing, python_value
from commissioning.values.money import Money
from commissioning.values.rounding import shown
from commissioning.values.scales import OUT_OF_100, ZERO_TO_FIVE, ZERO_TO_TEN, Scale, plain
from commissioning.values.text import did_you_mean, listed, no_such

_USUAL: Final = LowestPriceProportional()
_USUAL_SCALES: Final = (ZERO_TO_FIVE, ZERO_TO_TEN, OUT_OF_100)
_GIVE_ANOTHER: Final = (
    ", the widest of the usual ones; correct it, or give the scale that holds it, such as "
    '`scale=Scale(name="half marks", highest=5, step="0.5")`'
)
"""The remedy for a mark that is on no usual scale, where none is given."""


def compare(
    prices: object,
    marks: object,
    *,
    weights: Mapping[str, object],
    price: PriceFormula | None = None,
    scale: Scale | int | Mapping[str, Scale | int] | None = None,
    lots: Iterable[str] = (),
) -> Comparison:
    """Rank the tenders of every lot at once, exactly, from prices and marks in any common form.

    `weights` are per cent by criterion and make 100; `price` among them is the price. Prices come by
    provider, or by provider and lot; marks by provider and criterion, or by lot too. Either is a mapping, a
    list of rows or of records, or a data frame with a column `provider` (or that as its index), `lot` where
    there are several, and `price`, or a column for each criterion, or `criterion` and `mark`. Marks of
    several assessors, from a column `assessor`, count with their mean. An empty price is a lot that is not
    tendered for. `price` is the formula, by default the lowest price over the price; `scale` the scale, or
    its highest mark, for all criteria or by name, by default the smallest usual one that holds every mark.
    The result lists what it assumed.

    Raises `RecordError` with every problem at once: weights that do not make 100, a mark off the scale or
    missing, a number that is not exact.
    """
    cells = _Cells((prices, marks), weights, formula=price, lots=tuple(map(str, lots)))
    return cells.comparison(scale)


class _Cells:
    """The cells of prices and marks, read into numbers; every problem is kept until all are known."""

    def __init__(
        self,
        given: tuple[object, object],
        weights: Mapping[str, object],
        *,
        formula: PriceFormula | None,
        lots: tuple[str, ...],
    ) -> None:
        self.problems: list[str] = []
        self.assumed: list[str] = []
        self.weights = self._weights(weights)
        self.cells = _MarkCells(self.weights, self.problems, self.assumed)
        prices, marks = given
        criteria = self.cells.criteria
        self.marks: Marks = read_marks(marks, criteria, lots) if criteria else {}
        known = {provider for rows in self.marks.values() for provider in rows}
        priced = PRICE in self.weights
        self.prices: Prices = read_prices(prices, known, lots) if priced else {}
        self.lots = self._lots(lots)
        self.formula = self._formula(formula) if priced else None

    def comparison(self, scale: object) -> Comparison:
        """The comparison. Raises `RecordError` with every problem found on the way."""
        self.cells.take_scales(scale, self.marks)
        self._refuse()  # what follows would only repeat that a weight or a scale is wrong
        marks = {lot: self._shared(self.marks, lot) for lot in self.lots}
        prices = {lot: self._shared(self.prices, lot) for lot in self.lots}
        figures = {lot: self._figures(lot, marks[lot], prices[lot]) for lot in self.lots}
        self._bases(prices)
        comparison = Comparison(
            figures=figures,
            prices=prices,
            marks=marks,
            weights=self.weights,
            scales=self.cells.scales,
            formula=self.formula,
            assumed=tuple(dict.fromkeys(self.assumed)),
        )
        if not all(map(_is_plain, self.weights.items())):
            _ = comparison.method  # declared now: it may refuse a name or a weight
        self._refuse()
        return comparison

    def _refuse(self) -> None:
        if self.problems:
            raise RecordError("comparison", tuple(dict.fromkeys(self.problems)))

    def _weights(self, weights: Mapping[str, Any]) -> dict[str, Fraction]:
        if not hasattr(weights, "items"):
            raise RecordError("comparison", (
                f'weights: {weights!r} is not a mapping; write {{"quality": 60, "price": 40}}',
            ))  # fmt: skip
        exact = {
            str(name): number(cell, f"weights: {name}", self.problems)
            for name, cell in weights.items()
        }
        self.problems += (
            f'weights: {name} would be marked like a criterion; write "{PRICE}" for what is tendered'
            for name in exact
            if name != PRICE and name.strip().casefold() == PRICE
        )
        total = sum(exact.values(), Fraction(0))
        if total != HUNDRED and not self.problems:
            self.problems.append(
                f"weights: they add up to {shown(total, 4)}; they must add up to 100"
            )
        return exact

    def _lots(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        found = tuple(lot for lot in {**self.prices, **self.marks} if lot != WHOLE)
        unknown = (lot for lot in wanted if lot not in found)
        self.problems += (f"lots: {no_such('lot', lot, found)}" for lot in unknown)
        return wanted or found or (WHOLE,)

    def _formula(self, formula: PriceFormula | None) -> PriceFormula:
        if formula is not None and not isinstance(formula, PriceFormula):
            self.problems.append(f"price: {PriceFormula.stranger(formula)}")
        if formula is None:
            self.assumed.append(
                "Price earns its points as the lowest price / the price, `LowestPriceProportional()`."
            )
        return formula or _USUAL

    def _shared(self, cells: dict[str, dict[str, Any]], lot: str) -> dict[str, Any]:
        if lot not in cells and WHOLE in cells and lot != WHOLE:
            what = "marks" if cells is self.marks else "prices"
            self.assumed.append(f"The {what} name no lot, so they hold for every lot.")
        return cells.get(lot, cells.get(WHOLE, {}))

    def _figures(self, lot: str, marks: dict[str, Any], prices: dict[str, Any]) -> ComparedLot:
        providers = self._providers(lot, marks, prices)
        if not all(map(str.strip, providers)):
            self.problems.append(f"prices: a tender{for_lot(lot)} has no provider; name it")
        rows = [marks.get(provider, {}) for provider in providers]
        columns = [self.cells.column(lot, n, providers, rows) for n in self.cells.criteria]
        return ComparedLot(
            providers=tuple(providers),
            earned=tuple(earned for _, earned in columns),
            out_of=tuple(out_of for out_of, _ in columns),
            prices=self._prices(lot, providers, prices) if self.formula else (),
        )

    def _prices(
        self, lot: str, providers: list[str], prices: dict[str, Any]
    ) -> list[int | Fraction]:
        cells = [prices[who] for who in providers]
        asked: list[int | Fraction]
        if {*map(type, cells)} <= {int}:
            asked = cells
        else:
            asked = [
                number(cell, f"prices: {who}{for_lot(lot)}", self.problems)
                for who, cell in zip(providers, cells, strict=True)
            ]
        if asked and min(asked) < 0:
            below = (who for who, amount in zip(providers, asked, strict=True) if amount < 0)
            self.problems += (
                f"prices: the price of {who}{for_lot(lot)} is below zero" for who in below
            )
        return asked

    def _providers(self, lot: str, marks: dict[str, Any], prices: dict[str, Any]) -> list[str]:
        """The tenders for a lot: those with a price, or with marks where price has no weight."""
        if not self.formula:
            return list(marks)
        without = [name for name in marks if name not in prices]
        if without and lot not in self.marks:
            self.assumed.append(
                f"Only tenders with a price are compared{for_lot(lot)}: {listed(without)} gave none."
            )
        elif without:
            self.problems.extend(
                f"prices: there is no price of {name}{for_lot(lot)}{did_you_mean(name, prices)}"
                for name in without
            )
        if not prices:
            self.problems.append(f"prices: there are no prices{for_lot(lot)}")
        return list(prices)

    def _bases(self, prices: Mapping[str, Mapping[str, Any]]) -> None:
        """Prices in money are compared on one basis only, and not with plain numbers."""
        bases: dict[str, str] = {}
        for row in reversed([*prices.values()]):
            if Money not in {*map(type, row.values())}:  # one look at many prices
                bases |= {"a plain number": next(iter(row))} if row else {}
                continue
            for who, cell in reversed([*row.items()]):
                bare = not isinstance(cell, Money)
                bases["a plain number" if bare else f"{cell.currency}, {cell.vat}"] = who
        if "a plain number" in bases:
            self.assumed.append("Prices are in pounds for a year, and do not say whether with VAT.")
        if len(bases) > 1:
            each = "; ".join(f"{who}: {basis}" for basis, who in bases.items())
            self.problems.append(f"prices: they are on different bases ({each})")


def _is_plain(weight: tuple[str, Fraction]) -> bool:
    """Whether a criterion is sure to be one that can be declared: a plain name, a whole weight."""
    name, per_cent = weight
    return name.isidentifier() and per_cent.denominator == 1 and per_cent.numerator >= 0


class _MarkCells:
    """Reads the cells of marks, criterion by criterion; adds to the problems and to what is assumed."""

    def __init__(
        self, weights: Mapping[str, Fraction], problems: list[str], assumed: list[str]
    ) -> None:
        self.weights = weights
        self.problems = problems
        self.assumed = assumed
        self.criteria = tuple(name for name in weights if name != PRICE)
        self.scales: dict[str, Scale] = {}
        self.remedy = ""

    def take_scales(self, scale: Any, marks: Marks) -> None:
        """The scale of each criterion, as given or the smallest usual one that holds every mark."""
        if scale is None and self.criteria:
            given = self._given(marks)
            usual = next((each for each in _USUAL_SCALES if _hold(each, given)), None)
            if usual is None:
                usual, self.remedy = OUT_OF_100, _GIVE_ANOTHER
            self.assumed.append(
                f"Marks are on the scale {usual}, the smallest that holds them all."
            )
            scale = usual
        if not isinstance(scale, Mapping):
            one = self._scale(scale) if self.criteria else OUT_OF_100
            self.scales = dict.fromkeys(self.criteria, one)
            return
        self.problems += (
            f"scale: there is no scale for {name}; give one, such as 5"
            for name in self.criteria
            if name not in scale
        )
        self.scales = {n: self._scale(scale[n]) for n in self.criteria if n in scale}

    def _scale(self, given: Any) -> Scale:
        top = python_value(given)
        if type(top) is int and 0 < top <= 1000:
            usual = (scale for scale in _USUAL_SCALES[:2] if scale.highest == top)
            return next(usual, None) or Scale(name=f"0 to {top}", highest=top)
        if not isinstance(given, Scale):
            self.problems.append(
                f"scale: {given!r} is not a scale; give its highest mark, such as 5, or a Scale"
            )
        return given if isinstance(given, Scale) else OUT_OF_100

    def _given(self, marks: Marks) -> Collection[Any]:
        rows = chain.from_iterable(rows.values() for rows in marks.values())
        cells = [row[name] for row in rows for name in self.criteria if name in row]
        if not _are_numbers(cells):
            by_assessor = (cell.values() if isinstance(cell, dict) else (cell,) for cell in cells)
            cells = [*chain.from_iterable(by_assessor)]
        return {*cells} if _are_numbers(cells) else cells

    def column(
        self, lot: str, name: str, providers: list[str], rows: list[dict[str, Any]]
    ) -> tuple[int, list[int]]:
        """The whole of a criterion's marks and the part that each tender earns, in whole numbers."""
        scale = scaled(self.scales[name])
        if rows and not any(name in row for row in rows):
            others = {other for row in rows for other in row}.difference(self.criteria)
            known = f"; there are marks on {listed(sorted(others))}" if others else ""
            near = did_you_mean(name, others) or known
            self.problems.append(f"marks: no tender{for_lot(lot)} has a mark on {name}{near}")
            return scale.out_of, [0] * len(rows)
        cells: list[Any] = [row.get(name) for row in rows]
        assessors: Collection[str] = (PANEL,)
        try:  # whole or exact, and on the scale
            earned = [scale.cells[cell] for cell in cells] if _are_numbers(cells) else []
        except KeyError:
            earned = []
        if not earned:
            sheets = [cell if isinstance(cell, dict) else {PANEL: cell} for cell in cells]
            assessors = tuple(dict.fromkeys(who for sheet in sheets for who in sheet))
            earned = [
                sum(self._points(lot, name, provider, sheet.get(who), who) for who in assessors)
                for provider, sheet in zip(providers, sheets, strict=True)
            ]
        if {*assessors} - {PANEL}:
            whom = f"{len(assessors)} assessors ({listed(assessors)})"
            self.assumed.append(f"The mark on {name} is the mean of the marks of {whom}.")
        else:
            self.assumed.append(
                "The marks are those of one panel, one for each tender and criterion."
            )
        return scale.out_of * len(assessors), earned

    def _points(self, lot: str, name: str, provider: str, mark: Any, who: str) -> int:
        by = "" if who == PANEL else f" by {who}"
        where = f"marks: {provider} on {name}{by}{for_lot(lot)}"
        if is_missing(mark):
            self.problems.append(f"{where}: there is no mark")
            return 0
        scale = self.scales[name]
        try:
            exact = exact_number(mark)
        except ValueError as wrong:
            self.problems.append(f"{where}: {wrong}")
            return 0
        points = scaled(scale).whole.get(exact)
        if points is None:
            off = f"{plain(exact)} is not a mark of the scale {scale}{self.remedy}"
            self.problems.append(f"{where}: {off}")
        return points or 0


def number(cell: Any, what: str, problems: list[str]) -> Fraction:
    """The number of a cell; zero, and a problem, for a cell that is not a number."""
    if type(cell) is int:
        return Fraction(cell)
    try:
        return Fraction(exact_number(cell))
    except ValueError as wrong:
        problems.append(f"{what}: {wrong}")
        return Fraction(0)


def _are_numbers(cells: list[Any]) -> bool:
    """Whether all are numbers that equal a mark only where they are that mark: True, say, is not one."""
    return {*map(type, cells)} <= {int, float, Decimal}


def _hold(scale: Scale, marks: Collection[Any]) -> bool:
    """Whether marks are on a scale; one that is missing or no number says nothing about the scale."""
    held = scaled(scale).whole
    for mark in marks:
        with suppress(ValueError):
            if not is_missing(mark) and exact_number(mark) not in held:
                return False
    return True
