"""The line of stages that a procurement passes, and the routes along it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen


class Stage(StrEnum):
    """The stage of a lot. The members are in the order of the cycle."""

    NEEDS = "needs"
    SPECIFICATION = "specification"
    SSQ = "ssq"
    ITT = "itt"
    EVALUATION = "evaluation"
    INTERVIEWS = "interviews"
    AWARD = "award"
    MOBILISATION = "mobilisation"
    GO_LIVE = "go-live"
    ENDED = "ended"
    ABANDONED = "abandoned"

    place: int
    """The place of the stage on the line, from 0, to compare two stages."""

    def __init__(self, _: str) -> None:
        self.place = len(type(self).__members__)

    @property
    def finished(self) -> bool:
        """Whether a lot in this stage has nothing left to do."""
        return self is Stage.ENDED or self is Stage.ABANDONED

    @property
    def words(self) -> str:
        """The stage as written in prose: SSQ and ITT in capitals, the others in small letters."""
        return self.value.upper() if self in {Stage.SSQ, Stage.ITT} else self.value


LINE: Final = tuple(stage for stage in Stage if stage is not Stage.ABANDONED)

S = Stage
_ALWAYS: Final = (S.NEEDS, S.SPECIFICATION, S.AWARD, S.MOBILISATION, S.GO_LIVE, S.ENDED)
_NEEDS_BEFORE: Final = {
    S.SSQ: (S.ITT, "a selection stage chooses whom to invite to tender"),
    S.ITT: (S.EVALUATION, "tenders that are invited are evaluated"),
    S.INTERVIEWS: (S.EVALUATION, "interviews are part of an evaluation"),
}


@frozen
class Route(Checked):
    """The ordered stages that one procurement takes, decided before the competition starts."""

    name: str
    stages: tuple[Stage, ...]

    def problems(self) -> Iterator[str]:
        places = [stage.place for stage in self.stages]
        if places != sorted(set(places)):
            yield "stages: each stage comes once, in the order " + ", ".join(LINE)
        if S.ABANDONED in self.stages:
            yield "stages: abandonment lies beside every route, it is not a stage of one"
        missing = [stage.value for stage in _ALWAYS if stage not in self.stages]
        if missing:
            yield f"stages: every route passes {', '.join(missing)}"
        for stage, (needed, why) in _NEEDS_BEFORE.items():
            if stage in self.stages and needed not in self.stages:
                yield f"stages: {stage.value} without {needed.value}: {why}"

    @classmethod
    def of(cls, *stages: Stage, name: str = "own") -> Route:
        """A route of a council's own. Raises `RecordError` where the stages make no sense together."""
        return cls(name, stages)

    @classmethod
    def restricted(cls, *, interviews: bool = True) -> Route:
        """Selection first, then tenders from those shortlisted."""
        return cls("restricted", _with(S.SSQ, S.ITT, S.EVALUATION, interviews=interviews))

    @classmethod
    def open(cls, *, interviews: bool = False) -> Route:
        """Anyone may tender: there is no selection stage."""
        return cls("open", _with(S.ITT, S.EVALUATION, interviews=interviews))

    @classmethod
    def direct_award(cls) -> Route:
        """One provider, without a competition."""
        return cls("direct award", _ALWAYS)

    @classmethod
    def call_off(cls, *, competed: bool = True) -> Route:
        """A contract under a framework, with or without a further competition."""
        if not competed:
            return cls("call-off", _ALWAYS)
        return cls("call-off by competition", _with(S.ITT, S.EVALUATION, interviews=False))

    @classmethod
    def most_suitable_provider(cls) -> Route:
        """The Provider Selection Regime's process of that name: providers are assessed, none invited."""
        return cls("most suitable provider", _with(S.EVALUATION, interviews=False))

    def __contains__(self, stage: Stage) -> bool:
        return stage in self.stages

    def after(self, stage: Stage) -> Stage | None:
        """The stage that follows on this route, or None at the end of it."""
        return next((later for later in self.stages if later.place > stage.place), None)

    def between(self, stage: Stage, goal: Stage) -> tuple[Stage, ...]:
        """The stages still to be passed on the way from one to the other, neither included."""
        return tuple(s for s in self.stages if stage.place < s.place < goal.place)

    def __str__(self) -> str:
        return f"{self.name}: " + " > ".join(stage.words for stage in self.stages)


def _with(*middle: Stage, interviews: bool) -> tuple[Stage, ...]:
    chosen = {*_ALWAYS, *middle, *([S.INTERVIEWS] if interviews else [])}
    return tuple(stage for stage in LINE if stage in chosen)


@frozen
class Opens:
    """A record that opens a stage: it comes when the stage is next, and may come again in it."""

    stage: Stage
    again: tuple[Stage, ...] = ()
    """Later stages in which it may come again, moving nothing."""
    passes_over: bool = False
    """Whether it may come before the stage is next, passing over stages that no notice shows."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        return (self.stage, *self.again)


@frozen
class During:
    """A record that comes in certain stages and moves nothing."""

    stages: tuple[Stage, ...]
    survives: bool = False
    """Whether it still counts after a return to an earlier stage, as a challenge in court does."""


@frozen
class Returns:
    """A record that takes its lots back to an earlier stage."""

    stages: tuple[Stage, ...]
    to: Stage


@frozen
class Ends:
    """A record that takes its lots off the line, up to some stage."""

    stage: Stage
    until: Stage

    @property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(stage for stage in Stage if stage.place <= self.until.place)


@frozen
class Begins:
    """A record that may only be the first: it places the cycle where an earlier history left it."""

    carried: tuple[Placement, ...] = ()
    """Where each of the earlier records that it carries would come."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        return ()


Placement = Opens | During | Returns | Ends | Begins


def next_stage(route: Route | None, stage: Stage) -> Stage | None:
    """The stage that follows, or None: at the end, or while the route is undecided.

    From the award on every route is the same, so a history brought forward needs none.
    """
    if route is not None:
        return route.after(stage)
    if stage is Stage.NEEDS or stage.place >= Stage.AWARD.place:
        return Route.direct_award().after(stage)
    return None
