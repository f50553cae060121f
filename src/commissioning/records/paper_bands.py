"""Bands as papers print them, "green 100-90, amber 90-75, red below 75", read with a declared bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from commissioning.errors import RecordError
from commissioning.records.bands import Band


class SharedBound(StrEnum):
    """The band that has a value printed as the bound of two."""

    UPPER = "the upper band"
    LOWER = "the lower band"


class _Printed(NamedTuple):
    """A band as printed: both bounds belong to it, save those said to be outside."""

    name: str
    low: Decimal | None
    high: Decimal | None
    low_included: bool = True
    high_included: bool = True


_NUMBER: Final = r"(-?\d+(?:\.\d+)?)\s*%?"
_FORMS: Final = (
    (rf"(?:from\s+)?{_NUMBER}\s*(?:-|–|to)\s*{_NUMBER}", "both"),
    (rf"(?:below|under|less than|<)\s*{_NUMBER}", "below"),
    (rf"(?:over|above|more than|>)\s*{_NUMBER}", "over"),
    (rf"(?:up to|<=|at most)\s*{_NUMBER}|{_NUMBER}\s+(?:or less|or fewer|or below)", "to"),
    (rf"(?:from|>=|at least)\s*{_NUMBER}|{_NUMBER}\s*(?:\+|or more|or above)", "from"),
)


def read_bands(
    printed: Mapping[str, str], *, shared_bound: SharedBound | None = None
) -> tuple[Band, ...]:
    """Bands from their names and printed ranges: `{"Green": "100-90", "Amber": "90-75"}`.

    The outermost bands are left open, for a figure beyond the paper's range still needs a rating. A value
    that two bands share goes to the one that `shared_bound` declares. Raises `RecordError` naming every
    range that cannot be read, and each shared value where nothing is declared.
    """
    read = [(name, _read(name, words)) for name, words in printed.items()]
    unread = [
        f'{name}: {printed[name]!r} is not a range; write it as "90 to 100", "below 75" or "over 90"'
        for name, band in read
        if band is None
    ]
    if unread:
        raise RecordError("bands", tuple(unread))
    bands = sorted((band for _, band in read if band), key=_place)
    problems = tuple(_shared(bands)) if shared_bound is None else ()
    if problems:
        raise RecordError("bands", problems)
    made = {band.name: _band(bands, number, shared_bound) for number, band in enumerate(bands)}
    return tuple(made[name] for name in printed)


def _read(name: str, words: str) -> _Printed | None:
    for form, kind in _FORMS:
        found = re.fullmatch(form, words.strip(), re.IGNORECASE)
        if found is None:
            continue
        numbers = sorted(Decimal(group) for group in found.groups() if group is not None)
        if kind == "both":
            return _Printed(name, numbers[0], numbers[1])
        if kind in {"below", "to"}:
            return _Printed(name, None, numbers[0], high_included=kind == "to")
        return _Printed(name, numbers[0], None, low_included=kind == "from")
    return None


def _place(band: _Printed) -> tuple[bool, Decimal]:
    return band.low is not None, band.low or Decimal(0)


def _shares(lower: _Printed, upper: _Printed) -> bool:
    """Whether two neighbours are printed with one value in both."""
    return lower.high == upper.low and lower.high_included and upper.low_included


def _shared(bands: list[_Printed]) -> Iterator[str]:
    for lower, upper in pairwise(bands):
        if _shares(lower, upper):
            yield (
                f"{upper.low} is in two bands, {lower.name} and {upper.name}; say which has it with "
                "`shared_bound=SharedBound.UPPER` or `SharedBound.LOWER`"
            )


def _band(bands: list[_Printed], number: int, shared_bound: SharedBound | None) -> Band:
    """One band with its bounds closed as declared; the first and the last are open outwards."""
    band = bands[number]
    before = bands[number - 1] if number else None
    after = bands[number + 1] if number + 1 < len(bands) else None
    low_in, high_in = band.low_included, band.high_included
    if before is not None and _shares(before, band):
        low_in = shared_bound is SharedBound.UPPER
    if after is not None and _shares(band, after):
        high_in = shared_bound is SharedBound.LOWER
    return Band(
        name=band.name,
        low=band.low if before else None,
        low_included=low_in,
        high=band.high if after else None,
        high_included=high_in,
    )
