"""One measurement rated by the contract's own bands, and the calendar by which returns come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from attrs import frozen
from dateutil.relativedelta import relativedelta

from commissioning.records.kpis import (
    Band,
    Direction,
    Frequency,
    Kpi,
    Measurement,
    StatutoryRating,
)
from commissioning.values.periods import Period
from commissioning.values.rounding import as_decimal

_MONTHS: Final = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.SIX_MONTHLY: 6,
    Frequency.YEARLY: 12,
}


@frozen
class RatedMeasurement:
    """What one KPI came to over one period, and how it is rated."""

    kpi: Kpi
    period: Period
    year: int
    """The year of the contract, the first being 1, that decides which target holds."""
    measurement: Measurement | None
    """The figures as returned; None where the return says nothing of the KPI."""
    value: Fraction | None
    """Exact; None where there is no figure, or the figure is a share of nothing."""
    band: Band | None
    """The contract's own rating."""

    @property
    def missing_because(self) -> str:
        """Why there is no figure; empty where there is one."""
        return self.measurement.missing_because if self.measurement else "not in the return"

    @property
    def target_met(self) -> bool | None:
        """Whether the value meets the target of its year; None without a value or a target."""
        return None if self.value is None else self.kpi.meets_target(self.value, self.year)

    @property
    def statutory(self) -> StatutoryRating | None:
        """The rating of the Procurement Regulations 2024 beside the contract's own.

        None without a value, or where the KPI declares no margins to size a miss by.
        """
        return None if self.value is None else self.kpi.statutory_rating(self.value, self.year)

    @property
    def share_of_nothing(self) -> bool:
        """Whether figures came but there was nothing to take a share of."""
        return self.value is None and not self.missing_because

    @property
    def colour(self) -> str:
        """The rating shown as red, amber or green: the best band green, the worst red."""
        if self.band is None:
            return ""
        ranked = best_first(self.kpi)
        place = ranked.index(self.band)
        return "green" if place == 0 else "red" if place == len(ranked) - 1 else "amber"

    def shown(self, places: int = 1) -> str:
        """The value with its unit, rounded half up: "92.5%"; a dash where there is none."""
        if self.value is None:
            return "–"
        unit = self.kpi.unit
        return f"{as_decimal(self.value, places):,f}{unit if unit == '%' else f' {unit}'}".rstrip()


def rate(kpi: Kpi, measurement: Measurement, period: Period, year: int = 1) -> RatedMeasurement:
    """One measurement by the contract's own bands, in a year of the contract."""
    value = kpi.value_of(measurement)
    band = None if value is None else kpi.band_of(value, year)
    return RatedMeasurement(kpi, period, year, measurement, value, band)


def contract_year(starts_on: date, day: date) -> int:
    """Which year of a contract a day lies in, the first being 1; days before count as the first."""
    return max(relativedelta(day, starts_on).years, 0) + 1


def reporting_periods(
    frequency: Frequency, starts_on: date, until: date, allowed_days: int = 0
) -> Iterator[Period]:
    """The periods from the start of a contract whose returns should be in by a day."""
    number = 0
    while True:
        period = _reporting_period(frequency, starts_on, number)
        if period.ends_on + timedelta(days=allowed_days) >= until:
            return
        yield period
        number += 1


def _reporting_period(frequency: Frequency, starts_on: date, number: int) -> Period:
    if frequency is Frequency.WEEKLY:
        return Period.of(starts_on + timedelta(weeks=number), days=7)
    # Counted from the first day each time, or a start on the 31st would drift to the 28th.
    months = _MONTHS[frequency]
    first = starts_on + relativedelta(months=months * number)
    after = starts_on + relativedelta(months=months * (number + 1))
    return Period(first, after - timedelta(days=1))


def best_first(kpi: Kpi) -> tuple[Band, ...]:
    """The bands of a KPI from the best to the worst, as its direction says."""
    upwards = sorted(
        kpi.bands, key=lambda band: (band.low is not None, band.low or 0, not band.low_included)
    )
    return tuple(reversed(upwards) if kpi.direction is Direction.HIGHER else upwards)
