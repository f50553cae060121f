"""Days known only to a span: an attempt is judged on every choice of days that could tell a difference.

A gate compares plain days. Where it looked at records dated only to a span, the attempt is judged again with
other days of the spans. A finding on every choice stays as it is; a finding on some choices becomes the
warning `day-not-known`. A record is refused only if every choice of days is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, Protocol, TypeAlias

from attrs import evolve

from commissioning.dates.windows import Window
from commissioning.errors import NoRuleError, RecordError, written
from commissioning.findings.codes.process import DAY_NOT_KNOWN
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, Check, Gate
from commissioning.gates.days_to_try import (
    ATTEMPT,
    LAST_DAYS,
    Choice,
    Place,
    UncertainDay,
    Unit,
    choices_of,
    days_to_try,
    ends_of,
    mentioned_in,
    more_choices,
)
from commissioning.law.governing import governing
from commissioning.law.of_ledger import commencing
from commissioning.ledger.ledger import commenced_unseen
from commissioning.ledger.supposed import SupposedLedger, spans_of
from commissioning.ledger.ways import facts_of
from commissioning.records.days import day_in_words
from commissioning.records.history import BroughtForward
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.values.text import display_name, grouped, listed, sentence

Findings: TypeAlias = tuple[Finding, ...]
Question: TypeAlias = Gate | Check | None
"""A gate or a check; None for the rule of order and time."""
Key: TypeAlias = tuple[str, str | None, str]
"""A finding without the days and figures in its message, which differ from choice to choice."""
# The findings on each choice; None where the rest of a record does not allow the day.
Tried: TypeAlias = dict[Choice, Findings | None]

COMMENCED: Final = "commenced_on"
"""The field of a record that gives the day on which the procurement commenced."""
_FIGURES: Final = r"\d[\d,.:]*(?: [A-Z][a-z]+ \d{4})?"


class Judges(Protocol):
    """The process, which knows the questions about an attempt and asks them."""

    def questions(self, case: Case) -> tuple[Question, ...]: ...
    def ask(self, case: Case, questions: Iterable[Question]) -> Findings: ...


def knows_every_day(case: Case) -> bool:
    """Whether no day in the ledger or of the attempt is known only to a span."""
    return not spans_of(case.ledger) and (case.record is None or not case.record.is_span)


def judged_on_every_choice(case: Case, judges: Judges) -> Findings:
    """The findings about an attempt, with a warning for those that depend on days not known.

    Each question is first tried alone, with the spans that it looks at. Only those whose answers differ
    are then tried together: a record that each choice of days stops, one way or another, is refused.
    """
    trials = _Trials(case, judges)
    questions = trials.questions()
    varying = {question for question in questions if trials.differs(question)}
    last = [(question, finding) for question in questions for finding in trials.last(question)]
    steady = [finding for question, finding in last if question not in varying]
    units, tried = trials.of(varying)
    further = more_choices(trials.spans(varying))  # looked at one by one, and only before a refusal
    certain = _certain(tried, steady, (trials.judged(choice, varying) for choice in further))
    kept = (finding for question, finding in last if question not in varying or finding in certain)
    return (*kept, *_depending(trials, units, tried, certain), *_law_of_another_day(case))


class _Trials:
    """The judgments of one attempt on choices of days.

    A question is asked again only where a span that it looked at has another day: its answer is the
    same otherwise, and a ledger may hold many more spans than one question looks at.
    """

    def __init__(self, case: Case, judges: Judges) -> None:
        self.case = case
        self.judges = judges
        self.records: dict[int, Record] = {
            entry.number: entry.record for entry in spans_of(case.ledger)
        }
        if case.record is not None and case.record.is_span:
            self.records[ATTEMPT] = case.record
        self._ledger = SupposedLedger.of(case.ledger)
        self._on_days: dict[Choice, Record | None] = {}
        self._asked: dict[date, tuple[Question, ...]] = {}
        self._answers: dict[tuple[Question, Choice], list[tuple[dict[int, Record], Findings]]] = {}
        self._looked_at: dict[Question, set[int]] = {}
        self._mentioned: dict[Question, set[date]] = {}
        self._days: dict[int, tuple[date, ...]] = {}

    def questions(self) -> tuple[Question, ...]:
        """The questions asked on the last day of the attempt, then those asked only on its first."""
        asked = self._questions(self.case)
        if ATTEMPT not in self.records:
            return asked
        own = self.records[ATTEMPT]
        earliest = {(ATTEMPT, words): window.earliest for words, window in own.spans.items()}
        first = self._record_on(ATTEMPT, frozenset((p, day) for p, day in earliest.items() if day))
        case = (
            evolve(self.case, on=first.on, record=first, law=self.case.law) if first else self.case
        )
        return tuple(dict.fromkeys((*asked, *self._questions(case))))

    def last(self, question: Question) -> Findings:
        """The answer of a question where every span has its last day."""
        return self.judged(LAST_DAYS, {question}) or ()

    def differs(self, question: Question) -> bool:
        """Whether the answer of a question is another on some choice of the days it looks at."""
        answers = (found for found in self.of({question})[1].values() if found is not None)
        return len({frozenset(_states(found).items()) for found in answers}) > 1

    def of(self, questions: set[Question]) -> tuple[list[Unit], Tried]:
        """Some questions asked on every choice of the days that they look at, and what was moved as one."""
        found = {LAST_DAYS: self.judged(LAST_DAYS, questions)}
        units: list[Unit] = []
        known, spans = 0, self.spans(questions)
        # A trial may look at further spans, and what it finds may name further days to try.
        while questions and (days := sum(len(span.days) for span in spans.values())) > known:
            known = days
            units, choices = choices_of(spans, self._looked_at_together(questions))
            for choice in choices:
                if choice not in found:
                    found[choice] = self.judged(choice, questions)
            spans = self.spans(questions)
        return units, found

    def _questions(self, case: Case) -> tuple[Question, ...]:
        if case.on not in self._asked:
            self._asked[case.on] = self.judges.questions(case)
        return self._asked[case.on]

    def judged(self, choice: Choice, questions: set[Question]) -> Findings | None:
        """The findings of some questions with these days chosen; None where a record does not allow them."""
        numbers = {number for (number, _), _ in choice}
        parts = {n: frozenset(each for each in choice if each[0][0] == n) for n in numbers}
        chosen = {number: self._record_on(number, part) for number, part in parts.items()}
        if None in chosen.values():
            return None
        held = {number: record for number, record in chosen.items() if record and number != ATTEMPT}
        own = chosen.get(ATTEMPT, self.case.record)
        on = own.on if own is not None else self.case.on
        case = evolve(self.case, on=on, record=own, law=self.case.law)
        of_own = parts.get(ATTEMPT, LAST_DAYS)
        asked = (question for question in self._questions(case) if question in questions)
        answers = (self._answer(question, case, of_own, held) for question in asked)
        return tuple(finding for found in answers for finding in found)

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
        ledger = self._ledger.supposing(held)
        found = self.judges.ask(evolve(case, ledger=ledger, law=self.case.law), (question,))
        looked_at = ledger.spans_seen
        answers.append((looked_at, found))
        self._mentioned.setdefault(question, set()).update(
            each.earliest for each in found if each.earliest is not None
        )
        if question not in self._looked_at:
            of_case = set() if ATTEMPT in self.records else {self.case.on}
            seen = (self._days_in(record) for record in (*ledger.seen, self.case.record) if record)
            self._mentioned[question].update(of_case, *seen)
        self._looked_at.setdefault(question, set()).update(looked_at)
        return found

    def _days_in(self, record: Record) -> tuple[date, ...]:
        if id(record) not in self._days:
            self._days[id(record)] = tuple(mentioned_in(record))
        return self._days[id(record)]

    def spans(self, questions: set[Question]) -> dict[Place, UncertainDay]:
        """The spans that questions have looked at so far, and those of the attempt."""
        looked_at = (self._looked_at.get(question, set()) for question in questions)
        seen = set().union(*looked_at) | ({ATTEMPT} & self.records.keys())
        windows = {
            (n, words): w for n in sorted(seen) for words, w in self.records[n].spans.items()
        }
        mentioned = set().union(*(self._mentioned.get(each, set()) for each in questions))
        ends = {day for window in windows.values() for day in ends_of(window, mentioned)}
        return {
            place: UncertainDay(
                self.records[place[0]], window, days_to_try(window, mentioned, ends)
            )
            for place, window in windows.items()
        }

    def _looked_at_together(self, questions: set[Question]) -> list[frozenset[int]]:
        """The spans that one question looks at, of each question, with that of the attempt."""
        seen = (each for question, each in self._looked_at.items() if question in questions)
        return list(dict.fromkeys(frozenset(s | ({ATTEMPT} & self.records.keys())) for s in seen))


def _certain(tried: Tried, steady: list[Finding], more: Iterator[Findings | None]) -> list[Finding]:
    """The findings of the last days that hold on every choice, besides those that never differ."""
    last = tried[LAST_DAYS] or ()
    states = [_states(found) for found in tried.values() if found is not None]
    certain = [f for f in last if len({state.get(_key(f)) for state in states}) == 1]
    stopped = any(finding.blocks for finding in (*steady, *certain))
    if not stopped and all(map(_blocked, tried.values())) and all(map(_blocked, more)):
        return [finding for finding in last if finding.blocks or finding in certain]
    return certain


def _depending(
    trials: _Trials, units: list[Unit], tried: Tried, certain: list[Finding]
) -> Iterator[Finding]:
    """One warning for all findings that depend on the same days."""
    found = [
        (choice, {_key(finding): finding for finding in each})
        for choice, each in tried.items()
        if each is not None
    ]
    settled = {_key(finding) for finding in certain}
    examples = {key: finding for _, each in reversed(found) for key, finding in each.items()}
    depending = grouped(
        (_depends_on(key, found, units), example)
        for key, example in examples.items()
        if key not in settled
    )
    for places, findings in depending.items():
        yield _not_known(trials, places, findings)


def _blocked(found: Findings | None) -> bool:
    """Whether nothing can be recorded on a choice; what the record itself rules out is no choice."""
    return found is None or any(finding.blocks for finding in found)


def _key(finding: Finding) -> Key:
    return finding.code, finding.about, re.sub(_FIGURES, "#", finding.message)


def _states(findings: Findings) -> dict[Key, Severity]:
    return {_key(finding): finding.severity for finding in findings}


def _depends_on(
    key: Key, tried: list[tuple[Choice, dict[Key, Finding]]], units: list[Unit]
) -> Unit:
    """The spans that turn a finding on or off when they alone are moved; else all of them."""
    turning: list[Place] = []
    for unit in units:
        states: dict[Choice, set[Severity | None]] = {}
        for choice, found in tried:
            others = frozenset(each for each in choice if each[0] not in unit)
            states.setdefault(others, set()).add(found[key].severity if key in found else None)
        if any(len(each) > 1 for each in states.values()):
            turning += unit
    return tuple(turning) or tuple(place for unit in units for place in unit)


def _not_known(trials: _Trials, places: Unit, findings: tuple[Finding, ...]) -> Finding:
    """The warning that some findings depend on days known only to a span."""
    case = trials.case
    own = f"this {display_name(case.kind)}"
    spans = dict.fromkeys(_named(trials.records[n], words, own, n) for n, words in sorted(places))
    known = f"{listed(spans)} {'is' if len(spans) == 1 else 'are'} not known exactly"
    if all(number != ATTEMPT for number, _ in places):
        span = case.record.within if case.record is not None else None
        known += f"; {own} is dated {_span(span) if span else written(case.on)}"
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
    day = f"{day_in_words(words)} of {name} {record.reference}" if words else f"day of {name}"
    return f"the {day.rstrip()} ({_span(record.spans[words])})"


def _span(window: Window) -> str:
    """A span in its own words and in days."""
    first, last = window.earliest, written(window.latest or date.max)
    days = f"{written(first)} to {last}" if first else f"up to {last}"
    return days if window.words == days else f"{window.words}: {days}"


def _law_of_another_day(case: Case) -> Iterator[Finding]:
    """A record that commences the procurement, where another law governs another day of its span."""
    record, ledger = case.record, case.ledger
    lots = [lot for lot in case.lots if ledger.commenced.of(lot) is None]
    if record is None or not record.is_span or not lots or commenced_unseen(ledger):
        return
    carried = record.spans.get(COMMENCED)
    within = carried or record.within
    if within is None or not (carried or commencing(record, ledger)):
        return
    first, last = within.earliest, within.latest
    if first is None or last is None:
        return
    stated = record.facts if isinstance(record, (BroughtForward, ProcurementStrategy)) else None
    facts = dict.fromkeys(stated or facts_of(ledger, lot) for lot in lots)
    earlier, later = (listed({_regime(day, each): None for each in facts}) for day in (first, last))
    if earlier != later:
        yield DAY_NOT_KNOWN.warns(
            f"The day on which the procurement commenced is not known exactly ({_span(within)}), and the "
            f"law depends on it: {earlier} on the first day, {later} on the last. The last day counts here",
            remedy="Find the day in the papers and record it; if they do not give it, this warning stays",
        )


def _regime(on: date, facts: ProcurementFacts | None) -> str:
    try:
        return governing(on, facts).name
    except NoRuleError:
        return "a law that this library does not hold"
