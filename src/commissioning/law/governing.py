"""The bodies of law that govern an English council's procurement, and which of them governs when.

A regime is fixed by the day the procurement commences and by its subject, and is inherited by the
contracts that follow from it; it is never "the law today".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from commissioning.errors import NoRuleError
from commissioning.law.law import Law, Row, Trigger
from commissioning.law.questions import COMMENCED_BY
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.law.regimes.regime import GOVERNS, Regime
from commissioning.ledger.ledger import Ledger
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementFacts

REGIMES: Final = (PUBLIC_CONTRACTS_2015, PROVIDER_SELECTION_2023, PROCUREMENT_ACT_2023)
_GOVERNING: Final[tuple[Row[object], ...]] = tuple(
    row for regime in REGIMES for row in regime.rows if row.parameter == GOVERNS
)


def governing(on: date, facts: ProcurementFacts | None) -> Regime:
    """The regime of a procurement that commences on that day.

    Raises `NoRuleError` where no row covers the day, as before the Public Contracts Regulations
    2015, or where the answer depends on facts that no strategy has stated yet.
    """
    law = Law(regime="the law held here", facts=facts, commenced_on=on, rows=_GOVERNING)
    name = law.value(GOVERNS, on)
    return next(regime for regime in REGIMES if regime.name == name)


def commences(record: Record, facts: ProcurementFacts | None) -> bool:
    """Whether a record of that day, the first of its kind, commences a procurement.

    Raises `NoRuleError` where it would under some law, but the law of that day is not known.
    """
    if not any(trigger.is_met_by(record) for trigger in _triggers(*REGIMES)):
        return False
    return any(trigger.is_met_by(record) for trigger in _triggers(governing(record.on, facts)))


def _triggers(*regimes: Regime) -> Iterator[Trigger]:
    for row in (row for regime in regimes for row in regime.rows):
        if row.parameter == COMMENCED_BY and isinstance(row.value, Trigger):
            yield row.value


_COMMENCING: Final = frozenset(trigger.record for trigger in _triggers(*REGIMES))


def commencing(record: Record, ledger: Ledger) -> bool:
    """Whether a record commences a procurement, under whatever law governs its day.

    Where that law is not known, a record that commences under any law is taken to commence the
    procurement, which then stays under an unknown law and is not moved to a later one.
    """
    if type(record) not in _COMMENCING:
        return False
    try:
        return commences(record, ledger.facts)
    except NoRuleError:
        return True


def law_for(ledger: Ledger, on: date) -> Law:
    """The law of the procurement: of the day it commenced or, before that, of the day asked.

    Never raises: where no law is found, it is unknown and says why. That is tolerated only of a history
    brought forward, whose papers are not held.
    """
    begun = ledger.brought_forward
    if ledger.commenced_unseen:
        why = "the history brought forward does not say when the procurement commenced"
        return Law.unknown(why, tolerated=True)
    commenced = ledger.commenced_on
    return _law(commenced or on, commenced, ledger.facts, tolerated=begun is not None)


@lru_cache(maxsize=256)
def _law(
    on: date, commenced_on: date | None, facts: ProcurementFacts | None, *, tolerated: bool
) -> Law:
    """The law for a commencement and facts, kept because the same few are asked for often."""
    try:
        return governing(on, facts).law(facts, commenced_on)
    except NoRuleError as none:
        return Law.unknown(none.why, tolerated=tolerated)
