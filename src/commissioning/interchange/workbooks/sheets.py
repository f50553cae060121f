"""Sheets of a workbook, read by their headings with every fault named by its cell.

python-calamine gives some cells of an .xlsx file otherwise than a spreadsheet shows them: one without a value
as an empty one, 60% as 0.6 and €60 as 60. `odd_cells` finds them; of an .ods file such a cell is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import reduce
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final, TypeAlias
from xml.etree import ElementTree
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as BadStream

from commissioning.dates.parsing.cleaning import paragraphs
from commissioning.dates.windows import one_day
from commissioning.errors import FormatError
from commissioning.interchange.separated import WORKBOOK, Row, decoded, rows_of
from commissioning.values import bounds, tables
from commissioning.values.frozen import frozen
from commissioning.values.text import cut, did_you_mean, listed, nearest

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
    calamine = tables.installed("python_calamine", "reading a workbook", "python-calamine")
    held = source if isinstance(source, bytes) else Path(source).read_bytes()
    try:
        with calamine.load_workbook(BytesIO(held)) as book:
            odd = list(odd_cells(held))
            rows: dict[str, list[list[Any]]] = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
        for name, row, column, sign in odd:
            cells = rows[name][row - 1]
            is_none = isinstance(sign, Unusable)
            cells[column - 1] = sign if is_none else _with_sign(cells[column - 1], sign)
    except calamine.PasswordError:
        raise FormatError(_WHAT, ("it is locked by a password; save it without one",)) from None
    except (calamine.CalamineError, BadZipFile, BadStream, ParseError, LookupError):
        rows = {}  # as of a damaged file that has no sheets
    if not rows:
        raise FormatError(_WHAT, ("it is not a workbook that can be read; save it as .xlsx",))
    return tuple(Sheet(name, tuple(map(tuple, found))) for name, found in rows.items())


def tables_in(
    source: bytes | str | Path, headings: Headings, needed: Iterable[str], name: str = "table"
) -> tuple[Sheet, ...]:
    """The sheets of a workbook, or a CSV file as one, given by its path or its bytes."""
    held = source if isinstance(source, bytes) else Path(source).read_bytes()
    if held.startswith(WORKBOOK):
        return sheets_in(held)
    return (csv_sheet(decoded(held, _WHAT), headings, needed, name),)


def csv_sheet(text: str, headings: Headings, needed: Iterable[str], name: str) -> Sheet:
    """The text of a CSV file as a sheet, by the sign that gives it the headings that are needed."""

    def sheet(rows: list[Row]) -> Sheet:
        return Sheet(name, tuple(tuple(cells) for _, cells in rows))

    return sheet(rows_of(text, _WHAT, lambda rows: head_of(sheet(rows), headings, needed)[0] >= 0))


def _with_sign(number: float, sign: str) -> str:
    """A number with the sign that its cell shows beside it: "60%" for 0.6, "-£60"."""
    shown = _shown(number * 100 if sign == "%" else abs(number))
    return f"{shown:f}%" if sign == "%" else f"{'-' if number < 0 else ''}{sign}{shown:f}"


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

    def number(self, name: str, *signs: str) -> Decimal | None:
        """The number that a cell shows; None where it is empty, or where it is none, which is a fault.

        It may have one of the `signs` beside it, such as "£" or "%". With another it is none.
        """
        value = self.value(name)
        if value is None:
            return None
        number = _shown(value, *signs)
        if number is None:
            self.fault(name, f"{cut(str(value), 60)!r} is not a number; write one such as 10.50")
        return number

    def day(self, name: str, needed: str = "") -> date | None:
        """A day; None where the cell is empty, or is none, which is a fault."""
        value = self.value(name)
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        words = self.text(name, needed)
        with suppress(ValueError):
            return one_day(words)
        if words:
            self.fault(name, f"{cut(words, 60)!r} is not a day; write one such as 2026-03-31")
        return None


def _shown(value: object, *signs: str) -> Decimal | None:
    """The number that a cell shows, exactly, beside one of some signs; None for what is no number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    words = f"{value:.{_DIGITS}g}" if isinstance(value, float) else str(value).strip()
    beside = "|".join(map(re.escape, signs))
    words = re.sub(rf"^(-?)(?:{beside})|(?:{beside})$", r"\1", words, count=1)
    try:
        found = Decimal(words.replace(",", "") if _IN_THOUSANDS.fullmatch(words) else words)
    except InvalidOperation:
        return None
    return found if bounds.within_bounds(found) else None


def head_of(sheet: Sheet, headings: Headings, needed: Iterable[str]) -> tuple[int, tuple[str, ...]]:
    """The number and the words of the row with the headings that are needed; -1 where there is none.

    It is the first that has them or, where none has, the first with words that are near to them.
    """
    rows = [
        tuple(" ".join(str("" if cell is None else cell).split()) for cell in row)
        for row in sheet.rows[:_HEAD]
    ]
    for near in (False, True):
        for number, words in enumerate(rows):
            if all(_heads(words, headings[name], near) for name in needed):
                return number, words
    return -1, ()


def _heads(words: tuple[str, ...], known: tuple[str, ...], near: bool) -> bool:
    """Whether a heading is among some words or, if they fill more than one cell, is near to one."""
    held = not {word.casefold() for word in words}.isdisjoint(known)
    return held or (near and sum(map(bool, words)) > 1 and any(nearest(w, known) for w in words))


def lines_of(
    sheets: Sequence[Sheet], headings: Headings, needed: tuple[str, ...], faults: Faults
) -> Iterator[SheetRow]:
    """The rows below the headings that are not empty, of every sheet with them. It is a fault if none has.

    `headings` gives the words by which a column is found, the first as we write it, and `needed` the columns
    that must be there. Two columns for one thing are a fault, and so are a heading that is near to one that
    is missing, and a cell without a value or heading.
    """
    heads = [(sheet, *head) for sheet in sheets if (head := head_of(sheet, headings, needed))[1]]
    if not heads:
        asked = listed(headings[name][0].capitalize() for name in needed)
        faults.add(sheets[0].name, f"no row has the headings {asked}; keep the row of headings")
    for sheet, number, words in heads:
        columns = _columns(sheet, number, words, headings, faults)
        misspelt(sheet, number, words, headings, faults)
        for below in range(number + 1, len(sheet.rows)) if columns.keys() >= {*needed} else ():
            line = SheetRow(sheet, below, columns, faults)
            if any(sheet.rows[below][len(words) :]):  # only CSV has rows of different lengths
                faults.add(
                    sheet.cell(below, len(words)),
                    "it has no heading; put texts with commas in quotation marks",
                )
            if not line.is_broken() and any(line.value(name) is not None for name in columns):
                yield line


def misspelt(
    sheet: Sheet, number: int, words: tuple[str, ...], headings: Headings, faults: Faults
) -> set[str]:
    """The words of a row that are near to a heading that it lacks, each of which is noted as a fault."""
    held = {word.casefold() for word in words}
    lacking = [word for known in headings.values() if held.isdisjoint(known) for word in known]
    known = {word for each in headings.values() for word in each}
    near = {word: did_you_mean(word, lacking) for word in words if word.casefold() not in known}
    for word in filter(near.get, near):
        why = f'there is no heading "{word}"{near[word]} If it heads something else, name that otherwise'
        faults.add(sheet.cell(number, words.index(word)), why)
    return {*filter(near.get, near)}


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


_BOOK: Final = "xl/workbook.xml"
_STYLES: Final = "xl/styles.xml"
_MOST_CELLS: Final = 10_000_000  # from the first of a sheet to its last, for calamine keeps each
_BUILT_IN: Final = {"9": "%", "10": "%"}  # the formats that every workbook has
_SHARE: Final = re.compile(r'(?:"[^"]*"|[\\_*].|[^"\\_*%])*%')  # in 0"%" the sign is only text
_CURRENCY: Final = re.compile(r"\[\$([^]-]+)|([£€$])(?![^[]*\])")  # [$-809] is a language
_ODD_IN_ODS: Final = re.compile(
    rb'"(?:percentage|error)"|:currency="(?!GBP)|>(?:#[A-Z]+[/!?]|Err:\d)'
)


class Unusable(str):
    """The words for a cell that has no value: why, and what to do."""

    __slots__ = ()


def odd_cells(data: bytes) -> Iterator[tuple[str, int, int, str]]:
    """The sheet, row and column of each cell that is `Unusable`, and why; of others the sign that it shows.

    Raises `FormatError` for a sheet that reaches too far, and for an .ods file with such a cell.
    """
    with ZipFile(BytesIO(data)) as file:
        if _BOOK not in file.namelist():
            if _ODD_IN_ODS.search(file.read("content.xml")):
                why = "it shows a %, another currency than pounds, or an error; save it as .xlsx"
                raise FormatError("the workbook", (why,))
            return
        links = _part(file, "xl/_rels/workbook.xml.rels")
        targets = {each.get("Id"): each.get("Target", "") for each in links}
        plain = _STYLES not in file.namelist()
        styles = ElementTree.Element("styles") if plain else _part(file, _STYLES)
        own = styles.iterfind("{*}numFmts/{*}numFmt")
        forms = {each.get("numFmtId", ""): _sign(each.get("formatCode", "")) for each in own}
        every = enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
        signs = {str(n): (_BUILT_IN | forms).get(each.get("numFmtId", "")) for n, each in every}
        for sheet in _part(file, _BOOK).iterfind("{*}sheets/{*}sheet"):
            target = next(targets[value] for name, value in sheet.items() if name.endswith("}id"))
            with file.open(target[1:] if target.startswith("/") else f"xl/{target}") as part:
                yield from _of_sheet(part, sheet.get("name", ""), signs)


def _sign(form: str) -> str:
    """The sign that a format of numbers shows: that of per cent, or of a currency."""
    found = _CURRENCY.search(form)
    return "%" if _SHARE.match(form) else (found[1] or found[2]) if found else ""


def _part(file: ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(file.read(name))


def _of_sheet(
    part: IO[bytes], sheet: str, signs: Mapping[str, str | None]
) -> Iterator[tuple[str, int, int, str]]:
    width = height = 0
    for _, element in ElementTree.iterparse(part):
        kind = element.tag.rpartition("}")[2]
        if kind == "row":
            element.clear()
        if kind != "c" or not len(element):
            continue
        place, value, holds = element.get("r", ""), element.findtext("{*}v"), element.get("t", "n")
        letters = place.rstrip("0123456789")
        row = int(place[len(letters) :] or 1)
        column = reduce(lambda before, letter: before * 26 + ord(letter) - 64, letters, 0)
        width, height = max(width, column), max(height, row)
        if width * height > _MOST_CELLS:
            why = f"{sheet}!{place}: the sheet reaches to here; delete what is far from the table"
            raise FormatError("the workbook", (why,))
        if holds == "e":
            yield sheet, row, column, Unusable(f"it shows {value}; correct its formula")
        elif holds == "n" and value and (sign := signs.get(element.get("s", "0"))):
            yield sheet, row, column, sign
        elif holds == "n" and not value and element.find("{*}f") is not None:
            yield sheet, row, column, _NO_RESULT


_NO_RESULT: Final = Unusable("its formula has no result; open the workbook, save it, and give that")
