"""Other weights: what is not named keeps its proportions, and where the winner changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from commissioning.errors import RecordError
from commissioning.evaluation.bids import Measure
from commissioning.evaluation.contest import HUNDRED, Contest
from commissioning.values.rounding import shown


@frozen(kw_only=True)
class Stretch:
    """A range of price weights, both ends included, with the same winner. At an end two are level."""

    starts_at: Fraction
    ends_at: Fraction
    winners: tuple[str, ...]

    def __str__(self) -> str:
        span = f"price {shown(self.starts_at)}% to {shown(self.ends_at)}%"
        return f"{span}: {' and '.join(self.winners)}"


Weight = Decimal | int | Fraction


def new_weights(contest: Contest, given: Mapping[str, Weight]) -> dict[str, Fraction]:
    """The weights with some of them changed: what is not named keeps its proportions.

    Names are criteria, sections or panels. Raises `RecordError` for an unknown name, for two names
    that share a criterion, and where what is given leaves no whole of 100.
    """
    weights = contest.weights
    changed: dict[str, Fraction] = {}
    for name, weight in given.items():
        members = members_of(contest, name)
        if set(members) & changed.keys():
            raise RecordError("weights", (f"{name} shares a criterion with another name given",))
        changed |= _scaled({m: weights[m] for m in members}, Fraction(weight))
    rest = {m: w for m, w in weights.items() if m not in changed}
    left = HUNDRED - sum(changed.values(), Fraction(0))
    if any(weight < 0 for weight in changed.values()) or left < 0 or (not rest and left):
        told = ", ".join(f"{name} {shown(Fraction(weight))}%" for name, weight in given.items())
        raise RecordError("weights", (f"{told} leave {shown(left)}% for the others",))
    return changed | _scaled(rest, left)


def members_of(contest: Contest, name: str) -> tuple[str, ...]:
    """The criteria that a name stands for."""
    if name == contest.price_reference and contest.price_weight:
        return (name,)
    members = tuple(contest.columns[n].reference for n in contest.numbers(name))
    if not members:
        raise RecordError("weights", (f"there is no criterion, section or panel {name!r}",))
    return members


def _scaled(weights: Mapping[str, Fraction], whole: Fraction) -> dict[str, Fraction]:
    """The same proportions with another sum; equal parts where there were none."""
    before = sum(weights.values(), Fraction(0))
    if before == 0:
        return {name: whole / len(weights) for name in weights}
    return {name: weight * whole / before for name, weight in weights.items()}


def names(contest: Contest) -> tuple[str, ...]:
    """Every criterion, section and panel whose weight can be asked about, each set once."""
    found: dict[tuple[str, ...], str] = {}
    candidates = [contest.price_reference] if contest.price_weight else []
    candidates += [c.panel for c in contest.columns if c.panel]
    candidates += [section for c in contest.columns for section in c.sections]
    candidates += [c.reference for c in contest.columns]
    for name in candidates:
        found.setdefault(members_of(contest, name), name)
    return tuple(found.values())


def weights_map(contest: Contest) -> tuple[Stretch, ...]:
    """Who is first for every weight of price from 0 to 100, the others keeping their proportions.

    Break points, not samples. Raises `RecordError` where price has no weight to vary.
    """
    if not contest.price_weight or contest.measure is not Measure.POINTS:
        raise RecordError("weights", ("price has no weight here that could be varied",))
    exact = evolve(contest, rounding=None)
    quality = exact.with_weights(new_weights(exact, {exact.price_reference: 0}))
    price = exact.with_weights(new_weights(exact, {exact.price_reference: 100}))
    at_none = {s.provider: s.total for s in quality.standings() if s.total is not None}
    at_all = {s.provider: s.total for s in price.standings() if s.total is not None}
    lines = {p: (at_none[p], at_all[p] - at_none[p]) for p in at_none if p in at_all}
    return tuple(_envelope(lines))


def _envelope(lines: Mapping[str, tuple[Fraction, Fraction]]) -> Iterator[Stretch]:
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
        yield Stretch(starts_at=place * 100, ends_at=min(end, Fraction(1)) * 100, winners=leaders)
        place = end
