"""The findings that one more record brings to a cohort, against a plain reckoning of them."""

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.findings.codes.mobilisation import MOVED_WITHOUT_CHOICE
from commissioning.findings.finding import Finding
from commissioning.mobilisation.flows import PeopleRecord
from commissioning.mobilisation.reconciliation import CountSoFar, findings_brought, tallied
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

COUNTED = PeopleAffected(on=date(2020, 1, 1), cohorts=(Cohort(reference="north", people=12),))
PEOPLE = st.one_of(
    st.integers(0, 9).map(lambda number: {"people": number}),
    st.sampled_from([{"people": None, "fewer_than": 5}, {"people": None}]),
)
CHOICES = st.sampled_from([Choice.NEW_PROVIDER, Choice.DIRECT_PAYMENT])


@st.composite
def records(draw) -> PeopleRecord:
    """One record about the cohort, of one of six days."""
    kind = draw(st.integers(0, 5))
    about = {"on": COUNTED.on + timedelta(draw(st.integers(0, 5))), "cohort": "north"}
    if kind == 0:
        return PeopleTold(**about, **draw(PEOPLE))
    if kind == 1:
        made = ChoiceCount(choice=draw(CHOICES), **draw(PEOPLE))
        return ChoicesMade(**about, choices=(made,))
    if kind == 2:
        new, again = draw(st.booleans()), draw(st.booleans())
        whom = {"choice": Choice.NEW_PROVIDER, "to_provider": draw(st.sampled_from("ab"))}
        return PeopleMoved(
            **about,
            **draw(PEOPLE),
            **(whom if new else {"choice": Choice.DIRECT_PAYMENT}),
            again=again,
        )
    if kind == 3:
        return PeopleSettled(**about, **draw(PEOPLE), provider=draw(st.sampled_from("ab")))
    if kind == 4:
        left = draw(st.integers(1, 5))
        was = draw(st.sampled_from([None, PeopleState.TOLD, PeopleState.MOVED]))
        return CohortChanged(**about, joined=draw(st.integers(0, 3)), left=left, was=was)
    number = draw(st.integers(0, 20))
    return evolve(COUNTED, on=about["on"], cohorts=(Cohort(reference="north", people=number),))


def first_of_each_sort(findings: list[Finding]) -> dict[bool, Finding]:
    """The first finding of moves beyond a choice (True), and of all others."""
    sort = MOVED_WITHOUT_CHOICE.code
    return {each.code == sort: each for each in reversed(findings)}


def plainly(record: PeopleRecord, before: list[PeopleRecord]) -> list[Finding]:
    """Both histories counted from their first day, and the findings of the one taken from the other's."""
    without, having = (
        tallied(history)["north"].too_many if tallied(history) else []
        for history in (before, [*before, record])
    )
    known, brought = list(without), list[Finding]()
    for finding in having:
        if finding in known:
            known.remove(finding)
        else:
            brought.append(finding)
    return brought


@given(st.lists(records(), max_size=12), records(), st.booleans(), st.lists(records(), max_size=4))
def test_findings_brought_are_those_of_two_plain_counts(before, record, counted, others):
    """A record may be entered late and upset the days after it; no count carried on must hide that."""
    history = [COUNTED, *before] if counted else before
    expected = plainly(record, history)
    known: list[tuple[CountSoFar, ...]] = [()]
    for seen in (
        history[:-1],
        others,
    ):  # what the record before asked, and what another history did
        for last in seen[-1:]:
            known.append(findings_brought(last, seen[:-1], "north", ())[1])
    known.append(findings_brought(record, history, "north", known[-1])[1])
    for each in known:
        brought, _ = findings_brought(record, history, "north", each)
        assert set(brought) == set(expected)
        assert first_of_each_sort([*brought]) == first_of_each_sort(expected)
