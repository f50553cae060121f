"""The store beside eventsourcing and bare SQLite, and its reader beside the reader of files.

Run by hand:

    python tests/benchmarks/bench_store.py

Lewisham's story is appended record by record, in one batch, loaded and verified. eventsourcing, where it is
installed, keeps the same records as events of an aggregate, each turned to text and back as one record is; it
has no chain. The floor writes and reads the same rows with plain `sqlite3`: no chain, no check, no objects.
All use files in one folder with a write-ahead log and full synchronisation. Samples are interleaved in one
run and the best of each is kept. What waits for the disk is timed by the clock, all else by the processor:
absolute times on a shared machine say little, so ratios are reported.
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
from time import perf_counter, process_time
from typing import Any

try:
    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate, event
    from eventsourcing.persistence import Transcoding
except ImportError:
    Application = None

from commissioning.casebook import lewisham
from commissioning.cycle import Cycle, replayed
from commissioning.interchange.json import document_of, dump_record, dumps, load_record, parsed
from commissioning.interchange.trusted import trusted_codec
from commissioning.process import STANDARD
from commissioning.records.record import Record
from commissioning.store import Store, Stored
from commissioning.store.chain import COLUMNS, first_broken
from commissioning.values.shapes import OfClass

ROUNDS = 15
DAY, BY = date(2030, 1, 7), "officer-1"
STORY = lewisham.cycle()
RECORDS = STORY.records
NUMBERS = count()


def timed(case: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    """Microseconds a record: of the processor, but for what waits for the disk."""
    gc.collect()
    gc.disable()
    start = clock()
    case()
    taken = clock() - start
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

    return timed(run, perf_counter)


def batch(store: Store) -> float:
    """All records in one transaction."""
    empty = Cycle(STORY.title, STORY.buyers, f"batch-{next(NUMBERS)}")
    cycle = replayed(empty, RECORDS)
    return timed(lambda: store.save(cycle, entered=DAY, by=BY), perf_counter)


def floor(plain: sqlite3.Connection, rows: list[tuple[object, ...]], *, each: bool) -> float:
    """The same rows by themselves."""
    key, marks = f"plain-{next(NUMBERS)}", ", ".join("?" * (len(COLUMNS) + 1))
    sql = f"INSERT INTO record VALUES ({marks})"

    def run() -> None:
        for some in [[row] for row in rows] if each else [rows]:
            plain.execute("BEGIN IMMEDIATE")
            plain.executemany(sql, [(key, *row) for row in some])
            plain.execute("COMMIT")

    return timed(run, perf_counter)


def of_eventsourcing(folder: str) -> dict[str, Callable[[], float]]:
    """The same records as events of an aggregate, each turned to text and back as one record is."""
    if Application is None:
        return {}

    class Course(Aggregate):
        def __init__(self) -> None:
            self.records: list[Record] = []

        @event("Recorded")
        def record(self, doc: Record) -> None:
            self.records.append(doc)

    class Courses(Application):
        def register_transcodings(self, transcoder: Any) -> None:
            super().register_transcodings(transcoder)
            for step in STANDARD.steps:
                made = {"type": step.record, "name": step.tag, "encode": encode, "decode": decode}
                transcoder.register(type("Of", (Transcoding,), made)())

    def encode(_: object, record: Record) -> str:
        return dump_record(record)

    def decode(_: object, text: str) -> Record:
        return load_record(text)

    path = str(Path(folder) / "events.db")
    app = Courses(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": path})

    def one_by_one() -> float:
        course = Course()
        app.save(course)

        def run() -> None:
            for record in RECORDS:
                course.record(record)
                app.save(course)

        return timed(run, perf_counter)

    def at_once() -> tuple[Course, float]:
        course = Course()

        def run() -> None:
            for record in RECORDS:
                course.record(record)
            app.save(course)

        return course, timed(run, perf_counter)

    kept, _ = at_once()
    assert tuple(app.repository.get(kept.id).records) == RECORDS
    return {
        "  eventsourcing, one by one": one_by_one,
        "  eventsourcing, one batch": lambda: at_once()[1],
        "  eventsourcing, load": lambda: timed(lambda: app.repository.get(kept.id)),
    }


def main() -> None:
    """Print the times and the ratios."""
    with TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'store.db'}")
        store.save(STORY, entered=DAY, by=BY)
        key, text = STORY.reference, dumps(STORY)
        empty = Cycle(STORY.title, STORY.buyers)
        entries = store._entries(key)
        rows = [entry.values for entry in entries]
        Store.open(f"sqlite:///{Path(folder) / 'plain.db'}").close()
        plain = sqlite3.connect(Path(folder) / "plain.db", isolation_level=None)
        plain.execute("PRAGMA synchronous = FULL")

        codec = trusted_codec(STANDARD)

        def read() -> list[Record]:
            docs = ",".join([entry.doc for entry in entries[1:]])
            data = json.loads(f"[{docs}]")
            for each in data:
                del each["format"]
            return list(map(codec.reader(OfClass(Record)), data))

        assert tuple(read()) == RECORDS

        cases: dict[str, Callable[[], float]] = {
            "append, one by one": lambda: appended(store),
            "  bare rows": lambda: floor(plain, rows, each=True),
            "append, one batch": lambda: batch(store),
            "  bare rows ": lambda: floor(plain, rows, each=False),
            "load": lambda: timed(lambda: store.load(key)),
            "  replay in the ledger": lambda: timed(lambda: replayed(empty, RECORDS)),
            "  chain": lambda: timed(lambda: first_broken(key, entries)),
            "  documents to records": lambda: timed(read),
            "verify": lambda: timed(lambda: store.verify(key)),
            "file to records": lambda: timed(lambda: document_of(parsed(text), STANDARD)),
            "bare json in": lambda: timed(lambda: json.loads(text)),
            **of_eventsourcing(folder),
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
    file, documents = best["file to records"], best["  documents to records"]
    print(f"reading what is proved: {file / documents:.1f} times as quick as reading a file;")
    print(f"with the proof: {file / (documents + best['  chain']):.1f} times")
    for ours, name in (
        ("append, one by one", "one by one"),
        ("append, one batch", "one batch"),
        ("load", "load"),
    ):
        if other := best.get(f"  eventsourcing, {name}"):
            print(f"{name}: {other / best[ours]:.2f} times the rate of eventsourcing")


if __name__ == "__main__":
    main()
