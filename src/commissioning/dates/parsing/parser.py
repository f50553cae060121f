"""From the words of a paper to the fields of a window. `Window.parse` is the way in.

The words are tried, in this order, as no date at all, a whole date, a repetition, a first day with a
duration, and named times with their bounds. Everything is read from the words and the arguments: the
same words give the same days on every computer.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

import attrs

from commissioning.dates.parsing.cleaning import plain, separated
from commissioning.dates.parsing.durations import duration
from commissioning.dates.parsing.grammar import Phrase, Unreadable, phrase
from commissioning.dates.parsing.readings import Precision, Reading, WeekOfMonth, WindowFields
from commissioning.dates.parsing.recurrence import recurrence
from commissioning.dates.parsing.resolve import (
    DAY,
    DaySpan,
    Impossible,
    NamedTime,
    check_weekday,
    days_of,
    the_day,
    week_of_month,
)
from commissioning.dates.parsing.tokens import VOCABULARY, WEEKDAYS
from commissioning.dates.periods import Period
from commissioning.errors import MONTHS, FormatError, written
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
    r"\(?\b(?:approx(?:imately|\.)?|circa|around|about|provisional(?:ly)?|indicative(?:ly)?|"
    r"estimated|expected|anticipated|proposed|tbc|to be confirmed)(?!\w)\)?|^c\. ?|^~ ?"
)
# A bound with a figure after it means a day, so a slip in it is refused and not kept as relative.
_NAMED_DAY: Final = re.compile(r"^(?:by|from|until|till|before)\b.*(?:\b(?:19|20)\d\d\b|\d/\d)")
# "Decision due: not before ..."; but "wk comm: ..." is part of the time.
_LABEL: Final = re.compile(r"^(?!w(?:ee)?k)[a-z][a-z ]*: +(?=\S)")
_BRACKETS: Final = str.maketrans("()[]", "    ")
_BOUND: Final = re.compile(
    r"^(?:(?P<latest>(?:by )?no later than|not later than|on or before|by|until|till|"
    r"up to(?: and including)?|latest by|deadline|closing date)"
    r"|(?P<before>before|prior to|in advance of)"
    r"|(?P<earliest>not before|(?:no|not) earlier than|on or after|from|w\.e\.f\.?|with effect from|"
    r"(?:commencing|starting)(?: on| from)?|since)"
    r"|(?P<after>after|following))\b[ :]*"
)
_SUFFIX: Final = re.compile(
    r" ?(?:(?P<earliest>onwards?|and after|or after|or later|at the earliest)"
    r"|(?P<latest>or earlier|or before|at the latest|latest))$"
)
# Plain dates take a short cut: 17 microseconds against 87 through the grammar.
_WHOLE_DATE: Final = re.compile(
    rf"(?:({_names('weekday')}),? )?(\d{{1,2}}) ?(?:st|nd|rd|th)? ({_names('month')})\.?,? (\d{{4}})$"
    r"|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$"
)
_WEEK_HEADING: Final = re.compile(r"\bw ?/ ?[cb]\b|\bweeks? (?:commencing|beginning|starting|of)\b")
_WEEK_END_HEADING: Final = re.compile(r"\bw ?/ ?e\b|\bweeks? ending\b")
_MOST_WEEKS: Final = 5


class Surroundings(NamedTuple):
    """The circumstances that settle what the words leave open."""

    near: date | None
    """A day close by, from which a missing year is taken."""
    heading: str
    """The heading of the column that the words stand in."""
    weeks: WeekOfMonth


def read(words: str, around: Surroundings) -> WindowFields:
    """The fields of a window that some words give; see `Window.parse`."""
    if not words:
        raise FormatError("window", ("the words are empty; write TBC if the day is not set yet",))
    if len(words) > LONGEST_TIME:
        why = f"the words are longer than {LONGEST_TIME} characters; give the day or the time alone"
        raise FormatError("window", (why,))
    text = " ".join(separated(plain(words)).split())
    if _NO_DATE.match(text):
        return {"precision": Precision.NONE}
    try:
        # Under a heading of weeks even a whole date may stand for its week.
        if not around.heading and (match := _WHOLE_DATE.match(text)):
            return _whole_date(match)
        return _recurring(text, around) or _lasting(text, around.near) or _dated(text, around)
    except Impossible as impossible:
        raise FormatError("window", (f"{words!r} cannot be dated: {impossible}",)) from None
    except OverflowError:
        why = "it leads beyond the calendar, whose last year is 9999"
        raise FormatError("window", (f"{words!r} cannot be dated: {why}",)) from None
    except Unreadable as unreadable:
        if _RELATIVE.search(text) and not _NAMED_DAY.match(text):
            return {"precision": Precision.RELATIVE}
        raise FormatError("window", (f"{words!r} could not be read: {unreadable}",)) from None


def _whole_date(match: re.Match[str]) -> WindowFields:
    """The commonest form by a short cut: a day, a month and a year, and nothing else."""
    weekday, day, name, year, figures, month, full = match.groups()
    number = VOCABULARY[name][1] if name else int(month)
    found = the_day(int(year or full), number, int(day or figures))
    if weekday:
        check_weekday(found, VOCABULARY[weekday][1])
    return {"earliest": found, "latest": found, "precision": Precision.DAY}


def _recurring(text: str, around: Surroundings) -> WindowFields | None:
    found = recurrence(text)
    if found is None:
        return None
    rule, rest = found
    bounds = (
        _dated(rest.lstrip(", "), around._replace(heading=""))
        if rest
        else WindowFields(precision=Precision.NONE)
    )
    return {
        "earliest": bounds.get("earliest"),
        "latest": bounds.get("latest"),
        "precision": Precision.RECURRING,
        "inferred": bounds.get("inferred", ()),
        "recurrence": rule,
    }


def _lasting(text: str, near: date | None) -> WindowFields | None:
    length = duration(text)
    if length is None:
        return None
    found = phrase(length.first_day)
    if len(found.times) > 1 or found.times[0].kind != "day":
        why = f"{str(length)!r} is counted from one day, and {length.first_day!r} is not one"
        raise Unreadable(why, "; write it like '1 June 2026 (6 weeks)'")
    _fill_years(found, near)
    first = days_of(found.times[0], WeekOfMonth.THURSDAY)  # a day, whatever the rule of weeks
    return {
        "earliest": first.earliest,
        "latest": length.last_day(first.earliest),
        "precision": Precision.SPAN,
        "inferred": (*first.inferred, f"{length} counted from the first day, which is one of them"),
    }


def _dated(text: str, around: Surroundings) -> WindowFields:
    """The fields of named times. "Provisional", "circa" and the like are taken out and noted."""
    text = text.translate(_BRACKETS)
    hedges = [" ".join(hedge.split()) for hedge in _HEDGE.findall(text)]
    text = " ".join(_HEDGE.sub("", text).split())
    found = _settled(text.strip(" -:,") if hedges else text, around)
    notes = tuple(f"the time is not firm: the paper says {hedge!r}" for hedge in hedges)
    return {**found, "inferred": (*found.get("inferred", ()), *notes)}


def _settled(text: str, around: Surroundings) -> WindowFields:
    text = _LABEL.sub("", text)
    if bound := _BOUND.match(text):
        rest = text[bound.end() :]
        again = _SUFFIX.search(rest)
        if again and again.lastgroup == bound.lastgroup:
            rest = rest[: again.start()]  # "from 1 April 2022 onwards" says it twice
        found = phrase(rest)
        if "range" not in found.joins:
            return _bounded(bound.lastgroup or "", found, around)
        text = f"{bound.group()}{rest}"  # "from 2 May to 9 June" has both its ends
    elif suffix := _SUFFIX.search(text):
        return _bounded(suffix.lastgroup or "", phrase(text[: suffix.start()]), around)
    found = phrase(text)
    _fill_years(found, around.near)
    if around.heading and len(found.times) == 1:
        either = _under_heading(found.times[0], plain(around.heading), around.weeks)
        if either:
            return either
    return _joined(found, around.weeks)


def _fill_years(found: Phrase, near: date | None) -> None:
    """Give the times of a phrase without years the first years in which none is before `near`."""
    if all(time.year for time in found.times):
        return
    if near is None:
        raise Impossible("it has no year; write the year, or give `near`, the day of the paper")
    first = found.times[0]
    first.year = near.year
    # A weekday is checked once the year is known; here it would refuse the wrong year.
    bare = first if first.kind == "weekday" else attrs.evolve(first, weekday=None, notes=())
    if days_of(bare, WeekOfMonth.THURSDAY).latest < near:
        first.year += 1
    first.notes += (f"the year {first.year}, the first in which it is not before {written(near)}",)
    for earlier, time in zip(found.times, found.times[1:], strict=False):
        time.year = earlier.year + (0 < time.place < earlier.place)


def _bounded(bound: str, found: Phrase, around: Surroundings) -> WindowFields:
    """The fields of a window open at one end: "by", "before", "from" or "after" the times named."""
    _fill_years(found, around.near)
    first, last = (days_of(found.times[place], around.weeks) for place in (0, -1))
    if bound in {"latest", "before"} and found.times[-1].parts == ("end",):
        # "By the end of June" means its last day, wherever the end of a month may begin.
        bound, last = "latest", last._replace(inferred=found.times[-1].notes)
        first = last if len(found.times) == 1 else first
    earliest, latest = {
        "latest": (None, last.latest),
        "before": (None, first.earliest - DAY),
        "earliest": (first.earliest, None),
        "after": (last.latest + DAY, None),
    }[bound]
    return {
        "earliest": earliest,
        "latest": latest,
        "precision": Precision.OPEN,
        "inferred": first.inferred if first == last else (*first.inferred, *last.inferred),
        "at": found.times[-1].at,
    }


def _under_heading(time: NamedTime, heading: str, weeks: WeekOfMonth) -> WindowFields | None:
    """Make a day under a heading of weeks its week, or return both readings if it may be either."""
    begins, ends = _WEEK_HEADING.search(heading), _WEEK_END_HEADING.search(heading)
    if time.kind != "day" or time.week or not (begins or ends):
        return None
    day = days_of(time, weeks).earliest
    weekday = day.weekday()
    if begins and weekday == 0:
        time.week = "commencing"
    elif ends and weekday >= WEEKDAYS.index("Friday"):
        time.week = "ending"
    elif begins and time.suffixed and time.n <= _MOST_WEEKS and time.weekday is None:
        return _unresolved(time, day, weeks)
    alone = f"the day alone, though under a heading of weeks: it is a {WEEKDAYS[weekday]}"
    time.notes += ("a week, as its heading says" if time.week else alone,)
    return None


def _unresolved(time: NamedTime, day: date, weeks: WeekOfMonth) -> WindowFields | None:
    """Both readings of "2 nd Nov." among weeks: the day and the 2nd week. The window spans the two."""
    week = week_of_month(weeks, time.n, time.year, time.month)
    if week is None:
        return None
    name = f"week {time.n} of {MONTHS[time.month - 1]} {time.year}, where {weeks}"
    note = f"the words may mean {written(day)} or {name}; the window spans both"
    return {
        "earliest": min(day, week[0]),
        "latest": max(day, week[1]),
        "precision": Precision.SPAN,
        "readings": (
            Reading(because=f"the day, a {WEEKDAYS[day.weekday()]}", earliest=day, latest=day),
            Reading(because=name, earliest=week[0], latest=week[1]),
        ),
        "inferred": (*time.notes, note),
    }


def _joined(found: Phrase, weeks: WeekOfMonth) -> WindowFields:
    """The fields of named times in a range ("to") or a list ("and")."""
    spans = [days_of(time, weeks) for time in found.times]
    # A range ends at the time of its last day, and that is the one to keep.
    at = next((time.at for time in reversed(found.times) if time.at), None)
    if len(spans) == 1:
        return spans[0].fields(at)
    groups = [[spans[0]]]
    for joined, later in zip(found.joins, spans[1:], strict=True):
        if joined == "range":
            groups[-1].append(later)
        else:
            groups.append([later])
    parts = _merged([_stretch(group) for group in groups])
    first, last, apart = parts[0], parts[-1], len(parts) > 1
    weekly = apart and all(span.precision is Precision.WEEK for span in spans)
    return {
        "earliest": first.starts_on,
        "latest": last.ends_on,
        "precision": Precision.WEEK if weekly else Precision.SPAN,
        # Separate spans have gaps that a reading, which has none, could not show.
        "readings": () if len(groups) > 1 else _shared_readings(*groups[0]),
        "inferred": tuple(dict.fromkeys(note for span in spans for note in span.inferred)),
        "at": at,
        "parts": parts if apart else (),
    }


def _stretch(group: list[DaySpan]) -> Period:
    first, last = group[0].earliest, group[-1].latest
    if last < first:
        raise Impossible(f"it ends on {written(last)}, before it starts on {written(first)}")
    return Period(first, last)


def _merged(parts: list[Period]) -> tuple[Period, ...]:
    """The periods in order, those that touch or overlap made one."""
    merged: list[Period] = []
    for part in sorted(parts, key=lambda period: (period.starts_on, period.ends_on)):
        if merged and part.starts_on <= merged[-1].ends_on + DAY:
            before = merged.pop()
            part = Period(before.starts_on, max(before.ends_on, part.ends_on))  # noqa: PLW2901
        merged.append(part)
    return tuple(merged)


def _shared_readings(first: DaySpan, *rest: DaySpan) -> tuple[Reading, ...]:
    """The readings of a range, both of its ends read alike."""
    last = rest[-1]
    names = dict.fromkeys(reading.because for end in (first, last) for reading in end.readings)
    ends = (
        (
            name,
            next((r.earliest for r in first.readings if r.because == name), first.earliest),
            next((r.latest for r in last.readings if r.because == name), last.latest),
        )
        for name in names
    )
    return tuple(
        Reading(because=name, earliest=begins, latest=finishes)
        for name, begins, finishes in ends
        if begins <= finishes
    )
