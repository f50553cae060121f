"""How firmly the result stands: what moved it, and whether a losing bid decides it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import evolve, field

from commissioning.evaluation.bids import Bid
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.marking.points import share
from commissioning.evaluation.standings import Standing
from commissioning.evaluation.what_if.flips import (
    FURTHEST,
    Flip,
    Moved,
    Overtaking,
    first_penny,
    overtaking,
    price_breakpoints,
    weight_flips,
    with_price,
)
from commissioning.evaluation.what_if.linear_fraction import NOUGHT
from commissioning.evaluation.what_if.weights import members_of, weights_of, with_together
from commissioning.findings.codes.evaluation import RANK_REVERSAL, RELATIVE_PRICE_FORMULA
from commissioning.findings.finding import Finding, Severity
from commissioning.values.frozen import frozen
from commissioning.values.rounding import shown
from commissioning.values.text import listed


@frozen(kw_only=True)
class Influence:
    """How much a criterion, a section or a panel moved the result."""

    name: str
    weight: Fraction
    points: Mapping[str, Fraction] = field(hash=False)
    """What each ranked tender earned there."""
    winners: tuple[str, ...]
    winners_without: tuple[str, ...]
    """Who would be first if it carried no weight and the others kept their proportions."""
    flips_at: tuple[Fraction, ...]
    """The weights in per cent, below and above the present one, at which somebody comes level."""

    @property
    def changes_winner(self) -> bool:
        return self.winners != self.winners_without

    @property
    def spread(self) -> Fraction:
        """The most points that it put between two tenders."""
        return max(self.points.values()) - min(self.points.values()) if self.points else Fraction(0)

    def __str__(self) -> str:
        decides = (
            f"without it {_first(self.winners_without)} would be first"
            if self.changes_winner
            else "the same tender is first without it"
        )
        level = ", ".join(f"{shown(at, 4)}%" for at in self.flips_at)
        return (
            f"{self.name} weighs {shown(self.weight)}% and put up to {shown(self.spread)} points "
            f"between tenders; {decides}" + (f"; level at a weight of {level}" if level else "")
        )


def influence(contest: Contest, name: str) -> Influence:
    """How much a criterion, section or panel moved the result, in points as published.

    Without it, its minimum marks and floors stay; where nothing else carries a weight, nobody has
    any points. Raises `RecordError` for a name that stands for no weight.
    """
    weights, members = weights_of(contest), members_of(contest, name)
    without = with_together(weights, members, NOUGHT)
    if len(members) == len(weights):
        without = dict.fromkeys(weights, NOUGHT)
    ranked = [standing for standing in contest.standings() if standing.rank is not None]
    return Influence(
        name=name,
        weight=sum((weights[member] for member in members), Fraction(0)),
        points={standing.provider: _earned(contest, standing, members) for standing in ranked},
        winners=contest.winners,
        winners_without=contest.with_weights(without).winners,
        flips_at=tuple(sorted(flip.tie for flip in weight_flips(contest, name))),
    )


def _earned(contest: Contest, standing: Standing, members: Sequence[str]) -> Fraction:
    bid = contest.bid(standing.provider)
    lines = [
        contest.published_points(bid, number) or Fraction(0)
        for number, column in enumerate(contest.columns)
        if column.reference in members
    ]
    if contest.price.reference in members:
        lines.append(standing.price_points or Fraction(0))
    return sum(lines, Fraction(0))


def reversals(contest: Contest) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Losing tenders without which somebody else would be first, with who that would be."""
    winners = contest.winners
    found: list[tuple[str, tuple[str, ...]]] = []
    for bid in contest.bids:
        if bid.provider in winners:
            continue
        without = contest.without(bid.provider).winners
        if without != winners:
            found.append((bid.provider, without))
    return tuple(found)


NEWCOMER: Final = "a further bid"


def reversal_by_newcomer(contest: Contest) -> tuple[Flip, ...]:
    """The prices at which one more bid that barely stays in would change who is first.

    It has no more quality than the minimum marks and floors ask for. Its price is followed from the
    lowest tendered down to nought and from the highest up; a price at which the further bid would
    itself be first is no reversal.
    """
    prices = [b.price for b in contest.bids if b.price is not None]
    places = price_breakpoints(contest, contest.bids)
    if not prices or places is None or len(contest.winners) != 1 or not contest.method.has_merit:
        return ()
    found = []
    for start, limit in ((min(prices), NOUGHT), (max(prices), FURTHEST * max(prices))):
        bid = Bid(provider=NEWCOMER, earned=_barely_in(contest), price=start)
        at = with_price(evolve(contest, bids=(*contest.bids, bid)), bid)
        there = at(start).winners
        flip: Overtaking | None = Overtaking(tie=start, jumps=False, beyond=start, winners=there)
        if there == contest.winners:
            flip = overtaking(at, start, limit, places, first_penny)
        if flip is not None and NEWCOMER not in flip.winners:
            found.append(
                Flip(
                    moved=Moved.PRICE,
                    provider=NEWCOMER,
                    about=contest.price.reference,
                    now=start,
                    tie=flip.tie,
                    jumps=flip.jumps,
                    beyond=flip.beyond,
                    winners=flip.winners,
                )
            )
    return tuple(found)


def _barely_in(contest: Contest) -> tuple[Fraction, ...]:
    """What a tender earns that meets every minimum mark and every floor, and no more."""
    return tuple(
        column.out_of
        * max(
            share(column.scale, column.scale.lowest) if column.scale else NOUGHT,
            column.passes_at or NOUGHT,
            *(floor.percent / 100 for floor in contest.floors if number in floor.columns),
        )
        for number, column in enumerate(contest.columns)
    )


def price_warnings(contest: Contest) -> Iterator[Finding]:
    """That price or a figure is scored against the other bids, and losing bids that decide who wins."""
    formula = contest.price.formula
    judged = [c.title for c in contest.columns if c.formula and c.formula.relative and c.weight]
    priced = formula is not None and formula.relative and contest.price.weight
    scored = [*(["price"] if priced else []), *judged]
    if not scored:
        return
    fixed = [*(["FloorAndCeiling"] if priced else []), *(["OnDeclaredScale"] if judged else [])]
    yield RELATIVE_PRICE_FORMULA(
        f"{listed(tuple(scored))} {'are' if len(scored) > 1 else 'is'} scored against the other bids: "
        "a losing bid can change who wins",
        severity=Severity.WARNS,
        remedy=f"a formula with a published floor and ceiling ({', '.join(fixed)}) cannot do that",
    )
    first = _first(contest.winners)
    for loser, winners in reversals(contest):
        yield RANK_REVERSAL(
            f"without {loser}, who does not win, {_first(winners)} would be first "
            f"instead of {first}",
            severity=Severity.WARNS,
            about=loser,
        )
    quality = "no more quality than is asked" if any(_barely_in(contest)) else "no quality at all"
    for flip in reversal_by_newcomer(contest) if priced else ():
        where = f"at {shown(flip.beyond)}" if flip.beyond else "free of charge"
        yield RANK_REVERSAL(
            f"one more bid {where}, with {quality}, would make "
            f"{_first(flip.winners)} first instead of {first}",
            severity=Severity.WARNS,
        )


def _first(winners: tuple[str, ...]) -> str:
    return " and ".join(winners) or "nobody"
