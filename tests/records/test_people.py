"""People who change provider, as counts."""

from datetime import date

import pytest

from commissioning.dates.periods import Period
from commissioning.errors import RecordError
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
    PeopleState,
    PeopleTold,
    ProviderCapacity,
    TransferPlan,
    TransferWave,
)

DAY = date(2015, 11, 5)
SPRING = Period(date(2016, 1, 1), date(2016, 3, 31))
NORTH = Cohort(reference="north", people=60, provider="alder")
WAVE = TransferWave(reference="W1", cohort="north", to_provider="birch", people=20, period=SPRING)
WHOLE = {
    PeopleAffected: {"cohorts": (NORTH,)},
    CohortChanged: {"cohort": "north", "joined": 1},
    PeopleTold: {"cohort": "north", "people": 60},
    ChoicesMade: {
        "cohort": "north",
        "choices": (ChoiceCount(choice=Choice.NEW_PROVIDER, people=40),),
    },
    TransferPlan: {"waves": (WAVE,)},
    PeopleMoved: {"cohort": "north", "people": 20, "to_provider": "birch"},
    PeopleCounted: {"cohort": "north", "found": (Headcount(people=60, provider="alder"),)},
}
NO_COHORT = "cohort: say which group of people, by its reference"
TWICE = "is listed twice; name each once"
NEW = ChoiceCount(choice=Choice.NEW_PROVIDER, people=1)

REFUSED = [
    (PeopleAffected, {"cohorts": ()}, "cohorts: name at least one group of people"),
    (PeopleAffected, {"cohorts": (NORTH, NORTH)}, f"cohorts: north {TWICE}"),
    (CohortChanged, {"cohort": ""}, NO_COHORT),
    (CohortChanged, {"joined": -1}, "joined: -1 is below the minimum of 0"),
    (CohortChanged, {"left": -1}, "left: -1 is below the minimum of 0"),
    (CohortChanged, {"joined": 0}, "joined and left: both are 0; give at least one number"),
    (PeopleTold, {"cohort": ""}, NO_COHORT),
    (PeopleTold, {"people": -1}, "people: -1 is below the minimum of 0"),
    (PeopleTold, {"people": True}, "people: True is not a whole number"),
    (ChoicesMade, {"cohort": ""}, NO_COHORT),
    (ChoicesMade, {"choices": ()}, "choices: give at least one choice with its count"),
    (ChoicesMade, {"choices": (NEW, NEW)},
     f"choices: {Choice.NEW_PROVIDER} {TWICE}"),
    (TransferPlan, {"waves": ()}, "waves: give at least one wave"),
    (TransferPlan, {"waves": (WAVE, WAVE)}, f"waves: W1 {TWICE}"),
    (PeopleMoved, {"cohort": ""}, NO_COHORT),
    (PeopleMoved, {"people": -20}, "people: -20 is below the minimum of 0"),
    (PeopleMoved, {"to_provider": ""},
     "to_provider: say who now provides the care that the council arranges"),
    (PeopleCounted, {"cohort": ""}, NO_COHORT),
    (PeopleCounted, {"found": ()}, (
                                       "found: give at least one count, with 0 for a place where "
                                       "no one was found"
                                   )),
    (PeopleCounted, {"found": (Headcount(people=1), Headcount(people=2))},
     f"found: direct payments {TWICE}"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "problem"), REFUSED)
def test_record_that_makes_no_sense_is_refused(make, problems_of, kind, parts, problem):
    """A count that cannot be is somebody who will be missed."""
    assert problems_of(lambda: make(kind, **parts)) == (problem,)


VALUES_REFUSED = [
    (Cohort, {"reference": "", "people": 1}, "reference: give the cohort a reference"),
    (Cohort, {"reference": "north", "people": -1}, "people: -1 is below the minimum of 0"),
    (ChoiceCount, {"choice": Choice.OTHER, "people": -1}, "people: -1 is below the minimum of 0"),
    (ProviderCapacity, {"provider": "", "people": 1}, "provider: say whose capacity it is"),
    (ProviderCapacity, {"provider": "birch", "people": -1},
     "people: -1 is below the minimum of 0"),
    (TransferWave, {"reference": "", "cohort": "north", "to_provider": "birch", "people": 1,
                    "period": SPRING},
     "reference: give the wave a reference"),
    (TransferWave, {"reference": "W1", "cohort": "north", "to_provider": "birch", "people": -1,
                    "period": SPRING},
     "people: -1 is below the minimum of 0"),
    (Headcount, {"people": -1}, "people: -1 is below the minimum of 0"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "problem"), VALUES_REFUSED)
def test_part_that_makes_no_sense_is_refused(problems_of, kind, parts, problem):
    """People are whole and not fewer than none."""
    assert problems_of(lambda: kind(**parts)) == (problem,)


@pytest.mark.parametrize("kind", WHOLE)
def test_record_of_its_needed_fields_alone_is_accepted(make, kind):
    """Papers give totals long before anyone knows the provider of each person."""
    assert make(kind).on == DAY


def test_direct_payment_needs_no_provider(make):
    """With a direct payment the person chooses, and the council may not know whom."""
    moved = make(PeopleMoved, to_provider="", choice=Choice.DIRECT_PAYMENT_SAME_PROVIDER)
    assert moved.to_provider == ""


ARRANGED = {Choice.NEW_PROVIDER, Choice.STAYS, Choice.EMERGENCY}


@pytest.mark.parametrize("choice", Choice)
def test_only_some_choices_leave_the_care_with_the_council(choice):
    """The council answers for the care it arranges; a direct payment passes that to the person."""
    assert choice.arranged is (choice in ARRANGED)


def test_totals_are_the_sums_of_their_parts(make):
    """A committee is told totals; each has to follow from its rows."""
    south = Cohort(reference="south", people=40)
    assert make(PeopleAffected, cohorts=(NORTH, south)).people == 100


def test_records_are_found_by_what_their_rows_name(make):
    """Asking for everything about a cohort or a provider must find the rows inside a record."""
    affected = make(PeopleAffected, cohorts=(NORTH, Cohort(reference="south", people=1)))
    assert affected.names("south")
    assert affected.names("alder")
    assert not affected.names("east")
    assert make(TransferPlan).names("birch")
    assert make(TransferPlan).names("W1")
    assert not make(TransferPlan).names("cedar")


PROBLEMS = [
    (lambda: CohortChanged(on=DAY, cohort="N", left=2, left_fewer_than=5),
     "left_fewer_than: the number is stated; give one of the two"),
    (lambda: CohortChanged(on=DAY, cohort="N", joined_fewer_than=0),
     "joined_fewer_than: 0 is below the minimum of 1"),
    (lambda: CohortChanged(on=DAY, cohort="N", left=1, was=PeopleState.LEFT),
     "was: say in which state they were before they left"),
    (lambda: CohortChanged(on=DAY, cohort="N", left=1, from_provider="elm"),
     "from_provider: only people who have moved leave a new provider; say so in `was`"),
    (lambda: PeopleMoved(on=DAY, cohort="N", people=1, to_provider="elm", from_provider="oak"),
     "from_provider: give it for people who moved again, and say in `again` that they did"),
    (lambda: ChoiceCount(choice=Choice.STAYS, people=1, instead_of=Choice.STAYS),
     "instead_of: give another choice that they had made before"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "problem"), PROBLEMS)
def test_record_of_people_that_contradicts_itself_is_refused(make, problem):
    """The officer learns of it while the letter is still on the desk."""
    with pytest.raises(RecordError) as refused:
        make()
    assert problem in str(refused.value)


def test_change_of_a_cohort_may_be_unknown_or_fewer_than_five():
    """Councils publish neither the deaths of two people nor that there were none."""
    few = CohortChanged(on=DAY, cohort="N", left_fewer_than=5)
    unknown = CohortChanged(on=DAY, cohort="N", joined=None)
    assert (str(few.leaving), str(few.joining)) == ("fewer than 5", "0")
    assert str(unknown.joining) == "an unknown number of"
    assert [c.lacks("joined") for c in (few, unknown)] == [False, True]


def test_choice_is_counted_once_for_each_choice_that_it_replaces():
    """Five who choose at once and two who change to it are two counts; five twice is a slip."""
    first = ChoiceCount(choice=Choice.STAYS, people=5)
    changed = ChoiceCount(choice=Choice.STAYS, people=2, instead_of=Choice.OTHER)
    assert ChoicesMade(on=DAY, cohort="N", choices=(first, changed)).choices == (first, changed)
    with pytest.raises(RecordError, match="choices"):
        ChoicesMade(on=DAY, cohort="N", choices=(first, first))
