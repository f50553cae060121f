"""Drawing of every picture: self-contained SVG that scales, prints, and is dark on a dark screen.

Every colour carries white letters and stands on white with a contrast of 4.5 to 1 or more (WCAG 2.2,
1.4.3), its dark fellow the same on the dark ground, and none has to be told from another by colour alone.
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
LINE: Final = "#d8dcde"
TRACK: Final = "#eef0f1"
BAND: Final = "#f6f7f7"
LIGHT_BLUE: Final = "#5694ca"
PALE_BLUE: Final = "#d2e2f1"
ALARM: Final = "#d4351c"
WIDTH: Final = 760
_DARK_COLOURS: Final = (
    "#5fa8e6", "#f08a77", "#5cc48f", "#e0a15a", "#b59cf0", "#5cc7be", "#cdb964", "#e08fd8",
)  # fmt: skip
_DARK: Final = {
    **dict(zip(COLOURS, _DARK_COLOURS, strict=True)),
    "#ffffff": "#16191b",
    INK: "#f3f2f1",
    QUIET: "#b1b4b6",
    LINE: "#3b4247",
    TRACK: "#2a2f33",
    BAND: "#1f2427",
    LIGHT_BLUE: "#9ccbf2",
    PALE_BLUE: "#2b4a66",
    ALARM: "#f47b68",
}
"""Each colour of a picture, with the one that takes its place on a dark screen."""
_INVERTED: Final = "".join(
    f'.commissioning-picture [{part}="{light}"]{{{part}:{dark}}}'
    for light, dark in _DARK.items()
    for part in ("fill", "stroke")
)
STYLE: Final = (
    "<style>.commissioning-picture{max-width:100%;height:auto}"
    ".commissioning-card{font-family:sans-serif;max-width:60em;padding:8px;color:#0b0c0c;background:#ffffff}"
    ".commissioning-card :is(h3,h4){color:inherit}"
    ".commissioning-card .ready{color:#00703c;font-weight:bold}"
    ".commissioning-card .blocked{color:#aa2a16;font-weight:bold}"
    "@media print{.commissioning-picture{width:100%;max-height:95vh;break-inside:avoid}}"
    "@media screen and (prefers-color-scheme:dark){"
    ".commissioning-card{color:#f3f2f1;background:#16191b}"
    ".commissioning-card .ready{color:#5cc48f}.commissioning-card .blocked{color:#f08a77}"
    f"{_INVERTED}}}</style>"
)
"""A picture fits the width it is given, prints on one page, and is dark where the reader's screen is."""
_MOST_STEPS: Final = 6
Place = int | float | Fraction

MADE_UP: Final = "Figures made up to tell the story (constructed)."


def colour(number: int) -> str:
    """The colour of a line or piece; after eight they repeat."""
    return COLOURS[number % len(COLOURS)]


def picture(
    title: str,
    told: str,
    height: int,
    body: Iterable[str],
    *,
    heading: bool = True,
    width: int = WIDTH,
) -> str:
    """A picture with its title, and the same said in words. The heading may stand elsewhere."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" class="commissioning-picture" '
        'font-family="Arial, Helvetica, sans-serif">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(told)}</desc>",
        STYLE,
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *([text(10, 22, cut(title, 80), size=15, weight="bold")] if heading else []),
        *body,
        "</svg>\n",
    ]
    return "\n".join(parts)


def card(*parts: str) -> str:
    """Parts of a page as one piece of HTML that stands alone, light or dark with the reader's screen."""
    body = "\n".join(parts)
    style = "" if STYLE in body else STYLE
    return f'<div class="commissioning-card">{style}\n{body}\n</div>\n'


def bullets(things: Iterable[object]) -> str:
    """Things as a list of HTML; nothing where there is none."""
    items = "".join(f"<li>{escape(str(each))}</li>" for each in things)
    return f"<ul>{items}</ul>" if items else ""


def titled(title: str, *parts: str) -> str:
    """Parts of a picture that say a title together, where one points at them."""
    return f"<g><title>{escape(title)}</title>{''.join(parts)}</g>"


def rect(x: float | str, y: float | str, width: float | str, height: float, look: str) -> str:
    """A rectangle with its attributes of fill and stroke."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" {look}/>'


def rule(x1: Place, y1: Place, x2: Place, y2: Place, *, dashes: str = "", ink: str = QUIET) -> str:
    """A straight line, whole or broken."""
    places = f'x1="{place(x1)}" y1="{place(y1)}" x2="{place(x2)}" y2="{place(y2)}"'
    return f'<line {places} stroke="{ink}"{dashed(dashes)}/>'


def dashed(dashes: str) -> str:
    """The attribute of a broken line; none for a whole one."""
    return f' stroke-dasharray="{dashes}"' if dashes else ""


def text(
    x: Place,
    y: Place,
    words: str,
    *,
    size: int = 13,
    weight: str = "normal",
    anchor: str = "start",
    fill: str = INK,
    halo: bool = False,
    upwards: bool = False,
    told: str = "",
) -> str:
    """Words at a place; a halo keeps them apart from lines behind. `told` is said where they are cut."""
    edge = ' stroke="#ffffff" stroke-width="4" paint-order="stroke"' if halo else ""
    turn = f' transform="rotate(-90 {place(x)} {place(y)})"' if upwards else ""
    whole = f"<title>{escape(told)}</title>" if told and told != words else ""
    return (
        f'<text x="{place(x)}" y="{place(y)}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{fill}"{edge}{turn}>{whole}{escape(words)}</text>'
    )


def small(x: Place, y: Place, words: str, *, anchor: str = "start", halo: bool = False) -> str:
    """Small and quiet words at a place."""
    return text(x, y, words, size=12, fill=QUIET, anchor=anchor, halo=halo)


def path(way: str, ink: str = INK, *, dashes: str = "") -> str:
    """A line along a way, whole or broken."""
    return f'<path d="{way}" fill="none" stroke="{ink}" stroke-width="1.3"{dashed(dashes)}/>'


def head(x: int, y: int, ink: str = INK, *, down: bool = False) -> str:
    """An arrowhead with its point at a place. Drawn, since a marker needs an id of its own."""
    sides = f"{x - 5},{y - 9} {x + 5},{y - 9}" if down else f"{x - 9},{y - 5} {x - 9},{y + 5}"
    return f'<polygon points="{x},{y} {sides}" fill="{ink}"/>'


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
