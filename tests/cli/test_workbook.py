"""`commissioning workbook`: marks, prices and evaluations as spreadsheets, at the command line."""

import json
import sys

import pytest

from commissioning.casebook import lewisham
from commissioning.cli import main
from commissioning.interchange import dumps, from_dict
from commissioning.interchange.workbooks.sheets import sheets_in
from commissioning.records.tender import TenderOpening

pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")


@pytest.fixture
def file(tmp_path):
    """Lewisham's cycle at the opening, in a file."""
    path = tmp_path / "cycle.json"
    path.write_text(dumps(lewisham.cycle(after=TenderOpening)), encoding="utf-8")
    return path


def test_marks_go_out_and_come_back_into_the_cycle(file, tmp_path, capsys):
    """An officer needs no Python to send the panel its sheets."""
    book = str(tmp_path / "marks.xlsx")
    assert main(["workbook", "marks", str(file), book, "--panel", "evaluators", "--lot", "N1"]) == 0
    assert capsys.readouterr().out == f"written: {book}\n"
    assert sheets_in(book)[-1].name == "About"
    assert main(["workbook", "read-marks", str(file), book, "--on", "2022-10-07"]) == 0
    again = from_dict(json.loads(capsys.readouterr().out))
    assert again == lewisham.cycle(after=TenderOpening)
    assert main(["workbook", "read-marks", str(file), book]) == 2
    assert "give the day they were received" in capsys.readouterr().err


def test_prices_and_evaluation_are_written(file, tmp_path, capsys):
    """Finance asks for the prices, and audit for the sums."""
    book = str(tmp_path / "book.xlsx")
    assert main(["workbook", "prices", str(file), book]) == 0
    assert sheets_in(book)[0].rows[0][0] == "Provider"
    whole = tmp_path / "whole.json"
    whole.write_text(dumps(lewisham.cycle()), encoding="utf-8")
    assert main(["workbook", "evaluation", str(whole), book, "--lot", "N1"]) == 0
    assert [sheet.name for sheet in sheets_in(book)] == [
        "Ranking",
        "Criteria",
        "Workings",
        "Remarks",
    ]


def test_workbook_under_another_ending_and_a_lot_not_given_are_refused(file, tmp_path, capsys):
    """A workbook called prices.csv opens in no program; "whole" is no lot of the council's."""
    assert main(["workbook", "prices", str(file), str(tmp_path / "prices.csv")]) == 2
    assert capsys.readouterr().err.endswith("prices.csv: give it a name that ends in .xlsx\n")
    arguments = ["workbook", "marks", str(file), str(tmp_path / "m.xlsx"), "--panel", "evaluators"]
    assert main(arguments) == 2
    assert "lot: no lot is given; choose from N1, N2, N3" in capsys.readouterr().err


def test_package_that_is_missing_is_one_line(file, tmp_path, capsys, monkeypatch):
    """Not the traceback of an import."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert main(["workbook", "prices", str(file), str(tmp_path / "x.xlsx")]) == 2
    said = capsys.readouterr().err
    assert said == "commissioning: writing a workbook needs xlsxwriter: pip install xlsxwriter\n"
