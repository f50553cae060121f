"""`commissioning agenda`, as an officer runs it over the files of a department."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commissioning.casebook import (
    lancashire_homecare,
    lancashire_supported_housing,
    leicester,
    lewisham,
)
from commissioning.cli import main
from commissioning.cycle import Cycle
from commissioning.interchange import dumps

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Lewisham and Leicester, in files."""
    named = {"lewisham": lewisham.cycle(), "leicester": leicester.cycle()}
    for name, cycle in named.items():
        (tmp_path / f"{name}.json").write_text(dumps(cycle), "utf-8")
    return [str(tmp_path / f"{name}.json") for name in named]


def test_many_cycles_are_one_list_soonest_first(files: list[str], capsys: Capture):
    """One page on Monday morning, whatever the number of procurements."""
    code = main(["agenda", *files, "--on", "2023-04-01"])
    out = capsys.readouterr().out

    assert code == 1
    assert out.startswith("Agenda of 2 cycles on 1 April 2023\n")
    assert "30 items, 10 overdue" in out.splitlines()[2]
    assert out.index("12 July 2022") < out.index("30 January 2023") < out.index("No day set")
    assert "[263 days overdue]" in " ".join(out.split())
    assert "in: Domiciliary care in Leicester" in out
    assert "likewise home-care-N2, home-care-N3" in out
    assert max(map(len, out.splitlines())) <= 80


def test_items_further_ahead_are_shown_when_asked_for(files: list[str], capsys: Capture):
    """Ninety days fit on a page; the day to buy again is years away."""
    main(["agenda", files[0], "--on", "2023-04-01"])
    assert "Begin to buy again" not in capsys.readouterr().out

    main(["agenda", files[0], "--on", "2023-04-01", "--all"])
    assert "2 February 2027\n  Begin to buy again" in capsys.readouterr().out


def test_agenda_is_written_for_calendars_pages_and_spreadsheets(
    files: list[str], tmp_path: Path, capsys: Capture
):
    """Each reader takes it into the program that is open all day."""
    outs = {ending: tmp_path / f"agenda.{ending}" for ending in ("ics", "html", "csv")}

    main(["agenda", *files, *(part for e, out in outs.items() for part in (f"--{e}", str(out)))])

    assert outs["ics"].read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert outs["html"].read_text("utf-8").startswith("<!doctype html>")
    assert outs["csv"].read_text("utf-8").startswith("day,what,who,state,")
    assert capsys.readouterr().out.count("written: ") == 3


def test_agenda_as_json_has_every_part_of_an_item(
    files: list[str], capsys: Capture, tmp_path: Path
):
    """A program must not read prose."""
    main(["agenda", files[0], "--on", "2023-04-01", "--json", "--ics", str(tmp_path / "a.ics")])
    shown = json.loads(capsys.readouterr().out)

    assert shown["items"][0] == {
        "key": "notice/CF-opportunity//1",
        "day": "2022-07-12",
        "what": "Publish the Opportunity on Contracts Finder (CF-opportunity)",
        "who": "the authority",
        "because": "the competition begins (11 July 2022); the day it counts from is known only "
        "to a span, whose other end gives: 257 days overdue (was due 18 July 2022)",
        "source": "Public Contracts Regulations 2015, regulation 106(1)",
        "how sure": "fixed",
        "kind": "notice",
        "about": None,
        "state": "263 days overdue",
        "days over": 263,
        "met by": None,
        "cycle": "Home care in Lewisham",
    }
    assert shown["findings"] == []


def test_unreadable_files_are_named_one_by_one(files: list[str], tmp_path: Path, capsys: Capture):
    """Of fifty files, two are broken: both are named before anything is shown."""
    (tmp_path / "a.json").write_text("{", "utf-8")
    (tmp_path / "b.json").write_bytes(b"\xff")

    code = main(["agenda", files[0], str(tmp_path / "a.json"), str(tmp_path / "b.json")])

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert f"{tmp_path / 'a.json'}: " in said.err
    assert f"{tmp_path / 'b.json'}: it is not UTF-8 text; save it as UTF-8" in said.err


def test_nothing_due_is_said_and_so_is_a_file_without_a_day(tmp_path: Path, capsys: Capture):
    """An empty page would look like a program that has failed."""
    file = tmp_path / "empty.json"
    file.write_text(dumps(Cycle("Home care")), "utf-8")

    assert main(["agenda", str(file)]) == 2
    assert "no file has a record to take a day from; give one with --on" in capsys.readouterr().err

    quiet = tmp_path / "quiet.json"
    quiet.write_text(dumps(lancashire_supported_housing.cycle()), "utf-8")
    assert main(["agenda", str(quiet), "--on", "2016-09-09", "--ahead", "5"]) == 0
    assert "Nothing is overdue, or due within 5 days." in capsys.readouterr().out


def test_unknown_duties_are_reported_below_the_list(tmp_path: Path, capsys: Capture):
    """An agenda that lacks the notices must not look whole."""
    file = tmp_path / "lancashire.json"
    file.write_text(dumps(lancashire_homecare.cycle()), "utf-8")

    main(["agenda", str(file)])

    assert "law-unknown" in capsys.readouterr().out


@pytest.mark.parametrize("days", ["-3", "99999999999", "1.5", "a week"])
def test_days_ahead_that_are_none_are_refused(days: str, files: list[str], capsys: Capture):
    """A slip in one option is answered in one line, whatever it is."""
    with pytest.raises(SystemExit) as left:
        main(["agenda", *files, f"--ahead={days}"])
    assert left.value.code == 2
    words = f"{days!r} is not a whole number from 0 to 99999"
    assert words in " ".join(capsys.readouterr().err.split())
