"""`commissioning ocds`: notices as data at the command line."""

import json

import pytest

from commissioning.casebook import lewisham
from commissioning.cli import main
from commissioning.interchange import dumps, from_dict, to_dict
from commissioning.process import Process

RELEASE = {
    "ocid": "ocds-000000-constructed",
    "id": "1",
    "date": "2024-05-04T09:00:00+01:00",
    "tag": ["tender"],
    "initiationType": "tender",
    "tender": {"id": "1", "title": "Help at home", "status": "active", "procurementMethod": "open",
               "aboveThreshold": False, "mystery": 7},
}  # fmt: skip


@pytest.fixture
def notice(tmp_path):
    """A CONSTRUCTED release in a file."""
    path = tmp_path / "notice.json"
    path.write_text(json.dumps(RELEASE), encoding="utf-8")
    return str(path)


def test_read_shows_the_records_and_the_findings(notice, capsys):
    """The first question about a file is what it says."""
    assert main(["ocds", "read", notice]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(
        "Help at home\n============\nocds-000000-constructed, at the ITT stage\n"
    )
    assert "  invitation to tender of 4 May 2024\n" in shown
    assert "not-published" in shown
    assert "No record holds 2 fields of it; `commissioning ocds losses` lists them." in shown


def test_records_of_one_kind_and_day_are_one_line(tmp_path, capsys):
    """A framework of thirty suppliers filled the screen with one line, thirty times."""
    firms = [{"id": f"F{n}", "name": f"Firm {n}"} for n in range(30)]
    award = {"id": "A", "status": "active", "date": "2024-05-04T00:00:00Z", "suppliers": firms}
    path = tmp_path / "framework.json"
    path.write_text(
        json.dumps({**RELEASE, "ocid": "ocds-b5fd17-1", "tag": ["award"], "awards": [award]})
    )
    main(["ocds", "read", str(path)])
    assert "  signed contract of 4 May 2024 (30 of them)\n" in capsys.readouterr().out


def test_read_as_json_gives_cycles_that_load(notice, capsys):
    """A program takes the cycle on from there."""
    main(["ocds", "read", notice, "--json"])
    (made,) = json.loads(capsys.readouterr().out)
    assert from_dict(made, Process.standard().as_published()).title == "Help at home"


def test_check_names_each_fault_and_ends_with_1(notice, tmp_path, capsys):
    """A build can refuse a file that is not OCDS."""
    assert main(["ocds", "check", notice]) == 0
    assert capsys.readouterr().out == "This is OCDS 1.1.\n"
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps({**RELEASE, "date": "today"}), encoding="utf-8")
    assert main(["ocds", "check", str(wrong)]) == 1
    assert 'Field date is "today"' in capsys.readouterr().out
    assert main(["ocds", "check", str(wrong), "--json"]) == 1
    assert [fault["code"] for fault in json.loads(capsys.readouterr().out)] == ["not-valid-ocds"]


@pytest.mark.parametrize("form", [{"indent": 2}, {"separators": (",", ":")}, {"sort_keys": True}])
def test_losses_are_listed_both_ways(form, notice, tmp_path, capsys):
    """Whoever sends or loads a file must know what stays behind, in whatever form the file is written."""
    main(["ocds", "losses", notice])
    assert capsys.readouterr().out == "tender.id\ntender.mystery\n2 in all.\n"
    cycle = tmp_path / "cycle.json"
    cycle.write_text(json.dumps(to_dict(lewisham.cycle()), **form), encoding="utf-8")
    main(["ocds", "losses", str(cycle), "--json"])
    assert "score sheet" in {loss["path"] for loss in json.loads(capsys.readouterr().out)}


def test_write_gives_releases_that_check(tmp_path, capsys):
    """What goes out can be loaded by every tool for OCDS."""
    cycle = tmp_path / "cycle.json"
    cycle.write_text(dumps(lewisham.cycle()), encoding="utf-8")
    assert main(["ocds", "write", str(cycle)]) == 0
    out = tmp_path / "out.json"
    out.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["ocds", "check", str(out)]) == 0


def test_notice_is_drafted_with_what_is_missing(tmp_path, capsys):
    """An officer sees before publishing what the platform would ask for."""
    path = tmp_path / "cycle.json"
    path.write_text(dumps(lewisham.cycle()), encoding="utf-8")
    asked = ["ocds", "notice", str(path), "--code", "UK12", "--on", "2026-01-05"]
    assert main(asked) == 1
    out = capsys.readouterr().out
    assert "The UK12 notice does not state the day of that decision" in out
    assert out.splitlines()[-1] == "4 items missing. Add --json to print the notice."
    assert main([*asked, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["tag"] == ["tenderCancellation"]
    assert main(asked[:-2]) == 2
    assert "give the day on which it is published, as --on 2026-03-02" in capsys.readouterr().err
