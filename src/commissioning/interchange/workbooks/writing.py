"""Workbooks written: exactly, with no formula, and one content always as one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from commissioning.errors import RecordError, written
from commissioning.evaluation.evaluation import Evaluation
from commissioning.evaluation.reporting.tables import titles
from commissioning.interchange.workbooks.sheets import Sheet
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
        place = Sheet(sheet.get_name(), ()).cell(row, column)
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
