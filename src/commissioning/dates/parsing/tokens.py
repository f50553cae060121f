"""The words and figures that dates are written with, one by one, and a place in a row of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import time
from functools import lru_cache
from typing import Final, NamedTuple

from attrs import define

from commissioning.errors import MONTHS
from commissioning.values.text import did_you_mean

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Token(NamedTuple):
    """One word or figure: its kind, its text, and the numbers that it names."""

    kind: str
    text: str
    numbers: tuple[int, ...] = ()
    """The number of a month, weekday, ordinal or figure; all the numbers of a date or a clock time."""

    @property
    def number(self) -> int:
        """The number of a token that names one; 0 if it names none."""
        return self.numbers[0] if len(self.numbers) == 1 else 0

    @property
    def paired(self) -> bool:
        """Whether two figures are years of which the second follows the first: 2025/26, 2025-2026."""
        first, second = self.numbers
        return second in {first + 1, (first + 1) % 100}


# "beginning" is a part of a month; that it may follow "week" is for the grammar.
_KINDS: Final = {
    "early": "early beginning start",
    "mid": "mid middle",
    "late": "late",
    "end": "end close",
    "half": "half",
    "week": "week wk weeks wks",
    "quarter": "quarter qtr",
    "commencing": "commencing comm starting",
    "ending": "ending",
    "range": "to until till through thru",
    "and": "and",
    "between": "between",
    "from": "from",
    "of": "of in on at the during over throughout",
    "either": "or",
    "year": "year",
    "financial": "financial fiscal",
    "each": "each every",
}
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip


def _numbered(
    kind: str, names: Sequence[str], *forms: Callable[[str], str], start: int = 0
) -> dict[str, tuple[str, int]]:
    """The words for the numbers of a list, in each of the forms they are written in."""
    return {form(name.lower()): (kind, n) for n, name in enumerate(names, start) for form in forms}


VOCABULARY: Final[dict[str, tuple[str, int]]] = {
    **{name: (kind, 0) for kind, names in _KINDS.items() for name in names.split()},
    **_numbered("month", MONTHS, str, lambda name: name[:3], start=1),
    "sept": ("month", 9),
    **_numbered("weekday", WEEKDAYS, str, lambda name: name[:3]),
    **_numbered("weekdays", WEEKDAYS, lambda name: f"{name}s"),
    "tues": ("weekday", 1), "weds": ("weekday", 2), "thur": ("weekday", 3), "thurs": ("weekday", 3),
    **_numbered("ordinal", _ORDINALS, str, start=1),
    "last": ("last", -1), "final": ("last", -1),
    "spring": ("season", 3), "summer": ("season", 6), "autumn": ("season", 9), "winter": ("season", 12),
}  # fmt: skip
"""Each word that dates are written with: its kind, and its number if it has one."""

_MONTH: Final = "|".join(sorted((w for w, (k, _) in VOCABULARY.items() if k == "month"), key=len))
_HALF: Final = r" ?(?:am\b|pm\b|noon\b|midday\b|a\.m\.|p\.m\.)"
_HOUR: Final = r"\d{1,2}(?:[:.][0-5]\d)?"
# The first form that fits at a place is taken, so a longer form comes before its own beginning.
_FORMS: Final = {
    "iso": r"\b\d{4}(?:-\d{1,2}-|/\d{1,2}/)\d{1,2}\b",
    # The same separator twice: the dash of "1 - 5/06/2026" is that of a range.
    "numeric": r"\b\d{1,2}(?: ?/ ?\d{1,2} ?/ ?| ?\. ?\d{1,2} ?\. ?| ?- ?\d{1,2} ?- ?)(?:\d{4}|\d{2})\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.-]\d{4}\b",
    "named": rf"\b\d{{1,2}}-(?:{_MONTH})-(?:\d{{4}}|\d{{2}})\b",
    "daymonth": rf"\b\d{{1,2}}-(?:{_MONTH})\b",
    "monthyear": rf"\b(?:{_MONTH})-\d{{2}}\b",
    # "10am - 12pm", "2-4pm", "10.00 to 12.30", "between 9am and 5pm".
    "hours": rf"(?:\bfrom )?\b{_HOUR}(?:{_HALF})? ?(?:-|to\b|until\b) ?(?:{_HOUR}{_HALF}|noon\b|midday\b)"
    rf"|\bbetween {_HOUR}(?:{_HALF})? and (?:{_HOUR}{_HALF}|noon\b|midday\b)"
    r"|(?:\bfrom )?\b\d\d?[:.][0-5]\d ?(?:-|to\b|until\b) ?\d\d?[:.][0-5]\d\b(?![./]\d)(?: ?(?:hrs|hours)\b)?"
    r"|\bbetween \d\d?[:.][0-5]\d and \d\d?[:.][0-5]\d\b",
    # Four figures alone are a year: only "hrs" or "hours" makes them a time of day.
    "clock": r"\b\d{1,2}(?:[:.]\d{2})? ?(?:am\b|pm\b|noon\b|a\.m\.|p\.m\.)"
    r"|\b\d{1,2}\.\d{2} ?(?:hrs|hours)\b"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:hrs|hours))?\b|\b\d{4} ?(?:hrs|hours)\b",
    # A time of day only beside a whole day: alone, 4.07 may be a day of July.
    "dotted": r"\b(?:[01]?\d|2[0-3])\.[0-5]\d\b(?!\.\d)",
    "cob": r"\b(?:close|end) of (?:business|play|the working day|the day|day)\b|\b(?:cob|cop|eod)\b",
    "zone": r"\b(?:bst|gmt|(?:uk|london|local) time)\b",
    # Not 2022/23/24, which is no year of two halves, nor the middle of "7 April 2025 - 25 April 2025".
    "years": r"\b(?:fy ?)?(?:19|20)\d\d ?[/-] ?(?:\d{4}|\d{2})\b(?! ?[/-] ?\d)"
    rf"(?![:.]\d|[ -]?(?:(?:st|nd|rd|th) )?(?:of )?(?:{_MONTH})\b)|\bfy ?\d\d ?[/-] ?\d\d\b",
    "slashed": r"(?<!\d/)\b\d{1,2}/(?:\d{1,2}|[12]\d{3})\b(?!/\d)",
    "numbered": r"\bq(?:tr|uarter)? ?[1-4]\b",
    "ordinal": r"\b\d{1,2} ?(?:st|nd|rd|th)\b",
    "shortyear": r"'\d\d\b",
    "year4": r"\b(?:19|20)\d\d\b",
    "number": r"\b\d{1,2}\b",
    "commencing": r"\bw ?/ ?[cb]\b|\bw\.c\.?|\bw[cb]\b",
    # "we 8 April" is a week ending; "w.e.f." is "with effect from", a bound.
    "ending": r"\bw ?/ ?e\b|\bw\.e\.(?!f)|\bwe (?=\d)",
    "noon": r"\b(?:noon|midday)\b",
    "midnight": r"\bmidnight\b",
    "word": r"[a-z]+\b\.?",
    "dash": r"-",
    "slash": r"/",
    "and": r"&|\+|;",
    "comma": r",",
    "unknown": r"[a-z\d]+|[^\s.]",
}
_TOKEN: Final = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()))
_DIGITS: Final = re.compile(r"\d+")
_CALLED: Final = {
    **dict.fromkeys(("iso", "numeric", "named", "monthyear"), "date"),
    **dict.fromkeys(("year4", "shortyear"), "calendar year"),
    "daymonth": "slashed",
    **dict.fromkeys(("hours", "noon", "midnight", "cob"), "clock"),
}
"""The kind of token of each form that has several ways of being written."""
_CLOCK_WORDS: Final[dict[str, tuple[int, ...]]] = {"noon": (12, 0), "midnight": (), "cob": ()}
_BETWEEN_HOURS: Final = re.compile(r"-|\b(?:to|until|and)\b")


def tokens(text: str) -> list[Token]:
    """The words and figures of a text that `cleaning.plain` has cleaned."""
    return [_token(match.lastgroup or "", match.group()) for match in _TOKEN.finditer(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """The characters from and to which each of the tokens of a text reaches."""
    return [match.span() for match in _TOKEN.finditer(text)]


def _token(kind: str, text: str) -> Token:
    if kind == "word":
        known, number = VOCABULARY.get(text.rstrip("."), ("unknown", 0))
        return Token(known, text, (number,))
    if kind in _CLOCK_WORDS:
        return Token("clock", text, _CLOCK_WORDS[kind])
    if kind == "hours":
        first, last = _BETWEEN_HOURS.split(text, maxsplit=1)
        return Token("clock", text, (*_clock_word(last), *_clock_word(first)))
    numbers = tuple(map(int, _DIGITS.findall(text))) if kind != "unknown" else ()
    if kind in {"clock", "dotted"}:
        return Token(kind, text, _hour_and_minute(text, *numbers))
    return Token(_CALLED.get(kind, kind), text, _in_order(kind, text, numbers))


def _in_order(kind: str, text: str, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """The numbers of a figure; of a date the day, the month and the full year, days before months."""
    if kind in {"year4", "shortyear"}:
        return (full_year(numbers[0]),)
    if kind == "iso":
        return numbers[::-1]
    if kind == "numeric":
        return (*numbers[:2], full_year(numbers[2]))
    if kind in {"named", "monthyear"}:
        return (*numbers[:-1], VOCABULARY[text.strip("0123456789-")][1], full_year(numbers[-1]))
    if kind == "daymonth":
        return (*numbers, VOCABULARY[text.lstrip("0123456789-")][1])
    return numbers


def _hour_and_minute(text: str, hour: int, minute: int = 0, *_seconds: int) -> tuple[int, int]:
    if hour > 99:  # "1700 hours"
        hour, minute = divmod(hour, 100)
    named = re.search(r"noon|midday|[ap]\.?m", text)
    half = named[0].replace(".", "") if named else ""
    # Twelve counts as zero: 12am is midnight and 12pm noon. "17:00pm" says twice what 17:00 does.
    if half and hour <= 12:
        return (hour % 12 + (0 if half == "am" else 12) if hour or half == "am" else 99), minute
    return (99 if half == "am" else hour), minute


def _clock_word(text: str) -> tuple[int, int]:
    """The hour and minute of one end of a range of hours: noon, 12noon, 10.30am, 2."""
    return _hour_and_minute(text, *map(int, _DIGITS.findall(text) or ["12"]))


def clock_time(token: Token) -> time | None:
    """The time of day of a clock token, the last of a range; None for the end of its day.

    Raises `ValueError` for a time that no clock shows, such as 25:70.
    """
    return time(token.numbers[0], token.numbers[1]) if token.numbers else None


def full_year(year: int) -> int:
    """The year that two figures stand for, to 2069: 99 stays 99, as it may be 1999; a full year stays."""
    return 2000 + year if year < 70 else year


NO_TOKEN: Final = Token("", "")
YEAR_AND_MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_SUGGESTED: Final = {
    word
    for word, (kind, _) in VOCABULARY.items()
    if len(word) >= (4 if kind in {"month", "weekday", "season"} else 5) and kind != "weekdays"
}
"""The words offered for a mistyped one. A short word is near to too many others: "date" to "late"."""
_LIKE: Final = "; write it like '2nd week July 2022', '4 July 2022' or 'by 15/02/2022'"


class Unreadable(ValueError):
    """Words in which no time could be read: why, and what to write instead."""

    def __init__(self, why: str, way: str = "") -> None:
        super().__init__(f"{why}{way or _LIKE}")


@define
class Cursor:
    """A place in a row of tokens."""

    row: list[Token]
    place: int = 0

    def peek(self, ahead: int = 0) -> Token:
        """The token at the cursor, or some places ahead; one without a kind past the end."""
        place = self.place + ahead
        return self.row[place] if place < len(self.row) else NO_TOKEN

    def next(self) -> Token:
        """The token at the cursor, stepping past it."""
        self.place += 1
        return self.row[self.place - 1]

    def take(self, *kinds: str) -> Token | None:
        """The token at the cursor, stepping past it, if it is of one of these kinds."""
        return self.next() if self.peek().kind in kinds else None

    def skip(self, *kinds: str) -> None:
        while self.peek().kind in kinds:
            self.place += 1

    def lost(self) -> Unreadable:
        """The error to raise where the token at the cursor does not fit."""
        token = self.peek()
        if not token.kind:
            return Unreadable("it ends too early")
        if token.kind == "unknown":
            return Unreadable(f"{token.text!r} does not belong in a date", _meant(token.text))
        where = f"after {self.peek(-1).text!r}" if self.place else "at the beginning"
        return Unreadable(f"{token.text!r} does not fit {where}")


@lru_cache(maxsize=1024)  # a table is tried in many ways, and most of its words are met in each
def _meant(word: str) -> str:
    return did_you_mean(word, _SUGGESTED, "'")
