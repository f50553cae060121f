"""Workbooks of figures, out and in again: prices, a row for each provider and lot, and KPI returns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.errors import RecordError, written
from commissioning.interchange.workbooks import sheets
from commissioning.interchange.workbooks.writing import tables_workbook
from commissioning.records import kpis, live
from commissioning.records.record import WHOLE, of_lots
from commissioning.records.tender import LotPrice, TenderReceived
from commissioning.values.money import SYMBOLS, Money, VatBasis
from commissioning.values.tables import Cell, Column, Kind, Table

_Columns: TypeAlias = Mapping[str, tuple[Column, tuple[str, ...]]]
"""The columns of a sheet: each as it is written, and the other headings by which it is found."""

_PRICES: Final[_Columns] = {
    "provider": (Column("Provider"), ("bidder", "tenderer", "supplier")),
    "lot": (Column("Lot"), ("lots", "lot number", "lot reference")),
    "price": (Column("Price", Kind.NUMBER, "in pounds"), ("amount",)),
    "per": (Column("Per"), ("unit",)),
    "vat": (Column("VAT"), ()),
}
_RETURNS: Final[_Columns] = {
    "starts_on": (Column("Period starts", Kind.DAY), ("from", "start")),
    "ends_on": (Column("Period ends", Kind.DAY), ("to", "end")),
    "kpi": (Column("KPI"), ("indicator", "measure")),
    "numerator": (Column("Numerator", Kind.NUMBER), ("count",)),
    "numerator_below": (Column("Numerator below", Kind.WHOLE), ()),
    "denominator": (Column("Denominator", Kind.NUMBER), ("out of",)),
    "denominator_below": (Column("Denominator below", Kind.WHOLE), ()),
    "value": (Column("Value", Kind.NUMBER), ("figure", "result")),
    "judged": (Column("Judged"), ("rating",)),
    "because": (Column("Judged because"), ()),
    "missing_because": (Column("Missing because"), ("no data because",)),
}
_TOTAL: Final = re.compile(r"(?:grand|sub)?[- ]?totals?:?", re.I)


def _table(columns: _Columns, rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(tuple(column for column, _ in columns.values()), tuple(rows))


def _lines(
    source: bytes | str | Path, columns: _Columns, needed: tuple[str, ...], faults: sheets.Faults
) -> Iterator[sheets.SheetRow]:
    words = {name: (column.name.casefold(), *others) for name, (column, others) in columns.items()}
    return sheets.lines_of(sheets.tables_in(source, words, needed), words, needed, faults)


def prices_workbook(cycle: Cycle) -> bytes:
    """The prices of every tender in force, a row for each lot; `read_prices` reads it again."""
    rows = (
        (tender.provider, each.lot, each.price.amount, each.per, each.price.vat.value)
        for tender in cycle.every(TenderReceived)
        for each in tender.prices
    )
    return tables_workbook({"Prices": _table(_PRICES, rows)})


def read_prices(
    source: bytes | str | Path, currency: str = "GBP", vat: VatBasis = VatBasis.UNSTATED
) -> dict[str, tuple[LotPrice, ...]]:
    """The prices by provider out of every sheet with the headings Provider and Price, or a CSV file.

    The columns Lot, Per ("year" where there is none) and VAT may be left out; `vat` is the basis of a price
    that states none. Raises `FormatError` naming every cell that is wrong.
    """
    faults = sheets.Faults()
    found: dict[str, dict[str, LotPrice]] = {}
    for line in _lines(source, _PRICES, ("provider", "price"), faults):
        provider = line.text("provider", "name the provider")
        price = line.number("price", SYMBOLS.get(currency, currency), currency)
        if price is None:
            if line.value("price") is None:
                line.fault("price", "it is empty; give the price, or take the row out")
            continue
        if price < 0:
            line.fault("price", f"{price:f} is below 0")
            continue
        basis = _basis(line, vat)
        for name in ("provider", "lot"):
            if _TOTAL.fullmatch(line.text(name)):
                line.fault(name, f"{line.text(name)!r} is no {name} but a sum; take the row out")
        lot = line.text("lot") or WHOLE
        held = found.setdefault(provider, {})
        if lot in held:
            line.fault("price", f"{provider} has a second price for {of_lots((lot,))}")
        per = line.text("per")
        held[lot] = LotPrice(
            price=Money(price, currency, basis), lot=lot, **({"per": per} if per else {})
        )
    faults.check()
    return {provider: tuple(prices.values()) for provider, prices in found.items()}


def _basis(line: sheets.SheetRow, otherwise: VatBasis) -> VatBasis:
    text = line.text("vat")
    said = text.casefold().replace("vat", "").strip()
    held = {each.casefold().replace("vat", "").strip(): each for each in VatBasis}
    if text and said not in held:
        why = "is not a basis; write excluding VAT, including VAT or nothing"
        line.fault("vat", f"{text!r} {why}")
    return held.get(said, otherwise) if text else otherwise


def returns_workbook(cycle: Cycle, contract: str) -> bytes:
    """The figures of every return of a contract; `read_returns` reads it again."""
    names = [*_RETURNS][2:]
    rows = (
        (report.period.starts_on, report.period.ends_on, *(getattr(each, n) for n in names))
        for report in cycle.every(live.KpiReport)
        if report.contract == contract
        for each in report.measurements
    )
    return tables_workbook({"Returns": _table(_RETURNS, rows)})


def read_returns(source: bytes | str | Path, contract: str, on: date) -> tuple[live.KpiReport, ...]:
    """The returns of a contract, received on a day: one a period, out of each sheet with the headings or CSV.

    A count below five may be written "<5". Raises `FormatError` naming every cell that is wrong.
    """
    faults = sheets.Faults()
    periods: dict[Period, dict[str, kpis.Measurement]] = {}
    for line in _lines(source, _RETURNS, ("starts_on", "ends_on", "kpi"), faults):
        starts = line.day("starts_on", "give the first day of the period")
        ends = line.day("ends_on", "give the last day of the period")
        measured = _measured(line, line.text("kpi", "name the indicator"))
        if starts is None or ends is None or measured is None:
            continue
        if ends < starts:
            line.fault("ends_on", f"{written(ends)} is before the first day, {written(starts)}")
            continue
        if on < ends:
            line.fault("ends_on", f"the period was not over on {written(on)}")
        held = periods.setdefault(Period(starts, ends), {})
        if measured.kpi in held:
            line.fault("kpi", f"{measured.kpi} is returned twice for one period")
        held[measured.kpi] = measured
    faults.check()
    return tuple(
        live.KpiReport(on=on, contract=contract, period=period, measurements=tuple(held.values()))
        for period, held in periods.items()
    )


def _measured(line: sheets.SheetRow, kpi: str) -> kpis.Measurement | None:
    """The figures of a row; None where one is wrong, which is noted."""
    given: dict[str, Any] = {"value": line.number("value", "%", *SYMBOLS.values())}
    for name in ("numerator", "denominator"):
        given[name], given[f"{name}_below"] = _count(line, name, line.number(f"{name}_below"))
    given |= {name: line.text(name) for name in ("judged", "because", "missing_because")}
    if not kpi:
        return None
    if all(figure in {None, ""} for figure in given.values()):
        line.fault("kpi", f"{kpi} has no figure; give one, or say why it is missing")
        return None
    try:
        return kpis.Measurement(kpi=kpi, **given)
    except RecordError as error:
        line.fault("kpi", f"{kpi}: " + "; ".join(error.problems).replace("_", " "))
        return None


def _count(
    line: sheets.SheetRow, name: str, below: Decimal | None
) -> tuple[Decimal | None, Decimal | int | None]:
    """A count, and the number that a small one is below: "<5"."""
    if small := re.fullmatch(r"<\s*(\d{1,9})", line.text(name)):
        return None, int(small[1])
    return line.number(name), int(below) if below is not None and below % 1 == 0 else below
