"""The quality framework at work."""

from datetime import date

from attrs import evolve

from commissioning.contracts.reviews import actions, quality_findings
from commissioning.records.quality import (
    ActionDone,
    ActionPlan,
    Evidence,
    PlannedAction,
    QualityFramework,
    QualityReview,
    QualitySource,
    SourceOfEvidence,
)

FRAMEWORK = QualityFramework(
    on=date(2017, 10, 9),
    sources=(
        SourceOfEvidence(source=QualitySource.TRAINING_RECORDS),
        SourceOfEvidence(source=QualitySource.USERS_VIEWS),
    ),
    ratings=("Excellent", "Good", "Poor"),
)
REVIEW = QualityReview(
    on=date(2018, 3, 1),
    provider="alder",
    rating="Good",
    evidence=(
        Evidence(source=QualitySource.TRAINING_RECORDS, finding="two gaps"),
        Evidence(source=QualitySource.USERS_VIEWS, finding="content"),
    ),
)
PLAN = ActionPlan(
    on=date(2018, 3, 5),
    reference="p1",
    provider="alder",
    actions=(
        PlannedAction(reference="a1", what="train night staff", due_by=date(2018, 4, 30)),
        PlannedAction(reference="a2", what="renew first aid", due_by=date(2018, 6, 30)),
    ),
)
DONE = ActionDone(on=date(2018, 4, 20), plan="p1", action="a1", evidence="register seen")


def told(*records, today=date(2018, 5, 1)):
    return [(finding.code, str(finding)) for finding in quality_findings(records, today)]


def test_action_is_overdue_the_day_after_its_day():
    """A plan that nobody watches is the inspector's first question."""
    assert told(PLAN, today=date(2018, 4, 30)) == []
    assert told(PLAN) == [
        (
            "action-overdue",
            (
                "Action a1 (train night staff) is 1 day overdue (was due 30 April 2018). Record that "
                "it was done, or agree a new plan."
            ),
        )
    ]
    assert told(PLAN, DONE) == []


def test_actions_are_listed_as_they_stand():
    """The quality officer takes this list to the visit."""
    again = evolve(DONE, on=date(2018, 4, 25))
    for order in ((DONE, again), (again, DONE)):
        assert [each.done_on for each in actions((PLAN, *order))] == [date(2018, 4, 20), None]
    undone = actions((PLAN, DONE))[1]
    assert (undone.plan.provider, undone.action.reference) == ("alder", "a2")
    assert undone.overdue(date(2018, 7, 1))


def test_action_that_no_plan_has_is_told():
    """Evidence filed under the wrong plan closes nothing."""
    assert told(PLAN, DONE, evolve(DONE, action="a9")) == [
        (
            "action-not-planned",
            (
                "Action a9 is recorded as done on 20 April 2018, but plan p1 has no such "
                "action. Correct the reference, or add the action to a plan."
            ),
        )
    ]


def test_review_is_held_to_the_framework():
    """A rating the framework does not have cannot be compared with any other."""
    assert told(FRAMEWORK, REVIEW) == []
    odd = evolve(REVIEW, rating="Satisfactory", evidence=REVIEW.evidence[1:])
    assert told(FRAMEWORK, odd) == [
        (
            "source-not-used",
            (
                "The review of alder of 1 March 2018 lacks evidence that the quality framework asks "
                "for: training records. Gather the evidence, or say why it was left out."
            ),
        ),
        (
            "rating-not-in-framework",
            (
                'Alder is rated "Satisfactory", which is not a rating of the framework. Use '
                "Excellent, Good or Poor."
            ),
        ),
    ]


def test_finding_is_about_the_plan_or_the_provider_to_be_asked():
    """The officer who opens one provider sees what is amiss there, and nothing of the others."""
    stray, bare = evolve(DONE, action="a9"), evolve(REVIEW, evidence=REVIEW.evidence[1:])
    found = quality_findings((PLAN, DONE, stray, FRAMEWORK, bare), date(2018, 5, 1))
    assert [(each.code, each.about) for each in found] == [
        ("action-not-planned", "p1"),
        ("source-not-used", "alder"),
    ]


def test_review_is_held_to_the_framework_of_its_own_lot():
    """Home care and day care are rated by different words."""
    north = evolve(FRAMEWORK, lots=("N",))
    south = evolve(FRAMEWORK, lots=("S",), ratings=("Outstanding", "Inadequate"))
    rated = evolve(REVIEW, evidence=(), rating="Good")
    assert told(north, south, evolve(rated, lots=("N",))) == []
    assert [code for code, _ in told(north, south, evolve(rated, lots=("S",)))] == [
        "rating-not-in-framework"
    ]
    assert told(north, south, evolve(rated, lots=("W",))) == []


def test_review_with_only_a_rating_or_without_a_framework_is_left_alone():
    """A register may hold nothing but last year's word."""
    assert told(FRAMEWORK, evolve(REVIEW, evidence=())) == []
    assert told(evolve(FRAMEWORK, ratings=()), evolve(REVIEW, rating="Fine")) == []
    assert told(evolve(REVIEW, rating="Fine")) == []
