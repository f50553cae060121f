"""The flow chart of people who change provider."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

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

DAY = date(2024, 4, 1)
NEW = Choice.NEW_PROVIDER
STORY = (
    PeopleAffected(on=DAY, cohorts=(Cohort(reference="h", people=20, provider="alder"),)),
    PeopleTold(on=DAY, cohort="h", people=20),
    ChoicesMade(on=DAY, cohort="h", choices=(ChoiceCount(choice=NEW, people=15),)),
    PeopleMoved(on=DAY, cohort="h", people=12, to_provider="birch & sons"),
    PeopleMoved(on=DAY, cohort="h", people=2, again=True, to_provider="cedar"),
    PeopleSettled(on=DAY, cohort="h", people=4, provider="birch & sons"),
    CohortChanged(on=DAY, cohort="h", left=1, was=PeopleState.CHOSEN, because="died"),
)


@pytest.fixture
def drawn(ledger):
    """Draws the chart of these records as it is on a day."""

    def chart(*records, on=DAY):
        return ET.fromstring(reconcile(ledger(*records), on).plot().svg)

    return chart


def words(svg):
    return [node.text for node in svg.iter() if node.tag.endswith("}text")]


def described(svg):
    return next(node.text for node in svg.iter() if node.tag.endswith("}desc"))


def test_chart_names_every_state_with_its_number(drawn):
    """A board reads the chart and no table: each number lies in the box of its state."""
    shown = words(drawn(*STORY))
    for state, number in (
        ("affected", "0"), ("told", "5"), ("chosen", "2"), ("moved", "8"), ("settled", "4")
    ):  # fmt: skip
        assert shown[shown.index(state) + 1] == number
    assert {"Waiting: 7", "Moved or settled: 12", "left: 1", "died: 1", "2 moved again"} <= set(
        shown
    )


def test_chart_is_said_in_words(drawn):
    """A screen reader hears the same numbers, the reasons and the places."""
    assert described(drawn(*STORY)) == (
        "In each state: affected: 0, told: 5, chosen: 2, moved: 8, settled: 4, left: 1. Flows: 20 counted, "
        "20 told from affected, 15 chosen from told, 12 moved from chosen, 2 moved again from moved, "
        "4 settled from moved, 1 left from chosen. Reasons for leaving: died: 1. Now with birch & "
        "sons: 10, cedar: 2."
    )


def test_people_who_skip_a_state_are_drawn_over_it(drawn):
    """An emergency is the one thing that a reader looks for at once."""
    emergency = PeopleMoved(
        on=DAY, cohort="h", people=3, to_provider="oak", choice=Choice.EMERGENCY
    )
    assert "3 moved in an emergency" in words(drawn(STORY[0], emergency))


def test_number_that_is_not_known_is_never_drawn_as_0(drawn):
    """A box with 0 in it is the end of the matter; one that says "not known" is a question."""
    told = PeopleTold(on=DAY, cohort="h")
    shown = words(drawn(STORY[0], told))
    assert shown[shown.index("told") + 1] == "fewer than 21"
    unsized = PeopleAffected(on=DAY, cohorts=(Cohort(reference="h"),))
    assert "not known" in words(drawn(unsized))
    moved = PeopleMoved(on=DAY, cohort="h", to_provider="oak", choice=Choice.EMERGENCY)
    beside = drawn(unsized, moved)
    assert "an unknown number moved in an emergency" in words(beside)
    assert "Flows: an unknown number counted, " in described(beside)


def test_count_corrected_downwards_and_many_places_are_noted(drawn):
    """Twenty providers do not fit one page, and a slip of the list is not a person who left."""
    fewer = PeopleAffected(on=date(2024, 4, 2), cohorts=(Cohort(reference="h", people=18),))
    moves = [
        PeopleMoved(on=DAY, cohort="h", people=1, to_provider=f"provider {n}") for n in range(10)
    ]
    shown = words(drawn(STORY[0], *moves, fewer, on=date(2024, 4, 2)))
    assert {"2 counted by", "mistake", "and 2 more", "20 counted"} <= set(shown)
    assert shown.index("provider 0") < shown.index("provider 7")
    assert "provider 8" not in shown


def test_empty_ledger_has_an_empty_chart(drawn):
    """Asked before the count, the chart says so and does not fail."""
    assert described(drawn()) == (
        "In each state: affected: 0, told: 0, chosen: 0, moved: 0, settled: 0, left: 0. Flows: none."
    )
