"""The `commissioning` command: the library's main job without writing any Python.

Each command is a module with `add_to`, which describes it to argparse, and a function that runs it.
Exit codes: 0 for an answer, 1 where something blocks, 2 for input that could not be read.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Final

from commissioning.cli import demo, explain, files, fixtures, law, timetable
from commissioning.cli.writing import Page
from commissioning.errors import CommissioningError

COMMANDS: Final = (demo, files, timetable, law, explain, fixtures)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="commissioning",
        description="The public-sector commissioning cycle: what may come next, and what is in the way.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    chosen = parser.parse_args(arguments)
    page = Page(sys.stdout)
    try:
        code: int = chosen.run(chosen, page)
        sys.stdout.flush()
    except CommissioningError as refused:
        print(f"commissioning: {refused}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read along has stopped, as `head` does; what is left in the buffer goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as unreadable:
        print(f"commissioning: {unreadable.filename}: {unreadable.strerror}", file=sys.stderr)
        return 2
    except UnicodeDecodeError:
        print("commissioning: the file is not text in UTF-8; save it as such", file=sys.stderr)
        return 2
    return code
