"""A whole timetable from a table: CSV, Markdown, text whose columns are spaces as in a PDF, or a list.

The years that it leaves out are chosen for the table as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import starmap
from typing import Final

import attrs
from attrs import define

from commissioning.dates.parsing.cleaning import as_printed
from commissioning.dates.parsing.readings import Precision, WeekOfMonth
from commissioning.dates.periods import later
from commissioning.dates.windows import Window
from commissioning.dates.working_days import HolidaysOf
from commissioning.errors import FormatError, written
from commissioning.findings.codes import planning as codes
from commissioning.findings.finding import Finding
from commissioning.records.record import Basis
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.timetable.columns import PrintedRow, printed_rows
from commissioning.timetable.milestones import NO_NAMES, check_names, is_of_procurement, recognised
from commissioning.values.frozen import frozen
from commissioning.values.notebook import Picture, Shown
from commissioning.values.text import capital, counted, numbered

_NO_ROWS: Final = "the table has a heading and no rows; give it at least one"
_FIRST_YEAR: Final = re.compile(r"^(the year \d{4}), the first in which it is not before .*$")
_TWO_YEARS: Final = re.compile(r"\d ?[/-] ?\d\d\b")
_LONGEST_DATE: Final = 40
NO_ACTION: Final = "(no action written)"
"""The action of a row that has a time and no action."""


@frozen
class PrintedTimetable(Shown):
    """A timetable as read from a paper, and a finding for each thing in it that could not be read."""

    timetable: Timetable
    """Every row of the paper. One that could not be read has its words and no days."""
    findings: tuple[Finding, ...] = ()

    @property
    def rows(self) -> tuple[TimetableRow, ...]:
        return self.timetable.rows

    def plot(self, *, today: date | None = None) -> Picture:
        """The rows on a calendar."""
        return self.timetable.plot(today=today)

    def __repr__(self) -> str:
        rows, faults = counted(len(self.rows), "row"), counted(len(self.findings), "finding")
        return f"<PrintedTimetable: {rows}, {faults}>"


def read_table(
    text: str,
    *,
    on: date,
    title: str = "",
    weeks: WeekOfMonth = WeekOfMonth.THURSDAY,
    holidays: HolidaysOf = HolidaysOf.ENGLAND_AND_WALES,
    names: Mapping[str, str] = NO_NAMES,
    strict: bool = False,
) -> PrintedTimetable:
    """The timetable in a text: the first table with a column of times and one of actions.

    The text may be CSV, a Markdown table, or columns separated by tabs or by two spaces or more, with
    prose around them. `on` is the date of the paper; missing years are taken from it. `holidays` are no
    working days. A row that could not be read keeps its words and has a finding. `names` are a council's
    own names of steps, each with the tag of its step: `{"publish the pack": "itt"}`. Raises `FormatError`
    if there is no table or, where `strict`, with every row that could not be read, and why.
    """
    if not isinstance(text, str):
        way = "give the text of a table, such as `frame.to_csv(index=False)` of a data frame"
        raise FormatError("timetable", (f"{type(text).__name__} is not text; {way}",))
    heading, rows = printed_rows(text)
    return timetable(
        rows,
        heading=heading,
        on=on,
        title=title,
        weeks=weeks,
        holidays=holidays,
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
    holidays: HolidaysOf = HolidaysOf.ENGLAND_AND_WALES,
    basis: tuple[Basis, ...] = (),
    names: Mapping[str, str] = NO_NAMES,
    strict: bool = False,
) -> PrintedTimetable:
    """A timetable from rows of printed cells; `heading` is that of the column of times.

    Missing years are chosen for the table as a whole. Raises `FormatError` if there are no rows or, where
    `strict`, with every row that has no action or whose time could not be read.
    """
    if wrong := check_names(names) or (() if rows else (_NO_ROWS,)):
        raise FormatError("timetable", wrong)
    windows, unread, far = _windows(rows, _Reader(rows, heading, weeks, holidays), on)
    if strict and unread:
        raise FormatError("timetable", tuple(f"{where}: {why}" for where, why in unread))
    found: list[TimetableRow] = []
    unknown: list[Finding] = []
    steps: set[str] = set()
    for number, (row, window) in enumerate(zip(rows, windows, strict=True)):
        what = as_printed(row.what)
        step = recognised(what, steps, names)
        if step is None and is_of_procurement(what):
            unknown.append(_unrecognised(_where(rows, number), what))
        steps.update([step] if step else ())
        what, summary = what or NO_ACTION, as_printed(row.summary)
        found.append(TimetableRow(what=what, window=window, summary=summary, step=step))
    return PrintedTimetable(
        Timetable(on=on, title=title, rows=tuple(found), basis=basis),
        (*starmap(_unread, unread), *far, *_other_columns(rows), *unknown),
    )


@define
class _Reader:
    """The reading of the times of rows, which may need a day close by for their year."""

    rows: Sequence[PrintedRow]
    heading: str
    weeks: WeekOfMonth
    holidays: HolidaysOf

    def read(self, number: int, near: date | None = None) -> Window | FormatError:
        """The window of a row, or why its time, or both of its ends, cannot be read."""
        row = self.rows[number]
        when, until = as_printed(row.when), as_printed(row.until)
        once = not until or until == when
        return self._parsed(when or "TBC" if once else f"{when} to {until}", near)

    def half(self, number: int, near: date | None) -> tuple[Window | None, tuple[str, ...]]:
        """The window from the end that can be read where the other cannot, and why that one cannot."""
        words = [as_printed(self.rows[number].when), as_printed(self.rows[number].until)]
        ends = [self._parsed(each, near) for each in words]
        first, last = ends
        earliest = first.earliest if isinstance(first, Window) else None
        latest = last.latest if isinstance(last, Window) else None
        refused = [end.problems for end in ends if isinstance(end, FormatError)]
        problems = tuple(problem for each in refused for problem in each)
        if len(problems) == 2 or not (earliest or latest) or (earliest and latest):
            return None, problems
        return Window(
            words=" to ".join(words), earliest=earliest, latest=latest, precision=Precision.OPEN
        ), problems

    def day(self, number: int, near: date) -> date | None:
        """The first day of a row, or its last; None if it has none or cannot be read."""
        read = self.read(number, near)
        return _day(read) if isinstance(read, Window) else None

    def _parsed(self, words: str, near: date | None) -> Window | FormatError:
        try:
            return Window.parse(
                words, near=near, heading=self.heading, weeks=self.weeks, holidays=self.holidays
            )
        except FormatError as refused:
            return refused


def _windows(
    rows: Sequence[PrintedRow], reader: _Reader, on: date
) -> tuple[list[Window], list[tuple[str, str]], list[Finding]]:
    """The windows of all rows, what could not be read and where, and the rows far from all others."""
    first = [reader.read(number) for number in range(len(rows))]
    days = {
        n: day for n, read in enumerate(first) if isinstance(read, Window) and (day := _day(read))
    }
    together, apart = runs_of(days, on)
    known = {n: day for n, day in days.items() if n in together}
    without = [
        n
        for n, read in enumerate(first)
        if isinstance(read, FormatError) and "it has no year" in read.problems[0]
    ]
    # Whether the words of one name a quarter of a financial year, such as "Q1 2025/26".
    spans = (read for read in first if isinstance(read, Window))
    quarters = (each.words for each in spans if each.precision is Precision.QUARTER)
    financial = any(map(_TWO_YEARS.search, quarters))
    close_by = days_close_by(known, without, reader.day, on)
    windows: list[Window] = []
    unread: list[tuple[str, str]] = []
    for number, row in enumerate(rows):
        where = _where(rows, number)
        if not as_printed(row.what):
            why = f"there is no action beside {as_printed(row.when)!r}; write what happens then"
            unread.append((where, why))
        near, window = close_by.get(number, on), first[number]
        if isinstance(window, Window):
            windows.append(window)
            continue
        read = reader.read(number, near)
        if isinstance(read, Window):
            window = _from_neighbours(read, near != on)
            if financial:
                above = (day for other in reversed(windows) if (day := _day(other)))
                window = _in_financial_year(window, next(above, near))
        else:
            half, problems = reader.half(number, near) if row.until else (None, ())
            unread.extend((where, problem) for problem in problems or read.problems)
            words = " to ".join(filter(None, (as_printed(row.when), as_printed(row.until))))
            window = half or Window(words=words, precision=Precision.UNREAD)
        windows.append(window)
    return windows, unread, [_far(_where(rows, n), rows[n], days[n]) for n in apart]


def _day(window: Window) -> date | None:
    return None if window.recurrence else window.earliest or window.latest


def _from_neighbours(window: Window, chosen: bool) -> Window:
    """The window with a note that says where its year is from, if its neighbours gave it."""
    if not chosen:
        return window
    notes = tuple(_FIRST_YEAR.sub(r"\1, from the rows around it", note) for note in window.inferred)
    return attrs.evolve(window, inferred=notes)


def _in_financial_year(window: Window, above: date) -> Window:
    """A quarter without a year as one of a financial year, as other rows of its table name them.

    It is the first that does not end before `above`, the day of the row above it.
    """
    for reading in window.readings:
        if window.precision is Precision.QUARTER and "financial" in reading.because:
            # The year was chosen for the quarter of the calendar, which lies nine months apart from it.
            ends = ((months, later(reading.latest, months=months)) for months in (-12, 0, 12))
            months = next((months for months, end in ends if end >= above), 0)
            return attrs.evolve(
                window,
                earliest=later(reading.earliest, months=months),
                latest=later(reading.latest, months=months),
                readings=(),
                inferred=(f"{reading.because}, as in the rows around it",),
            )
    return window


def _where(rows: Sequence[PrintedRow], number: int) -> str:
    line = rows[number].line
    return f"row {number + 1}" + (f" (line {line})" if line else "")


def _far(where: str, row: PrintedRow, day: date) -> Finding:
    return codes.TIMETABLE_YEAR_JUMP.warns(
        f"{where.capitalize()}: {as_printed(row.what)} is on {written(day)}, more than eighteen months "
        "from the rows around it",
        remedy="Check the year. No other row takes its year from this one",
    )


def _other_columns(rows: Sequence[PrintedRow]) -> tuple[Finding, ...]:
    """The finding for columns of times from which the rows do not take their days, if there are any."""
    headings = tuple(dict.fromkeys(heading for row in rows for heading, _ in row.also))
    if not headings:
        return ()
    return (
        codes.TIMETABLE_COLUMNS.warns(
            f"Times are also in {numbered('column', map(repr, headings))}. The days are read from another "
            "column; these times are kept in the summary of each row",
            remedy="If these are the days that count, read the table with that column alone",
        ),
    )


def _unread(where: str, problem: str) -> Finding:
    """The finding for a cell that was not read, from a problem whose last part is the remedy."""
    why, _, remedy = problem.rpartition("; ")
    remedy = capital(remedy) if why else "Write the day that is meant"
    return codes.TIMETABLE_UNREAD.warns(f"{capital(where)}: {why or problem}", remedy=remedy)


def _unrecognised(where: str, what: str) -> Finding:
    return codes.TIMETABLE_UNRECOGNISED.warns(
        f"{where.capitalize()}: {what!r} reads like a step of a procurement, but the library knows no step "
        "of that name, so the row is not checked",
        remedy="Use a usual name, or say which step the council's own name stands for",
    )


def day_of_paper(text: str) -> date | None:
    """The first line of a paper that is a whole date and nothing else; None if it has none."""
    for line in text.splitlines():
        words = as_printed(line).removeprefix("Date:").removeprefix("Date of meeting:").strip()
        with suppress(FormatError):
            window = Window.parse(words) if len(words) <= _LONGEST_DATE else None
            if window and window.precision is Precision.DAY and not window.remark:
                return window.earliest
    return None


_MONTH: Final = timedelta(days=31)
"""A table is in order but for about a month: rows a little out of it keep the year."""
_REST_OF_YEAR: Final = timedelta(days=334)
_YEAR: Final = timedelta(days=365)
_JUMP: Final = timedelta(days=548)
"""Eighteen months."""


def runs_of(days: Mapping[int, date], on: date) -> tuple[set[int], list[int]]:
    """The rows whose days lie together, by number, and the first row of each stretch that lies apart.

    Rows are apart if more than eighteen months lie between one and the next. The longest stretch is the
    table; of two as long, the one nearer to the day of the paper.
    """
    runs: list[list[int]] = []
    for number, day in sorted(days.items()):
        if runs and abs(day - days[runs[-1][-1]]) <= _JUMP:
            runs[-1].append(number)
        else:
            runs.append([number])
    main = max(runs, key=lambda run: (len(run), -abs(days[run[0]] - on)), default=[])
    return set(main), [run[0] for run in runs if run is not main]


def days_close_by(
    known: Mapping[int, date],
    open_rows: Sequence[int],
    read: Callable[[int, date], date | None],
    on: date,
) -> dict[int, date]:
    """For each row without a year, a day after which its time first comes, by number.

    `known` has the days of the rows with a year, and `read` gives the day of a row if it first comes after
    another day. Rows follow those above them; the first ones lead up to the first row with a year. In a table
    without any year, the first row is close to the day of the paper, and the last is not before it.
    Each row is read three times at most.
    """
    if not known:
        late, _ = _onwards({}, open_rows, read, on + _MONTH)
        early, last_early = _onwards({}, open_rows, read, on - _YEAR + timedelta(days=1) + _MONTH)
        first = next(iter(open_rows), None)
        if first is None or last_early < on:
            return late
        ways = [(abs((read(first, way[first]) or on) - on), way) for way in (late, early)]
        return min(ways, key=lambda way: way[0])[1]
    anchor = min(known)
    found: dict[int, date] = {}
    following = known[anchor]
    for number in reversed([number for number in open_rows if number < anchor]):
        found[number] = following - _REST_OF_YEAR
        following = read(number, found[number]) or following
    rest = [number for number in open_rows if number > anchor]
    return found | _onwards(known, rest, read, known[anchor])[0]


def _onwards(
    known: Mapping[int, date],
    open_rows: Sequence[int],
    read: Callable[[int, date], date | None],
    before: date,
) -> tuple[dict[int, date], date]:
    """The days close by for rows from the top down, and the day of the last of them."""
    found: dict[int, date] = {}
    ahead = _next_known(known, open_rows)
    for number in sorted({*known, *open_rows}):
        if number in known:
            before = known[number]
            continue
        found[number] = before - _MONTH
        day = read(number, found[number])
        after = ahead.get(number)
        if day and after and day > after + _MONTH:
            found[number] = after - _REST_OF_YEAR
            day = read(number, found[number])
        before = day or before
    return found, before


def _next_known(known: Mapping[int, date], open_rows: Sequence[int]) -> dict[int, date]:
    """The day of the next row with a year below each row without one."""
    found: dict[int, date] = {}
    after: date | None = None
    for number in sorted({*known, *open_rows}, reverse=True):
        if number in known:
            after = known[number]
        elif after:
            found[number] = after
    return found
