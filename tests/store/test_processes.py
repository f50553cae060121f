"""Several processes at once, and one that is killed: nothing is lost, and nothing is kept half."""

import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from commissioning.cycle import Cycle
from commissioning.store import Store

DAY = date(2022, 9, 12)
CYCLES = 10
APPENDING = """
import sys
from datetime import date
from commissioning import MarketEngagement
from commissioning.store import StaleVersion, Store

url, by, many = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Store.open(url) as store:
    for number in range(many):
        key, day = f"cycle-{number % 10}", date(2022, 9, 12)
        record = MarketEngagement(on=day, method="by telephone", note=f"{by} {number}")
        while True:
            try:
                store.save(store.load(key).record(record), entered=day, by=by)
                break
            except StaleVersion:
                pass
        print(number, flush=True)
"""
"""Each process loads, records and saves, and begins again where another was quicker."""


@pytest.fixture
def ten_cycles(url) -> str:
    """The address of a store that holds ten cycles without a record."""
    with Store.open(url) as store:
        for number in range(CYCLES):
            store.save(Cycle("Home care", reference=f"cycle-{number}"), entered=DAY, by="clerk")
    return url


def appending(url: str, by: str, many: int) -> subprocess.Popen[str]:
    """A process that adds so many records, one by one."""
    arguments = [sys.executable, "-c", APPENDING, url, by, str(many)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def notes(url: str) -> Counter[str]:
    """The notes of all records, after every chain was found whole."""
    with Store.open(url) as store:
        keys = store.keys()
        assert {store.verify(key).broken_at for key in keys} == {None}
        cycles = (store.load(key).cycle for key in keys)
        return Counter(record.note for cycle in cycles for record in cycle.records)


def test_four_processes_lose_nothing(ten_cycles):
    """Four officers at one desk each: 1,000 records in, 1,000 out, each once."""
    officers = [f"officer-{number}" for number in range(4)]
    running = [appending(ten_cycles, officer, 250) for officer in officers]
    for process in running:
        process.communicate()
    assert [process.returncode for process in running] == [0, 0, 0, 0]
    expected = [f"{officer} {number}" for officer in officers for number in range(250)]
    assert notes(ten_cycles) == Counter(expected)


def test_process_that_is_killed_loses_nothing_that_it_had_saved(ten_cycles):
    """A machine that stops in the middle of 1,000 appends leaves whole cycles."""
    process = appending(ten_cycles, "officer-1", 1_000)
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == "200":
            process.kill()
            break
    process.communicate()
    kept = notes(ten_cycles)
    assert set(kept.values()) == {1}
    assert {f"officer-1 {number}" for number in range(201)} <= set(kept)
    assert len(kept) < 1_000
