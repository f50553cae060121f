"""Tables of dates are read out of the files and papers that councils keep them in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commissioning.casebook import lancashire_homecare
from commissioning.casebook.lewisham_schedule import HEADING, PRINTED, published
from commissioning.dates.parsing.readings import Precision
from commissioning.errors import FormatError, RecordError
from commissioning.timetable import Window, day_of_paper, read_table, recognised
from commissioning.timetable.columns import printed_rows

PAPER = date(2022, 3, 1)
MARKDOWN = """
Some prose, with a date and an action of its own.

| Activity | Date | Status |
|---|:--|---|
| Contract notice published | w/c 4 April | |
| SQ deadline | 12noon Wednesday 4/05/2022 | done |
| Moderation |  | |
| Cabinet decision to award | 14 July | |
| Call-in | 5 working days after decision | |
"""
COMMAS = """Date,Milestone
4 July 2022,"Issue ITT, with all documents"
"22nd September, 2022",Tender evaluation
"""
SPACED = """Proposed Schedule

   Week commencing         Action                       Summary
   2 nd week July 2022     Above threshold Standard     Open for
                           Selection Questionnaire      30 days
   4 th week Aug. 2022     Issue Invitation to Tender
                           to shortlisted providers

Other text that follows the table
"""

LEWISHAM = [
    ("2 nd Thursday of the month", None, None, "market-engagement"),
    ("1 st week Feb. 2022", date(2022, 1, 31), date(2022, 2, 6), "reference-group"),
    ("1st week March 2022", date(2022, 2, 28), date(2022, 3, 6), "reference-group"),
    ("2 nd week March 2022", date(2022, 3, 7), date(2022, 3, 13), "approval-to-procure"),
    ("1 st week April 2022", date(2022, 4, 4), date(2022, 4, 10), "specification"),
    ("2 nd week April \u2013 2 nd week June 2022", date(2022, 4, 11), date(2022, 6, 12), "market-engagement"),
    ("2 nd week July 2022", date(2022, 7, 11), date(2022, 7, 17), "ssq"),
    ("2 nd week Aug. 2022", date(2022, 8, 8), date(2022, 8, 14), "selection-assessment"),
    ("4 th week Aug. 2022", date(2022, 8, 22), date(2022, 8, 28), "itt"),
    ("1 st week Oct. 2022", date(2022, 10, 3), date(2022, 10, 9), "score-sheet"),
    ("3 rd week Oct. 2022", date(2022, 10, 17), date(2022, 10, 23), "interview"),
    ("2 nd Nov. 2022", date(2022, 11, 2), date(2022, 11, 13), "approval-to-award"),
    ("Dec. \u2013 Mar 2023", date(2022, 12, 1), date(2023, 3, 31), "mobilisation-plan"),
    ("01 April 2023", date(2023, 4, 1), date(2023, 4, 1), "go-live"),
]  # fmt: skip


@pytest.mark.parametrize("given", [None, b"", Path("paper.txt"), [["Date", "Action"]]])
def test_table_that_is_not_text_is_refused_with_what_to_give(given):
    """A frame or a path in its place ended inside the reader."""
    with pytest.raises(FormatError, match="is not text; give the text of a table, such as"):
        read_table(given, on=date(2025, 5, 1))


def test_paper_without_a_day_of_its_own_is_asked_for_it():
    """Every year that is not printed hangs on it."""
    with pytest.raises(RecordError, match="read_table: on: None is not a day"):
        read_table("Date,Action\n1 May 2025,Go live\n", on=None)


def test_lewisham_schedule_is_read_with_every_day_and_step():
    """Fourteen rows of real council prose: the days worked out by hand are the days read."""
    rows = published().rows
    found = [(r.window.words, r.window.earliest, r.window.latest, r.step) for r in rows]

    assert found == LEWISHAM
    assert rows[0].window.recurrence == "FREQ=MONTHLY;BYDAY=2TH"
    assert rows[1].summary == "Meeting weekly \u2013 first meeting took place on 04/02/2022"


def test_lancashire_dates_are_read_as_in_its_story():
    """Two readers of one note, one by hand: the days and the steps must agree."""
    for row in lancashire_homecare.published().rows:
        window = Window.parse(row.window.words, near=date(2015, 9, 9))
        assert window.earliest == row.window.earliest
        assert recognised(row.what) == row.step


def test_table_within_the_text_of_a_paper_is_read():
    """An officer has the paper's text, not a table cut out of it."""
    table = "\n".join(f"{row.when}\t{row.what}\t{row.summary}" for row in PRINTED)
    paper = f"Procurement approach\nBy tender, and openly.\n\n{HEADING}\tAction\tSummary\n{table}\n\nEnd"

    assert read_table(paper, on=PAPER).rows == published().rows


def test_markdown_table_with_columns_in_any_order_is_read():
    """Councils put the activity first as often as the date."""
    rows = read_table(MARKDOWN, on=PAPER).rows

    assert [(str(row.window), row.step) for row in rows] == [
        ("w/c 4 April", "notice"),
        ("12noon Wednesday 4/05/2022", "selection-response"),
        ("TBC", "moderation"),
        ("14 July", "approval-to-award"),
        ("5 working days after decision", "call-in"),
    ]
    assert rows[1].summary == "done"
    assert rows[0].window.earliest == date(2022, 4, 4)


def test_csv_with_quoted_commas_is_read():
    """Spreadsheets leave as CSV, with commas inside quotation marks."""
    rows = read_table(COMMAS, on=PAPER).rows

    assert [(row.what, row.window.earliest, row.step) for row in rows] == [
        ("Issue ITT, with all documents", date(2022, 7, 4), "itt"),
        ("Tender evaluation", date(2022, 9, 22), "score-sheet"),
    ]


BROKEN_CELLS = (
    'Schedule, as agreed\r\n\r\n"Week\r\ncommencing",Action,Summary\r\n'
    '"4 July\r\n2022","Issue ITT,\nwith ""all"" documents",\r\n'
    '11 July 2022,Tender evaluation,"one\n\ntwo"\r\n30 Juy 2022,Interviews,\r\n'
)


def test_csv_cells_over_several_lines_are_read():
    """Cells with line breaks are what spreadsheets of timetables are made of."""
    broken = BROKEN_CELLS.replace("Juy", "July")
    heading, printed = printed_rows(broken)
    rows = read_table(broken, on=PAPER).rows

    assert (heading, [row.line for row in printed]) == ("Week commencing", [5, 8, 11])
    assert [(row.what, row.summary, row.window.earliest) for row in rows] == [
        ('Issue ITT, with "all" documents', "", date(2022, 7, 4)),
        ("Tender evaluation", "one two", date(2022, 7, 11)),
        ("Interviews", "", date(2022, 7, 30)),
    ]


def test_fault_below_a_broken_csv_cell_names_its_own_line():
    """The line is how an officer finds the cell in the file."""
    (finding,) = read_table(BROKEN_CELLS, on=PAPER).findings
    assert finding.message.startswith("Row 3 (line 11): '30 Juy 2022' could not be read")


def test_quotation_mark_that_is_never_closed_loses_only_its_line():
    """The CSV reader takes the whole file for one cell; its limit must give no crash."""
    rows = read_table('"Date,Action\n' + "4 July 2022,Issue ITT\n" * 6500, on=PAPER).rows
    assert len(rows) == 6500
    assert {row.step for row in rows} == {"itt"}


def test_spaced_columns_are_read_by_their_position():
    """Text out of a PDF has no columns but spaces, and cells that run over lines."""
    table = read_table(SPACED, on=PAPER, title="Schedule").timetable

    assert [(row.what, row.summary) for row in table.rows] == [
        ("Above threshold Standard Selection Questionnaire", "Open for 30 days"),
        ("Issue Invitation to Tender to shortlisted providers", ""),
    ]
    assert table.title == "Schedule"


def test_missing_year_is_taken_from_the_row_above():
    """A table of 2022 and 2023 seldom repeats the year."""
    text = "Date\tAction\n4 Nov 2022\tIssue ITT\n20 Jan\tTenders due\n1 April\tGo live"
    days = [row.window.earliest for row in read_table(text, on=PAPER).rows]

    assert days == [date(2022, 11, 4), date(2023, 1, 20), date(2023, 4, 1)]


UNREADABLE = "Date\tAction\n31 April 2022\tIssue ITT\n4 May 2022\t\nsoonish\tOther\n"


def test_row_that_cannot_be_read_keeps_its_words_and_is_reported():
    """One odd cell must not lose a table, and must not vanish from it."""
    read = read_table(UNREADABLE, on=PAPER)

    assert [(row.what, str(row.window), row.window.earliest) for row in read.rows] == [
        ("Issue ITT", "31 April 2022", None),
        ("(no action written)", "4 May 2022", date(2022, 5, 4)),
        ("Other", "soonish", None),
    ]
    assert [row.window.precision is Precision.UNREAD for row in read.rows] == [True, False, True]
    assert list(map(str, read.findings)) == [
        "Row 1 (line 2): '31 April 2022' cannot be dated: April 2022 has 30 days, not 31. "
        "Write the day that is meant.",
        "Row 2 (line 3): there is no action beside '4 May 2022'. Write what happens then.",
        "Row 3 (line 4): 'soonish' could not be read: 'soonish' does not belong in a date. "
        "Write it like '2nd week July 2022', '4 July 2022' or 'by 15/02/2022'.",
    ]


def test_printed_timetable_shows_its_rows_and_counts_its_findings():
    """A notebook shows what was read beside how much was not."""
    read = read_table(UNREADABLE, on=PAPER)
    assert repr(read) == "<PrintedTimetable: 3 rows, 3 findings>"
    assert "soonish" in read._repr_mimebundle_()["text/html"]


def test_placeholder_among_times_loses_its_own_row_only():
    """Templates of government leave "[insert date]" behind; the other rows are good."""
    text = (
        "Activity\tDate\nITT goes out\t3 March 2025\nLast questions\t[insert date]\n"
        "Award decision\t30 May 2025\n"
    )
    read = read_table(text, on=date(2025, 1, 6))
    days = [row.window.earliest for row in read.rows]
    assert days == [date(2025, 3, 3), None, date(2025, 5, 30)]
    assert "[insert date]" in str(read.findings[0])


def test_every_unreadable_row_is_named_in_one_error_if_strict():
    """An officer mends a file once, not once for each fault."""
    with pytest.raises(FormatError) as refused:
        read_table(UNREADABLE, on=PAPER, strict=True)
    assert refused.value.problems == (
        "row 1 (line 2): '31 April 2022' cannot be dated: April 2022 has 30 days, not 31",
        "row 2 (line 3): there is no action beside '4 May 2022'; write what happens then",
        "row 3 (line 4): 'soonish' could not be read: 'soonish' does not belong in a date; "
        "write it like '2nd week July 2022', '4 July 2022' or 'by 15/02/2022'",
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "no table here",
            "no table was found; head one column like 'Date' and another like 'Action', or "
            "write a list such as '- Tenders due: 5 July 2026'",
        ),
        ("Date\tAction\n", "the table has a heading and no rows; give it at least one"),
    ],
)
def test_text_without_a_table_is_refused(text, problem):
    """An empty timetable would look like a plan without faults."""
    with pytest.raises(FormatError) as refused:
        read_table(text, on=PAPER)
    assert refused.value.problems == (problem,)


def test_words_in_small_letters_continue_the_cell_above():
    """A PDF breaks a cell in two and leaves a tab before the rest."""
    text = "Date\tAction\n4 May 2022\tSet up forum\n\tof providers\n\tGo live\n"
    rows = read_table(text, on=PAPER).rows

    assert [(row.what, str(row.window)) for row in rows] == [
        ("Set up forum of providers", "4 May 2022"),
        ("Go live", "TBC"),
    ]


def test_printed_rows_keep_their_words_and_lines():
    """A message about row 2 must lead to its line in the file."""
    heading, rows = printed_rows("x\n| When | Task |\n|---|---|\n|  | Tea |\n| May | Go live |\n")

    assert heading == "When"
    assert [(row.when, row.what, row.line) for row in rows] == [
        ("", "Tea", 4),
        ("May", "Go live", 5),
    ]


PAPERS = [
    ("Committee\n\n01 March 2022\nText of 4 May 2022", date(2022, 3, 1)),
    ("Date: 9th September, 2015", date(2015, 9, 9)),
    ("Date of meeting: 22<sup>nd</sup> September, 2015", date(2015, 9, 22)),
    ("March 2022\n31 April 2022\n" + "4 May 2022 " * 9, None),
]


@pytest.mark.parametrize(("text", "day"), PAPERS)
def test_day_of_a_paper_is_its_first_line_with_only_a_date(text, day):
    """Missing years are taken from it, so it must not be a date that the text only mentions."""
    assert day_of_paper(text) == day


@pytest.mark.parametrize("row", ["Decision | 9 September 2025 |", "Decision 9 September 2025"])
def test_row_of_the_table_is_not_the_day_of_the_paper(row):
    """The words beside a date make it the day of something else, and years would be guessed from it."""
    assert day_of_paper(f"Matter | When |\n{row}\n") is None
