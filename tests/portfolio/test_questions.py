"""The documented questions, each on a portfolio whose answer is known, and the engines that answer them."""

from importlib.util import find_spec

import pytest

from commissioning.cycle import Cycle
from commissioning.errors import FormatError, RecordError
from commissioning.portfolio import QUESTIONS, ask, questions, tables, write_parquet
from commissioning.records.award import ApprovalToAward
from commissioning.records.selection import SelectionQuestionnaire

_NEEDS = [each for each in ("duckdb", "pyarrow") if find_spec(each) is None]
DUCKDB = pytest.mark.skipif(bool(_NEEDS), reason=f"needs {' and '.join(_NEEDS)}")
ENGINES = ["sqlite", pytest.param("duckdb", marks=DUCKDB)]


@pytest.fixture(scope="module")
def made(few, today):
    return tables(few, today)


def days_to_award(cycle):
    return (cycle.expect(ApprovalToAward).on - cycle.expect(SelectionQuestionnaire).on).days


def known(few):
    """The answer to each question, from the way the cycles of the portfolio were made."""
    live, moved, rash, *_ = few
    days = [days_to_award(live.cycle), days_to_award(rash.cycle)]
    return {
        "days-to-award": [("restricted", 2, min(days), sum(days) / 2, max(days))],
        "bids-per-lot": [(2, 4)],
        "price-weight": [(4_000, 4, 10_000)],
        "standstill-breaches": [("Public Contracts Regulations 2015", "standstill-running", 1, 1)],
        "late-returns": [("alder", 1, 1, 9)],
        "contracts-ending": [],
        "value-by-provider": [("alder", "GBP", 4, 4, 4 * 20_000_000)],
        "people-moved": [("moved", moved.title, 40, 1, 39)],
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", list(QUESTIONS))
def test_question_has_the_known_answer(name, engine, few, made):
    """An answer over all contracts is believed by people who cannot check it."""
    assert list(ask(made, name, engine).rows) == known(few)[name]


def test_contract_that_ends_within_a_year_is_listed_until_its_last_day(few, today):
    """A contract that runs out unseen is bridged at the provider's price."""
    (row,) = [r for r in tables(few, today)["contracts"].to_dicts() if r["cycle"] == "live"]
    last = row["ends_on"]
    for day, listed in (
        (last.replace(year=last.year - 1), True),
        (last.replace(year=last.year - 1, day=last.day - 1), False),
        (last, True),
        (last.fromordinal(last.toordinal() + 1), False),
    ):
        found = ask(tables(few, day), "contracts-ending")
        assert ("live" in [r["cycle"] for r in found.to_dicts()]) is listed, day


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_polars_gives_the_same_answer(name, few, made):
    """An analyst who has polars must not need another SQL."""
    polars = pytest.importorskip("polars")
    context = polars.SQLContext({n: table.to_polars() for n, table in made.items()})
    assert context.execute(QUESTIONS[name].sql, eager=True).rows() == known(few)[name]


@pytest.mark.parametrize("engine", ENGINES)
def test_folder_gives_the_answers_of_its_tables(engine, few, made, today, tmp_path):
    """The same question on the files of last night."""
    pytest.importorskip("pyarrow")
    write_parquet(few, today, tmp_path / "p")
    for name in QUESTIONS:
        assert ask(tmp_path / "p", name, engine) == ask(made, name, engine)


def test_sql_of_your_own_is_answered(made):
    """Eight questions are a beginning."""
    found = ask(made, "SELECT cycle, begun_on, records > 1000 AS long FROM cycles WHERE year = 0")
    assert found.to_dicts() == [{"cycle": "bad", "begun_on": None, "long": None}]
    assert ask(made, "WITH x AS (SELECT 1 AS a UNION SELECT 2.5) SELECT a FROM x").rows == (
        (1,),
        (2.5,),
    )
    assert ask(made, "SELECT 1 AS a UNION SELECT 'b'").rows == (("1",), ("b",))


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (
            "late-return",
            'question: there is no question "late-return"; did you mean "late-returns"?',
        ),
        (
            "SELEC * FROM cycles",
            'question: SQL begins with SELECT or WITH, and there is no question "SELEC * FROM cycles"; '
            "choose from days-to-award, bids-per-lot, price-weight, standstill-breaches, late-returns "
            "and 3 more",
        ),
        (
            "ending contracts",
            'question: SQL begins with SELECT or WITH, and there is no question "ending contracts"; '
            'did you mean "contracts-ending"?',
        ),
        ("SELECT x FROM cycles", "SQL: SQLite refuses it: no such column: x"),
        (
            "SELECT 1 FROM cycle",
            'SQL: SQLite refuses it: no such table: cycle; did you mean "cycles"?',
        ),
        (
            "SELECT titel FROM cycles",
            'SQL: SQLite refuses it: no such column: titel; did you mean "title"?',
        ),
        (
            "WITH x AS (SELECT 1) DELETE FROM cycles",
            "SQL: SQLite refuses it: attempt to write a readonly database",
        ),
    ],
)  # fmt: skip
def test_wrong_question_is_refused_with_the_reason(sql, words, made):
    """Who types SQL needs the engine's own words, without a traceback."""
    with pytest.raises(FormatError) as refused:
        ask(made, sql)
    assert str(refused.value) == words


def test_question_that_is_not_text_is_refused(made):
    """A number in the place of SQL ended inside a search."""
    with pytest.raises(RecordError, match="question: 3 is not text"):
        ask(made, 3)


def test_engine_that_is_missing_is_named(made, monkeypatch):
    """The one thing to do is to install it."""

    def missing(package, what):
        raise ImportError(f"{what} needs {package}: pip install {package}")

    monkeypatch.setattr(questions, "installed", missing)
    with pytest.raises(ImportError, match="the engine DuckDB needs duckdb: pip install duckdb"):
        ask(made, "bids-per-lot", "duckdb")


def test_cycles_in_the_place_of_their_tables_are_refused_in_one_sentence():
    """A list of cycles has no tables yet; the answer was an AttributeError."""
    with pytest.raises(
        RecordError, match="portfolio: give what `tables` makes, or the folder of a"
    ):
        ask([Cycle("Care")], "people-moved")
