"""The table of dates in the text of a paper: CSV, Markdown, tabs, columns of spaces as in a PDF, or a list.

A table is known by its headings or, where they are other ones or none, by the times that stand in it.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Final

from attrs import define

from commissioning.dates.parsing.cleaning import plain
from commissioning.dates.windows import Window
from commissioning.errors import FormatError
from commissioning.timetable.milestones import recognised

_WHEN: Final = re.compile(
    r"\b(?:weeks?|w/c|dates?|when|timescales?|months?|deadlines?|timing|target|due|by when)\b"
)
_WHAT: Final = re.compile(
    r"\b(?:actions?|activit\w+|milestones?|stages?|tasks?|events?|steps?|what|description|process)\b"
)
_RULE: Final = re.compile(r"^[\s|:+=_-]*$")
_BREAKS: Final = re.compile(r"\s*\n\s*")
_COLUMNS: Final = re.compile(r"\S+(?: \S+)*")
_BULLET: Final = re.compile(r"^\s*(?:[-*\u2022\u00b7\u2013o]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
_BETWEEN: Final = re.compile(r"\s*:\s+|\s+[-\u2013\u2014]\s+")
_LONGEST_HEADING: Final = 40
_LONGEST_CELL: Final = 60
_MOST_LINES: Final = 20
"""The lines that a heading of CSV may run over, and those by which a column is known."""
_MOST_PARTS: Final = 4


@define
class Grid:
    """A table as it was found: its headings, its lines of cells, and where times and actions stand."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    """The cells of each line, with its number from 1."""
    when: int
    what: int
    spaced: bool = False
    """Whether the columns are spaces, so that a line without a time goes on with the one above."""


_Split = Callable[[str, tuple[int, ...]], list[str] | None]


def grid_in(text: str) -> Grid:
    """The first table of a text with a column of times and one of actions, else its first list of both.

    Raises `FormatError` if there is none.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = _headed(lines) or _by_content(lines) or _listed(lines)
    if found is None:
        columns = "head one column like 'Date' and another like 'Action'"
        listed = "write a list such as '- Tenders due: 5 July 2026'"
        raise FormatError("timetable", (f"no table was found; {columns}, or {listed}",))
    return found


def is_time(words: str) -> bool:
    """Whether a cell is a time and nothing else, though its year may be missing or its day impossible."""
    if not words or len(words) > _LONGEST_CELL:
        return False
    try:
        window = Window.parse(words)
    except FormatError as refused:
        return "cannot be dated" in refused.problems[0]
    return (window.known or bool(window.recurrence)) and not window.remark


def _headed(lines: list[str]) -> Grid | None:
    """The table below the first line with a heading of times and one of actions, in any format."""
    for number, line in enumerate(lines):
        for split in (_piped, _tabbed, None, _semicolons, _spaced):
            # A heading runs over a few lines at most, and a quotation mark may never be closed.
            few = lines[number : number + _MOST_LINES]
            cells = split(line, ()) if split else next(_commas(few, 0), (0, []))[1]
            places = _places(cells) if cells else None
            if cells and places:
                starts = tuple(match.start() for match in _COLUMNS.finditer(line))
                # Cells of CSV may run over lines, so its reader takes all lines at once.
                found = (
                    _lines_split(lines, number + 1, split, starts)
                    if split
                    else islice(_commas(lines, number), 1, None)
                )
                return Grid(cells, list(found), *places, spaced=split is _spaced)
    return None


def _places(cells: list[str]) -> tuple[int, int] | None:
    """The columns of times and of actions that headings name; None if they do not name both."""
    headings = [plain(cell) for cell in cells]
    if any(len(heading) > _LONGEST_HEADING for heading in headings):
        return None
    when = next((n for n, heading in enumerate(headings) if _WHEN.search(heading)), -1)
    what = next((n for n, h in enumerate(headings) if n != when and _WHAT.search(h)), -1)
    return None if min(when, what) < 0 else (when, what)


def _by_content(lines: list[str]) -> Grid | None:
    """The first run of lines with a column of times and one of words, in each format in turn."""
    for split in (_piped, _tabbed, _comma, _semicolons, _spaced):
        for run in _runs(lines, split):
            if grid := _filled(run):
                return grid
    return None


def _runs(lines: list[str], split: _Split) -> Iterator[list[tuple[int, list[str]]]]:
    """The stretches of lines that a format splits into two cells or more."""
    run: list[tuple[int, list[str]]] = []
    for number, line in enumerate([*lines, ""], 1):
        if run and _RULE.match(line) and line.strip():
            continue
        cells = split(line, ())
        if cells and len(cells) > 1:
            run.append((number, cells))
        elif run:
            yield run
            run = []


def _filled(run: list[tuple[int, list[str]]]) -> Grid | None:
    """The table that a run of lines is if one of its columns holds times; its first line may be headings."""
    sample = [cells for _, cells in run[:_MOST_LINES]]
    width = max(len(cells) for cells in sample)
    columns = [[cells[n] if n < len(cells) else "" for cells in sample] for n in range(width)]
    times = [sum(map(is_time, column)) for column in columns[:_MOST_LINES]]
    when = times.index(max(times))
    words = [0 if times[n] else sum(map(len, columns[n])) for n in range(len(times))]
    what = words.index(max(words))
    # A heading, and a cell or two that cannot be read, are no times.
    if times[when] < 2 or 2 * times[when] < len(sample) - 1 or not words[what]:
        return None
    first = columns[when][0]
    headed = not is_time(first) and not re.search(r"\d", first)
    headings = [column[0] if headed else "" for column in columns]
    return Grid(headings, run[1:] if headed else run, when, what)


def _listed(lines: list[str]) -> Grid | None:
    """The first list with two times or more: "- Tenders due: 5 July 2024", "5 July 2024 - tenders due".

    Items between the times are rows; so are others of the same list that have a bullet and name a step.
    """
    for items in _lists(lines):
        rows = [(item.line, _dated(item.text)) for item in items]
        timed = [n for n, (_, cells) in enumerate(rows) if is_time(cells[0])]
        if len(timed) > 1:
            kept = [
                row
                for n, (item, row) in enumerate(zip(items, rows, strict=True))
                if timed[0] <= n <= timed[-1] or (item.bulleted and recognised(item.text))
            ]
            return Grid(["", ""], kept, 0, 1)
    return None


@define
class _Item:
    """An item of a list, and the number of the line it begins on."""

    line: int
    text: str
    bulleted: bool


def _lists(lines: list[str]) -> Iterator[list[_Item]]:
    """The runs of lines that bullets, or two parts on each line, make a list."""
    items: list[_Item] = []
    for number, line in enumerate(lines, 1):
        bullet = _BULLET.match(line)
        text = line[bullet.end() if bullet else 0 :].strip()
        if bullet or (text and _BETWEEN.search(text) and not (items and line[0].isspace())):
            items.append(_Item(number, text, bullet is not None))
        elif items and items[-1].bulleted and (not text or line[0].isspace()):
            # It goes on in the line below, if that is indented.
            items[-1].text = f"{items[-1].text} {text}".rstrip()
        else:
            yield items
            items = []
    yield items


def _dated(text: str) -> list[str]:
    """The time and the action of an item, split where one part is a time, else where it can be."""
    ways = [
        (text[: between.start()], text[between.end() :])
        for between in islice(_BETWEEN.finditer(text), _MOST_PARTS)
    ]
    for left, right in ways:
        if is_time(right):
            return [right, left]
        if is_time(left):
            return [left, right]
    return [ways[0][1], ways[0][0]] if ways else ["", text]


def _lines_split(
    lines: list[str], first: int, split: _Split, starts: tuple[int, ...]
) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line of a table, with its number, up to the first line outside it."""
    for number, line in enumerate(lines[first:], first + 1):
        if _RULE.match(line) and line.strip():
            continue
        cells = split(line, starts)
        if cells is None:
            return
        yield number, cells


def _piped(line: str, _: tuple[int, ...]) -> list[str] | None:
    cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
    return cells if line.count("|") > 1 or (len(cells) > 1 and line.count(" | ")) else None


def _tabbed(line: str, _: tuple[int, ...]) -> list[str] | None:
    return [cell.strip() for cell in line.split("\t")] if "\t" in line else None


def _semicolons(line: str, _: tuple[int, ...]) -> list[str] | None:
    return [cell.strip().strip('"') for cell in line.split(";")] if ";" in line else None


def _comma(line: str, _: tuple[int, ...]) -> list[str] | None:
    return next((cells for _, cells in _commas([line], 0)), None) if "," in line else None


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


def _spaced(line: str, starts: tuple[int, ...]) -> list[str] | None:
    """The cells of spaced text: each piece belongs to the heading that begins nearest to it."""
    pieces = list(_COLUMNS.finditer(line))
    if not starts:
        return [piece.group() for piece in pieces] if len(pieces) > 1 else None
    if not pieces or (len(pieces) == 1 and pieces[0].start() < starts[1] // 2):
        return None
    cells: list[list[str]] = [[] for _ in starts]
    for piece in pieces:
        cells[_nearest(starts, piece.start())].append(piece.group())
    return [" ".join(cell) for cell in cells]


def _nearest(starts: tuple[int, ...], place: int) -> int:
    """The number of the heading that begins nearest to a place, the left one of two as near."""
    right = min(bisect(starts, place), len(starts) - 1)
    left = max(right - 1, 0)
    return left if place - starts[left] <= abs(starts[right] - place) else right
