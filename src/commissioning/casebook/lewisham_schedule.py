"""The schedule that Lewisham's committee saw on 1 March 2022, every row in the words printed."""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.records.record import Basis, Grounds
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.values.windows import Precision, Window

SOURCE: Final = (
    "London Borough of Lewisham, Healthier Communities Select Committee, 1 March 2022, "
    "Future Home Care Arrangements (New Model and Procurement Process), Proposed Schedule"
)

_D, _W, _S = Precision.DAY, Precision.WEEK, Precision.SPAN


def _when(words: str, earliest: date, latest: date, precision: Precision) -> Window:
    return Window(words=words, earliest=earliest, latest=latest, precision=precision)


def published() -> Timetable:
    """The fourteen rows of the proposed schedule. It has no row for a standstill or a signature."""
    return Timetable(
        on=date(2022, 3, 1),
        title="Proposed Schedule",
        basis=(Basis(grounds=Grounds.STATED, source=SOURCE),),
        rows=(
            TimetableRow(
                what="Set up monthly home care provider forums inviting the 52 home care providers "
                "with a branch based in Lewisham",
                window=Window(
                    words="2 nd Thursday of the month",
                    precision=Precision.RECURRING,
                    recurrence="FREQ=MONTHLY;BYDAY=2TH",
                ),
                summary="Monthly virtual meetings which commenced on 13/01/2022",
                step="market-engagement",
            ),
            TimetableRow(
                what="Set up carer reference group",
                window=_when("1 st week Feb. 2022", date(2022, 1, 31), date(2022, 2, 6), _W),
                summary="Meeting weekly – first meeting took place on 04/02/2022",  # noqa: RUF001
                step="reference-group",
            ),
            TimetableRow(
                what="Set up Home Care Procurement Reference Group",
                window=_when("1st week March 2022", date(2022, 2, 28), date(2022, 3, 6), _W),
                step="reference-group",
            ),
            TimetableRow(
                what="Paper to Mayor and Cabinet",
                window=_when("2 nd week March 2022", date(2022, 3, 7), date(2022, 3, 13), _W),
                step="approval-to-procure",
            ),
            TimetableRow(
                what="Draft service specification",
                window=_when("1 st week April 2022", date(2022, 4, 4), date(2022, 4, 10), _W),
                step="specification",
            ),
            TimetableRow(
                what="Market engagement",
                window=_when(
                    "2 nd week April – 2 nd week June 2022",  # noqa: RUF001
                    date(2022, 4, 11),
                    date(2022, 6, 12),
                    _S,
                ),
                step="market-engagement",
            ),
            TimetableRow(
                what="Above threshold Standard Selection Questionnaire",
                window=_when("2 nd week July 2022", date(2022, 7, 11), date(2022, 7, 17), _W),
                step="ssq",
            ),
            TimetableRow(
                what="Evaluation of Standard Selection Questionnaire",
                window=_when("2 nd week Aug. 2022", date(2022, 8, 8), date(2022, 8, 14), _W),
                step="selection-assessment",
            ),
            TimetableRow(
                what="Issue Invitation to Tender to shortlisted providers",
                window=_when("4 th week Aug. 2022", date(2022, 8, 22), date(2022, 8, 28), _W),
                step="itt",
            ),
            TimetableRow(
                what="Evaluation of tender submissions",
                window=_when("1 st week Oct. 2022", date(2022, 10, 3), date(2022, 10, 9), _W),
                step="score-sheet",
            ),
            TimetableRow(
                what="Panel interviews",
                window=_when("3 rd week Oct. 2022", date(2022, 10, 17), date(2022, 10, 23), _W),
                step="interview",
            ),
            TimetableRow(
                what="Seek approval from Mayor and Cabinet to award contract",
                window=_when("2 nd Nov. 2022", date(2022, 11, 2), date(2022, 11, 13), _S),
                step="approval-to-award",
            ),
            TimetableRow(
                what="Mobilise contract",
                window=_when("Dec. – Mar 2023", date(2022, 12, 1), date(2023, 3, 31), _S),  # noqa: RUF001
                step="mobilisation-plan",
            ),
            TimetableRow(
                what="Go live",
                window=_when("01 April 2023", date(2023, 4, 1), date(2023, 4, 1), _D),
                step="go-live",
            ),
        ),
    )
