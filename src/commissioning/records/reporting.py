"""The calendar by which a provider's returns come: regular periods, or a contract's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from commissioning.dates.periods import Period, later
from commissioning.dates.working_days import HolidaysOf, working_days
from commissioning.errors import written
from commissioning.values.bounds import SPANS_END_BY
from commissioning.values.checking import Checked, FromOne, FromZero
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
