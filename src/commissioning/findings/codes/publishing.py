"""The kinds of finding about notices as data: what a published file says, and whether it is OCDS."""

from __future__ import annotations

from typing import Final

from commissioning.findings.code import FindingCode

# fmt: off
ONE_VALUE_FOR_SEVERAL: Final = FindingCode("one-value-for-several", waivable=False,
    meaning="A notice gives one value for several providers or lots. It is never divided, so none of them has a value here.",
    example="The award A1 has one value, £96,000, for 2 providers: Alder Care and Birch Care")
LOTS_NOT_TOLD_APART: Final = FindingCode("lots-not-told-apart", waivable=False,
    meaning="A notice of a procurement in lots does not say which lots an award is for.",
    example="The award A1 does not say which of the 2 lots it is for")
NOT_UNDERSTOOD: Final = FindingCode("not-understood", waivable=False,
    meaning="A field of a published file holds something that it cannot mean, and was left out.",
    example='Field tender.value.amount is "1 GBP", which was left out')
NOT_VALID_OCDS: Final = FindingCode("not-valid-ocds", waivable=False,
    meaning="A file does not keep to the Open Contracting Data Standard, version 1.1.",
    example="Field tender.status is \"open\", which is not one of planning, planned, active, cancelled, unsuccessful, complete or withdrawn")
NOTICE_INCOMPLETE: Final = FindingCode("notice-incomplete", waivable=False,
    meaning="A notice that is to be published does not hold something that the law asks of it.",
    example="The UK4 notice does not give the estimated value")
