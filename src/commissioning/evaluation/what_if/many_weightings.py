"""Winners under thousands of weightings, exactly, in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from operator import mul
from typing import cast

from attrs import evolve

from commissioning.errors import RecordError
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.what_if.weights import Weight
from commissioning.records.methods import ComparisonFigure
from commissioning.records.pricing import ZERO
from commissioning.values.text import listed


def winners_under(
    contest: Contest, weightings: Iterable[Mapping[str, Weight]]
) -> tuple[tuple[str, ...], ...]:
    """The winners for each weighting of all criteria, price included; only proportions matter.

    Declared rounding and tie-breaks are left out. Assumes that points are added up, as `WeightedSum` does.
    Tenders that are excluded stay so: a floor is assessed under the published weights. Raises
    `RecordError` where a weighting leaves a criterion out or gives it less than zero, or where
    the method adds up no points.
    """
    if contest.measure != ComparisonFigure.POINTS:
        raise RecordError(
            "weightings",
            (f"tenders are ranked by {contest.measure}, in which criteria have no weights",),
        )
    # The share that price earns is read off its points, which rounding of lines would blur.
    contest = evolve(contest, rounding=None)
    names = tuple(contest.weights)
    rows = [_row(names, weighting) for weighting in weightings]
    shares = _shares(contest, names)
    if not rows or not shares:
        return tuple(() for _ in rows)
    whole = _whole(rows)
    if min(map(min, whole)) < 0:
        below = next(
            name for row in whole for name, part in zip(names, row, strict=True) if part < 0
        )
        raise RecordError(
            "weightings", (f"{below} is below zero in a weighting; the minimum is 0",)
        )
    return _winners(shares, whole)


def _row(names: Sequence[str], weighting: Mapping[str, Weight]) -> tuple[Weight, ...]:
    try:
        return tuple([weighting[name] for name in names])
    except KeyError:
        missing = listed(name for name in names if name not in weighting)
        raise RecordError(
            "weightings", (f"a weighting has no weight for {missing}; give one",)
        ) from None


def _whole(rows: Sequence[tuple[Weight, ...]]) -> Sequence[tuple[int, ...]]:
    """The weightings in whole numbers of the same proportions; whole ones stay as they are."""
    if {kind for row in rows for kind in set(map(type, row))} == {int}:
        return cast("Sequence[tuple[int, ...]]", rows)
    exact = [tuple([Fraction(weight) for weight in row]) for row in rows]
    scale = lcm(*(weight.denominator for row in exact for weight in row))
    return [tuple(w.numerator * (scale // w.denominator) for w in row) for row in exact]


def _shares(contest: Contest, names: Sequence[str]) -> dict[str, tuple[Fraction, ...]]:
    """For each ranked tender, the part of each weight that it earns."""
    shares: dict[str, tuple[Fraction, ...]] = {}
    for standing in contest.standings():
        if standing.rank is None:
            continue
        earned = contest.bid(standing.provider).earned
        own = [column.share(e) or ZERO for column, e in zip(contest.columns, earned, strict=True)]
        # Price has a name here only where it has a weight, so nothing is divided by zero.
        if len(names) > len(own):
            own.append((standing.price_points or ZERO) / contest.price.weight)
        shares[standing.provider] = tuple(own)
    # In the order received, in which a contest names winners that tie; standings have the best first.
    return {bid.provider: shares[bid.provider] for bid in contest.bids if bid.provider in shares}


def _winners(
    shares: Mapping[str, Sequence[Fraction]], weightings: Sequence[Sequence[int]]
) -> tuple[tuple[str, ...], ...]:
    """The tenders with the highest total for each weighting, by packed arithmetic (SIMD within a register).

    Cost: for each weighting one product of a long number per criterion, however many tenders there are.
    """
    scale = lcm(*{share.denominator for row in shares.values() for share in row})
    earned = [
        [share.numerator * (scale // share.denominator) for share in row] for row in shares.values()
    ]
    # All totals come from one sum: each tender has its own bytes of one long whole number, wide
    # enough that nothing is carried over. With the highest byte first, bytes compare like numbers.
    highest = max(map(sum, weightings)) * max(map(max, earned))
    width = (highest.bit_length() + 7) // 8 or 1  # one byte even if every total is zero
    packed = [
        int.from_bytes(b"".join(part.to_bytes(width, "big") for part in column), "big")
        for column in zip(*earned, strict=True)
    ]
    length = width * len(earned)
    slots = [slice(start, start + width) for start in range(0, length, width)]
    winners = []
    for weights in weightings:
        row = sum(map(mul, weights, packed)).to_bytes(length, "big")
        totals = [row[slot] for slot in slots]
        top = max(totals)
        winners.append(tuple(n for n, total in zip(shares, totals, strict=True) if total == top))
    return tuple(winners)
