"""The stage of each lot, and the day on which it entered it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property

from attrs import Factory, evolve, field

from commissioning.records.record import WHOLE
from commissioning.stages import Stage
from commissioning.values.frozen import frozen


@frozen
class Positions:
    """The stage of each lot, by its reference. A move makes new positions; these never change."""

    stages: Mapping[str, Stage]
    opened: Mapping[tuple[str, Stage], date]
    """The day on which a lot entered a stage. A return takes back the stages after it."""

    lots: tuple[str, ...] = field(
        init=False, eq=False, default=Factory(lambda self: tuple(self.stages), takes_self=True)
    )
    """The references of all lots, or only WHOLE."""
    last_opened_on: date = field(
        init=False,
        eq=False,
        default=Factory(lambda self: max(self.opened.values(), default=date.min), takes_self=True),
    )
    """The last day on which a lot entered the stages it has passed; the first ever if none has."""
    # Outside equality: positions are the same whatever has been asked of them.
    _of_lots: dict[tuple[str, ...], tuple[Stage, ...]] = field(init=False, factory=dict, eq=False)

    def of(self, lots: tuple[str, ...]) -> tuple[Stage, ...]:
        """The stage of each of some lots. Entries share the answer: a tenth less memory a cycle."""
        found = self._of_lots.get(lots)
        if found is None:
            found = tuple(self.stages.get(lot, Stage.NEEDS) for lot in lots)
            self._of_lots[lots] = found
        return found

    @cached_property
    def unfinished(self) -> tuple[str, ...]:
        """The lots that have neither ended nor been abandoned; all of them once none is left."""
        return tuple(lot for lot, at in self.stages.items() if not at.finished) or self.lots

    def divided(self, lots: Iterable[str]) -> Positions:
        """With these lots as well, at the stage of the whole; those that join later, in specification."""
        new = [lot for lot in lots if lot not in self.stages]
        if not new:
            return self
        if WHOLE not in self.stages:
            return evolve(self, stages={**self.stages, **dict.fromkeys(new, Stage.SPECIFICATION)})
        # Each lot has passed what the whole had passed before it was divided.
        opened = {(lot, stage): day for lot in new for (_, stage), day in self.opened.items()}
        return Positions(dict.fromkeys(new, self.stages[WHOLE]), opened)

    def entered(self, stage: Stage, lots: tuple[str, ...], on: date) -> Positions:
        """With those of the lots in the stage that had not reached it."""
        # A record may open a stage for some of its lots and come again in it for the others.
        moved = [lot for lot in lots if self.stages.get(lot, stage).place < stage.place]
        if not moved:
            return self
        opened = {**self.opened, **{(lot, stage): on for lot in moved}}
        return Positions({**self.stages, **dict.fromkeys(moved, stage)}, opened)

    def returned(self, stage: Stage, lots: Collection[str]) -> Positions:
        """With the lots back in an earlier stage, as if they had entered no later one."""
        opened = {
            (lot, entered): day
            for (lot, entered), day in self.opened.items()
            if lot not in lots or entered.place <= stage.place
        }
        return Positions({**self.stages, **dict.fromkeys(lots, stage)}, opened)

    def ended(self, stage: Stage, lots: tuple[str, ...]) -> Positions:
        """With the lots off the line, the days on which they entered their stages kept."""
        return evolve(self, stages={**self.stages, **dict.fromkeys(lots, stage)})
