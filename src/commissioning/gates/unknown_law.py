"""The gates of the law, and the finding they give where the law or a fact it depends on is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps

from commissioning.errors import NoRuleError
from commissioning.findings.code import FindingCode
from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, Gate, gate
from commissioning.law.conditions import CONDITION, Condition
from commissioning.law.law import unstated_facts
from commissioning.values.frozen import frozen
from commissioning.values.text import article, spoken

Ask = Callable[[Case], Iterator[Finding]]


@frozen
class LawGate(Gate):
    """A gate that is asked because a row of law names its condition."""

    condition: Condition


def asks_the_law(condition: Condition, *codes: FindingCode) -> Callable[[Ask], LawGate]:
    """Make a function the gate of a condition of law.

    It yields `law-unknown` where a rule that it needs cannot be found.
    """

    def made(ask: Ask) -> LawGate:
        @wraps(ask)
        def asked(case: Case) -> Iterator[Finding]:
            try:
                yield from ask(case)
            except NoRuleError as none:
                yield law_unknown(case, str(none))

        return LawGate(ask.__name__, (*codes, LAW_UNKNOWN), asked, condition)

    return made


def law_unknown(case: Case, why: str) -> Finding:
    """The finding that no rule can be told. It only warns where the papers are known not to be held."""
    law = case.law
    missing = "say when it commenced, and state the facts in the procurement strategy"
    return LAW_UNKNOWN(
        f"whether {article(spoken(case.kind))} is lawful cannot be told: {why}",
        severity=Severity.WARNS if law.tolerated else Severity.BLOCKS,
        remedy=missing if law.unknown_because else "",
    )


@gate(LAW_UNKNOWN)
def law_is_known(case: Case) -> Iterator[Finding]:
    """Some law governs the procurement, so that what it asks of this record can be told."""
    if case.law.unknown_because:
        yield law_unknown(case, case.law.unknown_because)


@gate(LAW_UNKNOWN)
def facts_are_stated(case: Case) -> Iterator[Finding]:
    """The facts are stated on which it turns what the law asks of this record."""
    law = case.law
    if law.facts is None and case.ledger.brought_forward is None:
        return  # no strategy states any: that it is missing is said once, where it is rested on
    rows = [row for row in law.undecided(CONDITION, case.on) if row.value.record is case.kind]
    names = dict.fromkeys(name for row in rows for name in row.facts.unstated(law.facts))
    if names:
        yield law_unknown(case, f"what the {law.regime} asks of it: {unstated_facts(tuple(names))}")
