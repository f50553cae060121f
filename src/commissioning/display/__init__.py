"""Cycles and processes to look at: text, HTML, SVG and mermaid, and what a notebook shows."""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)
