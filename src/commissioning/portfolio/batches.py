"""The findings of very many cycles: batch by batch in Arrow, or file by file on several processors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from commissioning.errors import CommissioningError, FormatError, RecordError
from commissioning.law.regimes.council import CouncilRules
from commissioning.portfolio.columns import COLUMNS
from commissioning.portfolio.given import CycleText, audit_of, documents
from commissioning.portfolio.tables import finding_rows, unread_finding
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
    pa = installed("pyarrow", "an Arrow batch of findings")
    if not isinstance(batches, Iterable) or hasattr(batches, "columns"):
        words = f"{described_value(batches)} is not an iterator of batches"
        hint = "give one, such as `iter(table.to_batches())`"
        raise RecordError("audit_batches", (f"batches: {words}; {hint}",))
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
