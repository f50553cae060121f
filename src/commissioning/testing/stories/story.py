"""Stories: whole cycles, valid from the first record to the last, made from a scenario.

A story is the plainest believable course of one procurement. Strategies, fixtures and portfolios all
take their cycles from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Final

from attrs import evolve, field

from commissioning.cycle import Cycle
from commissioning.errors import RecordError, written
from commissioning.findings.errors import BlockedError
from commissioning.law.regimes import held
from commissioning.law.regimes.regime import Regime
from commissioning.ledger.ways import ways
from commissioning.process import Process, Step
from commissioning.records import (
    approval,
    ending,
    frameworks,
    mobilisation,
    parties,
    people,
    strategy,
)
from commissioning.records.record import Record, not_a_kind
from commissioning.stages import Begins, Opens, Route, Stage
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.main_line import MADE_UP, main_line
from commissioning.testing.stories.scenario import ROUTE_CALLS, Scenario
from commissioning.values.constructor_repr import Printer, constructor_repr
from commissioning.values.fitting import unfit
from commissioning.values.frozen import frozen
from commissioning.values.text import article, listed, sentence

COUNCIL: Final = parties.Authority(reference="anyborough", name="Anyborough Council")
"""The buyer of every made-up cycle."""
ALSO_NEEDED: Final[Mapping[type[Record], tuple[type[Record], ...]]] = {
    mobilisation.StaffTransferred: (mobilisation.EmployeeLiabilityInformation,),
    people.PeopleMoved: (people.ChoicesMade,),
    approval.ConditionMet: (approval.ApprovalToContinue,),
    frameworks.PackageEnded: (frameworks.PackagePlaced,),
}
"""The kinds of record that a check asks for first, beyond those the row rests on."""
ONLY_ON: Final[Mapping[type[Record] | None, Route]] = {
    frameworks.FrameworkOpened: Route.framework(),
    frameworks.MarketOpened: Route.market(),
    frameworks.MembershipChanged: Route.framework(),
    frameworks.RankedListIssued: Route.framework(),
    frameworks.CallOffNoted: Route.framework(),
}
"""The route of the plainest story of a kind that comes on no other but those of frameworks and markets."""

Extras = tuple[tuple[int, type[Record]], ...]
"""Records beside the main line, each as (after how many records of the line, kind)."""


def story(
    scenario: Scenario | None = None,
    *,
    at: Stage | None = None,
    after: type[Record] | None = None,
    extras: Extras = (),
    process: Process | None = None,
    kept: bool = True,
) -> Cycle:
    """A valid cycle that has just opened a stage, or that ends on the first record of a kind.

    With both, it ends on the first record of the kind that leaves the procurement in that stage; with
    neither, it runs to the closure. `at=Stage.NEEDS` ends on the needs assessment. `extras` are records
    beside the main line, each put in where it may come and otherwise left out. Stories are cached
    unless `kept` is False.

    Raises `LookupError` for a story that cannot be: a stage that is not on the route, a kind of record
    that cannot come on it, a day on which another law governs. Raises `RecordError` for a value that is
    no stage, kind of record or process.
    """
    return (_kept if kept else _made)(requested(scenario or Scenario(), at, after, process, extras))


@frozen
class Request:
    """The story that is asked for, and the call that makes it again, for the last lines of a failing test.

    Requests with equal processes differ unless it is the same object.
    """

    scenario: Scenario
    at: Stage | None
    after: type[Record] | None
    process: Process = field(eq=id)
    extras: Extras = ()
    then: tuple[Record, ...] = ()
    """Records that were recorded after it, for the call alone."""

    def __str__(self) -> str:
        given = {"at": self.at, "after": self.after, "extras": self.extras}
        words = [constructor_repr(self.scenario, named=_named)]
        words += [f"{name}={constructor_repr(value)}" for name, value in given.items() if value]
        if self.process is not Process.standard():
            words.append("process=process")
        records = [constructor_repr(record, named=_named) for record in self.then]
        then = f".record({', '.join(records)})" if records else ""
        return f"story({', '.join(words)}){then}"

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: ARG002
        printer.text(f"reproduced by {self}")


def _named(value: object) -> str | None:
    """The name by which a law is imported, or the call that makes a route."""
    if isinstance(value, Regime):
        return next((name for name, each in vars(held).items() if each == value), None)
    return ROUTE_CALLS.get(value) if isinstance(value, Route) else None


def requested(
    scenario: Scenario,
    at: Stage | None,
    after: type[Record] | None,
    process: Process | None,
    extras: Extras = (),
) -> Request:
    """The request. Raises `RecordError` for no stage, no process or a kind the process does not know."""
    is_kind = after is None or (isinstance(after, type) and issubclass(after, Record))
    checked = (
        (isinstance(at, Stage | None), f"at: {unfit(Stage, at)}"),
        (is_kind, f"after: {not_a_kind(after)}"),
        (
            isinstance(process, Process | None),
            f"process: {process!r} is not a process; leave it out for the standard one",
        ),
    )
    problems = tuple(problem for fine, problem in checked if not fine)
    if problems:
        raise RecordError("story", problems)
    process = process or Process.standard()
    if after is not None:
        process.step(after)
    if after is strategy.PartnerDecision and not scenario.partners:
        scenario = evolve(scenario, partners=("otherborough",))
    if after in ONLY_ON and scenario.route == Route.restricted():
        scenario = evolve(scenario, route=ONLY_ON[after])
    return Request(scenario, at, after, process, extras)


def _made(request: Request) -> Cycle:
    scenario = request.scenario
    refused = f"no story under the {scenario.regime.name} can begin on {written(scenario.day)}"
    try:
        cycle = _recorded(request)
    except BlockedError as refusal:
        raise LookupError(sentence(f"{refused}: {refusal}")) from refusal
    begun = cycle.ledger.commenced.first
    governs = cycle.law(begun).regime if begun else scenario.regime.name
    if governs != scenario.regime.name:
        raise LookupError(sentence(f"{refused}: its law would be the {governs}"))
    return cycle


_kept: Final = lru_cache(maxsize=1024)(_made)


def _recorded(request: Request) -> Cycle:
    line = on_the_line(evolve(request, extras=()))
    blank = _blank(request.scenario, request.process)
    if line is None:
        whole = _ending_beside_the_line(request)
        if not request.extras:
            return whole
        line = whole.records
    if request.extras:
        with suppress(BlockedError):  # an extra is in the way of what follows: tell it without
            return _with_extras(blank, line, request.extras)
    return _along(blank, line)


@lru_cache(maxsize=1024)
def on_the_line(request: Request) -> tuple[Record, ...] | None:
    """The records of the main line as far as requested; None where the request ends beside the line.

    Raises `LookupError` for a stage that is not on the route.
    """
    at, after, process = request.at, request.after, request.process
    if at is Stage.ABANDONED:
        return None
    if at is not None and at not in request.scenario.route:
        raise LookupError(
            sentence(f"{at.words} is not a stage of the route {request.scenario.route}")
        )
    line: list[Record] = []
    stood = Stage.NEEDS
    for record in main_line(request.scenario):
        where = process.step(type(record)).where
        if isinstance(where, Opens) and where.stage.place > stood.place:
            stood = where.stage
        if at is not None and stood.place > at.place:
            return None
        line.append(record)
        there = type(record) is after if after else stood is at
        if there and at in {None, stood}:
            return tuple(line)
    return None if after else tuple(line)


def _blank(scenario: Scenario, process: Process) -> Cycle:
    title = scenario.title or f"Care at home, on the route {scenario.route.name}"
    return Cycle(title, buyers=(COUNCIL,), reference=scenario.reference, process=process)


def _ending_beside_the_line(request: Request) -> Cycle:
    """A story that ends on a record beside the main line, at the first place where it may come."""
    kind = request.after or ending.Abandonment
    step = request.process.step(kind)
    if isinstance(step.where, Begins):
        first = make(kind, request.scenario, basis=MADE_UP)
        return _blank(request.scenario, request.process).record(first)
    for cycle in _chapters_of(request, step):
        found = _with_extra(cycle, kind)
        if found is not None and request.at in {None, found.stage}:
            return found
    there = f" in {request.at.words}" if request.at and request.after else ""
    on_route = f"on the route {request.scenario.route}{why_not(request)}"
    raise LookupError(sentence(f"{article(step.words)} cannot come{there} {on_route}"))


def why_not(request: Request) -> str:
    """The clause with the reason why a record of the requested kind ends no story, and the remedy if any."""
    kind = request.after or ending.Abandonment
    step = request.process.step(kind)
    cycle = next(reversed([*_chapters_of(request, step)]), None)
    if cycle is None:
        return f"; its row has it in {listed(stage.words for stage in step.where.stages)}"
    return _refused(kind, cycle)


def _refused(kind: type[Record], cycle: Cycle) -> str:
    """The clause with what is in the way of the draft of a kind; empty where nothing is."""
    ready = _with_needed(cycle, kind, ()) or cycle
    try:
        found = ready.blockers(make(kind, Scenario.of(ready), basis=MADE_UP))
    except RecordError as error:
        return (
            f"; its draft is refused: {'; '.join(error.problems)}; say with `with_drafts` how it is "
            "drafted"
        )
    return f"; its draft is refused: {found[0].message}" if found else ""


def _chapters_of(request: Request, step: Step) -> Iterator[Cycle]:
    """The story so far, after each record that leaves it in a stage where the step may come."""
    if request.at is Stage.ABANDONED and step.record is not ending.Abandonment:
        yield _made(evolve(request, after=None, extras=()))
        return
    cycle = _blank(request.scenario, request.process)
    stages = step.where.stages
    waiting: list[Record] = []
    stage = Stage.NEEDS
    for record in main_line(request.scenario):
        where = request.process.step(type(record)).where
        stage = where.stage if isinstance(where, Opens) else stage
        waiting.append(record)
        opens = isinstance(step.where, Opens) and request.scenario.route.after(stage) in stages
        if stage in stages or opens:
            cycle = _along(cycle, waiting)
            waiting.clear()
            yield cycle


def _with_extras(blank: Cycle, line: tuple[Record, ...], extras: Extras) -> Cycle:
    """The line with the extras put in. Raises `BlockedError` where one is in the way of what follows."""
    cycle, done = blank, 0
    within = [other for other in extras if 0 < other[0] < len(line)]
    for place, kind in sorted(within, key=lambda other: other[0]):
        cycle = _along(cycle, line[done:place])
        other = fitting(kind, cycle)
        if other is not None and other.on <= line[place].on:
            cycle = cycle.record(other)
        done = place
    return _along(cycle, line[done:])


def _along(cycle: Cycle, line: Iterable[Record]) -> Cycle:
    """The cycle with records of the line; in a council's own process, what its rows rest on comes before.

    Raises `LookupError` where that cannot be drafted.
    """
    if cycle.process is Process.standard():
        return cycle.record(*line)
    for record in line:
        step = cycle.process.step(type(record))
        missing = [kind for kind in step.rests_on if not cycle.find(kind)]
        ready = _with_needed(cycle, step.record, ()) if missing else cycle
        if ready is None:
            needed = cycle.process.step(missing[-1])
            why = f"it rests on {article(needed.words)}{_refused(needed.record, cycle)}"
            raise LookupError(sentence(f"no story has {article(step.words)}: {why}"))
        cycle = ready.record(record)
    return cycle


def _with_extra(
    cycle: Cycle, kind: type[Record], seen: tuple[type[Record], ...] = ()
) -> Cycle | None:
    """The cycle with one more record of a kind and, before it, the records it rests on, or None."""
    ready = _with_needed(cycle, kind, seen)
    record = None if ready is None else fitting(kind, ready)
    return None if ready is None or record is None else ready.record(record)


def _with_needed(cycle: Cycle, kind: type[Record], seen: tuple[type[Record], ...]) -> Cycle | None:
    """The cycle with the records that a kind rests on, or None where one of them cannot come."""
    process = cycle.process
    for needed in (*process.step(kind).rests_on, *ALSO_NEEDED.get(kind, ())):
        routes = [cycle.ledger.route_of(lot) for lot in cycle.ledger.unfinished]
        stages = process.step(needed).where.stages
        off_route = not any(route is None or {*stages} & {*route.stages} for route in routes)
        if off_route or cycle.find(needed) is not None or needed in seen:
            continue
        with_needed = _with_extra(cycle, needed, (*seen, kind))
        if with_needed is None:
            return None
        cycle = with_needed
    return cycle


def fitting(kind: type[Record], cycle: Cycle) -> Record | None:
    """A record of a kind that can be recorded next, on the last day or the first later day allowed.

    None where a blocking finding gives no earliest day, or where the kind makes no valid record. Raises
    `RecordError` for a kind that the process does not know.
    """
    cycle.process.step(kind)
    groups = ways(cycle.ledger, cycle.ledger.unfinished)
    if len(groups) == 1:
        return _fitting(kind, cycle, Scenario.of(cycle))
    scenarios = (Scenario.of(cycle, lots) for lots in groups)
    found = (_fitting(kind, cycle, scenario, scenario.lots) for scenario in scenarios)
    return next(filter(None, found), None)


def for_lots(record: Record, lots: tuple[str, ...] | None) -> Record:
    """The record for some lots of several; one that names its own, or is for all, stays as it is."""
    return record if record.lots or lots is None else evolve(record, lots=lots)


def _fitting(
    kind: type[Record], cycle: Cycle, scenario: Scenario, lots: tuple[str, ...] | None = None
) -> Record | None:
    try:
        record = for_lots(make(kind, scenario, basis=MADE_UP), lots)
        blocking = cycle.blockers(record)
        days = [finding.earliest for finding in blocking if finding.earliest]
        if blocking and len(days) == len(blocking):
            record = for_lots(make(kind, scenario.on(max(days)), basis=MADE_UP), lots)
            blocking = cycle.blockers(record)
    except RecordError:
        return None
    return None if blocking else record
