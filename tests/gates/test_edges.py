"""Days and lots at the very edge of a condition, where a slip of one would go unseen."""

from datetime import timedelta

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.challenge import Challenge, ChallengeResolved
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import Abandonment
from commissioning.records.panel import InterviewInvitation
from commissioning.records.tender import DeadlineExtended, InvitationToTender
from commissioning.stages import Route, Stage
from commissioning.testing import Scenario, fitting, make, story

LOTS = Scenario(route=Route.open(), lots=("N1", "N2"))


def test_challenge_answered_on_the_day_of_signing_blocks_nothing():
    """The council that answers in the morning may sign in the afternoon."""
    cycle = story(Scenario(route=Route.open()), after=IntentionToAward)
    challenge = fitting(Challenge, cycle)
    contract = evolve(fitting(ContractSigned, cycle), on=cycle.last_on + timedelta(days=60))
    challenged = cycle.record(challenge)
    assert "challenge-open" in {f.code for f in challenged.blockers(contract)}
    answered = challenged.record(
        make(ChallengeResolved, on=contract.on, challenge=challenge.reference)
    )
    assert answered.blockers(contract) == ()


def test_extension_on_the_day_of_the_deadline_is_accepted():
    """Until the day is over the deadline has not passed."""
    cycle = story(Scenario(route=Route.open()), at=Stage.ITT)
    due = cycle.expect(InvitationToTender).tenders_due_by.day
    later = Deadline(due + timedelta(days=7))
    on_the_day = make(DeadlineExtended, on=due, tenders_due_by=later)
    assert cycle.blockers(on_the_day) == ()
    day_after = make(DeadlineExtended, on=due + timedelta(days=1), tenders_due_by=later)
    assert {f.code for f in cycle.blockers(day_after)} == {"deadline-passed"}


def test_award_of_a_lot_that_was_abandoned_is_refused():
    """The letters and the approval would name a winner for what the council no longer buys."""
    cycle = story(LOTS, at=Stage.AWARD)
    recommendation = cycle.expect(AwardRecommendation)
    given_up = Abandonment(on=cycle.last_on, lots=("N2",), because="no money")
    before = Cycle(cycle.title).record(*cycle.records[:-1], given_up)
    (one,) = before.blockers(recommendation)
    assert (one.code, one.about) == ("stage-order", "N2")
    assert one.message == "An award is recommended for lot N2, which is abandoned"


def test_finding_about_several_lots_is_about_none_of_them():
    """A waiver for one lot must not lift what is wrong with two."""
    cycle = story(LOTS, at=Stage.AWARD)
    records, recommendation = cycle.records[:-1], cycle.expect(AwardRecommendation)
    before = Cycle(cycle.title).record(*records)
    first = recommendation.awards[:1]
    (one,) = before.blockers(evolve(recommendation, awards=first))
    assert (one.code, one.about) == ("lot-without-award", "N2")
    early = make(InterviewInvitation, on=before.last_on)
    (both,) = (f for f in before.blockers(early) if f.code == "stage-order")
    assert both.about is None
