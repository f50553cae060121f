"""Weighted sums of the marks of many tenders at once, exactly."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from operator import mul

from commissioning.evaluation.bids import Bid


def weighted_sums(coefficients: Sequence[int], bids: Sequence[Bid]) -> list[int | Fraction | None]:
    """For each tender the sum of what it earned times the coefficients; None where a mark is missing.

    Coefficients are never below nought. Whole marks up to 255, which nearly all are, are added up
    column by column: each column is one long whole number with room for every tender's sum.
    """
    rows = [bid.packed for bid in bids]
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
