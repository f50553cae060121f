"""How the command line writes: wrapped at 80 columns, coloured only on a terminal."""

from __future__ import annotations

import codecs
import os
import textwrap
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from commissioning.findings.finding import Finding

WIDTH: Final = 80
_STYLES: Final = {"bold": "1", "red": "31", "yellow": "33", "green": "32", "dim": "2"}


class TextOutput:
    """A stream that text is set on, paragraph by paragraph."""

    def __init__(self, stream: TextIO) -> None:
        _writes_anything(stream)
        self._stream = stream
        self._coloured = stream.isatty() and "NO_COLOR" not in os.environ
        self._spaced = True

    def line(self, text: str = "") -> None:
        """One line as it is, for tables and JSON."""
        print(text, file=self._stream)
        self._spaced = not text

    def written(self, out: Path, text: str | bytes, *, quietly: bool = False) -> None:
        """A file is written, and it is said where; quietly where a program reads the rest."""
        from commissioning.interchange.files import write_whole

        write_whole(out, text)
        if not quietly:
            self.line(f"written: {out}")

    def json(self, value: object) -> None:
        """A value for a program to read; what JSON has no form for is written as text."""
        import json

        escaped = (self._stream.encoding or "utf-8").lower().replace("-", "") != "utf8"
        self.line(json.dumps(value, indent=2, ensure_ascii=escaped, default=str))

    def gap(self) -> None:
        """One empty line, where there is not one already."""
        if not self._spaced:
            self.line()

    def styled(self, text: str, style: str) -> str:
        """The text in a style, where the stream is a terminal."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self._coloured else text

    def title(self, text: str) -> None:
        """A heading with a rule under it."""
        self.line(self.styled(text, "bold"))
        self.line("=" * min(len(text), WIDTH))

    def paragraph(self, text: str, indent: str = "", hang: str = "") -> None:
        """Text wrapped at 80 columns; `hang` indents all lines but the first further."""
        for part in text.split("\n"):
            wrapped = textwrap.wrap(
                part, WIDTH, initial_indent=indent, subsequent_indent=indent + hang,
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
            self.line("\n".join(wrapped))

    def findings(self, findings: Iterable[Finding], indent: str = "  ") -> None:
        """Findings: what is the matter, where it says so, what to do, from when it is clear."""
        inner = indent + " " * 8
        blocks, warns = self.styled("BLOCKS", "red"), self.styled("warns ", "yellow")
        for finding in findings:
            self.line(f"{indent}{blocks if finding.blocks else warns}  {finding.code}")
            self.paragraph(finding.message, inner)
            if finding.source is not None:
                self.paragraph(f"source: {finding.source}", inner, "  ")
            if finding.remedy:
                self.paragraph(f"remedy: {finding.remedy}", inner, "  ")


def _writes_anything(stream: TextIO) -> None:
    """Let a stream of the system write every character: a pound sign must end no command.

    Where the locale is plain ASCII, which says nothing about the reader, it becomes UTF-8; a character
    that any other encoding lacks is written as its escape.
    """
    if isinstance(stream, TextIOWrapper):
        ascii_only = codecs.lookup(stream.encoding).name == "ascii"
        stream.reconfigure(
            encoding="utf-8" if ascii_only else stream.encoding, errors="backslashreplace"
        )
