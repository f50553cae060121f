"""The tables of a portfolio."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.interchange import dumps
from commissioning.portfolio import COLUMNS, Document, documents, schema_table, tables
from commissioning.portfolio.rows import hundredths
from commissioning.records.contract import ContractSigned
from commissioning.testing import Scenario, story
from commissioning.values.money import pounds
from commissioning.values.tables import Kind


def by_cycle(table):
    return {row["cycle"]: row for row in table.to_dicts()}


@pytest.fixture(scope="module")
def made(few, today):
    return tables(few, today)


def test_every_table_has_its_declared_columns(made):
    """A query written against the schema has to work on every portfolio, filled or empty."""
    assert list(made) == list(COLUMNS)
    assert all(made[name].columns == columns for name, columns in COLUMNS.items())
    assert all(columns[0].name == "cycle" for columns in COLUMNS.values())
    assert len(schema_table().rows) == sum(map(len, COLUMNS.values()))


def test_no_column_holds_a_figure_that_an_engine_could_round():
    """Sums have to be equal in SQLite, DuckDB and polars: whole numbers are, decimals and floats are not."""
    kinds = {column.kind for columns in COLUMNS.values() for column in columns}
    assert kinds == {Kind.TEXT, Kind.WHOLE, Kind.DAY, Kind.YES_NO}


def test_a_document_that_is_no_cycle_is_a_row_and_the_others_are_there(made):
    """A night's work over a thousand files must not stop at one that was cut short."""
    cycles = by_cycle(made["cycles"])
    assert list(cycles) == ["live", "moved", "rash", "new", "bad"]
    assert cycles["bad"]["problem"].startswith("the file has 3 problems:\n  - $.")
    assert cycles["bad"]["year"] == 0
    assert {row["problem"] for name, row in cycles.items() if name != "bad"} == {None}
    (finding,) = (row for row in made["findings"].to_dicts() if row["cycle"] == "bad")
    assert (finding["code"], finding["blocks"]) == (None, True)
    assert finding["message"] == cycles["bad"]["problem"]


def test_the_row_of_a_cycle_says_where_it_stands(made):
    """The first table is the list that a head of service reads."""
    row = by_cycle(made["cycles"])["moved"]
    assert (row["year"], row["stage"], row["route"]) == (2021, "mobilisation", "open")
    assert (row["buyer"], row["lots"], row["blocking"]) == ("Anyborough Council", 2, 0)
    assert row["law"] == "Public Contracts Regulations 2015"
    assert row["begun_on"] == date(2021, 9, 1)


def test_the_findings_are_those_of_the_audit(made, rash):
    """Whoever asks for breaches over all contracts must find what an audit of each would."""
    own = [row for row in made["findings"].to_dicts() if row["cycle"] == "rash"]
    assert [row["code"] for row in own] == [finding.code for finding in rash.findings]
    (running,) = (row for row in own if row["code"] == "standstill-running")
    assert (running["kind"], running["blocks"]) == ("contract-signed", True)
    assert by_cycle(made["cycles"])["rash"]["blocking"] == sum(f.blocks for f in rash.findings)


def test_a_contract_is_a_row_with_its_value_in_pence_and_its_days_to_the_end(made, few, today):
    """Sums of money are exact, and "ends within a year" needs no arithmetic of days in SQL."""
    row = by_cycle(made["contracts"])["live"]
    signed = few[0].cycle.expect(ContractSigned)
    assert (row["provider"], row["lot_count"], row["currency"]) == ("alder", 1, "GBP")
    assert row["value_hundredths"] == 20_000_000
    assert row["days_to_end"] == (signed.initial_term.ends_on - today).days
    assert (row["ends_on"], row["months_to_end"]) == (date(2024, 8, 5), 18)


def test_a_return_is_a_row_for_each_kpi_with_the_days_by_which_it_was_late(few, today):
    """Late returns are the first sign that a contract is not looked after."""
    (row,) = tables(few, today)["kpis"].to_dicts()
    assert (row["cycle"], row["kpi"], row["provider"]) == ("live", "K1", "alder")
    assert (row["days_late"], row["value_hundredths"], row["target_met"]) == (9, 9_700, True)
    before = few[0].cycle.last_on - timedelta(days=1)
    assert tables(few, before)["kpis"].rows == ()


def test_the_marks_carry_no_person(made):
    """A table that goes to an analyst must not show who gave which mark."""
    rows = made["marks"].to_dicts()
    assert {row["markers"] for row in rows if row["criterion"] == "quality"} == {2}
    names = {"officer-1", "carer-1"}
    assert not [row for table in made.values() for row in table.rows if names & set(map(str, row))]


def test_a_tender_is_a_row_with_its_rank_and_its_share_of_the_quality(made):
    """The price weight can only be compared with quality where both are beside each other."""
    rows = [r for r in made["tenders"].to_dicts() if r["cycle"] == "live"]
    assert [(r["provider"], r["rank"], r["recommended"]) for r in rows] == [
        ("alder", 1, True),
        ("birch", 2, False),
    ]
    assert [r["quality_share_hundredths"] for r in rows] == [10_000, 8_000]
    lots = by_cycle(made["lots"])
    assert (lots["live"]["bids"], lots["live"]["price_weight_hundredths"]) == (2, 4_000)
    assert lots["new"]["price_weight_hundredths"] is None


def test_the_tables_are_those_of_a_day(few, today):
    """What was true at the end of the year is asked long after it."""
    then = tables(few, date(2021, 12, 31))
    stages = {row["stage"] for row in then["cycles"].to_dicts()}
    assert stages == {"specification", "ssq", "itt", None}
    assert then["contracts"].rows == ()
    assert all(row["day"] <= date(2021, 12, 31) for row in then["events"].to_dicts())


def test_cycles_of_one_name_are_numbered(few, today):
    """Two departments may both have a P1; joined by name their rows would be mixed."""
    twice = tables((few[3], few[3]), today)["cycles"]
    assert [row["cycle"] for row in twice.to_dicts()] == ["new", "new (2)"]


def test_a_cycle_of_any_form_gives_equal_rows(few, today):
    """A cycle in memory, its audit and its file hold the same records."""
    cycle = few[1]
    audit = Cycle.audit(cycle.title, cycle.records, buyers=cycle.buyers, reference="moved")
    forms = (cycle, audit, Document("moved", dumps(cycle)))
    first, *others = (tables((form,), today) for form in forms)
    assert all(other == first for other in others)


def test_documents_are_files_or_the_reason_why_they_cannot_be_read(tmp_path):
    """A file that was saved in the wrong encoding is one row, with what to do."""
    (tmp_path / "good.json").write_text("{}")
    (tmp_path / "bad.json").write_bytes(b"\xff")
    good, bad, none = documents(tmp_path / f"{name}.json" for name in ("good", "bad", "none"))
    assert (good.name, good.text) == ((tmp_path / "good").as_posix(), "{}")
    assert bad.problem == "the file is not UTF-8 text; save it as UTF-8"
    assert none.problem == "the file cannot be read: No such file or directory"


def test_figures_are_rounded_half_up_to_hundredths():
    """People check the tables against the report, which rounds so."""
    assert hundredths(Fraction(1, 8)) == 13
    assert hundredths(Decimal("-2.345")) == -235
    assert hundredths(None) is None


def test_a_figure_that_no_column_holds_makes_the_cycle_a_row_with_the_reason(today):
    """A slip of the keyboard in one contract must not stop the whole portfolio."""
    cycle = story(Scenario(reference="huge"), after=ContractSigned)
    *before, signed = cycle.records
    huge = evolve(signed, value=pounds(10**17))
    (row,) = tables((Cycle.audit("Huge", (*before, huge)),), today)["cycles"].to_dicts()
    assert row["problem"] == (
        "portfolio: a figure is beyond 92,233,720,368,547,758; correct the record"
    )
    with pytest.raises(RecordError):
        hundredths(10**17)
