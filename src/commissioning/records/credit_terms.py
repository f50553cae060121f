"""The service credits of a contract: caps, earn-back and grace around its schemes, and the whole of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from attrs import evolve, field

from commissioning.records import credits
from commissioning.records.kpis import Kpi
from commissioning.values.checking import Checked, FromOne, PerCent, asks, exact, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import RoundingOf, rounded
from commissioning.values.text import counted, repeated, unknown


@frozen(kw_only=True)
class _Around(credits.CreditScheme):
    """A scheme that changes what another comes to."""

    scheme: credits.CreditScheme

    @property
    def watched(self) -> Mapping[str, tuple[str, ...]]:
        return self.scheme.watched

    @property
    def sums(self) -> tuple[Money, ...]:
        return self.scheme.sums


def _total(lines: credits.Lines) -> Fraction:
    return sum((line.amount for line in lines), credits.ZERO)


@frozen(kw_only=True)
class Capped(_Around):
    """Another scheme, held to a maximum for each period, for each contract year, or both.

    The cap of a year is a share of the charges of that year up to and with the period.
    """

    per_period: PerCent | None = field(default=None, converter=exact_or_none)
    """Per cent of the period's charge."""
    per_year: PerCent | None = field(default=None, converter=exact_or_none)
    """Per cent of the charges of the contract year so far."""

    def problems(self) -> Iterator[str]:
        if self.per_period is None and self.per_year is None:
            yield "per_period: give a cap for a period, for a year, or both"

    def lines(self, periods: Sequence[credits.CreditPeriod], /) -> Sequence[credits.Lines]:
        made: list[credits.Lines] = []
        before: list[tuple[credits.CreditPeriod, Fraction]] = []
        for each, lines in zip(periods, self.scheme.lines(periods), strict=True):
            kept = lines
            if self.per_period is not None:
                kept = _held(
                    kept, each.charge * Fraction(self.per_period) / 100, self.per_period, "period"
                )
            if self.per_year is not None:
                kept = _held(kept, room_in_year(each, before, self.per_year), self.per_year, "year")
            before.append((each, rounded(_total(kept), 2)))  # as it is paid
            made.append(kept)
        return made


def _held(lines: credits.Lines, most: Fraction, cap: Decimal, name: str) -> credits.Lines:
    """The lines, with one more that takes off what is over a cap, to the penny below it."""
    over = _total(lines) - Fraction(floor(most * 100), 100)
    if over <= 0:
        return lines
    return (*lines, credits.CreditLine("", f"held to the cap of {cap}% a {name}", -over))


@frozen(kw_only=True)
class EarnBack(_Around):
    """Another scheme, whose credits are not due if the periods that follow are all met.

    A credit is held back. It lapses once so many periods have been met, and is due in the first that is
    missed. A period in which a KPI was not rated counts neither way.
    """

    periods: FromOne[int]
    share: PerCent = field(default=Decimal(100), converter=exact)
    """The per cent of a credit that can be earned back; the rest is due at once."""

    def lines(self, periods: Sequence[credits.CreditPeriod], /) -> Sequence[credits.Lines]:
        held: list[tuple[credits.CreditPeriod, Fraction, int]] = []
        made: list[credits.Lines] = []
        for each, lines in zip(periods, self.scheme.lines(periods), strict=True):
            due = _total(lines)
            if due > 0:
                late = tuple(
                    credits.CreditLine("", f"held back from {since.period}", amount)
                    for since, amount, _ in held
                )
                part = due * Fraction(self.share) / 100
                following = counted(self.periods, "period") if self.periods > 1 else "period"
                back = f"{self.share}% held back: lapses if the next {following} "
                back += f"{'are' if self.periods > 1 else 'is'} met"
                held = [(each, part, 0)]
                made.append((*lines, credits.CreditLine("", back, -part), *late))
                continue
            if all(kpi in each.results for kpi in self.watched):
                met = ((since, amount, count + 1) for since, amount, count in held)
                held = [one for one in met if one[2] < self.periods]
            made.append(lines)
        return made


@frozen(kw_only=True)
class AfterGrace(_Around):
    """Another scheme, from the first period that ends after a day."""

    until: date
    """The last day of grace."""

    def lines(self, periods: Sequence[credits.CreditPeriod], /) -> Sequence[credits.Lines]:
        late = [each for each in periods if each.period.ends_on > self.until]
        return [()] * (len(periods) - len(late)) + list(self.scheme.lines(late))


@frozen(kw_only=True)
class MissingAsBand(_Around):
    """Another scheme, for which a KPI without a figure in a period is in a band, as a rule the worst.

    It is for a KPI that is due in each period charged for. A period in which it is spared is left out.
    """

    kpi: str
    band: str

    never_empty = asks(kpi="say for which KPI", band="say which band it counts as")

    @property
    def watched(self) -> Mapping[str, tuple[str, ...]]:
        named = self.scheme.watched
        return {**named, self.kpi: tuple(dict.fromkeys((*named.get(self.kpi, ()), self.band)))}

    def lines(self, periods: Sequence[credits.CreditPeriod], /) -> Sequence[credits.Lines]:
        return self.scheme.lines([self._filled(each) for each in periods])

    def _filled(self, each: credits.CreditPeriod) -> credits.CreditPeriod:
        if self.kpi in each.results or self.kpi in each.spared:
            return each
        missing = credits.KpiResult(None, self.band, None, higher_is_better=True)
        return evolve(each, results={**each.results, self.kpi: missing})


def room_in_year(
    each: credits.CreditPeriod,
    before: Iterable[tuple[credits.CreditPeriod, Fraction]],
    cap: Decimal,
) -> Fraction:
    """The amount that a yearly cap still allows in a period, given the periods before and their credits."""
    year = [(past.charge, credited) for past, credited in before if past.year == each.year]
    charged = each.charge + sum((charge for charge, _ in year), credits.ZERO)
    credited = sum((amount for _, amount in year), credits.ZERO)
    return max(charged * Fraction(cap) / 100 - credited, credits.ZERO)


@frozen(kw_only=True)
class ServiceCredits(Checked):
    """The service credits of a contract and their caps, as it declares them."""

    ladders: tuple[credits.CreditLadder, ...] = ()
    schemes: tuple[credits.CreditScheme, ...] = ()
    """Schemes of any kind; their credits and those of the ladders add up."""
    cap_per_period: PerCent | None = field(default=None, converter=exact_or_none)
    """The maximum credit for one period, in per cent of its charge."""
    cap_per_year: PerCent | None = field(default=None, converter=exact_or_none)
    """The maximum credit for a contract year, in per cent of that year's charges so far."""
    rounding: RoundingOf = RoundingOf.TOTAL
    """The sums that are rounded to the penny, half up."""
    sole_remedy: bool | None = None
    """Whether the contract makes credits the only remedy for the KPIs they are for; None where it does not
    say."""

    distinct = ("ladders.kpi",)

    @property
    def kpis(self) -> frozenset[str]:
        """The KPIs for which credits are due, by reference."""
        return frozenset(kpi for scheme in self.all_schemes for kpi in scheme.watched)

    @property
    def all_schemes(self) -> tuple[credits.CreditScheme, ...]:
        """The ladders and the other schemes."""
        return (*self.ladders, *self.schemes)


def kpi_problems(
    kpis: tuple[Kpi, ...], service_credits: ServiceCredits | None = None
) -> Iterator[str]:
    """Problems of a set of KPIs together: references, weights, and credits for unknown KPIs or bands."""
    yield from repeated("kpis", (kpi.reference for kpi in kpis))
    if service_credits is None:
        return
    bands = {kpi.reference: [band.name for band in kpi.bands] for kpi in kpis}
    for scheme in service_credits.all_schemes:
        kind = "ladder" if isinstance(scheme, credits.CreditLadder) else "scheme"
        for kpi, named in scheme.watched.items():
            yield from unknown(f"service_credits: a {kind} for the KPI", (kpi,), bands)
            if kpi in bands:
                yield from unknown(
                    f"service_credits: the {kind} for {kpi} names the band", named, bands[kpi]
                )
