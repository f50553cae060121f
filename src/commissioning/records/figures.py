"""Formulas for a criterion judged from a figure in the tender, such as a pledge in pounds.

A new formula is a class here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from attrs import field

from commissioning.records.pricing import ONE, ZERO, PriceField, clamped, kept
from commissioning.values.checking import exact
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.rounding import shown


def _figure(figure: Fraction) -> str:
    return shown(figure, 4)


@frozen(kw_only=True)
class FigureFormula(Family):
    """A declared way from a figure in the tender to points."""

    to_write: ClassVar[tuple[str, ...]] = ("share",)
    relative: ClassVar[bool] = True
    """Whether the share of one figure depends on the figures of other tenders, excluded ones apart."""

    unit: str = ""
    """The unit of the figures: "pounds of social value", "apprentices"."""

    def share(self, figure: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        """The share of the weight, from 0 to 1, that a figure earns among those of the field."""
        raise NotImplementedError

    def worked(self, figure: Fraction, field_: Sequence[Fraction], /) -> str:
        """The same share as a sum; by default as a plain figure."""
        return _figure(self.share(figure, field_))


@frozen(kw_only=True)
class AgainstHighest(FigureFormula):
    """share = figure / highest figure. From 1 for the highest down to 0 for a figure of zero.

    One very high figure presses the others together. Where every figure is zero none earns points.
    """

    def share(self, figure: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        highest = PriceField.of(field_).highest
        return clamped(figure / highest) if highest else ZERO

    def worked(self, figure: Fraction, field_: Sequence[Fraction], /) -> str:
        highest = PriceField.of(field_).highest
        if highest == 0:
            return "every figure is zero: 0"
        return f"{_figure(figure)} / {_figure(highest)}"


@frozen(kw_only=True)
class AgainstLowest(FigureFormula):
    """share = lowest figure / figure. From 1 for the lowest towards 0, as for prices.

    A figure of zero earns all, and every other figure then earns none.
    """

    def share(self, figure: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        return clamped(PriceField.of(field_).lowest / figure) if figure else ONE

    def worked(self, figure: Fraction, field_: Sequence[Fraction], /) -> str:
        lowest = _figure(PriceField.of(field_).lowest)
        return f"{lowest} / {_figure(figure)}" if figure else "a figure of zero earns all: 1"


@frozen(kw_only=True)
class OnDeclaredScale(FigureFormula):
    """share = (figure - the figure for none) / (the figure for all - the figure for none).

    Both ends are published and no other tender matters. Below one end and above the other the share
    stays at 0 or 1; where fewer is better the figure for all is the lower one.
    """

    none_at: Decimal = field(converter=exact)
    """The figure that earns no points."""
    all_at: Decimal = field(converter=exact)
    """The figure that earns all points."""

    relative: ClassVar[bool] = False

    def problems(self) -> Iterator[str]:
        if self.none_at == self.all_at:
            yield f"all_at: {self.all_at} earns all and none; give two different figures"

    def _unclamped(self, figure: Fraction) -> Fraction:
        return (figure - Fraction(self.none_at)) / Fraction(self.all_at - self.none_at)

    def share(self, figure: Fraction, field_: Sequence[Fraction], /) -> Fraction:  # noqa: ARG002
        return clamped(self._unclamped(figure))

    def worked(self, figure: Fraction, field_: Sequence[Fraction], /) -> str:  # noqa: ARG002
        none, all_ = _figure(Fraction(self.none_at)), _figure(Fraction(self.all_at))
        sum_ = f"({_figure(figure)} - {none}) / ({all_} - {none})"
        return kept(sum_, self._unclamped(figure))
