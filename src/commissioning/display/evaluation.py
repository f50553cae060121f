"""An evaluation to look at: bars of points, tables, and what a reader should know beside them.

Pictures stand alone: SVG without fonts or scripts, with the same said in words in the description. They
are drawn from exact figures; only the places on the page are rounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from textwrap import wrap
from typing import Final

from commissioning.display.drawing import (
    MADE_UP,
    QUIET,
    TRACK,
    WIDTH,
    colour,
    cut,
    picture,
    place,
    text,
)
from commissioning.evaluation.evaluation import Evaluation
from commissioning.evaluation.reporting.tables import is_made_up, notes, tables
from commissioning.records.methods import Measure
from commissioning.values.rounding import shown

_LEFT: Final = 10
_WIDE: Final = 660
_TOP: Final = 48
_ROW: Final = 46
_LETTER: Final = 7
_WORDS: Final = 112
_SMALL: Final = 17


def evaluation_html(result: Evaluation) -> str:
    """The heading, the bars, the tables and what to beware of, as HTML that stands alone."""
    beside = "".join(f"<li>{escape(note)}</li>" for note in notes(result))
    rows = "".join(
        f'<div style="overflow-x:auto;margin:8px 0">{table.to_html()}</div>\n'
        for table in tables(result)
    )
    return (
        '<div class="commissioning" style="font-family:sans-serif;max-width:60em;color:#0b0c0c;'
        f'background:#ffffff;padding:8px">\n<h3 style="color:#0b0c0c">{escape(result.heading())}'
        f"</h3>\n{points_svg(result, heading=False)}{rows}"
        f"{f'<ul>{beside}</ul>' if beside else ''}</div>\n"
    )


def points_svg(result: Evaluation, *, heading: bool = True) -> str:
    """One bar a tender, one numbered piece a criterion, the best on top; excluded tenders say why.

    The whole width is 100 points. `heading` leaves out the words on top where a page has them.
    """
    titles = {line.criterion: line.title for p in result.providers for line in result.lines(p)}
    names = {reference: titles[reference] for reference in result.contest.weights}
    down, body = (_TOP if heading else 20), list[str]()
    for provider in result.providers:
        drawn = list(_bar(result, provider, down, list(names)))
        body.extend(drawn)
        down += _ROW + _SMALL * max(len(_why(result, provider)) - 1, 0)
    weights = result.contest.weights
    keys = [f"{title} ({shown(weights[name])}%)" for name, title in names.items()]
    keyed = list(_legend(keys, down))
    told = "; ".join(_told(result, provider) for provider in result.providers)
    height = down + 12 + _SMALL * -(-len(keys) // _abreast(keys))
    if is_made_up(result):
        told, height = f"{told}. {MADE_UP}", height + _SMALL
        keyed.append(text(_LEFT, height - 9, MADE_UP, size=12, fill=QUIET))
    return picture(result.heading(), told, height, [*body, *keyed], heading=heading)


def _told(result: Evaluation, provider: str) -> str:
    standing = result.standing(provider)
    return f"{result.named(provider)} {result.figure(standing.total) or result.note(standing)}"


def _why(result: Evaluation, provider: str) -> list[str]:
    """What excluded a tender, in lines that fit."""
    standing = result.standing(provider)
    return wrap(result.note(standing), _WORDS) if standing.exclusions else []


def _bar(result: Evaluation, provider: str, top: int, names: Sequence[str]) -> Iterator[str]:
    standing = result.standing(provider)
    rank = f"{standing.rank}. " if standing.rank else ""
    points_won = result.measure == Measure.POINTS
    beside = (
        []
        if points_won or standing.total is None
        else [f"{result.measure} {result.figure(standing.total)}"]
    )
    beside += [result.note(standing)] if standing.level_with else []
    words = cut(" – ".join([f"{rank}{result.named(provider)}", *beside]), 100)
    yield text(_LEFT, top, words)
    if standing.exclusions:
        for number, line in enumerate(_why(result, provider)):
            yield text(_LEFT, top + 18 + _SMALL * number, line, size=12, fill=QUIET)
        return
    yield f'<rect x="{_LEFT}" y="{top + 6}" width="{_WIDE}" height="20" fill="{TRACK}"/>'
    left = Fraction(_LEFT)
    lines = {line.criterion: line for line in result.lines(provider)}
    for number, name in enumerate(names):
        points = lines[name].points or Fraction(0)
        wide = points * _WIDE / 100
        title = f"<title>{escape(lines[name].title)}: {shown(points)} points</title>"
        yield (
            f'<rect x="{place(left)}" y="{top + 6}" width="{place(wide)}" height="20" '
            f'fill="{colour(number)}" stroke="#ffffff">{title}</rect>'
        )
        if wide >= 4 + _LETTER * len(str(number + 1)):
            middle = left + wide / 2
            yield text(middle, top + 20, str(number + 1), size=11, anchor="middle", fill="#ffffff")
        left += wide
    earned = standing.total if points_won else standing.quality
    yield text(WIDTH - 10, top + 21, result.figure(earned), weight="bold", anchor="end")


def _abreast(keys: Sequence[str]) -> int:
    """How many keys stand beside each other."""
    longest = max(map(len, keys), default=1)
    return max(1, min(5, (WIDTH - 2 * _LEFT) // (_LETTER * longest + 40)))


def _legend(keys: Sequence[str], top: int) -> Iterator[str]:
    columns = _abreast(keys)
    wide = (WIDTH - 2 * _LEFT) // columns
    for number, key in enumerate(keys):
        left, down = _LEFT + (number % columns) * wide, top + _SMALL * (number // columns)
        yield f'<rect x="{left}" y="{down}" width="18" height="13" fill="{colour(number)}"/>'
        yield text(left + 9, down + 10, str(number + 1), size=10, anchor="middle", fill="#ffffff")
        yield text(left + 24, down + 11, cut(key, 105), size=12)
