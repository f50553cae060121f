"""A timetable or an agenda as an iCalendar file (RFC 5545), for Outlook and other calendars.

The identifier of an entry comes from the words of its row or the key of its item, not from its day, so a
calendar that imports the file again moves its entries instead of doubling them. Times of day are in UTC;
days are whole days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from attrs import evolve
from dateutil import tz

from commissioning.agenda.agenda import Agenda
from commissioning.agenda.items import HowSure
from commissioning.dates import periods, windows
from commissioning.dates.working_days import working_days
from commissioning.errors import written
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.values.frozen import frozen

_PRODUCT: Final = "-//commissioning//timetable//EN"
_SPACE: Final = uuid5(NAMESPACE_URL, "urn:commissioning:timetable")
_PIECE: Final = re.compile(rb"(?s).{1,74}(?![\x80-\xbf])")  # and the space before it
_LOOK_AHEAD: Final = 400


def to_ics(what: Timetable | Agenda) -> str:
    """A timetable or an agenda as iCalendar text.

    A timetable gives an event for each dated row and a series for each that recurs; rows without a day
    are left out, and a row with one known day is on that day. An agenda gives an event for each item
    with a day, and a task without a day for each of the others. Lines end in CR LF, so write the text
    with `Path.write_bytes(text.encode())`.
    """
    title = what.title or "Timetable"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_escaped(title)}"]
    lines += _of_rows(what) if isinstance(what, Timetable) else _of_items(what)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _of_rows(timetable: Timetable) -> Iterator[str]:
    counts: dict[str, int] = {}
    for row in timetable.rows:
        counts[row.what] = counts.get(row.what, 0) + 1
        yield from _events(timetable, row, f"{row.what}/{counts[row.what]}")


def _of_items(agenda: Agenda) -> Iterator[str]:
    """Every item. The order of days does not matter to a name: two alike differ in their key."""
    for item in agenda:
        event = _Entry(
            name=f"agenda/{item.cycle}/{item.key}",
            stamp=agenda.today,
            summary=f"{item.state}: {item.what}" if item.days_over or item.met_by else item.what,
            description=f"{item.sentence()}\nIn: {item.cycle}",
            unsure=item.how_sure is not HowSure.FIXED,
            kind="VEVENT" if item.day else "VTODO",
        )
        yield from event.lines(_whole_days(periods.Period(item.day, item.day)) if item.day else [])


def _events(timetable: Timetable, row: TimetableRow, name: str) -> Iterator[str]:
    window, calendar = row.window, timetable.reference or timetable.title
    event = _Entry(
        name=f"{calendar}/{name}",
        stamp=timetable.on,
        summary=row.what,
        description=_described(row),
        unsure=row.window.ambiguous,
    )
    if window.recurrence:
        for times in _recurring(window, timetable.on):
            yield from event.lines(times)
        return
    for number, span in enumerate(_spans(window), 1):
        part = evolve(event, name=f"{event.name}/{number}") if window.parts else event
        yield from part.lines(_times(window, span))


@frozen(kw_only=True)
class _Entry:
    """One entry of a calendar, without its days."""

    name: str
    """The text that its identifier is made from."""
    stamp: date
    summary: str
    description: str
    unsure: bool
    kind: str = "VEVENT"

    def lines(self, times: list[str]) -> Iterator[str]:
        yield f"BEGIN:{self.kind}"
        yield f"UID:{uuid5(_SPACE, self.name)}"
        yield f"DTSTAMP:{datetime.combine(self.stamp, time()):%Y%m%dT%H%M%SZ}"
        yield from times
        yield f"SUMMARY:{_escaped(self.summary)}"
        yield f"DESCRIPTION:{_escaped(self.description)}"
        if self.kind == "VEVENT":
            yield f"STATUS:{'TENTATIVE' if self.unsure else 'CONFIRMED'}"
            yield "TRANSP:TRANSPARENT"
        yield f"END:{self.kind}"


def _spans(window: windows.Window) -> tuple[periods.Period, ...]:
    if window.parts:
        return window.parts
    first, last = window.earliest or window.latest, window.latest or window.earliest
    return (periods.Period(first, last),) if first and last else ()


def _times(window: windows.Window, span: periods.Period) -> list[str]:
    if window.at is not None and span.length == 1:
        begins = datetime.combine(span.starts_on, window.at, tz.gettz(periods.LONDON)).astimezone(
            tz.UTC
        )
        return [f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", "DURATION:PT1H"]
    return _whole_days(span)


def _whole_days(span: periods.Period) -> list[str]:
    after = periods.later(span.ends_on, days=1)
    return [f"DTSTART;VALUE=DATE:{span.starts_on:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]


def _recurring(window: windows.Window, on: date) -> Iterator[list[str]]:
    """The first occurrence from the window's start, or the paper's day, with its recurrence rule.

    After it come the occurrences that fall on another day than the rule has, because that is no working
    day; such a series ends with the bank holidays that are known.
    """
    start, named = window.earliest or on, evolve(window, carried=None, carried_back=None)
    holidays = window.carried or window.carried_back
    calendar = working_days(holidays) if holidays else None
    known = calendar.rolled_back(calendar.last) if calendar else None
    last = min(filter(None, (window.latest, known)), default=None)
    first = next(named.days(periods.ahead(start, _LOOK_AHEAD)), None)
    if first is None:
        return
    times = _times(window, periods.Period(first, first))
    yield [*times, f"RRULE:{window.recurrence}{f';UNTIL={last:%Y%m%d}' if last else ''}"]
    if calendar and last and max(first, calendar.first) <= last:
        instance = times[0].replace("DTSTART", "RECURRENCE-ID")
        for day in named.days(periods.Period(max(first, calendar.first), last)):
            if (moved := window.carries(day, calendar)) != day:
                of_day = re.sub(r"\d{8}", f"{day:%Y%m%d}", instance)
                yield [of_day, *_times(window, periods.Period(moved, moved))]


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
            f"Or: {' to '.join(dict.fromkeys(map(written, (r.earliest, r.latest))))} ({r.because})"
            for r in window.readings
        ),
    )
    return "\n".join(filter(None, parts))


def _escaped(words: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", words).replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets with their ends, broken between characters only."""
    return b"\r\n ".join(_PIECE.findall(line.encode())).decode()
