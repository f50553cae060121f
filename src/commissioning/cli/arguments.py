"""Arguments that several commands take, the file of a cycle among them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from commissioning.errors import FormatError

if TYPE_CHECKING:
    from pathlib import Path

    from commissioning.cycle import Audit


def day(text: str) -> date:
    """A day as it is written on the command line."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise argparse.ArgumentTypeError(
        f"{text!r} is not a day; write it as year-month-day: 2022-11-14"
    )


def offer(parser: argparse.ArgumentParser, actions: Mapping[str, str]) -> None:
    """Add the actions of a command, each with its words in the help."""
    lines = "; ".join(f"{name}: {words}" for name, words in actions.items())
    parser.add_argument("action", choices=actions, help=lines)


def offer_json(parser: argparse.ArgumentParser) -> None:
    """Add --json, which writes for a program instead of a person."""
    parser.add_argument("--json", action="store_true", help="write JSON for a program")


def audit_in(file: Path) -> Audit:
    """The cycle in a file with all its findings. Raises `FormatError` that names the file, or `OSError`."""
    from commissioning.interchange import loads  # which commands without a file do not wait for

    try:
        return loads(file.read_text("utf-8"), audit=True)
    except FormatError as error:
        raise FormatError(str(file), error.problems) from None
    except UnicodeDecodeError:
        raise FormatError(str(file), ("it is not UTF-8 text; save it as UTF-8",)) from None
