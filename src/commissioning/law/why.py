"""Why a law answers a question as it does: the rows that answer, and those passed over, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissioning.errors import written
from commissioning.law.law import DecidedBy, Law, Row, depends_on
from commissioning.values.frozen import frozen


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
        reasons = tuple(filter(None, (_by_day(row, law, on), _by_fact(row, law))))
        if reasons:
            passed_over.append(PassedOver(row, "; ".join(reasons)))
        elif unstated := row.facts.unstated(law.facts):
            undecided.append(PassedOver(row, f"{depends_on(unstated)}, which is not stated"))
        else:
            answering.append(row)
    return Weighed(tuple(answering), tuple(undecided), tuple(passed_over))


def _by_day(row: Row[object], law: Law, on: date) -> str:
    """Why the row's time leaves it out, as a clause; empty where it covers the day that decides."""
    if row.in_force(law.commenced_on, on):
        return ""
    if row.decided_by is DecidedBy.ACT:
        return f"it is for acts {row.span()}, and this one is of {written(on)}"
    begun = written(law.commenced_on or on)
    return f"it is for procurements begun {row.span()}, and this one began on {begun}"


def _by_fact(row: Row[object], law: Law) -> str:
    """Why the row's facts leave it out, as a clause; empty where no stated fact does."""
    against = row.facts.against(law.facts)
    return f"the procurement is {', '.join(against)}" if against else ""
