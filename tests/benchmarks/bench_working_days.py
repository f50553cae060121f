"""The working day so many on, beside numpy, pandas, `holidays`, workalendar and a plain loop, in one run.

Run by hand, in an environment with those packages installed:

    python tests/benchmarks/bench_working_days.py

All count N working days on in England from the same 500 days. Their answers are compared with counting day
by day before any time is reported, and a package that differs is named with its first difference. Samples
are interleaved, the best of each is kept, and ratios to the library are printed: times are for scale only.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from time import perf_counter

import holidays
import numpy as np
import pandas as pd
from workalendar.europe import UnitedKingdom

from commissioning.dates.bank_holidays import Part, bank_holidays
from commissioning.dates.working_days import HolidaysOf, working_days

ROUNDS, DATES, PASSES, STEPS = 5, 500, 5, (1, 10, 30)
Count = Callable[[date, int], date]


def sample() -> list[date]:
    """Days from 2012 to 2027, the same in every run."""
    random = Random(51)
    return [date(2012, 1, 1) + timedelta(days=random.randrange(5800)) for _ in range(DATES)]


def plain() -> Count:
    """One day after the other, as on one's fingers."""
    closed = bank_holidays(Part.ENGLAND_AND_WALES)

    def after(day: date, count: int) -> date:
        while count:
            day += timedelta(days=1)
            count -= day.weekday() < 5 and day not in closed
        return day

    return after


def counters() -> dict[str, Count]:
    """Each way of counting on, made ready outside the clock."""
    closed = sorted(bank_holidays(Part.ENGLAND_AND_WALES))
    calendar = np.busdaycalendar(holidays=np.array(closed, dtype="datetime64[D]"))
    english = holidays.country_holidays("GB", subdiv="ENG", years=range(2010, 2031))
    united = UnitedKingdom()

    def by_numpy(day: date, count: int) -> date:
        start = np.datetime64(day, "D")
        return np.busday_offset(start, count, roll="backward", busdaycal=calendar).item()

    offsets = {step: pd.offsets.CustomBusinessDay(step, calendar=calendar) for step in STEPS}

    def by_pandas(day: date, count: int) -> date:
        return (pd.Timestamp(day) + offsets[count]).date()

    return {
        "commissioning": working_days(HolidaysOf.ENGLAND_AND_WALES).after,
        "day by day": plain(),
        "numpy": by_numpy,
        "holidays": english.get_nth_working_day,
        "workalendar": united.add_working_days,
        "pandas": by_pandas,
    }


def differences(count: Count, days: list[date]) -> list[str]:
    """Where a way of counting is not what one's fingers say."""
    right = plain()
    return [
        f"{day} + {step}: {count(day, step)}, not {right(day, step)}"
        for day in days
        for step in STEPS
        if count(day, step) != right(day, step)
    ]


def best(count: Count, days: list[date], step: int) -> float:
    """One sample: microseconds a call. A first pass warms the processor's caches, uncounted."""
    gc.disable()
    for day in days:
        count(day, step)
    began = perf_counter()
    for _ in range(PASSES):
        for day in days:
            count(day, step)
    spent = perf_counter() - began
    gc.enable()
    return spent / (len(days) * PASSES) * 1_000_000


def main() -> None:
    """Compare the answers, then time all of them in turn."""
    days, ways = sample(), counters()
    for name, count in ways.items():
        wrong = differences(count, days)
        if wrong:
            print(f"{name} differs on {len(wrong)} of {DATES * len(STEPS)}: {wrong[0]}")
    for step in STEPS:
        kept = dict.fromkeys(ways, float("inf"))
        for _ in range(ROUNDS):
            for name, count in ways.items():
                kept[name] = min(kept[name], best(count, days, step))
        ours = kept["commissioning"]
        print(f"\n{step} working days on, times of the library's own:")
        for name, spent in sorted(kept.items(), key=lambda item: item[1]):
            print(f"  {name:<14} {spent / ours:8.1f} x   ({spent:.2f} microseconds)")


if __name__ == "__main__":
    main()
