"""A timetable as a picture: SVG that prints on one page. Text and tables are in `timetables`.

The picture stands alone, without fonts or scripts, and never tells by colour only: a planned span is a
bar, a single day a diamond, an open end a dashed bar, what happened a solid mark below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from typing import Final

from commissioning.dates.periods import Period
from commissioning.dates.windows import Window
from commissioning.errors import MONTHS, written
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.timetable.comparing import ComparedRow, Comparison
from commissioning.values.frozen import frozen

_WIDTH: Final = 1120
_MARGIN: Final = 16
_WHAT: Final = 300
_WHEN: Final = 170
_CHART: Final = _WIDTH - 2 * _MARGIN - _WHAT - _WHEN
_LEFT: Final = _MARGIN + _WHAT + _WHEN
_ROW: Final = 28
_HEAD: Final = 92
_FOOT: Final = 48
_WHAT_CHARACTERS: Final = 44
_WHEN_CHARACTERS: Final = 26
_NARROW_MONTH: Final = 30
_MONTHS_OF_QUARTERS: Final = (1, 4, 7, 10)

_INK: Final = "#0b0c0c"
_QUIET: Final = "#505a5f"
_LINE: Final = "#d8dcde"
_BAND: Final = "#f6f7f7"
_PLANNED: Final = "#1d70b8"
_HAPPENED: Final = "#0b0c0c"
_TODAY: Final = "#d4351c"


@frozen
class _Scale:
    """Days across the page."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """The left edge of a day."""
        days = (self.last - self.first).days + 1
        return round(_LEFT + _CHART * (day - self.first).days / days, 1)

    def months(self) -> Iterator[date]:
        month = self.first
        while month <= self.last:
            yield month
            month = (month + timedelta(days=31)).replace(day=1)


def gantt_svg(
    timetable: Timetable,
    *,
    compared: Comparison | None = None,
    before: Timetable | None = None,
    today: date | None = None,
) -> str:
    """The timetable as one SVG picture; with a comparison, what happened is shown under the plan.

    `before` is the same timetable before something slipped, shown as outlines where rows have moved.
    Rows without a day keep their line and their words.
    """
    today = today or (compared.today if compared else None)
    done = compared.rows if compared else ()
    scale = _scale(timetable, before, done, today)
    height = _HEAD + _ROW * len(timetable.rows) + _FOOT
    title = timetable.title or "Timetable"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
        f'height="{height}" role="img" aria-labelledby="gantt-title gantt-text" '
        'font-family="Arial, Helvetica, sans-serif">',
        f'<title id="gantt-title">{escape(title)}</title>',
        f'<desc id="gantt-text">{escape(_told(timetable, compared))}</desc>',
        _HATCH,
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(_MARGIN, 30, title, size=18, weight="bold"),
        *_bands(len(timetable.rows)),
        *_calendar(scale, height),
        *(part for n, old in _moved(timetable, before) for part in _outline(n, old, scale)),
        *(part for n, row in enumerate(timetable.rows) for part in _row(n, row, scale)),
        *(part for n, row in enumerate(done) for part in _happened(n, row, scale)),
        *_today(today, scale, height),
        *_legend(timetable, done, today, height, moved=any(_moved(timetable, before))),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


_WAS: Final = f'fill="#ffffff" stroke="{_QUIET}" stroke-dasharray="2 2"'
_RING: Final = f'fill="none" stroke="{_PLANNED}" stroke-width="2"'
_HATCH: Final = (
    '<defs><pattern id="gantt-unsure" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#d2e2f1"/>'
    f'<rect width="2.5" height="6" fill="{_PLANNED}"/></pattern></defs>'
)


def _scale(
    timetable: Timetable,
    before: Timetable | None,
    done: tuple[ComparedRow, ...],
    today: date | None,
) -> _Scale:
    rows = (*timetable.rows, *(before.rows if before else ()))
    windows = [row.window for row in rows if not row.window.recurrence]
    days = [day for window in windows for day in (window.earliest, window.latest) if day]
    days += [row.happened_on for row in done if row.happened_on]
    days += [today] if today else []
    first, last = min(days, default=timetable.on), max(days, default=timetable.on)
    after = (last.replace(day=1) + timedelta(days=31)).replace(day=1)
    return _Scale(first.replace(day=1), after - timedelta(days=1))


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: int = 13,
    weight: str = "",
    fill: str = _INK,
    anchor: str = "",
) -> str:
    extra = f' font-weight="{weight}"' if weight else ""
    extra += f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}"{extra}>{escape(words)}</text>'


def _calendar(scale: _Scale, height: int) -> Iterator[str]:
    months = list(scale.months())
    narrow = _CHART / len(months) < _NARROW_MONTH
    bottom = height - _FOOT
    for n, month in enumerate(months):
        x = scale.x(month)
        strong = month.month == 1 or n == 0
        ink = _QUIET if strong else _LINE
        yield f'<line x1="{x}" y1="{_HEAD - 30}" x2="{x}" y2="{bottom}" stroke="{ink}"/>'
        if not narrow or month.month in _MONTHS_OF_QUARTERS:
            yield _text(x + 4, _HEAD - 10, MONTHS[month.month - 1][:3], size=12, fill=_QUIET)
        if strong:
            yield _text(x + 4, _HEAD - 28, str(month.year), size=12, weight="bold")


def _bands(count: int) -> Iterator[str]:
    """Every second line shaded, under everything else, to lead the eye across the page."""
    for n in range(0, count, 2):
        at = f'x="{_MARGIN}" y="{_HEAD + n * _ROW}" width="{_WIDTH - 2 * _MARGIN}" height="{_ROW}"'
        yield f'<rect {at} fill="{_BAND}"/>'


def _row(n: int, row: TimetableRow, scale: _Scale) -> Iterator[str]:
    middle = _HEAD + n * _ROW + _ROW / 2
    yield f"<g><title>{escape(_row_told(n, row))}</title>"
    yield _text(_MARGIN + 6, middle + 4.5, _cut(row.what, _WHAT_CHARACTERS))
    yield _text(
        _MARGIN + _WHAT, middle + 4, _cut(_when(row.window), _WHEN_CHARACTERS), size=12, fill=_QUIET
    )
    yield from _marks(row.window, middle, scale)
    yield "</g>"


def _moved(timetable: Timetable, before: Timetable | None) -> Iterator[tuple[int, Window]]:
    """The rows that stood elsewhere before, by their place."""
    if before is not None:
        for n, (old, new) in enumerate(zip(before.rows, timetable.rows, strict=True)):
            if old.window != new.window:
                yield n, old.window


def _outline(n: int, window: Window, scale: _Scale) -> Iterator[str]:
    """Where a row stood before it moved."""
    period = window.period
    if period is None or window.recurrence:
        return
    x, end = scale.x(period.starts_on), scale.x(period.ends_on + timedelta(days=1))
    at = f'x="{x}" y="{_HEAD + n * _ROW + 7}" width="{max(round(end - x, 1), 6)}" height="14"'
    yield f"<g><title>was planned: {escape(str(window))}</title><rect {at} {_WAS}/></g>"


def _marks(window: Window, y: float, scale: _Scale) -> Iterator[str]:
    if window.recurrence:
        for day in window.days(Period(scale.first, scale.last)):
            yield f'<circle cx="{scale.x(day)}" cy="{y}" r="4" {_RING}/>'
        return
    if window.earliest and window.earliest == window.latest:
        yield _diamond(scale.x(window.earliest), y, 7, _PLANNED)
    elif window.known:
        spans = window.parts or (
            Period(window.earliest or scale.first, window.latest or scale.last),
        )
        for span in spans:
            yield _bar(span, y, window, scale)


def _bar(span: Period, y: float, window: Window, scale: _Scale) -> str:
    x, end = scale.x(span.starts_on), scale.x(span.ends_on + timedelta(days=1))
    look = f'fill="{_PLANNED}"'
    if window.unresolved:
        look = f'fill="url(#gantt-unsure)" stroke="{_PLANNED}"'
    elif window.earliest is None or window.latest is None:
        look = f'fill="none" stroke="{_PLANNED}" stroke-width="1.5" stroke-dasharray="5 3"'
    return (
        f'<rect x="{x}" y="{y - 7}" width="{max(round(end - x, 1), 4)}" height="14" rx="2" {look}/>'
    )


def _diamond(x: float, y: float, size: int, fill: str) -> str:
    return (
        f'<path d="M {x} {y - size} L {x + size} {y} L {x} {y + size} L {x - size} {y} Z" '
        f'fill="{fill}" stroke="#ffffff"/>'
    )


def _happened(n: int, row: ComparedRow, scale: _Scale) -> Iterator[str]:
    if row.happened_on is None:
        return
    x, y = scale.x(row.happened_on), _HEAD + n * _ROW + _ROW / 2
    told = f"{row.row.what}: {row.progress.value}, {written(row.happened_on)}"
    yield (
        f'<g><title>{escape(told)}</title><path d="M {x} {y + 3} L {x + 6} {y + 13} L {x - 6} {y + 13} Z" '
        f'fill="{_HAPPENED}" stroke="#ffffff"/></g>'
    )


def _today(today: date | None, scale: _Scale, height: int) -> Iterator[str]:
    if today is None:
        return
    x = scale.x(today)
    yield (
        f'<line x1="{x}" y1="{_HEAD - 46}" x2="{x}" y2="{height - _FOOT}" stroke="{_TODAY}" '
        'stroke-width="1.5" stroke-dasharray="2 3"/>'
    )
    anchor = "end" if x > _WIDTH - 160 else "start"
    shift = -4 if anchor == "end" else 4
    yield _text(x + shift, _HEAD - 44, written(today), size=12, fill=_TODAY, anchor=anchor)


def _legend(
    timetable: Timetable,
    done: tuple[ComparedRow, ...],
    today: date | None,
    height: int,
    *,
    moved: bool,
) -> Iterator[str]:
    y = height - 18
    windows = [row.window for row in timetable.rows]
    keys: list[tuple[str, str]] = [
        (
            f'<rect x="X" y="{y - 10}" width="22" height="12" rx="2" fill="{_PLANNED}"/>',
            "planned span",
        ),
        (
            _diamond(0, y - 4, 7, _PLANNED).replace("<path", '<path transform="translate(Y 0)"'),
            "planned day",
        ),
    ]
    if any(window.unresolved for window in windows):
        look = f'fill="url(#gantt-unsure)" stroke="{_PLANNED}"'
        keys.append(
            (
                f'<rect x="X" y="{y - 10}" width="22" height="12" rx="2" {look}/>',
                "the words may mean two things",
            )
        )
    if any(window.recurrence for window in windows):
        keys.append(
            (
                f'<circle cx="Y" cy="{y - 4}" r="4" {_RING}/>',
                "comes again",
            )
        )
    if moved:
        keys.append((f'<rect x="X" y="{y - 10}" width="22" height="12" {_WAS}/>', "was planned"))
    if any(row.happened_on for row in done):
        shape = f'd="M 0 {y - 9} L 6 {y + 1} L -6 {y + 1} Z"'
        mark = f'<path transform="translate(Y 0)" {shape} fill="{_HAPPENED}"/>'
        keys.append((mark, "happened"))
    if today:
        keys.append(
            (
                f'<line x1="Y" y1="{y - 12}" x2="Y" y2="{y + 3}" stroke="{_TODAY}" stroke-dasharray="2 3"/>',
                "the day of the picture",
            )
        )
    x = float(_MARGIN)
    for mark, words in keys:
        yield (
            mark.replace('"X"', f'"{x}"')
            .replace('"Y"', f'"{x + 11}"')
            .replace("(Y 0)", f"({x + 11} 0)")
        )
        yield _text(x + 30, y, words, size=12, fill=_QUIET)
        x += 50 + 6.4 * len(words)


def _when(window: Window) -> str:
    """The words of the paper; the full days of a plan with the months cut short."""
    words = str(window)
    period = None if window.recurrence else window.period
    if period is None or words != str(period):
        return words
    first, last = period.starts_on, period.ends_on
    year = "" if first.year == last.year else f" {first.year}"
    return f"{_short(first)}{year} \N{EN DASH} {_short(last)} {last.year}"


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _cut(words: str, characters: int) -> str:
    return (
        words
        if len(words) <= characters
        else words[: characters - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    )


def _row_told(n: int, row: TimetableRow) -> str:
    days = _days_told(row.window)
    told = f"{n + 1}. {row.what}: {row.window}" + (f" ({days})" if days else "")
    return ". ".join(part for part in (told, row.because, row.summary) if part)


def _days_told(window: Window) -> str:
    if window.recurrence or not window.known:
        return ""
    first = written(window.earliest) if window.earliest else "any time"
    last = written(window.latest) if window.latest else "any time after"
    told = first if first == last else f"{first} to {last}"
    return "" if told == str(window) else told


def _told(timetable: Timetable, compared: Comparison | None) -> str:
    rows = [_row_told(n, row) for n, row in enumerate(timetable.rows)]
    if compared:
        rows = [
            f"{told}; {row.progress.value}"
            + (f" on {written(row.happened_on)}" if row.happened_on else "")
            for told, row in zip(rows, compared.rows, strict=True)
        ]
    return "A chart of days from left to right, a line for each row. " + ". ".join(rows)
