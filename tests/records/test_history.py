"""Where a ledger begins, when it does not begin at the beginning."""

from datetime import date

import pytest

from commissioning.errors import RecordError
from commissioning.records.approval import ApprovalToProcure, ScrutinyNote
from commissioning.records.history import BroughtForward
from commissioning.records.specification import Lot
from commissioning.stages import Route, Stage

DAY = date(2015, 9, 14)
BECAUSE = "the council's register begins with the signature"
EARLIER = BroughtForward(on=DAY, stage=Stage.AWARD, because=BECAUSE)
LATER = ApprovalToProcure(on=date(2015, 10, 1), decided_by="Cabinet")
LOTS = (Lot(reference="N1", title="North"), Lot(reference="S1", title="South"))

CASES = [
    ({}, ()),
    ({"divided_into": LOTS, "commenced_on": DAY, "route": Route.open()}, ()),
    ({"carries": (ApprovalToProcure(on=DAY, decided_by="Cabinet"),)}, ()),
    ({"because": ""}, ("because: say why the earlier history is not held",)),
    ({"stage": Stage.ENDED},
     ("stage: nothing can follow the ended stage; bring it forward to one before",)),
    ({"lots": ("N1",)},
     ("lots: a history is brought forward for every lot; name the lots in divided_into",)),
    ({"divided_into": (LOTS[0], LOTS[0])}, ("divided_into: N1 is listed twice; name each once",)),
    ({"carries": (EARLIER,)}, ("carries[0]: a history cannot carry another brought forward",)),
    ({"carries": (LATER,)},
     ("carries[0]: the approval to procure of 1 October 2015 is later than 14 September 2015",)),
    ({"stage": Stage.SSQ, "route": Route.open()}, ("route: SSQ is not a stage of the open route",)),
    ({"commenced_on": date(2015, 9, 15)},
     ("commenced_on: 15 September 2015 is later than the record itself",)),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "problems"), CASES)
def test_history_brought_forward_adds_up(problems_of, parts, problems):
    """It stands in for everything before it, so a contradiction in it would spread to all that follows."""
    given = {"on": DAY, "stage": Stage.AWARD, "because": BECAUSE, **parts}
    assert problems_of(lambda: BroughtForward(**given)) == problems


def test_history_brings_its_lots_with_it():
    """No specification in the ledger says what the lots are, so this record does."""
    brought = BroughtForward(on=DAY, stage=Stage.AWARD, because=BECAUSE, divided_into=LOTS)
    assert brought.defines_lots == ("N1", "S1")


def test_carried_records_are_about_lots_of_the_history():
    """A contract for a lot that was not brought forward would belong to nothing."""
    note = ScrutinyNote(on=DAY, body="Pendle", lots=("S",))

    with pytest.raises(RecordError, match=r"carries\[0\]: divided_into lacks S"):
        BroughtForward(on=DAY, stage=Stage.AWARD, because="x", carries=(note,))
