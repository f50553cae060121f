"""KPIs: the definition, bands, ratings and service credits of each measure of a contract."""

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
from commissioning.values.references import repeated, unknown


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher is better"
    LOWER = "lower is better"


class Frequency(StrEnum):
    """The frequency of a provider's returns."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SIX_MONTHLY = "six-monthly"
    YEARLY = "yearly"


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


@frozen(kw_only=True)
class Target(Checked):
    """A target, from a year of the contract onwards."""

    value: Decimal = field(converter=exact)
    from_year: int = 1
    """The first year of the contract it holds in; the first year is 1."""

    minimums = minimum(from_year=1)

    def __str__(self) -> str:
        return f"{self.value} from year {self.from_year}"


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


@frozen(kw_only=True)
class Kpi(Checked):
    """A key performance indicator: what is counted, over what, and how well is well enough."""

    reference: str
    title: str
    numerator: str
    """The things counted: "visits that began within 30 minutes of the planned time"."""
    denominator: str = ""
    """Out of what: "visits planned". Empty where the count itself is the value."""
    per: Decimal = field(default=Decimal(100), converter=exact)
    """The multiplier of the share: 100 for a percentage, 1000 for a rate per thousand."""
    unit: str = "%"
    direction: Direction = Direction.HIGHER
    window: str = ""
    """The time each figure covers: "the calendar month", "the 12 months before"."""
    source: str = ""
    """The source of the figures: "electronic call monitoring"."""
    frequency: Frequency = Frequency.QUARTERLY
    targets: tuple[Target, ...] = ()
    bands: tuple[Band, ...] = ()
    """The contract's own ratings. Together they take every value, each value once."""
    banded_by: BandedBy = BandedBy.VALUE
    margins: Margins | None = None
    weight: Decimal | None = field(default=None, converter=exact_or_none)
    """Its weight in the scorecard; None where it is watched but not weighed."""
    requirements: tuple[str, ...] = ()
    """The references of the requirements it watches."""
    statutory: bool = False
    """Whether it is one that section 52 of the Procurement Act 2023 asks for. Never in light touch."""

    minimums = minimum(weight=0)
    never_empty = asks(
        reference="give the KPI a reference",
        title="give the KPI a title",
        numerator="say what is counted",
    )
    distinct = ("bands.name",)

    def problems(self) -> Iterator[str]:
        if self.per <= 0:
            yield f"per: {self.per} is not above 0; the usual factor is 100"
        years = [target.from_year for target in self.targets]
        if years != sorted(set(years)):
            told = ", ".join(map(str, years))
            yield f"targets: give one for each year it changes in, in order; here from year {told}"
        yield from _band_problems(self.bands)
        if self.banded_by is BandedBy.SHARE_OF_TARGET:
            yield from self._share_problems()

    def described(self) -> str:
        return f"KPI {self.reference}".rstrip()

    def _share_problems(self) -> Iterator[str]:
        if 1 not in {target.from_year for target in self.targets}:
            yield "targets: bands that are a percentage of the target need one from year 1"
        for target in self.targets:
            if target.value <= 0:
                yield f"targets: bands in per cent need a target above 0, not {target.value}"

    def target_in(self, year: int) -> Decimal | None:
        """The target that holds in a year of the contract, the first being 1; None before any does."""
        held = [target.value for target in self.targets if target.from_year <= year]
        return held[-1] if held else None

    def value_of(self, measurement: Measurement) -> Fraction | None:
        """The exact value of a measurement; None if it is missing or its denominator is 0."""
        if measurement.value is not None:
            return Fraction(measurement.value)
        if measurement.numerator is None:
            return None
        if not self.denominator:
            return Fraction(measurement.numerator)
        if not measurement.denominator:
            return None
        # One fraction made of whole numbers takes a quarter of the time of three multiplied.
        above, below = measurement.numerator.as_integer_ratio()
        out_of, parts = measurement.denominator.as_integer_ratio()
        per, fraction = self.per.as_integer_ratio()
        return Fraction(above * parts * per, below * out_of * fraction)

    def band_of(self, value: Fraction, year: int = 1) -> Band | None:
        """The contract's own rating of a value in a year; None where the contract declares none."""
        if self.banded_by is BandedBy.SHARE_OF_TARGET:
            target = self.target_in(year)
            value = value / Fraction(target or 1) * 100
        for band in self.bands:
            if value in band:
                return band
        return None

    def meets_target(self, value: Fraction, year: int = 1) -> bool | None:
        """Whether a value meets the target of a year; None where there is no target."""
        target = self.target_in(year)
        if target is None:
            return None
        return value >= target if self.direction is Direction.HIGHER else value <= target

    def statutory_rating(self, value: Fraction, year: int = 1) -> StatutoryRating | None:
        """The rating of the Regulations; None where a miss cannot be sized for want of margins.

        Without a target none of the four fits, and the answer is "Other".
        """
        target = self.target_in(year)
        if target is None:
            return StatutoryRating.OTHER
        if self.meets_target(value, year):
            return StatutoryRating.GOOD
        if self.margins is None:
            return None
        miss = abs(value - Fraction(target))
        if miss <= self.margins.close:
            return StatutoryRating.APPROACHING_TARGET
        if miss <= self.margins.significant:
            return StatutoryRating.REQUIRES_IMPROVEMENT
        return StatutoryRating.INADEQUATE


_LOWEST: Final = Decimal("-Infinity")


def _band_problems(bands: tuple[Band, ...]) -> Iterator[str]:
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


@frozen(kw_only=True)
class Measurement(Checked):
    """The figures of one KPI for the period of its return."""

    kpi: str
    """The reference of the KPI."""
    numerator: Decimal | None = field(default=None, converter=exact_or_none)
    denominator: Decimal | None = field(default=None, converter=exact_or_none)
    value: Decimal | None = field(default=None, converter=exact_or_none)
    """The value as stated, where the return gives no counts."""
    missing_because: str = ""
    """Why there is no figure, where there is none."""

    never_empty = asks(kpi="say which KPI is measured")
    minimums = minimum(denominator=0)

    def problems(self) -> Iterator[str]:
        if self.numerator is not None and self.value is not None:
            yield f"{self.kpi}: give the counts or the value, not both; the value follows from counts"
        if self.denominator is not None and self.numerator is None:
            yield f"numerator: {self.kpi} has a denominator and nothing counted over it"
        figure = self.numerator if self.numerator is not None else self.value
        if figure is not None and self.missing_because:
            yield (
                f"missing_because: {self.kpi} has the figure {figure}; leave out the figure, or why "
                "there is none"
            )
        if figure is None and not self.missing_because:
            yield f"{self.kpi}: give a figure, or say in missing_because why there is none"


@frozen(kw_only=True)
class CreditLadder(Checked):
    """Service credits for a KPI in certain bands, which may rise with each period in a row."""

    kpi: str
    bands: tuple[str, ...]
    """The names of the bands that cost something."""
    steps: tuple[Decimal, ...]
    """Per cent of the period's charge: the first time, the second in a row, and so on; the last stays."""

    def problems(self) -> Iterator[str]:
        if not self.bands or not self.steps:
            yield f"{self.kpi}: a ladder says which bands cost something and how much at each step"
        for step in self.steps:
            if not 0 <= step <= 100:
                yield f"steps: {step} is not between 0 and 100 per cent"
        if list(self.steps) != sorted(self.steps):
            told = ", ".join(map(str, self.steps))
            yield f"steps: a ladder does not go down; here {told}"


@frozen(kw_only=True)
class ServiceCredits(Checked):
    """The credit ladders of a contract and their caps, as it declares them."""

    ladders: tuple[CreditLadder, ...]
    cap_per_period: Decimal | None = field(default=None, converter=exact_or_none)
    """The maximum credit for one period, in per cent of its charge."""
    cap_per_year: Decimal | None = field(default=None, converter=exact_or_none)
    """The maximum credit for a contract year, in per cent of that year's charges so far."""

    distinct = ("ladders.kpi",)

    def problems(self) -> Iterator[str]:
        for name, cap in (("period", self.cap_per_period), ("year", self.cap_per_year)):
            if cap is not None and not 0 <= cap <= 100:
                yield f"cap_per_{name}: {cap} is not between 0 and 100 per cent"


def kpi_problems(
    kpis: tuple[Kpi, ...], service_credits: ServiceCredits | None = None
) -> Iterator[str]:
    """Problems of a set of KPIs together: references, weights, and ladders for unknown KPIs."""
    yield from repeated("kpis", (kpi.reference for kpi in kpis))
    if service_credits is None:
        return
    bands = {kpi.reference: [band.name for band in kpi.bands] for kpi in kpis}
    for ladder in service_credits.ladders:
        yield from unknown("service_credits: a ladder for", (ladder.kpi,), bands)
        if ladder.kpi in bands:
            yield from unknown(
                f"service_credits: the ladder for {ladder.kpi} names the band",
                ladder.bands,
                bands[ladder.kpi],
            )
