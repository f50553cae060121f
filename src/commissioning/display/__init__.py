"""Cycles and processes to look at: text, HTML, SVG and mermaid, and what a notebook shows."""

from commissioning.display.diagrams import diagram_mermaid, diagram_svg
from commissioning.display.html import cycle_html
from commissioning.display.moves import stage_table
from commissioning.display.text import cycle_text

__all__ = ["cycle_html", "cycle_text", "diagram_mermaid", "diagram_svg", "stage_table"]
