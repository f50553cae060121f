"""A clock that stands still, for systems under test that ask what day it is."""

from __future__ import annotations

from datetime import date, timedelta


class FrozenClock:
    """A day that changes only when it is told to. Call it to read it, as one would `date.today`."""

    def __init__(self, day: date = date(2022, 9, 14)) -> None:
        self.day = day

    def __call__(self) -> date:
        return self.day

    def advance(self, days: int = 1) -> date:
        """Move on, or back where negative; the new day."""
        self.day += timedelta(days=days)
        return self.day

    def __repr__(self) -> str:
        return f"FrozenClock({self.day!r})"
