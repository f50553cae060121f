"""The gates and checks that may find a code, or are asked before a record: `explain NAME --gates`."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.findings.finding import FindingCode
from commissioning.gates.attached import GATES
from commissioning.gates.by_rules import RULED
from commissioning.gates.case import Check, Gate
from commissioning.gates.decisions import DECISION_CODES
from commissioning.gates.order import ALWAYS_ASKED
from commissioning.law.conditions import Attachment
from commissioning.law.regimes.held import REGIMES
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.values.text import display_name


def _asked(process: Process) -> Iterator[tuple[Gate | Check, type[Record], str]]:
    """Each condition of the table, of the law and of rules, with what it stands before and by what."""
    for step in process.steps:
        for condition in step.conditions:
            yield condition, step.record, ""
    for regime in REGIMES:
        for row in regime.rows:
            if isinstance(row.value, Attachment):
                yield GATES[row.value.condition], row.value.record, regime.name
    for check in RULED:
        yield check, check.kind, "where the council's rules are given"


def found_by(code: FindingCode, process: Process) -> list[str]:
    """The named conditions that may find it, of the table and of the law, with what they stand before."""
    found = (
        f"{_words(condition)} (before: {display_name(record)}{by and f', {by}'})"
        for condition, record, by in _asked(process)
        if code in condition.codes
    )
    always = ("the rule of order and time (before every record)",) if code in ALWAYS_ASKED else ()
    decided = ("decisions in force (before every record)",) if code in DECISION_CODES else ()
    return list(dict.fromkeys((*always, *decided, *found)))


def asked_before(kind: type, process: Process) -> list[str]:
    """The named conditions that are asked before a kind of record, beside those of every record."""
    found = (
        f"{_words(condition)}{by and f' ({by})'}"
        for condition, record, by in _asked(process)
        if issubclass(kind, record)
    )
    return list(dict.fromkeys(found))


def _words(condition: Gate | Check) -> str:
    return condition.name.replace("_", " ")
