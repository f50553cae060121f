"""Reconciliation of the people who change provider, at the end of every day.

Every person of a cohort is in one state on every day: affected, told, chosen, moved, settled or left. Those
in the first three are waiting. A later count made independently of the moves is compared with them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain, groupby
from operator import attrgetter
from typing import Final

from attrs import evolve, field

from commissioning.errors import written
from commissioning.findings.codes.mobilisation import MOVED_UNTOLD, PEOPLE_WAITING
from commissioning.findings.codes.process import NOT_STATED
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.record_finder import latest
from commissioning.mobilisation import flows
from commissioning.mobilisation.cohorts import CohortBalance, PeopleBalance, Tally
from commissioning.records.mobilisation import BridgingContract
from commissioning.records.people import (
    Choice,
    Cohort,
    PeopleAffected,
    PeopleCounted,
    PeopleMoved,
    PeopleState,
    TransferPlan,
)
from commissioning.values.counts import ZERO, Count
from commissioning.values.frozen import frozen
from commissioning.values.listings import Tabled
from commissioning.values.notebook import Drawn
from commissioning.values.tables import Cell, Column, Kind, Table
from commissioning.values.text import agreeing, of_people

PLACE: Final = attrgetter("on", "order")  # of a step: its day, and its place in the day


@frozen(kw_only=True)
class Reconciliation(PeopleBalance, Drawn, Tabled):
    """The people of every cohort at the end of a day."""

    on: date
    balances: tuple[CohortBalance, ...]
    plans: tuple[TransferPlan, ...] = ()
    """The plans in force: the last of each lot, or of all."""

    def total(self, of: Callable[[CohortBalance], Count]) -> Count:
        return Count.total(map(of, self.balances))

    @property
    def places(self) -> dict[str, Count]:
        """Those now with each provider to whom people moved, and with direct payments."""
        names = dict.fromkeys(place for each in self.balances for place in each.places)
        return {name: self.to_place(name) for name in names}

    def balance(self, cohort: str) -> CohortBalance | None:
        """The balance of one cohort by its reference."""
        return next((b for b in self.balances if b.cohort.reference == cohort), None)

    def findings(self) -> tuple[Finding, ...]:
        """People not accounted for, and moves that are overdue; empty if there are none."""
        return tuple(finding for balance in self.balances for finding in self._of(balance))

    def _of(self, balance: CohortBalance) -> Iterator[Finding]:
        yield from balance.too_many
        yield from balance.miscounts
        name = balance.cohort.reference
        if balance.waiting is None:
            yield NOT_STATED.warns(
                f"It is not known how many people of cohort {name} are waiting: it holds "
                f"{of_people(balance.in_all)}, and {balance.moving} "
                f"{agreeing(balance.moving, 'has', 'have')} moved",
                remedy="Record the numbers, where the papers give them",
                about=name,
            )
        moved, told = balance.moving, balance.told_so_far
        if moved.exceeds(told) and not moved.exceeds(balance.in_all):
            yield MOVED_UNTOLD.warns(
                f"{of_people(moved)} of cohort {name} {agreeing(moved, 'has', 'have')} moved, but "
                f"{'none' if told == ZERO else f'only {told}'} {agreeing(told, 'was', 'were')} told",
                remedy="Record when and how people were told",
                about=name,
            )
        waves = (wave for plan in self.plans for wave in plan.waves if wave.cohort == name)
        last = max((wave.period.ends_on for wave in waves), default=None)
        waiting = balance.still_waiting
        if last is not None and last < self.on and waiting.exceeds(ZERO):
            yield PEOPLE_WAITING.warns(
                f"{of_people(waiting)} of cohort {name} {agreeing(waiting, 'is', 'are')} still waiting, "
                f"although the last wave ended on {written(last)}",
                remedy="Record their moves, or plan another wave",
                about=name,
            )

    def table(self) -> Table:
        """One row for each cohort and one for all of them: the number of people in each state."""
        rows = [(each.cohort.reference, *_numbers(each)) for each in self.balances]
        whole = ("all", *_numbers(self))
        return Table(columns=_COLUMNS, rows=(*rows, whole) if rows else ())

    def flows(self, since: date = date.min) -> Table:
        """The flows into each state and out of it from a day on, that day included.

        One row for each cohort and state in which there were people: opening stock, in, out, closing stock.
        """
        rows = (row for each in self.balances for row in _flow_rows(each, since))
        return Table(columns=_FLOW_COLUMNS, rows=tuple(rows))


def _numbers(of: PeopleBalance) -> Iterator[int | None]:
    for state in PeopleState:
        if state is PeopleState.MOVED:
            yield of.waiting
        if state is PeopleState.LEFT:
            yield of.people
        yield of.state(state).known


def _flow_rows(balance: CohortBalance, since: date) -> Iterator[tuple[Cell, ...]]:
    """The rows of one cohort; the stock before the day is what its own flows have left there."""
    for state in PeopleState:
        came = [p for p in balance.passages if p.to is state and p.source is not state]
        went = [p for p in balance.passages if p.source is state and p.to is not state]
        if came:
            opening = Count.total(p.people for p in came if p.on < since)
            opening -= Count.total(p.people for p in went if p.on < since)
            into = Count.total(p.people for p in came if p.on >= since)
            out = Count.total(p.people for p in went if p.on >= since)
            name, closing = balance.cohort.reference, balance.state(state)
            yield (name, state, opening.known, into.known, out.known, closing.known)


def _whole(name: str, meaning: str) -> Column:
    return Column(name, Kind.WHOLE, meaning, "not known")


_STATES: Final = (
    _whole("affected", "who are still to be told"),
    _whole("told", "who have been told and are still to choose"),
    _whole("chosen", "who have chosen and are still to move"),
    _whole("waiting", "who have not moved yet: the three before together"),
    _whole("moved", "who have moved and not been visited since"),
    _whole("settled", "who have moved and were found well placed"),
    _whole("people", "who are to be accounted for: waiting, moved and settled"),
    _whole("left", "who left, from any state"),
)
_COLUMNS: Final = (Column("cohort", Kind.TEXT, "the group of people"), *_STATES)
_FLOW_COLUMNS: Final = (
    Column("cohort", Kind.TEXT, "the group of people"),
    Column("state", Kind.TEXT, "affected, told, chosen, moved, settled or left"),
    _whole("opening", "who were in it before the first day"),
    _whole("in", "who came into it"),
    _whole("out", "who went out of it"),
    _whole("closing", "who are in it at the end of the last day"),
)


def reconcile(ledger: Ledger, on: date) -> Reconciliation:
    """The reconciliation at the end of a day, from the records of days up to it."""
    return _snapshot(ledger, tallied(_in_any_order(ledger), on), on)


def reconciliations(ledger: Ledger) -> Iterator[Reconciliation]:
    """The reconciliation at the end of each day on which something was recorded, oldest first."""
    tallies: dict[str, Tally] = {}
    for day, steps in groupby(in_order(_in_any_order(ledger)), attrgetter("on")):
        for step in steps:
            step.count_into(tallies)
        yield _snapshot(ledger, tallies, day)


def progress(ledger: Ledger) -> Table:
    """The course of a move: one row for each day with a record."""
    rows = tuple((each.on, *each.table().rows[-1][1:]) for each in reconciliations(ledger))
    return Table(columns=(Column("on", Kind.DAY, "the day, at its end"), *_STATES), rows=rows)


def people_records(ledger: Ledger, cohort: str | None = None) -> tuple[flows.PeopleRecord, ...]:
    """The records from which people are reconciled, all or those about a cohort.

    A move to a provider under a bridging contract is one in an emergency.
    """
    records = (record for kind in flows.MOVES for record in ledger.every(kind, about=cohort))
    return tuple(bridged(ledger, record) for record in records)


def _in_any_order(ledger: Ledger) -> list[flows.PeopleRecord]:
    """The records for a balance: where more people move on a day than wait, the smallest moves are cut.

    Entry has its own order, since there the last record is at fault; a balance must not depend on who
    typed first. People who move again may do so twice in a day, so those moves stay as entered.
    """
    return sorted(people_records(ledger), key=_of_first_moves)


def _of_first_moves(record: flows.PeopleRecord) -> tuple[int | str, ...]:
    return (
        (
            -(record.people or 0),
            -(record.fewer_than or 0),
            record.to_provider,
            str(record.choice),
            record.from_provider,
        )
        if isinstance(record, PeopleMoved) and not record.again
        else ()
    )


def bridged(ledger: Ledger, record: flows.PeopleRecord) -> flows.PeopleRecord:
    """The record; a move to a provider under a bridging contract is one in an emergency."""
    if isinstance(record, PeopleMoved) and record.choice is Choice.NEW_PROVIDER:
        return evolve(record, choice=Choice.EMERGENCY) if under_bridge(ledger, record) else record
    return record


def under_bridge(ledger: Ledger, move: PeopleMoved) -> bool:
    """Whether the provider moved to holds a bridging contract for the lots on the day."""
    every = ledger.every(BridgingContract, about=move.to_provider)
    bridges = (b for b in every if b.provider == move.to_provider and b.runs_on(move.on))
    return any({*ledger.lots_of(b)} & {*ledger.lots_of(move)} for b in bridges)


def _snapshot(ledger: Ledger, tallies: Mapping[str, Tally], on: date) -> Reconciliation:
    balances = tuple(tally.balance() for tally in tallies.values())
    plans = latest(plan for plan in ledger.every(TransferPlan) if plan.on <= on)
    return Reconciliation(on=on, balances=balances, plans=plans)


# The records in the order in which they are counted


def tallied(records: Iterable[flows.PeopleRecord], until: date = date.max) -> Mapping[str, Tally]:
    """The stocks of every cohort at the end of a day; a cohort that was never counted has none."""
    return CountSoFar().and_then(tuple(s for s in in_order(records) if s.on <= until)).tallies


@frozen
class CountSoFar:
    """The tallies after some steps, from which a count is carried on. They are copied, never changed."""

    steps: tuple[CohortStep, ...] = ()
    tallies: Mapping[str, Tally] = field(factory=dict)

    def and_then(self, steps: tuple[CohortStep, ...]) -> CountSoFar:
        """The tallies after further steps; itself where there are none."""
        if not steps:
            return self
        tallies = {name: tally.copy() for name, tally in self.tallies.items()}
        for step in steps:
            step.count_into(tallies)
        return CountSoFar((*self.steps, *steps), tallies)


def count_of_steps(steps: tuple[CohortStep, ...], known: Iterable[CountSoFar]) -> CountSoFar:
    """The count of some steps, carried on from the longest known one that they begin with."""
    fitting = (each for each in known if each.steps == steps[: len(each.steps)])
    begun = max(fitting, key=lambda each: len(each.steps), default=CountSoFar())
    return begun.and_then(steps[len(begun.steps) :])


def findings_brought(
    record: flows.PeopleRecord,
    before: Iterable[flows.PeopleRecord],
    cohort: str,
    known: Iterable[CountSoFar],
) -> tuple[tuple[Finding, ...], tuple[CountSoFar, ...]]:
    """The flows of too many that a record brings to a cohort, and the counts to go on from."""
    steps, own = in_order(before), in_order((record,))
    at = bisect_right(steps, min(map(PLACE, own)), key=PLACE)
    shared = count_of_steps(steps[:at], known)
    both = (
        shared.and_then(tuple(sorted((*steps[at:], *own), key=PLACE))),
        count_of_steps(steps, (shared, *known)),
    )
    tallies = (each.tallies.get(cohort) for each in both)
    found, without = (Counter(tally.too_many if tally else ()) for tally in tallies)
    return tuple(found - without), (shared, both[0])


@frozen(kw_only=True)
class CohortStep:
    """The effect of one part of a record on one cohort, with its place in the day."""

    on: date
    order: int
    cohort: str
    what: Cohort | PeopleCounted | flows.Happening

    def count_into(self, tallies: dict[str, Tally]) -> None:
        """Count it into its cohort."""
        if isinstance(self.what, Cohort):
            tallies.setdefault(self.cohort, Tally(self.what)).recount(self.what, self.on)
        elif self.cohort in tallies:
            tally = tallies[self.cohort]
            if isinstance(self.what, PeopleCounted):
                tally.compare(self.what)
            else:
                tally.take(self.what)


def in_order(records: Iterable[flows.PeopleRecord]) -> tuple[CohortStep, ...]:
    """By days; on one day counted, joined, told, chosen, moved, settled, left, and found at its end."""
    return tuple(sorted(chain.from_iterable(map(_steps, records)), key=PLACE))


@lru_cache(maxsize=4096)  # each further record of a cohort has the steps of all before it compared
def _steps(record: flows.PeopleRecord) -> tuple[CohortStep, ...]:
    parts: list[tuple[int, str, Cohort | PeopleCounted | flows.Happening]]
    if isinstance(record, PeopleAffected):
        parts = [(0, cohort.reference, cohort) for cohort in record.cohorts]
    elif isinstance(record, PeopleCounted):
        parts = [(flows.END_OF_DAY, record.cohort, record)]
    else:
        parts = [(part.flow.order, record.cohort, part) for part in flows.happenings(record)]
    return tuple(
        CohortStep(on=record.on, order=order, cohort=cohort, what=what)
        for order, cohort, what in parts
    )
