"""Go-live, early checks, returns, reviews, and promises looked at afterwards."""

from datetime import date
from decimal import Decimal

import pytest

from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.records.kpis import Measurement
from commissioning.records.live import (
    CheckPoint,
    CommitmentChecked,
    EarlyLifeCheck,
    GoLive,
    KpiReport,
    RenewalDecided,
    Review,
    ReviewAdvice,
)

DAY = date(2023, 7, 10)
QUARTER = Period(date(2023, 4, 1), date(2023, 6, 30))
ON_TIME = Measurement(kpi="punctual", numerator=960, denominator=1000)
WHOLE = {
    GoLive: {"contracts": ("C1",)},
    EarlyLifeCheck: {"contract": "C1", "points": (CheckPoint(what="every call made", ok=True),)},
    KpiReport: {"contract": "C1", "period": QUARTER, "measurements": (ON_TIME,)},
    CommitmentChecked: {"commitment": "no-less-care", "kept": True, "because": "by report"},
    RenewalDecided: {"contracts": ("C1",), "again": True},
    Review: {"contracts": ("C1",)},
}
NO_CONTRACT = "contract: say which contract, by its reference"
NO_CONTRACTS = "contracts: name at least one contract by its reference"
EMPTY = "contracts[0]: it is empty; take it out, or say what it is"

REFUSED = [
    (GoLive, {"contracts": ()}, NO_CONTRACTS),
    (GoLive, {"contracts": ("",)}, EMPTY),
    (GoLive, {"contracts": ("C1", "C1")},
     "contracts: C1 is listed twice; name each once"),
    (EarlyLifeCheck, {"contract": ""}, NO_CONTRACT),
    (EarlyLifeCheck, {"points": ()}, "points: say what was looked at, and what was found"),
    (EarlyLifeCheck, {"next_check_on": DAY},
     "next_check_on: 10 July 2023 is not after this check"),
    (KpiReport, {"contract": ""}, NO_CONTRACT),
    (KpiReport, {"measurements": ()},
     "measurements: give at least one, or leave the return out"),
    (KpiReport, {"due_on": date(2023, 3, 31)},
     "due_on: 31 March 2023 is before the period it reports on"),
    (KpiReport, {"on": date(2023, 6, 29)},
     "on: received on 29 June 2023, before its period ended on 30 June 2023"),
    (CommitmentChecked, {"commitment": ""}, "commitment: say which commitment was looked at"),
    (CommitmentChecked, {"after": 5}, "before and after: give both figures, or neither"),
    (CommitmentChecked, {"before": 5, "after": 5}, "unit: say what the figures count"),
    (CommitmentChecked, {"because": ""},
     "because: without figures, say on what the judgement rests"),
    (Review, {"contracts": ()}, NO_CONTRACTS),
    (Review, {"contracts": ("",)}, EMPTY),
    (Review, {"next_review_on": DAY}, "next_review_on: 10 July 2023 is not after this review"),
    (RenewalDecided, {"contracts": ()}, "contracts: name at least one contract by its reference"),
    (RenewalDecided, {"again": False}, "because: say why it is not bought again"),
    (RenewalDecided, {"again": False, "because": "no need", "followed_by": "HC2"},
     "followed_by: the service is not bought again, so no cycle follows; leave this out"),
    (Review, {"advice": ReviewAdvice.RECOMMISSION},
     "found: say what led to the advice to commission anew"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "problem"), REFUSED)
def test_record_that_makes_no_sense_is_refused(make, problems_of, kind, parts, problem):
    """A return or a review with a hole in it is sent back the day it comes in."""
    assert problems_of(lambda: make(kind, **parts)) == (problem,)


@pytest.mark.parametrize("kind", WHOLE)
def test_record_of_its_needed_fields_alone_is_accepted(make, kind):
    """The first weeks of a service leave little time for forms."""
    assert make(kind).on == DAY


def test_check_point_says_what_was_looked_at():
    """An answer without its question helps nobody."""
    with pytest.raises(RecordError) as refusal:
        CheckPoint(what="", ok=True)
    assert str(refusal.value) == "check point: what: say what was looked at"


def test_commitment_with_figures_shows_the_change(make):
    """ "No reduction in the care commissioned" is a subtraction, not an opinion."""
    check = make(CommitmentChecked, kept=False, before=80_000, after=78_500, unit="hours a week")
    assert check.change == Decimal(-1500)
    assert make(CommitmentChecked).change is None


def test_review_carries_what_the_next_cycle_takes_up(make):
    """The loose ends of one cycle are the needs of the next."""
    review = make(
        Review,
        found=("Rural calls are often late.",),
        advice=ReviewAdvice.RECOMMISSION,
        next_review_on=date(2024, 7, 1),
        carries=("need-rural",),
    )
    assert review.names("need-rural")
