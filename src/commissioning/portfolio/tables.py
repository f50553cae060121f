"""Many cycles as tables: one row for each cycle, event, lot, tender, mark, contract, figure and so on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from commissioning.errors import CommissioningError
from commissioning.portfolio.columns import COLUMNS
from commissioning.portfolio.given import AuditedCycle, Given, held
from commissioning.portfolio.rows import ROWS, One, cycle_row, unread_finding
from commissioning.values.checking import a_day
from commissioning.values.tables import Cell, Table

Rows: TypeAlias = Mapping[str, list[tuple[Cell, ...]]]


def tables(cycles: Iterable[Given], today: date) -> Mapping[str, Table]:
    """The tables of a portfolio by name, as of the end of a day; `COLUMNS` says what each holds.

    Give cycles, audits of real histories, or `CycleText`s. One that cannot be read or reckoned is a row of
    `cycles` with its problem, and a finding.
    """
    rows: dict[str, list[tuple[Cell, ...]]] = {name: [] for name in COLUMNS}
    for _, found in rows_of_each(cycles, today):
        for name, own in found.items():
            rows[name] += own
    return {name: Table(columns, tuple(rows[name])) for name, columns in COLUMNS.items()}


def rows_of_each(cycles: Iterable[Given], today: date) -> Iterator[tuple[int, Rows]]:
    """The year and the rows of every table of one cycle after another."""
    day = a_day(today, "tables of a portfolio")
    for one in held(cycles, day):
        yield one.year, _rows_of(one, day)


def _rows_of(one: AuditedCycle, today: date) -> Rows:
    if one.audit is not None:
        try:
            seen = One(one.audit, today)
            made = {name: list(rows(seen)) for name, rows in ROWS.items()}
            made["cycles"] = [cycle_row(seen)]
        except CommissioningError as error:
            one = AuditedCycle(one.name, problem=str(error))
        else:
            key = (one.name, one.year)
            return {name: [(*key, *row) for row in made[name]] for name in COLUMNS}
    return {
        "cycles": [(one.name, 0, *[None] * (len(COLUMNS["cycles"]) - 3), one.problem)],
        "findings": [(one.name, 0, *unread_finding(one.problem))],
    }
