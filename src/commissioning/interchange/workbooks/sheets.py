"""Sheets of a workbook: read by their headings with every fault named by its cell, and written exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypeAlias
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as BadStream

from commissioning.dates.parsing.cleaning import paragraphs
from commissioning.dates.windows import one_day
from commissioning.errors import FormatError, RecordError, written
from commissioning.evaluation.evaluation import Evaluation
from commissioning.evaluation.reporting.tables import titles
from commissioning.interchange.workbooks.odd_cells import Unusable, odd_cells
from commissioning.values.bounds import within_bounds
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
from commissioning.values.text import cut, listed

_WHAT: Final = "the workbook"
Headings: TypeAlias = Mapping[str, tuple[str, ...]]
_HEAD: Final = 30  # headings are looked for in so many rows
_DIGITS: Final = 15  # as a spreadsheet shows; it stores 17, of which the last two may be noise
_IN_THOUSANDS: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d*)?")  # "3,5" may be 3.5 or 35


@frozen
class Sheet:
    """One sheet: its name, and its cells as they were found."""

    name: str
    rows: tuple[tuple[object, ...], ...]

    def cell(self, row: int, column: int) -> str:
        """The place of a cell by its row and column, each counted from 0: "O1!D7"."""
        letters, left = "", column + 1
        while left:
            left, digit = divmod(left - 1, 26)
            letters = chr(ord("A") + digit) + letters
        return f"{self.name}!{letters}{row + 1}"


def sheets_in(source: bytes | str | Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook, given by its path or its bytes.

    Raises `FormatError` for a file that is none, or that a password locks; `OSError` where there is no file;
    `ImportError` without the extra.
    """
    calamine = installed("python_calamine", "reading a workbook", "python-calamine")
    held = source if isinstance(source, bytes) else Path(source).read_bytes()
    try:
        with calamine.load_workbook(BytesIO(held)) as book:
            odd = list(odd_cells(held))
            rows: dict[str, list[list[Any]]] = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
        for name, row, column, unusable in odd:
            cells = rows[name][row - 1]
            cells[column - 1] = unusable or cells[column - 1] * 100
    except calamine.PasswordError:
        raise FormatError(_WHAT, ("it is locked by a password; save it without one",)) from None
    except (calamine.CalamineError, BadZipFile, BadStream, ParseError, LookupError):
        rows = {}  # as of a damaged file that has no sheets
    if not rows:
        raise FormatError(_WHAT, ("it is not a workbook that can be read; save it as .xlsx",))
    return tuple(Sheet(name, tuple(map(tuple, found))) for name, found in rows.items())


class Faults(list[str]):
    """The faults of the cells of a workbook, gathered so that all of them are reported at once."""

    def add(self, where: str, what: str) -> None:
        self.append(f"{where}: {what}")

    def check(self) -> None:
        """Raises `FormatError` with every fault, if there is one."""
        if self:
            raise FormatError(_WHAT, tuple(dict.fromkeys(self)))


class SheetRow:
    """One row under the headings of a sheet, read cell by cell."""

    def __init__(
        self, sheet: Sheet, number: int, columns: Mapping[str, int], faults: Faults
    ) -> None:
        self._sheet, self._number, self._columns, self._faults = sheet, number, columns, faults

    def where(self, name: str) -> str:
        """The place of a cell."""
        return self._sheet.cell(self._number, self._columns[name])

    def value(self, name: str) -> object:
        """The cell as it was found; None for one that is empty or has no column."""
        column, row = self._columns.get(name), self._sheet.rows[self._number]
        found = row[column] if column is not None and column < len(row) else None
        return None if isinstance(found, str) and not found.strip() else found

    def is_broken(self) -> bool:
        """Whether a cell under a heading has no value, which is noted."""
        wrong = [name for name in self._columns if isinstance(self.value(name), Unusable)]
        for name in wrong:
            self.fault(name, f"{self.value(name)}")
        return bool(wrong)

    def fault(self, name: str, what: str) -> None:
        """Note what is wrong with a cell."""
        self._faults.add(self.where(name), what)

    def text(self, name: str, needed: str = "") -> str:
        """A text, numbers as they show; `needed` says what to write where the cell is empty."""
        value = self.value(name)
        if value is None:
            if needed:
                self.fault(name, f"it is empty; {needed}")
            return ""
        if isinstance(value, str):  # a lot "01" is not lot 1
            return paragraphs(value)
        shown = _shown(value)
        return str(value) if shown is None else f"{shown:f}"

    def number(self, name: str) -> Decimal | None:
        """The number that a cell shows; None where it is empty, or where it is none, which is a fault."""
        value = self.value(name)
        if value is None:
            return None
        number = _shown(value)
        if number is None:
            self.fault(name, f"{cut(str(value), 60)!r} is not a number; write one such as 10.50")
        return number

    def day(self, name: str, needed: str = "") -> date | None:
        """A day; None where the cell is empty, or is none, which is a fault."""
        value = self.value(name)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str):
            with suppress(ValueError):
                return one_day(value)
        if value is not None:
            words = cut(self.text(name), 60)
            self.fault(name, f"{words!r} is not a day; write one such as 2026-03-31")
        elif needed:
            self.fault(name, f"it is empty; {needed}")
        return None


def _shown(value: object) -> Decimal | None:
    """The number that a cell shows, exactly; None for what is no number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    words = (
        f"{value:.{_DIGITS}g}" if isinstance(value, float) else str(value).strip().removeprefix("£")
    )
    try:
        found = Decimal(words.replace(",", "") if _IN_THOUSANDS.fullmatch(words) else words)
    except InvalidOperation:
        return None
    return found if within_bounds(found) else None


def head_of(sheet: Sheet, headings: Headings, needed: Iterable[str]) -> tuple[int, tuple[str, ...]]:
    """The number and the words of the first row with the headings that are needed; -1 where there is none."""
    for number, row in enumerate(sheet.rows[:_HEAD]):
        words = tuple(" ".join(str("" if cell is None else cell).split()) for cell in row)
        if all({word.casefold() for word in words} & set(headings[name]) for name in needed):
            return number, words
    return -1, ()


def lines_of(
    sheets: Sequence[Sheet], headings: Headings, needed: tuple[str, ...], faults: Faults
) -> Iterator[SheetRow]:
    """The rows below the headings that are not empty, of every sheet with them. It is a fault if none has.

    `headings` gives the words by which a column is found, the first as we write it, and `needed` the columns
    that must be there. Two columns for one thing are a fault, and so is a cell without a value or heading.
    """
    heads = [(sheet, *head) for sheet in sheets if (head := head_of(sheet, headings, needed))[1]]
    if not heads:
        asked = listed(headings[name][0].capitalize() for name in needed)
        faults.add(sheets[0].name, f"no row has the headings {asked}; keep the row of headings")
    for sheet, number, words in heads:
        columns = _columns(sheet, number, words, headings, faults)
        for below in range(number + 1, len(sheet.rows)):
            line = SheetRow(sheet, below, columns, faults)
            if any(sheet.rows[below][len(words) :]):  # only CSV has rows of different lengths
                faults.add(
                    sheet.cell(below, len(words)),
                    "it has no heading; put texts with commas in quotation marks",
                )
            if not line.is_broken() and any(line.value(name) is not None for name in columns):
                yield line


def _columns(
    sheet: Sheet, number: int, words: Iterable[str], headings: Headings, faults: Faults
) -> dict[str, int]:
    names = {word: name for name, known in headings.items() for word in known}
    columns: dict[str, int] = {}
    for place, word in enumerate(words):
        name = names.get(word.casefold(), "")
        if name in columns:
            first = sheet.cell(number, columns[name]).removeprefix(f"{sheet.name}!")
            faults.add(sheet.cell(number, place), f"it heads the same as {first}; keep one")
        elif name:
            columns[name] = place
    return columns


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
        raise RecordError(_WHAT, (f"{place}: a cell holds 32,767 characters; use CSV",))
    if cell is None:
        return
    if isinstance(cell, str):
        risky = cell.startswith(FORMULA_STARTS)
        sheet.write_string(
            row, column, cell, book.formats["quoted"] if risky else book.formats["text"]
        )
    elif isinstance(cell, date) and cell.year >= 1900:
        sheet.write_datetime(row, column, cell, book.formats["day"])
    elif isinstance(cell, (bool, date)):
        sheet.write_string(row, column, shown_cell(cell), book.formats["plain"])
    elif Decimal(f"{float(cell):.15g}") != cell:
        sheet.write_string(row, column, f"{cell:f}", book.formats["plain"])
    else:
        exact = Decimal(cell)
        large = exact % 1 == 0 and abs(exact) >= _LARGE
        sheet.write_number(
            row, column, float(cell), book.formats["large"] if large else book.formats["plain"]
        )


def put_table(book: Book, sheet: Any, table: Table) -> None:  # noqa: ANN401
    """Write a table with its headings, which stay in sight, and what they mean as notes."""
    widths = []
    for column, declared in enumerate(table.columns):
        right = declared.kind in {Kind.NUMBER, Kind.WHOLE}
        sheet.write_string(
            0, column, declared.name, book.formats["head_right"] if right else book.formats["head"]
        )
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
