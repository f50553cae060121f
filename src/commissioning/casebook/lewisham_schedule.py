"""The schedule that Lewisham's committee saw on 1 March 2022, every row in the words printed."""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.casebook.story import inferred, stated
from commissioning.records.timetable import Timetable
from commissioning.timetable.columns import PrintedRow
from commissioning.timetable.reading import timetable

SOURCE: Final = (
    "London Borough of Lewisham, Healthier Communities Select Committee, 1 March 2022, "
    "Future Home Care Arrangements (New Model and Procurement Process), Proposed Schedule"
)
HEADING: Final = "Week commencing"
# Dashes and stray spaces are the paper's own.
PRINTED: Final = (
    PrintedRow(
        "2 nd Thursday of the month",
        "Set up monthly home care provider forums inviting the 52 home care providers with a branch "
        "based in Lewisham",
        "Monthly virtual meetings which commenced on 13/01/2022",
    ),
    PrintedRow(
        "1 st week Feb. 2022",
        "Set up carer reference group",
        "Meeting weekly \N{EN DASH} first meeting took place on 04/02/2022",
    ),
    PrintedRow("1st week March 2022", "Set up Home Care Procurement Reference Group"),
    PrintedRow("2 nd week March 2022", "Paper to Mayor and Cabinet"),
    PrintedRow("1 st week April 2022", "Draft service specification"),
    PrintedRow("2 nd week April \N{EN DASH} 2 nd week June 2022", "Market engagement"),
    PrintedRow("2 nd week July 2022", "Above threshold Standard Selection Questionnaire"),
    PrintedRow("2 nd week Aug. 2022", "Evaluation of Standard Selection Questionnaire"),
    PrintedRow("4 th week Aug. 2022", "Issue Invitation to Tender to shortlisted providers"),
    PrintedRow("1 st week Oct. 2022", "Evaluation of tender submissions"),
    PrintedRow("3 rd week Oct. 2022", "Panel interviews"),
    PrintedRow("2 nd Nov. 2022", "Seek approval from Mayor and Cabinet to award contract"),
    PrintedRow("Dec. \N{EN DASH} Mar 2023", "Mobilise contract"),
    PrintedRow("01 April 2023", "Go live"),
)


def published() -> Timetable:
    """The fourteen rows of the proposed schedule, read from their words.

    It has no row for telling the bidders, for a standstill or for a signature. Its weeks are read
    by the Thursday they hold; "2 nd Nov. 2022" is left open between the 2nd week and the 2nd day.
    """
    basis = (stated(SOURCE), inferred(f"{SOURCE}; the days read from its words", "rows"))
    printed = timetable(
        PRINTED,
        on=date(2022, 3, 1),
        heading=HEADING,
        title="Proposed Schedule",
        basis=basis,
        strict=True,
    )
    return printed.timetable
