"""After go-live: promises looked at, reviews due, and what the next cycle takes up."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.contracts.reviews import (
    CommitmentState,
    Kept,
    carry_over,
    commitments,
    reviews_due,
)
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import ContractEnded
from commissioning.records.live import (
    CheckPoint,
    CommitmentChecked,
    EarlyLifeCheck,
    Review,
    ReviewAdvice,
)
from commissioning.records.needs import Need, NeedsAssessment, Objective
from commissioning.records.record import Basis, Grounds
from commissioning.records.specification import Commitment, Outcome, ServiceSpecification
from commissioning.stages import Stage

CARE = Commitment(
    reference="care", words="no reduction in the care commissioned", at_least=80_000,
    made_to="scrutiny",
)  # fmt: skip
STAFF = Commitment(reference="staff", words="no reduction in staff")
SPECIFIED = ServiceSpecification(on=date(2015, 9, 9), commitments=(CARE, STAFF))
LOOKED_ON = date(2016, 7, 1)
CONTRACT = ContractSigned(
    on=date(2015, 10, 12), reference="C1", provider="birch",
    term=Period.of(date(2015, 11, 2), years=3), review_on=date(2016, 11, 2),
)  # fmt: skip


def looked(commitment="care", kept=True, **parts):
    because = "" if "after" in parts else "by the council's own return"
    return CommitmentChecked(
        on=LOOKED_ON, commitment=commitment, kept=kept, because=because, **parts
    )


HELD = {"before": 80_000, "unit": "hours a week"}
JUDGED = [
    (None, Kept.NOT_CHECKED, []),
    (looked(after=80_500, **HELD), Kept.KEPT, []),
    (looked(), Kept.KEPT, []),
    (looked(kept=False, after=78_500, **HELD), Kept.BROKEN,
     [(
          'The promise "no reduction in the care commissioned" was found broken on 1 July 2016 (from '
          "80,000 to 78,500 hours a week). Take it up in the review, and with those to whom it was "
          "promised."
      )]),
    (looked(kept=False), Kept.BROKEN,
     [(
          'The promise "no reduction in the care commissioned" was found broken on 1 July 2016 '
          "(by the council's own return). Take it up in the review, and with those to whom it "
          "was promised."
      )]),
    (looked(after=78_500, **HELD), Kept.KEPT,
     [(
          'The promise "no reduction in the care commissioned" was judged kept, but its own figure, '
          "78,500, says it is broken. Correct the judgement, or say in the record why the figure "
          "does not decide."
      )]),
]  # fmt: skip


@pytest.mark.parametrize(("look", "kept", "messages"), JUDGED)
def test_promise_is_held_to_its_own_figures(look, kept, messages):
    """A promise to a committee is forgotten unless somebody looks, and then says what was found."""
    standing = CommitmentState(commitment=CARE, latest=look)
    assert standing.kept is kept
    assert [str(finding) for finding in standing.findings()] == messages


def test_promise_without_a_figure_is_a_matter_of_judgement():
    """The note of 2015 gives no number; somebody has to say on what the judgement rests."""
    look = looked("staff", kept=True, before=4_000, after=3_900, unit="care workers")
    assert list(CommitmentState(commitment=STAFF, latest=look).findings()) == []


def test_broken_promise_contradicted_by_its_figure_is_told_of_twice():
    """It was judged broken, and the figure says that it was kept."""
    look = looked(kept=False, after=81_000, **HELD)
    broken, misjudged = CommitmentState(commitment=CARE, latest=look).findings()
    assert (broken.code, misjudged.code) == ("commitment-broken", "commitment-misjudged")
    assert misjudged.message == (
        'The promise "no reduction in the care commissioned" was judged not kept, but its own figure, '
        "81,000, says it is kept"
    )


def test_committee_sees_every_promise(ledger):
    """The list goes back to the panel to which the promises were made."""
    held = ledger(SPECIFIED, looked(after=80_500, **HELD))
    assert [(each.commitment.words, each.kept) for each in commitments(held, LOOKED_ON)] == [
        ("no reduction in the care commissioned", Kept.KEPT),
        ("no reduction in staff", Kept.NOT_CHECKED),
    ]


def test_latest_look_counts_in_whatever_order_they_are_entered(ledger):
    """A look of last year that is entered late says nothing about this year."""
    kept = looked(after=80_500, **HELD)
    before = evolve(looked(), on=date(2015, 7, 1))
    for order in ((before, kept), (kept, before)):
        assert commitments(ledger(SPECIFIED, *order), LOOKED_ON)[0].kept is Kept.KEPT


def test_look_of_a_later_day_does_not_count_yet(ledger):
    """A report of June may not quote what was found in July."""
    held = ledger(SPECIFIED, looked())
    assert commitments(held, date(2016, 6, 30))[0].kept is Kept.NOT_CHECKED
    assert commitments(ledger(), LOOKED_ON) == ()


def review(on, next_on=None):
    return Review(on=on, contracts=("C1",), next_review_on=next_on)


def check(on, next_on=None):
    points = (CheckPoint(what="every call made", ok=True),)
    return EarlyLifeCheck(on=on, contract="C1", points=points, next_check_on=next_on)


ENDED = ContractEnded(on=date(2018, 11, 1), contract="C1")
DUE = [
    ((), date(2016, 11, 2), []),
    ((), date(2016, 11, 3),
     ["The review of contract C1 was due on 2 November 2016. Hold the review and record it."]),
    ((review(date(2016, 11, 3)),), date(2016, 11, 3), []),
    ((review(date(2016, 11, 2)),), date(2017, 6, 1), []),
    ((review(date(2016, 11, 2), date(2017, 5, 2)),), date(2017, 6, 1),
     ["The review of contract C1 was due on 2 May 2017. Hold the review and record it."]),
    ((check(date(2015, 11, 4), date(2015, 11, 9)),), date(2015, 11, 9), []),
    ((check(date(2015, 11, 4), date(2015, 11, 9)),), date(2015, 11, 10),
     [(
          "The next early check of contract C1 was due on 9 November 2015. Check again, and "
          "record the findings."
      )]),
    ((check(date(2015, 11, 4), date(2015, 11, 9)), check(date(2015, 11, 9))),
     date(2015, 11, 10), []),
    ((check(date(2015, 11, 9)), check(date(2015, 11, 4), date(2015, 11, 9))),
     date(2015, 11, 10), []),
    ((review(date(2017, 5, 2)), review(date(2016, 11, 2), date(2017, 5, 2))), date(2017, 6, 1), []),
    ((ENDED,), date(2019, 1, 1), []),
    ((), date(2015, 10, 1), []),
]  # fmt: skip


@pytest.mark.parametrize(("records", "on", "messages"), DUE)
def test_reviews_and_checks_that_are_due_are_told_of(ledger, records, on, messages):
    """A cadence that nobody keeps is a clause that nobody reads; an old minute that turns up moves none."""
    assert [str(finding) for finding in reviews_due(ledger(CONTRACT, *records), on)] == messages


NEEDS = NeedsAssessment(
    on=date(2014, 9, 1),
    reference="N",
    objectives=(Objective(reference="quality", words="better care"),),
    needs=(
        Need(reference="rural", words="care in villages", objectives=("quality",)),
        Need(reference="night", words="care at night", objectives=("quality",)),
    ),
    basis=(Basis(grounds=Grounds.STATED, source="a paper"),),
    sources=("census",),
)
REVIEWED = Review(
    on=date(2017, 11, 2),
    contracts=("C1",),
    found=("Rural calls are often late.",),
    advice=ReviewAdvice.RECOMMISSION,
    carries=("rural",),
)
NEXT_ON = date(2018, 1, 8)


def test_next_cycle_takes_up_needs_evidence_and_loose_ends(ledger):
    """Eight years later nobody remembers what the last review found, unless it is carried over."""
    held = ledger(NEEDS, SPECIFIED, CONTRACT, looked("care", kept=False), REVIEWED)
    first = carry_over(held, NEXT_ON)
    assert first.on == NEXT_ON
    assert first.objectives == NEEDS.objectives
    assert [need.evidence for need in first.needs] == [
        ("Rural calls are often late. (review of 2 November 2017)",),
        (),
    ]
    assert first.sources == (
        "census",
        "the needs assessment of 1 September 2014 of the cycle before",
        "the review of 2 November 2017",
    )
    assert "promised and not kept: no reduction in the care commissioned" in first.note
    assert "promised and not checked yet: no reduction in staff" in first.note
    assert (first.reference, first.basis) == ("", ())


def test_papers_of_each_lot_are_carried_over(ledger):
    """The needs and promises of the first lot are not those of the lot whose paper came last."""
    needs = [
        evolve(
            NEEDS, lots=(lot,), needs=(Need(reference=lot, words=f"care in {lot}"),), sources=(lot,)
        )
        for lot in ("N", "S")
    ]
    specified = [
        evolve(SPECIFIED, lots=(lot,), commitments=(promise,))
        for lot, promise in (("N", CARE), ("S", STAFF))
    ]
    held = ledger(*needs, *specified)
    assert [state.commitment for state in commitments(held, NEXT_ON)] == [CARE, STAFF]
    first = carry_over(held, NEXT_ON)
    assert [need.reference for need in first.needs] == ["N", "S"]
    assert first.sources[:2] == ("N", "S")


def test_loose_ends_of_the_golden_thread_are_carried_over(ledger):
    """An outcome that met no need is a question for the next specification."""
    loose = ServiceSpecification(
        on=date(2015, 9, 9), outcomes=(Outcome(reference="calm", words="a calm evening"),)
    )
    assert 'The outcome "calm" names no need' in carry_over(ledger(NEEDS, loose), NEXT_ON).note


def test_cycle_can_follow_with_what_was_carried_over():
    """The new cycle is an ordinary one: it begins with needs, and goes on from there."""
    before = Cycle("Home care 2015", reference="home-care-2015").record(NEEDS)
    after = Cycle("Home care 2018", follows=before.reference).record(
        carry_over(before.ledger, NEXT_ON)
    )
    assert after.stage is Stage.NEEDS
    assert after.follows == "home-care-2015"


@pytest.mark.parametrize(("on", "carried"), [(date(2017, 11, 1), 0), (REVIEWED.on, 1)])
def test_review_is_carried_over_from_its_own_day(ledger, on, carried):
    """What is carried over on a day is what was known on it, with the review of that morning."""
    first = carry_over(ledger(NEEDS, REVIEWED), on)
    assert len(first.needs[0].evidence) == carried


def test_without_loose_ends_there_is_no_note(ledger):
    """Silence means that nothing was left open."""
    met = NeedsAssessment(on=date(2014, 9, 1), needs=(Need(reference="n", words="care"),))
    kept = ServiceSpecification(on=date(2015, 9, 9), commitments=(CARE,))
    assert carry_over(ledger(met), NEXT_ON).note == ""
    assert "promised" not in carry_over(ledger(met, kept, looked()), NEXT_ON).note


def test_cycle_without_needs_has_none_to_carry_over(ledger):
    """A cycle brought forward from a register of contracts begins its successor from nothing."""
    with pytest.raises(RecordError) as refusal:
        carry_over(ledger(CONTRACT), NEXT_ON)
    assert str(refusal.value) == (
        "carry over: this cycle has no needs assessment; record a new one"
    )
