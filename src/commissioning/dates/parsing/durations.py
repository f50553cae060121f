"""A first day and how long it lasts: "from 6 April 2026 for two weeks", "1 June 2026 (6 weeks)"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, NamedTuple

from commissioning.dates.parsing.resolve import DAY, Impossible

_COUNT: Final = (
    r"(?P<n>\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -]"
    r"(?:calendar )?(?P<unit>day|week|fortnight|month)s?"
)
_LASTING: Final = (
    re.compile(rf"^(?:from |starting |commencing )?(?P<day>.+?),? for (?:a period of )?{_COUNT}$"),
    re.compile(rf"^(?P<day>[^()]+?) ?\({_COUNT}\)$"),
    re.compile(rf"^(?P<day>[^()]+?) ?[-,] ?{_COUNT}$"),
    re.compile(
        rf"^for (?:a period of )?{_COUNT},? (?:from|commencing|starting|beginning)(?: on)? (?P<day>.+)$"
    ),
    re.compile(rf"^{_COUNT}(?: period)? (?:commencing|starting|beginning)(?: on)? (?P<day>.+)$"),
    re.compile(r"^(?P<unit>fortnight) (?:from|commencing|starting|beginning)(?: on)? (?P<day>.+)$"),
)
_NUMBERS: Final = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14}


class Length(NamedTuple):
    """How long something lasts, and the words for its first day."""

    since: str
    times: int
    unit: str
    """day, week, fortnight or month; never working days, for which a calendar would be guessed."""

    def last_day(self, first: date) -> date:
        """The last day if it begins on this one. Raises `Impossible` for no length at all."""
        if self.times < 1:
            raise Impossible("it lasts no time")
        if self.unit != "month":
            return first + timedelta(days=self.times * _DAYS[self.unit] - 1)
        years, month = divmod(first.month - 1 + self.times, 12)
        year = first.year + years
        return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1])) - DAY

    def __str__(self) -> str:
        return f"{self.times} {self.unit}{'' if self.times == 1 else 's'}"


def lasting(said: str) -> Length | None:
    """The length that plain words give to what begins on a day, or None where they give none."""
    match = next((found for form in _LASTING if (found := form.match(said))), None)
    if match is None:
        return None
    named = match.groupdict()
    n = named.get("n") or "one"
    return Length(named["day"], _NUMBERS.get(n) or int(n), named["unit"])
