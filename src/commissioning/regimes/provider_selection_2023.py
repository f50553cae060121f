"""The Health Care Services (Provider Selection Regime) Regulations 2023: from 1 January 2024."""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.law import FactPattern, Row, Trigger
from commissioning.law.terms import COMMENCED_BY, STANDSTILL_STARTED_BY
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.regimes.regime import GOVERNS, Instrument, Regime

NAME: Final = "Health Care Services (Provider Selection Regime) Regulations 2023"
PSR: Final = Instrument(NAME, "https://www.legislation.gov.uk/uksi/2023/1348", date(2024, 1, 1))

_WHEN: Final[tuple[Row[object], ...]] = (
    PSR.row(GOVERNS, NAME, "regulation 1", facts=FactPattern(health_service=True)),
    *(
        PSR.row(COMMENCED_BY, trigger, "regulations 7 to 11")
        for trigger in (
            Trigger(NoticePublished, ("PSR-intended-approach", "PSR-invitation")),
            Trigger(SelectionQuestionnaire),
        )
    ),
    PSR.row(
        STANDSTILL_STARTED_BY, Trigger(NoticePublished, ("PSR-intention",)), "regulation 12(2)"
    ),
)

PROVIDER_SELECTION_2023: Final = Regime(NAME, _WHEN)
