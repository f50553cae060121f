"""The Public Contracts Regulations 2015: procurements commenced before 24 February 2025.

Regulations 74 to 77 are the light touch regime for social care. The standstill is mandatory there too.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.law import FactPattern, Row, Trigger
from commissioning.law.terms import COMMENCED_BY, STANDSTILL_STARTED_BY
from commissioning.records.award import IntentionToAward
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.regimes.regime import GOVERNS, Instrument, Regime
from commissioning.values.citations import Citation, Standing

NAME: Final = "Public Contracts Regulations 2015"
PCR: Final = Instrument(
    NAME, "https://www.legislation.gov.uk/uksi/2015/102", date(2015, 2, 26), date(2025, 2, 23)
)
_TRANSITION: Final = Citation(
    "Procurement Act 2023 (Commencement No. 3 and Transitional and Saving Provisions) Regulations 2024",
    "regulation 5",
    "https://www.legislation.gov.uk/uksi/2024/716/regulation/5",
    Standing.REPORTED,
)

_WHEN: Final[tuple[Row[object], ...]] = (
    PCR.row(
        GOVERNS,
        NAME,
        "regulation 1",
        applies_to=date(2023, 12, 31),
        standing=Standing.UNVERIFIED,
    ),
    PCR.row(
        GOVERNS,
        NAME,
        "",
        applies_from=date(2024, 1, 1),
        facts=FactPattern(health_service=False),
        citation=_TRANSITION,
    ),
    *(
        PCR.row(COMMENCED_BY, trigger, "", citation=_TRANSITION)
        for trigger in (
            Trigger(NoticePublished, ("PCR-contract", "PCR-voluntary-transparency")),
            Trigger(SelectionQuestionnaire),
        )
    ),
    PCR.row(STANDSTILL_STARTED_BY, Trigger(IntentionToAward), "regulations 86(1) and 87"),
)

PUBLIC_CONTRACTS_2015: Final = Regime(NAME, _WHEN)
