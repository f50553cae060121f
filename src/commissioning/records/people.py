"""People who receive a service and change provider when it is re-tendered. Counts, never names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import field

from commissioning.dates.periods import Period
from commissioning.records.record import PROVIDER, Record
from commissioning.values.checking import FromOne, FromZero, asks
from commissioning.values.counts import ZERO, Count, StatesCount, count_of
from commissioning.values.frozen import frozen
from commissioning.values.text import Word, repeated

COHORT: Final = {"refers": "cohort"}
"""Metadata of a field that refers to cohorts."""


class Choice(Word):
    """The choices of a person whose provider's contract ends."""

    DIRECT_PAYMENT_SAME_PROVIDER = "a direct payment, to stay with their provider"
    DIRECT_PAYMENT = "a direct payment, for another provider or a personal assistant"
    NEW_PROVIDER = "care arranged by the council with a new provider"
    STAYS = "their provider holds a new contract"
    OTHER = "other"
    EMERGENCY = "moved in an emergency, before they could choose"
    """Of moves alone. A move to a provider under a bridging contract is counted as one."""

    @property
    def arranged(self) -> bool:
        """Whether the council goes on arranging the care with a contracted provider."""
        return self in {Choice.NEW_PROVIDER, Choice.STAYS, Choice.EMERGENCY}


class PeopleState(Word):
    """The states of people whose provider changes, in order. Each person is in one at any time."""

    AFFECTED = "affected"
    """Counted, and not told of the change yet."""
    TOLD = "told"
    """Told of it, and still to choose."""
    CHOSEN = "chosen"
    """Have chosen, and still to move."""
    MOVED = "moved"
    SETTLED = "settled"
    """Moved, and found well placed when they were visited again."""
    LEFT = "left"
    """No longer to be accounted for, for a reason of their own."""

    @property
    def waits(self) -> bool:
        """Whether people in it are still to move."""
        return self in {PeopleState.AFFECTED, PeopleState.TOLD, PeopleState.CHOSEN}


@frozen(kw_only=True)
class Cohort(StatesCount):
    """A group of people affected alike, most often those served by one provider in one lot."""

    reference: str
    people: FromZero[int] | None = None
    """The number of people, on the day they were counted."""
    fewer_than: FromOne[int] | None = None
    provider: str = ""
    """Their provider before the change, where the source says; empty for several together."""
    lot: str = ""
    what: str = ""
    """The people, in words: "older adults and people with a physical disability"."""

    never_empty = asks(reference="give the cohort a reference")
    asked_for = asks(people="the number of people")


@frozen(kw_only=True)
class PeopleAffected(Record, called="count of the people affected"):
    """The count from which a move begins: every cohort, with how many people it holds."""

    cohorts: tuple[Cohort, ...]

    never_empty = asks(cohorts="name at least one group of people")
    distinct = ("cohorts",)
    asks_within = ("cohorts",)

    def names(self, reference: str) -> bool:
        return Record.names(self, reference) or any(
            reference in {cohort.reference, cohort.provider} for cohort in self.cohorts if reference
        )

    @property
    def people(self) -> int | None:
        """The number of people affected in all; None where it is not known."""
        return Count.total(map(count_of, self.cohorts)).known


@frozen(kw_only=True)
class OfCohort(Record):
    """The base of the records about the people of one cohort."""

    cohort: str = field(metadata=COHORT)

    never_empty = asks(cohort="say which group of people, by its reference")


@frozen(kw_only=True)
class CohortChanged(OfCohort, called="change of a cohort"):
    """People who came into a cohort after it was counted, or left it without moving provider.

    One record for each reason and each state that people left from.
    """

    joined: FromZero[int] | None = 0
    joined_fewer_than: FromOne[int] | None = None
    """The source says only that fewer than so many joined."""
    left: FromZero[int] | None = 0
    """Those whose care ended: recovered, moved away, moved into a care home, or died."""
    left_fewer_than: FromOne[int] | None = None
    """The source says only that fewer than so many left."""
    was: PeopleState | None = None
    """Their state when they left. None: not said, and read as before they moved if so many were waiting."""
    from_provider: str = field(default="", metadata=PROVIDER)
    """The provider to whom they had moved, where they left after a move and the source says."""
    because: str = ""

    asked_for = asks(joined="the number who joined", left="the number who left")

    def lacks(self, name: str) -> bool:
        return Record.lacks(self, name) and getattr(self, f"{name}_fewer_than") is None

    @property
    def joining(self) -> Count:
        """Those who joined, to bounds."""
        return _either(self.joined, self.joined_fewer_than)

    @property
    def leaving(self) -> Count:
        """Those who left, to bounds."""
        return _either(self.left, self.left_fewer_than)

    def problems(self) -> Iterator[str]:
        for name in ("joined", "left"):
            limit = getattr(self, f"{name}_fewer_than")
            if limit is not None and getattr(self, name):
                yield f"{name}_fewer_than: the number is stated; give one of the two"
        if self.joining == self.leaving == ZERO:
            yield "joined and left: both are 0; give at least one number"
        if self.was is PeopleState.LEFT:
            yield "was: say in which state they were before they left"
        if self.from_provider and self.was not in {PeopleState.MOVED, PeopleState.SETTLED}:
            yield "from_provider: only people who have moved leave a new provider; say so in `was`"


def _either(number: int | None, fewer_than: int | None) -> Count:
    return Count.of(number if fewer_than is None else None, fewer_than)


@frozen(kw_only=True)
class PeopleTold(StatesCount, OfCohort, called="letter to the people affected"):
    """A notice of the change to the people affected: by letter, visit or meeting."""

    people: FromZero[int] | None = None
    """The number told for the first time. Reminders are not counted."""
    fewer_than: FromOne[int] | None = None
    how: str = ""
    offered: tuple[Choice, ...] = ()

    asked_for = asks(people="the number of people told")


@frozen(kw_only=True)
class ChoiceCount(StatesCount):
    """The number of people who made one choice."""

    choice: Choice
    people: FromZero[int] | None = None
    fewer_than: FromOne[int] | None = None
    instead_of: Choice | None = None
    """The choice that these people had made before and have changed; None for a first choice."""

    asked_for = asks(people="the number of people")

    def problems(self) -> Iterator[str]:
        if self.choice is Choice.EMERGENCY:
            yield "choice: people make no choice in an emergency; leave the count out"
        if self.instead_of in {self.choice, Choice.EMERGENCY}:
            yield "instead_of: give another choice that they had made before"

    @property
    def words(self) -> str:
        """The choice, and the one it replaces."""
        changed = f" instead of {self.instead_of.value}" if self.instead_of else ""
        return f"{self.choice.value}{changed}"


@frozen(kw_only=True)
class ChoicesMade(OfCohort, called="count of choices"):
    """The choices of people of a cohort, as counts. Several records of one cohort add up.

    A choice that people change is counted with the one it replaces (`instead_of`).
    """

    choices: tuple[ChoiceCount, ...]

    never_empty = asks(choices="give at least one choice with its count")
    asks_within = ("choices",)
    distinct = ("choices.words",)


@frozen(kw_only=True)
class ProviderCapacity(StatesCount):
    """The number of people a provider can take on within a span."""

    provider: str
    people: FromZero[int] | None = None
    fewer_than: FromOne[int] | None = None
    period: Period | None = None
    """The span; None means in all."""

    never_empty = asks(provider="say whose capacity it is")
    asked_for = asks(people="the number of people it can take on")


@frozen(kw_only=True)
class TransferWave(StatesCount):
    """People of one cohort who are planned to move to one provider within a span."""

    reference: str
    cohort: str
    to_provider: str
    people: FromZero[int] | None = None
    fewer_than: FromOne[int] | None = None
    period: Period

    never_empty = asks(
        reference="give the wave a reference",
        cohort="say which group of people moves",
        to_provider="say to which provider they move",
    )
    asked_for = asks(people="the number of people who move")


@frozen(kw_only=True)
class TransferPlan(Record):
    """The waves in which people are to move, against what the new providers can take."""

    waves: tuple[TransferWave, ...]
    capacities: tuple[ProviderCapacity, ...] = ()

    never_empty = asks(waves="give at least one wave")
    distinct = ("waves",)
    asks_within = ("waves", "capacities")

    def names(self, reference: str) -> bool:
        return Record.names(self, reference) or any(
            reference in {wave.reference, wave.cohort, wave.to_provider} for wave in self.waves
        )


@frozen(kw_only=True)
class PeopleMoved(StatesCount, OfCohort, called="move of people"):
    """People of a cohort whose care is now with another provider, or paid for directly."""

    people: FromZero[int] | None = None
    fewer_than: FromOne[int] | None = None
    to_provider: str = field(default="", metadata=PROVIDER)
    """The new provider, if the council arranges the care."""
    choice: Choice = Choice.NEW_PROVIDER
    """Under which choice they moved."""
    wave: str = ""
    """The wave of the transfer plan it carries out, where there is one."""
    again: bool = False
    """Whether these people had moved before: this is their second move, or a later one."""
    from_provider: str = field(default="", metadata=PROVIDER)
    """The provider of a move before, where the source says. Of second moves alone."""

    asked_for = asks(people="the number of people who moved")

    def problems(self) -> Iterator[str]:
        if self.choice.arranged and not self.to_provider:
            yield "to_provider: say who now provides the care that the council arranges"
        if self.from_provider and not self.again:
            yield "from_provider: give it for people who moved again, and say in `again` that they did"


@frozen(kw_only=True)
class PeopleSettled(StatesCount, OfCohort, called="visit to people who moved"):
    """People who have moved, visited again and found well placed."""

    people: FromZero[int] | None = None
    """The number found well placed for the first time since they moved."""
    fewer_than: FromOne[int] | None = None
    provider: str = field(default="", metadata=PROVIDER)
    """The provider of the care; empty for people with a direct payment."""
    how: str = ""

    asked_for = asks(people="the number of people found well placed")


@frozen(kw_only=True)
class Headcount(StatesCount):
    """The number of people of a cohort found in one place."""

    people: FromZero[int] | None = None
    fewer_than: FromOne[int] | None = None
    provider: str = ""
    """The provider of the care; empty for people with a direct payment."""

    asked_for = asks(people="the number of people found")


@frozen(kw_only=True)
class PeopleCounted(OfCohort, called="count of people"):
    """A count of a cohort from the care records of a day, made without looking at the moves.

    Set beside the moves it shows who was lost (fewer found than expected) or counted twice (more).
    """

    found: tuple[Headcount, ...]

    never_empty = asks(found="give at least one count, with 0 for a place where no one was found")
    asks_within = ("found",)

    def problems(self) -> Iterator[str]:
        yield from repeated("found", (count.provider or "direct payments" for count in self.found))
