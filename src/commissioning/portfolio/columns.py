"""The schema of a portfolio: the columns of each of its tables, as data.

Every figure is a whole number, so that sums are exact in every engine: money in hundredths of its currency,
weights, marks and points in hundredths, each rounded half up. Days stand as days and, where they are
subtracted, also as numbers of days. People appear as counts, never by name or reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from commissioning.values.tables import Column, Kind

_TEXT, _WHOLE, _DAY, _YES_NO = Kind.TEXT, Kind.WHOLE, Kind.DAY, Kind.YES_NO

KEYS: Final = (
    Column("cycle", _TEXT, "the name of the cycle in this portfolio: the same in every table"),
    Column("year", _WHOLE, "the year of the first record of the cycle; 0 where it has none"),
)
"""The columns that every table begins with."""

# fmt: off
COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {name: (*KEYS, *columns) for name, columns in {
    "cycles": (
        Column("title", _TEXT, "the title of the cycle"),
        Column("reference", _TEXT, "the reference of the cycle"),
        Column("follows", _TEXT, "the reference of the cycle that it follows"),
        Column("buyer", _TEXT, "the authorities that buy on the day of the tables"),
        Column("stage", _TEXT, "the earliest stage of any unfinished lot"),
        Column("route", _TEXT, "the route of its first lot; empty while it is undecided"),
        Column("law", _TEXT, "the regime that governs it; empty where it is not known"),
        Column("lots", _WHOLE, "the number of lots, 1 where it is not divided"),
        Column("records", _WHOLE, "the number of records, without those of packages of care"),
        Column("begun_on", _DAY, "the day of the first record"),
        Column("last_on", _DAY, "the day of the last record"),
        Column("blocking", _WHOLE, "the number of findings that would have stopped a record"),
        Column("warning", _WHOLE, "the number of findings that only warn"),
        Column("problem", _TEXT, "why the cycle could not be read; empty for one that could"),
    ),
    "events": (
        Column("number", _WHOLE, "the number of the record in its cycle, from 1, without packages of care"),
        Column("kind", _TEXT, "the kind of record, as in files: contract-signed"),
        Column("day", _DAY, "the day on which it happened"),
        Column("day_number", _WHOLE, "the same in days since 31 December of the year 0"),
        Column("known_on", _DAY, "the day from which it was known"),
        Column("reference", _TEXT, "the reference of the record"),
        Column("lots", _TEXT, "the lots it is about, by reference"),
        Column("provider", _TEXT, "the provider it names first, by reference"),
        Column("in_force", _YES_NO, "whether no return has superseded it"),
    ),
    "lots": (
        Column("lot", _TEXT, "by reference; whole for a cycle without lots"),
        Column("stage", _TEXT, "the stage of the lot"),
        Column("route", _TEXT, "the route of the lot"),
        Column("opened_on", _DAY, "the day on which its tenders were opened"),
        Column("bids", _WHOLE, "the number of tenders for it, those taken back left out"),
        Column("price_weight_hundredths", _WHOLE, "the weight of the price, in hundredths of a per cent"),
        Column("first", _TEXT, "the provider that ranks first by the marks"),
        Column("recommended", _TEXT, "the providers recommended"),
    ),
    "tenders": (
        Column("lot", _TEXT, "by reference"),
        Column("provider", _TEXT, "by reference"),
        Column("received_on", _DAY, "the day it came"),
        Column("price_hundredths", _WHOLE, "the price for the lot, in hundredths of the currency"),
        Column("currency", _TEXT, "the currency of the price"),
        Column("per", _TEXT, "the unit that is priced"),
        Column("rank", _WHOLE, "1 is best; empty while there is no result, and for one excluded"),
        Column("total_hundredths", _WHOLE, "the figure it is ranked by"),
        Column("quality_hundredths", _WHOLE, "its points on everything but price"),
        Column("quality_share_hundredths", _WHOLE,
               "the quality points it earned of those there were, in hundredths of a per cent"),
        Column("recommended", _YES_NO, "whether it was recommended for the lot"),
    ),
    "marks": (
        Column("lot", _TEXT, "by reference"),
        Column("provider", _TEXT, "by reference"),
        Column("criterion", _TEXT, "by reference"),
        Column("title", _TEXT, "the title of the criterion"),
        Column("weight_hundredths", _WHOLE, "the weight, in hundredths of a per cent"),
        Column("mark_hundredths", _WHOLE, "the mark that counts"),
        Column("points_hundredths", _WHOLE, "the points earned on the criterion"),
        Column("markers", _WHOLE, "the number of people who marked it"),
        Column("lowest_hundredths", _WHOLE, "the lowest mark that any of them gave"),
        Column("highest_hundredths", _WHOLE, "the highest mark that any of them gave"),
    ),
    "contracts": (
        Column("contract", _TEXT, "by reference"),
        Column("provider", _TEXT, "who holds it now, by reference"),
        Column("lots", _TEXT, "by reference"),
        Column("lot_count", _WHOLE, "the number of lots"),
        Column("state", _TEXT, "the state on the day of the tables"),
        Column("signed_on", _DAY, "the day of signature"),
        Column("starts_on", _DAY, "the first day"),
        Column("ends_on", _DAY, "the last day as it stands; empty where none is set"),
        Column("days_to_end", _WHOLE, "from the day of the tables to the last day; negative once past"),
        Column("months_to_end", _WHOLE, "the same in months, a month begun counted as one"),
        Column("value_hundredths", _WHOLE, "the value with all changes, in hundredths of the currency"),
        Column("currency", _TEXT, "the currency of the value"),
        Column("vat", _TEXT, "whether the value is with or without VAT"),
        Column("options_left", _WHOLE, "the number of extensions that can still be taken up"),
    ),
    "kpis": (
        Column("contract", _TEXT, "by reference"),
        Column("provider", _TEXT, "who held it on the last day of the period"),
        Column("report", _TEXT, "the name of the return within its cycle; one return has several KPIs"),
        Column("kpi", _TEXT, "by reference"),
        Column("period_from", _DAY, "the first day reported on"),
        Column("period_to", _DAY, "the last day reported on"),
        Column("due_on", _DAY, "the day by which the return was due; empty where none is set"),
        Column("returned_on", _DAY, "the day it came"),
        Column("days_late", _WHOLE, "0 for one in time; empty where no day is set"),
        Column("value_hundredths", _WHOLE, "the value, in hundredths of the unit"),
        Column("unit", _TEXT, "the unit of the value"),
        Column("band", _TEXT, "the contract's own rating"),
        Column("target_met", _YES_NO, "whether the target was met; empty without a value or a target"),
    ),
    "findings": (
        Column("kind", _TEXT, "the kind of record it is about; empty for one about the whole cycle"),
        Column("day", _DAY, "the day of that record"),
        Column("code", _TEXT, "the code of the finding; empty for a cycle that could not be read"),
        Column("blocks", _YES_NO, "whether it would have stopped the record"),
        Column("about", _TEXT, "the lot, provider, criterion, contract or record"),
        Column("message", _TEXT, "what is wrong"),
        Column("remedy", _TEXT, "what to do"),
        Column("earliest", _DAY, "the first day on which it no longer applies, by time alone"),
        Column("source", _TEXT, "the source of the rule"),
    ),
    "agenda": (
        Column("item", _TEXT, "its name within its cycle"),
        Column("kind", _TEXT, "the kind of item"),
        Column("what", _TEXT, "what is due"),
        Column("day", _DAY, "the last day for it; empty where none is set"),
        Column("days_over", _WHOLE, "the days by which it is overdue"),
        Column("days_left", _WHOLE, "the days until its day; negative once past"),
        Column("who", _TEXT, "who has to do it"),
        Column("about", _TEXT, "the contract or lots"),
        Column("how_sure", _TEXT, "fixed, planned or inferred"),
        Column("source", _TEXT, "the source of the day"),
    ),
    "people": (
        Column("cohort", _TEXT, "the group of people, by reference"),
        Column("lot", _TEXT, "by reference"),
        Column("provider", _TEXT, "the provider before the change"),
        Column("people", _WHOLE, "the people to account for; empty where not known, as are the next five"),
        Column("told", _WHOLE, "those who have been told"),
        Column("moved", _WHOLE, "those who have moved, to whatever care"),
        Column("arranged", _WHOLE, "those who moved to care that the council arranges"),
        Column("by_themselves", _WHOLE, "those who moved to a direct payment or elsewhere"),
        Column("waiting", _WHOLE, "those who have not moved yet"),
    ),
}.items()}
# fmt: on
