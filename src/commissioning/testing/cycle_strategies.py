"""Strategies for whole cycles, for what may come next in one, and for what must be refused.

Everything is read from the process table, so a council's own kinds of record are drawn as well.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import Final

from attrs import evolve, field, frozen
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.errors import BlockedError, RecordError
from commissioning.ledger import Begins, During
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.regimes.regime import Regime
from commissioning.stages import Route, Stage
from commissioning.testing.refused import Refusal, refusals
from commissioning.testing.scene import GROUNDS, PROVIDERS, REGIMES, ROUTES, Scene
from commissioning.testing.stories import fitting, main_line, story
from commissioning.testing.value_strategies import varied

_ASIDES: Final = 3
"""The most records beside the main line that a drawn cycle has."""
_MEMBERS: Final = ("officer-1", "carer-1", "user-1", "clinician-1")


@frozen
class _Wanted:
    """What a drawn cycle has to reach."""

    at: Stage | None
    after: type[Record] | None
    process: Process = field(repr=False, eq=id)

    def possible(self, regime: Regime, route: Route) -> bool:
        if self.at is not None and self.at is not Stage.ABANDONED and self.at not in route:
            return False
        return self.after is None or (regime.name, route) in _ways(self)


@lru_cache(maxsize=256)
def _ways(wanted: _Wanted) -> frozenset[tuple[str, Route]]:
    """The regimes and routes on which a record of the kind wanted can come."""
    found = []
    for regime in REGIMES:
        for route in ROUTES[regime.name]:
            if wanted.after in {type(record) for record in main_line(_begin(regime, route))}:
                found.append((regime.name, route))
                continue
            try:
                story(_begin(regime, route), after=wanted.after, process=wanted.process)
            except LookupError:
                continue
            found.append((regime.name, route))
    return frozenset(found)


_ANYWHERE: Final = _Wanted(None, None, Process.standard())


def _begin(regime: Regime, route: Route) -> Scene:
    return Scene(day=GROUNDS[regime.name].starts_on, regime=regime, route=route)


def scenes(
    *,
    regime: Regime | None = None,
    route: Route | None = None,
    lots: tuple[str, ...] | None = None,
    providers: tuple[str, ...] | None = None,
) -> st.SearchStrategy[Scene]:
    """Settings of cycles: a regime, a route on it, lots, bidders, a panel, a first day, prices.

    What is given is kept, the rest is drawn; `lots=()` is a service that is not divided. They shrink
    to a restricted procedure for one whole service with one bidder.
    """
    return _scenes(_ANYWHERE, regime=regime, route=route, lots=lots, providers=providers)


@st.composite
def _scenes(
    draw: st.DrawFn,
    wanted: _Wanted,
    *,
    regime: Regime | None,
    route: Route | None,
    lots: tuple[str, ...] | None,
    providers: tuple[str, ...] | None,
) -> Scene:
    law, way = draw(st.sampled_from(_possible_ways(wanted, regime, route)))
    ground = GROUNDS[law.name]
    room = (ground.last_start - ground.starts_on).days
    bidders = PROVIDERS[: draw(st.integers(1, 4))]
    return Scene(
        day=ground.starts_on + timedelta(days=draw(st.integers(0, room))),
        regime=law,
        route=way,
        lots=tuple(f"N{n + 1}" for n in range(draw(st.integers(0, 3)))) if lots is None else lots,
        providers=bidders if providers is None else providers,
        members=_MEMBERS[: draw(st.integers(1, len(_MEMBERS)))],
        yearly_price=draw(st.integers(50, 900)) * 1_000,
        best_mark=draw(st.sampled_from((5, 4, 3))),
        years=draw(st.integers(1, 4)),
    )


def _possible_ways(
    wanted: _Wanted, regime: Regime | None, route: Route | None
) -> list[tuple[Regime, Route]]:
    return [
        (law, way)
        for law in ((regime,) if regime else REGIMES)
        for way in ((route,) if route else ROUTES[law.name])
        if wanted.possible(law, way)
    ]


def _impossible(regime: Regime | None, route: Route | None, wanted: _Wanted) -> str:
    goal = wanted.process.step(wanted.after).words if wanted.after else ""
    goal = goal or (wanted.at.words if wanted.at else "")
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

    Without either, at any stage. Beside the main line there may be a few records of other kinds. What
    is drawn shrinks to the plainest story without them. Raises `LookupError` where no story can get
    there.
    """
    wanted = _Wanted(at, after, process or Process.standard())
    if not _possible_ways(wanted, regime, route):
        raise LookupError(_impossible(regime, route, wanted))
    return _cycles(wanted, regime=regime, route=route, lots=lots, providers=providers)


@st.composite
def _cycles(
    draw: st.DrawFn,
    wanted: _Wanted,
    *,
    regime: Regime | None,
    route: Route | None,
    lots: tuple[str, ...] | None,
    providers: tuple[str, ...] | None,
) -> Cycle:
    if wanted.at is None and wanted.after is None:
        wanted = evolve(wanted, at=draw(st.sampled_from(_stages_of(regime, route))))
    given = _scenes(wanted, regime=regime, route=route, lots=lots, providers=providers)
    told = story(draw(given), at=wanted.at, after=wanted.after, process=wanted.process)
    return _with_asides(draw, told)


def _stages_of(regime: Regime | None, route: Route | None) -> list[Stage]:
    """The stages that some story passes."""
    ways = [way for _, way in _possible_ways(_ANYWHERE, regime, route)]
    return [s for s in Stage if s is Stage.ABANDONED or any(s in way for way in ways)]


def _with_asides(draw: st.DrawFn, told: Cycle) -> Cycle:
    """The story again, with records of other kinds put in wherever they may come."""
    count = draw(st.integers(0, _ASIDES))
    if not count or len(told.records) < 2:
        return told
    places = st.integers(1, len(told.records) - 1)
    kinds = st.sampled_from(_moving_nothing(told.process))
    asides = sorted((draw(places), number, draw(kinds)) for number in range(count))
    try:
        return _put_in(told, [(place, kind) for place, _, kind in asides])
    except BlockedError:
        return told  # one of them stood in the way of what came later


def _put_in(told: Cycle, asides: list[tuple[int, type[Record]]]) -> Cycle:
    """The story with records put in at these places. Raises `BlockedError` where one is in the way."""
    longer, done = _begun(told), 0
    for place, kind in asides:
        longer = longer.record(*told.records[done:place])
        aside = fitting(kind, longer)
        if aside is not None and aside.on <= told.records[place].on:
            longer = longer.record(aside)
        done = place
    return longer.record(*told.records[done:])


def _moving_nothing(process: Process) -> tuple[type[Record], ...]:
    """The kinds of record that can stand beside any story without changing what may follow."""
    return tuple(
        step.record
        for step in process.steps
        if isinstance(step.where, During) and (step.where.survives or len(step.where.stages) > 3)
    )


def _begun(cycle: Cycle) -> Cycle:
    return Cycle(cycle.title, cycle.buyers, cycle.reference, cycle.process, cycle.follows)


def next_kinds(cycle: Cycle) -> tuple[Record, ...]:
    """For each kind of record that may come next, one that fits, in the order of the process."""
    records = cycle.records
    return tuple(
        record
        for step in cycle.process.steps
        if not (records and isinstance(step.where, Begins))
        and (record := _or_none(step.record, cycle)) is not None
    )


def _or_none(kind: type[Record], cycle: Cycle) -> Record | None:
    try:
        return fitting(kind, cycle)
    except RecordError:
        return None


@st.composite
def next_records(draw: st.DrawFn, cycle: Cycle) -> Record:
    """Only what may be recorded next: `cycle.record(drawn)` is never refused."""
    fits = draw(st.sampled_from(next_kinds(cycle)))
    other = draw(varied(st.just(fits)))
    return fits if cycle.blockers(other) else other


def refused_records(cycle: Cycle) -> st.SearchStrategy[Refusal]:
    """Records that must be refused now, each with the code of a finding that must be among the reasons.

    The codes are worked out from the process table alone, not by asking the cycle.
    """
    by_code: dict[str, list[Refusal]] = {}
    for refusal in refusals(cycle):
        by_code.setdefault(refusal.code, []).append(refusal)
    return st.sampled_from(tuple(by_code.values())).flatmap(st.sampled_from)
