"""What was intended."""

from datetime import date

import pytest

from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.values.windows import Precision, Window

JULY = Window.span(date(2022, 7, 11), date(2022, 7, 17), "2nd week July 2022")
OPEN = Window(words="from July", earliest=date(2022, 7, 1), precision=Precision.OPEN)

ROWS = [
    ({"what": "Issue SSQ", "window": JULY}, ()),
    ({"what": "Issue SSQ", "window": JULY, "slack": 0, "latest_safe": date(2022, 7, 17)}, ()),
    ({"what": "Issue SSQ", "window": OPEN, "latest_safe": date(2022, 6, 1)}, ()),
    ({"what": "", "window": JULY}, ("what: a row says what is to happen",)),
    ({"what": "Issue SSQ", "window": JULY, "slack": -2},
     ("slack: -2 days; a plan that is late already has no slack, write 0",)),
    ({"what": "Issue SSQ", "window": JULY, "latest_safe": date(2022, 7, 16)},
     ("latest_safe: 16 July 2022 is before the row's own last day, 17 July 2022",)),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "problems"), ROWS)
def test_a_row_says_what_and_when(problems_of, parts, problems):
    """A row is read on its own, often by somebody who has only that line."""
    assert problems_of(lambda: TimetableRow(**parts)) == problems


def test_a_timetable_without_rows_is_refused(problems_of):
    """An empty plan would be kept to by everybody."""
    told = problems_of(lambda: Timetable(on=date(2022, 3, 1), rows=()))
    assert told == ("rows: a timetable without rows plans nothing",)


def test_a_timetable_finds_its_rows_by_step():
    """What was planned is compared with what happened by the step a row was recognised as."""
    ssq = TimetableRow(what="Issue SSQ", window=JULY, step="ssq")
    again = TimetableRow(what="Reissue SSQ", window=JULY, step="ssq")
    forum = TimetableRow(what="Provider forum", window=OPEN)
    timetable = Timetable(on=date(2022, 3, 1), rows=(forum, ssq, again))
    assert timetable.row("ssq") is ssq
    assert timetable.row("itt") is None
    assert timetable.steps() == ("ssq", "ssq")
    assert timetable.unrecognised == (forum,)
