"""The plan beside the ledger: what is done, what is late, when it will end."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from commissioning import Cycle, InvitationToTender
from commissioning.casebook import lewisham
from commissioning.casebook.lewisham_schedule import published
from commissioning.dates.windows import Window
from commissioning.display.gantt import gantt_svg
from commissioning.stages import Stage
from commissioning.testing import make
from commissioning.timetable import Progress, compare, read_table

PAPER = date(2022, 3, 1)


@pytest.fixture(scope="module")
def cycle():
    return lewisham.cycle(at=Stage.MOBILISATION)


def compared(cycle, *rows, today=date(2022, 12, 20)):
    text = "Date\tAction\n" + "".join(f"{when}\t{what}\n" for when, what in rows)
    return compare(read_table(text, on=PAPER).timetable, cycle.ledger, cycle.process, today)


def test_lewisham_ledger_compared_with_its_schedule_is_on_time(cycle):
    """The story is told on the days of the paper, so nothing may come out late."""
    result = compare(published(), cycle.ledger, cycle.process, date(2022, 12, 20))

    assert result.delay == 0
    assert result.forecast_end == date(2023, 4, 1)
    assert result.rows[-1].progress is Progress.AHEAD
    assert {row.progress for row in result.rows[1:12]} == {Progress.DONE}
    assert "still ahead" in str(result)
    assert "still ahead" in result._repr_html_()


LATE = [
    # what, planned, how it went, days late
    ("Issue Invitation to Tender", "1 August 2022", Progress.DONE_LATE, 27),
    ("Issue Invitation to Tender", "1 October 2022", Progress.DONE_EARLY, -34),
    ("Issue Invitation to Tender", "w/c 22 August 2022", Progress.DONE, 0),
    ("Issue Invitation to Tender", "TBC", Progress.DONE, 0),
    ("Go live", "1 December 2022", Progress.OVERDUE, 19),
    ("Go live", "December 2022", Progress.DUE, 0),
    ("Go live", "by 31 December 2022", Progress.AHEAD, 0),
    ("Go live", "January 2023", Progress.AHEAD, 0),
    ("Go live", "TBC", Progress.UNKNOWN, 0),
    ("Standstill", "1 January 2023", Progress.AHEAD, 0),
    ("Provider forum", "2nd Thursday of the month", Progress.UNKNOWN, 0),
    ("Christmas lunch", "1 December 2022", Progress.OVERDUE, 19),
]


@pytest.mark.parametrize(("what", "when", "progress", "late"), LATE)
def test_progress_of_each_row_follows_from_its_record(cycle, what, when, progress, late):
    """Late, early and overdue are different answers to the same question."""
    row = compared(cycle, (when, what)).rows[0]
    assert (row.progress, row.late_by) == (progress, late)


def test_day_known_to_a_span_is_measured_by_its_last_day_and_says_so():
    """A paper that says "September" must not make a step late on a day that was never written down."""
    itt = lewisham.cycle(at=Stage.ITT).find(InvitationToTender)
    month = evolve(itt, on=date(2022, 9, 30), within=Window.parse("September 2022"))
    told = Cycle.audit("x", (month,)).cycle
    result = compared(
        told, ("20 September 2022", "Issue Invitation to Tender"), ("TBC", "Issue the ITT again")
    )
    late, undated = result.rows
    assert (late.progress, late.late_by) == (Progress.DONE_LATE, 10)
    assert late.happened == "September 2022, measured by its last day"
    assert undated.known_to == late.known_to
    assert [row["day lies within"] for row in result.table().to_dicts()] == ["September 2022"] * 2
    assert "in September 2022, measured by its last day" in gantt_svg(
        result.timetable, compared=result
    )
    assert "day lies within" not in compared(told, ("1 May 2023", "Go live")).table().to_csv()


def test_forecast_end_is_the_planned_end_plus_the_delay(cycle):
    """If no time is made up, what is overdue today is late at the end as well."""
    result = compared(
        cycle, ("1 December 2022", "Mobilise contract"), ("10 December 2022", "Go live")
    )

    assert result.delay == 10
    assert result.forecast_end == date(2022, 12, 20)


def test_delay_made_up_by_a_later_step_is_zero(cycle):
    """Only the last step done says how late the work is now."""
    result = compared(
        cycle,
        ("1 August 2022", "Issue Invitation to Tender"),
        ("23 October 2022", "Panel interviews"),
    )
    assert result.rows[0].late_by == 27
    assert result.delay == 0


def test_forecast_end_of_a_service_that_starts_from_a_day_is_that_day_and_the_delay(cycle):
    """ "From 1 April" names a day as well as "1 April" does, and is how most go-lives are printed."""
    rows = ("1 August 2022", "Issue Invitation to Tender"), ("from 1 April 2023", "Go live")
    assert compared(cycle, *rows).forecast_end == date(2023, 4, 28)


def test_timetable_without_days_has_no_forecast_end(cycle):
    """No end was planned, so none is made up."""
    assert compared(cycle, ("TBC", "Go live")).forecast_end is None


def test_records_after_the_day_of_comparison_are_ignored(cycle):
    """A comparison as of September must not know of October."""
    row = compared(cycle, ("3 October 2022", "Panel interviews"), today=date(2022, 9, 1)).rows[0]
    assert row.happened_on is None


def test_step_of_one_lot_is_not_done_by_the_record_of_another():
    """Each lot has its own timetable, and the second lot's tenders may still be out."""
    rows = "Date\tAction\n1 August 2022\tIssue Invitation to Tender\n"
    plan = read_table(rows, on=PAPER).timetable
    issued = make(InvitationToTender, on=date(2022, 8, 1), lots=("N1",))
    held = Cycle.audit("Two lots", (issued,)).cycle
    done = {
        lots: compare(evolve(plan, lots=lots), held.ledger, held.process, date(2022, 9, 1))
        .rows[0]
        .progress
        for lots in (("N1",), ("N2",), ("N1", "N2"), None)
    }
    assert done == {
        ("N1",): Progress.DONE, ("N2",): Progress.OVERDUE, ("N1", "N2"): Progress.DONE, None: Progress.DONE,
    }  # fmt: skip
