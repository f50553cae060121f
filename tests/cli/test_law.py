"""The rows of law on the command line."""

from __future__ import annotations

import json

import pytest

from commissioning.cli import main

Capture = pytest.CaptureFixture[str]
CARE = ("--light-touch", "--above-threshold")


def test_the_rules_of_a_day_are_listed_with_their_sources(capsys: Capture):
    """An officer asks what the standstill is, and where it says so."""
    assert main(["law", "--on", "2026-07-13", *CARE, "--about", "standstill"]) == 0
    shown = capsys.readouterr().out
    assert "Procurement Act 2023: a procurement begun on 13 July 2026" in shown
    assert "holidays in any part of the United Kingdom" in shown
    assert "section 51(2): read in the text of the law" in shown
    assert "unverified" not in shown


def test_rows_not_read_in_the_law_itself_are_counted(capsys: Capture):
    """Nobody should learn of it only after relying on it."""
    assert main(["law", "--on", "2016-07-13", *CARE, "--about", "threshold"]) == 0
    assert (
        "1 of these 2 were not read in the law itself: look them up before use"
        in capsys.readouterr().out
    )


def test_the_list_can_be_read_by_a_program(capsys: Capture):
    """A council's own tools take the table and not the page."""
    asked = ["law", "--on", "2025-07-14", "--health-service", "--json", "--about", "standstill"]
    assert main([*asked, "--health-process", "most suitable provider process"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["regime"] for row in rows} == {
        "Health Care Services (Provider Selection Regime) Regulations 2023"
    }


def test_two_days_are_compared(capsys: Capture):
    """A plan that moves from one law to another meets other rules."""
    asked = ["law", "--on", "2022-07-13", "--then", "2026-07-13", *CARE, "--about", "standstill"]
    assert main(asked) == 0
    shown = capsys.readouterr().out
    assert "standstill duty\n    13 July 2022: mandatory\n    13 July 2026: voluntary" in shown
    assert main([*asked, "--json"]) == 0
    found = {one["question"]: one for one in json.loads(capsys.readouterr().out)}
    assert found["standstill duty"]["second_source"] == "Procurement Act 2023, section 51(3)(f)"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--on", "2010-07-13"], "The law held here has no rule for governing law on 13 July 2010"),
        (["--on", "2026-07-13", "--about", "weather"], 'has "weather" in it'),
        (["--on", "2026-07-13", "--about", "treshold"], 'did you mean "threshold"?'),
    ],
    ids=("no law", "no question", "a slip"),
)
def test_a_question_without_rows_is_refused(asked: list[str], told: str, capsys: Capture):
    """An empty page would read as: there is no rule."""
    assert main(["law", *asked]) == 2
    assert told in capsys.readouterr().err


def test_a_day_is_given_as_year_month_day(capsys: Capture):
    """13/07/2026 and 07/13/2026 cannot be told apart in general."""
    with pytest.raises(SystemExit):
        main(["law", "--on", "13/07/2026"])
    assert (
        "'13/07/2026' is not a day; write it as year-month-day: 2022-11-14"
        in capsys.readouterr().err
    )
