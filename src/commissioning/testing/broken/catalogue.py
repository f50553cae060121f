"""The catalogue of broken cycles: for every kind of finding the smallest ledger that raises it.

Use it to see whether your own system notices what it should: every row has the ledger, a sentence for a
person and the code that has to come up.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from commissioning.testing.broken.evaluation import ROWS as EVALUATION_ROWS
from commissioning.testing.broken.mutation import BrokenCycle, Mutation
from commissioning.testing.broken.recording import ROWS as RECORDING_ROWS
from commissioning.testing.broken.timetables import ROWS as TIMETABLE_ROWS
from commissioning.testing.broken.views import ROWS as VIEW_ROWS

ROWS: Final[tuple[Mutation, ...]] = (
    *RECORDING_ROWS,
    *EVALUATION_ROWS,
    *VIEW_ROWS,
    *TIMETABLE_ROWS,
)


def broken_cycles(*codes: str) -> Iterator[BrokenCycle]:
    """The whole catalogue, or only the ledgers for these codes. Raises `LookupError` for one it lacks."""
    for code in codes:
        if code not in {row.code for row in ROWS}:
            raise LookupError(f"the catalogue has no broken cycle for {code!r}")
    return (_made(number) for number, row in enumerate(ROWS) if not codes or row.code in codes)


@cache
def _made(number: int) -> BrokenCycle:
    return ROWS[number].made()
