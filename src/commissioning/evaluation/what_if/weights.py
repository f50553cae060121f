"""Other weights: those not named keep their proportions.

Who is first under every weight of price, and under thousands of weightings in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from operator import mul
from typing import cast

from attrs import evolve

from commissioning.errors import RecordError
from commissioning.evaluation.contest import HUNDRED, Contest
from commissioning.records import methods, pricing
from commissioning.values.fitting import fits, python_value, taken, unfit
from commissioning.values.frozen import frozen
from commissioning.values.listings import Listing, OneLine
from commissioning.values.notebook import Drawn
from commissioning.values.rounding import shown, to_four_places
from commissioning.values.shapes import Plain
from commissioning.values.tables import Column, ColumnsOf, Kind
from commissioning.values.text import listed, no_such

Weight = Decimal | int | Fraction


@frozen(repr=False)
class WeightRange(OneLine):
    """A range of price weights with the same winners; at its ends others may be level with them."""

    starts_at: Fraction
    """Per cent."""
    ends_at: Fraction
    winners: tuple[str, ...]

    def __str__(self) -> str:
        verb = "is" if len(self.winners) == 1 else "are"
        span = f"{shown(self.starts_at)}% to {shown(self.ends_at)}%"
        return f"With price at {span}, {listed(self.winners)} {verb} first"


def weights_of(contest: Contest) -> dict[str, Fraction]:
    """The weight of each criterion in per cent; price among them if it can carry one, zero included."""
    weights = {column.reference: column.weight for column in contest.columns}
    if contest.measure == methods.ComparisonFigure.POINTS and contest.price.formula is not None:
        weights[contest.price.reference] = contest.price.weight
    return weights


def new_weights(contest: Contest, given: Mapping[str, Weight]) -> dict[str, Fraction]:
    """The weights with some of them changed: those not named keep their proportions.

    Names are criteria, sections or panels, looked for in that order. Criteria that weigh zero together
    have no proportions and share equally. Raises `RecordError` for an unknown name, for two names with a
    criterion in common, for a weight that is not exact or below zero, and where the weights given do not
    leave a whole of 100.
    """
    problems = tuple(_problems(contest, given))
    if problems:
        raise RecordError("weights", problems)
    weights = weights_of(contest)
    changed: dict[str, Fraction] = {}
    exact = {name: Fraction(python_value(weight)) for name, weight in given.items()}
    for name, weight in exact.items():
        changed |= _scaled({m: weights[m] for m in members_of(contest, name)}, weight)
    rest = {m: w for m, w in weights.items() if m not in changed}
    left = HUNDRED - sum(changed.values(), pricing.ZERO)
    if left < 0 or (not rest and left):
        parts = listed(f"{name} {shown(weight)}%" for name, weight in exact.items())
        why = "the maximum is 100%" if left < 0 else "no other criterion has a weight, so give 100%"
        total = f"add up to {shown(HUNDRED - left)}%" if len(given) > 1 else "is given"
        raise RecordError("weights", (f"{parts} {total}; {why}",))
    return changed | _scaled(rest, left)


def _problems(contest: Contest, given: Mapping[str, Weight]) -> Iterator[str]:
    named: dict[str, str] = {}
    for name, weight in given.items():
        problem = _not_a_weight(weight)
        if problem:
            yield f"{name}: {problem}"
        unknown = _unknown(contest, name)
        if unknown:
            yield unknown
            continue
        members = members_of(contest, name)
        other = next((named[member] for member in members if member in named), None)
        if other is not None:
            yield f"{name} and {other} have a criterion in common; give one of the two"
        named |= dict.fromkeys(members, name)


def _not_a_weight(weight: object) -> str:
    """Why something cannot be a weight, with what to write instead; nothing for one that can."""
    number = taken(Plain(Fraction), weight)
    if not fits(Plain(Fraction))(number):
        return unfit(Fraction, weight)
    return f"{weight}% is below zero; the minimum is 0%" if number < 0 else ""


def members_of(contest: Contest, name: str) -> tuple[str, ...]:
    """The criteria that the name of a criterion, section or panel stands for.

    Raises `RecordError` for a name that stands for none that carries a weight.
    """
    unknown = _unknown(contest, name)
    if unknown:
        raise RecordError("weights", (unknown,))
    weights = weights_of(contest)
    if name in weights:
        return (name,)
    members = [contest.columns[number].reference for number in contest.numbers(name)]
    priced = name in contest.price.sections and contest.price.reference in weights
    return (*members, contest.price.reference) if priced else tuple(members)


def _unknown(contest: Contest, name: str) -> str:
    known = tuple(dict.fromkeys(_candidates(contest)))
    if name in known:
        return ""
    if name and name == contest.price.reference:
        return f"{name} has no weight under this method; name another criterion"
    return no_such("criterion, section or panel", name, known)


def _candidates(contest: Contest) -> Iterator[str]:
    """Every name that a weight can be asked about, some of them more than once."""
    if contest.price.reference in weights_of(contest):
        yield contest.price.reference
        yield from contest.price.sections
    yield from (column.panel for column in contest.columns if column.panel)
    yield from (section for column in contest.columns for section in column.sections)
    yield from (column.reference for column in contest.columns)


def with_together(
    weights: Mapping[str, Fraction], members: Iterable[str], weight: Fraction
) -> dict[str, Fraction]:
    """The weights with a given weight for some criteria together; the others share the rest."""
    group = {member: weights[member] for member in members}
    rest = {name: own for name, own in weights.items() if name not in group}
    return _scaled(group, weight) | _scaled(rest, HUNDRED - weight)


def _scaled(weights: Mapping[str, Fraction], whole: Fraction) -> dict[str, Fraction]:
    """The same proportions with another sum; equal parts where the sum was zero."""
    before = sum(weights.values(), pricing.ZERO)
    if before == 0:
        return {name: whole / len(weights) for name in weights}
    return {name: weight * whole / before for name, weight in weights.items()}


def names(contest: Contest) -> tuple[str, ...]:
    """Every criterion, section and panel whose weight can be asked about, each set of criteria once."""
    by_members: dict[frozenset[str], str] = {}
    for name in _candidates(contest):
        # A section or panel of one criterion asks the same question as the criterion.
        by_members.setdefault(frozenset(members_of(contest, name)), name)
    return tuple(by_members.values())


class WeightsMap(Listing[WeightRange], Drawn):
    """The winner for every weight of price, from 0% to 100%."""

    __slots__ = ()

    noun = "range"
    columns = ColumnsOf[WeightRange](
        (Column("price from", Kind.NUMBER, "per cent, to four places"),
            lambda one: to_four_places(one.starts_at)),
        (Column("price to", Kind.NUMBER, "per cent, to four places"),
            lambda one: to_four_places(one.ends_at)),
        (Column("first"), lambda one: ", ".join(one.winners)),
    )  # fmt: skip


def weights_map(contest: Contest) -> WeightsMap:
    """The winner for every weight of price from 0 to 100, the others keeping their proportions.

    The ends are exact. Declared tie-breaks decide; declared rounding is left out, because near each end it
    would make a tie or undo one. Empty where every tender is excluded. Assumes that points are added up, so
    that they are linear in the weight. Raises `RecordError` where price has no weight to vary.
    """
    weights, price = weights_of(contest), contest.price.reference
    if price not in weights or len(weights) == 1:
        raise RecordError("weights", ("price has no weight that can be changed",))
    exact = evolve(contest, rounding=None)

    def at(weight: Fraction) -> Contest:
        return exact.with_weights(with_together(weights, (price,), weight))

    # Two rankings determine every line. A tender without a price is ranked at 0% alone, so it has none.
    at_none, at_all = (
        {s.provider: s.total for s in at(end).standings() if s.total is not None}
        for end in (pricing.ZERO, HUNDRED)
    )
    lines = {p: (at_none[p], at_all[p] - at_none[p]) for p in at_none if p in at_all}
    return WeightsMap(
        WeightRange(
            starts_at=start,
            ends_at=end,
            # Only lines that coincide need a ranking: the declared tie-breaks decide between them.
            winners=at((start + end) / 2).winners if len(leaders) > 1 else leaders,
        )
        for start, end, leaders in _upper_envelope(lines)
    )


def _upper_envelope(
    lines: Mapping[str, tuple[Fraction, Fraction]],
) -> Iterator[tuple[Fraction, Fraction, tuple[str, ...]]]:
    """The upper envelope of some lines (value at 0, slope), piece by piece, over 0 to 100 per cent.

    A walk from left to right: the next piece begins where the first steeper line crosses the leader.
    Cost for n lines and k pieces: O(n k), without sorting.
    """
    place = pricing.ZERO
    while lines and place < 1:
        heights = {name: start + place * slope for name, (start, slope) in lines.items()}
        top = max(heights.values())
        # Of the lines that meet here the steepest leads from here on.
        steepest = max(lines[name][1] for name in lines if heights[name] == top)
        leaders = tuple(
            name for name in lines if heights[name] == top and lines[name][1] == steepest
        )
        start = lines[leaders[0]][0]
        crossings = (
            (start - other) / (slope - steepest)
            for other, slope in lines.values()
            if slope > steepest
        )
        # Every crossing lies ahead: of the lines at the top here, none is steeper than the leader.
        end = min(crossings, default=Fraction(1))
        yield place * 100, min(end, Fraction(1)) * 100, leaders
        place = end


def winners_under(
    contest: Contest, weightings: Iterable[Mapping[str, Weight]]
) -> tuple[tuple[str, ...], ...]:
    """The winners for each weighting of all criteria, price included; only proportions matter.

    Declared rounding and tie-breaks are left out. Assumes that points are added up, as `WeightedSum` does.
    Tenders that are excluded stay so: a floor is assessed under the published weights. Raises
    `RecordError` where a weighting leaves a criterion out or gives it less than zero, or where
    the method adds up no points.
    """
    if contest.measure != methods.ComparisonFigure.POINTS:
        raise RecordError(
            "weightings",
            (f"tenders are ranked by {contest.measure}, in which criteria have no weights",),
        )
    # The share that price earns is read off its points, which rounding of lines would blur.
    contest = evolve(contest, rounding=None)
    references = tuple(contest.weights)
    rows = [_row(references, weighting) for weighting in weightings]
    shares = _shares(contest, references)
    if not rows or not shares:
        return tuple(() for _ in rows)
    whole = _whole(rows)
    if min(map(min, whole)) < 0:
        below = next(
            name for row in whole for name, part in zip(references, row, strict=True) if part < 0
        )
        raise RecordError(
            "weightings", (f"{below} is below zero in a weighting; the minimum is 0",)
        )
    return _winners(shares, whole)


def _row(references: Sequence[str], weighting: Mapping[str, Weight]) -> tuple[Weight, ...]:
    try:
        return tuple([weighting[name] for name in references])
    except KeyError:
        missing = listed(name for name in references if name not in weighting)
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


def _shares(contest: Contest, references: Sequence[str]) -> dict[str, tuple[Fraction, ...]]:
    """For each ranked tender, the part of each weight that it earns."""
    shares: dict[str, tuple[Fraction, ...]] = {}
    for standing in contest.standings():
        if standing.rank is None:
            continue
        earned = contest.bid(standing.provider).earned
        own = [
            column.share(e) or pricing.ZERO
            for column, e in zip(contest.columns, earned, strict=True)
        ]
        # Price has a name here only where it has a weight, so nothing is divided by zero.
        if len(references) > len(own):
            own.append((standing.price_points or pricing.ZERO) / contest.price.weight)
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
