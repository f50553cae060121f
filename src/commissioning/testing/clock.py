"""A clock with a fixed day, for systems under test that ask what day it is."""

from __future__ import annotations

from datetime import date, timedelta

from commissioning.values.asked import Askable


class FrozenClock(Askable):
    """A day that changes only with `advance`. Call it like `date.today`."""

    def __init__(self, day: date = date(2022, 9, 14)) -> None:
        self.day = day
        self.advance(0)  # what is no day is refused here

    def __call__(self) -> date:
        return self.day

    def advance(self, days: int = 1) -> date:
        """Move by so many days, back where negative, and return the new day."""
        self.day += timedelta(days=days)
        return self.day

    def __repr__(self) -> str:
        return f"FrozenClock({self.day!r})"
