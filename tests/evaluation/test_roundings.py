"""Declared rounding parts the way of a moving number where it matters, and misses nothing."""

from fractions import Fraction as F
from itertools import pairwise
from math import ceil, floor
from random import Random

import pytest
from attrs import evolve

from commissioning.evaluation.bids import Bid, MarkedCriterion, Measure
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.crossing import along
from commissioning.evaluation.roundings import edges
from commissioning.evaluation.weights import with_together
from commissioning.values.rounding import Rounding, RoundingOf

OUT_OF = 20
REACH = F(1, 5)
"""How far a share of the marks or of the weight is moved, from where the tenders are close."""


def close_contest(draw: Random, measure: Measure, rounding: Rounding) -> Contest:
    """Three tenders a mark or two apart, with prices a few in a hundred apart."""
    parts = [draw.randint(1, 9) for _ in range(draw.randint(2, 3))]
    level = draw.choice((F(1), F(1000))) if measure is Measure.PRICE_PER_POINT else None
    return Contest(
        measure=measure,
        columns=tuple(
            MarkedCriterion(
                reference=f"c{n}", title="", weight=F(100 * part, sum(parts)), out_of=OUT_OF
            )
            for n, part in enumerate(parts)
        ),
        bids=tuple(
            Bid(
                provider=name,
                earned=tuple(draw.randint(9, 13) for _ in parts),
                price=level and level * F(draw.randint(95, 105), 100),
            )
            for name in "ABC"
        ),
        rounding=rounding,
    )


def moved_mark(contest: Contest, provider: str):
    """The contest for every share of the first criterion that a tender earns, from 0 to 1."""
    bid = contest.bid(provider)
    return lambda share: contest.with_bid(evolve(bid, earned=(share * OUT_OF, *bid.earned[1:])))


def moved_weight(contest: Contest):
    """The contest for every weight of the first criterion, from 0 to 1 of the whole."""
    return lambda part: contest.with_weights(with_together(contest.weights, ["c0"], 100 * part))


def where_figures_round(contest_at, rounding: Rounding) -> set[F]:
    """Every place from 0 to 1 where any figure rounds to the next: all of them straight lines."""
    step = F(1, 10**rounding.places)
    places: set[F] = set()
    ends = [evolve(contest_at(F(place)), rounding=None) for place in (0, 1)]
    for name in "ABC":
        low, high = (contest.bid(name) for contest in ends)
        if rounding.of is RoundingOf.LINE:
            lines = [
                tuple(c.line_points(bid, n) for c, bid in zip(ends, (low, high), strict=True))
                for n in range(len(low.earned))
            ]
            levels = None
        else:
            lines = [
                tuple(
                    sum(c.line_points(bid, n) for n in range(len(bid.earned)))
                    for c, bid in zip(ends, (low, high), strict=True)
                )
            ]
            levels = low.price
        for at_0, at_1 in lines:
            if at_0 == at_1:
                continue
            if levels is None:
                wanted = halves(min(at_0, at_1), max(at_0, at_1), step)
            else:  # the price per point is at a level where the points are the price divided by it
                wanted = [levels / at for at in halves(levels / max(at_0, at_1), levels, step)]
            places.update((at - at_0) / (at_1 - at_0) for at in wanted)
    return {place for place in places if 0 < place < 1}


def halves(low: F, high: F, step: F) -> list[F]:
    """Where a figure between two rounds to the next."""
    first, last = ceil(low / step - F(1, 2)), floor(high / step - F(1, 2))
    return [step * (n + F(1, 2)) for n in range(first, min(last, first + 400) + 1)]


def status(leader: str, winners: tuple[str, ...]) -> tuple[str, ...] | None:
    """What a span says: first alone, first with the same others, or behind."""
    return winners if leader in winners else None


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("measure", [Measure.POINTS, Measure.PRICE_PER_POINT])
@pytest.mark.parametrize("of", RoundingOf)
def test_no_figure_that_rounds_to_the_next_is_missed(measure, of, seed):
    """Tried at every place where any figure rounds, and between any two: spans say what is there."""
    draw = Random(seed)
    rounding = Rounding(places=draw.choice((0, 1)), of=of)
    contest = close_contest(draw, measure, rounding)
    ways = [(F(b.earned[0], OUT_OF), moved_mark(contest, b.provider)) for b in contest.bids]
    ways.append((contest.columns[0].weight / 100, moved_weight(contest)))
    tried = 0
    for now, contest_at in ways if len(contest.winners) == 1 else ():
        (leader,) = contest.winners
        places = where_figures_round(contest_at, rounding)
        for limit in (max(F(0), now - REACH), min(F(1), now + REACH)):
            between = sorted(
                {p for p in places if now < p < limit or limit < p < now} | {now, limit}
            )
            spans = list(along(contest_at, now, limit, ()))
            parted = list(edges(contest_at, leader, now, limit))
            assert parted == sorted({*parted} - {now, limit}, reverse=limit < now)
            for one, two in pairwise(between):
                for place in ((one + two) / 2, two if two != now else one):
                    (span,) = (s for s in spans if s.holds(place))
                    there = contest_at(place).winners
                    assert status(leader, there) == status(leader, span.winners)
                    tried += 1
    assert tried > 0 or len(contest.winners) != 1


def test_turns_at_the_ends_of_the_way_part_nothing():
    """Where it starts and ends is known: a span of its own there would be one too many."""
    rounding = Rounding(places=1)
    contest = close_contest(Random(1), Measure.POINTS, rounding)
    contest_at, now, limit = moved_mark(contest, "A"), F(1, 2), F(9, 10)
    middle = F(3, 5)
    assert list(along(contest_at, now, limit, (now, limit, middle))) == list(
        along(contest_at, now, limit, (middle,))
    )
