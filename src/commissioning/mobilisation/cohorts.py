"""One cohort of people who have to change provider: how many it holds, told, decided and moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import field, mutable

from commissioning.errors import written
from commissioning.findings.code import FindingCode
from commissioning.findings.codes.mobilisation import (
    CHOSEN_TWICE,
    MOVED_WITHOUT_CHOICE,
    PEOPLE_ELSEWHERE,
    PEOPLE_LOST,
    PEOPLE_TWICE,
    TOLD_TWICE,
)
from commissioning.findings.finding import Finding, Severity
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
    def arranged(self) -> int:
        """How many moved to care that the council goes on arranging."""
        return sum(movement.people for movement in self.movements if movement.choice.arranged)

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
            (PEOPLE_TWICE, "have moved", self.moved),
            (TOLD_TWICE, "have been told", self.told),
            (CHOSEN_TWICE, "have chosen", people - self.undecided),
        )
        if people < 0:
            yield about_cohort(
                PEOPLE_LOST,
                f"{self.left} people left cohort {name}, which held {people + self.left}",
                "correct the number who left, or record those who joined",
                name,
            )
            return
        for code, verb, number in stated:
            if number > people:
                yield about_cohort(
                    code,
                    f"{number} people of cohort {name} {verb}, and it holds {people}",
                    "correct the number, or record those who joined the cohort",
                    name,
                )

    def beyond_choice(self) -> Iterator[Finding]:
        """Moves of more people than chose to move so.

        Silent where more moved than there are, which is told by itself and has to be put right first.
        """
        if self.moved > self.people:
            return
        chosen = dict(self.chosen)
        for choice in Choice:
            moved = sum(m.people for m in self.movements if m.choice is choice)
            if moved > chosen.get(choice, 0):
                yield about_cohort(
                    MOVED_WITHOUT_CHOICE,
                    f"{moved} people of cohort {self.cohort.reference} moved under {choice.value!r}, "
                    f"and {chosen.get(choice, 0)} chose it",
                    "record what they chose before they move",
                    self.cohort.reference,
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
        """Where its people are, as far as they have been counted in."""
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
    """Let a record change the count of its cohort; of a cohort nobody counted there is no count."""
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
        yield about_cohort(
            PEOPLE_LOST,
            f"{short} of the {balance.people} people of cohort {name} were not found on {day}",
            "find them: ask their last provider before anything else moves",
            name,
        )
    elif short < 0:
        yield about_cohort(
            PEOPLE_TWICE,
            f"{-short} more people of cohort {name} were found on {day} than its {balance.people}",
            "look for people counted in two places, or record those who joined",
            name,
        )
    else:
        expected = _expected(balance)
        for place in sorted({*found, *expected}):
            if found.get(place, 0) != expected.get(place, 0):
                yield about_cohort(
                    PEOPLE_ELSEWHERE,
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


def about_cohort(
    code: FindingCode, message: str, remedy: str, about: str, severity: Severity = Severity.BLOCKS
) -> Finding:
    """A finding about one cohort, by its reference."""
    return code(message, remedy=remedy, about=about, severity=severity)
