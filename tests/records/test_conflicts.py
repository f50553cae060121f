"""A conflicts assessment: whose interest, of what kind, and what is done about it."""

from datetime import date

import pytest

from commissioning.records.conflicts import ConflictKind, ConflictOfInterest, ConflictsAssessed

FOUND = {"whose": "lead officer", "interest": "her sister works for a bidder"}
STEPS = ("she marks no tender of that bidder",)


@pytest.mark.parametrize(
    ("parts", "problems"),
    [
        ({**FOUND, "steps": STEPS}, ()),
        ({**FOUND, "steps": STEPS, "kind": ConflictKind.PERCEIVED}, ()),
        (
            {**FOUND, "whose": "", "steps": STEPS},
            ("whose: say whose interest it is",),
        ),
        (
            {**FOUND, "interest": "", "steps": STEPS},
            ("interest: say what the interest is",),
        ),
        ({**FOUND, "steps": ()}, ("steps: say what is done about the interest of lead officer",)),
    ],
)
def test_conflict_comes_with_what_is_done_about_it(problems_of, parts, problems):
    """An interest that is only noted still pulls, and one that only seems so must be shown not to."""
    assert problems_of(lambda: ConflictOfInterest(**parts)) == problems


def test_assessment_that_finds_no_conflict_is_one_too():
    """The law asks that it was prepared, not that something was found."""
    assert ConflictsAssessed(on=date(2026, 5, 5)).conflicts == ()
