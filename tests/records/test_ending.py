"""How contracts, lots and cycles end."""

from datetime import date

import pytest

from commissioning.errors import RecordError
from commissioning.records.ending import (
    Abandonment,
    Closure,
    ContractEnded,
    ExitPlan,
    ExitStep,
    HowEnded,
    TerminationNotice,
    Terminator,
)
from commissioning.values.money import pounds

DAY = date(2025, 3, 31)
STEP = ExitStep(what="hand over care plans", due_on=date(2025, 6, 1))
WHOLE = {
    TerminationNotice: {
        "contract": "C1", "given_by": Terminator.AUTHORITY, "ends_on": date(2025, 6, 30),
        "because": "clause 24: material breach",
    },
    ExitPlan: {"contract": "C1", "ends_on": date(2025, 6, 30), "steps": (STEP,)},
    ContractEnded: {"contract": "C1"},
    Closure: {},
    Abandonment: {"because": "no tender met the quality floor"},
}  # fmt: skip
NO_CONTRACT = "contract: say which contract, by its reference"

REFUSED = [
    (TerminationNotice, {"contract": ""}, NO_CONTRACT),
    (TerminationNotice, {"ends_on": date(2025, 3, 30)},
     "ends_on: 30 March 2025 is before the notice was given"),
    (TerminationNotice, {"because": ""},
     "because: say under which clause or for what reason notice is given"),
    (ExitPlan, {"contract": ""}, NO_CONTRACT),
    (ExitPlan, {"steps": ()}, "steps: give at least one step"),
    (ExitPlan, {"ends_on": date(2025, 5, 31)},
     "steps: 'hand over care plans' is due on 1 June 2025, after the end on 31 May 2025"),
    (ContractEnded, {"contract": ""}, NO_CONTRACT),
    (ContractEnded, {"how": HowEnded.TERMINATED},
     "because: say why the contract was terminated"),
    (ContractEnded, {"how": HowEnded.NOT_STARTED},
     "because: say why the contract was ended before the service started"),
    (ContractEnded, {"final_cost": pounds(-1)}, "final_cost: -£1 is below the minimum of 0"),
    (Abandonment, {"because": ""},
     "because: say why there will be no award; bidders are owed the reason"),
    (Abandonment, {"lots": ()},
     "lots: an empty list of lots; name at least one, or leave lots out to mean them all"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "problem"), REFUSED)
def test_record_that_makes_no_sense_is_refused(make, problems_of, kind, parts, problem):
    """An ending is what disputes are about; its record has to hold."""
    assert problems_of(lambda: make(kind, **parts)) == (problem,)


@pytest.mark.parametrize("kind", WHOLE)
def test_record_of_its_needed_fields_alone_is_accepted(make, kind):
    """A contract that expires on its last day needs no explanation."""
    assert make(kind).on == DAY


def test_step_of_an_exit_says_what_is_to_be_done():
    """A blank line in an exit plan is a person without care."""
    with pytest.raises(RecordError) as refusal:
        ExitStep(what="")
    assert str(refusal.value) == "exit step: what: say what is to be done"


def test_step_without_a_day_is_a_step(make):
    """Exit plans are agreed before every date is known."""
    assert make(ExitPlan, steps=(ExitStep(what="agree the final invoice"),)).steps[0].due_on is None


def test_sum_paid_in_all_may_be_zero(make):
    """A framework contract may end without a single call-off."""
    assert make(ContractEnded, final_cost=pounds(0)).final_cost == pounds(0)
