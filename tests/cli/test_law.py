"""The rows of law on the command line."""

from __future__ import annotations

import json

import pytest

from commissioning.cli import main

Capture = pytest.CaptureFixture[str]
CARE = ("--light-touch", "--above-threshold")


def test_rules_of_a_day_are_listed_with_their_sources(capsys: Capture):
    """An officer asks what the standstill is, and where it says so."""
    assert main(["law", "--on", "2026-07-13", *CARE, "--about", "standstill"]) == 0
    shown = capsys.readouterr().out
    assert "Procurement Act 2023: a procurement begun on 13 July 2026" in shown
    assert "by the bank\n    holidays of any part of the United Kingdom" in shown
    assert "section 51(2): read in the text of the law" in shown
    assert "unverified" not in shown


def test_rows_not_read_in_the_law_itself_are_counted(capsys: Capture):
    """Nobody should learn of it only after relying on it."""
    assert main(["law", "--on", "2016-07-13", *CARE, "--about", "threshold"]) == 0
    assert (
        "1 of these 2 were not read in the law itself: look them up before use"
        in capsys.readouterr().out
    )


def test_list_can_be_read_by_a_program(capsys: Capture):
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
def test_question_without_rows_is_refused(asked: list[str], told: str, capsys: Capture):
    """An empty page would read as: there is no rule."""
    assert main(["law", *asked]) == 2
    assert told in capsys.readouterr().err


def test_day_is_given_as_year_month_day(capsys: Capture):
    """13/07/2026 and 07/13/2026 cannot be told apart in general."""
    with pytest.raises(SystemExit):
        main(["law", "--on", "13/07/2026"])
    assert (
        "'13/07/2026' is not a day; write it as year-month-day: 2022-11-14"
        in capsys.readouterr().err
    )


def why(*words: str, on: str = "2026-07-13") -> int:
    return main(["law", "why", *words, "--on", on])


def test_why_shows_the_row_that_answers_and_those_passed_over(capsys: Capture):
    """The officer who is refused a selection stage is asked which rule that is, and why not the other."""
    asked = ("selection stage allowed", "--subject", "works", "--no-above-threshold")
    assert why(*asked) == 0
    shown = capsys.readouterr().out
    answers, passed_over = shown.split("Passed over:")
    assert "section 85(1); from 24 February 2025; read in the text\n    of the law" in answers
    assert "because the procurement is below the threshold" in passed_over
    assert "2 rows of the Public Contracts Regulations 2015, which does not\ngovern" in passed_over


def test_why_of_a_finding_shows_the_rows_that_set_its_conditions(capsys: Capture):
    """A refusal names its code; the rows behind the code are what a lawyer checks."""
    assert why("standstill-running", *CARE) == 0
    shown = capsys.readouterr().out
    assert "condition: the standstill is over (before: signed contract)" in shown
    assert "standstill: 8 working days" in shown
    assert "Passed over: 13 rows." in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("UK6", "--above-threshold"), "notice: UK6, Contract award notice: must, before"),
        (("threshold",), "Would answer, if a fact were stated:"),
        (
            ("threshold",),
            "No row answers until that fact is stated; `commissioning law --help` lists",
        ),
        (
            ("tender-late",),
            "No row of the Procurement Act 2023 is about it. A finding may rest on the order\nof steps or "
            "on practice: see `commissioning explain tender-late`.",
        ),
        (("minimum shortlist",), "No row of the Procurement Act 2023 is about it.\n"),
        (("law-unknown", "--health-service"), "governing law: Health Care Services"),
    ],
    ids=("a notice", "open", "open, in short", "practice", "other law's question", "unknown law"),
)
def test_why_is_asked_of_notices_findings_and_questions(words, told, capsys: Capture):
    """Whatever word a page of the library shows can be asked about."""
    assert why(*words) == 0
    assert told in capsys.readouterr().out


def test_why_which_law_governs_is_answered_for_a_day_no_law_covers(capsys: Capture):
    """The rows passed over say from when the law is held."""
    assert why("governing law", on="2010-07-13") == 0
    shown = capsys.readouterr().out
    assert "No row answers: the law held here has none for such a procurement." in shown
    assert "Not asked" not in shown


def test_why_can_be_read_by_a_program(capsys: Capture):
    """The same parts under names."""
    assert why("governing law", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["answer"] for row in found["answers"]] == ["Procurement Act 2023"]
    assert len(found["passed over"]) == 3
    assert found["answers"][0]["verification"] == "read in the text of the law"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("treshold",),
            'no question, notice or finding is called "treshold"; did you mean "threshold"',
        ),
        (("shortlist",), 'did you mean "minimum shortlist", "shortlisted-without-response" or'),
        (("kpis",), 'did you mean "kpis-not-set",'),
        (("zz",), "`commissioning law --on DAY` lists the questions"),
        (("threshold", "--nation", "Wales"), "a devolved Welsh authority has regulations"),
        (("threshold", "--other-rules", "a utilities contract"), "has rules of its own"),
    ],
    ids=("a slip", "a part", "a part of a finding", "nothing near", "Wales", "utilities"),
)
def test_why_of_a_word_that_is_not_held_is_refused(words, told, capsys: Capture):
    """A typing error must not read as: no rule."""
    assert why(*words) == 2
    assert told in capsys.readouterr().err


def test_words_before_the_day_begin_with_why(capsys: Capture):
    """The list of rules takes a word with --about."""
    assert main(["law", "wy", "threshold", "--on", "2026-07-13"]) == 2
    assert '"wy threshold" is not a question; write: why standstill' in capsys.readouterr().err


def test_unknown_fact_is_answered_with_those_there_are(capsys: Capture):
    """A ground for a direct award is one of eleven, and not a yes or no."""
    with pytest.raises(SystemExit):
        main(["law", "--on", "2026-07-13", "--subject", "boats"])
    told = 'there is no subject "boats"; choose from services, goods, works and concession'
    assert told in capsys.readouterr().err
    ground = "extreme and unavoidable urgency"
    assert main(["law", "--on", "2026-07-13", "--direct-award-ground", ground]) == 0
