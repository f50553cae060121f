"""What a regime's catalogue says of a notice: when it is due, whether it must be, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from commissioning.dates.day_counts import DayCount, MonthsAfter
from commissioning.law.law import Parameter, Trigger
from commissioning.stages import Route, Stage
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.money import Money


class Force(StrEnum):
    """Whether a notice has to be published."""

    MUST = "must"
    MAY = "may"
    MUST_OR_EXPLAIN = "must, or say why not in the tender notice"
    MUST_IF_ADVERTISED = "must, if the contract is advertised openly"


class When(StrEnum):
    """On which side of the act the notice comes."""

    BEFORE = "before"
    AFTER = "after"
    CALENDAR = "by the calendar"


class Competing(StrEnum):
    """Which way of awarding a notice belongs to."""

    ANY = "any award"
    COMPETED = "an award by competition"
    DIRECT = "a direct award"


@frozen(kw_only=True)
class Notice(Checked):
    """One kind of notice: a row of a regime's catalogue."""

    code: str
    """Its code in `NoticePublished`: "UK6"."""
    title: str
    trigger: str
    """What sets it off, in words: "entering into a public contract"."""
    force: Force = Force.MUST
    when: When = When.AFTER
    events: tuple[Trigger, ...] = ()
    """The records it comes before or after; none for a notice that no single cycle can show."""
    given: Trigger | None = None
    """What must have happened for it to be due at all: market engagement, an earlier notice."""
    once: bool = False
    """Whether it is due for the first of those records only, not for each."""
    deadline: DayCount | None = None
    """For a notice that comes after: how long there is. None means as soon as practicable."""
    period_ends: tuple[tuple[int, int], ...] = ()
    """For a notice by the calendar: the months and days on which its periods end."""
    every: MonthsAfter | None = None
    """For a notice that recurs in the life of a contract: how often."""
    over: Money | None = None
    """For a notice about contracts over a value: the value."""
    at_least: Money | None = None
    """For a notice about contracts from a value on: the value."""
    change_at_least: Money | None = None
    """For a notice about changes from a value on: what the change adds, without regard to VAT."""
    awards: Competing = Competing.ANY
    beyond: str = ""
    """Why a single cycle cannot show whether it is due, in words; empty where it can."""

    def problems(self) -> Iterator[str]:
        if not self.code or not self.title or not self.trigger:
            yield "a notice has a code, a title and words for what sets it off"
        if not self.events and not self.period_ends and not self.beyond:
            yield f"events: say which record {self.code} belongs to, or why a cycle cannot show it"

    def __str__(self) -> str:
        return f"{self.code}, {self.title}: {self.force}, {self.limit()}"

    def limit(self) -> str:
        """The time for it in words."""
        if self.when is When.BEFORE:
            return f"before {self.trigger}"
        if self.every is not None:
            return f"at least every {self.every} after {self.trigger}"
        if self.deadline is None:
            return f"as soon as reasonably practicable after {self.trigger}"
        return f"{self.deadline}, after {self.trigger}"


NOTICE: Final = Parameter[Notice](
    "notice", "A notice that you must or may publish, and by when.", many=True
)


def is_direct(route: Route | None) -> bool:
    """Whether a procurement awards without competition: nobody is invited and nobody evaluated."""
    return route is not None and not {Stage.ITT, Stage.EVALUATION} & set(route.stages)


def belongs_to(notice: Notice, route: Route | None) -> bool:
    """Whether a notice belongs to a procurement that takes this route."""
    if notice.awards is Competing.ANY:
        return True
    return is_direct(route) is (notice.awards is Competing.DIRECT)
