"""The kinds of finding about published files: notices as data, and contracts registers."""

from __future__ import annotations

from typing import Final

from commissioning.findings.finding import LibraryCode

# fmt: off
ONE_VALUE_FOR_SEVERAL: Final = LibraryCode("one-value-for-several", waivable=False,
    meaning="A notice gives one value for several providers or lots. It is never divided, so none of them has a value here.",
    example="The award A1 has one value, £96,000, for 2 providers: Alder Care and Birch Care")
LOTS_NOT_TOLD_APART: Final = LibraryCode("lots-not-told-apart", waivable=False,
    meaning="A notice of a procurement in lots does not say which lots an award is for.",
    example="The award A1 does not say which of the 2 lots it is for")
NOT_UNDERSTOOD: Final = LibraryCode("not-understood", waivable=False,
    meaning="A field of a published file holds something that it cannot mean, and was left out.",
    example='Field tender.value.amount is "1 GBP", which was left out')
NOT_VALID_OCDS: Final = LibraryCode("not-valid-ocds", waivable=False,
    meaning="A file does not keep to the Open Contracting Data Standard, version 1.1.",
    example="Field tender.status is \"open\", which is not one of planning, planned, active, cancelled, unsuccessful, complete or withdrawn")
NOTICE_INCOMPLETE: Final = LibraryCode("notice-incomplete", waivable=False,
    meaning="A notice that is to be published does not hold something that the law asks of it.",
    example="The UK4 notice does not state the estimated value")

REPORT_SECTION_MISSING: Final = LibraryCode("report-section-missing", waivable=False,
    meaning="A section of an award report is empty, because nothing that it is drawn from is recorded.",
    example='The section "Equality" is empty: No equality impact assessment is recorded')
EXEMPT_IN_PUBLIC: Final = LibraryCode("exempt-in-public", waivable=False,
    meaning="The public part of an award report has the price of a tenderer who did not win, or words that name one.",
    example='The section "Reasons, and alternatives that were rejected" of the public part has the price of birch and the name birch')
FIGURE_NOT_FROM_RECORD: Final = LibraryCode("figure-not-from-record", waivable=False,
    meaning="A person's words in an award report have a number that nothing drawn from the records has.",
    example='The words for the section "reasons" give £95,000, which no record has')
REASON_REPEATS_CRITERION: Final = LibraryCode("reason-repeats-criterion", waivable=False,
    meaning="The reason for a mark is made of the words of the criterion and its scale, and says nothing of the tender.",
    example="The reason for the mark of alder on Quality only repeats the criterion")
REASON_WITHOUT_TENDER: Final = LibraryCode("reason-without-tender", waivable=False,
    meaning="The reason for a mark does not refer to the answer that was marked.",
    example="The reason for the mark of alder on Quality does not refer to the answer")

REGISTER_COLUMNS_UNSURE: Final = LibraryCode("register-columns-unsure", waivable=False,
    meaning="A published register has a column that was known only by its cells, was passed over, or is missing.",
    example="No column holds the end, so every contract lacks it")
REGISTER_CELL_UNREAD: Final = LibraryCode("register-cell-unread", waivable=False,
    meaning="A cell of a published register cannot mean what its column holds. The fact stays unknown.",
    example='Line 4: the end date "30/02/2026" is left unknown: February 2026 has 28 days, not 30')
REGISTER_ROW_UNSURE: Final = LibraryCode("register-row-unsure", waivable=False,
    meaning="A row of a published register has no reference or supplier, or the reference of another row.",
    example="Line 4 has the reference HC-14, which another line has too")
SUM_WORKED_OUT: Final = LibraryCode("sum-worked-out", waivable=False,
    meaning="The sum of a contract is not stated in its register as such: it is worked out from a yearly one, or estimated.",
    example='Line 4: the sum over the term is worked out from "£350,000 p.a.": £700,000 for the initial term (£350,000 a year for 2 years)')
