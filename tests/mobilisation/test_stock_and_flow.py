"""People as stock and flow: each of them in exactly one state on every day."""

from collections import Counter
from datetime import date

from attrs import evolve
from hypothesis import given

from commissioning.ledger.ledger import Ledger
from commissioning.mobilisation.reconciliation import reconcile, reconciliations
from commissioning.records.people import (
    Choice,
    Cohort,
    PeopleAffected,
    PeopleMoved,
    PeopleSettled,
    PeopleState,
)
from commissioning.stages import During, Stage
from commissioning.testing.strategies.people import PeopleHistory, people_histories
from commissioning.values.counts import Count

ANY_TIME = During(tuple(Stage))


def ledger(*records):
    held = Ledger()
    for record in records:
        held.add(record, ANY_TIME)
    return held


def holds(count: Count, number: int) -> bool:
    low = count.least is None or count.least <= number
    return low and (count.most is None or number <= count.most)


@given(people_histories())
def test_what_can_have_happened_is_never_refused_and_never_denied(history: PeopleHistory):
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
def test_stated_history_is_reckoned_to_the_person(history: PeopleHistory):
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
def test_opening_stock_and_flows_are_the_closing_stock_of_every_state(history: PeopleHistory):
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
def test_flows_of_each_day_join_the_stocks_of_its_two_ends(history: PeopleHistory):
    """Opening stock plus the flows of a day is its closing stock, in each state, without a gap."""
    steps = list(reconciliations(ledger(*history.records)))
    before: dict[str, int] = {}
    for step in steps:
        now = {row["state"]: row for row in step.flows(step.on).to_dicts()}
        for state, row in now.items():
            assert row["opening"] == before.get(state, 0)
            assert row["opening"] + row["in"] - row["out"] == row["closing"]
        before = {state: row["closing"] for state, row in now.items()}


def test_kind_of_care_is_known_unless_both_kinds_settle_in_one_place():
    """A direct payment may buy care of a contracted provider: who settled there is then either."""
    day = date(2024, 4, 1)
    people = PeopleAffected(on=day, cohorts=(Cohort(reference="h", people=10),))
    arranged = PeopleMoved(on=day, cohort="h", people=3, to_provider="birch")
    bought = evolve(arranged, people=2, choice=Choice.DIRECT_PAYMENT)
    settled = PeopleSettled(on=day, cohort="h", people=1, provider="birch")
    for records, told_apart in (
        ((arranged,), (3, 0)),
        ((arranged, bought), (3, 2)),
        ((arranged, settled), (3, 0)),
        ((bought, settled), (0, 2)),
        ((arranged, bought, settled), (None, None)),
    ):
        (balance,) = reconcile(ledger(people, *records), day).balances
        assert (balance.arranged, balance.by_themselves) == told_apart
