"""Drawing of the pictures of an evaluation: self-contained SVG, without fonts or scripts.

Every colour carries white letters and stands on white with a contrast of 4.5 to 1 or more (WCAG 2.2,
1.4.3), and none has to be told from another by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from html import escape
from typing import Final

from commissioning.values.rounding import shown
from commissioning.values.text import cut

COLOURS: Final = (
    "#1d70b8", "#b3240f", "#00703c", "#8a4b08", "#4c2c92", "#13716a", "#6b5b1e", "#912b88",
)  # fmt: skip
INK: Final = "#0b0c0c"
QUIET: Final = "#505a5f"
TRACK: Final = "#eef0f1"
WIDTH: Final = 760
_MOST_STEPS: Final = 6
Place = int | Fraction


MADE_UP: Final = "Figures made up to tell the story (constructed)."


def colour(number: int) -> str:
    """The colour of a line or piece; after eight they repeat."""
    return COLOURS[number % len(COLOURS)]


def picture(
    title: str, told: str, height: int, body: Iterable[str], *, heading: bool = True
) -> str:
    """A picture with its title, and the same said in words. The heading may stand elsewhere."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" style="max-width:100%;height:auto" '
        'font-family="Arial, Helvetica, sans-serif">'
    )
    parts = [
        head,
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(told)}</desc>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *([text(10, 22, cut(title, 95), size=15, weight="bold")] if heading else []),
        *body,
        "</svg>\n",
    ]
    return "\n".join(parts)


def rule(x1: Place, y1: Place, x2: Place, y2: Place, *, dashes: str = "", ink: str = QUIET) -> str:
    """A straight line, whole or broken."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    places = f'x1="{place(x1)}" y1="{place(y1)}" x2="{place(x2)}" y2="{place(y2)}"'
    return f'<line {places} stroke="{ink}"{dashed}/>'


def text(
    x: Place,
    y: Place,
    words: str,
    *,
    size: int = 14,
    weight: str = "normal",
    anchor: str = "start",
    fill: str = INK,
    halo: bool = False,
) -> str:
    """Words at a place; a halo keeps them apart from lines behind."""
    edge = ' stroke="#ffffff" stroke-width="4" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{place(x)}" y="{place(y)}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{fill}"{edge}>{escape(words)}</text>'
    )


def place(value: Place) -> str:
    """A place on the page, to a tenth of a point."""
    return shown(Fraction(value), 1)


def ticks(low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """Round numbers from one end to the other, 1, 2 or 5 times a power of ten apart."""
    power, wide = Fraction(1), high - low
    while power * 10 <= wide:
        power *= 10
    while power > wide:
        power /= 10
    step = next(s for s in (power / 5, power / 2, power, 2 * power) if wide / s <= _MOST_STEPS)
    at = -(-low // step) * step
    while at <= high:
        yield at
        at += step
