"""Times inside other words: "Opens 3 June 2024 - closes 14 June 2024", "4 June 2024 (Cabinet)".

The words beside a time either bound it ("due by", "opens"), are kept as a remark, or may change it
("postponed from"), and are then refused. No word is passed over in silence.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Final

from attrs import define

from commissioning.dates.parsing.grammar import Phrase, completed, phrase, phrases
from commissioning.dates.parsing.joining import Surroundings, bounded, dated
from commissioning.dates.parsing.readings import Precision, Reading, WindowFields
from commissioning.dates.parsing.recurrence import carried, recurrence
from commissioning.dates.parsing.resolve import Impossible
from commissioning.dates.parsing.tokens import VOCABULARY, Unreadable, tokens
from commissioning.dates.working_days import HolidaysOf
from commissioning.values.text import did_you_mean

SUFFIX: Final = re.compile(
    r" ?(?:(?P<earliest>onwards?|and after|or after|or later|at the earliest|(?:and )?thereafter"
    r"|(?:and|then) (?:is )?ongoing|or as soon as possible (?:after|thereafter))"
    r"|(?P<latest>or earlier|or before|or sooner|at the latest|latest))$"
)
_AFTERWARDS: Final = re.compile(f"^{SUFFIX.pattern[:-1]}(?![a-z])")
_LEADING: Final = (
    "after", "before", "beginning", "commencing", "early", "following", "middle", "until", "within",
)  # fmt: skip
"""The words that change a time directly after them; one mistyped must not pass for a remark."""
_NO_SLIPS: Final = ("alter", "aster", "nearly", "yearly")
# Directly before the time.
_BOUND: Final = re.compile(
    r"(?:^|(?<=[ ,;:(-]))(?:(?P<latest>(?:by )?no later than|not later than|on or before|by|until|till|"
    r"up to(?: and including)?|(?<=[ ,;:(-])to)"
    r"|(?P<before>before|prior to|in advance of|ahead of)"
    r"|(?P<earliest>not before|(?:no|not) (?:earlier|sooner) than|on or after|from|w\.?e\.?f\.?"
    r"|with effect from|since)"
    r"|(?P<after>after|following)"
    # "After the Cabinet on 4 June" may still be on the 4th.
    r"|(?P<earliest2>(?:after|following) (?:[a-z']+ ){1,6}on)"
    r"|(?P<latest2>(?:before|prior to|in advance of|ahead of) (?:[a-z']+ ){1,6}on))(?: the)?[ :]*$"
)
# Anywhere before the time: "deadline for questions:", "consultation opens on".
_VERB: Final = re.compile(
    r"\b(?:(?P<latest>due|deadline|closing date|clos(?:e|es|ed|ing)|ends?|ended|ending|expir(?:y"
    r"|es|ed)|finish(?:es|ed)?|"
    r"complet(?:e|ed|ion)|latest)"
    r"|(?P<earliest>opens|opened|starts|started|starting|begins|began|beginning|commenc(?:e|es|ed|ing)|"
    r"launches|launched|earliest))\b(?! of\b)"
)
# "Extended", at the end of the words before "to" or "until", only bounds.
_CHANGES: Final = re.compile(
    r"\b(?:no|not|never|cancel\w*|postpon\w*|defer\w*|delay\w*|moved|reschedul\w*|brought|replac\w*|"
    r"supersed\w*|instead|previous\w*|former\w*|original\w*|was|were|now|unless|except\w*|exclud\w*|"
    r"whichever|or|minus|plus|between|after|before|following|prior|within|from|until|earlier"
    r"|extended(?! *$)|extension"
    r"|(?:first|second|third|fourth|last|final|\d(?:st|nd|rd|th)) (?:fortnight|weekend|month|third))\b"
)
_MOVED: Final = re.compile(r"\bextend\w* (?:from|by)\b")
_EVENT: Final = re.compile(
    r"^(?:after|following|before|prior to|in advance of|ahead of)(?: the)? | on\b.*$"
)
_LABELLED: Final = re.compile(
    r"\b(?:lots?|phases?|stages?|items?|rooms?|gateways?|tiers?|versions?|appendix|annex"
    r"|paragraphs?|parts?|tranches?|"
    r"rounds?|cohorts?|waves?|wards?|zones?|options?|steps?|tasks?|no\.?|number|uk|rev|draft"
    r"|workshop|session) ?\d+\b"
)
_AT: Final = re.compile(r"^[ :,-]*(?:(?:by|on|at|in|from)\b)?")
_LAST_WORD: Final = re.compile(r"(?:^| )(?:on|at|in|of|the|for|is|are)$")
_LENGTH: Final = re.compile(r"\d+ (?:working |calendar )?(?:day|week|month|year)s?\b")
_YEARS: Final = re.compile(r"\b((?:19|20)\d\d)\b")
_BRACKETED: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_DATES: Final = frozenset({
    "date", "clock", "hours", "dotted", "years", "slashed", "numbered", "ordinal", "calendar year", "number",
    "weekday", "weekdays", "month", "week", "quarter", "season", "financial", "each",
})  # fmt: skip
_JOINS: Final = frozenset({"-", "to", "/", "and", "&", "+", "or"})
_RUNS_ON: Final = re.compile(
    r"(?:[^\w;-]*|-)(?!\d\d?\b)(?:fy )?[a-z]*\d"
)  # "1 June 20204", "Q4 FY25"
_PART: Final = re.compile(
    r"\b(?:(?:last|final|half|early|mid|middle|late|quarter|end)(?: of| of the| the)? *"
    r"|(?<!/)\d[a-z\d]*(?: of)?[ /,'-]*|[a-z]+\d[a-z\d]*(?: of)?(?:[ /,']*|-))$"  # "1O June"
)
"""The end of words that would have belonged to the time after them, had they been understood."""
_COUNT: Final = re.compile(r"\b(?:day|week|fortnight|month|year)s? *$")
_RHYTHM: Final = re.compile(
    r"\b(?:daily|weekly|fortnightly|monthly|quarterly|yearly|annually|every|each)\b"
)
_ORDINARY: Final = frozenset({"first", "second", "third", "fourth", "fifth", "may", "march"})
"""Words of the calendar that are ordinary words too; alone they are not taken for a time."""
_NAMES: Final = frozenset(
    word for word, (kind, _) in VOCABULARY.items() if kind in {"month", "weekday"} and len(word) > 4
)
# Characters for private use: no pattern of dates knows them, and no paper prints them.
_HIDDEN: Final = {ord(str(figure)): chr(0xE000 + figure) for figure in range(10)}
_SHOWN: Final = {ord(sign): chr(figure) for figure, sign in _HIDDEN.items()}
"""The figures of "lot 2" or "item 7", hidden from the reading of dates and shown again in the remark."""
_MOST_WORDS: Final = 8
"""The words that may stand before a repetition."""


@define
class _Found:
    """A time among words: its phrase, the kind of bound, and the words before it."""

    phrase: Phrase
    bound: str
    before: str


def inside(text: str, around: Surroundings, unreadable: Unreadable) -> WindowFields:
    """The fields of a window for times among other words, which become its remark.

    Raises `Unreadable`: the error given where no time is found, or its own for words that may change the
    time, for several times that belong to different things, and for brackets that say otherwise.
    """
    # The figure of a label is no day: "Lot 2, 4 June".
    masked = _LABELLED.sub(lambda label: label[0].translate(_HIDDEN), text)
    plain = " ".join(_BRACKETED.sub(" ", masked).split())
    glosses = _BRACKETED.findall(masked)
    times, rest = _times_in(plain)
    if not times:
        # The only time may be the one in brackets: "Cabinet (4 June 2024)".
        plain, glosses = " ".join(_BRACKETED.sub(r" \1 ", masked).split()), []
        times, rest = _times_in(plain)
    if not times:
        return _repetition(text, around.holidays, unreadable)
    # "3 - 14 June 2024 (2 weeks)" has both its ends.
    ranged = len(times[0].phrase.times) > 1
    lengths = [gloss for gloss in glosses if ranged and _LENGTH.fullmatch(gloss.strip())]
    glosses = [gloss for gloss in glosses if gloss not in lengths]
    dates = [gloss for gloss in glosses if _is_time(gloss)]
    remarks = [*(time.before for time in times), rest, *(g for g in glosses if g not in dates)]
    first = times[0]
    if rest.strip() in _JOINS or (not first.bound and first.before.strip() in _JOINS):
        raise unreadable
    if _RUNS_ON.match(rest) or (_COUNT if first.bound else _PART).search(first.before):
        raise unreadable
    if moved := _MOVED.search(plain):
        raise Unreadable(
            f"{moved[0]!r} leaves open which day holds", "; write the day that holds, alone"
        )
    for words in remarks:
        _check_remark(words, unreadable)
    found = _settled(plain, dates, around) if dates else _joined(times, around)
    every = (" ".join(words.split()).strip(" ,;:.-&") for words in (*remarks, *lengths))
    kept = (_LAST_WORD.sub("", words) for words in every)
    return found._replace(remark="; ".join(filter(None, kept)).translate(_SHOWN))


def _is_time(gloss: str) -> bool:
    """Whether brackets hold a time, which may be a month alone: "Autumn 2024 (September)"."""
    with suppress(Unreadable):
        return bool(phrase(gloss).times)
    return any(phrases(gloss))


def _times_in(text: str) -> tuple[list[_Found], str]:
    """The times that a text without brackets names, each with its bound, and the words after the last."""
    with suppress(Unreadable):
        return [_Found(phrase(text), "", "")], ""
    times: list[_Found] = []
    place = 0
    for found, first, last in phrases(text):
        bound, before = _bound_of(text[place:first])
        times.append(_Found(found, bound, before))
        place = last
    rest = text[place:]
    if times and (after := _AFTERWARDS.match(rest)) and times[-1].bound in {"", after.lastgroup}:
        times[-1].bound, rest = after.lastgroup or "", rest[after.end() :]
    elif times and re.match(" [a-z]", rest):
        # "Before the June Cabinet" may still be in June.
        times[-1].bound = {"before": "latest", "after": "earliest"}.get(
            times[-1].bound, times[-1].bound
        )
    return times, rest


def _bound_of(before: str) -> tuple[str, str]:
    """The kind of bound that the words before a time make, and the words that are left."""
    if bound := _BOUND.search(before):
        kind = bound.lastgroup or ""
        event = _EVENT.sub("", bound[0]) if kind.endswith("2") else ""
        return kind.rstrip("2"), f"{before[: bound.start()]} {event}"
    slip = " ".join(before.split()[-1:])
    for word in _LEADING:
        if slip not in {word, *_NO_SLIPS} and _is_slip_of(word, slip):
            raise Unreadable(f"{slip!r} does not belong in a date", f"; did you mean {word!r}?")
    # Of several verbs the one nearest to the time is about it.
    *_, verb = (None, *_VERB.finditer(before))
    if verb is None:
        return "", before
    return verb.lastgroup or "", f"{before[: verb.start()]}{_AT.sub('', before[verb.end() :])}"


def _is_slip_of(word: str, typed: str) -> bool:
    """Whether one letter was left out, put in or changed, or two letters changed places."""
    pairs = enumerate(zip(word, typed, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(word), len(typed)))
    right, wrong = word[same:], typed[same:]
    swapped = right[:2] == wrong[:2][::-1] and right[2:] == wrong[2:]
    return swapped or wrong[1:] in {right, right[1:]} or wrong == right[1:]


def _joined(times: list[_Found], around: Surroundings) -> WindowFields:
    """The fields of one time with its bound, or of two that open and close one span."""
    first, last = times[0], times[-1]
    if len(times) == 1:
        if first.bound and "range" not in first.phrase.joins:
            return bounded(first.bound, first.phrase, around)
        return dated(first.phrase, around)
    ends = [time for one in times for time in one.phrase.times]
    if len(times) == len(ends) == 2 and last.bound == "latest" and first.bound in {"", "earliest"}:
        return dated(completed(Phrase(ends, ["range"])), around)
    raise Unreadable(f"it names {len(times)} times of different things", "; give each its own row")


def _settled(text: str, glosses: list[str], around: Surroundings) -> WindowFields:
    """The fields of a time that is said again in brackets: the narrower of the two that agree.

    A gloss settles which kind of quarter is meant, and the year if only it has one.
    """
    years = [int(year) for year in _YEARS.findall(f"{text} {glosses}")]
    # The brackets may hold the only year, so each year that is written is tried.
    for near in (around.near, *(date(year - back, 1, 1) for year in years for back in (0, 1))):
        under = around._replace(near=near)
        with suppress(Impossible):
            main, *others = (_joined(_times_in(words)[0], under) for words in (text, *glosses))
            if agreed := _agreed(main, others):
                return agreed
    raise Unreadable("the words in brackets name another time", "; write the one that holds, alone")


def _agreed(main: WindowFields, others: list[WindowFields]) -> WindowFields | None:
    """The narrowest of times of which each lies within the one before; None if one does not."""
    for other in others:
        said = (other.earliest, other.latest)
        readings: tuple[WindowFields | Reading, ...] = (main, *main.readings)
        ways = [(reading.earliest, reading.latest) for reading in readings]
        way = next((way for way in ways if _within(said, way) or _within(way, said)), None)
        if way is None:
            return None
        narrower = _within(said, way)
        main = main._replace(
            earliest=said[0] if narrower else way[0],
            latest=said[1] if narrower else way[1],
            precision=other.precision if narrower and said != way else main.precision,
            at=main.at or other.at,
            readings=(),
            inferred=("the words in brackets say which days",),
        )
    return main


def _within(inner: tuple[date | None, date | None], outer: tuple[date | None, date | None]) -> bool:
    (first, last), (begins, ends) = inner, outer
    if first and last and begins and ends:
        return begins <= first <= last <= ends
    return inner == outer


def _check_remark(words: str, unreadable: Unreadable) -> None:
    """Raise `Unreadable` for words that may change the time beside them, or be part of another."""
    if change := _CHANGES.search(words):
        raise Unreadable(
            f"{change[0]!r} may change which day holds", "; write the day that holds, alone"
        )
    for token in tokens(words):
        if token.kind in {"clock", "dotted"}:
            raise unreadable
        loose = token.kind in {"commencing", "ending"} and token.text not in VOCABULARY
        if loose or (token.kind in _DATES and token.text not in _ORDINARY):
            raise Unreadable(f"{token.text!r} may belong to another time", "; write one time alone")
        if token.kind == "unknown" and (meant := did_you_mean(token.text, _NAMES, "'")):
            raise Unreadable(f"{token.text!r} does not belong in a date", meant)


def _repetition(text: str, holidays: HolidaysOf, unreadable: Unreadable) -> WindowFields:
    """The fields of days that repeat, after a few other words: "Board meets every other Tuesday"."""
    words = text.split()
    for lead in range(1, min(len(words), _MOST_WORDS)):
        found = recurrence(" ".join(words[lead:]))
        if found and not _CHANGES.search(text) and not _RHYTHM.search(" ".join(words[:lead])):
            remark = "; ".join(filter(None, (" ".join(words[:lead]), found.rest.strip(" ,;:.-"))))
            fields = WindowFields(Precision.RECURRING, recurrence=found.rule, remark=remark)
            return carried(fields, holidays, back=found.carried_back) if found.working else fields
    raise unreadable
