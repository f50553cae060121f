"""Going back to an earlier stage."""

from datetime import date

import pytest

from commissioning.records.ending import (
    AwardFellThrough,
    EvaluationReopened,
    InvitationReissued,
    SelectionReopened,
)

DAY = date(2022, 11, 9)
WITHDREW = {"because": "alder withdrew", "recommendation": "R1", "provider": "alder"}

CASES = [
    (EvaluationReopened, {"because": "a mark was added up wrongly"}, ()),
    (InvitationReissued, {"because": "the volumes were wrong", "sets_aside": ("ITT1",)}, ()),
    (SelectionReopened, {"because": "a response was overlooked"}, ()),
    (AwardFellThrough, WITHDREW, ()),
    (EvaluationReopened, {"because": ""}, ("because: say why the procurement goes back; "
                                           "bidders are owed the reason",)),
    (AwardFellThrough, {**WITHDREW, "because": ""},
     ("because: say why the procurement goes back; bidders are owed the reason",)),
    (AwardFellThrough, {**WITHDREW, "recommendation": ""},
     ("recommendation: say which recommendation fell through",)),
    (AwardFellThrough, {**WITHDREW, "provider": ""},
     ("provider: say whose award fell through",)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "problems"), CASES)
def test_return_says_why(problems_of, kind, parts, problems):
    """Going back undoes work that bidders paid for; the reason is part of the record."""
    assert problems_of(lambda: kind(on=DAY, **parts)) == problems


def test_return_names_the_records_it_supersedes():
    """The ledger follows these references to find what no longer counts."""
    reissued = InvitationReissued(on=DAY, because="wrong volumes", sets_aside=("ITT1", "T2"))
    assert list(reissued.references("record")) == ["ITT1", "T2"]
