"""Several plans as one picture: a line for each plan, a bar for each of its stages."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from commissioning.dates.periods import Period
from commissioning.display import gantt
from commissioning.display.drawing import COLOURS, INK, LIGHT_BLUE, picture, rect, small, text
from commissioning.timetable.planning import WhatIf, last_day, spans
from commissioning.values.text import capital

_TITLE: Final = "Plans side by side"
_HEAD: Final = 92
_ROW: Final = 62
_BAR: Final = 22
_LETTER: Final = 6.3
"""The width of a letter of the labels, by which a label is left out that would not fit its bar."""
_SHADES: Final = (COLOURS[0], LIGHT_BLUE)
"""Stages that follow one another differ in shade; each has its name and days in words, too."""


def what_if_svg(found: WhatIf) -> str:
    """The plans from top to bottom, as far as their go-live, on one calendar."""
    days = [day for _, plan in found.plans for _, *ends in spans(plan) for day in ends]
    scale = gantt.whole_months(min(days), max(days))
    height = _HEAD + _ROW * len(found.plans) + 24
    body = (
        text(gantt.MARGIN, 30, _TITLE, size=18, weight="bold"),
        *gantt.calendar(scale, _HEAD + _ROW * len(found.plans)),
        *(part for n in range(len(found.plans)) for part in _plan(n, found, scale)),
    )
    return picture(_TITLE, str(found), height, body, heading=False, width=gantt.WIDTH)


def _plan(n: int, found: WhatIf, scale: gantt.DayScale) -> Iterator[str]:
    name, plan = found.plans[n]
    y = _HEAD + n * _ROW
    said = str(found).splitlines()[n].removeprefix(f"{name}: ")
    yield text(gantt.MARGIN, y + 20, name, weight="bold")
    yield small(gantt.MARGIN, y + 38, capital(said))
    for number, (stage, first, last) in enumerate(spans(plan)):
        x, width = scale.stretch(Period(first, last), 3)
        days = str(Period(first, last))
        yield f"<g><title>{escape(f'{stage}: {days}')}</title>"
        yield rect(x, y + 8, width, _BAR, f'fill="{_SHADES[number % 2]}" stroke="#ffffff"')
        yield "</g>"
        if width > _LETTER * len(stage) + 8:
            yield text(x + 4, y + 8 + _BAR + 14, stage, size=11)
    x = scale.x(last_day(plan))
    yield f'<path d="M {x} {y + 10} l 9 9 l -9 9 l -9 -9 Z" fill="{INK}" stroke="#ffffff"/>'
