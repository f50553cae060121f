"""From the words of a paper to the fields of a window. `Window.parse` is the way in.

The words are tried, in this order, as no date at all, a whole date, a repetition, a count from a day, a
first day with a duration, and named times with their bounds, alone or among other words. Everything is read
from the words and the arguments: the same words give the same days on every computer.
"""

from __future__ import annotations

import re
from datetime import UTC, date, time
from typing import Final

from commissioning.dates.parsing.cleaning import in_figures, plain, separated
from commissioning.dates.parsing.durations import counted_from, duration
from commissioning.dates.parsing.grammar import phrase
from commissioning.dates.parsing.inside import SUFFIX, inside
from commissioning.dates.parsing.joining import Surroundings, bounded, dated, fill_years
from commissioning.dates.parsing.readings import Precision, WeekOfMonth, WindowFields
from commissioning.dates.parsing.recurrence import carried, recurrence
from commissioning.dates.parsing.resolve import DaySpan, Impossible, check_weekday, days_of, the_day
from commissioning.dates.parsing.tokens import VOCABULARY, Unreadable
from commissioning.dates.periods import london
from commissioning.errors import FormatError, NoRuleError, written
from commissioning.values.bounds import LONGEST_TIME


def _names(kind: str) -> str:
    return "|".join(word for word, (known, _) in VOCABULARY.items() if known == kind)


_NO_DATE: Final = re.compile(
    r"^(?:w/c |week commencing )?(?:tbc|t\.b\.c\.?|tba|tbd|"
    r"to be (?:confirmed|agreed|advised|decided|determined|arranged)|"
    r"date to be (?:confirmed|agreed|advised)|n/?a|none|not known|unknown|asap|"
    r"as soon as possible|-+|\?+)$"
)
# Words that hang on something else are kept without days, but only if no day could be read.
_RELATIVE: Final = re.compile(
    r"\b(?:after|following|once|upon|completion|subject to|prior|within|post|before|from|until|"
    r"when|depend(?:s|ent|ing)|immediately|ongoing|throughout|during|by|in advance|continuous)\b"
    r"|^on (?!.*\d)|^(?:up to |approx\.? |about )?(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"twelve)(?: ?- ?\d+)? (?:working |calendar |clear )?(?:day|week|month|year)s?$"
)
_HEDGE: Final = re.compile(
    r"\(?\b(?:approx(?:imately|\.)?|circa|(?:on or )?(?:around|about)|likely|provisional(?:ly)?"
    r"|indicative(?:ly)?|"
    r"estimated|expected|anticipated|proposed|tbc|to be confirmed)(?!\w)\)?|^c\. ?|^~ ?"
)
# A text that names a day is never merely relative: it is read, or refused with the reason.
_NAMES_A_DAY: Final = re.compile(
    rf"\b(?:19|20)\d\d\b|\d/\d|\b\d{{1,2}} ?(?:st|nd|rd|th)? (?:of )?(?:{_names('month')})\b"
    rf"|\b(?:{_names('month')})\b\W*\d|\d[.-]\d\d?[.-]\d|'\d"
)
_FEAST: Final = re.compile(
    r"\b(?:easter|christmas|xmas|new year|whitsun|pentecost|good friday|boxing day|may day"
    r"|(?:bank|public|school) holidays?|half[- ]term|term)\b"
)
_THE_DAY: Final = "write the day itself, such as '4 July 2022'"
_LEAVES_OUT: Final = re.compile(r"\b(?:except\w*|exclud\w*|unless|other than|apart from|but)\b")
_YEARLY: Final = re.compile(r"FREQ=YEARLY |FREQ=MONTHLY;INTERVAL=\d+ in ")
"""Days of which there are few in a year, so that the months beside them are those of every year."""
_BRACKETS: Final = str.maketrans("()[]", "    ")
_BOUND: Final = re.compile(
    r"^(?:(?P<latest>(?:by )?no later than|not later than|on or before|by|until|till|"
    r"up to(?: and including)?|latest by|deadline|closing date)"
    r"|(?P<before>before|prior to|in advance of)"
    r"|(?P<earliest>not before|(?:no|not) earlier than|on or after|from|w\.e\.f\.?|with effect from|"
    r"(?:commencing|starting)(?: on| from)?|since)"
    r"|(?P<after>after|following))\b[ :]*"
)
_OPTION: Final = re.compile(r",? (?:with|plus|and) (?:(?:an|a|the) )?(?:option|possibility)s? .*$")
_CARRIED: Final = re.compile(
    r",? ?\(?\bor,? (?:(?:if|where|when) [a-z ]*, )?(?:on )?(?:the )?"
    r"(?:next|following|first|1st|(?P<back>previous|preceding)) "
    r"(?:available )?(?:working|business) day(?: after(?:wards)?"
    r"| thereafter)?(?:,? (?:if|where|when) [a-z ,]*(?=\)|$))?\)?"
)
_WITH_ZONE: Final = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)"
)
# Plain dates take a short cut: 17 microseconds against 87 through the grammar.
_WHOLE_DATE: Final = re.compile(
    rf"(?:({_names('weekday')}),? )?(\d{{1,2}}) ?(?:st|nd|rd|th)? ({_names('month')})\.?,? (\d{{4}})$"
    r"|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$"
    r"|(\d{4})-(\d{2})-(\d{2})$"
)


def read(words: str, around: Surroundings) -> WindowFields:
    """The fields of a window that some words give; see `Window.parse`."""
    if not words:
        raise FormatError("window", ("the words are empty; write TBC if the day is not set yet",))
    if len(words) > LONGEST_TIME:
        why = f"the words are longer than {LONGEST_TIME} characters; give the day or the time alone"
        raise FormatError("window", (why,))
    text = " ".join(separated(plain(_by_london(words))).split())
    if _NO_DATE.match(text):
        return WindowFields(Precision.NONE)
    try:
        # Under a heading of weeks even a whole date may stand for its week.
        if not around.heading and (match := _WHOLE_DATE.match(text)):
            return _whole_date(match)
        found = _read(in_figures(text), around)
        return found._replace(remark=_as_written(found.remark, words))
    except Impossible as impossible:
        raise FormatError("window", (f"{words!r} cannot be dated: {impossible}",)) from None
    except NoRuleError as outside:
        raise FormatError("window", (f"{words!r} cannot be dated: {outside.why}",)) from None
    except OverflowError:
        why = "it leads beyond the calendar, whose last year is 9999"
        raise FormatError("window", (f"{words!r} cannot be dated: {why}",)) from None
    except Unreadable as unreadable:
        if _RELATIVE.search(text) and not _NAMES_A_DAY.search(text):
            return WindowFields(Precision.RELATIVE)
        feast = _FEAST.search(text)
        reason = f"{feast[0]!r} is not looked up; {_THE_DAY}" if feast else unreadable
        raise FormatError("window", (f"{words!r} could not be read: {reason}",)) from None


def _by_london(words: str) -> str:
    """A moment with its zone by the clock in London; one at midnight, there or in Greenwich, as a day."""
    moment = london(words) if _WITH_ZONE.fullmatch(words) else None
    if moment is None:
        return words
    whole = time(0) in {moment.time(), moment.astimezone(UTC).time()}
    return f"{moment.date()}" if whole else f"{moment:%Y-%m-%d %H:%M}"


def _as_written(remark: str, words: str) -> str:
    """The parts of a remark in the letters of the paper."""
    # Cleaning may have changed a part beyond finding; it then stays in small letters.
    places = ((part, words.lower().find(part)) for part in remark.split("; "))
    return "; ".join(words[n : n + len(part)] if n >= 0 else part for part, n in places)


def _read(text: str, around: Surroundings) -> WindowFields:
    if moves := _CARRIED.search(text):
        found = _read(text[: moves.start()] + text[moves.end() :], around)
        return carried(found, around.holidays, back=bool(moves["back"]))
    return (
        # Words that repeat or count name a day as well, so they are tried before a plain date.
        _recurring(text, around)
        or _counted(text, around)
        or _lasting(text, around)
        or _dated(text, around)
    )


def _whole_date(match: re.Match[str]) -> WindowFields:
    """The commonest form by a short cut: a day, a month and a year, and nothing else."""
    weekday, day, name, year, *figures = match.groups()
    if not name:
        day, name, year = figures[:3] if figures[0] else reversed(figures[3:])
    found = the_day(int(year), int(name) if name.isdecimal() else VOCABULARY[name][1], int(day))
    if weekday:
        check_weekday(found, VOCABULARY[weekday][1])
    return WindowFields(Precision.DAY, found, found)


def _recurring(text: str, around: Surroundings) -> WindowFields | None:
    found = recurrence(text.translate(_BRACKETS).strip())
    if found is None:
        return None
    rule, rest = found.rule, found.rest.strip(" ,;-")
    bounds = WindowFields(Precision.NONE)
    if left_out := _LEAVES_OUT.search(rest):
        raise Unreadable(
            f"{left_out[0]!r} leaves out some of the days",
            "; write those that hold, each in its own row",
        )
    yearly = _YEARLY.match(f"{rule} {rest}") and not _NAMES_A_DAY.search(rest)
    try:
        # "Half-yearly in April and October" names months of every year, and no bounds.
        if rest and not yearly:
            bounds, rest = _dated(rest, around._replace(heading="")), ""
    except Unreadable:
        if _NAMES_A_DAY.search(rest):
            raise
    # "Weekly, every other Monday": a window has one rule, and as a remark the other would be passed over.
    if bounds.recurrence or recurrence(rest):
        raise Unreadable("it repeats in two ways", "; write one of them alone")
    fields = WindowFields(
        Precision.RECURRING,
        bounds.earliest,
        bounds.latest,
        inferred=bounds.inferred,
        recurrence=rule,
        remark=rest or bounds.remark,
    )
    return carried(fields, around.holidays, back=found.carried_back) if found.working else fields


def _counted(text: str, around: Surroundings) -> WindowFields | None:
    """The days that a count from a written day leads to; None if the words count from no such day."""
    counted = counted_from(text, around.holidays)
    if counted is None:
        return None
    event = _one_day(counted.day, around.near)
    earliest, latest = counted.reach(event.earliest)
    several = Precision.SPAN if earliest and latest else Precision.OPEN
    after = "the day after " * counted.next_day
    note = f"from {after}{written(event.earliest)}: {counted.days}"
    found = WindowFields(Precision.DAY if earliest == latest else several, earliest, latest)
    return found.noting(*event.inferred, note)


def _lasting(text: str, around: Surroundings) -> WindowFields | None:
    option = _OPTION.search(text)
    length = duration(text[: option.start()] if option else text)
    if length is None:
        return None
    found = _dated(length.first_day, around._replace(heading=""))
    first = found.earliest
    if first is None or found.latest not in {None, first}:
        if found.precision is Precision.SPAN:
            return None  # "3 - 14 June 2024 (2 weeks)" has both its ends
        why = f"{str(length)!r} is counted from one day, and {length.first_day!r} is not one"
        raise Unreadable(why, "; write it like '1 June 2026 (6 weeks)'")
    latest = length.last_day(first)
    counted = (
        "at least " * length.least + f"{length} counted from the first day, which is one of them"
    )
    remark = "; ".join(filter(None, (found.remark, option[0].strip(" ,") if option else "")))
    whole = WindowFields(Precision.SPAN if latest else Precision.OPEN, first, latest, remark=remark)
    return whole.noting(*found.inferred, counted)


def _one_day(text: str, near: date | None) -> DaySpan:
    """The single day that some words name. Raises `Unreadable` for any other time."""
    found = phrase(text)
    if len(found.times) > 1 or found.times[0].kind != "day":
        raise Unreadable(f"{text!r} is not one day", "; name the day that is counted from")
    fill_years(found, near)
    return days_of(found.times[0], WeekOfMonth.THURSDAY)  # a day, whatever the rule of weeks


def _dated(text: str, around: Surroundings) -> WindowFields:
    """The fields of named times. "Provisional", "circa" and the like are taken out and noted."""
    hedges = [" ".join(hedge.strip("()").split()) for hedge in _HEDGE.findall(text)]
    if hedges:
        text = " ".join(_HEDGE.sub(" ", text).split()).strip(" -:,")
    try:
        found = _settled(" ".join(text.translate(_BRACKETS).split()), around)
    except Unreadable as unreadable:
        found = inside(text, around, unreadable)
    return found.noting(*(f"the time is not firm: the paper says {hedge!r}" for hedge in hedges))


def _settled(text: str, around: Surroundings) -> WindowFields:
    if bound := _BOUND.match(text):
        rest = text[bound.end() :]
        again = SUFFIX.search(rest)
        if again and again.lastgroup == bound.lastgroup:
            rest = rest[: again.start()]  # "from 1 April 2022 onwards" says it twice
        found = phrase(rest)
        if "range" not in found.joins:
            return bounded(bound.lastgroup or "", found, around)
        text = f"{bound.group()}{rest}"  # "from 2 May to 9 June" has both its ends
    elif suffix := SUFFIX.search(text):
        return bounded(suffix.lastgroup or "", phrase(text[: suffix.start()]), around)
    return dated(phrase(text), around)
