"""`commissioning register`: contracts registers at the command line."""

import json
from pathlib import Path

import pytest

from commissioning.cli import main
from commissioning.cycle import Cycle
from commissioning.interchange import dumps

TEXT = """\
Ref,Title,Supplier,Value,Start,End
C1,Meals,Alder,£350 p.a.,1/4/2023,31/3/2025
C 2,Lifts,,£5,1/4/2023,31/3/2026
"""
"""CONSTRUCTED: two rows, one of them without a supplier."""


@pytest.fixture
def register(tmp_path):
    """A register as Windows saves it."""
    path = tmp_path / "register.csv"
    path.write_bytes(TEXT.encode("cp1252"))
    return str(path)


def test_read_shows_the_contracts_and_the_report(register, capsys):
    """The exit code tells a script that a row needs an officer."""
    assert main(["register", "read", register]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("register.csv: 2 contracts\n==========")
    assert "sum-worked-out" in shown
    assert "Line 3 names no supplier, so no cycle can be made of it" in shown


def test_read_as_json_gives_rows_and_findings(register, capsys):
    """A program takes them on from there."""
    assert main(["register", "read", register, "--json"]) == 1
    read = json.loads(capsys.readouterr().out)
    assert [row["Title of agreement"] for row in read["contracts"]] == ["Meals", "Lifts"]
    assert [each["code"] for each in read["findings"]] == ["sum-worked-out", "register-row-unsure"]


def test_register_goes_to_cycles_and_back(register, tmp_path, capsys):
    """The cycles carry the contracts on; the register is published from them."""
    out, csv, html = tmp_path / "cycles", tmp_path / "out.csv", tmp_path / "out.html"
    main(["register", "read", register, "--on", "2024-06-01", "--out", str(out)])
    assert capsys.readouterr().out.endswith(f"written: 1 cycle to {out}\n")
    main(["register", "read", register, "--on", "2024-06-01", "--out", str(out), "--json"])
    assert "written" not in capsys.readouterr().out
    files = [str(path) for path in out.iterdir()]
    assert [path.name for path in out.iterdir()] == ["2-C1.json"]
    write = ["register", "write", *files, "--on", "2024-06-01"]
    assert main([*write, "--csv", str(csv), "--html", str(html)]) == 0
    assert "Sum to be paid: 700" in capsys.readouterr().out
    assert csv.read_text("utf-8").splitlines()[1].startswith("C1,Meals")
    assert "Contracts register, 1 June 2024" in html.read_text("utf-8")
    assert main([*write, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["Supplier name"] == "Alder"


def test_register_without_a_contract_says_so(tmp_path, capsys):
    """An empty answer looks as if the command had failed; every file that cannot be read is named at once."""
    (tmp_path / "new.json").write_text(dumps(Cycle("Meals")), "utf-8")
    ends = ["--on", "2024-06-01", "--csv", str(tmp_path / "out.csv")]
    assert main(["register", "write", str(tmp_path / "new.json"), *ends]) == 0
    assert capsys.readouterr().out == (
        f"There is no contract in force on 1 June 2024.\nwritten: {tmp_path / 'out.csv'}\n"
    )
    assert main(["register", "write", "a.json", "b.json", *ends]) == 2
    assert capsys.readouterr().err.count("no such file") == 2


def test_cycles_of_two_registers_do_not_take_each_others_place(register, tmp_path):
    """Their lines and references are alike, and the second register's cycles were written over the first."""
    other = tmp_path / "other.csv"
    other.write_bytes(Path(register).read_bytes())
    out = tmp_path / "cycles"
    main(["register", "read", register, str(other), "--on", "2024-06-01", "--out", str(out)])
    assert {each.name[:2] for each in out.iterdir()} == {"1-", "2-"}


@pytest.mark.parametrize(
    "asked",
    [("read", "--csv", "out.csv"), ("read", "--html", "out.html"), ("write", "--out", "dir")],
)
def test_option_of_the_other_action_is_refused(register, asked, capsys):
    """A file that was asked for and is not written is missed only when it is to be published."""
    action, *option = asked
    assert main(["register", action, register, *option, "--on", "2025-06-01"]) == 2
    assert capsys.readouterr().err.endswith(
        "--csv and --html are for `register write`, --out is for `register read`\n"
    )


def test_day_is_asked_for_where_it_is_needed(register, capsys):
    """Nothing here reads the clock."""
    assert main(["register", "write", register]) == 2
    assert "give the day of the register with --on" in capsys.readouterr().err
