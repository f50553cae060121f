"""A portfolio as a folder of Parquet files."""

import json
from datetime import date

import pytest

from commissioning.errors import FormatError
from commissioning.portfolio import COLUMNS, batches, read_parquet, tables, write_parquet

pytest.importorskip("pyarrow")


def test_folder_may_be_given_as_text(few, today, tmp_path):
    """So it is everywhere else; in a notebook it ended with no attribute of a text."""
    place = f"{tmp_path / 'p'}"
    assert write_parquet(few, today, place)
    assert read_parquet(place).keys() == tables(few, today).keys()


def test_written_portfolio_is_read_again(few, today, tmp_path):
    """The folder is the portfolio: nothing may be lost or rounded on the way."""
    write_parquet(few, today, tmp_path / "p")
    read, made = read_parquet(tmp_path / "p"), tables(few, today)
    assert {n: sorted(t.rows, key=str) for n, t in read.items()} == {
        n: sorted(t.rows, key=str) for n, t in made.items()
    }
    assert json.loads((tmp_path / "p" / "portfolio.json").read_text()) == {
        "today": "2023-03-01",
        "cycles": 5,
    }


def test_there_is_one_file_for_a_table_and_year(few, today, tmp_path):
    """Two thousand small files were slower to ask than fifty with ten times the rows."""
    files = write_parquet(few, today, tmp_path / "p")
    names = [file.relative_to(tmp_path / "p").as_posix() for file in files]
    assert names.count("events/2021-1.parquet") == 1
    assert {name.partition("/")[0] for name in names} == set(COLUMNS)
    assert (
        len(names) == len(COLUMNS) + 2
    )  # the file that is no cycle: a row and a finding of year 0


def test_year_goes_on_in_the_next_file(few, today, tmp_path, monkeypatch):
    """One file of a million rows could not be read in parts."""
    monkeypatch.setattr(batches, "MOST_ROWS", 50)
    files = write_parquet(few, today, tmp_path / "p")
    events = [file.name for file in files if file.parent.name == "events"]
    count = len(tables(few, today)["events"].rows)
    assert events == [f"2021-{number}.parquet" for number in range(1, -(-count // 50) + 1)]
    assert len(read_parquet(tmp_path / "p")["events"].rows) == count


def test_portfolio_is_replaced_whole_and_anything_else_is_left_alone(few, today, tmp_path):
    """Rows of last week beside those of today would be counted twice."""
    place = tmp_path / "p"
    write_parquet(few, today, place)
    write_parquet(few[:1], today, place)
    assert len(read_parquet(place)["cycles"].rows) == 1
    (other := tmp_path / "mine").mkdir()
    (other / "thesis.txt").write_text("years of work")
    with pytest.raises(FormatError) as refused:
        write_parquet(few, today, other)
    assert str(refused.value) == (
        f"{other}: it is not a portfolio, and not an empty folder; give a new folder"
    )
    assert [file.name for file in other.iterdir()] == ["thesis.txt"]
    damaged = next(place.glob("cycles/*.parquet"))
    damaged.write_bytes(b"cut")
    with pytest.raises(FormatError) as refused:
        read_parquet(place)
    assert str(refused.value) == f"{damaged}: it is damaged; build the portfolio again"


def test_portfolio_that_breaks_off_leaves_the_one_before(few, today, tmp_path):
    """The list that people work with must survive a night in which the build failed."""

    def broken():
        yield few[0]
        raise OSError("the network is gone")

    write_parquet(few, today, tmp_path / "p")
    with pytest.raises(OSError, match="the network is gone"):
        write_parquet(broken(), today, tmp_path / "p")
    assert len(read_parquet(tmp_path / "p")["cycles"].rows) == 5
    assert [file.name for file in tmp_path.iterdir()] == ["p"]


def test_folder_without_a_portfolio_cannot_be_read(tmp_path):
    """An empty answer would look like a council without contracts."""
    with pytest.raises(FormatError) as refused:
        read_parquet(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path}: it holds no portfolio; make one with `commissioning portfolio build`"
    )


def test_empty_portfolio_has_every_table(tmp_path):
    """A question over no cycles has an empty answer, not an error about a table."""
    write_parquet((), date(2023, 3, 1), tmp_path / "p")
    assert {name: table.rows for name, table in read_parquet(tmp_path / "p").items()} == (
        dict.fromkeys(COLUMNS, ())
    )
