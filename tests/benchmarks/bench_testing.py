"""Draw rates compared with polyfactory, which builds the same records without their order: ratios.

Run by hand, in an environment with polyfactory installed:

    python tests/benchmarks/bench_testing.py

polyfactory fills the fields of the record classes of one cycle at the award, each by itself, but for
the fields that every record shares, and knows no rule. Its records count as made whether or not the
library takes them; the number it refuses is printed. Samples are interleaved and the best is kept.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from polyfactory.factories.attrs_factory import AttrsFactory

from commissioning.records.record import Record
from commissioning.stages import Stage
from commissioning.testing import Scenario, cycles, seeded_portfolio, story

ROUNDS = 5
SHARED = {"within": None, "learned": None, "basis": (), "lots": None}
KINDS = [type(record) for record in story(at=Stage.AWARD).records]
FACTORIES: dict[type[Record], Any] = {
    kind: AttrsFactory.create_factory(kind) for kind in dict.fromkeys(KINDS)
}


def polyfactory_cycle() -> int:
    """One record of each kind of a cycle at the award, without validity: how many were refused."""
    refused = 0
    for kind in KINDS:
        try:
            FACTORIES[kind].build(**SHARED)
        except Exception:  # polyfactory's own errors and the library's refusals alike
            refused += 1
    return refused


def story_anew(number: int) -> None:
    story(Scenario(yearly_price=100_000 + number), at=Stage.AWARD, kept=False)


def drawn_cycles(count: int) -> None:
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cycles(at=Stage.AWARD))
    def draw(cycle: object) -> None:
        assert cycle

    draw()


def each(case: Callable[[], object], count: int) -> float:
    """Milliseconds of this process's own time for one."""
    began = time.process_time()
    case()
    return (time.process_time() - began) * 1000 / count


def main() -> None:
    random.seed(0)
    refused = sum(polyfactory_cycle() for _ in range(20))
    cases: dict[str, Callable[[], float]] = {
        "polyfactory, one of each record, not valid": lambda: each(
            lambda: [polyfactory_cycle() for _ in range(40)], 40
        ),
        "story(at=AWARD), valid, not cached": lambda: each(
            lambda: [story_anew(number) for number in range(40)], 40
        ),
        "cycles(at=AWARD), valid, drawn by hypothesis": lambda: each(lambda: drawn_cycles(60), 60),
        "seeded_portfolio, valid, any stage": lambda: each(
            lambda: list(seeded_portfolio(60, seed=1)), 60
        ),
    }
    best = dict.fromkeys(cases, float("inf"))
    for _ in range(ROUNDS):
        for name, case in cases.items():
            best[name] = min(best[name], case())
    base = best["polyfactory, one of each record, not valid"]
    for name, figure in best.items():
        print(f"{figure:8.2f} ms  {figure / base:5.2f}  {60_000 / figure:8,.0f} a minute  {name}")
    print(f"polyfactory: {refused} of {20 * len(KINDS)} records could not be made at all")


if __name__ == "__main__":
    main()
