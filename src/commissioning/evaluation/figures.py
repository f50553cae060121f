"""Criteria judged from a figure in the tender: the points that each figure earns among the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from attrs import evolve

from commissioning.evaluation.bids import Bid, MarkedCriterion
from commissioning.records.pricing import PriceField


def figure_field(number: int, bids: Sequence[Bid], remaining: Sequence[bool]) -> PriceField:
    """The figures that set the highest and lowest: of tenders not excluded, or of all if none is left."""
    stated = [bid.figures[number] for bid in compress(bids, remaining) if bid.figures]
    every = stated or [bid.figures[number] for bid in bids if bid.figures]
    return PriceField(figure for figure in every if figure is not None)


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
                earned[number] = formula.share(figure, field) * column.out_of
        return evolve(bid, earned=tuple(earned))

    return tuple(map(with_shares, bids))
