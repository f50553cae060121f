"""A comparison of tenders to look at: bars for every lot, the table, and what was assumed."""

from __future__ import annotations

import re
from html import escape

from commissioning.display import drawing
from commissioning.display.evaluation import points_svg
from commissioning.evaluation.comparison import Comparison

_SIZE = re.compile(r'viewBox="0 0 \d+ (\d+)"')


def comparison_html(comparison: Comparison) -> str:
    """The picture, the table and what was assumed, as HTML that stands alone."""
    assumed = "".join(f"<li>{escape(note)}</li>" for note in comparison.assumed)
    return drawing.card(
        comparison_svg(comparison),
        f'<div style="overflow-x:auto;margin:8px 0">{comparison.table().to_html()}</div>',
        f"<p>Assumed:</p><ul>{assumed}</ul>",
    )


def comparison_svg(comparison: Comparison, lot: str = "") -> str:
    """The points of one lot, or of every lot one below the other."""
    if lot or len(comparison.lots) == 1:
        return points_svg(comparison.evaluation(lot or None))
    top, body = 0, list[str]()
    for name in comparison.lots:
        drawn = points_svg(comparison.evaluation(name))
        height = int(_SIZE.findall(drawn)[0])
        placed = drawn.replace(drawing.STYLE, "")
        body.append(placed.replace("<svg ", f'<svg y="{top}" ', 1))
        top += height
    words = "; ".join(comparison.headings())
    return drawing.picture("Points of every tender by lot", words, top, body, heading=False)
