"""KPIs: the definition of each measure of a contract, and the figures that a return gives of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import field

from commissioning.records.bands import (
    Band,
    BandedBy,
    Direction,
    Margins,
    StatutoryRating,
    Target,
    band_problems,
)
from commissioning.records.reporting import Frequency, MeasuredOver
from commissioning.values.checking import (
    Checked,
    FromOne,
    FromZero,
    Referenced,
    Usually100,
    asks,
    exact,
    exact_or_none,
)
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class Kpi(Referenced):
    """A key performance indicator: what is counted, over what, and how well is well enough."""

    title: str
    numerator: str
    """The things counted: "visits that began within 30 minutes of the planned time"."""
    denominator: str = ""
    """Out of what: "visits planned". Empty where the count itself is the value."""
    per: Usually100 = field(default=Decimal(100), converter=exact)
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
    weight: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    """Its weight in the scorecard; None where it is watched but not weighed."""
    requirements: tuple[str, ...] = ()
    """The references of the requirements it watches."""
    obligations: tuple[str, ...] = ()
    """The references of the contract's obligations it watches."""
    statutory: bool = False
    """Whether it is one that section 52 of the Procurement Act 2023 asks for. Never in light touch."""
    measured_over: MeasuredOver | None = None
    """The returns that one figure is taken from; None is the period of the return alone."""
    continues: str = ""
    """The KPI of an earlier set whose runs and rolling windows go on in this one, by reference."""
    grace_until: date | None = None
    """The last day of a time of grace: a period that ends by then is rated, and costs nothing."""
    minimum_denominator: FromOne[Decimal] | None = field(default=None, converter=exact_or_none)
    """The smallest denominator that is rated; below it a figure is shown without a rating."""

    never_empty = asks(title="give the KPI a title", numerator="say what is counted")
    distinct = ("bands.name",)

    def problems(self) -> Iterator[str]:
        years = [target.from_year for target in self.targets]
        if years != sorted(set(years)):
            yield f"targets: give them in the order of their years; here {', '.join(map(str, years))}"
        if self.banded_by is BandedBy.JUDGEMENT:
            yield from self._judged_problems()
            return
        yield from band_problems(self.bands)
        if self.banded_by is not BandedBy.VALUE:
            yield from self._target_problems()
        if self.minimum_denominator is not None and not self.denominator:
            yield "minimum_denominator: this KPI has no denominator; leave the minimum out"

    def described(self) -> str:
        return f"KPI {self.reference}".rstrip()

    def _target_problems(self) -> Iterator[str]:
        share = self.banded_by is BandedBy.SHARE_OF_TARGET
        if 1 not in {target.from_year for target in self.targets}:
            bands = "a percentage of" if share else "a distance from"
            yield f"targets: bands that are {bands} the target need a target from year 1"
        for target in self.targets:
            if share and target.value <= 0:
                yield f"targets: bands in per cent need a target above 0, not {target.value}"

    def _judged_problems(self) -> Iterator[str]:
        if not self.bands:
            yield "bands: a KPI rated by judgement needs the bands to judge by; give them best first"
        for band in self.bands:
            if band.low is not None or band.high is not None:
                yield f"bands: {band.name} is given by judgement, so it has no bounds; leave them out"
        if self.targets:
            yield "targets: a KPI rated by judgement has no figure to compare with a target"

    def target_in(self, year: int) -> Decimal | None:
        """The target that holds in a year of the contract, the first being 1; None before any does."""
        held = [target.value for target in self.targets if target.from_year <= year]
        return held[-1] if held else None

    def value_of(self, measurement: Measurement) -> Fraction | None:
        """The exact value of a measurement, from its counts where it has them; None if there is none.

        A denominator of 0 and a suppressed count have no value, whatever percentage is stated.
        """
        if measurement.numerator is None or (self.denominator and measurement.denominator is None):
            suppressed = measurement.numerator_below or measurement.denominator_below
            bare = measurement.value is not None and not suppressed
            return Fraction(measurement.value) if bare and measurement.value is not None else None
        if not self.denominator:
            return Fraction(measurement.numerator)
        if not measurement.denominator:
            return None
        # One fraction made of whole numbers takes a quarter of the time of three multiplied.
        above, below = measurement.numerator.as_integer_ratio()
        out_of, parts = measurement.denominator.as_integer_ratio()
        per, fraction = self.per.as_integer_ratio()
        return Fraction(above * parts * per, below * out_of * fraction)

    def range_of(self, measurement: Measurement) -> tuple[Fraction, Fraction] | None:
        """The lowest and the highest value that a suppressed count leaves open; None where none is."""
        per = Fraction(self.per) if self.denominator else Fraction(1)
        most = Fraction((measurement.numerator_below or 1) - 1)
        if measurement.numerator_below is not None and not self.denominator:
            return Fraction(0), most
        if measurement.denominator_below is not None:
            whole = Fraction(measurement.denominator_below - 1)
            if measurement.numerator is None:
                return (Fraction(0), most * per) if measurement.numerator_below else None
            counted = Fraction(measurement.numerator)
            return counted * per / max(whole, Fraction(1)), counted * per / max(
                counted, Fraction(1)
            )
        if measurement.numerator_below is not None and measurement.denominator:
            return Fraction(0), most * per / Fraction(measurement.denominator)
        return None

    def banded(self, value: Fraction, year: int = 1) -> Fraction:
        """The figure that the bands are compared with, for a value in a year."""
        target = self.target_in(year)
        if target is None or self.banded_by is BandedBy.VALUE:
            return value
        share = self.banded_by is BandedBy.SHARE_OF_TARGET
        return value / Fraction(target) * 100 if share else value - Fraction(target)

    def band_of(self, value: Fraction, year: int = 1) -> Band | None:
        """The contract's own rating of a value in a year; None where the contract declares none."""
        value = self.banded(value, year)
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


@frozen(kw_only=True)
class Measurement(Checked):
    """The figures of one KPI for the period of its return."""

    kpi: str
    """The reference of the KPI."""
    numerator: Decimal | None = field(default=None, converter=exact_or_none)
    denominator: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    value: Decimal | None = field(default=None, converter=exact_or_none)
    """The value as stated: alone, or beside its counts, with which it is then compared."""
    numerator_below: FromOne[int] | None = None
    """For a small count that is suppressed: "<5" is 5, and the count is from 0 to 4."""
    denominator_below: FromOne[int] | None = None
    """The same for a suppressed denominator."""
    judged: str = ""
    """The band, for a KPI that is rated by judgement."""
    because: str = ""
    """On what a judgement rests."""
    rating: StatutoryRating | None = None
    """The rating that a notice states, for a KPI whose target is not known; else it is worked out."""
    missing_because: str = ""

    never_empty = asks(kpi="say which KPI is measured")

    @property
    def figure(self) -> str:
        """The figure returned, in words; empty where none was."""
        if self.numerator is not None:
            return str(self.numerator)
        if self.numerator_below is not None:
            return f"below {self.numerator_below}"
        return self.judged if self.value is None else str(self.value)

    def problems(self) -> Iterator[str]:
        if self.numerator_below is not None and self.numerator is not None:
            yield f"numerator_below: {self.kpi} gives the numerator itself; leave the limit out"
        if self.denominator_below is not None and self.denominator is not None:
            yield f"denominator_below: {self.kpi} gives the denominator itself; leave the limit out"
        counted = self.numerator is not None or self.numerator_below is not None
        if not counted and (self.denominator is not None or self.denominator_below is not None):
            yield f"numerator: {self.kpi} has a denominator but no numerator; give both, or neither"
        if self.judged and (counted or self.value is not None):
            yield f"judged: {self.kpi} has a figure; give the figure or the judgement, not both"
        stated = counted or self.value is not None or bool(self.judged)
        if stated and self.missing_because:
            yield (
                f"missing_because: {self.kpi} has the figure {self.figure}; leave out the figure, or "
                "why there is none"
            )
        if not stated and not self.missing_because:
            yield f"{self.kpi}: give a figure, or say in missing_because why there is none"
