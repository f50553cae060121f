"""An evaluation from the records of a ledger."""

import pytest

from commissioning.casebook import lewisham
from commissioning.evaluation.evaluation import evaluation_of
from commissioning.evaluation.inputs import source_of
from commissioning.ledger.ledger import Ledger
from commissioning.stages import During, Stage


def test_cycle_gives_its_evaluation(small_until):
    """The records in force are all there is to it: no second copy to fall out of step."""
    cycle = small_until("interview-b")
    assert evaluation_of(cycle.ledger, "whole") == cycle.evaluation()
    assert evaluation_of(cycle.ledger, "whole").winner == "Alder"


def test_lot_without_invitation_has_no_evaluation(small_until):
    """Asked too early, the answer says what is missing."""
    cycle = small_until("shortlist")
    assert source_of(cycle.ledger, "whole") is None
    with pytest.raises(LookupError) as none:
        evaluation_of(cycle.ledger, "whole")
    assert str(none.value) == ("No invitation to tender is recorded yet.")


def test_tenderer_for_another_lot_is_in_the_source(make):
    """A panel marks all bidders on one round of sheets: B's and C's are for their own lot, and no slip."""
    records = (
        make.invitation(make.method(quality=100), lots=("N1", "N2"), price_formula=None),
        make.tender("A", lots=("N1",)),
        make.tender("B", 5, "N2"),
        make.tender("C", lots=("N2",)),
        *(make.sheet(provider, quality=50) for provider in "ABC"),
    )
    ledger = Ledger()
    ledger.positions = ledger.positions.divided(("N1", "N2"))
    for record in records:
        ledger.add(record, During(tuple(Stage)))
    source = source_of(ledger, "N1")
    assert [tender.provider for tender in source.tenders] == ["A", "B", "C"]
    assert evaluation_of(ledger, "N1").remarks == ()
    assert evaluation_of(ledger, "N1").ranking == (("A",),)


def test_lot_that_is_not_there_is_said_to_be_missing_and_not_its_invitation():
    """Told to invite tenders, an officer who mistyped a lot would look in the wrong place."""
    cycle = lewisham.cycle()
    with pytest.raises(LookupError) as unknown:
        cycle.evaluation("N11")
    assert str(unknown.value) == 'There is no lot "N11"; did you mean "N1"?'
    with pytest.raises(LookupError) as undivided:
        cycle.evaluation()
    assert str(undivided.value) == (
        "The procurement is divided into lots; name one of N1, N2, N3, N4, S1 and 4 more."
    )
