"""Writing OCDS, beside ocdsmerge, which merges six releases; and how reading grows.

Run by hand, in an environment with ocdsmerge installed:

    python tests/benchmarks/bench_ocds.py

A procurement with sixty tenders is written as releases, and ocdsmerge merges six of them into one. Both are
interleaved in one run; the best of each is kept and the ratio reported. Reading line by line is measured by
its memory and by how its time grows.
"""

from __future__ import annotations

import gc
import json
import os
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from attrs import evolve
from ocdsmerge import Merger

from commissioning.casebook import lewisham
from commissioning.cycle import Cycle
from commissioning.interchange import ocds
from commissioning.records.contract import ContractSigned
from commissioning.records.tender import TenderReceived

ROUNDS = 60
FOLDER = os.environ.get("COMMISSIONING_OCDS")
PATCHED = Path(FOLDER or ".", "patched", "release-schema-uk.json")
SCHEMA: dict[str, object] = json.loads(PATCHED.read_text("utf-8")) if FOLDER else {"properties": {}}
"""The schema by which ocdsmerge merges; without the folder of published schemas its default rules."""


def sixty_tenders() -> Cycle:
    """Lewisham's procurement with sixty tenders more, made up."""
    records = lewisham.cycle(after=ContractSigned).records
    tender = next(each for each in records if isinstance(each, TenderReceived))
    more = [
        evolve(tender, provider=f"provider-{number}", reference="", particulars=None)
        for number in range(60)
    ]
    last = max(number for number, each in enumerate(records) if isinstance(each, TenderReceived))
    return Cycle.audit("Sixty", (*records[: last + 1], *more, *records[last + 1 :])).cycle


def lines(number: int) -> Iterator[str]:
    """As many processes of one release, one to a line."""
    for each in range(number):
        yield json.dumps({
            "ocid": f"ocds-h6vhtk-{each}", "id": "1", "date": "2025-03-03T09:00:00Z", "tag": ["tender"],
            "initiationType": "tender", "tender": {"id": "1", "title": "Care", "procurementMethod": "open"},
        })  # fmt: skip


def read_all(number: int) -> int:
    """How many processes were read."""
    return sum(1 for _ in ocds.read_each(lines(number)))


def best_of(cases: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Seconds, the best sample of each case, interleaved."""
    best = dict.fromkeys(cases, float("inf"))
    for _ in range(ROUNDS):
        for name, run in cases.items():
            gc.collect()
            started = perf_counter()
            run()
            best[name] = min(best[name], perf_counter() - started)
    return best


def main() -> None:
    """Measure everything and print ratios."""
    cycle, story = sixty_tenders(), lewisham.cycle()
    six = [json.loads(json.dumps(each)) for each in ocds.releases(cycle)[-6:]]
    merger = Merger(SCHEMA)
    best = best_of({
        "sixty tenders written": lambda: ocds.releases(cycle),
        "Lewisham written": lambda: ocds.releases(story),
        "six releases merged by ocdsmerge": lambda: merger.create_compiled_release(six),
    })  # fmt: skip
    for name, seconds in best.items():
        print(f"{name:<34} {seconds * 1e3:7.2f} ms")
    peer = best["six releases merged by ocdsmerge"]
    print(
        f"sixty tenders against ocdsmerge: {peer / best['sixty tenders written']:.2f} times its rate"
    )
    for number in (1_000, 10_000):
        started = perf_counter()
        read_all(number)
        seconds = perf_counter() - started
        print(f"{number:6} processes read line by line: {seconds / number * 1e6:.0f} µs each")
    tracemalloc.start()
    read_all(2_000)
    _, peak = tracemalloc.get_traced_memory()
    print(f"memory at its most over 2,000 processes: {peak / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
