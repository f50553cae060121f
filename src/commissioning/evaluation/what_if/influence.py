"""How firmly the result holds: the influence of each criterion, and losing bids that decide it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import evolve, field

from commissioning.evaluation.bids import Bid, as_money
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.standings import Standing
from commissioning.evaluation.what_if import flips
from commissioning.evaluation.what_if.weights import members_of, weights_of, with_together
from commissioning.findings.codes.evaluation import RANK_REVERSAL, RELATIVE_PRICE_FORMULA
from commissioning.findings.finding import Finding, Severity
from commissioning.records.pricing import ZERO
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine, Tabled
from commissioning.values.rounding import as_decimal, shown
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import listed

NEWCOMER: Final = "a further bid"
"""The provider of the made-up bid in `reversal_by_newcomer`."""


@frozen(kw_only=True)
class Influence(OneLine, Tabled):
    """How much a criterion, a section or a panel moved the result."""

    name: str
    weight: Fraction
    """Per cent."""
    points: Mapping[str, Fraction] = field(hash=False)
    """The points that each ranked tender earned there."""
    winners: tuple[str, ...]
    winners_without: tuple[str, ...]
    """The winners if it carried no weight and the others kept their proportions."""
    flips_at: tuple[Fraction, ...]
    """The weights in per cent, below and above the present one, at which the winner changes."""

    @property
    def changes_winner(self) -> bool:
        return self.winners != self.winners_without

    @property
    def spread(self) -> Fraction:
        """The largest difference in points that it made between two tenders."""
        return max(self.points.values()) - min(self.points.values()) if self.points else ZERO

    def table(self) -> Table:
        """One row for each ranked tender: the points that it earned there, to four places."""
        columns = (Column("provider"), Column("points", Kind.NUMBER))
        return Table(
            columns, tuple(((who, as_decimal(points, 4)) for who, points in self.points.items()))
        )

    def __str__(self) -> str:
        without = (
            f"Without it {_first(self.winners_without)} would be first."
            if self.changes_winner
            else f"Without it {_first(self.winners)} would still be first."
        )
        weights = listed((f"{shown(at, 4)}%" for at in self.flips_at), "or")
        change = f" The winner changes at a weight of {weights}." if weights else ""
        return (
            f"{self.name}: a weight of {shown(self.weight)}%, and a difference of up to "
            f"{shown(self.spread)} points between tenders. {without}{change}"
        )


def influence(contest: Contest, name: str) -> Influence:
    """How much a criterion, section or panel moved the result, in points as published.

    Without it, its minimum marks and floors stay; if nothing else carries a weight, every tender has
    zero points. Raises `RecordError` for a name that stands for no weight.
    """
    weights, members = weights_of(contest), members_of(contest, name)
    without = with_together(weights, members, ZERO)
    if len(members) == len(weights):
        # No other criterion is left to take up the weight, so there are no proportions to keep.
        without = dict.fromkeys(weights, ZERO)
    ranked = [standing for standing in contest.standings() if standing.rank is not None]
    return Influence(
        name=name,
        weight=sum((weights[member] for member in members), ZERO),
        points={standing.provider: _earned(contest, standing, members) for standing in ranked},
        winners=contest.winners,
        winners_without=contest.with_weights(without).winners,
        flips_at=tuple(sorted(flip.tie for flip in flips.weight_flips(contest, name))),
    )


def _earned(contest: Contest, standing: Standing, members: Sequence[str]) -> Fraction:
    bid = contest.bid(standing.provider)
    lines = (
        contest.published_points(bid, number) or ZERO
        for number, column in enumerate(contest.columns)
        if column.reference in members
    )
    priced = contest.price.reference in members
    return sum(lines, (standing.price_points or ZERO) if priced else ZERO)


def reversals(contest: Contest) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The losing tenders without which another tender would be first, with the winners then.

    Cost: one ranking for each loser.
    """
    winners = contest.winners
    # Without the winner another is always first, which says nothing about the bids.
    losers = (bid.provider for bid in contest.bids if bid.provider not in winners)
    without = ((loser, contest.without(loser).winners) for loser in losers)
    return tuple((loser, others) for loser, others in without if others != winners)


def reversal_by_newcomer(contest: Contest) -> tuple[flips.Flip, ...]:
    """The prices at which one more bid that barely stays in would change who is first.

    It has no more quality than the minimum marks and floors require. Its price is followed from the
    lowest tendered down to zero and from the highest up; a price at which the further bid would
    itself be first is no reversal.
    """
    prices = [b.price for b in contest.bids if b.price is not None]
    breakpoints = flips.price_breakpoints(contest, contest.bids)
    if not prices or breakpoints is None or not contest.method.has_merit:
        return ()
    if len(contest.winners) != 1:
        return ()
    reversing = []
    for start, limit in ((min(prices), ZERO), (max(prices), flips.FURTHEST * max(prices))):
        bid = Bid(provider=NEWCOMER, earned=_barely_in(contest), price=start)
        at = flips.with_price(evolve(contest, bids=(*contest.bids, bid)), bid)
        there = at(start).winners
        unmoved_price = flips.unmoved(
            flips.FlipKind.PRICE, NEWCOMER, contest.price.reference, start
        )
        # The bid may turn the order by coming at all, before its price moves.
        change: flips.Flip | None = evolve(unmoved_price, winners=there)
        if there == contest.winners:
            change = flips.overtaking(at, unmoved_price, limit, breakpoints, flips.first_penny)
        if change is not None and NEWCOMER not in change.winners:
            reversing.append(change)
    return tuple(reversing)


def _barely_in(contest: Contest) -> tuple[Fraction, ...]:
    """The marks of a tender that meets every minimum mark and every floor, and no more."""
    return tuple(
        # A floor is a weighted mean, so its share in every criterion reaches it under any weights.
        column.out_of
        * max(
            column.scale.share(column.scale.lowest) if column.scale else ZERO,
            column.passes_at or ZERO,
            *(floor.percent / 100 for floor in contest.floors if number in floor.columns),
        )
        for number, column in enumerate(contest.columns)
    )


def price_warnings(contest: Contest) -> Iterator[Finding]:
    """Warnings that price or a figure is scored against other bids, and of losing bids that decide."""
    formula = contest.price.formula
    judged = [c.title for c in contest.columns if c.formula and c.formula.relative and c.weight]
    priced = formula is not None and formula.relative and contest.price.weight
    scored = (*(["price"] if priced else []), *judged)
    if not scored:
        return
    yield RELATIVE_PRICE_FORMULA(
        f"{listed(scored)} {'are' if len(scored) > 1 else 'is'} scored against the other bids, "
        "so a losing bid can change who wins",
        severity=Severity.WARNS,
        remedy="Next time, use a formula with published limits, such as a floor and a ceiling",
    )
    first = _first(contest.winners)
    for loser, winners in reversals(contest):
        yield RANK_REVERSAL(
            f"Without {loser} (a losing bid), {_first(winners)} would be first instead of {first}",
            severity=Severity.WARNS,
            about=loser,
        )
    quality = "the minimum quality" if any(_barely_in(contest)) else "zero quality"
    # The newcomer moves by its price alone, so a judged figure that is relative has none to report.
    for flip in reversal_by_newcomer(contest) if priced else ():
        price = as_money(flip.beyond or ZERO, contest.price.money)
        yield RANK_REVERSAL(
            f"One more bid, with a price of {price} and {quality}, would make "
            f"{_first(flip.winners)} first instead of {first}",
            severity=Severity.WARNS,
        )


def _first(winners: tuple[str, ...]) -> str:
    return listed(winners) or "no tender"
