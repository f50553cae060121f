"""The KPIs of one period weighed together, by the weights and points of the contract."""

from __future__ import annotations

from fractions import Fraction

from commissioning.contracts.ratings import RatedMeasurement
from commissioning.dates.periods import Period
from commissioning.values.frozen import frozen


@frozen
class ScorecardLine:
    """One KPI in a scorecard."""

    rated: RatedMeasurement
    weight: Fraction
    earned: Fraction
    """Points of its band; 0 if the figure is missing."""
    possible: Fraction
    """Points of the best band; 0 if there was nothing to measure."""


@frozen
class Scorecard:
    """The KPIs of one period weighed together by the contract's weights and points.

    A missing figure earns nothing and stays in what was possible, so that no provider gains by not
    reporting. Where there was nothing to measure the KPI is left out of both.
    """

    period: Period
    lines: tuple[ScorecardLine, ...]

    @property
    def earned(self) -> Fraction:
        return sum((line.weight * line.earned for line in self.lines), Fraction(0))

    @property
    def possible(self) -> Fraction:
        return sum((line.weight * line.possible for line in self.lines), Fraction(0))

    @property
    def share(self) -> Fraction | None:
        """The exact share of what was possible; None where nothing was."""
        return self.earned / self.possible if self.possible else None


def weighed(rated: RatedMeasurement, weight: Fraction) -> ScorecardLine:
    """The line of one KPI in a scorecard, with the points it earned and could have earned."""
    best = max((Fraction(band.points or 0) for band in rated.kpi.bands), default=Fraction(0))
    earned = Fraction(rated.band.points or 0) if rated.band else Fraction(0)
    possible = Fraction(0) if rated.share_of_nothing else best
    return ScorecardLine(rated, weight, earned, possible)
