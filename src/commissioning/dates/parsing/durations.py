"""A first day and a duration: "from 6 April 2026 for two weeks", "1 June 2026 (6 weeks)"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from commissioning.dates.parsing.resolve import Impossible
from commissioning.dates.periods import later

_COUNT: Final = (
    r"(?P<n>\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -]"
    r"(?:calendar )?(?P<unit>day|week|fortnight|month)s?"
)
_FORMS: Final = (
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


class Duration(NamedTuple):
    """How long something lasts, and the words for its first day."""

    first_day: str
    number: int
    unit: str
    """day, week, fortnight or month; never working days, whose calendar would be a guess."""

    def last_day(self, first: date) -> date:
        """The last day, included, if it begins on `first`. Raises `Impossible` for a length of 0."""
        if self.number < 1:
            raise Impossible(f"it lasts {self}; the minimum is 1")
        if self.unit != "month":
            return later(first, days=self.number * _DAYS[self.unit] - 1)
        # A month from 31 January has no 31st to end before: it ends on 27 February, a day short of the 28th.
        return later(later(first, months=self.number), days=-1)

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


def duration(text: str) -> Duration | None:
    """The duration that plain words give to what begins on a day; None if they give none."""
    match = next((match for form in _FORMS if (match := form.match(text))), None)
    if match is None:
        return None
    named = match.groupdict()
    number = named.get("n") or "one"
    return Duration(named["day"], _NUMBERS.get(number) or int(number), named["unit"])
