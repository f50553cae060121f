"""A paper four times as long takes about four times as long to read, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from time import process_time

import pytest

from commissioning.dates.parsing.cleaning import plain
from commissioning.dates.windows import Window
from commissioning.errors import FormatError
from commissioning.timetable.columns import printed_rows
from commissioning.timetable.reading import read_table

ON = date(2022, 3, 1)


def table(text: str) -> None:
    """Read a table of dates; a refusal is an answer too."""
    try:
        read_table(text, on=ON)
    except FormatError as refused:
        str(refused)


def wide(size: int) -> str:
    """A table of so many columns, with more words than the reader keeps in mind, all of one length."""
    heading, row = (f"c{n:04}" for n in range(size)), (f"v{n:04}" for n in range(size))
    return "   ".join(("Date", "Action", *heading)) + "\n" + "   ".join(("1 May", "Go", *row))


@pytest.mark.parametrize(
    ("read", "build", "size"),
    [
        (table, wide, 1_100),
        (table, lambda size: "a line, of prose\n" * size, 1_500),
        (table, lambda size: '"a line, of prose\n' * size, 800),
        (table, lambda size: "Date   Action\n1 May   Go" + "   go" * size, 4_000),
        (table, lambda size: "Date   Action\n1 May   Go" + "\n        on" * size, 2_000),
        (plain, lambda size: "<a" * size, 8_000),
        (table, lambda size: "Date,Action\n" + "4 July 2022,Issue ITT\n" * size, 1_250),
        (table, lambda size: "Date,Action\n" + "4 July,Issue ITT\n" * size, 600),
        (table, lambda size: "- Issue ITT: by 4 July 2022 (Cabinet)\n" * size, 200),
    ],
    ids=[
        "columns",
        "prose",
        "quotation marks",
        "pieces",
        "lines",
        "tags",
        "rows",
        "no years",
        "list",
    ],
)
def test_time_to_read_grows_with_the_text(
    read: Callable[[str], object], build: Callable[[int], str], size: int
):
    """A paper of a megabyte that somebody mailed must not stop the program for an hour."""
    text = build(size)
    short = min(seconds(read, text) for _ in range(3))
    text = build(4 * size)
    tries = (seconds(read, text) for _ in range(3))  # a busy machine is given a second chance
    assert any(
        long < 9 * short for long in tries
    )  # 16 times as long where it grows with the square


def seconds(read: Callable[[str], object], text: str) -> float:
    """Seconds of this process."""
    started = process_time()
    read(text)
    return process_time() - started


def test_words_too_long_for_a_time_are_refused_with_the_bound():
    """A whole paragraph in the column of dates is a slip in the table."""
    with pytest.raises(FormatError) as refused:
        Window.parse("<a" * 30_000)
    assert str(refused.value) == (
        "window: the words are longer than 500 characters; give the day or the time alone"
    )


def test_pieces_of_one_cell_are_joined_under_the_nearest_heading():
    """Text from a PDF breaks a cell into pieces; each belongs to the heading it stands under."""
    _, (row,) = printed_rows(
        "Action         Date         Notes\nPaper  to      1 May 2022   as  agreed\n"
    )
    assert (row.what, row.when, row.summary) == ("Paper to", "1 May 2022", "as agreed")


def test_row_keeps_the_lines_that_go_on_with_it():
    """Long actions run over several lines of a column."""
    _, (first, second) = printed_rows(
        "Date         Action\n1 May 2022   Publish the\n             notice and\n"
        "             wait\n2 May 2022   Go\n"
    )
    assert (first.what, first.line, second.what) == ("Publish the notice and wait", 2, "Go")
