"""Histories of people who change provider, with the truth that the papers tell in part.

Every person of a history is one of a list, and each happening changes some of them. The records are written
from it as a council writes them: with the number, with "fewer than 5", or without one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Final, NamedTuple

from attrs import field, mutable
from hypothesis import strategies as st

from commissioning.mobilisation.flows import DIRECT_PAYMENT_PLACE, PeopleRecord
from commissioning.mobilisation.stocks import Position
from commissioning.records.people import (
    Choice,
    ChoiceCount,
    ChoicesMade,
    Cohort,
    CohortChanged,
    PeopleAffected,
    PeopleMoved,
    PeopleSettled,
    PeopleState,
    PeopleTold,
)
from commissioning.values.frozen import frozen

S = PeopleState
_BEGINS: Final = date(2024, 4, 1)
_CHOICES: Final = (Choice.NEW_PROVIDER, Choice.DIRECT_PAYMENT, Choice.STAYS)
_PROVIDERS: Final = ("birch", "cedar")
_REASONS: Final = ("died", "moved away", "")
_MOST_PEOPLE: Final = 8
_MOST_HAPPENINGS: Final = 12
Truth = Counter[Position]


@frozen
class PeopleHistory:
    """The records about one cohort, and the number of people in each position after each of their days."""

    cohort: str
    records: tuple[PeopleRecord, ...]
    truth: tuple[tuple[date, Truth], ...]
    exact: bool
    """Whether every number and every state is stated."""


class _Stated(NamedTuple):
    """A number as the papers give it."""

    people: int | None = None
    fewer_than: int | None = None


@mutable
class _Writer:
    """A cohort whose people are moved about, and the records of it."""

    draw: st.DrawFn
    exact: bool
    people: list[Position]
    on: date = _BEGINS
    records: list[PeopleRecord] = field(factory=list)

    def stated(self, number: int) -> _Stated:
        """The number as the papers give it."""
        said = (_Stated(number), _Stated(fewer_than=number + 2), _Stated())
        return said[0] if self.exact else self.draw(st.sampled_from(said))

    def some(self, *tiers: Collection[PeopleState], like: Callable[[Position], bool]) -> list[int]:
        """Some people of the first tier that has any, by their place in the list."""
        for states in tiers:
            there = [n for n, p in enumerate(self.people) if p.state in states and like(p)]
            if there:
                return sorted(self.draw(st.sets(st.sampled_from(there), min_size=1)))
        return []

    def pass_on(self, who: list[int], to: Position) -> _Stated:
        """Let them pass, and give their number as it is stated."""
        for number in who:
            self.people[number] = to
        return self.stated(len(who))


def _anyone(_: Position) -> bool:
    return True


def _join(write: _Writer) -> PeopleRecord | None:
    more = write.draw(st.integers(1, 3))
    write.people += [Position(S.AFFECTED)] * more
    number = write.stated(more)
    return CohortChanged(
        on=write.on, cohort="h", joined=number.people, joined_fewer_than=number.fewer_than
    )


def _tell(write: _Writer) -> PeopleRecord | None:
    who = write.some({S.AFFECTED}, like=_anyone)
    if not who:
        return None
    number = write.pass_on(who, Position(S.TOLD))
    return PeopleTold(on=write.on, cohort="h", people=number.people, fewer_than=number.fewer_than)


def _choose(write: _Writer) -> PeopleRecord | None:
    who = write.some({S.TOLD}, {S.AFFECTED}, like=_anyone)
    if not who:
        return None
    choice = write.draw(st.sampled_from(_CHOICES))
    number = write.pass_on(who, Position(S.CHOSEN, choice))
    return ChoicesMade(
        on=write.on,
        cohort="h",
        choices=(ChoiceCount(choice=choice, people=number.people, fewer_than=number.fewer_than),),
    )


def _change_choice(write: _Writer) -> PeopleRecord | None:
    was, now = write.draw(st.permutations(_CHOICES))[:2]
    who = write.some({S.CHOSEN}, like=lambda p: p.choice is was)
    if not who:
        return None
    number = write.pass_on(who, Position(S.CHOSEN, now))
    made = ChoiceCount(
        choice=now, instead_of=was, people=number.people, fewer_than=number.fewer_than
    )
    return ChoicesMade(on=write.on, cohort="h", choices=(made,))


def _place(choice: Choice, provider: str) -> tuple[str, str]:
    """The provider of a move, and the name of the place."""
    return (provider, provider) if choice.arranged else ("", DIRECT_PAYMENT_PLACE)


def _move(write: _Writer) -> PeopleRecord | None:
    choice = write.draw(st.sampled_from(_CHOICES))
    provider, place = _place(choice, write.draw(st.sampled_from(_PROVIDERS)))
    who = write.some({S.CHOSEN}, like=lambda p: p.choice is choice)
    if not who:
        return None
    number = write.pass_on(who, Position(S.MOVED, choice, place))
    return PeopleMoved(
        on=write.on,
        cohort="h",
        to_provider=provider,
        choice=choice,
        people=number.people,
        fewer_than=number.fewer_than,
    )


def _move_in_an_emergency(write: _Writer) -> PeopleRecord | None:
    waiting = {p for p in write.people if p.state.waits}
    who = write.some({S.AFFECTED, S.TOLD, S.CHOSEN}, like=_anyone)
    if not who or (write.exact and len(waiting) > 1):
        return None
    number = write.pass_on(who, Position(S.MOVED, Choice.EMERGENCY, "oak"))
    return PeopleMoved(
        on=write.on,
        cohort="h",
        to_provider="oak",
        choice=Choice.EMERGENCY,
        people=number.people,
        fewer_than=number.fewer_than,
    )


def _move_again(write: _Writer) -> PeopleRecord | None:
    choice = write.draw(st.sampled_from(_CHOICES))
    provider, place = _place(choice, write.draw(st.sampled_from(_PROVIDERS)))
    source = write.draw(st.sampled_from((*_PROVIDERS, "oak", ""))) or None
    if write.exact and source is None:
        return None
    who = write.some({S.MOVED, S.SETTLED}, like=lambda p: source in {None, p.place})
    if not who:
        return None
    number = write.pass_on(who, Position(S.MOVED, choice, place))
    return PeopleMoved(
        on=write.on, cohort="h", to_provider=provider, choice=choice, again=True,
        from_provider=source or "", people=number.people, fewer_than=number.fewer_than,
    )  # fmt: skip


def _settle(write: _Writer) -> PeopleRecord | None:
    provider = write.draw(st.sampled_from((*_PROVIDERS, "oak", "")))
    place = provider or DIRECT_PAYMENT_PLACE
    who = write.some({S.MOVED}, like=lambda p: p.place == place)
    if not who:
        return None
    number = write.pass_on(who, Position(S.SETTLED, place=place))
    return PeopleSettled(
        on=write.on,
        cohort="h",
        provider=provider,
        people=number.people,
        fewer_than=number.fewer_than,
    )


def _leave(write: _Writer) -> PeopleRecord | None:
    waiting, arrived = {S.AFFECTED, S.TOLD, S.CHOSEN}, {S.MOVED, S.SETTLED}
    was = write.draw(st.sampled_from(tuple(S)[:-1]))
    said = write.exact or write.draw(st.booleans())
    tiers = ({was},) if said else (waiting, arrived)
    who = write.some(*tiers, like=_anyone)
    if not who:
        return None
    because = write.draw(st.sampled_from(_REASONS))
    number = write.pass_on(who, Position(S.LEFT, because=because))
    return CohortChanged(
        on=write.on, cohort="h", left=number.people, left_fewer_than=number.fewer_than,
        was=was if said else None, because=because,
    )  # fmt: skip


_HAPPENINGS: Final = (
    _tell, _choose, _move, _settle, _leave, _join, _change_choice, _move_again, _move_in_an_emergency
)  # fmt: skip


@st.composite
def people_histories(draw: st.DrawFn, *, exact: bool = False) -> PeopleHistory:
    """A history of one cohort that can have happened; `exact` states every number and every state."""
    write = _Writer(draw, exact, [Position(S.AFFECTED)] * draw(st.integers(1, _MOST_PEOPLE)))
    number = write.stated(len(write.people))
    cohort = Cohort(
        reference="h", provider="alder", people=number.people, fewer_than=number.fewer_than
    )
    write.records.append(PeopleAffected(on=write.on, cohorts=(cohort,)))
    truth = [(write.on, Counter(write.people))]
    for happen in draw(st.lists(st.sampled_from(_HAPPENINGS), max_size=_MOST_HAPPENINGS)):
        write.on += timedelta(days=draw(st.integers(1, 30)))
        record = happen(write)
        if record is not None:
            write.records.append(record)
            truth.append((write.on, Counter(write.people)))
    return PeopleHistory("h", tuple(write.records), tuple(truth), exact)
