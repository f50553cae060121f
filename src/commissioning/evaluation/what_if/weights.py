"""Other weights: what is not named keeps its proportions, and where the winner changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from commissioning.errors import RecordError
from commissioning.evaluation.contest import HUNDRED, Contest
from commissioning.records.methods import Measure
from commissioning.values.frozen import frozen
from commissioning.values.rounding import shown


@frozen(kw_only=True)
class Stretch:
    """A range of price weights with the same winners; at its ends others may be level with them."""

    starts_at: Fraction
    ends_at: Fraction
    winners: tuple[str, ...]

    def __str__(self) -> str:
        span = f"price {shown(self.starts_at)}% to {shown(self.ends_at)}%"
        return f"{span}: {' and '.join(self.winners)}"


Weight = Decimal | int | Fraction


def weights_of(contest: Contest) -> dict[str, Fraction]:
    """The weight of each criterion in per cent; price among them where it can carry one, also nought."""
    weights = {column.reference: column.weight for column in contest.columns}
    if contest.measure == Measure.POINTS and contest.price.formula is not None:
        weights[contest.price.reference] = contest.price.weight
    return weights


def new_weights(contest: Contest, given: Mapping[str, Weight]) -> dict[str, Fraction]:
    """The weights with some of them changed: what is not named keeps its proportions.

    Names are criteria, sections or panels, looked for in that order. What has no weight together
    has no proportions either: it shares equally. Raises `RecordError` for an unknown name, for two
    names that share a criterion, for what is no exact number of nought or more, and where what is
    given leaves no whole of 100.
    """
    problems = tuple(_problems(contest, given))
    if problems:
        raise RecordError("weights", problems)
    weights = weights_of(contest)
    changed: dict[str, Fraction] = {}
    for name, weight in given.items():
        members = members_of(contest, name)
        changed |= _scaled({m: weights[m] for m in members}, Fraction(weight))
    rest = {m: w for m, w in weights.items() if m not in changed}
    left = HUNDRED - sum(changed.values(), Fraction(0))
    if left < 0 or (not rest and left):
        told = ", ".join(f"{name} {shown(Fraction(weight))}%" for name, weight in given.items())
        wrong = "more than 100%" if left < 0 else "not 100%, and nothing else carries a weight"
        raise RecordError("weights", (f"{told} make {shown(HUNDRED - left)}%, {wrong}",))
    return changed | _scaled(rest, left)


def _problems(contest: Contest, given: Mapping[str, Weight]) -> Iterator[str]:
    """What is wrong with each weight that is given, and with each name."""
    if not isinstance(given, Mapping):
        yield f"give weights by name, such as {{'price': 40}}, not {given!r}"
        return
    taken: dict[str, str] = {}
    for name, weight in given.items():
        if not _is_weight(weight):
            yield (
                f"{name}: {weight!r} is no weight; give per cent from nought upwards, as a whole "
                "number, a Decimal or a Fraction"
            )
        unknown = _unknown(contest, name)
        if unknown:
            yield unknown
            continue
        members = members_of(contest, name)
        other = next((taken[member] for member in members if member in taken), None)
        if other is not None:
            yield f"{name} shares a criterion with {other}; give one of the two"
        taken |= dict.fromkeys(members, name)


def _is_weight(weight: object) -> bool:
    if isinstance(weight, bool) or not isinstance(weight, Decimal | int | Fraction):
        return False
    return not (isinstance(weight, Decimal) and not weight.is_finite()) and weight >= 0


def members_of(contest: Contest, name: str) -> tuple[str, ...]:
    """The criteria that a criterion's, section's or panel's name stands for.

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
    """Why a name stands for no weight; nothing where it does."""
    known = tuple(dict.fromkeys(_candidates(contest)))
    if name in known:
        return ""
    if name and name == contest.price.reference:
        return f"{name} carries no weight that could be changed here"
    return f"there is no criterion, section or panel {name!r}; there are {', '.join(known)}"


def _candidates(contest: Contest) -> Iterator[str]:
    """Every name that a weight can be asked about, some of them more than once."""
    weights = weights_of(contest)
    if contest.price.reference in weights:
        yield contest.price.reference
        yield from contest.price.sections
    yield from (column.panel for column in contest.columns if column.panel)
    for column in contest.columns:
        yield from column.sections
    yield from (column.reference for column in contest.columns)


def with_together(
    weights: Mapping[str, Fraction], members: Iterable[str], weight: Fraction
) -> dict[str, Fraction]:
    """The weights where some criteria weigh so much together, and the others share the rest."""
    group = {member: weights[member] for member in members}
    rest = {name: own for name, own in weights.items() if name not in group}
    return _scaled(group, weight) | _scaled(rest, HUNDRED - weight)


def _scaled(weights: Mapping[str, Fraction], whole: Fraction) -> dict[str, Fraction]:
    """The same proportions with another sum; equal parts where there were none."""
    before = sum(weights.values(), Fraction(0))
    if before == 0:
        return {name: whole / len(weights) for name in weights}
    return {name: weight * whole / before for name, weight in weights.items()}


def names(contest: Contest) -> tuple[str, ...]:
    """Every criterion, section and panel whose weight can be asked about, each set once."""
    found: dict[frozenset[str], str] = {}
    for name in _candidates(contest):
        found.setdefault(frozenset(members_of(contest, name)), name)
    return tuple(found.values())


def weights_map(contest: Contest) -> tuple[Stretch, ...]:
    """Who is first for every weight of price from 0 to 100, the others keeping their proportions.

    Break points, not samples, of the exact figures: declared tie-breaks decide, but declared
    rounding is left out, as close to each break point it would make a tie or undo one. Empty where
    every tender is excluded. Raises `RecordError` where price has no weight to vary.
    """
    weights, price = weights_of(contest), contest.price.reference
    if price not in weights or len(weights) == 1:
        raise RecordError("weights", ("price has no weight here that could be varied",))
    exact = evolve(contest, rounding=None)

    def at(weight: Fraction) -> Contest:
        return exact.with_weights(with_together(weights, (price,), weight))

    at_none, at_all = (
        {s.provider: s.total for s in at(end).standings() if s.total is not None}
        for end in (Fraction(0), HUNDRED)
    )
    lines = {p: (at_none[p], at_all[p] - at_none[p]) for p in at_none if p in at_all}
    return tuple(
        Stretch(
            starts_at=start,
            ends_at=end,
            winners=at((start + end) / 2).winners if len(leaders) > 1 else leaders,
        )
        for start, end, leaders in _envelope(lines)
    )


def _envelope(
    lines: Mapping[str, tuple[Fraction, Fraction]],
) -> Iterator[tuple[Fraction, Fraction, tuple[str, ...]]]:
    """The highest of some straight lines, piece by piece, over 0 to 100 per cent."""
    place = Fraction(0)
    while lines and place < 1:
        heights = {name: start + place * slope for name, (start, slope) in lines.items()}
        top = max(heights.values())
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
        end = min([crossing for crossing in crossings if crossing > place], default=Fraction(1))
        yield place * 100, min(end, Fraction(1)) * 100, leaders
        place = end
