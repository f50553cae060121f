"""The bodies of law that govern an English council's procurement, and which of them governs when.

A regime is fixed by the day the procurement commences and by its subject, and is inherited by the
contracts that follow from it; it is never "the law today".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from commissioning.gates.attached import Attachment, law_is_known
from commissioning.gates.case import Gate
from commissioning.law.law import Law, Row, Trigger
from commissioning.law.questions import COMMENCED_BY
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.law.regimes.regime import GOVERNS, Regime
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementFacts

REGIMES: Final = (PUBLIC_CONTRACTS_2015, PROVIDER_SELECTION_2023, PROCUREMENT_ACT_2023)
_GOVERNING: Final[tuple[Row[object], ...]] = tuple(
    row for regime in REGIMES for row in regime.rows if row.parameter is GOVERNS
)

_CONDITIONED: Final = frozenset(
    row.value.record
    for regime in REGIMES
    for row in regime.rows
    if isinstance(row.value, Attachment)
)


def governing(on: date, facts: ProcurementFacts | None) -> Regime:
    """The regime of a procurement that commences on that day.

    Raises `NoRuleError` where no row covers the day, as before the Public Contracts Regulations
    2015, or where the answer turns on facts that no strategy has stated yet.
    """
    law = Law(regime="the law held here", facts=facts, commenced_on=on, rows=_GOVERNING)
    name = law.value(GOVERNS, on)
    return next(regime for regime in REGIMES if regime.name == name)


def commences(record: Record, facts: ProcurementFacts | None) -> bool:
    """Whether a record of that day, the first of its kind, commences a procurement.

    Raises `NoRuleError` where it would, were it known which law governed on that day.
    """
    if type(record) not in _COMMENCING:
        return False
    if not any(trigger.is_met_by(record) for trigger in _triggers(*REGIMES)):
        return False
    return any(trigger.is_met_by(record) for trigger in _triggers(governing(record.on, facts)))


def _triggers(*regimes: Regime) -> Iterator[Trigger]:
    for row in (row for regime in regimes for row in regime.rows):
        if row.parameter is COMMENCED_BY and isinstance(row.value, Trigger):
            yield row.value


_COMMENCING: Final = frozenset(trigger.record for trigger in _triggers(*REGIMES))


def gates_without_law(record: type[Record]) -> tuple[Gate, ...]:
    """The gate for a record that some regime sets conditions to, where no regime is known.

    Given a law that is unknown it yields `law-unknown`, rather than let the record pass.
    """
    return (law_is_known,) if record in _CONDITIONED else ()
