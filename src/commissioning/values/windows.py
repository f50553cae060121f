"""Days as papers give them: "2nd week July 2022", kept in the words and as a span.

Reading a window out of prose is the work of `commissioning.timetable.words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from attrs import frozen

from commissioning.errors import written
from commissioning.values.checking import Checked
from commissioning.values.periods import Period


class Precision(StrEnum):
    """How closely the words fix the time."""

    DAY = "day"
    WEEK = "week"
    PART_OF_MONTH = "part of a month"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    SPAN = "span"
    OPEN = "open at one end"
    RECURRING = "recurring"
    RELATIVE = "relative to something else"
    NONE = "no date given"


@frozen(kw_only=True)
class Reading(Checked):
    """One way of understanding the words, where there is more than one."""

    because: str
    """The convention that gives this reading: "weeks belong to the month of their Thursday"."""
    earliest: date
    latest: date

    def problems(self) -> Iterator[str]:
        if self.latest < self.earliest:
            yield f"ends on {written(self.latest)}, before it starts on {written(self.earliest)}"


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
        return (self.earliest is None or self.earliest <= day) and (
            self.latest is None or day <= self.latest
        )

    @property
    def period(self) -> Period | None:
        """The span as a period, where both ends are known."""
        if self.earliest is None or self.latest is None:
            return None
        return Period(self.earliest, self.latest)

    def __str__(self) -> str:
        return self.words
