"""An evaluation to look at: bars of points, tables, and notes for the reader.

Pictures stand alone: SVG without fonts or scripts, with the same content in words in the description. They
are drawn from exact figures; only positions on the page are rounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from textwrap import wrap
from typing import Final

from commissioning.display import drawing
from commissioning.evaluation.comparison import Comparison
from commissioning.evaluation.evaluation import Evaluation
from commissioning.evaluation.reporting.tables import made_up, notes, tables
from commissioning.evaluation.standings import Standing
from commissioning.records.methods import ComparisonFigure
from commissioning.values.rounding import shown
from commissioning.values.text import cut

_LEFT: Final = 10
_WIDE: Final = 660
_TOP: Final = 48
_ROW: Final = 46
_LETTER: Final = 7
_WORDS: Final = 112
_SMALL: Final = 17


def evaluation_html(result: Evaluation) -> str:
    """The heading, the bars, the tables and the notes, as HTML that stands alone."""
    rows = "".join(
        f'<div style="overflow-x:auto;margin:8px 0">{table.filled().to_html()}</div>\n'
        for table in tables(result)
    )
    return drawing.card(
        f"<h3>{escape(result.heading())}</h3>",
        points_svg(result, heading=False),
        rows,
        drawing.bullets(notes(result)),
    )


def points_svg(result: Evaluation, *, heading: bool = True) -> str:
    """One bar a tender, one named piece a criterion, the best on top; excluded tenders say why.

    The whole width is 100 points. `heading` leaves out the words on top where a page has them.
    """
    titles = {line.criterion: line.title for p in result.providers for line in result.lines(p)}
    weights = result.contest.weights
    down, body = (_TOP if heading else 20), list[str]()
    for provider in result.providers:
        body += _bar(result, provider, down, list(weights))
        down += _ROW + _SMALL * max(len(_why_excluded(result, provider)) - 1, 0)
    keys = [f"{titles[name]} ({shown(weight)}%)" for name, weight in weights.items()]
    body += _legend(keys, down)
    words = "; ".join(_in_words(result, standing) for standing in result.standings)
    height = down + 12 + _SMALL * -(-len(keys) // _abreast(keys))
    if made_up(result):
        words, height = f"{words}. {drawing.MADE_UP}", height + _SMALL
        body.append(drawing.small(_LEFT, height - 9, drawing.MADE_UP))
    return drawing.picture(result.heading(), words, height, body, heading=heading)


def _in_words(result: Evaluation, standing: Standing) -> str:
    """A tender with its total and where that comes from, or why it has none."""
    name = result.named(standing.provider)
    if standing.total is None:
        return f"{name} {result.note(standing)}"
    lines = (line for line in result.lines(standing.provider) if line.points is not None)
    parts = (f"{line.title} {shown(line.points or Fraction(0))}" for line in lines)
    return f"{name} {result.figure(standing.total)} ({', '.join(parts)})"


def _why_excluded(result: Evaluation, provider: str) -> list[str]:
    """Why a tender is excluded, in lines that fit; none for one that is not."""
    standing = result.standing(provider)
    return wrap(result.note(standing), _WORDS) if standing.exclusions else []


def _bar(result: Evaluation, provider: str, top: int, names: Sequence[str]) -> Iterator[str]:
    standing = result.standing(provider)
    by_points = result.measure == ComparisonFigure.POINTS
    total = "" if by_points or standing.total is None else result.figure(standing.total)
    rank = f"{standing.rank}. " if standing.rank else ""
    heading = (
        f"{rank}{result.named(provider)}",
        total and f"{result.measure} {total}",
        result.note(standing) if standing.level_with else "",
    )
    yield drawing.text(_LEFT, top, cut(" – ".join(filter(None, heading)), 100))
    if standing.exclusions:
        for number, line in enumerate(_why_excluded(result, provider)):
            yield drawing.small(_LEFT, top + 18 + _SMALL * number, line)
        return
    yield drawing.rect(_LEFT, top + 6, _WIDE, 20, f'fill="{drawing.TRACK}"')
    left = Fraction(_LEFT)
    lines = {line.criterion: line for line in result.lines(provider)}
    for number, name in enumerate(names):
        points = lines[name].points or Fraction(0)
        wide = points * _WIDE / 100
        title = f"<title>{escape(lines[name].title)}: {shown(points)} points</title>"
        yield (
            f'<rect x="{drawing.place(left)}" y="{top + 6}" width="{drawing.place(wide)}" '
            f'height="20" fill="{drawing.colour(number)}" stroke="#ffffff">{title}</rect>'
        )
        for words in (f"{lines[name].title} {shown(points)}", lines[name].title, str(number + 1)):
            if wide >= 8 + _LETTER * len(words):
                at = left + wide / 2
                yield drawing.text(at, top + 20, words, size=11, anchor="middle", fill="#ffffff")
                break
        left += wide
    earned = standing.total if by_points else standing.quality
    yield drawing.text(
        drawing.WIDTH - 10, top + 21, result.figure(earned), weight="bold", anchor="end"
    )


def _abreast(keys: Sequence[str]) -> int:
    """How many keys fit on one line."""
    longest = _LETTER * max(map(len, keys), default=1) + 40
    return max(1, min(5, (drawing.WIDTH - 2 * _LEFT) // longest))


def _legend(keys: Sequence[str], top: int) -> Iterator[str]:
    columns = _abreast(keys)
    wide = (drawing.WIDTH - 2 * _LEFT) // columns
    for number, key in enumerate(keys):
        left, down = _LEFT + (number % columns) * wide, top + _SMALL * (number // columns)
        yield drawing.rect(left, down, 18, 13, f'fill="{drawing.colour(number)}"')
        yield drawing.text(
            left + 9, down + 10, str(number + 1), size=10, anchor="middle", fill="#ffffff"
        )
        yield drawing.text(left + 24, down + 11, cut(key, 105), size=12)


_SIZE: Final = re.compile(r'viewBox="0 0 \d+ (\d+)"')


def comparison_html(comparison: Comparison) -> str:
    """The picture, the table and what was assumed, as HTML that stands alone."""
    return drawing.card(
        comparison_svg(comparison),
        f'<div style="overflow-x:auto;margin:8px 0">{comparison.table().to_html()}</div>',
        f"<p>Assumed:</p>{drawing.bullets(comparison.assumed) or '<ul></ul>'}",
    )


def comparison_svg(comparison: Comparison, lot: str = "") -> str:
    """The points of one lot, or of every lot one below the other."""
    if lot or len(comparison.lots) == 1:
        return points_svg(comparison.evaluation(lot or None))
    top, body = 0, list[str]()
    for name in comparison.lots:
        drawn = points_svg(comparison.evaluation(name))
        height = int(_SIZE.findall(drawn)[0])
        body.append(drawn.replace(drawing.STYLE, "").replace("<svg ", f'<svg y="{top}" ', 1))
        top += height
    words = "; ".join(comparison.headings())
    return drawing.picture("Points of every tender by lot", words, top, body, heading=False)
