"""The law as dated rows: what is asked, which row answers on a day, and for which facts.

This package knows how to look a rule up, and holds neither numbers nor conditions. The rows live in
`commissioning.regimes`; gates, evaluation and delivery are given a `Law` and ask it. The questions that
can be asked are in `law.terms`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final, Generic, TypeVar, cast

from attrs import fields

from commissioning.errors import NoRuleError, written
from commissioning.findings.citation import Citation
from commissioning.records.record import Record
from commissioning.records.strategy import HealthProcess, ProcurementFacts, Subject
from commissioning.values.frozen import frozen
from commissioning.values.text import spoken

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@frozen
class Parameter(Generic[T]):
    """One question that the law answers with a value, such as how long the standstill is."""

    name: str
    """What it is called in a message: "standstill length"."""
    unit: str
    """What a bare number counts: "days", "per cent", "years"; empty where the value says it."""
    meaning: str
    """A sentence for somebody who does not know the law."""
    many: bool = False
    """Whether several rows may answer at once, as with the notices that are due."""

    def told(self, value: object) -> str:
        """A value of this parameter in words: "30 days"."""
        if value is None:
            return "no fixed number"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, (int, Decimal)) and self.unit:
            return f"{value:,} {self.unit}"
        return str(value)


class Keyed(StrEnum):
    """Which day decides whether a row is in force."""

    COMMENCEMENT = "the day the procurement commenced"
    ACT = "the day of the act"


_FACT_WORDS: Final = {
    "light_touch": ("light touch", "not light touch"),
    "sub_central": ("by a council or other sub-central authority", "by a central authority"),
    "above_threshold": ("at or above the threshold", "below the threshold"),
    "electronic": ("conducted electronically", "not conducted electronically"),
    "health_service": ("a health care service", "not a health care service"),
    "framework_call_off": ("a call-off from a framework", "not a call-off from a framework"),
    "dynamic_market": ("awarded from a dynamic market", "not awarded from a dynamic market"),
    "user_choice": ("a user choice contract", "not a user choice contract"),
    "urgent": ("urgent", "not urgent"),
}


def _words(fact: str, value: object) -> str:
    if isinstance(value, bool):
        return _FACT_WORDS[fact][0 if value else 1]
    return f"for {value}" if fact == "subject" else str(value)


@frozen(kw_only=True)
class FactPattern:
    """The facts a row is for. None leaves a fact open: the row is for both."""

    subject: Subject | None = None
    light_touch: bool | None = None
    sub_central: bool | None = None
    above_threshold: bool | None = None
    electronic: bool | None = None
    health_service: bool | None = None
    framework_call_off: bool | None = None
    dynamic_market: bool | None = None
    user_choice: bool | None = None
    urgent: bool | None = None
    health_process: HealthProcess | None = None

    @cached_property
    def _fixed(self) -> dict[str, object]:
        named = ((field.name, getattr(self, field.name)) for field in fields(type(self)))
        return {name: value for name, value in named if value is not None}

    def wanted(self) -> dict[str, object]:
        """The facts the pattern fixes, by name."""
        return dict(self._fixed)

    def against(self, facts: ProcurementFacts | None) -> tuple[str, ...]:
        """The facts of the procurement that the pattern excludes, in words."""
        if facts is None:
            return ()
        stated = ((name, getattr(facts, name), want) for name, want in self._fixed.items())
        return tuple(
            _words(name, value)
            for name, value, want in stated
            if value is not None and value != want
        )

    def unstated(self, facts: ProcurementFacts | None) -> tuple[str, ...]:
        """The names of facts that the pattern turns on and nobody has stated."""
        return tuple(name for name in self._fixed if facts is None or getattr(facts, name) is None)

    def fits(self, facts: ProcurementFacts | None) -> bool:
        """Whether every fact the pattern fixes is stated and agrees."""
        return all(
            facts is not None and getattr(facts, name) == want for name, want in self._fixed.items()
        )

    def overlaps(self, other: FactPattern) -> bool:
        """Whether some procurement would fit both patterns."""
        ours, theirs = self.wanted(), other.wanted()
        return all(theirs.get(name, value) == value for name, value in ours.items())

    def __str__(self) -> str:
        return ", ".join(_words(name, value) for name, value in self.wanted().items())


ANY: Final = FactPattern()
"""The pattern of a row that is for every procurement of its regime."""


@frozen(kw_only=True)
class Row(Generic[T_co]):
    """One rule: what is asked, the answer, its time, the facts it is for, and where it is said."""

    parameter: Parameter[T_co]
    value: T_co
    applies_from: date
    applies_to: date | None = None
    """The last day, included; None while the rule is in force."""
    keyed: Keyed = Keyed.COMMENCEMENT
    facts: FactPattern = ANY
    citation: Citation

    def in_force(self, commenced_on: date | None, on: date) -> bool:
        """Whether the row's time covers the day it is keyed on.

        A procurement that has not commenced is judged as if it commenced on the day asked.
        """
        day = on if self.keyed is Keyed.ACT or commenced_on is None else commenced_on
        return self.applies_from <= day and (self.applies_to is None or day <= self.applies_to)

    def span(self) -> str:
        """The row's time in words."""
        end = f" to {written(self.applies_to)}" if self.applies_to else ""
        return f"from {written(self.applies_from)}{end}"

    def sentence(self) -> str:
        """The row as one sentence for a reader who does not program."""
        scope = f" (where {self.facts})" if self.facts != ANY else ""
        act = ", by the day of the act" if self.keyed is Keyed.ACT else ""
        told = self.parameter.told(self.value)
        return f"{self.parameter.name}: {told}{scope}; {self.citation}; {self.span()}{act}"


@frozen(kw_only=True)
class Law:
    """The rows of one regime, for one procurement: what gates, evaluation and delivery ask."""

    regime: str
    facts: ProcurementFacts | None = None
    """What is stated of the procurement; None until a strategy states it."""
    commenced_on: date | None = None
    """The day the procurement commenced; None while it has not."""
    rows: tuple[Row[object], ...] = ()
    unknown_because: str = ""
    """Why no law can be told; empty where the regime is known."""
    tolerated: bool = False
    """Whether an unknown law only warns: the cycle was brought forward from papers not held."""

    @classmethod
    def unknown(cls, why: str, *, tolerated: bool = False) -> Law:
        """The law of a procurement whose regime cannot be told: look-ups raise, saying why."""
        return cls(regime="the law", unknown_because=why, tolerated=tolerated)

    def row(self, parameter: Parameter[T], on: date) -> Row[T]:
        """The one row that answers on that day. Raises `NoRuleError` where none does.

        That is also so where a row turns on a fact that nobody has stated.
        """
        for row in self.rows_on(parameter, on):
            if row.facts.fits(self.facts):
                return row
        raise NoRuleError(self.regime, parameter.name, on, self._why_none(parameter, on))

    def value(self, parameter: Parameter[T], on: date) -> T:
        """The value of the row that answers on that day. Raises `NoRuleError` where none does."""
        return self.row(parameter, on).value

    def every(self, parameter: Parameter[T], on: date) -> tuple[Row[T], ...]:
        """All rows that answer on that day, for a question with many answers; perhaps none.

        Rows that turn on an unstated fact are left out; `undecided` has them.
        """
        return tuple(row for row in self.rows_on(parameter, on) if row.facts.fits(self.facts))

    def undecided(self, parameter: Parameter[T], on: date) -> tuple[Row[T], ...]:
        """The rows that would answer on that day if a fact were stated that is not."""
        return tuple(
            row
            for row in self.rows_on(parameter, on)
            if not row.facts.against(self.facts) and row.facts.unstated(self.facts)
        )

    def one_of(self, parameter: Parameter[T], on: date, code: str) -> Row[T]:
        """Of the many rows of a question, the one whose value has that code.

        Raises `NoRuleError` where none has.
        """
        for row in self.every(parameter, on):
            if getattr(row.value, "code", None) == code:
                return row
        raise self.no_rule(parameter, on, f"it knows none called {code}")

    def no_rule(self, parameter: Parameter[T], on: date, why: str) -> NoRuleError:
        """The error that no rule answers, for whoever asks this law and finds something missing."""
        return NoRuleError(self.regime, parameter.name, on, why)

    def has(self, parameter: Parameter[T], on: date) -> bool:
        """Whether a row answers on that day. False too where an unstated fact leaves it open."""
        return any(row.facts.fits(self.facts) for row in self.rows_on(parameter, on))

    def rows_on(self, parameter: Parameter[T], on: date) -> Iterator[Row[T]]:
        """The rows in force on that day, whatever facts they are for."""
        for row in self._by_parameter.get(id(parameter), ()):
            if row.in_force(self.commenced_on, on):
                yield cast("Row[T]", row)

    @cached_property
    def _by_parameter(self) -> dict[int, list[Row[object]]]:
        """The rows of each question, by its identity: a question is one object, wherever it is asked."""
        index: dict[int, list[Row[object]]] = {}
        for row in self.rows:
            index.setdefault(id(row.parameter), []).append(row)
        return index

    def _why_none(self, parameter: Parameter[T], on: date) -> str:
        if self.unknown_because:
            return self.unknown_because
        known = [row for row in self.rows if row.parameter is parameter]
        if not known:
            return "the regime has no such rule"
        open_rows = self.undecided(parameter, on)
        if open_rows:
            return unstated_facts(open_rows[0].facts.unstated(self.facts))
        if any(self.rows_on(parameter, on)):
            return f"its rows are not for a procurement that is {described(self.facts)}"
        day = f"; it commenced on {written(self.commenced_on)}" if self.commenced_on else ""
        return f"its rows run {_span_of(known)}{day}"


def _span_of(rows: list[Row[object]]) -> str:
    """From the first day of any row to the last, in words."""
    first = min(row.applies_from for row in rows)
    ends = [row.applies_to for row in rows if row.applies_to is not None]
    last = f" to {written(max(ends))}" if len(ends) == len(rows) else ""
    return f"from {written(first)}{last}"


def unstated_facts(names: tuple[str, ...]) -> str:
    """What to say where a rule turns on facts that nobody has stated."""
    return f"it turns on {', '.join(names)}, not stated; give it in the strategy's facts"


def described(facts: ProcurementFacts | None) -> str:
    """The stated facts of a procurement in words, as far as they decide rows."""
    if facts is None:
        return "not yet described by a strategy"
    stated = ((field.name, getattr(facts, field.name)) for field in fields(type(facts)))
    return ", ".join(
        _words(name, value)
        for name, value in stated
        if value is not None and (value is not False or name in _SAID_WHEN_FALSE)
    )


_SAID_WHEN_FALSE: Final = frozenset({"light_touch", "sub_central", "above_threshold", "electronic"})


@frozen
class Trigger:
    """A kind of record on which a rule of law turns: it commences, starts or ends something."""

    record: type[Record]
    notices: tuple[str, ...] = ()
    """For a published notice, the codes that count; empty for any other record."""
    unless: str = ""
    """A field of the record that, where it is true, makes it not count."""

    def is_met_by(self, record: Record) -> bool:
        """Whether that record is one of the kind."""
        if not isinstance(record, self.record) or (self.unless and getattr(record, self.unless)):
            return False
        return not self.notices or getattr(record, "notice", "") in self.notices

    def __str__(self) -> str:
        return f"{' or '.join(self.notices)} notice" if self.notices else spoken(self.record)
