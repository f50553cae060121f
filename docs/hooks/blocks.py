"""Documented blocks as a reader should see them: what only the tests of the blocks need is taken out."""

from __future__ import annotations

EMPTY_LINE = "<BLANKLINE>"
"""The sign by which a tested block tells an empty line of its output from its end."""


def on_page_markdown(markdown: str, **_: object) -> str:
    """Show an empty line as one."""
    return "\n".join("" if line == EMPTY_LINE else line for line in markdown.split("\n"))
