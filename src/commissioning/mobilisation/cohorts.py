"""One cohort of people who change provider: how many it holds, were told, chose and moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import field, mutable

from commissioning.errors import written
from commissioning.findings.codes.mobilisation import (
    CHOSEN_TWICE,
    MOVED_WITHOUT_CHOICE,
    PEOPLE_ELSEWHERE,
    PEOPLE_LOST,
    PEOPLE_TWICE,
    TOLD_TWICE,
)
from commissioning.findings.finding import Finding
from commissioning.records.people import (
    Choice,
    ChoicesMade,
    Cohort,
    CohortChanged,
    PeopleAffected,
    PeopleCounted,
    PeopleMoved,
    PeopleTold,
)
from commissioning.values.checking import Checked
from commissioning.values.counts import ZERO, Count, count_of
from commissioning.values.frozen import frozen

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
"""The kinds of record that count people: affected, changed, told, chosen, moved and found."""

DIRECT_PAYMENT_PLACE: Final = "direct payments"


@frozen(kw_only=True)
class Movement(Checked):
    """The number of people of a cohort who moved to one place under one choice."""

    choice: Choice
    place: str
    """The provider, or "direct payments"."""
    count: Count

    @property
    def people(self) -> int | None:
        """The number, or None where it is not known."""
        return self.count.known


@frozen(kw_only=True)
class Counts(Checked):
    """Counts of people at the end of a day, exact or known to bounds. A number is None if not known."""

    in_all: Count
    """Those to account for: counted, plus those who joined, minus those who left."""
    told_so_far: Count
    choosing: Count
    """Those who have chosen."""
    moving_arranged: Count
    """Those who have moved to care that the council arranges."""
    moving_otherwise: Count
    """Those who have moved to a direct payment or elsewhere."""

    @property
    def people(self) -> int | None:
        """The number to account for: counted, plus those who joined, minus those who left."""
        return self.in_all.known

    @property
    def told(self) -> int | None:
        return self.told_so_far.known

    @property
    def moved(self) -> int | None:
        return self.moving.known

    @property
    def arranged(self) -> int | None:
        """The number who moved to care that the council arranges."""
        return self.moving_arranged.known

    @property
    def by_themselves(self) -> int | None:
        """The number who moved to a direct payment or elsewhere."""
        return self.moving_otherwise.known

    @property
    def waiting(self) -> int | None:
        """The number who have not moved yet; negative if more moved than there are."""
        return self.still_waiting.known

    @property
    def moving(self) -> Count:
        """Those who have moved, to bounds."""
        return self.moving_arranged + self.moving_otherwise

    @property
    def still_waiting(self) -> Count:
        """Those who have not moved yet, to bounds."""
        return self.in_all - self.moving

    @property
    def undecided(self) -> int | None:
        """The number who have not chosen yet."""
        return (self.in_all - self.choosing).known


@frozen(kw_only=True)
class CohortBalance(Counts):
    """Counts of the people of one cohort at the end of a day."""

    cohort: Cohort
    joined: int
    left: int
    choices: tuple[tuple[Choice, Count], ...]
    movements: tuple[Movement, ...]
    miscounts: tuple[Finding, ...] = ()
    """Differences between the latest count and the recorded moves."""

    @property
    def chosen(self) -> tuple[tuple[Choice, int | None], ...]:
        """The number who made each choice, or None where it is not known."""
        return tuple((choice, count.known) for choice, count in self.choices)

    def to_place(self, place: str) -> Count:
        """Those who moved to a provider, or to "direct payments", to bounds."""
        return Count.total(each.count for each in self.movements if each.place == place)

    def moved_to(self, place: str) -> int | None:
        """The number who moved to a provider, or to "direct payments"; None where it is not known."""
        return self.to_place(place).known

    def overdrawn(self) -> Iterator[Finding]:
        """Counts that exceed the number of people in the cohort, whatever is not known of them."""
        name, people = self.cohort.reference, self.in_all
        counts = (
            (PEOPLE_TWICE, "moved", self.moving),
            (TOLD_TWICE, "were told", self.told_so_far),
            (CHOSEN_TWICE, "chose", self.choosing),
        )
        if ZERO.exceeds(people):
            held = people + Count(self.left, self.left)
            yield PEOPLE_LOST(
                f"{self.left} people left cohort {name}, but it held only {held}",
                remedy="Correct the number who left, or record those who joined",
                about=name,
            )
            return
        for code, verb, number in counts:
            if number.exceeds(people):
                yield code(
                    f"{number} people of cohort {name} {verb}, but it holds only {people}",
                    remedy="Correct the number, or record those who joined the cohort",
                    about=name,
                )

    def beyond_choice(self) -> Iterator[Finding]:
        """Moves of more people than chose that kind of move; in an emergency there is no choice.

        Silent if more moved than there are: that is a finding of its own and comes first.
        """
        if self.moving.exceeds(self.in_all):
            return
        chosen = dict(self.choices)
        for choice in (each for each in Choice if each is not Choice.EMERGENCY):
            moved = Count.total(m.count for m in self.movements if m.choice is choice)
            chose = chosen.get(choice, ZERO)
            if moved.exceeds(chose):
                yield MOVED_WITHOUT_CHOICE(
                    f'{moved} people of cohort {self.cohort.reference} moved to "{choice.value}", but '
                    f"only {chose} chose it",
                    remedy="Record their choices before they move",
                    about=self.cohort.reference,
                )


def in_order(records: Iterable[PeopleRecord]) -> tuple[PeopleRecord, ...]:
    """By days; on one day in the order affected, changed, told, chosen, moved, counted."""
    return tuple(sorted(records, key=lambda record: (record.on, MOVES.index(type(record)))))


@mutable
class Tally:
    """The running count of one cohort, while records are counted in."""

    cohort: Cohort
    joined: int = 0
    left: int = 0
    told: Count = ZERO
    chosen: dict[Choice, Count] = field(factory=dict)
    movements: dict[tuple[Choice, str], Count] = field(factory=dict)
    miscounts: tuple[Finding, ...] = ()

    def balance(self) -> CohortBalance:
        """The balance of the records counted in so far."""
        changed = self.joined - self.left
        moves = [(choice.arranged, n) for (choice, _), n in self.movements.items()]
        return CohortBalance(
            cohort=self.cohort,
            joined=self.joined,
            left=self.left,
            in_all=count_of(self.cohort) + Count(changed, changed),
            told_so_far=self.told,
            choosing=Count.total(self.chosen.values()),
            moving_arranged=Count.total(n for arranged, n in moves if arranged),
            moving_otherwise=Count.total(n for arranged, n in moves if not arranged),
            choices=tuple(self.chosen.items()),
            movements=tuple(
                Movement(choice=choice, place=place, count=count)
                for (choice, place), count in self.movements.items()
            ),
            miscounts=self.miscounts,
        )


def count_in(tallies: dict[str, Tally], record: PeopleRecord) -> None:
    """Count a record into its cohort; a cohort without a count of people affected has no tally."""
    if isinstance(record, PeopleAffected):
        for cohort in record.cohorts:
            tally = tallies.setdefault(cohort.reference, Tally(cohort))
            tally.cohort = cohort
        return
    counted = tallies.get(record.cohort)
    if counted is None:
        return
    if isinstance(record, CohortChanged):
        counted.joined += record.joined
        counted.left += record.left
    elif isinstance(record, PeopleTold):
        counted.told += count_of(record)
    elif isinstance(record, ChoicesMade):
        for chose in record.choices:
            before = counted.chosen.get(chose.choice, ZERO)
            counted.chosen[chose.choice] = before + count_of(chose)
    elif isinstance(record, PeopleMoved):
        where = record.choice, record.to_provider or DIRECT_PAYMENT_PLACE
        counted.movements[where] = counted.movements.get(where, ZERO) + count_of(record)
    else:
        counted.miscounts = tuple(_miscounts(counted.balance(), record))


def _miscounts(balance: CohortBalance, count: PeopleCounted) -> Iterator[Finding]:
    """Differences between a count and the moves: in total or, if the totals may agree, by place."""
    name, day = balance.cohort.reference, written(count.on)
    found = {there.provider or DIRECT_PAYMENT_PLACE: count_of(there) for there in count.found}
    people, all_found = balance.in_all, Count.total(found.values())
    if people.exceeds(all_found):
        yield PEOPLE_LOST(
            f"{people - all_found} of the {people} people of cohort {name} were not found on {day}",
            remedy="Find them: ask their last provider before anyone else moves",
            about=name,
        )
    elif all_found.exceeds(people):
        yield PEOPLE_TWICE(
            f"The count of {day} found {all_found - people} more people than the {people} of cohort {name}",
            remedy="Look for people counted in two places, or record those who joined",
            about=name,
        )
    else:
        expected = _expected(balance)
        for place in sorted({*found, *expected}):
            there, due = found.get(place, ZERO), expected.get(place, ZERO)
            if there.exceeds(due) or due.exceeds(there):
                yield PEOPLE_ELSEWHERE.warns(
                    f"{there} people of cohort {name} were found with {place} on {day}; "
                    f"the moves say {due}",
                    remedy="Correct the moves, or the count",
                    about=name,
                )


def _expected(balance: CohortBalance) -> dict[str, Count]:
    places = {movement.place for movement in balance.movements}
    expected = {place: balance.to_place(place) for place in places}
    before = balance.cohort.provider or "their former providers"
    expected[before] = expected.get(before, ZERO) + balance.still_waiting
    return expected
