"""The sets of KPIs of a contract by day, and the lines of a KPI that goes on from one set to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Final

from commissioning.contracts.history import ContractHistory
from commissioning.dates.periods import Period, later
from commissioning.ledger.ledger import Ledger
from commissioning.records import credit_terms, live, reporting, specification
from commissioning.records.escalation import EscalationLadder
from commissioning.records.kpis import Kpi
from commissioning.values.frozen import frozen

Term = tuple[date, date | None]
"""The first and the last day of a contract; None while the last is not known."""
_USUAL: Final = reporting.ReportingCalendar()


@frozen
class KpiSet:
    """One whole set of KPIs and the first day it holds."""

    kpis: tuple[Kpi, ...]
    applies_from: date = date.min
    service_credits: credit_terms.ServiceCredits | None = None
    escalation: EscalationLadder | None = None
    calendar: reporting.ReportingCalendar = _USUAL

    @cached_property
    def by_reference(self) -> dict[str, Kpi]:
        """Its KPIs by their references."""
        return {kpi.reference: kpi for kpi in self.kpis}

    @classmethod
    def of(cls, agreed: live.KpisAgreed) -> KpiSet:
        """The set that a record agrees."""
        credits, calendar = agreed.service_credits, agreed.calendar or _USUAL
        return cls(agreed.kpis, agreed.applies_from, credits, agreed.escalation, calendar)

    def due(self, kpi: Kpi, term: Term, today: date, last: date) -> Iterator[Period]:
        """The periods of a KPI whose returns should be in before a day, to the last that the set holds."""
        for period in self.calendar.periods_of(kpi.frequency, *term):
            if period.ends_on >= today or period.ends_on > last:
                return
            if period.ends_on >= self.applies_from:
                if self.calendar.due_on(period) >= today:
                    return
                yield period


@frozen
class KpiSets:
    """The sets of one contract in the order in which they hold; of two from one day the later counts."""

    each: tuple[KpiSet, ...]

    @cached_property
    def _lines(self) -> dict[str, str]:
        lines: dict[str, str] = {}
        for each in self.each:
            for kpi in each.kpis:
                before = kpi.continues or kpi.reference
                lines[kpi.reference] = lines.get(before, before)
        return lines

    @classmethod
    def of(cls, first: KpiSet, agreed: Iterable[live.KpisAgreed] = ()) -> KpiSets:
        """The first set and those agreed after it, in order of the days from which they hold."""
        sets = {first.applies_from: first}
        for record in sorted(agreed, key=lambda each: (each.applies_from, each.on)):
            sets[record.applies_from] = KpiSet.of(record)
        return cls(tuple(sets.values()))

    def on(self, day: date) -> KpiSet:
        """The set in force on a day."""
        return next(each for each in reversed(self.each) if each.applies_from <= day)

    def spans(self) -> Iterator[tuple[KpiSet, date]]:
        """Each set with the last day it holds."""
        ends = [later(each.applies_from, days=-1) for each in self.each[1:]]
        return zip(self.each, [*ends, date.max], strict=True)

    def due(self, term: Term, today: date) -> Iterator[tuple[Kpi, tuple[Period, ...]]]:
        """Each KPI of each set, with the periods whose returns should be in before a day."""
        for in_force, last in self.spans():
            for kpi in in_force.kpis:
                yield kpi, tuple(in_force.due(kpi, term, today, last))

    def due_day(self, report: live.KpiReport) -> date | None:
        """The day by which a return was due, by itself or by the calendar of its set; None without one."""
        calendar = self.on(report.period.ends_on).calendar
        return report.due_on or (calendar.due_on(report.period) if calendar.has_rule else None)

    def line(self, reference: str) -> str:
        """The reference by which a KPI began, through every set it goes on in; itself for an unknown one."""
        return self._lines.get(reference, reference)

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        """Every KPI there has been, as last defined, in the order in which they began."""
        last = {self._lines[kpi.reference]: kpi for each in self.each for kpi in each.kpis}
        return tuple(last.values())


def sets_of(ledger: Ledger, course: ContractHistory) -> KpiSets:
    """The sets of a contract: by its specification when it was signed, then as agreed since."""
    signed = course.contract
    kpis: dict[str, Kpi] = {}
    credits = ladder = None
    for lot in ledger.lots_of(signed):
        found = ledger.find(specification.ServiceSpecification, lot)
        if found is not None and found.on > signed.on:
            found = ledger.as_of(signed.on).find(specification.ServiceSpecification, lot) or found
        if found is not None:
            kpis |= {kpi.reference: kpi for kpi in found.kpis}
            credits = credits or found.service_credits
            ladder = ladder or found.escalation
    first = KpiSet(tuple(kpis.values()), service_credits=credits, escalation=ladder)
    return KpiSets.of(first, ledger.naming(live.KpisAgreed, signed.reference))
