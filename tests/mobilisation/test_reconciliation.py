"""Everybody accounted for, at every date."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.dates.periods import Period
from commissioning.ledger.ledger import Ledger
from commissioning.mobilisation.reconciliation import (
    people_records,
    progress,
    reconcile,
    reconciliations,
)
from commissioning.records.people import (
    Choice,
    ChoiceCount,
    ChoicesMade,
    Cohort,
    CohortChanged,
    Headcount,
    PeopleAffected,
    PeopleCounted,
    PeopleMoved,
    PeopleTold,
    TransferPlan,
    TransferWave,
)
from commissioning.records.record import Record

COUNTED_ON = date(2015, 11, 2)
TOLD_ON = date(2015, 11, 5)
CHOSEN_ON = date(2015, 12, 1)
MOVED_ON = date(2016, 1, 11)
NEW, SAME = Choice.NEW_PROVIDER, Choice.DIRECT_PAYMENT_SAME_PROVIDER

AFFECTED = PeopleAffected(
    on=COUNTED_ON,
    cohorts=(
        Cohort(reference="north", people=60, provider="alder"),
        Cohort(reference="south", people=40),
    ),
)


def told(people, cohort="north", on=TOLD_ON):
    return PeopleTold(on=on, cohort=cohort, people=people)


def chose(cohort="north", on=CHOSEN_ON, **counts):
    made = {"new": NEW, "same": SAME}
    return ChoicesMade(
        on=on,
        cohort=cohort,
        choices=tuple(ChoiceCount(choice=made[name], people=n) for name, n in counts.items()),
    )


def moved(people, to="birch", cohort="north", on=MOVED_ON, choice=NEW):
    return PeopleMoved(on=on, cohort=cohort, people=people, to_provider=to, choice=choice)


def found_at(on, cohort="north", **places):
    counts = tuple(
        Headcount(people=n, provider="" if place == "direct" else place)
        for place, n in places.items()
    )
    return PeopleCounted(on=on, cohort=cohort, found=counts)


STORY = (
    AFFECTED, told(60), told(40, "south"), chose(new=50, same=10), chose("south", new=40),
    moved(20), moved(10, to="", choice=SAME),
)  # fmt: skip


def test_everybody_waits_until_they_move(ledger):
    """On the day of the count nobody has moved, and nobody may be missing."""
    start = reconcile(ledger(*STORY), COUNTED_ON)
    assert (start.people, start.told, start.moved, start.waiting) == (100, 0, 0, 100)
    assert start.findings() == ()


def test_moves_take_from_those_who_wait(ledger):
    """Thirty have moved, seventy wait: a hundred, as at the start."""
    after = reconcile(ledger(*STORY), MOVED_ON)
    assert (after.people, after.told, after.moved, after.waiting) == (100, 100, 30, 70)
    assert after.moved_to("birch") == 20
    assert after.moved_to("direct payments") == 10
    assert after.findings() == ()


def test_table_sums_its_cohorts(ledger):
    """The sheet for the project board, with the line everybody looks at first."""
    assert reconcile(ledger(*STORY), MOVED_ON).table().to_dicts() == [
        {
            "cohort": "north", "affected": 0, "told": 0, "chosen": 30, "waiting": 30, "moved": 30,
            "settled": 0, "people": 60, "left": 0,
        },
        {
            "cohort": "south", "affected": 0, "told": 0, "chosen": 40, "waiting": 40, "moved": 0,
            "settled": 0, "people": 40, "left": 0,
        },
        {
            "cohort": "all", "affected": 0, "told": 0, "chosen": 70, "waiting": 70, "moved": 30,
            "settled": 0, "people": 100, "left": 0,
        },
    ]  # fmt: skip


def test_empty_ledger_has_nobody_to_account_for(ledger):
    """Asking before the count is not a mistake."""
    nobody = reconcile(ledger(), COUNTED_ON)
    assert nobody.table().rows == ()
    assert nobody.people == 0
    assert nobody.balance("north") is None
    assert list(reconciliations(ledger())) == []


def test_people_who_join_and_leave_are_counted(ledger):
    """Between November and June people come into care, recover, move away and die."""
    changes = CohortChanged(on=CHOSEN_ON, cohort="north", joined=5, left=3)
    balance = reconcile(ledger(AFFECTED, changes), CHOSEN_ON).balance("north")
    assert (balance.people, balance.waiting) == (62, 62)


def test_second_count_of_a_cohort_replaces_the_first(ledger):
    """Lists are corrected in the first weeks; the later count is the one that holds."""
    again = PeopleAffected(on=TOLD_ON, cohorts=(Cohort(reference="north", people=58),))
    assert reconcile(ledger(AFFECTED, again), TOLD_ON).people == 98


def test_cohort_nobody_counted_is_left_out(ledger):
    """An audited history may name one; there is no balance to strike."""
    assert reconcile(ledger(AFFECTED, told(5, "east")), TOLD_ON).told == 0


@pytest.fixture
def messages(ledger):
    """Reports on a day what these records say of the people affected that cannot be."""

    def found(*records, on=MOVED_ON):
        return [str(finding) for finding in reconcile(ledger(AFFECTED, *records), on).findings()]

    return found


CORRECT = "Correct the number, or record those who joined the cohort."
NOT_ACCOUNTED = [
    ((told(61),),
     [(
          "61 people of cohort north were told on 5 November 2015, but only 60 were still to be "
          f"told. {CORRECT}"
      )]),
    ((told(60), chose(new=61)),
     [(
          "61 people of cohort north chose on 1 December 2015, but only 60 were still to choose. "
          "Correct the number, or record those who joined the cohort; where people change "
          "their choice, name the choice that it replaces."
      )]),
    ((told(60), chose(new=60), moved(61)),
     [(
          "61 people of cohort north moved on 11 January 2016, but only 60 were waiting. Correct the "
          "number, or record those who joined the cohort; where people move a second time, say so "
          "in the record."
      )]),
    ((CohortChanged(on=TOLD_ON, cohort="north", left=61),),
     [(
          "61 people of cohort north left on 5 November 2015, but only 60 were there. Correct the "
          "number who left, or record those who joined."
      )]),
    ((told(60), chose(new=10), moved(12)),
     [(
          '12 people of cohort north moved to "care arranged by the council with a new provider" on '
          "11 January 2016, but only 10 of those who chose it were waiting. Record their choices "
          "before they move."
      )]),
    ((told(10), chose(new=12), moved(12)),
     [(
          "12 people of cohort north have moved, but only 10 were told. Record when and how people "
          "were told."
      )]),
    ((told(60), chose(new=60), moved(20), found_at(MOVED_ON, alder=38, birch=20)),
     [(
          "2 of the 60 people of cohort north were not found on 11 January 2016. Find them: "
          "ask their last provider before anyone else moves."
      )]),
    ((told(60), chose(new=60), moved(20), found_at(MOVED_ON, alder=42, birch=20)),
     [(
          "The count of 11 January 2016 found 2 people more than the 60 of cohort north. Look for "
          "people counted in two places, or record those who joined."
      )]),
    ((told(60), chose(new=60), moved(20), found_at(MOVED_ON, alder=42, birch=18)),
     [(
          "42 people of cohort north were found with alder on 11 January 2016; the moves say "
          "40. Correct the moves, or the count."
      ),
      (
          "18 people of cohort north were found with birch on 11 January 2016; the moves say "
          "20. Correct the moves, or the count."
      )]),
    ((told(60), chose(new=20, same=5), moved(20), moved(5, to="", choice=SAME),
      found_at(MOVED_ON, alder=35, birch=20, direct=5)), []),
]  # fmt: skip


@pytest.mark.parametrize(("records", "told_of"), NOT_ACCOUNTED)
def test_people_not_accounted_for_are_reported(messages, records, told_of):
    """One person missing from the list is one person without a visit in the morning."""
    assert messages(*records) == told_of


def test_count_corrects_the_one_before_it(messages):
    """Two people who were missing on Monday and found on Tuesday are not missing."""
    missing = found_at(TOLD_ON, alder=58)
    there = found_at(CHOSEN_ON, alder=60)
    assert len(messages(missing, on=TOLD_ON)) == 1
    assert messages(missing, there, on=CHOSEN_ON) == []


def test_people_of_an_unnamed_provider_are_expected_with_their_former_ones(ledger):
    """A source that gives only a total still lets a count be struck."""
    count = found_at(TOLD_ON, "south", birch=40)
    assert [
        (finding.code, finding.message)
        for finding in reconcile(ledger(AFFECTED, count), TOLD_ON).findings()
    ] == [
        (
            "people-elsewhere",
            "40 people of cohort south were found with birch on 5 November 2015; the moves say 0",
        ),
        (
            "people-elsewhere",
            (
                "0 people of cohort south were found with their former providers on 5 November "
                "2015; the moves say 40"
            ),
        ),
    ]


def test_those_who_wait_after_the_last_wave_are_told_of(ledger):
    """The project closes in July; the four who were in hospital in June must not be forgotten."""
    plan = TransferPlan(
        on=CHOSEN_ON,
        waves=(
            TransferWave(
                reference="W1", cohort="north", to_provider="birch", people=60,
                period=Period(date(2016, 1, 4), date(2016, 6, 30)),
            ),
        ),
    )  # fmt: skip
    held = ledger(AFFECTED, told(60), chose(new=60), plan, moved(56))
    assert reconcile(held, date(2016, 6, 30)).findings() == ()
    assert [str(finding) for finding in reconcile(held, date(2016, 7, 1)).findings()] == [
        (
            "4 people of cohort north are still waiting, although the last wave ended on 30 "
            "June 2016. Record their moves, or plan another wave."
        )
    ]
    of_one, of_other = (
        evolve(plan, lots=("N1",)),
        evolve(plan, lots=("N2",), waves=(evolve(plan.waves[0], cohort="south"),)),
    )
    both = ledger(AFFECTED, told(60), chose(new=60), of_one, of_other, moved(56))
    found = reconcile(both, date(2016, 7, 1)).findings()
    assert [finding.about for finding in found] == ["north", "south"]


def test_there_is_one_reconciliation_for_each_day_something_happened(ledger):
    """ "At every date" is these dates; nothing moves between them."""
    days = [step.on for step in reconciliations(ledger(*STORY))]
    assert days == [COUNTED_ON, TOLD_ON, CHOSEN_ON, MOVED_ON]


def test_records_are_taken_in_order_of_days_and_of_the_work(ledger):
    """Entered late or out of order, a move still comes after the count it draws on."""
    held = ledger(moved(20), chose(new=20), AFFECTED)
    assert set(people_records(held, "south")) == {AFFECTED}
    assert [balance.waiting for balance in (day.balance("north") for day in reconciliations(held))] == [
        60, 60, 40
    ]  # fmt: skip


numbers = st.integers(min_value=0, max_value=50)
days = st.integers(min_value=1, max_value=200).map(lambda n: COUNTED_ON + timedelta(days=n))
cohorts = st.sampled_from(["north", "south", "east"])
happenings = st.one_of(
    st.builds(told, numbers, cohorts, days),
    st.builds(chose, cohorts, days, new=numbers, same=numbers),
    st.builds(moved, numbers, st.sampled_from(["birch", "cedar"]), cohorts, days),
    st.builds(moved, numbers, st.just(""), cohorts, days, st.just(SAME)),
    st.builds(
        lambda cohort, on, joined, left: CohortChanged(
            on=on, cohort=cohort, joined=joined + 1, left=left
        ),
        cohorts,
        days,
        numbers,
        numbers,
    ),
)


@given(st.lists(happenings, max_size=15), days)
def test_whole_is_its_cohorts_and_each_of_them_waits_or_has_moved(ledger, records, on):
    """Whatever is recorded, possible or not: those who wait and those who moved are all of them."""
    held = ledger(AFFECTED, *records)
    for step in (*reconciliations(held), reconcile(held, on)):
        assert step.people == sum(balance.people for balance in step.balances)
        assert step.waiting + step.moved == step.people
        for balance in step.balances:
            assert balance.waiting + balance.moved == balance.people >= 0
            assert balance.waiting >= 0


@given(st.lists(happenings, max_size=15))
def test_reconciliation_of_a_day_does_not_depend_on_the_order_of_entry(ledger, records):
    """Two officers who type the same returns in another order strike the same balance."""
    forwards = reconcile(ledger(AFFECTED, *records), date(2017, 1, 1))
    backwards = reconcile(ledger(*reversed(records), AFFECTED), date(2017, 1, 1))
    assert forwards.table() == backwards.table()
    assert forwards.moved_to("birch") == backwards.moved_to("birch")


@given(st.lists(happenings, max_size=15))
def test_balance_at_a_date_is_the_last_step_before_it(ledger, records):
    """Reading the story day by day and asking for one day must give the same answer."""
    held = ledger(AFFECTED, *records)
    for step in reconciliations(held):
        assert reconcile(held, step.on) == step


def test_progress_of_a_move_is_one_row_a_day(ledger):
    """The line chart of every project board: told, undecided, moved, waiting."""
    rows = progress(ledger(*STORY)).to_dicts()
    assert [row["on"] for row in rows] == [COUNTED_ON, TOLD_ON, CHOSEN_ON, MOVED_ON]
    assert rows[-1] == {
        "on": MOVED_ON, "affected": 0, "told": 0, "chosen": 70, "waiting": 70, "moved": 30,
        "settled": 0, "people": 100, "left": 0,
    }  # fmt: skip


def test_notebook_shows_the_balance_as_a_picture_of_its_day_and_a_table(ledger):
    """The person with the notebook is often not the one who wrote the code."""
    shown = reconcile(ledger(*STORY), MOVED_ON)._repr_mimebundle_()["text/html"]
    assert "<title>People on 11 January 2016</title>" in shown
    assert shown.count("<tr") == 4


FEW = PeopleMoved(on=MOVED_ON, cohort="north", fewer_than=5, to_provider="birch")
UNKNOWN = PeopleMoved(on=MOVED_ON, cohort="north", to_provider="birch")


@pytest.mark.parametrize("order", [1, -1])
def test_of_more_moves_than_people_the_smallest_is_cut(ledger, order):
    """The sum still holds, a finding says that it was forced, and it does not matter who typed first."""
    moves = [moved(37, "alder"), moved(30, "birch")][::order]
    now = reconcile(ledger(AFFECTED, told(60), chose(new=60), *moves), MOVED_ON)
    assert (now.moved_to("alder"), now.moved_to("birch")) == (37, 23)
    assert "people-twice" in {finding.code for finding in now.findings()}


def test_number_that_is_suppressed_is_unknown_and_never_zero(ledger):
    """Councils publish "fewer than 5"; a report that adds it up as 0 loses up to four people."""
    moved = evolve(UNKNOWN, people=50, fewer_than=None)
    now = reconcile(ledger(AFFECTED, told(60), chose(new=60), moved, FEW), MOVED_ON)
    (north, south) = now.balances
    assert (north.moved, north.waiting, now.moved, now.waiting) == (None,) * 4
    assert (str(north.moving), str(north.still_waiting), north.people) == (
        "50 to 54",
        "6 to 10",
        60,
    )
    assert (south.waiting, now.people, now.moved_to("birch"), now.moved_to("alder")) == (
        40,
        100,
        None,
        0,
    )
    row = now.table().to_dicts()[-1]
    assert (row["people"], row["moved"], row["settled"], row["waiting"]) == (100, None, 0, None)
    (unsure,) = now.findings()
    assert (unsure.code, unsure.blocks) == ("not-stated", False)
    assert unsure.message == (
        "It is not known how many people of cohort north are waiting: it holds 60 people, and 50 to 54 "
        "have moved"
    )
    last = progress(ledger(AFFECTED, FEW)).to_dicts()[-1]
    assert (last["people"], last["moved"], last["waiting"]) == (100, None, None)


@pytest.mark.parametrize(
    ("records", "codes"),
    [
        ((told(58), PeopleTold(on=TOLD_ON, cohort="north", fewer_than=5)), []),
        ((told(60), PeopleTold(on=TOLD_ON, cohort="north", fewer_than=5)), []),
        ((told(61), PeopleTold(on=TOLD_ON, cohort="north", fewer_than=5)), ["told-twice"]),
        ((told(60), chose(new=2), FEW), []),
        ((told(60), FEW), ["not-stated"]),
        ((told(60), UNKNOWN, evolve(UNKNOWN, people=61)), ["people-twice"]),
    ],
)
def test_finding_needs_to_hold_whatever_the_number_is(
    ledger: Callable[..., Ledger], records: tuple[Record, ...], codes: list[str]
):
    """A number that is not stated accuses nobody; those that are stated still count."""
    now = reconcile(ledger(AFFECTED, *records), MOVED_ON)
    assert [f.code for f in now.balances[0].too_many] == [c for c in codes if c != "not-stated"]


def test_count_with_a_suppressed_number_finds_only_what_is_sure(ledger):
    """Fifty found and fewer than 5 elsewhere leave at least six people lost, and no more is said."""
    held = ledger(AFFECTED)
    for found, codes in (
        ((Headcount(people=50, provider="alder"), Headcount(fewer_than=5)), ["people-lost"]),
        ((Headcount(people=60, provider="alder"), Headcount(fewer_than=5)), []),
        ((Headcount(people=61, provider="alder"), Headcount()), ["people-twice"]),
        ((Headcount(people=50), Headcount(provider="alder")), ["people-elsewhere"]),
    ):
        count = PeopleCounted(on=MOVED_ON, cohort="north", found=found)
        now = reconcile(ledger(*held.records, count), MOVED_ON)
        assert [f.code for f in now.balances[0].miscounts] == codes
    lost = PeopleCounted(
        on=MOVED_ON, cohort="north",
        found=(Headcount(people=50, provider="alder"), Headcount(fewer_than=5)),
    )  # fmt: skip
    (finding,) = reconcile(ledger(AFFECTED, lost), MOVED_ON).balances[0].miscounts
    assert finding.message.startswith("6 to 10 of the 60 people of cohort north were not found")


def test_cohort_of_unknown_size_has_no_number_waiting(ledger):
    """A history that knows that people were affected, and not how many, is told all the same."""
    unsized = PeopleAffected(on=COUNTED_ON, cohorts=(Cohort(reference="north"),))
    assert unsized.people is None
    now = reconcile(ledger(unsized, evolve(UNKNOWN, people=3)), MOVED_ON)
    assert (now.people, now.moved, now.waiting) == (None, 3, None)
    assert PeopleAffected(on=COUNTED_ON, cohorts=(Cohort(reference="n", people=4),)).people == 4


def test_printed_report_says_not_known_and_never_leaves_a_gap(ledger):
    """A gap in a table of people reads as 0."""
    now = reconcile(ledger(AFFECTED, FEW), MOVED_ON).table()
    assert now.to_html().count(">not known<") == 6
    assert "not known" in now.to_text(60)
    assert "not known" in now.to_text(400)
