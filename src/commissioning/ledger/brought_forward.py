"""A history brought forward: what it vouches for, and the stages of the records that it carries."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commissioning.ledger.entries import Entry
from commissioning.records.history import BroughtForward
from commissioning.records.record import Record
from commissioning.stages import Begins, Opens, Placement, Stage
from commissioning.values.frozen import frozen


@frozen
class Vouched:
    """How far a history brought forward stands for records that are not held."""

    stage: Stage
    whole: bool
    """Whether for what came during that stage too, and not only for what opened it."""

    def covers(self, where: Placement) -> bool:
        """Whether records of a kind that comes there are taken to exist."""
        first = where.stages[0]
        # A lot at the award has been recommended; its approval and letters are still to be recorded.
        return self.passed(first) or (isinstance(where, Opens) and first is self.stage)

    def passed(self, stage: Stage) -> bool:
        """Whether all that came during a stage is taken to exist."""
        return stage.place < self.stage.place or (self.whole and stage is self.stage)


def vouched(begun: BroughtForward, returned_to: Stage | None) -> Vouched:
    """The reach of a history, once a lot has gone back to a stage.

    The papers of an earlier stage are still not held. A return within the award takes its approval and
    its letters with it.
    """
    if returned_to is None or returned_to.place >= begun.stage.place:
        return Vouched(begun.stage, whole=False)
    return Vouched(returned_to, whole=returned_to is not Stage.AWARD)


def placed(
    begun: BroughtForward, where: Begins, lots_of: Callable[[Record], tuple[str, ...]]
) -> Iterator[Entry]:
    """An entry for each record that a history carries, with its place in the process and its stage.

    The stage is the first in which its kind may come, not before the last stage that a carried record
    of its day or earlier opened. The lots are asked for once the entries before are put in.
    """
    held = tuple(zip(begun.carries, where.carried or (where,) * len(begun.carries), strict=True))
    for number, (record, at) in enumerate(held):
        # By day, not by place in the list: a file may carry its contract before its tender.
        reached = [o.stage.place for r, o in held if isinstance(o, Opens) and r.on <= record.on]
        stage, lots = _stage_of(at, max(reached, default=0)), lots_of(record)
        # Numbers below zero: a return supersedes what came before it, and these came before every entry.
        yield Entry(-1 - number, record, lots, (stage,) * len(lots), at, None, begun)


def _stage_of(where: Placement, reached: int) -> Stage:
    if isinstance(where, Opens):
        return where.stage
    # A ledger that is not told where each carried record comes has no stages for it.
    line = sorted(where.stages, key=lambda stage: stage.place) or [Stage.NEEDS]
    return next((stage for stage in line if stage.place >= reached), line[-1])
