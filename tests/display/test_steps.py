"""The process's table, to read."""

from __future__ import annotations

from commissioning.display import stage_table
from commissioning.process import STANDARD, Process, Step
from commissioning.stages import Stage
from commissioning.values.tables import Table


def row(table: Table, tag: str) -> dict[str, object]:
    """The row of one kind of record."""
    (found,) = [line for line in table.to_dicts() if line["tag"] == tag]
    return {**found}


def test_there_is_a_row_for_every_kind_of_record() -> None:
    """The page in the documentation is the table in the code."""
    assert [line["tag"] for line in stage_table().to_dicts()] == [s.tag for s in STANDARD.steps]


def test_each_placement_is_said_in_words() -> None:
    """An officer reads "opens ITT", not the name of a class."""
    table = stage_table()
    told = {
        "brought-forward": "only as the first record",
        "needs-assessment": "during needs",
        "equality-impact": "from needs to award",
        "timetable": "at any time",
        "selection-response": "during SSQ, ITT, go-live",
        "itt": "opens ITT",
        "mobilisation-plan": "opens mobilisation, again in go-live",
        "selection-reopened": "returns from ITT, evaluation, interviews, award to SSQ",
        "abandonment": "ends the line up to award",
    }
    assert {tag: row(table, tag)["where"] for tag in told} == told


def test_conditions_are_said_as_what_they_claim() -> None:
    """A gate's name is a claim that is true or not; read aloud, it is the rule."""
    shortlist = row(stage_table(), "shortlist")
    assert shortlist["rests on"] == "selection assessment"
    assert "every response assessed" in str(shortlist["gates and checks"])
    assert "providers still stand" in str(shortlist["gates and checks"])


def test_councils_own_row_is_in_it() -> None:
    """A council that adds a record prints its own table."""
    assessment = STANDARD.steps[1].record
    own = Process.standard().with_steps(Step("needs", assessment, STANDARD.steps[1].where))
    assert row(stage_table(own), "needs")["where"] == f"during {Stage.NEEDS.words}"
