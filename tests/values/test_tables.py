"""Tables: what leaves the library for spreadsheets, data frames and pages."""

from __future__ import annotations

import csv
import sys
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.values.tables import Cell, Column, ColumnsOf, Kind, Table

BIDS = Table(
    (
        Column("provider", Kind.TEXT, "the provider's reference"),
        Column("price", Kind.NUMBER, "pounds for each year"),
        Column("places", Kind.WHOLE),
        Column("received", Kind.DAY),
        Column("in time", Kind.YES_NO),
    ),
    (
        ("Alpha Care", Decimal("1204500.50"), 120, date(2022, 7, 14), True),
        ("Bryn & Sons", Decimal("-3"), None, date(2022, 7, 1), False),
    ),
)


def test_rows_come_as_dicts_by_column_name() -> None:
    """A notebook user makes a data frame of them in one call."""
    assert BIDS.to_dicts()[1] == {
        "provider": "Bryn & Sons",
        "price": Decimal(-3),
        "places": None,
        "received": date(2022, 7, 1),
        "in time": False,
    }


def test_columns_come_as_lists_by_name() -> None:
    """Columns make a data frame twice as fast as rows do."""
    assert BIDS.to_columns()["price"] == [Decimal("1204500.50"), Decimal(-3)]
    assert list(BIDS.to_columns()) == ["provider", "price", "places", "received", "in time"]


def test_floats_come_only_when_asked_for() -> None:
    """A chart wants floats; a sum of money must never meet one by accident."""
    prices = BIDS.to_columns(exact=False)["price"]
    assert prices == [1204500.5, -3.0]
    assert {type(price) for price in prices} == {float}
    assert type(BIDS.to_dicts(exact=False)[0]["price"]) is float
    assert type(BIDS.to_dicts()[0]["price"]) is Decimal


def test_csv_is_written_for_machines() -> None:
    """Days sort, numbers parse, and an empty cell is empty."""
    assert BIDS.to_csv() == (
        "provider,price,places,received,in time\r\n"
        "Alpha Care,1204500.50,120,2022-07-14,true\r\n"
        "Bryn & Sons,-3,,2022-07-01,false\r\n"
    )


def test_csv_for_excel_starts_with_a_byte_order_mark() -> None:
    """Without it Excel shows Â£ for £."""
    assert BIDS.to_csv(for_excel=True) == "\ufeff" + BIDS.to_csv()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_text_never_becomes_a_formula(start: str) -> None:
    """A tenderer's text must not run in the officer's spreadsheet; names of columns neither."""
    text = f"{start}HYPERLINK(A1)"
    table = Table((Column(text),), ((text,),))
    assert list(csv.reader(StringIO(table.to_csv()))) == [[f"'{text}"], [f"'{text}"]]


def test_negative_number_keeps_its_sign_in_csv() -> None:
    """A saving is a negative amount, not a formula."""
    assert Table((Column("saving", Kind.NUMBER),), ((Decimal("-10.50"),),)).to_csv() == (
        "saving\r\n-10.50\r\n"
    )


def test_text_is_aligned_and_reads_like_a_paper() -> None:
    """The command line and a terminal show tables as they are."""
    assert str(BIDS) == (
        "provider            price  places  received      in time\n"
        "-----------  ------------  ------  ------------  -------\n"
        "Alpha Care   1,204,500.50     120  14 July 2022  yes\n"
        "Bryn & Sons            -3          1 July 2022   no"
    )
    assert repr(BIDS) == "<Table of 2 rows: provider, price, places, received and in time>"


def test_long_cells_wrap_within_their_column() -> None:
    """A message of three lines must not push the other columns off the screen."""
    table = Table(
        (Column("code"), Column("message")),
        (("late", "one two three four five six seven eight nine ten " * 3 + "end"), ("x", "a\nb")),
    )
    lines = str(table).splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[3].startswith("      ")
    assert lines[-2:] == ["x     a", "      b"]


def test_many_columns_become_blocks() -> None:
    """Twenty columns cannot stand side by side in 80 characters; what is empty is left out."""
    table = Table(
        tuple(Column(f"column {n}") for n in range(20)),
        (tuple("word" if n % 2 else None for n in range(20)), tuple("other" for _ in range(20))),
    )
    first, second = str(table).split("\n\n")
    assert first.splitlines()[0] == "column 1: word"
    assert len(first.splitlines()) == 10
    assert len(second.splitlines()) == 20


def test_table_without_columns_is_empty_everywhere() -> None:
    """An empty result is a result."""
    empty = Table((), ())
    assert str(empty) == ""
    assert empty.to_csv() == "\r\n"
    assert empty.to_dicts() == []
    assert "<tbody>" in empty.to_html()


@pytest.mark.parametrize("columns", [2, 20])
def test_table_without_rows_says_so_below_its_heads(columns) -> None:
    """A notebook that shows heads alone, or nothing at all, looks broken; that there is none is an answer."""
    none = Table(tuple(Column(f"column {n}") for n in range(columns)), ())
    assert str(none).splitlines()[-1] == "no rows"
    assert f'<td colspan="{columns}">no rows</td>' in none._repr_html_()


def test_html_escapes_everything() -> None:
    """A provider's name is text, never markup in the page of the officer who opens it."""
    bad = "<script>alert('x')</script>\"&"
    page = Table((Column(bad, Kind.TEXT, bad),), ((bad,),)).to_html(bad)
    assert "<script" not in page
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            seen.append(data.strip())

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "th":
                assert dict(attrs)["title"] == bad

    Reader().feed(page)
    assert [text for text in seen if text] == [bad, bad, bad]


def test_html_breaks_lines_and_aligns_numbers() -> None:
    """Figures line up on the right; a cell of several lines keeps them."""
    page = Table((Column("n", Kind.NUMBER), Column("t")), ((Decimal("1000.5"), "a\nb"),)).to_html()
    assert (
        '<td style="text-align:right;padding:2px 8px;border-bottom:1px solid #8886">1,000.5</td>'
        in page
    )
    assert (
        '<td style="text-align:left;padding:2px 8px;border-bottom:1px solid #8886">a<br>b</td>'
        in page
    )
    assert "<caption>" not in page
    assert "title=" not in page


def test_day_stays_on_one_line_of_a_page() -> None:
    """A column of days is looked down; a year on a line of its own breaks it."""
    page = Table((Column("on", Kind.DAY), Column("t")), ((date(2023, 1, 30), "a"),)).to_html()
    assert page.count("white-space:nowrap") == 2
    assert 'white-space:nowrap">30 January 2023</td>' in page


def test_notebook_shows_the_table_as_html() -> None:
    """It shows itself, without a plotting library."""
    assert BIDS._repr_html_() == BIDS.to_html()


@pytest.mark.parametrize(
    ("kind", "cell", "told"),
    [
        (Kind.NUMBER, 3, "rows[0]: c is 3; its column takes an exact number"),
        (Kind.WHOLE, True, "rows[0]: c is True; its column takes a whole number"),
        (Kind.WHOLE, Decimal(3), "rows[0]: c is Decimal('3'); its column takes a whole number"),
        (Kind.YES_NO, 1, "rows[0]: c is 1; its column takes yes or no"),
        (Kind.DAY, "2022-07-14", "rows[0]: c is '2022-07-14'; its column takes a day"),
        (
            Kind.TEXT,
            date(2022, 7, 14),
            "rows[0]: c is datetime.date(2022, 7, 14); its column takes text",
        ),
    ],
)
def test_cell_of_another_kind_than_its_column_is_refused(kind: Kind, cell: Cell, told: str) -> None:
    """A column that says days holds days, or a data frame's types are a guess."""
    with pytest.raises(RecordError) as caught:
        Table((Column("c", kind),), ((cell,),))
    assert caught.value.problems == (told,)


def test_malformed_tables_say_every_problem() -> None:
    """A row too short and a name used twice are both found at once."""
    with pytest.raises(RecordError) as caught:
        Table((Column("a"), Column("a")), (("x",), ("x", "y", "z")))
    assert str(caught.value) == (
        "table has 3 problems:\n"
        "  - columns: 2 columns are named 'a'; name each differently\n"
        "  - rows[0]: the columns number 2, the cells 1; give one for each, None if it is empty\n"
        "  - rows[1]: the columns number 2, the cells 3; give one for each, None if it is empty"
    )
    with pytest.raises(RecordError, match="name: is empty; give the heading of the column"):
        Column("")


def test_float_never_gets_into_a_table() -> None:
    """Marks and money are exact up to the door."""
    with pytest.raises(RecordError, match=r'0\.1 is a float; write Decimal\("0\.1"\)'):
        Table((Column("mark", Kind.NUMBER),), ((0.1,),))  # type: ignore[arg-type]


def test_arrow_keeps_types_exactly() -> None:
    """One call into polars, pandas or duckdb, with decimals and days intact."""
    pa = pytest.importorskip("pyarrow")
    arrow = pa.table(BIDS)
    assert arrow.to_pylist() == BIDS.to_dicts()
    assert [str(kind) for kind in arrow.schema.types] == [
        "string",
        "decimal128(38, 2)",
        "int64",
        "date32[day]",
        "bool",
    ]


def test_arrow_takes_long_numbers_and_refuses_longer_ones_in_words() -> None:
    """Arrow holds 76 digits; what does not fit is said, not cut."""
    pa = pytest.importorskip("pyarrow")
    column = (Column("n", Kind.NUMBER),)
    long = Decimal("1" * 50 + "." + "5" * 20)
    assert pa.table(Table(column, ((long,), (None,)))).to_pylist() == [{"n": long}, {"n": None}]
    with pytest.raises(RecordError) as caught:
        pa.table(Table(column, ((Decimal("1E+90"),),)))
    assert str(caught.value) == (
        "table: n needs 93 digits and Arrow holds 76; round the column or hand it on as text"
    )


def test_arrow_refuses_a_whole_number_it_cannot_hold() -> None:
    """Sixty-four bits are enough for any count; what is more is a slip, and is said in words."""
    pa = pytest.importorskip("pyarrow")
    column = (Column("n", Kind.WHOLE),)
    assert pa.table(Table(column, ((2**63 - 1,), (None,)))).num_rows == 2
    with pytest.raises(RecordError) as caught:
        pa.table(Table(column, ((2**63,),)))
    assert str(caught.value) == (
        "table: n has a whole number beyond 9,223,372,036,854,775,807; "
        "round the column or hand it on as text"
    )


def test_reference_is_not_broken_at_its_hyphens() -> None:
    """A code is looked up as it stands; half of it on the next line finds nothing."""
    table = Table((Column("code"), Column("why")), (("missing-record", "because " * 20 + "so"),))
    assert "missing-record" in str(table)


def test_without_pyarrow_the_error_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lacks the optional library is told what to install."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError) as caught:
        BIDS.__arrow_c_stream__()
    assert str(caught.value) == ("an Arrow stream needs pyarrow: pip install pyarrow")


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=90
) | st.lists(st.text("abcé", min_size=1, max_size=12), max_size=30).map(" ".join)


@settings(max_examples=60)
@given(st.lists(st.tuples(WORDS, WORDS, st.none() | st.integers(-(10**6), 10**6)), max_size=6))
def test_text_fits_80_columns_and_csv_reads_back(rows: list[tuple[str, str, int | None]]) -> None:
    """Whatever people type, a terminal stays readable and a spreadsheet gets every cell."""
    table = Table((Column("a"), Column("b"), Column("c", Kind.WHOLE)), tuple(rows))
    assert all(len(line) <= 80 for line in str(table).split("\n"))
    read = list(csv.reader(StringIO(table.to_csv(), newline="")))[1:]
    for row, cells in zip(rows, read, strict=True):
        for given_text, cell in zip(row[:2], cells[:2], strict=True):
            assert cell.removeprefix("'") == str(given_text).removeprefix("'")
            assert not cell.startswith(("=", "+", "-", "@"))


class Installed:
    """Stands for pandas or polars: it keeps what its data frame is made from."""

    String, Int64, Date, Boolean, Float64 = "String", "Int64", "Date", "Boolean", "Float64"

    class DataFrame:
        def __init__(self, data: object, **more: object) -> None:
            self.data, self.more = data, more


def test_table_becomes_a_data_frame_of_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty tables keep their headings, and no number is rounded on the way."""
    monkeypatch.setitem(sys.modules, "pandas", Installed)  # type: ignore[arg-type]
    frame = BIDS.to_pandas()
    assert isinstance(frame, Installed.DataFrame)
    assert frame.data == BIDS.to_columns()
    assert frame.more == {"columns": ["provider", "price", "places", "received", "in time"]}
    assert BIDS.to_pandas(exact=False).data == BIDS.to_columns(exact=False)  # type: ignore[attr-defined]


def test_table_becomes_a_data_frame_of_polars(monkeypatch: pytest.MonkeyPatch) -> None:
    """A column without a filled cell keeps its type, so that frames of two lots can be joined."""
    monkeypatch.setitem(sys.modules, "polars", Installed)  # type: ignore[arg-type]
    frame = BIDS.to_polars()
    assert isinstance(frame, Installed.DataFrame)
    kinds = {"provider": "String", "places": "Int64", "received": "Date", "in time": "Boolean"}
    assert (frame.data, frame.more) == (BIDS.to_columns(), {"schema_overrides": kinds})
    floats = BIDS.to_polars(exact=False)
    assert floats.more == {"schema_overrides": {**kinds, "price": "Float64"}}  # type: ignore[attr-defined]


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_without_a_package_for_frames_the_error_names_it(
    monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    """The name to install is that of the real package; this library's own name is not registered."""
    monkeypatch.setitem(sys.modules, package, None)  # type: ignore[arg-type]
    with pytest.raises(ImportError) as caught:
        getattr(BIDS, f"to_{package}")()
    assert str(caught.value) == f"a data frame of {package} needs {package}: pip install {package}"


def test_columns_without_a_filled_cell_may_be_left_out() -> None:
    """An empty column of notes takes the room of a full one and says less."""
    table = Table((Column("a"), Column("b"), Column("c")), (("x", None, None), ("y", None, "z")))
    assert table.filled() == Table((Column("a"), Column("c")), (("x", None), ("y", "z")))
    empty = Table((Column("a"),), ((None,),))
    assert (empty.filled(), Table((Column("a"),), ()).filled()) == (
        empty,
        Table((Column("a"),), ()),
    )


def test_table_is_read_on_the_ground_that_it_stands_on() -> None:
    """A notebook's dark theme would put light letters or dark stripes on the white of a view."""
    page = BIDS.to_html()
    assert '<table class="commissioning" style="border-collapse:collapse;color:inherit">' in page
    assert page.count('<tr style="background:none">') == 2


def test_text_in_a_cell_that_takes_numbers_too_is_judged_as_a_text():
    """ " 4" told as no exact number sends its reader looking for a number."""
    with pytest.raises(RecordError, match=r"rows\[0\]\[0\]: ' Care' has spaces at an end"):
        Table((Column("a"),), ((" Care",),))


def test_number_breaks_over_two_lines_last() -> None:
    """A ceiling of 10,000,00 with a 0 below it is read as another sum, so the words beside it give way."""
    ceiling = (Column("ceiling", Kind.NUMBER), (Decimal("10000000"),))
    words = (Column("note"), ("as varied, " * 12 + "so far",))
    table = Table((ceiling[0], words[0]), (ceiling[1] + words[1],))
    for width in (80, 24, 21):
        assert "10,000,000" in table.to_text(width)
        assert max(map(len, table.to_text(width).splitlines())) <= width


def test_table_of_long_words_still_fits() -> None:
    """Where words alone are wider than the line, they break, and the widest breaks first."""
    table = Table((Column("a"), Column("b")), (("x" * 60, "y" * 30),))
    assert max(map(len, table.to_text(40).splitlines())) <= 40
    assert "y" * 19 in table.to_text(40)


def test_columns_with_readers_make_a_row_of_each_thing() -> None:
    """A result declares each column once, beside the way its cell is read."""
    rows = ColumnsOf[date](
        (Column("day", Kind.DAY), lambda day: day),
        (Column("year", Kind.WHOLE, "of the Common Era"), lambda day: day.year),
    )
    assert rows.row(date(2022, 7, 14)) == (date(2022, 7, 14), 2022)
    assert rows.table([date(2022, 7, 14)]) == Table(rows.columns, ((date(2022, 7, 14), 2022),))
