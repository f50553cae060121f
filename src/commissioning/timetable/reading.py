"""Reading a whole timetable out of a table: CSV, Markdown, or text with the column noise of a PDF."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Final

from attrs import define

from commissioning.dates.parsing.cleaning import as_printed, plain
from commissioning.dates.parsing.readings import Precision, WeekOfMonth
from commissioning.dates.windows import Window
from commissioning.errors import FormatError
from commissioning.records.record import Basis
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.timetable.milestones import recognised
from commissioning.values.frozen import frozen

_WHEN: Final = re.compile(
    r"\b(?:weeks?|w/c|dates?|when|timescales?|months?|deadlines?|timing|target|due|by when)\b"
)
_WHAT: Final = re.compile(
    r"\b(?:actions?|activit\w+|milestones?|stages?|tasks?|events?|steps?|what|description|process)\b"
)
_REMARK: Final = re.compile(r"\b(?:summary|comments?|notes?|details?|remarks?|status|progress)\b")
_RULE: Final = re.compile(r"^[\s|:+=_-]*$")
_BREAKS: Final = re.compile(r"\s*\n\s*")
_COLUMNS: Final = re.compile(r"\S+(?: \S+)*")
_BACK: Final = timedelta(days=31)
_LONGEST_DATE: Final = 40


@frozen
class PrintedRow:
    """One line of a table as its cells were printed."""

    when: str
    what: str
    summary: str = ""
    line: int = 0
    """The line of the text it began on, from 1; 0 for a row that was given as cells."""


@define
class _Layout:
    """Where the columns are: by number, and for spaced text also by where each begins."""

    heading: str
    when: int
    what: int
    summary: int
    starts: tuple[int, ...] = ()


_Split = Callable[[str, _Layout | None], list[str] | None]


def read_table(
    text: str,
    *,
    on: date,
    title: str = "",
    weeks: WeekOfMonth = WeekOfMonth.THURSDAY,
    basis: tuple[Basis, ...] = (),
) -> Timetable:
    """The timetable in a text: the first table with a column of times and one of actions.

    The text may be CSV, a Markdown table, or columns parted by tabs or by two spaces and more, with
    prose around them. `on` is the date of the paper; missing years are taken from it. Raises
    `FormatError` with every row that could not be read and why.
    """
    heading, rows = printed_rows(text)
    return timetable(rows, heading=heading, on=on, title=title, weeks=weeks, basis=basis)


def timetable(
    rows: Sequence[PrintedRow],
    *,
    on: date,
    heading: str = "",
    title: str = "",
    weeks: WeekOfMonth = WeekOfMonth.THURSDAY,
    basis: tuple[Basis, ...] = (),
) -> Timetable:
    """A timetable from rows of printed cells; `heading` is that of the column of times.

    Raises `FormatError` with every row whose time could not be read.
    """
    found: list[TimetableRow] = []
    problems: list[str] = []
    near = on
    for number, row in enumerate(rows, 1):
        where = f"row {number} (line {row.line})" if row.line else f"row {number}"
        if not row.what:
            problems.append(f"{where}: nothing is said to happen at {row.when!r}")
            continue
        try:
            window = _window(row.when, near, heading, weeks)
        except FormatError as unread:
            problems.extend(f"{where}: {problem}" for problem in unread.problems)
            continue
        step = recognised(row.what, [r.step for r in found if r.step])
        found.append(
            TimetableRow(
                what=as_printed(row.what), window=window, summary=as_printed(row.summary), step=step
            )
        )
        near = window.earliest - _BACK if window.earliest else near
    if problems:
        raise FormatError("timetable", tuple(problems))
    if not found:
        raise FormatError("timetable", ("the table has a heading and no rows",))
    return Timetable(on=on, title=title, rows=tuple(found), basis=basis)


def _window(when: str, near: date, heading: str, weeks: WeekOfMonth) -> Window:
    return Window.parse(when or "TBC", near=near, heading=heading, weeks=weeks)


def day_of_paper(text: str) -> date | None:
    """The first line of a paper that is a whole date and nothing else, as most papers have one."""
    for line in text.splitlines():
        words = as_printed(line).removeprefix("Date:").removeprefix("Date of meeting:").strip()
        if not words or len(words) > _LONGEST_DATE:
            continue
        try:
            window = Window.parse(words)
        except FormatError:
            continue
        if window.precision is Precision.DAY:
            return window.earliest
    return None


def printed_rows(text: str) -> tuple[str, tuple[PrintedRow, ...]]:
    """The heading of the column of times, and the rows as printed, words kept.

    A line of spaced text without a time goes on with the row above, as do words in small letters in
    other tables; else a row without a time is to be confirmed. Raises `FormatError` where no table is found.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines):
        for split in (_piped, _tabbed):
            cells = split(line, None)
            layout = _layout(cells, line) if cells else None
            if layout:
                found = _lines_split(lines, number + 1, split, layout)
                return layout.heading, tuple(_rows(found, layout))
        if layout := _layout(next(_commas(lines, number), (0, []))[1], line):
            return layout.heading, tuple(_rows(islice(_commas(lines, number), 1, None), layout))
        cells = _spaced(line, None)
        layout = _layout(cells, line) if cells else None
        if layout:
            found = _lines_split(lines, number + 1, _spaced, layout)
            return layout.heading, tuple(_rows(found, layout, spaced=True))
    raise FormatError(
        "timetable",
        ("no table was found; head one column like 'Date' and another like 'Action'",),
    )


def _layout(cells: list[str], line: str) -> _Layout | None:
    said = [plain(cell) for cell in cells]
    when = next((n for n, cell in enumerate(said) if _WHEN.search(cell)), None)
    what = next((n for n, cell in enumerate(said) if n != when and _WHAT.search(cell)), None)
    if when is None or what is None or any(len(cell) > 40 for cell in said):
        return None
    remark = next(
        (n for n, c in enumerate(said) if n not in {when, what} and _REMARK.search(c)), -1
    )
    starts = tuple(match.start() for match in _COLUMNS.finditer(line))
    return _Layout(cells[when], when, what, remark, starts)


def _lines_split(
    lines: list[str], first: int, split: _Split, layout: _Layout
) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line of a table, with its number, to the first line that is none of it."""
    for number, line in enumerate(lines[first:], first + 1):
        if _RULE.match(line) and line.strip():
            continue
        cells = split(line, layout)
        if cells is None:
            return
        yield number, cells


def _rows(
    found: Iterable[tuple[int, list[str]]], layout: _Layout, *, spaced: bool = False
) -> Iterator[PrintedRow]:
    open_row: PrintedRow | None = None
    for number, cells in found:
        when, what, summary = (_cell(cells, n) for n in (layout.when, layout.what, layout.summary))
        if open_row is None or not _goes_on(when, what, spaced=spaced):
            if open_row:
                yield open_row
            open_row = PrintedRow(when, what, summary, number)
        else:
            open_row = PrintedRow(
                open_row.when,
                _more(open_row.what, what),
                _more(open_row.summary, summary),
                open_row.line,
            )
    if open_row and (open_row.when or open_row.what):
        yield open_row


def _goes_on(when: str, what: str, *, spaced: bool) -> bool:
    """Whether a line goes on with the cells above it, and is not a row of its own without a time."""
    return not when and (spaced or not what or what[0].islower())


def _cell(cells: list[str], place: int) -> str:
    return as_printed(cells[place]) if 0 <= place < len(cells) else ""


def _more(before: str, after: str) -> str:
    return f"{before} {after}".strip()


def _piped(line: str, _: _Layout | None) -> list[str] | None:
    if line.count("|") < 2:
        return None
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _tabbed(line: str, _: _Layout | None) -> list[str] | None:
    if "\t" not in line:
        return None
    return [cell.strip() for cell in line.split("\t")]


def _commas(lines: list[str], first: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of CSV from a line on, with the line each begins on; cells may run over lines.

    They end at the first line without a comma, or where a quotation mark is never closed.
    """
    reader = csv.reader(f"{line}\n" for line in lines[first:])
    begins = first + 1
    try:
        for cells in reader:
            if len(cells) < 2:
                return
            yield begins, [_BREAKS.sub(" ", cell).strip() for cell in cells]
            begins = first + reader.line_num + 1
    except csv.Error:
        return


def _spaced(line: str, layout: _Layout | None) -> list[str] | None:
    """Columns by where they stand: each piece belongs to the heading that begins nearest to it."""
    pieces = list(_COLUMNS.finditer(line))
    if layout is None:
        return [piece.group() for piece in pieces] if len(pieces) > 1 else None
    if not pieces or (len(pieces) == 1 and pieces[0].start() < layout.starts[1] // 2):
        return None
    cells = [""] * len(layout.starts)
    for piece in pieces:
        near = min(range(len(cells)), key=lambda n: abs(layout.starts[n] - piece.start()))
        cells[near] = _more(cells[near], piece.group())
    return cells
