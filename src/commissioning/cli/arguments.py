"""Arguments that several commands take."""

from __future__ import annotations

import argparse
import re
from datetime import date


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


def offer_json(parser: argparse.ArgumentParser) -> None:
    """Add --json, which writes for a program instead of a person."""
    parser.add_argument("--json", action="store_true", help="write JSON for a program")
