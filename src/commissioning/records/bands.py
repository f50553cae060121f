"""The bands and targets of a KPI: which values earn which rating of the contract's own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Final

from attrs import field

from commissioning.values.checking import Checked, asks, exact, exact_or_none, minimum
from commissioning.values.frozen import frozen


class Direction(StrEnum):
    """The direction in which a figure gets better."""

    HIGHER = "higher is better"
    LOWER = "lower is better"


class StatutoryRating(StrEnum):
    """The five ratings of the Procurement Regulations 2024, regulation 39(5)."""

    GOOD = "Good"
    APPROACHING_TARGET = "Approaching target"
    REQUIRES_IMPROVEMENT = "Requires improvement"
    INADEQUATE = "Inadequate"
    OTHER = "Other"


class BandedBy(StrEnum):
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
    from_year: int = 1
    """The first year of the contract it holds in; the first year is 1."""

    minimums = minimum(from_year=1)

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
            yield f"a close miss of {self.close} is not within a significant one of {self.significant}"

    def __str__(self) -> str:
        return f"close up to {self.close}, significant beyond {self.significant}"


_LOWEST: Final = Decimal("-Infinity")


def band_problems(bands: tuple[Band, ...]) -> Iterator[str]:
    """Whether the bands, from the lowest up, take every value once."""
    if not bands:
        return
    inner = sorted(bands, key=lambda band: (_LOWEST if band.low is None else band.low, band.words))
    if inner[0].low is not None:
        yield f"bands: nothing below {inner[0].name} ({inner[0].words}) is rated; {_OPEN_END}"
    for lower, upper in pairwise(inner):
        yield from _meeting_problems(lower, upper)
    if inner[-1].high is not None:
        yield f"bands: nothing above {inner[-1].name} ({inner[-1].words}) is rated; {_OPEN_END}"


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
