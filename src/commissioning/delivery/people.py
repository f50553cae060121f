"""Everybody accounted for: people who have to change provider, reconciled at every date.

Each cohort's people are those counted, with those who joined and without those who left. At every
date each of them either waits or has moved, once. A count made without looking at the moves then
shows whether the ledger and the world agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import field, frozen, mutable

from commissioning.errors import written
from commissioning.ledger import Ledger
from commissioning.records.people import (
    Choice,
    ChoicesMade,
    Cohort,
    CohortChanged,
    PeopleAffected,
    PeopleCounted,
    PeopleMoved,
    PeopleTold,
    TransferPlan,
)
from commissioning.values.checking import Checked
from commissioning.values.findings import Finding, Severity
from commissioning.values.tables import Cell, Column, Kind, Table

PeopleRecord = (
    PeopleAffected | CohortChanged | PeopleTold | ChoicesMade | PeopleMoved | PeopleCounted
)
MOVES: Final[tuple[type[PeopleRecord], ...]] = (
    PeopleAffected,
    CohortChanged,
    PeopleTold,
    ChoicesMade,
    PeopleMoved,
    PeopleCounted,
)
"""The kinds of record that say who is affected, told, has chosen, moved and was found."""

DIRECT_PAYMENT_PLACE: Final = "direct payments"


@frozen(kw_only=True)
class Movement(Checked):
    """How many people of a cohort moved to one place under one choice."""

    choice: Choice
    place: str
    """The provider, or "direct payments"."""
    people: int


@frozen(kw_only=True)
class CohortBalance(Checked):
    """Where the people of one cohort are at the end of a day."""

    cohort: Cohort
    joined: int
    left: int
    told: int
    chosen: tuple[tuple[Choice, int], ...]
    movements: tuple[Movement, ...]
    miscounts: tuple[Finding, ...] = ()
    """What the latest count says against the moves."""

    @property
    def people(self) -> int:
        """How many there are to account for: counted, with those who joined, without who left."""
        return self.cohort.people + self.joined - self.left

    @property
    def moved(self) -> int:
        return sum(movement.people for movement in self.movements)

    @property
    def waiting(self) -> int:
        """How many have not moved yet; below nothing when more moved than there are."""
        return self.people - self.moved

    @property
    def undecided(self) -> int:
        """How many have not chosen."""
        return self.people - sum(people for _, people in self.chosen)

    def moved_to(self, place: str) -> int:
        """How many went to a provider, or to "direct payments"."""
        return sum(movement.people for movement in self.movements if movement.place == place)

    def overdrawn(self) -> Iterator[Finding]:
        """What is told of more people than there are."""
        name, people = self.cohort.reference, self.people
        stated = (
            ("people-twice", "have moved", self.moved),
            ("told-twice", "have been told", self.told),
            ("chosen-twice", "have chosen", people - self.undecided),
        )
        if people < 0:
            yield _finding(
                "people-lost",
                f"{self.left} people left cohort {name}, which held {people + self.left}",
                "correct the number who left, or record those who joined",
                name,
            )
            return
        for code, verb, number in stated:
            if number > people:
                yield _finding(
                    code,
                    f"{number} people of cohort {name} {verb}, and it holds {people}",
                    "correct the number, or record those who joined the cohort",
                    name,
                )

    def beyond_choice(self) -> Iterator[Finding]:
        """Moves of more people than chose to move so."""
        chosen = dict(self.chosen)
        for choice in Choice:
            moved = sum(m.people for m in self.movements if m.choice is choice)
            if moved > chosen.get(choice, 0):
                yield _finding(
                    "moved-without-choice",
                    f"{moved} people of cohort {self.cohort.reference} moved under {choice.value!r}, "
                    f"and {chosen.get(choice, 0)} chose it",
                    "record what they chose before they move",
                    self.cohort.reference,
                )


@frozen(kw_only=True)
class Reconciliation(Checked):
    """Where everybody is at the end of a day: cohort by cohort, nobody lost and nobody twice."""

    on: date
    balances: tuple[CohortBalance, ...]
    plan: TransferPlan | None = None

    @property
    def people(self) -> int:
        """Everybody to account for."""
        return sum(balance.people for balance in self.balances)

    @property
    def told(self) -> int:
        return sum(balance.told for balance in self.balances)

    @property
    def moved(self) -> int:
        return sum(balance.moved for balance in self.balances)

    @property
    def waiting(self) -> int:
        return sum(balance.waiting for balance in self.balances)

    def balance(self, cohort: str) -> CohortBalance | None:
        """The balance of one cohort by its reference."""
        return next((b for b in self.balances if b.cohort.reference == cohort), None)

    def moved_to(self, place: str) -> int:
        """How many went to a provider, or to "direct payments", from all cohorts."""
        return sum(balance.moved_to(place) for balance in self.balances)

    def findings(self) -> tuple[Finding, ...]:
        """Everybody who is not accounted for, and what is overdue; empty when all is well."""
        found = [f for balance in self.balances for f in self._of(balance)]
        return tuple(found)

    def _of(self, balance: CohortBalance) -> Iterator[Finding]:
        yield from balance.overdrawn()
        yield from balance.beyond_choice()
        yield from balance.miscounts
        name = balance.cohort.reference
        if balance.moved > balance.told:
            yield _finding(
                "moved-untold",
                f"{balance.moved} people of cohort {name} have moved and {balance.told} were told",
                "record when and how people were told",
                name,
                Severity.WARNS,
            )
        waves = [wave for wave in (self.plan.waves if self.plan else ()) if wave.cohort == name]
        last = max((wave.period.ends_on for wave in waves), default=None)
        if last is not None and last < self.on and balance.waiting > 0:
            yield _finding(
                "people-waiting",
                f"{balance.waiting} people of cohort {name} still wait, and the last wave ended on "
                f"{written(last)}",
                "record their moves, or plan a further wave",
                name,
                Severity.WARNS,
            )

    def table(self) -> Table:
        """One row for each cohort and one for all of them."""
        rows = [_row(balance) for balance in self.balances]
        sums = (sum(cells) for cells in zip(*(row[1:] for row in rows), strict=True))
        whole: tuple[Cell, ...] = ("all", *sums) if rows else ()
        return Table(columns=_COLUMNS, rows=(*rows, whole) if rows else ())


_COLUMNS: Final = (
    Column("cohort", Kind.TEXT, "the group of people"),
    Column("counted", Kind.WHOLE, "how many there were at the count"),
    Column("joined", Kind.WHOLE, "who came in after it"),
    Column("left", Kind.WHOLE, "whose care ended before they moved"),
    Column("people", Kind.WHOLE, "who are to be accounted for"),
    Column("told", Kind.WHOLE, "who have been told"),
    Column("undecided", Kind.WHOLE, "who have not chosen yet"),
    Column("to a provider", Kind.WHOLE, "who moved to care that the council arranges"),
    Column("direct payment", Kind.WHOLE, "who moved to a direct payment or elsewhere"),
    Column("waiting", Kind.WHOLE, "who have not moved yet"),
)


def _row(balance: CohortBalance) -> tuple[str, int, int, int, int, int, int, int, int, int]:
    arranged = sum(m.people for m in balance.movements if m.choice.arranged)
    return (
        balance.cohort.reference,
        balance.cohort.people,
        balance.joined,
        balance.left,
        balance.people,
        balance.told,
        balance.undecided,
        arranged,
        balance.moved - arranged,
        balance.waiting,
    )


def reconcile(ledger: Ledger, on: date) -> Reconciliation:
    """Where everybody is at the end of a day, by what had been recorded for days up to it."""
    tallies: dict[str, _Tally] = {}
    for record in people_records(ledger):
        if record.on <= on:
            _count_in(tallies, record)
    return _snapshot(tallies, on, _plan(ledger, on))


def reconciliations(ledger: Ledger) -> Iterator[Reconciliation]:
    """The reconciliation at the end of each day on which something was recorded, oldest first."""
    tallies: dict[str, _Tally] = {}
    records = people_records(ledger)
    for number, record in enumerate(records):
        _count_in(tallies, record)
        if number + 1 == len(records) or records[number + 1].on != record.on:
            yield _snapshot(tallies, record.on, _plan(ledger, record.on))


def balances_through(
    records: Iterable[PeopleRecord], cohort: str
) -> Iterator[tuple[date, CohortBalance]]:
    """The balance of one cohort after each of some records, with its day, in order of days.

    The records may be in any order, and one that is only being attempted can be among them.
    """
    tallies: dict[str, _Tally] = {}
    for record in in_order(records):
        _count_in(tallies, record)
        if cohort in tallies:
            yield record.on, tallies[cohort].balance()


def people_records(ledger: Ledger, cohort: str | None = None) -> tuple[PeopleRecord, ...]:
    """The records from which people are reconciled, all or those about a cohort, in order of days."""
    return in_order(record for kind in MOVES for record in ledger.every(kind, about=cohort))


def in_order(records: Iterable[PeopleRecord]) -> tuple[PeopleRecord, ...]:
    """By days; on one day in the order affected, changed, told, chosen, moved, counted."""
    return tuple(sorted(records, key=lambda record: (record.on, MOVES.index(type(record)))))


@mutable
class _Tally:
    """The running count of one cohort."""

    cohort: Cohort
    joined: int = 0
    left: int = 0
    told: int = 0
    chosen: dict[Choice, int] = field(factory=dict)
    movements: dict[tuple[Choice, str], int] = field(factory=dict)
    miscounts: tuple[Finding, ...] = ()

    def balance(self) -> CohortBalance:
        return CohortBalance(
            cohort=self.cohort,
            joined=self.joined,
            left=self.left,
            told=self.told,
            chosen=tuple(self.chosen.items()),
            movements=tuple(
                Movement(choice=choice, place=place, people=people)
                for (choice, place), people in self.movements.items()
            ),
            miscounts=self.miscounts,
        )


def _count_in(tallies: dict[str, _Tally], record: PeopleRecord) -> None:
    """Let a record change the count of its cohort; of a cohort nobody counted there is no count."""
    if isinstance(record, PeopleAffected):
        for cohort in record.cohorts:
            tally = tallies.setdefault(cohort.reference, _Tally(cohort))
            tally.cohort = cohort
        return
    counted = tallies.get(record.cohort)
    if counted is None:
        return
    if isinstance(record, CohortChanged):
        counted.joined += record.joined
        counted.left += record.left
    elif isinstance(record, PeopleTold):
        counted.told += record.people
    elif isinstance(record, ChoicesMade):
        for count in record.choices:
            counted.chosen[count.choice] = counted.chosen.get(count.choice, 0) + count.people
    elif isinstance(record, PeopleMoved):
        place = record.to_provider or DIRECT_PAYMENT_PLACE
        moved = counted.movements.get((record.choice, place), 0)
        counted.movements[record.choice, place] = moved + record.people
    else:
        counted.miscounts = tuple(_miscounts(counted.balance(), record))


def _miscounts(balance: CohortBalance, count: PeopleCounted) -> Iterator[Finding]:
    """What a count says against the moves: in all, or place by place where the sums agree."""
    name, day = balance.cohort.reference, written(count.on)
    found = {there.provider or DIRECT_PAYMENT_PLACE: there.people for there in count.found}
    short = balance.people - count.people
    if short > 0:
        yield _finding(
            "people-lost",
            f"{short} of the {balance.people} people of cohort {name} were not found on {day}",
            "find them: ask their last provider before anything else moves",
            name,
        )
    elif short < 0:
        yield _finding(
            "people-twice",
            f"{-short} more people of cohort {name} were found on {day} than its {balance.people}",
            "look for people counted in two places, or record those who joined",
            name,
        )
    else:
        expected = _expected(balance)
        for place in sorted({*found, *expected}):
            if found.get(place, 0) != expected.get(place, 0):
                yield _finding(
                    "people-elsewhere",
                    f"{found.get(place, 0)} people of cohort {name} were found with {place} on "
                    f"{day}, and by the moves {expected.get(place, 0)} are there",
                    "correct the moves, or the count",
                    name,
                    Severity.WARNS,
                )


def _expected(balance: CohortBalance) -> dict[str, int]:
    places = {movement.place for movement in balance.movements}
    expected = {place: balance.moved_to(place) for place in places}
    before = balance.cohort.provider or "their former providers"
    expected[before] = expected.get(before, 0) + balance.waiting
    return expected


def _snapshot(tallies: dict[str, _Tally], on: date, plan: TransferPlan | None) -> Reconciliation:
    balances = tuple(tally.balance() for tally in tallies.values())
    return Reconciliation(on=on, balances=balances, plan=plan)


def _plan(ledger: Ledger, on: date) -> TransferPlan | None:
    plans = [plan for plan in ledger.every(TransferPlan) if plan.on <= on]
    return plans[-1] if plans else None


def _finding(
    code: str, message: str, remedy: str, about: str, severity: Severity = Severity.BLOCKS
) -> Finding:
    return Finding(code=code, message=message, remedy=remedy, about=about, severity=severity)
