"""Days known only to a span: an attempt is judged on every choice of days that could tell a difference.

A gate compares plain days. Where it looked at records dated only to a span, the attempt is judged again with
other days of the spans. A finding on every choice stays as it is; a finding on some choices becomes the
warning `day-not-known`. A record is refused only if every choice of days is refused.

Between two days that a record mentions, the days of a span all compare alike with them. So the days tried of
a span are its ends, the days mentioned, and the day after each of these. Up to `MOST` choices,
all are tried. With more, the spans of one kind and time move together, one group at a time, from all of
them late and from all of them early.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain, islice, product
from math import prod
from typing import Final, NamedTuple, Protocol, TypeAlias

import attrs
from attrs import evolve

from commissioning.dates.windows import Window
from commissioning.errors import NoRuleError, RecordError, written
from commissioning.findings.codes.process import DAY_NOT_KNOWN
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, Check, Gate
from commissioning.law.governing import commencing, governing
from commissioning.ledger.supposed import SupposedLedger, spans_of
from commissioning.ledger.ways import facts_of
from commissioning.records.record import Record
from commissioning.values.frozen import has_fields
from commissioning.values.text import display_name, listed, sentence

Findings: TypeAlias = tuple[Finding, ...]
Question: TypeAlias = Gate | Check | None
"""A gate or a check; None for the rule of order and time."""
Place: TypeAlias = tuple[int, str]
"""A day known only to a span: the number of the entry, and the words for it among those of its record."""
Choice: TypeAlias = frozenset[tuple[Place, date]]
"""The days chosen, by their places; a span that is not there has its last day."""
Unit: TypeAlias = tuple[Place, ...]
"""The spans that are moved together."""
Key: TypeAlias = tuple[str, str | None, str]
"""A finding without the days and figures in its message, which differ from choice to choice."""

MOST: Final = 96
"""The number of choices tried at most in each of the two ways. Each costs one judgment of the record."""
LAST_DAYS: Final[Choice] = frozenset()
ATTEMPT: Final = -(10**9)
"""The number of the record that is attempted; entries count up from 0, those carried down from -1."""
_ONE_DAY: Final = timedelta(days=1)
_LONG_BEFORE: Final = timedelta(days=366)
_FIGURES: Final = re.compile(r"\d[\d,.:]*(?: [A-Z][a-z]+ \d{4})?")


class Judges(Protocol):
    """The process, which knows the questions about an attempt and asks each."""

    def questions(self, case: Case) -> tuple[Question, ...]: ...
    def ask(self, question: Question, case: Case) -> Findings: ...


class _Span(NamedTuple):
    """A day known only to a span, and the days to try: the last one, the first, others."""

    record: Record
    window: Window
    days: tuple[date, ...]


def knows_every_day(case: Case) -> bool:
    """Whether no day in the ledger or of the attempt is known only to a span."""
    return not spans_of(case.ledger) and (case.record is None or not case.record.is_span)


def judged_on_every_choice(case: Case, judges: Judges) -> Findings:
    """The findings about an attempt, with a warning for those that depend on days not known."""
    trials = _Trials(case, judges)
    units: list[Unit] = []
    known = 0
    while len(spans := trials.spans()) > known:
        known = len(spans)
        units, choices = _choices(spans, trials.looked_at_together)
        for choice in choices:
            trials.judge(choice)
    return (*_verdict(trials, units), *_law_of_another_day(case))


class _Trials:
    """The judgments of one attempt on the choices of days tried so far.

    A question is asked again only where a span that it looked at has another day: its answer is the
    same otherwise, and a ledger may hold many more spans than one question looks at.
    """

    def __init__(self, case: Case, judges: Judges) -> None:
        self.case = case
        self.judges = judges
        self.findings: dict[Choice, Findings | None] = {}
        """The findings on each choice; None where the rest of a record does not allow the day."""
        self.records: dict[int, Record] = {
            entry.number: entry.record for entry in spans_of(case.ledger)
        }
        if case.record is not None and case.record.is_span:
            self.records[ATTEMPT] = case.record
        self._on_days: dict[Choice, Record | None] = {}
        self._asked: dict[date, tuple[Question, ...]] = {}
        self._answers: dict[tuple[Question, Choice], list[tuple[dict[int, Record], Findings]]] = {}
        self._looked_at: dict[Question, set[int]] = {}
        self._mentioned: set[date] = set() if ATTEMPT in self.records else {case.on}
        self.judge(LAST_DAYS)

    def judge(self, choice: Choice) -> None:
        """Judge the attempt with these days chosen."""
        if choice in self.findings:
            return
        numbers = {number for (number, _), _ in choice}
        parts = {n: frozenset(each for each in choice if each[0][0] == n) for n in numbers}
        chosen = {number: self._record_on(number, part) for number, part in parts.items()}
        if None in chosen.values():
            self.findings[choice] = None
            return
        held = {number: record for number, record in chosen.items() if record and number != ATTEMPT}
        own = chosen.get(ATTEMPT, self.case.record)
        on = own.on if own is not None else self.case.on
        case = evolve(self.case, on=on, record=own, law=self.case.law)
        if on not in self._asked:
            self._asked[on] = self.judges.questions(case)
        of_own = parts.get(ATTEMPT, LAST_DAYS)
        answers = (self._answer(question, case, of_own, held) for question in self._asked[on])
        self.findings[choice] = tuple(finding for found in answers for finding in found)

    def _record_on(self, number: int, part: Choice) -> Record | None:
        """A record with days of its spans chosen; None where the rest of it does not allow them."""
        if part not in self._on_days:
            try:
                days = {words: day for (_, words), day in part}
                self._on_days[part] = self.records[number].on_days(days)
            except RecordError:
                self._on_days[part] = None
        return self._on_days[part]

    def _answer(
        self, question: Question, case: Case, own: Choice, held: Mapping[int, Record]
    ) -> Findings:
        answers = self._answers.setdefault((question, own), [])
        for looked_at, found in answers:
            if all(held.get(n, self.records[n]) is record for n, record in looked_at.items()):
                return found
        ledger = SupposedLedger.of(self.case.ledger, held)
        found = self.judges.ask(question, evolve(case, ledger=ledger, law=self.case.law))
        answers.append((ledger.spans_seen, found))
        self._looked_at.setdefault(question, set()).update(ledger.spans_seen)
        if not held and not own:
            self._mentioned.update(each.earliest for each in found if each.earliest is not None)
            self._mentioned.update(_mentioned((*ledger.seen, self.case.record)))
        return found

    def spans(self) -> dict[Place, _Span]:
        """The spans that questions have looked at so far, and those of the attempt."""
        seen = set().union(*self._looked_at.values()) | ({ATTEMPT} & self.records.keys())
        windows = {
            (n, words): w for n in sorted(seen) for words, w in self.records[n].spans.items()
        }
        mentioned = self._mentioned
        ends = {day for window in windows.values() for day in _ends(window, mentioned)}
        return {
            place: _Span(self.records[place[0]], window, _to_try(window, mentioned, ends))
            for place, window in windows.items()
        }

    @property
    def looked_at_together(self) -> list[frozenset[int]]:
        """The spans that one question looks at, of each question, with that of the attempt."""
        own = {ATTEMPT} & self.records.keys()
        return list(dict.fromkeys(frozenset(seen | own) for seen in self._looked_at.values()))


def _mentioned(thing: object, depth: int = 5) -> Iterator[date]:
    """Every day that a record mentions, in values of its own as well, but for the span of its own day."""
    if isinstance(thing, date):
        yield thing
    elif depth and isinstance(thing, tuple):
        for part in thing:
            yield from _mentioned(part, depth - 1)
    elif depth and has_fields(type(thing)):
        cls: type = type(thing)
        passed = ("on", "within") if isinstance(thing, Record) and "" in thing.spans else ()
        for field in attrs.fields(cls):
            if field.name not in passed:
                yield from _mentioned(getattr(thing, field.name), depth - 1)


def _ends(window: Window, mentioned: Iterable[date]) -> tuple[date, date]:
    """The first and the last day of a span; an open one begins long before all else."""
    before = _earlier(_before_all(window, mentioned), _LONG_BEFORE)
    return window.earliest or before, window.latest or date.max


def _before_all(window: Window, mentioned: Iterable[date]) -> date:
    return _earlier(min((window.latest or date.max, *mentioned)), _ONE_DAY)


def _earlier(day: date, by: timedelta) -> date:
    """A day some days before, or the first of the calendar."""
    return day - min(by, day - date.min)


def _to_try(window: Window, mentioned: set[date], ends: set[date]) -> tuple[date, ...]:
    """The days of a span between which comparisons may change: the last, the first, then the others."""
    first, last = _ends(window, mentioned)
    days = {day for day in mentioned | (ends - {first, last}) if day < last}
    beside = days | {day + _ONE_DAY for day in days} | {_before_all(window, mentioned)}
    return (last, first, *(day for day in beside if first < day < last and day in window))


def _choices(
    spans: Mapping[Place, _Span], together: Iterable[frozenset[int]]
) -> tuple[list[Unit], Iterator[Choice]]:
    """The choices to try, and the spans that they move together."""
    if _number(spans) <= MOST:
        return [(place,) for place in spans], _every(spans)
    groups: dict[object, Unit] = {}
    for place, span in spans.items():
        group = place if place[0] == ATTEMPT else (type(span.record), place[1], span.window)
        groups[group] = (*groups.get(group, ()), place)
    units = list(groups.values())
    few = [{p: span for p, span in spans.items() if p[0] in seen} for seen in together]
    pairs = (_every(some) for some in few if _number(some) <= MOST)
    return units, chain(islice(_moves(spans, units), MOST), *pairs)


def _number(spans: Mapping[Place, _Span]) -> int:
    return prod(len(span.days) for span in spans.values())


def _every(spans: Mapping[Place, _Span]) -> Iterator[Choice]:
    latest_first = ([(p, day) for day in sorted(s.days, reverse=True)] for p, s in spans.items())
    for days in product(*latest_first):
        yield _choice(days, spans)


def _choice(days: Iterable[tuple[Place, date]], spans: Mapping[Place, _Span]) -> Choice:
    return frozenset((place, day) for place, day in days if day != spans[place].days[0])


def _moves(spans: Mapping[Place, _Span], units: list[Unit]) -> Iterator[Choice]:
    """All late and all early for every day of the attempt; then each unit alone."""
    own = {place: span for place, span in spans.items() if place[0] == ATTEMPT}
    early = {place: span.days[1] for place, span in spans.items() if place not in own}
    states: list[dict[Place, date]] = [{}, early]
    for unit in (unit for unit in units if unit[0] not in own):
        states += [dict.fromkeys(unit, day) for day in spans[unit[0]].days[1:]]
        states.append({place: day for place, day in early.items() if place not in unit})
    for state, of_own in product(states, tuple(_every(own))):
        yield _choice(state.items(), spans) | of_own


def _verdict(trials: _Trials, units: list[Unit]) -> Iterator[Finding]:
    """The findings of every choice, then one warning for all findings that depend on the same days."""
    tried = [
        (choice, _by_key(found)) for choice, found in trials.findings.items() if found is not None
    ]
    last = trials.findings[LAST_DAYS] or ()
    certain = [
        finding for finding in last if len({_state(f, _key(finding)) for _, f in tried}) == 1
    ]
    if not any(finding.blocks for finding in certain) and all(
        map(_blocked, trials.findings.values())
    ):
        certain = [finding for finding in last if finding.blocks or finding in certain]
    yield from certain
    settled = {_key(finding) for finding in certain}
    examples = {key: finding for _, found in reversed(tried) for key, finding in found.items()}
    depending: dict[Unit, list[Finding]] = {}
    for key, example in examples.items():
        if key not in settled:
            depending.setdefault(_depends_on(key, tried, units), []).append(example)
    for numbers, findings in depending.items():
        yield _not_known(trials, numbers, findings)


def _blocked(found: Findings | None) -> bool:
    """Whether nothing can be recorded on a choice; what the record itself rules out is no choice."""
    return found is None or any(finding.blocks for finding in found)


def _key(finding: Finding) -> Key:
    return finding.code, finding.about, _FIGURES.sub("#", finding.message)


def _by_key(findings: Findings) -> dict[Key, Finding]:
    return {_key(finding): finding for finding in findings}


def _state(found: Mapping[Key, Finding], key: Key) -> Severity | None:
    return found[key].severity if key in found else None


def _depends_on(
    key: Key, tried: list[tuple[Choice, dict[Key, Finding]]], units: list[Unit]
) -> Unit:
    """The spans that turn a finding on or off when they alone are moved; else all of them."""
    turning: list[Place] = []
    for unit in units:
        states: dict[Choice, set[Severity | None]] = {}
        for choice, found in tried:
            others = frozenset(each for each in choice if each[0] not in unit)
            states.setdefault(others, set()).add(_state(found, key))
        if any(len(each) > 1 for each in states.values()):
            turning += unit
    return tuple(turning) or tuple(place for unit in units for place in unit)


def _not_known(trials: _Trials, places: Unit, findings: list[Finding]) -> Finding:
    """The warning that some findings depend on days known only to a span."""
    case = trials.case
    own = f"this {display_name(case.kind)}"
    spans = dict.fromkeys(_named(trials.records[n], words, own, n) for n, words in sorted(places))
    known = f"{listed(spans)} {'is' if len(spans) == 1 else 'are'} known only to a span"
    if all(number != ATTEMPT for number, _ in places):
        span = case.record.within if case.record is not None else None
        known += f", and {own} is of {_span(span) if span else written(case.on)}"
    rules = dict.fromkeys(finding.message for finding in findings)
    about = {finding.about for finding in findings}
    return DAY_NOT_KNOWN.warns(
        f"{sentence(known)} On some of those days this would apply: {'; '.join(rules)}",
        remedy="Find the day in the papers and record it; if they do not give it, this warning stays",
        source=findings[0].source if len(findings) == 1 else None,
        about=about.pop() if len(about) == 1 else None,
    )


def _named(record: Record, words: str, own: str, number: int) -> str:
    """A day known only to a span in words: "the last day of contract C1 (2024)"."""
    name = own if number == ATTEMPT else f"the {display_name(type(record))}"
    of = f"the {words} of {name} {record.reference}" if words else name
    return f"{of} ({_span(record.spans[words])})"


def _span(window: Window) -> str:
    """A span in its own words and in days."""
    first, last = window.earliest, written(window.latest or date.max)
    days = f"{written(first)} to {last}" if first else f"up to {last}"
    return days if window.words == days else f"{window.words}: {days}"


def _law_of_another_day(case: Case) -> Iterator[Finding]:
    """A record that commences the procurement, where another law governs another day of its span."""
    record = case.record
    if (
        record is None
        or not record.is_span
        or case.ledger.commenced_on
        or case.ledger.commenced_unseen
    ):
        return
    if record.within is None or not commencing(record, case.ledger):
        return
    first = record.within.earliest
    if first is None:
        return
    earlier, later = (_regime(day, case) for day in (first, record.on))
    if earlier != later:
        yield DAY_NOT_KNOWN.warns(
            f"The day on which the procurement commenced is known only to a span ({_span(record.within)}), "
            f"and the law depends on it: {earlier} on the first day, {later} on the last, by which it goes "
            "here",
            remedy="Find the day in the papers and record it; if they do not give it, this warning stays",
        )


def _regime(on: date, case: Case) -> str:
    try:
        return governing(on, facts_of(case.ledger, case.lots[0])).name
    except NoRuleError:
        return "a law that is not held here"
