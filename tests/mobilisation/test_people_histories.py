"""Drawn histories of people who change provider, with the truth that the papers tell in part.

Every person of a history is one of a list, and each happening changes some of them. The records are written
from it as a council writes them: with the number, with "fewer than 5", or without one.
"""

from collections import Counter
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date, timedelta
from typing import Final, TypedDict
from xml.etree import ElementTree as ET

from attrs import field, mutable
from hypothesis import given
from hypothesis import strategies as st

from commissioning.display.people import people_svg
from commissioning.ledger.ledger import Ledger
from commissioning.mobilisation.flows import DIRECT_PAYMENT_PLACE, PeopleRecord
from commissioning.mobilisation.reconciliation import reconcile, reconciliations
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
from commissioning.values.counts import Count
from commissioning.values.frozen import frozen

S = PeopleState
_BEGINS: Final = date(2024, 4, 1)
_CHOICES: Final = (Choice.NEW_PROVIDER, Choice.DIRECT_PAYMENT, Choice.STAYS)
_PROVIDERS: Final = ("birch", "cedar")
_REASONS: Final = ("died", "moved away", "")
Truth = Counter[Position]


@frozen
class PeopleHistory:
    """The records about one cohort, and the number of people in each position after each of their days."""

    cohort: str
    records: tuple[PeopleRecord, ...]
    truth: tuple[tuple[date, Truth], ...]
    exact: bool
    """Whether every number and every state is stated."""


class _Nobody(Exception):
    """Raised where no person is in a position for a happening, or its record could not be exact."""


class _Stated(TypedDict):
    people: int | None
    fewer_than: int | None


class _About(TypedDict):
    on: date
    cohort: str


def _anyone(_: Position) -> bool:
    return True


@mutable
class _Writer:
    """A cohort whose people are moved about, and the records of it."""

    draw: st.DrawFn
    exact: bool
    people: list[Position]
    on: date = _BEGINS
    records: list[PeopleRecord] = field(factory=list)

    @property
    def about(self) -> _About:
        return {"on": self.on, "cohort": "h"}

    def stated(self, number: int) -> _Stated:
        exactly: _Stated = {"people": number, "fewer_than": None}
        said = (
            exactly,
            _Stated(people=None, fewer_than=number + 2),
            _Stated(people=None, fewer_than=None),
        )
        return exactly if self.exact else self.draw(st.sampled_from(said))

    def some(
        self,
        *tiers: Collection[PeopleState],
        to: Position,
        like: Callable[[Position], bool] = _anyone,
    ) -> _Stated:
        """Let some people of the first tier that has any pass, and give their number as it is stated."""
        for states in tiers:
            there = [n for n, p in enumerate(self.people) if p.state in states and like(p)]
            if there:
                who = sorted(self.draw(st.sets(st.sampled_from(there), min_size=1)))
                for number in who:
                    self.people[number] = to
                return self.stated(len(who))
        raise _Nobody


def _join(write: _Writer) -> PeopleRecord:
    more = write.draw(st.integers(1, 3))
    write.people += [Position(S.AFFECTED)] * more
    number = write.stated(more)
    return CohortChanged(
        **write.about, joined=number["people"], joined_fewer_than=number["fewer_than"]
    )


def _tell(write: _Writer) -> PeopleRecord:
    return PeopleTold(**write.about, **write.some({S.AFFECTED}, to=Position(S.TOLD)))


def _choose(write: _Writer) -> PeopleRecord:
    choice = write.draw(st.sampled_from(_CHOICES))
    number = write.some({S.TOLD}, {S.AFFECTED}, to=Position(S.CHOSEN, choice))
    return ChoicesMade(**write.about, choices=(ChoiceCount(choice=choice, **number),))


def _change_choice(write: _Writer) -> PeopleRecord:
    was, now = write.draw(st.permutations(_CHOICES))[:2]
    number = write.some({S.CHOSEN}, like=lambda p: p.choice is was, to=Position(S.CHOSEN, now))
    return ChoicesMade(**write.about, choices=(ChoiceCount(choice=now, instead_of=was, **number),))


def _destination(write: _Writer) -> tuple[Choice, str, Position]:
    """A choice, the provider of a move by it, and the position of those who have moved."""
    choice = write.draw(st.sampled_from(_CHOICES))
    provider = write.draw(st.sampled_from(_PROVIDERS)) if choice.arranged else ""
    return choice, provider, Position(S.MOVED, choice, provider or DIRECT_PAYMENT_PLACE)


def _move(write: _Writer) -> PeopleRecord:
    choice, provider, there = _destination(write)
    number = write.some({S.CHOSEN}, like=lambda p: p.choice is choice, to=there)
    return PeopleMoved(**write.about, to_provider=provider, choice=choice, **number)


def _move_in_an_emergency(write: _Writer) -> PeopleRecord:
    if write.exact and len({p for p in write.people if p.state.waits}) > 1:
        raise _Nobody
    there = Position(S.MOVED, Choice.EMERGENCY, "oak")
    number = write.some({S.AFFECTED, S.TOLD, S.CHOSEN}, to=there)
    return PeopleMoved(**write.about, to_provider="oak", choice=Choice.EMERGENCY, **number)


def _move_again(write: _Writer) -> PeopleRecord:
    choice, provider, there = _destination(write)
    source = write.draw(st.sampled_from((*_PROVIDERS, "oak", ""))) or None
    arrived = {
        p.state for p in write.people if p.place == source and p.state in {S.MOVED, S.SETTLED}
    }
    # No paper says whether those who move again had settled, where some had and some had not.
    if write.exact and (source is None or len(arrived) > 1):
        raise _Nobody
    number = write.some({S.MOVED, S.SETTLED}, like=lambda p: source in {None, p.place}, to=there)
    return PeopleMoved(
        **write.about, to_provider=provider, choice=choice, again=True, from_provider=source or "", **number
    )  # fmt: skip


def _settle(write: _Writer) -> PeopleRecord:
    provider = write.draw(st.sampled_from((*_PROVIDERS, "oak", "")))
    place = provider or DIRECT_PAYMENT_PLACE
    number = write.some(
        {S.MOVED}, like=lambda p: p.place == place, to=Position(S.SETTLED, place=place)
    )
    return PeopleSettled(**write.about, provider=provider, **number)


def _leave(write: _Writer) -> PeopleRecord:
    waiting, arrived = {S.AFFECTED, S.TOLD, S.CHOSEN}, {S.MOVED, S.SETTLED}
    was = write.draw(st.sampled_from(tuple(S)[:-1]))
    said = write.exact or write.draw(st.booleans())
    because = write.draw(st.sampled_from(_REASONS))
    # No paper says what those who leave had chosen, or where they had moved.
    if write.exact and len({p for p in write.people if p.state is was}) > 1:
        raise _Nobody
    tiers = ({was},) if said else (waiting, arrived)
    number = write.some(*tiers, to=Position(S.LEFT, because=because))
    return CohortChanged(
        **write.about, left=number["people"], left_fewer_than=number["fewer_than"],
        was=was if said else None, because=because,
    )  # fmt: skip


_HAPPENINGS: Final = (
    _tell, _choose, _move, _settle, _leave, _join, _change_choice, _move_again, _move_in_an_emergency
)  # fmt: skip


@st.composite
def people_histories(draw: st.DrawFn, *, exact: bool = False) -> PeopleHistory:
    """A history of one cohort that can have happened; `exact` states every number and every state."""
    write = _Writer(draw, exact, [Position(S.AFFECTED)] * draw(st.integers(1, 8)))
    cohort = Cohort(reference="h", provider="alder", **write.stated(len(write.people)))
    write.records.append(PeopleAffected(on=write.on, cohorts=(cohort,)))
    truth = [(write.on, Counter(write.people))]
    for happen in draw(st.lists(st.sampled_from(_HAPPENINGS), max_size=12)):
        write.on += timedelta(days=draw(st.integers(1, 30)))
        with suppress(_Nobody):
            write.records.append(happen(write))
            truth.append((write.on, Counter(write.people)))
    return PeopleHistory("h", tuple(write.records), tuple(truth), exact)


def holds(count: Count, number: int) -> bool:
    low = count.least is None or count.least <= number
    return low and (count.most is None or number <= count.most)


@given(people_histories())
def test_possible_history_is_never_refused_and_never_denied(
    ledger: Callable[..., Ledger], history: PeopleHistory
):
    """Whatever the papers leave out, the true number lies within what is shown, in every state and place."""
    days = {step.on: step for step in reconciliations(ledger(*history.records))}
    for on, truth in history.truth:
        (balance,) = days[on].balances
        assert balance.too_many == ()
        states, places = Counter(), Counter()
        for position, number in truth.items():
            states[position.state] += number
            if position.state in {PeopleState.MOVED, PeopleState.SETTLED}:
                places[position.place] += number
        for state in PeopleState:
            assert holds(balance.state(state), states[state]), (on, state)
        assert all(holds(balance.to_place(place), number) for place, number in places.items())
        assert holds(balance.still_waiting, sum(states[s] for s in PeopleState if s.waits))
        assert holds(balance.moving, states[PeopleState.MOVED] + states[PeopleState.SETTLED])
        assert holds(balance.in_all, truth.total() - states[PeopleState.LEFT])


@given(people_histories(exact=True))
def test_stated_history_is_reckoned_to_the_person(
    ledger: Callable[..., Ledger], history: PeopleHistory
):
    """Where every number is stated, no number may be shown as not known."""
    days = {step.on: step for step in reconciliations(ledger(*history.records))}
    for on, truth in history.truth:
        (balance,) = days[on].balances
        states = Counter()
        for position, number in truth.items():
            states[position.state] += number
        for state in PeopleState:
            assert balance.state(state).known == states[state]
        assert balance.people == truth.total() - states[PeopleState.LEFT]


@given(people_histories())
def test_opening_stock_and_flows_are_the_closing_stock_of_every_state(
    ledger: Callable[..., Ledger], history: PeopleHistory
):
    """The sum that a board strikes by hand; a state that does not add up has lost somebody."""
    held = ledger(*history.records)
    days = [on for on, _ in history.truth]
    for since in days:
        for on in (each for each in days if each >= since):
            for row in reconcile(held, on).flows(since).to_dicts():
                if None not in row.values():
                    assert row["opening"] + row["in"] - row["out"] == row["closing"]
                elif history.exact:
                    raise AssertionError(row)


@given(people_histories(exact=True))
def test_flows_of_each_day_join_the_stocks_of_its_two_ends(
    ledger: Callable[..., Ledger], history: PeopleHistory
):
    """Opening stock plus the flows of a day is its closing stock, in each state, without a gap."""
    steps = list(reconciliations(ledger(*history.records)))
    before: dict[str, int] = {}
    for step in steps:
        now = {row["state"]: row for row in step.flows(step.on).to_dicts()}
        for state, row in now.items():
            assert row["opening"] == before.get(state, 0)
            assert row["opening"] + row["in"] - row["out"] == row["closing"]
        before = {state: row["closing"] for state, row in now.items()}


@given(people_histories())
def test_every_history_can_be_drawn(ledger: Callable[..., Ledger], history: PeopleHistory):
    """A picture that fails on the one odd history fails in front of the board."""
    found = reconcile(ledger(*history.records), history.truth[-1][0])
    assert ET.fromstring(people_svg(found)).get("role") == "img"
