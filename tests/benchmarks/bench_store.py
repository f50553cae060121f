"""The store beside bare SQLite, and its reader beside the reader of files.

Run by hand:

    python tests/benchmarks/bench_store.py

Lewisham's story is appended record by record, in one batch, loaded and verified. The floor writes and reads
the same rows with plain `sqlite3`: no chain, no check, no objects. Both use a file in the same folder
with a write-ahead log and full synchronisation. Samples are interleaved in one run and the best of each is
kept: absolute times on a shared machine say little, so ratios are reported.
"""

from __future__ import annotations

import gc
import json
import sqlite3
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from commissioning.casebook import lewisham
from commissioning.cycle import Cycle, replayed
from commissioning.interchange.json import document_of, dumps, parsed
from commissioning.process import STANDARD
from commissioning.store import Store, Stored
from commissioning.store.chain import COLUMNS, Entry, first_broken
from commissioning.store.reading import cycle_of

ROUNDS = 15
DAY, BY = date(2030, 1, 7), "officer-1"
STORY = lewisham.cycle()
RECORDS = STORY.records
NUMBERS = count()


def timed(case: Callable[[], object]) -> float:
    """Microseconds a record."""
    gc.collect()
    gc.disable()
    start = perf_counter()
    case()
    taken = perf_counter() - start
    gc.enable()
    return taken * 1e6 / len(RECORDS)


def appended(store: Store) -> float:
    """Every record in a transaction of its own. The gates are asked elsewhere and not counted."""
    empty = Cycle(STORY.title, STORY.buyers, f"appended-{next(NUMBERS)}")
    stages = [replayed(empty, RECORDS[:number]) for number in range(len(RECORDS) + 1)]

    def run() -> None:
        stored = store.save(stages[0], entered=DAY, by=BY)
        for stage in stages[1:]:
            stored = store.save(Stored(stage, stored.kept, stored.head), entered=DAY, by=BY)

    return timed(run)


def batch(store: Store) -> float:
    """All records in one transaction."""
    empty = Cycle(STORY.title, STORY.buyers, f"batch-{next(NUMBERS)}")
    cycle = replayed(empty, RECORDS)
    return timed(lambda: store.save(cycle, entered=DAY, by=BY))


def floor(plain: sqlite3.Connection, rows: list[tuple[object, ...]], *, each: bool) -> float:
    """The same rows by themselves."""
    key, marks = f"plain-{next(NUMBERS)}", ", ".join("?" * (len(COLUMNS) + 1))
    sql = f"INSERT INTO record VALUES ({marks})"

    def run() -> None:
        for some in [[row] for row in rows] if each else [rows]:
            plain.execute("BEGIN IMMEDIATE")
            plain.executemany(sql, [(key, *row) for row in some])
            plain.execute("COMMIT")

    return timed(run)


def main() -> None:
    """Print the times and the ratios."""
    with TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'store.db'}")
        store.save(STORY, entered=DAY, by=BY)
        key, text = STORY.reference, dumps(STORY)
        entries = store._entries(key)
        rows = [entry.values for entry in entries]
        Store.open(f"sqlite:///{Path(folder) / 'plain.db'}").close()
        plain = sqlite3.connect(Path(folder) / "plain.db", isolation_level=None)
        plain.execute("PRAGMA synchronous = FULL")

        def read() -> list[Entry]:
            assert first_broken(key, entries) is None
            return [cycle_of(entries, STANDARD, whole=True, audit=False)]

        cases: dict[str, Callable[[], float]] = {
            "append, one by one": lambda: appended(store),
            "  bare rows": lambda: floor(plain, rows, each=True),
            "append, one batch": lambda: batch(store),
            "  bare rows ": lambda: floor(plain, rows, each=False),
            "load": lambda: timed(lambda: store.load(key)),
            "  rows to checked objects": lambda: timed(read),
            "verify": lambda: timed(lambda: store.verify(key)),
            "file to checked objects": lambda: timed(lambda: document_of(parsed(text), STANDARD)),
            "bare json in": lambda: timed(lambda: json.loads(text)),
        }
        best = dict.fromkeys(cases, float("inf"))
        for _ in range(ROUNDS):
            for name, case in cases.items():
                best[name] = min(best[name], case())
        store.close()
        plain.close()
    print(f"{len(RECORDS)} records, microseconds a record")
    for name, taken in best.items():
        print(f"  {name:26} {taken:8.1f}")
    ratio = best["file to checked objects"] / best["  rows to checked objects"]
    print(
        f"reading what is proved: {ratio:.1f} times as quick as a file, the chain and the ledger included"
    )


if __name__ == "__main__":
    main()
