"""Very many cycles: their findings batch by batch in Arrow or file by file, and their tables as Parquet.

Findings are worked out on several processors. A portfolio of tables is a folder of few large files, by table
and year.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from commissioning.errors import CommissioningError, FormatError, RecordError
from commissioning.law.regimes.council import CouncilRules
from commissioning.portfolio.columns import COLUMNS
from commissioning.portfolio.given import CycleText, Given, audit_of, documents
from commissioning.portfolio.tables import finding_rows, rows_of_each, unread_finding
from commissioning.process import Process
from commissioning.values.fitting import described_value
from commissioning.values.tables import Cell, Table, installed

if TYPE_CHECKING:
    from pyarrow import RecordBatch

Progress: TypeAlias = Callable[[int, int], None]
"""Is given the number of files that are done, and of all."""
_Row: TypeAlias = tuple[Cell, ...]

_COLUMNS: Final = COLUMNS["findings"]
_AT_ONCE: Final = 20
"""The number of files that a process takes at a time: a tenth of a second of work or more."""


def audit_batches(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    """Every finding in each document of some Arrow batches, one batch for each.

    A batch has the columns `name` and `document`, both text: the name of a cycle and its JSON. What comes
    out has the columns of the table `findings`. A document that cannot be read is a row with the reason.
    The function holds no state, so Spark's `mapInArrow`, Ray and Dask run it as it is. Raises `FormatError`
    for a batch without these columns, `RecordError` for what is no batches and `ImportError` without pyarrow.
    """
    if not isinstance(batches, Iterable) or hasattr(batches, "columns"):
        words = f"{described_value(batches)} is not an iterator of batches"
        hint = "give one, such as `iter(table.to_batches())`"
        raise RecordError("audit_batches", (f"batches: {words}; {hint}",))
    pa = installed("pyarrow", "an Arrow batch of findings")
    schema = pa.table(Table(_COLUMNS, ())).schema
    return (_audited(batch, pa, schema) for batch in batches)


def _audited(batch: RecordBatch, pa: Any, schema: Any) -> RecordBatch:  # noqa: ANN401
    if missing := {"name", "document"} - set(batch.schema.names):
        words = ", ".join(sorted(missing))
        raise FormatError("batch", (f"it has no column {words}; give name and document",))
    columns = zip(batch["name"].to_pylist(), batch["document"].to_pylist(), strict=True)
    found = [_findings(CycleText(name or "", text or "")) for name, text in columns]
    cells = zip(*chain.from_iterable(found), strict=True)
    arrays = list(map(list, cells)) or [[] for _ in _COLUMNS]
    made = [pa.array(each, field.type) for each, field in zip(arrays, schema, strict=True)]
    return pa.RecordBatch.from_arrays(made, schema=schema)


def audit_many(
    paths: Iterable[Path], *, processes: int = 1, progress: Progress | None = None,
    process: Process | None = None, rules: CouncilRules | None = None,
) -> Table:  # fmt: skip
    """Every finding in the cycles of some files, in their order: the table `findings`.

    With more `processes` than one the files are shared out among so many. `progress` is called from time to
    time. A file that cannot be read is a row with the reason. `process` and `rules` are the council's own, if
    any. Raises `ValueError` for fewer `processes` than one.
    """
    if processes < 1:
        raise ValueError(f"processes: {processes} is below the minimum of 1")
    files = list(paths)
    parts = [files[at : at + _AT_ONCE] for at in range(0, len(files), _AT_ONCE)]
    rows = list[_Row]()
    done = 0
    rows_of_each = _each(parts, processes, partial(_of_files, process, rules))
    for part, found in zip(parts, rows_of_each, strict=True):
        rows += found
        done += len(part)
        if progress is not None:
            progress(done, len(files))
    return Table(_COLUMNS, tuple(rows))


def _each(
    parts: Sequence[list[Path]], processes: int, of_files: Callable[[list[Path]], list[_Row]]
) -> Iterator[list[_Row]]:
    if processes == 1 or len(parts) < 2:
        yield from map(of_files, parts)
        return
    # A fresh interpreter for each process: a fork would copy whatever threads the caller runs.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(of_files, parts)


def _of_files(process: Process | None, rules: CouncilRules | None, paths: list[Path]) -> list[_Row]:
    return list(chain.from_iterable(map(_findings, documents(paths, process, rules))))


def _findings(document: CycleText) -> list[_Row]:
    one = audit_of(document)
    try:
        rows = list(finding_rows(one.audit)) if one.audit else [unread_finding(one.problem)]
    except CommissioningError as error:
        rows = [unread_finding(str(error))]
    return [(one.name, one.year, *row) for row in rows]


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
