"""Criteria judged from a figure in the tender: the points that each figure earns among the others."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import compress
from typing import Protocol

from attrs import evolve

from commissioning.errors import RecordError
from commissioning.evaluation.bids import Bid, MarkedCriterion
from commissioning.records.pricing import PriceField
from commissioning.values.rounding import shown
from commissioning.values.text import display_name


class ShareFormula(Protocol):
    """A formula that gives a figure its share among the others."""

    def share(self, figure: Fraction, field: Sequence[Fraction], /) -> Fraction: ...


def figure_field(number: int, bids: Sequence[Bid], remaining: Sequence[bool]) -> PriceField:
    """The figures that set the highest and lowest: of tenders not excluded, or of all if none is left."""
    stated = [bid.figures[number] for bid in compress(bids, remaining) if bid.figures]
    every = stated or [bid.figures[number] for bid in bids if bid.figures]
    return PriceField(figure for figure in every if figure is not None)


def earned_share(formula: ShareFormula, figure: Fraction, field: PriceField) -> Fraction:
    """The share that a formula gives a figure, or a refusal if it is no exact number from 0 to 1.

    A council's own formula is code of its own: one slip in it would add points to a published result.
    """
    share: object = formula.share(figure, field)
    if isinstance(share, Fraction | int) and 0 <= share.numerator <= share.denominator:
        return share if type(share) is Fraction else Fraction(share)
    problem = f"share: {share!r} for {shown(figure)} is not a Fraction from 0 to 1"
    raise RecordError(display_name(type(formula)), (problem,))


def judged(
    columns: Sequence[MarkedCriterion], bids: Sequence[Bid], remaining: Sequence[bool]
) -> tuple[Bid, ...]:
    """The tenders with the shares that their figures earn, out of what each criterion counts."""
    fields = {
        number: (column, column.formula, figure_field(number, bids, remaining))
        for number, column in enumerate(columns)
        if column.formula is not None
    }

    def with_shares(bid: Bid) -> Bid:
        earned = list(bid.earned)
        for number, (column, formula, field) in fields.items() if bid.figures else ():
            figure = bid.figures[number]
            if figure is not None:
                earned[number] = earned_share(formula, figure, field) * column.out_of
        return evolve(bid, earned=tuple(earned))

    return tuple(map(with_shares, bids))
