"""The rows of a table from its columns: start and end, planned, revised and actual times, a time of day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from attrs import define

from commissioning.dates.parsing.cleaning import as_printed, plain
from commissioning.timetable.tables import Grid, grid_in, is_time
from commissioning.values.frozen import frozen

_REMARK: Final = re.compile(r"\b(?:summary|comments?|notes?|details?|remarks?|status|progress)\b")
_CLOCK: Final = re.compile(
    r"^(?:\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|(?:12 ?)?noon|midday|midnight)$"
)
_LENGTH: Final = re.compile(r"^(?:\d+|[a-z]+) (?:working |calendar )?(?:day|week|month|year)s?$")
_OPEN: Final = re.compile(r"(?:[-–,&]|\b(?:to|until|till|and|or|from|by|on))$")
"""The end of a cell whose time goes on in the line below."""
_BLANK: Final = re.compile(r"^(?:-+|n/?a|\.+)?$")
_ENDS: Final = re.compile(r"\b(?:end|ends|finish|until|to|clos\w*|completion|deadline|due)\b")
_VERSIONS: Final = {
    "revised": re.compile(
        r"\b(?:revised|forecast|latest|current|new|updated|projected|expected)\b"
    ),
    "actual": re.compile(r"\b(?:actual|achieved|completed|done|outturn)\b"),
}
_PREFERENCE: Final = ("revised", "planned", "actual")
"""A row takes its days from the latest intention of the paper, and only else from what was done."""
_SAMPLE: Final = 20
"""The filled cells by which a column is known."""


@frozen
class PrintedRow:
    """One line of a table as its cells were printed."""

    when: str
    what: str
    summary: str = ""
    line: int = 0
    """The line of the text it began on, from 1; 0 for a row that was given as cells."""
    until: str = ""
    """The time at which it ends, if that has a column of its own."""
    also: tuple[tuple[str, str], ...] = ()
    """The times of other columns, each with its heading, from which the row does not take its days."""


def printed_rows(text: str) -> tuple[str, tuple[PrintedRow, ...]]:
    """The heading of the column of times, and the rows as printed, words kept.

    The first line with a heading of times and one of actions begins the table, else the first lines with
    times and words in columns, or a list of both. A line of spaced text without a time goes on with the row
    above, as do words in small letters in other tables; else a row without a time is to be confirmed.
    Raises `FormatError` if no table is found.
    """
    grid = grid_in(text)
    columns = range(len(grid.headings))
    times = [n for n in columns if n == grid.when or _holds(grid, n, is_time)]
    layout = _Layout(
        grid=grid,
        times=times,
        versions=_versions(grid, times),
        lengths=[
            n
            for n in columns
            if n not in times
            and not _is_remark(grid, n, times)
            and _holds(grid, n, lambda cell: bool(_LENGTH.match(cell.lower())))
        ],
        clock=next((n for n in columns if _holds(grid, n, _is_clock)), -1),
        summary=next((n for n in columns if _is_remark(grid, n, times)), -1),
    )
    rows = tuple(_printed(layout, line, cells) for line, cells in _whole_rows(layout))
    return grid.headings[grid.when], tuple(row for row in rows if row.when or row.what)


@define
class _Layout:
    grid: Grid
    times: list[int]
    versions: dict[str, list[int]]
    """The columns of the start and perhaps the end: planned, revised and actual."""
    lengths: list[int]
    """The columns of durations, from which no row takes its days: a week of work may be five days."""
    clock: int
    summary: int


def _is_clock(cell: str) -> bool:
    return bool(_CLOCK.match(cell.lower()))


def _is_remark(grid: Grid, column: int, times: list[int]) -> bool:
    return column not in {*times, grid.what} and bool(_REMARK.search(plain(grid.headings[column])))


def _holds(grid: Grid, column: int, kind: Callable[[str], bool]) -> bool:
    """Whether half or more of the first filled cells of a column are of a kind."""
    cells = (_cell(cells, column) for _, cells in grid.rows)
    filled = list(islice((cell for cell in cells if not _BLANK.match(cell.lower())), _SAMPLE))
    return column != grid.what and bool(filled) and 2 * sum(map(kind, filled)) >= len(filled)


def _versions(grid: Grid, times: list[int]) -> dict[str, list[int]]:
    """The columns of times by version, the start before the end; without headings only the first."""
    found: dict[str, list[int]] = {}
    for column in times:
        heading = plain(grid.headings[column])
        version = next(
            (name for name, form in _VERSIONS.items() if form.search(heading)), "planned"
        )
        columns = found.setdefault(version, [])
        # Two columns without a word for the end may be times of different things.
        if not columns or (len(columns) == 1 and _ENDS.search(heading)):
            columns.append(column)
    return found


def _whole_rows(layout: _Layout) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table, each with the lines that go on with it."""
    whole: list[tuple[int, list[list[str]]]] = []
    for line, cells in layout.grid.rows:
        if whole and _goes_on(layout, whole[-1][1][-1], cells):
            whole[-1][1].append(cells)
        else:
            whole.append((line, [cells]))
    for line, parts in whole:
        width = max(map(len, parts))
        yield (
            line,
            [" ".join(filter(None, (_cell(part, n) for part in parts))) for n in range(width)],
        )


def _goes_on(layout: _Layout, above: list[str], cells: list[str]) -> bool:
    """Whether a line goes on with the row above it, and is not a row of its own without a time."""
    what, spaced = _cell(cells, layout.grid.what), layout.grid.spaced
    times = [(_cell(above, n), cell) for n in layout.times if (cell := _cell(cells, n))]
    if times:
        return (
            spaced and not what and all(_is_clock(cell) or _OPEN.search(up) for up, cell in times)
        )
    return spaced or not what or what[0].islower()


def _printed(layout: _Layout, line: int, cells: list[str]) -> PrintedRow:
    """A row with the times of the version that it takes its days from, and all others beside them."""
    headings = layout.grid.headings
    filled = {
        version: [cell for n in columns if not _BLANK.match((cell := _cell(cells, n)).lower())]
        for version in _PREFERENCE
        if (columns := layout.versions.get(version))
    }
    taken = next((version for version in filled if filled[version]), "")
    when, until = (*filled.get(taken, ()), "", "")[:2]
    others = [
        n for n in layout.times if n not in layout.versions.get(taken, ()) and n != layout.clock
    ]
    others += layout.lengths
    also = tuple(
        (headings[n] or f"column {n + 1}", cell)
        for n in others
        if taken and not _BLANK.match((cell := _cell(cells, n)).lower())
    )
    clock = _cell(cells, layout.clock)
    if when and clock:
        when, until = (when, f"{until}, {clock}") if until else (f"{when}, {clock}", "")
    remarks = (_cell(cells, layout.summary), *(f"{heading}: {cell}" for heading, cell in also))
    return PrintedRow(
        when=when or (_cell(cells, layout.grid.when) if not taken else ""),
        what=_cell(cells, layout.grid.what),
        summary="; ".join(filter(None, remarks)),
        line=line,
        until=until,
        also=also,
    )


def _cell(cells: list[str], place: int) -> str:
    return as_printed(cells[place]) if 0 <= place < len(cells) else ""
