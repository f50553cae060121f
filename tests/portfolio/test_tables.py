"""The tables of a portfolio."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.interchange import dumps
from commissioning.portfolio import (
    COLUMNS,
    CycleText,
    ask,
    documents,
    red_flags,
    tables,
    write_parquet,
)
from commissioning.portfolio.tables import hundredths
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import EvaluationReopened
from commissioning.records.live import KpisAgreed
from commissioning.records.reporting import ReportingCalendar
from commissioning.records.tender import TenderWithdrawn
from commissioning.stages import Route, Stage
from commissioning.testing import Scenario, make, story
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


def test_no_column_holds_a_figure_that_an_engine_could_round():
    """Sums have to be equal in SQLite, DuckDB and polars: whole numbers are, decimals and floats are not."""
    kinds = {column.kind for columns in COLUMNS.values() for column in columns}
    assert kinds == {Kind.TEXT, Kind.WHOLE, Kind.DAY, Kind.YES_NO}


def test_document_that_is_no_cycle_is_a_row_and_the_others_are_there(made):
    """A night's work over a thousand files must not stop at one that was cut short."""
    cycles = by_cycle(made["cycles"])
    assert list(cycles) == ["live", "moved", "rash", "new", "bad"]
    assert cycles["bad"]["problem"].startswith("the file has 3 problems:\n  - $.")
    assert cycles["bad"]["year"] == 0
    assert {row["problem"] for name, row in cycles.items() if name != "bad"} == {None}
    (finding,) = (row for row in made["findings"].to_dicts() if row["cycle"] == "bad")
    assert (finding["code"], finding["blocks"]) == (None, True)
    assert finding["message"] == cycles["bad"]["problem"]


def test_row_of_a_cycle_says_where_it_stands(made):
    """The first table is the list that a head of service reads."""
    row = by_cycle(made["cycles"])["moved"]
    assert (row["year"], row["stage"], row["route"]) == (2021, "mobilisation", "open")
    assert (row["buyer"], row["lots"], row["blocking"]) == ("Anyborough Council", 2, 0)
    assert row["law"] == "Public Contracts Regulations 2015"
    assert row["begun_on"] == date(2021, 9, 1)


def test_findings_are_those_of_the_audit(made, rash):
    """Whoever asks for breaches over all contracts must find what an audit of each would."""
    own = [row for row in made["findings"].to_dicts() if row["cycle"] == "rash"]
    assert [row["code"] for row in own] == [finding.code for finding in rash.findings]
    (running,) = (row for row in own if row["code"] == "standstill-running")
    assert (running["kind"], running["blocks"]) == ("contract-signed", True)
    assert by_cycle(made["cycles"])["rash"]["blocking"] == sum(f.blocks for f in rash.findings)


def test_contract_is_a_row_with_its_value_in_pence_and_its_days_to_the_end(made, few, today):
    """Sums of money are exact, and "ends within a year" needs no arithmetic of days in SQL."""
    row = by_cycle(made["contracts"])["live"]
    signed = few[0].cycle.expect(ContractSigned)
    assert (row["provider"], row["lot_count"], row["currency"]) == ("alder", 1, "GBP")
    assert row["value_hundredths"] == 20_000_000
    assert row["days_to_end"] == (signed.initial_term.ends_on - today).days
    assert (row["ends_on"], row["months_to_end"]) == (date(2024, 8, 5), 18)


def test_return_is_a_row_for_each_kpi_with_the_days_by_which_it_was_late(few, today):
    """Late returns are the first sign that a contract is not looked after."""
    (row,) = tables(few, today)["kpis"].to_dicts()
    assert (row["cycle"], row["kpi"], row["provider"]) == ("live", "K1", "alder")
    assert (row["days_late"], row["value_hundredths"], row["target_met"]) == (9, 9_700, True)
    before = few[0].cycle.last_on - timedelta(days=1)
    assert tables(few, before)["kpis"].rows == ()


def test_marks_carry_no_person(made):
    """A table that goes to an analyst must not show who gave which mark."""
    rows = made["marks"].to_dicts()
    assert {row["markers"] for row in rows if row["criterion"] == "quality"} == {2}
    names = {"officer-1", "carer-1"}
    assert not [row for table in made.values() for row in table.rows if names & set(map(str, row))]


def test_tender_is_a_row_with_its_rank_and_its_share_of_the_quality(made):
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


def test_provider_recommended_for_the_whole_is_recommended_for_every_lot():
    """An award of the whole names no lot, and each lot has a winner all the same."""
    cycle = story(Scenario(route=Route.open(), lots=("N1", "N2")), after=AwardRecommendation)
    *before, last = cycle.records
    whole = evolve(last, awards=(LotAward(lot="whole", provider="alder"),))
    found = tables([Cycle.audit("Whole", [*before, whole]).cycle], last.on)
    assert [row["recommended"] for row in found["lots"].to_dicts()] == ["alder", "alder"]
    rows = found["tenders"].to_dicts()
    assert {r["lot"] for r in rows if r["provider"] == "alder" and r["recommended"]} == {"N1", "N2"}


def test_tables_are_those_of_a_day(few, today):
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


def test_cycle_of_any_form_gives_equal_rows(few, today):
    """A cycle in memory, its audit and its file hold the same records."""
    cycle = few[1]
    audit = Cycle.audit(cycle.title, cycle.records, buyers=cycle.buyers, reference="moved")
    forms = (cycle, audit, CycleText("moved", dumps(cycle)))
    first, *others = (tables((form,), today) for form in forms)
    assert all(other == first for other in others)


def test_documents_are_files_or_the_reason_why_they_cannot_be_read(tmp_path):
    """A file that was saved in the wrong encoding is one row, with what to do."""
    (tmp_path / "good.json").write_text("{}")
    (tmp_path / "bad.json").write_bytes(b"\xff")
    good, bad, none = documents(tmp_path / f"{name}.json" for name in ("good", "bad", "none"))
    assert (good.name, good.text) == ((tmp_path / "good").as_posix(), "{}")
    assert bad.problem == "the file is not UTF-8 text; save it as UTF-8"
    assert none.problem == "the file cannot be read: there is no such file or folder"


def test_figures_are_rounded_half_up_to_hundredths():
    """People check the tables against the report, which rounds so."""
    assert hundredths(Fraction(1, 8)) == 13
    assert hundredths(Decimal("-2.345")) == -235
    assert hundredths(None) is None


def test_figure_that_no_column_holds_makes_the_cycle_a_row_with_the_reason(today):
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


def test_superseded_record_is_an_event_that_is_not_in_force(today):
    """An approval of a decision that was taken back must not count as the award."""
    decided = story(Scenario(), at=Stage.AWARD)
    cycle = decided.record(make(EvaluationReopened, Scenario.of(decided)))
    rows = tables((cycle,), today)["events"].to_dicts()
    superseded = {row["kind"] for row in rows if not row["in_force"]}
    assert "award-recommendation" in superseded
    assert not {"specification", "itt", "evaluation-reopened"} & superseded
    assert [row["day"] for row in rows] == [record.on for record in cycle.records]
    assert rows[0]["day_number"] == rows[0]["day"].toordinal()


def test_tender_that_was_taken_back_is_no_bid(today):
    """Three bids, one withdrawn, are a competition of two."""
    opened = story(Scenario(providers=("alder", "birch", "cedar")), at=Stage.EVALUATION)
    cycle = opened.record(TenderWithdrawn(on=opened.last_on, provider="cedar", because="no staff"))
    made = tables((cycle,), today)
    assert [row["bids"] for row in made["lots"].to_dicts()] == [2]
    assert [row["provider"] for row in made["tenders"].to_dicts()] == ["alder", "birch"]


def test_agenda_is_that_of_the_cycle(few, today):
    """What is due over all contracts is what is due in each."""
    cycle = few[1]
    rows = tables((cycle,), today)["agenda"].to_dicts()
    items = cycle.agenda(today)
    assert [row["item"] for row in rows] == [item.key for item in items]
    assert [row["days_over"] for row in rows] == [item.days_over for item in items]
    assert all(row["days_left"] == (row["day"] - today).days for row in rows if row["day"])


def test_return_without_a_day_of_its_own_is_due_by_the_calendar_of_the_contract(few, today):
    """Most returns do not repeat the clause on when they are due."""
    live = few[0].cycle
    *before, report = live.records
    calendar = ReportingCalendar(due_in_days=3)
    agreed = make(
        KpisAgreed,
        Scenario.of(live),
        on=report.period.starts_on,
        applies_from=report.period.starts_on,
        calendar=calendar,
        contract=report.contract,
    )
    plain = evolve(report, due_on=None)
    (row,) = tables((Cycle.audit("x", (*before, agreed, plain)),), today)["kpis"].to_dicts()
    assert row["due_on"] == report.period.ends_on + timedelta(days=3)
    assert row["days_late"] == max((report.on - row["due_on"]).days, 0)
    (row,) = tables((Cycle.audit("x", (*before, plain)),), today)["kpis"].to_dicts()
    assert (row["due_on"], row["days_late"]) == (None, None)


@pytest.mark.parametrize(
    ("given", "named"),
    [("cycles", "'c'"), (["a.json"], "'a.json'"), ({"cycles": 1}, "'cycles'"), (3, "3")],
)
def test_anything_but_a_cycle_is_named_with_the_way_to_read_one(given, named, today):
    """The name of a folder is the first thing that an analyst tries."""
    with pytest.raises(RecordError) as told:
        tables(given, today)
    assert str(told.value) == (
        f"portfolio: {named} is not a cycle; read a file with `loads` or `documents`"
    )
    with pytest.raises(RecordError, match="is not a cycle"):
        red_flags(given)


def test_single_cycle_and_the_name_of_a_file_are_taken_as_they_are(tmp_path, today):
    """One cycle is a portfolio of one, and a name is as good as a path."""
    cycle = Cycle("Home care")
    assert len(tables(cycle, today)["cycles"].rows) == 1
    (tmp_path / "good.json").write_text(dumps(cycle), "utf-8")
    made = tables(documents([f"{tmp_path}/good.json"]), today)
    assert made["cycles"].to_dicts()[0]["title"] == "Home care"
    pytest.importorskip("pyarrow")
    write_parquet(cycle, today, tmp_path / "held")
    assert ask(f"{tmp_path}/held", "SELECT title FROM cycles").rows == (("Home care",),)
