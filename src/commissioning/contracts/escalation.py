"""Escalation: the steps of a contract's ladder that its returns have made due, why, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from commissioning.contracts.kpi_sets import KpiSets
from commissioning.contracts.performance import Performance
from commissioning.dates.periods import Period, later
from commissioning.dates.working_days import HolidaysOf, working_days
from commissioning.errors import written
from commissioning.findings.codes.contracts import ESCALATION_DUE
from commissioning.findings.finding import Finding
from commissioning.records.escalation import CountsAgain, DuePeriod, EscalationStep, KpiMark
from commissioning.records.live import Escalated
from commissioning.values.frozen import frozen


@frozen
class StepDue:
    """One step of the ladder that a period made due."""

    step: str
    period: Period
    since: date
    """The day its return came, or by which it was due."""
    because: str
    due_by: date | None
    """The last day on which the step is taken in time; None where the contract sets none."""
    taken: Escalated | None = None
    """The record that it was taken."""
    back_on: date | None = None
    """The day from which things are back to normal, as the ladder counts it; None while they are not."""


def due_periods(performance: Performance, today: date) -> tuple[DuePeriod, ...]:
    """Every period whose returns were due or came by a day, oldest first, with how each KPI did in it.

    A KPI keeps the reference by which it began through every set it goes on in.
    """
    sets = performance.sets
    marks: dict[Period, dict[str, KpiMark]] = {}
    spared: set[tuple[Period, str]] = set()
    came = {report.period: report.on for report in performance.reports if report.on <= today}
    for rated in performance.rated:
        if rated.period in came:
            line = sets.line(rated.kpi.reference)
            if rated.spared:
                spared.add((rated.period, line))
            else:
                name, points = (band.name, band.points) if (band := rated.band) else ("", None)
                marks.setdefault(rated.period, {})[line] = KpiMark(name, rated.target_met, points)
    for kpi, due in sets.due((performance.starts_on, performance.ends_on), today):
        line = sets.line(kpi.reference)
        for period in due:
            grace = kpi.grace_until is not None and period.ends_on <= kpi.grace_until
            if not grace and (period, line) not in spared:
                marks.setdefault(period, {}).setdefault(line, KpiMark("", None))
    return tuple(
        DuePeriod(
            period,
            came.get(period) or sets.on(period.ends_on).calendar.due_on(period),
            marks[period],
        )
        for period in sorted(marks, key=lambda period: (period.ends_on, period.starts_on))
    )


def escalation(
    performance: Performance, taken: Iterable[Escalated], today: date
) -> tuple[StepDue, ...]:
    """The steps that were due by a day, in the order in which they became due, each with its record.

    Each period is judged by the ladder in force on its last day. A step that was due counts only the
    periods after it, or is due once, as the ladder says. A record takes the first open step of its name.
    """
    periods = due_periods(performance, today)
    open_ = sorted(
        (each for each in taken if each.contract == performance.contract and each.on <= today),
        key=lambda each: each.on,
    )
    found = []
    for due in sorted(_steps_due(performance.sets, periods), key=lambda each: each.since):
        record = next((e for e in open_ if e.step == due.step and e.on >= due.since), None)
        if record is not None:
            open_.remove(record)
        found.append(evolve(due, taken=record))
    return tuple(found)


def _steps_due(sets: KpiSets, periods: tuple[DuePeriod, ...]) -> Iterator[StepDue]:
    begun: dict[str, int] = {}
    for number, each in enumerate(periods):
        ladder = sets.on(each.period.ends_on).escalation
        for step in ladder.steps if ladder else ():
            because = step.when.fires(periods[begun.get(step.name, 0) : number + 1])
            if because and ladder is not None:
                once = ladder.counts_again is CountsAgain.NEVER
                begun[step.name] = len(periods) if once else number + 1
                yield StepDue(
                    step=step.name,
                    period=each.period,
                    since=each.known_on,
                    because=because,
                    due_by=_by(step, each.known_on),
                    back_on=_back_on(step, periods[number + 1 :]),
                )


def _back_on(step: EscalationStep, following: tuple[DuePeriod, ...]) -> date | None:
    """The day on which the last of so many good periods in a row was known."""
    good = 0
    for each in following:
        failed = step.when.failed(each)
        good = 0 if failed else good + (failed is False)
        if good == step.back_after:
            return each.known_on
    return None


def _by(step: EscalationStep, since: date) -> date | None:
    if step.within_working_days is not None:
        return working_days(HolidaysOf.ENGLAND_AND_WALES).after(since, step.within_working_days)
    return None if step.within_days is None else later(since, days=step.within_days)


def escalation_findings(contract: str, steps: Iterable[StepDue]) -> Iterator[Finding]:
    """The steps that are due and not recorded as taken, while things are not back to normal."""
    for due in steps:
        if due.taken is None and due.back_on is None:
            by = f", to be taken by {written(due.due_by)}" if due.due_by else ""
            yield ESCALATION_DUE.warns(
                f'The step "{due.step}" under contract {contract} has been due since '
                f"{written(due.since)}{by}: {due.because}",
                remedy="Take the step and record it, or record why it is not taken",
                about=contract,
            )
