"""Strategies for whole cycles, for what may come next in one, and for what must be refused.

Everything is read from the process table, so a council's own kinds of record are drawn as well.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from itertools import islice
from typing import Final

from attrs import evolve
from hypothesis import note
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.law.regimes.regime import Regime
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.stages import During, Opens, Route, Stage
from commissioning.testing.broken.refused import Reason, Refusal, may_come, reasons
from commissioning.testing.stories.main_line import main_line
from commissioning.testing.stories.scenario import GROUNDS, PROVIDERS, REGIMES, ROUTES, Scene
from commissioning.testing.stories.story import (
    Asked,
    Beside,
    asked_for,
    fitting,
    on_the_line,
    story,
)
from commissioning.testing.strategies.reproduction import Retold
from commissioning.testing.strategies.values import varied
from commissioning.values.frozen import frozen

_MEMBERS: Final = ("officer-1", "carer-1", "user-1", "clinician-1")
_MORE_OFTEN: Final = 3
_MOST_ASIDES: Final = 3
# Made once: a strategy made at each draw, or one over whole regimes, costs more than the story.
_HOW_MANY_BIDDERS: Final = st.integers(1, 4)
_HOW_MANY_MEMBERS: Final = st.integers(1, len(_MEMBERS))
_HOW_MANY_LOTS: Final = st.integers(0, 3)
_HOW_MANY_YEARS: Final = st.integers(1, 4)
_THOUSANDS: Final = st.integers(50, 900)
_BEST_MARKS: Final = st.sampled_from((5, 4, 3))
_DAYS_IN: Final = {
    name: st.integers(0, (ground.last_start - ground.starts_on).days)
    for name, ground in GROUNDS.items()
}

Way = tuple[Regime, Route]


@frozen
class _Bounds:
    """Between what scenes are drawn; None for lots or providers that are drawn as well."""

    ways: tuple[Way, ...]
    lots: tuple[str, ...] | None
    providers: tuple[str, ...] | None


def regimes() -> st.SearchStrategy[Regime]:
    """The bodies of law under which cycles are drawn, the one of the plainest story first."""
    return st.integers(0, len(REGIMES) - 1).map(lambda number: REGIMES[number])


def processes() -> st.SearchStrategy[Process]:
    """The standard process: a council's own is told by the council, not drawn."""
    return st.builds(Process.standard)


def scenes(
    *,
    regime: Regime | None = None,
    route: Route | None = None,
    lots: tuple[str, ...] | None = None,
    providers: tuple[str, ...] | None = None,
) -> st.SearchStrategy[Scene]:
    """Settings of cycles: a regime, a route on it, lots, bidders, a panel, a first day, prices.

    What is given is kept, the rest is drawn; `lots=()` is a service that is not divided. They shrink
    to a restricted procedure for one whole service with one bidder. Raises `RecordError` for what no
    story could be told of, such as a bidder named twice.
    """
    _check(regime, route, lots, providers)
    return _scenes(_Bounds(_ways(regime, route), lots, providers))


def _check(
    regime: Regime | None,
    route: Route | None,
    lots: tuple[str, ...] | None,
    providers: tuple[str, ...] | None,
) -> None:
    plain = Scene()
    Scene(
        regime=plain.regime if regime is None else regime,
        route=plain.route if route is None else route,
        lots=() if lots is None else lots,
        providers=plain.providers if providers is None else providers,
    )


@st.composite
def _scenes(draw: st.DrawFn, bounds: _Bounds) -> Scene:
    ways, lots, providers = bounds.ways, bounds.lots, bounds.providers
    law, way = ways[draw(st.integers(0, len(ways) - 1))]
    later = draw(_DAYS_IN[law.name])
    bidders = PROVIDERS[: draw(_HOW_MANY_BIDDERS)] if providers is None else providers
    divided = range(draw(_HOW_MANY_LOTS)) if lots is None else ()
    return Scene(
        day=GROUNDS[law.name].starts_on + timedelta(days=later),
        regime=law,
        route=way,
        lots=tuple(f"N{n + 1}" for n in divided) if lots is None else lots,
        providers=bidders,
        members=_MEMBERS[: draw(_HOW_MANY_MEMBERS)],
        yearly_price=draw(_THOUSANDS) * 1_000,
        best_mark=draw(_BEST_MARKS),
        years=draw(_HOW_MANY_YEARS),
    )


def _ways(regime: Regime | None, route: Route | None) -> tuple[Way, ...]:
    """The regimes and routes to draw from; a route some regimes provide is taken under those."""
    laws = (regime,) if regime else REGIMES
    if route is None:
        return tuple((law, way) for law in laws for way in ROUTES[law.name])
    providing = tuple(law for law in laws if route in ROUTES[law.name])
    return tuple((law, route) for law in providing or laws)


def _possible_ways(asked: Asked, ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """Those on which the stage is passed and the kind of record can come."""
    at = asked.at
    passing = tuple(
        (law, way) for law, way in ways if at is None or at is Stage.ABANDONED or at in way
    )
    if asked.after is None:
        return passing
    return tuple((law, way) for law, way in passing if _can_come(_begun_on(asked, law, way)))


def _begun_on(asked: Asked, regime: Regime, route: Route) -> Asked:
    scene = Scene(regime=regime, route=route, partners=asked.scene.partners)
    return evolve(asked, scene=scene)


@lru_cache(maxsize=1024)
def _can_come(asked: Asked) -> bool:
    try:
        if on_the_line(asked) is None:
            story(asked.scene, at=asked.at, after=asked.after, process=asked.process)
    except LookupError:
        return False
    return True


def _impossible(asked: Asked, regime: Regime | None, route: Route | None) -> str:
    parts = [
        asked.process.step(asked.after).words if asked.after else "",
        asked.at.words if asked.at else "",
    ]
    goal = " in ".join(part for part in parts if part)
    way = f" on the route {route.name}" if route else ""
    law = f" under the {regime.name}" if regime else ""
    return f"no story reaches {goal or 'its end'}{way}{law}"


def cycles(
    *,
    at: Stage | None = None,
    after: type[Record] | None = None,
    regime: Regime | None = None,
    route: Route | None = None,
    lots: tuple[str, ...] | None = None,
    providers: tuple[str, ...] | None = None,
    process: Process | None = None,
) -> st.SearchStrategy[Cycle]:
    """Valid cycles that have just opened the stage `at`, or end on the first record of the kind `after`.

    With both, cycles that end on such a record and stand in that stage; without either, at any stage or
    on the way through it. Beside the main line there may be a few records of other kinds. What is drawn
    shrinks to the plainest story without them, and a failure notes the call of `story` that tells it
    again. Raises `LookupError` where no story can get there, and `RecordError` for what is no stage, no
    kind of record or no setting.
    """
    asked = asked_for(Scene(), at, after, process)
    _check(regime, route, lots, providers)
    ways = _possible_ways(asked, _ways(regime, route))
    if not ways:
        raise LookupError(_impossible(asked, regime, route))
    drawn = _cycles_anywhere if at is None and after is None else _cycles
    return drawn(asked, _Bounds(ways, lots, providers), _moving_nothing(asked.process))


@st.composite
def _cycles(
    draw: st.DrawFn,
    asked: Asked,
    bounds: _Bounds,
    asides: tuple[type[Record], ...],
) -> Cycle:
    scene = draw(_scenes(bounds))
    return _told(draw, asked_for(scene, asked.at, asked.after, asked.process), asides)


@st.composite
def _cycles_anywhere(
    draw: st.DrawFn,
    asked: Asked,
    bounds: _Bounds,
    asides: tuple[type[Record], ...],
) -> Cycle:
    ways = {stage: _possible_ways(evolve(asked, at=stage), bounds.ways) for stage in Stage}
    at = draw(st.sampled_from([stage for stage in Stage if ways[stage]]))
    scene = draw(_scenes(evolve(bounds, ways=ways[at])))
    told = evolve(asked, scene=scene, at=at)
    kinds = list(_kinds_within(told))
    place = draw(st.integers(0, len(kinds)))
    return _told(draw, evolve(told, after=kinds[place - 1]) if place else told, asides)


def _kinds_within(asked: Asked) -> dict[type[Record], None]:
    """The kinds of record that the main line has in the stage once it is opened, in order."""
    opened = on_the_line(asked) or ()
    kinds = {type(record): None for record in opened}
    within: dict[type[Record], None] = {}
    for record in islice(main_line(asked.scene), len(opened), None) if opened else ():
        kind = type(record)
        where = asked.process.step(kind).where
        if isinstance(where, Opens) and where.stage is not asked.at:
            break
        if kind not in kinds:
            within[kind] = None
    return within


def _told(draw: st.DrawFn, asked: Asked, asides: tuple[type[Record], ...]) -> Cycle:
    line = on_the_line(asked)
    if line is None:
        whole = story(asked.scene, at=asked.at, after=asked.after, process=asked.process)
        line = whole.records
    told = evolve(asked, beside=_drawn_beside(draw, asides, len(line)))
    note(Retold(told))
    return story(told.scene, at=told.at, after=told.after, beside=told.beside, process=told.process)


def _drawn_beside(draw: st.DrawFn, asides: tuple[type[Record], ...], length: int) -> Beside:
    """A few records of other kinds, each with the place in a line of this length where it is put in."""
    if length < 2:
        return ()
    # A list, which hypothesis shortens from within; a count drawn first it could only lower.
    aside = st.tuples(st.integers(1, length - 1), st.integers(0, len(asides) - 1))
    drawn = draw(st.lists(aside, max_size=_MOST_ASIDES))
    return tuple((place, asides[number]) for place, number in drawn)


def _moving_nothing(process: Process) -> tuple[type[Record], ...]:
    """The kinds of record that can stand beside any story without changing what may follow."""
    return tuple(
        step.record
        for step in process.steps
        if isinstance(step.where, During) and (step.where.survives or len(step.where.stages) > 3)
    )


def next_kinds(cycle: Cycle) -> tuple[type[Record], ...]:
    """The kinds of record that nothing in the process table keeps from coming next; a gate still may."""
    return tuple(step.record for step in cycle.process.steps if may_come(cycle, step))


def _leading_on(process: Process) -> set[type[Record]]:
    """The kinds that open a stage or that others rest on."""
    opening = {step.record for step in process.steps if isinstance(step.where, Opens)}
    return opening.union(*(step.rests_on for step in process.steps))


@st.composite
def next_records(draw: st.DrawFn, cycle: Cycle) -> Record:
    """Only what may be recorded next: `cycle.record(drawn)` is never refused.

    What leads on is drawn more often than what stands beside, so that a walk gets somewhere.
    """
    fitted: dict[type[Record], Record | None] = {}

    def fits(kind: type[Record]) -> bool:
        fitted[kind] = fitting(kind, cycle)
        return fitted[kind] is not None

    kinds = next_kinds(cycle)
    leading_on = _leading_on(cycle.process)
    often = tuple(kind for kind in kinds if kind in leading_on) * _MORE_OFTEN
    kind = draw(st.sampled_from((*often, *kinds)).filter(fits))
    plain = fitted[kind]
    assert plain is not None  # the filter's work, of which a type checker knows nothing
    other = draw(varied(st.just(plain)))
    return plain if other is plain or cycle.blockers(other) else other


@st.composite
def refused_records(draw: st.DrawFn, cycle: Cycle) -> Refusal:
    """Records that must be refused now, each with the code of a finding that must be among the reasons.

    The codes are worked out from the process table alone, not by asking the cycle.
    """
    by_code: dict[str, list[Reason]] = {}
    for reason in reasons(cycle):
        by_code.setdefault(reason.code, []).append(reason)
    code = draw(st.sampled_from(tuple(by_code)))
    numbers = st.sampled_from(range(len(by_code[code])))
    number = draw(numbers.filter(lambda number: by_code[code][number].refusal() is not None))
    refusal = by_code[code][number].refusal()
    assert refusal is not None  # as above
    return refusal
