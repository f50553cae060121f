"""Days that repeat: "2nd Thursday of the month", "weekly", "every other Monday", "3 June, then monthly"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from commissioning.dates.day_counts import certainty
from commissioning.dates.parsing.readings import Precision, WindowFields
from commissioning.dates.parsing.tokens import VOCABULARY, Unreadable
from commissioning.dates.working_days import HolidaysOf, working_days
from commissioning.errors import written

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
# One of the two words for a month: "monthly on the 15th", or "15th of each month".
_MONTH_DAY: Final = re.compile(
    rf"^(?P<monthly>monthly,? ?)?(?:on )?(?:the )?(?P<n>\d{{1,2}}) ?(?:st|nd|rd|th)\b ?(?:day )?"
    rf"(?:{_MONTHLY}|(?(monthly)|$ ))(?P<rest>.*)$"
)
_WEEKLY: Final = re.compile(
    r"^(?:weekly,? ?(?:on )?|on )?(?:(?P<every>each|every)(?P<other> other| second)? )?"
    rf"(?P<day>{_DAY}(?:{_LIST}{_DAY})*)(?P<rest>.*)$"
)
_EVERY_UNIT: Final = re.compile(
    r"^(?:(?:each|every) (?P<n>[2-9]|1[0-2]|other|second)? ?"
    r"(?P<unit>day|week|month|quarter|year)s?\b"
    r"|(?P<ly>daily|weekly|fortnightly|monthly|quarterly|annually|yearly|half[ -]yearly|(?:six|6)[ -]monthly)"
    r"\b)"
    rf"(?: meetings?)?(?:,? on (?P<day>{_DAY}))?(?P<rest>.*)$"
)
_THEN: Final = re.compile(
    r"^(?P<rest>.*\d.*?),? (?:and |then |and then )"
    r"(?P<ly>weekly|fortnightly|monthly|quarterly|annually|yearly)(?: thereafter| after that| onwards?)?$"
)
_FIRST_OR_LAST: Final = re.compile(
    r"^(?:monthly,? ?)?(?:on )?(?:the )?(?P<nth>first|1st|last) (?P<working>(?:working|business) )?day "
    r"(?:of|in) (?:the|each|every) (?:calendar )?month(?P<rest>.*)$"
)
_UNITS: Final = {
    "day": "FREQ=DAILY", "daily": "FREQ=DAILY",
    "week": "FREQ=WEEKLY", "weekly": "FREQ=WEEKLY", "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "month": "FREQ=MONTHLY", "monthly": "FREQ=MONTHLY",
    "quarter": "FREQ=MONTHLY;INTERVAL=3", "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "half yearly": "FREQ=MONTHLY;INTERVAL=6", "half-yearly": "FREQ=MONTHLY;INTERVAL=6",
    "six monthly": "FREQ=MONTHLY;INTERVAL=6", "six-monthly": "FREQ=MONTHLY;INTERVAL=6",
    "6 monthly": "FREQ=MONTHLY;INTERVAL=6", "6-monthly": "FREQ=MONTHLY;INTERVAL=6",
    "year": "FREQ=YEARLY", "annually": "FREQ=YEARLY", "yearly": "FREQ=YEARLY",
}  # fmt: skip
_NUMBERS: Final = {"other": 2, "second": 2}


class Repetition(NamedTuple):
    """Days that repeat, and the words left over."""

    rule: str
    """The rule in the form of RFC 5545."""
    rest: str
    working: bool = False
    """Whether the words ask for working days, which no such rule knows."""

    @property
    def carried_back(self) -> bool:
        """Whether a day that is no working day gives way to the one before: "last working day"."""
        return "=-" in self.rule


def recurrence(text: str) -> Repetition | None:
    """The repetition that plain words name; None if they name none."""
    text = text.replace("alternate ", "every other ")
    for form, rule_of in _FORMS:
        match = form.match(text)
        if match and (rule := rule_of(match)):
            # What repeats "then" begins on the day before it.
            rest = f"{'from ' * (form is _THEN)}{match['rest'].strip()}"
            return Repetition(rule, rest, form is _FIRST_OR_LAST and bool(match["working"]))
    return None


def carried(found: WindowFields, holidays: HolidaysOf, *, back: bool) -> WindowFields:
    """The fields of a day, or of days that recur, carried to the next working day or back to the one before.

    Raises `Unreadable` for any other time, and `NoRuleError` for a day in a year whose bank holidays are
    not known. Of days that recur, the window itself says so when it is asked for its days.
    """
    day, other = found.earliest, "previous" if back else "next"
    calendar = working_days(holidays)
    if found.precision is Precision.DAY and day:
        moved = calendar.rolled_back(day) if back else calendar.rolled(day)
        note = f"{written(day)} or the {other} working day, by the bank holidays of {holidays}"
        note = "; ".join(filter(None, (note, certainty(moved))))
        return found._replace(earliest=moved, latest=moved).noting(note)
    if not found.recurrence:
        raise Unreadable(f"only one day is carried to the {other} working day", "; name that day")
    note = (
        f"a day that is not a working day moves to the {other} one, by the bank holidays of {holidays}; "
        f"{certainty(calendar.last)}, and after {calendar.last.year} they are not known"
    )
    ways = (None, holidays) if back else (holidays, None)
    return found._replace(carried=ways[0], carried_back=ways[1]).noting(note)


def _nth_day(match: re.Match[str]) -> str:
    if not re.search(r"\bmonth", match.string):
        return ""  # "2nd Thursday of July 2022" is one day
    days = ",".join(f"{_nth(n)}{_day(match['day'])}" for n in re.findall(_NTH, match["nth"]))
    return f"FREQ=MONTHLY;BYDAY={days}"


def _every_unit(match: re.Match[str]) -> str:
    if match["ly"] and re.match(rf"weekly,? ?(?:on )?{_DAY}", match.string):
        return ""  # "weekly on Thursdays" names its day
    rule, n = _UNITS[match["ly"] or match["unit"]], match["n"]
    if n:
        unit, _, times = rule.partition(";INTERVAL=")
        rule = f"{unit};INTERVAL={(_NUMBERS.get(n) or int(n)) * int(times or 1)}"
    if match["day"]:
        return f"{rule};BYDAY={_day(match['day'])}" if "WEEKLY" in rule else ""
    return rule


def _weekly(match: re.Match[str]) -> str:
    if not (match["every"] or match.string.startswith("weekly") or match["day"].endswith("days")):
        return ""  # "Thursday 5 January" is one day
    every = ";INTERVAL=2" if match["other"] else ""
    return f"FREQ=WEEKLY{every};BYDAY={','.join(map(_day, re.findall(_DAY, match['day'])))}"


def _nth(word: str) -> int:
    return int(word[0]) if word[0].isdigit() else VOCABULARY[word][1]


def _day(word: str) -> str:
    return _DAYS[VOCABULARY[word[:3]][1]]


# The narrow before the wide: "monthly on the 15th" is monthly, with words left over, to `_EVERY_UNIT`.
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (_FIRST_OR_LAST, lambda match: f"FREQ=MONTHLY;BYMONTHDAY={_nth(match['nth'])}"),
    (_THEN, lambda match: _UNITS[match["ly"]]), (_NTH_DAY, _nth_day),
    (_MONTH_DAY, lambda match: f"FREQ=MONTHLY;BYMONTHDAY={int(match['n'])}"),
    (_EVERY_UNIT, _every_unit), (_WEEKLY, _weekly),
)  # fmt: skip
