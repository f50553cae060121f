"""Many cycles at once: CPU time a cycle for tables and Parquet, beside reading the file alone.

Run by hand:

    python tests/benchmarks/bench_portfolio.py [CYCLES]

Every row does its work on the same documents, one after the other, and prints milliseconds a cycle, the
ratio to reading alone, and the exponent of the growth through three sizes, 1 for linear: one of 1.3 or more
ends the script with 1. CONSTRUCTED cycles.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import date
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pyarrow as pa

from commissioning.interchange import dumps, loads
from commissioning.portfolio import (
    QUESTIONS,
    CycleText,
    ask,
    audit_batches,
    tables,
    write_parquet,
)
from commissioning.testing import seeded_portfolio

TODAY = date(2026, 6, 1)
LIMIT = 1.3
ROUNDS = 2


def seconds(work: Callable[[], object]) -> float:
    """The best CPU time of a few runs."""
    best = float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        begun = process_time()
        work()
        best = min(best, process_time() - begun)
    return best


def batch(documents: list[CycleText]) -> pa.RecordBatch:
    """Documents as one Arrow batch."""
    return pa.RecordBatch.from_pydict(
        {"name": [each.name for each in documents], "document": [each.text for each in documents]}
    )


def jobs(documents: list[CycleText], folder: Path) -> dict[str, Callable[[], object]]:
    """The work of each row."""
    return {
        "read and audit alone": lambda: [loads(each.text, audit=True) for each in documents],
        "findings, in a batch": lambda: list(audit_batches(iter([batch(documents)]))),
        "tables": lambda: tables(documents, TODAY),
        "Parquet": lambda: write_parquet(documents, TODAY, folder),
    }


def main() -> int:
    """Print the figures; 1 where something grows faster than linearly."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 160
    documents = [CycleText(c.reference, dumps(c)) for c in seeded_portfolio(most, seed=1)]
    records = sum(each.text.count('"type": ') for each in documents) / most
    print(f"{most} cycles, {records:.0f} typed objects each on average")
    code, first = 0, 0.0
    sizes = [most // 4, most // 2, most]
    with TemporaryDirectory() as made:
        folder = Path(made) / "portfolio"
        for name in jobs([], folder):
            times = [seconds(jobs(documents[:size], folder)[name]) for size in sizes]
            first = first or times[-1]
            exponent = log(times[-1] / times[0]) / log(sizes[-1] / sizes[0])
            code |= exponent >= LIMIT
            each = 1000 * times[-1] / most
            ratio = times[-1] / first
            print(f"{name:22} {each:7.2f} ms a cycle  x{ratio:.2f}  exponent {exponent:.2f}")
        held = tables(documents, TODAY)
        whole = seconds(lambda: [ask(held, name) for name in QUESTIONS])
        print(f"{'eight questions':22} {1000 * whole:7.1f} ms over {most} cycles in SQLite")
    return code


if __name__ == "__main__":
    sys.exit(main())
