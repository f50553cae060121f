"""A timetable holds what was intended, in the words of the paper."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning.dates.windows import Window
from commissioning.errors import RecordError
from commissioning.records.timetable import Timetable, TimetableRow

MARCH = Window.day(date(2022, 3, 1))
GO_LIVE = TimetableRow(what="Go live", window=MARCH, step="go-live")
OTHER = TimetableRow(what="Tea", window=MARCH)


def timetable(*rows: TimetableRow) -> Timetable:
    return Timetable(on=date(2022, 3, 1), rows=rows)


def test_row_is_found_by_the_step_it_was_recognised_as():
    """Checks look for the go-live, not for the words a council happened to use for it."""
    plan = timetable(OTHER, GO_LIVE)

    assert plan.row("go-live") is GO_LIVE
    assert plan.row("itt") is None
    assert plan.steps() == ("go-live",)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (timetable, "rows: the timetable has no rows; give at least one"),
        (
            lambda: TimetableRow(what="", window=MARCH),
            "what: the row has no action; write what is to happen",
        ),
        (
            lambda: TimetableRow(what="x", window=MARCH, slack=-1),
            "slack: -1 is below the minimum of 0",
        ),
        (
            lambda: TimetableRow(what="x", window=MARCH, latest_safe=date(2022, 2, 1)),
            "latest_safe: 1 February 2022 is before the row's own last day; give 1 March 2022 or later",
        ),
    ],
)
def test_timetable_that_says_nothing_is_refused(make, problem):
    """An empty plan or a negative slack would pass every later check unseen."""
    with pytest.raises(RecordError) as refused:
        make()
    assert refused.value.problems == (problem,)


def test_row_without_an_end_takes_any_latest_safe_day():
    """An open window has no last day that the safe day could contradict."""
    open_row = Window.parse("from 1 April 2022")
    assert TimetableRow(what="x", window=open_row, latest_safe=date(2022, 1, 1)).slack is None


def test_timetable_shows_itself_in_a_notebook():
    """A plan is read as a picture first."""
    shown = timetable(GO_LIVE)._repr_mimebundle_()["text/html"]

    assert "<svg" in shown
    assert "Go live" in shown
