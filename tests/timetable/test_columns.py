"""Columns are known by what stands in them, and no column of times is dropped without a word."""

from __future__ import annotations

from datetime import date, time

import pytest

from commissioning.dates.parsing.readings import Precision
from commissioning.errors import FormatError
from commissioning.timetable import read_table

PAPER = date(2025, 5, 20)


def days(text: str) -> list[tuple[str, str]]:
    """The first and last day of each row, as in a file; "-" for an open end."""
    rows = read_table(text, on=PAPER).rows
    return [
        tuple(str(day or "-") for day in (row.window.earliest, row.window.latest)) for row in rows
    ]


def test_start_and_end_columns_are_one_span():
    """A plan's bars have two ends; the first alone is a day too short to judge."""
    text = (
        "Activity,Start,Finish\nMarking,02/06/2025,20/06/2025\nStandstill,1 July,11 July 2025\n"
        "Interviews,24/06/2025,24/06/2025\nGo live,1 October 2025,\nContract ends,,30 September 2028\n"
    )
    read = read_table(text, on=PAPER)
    assert days(text) == [
        ("2025-06-02", "2025-06-20"),
        ("2025-07-01", "2025-07-11"),
        ("2025-06-24", "2025-06-24"),
        ("2025-10-01", "2025-10-01"),
        ("2028-09-30", "2028-09-30"),
    ]
    assert read.rows[0].window.words == "02/06/2025 to 20/06/2025"
    assert [finding.code for finding in read.findings] == ["timetable-year-jump"]


def test_start_whose_end_cannot_be_read_stays_open():
    """Half of a row is worth keeping, and the other half is reported."""
    read = read_table(
        "Activity,Start,End\nMarking,2 June 2025,[insert date]\nPanel,[insert],9 June 2025\n"
        "Visits,2 June 2025,1 June 2025\nCall-in,[one],[two]\n",
        on=PAPER,
    )
    assert [(row.window.earliest, row.window.latest) for row in read.rows] == [
        (date(2025, 6, 2), None),
        (None, date(2025, 6, 9)),
        (None, None),
        (None, None),
    ]
    assert [finding.message.partition(": ")[0] for finding in read.findings[:5]] == [
        "Row 1 (line 2)",
        "Row 2 (line 3)",
        "Row 3 (line 4)",
        "Row 4 (line 5)",
        "Row 4 (line 5)",
    ]
    assert "before it starts" in read.findings[2].message
    assert read.rows[2].window.precision is Precision.UNREAD


VERSIONS = """Milestone | Planned date | Revised date | Actual date
Issue ITT | 2 June 2025 | 9 June 2025 | 10 June 2025
Tenders due | 4 July 2025 | n/a |
Moderation | - | - | 21 July 2025
"""


def test_revised_time_is_taken_before_the_planned_and_the_actual_one():
    """A timetable is what the council now intends; what it intended before stays to be seen."""
    read = read_table(VERSIONS, on=PAPER)
    assert [row.window.earliest for row in read.rows] == [
        date(2025, 6, 9),
        date(2025, 7, 4),
        date(2025, 7, 21),
    ]
    assert [row.summary for row in read.rows] == [
        "Planned date: 2 June 2025; Actual date: 10 June 2025",
        "",
        "",
    ]
    assert str(read.findings[0]) == (
        "Times are also in columns 'Planned date' and 'Actual date'. The days are read from another "
        "column; these times are kept in the summary of each row. If these are the days that count, "
        "read the table with that column alone."
    )


def test_second_column_of_other_times_is_kept_and_reported():
    """Which of two lots a date is for must not be settled by the order of the columns."""
    read = read_table(
        "Step,Date for lot A,Date for lot B\nTenders due,4 July 2025,11 July 2025\n", on=PAPER
    )
    assert read.rows[0].summary == "Date for lot B: 11 July 2025"
    assert read.findings[0].message.startswith("Times are also in column 'Date for lot B'.")


def test_column_of_clock_times_joins_its_day():
    """A deadline at noon is not one at midnight."""
    rows = read_table(
        "Event\tDate\tTime\nBids due\t4 July 2025\t12 noon\nPanel\t9 July 2025\t9.30am\n"
        "Visits\t10 July 2025\t\nCall-in\t\t5pm\n",
        on=PAPER,
    ).rows
    assert [row.window.at for row in rows] == [time(12), time(9, 30), None, None]
    spans = "Event\tStart date\tEnd date\tTime\nVisits\t4 July 2025\t8 July 2025\t5pm\n"
    window = read_table(spans, on=PAPER).rows[0].window
    assert (window.earliest, window.latest, window.at) == (
        date(2025, 7, 4),
        date(2025, 7, 8),
        time(17),
    )


def test_column_of_durations_is_kept_and_reported():
    """Three weeks of work may be fifteen days, so no end is made up from them."""
    read = read_table(
        "Action,Date,Duration\nMarking,7 July 2025,3 weeks\nStandstill,1 Sept 2025,10 working days\n",
        on=PAPER,
    )
    assert [row.summary for row in read.rows] == ["Duration: 3 weeks", "Duration: 10 working days"]
    assert [finding.code for finding in read.findings] == ["timetable-columns"]


BY_CONTENT = [
    "Task;Date\nIssue ITT;2 June 2025\nTenders due;4 July 2025\n",
    "Matter;On\nIssue ITT;2 June 2025\nTenders due;4 July 2025\n",
    "Matter | Date | Status\nIssue ITT | 2 June 2025 | Done\nTenders due | 4 July 2025 | On track\n",
    "Issue ITT,2 June 2025\nTenders due,4 July 2025\n",
    "Item\tBy\nIssue ITT\t2 June 2025\nTenders due\t4 July 2025\n",
    "Issue ITT        2 June 2025\nTenders due      4 July 2025\n",
    "| Issue ITT | 2 June 2025 |\n|---|---|\n| Tenders due | 4 July 2025 |\n",
    "- Issue ITT: 2 June 2025\n- Tenders due: 4 July 2025\n",
    "The plan is:\n\n1. 2 June 2025 \u2013 Issue ITT\n2. 4 July 2025 \u2013 Tenders due\n\nEnd\n",
    "Issue ITT: 2 June 2025\nTenders due: 4 July 2025\n",
]


@pytest.mark.parametrize("text", BY_CONTENT)
def test_table_without_the_usual_headings_is_known_by_its_times(text):
    """Councils head their columns as they like, or not at all."""
    rows = read_table(text, on=PAPER).rows
    assert [(row.what, row.window.earliest, row.step) for row in rows] == [
        ("Issue ITT", date(2025, 6, 2), "itt"),
        ("Tenders due", date(2025, 7, 4), "tender"),
    ]


def test_item_of_a_list_that_cannot_be_read_is_reported():
    """A placeholder between two dates is a row like the others."""
    read = read_table(
        "- Issue ITT: 2 June 2025\n- Last questions: [insert date]\n- Tenders due: 4 July 2025\n"
        "- Contact: the clerk\n",
        on=PAPER,
    )
    assert [row.what for row in read.rows] == ["Issue ITT", "Last questions", "Tenders due"]
    assert "[insert date]" in read.findings[0].message


STEPS = ["Issue ITT", "Tenders due", "Evaluation to follow", "Go live"]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("- Issue ITT: 2 June 2025\n- Tenders due: 4 July 2025\n- Evaluation to follow\n"
         "- Go live: when staff have moved\n", "when staff have moved"),
        ("1. Issue ITT: 2 June 2025\n\n2. Tenders due: 4 July 2025\n\n3. Evaluation to follow\n\n"
         "4. Go live: 1 December 2025\n\nEnd of list\n", "1 December 2025"),
        ("  - Issue ITT: 2 June 2025\n  - Tenders due:\n    4 July 2025\n  - Evaluation to follow\n"
         "  - Go live: autumn\n    2025\n\nThe panel: three officers\n", "autumn 2025"),
        ("* Go live: autumn 2025\n* Evaluation to follow\n* Tenders due: 4 July 2025\n"
         "* Issue ITT: 2 June 2025\n", "autumn 2025"),
    ],
)  # fmt: skip
def test_step_in_a_list_is_a_row_whether_or_not_it_has_a_day(text, when):
    """A go-live that waits for something is the row that must not go missing."""
    read = read_table(text, on=PAPER)
    assert sorted(row.what for row in read.rows) == sorted(STEPS)
    assert {row.what: row.window.words for row in read.rows}["Go live"] == when


@pytest.mark.parametrize(
    "text",
    ["Dear all,\nthe panel met, and 4 May 2025 was agreed,\nas said,\n", "One: 4 May 2025\nTwo: three\n",
     "4 May 2025, 5 May 2025\n6 May 2025, 7 May 2025\n"],
)  # fmt: skip
def test_prose_with_a_date_is_no_table(text):
    """A table made up from commas would hold rows that the paper does not have."""
    with pytest.raises(FormatError, match="no table was found"):
        read_table(text, on=PAPER)


def test_time_of_spaced_text_goes_on_in_the_line_below():
    """A narrow column of a PDF breaks "7 April 2025 - 25 April 2025" in two."""
    text = (
        "Stage             Date\nTenders due       4 April 2025\n                  12 noon\n"
        "Evaluation        7 April 2025 -\n                  25 April 2025\n"
        "                  28 April 2025\n"
    )
    read = read_table(text, on=PAPER)
    assert [row.what for row in read.rows] == ["Tenders due", "Evaluation", "(no action written)"]
    assert read.rows[0].window.at == time(12)
    assert days(text)[1] == ("2025-04-07", "2025-04-25")


YEARS = [
    # a slip in one year moves no other row
    (["2 June 2025", "4 July 2052", "14 July", "1 October"],
     ["2025-06-02", "2052-07-04", "2025-07-14", "2025-10-01"]),
    # rows lead up to the first that has a year
    (["October", "9 Jan", "6 May", "12 June 2025"], ["2024-10-01", "2025-01-09", "2025-05-06", "2025-06-12"]),
    # rows out of order by less than a month keep the year of their neighbours
    (["10 December 2025", "20 November", "3 February 2026"], ["2025-12-10", "2025-11-20", "2026-02-03"]),
    (["10 December 2025", "1 November", "3 February 2026"], ["2025-12-10", "2025-11-01", "2026-02-03"]),
    # without any year the first row is close to the day of the paper, and the last not before it
    (["12 March", "3 June", "1 October"], ["2025-03-12", "2025-06-03", "2025-10-01"]),
    (["1 June", "9 January", "6 April"], ["2025-06-01", "2026-01-09", "2026-04-06"]),
    (["November", "12 March"], ["2025-11-01", "2026-03-12"]),
    # a weekday fixes a year
    (["Tuesday 4 March", "Monday 9 June", "1 October"], ["2025-03-04", "2025-06-09", "2025-10-01"]),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "found"), YEARS)
def test_missing_years_are_chosen_for_the_table_as_a_whole(printed, found):
    """One wrong year would move every row below it, and a check would believe them all."""
    text = "Date\tAction\n" + "".join(f"{when}\tStep {n}\n" for n, when in enumerate(printed))
    assert [first for first, _ in days(text)] == found


QUARTERS = [
    (["Q1 2025/26", "Q2", "Q4", "April 2026"],
     [("2025-04-01", "2025-06-30"), ("2025-07-01", "2025-09-30"), ("2026-01-01", "2026-03-31"),
      ("2026-04-01", "2026-04-30")]),
    (["1 April 2025", "Q1", "Q3 2025/26"],
     [("2025-04-01", "2025-04-01"), ("2025-04-01", "2025-06-30"), ("2025-10-01", "2025-12-31")]),
    (["Q1 2025", "Q2"], [("2025-01-01", "2025-03-31"), ("2025-04-01", "2025-06-30")]),
    (["Q3 2025/26", "May"], [("2025-10-01", "2025-12-31"), ("2026-05-01", "2026-05-31")]),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "found"), QUARTERS)
def test_quarter_without_a_year_is_of_the_kind_that_its_table_names(printed, found):
    """Below "Q1 2025/26", a "Q2" read as April to June would be the same three months again."""
    text = "Date\tAction\n" + "".join(f"{when}\tStep {n}\n" for n, when in enumerate(printed))
    assert days(text) == found


def test_row_more_than_eighteen_months_away_is_reported():
    """The year may be a slip of the pen; the officer knows."""
    text = "Date,Action\n2 June 2025,Issue ITT\n4 July 2052,Tenders due\n14 July,Moderation\n"
    read = read_table(text, on=PAPER)
    assert list(map(str, read.findings)) == [
        "Row 2 (line 3): Tenders due is on 4 July 2052, more than eighteen months from the rows around it. "
        "Check the year. No other row takes its year from this one.",
    ]
    assert read.rows[2].window.inferred == ("the year 2025, from the rows around it",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_heading_with_fewer_cells_than_its_rows_is_read(end):
    """A column that somebody added without a heading ended in an error of Python."""
    lines = ("Task,Owner", "Tenders due,Ash,9 June 2025", "Evaluation,Elm,16 June 2025")
    assert days(end.join(lines)) == [("2025-06-09", "2025-06-09"), ("2025-06-16", "2025-06-16")]
