"""Days as papers give them: "2nd week July 2022", kept in the words and as a span.

Reading a window out of prose is the work of `commissioning.dates.parsing.parser`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import cast

import attrs

from commissioning.dates.deadlines import LONDON, Deadline
from commissioning.dates.parsing.readings import Precision, Reading, WeekOfMonth
from commissioning.dates.periods import Period
from commissioning.errors import MONTHS, RecordError, written
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class Window(Checked):
    """When something is to happen, in the words of the paper and as an inclusive span of days."""

    words: str
    earliest: date | None = None
    """The first day the words allow; None where they set no lower bound."""
    latest: date | None = None
    """The last day the words allow, included; None where they set no upper bound."""
    precision: Precision
    readings: tuple[Reading, ...] = ()
    """The other ways the words may be understood; empty when there is only one."""
    inferred: tuple[str, ...] = ()
    """What was supplied that the words do not say, each as a clause: "the year 2022 from the heading"."""
    recurrence: str = ""
    """For a recurring window, its rule in RFC 5545 form: FREQ=MONTHLY;BYDAY=2TH."""
    at: time | None = None
    """The time of day where the words give one, by the clock in London."""
    parts: tuple[Period, ...] = ()
    """Where the words name several separate spans, each of them; empty for one unbroken span."""

    def problems(self) -> Iterator[str]:
        if self.earliest and self.latest and self.latest < self.earliest:
            yield (
                f"{self.words!r} ends on {written(self.latest)}, "
                f"before it starts on {written(self.earliest)}"
            )
        if self.precision is Precision.DAY and self.earliest != self.latest:
            yield f"{self.words!r} is said to be a day but spans more than one"
        if self.precision is Precision.RECURRING and not self.recurrence:
            yield f"{self.words!r} is said to recur; give the rule, such as FREQ=MONTHLY;BYDAY=2TH"
        if self.at is not None and self.at.tzinfo is not None:
            yield f"at: {self.words!r} is by the clock in London; give the time without a zone"
        if self.parts and (self.parts[0].starts_on, self.parts[-1].ends_on) != (
            self.earliest,
            self.latest,
        ):
            yield f"parts: the separate spans of {self.words!r} begin or end on other days than it"

    @classmethod
    def parse(
        cls,
        text: str,
        *,
        near: date | None = None,
        heading: str = "",
        weeks: WeekOfMonth = WeekOfMonth.THURSDAY,
    ) -> Window:
        """What the words of a paper say about time: "2nd week July 2022", "by no later than 15/02/2022".

        Days come before months. `near` is a day in the surroundings, such as the date of the
        paper, from which a missing year is taken; `heading` is that of the column the words stand
        under, such as "Week commencing". Words relative to something else are kept, without days.
        Raises `FormatError`, saying why, for impossible days, wrong weekdays and what cannot be read.
        """
        from commissioning.dates.parsing.parser import read

        return read(text, near=near, heading=heading, weeks=weeks)

    @classmethod
    def day(cls, day: date, words: str = "") -> Window:
        """A window of a single known day."""
        return cls(words=words or written(day), earliest=day, latest=day, precision=Precision.DAY)

    @classmethod
    def span(cls, earliest: date, latest: date, words: str = "") -> Window:
        """A window between two known days, both included."""
        words = words or f"{written(earliest)} to {written(latest)}"
        return cls(words=words, earliest=earliest, latest=latest, precision=Precision.SPAN)

    def __contains__(self, day: date) -> bool:
        if self.recurrence and not any(self.days(Period(day, day))):
            return False
        if self.parts:
            return any(day in part for part in self.parts)
        return (self.earliest is None or self.earliest <= day) and (
            self.latest is None or day <= self.latest
        )

    @property
    def period(self) -> Period | None:
        """The span as a period, where both ends are known."""
        if self.earliest is None or self.latest is None:
            return None
        return Period(self.earliest, self.latest)

    @property
    def known(self) -> bool:
        """Whether the words fix at least one end."""
        return self.earliest is not None or self.latest is not None

    @property
    def ambiguous(self) -> bool:
        """Whether the words may be understood in more than one way."""
        return bool(self.readings)

    @property
    def unresolved(self) -> bool:
        """Whether the window takes in all of its readings, because the words do not favour one."""
        ends = [(reading.earliest, reading.latest) for reading in self.readings]
        return len(ends) > 1 and (self.earliest, self.latest) == (
            min(end[0] for end in ends),
            max(end[1] for end in ends),
        )

    @property
    def deadline(self) -> Deadline | None:
        """The last moment the words allow, where they set an upper bound."""
        if self.latest is None:
            return None
        return Deadline(self.latest, self.at, LONDON if self.at else None)

    def chosen(self, reading: Reading) -> Window:
        """The window in one of its other readings, which the choice settles.

        Raises `RecordError` for a reading that is not among them.
        """
        if reading not in self.readings:
            raise RecordError("window", (f"{self.words!r} has no reading {reading.because!r}",))
        one_day = reading.earliest == reading.latest
        precision = self.precision
        if one_day or precision is Precision.DAY:
            precision = Precision.DAY if one_day else Precision.SPAN
        return attrs.evolve(
            self,
            earliest=reading.earliest,
            latest=reading.latest,
            precision=precision,
            readings=(),
            inferred=(reading.because,),
        )

    def moved(self, days: int) -> Window:
        """The same stretch of time this many days later, or earlier where negative.

        The words say how far it was moved; a window without days, or one that recurs, stays.
        """
        if days == 0 or not self.known or self.recurrence:
            return self
        by = timedelta(days=days)
        first = self.earliest + by if self.earliest else None
        last = self.latest + by if self.latest else None
        return attrs.evolve(
            self,
            words=_described(first, last),
            earliest=first,
            latest=last,
            precision=self.precision if self.precision in _MOVABLE else Precision.SPAN,
            readings=(),
            parts=tuple(Period(part.starts_on + by, part.ends_on + by) for part in self.parts),
        )

    def days(self, within: Period) -> Iterator[date]:
        """The days of this window that fall in the period: for a recurring one, each occurrence.

        A recurrence that names no day ("monthly") and has no start fixes none.
        """
        first = max(self.earliest or within.starts_on, within.starts_on)
        last = min(self.latest or within.ends_on, within.ends_on)
        if last < first:
            return
        if not self.recurrence:
            yield from (day for day in Period(first, last).days() if day in self)
            return
        if self.earliest is None and "BY" not in self.recurrence:
            return  # "monthly" alone fixes no day, and none is made up
        from dateutil.rrule import rrulestr

        # Counted from the first of a year, so that every second or third month is fixed.
        began = self.earliest or first.replace(month=1, day=1)
        rule = rrulestr(self.recurrence, dtstart=datetime.combine(began, time()))
        starts, ends = (datetime.combine(day, time()) for day in (first, last))
        yield from (moment.date() for moment in rule.between(starts, ends, inc=True))

    def __str__(self) -> str:
        return self.words


_MOVABLE = (Precision.DAY, Precision.OPEN)


def _described(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return f"from {written(first)}" if first else f"by {written(last)}" if last else ""
    return written(first) if first == last else f"{written(first)} to {written(last)}"


def wording(window: Window) -> str:
    """A window in plain words that read back as the same days: "week commencing 4 July 2022"."""
    first, last = window.earliest, window.latest
    if window.recurrence or (first is None and last is None):
        return window.words
    if window.parts:
        return " & ".join(map(str, window.parts))
    at = f" at {window.at:%H:%M}" if window.at else ""
    if first and last and first != last:
        return _stretch_in_words(first, last, window.precision)
    if first is None:
        return f"by {written(cast('date', last))}{at}"
    return f"{'' if last else 'from '}{written(first)}{at}"


def _stretch_in_words(first: date, last: date, precision: Precision) -> str:
    if precision is Precision.WEEK and last - first == timedelta(days=6) and not first.weekday():
        return f"week commencing {written(first)}"
    if precision is Precision.MONTH:
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{written(first)} to {written(last)}"
