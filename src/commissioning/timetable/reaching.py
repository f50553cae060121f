"""When could we go live, and can we still make it? The earliest plan, set against a day that is wanted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from commissioning.dates.rhythms import Rhythm
from commissioning.errors import written
from commissioning.law.law import Law
from commissioning.records.timetable import Timetable
from commissioning.stages import Route
from commissioning.timetable.milestones import BY_TAG, USUAL_LENGTHS
from commissioning.timetable.planning import NONE_GIVEN, forwards, last_day
from commissioning.values.frozen import frozen
from commissioning.values.listings import Tabled
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import counted, listed

_WHOLE = 100


@frozen
class Shorter:
    """One step that would have to take less time, in working days."""

    step: str
    usual: int
    needed: int

    def __str__(self) -> str:
        words = BY_TAG[self.step].words
        return f"{words[:1].lower()}{words[1:]} ({counted(self.needed, 'working day')}, not {self.usual})"


@frozen(kw_only=True, repr=False)
class Reach(Tabled):
    """A go-live that is wanted, and the earliest one that work begun on a day can reach."""

    wanted: date
    on: date
    """The day on which the work begins."""
    plan: Timetable
    """The plan from that day on, every step as early as it can be."""
    shortest: date
    """The earliest go-live if every step took one working day: law, meetings and call-in alone."""
    shorter: tuple[Shorter, ...] = ()
    """The steps to shorten, all by the same share, so that the day is reached; none where it is, or
    where the law and the meetings alone take too long."""

    @property
    def earliest(self) -> date:
        """The earliest go-live at the lengths given."""
        return last_day(self.plan)

    @property
    def days_to_spare(self) -> int:
        """The days between the earliest go-live and the one wanted; negative if it is too late."""
        return (self.wanted - self.earliest).days

    def __bool__(self) -> bool:
        return self.days_to_spare >= 0

    def __str__(self) -> str:
        if self:
            spare = counted(self.days_to_spare, "day")
            return f"Yes: the earliest go-live is {written(self.earliest)}, {spare} to spare."
        late = f"{counted(-self.days_to_spare, 'day')} after {written(self.wanted)}"
        no = f"No: the earliest go-live is {written(self.earliest)}, {late}."
        return f"{no} {self.remedy}."

    @property
    def remedy(self) -> str:
        """An instruction for a day that cannot be made, without its full stop."""
        go = f"Go live on {written(self.earliest)} or later"
        if self.shorter:
            return f"{go}, or shorten {listed(map(str, self.shorter))}"
        least = f"with one working day for each step it would be {written(self.shortest)}"
        return f"{go}; {least}, because the law, meetings and call-in take their time"

    def __repr__(self) -> str:
        return f"<{self}>"

    def table(self) -> Table:
        """The steps that would have to be shorter, with their usual and their needed lengths."""
        return _COLUMNS.table(self.shorter)


_COLUMNS: Final = ColumnsOf[Shorter](
    (Column("step"), lambda shorter: BY_TAG[shorter.step].words),
    (Column("usual", Kind.WHOLE, "working days"), lambda shorter: shorter.usual),
    (Column("needed", Kind.WHOLE, "working days, so that the wanted go-live is reached"),
        lambda shorter: shorter.needed),
)  # fmt: skip


def earliest(
    *,
    on: date,
    route: Route,
    law: Law,
    rhythm: Rhythm | None = None,
    durations: Mapping[str, int] = NONE_GIVEN,
    first: str = "",
) -> date:
    """The first day on which the service could start if the work begins on a day.

    `first` is the tag of the step that comes next, where some are done. Raises as `forwards` does.
    """
    return last_day(
        forwards(on, on=on, route=route, law=law, rhythm=rhythm, durations=durations, first=first)
    )


def can_make(
    go_live: date,
    *,
    on: date,
    route: Route,
    law: Law,
    rhythm: Rhythm | None = None,
    durations: Mapping[str, int] = NONE_GIVEN,
    first: str = "",
) -> Reach:
    """Whether a go-live can still be reached by work that begins on a day, and if not, what would help.

    All lengths are cut by one share, the smallest in whole per cent that will do: binary search over
    plans, some seven of them. Raises as `forwards` does.
    """

    def planned(lengths: Mapping[str, int]) -> Timetable:
        return forwards(
            on, on=on, route=route, law=law, rhythm=rhythm, durations=lengths, first=first
        )

    plan = planned(durations)
    steps = [row.step for row in plan.rows if row.step in USUAL_LENGTHS]
    usual = {tag: durations.get(tag, USUAL_LENGTHS[tag].days) for tag in steps if tag}
    shortest = last_day(planned(dict.fromkeys(usual, 1)))
    shorter: tuple[Shorter, ...] = ()
    if shortest <= go_live < last_day(plan):
        needed = _cut(usual, lambda lengths: last_day(planned(lengths)) <= go_live)
        shorter = tuple(
            Shorter(tag, days, needed[tag]) for tag, days in usual.items() if needed[tag] < days
        )
    return Reach(wanted=go_live, on=on, plan=plan, shortest=shortest, shorter=shorter)


def _cut(usual: Mapping[str, int], will_do: Callable[[dict[str, int]], bool]) -> dict[str, int]:
    """The lengths at the highest per cent of the usual that will do; one day each at the least."""

    def at(per_cent: int) -> dict[str, int]:
        return {tag: max(days * per_cent // _WHOLE, 1) for tag, days in usual.items()}

    return at(bisect_left(range(_WHOLE), True, lo=1, key=lambda share: not will_do(at(share))) - 1)
