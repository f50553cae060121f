"""The bands and targets of a KPI: which values earn which rating of the contract's own.

`read_bands` reads bands as papers print them, "green 100-90, amber 90-75, red below 75".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from attrs import evolve, field

from commissioning.errors import RecordError
from commissioning.values.checking import Checked, FromOne, asks, exact, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.text import Word


class Direction(Word):
    """The direction in which a figure gets better."""

    HIGHER = "higher is better"
    LOWER = "lower is better"


class StatutoryRating(Word):
    """The five ratings of the Procurement Regulations 2024, regulation 39(5)."""

    GOOD = "Good"
    APPROACHING_TARGET = "Approaching target"
    REQUIRES_IMPROVEMENT = "Requires improvement"
    INADEQUATE = "Inadequate"
    OTHER = "Other"


class BandedBy(Word):
    """The figure that the bands of a KPI are compared with."""

    VALUE = "the value"
    SHARE_OF_TARGET = "the value as a percentage of the target"
    DISTANCE = "the value less the target"
    """In the KPI's unit; negative below the target. The bands move with a target that rises each year."""
    JUDGEMENT = "a judgement"
    """No figure: the return names the band. The bands have no bounds and are given best first."""


@frozen(kw_only=True)
class Target(Checked):
    """A target, from a year of the contract onwards."""

    value: Decimal = field(converter=exact)
    from_year: FromOne[int] = 1
    """The first year of the contract it holds in; the first year is 1."""

    def __str__(self) -> str:
        return f"{self.value} from year {self.from_year}"


def targets_rising(
    first: Decimal | int | str,
    *,
    by: Decimal | int | str,
    years: int,
    limit: Decimal | int | str | None = None,
) -> tuple[Target, ...]:
    """A target that moves by the same step each year of a contract, for so many years, up to a limit.

    Where fewer is better the step is negative and the limit is the lowest target.
    """
    step, values = exact(by), [exact(first)]
    held = exact_or_none(limit)
    for _ in range(1, years):
        moved = values[-1] + step
        if held is not None:
            moved = min(moved, held) if step > 0 else max(moved, held)
        values.append(moved)
    changes = [1, *(year for year in range(2, years + 1) if values[year - 1] != values[year - 2])]
    return tuple(Target(value=values[year - 1], from_year=year) for year in changes)


@frozen(kw_only=True)
class Band(Checked):
    """One rating of a contract's own, and the values that earn it. None is no bound on that side."""

    name: str
    """The contract's word: "Excellent", "Amber"."""
    low: Decimal | None = field(default=None, converter=exact_or_none)
    high: Decimal | None = field(default=None, converter=exact_or_none)
    low_included: bool = True
    high_included: bool = False
    points: Decimal | None = field(default=None, converter=exact_or_none)
    """The points of the band in a weighted scorecard."""

    never_empty = asks(name="give the band a name")

    def problems(self) -> Iterator[str]:
        if self.low is not None and self.high is not None:
            empty = self.low == self.high and not (self.low_included and self.high_included)
            if self.low > self.high or empty:
                yield f"{self.name}: no value is {self.words}"

    @property
    def words(self) -> str:
        """The values as one would say them: "from 85 to below 95"."""
        parts = []
        if self.low is not None:
            parts.append(f"from {self.low}" if self.low_included else f"over {self.low}")
        if self.high is not None:
            parts.append(f"to {self.high}" if self.high_included else f"to below {self.high}")
        return " ".join(parts) or "anywhere"

    def __str__(self) -> str:
        points = "" if self.points is None else f", {self.points} points"
        return f"{self.name} ({self.words}{points})"

    def __contains__(self, value: Decimal | Fraction) -> bool:
        # Whole numbers crosswise: exact, and twice as fast as a Decimal against a Fraction.
        above, below = value.as_integer_ratio()
        if self.low is not None:
            bound, parts = self.low.as_integer_ratio()
            over = above * parts - bound * below
            if over < 0 or (over == 0 and not self.low_included):
                return False
        if self.high is not None:
            bound, parts = self.high.as_integer_ratio()
            over = above * parts - bound * below
            return over < 0 or (over == 0 and self.high_included)
        return True


@frozen(kw_only=True)
class Margins(Checked):
    """How far below target counts as close, and how far as significantly below.

    The Regulations name the ratings and leave the distances to the contract.
    """

    close: Decimal = field(converter=exact)
    """Up to this far from the target, in the KPI's unit, is "Approaching target"."""
    significant: Decimal = field(converter=exact)
    """Further than this from the target is "Inadequate"; between the two "Requires improvement"."""

    def problems(self) -> Iterator[str]:
        if not 0 <= self.close <= self.significant:
            yield f"close: {self.close} is not between 0 and the significant {self.significant}"

    def __str__(self) -> str:
        return f"close up to {self.close}, significant beyond {self.significant}"


_LOWEST: Final = Decimal("-Infinity")


def band_problems(bands: tuple[Band, ...]) -> Iterator[str]:
    """Whether the bands, from the lowest up, take every value once."""
    if not bands:
        return
    inner = sorted(bands, key=lambda band: (_LOWEST if band.low is None else band.low, band.words))
    if inner[0].low is not None:
        yield f"bands: figures below {inner[0].name} ({inner[0].words}) have no band; {_OPEN_END}"
    for lower, upper in pairwise(inner):
        yield from _meeting_problems(lower, upper)
    if inner[-1].high is not None:
        yield f"bands: figures above {inner[-1].name} ({inner[-1].words}) have no band; {_OPEN_END}"


_OPEN_END: Final = "leave the bound of the last band out"


def _meeting_problems(lower: Band, upper: Band) -> Iterator[str]:
    told = f"{lower.name} ({lower.words}) and {upper.name} ({upper.words})"
    if lower.high is None or upper.low is None or lower.high > upper.low:
        yield f"bands: {told} overlap"
    elif lower.high < upper.low:
        yield f"bands: there is a gap between {told}"
    elif lower.high_included and upper.low_included:
        yield f"bands: {told} overlap at {upper.low}"
    elif not lower.high_included and not upper.low_included:
        yield f"bands: there is a gap at {upper.low} between {told}"


class SharedBound(Word):
    """The band that has a value printed as the bound of two."""

    UPPER = "the upper band"
    LOWER = "the lower band"


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
    bands = sorted(
        (b for _, b in read if b), key=lambda b: (b.low is not None, b.low or Decimal(0))
    )
    problems = tuple(_shared(bands)) if shared_bound is None else ()
    if problems:
        raise RecordError("bands", problems)
    made = {band.name: _band(bands, number, shared_bound) for number, band in enumerate(bands)}
    return tuple(made[name] for name in printed)


def _read(name: str, words: str) -> Band | None:
    """A band as printed: both bounds belong to it, save those said to be outside."""
    for form, kind in _FORMS:
        found = re.fullmatch(form, words.strip(), re.IGNORECASE)
        if found is None:
            continue
        numbers = sorted(Decimal(group) for group in found.groups() if group is not None)
        if kind == "both":
            return Band(name=name, low=numbers[0], high=numbers[1], high_included=True)
        if kind in {"below", "to"}:
            return Band(name=name, high=numbers[0], high_included=kind == "to")
        return Band(name=name, low=numbers[0], low_included=kind == "from", high_included=True)
    return None


def _shares(lower: Band, upper: Band) -> bool:
    """Whether two neighbours are printed with one value in both."""
    return lower.high == upper.low and lower.high_included and upper.low_included


def _shared(bands: list[Band]) -> Iterator[str]:
    for lower, upper in pairwise(bands):
        if _shares(lower, upper):
            yield (
                f"{upper.low} is in two bands, {lower.name} and {upper.name}; say which has it with "
                "`shared_bound=SharedBound.UPPER` or `SharedBound.LOWER`"
            )


def _band(bands: list[Band], number: int, shared_bound: SharedBound | None) -> Band:
    """One band with its bounds closed as declared; the first and the last are open outwards."""
    band = bands[number]
    before = bands[number - 1] if number else None
    after = bands[number + 1] if number + 1 < len(bands) else None
    low_in, high_in = band.low_included, band.high_included
    if before is not None and _shares(before, band):
        low_in = shared_bound is SharedBound.UPPER
    if after is not None and _shares(band, after):
        high_in = shared_bound is SharedBound.LOWER
    low, high = band.low if before else None, band.high if after else None
    return evolve(band, low=low, low_included=low_in, high=high, high_included=high_in)
