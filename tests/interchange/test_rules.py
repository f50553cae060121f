"""A council's own rules as a file: exact, and every way of counting days by its name."""

import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from commissioning.dates import day_counts
from commissioning.errors import FormatError, RecordError
from commissioning.findings.finding import Citation
from commissioning.interchange import dump_rules, load_rules, rules_schema
from commissioning.interchange.scalars import DAY_COUNTS
from commissioning.law.delegation import DelegationRow, Quorum
from commissioning.law.regimes.council import (
    USUAL_RULES,
    CouncilRules,
    QuotationLine,
    Reorganisation,
)
from commissioning.records.approval import Act
from commissioning.values.money import VatBasis, pounds

NET = pounds(500_000, VatBasis.EXCLUDING)
FULL = CouncilRules(
    council="Westborough", constitution=Citation("Constitution", "part 3"),
    applies_from=date(2020, 4, 1), call_in=day_counts.ClearWorkingDays(8), call_in_by="any five members",
    only_key_decisions_called_in=False, five_clear_days=day_counts.ClearDays(5), key_decision_over=NET,
    quotations=(QuotationLine(from_value=pounds(5_000), asks="three written quotations"),),
    delegations=(
        DelegationRow(reference="A1", act=Act.AWARD, decides="Board", low=NET, low_included=True, high=None,
                      high_included=True, quorum=Quorum(at_least=2, of=("D1", "D2")), opinions=("legal",)),
    ),
    separation=(),
    reorganisation=Reorganisation(
        direction=Citation("Direction of 2026"), applies_from=date(2026, 1, 1),
        runs_past=date(2028, 4, 1), consents="the new authority",
    ),
)  # fmt: skip
"""CONSTRUCTED: rules that state everything there is to state."""


@pytest.mark.parametrize("rules", [USUAL_RULES, FULL], ids=("usual", "full"))
def test_rules_come_back_as_they_were_written(rules):
    """Half of a constitution would judge a cycle as no council does."""
    assert load_rules(dump_rules(rules)) == rules


@pytest.mark.parametrize("way", DAY_COUNTS, ids=lambda way: way.__name__)
def test_every_way_of_counting_days_comes_back_as_itself(way):
    """Eight working days and eight days end a week apart."""
    read = load_rules(dump_rules(evolve(USUAL_RULES, call_in=way(8))))
    assert read.call_in == way(8)


def test_every_way_of_counting_days_can_be_written():
    """A way that the list lacks could be given in Python, and no file could hold it."""
    ways = {each for each in vars(day_counts).values() if isinstance(each, type)}
    assert {way for way in ways if issubclass(way, day_counts.DayCount)} == {
        *DAY_COUNTS,
        day_counts.DayCount,
    }


def test_separation_that_is_left_out_of_a_file_is_the_usual_one():
    """The empty list asks for none, and is written."""
    written = json.loads(dump_rules(FULL))
    assert written["separation"] == []
    del written["separation"]
    assert load_rules(json.dumps(written)).separation == USUAL_RULES.separation


def test_file_of_rules_begins_with_its_format():
    """A later library has to know how to read what this one wrote."""
    assert next(iter(json.loads(dump_rules(FULL)).items())) == ("format", "commissioning/1")
    with pytest.raises(FormatError, match=r"\$.format: \"commissioning/9\" is not a format"):
        load_rules('{"format": "commissioning/9"}')


def test_text_in_place_of_rules_is_not_written():
    """The error names what was given."""
    with pytest.raises(RecordError, match="rules: 'rules' is not council rules"):
        dump_rules("rules")  # type: ignore[arg-type]


def test_schema_of_rules_takes_what_is_written_and_no_other_way_of_counting():
    """An editor of text marks a slip while the file is written."""
    rs = pytest.importorskip("jsonschema_rs")
    fits = rs.validator_for(rules_schema())
    assert fits.is_valid(json.loads(dump_rules(FULL)))
    wrong = json.loads(dump_rules(FULL)) | {"call_in": {"type": "days", "count": 5}}
    assert not fits.is_valid(wrong)


def test_file_of_rules_that_the_documentation_shows_can_be_read():
    """It is there to be copied and changed."""
    page = (Path(__file__).parents[2] / "docs/how-to/who-may-decide.md").read_text(encoding="utf-8")
    rules = load_rules(page.split("```json\n")[1].split("```")[0])
    assert [row.decides for row in rules.delegations] == ["Director", "Award Board"]
