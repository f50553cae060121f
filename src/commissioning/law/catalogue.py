"""The rows of law in force on a day, why a law answers by one of them, and where two laws differ."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissioning.errors import written
from commissioning.law.law import DecidedBy, Law, Parameter, Row, depends_on
from commissioning.law.regimes.regime import GOVERNS, Regime
from commissioning.records.strategy import ProcurementFacts
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import listed


def rows_in_force(
    regime: Regime, on: date, facts: ProcurementFacts | None
) -> tuple[Row[object], ...]:
    """The rows of a regime that may bind a procurement that commences on that day.

    Rows that depend on a fact that is not stated are included; those that a stated fact excludes are
    not.
    """
    return tuple(
        row
        for row in regime.rows
        # With no day of commencement, every row is asked as of a procurement that begins on that day.
        if row.in_force(None, on) and not row.facts.against(facts)
    )


def rows_table(regime: Regime, rows: Iterable[Row[object]]) -> Table:
    """Rows as a table, one line each, in the same words as their sentences."""
    return ColumnsOf[Row[object]](
        (Column("regime"), lambda _: regime.name),
        (Column("question"), lambda row: row.parameter.name),
        (Column("answer"), lambda row: row.parameter.describe(row.value)),
        (Column("where"), lambda row: str(row.facts)),
        (Column("from", Kind.DAY), lambda row: row.applies_from),
        (Column("to", Kind.DAY, "the last day, included; empty while in force", empty="in force"),
            lambda row: row.applies_to),
        (Column("decided by", Kind.TEXT, "the day that decides whether the row is in force"),
            lambda row: row.decided_by.value),
        (Column("source"), lambda row: str(row.citation)),
        (Column("verification", Kind.TEXT, "how far the source has been checked"),
            lambda row: row.citation.verification.value),
    ).table(rows)  # fmt: skip


def compare(
    first: Regime, second: Regime, facts: ProcurementFacts, on: date, *, then: date | None = None
) -> Table:
    """The differences for a procurement with these facts under another regime or on another day.

    The first regime is asked of a procurement that commences on the day `on`, the second of one that
    commences on the day `then`, or on the same one. One row a question, with "no rule" for a law without.
    """
    asked = ((first, on), (second, then or on))
    laws = [(regime.law(facts, day), day) for regime, day in asked]
    rows = []
    # In the order of the rows, which is that of a procurement; a set would give another each time.
    for question in dict.fromkeys(row.parameter for law, _ in laws for row in law.rows):
        (said, source), (other, its_source) = (_answer(law, question, day) for law, day in laws)
        # In words: what reads alike is no difference to an officer. And one knows that the regimes differ.
        if said != other and question != GOVERNS:
            rows.append((question.name, said, other, source, its_source))
    heads = [f"{regime.name}, {written(day)}" for regime, day in asked]
    if heads[0] == heads[1]:  # a table names each column once
        heads[1] += ", again"
    columns = ("question", *heads, "first source", "second source")
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
