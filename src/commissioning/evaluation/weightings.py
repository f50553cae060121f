"""Who wins under thousands of weightings, exactly: whole numbers, and only the bids that can win."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from operator import mul

from commissioning.errors import RecordError
from commissioning.evaluation.bids import Measure
from commissioning.evaluation.contest import Contest

Weight = Decimal | int | Fraction


def winners_under(
    contest: Contest, weightings: Iterable[Mapping[str, Weight]]
) -> tuple[tuple[str, ...], ...]:
    """The winners for each weighting of all criteria, price included; only proportions matter.

    Tenders that are excluded stay so: a floor is assessed under the published weights. Raises
    `RecordError` where a weighting leaves a criterion out or the method adds up no points.
    """
    if contest.measure is not Measure.POINTS:
        raise RecordError("weightings", (f"tenders compared by {contest.measure} have no weights",))
    names = tuple(contest.weights)
    rows = [tuple(map(_exact, _row(names, weighting))) for weighting in weightings]
    shares = _shares(contest, names)
    if not rows or not shares:
        return tuple(() for _ in rows)
    scale = lcm(*(weight.denominator for row in rows for weight in row))
    whole = [tuple(w.numerator * (scale // w.denominator) for w in row) for row in rows]
    return _winners(shares, whole)


def _row(names: Sequence[str], weighting: Mapping[str, Weight]) -> tuple[Weight, ...]:
    missing = [name for name in names if name not in weighting]
    if missing:
        raise RecordError("weightings", (f"a weighting leaves out {', '.join(missing)}",))
    return tuple(weighting[name] for name in names)


def _exact(weight: Weight) -> Fraction:
    return Fraction(weight)


def _shares(contest: Contest, names: Sequence[str]) -> dict[str, tuple[Fraction, ...]]:
    """For each ranked tender, the part of each weight that it earns."""
    ranked = {s.provider: s for s in contest.standings() if s.rank is not None}
    shares: dict[str, tuple[Fraction, ...]] = {}
    for bid in contest.bids:
        if bid.provider not in ranked:
            continue
        earned = [
            Fraction(e or 0) / c.out_of for e, c in zip(bid.earned, contest.columns, strict=True)
        ]
        if len(names) > len(earned):
            points = ranked[bid.provider].price_points or Fraction(0)
            earned.append(points / contest.price_weight)
        shares[bid.provider] = tuple(earned)
    return shares


def _winners(
    shares: Mapping[str, Sequence[Fraction]], weightings: Sequence[Sequence[int]]
) -> tuple[tuple[str, ...], ...]:
    able = _able_to_win(shares, weightings)
    scale = lcm(*(share.denominator for name in able for share in shares[name]))
    whole = [(name, [int(share * scale) for share in shares[name]]) for name in able]
    winners = []
    for weights in weightings:
        totals = [(sum(map(mul, weights, row)), name) for name, row in whole]
        top = max(total for total, _ in totals)
        winners.append(tuple(name for total, name in totals if total == top))
    return tuple(winners)


def _able_to_win(
    shares: Mapping[str, Sequence[Fraction]], weightings: Sequence[Sequence[int]]
) -> tuple[str, ...]:
    """The tenders that could beat the usual winner for some weights between the least and the most.

    The others cannot win under any of the weightings, whatever the combination, so leaving them out
    changes nothing.
    """
    least = [min(column) for column in zip(*weightings, strict=True)]
    most = [max(column) for column in zip(*weightings, strict=True)]
    middle = [low + high for low, high in zip(least, most, strict=True)]
    usual = max(shares, key=lambda name: sum(map(mul, middle, shares[name])))
    best = shares[usual]

    def margin(row: Sequence[Fraction]) -> Fraction:
        gaps = (one - other for one, other in zip(row, best, strict=True))
        bounds = (
            (high if gap > 0 else low) * gap
            for gap, low, high in zip(gaps, least, most, strict=True)
        )
        return sum(bounds, Fraction(0))

    return tuple(name for name, row in shares.items() if margin(row) >= 0)
