"""The calendar by which a provider's returns come, and those that one figure of a KPI is taken from.

The periods of a calendar are regular, or a contract's own. A figure is taken from its own period, a rolling
window or the year so far; a new way is a class here. Counts are pooled: what was counted is added up, and
what it was counted out of; a mean of percentages would let a quiet month weigh as much as a busy one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Final

from commissioning.dates.periods import Period, later
from commissioning.dates.working_days import HolidaysOf, working_days
from commissioning.errors import written
from commissioning.values.bounds import SPANS_END_BY
from commissioning.values.checking import Checked, FromOne, FromZero
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.text import Word


class Frequency(Word):
    """The frequency of a provider's returns."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SIX_MONTHLY = "six-monthly"
    YEARLY = "yearly"


_MONTHS: Final = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.SIX_MONTHLY: 6,
    Frequency.YEARLY: 12,
}


@frozen(kw_only=True)
class ReportingCalendar(Checked):
    """The periods that a contract reports on, and the days within which a return is due after each.

    Without periods of the contract's own they are regular, counted from its first day.
    """

    periods: tuple[Period, ...] = ()
    """The contract's own, in order: four-weekly, by term, from Sunday to Saturday."""
    due_in_working_days: FromOne[int] | None = None
    """Working days after the last day of a period, holidays of England and Wales left out."""
    due_in_days: FromZero[int] | None = None
    """Calendar days after the last day of a period, where the contract counts those."""
    list_from: tuple[date, ...] = ()
    """The day from which the list of providers ranked by the scores of each period holds, where one is made:
    one for each of `periods`, in their order."""

    def problems(self) -> Iterator[str]:
        if self.due_in_working_days is not None and self.due_in_days is not None:
            yield "due_in_days: give working days or calendar days, not both"
        if self.list_from and len(self.list_from) != len(self.periods):
            yield (
                f"list_from: there are {len(self.list_from)} days for {len(self.periods)} periods; give one "
                "for each"
            )
        for period, day in zip(self.periods, self.list_from, strict=False):
            if day <= period.ends_on:
                yield f"list_from: {written(day)} is not after {period}, whose scores make the list"
        for earlier, following in pairwise(self.periods):
            if following.starts_on <= earlier.ends_on:
                yield (
                    f"periods: {following} does not follow {earlier}; give them in order, each day in "
                    "one period"
                )

    @property
    def has_rule(self) -> bool:
        """Whether the contract says when a return is due."""
        return self.due_in_working_days is not None or self.due_in_days is not None

    def listed_by(self, day: date) -> Period | None:
        """The period whose scores rank the providers on a day; None before the first list holds."""
        held = [p for p, first in zip(self.periods, self.list_from, strict=False) if first <= day]
        return held[-1] if held else None

    def due_on(self, period: Period, allowed_days: int = 0) -> date:
        """The last day on which a return is in time; by `allowed_days` where the contract has no rule.

        Raises `NoRuleError` where the bank holidays of that year are not known yet.
        """
        if self.due_in_working_days is not None:
            calendar = working_days(HolidaysOf.ENGLAND_AND_WALES)
            return calendar.after(period.ends_on, self.due_in_working_days)
        days = allowed_days if self.due_in_days is None else self.due_in_days
        return later(period.ends_on, days=days)

    def periods_of(
        self, frequency: Frequency, starts_on: date, ends_on: date | None = None
    ) -> Iterator[Period]:
        """The periods of a contract from its first to its last day, the last cut short by its end.

        The contract's own periods are for every KPI, whatever its frequency.
        """
        last_day = ends_on or SPANS_END_BY
        for period in self.periods or _regular(frequency, starts_on):
            if period.starts_on > last_day:
                return
            yield Period(period.starts_on, min(period.ends_on, last_day))

    def first_of_last(self, periods: int, period: Period, frequency: Frequency) -> date:
        """The first day of the last so many periods, counted back from the end of one of them."""
        if self.periods:
            begun = [each.starts_on for each in self.periods if each.starts_on <= period.ends_on]
            return begun[-min(periods, len(begun))] if begun else period.starts_on
        after = later(period.ends_on, days=1)
        if frequency is Frequency.WEEKLY:
            return later(after, days=-7 * periods)
        return later(after, months=-_MONTHS[frequency] * periods)


def _regular(frequency: Frequency, starts_on: date) -> Iterator[Period]:
    first, number = starts_on, 0
    while first <= SPANS_END_BY:
        number += 1
        if frequency is Frequency.WEEKLY:
            after = later(starts_on, days=7 * number)
        else:
            # Counted from the first day each time, or a start on the 31st would drift to the 28th.
            after = later(starts_on, months=_MONTHS[frequency] * number)
        yield Period(first, min(later(after, days=-1), SPANS_END_BY))
        first = after


class Pooling(Word):
    """The way in which the figures of several returns make one."""

    COUNTS = "all counts added up"
    MEAN = "the mean of the values"
    WORST = "the worst value"


class YearBegins(Word):
    """The first day of a year to date."""

    CONTRACT = "the contract year"
    FINANCIAL = "1 April"


@frozen
class Figure:
    """The figure of one KPI in one return, with the counts it is made of."""

    period: Period
    counted: Fraction | None
    """The count, times the KPI's multiplier (100 for a percentage); None for a bare value."""
    out_of: Fraction | None
    """The denominator; None for a count that is a value by itself."""
    value: Fraction | None
    """The value of this return alone; None where it has none."""


@frozen
class Figures:
    """The figures of a KPI up to and with the return that is rated, oldest first, none missing.

    The last is that of the return itself. No two of them cover the same days: of two that overlap the
    later is kept.
    """

    each: tuple[Figure, ...]
    starts_on: date
    """The first day of the contract."""
    frequency: Frequency
    calendar: ReportingCalendar
    higher_is_better: bool = True

    @property
    def period(self) -> Period:
        """The period that is rated."""
        return self.each[-1].period

    def since(self, day: date) -> tuple[Figure, ...]:
        """The figures of the periods that end on a day or later."""
        return tuple(figure for figure in self.each if figure.period.ends_on >= day)

    def last(self, periods: int) -> tuple[Figure, ...]:
        """The figures within the last so many reporting periods, whether or not each has one."""
        return self.since(self.calendar.first_of_last(periods, self.period, self.frequency))


def pool(figures: Sequence[Figure], how: Pooling, *, higher_is_better: bool) -> Fraction | None:
    """One value from several figures; None where there is none, or bare values cannot be added up."""
    if how is Pooling.COUNTS:
        return _counts(figures)
    values = [figure.value for figure in figures if figure.value is not None]
    if not values:
        return None
    if how is Pooling.WORST:
        return min(values) if higher_is_better else max(values)
    return sum(values, Fraction(0)) / len(values)


def _counts(figures: Sequence[Figure]) -> Fraction | None:
    counts = [figure.counted for figure in figures if figure.counted is not None]
    if not counts or len(counts) < len(figures):
        return None
    wholes = [figure.out_of for figure in figures if figure.out_of is not None]
    if not wholes:
        return sum(counts, Fraction(0))
    whole = sum(wholes, Fraction(0))
    return sum(counts, Fraction(0)) / whole if whole else None


@frozen(kw_only=True)
class MeasuredOver(Family):
    """A declared choice of the returns that a figure is taken from, and how they make one value."""

    page: ClassVar[str] = "KPIs over windows and by day"

    def taken(self, figures: Figures, /) -> tuple[Figure, ...]:
        """The figures that the value is made of; by default that of the return itself."""
        return figures.each[-1:]

    def value(self, figures: Figures, /) -> Fraction | None:
        """The value for the period that is rated; None where it has none."""
        return self.taken(figures)[-1].value

    def short(self, figures: Figures, /) -> str:  # noqa: ARG002
        """The periods that a window lacks, in words: "1 of 3 periods has a figure"; or nothing."""
        return ""

    def covers(self, period: Period, /) -> Period:
        """The days that the counts of one return cover; by default its period."""
        return period


@frozen(kw_only=True)
class _Window(MeasuredOver):
    """Several returns together."""

    pooled: Pooling = Pooling.COUNTS

    def value(self, figures: Figures, /) -> Fraction | None:
        return pool(self.taken(figures), self.pooled, higher_is_better=figures.higher_is_better)


@frozen(kw_only=True)
class Rolling(_Window):
    """The last so many reporting periods together, a period without a return included in the number.

    With fewer figures than `at_least` there is no value.
    """

    periods: FromOne[int]
    at_least: FromOne[int] = 1

    def problems(self) -> Iterator[str]:
        if self.at_least > self.periods:
            yield f"at_least: {self.at_least} figures cannot come from {self.periods} periods"

    def taken(self, figures: Figures, /) -> tuple[Figure, ...]:
        return figures.last(self.periods)

    def value(self, figures: Figures, /) -> Fraction | None:
        return super().value(figures) if len(self.taken(figures)) >= self.at_least else None

    def short(self, figures: Figures, /) -> str:
        held, due = len(self.taken(figures)), self.periods
        if held >= due:
            return ""
        enough = "" if held >= self.at_least else f"; at least {self.at_least} are needed"
        return f"{held} of {due} periods {'has' if held == 1 else 'have'} a figure{enough}"


@frozen(kw_only=True)
class YearToDate(_Window):
    """All returns since the year began: that of the contract, or the financial year from 1 April."""

    begins: YearBegins = YearBegins.CONTRACT

    def taken(self, figures: Figures, /) -> tuple[Figure, ...]:
        day = figures.period.ends_on
        if self.begins is YearBegins.FINANCIAL:
            return figures.since(date(day.year - ((day.month, day.day) < (4, 1)), 4, 1))
        begun = later(figures.starts_on, months=12 * (day.year - figures.starts_on.year))
        return figures.since(begun if begun <= day else later(begun, months=-12))


@frozen(kw_only=True)
class SinceStart(_Window):
    """All returns since the first day of the contract."""

    def taken(self, figures: Figures, /) -> tuple[Figure, ...]:
        return figures.each


@frozen(kw_only=True)
class MonthsAsReturned(MeasuredOver):
    """The return's own figure, which already covers so many months: "reviews in the last 12 months".

    Returns whose months overlap are never added together.
    """

    months: FromOne[int]

    def covers(self, period: Period, /) -> Period:
        begun = later(later(period.ends_on, days=1), months=-self.months)
        return Period(min(begun, period.starts_on), period.ends_on)


@frozen(kw_only=True)
class ChangeOnPeriodBefore(MeasuredOver):
    """The value less that of the reporting period directly before: negative for a fall.

    Without a figure for that period there is no value.
    """

    in_per_cent: bool = False
    """Whether the change is in per cent of the value before, and not in the KPI's unit."""

    def taken(self, figures: Figures, /) -> tuple[Figure, ...]:
        return figures.last(2)

    def value(self, figures: Figures, /) -> Fraction | None:
        taken = self.taken(figures)
        if len(taken) < 2:
            return None
        before, now = taken[-2].value, taken[-1].value
        if before is None or now is None or (self.in_per_cent and before == 0):
            return None
        return (now - before) / before * 100 if self.in_per_cent else now - before

    def short(self, figures: Figures, /) -> str:
        return "" if len(self.taken(figures)) > 1 else "the period before has no figure"
