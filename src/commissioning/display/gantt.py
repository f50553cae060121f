"""A timetable as a picture, a table and mermaid text, and several plans side by side as a picture.

A picture is SVG that prints on one page. It needs no fonts or scripts, and nothing in it depends on colour
alone: a planned span is a bar, a single day a diamond, an open end a dashed bar, and the day of a record a
solid mark below it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from commissioning.dates.periods import Period, later
from commissioning.dates.windows import Window
from commissioning.display import drawing
from commissioning.errors import MONTHS, NoRuleError, written
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.timetable import comparing, milestones, planning
from commissioning.values.bounds import SPANS_END_BY
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import capital, cut

WIDTH: Final = 1120
MARGIN: Final = 16
_WHAT: Final = 336
_WHEN: Final = 170
_CHART: Final = WIDTH - 2 * MARGIN - _WHAT - _WHEN
_LEFT: Final = MARGIN + _WHAT + _WHEN
_ROW: Final = 28
_HEAD: Final = 92
_FOOT: Final = 48
_WHAT_CHARACTERS: Final = 44
_WHEN_CHARACTERS: Final = 26
_NARROW_MONTH: Final = 30
_MONTHS_OF_QUARTERS: Final = (1, 4, 7, 10)

_PLANNED: Final = drawing.COLOURS[0]


@frozen
class DayScale:
    """Days across the part of the page to the right of the words."""

    first: date
    last: date

    def x(self, day: date) -> float:
        days = (self.last - self.first).days + 1
        return round(_LEFT + _CHART * (day - self.first).days / days, 1)

    def stretch(self, period: Period, least: int) -> tuple[float, float]:
        """The left edge of a period and its width, `least` or more so that it can be seen."""
        x, end = self.x(period.starts_on), self.x(later(period.ends_on, days=1))
        return x, max(round(end - x, 1), least)

    def months(self) -> Iterator[date]:
        month = self.first
        while month <= min(self.last, SPANS_END_BY):
            yield month
            month = (month + timedelta(days=31)).replace(day=1)


def gantt_svg(
    timetable: Timetable,
    *,
    compared: comparing.TimetableComparison | None = None,
    before: Timetable | None = None,
    today: date | None = None,
) -> str:
    """The timetable as one SVG picture; with a comparison, the days of the records are marked too.

    `before` is the same timetable before something slipped, shown as outlines of the rows that
    moved. Rows without a day keep their line and their words.
    """
    today = today or (compared.today if compared else None)
    done = compared.rows if compared else ()
    windows = [row.window for each in (timetable, before) if each for row in each.rows]
    fixed = (window for window in windows if not window.recurrence)
    days = [day for window in fixed for day in (window.earliest, window.latest) if day]
    days += [day for day in (today, *(row.happened_on for row in done)) if day]
    scale = whole_months(min(days, default=timetable.on), max(days, default=timetable.on))
    height = _HEAD + _ROW * len(timetable.rows) + _FOOT
    title = timetable.title or "Timetable"
    pairs = zip(before.rows, timetable.rows, strict=True) if before else ()
    moved = [(n, old.window) for n, (old, new) in enumerate(pairs) if old.window != new.window]
    body = (
        _HATCH,
        drawing.text(MARGIN, 30, title, size=18, weight="bold"),
        *(  # every second line shaded, under everything else, to lead the eye across the page
            drawing.rect(MARGIN, y, WIDTH - 2 * MARGIN, _ROW, f'fill="{drawing.BAND}"')
            for y in range(_HEAD, height - _FOOT, 2 * _ROW)
        ),
        *calendar(scale, height - _FOOT),
        *(part for n, old in moved for part in _outline(n, old, scale)),
        *(_row(n, row, scale) for n, row in enumerate(timetable.rows)),
        *(part for n, row in enumerate(done) for part in _happened(n, row, scale)),
        *_today(today, scale, height),
        *_legend(timetable, done, today, height, moved=bool(moved)),
    )
    told = _description(timetable, done)
    return drawing.picture(title, told, height, body, heading=False, width=WIDTH)


_PLAIN: Final = f'fill="{_PLANNED}"'
_UNSURE: Final = f'fill="url(#gantt-unsure)" stroke="{_PLANNED}"'
_OPEN: Final = f'fill="none" stroke="{_PLANNED}" stroke-width="1.5" stroke-dasharray="5 3"'
_DAY: Final = f'fill="{_PLANNED}" stroke="#ffffff"'
_WAS: Final = f'fill="#ffffff" stroke="{drawing.QUIET}" stroke-dasharray="2 2"'
_RING: Final = f'r="4" fill="none" stroke="{_PLANNED}" stroke-width="2"'
_HATCH: Final = (
    '<defs><pattern id="gantt-unsure" width="6" height="6" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{drawing.PALE_BLUE}"/>'
    f'<rect width="2.5" height="6" fill="{_PLANNED}"/></pattern></defs>'
)


def whole_months(first: date, last: date) -> DayScale:
    """The scale from the first day of one month to the last day of another."""
    return DayScale(first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1]))


def calendar(scale: DayScale, bottom: int) -> Iterator[str]:
    """The lines and names of the months, down to the foot of the picture."""
    months = list(scale.months())
    narrow = _CHART / len(months) < _NARROW_MONTH
    for n, month in enumerate(months):
        x = scale.x(month)
        strong = month.month == 1 or n == 0
        ink = drawing.QUIET if strong else drawing.LINE
        yield f'<line x1="{x}" y1="{_HEAD - 30}" x2="{x}" y2="{bottom}" stroke="{ink}"/>'
        if not narrow or month.month in _MONTHS_OF_QUARTERS:
            yield drawing.small(x + 4, _HEAD - 10, MONTHS[month.month - 1][:3])
        if strong:
            yield drawing.text(x + 4, _HEAD - 28, str(month.year), size=12, weight="bold")


def _row(n: int, row: TimetableRow, scale: DayScale) -> str:
    middle = _HEAD + n * _ROW + _ROW / 2
    return drawing.titled(
        _row_in_words(n, row),
        drawing.text(MARGIN + 6, middle + 4.5, cut(row.what, _WHAT_CHARACTERS)),
        drawing.small(MARGIN + _WHAT, middle + 4, cut(_when(row.window), _WHEN_CHARACTERS)),
        *_marks(row.window, middle, scale),
    )


def _outline(n: int, window: Window, scale: DayScale) -> Iterator[str]:
    if window.period and not window.recurrence:
        x, width = scale.stretch(window.period, 6)
        outline = drawing.rect(x, _HEAD + n * _ROW + 7, width, 14, _WAS)
        yield drawing.titled(f"was planned: {window}", outline)


def _marks(window: Window, y: float, scale: DayScale) -> Iterator[str]:
    look = _look(window)
    if look == _RING:
        # Past the calendar of bank holidays no day is known, and the words of the row say so.
        with suppress(NoRuleError):
            for day in window.days(Period(scale.first, scale.last)):
                yield f'<circle cx="{scale.x(day)}" cy="{y}" {_RING}/>'
    elif look == _DAY:
        yield _diamond(scale.x(window.earliest or scale.first), y)
    elif look:
        whole = Period(window.earliest or scale.first, window.latest or scale.last)
        for span in window.parts or (whole,):
            x, width = scale.stretch(span, 4)
            yield drawing.rect(x, y - 7, width, 14, f'rx="2" {look}')


def _look(window: Window) -> str:
    """The look of a window's marks, of which the legend explains those that are there; empty for none."""
    if window.recurrence:
        return _RING
    if window.earliest and window.earliest == window.latest:
        return _DAY
    look = _UNSURE if window.unresolved else _PLAIN if window.period else _OPEN
    return look if window.known else ""


def _diamond(x: float, y: float) -> str:
    return f'<path d="M {x} {y - 7} L {x + 7} {y} L {x} {y + 7} L {x - 7} {y} Z" {_DAY}/>'


def _happened(n: int, row: comparing.ComparedRow, scale: DayScale) -> Iterator[str]:
    if row.happened_on is None:
        return
    x, y = scale.x(row.happened_on), _HEAD + n * _ROW + _ROW / 2
    yield drawing.titled(
        f"{row.row.what}: {row.progress.value}, {row.happened}",
        f'<path d="M {x} {y + 3} L {x + 6} {y + 13} L {x - 6} {y + 13} Z" '
        f'fill="{drawing.INK}" stroke="#ffffff"/>',
    )


def _today(today: date | None, scale: DayScale, height: int) -> Iterator[str]:
    if today is None:
        return
    x = scale.x(today)
    yield (
        f'<line x1="{x}" y1="{_HEAD - 46}" x2="{x}" y2="{height - _FOOT}" stroke="{drawing.ALARM}" '
        'stroke-width="1.5" stroke-dasharray="2 3"/>'
    )
    anchor, shift = ("end", -4) if x > WIDTH - 160 else ("start", 4)
    yield drawing.text(
        x + shift, _HEAD - 44, written(today), size=12, fill=drawing.ALARM, anchor=anchor
    )


def _legend(
    timetable: Timetable, done: tuple[comparing.ComparedRow, ...], today: date | None, height: int, *,
    moved: bool,
) -> Iterator[str]:  # fmt: skip
    """The marks that the picture uses, each a form of its left edge or of its middle."""
    y = height - 18
    looks = {_look(row.window) for row in timetable.rows}
    at_middle = '<path transform="translate({middle} 0)"'
    diamond = _diamond(0, y - 4).replace("<path", at_middle)
    triangle = f'{at_middle} d="M 0 {y - 9} L 6 {y + 1} L -6 {y + 1} Z" fill="{drawing.INK}"/>'
    ends = f'x1="{{middle}}" y1="{y - 12}" x2="{{middle}}" y2="{y + 3}"'
    line = f'<line {ends} stroke="{drawing.ALARM}" stroke-dasharray="2 3"/>'
    ring = f'<circle cx="{{middle}}" cy="{y - 4}" {_RING}/>'
    plain, unsure, open_, was = (
        drawing.rect("{x}", y - 10, 22, 12, look)
        for look in (f'rx="2" {_PLAIN}', f'rx="2" {_UNSURE}', f'rx="2" {_OPEN}', _WAS)
    )
    keys = (
        (_PLAIN in looks, plain, "planned span"),
        (_DAY in looks, diamond, "planned day"),
        (_OPEN in looks, open_, "open at one end"),
        (_UNSURE in looks, unsure, "the words may mean two things"),
        (_RING in looks, ring, "recurs"),
        (moved, was, "was planned"),
        (any(row.happened_on for row in done), triangle, "happened"),
        (today is not None, line, "the day of the picture"),
    )
    x = float(MARGIN)
    for shown, mark, words in keys:
        if shown:
            yield mark.format(x=x, middle=x + 11)
            yield drawing.small(x + 30, y, words)
            x += 50 + 6.4 * len(words)


def _when(window: Window) -> str:
    """The words of the paper; for the full days of a plan, the days with the months cut short."""
    words = str(window)
    period = None if window.recurrence else window.period
    if period is None or period.length == 1 or words != str(period):
        return words
    first, last = period.starts_on, period.ends_on
    year = "" if first.year == last.year else f" {first.year}"
    return f"{_short(first)}{year} \N{EN DASH} {_short(last)} {last.year}"


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _row_in_words(n: int, row: TimetableRow) -> str:
    days = _days_in_words(row.window)
    words = f"{n + 1}. {row.what}: {row.window}" + (f" ({days})" if days else "")
    return ". ".join(part for part in (words, row.because, row.summary) if part)


def _days_in_words(window: Window) -> str:
    if window.recurrence or not window.known:
        return ""
    first = written(window.earliest) if window.earliest else "any time"
    last = written(window.latest) if window.latest else "any time after"
    days = first if first == last else f"{first} to {last}"
    return "" if days == str(window) else days


def _description(timetable: Timetable, done: tuple[comparing.ComparedRow, ...]) -> str:
    rows = [_row_in_words(n, row) for n, row in enumerate(timetable.rows)]
    for n, row in enumerate(done):
        on = f" {'in' if row.known_to else 'on'} {row.happened}" if row.happened_on else ""
        rows[n] += f"; {row.progress.value}{on}"
    return "A chart of days from left to right, a line for each row. " + ". ".join(rows)


_SIDE_BY_SIDE: Final = "Plans side by side"
_PLAN_ROW: Final = 62
_BAR: Final = 22
_LETTER: Final = 6.3
"""The width of a letter of the labels, by which a label is left out that would not fit its bar."""
_SHADES: Final = (_PLANNED, drawing.LIGHT_BLUE)
"""Stages that follow one another differ in shade; each has its name and days in words, too."""


def what_if_svg(found: planning.WhatIf) -> str:
    """The plans from top to bottom, as far as their go-live, on one calendar."""
    days = [day for _, plan in found.plans for _, *ends in planning.spans(plan) for day in ends]
    scale = whole_months(min(days), max(days))
    bottom = _HEAD + _PLAN_ROW * len(found.plans)
    body = (
        drawing.text(MARGIN, 30, _SIDE_BY_SIDE, size=18, weight="bold"),
        *calendar(scale, bottom),
        *(part for n in range(len(found.plans)) for part in _plan(n, found, scale)),
    )
    return drawing.picture(_SIDE_BY_SIDE, str(found), bottom + 24, body, heading=False, width=WIDTH)


def _plan(n: int, found: planning.WhatIf, scale: DayScale) -> Iterator[str]:
    """The line of one plan: its stages, and its go-live."""
    name, plan = found.plans[n]
    y = _HEAD + n * _PLAN_ROW
    said = str(found).splitlines()[n].removeprefix(f"{name}: ")
    yield drawing.text(MARGIN, y + 20, name, weight="bold")
    yield drawing.small(MARGIN, y + 38, capital(said))
    for number, (stage, first, last) in enumerate(planning.spans(plan)):
        period, look = Period(first, last), f'fill="{_SHADES[number % 2]}" stroke="#ffffff"'
        x, width = scale.stretch(period, 3)
        yield drawing.titled(f"{stage}: {period}", drawing.rect(x, y + 8, width, _BAR, look))
        if width > _LETTER * len(stage) + 8:
            yield drawing.text(x + 4, y + 8 + _BAR + 14, stage, size=11)
    x = scale.x(planning.last_day(plan))
    yield f'<path d="M {x} {y + 10} l 9 9 l -9 9 l -9 -9 Z" fill="{drawing.INK}" stroke="#ffffff"/>'


def gantt_mermaid(timetable: Timetable) -> str:
    """The timetable as mermaid's gantt text, by stage. Rows without two ends are left out."""
    lines = [
        "gantt",
        f"    title {_mermaid(timetable.title or 'Timetable')}",
        "    dateFormat YYYY-MM-DD",
        "    axisFormat %b %Y",
    ]
    section = ""
    for n, row in enumerate(timetable.rows, 1):
        period = None if row.window.recurrence else row.window.period
        if period is None:
            continue
        stage = (
            milestones.BY_TAG[row.step].stage.words if row.step in milestones.BY_TAG else "other"
        )
        if stage != section:
            section = stage
            lines.append(f"    section {capital(section)}")
        mark, length = ("", period.length) if period.length > 1 else ("milestone, ", 0)
        lines.append(f"    {_mermaid(row.what)} :{mark}r{n}, {period.starts_on}, {length}d")
    return "\n".join(lines) + "\n"


def _mermaid(words: str) -> str:
    """Words without the signs that end a name in mermaid's text."""
    return " ".join(words.replace(":", " ").replace(";", ",").replace("#", " ").split())


def timetable_table(timetable: Timetable) -> Table:
    """The timetable as rows: number, what, the words printed, first and last day, the step."""
    plan = any(row.latest_safe for row in timetable.rows)
    columns = (
        Column("row", Kind.WHOLE, "as printed, from 1, the heading not counted"),
        Column("what"),
        Column("when", meaning="the words of the paper"),
        Column("first day", Kind.DAY),
        Column("last day", Kind.DAY, "included"),
        Column("step", meaning="the step it is recognised as"),
        *((Column("slack", Kind.WHOLE, "days"), Column("why")) if plan else ()),
    )
    rows = tuple(
        (
            n, row.what, str(row.window), row.window.earliest, row.window.latest,
            milestones.BY_TAG[row.step].words if row.step in milestones.BY_TAG else row.step,
            *((row.slack, row.because) if plan else ()),
        )
        for n, row in enumerate(timetable.rows, 1)
    )  # fmt: skip
    return Table(columns, rows)


def timetable_html(timetable: Timetable) -> str:
    """The picture and the table below it, for a notebook."""
    table = timetable_table(timetable).to_html()
    return f'<div style="overflow-x:auto">\n{gantt_svg(timetable)}{table}\n</div>'
