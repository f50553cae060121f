"""The years that a table leaves out, chosen for the table as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

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
