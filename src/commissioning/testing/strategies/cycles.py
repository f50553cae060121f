"""Strategies for whole cycles, for the records that can come next, and for those that must be refused.

All of them read the process table, so a council's own kinds of record are drawn as well.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, Final, TypeAlias, cast

from attrs import evolve
from hypothesis import note
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.law.regimes.regime import Regime
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementStrategy
from commissioning.stages import During, Opens, Route, Stage
from commissioning.testing.broken.refused import Refusal, may_come, reasons
from commissioning.testing.stories.main_line import main_line
from commissioning.testing.stories.scenario import (
    GROUNDS,
    PROVIDERS,
    REGIMES,
    ROUTES,
    SET_UPS,
    Scenario,
)
from commissioning.testing.stories.story import (
    Extras,
    Request,
    fitting,
    on_the_line,
    requested,
    story,
    why_not,
)
from commissioning.testing.strategies.values import varied
from commissioning.values.checking import given
from commissioning.values.constructor_repr import Brief
from commissioning.values.frozen import frozen
from commissioning.values.text import grouped

_MEMBERS: Final = ("officer-1", "carer-1", "user-1", "clinician-1")
_MORE_OFTEN: Final = 2
"""How many times as often a walk draws a kind that leads on as any kind, however many there are of each."""
# Made once: a strategy made at each draw, or one over whole regimes, costs more than the story.
_DIRECT: Final = Route.direct_award()
_PLAIN: Final = Scenario().ground
_GROUNDS: Final = {
    name: st.sampled_from(sorted(grounds, key=lambda ground: ground is not _PLAIN))
    for name, grounds in GROUNDS.items()
    if grounds
}
"""The grounds of a direct award by regime, the plainest first; a regime without any has none."""
_DAYS_IN: Final = {
    name: st.integers(0, (set_up.last_start - set_up.starts_on).days)
    for name, set_up in SET_UPS.items()
}

Way: TypeAlias = tuple[Regime, Route]
Kinds: TypeAlias = tuple[type[Record], ...]


@frozen(repr=False)
class _Bounds(Brief):
    """The ways that scenarios are drawn from; lots and providers are drawn too where they are None."""

    ways: tuple[Way, ...]
    lots: tuple[str, ...] | None
    providers: tuple[str, ...] | None

    def __repr__(self) -> str:
        return f"{len(self.ways)} ways"


def _bounds(regime: Regime | None, route: Route | None, **others: Any) -> _Bounds:  # noqa: ANN401
    """The bounds of what is given. Raises `RecordError` where no scenario can have it."""
    fixed = {"regime": regime, "route": route, **others}
    Scenario(**{name: value for name, value in fixed.items() if value is not None})
    laws = (regime,) if regime else REGIMES
    ways = [(law, way) for law in laws for way in ROUTES[law.name] if route in {None, way}]
    return _Bounds(tuple(ways or [(law, route) for law in laws if route]), **others)


def regimes() -> st.SearchStrategy[Regime]:
    """The bodies of law under which cycles are drawn, the one of the plainest story first."""
    return st.integers(0, len(REGIMES) - 1).map(lambda number: REGIMES[number])


def processes() -> st.SearchStrategy[Process]:
    """The standard process; a council gives its own."""
    return st.builds(Process.standard)


def scenarios(
    *,
    regime: Regime | None = None,
    route: Route | None = None,
    lots: tuple[str, ...] | None = None,
    providers: tuple[str, ...] | None = None,
) -> st.SearchStrategy[Scenario]:
    """Scenarios of cycles: a regime, a route on it, lots, bidders, a panel, a first day, prices.

    Values that you give are kept and the rest is drawn; `lots=()` is a service without lots. Scenarios
    shrink to a restricted procedure for one service without lots and with one bidder. Raises
    `RecordError` for values that no story can have, such as a bidder named twice.
    """
    return _scenarios(_bounds(regime, route, lots=lots, providers=providers))


@st.composite
def _scenarios(draw: st.DrawFn, bounds: _Bounds) -> Scenario:
    ways, lots, providers = bounds.ways, bounds.lots, bounds.providers
    law, way = ways[draw(st.integers(0, len(ways) - 1))]
    later = draw(_DAYS_IN[law.name])
    bidders = PROVIDERS[: draw(st.integers(1, 4))] if providers is None else providers
    divided = range(draw(st.integers(0, 3))) if lots is None else ()
    return Scenario(
        day=SET_UPS[law.name].starts_on + timedelta(days=later),
        regime=law,
        route=way,
        lots=tuple(f"N{n + 1}" for n in divided) if lots is None else lots,
        providers=bidders,
        members=_MEMBERS[: draw(st.integers(1, len(_MEMBERS)))],
        yearly_price=draw(st.integers(50, 900)) * 1_000,
        best_mark=draw(st.sampled_from((5, 4, 3))),
        years=draw(st.integers(1, 4)),
        ground=draw(_GROUNDS[law.name]) if way == _DIRECT and law.name in _GROUNDS else _PLAIN,
    )


def _possible_ways(request: Request, ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """The ways on which the requested stage is passed and the kind of record can come."""
    at, partners = request.at, request.scenario.partners
    passing = (way for way in ways if at is None or at is Stage.ABANDONED or at in way[1])
    if request.after is None:
        return tuple(passing)
    return tuple(
        (law, route)
        for law, route in passing
        if _can_come(evolve(request, scenario=Scenario(regime=law, route=route, partners=partners)))
    )


@lru_cache(maxsize=1024)
def _can_come(request: Request) -> bool:
    try:
        if on_the_line(request) is None:
            story(request.scenario, at=request.at, after=request.after, process=request.process)
    except LookupError:
        return False
    return True


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

    With both, cycles that end on such a record in that stage; with neither, at any stage or on the way
    through it. A few records of other kinds are put in beside the main line. Cycles shrink to the
    plainest story without them, and a failure notes the call of `story` that makes the cycle again.

    Raises `LookupError` where no story gets there, and `RecordError` for a value that is no stage, no
    kind of record or that no scenario can have.
    """
    request = requested(Scenario(), at, after, process)
    bounds = _bounds(regime, route, lots=lots, providers=providers)
    ways = _possible_ways(request, bounds.ways)
    if not ways:
        words = (request.process.step(after).words if after else "", at.words if at else "")
        goal = " in ".join(filter(None, words))
        on_route = f" on the route {route.name}" if route else ""
        under = f" under the {regime.name}" if regime else ""
        why = ""
        if after and (route or request.process is not Process.standard()):
            law, way = bounds.ways[0]
            plainest = Scenario(regime=law, route=way, partners=request.scenario.partners)
            why = why_not(evolve(request, scenario=plainest))
        raise LookupError(f"No story reaches {goal or 'its end'}{on_route}{under}{why}.")
    return (_cycles if at or after else _cycles_anywhere)(request, evolve(bounds, ways=ways))


@st.composite
def _cycles(draw: st.DrawFn, request: Request, bounds: _Bounds) -> Cycle:
    scenario = draw(_scenarios(bounds))
    return _drawn_cycle(draw, requested(scenario, request.at, request.after, request.process))


@st.composite
def _cycles_anywhere(draw: st.DrawFn, request: Request, bounds: _Bounds) -> Cycle:
    ways = {stage: _possible_ways(evolve(request, at=stage), bounds.ways) for stage in Stage}
    at = draw(st.sampled_from([stage for stage in Stage if ways[stage]]))
    request = evolve(request, scenario=draw(_scenarios(evolve(bounds, ways=ways[at]))), at=at)
    kinds = _kinds_within(request)
    place = draw(st.integers(0, len(kinds)))
    return _drawn_cycle(draw, evolve(request, after=kinds[place - 1] if place else None))


def _kinds_within(request: Request) -> Kinds:
    """The kinds of record that the main line first has in the requested stage, once it is opened."""
    opened = on_the_line(request) or ()
    kinds = {type(record): None for record in opened}
    within: dict[type[Record], None] = {}
    for record in islice(main_line(request.scenario), len(opened), None) if opened else ():
        where = request.process.step(type(record)).where
        if isinstance(where, Opens) and where.stage is not request.at:
            break
        within[type(record)] = None
    return tuple(kind for kind in within if kind not in kinds)


def _drawn_cycle(draw: st.DrawFn, request: Request) -> Cycle:
    at, after, process = request.at, request.after, request.process
    line = (
        on_the_line(request) or story(request.scenario, at=at, after=after, process=process).records
    )
    drawn = _drawn_extras(draw, process, len(line))
    note(evolve(request, extras=drawn))
    return story(request.scenario, at=at, after=after, extras=drawn, process=process)


def _drawn_extras(draw: st.DrawFn, process: Process, length: int) -> Extras:
    """A few records that change nothing of what follows, each with its place in a line of this length."""
    if length < 2:
        return ()
    kinds = [
        step.record
        for step in process.steps
        if isinstance(step.where, During) and (step.where.survives or len(step.where.stages) > 3)
    ]
    # A list, which hypothesis shortens from within; a count drawn first it could only lower.
    extra = st.tuples(st.integers(1, length - 1), st.integers(0, len(kinds) - 1))
    drawn = draw(st.lists(extra, max_size=3))
    return tuple((place, kinds[number]) for place, number in drawn)


def next_kinds(cycle: Cycle) -> Kinds:
    """The kinds of record that the process table lets come next; a gate can still refuse them."""
    return tuple(step.record for step in cycle.process.steps if may_come(cycle, step))


def parted_cycles(*, regime: Regime | None = None) -> st.SearchStrategy[Cycle]:
    """Valid cycles whose lots take two routes: one by the first strategy, some by one of their own.

    They are at specification, or as far as a few records that could come next led each lot. Raises
    `RecordError` for a regime that has no stories.
    """
    return _parted_cycles(_bounds(regime, None, lots=None, providers=None))


@st.composite
def _parted_cycles(draw: st.DrawFn, bounds: _Bounds) -> Cycle:
    lots = ("N1", "N2", "N3")[: draw(st.integers(2, 3))]
    scenario = draw(_scenarios(evolve(bounds, lots=lots)))
    others = [way for way in ROUTES[scenario.regime.name] if way != scenario.route]
    apart = evolve(scenario, route=draw(st.sampled_from(others)))
    cycle = begun = story(scenario, at=Stage.SPECIFICATION)
    first = cycle.expect(ProcurementStrategy)
    some = lots[draw(st.integers(1, len(lots) - 1)) :]
    second = evolve(
        first,
        on=cycle.last_on or first.on,
        lots=some,
        route=apart.route,
        facts=apart.facts,
        reference="",
    )
    cycle = cycle.record(second)
    for _ in range(draw(st.integers(0, 12))):
        cycle = cycle.record(draw(next_records(cycle)))
    request = requested(scenario, Stage.SPECIFICATION, None, None)
    note(evolve(request, then=tuple(cycle.records[len(begun.records) :])))
    return cycle


def next_records(cycle: Cycle) -> st.SearchStrategy[Record]:
    """Records that can be recorded next: `cycle.record(drawn)` is never refused.

    Kinds that open a stage or that others rest on are drawn more often, so that a walk gets somewhere.
    """
    return _next_records(given(Cycle, cycle, "next_records"))


@st.composite
def _next_records(draw: st.DrawFn, cycle: Cycle) -> Record:
    kinds, steps = next_kinds(cycle), cycle.process.steps
    leading_on = {step.record for step in steps if isinstance(step.where, Opens)}
    leading_on.update(*(step.rests_on for step in steps))
    often = tuple(kind for kind in kinds if kind in leading_on)
    often *= _MORE_OFTEN * len(kinds) // max(len(often), 1)
    made: dict[type[Record], Record | None] = {}

    def fits(kind: type[Record]) -> bool:
        if kind not in made:
            made[kind] = fitting(kind, cycle)
        return made[kind] is not None

    # Filtered before anything is made of them, of the kinds that are left one is drawn without retries.
    plain = cast("Record", made[draw(st.sampled_from((*often, *kinds)).filter(fits))])
    other = draw(varied(st.just(plain), cycle.process))
    return plain if other is plain or cycle.blockers(other) else other


def refused_records(cycle: Cycle) -> st.SearchStrategy[Refusal]:
    """Records that must be refused now, each with the code of a finding that must say so.

    The codes are worked out from the process table alone, not by asking the cycle.
    """
    return _refused_records(given(Cycle, cycle, "refused_records"))


@st.composite
def _refused_records(draw: st.DrawFn, cycle: Cycle) -> Refusal:
    by_code = grouped((reason.code, reason) for reason in reasons(cycle))
    of_code = by_code[draw(st.sampled_from(tuple(by_code)))]
    numbers = st.sampled_from(range(len(of_code)))
    # hypothesis shows what `map` gives as the call in it, and a number as nothing.
    number = draw(numbers.filter(lambda number: of_code[number].refusal() is not None))
    return cast("Refusal", of_code[number].refusal())
