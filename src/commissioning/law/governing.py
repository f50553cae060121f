"""The bodies of law that govern an English council's procurement, and which of them governs when.

A regime is fixed by the day the procurement commences and by its subject, and is inherited by the
contracts that follow from it; it is never "the law today".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from commissioning.law import regimes
from commissioning.law.law import Law, Row
from commissioning.law.regimes.regime import GOVERNS, NOT_HELD_HERE, Regime
from commissioning.records.strategy import Nation, OtherRules, ProcurementFacts


@lru_cache(maxsize=256)
def governing(on: date, facts: ProcurementFacts | None) -> Regime:
    """The regime of a procurement that commences on that day.

    Raises `NoRuleError` where no row covers the day, as before the Public Contracts Regulations
    2015, where the answer depends on facts that no strategy has stated yet, and for what is not
    covered here: the other nations, utilities, defence, concessions before the Act of 2023.
    """
    # By name, since a row cannot hold the regime that it is one of.
    name = governing_law(on, facts).value(GOVERNS, on)
    return next(regime for regime in regimes.REGIMES if regime.name == name)


def governing_law(on: date, facts: ProcurementFacts | None) -> Law:
    """The rows that say which body of law governs, as a law to ask of a procurement that commences that day.

    Raises `NoRuleError` for what is not covered here: the other nations, utilities, defence, old concessions.
    """
    # Which law governs is a row like any other, so that it has its day, its facts and its source.
    law = Law(regime="the law held here", facts=facts, commenced_on=on, rows=_rows_on_governing())
    left = (row.value for row in law.every(NOT_HELD_HERE, on))
    # England has no entry; and a utilities contract in Wales is refused for either reason.
    if whose := (facts and OTHER_LAW.get(facts.other_rules or facts.nation)) or next(left, ""):
        raise law.no_rule(GOVERNS, on, f"{whose}, not held here", TAKE_ADVICE)
    return law


@cache
def _rows_on_governing() -> tuple[Row[object], ...]:
    asked = (GOVERNS, NOT_HELD_HERE)
    return tuple(row for law in regimes.REGIMES for row in law.rows if row.parameter in asked)


TAKE_ADVICE: Final = "Take advice on that law; this library does not cover it"
# Refused, not answered by the nearest row: sections 2(5), 14 and 85(5) of the Procurement Act 2023 leave
# devolved Welsh authorities to their own regulations, and an answer that is nearly right is not doubted.
# fmt: off
OTHER_LAW: Final[Mapping[Nation | OtherRules, str]] = MappingProxyType({
    Nation.WALES: "a devolved Welsh authority has regulations, thresholds and a health regime of its own",
    Nation.SCOTLAND: "procurement in Scotland has a law of its own",
    Nation.NORTHERN_IRELAND: "procurement in Northern Ireland has rules of its own",
    OtherRules.UTILITIES: "a utilities contract has rules of its own",
    OtherRules.DEFENCE: "a defence and security contract has rules of its own",
})
# fmt: on
"""The facts that are refused, each with the sentence that refuses it."""
