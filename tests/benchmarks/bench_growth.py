"""How the time to read a history grows with its length: fitted exponents, 1 for linear.

Run by hand:

    python tests/benchmarks/bench_growth.py

Each row records a history at four sizes, each twice the one before, and fits the exponent of the growth
through the best of several runs. Add a row for whatever a file may hold many of.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import timedelta
from math import log
from time import process_time

from attrs import evolve

from commissioning import (
    AwardRecommendation,
    Cycle,
    EngagementMeeting,
    EvaluationReopened,
    Learned,
    LotAward,
    MobilisationPlan,
    NoticePublished,
    Record,
    Route,
    TaskDone,
)
from commissioning.testing import Scenario, make, story

ROUNDS = 3
SCENARIO = Scenario(route=Route.open())
MOBILISING = story(SCENARIO, after=MobilisationPlan)
AWARDED = story(SCENARIO, after=AwardRecommendation)
Work = Callable[[], object]


def entered_late(kind: type[Record]) -> Callable[[int], Work]:
    """Records of one kind, of thirty days, all learned of on the last."""
    last = MOBILISING.records[-1].on
    plain, learned = make(kind, on=last), Learned(on=last, because="found")

    def work(size: int) -> Work:
        late = [
            evolve(plain, on=last - timedelta(number % 30), note=f"{number}", learned=learned)
            for number in range(size)
        ]
        return lambda: Cycle.audit("late", (*MOBILISING.records, *late))

    return work


def returns(size: int) -> Work:
    """Evaluation reopened and the award recommended anew, so many times."""
    recommended = AWARDED.records[-1]
    more: list[Record] = []
    for number in range(size):
        more.append(EvaluationReopened(on=recommended.on, because=f"slip {number}"))
        more.append(evolve(recommended, reference=f"R-{number}"))
    return lambda: Cycle.audit("returns", (*AWARDED.records, *more))


def awards(size: int) -> Work:
    """One recommendation of so many lots."""
    lots = tuple(LotAward(lot=f"L{number}", provider="Elm") for number in range(size))
    return lambda: AwardRecommendation(on=AWARDED.records[-1].on, reference="R", awards=lots)


ROWS: tuple[tuple[str, int, Callable[[int], Work]], ...] = (
    ("engagement meetings entered late", 100, entered_late(EngagementMeeting)),
    ("notices entered late", 100, entered_late(NoticePublished)),
    ("tasks entered late", 100, entered_late(TaskDone)),
    ("returns", 100, returns),
    ("awards of one recommendation", 800, awards),
)


def seconds(work: Work) -> float:
    """The best of several runs, in seconds of this process."""
    best = float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        begun = process_time()
        work()
        best = min(best, process_time() - begun)
    return best


def exponent(sizes: list[int], times: list[float]) -> float:
    """The slope of the least squares line through the logarithms."""
    xs, ys = [log(size) for size in sizes], [log(each) for each in times]
    middle, level = sum(xs) / len(xs), sum(ys) / len(ys)
    pairs = list(zip(xs, ys, strict=True))
    return sum((x - middle) * (y - level) for x, y in pairs) / sum((x - middle) ** 2 for x in xs)


def main() -> None:
    for what, smallest, make_work in ROWS:
        sizes = [smallest * 2**step for step in range(4)]
        times = [seconds(make_work(size)) for size in sizes]
        row = "  ".join(f"{size}: {each:.3f} s" for size, each in zip(sizes, times, strict=True))
        print(f"{what:<36} {row}  exponent {exponent(sizes, times):.2f}")


if __name__ == "__main__":
    main()
