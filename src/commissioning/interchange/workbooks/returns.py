"""KPI returns in a workbook: a row for each period and indicator."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.interchange.workbooks.reading import Faults, SheetRow, lines_of, sheets_in
from commissioning.interchange.workbooks.writing import tables_workbook
from commissioning.records.kpis import Measurement
from commissioning.records.live import KpiReport
from commissioning.values.tables import Column, Kind, Table

_HEADINGS: Final = {
    "starts_on": ("period starts", "from", "start"),
    "ends_on": ("period ends", "to", "end"),
    "kpi": ("kpi", "indicator", "measure"),
    "numerator": ("numerator", "count"),
    "denominator": ("denominator", "out of"),
    "value": ("value", "figure", "result"),
    "missing": ("missing because", "no data because"),
}
_NAMES: Final = tuple(
    words[0].capitalize() if words[0] != "kpi" else "KPI" for words in _HEADINGS.values()
)


def returns_workbook(cycle: Cycle, contract: str) -> bytes:
    """The figures of every return of a contract; `read_returns` reads it again."""
    kinds = (Kind.DAY, Kind.DAY, Kind.TEXT, Kind.NUMBER, Kind.NUMBER, Kind.NUMBER, Kind.TEXT)
    rows = [
        (
            *(report.period.starts_on, report.period.ends_on),
            *(each.kpi, each.numerator, each.denominator, each.value, each.missing_because or None),
        )
        for report in cycle.every(KpiReport)
        if report.contract == contract
        for each in report.measurements
    ]  # fmt: skip
    columns = tuple(Column(name, kind) for name, kind in zip(_NAMES, kinds, strict=True))
    return tables_workbook({"Returns": Table(columns, tuple(rows))})


def read_returns(source: bytes | str | Path, contract: str, on: date) -> tuple[KpiReport, ...]:
    """The returns of a contract out of the first sheet, one for each period, received on a day.

    A count below five may be written "<5". Raises `FormatError` naming every cell that is wrong.
    """
    faults = Faults()
    periods: dict[Period, list[Measurement]] = {}
    first, *_ = sheets_in(source)
    for line in lines_of(first, _HEADINGS, ("starts_on", "ends_on", "kpi"), faults):
        starts = line.day("starts_on", "give the first day of the period")
        ends = line.day("ends_on", "give the last day of the period")
        kpi = line.text("kpi", "name the indicator")
        counted, below = _count(line, "numerator")
        over, over_below = _count(line, "denominator")
        value, missing = line.number("value"), line.text("missing")
        if starts is None or ends is None or not kpi:
            continue
        if ends < starts:
            line.fault("ends_on", f"{ends} is before the first day, {starts}")
            continue
        held = periods.setdefault(Period(starts, ends), [])
        if any(each.kpi == kpi for each in held):
            line.fault("kpi", f"{kpi} is returned twice for one period")
            continue
        if counted is None and below is None and value is None and not missing:
            line.fault("kpi", f"{kpi} has no figure; give one, or say why it is missing")
            continue
        if (over is not None or over_below is not None) and counted is None and below is None:
            line.fault("denominator", f"{kpi} has a denominator and nothing counted over it")
            continue
        held.append(
            Measurement(kpi=kpi, numerator=counted, numerator_below=below, denominator=over,
                        denominator_below=over_below, value=value, missing_because=missing)
        )  # fmt: skip
    late = [period for period in periods if on < period.ends_on]
    for period in late:
        faults.add(first.name, f"the period that ends on {period.ends_on} was not over on {on}")
    faults.check()
    return tuple(
        KpiReport(on=on, contract=contract, period=period, measurements=tuple(held))
        for period, held in periods.items()
    )


def _count(line: SheetRow, name: str) -> tuple[Decimal | None, int | None]:
    """A count, or the number that a small one is below: "<5"."""
    text = line.text(name)
    if text.startswith("<") and text[1:].strip().isdecimal():
        return None, int(text[1:])
    return line.number(name), None
