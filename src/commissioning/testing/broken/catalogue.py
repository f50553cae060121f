"""The catalogue of broken cycles: for every finding code, the smallest ledger that raises it.

Use it to see whether your own system notices what it should: each has the ledger, a sentence for a
person and the code of the finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from commissioning.testing.broken import decisions, evaluation, frameworks, papers, recording, views
from commissioning.testing.broken.mutation import BrokenCycle, Mutation
from commissioning.values.text import did_you_mean, sentence

ROWS: Final[tuple[Mutation, ...]] = (
    *recording.ROWS,
    *evaluation.ROWS,
    *decisions.ROWS,
    *views.ROWS,
    *papers.ROWS,
    *frameworks.ROWS,
)


def broken_cycles(*codes: str) -> Iterator[BrokenCycle]:
    """The whole catalogue, or only the broken cycles for these codes.

    Raises `LookupError` for a code that the catalogue does not have.
    """
    known = {row.code for row in ROWS}
    for code in codes:
        if code not in known:
            hint = did_you_mean(code, known) or (
                "; `commissioning explain` lists the codes; for one of your own, make a `BrokenCycle` "
                "with your `process`"
            )
            raise LookupError(sentence(f'there is no broken cycle for "{code}"{hint}'))
    return (_made(number) for number, row in enumerate(ROWS) if not codes or row.code in codes)


@cache
def _made(number: int) -> BrokenCycle:
    return ROWS[number].made()
