"""One story of the casebook: a council's cycle as records, told up to where its sources stop."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from commissioning.cycle import Cycle
from commissioning.process import Process
from commissioning.records.history import BroughtForward
from commissioning.records.parties import Authority
from commissioning.records.record import Record
from commissioning.stages import Opens, Stage
from commissioning.values.frozen import frozen
from commissioning.values.text import spoken


@frozen(slots=False)
class Story:
    """A commissioning cycle that happened, or was planned in public, with the papers that tell of it."""

    title: str
    buyers: tuple[Authority, ...]
    reference: str
    told: Callable[[], tuple[Record, ...]]
    stops: str
    """Where the source stops, as a clause: "the paper ends with go-live"."""
    follows: str = ""

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records of the story, in the order they are entered."""
        return self.told()

    def cycle(self, at: Stage | None = None, after: type[Record] | None = None) -> Cycle:
        """The cycle to the end of the story, or to where it has just entered a stage.

        With `after`, to the last record of a kind instead.

        Raises `LookupError`, saying where the source stops, for what the story does not reach, and
        `TypeError` when both are asked for.
        """
        if at is not None and after is not None:
            raise TypeError("ask for a story at a stage or after a record, not both")
        count = len(self.records)
        if at is not None:
            count = self._count_at(at)
        elif after is not None:
            count = self._count_after(after)
        begun = Cycle(self.title, self.buyers, self.reference, follows=self.follows)
        return begun.record(*self.records[:count])

    def _count_at(self, stage: Stage) -> int:
        for number, record in enumerate(self.records, start=1):
            if _opens(record, number == 1) is stage:
                return number
        raise LookupError(f"the story of {self.title} does not reach {stage.words}: {self.stops}")

    def _count_after(self, kind: type[Record]) -> int:
        for number in range(len(self.records), 0, -1):
            if type(self.records[number - 1]) is kind:
                return number
        raise LookupError(f"the story of {self.title} has no {spoken(kind)}: {self.stops}")


def _opens(record: Record, first: bool) -> Stage | None:
    """The stage that a record opens, or places its cycle in; a first record opens needs."""
    if isinstance(record, BroughtForward):
        return record.stage
    where = Process.standard().step(type(record)).where
    if isinstance(where, Opens):
        return where.stage
    return Stage.NEEDS if first else None
