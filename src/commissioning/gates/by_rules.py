"""The checks that a council's own rules add, by the kind of record; none where a cycle is given no rules."""

from __future__ import annotations

from typing import Final

from commissioning.gates.case import Case, Check
from commissioning.gates.powers import POWERS
from commissioning.gates.separation import KINDS, duties_are_separate
from commissioning.records.record import Record

RULED: Final[tuple[Check, ...]] = (*POWERS, duties_are_separate)


def checks_by_rules(case: Case) -> tuple[Check, ...]:
    """The checks that the council's rules ask of this attempt."""
    rules = case.rules
    return () if rules is None or case.on < rules.applies_from else ruled(case.kind)


def ruled(kind: type[Record]) -> tuple[Check, ...]:
    """The checks that rules add to records of a kind."""
    powers = tuple(each for each in POWERS if issubclass(kind, each.kind))
    return (*powers, duties_are_separate) if issubclass(kind, KINDS) else powers
