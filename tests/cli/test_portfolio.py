"""`commissioning portfolio`: questions over many cycles at the command line."""

import json
import sqlite3
from contextlib import closing

import pytest

from commissioning.cli import main
from commissioning.cli.sources import one_cycle
from commissioning.errors import FormatError
from commissioning.interchange import dumps
from commissioning.store import Store
from commissioning.testing import seeded_portfolio

pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def cycles(tmp_path_factory):
    """CONSTRUCTED: twelve cycles as files, one of them cut short."""
    folder = tmp_path_factory.mktemp("cycles")
    for cycle in seeded_portfolio(12, seed=1):
        (folder / f"{cycle.reference}.json").write_text(dumps(cycle), "utf-8")
    (folder / "cut.json").write_text("{", "utf-8")
    return folder


@pytest.fixture(scope="module")
def built(cycles, tmp_path_factory):
    folder = tmp_path_factory.mktemp("built") / "p"
    assert main(["portfolio", "build", str(cycles), "--to", str(folder), "--on", "2026-06-01"]) == 0
    return folder


def test_build_says_how_many_and_what_was_not_read(cycles, tmp_path, capsys):
    """A file that was left out in silence would be missing from every answer."""
    folder = tmp_path / "p"
    main(["portfolio", "build", str(cycles), "--to", str(folder), "--on", "2026-06-01"])
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.startswith("13 cycles in ")
    assert "not read:" in shown
    assert "cut: line 1, column 2: the text breaks off here" in shown


def test_build_asks_for_what_it_needs(cycles, capsys):
    """The day is given, never read from a clock."""
    assert main(["portfolio", "build", str(cycles)]) == 2
    assert capsys.readouterr().err == (
        "commissioning: portfolio build: give --to and a folder, --on and the day of the tables\n"
    )


def test_answers_are_in_pounds_and_per_cent_and_data_in_hundredths(built, capsys):
    """An officer who reads 290000000 takes it for pounds; a program adds whole numbers exactly."""
    asked = [
        "portfolio",
        "ask",
        str(built),
        "SELECT 290000050 AS value_hundredths, NULL AS of_hundredths",
    ]
    main(asked)
    assert capsys.readouterr().out.split() == ["value", "of", "------------", "--", "2,900,000.50"]
    main([*asked, "--json"])
    assert '"value_hundredths": 290000050' in capsys.readouterr().out


def test_ask_lists_the_questions_and_answers_one(built, capsys):
    """An officer who has forgotten the name finds it."""
    assert main(["portfolio", "ask", str(built)]) == 0
    assert "late-returns: Which providers return their figures late?" in capsys.readouterr().out
    assert main(["portfolio", "ask", str(built), "bids-per-lot"]) == 0
    assert capsys.readouterr().out.startswith("How many bids does a lot receive")


def test_ask_gives_json_and_a_table_for_a_spreadsheet(built, tmp_path, capsys):
    """The answer goes into a report or another program."""
    sql = "SELECT COUNT(*) AS cycles FROM cycles"
    main(["portfolio", "ask", str(built), sql, "--json"])
    assert json.loads(capsys.readouterr().out) == [{"cycles": 13}]
    main(["portfolio", "ask", str(built), sql, "--csv", str(tmp_path / "a.csv")])
    assert (tmp_path / "a.csv").read_text() == "cycles\n13\n"


def test_unknown_question_ends_with_2_and_the_nearest(built, capsys):
    """A typing slip is answered in one line."""
    assert main(["portfolio", "ask", str(built), "bids-per-lots"]) == 2
    assert 'did you mean "bids-per-lot"?' in capsys.readouterr().err


def test_audit_counts_findings_and_names_what_was_not_read(cycles, capsys):
    """A night's audit ends with 1 where something would have been refused."""
    assert main(["portfolio", "audit", str(cycles)]) == 1
    shown = capsys.readouterr().out
    assert "not read:" in shown
    assert main(["portfolio", "audit", str(cycles / "P1.json")]) == 0
    assert capsys.readouterr().out.strip() == "There are no findings."
    with pytest.raises(SystemExit):
        main(["portfolio", "audit", str(cycles), "--processes", "0"])
    assert "--processes: '0' is not a whole number from 1 to 999" in capsys.readouterr().err


def test_agenda_of_two_folders_is_refused(built, capsys):
    """To show the first alone would look as if nothing were due in the second."""
    assert main(["portfolio", "agenda", str(built), str(built)]) == 2
    assert "give one folder; `portfolio build` joins several" in capsys.readouterr().err


def test_agenda_shows_what_is_overdue_and_due_over_all_cycles(built, capsys):
    """The head of service asks on Monday morning what is due."""
    assert main(["portfolio", "agenda", str(built), "--ahead", "3650"]) == 1
    shown = capsys.readouterr().out
    assert "days_over" in shown
    with pytest.raises(SystemExit):
        main(["portfolio", "agenda", str(built), "--ahead=soon"])
    assert "--ahead: 'soon' is not a whole number from 0 to 99999" in capsys.readouterr().err


def test_store_is_a_source_and_a_broken_chain_is_not_read(tmp_path, capsys):
    """What was changed behind the library's back must not count as a record."""
    address = f"sqlite:///{tmp_path / 'cycles.db'}"
    with Store.open(address) as store:
        for cycle in seeded_portfolio(2, seed=1):
            store.save(cycle, entered=cycle.last_on, by="officer-1")
    assert main(["portfolio", "audit", address]) == 0
    with closing(sqlite3.connect(tmp_path / "cycles.db")) as broken, broken:
        broken.execute("DROP TRIGGER record_update")
        broken.execute("UPDATE record SET doc = replace(doc, 'wash', 'dress') WHERE cycle = 'P2'")
    capsys.readouterr()
    assert main(["portfolio", "audit", address]) == 1
    assert "not read: P2: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("no-such", "no-such: there is no such file"),
        ("empty", "empty: the folder holds no .json file"),
        ("sqlite:///none.db", "There is no store yet: sqlite none.db. Check the address"),
        ("sqlite:///empty", '"empty" is a folder; give a file in it: "sqlite:///empty/file.db"'),
        ("postgres://host/x", 'did you mean "postgresql"?'),
    ],
)
def test_source_that_is_not_there_is_refused_and_nothing_is_made(
    given, words, tmp_path, monkeypatch, capsys
):
    """A slip in a name must not look like a council without cycles, nor leave an empty database."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    for action in (["build", given, "--to", "out", "--on", "2026-06-01"], ["audit", given]):
        assert main(["portfolio", *action]) == 2
        assert words in capsys.readouterr().err
    assert [each.name for each in tmp_path.rglob("*")] == ["empty"]


def test_report_needs_one_cycle_that_is_as_it_was_entered(tmp_path, capsys):
    """A page about entries that were changed would pass for what the officers wrote down."""
    address = f"sqlite:///{tmp_path / 'cycles.db'}"
    (first,) = seeded_portfolio(1, seed=1)
    with Store.open(address) as store:
        store.save(first, entered=first.last_on, by="officer-1")
    with closing(sqlite3.connect(tmp_path / "cycles.db")) as broken, broken:
        broken.execute("DROP TRIGGER record_update")
        broken.execute("UPDATE record SET \"by\" = 'officer-2' WHERE seq = 3")
    out = str(tmp_path / "x.html")
    assert main(["report", address, "--html", out]) == 2
    assert "Entry 3 of P1 is not what was entered" in capsys.readouterr().err
    assert main(["report", str(tmp_path), "--html", out]) == 2
    assert "it is a folder; give one file of it, or see all with" in capsys.readouterr().err


def test_one_cycle_of_a_store_has_to_be_named(tmp_path):
    """A report of whichever cycle came first would be somebody else's."""
    address = f"sqlite:///{tmp_path / 'cycles.db'}"
    first, second = seeded_portfolio(2, seed=1)
    with Store.open(address) as store:
        store.save(first, entered=first.last_on, by="officer-1")
        assert one_cycle(address) == first
        store.save(second, entered=second.last_on, by="officer-1")
    assert one_cycle(address, "P2") == second
    for key, words in (("", "holds 2 cycles; say which with --cycle"), ("P3", 'no cycle "P3"')):
        with pytest.raises(FormatError, match=words):
            one_cycle(address, key)
