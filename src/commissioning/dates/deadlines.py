"""The last moment for something, as invitations state it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dateutil import tz

from commissioning.errors import RecordError, written
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen

LONDON = "Europe/London"


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
            yield f"zone: {self.at:%H:%M} needs a zone; write zone='{LONDON}'"
        if self.zone is not None and tz.gettz(self.zone) is None:
            yield f"zone: {self.zone!r} is not a time zone; write a name such as '{LONDON}'"

    def moment(self) -> datetime:
        """The deadline as a moment with a zone; a whole day ends as the next one begins, London time."""
        zone = tz.gettz(self.zone or LONDON)
        if self.at is None:
            return datetime.combine(self.day + timedelta(days=1), time(0), zone)
        return datetime.combine(self.day, self.at, zone)

    def is_met_by(self, received: date | datetime) -> bool:
        """Whether something received then is in time. A bare day is in time up to the day itself.

        Raises `RecordError` for a moment without a zone.
        """
        if not isinstance(received, datetime):
            return received <= self.day
        if received.tzinfo is None:
            raise RecordError("moment of receipt", (f"{received:%d/%m/%Y %H:%M} has no time zone",))
        if self.at is None:
            return received < self.moment()
        return received <= self.moment()

    def __str__(self) -> str:
        if self.at is None:
            return f"the end of {written(self.day)}"
        return f"{self.at:%H:%M} on {written(self.day)} ({self.zone})"
