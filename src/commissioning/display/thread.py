"""The golden thread as a picture: a column for each kind of point, a line for each link."""

from __future__ import annotations

from statistics import fmean
from textwrap import wrap
from typing import Final

from commissioning.display import drawing
from commissioning.planning.golden_thread import GoldenThread
from commissioning.planning.thread_points import Point, PointKind
from commissioning.values.frozen import frozen
from commissioning.values.text import cut, grouped

_WIDE, _TALL, _GAP, _BETWEEN = 170, 62, 50, 12
_LEFT, _TOP = 10, 74
_PLAIN: Final = f'stroke="{drawing.COLOURS[0]}"'
_CHARACTERS: Final = 24
_MOST_LINES: Final = 2
_K = PointKind
_REASONS: Final = (_K.OUTCOME, _K.THEME, _K.STANDARD)
_COLUMNS: Final = (
    (_K.OBJECTIVE,),
    (_K.NEED,),
    _REASONS,
    *((kind,) for kind in PointKind if kind not in {_K.OBJECTIVE, _K.NEED, *_REASONS}),
)
"""The kinds side by side, from left to right; what a requirement can rest on is one column."""


@frozen
class _Spot:
    """The place of a point: its column and its row in it, both from 0."""

    column: int
    row: int

    @property
    def x(self) -> int:
        return _LEFT + self.column * (_WIDE + _GAP)

    @property
    def y(self) -> int:
        return _TOP + self.row * (_TALL + _BETWEEN)


def thread_svg(thread: GoldenThread) -> str:
    """Every point with its words and every link; a loose end has a broken border and says so."""
    there = {point.kind for point in thread.points}
    columns = [held for column in _COLUMNS if (held := [k for k in column if k in there])]
    spots = _spots(thread, columns)
    loose = {finding.about for finding in thread.findings()}
    body = [
        *(
            drawing.small(_LEFT + n * (_WIDE + _GAP), _TOP - 12, ", ".join(kinds))
            for n, kinds in enumerate(columns)
        ),
        *(_line(spots[early], spots[late]) for early, late in thread.pairs),
        *(_box(point, at, loose=point.reference in loose) for point, at in spots.items()),
    ]
    width = max(_LEFT * 2 + len(columns) * (_WIDE + _GAP) - _GAP, 400)
    height = max((spot.y for spot in spots.values()), default=_TOP) + _TALL + 10
    return drawing.picture("The golden thread", _in_words(thread, loose), height, body, width=width)


def _spots(thread: GoldenThread, columns: list[list[PointKind]]) -> dict[Point, _Spot]:
    """Points column by column, each near the middle of those it follows from: few lines cross."""
    behind = grouped((late, early) for early, late in thread.pairs)
    spots: dict[Point, _Spot] = {}
    for column, kinds in enumerate(columns):
        own = [point for point in thread.points if point.kind in kinds]
        rows = {
            point: [spots[early].row for early in behind.get(point, ()) if early in spots]
            for point in own
        }
        order = sorted(own, key=lambda point: fmean(rows[point]) if rows[point] else len(own))
        spots |= {point: _Spot(column, row) for row, point in enumerate(order)}
    return spots


def _line(early: _Spot, late: _Spot) -> str:
    x1, y1, x2, y2 = early.x + _WIDE, early.y + _TALL // 2, late.x, late.y + _TALL // 2
    middle = (x1 + x2) // 2
    return drawing.path(f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}", drawing.QUIET)


def _box(point: Point, at: _Spot, *, loose: bool) -> str:
    alarm = f'stroke="{drawing.ALARM}" stroke-width="2" stroke-dasharray="5 4"'
    edge, mark = (alarm, "loose") if loose else (_PLAIN, "")
    lines = wrap(point.words, _CHARACTERS)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], cut(" ".join(lines[_MOST_LINES - 1 :]), _CHARACTERS)]
    return drawing.titled(
        f"{point}: {point.words}",
        drawing.rect(at.x, at.y, _WIDE, _TALL, f'rx="5" fill="{drawing.TRACK}" {edge}'),
        drawing.text(at.x + 8, at.y + 18, cut(point.reference, 20), size=12, weight="bold"),
        drawing.text(at.x + _WIDE - 6, at.y + 18, mark, size=11, anchor="end") if mark else "",
        *(
            drawing.text(at.x + 8, at.y + 36 + 15 * number, words, size=11)
            for number, words in enumerate(lines)
        ),
    )


def _in_words(thread: GoldenThread, loose: set[str | None]) -> str:
    links = "; ".join(f"{early} leads to {late}" for early, late in thread.pairs) or "no links"
    ends = ", ".join(str(point) for point in thread.points if point.reference in loose)
    return f"{links}. Loose: {ends or 'none'}."
