"""How a regime's rows attach gates, and what is said where the law cannot be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Final

from commissioning.errors import NoRuleError
from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, Gate, gate
from commissioning.law.law import Parameter, unstated_facts
from commissioning.records.record import Record
from commissioning.values.frozen import frozen
from commissioning.values.text import article, spoken

Ask = Callable[[Case], Iterator[Finding]]


@frozen
class Attachment:
    """A gate that a rule of law sets before a kind of record."""

    record: type[Record]
    gate: Gate

    def __str__(self) -> str:
        return f"{self.gate.name.replace('_', ' ')} (asked before: {spoken(self.record)})"


GATE: Final = Parameter[Attachment](
    "gate", "", "A condition that the law sets before an act.", many=True
)


def asks_the_law(ask: Ask) -> Ask:
    """Make a condition say `law-unknown` where a rule it needs cannot be found."""

    @wraps(ask)
    def asked(case: Case) -> Iterator[Finding]:
        try:
            yield from ask(case)
        except NoRuleError as none:
            yield law_unknown(case, str(none))

    return asked


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
    rows = [row for row in law.undecided(GATE, case.on) if row.value.record is case.kind]
    names = dict.fromkeys(name for row in rows for name in row.facts.unstated(law.facts))
    if names:
        yield law_unknown(case, f"what the {law.regime} asks of it: {unstated_facts(tuple(names))}")
