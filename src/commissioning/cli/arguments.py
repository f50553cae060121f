"""Arguments that several commands take."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from contextlib import suppress
from datetime import date


def day(text: str) -> date:
    """A day written year-month-day, the one order that nobody reads in two ways."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise ArgumentTypeError(f"{text!r} is not a day written year-month-day: 2022-11-14")
