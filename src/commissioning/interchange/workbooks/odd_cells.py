"""The cells of an .xlsx file that python-calamine gives otherwise than a spreadsheet shows them.

It gives a cell without a value as an empty one, 60% as 0.6 and €60 as 60; of an .ods file such a cell is
refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import reduce
from io import BytesIO
from typing import IO, Final
from xml.etree import ElementTree
from zipfile import ZipFile

from commissioning.errors import FormatError

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
