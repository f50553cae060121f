"""`commissioning timetable`, as an officer runs it on a paper."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from commissioning.casebook.lewisham_schedule import HEADING, PRINTED
from commissioning.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """The committee's paper as text, its date above and its table below."""
    table = "\n".join(f"{row.when}\t{row.what}\t{row.summary}" for row in PRINTED)
    file = tmp_path / "paper.txt"
    file.write_text(
        f"Select Committee\n\n01 March 2022\n\n{HEADING}\tAction\tSummary\n{table}\n", "utf-8"
    )
    return file


def test_paper_is_read_checked_and_written_to_files(paper: Path, tmp_path: Path, capsys: Capture):
    """One command finds the missing standstill and leaves a picture and a calendar."""
    svg, ics = tmp_path / "plan.svg", tmp_path / "plan.ics"

    assert main(["timetable", str(paper), "--check", "--svg", str(svg), "--ics", str(ics)]) == 1

    out = capsys.readouterr().out
    assert "BLOCKS  timetable-no-standstill" in out
    assert "remedy: Add a row: sign the contract on 25 November 2022 or later" in out
    assert ET.parse(svg).getroot().get("role") == "img"
    assert ics.read_bytes().count(b"BEGIN:VEVENT\r\n") == 14


def test_paper_without_check_is_only_shown(paper: Path, capsys: Capture):
    """Reading is no judgement."""
    assert main(["timetable", str(paper), "--weeks", "calendar-row"]) == 0
    out = capsys.readouterr().out
    assert "4 July 2022" in out
    assert "BLOCKS" not in out


def test_row_that_cannot_be_read_is_shown_and_reported(tmp_path: Path, capsys: Capture):
    """An officer sees which cell to mend, and the rest of the table at once."""
    file = tmp_path / "odd.csv"
    file.write_text("Date,Action\n4 May 2022,Issue ITT\n[insert date],Tenders due\n", "utf-8")
    arguments = ["timetable", str(file), "--on", "2022-03-01"]

    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert "timetable-unread" in out
    assert "Issue ITT" in out
    assert main([*arguments, "--check"]) == 0
    out = capsys.readouterr().out
    assert ("timetable-unread" in out, "timetable-undated" in out) == (True, False)
    assert main([*arguments, "--strict"]) == 2
    assert "row 2 (line 3): '[insert date]' could not be read" in capsys.readouterr().err


def test_plan_back_from_go_live_gives_its_reasons(capsys: Capture):
    """The latest plan, and nothing wrong with it."""
    code = main(
        ["timetable", "--to", "2023-04-01", "--cabinet", "2nd Wednesday of the month", "--check"]
    )
    out = capsys.readouterr().out
    assert code == 0
    assert "Plan back from 1 April 2023" in out
    assert "23  1 April 2023 is not a working day; this is the one before" in out
    assert out.endswith("No faults found.\n")


def test_plan_follows_the_law_of_its_day_of_commencement(capsys: Capture):
    """A go-live in May 2025 rests on a procurement commenced under the 2015 Regulations."""
    assert main(["timetable", "--to", "2025-05-01", "--route", "open"]) == 0
    assert "Public Contracts Regulations 2015, regulation 87(2)" in capsys.readouterr().out.replace(
        "\n     ", " "
    )


def test_plan_under_the_full_rules_keeps_their_minimum_periods(capsys: Capture):
    """Goods and ordinary services have the full rules and their least times."""
    assert main(["timetable", "--from", "2022-03-01", "--full-rules"]) == 0
    assert "the law requires at least 30 calendar days" in capsys.readouterr().out.replace(
        "\n     ", " "
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "timetable: give a file to read, or --from or --to to plan one"),
        (
            ["no-date.txt"],
            "no-date.txt: there is no line with only a date; give the day of the paper with --on",
        ),
        (
            ["no-table.txt"],
            "no-table.txt: no table was found; head one column like 'Date' and another like 'Action', or "
            "write a list such as '- Tenders due: 5 July 2026'",
        ),
    ],
)
def test_command_without_a_file_a_date_or_a_table_is_refused(
    arguments, told, tmp_path: Path, monkeypatch, capsys: Capture
):
    """A command that shows nothing and says nothing is taken for success."""
    monkeypatch.chdir(tmp_path)
    Path("no-date.txt").write_text("Date\tAction\nMay\tGo live\n", "utf-8")
    Path("no-table.txt").write_text("9 September 2015\nThe committee met.\n", "utf-8")

    assert main(["timetable", *arguments]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("day", ["31/03/2023", "2023-02-30"])
def test_day_not_written_year_first_is_refused(day: str, capsys: Capture):
    """On a command line 01/02 could be read two ways."""
    with pytest.raises(SystemExit):
        main(["timetable", "--to", day])
    assert (
        f"{day!r} is not a day; write it as year-month-day: 2022-11-14" in capsys.readouterr().err
    )
