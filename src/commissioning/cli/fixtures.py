"""`commissioning fixtures DIR`: specimens, stories and broken cycles as files for any language."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from commissioning.cli.console import Chosen, TextOutput, option
from commissioning.testing.portable import write

ARGUMENTS: Final = (
    option("directory", Path, "DIR", "the folder to write to; made if it is not there"),
)


def run(chosen: Chosen, page: TextOutput) -> int:
    """Write them all and say how many."""
    page.paragraph(f"{len(write(chosen.directory))} files written to {chosen.directory}")
    return 0
