"""Weighted sums of the marks of many tenders at once, exactly."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from operator import mul
from typing import Final

from commissioning.evaluation.bids import Bid

PACKED_FROM: Final = 32
"""The number of tenders from which packed sums are quicker than plain ones."""


def weighted_sums(coefficients: Sequence[int], bids: Sequence[Bid]) -> list[int | Fraction | None]:
    """For each tender the sum of its points times the coefficients; None where a mark is missing.

    Coefficients are at least zero. Whole marks up to 255, which nearly all are, are packed: each
    criterion is one long whole number with room for every tender's sum, and so is the total.
    """
    # For 200 tenders by 60 criteria the packed sums take 0.08 ms and the plain ones 0.18, of 0.5 ms for
    # the whole ranking (bench_evaluation.py): without them ranking would take a fifth longer.
    rows = [bid.packed for bid in bids] if len(bids) >= PACKED_FROM else [None]
    bound = 255 * sum(coefficients)
    if None in rows or not 0 < bound < 2**64:
        return [
            sum(map(mul, coefficients, bid.earned)) if bid.complete else None  # pyright: ignore
            for bid in bids
        ]
    marks = b"".join(rows)  # type: ignore[arg-type]
    width, kind = (4, "I") if bound < 2**32 else (8, "Q")
    room, total = width * len(bids), 0
    for number, coefficient in enumerate(coefficients):
        spread = bytearray(room)
        spread[::width] = marks[number :: len(coefficients)]
        total += coefficient * int.from_bytes(spread, "little")
    return list(struct.unpack(f"<{len(bids)}{kind}", total.to_bytes(room, "little")))
