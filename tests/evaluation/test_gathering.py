"""An evaluation from whatever holds the records."""

import pytest

from commissioning.evaluation.gathering import evaluation_of, source_of


def test_a_cycle_gives_its_evaluation(small_until):
    """The records in force are all there is to it: no second copy to fall out of step."""
    cycle = small_until("interview-b")
    assert evaluation_of(cycle, "whole") == cycle.evaluation()
    assert evaluation_of(cycle, "whole").winner == "Alder"


def test_before_the_invitation_there_is_nothing_to_evaluate(small_until):
    """Asked too early, the answer says what is missing."""
    cycle = small_until("shortlist")
    assert source_of(cycle, "whole") is None
    with pytest.raises(LookupError) as none:
        evaluation_of(cycle, "whole")
    assert str(none.value) == (
        "there is no invitation to tender for lot whole, so nothing to evaluate"
    )
