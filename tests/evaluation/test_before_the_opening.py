"""An evaluation before the tenders are opened: refused, with what comes first."""

from datetime import timedelta

import pytest
from attrs import evolve

from commissioning import (
    BroughtForward,
    Cycle,
    InvitationReissued,
    InvitationToTender,
    LotPrice,
    Route,
    Stage,
    TenderOpening,
    TenderReceived,
)
from commissioning.dates.periods import Deadline
from commissioning.errors import RecordError
from commissioning.records.criteria import Criterion, CriterionKind
from commissioning.records.methods import WeightedSum
from commissioning.records.pricing import LowestPriceProportional
from commissioning.testing import Scenario, make, story
from commissioning.values.money import pounds

SAID = (
    "You cannot evaluate yet: the tenders have not been opened. Next: record the tender opening, on or "
    "after the day on which tenders are due"
)


def price_alone():
    """A cycle at the ITT stage whose invitation is decided by price, with one tender."""
    cycle = story(Scenario(route=Route.open()), at=Stage.ITT)
    kept = [r for r in cycle.records if not isinstance(r, InvitationToTender)]
    day = cycle.last_on
    price = Criterion(reference="p", title="price", weight=100, kind=CriterionKind.PRICE)
    invitation = InvitationToTender(
        on=day,
        tenders_due_by=Deadline(day + timedelta(60)),
        price_formula=LowestPriceProportional(),
        method=WeightedSum(criteria=(price,)),
    )
    tender = TenderReceived(on=day, provider="alder", prices=(LotPrice(price=pounds(5)),))
    return Cycle(cycle.title, buyers=cycle.buyers).record(*kept, invitation, tender)


def test_evaluation_before_the_opening_is_refused_with_what_comes_first():
    """A ranking before the deadline tells whoever looks what the others must beat."""
    with pytest.raises(RecordError) as refused:
        price_alone().evaluation()
    assert refused.value.problems == (SAID,)


def test_evaluation_after_the_opening_is_given():
    """The refusal is about the day, not about the price."""
    cycle = price_alone()
    opening = TenderOpening(on=cycle.last_on + timedelta(61), opened_by=("A", "B"))
    assert cycle.record(opening).evaluation().winners == ("alder",)


def test_invitation_reissued_closes_the_evaluation_until_tenders_are_opened_again():
    """New tenders are sealed like the first ones."""
    cycle = price_alone()
    day = cycle.last_on + timedelta(61)
    opened = cycle.record(TenderOpening(on=day, opened_by=("A", "B")))
    scenario = Scenario.of(opened)
    again = opened.record(evolve(make(InvitationReissued, scenario), on=day, sets_aside=()))
    with pytest.raises(RecordError, match="have not been opened"):
        again.evaluation()


def test_history_brought_forward_vouches_for_its_opening():
    """A council that moves its live procurements here does not hold the opening of their tenders."""
    cycle = price_alone()
    carried = tuple(r for r in cycle.records if isinstance(r, (InvitationToTender, TenderReceived)))
    begun = BroughtForward(
        on=cycle.last_on, stage=Stage.EVALUATION, because="kept on paper", carries=carried,
        route=Route.open(),
    )  # fmt: skip
    assert Cycle("Brought forward").record(begun).evaluation().winners == ("alder",)
