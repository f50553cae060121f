"""Reading dates as councils write them, compared with dateutil's parser: first correctness, then speed.

Run by hand:

    python tests/benchmarks/bench_windows.py

dateutil gets `dayfirst` (it is wrong more often without) and the same day close by, and is right if the one
day it finds is the only day the words mean. For a week or a month it returns a day inside it, which counts as
wrong. Speed is compared on the forms that both read rightly. Samples are interleaved in one run, the best of
each is kept, and a ratio is reported.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date, datetime
from time import perf_counter

from dateutil import parser

from commissioning.dates.windows import Window
from commissioning.errors import FormatError

ROUNDS, TIMES = 15, 200
PAPER = date(2022, 3, 1)
FORMS = (
    ("4 July 2022", "2022-07-04", "2022-07-04"),
    ("01 April 2023", "2023-04-01", "2023-04-01"),
    ("2nd November, 2015", "2015-11-02", "2015-11-02"),
    ("22nd September, 2015", "2015-09-22", "2015-09-22"),
    ("15/02/2022", "2022-02-15", "2022-02-15"),
    ("01/02/2022", "2022-02-01", "2022-02-01"),
    ("2022-07-11", "2022-07-11", "2022-07-11"),
    ("Wednesday 5 January 2022", "2022-01-05", "2022-01-05"),
    ("Monday 4th April 2022", "2022-04-04", "2022-04-04"),
    ("14 Sept 2015", "2015-09-14", "2015-09-14"),
    ("17:00 on 1 April 2022", "2022-04-01", "2022-04-01"),
    ("2pm on Tuesday 19th December 2023", "2023-12-19", "2023-12-19"),
    ("2nd week July 2022", "2022-07-11", "2022-07-17"),
    ("4 th week Aug. 2022", "2022-08-22", "2022-08-28"),
    ("w/c 4 April 2022", "2022-04-04", "2022-04-10"),
    ("week ending 8 April 2022", "2022-04-04", "2022-04-08"),
    ("November 2015", "2015-11-01", "2015-11-30"),
    ("Dec. \N{EN DASH} Mar 2023", "2022-12-01", "2023-03-31"),
    ("June/July 2024", "2024-06-01", "2024-07-31"),
    ("Q3 2023/24", "2023-10-01", "2023-12-31"),
    ("Spring 2024", "2024-03-01", "2024-05-31"),
    ("early November 2022", "2022-11-01", "2022-11-10"),
    ("12noon Wednesday 5/01/2022", "2022-01-05", "2022-01-05"),
    ("2nd Thursday of July 2022", "2022-07-14", "2022-07-14"),
    ("Tuesday 5 January 2022", None, None),
    ("31 April 2022", None, None),
    ("six weeks after award", None, None),
    ("TBC", None, None),
)
Answer = tuple[str | None, str | None]


def ours(words: str) -> Answer:
    """The first and last day; None if the words give none or are refused."""
    try:
        window = Window.parse(words, near=PAPER)
    except FormatError:
        return None, None
    return (
        window.earliest.isoformat() if window.earliest else None,
        window.latest.isoformat() if window.latest else None,
    )


def theirs(words: str) -> Answer:
    """The day dateutil finds, as first and last."""
    try:
        found = parser.parse(words, dayfirst=True, fuzzy=True, default=datetime(2022, 3, 1))
    except (ValueError, OverflowError):
        return None, None
    return found.date().isoformat(), found.date().isoformat()


def timed(read: Callable[[str], object], forms: list[str]) -> float:
    """Seconds for one reading of each form, many times over."""
    gc.collect()
    started = perf_counter()
    for _ in range(TIMES):
        for words in forms:
            read(words)
    return perf_counter() - started


def main() -> None:
    """The right answers on each form, and the speed on the forms that both read."""
    both: list[str] = []
    right = {"commissioning": 0, "dateutil": 0}
    for words, *truth in FORMS:
        answers = {"commissioning": ours(words), "dateutil": theirs(words)}
        good = {name: answer == tuple(truth) for name, answer in answers.items()}
        for name in right:
            right[name] += good[name]
        if all(good.values()) and truth[0]:
            both.append(words)
        wrong = "" if good["dateutil"] else f"dateutil: {answers['dateutil'][0] or 'refused'}"
        print(f"{words:<36} {truth[0] or 'no day':<12} {wrong}")
        assert good["commissioning"], words
    for name, count in right.items():
        print(f"{name}: {count} of {len(FORMS)} right")
    best = {"ours": float("inf"), "theirs": float("inf")}
    readers: dict[str, Callable[[str], object]] = {
        "ours": lambda words: Window.parse(words, near=PAPER),
        "theirs": lambda words: parser.parse(words, dayfirst=True, fuzzy=True),
    }
    for _ in range(ROUNDS):
        for name, reader in readers.items():
            best[name] = min(best[name], timed(reader, both))
    ratio = best["theirs"] / best["ours"]
    print(
        f"on the {len(both)} forms both read rightly: {ratio:.2f} windows for each of dateutil's dates"
    )


if __name__ == "__main__":
    main()
