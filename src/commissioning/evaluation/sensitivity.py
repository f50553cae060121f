"""How firmly the result stands: what moved it, and whether a losing bid decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from commissioning.evaluation.bids import Bid, MarkedCriterion
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.crossing import first_change
from commissioning.evaluation.flips import (
    FURTHEST,
    PENNY,
    Flip,
    Moved,
    beyond_by_a_penny,
    weight_flips,
    with_price,
)
from commissioning.evaluation.weights import members_of, new_weights
from commissioning.values.findings import Finding, Severity
from commissioning.values.rounding import shown


@frozen(kw_only=True)
class Influence:
    """How much a criterion, a section or a panel moved the result."""

    name: str
    weight: Fraction
    points: Mapping[str, Fraction]
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
    """How much a criterion, section or panel moved the result."""
    members = members_of(contest, name)
    ranked = [s for s in contest.standings() if s.rank is not None]
    without = new_weights(contest, {name: 0})
    earned = {s.provider: _earned(contest, s.provider, members) for s in ranked}
    if contest.price_reference in members:
        earned = {s.provider: s.price_points or Fraction(0) for s in ranked}
    return Influence(
        name=name,
        weight=sum((contest.weights[m] for m in members), Fraction(0)),
        points=earned,
        winners=contest.winners,
        winners_without=contest.with_weights(without).winners,
        flips_at=tuple(sorted(flip.tie for flip in weight_flips(contest, name))),
    )


def _earned(contest: Contest, provider: str, members: Sequence[str]) -> Fraction:
    bid = contest.bid(provider)
    lines = (
        contest.line_points(bid, number)
        for number, column in enumerate(contest.columns)
        if column.reference in members
    )
    return sum((line for line in lines if line is not None), Fraction(0))


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
    """The prices at which one more bid, with no quality at all, would change who is first.

    Below the lowest price and above the highest; a price at which the further bid would itself be
    first is no reversal.
    """
    prices = [b.price for b in contest.bids if b.price is not None]
    if not prices or len(contest.winners) != 1:
        return ()
    nothing = Bid(provider=NEWCOMER, earned=tuple(0 for _ in contest.columns), price=min(prices))
    plain = evolve(contest, rounding=None, floors=(), columns=_without_minimums(contest))
    found = []
    for start, limit in ((min(prices), Fraction(0)), (max(prices), FURTHEST * max(prices))):
        bid = evolve(nothing, price=start)
        joined = evolve(plain, bids=(*_ranked_bids(contest), bid))
        if joined.winners != contest.winners:
            continue
        turns = joined.formula.turns(prices) if joined.formula else ()
        crossing = first_change(with_price(joined, bid), start, limit, turns)
        if crossing is None:
            continue
        step = -PENNY if limit < start else PENNY
        beyond = beyond_by_a_penny(crossing, step)
        winners = with_price(joined, bid)(beyond).winners
        if NEWCOMER not in winners and winners != contest.winners:
            found.append(
                Flip(
                    moved=Moved.PRICE,
                    provider=NEWCOMER,
                    about=contest.price_reference,
                    now=start,
                    tie=crossing.at,
                    jumps=crossing.jumps,
                    beyond=beyond,
                    winners=winners,
                )
            )
    return tuple(found)


def _ranked_bids(contest: Contest) -> Iterable[Bid]:
    ranked = {s.provider for s in contest.standings() if s.rank is not None}
    return (bid for bid in contest.bids if bid.provider in ranked)


def _without_minimums(contest: Contest) -> tuple[MarkedCriterion, ...]:
    return tuple(evolve(column, passes_at=None) for column in contest.columns)


def price_warnings(contest: Contest) -> Iterator[Finding]:
    """That price is scored against the other bids, and the losing bids that decide who wins."""
    if contest.formula is None or not contest.formula.relative or not contest.price_weight:
        return
    yield Finding(
        code="relative-price-formula",
        message="price is scored against the other bids: a losing bid can change who wins",
        severity=Severity.WARNS,
        remedy="a formula with a published floor and ceiling (FloorAndCeiling) cannot do that",
    )
    first = _first(contest.winners)
    for loser, winners in reversals(contest):
        yield Finding(
            code="rank-reversal",
            message=f"without {loser}, who does not win, {_first(winners)} would be first "
            f"instead of {first}",
            severity=Severity.WARNS,
            about=loser,
        )
    for flip in reversal_by_newcomer(contest):
        side = "below" if flip.tie < flip.now else "above"
        # Nothing is below nought, but a bid may be free of charge.
        where = f"{side} {shown(flip.tie)}" if flip.tie else "free of charge"
        yield Finding(
            code="rank-reversal",
            message=f"one more bid {where}, with no quality at all, would make "
            f"{_first(flip.winners)} first instead of {first}",
            severity=Severity.WARNS,
        )


def _first(winners: tuple[str, ...]) -> str:
    return " and ".join(winners) or "nobody"
