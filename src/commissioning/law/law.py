"""Looking up the law, which is dated rows: the question, the row that answers on a day, and for which facts.

This module holds neither figures nor conditions. The rows are in `law.regimes`, the questions in
`law.questions`; gates, evaluation and delivery are given a `Law` and ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, Generic, TypeVar, cast

from attrs import evolve, fields

from commissioning.errors import NoRuleError, RecordError, written
from commissioning.findings.citation import Citation
from commissioning.records import strategy
from commissioning.values.asked import Askable
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word, counted, did_you_mean, grouped, listed

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Figure = TypeVar("Figure", Money, Decimal)


class Bound(Word):
    """Whether a figure exactly on a line of the law lies beyond it."""

    FROM = "from"
    OVER = "over"
    UP_TO = "up to"
    BELOW = "below"


@frozen
class Line(Generic[Figure]):
    """A line of the law: its figure, and the side on which that figure itself lies."""

    bound: Bound
    figure: Figure

    def is_passed_by(self, amount: Decimal | Fraction) -> bool:
        """Whether an amount lies beyond the line: "from" and "below" put the figure itself there."""
        figure = self.figure.amount if isinstance(self.figure, Money) else self.figure
        return amount > figure or (amount == figure and self.bound in _FIGURE_IS_BEYOND)

    def __str__(self) -> str:
        return f"{self.bound} {self.figure}"


# Section 87(4) of the Act has £30,000 or more and section 52(1) over £5 million; a small change is up to 10
# per cent in section 74(4), below it in regulation 72(5). Only an amount on the line tells them apart.
_FIGURE_IS_BEYOND: Final = frozenset({Bound.FROM, Bound.BELOW})


@frozen
class Parameter(Generic[T]):
    """One question that the law answers with a value, such as how long the standstill is."""

    name: str
    """Its name in a message: "standstill"."""
    meaning: str
    """A sentence for somebody who does not know the law."""
    unit: str = ""
    """The unit of a bare number: "per cent", "candidates"; empty where the value says it."""
    many: bool = False
    """Whether several rows may answer at once, as with the notices that are due."""

    def __hash__(self) -> int:
        # The name is enough, and Python keeps the hash of a text: rows are looked up by question.
        return hash(self.name)

    def describe(self, value: object) -> str:
        """A value of this parameter in words: "30 days"."""
        if value is None:
            return "no fixed number"
        if isinstance(value, bool):  # before numbers, for True is one of them
            return "yes" if value else "no"
        if isinstance(value, date):
            return written(value)
        if isinstance(value, (int, Decimal)) and self.unit:
            return f"{value:,} {self.unit}"
        unit = f" {self.unit}" if self.unit and isinstance(value, Line) else ""
        return f"{value}{unit}"


class DecidedBy(Word):
    """The day that decides whether a row is in force."""

    COMMENCEMENT = "the day the procurement commenced"
    ACT = "the day of the act"


# fmt: off
FACT_WORDS: Final = {
    # fact: what the law depends on, the words where it is so, the words where it is not
    "subject": ("what is bought",),
    "light_touch": ("whether the service is light touch", "light touch", "not light touch"),
    "sub_central": ("whether the buyer is a council or other sub-central authority",
                    "by a council or other sub-central authority", "by a central authority"),
    "above_threshold": ("whether the value is at or above the threshold",
                        "at or above the threshold", "below the threshold"),
    "electronic": ("whether it is conducted electronically",
                   "conducted electronically", "not conducted electronically"),
    "health_service": ("whether this is a health care service",
                       "a health care service", "not a health care service"),
    "framework_call_off": ("whether this is a call-off from a framework",
                           "a call-off from a framework", "not a call-off from a framework"),
    "framework": ("whether it sets up a framework", "setting up a framework", "not setting up a framework"),
    "open_framework": ("whether the framework is an open one", "an open framework", "not an open framework"),
    "dynamic_market": ("whether it is awarded from a dynamic market",
                       "awarded from a dynamic market", "not awarded from a dynamic market"),
    "user_choice": ("whether this is a user choice contract",
                    "a user choice contract", "not a user choice contract"),
    "urgent": ("whether it is urgent", "urgent", "not urgent"),
    "direct_award_ground": ("which ground there is for a direct award",),
    "health_process": ("which process of the Provider Selection Regime is followed",),
}
# fmt: on
# Most facts are worth a word only where they are so; of these the opposite has a name too.
_SAID_WHEN_FALSE: Final = frozenset({"light_touch", "sub_central", "above_threshold", "electronic"})


def _words(fact: str, value: object) -> str:
    if isinstance(value, bool):
        return FACT_WORDS[fact][1 if value else 2]
    return f"for {value}" if fact == "subject" else str(value)


@frozen(kw_only=True)
class FactPattern:
    """The facts a row is for. None leaves a fact open: the row is for both."""

    subject: strategy.Subject | None = None
    light_touch: bool | None = None
    sub_central: bool | None = None
    above_threshold: bool | None = None
    electronic: bool | None = None
    health_service: bool | None = None
    framework_call_off: bool | None = None
    framework: bool | None = None
    open_framework: bool | None = None
    dynamic_market: bool | None = None
    user_choice: bool | None = None
    urgent: bool | None = None
    direct_award_ground: strategy.DirectAwardGround | None = None
    health_process: strategy.HealthProcess | None = None

    @cached_property
    def wanted(self) -> dict[str, Any]:
        """The facts the pattern fixes, by name."""
        named = ((field.name, getattr(self, field.name)) for field in fields(type(self)))
        return {name: value for name, value in named if value is not None}

    def __and__(self, other: FactPattern) -> FactPattern:
        """The pattern of a row that is for what both are for: `ABOVE & LIGHT`."""
        # A fact that both fix is the right one's: `ABOVE & BELOW` is BELOW, and no error.
        return evolve(self, **other.wanted)

    def against(self, facts: strategy.ProcurementFacts | None) -> tuple[str, ...]:
        """The facts of the procurement that the pattern excludes, in words."""
        # What is not stated excludes nothing: the row may still bind once it is.
        stated = () if facts is None else ((n, getattr(facts, n)) for n in self.wanted)
        return tuple(
            _words(name, value)
            for name, value in stated
            if value is not None and value != self.wanted[name]
        )

    def unstated(self, facts: strategy.ProcurementFacts | None) -> tuple[str, ...]:
        """The names of the facts that the pattern depends on and that are not stated."""
        return tuple(name for name in self.wanted if facts is None or getattr(facts, name) is None)

    def fits(self, facts: strategy.ProcurementFacts | None) -> bool:
        """Whether every fact the pattern fixes is stated and agrees."""
        if facts is None:
            return not self.wanted
        # A loop, because `all` takes twice as long and every row of law is asked.
        for name, want in self.wanted.items():  # noqa: SIM110
            if getattr(facts, name) != want:
                return False
        return True

    def __str__(self) -> str:
        return ", ".join(_words(name, value) for name, value in self.wanted.items())


ANY: Final = FactPattern()
"""The pattern of a row that is for every procurement of its regime."""


@frozen(kw_only=True)
class Row(Generic[T_co]):
    """One rule: the question, the answer, its time, the facts it is for, and its source."""

    parameter: Parameter[T_co]
    value: T_co
    applies_from: date
    applies_to: date | None = None
    """The last day, included; None while the rule is in force."""
    decided_by: DecidedBy = DecidedBy.COMMENCEMENT
    facts: FactPattern = ANY
    citation: Citation

    def in_force(self, commenced_on: date | None, on: date) -> bool:
        """Whether the row's time covers the day that decides.

        A procurement that has not commenced is judged as if it commenced on the day asked.
        """
        # A new rule binds what begins under it; only where its text says so does it bind every later act.
        day = on if self.decided_by is DecidedBy.ACT or commenced_on is None else commenced_on
        return self.applies_from <= day and (self.applies_to is None or day <= self.applies_to)

    def span(self) -> str:
        """The row's time in words."""
        return _span(self.applies_from, self.applies_to)

    def sentence(self) -> str:
        """The row as one sentence for a reader who does not program."""
        scope = f" (where {self.facts})" if self.facts != ANY else ""
        act = ", by the day of the act" if self.decided_by is DecidedBy.ACT else ""
        answer = self.parameter.describe(self.value)
        checked = self.citation.verification
        return f"{self.parameter.name}: {answer}{scope}; {self.citation}; {self.span()}{act}; {checked}"


@frozen(kw_only=True)
class Law(Askable):
    """The rows of one regime, for one procurement: gates, evaluation and delivery ask it."""

    regime: str
    facts: strategy.ProcurementFacts | None = None
    """The stated facts of the procurement; None until a strategy states them."""
    commenced_on: date | None = None
    """The day the procurement commenced; None while it has not."""
    rows: tuple[Row[object], ...] = ()
    unknown_because: str = ""
    """The reason why the law is not known; empty where the regime is known."""
    remedy: str = ""
    """The instruction for an unknown law; empty for the usual: say when it commenced and its facts."""
    tolerated: bool = False
    """Whether an unknown law only warns: the cycle was brought forward from papers not held."""

    def __repr__(self) -> str:
        since = f", commenced on {written(self.commenced_on)}" if self.commenced_on else ""
        return f"<Law: {self.regime}{since}; {counted(len(self.rows), 'row')}>"

    @classmethod
    def unknown(cls, why: str, remedy: str = "", *, tolerated: bool = False) -> Law:
        """The law of a procurement whose regime is not known: look-ups raise, saying why."""
        return cls(regime="an unknown law", unknown_because=why, remedy=remedy, tolerated=tolerated)

    def row(self, parameter: Parameter[T], on: date) -> Row[T]:
        """The one row that answers on that day.

        Raises `NoRuleError` where none does, also where that depends on a fact that is not stated.
        """
        # The first is the only one: rows of one question overlap in time only where their facts exclude each
        # other, which is checked of every regime, unless the question is one of many answers.
        for row in self._fitting(parameter)[0]:
            if row.in_force(self.commenced_on, on):
                return row
        raise self._none(parameter, on)

    def value(self, parameter: Parameter[T], on: date) -> T:
        """The value of the row that answers on that day. Raises `NoRuleError` where none does."""
        return self.row(parameter, on).value

    def every(self, parameter: Parameter[T], on: date) -> tuple[Row[T], ...]:
        """All rows that answer on that day, for a question with many answers; perhaps none.

        Rows that depend on an unstated fact are left out; `undecided` has them.
        """
        rows, on_any_day = self._fitting(parameter)
        if on_any_day:
            return rows
        return tuple([row for row in rows if row.in_force(self.commenced_on, on)])

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
        by_code = {getattr(row.value, "code", ""): row for row in self.every(parameter, on)}
        if code not in by_code:
            correct = f"Correct the code{did_you_mean(code, by_code)}"
            raise self.no_rule(parameter, on, f'none has the code "{code}"', correct)
        return by_code[code]

    def no_rule(self, parameter: Parameter[T], on: date, why: str, remedy: str = "") -> NoRuleError:
        """The error that no rule answers, for a caller that asks this law and misses something."""
        return NoRuleError(self.regime, parameter.name, on, why, remedy)

    def has(self, parameter: Parameter[T], on: date) -> bool:
        """Whether a row answers on that day. False too where an unstated fact leaves it open."""
        return any(row.in_force(self.commenced_on, on) for row in self._fitting(parameter)[0])

    def rows_on(self, parameter: Parameter[T], on: date) -> Iterator[Row[T]]:
        """The rows in force on that day, whatever facts they are for."""
        for row in self._by_parameter.get(parameter, ()):
            if row.in_force(self.commenced_on, on):
                # Kept by its question, so the row has the type of that question's answer.
                yield cast("Row[T]", row)

    def worked_out(self, of: Hashable, make: Callable[[], T]) -> T:
        """A value that depends on this law alone and not on the day, made once."""
        if of not in self._made:
            self._made[of] = make()
        return cast("T", self._made[of])

    @cached_property
    def _made(self) -> dict[Hashable, object]:
        return {}  # no field: two laws are equal whatever has been asked of them

    def _fitting(self, parameter: Parameter[T]) -> tuple[tuple[Row[T], ...], bool]:
        """The rows that may answer a question for this procurement, and whether all do, whatever the day."""
        found = self._made.get(parameter)
        if found is None:
            since = self.commenced_on
            rows = [r for r in self._by_parameter.get(parameter, ()) if r.facts.fits(self.facts)]
            on_any_day = since is not None and all(r.decided_by is not DecidedBy.ACT for r in rows)
            if since is not None and on_any_day:
                rows = [row for row in rows if row.in_force(since, since)]
            found = self._made[parameter] = tuple(rows), on_any_day
        # Kept by its question, so a row has the type of that question's answer.
        return cast("tuple[tuple[Row[T], ...], bool]", found)

    @cached_property
    def _by_parameter(self) -> dict[Parameter[Any], tuple[Row[object], ...]]:
        return grouped((row.parameter, row) for row in self.rows)

    def _none(self, parameter: Parameter[T], on: date) -> NoRuleError:
        # The widest reason first: no law, no such question, a fact not stated, none for the facts, the days.
        if self.unknown_because:
            return self.no_rule(parameter, on, self.unknown_because)
        known = self._by_parameter.get(parameter)
        if not isinstance(parameter, Parameter):
            near = did_you_mean(f"{parameter}", (each.name for each in self._by_parameter))
            words = f"{parameter!r} is not a question of `commissioning.law.questions`{near}"
            raise RecordError("law", (words,))
        if not known:
            return self.no_rule(parameter, on, "this law does not cover it")
        # A fact that is not stated comes before "it has none": the officer can state it.
        undecided = self.undecided(parameter, on)
        if undecided:
            why = depends_on(undecided[0].facts.unstated(self.facts))
            return self.no_rule(parameter, on, why, STATE_THE_FACTS)
        if any(self.rows_on(parameter, on)):
            why = f"it has none for a procurement that is {describe_facts(self.facts)}"
            return self.no_rule(parameter, on, why)
        ends = [row.applies_to for row in known if row.applies_to is not None]
        # A row without an end is still in force.
        last = max(ends) if len(ends) == len(known) else None
        why = f"the rules held here apply {_span(min(row.applies_from for row in known), last)}"
        if self.commenced_on:
            why += f", and the procurement commenced on {written(self.commenced_on)}"
        return self.no_rule(parameter, on, why)


STATE_THE_FACTS: Final = "Say so in the procurement strategy"


def _span(first: date, last: date | None) -> str:
    return f"from {written(first)}{f' to {written(last)}' if last else ''}"


def depends_on(names: tuple[str, ...]) -> str:
    """The reason why no rule is found where facts are not stated, in officers' words."""
    return f"the law depends on {listed(tuple(FACT_WORDS[name][0] for name in names))}"


def describe_facts(facts: strategy.ProcurementFacts | None) -> str:
    """The stated facts of a procurement in words, as far as they decide rows."""
    if facts is None:
        return "not yet described by a strategy"
    return ", ".join(
        _words(name, value)
        for name in FACT_WORDS
        if (value := getattr(facts, name)) is not None
        and (value is not False or name in _SAID_WHEN_FALSE)
    )
