"""The rows of law in force on a day, why a law answers by one of them, and where two laws differ."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from commissioning.errors import written
from commissioning.law.law import DecidedBy, Law, Parameter, Row, depends_on
from commissioning.law.regimes.held import REGIMES
from commissioning.law.regimes.regime import GOVERNS, Regime
from commissioning.records.strategy import ProcurementFacts
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import listed

_HELD: Final = ColumnsOf[tuple[Regime, Row[object]]](
    (Column("regime"), lambda held: held[0].name),
    (Column("question"), lambda held: held[1].parameter.name),
    (Column("answer"), lambda held: held[1].parameter.describe(held[1].value)),
    (Column("where"), lambda held: str(held[1].facts)),
    (Column("from", Kind.DAY), lambda held: held[1].applies_from),
    (Column("to", Kind.DAY, "the last day, included; empty while in force", empty="in force"),
        lambda held: held[1].applies_to),
    (Column("decided by", Kind.TEXT, "the day that decides whether the row is in force"),
        lambda held: held[1].decided_by.value),
    (Column("source"), lambda held: str(held[1].citation)),
    (Column("verification", Kind.TEXT, "how far the source has been checked"),
        lambda held: held[1].citation.verification.value),
)  # fmt: skip


def rows_in_force(
    on: date, facts: ProcurementFacts | None = None, regimes: tuple[Regime, ...] = REGIMES
) -> tuple[tuple[Regime, Row[object]], ...]:
    """The rows that may bind a procurement that commences on that day, with their regimes.

    Rows that depend on a fact that is not stated are included; those that a stated fact excludes are
    not.
    """
    return tuple(
        (regime, row)
        for regime in regimes
        for row in regime.rows
        # With no day of commencement, every row is asked as of a procurement that begins on that day.
        if row.in_force(None, on) and not row.facts.against(facts)
    )


def rows_table(rows: tuple[tuple[Regime, Row[object]], ...]) -> Table:
    """Rows as a table, one line each, in the same words as their sentences."""
    return _HELD.table(rows)


@frozen
class Difference:
    """One question that two laws answer differently."""

    question: str
    first: str
    """The answer of the first law; "no rule" where it has none."""
    second: str
    first_source: str
    second_source: str


def differences(
    first: Law, second: Law, on: date, *, then: date | None = None
) -> tuple[Difference, ...]:
    """The differences between the answers of two laws, question by question.

    The first is asked on the day `on`, the second on the day `then`, or on the same one.
    """
    # In the order of the rows, which is that of a procurement; a set would give another each time.
    asked = dict.fromkeys(row.parameter for law in (first, second) for row in law.rows)
    answers = (
        (parameter.name, _answer(first, parameter, on), _answer(second, parameter, then or on))
        for parameter in asked
        if parameter != GOVERNS  # that they differ in, or one would not compare them
    )
    return tuple(
        Difference(question, ours, theirs, our_source, their_source)
        for question, (ours, our_source), (theirs, their_source) in answers
        if ours != theirs  # in words: what reads alike is no difference to an officer
    )


def compare(
    first: Regime, second: Regime, facts: ProcurementFacts, on: date, *, then: date | None = None
) -> Table:
    """The differences for a procurement with these facts under another regime or on another day.

    The first regime is asked of a procurement that commences on the day `on`, the second of one that
    commences on the day `then`, or on the same one.
    """
    then = then or on
    found = differences(first.law(facts, on), second.law(facts, then), on, then=then)
    heads = [f"{regime.name}, {written(day)}" for regime, day in ((first, on), (second, then))]
    if heads[0] == heads[1]:  # a table names each column once
        heads[1] += ", again"
    columns = ("question", *heads, "first source", "second source")
    rows = (
        (one.question, one.first, one.second, one.first_source, one.second_source) for one in found
    )
    return Table(tuple(map(Column, columns)), tuple(rows))


def _answer(law: Law, parameter: Parameter[object], on: date) -> tuple[str, str]:
    rows = law.every(parameter, on)
    answers = "; ".join(dict.fromkeys(parameter.describe(row.value) for row in rows))
    if not answers:
        open_ = law.undecided(parameter, on)
        return "depends on a fact that is not stated" if open_ else "no rule", ""
    return answers, "; ".join(dict.fromkeys(str(row.citation) for row in rows))


@frozen
class PassedOver:
    """A row that does not answer, and why not."""

    row: Row[object]
    because: str
    """The reason as a clause: "it is for procurements begun from 1 January 2026"."""


@frozen
class Weighed:
    """The rows asked on one day: those that answer, those that might, and those that do not."""

    answering: tuple[Row[object], ...]
    undecided: tuple[PassedOver, ...]
    """Rows that would answer if a fact were stated that is not."""
    passed_over: tuple[PassedOver, ...]


def weigh(rows: Iterable[Row[object]], law: Law, on: date) -> Weighed:
    """Sort rows by whether they answer for a law's facts on a day, each of the others with its reason.

    As with `Law.row`, a procurement that has not commenced is judged as if it commenced on that day.
    """
    answering: list[Row[object]] = []
    undecided: list[PassedOver] = []
    passed_over: list[PassedOver] = []
    for row in rows:
        against = row.facts.against(law.facts)
        by_fact = f"the procurement is {listed(against)}" if against else ""
        # Both reasons: stating another fact would not help where the day bars the row as well.
        reasons = tuple(filter(None, (_by_day(row, law, on), by_fact)))
        if reasons:
            passed_over.append(PassedOver(row, "; ".join(reasons)))
        # Only now: a row that is barred already does not depend on what is not stated.
        elif unstated := row.facts.unstated(law.facts):
            undecided.append(PassedOver(row, f"{depends_on(unstated)}, which is not stated"))
        else:
            answering.append(row)
    return Weighed(tuple(answering), tuple(undecided), tuple(passed_over))


def _by_day(row: Row[object], law: Law, on: date) -> str:
    if row.in_force(law.commenced_on, on):
        return ""
    if row.decided_by is DecidedBy.ACT:
        return f"it is for acts {row.span()}, and this one is of {written(on)}"
    begun = written(law.commenced_on or on)
    return f"it is for procurements begun {row.span()}, and this one began on {begun}"
