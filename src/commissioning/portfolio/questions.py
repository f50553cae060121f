"""Eight questions that councils ask of all their cycles, as SQL, and the way to ask them or others.

The SQL is plain: it gives equal answers in SQLite, which is always there, in DuckDB and in polars. The
tables hold whole numbers only, and the differences of days that a question needs.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, Literal, TypeAlias

from commissioning.errors import FormatError, RecordError
from commissioning.portfolio.batches import check_portfolio, read_parquet
from commissioning.portfolio.columns import COLUMNS
from commissioning.values.checking import given
from commissioning.values.frozen import frozen
from commissioning.values.tables import Cell, Column, Kind, Table, installed
from commissioning.values.text import cut, did_you_mean, no_such

Engine: TypeAlias = Literal["sqlite", "duckdb"]


@frozen
class PortfolioQuestion:
    """One question: its name, its words, and the SQL that answers it."""

    name: str
    words: str
    sql: str


QUESTIONS: Final[Mapping[str, PortfolioQuestion]] = {each.name: each for each in (
    PortfolioQuestion(
        "days-to-award",
        "How many days does it take from the selection questionnaire to the approval of the award, by route?",
        """
        SELECT c.route, COUNT(*) AS cycles, MIN(a.day_number - s.day_number) AS shortest,
        ROUND(AVG(a.day_number - s.day_number), 1) AS mean, MAX(a.day_number - s.day_number) AS longest
        FROM (SELECT cycle, MIN(day_number) AS day_number FROM events WHERE kind = 'ssq' GROUP BY cycle) AS s
        JOIN (SELECT cycle, MIN(day_number) AS day_number FROM events
        WHERE kind = 'approval-to-award' AND in_force GROUP BY cycle) AS a ON s.cycle = a.cycle
        JOIN cycles AS c ON c.cycle = s.cycle
        GROUP BY c.route ORDER BY c.route
        """,
    ),
    PortfolioQuestion(
        "bids-per-lot",
        "How many bids does a lot receive, once its tenders have been opened?",
        """
        SELECT bids, COUNT(*) AS lots FROM lots WHERE opened_on IS NOT NULL GROUP BY bids ORDER BY bids
        """,
    ),
    PortfolioQuestion(
        "price-weight",
        "Does a heavier price go with a lower quality of the tender that ranks first?",
        """
        SELECT l.price_weight_hundredths, COUNT(*) AS lots,
        ROUND(AVG(t.quality_share_hundredths), 1) AS quality_of_first_hundredths
        FROM lots AS l JOIN tenders AS t ON t.cycle = l.cycle AND t.lot = l.lot
        WHERE t.rank = 1 AND t.quality_share_hundredths IS NOT NULL
        GROUP BY l.price_weight_hundredths ORDER BY l.price_weight_hundredths
        """,
    ),
    PortfolioQuestion(
        "standstill-breaches",
        "Where was a contract signed, or about to be, without the standstill that the law asks for?",
        """
        SELECT c.law, f.code, COUNT(DISTINCT f.cycle) AS cycles, COUNT(*) AS findings
        FROM findings AS f JOIN cycles AS c ON c.cycle = f.cycle
        WHERE f.code IN ('standstill-not-started', 'standstill-running', 'standstill-too-short') AND f.blocks
        GROUP BY c.law, f.code ORDER BY c.law, f.code
        """,
    ),
    PortfolioQuestion(
        "late-returns",
        "Which providers return their figures late?",
        """
        SELECT r.provider, COUNT(*) AS returns, SUM(CASE WHEN r.late > 0 THEN 1 ELSE 0 END) AS late,
        MAX(r.late) AS most_days_late
        FROM (SELECT cycle, report, provider, MAX(days_late) AS late FROM kpis
        WHERE days_late IS NOT NULL GROUP BY cycle, report, provider) AS r
        GROUP BY r.provider ORDER BY r.provider
        """,
    ),
    PortfolioQuestion(
        "contracts-ending",
        "Which contracts end within twelve months?",
        """
        SELECT k.ends_on, c.title, k.cycle, k.contract, k.provider, k.options_left
        FROM contracts AS k JOIN cycles AS c ON c.cycle = k.cycle
        WHERE k.days_to_end >= 0 AND k.months_to_end <= 12 AND k.state <> 'ended'
        ORDER BY k.ends_on, k.cycle, k.contract
        """,
    ),
    PortfolioQuestion(
        "value-by-provider",
        "What are the contracts of each provider worth, over all lots, that are not over?",
        """
        SELECT provider, currency, COUNT(*) AS contracts, SUM(lot_count) AS lots,
        SUM(value_hundredths) AS value_hundredths
        FROM contracts WHERE state <> 'ended' GROUP BY provider, currency ORDER BY provider, currency
        """,
    ),
    PortfolioQuestion(
        "people-moved",
        "How many people have moved, and how many are waiting?",
        """
        SELECT p.cycle, c.title, SUM(p.people) AS people, SUM(p.moved) AS moved, SUM(p.waiting) AS waiting
        FROM people AS p JOIN cycles AS c ON c.cycle = p.cycle
        GROUP BY p.cycle, c.title ORDER BY p.cycle
        """,
    ),
)}  # fmt: skip
"""The documented questions by name."""


def ask(
    source: Mapping[str, Table] | Path | str,
    question: str | PortfolioQuestion,
    engine: Engine = "sqlite",
) -> Table:
    """The answer to one of the `QUESTIONS`, by its name, or to SQL of your own.

    `source` is what `tables` made or the folder that `write_parquet` wrote. DuckDB reads the folder without
    holding it in memory; SQLite needs no installing. Raises `FormatError` for an unknown question, for SQL
    that the engine refuses and for a folder without a portfolio, and `ImportError` without the engine.
    """
    source = Path(source) if isinstance(source, str) else source
    if not isinstance(source, Mapping | Path):
        raise RecordError("portfolio", ("give what `tables` makes, or the folder of a portfolio",))
    asked = _from_duckdb if engine == "duckdb" else _from_sqlite
    names, rows = asked(source, _sql(question))
    columns = [_column([_cell(row[at]) for row in rows]) for at in range(len(names))]
    heads = (Column(name, kind) for name, (kind, _) in zip(names, columns, strict=True))
    return Table(tuple(heads), tuple(zip(*(cells for _, cells in columns), strict=True)))


def _sql(question: str | PortfolioQuestion) -> str:
    if isinstance(question, PortfolioQuestion):
        return question.sql
    if given(str, question, "question") in QUESTIONS:
        return QUESTIONS[question].sql
    if not re.match(r"\s*(select|with)\b", question, re.IGNORECASE):
        other = no_such("question", cut(question.strip(), 40), QUESTIONS)
        begins = "SQL begins with SELECT or WITH, and " if " " in question.strip() else ""
        raise FormatError("question", (f"{begins}{other}",))
    return question


_Found: TypeAlias = tuple[list[str], Sequence[tuple[object, ...]]]


def _from_sqlite(source: Mapping[str, Table] | Path, sql: str) -> _Found:
    held = read_parquet(source) if isinstance(source, Path) else source
    with closing(sqlite3.connect(":memory:")) as connection:
        named = (each for each in held.items() if re.search(rf"\b{each[0]}\b", sql, re.IGNORECASE))
        for name, table in named:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            places = ", ".join("?" * len(table.columns))
            connection.execute(f'CREATE TABLE "{name}" ({columns})')
            rows = ((c if isinstance(c, int | None) else str(c) for c in row) for row in table.rows)
            connection.executemany(f'INSERT INTO "{name}" VALUES ({places})', map(tuple, rows))
        connection.execute("PRAGMA query_only = ON")
        try:
            cursor = connection.execute(sql)
            return [name for name, *_ in cursor.description], cursor.fetchall()
        except sqlite3.Error as error:
            what, _, name = f"{error}".rpartition(": ")
            near = did_you_mean(name, COLUMNS if what == "no such table" else _NAMES)
            raise FormatError("SQL", (f"SQLite refuses it: {error}{near}",)) from None


def _from_duckdb(source: Mapping[str, Table] | Path, sql: str) -> _Found:
    duckdb = installed("duckdb", "the engine DuckDB")
    with closing(duckdb.connect()) as connection:
        if isinstance(source, Path):
            check_portfolio(source)
            for folder in sorted(each for each in source.iterdir() if each.is_dir()):
                files = str(folder / "*.parquet").replace("'", "''")
                view = f"CREATE VIEW {folder.name} AS SELECT * FROM read_parquet('{files}')"
                connection.execute(view)
        else:
            pa = installed("pyarrow", "a table for DuckDB")
            for name, table in source.items():
                connection.register(name, pa.table(table))
        try:
            cursor = connection.execute(sql)
            return [name for name, *_ in cursor.description], cursor.fetchall()
        except duckdb.Error as error:
            raise FormatError("SQL", (f"DuckDB refuses it: {error}",)) from None


_NAMES: Final = {column.name for each in COLUMNS.values() for column in each}
"""The names of the columns of all tables."""


_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def _cell(value: object) -> Cell:
    """A value as an engine gives it; SQLite gives a day as text, and every engine a mean as a float."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, str):
        return date.fromisoformat(value) if _DAY.fullmatch(value) else value
    return value if isinstance(value, int | Decimal | date) else None


_KINDS: Final = {bool: Kind.YES_NO, int: Kind.WHOLE, Decimal: Kind.NUMBER, date: Kind.DAY}


def _column(cells: list[Cell]) -> tuple[Kind, list[Cell]]:
    """The kind of a column of an answer, and its cells; a column of several kinds is text."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds == {int, Decimal}:
        return Kind.NUMBER, [Decimal(cell) if isinstance(cell, int) else cell for cell in cells]
    if len(kinds) == 1 and kinds <= _KINDS.keys():
        return _KINDS[kinds.pop()], cells
    return Kind.TEXT, [None if cell is None else str(cell) for cell in cells]
