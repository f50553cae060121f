"""A council's calendar: the meetings of its cabinet, and the days before and after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import field

from commissioning.dates.day_counts import ClearDays, ClearWorkingDays, DayCount, WorkingDaysAfter
from commissioning.dates.periods import Period, ahead
from commissioning.dates.windows import Window
from commissioning.dates.working_days import HolidaysOf, WorkingDays, working_days
from commissioning.errors import NoRuleError, written
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen

_LOOK_AHEAD: Final = 400


@frozen(kw_only=True)
class Rhythm(Checked):
    """A council's own calendar. Without meetings, any working day is taken for a decision."""

    cabinet: Window | None = None
    """The days of cabinet as a recurring window: `Window.parse("2nd Wednesday of the month")`."""
    cabinet_dates: tuple[date, ...] = ()
    """The meetings one by one, in order. If given, they are used instead of `cabinet`."""
    papers: ClearDays = field(factory=lambda: ClearWorkingDays(5))
    """The time for which agenda and reports lie open before a meeting."""
    call_in: DayCount | None = field(factory=lambda: WorkingDaysAfter(5))
    """The time in which members may call a decision in, usually five working days; None for no call-in."""
    key_decision: ClearDays | None = field(factory=lambda: ClearDays(28))
    """The notice of a key decision (Executive Arrangements Regulations 2012, regulation 9); None if
    the decision is not a key one."""
    school_holidays: tuple[Period, ...] = ()
    """Periods without interviews and market engagement, first and last day included."""
    holidays: HolidaysOf = HolidaysOf.ENGLAND_AND_WALES

    def problems(self) -> Iterator[str]:
        if self.cabinet is not None and not self.cabinet.recurrence:
            yield f"cabinet: {self.cabinet.words!r} does not recur; give single days as cabinet_dates"
        if list(self.cabinet_dates) != sorted(set(self.cabinet_dates)):
            yield "cabinet_dates: a meeting is given twice or out of order; give each once, in order"

    @property
    def working_days(self) -> WorkingDays:
        """The days on which the council works."""
        return working_days(self.holidays)

    @property
    def term_days(self) -> WorkingDays:
        """The working days outside the school holidays."""
        days = self.working_days
        if not self.school_holidays:
            return days
        off = {day for period in self.school_holidays for day in period.days()}
        return WorkingDays(
            off | set(days.skipped(days.first, days.last)),
            title=f"{days.title} outside school holidays",
            first=days.first,
            last=days.last,
            version=days.version,
        )

    @property
    def knows_meetings(self) -> bool:
        """Whether the days of cabinet are given."""
        return bool(self.cabinet_dates) or self.cabinet is not None

    def meets_on(self, day: date) -> bool:
        """Whether a decision can be taken on that day."""
        if self.cabinet_dates:
            return day in self.cabinet_dates
        return (self.cabinet is None or day in self.cabinet) and day in self.working_days

    def next_meeting(self, from_day: date) -> date:
        """The first meeting on that day or later; any working day if no meetings are given.

        Raises `NoRuleError` if the meetings given end before.
        """
        if not self.knows_meetings:
            return self.working_days.rolled(from_day)
        held: Iterable[date] = self.cabinet_dates
        if not self.cabinet_dates and self.cabinet is not None:
            held = self.cabinet.days(ahead(from_day, _LOOK_AHEAD))
        found = next((day for day in held if day >= from_day and self.meets_on(day)), None)
        if found is None:
            why = f"the last meeting given is before {written(from_day)}; give more dates"
            raise NoRuleError("the council's calendar", "cabinet meeting", from_day, why)
        return found

    def meeting_for(self, papers_ready_on: date) -> date:
        """The first meeting before which papers published on that day lie open long enough."""
        return self.next_meeting(self.papers.first_day_after(papers_ready_on))
