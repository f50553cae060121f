"""Reconciliation of the people who change provider, at the end of every day.

A cohort holds those counted, plus those who joined, minus those who left. On every day each of them
either waits or has moved, once. A later count made independently of the moves is compared with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import evolve

from commissioning.errors import written
from commissioning.findings.codes.mobilisation import MOVED_UNTOLD, PEOPLE_WAITING
from commissioning.findings.codes.process import NOT_STATED
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.mobilisation.cohorts import (
    MOVES,
    CohortBalance,
    Counts,
    PeopleRecord,
    Tally,
    count_in,
    in_order,
)
from commissioning.records.mobilisation import BridgingContract
from commissioning.records.people import Choice, PeopleMoved, TransferPlan
from commissioning.values.checking import Checked
from commissioning.values.counts import ZERO, Count
from commissioning.values.frozen import frozen
from commissioning.values.listings import Tabled
from commissioning.values.tables import Cell, Column, Kind, Table


@frozen(kw_only=True)
class Reconciliation(Checked, Tabled):
    """Counts of all people at the end of a day, cohort by cohort."""

    on: date
    balances: tuple[CohortBalance, ...]
    plan: TransferPlan | None = None

    @property
    def whole(self) -> Counts:
        """The counts of all cohorts together."""
        return Counts(
            in_all=Count.total(each.in_all for each in self.balances),
            told_so_far=Count.total(each.told_so_far for each in self.balances),
            choosing=Count.total(each.choosing for each in self.balances),
            moving_arranged=Count.total(each.moving_arranged for each in self.balances),
            moving_otherwise=Count.total(each.moving_otherwise for each in self.balances),
        )

    @property
    def people(self) -> int | None:
        """The number of people to account for; None where it is not known."""
        return self.whole.people

    @property
    def told(self) -> int | None:
        return self.whole.told

    @property
    def moved(self) -> int | None:
        return self.whole.moved

    @property
    def waiting(self) -> int | None:
        return self.whole.waiting

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
        yield from balance.overdrawn()
        yield from balance.beyond_choice()
        yield from balance.miscounts
        name = balance.cohort.reference
        if balance.waiting is None:
            yield NOT_STATED.warns(
                f"It is not known how many people of cohort {name} are waiting: it holds "
                f"{balance.in_all} people, and {balance.moving} have moved",
                remedy="Record the numbers, where the papers give them",
                about=name,
            )
        moved = balance.moving
        if moved.exceeds(balance.told_so_far) and not moved.exceeds(balance.in_all):
            yield MOVED_UNTOLD.warns(
                f"{moved} people of cohort {name} have moved, but only {balance.told_so_far} were told",
                remedy="Record when and how people were told",
                about=name,
            )
        waves = [wave for wave in (self.plan.waves if self.plan else ()) if wave.cohort == name]
        last = max((wave.period.ends_on for wave in waves), default=None)
        waiting = balance.still_waiting
        if last is not None and last < self.on and waiting.exceeds(ZERO):
            yield PEOPLE_WAITING.warns(
                f"{waiting} people of cohort {name} are still waiting, although the last wave "
                f"ended on {written(last)}",
                remedy="Record their moves, or plan another wave",
                about=name,
            )

    def _repr_html_(self) -> str:
        return self.table().to_html(f"People on {written(self.on)}")

    def table(self) -> Table:
        """One row for each cohort and one for all of them."""
        rows = [_row(balance) for balance in self.balances]
        whole: tuple[Cell, ...] = ("all", *map(_sum, zip(*(row[1:] for row in rows), strict=True)))
        return Table(columns=_COLUMNS, rows=(*rows, whole) if rows else ())


def _sum(cells: tuple[int | None, ...]) -> int | None:
    return None if None in cells else sum(filter(None, cells))


_PROGRESS_COLUMNS: Final = (
    Column("on", Kind.DAY, "the day, at its end"),
    Column("people", Kind.WHOLE, "who are to be accounted for", "not known"),
    Column("told", Kind.WHOLE, "who have been told", "not known"),
    Column("undecided", Kind.WHOLE, "who have not chosen yet", "not known"),
    Column("to a provider", Kind.WHOLE, "who moved to care that the council arranges", "not known"),
    Column("direct payment", Kind.WHOLE, "who moved to a direct payment or elsewhere", "not known"),
    Column("waiting", Kind.WHOLE, "who have not moved yet", "not known"),
)
_COLUMNS: Final = (
    Column("cohort", Kind.TEXT, "the group of people"),
    Column("counted", Kind.WHOLE, "how many there were at the count", "not known"),
    Column("joined", Kind.WHOLE, "who came in after it", "not known"),
    Column("left", Kind.WHOLE, "whose care ended before they moved", "not known"),
    Column("people", Kind.WHOLE, "who are to be accounted for", "not known"),
    Column("told", Kind.WHOLE, "who have been told", "not known"),
    Column("undecided", Kind.WHOLE, "who have not chosen yet", "not known"),
    Column("to a provider", Kind.WHOLE, "who moved to care that the council arranges", "not known"),
    Column("direct payment", Kind.WHOLE, "who moved to a direct payment or elsewhere", "not known"),
    Column("waiting", Kind.WHOLE, "who have not moved yet", "not known"),
)


def _row(balance: CohortBalance) -> tuple[str, *tuple[int | None, ...]]:
    return (
        balance.cohort.reference,
        balance.cohort.people,
        balance.joined,
        balance.left,
        balance.people,
        balance.told,
        balance.undecided,
        balance.arranged,
        balance.by_themselves,
        balance.waiting,
    )


def reconcile(ledger: Ledger, on: date) -> Reconciliation:
    """The reconciliation at the end of a day, from the records of days up to it."""
    tallies: dict[str, Tally] = {}
    for record in people_records(ledger):
        if record.on <= on:
            count_in(tallies, record)
    return _snapshot(tallies, on, _plan(ledger, on))


def reconciliations(ledger: Ledger) -> Iterator[Reconciliation]:
    """The reconciliation at the end of each day on which something was recorded, oldest first."""
    tallies: dict[str, Tally] = {}
    records = people_records(ledger)
    for number, record in enumerate(records):
        count_in(tallies, record)
        if number + 1 == len(records) or records[number + 1].on != record.on:
            yield _snapshot(tallies, record.on, _plan(ledger, record.on))


def progress(ledger: Ledger) -> Table:
    """The course of a move: one row for each day with a record."""
    rows = tuple((step.on, *_course(step.whole)) for step in reconciliations(ledger))
    return Table(columns=_PROGRESS_COLUMNS, rows=rows)


def _course(all_: Counts) -> tuple[int | None, ...]:
    return (
        all_.people, all_.told, all_.undecided, all_.arranged, all_.by_themselves, all_.waiting
    )  # fmt: skip


def balances_through(
    records: Iterable[PeopleRecord], cohort: str, since: date = date.min
) -> Iterator[CohortBalance]:
    """The balance of one cohort after each of some records from a day on, in order of days.

    The records may be in any order, and one that is only being attempted can be among them.
    """
    tallies: dict[str, Tally] = {}
    for record in in_order(records):
        count_in(tallies, record)
        if record.on >= since and cohort in tallies:
            yield tallies[cohort].balance()


def people_records(ledger: Ledger, cohort: str | None = None) -> tuple[PeopleRecord, ...]:
    """The records from which people are reconciled, all or those about a cohort, in order of days.

    A move to a provider under a bridging contract is one in an emergency.
    """
    records = (record for kind in MOVES for record in ledger.every(kind, about=cohort))
    return in_order(_bridged(ledger, record) for record in records)


def _bridged(ledger: Ledger, record: PeopleRecord) -> PeopleRecord:
    if isinstance(record, PeopleMoved) and in_emergency(ledger, record):
        return evolve(record, choice=Choice.EMERGENCY)
    return record


def in_emergency(ledger: Ledger, move: PeopleMoved) -> bool:
    """Whether people move before they could choose: it says so, or a bridging contract receives them."""
    if move.choice is not Choice.NEW_PROVIDER:
        return move.choice is Choice.EMERGENCY
    return under_bridge(ledger, move)


def under_bridge(ledger: Ledger, move: PeopleMoved) -> bool:
    """Whether the provider moved to holds a bridging contract on the day."""
    bridges = ledger.every(BridgingContract, about=move.to_provider)
    return any(
        b.provider == move.to_provider and (b.period is None or move.on in b.period)
        for b in bridges
    )


def _snapshot(tallies: dict[str, Tally], on: date, plan: TransferPlan | None) -> Reconciliation:
    balances = tuple(tally.balance() for tally in tallies.values())
    return Reconciliation(on=on, balances=balances, plan=plan)


def _plan(ledger: Ledger, on: date) -> TransferPlan | None:
    plans = [plan for plan in ledger.every(TransferPlan) if plan.on <= on]
    return plans[-1] if plans else None
