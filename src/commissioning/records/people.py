"""People who receive a service and change provider when it is re-tendered. Counts, never names."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import ClassVar, Final

from attrs import field

from commissioning.dates.periods import Period
from commissioning.records.record import PROVIDER, Record
from commissioning.values.checking import Checked, asks, minimum
from commissioning.values.counts import Count, count_of, problems_of_count
from commissioning.values.frozen import frozen
from commissioning.values.references import repeated

COHORT: Final = {"refers": "cohort"}
"""Metadata of a field that refers to cohorts."""


class Choice(StrEnum):
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


@frozen(kw_only=True)
class Cohort(Checked):
    """A group of people affected alike, most often those served by one provider in one lot."""

    reference: str
    people: int | None = None
    """The number of people, on the day they were counted."""
    fewer_than: int | None = None
    """The source says only that they are fewer than so many, as it may of small numbers."""
    provider: str = ""
    """Their provider before the change, where the source says; empty for several together."""
    lot: str = ""
    what: str = ""
    """The people, in words: "older adults and people with a physical disability"."""

    never_empty = asks(reference="give the cohort a reference")
    asked_for = asks(people="the number of people")
    minimums = minimum(people=0)

    def lacks(self, name: str) -> bool:
        return Checked.lacks(self, name) and self.fewer_than is None

    def problems(self) -> Iterator[str]:
        yield from problems_of_count(self)


@frozen(kw_only=True)
class PeopleAffected(Record):
    """The count from which a move begins: every cohort, with how many people it holds."""

    display_name: ClassVar[str] = "count of the people affected"

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
class CohortChanged(Record):
    """People who came into a cohort after it was counted, or left it without moving provider."""

    display_name: ClassVar[str] = "change of a cohort"

    cohort: str = field(metadata=COHORT)
    joined: int = 0
    left: int = 0
    """Those whose care ended: recovered, moved away, moved into a care home, or died."""
    because: str = ""

    never_empty = asks(cohort="say which group of people, by its reference")
    minimums = minimum(joined=0, left=0)

    def problems(self) -> Iterator[str]:
        if self.joined == self.left == 0:
            yield "joined and left: both are 0; give at least one number"


@frozen(kw_only=True)
class PeopleTold(Record):
    """A notice of the change to the people affected: by letter, visit or meeting."""

    display_name: ClassVar[str] = "letter to the people affected"

    cohort: str = field(metadata=COHORT)
    people: int | None = None
    """The number told for the first time. Reminders are not counted."""
    fewer_than: int | None = None
    """The source says only that they are fewer than so many, as it may of small numbers."""
    how: str = ""
    offered: tuple[Choice, ...] = ()
    """The choices offered to them."""

    never_empty = asks(cohort="say which group of people, by its reference")
    asked_for = asks(people="the number of people told")
    minimums = minimum(people=0)

    def lacks(self, name: str) -> bool:
        return Record.lacks(self, name) and self.fewer_than is None

    def problems(self) -> Iterator[str]:
        yield from problems_of_count(self)


@frozen(kw_only=True)
class ChoiceCount(Checked):
    """The number of people who made one choice."""

    choice: Choice
    people: int | None = None
    fewer_than: int | None = None
    """The source says only that they are fewer than so many, as it may of small numbers."""

    asked_for = asks(people="the number of people")
    minimums = minimum(people=0)

    def lacks(self, name: str) -> bool:
        return Checked.lacks(self, name) and self.fewer_than is None

    def problems(self) -> Iterator[str]:
        yield from problems_of_count(self)
        if self.choice is Choice.EMERGENCY:
            yield "choice: in an emergency there is none to make; leave the count out"


@frozen(kw_only=True)
class ChoicesMade(Record):
    """The choices of people of a cohort, as counts. Several records of one cohort add up."""

    display_name: ClassVar[str] = "count of choices"

    cohort: str = field(metadata=COHORT)
    choices: tuple[ChoiceCount, ...]

    never_empty = asks(
        cohort="say which group of people, by its reference",
        choices="give at least one choice with its count",
    )
    distinct = ("choices.choice",)
    asks_within = ("choices",)

    @property
    def people(self) -> int | None:
        """The number of people who chose; None where it is not known."""
        return Count.total(map(count_of, self.choices)).known


@frozen(kw_only=True)
class ProviderCapacity(Checked):
    """The number of people a provider can take on within a span."""

    provider: str
    people: int | None = None
    fewer_than: int | None = None
    """The source says only that they are fewer than so many, as it may of small numbers."""
    period: Period | None = None
    """The span; None means in all."""

    never_empty = asks(provider="say whose capacity it is")
    asked_for = asks(people="the number of people it can take on")
    minimums = minimum(people=0)

    def lacks(self, name: str) -> bool:
        return Checked.lacks(self, name) and self.fewer_than is None

    def problems(self) -> Iterator[str]:
        yield from problems_of_count(self)


@frozen(kw_only=True)
class TransferWave(Checked):
    """People of one cohort who are planned to move to one provider within a span."""

    reference: str
    cohort: str
    to_provider: str
    people: int | None = None
    fewer_than: int | None = None
    """The source says only that they are fewer than so many, as it may of small numbers."""
    period: Period

    never_empty = asks(
        reference="give the wave a reference",
        cohort="say which group of people moves",
        to_provider="say to which provider they move",
    )
    asked_for = asks(people="the number of people who move")
    minimums = minimum(people=0)

    def lacks(self, name: str) -> bool:
        return Checked.lacks(self, name) and self.fewer_than is None

    def problems(self) -> Iterator[str]:
        yield from problems_of_count(self)


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
class PeopleMoved(Record):
    """People of a cohort whose care is now with another provider, or paid for directly."""

    display_name: ClassVar[str] = "move of people"

    cohort: str = field(metadata=COHORT)
    people: int | None = None
    fewer_than: int | None = None
    """The source says only that they are fewer than so many, as it may of small numbers."""
    to_provider: str = field(default="", metadata=PROVIDER)
    """The new provider, if the council arranges the care."""
    choice: Choice = Choice.NEW_PROVIDER
    """Under which choice they moved."""
    wave: str = ""
    """The wave of the transfer plan it carries out, where there is one."""

    never_empty = asks(cohort="say which group of people, by its reference")
    asked_for = asks(people="the number of people who moved")
    minimums = minimum(people=0)

    def lacks(self, name: str) -> bool:
        return Record.lacks(self, name) and self.fewer_than is None

    def problems(self) -> Iterator[str]:
        yield from problems_of_count(self)
        if self.choice.arranged and not self.to_provider:
            yield "to_provider: say who now provides the care that the council arranges"


@frozen(kw_only=True)
class Headcount(Checked):
    """The number of people of a cohort found in one place."""

    people: int | None = None
    fewer_than: int | None = None
    """The source says only that they are fewer than so many, as it may of small numbers."""
    provider: str = ""
    """The provider of the care; empty for people with a direct payment."""

    asked_for = asks(people="the number of people found")
    minimums = minimum(people=0)

    def lacks(self, name: str) -> bool:
        return Checked.lacks(self, name) and self.fewer_than is None

    def problems(self) -> Iterator[str]:
        yield from problems_of_count(self)


@frozen(kw_only=True)
class PeopleCounted(Record):
    """A count of a cohort from the care records of a day, made without looking at the moves.

    Set beside the moves it shows who was lost (fewer found than expected) or counted twice (more).
    """

    display_name: ClassVar[str] = "count of people"

    cohort: str = field(metadata=COHORT)
    found: tuple[Headcount, ...]

    never_empty = asks(
        cohort="say which group of people, by its reference",
        found="give at least one count, with 0 for a place where no one was found",
    )
    asks_within = ("found",)

    def problems(self) -> Iterator[str]:
        yield from repeated("found", (count.provider or "direct payments" for count in self.found))

    @property
    def people(self) -> int | None:
        """The number of people found in all; None where it is not known."""
        return Count.total(map(count_of, self.found)).known
