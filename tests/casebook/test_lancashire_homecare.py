"""Lancashire 2015: from over 130 providers to under 30, and nobody lost on the way."""

from datetime import date

import pytest

from commissioning.casebook import lancashire_homecare as story
from commissioning.casebook.lancashire_homecare import NEW_PROVIDERS, PEOPLE
from commissioning.contracts.history import histories
from commissioning.contracts.register import ContractState, contracts_register, state_of
from commissioning.cycle import Cycle
from commissioning.findings.errors import BlockedError
from commissioning.mobilisation.reconciliation import progress, reconcile, reconciliations
from commissioning.records.approval import ScrutinyNote
from commissioning.records.award import ApprovalToAward
from commissioning.records.contract import ContractSigned
from commissioning.records.history import BroughtForward
from commissioning.records.live import GoLive
from commissioning.records.needs import NeedsAssessment
from commissioning.records.people import PeopleMoved, PeopleTold
from commissioning.records.record import Grounds
from commissioning.records.specification import ServiceSpecification
from commissioning.stages import Stage

END = date(2016, 6, 30)


@pytest.fixture(scope="module")
def whole() -> Cycle:
    """The story to its end, recorded through every gate."""
    return story.cycle()


def test_providers_fall_from_over_130_to_under_30(whole):
    """The figure for which the project is remembered."""
    contracts = whole.every(ContractSigned)
    assert story.FORMER_PROVIDERS_OVER == 130
    assert len({contract.provider for contract in contracts}) == len(contracts) == 29
    assert contracts[0].provider == NEW_PROVIDERS[0]


def test_dates_are_those_of_the_note(whole):
    """What the source states is not to be improved upon."""
    assert whole.expect(ApprovalToAward).on == date(2015, 9, 14)
    assert whole.expect(GoLive).on == date(2015, 11, 2)
    assert {c.term.starts_on for c in whole.every(ContractSigned)} == {date(2015, 11, 2)}
    assert whole.expect(ScrutinyNote).on == date(2015, 9, 22)
    told = whole.expect(PeopleTold)
    assert str(told.within) == "in early November"
    moves = [move.on for move in whole.every(PeopleMoved)]
    assert date(2016, 1, 1) <= min(moves)
    assert max(moves) <= END


def test_5800_people_are_accounted_for_at_every_date(whole):
    """Nobody lost and nobody twice, on each day on which something happened."""
    steps = list(reconciliations(whole.ledger))
    assert {step.people for step in steps} == {PEOPLE} == {5_800}
    assert all(step.moved + step.waiting == PEOPLE for step in steps)
    assert all(step.findings() == () for step in steps)
    assert [step.moved for step in steps] == sorted(step.moved for step in steps)
    assert reconcile(whole.ledger, date(2017, 1, 1)).findings() == ()
    assert (steps[-1].on, steps[-1].waiting) == (END, 0)


def test_new_providers_take_everyone_without_a_direct_payment(whole):
    """Each of the 29 takes its own wave, and together they are all of those who chose so."""
    end = reconcile(whole.ledger, END)
    taken = [end.moved_to(provider) for provider in NEW_PROVIDERS]
    assert all(taken)
    assert (sum(taken), end.moved_to("direct payments"), end.told) == (5_104, 696, PEOPLE)
    assert progress(whole.ledger).to_dicts()[-1] == {
        "on": END, "affected": 0, "told": 0, "chosen": 0, "waiting": 0, "moved": 5_800,
        "settled": 0, "people": 5_800, "left": 0,
    }  # fmt: skip


def test_moving_one_person_more_than_the_cohort_holds_is_refused(whole):
    """The last wave is full; a slip of the pen must not move somebody who is not there."""
    slip = PeopleMoved(on=END, cohort="east", people=1, to_provider=NEW_PROVIDERS[-1])
    with pytest.raises(BlockedError) as refusal:
        whole.record(slip)
    assert str(refusal.value) == (
        "You cannot record a move of people on 30 June 2016:\n"
        "  - 1 person of cohort east moved on 30 June 2016, but none were waiting. Correct the "
        "number, or record those who joined the cohort; where people move a second time, say so "
        "in the record."
    )


def test_contracts_run_when_the_people_move(whole):
    """Every provider that takes people in holds a contract on that day."""
    states = {state_of(found, END) for found in histories(whole.ledger)}
    assert states == {ContractState.IN_TERM}
    assert len(contracts_register(whole.ledger, END).rows) == 29


def test_promises_are_kept_with_the_specification(whole):
    """No less care and no fewer staff: what a review will be held to."""
    begun = whole.expect(BroughtForward)
    words = [promise.words for promise in whole.expect(ServiceSpecification).commitments]
    assert words == [
        "no reduction in the amount of care LCC commission across Lancashire",
        "no reduction in the number of staff employed in the care sector",
    ]
    assert whole.expect(NeedsAssessment) in begun.carries


def test_another_councils_panel_is_noted_as_scrutiny(whole):
    """Pendle's panel asked in September 2014 and again a year later; Lancashire decided."""
    told, went_on, asked = whole.every(ScrutinyNote)
    assert "at its last meeting" in went_on.comments[0]
    assert str(told.within) == "at the September, 2014 meeting"
    assert asked.on == date(2015, 9, 22)
    assert told.body == asked.body == "Pendle Borough Council, Health & Social Care Scrutiny Panel"
    assert whole.expect(ApprovalToAward).decided_by == "LCC elected members"


def test_published_dates_keep_their_words():
    """A reader who has the note in hand finds its words again."""
    timetable = story.published()
    assert timetable.steps() == ("approval-to-award", "go-live", "people-told", "people-moved")
    assert [str(row.window) for row in timetable.rows] == [
        "14th September, 2015",
        "from 2nd November, 2015",
        "in early November",
        "between January and June, 2016",
    ]


def test_facts_beyond_the_note_are_marked():
    """Nobody may quote from here a provider, an area or a choice as if a paper gave it."""
    for record in story.STORY.records:
        assert record.basis, record.described()
    for kind in (PeopleMoved,):
        for record in story.STORY.records:
            if isinstance(record, kind):
                assert record.basis[0].grounds is Grounds.CONSTRUCTED
    for record in story.STORY.records:
        if isinstance(record, ContractSigned):
            made_up = {
                name for b in record.basis if b.grounds is Grounds.CONSTRUCTED for name in b.fields
            }
            assert {"provider", "term", "on"} <= made_up


def test_planned_dates_are_not_stated_as_done():
    """The note is of September and looks ahead: that a day was kept to is an inference."""
    (live,) = (record for record in story.STORY.records if isinstance(record, GoLive))
    told = [record for record in story.STORY.records if isinstance(record, PeopleTold)]
    for record in (live, *told):
        stated = {n for b in record.basis if b.grounds is Grounds.STATED for n in b.fields}
        assert not stated & {"on", "within", "people", "contracts"}


def test_history_before_the_note_is_reported_as_not_held(whole):
    """A standing warning, for the file does not begin at the beginning."""
    assert [finding.code for finding in whole.standing()] == ["history-not-held"]


STAGES = [
    (Stage.AWARD, BroughtForward), (Stage.MOBILISATION, None), (Stage.GO_LIVE, GoLive),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "last"), STAGES)
def test_lancashire_home_care_at_each_of_its_stages_ends_there(stage, last):
    """Tests of other tools begin where their own work begins."""
    cycle = story.cycle(at=stage)
    assert cycle.stage is stage
    assert last is None or type(cycle.records[-1]) is last


@pytest.mark.parametrize("stage", [Stage.NEEDS, Stage.ITT, Stage.ENDED])
def test_story_stops_where_its_source_stops(stage):
    """What the note does not tell is not made up on request."""
    with pytest.raises(LookupError) as refusal:
        story.cycle(at=stage)
    assert str(refusal.value) == (
        f"The story of Homecare in Lancashire does not reach {stage.words}: "
        "the note of 9 September 2015 looks ahead to June 2016 and no further."
    )


def test_lancashire_home_care_after_a_record_ends_on_it():
    """After the letters of November, and before anyone has chosen."""
    cycle = story.cycle(after=PeopleTold)
    assert reconcile(cycle.ledger, date(2015, 11, 10)).told == PEOPLE
    assert cycle.find(PeopleMoved) is None
