"""Spans of days, both ends included, such as a contract's term; and deadlines, the last moment of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from commissioning.errors import written
from commissioning.values.bounds import SPANS_END_BY
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean


def later(day: date, *, months: int = 0, days: int = 0) -> date:
    """The day so much later, or earlier where the numbers are negative.

    Months are counted before days. Beyond the calendar it is the last or the first day that there is.
    """
    from dateutil.relativedelta import relativedelta  # 4 ms, and some runs count no months

    try:
        return day + relativedelta(months=months) + timedelta(days=days)
    except (OverflowError, ValueError):
        return date.max if months * 30 + days > 0 else date.min


def ahead(day: date, days: int) -> Period:
    """A day and so many after it, as far as a span may reach."""
    return Period(min(day, SPANS_END_BY), min(later(day, days=days), SPANS_END_BY))


@frozen
class Period(Checked):
    """A run of days from the first to the last, both included."""

    starts_on: date
    ends_on: date

    def problems(self) -> Iterator[str]:
        if self.ends_on < self.starts_on:
            yield f"it ends on {written(self.ends_on)}, before it starts on {written(self.starts_on)}"
        if self.ends_on > SPANS_END_BY:
            yield (
                f"it ends on {written(self.ends_on)}; the last day that a span may have is "
                f"{written(SPANS_END_BY)}"
            )

    @classmethod
    def of(cls, starts_on: date, *, years: int = 0, months: int = 0, days: int = 0) -> Period:
        """The period that runs this long from a first day: one year from 1 April ends 31 March.

        Months are counted before days; a month that lacks the day uses its last one.
        """
        after = later(starts_on, months=12 * years + months, days=days)
        return cls(starts_on, later(after, days=-1))

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def overlaps(self, other: Period) -> bool:
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    @property
    def length(self) -> int:
        """The number of days, both ends included."""
        return (self.ends_on - self.starts_on).days + 1

    def days(self) -> Iterator[date]:
        for number in range(self.length):
            yield self.starts_on + timedelta(days=number)

    def __str__(self) -> str:
        return " to ".join(dict.fromkeys((written(self.starts_on), written(self.ends_on))))


LONDON = "Europe/London"
_ZONE_NAME: Final = r"[A-Z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*$"


@frozen
class Deadline(Checked):
    """A day, and perhaps a time in a named zone. Without a time it is the end of that day."""

    day: date
    at: time | None = None
    zone: str | None = None
    """The zone the time is in, by its usual name, such as Europe/London. A time needs one."""

    def problems(self) -> Iterator[str]:
        if self.at is not None and self.at.tzinfo is not None:
            yield "at: give the time alone and name its zone in `zone`"
        if self.at is not None and self.zone is None:
            yield f'zone: {self.at:%H:%M} needs a zone; write "{LONDON}"'
        if self.zone is not None and _zone(self.zone) is None:
            from zoneinfo import available_timezones  # few runs meet an unknown one

            near = did_you_mean(self.zone, available_timezones(), "'")
            remedy = near or f"; write a name such as '{LONDON}'"
            yield f"zone: {self.zone!r} is not a time zone{remedy}"

    def moment(self) -> datetime:
        """The deadline as a moment with a zone; a whole day ends as the next one begins, London time."""
        zone = _zone(self.zone or LONDON)
        if self.at is None and self.day < date.max:
            return datetime.combine(self.day + timedelta(days=1), time(0), zone)
        return datetime.combine(self.day, self.at or time.max, zone)

    @property
    def passes_on(self) -> date:
        """The first day on which it has passed, or on which it passes at its time."""
        return self.day if self.at else later(self.day, days=1)

    def lateness_of(self, arrival: Deadline) -> str:
        """How late something arrived, as the end of a sentence; empty if it arrived in time.

        Only the days are compared where one of the two has no time.
        """
        timed = self.at and arrival.at
        late = arrival.moment() - self.moment() if timed else arrival.day - self.day
        if late <= timedelta():
            return ""
        deadline = self._text(arrival.at)
        if self.at and timed and (self.day, self.zone) == (arrival.day, arrival.zone):
            deadline = _clock(self.at, arrival.at)
        return (
            f"{'at' if arrival.at else 'on'} {arrival._text(self.at)}, "
            f"{_length(late)} after the deadline of {deadline}"
        )

    def __str__(self) -> str:
        # Many who write midnight mean the night that follows the day, so it says which it is.
        begins = ", as that day begins" if self.at == time(0) else ""
        return f"{self._text()}{begins}" if self.at else f"the end of {written(self.day)}"

    def _text(self, beside: time | None = None) -> str:
        """The day with its time and zone, to the second where a time it is compared with has seconds."""
        if self.at is None:
            return written(self.day)
        return f"{_clock(self.at, beside)} on {written(self.day)} ({self.zone})"


def london(text: str) -> datetime | None:
    """A moment as programs write it (ISO 8601), by the clock in London; None where it is no moment."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if not 1900 < moment.year < 9999:  # databases write 0001, 1900 and 9999 for no day
        return None
    zone = _zone(LONDON)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _zone(name: str) -> tzinfo | None:
    """The zone of a name in the IANA database, such as Europe/London; None for any other name."""
    from dateutil import tz  # 10 ms, and most runs meet no zone

    # `gettz` also takes the machine's own names, so that "BST" and "" depend on where it runs.
    zone = tz.gettz(name) if re.match(_ZONE_NAME, name) else None
    return zone if isinstance(zone, tz.tzfile | tz.tzutc) else None


def _clock(at: time, beside: time | None) -> str:
    """A time of day, to the second where it, or the time it is compared with, has seconds."""
    seconds = any(one.second or one.microsecond for one in (at, beside or at))
    return at.isoformat("auto" if seconds else "minutes")


def _length(late: timedelta) -> str:
    """A length of time in its two largest units: "1 hour and 5 minutes"."""
    minutes, seconds = divmod(late.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    units = (late.days, "day"), (hours, "hour"), (minutes, "minute"), (seconds, "second")
    parts = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in units if count]
    return " and ".join(parts[:2]) or "less than 1 second"
