"""From the words of a paper to a window of days. `Window.parse` is the way in."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Final

import attrs

from commissioning.dates.parsing.cleaning import apart, kept, plain
from commissioning.dates.parsing.durations import lasting
from commissioning.dates.parsing.grammar import Phrase, Unreadable, phrase
from commissioning.dates.parsing.readings import Precision, Reading, WeekOfMonth
from commissioning.dates.parsing.recurrence import recurrence
from commissioning.dates.parsing.resolve import (
    DAY,
    Impossible,
    Point,
    Span,
    check_weekday,
    span,
    the_day,
    week_of_month,
)
from commissioning.dates.parsing.tokens import VOCABULARY, WEEKDAYS
from commissioning.dates.periods import Period
from commissioning.dates.windows import Window
from commissioning.errors import MONTHS, FormatError, written


def _names(kind: str) -> str:
    return "|".join(word for word, (known, _) in VOCABULARY.items() if known == kind)


_NONE: Final = re.compile(
    r"^(?:w/c |week commencing )?(?:tbc|t\.b\.c\.?|tba|tbd|"
    r"to be (?:confirmed|agreed|advised|decided|determined|arranged)|"
    r"date to be (?:confirmed|agreed|advised)|n/?a|none|not known|unknown|asap|"
    r"as soon as possible|-+|\?+)$"
)
_RELATIVE: Final = re.compile(
    r"\b(?:after|following|once|upon|completion|subject to|prior|within|post|before|from|until|"
    r"when|depend(?:s|ent|ing)|immediately|ongoing|throughout|during|by|in advance|continuous)\b"
    r"|^on (?!.*\d)|^(?:up to |approx\.? |about )?(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"twelve)(?: ?- ?\d+)? (?:working |calendar |clear )?(?:day|week|month|year)s?$"
)
_LOOSE: Final = re.compile(
    r"\(?\b(?:approx(?:imately|\.)?|circa|around|about|provisional(?:ly)?|indicative(?:ly)?|"
    r"estimated|expected|anticipated|proposed|tbc|to be confirmed)(?!\w)\)?|^c\. ?|^~ ?"
)
_NAMED_DAY: Final = re.compile(r"^(?:by|from|until|till|before)\b.*(?:\b(?:19|20)\d\d\b|\d/\d)")
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
_WHOLE_DATE: Final = re.compile(
    rf"(?:({_names('weekday')}),? )?(\d{{1,2}}) ?(?:st|nd|rd|th)? ({_names('month')})\.?,? (\d{{4}})$"
    r"|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$"
)
_WEEK_HEADING: Final = re.compile(r"\bw ?/ ?[cb]\b|\bweeks? (?:commencing|beginning|starting|of)\b")
_WEEK_END_HEADING: Final = re.compile(r"\bw ?/ ?e\b|\bweeks? ending\b")
_MOST_WEEKS: Final = 5


def read(text: str, *, near: date | None, heading: str, weeks: WeekOfMonth) -> Window:
    """What some words say about time; see `Window.parse`."""
    words = kept(text)
    if not words:
        raise FormatError("window", ("there are no words to read; write TBC where no day is set",))
    said = " ".join(apart(plain(words)).split())
    if _NONE.match(said):
        return Window(words=words, precision=Precision.NONE)
    try:
        if not heading and (match := _WHOLE_DATE.match(said)):
            return _whole_date(words, match)
        return (
            _recurring(words, said, near, weeks)
            or _lasting(words, said, near)
            or _dated(words, said, near, heading, weeks)
        )
    except Impossible as impossible:
        raise FormatError("window", (f"{words!r} names no real time: {impossible}",)) from None
    except Unreadable as unreadable:
        if _RELATIVE.search(said) and not _NAMED_DAY.match(said):
            return Window(words=words, precision=Precision.RELATIVE)
        raise FormatError(
            "window",
            (
                f"{words!r} could not be read: {unreadable}; write it like "
                "'2nd week July 2022', '4 July 2022' or 'by 15/02/2022'",
            ),
        ) from None


def _whole_date(words: str, match: re.Match[str]) -> Window:
    """The commonest form by a short cut: a day, a month and a year, and nothing else."""
    weekday, day, name, year, figures, month, full = match.groups()
    number = int(VOCABULARY[name][1]) if name else int(month)
    found = the_day(int(year or full), number, int(day or figures))
    if weekday:
        check_weekday(found, int(VOCABULARY[weekday][1]))
    return Window(words=words, earliest=found, latest=found, precision=Precision.DAY)


def _recurring(words: str, said: str, near: date | None, weeks: WeekOfMonth) -> Window | None:
    found = recurrence(said)
    if found is None:
        return None
    rule, rest = found
    bounds = _dated(words, rest.lstrip(", "), near, "", weeks) if rest else None
    return Window(
        words=words,
        earliest=bounds.earliest if bounds else None,
        latest=bounds.latest if bounds else None,
        precision=Precision.RECURRING,
        inferred=bounds.inferred if bounds else (),
        recurrence=rule,
    )


def _lasting(words: str, said: str, near: date | None) -> Window | None:
    length = lasting(said)
    if length is None:
        return None
    found = phrase(length.since)
    if len(found.points) > 1 or found.points[0].kind != "day":
        raise Unreadable(f"{length.since!r} is not the one day from which to count")
    _fill_years(found, near)
    first = span(found.points[0], WeekOfMonth.THURSDAY)
    return Window(
        words=words,
        earliest=first.earliest,
        latest=length.last_day(first.earliest),
        precision=Precision.SPAN,
        inferred=(*first.inferred, f"{length} counted from the first day, which is one of them"),
    )


def _dated(words: str, said: str, near: date | None, heading: str, weeks: WeekOfMonth) -> Window:
    said = said.translate(_BRACKETS)
    hedges = [" ".join(hedge.split()) for hedge in _LOOSE.findall(said)]
    said = " ".join(_LOOSE.sub("", said).split())
    if hedges:
        said = said.strip(" -:,")
    found = _settled(words, said, near, heading, weeks)
    told = tuple(f"the time is not firm: the paper says {hedge!r}" for hedge in hedges)
    return attrs.evolve(found, inferred=(*found.inferred, *told)) if told else found


def _settled(words: str, said: str, near: date | None, heading: str, weeks: WeekOfMonth) -> Window:
    said = _LABEL.sub("", said)
    if bound := _BOUND.match(said):
        said = said[bound.end() :]
        again = _SUFFIX.search(said)
        if again and again.lastgroup == bound.lastgroup:
            said = said[: again.start()]  # "from 1 April 2022 onwards" says it twice
        rest = phrase(said)
        if "range" not in rest.joins:
            return _bounded(words, bound.lastgroup or "", rest, near, weeks)
        said = f"{bound.group()}{said}"
    elif suffix := _SUFFIX.search(said):
        return _bounded(words, suffix.lastgroup or "", phrase(said[: suffix.start()]), near, weeks)
    found = phrase(said)
    _fill_years(found, near)
    if heading and len(found.points) == 1:
        settled = _under_heading(words, found.points[0], plain(heading), weeks)
        if settled:
            return settled
    return _joined(words, found, weeks)


def _fill_years(found: Phrase, near: date | None) -> None:
    """Give points the first year in which they do not lie before `near`, where none is named."""
    if all(point.year for point in found.points):
        return
    if near is None:
        raise Impossible("it has no year; give near=, a day close to it such as the paper's date")
    first = found.points[0]
    first.year = near.year
    if span(_bare(first), WeekOfMonth.THURSDAY).latest < near:
        first.year += 1
    first.notes += (f"the year {first.year}, the first in which it is not before {written(near)}",)
    earlier = first
    for point in found.points[1:]:
        point.year = earlier.year + (0 < point.place < earlier.place)
        earlier = point


def _bare(point: Point) -> Point:
    """The point without the weekday that is checked once its year is known."""
    if point.kind == "weekday":
        return point
    return attrs.evolve(point, weekday=None, notes=())


def _bounded(
    words: str, bound: str, found: Phrase, near: date | None, weeks: WeekOfMonth
) -> Window:
    _fill_years(found, near)
    first, last = span(found.points[0], weeks), span(found.points[-1], weeks)
    if bound in {"latest", "before"} and found.points[-1].parts == ("end",):
        # Its last day is meant, wherever the end of a month may begin.
        bound, last = "latest", last._replace(inferred=found.points[-1].notes)
        first = last if len(found.points) == 1 else first
    ends = {
        "latest": (None, last.latest),
        "before": (None, first.earliest - DAY),
        "earliest": (first.earliest, None),
        "after": (last.latest + DAY, None),
    }[bound]
    return Window(
        words=words,
        earliest=ends[0],
        latest=ends[1],
        precision=Precision.OPEN,
        inferred=first.inferred if first == last else (*first.inferred, *last.inferred),
        at=found.points[-1].at,
    )


def _under_heading(words: str, point: Point, heading: str, weeks: WeekOfMonth) -> Window | None:
    """A single day under a heading that speaks of weeks: its week, or perhaps the nth week."""
    begins, ends = _WEEK_HEADING.search(heading), _WEEK_END_HEADING.search(heading)
    if point.kind != "day" or point.week or not (begins or ends):
        return None
    day = span(point, weeks)
    weekday = day.earliest.weekday()
    if begins and weekday == 0:
        point.week = "commencing"
        point.notes += ("a week, as its heading says",)
        return _joined(words, Phrase([point], []), weeks)
    if ends and weekday >= WEEKDAYS.index("Friday"):
        point.week = "ending"
        point.notes += ("a week, as its heading says",)
        return _joined(words, Phrase([point], []), weeks)
    if begins and point.suffixed and point.n <= _MOST_WEEKS and point.weekday is None:
        return _unresolved(words, point, day.earliest, weeks)
    told = f"the day alone, though under a heading of weeks: it is a {WEEKDAYS[weekday]}"
    point.notes += (told,)
    return _joined(words, Phrase([point], []), weeks)


def _unresolved(words: str, point: Point, day: date, weeks: WeekOfMonth) -> Window | None:
    """Among weeks, "2 nd Nov." may be the 2nd week or the day. The window spans both, and says so."""
    week = week_of_month(weeks, point.n, point.year, point.month)
    if week is None:
        return None
    name = f"week {point.n} of {MONTHS[point.month - 1]} {point.year}, where {weeks}"
    told = f"the words may mean {written(day)} or {name}; the window spans both"
    readings = (
        Reading(because=f"the day, a {WEEKDAYS[day.weekday()]}", earliest=day, latest=day),
        Reading(because=name, earliest=week[0], latest=week[1]),
    )
    return Window(
        words=words,
        earliest=min(day, week[0]),
        latest=max(day, week[1]),
        precision=Precision.SPAN,
        readings=readings,
        inferred=(*point.notes, told),
    )


def _joined(words: str, found: Phrase, weeks: WeekOfMonth) -> Window:
    spans = [span(point, weeks) for point in found.points]
    at = next((point.at for point in reversed(found.points) if point.at), None)
    if len(spans) == 1:
        return _single(words, spans[0], at)
    groups = [[spans[0]]]
    for joined, later in zip(found.joins, spans[1:], strict=True):
        if joined == "range":
            groups[-1].append(later)
        else:
            groups.append([later])
    parts = _merged(tuple(_stretch(group) for group in groups))
    return Window(
        words=words,
        earliest=parts[0].starts_on,
        latest=parts[-1].ends_on,
        precision=_shared_precision(spans, parts),
        readings=_shared_readings(groups),
        inferred=tuple(dict.fromkeys(note for one in spans for note in one.inferred)),
        at=at,
        parts=parts if len(parts) > 1 else (),
    )


def _single(words: str, only: Span, at: time | None) -> Window:
    return Window(
        words=words,
        earliest=only.earliest,
        latest=only.latest,
        precision=only.precision,
        readings=only.readings,
        inferred=only.inferred,
        at=at,
    )


def _stretch(group: list[Span]) -> Period:
    first, last = group[0].earliest, group[-1].latest
    if last < first:
        raise Impossible(f"it ends on {written(last)}, before it starts on {written(first)}")
    return Period(first, last)


def _merged(parts: tuple[Period, ...]) -> tuple[Period, ...]:
    merged: list[Period] = []
    for part in sorted(parts, key=lambda period: (period.starts_on, period.ends_on)):
        if merged and part.starts_on <= merged[-1].ends_on + timedelta(days=1):
            before = merged.pop()
            part = Period(before.starts_on, max(before.ends_on, part.ends_on))  # noqa: PLW2901
        merged.append(part)
    return tuple(merged)


def _shared_precision(spans: list[Span], parts: tuple[Period, ...]) -> Precision:
    whole_weeks = all(one.precision is Precision.WEEK for one in spans)
    return Precision.WEEK if whole_weeks and len(parts) > 1 else Precision.SPAN


def _shared_readings(groups: list[list[Span]]) -> tuple[Reading, ...]:
    """The readings of a range, its ends read alike. Separate spans keep none: the words have gaps."""
    if len(groups) > 1:
        return ()
    first, last = groups[0][0], groups[0][-1]
    names = dict.fromkeys(reading.because for one in (first, last) for reading in one.readings)
    found = []
    for name in names:
        begins = next((r.earliest for r in first.readings if r.because == name), first.earliest)
        ends = next((r.latest for r in last.readings if r.because == name), last.latest)
        if begins <= ends:
            found.append(Reading(because=name, earliest=begins, latest=ends))
    return tuple(found)
