"""The Local Government Transparency Code 2015: a council's lists of tenders and contracts, under every law."""

from __future__ import annotations

from typing import Final

from commissioning.dates.day_counts import MonthsAfterTheQuarter
from commissioning.findings.citation import Citation, Verification
from commissioning.law import questions as q
from commissioning.law.law import Bound, Line
from commissioning.law.notices import COMPETING, NOTICE, SIGNED, Competing, Notice
from commissioning.law.regimes.regime import COUNCIL, Instrument, Rows
from commissioning.values.money import pounds

CODE: Final = Citation(
    "Local Government Transparency Code 2015",
    "procurement information",
    "https://www.gov.uk/government/publications/local-government-transparency-code-2015",
    Verification.REPORTED,
)
_LISTED: Final = MonthsAfterTheQuarter(1)
_BEYOND: Final = (
    "the council's own quarterly list has it for all its purchases, which no single cycle can show"
)


# fmt: off
def listed_by(law: Instrument, tender: tuple[str, ...] = (), contract: tuple[str, ...] = ()) -> Rows:
    """The rows of the code for procurements under a law; the notices named may stand in for the list."""
    return (
        law.row(q.LISTED_OVER, Line(Bound.OVER, pounds(5_000)), "", COUNCIL, citation=CODE),
        law.row(NOTICE, Notice("code-tender", "Entry in the council's list of tenders", "tenders are invited",
            events=COMPETING, once=True, deadline=_LISTED, awards=Competing.COMPETED, line=q.LISTED_OVER, or_by=tender, beyond=_BEYOND),
            "", COUNCIL, citation=CODE),
        law.row(NOTICE, Notice("code-contract", "Entry in the council's list of contracts", "the contract is entered into",
            events=SIGNED, once=True, deadline=_LISTED, line=q.LISTED_OVER, or_by=contract, beyond=_BEYOND), "", COUNCIL, citation=CODE),
    )
# fmt: on
