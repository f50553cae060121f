"""Documented blocks as a reader should see them: what only the tests of the blocks need is taken out.

A block that shows a session is coloured as one, so that its answers read as plain text.
"""

from __future__ import annotations

EMPTY_LINE = "<BLANKLINE>"
"""The sign by which a tested block tells an empty line of its output from its end."""


def on_page_markdown(markdown: str, **_: object) -> str:
    """Show an empty line as one, and a session as a session."""
    shown = "\n".join("" if line == EMPTY_LINE else line for line in markdown.split("\n"))
    return shown.replace("```python\n>>> ", "```pycon\n>>> ")
