"""How the quality of care is assured while a contract runs."""

from datetime import date

import pytest

from commissioning.errors import RecordError
from commissioning.records.parties import CqcRating
from commissioning.records.quality import (
    ActionDone,
    ActionPlan,
    CharterStage,
    Evidence,
    PlannedAction,
    QualityFramework,
    QualityReview,
    QualitySource,
    SourceOfEvidence,
)
from commissioning.records.reporting import Frequency

DAY = date(2017, 11, 1)
TRAINING = SourceOfEvidence(
    source=QualitySource.TRAINING_RECORDS,
    how="officers check the provider's training records",
    frequency=Frequency.YEARLY,
)
ACTION = PlannedAction(
    reference="a1",
    what="train night staff",
    due_by=date(2018, 1, 31),
    answers=(QualitySource.TRAINING_RECORDS,),
)
STAGE = CharterStage(standard="ethical-care-charter-1", attained=True, evidence="payslips seen")


def review(**parts):
    return QualityReview(**{"on": DAY, "provider": "alder", "rating": "Good", **parts})


def test_framework_draws_on_what_leicester_named():
    """Training records are checked, and what people and their families say is taken into account."""
    framework = QualityFramework(
        on=DAY,
        sources=(
            TRAINING,
            SourceOfEvidence(source=QualitySource.USERS_VIEWS),
            SourceOfEvidence(source=QualitySource.FAMILIES_VIEWS),
            SourceOfEvidence(source=QualitySource.CQC_RATING),
        ),
    )
    assert len(framework.sources) == 4


def test_review_stands_beside_the_regulators_rating_and_does_not_replace_it():
    """The council's rating and CQC's may differ, and both are true."""
    made = review(
        contract="c1",
        cqc_rating=CqcRating.GOOD,
        evidence=(Evidence(source=QualitySource.VISIT, finding="calm, well led"),),
        charter=(STAGE,),
    )
    assert made.names("alder")
    assert made.names("c1")


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: QualityFramework(on=DAY, sources=()),
         "quality framework of 1 November 2017: sources: give at least one source of evidence"),
        (lambda: QualityFramework(on=DAY, sources=(TRAINING, TRAINING)),
         (
             "quality framework of 1 November 2017: sources: training records is listed twice; name "
             "each once"
         )),
        (lambda: QualityFramework(on=DAY, sources=(TRAINING,), ratings=("Good", "Good")),
         "quality framework of 1 November 2017: ratings: Good is listed twice; name each once"),
        (lambda: review(rating=""),
         "quality review of 1 November 2017: evidence: give the evidence found, or at least a rating"),
        (lambda: review(charter=(STAGE, STAGE)),
         (
             "quality review of 1 November 2017: charter: ethical-care-charter-1 is listed twice; "
             "name each once"
         )),
        (lambda: CharterStage(standard="ethical-care-charter-1", attained=True),
         "charter stage: evidence: say what shows that ethical-care-charter-1 is attained"),
        (lambda: ActionPlan(on=DAY, provider="alder", actions=(ACTION,)),
         "action plan of 1 November 2017: reference: missing; the records of actions done refer to it"),
        (lambda: ActionPlan(on=DAY, reference="p1", provider="alder", actions=()),
         "action plan of 1 November 2017: actions: give at least one action"),
        (lambda: ActionPlan(on=DAY, reference="p1", provider="alder", actions=(ACTION, ACTION)),
         "action plan of 1 November 2017: actions: a1 is listed twice; name each once"),
        (lambda: ActionPlan(on=date(2018, 2, 1), reference="p1", provider="alder", actions=(ACTION,)),
         "action plan of 1 February 2018: actions: a1 is due by 31 January 2018, before the plan was "
         "made"),
        (lambda: ActionDone(on=DAY, plan="p1", action="a1", evidence=""),
         "finished action of 1 November 2017: evidence: say what shows that a1 was done"),
    ],
)  # fmt: skip
def test_quality_record_without_substance_is_refused(make, problem):
    """Quality work without evidence, day or plan looks like work and is none."""
    with pytest.raises(RecordError) as refusal:
        make()
    assert str(refusal.value) == problem


def test_stage_not_attained_needs_no_evidence():
    """That something is missing is shown by nothing being there."""
    assert not CharterStage(standard="ethical-care-charter-3", attained=False).evidence


def test_action_done_shows_what_was_done():
    """A plan is closed by evidence, not by a date going by."""
    plan = ActionPlan(on=DAY, reference="p1", provider="alder", review="r1", actions=(ACTION,))
    done = ActionDone(on=DAY, plan="p1", action="a1", evidence="register of 12 December")
    assert plan.names("r1")
    assert done.names("p1")
