"""The rows of law as tables: those in force on a day, and the differences between two regimes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from commissioning.errors import written
from commissioning.law.law import Law, Parameter, Row
from commissioning.law.regimes.held import REGIMES
from commissioning.law.regimes.regime import GOVERNS, Regime
from commissioning.records.strategy import ProcurementFacts
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table

_ROW_COLUMNS: Final = (
    Column("regime"),
    Column("question"),
    Column("answer"),
    Column("where"),
    Column("from", Kind.DAY),
    Column("to", Kind.DAY, "the last day, included; empty while in force", empty="in force"),
    Column("decided by", Kind.TEXT, "the day that decides whether the row is in force"),
    Column("source"),
    Column("verification", Kind.TEXT, "how far the source has been checked"),
)


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
        if row.in_force(None, on) and not row.facts.against(facts)
    )


def rows_table(rows: tuple[tuple[Regime, Row[object]], ...]) -> Table:
    """Rows as a table, one line each, in the same words as their sentences."""
    return Table(
        columns=_ROW_COLUMNS,
        rows=tuple(
            (
                regime.name,
                row.parameter.name,
                row.parameter.describe(row.value),
                str(row.facts),
                row.applies_from,
                row.applies_to,
                row.decided_by.value,
                str(row.citation),
                row.citation.verification.value,
            )
            for regime, row in rows
        ),
    )


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
    return tuple(_differences(first, second, on, then or on))


def compare(
    first: Regime,
    second: Regime,
    facts: ProcurementFacts,
    on: date,
    *,
    then: date | None = None,
) -> Table:
    """The differences for a procurement with these facts under another regime or on another day.

    The first regime is asked of a procurement that commences on the day `on`, the second of one that
    commences on the day `then`, or on the same one.
    """
    then = then or on
    found = differences(first.law(facts, on), second.law(facts, then), on, then=then)
    heads = [f"{regime.name}, {written(day)}" for regime, day in ((first, on), (second, then))]
    if heads[0] == heads[1]:
        heads[1] += ", again"
    return Table(
        columns=(
            Column("question"),
            Column(heads[0]),
            Column(heads[1]),
            Column("first source"),
            Column("second source"),
        ),
        rows=tuple(
            (one.question, one.first, one.second, one.first_source, one.second_source)
            for one in found
        ),
    )


def _differences(first: Law, second: Law, on: date, then: date) -> Iterator[Difference]:
    for parameter in _questions(first, second):
        ours, our_source = _answer(first, parameter, on)
        theirs, their_source = _answer(second, parameter, then)
        if ours != theirs:
            yield Difference(parameter.name, ours, theirs, our_source, their_source)


def _questions(*laws: Law) -> tuple[Parameter[object], ...]:
    asked = dict.fromkeys(row.parameter for law in laws for row in law.rows)
    return tuple(parameter for parameter in asked if parameter != GOVERNS)


def _answer(law: Law, parameter: Parameter[object], on: date) -> tuple[str, str]:
    """Every answer of a law to a question, and the source of each."""
    rows = law.every(parameter, on)
    answers = "; ".join(dict.fromkeys(parameter.describe(row.value) for row in rows))
    if not answers:
        return (
            "depends on a fact that is not stated" if law.undecided(parameter, on) else "no rule"
        ), ""
    return answers, "; ".join(dict.fromkeys(str(row.citation) for row in rows))
