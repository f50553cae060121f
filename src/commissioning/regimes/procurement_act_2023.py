"""The Procurement Act 2023 and the Procurement Regulations 2024: from 24 February 2025."""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.law import FactPattern, Row, Trigger
from commissioning.law.terms import COMMENCED_BY, STANDSTILL_STARTED_BY
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.regimes.regime import GOVERNS, Instrument, Regime
from commissioning.values.citations import Standing

NAME: Final = "Procurement Act 2023"
ACT: Final = Instrument(NAME, "https://www.legislation.gov.uk/ukpga/2023/54", date(2025, 2, 24))

_WHEN: Final[tuple[Row[object], ...]] = (
    ACT.row(
        GOVERNS,
        NAME,
        "section 127 with the transitional provisions",
        facts=FactPattern(health_service=False),
        standing=Standing.REPORTED,
    ),
    *(
        ACT.row(COMMENCED_BY, trigger, "sections 21 and 44", standing=Standing.REPORTED)
        for trigger in (
            Trigger(NoticePublished, ("UK4", "UK5")),
            Trigger(SelectionQuestionnaire),
        )
    ),
    ACT.row(STANDSTILL_STARTED_BY, Trigger(NoticePublished, ("UK6",)), "section 51(2)"),
)

PROCUREMENT_ACT_2023: Final = Regime(NAME, _WHEN)
