"""Workbooks written: exactly, with no formula, and one content always as one file.

Those of prices, a row for each provider and lot, and of KPI returns are read in again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypeAlias

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.errors import RecordError, written
from commissioning.evaluation.evaluation import Evaluation
from commissioning.evaluation.reporting.tables import titles
from commissioning.interchange.workbooks import sheets
from commissioning.records import kpis, live, record
from commissioning.records.tender import LotPrice, TenderReceived
from commissioning.values import money
from commissioning.values.frozen import frozen
from commissioning.values.tables import (
    FORMULA_STARTS,
    Cell,
    Column,
    Kind,
    Table,
    installed,
    shown_cell,
)

_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
_LONGEST_NAME: Final = 31
_WIDEST: Final = 60
_LARGE: Final = 1_000  # whole numbers from here on are written with commas
_LINE: Final = 15  # points, the height of a line
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001
"""The moment that every file says it was made, so that one content has one file."""

_TOP: Final = {"valign": "top"}
_FORMATS: Final[Mapping[str, Mapping[str, object]]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bottom": 1, "indent": 1, **_TOP},
    "head_right": {"bold": True, "bottom": 1, "align": "right", **_TOP},
    "plain": _TOP,
    "large": {"num_format": "#,##0", **_TOP},
    "text": {"text_wrap": True, "indent": 1, **_TOP},
    "quoted": {"text_wrap": True, "indent": 1, "quote_prefix": True, **_TOP},
    "open": {"locked": False, "text_wrap": True, "border": 1, **_TOP},
    "day": {"num_format": "d mmmm yyyy", "align": "left", "indent": 1, **_TOP},
}


@frozen(eq=False)
class Book:
    """A workbook that is being written, and its formats."""

    file: Any
    formats: Mapping[str, Any]


@contextmanager
def writing(out: BytesIO) -> Iterator[Book]:
    """A workbook that is whole in `out` when the block ends."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with installed("xlsxwriter", "writing a workbook").Workbook(out, options) as file:
        file.set_properties({"created": _MADE})
        yield Book(file, {name: file.add_format(form) for name, form in _FORMATS.items()})


def sheet_names(names: Iterable[str]) -> list[str]:
    """Names as sheets may bear them: at most 31 characters, none of those that Excel forbids, each once."""
    made: dict[str, str] = {}
    for name in names:
        units = name.translate(_FORBIDDEN).encode("utf-16-le")[: 2 * _LONGEST_NAME]
        begins = units.decode("utf-16-le", "ignore") or "sheet"
        found, number = begins, 1
        while found.casefold() in made:
            number += 1
            found = f"{begins[: _LONGEST_NAME - 5]} ({number})"
        made[found.casefold()] = found
    return list(made.values())


def put(book: Book, sheet: Any, row: int, column: int, cell: Cell) -> None:  # noqa: ANN401
    """Write one cell: a number where it is shown exactly, else text; `RecordError` for one too long."""
    if isinstance(cell, str) and len(cell) > 32_767:
        place = sheets.Sheet(sheet.get_name(), ()).cell(row, column)
        raise RecordError("the workbook", (f"{place}: a cell holds 32,767 characters; use CSV",))
    if cell is None:
        return
    if isinstance(cell, str):
        form = "quoted" if cell.startswith(FORMULA_STARTS) else "text"
        sheet.write_string(row, column, cell, book.formats[form])
    elif isinstance(cell, date) and cell.year >= 1900:
        sheet.write_datetime(row, column, cell, book.formats["day"])
    elif isinstance(cell, (bool, date)):
        sheet.write_string(row, column, shown_cell(cell), book.formats["plain"])
    elif Decimal(f"{float(cell):.15g}") != cell:
        sheet.write_string(row, column, f"{cell:f}", book.formats["plain"])
    else:
        exact = Decimal(cell)
        form = "large" if exact % 1 == 0 and abs(exact) >= _LARGE else "plain"
        sheet.write_number(row, column, float(cell), book.formats[form])


def put_table(book: Book, sheet: Any, table: Table) -> None:  # noqa: ANN401
    """Write a table with its headings, which stay in sight, and what they mean as notes."""
    widths = []
    for column, declared in enumerate(table.columns):
        form = "head_right" if declared.kind in {Kind.NUMBER, Kind.WHOLE} else "head"
        sheet.write_string(0, column, declared.name, book.formats[form])
        if declared.meaning:
            sheet.write_comment(0, column, declared.meaning)
        shown = [_width(cells[column]) for cells in table.rows]
        widths.append(min(max([8, len(declared.name), *shown]) + 3, _WIDEST))
        sheet.set_column(column, column, widths[-1])
    for row, cells in enumerate(table.rows, 1):
        for column, cell in enumerate(cells):
            put(book, sheet, row, column, cell)
        lines = max(map(_lines, cells, widths), default=1)
        if lines > 1:  # not every program makes a row as high as its text
            sheet.set_row(row, lines * _LINE)
    sheet.freeze_panes(1, 0)
    on_one_page_wide(sheet)


def _width(cell: Cell) -> int:
    text = written(cell) if isinstance(cell, date) else "" if cell is None else str(cell)
    return max(map(len, text.split("\n")))


def _lines(cell: Cell, width: int) -> int:
    texts = str(cell).split("\n") if isinstance(cell, str) else []
    return sum(1 + len(text) // (width - 2) for text in texts)


def on_one_page_wide(sheet: Any) -> None:  # noqa: ANN401
    """Print a sheet lengthwise, as wide as one page."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def tables_workbook(tables: Mapping[str, Table]) -> bytes:
    """A workbook with a sheet for each table, under its name."""
    out = BytesIO()
    with writing(out) as book:
        for name, table in zip(sheet_names(list(tables)), tables.values(), strict=True):
            put_table(book, book.file.add_worksheet(name), table)
    return out.getvalue()


def evaluation_workbook(evaluation: Evaluation) -> bytes:
    """The ranking, the points of each tender on each criterion, the workings, and the remarks.

    Figures are exact: a number that a spreadsheet would round is written as text.
    """
    worked = [
        (provider, title, evaluation.explain(provider, reference).strip())
        for provider in evaluation.providers
        for reference, title in titles(evaluation).items()
    ]
    remarks = [(finding.code, finding.message) for finding in evaluation.remarks]
    return tables_workbook({
        "Ranking": evaluation.table(),
        "Criteria": evaluation.by_criterion(),
        "Workings": Table((Column("provider"), Column("criterion"), Column("working")), tuple(worked)),
        "Remarks": Table((Column("code"), Column("remark")), tuple(remarks)),
    })  # fmt: skip


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


def _lines_in(
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
    source: bytes | str | Path, currency: str = "GBP", vat: money.VatBasis = money.VatBasis.UNSTATED
) -> dict[str, tuple[LotPrice, ...]]:
    """The prices by provider out of every sheet with the headings Provider and Price, or a CSV file.

    The columns Lot, Per ("year" where there is none) and VAT may be left out; `vat` is the basis of a price
    that states none. Raises `FormatError` naming every cell that is wrong.
    """
    faults = sheets.Faults()
    found: dict[str, dict[str, LotPrice]] = {}
    for line in _lines_in(source, _PRICES, ("provider", "price"), faults):
        provider = line.text("provider", "name the provider")
        price = line.number("price", money.SYMBOLS.get(currency, currency), currency)
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
        lot = line.text("lot") or record.WHOLE
        held = found.setdefault(provider, {})
        if lot in held:
            line.fault("price", f"{provider} has a second price for {record.of_lots((lot,))}")
        per = line.text("per")
        held[lot] = LotPrice(
            price=money.Money(price, currency, basis), lot=lot, **({"per": per} if per else {})
        )
    faults.check()
    return {provider: tuple(prices.values()) for provider, prices in found.items()}


def _basis(line: sheets.SheetRow, otherwise: money.VatBasis) -> money.VatBasis:
    text = line.text("vat")
    said = text.casefold().replace("vat", "").strip()
    held = {each.casefold().replace("vat", "").strip(): each for each in money.VatBasis}
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
    for line in _lines_in(source, _RETURNS, ("starts_on", "ends_on", "kpi"), faults):
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
    given: dict[str, Any] = {"value": line.number("value", "%", *money.SYMBOLS.values())}
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
