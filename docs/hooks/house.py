"""The house as the layer rule holds it: its rooms from top to bottom, as a table and as a picture.

The order is read from the contract in `pyproject.toml` that `lint-imports` enforces, and what a room
holds from the first line of its docstring, so neither is written down twice.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "commissioning"
EDGE = ("cli", "testing", "casebook", "store", "portfolio", "interchange", "display")
"""Rooms that the rest, the core, does not need."""


def layers() -> Iterator[tuple[str, ...]]:
    """The rooms of each layer, from what people use down to what everything rests on."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    house = next(contract for contract in contracts if contract["containers"] == ["commissioning"])
    for layer in house["layers"]:
        rooms = tuple(room.strip() for room in layer.split("|"))
        if rooms != ("__main__",):
            yield rooms


def rooms() -> tuple[str, ...]:
    """Every room, from top to bottom."""
    return tuple(room for layer in layers() for room in layer)


def is_folder(room: str) -> bool:
    return (PACKAGE / room).is_dir()


def holds(room: str) -> str:
    """What a room holds: the first line of its docstring."""
    path = PACKAGE / room / "__init__.py" if is_folder(room) else PACKAGE / f"{room}.py"
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return doc.splitlines()[0].removesuffix(".")


def table() -> Iterator[str]:
    """The rooms as a table in Markdown, for the first page of the reference."""
    yield "| room | what it holds |"
    yield "|---|---|"
    for room in rooms():
        page = f"{room}/index.md" if is_folder(room) else f"{room}.md"
        yield f"| [`{room}`]({page}) | {holds(room).replace('|', chr(92) + '|')} |"


WIDTH, ROW, GAP = 760, 27, 4
STYLE = """<style>
.room { fill: #ffffff } .edge { fill: #e0f2f1 } .line { stroke: #00695c; fill: none } .arrow { fill: #00695c }
text { fill: #102a28 }
@media (prefers-color-scheme: dark) {
  .room { fill: #1e2129 } .edge { fill: #123632 } .line { stroke: #4db6ac } .arrow { fill: #4db6ac }
  text { fill: #e2e4e9 }
}
</style>"""
LONGEST = 96
"""Characters that one line of the picture has space for."""


def picture() -> str:
    """The rooms as floors: a room may use those on floors below its own, never one above."""
    floors = list(layers())
    bottom = len(floors) * (ROW + GAP) + 6
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + 24}" role="img" '
        'font-family="sans-serif" font-size="13">',
        "<title>The rooms of the library, from top to bottom</title>",
        STYLE,
        f'<rect class="room" width="{WIDTH}" height="{bottom + 24}"/>',
    ]
    for number, floor in enumerate(floors):
        parts.extend(drawn(floor, 6 + number * (ROW + GAP)))
    right = WIDTH - 34
    parts.append(
        f'<path class="line" d="M {right} 8 V {bottom - 8} m -6 -10 l 6 10 l 6 -10" stroke-width="2"/>'
        f'<text class="arrow" x="{right + 12}" y="{bottom // 2}" '
        f'transform="rotate(90 {right + 12} {bottom // 2})" text-anchor="middle">may import</text>'
    )
    parts.append(
        f'<text x="8" y="{bottom + 14}" font-size="11">Shaded: the edge, which the '
        "core does not need.</text></svg>"
    )
    return "\n".join(parts) + "\n"


def drawn(floor: tuple[str, ...], top: int) -> Iterator[str]:
    """One floor: its rooms side by side, each with what it holds, in short where two share the floor."""
    width = (WIDTH - 64 - GAP * (len(floor) - 1)) / len(floor)
    for place, room in enumerate(floor):
        left = 8 + place * (width + GAP)
        kind = "edge" if room in EDGE else "room"
        words = holds(room).replace("`", "")
        if len(floor) > 1 or len(words) > LONGEST:
            words = words.partition(":")[0]
        yield (
            f'<rect class="{kind}" x="{left:.0f}" y="{top}" width="{width:.0f}" height="{ROW}" rx="3"/>'
            f'<rect class="line" x="{left:.0f}" y="{top}" width="{width:.0f}" height="{ROW}" rx="3"/>'
            f'<text x="{left + 10:.0f}" y="{top + 18}" font-weight="bold">{escape(room)}</text>'
            f'<text x="{left + 112:.0f}" y="{top + 18}" font-size="11.5">{escape(words)}</text>'
        )


PAGE, MARK = "reference/index.md", "<!-- the house -->"


def on_page_markdown(markdown: str, page: object, **_: object) -> str:
    """Put the table of rooms where a page asks for it."""
    address = page.file.src_uri  # type: ignore[attr-defined]
    return markdown.replace(MARK, "\n".join(table())) if address == PAGE else markdown
