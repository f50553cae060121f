"""The database behind a store: the few things in which SQLite and PostgreSQL differ, and the tables.

Plain DB-API: an object-relational mapper took eight times as long for one append.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, Final, Protocol
from urllib.parse import urlsplit
from weakref import finalize

from commissioning.store.errors import StoreError
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean

TABLES: Final = (
    "CREATE TABLE cycle (cycle TEXT PRIMARY KEY, title TEXT NOT NULL)",
    """CREATE TABLE record (
        cycle TEXT NOT NULL REFERENCES cycle, seq INTEGER NOT NULL, kind TEXT NOT NULL,
        happened TEXT NOT NULL, known TEXT NOT NULL, entered TEXT NOT NULL, "by" TEXT NOT NULL,
        doc TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (cycle, seq))""",
    "CREATE INDEX record_of_kind ON record (kind, cycle)",
    """CREATE TABLE standing (
        cycle TEXT PRIMARY KEY, seq INTEGER NOT NULL, head TEXT NOT NULL, stage TEXT NOT NULL,
        due TEXT, due_seq INTEGER NOT NULL DEFAULT -1)""",
)
"""The tables. Rows of `cycle` and `record` are only ever inserted; `standing` is derived from them."""

INSERT_ONLY: Final = tuple(
    f"""CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, 'entries of a store are never changed'); END"""
    for table in ("cycle", "record")
    for act in ("UPDATE", "DELETE")
)
"""What holds SQLite, which has no rights to withhold, to the same rule as PostgreSQL."""


class Connection(Protocol):
    """The part of a DB-API connection that a store uses."""

    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Any:  # noqa: ANN401
        """Run one statement and return its cursor."""

    def cursor(self) -> Any:  # noqa: ANN401
        """A cursor, to run one statement for many rows."""

    def close(self) -> None:
        """End the connection."""


@frozen
class Dialect:
    """The differences of one kind of database from the other."""

    driver: str
    mark: str
    """What stands for a value in a statement."""
    begin: str
    """The statement that begins a transaction which will write."""
    opening: tuple[str, ...]
    """The statements that each connection begins with."""
    alone: str
    """The statement that keeps others from making the tables at the same time."""
    is_empty: str
    """The question that has a row where the tables are still to be made."""
    tables: tuple[str, ...]
    connected: dict[str, object]
    """The settings of a connection: every statement by itself, but in a transaction that says so."""


DIALECTS: Final = {
    "sqlite": Dialect(
        driver="sqlite3",
        mark="?",
        begin="BEGIN IMMEDIATE",
        opening=(
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA foreign_keys = ON",
        ),
        alone="SELECT 'BEGIN IMMEDIATE has done so'",
        is_empty="SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'standing')",
        tables=(*TABLES, *INSERT_ONLY),
        connected={"isolation_level": None, "timeout": 60},
    ),
    "postgresql": Dialect(
        driver="psycopg",
        mark="%s",
        begin="BEGIN",
        opening=(),
        alone="SELECT pg_advisory_xact_lock(20230612)",
        is_empty="SELECT 1 WHERE to_regclass('standing') IS NULL",
        tables=TABLES,
        connected={"autocommit": True},
    ),
}


def _end(connection: Connection) -> None:
    """End a connection that was not closed, such as that of a store that could not be opened."""
    with suppress(Exception):  # the driver may have gone before it
        connection.close()


class Database:
    """One connection to a database, with the tables of a store in it."""

    def __init__(self, url: str) -> None:
        scheme = url.partition(":")[0]
        if scheme not in DIALECTS:
            near = did_you_mean(scheme, DIALECTS)
            example = 'give "sqlite:///file.db" or "postgresql://host/name"'
            raise StoreError(
                f'"{scheme}" is no kind of database that a store knows{near}; {example}'
            )
        self.dialect = DIALECTS[scheme]
        where = url.removeprefix("sqlite:///") if scheme == "sqlite" else url
        self.name = f"{scheme} {urlsplit(url).path.removeprefix('/')}"
        try:
            self._driver = import_module(self.dialect.driver)
        except ImportError:
            words = (
                "PostgreSQL needs psycopg, which is not installed; install commissioning[postgres]"
            )
            raise StoreError(words) from None
        with self._refusing():
            self.connection: Connection = self._driver.connect(where, **self.dialect.connected)
            finalize(self, _end, self.connection)
            for statement in self.dialect.opening:
                self.connection.execute(statement)
            self._make_tables()

    def close(self) -> None:
        """End the connection."""
        with self._refusing():
            self.connection.close()

    def _make_tables(self) -> None:
        if self.rows(self.dialect.is_empty):
            with self.transaction():
                self.rows(self.dialect.alone)
                if self.rows(self.dialect.is_empty):
                    for statement in self.dialect.tables:
                        self.connection.execute(statement)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement, its values marked by ?, and return the rows it gives."""
        with self._refusing():
            cursor = self.connection.execute(sql.replace("?", self.dialect.mark), values)
            return list(cursor.fetchall()) if cursor.description else []

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Put rows in a table."""
        marks = ", ".join(self.dialect.mark for _ in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        with self._refusing():
            self.connection.cursor().executemany(sql, list(rows))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none."""
        self.rows(self.dialect.begin)
        try:
            yield
            self.rows("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        with suppress(self._driver.Error):  # it may have undone it by itself, or be gone
            self.connection.execute("ROLLBACK")

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Say in the library's words what the database refuses."""
        try:
            yield
        except self._driver.Error as error:
            twice = isinstance(error, self._driver.IntegrityError)
            words = str(error).strip().splitlines() or [type(error).__name__]
            raise StoreError(f"The database refused: {words[0]}", twice=twice) from None
