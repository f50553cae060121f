"""A cycle as a page, and what a notebook is given."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser

from commissioning.cycle import Cycle
from commissioning.display import cycle_html, cycle_text, diagram_mermaid, diagram_svg

VOID = {"br"}


class Reader(HTMLParser):
    """Reads a page and holds it to closing what it opens."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text: list[str] = []
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "td":
            self.cells.append(dict(attrs)["aria-label"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> Reader:
    """The page as a browser takes it."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_each_lot_has_a_row_and_each_stage_a_column(parted: Cycle) -> None:
    """Where nine lots stand is seen at a glance, and heard by who cannot see it."""
    cells = read(cycle_html(parted)).cells
    width = len(cells) // 3
    north, south, east = cells[:width], cells[width : 2 * width], cells[2 * width :]
    assert north[-3:] == ["here, opened 1 March 2022", "ahead", "ahead"]
    assert north[:4] == ["passed"] * 4
    assert south[-1] == "here"
    assert south[:4] == ["passed"] * 4
    assert south[4] == "passed, opened 3 January 2022"
    assert south[5] == "ahead"
    assert east[4] == "here, opened 3 January 2022"
    assert east[5:] == ["ahead"] * 4


def test_names_are_text_and_never_markup(parted: Cycle) -> None:
    """A title typed by one person is read in another's browser."""
    page = cycle_html(parted)
    assert "<east>" not in page
    assert "<more>" not in page
    assert "<Lewisham>" not in page
    reader = read(page)
    assert "Meals & <more>" in reader.text
    assert "script" not in reader.tags


def test_html_view_says_the_same_as_the_text(small_until: Callable[[str], Cycle]) -> None:
    """Two views of one outlook: neither knows more."""
    cycle = small_until("letters")
    seen = " ".join(" ".join(read(cycle_html(cycle, date(2022, 11, 15))).text).split())
    for title in ("Next, as of 15 November 2022", "Not yet", "May be recorded now"):
        assert title in seen
        assert title in cycle_text(cycle, date(2022, 11, 15))
    assert "blocked a signed contract" in seen


def test_html_view_warns_of_history_that_is_not_held(parted: Cycle) -> None:
    """A standing warning is on the page too."""
    assert "is not held here" in " ".join(read(cycle_html(parted)).text)


def test_picture_is_folded_in() -> None:
    """The diagram is one click away, and marks where the cycle stands."""
    cycle = Cycle("Home care")
    page = cycle_html(cycle)
    assert diagram_svg(stages=cycle.stages) in page
    assert page.index("<details>") < page.index("<svg")


def test_notebook_chooses_from_four_forms(parted: Cycle) -> None:
    """A cell that ends with a cycle shows it; a terminal gets the text."""
    assert parted._repr_mimebundle_(include=None, exclude=None) == {
        "text/plain": cycle_text(parted),
        "text/html": cycle_html(parted),
        "image/svg+xml": diagram_svg(parted.process, parted.route, parted.stages),
        "text/vnd.mermaid": diagram_mermaid(parted.process, parted.route, parted.stages),
    }


def test_cycle_does_not_load_its_views_before_it_is_shown() -> None:
    """A service that only records pays nothing for pictures, nor for the JSON converter."""
    code = (
        "import sys, commissioning.cycle; "
        "print([m for m in sys.modules if 'display' in m or 'interchange' in m or m == 'cattrs'])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
