"""Times that come again and again: "2nd Thursday of the month", "weekly", "every other Monday"."""

from __future__ import annotations

import re
from typing import Final

from commissioning.dates.parsing.tokens import VOCABULARY

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY: Final = r"(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
_NTH: Final = r"(?:\d ?(?:st|nd|rd|th)|first|second|third|fourth|fifth|last)\b"
_MONTHLY: Final = r"(?:of|in|each|every|per|the|calendar| )* ?month(?:ly)?\b|monthly"
_LIST: Final = r" ?(?:,|and|&) ?"

_NTH_DAY: Final = re.compile(
    rf"^(?:monthly,? ?(?:on)? ?)?(?:on )?(?:the |every |each )?"
    rf"(?P<nth>{_NTH}(?:{_LIST}{_NTH})*) (?P<day>{_DAY})"
    rf"(?: ?(?:{_MONTHLY}))?(?P<rest>.*)$"
)
_MONTH_DAY: Final = re.compile(
    rf"^(?:on )?(?:the )?(?P<n>\d{{1,2}}) ?(?:st|nd|rd|th) (?:day )?(?:{_MONTHLY})(?P<rest>.*)$"
)
_WEEKLY: Final = re.compile(
    r"^(?:weekly,? ?(?:on )?|on )?(?:(?P<every>each|every)(?P<other> other| second)? )?"
    rf"(?P<day>{_DAY})(?P<rest>.*)$"
)
_PLAIN: Final = re.compile(
    r"^(?:(?:each|every) (?P<n>[2-9]|two|three|four|six|other|second)? ?"
    r"(?P<unit>day|week|month|quarter|year)s?\b"
    r"|(?P<ly>daily|weekly|fortnightly|monthly|quarterly|annually|yearly)\b)(?: meetings?)?(?P<rest>.*)$"
)
_UNITS: Final = {
    "day": "FREQ=DAILY",
    "daily": "FREQ=DAILY",
    "week": "FREQ=WEEKLY",
    "weekly": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "month": "FREQ=MONTHLY",
    "monthly": "FREQ=MONTHLY",
    "quarter": "FREQ=MONTHLY;INTERVAL=3",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "year": "FREQ=YEARLY",
    "annually": "FREQ=YEARLY",
    "yearly": "FREQ=YEARLY",
}
_NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "six": 6, "other": 2, "second": 2}


def recurrence(plain: str) -> tuple[str, str] | None:
    """The rule in RFC 5545 form and the words left over, or None where nothing is said to recur."""
    return _nth_day(plain) or _month_day(plain) or _plainly(plain) or _weekly(plain)


def _nth_day(plain: str) -> tuple[str, str] | None:
    match = _NTH_DAY.match(plain)
    if not match or not re.search(r"\bmonth", plain):
        return None
    days = ",".join(f"{_nth(n)}{_day(match['day'])}" for n in re.findall(_NTH, match["nth"]))
    return f"FREQ=MONTHLY;BYDAY={days}", match["rest"].strip()


def _month_day(plain: str) -> tuple[str, str] | None:
    match = _MONTH_DAY.match(plain)
    if not match:
        return None
    return f"FREQ=MONTHLY;BYMONTHDAY={int(match['n'])}", match["rest"].strip()


def _weekly(plain: str) -> tuple[str, str] | None:
    match = _WEEKLY.match(plain)
    if not match or not (
        match["every"] or plain.startswith("weekly") or match["day"].endswith("days")
    ):
        return None
    every = ";INTERVAL=2" if match["other"] else ""
    return f"FREQ=WEEKLY{every};BYDAY={_day(match['day'])}", match["rest"].strip()


def _plainly(plain: str) -> tuple[str, str] | None:
    match = _PLAIN.match(plain)
    if not match or (match["ly"] and re.match(rf"weekly,? ?(?:on )?{_DAY}", plain)):
        return None
    rule, n = _UNITS[match["ly"] or match["unit"]], match["n"]
    if not n:
        return rule, match["rest"].strip()
    number = _NUMBERS.get(n) or int(n)
    unit, _, times = rule.partition(";INTERVAL=")
    return f"{unit};INTERVAL={number * int(times or 1)}", match["rest"].strip()


def _nth(word: str) -> int:
    if word[0].isdigit():
        return int(word[0])
    return int(VOCABULARY[word][1])


def _day(word: str) -> str:
    return _DAYS[int(VOCABULARY[word[:3]][1])]
