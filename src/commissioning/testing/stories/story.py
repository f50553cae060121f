"""Whole cycles that are valid from the first record to the last, told from a scenario.

A story is the plainest believable course of one procurement. It is the single source from which the
strategies draw, the fixtures are made and the portfolios are filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from attrs import evolve, field

from commissioning.cycle import Cycle
from commissioning.errors import RecordError, written
from commissioning.findings.errors import BlockedError
from commissioning.process import Process, Step
from commissioning.records import ending, mobilisation, parties, people, strategy
from commissioning.records.record import Record
from commissioning.stages import Begins, Opens, Stage
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.main_line import MADE_UP, main_line
from commissioning.testing.stories.scenario import Scenario
from commissioning.values.frozen import frozen

COUNCIL: Final = parties.Authority(reference="anyborough", name="Anyborough Council")
"""The buyer of every made-up cycle."""
ALSO_NEEDED: Final[Mapping[type[Record], tuple[type[Record], ...]]] = {
    mobilisation.StaffTransferred: (mobilisation.EmployeeLiabilityInformation,),
    people.PeopleMoved: (people.ChoicesMade,),
}
"""What a check asks for before a kind of record, beyond what its row rests on."""

Extras = tuple[tuple[int, type[Record]], ...]
"""Records beside the main line: after how many of its records, and of which kind."""


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

    With both, the first record of the kind that leaves the procurement standing in the stage; with
    neither, told to its end. `at=Stage.NEEDS` ends on the needs assessment. `extras` puts in records of
    other kinds, wherever such a record may come. Stories are kept for the next time they are asked for,
    unless `kept` is False.

    Raises `LookupError` where no such story can be told: for a stage that is not on the route, a kind
    of record that cannot come on it, a day on which another law governs.
    """
    request = requested(scenario or Scenario(), at, after, process, extras)
    return (_told if kept else _tell)(request)


@frozen
class Request:
    """What story is asked for; two are the same when their process is the very same."""

    scenario: Scenario
    at: Stage | None
    after: type[Record] | None
    process: Process = field(eq=id)
    extras: Extras = ()


def requested(
    scenario: Scenario,
    at: Stage | None,
    after: type[Record] | None,
    process: Process | None,
    extras: Extras = (),
) -> Request:
    """What is asked for. Raises `RecordError` where it is no stage or no kind of record of the process."""
    problems: list[str] = []
    if not isinstance(at, Stage | None):
        problems.append(f"at: {at!r} is not a stage; give one such as Stage.AWARD")
    if after is not None and not (isinstance(after, type) and issubclass(after, Record)):
        problems.append(
            f"after: {after!r} is not a kind of record; give one such as ContractSigned"
        )
    if not isinstance(process, Process | None):
        problems.append(f"process: {process!r} is not a process; leave it out for the standard one")
    if problems:
        raise RecordError("story", tuple(problems))
    process = process or Process.standard()
    if after is not None:
        process.step(after)
    if after is strategy.PartnerDecision and not scenario.partners:
        scenario = evolve(scenario, partners=("otherborough",))
    return Request(scenario, at, after, process, extras)


@lru_cache(maxsize=1024)
def _told(request: Request) -> Cycle:
    return _tell(request)


def _tell(request: Request) -> Cycle:
    scenario = request.scenario
    try:
        cycle = _recorded(request)
    except BlockedError as refusal:
        raise LookupError(f"{_no_story(scenario)}: {refusal}") from refusal
    if cycle.ledger.commenced_on is not None:
        governs = cycle.law(cycle.ledger.commenced_on).regime
        if governs != scenario.regime.name:
            raise LookupError(f"{_no_story(scenario)}: it is governed by the {governs}")
    return cycle


def _no_story(scenario: Scenario) -> str:
    return f"no story under the {scenario.regime.name} can begin on {written(scenario.day)}"


def _recorded(request: Request) -> Cycle:
    line = on_the_line(evolve(request, extras=()))
    blank = _blank(request.scenario, request.process)
    if line is None:
        told = _ending_beside_the_line(request)
        if not request.extras:
            return told
        line = told.records
    if request.extras:
        try:
            return _with_others(blank, line, request.extras)
        except BlockedError:
            pass  # one of them stood in the way of what came later
    if request.process is not Process.standard():
        return _with_what_it_rests_on(blank, line)
    return blank.record(*line)


@lru_cache(maxsize=1024)
def on_the_line(request: Request) -> tuple[Record, ...] | None:
    """The main line as far as is asked for; None where it has no record of the kind there.

    Raises `LookupError` for a stage that is not on the route.
    """
    at, after, process = request.at, request.after, request.process
    if at is Stage.ABANDONED:
        return None
    if at is not None and at not in request.scenario.route:
        raise LookupError(
            f"{at.words} is not a stage of the route taken ({request.scenario.route})"
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
    """A story that ends on a record which is not of the main line, at the first place it may come."""
    kind = request.after or ending.Abandonment
    step = request.process.step(kind)
    if isinstance(step.where, Begins):
        return _blank(request.scenario, request.process).record(
            make(kind, request.scenario, basis=MADE_UP)
        )
    for cycle in _chapters_of(request, step):
        found = _with_extra(cycle, kind)
        if found is not None and request.at in {None, found.stage}:
            return found
    there = f" in {request.at.words}" if request.at and request.after else ""
    raise LookupError(
        f"no {step.words} can come{there} on the route taken ({request.scenario.route})"
    )


def _chapters_of(request: Request, step: Step) -> Iterator[Cycle]:
    """The story cut off after each record that leaves a lot where the step may come."""
    if request.at is Stage.ABANDONED and step.record is not ending.Abandonment:
        yield _tell(evolve(request, after=None, extras=()))
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
            cycle = cycle.record(*waiting)
            waiting.clear()
            yield cycle


def _with_others(blank: Cycle, line: tuple[Record, ...], extras: Extras) -> Cycle:
    """The line with others put in. Raises `BlockedError` where one is in the way of what follows."""
    cycle, done = blank, 0
    within = [other for other in extras if 0 < other[0] < len(line)]
    for place, kind in sorted(within, key=lambda other: other[0]):
        cycle = cycle.record(*line[done:place])
        other = fitting(kind, cycle)
        if other is not None and other.on <= line[place].on:
            cycle = cycle.record(other)
        done = place
    return cycle.record(*line[done:])


def _with_what_it_rests_on(blank: Cycle, line: tuple[Record, ...]) -> Cycle:
    """The line in a council's own process, with what its rows rest on besides put in before."""
    cycle = blank
    for record in line:
        step = cycle.process.step(type(record))
        if any(cycle.find(needed) is None for needed in step.rests_on):
            cycle = _with_needed(cycle, type(record), ()) or cycle
        cycle = cycle.record(record)
    return cycle


def _with_extra(
    cycle: Cycle, kind: type[Record], seen: tuple[type[Record], ...] = ()
) -> Cycle | None:
    """The cycle with a record of a kind beside the main line, and what that rests on before it."""
    ready = _with_needed(cycle, kind, seen)
    record = None if ready is None else fitting(kind, ready)
    return None if ready is None or record is None else ready.record(record)


def _with_needed(cycle: Cycle, kind: type[Record], seen: tuple[type[Record], ...]) -> Cycle | None:
    """The cycle with everything that a kind of record rests on; None where some of it cannot come."""
    process = cycle.process
    for needed in (*process.step(kind).rests_on, *ALSO_NEEDED.get(kind, ())):
        off_route = cycle.route is not None and not any(
            stage in cycle.route for stage in process.step(needed).where.stages
        )
        if off_route or cycle.find(needed) is not None or needed in seen:
            continue
        with_needed = _with_extra(cycle, needed, (*seen, kind))
        if with_needed is None:
            return None
        cycle = with_needed
    return cycle


def fitting(kind: type[Record], cycle: Cycle) -> Record | None:
    """A record of a kind that may be recorded next, on the last day or the first later one allowed.

    None where something other than time is in its way, or where no such record could be drafted.
    """
    scenario = Scenario.of(cycle)
    try:
        record = make(kind, scenario, basis=MADE_UP)
        blocking = cycle.blockers(record)
        days = [finding.earliest for finding in blocking if finding.earliest]
        if blocking and len(days) == len(blocking):
            record = make(kind, scenario.on(max(days)), basis=MADE_UP)
            blocking = cycle.blockers(record)
    except RecordError:
        return None
    return None if blocking else record
