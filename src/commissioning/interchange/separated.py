"""Tables as text, with signs between their cells: CSV as spreadsheets and portals save it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any, Final, TypeAlias

from commissioning.errors import FormatError
from commissioning.values.tables import as_typed

Row: TypeAlias = tuple[int, list[str]]
"""The line on which a row begins, from 1, and its cells."""

WORKBOOK: Final = (b"PK", b"\xd0\xcf")
"""The first bytes of a workbook of today, and of one of before 2007."""
_SIGNS: Final = ",;\t|"


def decoded(data: bytes, what: str) -> str:
    """The text of a file: UTF-8, UTF-16, or by lines as Windows wrote it. Raises `FormatError` for none."""
    if data.startswith(WORKBOOK):
        raise FormatError(what, ("it is a workbook; save its sheet as CSV",))
    # A spreadsheet's "Unicode text" begins with one of these.
    wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    if data.startswith(b"%PDF") or (b"\0" in data and not wide):
        raise FormatError(what, ("it is neither a workbook nor a text; save the table as CSV",))
    if wide:
        return data.decode("utf-16", "replace")
    return "".join(map(_line, data.splitlines(keepends=True)))


def _line(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def rows_of(
    text: str, what: str, likeness: Callable[[list[Row]], Any], tidy: Callable[[str], str] = str
) -> list[Row]:
    """The rows of CSV, whose cells may be parted by other signs: the rows with those that are likest.

    Text that was kept from being run as a formula is as it was. Raises `FormatError` naming the line at
    which the text is no table.
    """
    sign = max(_SIGNS, key=lambda sign: likeness([*_parted(text, what, sign, tidy)]))
    return [*_parted(text, what, sign, tidy, strict=True)]


def _parted(
    text: str, what: str, sign: str, tidy: Callable[[str], str], *, strict: bool = False
) -> Iterator[Row]:
    source = StringIO(text.removeprefix("\ufeff"), newline="")
    reader, begins = csv.reader(source, delimiter=sign, strict=strict), 1
    try:
        for cells in reader:
            yield begins, [as_typed(tidy(cell)) for cell in cells]
            begins = reader.line_num + 1
    except csv.Error:
        why = f"line {begins} cannot be read as CSV; close its quotation mark, or save the sheet again"
        raise FormatError(what, (why,)) from None
