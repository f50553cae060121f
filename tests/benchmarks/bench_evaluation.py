"""Ranking, weightings and lots beside numpy, scikit-criteria, pymcdm and scipy: ratios from one run.

Run by hand, in an environment with the peers installed:

    python tests/benchmarks/bench_evaluation.py

The field is 200 bidders by 60 questions by 8 assessors by 5 lots, whole marks from 0 to 5. The peers work in
binary floats on a matrix of means that is already made; the library is exact throughout. All samples are
interleaved and the best of each is kept, because absolute times on a shared machine say little.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from time import perf_counter

from commissioning.dates.periods import Deadline
from commissioning.evaluation import evaluate
from commissioning.evaluation.bids import Bid, MarkedCriterion, PriceCriterion
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.lots.assignment import best_assignment
from commissioning.evaluation.what_if.weights import weights_map, winners_under
from commissioning.records.criteria import Criterion, CriterionKind, PanelMean
from commissioning.records.methods import WeightedSum
from commissioning.records.panel import Mark, ScoreSheet
from commissioning.records.pricing import LowestPriceProportional
from commissioning.records.tender import InvitationToTender, LotPrice, TenderReceived
from commissioning.values.money import pounds
from commissioning.values.scales import ZERO_TO_FIVE

BIDDERS, QUESTIONS, ASSESSORS, LOTS = 200, 60, 8, 5
DAY = date(2022, 10, 7)
EVEN = [1] * QUESTIONS
POINTS = WeightedSum(
    criteria=(Criterion(reference="q", title="q", weight=100, scale=ZERO_TO_FIVE),)
)
Case = Callable[[], object]


def best_of(cases: dict[str, Case], rounds: int) -> dict[str, float]:
    """The best time of each case, the samples taken in turn."""
    best = dict.fromkeys(cases, float("inf"))
    for _ in range(rounds):
        for name, case in cases.items():
            started = perf_counter()
            case()
            best[name] = min(best[name], perf_counter() - started)
    return best


def report(title: str, best: dict[str, float]) -> None:
    """Each case beside the first one: above 1 the first is quicker."""
    print(f"\n{title}")
    first = next(iter(best.values()))
    for name, seconds in best.items():
        print(f"  {name:52} {seconds * 1000:10.2f} ms   {seconds / first:8.2f} x")


def marks_of(generator: random.Random) -> list[list[list[int]]]:
    """Marks by bidder, question and assessor."""
    return [
        [[generator.randint(0, 5) for _ in range(ASSESSORS)] for _ in range(QUESTIONS)]
        for _ in range(BIDDERS)
    ]


def contest_of(marks: list[list[list[int]]], parts: list[int]) -> Contest:
    """One lot from sums of marks, quality alone, as the peers have it; weights in those parts."""
    columns = tuple(
        MarkedCriterion(
            reference=f"q{n}", title=f"q{n}", weight=Fraction(100 * part, sum(parts)),
            out_of=5 * ASSESSORS,
        )
        for n, part in enumerate(parts)
    )  # fmt: skip
    bids = tuple(
        Bid(provider=f"b{n}", earned=tuple(sum(given) for given in row))
        for n, row in enumerate(marks)
    )
    return Contest(method=POINTS, columns=columns, bids=bids)


def matrix_cases(marks: list[list[list[int]]], parts: list[int]) -> dict[str, Case]:
    """One lot ranked from means that are already made."""
    contest = contest_of(marks, parts)
    cases: dict[str, Case] = {
        "commissioning, exact, ranks and ties": contest.standings,
        "commissioning, exact, totals alone": contest.quality_points,
    }
    means = [[sum(given) / len(given) for given in row] for row in marks]
    try:
        import numpy as np

        matrix = np.array(means)
        weights = np.array(parts) / sum(parts)
        cases["numpy floats, product and argsort"] = lambda: np.argsort(-(matrix @ weights))
        import skcriteria as skc
        from skcriteria.agg.simple import WeightedSumModel

        made = skc.mkdm(matrix, [max] * QUESTIONS, weights=weights)
        decide = WeightedSumModel()
        cases["scikit-criteria, floats, matrix made before"] = lambda: decide.evaluate(made).rank_
        from pymcdm.methods import WSM

        wsm, kinds = WSM(), np.ones(QUESTIONS)
        cases["pymcdm WSM, floats, normalises first"] = lambda: wsm.rank(
            wsm(matrix, weights, kinds)
        )
    except ImportError as missing:
        print(f"without {missing.name}: its peers are left out")
    return cases


def whole_cases(generator: random.Random) -> dict[str, Case]:
    """All five lots, from 480,000 mark objects on score sheets to five rankings."""
    lots = {f"L{n}": marks_of(generator) for n in range(LOTS)}
    half = Decimal(100 - 40) / QUESTIONS
    method = WeightedSum(
        criteria=(
            *(
                Criterion(
                    reference=f"q{n}", title=f"q{n}", weight=half, scale=ZERO_TO_FIVE,
                    one_mark=PanelMean(),
                )
                for n in range(QUESTIONS)
            ),
            Criterion(reference="price", title="price", weight=40, kind=CriterionKind.PRICE),
        )
    )  # fmt: skip
    invitation = InvitationToTender(
        on=DAY, lots=tuple(lots), method=method, price_formula=LowestPriceProportional(),
        tenders_due_by=Deadline(DAY),
    )  # fmt: skip
    given = [Decimal(n) for n in range(6)]
    tenders = {
        lot: [
            TenderReceived(
                on=DAY, provider=f"b{n}", lots=(lot,),
                prices=(LotPrice(lot=lot, price=pounds(generator.randint(100, 200))),),
            )
            for n in range(BIDDERS)
        ]
        for lot in lots
    }  # fmt: skip
    sheets = {
        lot: [
            ScoreSheet(
                on=DAY, panel="p", assessor=f"a{who}", provider=f"b{n}", lots=(lot,),
                marks=tuple(Mark(criterion=f"q{q}", mark=given[row[q][who]]) for q in range(QUESTIONS)),
            )
            for n, row in enumerate(marks)
            for who in range(ASSESSORS)
        ]
        for lot, marks in lots.items()
    }  # fmt: skip

    def ours() -> object:
        return [evaluate(invitation, tenders[lot], sheets[lot], lot=lot).ranking for lot in lots]

    cases: dict[str, Case] = {"commissioning, from sheets, checked, exact": ours}
    try:
        import numpy as np
    except ImportError:
        return cases

    def with_numpy() -> object:
        ranked = []
        for lot, sheets_ in sheets.items():
            flat = [float(mark.mark) for sheet in sheets_ for mark in sheet.marks]
            means = np.array(flat).reshape(BIDDERS, ASSESSORS, QUESTIONS).mean(axis=1)
            asked = np.array([float(t.prices[0].price.amount) for t in tenders[lot]])
            points = means.sum(axis=1) / 5 + 40 * asked.min() / asked
            ranked.append(np.argsort(-points))
        return ranked

    cases["numpy, from the same sheets, unchecked, floats"] = with_numpy
    return cases


def weighting_cases(marks: list[list[list[int]]], generator: random.Random) -> dict[str, Case]:
    """Who wins under 10,000 weightings of one lot, and the break points that need no samples."""
    contest = contest_of(marks, EVEN)
    names = [column.reference for column in contest.columns]
    drawn = [{name: generator.randint(800, 1200) for name in names} for _ in range(10_000)]
    cases: dict[str, Case] = {
        "commissioning, exact, 10,000 weightings": lambda: winners_under(contest, drawn)
    }
    means = [[sum(given) / len(given) for given in row] for row in marks]
    try:
        import numpy as np
    except ImportError:
        return cases
    matrix, table = np.array(means), np.array([[row[name] for name in names] for row in drawn])
    cases["numpy floats, one product, table made before"] = lambda: (table @ matrix.T).argmax(
        axis=1
    )
    try:
        from skcriteria import mkdm
        from skcriteria.agg.simple import WeightedSumModel
    except ImportError:
        return cases
    decide = WeightedSumModel()

    def hundred() -> object:
        return [
            decide.evaluate(mkdm(matrix, [max] * QUESTIONS, weights=row)).rank_
            for row in table[:100]
        ]

    cases["scikit-criteria, floats, 100 of the 10,000"] = hundred
    return cases


def map_cases(generator: random.Random) -> dict[str, Case]:
    """Price against quality: exact break points beside 1,001 samples in floats."""
    bids = tuple(
        Bid(
            provider=f"b{n}",
            earned=(generator.randint(0, 100),),
            price=Fraction(generator.randint(100, 200)),
        )
        for n in range(BIDDERS)
    )
    quality = MarkedCriterion(reference="q", title="q", weight=Fraction(60), out_of=100)
    contest = Contest(
        method=POINTS, columns=(quality,), bids=bids,
        price=PriceCriterion(
            reference="price", weight=Fraction(40), formula=LowestPriceProportional()
        ),
    )  # fmt: skip
    cases: dict[str, Case] = {"commissioning, exact break points": lambda: weights_map(contest)}
    try:
        import numpy as np
        from pymcdm.methods import WSM
    except ImportError:
        return cases
    asked = np.array([float(bid.price or 0) for bid in bids])
    matrix = np.column_stack([[float(bid.earned[0] or 1) for bid in bids], asked])
    wsm, kinds = WSM(), np.array([1, -1])

    def sampled() -> object:
        splits = np.linspace(0.001, 0.999, 1001)
        return [np.argmax(wsm(matrix, np.array([1 - s, s]), kinds)) for s in splits]

    cases["pymcdm, 1,001 samples, floats"] = sampled
    return cases


def lot_cases(generator: random.Random) -> dict[str, Case]:
    """Forty lots, two hundred bidders, at most three each."""
    rows = [[generator.randint(0, 10_000) for _ in range(BIDDERS)] for _ in range(40)]
    worth = [dict(enumerate(row)) for row in rows]
    cases: dict[str, Case] = {"commissioning, exact": lambda: best_assignment(worth, 3)}
    try:
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
    except ImportError:
        return cases
    matrix = np.array(rows)
    wide = np.repeat(matrix, 3, axis=1)
    cases["scipy assignment, bidders tripled before"] = lambda: linear_sum_assignment(
        wide, maximize=True
    )
    lots, bidders = matrix.shape
    each_lot = np.kron(np.eye(lots), np.ones((1, bidders)))
    each_bidder = np.kron(np.ones((1, lots)), np.eye(bidders))
    rules = [LinearConstraint(each_lot, 1, 1), LinearConstraint(each_bidder, 0, 3)]
    cases["scipy milp (HiGHS)"] = lambda: milp(
        -matrix.ravel(), constraints=rules, integrality=np.ones(matrix.size), bounds=Bounds(0, 1)
    )
    return cases


def main() -> None:
    """Print the ratios; above 1 the library is that many times quicker."""
    generator = random.Random(20221007)
    marks = marks_of(generator)
    drawn = random.Random(QUESTIONS)
    uneven = [drawn.randint(1, 9) for _ in EVEN]
    for title, parts in {"weights all the same": EVEN, "weights of 1 to 9 parts": uneven}.items():
        report(
            f"one lot of 200 by 60, from means, {title}", best_of(matrix_cases(marks, parts), 60)
        )
    report("5 lots, 480,000 marks, from score sheets", best_of(whole_cases(generator), 3))
    report("10,000 weightings of one lot", best_of(weighting_cases(marks, generator), 3))
    report("who wins for every price weight, 200 bids", best_of(map_cases(generator), 5))
    report("40 lots, 200 bidders, at most 3 each", best_of(lot_cases(generator), 5))


if __name__ == "__main__":
    main()
