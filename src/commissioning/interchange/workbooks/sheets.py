"""Sheets of a workbook read by their headings, with every fault named by its cell: "O1!D7"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path
from typing import Final

from commissioning.errors import FormatError
from commissioning.values.frozen import frozen
from commissioning.values.tables import installed
from commissioning.values.text import listed

_WHAT: Final = "the workbook"
HEAD: Final = 30
"""Headings are looked for in the first rows only."""
_DIGITS: Final = 15
"""The digits of a number that a spreadsheet shows; it stores 17, of which the last two may be noise."""


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

    Raises `FormatError` for a file that is none, or that a password locks; `ImportError` without the extra.
    """
    calamine = installed("python_calamine", "reading a workbook", "python-calamine")
    given = BytesIO(source) if isinstance(source, bytes) else str(source)
    try:
        with calamine.load_workbook(given) as book:
            return tuple(
                Sheet(name, tuple(map(tuple, _rows(book, name)))) for name in book.sheet_names
            )
    except calamine.PasswordError:
        raise FormatError(_WHAT, ("it is locked by a password; save it without one",)) from None
    except calamine.CalamineError as error:
        why = f"it is no workbook that can be read ({error}); save it as .xlsx"
        raise FormatError(_WHAT, (why,)) from None


def _rows(book: object, name: str) -> Sequence[Sequence[object]]:
    rows: list[list[object]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    return rows


class Faults:
    """The faults of the cells of a workbook, gathered so that all of them are reported at once."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, where: str, what: str) -> None:
        self.found.append(f"{where}: {what}")

    def check(self) -> None:
        """Raises `FormatError` with every fault, if there is one."""
        if self.found:
            raise FormatError(_WHAT, tuple(self.found))


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

    @property
    def is_empty(self) -> bool:
        """Whether no cell under a heading is filled."""
        return all(self.value(name) is None for name in self._columns)

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
        shown = _shown(value)
        return str(value).strip() if shown is None else f"{shown:f}"

    def number(self, name: str) -> Decimal | None:
        """The number that a cell shows; None where it is empty, or where it is none, which is a fault."""
        value = self.value(name)
        if value is None:
            return None
        number = _shown(value)
        if number is None:
            self.fault(name, f"{str(value)!r} is not a number")
        return number

    def day(self, name: str, needed: str = "") -> date | None:
        """A day; None where the cell is empty, or is none, which is a fault."""
        value = self.value(name)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                pass
        if value is not None:
            self.fault(name, f"{value!r} is not a day; write one such as 2026-03-31")
        elif needed:
            self.fault(name, f"it is empty; {needed}")
        return None


def _shown(value: object) -> Decimal | None:
    """The number that a cell shows, exactly; None for what is no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return Decimal(value if isinstance(value, int) else f"{value:.{_DIGITS}g}")
    if not isinstance(value, str):
        return None
    try:
        found = Decimal(value.strip().removeprefix("£").replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def lines_of(
    sheet: Sheet, headings: Mapping[str, tuple[str, ...]], needed: tuple[str, ...], faults: Faults
) -> Iterator[SheetRow]:
    """The rows below the headings that are not empty. A sheet without the headings is a fault.

    `headings` gives the words by which a column is found, the first as we write it, and `needed` the columns
    that must be there.
    """
    for number, row in enumerate(sheet.rows[:HEAD]):
        words = {str(cell).strip().casefold(): place for place, cell in enumerate(row)}
        columns = {
            name: words[word] for name, known in headings.items() for word in known if word in words
        }
        if all(name in columns for name in needed):
            for below in range(number + 1, len(sheet.rows)):
                line = SheetRow(sheet, below, columns, faults)
                if not line.is_empty:
                    yield line
            return
    asked = listed(headings[name][0].capitalize() for name in needed)
    faults.add(sheet.name, f"no row has the headings {asked}")
