"""The words and figures that dates are written with, one by one."""

from __future__ import annotations

import re
from datetime import time
from typing import Final, NamedTuple

from commissioning.errors import MONTHS

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Token(NamedTuple):
    """One word or figure: what it is, its value, and how it was written."""

    kind: str
    value: int | tuple[int, ...] | str
    text: str

    @property
    def number(self) -> int:
        """The value of a token that stands for one number."""
        return self.value if isinstance(self.value, int) else 0

    @property
    def numbers(self) -> tuple[int, ...]:
        """The values of a token that stands for several numbers, such as a whole date."""
        return self.value if isinstance(self.value, tuple) else ()


def _vocabulary() -> dict[str, tuple[str, int | str]]:
    words: dict[str, tuple[str, int | str]] = {}
    for number, month in enumerate(MONTHS, 1):
        words[month.lower()] = words[month[:3].lower()] = ("month", number)
    words["sept"] = ("month", 9)
    for number, day in enumerate(WEEKDAYS):
        words[day.lower()] = words[day[:3].lower()] = ("weekday", number)
        words[f"{day.lower()}s"] = ("weekdays", number)
    words |= {
        short: ("weekday", n) for short, n in (("tues", 1), ("weds", 2), ("thur", 3), ("thurs", 3))
    }
    for number, ordinal in enumerate(("first", "second", "third", "fourth", "fifth"), 1):
        words[ordinal] = ("ordinal", number)
    words["last"] = words["final"] = ("last", -1)
    for kind, names in {
        "early": "early beginning start",
        "mid": "mid middle",
        "late": "late",
        "end": "end close",
        "half": "half",
        "week": "week wk weeks wks",
        "quarter": "quarter qtr",
        "commencing": "commencing comm beginning starting",
        "ending": "ending",
        "range": "to until till through thru",
        "and": "and",
        "between": "between",
        "from": "from",
        "of": "of in on at the during",
        "year": "year",
        "financial": "financial fiscal",
        "each": "each every",
    }.items():
        words |= {name: (kind, name) for name in names.split() if name not in words}
    seasons = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
    return words | {name: ("season", month) for name, month in seasons.items()}


VOCABULARY: Final = _vocabulary()

_MONTH: Final = "|".join(sorted((w for w, (k, _) in VOCABULARY.items() if k == "month"), key=len))
_FORMS: Final = {
    "iso": r"\b\d{4}(?:-\d{1,2}-|/\d{1,2}/)\d{1,2}\b",
    # Parted alike throughout: the dash of "1 - 5/06/2026" is that of a range.
    "numeric": r"\b\d{1,2}(?: ?/ ?\d{1,2} ?/ ?| ?\. ?\d{1,2} ?\. ?| ?- ?\d{1,2} ?- ?)(?:\d{4}|\d{2})\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.-]\d{4}\b",
    "named": rf"\b\d{{1,2}}-(?:{_MONTH})-(?:\d{{4}}|\d{{2}})\b",
    "monthyear": rf"\b(?:{_MONTH})-\d{{2}}\b",
    "clock": r"\b\d{1,2}(?:[:.]\d{2})? ?(?:am\b|pm\b|noon\b|a\.m\.|p\.m\.)"
    r"|\b\d{1,2}\.\d{2} ?(?:hrs|hours)\b"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:hrs|hours))?\b|\b\d{4} ?(?:hrs|hours)\b",
    "years": r"\b(?:fy ?)?(?:19|20)\d\d ?[/-] ?(?:\d{4}|\d{2})\b(?! ?[/-] ?\d)",
    "slashed": r"\b\d{1,2}/\d{1,4}\b",
    "numbered": r"\bq(?:tr|uarter)? ?[1-4]\b",
    "ordinal": r"\b\d{1,2} ?(?:st|nd|rd|th)\b",
    "shortyear": r"'\d\d\b",
    "year4": r"\b(?:19|20)\d\d\b",
    "number": r"\b\d{1,2}\b",
    "commencing": r"\bw ?/ ?[cb]\b|\bw\.c\.?|\bw[cb]\b",
    "ending": r"\bw ?/ ?e\b|\bw\.e\.(?!f)|\bwe (?=\d)",
    "noon": r"\b(?:noon|midday)\b",
    "midnight": r"\bmidnight\b",
    "word": r"[a-z]+\b\.?",
    "dash": r"-",
    "slash": r"/",
    "and": r"&|\+|;",
    "comma": r",",
    "unknown": r"[^\s.]",
}
_TOKEN: Final = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()))
_DIGITS: Final = re.compile(r"\d+")
_SIMPLE: Final = frozenset({"commencing", "ending", "dash", "slash", "and", "comma", "unknown"})


def tokens(plain: str) -> list[Token]:
    """The words and figures of a text that `noise.plain` has cleaned."""
    found: list[Token] = []
    for match in _TOKEN.finditer(plain):
        kind, text = match.lastgroup or "", match.group()
        found.append(_word(text) if kind == "word" else _figure(kind, text))
    return found


def _word(text: str) -> Token:
    known = VOCABULARY.get(text.rstrip("."))
    return Token(known[0], known[1], text) if known else Token("unknown", text, text)


def _figure(kind: str, text: str) -> Token:
    if kind in _SIMPLE:
        return Token(kind, text, text)
    if kind == "clock":
        return _clock(text)
    if kind in {"noon", "midnight"}:
        return Token("clock", (12, 0) if kind == "noon" else (), text)
    numbers = tuple(map(int, _DIGITS.findall(text)))
    return Token(*_valued(kind, text, numbers), text)


def _valued(kind: str, text: str, numbers: tuple[int, ...]) -> tuple[str, int | tuple[int, ...]]:
    if kind in {"ordinal", "number", "numbered"}:
        return kind, numbers[0]
    if kind in {"year4", "shortyear"}:
        return "calendar year", full_year(numbers[0])
    if kind == "iso":
        return "date", numbers[::-1]
    if kind == "numeric":
        return "date", (*numbers[:2], full_year(numbers[2]))
    if kind in {"named", "monthyear"}:
        month = int(VOCABULARY[text.strip("0123456789-")][1])
        return "date", (*numbers[:-1], month, full_year(numbers[-1]))
    return kind, numbers


def _clock(text: str) -> Token:
    hour, minute, *_ = (*map(int, _DIGITS.findall(text)), 0)
    if hour > 99:
        hour, minute = divmod(hour, 100)
    half = "noon" if "noon" in text else "pm" if "p" in text else "am" if "a" in text else ""
    if half and hour <= 12:
        hour = hour % 12 + (0 if half == "am" else 12)
    return Token("clock", (hour, minute), text)


def clock_time(token: Token) -> time | None:
    """The time a clock token names; None for midnight, which is the end of its day.

    Raises `ValueError` for a time no clock shows.
    """
    return time(token.numbers[0], token.numbers[1]) if token.numbers else None


def full_year(year: int) -> int:
    """A year written with two figures, in this century."""
    return 2000 + year if year < 100 else year
