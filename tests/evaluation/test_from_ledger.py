"""An evaluation from whatever holds the records."""

import pytest

from commissioning.casebook import lewisham
from commissioning.evaluation.evaluation import evaluation_of
from commissioning.evaluation.inputs import source_of


def test_a_cycle_gives_its_evaluation(small_until):
    """The records in force are all there is to it: no second copy to fall out of step."""
    cycle = small_until("interview-b")
    assert evaluation_of(cycle, "whole") == cycle.evaluation()
    assert evaluation_of(cycle, "whole").winner == "Alder"


def test_lot_without_invitation_has_no_evaluation(small_until):
    """Asked too early, the answer says what is missing."""
    cycle = small_until("shortlist")
    assert source_of(cycle, "whole") is None
    with pytest.raises(LookupError) as none:
        evaluation_of(cycle, "whole")
    assert str(none.value) == ("No invitation to tender is recorded yet.")


class Kept:
    """Records in a list, of which those of a lot are asked for by its name."""

    def __init__(self, *records):
        self.records = records

    def every(self, kind, about=None):
        return tuple(
            record
            for record in self.records
            if isinstance(record, kind)
            and (about is None or record.lots is None or about in record.lots)
        )

    def find(self, kind, about=None):
        return (*self.every(kind, about), None)[0]


def test_tenderer_for_another_lot_is_in_the_source(make):
    """A panel marks all bidders on one round of sheets: B's and C's are for their own lot, and no slip."""
    records = Kept(
        make.invitation(make.method(quality=100), lots=("N1", "N2"), price_formula=None),
        make.tender("A", lots=("N1",)),
        make.tender("B", 5, "N2"),
        make.tender("C", lots=("N2",)),
        *(make.sheet(provider, quality=50) for provider in "ABC"),
    )
    source = source_of(records, "N1")
    assert [tender.provider for tender in source.tenders] == ["A", "B", "C"]
    assert evaluation_of(records, "N1").remarks == ()
    assert evaluation_of(records, "N1").ranking == (("A",),)


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
