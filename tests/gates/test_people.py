"""People who change provider: what stands in the way of a count or a move that cannot be."""

from datetime import date

import pytest
from attrs import evolve, field, frozen

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.gates.case import Case
from commissioning.gates.people import (
    cohort_has_been_counted,
    people_move_to_a_contracted_provider,
    people_stay_within_their_cohort,
    waves_fit_cohorts_and_capacity,
)
from commissioning.ledger.ledger import Ledger
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.contract import ContractNovated, ContractSigned
from commissioning.records.ending import ContractEnded, HowEnded
from commissioning.records.history import BroughtForward
from commissioning.records.mobilisation import MobilisationPlan
from commissioning.records.people import (
    COHORT,
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
    ProviderCapacity,
    TransferPlan,
    TransferWave,
)
from commissioning.records.record import Record
from commissioning.records.specification import Lot
from commissioning.stages import During, Stage

ANY_TIME = During(tuple(Stage))
TOLD_ON, CHOSEN_ON, MOVED_ON = date(2015, 11, 5), date(2015, 12, 1), date(2016, 1, 11)
AFFECTED = PeopleAffected(
    on=date(2015, 11, 2),
    cohorts=(Cohort(reference="north", people=60), Cohort(reference="south", people=40)),
)
CHOSE = ChoicesMade(
    on=CHOSEN_ON,
    cohort="north",
    choices=(
        ChoiceCount(choice=Choice.NEW_PROVIDER, people=50),
        ChoiceCount(choice=Choice.DIRECT_PAYMENT, people=10),
    ),
)
MOVED = PeopleMoved(on=MOVED_ON, cohort="north", people=50, to_provider="birch")
WINTER = Period(date(2016, 1, 4), date(2016, 3, 31))
SPRING = Period(date(2016, 4, 1), date(2016, 6, 30))


def texts(check, record, *before):
    held = Ledger()
    for earlier in before:
        held.add(earlier, ANY_TIME)
    case = Case(held, record.on, ("whole",), type(record), record)
    return [(finding.code, str(finding)) for finding in check(case, record)]


def wave(people, cohort="north", period=WINTER, reference="W1", to="birch"):
    return TransferWave(
        reference=reference, cohort=cohort, to_provider=to, people=people, period=period
    )


def plan(*waves, capacities=()):
    return TransferPlan(on=CHOSEN_ON, waves=waves, capacities=capacities)


def test_people_of_an_uncounted_cohort_are_refused():
    """A typing slip in a reference would make people vanish from the sums."""
    assert texts(cohort_has_been_counted, MOVED, AFFECTED) == []
    assert texts(cohort_has_been_counted, evolve(MOVED, cohort="nroth"), AFFECTED) == [
        (
            "unknown-cohort",
            (
                'Cohort nroth has not been counted; did you mean "north"? Record who is affected '
                "first, or correct the reference."
            ),
        )
    ]


def test_wave_of_an_uncounted_cohort_is_refused():
    """A wave of nobody takes up a provider's time."""
    codes = [
        c
        for c, _ in texts(
            cohort_has_been_counted, plan(wave(1), wave(1, "east", SPRING, "W2")), AFFECTED
        )
    ]
    assert codes == ["unknown-cohort"]


def test_uncounted_cohorts_without_any_count_are_left_to_the_rule_of_order():
    """The rule of order already says that nobody recorded who is affected."""
    assert texts(cohort_has_been_counted, MOVED) == []


BEYOND = [
    (PeopleTold(on=TOLD_ON, cohort="north", people=60), (), []),
    (PeopleTold(on=TOLD_ON, cohort="north", people=61), (), ["told-twice"]),
    (PeopleTold(on=CHOSEN_ON, cohort="north", people=1),
     (PeopleTold(on=TOLD_ON, cohort="north", people=60),), ["told-twice"]),
    (evolve(CHOSE, on=MOVED_ON), (CHOSE,), ["chosen-twice"]),
    (MOVED, (CHOSE,), []),
    (MOVED, (), ["moved-without-choice"]),
    (evolve(MOVED, people=61), (CHOSE,), ["people-twice"]),
    (evolve(MOVED, people=11), (CHOSE, evolve(MOVED, on=date(2016, 3, 1))), ["people-twice"]),
    (CohortChanged(on=CHOSEN_ON, cohort="north", left=61), (), ["people-lost"]),
    (CohortChanged(on=CHOSEN_ON, cohort="north", left=11), (CHOSE, MOVED),
     ["people-twice"]),
    (evolve(MOVED, people=62),
     (CHOSE, CohortChanged(on=CHOSEN_ON, cohort="north", joined=2)),
     ["moved-without-choice"]),
    (PeopleCounted(on=MOVED_ON, cohort="north", found=(Headcount(people=99),)), (CHOSE,), []),
    (AFFECTED, (), []),
]  # fmt: skip


@pytest.mark.parametrize(("record", "before", "codes"), BEYOND)
def test_more_people_than_the_cohort_holds_on_any_date_are_refused(record, before, codes):
    """Entered late, a move of January may make one of March impossible; either way it is reported."""
    found = texts(people_stay_within_their_cohort, record, AFFECTED, *before)
    assert [code for code, _ in found] == codes


@frozen(kw_only=True)
class Visited(Record):
    """A council's own record about a cohort."""

    cohort: str = field(metadata=COHORT)


def test_record_of_a_councils_own_kind_changes_no_count():
    """A council may add records about a cohort; only the counting kinds count."""
    visited = Visited(on=MOVED_ON, cohort="north")
    assert texts(people_stay_within_their_cohort, visited, AFFECTED, CHOSE, MOVED) == []


def test_fault_of_the_history_is_not_laid_at_the_next_record():
    """An audited history holds a slip; the officer who records the next thing cannot mend it there."""
    slip = PeopleTold(on=TOLD_ON, cohort="north", people=61)
    joined = CohortChanged(on=CHOSEN_ON, cohort="north", joined=1)
    assert texts(people_stay_within_their_cohort, joined, AFFECTED, slip) == []
    assert texts(people_stay_within_their_cohort, evolve(joined, cohort="east"), AFFECTED) == []
    again = [code for code, _ in texts(people_stay_within_their_cohort, slip, AFFECTED, slip)]
    assert again == ["told-twice"]


def test_move_of_too_many_people_gives_both_numbers():
    """The officer sees the two figures side by side."""
    assert texts(people_stay_within_their_cohort, evolve(MOVED, people=61), AFFECTED, CHOSE) == [
        (
            "people-twice",
            (
                "61 people of cohort north moved on 11 January 2016, but only 60 were waiting. Correct "
                "the number, or record those who joined the cohort; where people move a "
                "second time, say so in the record."
            ),
        )
    ]


def test_move_of_more_people_than_chose_it_is_refused():
    """Moving somebody who asked for a direct payment is what complaints are made of."""
    assert texts(people_stay_within_their_cohort, MOVED, AFFECTED, CHOSE) == []
    assert texts(people_stay_within_their_cohort, evolve(MOVED, people=51), AFFECTED, CHOSE) == [
        (
            "moved-without-choice",
            (
                '51 people of cohort north moved to "care arranged by the council with a new '
                'provider" on 11 January 2016, but only 50 of those who chose it were waiting. Record '
                "their choices before they move."
            ),
        )
    ]


def test_move_beyond_the_choices_is_reported_for_its_first_day_alone():
    """The same fifty-first person is not a new slip each time that the cohort is touched again."""
    later = CohortChanged(on=date(2016, 3, 1), cohort="north", joined=1)
    found = texts(people_stay_within_their_cohort, evolve(MOVED, people=51), AFFECTED, CHOSE, later)
    assert [code for code, _ in found] == ["moved-without-choice"]


def test_move_of_more_people_than_there_are_is_reported_once():
    """More moved than there are means that more moved than chose; the officer has one figure to mend."""
    found = texts(people_stay_within_their_cohort, evolve(MOVED, people=61), AFFECTED, CHOSE)
    assert [code for code, _ in found] == ["people-twice"]


CONTRACT = ContractSigned(
    on=date(2015, 10, 20), reference="C1", provider="birch",
    term=Period.of(date(2015, 11, 2), years=3),
)  # fmt: skip
BY_PAYMENT = evolve(MOVED, to_provider="", choice=Choice.DIRECT_PAYMENT)
TAKEN_OVER = ContractNovated(
    on=date(2015, 12, 1), contract="C1", from_provider="birch", to_provider="oak", because="a sale"
)
OF_ANOTHER = evolve(TAKEN_OVER, contract="C9")
PLACES = [
    (evolve(MOVED, to_provider="oak"), (CONTRACT, TAKEN_OVER), []),
    (MOVED, (CONTRACT, TAKEN_OVER),
     [(
          "People moved to birch on 11 January 2016, but the provider has no contract in force on "
          "that day. Record the contract, or move them to a provider who holds one."
      )]),
    (evolve(MOVED, to_provider="oak"), (CONTRACT, OF_ANOTHER),
     [(
          "People moved to oak on 11 January 2016, but the provider has no contract in force on "
          "that day. Record the contract, or move them to a provider who holds one."
      )]),
    (MOVED, (CONTRACT,), []),
    (MOVED, (), []),
    (BY_PAYMENT, (CONTRACT,), []),
    (evolve(BY_PAYMENT, to_provider="oak"), (CONTRACT,), []),
    (evolve(MOVED, to_provider="oak"), (CONTRACT,),
     [(
          "People moved to oak on 11 January 2016, but the provider has no contract in force on "
          "that day. Record the contract, or move them to a provider who holds one."
      )]),
    (evolve(MOVED, on=date(2015, 10, 30)), (CONTRACT,),
     [(
          "People moved to birch on 30 October 2015, but the provider has no contract in force on "
          "that day; its first one starts on 2 November 2015. Record the contract, or move them "
          "to a provider who holds one."
      )]),
    (evolve(MOVED, on=date(2019, 1, 1)), (CONTRACT,),
     [(
          "People moved to birch on 1 January 2019, but the provider has no contract in force on "
          "that day. Record the contract, or move them to a provider who holds one."
      )]),
]  # fmt: skip


@pytest.mark.parametrize(("move", "before", "messages"), PLACES)
def test_move_to_a_provider_without_a_contract_in_force_is_refused(move, before, messages):
    """Without a contract nobody has promised to turn up. With a direct payment the person buys."""
    found = texts(people_move_to_a_contracted_provider, move, *before)
    assert found == [("moved-without-contract", message) for message in messages]


def test_contract_rescinded_before_its_start_gives_no_earliest_day():
    """Told to wait until today, the officer would look for a contract that nobody will honour."""
    undone = ContractEnded(
        on=date(2015, 10, 25), contract="C1", how=HowEnded.NOT_STARTED, because="insolvency"
    )
    first_day = evolve(MOVED, on=date(2015, 11, 2))
    assert texts(people_move_to_a_contracted_provider, first_day, CONTRACT, undone) == [
        (
            "moved-without-contract",
            (
                "People moved to birch on 2 November 2015, but the provider has no contract in "
                "force on that day. Record the contract, or move them to a provider who holds one."
            ),
        )
    ]


def test_move_before_the_start_of_the_contract_gives_the_earliest_day():
    """The finding carries the day, so that a plan can be moved to it."""
    held = Ledger()
    held.add(CONTRACT, ANY_TIME)
    early = evolve(MOVED, on=date(2015, 10, 30))
    (finding,) = people_move_to_a_contracted_provider(
        Case(held, early.on, ("whole",), PeopleMoved, early), early
    )
    assert finding.earliest == date(2015, 11, 2)


FEW = ProviderCapacity(provider="birch", people=45)
FEW_IN_WINTER = ProviderCapacity(provider="birch", people=45, period=WINTER)
FITS = [
    (plan(wave(60)), (), []),
    (plan(wave(30), wave(31, period=SPRING, reference="W2")), (),
     [(
          "The waves move 61 people, but only 60 are waiting in cohort north. Plan for no more "
          "than those who wait."
      )]),
    (plan(wave(11)), (CHOSE, evolve(MOVED, on=CHOSEN_ON)),
     [(
          "The waves move 11 people, but only 10 are waiting in cohort north. Plan for no more "
          "than those who wait."
      )]),
    (plan(wave(9, "east")), (), []),
    (plan(wave(30), wave(30, period=SPRING, reference="W2"), capacities=(FEW,)), (),
     ["The waves bring 60 people to birch; its maximum is 45. Move the wave, or agree more capacity."]),
    (plan(wave(30), wave(30, period=SPRING, reference="W2"), capacities=(FEW_IN_WINTER,)), (), []),
    (plan(wave(30), wave(30, "south", reference="W2"), capacities=(FEW_IN_WINTER,)), (),
     [(
          "The waves bring 60 people to birch from 4 January 2016 to 31 March 2016; its maximum "
          "is 45. Move the wave, or agree more capacity."
      )]),
    (plan(wave(60, to="oak"), capacities=(FEW,)), (), []),
    (plan(wave(45), capacities=(FEW,)), (), []),
    (plan(wave(None), wave(60, period=SPRING, reference="W2"), capacities=(FEW,)), (),
     ["The waves bring at least 60 people to birch; its maximum is 45. Move the wave, or agree more "
      "capacity."]),
    (plan(wave(30), capacities=(ProviderCapacity(provider="birch"),)), (), []),
    (plan(wave(5), capacities=(ProviderCapacity(provider="birch", fewer_than=5),)), (),
     ["The waves bring 5 people to birch; its maximum is fewer than 5. Move the wave, or agree more "
      "capacity."]),
]  # fmt: skip


@pytest.mark.parametrize(("planned", "before", "messages"), FITS)
def test_waves_beyond_the_cohort_or_the_capacity_are_refused(planned, before, messages):
    """Five thousand people cannot all move in the first week of January."""
    found = texts(waves_fit_cohorts_and_capacity, planned, AFFECTED, *before)
    assert [message for _, message in found] == messages


def split_in_two():
    """Two lots: the north under contract and mobilising, the south still being awarded."""
    lots = (Lot(reference="N1", title="north"), Lot(reference="N2", title="south"))
    begun = BroughtForward(
        on=date(2015, 10, 1), stage=Stage.AWARD, because="filed elsewhere", divided_into=lots
    )
    awarded = AwardRecommendation(
        on=date(2015, 10, 2),
        lots=("N1",),
        reference="R",
        awards=(LotAward(lot="N1", provider="a"),),
    )
    approved = ApprovalToAward(
        on=date(2015, 10, 5), lots=("N1",), recommendation="R", decided_by="cabinet"
    )
    told_of = IntentionToAward(on=date(2015, 10, 6), lots=("N1",), recommendation="R", told=("a",))
    signed = ContractSigned(
        on=date(2015, 10, 30), lots=("N1",), reference="C1", provider="a", recommendations=("R",),
        term=Period.of(date(2015, 11, 2), years=3),
    )  # fmt: skip
    plan = MobilisationPlan(on=date(2015, 11, 2), contracts=("C1",), go_live_on=date(2016, 1, 1))
    return Cycle("Care").record(begun, awarded, approved, told_of, signed, plan)


def test_people_of_one_lot_move_while_another_lot_is_still_awarded():
    """The cohort says which lot it is of, so the south does not hold up the north."""
    north = Cohort(reference="h1", people=10, lot="N1")
    plan = TransferPlan(
        on=CHOSEN_ON,
        waves=(
            TransferWave(
                reference="W1", cohort="h1", to_provider="a", people=10,
                period=Period(MOVED_ON, MOVED_ON),
            ),
        ),
    )  # fmt: skip
    chose = (ChoiceCount(choice=Choice.NEW_PROVIDER, people=10),)
    cycle = split_in_two().record(
        PeopleAffected(on=TOLD_ON, cohorts=(north,)),
        PeopleTold(on=TOLD_ON, cohort="h1", people=10),
        ChoicesMade(on=CHOSEN_ON, cohort="h1", choices=chose),
        plan,
        PeopleMoved(on=MOVED_ON, cohort="h1", people=10, to_provider="a"),
    )
    assert {cycle.ledger.lots_of(record) for record in cycle.records[-5:]} == {("N1",)}


def test_people_without_a_lot_are_of_every_lot():
    """Nothing is guessed: a count that leaves a lot out speaks for all of them."""
    held = split_in_two().ledger
    some = (Cohort(reference="h1", people=10, lot="N1"), Cohort(reference="h2", people=5))
    assert held.lots_of(PeopleAffected(on=TOLD_ON, cohorts=some)) == ("N1", "N2")
    assert held.lots_of(PeopleTold(on=TOLD_ON, cohort="h9", people=1)) == ("N1", "N2")
