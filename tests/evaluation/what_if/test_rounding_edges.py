"""Declared rounding parts the way of a moving number where it matters, and misses nothing."""

from fractions import Fraction as F
from itertools import islice, pairwise
from math import ceil, floor
from random import Random

import pytest
from attrs import evolve

from commissioning.evaluation.bids import Bid, MarkedCriterion, PriceCriterion
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.what_if.flips import price_breakpoints, with_price
from commissioning.evaluation.what_if.sweep import rounding_edges, sweep
from commissioning.evaluation.what_if.weights import with_together
from commissioning.records.criteria import Criterion
from commissioning.records.methods import (
    ComparisonFigure,
    DividedPrice,
    Method,
    PricePerQualityPoint,
    PricePerScoreIndex,
    QualityFloorThenPrice,
    WeightedSum,
)
from commissioning.records.pricing import (
    BandedPrices,
    FixedPrice,
    FloorAndCeiling,
    LinearDeviation,
    LowestPriceProportional,
    MeanBased,
    PriceBand,
    PriceBase,
    PriceRange,
)
from commissioning.values.rounding import Rounding, RoundingOf
from commissioning.values.scales import ZERO_TO_FIVE

OUT_OF = 20
QUALITY = (Criterion(reference="q", title="q", weight=100, scale=ZERO_TO_FIVE),)
METHODS = (*[PricePerQualityPoint(criteria=QUALITY)] * 3, WeightedSum(criteria=QUALITY))
TELLING = (1, 6, 9, 15, 80, 86, 125, 436)
"""Draws in which a slip in working out where rounding matters was seen to change the result."""


def close_contest(draw: Random, method: Method, rounding: Rounding) -> Contest:
    """Three tenders a few marks apart, with prices a few in a hundred apart."""
    parts = [draw.randint(1, 9) for _ in range(draw.randint(2, 4))]
    per_point = isinstance(method, PricePerQualityPoint)
    level = draw.choice((F(1, 10), F(1), F(100), F(1000))) if per_point else None
    middle, apart = draw.randint(2, 16), draw.choice((1, 2, 4))

    def mark() -> int:
        return min(OUT_OF, max(0, draw.randint(middle - apart, middle + apart)))

    return Contest(
        method=method,
        columns=tuple(
            MarkedCriterion(
                reference=f"c{n}", title="", weight=F(100 * part, sum(parts)), out_of=OUT_OF
            )
            for n, part in enumerate(parts)
        ),
        bids=tuple(
            Bid(
                provider=name,
                earned=tuple(mark() for _ in parts),
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
    return [step * (n + F(1, 2)) for n in range(first, min(last, first + 1000) + 1)]


def status(leader: str, winners: tuple[str, ...]) -> tuple[str, ...] | None:
    """What a span says: first alone, first with the same others, or behind."""
    return winners if leader in winners else None


@pytest.mark.parametrize("seed", [*TELLING, *range(100, 106)])
def test_no_figure_that_rounds_to_the_next_is_missed(seed):
    """Tried at every place where any figure rounds, and between any two: spans say what is there."""
    draw = Random(seed)
    method, of = draw.choice(METHODS), draw.choice(list(RoundingOf))
    rounding = Rounding(places=draw.choice((0, 1)), of=of)
    contest = close_contest(draw, method, rounding)
    ways = [(F(b.earned[0], OUT_OF), moved_mark(contest, b.provider)) for b in contest.bids]
    ways.append((contest.columns[0].weight / 100, moved_weight(contest)))
    for now, contest_at in ways if len(contest.winners) == 1 else ():
        (leader,) = contest.winners
        places = where_figures_round(contest_at, rounding)
        for limit in {F(0), F(1)} - {now}:
            parted = list(rounding_edges(contest_at, leader, now, limit))
            assert parted == sorted({*parted} - {now, limit}, reverse=limit < now)
            spans = list(sweep(contest_at, now, limit, ()))
            between = {p for p in places if now < p < limit or limit < p < now}
            in_order = sorted(between | {now, limit}, reverse=limit < now)
            for one, two in pairwise(in_order):
                for part in (F(1, 1000), F(999, 1000), F(1)):
                    place = one + part * (two - one)
                    span = next(s for s in spans if s.holds(place))
                    there = contest_at(place).winners
                    assert status(leader, there) == status(leader, span.winners)


def test_breakpoints_at_the_ends_of_the_interval_add_no_span():
    """Where it starts and ends is known: a span of its own there would be one too many."""
    rounding = Rounding(places=1)
    contest = close_contest(Random(3), METHODS[-1], rounding)
    contest_at, now, limit, middle = moved_mark(contest, "A"), F(1, 10), F(9, 10), F(3, 5)
    assert list(sweep(contest_at, now, limit, (now, limit, middle))) == list(
        sweep(contest_at, now, limit, (middle,))
    )


def test_leader_that_is_not_ranked_has_no_edges():
    """Below a floor a tender has no figures: rounding cannot bring it level with another."""
    contest = close_contest(Random(3), METHODS[-1], Rounding(places=1))
    assert list(rounding_edges(lambda _: contest, "not ranked", F(0), F(1))) == []


def test_without_declared_rounding_there_are_no_edges():
    """Exact figures never round to the next value, so nothing is looked for."""
    contest = evolve(close_contest(Random(3), METHODS[-1], Rounding(places=1)), rounding=None)
    assert list(rounding_edges(lambda _: contest, "A", F(0), F(1))) == []


def test_edges_are_found_in_every_part_between_crossing_scores():
    """Where the lowest quality score passes to another tender, a price per index changes its form."""
    method = PricePerScoreIndex(criteria=QUALITY)
    contest_at = moved_mark(close_contest(Random(0), method, Rounding(places=1)), "A")
    edges = list(rounding_edges(contest_at, "A", F(1, 10), F(9, 10)))
    assert edges == sorted(set(edges))
    assert all(F(1, 10) < edge < F(9, 10) for edge in edges)
    assert len(edges) == 2


class Tripled(WeightedSum):
    """A council's own method, in which a point of quality counts three times."""

    def total(self, tender, field_, /):
        return self.merit(tender)

    def merit(self, tender, /):
        return 3 * tender.quality + tender.price_points


class Steep(DividedPrice):
    """A council's own method, whose line in the quality score is a steep one."""

    measure = ComparisonFigure("price by a steep line")

    def divisor(self, quality, /):
        return 3 * quality + 50

    def total(self, tender, field_, /):
        return 10_000 * tender.price / self.divisor(tender.quality)


RELATIVE = (LowestPriceProportional, LinearDeviation, MeanBased, PriceRange)
BANDS = tuple(PriceBand(up_to=up_to, percent=percent) for up_to, percent in ((98, 100), (102, 40)))
FORMULAS = (
    *(formula(base=base) for formula in RELATIVE for base in PriceBase),
    FloorAndCeiling(floor=90, ceiling=104),
    FixedPrice(lowest=80, highest=103),
    BandedPrices(bands=BANDS),
)
WAYS_TO_AWARD = (
    *((WeightedSum, formula) for formula in FORMULAS),
    (Tripled, LowestPriceProportional()),
    *((kind, None) for kind in (PricePerQualityPoint, PricePerScoreIndex, Steep)),
    (QualityFloorThenPrice, None),
)
ROUNDINGS = [Rounding(places=places, of=of) for of in RoundingOf for places in (0, 1)]


def priced_contest(draw: Random, kind, formula, rounding) -> Contest:
    """The close contest with a price for each tender: 95 to 105, one in twelve contests with a free one."""
    more = {"quality_floor": 50} if kind is QualityFloorThenPrice else {}
    contest = close_contest(draw, kind(criteria=QUALITY, **more), rounding)
    free = draw.choice("ABC") if draw.random() < 1 / 12 and kind is not Steep else ""
    bids = tuple(
        evolve(b, price=F(0 if b.provider == free else draw.randint(95, 105))) for b in contest.bids
    )
    if formula is None:
        return evolve(contest, bids=bids)
    columns = tuple(evolve(c, weight=c.weight * F(7, 10)) for c in contest.columns)
    price = PriceCriterion(reference="price", title="price", weight=F(30), formula=formula)
    return evolve(contest, columns=columns, bids=bids, price=price)


def ways_to_move(contest: Contest):
    """Each number that may move: where it is, its two ends, the contest there, and the breakpoints."""
    for bid in contest.bids:
        yield F(bid.earned[0], OUT_OF), (F(0), F(1)), moved_mark(contest, bid.provider), ()
        others = [other for other in contest.bids if other is not bid]
        at = price_breakpoints(contest, others)
        yield bid.price, (F(0), F(300)), with_price(contest, bid), at
    yield contest.columns[0].weight / 100, (F(0), F(1)), moved_weight(contest), ()


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("rounding", [None, *ROUNDINGS], ids=str)
def test_sweep_says_at_every_point_what_the_contest_says(rounding, seed):
    """By brute force, for every way to award and every rounding: marks, prices and weights on a fine grid."""
    for number, (kind, formula) in enumerate(WAYS_TO_AWARD):
        draw = Random(1000 * seed + number)
        contest = priced_contest(draw, kind, formula, rounding)
        ways = list(ways_to_move(contest)) if len(contest.winners) == 1 else []
        for now, ends, contest_at, breakpoints in draw.sample(ways, min(2, len(ways))):
            for limit in {*ends} - {now}:
                spans = list(islice(sweep(contest_at, now, limit, breakpoints), 300))
                reach = spans[-1].end - now
                for part in range(1, 31):
                    point = now + reach * F(part, 31)
                    span = next(s for s in spans if s.holds(point))
                    there = status(contest.winners[0], contest_at(point).winners)
                    assert there == status(contest.winners[0], span.winners), (kind, formula)


@pytest.mark.parametrize("seed", range(40))
def test_parts_between_crossing_scores_are_parted_no_further(seed):
    """Rounded scores would cross again inside every part: seconds for one question, and no end in sight.

    Three tenders have at most three crossings, so four parts; each is looked at in three points.
    """
    draw = Random(seed)
    rounding = Rounding(places=draw.choice((0, 1)), of=draw.choice(list(RoundingOf)))
    contest = priced_contest(draw, PricePerScoreIndex, None, rounding)
    contest_at, asked = moved_weight(contest), []
    start = F(draw.randint(1, 99), 100)
    for end in (F(0), F(1)):
        asked.clear()
        edges = rounding_edges(
            lambda point: asked.append(point) or contest_at(point), "A", start, end
        )
        edges = list(edges)
        assert edges == sorted(set(edges), reverse=end < start)
        assert len(asked) <= 3 * (1 + 4)
