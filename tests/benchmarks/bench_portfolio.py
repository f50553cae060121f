"""Many cycles at once: CPU time a cycle for tables and Parquet, beside reading the file alone.

Run by hand:

    python tests/benchmarks/bench_portfolio.py [CYCLES [ASKED]]

Every row does its work on the same documents, one after the other, and prints milliseconds a cycle, the
ratio to reading alone, and the exponent of the growth through three sizes, 1 for linear: one of 1.3 or more
ends the script with 1. The growth is measured up to 160 cycles; more, such as 10,000, are then read and
written to Parquet once, and the eight questions are put to the folder.

ASKED, such as 1,000,000, replicates the tables that were written, under other names of cycles, until they
are of so many, and puts the questions to DuckDB and to polars. The answers of both have to be equal.
CONSTRUCTED cycles.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import date
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import duckdb
import polars
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
MOST_FOR_GROWTH = 160


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


def growth(documents: list[CycleText], folder: Path) -> int:
    """Print a row for each kind of work; 1 where something grows faster than linearly."""
    code, first, most = 0, 0.0, len(documents)
    sizes = [most // 4, most // 2, most]
    for name in jobs([], folder):
        times = [seconds(jobs(documents[:size], folder)[name]) for size in sizes]
        first = first or times[-1]
        exponent = log(times[-1] / times[0]) / log(sizes[-1] / sizes[0])
        code |= exponent >= LIMIT
        each, ratio = 1000 * times[-1] / most, times[-1] / first
        print(f"{name:22} {each:7.2f} ms a cycle  x{ratio:.2f}  exponent {exponent:.2f}")
    return code


def whole(documents: list[CycleText], folder: Path) -> None:
    """Read all cycles once, write them to Parquet once, and print both with the time of the questions."""
    times = {}
    for name in ("read and audit alone", "Parquet"):
        begun = process_time()
        for document in documents if name.startswith("read") else ():
            loads(document.text, audit=True)
        if name == "Parquet":
            write_parquet(documents, TODAY, folder)
        times[name] = process_time() - begun
        each = 1000 * times[name] / len(documents)
        print(f"{name:22} {each:7.2f} ms a cycle  {times[name]:.0f} s of CPU", flush=True)
    print(f"Parquet is x{times['Parquet'] / times['read and audit alone']:.2f} of reading alone")
    size = sum(file.stat().st_size for file in folder.glob("*/*.parquet"))
    print(f"{size / 1e6:.1f} MB of Parquet, {size / len(documents):.0f} bytes a cycle")


def replicated(folder: Path, cycles: int, asked: int, to: Path) -> None:
    """Write every table so often that it is of so many cycles, each copy under names of its own."""
    times = -(-asked // cycles)
    with duckdb.connect() as connection:
        for table in sorted(each for each in folder.iterdir() if each.is_dir()):
            (to / table.name).mkdir(parents=True)
            connection.execute(
                f"COPY (SELECT * REPLACE (cycle || '/' || n AS cycle) FROM '{table}/*.parquet', "
                f"range({times}) AS copies(n)) TO '{to / table.name}/0000-1.parquet' (FORMAT parquet)"
            )


def in_duckdb(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """The answer of DuckDB over a folder of tables."""
    with duckdb.connect() as connection:
        for table in sorted(folder.iterdir()):
            connection.execute(f"CREATE VIEW {table.name} AS FROM '{table}/*.parquet'")
        return connection.execute(sql).fetchall()


def in_polars(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """The answer of polars over a folder of tables."""
    tables = {
        each.name: polars.scan_parquet(each / "*.parquet") for each in sorted(folder.iterdir())
    }
    return polars.SQLContext(tables).execute(sql, eager=True).rows()


def million(folder: Path) -> int:
    """Print the time of each question in both engines; 1 where an answer differs."""
    code, took = 0, {"DuckDB": 0.0, "polars": 0.0}
    for name, question in QUESTIONS.items():
        answers, times = [], []
        for engine, ask_it in (("DuckDB", in_duckdb), ("polars", in_polars)):
            begun = perf_counter()
            answers.append(ask_it(folder, question.sql))
            times.append(perf_counter() - begun)
            took[engine] += times[-1]
        same = answers[0] == answers[1]
        code |= not same
        print(
            f"{name:22} DuckDB {times[0]:6.2f} s  polars {times[1]:6.2f} s  {len(answers[0])} rows  "
            f"{'equal' if same else 'DIFFERENT'}", flush=True,
        )  # fmt: skip
    print(
        f"{'all eight':22} DuckDB {took['DuckDB']:6.2f} s  polars {took['polars']:6.2f} s of the clock"
    )
    return code


def main() -> int:
    """Print the figures; 1 where something grows faster than linearly, or two answers differ."""
    most, asked = (int(sys.argv[at]) if len(sys.argv) > at else 0 for at in (1, 2))
    most = most or MOST_FOR_GROWTH
    documents = [
        CycleText(c.reference, dumps(c)) for c in seeded_portfolio(most, seed=1, breaches=True)
    ]
    records = sum(each.text.count('"type": ') for each in documents) / most
    print(f"{most} cycles, {records:.0f} typed objects each on average", flush=True)
    with TemporaryDirectory() as made:
        folder = Path(made) / "portfolio"
        code = growth(documents[:MOST_FOR_GROWTH], folder)
        whole(documents, folder)
        begun = process_time()
        for name in QUESTIONS:
            ask(folder, name)
        print(
            f"{'eight questions':22} {process_time() - begun:7.1f} s over {most} cycles in SQLite"
        )
        if asked:
            begun = perf_counter()
            replicated(folder, most, asked, Path(made) / "replicated")
            print(f"replicated to {asked:,} cycles in {perf_counter() - begun:.0f} s", flush=True)
            code |= million(Path(made) / "replicated")
    return code


if __name__ == "__main__":
    sys.exit(main())
