"""Service credits: what a provider gives back for missed KPIs, by the contract's declared ladders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from commissioning.contracts.performance import Performance
from commissioning.contracts.ratings import RatedMeasurement, contract_year
from commissioning.dates.periods import Period
from commissioning.records.credits import CreditLadder, ServiceCredits
from commissioning.values.frozen import frozen
from commissioning.values.money import PENNY, Money
from commissioning.values.tables import Column, Kind, Table


@frozen
class CreditStep:
    """One rung taken: a KPI in a band that costs something, for the so-manieth time in a row."""

    kpi: str
    band: str
    in_a_row: int
    per_cent: Decimal


@frozen
class PeriodCredit:
    """The credit of one period, and the cap that limited it."""

    period: Period
    charge: Money
    steps: tuple[CreditStep, ...]
    amount: Money
    """To the penny: half up, but never a fraction of a penny over a cap."""
    capped_by: str = ""
    """"period" or "year" where a cap held it down."""

    @property
    def per_cent(self) -> Decimal:
        """The rungs added up, before any cap."""
        return sum((step.per_cent for step in self.steps), Decimal(0))


def credits_due(
    terms: ServiceCredits, performance: Performance, charges: Mapping[Period, Money]
) -> tuple[PeriodCredit, ...]:
    """The credits of each period that has a charge, oldest first.

    A period in which a KPI was not rated neither climbs its ladder nor starts it again. The yearly
    cap is a share of the charges of that contract year up to and with the period. Raises `RecordError`
    where the charges are on different bases, for then no year of them can be added up.
    """
    if charges:
        Money.total(charges.values())
    by_period: dict[Period, list[RatedMeasurement]] = {}
    for each in performance.rated:
        by_period.setdefault(each.period, []).append(each)
    in_a_row: dict[str, int] = {}
    years = _Years(terms.cap_per_year)
    due = []
    for period in sorted(charges, key=lambda each: each.ends_on):
        measured = by_period.get(period, [])
        steps = tuple(_steps(terms.ladders, measured, in_a_row))
        charged = Fraction(charges[period].amount)
        year = contract_year(performance.starts_on, period.ends_on)
        per_period = terms.cap_per_period
        caps = (
            ("period", None if per_period is None else charged * Fraction(per_period) / 100),
            ("year", years.room(year, charged)),
        )
        credit = _credit(period, charges[period], steps, caps)
        years.credited(year, Fraction(credit.amount.amount))
        due.append(credit)
    return tuple(due)


def credit_table(due: Iterable[PeriodCredit]) -> Table:
    """One row for each period, with the rungs that led to the amount."""
    return Table(
        (
            Column("from", Kind.DAY),
            Column("to", Kind.DAY),
            Column("charge", Kind.NUMBER, "pounds, or the contract's currency"),
            Column("per cent", Kind.NUMBER, "the rungs added up, before any cap"),
            Column("credit", Kind.NUMBER, "after caps, to the penny"),
            Column("capped by"),
            Column("because"),
        ),
        tuple(
            (
                credit.period.starts_on,
                credit.period.ends_on,
                credit.charge.amount,
                credit.per_cent,
                credit.amount.amount,
                credit.capped_by or None,
                "; ".join(
                    f"{step.kpi} {step.band}, {step.in_a_row} in a row: {step.per_cent}%"
                    for step in credit.steps
                ),
            )
            for credit in due
        ),
    )


_HALF: Final = Fraction(1, 2)


class _Years:
    """The charges and credits of each contract year so far, for the yearly cap."""

    def __init__(self, cap: Decimal | None) -> None:
        self._cap = cap
        self._charged: dict[int, Fraction] = {}
        self._credited: dict[int, Fraction] = {}

    def room(self, year: int, charge: Fraction) -> Fraction | None:
        """The amount that may still be credited in a year once this charge is counted; None without a cap."""
        self._charged[year] = self._charged.get(year, Fraction(0)) + charge
        if self._cap is None:
            return None
        whole = self._charged[year] * Fraction(self._cap) / 100
        return max(whole - self._credited.get(year, Fraction(0)), Fraction(0))

    def credited(self, year: int, amount: Fraction) -> None:
        self._credited[year] = self._credited.get(year, Fraction(0)) + amount


def _steps(
    ladders: tuple[CreditLadder, ...], measured: list[RatedMeasurement], in_a_row: dict[str, int]
) -> Iterable[CreditStep]:
    bands = {rated.kpi.reference: rated.band for rated in measured}
    for ladder in ladders:
        band = bands.get(ladder.kpi)
        if band is None:
            continue
        if band.name not in ladder.bands:
            in_a_row[ladder.kpi] = 0
            continue
        times = in_a_row[ladder.kpi] = in_a_row.get(ladder.kpi, 0) + 1
        rung = ladder.steps[min(times, len(ladder.steps)) - 1]
        yield CreditStep(ladder.kpi, band.name, times, rung)


def _credit(
    period: Period,
    charge: Money,
    steps: tuple[CreditStep, ...],
    caps: tuple[tuple[str, Fraction | None], ...],
) -> PeriodCredit:
    per_cent = sum((Fraction(step.per_cent) for step in steps), Fraction(0))
    pennies = (Fraction(charge.amount) * per_cent + _HALF).__floor__()
    capped_by = ""
    for name, cap in caps:
        if cap is not None and pennies > (cap * 100).__floor__():
            pennies, capped_by = (cap * 100).__floor__(), name
    amount = Money(Decimal(pennies) * PENNY, charge.currency, charge.vat)
    return PeriodCredit(period, charge, steps, amount, capped_by)
