"""Cycles and processes to look at: text, HTML, SVG and mermaid, and what a notebook shows."""

from commissioning.display.html import cycle_html
from commissioning.display.mermaid import diagram_mermaid
from commissioning.display.steps import stage_table
from commissioning.display.svg import diagram_svg
from commissioning.display.text import cycle_text

__all__ = ["cycle_html", "cycle_text", "diagram_mermaid", "diagram_svg", "stage_table"]
