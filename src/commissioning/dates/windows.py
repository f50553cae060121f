"""Times as papers give them: "2nd week July 2022", kept in the words and as a span of days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING

import attrs

from commissioning.dates.parsing.readings import Precision, Reading, WeekOfMonth
from commissioning.dates.periods import Period, later
from commissioning.dates.working_days import HolidaysOf, WorkingDays, working_days
from commissioning.errors import RecordError, written
from commissioning.values.bounds import SPANS_END_BY
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.text import listed

if TYPE_CHECKING:
    from dateutil.rrule import rrule, rruleset


@frozen(kw_only=True)
class Window(Checked):
    """A time in the words of the paper, and the span of days that the words allow."""

    words: str
    earliest: date | None = None
    """The first day the words allow; None if they set no lower bound."""
    latest: date | None = None
    """The last day the words allow, included; None if they set no upper bound."""
    precision: Precision
    readings: tuple[Reading, ...] = ()
    """The other ways to understand the words; empty if there is only one."""
    inferred: tuple[str, ...] = ()
    """Each thing supplied that the words do not say, as a clause: "the year 2022 from the heading"."""
    recurrence: str = ""
    """For a recurring window, its rule in the form of RFC 5545: FREQ=MONTHLY;BYDAY=2TH."""
    carried: HolidaysOf | None = None
    """The bank holidays on which, as at weekends, a day that recurs gives way to the next working day."""
    carried_back: HolidaysOf | None = None
    """The same for one that gives way to the working day before."""
    at: time | None = None
    """The time of day if the words give one, by the clock in London."""
    parts: tuple[Period, ...] = ()
    """Each of the separate spans that the words name; empty for one unbroken span."""
    remark: str = ""
    """The words that are not part of the time, such as "Cabinet" in "4 June 2024 (Cabinet)"."""

    def problems(self) -> Iterator[str]:
        ends = (self.earliest, self.latest)
        if self.earliest and self.latest and self.latest < self.earliest:
            yield (
                f"latest: {self.words!r} ends on {written(self.latest)}, before it starts on "
                f"{written(self.earliest)}; exchange the two days"
            )
        if self.latest and self.latest > SPANS_END_BY and self.earliest != self.latest:
            yield (
                f"latest: {self.words!r} ends on {written(self.latest)}; the last day that a span "
                f"may have is {written(SPANS_END_BY)}"
            )
        if self.precision is Precision.DAY and self.earliest != self.latest:
            yield f"precision: {self.words!r} is marked as one day but spans several; mark it as a span"
        if self.precision is Precision.RECURRING and not self.recurrence:
            yield f"recurrence: {self.words!r} recurs without a rule; give one: FREQ=MONTHLY;BYDAY=2TH"
        if (self.carried or self.carried_back) and not self.recurrence:
            yield f"carried: {self.words!r} does not recur; give the working day itself"
        if self.carried and self.carried_back:
            yield f"carried: {self.words!r} moves to the working day after and to the one before; give one"
        if self.at is not None and self.at.tzinfo is not None:
            yield f"at: {self.words!r} has a time with a zone; give the time by the clock in London alone"
        if self.parts and (self.parts[0].starts_on, self.parts[-1].ends_on) != ends:
            yield (
                f"parts: the separate spans of {self.words!r} begin or end on other days than the whole; "
                "let the first begin on its earliest day and the last end on its latest"
            )

    @classmethod
    def parse(
        cls,
        text: str,
        *,
        near: date | None = None,
        heading: str = "",
        weeks: WeekOfMonth = WeekOfMonth.THURSDAY,
        holidays: HolidaysOf = HolidaysOf.ENGLAND_AND_WALES,
    ) -> Window:
        """The window that the words of a paper give: "2nd week July 2022", "by 15/02/2022".

        Days come before months. A missing year is taken from `near`, a day close by such as the
        date of the paper. `heading` is that of the column, such as "Week commencing". Words that
        ask for working days leave out weekends and `holidays`. Other words are kept as a remark,
        and words relative to something else ("six weeks after award") without days. Raises
        `FormatError`, with the reason, for impossible days, wrong weekdays and words that leave
        open which day holds ("postponed from 3 June 2024").
        """
        # Loaded at the first reading: the parser's regular expressions take 7 ms to compile, a third
        # of `import attrs`, and most programs read no words.
        from commissioning.dates.parsing.cleaning import as_printed
        from commissioning.dates.parsing.joining import Surroundings
        from commissioning.dates.parsing.parser import read

        words = as_printed(text)
        found = read(words, Surroundings(near, heading, weeks, holidays))
        return cls(words=words, **found._asdict())

    @classmethod
    def day(cls, day: date, words: str = "") -> Window:
        """A window of a single known day."""
        return cls(words=words or written(day), earliest=day, latest=day, precision=Precision.DAY)

    @classmethod
    def span(cls, earliest: date, latest: date, words: str = "") -> Window:
        """A window between two known days, both included."""
        words = words or str(Period(earliest, latest))
        return cls(words=words, earliest=earliest, latest=latest, precision=Precision.SPAN)

    def __contains__(self, day: date) -> bool:
        if self.recurrence:
            return any(self.days(Period(day, day)))
        if self.parts:
            return any(day in part for part in self.parts)
        return (self.earliest is None or self.earliest <= day) and (
            self.latest is None or day <= self.latest
        )

    @property
    def period(self) -> Period | None:
        """The span as a period; None if an end is open."""
        if self.earliest is None or self.latest is None:
            return None
        return Period(self.earliest, self.latest)

    @property
    def known(self) -> bool:
        """Whether the words give at least one end."""
        return self.earliest is not None or self.latest is not None

    @property
    def ambiguous(self) -> bool:
        """Whether the words have more than one reading."""
        return bool(self.readings)

    @property
    def unresolved(self) -> bool:
        """Whether the window spans all of its readings, because the words favour none of them."""
        ends = [(reading.earliest, reading.latest) for reading in self.readings]
        widest = ends and (min(end[0] for end in ends), max(end[1] for end in ends))
        return len(ends) > 1 and (self.earliest, self.latest) == widest

    def chosen(self, reading: Reading) -> Window:
        """The window in one of its readings, and without the others.

        Raises `RecordError` for a reading that it does not have.
        """
        if reading not in self.readings:
            known = listed(tuple(repr(other.because) for other in self.readings), "or")
            why = f"choose {known}" if known else "its words have only one"
            raise RecordError(
                "window", (f"{self.words!r} has no reading {reading.because!r}; {why}",)
            )
        one_day = reading.earliest == reading.latest
        wider = Precision.SPAN if self.precision is Precision.DAY else self.precision
        return attrs.evolve(
            self,
            earliest=reading.earliest,
            latest=reading.latest,
            precision=Precision.DAY if one_day else wider,
            readings=(),
            inferred=(reading.because,),
        )

    def moved(self, days: int) -> Window:
        """The window this many days later, or earlier if negative, with words for its new days.

        A window without days, or one that recurs, stays as it is.
        """
        if days == 0 or not self.known or self.recurrence:
            return self
        first = later(self.earliest, days=days) if self.earliest else None
        last = later(self.latest, days=days) if self.latest else None
        return attrs.evolve(
            self,
            words=_in_words(first, last),
            earliest=first,
            latest=last,
            precision=self.precision if self.precision in _MOVABLE else Precision.SPAN,
            readings=(),
            parts=tuple(
                Period(later(part.starts_on, days=days), later(part.ends_on, days=days))
                for part in self.parts
            ),
        )

    def days(self, within: Period, calendar: WorkingDays | None = None) -> Iterator[date]:
        """The days of this window within the period: of a recurring one, each occurrence.

        A recurrence that names no day ("monthly") and has no start has none. Of one that is carried to
        working days, a `calendar` takes the place of the library's, for years that it does not hold; at
        the first occurrence beyond the calendar it raises `NoRuleError`.
        """
        if not (self.carried or self.carried_back):
            yield from _named(self, within)
            return
        near = _named(self, _near(within, back=bool(self.carried_back)))
        moved = groupby(self.carries(day, calendar) for day in near)
        yield from (day for day, _ in moved if day in within)

    def carries(self, day: date, calendar: WorkingDays | None = None) -> date:
        """The day on which an occurrence of the rule falls: itself, or the working day it gives way to."""
        if (holidays := self.carried or self.carried_back) is None:
            return day
        calendar = calendar or working_days(holidays)
        return calendar.rolled_back(day) if self.carried_back else calendar.rolled(day)

    def __str__(self) -> str:
        return self.words


_CLOSED = 14
"""The most days in a row that are taken to be without a working day."""
_MOVABLE = (Precision.DAY, Precision.OPEN)


def _named(window: Window, within: Period) -> Iterator[date]:
    """The days that the words name within the period, working days or not."""
    first = max(window.earliest or within.starts_on, within.starts_on)
    last = min(window.latest or within.ends_on, within.ends_on)
    if last < first:
        return
    if not window.recurrence:
        yield from (day for day in Period(first, last).days() if day in window)
        return
    if window.earliest is None and "BY" not in window.recurrence:
        return
    # Counted from the start of a year, so that "every second month" means the same ones always.
    began = window.earliest or first.replace(month=1, day=1)
    yield from recurring_days(window.recurrence, began, Period(first, last))


def _near(within: Period, *, back: bool) -> Period:
    """The period, and the days before or after it that may be carried into it."""
    before, after = (0, _CLOSED) if back else (-_CLOSED, 0)
    last = min(later(within.ends_on, days=after), SPANS_END_BY)
    return Period(later(within.starts_on, days=before), last)


def _in_words(first: date | None, last: date | None) -> str:
    if first and last:
        return written(first) if first == last else f"{written(first)} to {written(last)}"
    if first:
        return f"from {written(first)}"
    return f"by {written(last)}" if last else ""


def first_day(rule: str, began: date) -> date | None:
    """The first day of the rule from a day on. Raises `ValueError` or `TypeError` if it is no rule."""
    moment = next(iter(_read(rule, began)), None)
    return moment and moment.date()


def recurring_days(rule: str, began: date, within: Period) -> Iterator[date]:
    """The days of the rule in a period, in order; its steps are counted from the day it began."""
    first, last = _midnight(within.starts_on), _midnight(within.ends_on)
    return (moment.date() for moment in _read(rule, began).between(first, last, inc=True))


def _read(rule: str, began: date) -> rrule | rruleset:
    from dateutil.rrule import rrulestr  # 4 ms, and most runs meet no rule

    return rrulestr(rule, dtstart=_midnight(began))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def one_day(text: str) -> date:
    """The day that a cell gives, in figures or in words. Raises `ValueError` where it leaves a doubt."""
    with suppress(ValueError):
        return date.fromisoformat(text.strip())
    window = Window.parse(text)
    doubted = window.inferred or window.remark or window.at
    if window.earliest is None or window.precision is not Precision.DAY or doubted:
        raise ValueError(f"{text!r} is not one day")
    return window.earliest
