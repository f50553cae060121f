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
from commissioning.values.frozen import frozen
from commissioning.values.stated import stated

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
    people: int


@frozen(kw_only=True)
class CohortBalance(Checked):
    """Counts of the people of one cohort at the end of a day."""

    cohort: Cohort
    joined: int
    left: int
    told: int
    chosen: tuple[tuple[Choice, int], ...]
    movements: tuple[Movement, ...]
    miscounts: tuple[Finding, ...] = ()
    """Differences between the latest count and the recorded moves."""

    @property
    def people(self) -> int:
        """The number to account for: counted, plus those who joined, minus those who left."""
        return stated(self.cohort.people, self.cohort, "people") + self.joined - self.left

    @property
    def moved(self) -> int:
        return sum(movement.people for movement in self.movements)

    @property
    def arranged(self) -> int:
        """The number who moved to care that the council arranges."""
        return sum(movement.people for movement in self.movements if movement.choice.arranged)

    @property
    def waiting(self) -> int:
        """The number who have not moved yet; negative if more moved than there are."""
        return self.people - self.moved

    @property
    def undecided(self) -> int:
        """The number who have not chosen yet."""
        return self.people - sum(people for _, people in self.chosen)

    def moved_to(self, place: str) -> int:
        """The number who moved to a provider, or to "direct payments"."""
        return sum(movement.people for movement in self.movements if movement.place == place)

    def overdrawn(self) -> Iterator[Finding]:
        """Counts that exceed the number of people in the cohort."""
        name, people = self.cohort.reference, self.people
        counts = (
            (PEOPLE_TWICE, "moved", self.moved),
            (TOLD_TWICE, "were told", self.told),
            (CHOSEN_TWICE, "chose", people - self.undecided),
        )
        if people < 0:
            yield PEOPLE_LOST(
                f"{self.left} people left cohort {name}, but it held only {people + self.left}",
                remedy="Correct the number who left, or record those who joined",
                about=name,
            )
            return
        for code, verb, number in counts:
            if number > people:
                yield code(
                    f"{number} people of cohort {name} {verb}, but it holds only {people}",
                    remedy="Correct the number, or record those who joined the cohort",
                    about=name,
                )

    def beyond_choice(self) -> Iterator[Finding]:
        """Moves of more people than chose that kind of move; in an emergency there is no choice.

        Silent if more moved than there are: that is a finding of its own and comes first.
        """
        if self.moved > self.people:
            return
        chosen = dict(self.chosen)
        for choice in (each for each in Choice if each is not Choice.EMERGENCY):
            moved = sum(m.people for m in self.movements if m.choice is choice)
            if moved > chosen.get(choice, 0):
                yield MOVED_WITHOUT_CHOICE(
                    f'{moved} people of cohort {self.cohort.reference} moved to "{choice.value}", but '
                    f"only {chosen.get(choice, 0)} chose it",
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
    told: int = 0
    chosen: dict[Choice, int] = field(factory=dict)
    movements: dict[tuple[Choice, str], int] = field(factory=dict)
    miscounts: tuple[Finding, ...] = ()

    def balance(self) -> CohortBalance:
        """The balance of the records counted in so far."""
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
        counted.told += stated(record.people, record, "people")
    elif isinstance(record, ChoicesMade):
        for count in record.choices:
            chose = stated(count.people, count, "people")
            counted.chosen[count.choice] = counted.chosen.get(count.choice, 0) + chose
    elif isinstance(record, PeopleMoved):
        place = record.to_provider or DIRECT_PAYMENT_PLACE
        moved = counted.movements.get((record.choice, place), 0)
        counted.movements[record.choice, place] = moved + stated(record.people, record, "people")
    else:
        counted.miscounts = tuple(_miscounts(counted.balance(), record))


def _miscounts(balance: CohortBalance, count: PeopleCounted) -> Iterator[Finding]:
    """Differences between a count and the moves: in total or, if the totals agree, by place."""
    name, day = balance.cohort.reference, written(count.on)
    found = {there.provider or DIRECT_PAYMENT_PLACE: there.people for there in count.found}
    short = balance.people - count.people
    if short > 0:
        yield PEOPLE_LOST(
            f"{short} of the {balance.people} people of cohort {name} were not found on {day}",
            remedy="Find them: ask their last provider before anyone else moves",
            about=name,
        )
    elif short < 0:
        yield PEOPLE_TWICE(
            f"The count of {day} found {-short} more people than the {balance.people} of cohort {name}",
            remedy="Look for people counted in two places, or record those who joined",
            about=name,
        )
    else:
        expected = _expected(balance)
        for place in sorted({*found, *expected}):
            if found.get(place, 0) != expected.get(place, 0):
                yield PEOPLE_ELSEWHERE.warns(
                    f"{found.get(place, 0)} people of cohort {name} were found with {place} on {day}; "
                    f"the moves say {expected.get(place, 0)}",
                    remedy="Correct the moves, or the count",
                    about=name,
                )


def _expected(balance: CohortBalance) -> dict[str, int]:
    places = {movement.place for movement in balance.movements}
    expected = {place: balance.moved_to(place) for place in places}
    before = balance.cohort.provider or "their former providers"
    expected[before] = expected.get(before, 0) + balance.waiting
    return expected
