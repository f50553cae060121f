"""A whole timetable from a table: CSV, Markdown, or text whose columns are spaces, as in a PDF."""

from __future__ import annotations

import csv
import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import islice, starmap
from typing import Final

from attrs import define

from commissioning.dates.parsing.cleaning import as_printed, plain
from commissioning.dates.parsing.readings import Precision, WeekOfMonth
from commissioning.dates.windows import Window
from commissioning.errors import FormatError
from commissioning.findings.codes.planning import TIMETABLE_UNREAD, TIMETABLE_UNRECOGNISED
from commissioning.findings.finding import Finding
from commissioning.records.record import Basis
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.timetable.names import NO_NAMES, check_names, is_of_procurement, recognised
from commissioning.values.frozen import frozen
from commissioning.values.notebook import Shown
from commissioning.values.text import counted

_NO_ROWS: Final = "the table has a heading and no rows; give it at least one"
NO_ACTION: Final = "(no action written)"
"""The action of a row that has a time and no action."""
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
_LONGEST_HEADING: Final = 40
_MOST_LINES: Final = 20
"""The lines that a heading of CSV may run over."""


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
    """The places of the columns: their numbers and, for spaced text, where each begins."""

    heading: str
    when: int
    what: int
    summary: int
    starts: tuple[int, ...] = ()


_Split = Callable[[str, _Layout | None], list[str] | None]


@frozen
class PrintedTimetable(Shown):
    """A timetable as read from a paper, and a finding for each thing in it that could not be read."""

    timetable: Timetable
    """Every row of the paper. One that could not be read has its words and no days."""
    findings: tuple[Finding, ...] = ()

    @property
    def rows(self) -> tuple[TimetableRow, ...]:
        return self.timetable.rows

    def __repr__(self) -> str:
        rows, faults = counted(len(self.rows), "row"), counted(len(self.findings), "finding")
        return f"<PrintedTimetable: {rows}, {faults}>"


def read_table(
    text: str,
    *,
    on: date,
    title: str = "",
    weeks: WeekOfMonth = WeekOfMonth.THURSDAY,
    basis: tuple[Basis, ...] = (),
    names: Mapping[str, str] = NO_NAMES,
    strict: bool = False,
) -> PrintedTimetable:
    """The timetable in a text: the first table with a column of times and one of actions.

    The text may be CSV, a Markdown table, or columns separated by tabs or by two spaces or more,
    with prose around them. `on` is the date of the paper; missing years are taken from it. A row that
    could not be read keeps its words and has a finding. `names` are a council's own names of steps, each
    with the tag of its step: `{"publish the pack": "itt"}`. Raises `FormatError` if there is no table or,
    where `strict`, with every row that could not be read, and why.
    """
    heading, rows = printed_rows(text)
    return timetable(
        rows,
        heading=heading,
        on=on,
        title=title,
        weeks=weeks,
        basis=basis,
        names=names,
        strict=strict,
    )


def timetable(
    rows: Sequence[PrintedRow],
    *,
    on: date,
    heading: str = "",
    title: str = "",
    weeks: WeekOfMonth = WeekOfMonth.THURSDAY,
    basis: tuple[Basis, ...] = (),
    names: Mapping[str, str] = NO_NAMES,
    strict: bool = False,
) -> PrintedTimetable:
    """A timetable from rows of printed cells; `heading` is that of the column of times.

    A missing year is taken from the row above. Raises `FormatError` if there are no rows or, where
    `strict`, with every row that has no action or whose time could not be read.
    """
    if wrong := check_names(names) or (() if rows else (_NO_ROWS,)):
        raise FormatError("timetable", wrong)
    found: list[TimetableRow] = []
    unread: list[tuple[str, str]] = []
    unknown: list[Finding] = []
    steps: set[str] = set()
    near = on
    for number, row in enumerate(rows, 1):
        where = f"row {number}" + (f" (line {row.line})" if row.line else "")
        when, what = as_printed(row.when), as_printed(row.what)
        if not what:
            unread.append((where, f"there is no action beside {when!r}; write what happens then"))
        try:
            window = Window.parse(when or "TBC", near=near, heading=heading, weeks=weeks)
        except FormatError as refused:
            unread.extend((where, problem) for problem in refused.problems)
            window = Window(words=when, precision=Precision.UNREAD)
        step = recognised(what, steps, names)
        if step is None and is_of_procurement(what):
            unknown.append(_unrecognised(where, what))
        steps.update([step] if step else ())
        what, summary = what or NO_ACTION, as_printed(row.summary)
        found.append(TimetableRow(what=what, window=window, summary=summary, step=step))
        # A table is in order but for about a month: rows a little out of it keep the year.
        near = window.earliest - _BACK if window.earliest else near
    if strict and unread:
        raise FormatError("timetable", tuple(f"{where}: {why}" for where, why in unread))
    return PrintedTimetable(
        Timetable(on=on, title=title, rows=tuple(found), basis=basis),
        (*starmap(_unread, unread), *unknown),
    )


def _unread(where: str, problem: str) -> Finding:
    """The finding for a cell that was not read, from a problem whose last part is the remedy."""
    why, _, remedy = problem.rpartition("; ")
    remedy = remedy[:1].upper() + remedy[1:] if why else "Write the day that is meant"
    return TIMETABLE_UNREAD.warns(
        f"{where[:1].upper()}{where[1:]}: {why or problem}", remedy=remedy
    )


def _unrecognised(where: str, what: str) -> Finding:
    return TIMETABLE_UNRECOGNISED.warns(
        f"{where.capitalize()}: {what!r} speaks of a procurement but is not known as the name of a step, so "
        "the row is not checked",
        remedy="Use a usual name, or give the council's own name and its step in `names`",
    )


def day_of_paper(text: str) -> date | None:
    """The first line of a paper that is a whole date and nothing else; None if it has none."""
    for line in text.splitlines():
        words = as_printed(line).removeprefix("Date:").removeprefix("Date of meeting:").strip()
        with suppress(FormatError):
            window = Window.parse(words) if len(words) <= _LONGEST_DATE else None
            if window and window.precision is Precision.DAY:
                return window.earliest
    return None


def printed_rows(text: str) -> tuple[str, tuple[PrintedRow, ...]]:
    """The heading of the column of times, and the rows as printed, words kept.

    The first line with a heading of times and one of actions, in any of the formats, begins the
    table. A line of spaced text without a time goes on with the row above, as do words in small
    letters in other tables; else a row without a time is to be confirmed. Raises `FormatError` if
    no table is found.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines):
        for split in (_piped, _tabbed, None, _spaced):
            # A heading runs over a few lines at most, and a quotation mark may never be closed.
            few = lines[number : number + _MOST_LINES]
            cells = split(line, None) if split else next(_commas(few, 0), (0, []))[1]
            layout = _layout(cells, line) if cells else None
            if layout:
                # Cells of CSV may run over lines, so its reader takes all lines at once.
                found = (
                    _lines_split(lines, number + 1, split, layout)
                    if split
                    else islice(_commas(lines, number), 1, None)
                )
                return layout.heading, tuple(_rows(found, layout, spaced=split is _spaced))
    why = "no table was found; head one column like 'Date' and another like 'Action'"
    raise FormatError("timetable", (why,))


def _layout(cells: list[str], line: str) -> _Layout | None:
    headings = [plain(cell) for cell in cells]

    def place(words: re.Pattern[str], *taken: int) -> int:
        fitting = (n for n, heading in enumerate(headings) if words.search(heading))
        return next((n for n in fitting if n not in taken), -1)

    when = place(_WHEN)
    what = place(_WHAT, when)
    if min(when, what) < 0 or any(len(heading) > _LONGEST_HEADING for heading in headings):
        return None
    starts = tuple(match.start() for match in _COLUMNS.finditer(line))
    return _Layout(cells[when], when, what, place(_REMARK, when, what), starts)


def _lines_split(
    lines: list[str], first: int, split: _Split, layout: _Layout
) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line of a table, with its number, up to the first line outside it."""
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
    """The rows of a table, each with the lines that go on with it."""
    gathered: list[tuple[int, list[str]]] = []
    for number, cells in found:
        parts = [_cell(cells, n) for n in (layout.when, layout.what, layout.summary)]
        if gathered and not _goes_on(parts[0], parts[1], spaced=spaced):
            yield _joined(gathered)
            gathered = []
        gathered.append((number, parts))
    row = _joined(gathered) if gathered else None
    if row and (row.when or row.what):
        yield row


def _joined(lines: list[tuple[int, list[str]]]) -> PrintedRow:
    """One row from its first line and those that go on with it."""
    when, what, summary = (
        " ".join(filter(None, cells)) for cells in zip(*(p for _, p in lines), strict=True)
    )
    return PrintedRow(when, what, summary, lines[0][0])


def _goes_on(when: str, what: str, *, spaced: bool) -> bool:
    """Whether a line goes on with the row above it, and is not a row of its own without a time."""
    return not when and (spaced or not what or what[0].islower())


def _cell(cells: list[str], place: int) -> str:
    return as_printed(cells[place]) if 0 <= place < len(cells) else ""


def _piped(line: str, _: _Layout | None) -> list[str] | None:
    stripped = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in stripped.split("|")] if line.count("|") > 1 else None


def _tabbed(line: str, _: _Layout | None) -> list[str] | None:
    return [cell.strip() for cell in line.split("\t")] if "\t" in line else None


def _commas(lines: list[str], first: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of CSV from a line on, with the line each begins on; cells may run over lines.

    They end at the first line without a comma, or at a quotation mark that is never closed.
    """
    reader = csv.reader(f"{lines[number]}\n" for number in range(first, len(lines)))
    begins = first + 1
    with suppress(csv.Error):
        for cells in reader:
            if len(cells) < 2:
                return
            yield begins, [_BREAKS.sub(" ", cell).strip() for cell in cells]
            begins = first + reader.line_num + 1


def _spaced(line: str, layout: _Layout | None) -> list[str] | None:
    """The cells of spaced text: each piece belongs to the heading that begins nearest to it."""
    pieces = list(_COLUMNS.finditer(line))
    if layout is None:
        return [piece.group() for piece in pieces] if len(pieces) > 1 else None
    if not pieces or (len(pieces) == 1 and pieces[0].start() < layout.starts[1] // 2):
        return None
    cells: list[list[str]] = [[] for _ in layout.starts]
    for piece in pieces:
        cells[_nearest(layout.starts, piece.start())].append(piece.group())
    return [" ".join(cell) for cell in cells]


def _nearest(starts: tuple[int, ...], place: int) -> int:
    """The number of the heading that begins nearest to a place, the left one of two as near."""
    right = min(bisect(starts, place), len(starts) - 1)
    left = max(right - 1, 0)
    return left if place - starts[left] <= abs(starts[right] - place) else right
