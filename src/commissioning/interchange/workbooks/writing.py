"""Sheets written: exact, the same bytes for the same content, and never a formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from commissioning.errors import written
from commissioning.values.frozen import frozen
from commissioning.values.tables import Cell, Kind, Table, installed

_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
_LONGEST_NAME: Final = 31
_WIDEST: Final = 60
_LARGE: Final = 1_000
"""Whole numbers from here on are written with commas."""
_LINE: Final = 15
"""The height of a line, in points."""
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001
"""The moment that every file says it was made, so that one content has one file."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@frozen(eq=False)
class Book:
    """A workbook that is being written, and its formats."""

    file: Any
    title: Any
    head: Any
    head_right: Any
    plain: Any
    large: Any
    text: Any
    quoted: Any
    open: Any
    day: Any


class Writing:
    """A workbook in memory: `with Writing() as book`, then `.made`, its bytes."""

    def __init__(self) -> None:
        self._out = BytesIO()

    def __enter__(self) -> Book:
        xlsxwriter = installed("xlsxwriter", "writing a workbook")
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._file = xlsxwriter.Workbook(self._out, options)
        self._file.set_properties({"created": _MADE})
        made = self._file.add_format
        top = {"valign": "top"}
        return Book(
            file=self._file,
            title=made({"bold": True, "font_size": 14}),
            head_right=made({"bold": True, "bottom": 1, "align": "right", **top}),
            head=made({"bold": True, "bottom": 1, "indent": 1, **top}),
            plain=made(top),
            large=made({"num_format": "#,##0", **top}),
            text=made({"text_wrap": True, "indent": 1, **top}),
            quoted=made({"text_wrap": True, "indent": 1, "quote_prefix": True, **top}),
            open=made({"locked": False, "text_wrap": True, "border": 1, **top}),
            day=made({"num_format": "d mmmm yyyy", "align": "left", "indent": 1, **top}),
        )

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def made(self) -> bytes:
        """The file, once it is closed."""
        return self._out.getvalue()


def sheet_names(names: Iterable[str]) -> list[str]:
    """Names as sheets may bear them: at most 31 characters, none of those that Excel forbids, each once."""
    made: dict[str, str] = {}
    for name in names:
        cut = name.translate(_FORBIDDEN)[:_LONGEST_NAME] or "sheet"
        found, number = cut, 1
        while found.casefold() in made:
            number += 1
            found = f"{cut[: _LONGEST_NAME - 5]} ({number})"
        made[found.casefold()] = found
    return list(made.values())


def put(book: Book, sheet: Any, row: int, column: int, cell: Cell) -> None:  # noqa: ANN401
    """Write one cell: a number where a spreadsheet shows it exactly, and text otherwise."""
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_string(row, column, "yes" if cell else "no", book.plain)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, book.day) if cell.year >= 1900 else (
            sheet.write_string(row, column, written(cell), book.plain)
        )
    elif isinstance(cell, (int, Decimal)):
        if Decimal(f"{float(cell):.15g}") == cell:
            exact = Decimal(cell)
            whole = exact % 1 == 0 and abs(exact) >= _LARGE
            sheet.write_number(row, column, float(cell), book.large if whole else book.plain)
        else:
            sheet.write_string(row, column, f"{cell:f}", book.plain)
    else:
        risky = cell.startswith(_FORMULA)
        sheet.write_string(row, column, cell, book.quoted if risky else book.text)


def put_table(book: Book, sheet: Any, table: Table) -> None:  # noqa: ANN401
    """Write a table with its headings, which stay in sight, and what they mean as notes."""
    widths = []
    for column, declared in enumerate(table.columns):
        right = declared.kind in {Kind.NUMBER, Kind.WHOLE}
        sheet.write_string(0, column, declared.name, book.head_right if right else book.head)
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
    """The lines that a cell takes in a column so many characters wide."""
    texts = str(cell).split("\n") if isinstance(cell, str) else []
    return sum(1 + len(text) // (width - 2) for text in texts)


def on_one_page_wide(sheet: Any) -> None:  # noqa: ANN401
    """Print a sheet lengthwise, as wide as one page."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def tables_workbook(tables: Mapping[str, Table]) -> bytes:
    """A workbook with a sheet for each table, under its name."""
    writing = Writing()
    with writing as book:
        for name, table in zip(sheet_names(list(tables)), tables.values(), strict=True):
            put_table(book, book.file.add_worksheet(name), table)
    return writing.made
