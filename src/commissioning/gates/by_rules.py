"""The checks that a council's own rules add, by the kind of record; none where a cycle is given no rules."""

from __future__ import annotations

from typing import Final

from commissioning.gates.case import Case, Check
from commissioning.gates.powers import POWERS
from commissioning.gates.separation import KINDS, duties_are_separate
from commissioning.gates.signed_reports import opinions_are_given
from commissioning.records.record import Record

_OF_DECISIONS: Final[tuple[Check, ...]] = (*POWERS, opinions_are_given)
RULED: Final[tuple[Check, ...]] = (*_OF_DECISIONS, duties_are_separate)


def checks_by_rules(case: Case) -> tuple[Check, ...]:
    """The checks that the council's rules ask of this attempt."""
    rules = case.rules
    return () if rules is None or case.on < rules.applies_from else ruled(case.kind)


def ruled(kind: type[Record]) -> tuple[Check, ...]:
    """The checks that rules add to records of a kind."""
    powers = tuple(each for each in _OF_DECISIONS if issubclass(kind, each.kind))
    return (*powers, duties_are_separate) if issubclass(kind, KINDS) else powers
