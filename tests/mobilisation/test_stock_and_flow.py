"""People as stock and flow: each of them in exactly one state on every day."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.mobilisation.reconciliation import reconcile
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


def test_number_who_left_a_state_is_known_though_their_place_is_not(ledger):
    """Who died may have lived in either home; the number of those who moved still goes down by one."""
    day = date(2024, 4, 1)
    people = PeopleAffected(on=day, cohorts=(Cohort(reference="h", people=5),))
    oak = PeopleMoved(on=day, cohort="h", people=3, to_provider="oak", choice=Choice.EMERGENCY)
    birch = PeopleMoved(on=day, cohort="h", people=1, to_provider="birch", choice=Choice.EMERGENCY)
    died = CohortChanged(on=day, cohort="h", left=1, was=PeopleState.MOVED, because="died")
    rows = reconcile(ledger(people, oak, birch, died), day).flows().to_dicts()
    moved = next(row for row in rows if row["state"] == "moved")
    assert [moved[name] for name in ("opening", "in", "out", "closing")] == [0, 4, 1, 3]


def test_kind_of_care_is_known_unless_both_kinds_settle_in_one_place(ledger):
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


DAY = date(2024, 4, 1)
PEOPLE = PeopleAffected(on=DAY, cohorts=(Cohort(reference="h", people=10, provider="alder"),))
TOLD = PeopleTold(on=DAY, cohort="h", people=10)


def chose(
    number: int, choice: Choice = Choice.NEW_PROVIDER, was: Choice | None = None
) -> ChoicesMade:
    counts = (ChoiceCount(choice=choice, people=number, instead_of=was),)
    return ChoicesMade(on=DAY, cohort="h", choices=counts)


def moved(number: int, **more) -> PeopleMoved:
    return PeopleMoved(on=DAY, cohort="h", people=number, to_provider="birch", **more)


def left(number: int, was: PeopleState | None = None, because: str = "died") -> CohortChanged:
    return CohortChanged(on=DAY, cohort="h", left=number, was=was, because=because)


def settled(number: int, provider: str = "birch") -> PeopleSettled:
    return PeopleSettled(on=DAY, cohort="h", people=number, provider=provider)


S = PeopleState
STATES = [
    ((TOLD, left(1)), (0, 9, 0, 0, 0, 1)),
    ((TOLD, chose(10), moved(10), left(1)), (0, 0, 0, 9, 0, 1)),
    ((TOLD, chose(10), moved(4), left(1)), (0, 0, 5, 4, 0, 1)),
    ((TOLD, chose(10), moved(4), left(1, S.MOVED)), (0, 0, 6, 3, 0, 1)),
    ((TOLD, chose(10), moved(4), settled(3), left(2, S.SETTLED)), (0, 0, 6, 1, 1, 2)),
    ((TOLD, chose(4), chose(3, Choice.STAYS, Choice.NEW_PROVIDER), moved(3, choice=Choice.STAYS)),
     (0, 6, 1, 3, 0, 0)),
    ((TOLD, chose(4), moved(4), moved(2, again=True, from_provider="birch")), (0, 6, 0, 4, 0, 0)),
    ((moved(4, choice=Choice.EMERGENCY), PeopleTold(on=date(2024, 4, 2), cohort="h", people=10)),
     (0, 6, 0, 4, 0, 0)),
    ((CohortChanged(on=DAY, cohort="h", joined=2), TOLD), (2, 10, 0, 0, 0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("records", "states"), STATES)
def test_ordinary_changes_of_a_move_are_counted_and_not_refused(ledger, records, states):
    """People die after the letter, change their minds and move twice; none of it is a mistake."""
    (balance,) = reconcile(ledger(PEOPLE, *records), date(2024, 5, 1)).balances
    assert balance.too_many == ()
    assert tuple(balance.state(state).known for state in PeopleState) == states


def test_someone_who_leaves_from_a_state_not_said_leaves_the_sum_exact(ledger):
    """5 are told and 5 are not: who of them died is not known, and that 9 wait is."""
    told = PeopleTold(on=DAY, cohort="h", people=5)
    (balance,) = reconcile(ledger(PEOPLE, told, left(1)), DAY).balances
    assert (str(balance.state(S.AFFECTED)), str(balance.state(S.TOLD))) == ("4 to 5", "4 to 5")
    assert balance.waiting == 9
    later = PeopleTold(on=date(2024, 4, 2), cohort="h", people=5)
    (balance,) = reconcile(ledger(PEOPLE, told, left(1), later), date(2024, 4, 2)).balances
    assert (balance.state(S.AFFECTED).known, balance.state(S.TOLD).known) == (0, 9)


TOO_MANY = [
    ((TOLD, left(1, S.CHOSEN)),
     "1 person of cohort h left when chosen on 1 April 2024, but none were in that state"),
    ((settled(1),), "1 person of cohort h settled on 1 April 2024, but none had moved there and not settled"),
    ((TOLD, chose(10), moved(3), moved(4, again=True)),
     "4 people of cohort h moved again on 1 April 2024, but only 3 had moved there before"),
    ((TOLD, chose(2), chose(3, Choice.STAYS, Choice.NEW_PROVIDER)),
     "3 people of cohort h changed their choice on 1 April 2024, but only 2 had made it and not moved"),
]  # fmt: skip


@pytest.mark.parametrize(("records", "message"), TOO_MANY)
def test_more_people_than_are_in_a_state_cannot_leave_it(ledger, records, message):
    """A slip of one digit is found on the day, with both numbers."""
    (balance,) = reconcile(ledger(PEOPLE, *records), DAY).balances
    (finding,) = balance.too_many
    assert (finding.code, finding.message) == ("more-than-there", message)


def test_later_count_corrects_the_cohort_as_it_is_then(ledger):
    """The list of the second week holds those who joined in the first; they are not added again."""
    day = date(2024, 4, 8)
    again = PeopleAffected(on=day, cohorts=(Cohort(reference="h", people=12),))
    joined = CohortChanged(on=DAY, cohort="h", joined=2)
    (balance,) = reconcile(ledger(PEOPLE, joined, again), day).balances
    assert balance.people == 12
    fewer = PeopleAffected(on=day, cohorts=(Cohort(reference="h", people=9),))
    (balance,) = reconcile(ledger(PEOPLE, joined, TOLD, fewer), day).balances
    assert (balance.people, balance.state(S.AFFECTED).known, balance.told) == (9, 0, 10)
    unsure = PeopleAffected(on=day, cohorts=(Cohort(reference="h", fewer_than=5),))
    few = PeopleAffected(on=DAY, cohorts=(Cohort(reference="h"),))
    (balance,) = reconcile(ledger(few, unsure), day).balances
    assert str(balance.in_all) == "fewer than 5"
