"""The database of a store: the few things in which SQLite and PostgreSQL differ, tables and refusals.

Plain DB-API: an object-relational mapper took eight times as long for one append.

CommissioningError
└── StoreError                  the database cannot be reached, is full or refused
    ├── NoStoreError            there is no store at the address yet
    └── StaleVersion            somebody else has recorded since the cycle was loaded
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from weakref import finalize

from commissioning.errors import CommissioningError
from commissioning.store.chain import ChainEntry
from commissioning.values.frozen import frozen
from commissioning.values.text import LIST_LIMIT, counted, did_you_mean


class StoreError(CommissioningError):
    """A store that cannot do what was asked; nothing of it was kept."""

    def __init__(self, message: str, *, twice: bool = False) -> None:
        super().__init__(message)
        self.twice = twice
        """Whether the database holds an entry in that place already."""


class NoStoreError(StoreError, LookupError):
    """An address at which there is no store yet: a file that does not exist, or a database without tables."""

    def __str__(self) -> str:
        words = "Check the address; the first save or import makes the store"
        return f"There is no store yet: {self.args[0]}. {words}."


class StaleVersion(StoreError):
    """A cycle that somebody else has recorded on since it was loaded, with what they recorded."""

    def __init__(self, key: str, expected: int, found: int, others: tuple[ChainEntry, ...]) -> None:
        super().__init__(key)
        self.args = (key, expected, found, others)
        self.key = key
        self.expected = expected
        """The number of records it had when it was loaded."""
        self.found = found
        """The number of records that the store holds now."""
        self.others = others
        """The entries that came in between."""

    def __str__(self) -> str:
        lines = [f"\n  - {entry}" for entry in self.others[:LIST_LIMIT]]
        more = len(self.others) - LIST_LIMIT
        lines += [f"\n  - and {more} more"] if more > 0 else []
        if self.others and not self.others[0].seq:
            return (
                f"{self.key} is in the store already. If yours is another cycle, give it a reference of its "
                f"own; else load this one and record on it.{''.join(lines)}"
            )
        return (
            f"{self.key} has changed: you loaded {counted(self.expected, 'record')}, the store holds "
            f"{self.found}. Load it again and record on that.{''.join(lines)}"
        )


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
"""The triggers that hold SQLite, which has no rights to withhold, to the same rule as PostgreSQL."""


@frozen
class Dialect:
    """The differences of one kind of database from the other."""

    driver: str
    mark: str
    """The sign for a value in a statement."""
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


_MEMORY: Final = ":memory:"
_REMEDIES: Final = {
    "file is not a database": ". The file holds something else; check the address",
    "no such": ". The file holds the tables of another program; check the address",
    "unable to open database file": ". Ask for the right to read and write the file and its folder",
    "readonly database": ". Ask for the right to write the file and its folder",
    "is full": ". Make room on the disk, and save again",
    "No space left": ". Make room on the disk, and save again",
    "disk I/O error": ". Check that the disk has room and can be reached; a network drive often fails",
    "malformed": ". The file is damaged: put the last copy of it in its place, and import the exports since",
    "database is locked": ". Another program has been writing for a minute; try again",
    "same thread": ". Open the store once in each thread",
    "password": ". Check the user and the password in the address or in the file of passwords",
    "does not exist": ". Check the address, or have the owner of the server make it",
    "connection": ". Check the address, and that the server is running and can be reached",
    "permission denied": ". Ask the owner of the database for the rights that its documentation lists",
}
"""The remedy for a refusal, by a part of the words of SQLite or PostgreSQL."""


def address(url: str) -> tuple[str, str]:
    """The kind of database at an address, and where it is in the words of its driver.

    Raises `StoreError` for an address that leads to no database.
    """
    url = str(url)  # a path is a likely slip, and is answered as one
    scheme = url.partition(":")[0]
    if scheme not in DIALECTS:
        near = did_you_mean(scheme, DIALECTS) or "."
        named = "file.db" if near != "." or scheme != url else url
        example = f'Give "sqlite:///{named}" or "postgresql://host/name".'
        raise StoreError(f'"{scheme}" is not a kind of database that a store knows{near} {example}')
    if scheme != "sqlite":
        return scheme, url
    where = url.removeprefix("sqlite:///")
    if where == url or not where or "\0" in where:
        words = "an address of SQLite has three slashes and the name of a file"
        raise StoreError(f'"{url}": {words}: "sqlite:///file.db"')
    file = Path(where)
    if file.is_dir():
        raise StoreError(
            f'"{where}" is a folder; give a file in it: "sqlite:///{file / "file.db"}"'
        )
    if not file.parent.is_dir():
        raise StoreError(
            f'There is no folder "{file.parent}" to keep {file.name} in; make it first.'
        )
    return scheme, where


def _end(connection: Any) -> None:  # noqa: ANN401
    """End a connection that was not closed, such as that of a store that could not be opened."""
    with suppress(Exception):  # the driver may have gone before it
        connection.close()


class Database:
    """One connection to a database, with the tables of a store in it."""

    def __init__(self, url: str, *, create: bool = False) -> None:
        scheme, self._where = address(url)
        self.dialect = DIALECTS[scheme]
        self.name = f"{scheme} {urlsplit(url).path.removeprefix('/')}"
        try:
            self._driver = import_module(self.dialect.driver)
        except ImportError:
            raise StoreError("PostgreSQL needs psycopg: pip install 'psycopg[binary]'") from None
        self._connection: Any = None
        self._is_ready = self._is_closed = False
        if create or self._where == _MEMORY:
            self.make()
        elif not self._is_new:
            self._run(self.dialect.is_empty)  # whatever is wrong with it is said now

    @property
    def _is_new(self) -> bool:
        """Whether it would be a new file; a database of PostgreSQL is there, or cannot be reached."""
        return self.dialect.driver == "sqlite3" and not Path(self._where).exists()

    def close(self) -> None:
        self._is_closed = True
        if self._connection is not None:
            with self._refusing():
                self._connection.close()

    def make(self) -> None:
        """Make the file and the tables, as far as they are not there yet."""
        if self._is_ready:
            return
        for statement in self.dialect.opening:
            self._run(statement)
        if self._run(self.dialect.is_empty):
            with self._committed():
                self._run(self.dialect.alone)
                if self._run(self.dialect.is_empty):
                    for statement in self.dialect.tables:
                        self._run(statement)
        self._is_ready = True

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement, its values marked by ?, and return the rows it gives.

        Raises `NoStoreError` where no tables have been made; asking makes neither them nor a file.
        """
        if not self._is_ready and not self._is_closed:
            if self._is_new or self._run(self.dialect.is_empty):
                raise NoStoreError(self.name)
            self.make()
        return self._run(sql, *values)

    def _run(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        if self._is_closed:
            raise StoreError(f"The store is closed: {self.name}. Open it again.")
        with self._refusing():
            if self._connection is None:
                self._connection = self._connected()
            cursor = self._connection.execute(sql.replace("?", self.dialect.mark), values)
            return list(cursor.fetchall()) if cursor.description else []

    def _connected(self) -> Any:  # noqa: ANN401
        made = self._driver.connect(self._where, **self.dialect.connected)
        finalize(self, _end, made)
        return made

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        marks = ", ".join(self.dialect.mark for _ in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        with self._refusing():
            assert self._connection is not None  # a transaction has begun
            self._connection.cursor().executemany(sql, list(rows))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none. The file and the tables are made at need."""
        self.make()
        with self._committed():
            yield

    @contextmanager
    def _committed(self) -> Iterator[None]:
        self._run(self.dialect.begin)
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            with suppress(StoreError):  # it may have undone it by itself, or be gone
                self._run("ROLLBACK")
            raise

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Say in the library's words what the database refuses."""
        try:
            yield
        except (self._driver.Error, UnicodeError, OverflowError) as error:
            twice = isinstance(error, self._driver.IntegrityError)
            words = (str(error).strip().splitlines() or [type(error).__name__])[0]
            remedy = next((said for part, said in _REMEDIES.items() if part in words), "")
            raise StoreError(f"The database refused: {words}{remedy}", twice=twice) from None
