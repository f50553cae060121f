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
from commissioning.testing.stories.scenario import PROVIDERS, REGIMES, ROUTES, SET_UPS, Scenario
from commissioning.testing.stories.story import (
    Extras,
    Request,
    fitting,
    on_the_line,
    requested,
    story,
)
from commissioning.testing.strategies.reproduction import Reproduction
from commissioning.testing.strategies.values import varied
from commissioning.values.frozen import frozen

_MEMBERS: Final = ("officer-1", "carer-1", "user-1", "clinician-1")
_MORE_OFTEN: Final = 3
_MOST_EXTRAS: Final = 3
# Made once: a strategy made at each draw, or one over whole regimes, costs more than the story.
_HOW_MANY_BIDDERS: Final = st.integers(1, 4)
_HOW_MANY_MEMBERS: Final = st.integers(1, len(_MEMBERS))
_HOW_MANY_LOTS: Final = st.integers(0, 3)
_HOW_MANY_YEARS: Final = st.integers(1, 4)
_THOUSANDS: Final = st.integers(50, 900)
_BEST_MARKS: Final = st.sampled_from((5, 4, 3))
_DAYS_IN: Final = {
    name: st.integers(0, (set_up.last_start - set_up.starts_on).days)
    for name, set_up in SET_UPS.items()
}

Way = tuple[Regime, Route]


@frozen
class _Bounds:
    """Between what scenarios are drawn; None for lots or providers that are drawn as well."""

    ways: tuple[Way, ...]
    lots: tuple[str, ...] | None
    providers: tuple[str, ...] | None


def regimes() -> st.SearchStrategy[Regime]:
    """The bodies of law under which cycles are drawn, the one of the plainest story first."""
    return st.integers(0, len(REGIMES) - 1).map(lambda number: REGIMES[number])


def processes() -> st.SearchStrategy[Process]:
    """The standard process: a council's own is told by the council, not drawn."""
    return st.builds(Process.standard)


def scenarios(
    *,
    regime: Regime | None = None,
    route: Route | None = None,
    lots: tuple[str, ...] | None = None,
    providers: tuple[str, ...] | None = None,
) -> st.SearchStrategy[Scenario]:
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
    plain = Scenario()
    Scenario(
        regime=plain.regime if regime is None else regime,
        route=plain.route if route is None else route,
        lots=() if lots is None else lots,
        providers=plain.providers if providers is None else providers,
    )


@st.composite
def _scenes(draw: st.DrawFn, bounds: _Bounds) -> Scenario:
    ways, lots, providers = bounds.ways, bounds.lots, bounds.providers
    law, way = ways[draw(st.integers(0, len(ways) - 1))]
    later = draw(_DAYS_IN[law.name])
    bidders = PROVIDERS[: draw(_HOW_MANY_BIDDERS)] if providers is None else providers
    divided = range(draw(_HOW_MANY_LOTS)) if lots is None else ()
    return Scenario(
        day=SET_UPS[law.name].starts_on + timedelta(days=later),
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


def _possible_ways(request: Request, ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """Those on which the stage is passed and the kind of record can come."""
    at = request.at
    passing = tuple(
        (law, way) for law, way in ways if at is None or at is Stage.ABANDONED or at in way
    )
    if request.after is None:
        return passing
    return tuple((law, way) for law, way in passing if _can_come(_begun_on(request, law, way)))


def _begun_on(request: Request, regime: Regime, route: Route) -> Request:
    scenario = Scenario(regime=regime, route=route, partners=request.scenario.partners)
    return evolve(request, scenario=scenario)


@lru_cache(maxsize=1024)
def _can_come(request: Request) -> bool:
    try:
        if on_the_line(request) is None:
            story(request.scenario, at=request.at, after=request.after, process=request.process)
    except LookupError:
        return False
    return True


def _impossible(request: Request, regime: Regime | None, route: Route | None) -> str:
    parts = [
        request.process.step(request.after).words if request.after else "",
        request.at.words if request.at else "",
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
    on the way through it. Extras the main line there may be a few records of other kinds. What is drawn
    shrinks to the plainest story without them, and a failure notes the call of `story` that tells it
    again. Raises `LookupError` where no story can get there, and `RecordError` for what is no stage, no
    kind of record or no setting.
    """
    request = requested(Scenario(), at, after, process)
    _check(regime, route, lots, providers)
    ways = _possible_ways(request, _ways(regime, route))
    if not ways:
        raise LookupError(_impossible(request, regime, route))
    drawn = _cycles_anywhere if at is None and after is None else _cycles
    return drawn(request, _Bounds(ways, lots, providers), _moving_nothing(request.process))


@st.composite
def _cycles(
    draw: st.DrawFn,
    request: Request,
    bounds: _Bounds,
    extras: tuple[type[Record], ...],
) -> Cycle:
    scenario = draw(_scenes(bounds))
    return _told(draw, requested(scenario, request.at, request.after, request.process), extras)


@st.composite
def _cycles_anywhere(
    draw: st.DrawFn,
    request: Request,
    bounds: _Bounds,
    extras: tuple[type[Record], ...],
) -> Cycle:
    ways = {stage: _possible_ways(evolve(request, at=stage), bounds.ways) for stage in Stage}
    at = draw(st.sampled_from([stage for stage in Stage if ways[stage]]))
    scenario = draw(_scenes(evolve(bounds, ways=ways[at])))
    told = evolve(request, scenario=scenario, at=at)
    kinds = list(_kinds_within(told))
    place = draw(st.integers(0, len(kinds)))
    return _told(draw, evolve(told, after=kinds[place - 1]) if place else told, extras)


def _kinds_within(request: Request) -> dict[type[Record], None]:
    """The kinds of record that the main line has in the stage once it is opened, in order."""
    opened = on_the_line(request) or ()
    kinds = {type(record): None for record in opened}
    within: dict[type[Record], None] = {}
    for record in islice(main_line(request.scenario), len(opened), None) if opened else ():
        kind = type(record)
        where = request.process.step(kind).where
        if isinstance(where, Opens) and where.stage is not request.at:
            break
        if kind not in kinds:
            within[kind] = None
    return within


def _told(draw: st.DrawFn, request: Request, extras: tuple[type[Record], ...]) -> Cycle:
    line = on_the_line(request)
    if line is None:
        whole = story(request.scenario, at=request.at, after=request.after, process=request.process)
        line = whole.records
    told = evolve(request, extras=_drawn_extras(draw, extras, len(line)))
    note(Reproduction(told))
    return story(
        told.scenario, at=told.at, after=told.after, extras=told.extras, process=told.process
    )


def _drawn_extras(draw: st.DrawFn, extras: tuple[type[Record], ...], length: int) -> Extras:
    """A few records of other kinds, each with the place in a line of this length where it is put in."""
    if length < 2:
        return ()
    # A list, which hypothesis shortens from within; a count drawn first it could only lower.
    extra = st.tuples(st.integers(1, length - 1), st.integers(0, len(extras) - 1))
    drawn = draw(st.lists(extra, max_size=_MOST_EXTRAS))
    return tuple((place, extras[number]) for place, number in drawn)


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
