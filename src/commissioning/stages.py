"""The line of stages that a procurement passes, and the routes along it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import evolve

from commissioning.values.checking import Checked
from commissioning.values.fitting import described_value
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine
from commissioning.values.notebook import Drawn
from commissioning.values.text import Word, article, listed, nearest


class Stage(Word):
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
    def position(self) -> str:
        """The words for where a lot stands: "in award", "abandoned"."""
        return self.words if self.finished else f"in {self.words}"

    @property
    def words(self) -> str:
        """The stage as written in prose: SSQ and ITT in capitals, the others in small letters."""
        return self.value.upper() if self in {Stage.SSQ, Stage.ITT} else self.value


LINE: Final = tuple(stage for stage in Stage if stage is not Stage.ABANDONED)

S = Stage
_ALWAYS: Final = (S.NEEDS, S.SPECIFICATION, S.GO_LIVE, S.ENDED)
_CONTRACT: Final = (S.NEEDS, S.SPECIFICATION, S.AWARD, S.MOBILISATION, S.GO_LIVE, S.ENDED)
"""The stages of a contract for a service. A framework has no service to mobilise, a market no award."""
_NEEDS_BEFORE: Final = {
    S.ITT: (S.EVALUATION, "tenders that are invited are evaluated"),
    S.INTERVIEWS: (S.EVALUATION, "interviews are part of an evaluation"),
    S.EVALUATION: (S.AWARD, "an evaluation leads to an award"),
    S.MOBILISATION: (S.AWARD, "the service that is mobilised is awarded first"),
}


@frozen
class Route(OneLine, Checked, Drawn):
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
        if S.AWARD not in self.stages and S.SSQ not in self.stages:
            yield "stages: a route has an award, or a selection stage for the members of a market"
        if S.AWARD in self.stages and S.SSQ in self.stages and S.ITT not in self.stages:
            yield "stages: ssq without itt: a selection stage chooses whom to invite to tender"

    @classmethod
    def of(cls, *stages: Stage, name: str = "own") -> Route:
        """A route of a council's own. Raises `RecordError` where the stages make no sense together."""
        return cls(name, stages)

    @classmethod
    def stranger(cls, value: object) -> str:
        """The words for a value that is not a route, with the calls that make one."""
        known = [
            name
            for name, part in vars(cls).items()
            if isinstance(part, classmethod) and name not in {"of", "stranger"}
        ]
        near = nearest(f"{value}".replace(" ", "_").replace("-", "_"), known) or known
        calls = listed((f"`Route.{name}()`" for name in near), "or")
        return f"{described_value(value)} is not a route; write {calls}"

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
        return cls("direct award", _CONTRACT)

    @classmethod
    def call_off(cls, *, competed: bool = True) -> Route:
        """A contract under a framework, with or without a further competition."""
        if not competed:
            return cls("call-off", _CONTRACT)
        return cls("call-off by competition", _with(S.ITT, S.EVALUATION, interviews=False))

    @classmethod
    def most_suitable_provider(cls) -> Route:
        """The Provider Selection Regime's process of that name: providers are assessed, none invited."""
        return cls("most suitable provider", _with(S.EVALUATION, interviews=False))

    @classmethod
    def framework(cls, *, restricted: bool = False, interviews: bool = False) -> Route:
        """A framework: a competition for places on it, then call-offs from the day it opens."""
        middle = (*((S.SSQ,) if restricted else ()), S.ITT, S.EVALUATION)
        passed = _with(*middle, interviews=interviews)
        name = "restricted framework" if restricted else "framework"
        return cls(name, tuple(stage for stage in passed if stage is not S.MOBILISATION))

    @classmethod
    def market(cls) -> Route:
        """A dynamic market: conditions of membership, open to applicants as long as it runs."""
        return cls("dynamic market", (S.NEEDS, S.SPECIFICATION, S.SSQ, S.GO_LIVE, S.ENDED))

    @property
    def is_framework(self) -> bool:
        """Whether it awards places on a framework, and mobilises no service."""
        return S.AWARD in self.stages and S.MOBILISATION not in self.stages

    @property
    def is_market(self) -> bool:
        """Whether it admits members and awards nothing, as a dynamic market does."""
        return S.AWARD not in self.stages

    def __contains__(self, stage: Stage) -> bool:
        return stage in self.stages

    def __hash__(self) -> int:
        return hash(self.name)  # few routes share one

    def after(self, stage: Stage) -> Stage | None:
        """The stage that follows on this route, or None at the end of it."""
        return next((later for later in self.stages if later.place > stage.place), None)

    def between(self, stage: Stage, goal: Stage) -> tuple[Stage, ...]:
        """The stages still to be passed on the way from one to the other, neither included."""
        return tuple(s for s in self.stages if stage.place < s.place < goal.place)

    def __str__(self) -> str:
        return f"{self.name}: " + " > ".join(stage.words for stage in self.stages)


def _with(*middle: Stage, interviews: bool) -> tuple[Stage, ...]:
    chosen = {*_CONTRACT, *middle, *([S.INTERVIEWS] if interviews else [])}
    return tuple(stage for stage in LINE if stage in chosen)


@frozen
class Opens:
    """A record that opens a stage: it comes when the stage is next, and may come again in it."""

    stage: Stage
    again: tuple[Stage, ...] = ()
    """Later stages in which it may come again, moving nothing."""
    passes_over: bool = False
    """Whether it may come before the stage is next, passing over stages that no notice shows."""
    in_market: tuple[Stage, ...] = ()
    """Later stages in which it may come again on the route of a market, which is always open."""
    passing: Stage | None = None
    """A stage that its route has: a service goes live after its mobilisation."""
    without: Stage | None = None
    """A stage that its route has not: a framework opens without a mobilisation."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        return (self.stage, *self.again, *self.in_market)

    def fits(self, route: Route | None) -> bool:
        """Whether it is what opens the stage on a route; True while the route is not known."""
        return route is None or (
            (self.passing is None or self.passing in route)
            and (self.without is None or self.without not in route)
        )

    def misfit(self, route: Route | None) -> str:
        """The difference that makes a route another's: "no mobilisation stage"."""
        if self.passing is not None and (route is None or self.passing not in route):
            return f"no {self.passing.words} stage"
        return f"{article(self.without.words)} stage" if self.without else "no such stage"


@frozen
class During:
    """A record that comes in certain stages and moves nothing."""

    stages: tuple[Stage, ...]
    survives: bool = False
    """Whether it still counts after a return to an earlier stage, as a challenge in court does."""
    in_market: tuple[Stage, ...] = ()
    """Those of its stages in which it comes only on the route of a market, which is always open."""


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
    """The place of each of the earlier records that it carries."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        return ()


Placement = Opens | During | Returns | Ends | Begins


def on_route(where: Placement, route: Route | None) -> Placement:
    """The place of a record on one route: without the stages that only a market adds."""
    if not isinstance(where, Opens | During) or not where.in_market:
        return where
    if route is not None and route.is_market:
        return where
    if isinstance(where, Opens):
        return evolve(where, in_market=())
    stages = tuple(stage for stage in where.stages if stage not in where.in_market)
    return evolve(where, stages=stages, in_market=())


def next_stage(route: Route | None, stage: Stage) -> Stage | None:
    """The stage that follows, or None: at the end, or while the route is undecided.

    From the award on every contract goes the same way, so a history brought forward needs no route.
    """
    if route is not None:
        return route.after(stage)
    if stage is Stage.NEEDS or stage.place >= Stage.AWARD.place:
        return Route.direct_award().after(stage)
    return None
