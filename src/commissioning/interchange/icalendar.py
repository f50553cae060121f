"""A timetable as an iCalendar file (RFC 5545), for Outlook and other calendars.

The identifier of an entry comes from the words of its row, not from its day, so a calendar that imports the
file again moves its entries instead of doubling them. Times of day are in UTC; days are whole days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from dateutil import tz

from commissioning.dates.deadlines import LONDON
from commissioning.dates.periods import Period, ahead, later
from commissioning.dates.windows import Window
from commissioning.errors import written
from commissioning.records.timetable import Timetable, TimetableRow

_PRODUCT: Final = "-//commissioning//timetable//EN"
_SPACE: Final = uuid5(NAMESPACE_URL, "urn:commissioning:timetable")
_OCTETS: Final = 75
_LOOK_AHEAD: Final = 400


def to_ics(timetable: Timetable) -> str:
    """The timetable as iCalendar text: an event for each dated row, a series for each that recurs.

    Rows without a day are left out; a row with one known day is on that day. Lines end in CR LF, so write
    the text with `Path.write_bytes(text.encode())`.
    """
    title = timetable.title or "Timetable"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_escaped(title)}"]
    counts: dict[str, int] = {}
    for row in timetable.rows:
        counts[row.what] = counts.get(row.what, 0) + 1
        lines.extend(_events(timetable, row, f"{row.what}/{counts[row.what]}"))
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _events(timetable: Timetable, row: TimetableRow, name: str) -> Iterator[str]:
    window = row.window
    if window.recurrence:
        times = _recurring(window, timetable.on)
        if times:
            yield from _event(timetable, row, name, times)
        return
    for number, span in enumerate(_spans(window), 1):
        part = f"{name}/{number}" if window.parts else name
        yield from _event(timetable, row, part, _times(window, span))


def _spans(window: Window) -> tuple[Period, ...]:
    if window.parts:
        return window.parts
    first, last = window.earliest or window.latest, window.latest or window.earliest
    return (Period(first, last),) if first and last else ()


def _times(window: Window, span: Period) -> list[str]:
    if window.at is not None and span.length == 1:
        local = datetime.combine(span.starts_on, window.at, tz.gettz(LONDON))
        begins = local.astimezone(tz.UTC)
        return [f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", "DURATION:PT1H"]
    after = later(span.ends_on, days=1)
    return [f"DTSTART;VALUE=DATE:{span.starts_on:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]


def _recurring(window: Window, on: date) -> list[str]:
    """The first occurrence from the window's start, or the paper's day, and its recurrence rule."""
    start = window.earliest or on
    first = next(window.days(ahead(start, _LOOK_AHEAD)), None)
    until = f";UNTIL={window.latest:%Y%m%d}" if window.latest else ""
    rule = f"RRULE:{window.recurrence}{until}"
    return [] if first is None else [*_times(window, Period(first, first)), rule]


def _event(timetable: Timetable, row: TimetableRow, name: str, times: list[str]) -> Iterator[str]:
    calendar = timetable.reference or timetable.title
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(_SPACE, f'{calendar}/{name}')}"
    yield f"DTSTAMP:{datetime.combine(timetable.on, time()):%Y%m%dT%H%M%SZ}"
    yield from times
    yield f"SUMMARY:{_escaped(row.what)}"
    yield f"DESCRIPTION:{_escaped(_described(row))}"
    yield f"STATUS:{'TENTATIVE' if row.window.ambiguous else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _described(row: TimetableRow) -> str:
    window = row.window
    one_sided = window.known and not window.recurrence and None in (window.earliest, window.latest)
    parts = (
        f"In the timetable: {window.words}",
        row.summary,
        row.because,
        "The timetable gives a limit on one side only, which is this day." if one_sided else "",
        *(f"Read as: {note}" for note in window.inferred),
        *(
            f"Or: {written(r.earliest)} to {written(r.latest)} ({r.because})"
            for r in window.readings
        ),
    )
    return "\n".join(filter(None, parts))


def _escaped(words: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", words).replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, broken between characters only."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece += character
        size += octets
    yield piece
