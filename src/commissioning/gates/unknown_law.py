"""The gates of the law, and the finding they give where the law or a fact it depends on is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Final

from commissioning.errors import NoRuleError
from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.findings.finding import Finding, FindingCode, Severity
from commissioning.gates.case import Case, Found, Gate, gate
from commissioning.law.conditions import CONDITION, Condition
from commissioning.law.governing import TAKE_ADVICE
from commissioning.law.law import STATE_THE_FACTS, depends_on
from commissioning.records.record import R
from commissioning.values.frozen import frozen
from commissioning.values.text import article, capital, display_name

Ask = Callable[[Case], Iterator[Finding]]
_SAY_WHEN: Final = "Record when it commenced, and state the facts in the procurement strategy"


@frozen(eq=False)
class LawGate(Gate):
    """A gate that is asked because a row of law names its condition."""

    condition: Condition


def asks_the_law(condition: Condition, *codes: FindingCode) -> Callable[[Ask], LawGate]:
    """Make a function the gate of a condition of law.

    It yields `law-unknown` where a rule that it needs cannot be found.
    """

    def made(ask: Ask) -> LawGate:
        @wraps(ask)
        def asked(case: Case) -> Found:
            try:
                yield from ask(case)
            except NoRuleError as none:
                yield law_unknown(case, none.message, none.remedy)

        return LawGate(ask.__name__, (*codes, LAW_UNKNOWN), asked, condition)

    return made


def checks_by_law(
    kind: type[R], condition: Condition, *codes: FindingCode
) -> Callable[[Callable[[Case, R], Iterator[Finding]]], LawGate]:
    """Like `asks_the_law`, for a condition on one record of a kind; without the record it is silent."""

    def made(ask: Callable[[Case, R], Iterator[Finding]]) -> LawGate:
        @wraps(ask)
        def asked(case: Case) -> Found:
            return ask(case, case.record) if isinstance(case.record, kind) else iter(())

        return asks_the_law(condition, *codes)(asked)

    return made


def law_unknown(case: Case, why: str, remedy: str) -> Finding:
    """The finding that it is not known whether a record is lawful.

    It only warns where the papers of the procurement are known not to be held.
    """
    if case.law.unknown_because:
        why, remedy = case.law.unknown_because, case.law.remedy or _SAY_WHEN
    if case.ledger.brought_forward is not None and remedy != TAKE_ADVICE:
        remedy = "State it in the history brought forward"  # its strategy can no longer be recorded
    return LAW_UNKNOWN(
        f"It is not known whether {article(display_name(case.kind))} is lawful. {capital(why)}",
        severity=Severity.WARNS if case.law.tolerated else Severity.BLOCKS,
        remedy=remedy,
    )


@gate(LAW_UNKNOWN)
def law_is_known(case: Case) -> Found:
    """It is known which law governs the procurement and so what it requires of this record."""
    if case.law.unknown_because:
        yield law_unknown(case, case.law.unknown_because, _SAY_WHEN)


@gate(LAW_UNKNOWN)
def facts_are_stated(case: Case) -> Found:
    """The facts are stated that decide what the law requires of this record."""
    law = case.law
    if law.facts is None and case.ledger.brought_forward is None:
        return  # the missing strategy is reported once, by the records that rest on it
    rows = [row for row in law.undecided(CONDITION, case.on) if row.value.record is case.kind]
    names = dict.fromkeys(name for row in rows for name in row.facts.unstated(law.facts))
    if names:
        yield law_unknown(case, depends_on(tuple(names)), STATE_THE_FACTS)
