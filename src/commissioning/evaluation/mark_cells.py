"""The marks of a comparison as cells: their scales, and what each tender earns in whole numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any, Final

from commissioning.evaluation.compared_lot import PANEL, PRICE
from commissioning.evaluation.frames import Marks, exact_number
from commissioning.evaluation.inputs import for_lot
from commissioning.evaluation.marking.points import scaled
from commissioning.values.scales import OUT_OF_100, ZERO_TO_FIVE, ZERO_TO_TEN, Scale, plain
from commissioning.values.taking import is_missing, python_value
from commissioning.values.text import listed

_USUAL_SCALES: Final = (ZERO_TO_FIVE, ZERO_TO_TEN, OUT_OF_100)


class MarkCells:
    """Reads the cells of marks, criterion by criterion; adds to the problems and to what is assumed."""

    def __init__(
        self, weights: Mapping[str, Fraction], problems: list[str], assumed: list[str]
    ) -> None:
        self.weights = weights
        self.problems = problems
        self.assumed = assumed
        self.criteria = tuple(name for name in weights if name != PRICE)
        self.scales: dict[str, Scale] = {}

    def take_scales(self, scale: Any, marks: Marks) -> None:
        """The scale of each criterion, as given or the smallest usual one that holds every mark."""
        if scale is None and self.criteria:
            given = self._given(marks)
            usual = next((each for each in _USUAL_SCALES if _hold(each, given)), OUT_OF_100)
            self.assumed.append(
                f"Marks are on the scale {usual}, the smallest that holds them all."
            )
            scale = usual
        if not isinstance(scale, Mapping):
            one = self._scale(scale) if self.criteria else OUT_OF_100
            self.scales = dict.fromkeys(self.criteria, one)
            return
        for name in self.criteria:
            if name not in scale:
                self.problems.append(f"scale: there is none for {name}; give one, such as 5")
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
        """The marks of every lot and assessor; numbers each once."""
        rows = chain.from_iterable(rows.values() for rows in marks.values())
        cells = [row[name] for row in rows for name in self.criteria if name in row]
        if not _are_numbers(cells):
            cells = [mark for cell in cells for mark in _marks(cell)]
        return {*cells} if _are_numbers(cells) else cells

    def column(
        self, lot: str, name: str, providers: list[str], rows: list[dict[str, Any]]
    ) -> tuple[int, list[int]]:
        """The whole of a criterion's marks and the part that each tender earns, in whole numbers."""
        scale = scaled(self.scales[name])
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
        """The points of one mark; zero for one that is none, which is a problem."""
        by = "" if who == PANEL else f" by {who}"
        where = f"marks: {provider} on {name}{by}{for_lot(lot)}"
        if is_missing(mark):
            self.problems.append(f"{where}: there is none")
            return 0
        scale = self.scales[name]
        try:
            exact = exact_number(mark)
        except ValueError as wrong:
            self.problems.append(f"{where}: {wrong}")
            return 0
        points = scaled(scale).whole.get(exact)
        if points is None:
            self.problems.append(f"{where}: {plain(exact)} is not a mark of the scale {scale}")
        return points or 0


def number(cell: Any, what: str, problems: list[str]) -> Fraction:
    """The number of a cell; zero for one that is none, which is a problem."""
    if type(cell) is int:
        return Fraction(cell)
    try:
        return Fraction(exact_number(cell))
    except ValueError as wrong:
        problems.append(f"{what}: {wrong}")
        return Fraction(0)


def _are_numbers(cells: list[Any]) -> bool:
    """Whether all are numbers that equal a mark only where they are that mark: True, say, is none."""
    return {*map(type, cells)} <= {int, float, Decimal}


def _marks(cell: Any) -> Iterator[Any]:
    """The marks of a cell: one, or one for each assessor."""
    return iter(cell.values() if isinstance(cell, dict) else (cell,))


def _hold(scale: Scale, marks: Collection[Any]) -> bool:
    """Whether marks are on a scale; one that is missing or no number says nothing about the scale."""
    held = scaled(scale).whole
    for mark in marks:
        with suppress(ValueError):
            if not is_missing(mark) and exact_number(mark) not in held:
                return False
    return True
