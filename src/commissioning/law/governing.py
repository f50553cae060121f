"""The bodies of law that govern an English council's procurement, and which of them governs when.

A regime is fixed by the day the procurement commences and by its subject, and is inherited by the
contracts that follow from it; it is never "the law today".
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Final

from commissioning.errors import NoRuleError
from commissioning.law import regimes
from commissioning.law.coverage import not_covered
from commissioning.law.law import Law, Row
from commissioning.law.regimes.regime import GOVERNS, Regime
from commissioning.records.strategy import ProcurementFacts


@lru_cache(maxsize=256)
def governing(on: date, facts: ProcurementFacts | None) -> Regime:
    """The regime of a procurement that commences on that day.

    Raises `NoRuleError` where no row covers the day, as before the Public Contracts Regulations
    2015, where the answer depends on facts that no strategy has stated yet, and for what is not
    covered here: the other nations, utilities, defence.
    """
    # By name, since a row cannot hold the regime that it is one of.
    name = governing_law(on, facts).value(GOVERNS, on)
    return next(regime for regime in regimes.REGIMES if regime.name == name)


def governing_law(on: date, facts: ProcurementFacts | None) -> Law:
    """The rows that say which body of law governs, as a law to ask of a procurement that commences that day.

    Raises `NoRuleError` for what is not covered here: the other nations, utilities, defence.
    """
    if facts is not None and (whose := not_covered(facts)):
        raise NoRuleError("the law held here", GOVERNS.name, on, f"{whose}, not held here", _ADVICE)
    # Which law governs is a row like any other, so that it has its day, its facts and its source.
    return Law(regime="the law held here", facts=facts, commenced_on=on, rows=_rows_on_governing())


@cache
def _rows_on_governing() -> tuple[Row[object], ...]:
    return tuple(row for law in regimes.REGIMES for row in law.rows if row.parameter == GOVERNS)


_ADVICE: Final = "Take advice on that law; this library does not cover it"
