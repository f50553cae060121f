"""Service credits: what a provider gives back for missed KPIs, by the schemes its contract declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from math import floor

from attrs import evolve

from commissioning.contracts.performance import Performance
from commissioning.contracts.ratings import RatedMeasurement, contract_year
from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.findings.codes.contracts import CREDIT_DIFFERS, CREDIT_NOT_APPLIED
from commissioning.findings.finding import Finding
from commissioning.records.bands import Direction
from commissioning.records.credit_terms import ServiceCredits, room_in_year
from commissioning.records.credits import ZERO, CreditPeriod, KpiResult, Lines
from commissioning.records.live import ServiceCreditApplied
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import RoundingOf, rounded
from commissioning.values.text import grouped


@frozen
class PeriodCredit:
    """The credit of one period, and the cap that limited it."""

    period: Period
    charge: Money
    lines: Lines
    """Each amount with how it comes about; the cap of the whole is not among them."""
    amount: Money
    """To the penny: half up, but never a fraction of a penny over a cap."""
    capped_by: str = ""
    """"period" or "year" where a cap of the whole held it down."""


def credits_due(
    terms: ServiceCredits | None, performance: Performance, charges: Mapping[Period, Money]
) -> tuple[PeriodCredit, ...]:
    """The credits of each period that has a charge, oldest first, all by the same terms.

    Without terms, each period is by those that its own set of KPIs declares, or none. A period in which
    a KPI was not rated neither climbs a ladder nor starts it again. The yearly cap is a share of the
    charges of that contract year up to and with the period. Raises `RecordError` where charges or
    declared sums are on different bases, for then they cannot be added up, and where a charge is for other
    days than the return that it is for.
    """
    sets = performance.sets
    every = (terms,) if terms else tuple(s.service_credits for s in sets.each if s.service_credits)
    sums = [money for each in every for scheme in each.all_schemes for money in scheme.sums]
    if charges:
        Money.total([*charges.values(), *sums])
    if unlike := tuple(_unlike(every, performance, charges)):
        raise RecordError("charges", unlike)
    periods = _periods(performance, charges)
    lines = {each: _lines(each, periods) for each in every}
    due: list[PeriodCredit] = []
    before: list[tuple[CreditPeriod, Fraction]] = []
    for number, each in enumerate(periods):
        own = terms or sets.on(each.period.ends_on).service_credits
        caps: dict[str, Fraction] = {}
        if own is not None and own.cap_per_period is not None:
            caps["period"] = each.charge * Fraction(own.cap_per_period) / 100
        if own is not None and own.cap_per_year is not None:
            caps["year"] = room_in_year(each, before, own.cap_per_year)
        found = lines[own][number] if own is not None else ()
        due.append(_credit(each.period, charges[each.period], found, caps))
        before.append((each, Fraction(due[-1].amount.amount)))
    return tuple(due)


def _unlike(
    every: tuple[ServiceCredits, ...], performance: Performance, charges: Mapping[Period, Money]
) -> Iterator[str]:
    """A problem for each KPI with credits whose returns are for other periods than the charges."""
    watched = {performance.sets.line(kpi) for terms in every for kpi in terms.kpis}
    apart: dict[str, tuple[Period, Period]] = {}
    for each in performance.rated:
        if each.period not in charges and performance.sets.line(each.kpi.reference) in watched:
            shared = next((period for period in charges if period.overlaps(each.period)), None)
            if shared is not None:
                apart.setdefault(each.kpi.reference, (each.period, shared))
    for kpi, (returned, charged) in apart.items():
        yield (
            f"{kpi} is returned for {returned} and the charge is for {charged}; give the charge of each "
            "period of its returns"
        )


def _periods(performance: Performance, charges: Mapping[Period, Money]) -> tuple[CreditPeriod, ...]:
    references = {kpi.reference for each in performance.sets.each for kpi in each.kpis}
    names = grouped((performance.sets.line(reference), reference) for reference in references)
    rated = grouped(
        (each.period, (name, each))
        for each in performance.rated
        for name in names[performance.sets.line(each.kpi.reference)]
    )
    return tuple(
        CreditPeriod(
            period,
            contract_year(performance.starts_on, period.ends_on),
            Fraction(charges[period].amount),
            {
                name: _result(each)
                for name, each in rated.get(period, ())
                if (each.band or each.value is not None) and not each.spared
            },
            frozenset(name for name, each in rated.get(period, ()) if each.spared),
        )
        for period in sorted(charges, key=lambda each: each.ends_on)
    )


def _result(rated: RatedMeasurement) -> KpiResult:
    kpi = rated.kpi
    band = rated.band.name if rated.band else ""
    return KpiResult(
        rated.value, band, kpi.target_in(rated.year), kpi.direction is Direction.HIGHER
    )


def _lines(terms: ServiceCredits, periods: tuple[CreditPeriod, ...]) -> list[Lines]:
    """The lines of each period by every scheme, rounded where the contract rounds each."""
    made: list[Lines] = [()] * len(periods)
    for scheme in terms.all_schemes:
        for number, lines in enumerate(scheme.lines(periods)):
            to_the_penny = (evolve(line, amount=rounded(line.amount, 2)) for line in lines)
            made[number] += tuple(to_the_penny) if terms.rounding is RoundingOf.LINE else lines
    return made


def credit_findings(
    due: Iterable[PeriodCredit], applied: Iterable[ServiceCreditApplied], contract: str, today: date
) -> Iterator[Finding]:
    """Credits that are due and were not kept back by the end of the next period, or not as they are due."""
    ours = (each for each in applied if each.contract == contract and each.on <= today)
    kept = grouped((each.period, each) for each in ours)
    for credit in due:
        found = kept.get(credit.period, ())
        total = Money.total([credit.amount * 0, *(each.amount for each in found)])
        days_over = (today - credit.period.ends_on).days
        # It may be kept back until as many days have passed since the period as it had itself.
        if not found and credit.amount.amount and days_over > credit.period.length:
            yield CREDIT_NOT_APPLIED.warns(
                f"A service credit of {credit.amount} under contract {contract} for {credit.period} is "
                "due and has not been kept back",
                remedy="Keep it back from the next payment, or record why it is not claimed",
                about=contract,
            )
        elif found and total != credit.amount:
            yield CREDIT_DIFFERS.warns(
                f"{total} was kept back under contract {contract} for {credit.period}; by its terms "
                f"{credit.amount} is due",
                remedy="Correct the amount, or say in the record what else it is for",
                about=contract,
            )


def _credit(
    period: Period, charge: Money, lines: Lines, caps: Mapping[str, Fraction]
) -> PeriodCredit:
    whole = rounded(sum((line.amount for line in lines), ZERO), 2)
    pennies, capped_by = max(floor(whole * 100), 0), ""
    for name, cap in caps.items():
        if pennies > floor(cap * 100):
            pennies, capped_by = floor(cap * 100), name
    return PeriodCredit(period, charge, lines, charge.of_pennies(pennies), capped_by)
