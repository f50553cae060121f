"""Reconciliation of the people who change provider, at the end of every day.

Every person of a cohort is in one state on every day: affected, told, chosen, moved, settled or left. Those
in the first three are waiting. A later count made independently of the moves is compared with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final

from attrs import evolve

from commissioning.errors import written
from commissioning.findings.codes.mobilisation import MOVED_UNTOLD, PEOPLE_WAITING
from commissioning.findings.codes.process import NOT_STATED
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.record_finder import latest
from commissioning.mobilisation.cohorts import CohortBalance, Tally, in_order, tallied
from commissioning.mobilisation.flows import MOVES, PeopleRecord
from commissioning.records.mobilisation import BridgingContract
from commissioning.records.people import Choice, PeopleMoved, PeopleState, TransferPlan
from commissioning.values.counts import ZERO, Count
from commissioning.values.frozen import frozen
from commissioning.values.listings import Tabled
from commissioning.values.notebook import Drawn
from commissioning.values.tables import Cell, Column, Kind, Table
from commissioning.values.text import agreeing, of_people


@frozen(kw_only=True)
class Reconciliation(Drawn, Tabled):
    """The people of every cohort at the end of a day. A number is None where it is not known."""

    on: date
    balances: tuple[CohortBalance, ...]
    plans: tuple[TransferPlan, ...] = ()
    """The plans in force: the last of each lot, or of all."""

    def state(self, *states: PeopleState) -> Count:
        """Those in some states, of all cohorts together."""
        return Count.total(each.stocks.of(*states) for each in self.balances)

    @property
    def people(self) -> int | None:
        """The number of people to account for."""
        return Count.total(each.in_all for each in self.balances).known

    @property
    def told(self) -> int | None:
        """The number who have been told, wherever they are now."""
        return Count.total(each.told_so_far for each in self.balances).known

    @property
    def moved(self) -> int | None:
        """The number who have moved, settled or not."""
        return Count.total(each.moving for each in self.balances).known

    @property
    def waiting(self) -> int | None:
        """The number who have not moved yet."""
        return Count.total(each.still_waiting for each in self.balances).known

    @property
    def places(self) -> dict[str, Count]:
        """Those now with each provider to whom people moved, and with direct payments."""
        names = dict.fromkeys(place for each in self.balances for place in each.places)
        return {name: Count.total(each.to_place(name) for each in self.balances) for name in names}

    def balance(self, cohort: str) -> CohortBalance | None:
        """The balance of one cohort by its reference."""
        return next((b for b in self.balances if b.cohort.reference == cohort), None)

    def moved_to(self, place: str) -> int | None:
        """The number who moved to a provider, or to "direct payments", from all cohorts."""
        return Count.total(balance.to_place(place) for balance in self.balances).known

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
        rows = [
            (each.cohort.reference, *_numbers(each.stocks.of, each.still_waiting, each.in_all))
            for each in self.balances
        ]
        waiting = Count.total(each.still_waiting for each in self.balances)
        people = Count.total(each.in_all for each in self.balances)
        whole = ("all", *_numbers(self.state, waiting, people))
        return Table(columns=_COLUMNS, rows=(*rows, whole) if rows else ())

    def flows(self, since: date = date.min) -> Table:
        """The flows into each state and out of it from a day on, that day included.

        One row for each cohort and state in which there were people: opening stock, in, out, closing stock.
        """
        rows = (row for each in self.balances for row in _flow_rows(each, since))
        return Table(columns=_FLOW_COLUMNS, rows=tuple(rows))


def _numbers(
    of: Callable[[PeopleState], Count], waiting: Count, people: Count
) -> Iterator[int | None]:
    for state in PeopleState:
        if state is PeopleState.MOVED:
            yield waiting.known
        if state is PeopleState.LEFT:
            yield people.known
        yield of(state).known


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


def people_records(ledger: Ledger, cohort: str | None = None) -> tuple[PeopleRecord, ...]:
    """The records from which people are reconciled, all or those about a cohort.

    A move to a provider under a bridging contract is one in an emergency.
    """
    records = (record for kind in MOVES for record in ledger.every(kind, about=cohort))
    return tuple(bridged(ledger, record) for record in records)


def _in_any_order(ledger: Ledger) -> list[PeopleRecord]:
    """The records for a balance: where more people move on a day than wait, the smallest moves are cut.

    Entry has its own order, since there the last record is at fault; a balance must not depend on who
    typed first. People who move again may do so twice in a day, so those moves stay as entered.
    """
    return sorted(people_records(ledger), key=_of_first_moves)


def _of_first_moves(record: PeopleRecord) -> tuple[int | str, ...]:
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


def bridged(ledger: Ledger, record: PeopleRecord) -> PeopleRecord:
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
