"""A portfolio as a folder of Parquet files: few large ones, by table and year."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from commissioning.errors import FormatError
from commissioning.portfolio.columns import COLUMNS
from commissioning.portfolio.given import Given
from commissioning.portfolio.tables import rows_of_each
from commissioning.values.tables import Cell, Table, installed

MOST_ROWS: Final = 100_000
"""The rows of one file; a table with more of a year goes on in the next file."""
_ABOUT: Final = "portfolio.json"


def write_parquet(cycles: Iterable[Given], today: date, folder: Path | str) -> tuple[Path, ...]:
    """Write the tables of a portfolio as `TABLE/YEAR-1.parquet` and so on, and return the files.

    The year is that of a cycle's first record. A year of a table has one file for every 100,000 rows.
    Cycles are taken one by one, so there may be more of them than fit in memory. A portfolio that is there
    already is replaced once the new one is whole. Raises `FormatError` for a folder that holds anything
    else, `OSError` where it cannot be written, and `ImportError` without pyarrow.
    """
    installed("pyarrow", "a Parquet file")
    folder = Path(folder)
    with _replacing(folder) as beside:
        about = {"today": today.isoformat(), "cycles": _write(cycles, today, beside)}
        (beside / _ABOUT).write_text(json.dumps(about) + "\n", "utf-8")
    return tuple(sorted(folder.glob("*/*.parquet")))


def read_parquet(folder: Path | str) -> Mapping[str, Table]:
    """The tables of a portfolio that `write_parquet` wrote. Raises `FormatError` for another folder."""
    installed("pyarrow", "a Parquet file")
    from pyarrow import parquet

    folder = Path(folder)
    check_portfolio(folder)
    made: dict[str, Table] = {}
    for name, columns in COLUMNS.items():
        rows: list[tuple[Cell, ...]] = []
        for file in sorted((folder / name).glob("*.parquet")):
            try:
                read = parquet.read_table(file, columns=[column.name for column in columns])
            except (OSError, ValueError):
                why = "it is damaged; build the portfolio again"
                raise FormatError(str(file), (why,)) from None
            rows += zip(*(column.to_pylist() for column in read.columns), strict=True)
        made[name] = Table(columns, tuple(rows))
    return made


def check_portfolio(folder: Path) -> None:
    """Raise `FormatError` unless a folder holds a portfolio."""
    if not (folder / _ABOUT).is_file():
        why = "it holds no portfolio; make one with `commissioning portfolio build`"
        raise FormatError(str(folder), (why,))


def _write(cycles: Iterable[Given], today: date, folder: Path) -> int:
    """Write every table, each file as soon as its rows are there, and return the number of cycles."""
    import pyarrow as pa
    from pyarrow import parquet

    waiting: defaultdict[tuple[str, int], list[tuple[Cell, ...]]] = defaultdict(list)
    written: Counter[tuple[str, int]] = Counter()
    count = 0

    def put(table: str, year: int, rows: list[tuple[Cell, ...]]) -> None:
        written[table, year] += 1
        file = folder / table / f"{year:04}-{written[table, year]}.parquet"
        file.parent.mkdir(exist_ok=True)
        parquet.write_table(pa.table(Table(COLUMNS[table], tuple(rows))), file, compression="zstd")

    for count, (year, made) in enumerate(rows_of_each(cycles, today), 1):  # noqa: B007
        for table, own in made.items():
            rows = waiting[table, year]
            rows += own
            while len(rows) >= MOST_ROWS:
                put(table, year, rows[:MOST_ROWS])
                del rows[:MOST_ROWS]
    for (table, year), rows in waiting.items():
        if rows:
            put(table, year, rows)
    for table in COLUMNS.keys() - {name for name, _ in written}:
        put(table, 0, [])  # so that a question finds every table, if empty
    return count


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """An empty folder beside a place, which takes the place once it has been filled without an error."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        try:
            check_portfolio(folder)
        except FormatError:
            why = "it is not a portfolio, and not an empty folder; give a new folder"
            raise FormatError(str(folder), (why,)) from None
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    beside.mkdir(parents=True)
    try:
        yield beside
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
