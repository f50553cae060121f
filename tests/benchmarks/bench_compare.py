"""One lot from plain tables beside scikit-criteria and pymcdm: reading, weighted sum and ranks.

Run by hand, in an environment with the peers installed:

    python tests/benchmarks/bench_compare.py

Each takes the same prices and marks of 6, 60 and 600 bidders by five criteria and gives the ranks. The peers
work in floats; the library is exact, checks every mark against its scale, and keeps ties. All samples are
interleaved and the best of each is kept, because absolute times on a shared machine say little.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib import import_module, util
from time import perf_counter

from commissioning import compare

CRITERIA = tuple(f"c{number}" for number in range(5))
WEIGHTS = {**dict.fromkeys(CRITERIA, 12), "price": 40}
ROUNDS = {6: 200, 60: 50, 600: 15}
"""How often each field of bidders is run: more where one run is short."""
Case = Callable[[], object]


def field(bidders: int) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Prices and marks from 0 to 10, drawn with a seed."""
    drawn = random.Random(bidders)
    names = [f"bidder {number}" for number in range(bidders)]
    prices = {name: drawn.randrange(80_000, 120_000) for name in names}
    marks = {name: {c: drawn.randrange(11) for c in CRITERIA} for name in names}
    return prices, marks


def of_scikit_criteria(prices: dict[str, int], marks: dict[str, dict[str, int]]) -> Case:
    """Build the decision matrix, scale it by the best and rank by the weighted sum."""
    skcriteria = import_module("skcriteria")
    pipeline = import_module("skcriteria.pipelines").mkpipe(
        import_module("skcriteria.preprocessing.invert_objectives").InvertMinimize(),
        import_module("skcriteria.preprocessing.scalers").MaxAbsScaler(target="matrix"),
        import_module("skcriteria.preprocessing.scalers").SumScaler(target="weights"),
        import_module("skcriteria.agg.simple").WeightedSumModel(),
    )

    def run() -> object:
        matrix = [[*marks[name].values(), prices[name]] for name in prices]
        made = skcriteria.mkdm(
            matrix,
            [max] * len(CRITERIA) + [min],
            weights=list(WEIGHTS.values()),
            alternatives=list(prices),
        )
        return pipeline.evaluate(made).rank_

    return run


def of_pymcdm(prices: dict[str, int], marks: dict[str, dict[str, int]]) -> Case:
    """Build the matrix and rank by the weighted sum with its own scaling."""
    np = import_module("numpy")
    by_the_best = import_module("pymcdm.normalizations").max_normalization
    model = import_module("pymcdm.methods").WSM(by_the_best)
    rank = import_module("pymcdm.helpers").rrankdata
    weights = np.array(list(WEIGHTS.values())) / 100
    types = np.array([1] * len(CRITERIA) + [-1])

    def run() -> object:
        matrix = np.array([[*marks[name].values(), prices[name]] for name in prices], dtype=float)
        return rank(model(matrix, weights, types))

    return run


PEERS = {"skcriteria": of_scikit_criteria, "pymcdm": of_pymcdm}


def main() -> None:
    for bidders, rounds in ROUNDS.items():
        prices, marks = field(bidders)
        cases: dict[str, Case] = {
            "compare": lambda p=prices, m=marks: compare(p, m, weights=WEIGHTS, scale=10).ranking,
            **{
                name: make(prices, marks)
                for name, make in PEERS.items()
                if util.find_spec(name) is not None
            },
        }
        best = dict.fromkeys(cases, float("inf"))
        for _ in range(rounds):
            for name, case in cases.items():
                started = perf_counter()
                case()
                best[name] = min(best[name], perf_counter() - started)
        print(f"\n{bidders} bidders")
        for name, time in best.items():
            print(f"  {name:12} {time * 1e3:8.3f} ms   {time / best['compare']:6.2f} x")
    missing = [name for name in PEERS if util.find_spec(name) is None]
    print(f"\nnot installed: {', '.join(missing)}" if missing else "")


if __name__ == "__main__":
    main()
