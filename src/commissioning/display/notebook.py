"""What a notebook is given when a cell ends with a cycle."""

from __future__ import annotations

from commissioning.cycle import Cycle
from commissioning.display.html import cycle_html
from commissioning.display.mermaid import diagram_mermaid
from commissioning.display.svg import diagram_svg
from commissioning.display.text import cycle_text


def bundle(cycle: Cycle) -> dict[str, str]:
    """The cycle in every form a front end may choose from, by media type.

    A notebook takes the HTML, which holds the picture; a terminal takes the text.
    """
    drawn = (cycle.process, cycle.route, cycle.stages)
    return {
        "text/plain": cycle_text(cycle),
        "text/html": cycle_html(cycle),
        "image/svg+xml": diagram_svg(*drawn),
        "text/vnd.mermaid": diagram_mermaid(*drawn),
    }
