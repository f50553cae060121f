"""Other weights: those not named keep their proportions. And who is first under every weight of price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from commissioning.errors import RecordError
from commissioning.evaluation.contest import HUNDRED, Contest
from commissioning.records import methods, pricing
from commissioning.values.fitting import fits, unfit
from commissioning.values.frozen import frozen
from commissioning.values.listings import Listing, OneLine
from commissioning.values.notebook import Drawn
from commissioning.values.rounding import shown, to_four_places
from commissioning.values.shapes import Plain
from commissioning.values.tables import Column, ColumnsOf, Kind
from commissioning.values.taking import python_value, taken
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
