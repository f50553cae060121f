"""A year of weekly returns for 200 contracts by 12 KPIs, rated and rolled up, beside pandas.

Run by hand, in an environment with pandas installed:

    python tests/benchmarks/bench_kpis.py

Both start from the same 124,800 counts held in memory (the library as records, pandas as columns) and
end with the same table: for each KPI of each contract the pooled value of the year, the count of each
band, and the trend over the last three values. The tables are compared before any time is reported. pandas
runs twice: on binary floats, its natural way, and on exact fractions in object columns, which is what the
library promises. Samples are interleaved in one run and timed by the processor, the best of each is kept, and
ratios are reported.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from time import process_time

from commissioning.contracts.performance import performance, rolled_up
from commissioning.dates.periods import Period
from commissioning.records.bands import Band
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport
from commissioning.records.reporting import Frequency
from commissioning.values.rounding import as_decimal
from commissioning.values.tables import Table

CONTRACTS, KPIS, WEEKS, ROUNDS = 200, 12, 52, 3
START = date(2023, 4, 3)
PERIODS = [Period.of(START + timedelta(weeks=week), days=7) for week in range(WEEKS)]
BOUNDS = (85, 95)
NAMES = ("Red", "Amber", "Green")
DEFINED = tuple(
    Kpi(
        reference=f"k{number:02}",
        title=f"KPI {number}",
        numerator="visits as planned",
        denominator="visits planned",
        frequency=Frequency.WEEKLY,
        bands=(
            Band(name="Green", low=95),
            Band(name="Amber", low=85, high=95),
            Band(name="Red", high=85),
        ),
    )
    for number in range(KPIS)
)
Row = tuple[str, str, int, int, int]


def counts() -> list[Row]:
    """Contract, KPI, week, numerator, denominator; many shares lie exactly on a bound."""
    random = Random(2016)
    rows = []
    for contract in range(CONTRACTS):
        for week in range(WEEKS):
            for kpi in DEFINED:
                whole = random.choice((100, 200, 340, 421))
                some = random.randint(whole * 3 // 4, whole)
                rows.append((f"c{contract:03}", kpi.reference, week, some, whole))
    return rows


def as_records(rows: list[Row]) -> dict[str, list[KpiReport]]:
    """The returns of each contract, every record checked as it is made."""
    made: dict[str, list[KpiReport]] = defaultdict(list)
    for first in range(0, len(rows), KPIS):
        contract, _, week, _, _ = rows[first]
        measurements = tuple(
            Measurement(kpi=kpi, numerator=some, denominator=whole)
            for _, kpi, _, some, whole in rows[first : first + KPIS]
        )
        period = PERIODS[week]
        made[contract].append(
            KpiReport(
                on=period.ends_on, contract=contract, period=period, measurements=measurements
            )
        )
    return made


def ours(returns: dict[str, list[KpiReport]]) -> Table:
    """Every measurement rated, then rolled up."""
    return rolled_up(
        performance(contract, DEFINED, reports, starts_on=START)
        for contract, reports in returns.items()
    )


def with_pandas(rows: list[Row], *, exact: bool) -> Callable[[], list[tuple[object, ...]]] | None:
    """The same table with pandas, from columns already in a frame."""
    try:
        import pandas as pd
    except ImportError:
        return None
    frame = pd.DataFrame(rows, columns=["contract", "kpi", "week", "some", "whole"])

    def run() -> list[tuple[object, ...]]:
        if exact:
            pairs = zip(frame["some"].tolist(), frame["whole"].tolist(), strict=True)
            value = pd.Series([Fraction(some * 100, whole) for some, whole in pairs], dtype=object)
            band = value.map(lambda share: NAMES[sum(share >= bound for bound in BOUNDS)])
        else:
            value = frame["some"] * 100 / frame["whole"]
            band = pd.cut(value, [-1, *BOUNDS, 1000], right=False, labels=NAMES)
        rated = frame.assign(value=value, band=band)
        groups = rated.groupby(["contract", "kpi"], sort=False)
        sums = groups[["some", "whole"]].sum()
        bands = pd.crosstab([rated["contract"], rated["kpi"]], rated["band"]).reindex(sums.index)
        last = [groups["value"].nth(place).tolist() for place in (-3, -2, -1)]
        return [
            (*key, WEEKS, _pooled(some, whole), _told(band), _trend(*steps))
            for key, some, whole, band, steps in zip(
                sums.index,
                sums["some"].tolist(),
                sums["whole"].tolist(),
                bands[list(reversed(NAMES))].to_numpy().tolist(),
                zip(*last, strict=True),
                strict=True,
            )
        ]

    return run


def _pooled(some: int, whole: int) -> Decimal:
    return as_decimal(Fraction(some * 100, whole), 2)


def _told(counted: list[int]) -> str:
    pairs = zip(reversed(NAMES), counted, strict=True)
    return ", ".join(f"{name} {count}" for name, count in pairs if count)


def _trend(first: float, second: float, third: float) -> str:
    if first == second == third:
        return "steady"
    if first <= second <= third:
        return "improving"
    return "worsening" if first >= second >= third else "mixed"


def timed(run: Callable[[], object]) -> float:
    gc.collect()
    started = process_time()
    run()
    return process_time() - started


def main() -> None:
    """Compare the tables, then the times."""
    rows = counts()
    returns = as_records(rows)
    cases: dict[str, Callable[[], object]] = {
        "the library: rate and roll up": lambda: ours(returns),
        "the library: make and check the records": lambda: as_records(rows),
    }
    mine = ours(returns).rows
    for name, exact in (("pandas, binary floats", False), ("pandas, exact fractions", True)):
        run = with_pandas(rows, exact=exact)
        if run is None:
            print("pandas is not installed; only the library is timed")
            break
        differ = sum(one != other for one, other in zip(mine, run(), strict=True))
        print(f"{name}: {differ} of {len(mine)} rows differ from the library's")
        cases[name] = run
    samples = [{name: timed(run) for name, run in cases.items()} for _ in range(ROUNDS)]
    best = {name: min(sample[name] for sample in samples) for name in cases}
    unit = best["the library: rate and roll up"]
    for name, seconds in best.items():
        each = seconds / len(rows) * 1e6
        print(f"{name:<42} {seconds:6.2f} s  {each:5.1f} µs a measurement  {seconds / unit:5.2f} x")


if __name__ == "__main__":
    main()
